"""Ages as reports write them: "16 yo", "W/F/16", "aged 16", "tenth grade student", "in her teens", "as young as 14".

Read off the text alone. An age here is nobody's yet: ``mentions`` ties it to a person, and one that ties to nobody
decides nothing. A bare number ("Doe, 15,") is an age only where it stands behind a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from langcheck.facts.listed import Lists
from langcheck.lexicon.forms import fold
from langcheck.model import Region

MAJORITY = 18
"""The age in years from which a person is an adult (22 U.S.C. 7102 and most codes)."""
OLDEST = 110
"""The oldest age in years that is taken for one."""
SCHOOL_AGE = 5
"""What is added to the number of a school grade for the age in years of its youngest pupils."""
YEAR_AGE = 4
"""The same for the number of a British school year."""
LAST_GRADE = 12
SURE_AGE = 13
"""The least number after "at" that is an age and no hour."""


class Strength(IntEnum):
    """How much an age weighs against another of the same person."""

    WEAK = 1
    """Words that are also said of people on the other side of majority: girl, boy, woman, man."""
    WORD = 2
    """Words that tell a side of majority: minor, teenage, adult."""
    NUMBER = 3
    """A number of years, a grade, a date of birth."""


@dataclass(frozen=True, slots=True)
class Age:
    """A mention of an age: from ``low`` to ``high`` years, None where that side is open.

    ``some`` ages are those of a part of a group ("as young as 14", "one of whom was 15"); an ``attributive`` one may stand before a noun
    ("15-year-old", "tenth grade"); a ``school`` one tells the grade of pupils, not of their teachers. A ``coded`` one is
    written with letters for a person ("W/F/16", "15F"). ``now`` is said of the time of writing, ``claimed`` by somebody who
    may not know or not tell it.
    """

    region: Region
    words: str
    low: int | None
    high: int | None
    strength: Strength = Strength.NUMBER
    some: bool = False
    plural: bool = False
    attributive: bool = False
    school: bool = False
    coded: bool = False
    now: bool = False
    claimed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the age tells nothing of another time: "now 24", "told officers she was 18" is no adult at the time."""
        grown = self.low is not None and self.low >= MAJORITY
        return not self.some and grown and (self.now or self.claimed)

    @property
    def minor(self) -> bool | None:
        """Whether the age is under 18; None where it may be on either side."""
        if self.some or self.is_open:
            return None
        if self.high is not None and self.high < MAJORITY:
            return True
        return False if self.low is not None and self.low >= MAJORITY else None

    @property
    def part_is_minor(self) -> bool:
        """Whether the part of a group that a ``some`` age is told of is, or may be, under 18."""
        return (self.low or 0) < MAJORITY

    @property
    def years(self) -> int | None:
        """The age in years where it is told exactly."""
        return self.low if self.low == self.high and not self.some else None


Years = tuple[int | None, int | None]
"""The youngest and the oldest that somebody may be; None where that side is open."""
MINOR_YEARS: Years = (None, MAJORITY - 1)
ADULT_YEARS: Years = (MAJORITY, None)
"""What a word tells that names a side of majority and no number."""


_LEAST_AT_LEAST = 10
"""Below this number "at least four" counts something, where no word for years stands beside it."""
_SCHOOLS = {
    "schools-nursery": (3, 5),
    "schools-kindergarten": (4, 6),
    "schools-reception": (4, 5),
    "schools-elementary": (5, 12),
    "schools-primary": (4, 12),
    "schools-grade": (5, 14),
    "schools-middle": (10, 14),
    "schools-junior": (11, 15),
    "schools-secondary": (11, 17),
    "schools-high": (13, 17),
}
"""How old pupils of a kind of school are, by the word list of its names; those of 18 in the last year are left out."""
_PARTS = {"decade-before": (9, 12), "decade-early": (13, 15), "decade-middle": (14, 16), "decade-late": (17, 19)}
"""Years that parts of the teens tell, by the word list of their names."""
_TEENS = (13, 17)
"""What "in her teens" tells: it is read as a word for a minor, like teenager."""


class AgeWords:
    """The words by which ages are told (lexicon/contexts.yaml), and the expressions made of them."""

    def __init__(self, lists: Lists) -> None:
        units, tens, ordinals = (
            lists.in_order(name) for name in ("units-in-words", "tens-in-words", "ordinals-in-words")
        )
        self.named = {name: number for number, name in enumerate(units, 1)} | {
            name: number * 10 for number, name in enumerate(tens, 2)
        }
        self.spelled = tuple(name for name, number in self.named.items() if number < MAJORITY)
        """The numbers under 18 in words."""
        self.grades = {name: number for number, name in enumerate(ordinals, 1)}
        self.schools = {word: years for name, years in _SCHOOLS.items() for word in lists[name]}
        self.parts = {word: years for name, years in _PARTS.items() for word in lists[name]}

        made, told = lists.guarded, lists.pattern
        n = rf"(?:\d{{1,3}}|@tens-in-words(?:[- ](?:{'|'.join(units[:9])})\b)?|@units-in-words\b)"
        half = r"(?:[- ]?(?:½|1/2|@half-years))?"
        joined = r"(?:\s?[-–]\s?|,\s(?:@number-joins\s)?|\s(?:@number-joins|@range-joins|&)\s|-@number-joins-)"
        measure = r"\d|[- ]?@body-measures\b|['’] ?\d"
        ns = rf"{n}(?:{joined}{n}(?!{measure})){{0,5}}"
        """A number, or a few of them: "13, 14 and 15", "14-17"; not the height in "15, 5-foot-4"."""
        years = (
            r"(?:[-‐–\s]{0,2}(?:@year-nouns|@years-abbreviated\.?)[-‐–\s]{0,2}(?P<old>@old-words|@of-age)"
            r"|[- ]?@years-old-abbreviated[/.]?\.?|[- ]?@years-alone\b\.?)"
        )
        amounts = r"\s*(?:%|@percents\b|@amounts\b|\.\d)"
        more_amounts = r"\s*(?:%|@percents\b|@amounts\b|@more-amounts\b|\.\d|,\d)"
        counted = r"\s+(?!(?:@auxiliaries|@finite-be)\b)[a-z]{2,}[^s\W]s\b"
        """A noun for several right behind a number: "at least twelve times"."""
        self.begins = made(r"\b(?=\d|@tens-in-words|@units-in-words|@ages-above)")
        """Where most ages begin: at a number, or words before it. To look for this once spares their expressions all other places."""
        self.year_old = made(rf"(?<![x×] )\b(?P<n>{ns}){half}{years}(?:\s?/?\s?[mf]\b)?(?!\w)")
        self.hyphens = made(rf"\b(?P<n>(?:{n}-(?:,| @number-joins)? (?:@number-joins )?){{1,4}}{n}){years}(?!\w)")
        self.aged = made(
            rf"\b(?:@age-openings|@age-labels(?:\s*/\s*@sex-labels)?)\s*:?\s*(?:@age-estimates )?(?P<n>{ns})\b(?!{amounts})"
        )
        self.police = made(
            r"\b(?:[WBHAIULOP]\s?/\s?[MF]|[WBHA][MF]|[MF])[\s,/-]{1,3}(?P<n>\d{1,2})\s?(?:@years-beside-letters)?\b(?!\s*(?:%|/\d))"
            r"|(?<![\d/$.-])(?P<n2>\d{1,2})\s?/\s?[MF]\b"
            r"|(?<![\w/.-])[WBHA][MF](?P<n3>[1-9]\d)(?![\w%/-])|(?<![\w$£€.,/#-])(?P<n4>[1-9]\d)[MF](?![\w%/-])",
            0,
        )
        """An age beside a letter for the sex, as officers ("W/F 17", "HF17") and clinics ("17F with pain") write it."""
        tail = r"(?P<tail>\s+@years-of-age)?"
        self.under = made(
            rf"\b@ages-below\s+(?P<the>@definite-articles\s+)?(?P<age>@age-heads\s+)?(?P<n>{n})\b{tail}(?!{more_amounts})"
        )
        self.over = made(
            rf"\b@ages-above\s+(?:@definite-articles\s+)?(?P<age>@age-heads\s+)?(?P<n>{n})\b{tail}(?!{more_amounts})(?!{counted})"
            rf"|\b(?P<n2>{n})(?:[-\s]@year-nouns(?:[-\s]@old-words)?|\s+@year-nouns\s+@of-age)?\s+@number-joins\s+(?:@ages-and-more|(?P<less>@ages-and-less))\b"
        )
        self.as_young = made(rf"\b@ages-of-the-youngest\s+(?P<n>{n})\b(?:[- ]@year-nouns[- ]@old-words)?")
        self.grade = made(
            r"\b(?P<n>@ordinals-in-words|1?\d@ordinal-endings)[-\s](?:@grade-nouns|(?P<pupil>@grade-pupils))\b(?!-)"
        )
        self.year_group = made(
            r"\b(?=[A-Z][a-z])(?:(?i:@year-labels) (?P<year>1[0-3]|[1-9])|(?i:@grade-nouns) (?P<grade>1[0-2]|[1-9]))"
            r"\b(?![-/:%.]\d| @grade-titles\b)",
            0,
        )
        """A year of school by its number, as British ("Year 9") and Canadian ("Grade 8") schools have it; with its capital."""
        schools = "|".join(f"@{name}" for name in _SCHOOLS)
        self.school = made(rf"\b(?P<school>{schools})\b")
        part = "|".join(f"@{name}" for name in _PARTS)
        self.decade = made(
            rf"\b@decade-openings (?:(?P<part>{part})[-\s]?(?:@direction-prepositions[-\s](?P<to>{part})[-\s]?)?)?(?:(?P<teens>@teens-decade)|@decades|[2-9]0['’]?s)\b"
            r"|\b@decade-middle[-\s](?:@decades|[2-9]0s)\b"
        )
        self.months = made(rf"\b(?P<n>{n})[-\s]?@ages-of-babies[-\s]@old-words\b")
        self.bare = made(rf"(?<![\w$#/.:%-])(?P<n>{ns})(?P<half>{half})(?![\w$%/]|[.,:]\d|\s*(?:%|@percents\b))")
        self.columns = lists["age-columns"]
        self.heading = told(r"\W*(?:[\w']+\s){0,2}@age-columns(?:\W|\s*@age-column-parts)*\W*")
        """The heading of a column of ages."""
        self.field = told(r"@age-columns\b")
        self.units = told(r"\s*[-–]?\s*(?:@year-nouns\b(?!\s*,)|@counted-things\b)")


def numbers(written: str, known: AgeWords) -> list[int]:
    """The numbers in a stretch that a pattern found: "13, 14 and fifteen"."""
    found: list[int] = []
    for word in re.findall(r"\d+|[a-z]+", written.lower()):
        number = int(word) if word.isdigit() else known.named.get(word)
        if number is None:
            continue
        if found and 20 <= found[-1] < 100 and found[-1] % 10 == 0 and not word.isdigit() and number < 10:
            found[-1] += number
        else:
            found.append(number)
    return found


def find_ages(text: str, known: AgeWords) -> list[Age]:
    """The ages that a text tells by themselves, left to right, none inside another."""
    found = sorted(_find(text, known), key=lambda age: (age.region.start, -age.region.end))
    kept: list[Age] = []
    for age in found:
        if not kept or age.region.start >= kept[-1].region.end:
            kept.append(age)
    return kept


def _find(text: str, known: AgeWords) -> Iterator[Age]:
    for match in known.under.finditer(text):
        if match["age"] or match["tail"] or match["the"] is None:
            yield from _age(match, *_years_under(match["n"], known))
    begins = [found.start() for found in known.begins.finditer(text)]
    for match in known.over.matches_at(text, begins):
        low = _first(match["n"] or match["n2"], known)
        if match["n"] and low < _LEAST_AT_LEAST and not (match["age"] or match["tail"]):
            continue
        if match["less"]:
            yield from _age(match, None, low)
        else:
            yield from _age(match, low, None)
    for match in known.as_young.finditer(text):
        yield from _age(match, _first(match["n"], known), None, some=True)
    for each in (known.hyphens, known.year_old):
        for match in each.matches_at(text, begins):
            plural = (match["old"] or "").lower().endswith("s")
            yield from _told(match, match["n"], known, plural=plural, attributive=not plural)
    for match in known.aged.finditer(text):
        yield from _told(match, match["n"], known)
    for match in known.police.finditer(text):
        written = match["n"] or match["n2"] or match["n3"] or match["n4"]
        yield from (replace(age, coded=True) for age in _told(match, written, known, attributive=True))
    yield from _in_words(text, known)


def _in_words(text: str, known: AgeWords) -> Iterator[Age]:
    """Grades, teens and decades, and babies by months."""
    for match in known.grade.finditer(text):
        grade = known.grades.get(match["n"].lower()) or int(re.sub(r"\D", "", match["n"]) or 0)
        if 0 < grade <= LAST_GRADE:
            low, pupil = grade + SCHOOL_AGE, (match["pupil"] or "").lower()
            yield from _age(match, low, low + 1, plural=pupil.endswith("s"), attributive=not pupil, school=True)
    for match in known.year_group.finditer(text):
        low = int(match["year"]) + YEAR_AGE if match["year"] else int(match["grade"]) + SCHOOL_AGE
        yield from _age(match, low, low + 1, attributive=True, school=True)
    for match in known.decade.finditer(text):
        if match["teens"]:
            first, last = (known.parts.get(fold(match[part] or ""), _TEENS) for part in ("part", "to"))
            yield from _age(match, first[0], last[1] if match["to"] else first[1])
        else:
            yield from _age(match, 20, None)
    for match in known.months.finditer(text):
        plural = match.group().lower().endswith("s")
        yield from _age(match, 0, 4, plural=plural, attributive=not plural)


def _first(written: str, known: AgeWords) -> int:
    return next(iter(numbers(written, known)), 0)


def _years_under(written: str, known: AgeWords) -> tuple[int | None, int | None]:
    return None, _first(written, known) - 1


def _told(
    match: re.Match[str], written: str, known: AgeWords, *, plural: bool = False, attributive: bool = False
) -> Iterator[Age]:
    years = numbers(written, known)
    if years:
        yield from _age(match, min(years), max(years), plural=plural, attributive=attributive)


def _age(
    match: re.Match[str],
    low: int | None,
    high: int | None,
    *,
    some: bool = False,
    plural: bool = False,
    attributive: bool = False,
    school: bool = False,
) -> Iterator[Age]:
    """The age of a match; none where its numbers are no ages."""
    most = max(low or 0, high or 0)
    if 0 < most <= OLDEST:
        yield Age(Region(*match.span()), match.group(), low, high, Strength.NUMBER, some, plural, attributive, school)


def school_ages(text: str, known: AgeWords) -> Iterator[Age]:
    """Schools that tell an age where somebody is said to go there: "was in middle school"."""
    for match in known.school.finditer(text):
        yield from _age(match, *known.schools[" ".join(fold(match["school"]).split())], school=True)


def bare_numbers(
    text: str, known: AgeWords, taken: Callable[[Region], Region | None] = lambda _: None
) -> Iterator[Age]:
    """Numbers that are ages where they stand behind a person and a mark that says so; counts and measures are left out.

    Where a number stands in words that are ``taken``, as in "Jane Doe 1, 15,", the search goes on behind them.
    """
    at = 0
    while (match := known.bare.search(text, at)) is not None:
        other = taken(Region(match.start("n"), match.end()))
        at = max(match.start() + 1, match.end() if other is None else other.end)
        if other is not None:
            continue
        years = numbers(match["n"], known)
        if years and min(years) >= 1 and max(years) <= OLDEST and not known.units.match(text, match.end()):
            yield Age(Region(match.start("n"), match.end()), match.group(), min(years), max(years))
