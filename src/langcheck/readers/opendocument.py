"""OpenDocument files: texts, slides and sheets, in packages (.odt, .odp, .ods) and as single XML files (.fodt ...).

Read are paragraphs, lists, tables, notes, comments, text boxes, alt text, headers and footers, and inserted text;
left out are deleted and hidden text and fields that count (page numbers, dates).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers.columns import Columns, letters
from langcheck.readers.package import open_package, parse_xml
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder, gathered, label
from langcheck.readers.styles import role_of_style

MAX_REPEATS = 2_000_000
"""How far a row or column may be said to repeat; a position beyond it is counted no further."""

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = f"{{{_NAMESPACE}office:1.0}}"
_TEXT = f"{{{_NAMESPACE}text:1.0}}"
_TABLE = f"{{{_NAMESPACE}table:1.0}}"
_DRAW = f"{{{_NAMESPACE}drawing:1.0}}"
_STYLE = f"{{{_NAMESPACE}style:1.0}}"
_SHOW = f"{{{_NAMESPACE}presentation:1.0}}"
_SVG = f"{{{_NAMESPACE}svg-compatible:1.0}}"

_COMPUTED = frozenset(
    _TEXT + name
    for name in (
        "page-number page-count page-continuation date time creation-date creation-time modification-date "
        "modification-time print-date print-time edit-cycles editing-duration paragraph-count word-count "
        "character-count table-count image-count object-count sheet-name hidden-text note-citation ruby-text"
    ).split()
)
_NOT_READ = frozenset(
    {
        _TEXT + "tracked-changes",
        _OFFICE + "forms",
        _TEXT + "sequence-decls",
        _TEXT + "variable-decls",
        _TEXT + "user-field-decls",
        _TEXT + "hidden-paragraph",
        _OFFICE + "event-listeners",
        _SHOW + "notes",
        _SHOW + "animations",
    }
)
_PARAGRAPHS = frozenset({_TEXT + "p", _TEXT + "h"})
_BLANKS = frozenset({_TEXT + "tab", _TEXT + "line-break"})
_APART = frozenset({_TEXT + "note", _OFFICE + "annotation", _SVG + "title", _SVG + "desc", _DRAW + "text-box"})
_ROW_GROUPS = (
    _TABLE + "table-header-rows",
    _TABLE + "table-rows",
    _TABLE + "table-row-group",
)
_COLUMN_GROUPS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_TITLES = frozenset({"title"})
_HEADS = ("header", "footer")

Location = dict[str, int | str]


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read an OpenDocument file; raises UnreadableDocument when it is damaged, protected or holds no text."""
    roots = _flat(raw, choice) if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _packed(raw, choice)
    walker = _Walker(_Styles(roots), choice)
    blocks = gathered(walker.document(roots), choice)
    notes = walker.notes()
    if all(block.role is Role.METADATA for block in blocks):
        raise UnreadableDocument(
            "the OpenDocument file holds no text", "If it is a scan, check the document that was scanned."
        )
    return Reading(blocks, notes=notes)


def _packed(raw: bytes, choice: Choice) -> list[etree._Element]:
    """The content of a package, and its styles, where the headers and footers stand."""
    package = open_package(raw, what="OpenDocument file", program="LibreOffice", ending="OpenDocument", choice=choice)
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in package or (manifest in package and b"encryption-data" in package.read(manifest)):
        raise UnreadableDocument("the file is protected with a password", "Remove the password and check again.")
    if "content.xml" not in package:
        raise UnreadableDocument(
            "the file is not an OpenDocument text, presentation or sheet",
            "Its name may be wrong; open it in the program that made it.",
        )
    names = [name for name in ("content.xml", "styles.xml") if name in package]
    return [package.parse(name, document_type=True) for name in names]


def _flat(raw: bytes, choice: Choice) -> list[etree._Element]:
    root = parse_xml(raw, what="OpenDocument file", program="LibreOffice", choice=choice)
    if root.tag != _OFFICE + "document":
        raise UnreadableDocument(
            "the file is XML, but not an OpenDocument file",
            "Its name may be wrong; open it in the program that made it.",
        )
    return [root]


# --- styles ------------------------------------------------------------------------------------------------------


class _Styles:
    """What styles say: which are headings, quotations or captions, and which hide what wears them."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        for root in reversed(roots):
            for style in root.iter(_STYLE + "style"):
                self._styles[(style.get(_STYLE + "family", ""), style.get(_STYLE + "name", ""))] = style
        self._roles: dict[str, Role | None] = {}

    def role(self, name: str) -> Role | None:
        """The role that a paragraph style gives, by its own name or that of a style it builds on."""
        if name not in self._roles:
            self._roles[name] = self._find_role(name)
        return self._roles[name]

    def _find_role(self, name: str) -> Role | None:
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self._styles.get(("paragraph", name))
            shown = style.get(_STYLE + "display-name") if style is not None else None
            role = role_of_style(shown or name.replace("_20_", " "))
            if role is not None or style is None:
                return role
            name = style.get(_STYLE + "parent-style-name", "")
        return None

    def hides(self, family: str, name: str | None) -> bool:
        """Whether a style keeps text, sections, tables or slides from being shown."""
        style = self._styles.get((family, name or ""))
        if style is None:
            return False
        for properties in style:
            if properties.get(_TEXT + "display") == "none" or properties.get(_TABLE + "display") == "false":
                return True
            if properties.get(_SHOW + "visibility") == "hidden":
                return True
        return False


# --- the text ----------------------------------------------------------------------------------------------------


class _Walker:
    """Turns paragraphs into blocks, counting as a person would; notes and comments are counted through."""

    def __init__(self, styles: _Styles, choice: Choice) -> None:
        self._styles = styles
        self._choice = choice
        self._columns = Columns(choice)
        self._groups = count(1)
        self._notes = {"footnote": count(1), "endnote": count(1), "comment": count(1)}
        self._hidden: list[str] = []

    def notes(self) -> list[str]:
        """What a person should know: hidden slides and sheets, columns that are not there."""
        hidden = [f"hidden slides or sheets were read too: {', '.join(self._hidden[:9])}"] if self._hidden else []
        return hidden + self._columns.notes()

    def document(self, roots: list[etree._Element]) -> Iterator[Block]:
        """All blocks of the file: its body, then its headers, footers and what stands on all slides."""
        for root in roots:
            for body in root.iterfind(f"{_OFFICE}body/*"):
                if body.tag == _OFFICE + "presentation" or body.tag == _OFFICE + "drawing":
                    yield from self._slides(body)
                elif body.tag == _OFFICE + "spreadsheet":
                    yield from self._sheets(body)
                else:
                    yield from self._children(body, {})
        counts = {name: count(1) for name in (*_HEADS, "slide_master")}
        for root in roots:
            for page in root.iterfind(f"{_OFFICE}master-styles/{_STYLE}master-page"):
                yield from self._master(page, counts)

    def _master(self, page: etree._Element, counts: dict[str, count[int]]) -> Iterator[Block]:
        shapes = []
        for child in page:
            kind = _local(child).partition("-")[0]
            if child.tag == _STYLE + _local(child) and kind in _HEADS:
                if child.get(_STYLE + "display") != "false":
                    yield from self._children(child, {kind: next(counts[kind])})
            elif _is_drawn(child) and not child.get(_SHOW + "class"):
                shapes.append(child)
        if shapes:
            yield from self._shapes(shapes, {"slide_master": next(counts["slide_master"])}, Role.PROSE)

    def _children(self, element: etree._Element, location: Location, role: Role = Role.PROSE) -> Iterator[Block]:
        """The blocks below an element, in reading order, with paragraphs and tables counted from 1."""
        counts = {"paragraph": count(1), "table": count(1)}
        yield from self._below(element, location, role, 0, counts)

    def _below(
        self, element: etree._Element, location: Location, role: Role, group: int, counts: dict[str, count[int]]
    ) -> Iterator[Block]:
        for child in element.iterchildren(tag=etree.Element):
            tag = child.tag
            if tag in _NOT_READ or (
                tag == _TEXT + "section"
                and (
                    child.get(_TEXT + "display") == "none"
                    or self._styles.hides("section", child.get(_TEXT + "style-name"))
                )
            ):
                continue
            if tag in _PARAGRAPHS:
                place: Location = {**location, "paragraph": next(counts["paragraph"])}
                yield from self._paragraph(child, place, role, group)
            elif tag == _TABLE + "table":
                yield from self._table(child, {**location, "table": next(counts["table"])})
            elif tag == _TEXT + "list":
                inner = Role.LIST_ITEM if role is Role.PROSE else role
                yield from self._below(child, location, inner, group or next(self._groups), counts)
            elif tag in (_TEXT + "note", _OFFICE + "annotation") or tag.startswith(_DRAW):
                yield from self._apart(child, location)
            else:
                yield from self._below(child, location, role, group, counts)

    def _paragraph(self, paragraph: etree._Element, location: Location, role: Role, group: int) -> Iterator[Block]:
        self._choice.check_clock()
        if self._styles.hides("paragraph", paragraph.get(_TEXT + "style-name")):
            return
        builder = TextBuilder()
        apart: list[etree._Element] = []
        at = 0
        for words, element in self._runs(paragraph):
            if element is not None:
                apart.append(element)
            else:
                builder.add(words, at)
                at += len(words)
        styled = self._styles.role(paragraph.get(_TEXT + "style-name", ""))
        if paragraph.tag == _TEXT + "h":
            styled = Role.HEADING
        keeps = role in (Role.CELL, Role.NOTE, Role.COMMENT, Role.HEADING)
        block = builder.build(styled if styled and not keeps else role, location, group=group)
        if block is not None:
            yield block
        for element in apart:
            yield from self._apart(element, location)

    def _runs(self, paragraph: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
        """A paragraph's text piece by piece; what stands apart (notes, comments, frames) comes as its element."""
        yield paragraph.text or "", None
        stack = [paragraph.iterchildren(tag=etree.Element)]
        open_elements: list[etree._Element] = []
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                if open_elements:
                    yield open_elements.pop().tail or "", None
                continue
            tag = element.tag
            if tag == _TEXT + "s" or tag in _BLANKS:
                yield " ", None
            elif tag in _APART or tag.startswith(_DRAW):
                yield "", element
            elif not self._is_left_out(element):
                yield element.text or "", None
                stack.append(element.iterchildren(tag=etree.Element))
                open_elements.append(element)
                continue
            yield element.tail or "", None

    def _is_left_out(self, element: etree._Element) -> bool:
        tag = element.tag
        if tag in _COMPUTED or tag in _NOT_READ:
            return True
        return tag == _TEXT + "span" and self._styles.hides("text", element.get(_TEXT + "style-name"))

    def _apart(self, element: etree._Element, location: Location) -> Iterator[Block]:
        """A note, a comment, or a drawing with the text and the alt text in it."""
        if element.tag == _TEXT + "note":
            kind = "endnote" if element.get(_TEXT + "note-class") == "endnote" else "footnote"
            number = next(self._notes[kind])
            for body in element.iterchildren(_TEXT + "note-body"):
                yield from self._children(body, {**_slide(location), kind: number}, Role.NOTE)
        elif element.tag == _OFFICE + "annotation":
            place: Location = {**_slide(location), "comment": next(self._notes["comment"])}
            yield from self._children(element, place, Role.COMMENT)
        else:
            yield from self._drawn(element, {f"in_{name}": value for name, value in location.items()})

    def _drawn(self, element: etree._Element, location: Location) -> Iterator[Block]:
        stack = [element]
        while stack:
            drawn = stack.pop()
            for text in drawn.iterchildren(_SVG + "title", _SVG + "desc"):
                block = _plain(text).build(Role.ALT_TEXT, {"part": "alt text", **location})
                if block is not None:
                    yield block
            if drawn.tag == _DRAW + "text-box" or drawn.find(_TEXT + "p") is not None:
                yield from self._children(drawn, {"part": "text box", **location})
            else:
                stack += [child for child in reversed(drawn) if _is_drawn(child)]

    # --- tables ---

    def _table(self, table: etree._Element, location: Location) -> Iterator[Block]:
        """The cells of a table, the rows as groups; the covered cells of merged ones are left out."""
        for row, cells in _rows(table):
            group = next(self._groups)
            for column, cell in _cells(cells):
                for block in self._children(cell, {**location, "row": row, "column": column}, Role.CELL):
                    yield block if block.group or block.role is not Role.CELL else replace(block, group=group)

    # --- sheets ---

    def _sheets(self, body: etree._Element) -> Iterator[Block]:
        for table in body.iterchildren(_TABLE + "table"):
            name = label(table.get(_TABLE + "name", "")) or "unnamed"
            if self._styles.hides("table", table.get(_TABLE + "style-name")):
                self._hidden.append(name)
            builder = TextBuilder()
            builder.add(name, 0)
            title = builder.build(Role.METADATA, {"sheet": name})
            if title is not None:
                yield title
            yield from self._sheet(table, {"sheet": name})
            for shapes in table.iterchildren(_TABLE + "shapes"):
                yield from self._shapes(shapes, {"sheet": name}, Role.PROSE)

    def _sheet(self, table: etree._Element, location: Location) -> Iterator[Block]:
        begun = False
        for row, cells in _rows(table):
            words = [(column, cell) for column, cell in _cells(cells) if cell.find(_TEXT + "p") is not None]
            if words and not begun:
                begun = True
                self._columns.begin({column: _cell_text(cell) for column, cell in words})
            group = next(self._groups)
            for column, cell in words:
                if not self._columns.reads(column):
                    continue
                place: Location = {**location, "cell": f"{letters(column - 1)}{row}"}
                yield from self._sheet_cell(cell, place, group)

    def _sheet_cell(self, cell: etree._Element, location: Location, group: int) -> Iterator[Block]:
        builder = TextBuilder()
        at = 0
        for paragraph in cell.iterchildren(_TEXT + "p"):
            for words, element in self._runs(paragraph):
                if element is None:
                    builder.add(words, at)
                    at += len(words)
            builder.blank(at, 1)
            at += 1
        is_words = cell.get(_OFFICE + "value-type", "string") == "string"
        block = builder.build(Role.CELL, location, group=group) if is_words else None
        if block is not None:
            yield block
        for annotation in cell.iterchildren(_OFFICE + "annotation"):
            yield from self._children(annotation, {**location, "part": "comment"}, Role.COMMENT)

    # --- slides ---

    def _slides(self, body: etree._Element) -> Iterator[Block]:
        for number, page in enumerate(body.iterchildren(_DRAW + "page"), 1):
            if self._styles.hides("drawing-page", page.get(_DRAW + "style-name")):
                self._hidden.append(str(number))
            place: Location = {"slide": number}
            yield from self._shapes(page, place, Role.PROSE)
            for notes in page.iterchildren(_SHOW + "notes"):
                yield from self._shapes(notes, {**place, "part": "notes"}, Role.NOTE)
        for kind in _HEADS:
            for decl in body.iterchildren(f"{_SHOW}{kind}-decl"):
                block = _plain(decl).build(Role.PROSE, {"part": f"{kind} of the slides"})
                if block is not None:
                    yield block

    def _shapes(self, shapes: etree._Element | list[etree._Element], location: Location, role: Role) -> Iterator[Block]:
        """The shapes of a slide, with those of groups."""
        for shape in shapes:
            if not isinstance(shape.tag, str):
                continue
            if shape.tag == _OFFICE + "annotation":
                yield from self._apart(shape, location)
            elif _is_drawn(shape) and _local(shape) != "page-thumbnail":
                yield from self._shape(shape, location, role)

    def _shape(self, shape: etree._Element, location: Location, role: Role) -> Iterator[Block]:
        name = label(shape.get(_DRAW + "name", ""))
        kind = shape.get(_SHOW + "class", "")
        place: Location = location if role is Role.NOTE or not name else {**location, "shape": name}
        for text in shape.iterchildren(_SVG + "title", _SVG + "desc"):
            block = _plain(text).build(Role.ALT_TEXT, {**place, "part": "alt text"})
            if block is not None:
                yield block
        if shape.tag in (_DRAW + "g", _DRAW + "a"):
            yield from self._shapes(list(shape), location, role)
            return
        here = Role.HEADING if kind in _TITLES and role is Role.PROSE else role
        for holder in (shape, *shape.iterchildren(_DRAW + "text-box")):
            if holder.find(_TEXT + "p") is not None or holder.find(_TEXT + "list") is not None or holder is not shape:
                yield from self._children(holder, place, here)
        for table in shape.iterchildren(_TABLE + "table"):
            yield from self._table(table, place)


def _is_drawn(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_DRAW)


def _rows(table: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The rows of a table with their numbers, without the rows of tables in its cells."""
    row = 1
    stack = [table.iterchildren(tag=etree.Element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in _ROW_GROUPS:
            stack.append(child.iterchildren(tag=etree.Element))
        elif child.tag == _TABLE + "table-row":
            yield row, child
            row += _repeats(child, "rows")


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row with the numbers of their columns; covered ones only count."""
    column = 1
    for cell in row.iterchildren(*_COLUMN_GROUPS):
        if cell.tag == _TABLE + "table-cell":
            yield column, cell
        column += _repeats(cell, "columns")


def _repeats(element: etree._Element, what: str) -> int:
    told = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(told), MAX_REPEATS) if told.isdecimal() and len(told) < 12 else 1


def _slide(location: Location) -> Location:
    return {name: value for name, value in location.items() if name == "slide"}


def _cell_text(cell: etree._Element) -> str:
    return " ".join("".join(map(str, paragraph.itertext())) for paragraph in cell.iterchildren(_TEXT + "p"))


def _plain(element: etree._Element) -> TextBuilder:
    builder = TextBuilder()
    builder.add(element.text or "", 0)
    return builder


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
