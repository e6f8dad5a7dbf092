"""Paths to files: what a check of files and folders looks at, in which order, and what it passes over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from langcheck.errors import SettingsError
from langcheck.model import Failure
from langcheck.readers import NEEDS_FIELDS, UNREAD_DOCUMENTS, format_of, unknown_format
from langcheck.settings import Settings

SIDE_CAR = ".langcheck.toml"
"""What the name of a document ends in for the file beside it that says what is allowed in it."""

_SKIPPED_FOLDERS = frozenset(
    {"node_modules", "__pycache__", "venv", "env", "site-packages", "build", "dist", "_build", "target"}
)


SettingsOf = Callable[[Path], Settings]
"""The settings that hold for a file or folder; raises SettingsError where they cannot be used."""


def list_files(
    paths: Sequence[Path], settings_of: SettingsOf, *, force_exclude: bool = False
) -> tuple[list[Path], list[Failure], int]:
    """The files to check, in order and each once; what cannot be checked; and how many other files were passed over.

    A file that is named is always tried, unless ``force_exclude`` is on and settings leave it out. In folders, files of
    other kinds than documents are counted, not reported.
    """
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    skipped = 0
    for path in paths:
        if _is_side_car(path):
            _take_side_car(path, files, failures, is_named=True)
            continue
        try:
            left_out = force_exclude and _is_excluded(path, settings_of)
            settings_of(path)
        except SettingsError as mistake:
            failures.append(Failure(str(path), mistake.problem, mistake.hint))
            continue
        if left_out:
            continue
        if not path.is_dir():
            if format_of(path) is None and path.suffix.lower() not in UNREAD_DOCUMENTS and path.exists():
                error = unknown_format(path)
                failures.append(Failure(str(path), error.problem, error.hint))
            else:
                files.setdefault(path)
            continue
        before = len(files) + len(failures)
        for found in _walk(path, settings_of):
            if isinstance(found, Failure):
                failures.append(found)
            elif _is_side_car(found):
                _take_side_car(found, files, failures, is_named=False)
            elif format_of(found) in NEEDS_FIELDS and not settings_of(found).fields:
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


def _is_excluded(path: Path, settings_of: SettingsOf) -> bool:
    """Whether a walk from the current folder would not come to a path that was named."""
    whole = path.absolute()
    here = Path.cwd()
    between = [folder for folder in whole.parents if folder.is_relative_to(here)] or [here]
    return any(settings.excludes(path) for settings in {settings_of(place) for place in (*between, path)})


def _walk(folder: Path, settings_of: SettingsOf) -> Iterator[Path | Failure]:
    """The files below a folder in sorted order, without hidden and generated folders; loops and locks are failures.

    What the settings of a folder leave out is left out below it, too, where another settings file is nearer.
    """
    stack: list[tuple[Path, frozenset[str], tuple[Settings, ...]]] = [(folder, frozenset(), ())]
    while stack:
        current, above, excluding = stack.pop()
        real = os.path.realpath(current)
        if real in above:
            yield Failure(str(current), "the folder links back to a folder above it", "Remove the link, or exclude it.")
            continue
        try:
            names = sorted(os.scandir(current), key=lambda item: item.name)
        except OSError as error:
            yield Failure(str(current), f"the folder could not be opened ({error.strerror})", "Ask for access to it.")
            continue
        try:
            excluding = _with_own(excluding, settings_of(current))
        except SettingsError as error:
            yield Failure(str(current), error.problem, error.hint)
            continue
        folders = []
        for item in names:
            if item.name.startswith((".", "~$")):
                continue
            if any(settings.excludes(Path(item.path), named=folder) for settings in excluding):
                continue
            if item.is_dir():
                if item.name not in _SKIPPED_FOLDERS:
                    folders.append(Path(item.path))
            else:
                yield Path(item.path)
        stack += [(found, above | {real}, excluding) for found in reversed(folders)]


def _with_own(excluding: tuple[Settings, ...], own: Settings) -> tuple[Settings, ...]:
    return excluding if not own.exclude or own in excluding else (*excluding, own)
