"""Statistics as one HTML page with bars, for a policy board; it holds no script and loads nothing."""

from __future__ import annotations

from collections.abc import Iterable

from langcheck import __version__
from langcheck.reporters.html import environment
from langcheck.reporters.text import plural
from langcheck.stats.table import left_alone, no_date_means, number, rate
from langcheck.stats.tally import FOLDER, NO_DATE, Count, Share, Statistics, category_name

MOST_SHOWN = 24
"""How many rows a table shows before the rest is folded."""


def render(statistics: Statistics) -> str:
    """The page."""
    page: str = (
        environment("langcheck.stats")
        .get_template("statistics.html")
        .render(
            statistics=statistics,
            version=__version__,
            levels=[(item.name, item.name.capitalize(), item.findings) for item in statistics.levels],
            categories=_bars(Count(category_name(item.name), item.findings) for item in statistics.categories),
            entries=_bars(statistics.entries),
            left_alone=_bars(Count(_sentence(item.name), item.findings) for item in left_alone(statistics)),
            grouped_by=statistics.grouped_by,
            is_by_column=statistics.grouped_by != FOLDER,
            folders=_split(statistics.folders),
            months=_split_months(statistics.months),
            no_date=no_date_means(statistics) if any(month.name == NO_DATE for month in statistics.months) else "",
            most_shown=MOST_SHOWN,
            number=number,
            plural=plural,
            rate=rate,
        )
    )
    return page


def _bars(counts: Iterable[Count]) -> list[tuple[str, str, int]]:
    return [("all", count.name, count.findings) for count in counts]


def _split(shares: tuple[Share, ...]) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    """The rows that are shown and those that are folded."""
    return shares[:MOST_SHOWN], shares[MOST_SHOWN:]


def _split_months(months: tuple[Share, ...]) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    """The latest months, and the earlier ones to fold."""
    return months[-MOST_SHOWN:], months[:-MOST_SHOWN]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
