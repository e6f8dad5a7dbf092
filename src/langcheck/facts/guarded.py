"""Expressions that are asked only where a text holds what every match of them must hold.

What that is, is read off the expression itself once it has been asked for a while, so that nobody keeps a list beside it. A look for a few
words in a text takes a tenth of the time that an expression takes to fail at every letter of it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from re import _constants as signs  # type: ignore[attr-defined]  # the only reader of expressions that there is
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 48
"""How many words are looked for at most in place of an expression."""
_UNGUARDED = 50
"""For how many texts an expression is asked without a guard: about as many as it takes to pay for reading one off it."""
_DIGIT = "0"
"""What stands for any digit among the words."""
_AS_ONE = str.maketrans({"ſ": "s", "ı": "i", "İ": "i", **dict.fromkeys("123456789", _DIGIT)})
"""Digits, and letters that expressions take for others where case is ignored but that are not made small as these are."""

Needs = list[frozenset[str]]
"""Sets of which a text must hold one word each."""


def guarded(source: str, flags: int = 0) -> Guarded:
    """An expression with its guard, both made when they are needed."""
    return Guarded(source, flags)


class Guarded:
    """An expression and what a text must hold for it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags, self._asked = source, flags, 0

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    @cached_property
    def needs(self) -> list[tuple[str, ...]]:
        """What is looked for first: of each of these words one."""
        return [_shortest(words) for words in _best(needs(self._source, self._flags))]

    def could_match(self, text: str) -> bool:
        """Whether a text holds what every match needs; False is certain."""
        small = _small(text)
        for words in self.needs:
            for word in words:
                if word in small:
                    break
            else:
                return False
        return True

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, start, end) if self._is_worth_asking(text) else iter(())

    def matches_at(self, text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
        """The matches of an expression that can begin at these places alone, which are in order."""
        end = 0
        for place in places:
            if place >= end and (match := self.compiled.match(text, place)) is not None:
                yield match
                end = match.end()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled.search(text, start, end) if self._is_worth_asking(text) else None

    def _is_worth_asking(self, text: str) -> bool:
        """Whether a text could hold a match; the first few texts are not looked at, for whom a guard would come too dear."""
        self._asked += 1
        return self._asked <= _UNGUARDED or self.could_match(text)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text)


@lru_cache(maxsize=64)
def _small(text: str) -> str:
    """A text in small letters, with one sign for all digits; the guards of one text ask one after another."""
    small = text.translate(_AS_ONE).lower()
    return small if small.isascii() or not _ANY_DIGIT.search(small) else f"{small}{_DIGIT}"


_ANY_DIGIT = re.compile(r"\d")


def needs(source: str, flags: int = 0) -> Needs:
    """What every match of an expression must hold, or have before or behind it."""
    return _of_sequence(parser.parse(source, flags))


def _of_sequence(items: Iterable[Any]) -> Needs:
    found: Needs = []
    word = ""
    for operator, told in (*items, (None, None)):
        letter = _letter(told) if operator is signs.LITERAL else ""
        if letter:
            word += letter
            continue
        if word:
            found.append(frozenset({word}))
        word = ""
        found += _of_item(operator, told)
    return found


def _letter(code: int) -> str:
    """A letter as it stands in a small text; empty where it may stand there as another one."""
    letter = chr(code)
    if letter.isascii():
        return _DIGIT if letter.isdigit() else letter.lower()
    return letter if letter.lower() == letter.upper() else ""


def _of_item(operator: Any, told: Any) -> Needs:
    if operator is signs.SUBPATTERN:
        return _of_sequence(told[3])
    if operator in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        least, _, repeated = told
        return _of_sequence(repeated) if least else []
    if operator is signs.ATOMIC_GROUP:
        return _of_sequence(told)
    if operator is signs.ASSERT:
        return _of_sequence(told[1])
    if operator is signs.BRANCH:
        return _of_alternatives([_best(_of_sequence(branch))[:1] for branch in told[1]])
    if operator is signs.IN:
        return _of_alternatives([_of_sign(*sign) for sign in told])
    return []


def _of_sign(operator: Any, told: Any) -> Needs:
    """What one sign of a set of letters needs."""
    if operator is signs.LITERAL and (letter := _letter(told)):
        return [frozenset({letter})]
    if operator is signs.CATEGORY and told is signs.CATEGORY_DIGIT:
        return [frozenset({_DIGIT})]
    if operator is signs.RANGE and chr(told[0]).isdigit() and chr(told[1]).isdigit():
        return [frozenset({_DIGIT})]
    return []


def _of_alternatives(alternatives: list[Needs]) -> Needs:
    """What all alternatives together need: one word of any of them, where each has some."""
    if not all(alternatives):
        return []
    return [frozenset(word for needed in alternatives for word in needed[0])]


def _best(found: Needs) -> Needs:
    """The two sets that tell the most: of few and long words."""
    telling = [words for words in found if len(words) <= _MOST and all(map(_tells, words))]
    return sorted(telling, key=lambda words: (-min(map(_weight, words)), len(words), sorted(words)))[:2]


def _weight(word: str) -> int:
    """How much a word tells: as much as it is long, and a digit as much as a short word."""
    return _DIGITS_TELL if word == _DIGIT else len(word.strip())


_DIGITS_TELL = 3


def _shortest(words: frozenset[str]) -> tuple[str, ...]:
    """Words without those that hold another of them."""
    return tuple(sorted(word for word in words if not any(other in word for other in words if other != word)))


def _tells(word: str) -> bool:
    """Whether a word is missing in some texts: longer than a letter, or a digit or a rare mark."""
    return len(word.strip()) > 1 or word == _DIGIT or not (word.isalnum() or word in " ,.\n'’-")
