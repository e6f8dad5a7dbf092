"""OpenDocument styles: which are headings or quotations, and which hide, strike out or raise what wears them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from langcheck.model import Role
from langcheck.readers.looks import Why
from langcheck.readers.styles import role_of_style

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_NAMESPACE}office:1.0}}"
TEXT = f"{{{_NAMESPACE}text:1.0}}"
TABLE = f"{{{_NAMESPACE}table:1.0}}"
DRAW = f"{{{_NAMESPACE}drawing:1.0}}"
STYLE = f"{{{_NAMESPACE}style:1.0}}"
SHOW = f"{{{_NAMESPACE}presentation:1.0}}"
SVG = f"{{{_NAMESPACE}svg-compatible:1.0}}"
FO = f"{{{_NAMESPACE}xsl-fo-compatible:1.0}}"
FORM = f"{{{_NAMESPACE}form:1.0}}"
CHART = f"{{{_NAMESPACE}chart:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
MATH = "{http://www.w3.org/1998/Math/MathML}"


LONGEST_CHAIN = 50
"""How many styles may build on each other."""


@dataclass(frozen=True, slots=True)
class OpenLook:
    """What a style says of text, None where it does not say it."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    font: str | None = None

    @property
    def why(self) -> Why | None:
        """Why a text that looks so is not read."""
        if self.hidden:
            return Why.HIDDEN
        return Why.STRUCK if self.struck else None

    def over(self, outer: OpenLook) -> OpenLook:
        """This look inside of another."""
        if self is PLAIN:
            return outer
        return OpenLook(
            self.hidden if self.hidden is not None else outer.hidden,
            self.struck if self.struck is not None else outer.struck,
            self.raised if self.raised is not None else outer.raised,
            self.font or outer.font,
        )


PLAIN = OpenLook()


class OpenStyles:
    """The styles of a file by family and name; those of the content come before the common ones."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._fonts: dict[str, str] = {}
        for root in reversed(roots):
            for style in root.iter(STYLE + "style"):
                self._styles[(style.get(STYLE + "family", ""), style.get(STYLE + "name", ""))] = style
            for font in root.iter(STYLE + "font-face"):
                self._fonts[font.get(STYLE + "name", "")] = font.get(SVG + "font-family", "").strip("'\"")
        self._roles: dict[str, Role | None] = {}
        self._looks: dict[tuple[str, str], OpenLook] = {}

    def role(self, name: str) -> Role | None:
        """The role that a paragraph style gives, by its own name or that of a style it builds on."""
        if name not in self._roles:
            self._roles[name] = self._find_role(name)
        return self._roles[name]

    def look(self, family: str, name: str | None) -> OpenLook:
        """What a style, or one that it builds on, says of the text in it."""
        if not name:
            return PLAIN
        known = (family, name)
        if known not in self._looks:
            look = PLAIN
            for style in self._chain(family, name):
                look = look.over(self._told(style)) if look is not PLAIN else self._told(style)
            self._looks[known] = look
        return self._looks[known]

    def hides(self, family: str, name: str | None) -> bool:
        """Whether a style keeps sections, tables or slides from being shown."""
        for style in self._chain(family, name or ""):
            for properties in style:
                if properties.get(TEXT + "display") == "none" or properties.get(TABLE + "display") == "false":
                    return True
                if properties.get(SHOW + "visibility") == "hidden":
                    return True
        return False

    def _find_role(self, name: str) -> Role | None:
        while name:
            for style in self._chain("paragraph", name):
                shown = style.get(STYLE + "display-name") or style.get(STYLE + "name", "").replace("_20_", " ")
                role = role_of_style(shown)
                if role is not None:
                    return role
                name = style.get(STYLE + "parent-style-name", "")
            return role_of_style(name.replace("_20_", " ")) if ("paragraph", name) not in self._styles else None
        return None

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        """A style and those it builds on, the nearest first; a circle ends somewhere."""
        for _ in range(LONGEST_CHAIN):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name", "")

    def _told(self, style: etree._Element) -> OpenLook:
        properties = style.find(STYLE + "text-properties")
        if properties is None:
            return PLAIN
        display = properties.get(TEXT + "display")
        name = properties.get(STYLE + "font-name", "")
        look = OpenLook(
            None if display is None else display == "none",
            _is_struck(properties),
            _is_raised(properties),
            self._fonts.get(name, name) or (properties.get(FO + "font-family") or "").strip("'\"") or None,
        )
        return PLAIN if look == PLAIN else look


def _is_struck(properties: etree._Element) -> bool | None:
    told = properties.get(STYLE + "text-line-through-type") or properties.get(STYLE + "text-line-through-style")
    return None if told is None else told != "none"


def _is_raised(properties: etree._Element) -> bool | None:
    told = properties.get(STYLE + "text-position")
    if told is None:
        return None
    height = told.split(" ")[0]
    return height == "super" or (height.rstrip("%").replace(".", "", 1).isdecimal() and height.strip("0.%") != "")
