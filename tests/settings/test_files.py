"""Settings files: which one is nearest, strict keys and values, and what a file extends."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.errors import SettingsError
from langcheck.model import Level
from langcheck.settings import Layer, PathPattern
from langcheck.settings.described import KEYS
from langcheck.settings.files import read_settings_file
from langcheck.settings.finder import SettingsFinder

ALL = (
    "min-level, fail-on, select, extend-select, ignore, extend-ignore, levels, quoted-officials, jurisdiction, audience, "
    "house-style, immigration, columns, fields, encoding, unread"
)


def written(folder: Path, text: str, name: str = "langcheck.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def mistake(path: Path) -> tuple[str, str]:
    with pytest.raises(SettingsError) as caught:
        read_settings_file(path)
    return caught.value.problem, caught.value.hint


# --- which file ---


def nearest(folder: Path) -> Path | None:
    """The settings file that holds for a folder."""
    return SettingsFinder().of(folder).path


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    written(tmp_path, "[tool.langcheck]\nfail-on = 'error'\n", "pyproject.toml")
    assert nearest(inner) == tmp_path / "pyproject.toml"
    written(tmp_path / "a", "fail-on = 'advice'\n")
    assert nearest(inner) == tmp_path / "a" / "langcheck.toml"


def test_a_file_of_our_own_comes_before_a_project(tmp_path: Path) -> None:
    written(tmp_path, "[tool.langcheck]\n", "pyproject.toml")
    assert nearest(tmp_path) == tmp_path / "pyproject.toml"
    assert nearest(tmp_path) != written(tmp_path, "") == nearest(tmp_path)


def test_a_project_without_a_section_is_passed_over(tmp_path: Path) -> None:
    written(tmp_path, "")
    written(tmp_path / "a", "[project]\nname = 'x'\n", "pyproject.toml")
    assert nearest(tmp_path / "a") == tmp_path / "langcheck.toml"


# --- what is in it ---


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "agency").mkdir()
    path = written(
        tmp_path,
        "min-level = 'warning'\nfail-on = 'error'\nselect = ['csam']\nextend-select = ['slang']\nignore = ['en.status']\n"
        "extend-ignore = ['rescue']\nexclude = ['drafts/*']\nextend-exclude = ['old']\nencoding = 'cp1252'\njurisdiction = 'uk'\n"
        "audience = 'report'\nhouse-style = 'exploitation-terms'\nimmigration = 'plain'\nlexicons = ['agency', 'policy']\n"
        "quoted-officials = 'advise'\ncolumns = ['Narrative']\nunread = ['fonts', 'embedded']\nfields = ['report.narrative']\n"
        "levels = {slang = 'advice', en.status = 'error'}\nbaseline = 'known.json'\nfingerprint-key = 'sixteen letters.'\nlimits.pages = 9\n[per-path.'a/*']\nencoding = ''\n",
    )
    assert read_settings_file(path).layers == (
        Layer(
            str(path),
            {
                "min-level": Level.WARNING,
                "fail-on": Level.ERROR,
                "select": ("csam",),
                "extend-select": ("slang",),
                "ignore": ("en.status",),
                "extend-ignore": ("rescue",),
                "exclude": (PathPattern("drafts/*", tmp_path),),
                "extend-exclude": (PathPattern("old", tmp_path),),
                "encoding": "cp1252",
                "jurisdiction": "uk",
                "audience": "report",
                "house-style": "exploitation-terms",
                "immigration": "plain",
                "lexicons": (str(tmp_path / "agency"), "policy"),
                "quoted-officials": "advise",
                "columns": ("Narrative",),
                "unread": ("embedded", "fonts"),
                "fields": ("report.narrative",),
                "levels": {"slang": Level.ADVICE, "en.status": Level.ERROR},
                "baseline": str(tmp_path / "known.json"),
                "fingerprint-key": "sixteen letters.",
                "limits": {"pages": 9},
            },
        ),
        Layer(str(path), {"encoding": None}, PathPattern("a/*", tmp_path)),
    )
    assert set(read_settings_file(path).layers[0].values) | {"extends", "per-path"} == set(KEYS)


def test_a_section_of_a_project_is_read_and_nothing_else_of_it(tmp_path: Path) -> None:
    path = written(
        tmp_path, "[project]\nname = 'x'\n[tool.langcheck]\nignore = ['csam']\n[tool.ruff]\nx = 1\n", "pyproject.toml"
    )
    assert read_settings_file(path).layers == (Layer(str(path), {"ignore": ("csam",)}),)


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("fail-onn = 'error'", "there is no setting 'fail-onn'", "Did you mean 'fail-on'?"),
        (
            "shade = 'red'",
            "there is no setting 'shade'",
            f"The settings are extends, {ALL}, exclude, extend-exclude, lexicons, baseline, fingerprint-key, limits, per-path.",
        ),
        ("fail-on = 'loud'", "fail-on is 'loud'", "It may be advice, warning, error."),
        ("fail-on = ['error']", "fail-on is ['error']", "It may be advice, warning, error."),
        ("exclude = 'drafts'", "exclude is 'drafts'", 'It is a list of strings, such as ["drafts/*", "*.bak.md"].'),
        ("select = [1]", "select is [1]", 'It is a list of strings, such as ["csam", "en.person"].'),
        ("quoted-officials = 'loud'", "quoted-officials is 'loud'", "It may be leave, advise."),
        (
            "unread = 'never'",
            "unread is 'never'",
            'It may be "failure", "note", or a list of embedded, inserted, charts, controls, fonts, scans.',
        ),
        (
            "unread = ['films']",
            "unread is ['films']",
            'It may be "failure", "note", or a list of embedded, inserted, charts, controls, fonts, scans.',
        ),
        ("encoding = 5", "encoding is 5", "It may be a name such as utf-8 or cp1252."),
        ("baseline = 5", "baseline is 5", 'It is the name of a file, such as "langcheck-baseline.json".'),
        (
            "fingerprint-key = 'too short'",
            "fingerprint-key cannot be used as a key",
            "It is a string of 16 characters or more that nobody can guess.",
        ),
        (
            "fingerprint-key = 1234567890123456",
            "fingerprint-key cannot be used as a key",
            "It is a string of 16 characters or more that nobody can guess.",
        ),
        ("audience = 5", "audience is 5", "It may be a profile; `langcheck lexicon profiles` lists them."),
        (
            "levels = 'error'",
            "levels is 'error'",
            'It is a table, such as { "en.person.prostitute" = "error", "slang" = "advice" }.',
        ),
        (
            "levels = {slang = 'loud'}",
            "levels is {'slang': 'loud'}",
            "The level of slang may be advice, warning, error.",
        ),
        (
            "levels = {slang = 'off'}",
            "levels is {'slang': 'off'}",
            'What is not to be asked about is left out by a line of its own: ignore = ["slang"]. '
            "The level of slang may be advice, warning, error.",
        ),
        (
            "levels = 'off'",
            "levels is 'off'",
            'It is a table, such as { "en.person.prostitute" = "error", "slang" = "advice" }. '
            'What is not to be asked about is left out by a line of its own: ignore = ["en.person"].',
        ),
        ("limits = 5", "limits is 5", "It is a table: a line [limits], and below it pages = 500."),
        ("[limits]\npage = 5", "there is no setting 'limits.page'", "Did you mean 'pages'?"),
        (
            "[limits]\nshade = 5",
            "there is no setting 'limits.shade'",
            "The settings are file-megabytes, text-megabytes, unpacked-megabytes, part-megabytes, compression-ratio, nesting, pages, blocks, "
            "characters, memory-megabytes, findings, seconds.",
        ),
        ("limits.pages = 0", "limits.pages is 0", "It is a whole number, 1 or more."),
        ("limits.pages = true", "limits.pages is True", "It is a whole number, 1 or more."),
        ("limits.pages = 1.5", "limits.pages is 1.5", "It is a whole number, 1 or more."),
        ("extends = 5", "extends is 5", 'It is a file such as "../agency.toml", or a list of them.'),
        (
            "extends = 'https://example.org/a.toml'",
            "extends is 'https://example.org/a.toml'",
            "Nothing is fetched from a network: save a copy and name that.",
        ),
        (
            "[[per-path]]\npath = 'a'",
            "per-path is [{'path': 'a'}]",
            'It is written as a line [per-path."training/*"] with settings below it.',
        ),
        (
            "[per-path.'a/*']\nfail-onn = 'error'",
            "there is no setting 'per-path.\"a/*\".fail-onn'",
            "Did you mean 'fail-on'?",
        ),
        ("[per-path.'a/*']\nshade = 1", "there is no setting 'per-path.\"a/*\".shade'", f"The settings are {ALL}."),
        (
            "[per-path.'a/*']\nfail-on = 'loud'",
            "per-path.\"a/*\".fail-on is 'loud'",
            "It may be advice, warning, error.",
        ),
        (
            "[per-path.'a/*']\nexclude = []",
            'per-path."a/*".exclude is not for some paths alone',
            "Set exclude at the top of the file.",
        ),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(text: str, problem: str, hint: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    assert mistake(path) == (f"{path}: {problem}", hint)


@pytest.mark.parametrize(
    "text",
    [
        "fail-on =",
        "a = " + "[" * 5000,
        "min-level = " + "9" * 5000,
        "[" + "a." * 5000 + "b]\n",
        "levels." + "a." * 2000 + "b = 'error'",
    ],
    ids=["no value", "deep lists", "long number", "deep tables", "deep levels"],
)
def test_a_file_that_is_not_of_settings_is_told_and_no_crash(text: str, tmp_path: Path) -> None:
    problem, _ = mistake(written(tmp_path, text))
    assert problem.startswith(str(tmp_path / "langcheck.toml"))


def test_a_file_beyond_any_size_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, "# \n" * 400_000)
    assert mistake(path) == (f"{path} is too long for a settings file", "Name a settings file.")


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "could not be read" in mistake(tmp_path / "gone.toml")[0]


# --- what it extends ---


def test_what_is_extended_comes_first_with_its_sections(tmp_path: Path) -> None:
    first = written(tmp_path, "fail-on = 'error'\n[per-path.'a']\nignore = ['csam']\n", "first.toml")
    second = written(tmp_path, "", "second.toml")
    path = written(tmp_path / "sub", "extends = ['../first.toml', '../second.toml']\nmin-level = 'error'\n")
    layers = read_settings_file(path).layers
    assert [(Path(layer.origin).resolve(), layer.pattern and layer.pattern.text) for layer in layers] == [
        (first, None),
        (first, "a"),
        (second, None),
        (path, None),
    ]


def test_a_file_that_two_extend_counts_once(tmp_path: Path) -> None:
    """Otherwise a chain of files that name the next one twice would take for ever."""
    for number in range(40):
        written(tmp_path, f"extends = ['{number + 1}.toml', '{number + 1}.toml']\n", f"{number}.toml")
    written(tmp_path, "", "40.toml")
    assert len(read_settings_file(tmp_path / "0.toml").layers) == 41


def test_a_circle_is_told(tmp_path: Path) -> None:
    one = written(tmp_path, "extends = 'two.toml'\n", "one.toml")
    two = written(tmp_path, "extends = 'one.toml'\n", "two.toml")
    assert mistake(one) == (f"{two}: extends leads in a circle: {one} -> {two} -> {one}", "Take one of them out.")


def test_a_file_that_is_extended_and_not_there_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "extends = 'agency.toml'\n")
    assert mistake(path) == (
        f"{path}: extends names 'agency.toml', which is not there",
        f"It is looked for at {tmp_path / 'agency.toml'}.",
    )
