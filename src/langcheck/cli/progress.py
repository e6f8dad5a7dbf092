"""How far a check is, on a terminal: files done, how fast, and how long the rest will take."""

from __future__ import annotations

import sys
import time
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
        now = time.monotonic()
        if not self._is_shown or total <= _FEW_FILES or now - self._last < _BETWEEN:
            return
        self._last = now
        self._written = True
        click.echo(f"{_CLEAR}{progress_line(done, total, now - self._begun)}", nl=False, err=True)


def progress_line(done: int, total: int, seconds: float) -> str:
    """ "Checking: 812 of 2,000 files, 96 a second, 13 s left"."""
    parts = [f"Checking: {done:,} of {total:,} files"]
    if seconds > 0 and done:
        rate = done / seconds
        parts.append(f"{rate:,.0f} a second" if rate >= 1 else f"{rate * 60:,.0f} a minute")
        parts.append(f"{_duration((total - done) / rate)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"
