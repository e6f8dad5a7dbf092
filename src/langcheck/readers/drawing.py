"""DrawingML, which slides and sheets share: the text of shapes, tables, charts and diagrams as blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from langcheck.model import Block, Role
from langcheck.readers.reading import TextBuilder, label

Location = dict[str, int | str]

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_EXTENDED_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_BULLETS = (A + "buChar", A + "buAutoNum", A + "buBlip")
_COMPUTED_FIELDS = ("slidenum", "datetime")
_CONNECTING_POINTS = frozenset({"pres", "parTrans", "sibTrans"})


def text_of(paragraph: etree._Element) -> TextBuilder:
    """The text of a paragraph; line breaks are blanks, and slide numbers and dates are left out."""
    builder = TextBuilder()
    at = 0
    for piece in paragraph:
        if piece.tag == A + "br":
            words = " "
        elif piece.tag == A + "fld" and piece.get("type", "").startswith(_COMPUTED_FIELDS):
            continue
        elif piece.tag in (A + "r", A + "fld"):
            words = piece.findtext(A + "t") or ""
        else:
            continue
        builder.add(words, at)
        at += len(words)
    return builder


def paragraphs(
    body: etree._Element,
    location: Location,
    *,
    role: Role,
    group: int = 0,
    is_bulleted: Callable[[int], bool] | None = None,
) -> Iterator[Block]:
    """The paragraphs of a text body, counted from 1; bulleted ones of prose are list items of one group.

    ``is_bulleted`` tells whether a paragraph of a level is bulleted where it does not say so itself.
    """
    for number, paragraph in enumerate(body.iterchildren(A + "p"), 1):
        listed = role is Role.PROSE and _is_bulleted(paragraph, is_bulleted)
        block = text_of(paragraph).build(
            Role.LIST_ITEM if listed else role,
            {**location, "paragraph": number},
            group=group if listed or role is Role.CELL else 0,
        )
        if block is not None:
            yield block


def _is_bulleted(paragraph: etree._Element, by_level: Callable[[int], bool] | None) -> bool:
    properties = paragraph.find(A + "pPr")
    told = bullet_told(properties) if properties is not None else None
    if told is not None:
        return told
    level = properties.get("lvl", "0") if properties is not None else "0"
    return by_level is not None and by_level(int(level) if level in tuple("012345678") else 0)


def bullet_told(properties: etree._Element) -> bool | None:
    """Whether paragraph properties ask for a bullet, or None where they do not say."""
    if properties.find(A + "buNone") is not None:
        return False
    return True if any(properties.find(tag) is not None for tag in _BULLETS) else None


def table(element: etree._Element, location: Location, next_group: Callable[[], int]) -> Iterator[Block]:
    """The cells of a table, the rows as groups; the covered cells of merged ones are left out."""
    for row, cells in enumerate(element.iterchildren(A + "tr"), 1):
        group = next_group()
        for column, cell in enumerate(cells.iterchildren(A + "tc"), 1):
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                continue
            body = cell.find(A + "txBody")
            if body is not None:
                place = {**location, "row": row, "column": column}
                yield from paragraphs(body, place, role=Role.CELL, group=group)


def chart(root: etree._Element, location: Location, next_group: Callable[[], int]) -> Iterator[Block]:
    """The titles of a chart, the names of its series and its categories, each once."""
    seen: set[tuple[str, str]] = set()
    group = next_group()
    for kind, role, builder in _chart_texts(root):
        block = builder.build(role, {**location, "part": kind}, group=group if role is Role.CELL else 0)
        if block is not None and (kind, block.text) not in seen:
            seen.add((kind, block.text))
            yield block


def _chart_texts(root: etree._Element) -> Iterator[tuple[str, Role, TextBuilder]]:
    for paragraph in root.iter(A + "p"):
        yield "chart text", Role.CAPTION, text_of(paragraph)
    for title in root.iter(CHART + "title"):
        for value in title.iter(CHART + "v"):
            yield "chart text", Role.CAPTION, plain(value.text)
    for series in root.iter(CHART + "ser"):
        for part, kind in (("tx", "chart series"), ("cat", "chart category")):
            for holder in series.iterchildren(CHART + part):
                for value in _strings(holder):
                    yield kind, Role.CELL, plain(value.text)
    for point in root.iter(_EXTENDED_CHART + "pt", _EXTENDED_CHART + "v"):
        if next(point.iterancestors(_EXTENDED_CHART + "numDim"), None) is None:
            yield "chart category", Role.CELL, plain(point.text)


def _strings(holder: etree._Element) -> Iterator[etree._Element]:
    """The values of a series' name or categories that are words, not numbers."""
    for value in holder.iter(CHART + "v"):
        if next(value.iterancestors(CHART + "numCache", CHART + "numLit"), None) is None:
            yield value


def diagram(root: etree._Element, location: Location, next_group: Callable[[], int]) -> Iterator[Block]:
    """The texts of a SmartArt diagram, in the order of its outline as the file keeps it."""
    group, number = next_group(), 0
    for point in root.iter(DIAGRAM + "pt"):
        if point.get("type") in _CONNECTING_POINTS:
            continue
        for paragraph in point.iterfind(f"{DIAGRAM}t/{A}p"):
            number += 1
            block = text_of(paragraph).build(Role.LIST_ITEM, {**location, "paragraph": number}, group=group)
            if block is not None:
                yield block


def alt_text(properties: etree._Element, location: Location) -> Iterator[Block]:
    """What a shape or picture is said to show."""
    for attribute in ("title", "descr"):
        block = plain(properties.get(attribute)).build(Role.ALT_TEXT, {**location, "part": "alt text"})
        if block is not None:
            yield block


def shape_name(properties: etree._Element) -> str:
    """The name of a shape as the selection pane shows it."""
    return label(properties.get("name", "")) or "unnamed"


def is_hidden(properties: etree._Element) -> bool:
    """Whether a shape was hidden in the selection pane."""
    return properties.get("hidden") in ("1", "true")


def plain(text: str | None) -> TextBuilder:
    """A text without markup, ready to be built into a block."""
    builder = TextBuilder()
    builder.add(text or "", 0)
    return builder
