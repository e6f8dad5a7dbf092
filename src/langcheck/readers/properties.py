"""The properties of Office files that libraries and viewers show: title, subject, keywords, description, category."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers.package import Package
from langcheck.readers.reading import TextBuilder

_CORE = "docProps/core.xml"
SHOWN = {
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "keyword": "keywords",
    "description": "description",
    "category": "category",
}
"""The elements that hold properties, and what a place calls them."""


class Property(NamedTuple):
    """A property as a block, with the element and the part that hold it."""

    block: Block
    element: etree._Element
    part: str


def of_package(package: Package) -> Iterator[Property]:
    """The properties of a Word, PowerPoint or Excel file; a part of them that is damaged holds nothing."""
    related = [found.target for found in package.relationships("") if found.kind == "core-properties"]
    for name in dict.fromkeys((*related, _CORE)):
        if name not in package:
            continue
        try:
            root = package.parse(name)
        except UnreadableDocument:
            continue
        yield from (Property(block, element, name) for block, element in of_element(root))


def of_element(root: etree._Element) -> Iterator[tuple[Block, etree._Element]]:
    """The properties right below an element."""
    for element in root.iterchildren(tag=etree.Element):
        name = SHOWN.get(etree.QName(element).localname)
        if name is None:
            continue
        block = property_block(name, "".join(map(str, element.itertext())))
        if block is not None:
            yield block, element


def property_block(name: str, text: str) -> Block | None:
    """A property as a block; None where nothing was written."""
    builder = TextBuilder()
    builder.add(text, 0)
    return builder.build(Role.METADATA, {"part": name})
