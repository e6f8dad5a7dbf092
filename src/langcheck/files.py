"""Paths to files: what a check of files and folders looks at, in which order, and what it passes over."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from langcheck.model import Failure
from langcheck.readers import NEEDS_FIELDS, UNREAD_DOCUMENTS, format_of, unknown_format
from langcheck.settings import Settings

_SKIPPED_FOLDERS = frozenset(
    {"node_modules", "__pycache__", "venv", "env", "site-packages", "build", "dist", "_build", "target"}
)


def list_files(paths: Sequence[Path], settings: Settings) -> tuple[list[Path], list[Failure], int]:
    """The files to check, in order and each once; what cannot be checked; and how many other files were passed over.

    A file that is named is always tried. In folders, files of other kinds than documents are counted, not reported.
    """
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    skipped = 0
    for path in paths:
        if not path.is_dir():
            if format_of(path) is None and path.suffix.lower() not in UNREAD_DOCUMENTS and path.exists():
                error = unknown_format(path)
                failures.append(Failure(str(path), error.problem, error.hint))
            else:
                files.setdefault(path)
            continue
        before = len(files) + len(failures)
        for found in _walk(path, settings):
            if isinstance(found, Failure):
                failures.append(found)
            elif format_of(found) in NEEDS_FIELDS and not settings.fields:
                skipped += 1
            elif format_of(found) is not None or found.suffix.lower() in UNREAD_DOCUMENTS:
                files.setdefault(found)
            else:
                skipped += 1
        if len(files) + len(failures) == before and not any(path in file.parents for file in files):
            failures.append(Failure(str(path), "there is no document in this folder to check", _NO_DOCUMENT))
    return list(files), failures, skipped


_NO_DOCUMENT = "Name another folder, or look at the exclude setting."


def _walk(folder: Path, settings: Settings) -> Iterator[Path | Failure]:
    """The files below a folder in sorted order, without hidden and generated folders; loops and locks are failures."""
    stack: list[tuple[Path, frozenset[str]]] = [(folder, frozenset())]
    while stack:
        current, above = stack.pop()
        real = os.path.realpath(current)
        if real in above:
            yield Failure(str(current), "the folder links back to a folder above it", "Remove the link, or exclude it.")
            continue
        try:
            names = sorted(os.scandir(current), key=lambda item: item.name)
        except OSError as error:
            yield Failure(str(current), f"the folder could not be opened ({error.strerror})", "Ask for access to it.")
            continue
        folders = []
        for item in names:
            if (
                item.name.startswith(".")
                or item.name.startswith("~$")
                or settings.excludes(Path(item.path), named=folder)
            ):
                continue
            if item.is_dir():
                if item.name not in _SKIPPED_FOLDERS:
                    folders.append(Path(item.path))
            else:
                yield Path(item.path)
        stack += [(found, above | {real}) for found in reversed(folders)]
