"""Lists of words: below headings, lines with a colon and questions, in columns and in glossaries."""

from __future__ import annotations

import pytest

from langcheck.facts.word_lists import find_word_lists, rows_of_terms
from langcheck.facts.words_as_words import MentionWords
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, Region, Role


def listed(lexicon: Lexicon, *blocks: Block) -> list[bool]:
    """Which of these blocks stand in lists of words."""
    listed = find_word_lists(blocks, MentionWords(lexicon))
    return [index in listed for index in range(len(blocks))]


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
    [
        ("Keywords: pimp, john", True),
        ("Myth: prostitutes choose it.", True),
        ("Myth: It is easy to leave. Fact: The pimp keeps the keys.", False),
        ("Our keyword was pimps.", False),
    ],
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


def test_a_table_that_is_typed_as_text_is_told_by_its_first_line(lexicon: Lexicon) -> None:
    """The lines of a paragraph stand in one block."""
    for first, told in (("Avoid | Use", True), ("Name | Role", False)):
        blocks = [Block(f"{first} pimp | trafficker", Role.PROSE), Block("The pimp fled.", Role.PROSE)]
        found = find_word_lists(blocks, MentionWords(lexicon), {0: [first, "pimp | trafficker"]})
        assert found == ({0} if told else set())


def test_lines_in_a_row_that_tell_who_is_who_mention_their_words() -> None:
    """Only what stands before the colon, and only where two lines in a row begin so."""
    blocks = [Block(text, Role.LIST_ITEM) for text in ("- The pimp: a pimp has rules", "- The johns: no profile")]
    terms = {0: [Region(6, 10), Region(14, 18)], 1: [Region(6, 11)]}
    lines = [(number, Region(0, len(block.text))) for number, block in enumerate(blocks)]
    assert rows_of_terms(lines, terms, blocks) == {0: [Region(6, 10)], 1: [Region(6, 11)]}
    assert rows_of_terms(lines[:1], terms, blocks[:1]) == {}
