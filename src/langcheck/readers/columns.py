"""Which columns of tables are read: all, or those that were asked for by the names in a table's first row."""

from __future__ import annotations

import re
from collections.abc import Mapping

from langcheck.errors import UnreadableDocument
from langcheck.readers.reading import Choice, label, quoted

_SHOWN = 12
_LETTERS = 26
_LONGEST_NAME = 40
_NO_NAME = re.compile(r"[.!?;]\s*\Z|\A[\W\d_]*\Z")


class Columns:
    """The columns of one table after another; remembers which names were found anywhere in the file."""

    def __init__(self, choice: Choice) -> None:
        self._wanted = {_folded(name): name for name in choice.columns}
        self._found: set[str] = set()
        self._seen: dict[str, None] = {}
        self._indexes: frozenset[int] | None = None

    def begin(self, head: Mapping[int, str]) -> None:
        """A new table, with the words of its first row by column."""
        if not self._wanted:
            return
        for name in list(head.values())[:_SHOWN]:
            self._seen.setdefault(label(name))
        self._indexes = frozenset(index for index, name in head.items() if _folded(name) in self._wanted)
        self._found.update(_folded(head[index]) for index in self._indexes)

    def reads(self, index: int) -> bool:
        """Whether a column is read."""
        return self._indexes is None or index in self._indexes

    def notes(self) -> list[str]:
        """A note on every name that no table has; raises UnreadableDocument when none of the names was found."""
        missing = [name for folded, name in self._wanted.items() if folded not in self._found]
        if not missing:
            return []
        if not self._found:
            names = " or ".join(map(quoted, missing))
            known = ", ".join(map(quoted, list(self._seen)[:_SHOWN]))
            hint = f"Its columns are {known}." if known else "Name the columns as the first row has them."
            raise UnreadableDocument(f"there is no column called {names}", hint)
        return [f"there is no column called {quoted(name)}" for name in missing]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def names_of(head: Mapping[int, str]) -> dict[int, str]:
    """The names of columns by their index, if a first row looks like names: short, different, not numbers."""
    names = {index: label(name) for index, name in head.items() if name.strip()}
    if len(names) < len(head) or len(set(names.values())) < len(names):
        return {}
    if any(len(name) > _LONGEST_NAME or _NO_NAME.search(name) for name in names.values()):
        return {}
    return names


def letters(index: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 is A, 26 is AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def column_index(cell: str) -> int | None:
    """The index of a cell's column by its name ("B3" is 1), or None when it is no name of a cell."""
    found = _CELL.match(cell)
    if found is None:
        return None
    index = 0
    for letter in found.group(1):
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


_CELL = re.compile(r"([A-Z]{1,3})[0-9]{1,7}\Z")
