"""Excel files: the words of cells, comments, text boxes, charts, prompts, heads and feet of pages, and names of sheets.

Numbers are not words, but what a number format writes beside them is. Formulas are read by their results; of one that
was saved without a result the words in it are read. Sheets are read piece by piece, because they are the largest parts
that documents have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.limits import beyond, beyond_fixed
from langcheck.model import Block, Role
from langcheck.readers import drawing
from langcheck.readers.blank import no_words
from langcheck.readers.columns import Columns, column_index, letters
from langcheck.readers.drawing import CHARTS, DIAGRAM, MC, Drawing, Location, R
from langcheck.readers.hidden_cells import ShownElsewhere
from langcheck.readers.looks import Why, is_note_figure
from langcheck.readers.noticed import Noticed
from langcheck.readers.package import Package, Relationship, open_package, pieces, unescaped, unknown_kinds
from langcheck.readers.properties import of_package
from langcheck.readers.reading import EVERYTHING, Choice, Reading, check_cost, gathered, label, quoted
from langcheck.readers.sheet_styles import SheetStyles, sheet_styles
from langcheck.readers.symbols import lettered, unlettered

MAX_STRINGS = 2_000_000
"""The largest number of different strings that a workbook may hold."""

MAX_COLUMNS = 16_384
"""How many columns a sheet has."""

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_V = "{urn:schemas-microsoft-com:vml}"
_EXCEL_VML = "{urn:schemas-microsoft-com:office:excel}"
_SHEETS = frozenset({"worksheet", "chartsheet", "dialogsheet"})
_SHAPES = frozenset(_XDR + name for name in "sp cxnSp pic graphicFrame grpSp".split())
_HEADS = {
    _X + f"{which}{kind}": kind.lower() for which in ("odd", "even", "first") for kind in ("Header", "Footer")
}  # fmt: skip
_VALIDATIONS = (_X + "dataValidation", _X14 + "dataValidation")
_BESIDE_CELLS = (*_HEADS, *_VALIDATIONS, _X + "hyperlink", _X + "oleObject", _X + "control", _X + "col")
_KNOWN = frozenset(
    "worksheet chartsheet dialogsheet macrosheet xlMacrosheet xlIntlMacrosheet styles theme sharedStrings calcChain "
    "externalLink externalLinkPath connections image hyperlink drawing vmlDrawing comments threadedComment person table "
    "tableSingleCells queryTable pivotTable pivotCacheDefinition pivotCacheRecords slicer slicerCache timeline "
    "timelineCache chart chartEx diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing oleObject "
    "package control ctrlProp printerSettings customProperty vbaProject customXml customXmlProps xmlMaps sheetMetadata "
    "rdRichValue rdRichValueStructure rdRichValueTypes rdSupportingPropertyBag rdSupportingPropertyBagStructure "
    "rdRichValueWebImage richStyles featurePropertyBag volatileDependencies usernames revisionHeaders namedSheetView "
    "attachedToolbars hdphoto legacyDrawing tags webExtension rdArray".split()
)
"""Kinds of parts that hold no words, or whose words are read or named where they stand."""

_WRITTEN = re.compile(r'"((?:[^"]|"")*)"')
_WORD = re.compile(r"[^\W\d_]{2}")


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
        is_hidden = sheet.get("state", "visible") != "visible"
        if is_hidden:
            hidden.append(name)
        blocks += gathered(book.sheet(name, sheet.get(R + "id", ""), is_hidden=is_hidden), choice)
        check_cost(len(blocks), choice)
    blocks += gathered(book.around(), choice)
    notes = [f"hidden sheets were not read: {', '.join(map(quoted, hidden[:9]))}"] if hidden else []
    notes += [*book.notes(), *unknown_kinds(package, [main, *book.read_parts], _KNOWN)]
    unread = [*book.noticed.unread, *unlettered(blocks)]
    if all(block.role is Role.METADATA for block in blocks) and not unread:
        raise no_words("the Excel file holds no words", "There is nothing in its cells but numbers.", package, notes)
    return Reading(blocks, notes=notes, unread=unread)


def _main_part(package: Package) -> str:
    main = package.main_part("xl/workbook.xml")
    if main is None or package.parse(main).tag != _X + "workbook":
        raise UnreadableDocument(
            "the file is not an Excel workbook", "Its name may be wrong; open it in the program that made it."
        )
    return main


@dataclass(frozen=True, slots=True)
class _String:
    """A string of a cell with what is struck out in it left out; ``is_rich`` says that it has a look of its own."""

    text: str
    struck: int = 0
    is_rich: bool = False


class _Book:
    """Walks sheets; holds the strings that cells share, and counts what was read."""

    def __init__(self, package: Package, main: str, choice: Choice) -> None:
        self.noticed = Noticed("Excel")
        self.drawing = Drawing(package, self.noticed)
        self.columns = Columns(choice)
        self.read_parts: list[str] = []
        self._package = package
        self._parts = {found.id: found for found in package.relationships(main) if found.target in package}
        self._strings = [
            text
            for found in self._parts.values()
            if found.kind == "sharedStrings"
            for text in _shared_strings(package, found.target)
        ]
        styles = next((found.target for found in self._parts.values() if found.kind == "styles"), None)
        self._styles = sheet_styles(package, styles) if styles is not None else SheetStyles()
        self._formats: dict[str, None] = {}
        self._choice = choice
        self._characters = 0
        self._without_result = 0
        self._hidden: list[_HiddenCell] = []
        self._shown_elsewhere = ShownElsewhere(_defined_names(package.parse(main)))

    def notes(self) -> list[str]:
        """What a person should know: formulas without results, what is not shown, columns that are not there."""
        notes = []
        if self._without_result:
            what = f"{self._without_result:,} formulas" if self._without_result > 1 else "1 formula"
            notes.append(
                f"{what} without a saved result: only the words in it were read; save the file in Excel to check all"
            )
        return [*notes, *self.noticed.notes(), *self.columns.notes()]

    def sheet(self, name: str, relation: str, *, is_hidden: bool = False) -> Iterator[Block]:
        """The name of a sheet, its cells, what belongs to them, its comments, and what is drawn on it.

        Of a hidden sheet nothing is shown but what a list elsewhere takes from its cells.
        """
        part = self._parts.get(relation)
        if part is None:
            raise self._package.damaged("a sheet is missing")
        if part.kind not in _SHEETS:
            return
        self.read_parts.append(part.target)
        place: Location = {"sheet": name}
        if is_hidden:
            for _ in self._rows(part.target, _Sheet(name, place, (), is_hidden=True)):
                pass
            return
        title = drawing.plain(name).build(Role.METADATA, place)
        if title is not None:
            yield title
        sheet = _Sheet(name, place, self._package.relationships(part.target))
        yield from self._rows(part.target, sheet)
        related = [found for found in sheet.relations if found.target in self._package]
        for kind, read_part in (
            ("threadedComment", self._threads),
            ("comments", self._comments),
            ("drawing", self._drawing),
            ("vmlDrawing", self._old_drawing),
            ("table", self._table),
            ("slicer", self._captions),
            ("timeline", self._captions),
        ):
            for found in related:
                if found.kind == kind:
                    yield from read_part(found.target, sheet)
        if not sheet.has_words:
            self.noticed.pictures += sheet.pictures

    def around(self) -> Iterator[Block]:
        """What does not belong to one sheet: choices from hidden cells, words of number formats in use, properties."""
        yield from self._hidden_choices()
        for words in self._formats:
            block = drawing.plain(words).build(Role.CELL, {"part": "number format"})
            if block is not None:
                yield block
        yield from (item.block for item in of_package(self._package))

    def _hidden_choices(self) -> Iterator[Block]:
        """The hidden cells that a list to choose from shows; the others are counted."""
        for cell in self._hidden:
            if not self._shown_elsewhere.holds(str(cell.place["sheet"]), cell.row, cell.column):
                self.noticed.left_out.leave_whole(Why.HIDDEN, cell.text)
                continue
            block = drawing.plain(cell.text).build(Role.CELL, cell.place, group=cell.group)
            if block is not None:
                yield block

    # --- cells ---

    def _rows(self, name: str, sheet: _Sheet) -> Iterator[Block]:
        """The words in the cells, row by row; the first row that holds any names the columns."""
        head: dict[int, str] | None = None
        for group, number, row in self._cells_by_row(name, sheet):
            if head is None:
                head = {index: unescaped(" ".join(texts)) for index, (_, texts) in row.items()}
                self.columns.begin(head)
            for index, (cell, texts) in row.items():
                if not self.columns.reads(index):
                    continue
                for text in texts:
                    self._count(text)
                    if sheet.hides(number, index):
                        self._hidden.append(_HiddenCell({**sheet.place, "cell": cell}, number, index, text, group))
                        continue
                    block = drawing.plain(text).build(Role.CELL, {**sheet.place, "cell": cell}, group=group)
                    if block is not None:
                        sheet.has_words = True
                        yield block
        yield from sheet.beside

    def _count(self, text: str) -> None:
        self._characters += len(text)
        limits = self._choice.limits
        if self._characters > limits.characters:
            raise beyond(limits, "characters", "the cells hold more than", "characters")

    def _cells_by_row(self, name: str, sheet: _Sheet) -> Iterator[tuple[int, int, dict[int, tuple[str, list[str]]]]]:
        """The cells with words of each row, by column, with their names; what belongs to cells is kept for later."""
        row: dict[int, tuple[str, list[str]]] = {}
        number, index = 0, -1
        for event, element in pieces(
            self._package, name, starts=(_X + "row",), ends=(_X + "c", _X + "row", *_BESIDE_CELLS)
        ):
            if event == "start":
                told = element.get("r", "")
                number = int(told) if told.isdecimal() and len(told) < 9 else number + 1
                if element.get("hidden") in ("1", "true"):
                    sheet.hidden_rows.add(number)
                index = -1
            elif element.tag == _X + "row":
                if row:
                    yield self.drawing.next_group(), number, row
                    row = {}
            elif element.tag == _X + "c":
                told_index = column_index(element.get("r", ""))
                index = told_index if told_index is not None else index + 1
                texts = self._words(element, is_shown=not sheet.hides(number, index))
                if texts:
                    before = row[index][1] if index in row else []
                    row[index] = (f"{letters(index)}{number}", [*before, *texts])
            else:
                for block in self._beside(element, sheet):
                    sheet.beside.append(block)
                    check_cost(len(sheet.beside), self._choice)

    def _words(self, cell: etree._Element, *, is_shown: bool) -> list[str]:
        """The texts of a cell that are shown: one, none, or those that a formula without a result holds."""
        kind = cell.get("t", "n")
        style = cell.get("s", "0")
        value = cell.findtext(_X + "v") or ""
        if kind in ("n", "d", "b", "e") and is_shown:
            self._formats.update(dict.fromkeys(self._styles.words.get(style, ()) if value else ()))
        formula = cell.find(_X + "f")
        if formula is not None and not value and kind != "inlineStr":
            return self._words_of_formula(formula.text or "")
        found = self._string_of(cell, kind, value)
        if found is None or not (found.text or found.struck):
            return []
        why = self._styles.not_shown.get(style)
        if why is not None and not (why is Why.STRUCK and found.is_rich):
            self.noticed.left_out.leave_whole(why, found.text)
            return []
        if is_shown:
            self._formats.update(dict.fromkeys(self._styles.words.get(style, ())))
        self.noticed.left_out.count(Why.STRUCK, found.struck)
        return [found.text] if found.text else []

    def _string_of(self, cell: etree._Element, kind: str, value: str) -> _String | None:
        if kind == "inlineStr":
            inline = cell.find(_X + "is")
            return _string(inline) if inline is not None else None
        if kind == "str":
            return _String(value)
        if kind == "s" and value.isdecimal() and len(value) < 9 and int(value) < len(self._strings):
            found = self._strings[int(value)]
            return _String(found) if isinstance(found, str) else found
        return None

    def _words_of_formula(self, formula: str) -> list[str]:
        words = [found.replace('""', '"') for found in _WRITTEN.findall(formula)]
        found = [text for text in words if _WORD.search(text)]
        self._without_result += bool(found)
        return found

    # --- what belongs to cells ---

    def _beside(self, element: etree._Element, sheet: _Sheet) -> Iterator[Block]:
        tag = element.tag
        if tag == _X + "col":
            sheet.hide(element)
        elif sheet.is_hidden:
            return
        elif tag in _HEADS:
            text = drawing.printed_text(element.text or "", self.noticed.left_out)
            yield from self._said(sheet, {**sheet.place, "part": _HEADS[tag]}, text, Role.PROSE)
        elif tag in _VALIDATIONS:
            yield from self._validation(element, sheet)
        elif tag == _X + "hyperlink":
            place = self._place(element.get("ref", ""), sheet)
            if place is not None and not self._leaves(element.get("ref", ""), element.get("tooltip", ""), sheet):
                yield from self._said(sheet, {**place, "part": "tooltip"}, element.get("tooltip"), Role.ALT_TEXT)
        elif tag == _X + "oleObject":
            if sheet.is_new(element.get("shapeId", "") or element.get(R + "id", "")):
                self.noticed.embedded(element.get("progId", ""), sheet.place)
        elif sheet.is_new(element.get("shapeId", "") or element.get(R + "id", "")):
            yield from self._control(element, sheet)

    def _validation(self, element: etree._Element, sheet: _Sheet) -> Iterator[Block]:
        """The prompt and the error message of cells, and the choices that are written out."""
        cells = element.get("sqref") or element.findtext(_XM + "sqref") or ""
        place = self._place(cells.split(" ")[0].split(":")[0], sheet)
        if place is None:
            return
        for name in ("promptTitle", "prompt", "errorTitle", "error"):
            kind = "input prompt" if name.startswith("prompt") else "error message"
            yield from self._said(sheet, {**place, "part": kind}, element.get(name), Role.PROSE)
        if element.get("type") != "list":
            return
        listed = element.findtext(_X + "formula1") or element.findtext(f"{_X14}formula1/{_XM}f") or ""
        if listed.startswith('"'):
            for item in listed.strip('"').split(","):
                yield from self._said(sheet, {**place, "part": "choice"}, item, Role.LIST_ITEM)
        else:
            self._shown_elsewhere.add(listed, sheet.name)

    def _leaves(self, cell: str, text: str, sheet: _Sheet) -> bool:
        """Whether what belongs to a cell is not shown, since the cell is not; then it is counted."""
        found = _CELL.match(cell)
        index = column_index(cell.replace("$", "").split(":")[0])
        if found is None or index is None or not sheet.hides(int(found.group(1)), index):
            return False
        self.noticed.left_out.leave_whole(Why.HIDDEN, text)
        return True

    def _place(self, cell: str, sheet: _Sheet) -> Location | None:
        """The place of a cell, or None where its column is not read."""
        index = column_index(cell.replace("$", "").split(":")[0])
        if index is None:
            return sheet.place
        return {**sheet.place, "cell": cell.split(":", maxsplit=1)[0]} if self.columns.reads(index) else None

    def _said(self, sheet: _Sheet, place: Location, text: str | None, role: Role) -> Iterator[Block]:
        """Words beside the cells, each once a sheet."""
        block = drawing.plain(text).build(role, place)
        if block is not None and sheet.is_new(f"{place['part']}\0{block.text}"):
            yield block

    def _control(self, element: etree._Element, sheet: _Sheet) -> Iterator[Block]:
        found = next((item for item in sheet.relations if item.id == element.get(R + "id", "")), None)
        if found is None or found.kind != "ctrlProp" or found.target not in self._package:
            yield from self.drawing.control(sheet.relations, element, sheet.place)
            return
        for item in self._package.parse(found.target).iter(_X14 + "item"):
            yield from self._said(sheet, {**sheet.place, "part": "choice"}, item.get("val"), Role.LIST_ITEM)

    # --- comments ---

    def _threads(self, name: str, sheet: _Sheet) -> Iterator[Block]:
        for comment in self._package.parse(name).iter(_THREADS + "threadedComment"):
            cell = comment.get("ref", "")
            sheet.threaded.add(cell)
            yield from self._comment(cell, comment.findtext(_THREADS + "text") or "", sheet)

    def _comments(self, name: str, sheet: _Sheet) -> Iterator[Block]:
        """Comments of the older kind, without the copies that Excel keeps of threaded ones for older programs."""
        for comment in self._package.parse(name).iter(_X + "comment"):
            text = comment.find(_X + "text")
            if text is not None and comment.get("ref", "") not in sheet.threaded:
                found = _string(text)
                self.noticed.left_out.count(Why.STRUCK, found.struck)
                yield from self._comment(comment.get("ref", ""), found.text, sheet)

    def _comment(self, cell: str, text: str, sheet: _Sheet) -> Iterator[Block]:
        index = column_index(cell)
        if index is None or not self.columns.reads(index) or self._leaves(cell, text, sheet):
            return
        block = drawing.plain(text).build(Role.COMMENT, {**sheet.place, "cell": cell, "part": "comment"})
        if block is not None:
            yield block

    # --- what is drawn ---

    def _drawing(self, name: str, sheet: _Sheet) -> Iterator[Block]:
        """Text boxes, charts, diagrams and the alt text of pictures."""
        self.read_parts.append(name)
        relations = self._package.relationships(name)
        stack = [(iter(self._package.parse(name)), sheet.place)]
        while stack:
            elements, inside = stack[-1]
            element = next(elements, None)
            if element is None:
                stack.pop()
            elif element.tag == MC + "AlternateContent":
                stack.append((iter(drawing.chosen(element)), inside))  # type: ignore[arg-type]
            elif element.tag in _SHAPES:
                properties = element.find(f"*/{_XDR}cNvPr")
                if properties is not None and drawing.is_hidden(properties):
                    self._leave(element)
                    continue
                if properties is not None:
                    inside = {**sheet.place, "shape": drawing.shape_name(properties)}
                    yield from sheet.noting(self.drawing.alt_text(properties, inside))
                sheet.pictures += element.tag == _XDR + "pic"
                stack.append((iter(element), inside))
            elif element.tag == _XDR + "txBody":
                group = self.drawing.next_group()
                yield from sheet.noting(self.drawing.paragraphs(element, inside, role=Role.PROSE, group=group))
            elif element.tag in CHARTS:
                yield from sheet.noting(self.drawing.chart(relations, element, inside))
            elif element.tag == DIAGRAM + "relIds":
                yield from sheet.noting(self.drawing.diagram(relations, element, inside))
            elif isinstance(element.tag, str):
                stack.append((iter(element), inside))

    def _leave(self, shape: etree._Element) -> None:
        """Count a shape that was hidden in the selection pane."""
        self.noticed.left_out.leave_whole(Why.HIDDEN, "".join(text.text or "" for text in shape.iter(drawing.A + "t")))

    def _old_drawing(self, name: str, sheet: _Sheet) -> Iterator[Block]:
        """Buttons, labels and boxes of the older kind (VML); the boxes of comments are read as comments."""
        try:
            root = self._package.parse(name)
        except UnreadableDocument as error:
            if b"ClientData" in self._package.read(name).replace(b'ClientData ObjectType="Note"', b""):
                self.noticed.not_read("controls", "control", sheet.place, error.problem)
            return
        for box in root.iter(_V + "shape", _V + "rect"):
            data = box.find(_EXCEL_VML + "ClientData")
            if data is not None and data.get("ObjectType") == "Note":
                continue
            words = [" ".join(map(str, text.itertext())) for text in box.iterchildren(_V + "textbox")]
            for text in (*words, box.get("alt", "")):
                yield from sheet.noting(self._said(sheet, {**sheet.place, "part": "control"}, text, Role.PROSE))

    def _table(self, name: str, sheet: _Sheet) -> Iterator[Block]:
        """The description of a table, which is read aloud."""
        for table in self._package.parse(name).iter(_X14 + "table"):
            for attribute in ("altText", "altTextSummary"):
                place = {**sheet.place, "part": "alt text"}
                yield from self._said(sheet, place, table.get(attribute), Role.ALT_TEXT)

    def _captions(self, name: str, sheet: _Sheet) -> Iterator[Block]:
        """What stands above the buttons that filter a table."""
        for element in self._package.parse(name).iter(etree.Element):
            yield from self._said(sheet, {**sheet.place, "part": "slicer"}, element.get("caption"), Role.PROSE)


_CELL = re.compile(r"\$?[A-Za-z]{1,3}\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class _HiddenCell:
    """The words of a cell that is hidden."""

    place: Location
    row: int
    column: int
    text: str
    group: int


def _defined_names(workbook: etree._Element) -> dict[str, str]:
    """What the names of a workbook stand for, by the names in small letters."""
    return {
        item.get("name", "").lower(): item.text or "" for item in workbook.iterfind(f"{_X}definedNames/{_X}definedName")
    }


class _Sheet:
    """One sheet while it is read."""

    def __init__(
        self, name: str, place: Location, relations: Sequence[Relationship], *, is_hidden: bool = False
    ) -> None:
        self.name = name
        self.is_hidden = is_hidden
        self.hidden_rows: set[int] = set()
        self.place = place
        self.relations = relations
        self.beside: list[Block] = []
        self.threaded: set[str] = set()
        self.has_words = False
        self.pictures = 0
        self._said: set[str] = set()
        self._hidden: set[int] = set()

    def is_new(self, said: str) -> bool:
        """Whether this is met for the first time."""
        is_new = said not in self._said
        self._said.add(said)
        return is_new

    def hide(self, columns: etree._Element) -> None:
        """Note columns that are hidden."""
        first, last = columns.get("min", ""), columns.get("max", "")
        if columns.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            self._hidden.update(range(int(first[:9]) - 1, min(int(last[:9]), MAX_COLUMNS)))

    def hides(self, row: int, column: int) -> bool:
        """Whether a cell is hidden, by the number of its row and the index of its column."""
        return self.is_hidden or row in self.hidden_rows or column in self._hidden

    def noting(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """Blocks, of which is noted that the sheet holds words."""
        for block in blocks:
            self.has_words = True
            yield block


def _shared_strings(package: Package, name: str) -> Iterator[_String | str]:
    """The strings of a workbook; those without a look of their own, which are most, as they are."""
    for number, (_, element) in enumerate(pieces(package, name, ends=(_X + "si",))):
        if number >= MAX_STRINGS:
            raise beyond_fixed(
                MAX_STRINGS, "the workbook holds more than", "different strings", hint="Split it into several files."
            )
        found = _string(element)
        yield found if found.is_rich else found.text


def _string(element: etree._Element) -> _String:
    """A string with its formatted runs, without the reading aids of Japanese and what is struck out."""
    found = [""]
    struck = 0
    was_struck = is_rich = False
    for child in element:
        if child.tag == _X + "t":
            found.append(lettered(child.text or "", ""))
        elif child.tag == _X + "r":
            is_rich = True
            words = child.findtext(_X + "t") or ""
            properties = child.find(_X + "rPr")
            is_struck, is_raised = _look(properties)
            font = properties.find(_X + "rFont") if properties is not None else None
            words = lettered(words, font.get("val", "") if font is not None else "")
            if is_struck:
                struck += bool(words.strip()) and not was_struck
            elif words and not (is_raised and is_note_figure(words, found[-1])):
                found.append(words)
            was_struck = is_struck
    return _String("".join(found), struck, is_rich)


def _look(properties: etree._Element | None) -> tuple[bool, bool]:
    """Whether a run is struck out, and whether it is raised."""
    if properties is None:
        return False, False
    strike, raised = properties.find(_X + "strike"), properties.find(_X + "vertAlign")
    return (
        strike is not None and strike.get("val", "1") not in ("0", "false"),
        raised is not None and raised.get("val") == "superscript",
    )
