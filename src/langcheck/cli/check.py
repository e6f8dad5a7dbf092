"""``langcheck check``: files, folders or standard input to a report."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from langcheck.batch import Batch, usual_jobs
from langcheck.cache import Cache, cache_path
from langcheck.checker import fails
from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS, EXIT_INTERRUPTED
from langcheck.cli.options import LEVELS, format_of_stdin, settings_from, settings_options, stdin_name_option
from langcheck.cli.progress import Progress
from langcheck.lexicon.compiled import cache_folder
from langcheck.model import Report
from langcheck.reporters import REPORTERS, SHOW_DOCUMENTS, Style, render
from langcheck.reporters.text import plural


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH... | -")
@click.option("--format", "format_", type=click.Choice(list(REPORTERS)), default="text", help="How to report.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file.")
@click.option("--min-level", type=click.Choice(LEVELS), help="Report only this level and above.  [default: advice]")
@click.option("--show-allowed", is_flag=True, help="Also list what was left alone or suppressed, and why.")
@click.option("--show-fingerprints", is_flag=True, help="Show with each finding how to allow it in a side-car file.")
@click.option(
    "--redact",
    is_flag=True,
    help="Leave every word of the documents out of the report, for logs that others read. File names stay.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Check in this many processes; each takes about 200 MB.  [default: one for each core, up to 8]",
)
@click.option("--no-cache", is_flag=True, help="Check everything anew; keep nothing for the next check.")
@settings_options
@stdin_name_option
@click.pass_context
def check(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    format_: str,
    output: Path | None,
    min_level: str | None,
    show_allowed: bool,
    show_fingerprints: bool,
    redact: bool,
    jobs: int | None,
    no_cache: bool,
    stdin_name: str,
    **told: Any,
) -> int:
    """Check files, folders, or standard input (-).

    \b
    langcheck check report.docx
    langcheck check drafts/ --min-level warning
    langcheck check --format html --output report.html drafts/
    langcheck check --format json --output report.json drafts/
    pbpaste | langcheck check -

    Exit code: 0 nothing at or above --fail-on, 1 findings, 2 something could not be checked.
    """
    settings = settings_from(min_level=min_level, **told)
    batch = Batch(settings, lambda _: settings, keep_documents=format_ in SHOW_DOCUMENTS)
    batch.jobs = jobs or usual_jobs()
    batch.cache = None if no_cache else Cache(cache_path(cache_folder()))
    report = _check(batch, paths, stdin_name)
    if redact:
        from langcheck.redaction import redacted

        report = redacted(report)
    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = render(report, format_, Style(colour=colour, show_allowed=show_allowed, show_fingerprints=show_fingerprints))
    if output is None:
        _print(text)
    else:
        _write(output, text)
    if report.unreached:
        click.echo(f"Stopped: {plural(report.unreached, 'file')} not checked.", err=True)
        ctx.exit(EXIT_INTERRUPTED)
    if report.failures:
        ctx.exit(EXIT_FAILURE)
    ctx.exit(EXIT_FINDINGS if fails(report, settings.fail_on) else EXIT_CLEAN)


def _check(batch: Batch, paths: tuple[str, ...], stdin_name: str) -> Report:
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("standard input (-) cannot be checked together with files")
        kind = format_of_stdin(stdin_name)
        return batch.checker_of(Path(stdin_name)).check_text(sys.stdin.buffer.read(), name=stdin_name, format=kind)
    with Progress() as progress:
        return batch.check([Path(path) for path in paths], progress=progress.told)


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path} could not be written: {error.strerror}") from error
