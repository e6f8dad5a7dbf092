"""Who is how old, by tests/facts/persons.yaml: the side of majority that a text tells of the person in brackets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from langcheck.checker import Checker
from langcheck.facts.persons import Side
from langcheck.settings import Settings

_CASES = yaml.safe_load((Path(__file__).parent / "persons.yaml").read_text(encoding="utf-8"))
_BRACKETS = re.compile(r"\[([^\]]+)\]")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings(), screening=False)


@pytest.mark.parametrize(
    ("side", "marked"),
    [
        pytest.param(Side(side), text, id=f"{kind} {side} {number}")
        for kind, sides in _CASES.items()
        for side, texts in sides.items()
        for number, text in enumerate(texts, 1)
    ],
)
def test_the_age_of_the_person_in_brackets(side: Side, marked: str, checker: Checker) -> None:
    found = _BRACKETS.search(marked)
    assert found is not None
    text = _BRACKETS.sub(r"\1", marked)
    document = checker.read_file(text.encode(), Path("case.txt"))
    told = checker.told(document)
    sides = []
    for person in told.persons:
        for mention in person.mentions:
            place = document.place(document.blocks[mention.place.block], mention.place.region)
            line = text[: found.start()].count("\n") + 1
            column = found.start() - (text[: found.start()].rfind("\n") + 1) + 1
            if (place.line, place.column) == (line, column):
                sides.append(mention.here)
    assert sides == [side]
