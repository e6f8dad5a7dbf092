"""Plain text: which lines make a paragraph, and what a paragraph is."""

from __future__ import annotations

import pytest

from langcheck.model import Role
from langcheck.readers import text
from langcheck.readers.text import blocks_of


def shape(source: str) -> list[tuple[Role, str]]:
    return [(block.role, block.text) for block in blocks_of(source)]


WRAPPED = """\
The county has asked every agency to name one person who keeps
the list of contacts up to date and who answers when another
agency calls about a case.

The list is read at each meeting. Nobody is added without being
asked, and nobody stays on it for longer than they wish to be.
"""


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    assert [words for _, words in shape(WRAPPED)] == [
        "The county has asked every agency to name one person who keeps the list of contacts up to date and who answers "
        "when another agency calls about a case.",
        "The list is read at each meeting. Nobody is added without being asked, and nobody stays on it for longer than "
        "they wish to be.",
    ]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    """A file whose lines are paragraphs is not wrapped, so its short lines are not run together."""
    source = (
        "Charges\nHuman trafficking\nPandering\n"
        "The defendant appeared before the court on Monday and was told of the charges against him, and the court set a "
        "date for the hearing.\n"
        "Court date\nJune 26\n"
    )
    assert [words for _, words in shape(source)] == [
        "Charges",
        "Human trafficking",
        "Pandering",
        "The defendant appeared before the court on Monday and was told of the charges against him, and the court set a "
        "date for the hearing.",
        "Court date",
        "June 26",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "Dear all,\n\n> I was there.\n> It was late.\n\nThanks",
            [(Role.HEADING, "Dear all,"), (Role.QUOTE, "I was there. It was late."), (Role.HEADING, "Thanks")],
        ),
        (
            "Rules:\n- one thing\n- another thing\n",
            [(Role.PROSE, "Rules:"), (Role.LIST_ITEM, "- one thing"), (Role.LIST_ITEM, "- another thing")],
        ),
        (
            "She wrote:\n\n    It was dark.\n    I ran.\n\nNobody came to ask.",
            [
                (Role.PROSE, "She wrote:"),
                (Role.QUOTE, "It was dark."),
                (Role.QUOTE, "I ran."),
                (Role.PROSE, "Nobody came to ask."),
            ],
        ),
        ("A TITLE\n\nA sentence ends.", [(Role.HEADING, "A TITLE"), (Role.PROSE, "A sentence ends.")]),
    ],
)
def test_roles(source: str, expected: list[tuple[Role, str]]) -> None:
    assert shape(source) == expected


def test_a_source_that_is_skimmed_away_has_no_blocks() -> None:
    assert text.read(b"Nothing to see.", skim=lambda source: False).blocks == []


@pytest.mark.parametrize("source", ["divi-\nded", "in\u00advisible", "in\u200bvisible", "ﬁgure"])
def test_a_word_that_a_skim_cannot_see_is_read_in_full(source: str) -> None:
    assert len(text.read(source.encode(), skim=lambda seen: False).blocks) == 1


def test_base_moves_every_anchor() -> None:
    (block,) = blocks_of("one  two", base=100)
    assert [anchor.source for anchor in block.anchors] == [100, 103, 105]


def test_a_long_chain_before_a_line_end_is_read_in_the_time_of_its_length() -> None:
    """Words joined by hyphens up to a line's end are looked at from their end; a hundred thousand of them are no work."""
    chain = "word-" * 100_000 + "\nnext line of the text.\n"
    (block,) = blocks_of(chain)
    assert block.text == "word-" * 100_000 + "next line of the text."


@pytest.mark.parametrize(
    ("source", "joined"),
    [
        ("The town\nhas had\na child\nprosti-\ntute in\nthe news\n", "a child prostitute in the news"),
        ("child\nprosti-\ntute\n", "child prostitute"),
        ("a child\nprosti\u2010\ntute.\n", "a child prostitute."),
    ],
)
def test_a_divided_word_tells_that_narrow_lines_are_wrapped(source: str, joined: str) -> None:
    assert joined in [words for _, words in shape(source)]


@pytest.mark.parametrize(
    "source",
    ["Child.\nprosti-\ntute\n", "Child\n- prosti-\n- tute\n", "child\nprostitute\nvictim\n", "child\nPre-\nTrial\n"],
)
def test_lists_of_words_stay_apart(source: str) -> None:
    """Near-misses: a sentence's end, list items, no divided word, a line that begins anew."""
    assert not any(words.lower().startswith("child p") for _, words in shape(source))


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("MAN CHARGED WITH ARSON AND\nATTEMPTING TO FLEE\n", 1),
        ("Clerk Jailed After She Paid for Teen to Fly\nFrom Boise to Reno for Work\n", 1),
        ("MAN CHARGED WITH ARSON\nATTEMPTING TO FLEE IS NO CRIME\n", 2),
        ("A list of what we stand for\nHousing First\n", 2),
        ("Housing and\nOther Matters\n", 2),
    ],
)
def test_a_headline_that_is_cut_goes_on_in_the_next_line(source: str, parts: int) -> None:
    """It ends in a word that something must follow, or the next line begins with a preposition."""
    assert len(shape(source)) == parts


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (" 1  The clerk wrote that she was a guest\n 2  of the house, and that nobody had asked\n 3  for her.\n", 1),
        ("1\tThe clerk wrote that she was a\n2\tguest of the house.\n", 1),
        (" 1  The clerk wrote.\n 2  nobody had asked\n 3  for her.\n", 3),
        (" 1  Guests of the house\n 2  Keys of the house\n", 2),
        (" 2  guests of the house\n12  keys of the house\n", 2),
    ],
)
def test_a_few_numbered_lines_are_one_text_where_a_sentence_runs_through_them(source: str, parts: int) -> None:
    """Near-misses: a sentence's end, lines that begin anew, numbers that do not follow each other."""
    assert len(shape(source)) == parts
