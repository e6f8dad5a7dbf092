"""Paths to files: what a check of files and folders looks at, in which order, and what it passes over."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from langcheck.model import Failure
from langcheck.readers import NEEDS_FIELDS, UNREAD_DOCUMENTS, format_of, unknown_format
from langcheck.settings import Settings

SIDE_CAR = ".langcheck.toml"
"""What the name of a document ends in for the file beside it that says what is allowed in it."""

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
        if _is_side_car(path):
            _take_side_car(path, files, failures, is_named=True)
            continue
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
            elif _is_side_car(found):
                _take_side_car(found, files, failures, is_named=False)
            elif format_of(found) in NEEDS_FIELDS and not settings.fields:
                skipped += 1
            elif format_of(found) is not None or found.suffix.lower() in UNREAD_DOCUMENTS:
                files.setdefault(found)
            else:
                skipped += 1
        if len(files) + len(failures) == before and not any(path in file.parents for file in files):
            failures.append(Failure(str(path), "there is no document in this folder to check", _NO_DOCUMENT))
    return list(files), failures, skipped


def side_car_of(document: Path) -> Path:
    """The file beside a document that says what is allowed in it."""
    return document.with_name(f"{document.name}{SIDE_CAR}")


def _is_side_car(path: Path) -> bool:
    return path.name.endswith(SIDE_CAR) and path.name != SIDE_CAR


def _take_side_car(path: Path, files: dict[Path, None], failures: list[Failure], *, is_named: bool) -> None:
    """A side-car file is no document: where it is named, its document is checked; without one it is of no use."""
    document = path.with_name(path.name.removesuffix(SIDE_CAR))
    if not document.exists():
        failures.append(Failure(str(path), "there is no document that it belongs to", _NO_OWNER))
    elif is_named:
        files.setdefault(document)


_NO_OWNER = f"It says what is allowed in the document of the same name without {SIDE_CAR}: rename it, or remove it."
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
