"""What ``--format`` and ``--output`` ask for, and reports to files: each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from langcheck.errors import UnsavedDocument
from langcheck.harmless import plain
from langcheck.lazily import dataclass
from langcheck.model import Report
from langcheck.reporters import REPORTERS

DEFAULT_FORMAT = "text"
OUTPUT_HELP = (
    "Write a report to a file; may be repeated. FORMAT=FILE names its format; a FILE alone takes that of --format, or "
    "else the one that its ending names. The screen then shows a report only where --format names one for it."
)


@dataclass(frozen=True, slots=True)
class Output:
    """A report to be made: in which format, and to which file; the screen where there is none."""

    format: str
    path: Path | None = None


def outputs_from(format: str | None, told: Sequence[str], *, checked: Sequence[str]) -> tuple[Output, ...]:
    """The outputs in the order in which they were told, the screen first.

    ``checked`` are the paths that are checked; none of them may be written to. Raises UsageError.
    """
    files = [_file(text, format) for text in told]
    takes_format = any(_named_format(text) is None for text in told)
    _refuse_clashes([output.path for output in files if output.path is not None], checked)
    if told and (format is None or takes_format):
        return tuple(files)
    return (Output(format or DEFAULT_FORMAT), *files)


def _named_format(text: str) -> str | None:
    """The format that FORMAT=FILE names, or None for a FILE alone."""
    name, equals, _ = text.partition("=")
    return name if equals and name.isalpha() else None


def _file(text: str, format: str | None) -> Output:
    named = _named_format(text)
    if named is None:
        ending = Path(text).suffix.removeprefix(".")
        return Output(format or (ending if ending in REPORTERS else DEFAULT_FORMAT), Path(text))
    if named not in REPORTERS:
        formats = ", ".join(REPORTERS)
        raise click.UsageError(f"there is no format {named!r}; write FORMAT=FILE with one of {formats}, or ./{text}")
    return Output(named, Path(text.partition("=")[2]))


def _refuse_clashes(paths: Sequence[Path], checked: Sequence[str]) -> None:
    """Raise UsageError before anything is checked, where a report could not be written or would be in the way."""
    if not paths:
        return
    from langcheck.editors.saving import refuse_leading_out

    seen: set[str] = set()
    documents = {os.path.realpath(path) for path in checked}
    for path in paths:
        real = os.path.realpath(path)
        if path == Path() or path.is_dir():
            raise click.UsageError(f"--output needs the name of a file, not {str(path)!r}")
        if real in seen:
            raise click.UsageError(f"two reports cannot be written to one file: {path}")
        if real in documents:
            raise click.UsageError(f"{path} is to be checked; a report in its place would destroy it")
        if not path.parent.is_dir():
            raise click.UsageError(f"{path} cannot be written: there is no folder {path.parent}")
        try:
            refuse_leading_out(path)
        except UnsavedDocument as error:
            raise click.UsageError(f"{path} cannot be written: {error}") from error
        seen.add(real)


def write(output: Output, text: str | Iterable[str]) -> None:
    """Write a report, or one that comes in pieces, to its file and say so; devices and pipes are written to as they are."""
    assert output.path is not None
    from langcheck.editors.saving import save

    pieces = (text,) if isinstance(text, str) else text
    data = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    try:
        if output.path.exists() and not output.path.is_file():
            with output.path.open("wb") as file:
                file.writelines(data)
        else:
            save(output.path, data, stays=True)
    except UnsavedDocument as error:
        raise click.ClickException(f"{output.path} was not written: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{output.path} was not written: {error.strerror}") from error
    click.echo(plain(f"{output.format} report: {output.path}"), err=True)


def append_step_summary(report: Report) -> None:
    """Add the report to the summary of the job, where GitHub names a file for it."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from langcheck.reporters.github import SUMMARY_LIMIT, step_summary

    try:
        with open(name, "ab") as file:
            text = step_summary(report, limit=SUMMARY_LIMIT - file.tell())
            file.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        click.echo(f"langcheck: the summary of the job was not written: {error.strerror}", err=True)
