"""Fingerprints with and without a key, and which key a redacted report takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from langcheck.baseline import load_baseline
from langcheck.fingerprints import fingerprint, key_from, key_of_this_run, new_key
from langcheck.model import KeySource, Report
from langcheck.redaction import redacted
from langcheck.reporters import OF_THIS_RUN, Style, render
from langcheck.reporters.sarif import FINGERPRINT, KEYED_FINGERPRINT
from tests.cli.test_cli import run
from tests.test_redaction import finding

SENTENCE = "Mara Okapi, 15, was called a child prostitute."
GUESSES = [
    f"{first} {last}, 15, was called a child prostitute" for first in ("Ada", "Mara") for last in ("Okapi", "Lane")
]
PLAIN = fingerprint("en.trafficker.pimp", SENTENCE)


def test_who_guesses_a_sentence_finds_it_by_a_plain_fingerprint_alone() -> None:
    key = key_of_this_run()
    guessed = {fingerprint("en.trafficker.pimp", guess) for guess in GUESSES}
    assert PLAIN in guessed
    assert key.of(PLAIN) not in guessed
    assert len(key.of(PLAIN)) == len(PLAIN)


def test_the_same_key_makes_the_same_fingerprints_and_another_one_others() -> None:
    text = new_key()
    one, again = key_from(text, KeySource.BASELINE), key_from(text, KeySource.SETTINGS)
    assert one.of(PLAIN) == again.of(PLAIN)
    assert len({key_from(key, KeySource.SETTINGS).of(PLAIN) for key in (text, text + " ", new_key(), "é" * 200)}) == 4
    assert key_of_this_run().of(PLAIN) != key_of_this_run().of(PLAIN)


def test_what_has_no_fingerprint_gets_none() -> None:
    assert key_of_this_run().of("") == ""


def test_a_key_is_not_shown_with_what_holds_it() -> None:
    """Such as in the message of a bug."""
    from langcheck.baseline import Baseline
    from langcheck.settings import Settings

    text = new_key()
    held = (key_from(text, KeySource.SETTINGS), Settings(fingerprint_key=text), Baseline(Path("a"), {}, key=text))
    secrets = (text, repr(key_from(text, KeySource.SETTINGS).secret))
    assert [item for item in held for secret in secrets if secret in repr(item)] == []


def test_findings_of_one_sentence_are_still_told_to_be_of_one() -> None:
    report = Report(findings=tuple(finding(path=path, fingerprint=PLAIN) for path in ("a.txt", "b.txt")))
    one, other = redacted(report).findings
    assert one.fingerprint == other.fingerprint != PLAIN


# --- which key -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(f"{SENTENCE}\n")
    return tmp_path


def told(folder: Path, *arguments: str) -> tuple[str, list[str]]:
    """With which key a redacted report says that it was made, and its fingerprints."""
    report = json.loads(run("check", "--redact", "--format", "json", *arguments, "a.txt", cwd=folder).stdout)
    return report["fingerprint_key"], [item["fingerprint"] for item in (*report["findings"], *report["known"])]


def plain(folder: Path) -> list[str]:
    report = json.loads(run("check", "--format", "json", "a.txt", cwd=folder).stdout)
    assert report["fingerprint_key"] == "none"
    return [item["fingerprint"] for item in report["findings"]]


@pytest.mark.model
def test_without_a_key_each_run_makes_its_own(folder: Path) -> None:
    one, other = told(folder), told(folder)
    assert one[0] == other[0] == "run"
    assert not set(one[1]) & {*other[1], *plain(folder)}


@pytest.mark.model
def test_the_key_of_the_settings_holds_from_run_to_run(folder: Path) -> None:
    (folder / "langcheck.toml").write_text(f'fingerprint-key = "{new_key()}"\n')
    one, other = told(folder), told(folder, "--no-cache")
    assert one == other
    assert one[0] == "settings"
    assert not set(one[1]) & set(plain(folder))


@pytest.mark.model
def test_the_key_of_the_baseline_holds_from_run_to_run(folder: Path) -> None:
    """Known findings stay known: a baseline knows them by their plain fingerprints."""
    assert run("baseline", "create", "--new-key", ".", cwd=folder).exit_code == 0
    one, other = (told(folder, "--baseline", "langcheck-baseline.json") for _ in range(2))
    assert one == other
    assert one[0] == "baseline"
    known = run("check", "--baseline", "langcheck-baseline.json", "--redact", "a.txt", cwd=folder)
    assert "1 known from the baseline." in known.stdout
    assert {line.fingerprint for line in load_baseline(folder / "langcheck-baseline.json").counts} == set(plain(folder))


@pytest.mark.model
def test_the_settings_come_before_the_baseline_and_a_baseline_without_a_key_gives_none(folder: Path) -> None:
    run("baseline", "create", ".", cwd=folder)
    assert told(folder, "--baseline", "langcheck-baseline.json")[0] == "run"
    run("baseline", "update", "--new-key", ".", cwd=folder)
    (folder / "langcheck.toml").write_text(f'fingerprint-key = "{new_key()}"\n')
    assert told(folder, "--baseline", "langcheck-baseline.json")[0] == "settings"


@pytest.mark.model
def test_the_key_of_a_baseline_stays_until_a_new_one_is_asked_for(folder: Path) -> None:
    def key() -> str:
        return load_baseline(folder / "langcheck-baseline.json").key

    run("baseline", "create", "--new-key", ".", cwd=folder)
    first = key()
    (folder / "b.txt").write_text("A pimp ran.\n")
    for line in (["update"], ["prune"], ["create", "--force"]):
        assert run("baseline", *line, ".", cwd=folder).exit_code == 0
        assert key() == first
    run("baseline", "update", "--new-key", ".", cwd=folder)
    assert key() not in ("", first)


# --- what reports say ----------------------------------------------------------------------------------------------


def redacted_with(source: KeySource) -> Report:
    key = key_of_this_run() if source is KeySource.RUN else key_from(new_key(), source)
    return redacted(Report(findings=(finding(fingerprint=PLAIN),)), key)


@pytest.mark.parametrize("source", [KeySource.SETTINGS, KeySource.BASELINE, KeySource.RUN])
def test_programs_are_told_with_which_key(source: KeySource) -> None:
    """And SARIF gives such a fingerprint a name of its own, so that no server compares it with a plain one."""
    report = redacted_with(source)
    assert json.loads(render(report, "json", Style()))["fingerprint_key"] == source.value
    assert json.loads(render(report, "jsonl", Style()).splitlines()[-1])["fingerprint_key"] == source.value
    (log,) = json.loads(render(report, "sarif", Style()))["runs"]
    assert log["properties"]["fingerprintKey"] == source.value
    assert [list(result["partialFingerprints"]) for result in log["results"]] == [[KEYED_FINGERPRINT]]
    (log,) = json.loads(render(Report(findings=(finding(fingerprint=PLAIN),)), "sarif", Style()))["runs"]
    assert [result["partialFingerprints"] for result in log["results"]] == [{FINGERPRINT: PLAIN}]


def test_a_redacted_report_prints_nothing_that_a_side_car_file_would_take_for_a_fingerprint() -> None:
    report = redacted_with(KeySource.RUN)
    text = render(report, "text", Style(show_fingerprints=True))
    assert "[[allow]]" not in text
    assert f"   = keyed:   {report.findings[0].fingerprint}\n" in text
    assert f"Fingerprints: {OF_THIS_RUN}.\n" in text


@pytest.mark.model
@pytest.mark.parametrize("format_", ["gitlab", "csv"])
def test_formats_that_have_no_place_for_it_leave_it_to_standard_error(format_: str, folder: Path) -> None:
    said = run("check", "--redact", "--format", format_, "a.txt", cwd=folder)
    assert said.stderr == f"langcheck: {OF_THIS_RUN}\n"
    (folder / "langcheck.toml").write_text(f'fingerprint-key = "{new_key()}"\n')
    assert run("check", "--redact", "--format", format_, "a.txt", cwd=folder).stderr == ""
