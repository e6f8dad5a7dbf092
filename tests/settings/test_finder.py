"""Which settings hold for a document: a pair of files for every rule of precedence, the same but for that rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.errors import SettingsError
from langcheck.files import list_files
from langcheck.limits import NAMES, Limits
from langcheck.model import Level
from langcheck.settings import Layer, Settings
from langcheck.settings.finder import SettingsFinder
from tests.settings.test_files import written


def of(path: Path, **options: object) -> Settings:
    layers = tuple(Layer(f"--{key}", {key.replace("_", "-"): value}) for key, value in options.items())
    return SettingsFinder(layers).of(path)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert of(tmp_path) == Settings()


# --- which file, which section ---


def test_the_file_nearest_to_the_document_counts_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the one of the current folder, nor one further up adds anything."""
    written(tmp_path, "fail-on = 'error'\nignore = ['csam']\n")
    written(tmp_path / "a", "ignore = ['slang']\n")
    written(tmp_path / "here", "fail-on = 'advice'\n")
    monkeypatch.chdir(tmp_path / "here")
    assert of(tmp_path / "a" / "deep" / "x.txt") == Settings(ignore=("slang",), path=tmp_path / "a" / "langcheck.toml")
    assert of(tmp_path / "x.txt").ignore == ("csam",)
    assert of(Path("x.txt")).fail_on is Level.ADVICE


def test_a_folder_has_the_settings_in_it(tmp_path: Path) -> None:
    written(tmp_path / "a", "ignore = ['slang']\n")
    assert of(tmp_path / "a").ignore == ("slang",)
    assert of(tmp_path).ignore == ()


def test_a_named_file_holds_for_all(tmp_path: Path) -> None:
    written(tmp_path, "ignore = ['slang']\n")
    other = written(tmp_path / "elsewhere", "ignore = ['csam']\n", "other.toml")
    assert SettingsFinder(settings_path=other).of(tmp_path / "x.txt").ignore == ("csam",)


@pytest.mark.parametrize(("name", "level"), [("training/a.md", Level.ADVICE), ("training.md", Level.ERROR)])
def test_a_section_holds_for_the_paths_it_covers(name: str, level: Level, tmp_path: Path) -> None:
    written(tmp_path, "fail-on = 'error'\n[per-path.'training/*']\nfail-on = 'advice'\n")
    assert of(tmp_path / name).fail_on is level


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [("a/*", "a/b/*", Level.ADVICE), ("a/b/*", "a/*", Level.ADVICE), ("a/*", "c/*", Level.ERROR)],
)
def test_of_sections_the_last_that_covers_counts_not_the_closest(
    first: str, second: str, level: Level, tmp_path: Path
) -> None:
    written(tmp_path, f"[per-path.'{first}']\nfail-on = 'error'\n[per-path.'{second}']\nfail-on = 'advice'\n")
    assert of(tmp_path / "a" / "b" / "x.md").fail_on is level


def test_a_section_comes_after_the_keys_of_its_file_and_before_options(tmp_path: Path) -> None:
    written(tmp_path, "min-level = 'advice'\nfail-on = 'error'\n[per-path.'*']\nfail-on = 'advice'\n")
    assert of(tmp_path / "x.md").fail_on is Level.ADVICE
    assert of(tmp_path / "x.md", fail_on=Level.WARNING).fail_on is Level.WARNING


def test_what_is_extended_comes_before_the_file_with_its_sections_too(tmp_path: Path) -> None:
    written(tmp_path, "fail-on = 'error'\n[per-path.'*']\nfail-on = 'advice'\n", "agency.toml")
    path = written(tmp_path, "extends = 'agency.toml'\n")
    assert of(tmp_path / "x.md").fail_on is Level.ADVICE
    path.write_text("extends = 'agency.toml'\nfail-on = 'warning'\n")
    assert of(tmp_path / "x.md").fail_on is Level.WARNING


def test_patterns_of_an_extended_file_are_relative_to_it(tmp_path: Path) -> None:
    written(tmp_path, "exclude = ['sub/old/*']\n[per-path.'sub/a/*']\nfail-on = 'advice'\n", "agency.toml")
    written(tmp_path / "sub", "extends = '../agency.toml'\n")
    assert of(tmp_path / "sub" / "a" / "x.md").fail_on is Level.ADVICE
    assert of(tmp_path / "sub").excludes(tmp_path / "sub" / "old" / "x.md")
    assert not of(tmp_path / "sub").excludes(tmp_path / "sub" / "sub" / "old" / "x.md")


def test_lexicons_of_an_extended_file_are_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    written(tmp_path, "lexicons = ['policy']\n", "agency.toml")
    written(tmp_path / "sub", "extends = '../agency.toml'\n")
    (lexicon,) = of(tmp_path / "sub").lexicons
    assert Path(lexicon).samefile(tmp_path / "policy")


# --- replace and add ---


@pytest.mark.parametrize(
    ("base", "own", "selected", "more", "ignored"),
    [
        ("ignore = ['slang']", "ignore = ['csam']", (), (), ("csam",)),
        ("ignore = ['slang']", "extend-ignore = ['csam']", (), (), ("slang", "csam")),
        ("ignore = ['slang']", "ignore = []", (), (), ()),
        ("ignore = ['slang']", "ignore = ['rescue']\nextend-ignore = ['csam']", (), (), ("rescue", "csam")),
        ("extend-ignore = ['slang']", "ignore = ['csam']", (), (), ("csam",)),
        ("select = ['slang']", "select = ['csam']", ("csam",), (), ()),
        ("select = ['slang']", "extend-select = ['csam']", ("slang",), ("csam",), ()),
        ("extend-select = ['slang']", "extend-select = ['csam']", (), ("slang", "csam"), ()),
        ("extend-select = ['slang']", "select = ['csam']", ("csam",), (), ()),
        ("extend-select = ['slang']", "extend-select = ['rescue']\nselect = ['csam']", ("csam",), ("rescue",), ()),
    ],
)
def test_lists_replace_and_extending_ones_add(
    base: str, own: str, selected: object, more: object, ignored: object, tmp_path: Path
) -> None:
    """The order of the keys in one file does not count; that of the files does."""
    written(tmp_path, base, "base.toml")
    written(tmp_path, f"extends = 'base.toml'\n{own}\n")
    settings = of(tmp_path)
    assert (settings.select, settings.extend_select, settings.ignore) == (selected, more, ignored)


def test_levels_add_and_later_ones_count(tmp_path: Path) -> None:
    written(tmp_path, "levels = {slang = 'error', csam = 'error'}\n", "base.toml")
    written(tmp_path, "extends = 'base.toml'\nlevels = {slang = 'advice'}\n")
    assert of(tmp_path).levels == (("csam", Level.ERROR), ("slang", Level.ADVICE))


@pytest.mark.parametrize("name", NAMES)
def test_limits_add_and_the_others_stay(name: str, tmp_path: Path) -> None:
    seconds = "" if name == "seconds" else "seconds = 8\n"
    written(tmp_path, f"[limits]\n{name} = 7\n{seconds}", "base.toml")
    written(tmp_path, "extends = 'base.toml'\n[limits]\nseconds = 9\n")
    limits = Limits(**{NAMES[name]: 7, "seconds": 9})
    assert of(tmp_path).limits == limits


def test_each_key_knows_where_it_comes_from(tmp_path: Path) -> None:
    written(tmp_path, "ignore = ['slang']\nfail-on = 'error'\n", "base.toml")
    written(tmp_path, "extends = 'base.toml'\nextend-ignore = ['csam']\n[per-path.'*']\nfail-on = 'advice'\n")
    origins = SettingsFinder((Layer("--ignore", {"extend-ignore": ("rescue",)}),)).resolve(tmp_path / "x").origins
    told = {key: [layer.described(beside=tmp_path) for layer in layers] for key, layers in origins.items()}
    assert told == {
        "ignore": ["base.toml", "langcheck.toml", "--ignore"],
        "fail-on": ['langcheck.toml: per-path."*"'],
    }


# --- names ---


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("ignore = ['slagn']", "ignore names 'slagn', which is no entry or category", "Did you mean 'slang'?"),
        (
            "extend-select = ['en.trafficker.pmip']",
            "extend-select names 'en.trafficker.pmip', which is no entry or category",
            "Did you mean 'en.trafficker.pimp'?",
        ),
        (
            "select = ['pimp']",
            "select names 'pimp', which is no entry or category",
            "Did you mean 'en.trafficker.pimp'?",
        ),
        (
            "select = ['xqzw']",
            "select names 'xqzw', which is no entry or category",
            "`langcheck lexicon list` shows all entries.",
        ),
        ("levels = {slagn = 'error'}", "levels names 'slagn', which is no entry or category", "Did you mean 'slang'?"),
        (
            "[per-path.'a/*']\nignore = ['slagn']",
            "per-path.\"a/*\".ignore names 'slagn', which is no entry or category",
            "Did you mean 'slang'?",
        ),
        ("audience = 'pres'", "audience is 'pres'", "Did you mean 'press'?"),
        ("audience = 'xqzw'", "audience is 'xqzw'", "It may be press, report, training."),
        ("audience = 'uk'", "audience is 'uk'", "'uk' is a profile for jurisdiction."),
    ],
)
def test_names_that_there_are_not_are_told(text: str, problem: str, hint: str, tmp_path: Path) -> None:
    """Also in a section that does not cover the document, because a mistake should be known before it matters."""
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        of(tmp_path / "x.md")
    assert (caught.value.problem, caught.value.hint) == (f"{path}: {problem}", hint)


@pytest.mark.parametrize("name", ["us", "US", "Us"])
def test_profiles_are_found_in_any_case(name: str, tmp_path: Path) -> None:
    written(tmp_path, f"jurisdiction = '{name}'\n")
    assert of(tmp_path).jurisdiction == "us"
    assert SettingsFinder(profiles=(name,)).of(tmp_path).jurisdiction == "us"


def test_names_of_options_are_looked_up(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        SettingsFinder((Layer("--select", {"select": ("slagn",)}),)).of(tmp_path)
    assert caught.value.problem == "--select names 'slagn', which is no entry or category"


def test_the_lexicon_is_read_only_when_there_is_a_name_to_look_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A settings file without names costs nothing more."""
    from langcheck.lexicon import compiled

    def refuse(*_: object) -> None:
        raise AssertionError("the lexicon was read")

    monkeypatch.setattr(compiled, "load_index", refuse)
    path = written(tmp_path, "fail-on = 'error'\nencoding = 'utf-8'\naudience = ''\n[per-path.'*']\nfields = ['a']\n")
    assert of(tmp_path / "x").fields == ("a",)
    path.write_text("ignore = ['slang']\n")
    with pytest.raises(AssertionError):
        of(tmp_path)


@pytest.mark.parametrize(
    ("profiles", "problem"),
    [(("ukk",), "there is no profile 'ukk'"), (("uk", "us"), "'uk' and 'us' are both a jurisdiction")],
)
def test_profiles_of_options_are_looked_up(profiles: tuple[str, ...], problem: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        SettingsFinder(profiles=profiles).of(tmp_path)
    assert caught.value.problem == problem


def test_a_profile_of_an_option_takes_the_place_of_the_one_about_the_same(tmp_path: Path) -> None:
    written(tmp_path, "jurisdiction = 'us'\naudience = 'press'\n")
    assert SettingsFinder(profiles=("uk",)).of(tmp_path).profiles == ("uk", "press")


# --- which files are checked ---


def names_of(folder: Path, *paths: str, force: bool = False) -> list[str]:
    named = [folder / path for path in paths or ("",)]
    files, *_ = list_files(named, SettingsFinder().of, force_exclude=force)
    return [path.relative_to(folder).as_posix() for path in files]


@pytest.fixture
def nested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that leaves out ``old`` with a folder in it that leaves out ``drafts``."""
    written(tmp_path, "exclude = ['old']\n")
    written(tmp_path / "sub", "exclude = ['drafts/*']\n")
    for name in ("a.txt", "old/a.txt", "drafts/a.txt", "sub/a.txt", "sub/old/a.txt", "sub/drafts/a.txt"):
        written(tmp_path, "x", name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_a_folder_leaves_out_is_left_out_below_it_and_a_nested_file_adds(nested: Path) -> None:
    assert names_of(nested) == ["a.txt", "drafts/a.txt", "sub/a.txt"]


def test_a_folder_that_is_named_has_its_own_settings(nested: Path) -> None:
    assert names_of(nested, "sub") == ["sub/a.txt", "sub/old/a.txt"]


@pytest.mark.parametrize(
    ("force", "names"),
    [
        (False, ["old/a.txt", "sub/old/a.txt", "sub/drafts/a.txt", "sub/a.txt"]),
        (True, ["sub/a.txt"]),
    ],
)
def test_named_files_are_left_out_by_force_as_a_walk_from_here_would(
    force: bool, names: list[str], nested: Path
) -> None:
    named = ("old/a.txt", "sub/old/a.txt", "sub/drafts/a.txt", "sub/a.txt")
    assert names_of(nested, *named, force=force) == names


def test_a_named_folder_is_left_out_by_force(nested: Path) -> None:
    assert names_of(nested, "old") == ["old/a.txt"]
    assert names_of(nested, "old", force=True) == []


def test_fields_are_those_of_the_file_not_of_the_folder_that_was_named(tmp_path: Path) -> None:
    written(tmp_path, "{}", "a.json")
    written(tmp_path, "{}", "sub/b.json")
    written(tmp_path / "sub", "fields = ['narrative']\n")
    assert names_of(tmp_path) == ["sub/b.json"]


def test_a_folder_with_settings_that_cannot_be_used_is_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    written(tmp_path, "x", "a.txt")
    written(tmp_path, "x", "sub/b.txt")
    path = written(tmp_path / "sub", "fail-onn = 'error'\n")
    files, failures, *_ = list_files([tmp_path, tmp_path / "sub" / "b.txt"], SettingsFinder().of)
    assert files == [tmp_path / "a.txt"]
    assert [(failure.path, failure.problem, failure.hint) for failure in failures] == [
        (str(tmp_path / "sub"), f"{path}: there is no setting 'fail-onn'", "Did you mean 'fail-on'?"),
        (str(tmp_path / "sub" / "b.txt"), f"{path}: there is no setting 'fail-onn'", "Did you mean 'fail-on'?"),
    ]
