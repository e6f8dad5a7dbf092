"""The one place that says which settings hold for a document, and where each of them comes from.

Lowest first: the defaults; the nearest settings file above the document, with what it extends and the sections that
cover the document; the options of the command line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langcheck.errors import SettingsError
from langcheck.lazily import dataclass
from langcheck.limits import NAMES, Limits
from langcheck.model import CATEGORIES, Level
from langcheck.settings import Layer, Settings, names
from langcheck.settings.nearest import settings_in

if TYPE_CHECKING:
    from langcheck.lexicon.compiled import Index
    from langcheck.settings.files import SettingsFile


@dataclass(frozen=True, slots=True)
class Resolved:
    """The settings of a document; ``layers`` are those that hold for it, ``origins`` says of each key where it was set.

    A key with several origins was put together from all of them, lowest first; one without stands at its default.
    """

    settings: Settings
    layers: tuple[Layer, ...] = ()
    origins: Mapping[str, tuple[Layer, ...]] = field(default_factory=dict)


@dataclass
class SettingsFinder:
    """The settings of documents; ``options`` come on top, ``settings_path`` replaces the search for a nearest file."""

    options: tuple[Layer, ...] = ()
    profiles: tuple[str, ...] = ()
    settings_path: Path | None = None
    _files: dict[Path, SettingsFile | None] = field(default_factory=dict)
    _resolved: dict[tuple[Path | None, tuple[int, ...]], Resolved] = field(default_factory=dict)
    _asking: set[int] = field(default_factory=set)

    def of(self, path: Path) -> Settings:
        """The settings that hold for a file or folder; raises SettingsError where its settings cannot be used.

        Settings with which nothing would be asked about cannot be used: a document would pass for one that was checked.
        """
        resolved = self.resolve(path)
        if id(resolved) not in self._asking:
            refuse_nothing_asked(resolved)
            self._asking.add(id(resolved))
        return resolved.settings

    def resolve(self, path: Path) -> Resolved:
        """The settings that hold for a file or folder, with where they come from; raises SettingsError."""
        file = self._file_for(path)
        if file is None:
            covering: tuple[int, ...] = ()
        else:
            covering = tuple(
                number
                for number, layer in enumerate(file.layers)
                if layer.pattern is None or layer.pattern.covers(path)
            )
        key = (file.path if file else None, covering)
        if key not in self._resolved:
            layers = tuple(file.layers[number] for number in covering) if file else ()
            self._resolved[key] = self._put_together(file, layers)
        return self._resolved[key]

    def _file_for(self, path: Path) -> SettingsFile | None:
        if self.settings_path is not None:
            return self._read(self.settings_path)
        folder = path if path.is_dir() else path.parent
        return self._nearest(folder.absolute())

    def _nearest(self, start: Path) -> SettingsFile | None:
        """The settings of a folder, or of the nearest one above it; each folder is looked into once."""
        if start in self._files:
            return self._files[start]
        passed = []
        found = None
        for folder in (start, *start.parents):
            if folder in self._files:
                found = self._files[folder]
                break
            passed.append(folder)
            path = settings_in(folder)
            if path is not None:
                found = self._read(path)
                break
        self._files.update(dict.fromkeys(passed, found))
        return found

    def _read(self, path: Path) -> SettingsFile:
        found = self._files.get(path)
        if found is None:
            from langcheck.settings.files import read_settings_file

            found = self._files[path] = read_settings_file(path)
            check_names(found.layers, self._lexicons(found.layers), found.path)
        return found

    def _lexicons(self, layers: Sequence[Layer]) -> tuple[str, ...]:
        named: tuple[str, ...] = ()
        for layer in layers:
            named = layer.values.get("lexicons", named)
        return named

    def _put_together(self, file: SettingsFile | None, layers: tuple[Layer, ...]) -> Resolved:
        options = self.options
        if options or self.profiles:
            lexicons, path = self._lexicons(layers), file.path if file else None
            options = (*options, *_profile_layers(self.profiles, lexicons, path))
            check_names(options, lexicons, path)
        layers = (*layers, *options)
        values, origins = fold(layers)
        fields = {name.replace("-", "_"): value for name, value in values.items()}
        fields["levels"] = tuple(sorted(values.get("levels", {}).items()))
        fields["limits"] = Limits(**{NAMES[name]: value for name, value in values.get("limits", {}).items()})
        return Resolved(Settings(**fields, path=file.path if file else None), layers, origins)


_TABLES = ("levels", "limits")


def fold(layers: Sequence[Layer]) -> tuple[dict[str, Any], dict[str, tuple[Layer, ...]]]:
    """The values of layers, lowest first, and the origins of each.

    A later value replaces an earlier one; ``levels``, ``limits`` and the keys that begin with ``extend-`` add to it. To set
    ``select`` anew also drops what was added to it before.
    """
    values: dict[str, Any] = {}
    origins: dict[str, tuple[Layer, ...]] = {}
    for layer in layers:
        for name in sorted(layer.values, key=lambda name: name.startswith("extend-")):
            value, key, adds = layer.values[name], name, name in _TABLES or name.startswith("extend-")
            if adds and name not in (*_TABLES, "extend-select"):
                key = name.removeprefix("extend-")
            if name == "select":
                values.pop("extend-select", None)
                origins.pop("extend-select", None)
            if adds and key in values:
                value = {**values[key], **value} if name in _TABLES else (*values[key], *value)
            values[key] = value
            origins[key] = (*origins.get(key, ()), layer) if adds else (layer,)
    return values, origins


# --- names of entries, categories and profiles --------------------------------------------------------------------


def check_names(layers: Sequence[Layer], lexicons: tuple[str, ...], path: Path | None) -> None:
    """Raise SettingsError where layers name an entry, category or profile that there is not.

    The index of the lexicon is read only when there is something to look up.
    """
    if not any(layer.values for layer in layers):
        return
    from langcheck.settings.described import ENTRY_KEYS, PROFILE_KEYS

    entries = [(layer, key, item) for layer in layers for key in ENTRY_KEYS for item in layer.values.get(key, ())]
    profiles = [(layer, key, layer.values[key]) for layer in layers for key in PROFILE_KEYS if layer.values.get(key)]
    if not entries and not profiles:
        return
    index = _index(lexicons, path)
    for layer, key, item in entries:
        if not _is_known(item, index):
            problem = f"{layer.described(key)} names {item!r}, which is no entry or category"
            raise SettingsError(problem, _nearest_entry(item, index))
    for layer, key, name in profiles:
        if index.profiles.get(name) != key:
            raise SettingsError(f"{layer.described(key)} is {name!r}", _nearest_profile(name, key, index))


def refuse_nothing_asked(resolved: Resolved) -> None:
    """Raise SettingsError where settings leave no entry whose findings would be reported."""
    settings = resolved.settings
    keys = [key for key in ("select", "extend-select", "ignore", "levels", "min-level") if resolved.origins.get(key)]
    if not settings.select and not settings.ignore and not settings.levels:
        return
    if _asks_about_any(_index(settings.lexicons, settings.path), settings):
        return
    if settings.profiles and _asks_about_any(_index_with_profiles(settings), settings):
        return
    written = ((layer, name) for key in keys for layer in resolved.origins[key] for name in (key, f"extend-{key}"))
    origins = dict.fromkeys(layer.described(name) for layer, name in written if name in layer.values)
    raise SettingsError(
        f"no entry is left to ask about, so nothing would be checked: {'; '.join(origins)}",
        "Take something out of these settings; to leave files out on purpose, use exclude. `langcheck settings show FILE` shows them.",
    )


def _asks_about_any(index: Index, settings: Settings) -> bool:
    """Whether a finding of some entry would be reported, at the gravest level that it can have."""
    unasked = frozenset(index.unasked)
    for name, (usual, gravest) in index.levels.items():
        category = index.entries[name]
        if settings.is_on(name, category, asked=name not in unasked):
            level = settings.level_of(name, category, Level(gravest), usual=Level(usual))
            if level >= settings.min_level:
                return True
    return False


def _index_with_profiles(settings: Settings) -> Index:
    from langcheck.lexicon.compiled import overlay_folders
    from langcheck.lexicon.lexicon import load_lexicon

    return load_lexicon(overlay_folders(settings.lexicons, settings.folder)).with_profiles(settings.profiles).index


def _index(lexicons: tuple[str, ...], path: Path | None) -> Index:
    from langcheck.lexicon.compiled import load_index, overlay_folders

    return load_index(overlay_folders(lexicons, path.parent if path else Path.cwd()))


def _is_known(item: str, index: Index) -> bool:
    if item in CATEGORIES or item in index.retired:
        return True
    return any(names(item, entry, category) for entry, category in index.entries.items())


def _nearest_entry(item: str, index: Index) -> str:
    from difflib import get_close_matches

    known = [*index.entries, *CATEGORIES]
    ending = [entry for entry in index.entries if entry.rpartition(".")[2] == item]
    close = ending or get_close_matches(item, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else "`langcheck lexicon list` shows all entries."


def _nearest_profile(name: str, key: str, index: Index) -> str:
    from difflib import get_close_matches

    if name in index.profiles:
        return f"{name!r} is a profile for {index.profiles[name]}."
    known = sorted(profile for profile, about in index.profiles.items() if about == key)
    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"It may be {', '.join(known)}."


def _profile_layers(profiles: Sequence[str], lexicons: tuple[str, ...], path: Path | None) -> Iterator[Layer]:
    """Profiles of the command line, each under the key of what it is about."""
    if not profiles:
        return
    for name, dimension in _index(lexicons, path).dimensions(profiles).items():
        yield Layer("--profile", {dimension: name})
