"""The report for programs: ``langcheck.report/1``, described in docs/json-output.md and docs/report.schema.json."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langcheck import __version__
from langcheck.model import Failure, Finding, Region, Report, Suppressed
from langcheck.reporters import Style
from langcheck.reporters.as_json import pieces

SCHEMA = "langcheck.report/1"


def render(report: Report, style: Style) -> str:
    """The report as one JSON object; letters outside ASCII are escaped, so that any pipe can carry it."""
    return "".join(render_in_pieces(report, style))


def render_in_pieces(report: Report, style: Style) -> Iterator[str]:
    """The same, made while it is written: a report of very many findings is never in memory as a text."""
    yield from pieces(_parts(report))
    yield "\n"


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    return {name: list(part) if isinstance(part, Iterator) else part for name, part in _parts(report).items()}


def _parts(report: Report) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": {"version": __version__, "lexicon": report.lexicon, "model": report.model},
        "documents": report.documents,
        "findings": map(_finding, report.findings),
        "known": map(_finding, report.known),
        "suppressed": map(_suppressed, report.suppressed),
        "allowed": map(_allowed, report.allowed),
        "failures": [_failure(failure) for failure in report.failures],
        "notes": [{"path": path, "note": note} for path, note in report.notes],
        "summary": {str(level): count for level, count in report.levels()},
        "redacted": report.redacted,
        "fingerprint_key": report.fingerprint_key.value,
    }


def _where(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "path": finding.path,
        "place": place.label,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "offset": place.offset,
        "end_offset": place.end_offset,
        "location": dict(place.location) or None,
        "found": finding.found,
        "entry": finding.entry,
        "category": finding.category,
        "fingerprint": finding.fingerprint,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        **_where(finding),
        "level": str(finding.level),
        "message": finding.message,
        "why": finding.why,
        "because": finding.because,
        "suggestions": [
            {
                "text": suggestion.text,
                "when": suggestion.when,
                "safe": suggestion.safe,
                "replaces": _replaces(finding, suggestion.region),
            }
            for suggestion in finding.suggestions
        ],
        "instead": finding.instead,
        "sources": [{"id": source.id, "title": source.title, "url": source.url} for source in finding.sources],
    }


def _replaces(finding: Finding, region: Region) -> dict[str, int]:
    """How far a suggestion reaches beyond the found words, in characters: an article before, a possessive after."""
    return {"before": finding.region.start - region.start, "after": region.end - finding.region.end}


def _suppressed(item: Suppressed) -> dict[str, Any]:
    by = item.suppression
    told = {"entry": by.entry, "reason": by.reason, "until": by.until, "path": by.path, "place": by.place}
    return {**_finding(item.finding), "suppression": told}


def _allowed(finding: Finding) -> dict[str, Any]:
    return {**_where(finding), "verdict": finding.verdict.value, "context": finding.context, "because": finding.because}


def _failure(failure: Failure) -> dict[str, Any]:
    partly = {"partly": True} if failure.partly else {}
    return {"path": failure.path, "problem": failure.problem, "hint": failure.hint, **partly}
