"""Tables in text files: cells with names and offsets, whatever is quoted in them."""

from __future__ import annotations

import csv as standard
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langcheck.model import Region, Role
from langcheck.readers.reading import Choice
from tests.readers.reading_files import opened, problem_of, seen


def texts(source: str) -> list[str]:
    return [words for _, _, words in seen(source.encode(), "csv")]


def test_cells_are_named_by_their_column_and_grouped_by_row() -> None:
    raw = b"Name,Notes\nleft,right\n12,13\n"
    assert seen(raw, "csv") == [
        (Role.CELL, 'row 1, column "Name"', "Name"),
        (Role.CELL, 'row 1, column "Notes"', "Notes"),
        (Role.CELL, 'row 2, column "Name"', "left"),
        (Role.CELL, 'row 2, column "Notes"', "right"),
    ]
    assert [block.group for block in opened(raw, "csv").blocks] == [1, 1, 2, 2]


def test_a_table_without_a_head_counts_its_columns() -> None:
    raw = b"She left the motel.,12\nHe stayed.,14\n"
    assert [place for _, place, _ in seen(raw, "csv")] == ["row 1, column 1", "row 2, column 1"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_from_the_first_rows(delimiter: str) -> None:
    assert texts(delimiter.join("abc") + "\n" + delimiter.join("def")) == list("abcdef")


def test_a_delimiter_may_be_told_in_the_first_line() -> None:
    assert [place for _, place, _ in seen(b"sep=:\na:b\n", "csv")] == ['row 2, column "a"', 'row 2, column "b"']


def test_quoted_fields_hold_delimiters_line_ends_and_quotes() -> None:
    source = 'a,b\r\n"one, two","she said ""a pimp\r\nran"" and left"\r\n'
    document = opened(source.encode(), "csv")
    assert [block.text for block in document.blocks[2:]] == ["one, two", 'she said "a pimp ran" and left']
    block = document.blocks[3]
    start = block.text.index("pimp ran")
    place = document.place(block, Region(start, start + 8))
    assert source[place.offset : place.end_offset] == "pimp\r\nran"
    assert str(place) == 'row 2, column "b", line 2, column 26'
    quote = document.place(block, Region(start - 3, start + 4))
    assert source[quote.offset : quote.end_offset] == '""a pimp'


def test_a_quote_that_is_not_closed_is_a_character() -> None:
    assert texts('a,b\n"open,c\nd,e\n') == ["a", "b", '"open', "c", "d", "e"]


@given(st.lists(st.lists(st.text('ab,"\n x', max_size=6), min_size=2, max_size=2), min_size=1, max_size=4))
def test_cells_are_those_that_the_standard_reader_gives(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    standard.writer(stream, quoting=standard.QUOTE_ALL).writerows([["h", "k"], *rows])
    expected = [" ".join(field.split()) for row in rows for field in row if any(map(str.isalpha, field))]
    assert [" ".join(words.split()) for words in texts(stream.getvalue())[2:]] == expected


def test_columns_are_chosen_by_name() -> None:
    raw = b"Id,Case Notes\nx,she left\n"
    assert [text for _, _, text in seen(raw, "csv", choice=Choice(columns=("case notes",)))] == [
        "Case Notes",
        "she left",
    ]
    assert problem_of(raw, "csv", choice=Choice(columns=("gone",))) == 'there is no column called "gone"'
    assert opened(raw, "csv", choice=Choice(columns=("Id", "gone"))).notes == ('there is no column called "gone"',)
