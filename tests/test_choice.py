"""Fields that are chosen, files that need a choice, and parts that could not be read, through the checker and command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from langcheck.checker import Checker
from langcheck.cli import cli as command
from langcheck.errors import SettingsError
from langcheck.lexicon.lexicon import Lexicon
from langcheck.settings import Settings
from langcheck.settings.finder import SettingsFinder

MAIL = (
    "Subject: Of the town\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=p\n\n--p\n\nThe town is small.\n"
    "--p\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.wpd\n\nx\n--p--\n"
)


def test_files_that_need_a_choice_are_passed_over_in_folders(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "a.json").write_text('{"narrative": "The town is small."}')
    (tmp_path / "a.txt").write_text("The town is small.")
    without = Checker(lexicon=lexicon).check_paths([tmp_path])
    assert (without.documents, without.skipped, without.failures) == (1, 1, ())
    chosen = Checker(Settings(fields=("narrative",)), lexicon=lexicon).check_paths([tmp_path])
    assert (chosen.documents, chosen.skipped, chosen.failures) == (2, 0, ())


def test_a_file_that_needs_a_choice_fails_when_it_is_named(tmp_path: Path, lexicon: Lexicon) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("narrative: The town is small.")
    (failure,) = Checker(lexicon=lexicon).check_paths([path]).failures
    assert (failure.problem, failure.hint) == (
        "nothing says which of its fields hold prose",
        "Say which fields hold prose: --field narrative",
    )


def test_what_was_not_read_of_a_message_is_a_failure(tmp_path: Path, lexicon: Lexicon) -> None:
    path = tmp_path / "a.eml"
    path.write_text(MAIL)
    report = Checker(lexicon=lexicon).check_paths([path])
    assert report.documents == 1
    assert [(failure.path, failure.problem) for failure in report.failures] == [
        (f'{path}: attachment "a.wpd"', "langcheck cannot read .wpd files yet")
    ]


@pytest.mark.model
def test_the_command_reads_the_fields_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"id": "a pimp", "narrative": "A pimp ran."}')
    result = CliRunner().invoke(command, ["check", "--format", "json", "--field", "narrative", str(path)])
    (finding,) = json.loads(result.output)["findings"]
    assert finding["place"] == "field narrative, line 1, column 34"


def test_fields_are_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "langcheck.toml"
    path.write_text('fields = ["report.narrative"]\ncolumns = ["Narrative"]\n')
    settings = SettingsFinder().of(tmp_path)
    assert (settings.fields, settings.columns) == (("report.narrative",), ("Narrative",))
    path.write_text('fields = "narrative"\n')
    with pytest.raises(SettingsError):
        SettingsFinder().of(tmp_path)
