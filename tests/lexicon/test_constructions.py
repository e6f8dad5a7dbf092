"""Constructions: read with their classes, and a mistake in one is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.lexicon.constructions import pieces
from langcheck.lexicon.entry import Construction
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.load import read_source
from tests.lexicon.test_classes import ROOMS, classes
from tests.lexicon.test_load import folder

__all__ = ["folder"]

GOOD = """\
hidden:
  about: somebody in a room
  write: ["(in|under) the @house [clause]"]
  hold: ["in the attic [a ghost]"]
  flag: ["at the attic [a ghost]"]
"""


def constructions(folder: Path, text: str) -> Path:
    (folder / "constructions").mkdir()
    (folder / "constructions" / "ghosts.yaml").write_text(text)
    return classes(folder, ROOMS)


def test_a_file_is_a_family_and_its_patterns_name_classes(folder: Path) -> None:
    lexicon, _, problems = read_source(constructions(folder, GOOD))
    assert problems == []
    assert lexicon.constructions == {
        "ghosts": (
            Construction(
                "hidden",
                "somebody in a room",
                ("(in|under) the @house [clause]",),
                ("in the attic [a ghost]",),
                ("at the attic [a ghost]",),
                "constructions/ghosts.yaml",
                2,
            ),
        )
    }
    assert lexicon.classes["rooms"].used_by == ("constructions/ghosts.yaml: hidden 1",)


def test_a_pattern_falls_into_pieces() -> None:
    """Words, signs, classes and what is in brackets; marks in quotation marks are themselves."""
    assert pieces('^ !(the|a b) [bare] ,? "(" * @house don\'t $.') == [
        "^",
        "!(the|a b)",
        "[bare]",
        ",?",
        '"("',
        "*",
        "@house",
        "don't",
        "$.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("hidden:", "Hidden:", "2: 'Hidden' is no name for a construction: lower case, with hyphens"),
        ("about: somebody in a room", "about: ''", "2: hidden: say in `about` what the construction is"),
        ("  flag: [", "  flags: [", "5: hidden: there is no such field: 'flags'"),
        ("@house", "@hause", "3: hidden: there is no class '@hause'; did you mean '@house'?"),
        ("(in|under)", "(in|@roomz)", "3: hidden: there is no class '@roomz'; did you mean '@rooms'?"),
        ("(in|under)", "(in|under", "3: hidden: ( stands by itself in '(in|under the @house [clause]'"),
        ("the @house [clause]", "the @house [clause] (|)", "3: hidden: (|) may be left out at the end; leave it out"),
        ("[clause]", "[sentence]", "3: hidden: there is no [sentence]; there are [bare], [nouns], [term], [words], [clause], [example], [rest], [line], [apart]"),
        ("(in|under)", "(in|$,)", "3: hidden: a sign cannot stand in (in|$,); write a pattern for each"),
        ("(in|under)", "(in|:)", "3: hidden: (in|:) mixes words and marks, which are joined to other words differently; write a pattern for each"),
        ("in the attic [a ghost]", "in the attic a ghost", "4: hidden: put the words that count in square brackets"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(folder: Path, old: str, new: str, problem: str) -> None:
    told = [str(found) for found in read_source(constructions(folder, GOOD.replace(old, new)))[2]]
    assert f"constructions/ghosts.yaml:{problem}" in told


@pytest.mark.parametrize("text", ["[a]\n", "hidden: [a]\n"])
def test_a_file_of_another_shape_is_told(folder: Path, text: str) -> None:
    (told,) = [str(found) for found in read_source(constructions(folder, text))[2]]
    assert told.startswith("constructions/ghosts.yaml:1: ")


def test_each_construction_has_sentences_for_both_sides(lexicon: Lexicon) -> None:
    """No sentence stands twice among those of a family."""
    for family in lexicon.constructions.values():
        texts = [text for construction in family for text in (*construction.hold, *construction.flag)]
        assert sorted({text for text in texts if texts.count(text) > 1}) == []
