"""Words that a hyphen and a blank divide, which a forced line end or pasting left there, put together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, islice, pairwise

from langcheck.model import Anchor, Block, Mark, Region
from langcheck.readers.reading import Choice

_DIVIDING = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,40}\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]{1,40}")
_SHORTEST_PART = 4
"""How long the second part of a compound is at least: "sex- and labor trafficking" holds none."""


def undivided(block: Block, choice: Choice) -> Block:
    """A block without the hyphen and blank that a forced line end or pasting leaves in a word.

    Only a choice that knows words can tell "vic- tim" from "pre- and post-trial"; without one nothing is changed. Between
    two words that are looked for, the hyphen stays.
    """
    if choice.is_word is None or "- " not in block.text:
        return block
    gaps = []
    for found in _DIVIDING.finditer(block.text):
        at = found.start()
        before = _WORD_BEFORE.search(block.text, max(at - 40, 0), at)
        after = _WORD_AFTER.match(block.text, found.end())
        if before is None or after is None or not after.group().islower():
            continue
        if choice.is_word(f"{before.group()}{after.group()}".lower()):
            gaps.append(Region(at, at + 2))
        elif (
            len(after.group()) >= _SHORTEST_PART
            and choice.is_word(before.group().lower())
            and choice.is_word(after.group())
        ):
            gaps.append(Region(at + 1, at + 2))
    return _without(block, gaps) if gaps else block


def _without(block: Block, gaps: Sequence[Region]) -> Block:
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
