"""Options that verbs share, and what they say together with the settings file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from langcheck.model import Level
from langcheck.readers import SUFFIXES, format_of
from langcheck.settings import Settings, find_settings, load_settings

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
    """The options that ``settings_from`` reads."""
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


def format_of_stdin(name: str) -> str:
    """The format that a name for standard input announces; raises UsageError where it announces none."""
    kind = format_of(Path(name))
    if kind is None:
        raise click.UsageError(f"--stdin-name must end in one of {', '.join(SUFFIXES)}")
    return kind


def progress(files: Sequence[Path]) -> Iterable[Path]:
    """The files behind a progress bar, on a terminal and where there are more than a few."""
    if len(files) <= _FEW_FILES or not sys.stderr.isatty():
        return files
    return _with_bar(files)


def _with_bar(files: Sequence[Path]) -> Iterator[Path]:
    with click.progressbar(files, label="Checking", file=sys.stderr, show_pos=True) as bar:
        yield from bar


def settings_from(
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
) -> Settings:
    """The settings file, with what the command line says on top."""
    settings = load_settings(settings_path or find_settings(Path.cwd()))
    by_name = {str(level): level for level in Level}
    told = replace(
        settings,
        min_level=by_name[min_level] if min_level else settings.min_level,
        fail_on=by_name[fail_on] if fail_on else settings.fail_on,
        select=select or settings.select,
        ignore=(*settings.ignore, *ignore),
        columns=columns or settings.columns,
        fields=fields or settings.fields,
        encoding=encoding or settings.encoding,
    )
    return _with_profiles(told, profiles) if profiles else told


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
