"""The command as a step of CI runs it: exit codes, several outputs, annotations, and nothing on the wrong stream."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from langcheck.cli import main
from langcheck.reporters import REPORTERS
from langcheck.reporters.github import MOST
from langcheck.repository import CHECKOUTS
from tests.cli.test_cli import run
from tests.conftest import ROOT

pytestmark = pytest.mark.model

SARIF = Draft4Validator(json.loads((ROOT / "tests/reporters/schemas/sarif-2.1.0-rtm.5.json").read_text()))


def step(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without a terminal, as a step of GitHub Actions."""
    return subprocess.run(
        [sys.executable, "-m", "langcheck", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        check=False,
        env={**os.environ, "GITHUB_ACTIONS": "true", "CI": "true", **environment},
    )


def code_of(*arguments: str, cwd: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """What the shell is told, with the command's own boundary for errors, in this process."""
    monkeypatch.chdir(cwd)
    monkeypatch.setattr(sys, "argv", ["langcheck", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


# --- a step of GitHub Actions ------------------------------------------------------------------------------------


def test_a_step_annotates_writes_a_valid_log_and_a_summary(tmp_path: Path) -> None:
    """Annotations alone on standard output, notes alone on standard error, the table behind what the step wrote before."""
    shutil.copytree(ROOT / "samples", tmp_path / "docs")
    (tmp_path / "docs" / "broken.docx").write_bytes(b"PK")
    (tmp_path / "docs" / "many.md").write_text("The pimp left.\n\n" * 20, encoding="utf-8")
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n")
    done = step(
        "check", "docs", "--format", "github", "--output", "sarif=out.sarif",
        cwd=tmp_path, GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "sarif report: out.sarif\n"
    *annotations, checked, more = done.stdout.splitlines()
    counts = Counter(line.partition(" ")[0] for line in annotations)
    assert (counts["::error"], counts["::warning"]) == (5, MOST)
    assert counts.total() == len(annotations)
    assert checked == "5 documents checked: 4 errors, 31 warnings, 1 advice."
    assert more.startswith("::notice title=langcheck::21 more, not shown as annotations: docs/many.md (")
    log = json.loads((tmp_path / "out.sarif").read_text())
    assert [error.message for error in SARIF.iter_errors(log)] == []
    assert len(log["runs"][0]["results"]) == 36
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n### langcheck\n\n5 documents checked: ")
    assert len([line for line in text.splitlines() if line.startswith(("| error", "| warning", "| advice"))]) == 36


def test_the_same_step_gives_the_same_bytes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "docs")
    told = []
    for name in ("a", "b"):
        done = step("check", "docs", "--format", "rdjsonl", "--output", f"sarif={name}.sarif", cwd=tmp_path)
        told.append((done.returncode, done.stdout, (tmp_path / f"{name}.sarif").read_bytes()))
    assert told[0] == told[1]


def test_a_redacted_step_tells_no_word_of_the_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The pimp zxqv left, and the zxqv pimp came back.\n")
    summary = tmp_path / "summary.md"
    done = step(
        "check", "a.txt", "--redact", "--format", "github", "--output", "sarif=a.sarif", "--output", "csv=a.csv",
        cwd=tmp_path, GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    told = [done.stdout, summary.read_text(), (tmp_path / "a.sarif").read_text(), (tmp_path / "a.csv").read_text()]
    assert done.returncode == 1
    assert [text for text in told if "zxqv" in text or "en.trafficker.pimp" not in text.replace("\\", "")] == []


@pytest.mark.parametrize("name", ["no/such/summary.md", ""])
def test_a_summary_that_cannot_be_written_spoils_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A pimp ran.\n")
    done = step("check", "a.txt", "--format", "github", cwd=tmp_path, GITHUB_STEP_SUMMARY=name)
    assert done.returncode == 1
    assert done.stdout.startswith("::warning file=a.txt,line=1,")
    assert ("the summary of the job was not written" in done.stderr) == bool(name)


# --- files are named from the root of the repository -----------------------------------------------------------------

CHECKED_OUT = {
    "github": ("GITHUB_WORKSPACE", lambda text: re.findall(r"file=([^,:]+)", text)),
    "gitlab": ("CI_PROJECT_DIR", lambda text: [issue["location"]["path"] for issue in json.loads(text)]),
    "sarif": (
        "BUILD_SOURCESDIRECTORY",
        lambda text: re.findall(r'"uri": "([^"]+)",\n *"uriBaseId"', text),
    ),
    "checkstyle": ("WORKSPACE", lambda text: re.findall(r'<file name="([^"]+)"', text)),
    "junit": ("BITBUCKET_CLONE_DIR", lambda text: re.findall(r'<testsuite name="([^"]+)"', text)),
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name in ("training/unit1/a.md", "training/unit1/b.docx", "c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "training/unit1/a.md").write_text("The man was her pimp.\n")
    (tmp_path / "training/unit1/b.docx").write_bytes(b"PK")
    (tmp_path / "c.md").write_text("The man was her pimp.\n")
    return tmp_path


@pytest.mark.parametrize("format_", CHECKED_OUT)
@pytest.mark.parametrize("by", ["server", "git"])
@pytest.mark.parametrize("named", ["unit1", "whole", "up"])
def test_files_are_named_from_the_root(
    by: str, format_: str, named: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder below the root, however they were named: findings and files that were not checked."""
    variable, paths = CHECKED_OUT[format_]
    for name in CHECKOUTS:
        monkeypatch.delenv(name, raising=False)
    if by == "git":
        (repository / ".git").mkdir()
    else:
        monkeypatch.setenv(variable, str(repository))
    told = {"unit1": "unit1", "whole": str(repository / "training"), "up": "../training/unit1"}[named]
    text = run("check", "--format", format_, told, cwd=repository / "training").stdout
    assert set(paths(text)) == {"training/unit1/a.md", "training/unit1/b.docx"}


def test_a_run_outside_of_the_repository_takes_that_of_its_files(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (repository / ".git").mkdir()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    text = run("check", "--format", "github", str(repository / "training"), cwd=elsewhere).stdout
    assert set(CHECKED_OUT["github"][1](text)) == {"training/unit1/a.md", "training/unit1/b.docx"}


def test_reviewdog_puts_its_own_folder_before_a_name_so_below_the_root_it_gets_whole_ones(repository: Path) -> None:
    (repository / ".git").mkdir()
    for folder, names in ((repository, {"c.md"}), (repository / "training", {str(repository / "c.md")})):
        lines = run("check", "--format", "rdjsonl", str(repository / "c.md"), cwd=folder).stdout.splitlines()
        assert {json.loads(line)["location"]["path"] for line in lines} == names


def test_people_and_programs_get_the_names_that_were_given(repository: Path) -> None:
    (repository / ".git").mkdir()
    for format_ in ("text", "json", "csv", "html"):
        assert (
            "../training/unit1/a.md"
            in run("check", "--format", format_, "../training", cwd=repository / "training").stdout
        )


def test_the_summary_of_the_job_names_them_from_the_root(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(repository / "summary.md"))
    run("check", "--format", "github", "unit1", cwd=repository / "training")
    assert r"training/unit1/a.md\: line 1" in (repository / "summary.md").read_text().replace("\\", "\\")


# --- exit codes --------------------------------------------------------------------------------------------------

TABLE = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that docs/exit-codes.md names."""
    (tmp_path / "clean.txt").write_text("Nothing here.\n")
    (tmp_path / "advice.txt").write_text("A runaway youth was found.\n")
    (tmp_path / "warning.txt").write_text("A pimp ran.\n")
    (tmp_path / "two-warnings.txt").write_text("A pimp ran. Another pimp stayed.\n")
    (tmp_path / "error.txt").write_text("A junkie ran.\n")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "broken.docx").write_bytes(b"PK")
    for name in ("ok.txt", "build/letter.txt"):
        (tmp_path / "with-build" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "with-build" / name).write_text("Nothing here.\n")
    (tmp_path / "papers" / "archive").mkdir(parents=True)
    (tmp_path / "papers" / "archive" / "old.txt").write_text("A pimp ran.\n")
    (tmp_path / "archive.toml").write_text('exclude = ["archive"]\n')
    (tmp_path / "few.toml").write_text("[limits]\nfindings = 1\n")
    (tmp_path / "nothing.toml").write_text('ignore = ["en"]\n')
    return tmp_path


@pytest.mark.parametrize(
    ("code", "example"), [(int(code), example.strip("`")) for code, _, example in TABLE if example], ids=str
)
def test_every_row_of_the_table_of_exit_codes_is_true(
    code: int, example: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, *arguments = example.split()
    assert name == "langcheck"
    assert code_of(*arguments, cwd=folder, monkeypatch=monkeypatch) == code


@pytest.mark.parametrize(
    ("code", "happens"),
    [
        (3, "raise ValueError('a bug')"),
        (130, "import os, signal; os.kill(os.getpid(), signal.SIGINT); signal.pause()"),
    ],
)
def test_the_rows_without_a_command_are_true(code: int, happens: str, folder: Path) -> None:
    """A bug and Ctrl-C, each in a process of its own, in the middle of a check."""
    assert [row for row in TABLE if not row[2]] == [("3", "a bug of ours", ""), ("130", "stopped with Ctrl-C", "")]
    program = f"""
import sys
from langcheck import cli
from langcheck.batch import Batch
def check(*_, **__):
    {happens}
Batch.check = check
sys.argv = ["langcheck", "check", "clean.txt"]
cli.main()
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, "")


def test_the_table_names_every_code() -> None:
    assert {int(code) for code, *_ in TABLE} == {0, 1, 2, 3, 130}


# --- outputs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "screen", "files"),
    [
        ([], "text", {}),
        (["--format", "json"], "json", {}),
        (["--output", "a.html"], None, {"a.html": "html"}),
        (["--output", "a.sarif"], None, {"a.sarif": "sarif"}),
        (["--output", "a.txt"], None, {"a.txt": "text"}),
        (["--output", "a.xml"], None, {"a.xml": "text"}),
        (["--format", "json", "--output", "a.txt"], None, {"a.txt": "json"}),
        (["--output", "junit=a.xml"], None, {"a.xml": "junit"}),
        (["--format", "text", "--output", "junit=a.xml"], "text", {"a.xml": "junit"}),
        (["--format", "github", "--output", "sarif=a", "--output", "csv=b"], "github", {"a": "sarif", "b": "csv"}),
        (["--output", "sarif=a", "--output", "b.csv"], None, {"a": "sarif", "b.csv": "csv"}),
        (["--format", "json", "--output", "sarif=a", "--output", "b"], None, {"a": "sarif", "b": "json"}),
        (["--output", "./x=y.csv"], None, {"x=y.csv": "csv"}),
    ],
)
def test_each_output_has_its_format(
    arguments: list[str], screen: str | None, files: dict[str, str], folder: Path
) -> None:
    result = run("check", "warning.txt", *arguments, cwd=folder)
    assert result.exit_code == 1
    assert (kind(result.stdout) if result.stdout else None) == screen
    assert {name: kind((folder / name).read_text()) for name in files} == files
    assert result.stderr.splitlines() == [f"{format_} report: {name}" for name, format_ in files.items()]


BEGINNINGS = {
    "text": "warning[", "concise": "drafts/", "jsonl": '{"type"', "html": "<!", "sarif": '{\n "$schema"', "github": "::", "gitlab": "[",
    "csv": "state,", "json": '{\n "schema"', "rdjsonl": '{"message"',
}  # fmt: skip


def kind(text: str) -> str:
    """Which format a report is in."""
    if text.startswith("<?xml"):
        return "junit" if "<testsuites" in text else "checkstyle"
    return next(name for name, beginning in BEGINNINGS.items() if text.startswith(beginning))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--output", "sarf=a"], "there is no format 'sarf'"),
        (["--output", "sarif="], "--output needs the name of a file"),
        (["--output", "."], "--output needs the name of a file"),
        (["--output", "sarif=a", "--output", "csv=./a"], "two reports cannot be written to one file"),
        (["--output", "warning.txt"], "warning.txt is to be checked"),
        (["--output", "no/a.csv"], "no/a.csv cannot be written: there is no folder no"),
        (["--max-warnings", "-1"], "Invalid value for '--max-warnings'"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_anything_is_checked(
    arguments: list[str], words: str, folder: Path
) -> None:
    result = run("check", "warning.txt", *arguments, cwd=folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in " ".join(result.stderr.split())
    assert (folder / "warning.txt").read_text() == "A pimp ran.\n"


@pytest.mark.parametrize(
    ("name", "most", "said"),
    [
        ("two-warnings.txt", 1, "2 warnings: more than the 1 that --max-warnings lets pass.\n"),
        ("warning.txt", 0, "1 warning: more than the 0 that --max-warnings lets pass.\n"),
        ("two-warnings.txt", 2, ""),
    ],
)
def test_why_too_many_warnings_fail_is_told(name: str, most: int, said: str, folder: Path) -> None:
    """Also where --fail-on alone would let them pass."""
    result = run("check", name, "--fail-on", "error", "--max-warnings", str(most), cwd=folder)
    assert (result.exit_code, result.stderr) == (1 if said else 0, said)


def test_a_report_takes_the_place_of_an_older_one_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When the disk is full, the older one stays and nothing is left beside it."""
    (folder / "report.csv").write_text("older\n")
    before = sorted(path.name for path in folder.iterdir())

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("langcheck.editors.saving.os.write", full)
    code = code_of("check", "warning.txt", "--output", "report.csv", cwd=folder, monkeypatch=monkeypatch)
    assert (code, (folder / "report.csv").read_text()) == (2, "older\n")
    assert "report.csv was not written: the disk is full" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_report_may_go_to_a_device(folder: Path) -> None:
    assert run("check", "warning.txt", "--output", os.devnull, cwd=folder).exit_code == 1


# --- the page about outputs --------------------------------------------------------------------------------------

PAGE = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
SECTIONS = {section.split("\n")[0]: section for section in PAGE.split("\n## ")[1:]}


def test_every_format_has_a_section() -> None:
    assert set(SECTIONS) == set(REPORTERS)


@pytest.mark.parametrize("format_", SECTIONS)
def test_the_command_and_the_example_of_a_section_are_true(format_: str, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    document = PAGE.split("```text\n")[1].split("```")[0]
    (tmp_path / "drafts" / "visit.txt").write_text(document, encoding="utf-8")
    command = re.search(r"`langcheck (check [^`|]*)", SECTIONS[format_])
    assert command
    result = run(*command[1].split(), cwd=tmp_path)
    assert result.exit_code == 1
    reports = [path for path in tmp_path.iterdir() if path.is_file()]
    text = reports[0].read_text(encoding="utf-8") if reports else result.stdout
    assert kind(text) == format_
    for example in re.findall(r"```\w+\n(.*?)\n```", SECTIONS[format_], re.DOTALL):
        assert example in text
