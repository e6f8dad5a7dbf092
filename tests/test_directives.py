"""Suppressions: what a directive allows and what it does not, and what is said of one that does nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from langcheck.batch import Batch
from langcheck.cache import Cache
from langcheck.checker import Checker, fingerprint
from langcheck.cli import cli as command
from langcheck.directives import MOST_DIRECTIVES, RULES, directives_of
from langcheck.files import list_files, side_car_of
from langcheck.fixing import choose_by_itself, fix_bytes, fix_file
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import CATEGORIES, NO_BLOCK, Level, Region, Report
from langcheck.redaction import redacted
from langcheck.reporters import Style, render
from langcheck.settings import Settings
from tests.conftest import ROOT, document, found
from tests.word_files import paragraph, word_file

TODAY = date(2026, 11, 22)
ALLOW = "langcheck: allow en.trafficker.pimp because it is a title"
Check = Callable[..., Report]


@pytest.fixture(scope="session")
def dated(lexicon: Lexicon) -> Checker:
    return Checker(lexicon=lexicon, today=TODAY)


@pytest.fixture(scope="session")
def run(dated: Checker) -> Check:
    def check(text: str, *, format: str = "text") -> Report:
        return dated.check_document(document(text, format=format))

    return check


def told(report: Report) -> list[str]:
    """Flagged words, and what is said of directives by its name."""
    return [finding.found if finding.block != NO_BLOCK else finding.entry for finding in report.findings]


def with_settings(lexicon: Lexicon, text: str, settings: Settings) -> list[str]:
    return told(Checker(settings, lexicon, today=TODAY).check_document(document(text)))


# --- where a directive holds -------------------------------------------------------------------------------------

UNUSED = "langcheck.unused-suppression"

SCOPES = [
    ("text", f"{ALLOW}\nThe pimp left.\n\nThe pimps came.\n", ["pimps"]),
    ("text", f"{ALLOW}\n\nThe pimp left.\n\nThe pimps came.\n", ["pimps"]),
    ("text", f"The pimp left.\n\n{ALLOW}\nThe pimps came.\n", ["pimp"]),
    ("text", f"  # {ALLOW}  \nThe pimp left.\n", []),
    ("text", f"// {ALLOW}\r\nThe pimp left.\r\n", []),
    ("text", f"; {ALLOW}\nThe pimp left.\n", []),
    ("text", f"% {ALLOW}\nThe pimp left.\n", []),
    ("text", f"L{ALLOW[1:]}\nThe pimp left.\n", []),
    ("text", f"> {ALLOW}\nThe pimp left.\n", ["pimp"]),
    ("text", f"We wrote {ALLOW}\n\nThe pimp left.\n", ["pimp"]),
    ("text", f"The pimp left.\n\n{ALLOW}\n", ["pimp", UNUSED]),
    ("text", f"{ALLOW}\n", [UNUSED]),
    ("text", "langcheck: allow en.trafficker in this file because so\nThe pimp left.\n\nThe pimps came.\n", []),
    ("text", "The pimps came.\n\nlangcheck: allow en.trafficker in this file because so\nThe pimp left.\n", []),
    ("markdown", f"<!-- {ALLOW} -->\nThe pimp left.\n\nThe pimps came.\n", ["pimps"]),
    ("markdown", f"<!-- {ALLOW} -->\n\nThe pimp left.\n", []),
    ("markdown", f"<!--\n{ALLOW.replace(' because', chr(10) + 'because')}\n-->\nThe pimp left.\n", []),
    ("markdown", f"The pimp left. <!-- {ALLOW} -->\n\nThe pimps came.\n", ["pimps"]),
    ("markdown", f"The pimp <!-- {ALLOW} --> left.\nAnother pimp came.\n\nThe pimps came.\n", ["pimps"]),
    ("markdown", f"The pimp left.\n<!-- {ALLOW} -->\n\nThe pimps came.\n", ["pimp"]),
    ("markdown", f"- The pimp left. <!-- {ALLOW} -->\n- The pimps came.\n", ["pimps"]),
    ("markdown", f"[//]: # ({ALLOW})\n\nThe pimp left.\n\nThe pimps came.\n", ["pimps"]),
    ("markdown", f'[//]: # "{ALLOW}"\n\nThe pimp left.\n', []),
    ("markdown", f"> The word.\n\n<!-- {ALLOW} -->\n\nThe pimp left.\n", []),
    ("markdown", f"```\n<!-- {ALLOW} -->\n```\n\nThe pimp left.\n", ["pimp"]),
    ("markdown", f"```\n[//]: # ({ALLOW})\n```\n\nThe pimp left.\n", ["pimp"]),
    ("markdown", f"    [//]: # ({ALLOW})\n\nThe pimp left.\n", ["pimp"]),
    ("markdown", f"`<!-- {ALLOW} -->`\n\nThe pimp left.\n", ["pimp"]),
    ("markdown", f"\\<!-- {ALLOW.replace('pimp', 'x')} -->\n\nThe pimp left.\n", ["pimp"]),
    ("markdown", f"# {ALLOW.replace('pimp', 'x')}\n\nThe pimp left.\n", ["pimp"]),
    ("markdown", f"<!-- see {ALLOW} -->\n\nThe pimp left.\n", ["pimp"]),
    (
        "markdown",
        "| a | b |\n|---|---|\n| The pimp left. | x <!-- " + ALLOW + " --> |\n| Pimps came. | x |\n",
        ["Pimps"],
    ),
    ("html", f"<!-- {ALLOW} -->\n<p>The pimp left.</p>\n<p>The pimps came.</p>\n", ["pimps"]),
    ("html", f"<p>The pimp left.</p> <!-- {ALLOW} -->\n<p>The pimps came.</p>\n", ["pimps"]),
    ("html", f"<p>The pimp\n<!-- {ALLOW} -->\nleft.</p>\n<p>The pimps came.</p>\n", ["pimps"]),
    ("html", f"<pre><code>&lt;!-- {ALLOW} --&gt;</code></pre>\n<p>The pimp left.</p>\n", ["pimp"]),
    ("html", f"<textarea><!-- {ALLOW} --></textarea>\n<p>The pimp left.</p>\n", ["pimp"]),
    ("html", f"<script><!-- {ALLOW} --></script>\n<p>The pimp left.</p>\n", ["pimp"]),
    ("html", f"<!{ALLOW}>\n<p>The pimp left.</p>\n", ["pimp"]),
    ("html", f"<head><!-- {ALLOW.replace(' because', ' in this file because')} --></head><p>The pimp left.</p>", []),
    ("latex", f"% {ALLOW}\nThe pimp left.\n\nThe pimps came.\n", ["pimps"]),
    ("latex", f"The pimp left. % {ALLOW}\n\nThe pimps came.\n", ["pimps"]),
    ("latex", f"The pimp \\% {ALLOW.replace('pimp', 'x')}\n\nThe pimps came.\n", ["pimp", "pimps"]),
    ("latex", f"\\begin{{verbatim}}\n% {ALLOW}\n\\end{{verbatim}}\nThe pimp left.\n", ["pimp"]),
    ("rst", f".. {ALLOW}\n\nThe pimp left.\n\nThe pimps came.\n", ["pimps"]),
    ("rst", f".. {ALLOW.replace(' because', chr(10) + '   because')}\n\nThe pimp left.\n", []),
    ("rst", f"::\n\n   .. {ALLOW}\n\nThe pimp left.\n", ["pimp"]),
    ("asciidoc", f"// {ALLOW}\nThe pimp left.\n\nThe pimps came.\n", ["pimps"]),
    ("asciidoc", f"= A title\n// {ALLOW.replace(' because', ' in this file because')}\n\nThe pimp left.\n", []),
    ("asciidoc", f"----\n// {ALLOW}\n----\n\nThe pimp left.\n", ["pimp"]),
]


@pytest.mark.model
@pytest.mark.parametrize(("format", "text", "left"), SCOPES)
def test_a_directive_holds_for_its_paragraph_or_the_next(run: Check, format: str, text: str, left: list[str]) -> None:
    """On a line with text for the paragraph there, else for the next; an example of a directive does nothing."""
    assert told(run(text, format=format)) == left


@pytest.mark.model
@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("langcheck: end allow en.trafficker", ["Pimps"]),
        ("langcheck: end allow en.trafficker.pimp", ["pimp", "pimps", "Pimps"]),
        ("", ["pimp", "pimps", "Pimps"]),
    ],
)
def test_a_stretch_has_a_beginning_and_an_end(run: Check, inside: str, left: list[str]) -> None:
    text = f"langcheck: begin allow en.trafficker because so\nThe pimp left.\n\nThe pimps came.\n\n{inside}\nPimps stayed.\n"
    report = run(text)
    assert [word for word in told(report) if not word.startswith("langcheck.")] == left
    ids = {finding.entry for finding in report.findings if finding.block == NO_BLOCK}
    assert ids == (set() if len(left) == 1 else {"langcheck.unclosed-suppression"})


@pytest.mark.model
def test_stretches_of_one_entry_may_stand_in_each_other(run: Check) -> None:
    begin, end = "langcheck: begin allow en.trafficker because {}", "langcheck: end allow en.trafficker"
    text = "\n".join([begin.format("a"), begin.format("b"), "The pimp left.", end, "Another pimp came.", end])
    assert told(run(text)) == []


# --- what a directive names --------------------------------------------------------------------------------------


@pytest.mark.model
@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("en.trafficker.pimp", []),
        ("en.trafficker", []),
        ("en.trafficker.", []),
        ("trafficker-label", []),
        ("en.traffick", ["pimp", "langcheck.unknown-entry-in-suppression"]),
        ("en.person", ["pimp", UNUSED]),
        ("en.trafficker.pimpp", ["pimp", "langcheck.unknown-entry-in-suppression"]),
        ("all", ["pimp", "langcheck.suppression-of-everything"]),
        ("en", ["pimp", "langcheck.suppression-of-everything"]),
        ("*", ["pimp", "langcheck.suppression-of-everything"]),
    ],
)
def test_an_entry_its_beginning_or_its_category_is_named(run: Check, entry: str, left: list[str]) -> None:
    assert told(run(f"langcheck: allow {entry} because it is a title\nThe pimp left.\n")) == left


@pytest.mark.model
@pytest.mark.parametrize(
    ("order", "left"),
    [
        ("because it is a title", []),
        ("because it is a title until 2026-11-22", []),
        ("until 2026-11-23 because it is a title", []),
        ("because it has stood there until now", []),
        ("because it is a title until 2026-11-21", ["pimp", "langcheck.expired-suppression"]),
        ("because it is a title until 22.11.2027", ["pimp", "langcheck.unreadable-suppression"]),
        ("because it is a title until 2027-02-30", ["pimp", "langcheck.unreadable-suppression"]),
        ("", ["pimp", "langcheck.suppression-without-reason"]),
        ("because", ["pimp", "langcheck.suppression-without-reason"]),
        ("because ...", ["pimp", "langcheck.suppression-without-reason"]),
        ("until 2027-01-01", ["pimp", "langcheck.suppression-without-reason"]),
        ("- it is a title", ["pimp", "langcheck.unreadable-suppression"]),
        (", en.child because it is a title", ["pimp", "langcheck.unreadable-suppression"]),
    ],
)
def test_a_directive_needs_a_reason_and_holds_until_its_date(run: Check, order: str, left: list[str]) -> None:
    """What does not suppress is a finding of its own, and the words count."""
    assert (
        told(run(f"<!-- langcheck: allow en.trafficker.pimp {order} -->\nThe pimp left.\n", format="markdown")) == left
    )


@pytest.mark.model
@pytest.mark.parametrize("order", ["ignore en.trafficker", "off", "alow en.trafficker because so", "disable", ""])
def test_a_comment_for_langcheck_in_another_form_is_a_finding(run: Check, order: str) -> None:
    report = run(f"<!-- langcheck: {order} -->\n<p>The pimp left.</p>\n", format="html")
    assert told(report) == ["pimp", "langcheck.unreadable-suppression"]


@pytest.mark.model
def test_a_finding_about_a_directive_says_where_and_what_to_do(run: Check) -> None:
    about = run("\n# langcheck: allow en.trafficker.pimpp because so\n").findings[0]
    assert (about.category, about.level, str(about.place)) == ("suppression", Level.WARNING, "line 2, column 3")
    assert about.because == 'Did you mean "en.trafficker.pimp"?'
    assert about.fingerprint == fingerprint(about.entry, about.found)


@pytest.mark.model
def test_the_last_part_of_an_entry_is_enough_for_a_hint(run: Check) -> None:
    assert 'Did you mean "en.trafficker.pimp"?' in run("langcheck: allow pimp because so\n").findings[0].because


def test_what_is_said_of_directives_is_well_formed() -> None:
    for rule in RULES:
        assert re.fullmatch(r"langcheck\.[a-z-]+", rule.id)
        assert rule.category in CATEGORIES
        assert "{entry}" in rule.message
        assert rule.why
        assert rule.help
    page = (ROOT / "docs" / "suppressions.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (langcheck\.\S+) \| (\w+) \|", page, re.MULTILINE) == [(r.id, str(r.level)) for r in RULES]


# --- what was asked about ----------------------------------------------------------------------------------------

NOT_HERE = "langcheck: allow {} because it is a title\nNothing is here.\n"


@pytest.mark.model
@pytest.mark.parametrize(
    ("entry", "settings", "left"),
    [
        ("en.trafficker.pimp", Settings(), [UNUSED]),
        ("en.child", Settings(), [UNUSED]),
        ("en.trafficker.pimp", Settings(ignore=("en.trafficker",)), []),
        ("trafficker-label", Settings(ignore=("en.trafficker.pimp",)), []),
        ("en.trafficker.pimp", Settings(select=("en.child", "langcheck")), []),
        ("en.trafficker.pimp", Settings(select=("en.trafficker", "langcheck")), [UNUSED]),
        ("en.trafficker.pimp", Settings(select=("en.trafficker", "suppression")), [UNUSED]),
        ("en.trafficker.pimp", Settings(select=("en.trafficker",)), []),
        ("en.trafficker.pimp", Settings(ignore=(UNUSED,)), []),
        ("en.trafficker.pimp", Settings(ignore=("suppression",)), []),
        ("en.trafficker.pimp", Settings(min_level=Level.WARNING), [UNUSED]),
        ("en.trafficker.pimp", Settings(min_level=Level.ERROR), []),
    ],
)
def test_an_unused_directive_is_told_where_its_entry_was_asked_about(
    lexicon: Lexicon, entry: str, settings: Settings, left: list[str]
) -> None:
    assert with_settings(lexicon, NOT_HERE.format(entry), settings) == left


@pytest.mark.model
def test_an_entry_that_no_check_asks_about_is_not_called_unused(lexicon: Lexicon) -> None:
    entry = next(entry for entry in lexicon.entries if not entry.asked)
    assert with_settings(lexicon, NOT_HERE.format(entry.id), Settings()) == []
    selected = Settings(select=(entry.id, "langcheck"))
    assert with_settings(lexicon, NOT_HERE.format(entry.id), selected) == [UNUSED]


@pytest.mark.model
def test_a_directive_is_used_by_words_below_the_level_of_the_report(lexicon: Lexicon) -> None:
    """Whether it is used does not change with --min-level, and what is not reported is not counted as suppressed."""
    checker = Checker(Settings(min_level=Level.ERROR, ignore=()), lexicon, today=TODAY)
    report = checker.check_document(document(f"{ALLOW}\nThe pimp left.\n"))
    assert (report.findings, report.suppressed) == ((), ())


@pytest.mark.model
def test_words_that_are_left_alone_do_not_use_a_directive(run: Check) -> None:
    assert told(run(f'{ALLOW}\n"The pimp left," she said.\n')) == [UNUSED]


# --- what is kept of the suppressed ------------------------------------------------------------------------------


@pytest.mark.model
def test_a_suppressed_finding_keeps_its_reason_and_place(run: Check) -> None:
    (item,) = run(f"{ALLOW} until 2026-12-31\nThe pimp left.\n").suppressed
    assert (item.finding.found, item.finding.place.line) == ("pimp", 2)
    by = item.suppression
    assert (by.entry, by.reason, by.until) == ("en.trafficker.pimp", "it is a title", "2026-12-31")
    assert (by.path, by.place, by.is_side_car) == ("test.text", "line 1, column 1", False)


@pytest.mark.model
def test_a_clean_file_with_a_directive_is_not_skimmed_away(lexicon: Lexicon, tmp_path: Path) -> None:
    """Nothing else in the file would be looked at, and the directive is unused all the same."""
    path = tmp_path / "a.txt"
    path.write_text("langcheck: allow en.trafficker.pimp because so\nNothing is here.\n")
    assert told(Checker(lexicon=lexicon).check_paths([path])) == [UNUSED]


@pytest.mark.model
def test_a_thousand_directives_are_read_and_the_rest_is_told(dated: Checker) -> None:
    many = document(
        "langcheck: allow en.trafficker in this file because so\n" * (MOST_DIRECTIVES + 5) + "The pimp left.\n"
    )
    assert told(dated.check_document(many)) == ["langcheck.unreadable-suppression"]


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
@pytest.mark.parametrize(
    "line", ["langcheck: allow" + " " * 90_000 + "x", " " * 90_000 + "langcheck: allo", "#" * 90_000]
)
def test_a_long_line_ends(format: str, line: str) -> None:
    """A pattern that goes back over such a line again and again would take longer than anybody waits."""
    text = f"{line}\nangcheck:\n<!--langcheck: {line}-->\n\n[//]: # ({line})\n"
    directives, _ = directives_of(document(text, format=format))
    assert {directive.entry for directive in directives} <= {"x"}


# --- the rest of the document ------------------------------------------------------------------------------------

LINE = st.sampled_from(
    [
        "",
        "The pimp left the house by the back door and was seen",
        "again at noon.",
        "- a point on a list",
        "> a line of a mail",
        "A heading",
        "    indented by four",
        "He said:",
    ]
)


@given(st.lists(LINE, min_size=1, max_size=12), st.integers(0, 12), st.sampled_from(["\n", "\r\n"]))
def test_a_text_reads_as_if_the_directive_were_not_there(lines: list[str], at: int, end: str) -> None:
    """Every paragraph is the same, and stands where it stood but for the directive's own line."""
    at = min(at, len(lines))
    if not "".join(lines).strip():
        return
    order = f"# {ALLOW}{end}"
    start = sum(len(line) + len(end) for line in lines[:at])
    without = document(end.join([*lines, ""]))
    added = document("".join([*(line + end for line in lines[:at]), order, *(line + end for line in lines[at:])]))
    assert [(block.text, block.role) for block in added.blocks] == [
        (block.text, block.role) for block in without.blocks
    ]
    for one, other in zip(without.blocks, added.blocks, strict=True):
        for offset, character in enumerate(one.text):
            if character != " ":
                here, there = (
                    one.source_region(Region(offset, offset + 1)),
                    other.source_region(Region(offset, offset + 1)),
                )
                assert there.start == here.start + (len(order) if here.start >= start else 0)
    assert [comment.text for comment in added.comments] == [ALLOW]


PARTS = st.lists(
    st.sampled_from(["The pimp left.", "# A heading", "- a point", "> a quotation", "A *strong* word."]), min_size=1
)


@given(PARTS, st.integers(0, 5), st.sampled_from([f"<!-- {ALLOW} -->", f"[//]: # ({ALLOW})"]))
def test_a_page_reads_as_if_the_directive_were_not_there(parts: list[str], at: int, order: str) -> None:
    at = min(at, len(parts))
    without = document("\n\n".join(parts), format="markdown")
    added = document("\n\n".join([*parts[:at], order, *parts[at:]]), format="markdown")
    assert [(block.text, block.role) for block in added.blocks] == [
        (block.text, block.role) for block in without.blocks
    ]
    assert [added.source[comment.region.start : comment.region.end] for comment in added.comments] == [order]  # type: ignore[index]


# --- side-car files ----------------------------------------------------------------------------------------------


def docx(folder: Path, *paragraphs: str, toml: str | None = None) -> Path:
    path = folder / "report.docx"
    path.write_bytes(word_file("".join(map(paragraph, paragraphs))))
    if toml is not None:
        side_car_of(path).write_text(toml, encoding="utf-8")
    return path


PIMP = '[[allow]]\nentry = "en.trafficker.pimp"\nbecause = "It is a title."\n'


@pytest.mark.model
@pytest.mark.parametrize(
    ("toml", "left"),
    [
        (PIMP, []),
        (f"{PIMP}until = 2026-11-22\n", []),
        (f'{PIMP}until = "2026-11-22"\n', []),
        (f'{PIMP}words = "Pimps"\n', ["pimp"]),
        (f'{PIMP}words = "other"\n', ["pimp", "pimps", UNUSED]),
        (f'{PIMP}fingerprint = "{fingerprint("en.trafficker.pimp", "The pimp left.")}"\n', ["pimps"]),
        (f'{PIMP}fingerprint = "{fingerprint("en.trafficker.pimp", "The pimp stayed.")}"\n', ["pimp", "pimps", UNUSED]),
        (f"{PIMP}until = 2026-11-21\n", ["pimp", "pimps", "langcheck.expired-suppression"]),
        ('[[allow]]\nentry = "en.trafficker.pimp"\n', ["pimp", "pimps", "langcheck.suppression-without-reason"]),
        ('[[allow]]\nentry = "all"\nbecause = "x"\n', ["pimp", "pimps", "langcheck.suppression-of-everything"]),
        ("", ["pimp", "pimps"]),
    ],
)
def test_a_side_car_file_allows_words_of_its_document(
    dated: Checker, tmp_path: Path, toml: str, left: list[str]
) -> None:
    report = dated.check_file(docx(tmp_path, "The pimp left.", "The pimps came.", toml=toml))
    assert told(report) == left
    assert report.failures == ()
    assert {finding.path for finding in report.findings if finding.block == NO_BLOCK} <= {
        str(tmp_path / "report.docx.langcheck.toml")
    }
    assert all(item.suppression.is_side_car and item.suppression.place == "allow 1" for item in report.suppressed)


@pytest.mark.model
@pytest.mark.parametrize(
    ("toml", "problem", "hint"),
    [
        ("[[allow]\n", "the file is not valid TOML", "Mend the line it names."),
        (f'{PIMP}becuase = "x"\n', "allow 1 holds 'becuase'", "Did you mean 'because'?"),
        ('[[alow]]\nentry = "x"\n', "it holds 'alow'", "Each exception is [[allow]]"),
        ('[[allow]]\nbecause = "x"\n', "allow 1 names no entry", "Each exception is [[allow]]"),
        (f"{PIMP}words = 3\n", "words of allow 1 is not text", "Write it in quotation marks."),
        ("allow = 3\n", "allow is not a list of tables", "Each exception is [[allow]]"),
        ("x = " + "[" * 5000, "", ""),
    ],
)
def test_a_side_car_file_that_cannot_be_used_is_a_failure(
    dated: Checker, tmp_path: Path, toml: str, problem: str, hint: str
) -> None:
    """It allows nothing, and the words count."""
    report = dated.check_file(docx(tmp_path, "The pimp left.", toml=toml))
    assert found(report) == ["pimp"]
    (failure,) = report.failures
    assert failure.path.endswith("report.docx.langcheck.toml")
    assert failure.problem.startswith(problem)
    assert failure.hint.startswith(hint)


def test_side_car_files_are_neither_documents_nor_other_files(tmp_path: Path) -> None:
    path = docx(tmp_path, "Words.", toml=PIMP)
    assert list_files([tmp_path], lambda _: Settings()) == ([path], [], 0, [])
    assert list_files([side_car_of(path)], lambda _: Settings()) == ([path], [], 0, [])


def test_a_side_car_file_without_its_document_is_a_failure(tmp_path: Path) -> None:
    path = docx(tmp_path, "Words.", toml=PIMP)
    lost = tmp_path / "gone.docx.langcheck.toml"
    lost.write_text(PIMP)
    for named in (tmp_path, lost):
        files, failures, skipped, _ = list_files([named], lambda _: Settings())
        assert [failure.path for failure in failures] == [str(lost)]
        assert (files, skipped) == ([path] if named is tmp_path else [], 0)


@pytest.mark.model
def test_the_cache_does_not_know_better_than_a_side_car_file(tmp_path: Path) -> None:
    """Neither one that is new nor one that is gone is passed over because the document was checked before."""
    path = docx(tmp_path, "The pimp left.")
    cache = Cache(tmp_path / "cache.sqlite3")

    def check() -> list[str]:
        return told(Batch(Settings(), lambda _: Settings(), cache=cache).check([path]))

    assert check() == ["pimp"]
    side_car_of(path).write_text(PIMP)
    assert check() == []
    side_car_of(path).unlink()
    assert check() == ["pimp"]


@pytest.mark.model
def test_a_clean_text_has_a_side_car_file_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Nothing is here.\n")
    side_car_of(path).write_text(PIMP)
    assert told(Batch(Settings(), lambda _: Settings()).check([path])) == [UNUSED]


@pytest.mark.model
def test_a_document_with_directives_is_not_kept_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another day they may have expired."""
    path = tmp_path / "a.txt"
    path.write_text(f"{ALLOW} until 2026-11-22\nThe pimp left.\n")
    cache = Cache(tmp_path / "cache.sqlite3")
    for day, left in ((22, []), (23, ["pimp", "langcheck.expired-suppression"])):
        monkeypatch.setattr("langcheck.checker._today", lambda day=day: date(2026, 11, day))
        assert told(Batch(Settings(), lambda _: Settings(), cache=cache).check([path])) == left


# --- fix and review ----------------------------------------------------------------------------------------------

OLD, NEW = "child pornography", "child sexual abuse material"


@pytest.mark.model
def test_fix_leaves_suppressed_words(dated: Checker) -> None:
    order = "langcheck: allow csam because it is the name of a form"
    text = f"{order}\nHe filed child pornography.\n\nHe kept child pornography.\n"
    fixed = fix_bytes(text.encode(), name="a.txt", format="text", checker=dated, choose=choose_by_itself())
    assert fixed.after == f"{order}\nHe filed {OLD}.\n\nHe kept {NEW}.\n"
    assert told(fixed.report) == []


@pytest.mark.model
def test_fix_is_not_stopped_by_what_is_said_of_directives(dated: Checker) -> None:
    text = f"langcheck: allow en.child because so\nHe kept {OLD}. Nothing else.\n\nlangcheck: allow slang\n"
    fixed = fix_bytes(text.encode(), name="a.txt", format="text", checker=dated, choose=choose_by_itself(unsafe=True))
    assert fixed.after == text.replace(OLD, NEW)
    assert told(fixed.report) == [UNUSED, "langcheck.suppression-without-reason"]


@pytest.mark.model
def test_fix_reads_the_side_car_file(dated: Checker, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"He kept {OLD}.\n")
    side_car_of(path).write_text('[[allow]]\nentry = "csam"\nbecause = "The name of a form."\n')
    assert fix_file(path, checker=dated, choose=choose_by_itself()).changes == ()
    side_car_of(path).unlink()
    assert len(fix_file(path, checker=dated, choose=choose_by_itself()).changes) == 1


@pytest.mark.model
def test_review_writes_no_comment_at_suppressed_words(tmp_path: Path) -> None:
    path = docx(
        tmp_path, "The pimp left.", "The pimps came.", toml=f'{PIMP}words = "pimp"\n{PIMP.replace(".pimp", ".john")}'
    )
    done = CliRunner().invoke(command, ["review", str(path)])
    assert ": 1 comment" in done.output


# --- reports -----------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_the_text_report_counts_the_suppressed_and_lists_them_when_asked(run: Check) -> None:
    report = run(f"{ALLOW} until 2026-12-31\nThe pimp left.\n")
    assert render(report, "text", Style()) == "1 document checked: nothing to change.\n1 suppressed.\n"
    listed = render(report, "text", Style(show_allowed=True))
    assert listed.startswith(
        "suppressed[en.trafficker.pimp]: it is a title (until 2026-12-31)\n  --> test.text: line 2, "
    )
    assert "   = by:      test.text: line 1, column 1\n" in listed


@pytest.mark.model
@pytest.mark.parametrize("format", ["json", "html"])
def test_the_other_reports_hold_suppressions_and_what_is_said_of_them(run: Check, format: str) -> None:
    report = run(f"{ALLOW}\nThe pimp left.\n\nlangcheck: allow slang\n")
    text = render(report, format, Style())
    for part in (
        "it is a title",
        "langcheck.suppression-without-reason" if format == "json" else "There is no reason why",
    ):
        assert part in text
    if format == "json":
        schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(json.loads(text))


@pytest.mark.model
@pytest.mark.parametrize("format", ["json", "html", "text"])
def test_a_redacted_report_has_no_word_of_a_directive(run: Check, format: str) -> None:
    report = run(
        "langcheck: allow en.trafficker.pimp because Qzxv asked\nThe pimp left.\n\n"
        "langcheck: allow qzxv because Qzxv asked\n\nlangcheck: ignore Qzxv\n\n"
        "langcheck: allow slang because so until Qzxv1\n"
    )
    assert len(report.suppressed) == 1
    assert len(report.findings) == 3
    assert "qzxv" not in render(redacted(report), format, Style(show_allowed=True, show_fingerprints=True)).casefold()


@pytest.mark.model
def test_what_the_report_prints_can_be_copied_to_the_side_car_file(tmp_path: Path) -> None:
    path = docx(tmp_path, "The pimp left.", "The pimp came.")
    output = CliRunner().invoke(command, ["check", "--show-fingerprints", str(path)]).output
    stanza = output.split("= allow:", 1)[1].split("\n\n", 1)[0]
    lines = [line.strip() for line in stanza.splitlines()]
    side_car_of(path).write_text("\n".join(lines).replace('because = ""', 'because = "It is a title."'))
    report = Checker().check_file(path)
    assert [finding.place.label for finding in report.findings] == ["paragraph 2"]
    assert len(report.suppressed) == 1


@pytest.mark.model
@pytest.mark.parametrize(("toml", "code"), [(PIMP, 0), (PIMP.replace("It is a title.", ""), 1), ("[[allow]", 2)])
def test_the_exit_code_tells_of_suppressions(tmp_path: Path, toml: str, code: int) -> None:
    path = docx(tmp_path, "The pimp left.", toml=toml)
    assert CliRunner().invoke(command, ["check", str(path)]).exit_code == code


# --- the page about it -------------------------------------------------------------------------------------------

EXAMPLES = re.findall(
    r"```(markdown|html|text|toml)\n(.*?)```",
    (ROOT / "docs" / "suppressions.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


@pytest.mark.model
@pytest.mark.parametrize(("format", "text"), EXAMPLES)
def test_the_examples_of_the_page_do_what_it_says(
    dated: Checker, run: Check, tmp_path: Path, format: str, text: str
) -> None:
    if format == "toml":
        report = dated.check_file(docx(tmp_path, "The pimp left.", toml=text))
    else:
        report = run(text, format=format)
    assert told(report) == []
    assert report.failures == ()
    assert report.suppressed


@pytest.mark.model
def test_the_fingerprint_that_the_page_shows_is_one_of_a_sentence() -> None:
    page = (ROOT / "docs" / "suppressions.md").read_text(encoding="utf-8")
    assert fingerprint("en.trafficker.pimp", "The pimp left the house.") in page
