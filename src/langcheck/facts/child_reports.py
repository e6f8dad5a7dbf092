"""Whether a document is a report on one child: a missing child's form, a referral, a court's paper on a child.

Such papers name the child once and go on in notes without a subject ("Chronic runner, streetwise."), by "she", "the juvenile"
or "the young person". The list "child-report-titles" has how they are headed; where "child-report-others" names somebody who is
accused in a field, the paper is about that one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from langcheck.facts.ages import AgeWords, find_ages
from langcheck.facts.patterns import Patterns
from langcheck.facts.words import Words
from langcheck.lazily import pattern
from langcheck.model import Block

_HEAD = 8
"""In how many blocks from the first such a paper says what it is."""
_LONGEST_TITLE = 80
"""How many characters such a line has at most."""
_SENTENCE = pattern(r"[a-z]{3}\.\s*\Z")
_SMALL = 3
"""How many letters a word has at most that titles leave without a capital."""
_FORM = 60
"""In how many blocks from the first a form tells the age of the one whom it is about."""


def report_on_a_child(
    blocks: Sequence[Block], words: Callable[[int], Words], titles: Patterns, others: Patterns, known: AgeWords
) -> str:
    """The words that tell so; empty where the document is about nobody in particular, about an adult, or about an accused child."""
    heads = range(min(_HEAD, len(blocks)))
    told = next((title for index in heads if (title := _title(blocks, index, words, titles))), "")
    if not told:
        return ""
    fields = [index for index, block in enumerate(blocks[:_FORM]) if ":" in block.text]
    ages = [age for index in fields for age in find_ages(blocks[index].text, known)]
    if ages and all(age.minor is False for age in ages):
        return ""
    accused = any(_begins(others, words(index), blocks[index].text) for index in fields)
    return "" if accused else told


def _title(blocks: Sequence[Block], index: int, words: Callable[[int], Words], titles: Patterns) -> str:
    """How a line that is no sentence heads such a paper, its words written as in titles or in capitals."""
    text = blocks[index].text
    if len(text) > _LONGEST_TITLE or _SENTENCE.search(text):
        return ""
    listed = words(index).all
    first, end = next(titles.find(listed, text), (0, 0))
    title = text[listed[first].start : listed[end - 1].end] if end else ""
    return title if all(word[0].isupper() for word in title.split() if len(word) > _SMALL) else ""


def _begins(patterns: Patterns, words: Words, text: str) -> bool:
    return bool(words.all) and bool(patterns.ends(words.all, 0, text))
