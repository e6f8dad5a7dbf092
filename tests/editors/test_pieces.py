"""Which pieces of source a region of a block stands for."""

from __future__ import annotations

import pytest

from langcheck.editors.pieces import Piece, pieces_of
from langcheck.model import Region
from tests.conftest import document


def written(source: str, words: str, *, format: str = "text") -> list[tuple[str, bool]]:
    """The pieces of source behind the words, each with whether it stands together."""
    read = document(source, format=format)
    block = next(block for block in read.blocks if words in block.text)
    start = block.text.index(words)
    pieces = pieces_of(block, Region(start, start + len(words)))
    return [(source[piece.source.start : piece.source.end], piece.together) for piece in pieces]


@pytest.mark.parametrize(
    ("source", "words", "format", "expected"),
    [
        ("one two three", "two", "text", [("two", False)]),
        ("one  two three", "one two", "text", [("one", False), ("  ", True), ("two", False)]),
        ("one two\u00adfold three", "twofold", "text", [("two", False), ("fold", False)]),
        ("of\ufb01ce work", "office", "text", [("of", False), ("\ufb01", True), ("ce", False)]),
        ("of\ufb01ce work", "i", "text", [("\ufb01", True)]),
        ("<p>one&nbsp;two", "one two", "html", [("one", False), ("&nbsp;", True), ("two", False)]),
        (
            "<p>one <b>two</b> three",
            "one two three",
            "html",
            [("one ", False), ("two", False), (" ", True), ("three", False)],
        ),
        ("one **two** three", "one two", "markdown", [("one ", False), ("two", False)]),
        ("one &amp; two", "e &", "markdown", [("e ", False), ("&amp;", True)]),
    ],
)
def test_pieces(source: str, words: str, format: str, expected: list[tuple[str, bool]]) -> None:
    assert written(source, words, format=format) == expected


def test_a_piece_says_where_it_stands_in_the_text() -> None:
    block = document("of\ufb01ce work").blocks[0]
    assert pieces_of(block, Region(1, 7)) == (
        Piece(Region(1, 2), Region(1, 2), together=False),
        Piece(Region(2, 4), Region(2, 3), together=True),
        Piece(Region(4, 7), Region(3, 6), together=False),
    )
