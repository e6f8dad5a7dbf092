"""How far a check is, on a terminal: files done, how fast, and how long the rest will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import click

from langcheck.cli.streams import is_screen

_FEW_FILES = 3
_BETWEEN = 0.2
"""How many seconds pass at least between two lines."""

_CLEAR = "\r\x1b[K"


class Progress:
    """One line on standard error that is written over and, in the end, taken away; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._is_shown = is_screen(sys.stderr)
        self._begun = time.monotonic()
        self._last = 0.0
        self._written = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._written:
            click.echo(_CLEAR, nl=False, err=True)

    def told(self, done: int, total: int) -> None:
        """Show how many files of how many are done."""
        if total > _FEW_FILES:
            self._show(lambda seconds: progress_line(done, total, seconds))

    def told_of_share(self, done: int, new: int, share: float) -> None:
        """Show how many documents are done, how many of them anew, and what share of all that is, from 0 to 1."""
        self._show(lambda seconds: progress_line_of_share(done, new, share, seconds))

    def _show(self, line: Callable[[float], str]) -> None:
        now = time.monotonic()
        if not self._is_shown or now - self._last < _BETWEEN:
            return
        self._last = now
        self._written = True
        click.echo(f"{_CLEAR}{line(now - self._begun)}", nl=False, err=True)


def progress_line(done: int, total: int, seconds: float) -> str:
    """ "Checking: 812 of 2,000 files, 96 a second, 13 s left"."""
    parts = [f"Checking: {done:,} of {total:,} files"]
    if seconds > 0 and done:
        parts += _pace(done, total - done, seconds)
    return ", ".join(parts)


def progress_line_of_share(done: int, new: int, share: float, seconds: float) -> str:
    """ "Checking: 8,120 documents, 41%, 96 a second, 2 min 2 s left"; those that were there already tell nothing of the pace."""
    parts = [f"Checking: {done:,} documents", f"{share:.0%}"]
    if seconds > 0 and new and share:
        parts += _pace(new, done / share - done, seconds)
    return ", ".join(parts)


def _pace(done: int, left: float, seconds: float) -> list[str]:
    rate = done / seconds
    told = f"{rate:,.0f} a second" if rate >= 1 else f"{rate * 60:,.0f} a minute"
    return [told, f"{_duration(left / rate)} left"]


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"
