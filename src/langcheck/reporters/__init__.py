"""Reports to text; a format is one module with ``render`` and one line in REPORTERS."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from langcheck.lazily import dataclass
from langcheck.model import Report

REPORTERS = {
    "text": "langcheck.reporters.text",
    "concise": "langcheck.reporters.concise",
    "json": "langcheck.reporters.json",
    "jsonl": "langcheck.reporters.jsonl",
    "html": "langcheck.reporters.html",
    "sarif": "langcheck.reporters.sarif",
    "github": "langcheck.reporters.github",
    "gitlab": "langcheck.reporters.gitlab",
    "junit": "langcheck.reporters.junit",
    "checkstyle": "langcheck.reporters.checkstyle",
    "rdjsonl": "langcheck.reporters.rdjsonl",
    "csv": "langcheck.reporters.csv",
}
"""Format to the module that renders it; a module is imported when its format is asked for."""

NEEDS_DOCUMENTS = frozenset({"html", "sarif", "rdjsonl", "junit"})
"""The formats that look into the documents or list them all, so that a check must keep the documents for them."""
NEEDS_ALLOWED = frozenset({"json", "jsonl", "html", "sarif", "rdjsonl"})
"""The formats that tell of each word that was left alone, or look at it; the others only count them."""
NEEDS_RULES = frozenset({"sarif", "rdjsonl"})
"""The formats that tell about the entries that were asked about."""
NEEDS_CHANGES = frozenset({"sarif", "rdjsonl"})
"""The formats whose readers can carry out suggestions, so that they must know what changes in the source."""

FROM_THE_ROOT = frozenset({"github", "gitlab", "sarif", "checkstyle", "junit"})
"""The formats for servers, which look for files from the root of the repository."""
IN_FULL_BELOW_IT = frozenset({"rdjsonl"})
"""The formats whose reader puts the folder that it runs in before every name: in a folder below the root, paths in full."""

CANNOT_SAY_THE_KEY = frozenset({"gitlab", "csv"})
"""The formats that hold fingerprints and have no place that says with which key they were made."""
OF_THIS_RUN = (
    "the fingerprints of this redacted report were made with a key of this run and fit no other report; a fingerprint-key in the "
    "settings, or a key in the baseline, keeps them the same"
)
"""What to say of the fingerprints of a redacted report where nobody chose a key."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is to look: ``colour`` for terminals, ``show_allowed`` to list what was left alone or suppressed.

    ``show_fingerprints`` adds to each finding what a side-car file needs to allow it; ``ungrouped`` shows a sentence that
    stands in many files once for each of them. ``why`` says where reports for people tell what an entry has against the
    words: where it comes up ``first``, ``never``, or ``always`` and in full. ``sources`` adds who says so; ``most`` is how
    many findings such a report shows, the gravest.
    """

    colour: bool = False
    show_allowed: bool = False
    show_fingerprints: bool = False
    ungrouped: bool = False
    why: str = "first"
    sources: bool = False
    most: int | None = None


def render(report: Report, format: str, style: Style) -> str:
    """A report in one of the formats of REPORTERS, ending in a newline."""
    text: str = import_module(REPORTERS[format]).render(report, style)
    return text


def render_in_pieces(report: Report, format: str, style: Style) -> Iterator[str]:
    """The same in pieces; formats for programs that hold every finding in full are made while they are written."""
    module = import_module(REPORTERS[format])
    made = getattr(module, "render_in_pieces", None)
    return iter((module.render(report, style),)) if made is None else made(report, style)
