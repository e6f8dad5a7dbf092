"""``langcheck stats`` as a person meets it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from langcheck.boilerplate import MANY_FILES
from langcheck.stats import FORMATS
from langcheck.stats.data import SCHEMA
from langcheck.stats.history import TIMEOUT
from tests.cli.test_cli import run
from tests.conftest import ROOT
from tests.stats.test_history import git

pytestmark = pytest.mark.model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("north/a.txt", "A pimp ran. He was convicted of pimping.\n"),
        ("south/b.txt", "All is well.\n"),
    ):
        (tmp_path / "reports" / name).parent.mkdir(parents=True)
        (tmp_path / "reports" / name).write_text(text)
    return tmp_path


def test_the_table(folder: Path) -> None:
    """A text in which nothing can count is counted with its words."""
    result = run("stats", "reports", cwd=folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
     Documents  With findings  Findings  Words  Per 1,000 words
all          2              1         1     11            90.91

Level    Findings
error           0
warning         1
advice          0

Category                       Findings
Labels for people who exploit         1

Entry               Findings
en.trafficker.pimp         1

Folder         Documents  With findings  Findings  Words  Per 1,000 words
reports/north          1              1         1      8           125.00
reports/south          1              0         0      3             0.00

Last changed  Documents  With findings  Findings  Words  Per 1,000 words
no date               2              1         1     11            90.91
"no date": not in git, or git cannot tell when the file was last changed.

Left alone              Findings
charge or statute name         1
"""
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_months_come_from_git(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "reports/north")
    git(folder, "commit", "-qm", "one", date="2026-04-05T12:00:00Z")
    lines = run("stats", "reports", cwd=folder).stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith(("2026", "no date"))] == ["2026-04", "no"]


def test_a_page_goes_into_a_file(folder: Path) -> None:
    result = run("stats", "--format", "html", "--output", "words.html", "reports", cwd=folder)
    assert (result.exit_code, result.output) == (0, "statistics report: words.html\n")
    assert (folder / "words.html").read_text().startswith("<!DOCTYPE html>")


def test_a_file_that_cannot_be_written_is_told_plainly(folder: Path) -> None:
    result = run("stats", "--output", "gone/words.txt", "reports", cwd=folder)
    assert result.exit_code != 0
    assert "gone/words.txt was not written: " in str(result.stderr)


def test_what_cannot_be_checked_is_named_and_the_rest_is_counted(folder: Path) -> None:
    (folder / "reports" / "empty.txt").write_text("")
    (folder / "reports" / "broken.docx").write_bytes(b"PK")
    result = run("stats", "reports", cwd=folder)
    assert result.exit_code == 2
    assert result.stderr.startswith("not checked: reports/broken.docx: the Word file is damaged: ")
    assert result.stderr.endswith("\nnote: reports/empty.txt: the file is empty\n")
    assert result.stdout.endswith("\n1 file could not be checked and not counted.\n")
    assert "all          2 " in result.stdout


def test_folders_are_told_as_deep_as_asked(folder: Path) -> None:
    assert "reports/north " not in run("stats", "--depth", "0", "reports", cwd=folder).stdout
    assert "\nreports " in run("stats", "--depth", "0", "reports", cwd=folder).stdout


def test_a_baseline_hides_nothing_from_the_counts(folder: Path) -> None:
    (folder / "langcheck.toml").write_text('baseline = "known.json"\n')
    assert run("baseline", "create", "reports", cwd=folder).exit_code == 0
    assert "warning         1\n" in run("stats", "reports", cwd=folder).stdout


def test_what_the_cache_knows_is_counted_alike(folder: Path) -> None:
    """Also where a check without counts filled it."""
    run("check", "reports", cwd=folder)
    first = run("stats", "--format", "json", "reports", cwd=folder).stdout
    assert '"words": 11,' in first
    assert run("stats", "--format", "json", "reports", cwd=folder).stdout == first


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("text", ["Two  words\nmore here.", "A pimp\n ran home."])
def test_words_are_what_stands_between_blanks(text: str, name: str, tmp_path: Path) -> None:
    """Whether there is something to find in the text or it is passed over."""
    (tmp_path / name).write_text(text)
    line = run("stats", name, cwd=tmp_path).stdout.splitlines()[1]
    assert line.split()[4] == "4"


# --- docs/statistics.md ------------------------------------------------------------------------------------------

PAGE = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page_work(folder: Path) -> None:
    for command in PAGE.split("```sh\n")[1].split("```")[0].splitlines():
        assert run(*command.split()[1:], cwd=folder).exit_code == 0


def test_the_data_of_the_page_are_what_is_printed(folder: Path) -> None:
    shown = PAGE.split("```json\n")[1].split("```")[0]
    versions = re.compile(r'("version"|"lexicon"): "[^"]*"')
    printed = run("stats", "--format", "json", "reports", cwd=folder).stdout
    assert versions.sub("", printed) == versions.sub("", shown)


def test_the_page_names_what_the_code_holds() -> None:
    assert f"`{SCHEMA}`" in PAGE
    assert f"({TIMEOUT} seconds at most)" in PAGE
    assert f"stands in {MANY_FILES} or more files" in PAGE
    assert set(FORMATS) - {"table"} <= set(re.findall(r"--format (\w+)", PAGE))
