"""Word files: body, tables, headers, footers, notes, comments, text boxes and alt text; inserted text, not deleted.

python-docx leaves out tracked insertions, content controls, text boxes and notes, so the parts are walked with lxml.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers.reading import Choice, Reading, TextBuilder

MAX_PART_BYTES = 128 * 1024 * 1024
"""The largest part that is unpacked, in bytes; a file that claims less and holds more is refused while unpacking."""

_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
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
_HEADING = re.compile(r"(?:heading|title|subtitle)\s*\d*\Z", re.IGNORECASE)
_QUOTE = re.compile(r"(?:intense\s*)?quote|block\s*text", re.IGNORECASE)

Location = dict[str, int | str]


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice | None = None,
) -> Reading:
    """Read a Word file; raises UnreadableDocument when it is encrypted, damaged or not a Word file at all."""
    package = _open(raw)
    main = _main_part(package)
    styles = _styles(package, main)
    blocks = list(_Walker(styles).part(_parse(package, main), {}))
    for kind, name, index in _other_parts(package, main):
        root = _parse(package, name)
        walker = _Walker(styles)
        if kind in ("header", "footer"):
            blocks += walker.part(root, {kind: index})
        else:
            blocks += _notes(walker, root, kind)
    if not blocks:
        raise UnreadableDocument("the Word file holds no text", "If it is a scan, check the document that was scanned.")
    return Reading(blocks)


# --- the package -------------------------------------------------------------------------------------------------


def _open(raw: bytes) -> zipfile.ZipFile:
    if raw.startswith(_OLE_HEADER):
        raise UnreadableDocument(
            "the file is protected with a password, or is an old .doc file under a new name",
            "Open it in Word, remove the password or save it as .docx, and check that file.",
        )
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged("it is not a whole .docx package") from error


def _damaged(what: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"the Word file is damaged: {what}", "Open it in Word, let Word repair it, save it and check again."
    )


def _unpack(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        with package.open(name) as part:
            data = part.read(MAX_PART_BYTES + 1)
    except KeyError as error:
        raise _damaged(f"{name} is missing") from error
    except RuntimeError as error:
        raise UnreadableDocument(
            "the file is protected with a password", "Remove the password and check again."
        ) from error
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise _damaged(f"{name} cannot be unpacked") from error
    if len(data) > MAX_PART_BYTES:
        raise UnreadableDocument(
            f"{name} unpacks to more than {MAX_PART_BYTES // 1024 // 1024} MB",
            "That is far beyond a text document; do not open it if you do not know where it comes from.",
        )
    return data


def _parse(package: zipfile.ZipFile, name: str) -> etree._Element:
    data = _unpack(package, name)
    for strict, usual in _STRICT.items():
        data = data.replace(strict.encode(), usual.encode())
    if b"<!DOCTYPE" in data[:2048]:
        raise _damaged(f"{name} holds a document type, which Word files never do")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(f"{name} is not well-formed") from error


def _relationships(package: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    """The parts that a part refers to, as (kind, name); kind is the last word of the relationship's type."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", base + ".rels")
    if name not in package.namelist():
        return []
    found = []
    for relation in _parse(package, name).iter(_REL + "Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found.append((relation.get("Type", "").rsplit("/", 1)[-1], path))
    return found


def _main_part(package: zipfile.ZipFile) -> str:
    for kind, name in _relationships(package, ""):
        if kind == "officeDocument":
            if name in package.namelist():
                return name
            break
    if "word/document.xml" in package.namelist():
        return "word/document.xml"
    raise UnreadableDocument(
        "the file is not a Word document", "Its name may be wrong; open it in the program that made it."
    )


def _other_parts(package: zipfile.ZipFile, main: str) -> Iterator[tuple[str, str, int]]:
    counts: dict[str, int] = {}
    related = [(kind, name) for kind, name in _relationships(package, main) if kind in _PART_KINDS]
    for kind, name in sorted(related, key=lambda pair: (list(_PART_KINDS).index(pair[0]), pair[1])):
        counts[kind] = counts.get(kind, 0) + 1
        yield _PART_KINDS[kind], name, counts[kind]


def _styles(package: zipfile.ZipFile, main: str) -> dict[str, Role]:
    """Style id to role, for styles that are headings or quotations by name."""
    roles: dict[str, Role] = {}
    for kind, name in _relationships(package, main):
        if kind != "styles" or name not in package.namelist():
            continue
        for style in _parse(package, name).iter(_W + "style"):
            label = style.find(_W + "name")
            title = label.get(_W + "val", "") if label is not None else ""
            if _HEADING.match(title):
                roles[style.get(_W + "styleId", "")] = Role.HEADING
            elif _QUOTE.match(title):
                roles[style.get(_W + "styleId", "")] = Role.QUOTE
            elif title.lower() == "caption":
                roles[style.get(_W + "styleId", "")] = Role.CAPTION
    return roles


# --- the text ----------------------------------------------------------------------------------------------------


def _notes(walker: _Walker, root: etree._Element, kind: str) -> Iterator[Block]:
    """Footnotes, endnotes and comments by number, without the separators that Word keeps among them."""
    number = 0
    for note in root:
        if note.tag != _W + kind or note.get(_W + "type") in (
            "separator",
            "continuationSeparator",
            "continuationNotice",
        ):
            continue
        number += 1
        yield from walker.part(note, {kind: number}, role=Role.COMMENT if kind == "comment" else Role.NOTE)


class _Walker:
    """Turns paragraphs into blocks, counting as a person would: paragraphs and tables of each part from 1."""

    def __init__(self, styles: dict[str, Role]) -> None:
        self._styles = styles
        self._group = 0

    def part(self, root: etree._Element, location: Location, *, role: Role = Role.PROSE) -> Iterator[Block]:
        """The blocks below an element, in reading order."""
        counts = {"paragraph": 0, "table": 0}
        yield from self._children(root, location, role, counts)

    def _children(
        self, element: etree._Element, location: Location, role: Role, counts: dict[str, int]
    ) -> Iterator[Block]:
        stack = [iter(element)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif child.tag == _W + "p":
                counts["paragraph"] += 1
                yield from self._paragraph(child, {**location, "paragraph": counts["paragraph"]}, role)
            elif child.tag == _W + "tbl":
                counts["table"] += 1
                yield from self._table(child, {**location, "table": counts["table"]})
            elif child.tag not in _NOT_READ and isinstance(child.tag, str):
                stack.append(iter(child))

    def _table(self, table: etree._Element, location: Location) -> Iterator[Block]:
        for row, cells in enumerate(table.iter(_W + "tr"), 1):
            if next(cells.iterancestors(_W + "tbl"), None) is not table:
                continue
            self._group += 1
            group = self._group
            for column, cell in enumerate(cells.iterchildren(_W + "tc", _W + "sdt"), 1):
                for block in self.part(cell, {**location, "row": row, "column": column}, role=Role.CELL):
                    yield block if block.group else _regroup(block, group)

    def _paragraph(self, paragraph: etree._Element, location: Location, role: Role) -> Iterator[Block]:
        builder = TextBuilder()
        inner: list[tuple[str, etree._Element]] = []
        at = 0
        for text, box in _runs(paragraph):
            if box is not None:
                inner.append((text, box))
            else:
                builder.add(text, at)
                at += len(text)
        block = builder.build(self._role(paragraph, role), location)
        if block is not None:
            yield block
        for kind, element in inner:
            if kind == "alt text":
                yield from _alt_text(element, location)
            else:
                yield from self.part(element, {"part": "text box", **{f"in_{k}": v for k, v in location.items()}})

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


def _runs(paragraph: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
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
            yield "text box", element
        elif tag == _WP + "docPr":
            yield "alt text", element
        elif tag == _W + "t":
            yield element.text or "", None
        elif tag in _BLANKS:
            yield " ", None
        elif tag == _W + "noBreakHyphen":
            yield "-", None
        elif tag == _W + "softHyphen":
            yield "\u00ad", None
        else:
            stack.append(iter(element))


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find(_W + "rPr")
    if properties is None:
        return False
    hidden = properties.find(_W + "vanish")
    return hidden is not None and hidden.get(_W + "val", "true") not in ("0", "false", "off")


def _alt_text(element: etree._Element, location: Location) -> Iterator[Block]:
    for attribute in ("title", "descr"):
        builder = TextBuilder()
        builder.add(element.get(attribute, ""), 0)
        block = builder.build(Role.ALT_TEXT, {"part": "alt text", **{f"in_{k}": v for k, v in location.items()}})
        if block is not None:
            yield block


def _regroup(block: Block, group: int) -> Block:
    return replace(block, group=group)
