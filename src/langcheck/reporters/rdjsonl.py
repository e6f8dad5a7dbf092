"""The report as reviewdog's diagnostics, one JSON object a line.

Reviewdog counts columns in bytes of UTF-8, so a column needs the line that it stands in. Where the check did not keep
the documents, or the report is redacted, whole lines are named instead.
"""

from __future__ import annotations

from typing import Any

from langcheck.harmless import printable
from langcheck.model import Change, Document, Failure, Finding, Level, Place, Report
from langcheck.reporters import Style
from langcheck.reporters.as_json import dumps
from langcheck.reporters.sentence import failure_sentence, sentence, slashed

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.ADVICE: "INFO"}


def render(report: Report, style: Style) -> str:
    """Files that were not checked, then findings; letters outside ASCII are escaped, so that any pipe can carry it."""
    documents = {document.path: document for document in report.read if document.source is not None}
    urls = {rule.id: rule.url for rule in report.rules}
    diagnostics = [_failure(failure) for failure in report.failures]
    diagnostics += [
        _finding(finding, documents.get(finding.path), urls.get(finding.entry, "")) for finding in report.findings
    ]
    return "".join(dumps(diagnostic) + "\n" for diagnostic in diagnostics)


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "message": failure_sentence(failure),
        "location": {"path": slashed(failure.path)},
        "severity": "ERROR",
        "source": {"name": "langcheck"},
        "code": {"value": failure.code},
    }


def _finding(finding: Finding, document: Document | None, url: str) -> dict[str, Any]:
    location: dict[str, Any] = {"path": slashed(finding.path)}
    if finding.place.line is not None:
        location["range"] = _range(finding.place, document)
    code = {"value": printable(finding.entry)}
    made: dict[str, Any] = {
        "message": sentence(finding),
        "location": location,
        "severity": _SEVERITIES[finding.level],
        "source": {"name": "langcheck"},
        "code": {**code, "url": printable(url)} if url else code,
    }
    changes = [suggestion.change for suggestion in finding.suggestions if suggestion.change]
    if changes and document is not None:
        made["suggestions"] = [{"range": _range(change, document), "text": change.written} for change in changes]
    return made


def _range(there: Place | Change, document: Document | None) -> dict[str, dict[str, int | None]]:
    start, end = (there.line, there.column), (there.end_line, there.end_column)
    return {"start": _position(*start, document), "end": _position(*end, document)}


def _position(line: int | None, column: int | None, document: Document | None) -> dict[str, int | None]:
    if document is None or line is None or column is None:
        return {"line": line}
    before = document.line(line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
