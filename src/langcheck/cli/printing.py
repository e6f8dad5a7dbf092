"""What verbs print alike: a text to the terminal or a file, and what could not be checked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from langcheck.model import Report
from langcheck.reporters.text import printable


def show(text: str, output: Path | None) -> None:
    """Print a text, with codes for letters that the terminal cannot show, or write it to a file."""
    if output is None:
        encoding = sys.stdout.encoding or "utf-8"
        click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)
        return
    try:
        output.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise click.ClickException(f"{output} could not be written: {error.strerror}") from error


def say_failures(report: Report) -> None:
    """Say on standard error what could not be checked, and what to do about it."""
    for failure in report.failures:
        click.echo(printable(f"not checked: {failure.path}: {failure.problem}"), err=True)
        click.echo(printable(f"   = {failure.hint}"), err=True)
