"""What verbs print alike: a text, and what could not be checked."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial

import click

from langcheck.cli.streams import is_screen
from langcheck.harmless import printable
from langcheck.model import Report

_AT_ONCE = 100_000
"""How many characters are encoded at a time, which takes as much memory again."""


def show(text: str | Iterable[str]) -> None:
    """Print a text, or one that comes in pieces, with codes for letters that the terminal cannot show."""
    encoding = sys.stdout.encoding or "utf-8"
    write = partial(click.echo, nl=False) if is_screen(sys.stdout) else sys.stdout.write
    for piece in (text,) if isinstance(text, str) else text:
        for start in range(0, len(piece), _AT_ONCE):
            part = piece[start : start + _AT_ONCE]
            write(part if part.isascii() else part.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def say_failures(report: Report) -> None:
    """Say on standard error what could not be checked, or only in part, and what to do about it."""
    for failure in report.failures:
        click.echo(printable(f"{failure.extent}: {failure.path}: {failure.problem}"), err=True)
        click.echo(printable(f"   = {failure.hint}"), err=True)
    for item in report.blank_beside:
        click.echo(printable(f"note: {item.path}: {item.problem}"), err=True)
