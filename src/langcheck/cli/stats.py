"""``langcheck stats``: counts of findings by entry, folder and month, as a table, data or a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE
from langcheck.cli.checking import check_whole
from langcheck.cli.options import finder_from, settings_options
from langcheck.cli.outputs import Output, write
from langcheck.cli.printing import say_failures, show
from langcheck.stats import FORMATS, render
from langcheck.stats.history import months
from langcheck.stats.tally import tally


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="table", help="How to show the counts.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the counts to a file.")
@click.option(
    "--depth", type=click.IntRange(0, 100), default=1, show_default=True, help="How deep folders are told apart."
)
@settings_options
@click.pass_context
def stats(
    ctx: click.Context, /, paths: tuple[Path, ...], format_: str, output: Path | None, depth: int, **told: Any
) -> None:
    """Count the findings of files and folders: by level, category, entry, folder and month.

    \b
    langcheck stats reports/
    langcheck stats --format html --output words.html reports/

    The month is that of the last commit that touched a file, where git knows it. All findings are counted, those that
    a baseline knows included. No words of the documents are shown, only names of folders.

    Exit code: 0 counted, 2 something could not be checked.
    """
    report = check_whole(paths, finder_from(**told), count_words=True)
    dates = months([item.path for item in report.checked])
    text = render(tally(report, named=paths, months=dates, depth=depth), format_)
    if output is None:
        show(text)
    else:
        write(Output("statistics", output), text)
    say_failures(report)
    ctx.exit(EXIT_FAILURE if report.failures else EXIT_CLEAN)
