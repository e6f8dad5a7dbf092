"""The report as Checkstyle XML, which many servers and plug-ins read."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element

from langcheck.model import Failure, Finding, Level, Report
from langcheck.reporters import Style
from langcheck.reporters.sentence import failure_sentence, sentence, slashed
from langcheck.reporters.trees import allowed, written

_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "info"}


def render(report: Report, style: Style) -> str:
    """The files that have findings or were not checked; a place that is not a line is named in the message."""
    errors: dict[str, list[Element]] = defaultdict(list)
    for finding in report.findings:
        errors[finding.path].append(_finding(finding))
    for failure in report.failures:
        errors[failure.path].append(_failure(failure))
    root = Element("checkstyle", version="4.3")
    for path, found in errors.items():
        file = Element("file", name=allowed(slashed(path)))
        file.extend(found)
        root.append(file)
    return written(root)


def _finding(finding: Finding) -> Element:
    place = finding.place
    where = {} if place.line is None else {"line": str(place.line), "column": str(place.column)}
    return Element(
        "error",
        where,
        severity=_SEVERITIES[finding.level],
        message=allowed(sentence(finding)),
        source=allowed(f"langcheck.{finding.entry}"),
    )


def _failure(failure: Failure) -> Element:
    message = allowed(failure_sentence(failure))
    return Element("error", severity="error", message=message, source=f"langcheck.{failure.code}")
