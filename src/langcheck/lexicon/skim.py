"""The words that tell a clean text, in lists as the lexicon has them, and as they are looked up.

Every start pays for this module, so that it loads with the standard library alone and takes nothing apart that no text asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import cache
from typing import NamedTuple, Self

from langcheck.lazily import dataclass
from langcheck.lexicon.by_word import ByWord

FREE, BOUND, TOPIC, HINT_WHO, HINT_WHAT, HINT_PEOPLE, HINT_HELD, SELECTED = (1 << bit for bit in range(8))
"""What a form counts for, a bit each; behind these stand the lists of slang."""

SLANG_FROM = 8
"""The bit of the first list of slang."""


@dataclass(frozen=True)
class SkimWords:
    """The literal parts of all surface forms, in lists.

    A text that holds one of ``free`` is worth reading; those of ``bound`` count only in a text that also holds one of
    ``topics``, or of two of the ``hints`` that tell of it together, or of two lists of ``slang``, or, for those of the first list of a pair of
    ``beside``, one of the words of its second list; ``selected`` ones belong to entries that are found only where they are selected. ``disguised`` are
    words as they stand where letters of them were read as others, and first letters of words as they stand set apart.
    """

    version: str
    free: list[str]
    bound: list[str]
    topics: list[str]
    selected: list[str]
    disguised: list[str] = field(default_factory=list)
    hints: list[list[str]] = field(default_factory=list)
    slang: list[list[str]] = field(default_factory=list)
    beside: list[tuple[list[str], list[str]]] = field(default_factory=list)


class Counts(NamedTuple):
    """What a literal part counts for: its lists, and in which pairs of ``beside`` it is bound and may stand beside, a bit each."""

    lists: int
    bound: int
    beside: int


class SkimIndex:
    """All literal parts with what they count for, by word.

    ``longest`` is how many characters the longest one has.
    """

    def __init__(self, version: str, longest: int, kinds: list[str], by_word: ByWord) -> None:
        self.version = version
        self.longest = longest
        self._kinds = kinds
        self._by_word = by_word

    @classmethod
    def of(cls, words: SkimWords) -> Self:
        """The index of lists."""
        counted = {literal: _written(counts) for literal, counts in _counted(words).items()}
        kinds = {counts: number for number, counts in enumerate(dict.fromkeys(counted.values()))}
        by_word = ByWord.of({literal: str(kinds[counts]) for literal, counts in counted.items()})
        return cls(words.version, max(map(len, counted), default=0), list(kinds), by_word)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The index again that ``to_bytes`` wrote down."""
        behind = data.index(b"\n")
        version, longest, *kinds = data[:behind].decode().split("\t")
        return cls(version, int(longest), kinds, ByWord(data, behind + 1))

    def to_bytes(self) -> bytes:
        """A line on the whole, then the parts by word."""
        head = "\t".join((self.version, str(self.longest), *self._kinds))
        return b"\n".join((head.encode(), self._by_word.to_bytes()))

    def everything(self) -> Iterator[tuple[str, Counts]]:
        """All literal parts."""
        return ((literal, _read(self._kinds[int(number)])) for literal, number in self._by_word.everything())

    def possible(self, text: str) -> Iterator[tuple[str, Counts]]:
        """The literal parts that may stand in a folded text."""
        return ((literal, _read(self._kinds[int(number)])) for literal, number in self._by_word.possible(text))


def _written(counts: Counts) -> str:
    return " ".join(f"{mask:x}" for mask in counts)


@cache
def _read(written: str) -> Counts:
    return Counts(*(int(mask, 16) for mask in written.split()))


def _counted(words: SkimWords) -> dict[str, Counts]:
    """What each literal part counts for, from all lists that it stands in."""
    plain: list[tuple[int, Iterable[str]]] = [
        (FREE, words.free),
        (FREE, words.disguised),
        (BOUND, words.bound),
        (TOPIC, words.topics),
        (SELECTED, words.selected),
        *zip((HINT_WHO, HINT_WHAT, HINT_PEOPLE, HINT_HELD), words.hints, strict=False),
        *((1 << SLANG_FROM + number, told) for number, told in enumerate(words.slang)),
    ]
    lists, bound, beside = Counter[str](), Counter[str](), Counter[str]()
    for bit, literals in plain:
        for literal in literals:
            lists[literal] |= bit
    for number, pair in enumerate(words.beside):
        for masks, literals in zip((bound, beside), pair, strict=True):
            for literal in literals:
                masks[literal] |= 1 << number
    return {literal: Counts(lists[literal], bound[literal], beside[literal]) for literal in (lists | bound | beside)}
