"""People in a text: ages and words for minors and adults, and names told from other words by their capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from langcheck.facts.words import Phrases, Word, Words
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region

MAJORITY = 18
"""The age in years from which a person is an adult (22 U.S.C. 7102 and most codes)."""

_NUMBERS = {
    name: number
    for number, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(list(_NUMBERS)[1:])})"
_AGES = (
    re.compile(rf"\b({_NUMBER})(?:[-‐– ](?:to|and|or)?[-‐– ]?{_NUMBER})?[-‐– ]year[s]?[-‐– ]olds?\b", re.IGNORECASE),
    re.compile(rf"\b(?:aged?|age of|ages)\s+({_NUMBER})\b", re.IGNORECASE),
    re.compile(r"(?:[A-Z][\w.'’-]+|Doe\s*#?\s*\d|#\d)\s*,\s*(\d{1,2})(?=\s*[,;)]|\s+(?:of|was|is|and|from)\b)"),
    re.compile(r"(?:[A-Z][\w.'’-]+|Doe\s*#?\s*\d)\s*\((\d{1,2})\)"),
    re.compile(
        rf"\b(?:girl|boy|woman|man|player|student|pupil|child|teen|teenager|youth|daughter|son|sister|brother) of ({_NUMBER})\b(?!\s*(?:%|percent))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:under|younger than|below)\s+(?:the\s+)?(?:age\s+(?:of\s+)?)?({_NUMBER})\b(?!\s*(?:percent|%|minutes|hours|days))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:was|is|were|are|turned)\s+(?:only\s+|just\s+)?({_NUMBER})\b(?=\s*[.,;)]|\s+(?:when|at|and|years)\b)",
        re.IGNORECASE,
    ),
)
_UNDER = 5
_LONGEST_OPENING = 24
"""How many characters of marks and numbers a list item opens with at most."""
_LIST_MARK = re.compile(r"\W*(?:\d{1,3}|[a-z])\W*")


@dataclass(frozen=True, slots=True)
class Age:
    """A mention of an age or of a word that tells one; ``minor`` says which side of majority.

    ``weak`` words, girl and boy, are also parts of terms for adults. A ``loose`` age ("the youngest was 16") says
    nothing of other people in its sentence.
    """

    region: Region
    minor: bool
    words: str
    years: int | None = None
    weak: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """The word lists that tell people apart (lexicon/contexts.yaml)."""

    minors: Phrases
    adults: Phrases
    buyers: Phrases
    victims: Phrases
    strong_victims: Phrases
    defendants: Phrases
    officials: Phrases
    force: Phrases
    titles: Phrases
    charged: Phrases
    pleas: Phrases
    harmed: Phrases
    things: Phrases

    @classmethod
    def of(cls, lexicon: Lexicon) -> PeopleWords:
        words = lexicon.word_list
        names = (
            "minor-words",
            "adult-words",
            "adult-buyer-words",
            "victim-nouns",
            "strong-victim-nouns",
            "defendant-nouns",
            "official-nouns",
            "force-words",
            "person-titles",
            "charged-verbs",
            "plea-verbs",
            "harmed-verbs",
            "aged-things",
        )
        return cls(*(Phrases(words(name)) for name in names))


def find_ages(text: str, known: PeopleWords, words: Words | None = None) -> list[Age]:
    """Ages and age words of a text, left to right; a word inside an age mention counts with it."""
    words = words or Words(text)
    found: list[Age] = []
    for number, pattern in enumerate(_AGES):
        for match in pattern.finditer(text):
            years = _years(match.group(1))
            minor = years <= MAJORITY if number == _UNDER else years < MAJORITY
            region = Region(match.start(), match.end())
            if years and not _is_thing(words, region, known):
                found.append(
                    Age(region, minor, match.group(), years, loose=number > _UNDER and not _is_of_person(words, region))
                )
    for index, length in known.minors.find(words.all):
        first, last = words.all[index], words.all[index + length - 1]
        if not _is_other_minor(words, index, length):
            weak = first.text in ("girl", "girls", "boy", "boys")
            found.append(Age(Region(first.start, last.end), True, text[first.start : last.end], weak=weak))
    for index, length in known.adults.find(words.all):
        first, last = words.all[index], words.all[index + length - 1]
        if not (index and words.all[index - 1].text in known.minors):
            found.append(Age(Region(first.start, last.end), False, text[first.start : last.end]))
    whole = [
        age
        for age in found
        if not any(other.region != age.region and other.region.covers(age.region) for other in found)
    ]
    return sorted(whole, key=lambda age: age.region.start)


_PERSONS = frozenset("who she he victim girl boy student doe child teen juvenile complainant survivor".split())


def _is_of_person(words: Words, region: Region) -> bool:
    """ "who was 15", "the girl was 15": not "the youngest was 15"."""
    before = words.before(region.start, 1)
    return bool(before) and before[0].text in _PERSONS


def _is_thing(words: Words, region: Region, known: PeopleWords) -> bool:
    """ "a 15-year-old car": the age of a thing."""
    following = words.after(region.end, 1)
    return bool(following) and following[0].text in known.things


def _years(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS.get(written.lower(), 0)


def _is_other_minor(words: Words, index: int, length: int) -> bool:
    """ "minor injuries", "child support", "Girl Scouts": the word is not a person here."""
    following = words.all[index + length].text if index + length < len(words.all) else ""
    word = words.all[index].text
    if word == "minor":
        return following in (
            "injuries",
            "injury",
            "damage",
            "issues",
            "issue",
            "role",
            "offense",
            "offenses",
            "league",
            "changes",
            "traffic",
        )
    if word in ("child", "children", "girl", "boy"):
        return following in (
            "support",
            "care",
            "protective",
            "services",
            "scouts",
            "scout",
            "advocacy",
            "welfare",
            "pornography",
            "friend",
        )
    return False


_LABEL = re.compile(r"\b(?:(?:Jane|John) Doe|Doe|[Vv]ictim|Minor) ?#?\d{1,2}\b|\b[VM]\d\b|\b(?:Jane|John) Doe\b")
"""How a report calls people whom it does not name."""
_LABEL_REACH = 24
"""How many characters may stand between a label and the age that belongs to it."""


def first_label(text: str, region: Region) -> str:
    """The first label of a person in a region ("Jane Doe 2", "V2"), in one way of writing; empty when there is none."""
    found = _LABEL.search(text, region.start, region.end)
    return " ".join(found.group().lower().replace("#", " ").split()) if found else ""


def label_of_age(age: Age, text: str) -> str:
    """The label of the person whose age is told: "Jane Doe 2, 15", "V2 is 13", "a 15-year-old, Jane Doe 1"."""
    return first_label(text, Region(max(0, age.region.start - _LABEL_REACH), age.region.end + _LABEL_REACH))


def is_name_by_capitals(text: str, region: Region, words: Words, known: PeopleWords) -> bool:
    """Whether a capitalised word inside ordinary prose is part of a name.

    A sentence's first word is part of a name only when another capitalised word follows it, or a title precedes it.
    """
    found = text[region.start : region.end]
    if not found[:1].isupper() or (found.isupper() and len(found) > 1):
        return False
    before, after = words.before(region.start, 1), words.after(region.end, 1)
    touching_before = bool(before) and text[before[0].end : region.start].strip() in ("", ".", "-", "&", "'s")
    touching_after = bool(after) and text[region.end : after[0].start].strip() in ("", ".", "-", "&")
    title = touching_before and before[0].text in known.titles
    capital_after = touching_after and text[after[0].start].isupper()
    capital_before = touching_before and text[before[0].start].isupper() and not _starts_sentence(text, before[0])
    if title or capital_before:
        return True
    if _starts_sentence(text, Word("", region.start, region.end, 0)):
        return capital_after and not text[after[0].start : after[0].end].isupper()
    return True


def _starts_sentence(text: str, word: Word) -> bool:
    before = text[max(0, word.start - _LONGEST_OPENING) : word.start].rstrip(" \"'“‘([•*–—-")
    if not before or before[-1] in ".!?:;|":
        return True
    return word.start < _LONGEST_OPENING and _LIST_MARK.fullmatch(before) is not None
