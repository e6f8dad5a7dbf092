"""The lines of a page that are titles of other documents: what stands below "Recent posts" or "Related news".

Nobody who edits this document may change them. They end with the first line of prose (a sentence that ends, another behind it,
or a line that goes on in the next one), or far below their heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from langcheck.facts.lines import Line
from langcheck.facts.words import Phrases, Words
from langcheck.lazily import pattern

_REACH = 40
"""How many lines below their heading titles may stand."""
_TITLE = 3
"""How many words a title has at least."""
_PROSE = pattern(r"[.?!][\"'”’)]*(?:\Z|\s+[A-Z])")
_SENTENCE = 8
"""How many words a line with a full stop has at least that is prose."""


def _letters(text: str) -> int:
    """How many letters and figures a text holds; of a long line it is told faster than its words."""
    return sum(map(str.isalnum, text))


def other_titles(lines: Sequence[Line], headings: Phrases) -> Iterator[Line]:
    """The lines that are titles of other documents, in reading order."""
    left = 0
    for line, following in pairwise((*lines, None)):
        if line is None:
            continue
        words = Words(line.text).all if left or _letters(line.text) <= headings.longest else []
        if words and headings.at(words, 0) == len(words):
            left = _REACH
            continue
        runs_on = following is not None and following.block == line.block and following.text[:1].islower()
        if left and (runs_on or (len(words) >= _SENTENCE and _PROSE.search(line.text))):
            left = 0
        if left and len(words) >= _TITLE:
            yield line
        left = max(0, left - 1)
