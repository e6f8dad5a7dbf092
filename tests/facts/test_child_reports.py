"""Papers on one child are known by their heading or by the only age in their fields; others are not."""

from __future__ import annotations

import pytest

from langcheck.facts.child_reports import report_on_a_child
from langcheck.facts.patterns import patterns_of
from langcheck.facts.words import Words
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, Role


def told(lexicon: Lexicon, text: str) -> str:
    blocks = [Block(line, Role.PROSE) for line in text.split("\n")]
    titles = patterns_of(lexicon.word_list("child-report-titles"))
    return report_on_a_child(blocks, lambda index: Words(blocks[index].text), titles)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("RUNAWAY JUVENILE REPORT\nComes back by herself.", "RUNAWAY JUVENILE"),
        ("COUNTY COURT\nIn the Interest of D.M.\nThe petition was filed.", "In the Interest of"),
        ("INTAKE\nName: Rowe, Mia\nAge: 15\nNotes: streetwise", "Age: 15"),
        ("Return home interview\nShe was at a friend's.", "Return home interview"),
    ],
)
def test_a_paper_on_one_child_is_known(lexicon: Lexicon, text: str, words: str) -> None:
    assert told(lexicon, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "INTAKE\nName: Rowe, Mia\nAge: 34\nNotes: streetwise",
        "INCIDENT\nVictim: Mia Rowe, age 15\nSuspect: Dell, age 40",
        "MISSING PERSON REPORT\nName: Dell\nAge: 71",
        "RUNAWAY JUVENILE REPORT\nAge: 19",
        "The county wrote its fourth report on traffic, and children were asked, too, what they thought of the new crossing there.",
        "",
    ],
)
def test_a_paper_on_an_adult_or_on_several_is_none(lexicon: Lexicon, text: str) -> None:
    assert told(lexicon, text) == ""
