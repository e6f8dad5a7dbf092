"""What settings mean for an entry, for a level and for a path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from langcheck.model import Level
from langcheck.settings import PathPattern, Settings

ENTRY = ("en.person.prostitute", "person-label")


@pytest.mark.parametrize(
    ("settings", "on"),
    [
        (Settings(), True),
        (Settings(select=("en.person.prostitute",)), True),
        (Settings(select=("en.person",)), True),
        (Settings(select=("person-label",)), True),
        (Settings(select=("en.per",)), False),
        (Settings(select=("csam",)), False),
        (Settings(select=("csam",), extend_select=("en.person",)), True),
        (Settings(ignore=("en.person",)), False),
        (Settings(select=("en.person",), ignore=("en.person.prostitute",)), False),
        (Settings(extend_select=("en.person",), ignore=("en.person.prostitute",)), False),
    ],
)
def test_entries_are_named_whole_by_their_beginning_or_by_category(settings: Settings, on: bool) -> None:
    assert settings.is_on(*ENTRY) is on


@pytest.mark.parametrize(
    ("settings", "on"),
    [
        (Settings(), False),
        (Settings(select=("en.person",)), True),
        (Settings(extend_select=("person-label",)), True),
        (Settings(extend_select=("csam",)), False),
    ],
)
def test_an_entry_that_is_not_asked_about_by_itself_has_to_be_selected(settings: Settings, on: bool) -> None:
    assert settings.is_on(*ENTRY, asked=False) is on


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ({}, Level.WARNING),
        ({"csam": Level.ERROR}, Level.WARNING),
        ({"person-label": Level.ERROR}, Level.ERROR),
        ({"person-label": Level.ADVICE, "en.person": Level.ERROR}, Level.ERROR),
        ({"en.person": Level.ADVICE, "en.person.prostitute": Level.ERROR}, Level.ERROR),
        ({"en": Level.ERROR, "en.person": Level.ADVICE}, Level.ADVICE),
        ({"en": Level.ADVICE, "person-label": Level.ERROR}, Level.ADVICE),
    ],
)
def test_the_closest_name_sets_the_level(levels: dict[str, Level], level: Level) -> None:
    """An entry comes before its beginning, a longer beginning before a shorter one, and all before the category."""
    settings = Settings(levels=tuple(levels.items()))
    assert settings.level_of(*ENTRY, Level.WARNING, usual=Level.WARNING) is level


@pytest.mark.parametrize(
    ("judged", "told", "level"),
    [
        (Level.ERROR, Level.ADVICE, Level.ERROR),
        (Level.WARNING, Level.ADVICE, Level.ADVICE),
        (Level.ADVICE, Level.ERROR, Level.ERROR),
    ],
)
def test_a_case_that_is_graver_than_usual_never_sinks(judged: Level, told: Level, level: Level) -> None:
    """A clause that raises a case, such as a child's, keeps what it raises; the usual case goes where it is told to."""
    settings = Settings(levels=(("person-label", told),))
    assert settings.level_of(*ENTRY, judged, usual=Level.WARNING) is level


@pytest.mark.parametrize(
    ("pattern", "path", "covered"),
    [
        ("drafts/*", "drafts/a.txt", True),
        ("drafts/*", "drafts/old/a.txt", True),
        ("drafts/*", "new/drafts/a.txt", False),
        ("drafts/", "drafts/a.txt", True),
        ("./drafts", "drafts/a.txt", True),
        ("drafts", "new/drafts/a.txt", True),
        ("drafts", "drafts.txt", False),
        ("new/drafts", "new/drafts/a.txt", True),
        ("*.bak.md", "new/a.bak.md", True),
        ("*.bak.md", "new/a.md", False),
        ("a?.md", "a1.md", True),
        ("a?.md", "a.md", False),
        ("a[12].md", "a1.md", True),
        ("a[12].md", "a3.md", False),
        ("**/notes.md", "notes.md", True),
        ("**/notes.md", "new/deep/notes.md", True),
        ("new/**/notes.md", "new/notes.md", True),
        ("new/**/notes.md", "new/deep/notes.md", True),
        ("new/**/notes.md", "old/notes.md", False),
        ("new/**", "new/deep/notes.md", True),
        ("*", "notes.md", True),
    ],
)
def test_a_pattern_covers_paths_below_its_folder(pattern: str, path: str, covered: bool, tmp_path: Path) -> None:
    assert PathPattern(pattern, tmp_path).covers(tmp_path / path) is covered


def test_letters_of_the_folder_are_no_pattern(tmp_path: Path) -> None:
    odd = tmp_path / "a[1]*"
    assert PathPattern("x/*", odd).covers(odd / "x" / "b.txt")
    assert not PathPattern("x/*", odd).covers(tmp_path / "a1" / "x" / "b.txt")


def test_names_of_folders_above_the_settings_do_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "drafts" / "project"
    assert not PathPattern("drafts", folder).covers(folder / "a.txt")
    assert not PathPattern("drafts", folder).covers(tmp_path / "drafts" / "a.txt")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_link_is_meant_by_the_name_it_has_here(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "b.txt").symlink_to(tmp_path / "real" / "a.txt")
    assert PathPattern("drafts/*", tmp_path).covers(tmp_path / "drafts" / "b.txt")


@pytest.mark.parametrize(
    ("pattern", "excluded"),
    [("drafts/old/*", True), ("drafts/*", False), ("drafts", False), ("*", False), ("old", True), ("any", False)],
)
def test_who_names_a_folder_wants_it_checked(pattern: str, excluded: bool, tmp_path: Path) -> None:
    settings = Settings(exclude=(PathPattern(pattern, tmp_path),))
    assert settings.excludes(tmp_path / "drafts/old/a.txt", named=tmp_path / "drafts") is excluded


@pytest.mark.parametrize("pattern", ["*", "**", "*.txt"])
def test_what_the_settings_of_a_folder_leave_out_is_left_out_where_the_folder_is_named(
    pattern: str, tmp_path: Path
) -> None:
    """Such a pattern cannot mean the folder itself; a check of it then says that nothing was checked."""
    settings = Settings(exclude=(PathPattern(pattern, tmp_path),))
    assert settings.excludes(tmp_path / "drafts" / "a.txt", named=tmp_path)
