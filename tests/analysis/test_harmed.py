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
