"""The report for programs: exactly as docs/json-output.md says, and valid by its schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from langcheck import __version__
from langcheck.checker import Checker, fingerprint
from langcheck.model import Failure, Report
from langcheck.reporters import Style, render
from langcheck.reporters.as_json import dumps
from tests.conftest import ROOT
from tests.word_files import paragraph, word_file

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text())


def rendered(report: Report) -> dict[str, object]:
    data: dict[str, object] = json.loads(render(report, "json", Style()))
    Draft202012Validator(SCHEMA).validate(data)
    return data


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.model
def test_a_finding_in_a_text_file(check: Callable[..., Report], lexicon: object) -> None:
    data = rendered(check("He said\nthat an underage prostitute left."))
    assert data["schema"] == "langcheck.report/1"
    assert data["tool"] == {"version": __version__, "lexicon": lexicon.version, "model": "en_core_web_sm 3.8.0"}  # type: ignore[attr-defined]
    assert (data["documents"], data["summary"]) == (1, {"error": 1, "warning": 0, "advice": 0})
    (finding,) = data["findings"]  # type: ignore[misc]
    assert list(finding) == [
        "path", "place", "line", "column", "end_line", "end_column", "offset", "end_offset", "location", "found", "entry",
        "category", "fingerprint", "level", "message", "why", "because", "suggestions", "instead", "sources",
    ]  # fmt: skip
    assert {key: finding[key] for key in list(finding)[:14] if key != "fingerprint"} == {
        "path": "test.text",
        "place": "line 2, column 9",
        "line": 2,
        "column": 9,
        "end_line": 2,
        "end_column": 28,
        "offset": 16,
        "end_offset": 35,
        "location": None,
        "found": "underage prostitute",
        "entry": "en.child.child-prostitute",
        "category": "child-label",
        "level": "error",
    }
    assert finding["fingerprint"] == fingerprint("en.child.child-prostitute", "that an underage prostitute left.")
    assert finding["suggestions"][0] == {
        "text": "a child sex trafficking victim",
        "when": "",
        "safe": False,
        "replaces": {"before": 3, "after": 0},
    }
    assert sorted(finding["sources"][0]) == ["id", "title", "url"]


@pytest.mark.model
def test_a_finding_in_a_word_file_has_a_place_and_no_offset(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(paragraph("A pimp.")))
    (finding,) = rendered(checker.check_paths([path]))["findings"]  # type: ignore[misc]
    assert (finding["place"], finding["line"], finding["offset"], finding["location"]) == (
        "paragraph 1", None, None, {"paragraph": 1},
    )  # fmt: skip


@pytest.mark.model
def test_what_was_left_alone_is_listed_with_its_context(check: Callable[..., Report]) -> None:
    data = rendered(check("He was convicted of pimping. A client came."))
    allowed = [(item["found"], item["verdict"], item["context"]) for item in data["allowed"]]  # type: ignore[attr-defined]
    assert allowed == [("pimping", "allow", "offence")]


def test_failures_and_notes_are_listed() -> None:
    data = rendered(Report(failures=(Failure("a", "b", "c"),), notes=(("d", "e"),)))
    assert data["failures"] == [{"path": "a", "problem": "b", "hint": "c"}]
    assert data["notes"] == [{"path": "d", "note": "e"}]


def test_the_output_is_ascii_so_that_any_pipe_can_carry_it() -> None:
    assert render(Report(notes=(("é\udcff", "“x”"),)), "json", Style()).isascii()


@pytest.mark.model
def test_the_example_in_the_documentation_is_real(checker: Checker, tmp_path: Path) -> None:
    """The finding that docs/json-output.md shows is what langcheck prints for the sentence it names."""
    page = (ROOT / "docs" / "json-output.md").read_text()
    shown = json.loads(page.split("```json\n")[1].split("```")[0])
    path = tmp_path / "narrative.txt"
    path.write_text(page.split("```text\n")[1].split("```")[0])
    report = json.loads(render(checker.check_paths([path]), "json", Style()))
    for item in (*report["findings"], *report["allowed"]):
        item["path"] = "narrative.txt"
    assert shown == report


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("bad\udcff\udcfe.md", r'"bad\\xff\\xfe.md"'),
        ("half \ud83d of a pair", r'"half \ufffd of a pair"'),
        ("a pair \U0001f600", r'"a pair \ud83d\ude00"'),
        (r"C:\udcff\u", r'"C:\\udcff\\u"'),
    ],
)
def test_names_that_are_no_text_do_not_spoil_the_report_for_strict_parsers(name: str, written: str) -> None:
    assert dumps(name) == written
