"""The notation of constructions (lexicon/constructions) and its matcher: a family of patterns, looked for in a text.

A text is read folded, with the words that entries know written over (``written_over``), so that a pattern can tell a
bare noun ("bans child prostitute") from any other of their words without parsing. A pattern is compiled when a text
first holds the words that it cannot do without, in its order (``in_order``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from langcheck.facts.in_order import Alternatives, Runs, Step, could_stand
from langcheck.lazily import PerObject
from langcheck.lexicon.classes import MARK
from langcheck.lexicon.constructions import pieces
from langcheck.lexicon.forms import GAP, GAP_WORDS
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region

PLURAL, BARE, OTHER, APART = "W", "X", "Y", "Q"
"""What is written over a noun for several, over one that could take an article, over other words of entries, over words set
apart. Of two readings of the same words the first counts: a noun before a verb."""
BY_NUMBER = {"singular": BARE, "plural": PLURAL}
"""What is written over a noun, by its number."""

_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\xa0": " "})
_TOKEN = re.compile(r"[^\W_A-Z]+(?:'[^\W_A-Z]+)*")
_RUN = re.compile(r"[^\W_A-Z]+")
"""Letters and figures beside each other that are not written over."""
_WORD = r"(?!\d)[^\W_A-Z]++(?:['/-][^\W_A-Z]++)*"
"""A word that is not written over; those are in capitals."""
_ANY = r"[^\W_](?:[^\s.,;:!?()\"]*[^\W_])?"
_QUOTES = r"[\"'*_]{0,2}"
_BLANK = rf"{_QUOTES} {{1,3}}{_QUOTES}"
"""What parts two words of a pattern; never the end of a line."""
_BEGINS = r"(?:\A|(?<=\n)|(?<=[.!?:;–—] )|(?<=[.!?:;][\"')] ))"
"""Where a sentence, a line or an item may begin."""
_BEGINNING = re.compile(_BEGINS)
_START = rf"{_BEGINS}[\"'*_•·(>–—-]{{0,3}} {{0,3}}(?:\(?(?:\d{{1,3}}|[a-z])[.)] {{1,3}})?{_QUOTES}"
_LONGEST_LIST = 12
"""How many items a list of words has at most behind its first."""


def written_over(text: str, regions: Iterable[tuple[Region, str]]) -> str:
    """A text in small letters with plain marks, and with regions written over, at the same length.

    Where regions overlap the first has the place, and of those the longest.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    plain = lowered if lowered.isascii() else lowered.translate(_SAME)
    written: list[str] = []
    end = 0
    for region, sign in sorted(regions, key=lambda found: (found[0].start, -found[0].end, found[1])):
        if region.start >= end:
            written += [plain[end : region.start], sign * (region.end - region.start)]
            end = region.end
    return "".join([*written, plain[end:]])


class _Places:
    """Where in a text patterns may begin, worked out when the first of them asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def beginnings(self) -> list[int]:
        """Where sentences, lines and items may begin."""
        return [match.start() for match in _BEGINNING.finditer(self._text)]

    @cached_property
    def runs(self) -> Runs:
        return Runs(self._text)

    def of(self, firsts: frozenset[str]) -> list[int]:
        """Where one of these runs begins."""
        places = self.runs.by_run
        return sorted(place for first in firsts & places.keys() for place in places[first])


class Family:
    """The patterns of one family, each asked only where a text holds all that it cannot do without."""

    def __init__(self, lexicon: Lexicon, name: str) -> None:
        self._patterns = [
            _Pattern(construction.name, pattern, lexicon)
            for construction in lexicon.constructions[name]
            for pattern in construction.write
        ]
        self._bits: dict[str, int] = {}
        """What patterns cannot do without, each with a bit for every set of things of which one must be there."""
        numbers: dict[frozenset[str], int] = {}
        self._guarded: list[tuple[int, _Pattern]] = []
        self._by_rarest: dict[str, list[int]] = {}
        """The numbers of patterns by the things of which each needs one and that fewest texts hold."""
        self._always: list[int] = []
        """The numbers of those that need nothing."""
        for index, pattern in enumerate(self._patterns):
            needs = pattern.needs()
            needed = {numbers.setdefault(things, len(numbers)) for things in needs}
            self._guarded.append((sum(1 << number for number in needed), pattern))
            for thing in min(needs, key=_commonness, default=()):
                self._by_rarest.setdefault(thing, []).append(index)
            if not needs:
                self._always.append(index)
        for things, number in numbers.items():
            for thing in things:
                self._bits[thing] = self._bits.get(thing, 0) | 1 << number
        self._marks = [thing for thing in self._bits if _TOKEN.fullmatch(thing) is None and thing != _FIGURE]

    def find(self, text: str, *, apart: bool = False) -> Iterator[tuple[str, Region]]:
        """What the patterns capture in a text that was written over, or match, by the construction's name.

        ``apart`` asks the patterns for words that are set apart, and no others.
        """
        places = _Places(text)
        for pattern in self._able(text):
            if pattern.apart == apart:
                for match in pattern.matches(text, places):
                    for group in range(1, match.lastindex + 1) if match.lastindex else (0,):
                        if match.start(group) >= 0:
                            yield pattern.name, Region(*match.span(group))

    def _able(self, text: str) -> list[_Pattern]:
        """The patterns that could match a text, by what it holds."""
        bits = self._bits
        things = [*(bits.keys() & set(_TOKEN.findall(text))), *(mark for mark in self._marks if mark in text)]
        if _FIGURE in bits and _DIGIT.search(text):
            things.append(_FIGURE)
        held = 0
        asked = [*self._always]
        for thing in things:
            held |= bits[thing]
            asked += self._by_rarest.get(thing, ())
        guarded = (self._guarded[index] for index in sorted({*asked}))
        return [pattern for needed, pattern in guarded if held & needed == needed]


_FIGURE = "#"
"""The sign for a figure, and what stands for any digit among the things that patterns cannot do without."""
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class _Pattern:
    """One pattern and its expression, which is compiled when it is first asked."""

    name: str
    written: str
    lexicon: Lexicon = field(repr=False)
    apart: bool = field(init=False)
    _compiled: re.Pattern[str] | None = field(default=None, init=False)
    _made_of: list[Step] | None = field(default=None, init=False)
    _begins: bool = field(init=False)
    """Whether it begins where a sentence does."""
    _firsts: frozenset[str] = field(init=False)
    """The runs of letters of which it begins with one; none where it may begin otherwise."""

    def __post_init__(self) -> None:
        parts = pieces(self.written)
        self.apart = "[apart]" in parts
        self._begins = parts[0] == "^"
        runs = [_RUN.match(word) for word in self._words(parts[0])]
        self._firsts = frozenset(run.group() for run in runs if run) if all(runs) else frozenset()

    def needs(self) -> list[frozenset[str]]:
        """What a text must hold for the pattern to match, of each set one: words, marks, figures, what is written over."""
        parts = pieces(self.written)
        signs = [frozenset(_OVER[part]) for part in parts if part in _OVER]
        figures = [frozenset({_FIGURE})] if _FIGURE in parts else []
        needed = map(_words_of(self.lexicon).keys, parts)
        return [*signs, *figures, *(keys for keys in needed if keys)]

    def matches(self, text: str, places: _Places) -> Iterator[re.Match[str]]:
        """Its matches from left to right, looked for where it may begin and nowhere else."""
        if not (self._begins or self._firsts):
            if could_stand([None, *self._steps], places.runs.all, 0, begins=False):
                yield from self.compiled.finditer(text)
            return
        end = 0
        for place in places.beginnings if self._begins else places.of(self._firsts):
            if place < end or not self._could_match(place, places.runs):
                continue
            match = self.compiled.match(text, place)
            if match is not None:
                yield match
                end = match.end()

    def _could_match(self, place: int, runs: Runs) -> bool:
        """Whether it could match from a place on, by the order of words there; False is certain."""
        return could_stand(self._steps, runs.all, runs.at(place), begins=self._begins)

    @property
    def _steps(self) -> list[Step]:
        """What it is made of, piece by piece."""
        if self._made_of is None:
            known = _words_of(self.lexicon)
            told = (piece for piece in pieces(self.written) if piece not in _WITHOUT_WORDS and piece[0] != "!")
            self._made_of = [known.step(piece) for piece in told]
        return self._made_of

    @property
    def compiled(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._expression())
        return self._compiled

    def _words(self, piece: str) -> list[str]:
        """The words that a piece stands for, of which a text must hold one; none for signs and captures."""
        return _words_of(self.lexicon).of(piece)

    def _expression(self) -> str:
        parts = pieces(self.written)
        found = [] if parts[0] == "^" else [r"(?<!\w)"]
        for index, piece in enumerate(parts):
            found.append(self._piece(piece))
            if index + 1 < len(parts):
                found.append(self._between(piece, parts[index + 1]))
        return "".join(found)

    def _between(self, piece: str, following: str) -> str:
        """What may stand between two pieces; a sign or an optional piece brings its blanks with it."""
        if self._is_optional_mark(following) and piece != "^":
            return ""
        if self._is_optional_mark(piece):
            return _BLANK
        if piece in ("^", GAP) or piece[0] == "!" or "" in self._words(piece) or following[0] == "$":
            return ""
        if self._is_mark(following):
            return _QUOTES + " {0,3}"
        return _QUOTES + " {0,3}" + _QUOTES if self._is_mark(piece) else _BLANK

    def _is_mark(self, piece: str) -> bool:
        words = self._words(piece)
        return piece == ",?" or (bool(words) and not any(any(map(str.isalnum, word)) for word in words))

    def _is_optional_mark(self, piece: str) -> bool:
        words = self._words(piece)
        return "" in words and len(words) > 1 and self._is_mark(piece)

    def _piece(self, piece: str) -> str:
        if piece in _SIGNS:
            return self._filled(_SIGNS[piece])
        if piece[0] == "[":
            return self._filled(_CAPTURES[piece[1:-1]])
        if piece[0] == "!":
            return f"(?!{_alternatives(self._words(piece[1:]))})"
        words = self._words(piece)
        if self._is_optional_mark(piece):
            return f"(?:{_QUOTES} {{0,3}}{_alternatives([word for word in words if word])})?"
        if "" in words:
            return f"(?:{_alternatives([word for word in words if word])}{_BLANK})?"
        return _alternatives(words)

    def _filled(self, expression: str) -> str:
        """An expression with the word lists that it names by a sign."""
        for sign, name in _LISTS:
            if sign in expression:
                expression = expression.replace(sign, _alternatives(self.lexicon.word_list(name)))
        return expression


class _Words:
    """What the pieces of a lexicon's patterns stand for, of which most stand in several patterns."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._of: dict[str, list[str]] = {}
        self._keys: dict[str, frozenset[str]] = {}
        self._steps: dict[str, Step] = {}

    def of(self, piece: str) -> list[str]:
        """The words that a piece stands for; none for signs and captures."""
        if piece not in self._of:
            self._of[piece] = list(self._spelt_out(piece))
        return self._of[piece]

    def _spelt_out(self, piece: str) -> Iterator[str]:
        if piece in _SIGNS or piece[0] in "[!":
            return
        if piece[0] == '"':
            yield piece.strip('"')
            return
        for part in piece.removeprefix("(").removesuffix(")").split("|"):
            yield from self._lexicon.classes[part[1:]].words if part.startswith(MARK) else [part]

    def keys(self, piece: str) -> frozenset[str]:
        """The words or marks of which a text must hold one; none where it may do without."""
        if piece not in self._keys:
            keys = [_key(word) for word in self.of(piece)]
            self._keys[piece] = frozenset(keys) if all(keys) else frozenset()
        return self._keys[piece]

    def step(self, piece: str) -> Step:
        """What a piece takes of the runs of a text."""
        if piece not in self._steps:
            words = self.of(piece)
            over = frozenset(_OVER[piece]) if piece in _OVER else None
            self._steps[piece] = Alternatives(words) if words else over
        return self._steps[piece]


_words_of = PerObject(_Words)


_SIGNS = {
    "^": _START,
    "_": _ANY,
    GAP: rf"(?:[^\s.,;:!?()>→⇒]++{_BLANK}){{0,{GAP_WORDS}}}?",
    "#": r"\d{1,4}(?:[-–]\d{1,4})?",
    "!,": r"(?<![,\"] )",
    ",?": "(?:,)?",
    "$": rf"(?={_QUOTES}(?:\s*\Z| ?[.,;:!?()\]/–—]|\n| -|{_BLANK}<after>))",
    "$,": rf"(?={_QUOTES}(?:\s*\Z| ?[.,;:!?()\]/–—]|\n| -))",
    "$.": rf"(?={_QUOTES}(?:\s*\Z| ?[.;:!?)]|\n))",
}
"""``^`` a sentence, line or item begins, or what follows a colon; ``_`` any word, ``*`` a few, ``#`` a figure; ``$`` the clause
or its part ends here, ``$,`` by a mark; ``$.`` the sentence does; ``!,`` no comma or quotation mark stands before."""
_WITHOUT_WORDS = ("^", "!,", ",?", "$", "$,", "$.")
"""Those that take no word of a text."""


def _list_of(item: str) -> str:
    """Items joined by commas and "and"; what stands between two of them need not be known words."""
    between = rf"{_WORD}(?: {_WORD}){{0,2}}"
    join = rf"(?:{_QUOTES},{_BLANK}(?:<join> )?{_QUOTES}|{_BLANK}<join>{_BLANK}|{_QUOTES} ?/ ?{_QUOTES})"
    return rf"(?:{between}{join}){{0,4}}?{item}(?:{join}(?:{between}{join}){{0,3}}?{item}){{0,{_LONGEST_LIST}}}"


_CAPTURES = {
    "bare": rf"({_list_of(f'{BARE}+')})",
    "nouns": rf"({_list_of(f'[{PLURAL}{BARE}]+')})",
    "term": rf"({_list_of(f'[{PLURAL}{BARE}{OTHER}]+')})",
    "words": rf"({_ANY}(?:{_BLANK}{_ANY}){{0,6}}?)",
    "clause": rf"([^\s.,;:!?()](?:[^.,;:!?()\n]{{0,119}}?[^\s.,;:!?()])??)(?={_QUOTES}(?:\s*\Z|\s?[.,;:!?()\n–—]|{_BLANK}<stop>))",
    "example": r"([^\n]{1,240}?(?=\s{0,3}(?:<good>)\s?:)|[^.!?\n]{1,240})",
    "rest": r"([^.;:!?\n]{1,160})",
    "line": r"([^\n]{1,400})",
    "apart": rf"({APART}+)",
}
"""``[bare]``, ``[nouns]`` and ``[term]`` are lists of words that entries know; ``[clause]`` goes on to the next preposition or mark,
``[rest]`` to the end of the sentence, ``[line]`` of the line; ``[example]`` to what introduces the better one."""


_OVER = {
    "[bare]": (BARE,),
    "[nouns]": (PLURAL, BARE),
    "[term]": (PLURAL, BARE, OTHER),
    "[apart]": (APART,),
}
"""What must be written over in a text for a capture."""
_LISTS = (
    ("<after>", "clause-afters"),
    ("<stop>", "clause-stops"),
    ("<good>", "better-heads"),
    ("<join>", "list-joins"),
)
"""The word lists that signs and captures need (lexicon/contexts.yaml)."""


def _commonness(things: frozenset[str]) -> tuple[int, int, list[str]]:
    """How common one of these things is in texts, for comparing: short ones are, and one of many is."""
    return -min(map(len, things)), len(things), sorted(things)


def _key(word: str) -> str:
    """The longest of the words of a phrase; of a mark the mark itself."""
    return max(_TOKEN.findall(word), key=len, default=word)


def _alternatives(words: Iterable[str]) -> str:
    """One of these words or phrases, whole; what all of them need before or behind them stands there once."""
    words = sorted(words, key=len, reverse=True)
    if words and all(word and word[0].isalnum() and word[-1].isalnum() for word in words):
        return f"(?<!\\w)(?:{'|'.join(map(_with_hyphens, words))})(?!\\w)"
    return f"(?:{'|'.join(map(_whole, words))})"


def _whole(word: str) -> str:
    """A word or phrase that is no part of another."""
    if not any(map(str.isalnum, word)):
        return re.escape(word)
    before, behind = "(?<!\\w)" if word[0].isalnum() else "", "(?!\\w)" if word[-1].isalnum() else ""
    return f"{before}{_with_hyphens(word)}{behind}"


def _with_hyphens(word: str) -> str:
    """A word or phrase that holds letters, in which a hyphen may stand for a blank."""
    return re.escape(word).replace(r"\ ", "[ -]").replace(r"\-", "[ -]")
