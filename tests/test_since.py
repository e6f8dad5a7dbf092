"""What changed since a commit: lines of text files, other documents as a whole; plain words where git cannot say."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from langcheck.cli import main
from langcheck.since import Since, SinceError
from tests.cli.test_cli import run
from tests.stats.test_history import git
from tests.word_files import paragraph, word_file

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]
OLD = "The pimp left.\n\nNothing here.\n\nThe junkie ran.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository of one commit: texts and Word files, each with old findings."""
    for name in ("same.txt", "changed.txt", "moved.txt", "été\n1.txt"):
        (tmp_path / name).write_text(OLD)
    for name in ("same.docx", "changed.docx"):
        (tmp_path / name).write_bytes(word_file(paragraph("The pimp left.")))
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def found(folder: Path, *arguments: str) -> list[str]:
    shown = run("check", "--format", "concise", *arguments, cwd=folder).stdout
    return [line.partition(": warning")[0].partition(": error")[0] for line in shown.splitlines() if " [en." in line]


def test_only_what_changed_counts(folder: Path) -> None:
    (folder / "changed.txt").write_text(OLD.replace("Nothing", "A hooker"))
    (folder / "été\n1.txt").write_text(f"{OLD}\nTwo pimps left.\n")
    (folder / "changed.docx").write_bytes(word_file(paragraph("The pimp left.") + paragraph("Nothing.")))
    (folder / "moved.txt").rename(folder / "new name.txt")
    (folder / "new.txt").write_text("A pimp ran.\n")
    git(folder, "add", "new name.txt", "moved.txt")
    assert found(folder, "--since", "HEAD", ".") == [
        "changed.docx: paragraph 1",
        "changed.txt:3:3",
        "new.txt:1:3",
        "été\\x0a1.txt:7:5",
    ]


def test_a_file_that_moved_and_changed_counts_by_its_new_lines(folder: Path) -> None:
    git(folder, "mv", "moved.txt", "new name.txt")
    (folder / "new name.txt").write_text(f"{OLD}\nTwo pimps left.\n")
    assert found(folder, "--since", "main", "new name.txt") == ["new name.txt:7:5"]


def test_what_others_did_to_the_branch_meanwhile_is_no_change(folder: Path) -> None:
    git(folder, "switch", "-qc", "mine")
    (folder / "changed.txt").write_text(f"{OLD}\nTwo pimps left.\n")
    git(folder, "commit", "-qam", "mine")
    git(folder, "switch", "-q", "main")
    (folder / "same.txt").write_text("Nothing.\n")
    git(folder, "commit", "-qam", "theirs")
    git(folder, "switch", "-q", "mine")
    assert found(folder, "--since", "main", ".") == ["changed.txt:7:5"]
    assert found(folder, "--since", "main") == ["changed.txt:7:5"]


def test_where_nothing_changed_nothing_is_checked_and_all_is_well(folder: Path) -> None:
    done = run("check", "--since", "HEAD", ".", cwd=folder)
    assert (done.exit_code, done.stdout) == (
        0,
        "note: --since HEAD: 6 documents did not change since then, and so nothing was checked there\n\nNothing was checked.\n",
    )


def test_a_file_outside_the_repository_is_checked_as_a_whole(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "a.txt"
    other.write_text(OLD)
    assert len(found(folder, "--since", "HEAD", str(other))) == 2


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "HEAD:same.txt", ""])
def test_a_name_that_git_does_not_know_is_told(folder: Path, ref: str) -> None:
    with pytest.raises(SinceError) as error:
        Since.of(ref, folder)
    assert error.value.problem == f"git knows no commit called {ref!r}"
    assert not (folder / "x").exists()


def test_mistakes_end_with_2_and_one_sentence(
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.txt").write_text(OLD)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(outside.parent))
    monkeypatch.chdir(outside)
    monkeypatch.setattr(sys, "argv", ["langcheck", "check", "--since", "main", "a.txt"])
    for said in (
        f"--since needs a git repository, and {outside} lies in none",
        "--since needs git, which is not installed",
    ):
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        assert capsys.readouterr().err.startswith(f"langcheck: {said}\n  ")
        monkeypatch.setenv("PATH", str(outside))


def test_standard_input_has_no_history(folder: Path) -> None:
    done = run("check", "--since", "HEAD", "-", stdin="A pimp.", cwd=folder)
    assert (done.exit_code, "standard input (-) does not go with it" in done.stderr) == (2, True)


def test_a_baseline_and_a_commit_hold_together(folder: Path) -> None:
    run("baseline", "create", ".", cwd=folder)
    (folder / "changed.txt").write_text(OLD.replace("Nothing here.", "A hooker ran."))
    report = run("check", "--baseline", "langcheck-baseline.json", "--since", "HEAD", ".", cwd=folder)
    assert "changed.txt: line 3, column 3" in report.stdout
    assert "2 known from the baseline.\n" in report.stdout
    assert "gone" not in report.stdout
