"""PowerPoint files: slides in their order with shapes, tables, charts, diagrams, alt text, notes and comments.

Text that stands on the layouts and masters of the slides is read once, without the prompts of empty placeholders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers import drawing
from langcheck.readers.drawing import CHART, DIAGRAM, MC, A, Location, R
from langcheck.readers.package import Package, Relationship, open_package
from langcheck.readers.reading import EVERYTHING, Choice, Reading, check_cost, gathered

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MODERN = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_EXTENDED_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_TITLES = frozenset({"title", "ctrTitle"})
_COMPUTED = frozenset({"sldNum", "dt", "sldImg"})
_BODIES = frozenset({"body", "obj", ""})
_FRAMES = ("nvSpPr", "nvGrpSpPr", "nvGraphicFramePr", "nvPicPr", "nvCxnSpPr")


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a PowerPoint file; raises UnreadableDocument when it is damaged, protected or holds no text."""
    package = open_package(raw, what="PowerPoint file", program="PowerPoint", ending=".pptx", choice=choice)
    main = _main_part(package)
    show = _Show(package)
    blocks: list[Block] = []
    hidden = []
    for number, name in enumerate(_slides(package, main), 1):
        root = package.parse(name)
        if root.get("show") in ("0", "false"):
            hidden.append(str(number))
        blocks += gathered(show.slide(root, name, number), choice)
        check_cost(len(blocks), choice)
    blocks += gathered(show.backgrounds(), choice)
    if not blocks:
        raise UnreadableDocument(
            "the PowerPoint file holds no text", "If its slides are pictures, check the document they were made from."
        )
    return Reading(blocks, notes=[f"hidden slides were read too: {', '.join(hidden)}"] if hidden else [])


def _main_part(package: Package) -> str:
    main = package.main_part("ppt/presentation.xml")
    if main is None or package.parse(main).tag != _P + "presentation":
        raise UnreadableDocument(
            "the file is not a PowerPoint presentation", "Its name may be wrong; open it in the program that made it."
        )
    return main


def _slides(package: Package, main: str) -> list[str]:
    """The slides' parts in the order of the presentation, each once."""
    targets = {relation.id: relation.target for relation in package.relationships(main)}
    wanted = [slide.get(R + "id", "") for slide in package.parse(main).iterfind(f"{_P}sldIdLst/{_P}sldId")]
    missing = [name for name in wanted if targets.get(name, "") not in package]
    if missing:
        raise package.damaged("a slide is missing")
    return list(dict.fromkeys(targets[name] for name in wanted))


class _Show:
    """Walks slides; remembers the layouts and masters met on the way, and numbers rows and lists."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbers = count(1)
        self._layouts: dict[str, _Layout] = {}

    def slide(self, root: etree._Element, name: str, number: int) -> Iterator[Block]:
        """All that a slide shows, its notes and its comments."""
        relations = self._package.relationships(name)
        layout = self._layout(relations)
        place: Location = {"slide": number}
        yield from self._shapes(root.iterfind(f"{_P}cSld/{_P}spTree"), place, _targets(relations), layout)
        for relation in relations:
            if relation.target not in self._package:
                continue
            if relation.kind == "notesSlide":
                notes = self._package.parse(relation.target)
                yield from _notes(notes, {**place, "part": "notes"})
            elif relation.kind == "comments":
                yield from _comments(self._package.parse(relation.target), place)

    def backgrounds(self) -> Iterator[Block]:
        """What stands on the layouts and masters that the slides use, outside of placeholders."""
        roots = {name: layout.root for name, layout in self._layouts.items()}
        roots.update(
            {layout.master: root for layout in self._layouts.values() if (root := layout.master_root) is not None}
        )
        for number, (name, root) in enumerate(sorted(roots.items()), 1):
            kind = "layout" if root.tag == _P + "sldLayout" else "master"
            trees = root.iterfind(f"{_P}cSld/{_P}spTree")
            targets = _targets(self._package.relationships(name))
            yield from self._shapes(trees, {f"slide_{kind}": number}, targets, None)

    def _layout(self, relations: list[Relationship]) -> _Layout | None:
        for relation in relations:
            if relation.kind == "slideLayout" and relation.target in self._package:
                if relation.target not in self._layouts:
                    self._layouts[relation.target] = _Layout(self._package, relation.target)
                return self._layouts[relation.target]
        return None

    def _next_group(self) -> int:
        return next(self._numbers)

    def _shapes(
        self,
        trees: Iterator[etree._Element],
        location: Location,
        targets: dict[str, str],
        layout: _Layout | None,
    ) -> Iterator[Block]:
        """The shapes below trees from back to front, which is the order in which they are read aloud."""
        stack: list[Iterator[etree._Element]] = [iter(tree) for tree in trees]
        while stack:
            shape = next(stack[-1], None)
            if shape is None:
                stack.pop()
            elif shape.tag == MC + "AlternateContent":
                chosen = shape.find(MC + "Choice")
                chosen = chosen if chosen is not None else shape.find(MC + "Fallback")
                stack.append(iter(chosen if chosen is not None else ()))
            elif isinstance(shape.tag, str) and shape.tag.startswith(_P):
                properties = _properties(shape)
                if properties is None or drawing.is_hidden(properties):
                    continue
                place: Location = {**location, "shape": drawing.shape_name(properties)}
                yield from drawing.alt_text(properties, place)
                if shape.tag == _P + "grpSp":
                    stack.append(iter(shape))
                else:
                    yield from self._shape(shape, place, targets, layout)

    def _shape(
        self, shape: etree._Element, location: Location, targets: dict[str, str], layout: _Layout | None
    ) -> Iterator[Block]:
        if shape.tag == _P + "graphicFrame":
            yield from self._frame(shape, location, targets)
            return
        body = shape.find(_P + "txBody")
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        kind = holder.get("type", "") if holder is not None else None
        if body is None or kind in _COMPUTED or (kind is not None and "slide" not in location):
            return
        bullets = None
        if layout is not None and holder is not None and kind in _BODIES:
            bullets = layout.bullets(kind or "", holder.get("idx", "0"))
        role = Role.HEADING if kind in _TITLES else Role.PROSE
        yield from drawing.paragraphs(body, location, role=role, group=self._next_group(), is_bulleted=bullets)

    def _frame(self, shape: etree._Element, location: Location, targets: dict[str, str]) -> Iterator[Block]:
        """A table, a chart or a diagram."""
        for data in shape.iterfind(f"{A}graphic/{A}graphicData"):
            for element in data:
                if element.tag == A + "tbl":
                    yield from drawing.table(element, location, self._next_group)
                elif element.tag in (CHART + "chart", _EXTENDED_CHART + "chart"):
                    root = self._part(targets.get(element.get(R + "id", "")))
                    yield from drawing.chart(root, location, self._next_group) if root is not None else ()
                elif element.tag == DIAGRAM + "relIds":
                    root = self._part(targets.get(element.get(R + "dm", "")))
                    yield from drawing.diagram(root, location, self._next_group) if root is not None else ()

    def _part(self, name: str | None) -> etree._Element | None:
        return self._package.parse(name) if name and name in self._package else None


class _Layout:
    """A slide's layout with its master: what they say about bullets, and the shapes that show through."""

    def __init__(self, package: Package, name: str) -> None:
        self.root = package.parse(name)
        self.master = ""
        self.master_root: etree._Element | None = None
        for relation in package.relationships(name):
            if relation.kind == "slideMaster" and relation.target in package:
                self.master = relation.target
                self.master_root = package.parse(relation.target)
                break
        self._by_index = _placeholder_styles(self.root, "idx")
        self._by_kind = _placeholder_styles(self.master_root, "type")
        master = self.master_root
        self._last = master.find(f"{_P}txStyles/{_P}bodyStyle") if master is not None else None

    def bullets(self, kind: str, index: str) -> Callable[[int], bool]:
        """Whether the paragraphs of a placeholder are bulleted, by their level."""
        styles = (self._by_index.get(index), self._by_kind.get(kind or "body"), self._last)

        def by_level(level: int) -> bool:
            for style in styles:
                properties = style.find(f"{A}lvl{level + 1}pPr") if style is not None else None
                told = drawing.bullet_told(properties) if properties is not None else None
                if told is not None:
                    return told
            return False

        return by_level


def _placeholder_styles(root: etree._Element | None, attribute: str) -> dict[str, etree._Element]:
    """The list styles of a layout's or master's placeholders, by index or kind."""
    styles: dict[str, etree._Element] = {}
    for shape in root.iter(_P + "sp") if root is not None else ():
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        style = shape.find(f"{_P}txBody/{A}lstStyle")
        if holder is not None and style is not None:
            styles.setdefault(holder.get(attribute, ""), style)
    return styles


def _properties(shape: etree._Element) -> etree._Element | None:
    for frame in _FRAMES:
        found = shape.find(f"{_P}{frame}/{_P}cNvPr")
        if found is not None:
            return found
    return None


def _targets(relations: list[Relationship]) -> dict[str, str]:
    return {relation.id: relation.target for relation in relations}


def _notes(root: etree._Element, location: Location) -> Iterator[Block]:
    """The speaker's notes of a slide, without its picture, number and date."""
    for shape in root.iter(_P + "sp"):
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        body = shape.find(_P + "txBody")
        if body is not None and (holder is None or holder.get("type", "") not in _COMPUTED):
            yield from drawing.paragraphs(body, location, role=Role.NOTE)


def _comments(root: etree._Element, location: Location) -> Iterator[Block]:
    """Comments of the classic kind, and of the modern one with their replies."""
    for number, comment in enumerate(root.iterchildren(_P + "cm"), 1):
        builder = drawing.plain(comment.findtext(_P + "text"))
        block = builder.build(Role.COMMENT, {**location, "comment": number})
        if block is not None:
            yield block
    for number, comment in enumerate(root.iterchildren(_MODERN + "cm"), 1):
        place: Location = {**location, "comment": number}
        for body in comment.iterchildren(_MODERN + "txBody"):
            yield from drawing.paragraphs(body, place, role=Role.COMMENT)
        for reply, answer in enumerate(comment.iterfind(f"{_MODERN}replyLst/{_MODERN}reply"), 1):
            for body in answer.iterchildren(_MODERN + "txBody"):
                yield from drawing.paragraphs(body, {**place, "reply": reply}, role=Role.COMMENT)
