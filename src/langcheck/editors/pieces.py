"""Regions of a block to the pieces of source they stand for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from langcheck.model import Block, Region


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text and the stretch of source it came from.

    Where ``together`` is set, the characters stand as a whole for all of the source (an entity, a ligature, a run of
    blanks), and the piece holds all of it, even where the region that was asked for ends inside.
    """

    text: Region
    source: Region
    together: bool


def pieces_of(block: Block, region: Region) -> tuple[Piece, ...]:
    """The pieces of source that a region of a block's text is made of, in the order of the text.

    Between one piece and the next the source may hold what is not text: markup, a soft hyphen, a line's end.
    """
    pieces: list[Piece] = []
    anchors = block.anchors
    index = max(bisect_right(anchors, region.start, key=lambda anchor: anchor.offset) - 1, 0)
    while index < len(anchors) and anchors[index].offset < region.end:
        anchor = anchors[index]
        index += 1
        following = anchors[index].offset if index < len(anchors) else len(block.text)
        if anchor.width:
            whole = Region(anchor.source, anchor.source + anchor.width)
            pieces.append(Piece(Region(anchor.offset, following), whole, together=True))
            continue
        start, end = max(anchor.offset, region.start), min(following, region.end)
        if start < end:
            shift = anchor.source - anchor.offset
            pieces.append(Piece(Region(start, end), Region(start + shift, end + shift), together=False))
    return tuple(pieces)


_HYPHENS = re.compile("[-\u2010\u2011 ]")


def is_same_text(text: str, read: str) -> bool:
    """Whether a text is what was read, where divided words may have been put together."""
    return text == read or _HYPHENS.sub("", text) == _HYPHENS.sub("", read)
