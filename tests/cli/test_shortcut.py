"""A way to the page without a terminal: what is written where, on each system, and that the system can read it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from shutil import which

import click
import pytest

from langcheck.cli import page, shortcut
from langcheck.errors import LangcheckError

HARD = ['/opt/lang check/it\'s "$x" `y`', r"a\b", "100%", "page"]
"""Words that a shell or a desktop would take apart."""


def values(entry: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in entry.splitlines()[1:])


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="desktop entries are for other systems")
def test_the_entry_stands_among_the_programs_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made anew it takes the place of the old one; nothing else is written, and no page opens."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for _ in range(2):
        page.page.main(["--install-shortcut"], standalone_mode=False)
    where = tmp_path / "applications" / "langcheck.desktop"
    assert capsys.readouterr().out.splitlines()[0] == f"langcheck is among your programs now: {where}"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [where]
    assert stat.S_IMODE(where.stat().st_mode) == 0o644
    assert values(where.read_text())["Exec"] == f'"{sys.executable}" "-P" "-m" "langcheck" "page" %f'


@pytest.mark.parametrize("more", [["--port", "0"], ["--no-browser"], ["--profile", "us"], ["report.docx"]])
def test_what_a_shortcut_would_not_keep_is_refused(
    more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortcut, "path_of", lambda platform: tmp_path / "langcheck.desktop")
    with pytest.raises(click.UsageError, match="--install-shortcut stands alone"):
        page.page.main(["--install-shortcut", *more], standalone_mode=False)
    assert list(tmp_path.iterdir()) == []


def test_where_no_entry_can_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(shortcut, "path_of", lambda platform: tmp_path / "file" / "langcheck.desktop")
    with pytest.raises(LangcheckError) as caught:
        shortcut.install()
    assert caught.value.problem.startswith(f"no shortcut could be made in {tmp_path / 'file'} (")


def test_each_system_has_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA", "/roaming")
    monkeypatch.setenv("XDG_DATA_HOME", "not/whole")
    home = Path.home()
    assert [shortcut.path_of(platform) for platform in ("win32", "darwin", "linux")] == [
        Path("/roaming/Microsoft/Windows/Start Menu/Programs/langcheck.lnk"),
        home / "Applications" / "langcheck.command",
        home / ".local" / "share" / "applications" / "langcheck.desktop",
    ]


def test_a_folder_that_holds_everything_is_started_by_its_launcher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "langcheck"))
    assert shortcut.program() == [str(tmp_path / "langcheck"), "page"]
    (tmp_path / "langcheck-page").touch()
    assert shortcut.program() == [str(tmp_path / "langcheck-page")]


@pytest.mark.skipif(os.name != "posix", reason="there is no sh")
def test_a_desktop_reads_the_words_as_they_are() -> None:
    """It reads them as words of its file first and as a shell does then."""
    told = values(shortcut.entry(HARD))["Exec"]
    read = told.removesuffix(" %f").replace("\\\\", "\\").replace("%%", "%")
    done = subprocess.run(["sh", "-c", f"printf '%s\\n' {read}"], capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == HARD


@pytest.mark.skipif(which("desktop-file-validate") is None, reason="there is no desktop-file-validate")
def test_the_entry_is_valid(tmp_path: Path) -> None:
    (tmp_path / "langcheck.desktop").write_text(shortcut.entry(HARD))
    subprocess.run(["desktop-file-validate", tmp_path / "langcheck.desktop"], check=True)


def test_words_that_no_entry_can_have_are_refused() -> None:
    with pytest.raises(LangcheckError, match="characters in it"):
        shortcut.entry(["/opt/lang\ncheck"])


@pytest.mark.skipif(os.name != "posix", reason="there is no sh")
def test_a_terminal_reads_the_words_as_they_are(tmp_path: Path) -> None:
    program = tmp_path / HARD[0].replace("/", " ")
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    program.chmod(0o755)
    done = subprocess.run(["sh", "-c", shortcut.script([str(program), *HARD[1:]])], capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == HARD[1:]
