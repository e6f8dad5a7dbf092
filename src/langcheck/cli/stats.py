"""``langcheck stats``: counts of findings by entry, folder and month, as a table, data or a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE
from langcheck.cli.checking import check_whole
from langcheck.cli.options import finder_from, settings_options
from langcheck.cli.outputs import Output, write
from langcheck.cli.printing import say_failures, show
from langcheck.harmless import printable
from langcheck.stats import FORMATS, render
from langcheck.stats.archives import count_archives, is_archive
from langcheck.stats.history import months
from langcheck.stats.tally import Statistics, compared, tally


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="table", help="How to show the counts.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the counts to a file.")
@click.option(
    "--depth", type=click.IntRange(0, 100), default=1, show_default=True, help="How deep folders are told apart."
)
@click.option("--by", metavar="COLUMN", help="Of an archive: count by this column, such as an office.")
@click.option("--month", metavar="COLUMN", help="Of an archive: the column with the dates to tell months by.")
@click.option("--year", metavar="COLUMN", help="Of an archive: the column with the dates to tell years by.")
@click.option(
    "--before",
    type=click.Path(path_type=Path),
    metavar="ARCHIVE",
    help="Of an archive: compare it with an earlier one of the same documents.",
)
@settings_options
@click.pass_context
def stats(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    format_: str,
    output: Path | None,
    depth: int,
    by: str | None,
    month: str | None,
    year: str | None,
    before: Path | None,
    **told: Any,
) -> None:
    """Count the findings of files and folders: by level, category, entry, folder and month.

    \b
    langcheck stats reports/
    langcheck stats --format html --output words.html reports/
    langcheck stats checked/ --by office --month published
    langcheck stats after/ --before checked/

    PATH may also be what `langcheck archive` or an engine wrote; then nothing is checked, and the rows are counted.

    The month is that of the last commit that touched a file, where git knows it. All findings are counted, those that
    a baseline knows included. No words of the documents are shown, only names of folders.

    Exit code: 0 counted, 2 something could not be checked; of an archive, whose rows tell what could not, 0.
    """
    archives = [path for path in paths if is_archive(path)]
    if archives:
        if len(archives) < len(paths):
            raise click.UsageError("archives and documents cannot be counted together")
        if any(told.values()):
            raise click.UsageError(
                "an archive holds what was found when it was made: settings and --select count documents only"
            )
        if month and year:
            raise click.UsageError("--month and --year both name the column with the dates; use one of them")
        _tell(_archived(archives, by, month, year, before, depth), format_, output)
        ctx.exit(EXIT_CLEAN)
    if by or month or year or before:
        raise click.UsageError("--by, --month, --year and --before are about archives, and none is named")
    report = check_whole(paths, finder_from(**told), count_words=True)
    dates = months([item.path for item in report.checked])
    _tell(tally(report, named=paths, months=dates, depth=depth), format_, output)
    say_failures(report)
    ctx.exit(EXIT_FAILURE if report.failures else EXIT_CLEAN)


def _tell(statistics: Statistics, format_: str, output: Path | None) -> None:
    text = render(statistics, format_)
    if output is None:
        show(text)
    else:
        write(Output("statistics", output), text)


def _archived(
    paths: Sequence[Path], by: str | None, month: str | None, year: str | None, before: Path | None, depth: int
) -> Statistics:
    """The statistics of archives, with those of an earlier one; what a person should know goes to standard error."""
    digits = len("2026" if year else "2026-11")
    now = count_archives(paths, by=by or "", dated_by=month or year or "", digits=digits, depth=depth)
    old = count_archives([before]) if before else None
    for note in dict.fromkeys((*now.notes, *(old.notes if old else ()))):
        click.echo(printable(f"note: {note}"), err=True)
    return compared(now.statistics, old.statistics) if old else now.statistics
