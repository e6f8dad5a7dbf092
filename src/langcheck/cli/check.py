"""``langcheck check``: files, folders or standard input to a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from langcheck.checker import Checker, fails
from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS
from langcheck.model import Level, Report
from langcheck.readers import SUFFIXES, format_of
from langcheck.reporters import REPORTERS, Style, render
from langcheck.settings import Settings, find_settings, load_settings

LEVELS = [str(level) for level in Level]
_FEW_FILES = 3


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH... | -")
@click.option("--format", "format_", type=click.Choice(list(REPORTERS)), default="text", help="How to report.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file.")
@click.option("--min-level", type=click.Choice(LEVELS), help="Report only this level and above.  [default: advice]")
@click.option("--fail-on", type=click.Choice(LEVELS), help="Exit with 1 at this level and above.  [default: warning]")
@click.option("--select", multiple=True, metavar="ENTRY", help="Ask only about these entries or categories.")
@click.option("--ignore", multiple=True, metavar="ENTRY", help="Do not ask about these entries or categories.")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Use this profile; may be repeated.")
@click.option("--show-allowed", is_flag=True, help="Also list what was left alone, and why.")
@click.option("--settings", "settings_path", type=click.Path(path_type=Path), help="Use this settings file.")
@click.option("--field", "fields", multiple=True, metavar="NAME", help="Read this field of JSON, YAML and XML files.")
@click.option("--encoding", help="The encoding of text files, where langcheck guesses wrong.")
@click.option(
    "--stdin-name",
    default="stdin.txt",
    show_default=True,
    metavar="NAME",
    help="What to call standard input; its ending says the format.",
)
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_: str,
    output: Path | None,
    min_level: str | None,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    profiles: tuple[str, ...],
    show_allowed: bool,
    settings_path: Path | None,
    fields: tuple[str, ...],
    encoding: str | None,
    stdin_name: str,
) -> int:
    """Check files, folders, or standard input (-).

    \b
    langcheck check report.docx
    langcheck check drafts/ --min-level warning
    langcheck check --format json --output report.json drafts/
    pbpaste | langcheck check -

    Exit code: 0 nothing at or above --fail-on, 1 findings, 2 something could not be checked.
    """
    settings = _with_options(
        load_settings(settings_path or find_settings(Path.cwd())),
        min_level=min_level,
        fail_on=fail_on,
        select=select,
        ignore=ignore,
        fields=fields,
        encoding=encoding,
    )
    if profiles:
        settings = _with_profiles(settings, profiles)
    report = _check(paths, settings, stdin_name)
    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = render(report, format_, Style(colour=colour, show_allowed=show_allowed))
    if output is None:
        _print(text)
    else:
        _write(output, text)
    if report.failures:
        ctx.exit(EXIT_FAILURE)
    ctx.exit(EXIT_FINDINGS if fails(report, settings.fail_on) else EXIT_CLEAN)


def _check(paths: tuple[str, ...], settings: Settings, stdin_name: str) -> Report:
    checker = Checker(settings)
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("standard input (-) cannot be checked together with files")
        kind = format_of(Path(stdin_name))
        if kind is None:
            raise click.UsageError(f"--stdin-name must end in one of {', '.join(SUFFIXES)}")
        return checker.check_text(sys.stdin.buffer.read(), name=stdin_name, format=kind)
    return checker.check_paths([Path(path) for path in paths], progress=_progress)


def _progress(files: Sequence[Path]) -> Iterable[Path]:
    """The files behind a progress bar, on a terminal and where there are more than a few."""
    if len(files) <= _FEW_FILES or not sys.stderr.isatty():
        return files
    return _with_bar(files)


def _with_bar(files: Sequence[Path]) -> Iterator[Path]:
    with click.progressbar(files, label="Checking", file=sys.stderr, show_pos=True) as bar:
        yield from bar


def _with_options(
    settings: Settings,
    *,
    min_level: str | None,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fields: tuple[str, ...],
    encoding: str | None,
) -> Settings:
    """Settings with what the command line says on top."""
    by_name = {str(level): level for level in Level}
    return replace(
        settings,
        min_level=by_name[min_level] if min_level else settings.min_level,
        fail_on=by_name[fail_on] if fail_on else settings.fail_on,
        select=select or settings.select,
        ignore=(*settings.ignore, *ignore),
        fields=fields or settings.fields,
        encoding=encoding or settings.encoding,
    )


def _with_profiles(settings: Settings, names: tuple[str, ...]) -> Settings:
    """Settings with profiles of the command line, each in the place of the one of its dimension."""
    from langcheck.lexicon.compiled import overlay_folders
    from langcheck.lexicon.lexicon import load_lexicon

    lexicon = load_lexicon(overlay_folders(settings.lexicons, settings.folder))
    lexicon.with_profiles(names)
    for name in names:
        field = lexicon.profiles[name].dimension.replace("-", "_")
        named: dict[str, Any] = {field: name}
        settings = replace(settings, **named)
    return settings


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path} could not be written: {error.strerror}") from error
