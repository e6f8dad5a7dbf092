"""Standard input, output and error, any of which may be closed, full or cut off: then one sentence, and never a bug."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOBase
from typing import IO, Any, BinaryIO

from langcheck.errors import LangcheckError, UnreadableDocument
from langcheck.limits import MEGABYTE, Limits, beyond

_PIECE = MEGABYTE


class StreamError(LangcheckError):
    """Standard input or output cannot be used."""


class _Closed(TextIOBase):
    """Standard output that was closed before the program began."""

    def write(self, _: str) -> int:
        raise StreamError("standard output is closed, so nothing could be written to it", "Open it, or use --output.")


def fill_gaps() -> None:
    """Give closed standard streams a place, so that no file that is opened later passes for one of them.

    What is written to standard output all the same is a StreamError; where standard error is closed, its lines are lost.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = _Closed()


def is_screen(stream: IO[Any] | None) -> bool:
    """Whether a stream is there and shows a person what is written to it."""
    return stream is not None and not stream.closed and stream.isatty()


def output() -> BinaryIO:
    """Where bytes go that are the result of a command; raises StreamError where standard output is closed."""
    if isinstance(sys.stdout, _Closed):
        sys.stdout.write("")
    return sys.stdout.buffer


def read_input(limits: Limits) -> bytes:
    """All of standard input; raises UnreadableDocument where it is larger than a file may be, closed, or broken."""
    raw, is_whole = read_at_most(limits)
    if not is_whole:
        raise too_large(limits)
    return raw


def read_at_most(limits: Limits) -> tuple[bytes, bool]:
    """Standard input as far as a file may reach, and whether that is all; raises UnreadableDocument as ``read_input``."""
    if sys.stdin is None or sys.stdin.closed:
        raise UnreadableDocument("standard input is closed", "Give it a text, or name a file.")
    most = limits.file_megabytes * MEGABYTE
    pieces: list[bytes] = []
    length = 0
    try:
        while length <= most:
            asked = min(_PIECE, most + 1 - length)
            piece = sys.stdin.buffer.read(asked)
            pieces.append(piece)
            length += len(piece)
            if len(piece) < asked:  # the end; a terminal that is asked again waits for another one
                return b"".join(pieces), True
    except OSError as error:
        problem = f"standard input could not be read ({error.strerror or error})"
        raise UnreadableDocument(problem, "Give it a text, or name a file.") from error
    return b"".join(pieces), False


def too_large(limits: Limits) -> UnreadableDocument:
    """The error for standard input that is larger than a file may be."""
    return beyond(limits, "file_megabytes", "standard input is larger than", "MB")


def is_of_a_stream(error: OSError) -> bool:
    """Whether an error came of writing to a stream, which has no name, and not of a file."""
    return error.filename is None


def flush() -> None:
    """Write what still waits; raises OSError where it cannot be written."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def give_up() -> None:
    """Let go of what still waits, so that the end of the program does not try again and speak of it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
            continue
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
