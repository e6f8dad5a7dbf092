"""Tables in text files (.csv, .tsv): one block a cell, the rows as groups, offsets into the decoded source.

Cells without a letter are left out: most tables are mostly numbers.

Python's csv module gives no offsets, so the rules of RFC 4180 are followed here: fields may be quoted, and a quoted
field may hold delimiters, line ends, and quotes written twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from langcheck.model import Block, Role
from langcheck.readers.columns import Columns, names_of
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Reading,
    TextBuilder,
    check_cost,
    decode,
    gathered,
    may_hide_words,
)

LONGEST_FIELD = 1_000_000
"""How many characters a quoted field may hold; a quote that is not closed by then is taken for a character."""

_SAMPLE_CHARACTERS = 65_536
_SAMPLE_ROWS = 30
_DELIMITERS = ",;\t|"
_LETTER = re.compile(r"[^\W\d_]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a record: where its text stands in the source, without the quotes around it."""

    start: int
    end: int
    quoted: bool


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a table; raises UnreadableDocument when none of the columns that were asked for is in it."""
    source, name, notes = decode(raw, encoding, choice=choice)
    worth_reading = skim is None or may_hide_words(source) or skim(source)
    if not worth_reading and not choice.columns:
        return Reading([], source, name, notes)
    columns = Columns(choice)
    blocks = gathered(_blocks(source, columns, choice), choice)
    return Reading(blocks, source, name, [*notes, *columns.notes()])


def _blocks(source: str, columns: Columns, choice: Choice) -> Iterator[Block]:
    told = _SEPARATOR_LINE.match(source)
    start = told.end() if told else 0
    delimiter = told.group(1) if told else _delimiter(source, choice)
    names: dict[int, str] | None = None
    for row, fields in enumerate(records(source, delimiter, start, choice), 2 if told else 1):
        if names is None:
            head = {index: _text(source, field) for index, field in enumerate(fields)}
            if not any(text.strip() for text in head.values()):
                continue
            columns.begin(head)
            names = names_of(head)
        for index, field in enumerate(fields):
            if not columns.reads(index) or not _LETTER.search(source, field.start, field.end):
                continue
            block = _cell(source, field, {"row": row, "column": names.get(index, index + 1)}, group=row)
            if block is not None:
                yield block


def _text(source: str, field: _Field) -> str:
    text = source[field.start : min(field.end, field.start + LONGEST_FIELD)]
    return text.replace('""', '"') if field.quoted else text


def _cell(source: str, field: _Field, location: dict[str, int | str], *, group: int) -> Block | None:
    builder = TextBuilder()
    at = field.start
    while field.quoted and (twice := source.find('""', at, field.end)) >= 0:
        builder.add(source[at:twice], at)
        builder.together('"', twice, 2)
        at = twice + 2
    builder.add(source[at : field.end], at)
    return builder.build(Role.CELL, location, group=group)


# --- records -----------------------------------------------------------------------------------------------------


def _delimiter(source: str, choice: Choice) -> str:
    """The delimiter under which the first records fall most evenly into the most columns."""
    sample = source[:_SAMPLE_CHARACTERS]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter, choice))


def _evenness(sample: str, delimiter: str, choice: Choice) -> tuple[float, int]:
    widths = [len(fields) for fields in islice(records(sample, delimiter, 0, choice), _SAMPLE_ROWS)]
    if len(widths) > 1 and len(sample) == _SAMPLE_CHARACTERS:
        widths.pop()
    usual = max(set(widths), key=widths.count, default=1)
    if usual == 1:
        return 0.0, max(widths, default=1)
    return widths.count(usual) / len(widths), usual


def records(source: str, delimiter: str, start: int, choice: Choice) -> Iterator[list[_Field]]:
    """The records of a table from a character on; a field that is quoted runs to its closing quote, any other to a delimiter or line end."""
    stop = re.compile(rf"[{re.escape(delimiter)}\r\n]")
    fields: list[_Field] = []
    at = start
    while at < len(source):
        opened = at + len(source[at : at + 16]) - len(source[at : at + 16].lstrip(" "))
        closing = _closing_quote(source, opened + 1) if source[opened : opened + 1] == '"' else -1
        found = stop.search(source, max(at, closing))
        end = found.start() if found else len(source)
        if closing >= 0 and not source[closing + 1 : min(end, closing + 65)].strip(" "):
            fields.append(_Field(opened + 1, closing, quoted=True))
        else:
            fields.append(_Field(at, end, quoted=False))
        check_cost(len(fields), choice)
        at = end + 1
        if found is None or found.group() != delimiter:
            at += source[end : end + 2] == "\r\n"
            yield fields
            fields = []
        elif at == len(source):
            fields.append(_Field(at, at, quoted=False))
    if fields:
        yield fields


def _closing_quote(source: str, start: int) -> int:
    """Where a quoted field ends, or -1 when it is not closed within LONGEST_FIELD characters."""
    limit = start + LONGEST_FIELD
    at = start
    while (quote := source.find('"', at, limit)) >= 0:
        if source[quote + 1 : quote + 2] != '"':
            return quote
        at = quote + 2
    return -1
