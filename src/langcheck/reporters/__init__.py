"""Reports to text; a format is one module with ``render`` and one line in REPORTERS."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from langcheck.model import Report

REPORTERS = {
    "text": "langcheck.reporters.text",
    "json": "langcheck.reporters.json",
    "html": "langcheck.reporters.html",
}
"""Format to the module that renders it; a module is imported when its format is asked for."""

SHOW_DOCUMENTS = frozenset({"html"})
"""The formats that show the documents' text, so that a check must keep the documents for them."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is to look: ``colour`` for terminals, ``show_allowed`` to list what was left alone or suppressed.

    ``show_fingerprints`` adds to each finding what a side-car file needs to allow it.
    """

    colour: bool = False
    show_allowed: bool = False
    show_fingerprints: bool = False


def render(report: Report, format: str, style: Style) -> str:
    """A report in one of the formats of REPORTERS, ending in a newline."""
    text: str = import_module(REPORTERS[format]).render(report, style)
    return text
