"""Ages as reports write them: "16 yo", "W/F/16", "aged 16", "tenth grade student", "in her teens", "as young as 14".

Read off the text alone. An age here is nobody's yet: ``mentions`` ties it to a person, and one that ties to nobody
decides nothing. A bare number ("Doe, 15,") is an age only where it stands behind a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from langcheck.facts.guarded import guarded
from langcheck.lazily import pattern
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

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {name: number for number, name in enumerate(_ONES, 1)} | {
    name: number * 10 for number, name in enumerate(_TENS, 2)
}
SPELLED = tuple(name for name, number in _NUMBERS.items() if number < MAJORITY)
"""The numbers under 18 in words."""
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_GRADES = {name: number for number, name in enumerate(_ORDINALS, 1)}

_N = rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])})\b)?|(?:{'|'.join(_ONES)})\b)"
_HALF = r"(?:[- ]?(?:½|1/2|and a half))?"
_JOINED = r"(?:\s?[-–]\s?|,\s(?:and\s|or\s|to\s)?|\s(?:to|and|or|through|&)\s|-(?:to|and|or)-)"
_MEASURE = r"\d|[- ]?(?:foot|feet|ft|inch|pounds?|lbs?)\b|['’] ?\d"
_NS = rf"{_N}(?:{_JOINED}{_N}(?!{_MEASURE})){{0,5}}"
"""A number, or a few of them: "13, 14 and 15", "14-17"; not the height in "15, 5-foot-4"."""
_YEARS = r"(?:[-‐–\s]{0,2}(?:years?|yrs?\.?)[-‐–\s]{0,2}(?:olds?|of age)|[- ]?y[/.]?o[/.]?(?:a\b)?\.?|[- ]?yoa|[- ]?yrs\b\.?)"
_YEAR_OLD = guarded(rf"(?<![x×] )\b(?P<n>{_NS}){_HALF}{_YEARS}(?P<s>s)?(?:\s?/?\s?[mf]\b)?(?!\w)", re.IGNORECASE)
_HYPHENS = guarded(rf"\b(?P<n>(?:{_N}-(?:,| and| or| to)? (?:and |or |to )?){{1,4}}{_N}){_YEARS}(?!\w)", re.IGNORECASE)
_AGED = guarded(
    rf"\b(?:aged|ages? of|ages?(?:\s*/\s*sex)?|age (?:is|was))\s*:?\s*(?:about |approximately )?(?P<n>{_NS})\b(?!\s*(?:%|percent\b|minutes\b|hours\b|days\b|months\b|people\b|\.\d))",
    re.IGNORECASE,
)
_POLICE = guarded(
    r"\b(?:[WBHAIULOP]\s?/\s?[MF]|[WBHA][MF]|[MF])[\s,/-]{1,3}(?P<n>\d{1,2})\s?(?:yo[af]?|y/o|yrs)?\b(?!\s*(?:%|/\d))|(?<![\d/$.-])(?P<n2>\d{1,2})\s?/\s?[MF]\b"
    r"|(?<![\w/.-])[WBHA][MF](?P<n3>[1-9]\d)(?![\w%/-])|(?<![\w$£€.,/#-])(?P<n4>[1-9]\d)[MF](?![\w%/-])"
)
"""An age beside a letter for the sex, as officers ("W/F 17", "HF17") and clinics ("17F with pain") write it."""
_UNDER = guarded(
    rf"\b(?:under|younger than|below|not yet|less than)\s+(?P<the>the\s+)?(?P<age>age\s+(?:of\s+)?)?(?P<n>{_N})\b(?P<tail>\s+years\s+(?:of age|old))?(?!\s*(?:%|percent\b|minutes\b|hours\b|days\b|weeks\b|months\b|years\b|miles\b|feet\b|pounds\b|dollars\b|\.\d|,\d))",
    re.IGNORECASE,
)
_OVER = guarded(
    rf"\b(?:over|older than|above|at least|past)\s+(?:the\s+)?(?P<age>age\s+(?:of\s+)?)?(?P<n>{_N})\b(?P<tail>\s+years\s+(?:of age|old))?(?!\s*(?:%|percent\b|minutes\b|hours\b|days\b|weeks\b|months\b|years\b|miles\b|feet\b|pounds\b|dollars\b|people\b|\.\d|,\d))"
    rf"|\b(?P<n2>{_N})(?:[-\s]years?(?:[-\s]old)?s?|\s+years\s+of\s+age)?\s+(?:or|and)\s+(?P<side>older|over|up|above|younger|under)\b",
    re.IGNORECASE,
)
_AS_YOUNG = guarded(rf"\b(?:as young as|as little as)\s+(?P<n>{_N})\b(?:[- ]years?[- ]olds?)?", re.IGNORECASE)
_GRADE = guarded(rf"\b(?P<n>{'|'.join(_ORDINALS)}|1?\dth|1st|2nd|3rd)[-\s]grade(?P<s>rs?)?\b(?!-)", re.IGNORECASE)
_YEAR_GROUP = guarded(
    r"\b(?:Year (?P<year>1[0-3]|[1-9])|Grade (?P<grade>1[0-2]|[1-9]))\b(?![-/:%.]\d| (?:of|report|results|plan)\b)"
)
"""A year of school by its number, as British ("Year 9") and Canadian ("Grade 8") schools have it; with its capital."""
_SCHOOL = guarded(
    r"\b(?P<school>kindergarten|pre-?school|nursery school|reception class|elementary school|primary school|grade school|middle school|junior high(?: school)?|(?:secondary|high) school)\b",
    re.IGNORECASE,
)
_SCHOOLS = {
    "kinder": (4, 6), "presch": (3, 5), "nurser": (3, 5), "recept": (4, 5), "elemen": (5, 12), "primar": (4, 12),
    "grade": (5, 14), "middle": (10, 14), "junior": (11, 15), "second": (11, 17), "high": (13, 17),
}  # fmt: skip
"""How old pupils of a kind of school are, by its first letters; those of 18 in the last year are left out."""
_TEENS = guarded(
    r"\bin (?:his|her|their|its|the) (?:(?P<part>early|mid|middle|late|very late|pre)[-\s]?(?:to[-\s](?P<to>mid|late)[-\s]?)?)?(?P<decade>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|[2-9]0['’]?s)\b"
    r"|\bmid[-\s](?P<mid>twenties|thirties|forties|fifties|[2-9]0s)\b",
    re.IGNORECASE,
)
_MONTHS = guarded(rf"\b(?P<n>{_N})[-\s]?(?:months?|weeks?|days?)[-\s]olds?\b", re.IGNORECASE)
_BARE = guarded(rf"(?<![\w$#/.:%-])(?P<n>{_NS})(?P<half>{_HALF})(?![\w$%/]|[.,:]\d|\s*(?:%|percent\b))", re.IGNORECASE)
_UNITS = pattern(
    r"\s*[-–]?\s*(?:years?\b(?!\s*,)|months?\b|weeks?\b|days?\b|hours?\b|minutes?\b|seconds?\b|of\b|miles?\b|feet\b|foot\b|inches\b|blocks?\b|percent\b|dollars?\b|times\b|a\.?m\b|p\.?m\b|o['’]clock\b|counts?\b|people\b|others?\b|more\b|and a (?:half|quarter|third)\b|pounds?\b|others\b|new\b|different\b|separate\b|states\b|additional\b)",
    re.IGNORECASE,
)
_TEEN_PARTS = {"pre": (9, 12), "early": (13, 15), "mid": (14, 16), "middle": (14, 16), "late": (17, 19), "": (13, 17)}
"""Years that parts of the teens tell; "in her teens" is read as a word for a minor, like teenager."""


def numbers(written: str) -> list[int]:
    """The numbers in a stretch that a pattern found: "13, 14 and fifteen"."""
    found: list[int] = []
    for word in re.findall(r"\d+|[a-z]+", written.lower()):
        number = int(word) if word.isdigit() else _NUMBERS.get(word)
        if number is None:
            continue
        if found and 20 <= found[-1] < 100 and found[-1] % 10 == 0 and not word.isdigit() and number < 10:
            found[-1] += number
        else:
            found.append(number)
    return found


def find_ages(text: str) -> list[Age]:
    """The ages that a text tells by themselves, left to right, none inside another."""
    found = sorted(_find(text), key=lambda age: (age.region.start, -age.region.end))
    kept: list[Age] = []
    for age in found:
        if not kept or age.region.start >= kept[-1].region.end:
            kept.append(age)
    return kept


def _find(text: str) -> Iterator[Age]:
    for match in _UNDER.finditer(text):
        if match["age"] or match["tail"] or match["the"] is None:
            yield from _age(match, *_years_under(match["n"]))
    for match in _OVER.finditer(text):
        low = _first(match["n"] or match["n2"])
        if match["side"] and match["side"].lower() in ("younger", "under"):
            yield from _age(match, None, low)
        else:
            yield from _age(match, low, None)
    for match in _AS_YOUNG.finditer(text):
        yield from _age(match, _first(match["n"]), None, some=True)
    for each in (_HYPHENS, _YEAR_OLD):
        for match in each.finditer(text):
            plural = match.group().lower().endswith("olds")
            yield from _told(match, match["n"], plural=plural, attributive=not plural)
    for match in _AGED.finditer(text):
        yield from _told(match, match["n"])
    for match in _POLICE.finditer(text):
        written = match["n"] or match["n2"] or match["n3"] or match["n4"]
        yield from (replace(age, coded=True) for age in _told(match, written, attributive=True))
    yield from _in_words(text)


def _in_words(text: str) -> Iterator[Age]:
    """Grades, teens and decades, and babies by months."""
    for match in _GRADE.finditer(text):
        grade = _GRADES.get(match["n"].lower()) or int(re.sub(r"\D", "", match["n"]) or 0)
        if 0 < grade <= LAST_GRADE:
            low, noun = grade + SCHOOL_AGE, (match["s"] or "").lower()
            yield from _age(match, low, low + 1, plural=noun == "rs", attributive=not noun, school=True)
    for match in _YEAR_GROUP.finditer(text):
        low = int(match["year"]) + YEAR_AGE if match["year"] else int(match["grade"]) + SCHOOL_AGE
        yield from _age(match, low, low + 1, attributive=True, school=True)
    for match in _TEENS.finditer(text):
        part, decade = (match["part"] or "").lower(), (match["decade"] or match["mid"]).lower()
        if decade == "teens":
            low, _ = _TEEN_PARTS.get(part, (17, 19))
            _, high = _TEEN_PARTS.get((match["to"] or part).lower(), (17, 19))
            yield from _age(match, low, high)
        else:
            yield from _age(match, 20, None)
    for match in _MONTHS.finditer(text):
        plural = match.group().lower().endswith("s")
        yield from _age(match, 0, 4, plural=plural, attributive=not plural)


def _first(written: str) -> int:
    return next(iter(numbers(written)), 0)


def _years_under(written: str) -> tuple[int | None, int | None]:
    return None, _first(written) - 1


def _told(match: re.Match[str], written: str, *, plural: bool = False, attributive: bool = False) -> Iterator[Age]:
    years = numbers(written)
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


def school_ages(text: str) -> Iterator[Age]:
    """Schools that tell an age where somebody is said to go there: "was in middle school"."""
    for match in _SCHOOL.finditer(text):
        name = match["school"].lower().replace("-", "")
        low, high = next(years for start, years in _SCHOOLS.items() if name.startswith(start))
        yield from _age(match, low, high, school=True)


def bare_numbers(text: str, taken: Callable[[Region], Region | None] = lambda _: None) -> Iterator[Age]:
    """Numbers that are ages where they stand behind a person and a mark that says so; counts and measures are left out.

    Where a number stands in words that are ``taken``, as in "Jane Doe 1, 15,", the search goes on behind them.
    """
    at = 0
    while (match := _BARE.search(text, at)) is not None:
        other = taken(Region(match.start("n"), match.end()))
        at = max(match.start() + 1, match.end() if other is None else other.end)
        if other is not None:
            continue
        years = numbers(match["n"])
        if years and min(years) >= 1 and max(years) <= OLDEST and not _UNITS.match(text, match.end()):
            yield Age(Region(match.start("n"), match.end()), match.group(), min(years), max(years))
