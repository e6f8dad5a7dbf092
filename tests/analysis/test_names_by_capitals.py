"""People: ages, and names by their capitals."""

from __future__ import annotations

import pytest

from langcheck.analysis.names_by_capitals import is_name_by_capitals
from langcheck.facts.words import Words
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region


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
    assert is_name_by_capitals(text, region, Words(text), lexicon.word_list("person-titles")) is is_name
