"""``langcheck baseline`` and ``check --baseline`` as a person meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.batch import Batch
from langcheck.model import Report
from tests.cli.test_cli import run
from tests.conftest import ROOT

pytestmark = pytest.mark.model

FILE = "langcheck-baseline.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.txt").write_text("A pimp ran. A junkie ran.\n")
    (tmp_path / "drafts" / "b.txt").write_text("A pimp left.\n")
    return tmp_path


@pytest.fixture
def known(folder: Path) -> Path:
    """The folder with a baseline that knows its three findings."""
    assert run("baseline", "create", ".", cwd=folder).exit_code == 0
    return folder


def test_create_says_what_it_did_and_what_comes_next(folder: Path) -> None:
    result = run("baseline", "create", ".", cwd=folder)
    assert (result.exit_code, result.stdout) == (
        0,
        f"{FILE}: 3 findings known.\nFrom now on: langcheck check --baseline {FILE} PATH...\n",
    )


def test_what_is_known_does_not_count(known: Path) -> None:
    result = run("check", "--baseline", FILE, "drafts", cwd=known)
    assert (result.exit_code, result.stdout) == (
        0,
        "2 documents checked: nothing to change.\n3 known from the baseline.\n",
    )


def test_what_is_new_counts_and_nothing_else_is_shown(known: Path) -> None:
    path = known / "drafts" / "b.txt"
    path.write_text("A pimp came.\n\n\n" + path.read_text())
    result = run("check", "--baseline", FILE, "drafts", cwd=known)
    assert result.exit_code == 1
    assert result.stdout.count("-->") == 1
    assert "--> drafts/b.txt: line 1, column 3" in result.stdout
    assert result.stdout.endswith("\n2 documents checked: 1 warning.\n3 known from the baseline.\n")


def test_renaming_and_moving_makes_nothing_new(known: Path) -> None:
    (known / "drafts" / "a.txt").rename(known / "c.txt")
    (known / "drafts" / "b.txt").write_text("Nothing.\n\n* A pimp left.\n")
    assert run("check", "--baseline", FILE, "c.txt", "drafts/b.txt", cwd=known).exit_code == 0
    assert run("check", "--baseline", FILE, ".", cwd=known).exit_code == 0


def test_a_baseline_that_can_shrink_says_so(known: Path) -> None:
    (known / "drafts" / "a.txt").write_text("A junkie ran.\n")
    result = run("check", "--baseline", FILE, ".", cwd=known)
    assert (
        "2 known from the baseline.\n1 of 3 in the baseline is gone: run `langcheck baseline prune`.\n" in result.stdout
    )
    (known / "drafts" / "b.txt").unlink()
    result = run("check", "--baseline", FILE, ".", cwd=known)
    assert "2 of 3 in the baseline are gone" in result.stdout


@pytest.mark.parametrize("narrow", [["--select", "csam"], ["--ignore", "en.substance"], ["--min-level", "error"]])
def test_a_narrower_check_calls_nothing_gone(narrow: list[str], known: Path) -> None:
    assert "gone" not in run("check", "--baseline", FILE, ".", *narrow, cwd=known).stdout


def test_a_newer_lexicon_is_named_where_something_is_new(known: Path) -> None:
    path = known / FILE
    path.write_text(path.read_text().replace('"lexicon": "', '"lexicon": "1999.'))
    assert "lexicon" not in run("check", "--baseline", FILE, ".", cwd=known).stdout
    (known / "new.txt").write_text("A junkie came.\n")
    result = run("check", "--baseline", FILE, ".", cwd=known)
    assert "The baseline was made with lexicon 1999." in result.stdout


def test_the_settings_may_name_the_baseline(known: Path) -> None:
    """From their own folder, wherever the command is run."""
    (known / "langcheck.toml").write_text(f'baseline = "{FILE}"\n')
    assert run("check", "a.txt", cwd=known / "drafts").exit_code == 0
    (known / "drafts" / "a.txt").write_text("A pimp ran.\n")
    result = run("baseline", "prune", "..", cwd=known / "drafts")
    assert (result.exit_code, result.stdout) == (0, f"{known / FILE}: 1 dropped, 2 findings known.\n")


def test_the_option_comes_before_the_settings(known: Path) -> None:
    (known / "langcheck.toml").write_text('baseline = "gone.json"\n')
    assert run("check", ".", cwd=known).exit_code != 0
    assert run("check", "--baseline", FILE, ".", cwd=known).exit_code == 0


def test_a_redacted_report_has_the_same_counts(known: Path) -> None:
    (known / "new.txt").write_text("A junkie came.\n")
    result = run("check", "--baseline", FILE, "--redact", ".", cwd=known)
    assert "3 documents checked: 1 error.\n3 known from the baseline.\n" in result.stdout
    assert "junkie came" not in result.stdout


# --- changing the file -------------------------------------------------------------------------------------------


def test_create_does_not_overwrite(known: Path) -> None:
    before = (known / FILE).read_text()
    (known / "new.txt").write_text("A junkie came.\n")
    result = run("baseline", "create", ".", cwd=known)
    assert result.exit_code != 0
    assert f"there is a baseline {FILE} already" in result.stderr
    assert (known / FILE).read_text() == before
    assert run("baseline", "create", "--force", ".", cwd=known).stdout.startswith(f"{FILE}: 4 findings known.\n")


def test_update_says_how_many_came_and_went(known: Path) -> None:
    (known / "drafts" / "a.txt").write_text("A junkie ran. A pimp came. A junkie came.\n")
    result = run("baseline", "update", ".", cwd=known)
    assert (result.exit_code, result.stdout) == (0, f"{FILE}: 2 added, 1 dropped, 4 findings known.\n")
    assert run("check", "--baseline", FILE, ".", cwd=known).exit_code == 0


def test_prune_never_adds(known: Path) -> None:
    (known / "drafts" / "a.txt").write_text("A junkie ran. A junkie came.\n")
    result = run("baseline", "prune", ".", cwd=known)
    assert (result.exit_code, result.stdout) == (0, f"{FILE}: 1 dropped, 2 findings known.\n")
    assert run("check", "--baseline", FILE, ".", cwd=known).exit_code == 1


def test_prune_with_nothing_gone_does_not_touch_the_file(known: Path) -> None:
    (known / FILE).write_text((known / FILE).read_text() + "\n")
    assert run("baseline", "prune", ".", cwd=known).stdout == f"{FILE}: 0 dropped, 3 findings known.\n"
    assert (known / FILE).read_text().endswith("\n\n")


@pytest.mark.parametrize("verb", ["update", "prune"])
def test_other_files_and_unreadable_ones_stay_known(verb: str, known: Path) -> None:
    before = (known / FILE).read_text()
    (known / "drafts" / "a.txt").write_text("")
    result = run("baseline", verb, "drafts/a.txt", cwd=known)
    assert result.exit_code == 2
    assert "not checked: drafts/a.txt: the file is empty" in result.stderr
    assert (known / FILE).read_text() == before


@pytest.mark.parametrize("verb", ["update", "prune"])
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_entries_that_are_not_asked_about_are_not_forgotten(verb: str, option: str, known: Path) -> None:
    before = (known / FILE).read_text()
    assert run("baseline", verb, option, "csam", ".", cwd=known).exit_code != 0
    assert (known / FILE).read_text() == before


@pytest.mark.parametrize("arguments", [["check", "--baseline", FILE], ["baseline", "update"], ["baseline", "prune"]])
def test_a_damaged_baseline_stops_the_command(arguments: list[str], known: Path) -> None:
    (known / FILE).write_text("<<<<<<< ours\n")
    result = run(*arguments, ".", cwd=known)
    assert result.exit_code != 0
    assert "holds the marks of a merge conflict (line 1)" in str(result.exception)
    assert (known / FILE).read_text() == "<<<<<<< ours\n"


def test_a_damaged_baseline_ends_with_2(known: Path) -> None:
    import subprocess
    import sys

    (known / FILE).write_text("{}")
    command = [sys.executable, "-m", "langcheck", "check", "--baseline", FILE, "."]
    done = subprocess.run(command, capture_output=True, text=True, cwd=known, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f"langcheck: {FILE} is not a baseline of langcheck\n  Name another file with --baseline.\n",
    )


@pytest.mark.parametrize("verb", ["create", "update", "prune"])
def test_a_check_that_was_stopped_writes_nothing(verb: str, known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would forget the files that it did not come to, or never know them."""
    before = (known / FILE).read_text()
    monkeypatch.setattr(Batch, "check", lambda *_, **__: Report(unreached=1))
    result = run("baseline", verb, *(["--force"] if verb == "create" else []), ".", cwd=known)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Aborted!" in result.stderr
    assert (known / FILE).read_text() == before


def test_only_levels_that_the_settings_ask_for_are_known(folder: Path) -> None:
    (folder / "langcheck.toml").write_text('min-level = "error"\n')
    assert run("baseline", "create", ".", cwd=folder).stdout.startswith(f"{folder / FILE}: 1 finding known.\n")


def test_the_file_is_the_same_every_time(known: Path) -> None:
    before = (known / FILE).read_bytes()
    run("baseline", "create", "--force", "drafts/b.txt", "drafts/a.txt", cwd=known)
    assert (known / FILE).read_bytes() == before


# --- the same sentence in many files -----------------------------------------------------------------------------


def test_a_sentence_of_many_files_is_shown_once_and_counted_each_time(tmp_path: Path) -> None:
    for number in range(1, 8):
        (tmp_path / f"{number}.txt").write_text(f"Case {number} is closed.\n\nA pimp ran.\n")
    shown = run("check", ".", cwd=tmp_path).stdout
    assert shown.count("warning[") == 1
    assert (
        """\
  --> in 7 files: fix the template once
      1.txt: line 3, column 3
      2.txt: line 3, column 3
      3.txt: line 3, column 3
      and 4 more; --ungrouped shows them all
   | A [pimp] ran.
"""
        in shown
    )
    assert shown.endswith("\n7 documents checked: 7 warnings.\n")
    assert run("check", "--ungrouped", ".", cwd=tmp_path).stdout.count("warning[") == 7


# --- docs/baseline.md --------------------------------------------------------------------------------------------


def test_the_page_on_baselines_is_true(folder: Path) -> None:
    """Its commands work, its screen is what is printed, its file is what is written."""
    page = (ROOT / "docs" / "baseline.md").read_text(encoding="utf-8")
    create, check = page.split("```sh\n")[1].split("```")[0].splitlines()
    assert run(*create.split()[1:], cwd=folder).exit_code == 0
    assert run(*check.split()[1:], cwd=folder).stdout == page.split("```text\n")[1].split("```")[0]
    assert (folder / FILE).read_text() == page.split("```json\n")[1].split("```")[0]
    (folder / "drafts" / "b.txt").write_text("Nothing.\n")
    said = page.split("When the report says `")[1].split("`")[0]
    assert said in run(*check.split()[1:], cwd=folder).stdout
