"""``langcheck baseline``: the findings that are there already, so that only new ones count."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from langcheck.baseline import (
    FILE,
    Baseline,
    Comparison,
    Scope,
    baseline_of,
    compare,
    load_baseline,
    pruned,
    scope_of,
    updated,
    write_baseline,
)
from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE
from langcheck.cli.checking import check_whole
from langcheck.cli.options import baseline_path, finder_from, settings_options
from langcheck.cli.printing import say_failures
from langcheck.editors.saving import FileStamp
from langcheck.errors import BaselineError, UnreadableDocument
from langcheck.fingerprints import new_key
from langcheck.harmless import printable
from langcheck.model import Report
from langcheck.reporters.text import plural
from langcheck.settings import Settings

Command = Callable[..., Any]

_OPTIONS = (
    click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."),
    click.option(
        "--baseline",
        "file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=f"The baseline.  [default: that of the settings, or {FILE}]",
    ),
)


def _options(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return settings_options(command)


_new_key_option = click.option(
    "--new-key",
    "with_new_key",
    is_flag=True,
    help="Give the baseline a new key, with which redacted reports make their fingerprints.",
)


@click.group()
def baseline() -> None:
    """Know the findings that are there already, so that only new ones count.

    \b
    langcheck baseline create .                            know what is there now
    langcheck check --baseline langcheck-baseline.json .   only what came later counts
    langcheck baseline prune .                             forget what was mended
    langcheck baseline update .                            forget what was mended, know what is new

    The file holds names of files, entries and counts, and no word of a document.
    """


@baseline.command()
@_options
@click.option("--force", is_flag=True, help="Replace a baseline that is there; its key stays.")
@_new_key_option
@click.pass_context
def create(
    ctx: click.Context, /, paths: tuple[Path, ...], file: Path | None, force: bool, with_new_key: bool, **told: Any
) -> None:
    """Write a baseline that knows every finding of these files and folders."""
    finder = finder_from(**told)
    settings = finder.of(Path.cwd())
    path = _path(file, settings)
    if os.path.lexists(path) and not force:
        raise click.ClickException(
            f"there is a baseline {path} already\n  Bring it up to date with `langcheck baseline update PATH...`, or"
            " replace it with --force."
        )
    report = check_whole(paths, finder)
    made = replace(baseline_of(report, path), key=new_key() if with_new_key else _key_there(path))
    write_baseline(made)
    click.echo(printable(f"{path}: {plural(made.total, 'finding')} known."))
    if not settings.baseline:
        click.echo(printable(f"From now on: langcheck check --baseline {path} PATH..."))
    say_failures(report)
    ctx.exit(EXIT_FAILURE if report.failures else EXIT_CLEAN)


@baseline.command()
@_options
@_new_key_option
@click.pass_context
def update(ctx: click.Context, /, paths: tuple[Path, ...], file: Path | None, with_new_key: bool, **told: Any) -> None:
    """Know the new findings of these files and folders, too, and forget those that are gone from them.

    Files that are not checked in this run, or could not be read, stay as they are in the baseline.
    """
    found = _found(paths, file, told)
    made = updated(found.known, found.report, found.scope)
    if with_new_key:
        made = replace(made, key=new_key())
    write_baseline(made, unchanged_since=found.stamp)
    added, dropped = len(found.compared.new), found.compared.gone_total
    click.echo(printable(f"{made.path}: {added} added, {dropped} dropped, {plural(made.total, 'finding')} known."))
    say_failures(found.report)
    ctx.exit(EXIT_FAILURE if found.report.failures else EXIT_CLEAN)


@baseline.command()
@_options
@click.pass_context
def prune(ctx: click.Context, /, paths: tuple[Path, ...], file: Path | None, **told: Any) -> None:
    """Forget the findings that are gone from these files and folders; nothing new is added.

    Files that are not checked in this run, or could not be read, stay as they are in the baseline.
    """
    found = _found(paths, file, told)
    made = pruned(found.known, found.compared)
    if found.compared.gone:
        write_baseline(made, unchanged_since=found.stamp)
    click.echo(printable(f"{made.path}: {found.compared.gone_total} dropped, {plural(made.total, 'finding')} known."))
    say_failures(found.report)
    ctx.exit(EXIT_FAILURE if found.report.failures else EXIT_CLEAN)


@dataclass(frozen=True, slots=True)
class _Found:
    """A baseline as it stands on the disk, what a check says now, and how the two compare."""

    stamp: FileStamp | None
    known: Baseline
    report: Report
    scope: Scope
    compared: Comparison


def _found(paths: tuple[Path, ...], file: Path | None, told: dict[str, Any]) -> _Found:
    _refuse_choice(told)
    finder = finder_from(**told)
    path = _path(file, finder.of(Path.cwd()))
    stamp, known = _stamp(path), load_baseline(path)
    report = check_whole(paths, finder)
    scope = scope_of(report, known, named=paths)
    return _Found(stamp, known, report, scope, compare(report.findings, known, scope))


def _key_there(path: Path) -> str:
    """The key of the baseline that is about to be replaced, if there is one."""
    try:
        return load_baseline(path).key
    except BaselineError:
        return ""


def _path(file: Path | None, settings: Settings) -> Path:
    return baseline_path(file, settings) or (settings.path.parent / FILE if settings.path else Path(FILE))


def _refuse_choice(told: dict[str, Any]) -> None:
    """Refuse to take entries that are not asked about for gone."""
    if told["select"] or told["ignore"]:
        raise click.UsageError(
            "--select and --ignore leave entries out, which would look as if they were gone;"
            " put them into the settings file if they are to hold for good"
        )


def _stamp(path: Path) -> FileStamp | None:
    try:
        return FileStamp.of(path)
    except UnreadableDocument:
        return None
