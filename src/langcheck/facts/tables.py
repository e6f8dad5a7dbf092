"""Tables: what stands in a column besides prose, told from the head of the column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from langcheck.facts.guarded import Guarded
from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, Role

_LONGEST_HEAD = 4
"""How many words the head of a column has at most; more are text in a table that only sets it out."""


class Column(Enum):
    """What a column holds besides prose."""

    NAMES = "names"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class TableWords:
    """The heads of columns (lexicon/contexts.yaml)."""

    messages: frozenset[str]
    marks: frozenset[str]
    speakers: frozenset[str]
    names: frozenset[str]
    stamp: Guarded

    @classmethod
    def of(cls, lexicon: Lexicon, stamp: Guarded) -> TableWords:
        messages, marks, speakers, names = (
            frozenset(map(fold, lexicon.word_list(name)))
            for name in ("message-columns", "message-marks", "speaker-columns", "name-columns")
        )
        return cls(messages, marks, speakers, names, stamp)

    def is_of_messages(self, heads: Iterable[str]) -> bool:
        """Whether the heads of a table name what somebody wrote and who, or hold a time, as a row of messages does."""
        heads = [head for head in heads if len(head.split()) <= _LONGEST_HEAD]
        if any((found := self.stamp.search(head)) and (found["time"] or found["last"]) for head in heads):
            return True
        parts = {
            part
            for head in heads
            for part in (head, *head.replace("(", " ").replace(")", " ").replace("_", " ").split())
        }
        return bool(parts & self.speakers) or bool(parts & self.messages and parts & self.marks)


def columns_of(blocks: Sequence[Block], words: TableWords, head: str) -> dict[int, Column]:
    """The cells and fields, by number, that hold names or messages; ``head`` is the first line of a table in text.

    A table whose first line holds a date or a time has no heads, and what its columns hold cannot be told.
    """
    if any(any(map(str.isdigit, stamp.group())) for stamp in words.stamp.finditer(head)):
        return dict.fromkeys(range(len(blocks)), Column.MESSAGES)
    found: dict[int, Column] = {}
    for table in tables(blocks):
        named = heads(blocks, table)
        holds_messages = words.is_of_messages(named.values())
        for place, number in table:
            head = named.get(column(blocks[number], place), "")
            if holds_messages:
                found[number] = Column.MESSAGES
            elif head in words.names or _last(head) in words.names or _is_name(blocks[number].text):
                found[number] = Column.NAMES
    for number, block in enumerate(blocks):
        field = field_of(block)
        if field in words.messages:
            found[number] = Column.MESSAGES
        elif field in words.names:
            found[number] = Column.NAMES
    return found


_Cell = tuple[int, int]
"""The place of a cell in its row, counted among those with words, and the number of its block."""


def tables(blocks: Sequence[Block]) -> Iterator[list[_Cell]]:
    """Runs of cells, with the first row at the beginning."""
    table: list[_Cell] = []
    last, place, group = -2, 0, -1
    for number, block in enumerate(blocks):
        if block.role is not Role.CELL:
            continue
        if number > last + 1 and table:
            yield table
            table = []
        place = place + 1 if block.group == group and table else 0
        table.append((place, number))
        last, group = number, block.group
    if table:
        yield table


def heads(blocks: Sequence[Block], table: Sequence[_Cell]) -> dict[str | int, str]:
    """The heads of the columns: what the reader took for their names, else the cells of the first row."""
    found: dict[str | int, str] = {}
    first = blocks[table[0][1]].group
    for place, number in table:
        key = column(blocks[number], place)
        told = blocks[number].location.get("column")
        if isinstance(told, str):
            found[key] = _folded(told)
        elif blocks[number].group == first:
            found[key] = _folded(blocks[number].text)
    return found


def column(block: Block, place: int) -> str | int:
    told = block.location.get("column", block.location.get("cell"))
    if isinstance(told, str):
        return told.rstrip("0123456789") or told
    return place if told is None else told


def field_of(block: Block) -> str:
    """The name of the field that a block was read from, without those around it; empty where there is none."""
    return re.split(r"[./\[\]@]", fold(str(block.location.get("field", ""))).strip("./[]0123456789*"))[-1]


def _last(head: str) -> str:
    """The last word of a head, which says what the column holds."""
    parts = head.split()
    return parts[-1] if parts and len(parts) <= _LONGEST_HEAD else ""


def _folded(head: str) -> str:
    return fold(head).strip(" :*.")


_NAME = pattern(r"[A-Z][\w'’-]{0,30}, ?[A-Z][\w'’-]{0,30}(?: [A-Z]\.?)?")


def _is_name(text: str) -> bool:
    """A family name, a comma and a given name."""
    return len(text) < 70 and _NAME.fullmatch(text) is not None
