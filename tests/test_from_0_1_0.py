"""What version 0.1.0 wrote stays valid: a baseline, a side-car file, settings, and the fingerprints of reports.

The files in from_0_1_0/ were written by that version (commit 3d690a2), or by hand after what it printed; their texts are made up.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from langcheck.baseline import dump, load_baseline
from langcheck.checker import Checker
from langcheck.settings.files import read_settings_file
from langcheck.side_car import load_side_car
from tests.cli.test_cli import run
from tests.conftest import ROOT

WRITTEN = ROOT / "tests" / "from_0_1_0"
TOLD: dict[str, Any] = json.loads((WRITTEN / "told.json").read_text(encoding="utf-8"))
BASELINE = "langcheck-baseline.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy without the settings, which a test may take on."""
    shutil.copytree(WRITTEN, tmp_path / "old", ignore=shutil.ignore_patterns("langcheck.toml", "told.json"))
    return tmp_path / "old"


def test_a_baseline_is_read_and_written_as_it_was() -> None:
    """To the byte: it gets no key until somebody asks for one."""
    text = (WRITTEN / BASELINE).read_text(encoding="utf-8")
    assert dump(load_baseline(WRITTEN / BASELINE)) == text


@pytest.mark.model
def test_what_a_baseline_knows_stays_known(folder: Path) -> None:
    done = run("check", "--baseline", BASELINE, "drafts", cwd=folder)
    assert (done.exit_code, done.stdout) == (
        0,
        "2 documents checked: nothing to change.\nLeft alone: 1 charge or statute name.\n6 known from the baseline.\n",
    )


@pytest.mark.model
@pytest.mark.parametrize("verb", ["create --force", "update", "prune"])
def test_a_baseline_that_is_brought_up_to_date_is_the_same(verb: str, folder: Path) -> None:
    before = (folder / BASELINE).read_bytes()
    assert run("baseline", *verb.split(), "drafts", cwd=folder).exit_code == 0
    assert (folder / BASELINE).read_bytes() == before


@pytest.mark.model
def test_a_baseline_with_a_new_key_knows_the_same(folder: Path) -> None:
    """0.1.0 reads it, too: it passes over what it does not know beside the findings."""
    before = load_baseline(folder / BASELINE)
    assert run("baseline", "update", "--new-key", "drafts", cwd=folder).exit_code == 0
    after = json.loads((folder / BASELINE).read_text())
    assert load_baseline(folder / BASELINE).counts == before.counts
    assert list(after) == ["schema", "lexicon", "key", "findings"]
    assert after["schema"] == "langcheck.baseline/1"


@pytest.mark.model
def test_a_side_car_file_allows_what_it_allowed(folder: Path) -> None:
    """By the fingerprint that 0.1.0 printed, and by words and a date."""
    report = Checker().check_file(folder / "show.txt")
    assert [(item.finding.found, item.suppression.reason) for item in report.suppressed] == [
        ("pimp", "The title of the show."),
        ("prostitute", "The play is quoted here."),
    ]
    assert [(finding.entry, finding.place.line) for finding in report.findings] == [("en.trafficker.pimp", 3)]
    side_car = load_side_car(folder / "show.txt")
    assert side_car is not None
    assert (len(side_car.directives), side_car.failures) == (2, ())


@pytest.mark.model
def test_the_fingerprints_of_a_report_that_is_not_redacted_are_the_same(folder: Path) -> None:
    report = json.loads(run("check", "--format", "json", "drafts", "show.txt", cwd=folder).stdout)
    found = {
        (item["path"], item["entry"], item["fingerprint"]) for item in (*report["findings"], *report["suppressed"])
    }
    assert found == {tuple(item) for item in TOLD["fingerprints"]}


@pytest.mark.model
def test_a_ci_job_is_told_of_the_same_issues(folder: Path) -> None:
    """GitLab takes an issue with another fingerprint for a new one."""
    issues = json.loads(run("check", "--format", "gitlab", "drafts", cwd=folder).stdout)
    assert sorted(issue["fingerprint"] for issue in issues) == TOLD["gitlab"]


@pytest.mark.model
def test_settings_mean_what_they_meant(folder: Path) -> None:
    shutil.copy(WRITTEN / "langcheck.toml", folder)
    assert [dict(layer.values) for layer in read_settings_file(folder / "langcheck.toml").layers] == [
        {"min-level": 2, "baseline": str(folder / BASELINE)},
        {"ignore": ("en.substance",)},
    ]
    done = run("check", ".", cwd=folder)
    assert done.exit_code == 1
    assert "3 documents checked: 1 warning.\n" in done.stdout
    assert "4 known from the baseline.\n" in done.stdout
