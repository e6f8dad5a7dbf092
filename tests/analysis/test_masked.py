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
