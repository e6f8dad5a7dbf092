"""Word files: body, tables, headers, footers, notes, comments, text boxes and alt text; inserted text, not deleted.

python-docx leaves out tracked insertions, content controls, text boxes and notes, so the parts are walked with lxml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers.package import Package, open_package
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder, gathered
from langcheck.readers.styles import role_of_style

_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOT_READ = frozenset(
    {_W + "del", _W + "moveFrom", _W + "delText", _W + "instrText", _W + "rPr", _W + "pPr", _MC + "Fallback"}
)
_BLANKS = frozenset({_W + "tab", _W + "br", _W + "cr", _W + "ptab"})
_PART_KINDS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
}

OUR_AUTHOR = "langcheck"
"""The author of the comments that a review writes; they are no words of the document and are not read."""

Location = dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Found:
    """A block with the element it was read from: a paragraph of the part, or a picture's properties for alt text."""

    block: Block
    element: etree._Element
    part: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text and the element that holds it; ``inner`` names an element with text of its own.

    The offsets of a paragraph's blocks count the characters of its pieces without ``inner``, one piece after another.
    """

    text: str
    element: etree._Element
    inner: str = ""


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a Word file; raises UnreadableDocument when it is encrypted, damaged or not a Word file at all."""
    blocks = gathered((found.block for found in walk(open_word(raw, choice=choice))), choice)
    if not blocks:
        raise UnreadableDocument("the Word file holds no text", "If it is a scan, check the document that was scanned.")
    return Reading(blocks)


def walk(package: Package) -> Iterator[Found]:
    """All blocks in reading order, each with its element; raises UnreadableDocument as read does."""
    main = main_part(package)
    styles = _styles(package, main)
    for found in _Walker(styles, package.choice).part(package.parse(main), {}):
        yield replace(found, part=main)
    for kind, name, index in _other_parts(package, main):
        root = package.parse(name)
        walker = _Walker(styles, package.choice)
        inside = walker.part(root, {kind: index}) if kind in ("header", "footer") else _notes(walker, root, kind)
        for found in inside:
            yield replace(found, part=name)


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


def _other_parts(package: Package, main: str) -> Iterator[tuple[str, str, int]]:
    counts: dict[str, int] = {}
    related = [(found.kind, found.target) for found in package.relationships(main) if found.kind in _PART_KINDS]
    for kind, name in sorted(related, key=lambda pair: (list(_PART_KINDS).index(pair[0]), pair[1])):
        counts[kind] = counts.get(kind, 0) + 1
        yield _PART_KINDS[kind], name, counts[kind]


def _styles(package: Package, main: str) -> dict[str, Role]:
    """Style id to role, for styles that are headings or quotations by name."""
    roles: dict[str, Role] = {}
    for relation in package.relationships(main):
        if relation.kind != "styles" or relation.target not in package:
            continue
        for style in package.parse(relation.target).iter(_W + "style"):
            label = style.find(_W + "name")
            title = label.get(_W + "val", "") if label is not None else ""
            role = role_of_style(title)
            if role is not None:
                roles[style.get(_W + "styleId", "")] = role
    return roles


# --- the text ----------------------------------------------------------------------------------------------------


def _notes(walker: _Walker, root: etree._Element, kind: str) -> Iterator[Found]:
    """Footnotes, endnotes and comments by number, without the separators that Word keeps and what a review wrote."""
    number = 0
    for note in root:
        if note.tag != _W + kind or note.get(_W + "type") in (
            "separator",
            "continuationSeparator",
            "continuationNotice",
        ):
            continue
        number += 1
        if kind == "comment" and note.get(_W + "author") == OUR_AUTHOR:
            continue
        yield from walker.part(note, {kind: number}, role=Role.COMMENT if kind == "comment" else Role.NOTE)


class _Walker:
    """Turns paragraphs into blocks, counting as a person would: paragraphs and tables of each part from 1."""

    def __init__(self, styles: dict[str, Role], choice: Choice) -> None:
        self._styles = styles
        self._choice = choice
        self._group = 0

    def part(self, root: etree._Element, location: Location, *, role: Role = Role.PROSE) -> Iterator[Found]:
        """The blocks below an element, in reading order."""
        counts = {"paragraph": 0, "table": 0}
        yield from self._children(root, location, role, counts)

    def _children(
        self, element: etree._Element, location: Location, role: Role, counts: dict[str, int]
    ) -> Iterator[Found]:
        stack = [iter(element)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif child.tag == _W + "p":
                self._choice.check_clock()
                counts["paragraph"] += 1
                yield from self._paragraph(child, {**location, "paragraph": counts["paragraph"]}, role)
            elif child.tag == _W + "tbl":
                counts["table"] += 1
                yield from self._table(child, {**location, "table": counts["table"]})
            elif child.tag not in _NOT_READ and isinstance(child.tag, str):
                stack.append(iter(child))

    def _table(self, table: etree._Element, location: Location) -> Iterator[Found]:
        for row, cells in enumerate(table.iter(_W + "tr"), 1):
            if next(cells.iterancestors(_W + "tbl"), None) is not table:
                continue
            self._group += 1
            group = self._group
            for column, cell in enumerate(cells.iterchildren(_W + "tc", _W + "sdt"), 1):
                for found in self.part(cell, {**location, "row": row, "column": column}, role=Role.CELL):
                    yield found if found.block.group else replace(found, block=replace(found.block, group=group))

    def _paragraph(self, paragraph: etree._Element, location: Location, role: Role) -> Iterator[Found]:
        builder = TextBuilder()
        inner: list[Piece] = []
        at = 0
        for piece in pieces(paragraph):
            if piece.inner:
                inner.append(piece)
            else:
                builder.add(piece.text, at)
                at += len(piece.text)
        block = builder.build(self._role(paragraph, role), location)
        if block is not None:
            yield Found(block, paragraph)
        for piece in inner:
            if piece.inner == "alt text":
                yield from _alt_text(piece.element, location)
            else:
                yield from self.part(piece.element, {"part": "text box", **{f"in_{k}": v for k, v in location.items()}})

    def _role(self, paragraph: etree._Element, role: Role) -> Role:
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return role
        style = properties.find(_W + "pStyle")
        styled = self._styles.get(style.get(_W + "val", "")) if style is not None else None
        if styled is not None:
            return styled
        if properties.find(_W + "outlineLvl") is not None:
            return Role.HEADING
        if properties.find(_W + "numPr") is not None and role is Role.PROSE:
            return Role.LIST_ITEM
        return role


def pieces(paragraph: etree._Element) -> Iterator[Piece]:
    """A paragraph's text piece by piece; a text box or a picture's alt text comes as its element."""
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        tag = element.tag
        if tag in _NOT_READ or not isinstance(tag, str) or (tag == _W + "r" and _is_hidden(element)):
            continue
        if tag == _W + "txbxContent":
            yield Piece("", element, "text box")
        elif tag == _WP + "docPr":
            yield Piece("", element, "alt text")
        elif tag == _W + "t":
            yield Piece(element.text or "", element)
        elif tag in _BLANKS:
            yield Piece(" ", element)
        elif tag == _W + "noBreakHyphen":
            yield Piece("-", element)
        elif tag == _W + "softHyphen":
            yield Piece("\u00ad", element)
        else:
            stack.append(iter(element))


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find(_W + "rPr")
    if properties is None:
        return False
    hidden = properties.find(_W + "vanish")
    return hidden is not None and hidden.get(_W + "val", "true") not in ("0", "false", "off")


def _alt_text(element: etree._Element, location: Location) -> Iterator[Found]:
    for attribute in ("title", "descr"):
        builder = TextBuilder()
        builder.add(element.get(attribute, ""), 0)
        block = builder.build(Role.ALT_TEXT, {"part": "alt text", **{f"in_{k}": v for k, v in location.items()}})
        if block is not None:
            yield Found(block, element)
