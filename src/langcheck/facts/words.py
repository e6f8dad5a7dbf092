"""Words, sentences and passages of a text, without a model: what the text-level contexts count in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, KeysView, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from string import ascii_lowercase
from typing import NamedTuple

from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region

_WORD = pattern(r"[^\W\d_]{4,40}(?=[1-9]\d{0,2}(?![^\W_]))|[^\W_]+(?:['’][^\W_]+)*")
"""A word; a figure right behind a long one is the mark of a note, or its number."""
_END = pattern(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9•])")
_LAST = pattern(r"([\w.]+)\.[\"'”’)\]]*\Z")
PASSAGE = 1200
"""The length in characters up to which sentences are parsed together."""


_SHORT = 200
"""The length in characters up to which the words of a text are remembered: wordings of the lexicon come again and again."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Abbreviations whose point ends no sentence (lexicon/contexts.yaml)."""

    words: frozenset[str]
    before_numbers: frozenset[str]
    """Those that end none only where a figure follows: "No. 7"."""

    @classmethod
    def of(cls, lexicon: Lexicon) -> Abbreviations:
        return cls(*(frozenset(lexicon.word_list(name)) for name in ("abbreviations", "abbreviations-before-numbers")))


class Word(NamedTuple):  # a data class takes twice as long to make, and a long text has very many
    """A word of a text, folded, with its place; ``index`` is its number in the text."""

    text: str
    start: int
    end: int
    index: int  # type: ignore[assignment]  # nobody looks for something in a word as one does in a tuple


_word = partial(tuple.__new__, Word)
"""A word of its four parts, made without looking at them one by one."""


class Words:
    """The words of a text, found by place or by phrase."""

    def __init__(self, text: str) -> None:
        self.all, self._starts = _words_of_short(text) if len(text) <= _SHORT else _words_of(text)

    @cached_property
    def texts(self) -> frozenset[str]:
        """What the words are, each also without a possessive ending."""
        written = {word.text for word in self.all}
        return frozenset(written | {word[:-2] for word in written if word[-2:] == "'s"})

    def before(self, offset: int, count: int) -> list[Word]:
        """Up to ``count`` words that end at or before an offset, the nearest last."""
        at = bisect_left(self._starts, offset)
        while at and self.all[at - 1].end > offset:
            at -= 1
        return self.all[max(0, at - count) : at]

    def after(self, offset: int, count: int) -> list[Word]:
        """Up to ``count`` words that start at or after an offset, the nearest first."""
        at = bisect_left(self._starts, offset)
        return self.all[at : at + count]

    def within(self, region: Region) -> list[Word]:
        """The words that begin in a region."""
        return self.all[bisect_left(self._starts, region.start) : bisect_left(self._starts, region.end)]


def _words_of(text: str) -> tuple[list[Word], list[int]]:
    """The words of a text, and where they start."""
    folded = fold(text)
    if "’" in folded:
        folded = folded.replace("’", "'")
    found = [_word((match[0], match.start(), match.end(), index)) for index, match in enumerate(_WORD.finditer(folded))]
    return found, [word.start for word in found]


_words_of_short = lru_cache(maxsize=4096)(_words_of)


class Phrases:
    """A set of words and phrases to be looked up in a list of words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        """By the first word and the second one, the longest first; a single word has none there."""
        self._single: set[str] = set()
        for phrase in phrases:
            first, *parts = fold(phrase).split() or [""]
            if not first:
                continue
            known = self._by_first.setdefault(first, {})
            if parts:
                known.setdefault(parts[0], []).append(tuple(parts))
            else:
                self._single.add(first)
        for known in self._by_first.values():
            for behind in known.values():
                behind.sort(key=len, reverse=True)

    def at(self, words: Sequence[Word], index: int) -> int:
        """How many words from ``index`` on are a known phrase, the longest; 0 for none."""
        word = words[index].text
        known = self._by_first.get(word)
        if known is None:
            if word[-2:] != "'s":
                return 0
            word = word[:-2]
            known = self._by_first.get(word)
            if known is None:
                return 0
        longest = 1 if word in self._single else 0
        if known and index + 1 < len(words):
            second = words[index + 1].text
            longest = self._behind(known.get(second), words, index, longest)
            if second[-2:] == "'s":
                longest = self._behind(known.get(second[:-2]), words, index, longest)
        return longest

    def _behind(self, known: list[tuple[str, ...]] | None, words: Sequence[Word], index: int, longest: int) -> int:
        """How many words the longest phrase has whose words behind the first stand behind an index, or ``longest``."""
        for parts in known or ():
            if len(parts) < longest:
                break
            end = index + 1 + len(parts)
            if end <= len(words) and all(map(is_word, words[index + 2 : end], parts[1:])):
                return len(parts) + 1
        return longest

    def find(self, words: list[Word]) -> Iterator[tuple[int, int]]:
        """The known phrases in a list of words, as index and number of words, left to right, no overlaps."""
        known = self._by_first
        end = 0
        for index, word in enumerate(words):
            text = word.text
            if (text not in known and text[-2:] != "'s") or index < end:
                continue
            length = self.at(words, index)
            if length:
                yield index, length
                end = index + length

    @property
    def firsts(self) -> KeysView[str]:
        """The words with which they begin."""
        return self._by_first.keys()

    @cached_property
    def longest(self) -> int:
        """How many letters and figures one of them has at most, with possessive endings."""
        phrases: list[tuple[str, ...]] = [(word,) for word in self._single]
        for first, known in self._by_first.items():
            phrases += [(first, *parts) for behind in known.values() for parts in behind]
        return max((sum(map(len, phrase)) + len(phrase) for phrase in phrases), default=0)

    def __contains__(self, word: str) -> bool:
        return word in self._single


class Spans:
    """Regions of one text, found by place in the time that their number near it needs."""

    _WIDTH = 512

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_place: dict[int, list[Region]] = {}
        for region in regions:
            for place in range(region.start // self._WIDTH, max(region.start, region.end - 1) // self._WIDTH + 1):
                self._by_place.setdefault(place, []).append(region)

    def near(self, region: Region) -> list[Region]:
        """The regions that may touch the beginning of a region, in the order given; all that cover it are there."""
        return self._by_place.get(region.start // self._WIDTH, [])


def is_word(word: Word, part: str) -> bool:
    """Whether a word is the one looked for, with or without a possessive ending."""
    return word.text == part or word.text.removesuffix("'s") == part


def sentences(text: str, abbreviations: Abbreviations) -> list[Region]:
    """The sentences of a text; abbreviations and initials do not end one."""
    found: list[Region] = []
    start = 0
    for end in _END.finditer(text):
        head = text[max(start, end.start() - 30) : end.start()]
        if not _is_abbreviation(head, text[end.end() : end.end() + 1], abbreviations):
            found.append(Region(start, end.start() + len(end.group().rstrip())))
            start = end.end()
    if start < len(text):
        found.append(Region(start, len(text)))
    return found


def _is_abbreviation(head: str, following: str, known: Abbreviations) -> bool:
    last = _LAST.search(head)
    if last is None:
        return False
    word = last.group(1).lower()
    if word in known.before_numbers:
        return following.isdigit()
    return word in known.words or (len(word) == 1 and word.isalpha())


_WEB = r"www\."
_DOMAINS = r"\.(?:com|org|net|gov|edu|us|uk|info|io)\b"
_ENDINGS = r"\.(?:docx?|pdf|jpe?g|png|txt|html?|csv|xlsx?)\b"
_ADDRESS = pattern(
    rf"(?:https?://|{_WEB})\S+|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}\.[\w.]+|(?<![\w.-])[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{0,8}}{_DOMAINS}(?:/\S*)?|(?<![\w.])[#@]\w+"
    rf"|(?<!\S)[\w.]{{1,64}}=[^\s&]*&\S+|(?<![\w-])[\w-]{{1,64}}{_ENDINGS}|\b\w+(?:_\w+)+\b|(?<![\w.-])(?:[\w.-]{{1,64}}/){{2,}}[\w.-]*",
    re.IGNORECASE,
)
_OF_ADDRESS = pattern(rf"[@#=_]|{_WEB}|/[\w.-]*/|{_DOMAINS}|{_ENDINGS}", re.IGNORECASE)
"""What no address is without; most texts hold none of it, and to look for it is quick."""


def addresses(text: str) -> list[Region]:
    """Web and mail addresses, hashtags, file names, paths and identifiers in a text."""
    if _OF_ADDRESS.search(text) is None:
        return []
    return [Region(*found.span()) for found in _ADDRESS.finditer(text)]


def passages(text: str, abbreviations: Abbreviations) -> list[Region]:
    """A text cut into runs of whole sentences of up to PASSAGE characters; a longer sentence is cut at a blank."""
    if len(text) <= PASSAGE:
        return [Region(0, len(text))]
    found: list[Region] = []
    start = end = 0
    for sentence in sentences(text, abbreviations):
        if sentence.end - start > PASSAGE and end > start:
            found.append(Region(start, end))
            start = sentence.start
        while sentence.end - start > 2 * PASSAGE:
            cut = text.rfind(" ", start + PASSAGE, start + 2 * PASSAGE)
            cut = cut if cut > start else start + 2 * PASSAGE
            found.append(Region(start, cut))
            start = cut
        end = sentence.end
    if len(text) > start:
        found.append(Region(start, len(text)))
    return found


_TELLING = 100
"""How many characters of a text are looked at first."""


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals throughout, as headlines are."""
    if 10 * sum(map(ascii_lowercase.__contains__, text[:_TELLING])) > len(text):
        return False  # told by the beginning, as of most texts
    letters = sum(map(str.isalpha, text))
    return letters > 3 and sum(map(str.isupper, filter(str.isalpha, text))) >= 0.9 * letters


def is_headline(sentence: str, small_words: Collection[str]) -> bool:
    """Whether a sentence is written like a headline, with a full stop or without: only small words in small letters.

    In a sentence of prose at least the verb is in small letters.
    """
    words: list[str] = re.findall(r"[^\W\d_]+", sentence)
    large = [word for word in words if word.lower() not in small_words and len(word) > 1]
    return sum(len(word) > 3 for word in large) >= 3 and all(word[0].isupper() for word in large)


def is_title_case(text: str) -> bool:
    """Whether most longer words of a text begin with a capital, as in headlines; a headline has no full stop."""
    if text.endswith("."):
        return False
    words: list[str] = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    if len(words) < 3:
        return False
    return sum(word[0].isupper() for word in words) >= 0.75 * len(words)
