"""The report as a table for spreadsheets: a row for each finding and for each file that was not checked."""

from __future__ import annotations

import csv
import io

from langcheck.harmless import printable
from langcheck.model import Failure, Finding, Report
from langcheck.reporters import Style
from langcheck.reporters.sentence import slashed

COLUMNS = (
    "state", "path", "place", "line", "column", "level", "entry", "category", "words", "message", "because", "write",
    "fingerprint", "reason",
)  # fmt: skip
_JOIN = " | "
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What begins a formula; tabs and line ends, which may too, are shown as codes and so begin none."""


def render(report: Report, style: Style) -> str:
    """The table; ``state`` says whether a finding is open, known to a baseline or suppressed, and ``reason`` why."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    rows = [_failure(failure) for failure in report.failures]
    rows += [_finding(finding, "open") for finding in report.findings]
    rows += [_finding(finding, "known") for finding in report.known]
    rows += [_finding(item.finding, "suppressed", item.suppression.reason) for item in report.suppressed]
    table.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _finding(finding: Finding, state: str, reason: str = "") -> tuple[str, ...]:
    place = finding.place
    return (
        state, slashed(finding.path), place.label, _number(place.line), _number(place.column), str(finding.level),
        finding.entry, finding.category, finding.found, finding.message, finding.because,
        _JOIN.join(suggestion.text for suggestion in finding.suggestions), finding.fingerprint, reason,
    )  # fmt: skip


def _failure(failure: Failure) -> tuple[str, ...]:
    told = dict.fromkeys(COLUMNS, "")
    told |= {"state": failure.extent, "path": slashed(failure.path), "message": failure.problem, "write": failure.hint}
    return tuple(told.values())


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _cell(text: str) -> str:
    """Text that a spreadsheet takes for text: what would begin a formula has an apostrophe before it."""
    plain = printable(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
