"""Word styles: what runs and paragraphs look like by their own properties and those of the styles they wear.

Hidden and struck-out text is told by toggles: where both the paragraph's style and the character's set one, they cancel
each other out (ECMA-376 17.7.3); what a run says itself always counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields

from lxml import etree

from langcheck.model import Role
from langcheck.readers.looks import Why
from langcheck.readers.package import Package
from langcheck.readers.styles import role_of_style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_CHAIN = 50
"""How many styles may build on each other; Word itself knows fewer."""

_OFF = ("0", "false", "off")
_TOGGLES = {W + "vanish": "hidden", W + "strike": "struck", W + "dstrike": "struck_twice"}


@dataclass(frozen=True, slots=True)
class Look:
    """What run properties say, None where they do not say it; ``style`` is the character style that they name."""

    hidden: bool | None = None
    struck: bool | None = None
    struck_twice: bool | None = None
    raised: bool | None = None
    font: str | None = None
    style: str | None = None

    @property
    def why(self) -> Why | None:
        """Why a text that looks so is not read."""
        if self.hidden:
            return Why.HIDDEN
        return Why.STRUCK if self.struck or self.struck_twice else None


PLAIN = Look()


def look_of(properties: etree._Element | None) -> Look:
    """What the run properties of a run or style say."""
    if properties is None or len(properties) == 0:
        return PLAIN
    told: dict[str, bool | str] = {}
    for child in properties:
        tag = child.tag
        if tag in _TOGGLES:
            told[_TOGGLES[tag]] = is_on(child)
        elif tag == W + "vertAlign":
            told["raised"] = child.get(W + "val") == "superscript"
        elif tag == W + "position":
            if child.get(W + "val", "0").strip().isdecimal() and child.get(W + "val") != "0":
                told["raised"] = True
        elif tag == W + "rFonts":
            font = child.get(W + "ascii") or child.get(W + "hAnsi")
            if font:
                told["font"] = font
        elif tag == W + "rStyle":
            told["style"] = child.get(W + "val", "")
    return Look(**told) if told else PLAIN  # type: ignore[arg-type]


_IN_TYPE = (W + "b", W + "i")


def opening_in_type(paragraph: etree._Element) -> str:
    """The text of the runs that a paragraph begins with which are bold or in italics by what they say themselves."""
    opening: list[str] = []
    for run in paragraph.iterchildren(W + "r"):
        text = "".join(piece.text or "" for piece in run.iterchildren(W + "t"))
        properties = run.find(W + "rPr")
        told = (properties.find(name) for name in _IN_TYPE) if properties is not None else ()
        if text.strip() and not any(each is not None and is_on(each) for each in told):
            break
        opening.append(text)
    return "".join(opening).rstrip()


def is_on(element: etree._Element) -> bool:
    """Whether a property that can be switched off is on."""
    return element.get(W + "val", "true").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class _Style:
    """A style as the file has it."""

    look: Look
    role: Role | None
    based_on: str
    list_level: tuple[str, str] | None


class Styles:
    """The styles of a Word file; raises UnreadableDocument as ``Package.parse`` does."""

    def __init__(self, package: Package, main: str) -> None:
        self._styles: dict[str, _Style] = {}
        self._usual_paragraph = ""
        self._defaults = PLAIN
        self._known: dict[str, Look] = {}
        for relation in package.relationships(main):
            if relation.kind == "styles" and relation.target in package:
                self._add(package.parse(relation.target))

    def _add(self, root: etree._Element) -> None:
        self._defaults = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(W + "style"):
            name, parent = style.find(W + "name"), style.find(W + "basedOn")
            identity = style.get(W + "styleId", "")
            self._styles[identity] = _Style(
                look_of(style.find(W + "rPr")),
                role_of_style(name.get(W + "val", "")) if name is not None else None,
                parent.get(W + "val", "") if parent is not None else "",
                list_level_of(style.find(W + "pPr")),
            )
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._usual_paragraph = identity

    def role(self, identity: str) -> Role | None:
        """The role of a paragraph style by its own name."""
        style = self._styles.get(identity)
        return style.role if style is not None else None

    def list_level(self, identity: str) -> tuple[str, str] | None:
        """The list and level that a paragraph style or one that it builds on puts its paragraphs into."""
        return next((style.list_level for style in self._chain(identity) if style.list_level), None)

    def paragraph(self, paragraph: etree._Element) -> Look:
        """What the style of a paragraph says of the text in it."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._look(named.get(W + "val", "") if named is not None else self._usual_paragraph)

    def seen(self, direct: Look, paragraph: Look) -> Look:
        """How a run looks that says ``direct`` itself, in a paragraph whose style says ``paragraph``."""
        if direct is PLAIN and paragraph is PLAIN and self._defaults is PLAIN:
            return PLAIN
        character = self._look(direct.style) if direct.style else PLAIN
        return Look(
            self._toggled(lambda look: look.hidden, direct, paragraph, character),
            self._toggled(lambda look: look.struck, direct, paragraph, character),
            _nearest(lambda look: look.struck_twice, direct, character, paragraph, self._defaults),
            _nearest(lambda look: look.raised, direct, character, paragraph, self._defaults),
            direct.font or character.font or paragraph.font or self._defaults.font,
        )

    def _toggled(self, told: Callable[[Look], bool | None], direct: Look, paragraph: Look, character: Look) -> bool:
        own = told(direct)
        if own is not None:
            return own
        return bool(told(self._defaults)) or bool(told(paragraph)) != bool(told(character))

    def _look(self, identity: str) -> Look:
        if identity not in self._known:
            chain = [style.look for style in self._chain(identity)]
            self._known[identity] = _merged(chain) if any(look is not PLAIN for look in chain) else PLAIN
        return self._known[identity]

    def _chain(self, identity: str) -> Iterator[_Style]:
        """A style and those it builds on, the nearest first; a circle ends somewhere."""
        for _ in range(LONGEST_CHAIN):
            if identity not in self._styles:
                return
            yield self._styles[identity]
            identity = self._styles[identity].based_on


def _merged(looks: list[Look]) -> Look:
    """What several looks say together, the first that says a thing counting."""
    told = {
        item.name: next((value for look in looks if (value := getattr(look, item.name)) is not None), None)
        for item in fields(Look)
    }
    return Look(**told)


def _nearest(told: Callable[[Look], bool | None], *looks: Look) -> bool | None:
    return next((value for look in looks if (value := told(look)) is not None), None)


# --- labels of lists ----------------------------------------------------------------------------------------------


def list_level_of(properties: etree._Element | None) -> tuple[str, str] | None:
    """The list and level that paragraph properties name."""
    numbered = properties.find(W + "numPr") if properties is not None else None
    if numbered is None:
        return None
    number, level = numbered.find(W + "numId"), numbered.find(W + "ilvl")
    return (
        number.get(W + "val", "") if number is not None else "",
        level.get(W + "val", "0") if level is not None else "0",
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """The labels of lists: by list and level the element that says what stands before each item, and its part."""

    labels: Mapping[tuple[str, str], etree._Element]
    part: str = ""


def lists_of(package: Package, main: str) -> Lists:
    """The lists of a Word file."""
    for relation in package.relationships(main):
        if relation.kind == "numbering" and relation.target in package:
            return Lists(_labels(package.parse(relation.target)), relation.target)
    return Lists({})


def _labels(root: etree._Element) -> dict[tuple[str, str], etree._Element]:
    shapes = {shape.get(W + "abstractNumId", ""): shape for shape in root.iterchildren(W + "abstractNum")}
    styled = {
        link.get(W + "val", ""): shape for shape in shapes.values() if (link := shape.find(W + "styleLink")) is not None
    }
    labels = {}
    for number in root.iterchildren(W + "num"):
        named = number.find(W + "abstractNumId")
        shape = shapes.get(named.get(W + "val", "")) if named is not None else None
        link = shape.find(W + "numStyleLink") if shape is not None else None
        if link is not None:
            shape = styled.get(link.get(W + "val", ""), shape)
        levels = [
            *(shape.iterchildren(W + "lvl") if shape is not None else ()),
            *number.iterfind(f"{W}lvlOverride/{W}lvl"),
        ]
        for level in levels:
            label = level.find(W + "lvlText")
            if label is not None and not look_of(level.find(W + "rPr")).why:
                labels[number.get(W + "numId", ""), level.get(W + "ilvl", "0")] = label
    return labels
