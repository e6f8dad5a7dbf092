"""Cells of hidden rows, columns and sheets: not read, unless a list to choose from shows what is in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from langcheck.readers.columns import column_index

_SHEET = r"\$?(?:'((?:[^']|'')+)'|([^'!.:$\[\]]+))?[!.]"
_OTHER_SHEET = r"\$?(?:'(?:[^']|'')+'|[^'!.:$\[\]]+)?[!.]"
_CELL = r"\$?([A-Z]{1,3})\$?(\d{1,7})"
_RANGE = re.compile(rf"\[?(?:{_SHEET})?{_CELL}(?::(?:{_OTHER_SHEET})?{_CELL})?\]?")
"""A range of cells as Excel and LibreOffice write it: "Lists!$A$1:$A$9", "[$Lists.$A$1:.$A$9]"."""


@dataclass
class ShownElsewhere:
    """The ranges of cells whose words are the choices of a list; sheets by their names in small letters."""

    names: dict[str, str] = field(default_factory=dict)
    _ranges: list[tuple[str, int, int, int, int]] = field(default_factory=list)

    def add(self, reference: str, sheet: str) -> None:
        """What a list in a sheet refers to: a range, or the name of one."""
        reference = reference.strip().removeprefix("=")
        found = _RANGE.fullmatch(self.names.get(reference.lower(), reference))
        if found is None:
            return
        quoted, plain, column, row, last_column, last_row = found.groups()
        named = quoted.replace("''", "'") if quoted else plain or sheet
        first = column_index(f"{column}1")
        last = column_index(f"{last_column or column}1")
        if first is not None and last is not None:
            self._ranges.append((named.lower(), int(row), first, int(last_row or row), last))

    def holds(self, sheet: str, row: int, column: int) -> bool:
        """Whether the words of a cell are shown as a choice; the column counts from 0."""
        return any(
            name == sheet.lower() and top <= row <= bottom and left <= column <= right
            for name, top, left, bottom, right in self._ranges
        )
