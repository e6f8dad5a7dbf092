"""Statistics for a terminal: one table after the other, numbers at the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from langcheck.harmless import commandless, printable
from langcheck.reporters.text import ALLOWED_NAMES, plural
from langcheck.stats.tally import NO_DATE, Before, Count, Share, Statistics, category_name

_MOST_ENTRIES = 20
_HEADS = ("Documents", "With findings", "Findings", "Words", "Per 1,000 words")


def render(statistics: Statistics) -> str:
    """The tables; those with nothing in them are left out."""
    lines: list[str] = []
    lines += _table("", _HEADS, [_row("all", statistics.whole)])
    lines += _counts("Level", statistics.levels)
    lines += _counts("Category", [Count(category_name(item.name), item.findings) for item in statistics.categories])
    lines += _counts("Entry", statistics.entries[:_MOST_ENTRIES])
    if len(statistics.entries) > _MOST_ENTRIES:
        lines[-1:] = [f"and {len(statistics.entries) - _MOST_ENTRIES} more entries; --format json lists them.", ""]
    lines += _changes(statistics.before)
    lines += _shares(statistics.grouped_by, statistics.folders)
    lines += _shares(statistics.dated_by or "Last changed", statistics.months)
    if any(month.name == NO_DATE for month in statistics.months):
        lines[-1:] = [no_date_means(statistics), ""]
    lines += _counts("Left alone", left_alone(statistics))
    repeated = [(item.entry, (str(item.files), str(item.findings))) for item in statistics.repeated]
    lines += _table("The same sentence", ("Files", "Findings"), repeated)
    lines += _rest(statistics)
    return "\n".join(map(commandless, lines)).rstrip("\n") + "\n"


def left_alone(statistics: Statistics) -> list[Count]:
    """What was left alone as readers see it: clauses of entries are one reason."""
    named = [
        Count(ALLOWED_NAMES[item.name][item.findings != 1], item.findings)
        for item in statistics.left_alone
        if item.name in ALLOWED_NAMES
    ]
    by_clause = sum(item.findings for item in statistics.left_alone if item.name not in ALLOWED_NAMES)
    return [*named, Count("by a clause of the entry", by_clause)] if by_clause else named


def no_date_means(statistics: Statistics) -> str:
    """Why documents have no date."""
    if statistics.dated_by:
        return f'"{NO_DATE}": the column {statistics.dated_by} holds no date that could be told.'
    return f'"{NO_DATE}": not in git, or git cannot tell when the file was last changed.'


def number(count: int) -> str:
    """A count with commas between thousands."""
    return f"{count:,}"


def rate(share: Share) -> str:
    """Findings per 1,000 words with two decimals, or a dash."""
    return "-" if share.rate is None else f"{share.rate:.2f}"


def _counts(head: str, counts: Iterable[Count]) -> Iterator[str]:
    return _table(head, ("Findings",), [(count.name, (number(count.findings),)) for count in counts])


def _shares(head: str, shares: Iterable[Share]) -> Iterator[str]:
    return _table(head, _HEADS, [_row(share.name, share) for share in shares])


def _changes(before: Before | None) -> Iterator[str]:
    """The entries whose counts are others than before; that there are none is told, too."""
    if before is None:
        return
    if not before.changes:
        yield from ("No entry has more or fewer findings than before.", "")
    rows = [(item.entry, tuple(map(number, (item.before, item.after)))) for item in before.changes]
    signed = [
        (name, (*row, f"{item.after - item.before:+,}")) for (name, row), item in zip(rows, before.changes, strict=True)
    ]
    yield from _table("Changed", ("Before", "After", "Change"), signed)


def _row(name: str, share: Share) -> tuple[str, tuple[str, ...]]:
    counts = (share.documents, share.with_findings, share.findings, share.words)
    return name, (*map(number, counts), rate(share))


def _table(head: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    if not rows:
        return
    names = [printable(name) for name, _ in rows]
    width = max(len(head), *map(len, names))
    widths = [max(len(column), *(len(row[index]) for _, row in rows)) for index, column in enumerate(columns)]
    yield _line(head, columns, width, widths)
    for name, (_, row) in zip(names, rows, strict=True):
        yield _line(name, row, width, widths)
    yield ""


def _line(name: str, cells: Sequence[str], width: int, widths: Sequence[int]) -> str:
    return f"{name:<{width}}  {'  '.join(f'{cell:>{size}}' for cell, size in zip(cells, widths, strict=True))}"


def _rest(statistics: Statistics) -> Iterator[str]:
    if statistics.suppressed:
        yield f"{plural(statistics.suppressed, 'finding')} suppressed with a reason and not counted."
    if statistics.failures:
        yield f"{plural(statistics.failures, 'file')} could not be checked and not counted."
    if statistics.partly:
        yield f"{plural(statistics.partly, 'file')} only partly checked; what was found before the limit is counted."
    if statistics.skipped:
        yield f"{plural(statistics.skipped, 'file')} of other kinds passed over."
