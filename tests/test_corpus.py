"""Real documents, where they are at hand: what the issue that founded langcheck asks of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.model import Finding
from tests.conftest import SHARED, needs_corpus

pytestmark = [needs_corpus, pytest.mark.model]
REFERENCE = SHARED / "corpus" / "reference"


def findings(checker: Checker, name: str) -> list[Finding]:
    report = checker.check_paths([REFERENCE / name])
    assert report.failures == ()
    return list(report.findings)


def test_slang_in_prose_is_found_and_a_quotation_without_marks_is_left_alone(checker: Checker) -> None:
    name = "002_fe4dfeb9edc4cd1b.txt"
    source = (REFERENCE / name).read_text(encoding="utf-8", errors="replace")
    quotation = range(
        source.index("From working as a prostitute myself"), source.index("It is important, therefore, for criminal")
    )
    found = findings(checker, name)
    words = [finding.found.lower() for finding in found]
    assert words.count("johns") == 2
    assert sum("pimp" in word for word in words) >= 8
    assert [finding.found for finding in found if finding.place.offset in quotation] == []


def test_a_label_in_scare_quotes_and_blaming_wording_are_found(checker: Checker) -> None:
    found = {finding.found for finding in findings(checker, "000_8ba93545a962468a.txt")}
    assert "Stockholm Syndrome" in found
    assert {"reluctance of victims to cooperate", "Victims' reluctance to cooperate"} <= found


def test_a_research_abstract_is_quiet(checker: Checker) -> None:
    assert findings(checker, "003_3b2d03473e999048.txt") == []


def test_precision_and_recall_at_warning_and_above() -> None:
    """The first marks: precision 0.85 at recall 0.70."""
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools" / "score"), "--langcheck", str(Path(sys.executable).with_name("langcheck"))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    figures = re.search(r"^all\s+precision ([\d.]+).*recall ([\d.]+)", done.stdout, re.MULTILINE)
    assert figures, done.stdout + done.stderr
    assert float(figures.group(1)) >= 0.85
    assert float(figures.group(2)) >= 0.70
