"""langcheck for Python programs: texts, files and folders to reports, words to explanations.

What a name means is said here; docs/python.md has examples. Nothing is printed, nothing is written, and what is loaded is loaded
when a check first needs it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langcheck.batch import Batch
from langcheck.files import SettingsOf
from langcheck.model import Report
from langcheck.readers import TEXT_FORMATS
from langcheck.settings import Layer, Settings
from langcheck.settings.finder import Resolved, SettingsFinder, check_names, refuse_nothing_asked
from langcheck.tasks import checker_of

if TYPE_CHECKING:
    from langcheck.lexicon.page import Explanation

AnyPath = str | os.PathLike[str]
AnySettings = Settings | str | os.PathLike[str] | None

_TEXT = "text"
"""What reports call a text that comes from no file."""


def check_text(text: str, *, format: str = "text", settings: AnySettings = None) -> Report:
    r"""Check a string.

    ``format`` is what the string is written in: ``text``, ``markdown``, ``html``, ``csv``, ``rst``, ``asciidoc``, ``latex``, ``subtitles``,
    or ``json``, ``yaml`` and ``xml``, of which only the fields are read that the settings name. Nothing is guessed.

    Places count the characters of exactly this string: ``text[place.offset : place.end_offset]`` are the words of a finding
    with whatever markup and line ends stand between them; ``line`` and ``column`` count from 1, and ``\r\n`` ends one line. A text
    with nothing in it has nothing to find, and is no failure.

    ``settings`` are Settings, or the path of a settings file. None means the defaults: a string stands in no folder, and no
    settings file is looked for.

    Raises ValueError for a format that is none of a string's, TypeError for bytes, SettingsError where the settings cannot be
    used, ModelError when words need the language model and it is missing or was altered.
    """
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}; check_file() reads what stands in files")
    if format not in TEXT_FORMATS:
        raise ValueError(f"{format!r} is no format of a text; it may be {', '.join(TEXT_FORMATS)}")
    return checker_of(without_a_file(settings), keep_documents=True).check_string(text, name=_TEXT, format=format)


def check_file(path: AnyPath, *, settings: AnySettings = None) -> Report:
    """Check one file, with what is allowed in it, as ``langcheck check FILE`` does.

    A file that cannot be read is a Failure in the report. None for ``settings`` means what the nearest settings file
    above the file says. The report keeps the text, so that a notebook shows it. Raises SettingsError and ModelError as
    ``check_text``.
    """
    return _batch(settings, keep_documents=True).check([Path(path)])


def check_paths(paths: Iterable[AnyPath], *, settings: AnySettings = None) -> Report:
    """Check files and folders, one after the other in this process, as ``langcheck check PATH...`` does.

    What cannot be checked is among the failures of the report, and files of other kinds are counted. ``settings`` as for
    ``check_file``, each file with its own. Raises TypeError for a single path, SettingsError and ModelError.
    """
    if isinstance(paths, str | os.PathLike):
        raise TypeError("paths are several; check_file() checks one, check_paths([path]) a folder")
    return _batch(settings).check([Path(path) for path in paths])


def explain(word: str, *, settings: AnySettings = None) -> tuple[Explanation, ...]:
    """Say why a word, a phrase or an entry is in the lexicon, what to write and who says so; one for each entry.

    None for ``settings`` means the lexicon as it comes. Raises LangcheckError, with the nearest ones as its hint, for a word
    of which the lexicon has no entry.
    """
    from langcheck.lexicon.compiled import overlay_folders
    from langcheck.lexicon.lexicon import load_lexicon
    from langcheck.lexicon.page import explanation, find_entries

    found = without_a_file(settings)
    base = load_lexicon(overlay_folders(found.lexicons, found.folder))
    entries = find_entries(word, base.with_profiles(found.profiles))
    return tuple(explanation(entry, base, found.profiles) for entry in entries)


# --- settings -----------------------------------------------------------------------------------------------------


def without_a_file(settings: AnySettings) -> Settings:
    """The settings of what stands in no folder: the defaults, or those that are told; raises SettingsError."""
    return Settings() if settings is None else _settings_of(settings)(_beside(settings))


def _batch(settings: AnySettings, *, keep_documents: bool = False) -> Batch:
    settings_of = _settings_of(settings)
    return Batch(settings_of(_beside(settings)), settings_of, keep_documents=keep_documents)


def _beside(settings: AnySettings) -> Path:
    """The path for which the settings of a whole run are asked: in the folder of the settings file that was named."""
    return Path.cwd() if settings is None or isinstance(settings, Settings) else Path(settings).parent


def _settings_of(settings: AnySettings) -> SettingsOf:
    """The settings of each path; raises SettingsError where settings that a program made name what there is not."""
    if not isinstance(settings, Settings):
        return SettingsFinder(settings_path=None if settings is None else Path(settings)).of
    layer = Layer("Settings", _values(settings))
    check_names((layer,), settings.lexicons, settings.path)
    refuse_nothing_asked(Resolved(settings, (layer,), dict.fromkeys(layer.values, (layer,))))
    return lambda _: settings


def _values(settings: Settings) -> Mapping[str, Any]:
    """The settings that name entries, categories and profiles, as a settings file has them."""
    told: dict[str, Any] = {
        "select": settings.select,
        "extend-select": settings.extend_select,
        "ignore": settings.ignore,
        "levels": dict(settings.levels),
        "jurisdiction": settings.jurisdiction,
        "audience": settings.audience,
        "house-style": settings.house_style,
        "immigration": settings.immigration,
    }
    return {key: value for key, value in told.items() if value}
