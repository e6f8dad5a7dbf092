"""A guard lets no match go by: what it says no to, the expression says no to."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import langcheck.analysis
import langcheck.facts
from langcheck.analysis.finder import Known
from langcheck.facts.guarded import Guarded, guarded, needs
from langcheck.lexicon.lexicon import load_lexicon


@lru_cache(maxsize=1)
def ours() -> tuple[Guarded, ...]:
    """Every guarded expression of the facts and contexts, and of their word lists."""
    known = Known.of(load_lexicon())
    holders = [
        vars(importlib.import_module(module.name))
        for package in (langcheck.facts, langcheck.analysis)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    holders += [
        vars(known.ties),
        vars(known.ties.parts),
        vars(known.person_words.ages),
        vars(known.person_words.births),
        {name: getattr(known.prose.layout.turns, name) for name in ("stamp", "clock")},
    ]
    return tuple(
        {id(value): value for holder in holders for value in holder.values() if isinstance(value, Guarded)}.values()
    )


@lru_cache(maxsize=1)
def pieces() -> tuple[str, ...]:
    """What the guards look for, in small and capital letters and ones that stand for them, and what may stand around it."""
    looked_for = {word for one in ours() for words in one.needs for word in words}
    odd = [word.replace("s", "ſ").replace("i", "ı").replace("k", "\u212a") for word in sorted(looked_for)]
    around = "a 15 years old 1st ' ’ - – ( ) [ ] { } % $ / : ; = , . \n \t ٣ the of in mid teens grade school İn".split(
        " "
    )
    return (*sorted(looked_for), *(word.upper() for word in sorted(looked_for)), *odd, *around)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_what_a_guard_lets_go_holds_no_match(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(pieces()), min_size=1, max_size=9))
    joints = data.draw(st.lists(st.sampled_from(["", " ", "-"]), min_size=len(parts), max_size=len(parts)))
    text = "".join(piece + joint for piece, joint in zip(parts, joints, strict=True))
    lost = [one.compiled.pattern for one in ours() if not one.could_match(text) and one.compiled.search(text)]
    assert lost == []


def test_our_expressions_have_guards_and_they_say_no_to_plain_prose() -> None:
    """A guard that never says no would only cost time."""
    plain = "council members met and talked about parking while snow fell"
    assert len(ours()) > 25
    assert [one.compiled.pattern for one in ours() if one.could_match(plain)] == []


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("under (?:the )?age", [{"under "}, {"age"}]),
        (r"(?:fifteen|\\d{1,2})-year", [{"fifteen", "0"}, {"-year"}]),
        (r"(?:a|b)?x{0,3}(?:yy){2}", [{"yy"}]),
        ("(?i:KEPT)(?!no)(?=sure)", [{"kept"}, {"sure"}]),
        (r"19\\d\\d", [{"00"}, {"0"}, {"0"}]),
        ("[^a]b?", []),
        ("é", []),
        ("“no”", [{"“no”"}]),
        (r"(?P<a>xx|yy|z?)", []),
    ],
)
def test_what_an_expression_needs_is_read_off_it(source: str, needed: list[set[str]]) -> None:
    assert needs(source.replace("\\\\", "\\")) == needed


@given(st.text(alphabet="sSſkK\u212aiIİıxX0१5 ", max_size=12))
@example("ſIK")
@settings(max_examples=100, deadline=None)
def test_letters_that_count_as_others_are_seen(text: str) -> None:
    for source in ("sik", "sx", r"\dkk", "(?:is|si)x"):
        one = guarded(source, re.IGNORECASE)
        assert one.could_match(text) or one.compiled.search(text) is None


def test_a_guarded_expression_answers_as_the_expression_does() -> None:
    one = guarded("kept (?P<n>at|in)")
    text = "kept at home, kept in mind"
    assert [found["n"] for found in one.finditer(text)] == ["at", "in"]
    assert [found["n"] for found in one.finditer(text, 5, 21)] == ["in"]
    assert list(one.finditer("nothing")) == []
    assert one.search("nothing") is None
    assert (one.search(text, 3) or [""])[0] == "kept in"
    assert [bool(one.match(text, start)) for start in (0, 1, 14)] == [True, False, True]
    assert one.fullmatch("kept in")


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_ages_begin_where_they_are_looked_for(data: st.DataObject) -> None:
    ages = Known.of(load_lexicon()).person_words.ages
    numbers = ["15", "fifteen", "twenty-one", "16", "W15", "_15", "'one", "2012", "12ft"]
    around = [
        "at least",
        "over",
        "older than",
        "years old",
        "year-old",
        "-year-old",
        "yo",
        "y/o",
        "and",
        "or older",
        ",",
        "x",
    ]
    parts = data.draw(st.lists(st.sampled_from([*numbers, *around]), min_size=1, max_size=9))
    joints = data.draw(st.lists(st.sampled_from(["", " ", "-"]), min_size=len(parts), max_size=len(parts)))
    text = "".join(part + joint for part, joint in zip(parts, joints, strict=True))
    begins = [found.start() for found in ages.begins.finditer(text)]
    for one in (ages.over, ages.hyphens, ages.year_old):
        there = [found.span() for found in one.matches_at(text, begins)]
        assert there == [found.span() for found in one.compiled.finditer(text)], text
