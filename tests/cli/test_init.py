"""``langcheck init``: what it writes, and that it writes over nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from langcheck.settings.pages import template
from tests.cli.test_cli import run

HOOK = r"""  - repo: local
    hooks:
      - id: langcheck
        name: langcheck
        entry: langcheck check --force-exclude
        language: system
        files: (?i)\.(txt|text|md|markdown|html|htm|xhtml|docx|docm|dotx|dotm|pptx|pptm|potx|potm|ppsx|ppsm|xlsx|xlsm|xltx|xltm|odt|ott|fodt|odp|otp|fodp|ods|ots|fods|odg|otg|fodg|rtf|csv|tsv|rst|adoc|asciidoc|tex|epub|srt|vtt|sbv|eml|ipynb|pdf)$
        require_serial: true
"""
WROTE = "langcheck.toml: every setting as a comment; take the # away to change one.\n"


def test_a_settings_file_is_written_and_the_hook_is_shown(tmp_path: Path) -> None:
    result = run("init", cwd=tmp_path)
    assert result.exit_code == 0
    assert result.stdout == (
        f"{WROTE}To check with every commit, put this into .pre-commit-config.yaml:\n\nrepos:\n{HOOK}"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["langcheck.toml"]
    assert (tmp_path / "langcheck.toml").read_text() == template()


def test_the_hook_is_written_when_that_is_asked(tmp_path: Path) -> None:
    result = run("init", "--pre-commit", cwd=tmp_path)
    assert result.stdout == f"{WROTE}.pre-commit-config.yaml: the hook. To use it: pre-commit install\n"
    path = tmp_path / ".pre-commit-config.yaml"
    assert path.read_text() == f"repos:\n{HOOK}"
    validated = [sys.executable, "-m", "pre_commit", "validate-config", str(path)]
    assert subprocess.run(validated, check=False, timeout=60).returncode == 0


@pytest.mark.parametrize("arguments", [["init"], ["init", "--pre-commit"]])
def test_a_file_of_hooks_that_is_there_stays_as_it_is(arguments: list[str], tmp_path: Path) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text("repos: []  # ours\n")
    result = run(*arguments, cwd=tmp_path)
    assert result.stdout == (
        f"{WROTE}To check with every commit, add this to .pre-commit-config.yaml, below repos:\n\n{HOOK}"
    )
    assert path.read_text() == "repos: []  # ours\n"


def test_a_hook_that_is_there_is_not_offered_again(tmp_path: Path) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text(f"repos:\n{HOOK}")
    assert run("init", cwd=tmp_path).stdout == f"{WROTE}.pre-commit-config.yaml: has the hook already.\n"


def test_settings_that_are_there_are_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "langcheck.toml"
    path.write_text("fail-on = 'error'\n")
    result = run("init", cwd=tmp_path)
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: there is a langcheck.toml already\n  Change it by hand, or replace it with --force.\n",
    )
    assert path.read_text() == "fail-on = 'error'\n"
    assert [found.name for found in tmp_path.iterdir()] == ["langcheck.toml"]
    assert run("init", "--force", cwd=tmp_path).exit_code == 0
    assert path.read_text() == template()


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    result = run("init", cwd=tmp_path)
    assert "langcheck.toml was not written: the disk is full" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_baseline_is_named_in_the_settings() -> None:
    """The verb makes it; the settings say where it is, and the comment on it is left out."""
    lines = template(baseline="langcheck-baseline.json").splitlines()
    assert [line for line in lines if "baseline" in line] == ['baseline = "langcheck-baseline.json"']


def test_settings_that_are_there_stay_and_the_hook_is_written(tmp_path: Path) -> None:
    (tmp_path / "langcheck.toml").write_text('fail-on = "error"\n')
    result = run("init", "--pre-commit", cwd=tmp_path)
    assert (result.exit_code, result.stdout) == (
        0,
        "langcheck.toml: is there already and stays as it is.\n"
        ".pre-commit-config.yaml: the hook. To use it: pre-commit install\n",
    )
    assert (tmp_path / "langcheck.toml").read_text() == 'fail-on = "error"\n'
