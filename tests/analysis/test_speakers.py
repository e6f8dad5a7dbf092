"""Whose words a quotation has: officials by title and verb of speech; everybody else's words stay evidence."""

from __future__ import annotations

import pytest

from langcheck.checker import Checker
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Level
from langcheck.settings import Settings
from tests.conftest import document, found

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def advising(lexicon: Lexicon) -> Checker:
    return Checker(Settings(quoted_officials="advise"), lexicon=lexicon)


PAIRS = [
    ("“We arrested a pimp today,” said Sheriff Ana Cole.", "“He was my pimp for a year,” said a survivor of trafficking."),
    ("Sheriff Ana Cole said, “We arrested a pimp today.”", "The victim said, “He was my pimp for a year.”"),
    ("“A pimp was arrested,” District Attorney Lee Park announced and said.", "“A pimp was there,” a neighbor told the sheriff."),
    ("“The pimp fled,” said Lt. Dana Ruiz of the county unit.", "“The pimp fled,” said the defendant, who spoke to Lt. Dana Ruiz."),
    ("“It took a year,” said Chief Cole. “Then we found the pimp.”", "“It took a year,” said the mother. “Then we found the pimp.”"),
    ("“It took a year,” said Chief Ann Cole.\n\n“Then the pimp fled,” she added.", "“It took a year,” said the victim's mother.\n\n“Then the pimp fled,” she added."),
    ("“The pimp fled,” a spokesperson for the office said.", "“The pimp fled,” a witness said."),
    ("“The pimp fled,” according to what the special agent in charge told reporters.", "“The pimp fled,” the suspect told the special agent."),
]  # fmt: skip


@pytest.mark.parametrize(("official", "other"), PAIRS)
def test_an_officials_words_are_advice_and_others_stay(official: str, other: str, advising: Checker) -> None:
    report = advising.check_document(document(official))
    assert [(finding.found, finding.level, finding.context) for finding in report.findings] == [
        ("pimp", Level.ADVICE, "official-speech")
    ]
    assert found(advising.check_document(document(other))) == []


@pytest.mark.parametrize("text", [text for pair in PAIRS for text in pair])
def test_all_quoted_words_stay_unless_settings_ask(text: str, lexicon: Lexicon) -> None:
    assert found(Checker(lexicon=lexicon).check_document(document(text))) == []


def test_a_charge_in_an_officials_words_is_a_charge(advising: Checker) -> None:
    text = "“He was convicted of pimping and pandering,” said Sheriff Ana Cole."
    assert found(advising.check_document(document(text))) == []


def test_nobodys_words_stay(advising: Checker) -> None:
    """A quotation without an attribution may be anybody's."""
    assert found(advising.check_document(document("“The pimp fled.”"))) == []
