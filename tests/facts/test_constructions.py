"""Constructions are looked for only where a text holds what they cannot do without, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from langcheck.facts.constructions import APART, BARE, OTHER, PLURAL, Family, _Pattern, _Places, written_over
from langcheck.lexicon.constructions import pieces
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.model import Region

FAMILIES = ("heads-of-word-lists", "dropped-articles", "words-as-words")
FEWER = 12
"""Of a large family every so manieth pattern is tried: compiling all of them takes seconds."""


@lru_cache(maxsize=1)
def ours() -> Lexicon:
    return load_lexicon()


@lru_cache(maxsize=1)
def families() -> tuple[tuple[Family, tuple[_Pattern, ...]], ...]:
    """The families, each with the patterns that are tried."""
    made = [Family(ours(), name) for name in FAMILIES]
    return tuple((one, tuple(one._patterns[:: FEWER if len(one._patterns) > 50 else 1])) for one in made)


@lru_cache(maxsize=1)
def parts() -> list[str]:
    """Words and marks of the patterns, and what is written over others."""
    tried = [pattern for _, patterns in families() for pattern in patterns]
    found = dict.fromkeys(
        word for pattern in tried for piece in pieces(pattern.written) for word in pattern._words(piece) if word
    )
    return [*found, *(sign * 4 for sign in (PLURAL, BARE, OTHER, APART)), "7", "she", "ſ", "’", "\n", ", ", ". "]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_pattern_that_is_not_asked_would_find_nothing(data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(parts()), min_size=1, max_size=14)))
    for family, patterns in families():
        able = set(map(id, family._able(text)))
        assert [one.written for one in patterns if id(one) not in able and one.compiled.search(text)] == []


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_pattern_is_found_wherever_it_begins(data: st.DataObject) -> None:
    """Though it is looked for only where one of its first words stands, or where sentences begin."""
    drawn = data.draw(st.lists(st.tuples(st.sampled_from(parts()), st.sampled_from(BETWEEN)), min_size=1, max_size=14))
    text = "".join(part for pair in drawn for part in pair)
    for _, patterns in families():
        for one in patterns:
            found = [match.span() for match in one.matches(text, _Places(text))]
            assert found == [match.span() for match in one.compiled.finditer(text)], one.written


BETWEEN = (" ", " ", " ", "", "'s ", "-", "_", "\n", ". ", '." ', ": 1. ", "W ")
"""What stands behind a word of a drawn text."""


def test_every_pattern_is_asked_in_a_text_that_it_holds() -> None:
    """Each example that a construction holds is found by one of its patterns, with all patterns guarded."""
    for name in FAMILIES[:2]:
        family = Family(ours(), name)
        for construction in ours().constructions[name]:
            for text in construction.hold:
                plain = written_over(text.replace("[", "").replace("]", ""), ())
                guarded = list(family.find(plain))
                assert guarded == list(unguarded(family, plain))


def unguarded(family: Family, text: str) -> Iterator[tuple[str, Region]]:
    for pattern in family._patterns:
        for match in pattern.compiled.finditer(text):
            for group in range(1, match.lastindex + 1) if match.lastindex else (0,):
                if match.start(group) >= 0 and not pattern.apart:
                    yield pattern.name, Region(*match.span(group))


def test_a_pattern_needs_its_words_marks_figures_and_signs() -> None:
    pattern = _Pattern("example", "^ (use|do not write) # [bare] (→|->) * !(a|the) _ (old|) $.", ours())
    assert pattern.needs() == [
        frozenset({BARE}),
        frozenset({"#"}),
        frozenset({"use", "write"}),
        frozenset({"→", "->"}),
    ]
