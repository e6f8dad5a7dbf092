"""Unified diffs."""

from __future__ import annotations

import pytest

from langcheck.editors.difference import difference

HEAD = "--- a.txt\n+++ a.txt\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("one\ntwo\n", "one\n2\n", "@@ -1,2 +1,2 @@\n one\n-two\n+2\n"),
        ("one\r\ntwo\r\n", "one\r\n2\r\n", "@@ -1,2 +1,2 @@\n one\r\n-two\r\n+2\r\n"),
        ("one\rtwo\r", "one\r2\r", "@@ -1,2 +1,2 @@\n one\n-two\n+2\n"),
        (
            "one",
            "two",
            "@@ -1 +1 @@\n-one\n\\ No newline at end of file\n+two\n\\ No newline at end of file\n",
        ),
        ("one\u2028two\x0c\n", "1\u2028two\x0c\n", "@@ -1 +1 @@\n-one\u2028two\x0c\n+1\u2028two\x0c\n"),
    ],
)
def test_a_difference(before: str, after: str, expected: str) -> None:
    assert "".join(difference("a.txt", before, after)) == HEAD + expected


def test_no_difference() -> None:
    assert list(difference("a.txt", "one\n", "one\n")) == []
