"""Reports of one document to bytes and back; the bytes hold no word of the document.

A string that comes from a document is stored as the places of its pieces in the document's own text, so only who has
the document can read the report again. What the lexicon says is not stored at all: it is looked up by the entry's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import (
    LEFT_OUT,
    Checked,
    Document,
    Excerpt,
    Finding,
    Kept,
    Level,
    Place,
    Region,
    Report,
    Suggestion,
    Verdict,
    place_label,
)

Piece = str | tuple[int, int]
"""Characters that do not stand in the document, or a half-open range of its text."""

Folded = list[Piece]
"""A string in pieces."""

_WORD = re.compile(r"\w+")
_LONGEST_PIECE = 400
_NEAR = 1_000


class _Suggestion(msgspec.Struct, array_like=True):
    text: Folded
    start: int
    end: int
    when: Folded
    safe: bool


class _Finding(msgspec.Struct, array_like=True):
    entry: str
    level: int
    flagged: str
    context: str
    block: int
    start: int
    end: int
    lines: tuple[int, int, int, int, int, int] | None
    location: dict[str, int | Folded]
    found: Folded
    because: Folded
    general_because: str
    excerpt: Folded
    marked: tuple[int, int]
    suggestions: list[_Suggestion]
    fingerprint: str
    instead: str
    kept: str


class _Report(msgspec.Struct, array_like=True):
    in_source: bool
    findings: list[_Finding]
    allowed: list[_Finding]
    notes: list[Folded]
    model: str
    words: int | None


# --- to bytes -----------------------------------------------------------------------------------------------------


def store(report: Report, document: Document, *, source: str | None) -> bytes:
    """The report of one document as bytes; ``source`` is the decoded file where the document's places lead into it."""
    in_source = source is not None and source == document.source
    text = source if in_source and source is not None else text_of(document)
    made = _Report(
        in_source,
        [_stored(finding, text) for finding in report.findings],
        [_stored(finding, text) for finding in report.allowed],
        [fold(note, text) for _, note in report.notes],
        report.model,
        report.checked[0].words,
    )
    return msgspec.msgpack.encode(made)


def text_of(document: Document) -> str:
    """All that was read of a document, as one text."""
    return "\n".join(block.text for block in document.blocks)


def _stored(finding: Finding, text: str) -> _Finding:
    place = finding.place
    near = place.offset or 0
    location = {name: value if isinstance(value, int) else fold(value, text) for name, value in place.location.items()}
    return _Finding(
        finding.entry,
        int(finding.level),
        finding.verdict.value,
        finding.context,
        finding.block,
        finding.region.start,
        finding.region.end,
        _lines(place),
        location,
        fold(finding.found, text, near),
        fold(finding.because, text, near),
        finding.general_because,
        fold(finding.excerpt.text, text, near),
        (finding.excerpt.start, finding.excerpt.end),
        [
            _Suggestion(
                fold(item.text, text, near), item.region.start, item.region.end, fold(item.when, text), item.safe
            )
            for item in finding.suggestions
        ],
        finding.fingerprint,
        finding.instead,
        finding.kept.value if finding.kept else "",
    )


def _lines(place: Place) -> tuple[int, int, int, int, int, int] | None:
    numbers = (place.line, place.column, place.end_line, place.end_column, place.offset, place.end_offset)
    return None if None in numbers else numbers  # type: ignore[return-value]


def fold(string: str, text: str, near: int = 0) -> Folded:
    """A string in pieces: every word that stands in the text is only a place in it."""
    pieces: Folded = []
    at = 0
    for word in _WORD.finditer(string):
        if word.end() <= at:
            continue
        start = max(word.start(), at)
        found = _find(string[start : word.end()], text, near)
        if found < 0:
            continue
        if start > at:
            pieces.append(string[at:start])
        length = _alike(string[start : start + _LONGEST_PIECE], text[found : found + _LONGEST_PIECE])
        pieces.append((found, found + length))
        at, near = start + length, found + length
    if at < len(string):
        pieces.append(string[at:])
    return pieces


def _alike(one: str, other: str) -> int:
    """How many characters two strings share at their beginning."""
    for index, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return index
    return min(len(one), len(other))


def _find(word: str, text: str, near: int) -> int:
    found = text.find(word, near, near + _NEAR)
    if found < 0:
        found = text.find(word, max(0, near - _NEAR), near + len(word))
    return found if found >= 0 else text.find(word)


# --- and back -----------------------------------------------------------------------------------------------------


def restore(
    data: bytes, *, path: str, lexicon: Lexicon, source: Callable[[], str], read: Callable[[], Document]
) -> Report:
    """The report again; ``source`` decodes the file and ``read`` reads it, whichever its places lead into.

    Raises ValueError for bytes that ``store`` did not make.
    """
    try:
        stored = msgspec.msgpack.decode(data, type=_Report)
    except msgspec.MsgspecError as error:
        raise ValueError("these bytes are no stored report") from error
    text = ""
    if stored.findings or stored.allowed or stored.notes:
        text = source() if stored.in_source else text_of(read())
    return Report(
        findings=tuple(_restored(finding, text, path, lexicon) for finding in stored.findings),
        allowed=tuple(_restored(finding, text, path, lexicon) for finding in stored.allowed),
        documents=1,
        notes=tuple((path, unfold(note, text)) for note in stored.notes),
        lexicon=lexicon.version,
        model=stored.model,
        checked=(Checked(path, words=stored.words),),
    )


def unfold(pieces: Sequence[Piece], text: str) -> str:
    """The string that ``fold`` took apart."""
    return "".join(piece if isinstance(piece, str) else text[piece[0] : piece[1]] for piece in pieces)


def _restored(stored: _Finding, text: str, path: str, lexicon: Lexicon) -> Finding:
    entry = lexicon.by_id[stored.entry]
    verdict = Verdict(stored.flagged)
    flagged = verdict is Verdict.FLAG
    found = unfold(stored.found, text)
    location = {
        name: value if isinstance(value, int) else unfold(value, text) for name, value in stored.location.items()
    }
    line, column, end_line, end_column, offset, end_offset = stored.lines or (None,) * 6
    return Finding(
        path=path,
        entry=entry.id,
        category=entry.category,
        level=Level(stored.level),
        verdict=verdict,
        place=Place(
            place_label(location, line, column), line, column, end_line, end_column, offset, end_offset, location
        ),
        block=stored.block,
        region=Region(stored.start, stored.end),
        found=found,
        message=entry.message.replace("{found}", found),
        why=entry.why,
        because=unfold(stored.because, text),
        context=stored.context,
        excerpt=Excerpt(unfold(stored.excerpt, text), *stored.marked),
        suggestions=tuple(
            Suggestion(unfold(item.text, text), Region(item.start, item.end), unfold(item.when, text), item.safe)
            for item in stored.suggestions
        ),
        sources=tuple(lexicon.sources[item.ref] for item in entry.sources if item.ref in lexicon.sources)
        if flagged
        else (),
        general_message=entry.message.replace("{found}", LEFT_OUT),
        general_because=stored.general_because,
        fingerprint=stored.fingerprint,
        instead=stored.instead,
        kept=Kept(stored.kept) if stored.kept else None,
    )
