"""Offsets as other programs count them: in UTF-16 units, of which an emoji has two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_HALVES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """A text in which halves of characters, which nobody can write, are replaced by a mark of the same length."""
    return _HALVES.sub("\ufffd", text)


class Units:
    """Where the characters of a text stand, counted in UTF-16 units from its beginning."""

    def __init__(self, text: str) -> None:
        self._wide = [found.start() for found in _WIDE.finditer(text)]
        self._counted = [at + number for number, at in enumerate(self._wide)]

    def at(self, offset: int) -> int:
        """The units before a character."""
        return offset + bisect_left(self._wide, offset)

    def character(self, units: int) -> int:
        """The character that begins at so many units; inside one, its own offset."""
        before = bisect_left(self._counted, units)
        is_inside = before > 0 and self._counted[before - 1] == units - 1
        return self._wide[before - 1] if is_inside else units - before


def length(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text) + len(_WIDE.findall(text))


def places(pieces: Iterable[tuple[str, str]]) -> tuple[str, list[int], list[int]]:
    """A text in pieces, each as it is read and as it stands in the source: the text, and where each character begins and ends.

    The characters of a piece that is read otherwise than it stands there begin and end with the piece.
    """
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for read, stands in pieces:
        whole_length = length(stands)
        if read == stands:
            here = Units(read)
            counted = [at + here.at(offset) for offset in range(len(read) + 1)]
            starts += counted[:-1]
            ends += counted[1:]
        else:
            starts += [at] * len(read)
            ends += [at + whole_length] * len(read)
        text.append(read)
        at += whole_length
    return "".join(text), starts, ends
