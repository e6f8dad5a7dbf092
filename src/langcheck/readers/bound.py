"""What the parts of a Word file say that stand behind what it stores: bound values, and words for other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from langcheck.readers.drawing import MC, chosen
from langcheck.readers.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_ITEM = re.compile(r"customXml/item\d+\.xml", re.IGNORECASE)
_STEP = re.compile(r"/(?:([\w.-]{1,80}):)?([\w.-]{1,80})(?:\[(\d{1,6})\])?")
_PATH = re.compile(rf"(?:{_STEP.pattern}){{1,40}}(?:/@[\w.:-]{{1,80}})?")
_PREFIX = re.compile(r"xmlns:([\w.-]{1,80})\s*=\s*(?:'([^']{0,500})'|\"([^\"]{0,500})\")")


class BoundValues:
    """The values to which content controls are bound: Word shows these, whatever the control holds."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._stores: dict[str, etree._Element] | None = None

    def of(self, control: etree._Element) -> str:
        """The value that a control is bound to; empty where it is bound to none, or to one that is not there."""
        binding = control.find(f"{W}sdtPr/{W}dataBinding")
        if binding is None:
            return ""
        path = binding.get(W + "xpath", "")
        if _PATH.fullmatch(path) is None:
            return ""
        spaces = {name: one or other for name, one, other in _PREFIX.findall(binding.get(W + "prefixMappings", ""))}
        store = self._found().get(binding.get(W + "storeItemID", "").lower())
        roots = [store] if store is not None else list(self._found().values())
        return next((value for root in roots if (value := _value(root, path, spaces))), "")

    def _found(self) -> dict[str, etree._Element]:
        """The parts that hold values, by their identities in small letters."""
        if self._stores is None:
            self._stores = {
                self._identity(name) or name: self._package.parse(name)
                for name in sorted(self._package.names)
                if _ITEM.fullmatch(name)
            }
        return self._stores

    def _identity(self, name: str) -> str:
        for related in self._package.relationships(name):
            if related.kind == "customXmlProps" and related.target in self._package:
                return self._package.parse(related.target).get(_DATA + "itemID", "").lower()
        return ""


def _value(root: etree._Element, path: str, spaces: dict[str, str]) -> str:
    """The text at a path of names and numbers, without the rest of what XPath can do."""
    elements, attribute = path.split("/@") if "/@" in path else (path, "")
    current: etree._Element | None = None
    for prefix, name, number in _STEP.findall(elements):
        tag = f"{{{spaces.get(prefix, '')}}}{name}" if spaces.get(prefix) else name
        among = [root] if current is None else list(current.iterchildren(etree.Element))
        able = [element for element in among if element.tag == tag]
        index = int(number or 1) - 1
        if not 0 <= index < len(able):
            return ""
        current = able[index]
    if current is None:
        return ""
    return current.get(attribute, "") if attribute else "".join(map(str, current.itertext()))


def shown_in(control: etree._Element) -> str:
    """The words that a control holds, without blanks at their ends."""
    return "".join(text.text or "" for text in control.iterfind(f"{W}sdtContent//{W}t")).strip()


def for_other_programs(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Words of branches that today's Word does not show and that differ from those it shows, with the alternatives."""
    for alternatives in root.iter(MC + "AlternateContent"):
        if next(alternatives.iterancestors(MC + "AlternateContent", W + "del", W + "moveFrom"), None) is not None:
            continue
        shown = _squeezed(" ".join(text for branch in _branches(alternatives, shown=True) for text in _texts(branch)))
        for branch in _branches(alternatives, shown=False):
            for text in _texts(branch):
                if _squeezed(text) not in shown:
                    yield alternatives, text


def _branches(alternatives: etree._Element, *, shown: bool) -> Iterator[etree._Element]:
    branch = chosen(alternatives)
    for child in alternatives.iterchildren(MC + "Choice", MC + "Fallback"):
        if (child is branch) is shown:
            yield child


def _texts(branch: etree._Element) -> Iterator[str]:
    """The words of a branch by paragraph, and those of pictures made of words."""
    for paragraph in list(branch.iter(W + "p")) or [branch]:
        yield "".join(text.text or "" for text in paragraph.iter(W + "t") if not _is_hidden(text))
    for element in branch.iter(etree.Element):
        if etree.QName(element).localname == "textpath":
            yield element.get("string", "")


def _is_hidden(text: etree._Element) -> bool:
    run = text.getparent()
    return run is not None and run.find(f"{W}rPr/{W}vanish") is not None


def _squeezed(text: str) -> str:
    return "".join(text.split())
