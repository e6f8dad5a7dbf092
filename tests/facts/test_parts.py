"""Groups of mixed ages: what is told of a part of a group makes it neither a minor's nor an adult's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.model import Report

pytestmark = pytest.mark.model

MIXED = [
    "Three women, 16, 24 and 31, {}.",
    "Six women, the youngest 16, {}.",
    "Four women, the youngest of them 15, {}.",
    "Two women, one aged 17, {}.",
    "Two women, one 17 and the other 24, {}.",
    "The girls, one 16 and one 22, {}.",
    "The girls ranged in age from 14 to 20 and {}.",
    "Women between 17 and 40 {}.",
    "Three girls, the oldest 19, {}.",
    "Three girls, all but one under 18, {}.",
    "Three women, two of them minors, {}.",
    "The women, some of them under 18, {}.",
    "The women, one of whom was a minor, {}.",
    "The women, three of whom were juveniles, {}.",
    "Women, including a 15-year-old, {}.",
    "Five women, including two minors, {}.",
    "A 17-year-old was among the women who {}.",
    "Of the eight women, three were minors. The women {}.",
    "The women {}. One of them is 17.",
    "The women {}. One of the women was a minor.",
    "The women {}; the youngest was 14.",
    "Three women were found at the motel. One was 16. They {}.",
]
MINORS = [
    "Three girls, 12, 15 and 16, {}.",
    "Three girls, the youngest 12, {}.",
    "The girls, the oldest of whom was 16, {}.",
    "The girls {}. One of them is 14.",
    "The girls, all of them under 18, {}.",
]
ADULTS = [
    "Three women, 18, 24 and 31, {}.",
    "Six women, the youngest 19, {}.",
    "The women, one of whom was a mother, {}.",
    "The women, both over 21, {}.",
    "The women gave one 16-year-old a phone and {}.",
    "The women {}. One was 16 miles from home.",
]


@pytest.mark.parametrize("frame", MIXED)
def test_a_group_of_both_sides_is_asked_about(frame: str, check: Callable[..., Report]) -> None:
    assert _of_words(frame, check) == ("warning", "if the person is 18 or older")


@pytest.mark.parametrize("frame", MINORS)
def test_a_group_of_minors_stays_one(frame: str, check: Callable[..., Report]) -> None:
    assert _of_words(frame, check)[0] == "error"


@pytest.mark.parametrize("frame", ADULTS)
def test_a_group_of_adults_stays_one(frame: str, check: Callable[..., Report]) -> None:
    assert _of_words(frame, check) == ("warning", "")


def _of_words(frame: str, check: Callable[..., Report]) -> tuple[str, str]:
    """The level of "worked as prostitutes", and when its suggestion for adults holds; a charge far behind sets the topic."""
    report = check(frame.format("worked as prostitutes") + "\n\nA man is charged with human trafficking.\n")
    finding = next(finding for finding in report.findings if finding.entry == "en.agency.worked-as-prostitute")
    offered = {suggestion.text: suggestion.when for suggestion in finding.suggestions}
    return str(finding.level), offered.get("sold sex", "")
