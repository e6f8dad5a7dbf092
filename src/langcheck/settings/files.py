"""Settings files to layers: strict reading of ``langcheck.toml`` or ``[tool.langcheck]``, and of what they extend.

A layer is what stands together: the keys of a file, or of one of its per-path sections. Layers come lowest first: those of
the files that a file extends, then its own keys, then its sections in the order of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from langcheck.encoding import HINT, why_not
from langcheck.errors import SettingsError
from langcheck.fingerprints import LEAST_KEY
from langcheck.lazily import dataclass
from langcheck.limits import NAMES
from langcheck.model import UNREAD_KINDS, Level
from langcheck.settings import Layer, PathPattern
from langcheck.settings.described import KEYS, LEVELS, Kind
from langcheck.settings.nearest import PROJECT

_MOST_BYTES = 1_000_000
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file as layers, lowest first."""

    path: Path
    layers: tuple[Layer, ...]


def read_settings_file(path: Path) -> SettingsFile:
    """Read a settings file and those it extends; raises SettingsError with the file, the key and what it may be."""
    return SettingsFile(path, tuple(_layers(path, above=(), read=set())))


def _layers(path: Path, *, above: tuple[Path, ...], read: set[Path]) -> Iterator[Layer]:
    """The layers of a file; one that several files extend counts once, where it comes first."""
    real = path.resolve()
    if real in above:
        circle = " -> ".join(str(file) for file in (*above[above.index(real) :], real))
        raise SettingsError(f"{above[-1]}: extends leads in a circle: {circle}", "Take one of them out.")
    if real in read:
        return
    table = _load(path)
    for target in _extended(table.pop("extends", []), path):
        yield from _layers(target, above=(*above, real), read=read)
    read.add(real)
    sections = _sections(table.pop("per-path", {}), path)
    yield Layer(str(path), _values(table, path))
    for pattern, section in sections.items():
        where = f'per-path."{pattern}"'
        values = _values(section, path, where=where)
        yield Layer(str(path), values, PathPattern(pattern, path.parent))


def _load(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        if len(raw) > _MOST_BYTES:
            raise SettingsError(f"{path} is too long for a settings file", "Name a settings file.")
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} could not be read: {error}", "Name a settings file that exists.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the line it names.") from error
    if path.name == PROJECT:
        tools = data.get("tool", {})
        data = tools.get("langcheck", {}) if isinstance(tools, dict) else {}
    if not isinstance(data, dict) or _is_deep(data):
        raise SettingsError(
            f"{path}: [tool.langcheck] is no table of settings", "Settings stand below it, a line each."
        )
    return data


def _is_deep(table: dict[str, Any]) -> bool:
    """Whether tables stand in tables deeper than any setting has them; such a file is not one of settings."""
    inner: list[Any] = [table]
    for _ in range(_DEEPEST):
        inner = [
            value
            for outer in inner
            for value in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(value, dict | list)
        ]
    return bool(inner)


# --- what stands under a key --------------------------------------------------------------------------------------


def _extended(value: object, path: Path) -> list[Path]:
    named = [value] if isinstance(value, str) else value
    if not isinstance(named, list) or not all(isinstance(item, str) for item in named):
        raise _wrong(path, "extends", value, f"It is a file such as {KEYS['extends'].example}, or a list of them.")
    found = []
    for item in named:
        if "://" in item or item.startswith(("//", "\\\\")):
            raise _wrong(path, "extends", item, "Nothing is fetched from a network: save a copy and name that.")
        target = path.parent / item
        if not target.is_file():
            raise SettingsError(f"{path}: extends names {item!r}, which is not there", f"It is looked for at {target}.")
        found.append(target)
    return found


def _sections(value: object, path: Path) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(section, dict) for section in value.values()):
        raise _wrong(path, "per-path", value, 'It is written as a line [per-path."training/*"] with settings below it.')
    return value


def _values(table: Mapping[str, Any], path: Path, *, where: str = "") -> dict[str, Any]:
    """The values of a file or section, each checked; ``where`` is the section's key."""
    known = [name for name, key in KEYS.items() if key.in_sections or not where]
    values = {}
    for name, value in table.items():
        full = f"{where}.{name}" if where else name
        if name in KEYS and name not in known:
            raise SettingsError(f"{path}: {full} is not for some paths alone", f"Set {name} at the top of the file.")
        if name not in known:
            raise SettingsError(f"{path}: there is no setting {full!r}", did_you_mean(name, known))
        kind = KEYS[name].kind
        if kind is Kind.LIMITS:
            values[name] = _limits(value, path)
            continue
        try:
            values[name] = _READ[kind](value, name, path.parent)
        except ValueError as error:
            if kind is Kind.KEY:
                raise SettingsError(f"{path}: {full} cannot be used as a key", str(error)) from None
            raise _wrong(path, full, value, str(error)) from error
    return values


def _wrong(path: Path, key: str, value: object, hint: str) -> SettingsError:
    shown = repr(value)
    return SettingsError(f"{path}: {key} is {shown if len(shown) < 80 else shown[:76] + ' ...'}", hint)


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """A hint for a setting that is none."""
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"The settings are {', '.join(known)}."


def _one_of(value: object, name: str, _: Path) -> str:
    if not isinstance(value, str) or value not in KEYS[name].choices:
        raise ValueError(f"It may be {', '.join(KEYS[name].choices)}.")
    return value


def _level(value: object, name: str, folder: Path) -> Level:
    return Level[_one_of(value, name, folder).upper()]


def _profile(value: object, _: str, __: Path) -> str:
    if not isinstance(value, str):
        raise ValueError("It may be a profile; `langcheck lexicon profiles` lists them.")  # noqa: TRY004  one kind of mistake
    return value.lower()


def _text(value: object, _: str, __: Path) -> str | None:
    if not isinstance(value, str):
        raise ValueError("It may be a name such as utf-8 or cp1252.")  # noqa: TRY004  one kind of mistake
    problem = why_not(value) if value else ""
    if problem:
        raise ValueError(f"{problem[0].upper()}{problem[1:]}. {HINT}")
    return value or None


def _texts(value: object, name: str, _: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"It is a list of strings, such as {KEYS[name].example}.")
    return tuple(value)


def _unread(value: object, name: str, folder: Path) -> tuple[str, ...]:
    """The kinds that are told in notes; one word stands for none or all of them."""
    if isinstance(value, str) and value in ("failure", "note"):
        return tuple(UNREAD_KINDS) if value == "note" else ()
    if not isinstance(value, list) or not all(kind in UNREAD_KINDS for kind in value):
        raise ValueError(f'It may be "failure", "note", or a list of {", ".join(UNREAD_KINDS)}.')
    return tuple(kind for kind in UNREAD_KINDS if kind in value)


def _patterns(value: object, name: str, folder: Path) -> tuple[PathPattern, ...]:
    return tuple(PathPattern(text, folder) for text in _texts(value, name, folder))


def _file(value: object, name: str, folder: Path) -> str:
    """A file by the folder of the settings file that names it."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(f"It is the name of a file, such as {KEYS[name].example}.")
    return str(folder / value) if value else ""


def _key(value: object, name: str, folder: Path) -> str:
    """A secret; what is wrong with it is told without it."""
    if not isinstance(value, str) or 0 < len(value) < LEAST_KEY:
        raise ValueError(f"It is a string of {LEAST_KEY} characters or more that nobody can guess.")
    return value


def _lexicons(value: object, name: str, folder: Path) -> tuple[str, ...]:
    """Folders by their full path, because another file may extend this one; other names as they stand."""
    found = []
    for item in _texts(value, name, folder):
        beside = (folder / item).expanduser()
        found.append(str(beside) if beside.is_dir() else item)
    return tuple(found)


_NO_LEVELS = ("off", "none", "ignore", "silent", "disabled", False)
_LEFT_OUT = 'What is not to be asked about is left out by a line of its own: ignore = ["{}"].'


def _levels(value: object, name: str, _: Path) -> dict[str, Level]:
    if not isinstance(value, dict):
        instead = f" {_LEFT_OUT.format('en.person')}" if value in _NO_LEVELS else ""
        raise ValueError(f"It is a table, such as {KEYS[name].example}.{instead}")  # noqa: TRY004  one kind of mistake
    flat = dict(_flat(value))
    for item, level in flat.items():
        if level in _NO_LEVELS:
            raise ValueError(f"{_LEFT_OUT.format(item)} The level of {item} may be {', '.join(LEVELS)}.")
        if not isinstance(level, str) or level not in LEVELS:
            raise ValueError(f"The level of {item} may be {', '.join(LEVELS)}.")
    return {item: Level[level.upper()] for item, level in flat.items()}


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Ids without quotation marks are nested tables to TOML: ``en.slang.pimp = "error"`` is put together again."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _limits(table: object, path: Path) -> dict[str, int]:
    """The table of limits: positive whole numbers."""
    if not isinstance(table, dict):
        raise _wrong(path, "limits", table, "It is a table: a line [limits], and below it pages = 500.")
    for name, value in table.items():
        if name not in NAMES:
            raise SettingsError(f"{path}: there is no setting 'limits.{name}'", did_you_mean(name, tuple(NAMES)))
        if type(value) is not int or value < 1:
            raise _wrong(path, f"limits.{name}", value, "It is a whole number, 1 or more.")
    return dict(table)


_READ: dict[Kind, Callable[[object, str, Path], Any]] = {
    Kind.LEVEL: _level,
    Kind.CHOICE: _one_of,
    Kind.PROFILE: _profile,
    Kind.TEXT: _text,
    Kind.FILE: _file,
    Kind.KEY: _key,
    Kind.TEXTS: _texts,
    Kind.UNREAD: _unread,
    Kind.ENTRIES: _texts,
    Kind.PATTERNS: _patterns,
    Kind.LEVELS: _levels,
    Kind.FOLDERS: _lexicons,
}
"""Kind of a key to what reads its value; each raises ValueError with what the value may be."""
