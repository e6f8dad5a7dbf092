"""A text before and after as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

_UNFINISHED = "\\ No newline at end of file\n"


def difference(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff, each with its own end, as ``patch`` reads them; nothing where nothing differs.

    Lines end at line feeds; only a text that has none is cut at carriage returns.
    """
    end = "\n" if "\n" in before or "\r" not in before else "\r"
    for line in unified_diff(_lines(before, end), _lines(after, end), name, name):
        if line.endswith("\n"):
            yield line
        elif line.endswith("\r") and end == "\r":
            yield f"{line[:-1]}\n"
        else:
            yield f"{line}\n"
            yield _UNFINISHED


def _lines(text: str, end: str) -> list[str]:
    lines = [f"{line}{end}" for line in text.split(end)]
    lines[-1] = lines[-1].removesuffix(end)
    return lines if lines[-1] else lines[:-1]
