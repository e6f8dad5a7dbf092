"""Plain text: paragraphs, hard-wrapped lines joined, list items and block quotations told apart by their marks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping

from langcheck.lazily import dataclass, pattern
from langcheck.model import Block, Comment, Region, Role
from langcheck.readers import letters
from langcheck.readers.reading import (
    EVERYTHING,
    LONGEST_LINE,
    Choice,
    Reading,
    TextBuilder,
    decode,
    gathered,
    may_address_us,
    may_hide_words,
)

_BULLET = pattern(r"\s*(?:[•▪◦‣·*+–-]|\(?\d{1,3}[.)]|\([a-z]\)|[a-z][.)])\s+(?=\S)")
_EMAIL_QUOTE = pattern(r"\s*(?:>\s?)+")
_LONGEST_END = 200
"""How many characters are looked back for the end of a sentence."""
_SENTENCE_END = pattern(r"[.!?:;][\"'”’)\]]*\s*\Z")
_COMMENT = pattern(
    r"\s*(?:(?:#+|//+|;+|%+)\s*)?(?P<text>[Ll]angcheck:\s*(?:allow|begin|end|disable|enable|ignore|skip|suppress)\b.*\S)\s*"
)
"""A line for langcheck: plain text has no comments, so that only a line that begins like an order is taken for one."""

_NARROWEST_WRAP, _WIDEST_WRAP = 40, 130
_NARROWEST_LINE = 15
"""The width in characters below which lines are no wrapped text, whatever they look like."""
_LONGEST_HEADING = 12

_PAGE_NUMBER = pattern(
    r"[ \t\f]*(?:[-–—\[(|] ?(?:[Pp]age )?(?:\d{1,4}|[ivxlc]{1,7}) ?[-–—\])|]|[Pp]age \d{1,4}(?: ?(?:of|/) ?\d{1,4})?|\d{1,3}(?:/\d{1,3})?)\s*\Z"
)
"""A line that is only the number of a page."""
_MOST_PAGE_NUMBERS = 3
"""How many such lines may stand where a sentence runs over the end of a page."""
_LINE_NUMBER = pattern(r"[ \t]{0,8}(\d{1,3})(?:[ \t]{2,}|\t|[ ]?[|:](?=\s)|\s*\Z)[ \t]*")
_LEAST_NUMBERED = 5
"""How many lines have to be numbered before their numbers are taken for the margin's."""
_FEWEST_NUMBERED = 2
"""How many are enough where one sentence runs through all of them."""
_NUMBERS = pattern(
    r"\n[ \t\f]*(?:\d{1,3}(?:[ \t]{2,}|\t| ?[|:]\s|/\d|[ \t\f]*\r?(?:\n|\Z))|[-–—\[(|] ?(?:[Pp]age )?(?:\d|[ivxlc]{1,7} ?[-–—\])|])|[Pp]age \d)"
)
"""Where the number of a page or line may stand between two words of a sentence."""
_HYPHENS = f"{letters.DIVIDERS}\u00ad"
_OPEN_END = pattern(r"\b(?:and|or|of|to|for|with|from|by|into|the|a|an)\Z", re.IGNORECASE)
"""What a headline does not end in."""
_OPEN_BEGINNING = pattern(r"(?:from|to|and|or|of|into)\s", re.IGNORECASE)
"""What no second headline begins with."""
_LEAST_LETTERS = 5
"""From how many letters on a word of a headline has a capital."""
_LEAST_WORDS = 3
"""How many words a line has at least that goes on below a blank line."""


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
    """What is divided, hidden or runs over a page's number escapes a skim, so such files are read in full."""
    return may_hide_words(source) or _NUMBERS.search(source) is not None or may_address_us(source) or skim(source)


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
    lines = _without_numbers(lines)
    width = _wrap_width(lines)
    margin = min((line.indent for line in lines if line.text.strip()), default=0)
    introduced = False
    for paragraph in _run_over(_paragraphs(lines, width)):
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


def _without_numbers(lines: list[_Line]) -> list[_Line]:
    """The lines without the numbers that stand beside them in the margin, as in transcripts and bills."""
    if sum(line.text.lstrip()[:1].isdigit() for line in lines) < _FEWEST_NUMBERED:
        return lines
    numbered = {index: found for index, line in enumerate(lines) if (found := _LINE_NUMBER.match(line.text))}
    written = sum(not _is_blank(line) for line in lines)
    if len(numbered) < _FEWEST_NUMBERED or len(numbered) < 0.8 * written:
        return lines
    if len(numbered) < _LEAST_NUMBERED and not _go_on(lines, numbered, written):
        return lines
    numbers = [int(found.group(1)) for found in numbered.values()]
    in_order = sum(after in (before + 1, 1) for before, after in itertools.pairwise(numbers))
    if in_order < 0.9 * (len(numbers) - 1):
        return lines
    return [
        _Line(line.text[numbered[index].end() :], line.start + numbered[index].end()) if index in numbered else line
        for index, line in enumerate(lines)
    ]


def _go_on(lines: list[_Line], numbered: Mapping[int, re.Match[str]], written: int) -> bool:
    """Whether all lines are numbered, and each goes on with the sentence of the one above: no list does that."""
    beside = [lines[index].text[found.end() :].strip() for index, found in numbered.items()]
    return len(numbered) == written and all(
        below[:1].islower() and not _SENTENCE_END.search(above[-_LONGEST_END:])
        for above, below in itertools.pairwise(beside)
    )


def _is_blank(line: _Line) -> bool:
    """Whether a line shows nothing: it may hold invisible characters."""
    written = line.text.strip()
    if not written or written.isascii():
        return not written or (written[0] == "\x00" and not written.strip("\x00"))
    return len(written) < _NARROWEST_LINE and not letters.UNSEEN.sub("", written).strip()


def _paragraphs(lines: list[_Line], width: int) -> Iterator[list[_Line]]:
    for group in _groups(lines):
        if _is_narrow(group):
            yield group
            continue
        paragraph: list[_Line] = []
        for index, line in enumerate(group):
            is_number = index == len(group) - 1 and index and _PAGE_NUMBER.match(line.text) is not None
            if paragraph and (is_number or not _continues(paragraph, line, width)):
                yield paragraph
                paragraph = []
            paragraph.append(line)
        yield paragraph


def _groups(lines: list[_Line]) -> Iterator[list[_Line]]:
    """The lines between blank ones."""
    for blank, group in itertools.groupby(lines, _is_blank):
        if not blank:
            yield list(group)


def _is_narrow(group: list[_Line]) -> bool:
    """Whether lines are one text that is wrapped narrowly: all but the last are full, and most go on in lower case."""
    if len(group) < 3 or len(group[0].text) - group[0].indent > _NARROWEST_WRAP + 2:
        return False
    if any(_BULLET.match(line.text) or _EMAIL_QUOTE.match(line.text) for line in group):
        return False
    written = [line.text.strip() for line in group]
    width = max(map(len, written))
    if not _NARROWEST_LINE <= width < _NARROWEST_WRAP:
        return False
    full = all(_is_full(above, below, width) for above, below in itertools.pairwise(written))
    return full and sum(below[0].islower() for below in written[1:]) * 2 >= len(written) - 1


def _is_full(above: str, below: str, width: int) -> bool:
    """Whether the first word of the line below would not have stood on the line above."""
    return len(above) + 1 + len(below.split(maxsplit=1)[0]) > width


def _run_over(paragraphs: Iterator[list[_Line]]) -> Iterator[list[_Line]]:
    """Paragraphs of which one goes on in the next are put together, without the numbers of pages between them."""
    waiting: list[_Line] = []
    numbers: list[list[_Line]] = []
    for paragraph in paragraphs:
        is_number = len(paragraph) == 1 and _PAGE_NUMBER.match(paragraph[0].text) is not None
        if waiting and is_number and len(numbers) < _MOST_PAGE_NUMBERS:
            numbers.append(paragraph)
        elif waiting and _runs_on(waiting, paragraph[0], over_page=bool(numbers)):
            waiting = [*waiting, *paragraph]
            numbers = []
        else:
            if waiting:
                yield waiting
            yield from numbers
            waiting, numbers = paragraph, []
    if waiting:
        yield waiting
    yield from numbers


def _runs_on(paragraph: list[_Line], line: _Line, *, over_page: bool) -> bool:
    """Whether a paragraph that no sentence's end closes goes on in a line below a blank one."""
    above, below = paragraph[-1].text.strip(), line.text.strip()
    if not below[:1].islower() or _BULLET.match(line.text) or _EMAIL_QUOTE.match(paragraph[0].text):
        return False
    if not over_page and max(len(above), len(below)) > LONGEST_LINE:
        return False
    if not (above[-1:].isalnum() or above[-1:] in f",{_HYPHENS}"):
        return False
    return over_page or _is_divided(above) or len(above.split()) >= _LEAST_WORDS


def _is_divided(line: str) -> bool:
    """Whether a line, without blanks at its end, ends in a hyphen behind a word."""
    return line[-1] in _HYPHENS and line[-2:-1].isalnum()


def _continues(paragraph: list[_Line], line: _Line, width: int) -> bool:
    """Whether a line belongs to the paragraph above it."""
    above = paragraph[-1]
    quoted = _EMAIL_QUOTE.match(line.text) is not None
    if quoted or _EMAIL_QUOTE.match(above.text):
        return quoted and _EMAIL_QUOTE.match(above.text) is not None
    if _BULLET.match(line.text):
        return False
    stripped = line.text.strip()
    written = above.text.strip()
    end = written[-_LONGEST_END:]
    if _is_divided(end) and (stripped[0].islower() or (stripped[0].isupper() and end[-2].isupper())):
        return True
    length = len(above.text.rstrip())
    ended = _SENTENCE_END.search(end) is not None
    if not ended and stripped[0].islower() and _is_divided(stripped):
        return True  # a word is divided only where lines are wrapped
    if not ended and (stripped[0].islower() or (not stripped[0].isalnum() and stripped[0] in ",.;:)]”’")):
        return length >= _NARROWEST_WRAP or len(paragraph) > 1 or written.endswith(",") or _is_begun(written, stripped)
    if not ended and len(paragraph) == 1 and _is_cut(written, stripped):
        return True
    if not width:
        return False
    first_word = len(stripped.split(maxsplit=1)[0])
    fits = length + 1 + first_word <= width
    if length < width * 0.6:
        return False
    return not (ended and fits and length < width * 0.8)


def _is_begun(above: str, below: str) -> bool:
    """Whether a short line is the beginning of a sentence that the next one ends."""
    return (
        len(above) >= _NARROWEST_LINE
        and len(above.split()) >= 3
        and _is_full(above, below, max(len(above), len(below)))
    )


def _is_cut(above: str, below: str) -> bool:
    """Whether a headline goes on in the next line: one ends in a word that something must follow, or the other begins so."""
    words = [word for word in (*above.split(), *below.split()) if len(word) >= _LEAST_LETTERS and word.isalpha()]
    if len(above.split()) < _LEAST_WORDS or len(above) > LONGEST_LINE or len(words) < _LEAST_WORDS:
        return False
    if not all(word[0].isupper() for word in words):
        return False
    return _OPEN_END.search(above) is not None or _OPEN_BEGINNING.match(below) is not None


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
