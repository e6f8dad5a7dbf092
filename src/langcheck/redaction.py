"""A report to the same report without a word of the documents, for logs that more people read than the documents.

Nothing is searched for and blanked: what is known to come from the lexicon is kept, all else is left out. File names
stay. A field that is added to a finding or a report is left out until it is added here.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from langcheck.errors import INSTALL
from langcheck.fingerprints import FingerprintKey, key_of_this_run
from langcheck.model import (
    LEFT_OUT,
    OWN_PARTS,
    Document,
    Excerpt,
    Failure,
    Finding,
    Place,
    Report,
    Suggestion,
    Suppressed,
    Suppression,
    file_and_part,
    place_label,
)

GENERAL_MESSAGE = "A term of the lexicon stands here."
GENERAL_BECAUSE = "The words around it decided."
SOMEWHERE = "in the document"
"""What stands for a message, a reason or a place of which nothing but words of the document is known."""

_PART_WORDS = frozenset(
    {word for part in OWN_PARTS for word in part.split()}
    | set(
        "attachment cell cells chapter column contents control cue cues diagram embedded field file form forwarded frame group in"
        " inserted line list message note object of other others page pages paragraph part parts picture pictures places row shape"
        " sheet slide table the to words".split()
    )
)
"""What else a part of a file is called that was not checked; numbers may stand behind it."""

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_TIME = re.compile(r"[0-9]{1,3}(?::[0-9]{2}){1,2}(?:[.,][0-9]{1,3})?")
_BOX = re.compile(r"[0-9., -]{1,80}")
_FORMS = {"box": _BOX, "cell": _CELL, "time": _TIME}
"""What is measured or counted in signs of its own, and the form of these."""
_WORD = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"(?<!\w)[\"'“‘]")
_CLOSING = re.compile(r"[\"'”’](?!\w)")
_NUMBER = re.compile(r"\d[\d,]*")
_BETWEEN_PARTS = re.compile(r"(, |: )")
_SMALL = frozenset("a an and as at by for from in into is it of on or out per the to was were who with".split())
"""Words that say nothing of a document, so that a suggestion may share them with the words it replaces."""


def redacted(report: Report, key: FingerprintKey | None = None) -> Report:
    """The report with places, entries, levels and what the lexicon says, and without a word of the documents.

    Its fingerprints are made with the ``key``, or with one of this run where there is none.
    """
    key = key or key_of_this_run()
    known = {item.path for item in report.checked}

    def findings(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(_finding(item, key) for item in found)

    return Report(
        findings=findings(report.findings),
        allowed=findings(report.allowed),
        let_be=report.let_be,
        failures=tuple(
            Failure(
                _named(item.path, known), unquoted(item.problem), hint_unquoted(item.hint), item.partly, item.is_folder
            )
            for item in report.failures
        ),
        documents=report.documents,
        notes=tuple((path, unquoted(note)) for path, note in report.notes),
        skipped=report.skipped,
        unreached=report.unreached,
        lexicon=report.lexicon,
        model=report.model,
        checked=report.checked,
        known=findings(report.known),
        baseline=report.baseline,
        suppressed=tuple(
            Suppressed(_finding(item.finding, key), _suppression(item.suppression)) for item in report.suppressed
        ),
        rules=report.rules,
        read=tuple(Document(document.path, document.format, ()) for document in report.read),
        redacted=True,
        fingerprint_key=key.source,
    )


def _finding(finding: Finding, key: FingerprintKey) -> Finding:
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
        fingerprint=key.of(finding.fingerprint),
        kept=finding.kept,
        sentence=finding.sentence,
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
    form = _FORMS.get(name.removeprefix("in_"))
    return form.fullmatch(value) is not None if form else name == "part" and value in OWN_PARTS


def _named(path: str, known: Collection[str]) -> str:
    """The name of a file that was not checked, or of a part of one: what a part is called by people goes."""
    file, part = file_and_part(path, known)
    return f"{file}: {part_unquoted(part)}" if part else path


def part_unquoted(part: str) -> str:
    """What a part of a file is called, without what people call it."""
    pieces = _BETWEEN_PARTS.split(unquoted(part))
    return "".join(piece if number % 2 or _is_ours(piece) else LEFT_OUT for number, piece in enumerate(pieces))


def _is_ours(part: str) -> bool:
    """Whether nothing but words of ours, numbers and what stands for words that were left out names a part."""
    return all(
        word in _PART_WORDS or word == LEFT_OUT or _NUMBER.fullmatch(word) or _CELL.fullmatch(word)
        for word in part.split()
    )


def hint_unquoted(hint: str) -> str:
    """What to do, without what it quotes from a file; a command that installs something quotes none."""
    return hint if hint.startswith(INSTALL) else unquoted(hint)


def unquoted(text: str) -> str:
    """What a reader tells of a file without what it quotes from it.

    From the first quotation mark to the last, since the quoted words may hold quotation marks of their own.
    """
    opening = _OPENING.search(text)
    if opening is None:
        return text
    ends = [mark.end() for mark in _CLOSING.finditer(text, opening.end())]
    after = text[ends[-1] :] if ends else ""
    return f"{text[: opening.start()]}{LEFT_OUT}{after}"
