"""What a text must hold beside a form for the entry to speak of it: a topic, or other words that its needs name.

Read off the entry's needs, so that a text without them is passed over as fast as one without the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from langcheck.lexicon.compact import is_compact
from langcheck.lexicon.entry import Condition
from langcheck.lexicon.forms import FIGURE, GAP, fold, slots_of

TOPIC = "exploitation-topic"
TOLD_BY = {
    "people-told": ("hints-who", "hints-people"),
    "harm-told": ("hints-who", "hints-people", "held-signs"),
    "harm-or-people-told": ("hints-who", "hints-people", "held-signs", "child-report-titles"),
    "child-report": ("hints-who", "child-report-titles"),
    "held-told": ("held-signs",),
    "sale-told": ("sale-words",),
    "sex-work-told": ("sex-work-words",),
}
"""The contexts that hold off the topic only where a word of these lists of contexts.yaml stands."""
WEIGHED = ("harm-told", "harm-or-people-told")
"""Those of them that hold also where all words close by, weighed, tell of the topic (lexicon/topic.yaml)."""
_TOPICS = (TOPIC, "slang-told", *TOLD_BY)
"""The contexts that hold only in a text that tells of the topic, of people who may be harmed, or of sale."""
_AROUND = ("near", "beside", "document", "before", "after")
Words = frozenset[str]
NEVER: Words = frozenset()
"""No words: only a topic can make a condition hold."""
NOTHING_TOLD: Mapping[str, Words | None] = {}


def words_of(phrases: Iterable[str]) -> Words | None:
    """Words of which a text holds one where it holds one of some phrases; None where nothing is certain of one of them."""
    return _all_certain(tuple(phrases))


def words_beside(
    needs: Iterable[Condition], form: str, feature: str, told: Mapping[str, Words | None] = NOTHING_TOLD
) -> Words | None:
    """Words of which a text must hold one where it tells of no topic; NEVER where only the topic counts.

    None where the form is worth reading wherever it stands: no need takes the topic, or not of this form. ``told`` are the
    words by which the contexts of TOLD_BY hold.
    """
    return Beside(needs, told).of(form, feature)


class Beside:
    """``words_beside`` for all forms of one entry, each worked out once for forms that no condition tells apart."""

    __slots__ = ("_asked", "_known", "_needs", "_told")

    def __init__(self, needs: Iterable[Condition], told: Mapping[str, Words | None] = NOTHING_TOLD) -> None:
        self._told = told
        self._needs = [need for need in needs if any(name in _TOPICS for name in _named(need))]
        self._asked = [_held(tuple(phrases)) for need in self._needs for phrases in _words_asked(need)]
        self._known: dict[tuple[str, tuple[bool, ...]], Words | None] = {}

    def of(self, form: str, feature: str) -> Words | None:
        key = feature, tuple([is_held(form) for is_held in self._asked])
        if key not in self._known:
            found = [_needed(need, form, feature, self._told) for need in self._needs]
            self._known[key] = min((words for words in found if words is not None), key=_commonness, default=None)
        return self._known[key]


def _words_asked(condition: Condition) -> Iterator[Sequence[str]]:
    """The phrases that a condition, other than what it denies, asks for in the words found."""
    if isinstance(condition, str):
        return
    ((operator, value),) = condition.items()
    if operator == "words":
        yield value
    elif operator in ("any", "all"):
        for part in value:
            yield from _words_asked(part)


@lru_cache(maxsize=4096)
def _held(phrases: tuple[str, ...]) -> Callable[[str], bool]:
    """What tells whether the words of a form may hold one of some phrases; a gap may hold any."""
    known = [_certain(phrase) for phrase in phrases]
    words = [word for words in known for word in words] if all(known) else [""]
    found = re.compile("|".join(re.escape(word) for word in (GAP, *words)))
    apart = [word.split() for word in words]

    def is_held(form: str) -> bool:
        if found.search(form) is not None:
            return True
        return is_compact(form) and any(all(part in form for part in parts) for parts in apart)

    return is_held


def _named(condition: Condition) -> Iterator[str]:
    """The contexts that a condition asks for, not those that it denies."""
    if isinstance(condition, str):
        yield condition
        return
    ((operator, value),) = condition.items()
    if operator in ("any", "all"):
        for part in value:
            yield from _named(part)


def _needed(condition: Condition, form: str, feature: str, told: Mapping[str, Words | None]) -> Words | None:
    """The words without which a condition cannot hold off the topic; None where it may hold without any."""
    if isinstance(condition, str):
        return told.get(condition, NEVER if condition in _TOPICS else None)
    ((operator, value),) = condition.items()
    if operator in _AROUND:
        return _all_certain(tuple(value))
    if operator == "form":
        return None if feature in value else NEVER
    if operator == "words":
        return None if _held(tuple(value))(form) else NEVER
    parts = [_needed(part, form, feature, told) for part in value] if operator in ("any", "all") else []
    known = [words for words in parts if words is not None]
    if operator == "any":
        return NEVER.union(*known) if len(known) == len(parts) else None
    return min(known, key=_commonness, default=None)


@lru_cache(maxsize=4096)
def _commonness(words: Words) -> tuple[int, int]:
    """How often a text holds one of some words by chance: short words are common, and many words are."""
    return sum(len(word) <= _SHORT and word.isalpha() for word in words), len(words)


def _rareness(words: list[str]) -> tuple[int, int]:
    """How seldom a text holds one of the words at a place of a pattern by chance."""
    return -sum(len(word) <= _SHORT and word.isalpha() for word in words), min(map(len, words))


_SHORT = 3
"""How many letters a short word has at most."""


@lru_cache(maxsize=4096)
def _all_certain(phrases: tuple[str, ...]) -> Words | None:
    """Words of which a text holds one where it holds one of some phrases; None where nothing is certain of one of them.

    Kept, because a list is read once a form.
    """
    found = [_certain(phrase) for phrase in phrases]
    return None if not all(found) else frozenset(word for words in found for word in words)


@lru_cache(maxsize=16384)
def _certain(phrase: str) -> list[str]:
    """Words of which every text holds one that holds a phrase; none where it has figures alone.

    Those of its place with the rarest words, the last of several: "the man" is looked for by "man".
    """
    slots = [[" ".join(words) for words in slot] for slot in slots_of(phrase) if slot and all(slot)]
    places = [words for words in slots if not any(FIGURE in word.split() for word in words)]
    return [spelt for word in max(reversed(places), key=_rareness, default=[]) for spelt in _figures(fold(word))]


def _figures(word: str) -> list[str]:
    """A word with every figure that its signs for digits may be: "1#" is ten of them."""
    if FIGURE not in word:
        return [word]
    return [spelt for digit in "0123456789" for spelt in _figures(word.replace(FIGURE, digit, 1))]
