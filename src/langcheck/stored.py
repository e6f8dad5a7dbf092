"""Reports of one document to bytes and back; the bytes hold no word of the document.

A string that comes from a document is stored as the places of its pieces in the document's own text, so only who has
the document can read the report again. What the lexicon says is not stored at all: it is looked up by the entry's name.
Nor are fingerprints, which would tell a sentence to somebody who guesses it: they are made anew from its places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from functools import cached_property
from itertools import accumulate

import msgspec

from langcheck.fingerprints import fingerprint
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import (
    LEFT_OUT,
    OWN_PARTS,
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

Piece = str | tuple[int, ...]
"""Characters that do not stand in the document, or a half-open range of its text, perhaps in other letters (``_CASES``)."""

Folded = list[Piece]
"""A string in pieces."""

_CASES: tuple[Callable[[str], str], ...] = (
    str.lower,
    str.upper,
    str.capitalize,
    lambda word: word[:1].upper() + word[1:],
    lambda word: word[:1].lower() + word[1:],
)
"""How a word that stands in the document may be written in a report, because it begins a sentence there or does not."""

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"'“].*[\"'”]", re.DOTALL)
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
    sentence: Folded
    sentence_at: tuple[int, int]
    instead: str
    kept: str


class _Report(msgspec.Struct, array_like=True):
    in_source: bool
    findings: list[_Finding]
    allowed: msgspec.Raw
    left_alone: list[str]
    notes: list[Folded]
    model: str
    words: int | None


_REPORT = msgspec.msgpack.Decoder(_Report)
_ALLOWED = msgspec.msgpack.Decoder(list[_Finding])


# --- to bytes -----------------------------------------------------------------------------------------------------


def store(report: Report, document: Document, *, source: str | None) -> bytes | None:
    """The report of one document as bytes; ``source`` is the decoded file where the document's places lead into it.

    None where a word of the document would stand in them.
    """
    if source is not None and source == document.source:
        made = _made(report, document, source, in_source=True)
        if made is not None:
            return msgspec.msgpack.encode(made)
    made = _made(report, document, text_of(document), in_source=False)
    return None if made is None else msgspec.msgpack.encode(made)


def store_clean(report: Report) -> bytes:
    """The report of a document in which nothing was looked at, as bytes."""
    made = _Report(False, [], msgspec.Raw(msgspec.msgpack.encode([])), [], [], "", report.checked[0].words)
    return msgspec.msgpack.encode(made)


def _made(report: Report, document: Document, text: str, *, in_source: bool) -> _Report | None:
    """The report with its strings as places in a text; None where a word of the document does not stand there."""
    folder = _Folder(document, text, in_source=in_source)
    findings = [folder.finding(finding) for finding in report.findings]
    allowed = [folder.finding(finding) for finding in report.allowed]
    notes = [folder.fold(note) for _, note in report.notes]
    if folder.leaks:
        return None
    left_alone, words = list(report.left_alone), report.checked[0].words
    raw = msgspec.Raw(msgspec.msgpack.encode(allowed))
    return _Report(in_source, findings, raw, left_alone, notes, report.model, words)


def text_of(document: Document) -> str:
    """All that was read of a document, as one text: its blocks, the names of their places, and what is told of it."""
    return "\n".join([*(block.text for block in document.blocks), *_names(document), *document.notes])


def _names(document: Document) -> list[str]:
    """What places of a document are called, each once."""
    locations = [block.location for block in document.blocks]
    locations += [location for block in document.blocks for _, location in block.locations]
    return list(dict.fromkeys(name for location in locations for name in location.values() if isinstance(name, str)))


class _Folder:
    """Puts places in a text for what stands in it; ``leaks`` says that a word of the document was left as it is."""

    def __init__(self, document: Document, text: str, *, in_source: bool) -> None:
        self.leaks = False
        self._document = document
        self._text = text
        self._in_source = in_source

    def finding(self, finding: Finding) -> _Finding:
        """A finding in pieces."""
        place, near = finding.place, self._near(finding)
        location = {
            name: value if isinstance(value, int) else self.fold(value) for name, value in place.location.items()
        }
        sentence = finding.sentence or Region(0, 0)
        if finding.sentence is None:
            self.leaks = True  # nothing from which its fingerprint can be made anew
        before = max(0, near - (finding.region.start - sentence.start))
        block = self._document.blocks[finding.block].text if finding.sentence else ""
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
            self.fold(finding.found, near),
            self.fold(finding.because, near),
            finding.general_because,
            self.fold(finding.excerpt.text, before),
            (finding.excerpt.start, finding.excerpt.end),
            [
                _Suggestion(
                    self.fold(item.text, near), item.region.start, item.region.end, self.fold(item.when), item.safe
                )
                for item in finding.suggestions
            ],
            self.fold(block[sentence.start : sentence.end], before),
            (sentence.start, sentence.end),
            finding.instead,
            finding.kept.value if finding.kept else "",
        )

    def fold(self, string: str, near: int = 0) -> Folded:
        """A string in pieces; whether a word of the document is among them is noted."""
        pieces = fold(string, self._text, near, words=self._words)
        self.leaks = self.leaks or self._is_told(string, pieces)
        return pieces

    def _is_told(self, string: str, pieces: Folded) -> bool:
        """Whether a word of the document, or a part of one, stands in the pieces."""
        if not any(isinstance(piece, str) and _WORD.search(piece) for piece in pieces):
            return False
        at = 0
        plain: list[Region] = []
        for piece in pieces:
            length = len(unfold([piece], self._text))
            if isinstance(piece, str):
                plain.append(Region(at, at + length))
            at += length
        words = [word for word in _WORD.finditer(string) if word.group().casefold() in self._words]
        return any(region.overlaps(Region(*word.span())) for word in words for region in plain)

    def _near(self, finding: Finding) -> int:
        """About where a finding stands in the text."""
        if self._in_source:
            return finding.place.offset or 0
        return self._starts[finding.block] + finding.region.start

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(block.text) + 1 for block in self._document.blocks)]

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of a document in whatever letters: of its blocks, of names in it, and of what notes quote from it."""
        document = self._document
        texts = [block.text for block in document.blocks]
        texts += [name for name in _names(document) if name not in OWN_PARTS]
        texts += [quoted.group() for note in document.notes if (quoted := _QUOTED.search(note))]
        return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def _lines(place: Place) -> tuple[int, int, int, int, int, int] | None:
    numbers = (place.line, place.column, place.end_line, place.end_column, place.offset, place.end_offset)
    return None if None in numbers else numbers  # type: ignore[return-value]


def fold(string: str, text: str, near: int = 0, *, words: Container[str] = frozenset()) -> Folded:
    """A string in pieces: every word that stands in the text is only a place in it.

    Those of ``words``, in whatever letters, are looked for in other letters, too.
    """
    pieces: Folded = []
    at = 0
    for word in _WORD.finditer(string):
        if word.end() <= at:
            continue
        start = max(word.start(), at)
        found = _find(string[start : word.end()], text, near)
        if found < 0 and word.group().casefold() in words and start == word.start():
            other = _in_other_letters(word.group(), text, near)
            if other is not None:
                pieces += [string[at:start], other] if start > at else [other]
                at = word.end()
            continue
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


def _in_other_letters(word: str, text: str, near: int) -> Piece | None:
    """Where a word stands in other letters, and how to write it in its own."""
    for written in dict.fromkeys(case(word) for case in _CASES):
        found = _find(written, text, near)
        for number, case in enumerate(_CASES):
            if found >= 0 and case(written) == word:
                return (found, found + len(written), number)
    return None


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
    data: bytes,
    *,
    path: str,
    lexicon: Lexicon,
    source: Callable[[], str],
    read: Callable[[], Document],
    keep_allowed: bool = True,
) -> Report:
    """The report again; ``source`` decodes the file and ``read`` reads it, whichever its places lead into.

    Without ``keep_allowed`` what was left alone is only counted. Raises ValueError for bytes that ``store`` did not make.
    """
    try:
        stored = _REPORT.decode(data)
        allowed = _ALLOWED.decode(stored.allowed) if keep_allowed else []
    except msgspec.MsgspecError as error:
        raise ValueError("these bytes are no stored report") from error
    text = ""
    if stored.findings or allowed or stored.notes:
        text = source() if stored.in_source else text_of(read())
    return Report(
        findings=tuple(_restored(finding, text, path, lexicon) for finding in stored.findings),
        allowed=tuple(_restored(finding, text, path, lexicon) for finding in allowed),
        let_be=() if keep_allowed else tuple(stored.left_alone),
        documents=1,
        notes=tuple((path, unfold(note, text)) for note in stored.notes),
        lexicon=lexicon.version,
        model=stored.model,
        checked=(Checked(path, words=stored.words),),
    )


def unfold(pieces: Sequence[Piece], text: str) -> str:
    """The string that ``fold`` took apart."""
    return "".join([piece if isinstance(piece, str) else _unfolded(piece, text) for piece in pieces])


def _unfolded(piece: tuple[int, ...], text: str) -> str:
    start, end, *cases = piece
    return _CASES[cases[0]](text[start:end]) if cases else text[start:end]


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
        fingerprint=fingerprint(entry.id, unfold(stored.sentence, text)),
        instead=stored.instead,
        kept=Kept(stored.kept) if stored.kept else None,
        sentence=Region(*stored.sentence_at),
    )
