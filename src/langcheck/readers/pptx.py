"""PowerPoint files: slides in their order with all that stands on them, their notes and their comments.

Text that stands on the layouts and masters of the slides is read once, without the prompts of empty placeholders but
for those that somebody wrote; so are the heads of handouts and notes, the names of sections, and the properties.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers import drawing
from langcheck.readers.blank import no_words
from langcheck.readers.drawing import CHARTS, DIAGRAM, MC, A, Drawing, Levels, Location, R
from langcheck.readers.looks import Why
from langcheck.readers.noticed import Noticed
from langcheck.readers.package import Package, Relationship, open_package, unknown_kinds
from langcheck.readers.properties import of_package
from langcheck.readers.reading import EVERYTHING, Choice, Reading, check_cost, gathered
from langcheck.readers.symbols import unlettered

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MODERN = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}section"
_TITLES = frozenset({"title", "ctrTitle"})
_BODIES = frozenset({"body", "obj", ""})
_NUMBERS = frozenset({"sldNum", "dt", "sldImg"})
_HEADS = frozenset({"hdr", "ftr", "dt", "sldNum"})
_WORD = re.compile(r"[^\W\d_]{2}")
_FRAMES = ("nvSpPr", "nvGrpSpPr", "nvGraphicFramePr", "nvPicPr", "nvCxnSpPr")
_MEDIA = (A + "videoFile", A + "audioFile", A + "wavAudioFile", A + "quickTimeFile")
_KNOWN = frozenset(
    "slide slideLayout slideMaster notesSlide notesMaster handoutMaster theme themeOverride presProps viewProps tableStyles "
    "comments commentAuthors authors image hyperlink chart chartEx diagramData diagramLayout diagramQuickStyle "
    "diagramColors diagramDrawing oleObject package video audio media tags font printerSettings vbaProject customXml "
    "control vmlDrawing legacyDocTextInfo legacyDiagramText hdphoto revisionInfo changesInfo slideUpdateInfo ink smtClean customData".split()
)
"""Kinds of parts that hold no words, or whose words are read or named where they stand."""


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
    slides = _slides(package, main)
    for number, name in enumerate(slides, 1):
        root = package.parse(name)
        if root.get("show") in ("0", "false"):
            hidden.append(str(number))
        blocks += gathered(show.slide(root, name, number), choice)
        check_cost(len(blocks), choice)
    blocks += gathered(show.around(main, has_slides=bool(slides)), choice)
    unread = [*show.noticed.unread, *unlettered(blocks)]
    notes = [*show.noticed.notes(), *unknown_kinds(package, [main, *slides], _KNOWN)]
    if all(block.role is Role.METADATA for block in blocks) and not unread:
        hint = "If its slides are pictures, check the document they were made from."
        raise no_words("the PowerPoint file holds no text", hint, package, notes)
    if hidden:
        notes.insert(0, f"hidden slides were read too: {', '.join(hidden)}")
    return Reading(blocks, notes=notes, unread=unread)


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
        self.noticed = Noticed("PowerPoint")
        self.drawing = Drawing(package, self.noticed)
        self._package = package
        self._layouts: dict[str, _Layout] = {}

    def slide(self, root: etree._Element, name: str, number: int) -> Iterator[Block]:
        """All that a slide shows, its notes and its comments."""
        relations = self._package.relationships(name)
        layout = self._layout(relations)
        place: Location = {"slide": number}
        has_words = False
        for block in self._shapes(root.iterfind(f"{_P}cSld/{_P}spTree"), _Page(place, relations, layout)):
            has_words = True
            yield block
        if not has_words:
            self.noticed.pictures += sum(1 for _ in root.iter(_P + "pic"))
        for control in root.iter(_P + "control"):
            yield from self.drawing.control(relations, control, place)
        for relation in relations:
            if relation.target not in self._package:
                continue
            if relation.kind == "notesSlide":
                notes = self._package.parse(relation.target).iterfind(f"{_P}cSld/{_P}spTree")
                inside = self._package.relationships(relation.target)
                yield from self._shapes(notes, _Page({**place, "part": "notes"}, inside, role=Role.NOTE))
            elif relation.kind == "comments":
                yield from self._comments(self._package.parse(relation.target), place)

    def around(self, main: str, *, has_slides: bool) -> Iterator[Block]:
        """What stands on the layouts and masters in use, in the heads of handouts and notes, and beside the slides.

        Of a template without slides all layouts are read.
        """
        related = [found for found in self._package.relationships(main) if found.target in self._package]
        if not has_slides:
            for master in related:
                if master.kind == "slideMaster":
                    for found in self._package.relationships(master.target):
                        self._layout([found])
        yield from self._backgrounds()
        for kind in ("handoutMaster", "notesMaster"):
            for found in related:
                if found.kind == kind:
                    trees = self._package.parse(found.target).iterfind(f"{_P}cSld/{_P}spTree")
                    inside = self._package.relationships(found.target)
                    yield from self._shapes(trees, _Page({"part": f"{kind[:-6]} master"}, inside, is_printed=True))
        for section in self._package.parse(main).iter(_SECTION):
            block = drawing.plain(section.get("name")).build(Role.METADATA, {"part": "section"})
            if block is not None:
                yield block
        yield from (item.block for item in of_package(self._package))

    def _backgrounds(self) -> Iterator[Block]:
        """What stands on the layouts and masters that the slides use, outside of placeholders."""
        roots = {name: layout.root for name, layout in self._layouts.items()}
        roots.update(
            {layout.master: root for layout in self._layouts.values() if (root := layout.master_root) is not None}
        )
        for number, (name, root) in enumerate(sorted(roots.items()), 1):
            kind = "layout" if root.tag == _P + "sldLayout" else "master"
            trees = root.iterfind(f"{_P}cSld/{_P}spTree")
            relations = self._package.relationships(name)
            yield from self._shapes(trees, _Page({f"slide_{kind}": number}, relations, is_background=True))

    def _layout(self, relations: Sequence[Relationship]) -> _Layout | None:
        for relation in relations:
            if relation.kind == "slideLayout" and relation.target in self._package:
                if relation.target not in self._layouts:
                    self._layouts[relation.target] = _Layout(self._package, relation.target)
                return self._layouts[relation.target]
        return None

    # --- shapes ---

    def _shapes(self, trees: Iterator[etree._Element], page: _Page) -> Iterator[Block]:
        """The shapes below trees from back to front, which is the order in which they are read aloud."""
        stack: list[Iterator[etree._Element]] = [iter(tree) for tree in trees]
        while stack:
            shape = next(stack[-1], None)
            if shape is None:
                stack.pop()
            elif shape.tag == MC + "AlternateContent":
                stack.append(iter(drawing.chosen(shape)))
            elif isinstance(shape.tag, str) and shape.tag.startswith(_P):
                properties = _properties(shape)
                if properties is None:
                    continue
                if drawing.is_hidden(properties):
                    self._leave(shape)
                    continue
                place = page.place
                if page.role is not Role.NOTE:
                    place = {**place, "shape": drawing.shape_name(properties)}
                yield from self.drawing.alt_text(properties, place)
                if shape.tag == _P + "grpSp":
                    stack.append(iter(shape))
                else:
                    yield from self._shape(shape, place, page)

    def _leave(self, shape: etree._Element) -> None:
        """Count a shape that was hidden in the selection pane."""
        self.noticed.left_out.leave_whole(Why.HIDDEN, "".join(text.text or "" for text in shape.iter(A + "t")))

    def _shape(self, shape: etree._Element, location: Location, page: _Page) -> Iterator[Block]:
        if shape.tag == _P + "graphicFrame":
            yield from self._frame(shape, location, page)
            return
        if shape.tag == _P + "pic":
            self.noticed.recordings += any(next(shape.iter(kind), None) is not None for kind in _MEDIA)
        body = shape.find(_P + "txBody")
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        kind = holder.get("type", "") if holder is not None else None
        if body is None or (holder is not None and not page.shows(holder)):
            return
        levels = None
        if page.layout is not None and holder is not None and (kind in _BODIES or kind in _TITLES):
            levels = page.layout.levels(kind or "", holder.get("idx", "0"))
        role = Role.HEADING if kind in _TITLES and page.role is Role.PROSE else page.role
        group = self.drawing.next_group()
        for block in self.drawing.paragraphs(body, location, role=role, group=group, levels=levels):
            if kind not in _NUMBERS or _WORD.search(block.text):
                yield block

    def _frame(self, shape: etree._Element, location: Location, page: _Page) -> Iterator[Block]:
        """A table, a chart, a diagram, or an object of another program."""
        for data in shape.iterfind(f"{A}graphic/{A}graphicData"):
            stack = [*reversed(data)]
            while stack:
                element = stack.pop()
                if element.tag == MC + "AlternateContent":
                    stack += reversed(list(drawing.chosen(element)))
                elif element.tag == A + "tbl":
                    role = Role.CELL if page.role is Role.PROSE else page.role
                    yield from self.drawing.table(element, location, role=role)
                elif element.tag in CHARTS:
                    yield from self.drawing.chart(page.relations, element, location)
                elif element.tag == DIAGRAM + "relIds":
                    yield from self.drawing.diagram(page.relations, element, location)
                elif element.tag == _P + "oleObj":
                    self.noticed.embedded(element.get("progId", ""), location)

    # --- comments ---

    def _comments(self, root: etree._Element, location: Location) -> Iterator[Block]:
        """Comments of the classic kind, and of the modern one with their replies."""
        for number, comment in enumerate(root.iterchildren(_P + "cm"), 1):
            builder = drawing.plain(comment.findtext(_P + "text"))
            block = builder.build(Role.COMMENT, {**location, "comment": number})
            if block is not None:
                yield block
        for number, comment in enumerate(root.iterchildren(_MODERN + "cm"), 1):
            place: Location = {**location, "comment": number}
            for body in comment.iterchildren(_MODERN + "txBody"):
                yield from self.drawing.paragraphs(body, place, role=Role.COMMENT)
            for reply, answer in enumerate(comment.iterfind(f"{_MODERN}replyLst/{_MODERN}reply"), 1):
                for body in answer.iterchildren(_MODERN + "txBody"):
                    yield from self.drawing.paragraphs(body, {**place, "reply": reply}, role=Role.COMMENT)


@dataclass(frozen=True, slots=True)
class _Page:
    """What holds for all shapes of a slide, a page of notes, a layout or a master.

    ``is_background`` is a layout or master of slides, ``is_printed`` one of handouts or notes.
    """

    place: Location
    relations: Sequence[Relationship]
    layout: _Layout | None = None
    role: Role = Role.PROSE
    is_background: bool = False
    is_printed: bool = False

    def shows(self, holder: etree._Element) -> bool:
        """Whether the text of a placeholder is shown: on backgrounds only what somebody wrote, prompts and heads."""
        if self.is_background:
            return holder.get("hasCustomPrompt") in ("1", "true")
        return not self.is_printed or holder.get("type", "") in _HEADS


class _Layout:
    """A slide's layout with its master: what they say about paragraphs, and the shapes that show through."""

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
        styles = master.find(_P + "txStyles") if master is not None else None
        self._last = {
            name: found
            for name in ("bodyStyle", "titleStyle")
            if styles is not None and (found := styles.find(_P + name)) is not None
        }

    def levels(self, kind: str, index: str) -> Levels:
        """What the paragraphs of a placeholder inherit, by their level."""
        last = self._last.get("titleStyle" if kind in _TITLES else "bodyStyle")
        styles = (self._by_index.get(index), self._by_kind.get(kind or "body"), last)

        def by_level(level: int) -> list[etree._Element]:
            found = (style.find(f"{A}lvl{level + 1}pPr") for style in styles if style is not None)
            return [properties for properties in found if properties is not None]

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
