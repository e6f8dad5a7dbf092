"""An age of today is none of the time that a sentence tells of: nobody is called an adult then without a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.settings import Settings


def offers_words_for_an_adult(text: str) -> bool:
    checker = Checker(Settings())
    document = checker.read_file(text.encode(), Path("case.txt"))
    found = [finding for finding in checker.check_document(document).findings if "worked as" in finding.found]
    return any(suggestion.text == "sold sex" and not suggestion.when for suggestion in found[0].suggestions)


@pytest.mark.parametrize(
    "text",
    [
        "Dana Cole, 30, worked as a prostitute as a teenager.",
        "As a minor, Dana Cole, 30, worked as a prostitute.",
        "Dana Cole, 30, worked as a prostitute in high school.",
        "Dana Cole, 30, worked as a prostitute fifteen years ago.",
        "Dana Cole, 30, worked as a prostitute from the age of 15.",
        "Dana Cole, now 24, worked as a prostitute for two years.",
        "Dana Cole told officers she was 19. She worked as a prostitute.",
    ],
)
def test_who_may_have_been_a_child_is_no_adult(text: str) -> None:
    assert not offers_words_for_an_adult(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dana Cole, 30, worked as a prostitute two years ago.",
        "Dana Cole, 30, worked as a prostitute near a high school.",
        "Dana Cole, 30, worked as a prostitute at 15 Main Street.",
        "Dana Cole, 30, worked as a prostitute. Her son, 12, lived with her.",
    ],
)
def test_other_numbers_and_schools_leave_an_adult_one(text: str) -> None:
    assert offers_words_for_an_adult(text)
