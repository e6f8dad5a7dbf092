"""The report as JUnit XML: a suite for each file, a failed case for each finding, an error for a file not checked."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement

from langcheck.model import Failure, Finding, Report
from langcheck.reporters import Style
from langcheck.reporters.sentence import failure_sentence, sentence, slashed
from langcheck.reporters.trees import allowed, written


def render(report: Report, style: Style) -> str:
    """The suites in the order of the files; a file without findings has one case that passes."""
    cases: dict[str, list[Element]] = defaultdict(list)
    for document in report.read:
        cases[document.path] = []
    for finding in report.findings:
        cases[finding.path].append(_failed(finding))
    for finding in report.known:
        cases[finding.path].append(_skipped(finding, "known to the baseline"))
    for item in report.suppressed:
        cases[item.finding.path].append(_skipped(item.finding, f"suppressed: {item.suppression.reason}"))
    for failure in report.failures:
        cases[failure.path].append(_error(failure))
    suites = [_suite(path, found or [_case(path, "no finding")]) for path, found in cases.items()]
    root = Element("testsuites", {"name": "langcheck", **_sums(suites)})
    root.extend(suites)
    return written(root)


def _suite(path: str, cases: list[Element]) -> Element:
    counts = {kind: sum(case.find(kind) is not None for case in cases) for kind in ("failure", "error", "skipped")}
    suite = Element(
        "testsuite",
        name=allowed(slashed(path)),
        tests=str(len(cases)),
        failures=str(counts["failure"]),
        errors=str(counts["error"]),
        skipped=str(counts["skipped"]),
    )
    suite.extend(cases)
    return suite


def _sums(suites: list[Element]) -> dict[str, str]:
    return {name: str(sum(int(suite.attrib[name]) for suite in suites)) for name in ("tests", "failures", "errors")}


def _case(path: str, name: str) -> Element:
    return Element("testcase", classname=allowed(slashed(path)), name=allowed(name))


def _failed(finding: Finding) -> Element:
    case = _case(finding.path, f"{finding.entry}: {finding.place}")
    failure = SubElement(case, "failure", type=str(finding.level), message=allowed(sentence(finding)))
    failure.text = allowed(f"{slashed(finding.path)}: {finding.place}: {finding.why}")
    return case


def _skipped(finding: Finding, reason: str) -> Element:
    case = _case(finding.path, f"{finding.entry}: {finding.place}")
    SubElement(case, "skipped", message=allowed(reason))
    return case


def _error(failure: Failure) -> Element:
    case = _case(failure.path, "reading the file")
    SubElement(case, "error", type=failure.extent, message=allowed(failure_sentence(failure)))
    return case
