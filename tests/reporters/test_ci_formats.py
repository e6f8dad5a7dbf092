"""The reports for CI servers and other programs: golden files, schemas, and what each of them must keep apart."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from lxml import etree

from langcheck import __version__
from langcheck.changes import with_changes
from langcheck.checker import Checker
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Document, Failure, Finding, Level, Place, Region, Report, Suppressed, Suppression
from langcheck.redaction import redacted
from langcheck.reporters import NEEDS_DOCUMENTS, Style, render
from langcheck.reporters.fingerprints import unique_fingerprints
from langcheck.reporters.github import MOST, step_summary
from langcheck.rules import rules_for
from langcheck.settings import Settings
from tests.conftest import ROOT
from tests.reporters.test_html import hostile_report
from tests.reporters.test_text import golden
from tests.test_redaction import finding
from tests.word_files import paragraph, word_file

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text()))
URI = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]*)*")
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))

FORMATS = {
    "sarif": "sarif", "github": "txt", "gitlab": "gitlab.json", "junit": "junit.xml", "checkstyle": "checkstyle.xml",
    "rdjsonl": "rdjsonl", "csv": "csv", "jsonl": "jsonl",
}  # fmt: skip
all_formats = pytest.mark.parametrize("format_", FORMATS)

ASKED = Settings(
    select=("en.person.prostitute", "en.trafficker.pimp", "en.substance.addict", "en.rescue.rescue", "en.csam")
)
MEMO = (
    "At the café on Pier 4, two deputies met a man, a 15-year-old\r\nprostitute and an addict, who waited there for a car.\r\n"
    "The pimp left, and the pimp came back, 50% of the time: by car, by bus.\r\n"
    "Marta was an addict in 2019.\r\n"
    "They found child pornography.\r\n"
)


@pytest.fixture(scope="module")
def report(lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Texts and a Word file, one file that is not there, a finding that is known and one that is suppressed."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "été, #1").mkdir()
    (folder / "été, #1" / "memo.txt").write_bytes(MEMO.encode())
    (folder / "clean.txt").write_text("Nothing here.\n")
    (folder / "notes.docx").write_bytes(word_file(paragraph("Three women were rescued from a brothel by police.")))
    here = Path.cwd()
    os.chdir(folder)
    try:
        paths = [Path(name) for name in ("été, #1/memo.txt", "clean.txt", "notes.docx", "gone.pdf")]
        checked = with_changes(Checker(ASKED, lexicon=lexicon, keep_documents=True).check_paths(paths))
    finally:
        os.chdir(here)
    left_out = Suppression("en.csam", "The words of the complaint.", "été, #1/memo.txt", "line 5", "2026-12-31")
    is_known = [item.found == "addict" and item.place.line == 4 for item in checked.findings]
    is_suppressed = [item.found == "child pornography" for item in checked.findings]
    return replace(
        checked,
        findings=tuple(
            item for item, *moved in zip(checked.findings, is_known, is_suppressed, strict=True) if not any(moved)
        ),
        known=tuple(item for item, known in zip(checked.findings, is_known, strict=True) if known),
        suppressed=tuple(
            Suppressed(item, left_out) for item, moved in zip(checked.findings, is_suppressed, strict=True) if moved
        ),
        lexicon="2026.11",
        rules=rules_for([ASKED]),
    )


def rendered(report: Report, format_: str) -> str:
    return render(report, format_, Style())


@pytest.mark.model
@all_formats
def test_the_report_is_as_it_was_read_and_approved(format_: str, report: Report) -> None:
    text = rendered(report, format_).replace(f'"{__version__}"', '"VERSION"')
    assert text == golden(f"report-ci.{FORMATS[format_]}", text)


@pytest.mark.model
@all_formats
def test_the_same_report_gives_the_same_text(format_: str, report: Report) -> None:
    assert rendered(report, format_) == rendered(report, format_)


# --- SARIF -------------------------------------------------------------------------------------------------------


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(rendered(report, "sarif"))
    assert [error.message for error in SARIF.iter_errors(log)] == []
    (run,) = log["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert [uri for uri in uris(run) if not URI.fullmatch(uri)] == []
    return run  # type: ignore[no-any-return]


def uris(part: Any) -> Iterator[str]:
    """Every address in a log, which the schema's formats are not checked for."""
    if isinstance(part, dict):
        yield from (value for name, value in part.items() if name in ("uri", "helpUri"))
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from uris(inner)


@pytest.mark.model
def test_the_log_is_valid_and_its_rules_are_those_that_were_asked_about(report: Report, lexicon: Lexicon) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]
    asked = {entry.id for entry in lexicon.entries if ASKED.is_on(entry.id, entry.category, asked=entry.asked)}
    assert {rule["id"] for rule in rules} == asked
    assert len(rules) == len(asked) > 4


def test_the_schema_bites() -> None:
    log = json.loads(rendered(Report(findings=(finding(),)), "sarif"))
    log["runs"][0]["results"][0]["level"] = "advice"
    assert not SARIF.is_valid(log)


@pytest.mark.parametrize("made", [hostile_report(), redacted(hostile_report()), Report(), Report(documents=3)])
def test_a_log_of_anything_is_valid(made: Report) -> None:
    run_of(made)


def test_the_address_of_the_project_is_the_one_of_the_documentation() -> None:
    address = run_of(Report())["tool"]["driver"]["informationUri"]
    assert f"repo: {address} " in (ROOT / "docs" / "for-agencies.md").read_text()


def test_every_result_and_notification_has_a_region_with_a_line() -> None:
    """Servers refuse what has none; where a file has no lines, the place is told in words, too."""
    made = Report(
        findings=(
            finding(place=Place("slide 2", location={"slide": 2})),
            finding(place=Place("line 3", 3, 1, 3, 4, 9, 12)),
        ),
        failures=(Failure("a.docx", "the Word file is damaged", "Save it anew."),),
    )
    run = run_of(made)
    places = [item["locations"][0] for item in (*run["results"], *run["invocations"][0]["toolExecutionNotifications"])]
    assert [place["physicalLocation"]["region"]["startLine"] for place in places] == [1, 3, 1]
    assert places[0]["logicalLocations"][0]["fullyQualifiedName"] == "slide 2"


@pytest.mark.model
def test_regions_and_fixes_name_the_characters_of_the_file(report: Report) -> None:
    """Lines and columns lead to the found words; a fix with an article takes the old one away."""
    lines = MEMO.split("\r\n")
    fixed = {}
    for result in run_of(report)["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        if "startColumn" in region:
            line = lines[region["startLine"] - 1]
            words = line[region["startColumn"] - 1 : region["endColumn"] - 1]
            fixed[region["startLine"], words] = [made(line, fix) for fix in result.get("fixes", [])]
    assert set(fixed) == {(2, "prostitute"), (2, "addict"), (3, "pimp"), (4, "addict"), (5, "child pornography")}
    rest = "who waited there for a car."
    assert fixed[2, "prostitute"][0] == f"child sex trafficking victim and an addict, {rest}"
    assert fixed[2, "addict"][0] == f"prostitute and a person with an addiction, {rest}"


def made(line: str, fix: dict[str, Any]) -> str:
    """A line with a fix made in it."""
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    region = replacement["deletedRegion"]
    return line[: region["startColumn"] - 1] + replacement["insertedContent"]["text"] + line[region["endColumn"] - 1 :]


@pytest.mark.model
def test_what_is_known_or_suppressed_says_so(report: Report) -> None:
    """Without a baseline nothing is called new or unchanged."""
    results = run_of(report)["results"]
    assert Counter(result["baselineState"] for result in results) == {"new": len(results) - 1, "unchanged": 1}
    (suppressed,) = [result for result in results if "suppressions" in result]
    assert suppressed["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "The words of the complaint. (until 2026-12-31)"}
    ]
    assert not any("baselineState" in result for result in run_of(replace(report, known=()))["results"])


@pytest.mark.model
def test_a_failure_is_a_notification_and_the_run_is_not_called_a_success(report: Report) -> None:
    (invocation,) = run_of(report)["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("Not checked: ")
    whole = replace(report, failures=())
    assert run_of(whole)["invocations"][0]["executionSuccessful"] is True
    assert run_of(replace(whole, unreached=2))["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.txt", "a%20b.txt"),
        ("./a/été#1?.txt", "a/%C3%A9t%C3%A9%231%3F.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("100%.txt", "100%25.txt"),
        ("a\udcff.txt", "a%FF.txt"),
        ("/srv/a b.txt", "file:///srv/a%20b.txt"),
    ],
)
def test_a_path_becomes_a_uri(path: str, uri: str) -> None:
    (result,) = run_of(Report(findings=(finding(path=path),)))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) == (not path.startswith("/"))


def test_a_finding_that_no_rule_was_listed_for_has_one() -> None:
    run = run_of(Report(findings=(finding(entry="suppression.unused"), finding())))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["suppression.unused", "en.trafficker.pimp"]


# --- fingerprints ------------------------------------------------------------------------------------------------


def test_fingerprints_are_numbered_in_the_order_of_the_file() -> None:
    """Also when the first of them is known and so comes later in the report; another file begins anew."""
    second = finding(fingerprint="f", region=Region(30, 34))
    first = finding(fingerprint="f", region=Region(4, 8))
    elsewhere = finding(fingerprint="f", path="b.txt")
    assert unique_fingerprints([second, elsewhere, first]) == ["f:2", "f", "f"]


@pytest.mark.model
def test_gitlab_fingerprints_are_unique_and_stay_when_a_finding_becomes_known(report: Report) -> None:
    issues = json.loads(rendered(report, "gitlab"))
    before = [issue["fingerprint"] for issue in issues]
    assert len(set(before)) == len(before) > 4
    pimps = [item for item in report.findings if item.found == "pimp"]
    moved = replace(
        report,
        findings=tuple(item for item in report.findings if item is not pimps[0]),
        known=(*report.known, pimps[0]),
    )
    after = [issue["fingerprint"] for issue in json.loads(rendered(moved, "gitlab"))]
    assert set(after) < set(before)
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(issue["location"]["lines"]["begin"] >= 1 for issue in issues)


# --- GitHub ------------------------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^\r\n]*?)::(?P<message>[^\r\n]*)")


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The workflow commands of a log, unescaped as the runner does it."""
    for line in text.splitlines():
        if line.startswith("::"):
            seen = COMMAND.fullmatch(line)
            assert seen, line
            told = dict(part.split("=", 1) for part in seen["properties"].split(","))
            for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
                told = {key: value.replace(code, character) for key, value in told.items()}
            yield seen["name"], told, seen["message"].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(
    path=st.text(st.sampled_from("ab/,:%;=\n\r é\x1b"), min_size=1), words=st.text(st.sampled_from("ab:%,;\n\r\x1b"))
)
@settings(max_examples=200)
def test_a_command_survives_what_stands_in_names_and_words(path: str, words: str) -> None:
    """One line, one command; after unescaping the text is there, with control characters as codes."""
    text = rendered(Report(findings=(finding(path=f"x{path}", message=words),)), "github")
    ((_, told, message),) = commands(text)
    shown = re.sub(r"[\x00-\x1f]", lambda found: f"\\x{ord(found.group()):02x}", words)
    assert message == re.sub(r"\A:(?=:)", r"\\x3a", shown)
    assert set(told) == {"file", "line", "endLine", "col", "endColumn", "title"}
    assert told["title"] == "en.trafficker.pimp"


def many(level: Level, count: int, path: str) -> list[Finding]:
    made = [Place(f"line {line}, column 1", line, 1, line, 5, 0, 4) for line in range(1, count + 1)]
    return [finding(level=level, path=path, place=place) for place in made]


def test_annotations_are_capped_spread_over_files_and_the_rest_is_counted() -> None:
    report = Report(
        findings=(
            *many(Level.WARNING, 14, "a.txt"), *many(Level.WARNING, 3, "b.txt"), *many(Level.ERROR, 12, "b.txt"),
            *many(Level.ADVICE, 10, "c.txt"),
        ),
        failures=(Failure("d.pdf", "the file holds no text", "Check the document that was scanned."),),
        documents=3,
    )  # fmt: skip
    text = rendered(report, "github")
    told = list(commands(text))
    assert Counter(name for name, _, _ in told) == {"error": MOST, "warning": MOST, "notice": MOST}
    assert Counter(where.get("file") for name, where, _ in told if name == "warning") == {"a.txt": 7, "b.txt": 3}
    assert [told[0][1]["file"], told[0][1]["title"]] == ["d.pdf", "not checked"]
    assert told[-1] == (
        "notice",
        {"title": "langcheck"},
        "11 more, not shown as annotations: a.txt (7), b.txt (3), c.txt (1). The summary of the job lists them.",
    )
    assert text.splitlines()[-2] == "3 documents checked: 12 errors, 17 warnings, 10 advice."


def test_nothing_is_counted_twice_where_all_are_shown() -> None:
    text = rendered(Report(findings=tuple(many(Level.ERROR, MOST, "a.txt")), documents=1), "github")
    assert text.splitlines()[-1] == "1 document checked: 10 errors."


def test_a_range_over_lines_names_no_columns() -> None:
    place = Place("line 1, column 5", 1, 5, 2, 3, 4, 9)
    ((_, told, _),) = commands(rendered(Report(findings=(finding(place=place),)), "github"))
    assert told == {"file": "a.txt", "line": "1", "endLine": "2", "title": "en.trafficker.pimp"}


@pytest.mark.model
def test_the_summary_is_as_it_was_read_and_approved(report: Report) -> None:
    text = step_summary(report)
    assert text == golden("report-ci.md", text)


@pytest.mark.parametrize("limit", [0, 100, 400, 1000, 5000, 100_000])
def test_the_summary_keeps_within_its_limit(limit: int) -> None:
    """Whatever the text, in bytes; what is left out is counted, and the gravest is kept."""
    report = Report(findings=(*many(Level.WARNING, 100, "été.txt"), *many(Level.ERROR, 1, "a.txt")), documents=2)
    text = step_summary(report, limit=limit)
    assert len(text.encode()) <= limit
    if limit >= 1000:
        rows = [line for line in text.splitlines() if line.startswith(("| error", "| warning"))]
        assert rows[0].startswith("| error ")
        assert len(rows) == 101 or f"{101 - len(rows)} rows left out" in text


def test_a_cell_of_the_summary_stays_one_cell() -> None:
    hostile = finding(found="a | b\n<img src=x> [c](d) `e` **f**", path="x|y.txt", suggestions=())
    row = step_summary(Report(findings=(hostile,), documents=1)).splitlines()[6]
    assert row == (
        r"| warning | x\|y.txt\: line 1, column 5 | a \| b\\x0a&lt;img src=x&gt; \[c\]\(d\) \`e\` \*\*f\*\* |  | en.trafficker.pimp |"
    )


# --- XML ---------------------------------------------------------------------------------------------------------


def suites(text: str) -> dict[str, Element]:
    assert JUNIT.validate(etree.fromstring(text.encode())), JUNIT.error_log
    return {suite.attrib["name"]: suite for suite in fromstring(text.encode())}


@pytest.mark.model
def test_every_file_is_a_suite_and_a_clean_one_passes(report: Report) -> None:
    found = suites(rendered(report, "junit"))
    assert list(found) == ["été, #1/memo.txt", "clean.txt", "notes.docx", "gone.pdf"]
    counts = {name: tuple(suite.attrib[key] for key in ("tests", "failures", "errors", "skipped")) for name, suite in found.items()}  # fmt: skip
    assert counts == {
        "été, #1/memo.txt": ("6", "4", "0", "2"),
        "clean.txt": ("1", "0", "0", "0"),
        "notes.docx": ("1", "1", "0", "0"),
        "gone.pdf": ("1", "0", "1", "0"),
    }


@pytest.mark.parametrize("format_", ["junit", "checkstyle"])
@pytest.mark.parametrize("made", [hostile_report(), redacted(hostile_report()), Report(documents=1)])
def test_xml_is_well_formed_whatever_stands_in_a_document(format_: str, made: Report) -> None:
    text = rendered(made, format_)
    fromstring(text.encode())
    if format_ == "junit":
        suites(text)


@given(st.text(st.characters(), max_size=20))
@settings(max_examples=200)
def test_xml_holds_any_text(words: str) -> None:
    for format_ in ("junit", "checkstyle"):
        fromstring(
            rendered(
                Report(findings=(finding(message=f"{words}\ufffe\x00\ud800", path=f"a{words}"),)), format_
            ).encode()
        )


@pytest.mark.model
def test_checkstyle_holds_files_with_lines_where_there_are_lines(report: Report) -> None:
    root = fromstring(rendered(report, "checkstyle").encode())
    assert {error.attrib["severity"] for error in root.iter("error")} <= {"error", "warning", "info"}
    lined = {file.attrib["name"]: ["line" in error.attrib for error in file] for file in root}
    assert lined == {"été, #1/memo.txt": [True] * 4, "notes.docx": [False], "gone.pdf": [False]}


# --- reviewdog ---------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_columns_are_bytes_of_utf_8(report: Report) -> None:
    """The bytes between the positions are the words of the file."""
    raw = [line.encode() for line in MEMO.split("\r\n")]
    words = set()
    for line in rendered(report, "rdjsonl").splitlines():
        diagnostic = json.loads(line)
        there = diagnostic["location"].get("range")
        if there and there["start"]["line"] == there["end"]["line"]:
            source = raw[there["start"]["line"] - 1]
            words.add(source[there["start"]["column"] - 1 : there["end"]["column"] - 1].decode())
    assert words == {"prostitute", "addict", "pimp"}


def test_a_column_behind_wide_letters_counts_their_bytes() -> None:
    source = "𐐀é pimp\n"
    made = finding(place=Place("line 1, column 4", 1, 4, 1, 8, 3, 7))
    report = Report(findings=(made,), read=(Document("a.txt", "text", (), source),))
    there = json.loads(rendered(report, "rdjsonl"))["location"]["range"]
    assert there == {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 12}}


@pytest.mark.model
def test_a_redacted_report_names_whole_lines(report: Report) -> None:
    """A column in bytes would tell how long the letters before it are; and there is no document to count in."""
    for line in rendered(redacted(report), "rdjsonl").splitlines():
        diagnostic = json.loads(line)
        assert "suggestions" not in diagnostic
        assert "column" not in str(diagnostic["location"])


# --- tables and lines --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(cell: str) -> None:
    text = rendered(Report(findings=(finding(found=cell, path=cell, message=cell),)), "csv")
    (row,) = csv.DictReader(io.StringIO(text))
    for name in ("path", "words", "message"):
        assert row[name].startswith("'")


@pytest.mark.model
def test_a_row_says_what_became_of_a_finding(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(report, "csv"))))
    assert Counter(row["state"] for row in rows) == {"not checked": 1, "open": 5, "known": 1, "suppressed": 1}


@pytest.mark.model
def test_lines_hold_what_the_json_report_holds(report: Report) -> None:
    lines = [json.loads(line) for line in rendered(report, "jsonl").splitlines()]
    whole = json.loads(rendered(report, "json"))
    assert [{**line} for line in lines if line["type"] == "finding"] == [
        {"type": "finding", **item} for item in whole["findings"]
    ]
    assert (lines[-1]["type"], lines[-1]["summary"]) == ("summary", whole["summary"])
    assert Counter(line["type"] for line in lines) == {"failure": 1, "finding": 5, "known": 1, "suppressed": 1, "summary": 1}  # fmt: skip


# --- all of them -------------------------------------------------------------------------------------------------


@all_formats
def test_no_format_sends_a_control_character(format_: str) -> None:
    text = rendered(hostile_report(), format_)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    text.encode("utf-8")


@all_formats
def test_no_format_needs_what_it_was_not_given(format_: str) -> None:
    """A report whose documents, rules and changes were not kept is rendered all the same."""
    assert rendered(Report(findings=(finding(),), documents=1), format_).endswith("\n")
    assert {"sarif", "rdjsonl", "junit"} <= NEEDS_DOCUMENTS
