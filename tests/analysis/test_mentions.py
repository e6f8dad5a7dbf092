"""Mentions: words that are spoken about."""

from __future__ import annotations

import pytest

from langcheck.analysis.mentions import MentionWords, find_mentions, find_word_lists, in_word_list
from langcheck.facts.quotations import find_quotations
from langcheck.facts.words import Phrases
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, Role

MENTIONED = [
    ("The term “pimp” is slang.", "pimp"),
    ("the phrase child prostitute hides a child", "child prostitute"),
    ("Write trafficker instead of “pimp”.", "pimp"),
    ("A street known as “the track” is near.", "the track"),
    ("“John” is a word for a buyer.", "John"),
    ("Stable: a group of people under one trafficker.", "Stable"),
    ("Pimping is defined as profiting from another.", "Pimping"),
    ("Buyers call it a “date” (a paid meeting).", "date"),
]
USED = [
    "The “pimp” ran.",
    "In the long term pimps pay.",
    "He said “pimps” and left. The word spread.",
    "Pimp: 555-0100",
    "In other words, the pimp ran.",
]


def mentions(text: str, lexicon: Lexicon) -> list[str]:
    block = Block(text, Role.PROSE)
    (quotes,) = find_quotations([block], Phrases(["said"]))
    return [text[region.start : region.end] for region in find_mentions(block, quotes, MentionWords.of(lexicon))]


@pytest.mark.parametrize(("text", "word"), MENTIONED, ids=[text for text, _ in MENTIONED])
def test_a_word_that_is_spoken_about(text: str, word: str, lexicon: Lexicon) -> None:
    assert any(word in found for found in mentions(text, lexicon))


@pytest.mark.parametrize("text", USED)
def test_a_word_that_is_used(text: str, lexicon: Lexicon) -> None:
    assert not any("imp" in found.lower() for found in mentions(text, lexicon))


def listed(lexicon: Lexicon, *blocks: Block) -> list[bool]:
    known = MentionWords.of(lexicon)
    listed = find_word_lists(blocks, known)
    return [index in listed or in_word_list(blocks, index, known) for index in range(len(blocks))]


def test_items_under_a_heading_of_words_to_avoid_are_a_list_of_words(lexicon: Lexicon) -> None:
    """Up to the next heading, which may be a word itself."""
    assert listed(
        lexicon,
        Block("Words to avoid", Role.HEADING),
        Block("child prostitute", Role.LIST_ITEM),
        Block("What we do", Role.HEADING),
        Block("We meet pimps in court.", Role.LIST_ITEM),
    ) == [False, True, True, False]


def test_a_table_headed_by_instead_of_is_a_list_of_words(lexicon: Lexicon) -> None:
    cells = [
        Block(text, Role.CELL, group=number // 2 + 1)
        for number, text in enumerate(["Instead of", "Write", "pimp", "trafficker"])
    ]
    assert listed(lexicon, *cells) == [True, True, True, True]
    cells = [
        Block(text, Role.CELL, group=number // 2 + 1) for number, text in enumerate(["Name", "Role", "Voss", "pimp"])
    ]
    assert listed(lexicon, *cells) == [False, False, False, False]


@pytest.mark.parametrize(
    ("text", "is_list"),
    [("Keywords: pimp, john", True), ("Myth: prostitutes choose it.", True), ("Our keyword was pimps.", False)],
)
def test_keywords_and_myths(text: str, is_list: bool, lexicon: Lexicon) -> None:
    assert listed(lexicon, Block(text, Role.PROSE)) == [is_list]


def test_a_long_table_is_no_list_of_words(lexicon: Lexicon) -> None:
    """A table of hundreds of rows may have a column of terms; one far longer is a register of cases."""
    head = [Block("Words to avoid", Role.CELL, group=1), Block("Meaning", Role.CELL, group=1)]
    rows = [Block("x", Role.CELL, group=2)] * 4_000
    last = Block("pimp", Role.CELL, group=3)
    assert listed(lexicon, *head, *rows[:100], last)[-1]
    assert not listed(lexicon, *head, *rows, last)[-1]
