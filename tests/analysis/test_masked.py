"""Words over whose letters something is written, or that a scanner misread: advice, at the very place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.model import Level, Report
from tests.conftest import found

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "written", ["p*mp", "p•mp", "p●mp", "pr*stitute", "pr@stitute", "pr#stitute", "pro··itute", "child p#rnography"]
)
def test_a_masked_word_is_advice(written: str, check: Callable[[str], Report]) -> None:
    report = check(f"The trafficker sold the {written} in May.")
    assert (found(report), [one.level for one in report.findings]) == ([written], [Level.ADVICE])


@pytest.mark.parametrize("written", ["chi1d prostitute", "ch1ld prostitute", "child pr0stitute"])
def test_a_misread_word_counts_in_longer_words(written: str, check: Callable[[str], Report]) -> None:
    assert found(check(f"The trafficker sold the {written} in May.")) == [written]


@pytest.mark.parametrize(
    "text",
    [
        "Write to pimp@example.org in May.",
        "Write to p@mp.example.org in May.",
        "The tag #brothel was used by the trafficker.",
        "The trafficker drew a p* and an m.",
        "The trafficker sold a ****mp there.",
        "The trafficker wrote p***.",
    ],
)
def test_addresses_tags_and_lone_signs_mask_nothing(text: str, check: Callable[[str], Report]) -> None:
    assert found(check(text)) == []


@pytest.mark.parametrize(
    "written",
    [
        "ch1ld pornography",
        "chi1d pornography",
        "chiid pornography",
        "ch1ld porn0graphy",
        "child pomography",
        "child p0rn",
        "child p*rn",
        "child p•rn",
        "ch*ld p*rn",
        "child p@rn",
        "child p0rno",
        "kiddie p*rn",
        "k1ddie porn",
        "k!dd!e p0rn",
        "kiddy p#rn",
        "CH1LD P0RN",
        "s*x slaves",
        "s3x slaves",
        "$ex slaves",
        "sex s1aves",
        "s3x sl4ves",
    ],
)
def test_every_word_of_a_phrase_may_be_misread_or_masked(written: str, check: Callable[[str], Report]) -> None:
    """What an entry needs of its own words is asked of the words that are meant."""
    report = check(f"The trafficker wrote of {written} to a friend.")
    assert (found(report), [one.level for one in report.findings]) == ([written], [Level.ADVICE])
    assert not report.findings[0].suggestions


@pytest.mark.parametrize("written", ["pr0st1tut3", "pr0st1tute", "prosti1ute", "wh0r3", "h00ker", "p1mp", "pr0$t1tut3"])
def test_letters_may_be_written_as_signs_throughout(written: str, check: Callable[[str], Report]) -> None:
    report = check(f"The trafficker sold the {written} in May.")
    assert (found(report), [one.level for one in report.findings]) == ([written], [Level.ADVICE])


@pytest.mark.parametrize(
    "text",
    [
        "The trafficker wrote p0rn on the wall.",
        "The trafficker wrote s*x and p*rn on the wall.",
        "The trafficker had a g1rl and a b0y with him.",
        "The trafficker lived in unit s3x on the ring road.",
        "The trafficker sold a child p0p in May.",
        "The trafficker sold a child p*n in May.",
        "The trafficker read of a child's porcelain.",
        "The trafficker drew a kiddie p**l in May.",
        "Part no. CH1LD-P0RT was ordered by the trafficker.",
        "A minor p*rt was played by the trafficker.",
        "He wrote to child@porn.example.org about the trafficker.",
        "The trafficker had pomes and a pome.",
    ],
)
def test_a_word_that_is_known_with_others_alone_is_not_told_by_itself(
    text: str, check: Callable[[str], Report]
) -> None:
    assert found(check(text)) == []
