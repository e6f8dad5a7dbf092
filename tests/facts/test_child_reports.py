"""Papers on one child are known by their heading; others are not."""

from __future__ import annotations

import pytest

from langcheck.facts.child_reports import report_on_a_child
from langcheck.facts.patterns import patterns_of
from langcheck.facts.person_words import PersonWords
from langcheck.facts.words import Words
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, Role


def told(lexicon: Lexicon, text: str) -> str:
    blocks = [Block(line, Role.PROSE) for line in text.split("\n")]
    titles, others = (patterns_of(lexicon.word_list(f"child-report-{name}")) for name in ("titles", "others"))
    known = PersonWords(lexicon).ages
    return report_on_a_child(blocks, lambda index: Words(blocks[index].text), titles, others, known)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("RUNAWAY JUVENILE REPORT\nComes back by herself.", "RUNAWAY JUVENILE"),
        ("COUNTY COURT\nIn the Interest of D.M., a Minor\nThe petition was filed.", "In the Interest of D.M., a Minor"),
        ("CHILD PROTECTION REFERRAL\nName: Rowe, Mia\nAge: 15", "CHILD PROTECTION REFERRAL"),
        ("RUNAWAY JUVENILE REPORT\nOfficer age: 41\nAge: 15", "RUNAWAY JUVENILE"),
        ("Return Home Interview\nShe was at a friend's.", "Return Home Interview"),
    ],
)
def test_a_paper_on_one_child_is_known(lexicon: Lexicon, text: str, words: str) -> None:
    assert told(lexicon, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "INTAKE\nName: Rowe, Mia\nAge: 15\nNotes: streetwise",
        "RUNAWAY JUVENILE REPORT\nAge: 19",
        "JUVENILE INTAKE REPORT\nOffender: Dell\nAge: 17",
        "In the interest of full disclosure\nWe grow roses.",
        "IN THE INTEREST OF PUBLIC SAFETY\nThe bridge is closed.",
        "Strategy Meeting\nSales fell.",
        "Youth Chess Report\nShe won.",
        "Missing Data Report\nRows fell out.",
        "Menu for Children: under 12",
        "He read the runaway juvenile report.",
        "",
    ],
)
def test_other_papers_are_none(lexicon: Lexicon, text: str) -> None:
    assert told(lexicon, text) == ""
