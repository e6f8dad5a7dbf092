"""Ages by dates of birth: "DOB 4/2/2011", "born in 2009", against the dates that the document itself tells.

The age is told as a range from the earliest to the latest of those dates, so that nothing is decided where a birthday
lies between them; without a date in the document nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from langcheck.facts.ages import OLDEST, Age, AgeWords, Years, numbers
from langcheck.facts.listed import Lists
from langcheck.model import Region

_CENTURY = 100
_MONTHS_OF_YEAR = 12
_TELLS_MONTH = 3
"""How many letters of a month's name tell which it is."""
_LAST_OF_ALL_MONTHS = 28


class BirthWords:
    """The words by which births and days are told (lexicon/contexts.yaml), and the expressions made of them."""

    def __init__(self, lists: Lists, ages: AgeWords) -> None:
        self.ages = ages
        self.months = {
            name[:_TELLS_MONTH]: number
            for number, name in enumerate(lists.in_order("calendar-months")[:_MONTHS_OF_YEAR], 1)
        }

        made = lists.pattern
        year = r"(?:19|20)\d\d"
        month = r"@calendar-months\.?"
        self.day = made(
            rf"\b(?:(?P<month>{month})\s+(?:(?P<day>\d{{1,2}})(?:@ordinal-endings)?,?\s+)?(?P<year>{year})"
            rf"|(?P<d0>\d{{1,2}})(?:@ordinal-endings)?\s+(?P<month0>{month})\s+(?P<year0>{year})"
            r"|(?P<m>\d{1,2})(?P<sign>[/.-])(?P<d>\d{1,2})(?P=sign)(?P<y>(?:19|20)?\d\d)"
            rf"|(?P<iso>{year})-(?P<isom>\d\d)-(?P<isod>\d\d))(?![\d/])"
        )
        self.born = made(
            r"\b@birth-labels\.?(?!\w)\s*(?:\(|(?:@birth-verbs)?(?:\s+@birth-records)?)?\s*:?\s*(?:@day-prepositions)?\s*(?=[\w(])"
        )
        self.heading = made(r"\W*@birth-labels\W*")
        """The heading of a column of births."""
        self.year = made(rf"(?:[a-z]{{3,9}}\s+(?:[a-z]{{2}}\s+)?)?(?P<year>{year})\b(?![/-])")
        self.in_year = lists.guarded(rf"\b@year-openings\s+(?P<year>{year})\b(?![/-]|\s+@year-titles)")
        self.birthday = lists.guarded(
            r"\b(?:@coming-of-age\s+(?P<n>1\d|2[01]|[a-z]{4,9}(?:-[a-z]{3})?)(?:\s+@year-nouns(?:\s+@old-words)?)?\s+(?:(?P<until>@until-words)|@day-prepositions)"
            r"|(?P<nth>1\d|2[01])@ordinal-endings\s+@birthdays(?:,|\s+@birthday-verbs)?(?:\s+@day-prepositions)?)\s+(?:@year-parts\s+|@decade-middle-)?"
        )


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


def find_births(text: str, known: BirthWords) -> list[Birth]:
    """The dates of birth in a text."""
    return [*_births(text, known), *_birthdays(text, known)]


def day_of(text: str, known: BirthWords) -> Birth | None:
    """The birth of which a text tells the day, and nothing else."""
    found = known.day.fullmatch(text.strip())
    day = _date(found, known) if found is not None else None
    return Birth(Region(0, 0), text.strip(), day, day) if day is not None else None


def _births(text: str, known: BirthWords) -> Iterator[Birth]:
    for match in known.born.finditer(text):
        start, at = match.start(), match.end()
        found = known.day.match(text, at)
        day = _date(found, known) if found else None
        if found is not None and day is not None and not (found["month"] and not found["day"]):
            yield Birth(Region(start, found.end()), text[start : found.end()], day, day)
            continue
        year = known.year.match(text, at)
        if year is not None:
            number = int(year["year"])
            region = Region(start, year.end())
            yield Birth(region, text[start : year.end()], date(number, 1, 1), date(number, 12, 31))


def _birthdays(text: str, known: BirthWords) -> Iterator[Birth]:
    """The births that somebody's coming to an age on a day, in a month or a year tells."""
    for match in known.birthday.finditer(text):
        years = numbers(match["n"] or match["nth"], known.ages)
        found = known.day.match(text, match.end())
        day = _date(found, known) if found else None
        year = known.year.match(text, match.end())
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
        otherwise = (None, years[0] - 1) if match["until"] else (0, OLDEST)
        region = Region(start, end)
        yield Birth(region, text[start:end], _before(first, years[0]), _before(last, years[0]), otherwise)


def _before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, _LAST_OF_ALL_MONTHS))


def dates_told(texts: Sequence[str], known: BirthWords) -> tuple[date, date] | None:
    """The earliest and the latest day that texts name, dates of birth left out."""
    days: list[date] = []
    for text in texts:
        births = [birth.region for birth in find_births(text, known)]
        for match in known.day.finditer(text):
            day = _date(match, known)
            if day is not None and not any(region.overlaps(Region(*match.span())) for region in births):
                days.append(day)
    years = _years_told(texts, known)
    if not days or years is None:
        return (min(days), max(days)) if days else years
    return min(*days, years[0]), max(days)


def _years_told(texts: Sequence[str], known: BirthWords) -> tuple[date, date] | None:
    """The first day of the earliest and the last of the latest year that texts name after "in", where they name no day."""
    years: list[int] = []
    for text in texts:
        births = [birth.region for birth in find_births(text, known)]
        years += [
            int(match["year"])
            for match in known.in_year.finditer(text)
            if not any(region.overlaps(Region(*match.span("year"))) for region in births)
        ]
    return (date(min(years), 1, 1), date(max(years), 12, 31)) if years else None


def _date(match: re.Match[str], known: BirthWords) -> date | None:
    if match["month"]:
        return _day(int(match["year"]), known.months[match["month"][:_TELLS_MONTH].lower()], int(match["day"] or 1))
    if match["month0"]:
        return _day(int(match["year0"]), known.months[match["month0"][:_TELLS_MONTH].lower()], int(match["d0"]))
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
