"""Excel files: the words in cells, comments, text boxes and charts, and the names of sheets; numbers and formulas not.

Sheets are read piece by piece, because they are the largest parts that documents have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.limits import beyond, beyond_fixed
from langcheck.model import Block, Role
from langcheck.readers import drawing
from langcheck.readers.columns import Columns, column_index, letters
from langcheck.readers.drawing import CHART, Location, R
from langcheck.readers.package import Package, open_package, pieces
from langcheck.readers.reading import EVERYTHING, Choice, Reading, check_cost, gathered, label

MAX_STRINGS = 2_000_000
"""The largest number of different strings that a workbook may hold."""

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_SHEETS = frozenset({"worksheet", "chartsheet", "dialogsheet"})


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a workbook; raises UnreadableDocument when it is damaged, protected or holds no words."""
    package = open_package(raw, what="Excel file", program="Excel", ending=".xlsx", choice=choice)
    main = _main_part(package)
    book = _Book(package, main, choice)
    blocks: list[Block] = []
    hidden = []
    for sheet in package.parse(main).iterfind(f"{_X}sheets/{_X}sheet"):
        name = label(sheet.get("name", "")) or "unnamed"
        if sheet.get("state", "visible") != "visible":
            hidden.append(name)
        blocks += gathered(book.sheet(name, sheet.get(R + "id", "")), choice)
        check_cost(len(blocks), choice)
    notes = [f"hidden sheets were read too: {', '.join(hidden[:9])}"] if hidden else []
    notes += book.columns.notes()
    if all(block.role is Role.METADATA for block in blocks):
        raise UnreadableDocument("the Excel file holds no words", "There is nothing in its cells but numbers.")
    return Reading(blocks, notes=notes)


def _main_part(package: Package) -> str:
    main = package.main_part("xl/workbook.xml")
    if main is None or package.parse(main).tag != _X + "workbook":
        raise UnreadableDocument(
            "the file is not an Excel workbook", "Its name may be wrong; open it in the program that made it."
        )
    return main


class _Book:
    """Walks sheets; holds the strings that cells share, and counts what was read."""

    def __init__(self, package: Package, main: str, choice: Choice) -> None:
        self._package = package
        self._parts = {found.id: found for found in package.relationships(main) if found.target in package}
        self._strings = [
            text
            for found in self._parts.values()
            if found.kind == "sharedStrings"
            for text in _shared_strings(package, found.target)
        ]
        self.columns = Columns(choice)
        self._choice = choice
        self._numbers = count(1)
        self._characters = 0

    def sheet(self, name: str, relation: str) -> Iterator[Block]:
        """The name of a sheet, its cells, its comments, and what is drawn on it."""
        part = self._parts.get(relation)
        if part is None:
            raise self._package.damaged("a sheet is missing")
        if part.kind not in _SHEETS:
            return
        place: Location = {"sheet": name}
        title = drawing.plain(name).build(Role.METADATA, place)
        if title is not None:
            yield title
        if part.kind == "worksheet":
            yield from self._rows(part.target, place)
        related = [found for found in self._package.relationships(part.target) if found.target in self._package]
        threaded: set[str] = set()
        for kind, read_part in (
            ("threadedComment", self._threads),
            ("comments", self._comments),
            ("drawing", self._drawing),
        ):
            for found in related:
                if found.kind == kind:
                    yield from read_part(found.target, place, threaded)

    def _rows(self, name: str, place: Location) -> Iterator[Block]:
        """The words in the cells, row by row; the first row that holds any names the columns."""
        head: dict[int, str] | None = None
        for group, row in self._cells_by_row(name):
            if head is None:
                head = {index: text for index, (_, text) in row.items()}
                self.columns.begin(head)
            for index, (cell, text) in row.items():
                if not self.columns.reads(index):
                    continue
                self._count(text)
                block = drawing.plain(text).build(Role.CELL, {**place, "cell": cell}, group=group)
                if block is not None:
                    yield block

    def _count(self, text: str) -> None:
        self._characters += len(text)
        limits = self._choice.limits
        if self._characters > limits.characters:
            raise beyond(limits, "characters", "the cells hold more than", "characters")

    def _cells_by_row(self, name: str) -> Iterator[tuple[int, dict[int, tuple[str, str]]]]:
        """The cells with words of each row, by column, with their names."""
        row: dict[int, tuple[str, str]] = {}
        number, index = 0, -1
        for event, element in pieces(self._package, name, starts=(_X + "row",), ends=(_X + "c", _X + "row")):
            if event == "start":
                told = element.get("r", "")
                number = int(told) if told.isdecimal() and len(told) < 9 else number + 1
                index = -1
            elif element.tag == _X + "row":
                if row:
                    yield next(self._numbers), row
                    row = {}
            else:
                told_index = column_index(element.get("r", ""))
                index = told_index if told_index is not None else index + 1
                text = self._words(element)
                if text:
                    row[index] = (f"{letters(index)}{number}", text)

    def _words(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(_X + "is")
            return _string(inline) if inline is not None else ""
        value = cell.findtext(_X + "v") or ""
        if kind == "str":
            return value
        if kind == "s" and value.isdecimal() and len(value) < 9 and int(value) < len(self._strings):
            return self._strings[int(value)]
        return ""

    def _threads(self, name: str, place: Location, threaded: set[str]) -> Iterator[Block]:
        for comment in self._package.parse(name).iter(_THREADS + "threadedComment"):
            cell = comment.get("ref", "")
            threaded.add(cell)
            yield from self._comment(cell, comment.findtext(_THREADS + "text") or "", place)

    def _comments(self, name: str, place: Location, threaded: set[str]) -> Iterator[Block]:
        """Comments of the older kind, without the copies that Excel keeps of threaded ones for older programs."""
        for comment in self._package.parse(name).iter(_X + "comment"):
            text = comment.find(_X + "text")
            if text is not None and comment.get("ref", "") not in threaded:
                yield from self._comment(comment.get("ref", ""), _string(text), place)

    def _comment(self, cell: str, text: str, place: Location) -> Iterator[Block]:
        index = column_index(cell)
        if index is None or not self.columns.reads(index):
            return
        block = drawing.plain(text).build(Role.COMMENT, {**place, "cell": cell, "part": "comment"})
        if block is not None:
            yield block

    def _drawing(self, name: str, place: Location, threaded: set[str]) -> Iterator[Block]:
        """Text boxes, charts and the alt text of pictures."""
        targets = {found.id: found.target for found in self._package.relationships(name)}
        inside = place
        for element in self._package.parse(name).iter(_XDR + "cNvPr", _XDR + "txBody", CHART + "chart"):
            if element.tag == _XDR + "cNvPr":
                inside = {**place, "shape": drawing.shape_name(element)}
                yield from drawing.alt_text(element, inside)
            elif element.tag == _XDR + "txBody":
                yield from drawing.paragraphs(element, inside, role=Role.PROSE, group=next(self._numbers))
            else:
                target = targets.get(element.get(R + "id", ""), "")
                if target in self._package:
                    yield from drawing.chart(self._package.parse(target), inside, lambda: next(self._numbers))


def _shared_strings(package: Package, name: str) -> Iterator[str]:
    for number, (_, element) in enumerate(pieces(package, name, ends=(_X + "si",))):
        if number >= MAX_STRINGS:
            raise beyond_fixed(
                MAX_STRINGS, "the workbook holds more than", "different strings", hint="Split it into several files."
            )
        yield _string(element)


def _string(element: etree._Element) -> str:
    """The text of a string with its formatted runs, without the reading aids of Japanese."""
    found = []
    for child in element:
        if child.tag == _X + "t":
            found.append(child.text or "")
        elif child.tag == _X + "r":
            found.append(child.findtext(_X + "t") or "")
    return "".join(found)
