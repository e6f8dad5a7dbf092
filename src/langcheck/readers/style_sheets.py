"""Style sheets of a page, as far as they say what is shown: which rules hold for an element, and what they say of its text.

What may be shown is read. A rule that hides counts only where it is certain to hold: on every screen, for elements that its
selector tells by names, classes and attributes. One that shows counts also where it may hold: on some screens, in print, while
somebody points at something. A sheet beyond the limits hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from langcheck.lazily import pattern

MOST_RULES = 5_000
"""How many selectors are kept that say whether text is shown; a page with more is read as if it had none."""
LONGEST_SELECTOR = 500
"""How long a selector is that is looked at; a longer one may hold where its last part does not say otherwise."""
MOST_AROUND = 100
"""How many elements around one are asked whether a selector names them."""

PROPERTIES = ("display", "visibility", "opacity", "font-size", "text-decoration", "text-decoration-line")
"""What says whether text is shown or struck out."""
_NOTHING = pattern(r"0*(?:\.0*)?(?:%|[a-z]{1,4})?\s*\Z")

_SHEETS = pattern(
    r"<!--|<(style|link|script|template|noscript|textarea|title|xmp|iframe|noembed|noframes)\b([^<>]{0,2000})>",
    re.IGNORECASE,
)
_HIDES = pattern(r"\bnone\b|\bhidden\b|\bcollapse\b|line-through|\bopacity\b|font-size\s*:\s*\.?0", re.IGNORECASE)
_LINKED = pattern(r"""\brel\s*=\s*["']?\s*stylesheet\b""", re.IGNORECASE)
_ADDRESS = pattern(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_MEDIA = pattern(r"""\bmedia\s*=\s*["']?([^"'>]*)""", re.IGNORECASE)
_TYPE = pattern(r"""\btype\s*=\s*["']?\s*([^\s"'>]+)""", re.IGNORECASE)
_NOT_CSS = pattern(r"/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_TOKEN = pattern(r"""\\.|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[{};]""", re.DOTALL)
_ANY_SCREEN = pattern(r"\s*(?:(?:only\s+)?(?:all|screen))?\s*\Z", re.IGNORECASE)
_DECLARATION = pattern(r"([a-z-]+)\s*:\s*([^;]{0,80})", re.IGNORECASE)
_IMPORTANT = pattern(r"\s*!\s*important\s*\Z", re.IGNORECASE)
_MOVED = pattern(r"\b(?:animation|transition)(?:-[a-z]+)?\s*:", re.IGNORECASE)
"""What a sheet says that lets text appear by and by."""

_NAME = r"(?:\\[^\n]|[\w-]|[^\x00-\x7f])+"
_PIECE = pattern(
    rf"""(?P<part>::|:(?:before|after|first-line|first-letter)\b)"""
    rf"""|(?P<pseudo>:[\w-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?)"""
    rf"""|(?P<tag>{_NAME}|\*)|\#(?P<id>{_NAME})|\.(?P<kind>{_NAME})"""
    rf"""|\[\s*(?P<key>{_NAME})\s*(?:=\s*(?:"(?P<one>[^"\\]*)"|'(?P<two>[^'\\]*)'|(?P<bare>{_NAME}))\s*)?\]"""
    rf"""|(?P<other>\[[^\]]*\])|\s*(?P<joint>[>+~])\s*|(?P<blank>\s+)""",
    re.IGNORECASE,
)
"""What selectors are made of."""
_ESCAPE = pattern(r"\\([^\n])")


Linked = Callable[[str], str]
"""What stands at an address that a page names for a style sheet; nothing where that is not known."""


class Element(NamedTuple):
    """What selectors ask of an element."""

    tag: str
    name: str
    kinds: frozenset[str]
    given: Mapping[str, str | None]

    @classmethod
    def of(cls, tag: str, given: Mapping[str, str | None]) -> Element:
        """An element as it is written."""
        return cls(tag, given.get("id") or "", frozenset((given.get("class") or "").split()), given)


@dataclass(frozen=True, slots=True)
class _Compound:
    """What a selector says of one element."""

    tag: str = ""
    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str | None], ...] = ()

    def fits(self, element: Element) -> bool:
        return (
            (not self.tag or self.tag == element.tag)
            and self.kinds <= element.kinds
            and (not self.names or self.names == {element.name})
            and all(
                key in element.given and value in (None, element.given[key] or "") for key, value in self.attributes
            )
        )

    def and_also(self, piece: re.Match[str]) -> _Compound:
        """What is said of the element with one thing more."""
        if piece["tag"]:
            return replace(self, tag="" if piece["tag"] == "*" else _unescaped(piece["tag"]).lower())
        if piece["id"]:
            return replace(self, names=self.names | {_unescaped(piece["id"])})
        if piece["kind"]:
            return replace(self, kinds=self.kinds | {_unescaped(piece["kind"])})
        value = next((value for value in piece.group("one", "two", "bare") if value is not None), None)
        return replace(self, attributes=(*self.attributes, (piece["key"].lower(), value)))

    @property
    def key(self) -> str:
        """Where a sheet keeps the rules for it, so that few are asked of each element."""
        for sign, names in (("#", self.names), (".", self.kinds)):
            if names:
                return sign + min(names)
        return self.tag


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector with what it says, and how much that weighs.

    ``around`` are the elements that have to be around, the nearest first, each with whether it has to be the parent.
    """

    last: _Compound
    around: tuple[tuple[_Compound, bool], ...]
    is_certain: bool
    weight: tuple[int, int, int, int]
    says: tuple[tuple[str, str, bool], ...]

    def fits(self, element: Element, outer: Sequence[Element]) -> bool:
        if not self.last.fits(element):
            return False
        at = len(outer)
        for compound, is_parent in self.around:
            reach = at - 1 if is_parent else max(at - MOST_AROUND, 0)
            at = next(
                (place for place in range(at - 1, reach - 1, -1) if place >= 0 and compound.fits(outer[place])), -1
            )
            if at < 0:
                return False
        return True


@dataclass(slots=True)
class StyleSheet:
    """The rules of a page that say whether text is shown."""

    _rules: dict[str, list[_Rule]] = field(default_factory=dict)
    _count: int = 0
    _moves: bool = False
    hides: bool = False
    """Whether there is a rule that hides or strikes out at all."""

    def add(self, css: str, *, everywhere: bool = True) -> None:
        """Take the rules of a sheet; ``everywhere`` says that it holds on every screen."""
        css = _NOT_CSS.sub(" ", css)
        self._moves = self._moves or _MOVED.search(css) is not None
        for selectors, body, is_certain in _rules_of(css, everywhere):
            says = tuple(_declared(body))
            if not says:
                continue
            for selector in _divided(selectors):
                self._take(selector, says, is_certain=is_certain)

    def _take(self, selector: str, says: tuple[tuple[str, str, bool], ...], *, is_certain: bool) -> None:
        self._count += 1
        if self._count > MOST_RULES:
            self._rules, self.hides = {}, False
            return
        rule = _rule(selector, says, self._count, is_certain=is_certain)
        if rule is not None:
            self._rules.setdefault(rule.last.key, []).append(rule)
            self.hides = self.hides or any(not shows(name, value) for name, value, _ in says)

    def declared(self, element: Element, outer: Sequence[Element], *, has_script: bool) -> dict[str, tuple[str, bool]]:
        """What the rules for an element say of its text, each with whether a style of its own does not outweigh it.

        What is see-through or without size where a page moves or has a script may only wait to be shown.
        """
        keys = [element.tag, "", *(f".{kind}" for kind in element.kinds), f"#{element.name}"]
        found: dict[str, tuple[tuple[int, ...], str]] = {}
        perhaps: dict[str, tuple[int, ...]] = {}
        for key in keys:
            for rule in self._rules.get(key, ()):
                if not rule.fits(element, outer):
                    continue
                for name, value, important in rule.says:
                    weight = (important, *rule.weight)
                    if not rule.is_certain:
                        if shows(name, value):
                            perhaps[name] = max(perhaps.get(name, weight), weight)
                    elif name not in found or weight >= found[name][0]:
                        found[name] = weight, value
        waits = self._moves or has_script
        return {
            name: (value, bool(weight[0]))
            for name, (weight, value) in found.items()
            if not (name in perhaps and perhaps[name] > weight) and not (waits and name in ("opacity", "font-size"))
        }


def shows(name: str, value: str) -> bool:
    """Whether a property with a value shows text."""
    if name == "display":
        return not value.startswith("none")
    if name == "visibility":
        return not value.startswith(("hidden", "collapse"))
    if name in ("opacity", "font-size"):
        return _NOTHING.match(value) is None
    return "line-through" not in value


def sheet_of(page: str, linked: Linked | None = None) -> StyleSheet | None:
    """The style sheet of a page, its own and what ``linked`` has at an address; None where no text is hidden by it."""
    if "<style" not in (small := page.lower()) and (linked is None or "<link" not in small):
        return None
    sheets = list(_sheets_in(page, small, linked))
    if not any(_HIDES.search(css) for css, _ in sheets):
        return None
    made = StyleSheet()
    for css, everywhere in sheets:
        made.add(css, everywhere=everywhere)
    return made if made.hides else None


def _sheets_in(page: str, small: str, linked: Linked | None) -> Iterator[tuple[str, bool]]:
    """The style sheets of a page, each with whether it holds on every screen."""
    at = 0
    while (opened := _SHEETS.search(page, at)) is not None:
        tag = (opened.group(1) or "").lower()
        told = opened.group(2) or ""
        media = _MEDIA.search(told)
        everywhere = media is None or _ANY_SCREEN.match(media.group(1)) is not None
        if tag == "link":
            at = opened.end()
            if linked is not None and _LINKED.search(told) and (address := _ADDRESS.search(told)):
                yield linked(next(filter(None, address.groups()), "")), everywhere
            continue
        closes = f"</{tag}" if tag else "-->"
        end = small.find(closes, opened.end())
        if end < 0:
            return
        at = end + len(closes)
        if tag == "style" and ((kind := _TYPE.search(told)) is None or kind.group(1).lower() == "text/css"):
            yield page[opened.end() : end], everywhere


def _rules_of(css: str, everywhere: bool) -> Iterator[tuple[str, str, bool]]:
    """The rules of a sheet: selectors, declarations, and whether they hold on every screen."""
    around: list[tuple[str, bool]] = []
    start = 0
    head = ""
    for token in _TOKEN.finditer(css):
        sign = token.group()
        if sign == "{":
            head = css[start : token.start()].strip()
            holds = around[-1][1] if around else everywhere
            name, _, asked = head.partition(" ") if head.startswith("@") else ("", "", "")
            if name.partition("(")[0].lower() in ("@media", "@layer", "@supports", "@container"):
                is_any = name.lower() == "@layer" or (name.lower() == "@media" and _ANY_SCREEN.match(asked) is not None)
                around.append(("group", holds and is_any))
            else:
                kind = "other" if name or (around and around[-1][0] != "group") else "rule"
                around.append((kind, holds))
            start = token.end()
        elif sign == "}":
            kind, holds = around.pop() if around else ("other", False)
            if kind == "rule":
                yield head, css[start : token.start()], holds
            start = token.end()
            if around and around[-1][0] == "rule":  # a rule in a rule: what comes after it still is of the outer one
                around[-1] = "other", False
        elif sign == ";" and (not around or around[-1][0] == "group"):
            start = token.end()


def _declared(body: str) -> Iterator[tuple[str, str, bool]]:
    for written in body.split(";"):
        found = _DECLARATION.match(written.strip())
        if found and (name := found.group(1).lower()) in PROPERTIES:
            value, times = _IMPORTANT.subn("", found.group(2).lower())
            yield name, value.strip(), bool(times)


def _divided(selectors: str) -> Iterator[str]:
    """The selectors of a rule; commas in brackets divide none."""
    depth = start = 0
    for at, sign in enumerate(selectors):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and depth <= 0:
            yield selectors[start:at].strip()
            start = at + 1
    yield selectors[start:].strip()


def _rule(selector: str, says: tuple[tuple[str, str, bool], ...], order: int, *, is_certain: bool) -> _Rule | None:
    """A selector as a rule; None where it is of no element, or where what it hides is not certain."""
    is_certain = is_certain and len(selector) <= LONGEST_SELECTOR
    selector = selector[-LONGEST_SELECTOR:]
    steps: list[tuple[_Compound, str]] = []
    joint = ""
    compound = _Compound()
    asked = at = 0
    while at < len(selector):
        piece = _PIECE.match(selector, at)
        at = piece.end() if piece else at + 1
        if piece is None or piece["pseudo"] or piece["other"]:
            is_certain = False
            asked += 1
        elif piece["part"]:
            return None
        elif piece["joint"] or piece["blank"]:
            steps.append((compound, joint))
            compound, joint = _Compound(), piece["joint"] or " "
            is_certain = is_certain and joint in "> "
        else:
            compound = compound.and_also(piece)
    steps.append((compound, joint))
    if not at or not (is_certain or any(shows(name, value) for name, value, _ in says)):
        return None
    around = tuple((steps[place - 1][0], steps[place][1] == ">") for place in range(len(steps) - 1, 0, -1))
    weight = (
        sum(len(step.names) for step, _ in steps),
        sum(len(step.kinds) + len(step.attributes) for step, _ in steps) + asked,
        sum(bool(step.tag) for step, _ in steps),
        order,
    )
    return _Rule(compound, around if is_certain else (), is_certain, weight, says)


def _unescaped(name: str) -> str:
    return _ESCAPE.sub(r"\1", name)
