"""Our own words pass langcheck: README, documentation, lexicon prose, messages, help."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Report
from tests.conftest import ROOT, found

pytestmark = pytest.mark.model

PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "lexicon").glob("*.md"),
        *(ROOT / "bench").glob("*.md"),
    ]
)


@pytest.mark.parametrize("path", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_a_page_of_ours_passes(path: Path, checker: Checker) -> None:
    assert found(checker.check_paths([path])) == []


def test_reasons_and_messages_pass(lexicon: Lexicon, check: Callable[..., Report]) -> None:
    """What an entry says of others holds no word that another entry flags; its own words it may name."""
    flagged = []
    for entry in lexicon.entries:
        for text in (
            entry.message.replace("{found}", "it"),
            entry.why,
            entry.contested,
            *(clause.because for clause in entry.clauses),
        ):
            if text:
                flagged += [(entry.id, finding.found) for finding in check(text).findings if finding.entry != entry.id]
    assert flagged == []


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["explain", "--help"], ["lexicon", "--help"]])
def test_help_passes(arguments: list[str], check: Callable[..., Report]) -> None:
    """The word that the examples of `langcheck explain` ask about is the only one."""
    done = subprocess.run([sys.executable, "-m", "langcheck", *arguments], capture_output=True, text=True, check=True)
    assert set(found(check(done.stdout))) <= {"prostitute"}
