"""Plain text: paragraphs, hard-wrapped lines joined, list items and block quotations told apart by their marks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from langcheck.model import Block, Comment, Region, Role
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Reading,
    TextBuilder,
    decode,
    gathered,
    may_address_us,
    may_hide_words,
)

_BULLET = re.compile(r"\s*(?:[•▪◦‣·*+–-]|\(?\d{1,3}[.)]|\([a-z]\)|[a-z][.)])\s+(?=\S)")
_EMAIL_QUOTE = re.compile(r"\s*(?:>\s?)+")
_LONGEST_END = 200
"""How many characters are looked back for the end of a sentence."""
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*\s*\Z")
_COMMENT = re.compile(
    r"\s*(?:(?:#+|//+|;+|%+)\s*)?(?P<text>[Ll]angcheck:\s*(?:allow|begin|end|disable|enable|ignore|skip|suppress)\b.*\S)\s*"
)
"""A line for langcheck: plain text has no comments, so that only a line that begins like an order is taken for one."""

_NARROWEST_WRAP, _WIDEST_WRAP = 40, 130
_LONGEST_HEADING = 12


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a text file; ``skim`` may say that nothing in it is worth a closer look."""
    source, name, notes = decode(raw, encoding, choice=choice)
    if skim is not None and not _worth_reading(source, skim):
        return Reading([], source, name, notes)
    if not may_address_us(source):
        return Reading(gathered(blocks_of(source), choice), source, name, notes)
    lines = list(_lines(source, 0))
    comments = {line: found for line in lines if (found := _comment(line)) is not None}
    blocks = gathered(_blocks([line for line in lines if line not in comments]), choice)
    return Reading(blocks, source, name, notes, comments=list(comments.values()))


def _worth_reading(source: str, skim: Callable[[str], bool]) -> bool:
    """A word that is divided or holds invisible characters escapes a skim, so such files are read in full."""
    return may_hide_words(source) or may_address_us(source) or skim(source)


def _comment(line: _Line) -> Comment | None:
    found = _COMMENT.fullmatch(line.text)
    if found is None:
        return None
    start, end = found.span("text")
    return Comment(found["text"], Region(line.start + start, line.start + end))


def blocks_of(source: str, *, base: int = 0) -> Iterator[Block]:
    """The blocks of a plain text; ``base`` is added to every source offset."""
    return _blocks(list(_lines(source, base)))


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    width = _wrap_width(lines)
    margin = min((line.indent for line in lines if line.text.strip()), default=0)
    introduced = False
    for paragraph in _paragraphs(lines, width):
        role = _role(paragraph, margin=margin, introduced=introduced)
        builder = TextBuilder()
        if _EMAIL_QUOTE.match(paragraph[0].text):
            for line in paragraph:
                skipped = _EMAIL_QUOTE.match(line.text)
                at = skipped.end() if skipped else 0
                builder.add(line.text[at:], line.start + at)
        else:
            *before, last = _runs(paragraph)
            for run in before:
                builder.add("".join(line.text for line in run), run[0].start)
            builder.add("".join(line.text for line in last).rstrip(), last[0].start)  # without its end, most are plain
        block = builder.build(role)
        if block is not None:
            introduced = block.text.endswith(":") or (introduced and role is Role.QUOTE)
            yield block


def _lines(source: str, base: int) -> Iterator[_Line]:
    start = base
    for line in source.splitlines(keepends=True):
        yield _Line(line, start)
        start += len(line)


def _runs(paragraph: list[_Line]) -> Iterator[list[_Line]]:
    """The lines of a paragraph, parted where a line for langcheck stood between them."""
    start = 0
    for index in range(1, len(paragraph)):
        above = paragraph[index - 1]
        if paragraph[index].start != above.start + len(above.text):
            yield paragraph[start:index]
            start = index
    yield paragraph[start:]


def _wrap_width(lines: list[_Line]) -> int:
    """The column at which the text is hard-wrapped, or 0 when its lines are whole paragraphs.

    A wrapped text's lines within a paragraph come close to one width; lines that are paragraphs do not.
    """
    pairs = [
        len(line.text.rstrip())
        for line, following in itertools.pairwise(lines)
        if line.text.strip() and following.text.strip()
    ]
    if len(pairs) < 2:
        return _WIDEST_WRAP if pairs and pairs[0] <= _WIDEST_WRAP and pairs[0] >= _NARROWEST_WRAP else 0
    longest = sorted(pairs)[int(len(pairs) * 0.97)]
    if not _NARROWEST_WRAP <= longest <= _WIDEST_WRAP:
        return 0
    near = sum(length >= longest * 0.7 for length in pairs)
    return longest if near >= len(pairs) * 0.6 else 0


def _paragraphs(lines: list[_Line], width: int) -> Iterator[list[_Line]]:
    paragraph: list[_Line] = []
    for line in lines:
        if not line.text.strip():
            if paragraph:
                yield paragraph
            paragraph = []
            continue
        if paragraph and not _continues(paragraph, line, width):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _continues(paragraph: list[_Line], line: _Line, width: int) -> bool:
    """Whether a line belongs to the paragraph above it."""
    above = paragraph[-1]
    quoted = _EMAIL_QUOTE.match(line.text) is not None
    if quoted or _EMAIL_QUOTE.match(above.text):
        return quoted and _EMAIL_QUOTE.match(above.text) is not None
    if _BULLET.match(line.text):
        return False
    stripped = line.text.strip()
    length = len(above.text.rstrip())
    ended = _SENTENCE_END.search(above.text.rstrip()[-_LONGEST_END:]) is not None
    if not ended and (stripped[0].islower() or (not stripped[0].isalnum() and stripped[0] in ",.;:)]”’")):
        return length >= _NARROWEST_WRAP or len(paragraph) > 1 or above.text.rstrip().endswith(("-", ","))
    if not width:
        return False
    first_word = len(stripped.split(maxsplit=1)[0])
    fits = length + 1 + first_word <= width
    if length < width * 0.6:
        return False
    return not (ended and fits and length < width * 0.8)


def _role(paragraph: list[_Line], *, margin: int, introduced: bool) -> Role:
    first = paragraph[0]
    if _EMAIL_QUOTE.match(first.text):
        return Role.QUOTE
    if _BULLET.match(first.text):
        return Role.LIST_ITEM
    indented = all(line.indent >= margin + 4 for line in paragraph)
    if indented and introduced:
        return Role.QUOTE
    words = sum(len(line.text.split()) for line in paragraph[:3])
    if (
        len(paragraph) <= 2
        and words <= _LONGEST_HEADING
        and not _SENTENCE_END.search(paragraph[-1].text.rstrip()[-_LONGEST_END:])
    ):
        return Role.HEADING
    return Role.PROSE
