"""The README is true: its screen is what langcheck prints, and its commands are those that CI runs."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest

from langcheck.cli import VERBS
from langcheck.lexicon.lexicon import Lexicon
from langcheck.readers import SUFFIXES
from langcheck.settings.files import read_settings_file
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.model
def test_the_screen_is_real() -> None:
    """Every part that the README shows stands in the output, in this order; "..." stands for what is left out."""
    command, _, screen = README.split("```console\n$ ")[1].split("```")[0].partition("\n")
    done = subprocess.run(
        [sys.executable, "-m", *command.split()], capture_output=True, text=True, cwd=ROOT, check=False
    )
    at = 0
    for part in screen.strip("\n").split("\n\n"):
        if part != "...":
            assert part in done.stdout[at:]
            at = done.stdout.index(part, at) + len(part)


def test_the_figures_are_those_of_the_lexicon(lexicon: Lexicon) -> None:
    assert f"{len(lexicon.entries)} concepts" in README
    assert f"{len(lexicon.names)} official names" in README


@pytest.mark.model
def test_the_first_command_prints_findings_for_the_samples() -> None:
    command = [sys.executable, "-m", "langcheck", "check", "samples/"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2] == "4 documents checked: 4 errors, 11 warnings, 1 advice."


@pytest.mark.model
def test_the_findings_that_the_first_page_shows_are_printed_so() -> None:
    """Each paragraph of the sample output, and the totals below it, stand in what the command prints."""
    shown = README.split("```console\n$ langcheck check samples/press-release.md\n")[1].split("```")[0]
    command = [sys.executable, "-m", "langcheck", "check", "samples/press-release.md"]
    printed = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout
    parts = [part.strip("\n") for part in shown.split("\n\n") if part.strip() != "..."]
    assert len(parts) > 2
    assert [part for part in parts if part not in printed] == []


def test_there_are_exactly_two_commands_for_a_fresh_machine() -> None:
    block = README.split("Two commands on a fresh machine")[1].split("```sh\n")[1].split("```")[0]
    assert len([line for line in block.splitlines() if line and not line.startswith("#")]) == 2


def test_ci_runs_the_tests_as_the_readme_says() -> None:
    command = next(line for line in README.splitlines() if line.endswith(".venv/bin/pytest"))
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_format_that_the_readme_names_is_read() -> None:
    named = set(re.findall(r"\((\.\w+)\)", README))
    assert named <= set(SUFFIXES)
    assert len(named) == 4


def test_every_verb_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"^langcheck (\w+) ", README.split("## Commands")[1], re.MULTILINE))
    assert named == set(VERBS)


def test_the_settings_that_the_readme_shows_are_valid(tmp_path: object) -> None:
    from pathlib import Path

    block = README.split("```toml\n")[1].split("```")[0]
    tomllib.loads(block)
    path = Path(str(tmp_path)) / "langcheck.toml"
    path.write_text(block)
    (layer,) = read_settings_file(path).layers
    assert layer.values["ignore"] == ("en.status",)
