"""The report for people, against golden files, exactly."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.model import (
    Excerpt,
    Failure,
    Finding,
    Level,
    Place,
    Region,
    Report,
    Source,
    Suggestion,
    Verdict,
)
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
def test_the_words_stand_in_brackets(checker: Checker, tmp_path: Path) -> None:
    """Also behind wide and combining characters."""
    path = tmp_path / "wide.txt"
    path.write_text("広島 cafe\u0301 pimp\n")
    assert render(checker.check_paths([path]), "text", Style()).splitlines()[2] == "   | 広島 caf\u00e9 [pimp]"


FIRST = """\
warning[en.trafficker.pimp]: "pimp" is stylish.
  --> a.txt: line 1, column 3
   | A [pimp] ran.
   = write:   trafficker; or: exploiter (if it is known)

warning[en.trafficker.pimp]: "pimp"
  --> a.txt: line 1, column 3
   | A [pimp] ran.
   = write:   trafficker; or: exploiter (if it is known)

warning[en.trafficker.pimp]: "pimp" is stylish.
  --> a.txt: line 1, column 3
   | A [pimp] ran.
   = write:   trafficker; or: exploiter (if it is known)
   = because: She was sold.

Why, and who says so: langcheck explain ENTRY
1 document checked: 3 warnings.
"""
SOURCE = "   = source:  An office: A guide, 2021\n"


@pytest.fixture
def one() -> Finding:
    return Finding(
        path="a.txt", entry="en.trafficker.pimp", category="trafficker-label", level=Level.WARNING, verdict=Verdict.FLAG,
        place=Place("line 1, column 3", 1, 3), block=0, region=Region(2, 6), found="pimp", message='"pimp" is stylish.',
        why="It plays down violence.", because="", context="own-words", excerpt=Excerpt("A pimp ran.", 2, 6),
        suggestions=(Suggestion("trafficker", Region(2, 6)), Suggestion("exploiter", Region(2, 6), when="if it is known")),
        sources=(Source("guide", "A guide", "An office", year="2021"),),
    )  # fmt: skip


def shown(finding: Finding, style: Style) -> str:
    """The report on two findings of an entry, and on one of the same in another context."""
    other = replace(finding, context="victim", because="She was sold.")
    return render(Report(findings=(finding, finding, other), documents=1), "text", style)


def test_why_is_told_once_and_again_where_there_is_another_reason(one: Finding) -> None:
    assert shown(one, Style()) == FIRST


def test_why_is_never_told(one: Finding) -> None:
    told = FIRST.replace(" is stylish.", "").replace("   = because: She was sold.\n", "")
    assert shown(one, Style(why="never")) == told


def test_why_is_always_told_in_full(one: Finding) -> None:
    told = FIRST.replace('"pimp"\n', '"pimp" is stylish.\n').replace(
        "\n\nwarning", "\n   = why:     It plays down violence.\n\nwarning"
    )
    told = told.replace("sold.\n\n", "sold.\n   = why:     It plays down violence.\n\n").replace(
        "Why, and who says so: langcheck explain ENTRY\n", ""
    )
    assert shown(one, Style(why="always")) == told


def test_sources_are_told_once_an_entry(one: Finding) -> None:
    assert shown(one, Style(sources=True)) == FIRST.replace("known)\n", f"known)\n{SOURCE}", 1)


def test_the_gravest_are_shown_and_the_rest_is_counted(one: Finding) -> None:
    grave = replace(one, level=Level.ERROR, found="a pimp")
    advice = replace(one, level=Level.ADVICE)
    report = Report(findings=(advice, one, grave, one), documents=1)
    text = render(report, "text", Style(why="never", most=2))
    assert [line for line in text.splitlines() if "[en." in line] == [
        'warning[en.trafficker.pimp]: "pimp"',
        'error[en.trafficker.pimp]: "a pimp"',
    ]
    assert "\n2 more findings are not shown: 1 warning, 1 advice. `langcheck check FILE` shows all of a file.\n" in text
    assert text.endswith("1 document checked: 1 error, 2 warnings, 1 advice.\n")
    assert "not shown" not in render(report, "text", Style(most=4))
    assert "\n1 more finding is not shown: 1 advice. " in render(report, "concise", Style(most=3))


def test_several_files_are_told_in_a_table_the_worst_first(one: Finding) -> None:
    findings = (one, replace(one, path="b\x1b.txt"), replace(one, path="b\x1b.txt", level=Level.ADVICE))
    text = render(Report(findings=findings, documents=30), "text", Style())
    assert text.split("\n\n")[-2:] == [
        "errors  warnings  advice  file\n     -         1       1  b\\x1b.txt\n     -         1       -  a.txt",
        "Why, and who says so: langcheck explain ENTRY\n30 documents checked: 2 warnings, 1 advice.\n",
    ]
    many = tuple(replace(one, path=f"{number:02}.txt") for number in range(22))
    assert "  19.txt\nand 2 more files\n\n" in render(Report(findings=many), "text", Style())


def test_concise_is_one_line_a_finding(one: Finding) -> None:
    report = Report(
        findings=(
            one,
            replace(
                one,
                place=Place("paragraph 3"),
                path="b.docx",
                suggestions=(Suggestion("x", Region(2, 6), when="if known"),),
            ),
            replace(one, suggestions=(), instead="Quote it."),
            replace(one, suggestions=(), found="a\n::b"),
        ),
        documents=2,
        notes=(("a.txt", "read as Windows-1252"),),
        failures=(Failure("a.pdf", "it cannot be read", "Copy the text."),),
    )
    assert render(report, "concise", Style(colour=True)) == (
        'a.txt:1:3: warning [en.trafficker.pimp] "pimp" -> trafficker\n'
        'b.docx: paragraph 3: warning [en.trafficker.pimp] "pimp" -> x (if known)\n'
        'a.txt:1:3: warning [en.trafficker.pimp] "pimp": Quote it.\n'
        'a.txt:1:3: warning [en.trafficker.pimp] "a\\x0a::b": "pimp" is stylish.\n'
        "a.txt: note: read as Windows-1252\n"
        "a.pdf: not checked: it cannot be read. Copy the text.\n"
        "2 documents checked: 4 warnings.\n\x1b[31m\x1b[22m1 file could not be checked.\x1b[0m\n"
    )


@pytest.mark.model
def test_a_page_of_findings_is_read_on_one_screen(checker: Checker) -> None:
    report = checker.check_paths([ROOT / "samples" / "report.docx"])
    assert len(report.findings) == 6
    assert len(render(report, "text", Style()).splitlines()) <= 40


def test_what_a_hook_says_of_five_full_files_is_read_on_one_screen(one: Finding) -> None:
    """The hook asks for --format concise and few findings."""
    findings = tuple(replace(one, path=f"{number}.txt") for number in range(5) for _ in range(16))
    text = render(Report(findings=findings, documents=5), "concise", Style(most=50))
    assert len(text.splitlines()) == 52


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
