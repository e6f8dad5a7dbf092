"""The skim: whether a text can hold a finding at all. Small texts are told by the words that they hold, large ones by an automaton."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.lexicon.skim import (
    BOUND,
    FREE,
    HINT_HELD,
    HINT_PEOPLE,
    HINT_WHAT,
    HINT_WHO,
    SELECTED,
    SLANG_FROM,
    TOPIC,
    Counts,
    SkimIndex,
)

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

WORTH_AN_AUTOMATON = 500_000
"""How many characters are skimmed word by word in about the time that it takes to build the automaton."""

_FIRST_PIECE, _PIECE = 2_000, 500_000
"""How many characters at least are skimmed at a time: few at first, since most texts with a finding tell so at their beginning."""

_SHORTEST_NOTED = 4
"""How many letters stand before a figure that is the mark of a note and no part of a name."""
FIGURE = r"[1-9]\d{0,2}(?![^\W_])"
"""The mark of a note behind a word, as a pattern."""
_FIGURE = pattern(FIGURE)
_BLANK = pattern(r"\s")
ACCENTS = r"[\u00c0-\u024f\u1e00-\u1eff]"
ACCENTED = pattern(ACCENTS)
"""A letter that may have an accent; most texts that are not plain have other signs alone."""


class Skimmer:
    """Tells texts that can hold no finding from those worth reading, as fast as text can be scanned.

    ``selected`` also looks for entries that are found only where a setting or a profile asks for them. ``by_words`` is how
    many characters are skimmed word by word before the automaton is built, which takes as long.
    """

    def __init__(self, words: SkimIndex, *, selected: bool = False, by_words: int = WORTH_AN_AUTOMATON) -> None:
        self._words = words
        self._worth_reading = FREE | SELECTED if selected else FREE
        self._by_words_still = by_words

    def skims(self, text: str) -> bool:
        """Whether a text could hold a finding; False is certain, True is not.

        Words that are divided, masked or hold invisible characters are not seen, so callers must look for those first.
        """
        seen = bound = beside = 0
        before = ""
        for piece in _pieces(text):
            folded = _joined(before, unaccented(fold(_one_blank(piece))), piece[:1])
            for found in self._found(folded):
                seen, bound, beside = seen | found.lists, bound | found.bound, beside | found.beside
                if seen & self._worth_reading or bound & beside or (seen & BOUND and _tells(seen)):
                    return True
            before = _joined(folded[-self._words.longest - 2 :], "", piece[-1:])
        return False

    def _found(self, folded: str) -> Iterator[Counts]:
        """What the words count for that stand in a text, at least once each."""
        self._by_words_still -= len(folded)
        return self._by_words(folded) if self._by_words_still >= 0 else self._by_automaton(folded)

    def _by_words(self, folded: str) -> Iterator[Counts]:
        for literal, counts in self._words.possible(folded):
            start = folded.find(literal)
            while start >= 0:
                if stands_alone(folded, start, start + len(literal)):
                    yield counts
                    break
                start = folded.find(literal, start + 1)

    def _by_automaton(self, folded: str) -> Iterator[Counts]:
        automaton, counts = self._automaton
        for number, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
            if stands_alone(folded, start, end):
                yield counts[number]

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[Counts]]:
        """The automaton, and what each of its words counts for."""
        from ahocorasick_rs import AhoCorasick, Implementation

        literals, counts = zip(*self._words.everything(), strict=True)
        built = AhoCorasick(literals, implementation=Implementation.ContiguousNFA, store_patterns=False)
        return built, list(counts)


def _tells(seen: int) -> bool:
    """Whether the lists of which words were seen can tell of the topic: one alone, two hints, two kinds of slang."""
    slang = seen >> SLANG_FROM
    held = seen & HINT_HELD
    hinted = (seen & HINT_WHO and (held or seen & HINT_WHAT)) or (seen & HINT_PEOPLE and held)
    return bool(seen & TOPIC or hinted or slang & (slang - 1))


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether the characters around a match end and begin other words; the figure of a note behind it is none."""
    if start and folded[start - 1].isalnum():
        return False
    return end >= len(folded) or not folded[end].isalnum() or _is_noted(folded, start, end)


def _is_noted(folded: str, start: int, end: int) -> bool:
    return (
        end - start >= _SHORTEST_NOTED
        and folded[end - 1].isalpha()
        and folded[end].isdigit()
        and _FIGURE.match(folded, end) is not None
    )


def unaccented(folded: str) -> str:
    """A text with the plain letters in place of those with accents; as long as before."""
    return folded.translate(_plain_letters()) if not folded.isascii() and ACCENTED.search(folded) else folded


@lru_cache(maxsize=1)
def _plain_letters() -> dict[int, str]:
    """Letters with accents to those without."""
    codes = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    taken_apart = {code: normalize("NFD", chr(code)) for code in codes}
    return {code: plain[0] for code, plain in taken_apart.items() if len(plain) > 1 and plain[0].isascii()}


_MORE = 16
"""How many times as long each piece is as the one before."""


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that end behind a blank, so that no copy of a large one is made as a whole."""
    start, size = 0, min(_FIRST_PIECE, _PIECE)
    while start < len(text):
        blank = _BLANK.search(text, start + size, start + 2 * size) if len(text) > start + size else None
        end = blank.end() if blank else start + 2 * size
        yield text[start:end]
        start, size = end, min(_MORE * size, _PIECE)


def _joined(before: str, folded: str, edge: str) -> str:
    """Two pieces of folded text, with one blank between them where there was any: ``edge`` is what stood there."""
    blank = " " if edge.isspace() and not before.endswith(" ") else ""
    return f"{before}{blank}{folded.strip(' ')}"


def _one_blank(text: str) -> str:
    """A text with single blanks between words, whatever stood there; most texts need but one replacement."""
    if not text.isascii() or any(gap in text for gap in ("  ", "\n ", " \n", "\t", "\r", "\f", "\v")):
        return " ".join(text.split())
    return text.replace("\n", " ")
