"""The judge: which clause decides, and which of several candidates has a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.model import Report, Verdict
from tests.conftest import found, left_alone

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A child prostitute was found.", ["child prostitute"]),
        ("A former prostitute and a prostitute met.", ["former prostitute", "prostitute"]),
        ("They had sex with a minor at the park.", ["had sex with"]),
        ("An underage sex worker called.", ["underage sex worker"]),
    ],
)
def test_the_longest_words_have_the_place(text: str, words: list[str], check: Callable[..., Report]) -> None:
    assert found(check(text)) == words


def test_words_of_another_sense_give_way_to_shorter_ones(check: Callable[..., Report]) -> None:
    """ "Romeo pimp" needs no more than its words; where a longer term does not count, the word in it does."""
    assert found(check("The gorilla pimp left.")) == ["gorilla pimp"]
    assert found(check("A pimp of the prostitution trade left.")) == ["pimp"]


def test_longer_words_that_are_left_alone_keep_their_place(check: Callable[..., Report]) -> None:
    report = check("He was convicted of soliciting a child prostitute.")
    assert found(report) == []
    assert left_alone(report) == [("child prostitute", "offence")]


def test_every_judgement_says_because_of_what(check: Callable[..., Report]) -> None:
    report = check(
        "He was convicted of pimping. “My pimp left,” she said. A pimp left. The term “pimp” is slang. "
        "The sex trafficking victim claimed it. He claimed insurance."
    )
    assert [(f.found, f.context) for f in report.findings] == [("pimp", "own-words"), ("claimed", "own-words")]
    assert left_alone(report) == [("pimping", "offence"), ("pimp", "quotation"), ("pimp", "mention")]
    assert all(finding.because for finding in (*report.findings, *report.allowed))
    assert [f.found for f in report.allowed if f.verdict is Verdict.OTHER_SENSE] == ["claimed"]


def test_evidence_is_named(check: Callable[..., Report]) -> None:
    (finding,) = check("A 15-year-old prostitute was found.").findings
    assert finding.because == 'A person under 18 cannot consent to being sold for sex (here: "15-year-old").'


def test_findings_come_in_reading_order(check: Callable[..., Report]) -> None:
    report = check("A pimp, a whore, a junkie.\n\nA pimp.")
    assert [(f.block, f.found) for f in report.findings] == [(0, "pimp"), (0, "whore"), (0, "junkie"), (1, "pimp")]
