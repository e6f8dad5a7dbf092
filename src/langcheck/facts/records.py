"""Ages in tables and forms: the cell under "Age" in somebody's row, the line "Age: 15" beside somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from langcheck.facts.ages import Age, AgeWords, bare_numbers, find_ages
from langcheck.facts.births import Birth, BirthWords, day_of
from langcheck.lazily import pattern
from langcheck.model import Block, Region, Role

_MOST_COLUMNS = 8
"""How many words the heading of a table in plain text has at most."""
_FIELD = pattern(r"\W{0,4}(?P<name>[A-Za-z][\w /#.'’-]{0,40}?)\s*[:=]\s*(?P<value>\S.*)?")
_DIGIT = pattern(r"\d")
_LONGEST_FIELD = 120
"""How many characters a line of a form has at most."""
_MOST_FIELDS = 12
"""How many lines of a form are read for one person."""


def row_ages(blocks: Sequence[Block], known: AgeWords) -> dict[int, Age]:
    """The age of each row of a table that tells one under a heading, by the number of every block of the row."""
    found: dict[int, Age] = {}
    headings: dict[int, str] = {}
    for row in _rows(blocks):
        cells = [blocks[index].text for index in row]
        named = {at: text for at, text in enumerate(cells) if known.heading.fullmatch(text)}
        beside = [age for at in named if (age := _cell_age("".join(cells[at + 1 : at + 2]), known)) is not None]
        if len(beside) == 1:  # "Name | Doe | Age | 15"
            found.update(dict.fromkeys(row, beside[0]))
            continue
        if named:
            headings = named
            continue
        ages = [age for at in headings if at < len(cells) and (age := _cell_age(cells[at], known)) is not None]
        if len(ages) == 1:
            found.update(dict.fromkeys(row, ages[0]))
        if blocks[row[0]].role is not Role.CELL:
            headings = {}
    return _line_ages(blocks, known) | found


def _line_ages(blocks: Sequence[Block], known: AgeWords) -> dict[int, Age]:
    """The ages of lines that are the rows of a table in plain text, below a line of headings that ends in "Age" or has it.

    The line "1 Lopes 14" below "No. Name Age" tells 14; where "Age" is not the last heading, a row needs a word for each.
    """
    found: dict[int, Age] = {}
    headings: list[str] = []
    for index, block in enumerate(blocks):
        if block.role is Role.CELL or (
            not headings and known.columns.isdisjoint(re.findall(r"\w+", block.text.lower()))
        ):
            headings = []
            continue
        words = [word for word in re.split(r"\s*\|\s*|\s+", block.text.strip("| ")) if word]
        columns = [at for at, word in enumerate(words) if word.strip("().").lower() in known.columns]
        if not words:
            headings = []
        elif len(columns) == 1 and 1 < len(words) <= _MOST_COLUMNS and all(word[0].isupper() for word in words):
            headings = words
        elif headings:
            age = _age_in_line(words, headings, known)
            if age is None:
                headings = []
            else:
                found[index] = age
    return found


def _age_in_line(words: Sequence[str], headings: Sequence[str], known: AgeWords) -> Age | None:
    at = next(at for at, word in enumerate(headings) if word.strip("().").lower() in known.columns)
    if at == len(headings) - 1:
        at = len(words) - 1
    elif len(words) != len(headings):
        return None
    return _cell_age(words[at], known) if len(words) > 1 else None


def row_births(blocks: Sequence[Block], known: BirthWords) -> dict[int, tuple[Birth, list[int]]]:
    """The births that cells under a heading for them tell, or right behind one, and the rows of these cells, by the cell's number."""
    found: dict[int, tuple[Birth, list[int]]] = {}
    columns: list[int] = []
    heads: set[str] = set()
    for row in _rows(blocks):
        if blocks[row[0]].role is not Role.CELL:
            columns = []
            continue
        cells = [blocks[index].text for index in row]
        is_head = not any(map(_DIGIT.search, cells)) and any(" " in text for text in _at(columns, cells))
        if is_head or not heads.isdisjoint(cells):
            columns = []  # the next table begins
        days = [day_of(blocks[index].text, known) for index in row]
        named = [at for at, index in enumerate(row) if known.heading.fullmatch(blocks[index].text)]
        beside = [at + 1 for at in named if any(days[at + 1 : at + 2])]
        if named and not beside:
            columns, heads = named, set(cells)
            continue
        for at in beside or columns:
            birth = days[at] if at < len(days) else None
            if birth is not None:
                found[row[at]] = birth, row
    return found


def _at(columns: Sequence[int], cells: Sequence[str]) -> Iterator[str]:
    return (cells[at].strip() for at in columns if at < len(cells))


def rows_of_cells(blocks: Sequence[Block]) -> dict[int, list[int]]:
    """The blocks of the row in which each cell of a table stands."""
    return {index: row for row in _rows(blocks) if blocks[row[0]].role is Role.CELL for index in row}


def _rows(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The blocks that share a group, and every other block by itself."""
    row: list[int] = []
    for index, block in enumerate(blocks):
        if row and (not block.group or block.group != blocks[row[-1]].group or block.role is not Role.CELL):
            yield row
            row = []
        row.append(index)
    if row:
        yield row


def _cell_age(text: str, known: AgeWords) -> Age | None:
    """The age that a cell holds and nothing else."""
    if len(text) > _LONGEST_FIELD:
        return None
    for age in (*find_ages(text, known), *bare_numbers(text, known)):
        if not re.search(r"[^\W_]{3}", text[: age.region.start] + text[age.region.end :]):
            return Age(Region(0, 0), age.words, age.low, age.high, age.strength)
    return None


def is_field(text: str) -> bool:
    """Whether a block is a line of a form: "Sex: F"."""
    return len(text) <= _LONGEST_FIELD and _FIELD.fullmatch(text) is not None


def field_age(text: str, known: AgeWords) -> Age | None:
    """The age that a line of a form tells: "Age: 15", "Age at offense: 15"; None for a line that names whose it is."""
    field = _FIELD.fullmatch(text) if len(text) <= _LONGEST_FIELD else None
    if field is None or field["value"] is None or known.field.match(field["name"]) is None:
        return None
    return _cell_age(field["value"], known)


def fields_around(blocks: Sequence[Block], index: int) -> tuple[list[int], list[int]]:
    """The lines of the form before a line, the nearest first, and those behind it."""
    before, behind = [], []
    for at in range(index - 1, max(-1, index - 1 - _MOST_FIELDS), -1):
        if not is_field(blocks[at].text):
            break
        before.append(at)
    for at in range(index + 1, min(len(blocks), index + 1 + _MOST_FIELDS)):
        if not is_field(blocks[at].text):
            break
        behind.append(at)
    return before, behind
