"""Summaries: what was not read is never "nothing to change", in whatever format the summary comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.limits import Limits
from langcheck.model import Checked, Failure, Report
from langcheck.reporters import REPORTERS, Style, render
from langcheck.reporters.text import checked, extents, unchecked
from langcheck.settings import Settings
from langcheck.stats.tally import tally

A_PART = Failure("a.docx: chart 1", "it cannot be read", "Look at it.")
PARTLY = Failure("b.txt", "judging takes long, and the rest was not judged", "Split it.", partly=True)
NOT_READ = Failure("c.html: page", "its words are put in by a script", "Save it as text.")
GONE = Failure("d.txt", "there is no such file", "Check the name.")
FOLDER = Failure("e", "there is no document in this folder to check", "Name another.", is_folder=True)


def report(*failures: Failure, checked: tuple[Checked, ...] = ()) -> Report:
    return Report(failures=failures, checked=checked, documents=sum(item.is_read for item in checked))


WHOLE = Checked("w.txt")
PART_OF_A, PART_OF_B = Checked("a.docx", is_whole=False), Checked("b.txt", is_whole=False)
NOTHING_OF_C = Checked("c.html", is_whole=False, is_read=False)


@pytest.mark.parametrize(
    ("told", "line", "more"),
    [
        (report(checked=(WHOLE,)), "1 document checked: nothing to change", []),
        (report(NOT_READ, checked=(NOTHING_OF_C,)), "Nothing was checked", ["1 file could not be checked."]),
        (report(GONE), "Nothing was checked", ["1 file could not be checked."]),
        (report(FOLDER), "Nothing was checked", ["1 folder could not be checked."]),
        (report(GONE, FOLDER, FOLDER), "Nothing was checked", ["1 file and 1 folder could not be checked."]),
        (
            report(PARTLY, checked=(PART_OF_B,)),
            "1 document partly checked: no finding in what was read",
            ["1 file only partly checked."],
        ),
        (
            report(A_PART, A_PART, checked=(PART_OF_A,)),
            "1 document partly checked: no finding in what was read",
            ["1 file only partly checked."],
        ),
        (
            report(A_PART, PARTLY, NOT_READ, GONE, checked=(WHOLE, PART_OF_A, PART_OF_B, NOTHING_OF_C)),
            "3 documents checked, 2 of them in part: no finding in what was read",
            ["2 files could not be checked.", "2 files only partly checked."],
        ),
    ],
)
def test_how_much_was_checked(told: Report, line: str, more: list[str]) -> None:
    assert (checked(told), list(unchecked(told))) == (line, more)


def test_parts_of_one_file_count_once() -> None:
    parts = [Failure(f"a.docx: chart {number}", "x", "y") for number in range(3)]
    assert extents(report(*parts, checked=(PART_OF_A,))) == (0, 0, 1)
    assert extents(
        report(*[Failure(f"c.html: part {number}", "x", "y") for number in range(3)], checked=(NOTHING_OF_C,))
    ) == (1, 0, 0)


@pytest.mark.parametrize("format", sorted(REPORTERS))
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app.html", "<div id=app></div><script>render()</script>"),
        ("pictures.html", "<html><body><img src='1.png'></body></html>"),
        ("quiet.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n"),
        ("figures.csv", "1,2\n"),
    ],
)
def test_no_format_says_that_there_is_nothing_to_change_in_what_was_not_read(
    format: str, name: str, text: str, tmp_path: Path, checker: Checker
) -> None:
    (tmp_path / name).write_text(text)
    told = checker.check_paths([tmp_path / name])
    assert told.failures
    shown = render(told, format, Style())
    assert "nothing to change" not in shown.lower()
    assert "1 document checked" not in shown


def test_a_clock_that_ran_out_says_that_only_a_part_was_checked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The pimp left.\n" * 20)
    told = Checker(Settings(limits=Limits(findings=3))).check_paths([tmp_path])
    assert checked(told).startswith("1 document partly checked: ")


def test_statistics_count_what_was_read() -> None:
    counted = tally(
        report(A_PART, NOT_READ, FOLDER, checked=(WHOLE, PART_OF_A, NOTHING_OF_C)), named=[Path()], months={}
    )
    assert (counted.whole.documents, counted.failures, counted.partly) == (2, 2, 1)
