"""A document is a row, whatever it is; a row tells what a check tells, and redacted nothing of the document."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

import langcheck
from langcheck.archive.rows import Row, RowMaker
from langcheck.archive.stamps import stamp_of
from langcheck.checker import Checker
from langcheck.errors import ModelError, how_to_install
from langcheck.limits import DEFAULTS, Limits
from langcheck.model import Failure, Level, Report
from langcheck.redaction import redacted
from langcheck.settings import PathPattern, Settings
from tests.test_redacted_names import mail

pytestmark = pytest.mark.model

TEXT = "Mara Lund was found.\r\nA pimp ran."
MAKER = RowMaker(Settings())
NARROW = RowMaker(Settings(limits=Limits(text_megabytes=1, findings=2)))


def told(row: Row) -> tuple[str, str | None, int]:
    return row["status"], row["problem"], len(row["findings"])


def test_a_row_of_a_text_has_everything_that_a_person_needs() -> None:
    row = MAKER.of_text("a-1", TEXT.encode())
    assert row == {
        "id": "a-1",
        "status": "checked",
        "problem": None,
        "hint": None,
        "findings": [
            {
                "entry": "en.trafficker.pimp",
                "category": "trafficker-label",
                "level": "warning",
                "start": 24,
                "end": 28,
                "place": "line 2, column 3",
                "found": "pimp",
                "message": '"pimp" is a word that films and songs have made stylish.',
                "because": "These are the author's own words, not a quotation, a charge or an official name.",
                "instead": None,
                "suggestions": [
                    {"text": "person", "when": None, "safe": False, "start": 24, "end": 28},
                    {
                        "text": "trafficker",
                        "when": "if a court convicted this person of trafficking",
                        "safe": False,
                        "start": 24,
                        "end": 28,
                    },
                    {
                        "text": "An accused trafficker",
                        "when": "if this person is accused of trafficking",
                        "safe": False,
                        "start": 22,
                        "end": 28,
                    },
                    {
                        "text": "sexual exploiter",
                        "when": "if this person is known to exploit others",
                        "safe": False,
                        "start": 24,
                        "end": 28,
                    },
                ],
                "fingerprint": langcheck.check_text(TEXT).findings[0].fingerprint,
            }
        ],
        "suppressed": 0,
        "words": 7,
        "digest": hashlib.sha256(TEXT.encode()).hexdigest(),
        "lexicon": Checker().lexicon_version,
        "stamp": stamp_of(Settings()),
    }


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        (None, ("empty", None, 0)),
        (b"", ("empty", None, 0)),
        (b" \n\0", ("empty", None, 0)),
        (b"A pi\0mp ran.", ("checked", None, 1)),
        (b"A \0 pimp ran.", ("checked", None, 1)),
        ("\ud83d A pimp ran.".encode("utf-8", "surrogatepass"), ("checked", None, 1)),
        (b"caf\xe9: a pimp ran.", ("failed", "the text is not valid UTF-8", 0)),
    ],
)
def test_whatever_a_text_is_it_is_a_row(raw: bytes | None, row: tuple[str, str | None, int]) -> None:
    assert told(MAKER.of_text("a", raw)) == row


def test_offsets_count_code_points_of_the_text_as_it_was_given() -> None:
    text = "\U0001f600 \ud83d\r\nA pimp ran."
    [finding] = MAKER.of_text("a", text.encode("utf-8", "surrogatepass"))["findings"]
    assert text[finding["start"] : finding["end"]] == "pimp"


def test_a_text_beyond_a_limit_is_a_row_that_says_so() -> None:
    row = NARROW.of_text("a", b"x" * 1024 * 1024 + b"x")
    assert told(row) == ("failed", "the text is larger than 1 MB (limits.text-megabytes)", 0)
    assert row["hint"] == "Split it and check the parts, or raise limits.text-megabytes in langcheck.toml."


def test_as_many_findings_as_may_be_are_told_and_the_row_says_so() -> None:
    row = NARROW.of_text("a", b"A pimp ran.\n\n" * 3)
    problem = "the file has more than 2 findings (limits.findings), and the rest was not judged"
    assert told(row) == ("partly", problem, 2)


def test_a_bug_of_ours_is_a_row_without_a_word_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(TEXT)

    monkeypatch.setattr(Checker, "check_string", fail)
    row = MAKER.of_text("a", TEXT.encode())
    assert told(row) == ("failed", "this is our bug, not yours: ValueError", 0)
    assert "Lund" not in str(row)


def test_what_is_quoted_from_a_document_goes_and_the_command_that_installs_an_extra_stays() -> None:
    hint = how_to_install("pdf")
    row = MAKER.failed("a", Failure("", "there is no column called 'Jane Doe'", hint))
    assert (row["problem"], row["hint"]) == ("there is no column called [redacted]", hint)
    row = MAKER.failed("a", Failure("", "there is no such column", "Its columns are 'Jane Doe'."))
    assert row["hint"] == "Its columns are [redacted]."
    redacted_report = redacted(Report(failures=(Failure("a.pdf", "it is not installed", hint),)))
    assert redacted_report.failures[0].hint == hint


def test_a_missing_model_is_no_fault_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ModelError("the model is missing")

    monkeypatch.setattr(Checker, "check_string", fail)
    with pytest.raises(ModelError):
        MAKER.of_text("a", TEXT.encode())


def test_a_redacted_row_holds_no_word_of_the_document() -> None:
    row = RowMaker(Settings(), redact=True).of_text("a", TEXT.encode())
    assert [word for word in ("Mara", "Lund", "found.", "pimp ", "ran") if word in str(row)] == []
    assert (row["digest"], row["findings"][0]["fingerprint"], row["findings"][0]["found"]) == (None, None, None)


def test_with_a_key_redacted_rows_are_known_again_and_cannot_be_guessed() -> None:
    one, other = (RowMaker(Settings(fingerprint_key=key * 20), redact=True) for key in "xy")
    row = one.of_text("a", TEXT.encode())
    assert row["digest"] == one.digest(TEXT.encode()) != other.digest(TEXT.encode())
    assert row["digest"] != hashlib.sha256(TEXT.encode()).hexdigest()
    assert row["findings"][0]["fingerprint"] not in (None, langcheck.check_text(TEXT).findings[0].fingerprint)
    assert one.stamp != other.stamp


def test_a_file_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>A <b>pimp</b> ran.</p>")
    row = MAKER.of_file("a.html", path)
    assert (told(row), row["findings"][0]["start"], row["words"]) == (("checked", None, 1), 8, 3)


def test_a_row_says_which_part_of_a_file_was_not_checked(tmp_path: Path) -> None:
    """What somebody called the part is a word of the document."""
    path = tmp_path / "a.eml"
    path.write_bytes(mail(("application/msword", "Okapi.doc", "x")))
    row = MAKER.of_file("a.eml", path)
    assert told(row) == ("partly", "attachment [redacted]: langcheck cannot read .doc files yet", 0)


@pytest.mark.parametrize(
    ("name", "content", "status", "problem"),
    [
        ("a.txt", b"", "empty", "the file is empty"),
        ("a.docx", b"PK\x03\x04broken", "failed", "the Word file is damaged: it is not a whole .docx package"),
        ("gone.txt", None, "failed", "there is no such file"),
    ],
)
def test_whatever_a_file_is_it_is_a_row(
    name: str, content: bytes | None, status: str, problem: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert told(MAKER.of_file(name, tmp_path / name)) == (status, problem, 0)


def test_what_a_side_car_file_allows_is_not_found_and_changes_the_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A pimp ran.")
    before = MAKER.of_file("a.txt", path)
    (tmp_path / "a.txt.langcheck.toml").write_text('[[allow]]\nentry = "en.trafficker.pimp"\nbecause = "A name."\n')
    after = MAKER.of_file("a.txt", path)
    assert (len(before["findings"]), before["suppressed"]) == (1, 0)
    assert (len(after["findings"]), after["suppressed"]) == (0, 1)
    assert before["digest"] != after["digest"]


def test_a_side_car_file_that_cannot_be_read_costs_the_digest_and_no_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A pimp ran.")
    (tmp_path / "a.txt.langcheck.toml").mkdir()
    row = MAKER.of_file("a.txt", path)
    assert told(row) == ("partly", "the side-car file: this is not a regular file", 1)
    assert row["digest"] is None


def test_the_digest_is_of_the_bytes_that_were_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("All is well.")
    row = MAKER.of_file("a.txt", path, b"A pimp ran.")
    assert (len(row["findings"]), row["digest"]) == (1, hashlib.sha256(b"A pimp ran.").hexdigest())


@pytest.mark.parametrize(
    "settings",
    [
        Settings(ignore=("en.trafficker.pimp",)),
        Settings(min_level=Level.ERROR),
        Settings(jurisdiction="us-federal"),
        Settings(limits=replace(DEFAULTS, findings=2)),
    ],
)
def test_what_decides_about_a_row_changes_its_stamp(settings: Settings) -> None:
    assert stamp_of(settings) != stamp_of(Settings())


def test_what_decides_about_no_row_leaves_the_stamp() -> None:
    told = Settings(fail_on=Level.ERROR, exclude=(PathPattern("x"),), path=Path("/elsewhere/langcheck.toml"))
    assert stamp_of(told) == stamp_of(Settings())
    assert (
        len({stamp_of(told, format=name, redact=redact) for name in ("text", "html") for redact in (True, False)}) == 4
    )
