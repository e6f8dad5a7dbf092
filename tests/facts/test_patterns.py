"""Patterns of conditions: alternatives, gaps and classes beside the words found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from langcheck.facts.patterns import Patterns
from langcheck.facts.words import Words
from langcheck.lexicon.classes import grow, grow_entry
from langcheck.lexicon.entry import WordClass
from langcheck.lexicon.extend import extended
from langcheck.lexicon.forms import slots_of
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.load import read_source
from tests.lexicon.test_classes import ROOMS, classes, told
from tests.lexicon.test_load import RECORD, folder
from tests.lexicon.test_overlay import RECORD as LOCAL
from tests.lexicon.test_overlay import agency, overlay

__all__ = ["agency", "folder"]


def found(pattern: str, text: str) -> list[str]:
    """The stretches of a text that a pattern holds, shortest first from each word."""
    words = Words(text).all
    return [text[words[start].start : words[end - 1].end] for start, end in Patterns([pattern]).find(words, text)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("(pull|drag) * into", "They pull the old cart into the barn.", ["pull the old cart into"]),
        ("(pull|drag) * into", "They drag into town.", ["drag into"]),
        ("(pull|drag) * into", "They pull one two three four five into it.", []),
        (
            "(pull|drag) * into",
            "They pull two 15-year-old gray mules into it.",
            ["pull two 15-year-old gray mules into"],
        ),
        ("(pull|drag) * into", "They pull. Later they went into it.", []),
        ("(pull|drag) * into", "They pull; a man walked into it.", []),
        ("(pull|drag) * into", "They pull a cart, painted red, into it.", ["pull a cart, painted red, into"]),
        ("go (very|) far", "We go far, you go very far, they go too far.", ["go far", "go very far"]),
        ("a (tall man|woman)", "A tall man met a woman and a man.", ["A tall man", "a woman"]),
        ("(owner) of", "The owner of it, the owner's of it.", ["owner of", "owner's of"]),
        ("# (barns|carts)", "We saw 2 carts, 40 red carts and 112 barns.", ["2 carts", "112 barns"]),
        ("18##", "In 1868, 1968, 18680 and 186 carts.", ["1868"]),
        ("(17|18##s|early 19##)", "The 1860s, the early 1900s and the early 1907.", ["1860s", "early 1907"]),
        ("about # * carts", "About 27,000 carts and about ten carts.", ["About 27,000 carts"]),
    ],
)
def test_a_pattern_holds_its_words_and_no_others(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("pattern", ["* into", "(a|) into", "pull *", "(pull|drag * into", "pull) into", "(|)"])
def test_a_pattern_that_cannot_be_read_is_told(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|begins with a word"):
        slots_of(pattern)


def test_all_ends_of_a_pattern_are_known() -> None:
    """``ends`` says where a pattern may end, all of its lengths."""
    text = "pull it into and into the barn"
    words = Words(text).all
    assert Patterns(["pull * into"]).ends(words, 0, text) == {3, 5}


def test_a_class_stands_inside_a_pattern(folder: Path) -> None:
    """As alternatives, with or without others beside it."""
    record = RECORD.replace('near: [no, on, "false"]', 'near: [hall, "@rooms * door", "the (shed|@rooms) *  key"]')
    record = record.replace("when: [person-is-minor]", 'when: [{not: {before: ["@rooms"]}}]')
    (classes(folder, ROOMS) / "en" / "test" / "ghost.yaml").write_text(record)
    lexicon, _, problems = read_source(folder)
    assert problems == []
    (entry,) = lexicon.entries
    assert entry.needs == (
        {"any": ["exploitation-topic", {"near": ["hall", "(attic|cellar) * door", "the (shed|attic|cellar) *  key"]}]},
    )


def test_a_name_inside_a_pattern_that_is_not_there_is_told(folder: Path) -> None:
    record = RECORD.replace('near: [no, on, "false"]', 'near: ["@romos * door"]')
    (classes(folder, ROOMS) / "en" / "test" / "ghost.yaml").write_text(record)
    assert [line for line in told(folder) if "romos" in line] == [
        "en/test/ghost.yaml:10: there is no class '@romos'; did you mean '@rooms'?"
    ]


def test_a_word_that_an_agency_adds_reaches_patterns(lexicon: Lexicon, agency: Path) -> None:
    record = LOCAL.replace("suggest:", 'needs: [{near: ["(a|@girls-and-boys) * room"]}]\nsuggest:')
    (agency / "en" / "local" / "car-date.yaml").write_text(record)
    grown = extended(lexicon, [overlay(agency, "add_to: {girls-and-boys: [lassie]}\n")])
    assert grown.by_id["en.local.car-date"].needs == ({"near": ["(a|girl|girls|boy|boys|lassie) * room"]},)


def test_a_word_that_is_added_reaches_the_patterns_of_our_entries(lexicon: Lexicon) -> None:
    """Classes are spelt out in what is compiled; the alternatives of a class are found there again."""
    before = {"boats": WordClass("boats", ("ship", "canoe"), (), ("en.trafficker.pimp",), "", 1)}
    entry = replace(lexicon.by_id["en.trafficker.pimp"], needs=({"before": ["by (ship|canoe|raft) to", "ship"]},))
    grown = grow_entry(entry, before, grow(before, {"boats": ["dinghy"]}))
    assert grown.needs == ({"before": ["by (ship|canoe|dinghy|raft) to", "ship"]},)
