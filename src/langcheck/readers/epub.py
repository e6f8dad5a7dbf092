"""E-books (.epub): the chapters in reading order, each through the HTML reader, the book's title and description, and what
its table of contents calls the chapters.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from urllib.parse import unquote

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.limits import beyond_fixed
from langcheck.model import Block, MarkKind, Role
from langcheck.readers import html
from langcheck.readers.package import Package, open_package
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder, check_cost, decode, quoted

MAX_CHAPTERS = 5_000
"""How many chapters of a book are read."""
LARGEST_SHEET = 500_000
"""How many bytes a style sheet has at most that is asked what it hides."""

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_HTML_TYPES = frozenset(
    {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", "image/svg+xml"}
)
_NCX = "application/x-dtbncx+xml"
_TAG = re.compile(r"<[^<>]{1,2000}>")
_HIDDEN = re.compile(r"\shidden(?:=\"[^\"<>]{0,20}\"|='[^'<>]{0,20}')?(?=[\s>])")
_GROUPS_OF_CHAPTER = 1_000_000
"""How far the groups of one chapter stand from those of the next."""


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read an e-book; raises UnreadableDocument when it is damaged or protected against reading."""
    package = open_package(raw, what="book", ending=".epub", choice=choice)
    _refuse_protected(package)
    main = _main_part(package)
    root = package.parse(main, document_type=True)
    reading = Reading(list(_metadata(root)))
    pictures: list[str] = []
    sheets: dict[str, str] = {}
    number = 0
    for number, name in enumerate(_spine(root, main, reading), 1):
        if number > MAX_CHAPTERS:
            reached = beyond_fixed(MAX_CHAPTERS, "the book has more than", "chapters", hint="Split it.")
            reading.unchecked.append((quoted(name), reached.problem, reached.hint))
            break
        if _chapter(package, name, number, reading, sheets):
            pictures.append(name)
        check_cost(len(reading.blocks), choice)
    told = {block.text for block in reading.blocks}
    try:
        reading.blocks += [block for block in _contents(package, root, main) if block.text not in told]
    except UnreadableDocument as error:
        reading.unchecked.append(("table of contents", error.problem, error.hint))
    if not reading.unchecked and (number == len(pictures) or not reading.blocks):
        raise UnreadableDocument("the book holds no text", "If its pages are pictures, check what they were made from.")
    if pictures:
        named = ", ".join(map(quoted, pictures[:5]))
        reading.notes.append(f"chapters that are only pictures were not read: {named}")
    return reading


def _contents(package: Package, root: etree._Element, main: str) -> Iterator[Block]:
    """What the table of contents calls the chapters, from either of its two forms; each name once.

    Its links lead to the book's own chapters, so they are no titles of somebody else's pages.
    """
    seen: set[str] = set()
    for element in root.iter():
        if _local(element) != "item":
            continue
        name = _path(main, element)
        is_page = "nav" in (element.get("properties") or "").split()
        if name not in package or not (is_page or element.get("media-type") == _NCX):
            continue
        blocks = _labels(package, name) if not is_page else html.blocks_of(_shown(package.read(name)))
        for block in blocks:
            if block.text not in seen:
                seen.add(block.text)
                own = tuple(mark for mark in block.marks if mark.kind is not MarkKind.LINK)
                yield replace(block, location={"part": "table of contents"}, group=0, marks=own)


def _shown(raw: bytes) -> str:
    """The source of a table of contents, which readers show also where its page hides it."""
    return _TAG.sub(lambda tag: _HIDDEN.sub("", tag.group()), decode(raw)[0])


def _labels(package: Package, name: str) -> Iterator[Block]:
    """The labels of a table of contents in its older form."""
    for element in package.parse(name, document_type=True).iter():
        if _local(element) == "text" and element.text:
            builder = TextBuilder()
            builder.add(element.text, 0)
            block = builder.build(Role.LIST_ITEM)
            if block is not None:
                yield block


def _chapter(package: Package, name: str, number: int, reading: Reading, sheets: dict[str, str]) -> bool:
    """Read a chapter; whether it is only a picture. ``sheets`` are the style sheets that were asked for so far."""
    if name not in package:
        problem = "the chapter is missing from the book"
        reading.unchecked.append((quoted(name), problem, "Write the book again with the program that made it."))
        return False
    raw = package.read(name)
    if not raw.strip():
        return False
    try:
        chapter = html.read(raw, choice=package.choice, linked=partial(_style_sheet, package, sheets, name))
    except UnreadableDocument as error:
        reading.unchecked.append((quoted(name), error.problem, error.hint))
        return False
    reading.notes += [f"{quoted(name)}: {note}" for note in chapter.notes]
    reading.left_out.add(chapter.left_out)
    for paragraph, block in enumerate(chapter.blocks, 1):
        location: dict[str, int | str] = {"chapter": number, "part": name, "paragraph": paragraph}
        group = block.group and block.group + number * _GROUPS_OF_CHAPTER
        reading.blocks.append(replace(block, location=location, group=group))
    return bool(chapter.unchecked)


def _style_sheet(package: Package, known: dict[str, str], chapter: str, address: str) -> str:
    """A style sheet of the book that a chapter names; nothing where it is missing, elsewhere, or larger than any has to be."""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(chapter), unquote(address.split("#", maxsplit=1)[0])))
    if name not in known:
        known[name] = ""
        if name in package:
            with suppress(UnreadableDocument):
                raw = package.read(name)
                known[name] = raw.decode("utf-8", "replace") if len(raw) <= LARGEST_SHEET else ""
    return known[name]


def _refuse_protected(package: Package) -> None:
    """Anything that is encrypted but fonts means that the book cannot be read."""
    if _ENCRYPTION not in package:
        return
    for element in package.parse(_ENCRYPTION, document_type=True).iter():
        if _local(element) == "EncryptionMethod" and element.get("Algorithm") not in _FONT_OBFUSCATION:
            parent = element.getparent()
            if parent is not None and _local(parent) == "EncryptedData":
                raise UnreadableDocument(
                    "the book is protected against copying, so its words cannot be read",
                    "Check the manuscript, or a copy without protection.",
                )


def _main_part(package: Package) -> str:
    if _CONTAINER in package:
        for element in package.parse(_CONTAINER, document_type=True).iter():
            if _local(element) == "rootfile" and element.get("full-path", "") in package:
                return str(element.get("full-path"))
    found = next((name for name in sorted(package.names) if name.lower().endswith(".opf")), None)
    if found is None:
        raise UnreadableDocument(
            "the file is not an e-book", "Its name may be wrong; open it in the program that made it."
        )
    return found


def _metadata(root: etree._Element) -> Iterator[Block]:
    for element in root.iter():
        kind = _local(element)
        if kind not in ("title", "description") or not element.text:
            continue
        role = Role.HEADING if kind == "title" else Role.METADATA
        location: dict[str, int | str] = {"part": kind}
        if kind == "description" and "<" in element.text:
            yield from (replace(block, role=role, location=location) for block in html.blocks_of(element.text))
            continue
        builder = TextBuilder()
        builder.add(element.text, 0)
        block = builder.build(role, location)
        if block is not None:
            yield block


def _spine(root: etree._Element, main: str, reading: Reading) -> Iterator[str]:
    """The parts of the book in reading order, each once; those of kinds that are not read are named."""
    parts: dict[str, str] = {}
    others: dict[str, str] = {}
    order: list[str] = []
    for element in root.iter():
        kind = _local(element)
        if kind == "item" and element.get("media-type", "application/xhtml+xml").lower() in _HTML_TYPES:
            parts[element.get("id", "")] = _path(main, element)
        elif kind == "item":
            others[element.get("id", "")] = _path(main, element)
        elif kind == "itemref":
            order.append(element.get("idref", ""))
    seen: set[str] = set()
    for identity in order or list(parts):
        name = parts.get(identity)
        if name is None and identity in others:
            problem = "the chapter is of a kind that is not read"
            reading.unchecked.append((quoted(others[identity]), problem, "Check the text that it was made from."))
        if name is not None and name not in seen:
            seen.add(name)
            yield name


def _path(main: str, element: etree._Element) -> str:
    """The name of a part that the book's main part lists."""
    path = posixpath.join(posixpath.dirname(main), unquote(element.get("href", "").split("#")[0]))
    return posixpath.normpath(path)


def _local(element: etree._Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
