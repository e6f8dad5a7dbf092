"""The lines of a page that are titles of other documents: what stands below "Recent posts" or "Related news".

Nobody who edits this document may change them. They end with the first sentence of prose, or far below their heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from langcheck.facts.lines import Line
from langcheck.facts.words import Phrases, Words

_REACH = 40
"""How many lines below their heading titles may stand."""
_TITLE = 3
"""How many words a title has at least."""
_SENTENCE = 8
"""How many words a line with a full stop has at least that is prose."""


def other_titles(lines: Sequence[Line], headings: Phrases) -> Iterator[Line]:
    """The lines that are titles of other documents, in reading order."""
    left = 0
    for line in lines:
        words = Words(line.text).all
        if words and headings.at(words, 0) == len(words):
            left = _REACH
            continue
        if left and line.text.endswith((".", "?", "!")) and len(words) >= _SENTENCE:
            left = 0
        if left and len(words) >= _TITLE:
            yield line
        left = max(0, left - 1)
