"""The screen: one automaton over every surface form, so that only text with a candidate is looked at closely.

It runs on folded text (lower case, straight apostrophes, hyphens as blanks) and imports no spaCy. Words that a hyphen may
divide, and words in which letters were misread or masked, are looked at a second time as what they may be.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation

from langcheck.analysis.skimmer import ACCENTED, ACCENTS, FIGURE, stands_alone, unaccented
from langcheck.lexicon.compact import Place, is_compact, spelt_with, taken_apart
from langcheck.lexicon.forms import GAP, GAP_WORDS, fold
from langcheck.lexicon.payloads import Payload, PayloadIndex, read_payload
from langcheck.model import MASKS, Region

WORTH_AN_AUTOMATON = 250_000
"""How many characters are scanned word by word in about the time that it takes to build the automaton."""

_GAP_REACH = 80
"""How many characters before and after a literal part the rest of a form with gaps may stand."""


_LEFT_HYPHEN = re.compile(r"-( )(?<=[^\W\d_]- )[^\W\d_]")
_MASKED = re.compile(
    rf"(?<![^\W_])(?<![./:])[^\W\d_]{{1,30}}(?:[{MASKS}]{{1,3}}[^\W\d_]{{1,30}}){{1,3}}(?![^\W_]|[{MASKS}]|\.[^\W_])"
)
_SHORTEST_MASKED = 3
"""How many letters a word has at least that is known with some of them masked; those of three only with others of a phrase."""
_LEAST_SHOWN = 0.6
"""How much of it at least is not."""
_ACCENTED = re.compile(rf"[^\W\d_]{{0,40}}{ACCENTS}[^\W\d_]{{0,40}}")
_OF_OTHER_LANGUAGES = frozenset({"pédophile", "pédophiles"})
"""Words of other languages that differ from words of the lexicon by their accents alone."""


@dataclass(frozen=True, slots=True)
class TermHit:
    """A surface form of an entry in a text; ``feature`` is the form of its head ("plural", "gerund", ...).

    ``meant`` are its words, folded, where some of their letters stand there as others; else nothing.
    """

    region: Region
    entry: int
    feature: str
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the screen sees in one block."""

    terms: tuple[TermHit, ...]
    names: tuple[tuple[Region, int], ...]
    senses: tuple[tuple[Region, int], ...]
    topics: tuple[Region, ...]
    hints: tuple[tuple[Region, int], ...] = ()
    """Words that tell of the topic only together, each with the number of its list."""


NOTHING = Scan((), (), (), ())
_BETWEEN = "\0"
"""What parts texts that are looked at together; no form holds it."""


class Screen:
    """Finds all surface forms of a lexicon in a text, each at its place.

    Of an index, only the forms are looked for whose words a text holds, until ``by_words`` characters were scanned: as long as
    it takes to load them all and to build the automaton.
    """

    def __init__(self, forms: PayloadIndex, *, by_words: int = WORTH_AN_AUTOMATON) -> None:
        self._forms = forms
        self._by_words_still = by_words
        self._masked: dict[int, list[str]] = {}
        self._together = frozenset(forms.together)
        for word in (*forms.unmistakable, *forms.together):
            self._masked.setdefault(len(word), []).append(word)

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[str]]:
        """The automaton over all literal parts, which it knows by number, and their payloads as they are written down."""
        told = dict(self._forms.everything())
        built = AhoCorasick(list(told), implementation=Implementation.ContiguousNFA, store_patterns=False)
        return built, list(told.values())

    def scan(self, text: str, divisions: Sequence[int] = ()) -> Scan:
        """Everything the lexicon knows in a text, at its place, overlaps included.

        ``divisions`` are the places of hyphens that stood at the ends of lines, which may or may not belong to a word.
        """
        return self._scan(text, fold(text), divisions)

    def scan_all(self, texts: Sequence[tuple[str, Sequence[int]]]) -> list[Scan]:
        """The scans of many texts with their divisions, of which most hold nothing: one look at all tells which may."""
        folded = [fold(text) for text, _ in texts]
        if self._by_words_still >= 0:
            return [self._scan(text, small, divisions) for (text, divisions), small in zip(texts, folded, strict=True)]
        starts = list(accumulate((len(small) + 1 for small in folded), initial=0))
        automaton, _ = self._automaton
        matches = automaton.find_matches_as_indexes(_BETWEEN.join(folded))
        held = {bisect_right(starts, start) - 1 for _, start, _ in matches}
        return [
            self._scan(text, small, divisions)
            if number in held or divisions or "- " in text or not small.isascii() or _may_mask(small)
            else NOTHING
            for number, ((text, divisions), small) in enumerate(zip(texts, folded, strict=True))
        ]

    def _scan(self, text: str, folded: str, divisions: Sequence[int]) -> Scan:
        found = self._find(folded)
        misread = [*found.misread, *self._unmasked(folded)] if found.misread or _may_mask(folded) else []
        joined = [(Region(at, at + 1), "") for at in divisions]
        if "- " in text:
            joined += [(Region(hyphen.start(), hyphen.end(1)), "") for hyphen in _LEFT_HYPHEN.finditer(text)]
        if misread or joined:
            self._read_again(folded, misread, joined, found)
        if not folded.isascii() and ACCENTED.search(folded) and (accented := list(self._accented(folded))):
            self._read_again(folded, [], accented, found)
        return found.as_scan()

    def _accented(self, folded: str) -> Iterator[tuple[Region, str]]:
        """Words with accents that their readers read without them; words of other languages keep theirs."""
        for word in _ACCENTED.finditer(folded):
            written = word.group()
            plain = unaccented(written)
            if plain != written and written not in _OF_OTHER_LANGUAGES:
                yield Region(*word.span()), plain

    def _find(self, folded: str) -> _Found:
        found = _Found()
        for payload, start, end in self._matches(folded):
            region = Region(start, end)
            for form, entry, feature in payload.terms:
                found.terms += [TermHit(whole, entry, feature) for whole in _places(folded, form, start, end)]
            found.names += [(whole, number) for name, number in payload.names if (whole := _whole(folded, name, end))]
            found.senses += [(whole, entry) for sense, entry in payload.senses if (whole := _whole(folded, sense, end))]
            for form, about in payload.topics:
                found.topics += [(whole, about) for whole in _places(folded, form, start, end)]
            for form, which in payload.hints:
                found.hints += [(whole, which) for whole in _places(folded, form, start, end)]
            found.misread += [(region, word) for word in payload.misread[:1]]
        return found

    def _matches(self, folded: str) -> Iterator[tuple[Payload, int, int]]:
        """The literal parts that stand in a text, those that end first in front, and of these the longest."""
        self._by_words_still -= len(folded)
        if self._by_words_still >= 0:
            places = (
                (end, start, payload)
                for part, payload in self._forms.possible(folded)
                for start, end in _places_of(part, folded)
            )
            yield from ((payload, start, end) for end, start, payload in sorted(places, key=lambda place: place[:2]))
            return
        automaton, payloads = self._automaton
        for number, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
            if stands_alone(folded, start, end):
                yield read_payload(payloads[number]), start, end

    def _unmasked(self, folded: str) -> Iterator[tuple[Region, str]]:
        """The words in which letters are masked, each with the only word that it can be."""
        for masked in _MASKED.finditer(folded):
            written = masked.group()
            shown = sum(letter not in MASKS for letter in written)
            if len(written) < _SHORTEST_MASKED or shown < _LEAST_SHOWN * len(written):
                continue
            able = [word for word in self._masked.get(len(written), ()) if _fits(written, word)]
            if len(able) == 1:
                yield Region(*masked.span()), able[0]

    def _read_again(
        self, folded: str, misread: list[tuple[Region, str]], sure: list[tuple[Region, str]], found: _Found
    ) -> None:
        """Add what a text holds when misread words are read as they are meant, and hyphens and accents left out."""
        again = _Again(folded, [*misread, *sure])
        doubtful = dict(misread)
        other = self._find(again.text)

        def known(read: Region) -> tuple[Region | None, bool]:
            """Where words stand that were read anew, if they are known there for certain, and whether they are misread."""
            region, changed = again.back(read)
            words = [doubtful[place] for place in changed if place in doubtful]
            is_sure = len(words) < len(changed) or not self._together.issuperset(words)
            return (region if changed and (is_sure or " " in again.text[read.start : read.end]) else None), bool(words)

        for hit in other.terms:
            region, is_misread = known(hit.region)
            if region is not None:
                meant = again.text[hit.region.start : hit.region.end] if is_misread else ""
                found.terms.append(TermHit(region, hit.entry, hit.feature, meant))
        for mine, theirs in ((found.names, other.names), (found.senses, other.senses)):
            for read, number in theirs:
                region, _ = known(read)
                if region is not None:
                    mine.append((region, number))
        for read, about in other.topics:
            region, _ = known(read)
            if region is not None:
                found.topics.append((region, about))


@dataclass(slots=True)
class _Found:
    """What a look at a text gathers."""

    terms: list[TermHit] = field(default_factory=list)
    names: list[tuple[Region, int]] = field(default_factory=list)
    senses: list[tuple[Region, int]] = field(default_factory=list)
    topics: list[tuple[Region, bool]] = field(default_factory=list)
    hints: list[tuple[Region, int]] = field(default_factory=list)
    misread: list[tuple[Region, str]] = field(default_factory=list)

    def as_scan(self) -> Scan:
        if not (self.terms or self.names or self.senses or self.topics):
            return Scan((), (), (), (), tuple(self.hints)) if self.hints else NOTHING
        elsewhere = [region for region, about in self.topics if not about]
        about = [r for r, yes in self.topics if yes and not any(other.covers(r) for other in elsewhere)]
        unique = dict.fromkeys(self.terms)
        return Scan(tuple(unique), tuple(self.names), tuple(self.senses), tuple(about), tuple(self.hints))


class _Again:
    """A text with some stretches replaced, and the way back from it."""

    def __init__(self, text: str, changes: Iterable[tuple[Region, str]]) -> None:
        pieces: list[str] = []
        self._stretches: list[tuple[int, int, Region]] = []
        at = length = 0
        for region, written in sorted(changes, key=lambda change: change[0].start):
            if region.start < at:
                continue
            pieces += [text[at : region.start], written]
            start = length + region.start - at
            length = start + len(written)
            self._stretches.append((start, length, region))
            at = region.end
        self.text = "".join([*pieces, text[at:]])

    def back(self, region: Region) -> tuple[Region | None, list[Region]]:
        """Where a region stood before, and the stretches in it that were replaced; nowhere when it cuts one."""
        first = bisect_right(self._stretches, region.start, key=lambda stretch: stretch[0]) - 1
        changed: list[Region] = []
        for start, end, replaced in self._stretches[max(first, 0) :]:
            if start >= region.end:
                break
            if end <= region.start or (start == end == region.start):
                continue
            if start < region.start or end > region.end:
                return None, []
            changed.append(replaced)
        return Region(self._before(region.start), self._before(region.end - 1) + 1), changed

    def _before(self, at: int) -> int:
        index = bisect_right(self._stretches, at, key=lambda stretch: stretch[0]) - 1
        if index < 0:
            return at
        start, end, region = self._stretches[index]
        return region.end + at - end if at >= end else region.start if at == start else region.end - 1


def _fits(masked: str, word: str) -> bool:
    return all(written == letter or written in MASKS for written, letter in zip(masked, word, strict=True))


def _may_mask(folded: str) -> bool:
    """Whether a text holds a sign that may hide a letter; a quick look, because most texts hold none."""
    return any(mask in folded for mask in MASKS)


def _places_of(part: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where a literal part stands alone."""
    start = folded.find(part)
    while start >= 0:
        end = start + len(part)
        if stands_alone(folded, start, end):
            yield start, end
        start = folded.find(part, start + 1)


def _places(folded: str, form: str, start: int, end: int) -> list[Region]:
    """The places of a form whose literal part stands at ``start``."""
    if GAP in form:
        return _gapped(folded, form, start, end)
    if is_compact(form):
        before, _, behind = taken_apart(form)
        ends = list(_ends_behind(folded, Region(start, end), behind)) if behind else [end]
        return [Region(begin, stop) for stop in ends for begin in _starts_before(folded, start, before)]
    whole = _whole(folded, form, end)
    return [whole] if whole else []


def _starts_before(folded: str, end: int, places: Sequence[Place]) -> Iterator[int]:
    """Where some places, of which none is a gap, may begin that end with a blank at a character of a folded text."""
    if not places:
        if not end or not folded[end - 1].isalnum():
            yield end
        return
    for words in places[-1]:
        start = end - len(words) - 1
        if not words:
            yield from _starts_before(folded, end, places[:-1])
        elif start >= 0 and folded.startswith(words, start) and folded[end - 1] == " ":
            yield from _starts_before(folded, start, places[:-1])


def _ends_behind(folded: str, region: Region, places: Sequence[Place]) -> Iterator[int]:
    """Where some places, of which none is a gap, may end that begin with a blank right behind a region of a folded text."""
    if not places:
        if stands_alone(folded, region.start, region.end):
            yield region.end
        return
    for words in places[0]:
        if not words:
            yield from _ends_behind(folded, region, places[1:])
        elif folded.startswith(f" {words}", region.end):
            yield from _ends_behind(folded, Region(region.start, region.end + 1 + len(words)), places[1:])


def _whole(folded: str, form: str, end: int) -> Region | None:
    """The place of a form whose last words end at ``end``; None when the words before are others."""
    start = end - len(form)
    if start < 0 or not folded.startswith(form, start) or (start and folded[start - 1].isalnum()):
        return None
    return Region(start, end)


def _gapped(folded: str, form: str, start: int, end: int) -> list[Region]:
    """The places of a form with gaps around one of its literal part; a gap never crosses a sentence's end."""
    begin = max(0, start - _GAP_REACH)
    around = folded[begin : end + _GAP_REACH]
    found = []
    for spelt in spelt_with(form, around) if is_compact(form) else (form,):
        if not all(part in around for part in _parts(spelt)):
            continue
        for match in _gap_pattern(spelt).finditer(folded, begin, min(len(folded), end + _GAP_REACH)):
            if match.start() <= start and end <= match.end():
                found.append(Region(*match.span()))
    return found


@lru_cache(maxsize=4096)
def _parts(form: str) -> tuple[str, ...]:
    """What stands around the gaps of a form."""
    return tuple(part.strip() for part in form.split(GAP))


@lru_cache(maxsize=4096)
def _gap_pattern(form: str) -> re.Pattern[str]:
    parts = map(re.escape, _parts(form))
    gap = rf"(?:,? [\w'/]+){{0,{GAP_WORDS}}}?,? "
    return re.compile(rf"(?<![\w]){gap.join(parts)}(?:(?!\w)|(?={FIGURE}))")
