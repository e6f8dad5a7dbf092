"""Settings: what a check may be told, and what each of them means for an entry or a path."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any

from langcheck.lazily import dataclass
from langcheck.limits import DEFAULTS, Limits
from langcheck.model import Level


@dataclass(frozen=True, slots=True)
class PathPattern:
    """A pattern for paths below the folder of the settings file it stands in; no folder means the current one.

    ``*`` stands for any characters, slashes among them, and ``**/`` also for nothing. A pattern that covers a folder
    covers all that is in it; one without a slash covers files and folders of that name at any depth.
    """

    text: str
    folder: Path | None = None

    def covers(self, path: Path) -> bool:
        """Whether a file or folder is meant."""
        base = _real(os.path.abspath(self.folder or Path.cwd())).rstrip(os.sep) + os.sep
        folder, name = os.path.split(os.path.abspath(path))
        located = os.path.join(_real(folder), name)
        inside = located.startswith(base)
        wanted = (located.removeprefix(base) if inside else located).replace(os.sep, "/")
        pattern = self.text.removeprefix("./").rstrip("/")
        if _matches(wanted, pattern) or ("**/" in pattern and _matches(wanted, pattern.replace("**/", ""))):
            return True
        return "/" not in pattern and any(fnmatch(part, pattern) for part in (wanted.split("/") if inside else [name]))

    def stands_in(self, folder: Path) -> bool:
        """Whether the settings that hold the pattern lie in a folder, or below it: they say what counts there."""
        return Path(_real(os.path.abspath(self.folder or Path.cwd()))).is_relative_to(_real(os.path.abspath(folder)))

    def __str__(self) -> str:
        return self.text


_ANYTHING = "\0any"
"""A name that only a pattern for everything covers."""


def _matches(path: str, pattern: str) -> bool:
    return fnmatch(path, pattern) or fnmatch(path, f"{pattern}/*")


@lru_cache(maxsize=4096)
def _real(folder: str) -> str:
    """A folder with links followed. Of a file only the folder is followed: a person means it by the name it has there."""
    return os.path.realpath(folder)


@lru_cache(maxsize=4096)
def _counting(patterns: tuple[PathPattern, ...], named: Path) -> tuple[PathPattern, ...]:
    """The patterns that do not leave out the named folder, or all that is in it, from a folder above it."""
    return tuple(
        pattern
        for pattern in patterns
        if pattern.stands_in(named) or not (pattern.covers(named) or pattern.covers(named / _ANYTHING))
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """What a check may be told; every field but ``path`` is a key of the settings file, with hyphens.

    ``described.KEYS`` says of each what it means.
    """

    min_level: Level = Level.ADVICE
    fail_on: Level = Level.WARNING
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: tuple[tuple[str, Level], ...] = ()
    exclude: tuple[PathPattern, ...] = ()
    encoding: str | None = None
    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    jurisdiction: str = ""
    audience: str = ""
    house_style: str = ""
    immigration: str = ""
    lexicons: tuple[str, ...] = ()
    quoted_officials: str = "leave"
    unread: tuple[str, ...] = ()
    limits: Limits = DEFAULTS
    baseline: str = ""
    fingerprint_key: str = field(default="", repr=False)
    path: Path | None = None

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of the profiles in use."""
        return tuple(filter(None, (self.jurisdiction, self.audience, self.house_style, self.immigration)))

    @property
    def folder(self) -> Path:
        """The folder that paths in the settings start from: that of their file, or the current one."""
        return self.path.parent if self.path else Path.cwd()

    @property
    def selects_more(self) -> bool:
        """Whether entries may be asked about that are not asked about by themselves."""
        return bool(self.select or self.extend_select or self.profiles)

    def is_on(self, entry: str, category: str, *, asked: bool = True) -> bool:
        """Whether an entry is asked about; select and ignore name entries, their beginnings, or categories.

        An entry that is not ``asked`` by itself is asked about only when it is selected.
        """
        selected = any(names(item, entry, category) for item in (*self.select, *self.extend_select))
        if not selected and (self.select or not asked):
            return False
        return not any(names(item, entry, category) for item in self.ignore)

    def level_of(self, entry: str, category: str, level: Level, *, usual: Level) -> Level:
        """The level of a judged place: what ``levels`` says of its entry, whose ``usual`` level it is.

        The closest name counts: an entry before its beginning, and that before its category. A place that was judged
        graver than usual (a child, for example) never sinks below that.
        """
        item = closest(entry, category, [item for item, _ in self.levels])
        if item is None:
            return level
        told = dict(self.levels)[item]
        return told if level <= usual else max(level, told)

    def excludes(self, path: Path, *, named: Path | None = None) -> bool:
        """Whether a file or folder is left out of the walk through a folder that was ``named``.

        A pattern of a folder above that would leave out the named folder itself does not count: who names it wants it
        checked.
        """
        counting = self.exclude if named is None else _counting(self.exclude, named.absolute())
        return any(pattern.covers(path) for pattern in counting)

    @property
    def excludes_everything(self) -> bool:
        """Whether a pattern leaves out whatever is in its folder."""
        return any(pattern.covers((pattern.folder or Path.cwd()) / _ANYTHING) for pattern in self.exclude)


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings that stand together, by key: those of a file, of one of its sections, or of an option.

    ``origin`` is the file, or the option where it begins with a hyphen. With a pattern they hold only for the paths that
    it covers.
    """

    origin: str
    values: Mapping[str, Any]
    pattern: PathPattern | None = None

    @property
    def is_option(self) -> bool:
        return self.origin.startswith("--")

    def described(self, key: str = "", *, beside: Path | None = None) -> str:
        """Where this is, or a key of it; files are named as seen from the folder ``beside``."""
        if self.is_option:
            return self.origin
        file = _seen_from(beside, self.origin) if beside else self.origin
        section = f'per-path."{self.pattern}"' if self.pattern else ""
        return (
            f"{file}: {section}.{key}" if section and key else f"{file}: {section or key}" if section or key else file
        )


def _seen_from(folder: Path, path: str) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on Windows, a path on another drive has none
        return path


def names(item: str, entry: str, category: str) -> bool:
    """Whether an item of ``select``, ``ignore``, ``levels`` or a suppression names an entry: its id, the beginning, or its category."""
    return item in (entry, category) or entry.startswith(f"{item.rstrip('.')}.")


def closest(entry: str, category: str, items: Sequence[str]) -> str | None:
    """The item that names an entry most closely."""
    naming = [item for item in items if names(item, entry, category)]
    return max(naming, key=lambda item: (item != category, len(item)), default=None)
