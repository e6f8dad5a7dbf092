"""Invitations (text/calendar) that come with a message: what an event is called, where it is, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from langcheck.model import Block
from langcheck.readers import html, text
from langcheck.readers.reading import Passage, PassageBuilder, relocate

_SPOKEN = frozenset(
    "SUMMARY DESCRIPTION LOCATION COMMENT CATEGORIES CONTACT RESOURCES X-WR-CALNAME X-WR-CALDESC".split()
)
_RICH = "X-ALT-DESC"
_PROPERTY = re.compile(r"([A-Za-z-]{1,40})((?:;[^:\"\r\n]{0,200}(?:\"[^\"\r\n]{0,200}\")?){0,10}):")
_LINE = re.compile(r"[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
_FOLDED = re.compile(r"\r?\n[ \t]|\\(.)")


def blocks_of(source: str) -> Iterator[Block]:
    """The blocks of an invitation, with anchors into its source."""
    for line in _LINE.finditer(source):
        found = _PROPERTY.match(source, line.start(), line.end())
        name = found.group(1).upper() if found else ""
        if found is None or (name not in _SPOKEN and name != _RICH):
            continue
        passage = _value(source, found.end(), line.end())
        blocks = html.blocks_of(passage.text) if name == _RICH else text.blocks_of(passage.text)
        for block in blocks:
            yield relocate(block, passage)


def _value(source: str, start: int, end: int) -> Passage:
    """The value of a property: its lines put together, its escapes as what they stand for."""
    builder = PassageBuilder()
    for found in _FOLDED.finditer(source, start, end):
        builder.add(source[start : found.start()], start)
        if escaped := found.group(1):
            builder.together("\n" if escaped in "nN" else escaped, found.start(), 2)
        start = found.end()
    builder.add(source[start:end], start)
    return builder.build()
