"""Findings and failures in one line of plain text, for reports that other programs show."""

from __future__ import annotations

from pathlib import Path

from langcheck.harmless import printable
from langcheck.model import Failure, Finding

_SUGGESTIONS = 3


def sentence(finding: Finding) -> str:
    """What is the matter and what to write; the place leads where it is not a line that the program shows itself."""
    there = "" if finding.place.line is not None else f"{finding.place}: "
    return printable(f"{there}{finding.message}{_write(finding)}")


def _write(finding: Finding) -> str:
    offers = [
        f"{suggestion.text} ({suggestion.when})" if suggestion.when else suggestion.text
        for suggestion in finding.suggestions[:_SUGGESTIONS]
    ]
    return f" Write: {'; or: '.join(offers)}." if offers else f" {finding.instead}".rstrip()


def failure_sentence(failure: Failure) -> str:
    """Why a file was not checked, or only in part, and what to do about it."""
    return printable(f"{failure.extent.capitalize()}: {failure.problem}. {failure.hint}")


def slashed(path: str) -> str:
    """A path as other programs write it: with forward slashes, on every system."""
    return printable(Path(path).as_posix())
