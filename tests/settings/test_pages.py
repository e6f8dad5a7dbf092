"""docs/settings.md and the file that ``langcheck init`` writes say what the code does."""

from __future__ import annotations

import os
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from langcheck.settings import Settings
from langcheck.settings.described import KEYS
from langcheck.settings.files import read_settings_file
from langcheck.settings.finder import SettingsFinder
from langcheck.settings.pages import page, template
from tests.conftest import ROOT
from tests.settings.test_files import written


def test_the_page_is_made_from_the_code() -> None:
    """LANGCHECK_GOLDEN=1 writes it anew."""
    path = ROOT / "docs" / "settings.md"
    if os.environ.get("LANGCHECK_GOLDEN"):
        path.write_text(page(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page()


def test_every_setting_is_described() -> None:
    described = {name.replace("-", "_") for name in KEYS} - {"extends", "extend_ignore", "extend_exclude", "per_path"}
    assert described == {field.name for field in fields(Settings)} - {"path"}


def test_the_template_sets_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, template())
    assert read_settings_file(path).layers[0].values == {}
    assert len(read_settings_file(path).layers) == 1


def test_the_template_holds_the_defaults(tmp_path: Path) -> None:
    """With the # of every setting taken away it says what holds without it, but for its section."""
    lines = template().split('#[per-path."')[0].splitlines()
    text = "\n".join(line.removeprefix("#") if line.startswith("#") and line[1:2] != " " else line for line in lines)
    path = written(tmp_path, text)
    assert set(tomllib.loads(text)) == set(KEYS) - {"per-path"}
    assert SettingsFinder().of(tmp_path) == Settings(path=path)


def test_the_section_of_the_template_is_one(tmp_path: Path) -> None:
    text = template().split('#[per-path."')[1].replace("\n#", "\n")
    path = written(tmp_path, f'[per-path."{text}')
    assert [layer.pattern and layer.pattern.text for layer in read_settings_file(path).layers] == [None, "training/*"]
    assert SettingsFinder().of(tmp_path / "training" / "a.md").audience == "training"


@pytest.mark.parametrize("name", KEYS)
def test_every_example_is_valid(name: str, tmp_path: Path) -> None:
    """Each changes what holds for a file of the training folder, so none is empty or the default."""
    written(tmp_path, "fail-on = 'error'", "agency.toml")
    path = written(tmp_path / "sub", f"{name} = {KEYS[name].example}")
    assert SettingsFinder().of(tmp_path / "sub" / "training" / "a.md") != Settings(path=path)
