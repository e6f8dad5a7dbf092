"""What tags say of the text in them: that it is not to be translated, that it is a value for a program."""

from __future__ import annotations

import re

from langcheck.lazily import pattern
from langcheck.model import Region

_TAG = pattern(r"<(?P<ends>/?)(?P<name>[A-Za-z][\w:-]{0,40})(?P<given>[^<>]{0,2000})>")
_NOT_TRANSLATED = pattern(
    r"\stranslate\s*=\s*[\"']?no\b|\sclass\s*=\s*[\"']?[^\"'<>]{0,200}\bnotranslate\b", re.IGNORECASE
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_VALUE = pattern(r"\svalue\s{0,9}=\s{0,9}[\"']?\s{0,99}\Z", re.IGNORECASE)
_NEAR = 128


def untranslated(source: str) -> list[Region]:
    """The elements of a source that ask not to be translated, from their first tag to their last."""
    if "translate" not in source.lower():
        return []
    found: list[Region] = []
    open_name, opened, depth = "", 0, 0
    for tag in _TAG.finditer(source):
        name = tag["name"].lower()
        if depth:
            if name == open_name and not tag["given"].endswith("/"):
                depth += -1 if tag["ends"] else 1
            if not depth:
                found.append(Region(opened, tag.end()))
        elif not tag["ends"] and _NOT_TRANSLATED.search(tag["given"]):
            if name in _VOID or tag["given"].endswith("/"):
                found.append(Region(*tag.span()))
            else:
                open_name, opened, depth = name, tag.start(), 1
    if depth:
        found.append(Region(opened, len(source)))
    return found


def is_value(source: str, place: int) -> bool:
    """Whether an attribute at a place of a source is a value, which a program reads."""
    return _VALUE.search(source, max(0, place - _NEAR), place) is not None
