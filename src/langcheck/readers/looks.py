"""How words look, as far as it decides whether they are read: hidden, deleted, struck out, or figures of notes.

One answer for all formats of word processors, slides and sheets.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum


class Why(Enum):
    """Why words that stand in a file are not read: the final document does not show them."""

    HIDDEN = "hidden"
    DELETED = "deleted"
    STRUCK = "struck-out"


class LeftOut:
    """Counts the stretches of a document that are not read, each once, in however many pieces it is written."""

    def __init__(self) -> None:
        self._counts: Counter[Why] = Counter()
        self._last: Why | None = None

    def leave(self, why: Why, text: str) -> None:
        """Words that are left out; blanks are not worth counting."""
        if text and not text.isspace() and self._last is not why:
            self._counts[why] += 1
            self._last = why

    def count(self, why: Why, stretches: int) -> None:
        """Stretches that were counted elsewhere."""
        self._counts[why] += stretches

    def leave_whole(self, why: Why, text: str) -> None:
        """Words that are a stretch by themselves, whatever stands beside them."""
        self.pause()
        self.leave(why, text)
        self.pause()

    def show(self, text: str) -> None:
        """Words that are read, which end the stretch before them."""
        if text and not text.isspace():
            self._last = None

    def pause(self) -> None:
        """Another paragraph begins."""
        self._last = None

    def notes(self) -> list[str]:
        """How many stretches were not read, a note a reason."""
        return [_note(self._counts[why], why) for why in Why if self._counts[why]]


def _note(number: int, why: Why) -> str:
    return f"1 {why.value} stretch was not read" if number == 1 else f"{number:,} {why.value} stretches were not read"


_FIGURE = re.compile(
    r"\s*(?:\(\d{1,3}\)|\[\d{1,3}\]|\d{1,3}|[*\u2020\u2021\u00a7\u00b6]{1,4})(?:\s*[,;\u2013-]\s*\d{1,3}){0,9}\s*"
)
_LETTER = re.compile(r"\s*[a-z](?:\s*,\s*[a-z]){0,9}\s*")
_END_OF_WORD = re.compile(r"(?:[a-z]{2}|[a-z][.,;:!?)\]\"”’]{1,2})\Z")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def is_note_figure(raised: str, before: str) -> bool:
    """Whether raised words are the figure of a note that is glued to what stands ``before``.

    A figure behind a figure is a power, and raised letters ("1st") belong to their word; only a single one behind a
    whole word is the mark of a note ("a", "b" below tables).
    """
    if not before or before[-1].isspace() or before[-1].isdecimal():
        return False
    if _LETTER.fullmatch(raised):
        return _END_OF_WORD.search(before) is not None
    return _FIGURE.fullmatch(raised.translate(_SUPERSCRIPTS)) is not None
