"""Words that a hyphen and a blank divide, which a forced line end or pasting left there, put together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate, islice, pairwise

from langcheck.model import Anchor, Block, Mark, Region
from langcheck.readers.reading import Choice

_DIVIDED = re.compile(r"(?<![^\W_])[^\W\d_]{1,40}(?:[-\u2010\u2011] [^\W\d_]{1,40}){1,5}(?![^\W_])")
_GAP = re.compile("[-\u2010\u2011] ")
_SHORTEST_PART = 4
"""How long the second part of a compound is at least: "sex- and labor trafficking" holds none."""


def undivided(block: Block, choice: Choice) -> Block:
    """A block without the hyphens and blanks that forced line ends or pasting leave in a word.

    Only a choice that knows words can tell "vic- tim" from "pre- and post-trial"; without one nothing is changed. Between
    two words that are looked for, the hyphen stays.
    """
    if choice.is_word is None:
        return block
    gaps: list[Region] = []
    for found in _DIVIDED.finditer(block.text):
        gaps += _gaps(found.group(), found.start(), choice.is_word)
    return without(block, gaps) if gaps else block


def _gaps(written: str, start: int, is_word: Callable[[str], bool]) -> list[Region]:
    """What to leave out of words with hyphens and blanks between them, which begin at ``start``."""
    hyphens = list(_GAP.finditer(written))
    parts = _GAP.split(written)
    in_capitals = written.isupper()
    if is_word("".join(parts).lower()) and (in_capitals or all(part.islower() for part in parts[1:])):
        return [Region(start + hyphen.start(), start + hyphen.end()) for hyphen in hyphens]
    gaps = []
    for hyphen, (before, after) in zip(hyphens, pairwise(parts), strict=True):
        if not (after.islower() or in_capitals):
            continue
        if is_word(f"{before}{after}".lower()):
            gaps.append(Region(start + hyphen.start(), start + hyphen.end()))
        elif len(after) >= _SHORTEST_PART and is_word(before.lower()) and is_word(after.lower()):
            gaps.append(Region(start + hyphen.end() - 1, start + hyphen.end()))
    return gaps


def without(block: Block, gaps: Sequence[Region]) -> Block:
    """A block without stretches of its text, which stand in order."""
    ends = [gap.end for gap in gaps]
    removed = list(accumulate((gap.end - gap.start for gap in gaps), initial=0))

    def shifted(offset: int) -> int:
        number = bisect_right(ends, offset)
        into = offset - gaps[number].start if number < len(gaps) else 0
        return offset - removed[number] - max(into, 0)

    anchors = {shifted(anchor.offset): replace(anchor, offset=shifted(anchor.offset)) for anchor in block.anchors}
    for gap in gaps:
        anchor = block.anchors[max(bisect_right(block.anchors, gap.end, key=lambda found: found.offset) - 1, 0)]
        source = anchor.source if anchor.width else anchor.source + gap.end - anchor.offset
        anchors[shifted(gap.end)] = Anchor(shifted(gap.end), source, anchor.width)
    kept = pairwise([0, *(edge for gap in gaps for edge in (gap.start, gap.end)), len(block.text)])
    return replace(
        block,
        text="".join(block.text[start:end] for start, end in islice(kept, 0, None, 2)),
        anchors=tuple(anchors[offset] for offset in sorted(anchors)),
        marks=tuple(
            Mark(Region(shifted(mark.region.start), shifted(mark.region.end)), mark.kind) for mark in block.marks
        ),
        locations=tuple((shifted(offset), location) for offset, location in block.locations),
    )
