"""Texts that speak about words are left alone, and near-misses are flagged to the character (mentions.yaml)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from langcheck.lexicon.load import unmark
from langcheck.lexicon.yaml import Record, read_yaml
from langcheck.model import Report
from tests.conftest import found

pytestmark = pytest.mark.model


def texts(side: str) -> list[tuple[str, str]]:
    """The texts of one side, each with its format."""
    record = read_yaml(Path(__file__).parent / "mentions.yaml", name="mentions.yaml")
    assert isinstance(record, Record), record
    return [(item["text"], item.get("format", "text")) for item in record.data[side]]


@pytest.mark.parametrize(("text", "format"), texts("mentioned"))
def test_words_that_are_spoken_about_are_left_alone(text: str, format: str, check: Callable[..., Report]) -> None:
    assert found(check(text, format=format)) == []


@pytest.mark.parametrize(("text", "format"), texts("used"))
def test_words_that_are_used_are_flagged(text: str, format: str, check: Callable[..., Report]) -> None:
    """Also beside words that are spoken about."""
    plain, regions = unmark(text)
    assert found(check(plain, format=format)) == [plain[region.start : region.end] for region in regions]


def test_the_silence_ends_where_the_author_goes_on(check: Callable[..., Report]) -> None:
    """In the next sentence, the next cell, the next paragraph and below the next heading."""
    for text, kind in (
        ("Never write hooker. The hooker was gone by the time the pimp came.", "text"),
        ("| Avoid | Notes |\n|---|---|\n| hooker | The pimp met a hooker there |", "markdown"),
        ("## Words to avoid\n\n- hooker\n\nIn May a pimp sold a hooker here.", "markdown"),
        ("## Words to avoid\n\n- hooker\n\n## In May\n\n- A pimp sold a hooker here.", "markdown"),
    ):
        assert sorted(found(check(text, format=kind))) == ["hooker", "pimp"]
