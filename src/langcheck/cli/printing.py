"""What verbs print alike: a text, and what could not be checked."""

from __future__ import annotations

import sys

import click

from langcheck.harmless import printable
from langcheck.model import Report


def show(text: str) -> None:
    """Print a text, with codes for letters that the terminal cannot show."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)


def say_failures(report: Report) -> None:
    """Say on standard error what could not be checked, and what to do about it."""
    for failure in report.failures:
        click.echo(printable(f"not checked: {failure.path}: {failure.problem}"), err=True)
        click.echo(printable(f"   = {failure.hint}"), err=True)
    for item in report.blank_beside:
        click.echo(printable(f"note: {item.path}: {item.problem}"), err=True)
