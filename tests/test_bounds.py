"""What one file may cost when its words are judged: how many findings it has, how long it takes, and what every report says of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from langcheck import checker as module
from langcheck.batch import Batch
from langcheck.cache import Cache
from langcheck.checker import Checker
from langcheck.lexicon.lexicon import Lexicon
from langcheck.limits import Limits
from langcheck.model import Failure, Level, Report
from langcheck.redaction import redacted
from langcheck.reporters import REPORTERS, Style, render
from langcheck.settings import Settings
from tests.cli.test_cli import run
from tests.conftest import document

pytestmark = pytest.mark.model

FIVE = "A pimp ran. Another pimp came.\n\nThe pimp left. A pimp sat. One pimp stood.\n"
BEYOND = "the file has more than 3 findings (limits.findings), and the rest was not judged"


def checked(text: str, lexicon: Lexicon, *, name: str = "text", **limits: int) -> Report:
    settings = Settings(limits=Limits(**limits))
    return Checker(settings, lexicon=lexicon).check_document(document(text, format=name))


@pytest.mark.parametrize(("most", "found", "partly"), [(3, 3, True), (4, 4, True), (5, 5, False), (6, 5, False)])
def test_as_many_findings_as_may_be_are_told(most: int, found: int, partly: bool, lexicon: Lexicon) -> None:
    """The first of the file; with one more than may be, it is partly checked, with as many as may be it is whole."""
    report = checked(FIVE, lexicon, findings=most)
    assert [finding.place.line for finding in report.findings] == [1, 1, 3, 3, 3][:found]
    assert [failure.partly for failure in report.failures] == [True] * partly
    assert report.checked[0].is_whole is not partly


def test_the_limit_is_told_with_its_setting(lexicon: Lexicon) -> None:
    (failure,) = checked(FIVE, lexicon, findings=3).failures
    hint = "Mend what is told and check again, split the file, or raise limits.findings in langcheck.toml."
    assert failure == Failure("test.text", BEYOND, hint, partly=True)


def test_what_stands_behind_is_not_judged(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of very many findings costs no more than the first of them and a few hundred words."""
    monkeypatch.setattr(module, "_TOGETHER", 10)
    judged = []
    judge = Checker._judge

    def counted(self: Checker, candidates: list[object], *rest: object) -> object:
        judged.append(len(candidates))
        return judge(self, candidates, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Checker, "_judge", counted)
    report = checked("A pimp ran.\n\n" * 500, lexicon, findings=25)
    assert len(report.findings) == 25
    assert judged == [20, 20] or sum(judged) < 80


def test_words_that_are_left_alone_count_for_nothing(lexicon: Lexicon) -> None:
    report = checked("“A pimp ran,” she said.\n\n" * 9, lexicon, findings=3)
    assert (report.findings, report.failures, len(report.allowed) >= 9) == ((), (), True)


def test_a_text_in_portions_is_judged_as_in_one_piece(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    text = FIVE + "The 15-year-old prostitute told the pimp. He was convicted of pimping.\n\n" * 6
    whole = checked(text, lexicon)
    monkeypatch.setattr(module, "_TOGETHER", 1)
    assert checked(text, lexicon) == whole


def test_judging_has_a_clock(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged before the time was up is told; it is the time of computing, as other programs slow no judgement."""
    monkeypatch.setattr(module, "_TOGETHER", 1)
    times = iter([0.0, 0.0, 0.0, *([61.0] * 1000)])
    monkeypatch.setattr(module, "thread_time", lambda: next(times))
    report = checked("A pimp ran.\n\n" * 9, lexicon)
    assert 0 < len(report.findings) < 9
    (failure,) = report.failures
    problem = "judging the words of the file takes longer than 60 seconds (limits.seconds), and the rest was not judged"
    assert (failure.problem, failure.partly) == (problem, True)
    assert failure.hint == "Split it and check the parts, or raise limits.seconds in langcheck.toml."


def test_exceptions_are_not_called_needless_where_not_all_was_judged(lexicon: Lexicon) -> None:
    text = FIVE + "\n<!-- langcheck: allow en.person.sex-slave because it is a title -->\nThe sex slave.\n"
    report = checked(text, lexicon, name="markdown", findings=3)
    assert [finding.category for finding in report.findings] == ["trafficker-label"] * 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(FIVE)
    (tmp_path / "langcheck.toml").write_text("[limits]\nfindings = 3\n")
    return tmp_path


@pytest.mark.parametrize("format_", REPORTERS)
def test_every_report_says_that_a_file_was_partly_checked(format_: str, folder: Path) -> None:
    result = run("check", "--format", format_, "a.txt", cwd=folder)
    assert result.exit_code == 2
    text = result.stdout.replace("\\u0022", '"')
    assert "he file has more than 3 findings (limits.findings)" in text
    assert re.search('partly.checked|Partly checked|only in part|"partly": true', text)


def test_programs_are_told_that_it_is_partly(folder: Path) -> None:
    data = json.loads(run("check", "--format", "json", "a.txt", cwd=folder).stdout)
    assert (len(data["findings"]), data["failures"][0]["partly"]) == (3, True)
    assert (
        "partly" not in json.loads(render(Report(failures=(Failure("a", "b", "c"),)), "json", Style()))["failures"][0]
    )


def test_people_are_told_in_the_last_line(folder: Path) -> None:
    (folder / "b.docx").write_bytes(b"PK")
    lines = run("check", ".", cwd=folder).stdout.splitlines()
    assert lines[-3:-1] == ["1 file could not be checked.", "1 file only partly checked."]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["fix", "a.txt"], "not fixed: a.txt: the file has more than 3 findings"),
        (["stats", "a.txt"], "partly checked: a.txt: the file has more than 3 findings"),
        (["baseline", "create", "a.txt"], "partly checked: a.txt: the file has more than 3 findings"),
    ],
)
def test_other_verbs_say_so_too(arguments: list[str], told: str, folder: Path) -> None:
    """A file that was not judged to its end is not edited: what comes behind would look new after the first change."""
    result = run(*arguments, cwd=folder)
    assert (result.exit_code, told in result.stderr) == (2, True)
    assert (folder / "a.txt").read_text() == FIVE


def test_a_baseline_keeps_what_it_knows_of_a_file_that_was_partly_checked(folder: Path) -> None:
    (folder / "langcheck.toml").unlink()
    run("baseline", "create", "a.txt", cwd=folder)
    known = (folder / "langcheck-baseline.json").read_text()
    (folder / "langcheck.toml").write_text("[limits]\nfindings = 3\n")
    assert run("baseline", "prune", "a.txt", cwd=folder).exit_code == 2
    assert (folder / "langcheck-baseline.json").read_text() == known


def test_such_a_report_is_not_kept(folder: Path) -> None:
    """What a clock cut off may come further the next time."""
    settings = Settings(limits=Limits(findings=3))
    cache = Cache(folder / "cache")
    batch = Batch(settings, lambda _: settings, cache=cache)
    assert [failure.problem for failure in batch.check([folder / "a.txt"]).failures] == [BEYOND]
    assert [failure.problem for failure in batch.check([folder / "a.txt"]).failures] == [BEYOND]


def test_it_stays_partly_in_a_redacted_report() -> None:
    report = Report(failures=(Failure("a", 'it says "b"', "c", partly=True),))
    assert redacted(report).failures == (Failure("a", "it says [redacted]", "c", partly=True),)


def test_a_finding_below_the_level_that_is_reported_counts(lexicon: Lexicon) -> None:
    """The limit is about what a file costs."""
    settings = Settings(limits=Limits(findings=3), min_level=Level.ERROR)
    report = Checker(settings, lexicon=lexicon).check_document(document(FIVE))
    assert (report.findings, len(report.failures)) == ((), 1)


# --- standard input ----------------------------------------------------------------------------------------------


def test_standard_input_is_bounded_like_a_file(folder: Path) -> None:
    (folder / "langcheck.toml").write_text("[limits]\nfile-megabytes = 1\n")
    text = "It rained.\n".ljust(1024 * 1024)
    assert run("check", "-", stdin=text, cwd=folder).exit_code == 0
    result = run("check", "-", stdin=text + "x", cwd=folder)
    assert result.exit_code == 2
    assert "not checked: stdin.txt: standard input is larger than 1 MB (limits.file-megabytes)" in result.stdout


def test_standard_input_that_cannot_be_fixed_is_passed_on_to_its_end(folder: Path) -> None:
    (folder / "langcheck.toml").write_text("[limits]\nfile-megabytes = 1\n")
    text = "They found child pornography.\n" * 90_000
    result = run("fix", "-", stdin=text, cwd=folder)
    assert (result.exit_code, result.stdout == text) == (2, True)
    assert "not fixed: stdin.txt: standard input is larger than 1 MB" in result.stderr


def test_what_is_handed_on_is_said_before_it_comes_and_bounded(folder: Path) -> None:
    """Nothing of a finite input is lost up to ten times the limit; one that goes on for ever ends there."""
    (folder / "langcheck.toml").write_text("[limits]\nfile-megabytes = 1\n")
    told = (
        "not fixed: stdin.txt: standard input is larger than 1 MB (limits.file-megabytes); it is handed on unchanged, up to 10 MB\n"
        "  Split it and check the parts, or raise limits.file-megabytes in langcheck.toml.\n"
    )
    whole = "They found child pornography.\n".ljust(10 * 1024 * 1024)
    result = run("fix", "-", stdin=whole, cwd=folder)
    assert (result.exit_code, result.stdout == whole, result.stderr) == (2, True, f"{told}Nothing was checked.\n")
    result = run("fix", "-", stdin=f"{whole}more", cwd=folder)
    assert (result.exit_code, result.stdout == whole) == (2, True)
    assert result.stderr == f"{told}not handed on: what comes after that\nNothing was checked.\n"
    result = run("fix", "--diff", "-", stdin=whole, cwd=folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "handed on" not in result.stderr


def test_fixing_what_goes_on_for_ever_ends(folder: Path) -> None:
    (folder / "langcheck.toml").write_text("[limits]\nfile-megabytes = 1\n")
    with subprocess.Popen(["yes", "They found child pornography."], stdout=subprocess.PIPE) as endless:
        done = subprocess.run(
            [sys.executable, "-m", "langcheck", "fix", "-"],
            stdin=endless.stdout,
            capture_output=True,
            cwd=folder,
            timeout=60,
            check=False,
        )
        endless.kill()
    assert (done.returncode, len(done.stdout)) == (2, 10 * 1024 * 1024)
    assert b"not handed on: what comes after that\n" in done.stderr


def test_a_very_long_report_is_made_while_it_is_written(folder: Path) -> None:
    """In pieces it is the same as in one, on the screen and in a file."""
    from langcheck.reporters import render_in_pieces

    report = Checker().check_paths([folder / "a.txt"])
    for format_ in REPORTERS:
        whole = render(report, format_, Style())
        assert "".join(render_in_pieces(report, format_, Style())) == whole
    many = replace(report, findings=report.findings * 5)
    assert max(map(len, render_in_pieces(many, "json", Style()))) < 10_000
    run("check", "--output", "json=a.json", "a.txt", cwd=folder)
    assert (folder / "a.json").read_text() == run("check", "--format", "json", "a.txt", cwd=folder).stdout
