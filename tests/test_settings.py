"""Settings: the nearest file, strict keys, and what they mean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from langcheck.errors import SettingsError
from langcheck.limits import NAMES, Limits
from langcheck.model import Level
from langcheck.settings import KEYS, Settings, find_settings, load_settings


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.langcheck]\nfail-on = 'error'\n")
    assert find_settings(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "langcheck.toml").write_text("fail-on = 'advice'\n")
    assert find_settings(inner) == tmp_path / "a" / "langcheck.toml"


def test_a_project_without_a_section_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "langcheck.toml").write_text("")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert find_settings(tmp_path / "a") == tmp_path / "langcheck.toml"


def test_every_key_is_read(tmp_path: Path) -> None:
    path = tmp_path / "langcheck.toml"
    path.write_text(
        "min-level = 'warning'\nfail-on = 'error'\nselect = ['csam']\nignore = ['en.status']\nexclude = ['drafts/*']\nencoding = 'cp1252'\n"
        "jurisdiction = 'uk'\naudience = 'report'\nhouse-style = 'exploitation-terms'\nimmigration = 'plain'\nlexicons = ['agency']\nquoted-officials = 'advise'\n"
        "columns = ['Narrative']\nfields = ['report.narrative']\n[limits]\npages = 9\n"
    )
    assert load_settings(path) == Settings(
        Level.WARNING,
        Level.ERROR,
        ("csam",),
        ("en.status",),
        ("drafts/*",),
        "cp1252",
        ("Narrative",),
        ("report.narrative",),
        "uk",
        "report",
        "exploitation-terms",
        "plain",
        ("agency",),
        "advise",
        Limits(pages=9),
        path,
    )
    assert len(KEYS) == 15


def test_no_file_means_the_defaults() -> None:
    assert load_settings(None) == Settings()


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("fail-onn = 'error'", "there is no setting 'fail-onn'", "Did you mean 'fail-on'?"),
        (
            "shade = 'red'",
            "there is no setting 'shade'",
            "The settings are min-level, fail-on, select, ignore, exclude, encoding, columns, fields, jurisdiction, audience, "
            "house-style, immigration, lexicons, quoted-officials, limits.",
        ),
        ("fail-on = 'loud'", "fail-on is 'loud'", "It may be advice, warning, error."),
        ("exclude = 'drafts'", "exclude is 'drafts'", 'It is a list of strings, such as ["drafts/*"].'),
        ("quoted-officials = 'loud'", "quoted-officials is 'loud'", "It may be leave, advise."),
        ("limits = 5", "limits is 5", "It is a table: a line [limits], and below it pages = 500."),
        ("[limits]\npage = 5", "there is no setting 'limits.page'", "Did you mean 'pages'?"),
        (
            "[limits]\nshade = 5",
            "there is no setting 'limits.shade'",
            "The settings are file-megabytes, text-megabytes, unpacked-megabytes, part-megabytes, compression-ratio, nesting, pages, blocks, "
            "characters, memory-megabytes, seconds.",
        ),
        ("limits.pages = 0", "limits.pages is 0", "It is a whole number, 1 or more."),
        ("limits.pages = true", "limits.pages is True", "It is a whole number, 1 or more."),
        ("limits.pages = 1.5", "limits.pages is 1.5", "It is a whole number, 1 or more."),
        ("encoding = 5", "encoding is 5", "It may be a name such as utf-8 or cp1252."),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(text: str, problem: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "langcheck.toml"
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert (caught.value.problem, caught.value.hint) == (f"{path}: {problem}", hint)


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_is_read_and_the_others_stay(name: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.langcheck.limits]\n{name} = 7\n")
    limits = load_settings(tmp_path / "pyproject.toml").limits
    assert limits == replace(Limits(), **{name.replace("-", "_"): 7})


def test_a_file_that_is_not_toml_is_told(tmp_path: Path) -> None:
    path = tmp_path / "langcheck.toml"
    path.write_text("fail-on =")
    with pytest.raises(SettingsError, match="is not valid TOML"):
        load_settings(path)


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="could not be read"):
        load_settings(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("settings", "on"),
    [
        (Settings(), True),
        (Settings(select=("en.person.prostitute",)), True),
        (Settings(select=("en.person",)), True),
        (Settings(select=("person-label",)), True),
        (Settings(select=("en.per",)), False),
        (Settings(select=("csam",)), False),
        (Settings(ignore=("en.person",)), False),
        (Settings(select=("en.person",), ignore=("en.person.prostitute",)), False),
    ],
)
def test_entries_are_named_whole_by_their_beginning_or_by_category(settings: Settings, on: bool) -> None:
    assert settings.is_on("en.person.prostitute", "person-label") is on
