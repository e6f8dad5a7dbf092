"""The report as a SARIF 2.1.0 log, for code scanning and for programs that review findings.

Lines and columns count from 1 and columns are characters. Places that are not lines (a paragraph of a Word file, a
slide, a cell) are logical locations. Nothing in the log depends on when or where it was made.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from langcheck import __version__
from langcheck.harmless import printable
from langcheck.model import Change, Failure, Finding, KeySource, Level, Place, Report, Rule, Suggestion, Suppressed
from langcheck.reporters import Style
from langcheck.reporters.as_json import dumps
from langcheck.reporters.fingerprints import unique_fingerprints
from langcheck.reporters.sentence import failure_sentence, sentence

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "langcheck/v1"
"""The name of our fingerprint; another number when it is made in another way, so that old ones are not compared."""
KEYED_FINGERPRINT = "langcheck/keyed-v1"
"""The name of one that was made with a key, which fits no plain one."""

HOME = "https://git.example.org/langcheck"
"""Where the project is found: the address in the documentation, which stands for the one that an agency clones from."""

_BASE = "%SRCROOT%"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}
_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "recommendation"}


def render(report: Report, style: Style) -> str:
    """The log as one JSON object; letters outside ASCII are escaped, so that any pipe can carry it."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return dumps(log, indent=1) + "\n"


def _run(report: Report) -> dict[str, Any]:
    rules = _all_rules(report)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    driver = {
        "name": "langcheck",
        "informationUri": HOME,
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
        "properties": {"lexicon": printable(report.lexicon), "model": report.model},
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _BASE: {
                "description": {
                    "text": "The root of the repository; without one, the folder that langcheck was run in."
                }
            }
        },
        "invocations": [
            {
                "executionSuccessful": not report.failures and not report.unreached,
                "toolExecutionNotifications": [_notification(failure) for failure in report.failures],
            }
        ],
        "results": _results(report, numbers),
        "properties": {
            "documents": report.documents,
            "redacted": report.redacted,
            "fingerprintKey": report.fingerprint_key.value,
        },
    }


# --- rules -------------------------------------------------------------------------------------------------------


def _all_rules(report: Report) -> list[Rule]:
    """The entries that were asked about, and those of findings that are not of the lexicon or were not listed."""
    rules = {rule.id: rule for rule in report.rules}
    for finding in _every(report):
        unlisted = Rule(finding.entry, finding.category, finding.level, finding.general_message, finding.why, "")
        rules.setdefault(finding.entry, unlisted)
    return list(rules.values())


def _rule(rule: Rule) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": printable(rule.id),
        "shortDescription": {"text": printable(rule.message) or printable(rule.id)},
        "fullDescription": {"text": printable(rule.why) or printable(rule.id)},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "help": {"text": f"{printable(rule.why)} More: langcheck explain {printable(rule.id)}"},
        "properties": {
            "category": printable(rule.category),
            "tags": ["language", printable(rule.category)],
            "problem.severity": _SEVERITIES[rule.level],
        },
    }
    if rule.help:
        made["help"]["markdown"] = "\n".join(map(printable, rule.help.splitlines()))
    if rule.url.startswith(("https://", "http://")):
        made["helpUri"] = quote(rule.url, safe="%/:=&?~#+!$,;'@()*[]")
    return made


# --- results -----------------------------------------------------------------------------------------------------


def _every(report: Report) -> list[Finding]:
    return [*report.findings, *report.known, *(item.finding for item in report.suppressed)]


def _results(report: Report, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Findings, then those that a baseline knows, then those that somebody left out."""
    every = _every(report)
    name = FINGERPRINT if report.fingerprint_key is KeySource.NONE else KEYED_FINGERPRINT
    results = [
        _result(finding, numbers[finding.entry], {name: fingerprint})
        for finding, fingerprint in zip(every, unique_fingerprints(every), strict=True)
    ]
    if report.known:
        for at, result in enumerate(results):
            is_known = len(report.findings) <= at < len(report.findings) + len(report.known)
            result["baselineState"] = "unchanged" if is_known else "new"
    for result, item in zip(results[len(results) - len(report.suppressed) :], report.suppressed, strict=True):
        result["suppressions"] = [_suppression(item)]
    return results


def _result(finding: Finding, rule: int, fingerprints: dict[str, str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": printable(finding.entry),
        "ruleIndex": rule,
        "level": _LEVELS[finding.level],
        "message": {"text": sentence(finding)},
        "locations": [_location(finding.path, finding.place)],
        "partialFingerprints": fingerprints,
        "properties": {"because": printable(finding.because)},
    }
    fixes = [
        _fix(finding.path, suggestion, suggestion.change) for suggestion in finding.suggestions if suggestion.change
    ]
    if fixes:
        result["fixes"] = fixes
    return result


def _location(path: str, place: Place) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": 1}  # servers ask for one, also where there are no lines
    if place.line is not None:
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
        if place.offset is not None and place.end_offset is not None:
            region |= {"charOffset": place.offset, "charLength": place.end_offset - place.offset}
    made: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(path), "region": region}}
    if place.location or place.line is None:
        made["logicalLocations"] = [{"fullyQualifiedName": printable(place.label), "kind": "place"}]
    return made


def _artifact(path: str) -> dict[str, str]:
    """Where a file is: from the root of the repository or the folder of the run, or in full if it is elsewhere."""
    pure = Path(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": quote(os.fsencode(pure.as_posix()), safe="/"), "uriBaseId": _BASE}


def _fix(path: str, suggestion: Suggestion, change: Change) -> dict[str, Any]:
    safe = "changes no fact" if suggestion.safe else "needs a person who knows the facts"
    when = f"; only if {suggestion.when.removeprefix('if ')}" if suggestion.when else ""
    region = {
        "startLine": change.line,
        "startColumn": change.column,
        "endLine": change.end_line,
        "endColumn": change.end_column,
    }
    replacement = {"deletedRegion": region, "insertedContent": {"text": change.written}}
    return {
        "description": {"text": printable(f'Write "{suggestion.text}" ({safe}{when}).')},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": [replacement]}],
    }


def _suppression(item: Suppressed) -> dict[str, Any]:
    by = item.suppression
    kind = "external" if by.is_side_car else "inSource"
    until = f" (until {by.until})" if by.until else ""
    return {"kind": kind, "status": "accepted", "justification": printable(f"{by.reason}{until}")}


def _notification(failure: Failure) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": failure_sentence(failure)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(failure.path), "region": {"startLine": 1}}}],
    }
