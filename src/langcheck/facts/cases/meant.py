"""Whom a word for a person is about ("pimp"), and who does what a verb tells, by the words of its sentence.

"the pimp Diaz", "Diaz, a pimp,", "Diaz was her pimp" are about Diaz; "the pimp" alone is about somebody told of before;
"a pimp", "pimps" and "her pimp" are about nobody whom the words tell.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from langcheck.facts.cases.clauses import group_before, subject_of
from langcheck.facts.cases.naming import Kind, Mention, NamingWords, Sentence, keys_of
from langcheck.model import Region


class Who(Enum):
    """Whether the words tell whom a word is about."""

    NAMED = "named"
    """One person, by the key."""
    DEFINITE = "definite"
    """Somebody told of before: "the pimp"."""
    ACT = "act"
    """Nobody: an act, a place or a thing."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a word is about; ``key`` is empty unless it is named."""

    who: Who
    key: str = ""


UNKNOWN = Meant(Who.UNKNOWN)
ACT = Meant(Who.ACT)


def person_meant(
    sentence: Sentence, region: Region, known: NamingWords, accused: Collection[str], *, plural: bool
) -> Meant:
    """Whom a noun in a region is about; "the defendant" is the one told of before if that person is among the accused."""
    first, last = sentence.index_at(region.start), sentence.index_at(region.end - 1) + 1
    if first >= len(sentence.words):
        return UNKNOWN
    if plural:
        return UNKNOWN
    begin, article = _phrase(sentence, first, known)
    mention = (
        _name_behind(sentence, last, known)
        or _name_before(sentence, begin, last, known)
        or _copula(sentence, begin, last, known)
    )
    if mention is not None:
        return _named(mention, accused)
    if known.has("naming-definites", article) and not sentence.written(last - 1).endswith(("'s", "’s")):
        return Meant(Who.DEFINITE)
    return UNKNOWN


def agent_meant(sentence: Sentence, region: Region, known: NamingWords, accused: Collection[str]) -> Meant:
    """Who does what a verb in a region tells: its subject, or behind "by" in the passive; nobody where none is told."""
    first, last = sentence.index_at(region.start), sentence.index_at(region.end - 1) + 1
    if first >= len(sentence.words):
        return UNKNOWN
    group = group_before(sentence, first, known)
    words = [word.text for word in sentence.words[group.first : first]]
    if any(known.has("clause-be", word) for word in words):
        return _by_whom(sentence, last, known, accused)
    subject = subject_of(sentence, group, last, known)
    if len(subject.people) != 1 or subject.nobody:
        return UNKNOWN
    return _named(subject.people[0], accused)


def _named(mention: Mention, accused: Collection[str]) -> Meant:
    keys = keys_of(mention, accused)
    return Meant(Who.NAMED, keys[0]) if len(keys) == 1 else UNKNOWN


def _by_whom(sentence: Sentence, last: int, known: NamingWords, accused: Collection[str]) -> Meant:
    for index in range(last, min(len(sentence.words), last + _TO_AGENT)):
        if known.has("clause-by", sentence.words[index].text):
            mention = sentence.at.get(index + 1)
            return UNKNOWN if mention is None or mention.possessive else _named(mention, accused)
    return ACT


_TO_AGENT = 8
"""How many words behind a passive verb the one who did it is looked for."""
_TO_ARTICLE = 3
"""How many words may stand between an article and its noun."""


def _phrase(sentence: Sentence, first: int, known: NamingWords) -> tuple[int, str]:
    """Where the noun phrase begins, and its article; other adjectives than those of a case make somebody else of it."""
    begin = first
    while begin > 0 and first - begin < _TO_ARTICLE and sentence.joins(begin):
        word = sentence.words[begin - 1].text
        if known.has("clause-determiners", word) or known.has("possessives", word) or word.endswith("'s"):
            return begin - 1, word
        if not (known.has("naming-case-adjectives", word) or word.isdigit() or known.has("clause-times", word)):
            break
        begin -= 1
    return begin, ""


def _name_behind(sentence: Sentence, last: int, known: NamingWords) -> Mention | None:
    """ "the pimp Diaz", "her pimp, John Diaz, ...", "a pimp named Diaz"."""
    if last >= len(sentence.words) or sentence.words[last - 1].text.endswith("'s"):
        return None
    step = last
    if known.has("naming-calls", sentence.words[step].text):
        step += 1
        if step < len(sentence.words) and known.has("clause-as", sentence.words[step].text):
            step += 1
    mention = sentence.at.get(step)
    if mention is None or mention.kind not in (Kind.NAME, Kind.LABEL):
        return None
    if step == last and "," in sentence.gap(step):
        return mention if _is_closed(sentence, mention, known) else None
    if not sentence.joins(step) and "(" not in sentence.gap(step):
        return None
    if _is_told(sentence, last, mention, known):
        return None
    return mention


def _is_closed(sentence: Sentence, mention: Mention, known: NamingWords) -> bool:
    """Whether a name between commas stands alone: no "and", no verb follows it."""
    if mention.last >= len(sentence.words):
        return not mention.possessive
    return bool(sentence.gap(mention.last).strip(" '’")) and not mention.possessive


def _is_told(sentence: Sentence, last: int, mention: Mention, known: NamingWords) -> bool:
    """ "told the pimp Diaz was coming": the name begins what was told."""
    following = sentence.word(mention.last)
    before = range(max(0, last - 5), last)
    return known.has("clause-auxiliaries", following) and any(
        known.has("clause-telling", sentence.words[index].text) for index in before
    )


def _name_before(sentence: Sentence, begin: int, last: int, known: NamingWords) -> Mention | None:
    """ "Diaz, a pimp, ...", "Diaz (34), her pimp", "Diaz — the pimp —"."""
    if begin == 0 or not any(mark in sentence.gap(begin) for mark in ",(—–"):
        return None
    step = begin - 1
    if sentence.words[step].text.isdigit():
        step -= 1
    mention = sentence.at.get(step)
    if mention is None or mention.last != step + 1 or mention.possessive:
        return None
    if mention.kind not in (Kind.NAME, Kind.LABEL, Kind.PRONOUN) or mention.plural:
        return None
    following = sentence.word(last)
    closes = last >= len(sentence.words) or any(mark in sentence.gap(last) for mark in ",.;:)—–!?")
    goes_on = known.has("clause-relatives", following) or known.has("clause-prepositions", following)
    return mention if closes or goes_on or known.has("naming-participles", following) else None


def _copula(sentence: Sentence, begin: int, last: int, known: NamingWords) -> Mention | None:
    """ "Diaz was her pimp", "Her pimp was Diaz."."""
    group = group_before(sentence, begin, known)
    words = [word.text for word in sentence.words[group.first : begin]]
    if words and any(known.has("naming-copulas", word) for word in words) and not (group.negated or group.infinitive):
        subject = subject_of(sentence, group, last, known)
        return subject.people[0] if len(subject.people) == 1 and not subject.nobody else None
    if known.has("naming-copulas", sentence.word(last)) and sentence.joins(last):
        mention = sentence.at.get(last + 1)
        if mention is not None and mention.kind in (Kind.NAME, Kind.LABEL) and not mention.possessive:
            return mention if _is_closed(sentence, mention, known) else None
    return None
