"""Options that several verbs share, and settings with what they say on top."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from langcheck.model import Level
from langcheck.settings import Settings

LEVELS = [str(level) for level in Level]
"""The names of the levels, as options take them."""


def with_levels(settings: Settings, *, min_level: str | None, fail_on: str | None) -> Settings:
    """Settings with levels of the command line, where it names them."""
    by_name = {str(level): level for level in Level}
    return replace(
        settings,
        min_level=by_name[min_level] if min_level else settings.min_level,
        fail_on=by_name[fail_on] if fail_on else settings.fail_on,
    )


def with_profiles(settings: Settings, names: tuple[str, ...]) -> Settings:
    """Settings with profiles of the command line, each in the place of the one of its dimension."""
    from langcheck.lexicon.compiled import overlay_folders
    from langcheck.lexicon.lexicon import load_lexicon

    lexicon = load_lexicon(overlay_folders(settings.lexicons, settings.folder))
    lexicon.with_profiles(names)
    for name in names:
        field = lexicon.profiles[name].dimension.replace("-", "_")
        named: dict[str, Any] = {field: name}
        settings = replace(settings, **named)
    return settings
