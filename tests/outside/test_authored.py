"""No text that langcheck makes of what others wrote is one that a reader found false, and each was read as it stands."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.outside.authored import grades, outcomes, sentences

pytestmark = pytest.mark.model

GOOD = {"fits", "awkward"}


def test_what_becomes_of_the_sentences_was_read_and_is_true() -> None:
    """A text that is new must be read by somebody, and his word added to read.tsv: fits, awkward, or false.

    Where the author says that nothing true can be put in, nothing is, unless the reader found that it fits.
    """
    said = grades()
    unread, wrong = [], []
    for outcome in outcomes():
        if not outcome.is_changed:
            continue
        grade = said.get((outcome.sentence.name, outcome.becomes))
        told = f"{outcome.sentence.name} [{outcome.sentence.verdict}]\n  {outcome.sentence.text}\n  {outcome.becomes}"
        if grade is None:
            unread.append(told)
        elif grade not in GOOD or (outcome.sentence.verdict != "replace" and grade != "fits"):
            wrong.append(f"{told}\n  {grade}")
    assert (unread, wrong) == ([], [])


def test_the_authors_wrote_what_they_were_asked_for() -> None:
    """160 sentences of four; about half hold words for which a true replacement exists, which the author wrote down."""
    every = sentences()
    assert len({sentence.name for sentence in every}) == len(every) == 160
    assert Counter(sentence.name[:3] for sentence in every) == Counter(det=40, pre=40, tra=40, adv=40)
    assert all(bool(sentence.wording) == (sentence.verdict == "replace") for sentence in every)
    assert all(bool(sentence.words) == (sentence.verdict != "silent") for sentence in every)
