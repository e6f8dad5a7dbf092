"""The screen: one automaton over every surface form, so that only text with a candidate is looked at closely.

It runs on folded text (lower case, straight apostrophes, hyphens as blanks) and imports no spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from langcheck.lexicon.compiled import Forms, SkimWords
from langcheck.lexicon.forms import GAP, GAP_WORDS, fold, literal
from langcheck.model import Region

_PIECE = 500_000
"""How many characters at least are skimmed at a time."""

_BLANK = re.compile(r"\s")
_GAP_REACH = 80
"""How many characters before and after a literal part the rest of a form with gaps may stand."""


@dataclass(frozen=True, slots=True)
class TermHit:
    """A surface form of an entry in a text; ``feature`` is the form of its head ("plural", "gerund", ...)."""

    region: Region
    entry: int
    feature: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What the screen sees in one block."""

    terms: tuple[TermHit, ...]
    names: tuple[tuple[Region, int], ...]
    senses: tuple[tuple[Region, int], ...]
    topics: tuple[Region, ...]


NOTHING = Scan((), (), (), ())


class Skimmer:
    """Tells texts that can hold no finding from those worth reading, as fast as text can be scanned.

    ``selected`` also looks for entries that are found only where a setting or a profile asks for them.
    """

    def __init__(self, words: SkimWords, *, selected: bool = False) -> None:
        free = [*words.free, *words.selected] if selected else words.free
        kinds = dict.fromkeys((*free, *words.bound, *words.topics), 0)
        for bit, parts in enumerate((free, words.bound, words.topics)):
            for part in parts:
                kinds[part] |= 1 << bit
        self._kinds = list(kinds.values())
        self._longest = max(map(len, kinds), default=0)
        self._automaton = _automaton(kinds)

    def skims(self, text: str) -> bool:
        """Whether a text could hold a finding; False is certain, True is not.

        Words that are divided or hold invisible characters are not seen, so callers must look for those first.
        """
        seen = 0
        before = ""
        for piece in _pieces(text):
            folded = _joined(before, fold(_one_blank(piece)), piece[:1])
            for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
                if _stands_alone(folded, start, end):
                    seen |= self._kinds[number]
                    if seen & 1 or seen & 6 == 6:
                        return True
            before = _joined(folded[-self._longest - 2 :], "", piece[-1:])
        return False


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that end behind a blank, so that no copy of a large one is made as a whole."""
    start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + _PIECE, start + 2 * _PIECE)
        end = blank.end() if blank else start + 2 * _PIECE
        yield text[start:end]
        start = end


def _joined(before: str, folded: str, edge: str) -> str:
    """Two pieces of folded text, with one blank between them where there was any: ``edge`` is what stood there."""
    blank = " " if edge.isspace() and not before.endswith(" ") else ""
    return f"{before}{blank}{folded.strip(' ')}"


def _one_blank(text: str) -> str:
    """A text with single blanks between words, whatever stood there; most texts need but one replacement."""
    if not text.isascii() or any(gap in text for gap in ("  ", "\n ", " \n", "\t", "\r", "\f", "\v")):
        return " ".join(text.split())
    return text.replace("\n", " ")


class Screen:
    """Finds all surface forms of a lexicon in a text, each at its place."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._payloads: list[_Payload] = []
        patterns: dict[str, int] = {}

        def payload(literal: str) -> _Payload:
            if literal not in patterns:
                patterns[literal] = len(self._payloads)
                self._payloads.append(_Payload([], [], [], []))
            return self._payloads[patterns[literal]]

        for form, entry, feature in forms.terms:
            payload(literal(form)).terms.append((form, entry, feature))
        for name, number in forms.names:
            payload(literal(name)).names.append((name, number))
        for sense, entry in forms.other_senses:
            payload(literal(sense)).senses.append((sense, entry))
        for word in forms.topics:
            payload(word).topics.append(True)
        for word in forms.off_topics:
            payload(word).topics.append(False)
        self._automaton = _automaton(patterns)

    def scan(self, text: str) -> Scan:
        """Everything the lexicon knows in a text, at its place, overlaps included."""
        folded = fold(text)
        terms: list[TermHit] = []
        names: list[tuple[Region, int]] = []
        senses: list[tuple[Region, int]] = []
        topics: list[tuple[Region, bool]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if not _stands_alone(folded, start, end):
                continue
            found = self._payloads[number]
            region = Region(start, end)
            for form, entry, feature in found.terms:
                if GAP in form:
                    terms += [TermHit(r, entry, feature) for r in _gapped(folded, form, start, end)]
                elif whole := _whole(folded, form, end):
                    terms.append(TermHit(whole, entry, feature))
            names += [(whole, number) for name, number in found.names if (whole := _whole(folded, name, end))]
            senses += [(whole, entry) for sense, entry in found.senses if (whole := _whole(folded, sense, end))]
            topics += [(region, about) for about in found.topics]
        if not (terms or names or senses or topics):
            return NOTHING
        elsewhere = [region for region, about in topics if not about]
        about = [r for r, yes in topics if yes and not any(other.covers(r) for other in elsewhere)]
        unique = dict.fromkeys(terms)
        return Scan(tuple(unique), tuple(names), tuple(senses), tuple(about))


def _automaton(patterns: Iterable[str]) -> AhoCorasick:
    """An automaton that knows its patterns by number only, which is built in half the time."""
    return AhoCorasick(list(patterns), implementation=Implementation.ContiguousNFA, store_patterns=False)


@dataclass(frozen=True, slots=True)
class _Payload:
    terms: list[tuple[str, int, str]]
    names: list[tuple[str, int]]
    senses: list[tuple[str, int]]
    topics: list[bool]


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether the characters around a match end and begin other words."""
    return not (start and folded[start - 1].isalnum()) and not (end < len(folded) and folded[end].isalnum())


def _whole(folded: str, form: str, end: int) -> Region | None:
    """The place of a form whose last words end at ``end``; None when the words before are others."""
    start = end - len(form)
    if start < 0 or not folded.startswith(form, start) or (start and folded[start - 1].isalnum()):
        return None
    return Region(start, end)


def _gapped(folded: str, form: str, start: int, end: int) -> list[Region]:
    """The places of a form with gaps around one of its literal part; a gap never crosses a sentence's end."""
    begin = max(0, start - _GAP_REACH)
    found = []
    for match in _gap_pattern(form).finditer(folded, begin, min(len(folded), end + _GAP_REACH)):
        if match.start() <= start and end <= match.end():
            found.append(Region(*match.span()))
    return found


@lru_cache(maxsize=4096)
def _gap_pattern(form: str) -> re.Pattern[str]:
    parts = [re.escape(part.strip()) for part in form.split(GAP)]
    gap = rf"(?:,? [\w'/]+){{0,{GAP_WORDS}}}?,? "
    return re.compile(rf"(?<![\w]){gap.join(parts)}(?![\w])")
