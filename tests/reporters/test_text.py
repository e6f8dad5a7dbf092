"""The report for people, against golden files, exactly."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.model import Failure, Report, Verdict
from langcheck.reporters import Style, render
from langcheck.reporters.text import printable
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"


def golden(name: str, text: str) -> str:
    """The golden file's text; LANGCHECK_GOLDEN=1 writes it anew, for a person to read in the diff."""
    path = GOLDEN / name
    if os.environ.get("LANGCHECK_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(checker: Checker) -> Report:
    """A report with findings of every level, words left alone, a note and a failure."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return checker.check_paths(
            [Path("samples/press-release.md"), Path("samples/report.docx"), Path("samples/gone.txt")]
        )
    finally:
        os.chdir(here)


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("plain.txt", Style()),
        ("allowed.txt", Style(show_allowed=True)),
        ("colour.txt", Style(colour=True)),
    ],
)
def test_the_report_is_as_it_was_read_and_approved(name: str, style: Style, report: Report) -> None:
    text = render(report, "text", style)
    assert text == golden(f"report-{name}", text)


@pytest.mark.model
def test_the_marker_stands_under_the_words(checker: Checker, tmp_path: Path) -> None:
    """Also behind wide and combining characters."""
    path = tmp_path / "wide.txt"
    path.write_text("広島 cafe\u0301 pimp\n")
    lines = render(checker.check_paths([path]), "text", Style()).splitlines()
    assert lines[3] == "   | 広島 caf\u00e9 pimp"
    assert lines[4] == "   | " + " " * 10 + "^^^^"


HOSTILE = "\x1b[31mred\x1b]0;title\x07 \u202etxt \x9b2J \r\n\u2028"


def test_control_and_direction_characters_are_shown_and_not_sent() -> None:
    assert printable(HOSTILE) == "\\x1b[31mred\\x1b]0;title\\x07 \\x202etxt \\x9b2J \\x0d\\x0a\\x2028"


@pytest.mark.model
def test_a_document_cannot_command_the_terminal(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "hostile\x1b[2J.txt"
    path.write_text("A \x1b[31m pimp \x1b[0m \x9b2J ran.\n")
    text = render(checker.check_paths([path]), "text", Style(show_allowed=True))
    assert "pimp" in text
    assert not any(character in text for character in "\x1b\x9b\x07\r")


def test_a_clean_report_says_what_was_checked() -> None:
    assert render(Report(documents=2, skipped=3), "text", Style()) == (
        "2 documents checked: nothing to change.\n3 files of other kinds passed over.\n"
    )


def test_a_failure_is_never_called_clean() -> None:
    report = Report(failures=(Failure("a.pdf", "langcheck cannot read .pdf files yet", "Copy the text."),))
    assert render(report, "text", Style()) == (
        "not checked: a.pdf: langcheck cannot read .pdf files yet\n   = Copy the text.\n\n"
        "Nothing was checked.\n1 file could not be checked.\n"
    )


def test_what_clauses_left_alone_is_counted_together(check: Callable[..., Report]) -> None:
    """However many contexts decided, the summary names the clauses once."""
    report = check("A pimp left.")
    (one,) = report.findings
    allowed = tuple(
        replace(one, verdict=Verdict.ALLOW, context=context) for context in ("sourced", "offence", "image-text")
    )
    last = render(replace(report, allowed=allowed), "text", Style()).splitlines()[-1]
    assert last == "Left alone: 2 by clauses of the entries, 1 charge or statute name."
