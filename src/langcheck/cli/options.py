"""Options that verbs share, and what they say together with the settings file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from langcheck.cli.streams import is_screen
from langcheck.cores import MOST_JOBS
from langcheck.encoding import HINT, why_not
from langcheck.errors import SettingsError
from langcheck.model import Level
from langcheck.readers import SUFFIXES, format_of
from langcheck.settings import Layer, Settings
from langcheck.settings.finder import SettingsFinder

if TYPE_CHECKING:
    from langcheck.baseline import Baseline

LEVELS = [str(level) for level in Level]
_FEW_FILES = 3

Command = Callable[..., Any]

_SETTINGS_OPTIONS = (
    click.option(
        "--fail-on", type=click.Choice(LEVELS), help="Exit with 1 at this level and above.  [default: warning]"
    ),
    click.option("--select", multiple=True, metavar="ENTRY", help="Ask only about these entries or categories."),
    click.option("--ignore", multiple=True, metavar="ENTRY", help="Do not ask about these entries or categories."),
    click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Use this profile; may be repeated."),
    click.option("--settings", "settings_path", type=click.Path(path_type=Path), help="Use this settings file."),
    click.option(
        "--column", "columns", multiple=True, metavar="NAME", help="Of tables (.csv, .xlsx) read only this column."
    ),
    click.option(
        "--field", "fields", multiple=True, metavar="NAME", help="Read this field of JSON, YAML and XML files."
    ),
    click.option("--encoding", help="The encoding of text files, where langcheck guesses wrong."),
)


def settings_options(command: Command) -> Command:
    """The options that ``finder_from`` reads."""
    for option in reversed(_SETTINGS_OPTIONS):
        command = option(command)
    return command


stdin_name_option = click.option(
    "--stdin-name",
    default="stdin.txt",
    show_default=True,
    metavar="NAME",
    help="What to call standard input; its ending says the format.",
)


force_exclude_option = click.option(
    "--force-exclude",
    is_flag=True,
    help="For hooks, which name every file: leave out what the settings exclude, and only note empty files.",
)


redact_option = click.option(
    "--redact",
    is_flag=True,
    help="Leave out every word of the documents, for people who may not read them. Names of files and ids stay.",
)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"Check in this many processes; each takes about 200 MB.  [default: one for each core, up to {MOST_JOBS}]",
)


def format_of_stdin(name: str) -> str:
    """The format that a name for standard input announces; raises UsageError where it announces none."""
    kind = format_of(Path(name))
    if kind is None:
        raise click.UsageError(f"--stdin-name must end in one of {', '.join(SUFFIXES)}")
    return kind


def progress(files: Sequence[Path]) -> Iterable[Path]:
    """The files behind a progress bar, on a terminal and where there are more than a few."""
    if len(files) <= _FEW_FILES or not is_screen(sys.stderr):
        return files
    return _with_bar(files)


def _with_bar(files: Sequence[Path]) -> Iterator[Path]:
    with click.progressbar(files, label="Checking", file=sys.stderr, show_pos=True) as bar:
        yield from bar


def baseline_path(told: Path | None, settings: Settings) -> Path | None:
    """The baseline of a run: the one that was named, or that of the settings."""
    return told or (Path(settings.baseline) if settings.baseline else None)


def known_baseline(told: Path | None, settings: Settings) -> Baseline | None:
    """What the baseline of a run knows, or None where there is none; raises BaselineError."""
    path = baseline_path(told, settings)
    if path is None:
        return None
    from langcheck.baseline import load_baseline

    return load_baseline(path)


def finder_from(
    *,
    settings_path: Path | None,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    profiles: tuple[str, ...],
    columns: tuple[str, ...],
    fields: tuple[str, ...],
    encoding: str | None,
    min_level: str | None = None,
    entries: tuple[str, ...] = (),
) -> SettingsFinder:
    """What finds the settings of documents, with what the command line says on top of every file."""
    problem = why_not(encoding) if encoding else ""
    if problem:
        raise SettingsError(problem, f"It stands behind --encoding. {HINT}")
    by_name = {str(level): level for level in Level}
    told = (
        ("--min-level", "min-level", by_name.get(min_level or "")),
        ("--fail-on", "fail-on", by_name.get(fail_on or "")),
        ("--entries", "select", entries),
        ("--select", "select", select),
        ("--ignore", "extend-ignore", ignore),
        ("--column", "columns", columns),
        ("--field", "fields", fields),
        ("--encoding", "encoding", encoding),
    )
    options = tuple(Layer(option, {key: value}) for option, key, value in told if value)
    return SettingsFinder(options, profiles, settings_path)
