"""People: ages, and names by their capitals."""

from __future__ import annotations

import pytest

from langcheck.analysis.people import PeopleWords, find_ages, is_name_by_capitals
from langcheck.facts.words import Words
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("a 15-year-old girl", [(True, "15-year-old"), (True, "girl")]),
        ("a fifteen-year-old", [(True, "fifteen-year-old")]),
        ("the 13 and 14-year-old victims", [(True, "13 and 14-year-old")]),
        ("Jane Doe, 17, of Ellery", [(True, "Doe, 17")]),
        ("Jane Doe 2 (15)", [(True, "Doe 2 (15)")]),
        ("Voss, 34, is held", [(False, "Voss, 34")]),
        ("a child under the age of 16", [(True, "child"), (True, "under the age of 16")]),
        ("she was 17 when they met", [(True, "was 17")]),
        ("a woman of 24", [(False, "woman of 24")]),
        ("an underage woman", [(True, "underage")]),
        ("minor injuries and child support", []),
        ("room 15, in March", []),
        ("15 minutes later", []),
        ("under 12 minutes", []),
    ],
)
def test_ages(text: str, ages: list[tuple[bool, str]], lexicon: Lexicon) -> None:
    found = find_ages(text, PeopleWords.of(lexicon))
    assert [(age.minor, age.words) for age in found] == ages


@pytest.mark.parametrize(
    ("text", "word", "is_name"),
    [
        ("We met John in town.", "John", True),
        ("We met the john in town.", "john", False),
        ("John arrived.", "John", False),
        ("John Ruiz arrived.", "John", True),
        ("Ms. Hooker arrived.", "Hooker", True),
        ("Pimps arrived.", "Pimps", False),
        ("(2) Pimping", "Pimping", False),
        ("It rained. Pimps arrived.", "Pimps", False),
        ("the Rescue Mission", "Rescue", True),
        ("MAN HELD AS PIMP", "PIMP", False),
    ],
)
def test_a_name_is_known_by_its_capitals(text: str, word: str, is_name: bool, lexicon: Lexicon) -> None:
    start = text.index(word)
    region = Region(start, start + len(word))
    assert is_name_by_capitals(text, region, Words(text), PeopleWords.of(lexicon)) is is_name
