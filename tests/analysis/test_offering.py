"""What is offered where the text leaves something open, and that its near-miss still gets its wording."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.analysis.offering import AGE_IN_DOUBT, KEEP_OPEN, QUOTE_THEM
from langcheck.model import Report

pytestmark = pytest.mark.model

GIRLS, TRAFFICKED, PERSON = "girls", "child sex trafficking victims", "person in the commercial sex trade"


@pytest.mark.parametrize(
    ("text", "entry", "instead", "near_miss", "wording"),
    [
        (
            "Agents saw underage women. Their ages were not confirmed.",
            "underage-woman",
            AGE_IN_DOUBT,
            "Agents saw underage women. Their names were not confirmed.",
            GIRLS,
        ),
        (
            "He knew two underage women whose ages are unknown to us.",
            "underage-woman",
            AGE_IN_DOUBT,
            "He knew two underage women whose addresses are unknown to us.",
            GIRLS,
        ),
        (
            "Nine child prostitutes were counted. Two were 18.",
            "child-prostitute",
            AGE_IN_DOUBT,
            "Nine child prostitutes were counted. Two were 16.",
            TRAFFICKED,
        ),
        (
            "Of nine child prostitutes, 3 were 19 or 20.",
            "child-prostitute",
            AGE_IN_DOUBT,
            "Of nine child prostitutes, 3 were in the 19th Precinct.",
            TRAFFICKED,
        ),
        (
            "Two underage women went to the clinic for an age assessment.",
            "underage-woman",
            AGE_IN_DOUBT,
            "Two underage women went to the clinic for a health assessment.",
            GIRLS,
        ),
        (
            "If she is younger, she will be treated as a child prostitute.",
            "child-prostitute",
            KEEP_OPEN,
            "If the clerk calls, the child prostitutes will be moved.",
            TRAFFICKED,
        ),
        (
            "The coach, 40, is accused of having sex with a 12-year-old girl.",
            "had-sex-with",
            KEEP_OPEN,
            "The coach, 40, had sex with a 12-year-old girl.",
            "sexually abused",
        ),
        (
            "Neighbors call her a prostitute.",
            "person.prostitute",
            QUOTE_THEM,
            "Neighbors call about a prostitute.",
            PERSON,
        ),
        (
            "Clerk advised a prostitute was in room 6.",
            "person.prostitute",
            QUOTE_THEM,
            "The nurse saw a prostitute in room 6.",
            PERSON,
        ),
    ],
)
def test_nothing_is_offered_for_what_is_open(
    check: Callable[..., Report], text: str, entry: str, instead: str, near_miss: str, wording: str
) -> None:
    (finding,) = [found for found in check(text).findings if found.entry.endswith(entry)]
    assert (finding.suggestions, finding.instead) == ((), instead)
    (other,) = [found for found in check(near_miss).findings if found.entry.endswith(entry)]
    assert (other.suggestions[0].text, other.suggestions[0].when) == (wording, "")
