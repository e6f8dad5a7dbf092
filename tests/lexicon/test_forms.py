"""Terms to forms: the notation, the inflections, the folding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langcheck.lexicon.forms import (
    Inflections,
    TermError,
    anchor,
    expand,
    fold,
    in_signs,
    misreadings,
    put_word,
    slips,
)
from langcheck.lexicon.lexicon import Lexicon

KNOWN = Inflections(
    {"person": "people", "trafficker": "traffickers", "girl": "girls"},
    {
        "pimp": ("pimps", "pimping", "pimped", "pimped"),
        "sell": ("sells", "selling", "sold", "sold"),
        "put": ("puts", "putting", "put", "put"),
        "give": ("gives", "giving", "gave", "given"),
    },
)


@pytest.mark.parametrize(
    ("term", "pos", "forms"),
    [
        ("girl", "noun", {"girl": "singular", "girls": "plural"}),
        ("call girl", "noun", {"call girl": "singular", "call girls": "plural"}),
        ("{girl} at risk", "noun", {"girl at risk": "singular", "girls at risk": "plural"}),
        ("trafficker/{girl}", "noun", {"trafficker/girl": "singular", "trafficker/girls": "plural"}),
        ("pimp", "verb", {"pimp": "base", "pimps": "third", "pimping": "gerund", "pimped": "past"}),
        (
            "{pimp} * out",
            "verb",
            {"pimp * out": "base", "pimps * out": "third", "pimping * out": "gerund", "pimped * out": "past"},
        ),
        ("put", "verb", {"put": "past", "puts": "third", "putting": "gerund"}),
        ("give", "verb", {"give": "base", "gives": "third", "giving": "gerund", "gave": "past", "given": "participle"}),
        ("out of pocket", "verb", {"out of pocket": "fixed"}),
        ("Modern-Day (slavery|)", "phrase", {"modern day slavery": "fixed", "modern day": "fixed"}),
        ("(a|b) (c|d)", "phrase", {"a c": "fixed", "a d": "fixed", "b c": "fixed", "b d": "fixed"}),
    ],
)
def test_a_term_is_spelt_out(term: str, pos: str, forms: dict[str, str]) -> None:
    assert expand(term, pos, KNOWN) == forms


@pytest.mark.parametrize(
    ("term", "pos", "problem"),
    [
        ("ghost", "noun", "no noun forms of 'ghost' are stored in inflections.yaml"),
        ("haunt", "verb", "no verb forms of 'haunt' are stored in inflections.yaml"),
        ("(a|b", "phrase", "unbalanced parentheses in '(a|b'"),
        ("{a} {b}", "noun", "more than one head is marked in '{a} {b}'"),
        ("(a|)", "phrase", "'(a|)' has an alternative without a word to look for"),
    ],
)
def test_a_term_that_cannot_be_spelt_out_says_why(term: str, pos: str, problem: str) -> None:
    with pytest.raises(TermError) as caught:
        expand(term, pos, KNOWN)
    assert str(caught.value) == problem


def test_the_anchor_is_the_longest_part_without_a_gap() -> None:
    assert anchor("forced * to have sex") == "to have sex"
    assert anchor("pimp") == "pimp"


@pytest.mark.parametrize(
    ("feature", "word"),
    [("plural", "people"), ("singular", "person"), ("fixed", "person")],
)
def test_a_word_takes_the_form_of_what_it_replaces(feature: str, word: str) -> None:
    assert KNOWN.inflect("person", feature) == word


def test_a_pair_in_a_suggestion_agrees_with_its_number() -> None:
    use = "{person} who (was|were) trafficked"
    assert put_word(use, "person") == "person who was trafficked"
    assert put_word(use, "people", plural=True) == "people who were trafficked"


@given(st.text())
def test_folding_never_moves_a_character(text: str) -> None:
    """Offsets in folded text are offsets in the text, for every letter that Unicode has."""
    assert len(fold(text)) == len(text)


def test_folding_evens_out_case_hyphens_and_apostrophes() -> None:
    assert fold("Sex‑Worker’s MODERN–day İ") == "sex worker's modern day İ"


def test_a_slip_leaves_out_doubles_or_changes_one_letter_of_a_long_word() -> None:
    written = set(slips("prostitute"))
    assert {"prostitue", "prositute", "prostittute", "prostetute", "prostiutte"} <= written
    assert not written & {"prostitut", "prostitute", "prostate"}


def test_of_a_short_word_two_letters_change_places() -> None:
    assert set(slips("pimp")) == {"ipmp", "pmip", "pipm"}


def test_signs_stand_for_a_letter_once_or_throughout() -> None:
    written = set(in_signs("smut")) | set(in_signs("boys"))
    assert written == {"5mut", "$mut", "b0ys", "boy5", "boy$", "b0y5", "b0y$"}
    assert {"pr0st1tut3", "prost1tute", "pr0stitute"} <= set(misreadings("prostitute"))
    assert list(in_signs("hut")) == []


def test_two_letters_may_be_read_as_one() -> None:
    assert "pomography" in set(misreadings("pornography"))


def test_no_slip_of_an_unmistakable_word_is_a_form_of_an_entry(lexicon: Lexicon) -> None:
    """ "enslave" is no "enslaved" with a letter left out."""
    forms = {form for form, _, _ in lexicon.forms.terms}
    assert [written for written, _ in lexicon.forms.disguises() if written in forms] == []
