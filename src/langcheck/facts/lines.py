"""The lines of a document as a person sees them, each with the stretch of a block that it shows.

Layout speaks in lines: who speaks stands at the beginning of one. Blocks join the lines of a paragraph and lose what
stands before them, so lines are told from the ends of lines in the source, where there is a source in lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from langcheck.model import Block, Document, Region

_WITHOUT_LINES = frozenset({"html", "xml"})
"""Formats whose source breaks lines where nobody sees it."""
_AS_WRITTEN = "text"
"""The format whose source is what a person sees, blanks at the beginning included."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: ``text`` is the stretch ``region`` of the block, ``written`` what the source shows of it.

    ``opens`` says that a blank line or another paragraph comes before it.
    """

    block: int
    region: Region
    text: str
    written: str
    opens: bool

    @property
    def indent(self) -> int:
        """How far the line is set in."""
        shown = self.written.expandtabs(4)
        return len(shown) - len(shown.lstrip())


def lines_of(document: Document) -> list[Line]:
    """The lines of a document in reading order."""
    if document.source is None or document.format in _WITHOUT_LINES:
        return [
            Line(number, Region(0, len(block.text)), block.text, block.text, True)
            for number, block in enumerate(document.blocks)
        ]
    lines: list[Line] = []
    last = -1
    for number, block in enumerate(document.blocks):
        first = document.line_and_column(block.source_region(Region(0, 1)).start)[0]
        for step, region in enumerate(_stretches(document, block)):
            row = first + step
            text = block.text[region.start : region.end].strip()
            if not text:
                continue
            start = block.text.index(text[0], region.start)
            region = Region(start, start + len(text))
            as_text = document.format == _AS_WRITTEN
            written = document.line(row).rstrip() if as_text else text
            opens = row > last + 1 or last < 0 if as_text else step == 0
            lines.append(Line(number, region, text, written, opens))
            last = row
    return lines


def _stretches(document: Document, block: Block) -> Iterator[Region]:
    """The stretches of a block that stand on one line each, from its first line on; empty ones for lines without any."""
    sources = [anchor.source for anchor in block.anchors]
    if any(here > there for here, there in pairwise(sources)):
        yield Region(0, len(block.text))
        return
    starts = [_offset_at(block, sources, place) for place in _line_starts(document, block)]
    for start, end in pairwise([0, *starts, len(block.text)]):
        yield Region(min(start, end), end)


def _line_starts(document: Document, block: Block) -> Sequence[int]:
    """Where the lines begin that a block goes on to behind its first one."""
    place = block.source_region(Region(0, 1)).start
    edge = block.source_region(Region(max(len(block.text) - 1, 0), len(block.text))).end
    return document.line_starts_between(place, edge)


def _offset_at(block: Block, sources: list[int], place: int) -> int:
    """The offset in a block of what stands at a place of the source, or first behind it."""
    index = bisect_right(sources, place) - 1
    if index < 0:
        return 0
    anchor = block.anchors[index]
    limit = block.anchors[index + 1].offset if index + 1 < len(block.anchors) else len(block.text)
    if anchor.width:
        return limit if place > anchor.source else anchor.offset
    return min(anchor.offset + place - anchor.source, limit)
