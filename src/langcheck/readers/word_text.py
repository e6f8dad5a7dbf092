"""The paragraphs of a part of a Word file to pieces of text, each with the element that holds it.

What Word shows is text here: results of fields and not their codes, letters of symbol fonts, the chosen entry of a
list, one branch of alternatives. What has text of its own (text boxes, charts, tooltips ...) comes as its element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from langcheck.readers.drawing import CHARTS, DIAGRAM, MC, A, chosen
from langcheck.readers.looks import Why, is_note_figure
from langcheck.readers.symbols import letter, lettered
from langcheck.readers.word_styles import PLAIN, Look, Styles, W, look_of

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  the prefix that Office uses
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


class Inner(Enum):
    """What stands in a paragraph and has text of its own, as places call it."""

    TEXT_BOX = "text box"
    DRAWN = "drawn text"
    WORD_ART = "WordArt"
    ALT_TEXT = "alt text"
    TOOLTIP = "tooltip"
    CONTROL = "content control"
    FORM_FIELD = "form field"
    CHART = "chart"
    DIAGRAM = "diagram"
    PICTURE = "picture"
    EMBEDDED = "embedded object"
    ACTIVE = "control"
    SUBDOCUMENT = "subdocument"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text and the element that holds it.

    ``inner`` names an element with text of its own, ``why`` says that the text is not read. The offsets of a paragraph's
    blocks count the characters of its pieces without these, one piece after another.
    """

    text: str
    element: etree._Element
    inner: Inner | None = None
    why: Why | None = None

    @property
    def counts(self) -> bool:
        """Whether the text belongs to the paragraph's block."""
        return bool(self.text) and self.inner is None and self.why is None


_DELETED = W + "delText"
_TEXTS = frozenset({W + "t", M + "t", _DELETED})
_RUNS = frozenset({W + "r", M + "r"})
_GONE = frozenset({W + "del", W + "moveFrom", W + "delText"})
_PROPERTIES = frozenset(
    {
        *(W + name for name in "instrText delInstrText rPr pPr sdtPr sdtEndPr sectPr rt rubyPr fldData".split()),
        *(M + name for name in "rPr ctrlPr fPr sSupPr sSubPr naryPr dPr mPr accPr oMathParaPr".split()),
    }
)
"""What holds no text that Word shows."""

_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": " ",
    W + "cr": " ",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
    **dict.fromkeys((M + name for name in "num den e sub sup lim deg".split()), " "),
}
"""Elements that stand for a character; parts of equations stand apart."""

_INNER = {
    W + "txbxContent": Inner.TEXT_BOX,
    A + "txBody": Inner.DRAWN,
    WP + "docPr": Inner.ALT_TEXT,
    DIAGRAM + "relIds": Inner.DIAGRAM,
    O + "OLEObject": Inner.EMBEDDED,
    W + "control": Inner.ACTIVE,
    W + "subDoc": Inner.SUBDOCUMENT,
    **dict.fromkeys(CHARTS, Inner.CHART),
}
_OPENED = frozenset({Inner.ALT_TEXT})
"""What is walked into behind it: a description may hold the tooltip of a link."""

_UNSEEN_STYLE = re.compile(r"visibility\s*:\s*hidden|display\s*:\s*none")
_NOTE_REFERENCES = frozenset({W + "footnoteReference", W + "endnoteReference"})


@dataclass(slots=True)
class _Frame:
    """Elements that are still to be walked, and how the text in them looks."""

    elements: Iterator[etree._Element]
    why: Why | None
    look: Look = PLAIN
    marks_note: bool = False


class PartText:
    """The text of one part: what its fields show is found out once for all of its paragraphs."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self._styles = styles
        self.fields = fields_of(root)

    def pieces(self, paragraphs: Iterable[etree._Element]) -> Iterator[Piece]:
        """The pieces of paragraphs that Word shows as one, or of another element that holds runs."""
        for paragraph in paragraphs:
            before = ""
            for piece, raised in self._walk(paragraph):
                if raised and is_note_figure(piece.text, before):
                    continue
                if piece.counts:
                    before = piece.text
                yield piece

    def is_joined(self, paragraph: etree._Element) -> bool:
        """Whether Word shows the next paragraph in the same line: the mark between is gone or hidden, or this is an initial."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return self._styles.paragraph(paragraph).why is Why.HIDDEN
        frame = properties.find(W + "framePr")
        if frame is not None and frame.get(W + "dropCap", "none") != "none":
            return True
        mark = properties.find(W + "rPr")
        if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
            return True
        return self._styles.seen(look_of(mark), self._styles.paragraph(paragraph)).why is Why.HIDDEN

    def _walk(self, paragraph: etree._Element) -> Iterator[tuple[Piece, bool | None]]:
        """Pieces, and whether each of them is raised."""
        paragraph_look = self._styles.paragraph(paragraph)
        codes = self.fields.codes
        stack = [_Frame(iter(paragraph), None)]
        while stack:
            frame = stack[-1]
            element = next(frame.elements, None)
            if element is None:
                stack.pop()
                continue
            tag = element.tag
            if tag in _PROPERTIES or not isinstance(tag, str):
                continue
            if tag in _TEXTS:
                if element not in codes and not frame.marks_note:
                    why = Why.DELETED if tag == _DELETED else frame.why
                    yield Piece(lettered(element.text or "", frame.look.font), element, None, why), frame.look.raised
                continue
            if tag in _RUNS:
                look = self._styles.seen(look_of(element.find(W + "rPr")), paragraph_look)
                stack.append(_Frame(iter(element), frame.why or _why_of_run(element) or look.why, look))
                continue
            for piece in self._pieces_at(element, frame):
                yield piece, frame.look.raised
            if not _is_leaf(element) or (frame.why is not None and tag == W + "txbxContent"):
                stack.append(_Frame(_inside(element), frame.why or _why_inside(element), frame.look))

    def _pieces_at(self, element: etree._Element, frame: _Frame) -> Iterator[Piece]:
        """What an element itself says, before what stands in it."""
        tag = element.tag
        if tag in _CHARACTERS:
            yield Piece(_CHARACTERS[tag], element, why=frame.why)
        elif tag == W + "sym":
            if element not in self.fields.codes and not frame.marks_note:
                yield Piece(_symbol(element), element, why=frame.why)
        elif tag in _NOTE_REFERENCES:
            frame.marks_note = element.get(W + "customMarkFollows") in ("1", "true", "on")
        elif frame.why is None:
            yield from self._others(element)

    def _others(self, element: etree._Element) -> Iterator[Piece]:
        tag = element.tag
        if tag in _INNER:
            yield Piece("", element, _INNER[tag])
        elif tag == W + "fldChar":
            yield from self._field(element)
        elif tag == W + "fldSimple":
            yield from _simple_field(element)
        elif tag == W + "hyperlink":
            if element.get(W + "tooltip"):
                yield Piece("", element, Inner.TOOLTIP)
        elif tag == A + "hlinkClick" or tag == A + "hlinkHover":
            if element.get("tooltip"):
                yield Piece("", element, Inner.TOOLTIP)
        elif tag == W + "sdt":
            yield Piece("", element, Inner.CONTROL)
        elif tag == PIC + "pic":
            yield Piece("", element, Inner.PICTURE)
        elif tag.startswith(V):
            yield from _old_shape(element)
        elif tag.endswith("}cNvPr") and _is_in_group(element):
            yield Piece("", element, Inner.ALT_TEXT)

    def _field(self, element: etree._Element) -> Iterator[Piece]:
        if element.find(W + "ffData") is not None:
            yield Piece("", element, Inner.FORM_FIELD)
        if element in self.fields.tooltips:
            yield Piece("", element, Inner.TOOLTIP)
        if element in self.fields.shown:
            yield Piece(self.fields.shown[element], element)


def _is_leaf(element: etree._Element) -> bool:
    tag = element.tag
    if tag.endswith("}cNvPr"):
        return not _is_in_group(element)
    return tag in _TEXTS or tag == W + "sym" or (tag in _INNER and _INNER[tag] not in _OPENED)


_GROUPS = frozenset({"wgp", "grpSp", "wpc", "lockedCanvas"})


def _is_in_group(element: etree._Element) -> bool:
    """Whether a shape is one of several, each with a description; alone, the drawing around it has the one that counts."""
    for above in element.iterancestors():
        if above.tag == W + "drawing":
            return False
        if etree.QName(above).localname in _GROUPS:
            return True
    return False


def _inside(element: etree._Element) -> Iterator[etree._Element]:
    return iter(chosen(element)) if element.tag == MC + "AlternateContent" else iter(element)


def _why_inside(element: etree._Element) -> Why | None:
    """Why what stands in an element is not shown."""
    if element.tag in _GONE:
        return Why.DELETED
    if element.tag == W + "drawing":
        properties = element.find(f"*/{WP}docPr")
        return Why.HIDDEN if properties is not None and properties.get("hidden") in ("1", "true") else None
    if isinstance(element.tag, str) and element.tag.startswith(V) and _UNSEEN_STYLE.search(element.get("style", "")):
        return Why.HIDDEN
    return None


def _why_of_run(run: etree._Element) -> Why | None:
    """A run of an equation says in its properties that it was deleted."""
    return Why.DELETED if run.tag == M + "r" and run.find(f"{W}rPr/{W}del") is not None else None


def _symbol(element: etree._Element) -> str:
    number = element.get(W + "char", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", number):
        return ""
    return letter(int(number, 16), element.get(W + "font", ""))


def _old_shape(element: etree._Element) -> Iterator[Piece]:
    """A shape of the older kind (VML): its description, its tooltip, and WordArt."""
    if element.get("alt"):
        yield Piece("", element, Inner.ALT_TEXT)
    if element.get("title"):
        yield Piece("", element, Inner.TOOLTIP)
    if element.tag == V + "textpath" and element.get("string") and element.get("on", "t") not in ("f", "false"):
        yield Piece("", element, Inner.WORD_ART)
    if element.tag == V + "imagedata":
        yield Piece("", element, Inner.PICTURE)


# --- fields ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields of a part hold: elements in codes, and by its beginning what a field shows without a result."""

    codes: frozenset[etree._Element] = frozenset()
    shown: dict[etree._Element, str] = field(default_factory=dict)
    tooltips: dict[etree._Element, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Field:
    """A field that has begun."""

    begin: etree._Element
    code: str = ""
    in_result: bool = False
    has_result: bool = False
    codes: list[etree._Element] = field(default_factory=list)


_CODE = 2_000
"""How many characters of a field's code are looked at."""
_FIELD_PARTS = (W + "fldChar", W + "instrText", W + "t", W + "sym")
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S{1,200}\s+(?P<shown>.*)", re.IGNORECASE | re.DOTALL)
_CHOICE = re.compile(r"\s*FORMDROPDOWN\b", re.IGNORECASE)
_LETTER = re.compile(r"\s*SYMBOL\s+(?P<number>0x[0-9a-f]{1,6}|\d{1,7})(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r"\\f\s{0,9}\"?([^\"\\]{1,60})")
_TOOLTIP = re.compile(r"\s*HYPERLINK\b.*?\\o\s{1,9}\"(?P<tip>[^\"]{1,1000})\"", re.IGNORECASE | re.DOTALL)


def fields_of(root: etree._Element) -> Fields:
    """The fields of a part; one that is never ended is none, so that its words are read."""
    if next(root.iter(W + "fldChar"), None) is None:
        return Fields()
    codes: set[etree._Element] = set()
    found = Fields(shown={}, tooltips={})
    fields: list[_Field] = []
    in_code: list[_Field] = []
    for element in root.iter(*_FIELD_PARTS):
        step = element.get(W + "fldCharType")
        if step == "begin":
            fields.append(_Field(element))
            in_code.append(fields[-1])
        elif not fields:
            continue
        elif element.tag == W + "instrText":
            if not fields[-1].in_result:
                fields[-1].code = (fields[-1].code + (element.text or "")[:_CODE])[:_CODE]
        elif element.tag != W + "fldChar":
            if in_code:
                in_code[0].codes.append(element)
            elif element.tag == W + "sym" or (element.text or "").strip():
                fields[-1].has_result = True
        elif step == "separate" and not fields[-1].in_result:
            fields[-1].in_result = True
            in_code.pop()
        elif step == "end":
            ended = fields.pop()
            if not ended.in_result:
                in_code.pop()
            if fields and fields[-1].in_result and ended.has_result:
                fields[-1].has_result = True
            codes.update(ended.codes)
            _settle(ended, found)
    return Fields(frozenset(codes), found.shown, found.tooltips)


def _settle(ended: _Field, found: Fields) -> None:
    """What a field shows that has no result, and the tooltip of a link."""
    tip = tooltip_in(ended.code)
    if tip:
        found.tooltips[ended.begin] = tip
    if ended.has_result:
        return
    shown = shown_by_code(ended.code)
    if _CHOICE.match(ended.code):
        shown = chosen_entry(ended.begin)
    if shown:
        found.shown[ended.begin] = shown


def tooltip_in(code: str) -> str:
    """The tooltip that the code of a link names."""
    tip = _TOOLTIP.match(code[:_CODE])
    return tip["tip"] if tip else ""


def shown_by_code(code: str) -> str:
    """What Word shows of a field that keeps its words in its code: a button, a symbol."""
    button = _BUTTON.match(code)
    if button:
        return button["shown"].strip()
    found = _LETTER.match(code)
    if not found:
        return ""
    font = _FONT.search(found["rest"])
    number = found["number"]
    return letter(int(number, 16 if number[:2].lower() == "0x" else 10), font.group(1).strip() if font else "")


def _simple_field(element: etree._Element) -> Iterator[Piece]:
    code = element.get(W + "instr", "")[:_CODE]
    if tooltip_in(code):
        yield Piece("", element, Inner.TOOLTIP)
    shown = shown_by_code(code)
    if shown and next(element.iter(W + "t"), None) is None:
        yield Piece(shown, element)


def tooltip_of(element: etree._Element, fields: Fields) -> str:
    """The tooltip of a link, a shape or a field."""
    if element.tag == W + "fldSimple":
        return tooltip_in(element.get(W + "instr", ""))
    told = fields.tooltips.get(element) or element.get(W + "tooltip") or element.get("tooltip")
    return told or element.get("title") or ""


# --- forms -------------------------------------------------------------------------------------------------------


def entries(begin: etree._Element) -> list[str]:
    """The entries of a list in a form field of the old kind."""
    return [entry.get(W + "val", "") for entry in begin.iterfind(f"{W}ffData/{W}ddList/{W}listEntry")]


def chosen_entry(begin: etree._Element) -> str:
    """The entry that a list in a form field shows: the one that was chosen, or the usual one."""
    listed = entries(begin)
    for name in ("result", "default"):
        told = begin.find(f"{W}ffData/{W}ddList/{W}{name}")
        number = told.get(W + "val", "") if told is not None else ""
        if number.isdecimal() and len(number) < 6 and int(number) < len(listed):
            return listed[int(number)]
    return listed[0] if listed else ""


def form_words(begin: etree._Element) -> Iterator[tuple[str, str]]:
    """What a form field of the old kind says besides its entry: its other entries, help and status texts."""
    shown = chosen_entry(begin)
    yield from (("choice", entry) for entry in entries(begin) if entry != shown)
    for name, kind in (("helpText", "help text"), ("statusText", "help text")):
        for told in begin.iterfind(f"{W}ffData/{W}{name}"):
            if told.get(W + "type", "text") == "text":
                yield kind, told.get(W + "val", "")


def control_words(control: etree._Element) -> Iterator[tuple[str, str]]:
    """What a content control says besides its content: its title, and the other items of its list."""
    properties = control.find(W + "sdtPr")
    if properties is None:
        return
    title = properties.find(W + "alias")
    if title is not None:
        yield "title of a content control", title.get(W + "val", "")
    items = [
        item.get(W + "displayText") or item.get(W + "value") or ""
        for kind in ("dropDownList", "comboBox")
        for item in properties.iterfind(f"{W}{kind}/{W}listItem")
    ]
    if not items:
        return
    content = control.find(W + "sdtContent")
    shown = "".join(text.text or "" for text in content.iter(W + "t")) if content is not None else ""
    yield from (("choice", item) for item in items if item != shown)
