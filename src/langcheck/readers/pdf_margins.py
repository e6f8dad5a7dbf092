"""What stands beside the words of a PDF page and cuts them: the numbers of lines at the margin, and large initials.

The numbers are taken away, an initial is given to its word. A column of numbers counts as one of lines only where the text
beside it runs on from line to line: rows of a table, entries of a list and years keep their numbers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from langcheck.readers.pdf_lines import Cut, Line

_FEWEST = 5
"""How many numbers of lines stand at a margin at least."""

_FEWEST_STEPS = 3
"""The same where only every fifth line or so has one."""

_LARGEST_STEP = 10
_MOST_KNOWN = 50
_NUMBER = re.compile(r"\d{1,4}")
_FULL_LETTERS = 2.0
"""By how many letters a line may be shorter than one that has no room for the next word."""

_LEAST_RUNNING = 0.15
"""The share of lines that run on in the next one where text is numbered."""

_SHORTEST_FULL = 20
_OPEN_ENDED = re.compile(
    r"(?:[,\u00ad\u2010\ufffe-]|(?<![^\W_])(?:a|an|the|this|that|these|those|his|her|their|its|our|your|my|and|or|but|nor|of|in|on|at|to|"
    r"for|from|by|with|about|as|than|into|over|after|before|between|under|who|whom|whose|which|when|where|while|if|because|is|are|was|"
    r"were|be|been|had|has|have|will|would|could|should|may|might|not|no|he|she|they|it|we|i|you|any|all|each|other|same|such|only))\Z",
    re.IGNORECASE,
)
"""The end of a line in the middle of a sentence: nobody ends an entry of a table so."""
_INNER_END = re.compile(r"[^\W\d_]{2}[.!?][\"'”’)\]]* {1,2}[\"'“‘(]?[^\W\d_a-zß-ÿ]")
"""A sentence that ends within a line, and another one that begins."""

_INITIAL = re.compile(r"[\"'“‘«(]{0,2}[^\W\d_a-zß-ÿ]\Z")
_LARGE = 1.5
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*\Z")


def without_margin_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without the numbers that count them at a margin."""
    pages: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        pages.setdefault((line.page, line.turn), []).append(line)
    columns = {key: list(_columns(found)) for key, found in pages.items()}
    proven = {
        key: [one for one in found if _counts_lines(one, _beside(one, found, pages[key]))]
        for key, found in columns.items()
    }
    known = [column for found in proven.values() for column in found][:_MOST_KNOWN]
    gone: dict[int, list[_Number]] = {}
    for key, found in columns.items():
        counting = proven[key] or [column for column in found if any(_continues(column, other) for other in known)]
        for number in (number for column in counting for number in column.numbers):
            gone.setdefault(id(number.line), []).append(number)
    return [left for line in lines for left in _without(line, gone.get(id(line), ()))] if gone else list(lines)


@dataclass(frozen=True, slots=True)
class _Number:
    """A whole number on a line: all of it, or what a cut takes off at its beginning or its end."""

    value: int
    line: Line
    x0: float
    x1: float
    cut: Cut | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """Numbers one below the other that count on by a step."""

    numbers: tuple[_Number, ...]
    step: int
    is_left: bool


def _numbers(lines: Iterable[Line]) -> Iterator[_Number]:
    for line in lines:
        text = line.text.strip()
        if _NUMBER.fullmatch(text):
            yield _Number(int(text), line, line.x0, line.x1)
            continue
        for cut in line.cuts:
            before, behind = line.text[: cut.end - line.start], line.text[cut.start - line.start :]
            if _NUMBER.fullmatch(before):
                yield _Number(int(before), line, line.x0, cut.x1, cut, is_first=True)
            if _NUMBER.fullmatch(behind):
                yield _Number(int(behind), line, cut.x0, line.x1, cut)


def _columns(lines: Sequence[Line]) -> Iterator[_Column]:
    """The columns of numbers of a page that count on, each number above or below the one before it."""
    stacks: list[list[_Number]] = []
    right = -math.inf
    for number in sorted(_numbers(lines), key=lambda number: number.x0):
        if not stacks or number.x0 > right:
            stacks.append([])
            right = -math.inf
        stacks[-1].append(number)
        right = max(right, number.x1)
    for stack in stacks:
        for run, step in _runs(sorted(stack, key=lambda number: -number.line.y)):
            yield _Column(tuple(run), step, _stands_left(run, lines))


def _runs(numbers: Sequence[_Number]) -> Iterator[tuple[list[_Number], int]]:
    """Numbers in a row that grow by the same step; a step of more than one begins with a multiple of it."""
    run: list[_Number] = []
    step = 0
    for number in numbers:
        grown = number.value - run[-1].value if run else 0
        if (
            run
            and run[-1].line.y - number.line.y > 0.3 * number.line.size
            and 0 < grown <= _LARGEST_STEP
            and step in (0, grown)
        ):
            step = grown
            run.append(number)
            continue
        if run and (step in (0, 1) or run[0].value % step == 0):
            yield run, step or 1
        run, step = [number], 0
    if run and (step in (0, 1) or run[0].value % step == 0):
        yield run, step or 1


def _stands_left(run: Sequence[_Number], lines: Sequence[Line]) -> bool:
    """Whether the numbers stand before the text, and not behind it."""
    first = sum(number.is_first for number in run)
    last = sum(number.cut is not None and not number.is_first for number in run)
    if first != last:
        return first > last
    low, high = run[-1].line.y, run[0].line.y
    beside = [
        line
        for line in lines
        if low - line.size < line.y < high + line.size and not _NUMBER.fullmatch(line.text.strip())
    ]
    left = sum(line.x0 > run[0].x1 for line in beside)
    return left * 2 >= len(beside)


def _beside(column: _Column, columns: Sequence[_Column], lines: Sequence[Line]) -> list[Line]:
    """The lines up to the next numbers at their side, which are those of another column of text."""
    others = [other for other in columns if other is not column and len(other.numbers) >= _FEWEST]
    here = column.numbers[0].x0
    right = min(
        (other.numbers[0].x0 for other in others if other.numbers[0].x0 > column.numbers[0].x1), default=math.inf
    )
    left = max((other.numbers[0].x1 for other in others if other.numbers[0].x1 < here), default=-math.inf)
    if column.is_left:
        return [line for line in lines if line.x0 < right - line.size]
    return [line for line in lines if line.x1 > left + line.size]


def _counts_lines(column: _Column, lines: Sequence[Line]) -> bool:
    """Whether every line beside the numbers has its number, and the text runs on from one to the next."""
    numbers = column.numbers
    if len(numbers) < (_FEWEST if column.step == 1 else _FEWEST_STEPS) or (
        numbers[-1].value >= 1900 and column.step == 1
    ):
        return False
    rows = _rows(column, lines)
    if len(rows) < len(numbers) * 0.4:
        return False
    counted = sum(any(abs(row[0].y - number.line.y) < 0.6 * row[0].size for number in numbers) for row in rows)
    if column.step == 1 and counted < 0.85 * len(rows):
        return False
    if column.step > 1 and not _are_between(column, rows):
        return False
    if sum(len(row) > 1 for row in rows) > 0.35 * len(rows):
        return False
    return _run_on(rows)


def _rows(column: _Column, lines: Sequence[Line]) -> list[list[Line]]:
    """The rows of text beside a column of numbers, from above, without the numbers."""
    high, low = column.numbers[0].line.y, column.numbers[-1].line.y
    own = {id(number.line): number for number in column.numbers}
    size = column.numbers[0].line.size
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if not low - 0.6 * size < line.y < high + 0.6 * size:
            continue
        number = own.get(id(line))
        text = next(_without(line, [number]), None) if number else line
        if text is None or not (text.x0 > column.numbers[0].x0 if column.is_left else text.x1 < column.numbers[0].x1):
            continue
        if rows and abs(rows[-1][0].y - text.y) < 0.5 * text.size:
            rows[-1].append(text)
        else:
            rows.append([text])
    return rows


def _are_between(column: _Column, rows: Sequence[Sequence[Line]]) -> bool:
    """Whether as many rows stand from one number to the next as it counts on, blank ones aside."""
    right = 0
    for above, below in pairwise(column.numbers):
        between = sum(below.line.y + 0.5 * row[0].size < row[0].y < above.line.y + 0.5 * row[0].size for row in rows)
        right += 0.6 * column.step <= between <= column.step
    return right >= 0.7 * (len(column.numbers) - 1)


def _run_on(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether lines end where the next word had no room, and sentences go on over them: rows of a table do neither."""
    edge = max(row[-1].x1 for row in rows)
    running = open_ended = 0
    for above, below in pairwise(rows):
        last, word = above[-1], below[0].text.split(maxsplit=1)[0] if below[0].text.strip() else ""
        written = last.text.rstrip()
        letter = (last.x1 - last.x0) / max(len(last.text), 1)
        is_full = edge - last.x1 < (len(word) + 1 + _FULL_LETTERS) * letter
        if is_full and len(written) > _SHORTEST_FULL and not _ENDED.search(written):
            running += word[:1].islower()
            open_ended += _OPEN_ENDED.search(written) is not None
        open_ended += _INNER_END.search(written) is not None
    fewest = max(2, _LEAST_RUNNING * (len(rows) - 1))
    return running >= fewest and open_ended >= fewest


def _continues(column: _Column, proven: _Column) -> bool:
    """Whether a column stands where one that counts lines stands on another page, and counts as it does."""
    number, other = column.numbers[0], proven.numbers[0]
    near = abs(number.x1 - other.x1) < 5 or abs(number.x0 - other.x0) < 5
    begins = number.value in (column.step, 1) or number.value > other.value
    return near and begins and number.line.page != other.line.page and column.step in (1, proven.step)


def _without(line: Line, numbers: Iterable[_Number]) -> Iterator[Line]:
    """What is left of a line when its numbers go: nothing, or its text."""
    for number in numbers:
        cut = number.cut
        if cut is None:
            return
        if number.is_first:
            line = replace(line, text=line.text[cut.start - line.start :], start=cut.start, x0=cut.x0)
        else:
            line = replace(line, text=line.text[: cut.end - line.start], end=cut.end, x1=cut.x1)
    yield line


def numbered_anew(lines: Sequence[Line]) -> list[Line]:
    """The lines with their numbers, counted without those that went."""
    numbers: dict[int, set[int]] = {}
    for line in lines:
        numbers.setdefault(line.page, set()).add(line.number)
    ranks = {page: {number: rank for rank, number in enumerate(sorted(found), 1)} for page, found in numbers.items()}
    return [
        line if ranks[line.page][line.number] == line.number else replace(line, number=ranks[line.page][line.number])
        for line in lines
    ]


# --- initials ----------------------------------------------------------------------------------------------------


def with_initials(lines: Sequence[Line]) -> list[Line]:
    """The lines with every large first letter given to the line that its word goes on in."""
    initials = [line for line in lines if _INITIAL.match(line.text.strip())]
    if not initials:
        return list(lines)
    pages: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        pages.setdefault((line.page, line.turn), []).append(line)
    given: dict[int, Line] = {}
    gone: set[int] = set()
    for initial in initials:
        rest = _rest_of(initial, pages[initial.page, initial.turn])
        if rest is not None and id(rest) not in given:
            given[id(rest)] = initial
            gone.add(id(initial))
    kept = [line for line in lines if id(line) not in gone]
    return [replace(line, initial=given[id(line)]) if id(line) in given else line for line in kept]


def _rest_of(initial: Line, lines: Iterable[Line]) -> Line | None:
    """The line right of an initial that its word goes on in: the highest one beside it."""
    beside = [
        line
        for line in lines
        if line.size * _LARGE <= initial.size
        and -0.5 * initial.size < line.y - initial.y < 0.9 * initial.size
        and -0.3 * line.size < line.x0 - initial.x1 < _farthest(initial, line)
    ]
    highest = max(beside, key=lambda line: line.y, default=None)
    if highest is None:
        return None
    word = highest.text.split(maxsplit=1)[0] if highest.text.strip() else ""
    return highest if word[:1].islower() or (word.isupper() and (len(word) > 1 or len(highest.text) > 1)) else None


def _farthest(initial: Line, line: Line) -> float:
    """How far an initial stands from its word at most: farther where it reaches down into the next lines."""
    is_dropped = line.y - initial.y > 0.5 * line.size
    return 1.2 * line.size + 0.15 * initial.size if is_dropped else 0.6 * line.size


def may_be_word(initial: str) -> bool:
    """Whether an initial is a word by itself: what stands behind it may be the rest of its word, or the next one."""
    return initial[-1:] in ("A", "I")
