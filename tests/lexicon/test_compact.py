"""Terms with many alternatives are the same forms, with the same features, whether they are spelt out or kept together."""

from __future__ import annotations

import pytest

from langcheck.analysis.screen import Screen
from langcheck.lexicon.compact import compact, is_compact, samples, spelt_out, spelt_with, words_in
from langcheck.lexicon.compiled import Forms
from langcheck.lexicon.forms import Inflections, TermError, expand, literal
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.payloads import PayloadIndex

KNOWN = Inflections(
    {"note": "notes"},
    {
        "send": ("sends", "sending", "sent", "sent"),
        "cut": ("cuts", "cutting", "cut", "cut"),
        "mail": ("mails", "mailing", "mailed", "mailed"),
    },
)
MANY = "({send}|{mail}|{cut}) (a|an|the|her|his|our|) (blue|green|yellow) (pebble|feather|lantern|) (to|for|with)"
GAPPED = "(warned|told|begged|urged) (her|him|them|us) * (never|not) to (walk|run|swim|sail) (home|away|back|)"


@pytest.mark.parametrize(("term", "pos"), [(MANY, "verb"), (MANY, "phrase"), (GAPPED, "phrase")])
def test_a_compact_term_is_spelt_out_to_the_same_forms(term: str, pos: str) -> None:
    forms = [(one, feature) for form, feature in compact(term, pos, KNOWN).items() for one in spelt_out(form)]
    assert len(forms) == len(set(forms))
    assert dict(forms) == expand(term, pos, KNOWN)


def test_every_term_of_the_lexicon_is_spelt_out_to_the_same_forms(lexicon: Lexicon) -> None:
    different = []
    for entry in lexicon.entries:
        for term in entry.terms:
            together = compact(term.text, term.pos, lexicon.inflections)
            if {one: feature for form, feature in together.items() for one in spelt_out(form)} != expand(
                term.text, term.pos, lexicon.inflections
            ):
                different.append((entry.id, term.text))
    assert different == []


def test_few_alternatives_are_spelt_out() -> None:
    assert compact("(bad|poor) {note}", "noun", KNOWN) == expand("(bad|poor) {note}", "noun", KNOWN)


def test_far_fewer_forms_are_kept_than_a_term_stands_for() -> None:
    assert len(expand(MANY, "verb", KNOWN)) == 2772
    assert len(compact(MANY, "verb", KNOWN)) == 924


def test_the_last_words_are_looked_for() -> None:
    assert {literal(form) for form in compact(f"{MANY} (nobody|somebody|anybody) (else|there)", "phrase", KNOWN)} == {
        f"{end} {who} {where}"
        for end in ("to", "for", "with")
        for who in ("nobody", "somebody", "anybody")
        for where in ("else", "there")
    }


def test_where_the_last_words_are_too_many_those_are_looked_for_that_are_fewest() -> None:
    many = "(red|blue|green|grey|black|white|brown)"
    term = f"(nobody|somebody|anybody) (else|there) {many} {many} {many}"
    assert {literal(form) for form in compact(term, "phrase", KNOWN)} == {
        f"{who} {where}" for who in ("nobody", "somebody", "anybody") for where in ("else", "there")
    }


@pytest.mark.parametrize("term", ["(a|b", "a|b) c", "({send}|{mail}) (a|b|c|d|e|f) (g|h|i|j) {note}"])
def test_a_term_that_cannot_be_read_is_refused(term: str) -> None:
    with pytest.raises(TermError):
        compact(term, "verb", KNOWN)


def found(term: str, pos: str, text: str) -> set[tuple[str, str]]:
    forms = Forms("", [(form, 0, feature) for form, feature in compact(term, pos, KNOWN).items()], [], [], [], [])
    return {
        (text[hit.region.start : hit.region.end], hit.feature)
        for hit in Screen(PayloadIndex.of(forms)).scan(text).terms
    }


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("He sent a blue pebble to her.", {("sent a blue pebble to", "past")}),
        ("Mails Green for us", {("Mails Green for", "third")}),
        ("He cut the yellow-lantern with care", {("cut the yellow-lantern with", "past")}),
        ("He resent a blue pebble to her.", set()),
        ("He sent a blue pebble tossed back.", set()),
        ("He sent a blue, pebble to her.", set()),
        ("He sent  blue pebble to her.", set()),
    ],
)
def test_a_compact_form_is_found_with_its_feature(text: str, hits: set[tuple[str, str]]) -> None:
    assert found(MANY, "verb", text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        (
            "They warned her by letter never to walk home.",
            {"warned her by letter never to walk", "warned her by letter never to walk home"},
        ),
        ("They told us not to sail.", {"told us not to sail"}),
        ("They told us. Do not to sail.", set()),
        ("They told us to sail.", set()),
        ("They foretold us not to sail.", set()),
    ],
)
def test_a_compact_form_with_a_gap_is_found(text: str, hits: set[str]) -> None:
    assert {words for words, _ in found(GAPPED, "phrase", text)} == hits


def test_alternatives_that_a_text_lacks_are_not_spelt_out() -> None:
    assert list(spelt_with("(red|blue) * [to walk] (home|away)", "red pony to walk home")) == ["red * to walk home"]


def test_the_words_of_a_form_are_told_without_its_signs() -> None:
    assert words_in("(send|mail) (a|) * [blue note]").split() == ["send", "mail", "a", "blue", "note"]


def test_of_a_term_with_many_alternatives_those_are_shown_that_hold_each_of_them() -> None:
    many = "(red|blue|green|grey|black|white|brown|pink)"
    shown = list(samples(f"{{send}} (a|the|) {many} {many} {many} stone"))
    assert len(shown) == 8
    assert shown[:4] == [
        "{send} a red red red stone",
        "{send} the blue blue blue stone",
        "{send} green green green stone",
        "{send} a grey grey grey stone",
    ]


def test_of_a_term_with_few_alternatives_all_are_shown() -> None:
    assert list(samples("(a|the|) (red|blue) stone")) == [
        "a red stone",
        "a blue stone",
        "the red stone",
        "the blue stone",
        "red stone",
        "blue stone",
    ]


def test_a_term_of_one_place_is_spelt_out_however_many_words_it_has() -> None:
    colours = [f"colour{number}" for number in range(20)]
    assert compact(f"({'|'.join(colours)})", "phrase", KNOWN) == dict.fromkeys(colours, "fixed")


def test_the_entry_of_a_form_is_known_whether_its_alternatives_stand_together_or_not(lexicon: Lexicon) -> None:
    told = {bool(is_compact(form)): (form, number) for form, number, _ in lexicon.forms.terms}
    wanted = {next(spelt_out(form)): number for form, number in told.values()}
    assert lexicon.homes_of([*wanted, "a form that nobody has"]) == wanted
