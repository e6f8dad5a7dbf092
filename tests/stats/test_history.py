"""Git tells the month of a file's last change, and nothing goes wrong where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from langcheck.stats import history
from langcheck.stats.history import months

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str, date: str = "2026-01-05T12:00:00Z") -> None:
    environment = {**os.environ, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"}
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A history of two commits, the second on one of two files; and a file that git does not know."""
    path = tmp_path / "work"
    (path / "drafts" / "été one").mkdir(parents=True)
    (path / "drafts" / "old.txt").write_text("one")
    (path / "drafts" / "été one" / "new\nline.txt").write_text("one")
    git(path, "init", "-q")
    git(path, "add", ".")
    git(path, "commit", "-qm", "one")
    (path / "drafts" / "été one" / "new\nline.txt").write_text("two")
    git(path, "commit", "-qam", "two", date="2026-03-31T12:00:00Z")
    (path / "unknown.txt").write_text("one")
    return path


NAMES = ["drafts/old.txt", "drafts/été one/new\nline.txt", "unknown.txt"]


def test_the_month_is_that_of_the_last_commit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is in the name of the file; and by the names that were asked for."""
    monkeypatch.chdir(folder)
    assert months(NAMES) == {NAMES[0]: "2026-01", NAMES[1]: "2026-03"}
    assert months([f"./{NAMES[0]}"]) == {f"./{NAMES[0]}": "2026-01"}
    monkeypatch.chdir(folder / "drafts")
    assert months(["old.txt"]) == {"old.txt": "2026-01"}


def test_a_history_that_is_cut_off_gives_no_dates_for_what_it_cannot_tell(folder: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "shallow")
    assert months([str(tmp_path / "shallow" / NAMES[0])]) == {}
    (tmp_path / "shallow" / NAMES[0]).write_text("three")
    git(tmp_path / "shallow", "commit", "-qam", "three", date="2026-05-05T12:00:00Z")
    names = [str(tmp_path / "shallow" / name) for name in NAMES[:2]]
    assert months(names) == {names[0]: "2026-05"}


def test_without_a_history_there_are_no_months(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    assert months([str(tmp_path / "a.txt")]) == {}
    assert months([]) == {}


def test_without_git_there_are_no_months(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert months([str(folder / NAMES[0])]) == {}


def test_a_git_that_takes_too_long_gives_no_months(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "TIMEOUT", 0)
    assert months([str(folder / NAMES[0])]) == {}


SIGN = """\
#!/bin/sh
touch "{started}"
cat > /dev/null
echo "-----BEGIN PGP SIGNATURE-----"
echo "-----END PGP SIGNATURE-----"
echo "[GNUPG:] SIG_CREATED " >&2
"""


def test_settings_of_a_repository_run_no_program(folder: Path) -> None:
    """Of a folder that came from somewhere else, nothing is started: not even what checks a signature."""
    program, started = folder / "program", folder / "started"
    program.write_text(SIGN.format(started=started))
    program.chmod(0o755)
    for key in ("core.fsmonitor", "gpg.program", "core.pager", "diff.external", "core.sshCommand"):
        git(folder, "config", key, str(program))
    git(folder, "config", "log.showSignature", "true")
    (folder / NAMES[0]).write_text("signed")
    git(folder, "commit", "-qam", "signed", "-S", date="2026-07-05T12:00:00Z")
    started.unlink()
    git(folder, "log")
    assert started.exists()
    started.unlink()
    assert months([str(folder / NAMES[0])]) == {str(folder / NAMES[0]): "2026-07"}
    assert not started.exists()
