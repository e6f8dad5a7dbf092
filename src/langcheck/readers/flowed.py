"""Plain text of messages whose lines flow (RFC 3676): lines that a blank ends go on in the next."""

from __future__ import annotations

import re

from langcheck.readers.markup import Line, lines_of
from langcheck.readers.reading import Passage, PassageBuilder

_QUOTE = re.compile(r">*")
_SIGNATURE = "-- "


def unflowed(content: str, *, delete_space: bool) -> Passage:
    """The text with one line a paragraph; ``delete_space`` says that the blank at a line's end belongs to no word."""
    builder = PassageBuilder()
    flows = False
    depth = 0
    end = 0
    for line in lines_of(content):
        mark = _QUOTE.match(line.text)
        quoted = mark.end() if mark else 0
        goes_on = flows and quoted == depth
        start = quoted + line.text.startswith(" ", quoted)
        if end and not goes_on:
            builder.together("\n", end, max(line.start - end, 1))
        if not goes_on and quoted:
            builder.add(line.text[:start], line.start)
        flows = line.text.endswith(" ") and line.text[quoted:] != _SIGNATURE
        stop = len(line.text) - (flows and delete_space)
        builder.add(line.text[start:stop], line.start + start)
        depth, end = quoted, _end(line)
    return builder.build()


def _end(line: Line) -> int:
    return max(line.end, 1)
