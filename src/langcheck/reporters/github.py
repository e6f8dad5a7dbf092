"""The report as GitHub workflow commands, which become annotations, and as a table for the summary of the job.

GitHub shows 10 errors, 10 warnings and 10 notices of a step; the rest is dropped in silence. So the gravest come first,
spread over the files, and a last notice tells how many there are besides and in which files.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from langcheck.harmless import printable
from langcheck.model import LEFT_OUT, Failure, Finding, Level, Report
from langcheck.reporters import Style
from langcheck.reporters.sentence import failure_sentence, sentence, slashed
from langcheck.reporters.text import checked, plural

MOST = 10
"""How many annotations of each kind GitHub shows for a step."""
SUMMARY_LIMIT = 1024 * 1024
"""How many bytes GitHub takes as the summary of a step; a longer one is dropped whole."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
_FILES_NAMED = 5
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~:@-])")


def render(report: Report, style: Style) -> str:
    """One command a line, then what was checked, then what GitHub would not show."""
    room = dict.fromkeys(Level, MOST)
    room[Level.ERROR] -= min(len(report.failures), MOST)
    room[Level.ADVICE] -= 1  # for the notice at the end
    lines = [_failure(failure) for failure in report.failures[:MOST]]
    left_out: list[str] = [failure.path for failure in report.failures[MOST:]]
    for level in sorted(Level, reverse=True):
        of_level = [finding for finding in report.findings if finding.level is level]
        shown = _spread(of_level, room[level])
        lines += [_annotation(of_level[at]) for at in shown]
        left_out += [finding.path for at, finding in enumerate(of_level) if at not in shown]
    lines.append(_checked(report))
    if left_out:
        lines.append(_command("notice", _more(left_out), title="langcheck"))
    return "\n".join(lines) + "\n"


def _spread(findings: Sequence[Finding], room: int) -> list[int]:
    """Which findings are shown, in their order: the first of every file, then the second of every file, and so on."""
    seen: Counter[str] = Counter()
    ranks: list[tuple[int, int]] = []
    for at, finding in enumerate(findings):
        ranks.append((seen[finding.path], at))
        seen[finding.path] += 1
    return sorted(at for _, at in sorted(ranks)[:room])


def _annotation(finding: Finding) -> str:
    place = finding.place
    where: dict[str, object] = {"file": slashed(finding.path)}
    if place.line is not None:
        where |= {"line": place.line, "endLine": place.end_line}
    if place.line is not None and place.line == place.end_line and place.end_column is not None:
        where |= {"col": place.column, "endColumn": place.end_column - 1}  # GitHub takes columns within a line only
    return _command(_COMMANDS[finding.level], sentence(finding), **where, title=printable(finding.entry))


def _failure(failure: Failure) -> str:
    return _command("error", failure_sentence(failure), file=slashed(failure.path), title=failure.extent)


def _command(name: str, message: str, **properties: object) -> str:
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _checked(report: Report) -> str:
    return f"{checked(report)}."


def _more(paths: Sequence[str]) -> str:
    """How many findings are not shown, and in which files."""
    files = Counter(map(slashed, paths))
    named = [f"{path} ({count})" for path, count in files.most_common(_FILES_NAMED)]
    rest = len(files) - len(named)
    where = ", ".join(named) + (f" and {plural(rest, 'other file')}" if rest else "")
    return f"{len(paths)} more, not shown as annotations: {where}. The summary of the job lists them."


# --- the summary of the job --------------------------------------------------------------------------------------


def step_summary(report: Report, *, limit: int = SUMMARY_LIMIT) -> str:
    """The report as Markdown for the summary of the job, gravest first; at most ``limit`` bytes of UTF-8.

    Where it would be longer, rows are left out and counted.
    """
    head = f"### langcheck\n\n{_checked(report)}\n\n"
    rows = [*_failure_rows(report), *_finding_rows(report)]
    if not rows:
        return head if len(head) <= limit else ""
    head += "| level | place | words | what to write | entry |\n| --- | --- | --- | --- | --- |\n"
    room = limit - len(head) - len(_left_out(len(rows)).encode())
    kept: list[str] = []
    for row in rows:
        room -= len(row.encode())
        if room < 0:
            break
        kept.append(row)
    if not kept:
        return ""
    rest = len(rows) - len(kept)
    return head + "".join(kept) + (_left_out(rest) if rest else "\n")


def _left_out(count: int) -> str:
    return f"\n{plural(count, 'row')} left out: the summary would be too long for GitHub.\n\n"


def _finding_rows(report: Report) -> Iterator[str]:
    by_level = defaultdict(list)
    for finding in report.findings:
        by_level[finding.level].append(finding)
    for level in sorted(by_level, reverse=True):
        for finding in by_level[level]:
            place = f"{slashed(finding.path)}: {finding.place}"
            words = "" if finding.found == LEFT_OUT else finding.found
            write = finding.ready.text if finding.ready else ""
            yield _row(str(level), place, words, write, finding.entry)


def _failure_rows(report: Report) -> Iterator[str]:
    for failure in report.failures:
        yield _row(failure.extent, slashed(failure.path), failure.problem, failure.hint, "")


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(_cell, cells))} |\n"


def _cell(text: str) -> str:
    """Text that stays text in a table of Markdown."""
    plain = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", plain)
