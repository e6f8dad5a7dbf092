"""Whether a document is a report on one child: a missing child's form, a pupil's record, a court's paper on a child.

Such papers name the child once and go on in notes without a subject ("Chronic runner, streetwise."), by "she", "the juvenile"
or "the young person". The list "child-report-titles" has how they are headed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from langcheck.facts.ages import AgeWords, find_ages
from langcheck.facts.patterns import Patterns
from langcheck.facts.words import Words
from langcheck.model import Block

_HEAD = 8
"""In how many blocks from the first such a paper says what it is."""
_LONGEST_TITLE = 120
"""How many characters such a line has at most."""
_FORM = 60
"""In how many blocks from the first a form tells the age of the one whom it is about."""


def report_on_a_child(blocks: Sequence[Block], words: Callable[[int], Words], titles: Patterns, known: AgeWords) -> str:
    """The words that tell so; empty where the document is about nobody in particular, about an adult, or about several people."""
    told = next(
        (title for index in range(min(_HEAD, len(blocks))) if (title := _title(blocks, index, words, titles))), ""
    )
    ages = [age for block in blocks[:_FORM] if _is_field(block.text) for age in find_ages(block.text, known)]
    if any(age.minor is False for age in ages[:1]):
        return ""
    if told:
        return told
    is_one_childs = len({(age.low, age.high) for age in ages}) == 1 and ages[0].minor is True
    return ages[0].words.strip() if is_one_childs else ""


def _title(blocks: Sequence[Block], index: int, words: Callable[[int], Words], titles: Patterns) -> str:
    text = blocks[index].text
    if len(text) > _LONGEST_TITLE:
        return ""
    listed = words(index).all
    first, end = next(titles.find(listed, text), (0, 0))
    return text[listed[first].start : listed[end - 1].end] if end else ""


def _is_field(text: str) -> bool:
    return ":" in text and len(text) <= _LONGEST_TITLE
