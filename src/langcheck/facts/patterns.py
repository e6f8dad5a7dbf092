"""Phrases with alternatives and gaps, for the conditions of entries: "(force|forced) * into".

The notation is that of terms (lexicon/README.md): ``(a|b|)`` are alternatives, the empty one makes a word optional, and
``*`` stands for up to GAP_WORDS words, a hyphenated one counted once; a gap does not reach over the end of a clause.
``#`` alone is a figure of any length, and one in a word is a digit: "18##" is a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from langcheck.facts.words import Phrases, Word, Words, is_word
from langcheck.lazily import pattern
from langcheck.lexicon.forms import FIGURE, GAP_WORDS, Slot, is_pattern, slots_of

_BREAK = pattern(r"[.;:!?()\[\]|\n]\s|[;()|]")
"""What no gap reaches over."""


class Patterns:
    """Phrases and patterns to be looked up in a list of words of one text."""

    def __init__(self, listed: Iterable[str]) -> None:
        listed = tuple(listed)
        self._phrases = Phrases(phrase for phrase in listed if not is_pattern(phrase))
        self._by_first: dict[str, list[tuple[_Choice, ...]]] = {}
        for slots in (slots_of(phrase) for phrase in listed if is_pattern(phrase)):
            choices = tuple(map(_Choice, slots))
            for first in dict.fromkeys(_key(words[0]).removesuffix("'s") for words in slots[0]):
                self._by_first.setdefault(first, []).append(choices)
        self._firsts = frozenset((*self._phrases.firsts, *self._by_first))
        """All words at which one may begin, but for figures."""
        self._has_figures = FIGURE in self._by_first

    def may_be_in(self, words: Words) -> bool:
        """Whether one may stand among the words of a text; False is certain."""
        return self._has_figures or not self._firsts.isdisjoint(words.texts)

    def ends(self, words: Sequence[Word], index: int, text: str) -> set[int]:
        """Where the phrases and patterns end that begin at a word: numbers of words of the list."""
        found = set()
        length = self._phrases.at(words, index)
        if length:
            found.add(index + length)
        first = words[index].text.removesuffix("'s")
        for slots in self._by_first.get(first, ()):
            found |= _ends(slots, words, index, text)
        for slots in self._by_first.get(FIGURE, ()) if first[0].isdigit() else ():
            found |= _ends(slots, words, index, text)
        return found

    def find(self, words: Sequence[Word], text: str) -> Iterator[tuple[int, int]]:
        """Each word at which a phrase or pattern begins, and where the shortest of them ends."""
        firsts, figures = self._firsts, self._has_figures
        for index, word in enumerate(words):
            first = word.text
            if first in firsts or first[-2:] == "'s" or (figures and first[0].isdigit()):
                ends = self.ends(words, index, text)
                if ends:
                    yield index, min(ends)


def _key(first: str) -> str:
    """By what the patterns that begin with a word are looked up: the word itself, or that it is a figure."""
    return FIGURE if FIGURE in first else first


def _is_part(word: Word, part: str) -> bool:
    """Whether a word is the one that a pattern has, digit for digit where it has signs for them."""
    if FIGURE not in part:
        return is_word(word, part)
    if part == FIGURE:
        return word.text.isdecimal()
    return len(word.text) == len(part) and all(
        letter.isdecimal() if sign == FIGURE else letter == sign for letter, sign in zip(word.text, part, strict=True)
    )


class _Choice:
    """What may stand at one place of a pattern, looked up by its first word when it is first asked; a gap has nothing."""

    def __init__(self, slot: Slot) -> None:
        self.slot = slot
        self._by_first: dict[str, list[tuple[str, ...]]] | None = None

    def ends(self, words: Sequence[Word], place: int) -> Iterator[int]:
        """Where an alternative ends that begins at a word."""
        by_first = self._by_first
        if by_first is None:
            by_first = {}
            for parts in self.slot:
                by_first.setdefault(_key(parts[0]) if parts else "", []).append(parts)
            self._by_first = by_first  # as a whole: other threads read it
        if "" in by_first:
            yield place
        if place >= len(words):
            return
        first = words[place].text
        for key in {first, first.removesuffix("'s"), FIGURE}:
            for parts in by_first.get(key, ()):
                end = place + len(parts)
                if end <= len(words) and all(map(_is_part, words[place:end], parts)):
                    yield end


def _ends(choices: Sequence[_Choice], words: Sequence[Word], index: int, text: str) -> set[int]:
    places = {index}
    for choice in choices:
        places = {
            end
            for place in places
            for end in (choice.ends(words, place) if choice.slot else _over_gap(words, place, text))
        }
    return places


def _over_gap(words: Sequence[Word], place: int, text: str) -> Iterator[int]:
    """The ends of a gap that begins at a word: at once, or after up to GAP_WORDS words of the same clause."""
    yield place
    counted = 0
    for end in range(place, len(words)):
        between = text[words[end - 1].end : words[end].start] if end else ""
        if _BREAK.search(between):
            return
        counted += between != "-" or end == place
        if counted > GAP_WORDS:
            return
        yield end + 1


@lru_cache(maxsize=4096)
def patterns_of(listed: tuple[str, ...]) -> Patterns:
    """The patterns of a list, made once."""
    return Patterns(listed)
