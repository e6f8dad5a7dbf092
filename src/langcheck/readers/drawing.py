"""DrawingML, which slides, sheets and Word files share: the text of shapes, tables, charts and diagrams as blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers.looks import LeftOut, Why, is_note_figure
from langcheck.readers.noticed import Noticed
from langcheck.readers.package import Package, Relationship, unescaped
from langcheck.readers.reading import TextBuilder, label
from langcheck.readers.symbols import lettered, private_letters

Location = dict[str, int | str]
Levels = Callable[[int], Sequence[etree._Element]]  # noqa: SLF001  lxml has no other name for its elements
"""The properties that the paragraphs of a level inherit, the nearest first."""

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_EXTENDED_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
CHARTS = (CHART + "chart", _EXTENDED_CHART + "chart")
"""What a chart is called where it stands."""

_OURS = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:")
"""How the namespaces begin that Office itself understands."""

_BULLETS = (A + "buChar", A + "buAutoNum", A + "buBlip")
_COMPUTED_FIELDS = ("slidenum", "datetime")
_CONNECTING_POINTS = frozenset({"pres", "parTrans", "sibTrans"})
_LOOKED_THROUGH = 2_000
"""How many elements of a branch are looked through for words."""

_EQUATIONS = (MATH + "oMath", MATH + "oMathPara", "{http://schemas.microsoft.com/office/drawing/2010/main}m")
_PARTS_OF_EQUATIONS = frozenset(MATH + name for name in "num den e sub sup lim deg".split())
_QUOTED = re.compile(r'"([^"]{1,200})"')
_WORD = re.compile(r"[^\W\d_]{2}")


# --- alternatives -------------------------------------------------------------------------------------------------


def chosen(alternatives: etree._Element) -> Iterable[etree._Element]:
    """The branch of alternatives that Office shows: the first that it understands, or the fallback.

    Another branch is taken where that one holds no words and the other does.
    """
    branches = [branch for branch in alternatives if branch.tag == MC + "Choice" and _is_understood(branch)]
    branches += alternatives.iterchildren(MC + "Fallback")
    return next((branch for branch in branches if _has_words(branch)), branches[0] if branches else ())


def _is_understood(branch: etree._Element) -> bool:
    spaces = [branch.nsmap.get(prefix) for prefix in branch.get("Requires", "").split()]
    return all(space is None or space.startswith(_OURS) for space in spaces)


def _has_words(branch: etree._Element) -> bool:
    for element in islice(branch.iter(etree.Element), _LOOKED_THROUGH):
        name = etree.QName(element).localname
        if (name == "t" and (element.text or "").strip()) or element.tag in (*CHARTS, DIAGRAM + "relIds"):
            return True
        if element.get("descr") or element.get("alt") or element.get("string"):
            return True
    return False


def equation(element: etree._Element) -> str:
    """The letters and words of an equation, its parts apart from each other."""
    found = []
    for part in element.iter(etree.Element):
        if part.tag == MATH + "t":
            found.append(part.text or "")
        elif part.tag in _PARTS_OF_EQUATIONS:
            found.append(" ")
    return "".join(found)


# --- what an Office file draws -----------------------------------------------------------------------------------


class Drawing:
    """Reads what is drawn in a package and numbers rows and lists."""

    def __init__(self, package: Package, noticed: Noticed) -> None:
        self._package = package
        self._noticed = noticed
        self._left_out = noticed.left_out
        self._numbers = count(1)

    def next_group(self) -> int:
        """A number for a row or list."""
        return next(self._numbers)

    def control(self, relations: Sequence[Relationship], link: etree._Element, location: Location) -> Iterator[Block]:
        """The words on a control of the ActiveX kind, where they are written as XML; otherwise they are not read."""
        name = _target(relations, link.get(R + "id", ""))
        words = _captions(self._package, name) if name in self._package else None
        if words is None:
            self._noticed.not_read("controls", "control", location, "the words on a control of a form cannot be read")
            return
        for text in words:
            block = plain(text).build(Role.PROSE, {**location, "part": "control"})
            if block is not None:
                yield block

    # --- text ---

    def text_of(self, paragraph: etree._Element, levels: Levels | None = None) -> TextBuilder:
        """The text of a paragraph; line breaks are blanks, and slide numbers and dates are left out."""
        properties = paragraph.find(A + "pPr")
        level = properties.get("lvl", "0") if properties is not None else "0"
        inherited = levels(int(level) if level in tuple("012345678") else 0) if levels is not None else ()
        usual = [found for style in inherited if (found := style.find(A + "defRPr")) is not None]
        self._left_out.pause()
        pieces = [""]
        for words, run in _runs(paragraph):
            looks = [*([run] if run is not None else []), *usual]
            if _is_struck(looks):
                self._left_out.leave(Why.STRUCK, words)
            elif words and not (_is_raised(looks) and is_note_figure(words, pieces[-1])):
                self._left_out.show(words)
                pieces.append(_lettered(words, looks))
        builder = TextBuilder()
        builder.add("".join(pieces), 0)
        return builder

    def paragraphs(
        self,
        body: etree._Element,
        location: Location,
        *,
        role: Role,
        group: int = 0,
        levels: Levels | None = None,
    ) -> Iterator[Block]:
        """The paragraphs of a text body, counted from 1; bulleted ones of prose are list items of one group."""
        inherited = _with_own(body, levels)
        for number, paragraph in enumerate(body.iterchildren(A + "p"), 1):
            listed = role is Role.PROSE and _is_bulleted(paragraph, inherited)
            block = self.text_of(paragraph, inherited).build(
                Role.LIST_ITEM if listed else role,
                {**location, "paragraph": number},
                group=group if listed or role is Role.CELL else 0,
            )
            if block is not None:
                yield block
            yield from self.tooltips(paragraph, location)

    def tooltips(self, element: etree._Element, location: Location) -> Iterator[Block]:
        """What appears when the pointer rests on a link."""
        for link in element.iter(A + "hlinkClick", A + "hlinkHover", A + "hlinkMouseOver"):
            block = plain(link.get("tooltip")).build(Role.ALT_TEXT, {**location, "part": "tooltip"})
            if block is not None:
                yield block

    def alt_text(self, properties: etree._Element, location: Location) -> Iterator[Block]:
        """What a shape or picture is said to show, and the tooltip of its link."""
        yield from alt_text(properties, location)
        yield from self.tooltips(properties, location)

    def table(self, element: etree._Element, location: Location, *, role: Role = Role.CELL) -> Iterator[Block]:
        """The cells of a table, the rows as groups; the covered cells of merged ones are left out."""
        for row, cells in enumerate(element.iterchildren(A + "tr"), 1):
            group = self.next_group()
            for column, cell in enumerate(cells.iterchildren(A + "tc"), 1):
                if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                    continue
                body = cell.find(A + "txBody")
                if body is not None:
                    place = {**location, "row": row, "column": column}
                    yield from self.paragraphs(body, place, role=role, group=group if role is Role.CELL else 0)

    # --- charts and diagrams ---

    def chart(self, relations: Sequence[Relationship], link: etree._Element, location: Location) -> Iterator[Block]:
        """The words of the chart that an element refers to; one that cannot be read is noted."""
        name = _target(relations, link.get(R + "id", ""))
        try:
            root = self._parse(name, "the chart is missing")
            blocks = list(self._chart(root, location))
            for shapes in self._package.relationships(name):
                if shapes.kind == "chartUserShapes" and shapes.target in self._package:
                    blocks += self._drawn_on(self._package.parse(shapes.target), location)
        except UnreadableDocument as error:
            self._noticed.not_read("charts", "chart", location, error.problem)
            return
        yield from blocks

    def diagram(self, relations: Sequence[Relationship], link: etree._Element, location: Location) -> Iterator[Block]:
        """The words of the diagram that an element refers to; one that cannot be read is noted."""
        try:
            root = self._parse(_target(relations, link.get(R + "dm", "")), "the diagram is missing")
        except UnreadableDocument as error:
            self._noticed.not_read("charts", "diagram", location, error.problem)
            return
        yield from self._diagram(root, location)

    def _parse(self, name: str, missing: str) -> etree._Element:
        if name not in self._package:
            raise UnreadableDocument(missing)
        return self._package.parse(name)

    def _drawn_on(self, root: etree._Element, location: Location) -> Iterator[Block]:
        """The text boxes and pictures that somebody put on a chart."""
        for element in root.iter(etree.Element):
            name = etree.QName(element).localname
            if name == "cNvPr":
                yield from self.alt_text(element, location)
            elif element.tag == A + "p":
                block = self.text_of(element).build(Role.CAPTION, {**location, "part": "chart text"})
                if block is not None:
                    yield block

    def _chart(self, root: etree._Element, location: Location) -> Iterator[Block]:
        """Titles, axes, labels, names of series and categories of a chart, each once."""
        seen: set[tuple[str, str]] = set()
        group = self.next_group()
        for kind, role, builder in self._chart_texts(root):
            block = builder.build(role, {**location, "part": kind}, group=group if role is Role.CELL else 0)
            if block is not None and (kind, block.text) not in seen:
                seen.add((kind, block.text))
                yield block

    def _chart_texts(self, root: etree._Element) -> Iterator[tuple[str, Role, TextBuilder]]:
        for paragraph in root.iter(A + "p"):
            yield "chart text", Role.CAPTION, self.text_of(paragraph)
        for name in root.iter(CHART + "name"):
            yield "chart text", Role.CAPTION, plain(name.text)
        for value in root.iter(CHART + "v"):
            kind, role = _kind_of_value(value)
            if kind:
                yield kind, role, plain(value.text)
        for form in root.iter(CHART + "numFmt", CHART + "formatCode"):
            for words in quoted_words(form.get("formatCode") or form.text or ""):
                yield "number format", Role.CELL, plain(words)
        for head in root.iterfind(f"{CHART}printSettings/{CHART}headerFooter/*"):
            yield "chart text", Role.CAPTION, plain(printed_text(head.text or "", self._left_out))
        for point in root.iter(_EXTENDED_CHART + "pt", _EXTENDED_CHART + "v"):
            if next(point.iterancestors(_EXTENDED_CHART + "numDim"), None) is None:
                yield "chart category", Role.CELL, plain(point.text)

    def _diagram(self, root: etree._Element, location: Location) -> Iterator[Block]:
        """The texts of a SmartArt diagram, in the order of its outline as the file keeps it."""
        group, number = self.next_group(), 0
        for point in root.iter(DIAGRAM + "pt"):
            for properties in point.iter("{http://schemas.microsoft.com/office/drawing/2010/diagram}cNvPr"):
                yield from self.alt_text(properties, location)
            if point.get("type") in _CONNECTING_POINTS:
                continue
            for paragraph in point.iterfind(f"{DIAGRAM}t/{A}p"):
                number += 1
                place = {**location, "paragraph": number}
                block = self.text_of(paragraph).build(Role.LIST_ITEM, place, group=group)
                if block is not None:
                    yield block
                yield from self.tooltips(paragraph, location)


_CAPTIONS = frozenset({"Caption", "Value", "Text", "ControlTipText", "GroupName"})


def _captions(package: Package, name: str) -> list[str] | None:
    """The words on a control whose properties are written as XML; None where they are not."""
    active = "{http://schemas.microsoft.com/office/2006/activeX}"
    try:
        root = package.parse(name)
    except UnreadableDocument:
        return None
    if root.get(active + "persistence") != "persistPropertyBag":
        return None
    properties = root.iter(active + "ocxPr")
    return [item.get(active + "value", "") for item in properties if item.get(active + "name") in _CAPTIONS]


# --- runs ---------------------------------------------------------------------------------------------------------


def _runs(paragraph: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
    """The pieces of a paragraph with the properties of each; of alternatives one is taken."""
    stack: list[Iterator[etree._Element]] = [iter(paragraph)]
    while stack:
        piece = next(stack[-1], None)
        if piece is None:
            stack.pop()
        elif piece.tag == A + "br":
            yield " ", None
        elif piece.tag == A + "fld" and piece.get("type", "").startswith(_COMPUTED_FIELDS):
            continue
        elif piece.tag in (A + "r", A + "fld"):
            yield unescaped(piece.findtext(A + "t") or ""), piece.find(A + "rPr")
        elif piece.tag == MC + "AlternateContent":
            stack.append(iter(chosen(piece)))
        elif piece.tag in _EQUATIONS:
            yield equation(piece), None


def _is_struck(looks: Sequence[etree._Element]) -> bool:
    return next((look.get("strike", "") for look in looks if look.get("strike")), "noStrike") != "noStrike"


def _is_raised(looks: Sequence[etree._Element]) -> bool:
    told = next((look.get("baseline", "") for look in looks if look.get("baseline")), "0")
    return told not in ("0", "0%") and not told.startswith("-")


def _lettered(words: str, looks: Sequence[etree._Element]) -> str:
    """Words with the letters of symbol fonts as letters; symbols may have a font of their own."""
    if not words.isascii():
        font = _font(looks, "sym")
        words = private_letters(words, font) if len(words.strip()) > 1 else lettered(words, font)
    return lettered(words, _font(looks, "latin"))


def _font(looks: Sequence[etree._Element], kind: str) -> str:
    found = (font for look in looks if (font := look.find(A + kind)) is not None)
    font = next(found, None)
    return font.get("typeface", "") if font is not None else ""


def _with_own(body: etree._Element, levels: Levels | None) -> Levels | None:
    """The properties that a body's paragraphs inherit, its own list style before the others."""
    own = body.find(A + "lstStyle")
    if own is None or len(own) == 0:
        return levels

    def inherited(level: int) -> Sequence[etree._Element]:
        properties = own.find(f"{A}lvl{level + 1}pPr")
        return [*([properties] if properties is not None else []), *(levels(level) if levels is not None else ())]

    return inherited


def _is_bulleted(paragraph: etree._Element, levels: Levels | None) -> bool:
    properties = paragraph.find(A + "pPr")
    told = bullet_told(properties) if properties is not None else None
    if told is not None:
        return told
    level = properties.get("lvl", "0") if properties is not None else "0"
    inherited = levels(int(level) if level in tuple("012345678") else 0) if levels is not None else ()
    return next((told for style in inherited if (told := bullet_told(style)) is not None), False)


def bullet_told(properties: etree._Element) -> bool | None:
    """Whether paragraph properties ask for a bullet, or None where they do not say."""
    if properties.find(A + "buNone") is not None:
        return False
    return True if any(properties.find(tag) is not None for tag in _BULLETS) else None


# --- values -------------------------------------------------------------------------------------------------------


def _kind_of_value(value: etree._Element) -> tuple[str, Role]:
    """What a value of a chart is, by what it stands in; numbers are nothing."""
    for above in value.iterancestors():
        name = etree.QName(above).localname
        if name in ("numCache", "numLit"):
            return "", Role.CELL
        if name in ("dLbl", "dlblRangeCache", "datalabelsRange"):
            return "data label", Role.CELL
        if name == "title":
            return "chart text", Role.CAPTION
        if name == "cat":
            return "chart category", Role.CELL
        if name == "ser":
            return "chart series", Role.CELL
    return "chart text", Role.CAPTION


def quoted_words(number_format: str) -> list[str]:
    """The words that a number format shows beside its numbers."""
    return [words for words in _QUOTED.findall(number_format) if _WORD.search(words)]


_PRINTED = re.compile(
    r'&(?:(?P<and>&)|(?P<strike>S)|"[^"]{0,200}"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|(?P<part>[LCR])|[A-Za-z])'
)


def printed_text(code: str, left_out: LeftOut) -> str:
    """The words of the header or footer of a printed page, without its commands and what it strikes out."""
    found: list[str] = []
    struck = False
    at = 0
    left_out.pause()
    for command in _PRINTED.finditer(code):
        words = code[at : command.start()] + ("&" if command["and"] else "")
        if struck:
            left_out.leave(Why.STRUCK, words)
        else:
            found.append(words)
            left_out.show(words)
        struck = (not struck if command["strike"] else struck) and not command["part"]
        found.append("\n" if command["part"] else "")
        at = command.end()
    rest = code[at:]
    if struck:
        left_out.leave(Why.STRUCK, rest)
    else:
        found.append(rest)
    return unescaped("".join(found))


def _target(relations: Sequence[Relationship], identity: str) -> str:
    return next((relation.target for relation in relations if relation.id == identity), "")


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
    """A text without markup, ready to be built into a block; a forced line end is a blank."""
    builder = TextBuilder()
    builder.add(unescaped(text or "").replace("\n", " ").replace("\r", " "), 0)
    return builder
