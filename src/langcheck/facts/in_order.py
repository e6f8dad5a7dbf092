"""Whether the words of a pattern could stand in a text one behind the other: asked before its expression is compiled, let alone tried.

A text is taken as its runs: of letters and figures, and of the capitals that are written over others. Marks and blanks between them
count for nothing, and what may be any words is passed over, so that a "no" is certain and a "yes" is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

_RUN = re.compile(r"[^\W_A-Z]+|[A-Z]+")
_LONGEST_NUMBER = 3
"""How many figures the number of an item has at most; or it is a letter."""


class Runs:
    """The runs of a text, with their places."""

    def __init__(self, text: str) -> None:
        found = list(_RUN.finditer(text))
        self.all = [run.group() for run in found]
        self.starts = [run.start() for run in found]

    @cached_property
    def by_run(self) -> dict[str, list[int]]:
        """Where each run begins."""
        places: dict[str, list[int]] = {}
        for run, start in zip(self.all, self.starts, strict=True):
            places.setdefault(run, []).append(start)
        return places

    def at(self, place: int) -> int:
        """The number of the first run from a place on."""
        return bisect_left(self.starts, place)


class Alternatives:
    """Words and phrases of which one stands at a place of a pattern; one that holds nothing but marks leaves it out."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[list[str]]] = {}
        self._is_optional = False
        for word in words:
            first, *others = _RUN.findall(word) or [""]
            if first:
                self._by_first.setdefault(first, []).append(others)
            else:
                self._is_optional = True

    def behind(self, numbers: Numbers, runs: Sequence[str]) -> Numbers | None:
        """From which runs on the rest of a pattern may stand, where these words may stand from some on; None for nowhere."""
        found = set(numbers.exact) if self._is_optional else set[int]()
        for number in chain(numbers.exact, range(numbers.onwards, len(runs))):
            for others in self._by_first.get(runs[number], ()) if number < len(runs) else ():
                end = number + 1 + len(others)
                if not others or list(runs[number + 1 : end]) == others:
                    found.add(end)
        if self._is_optional and numbers.onwards <= len(runs):
            return Numbers(found, numbers.onwards)
        return Numbers(found, len(runs) + 1) if found else None


class Numbers(NamedTuple):
    """Numbers of runs: some, and all from one onwards."""

    exact: set[int]
    onwards: int

    @property
    def first(self) -> int:
        return min(self.exact | {self.onwards})


Step = Alternatives | frozenset[str] | None
"""What stands next in a pattern: words, something that ends in a run of one of these capitals, or whatever it may be."""


def could_stand(steps: Iterable[Step], runs: Sequence[str], first: int, *, begins: bool) -> bool:
    """Whether what a pattern is made of could stand from a run on; where it ``begins`` a line, also behind the number of an item."""
    numbers = Numbers({first}, len(runs) + 1)
    if begins and first < len(runs) and _is_number(runs[first]):
        numbers.exact.add(first + 1)
    for step in steps:
        following = _behind(step, numbers, runs)
        if following is None:
            return False
        numbers = following
    return True


def _behind(step: Step, numbers: Numbers, runs: Sequence[str]) -> Numbers | None:
    if isinstance(step, Alternatives):
        return step.behind(numbers, runs)
    first = numbers.first
    if step is None:
        return Numbers(set(), first) if first <= len(runs) else None
    held = [number for number in range(first, len(runs)) if not step.isdisjoint(runs[number])]
    found = {number + 1 for number in held} | {number for number in held if len(set(runs[number])) > 1}
    return Numbers(found, len(runs) + 1) if found else None


def _is_number(run: str) -> bool:
    return len(run) == 1 or (len(run) <= _LONGEST_NUMBER and run.isdigit())
