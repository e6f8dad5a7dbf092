"""OpenDocument files: texts, slides, sheets and drawings, in packages (.odt, .odp, .ods) and as single XML files (.fodt ...).

Read is what the final document shows or reads aloud: paragraphs, lists, tables, notes, comments, text boxes, charts,
formulas, forms, prompts, tooltips, alt text, headers and footers, inserted text. Left out and counted is what is
deleted, hidden or struck out; fields that count (page numbers, dates) are no words.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers.blank import no_words
from langcheck.readers.columns import Columns, letters
from langcheck.readers.hidden_cells import ShownElsewhere
from langcheck.readers.looks import Why, is_note_figure
from langcheck.readers.noticed import Noticed
from langcheck.readers.open_parts import (
    chart_blocks,
    form_blocks,
    formula_block,
    has_words,
    label_blocks,
    shown_text,
    text_block,
    validation_blocks,
)
from langcheck.readers.open_styles import (
    DRAW,
    MATH,
    OFFICE,
    PLAIN,
    SHOW,
    STYLE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    OpenLook,
    OpenStyles,
)
from langcheck.readers.package import Package, open_package, parse_xml
from langcheck.readers.properties import of_element
from langcheck.readers.reading import EVERYTHING, OUR_AUTHOR, Choice, Reading, TextBuilder, gathered, label, quoted
from langcheck.readers.symbols import lettered, unlettered

MAX_REPEATS = 2_000_000
"""How far a row or column may be said to repeat; a position beyond it is counted no further."""

_COMPUTED = frozenset(
    TEXT + name
    for name in (
        "page-number page-count page-continuation date time creation-date creation-time modification-date "
        "modification-time print-date print-time edit-cycles editing-duration paragraph-count word-count "
        "character-count table-count image-count object-count sheet-name note-citation ruby-text script"
    ).split()
)
_NOT_READ = frozenset(
    {
        TEXT + "tracked-changes",
        TEXT + "sequence-decls",
        TEXT + "variable-decls",
        TEXT + "user-field-decls",
        TEXT + "hidden-paragraph",
        OFFICE + "event-listeners",
        SHOW + "notes",
        SHOW + "animations",
        TABLE + "tracked-changes",
        TABLE + "content-validations",
    }
)
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_CHARACTERS = {TEXT + "s": " ", TEXT + "tab": " ", TEXT + "line-break": " "}
_APART = frozenset({TEXT + "note", OFFICE + "annotation", SVG + "title", SVG + "desc"})
_EXTENDED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_PROMPTING = frozenset(
    {TEXT + "a", TEXT + "drop-down", TEXT + "placeholder", TEXT + "text-input", _EXTENDED + "content-control"}
)
"""What stands in the text and says something besides: a tooltip, choices, a prompt."""

_DESCRIPTIONS = (SVG + "title", SVG + "desc", TABLE + "title", TABLE + "desc")
_ROW_GROUPS = (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group")
_CELLS = frozenset({TABLE + "table-cell", TABLE + "covered-table-cell"})
_TITLES = frozenset({"title"})
_HEADS = ("header", "footer")
_HIDDEN = OpenLook(hidden=True)

_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

Location = dict[str, int | str]


class Words(NamedTuple):
    """Words of a paragraph and what holds them: an element's own text, the text behind it, or itself (a blank, a tab)."""

    text: str
    element: etree._Element
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A block, and the paragraph that it was read from with its words; none where the words stand in an attribute."""

    block: Block
    paragraph: etree._Element | None = None
    words: tuple[Words, ...] = ()


class _Run(NamedTuple):
    """Words with their look, or what stands apart (a note, a comment, a frame) among them."""

    words: Words
    look: OpenLook
    apart: etree._Element | None = None


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read an OpenDocument file; raises UnreadableDocument when it is damaged, protected or holds no text."""
    package, roots = _roots(raw, choice)
    walker = _Walker(roots, choice, package)
    blocks = gathered(walker.document(), choice)
    notes = walker.notes()
    unread = [*walker.noticed.unread, *unlettered(blocks)]
    if all(block.role is Role.METADATA for block in blocks) and not unread:
        hint = "If it is a scan, check the document that was scanned."
        raise no_words("the OpenDocument file holds no text", hint, package or roots, notes)
    return Reading(blocks, notes=notes, unread=unread)


def walk(raw: bytes, *, choice: Choice = EVERYTHING) -> tuple[list[Found], etree._Element]:
    """All blocks in reading order, each with its paragraph, and the root of the XML that holds the body; raises as read does."""
    package, roots = _roots(raw, choice)
    walker = _Walker(roots, choice, package)
    walker.held = {}
    blocks = list(walker.document())
    return [walker.held.get(id(block.location)) or Found(block) for block in blocks], roots[0]


def _roots(raw: bytes, choice: Choice) -> tuple[Package | None, list[etree._Element]]:
    """The XML of a file, with the body first; and its package, where it is one."""
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None, _flat(raw, choice)
    package = _opened(raw, choice)
    names = [name for name in ("content.xml", "styles.xml", "meta.xml") if name in package]
    return package, [package.parse(name, document_type=True) for name in names]


def _opened(raw: bytes, choice: Choice) -> Package:
    package = open_package(raw, what="OpenDocument file", program="LibreOffice", ending="OpenDocument", choice=choice)
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in package or (manifest in package and b"encryption-data" in package.read(manifest)):
        raise UnreadableDocument("the file is protected with a password", "Remove the password and check again.")
    if "content.xml" not in package:
        raise UnreadableDocument(
            "the file is not an OpenDocument text, presentation or sheet",
            "Its name may be wrong; open it in the program that made it.",
        )
    return package


def _flat(raw: bytes, choice: Choice) -> list[etree._Element]:
    root = parse_xml(raw, what="OpenDocument file", program="LibreOffice", choice=choice)
    if root.tag != OFFICE + "document":
        raise UnreadableDocument(
            "the file is XML, but not an OpenDocument file",
            "Its name may be wrong; open it in the program that made it.",
        )
    return [root]


# --- the text ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """An element in a paragraph, its children that are still to be walked, and how the text in it looks."""

    element: etree._Element
    elements: Iterator[etree._Element]
    look: OpenLook


class _Walker:
    """Turns paragraphs into blocks, counting as a person would; notes and comments are counted through."""

    def __init__(self, roots: Sequence[etree._Element], choice: Choice, package: Package | None) -> None:
        self.noticed = Noticed("LibreOffice")
        self._roots = roots
        self._styles = OpenStyles(roots)
        self._package = package
        self._choice = choice
        self._columns = Columns(choice)
        self._groups = count(1)
        self._notes = {"footnote": count(1), "endnote": count(1), "comment": count(1)}
        self._hidden: list[str] = []
        self._hidden_sheets: list[str] = []
        self._shown_elsewhere = ShownElsewhere()
        self._lists: set[str] = set()
        self.held: dict[int, Found] | None = None
        """Blocks with their paragraphs and words by the identity of their locations, where somebody asks for them."""

    def notes(self) -> list[str]:
        """What a person should know: hidden slides and sheets, what is not shown, columns that are not there."""
        hidden = [f"hidden slides were read too: {', '.join(self._hidden[:9])}"] if self._hidden else []
        sheets = self._hidden_sheets
        hidden += [f"hidden sheets were not read: {', '.join(map(quoted, sheets[:9]))}"] if sheets else []
        return [*hidden, *self.noticed.notes(), *self._columns.notes()]

    def document(self) -> Iterator[Block]:
        """All blocks of the file: its body, then its headers, footers and what stands on all slides, and its properties."""
        for root in self._roots:
            for body in root.iterfind(f"{OFFICE}body/*"):
                self._count_deleted(body)
                if body.tag in (OFFICE + "presentation", OFFICE + "drawing"):
                    yield from self._slides(body)
                elif body.tag == OFFICE + "spreadsheet":
                    yield from self._sheets(body)
                else:
                    yield from self._children(body, {})
        counts = {name: count(1) for name in (*_HEADS, "slide_master")}
        for root in self._roots:
            for page in root.iterfind(f"{OFFICE}master-styles/*"):
                yield from self._master(page, counts)
        yield from label_blocks(self._roots, self._lists)
        for root in self._roots:
            for properties in root.iterchildren(OFFICE + "meta"):
                yield from (block for block, _ in of_element(properties))

    def _count_deleted(self, body: etree._Element) -> None:
        for deletion in body.iterfind(f"{TEXT}tracked-changes/{TEXT}changed-region/{TEXT}deletion"):
            self.noticed.left_out.leave_whole(Why.DELETED, "".join(map(str, deletion.itertext(TEXT + "*"))))

    def _master(self, page: etree._Element, counts: dict[str, count[int]]) -> Iterator[Block]:
        shapes = []
        for child in page:
            kind = _local(child).partition("-")[0]
            if child.tag == STYLE + _local(child) and kind in _HEADS:
                if child.get(STYLE + "display") != "false":
                    yield from self._children(child, {kind: next(counts[kind])})
                else:
                    self._leave(child)
            elif _is_drawn(child) and not child.get(SHOW + "class"):
                shapes.append(child)
        if shapes:
            yield from self._shapes(shapes, {"slide_master": next(counts["slide_master"])}, Role.PROSE)

    def _leave(self, element: etree._Element, why: Why = Why.HIDDEN) -> None:
        """Count something that is not shown."""
        self.noticed.left_out.leave_whole(why, " ".join(shown_text(text) for text in element.iter(*_PARAGRAPHS)))

    def _children(self, element: etree._Element, location: Location, role: Role = Role.PROSE) -> Iterator[Block]:
        """The blocks below an element, in reading order, with paragraphs and tables counted from 1."""
        counts = {"paragraph": count(1), "table": count(1)}
        yield from self._below(element, location, role, 0, counts)

    def _below(
        self, element: etree._Element, location: Location, role: Role, group: int, counts: dict[str, count[int]]
    ) -> Iterator[Block]:
        for child in element.iterchildren(tag=etree.Element):
            tag = child.tag
            if tag in _NOT_READ:
                continue
            if tag in _PARAGRAPHS:
                place: Location = {**location, "paragraph": next(counts["paragraph"])}
                yield from self._paragraph(child, place, role, group)
            elif tag == TABLE + "table":
                yield from self._table(child, {**location, "table": next(counts["table"])})
            elif tag == TEXT + "list":
                self._lists.add(child.get(TEXT + "style-name", ""))
                inner = Role.LIST_ITEM if role is Role.PROSE else role
                yield from self._below(child, location, inner, group or next(self._groups), counts)
            elif tag == OFFICE + "forms":
                yield from form_blocks(child)
            elif tag in (TEXT + "note", OFFICE + "annotation") or tag.startswith(DRAW):
                yield from self._apart(child, location)
            elif tag == TEXT + "section" and self._is_hidden_section(child):
                self._leave(child)
            else:
                yield from self._below(child, location, role, group, counts)

    def _is_hidden_section(self, section: etree._Element) -> bool:
        if section.get(TEXT + "is-hidden") == "true" or section.get(TEXT + "display") == "none":
            return True
        return self._styles.hides("section", section.get(TEXT + "style-name"))

    # --- paragraphs ---

    def _paragraph(self, paragraph: etree._Element, location: Location, role: Role, group: int) -> Iterator[Block]:
        self._choice.check_clock()
        words, apart = self._words(paragraph, self._look(paragraph))
        builder = TextBuilder()
        builder.add("".join(piece.text for piece in words), 0)
        styled = self._styles.role(paragraph.get(TEXT + "style-name", ""))
        if paragraph.tag == TEXT + "h":
            styled = Role.HEADING
        keeps = role in (Role.CELL, Role.NOTE, Role.COMMENT, Role.HEADING)
        block = builder.build(styled if styled and not keeps else role, location, group=group)
        if block is not None:
            if self.held is not None:
                self.held[id(block.location)] = Found(block, paragraph, tuple(words))
            yield block
        elif not location.keys() & set(_HEADS):
            self.noticed.pictures += sum(map(_pictures, apart))
        for element in apart:
            yield from self._apart(element, location)

    def _look(self, paragraph: etree._Element) -> OpenLook:
        """How the text of a paragraph looks by its style, or by a field in it that hides it."""
        hiding = next(paragraph.iter(TEXT + "hidden-paragraph"), None)
        if hiding is not None and hiding.get(TEXT + "is-hidden") == "true":
            return _HIDDEN
        return self._styles.look("paragraph", paragraph.get(TEXT + "style-name"))

    def _words(self, paragraph: etree._Element, look: OpenLook) -> tuple[list[Words], list[etree._Element]]:
        """The words of a paragraph that looks so, and what stands apart in it; what is not shown is counted."""
        shown: list[Words] = []
        apart: list[etree._Element] = []
        left_out = self.noticed.left_out
        left_out.pause()
        for run in self._runs(paragraph, look):
            words, seen, why = run.words, run.look, run.look.why
            if run.apart is not None:
                if why is not Why.HIDDEN:
                    apart.append(run.apart)
            elif why is not None:
                left_out.leave(why, words.text)
            elif words.text and not (seen.raised and is_note_figure(words.text, shown[-1].text if shown else "")):
                left_out.show(words.text)
                shown.append(words._replace(text=lettered(words.text, seen.font or "")))
        return shown, apart

    def _runs(self, paragraph: etree._Element, look: OpenLook) -> Iterator[_Run]:
        """A paragraph's words piece by piece, and what stands apart among them."""
        yield _Run(Words(paragraph.text or "", paragraph), look)
        stack = [_Open(paragraph, paragraph.iterchildren(tag=etree.Element), look)]
        while stack:
            element = next(stack[-1].elements, None)
            if element is None:
                ended = stack.pop().element
                if stack:
                    yield _Run(Words(ended.tail or "", ended, is_behind=True), stack[-1].look)
                continue
            outer, tag = stack[-1].look, element.tag
            if tag in _CHARACTERS:
                yield _Run(Words(_CHARACTERS[tag], element), outer)
            elif tag in _APART or tag.startswith(DRAW):
                yield _Run(Words("", element), outer, element)
            elif tag not in _COMPUTED and tag not in _NOT_READ:
                inner = self._look_inside(element).over(outer)
                if tag in _PROMPTING:
                    yield _Run(Words("", element), outer, element)
                yield _Run(Words(element.text or "", element), inner)
                stack.append(_Open(element, element.iterchildren(tag=etree.Element), inner))
                continue
            yield _Run(Words(element.tail or "", element, is_behind=True), outer)

    def _look_inside(self, element: etree._Element) -> OpenLook:
        """How the text in an element of a paragraph looks, as far as the element says it."""
        if element.tag in (TEXT + "span", TEXT + "a"):
            return self._styles.look("text", element.get(TEXT + "style-name"))
        if element.get(TEXT + "display") == "none":
            return _HIDDEN
        if element.tag == TEXT + "hidden-text" and element.get(TEXT + "is-hidden") == "true":
            return _HIDDEN
        return PLAIN

    # --- what stands apart ---

    def _apart(self, element: etree._Element, location: Location) -> Iterator[Block]:
        """A note, a comment, what a link or field says besides, or a drawing with the text and the alt text in it."""
        if element.tag == TEXT + "note":
            kind = "endnote" if element.get(TEXT + "note-class") == "endnote" else "footnote"
            number = next(self._notes[kind])
            for body in element.iterchildren(TEXT + "note-body"):
                yield from self._children(body, {**_slide(location), kind: number}, Role.NOTE)
        elif element.tag == OFFICE + "annotation":
            if not is_ours(element):
                place: Location = {**_slide(location), "comment": next(self._notes["comment"])}
                yield from self._children(element, place, Role.COMMENT)
        elif element.tag in _PROMPTING:
            yield from _said(element, {f"in_{name}": value for name, value in location.items()})
        else:
            inside = {f"in_{name}": value for name, value in location.items()}
            yield from self._shape(element, inside, Role.PROSE, in_text=True)

    def _shapes(self, shapes: etree._Element | list[etree._Element], location: Location, role: Role) -> Iterator[Block]:
        """The shapes of a slide, with those of groups."""
        for shape in shapes:
            if not isinstance(shape.tag, str):
                continue
            if shape.tag == OFFICE + "annotation":
                yield from self._apart(shape, location)
            elif shape.tag == OFFICE + "forms":
                yield from form_blocks(shape)
            elif _is_drawn(shape) and _local(shape) != "page-thumbnail":
                yield from self._shape(shape, location, role, in_text=False)

    def _shape(self, shape: etree._Element, location: Location, role: Role, *, in_text: bool) -> Iterator[Block]:
        """What is drawn: its description, what is written in it, and what it holds of other programs."""
        if shape.get(DRAW + "display") == "none":
            self._leave(shape)
            return
        name = "" if in_text or role is Role.NOTE else label(shape.get(DRAW + "name", ""))
        place: Location = {**location, "shape": name} if name else location
        yield from _descriptions(shape, place, in_text=in_text)
        if shape.tag in (DRAW + "g", DRAW + "a"):
            yield from _said(shape, place)
            for inner in shape:
                if _is_drawn(inner):
                    yield from self._shape(inner, location, role, in_text=in_text)
            return
        here = Role.HEADING if shape.get(SHOW + "class", "") in _TITLES and role is Role.PROSE else role
        written: Location = {"part": "text box", **place} if in_text else place
        for holder in (shape, *shape.iterchildren(DRAW + "text-box")):
            if holder is not shape or holder.tag == DRAW + "text-box" or _is_written_in(holder):
                yield from self._children(holder, written, here)
        for inner in shape.iterchildren(tag=etree.Element):
            if inner.tag == TABLE + "table":
                yield from self._table(inner, place)
            elif inner.tag == DRAW + "image-map":
                for area in inner:
                    yield from _descriptions(area, place, in_text=in_text)
            elif inner.tag in (DRAW + "object", DRAW + "object-ole", DRAW + "plugin", DRAW + "floating-frame"):
                yield from self._object(inner, place)

    def _object(self, element: etree._Element, location: Location) -> Iterator[Block]:
        """A chart or a formula; documents and objects of other programs are not read."""
        if element.tag == DRAW + "plugin":
            self.noticed.recordings += 1
            return
        if element.tag == DRAW + "floating-frame":
            self.noticed.inserted("another file is shown in a frame", location)
            return
        try:
            root = self._content(element)
        except UnreadableDocument as error:
            self.noticed.not_read("charts", "object", location, error.problem)
            return
        chart = next(root.iter(OFFICE + "chart"), None) if root is not None else None
        formula = next(root.iter(MATH + "math"), None) if root is not None else None
        if chart is not None:
            yield from chart_blocks(chart, location)
        elif formula is not None:
            block = formula_block(formula, location)
            if block is not None:
                yield block
        else:
            self.noticed.embedded("", location)

    def _content(self, element: etree._Element) -> etree._Element | None:
        """The XML of an object, in the file itself or in a part of its own; None for one of another kind."""
        inline = next(element.iterchildren(OFFICE + "document", MATH + "math"), None)
        if inline is not None:
            return element
        name = posixpath.normpath(posixpath.join(element.get(XLINK + "href", ""), "content.xml"))
        if element.tag != DRAW + "object" or self._package is None or name not in self._package:
            return None
        return self._package.parse(name, document_type=True)

    # --- tables ---

    def _table(self, table: etree._Element, location: Location) -> Iterator[Block]:
        """The cells of a table, the rows as groups; the covered cells of merged ones are left out."""
        yield from _descriptions(table, location, in_text=False)
        for row, cells in _rows(table):
            if cells.get(TABLE + "visibility") in ("collapse", "filter"):
                self._leave(cells)
                continue
            group = next(self._groups)
            for column, cell in _cells(cells):
                for block in self._children(cell, {**location, "row": row, "column": column}, Role.CELL):
                    yield block if block.group or block.role is not Role.CELL else replace(block, group=group)

    # --- sheets ---

    def _sheets(self, body: etree._Element) -> Iterator[Block]:
        for validation in body.iter(TABLE + "content-validation"):
            listed = _FROM_LIST.search(validation.get(TABLE + "condition", ""))
            base = validation.get(TABLE + "base-cell-address", "").rpartition(".")[0].strip("$'")
            if listed is not None:
                self._shown_elsewhere.add(listed.group(1), base)
        for table in body.iterchildren(TABLE + "table"):
            name = label(table.get(TABLE + "name", "")) or "unnamed"
            if self._styles.hides("table", table.get(TABLE + "style-name")):
                self._hidden_sheets.append(name)
                yield from self._sheet(table, {"sheet": name}, is_hidden=True)
                continue
            title = text_block(name, Role.METADATA, {"sheet": name})
            if title is not None:
                yield title
            yield from _descriptions(table, {"sheet": name}, in_text=False)
            yield from self._or_pictures(table, self._on_sheet(table, {"sheet": name}))
        yield from validation_blocks(body)

    def _on_sheet(self, table: etree._Element, location: Location) -> Iterator[Block]:
        yield from self._sheet(table, location)
        for shapes in table.iterchildren(TABLE + "shapes", OFFICE + "forms"):
            if shapes.tag == OFFICE + "forms":
                yield from form_blocks(shapes)
            else:
                yield from self._shapes(shapes, location, Role.PROSE)

    def _or_pictures(self, page: etree._Element, blocks: Iterator[Block]) -> Iterator[Block]:
        """The blocks of a page or sheet; the pictures on one that has none are counted."""
        has_words = False
        for block in blocks:
            has_words = True
            yield block
        if not has_words:
            self.noticed.pictures += sum(map(_pictures, page.iter(DRAW + "frame")))

    def _sheet(self, table: etree._Element, location: Location, *, is_hidden: bool = False) -> Iterator[Block]:
        begun = False
        columns = _SheetColumns(table)
        for row, cells in _rows(table):
            words = [(column, cell) for column, cell in _cells(cells) if len(cell)]
            named = {column: _cell_text(cell) for column, cell in words if cell.find(TEXT + "p") is not None}
            if named and not begun:
                begun = True
                self._columns.begin(named)
            group = next(self._groups)
            for column, cell in words:
                if not self._columns.reads(column):
                    continue
                place: Location = {**location, "cell": f"{letters(column - 1)}{row}"}
                usual = cells.get(TABLE + "default-cell-style-name") or columns.style(column)
                hides = is_hidden or columns.hides(column) or cells.get(TABLE + "visibility") in ("collapse", "filter")
                if hides and not self._shown_elsewhere.holds(str(location["sheet"]), row, column - 1):
                    if has_words(_cell_text(cell)):
                        self._leave(cell)
                else:
                    yield from self._sheet_cell(cell, place, group, usual)

    def _sheet_cell(self, cell: etree._Element, location: Location, group: int, usual: str) -> Iterator[Block]:
        style = self._styles.look("table-cell", cell.get(TABLE + "style-name") or usual)
        texts: list[str] = []
        apart: list[etree._Element] = []
        for paragraph in cell.iterchildren(TEXT + "p"):
            own = self._look(paragraph)
            words, beside = self._words(paragraph, own.over(style))
            texts.append("".join(piece.text for piece in words))
            apart += beside
        text = " ".join(texts)
        is_words = cell.get(OFFICE + "value-type", "string") == "string" or has_words(text)
        block = text_block(text, Role.CELL, location, group) if is_words else None
        if block is not None:
            yield block
        for annotation in cell.iterchildren(OFFICE + "annotation"):
            yield from self._children(annotation, {**location, "part": "comment"}, Role.COMMENT)
        yield from self._shapes([*cell.iterchildren(DRAW + "*")], location, Role.PROSE)
        for element in apart:
            if element.tag in _PROMPTING:
                yield from _said(element, location)
            elif _is_drawn(element):
                yield from self._shapes([element], location, Role.PROSE)

    # --- slides ---

    def _slides(self, body: etree._Element) -> Iterator[Block]:
        for number, page in enumerate(body.iterchildren(DRAW + "page"), 1):
            if self._styles.hides("drawing-page", page.get(DRAW + "style-name")):
                self._hidden.append(str(number))
            place: Location = {"slide": number}
            yield from self._or_pictures(page, self._shapes(page, place, Role.PROSE))
            for notes in page.iterchildren(SHOW + "notes"):
                yield from self._shapes(notes, {**place, "part": "notes"}, Role.NOTE)
        for kind in (*_HEADS, "date-time"):
            for decl in body.iterchildren(f"{SHOW}{kind}-decl"):
                block = text_block(decl.text or "", Role.PROSE, {"part": f"{kind} of the slides"})
                if block is not None:
                    yield block


def is_ours(annotation: etree._Element) -> bool:
    """Whether a comment is one that a review wrote."""
    return annotation.findtext(_CREATOR) == OUR_AUTHOR


def _said(element: etree._Element, location: Location) -> Iterator[Block]:
    """What a link, a list or a field says besides its text: a tooltip, its choices, a prompt."""
    said = [("tooltip", element.get(OFFICE + "title", "")), ("input prompt", element.get(TEXT + "description", ""))]
    shown = "".join(map(str, element.itertext()))
    said += [("choice", item.get(TEXT + "value", "")) for item in element.iterchildren(TEXT + "label")]
    said += [
        ("choice", item.get(_EXTENDED + "display-text") or item.get(_EXTENDED + "value") or "")
        for item in element.iterchildren(_EXTENDED + "list-item")
    ]
    said += [("title of a content control", element.get(_EXTENDED + "alias", ""))]
    for kind, text in said:
        role = {"tooltip": Role.ALT_TEXT, "choice": Role.LIST_ITEM}.get(kind, Role.PROSE)
        block = text_block(text, role, {"part": kind, **location}) if text != shown else None
        if block is not None:
            yield block


def _descriptions(element: etree._Element, location: Location, *, in_text: bool) -> Iterator[Block]:
    """What a shape, picture or table is said to show."""
    place: Location = {"part": "alt text", **location} if in_text else {**location, "part": "alt text"}
    for description in element.iterchildren(*_DESCRIPTIONS):
        block = text_block(description.text or "", Role.ALT_TEXT, place)
        if block is not None:
            yield block


def _pictures(element: etree._Element) -> int:
    """Whether an element is the frame of a picture that nothing is said about."""
    if element.tag != DRAW + "frame" or element.find(DRAW + "image") is None:
        return 0
    others = (*_DESCRIPTIONS, DRAW + "text-box", DRAW + "object", DRAW + "object-ole", DRAW + "plugin", TABLE + "table")
    return not any(element.find(tag) is not None for tag in others)


def _is_drawn(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(DRAW)


def _is_written_in(shape: etree._Element) -> bool:
    return shape.find(TEXT + "p") is not None or shape.find(TEXT + "list") is not None


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
        elif child.tag == TABLE + "table-row":
            yield row, child
            row += _repeats(child, "rows")


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row with the numbers of their columns; covered ones only count."""
    column = 1
    for cell in row.iterchildren(*_CELLS):
        if cell.tag == TABLE + "table-cell":
            yield column, cell
        column += _repeats(cell, "columns")


_FROM_LIST = re.compile(r"cell-content-is-in-list\(\s*(\[[^\[\]]{1,200}\])\s*\)")
"""The range of cells that a list to choose from is made of."""


class _SheetColumns:
    """The columns of a sheet: the usual style of their cells, and which are hidden."""

    def __init__(self, table: etree._Element) -> None:
        self._ends: list[int] = []
        self._told: list[tuple[str, bool]] = []
        end = 0
        for column in table.iter(TABLE + "table-column", TABLE + "table-row"):
            if column.tag == TABLE + "table-row":
                break
            end += _repeats(column, "columns")
            self._ends.append(end)
            hidden = column.get(TABLE + "visibility") in ("collapse", "filter")
            self._told.append((column.get(TABLE + "default-cell-style-name", ""), hidden))

    def style(self, column: int) -> str:
        """The usual style of the cells of a column, counted from 1."""
        return self._of(column)[0]

    def hides(self, column: int) -> bool:
        """Whether a column is hidden."""
        return self._of(column)[1]

    def _of(self, column: int) -> tuple[str, bool]:
        index = bisect_left(self._ends, column)
        return self._told[index] if index < len(self._told) else ("", False)


def _repeats(element: etree._Element, what: str) -> int:
    told = element.get(f"{TABLE}number-{what}-repeated", "1")
    return min(int(told), MAX_REPEATS) if told.isdecimal() and len(told) < 12 else 1


def _slide(location: Location) -> Location:
    return {name: value for name, value in location.items() if name == "slide"}


def _cell_text(cell: etree._Element) -> str:
    return " ".join("".join(map(str, paragraph.itertext())) for paragraph in cell.iterchildren(TEXT + "p"))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
