"""Word files: all that Word shows or reads aloud of the final document; inserted text, not what is deleted or hidden.

Read are the body, tables, headers, footers, notes, comments, text boxes, charts, diagrams, equations, forms, inserted
files, descriptions, tooltips, labels of lists and properties. python-docx leaves out most of these, so the parts are
walked with lxml; word_text.py has the text of paragraphs, word_styles.py what styles say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePosixPath

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, MarkKind, Role
from langcheck.readers.blank import no_words
from langcheck.readers.bound import BoundValues, for_other_programs, shown_in
from langcheck.readers.content import true_format
from langcheck.readers.drawing import MC, Drawing, R, alt_text, chosen, plain
from langcheck.readers.looks import Why
from langcheck.readers.noticed import Noticed
from langcheck.readers.package import Package, open_package, unknown_kinds
from langcheck.readers.properties import of_package
from langcheck.readers.reading import (
    EVERYTHING,
    OUR_AUTHOR,
    Choice,
    Reading,
    TextBuilder,
    Unread,
    gathered,
    label,
    starts_of_lines,
    with_lines,
)
from langcheck.readers.symbols import unlettered
from langcheck.readers.word_styles import Styles, W, is_on, list_level_of, lists_of, opening_in_type
from langcheck.readers.word_text import Inner, M, PartText, Piece, V, control_words, form_words, tooltip_of

DEEPEST_INSERTION = 3
"""How deep Word files may stand in one another as inserted files."""

_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PART_KINDS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
}
_OTHER_KINDS = frozenset(
    "styles theme settings webSettings fontTable numbering image hyperlink customXml customXmlProps glossaryDocument "
    "stylesWithEffects stylesWithtEffects people commentsExtended commentsIds commentsExtensible attachedTemplate printerSettings font "
    "vbaProject wordVbaData keyMapCustomizations attachedToolbars recipientData mailMergeSource mailMergeHeaderSource "
    "oleObject package chart chartEx diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing aFChunk "
    "control subDocument video audio media hdphoto frame transform themeOverride slicer ink webextension taskpanes".split()
)
"""Kinds of parts that hold no words, or whose words are read or named where they stand."""

_TRANSPARENT = frozenset({W + name for name in "customXml sdt sdtContent ins moveTo smartTag".split()})
"""What may stand around the rows and cells of a table."""

_NOT_BLOCKS = frozenset(
    {W + name for name in "sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr customXmlPr del moveFrom".split()}
)
_EQUATIONS = (M + "oMathPara", M + "oMath")
_GROUPS_OF_INSERTION = 100_000
"""How far the groups of an inserted file stand from those of the next."""

Location = dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Found:
    """A block with the element it was read from: the first of its paragraphs, or an element that holds words otherwise.

    ``paragraphs`` are those that Word shows as one, none where the words stand elsewhere; ``text`` reads their pieces.
    """

    block: Block
    element: etree._Element
    part: str = ""
    paragraphs: tuple[etree._Element, ...] = ()
    text: PartText | None = None

    def pieces(self) -> Iterator[Piece]:
        """The pieces that the block was made of."""
        if self.text is not None:
            yield from self.text.pieces(self.paragraphs)


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
    depth: int = 0,
) -> Reading:
    """Read a Word file; raises UnreadableDocument when it is encrypted, damaged or not a Word file at all.

    ``depth`` says in how many other Word files it stands.
    """
    file = WordFile(open_word(raw, choice=choice), depth=depth)
    blocks = gathered((found.block for found in file.found()), choice)
    if all(block.role is Role.METADATA for block in blocks) and not file.unread:
        hint = "If it is a scan, check the document that was scanned."
        raise no_words("the Word file holds no text", hint, file.package, file.notes())
    return Reading(blocks, notes=file.notes(), unread=[*file.unread, *unlettered(blocks)])


def walk(package: Package) -> Iterator[Found]:
    """All blocks in reading order, each with its element; raises UnreadableDocument as read does."""
    yield from WordFile(package).found()


# --- the package -------------------------------------------------------------------------------------------------


def open_word(raw: bytes, *, choice: Choice = EVERYTHING) -> Package:
    """The package that a Word file is; raises UnreadableDocument where it is none or is encrypted."""
    if raw.startswith(_OLE_HEADER):
        raise UnreadableDocument(
            "the file is protected with a password, or is an old .doc file under a new name",
            "Open it in Word, remove the password or save it as .docx, and check that file.",
        )
    return open_package(raw, what="Word file", program="Word", ending=".docx", choice=choice)


def main_part(package: Package) -> str:
    """The name of the part that holds the body."""
    main = package.main_part("word/document.xml")
    if main is None:
        raise UnreadableDocument(
            "the file is not a Word document", "Its name may be wrong; open it in the program that made it."
        )
    return main


class WordFile:
    """One Word file: hands out its blocks, and knows afterwards what was not shown and what could not be read."""

    def __init__(self, package: Package, *, depth: int = 0) -> None:
        self.package = package
        self.choice = package.choice
        self.main = main_part(package)
        self.styles = Styles(package, self.main)
        self.noticed = Noticed("Word")
        self.drawing = Drawing(package, self.noticed)
        self.bound = BoundValues(package)
        self.lists_used: dict[tuple[str, str], None] = {}
        self.inserted: list[str] = []
        self.depth = depth
        self._more_notes: list[str] = []

    @property
    def unread(self) -> list[Unread]:
        """What holds words and was not read."""
        return self.noticed.unread

    def notes(self) -> list[str]:
        """What a person should know of what was read."""
        return [*self.noticed.notes(), *self._more_notes]

    def found(self) -> Iterator[Found]:
        """All blocks: the body, then headers, footers, notes and comments, labels of lists, and properties."""
        read_parts = [self.main]
        yield from self._part(self.main, {})
        for kind, name, index in self._other_parts():
            read_parts.append(name)
            yield from self._part(name, {kind: index}, notes_of="" if kind in ("header", "footer") else kind)
        if self._is_template():
            for name in self._related("glossaryDocument"):
                yield from self._part(name, {"part": "building block"})
        yield from self._labels()
        for item in of_package(self.package):
            yield Found(item.block, item.element, item.part)
        self._more_notes += unknown_kinds(self.package, read_parts, {*_PART_KINDS, *_OTHER_KINDS})

    def take(self, reading: Reading, place: str) -> None:
        """What an inserted file has to say besides its blocks."""
        self._more_notes += [f"{place}: {note}" for note in reading.notes]
        self.unread.extend(replace(item, part=f"{place}: {item.part}") for item in reading.unread)
        self.unread.extend(
            Unread("inserted", f"{place}: {part}", problem, hint) for part, problem, hint in reading.unchecked
        )

    def _part(self, name: str, location: Location, *, notes_of: str = "") -> Iterator[Found]:
        root = self.package.parse(name)
        walker = _Walker(self, name, root)
        yield from _notes(walker, root, notes_of) if notes_of else walker.part(root, location)
        for element, words in for_other_programs(root):
            block = plain(words).build(Role.PROSE, {**location, "part": "text for other programs"})
            if block is not None:
                yield Found(block, element, name)

    def _other_parts(self) -> Iterator[tuple[str, str, int]]:
        counts: dict[str, int] = {}
        order = list(_PART_KINDS)
        related = [(found.kind, found.target) for found in self.package.relationships(self.main)]
        known = [(kind, name) for kind, name in related if kind in _PART_KINDS]
        for kind, name in sorted(known, key=lambda pair: (order.index(pair[0]), pair[1])):
            counts[kind] = counts.get(kind, 0) + 1
            yield _PART_KINDS[kind], name, counts[kind]

    def _related(self, kind: str) -> Iterator[str]:
        for found in self.package.relationships(self.main):
            if found.kind == kind and found.target in self.package:
                yield found.target

    def _is_template(self) -> bool:
        types = "[Content_Types].xml"
        return types in self.package and b"emplate" in self.package.read(types)

    def _labels(self) -> Iterator[Found]:
        """The words that stand before the items of the lists in use ("Exhibit 1")."""
        if not self.lists_used:
            return
        lists = lists_of(self.package, self.main)
        seen: set[str] = set()
        for used in self.lists_used:
            element = lists.labels.get(used)
            words = _FIGURES.sub(" ", element.get(W + "val", "")) if element is not None else ""
            if element is None or words in seen or sum(map(str.isalpha, words)) < _LEAST_LETTERS:
                continue
            seen.add(words)
            block = plain(words).build(Role.LIST_ITEM, {"part": "list label"})
            if block is not None:
                yield Found(block, element, lists.part)


_FIGURES = re.compile(r"%[1-9]")
_LEAST_LETTERS = 3


def _notes(walker: _Walker, root: etree._Element, kind: str) -> Iterator[Found]:
    """Footnotes, endnotes and comments by number, without the separators that Word keeps and what a review wrote."""
    number = 0
    for note in root:
        if note.tag != W + kind or note.get(W + "type") in (
            "separator",
            "continuationSeparator",
            "continuationNotice",
        ):
            continue
        number += 1
        if kind == "comment" and note.get(W + "author") == OUR_AUTHOR:
            continue
        yield from walker.part(note, {kind: number}, role=Role.COMMENT if kind == "comment" else Role.NOTE)


# --- the text ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Counts:
    """How many paragraphs and tables were met."""

    paragraph: int = 0
    table: int = 0


class _Walker:
    """Turns the elements of a part into blocks, counting as a person would: paragraphs and tables of each part from 1."""

    def __init__(self, file: WordFile, name: str, root: etree._Element) -> None:
        self._file = file
        self._name = name
        self._drawing = file.drawing
        self._noticed = file.noticed
        self._relations = file.package.relationships(name)
        self._text = PartText(root, file.styles)

    def part(self, root: etree._Element, location: Location, *, role: Role = Role.PROSE) -> Iterator[Found]:
        """The blocks below an element, in reading order."""
        counts = _Counts()
        waiting: list[tuple[etree._Element, int]] = []
        for element in _elements(root):
            if element.tag == W + "p":
                self._file.choice.check_clock()
                counts.paragraph += 1
                waiting.append((element, counts.paragraph))
                if self._text.is_joined(element):
                    continue
            elif waiting and element.tag != W + "sdt":
                yield from self._paragraphs(waiting, location, role)
                waiting = []
            if element.tag == W + "p":
                yield from self._paragraphs(waiting, location, role)
                waiting = []
            else:
                yield from self._other(element, location, role, counts)
        if waiting:
            yield from self._paragraphs(waiting, location, role)

    def _other(self, element: etree._Element, location: Location, role: Role, counts: _Counts) -> Iterator[Found]:
        """What stands between paragraphs: a table, an inserted file, an equation, a form's control."""
        if element.tag == W + "tbl":
            counts.table += 1
            yield from self._table(element, {**location, "table": counts.table})
        elif element.tag == W + "altChunk":
            yield from self._insertion(element, location)
        elif element.tag == W + "sdt":
            yield from self._control(element, location)
        else:
            yield from self._paragraphs([(element, max(counts.paragraph, 1))], location, role)

    # --- tables ---

    def _table(self, table: etree._Element, location: Location) -> Iterator[Found]:
        yield from self._described(table, location)
        controls: list[etree._Element] = []
        for row, cells in enumerate(_inside(table, W + "tr", controls), 1):
            why = _why_of_row(cells)
            if why is not None:
                self._leave(cells, why)
                continue
            group = self._drawing.next_group()
            for column, cell in enumerate(_inside(cells, W + "tc", controls), 1):
                why = _why_of_cell(cell)
                if why is not None:
                    self._leave(cell, why)
                    continue
                for found in self.part(cell, {**location, "row": row, "column": column}, role=Role.CELL):
                    yield found if found.block.group else replace(found, block=replace(found.block, group=group))
        for control in controls:
            yield from self._control(control, location)

    def _described(self, table: etree._Element, location: Location) -> Iterator[Found]:
        """The title and description of a table, which are read aloud."""
        for name in ("tblCaption", "tblDescription"):
            for told in table.iterfind(f"{W}tblPr/{W}{name}"):
                yield from self._beside(told.get(W + "val", ""), "alt text", told, location)

    def _leave(self, element: etree._Element, why: Why) -> None:
        """Count a row or cell that is not shown."""
        self._noticed.left_out.leave_whole(
            why, "".join(text.text or "" for text in element.iter(W + "t", W + "delText"))
        )

    # --- paragraphs ---

    def _paragraphs(
        self, paragraphs: Sequence[tuple[etree._Element, int]], location: Location, role: Role
    ) -> Iterator[Found]:
        """The block of paragraphs that Word shows as one, and behind it what stands in them and has text of its own."""
        builder = TextBuilder()
        inner: list[tuple[Piece, int]] = []
        first = 0
        at = 0
        for element, number in paragraphs:
            words, inside = self._words(element)
            inner += [(piece, number) for piece in inside]
            if words.strip():
                if first:
                    builder.here({"paragraph": number})
                first = first or number
            opening = opening_in_type(element)
            if opening and not len(builder) and words.startswith(opening):
                builder.add(opening, at)
                builder.mark(MarkKind.TYPE, 0)
                builder.add(words[len(opening) :], at + len(opening))
            else:
                builder.add(words, at)
            at += len(words)
        first = first or paragraphs[0][1]
        elements = tuple(element for element, _ in paragraphs)
        block = builder.build(self._role(elements[-1], role), {**location, "paragraph": first})
        if block is not None:
            yield Found(block, elements[0], self._name, elements, self._text)
        self._count_pictures(inner, block, location)
        for piece, number in inner:
            yield from self._inner(piece, {**location, "paragraph": number})

    def _words(self, paragraph: etree._Element) -> tuple[str, list[Piece]]:
        """The words of a paragraph, and what stands in it; what is not shown is counted."""
        left_out = self._noticed.left_out
        left_out.pause()
        texts: list[str] = []
        inner: list[Piece] = []
        for piece in self._text.pieces([paragraph]):
            if piece.why is not None:
                left_out.leave(piece.why, piece.text)
            elif piece.inner is not None:
                inner.append(piece)
            else:
                left_out.show(piece.text)
                texts.append(piece.text)
        return "".join(texts), inner

    def _role(self, paragraph: etree._Element, role: Role) -> Role:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return role
        style = properties.find(W + "pStyle")
        identity = style.get(W + "val", "") if style is not None else ""
        level = list_level_of(properties) or (self._file.styles.list_level(identity) if identity else None)
        if level is not None:
            self._file.lists_used[level] = None
        styled = self._file.styles.role(identity)
        if styled is not None:
            return styled
        if properties.find(W + "outlineLvl") is not None:
            return Role.HEADING
        if properties.find(W + "numPr") is not None and role is Role.PROSE:
            return Role.LIST_ITEM
        return role

    def _count_pictures(self, inner: Sequence[tuple[Piece, int]], block: Block | None, location: Location) -> None:
        """Count pictures of the body that nothing is said about, in a paragraph of their own."""
        if block is not None or location.keys() & {"header", "footer"}:
            return
        pieces = [piece for piece, _ in inner]
        if any(piece.inner is Inner.ALT_TEXT and _description(piece.element) for piece in pieces):
            return
        self._noticed.pictures += sum(
            piece.inner is Inner.PICTURE and next(piece.element.iterancestors(W + "object"), None) is None
            for piece in pieces
        )

    # --- what has text of its own ---

    def _inner(self, piece: Piece, location: Location) -> Iterator[Found]:
        element, inside = piece.element, {f"in_{name}": value for name, value in location.items()}
        match piece.inner:
            case Inner.TEXT_BOX:
                yield from self.part(element, {"part": "text box", **inside})
            case Inner.ALT_TEXT:
                yield from self._alt_text(element, inside)
            case Inner.TOOLTIP:
                yield from self._beside(tooltip_of(element, self._text.fields), "tooltip", element, location)
            case Inner.WORD_ART:
                yield from self._beside(element.get("string", ""), "WordArt", element, location, role=Role.PROSE)
            case Inner.CONTROL:
                yield from self._control(element, location)
            case Inner.FORM_FIELD:
                yield from self._said(form_words(element), element, location)
            case Inner.CHART:
                yield from self._drawn(self._drawing.chart(self._relations, element, inside), element)
            case Inner.DIAGRAM:
                yield from self._drawn(self._drawing.diagram(self._relations, element, inside), element)
            case Inner.DRAWN:
                place: Location = {"part": "text box", **inside}
                yield from self._drawn(self._drawing.paragraphs(element, place, role=Role.PROSE), element)
            case Inner.EMBEDDED:
                self._noticed.embedded(element.get("ProgID", ""), location)
            case Inner.ACTIVE:
                yield from self._drawn(self._drawing.control(self._relations, element, inside), element)
            case Inner.SUBDOCUMENT:
                self._noticed.inserted("another file is linked as a part of it", location)

    def _drawn(self, blocks: Iterable[Block], element: etree._Element) -> Iterator[Found]:
        yield from (Found(block, element, self._name) for block in blocks)

    def _alt_text(self, element: etree._Element, inside: Location) -> Iterator[Found]:
        if element.tag.startswith(V):
            yield from self._beside(element.get("alt", ""), "alt text", element, inside, is_inside=True)
            return
        for block in alt_text(element, {}):
            yield Found(replace(block, location={"part": "alt text", **inside}), element, self._name)

    def _control(self, element: etree._Element, location: Location) -> Iterator[Found]:
        """What a content control says besides its content, and the value that it is bound to, which Word shows instead."""
        yield from self._said(control_words(element), element, location)
        try:
            value = self._file.bound.of(element).strip()
        except UnreadableDocument as error:
            self._noticed.not_read("controls", "content control", location, error.problem)
            return
        if value and value != shown_in(element):
            yield from self._beside(value, "value of a content control", element, location, role=Role.PROSE)

    def _said(self, said: Iterable[tuple[str, str]], element: etree._Element, location: Location) -> Iterator[Found]:
        """What a form says besides its content."""
        for kind, words in said:
            role = Role.LIST_ITEM if kind == "choice" else Role.PROSE
            yield from self._beside(words, kind, element, location, role=role)

    def _beside(
        self,
        words: str,
        kind: str,
        element: etree._Element,
        location: Location,
        *,
        role: Role = Role.ALT_TEXT,
        is_inside: bool = False,
    ) -> Iterator[Found]:
        """Words that stand at a place and not in the text of it."""
        inside = location if is_inside else {f"in_{name}": value for name, value in location.items()}
        block = plain(words).build(role, {"part": kind, **inside})
        if block is not None:
            yield Found(block, element, self._name)

    # --- inserted files ---

    def _insertion(self, element: etree._Element, location: Location) -> Iterator[Found]:
        """The blocks of a file that Word shows as a part of the document (altChunk)."""
        name = self._target(element)
        number = len(self._file.inserted) + 1
        place = f"inserted file {number}"
        self._file.inserted.append(name)
        if not name:
            self._noticed.inserted("a file is inserted that is not in the package", location)
            return
        try:
            reading = _read_inserted(self._file, name)
        except UnreadableDocument as error:
            self._noticed.inserted(f"a file is inserted that cannot be read: {error.problem}", location)
            return
        self._file.take(reading, place)
        starts = starts_of_lines(reading.source) if reading.source is not None else None
        for block in reading.blocks:
            group = block.group and block.group + number * _GROUPS_OF_INSERTION
            renamed = {("in" if name == "part" else name): value for name, value in block.location.items()}
            placed = with_lines(block, starts, {}) if starts is not None and not block.locations else block
            yield Found(
                replace(placed, location={**location, "part": place, **renamed}, group=group), element, self._name
            )

    def _target(self, element: etree._Element) -> str:
        identity = element.get(R + "id", "")
        found = (relation.target for relation in self._relations if relation.id == identity)
        return next((name for name in found if name in self._file.package), "")


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables, inserted files, equations and controls below an element, through whatever stands around them."""
    stack: list[Iterator[etree._Element]] = [iter(root)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in (W + "p", W + "tbl", W + "altChunk") or child.tag in _EQUATIONS:
            yield child
        elif child.tag == MC + "AlternateContent":
            stack.append(iter(chosen(child)))
        elif child.tag not in _NOT_BLOCKS and isinstance(child.tag, str):
            if child.tag == W + "sdt":
                yield child
            stack.append(iter(child))


def _inside(element: etree._Element, tag: str, controls: list[etree._Element]) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, through what may stand around them; controls among that are noted."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            if child.tag == W + "sdt":
                controls.append(child)
            stack.append(iter(child))


def _why_of_row(row: etree._Element) -> Why | None:
    properties = row.find(W + "trPr")
    if properties is None:
        return None
    if properties.find(W + "del") is not None:
        return Why.DELETED
    hidden = properties.find(W + "hidden")
    return Why.HIDDEN if hidden is not None and is_on(hidden) else None


def _why_of_cell(cell: etree._Element) -> Why | None:
    """Cells that were deleted, and those that a merged cell covers."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return None
    if properties.find(W + "cellDel") is not None:
        return Why.DELETED
    merged = [found for name in ("vMerge", "hMerge") if (found := properties.find(W + name)) is not None]
    return Why.HIDDEN if any(found.get(W + "val", "continue") != "restart" for found in merged) else None


def _description(element: etree._Element) -> str:
    return element.get("descr") or element.get("title") or element.get("alt") or ""


_ENDINGS = {
    ".mht": "email",
    ".mhtml": "email",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".rtf": "rtf",
}
_INSERTED = frozenset({"html", "text", "rtf", "docx", "email", "opendocument"})


def _read_inserted(file: WordFile, name: str) -> Reading:
    """What a reader makes of an inserted file, by its beginning or its name."""
    from langcheck.readers import READERS

    raw = file.package.read(name)
    kind = true_format(raw, _ENDINGS.get(PurePosixPath(name).suffix.lower(), ""))
    if kind not in _INSERTED:
        raise UnreadableDocument(f'it is of a kind that Word inserts and langcheck does not read ("{label(name)}")')
    if kind == "docx":
        if file.depth >= DEEPEST_INSERTION:
            raise UnreadableDocument("Word files are inserted into one another too deep")
        return read(raw, choice=file.choice, depth=file.depth + 1)
    reading: Reading = import_module(READERS[kind]).read(raw, choice=file.choice)
    return reading
