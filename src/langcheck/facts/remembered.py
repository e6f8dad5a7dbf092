"""What was worked out of the blocks of a document, kept for its next version: an editor checks a text again with each change of it.

An answer is kept under all that it hangs on, so that it is the one that would be worked out anew. What the last version
did not ask for is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

Answer = TypeVar("Answer")


class Remembered:
    """Answers about the blocks of the newest version of one document, and of the one before. Nobody changes an answer."""

    def __init__(self) -> None:
        self._now: dict[Hashable, object] = {}
        self._before: dict[Hashable, object] = {}
        self._by: object = None

    def next_version(self, *, by: object) -> None:
        """Begin with the next version: what was asked for the last one is still known, what was not is forgotten.

        ``by`` is the lexicon as it was prepared: what was told by another one is forgotten, too.
        """
        self._before = self._now if self._by is by else {}
        self._now, self._by = {}, by

    def knows(self, key: Hashable) -> bool:
        """Whether an answer is known under a key."""
        return key in self._now or key in self._before

    def of(self, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer that is known under a key, worked out where none is; the key holds all that the answer hangs on."""
        if key not in self._now:
            self._now[key] = self._before.pop(key) if key in self._before else work_out()
        return cast("Answer", self._now[key])


class OfFiles(Remembered):
    """Answers about the blocks of the last files: those of one office have paragraphs in common."""

    _MOST = 4000
    """How many answers come in before those are forgotten that were not asked for while as many others were: twice as many are known."""

    def next_version(self, *, by: object) -> None:
        """Begin with the next file."""
        if self._by is not by or len(self._now) > self._MOST:
            super().next_version(by=by)
