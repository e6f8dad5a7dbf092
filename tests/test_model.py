"""Positions: a block's text leads back to the source, and the source to lines and columns."""

from __future__ import annotations

import pytest

from langcheck.model import Anchor, Block, Document, Level, Place, Region, Report, Role, describe_location
from langcheck.readers.reading import TextBuilder, cut_long


def test_a_region_is_found_in_the_source_through_the_nearest_anchor_before_it() -> None:
    block = Block("one two", Role.PROSE, (Anchor(0, 10), Anchor(4, 30)))
    assert block.source_region(Region(0, 3)) == Region(10, 13)
    assert block.source_region(Region(4, 7)) == Region(30, 33)


def test_characters_that_stand_for_an_entity_take_all_of_it() -> None:
    """ "fish & chips" from "fish &amp; chips"."""
    block = Block("fish & chips", Role.PROSE, (Anchor(0, 0), Anchor(5, 5, 5), Anchor(6, 10)))
    assert block.source_region(Region(5, 6)) == Region(5, 10)
    assert block.source_region(Region(0, 12)) == Region(0, 16)


@pytest.mark.parametrize(
    ("source", "offset", "line", "column"),
    [
        ("a\nbc\n", 2, 2, 1),
        ("a\r\nbc\r\n", 4, 2, 2),
        ("a\rbc", 3, 2, 2),
        ("a\r\n\r\nb", 5, 3, 1),
        ("abc", 2, 1, 3),
    ],
)
def test_lines_and_columns_count_from_one_for_every_kind_of_line_end(
    source: str, offset: int, line: int, column: int
) -> None:
    block = Block(source[offset], Role.PROSE, (Anchor(0, offset),))
    place = Document("a.txt", "text", (block,), source).place(block, Region(0, 1))
    assert (place.line, place.column, place.offset, place.end_offset) == (line, column, offset, offset + 1)
    assert str(place) == f"line {line}, column {column}"


def test_a_place_in_a_package_is_named_and_has_no_offset() -> None:
    block = Block("word", Role.CELL, location={"table": 2, "row": 1, "column": 3, "paragraph": 1})
    place = Document("a.docx", "docx", (block,)).place(block, Region(0, 4))
    assert place == Place("table 2, row 1, column 3, paragraph 1", location=block.location)


def test_a_part_is_named_without_its_key() -> None:
    assert (
        describe_location({"part": "text box", "in_paragraph": 3, "paragraph": 1})
        == "text box, in paragraph 3, paragraph 1"
    )


def test_regions_cover_and_overlap_by_half_open_ranges() -> None:
    assert Region(0, 5).covers(Region(0, 5))
    assert not Region(0, 5).covers(Region(1, 6))
    assert Region(0, 5).overlaps(Region(4, 9))
    assert not Region(0, 5).overlaps(Region(5, 9))


def test_names_that_people_gave_stand_in_quotation_marks() -> None:
    assert (
        describe_location({"slide": 4, "shape": "Title 1", "paragraph": 2}) == 'slide 4, shape "Title 1", paragraph 2'
    )
    assert describe_location({"sheet": "Interviews", "cell": "B3"}) == 'sheet "Interviews", cell B3'
    assert describe_location({"row": 3, "column": "notes"}) == 'row 3, column "notes"'
    assert describe_location({"row": 3, "column": 2, "part": "comment"}) == "row 3, column 2, comment"


def test_levels_are_listed_from_the_gravest_down() -> None:
    assert [str(level) for level, _ in Report().levels()] == ["error", "warning", "advice"]
    assert Level.ERROR > Level.WARNING > Level.ADVICE


def test_a_block_may_run_through_several_places() -> None:
    builder = TextBuilder()
    builder.here({"cue": 1})
    builder.add("The deputy", 10)
    builder.blank(20, 1)
    builder.here({"cue": 2})
    builder.add("went home.", 40)
    block = builder.build(Role.PROSE, {"part": "subtitle"})
    assert block is not None
    assert block.text == "The deputy went home."
    assert [block.location_at(block.text.index(word)) for word in ("deputy", "went", "home")] == [
        {"part": "subtitle", "cue": 1},
        {"part": "subtitle", "cue": 2},
        {"part": "subtitle", "cue": 2},
    ]


def test_a_long_block_that_is_cut_keeps_its_places() -> None:
    block = Block(
        "a b " * 10_000, Role.PROSE, locations=((0, {"line": 1}), (19_000, {"line": 2}), (30_000, {"line": 3}))
    )
    first, second = cut_long(block)
    assert first.locations == ((0, {"line": 1}), (19_000, {"line": 2}))
    assert second.location_at(0) == {"line": 2}
    assert second.location_at(30_001 - len(first.text)) == {"line": 3}
