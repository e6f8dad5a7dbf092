"""What all tests share: the lexicon, a checker, and small documents."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from langcheck.checker import Checker
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.load import load_source
from langcheck.model import Document, Report
from langcheck.readers import read_bytes

hypothesis.settings.register_profile("same every time", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same every time")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

needs_corpus = pytest.mark.skipif(
    not (SHARED / "corpus" / "labels").exists(), reason="the labelled corpus is not part of the project"
)


def pytest_configure() -> None:
    """A shell has what it starts in the background ignore these signals, and what the tests start would ignore them, too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow tests come first, so that at the end no process waits for another's last one."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: a search for garbage need not look through it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The lexicon as its YAML says, not as it was last compiled."""
    return load_source(ROOT / "lexicon")


@pytest.fixture(scope="session")
def checker(lexicon: Lexicon) -> Checker:
    return Checker(lexicon=lexicon)


@pytest.fixture(scope="session")
def check(checker: Checker) -> Callable[..., Report]:
    """Checks a text; ``format`` is the format it is read in."""

    def run(text: str, *, format: str = "text") -> Report:
        return checker.check_document(document(text, format=format))

    return run


def document(text: str, *, format: str = "text") -> Document:
    """A text as a document of a format."""
    return read_bytes(text.encode(), name=f"test.{format}", format=format)


def found(report: Report) -> list[str]:
    """The flagged words of a report."""
    return [finding.found for finding in report.findings]


def left_alone(report: Report) -> list[tuple[str, str]]:
    """What a report left alone, with the context that decided; words of another sense are not listed."""
    return [(finding.found, finding.context) for finding in report.allowed if finding.verdict.value == "allow"]
