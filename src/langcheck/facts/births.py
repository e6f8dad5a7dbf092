"""Ages by dates of birth: "DOB 4/2/2011", "born in 2009", against the dates that the document itself tells.

The age is told as a range from the earliest to the latest of those dates, so that nothing is decided where a birthday
lies between them; without a date in the document nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from langcheck.facts.ages import OLDEST, Age, Years, numbers
from langcheck.facts.guarded import guarded
from langcheck.lazily import pattern
from langcheck.model import Region

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6})\.?"
_DATE = pattern(
    rf"\b(?:{_MONTH}\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)"
    rf"|(?P<d0>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.replace('?P<month>', '?P<month0>')}\s+(?P<year0>(?:19|20)\d\d)"
    r"|(?P<m>\d{1,2})(?P<sign>[/.-])(?P<d>\d{1,2})(?P=sign)(?P<y>(?:19|20)?\d\d)"
    r"|(?P<iso>(?:19|20)\d\d)-(?P<isom>\d\d)-(?P<isod>\d\d))(?![\d/])",
    re.IGNORECASE,
)
_BORN = pattern(
    r"\b(?:d\.?\s?o\.?\s?b\.?|dates? of birth|birth ?dates?|born)(?!\w)\s*(?:\(|(?:is|was)?(?:\s+(?:confirmed|listed|given|recorded|shown|verified|entered|noted)(?:\s+(?:as|to be))?)?)?\s*:?\s*(?:on|in)?\s*(?=[\w(])",
    re.IGNORECASE,
)
_YEAR = pattern(r"(?:[a-z]{3,9}\s+(?:of\s+)?)?(?P<year>(?:19|20)\d\d)\b(?![/-])", re.IGNORECASE)
_IN_YEAR = guarded(
    r"\b(?:in|during|since|from|between|of|early|late|spring|summer|fall|autumn|winter)\s+(?P<year>(?:19|20)\d\d)\b(?![/-]|\s+(?:edition|act|report|survey))",
    re.IGNORECASE,
)
_BIRTHDAY = guarded(
    r"\b(?:(?:turn(?:ed)?|reach(?:ed)?|attain(?:ed)?)\s+(?:the\s+age\s+of\s+)?(?P<n>1\d|2[01]|[a-z]{4,9}(?:-one)?)(?:\s+years(?:\s+old)?)?\s+(?P<sign>until|till|before|on|in)"
    r"|(?P<nth>1\d|2[01])(?:th|st)\s+birthday(?:,|\s+(?:is|was|fell|came|being))?(?:\s+(?:on|in))?)\s+(?:early\s+|late\s+|mid-)?",
    re.IGNORECASE,
)
_CENTURY = 100
_LAST_OF_ALL_MONTHS = 28


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born, from the first to the last day that the text leaves open; the year may lack its century."""

    region: Region
    words: str
    first: date
    last: date
    otherwise: Years | None = None
    """What a birthday tells by itself: "did not turn 18 until May 2019", and nothing of "turned 18 in May 2019"."""

    def age(self, told: tuple[date, date] | None) -> Age | None:
        """The age between the earliest and the latest date of the document; of a birthday also without them."""
        if told is None:
            return Age(self.region, self.words, *self.otherwise) if self.otherwise is not None else None
        born = self if self.first <= told[1] else self._a_century_earlier()
        low, high = _years(born.last, told[0]), _years(born.first, told[1])
        if high < 0 or high > OLDEST:
            return None
        return Age(self.region, self.words, max(low, 0), high)

    def _a_century_earlier(self) -> Birth:
        year = self.first.year - _CENTURY
        first = self.first.replace(year=year, day=min(self.first.day, _LAST_OF_ALL_MONTHS))
        return Birth(self.region, self.words, first, first, self.otherwise)


def find_births(text: str) -> list[Birth]:
    """The dates of birth in a text."""
    return [*_births(text), *_birthdays(text)]


def _births(text: str) -> Iterator[Birth]:
    for match in _BORN.finditer(text):
        start, at = match.start(), match.end()
        found = _DATE.match(text, at)
        day = _date(found) if found else None
        if found is not None and day is not None and not (found["month"] and not found["day"]):
            yield Birth(Region(start, found.end()), text[start : found.end()], day, day)
            continue
        year = _YEAR.match(text, at)
        if year is not None:
            number = int(year["year"])
            region = Region(start, year.end())
            yield Birth(region, text[start : year.end()], date(number, 1, 1), date(number, 12, 31))


def _birthdays(text: str) -> Iterator[Birth]:
    """The births that somebody's coming to an age on a day, in a month or a year tells."""
    for match in _BIRTHDAY.finditer(text):
        years = numbers(match["n"] or match["nth"])
        found = _DATE.match(text, match.end())
        day = _date(found) if found else None
        year = _YEAR.match(text, match.end())
        if not years or not (day or year):
            continue
        if found is not None and day is not None:
            end, first, last = found.end(), day, day
            if found["month"] and not found["day"]:
                last = day.replace(day=_LAST_OF_ALL_MONTHS)
        else:
            assert year is not None
            end, first, last = year.end(), date(int(year["year"]), 1, 1), date(int(year["year"]), 12, 31)
        start = match.start("n") if match["n"] else match.start("nth")
        until = (match["sign"] or "").lower() in ("until", "till", "before")
        otherwise = (None, years[0] - 1) if until else (0, OLDEST)
        region = Region(start, end)
        yield Birth(region, text[start:end], _before(first, years[0]), _before(last, years[0]), otherwise)


def _before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, _LAST_OF_ALL_MONTHS))


def dates_told(texts: Sequence[str]) -> tuple[date, date] | None:
    """The earliest and the latest day that texts name, dates of birth left out."""
    days: list[date] = []
    for text in texts:
        births = [birth.region for birth in find_births(text)]
        for match in _DATE.finditer(text):
            day = _date(match)
            if day is not None and not any(region.overlaps(Region(*match.span())) for region in births):
                days.append(day)
    years = _years_told(texts)
    if not days or years is None:
        return (min(days), max(days)) if days else years
    return min(*days, years[0]), max(days)


def _years_told(texts: Sequence[str]) -> tuple[date, date] | None:
    """The first day of the earliest and the last of the latest year that texts name after "in", where they name no day."""
    years: list[int] = []
    for text in texts:
        births = [birth.region for birth in find_births(text)]
        years += [
            int(match["year"])
            for match in _IN_YEAR.finditer(text)
            if not any(region.overlaps(Region(*match.span("year"))) for region in births)
        ]
    return (date(min(years), 1, 1), date(max(years), 12, 31)) if years else None


def _date(match: re.Match[str]) -> date | None:
    if match["month"]:
        return _day(int(match["year"]), _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"] or 1))
    if match["month0"]:
        return _day(int(match["year0"]), _MONTHS.index(match["month0"][:3].lower()) + 1, int(match["d0"]))
    if match["iso"]:
        return _day(int(match["iso"]), int(match["isom"]), int(match["isod"]))
    year = int(match["y"])
    return _day(year if year >= _CENTURY else 2000 + year, int(match["m"]), int(match["d"]))


def _day(year: int, month: int, day: int) -> date | None:
    """A day; None for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years(born: date, then: date) -> int:
    """Whole years from a birth to a day."""
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))
