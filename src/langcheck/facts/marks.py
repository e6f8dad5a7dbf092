"""Quotation marks of every kind, and the stretches between them that may be somebody else's words.

What is well formed ends where it is closed. What is not, an opening mark that nothing closes or marks that fit no
pattern, reaches as far as it may: to the end of the paragraph, and where it stands open, to the next mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from langcheck.lazily import pattern
from langcheck.model import Block, Region, Role

OPENING = "“„‟«‹「『﹁﹃〝《〈⟨⟪❝❮≪｢⹂﴾❨❪❬❰⸢⸤【〖〔⦅｟\u0093\u0084"
CLOSING = "”»›」』﹂﹄〞〟》〉⟩⟫❞❯≫｣﴿❩❫❭❱⸣⸥】〗〕⦆｠\u0094"
SHAPED = OPENING + CLOSING
_EITHER = '"＂′‵″‶‴‷ʺ˝˵˶〃`´ˋ\ufffd\u0091'
_MARK = pattern(
    rf"``|´´|''|[{OPENING}{CLOSING}{_EITHER}]|,{{2,3}}(?=\s?\w)|<<|>>|‚(?=\w)|&(?:quot|[lr]dquo|[lr]aquo|[lr]saquo|bdquo|#34|#822[0-2]|#x201[c-e]);"
    r"|â€(?:œ|\x9d|ž)|â€(?![™˜“”–—¦¢])|Â[«»]",
    re.IGNORECASE,
)
_SIGNS_OF_MARKS = ('"', "`", "''", ",,", "<<", ">>", "&")
"""What a plain text holds that has such a mark."""
_SINGLE = pattern(r"['‘‛❛❜’＇‚]")
_SINGLE_OPENS = pattern(
    r"['‘‛❛❜’＇‚](?:(?<=\A.)|(?<=[\s(\[{—–:,;/\"“].))(?:(?<=['‘‛❛＇‚])(?=[\w(\[{$…—–.¿¡\"“])|(?=\s))"
)
"""What stands before the mark is asked behind it: expressions that begin with a sign are looked for faster."""
_SINGLE_CLOSES = pattern(r"['’‘❜＇](?<=[\w.,!?…;:)\]\"”—–-].)(?!\w)")
_SINGLE_SPACED = pattern(r"['’‘](?:(?<=\A.)|(?<=\s.))(?=[\s.,;:!?)]|\Z)")
_ENDS_SPEECH = pattern(r"[.,!?…][’'‘❜＇](?!\w)")


class _Turn(Enum):
    """What a mark does, as far as its place tells."""

    OPENS = "opens"
    CLOSES = "closes"
    UNCLEAR = "unclear"
    SPACED_OPENS = "spaced opens"
    """Between blanks, and by its shape a mark that opens."""
    SPACED = "spaced"
    SPACED_STRAIGHT = "spaced straight"
    """Between blanks, and a mark that opens as well as closes; only an even number of them tells which."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark of a text."""

    start: int
    end: int
    turn: _Turn


def possibly_quoted(blocks: Sequence[Block], elision: re.Pattern[str]) -> list[list[Region]]:
    """The stretches of every block that stand between quotation marks, or may do so."""
    found: list[list[Region]] = []
    runs_on = runs_on_single = False
    for block in blocks:
        marks = _without_separators(list(_marks(block.text)))
        is_text = block.role in _RUNS_ON
        regions, open_at_end = _of_block(block.text, marks, runs_on=runs_on and is_text)
        singles, single_at_end = _of_singles(block.text, elision, runs_on=runs_on_single and is_text)
        if is_text:
            runs_on, runs_on_single = open_at_end, single_at_end
        found.append([*regions, *singles])
    return found


_RUNS_ON = frozenset((Role.PROSE, Role.HEADING, Role.LIST_ITEM, Role.QUOTE, Role.NOTE))
"""Roles of blocks that a quotation may run on through."""


def _marks(text: str) -> Iterator[_Mark]:
    if text.isascii() and not any(sign in text for sign in _SIGNS_OF_MARKS):
        return
    for found in _MARK.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 2]
        if found.group() in '"′″‴ʺ˝' and before.isdigit():
            if not after[:1].isalnum():
                yield _Mark(start, end, _Turn.UNCLEAR)
            continue
        if found.group() in "`´′" and _is_no_mark(text, found):
            continue
        yield _Mark(start, end, _turn(found.group(), before, after))


def _is_no_mark(text: str, found: re.Match[str]) -> bool:
    """An apostrophe written as an accent or a prime ("it´s")."""
    return text[found.start() - 1 : found.start()].isalpha() and text[found.end() : found.end() + 1].isalpha()


def _turn(mark: str, before: str, behind: str) -> _Turn:
    after, is_alone = behind[:1], not before or before.isspace()
    ends_behind = after in tuple(",;:!?)]}") or (after == "." and behind != "..")
    stands_left = not before or before.isspace() or before in "([{—–-/'‘*_~\\"
    stands_right = not after or after.isspace() or after in ".,;:!?)]}—–-/'’…*_~\\"
    if stands_left and after and not after.isspace() and not (is_alone and ends_behind):
        return _Turn.OPENS
    if stands_right and before and not before.isspace() and before not in "([{*_~\\":
        return _Turn.CLOSES
    if (is_alone or before in "([{") and (not after or after.isspace() or ends_behind):
        if mark in SHAPED or mark in ("<<", ">>"):
            return _Turn.SPACED_OPENS if mark in OPENING or mark == "<<" else _Turn.SPACED
        if mark in _STRAIGHT:
            return _Turn.SPACED_STRAIGHT
    return _Turn.UNCLEAR


_STRAIGHT = '"＂'


def _without_separators(marks: list[_Mark]) -> list[_Mark]:
    """Marks between blanks taken in pairs, the first to open and the second to close; one alone that closes is a separator."""
    straight = [mark for mark in marks if mark.turn is _Turn.SPACED_STRAIGHT]
    if straight:
        usual = (_Turn.OPENS, _Turn.CLOSES) if len(straight) % 2 == 0 else (_Turn.UNCLEAR, _Turn.UNCLEAR)
        told = {id(mark): usual[number % 2] for number, mark in enumerate(straight)}
        marks = [_Mark(mark.start, mark.end, told.get(id(mark), mark.turn)) for mark in marks]
    spaced = [mark for mark in marks if mark.turn in (_Turn.SPACED, _Turn.SPACED_OPENS)]
    if not spaced:
        return marks
    if len(spaced) == 1 and spaced[0].turn is _Turn.SPACED:
        return [mark for mark in marks if mark is not spaced[0]]
    turns = {id(mark): (_Turn.OPENS, _Turn.CLOSES)[number % 2] for number, mark in enumerate(spaced)}
    return [_Mark(mark.start, mark.end, turns.get(id(mark), mark.turn)) for mark in marks]


def _of_block(text: str, marks: Sequence[_Mark], *, runs_on: bool) -> tuple[list[Region], bool]:
    """The stretches of a block, and whether the last one stands open at its end."""
    marks = _without_measures(marks, text, runs_on=runs_on)
    if not marks:
        return ([Region(0, len(text))], True) if runs_on else ([], False)
    if runs_on:
        return _after_open(text, marks)
    if marks[0].turn is not _Turn.CLOSES:
        return _paired(text, marks)
    if not _is_well_formed(marks[1:]):
        return [Region(0, len(text))], len(marks) % 2 == 0
    regions, open_at_end = _paired(text, marks[1:])
    return [Region(0, marks[0].end), *regions], open_at_end


def _is_well_formed(marks: Sequence[_Mark]) -> bool:
    """Whether every mark opens or closes, and none closes what is not open."""
    depth = 0
    for mark in marks:
        depth += {_Turn.OPENS: 1, _Turn.CLOSES: -1}.get(mark.turn, -len(marks) - 1)
        if depth < 0:
            return False
    return True


def _without_measures(marks: Sequence[_Mark], text: str, *, runs_on: bool) -> list[_Mark]:
    """The marks without those behind a figure that close nothing: inches, seconds."""
    kept: list[_Mark] = []
    for mark in marks:
        is_measure = mark.turn is _Turn.UNCLEAR and text[mark.start - 1 : mark.start].isdigit()
        if is_measure and not runs_on and len(kept) % 2 == 0:
            continue
        kept.append(_Mark(mark.start, mark.end, _Turn.CLOSES) if is_measure else mark)
    return kept


def _after_open(text: str, marks: list[_Mark]) -> tuple[list[Region], bool]:
    """The stretches of a block before which a quotation was left open."""
    if marks[0].turn is _Turn.OPENS and marks[0].start == 0:
        return [Region(0, len(text))], len(marks) % 2 == 1
    if marks[0].turn is _Turn.OPENS:
        return [Region(0, len(text))], False
    regions, open_at_end = _paired(text, marks[1:])
    return [Region(0, marks[0].end), *regions], open_at_end


def _paired(text: str, marks: Sequence[_Mark]) -> tuple[list[Region], bool]:
    """Stretches from one mark to the next, as long as they are well formed; else to the end of the text."""
    regions: list[Region] = []
    opened: list[_Mark] = []
    for number, mark in enumerate(marks):
        if mark.turn is _Turn.UNCLEAR or (mark.turn is _Turn.CLOSES and not opened):
            start = marks[0].start
            return [*regions, Region(start, len(text))], (len(marks) - number + len(opened)) % 2 == 1
        if mark.turn is _Turn.OPENS:
            opened.append(mark)
            continue
        first = opened.pop()
        if not opened:
            regions.append(Region(first.start, mark.end))
    if opened:
        regions.append(Region(opened[0].start, len(text)))
    return regions, bool(opened)


def _of_singles(text: str, elision: re.Pattern[str], *, runs_on: bool) -> tuple[list[Region], bool]:
    """Stretches in single marks: from one that opens to the last one that may close it."""
    if _SINGLE.search(text) is None:
        return ([Region(0, len(text))], True) if runs_on else ([], False)
    closes = [found.start() for found in _SINGLE_CLOSES.finditer(text)]
    if runs_on and not closes:
        return [Region(0, len(text))], True
    spaced = [found.start() for found in _SINGLE_SPACED.finditer(text)]
    if not runs_on and spaced and len(spaced) % 2 == 0:
        pairs = [Region(first, last + 1) for first, last in zip(spaced[::2], spaced[1::2], strict=True)]
        blanked = _SINGLE_SPACED.sub(" ", text)
        rest, open_at_end = _of_singles(blanked, elision, runs_on=False)
        return [*pairs, *rest], open_at_end
    regions = [Region(0, closes[-1] + 1)] if runs_on else []
    for found in _SINGLE_OPENS.finditer(text):
        if elision.match(text, found.start()):
            continue
        at = bisect_left(closes, found.end() + 1)
        if at == len(closes):
            return [*regions, Region(found.start(), len(text))], True
        is_clear = _ENDS_SPEECH.search(text, found.start()) is not None or len(closes) - at == 1
        end = closes[-1] + 1 if is_clear else len(text)
        return [*regions, Region(found.start(), end)], False
    return regions, False
