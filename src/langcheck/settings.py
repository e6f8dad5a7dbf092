"""Settings: the nearest ``langcheck.toml``, or ``[tool.langcheck]`` in the nearest pyproject.toml, then options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from langcheck.errors import SettingsError
from langcheck.model import Level

FILE = "langcheck.toml"
_LEVELS = {str(level): level for level in Level}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a check may be told; every field but ``path`` is a key of the settings file, with hyphens."""

    min_level: Level = Level.ADVICE
    fail_on: Level = Level.WARNING
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str | None = None
    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    jurisdiction: str = ""
    audience: str = ""
    house_style: str = ""
    immigration: str = ""
    lexicons: tuple[str, ...] = ()
    quoted_officials: str = "leave"
    path: Path | None = None

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of the profiles in use."""
        return tuple(filter(None, (self.jurisdiction, self.audience, self.house_style, self.immigration)))

    @property
    def folder(self) -> Path:
        """The folder that paths in the settings start from: that of their file, or the current one."""
        return self.path.parent if self.path else Path.cwd()

    def is_on(self, entry: str, category: str, *, asked: bool = True) -> bool:
        """Whether an entry is asked about; select and ignore name entries, their beginnings, or categories.

        An entry that is not ``asked`` by itself is asked about only when it is selected.
        """
        selected = any(names(item, entry, category) for item in self.select)
        if not selected and (self.select or not asked):
            return False
        return not any(names(item, entry, category) for item in self.ignore)

    def excludes(self, path: Path, *, named: Path) -> bool:
        """Whether a file or folder is left out of the walk through a folder that was named.

        A pattern that would leave out the named folder itself does not count: who names it wants it checked.
        """
        base = (self.path.parent if self.path else Path.cwd()).resolve()
        whole = _relative(named, base)
        wanted = _relative(path, base)
        return any(
            _matches(wanted, pattern) or fnmatch(path.name, pattern)
            for pattern in self.exclude
            if not _matches(f"{whole}/x", pattern) and not _matches(whole, pattern)
        )


def _relative(path: Path, base: Path) -> str:
    resolved = path.resolve()
    return resolved.relative_to(base).as_posix() if resolved.is_relative_to(base) else resolved.as_posix()


def _matches(path: str, pattern: str) -> bool:
    folder = pattern.rstrip("/")
    return fnmatch(path, folder) or fnmatch(path, f"{folder}/*")


KEYS = (
    "min-level",
    "fail-on",
    "select",
    "ignore",
    "exclude",
    "encoding",
    "columns",
    "fields",
    "jurisdiction",
    "audience",
    "house-style",
    "immigration",
    "lexicons",
    "quoted-officials",
)
"""The keys of the settings file."""


def names(item: str, entry: str, category: str) -> bool:
    """Whether an item of select, of ignore or of a suppression names an entry: itself, a beginning, or its category."""
    return item in (entry, category) or entry.startswith(f"{item.rstrip('.')}.")


def find_settings(start: Path) -> Path | None:
    """The settings file for a folder: its own or the nearest above it."""
    for folder in (start, *start.parents):
        own = folder / FILE
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _has_section(project):
            return project
    return None


def _has_section(project: Path) -> bool:
    try:
        return "[tool.langcheck" in project.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def load_settings(path: Path | None) -> Settings:
    """Read a settings file; None gives the defaults. Raises SettingsError with the key and what it may be."""
    if path is None:
        return Settings()
    import tomllib

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} could not be read: {error}", "Name a settings file that exists.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the line it names.") from error
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("langcheck", {})
    return replace(_settings(data, str(path)), path=path)


def _settings(data: Mapping[str, Any], path: str) -> Settings:
    found = Settings()
    for key, value in data.items():
        if key not in KEYS:
            raise SettingsError(f"{path}: there is no setting {key!r}", _did_you_mean(key))
        if key in ("min-level", "fail-on"):
            if value not in _LEVELS:
                raise SettingsError(f"{path}: {key} is {value!r}", f"It may be {', '.join(_LEVELS)}.")
            value = _LEVELS[value]
        elif key in _CHOICES:
            if value not in _CHOICES[key]:
                raise SettingsError(f"{path}: {key} is {value!r}", f"It may be {', '.join(_CHOICES[key])}.")
        elif key in _NAMES:
            if not isinstance(value, str):
                raise SettingsError(f"{path}: {key} is {value!r}", f"It may be {_NAMES[key]}.")
        elif not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError(f"{path}: {key} is {value!r}", 'It is a list of strings, such as ["drafts/*"].')
        else:
            value = tuple(value)
        found = replace(found, **{key.replace("-", "_"): value})
    return found


_CHOICES = {"quoted-officials": ("leave", "advise")}
_NAMES = {
    "encoding": "a name such as utf-8 or cp1252",
    "jurisdiction": "a profile such as us or uk",
    "audience": "a profile such as report or press",
    "house-style": "a profile; `langcheck lexicon profiles` lists them",
    "immigration": "a profile; `langcheck lexicon profiles` lists them",
}


def _did_you_mean(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, KEYS, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"The settings are {', '.join(KEYS)}."
