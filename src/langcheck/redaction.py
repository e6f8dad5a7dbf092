"""A report to the same report without a word of the documents, for logs that more people read than the documents.

Nothing is searched for and blanked: what is known to come from the lexicon is kept, all else is left out. File names
stay. A field that is added to a finding or a report is left out until it is added here.
"""

from __future__ import annotations

import re

from langcheck.model import (
    LEFT_OUT,
    Document,
    Excerpt,
    Failure,
    Finding,
    Place,
    Report,
    Suggestion,
    Suppressed,
    Suppression,
    place_label,
)

GENERAL_MESSAGE = "A term of the lexicon stands here."
GENERAL_BECAUSE = "The words around it decided."
SOMEWHERE = "in the document"
"""What stands for a message, a reason or a place of which nothing but words of the document is known."""

PARTS = frozenset(
    "alt text|body|caption|chart|comment|cover|document properties|endnote|footer|footnote|front matter|header|layout"
    "|master|metadata|notes|page|properties|slide|speaker notes|subject|table|text box|title".split("|")
)
"""The parts of documents that readers name in words of their own; any other name may be the document's."""

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_TIME = re.compile(r"[0-9]{1,3}(?::[0-9]{2}){1,2}(?:[.,][0-9]{1,3})?")
_BOX = re.compile(r"[0-9., -]{1,80}")
_WORD = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"(?<!\w)[\"'“‘]")
_CLOSING = re.compile(r"[\"'”’](?!\w)")
_PART_NAME = re.compile(r"\S{1,500}\.(?:xml|rels)\b")
_SMALL = frozenset("a an and as at by for from in into is it of on or out per the to was were who with".split())
"""Words that say nothing of a document, so that a suggestion may share them with the words it replaces."""


def redacted(report: Report) -> Report:
    """The report with places, entries, levels and what the lexicon says, and without a word of the documents."""
    return Report(
        findings=tuple(map(_finding, report.findings)),
        allowed=tuple(map(_finding, report.allowed)),
        failures=tuple(
            Failure(item.path, _told(item.problem), _told(item.hint), item.partly) for item in report.failures
        ),
        documents=report.documents,
        notes=tuple((path, _told(note)) for path, note in report.notes),
        skipped=report.skipped,
        unreached=report.unreached,
        lexicon=report.lexicon,
        model=report.model,
        checked=report.checked,
        known=tuple(map(_finding, report.known)),
        baseline=report.baseline,
        suppressed=tuple(
            Suppressed(_finding(item.finding), _suppression(item.suppression)) for item in report.suppressed
        ),
        rules=report.rules,
        read=tuple(Document(document.path, document.format, ()) for document in report.read),
        redacted=True,
    )


def _finding(finding: Finding) -> Finding:
    return Finding(
        path=finding.path,
        entry=finding.entry,
        category=finding.category,
        level=finding.level,
        verdict=finding.verdict,
        place=_place(finding.place),
        block=finding.block,
        region=finding.region,
        found=LEFT_OUT,
        message=finding.general_message or GENERAL_MESSAGE,
        why=finding.why,
        because=finding.general_because or GENERAL_BECAUSE,
        context=finding.context,
        excerpt=Excerpt(LEFT_OUT, 0, len(LEFT_OUT)),
        instead=finding.instead,
        suggestions=tuple(item for item in finding.suggestions if not _shares_words(item, finding.found)),
        sources=finding.sources,
        general_message=finding.general_message,
        general_because=finding.general_because,
        fingerprint=finding.fingerprint,
        kept=finding.kept,
    )


def _suppression(item: Suppression) -> Suppression:
    """A suppression without its reason, which may tell of the case."""
    return Suppression(item.entry, LEFT_OUT, item.path, item.place, item.until, item.is_side_car)


def _shares_words(suggestion: Suggestion, found: str) -> bool:
    """Whether a suggestion repeats words that it replaces."""
    return not (_words(suggestion.text) & _words(found)).issubset(_SMALL)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _place(place: Place) -> Place:
    location = {name: value for name, value in place.location.items() if _counts(name, value)}
    return Place(
        place_label(location, place.line, place.column) or SOMEWHERE,
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        place.offset,
        place.end_offset,
        location,
    )


def _counts(name: str, value: int | str) -> bool:
    """Whether a part of a location is counted or measured: a sheet, column or shape may be named after a person."""
    if isinstance(value, int):
        return True
    if name == "box":
        return _BOX.fullmatch(value) is not None
    if name in ("cell", "in_cell"):
        return _CELL.fullmatch(value) is not None
    return value in PARTS or _TIME.fullmatch(value) is not None


def _told(text: str) -> str:
    """What a reader tells of a file without what it quotes from it, names of inner parts included.

    From the first quotation mark to the last, since the quoted words may hold quotation marks of their own.
    """
    text = _PART_NAME.sub(LEFT_OUT, text)
    opening = _OPENING.search(text)
    if opening is None:
        return text
    ends = [mark.end() for mark in _CLOSING.finditer(text, opening.end())]
    after = text[ends[-1] :] if ends else ""
    return f"{text[: opening.start()]}{LEFT_OUT}{after}"
