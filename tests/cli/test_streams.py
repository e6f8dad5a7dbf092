"""Standard input, output and error that are closed, full or cut off: one sentence and exit code 2, never a bug."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from langcheck.encoding import why_not
from tests.cli.test_cli import run

pytestmark = [pytest.mark.model, pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")]

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
VERBS = [
    "check a.txt",
    "check --format json a.txt",
    "fix --diff a.txt",
    "fix - < a.txt",
    "stats a.txt",
    "baseline create --force a.txt",
    "settings show",
    "explain pimp",
    "lexicon list",
    "--version",
    "--help",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("They found child pornography. A pimp left.\n" * 50)
    return tmp_path


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", line.replace("langcheck", f'"{sys.executable}" -m langcheck', 1)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))},
    )


@FULL
@pytest.mark.parametrize("verb", VERBS)
def test_output_that_is_full_is_told(verb: str, folder: Path) -> None:
    done = shell(f"langcheck {verb} > /dev/full", folder)
    assert done.returncode == 2
    assert "langcheck: what there is to tell could not be written (No space left on device)" in done.stderr
    assert "bug" not in done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_output_that_is_closed_is_told(verb: str, folder: Path) -> None:
    done = shell(f"langcheck {verb} >&-", folder)
    assert done.returncode == 2
    assert "langcheck: standard output is closed, so nothing could be written to it" in done.stderr
    assert "bug" not in done.stderr


def test_closed_output_is_no_matter_where_nothing_goes_there(folder: Path) -> None:
    done = shell("langcheck check --output json=a.json a.txt >&-", folder)
    assert (done.returncode, done.stderr) == (1, "json report: a.json\n")
    assert (folder / "a.json").read_text().startswith("{")


def test_output_whose_reader_went_away_is_told(folder: Path) -> None:
    """A shell that looks at every part of a pipe does not take a report that nobody read for a finding."""
    (folder / "a.txt").write_text("A pimp left.\n\n" * 2000)
    program = (
        "import subprocess, sys\n"
        "run = subprocess.Popen([sys.executable, '-m', 'langcheck', 'check', 'a.txt'],"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "run.stdout.close()\n"
        "print(run.wait(), run.stderr.read().decode())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2 langcheck: what there is to tell could not be written (Broken pipe)"


@pytest.mark.parametrize(
    "verb", [["explain", "prostitute"], ["explain", "--text", "A pimp ran."], ["lexicon", "list"]], ids=" ".join
)
def test_who_has_read_enough_is_told_nothing(verb: list[str], folder: Path) -> None:
    """As with `| head`: nothing is lost that anybody waits for."""
    program = (
        "import subprocess, sys\n"
        f"run = subprocess.Popen([sys.executable, '-m', 'langcheck', *{verb!r}],"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "run.stdout.close()\n"
        "print(run.wait(), run.stderr.read().decode())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@FULL
def test_errors_that_cannot_be_told_are_no_bug(folder: Path) -> None:
    assert shell("langcheck check --output json=a.json a.txt 2> /dev/full", folder).returncode == 2
    assert shell("langcheck check a.txt > b 2>&-", folder).returncode == 1
    assert shell("langcheck check gone.txt > b 2>&-", folder).returncode == 2
    assert "not checked: gone.txt" in (folder / "b").read_text()


def test_a_file_does_not_take_the_place_of_a_closed_stream(folder: Path) -> None:
    """What is opened first would get the number of the closed stream, and whatever is printed to it."""
    shell("langcheck check --output json=a.json a.txt 2>&- >&- <&-", folder)
    assert "langcheck.report/1" in (folder / "a.json").read_text()
    assert (folder / "a.txt").read_text().startswith("They found")


@pytest.mark.parametrize("verb", ["check", "fix"])
def test_input_that_is_closed_is_told(verb: str, folder: Path) -> None:
    done = shell(f"langcheck {verb} - <&-", folder)
    assert done.returncode == 2
    assert "stdin.txt: standard input is closed" in done.stdout + done.stderr


# --- encodings ---------------------------------------------------------------------------------------------------

NO_ENCODINGS = ["undefined", "punycode", "idna", "unicode_escape", "rot13", "zlib", "nonsense", "a\0b", "\ud800", " "]


@pytest.mark.parametrize("name", NO_ENCODINGS)
@pytest.mark.parametrize("arguments", [["check"], ["fix", "--diff"], ["stats"], ["settings", "show"]])
def test_an_encoding_that_no_text_is_in_is_told(name: str, arguments: list[str], folder: Path) -> None:
    result = run(*arguments, "--encoding", name, "a.txt", cwd=folder)
    assert result.exit_code != 0
    assert type(result.exception).__name__ in ("SettingsError", "SystemExit")
    assert why_not(name)


@pytest.mark.parametrize("name", NO_ENCODINGS[:6])
def test_such_an_encoding_in_the_settings_is_told_with_the_file(name: str, folder: Path) -> None:
    (folder / "langcheck.toml").write_text(f'encoding = "{name}"\n')
    result = run("check", "a.txt", cwd=folder)
    assert "langcheck.toml: encoding is" in str(result.exception)


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "latin-1", "cp1252", "utf_16", "mac_roman", "koi8-r", "cp037", "hz"])
def test_encodings_of_texts_are_taken(name: str) -> None:
    assert why_not(name) == ""


ENDED = """\
import os, signal, sys
from langcheck.cli import main
number = getattr(signal, sys.argv.pop(1))
os.fsync = lambda descriptor: os.kill(os.getpid(), number)
main()
"""
"""The command line, to which the system tells its end while it writes a file."""


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_command_that_is_ended_while_it_writes_leaves_the_file_and_nothing_beside_it(
    name: str, code: int, folder: Path
) -> None:
    before = (folder / "a.txt").read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", ENDED, name, "fix", "a.txt"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, "\nStopped.\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.txt": before}


@pytest.mark.parametrize("line", ["check -", "fix --diff -", "review - -o copy.docx"])
def test_words_that_are_typed_end_with_one_end_of_input(line: str, folder: Path) -> None:
    """A terminal that was told once that no more comes is not asked for more."""
    ours, theirs = os.openpty()
    os.write(ours, b"They found child pornography.\n\x04")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "langcheck", *line.split()],
            cwd=folder,
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 1
    assert "stdin.txt" in done.stdout + done.stderr
