"""Words that a hyphen and a blank divide are put together where somebody knows them, with a way back to every letter."""

from __future__ import annotations

import pytest

from langcheck.editors.pieces import pieces_of
from langcheck.model import Block, Region, Role
from langcheck.readers.divided import undivided
from langcheck.readers.reading import Choice, TextBuilder

WORDS = frozenset({"zebra", "interpretation", "salt", "mine", "and"})
KNOWING = Choice(is_word=WORDS.__contains__)


def block_of(text: str) -> Block:
    builder = TextBuilder()
    builder.add(text, 0)
    block = builder.build(Role.PROSE)
    assert block is not None
    return block


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a ze- bra ran", "a zebra ran"),
        ("a ze\u2010 bra ran", "a zebra ran"),
        ("an inter- preta- tion", "an interpretation"),
        ("A ZE- BRA RAN", "A ZEBRA RAN"),
        ("Ze- bra and ze- bra", "Zebra and zebra"),
        ("the salt- mine", "the salt-mine"),
        ("salt- and pepper", "salt- and pepper"),
        ("pre- and post-war", "pre- and post-war"),
        ("ze- Bra", "ze- Bra"),
        ("ze - bra", "ze - bra"),
        ("2ze- bra", "2ze- bra"),
        ("a zebra - ran", "a zebra - ran"),
    ],
)
def test_only_known_words_are_put_together(written: str, read: str) -> None:
    assert undivided(block_of(written), KNOWING).text == read


def test_without_knowledge_of_words_nothing_changes() -> None:
    block = block_of("a ze- bra ran")
    assert undivided(block, Choice()) is block


def test_every_letter_leads_back_to_where_it_stood() -> None:
    source = "One  ze- bra, two ze- bra."
    block = undivided(block_of(source), KNOWING)
    assert block.text == "One zebra, two zebra."
    found = "".join(
        source[piece.source.start : piece.source.end]
        for piece in pieces_of(block, Region(0, len(block.text)))
        if not piece.together
    )
    assert found == "Onezebra, two zebra."


def test_marks_and_places_move_with_the_text() -> None:
    from langcheck.model import MarkKind

    builder = TextBuilder()
    builder.add("a ze- bra ", 0)
    start = builder.position()
    builder.here({"paragraph": 2})
    builder.add("ran", 10)
    builder.mark(MarkKind.EMPHASIS, start)
    block = builder.build(Role.PROSE, {"paragraph": 1})
    assert block is not None
    moved = undivided(block, KNOWING)
    assert [moved.text[mark.region.start : mark.region.end] for mark in moved.marks] == ["ran"]
    assert [dict(moved.location_at(moved.text.index(word))) for word in ("zebra", "ran")] == [
        {"paragraph": 1},
        {"paragraph": 2},
    ]
