"""Wording: a suggestion takes number, tense, possessive, article and case from the words it replaces."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.analysis import wording
from langcheck.analysis.wording import WordingWords, article_for
from langcheck.examples import apply_first, as_document
from langcheck.facts.listed import Lists
from langcheck.facts.words import Words
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Report
from tests.conftest import document

pytestmark = pytest.mark.model

GOLDEN = [
    # number
    ("Junkies met.", "People who use drugs met."),
    ("A junkie met us.", "A person who uses drugs met us."),
    ("Four child prostitutes met.", "Four child sex trafficking victims met."),
    # tense
    ("Traffickers prey on them.", "Traffickers target them."),
    ("The trafficker preys on them.", "The trafficker targets them."),
    ("The trafficker is preying on women.", "The trafficker is targeting women."),
    ("The trafficker preyed on women.", "The trafficker targeted women."),
    ("Victims were pimped by him.", "Victims were sold for sex by him."),
    ("Women were pimped by him.", "Women were sold for sex by him."),
    ("He would pimp her.", "He would commercially sexually exploit her."),
    # the verb to be
    ("The girls, 15, engaged in prostitution.", "The girls, 15, were sexually exploited."),
    ("The girl, 15, engaged in prostitution.", "The girl, 15, was sexually exploited."),
    (
        "The girl, 16, ran and engaged in prostitution.",
        "The girl, 16, ran and was sexually exploited.",
    ),
    (
        "The girls, 15 and 16, ran and agreed to prostitution.",
        "The girls, 15 and 16, ran and were sexually exploited.",
    ),
    ("Girls as young as twelve worked as prostitutes.", "Girls as young as twelve were sexually exploited."),
    ("A girl as young as twelve worked as a prostitute.", "A girl as young as twelve was sexually exploited."),
    ("Girls, ages 12 and 15, worked as prostitutes.", "Girls, ages 12 and 15, were sexually exploited."),
    ("Mia, who was 14, prostituted herself.", "Mia, who was 14, was sexually exploited."),
    ("Mia, 14, had often prostituted herself.", "Mia, 14, had often been sexually exploited."),
    # who had it done, and for whom; nobody is made to do what is done to them
    (
        "The women were trafficked. He forced her to work in prostitution.",
        "The women were trafficked. He forced her to work in prostitution.",
    ),
    (
        "The women were trafficked. Poverty forced her to work in prostitution.",
        "The women were trafficked. Poverty forced her to work in prostitution.",
    ),
    (
        "The girl, 15, worked for the defendant as a prostitute.",
        "The girl, 15, was sexually exploited by the defendant.",
    ),
    ("The girl, 15, worked for him as a prostitute.", "The girl, 15, was sexually exploited by him."),
    # a wording that begins with a preposition takes the article along
    ("She was a prostitute in Reno.", "She was a person in the commercial sex trade in Reno."),
    ("They believed her to be a prostitute.", "They believed her to be in the commercial sex trade."),
    # articles
    ("An underage prostitute ran.", "A child sex trafficking victim ran."),
    ("He saw an underage prostitute.", "He saw a child sex trafficking victim."),
    ("An illegal immigrant ran.", "A noncitizen ran."),
    ("A pimp ran.", "A person ran."),
    ("A pimp who sold girls ran.", "A person who sold girls ran."),
    (
        "He was charged with human trafficking. He is a pimp.",
        "He was charged with human trafficking. He is an accused trafficker.",
    ),
    # possessives
    ("The pimp's car ran.", "The trafficker's car ran."),
    ("The pimp’s car ran.", "The trafficker's car ran."),
    ("The pimps' cars ran.", "The traffickers' cars ran."),
    # case
    ("Pimps ran.", "Traffickers ran."),
    ("MAN MET PIMPS AT MOTEL", "MAN MET TRAFFICKERS AT MOTEL"),
    ("AN UNDERAGE PROSTITUTE IS FOUND", "A CHILD SEX TRAFFICKING VICTIM IS FOUND"),
    ("Police Found Child Pornography at the House", "Police Found Child Sexual Abuse Material at the House"),
    ("Police: Child pornography was found.", "Police: Child sexual abuse material was found."),
    # hyphens and line wraps
    ("A child-prostitute ran.", "A child sex trafficking victim ran."),
    (
        "For many years the council of the county had spoken of modern-day\nslavery in its own reports, and of nothing else that it knew of at the time.",
        "For many years the council of the county had spoken of human trafficking in its own reports, and of nothing else that it knew of at the time.",
    ),
]


@pytest.mark.parametrize(("before", "after"), GOLDEN, ids=[before for before, _ in GOLDEN])
def test_a_suggestion_fits_its_sentence(before: str, after: str, check: Callable[..., Report]) -> None:
    report = check(before)
    text = apply_first(before, document(before), list(report.findings))
    assert text == after


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("person", "a"), ("accused", "an"), ("unit", "a"), ("underage", "an"), ("hour", "an"), ("honest man", "an"),
        ("HIV test", "an"), ("FBI agent", "an"), ("UN report", "a"), ("8-year-old", "an"), ("18-year-old", "an"),
        ("15-year-old", "a"), ("11-year-old", "an"), ("“exploiter”", "an"), ("European", "a"), ("one-off", "a"), ("user", "a"),
    ],
)  # fmt: skip
def test_the_article_follows_the_sound(text: str, article: str, lexicon: Lexicon) -> None:
    assert article_for(text, WordingWords(Lists(lexicon))) == article


def test_what_the_text_leaves_open_is_said_in_words(check: Callable[..., Report]) -> None:
    (finding,) = check("Deputies met a prostitute.").findings
    assert [(suggestion.text, suggestion.when) for suggestion in finding.suggestions] == [
        ("person in the commercial sex trade", ""),
        ("child sex trafficking victim", "if the person is under 18"),
        ("victim of sex trafficking", "if it is established that the person was trafficked"),
    ]
    assert not any(suggestion.safe for suggestion in finding.suggestions)


def test_only_a_replacement_that_changes_no_fact_is_safe(check: Callable[..., Report]) -> None:
    (finding,) = check("He kept child pornography.").findings
    assert [(suggestion.text, suggestion.safe) for suggestion in finding.suggestions] == [
        ("child sexual abuse material", True),
        ("images of child sexual abuse", False),
    ]


def test_a_suggestion_knows_what_it_replaces(check: Callable[..., Report]) -> None:
    """An article before the words goes with them when it must change, and so does a possessive ending."""
    text = "An underage prostitute's phone."
    (finding,) = check(text).findings
    first = finding.suggestions[0]
    assert (finding.found, text[first.region.start : first.region.end], first.text) == (
        "underage prostitute",
        "An underage prostitute's",
        "A child sex trafficking victim's",
    )


def test_a_long_sentence_is_not_read_anew_for_each_wording(
    check: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the few words beside a place are looked at with what would stand there."""
    read: list[int] = []

    class Counted(Words):
        def __init__(self, text: str) -> None:
            read.append(len(text))
            super().__init__(text)

    monkeypatch.setattr(wording, "Words", Counted)
    longest = []
    for times in (5, 20):
        read.clear()
        assert check(f"{times * 'the prostitute met a trafficker and '}left.").findings
        longest.append(max(read))
    assert longest[0] == longest[1] < 250


def test_explanations_never_land_in_the_text(lexicon: object) -> None:
    from langcheck.lexicon.lexicon import Lexicon

    assert isinstance(lexicon, Lexicon)
    uses = [
        wording.use
        for entry in lexicon.entries
        for wording in (*entry.suggest, *(w for c in entry.clauses for w in c.suggest or ()))
    ]
    assert [use for use in uses if any(mark in use for mark in ("[", ";", ":", "..."))] == []


def test_examples_are_read_as_plain_text() -> None:
    assert as_document("One line.").blocks[0].text == "One line."
