"""Paths to files: what a check of files and folders looks at, in which order, and what it passes over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from langcheck.copies import is_reviewed_copy
from langcheck.errors import SettingsError
from langcheck.lazily import dataclass
from langcheck.model import Failure
from langcheck.passed_over import Meant, PassedOver, is_generated, is_hidden, told
from langcheck.readers import NEEDS_FIELDS, UNREAD_DOCUMENTS, format_of, unknown_format
from langcheck.settings import Settings

SIDE_CAR = ".langcheck.toml"
"""What the name of a document ends in for the file beside it that says what is allowed in it."""

SettingsOf = Callable[[Path], Settings]
"""The settings that hold for a file or folder; raises SettingsError where they cannot be used."""


class Listing(NamedTuple):
    """The files to check, in order and each once; what cannot be checked; how many others were passed over; and notes."""

    files: list[Path]
    failures: list[Failure]
    skipped: int
    notes: list[tuple[str, str]]


def list_files(
    paths: Sequence[Path], settings_of: SettingsOf, *, force_exclude: bool = False, stay_inside: bool = False
) -> Listing:
    """What a check of files and folders looks at.

    A file that is named is always tried, unless ``force_exclude`` is on and settings leave it out. In folders, files of
    other kinds than documents are counted, not reported. A folder that is passed over because of its name is a failure
    where it holds documents, unless that is meant. With ``stay_inside``, links that lead out of a folder that was named
    are not followed.
    """
    listed = _Listed(settings_of, stay_inside)
    for path in paths:
        if _is_side_car(path):
            listed.take_side_car(path, is_named=True)
            continue
        try:
            excluding = _excluding(path, settings_of) if force_exclude else None
            settings_of(path)
        except SettingsError as mistake:
            listed.failures.append(Failure(str(path), mistake.problem, mistake.hint))
            continue
        if excluding is not None:
            listed.left_out.append((path, excluding))
        elif path.is_dir():
            listed.take_folder(path)
        else:
            listed.take_file(path)
    listed.tell_left_out()
    return Listing(list(listed.files), listed.failures, listed.skipped, listed.notes)


@dataclass
class _Listed:
    """What was listed so far; ``left_out`` are named paths that settings leave out, with these settings."""

    settings_of: SettingsOf
    stay_inside: bool
    files: dict[Path, None] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    skipped: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[Path, Settings]] = field(default_factory=list)

    def take_file(self, path: Path) -> None:
        """A file that was named."""
        if format_of(path) is None and path.suffix.lower() not in UNREAD_DOCUMENTS and path.exists():
            error = unknown_format(path)
            self.failures.append(Failure(str(path), error.problem, error.hint))
        else:
            self.files.setdefault(path)

    def take_folder(self, path: Path) -> None:
        """What a folder holds; one in which there is nothing to check is a failure."""
        before = len(self.files) + len(self.failures)
        passed: list[PassedOver] = []
        copies = 0
        excluding: dict[Path | None, None] = {}
        for found in _walk(path, self.settings_of, stay_inside=self.stay_inside):
            match found:
                case Failure():
                    self.failures.append(found)
                case PassedOver():
                    passed.append(found)
                case Settings():
                    excluding.setdefault(found.path)
                case _ if is_reviewed_copy(found):
                    copies += 1
                case _:
                    self._take_found(found)
        if copies:
            are = "copy of `langcheck review` was" if copies == 1 else "copies of `langcheck review` were"
            self.notes.append((str(path), f"{copies} {are} passed over; the drafts beside them are checked"))
        failures, line = told(path, passed, self._is_document)
        self.failures += failures
        if line:
            self.notes.append((str(path), line))
        if len(self.files) + len(self.failures) == before and not any(path in file.parents for file in self.files):
            self.failures.append(_no_document(path, [file for file in excluding if file is not None]))

    def take_side_car(self, path: Path, *, is_named: bool) -> None:
        """A side-car file is no document: where it is named, its document is checked; without one it is of no use."""
        document = path.with_name(path.name.removesuffix(SIDE_CAR))
        if not document.exists():
            self.failures.append(Failure(str(path), "there is no document that it belongs to", _NO_OWNER))
        elif is_named:
            self.files.setdefault(document)

    def tell_left_out(self) -> None:
        """Say so where settings leave out all that was named; settings that leave out everything check nothing, ever."""
        if not self.left_out or self.files or self.failures:
            return
        for path, settings in self.left_out:
            origin = str(settings.path or path)
            if settings.excludes_everything:
                self.failures.append(
                    Failure(origin, "exclude leaves out everything, so nothing was checked", _NARROWER)
                )
                return
        names = dict.fromkeys(str(settings.path) for _, settings in self.left_out if settings.path)
        says = f"nothing was checked: exclude leaves out all that was named ({len(self.left_out)})"
        self.notes.append((next(iter(names), str(self.left_out[0][0])), says))

    def _take_found(self, path: Path) -> None:
        if _is_side_car(path):
            self.take_side_car(path, is_named=False)
        elif self._is_document(path):
            self.files.setdefault(path)
        else:
            self.skipped += 1

    def _is_document(self, path: Path) -> bool:
        """Whether a file that was found in a folder is checked, or named as one that cannot be read."""
        kind = format_of(path)
        if kind in NEEDS_FIELDS:
            return bool(self.settings_of(path).fields)
        return kind is not None or path.suffix.lower() in UNREAD_DOCUMENTS


def side_car_of(document: Path) -> Path:
    """The file beside a document that says what is allowed in it."""
    return document.with_name(f"{document.name}{SIDE_CAR}")


def _is_side_car(path: Path) -> bool:
    return path.name.endswith(SIDE_CAR) and path.name != SIDE_CAR


_UNLINK = "Remove the link, or exclude it."
_ASK = "Ask for access to it."
_NO_OWNER = f"It says what is allowed in the document of the same name without {SIDE_CAR}: rename it, or remove it."
_NO_DOCUMENT = "Name another folder, or look at the exclude setting."
_NARROWER = "Let exclude name less, or take the check out if nothing is to be checked."


def _no_document(path: Path, excluding: Sequence[Path]) -> Failure:
    """The failure for a folder in which nothing is to be checked; ``excluding`` are settings files that left out a part."""
    if not excluding:
        return Failure(str(path), "there is no document in this folder to check", _NO_DOCUMENT, is_folder=True)
    named = ", ".join(map(str, excluding))
    problem = f"there is no document in this folder to check but those that {named} excludes"
    hint = f"Name what is to be checked, or change exclude in {named}."
    return Failure(str(path), problem, hint, is_folder=True)


def _excluding(path: Path, settings_of: SettingsOf) -> Settings | None:
    """The settings because of which a walk from the current folder would not come to a path that was named."""
    whole = path.absolute()
    here = Path.cwd()
    between = [folder for folder in whole.parents if folder.is_relative_to(here)] or [here]
    known = dict.fromkeys(settings_of(place) for place in (*between, path))
    return next((settings for settings in known if settings.excludes(path)), None)


def _walk(
    folder: Path, settings_of: SettingsOf, *, stay_inside: bool
) -> Iterator[Path | Failure | PassedOver | Settings]:
    """The files below a folder in sorted order, without hidden and generated folders, which come as passed over.

    Loops and locks are failures. What the settings of a folder leave out is left out below it, too, where another
    settings file is nearer; settings that left something out come once for each folder.
    """
    stack: list[tuple[Path, frozenset[str], tuple[Settings, ...]]] = [(folder, frozenset(), ())]
    while stack:
        current, above, excluding = stack.pop()
        real = os.path.realpath(current)
        if stay_inside and not _is_inside(real, folder):
            yield PassedOver(current, Meant.OUTSIDE)
            continue
        if real in above:
            yield Failure(str(current), "the folder links back to a folder above it", _UNLINK, is_folder=True)
            continue
        try:
            names = sorted(os.scandir(current), key=lambda item: item.name)
        except OSError as error:
            yield Failure(str(current), f"the folder could not be opened ({error.strerror})", _ASK, is_folder=True)
            continue
        try:
            excluding = _with_own(excluding, settings_of(current))
        except SettingsError as error:
            yield Failure(str(current), error.problem, error.hint)
            continue
        folders = []
        used: dict[Settings, None] = {}
        for item in names:
            excluded_by = next((one for one in excluding if one.excludes(Path(item.path), named=folder)), None)
            if excluded_by is not None:
                used.setdefault(excluded_by)
            passed = _passed_over(item, folder, excluding, is_excluded=excluded_by is not None)
            if passed is not None:
                yield passed
            elif excluded_by is None and not item.name.startswith((".", "~$")):
                if _is_folder(item):
                    folders.append(Path(item.path))
                elif stay_inside and item.is_symlink() and not _is_inside(item.path, folder):
                    yield PassedOver(Path(item.path), Meant.OUTSIDE)
                else:
                    yield Path(item.path)
        yield from used
        stack += [(found, above | {real}, excluding) for found in reversed(folders)]


def _is_folder(item: os.DirEntry[str]) -> bool:
    """Whether a name is a folder or a link to one; a link that leads back to itself is none."""
    try:
        return item.is_dir()
    except OSError:
        return False


def _is_inside(path: str, folder: Path) -> bool:
    """Whether what a name leads to lies in a folder, links followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _passed_over(
    item: os.DirEntry[str], named: Path, excluding: Sequence[Settings], *, is_excluded: bool
) -> PassedOver | None:
    """What is told of a name that is not looked into; None for files and folders that are, and for what nobody misses."""
    if is_hidden(item.name) and not is_excluded:
        meant = None if _is_folder(item) else Meant.HIDDEN
    elif is_generated(item.name) and _is_folder(item):
        meant = Meant.SETTINGS if is_excluded else None
    else:
        return None
    return PassedOver(
        Path(item.path), meant, lambda path: any(settings.excludes(path, named=named) for settings in excluding)
    )


def _with_own(excluding: tuple[Settings, ...], own: Settings) -> tuple[Settings, ...]:
    return excluding if not own.exclude or own in excluding else (*excluding, own)
