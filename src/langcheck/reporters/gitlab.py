"""The report as a GitLab Code Quality report: a JSON list, shown in merge requests."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from langcheck.harmless import printable
from langcheck.model import Failure, Finding, Level, Report
from langcheck.reporters import Style
from langcheck.reporters.as_json import dumps
from langcheck.reporters.fingerprints import unique_fingerprints
from langcheck.reporters.sentence import failure_sentence, sentence, slashed

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.ADVICE: "info"}


def render(report: Report, style: Style) -> str:
    """The list, files that were not checked first; a place that is not a line is shown at line 1 and named in words."""
    # A finding that is known or suppressed is numbered with the others, so that their fingerprints stay when it comes back.
    every = [*report.findings, *report.known, *(item.finding for item in report.suppressed)]
    fingerprints = unique_fingerprints(every)
    issues = [_failure(failure) for failure in report.failures]
    issues += [_finding(*pair) for pair in zip(report.findings, fingerprints, strict=False)]
    return dumps(issues, indent=1) + "\n"


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
    place = finding.place
    lines = {"begin": place.line or 1, "end": place.end_line or 1}
    return {
        "description": sentence(finding),
        "check_name": printable(finding.entry),
        "fingerprint": _digest(finding.path, fingerprint),
        "severity": _SEVERITIES[finding.level],
        "location": {"path": slashed(finding.path), "lines": lines},
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "description": failure_sentence(failure),
        "check_name": failure.code,
        "fingerprint": _digest(failure.path, failure_sentence(failure)),
        "severity": "major",
        "location": {"path": slashed(failure.path), "lines": {"begin": 1, "end": 1}},
    }


def _digest(path: str, fingerprint: str) -> str:
    """A fingerprint that no other file has; GitLab compares them across the whole report."""
    return blake2b(f"{slashed(path)}\0{fingerprint}".encode(), digest_size=16).hexdigest()
