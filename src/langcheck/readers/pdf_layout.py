"""Lines of PDF pages to blocks: paragraphs, headings, cells, notes and running heads, in reading order.

A PDF knows glyphs at places, not paragraphs. Lines come in with their places and come out as blocks whose anchors lead
back to the characters of their pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from langcheck.model import Block, Role
from langcheck.readers.pdf_lines import HYPHEN, Line
from langcheck.readers.pdf_margins import may_be_word, numbered_anew, with_initials, without_margin_numbers
from langcheck.readers.reading import TextBuilder

LONGEST_PARAGRAPH_LINES = 400
"""How many lines a paragraph may have; what is longer is not a paragraph, and ends here."""

SHORTEST_IN_TURN = 20
"""How many characters a line has at least that is looked for behind a line of another column."""

FARTHEST_IN_TURN = 2.9
"""How far below such a line may stand, in sizes of its letters."""

_OPEN_PARAGRAPHS = 4
"""How many paragraphs back a line is tried, where lines of two columns come in turn."""

_HEAD_LINES = 3
"""How many lines at the head and at the foot of a page can be running ones."""

_LONGEST_MARK = 12
"""How many characters a note's mark takes at most, with the blanks around it, that cut a line."""

_MARGIN = 0.14
"""The share of a page's height, at its head and at its foot, in which running lines stand."""

_BULLET = re.compile(r"(?:[•◦▪▫‣⁃●○■□◆◇►▶➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc·]|[\ue000-\uf8ff](?= )|[-–—*o](?= ))\s*")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\[\d{1,3}\]) +(?=\S)")
_SPEAKER = re.compile(r"[QA]\. ")
"""How questions and answers begin in the record of a hearing."""
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3}|\[\d{1,3}\]|\([a-z\d]\))[.)]?\s*(?=[^\W\d_]|[“\"'(])")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\s]*(?:page|p\.|seite)?[\s:]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|\|)\s*\d{1,4})?[-–—|\s.]*)\Z",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_DIVIDED = re.compile(rf"[^\W\d_][{HYPHEN}\u00ad\u2010-]\s*\Z")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*\d{0,3}\Z")


@dataclass
class _Paragraph:
    """Lines that are read on from one to the next, while they are being gathered."""

    lines: list[Line]
    role: Role = Role.PROSE
    group: int = 0
    marker: int = 0
    left: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.lines[0].x0

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def first(self) -> Line:
        return self.lines[0]

    def add(self, line: Line) -> None:
        if len(self.lines) == 1 and self.marker:
            self.left = line.x0
        self.left = min(self.left, line.x0)
        self.lines.append(line)


def blocks(lines: Sequence[Line], starts: Sequence[int]) -> tuple[list[Block], list[int]]:
    """The blocks of all pages' lines, which come as the pages store them.

    ``starts`` holds for each page where its characters begin when those of all pages are counted on. The second answer
    is which of the blocks begin with a large letter that is a word, or the first letter of the word behind it.
    """
    lines = with_initials(without_margin_numbers(lines))
    if not lines:
        return [], []
    body = _body_size(lines)
    joined = numbered_anew(list(_joined(lines)))
    running, rest = _running(joined)
    leading = _leading(rest)
    paragraphs: list[_Paragraph] = []
    for page in _by_page(rest):
        main, notes = _notes(page, body)
        found = _paragraphs(main, leading)
        _name_roles(found, body)
        _carry_over(paragraphs, found)
        paragraphs += found
        paragraphs += _note_paragraphs(notes, leading)
    paragraphs += [_Paragraph([line], Role.METADATA) for line in running]
    built = [(paragraph, block) for paragraph in paragraphs if (block := _block(paragraph, starts)) is not None]
    unsure = [
        number
        for number, (paragraph, _) in enumerate(built)
        if (initial := paragraph.first.initial) is not None and may_be_word(initial.text.strip())
    ]
    return [block for _, block in built], unsure


# --- what is usual in the document -------------------------------------------------------------------------------


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def _leading(lines: Sequence[Line]) -> float:
    """How far one line usually stands below the other, in sizes of its letters."""
    drops: Counter[float] = Counter()
    for above, below in pairwise(lines):
        if above.page == below.page and above.turn == below.turn and _same_size(above, below):
            drop = (above.y - below.y) / below.size
            if 0.8 < drop < 3 and _overlap(above, below) > 0.5:
                drops[round(drop * 20) / 20] += 1
    usual = drops.most_common(1)[0][0] if drops else 1.2
    return min(max(usual * 1.2, 1.45), 2.9)


def _same_size(one: Line, other: Line) -> bool:
    return 0.87 < one.size / other.size < 1.15


def _overlap(one: Line, other: Line) -> float:
    """The share of the narrower line that stands above or below the other one."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared / max(min(one.x1 - one.x0, other.x1 - other.x0), 0.1)


def _by_page(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each page, those turned another way after the others."""
    pages: dict[int, dict[int, list[Line]]] = {}
    for line in lines:
        pages.setdefault(line.page, {}).setdefault(line.turn, []).append(line)
    for turns in pages.values():
        ordered = sorted(turns.values(), key=lambda found: -sum(len(line.text) for line in found))
        yield [line for found in ordered for line in found]


# --- lines -------------------------------------------------------------------------------------------------------


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines put together again where a raised figure or a change of letters cut them in the middle."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and _goes_on_beside(waiting, line):
            waiting = _beside(waiting, line)
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _goes_on_beside(left: Line, right: Line) -> bool:
    size = max(left.size, right.size)
    return (
        left.page == right.page
        and left.turn == right.turn
        and right.initial is None
        and 0 <= (gap := right.start - left.end) <= _LONGEST_MARK
        and abs(left.y - right.y) < 0.5 * size
        and -0.4 * size < right.x0 - left.x1 < (0.8 if gap <= 3 else 1.8) * size
    )


def _beside(left: Line, right: Line) -> Line:
    main = left if len(left.text) >= len(right.text) else right
    between = " " * (right.start - left.end)
    return replace(
        main,
        start=left.start,
        end=right.end,
        text=left.text.replace(HYPHEN, "-") + between + right.text,
        x0=left.x0,
        x1=max(left.x1, right.x1),
        bold=left.bold and right.bold,
        number=left.number,
        initial=left.initial,
    )


def _running(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Running heads and feet, each distinct one once, and the lines that are left when they and page numbers go."""
    edges = list(_edges(lines))
    pages = _pages_of_keys(line for edge in edges for row in edge.rows for line in row)
    count, leading = len({line.page for line in lines}), _leading(lines)
    gone: set[int] = set()
    heads: dict[str, Line] = {}
    for edge in edges:
        for line in _running_lines(edge, pages, count, leading):
            gone.add(id(line))
            if not _PAGE_NUMBER.match(line.text.strip()):
                heads.setdefault(_DIGITS.sub("#", line.text), line)
    return list(heads.values()), [line for line in lines if id(line) not in gone]


def _running_lines(edge: _Edge, pages: dict[tuple[str, int], set[int]], count: int, leading: float) -> Iterator[Line]:
    """The lines at an edge of a page, from the outside in, that run on through other pages, and page numbers.

    Text repeats itself, too: the outermost row must stand off from what follows or be on most pages, and a row
    within must be on most pages.
    """
    for number, (row, following) in enumerate(pairwise([*edge.rows, edge.following])):
        off = all(abs(row[0].y - line.y) > leading * max(row[0].size, line.size) for line in following)
        found = []
        for line in row:
            times = max(len(pages[key]) for key in _running_keys(line))
            on_most = times > max(1 if number else 2, count / 2)
            if _PAGE_NUMBER.match(line.text.strip()) or on_most or (times > 1 and off and not number):
                found.append(line)
        figures = [line for line in row if _PAGE_NUMBER.match(line.text.strip())]
        if len(found) < len(row) or len(figures) > 1:
            found = [line for line in found if line not in figures]
        if not found:
            return
        yield from found


def _pages_of_keys(lines: Iterable[Line]) -> dict[tuple[str, int], set[int]]:
    pages: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        for key in _running_keys(line):
            pages.setdefault(key, set()).add(line.page)
    return pages


def _running_keys(line: Line) -> Iterator[tuple[str, int]]:
    """The line without its figures, at its height and a hair beside it, because places are not exact."""
    text = " ".join(_DIGITS.sub("#", line.text).split())
    height = round(line.y / 3)
    yield text, height
    yield text, height + (1 if line.y / 3 > height else -1)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Short rows in the margin at the head or the foot of a page, from the outside in, and the row that follows."""

    rows: list[list[Line]]
    following: list[Line]


def _edges(lines: Sequence[Line]) -> Iterator[_Edge]:
    pages: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        pages.setdefault((line.page, line.turn), []).append(line)
    for found in pages.values():
        for end in (1, -1):
            rows: dict[int, list[Line]] = {}
            for line in sorted(found, key=lambda line: -end * line.y):
                if round(line.y) not in rows and len(rows) > _HEAD_LINES:
                    break
                rows.setdefault(round(line.y), []).append(line)
            ordered = list(rows.values())
            inside = next((number for number, row in enumerate(ordered) if not _is_marginal(row, end)), len(ordered))
            inside = min(inside, _HEAD_LINES)
            yield _Edge(ordered[:inside], ordered[inside] if inside < len(ordered) else [])


def _is_marginal(row: Sequence[Line], end: int) -> bool:
    height = row[0].high - row[0].low
    at = (row[0].y - row[0].low) / height if height else 0.5
    return (1 - at if end > 0 else at) < _MARGIN and all(len(line.text) < 200 for line in row)


def _notes(lines: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """A page's lines without its footnotes, and the footnotes: smaller, marked, and below all else."""
    usual = [line for line in lines if line.size > 0.93 * body]
    if not usual:
        return list(lines), []
    small: list[Line] = []
    for number, line in enumerate(lines):
        if line.size > 0.93 * body or line.size < 0.5 * body:
            continue
        below = all(other.y > line.y for other in usual if other.turn == line.turn and _overlap(other, line) > 0.1)
        if below and (_NOTE_MARK.match(line.text) or (small and lines[number - 1] is small[-1])):
            small.append(line)
    chosen = {id(line) for line in small}
    return [line for line in lines if id(line) not in chosen], small


# --- paragraphs --------------------------------------------------------------------------------------------------


def _paragraphs(lines: Sequence[Line], leading: float) -> list[_Paragraph]:
    rights = _right_edges(lines)
    found: list[_Paragraph] = []
    in_turn = False
    for line in lines:
        home = _home(line, found, leading, rights)
        if home is None:
            found.append(_opened(line))
            continue
        in_turn = in_turn or home is not found[-1]
        home.add(line)
    _name_cells(found)
    return _columns(found) if in_turn else found


def _opened(line: Line) -> _Paragraph:
    bullet = _BULLET.match(line.text)
    if bullet:
        return _Paragraph([line], Role.LIST_ITEM, marker=bullet.end())
    if _NUMBERED.match(line.text):
        return _Paragraph([line], Role.LIST_ITEM)
    return _Paragraph([line])


def _home(line: Line, found: Sequence[_Paragraph], leading: float, rights: dict[int, float]) -> _Paragraph | None:
    """The paragraph that a line goes on with: the last one, or one before it where two columns come in turn."""
    if not found or _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return None
    if _goes_on(found[-1], line, leading, rights):
        return found[-1]
    beside = found[-1].last
    if abs(beside.y - line.y) > FARTHEST_IN_TURN * line.size or len(line.text) < SHORTEST_IN_TURN:
        return None
    for paragraph in reversed(found[-_OPEN_PARAGRAPHS:-1]):
        wide = all(len(other.text) >= 25 for other in paragraph.lines[-3:])
        if wide and _goes_on(paragraph, line, leading, rights):
            return paragraph
    return None


def _goes_on(paragraph: _Paragraph, line: Line, leading: float, rights: dict[int, float]) -> bool:
    last = paragraph.last
    if last.turn != line.turn or not _same_size(last, line) or len(paragraph.lines) >= LONGEST_PARAGRAPH_LINES:
        return False
    if not 0.5 * line.size < last.y - line.y <= leading * line.size or _overlap(last, line) < 0.5:
        return False
    ended = bool(_ENDS_SENTENCE.search(last.text))
    if ended and _SPEAKER.match(line.text):
        return False
    room = rights.get(id(last), last.x1) - last.x1
    letter = (line.x1 - line.x0) / max(len(line.text), 1)
    word = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    broken_off = room > (len(word) + 1) * letter + 0.6 * line.size
    if word[:1].islower() and _DIVIDED.search(last.text):
        return True
    if broken_off:
        return not ended and word[:1].islower() and room < 0.6 * (rights[id(last)] - paragraph.left)
    if last.bold and not line.bold and len(paragraph.lines) == 1 and room > 2 * line.size:
        return False
    indented = line.x0 > paragraph.left + 0.7 * line.size and not (
        len(paragraph.lines) == 1 and paragraph.role is Role.LIST_ITEM
    )
    return not (indented and ended)


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """For each line the right edge of the text that it stands in, as the lines around it show it."""
    edges: dict[int, float] = {}
    for number, line in enumerate(lines):
        around = lines[max(number - 8, 0) : number + 9]
        edges[id(line)] = max(
            (
                other.x1
                for other in around
                if other.turn == line.turn
                and _same_size(other, line)
                and abs(other.x0 - line.x0) < 4 * line.size
                and (other.page == line.page)
            ),
            default=line.x1,
        )
    return edges


def _name_cells(found: Sequence[_Paragraph]) -> None:
    """Call short pieces that stand side by side the cells of a row."""
    for number, (left, right) in enumerate(pairwise(found), 1):
        row = abs(left.first.y - right.first.y) < 0.35 * right.first.size and left.first.turn == right.first.turn
        if not row or right.first.x0 < left.first.x1:
            continue
        if min(len(left.lines), len(right.lines)) > 3 and left.role is not Role.CELL:
            continue
        for paragraph in (left, right):
            if paragraph.role is Role.PROSE:
                paragraph.role = Role.CELL
        if left.role is Role.CELL and right.role is Role.CELL:
            left.group = right.group = left.group or left.first.page * 10_000 + number


def _columns(found: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Paragraphs whose lines came in turn, a column at a time between those that stand across."""
    ordered: list[_Paragraph] = []
    waiting: list[_Paragraph] = []
    middle = (
        min(line.x0 for one in found for line in one.lines) + max(line.x1 for one in found for line in one.lines)
    ) / 2
    for paragraph in found:
        across = any(line.x0 < middle - line.size and line.x1 > middle + line.size for line in paragraph.lines)
        if not across:
            waiting.append(paragraph)
            continue
        ordered += sorted(waiting, key=lambda one: one.first.x0 > middle - one.first.size)
        ordered.append(paragraph)
        waiting = []
    return ordered + sorted(waiting, key=lambda one: one.first.x0 > middle - one.first.size)


def _note_paragraphs(lines: Sequence[Line], leading: float) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    for line in lines:
        marked = _NOTE_MARK.match(line.text) is not None
        if found and not marked and len(found[-1].lines) < LONGEST_PARAGRAPH_LINES:
            found[-1].add(line)
        else:
            found.append(_Paragraph([line], Role.NOTE))
    return found


def _name_roles(found: Iterable[_Paragraph], body: float) -> None:
    """Call short paragraphs in larger or in bold letters headings."""
    for paragraph in found:
        if paragraph.role not in (Role.PROSE, Role.LIST_ITEM) or len(paragraph.lines) > 3 or paragraph.marker:
            continue
        length = sum(len(line.text) for line in paragraph.lines)
        larger = min(line.size for line in paragraph.lines) >= 1.15 * body
        bold = all(line.bold for line in paragraph.lines) and paragraph.first.size >= 0.95 * body
        ended = paragraph.last.text.rstrip().endswith((".", ",", ";", "?”", ".”"))
        if length < 200 and (larger or (bold and not ended and len(paragraph.lines) <= 2)):
            paragraph.role = Role.HEADING


def _carry_over(before: list[_Paragraph], found: list[_Paragraph]) -> None:
    """Join a paragraph that a new page or column cut to its rest, where the sentence goes on."""
    last = next((paragraph for paragraph in reversed(before) if paragraph.role is not Role.NOTE), None)
    if last is not None and found and last.last.page == found[0].first.page - 1 and _is_rest(last, found[0]):
        last.lines += found.pop(0).lines
    number = 1
    while number < len(found):
        if _starts_column(found[number - 1], found[number]) and _is_rest(found[number - 1], found[number]):
            found[number - 1].lines += found.pop(number).lines
        else:
            number += 1


def _starts_column(one: _Paragraph, other: _Paragraph) -> bool:
    return (
        other.first.y > one.last.y + 2 * one.last.size and other.first.x0 > one.last.x0 and other.role is not Role.CELL
    )


def _is_rest(one: _Paragraph, rest: _Paragraph) -> bool:
    if one.role not in (Role.PROSE, Role.LIST_ITEM, Role.QUOTE) or rest.role is not Role.PROSE:
        return False
    if not _same_size(one.last, rest.first) or len(one.lines) + len(rest.lines) > LONGEST_PARAGRAPH_LINES:
        return False
    if _ENDS_SENTENCE.search(one.last.text.rstrip()):
        return False
    first = rest.first.text.lstrip("“\"'(")[:1]
    return first.islower() or (
        len(one.lines) > 1 and one.last.x1 > max(line.x1 for line in one.lines) - 3 * one.last.size
    )


# --- blocks ------------------------------------------------------------------------------------------------------


def _block(paragraph: _Paragraph, starts: Sequence[int]) -> Block | None:
    builder = TextBuilder()
    lines = paragraph.lines
    for index, line in enumerate(lines):
        skipped = paragraph.marker if index == 0 else 0
        source = starts[line.page - 1] + line.start + skipped
        text = line.text[skipped:]
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        body = text.rstrip()
        divided = following[:1].isalnum() and body[-1:] in (HYPHEN, "-", "\u2010", "\u00ad") and body[-2:-1].isalnum()
        builder.here({"page": line.page, "line": line.number, "box": ",".join(f"{edge:.1f}" for edge in line.box)})
        if line.initial is not None:
            _add_initial(builder, line, starts[line.page - 1])
        if not divided:
            builder.add(text.replace(HYPHEN, "-"), source)
            builder.blank(source + len(text), 1)
            continue
        builder.add(body[:-1].replace(HYPHEN, "-"), source)
        if body[-1] != "\u00ad":
            builder.divide(following[0], source + len(body) - 1)
    return builder.build(paragraph.role, {"page": lines[0].page}, group=paragraph.group)


def _add_initial(builder: TextBuilder, line: Line, start: int) -> None:
    """The large first letter of a line's first word; one that may be a word is set apart, see ``may_be_word``."""
    initial = line.initial
    assert initial is not None
    written = initial.text.strip()
    if initial.end <= line.start:
        builder.add(written, start + initial.start)
    else:
        builder.together(written, start + line.start, 1)
    if may_be_word(written):
        builder.blank(start + line.start, 1)
