"""One line a finding, for hooks, logs and editors: where, how grave, which entry, the words, and what to write first."""

from __future__ import annotations

from langcheck.harmless import commandless, printable
from langcheck.model import Failure, Finding, Report
from langcheck.reporters import Style
from langcheck.reporters.text import gravest, not_shown, summary


def render(report: Report, style: Style) -> str:
    """The findings, the files that were not checked, and the totals."""
    shown = gravest(report.findings, style.most)
    lines = [_line(finding) for finding in shown]
    lines += [f"{path}: note: {note}" for path, note in report.notes]
    lines += [_failure(failure) for failure in report.failures]
    lines += not_shown(shown, report)
    lines = [printable(line) for line in lines]
    return "\n".join([*lines, *map(commandless, summary(report, style))]) + "\n"


def _line(finding: Finding) -> str:
    place = finding.place
    where = f"{finding.path}:{place.line}:{place.column}" if place.line is not None else f"{finding.path}: {place}"
    offer = next(iter(finding.suggestions), None)
    if offer is not None:
        write = f" -> {offer.text} ({offer.when})" if offer.when else f" -> {offer.text}"
    elif finding.instead:
        write = f": {finding.instead}"
    else:  # the message quotes the words, most often at its beginning
        write = finding.message.removeprefix(f'"{finding.found}"')
        write = f": {write}" if write == finding.message else write
    return f'{where}: {finding.level} [{finding.entry}] "{finding.found}"{write}'


def _failure(failure: Failure) -> str:
    return f"{failure.path}: {failure.extent}: {failure.problem}. {failure.hint}"
