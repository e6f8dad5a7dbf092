"""Who is told to be harmed, by a name or a pronoun: sold, advertised, made to sell sex or hit by somebody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.model import Report
from tests.conftest import found

pytestmark = pytest.mark.model

SAID = "The report is on prostitution.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "Amos hit Celia Brook with a belt. Brook admitted that she had hidden the phone.",
        "Celia said that Boyd posts her ads. He hit her. She gives him all the money. Celia admitted that she had a car.",
        "Celia said that Boyd had her work as an escort. She admitted that she had a second phone; his was in the car.",
        "Celia was advertised online by Boyd.\n\nThe room was paid for.\n\nCelia admitted that she had a key.",
    ],
)
def test_it_is_told_in_another_sentence(text: str, check: Callable[[str], Report]) -> None:
    """Of somebody whom another sentence tells to be harmed, "admitted" is flagged."""
    assert "admitted" in found(check(SAID + text))


@pytest.mark.parametrize(
    "text",
    [
        "Amos hit Celia Brook's car with a belt. Brook admitted that it was an old one.",
        "Celia hit Boyd. Celia admitted that it was with a belt.",
        "Celia Brook was charged with pandering. Boyd hit Brook. Brook admitted that the ads were hers.",
        "Boyd hit the wall. Dell admitted that he was there.",
        "Officer Boyd forced Celia Brook to the ground. Brook admitted that the ads were hers.",
        "The victim hit Celia Brook with a lamp. Brook admitted that the ads were hers.",
        "Celia Brook was hit with a lawsuit. Brook admitted that the ads were hers.",
    ],
)
def test_something_else_is_told(text: str, check: Callable[[str], Report]) -> None:
    """What is done to a thing, or by the person, makes nobody harmed, and an accused person is left out."""
    assert "admitted" not in found(check(SAID + text))


def test_a_list_of_words_and_what_they_mean(check: Callable[[str], Report]) -> None:
    """Three lines with a word, a dash and a meaning are a list of words, however long the line before is."""
    lines = [
        "coercion - making a person do what they would never do, by threats, by debts or by lies",
        "pimp - person who lives off what somebody else is paid for sex",
        "quota - sum that a trafficker demands",
    ]
    assert found(check("VOCABULARY\n\n" + "\n".join(lines))) == []
    assert "pimp" in found(check("NOTES\n\n" + lines[0] + "\nThe pimp paid the clerk in cash."))


@pytest.mark.parametrize(
    "text",
    [
        "V1 was arrested for prostitution and driven to juvenile hall.\n\nV1 was quiet at first and refused to give a statement.",
        "The deputy interviewed a child prostitute. She refused to cooperate.",
        "Detective Vance spoke to the rape victim at the hospital. She was uncooperative.",
        "I asked who her pimp was and she became uncooperative.",
    ],
)
def test_who_was_harmed_is_meant(text: str, check: Callable[[str], Report]) -> None:
    """A victim who was arrested, "she" behind an official and a victim or a child, and "she" behind her pimp."""
    assert "en.blame.refused-to-cooperate" in {finding.entry for finding in check(text).findings}


@pytest.mark.parametrize(
    "text",
    [
        "S1 was arrested for rape.\n\nS1 refused to give a statement.",
        "The detective met the prosecutor in the rape case. She refused to cooperate.",
        "Rivas, a victim of a robbery in 2010, was arrested for trafficking a girl of 14. Rivas refused to cooperate.",
        "The trafficker's sister drove up. She was uncooperative at booking.",
    ],
)
def test_somebody_else_is_meant(text: str, check: Callable[[str], Report]) -> None:
    """Suspects, officials among themselves, and somebody of the offender's."""
    assert "en.blame.refused-to-cooperate" not in {finding.entry for finding in check(text).findings}


@pytest.mark.parametrize(
    ("note", "is_flagged"),
    [
        ("Streetwise, comes and goes.", True),
        ("Reason for leaving: wants to party", True),
        ("She is streetwise.", True),
        ("The vendor is streetwise.", False),
        ("Deputy Hale is streetwise.", False),
        ("His coach wants to party.", False),
    ],
)
def test_notes_on_one_child_need_no_subject(note: str, is_flagged: bool, check: Callable[[str], Report]) -> None:
    """In a paper on one child; of whoever else is named, and without such a heading, nothing is said of the child."""
    told = {"en.child.streetwise", "en.blame.child-conduct"}
    assert told.isdisjoint(finding.entry for finding in check("MISSING YOUTH REPORT\n\n" + note).findings) != is_flagged
    assert told.isdisjoint(finding.entry for finding in check("Notes of the day\n\n" + note).findings)
