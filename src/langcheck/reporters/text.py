"""The report for people: what was found, where, what to write, why, and who says so."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator

from click import style as click_style

from langcheck.boilerplate import Repeated, grouped
from langcheck.harmless import commandless, printable
from langcheck.model import LEFT_OUT, NO_BLOCK, Excerpt, Failure, Finding, KeySource, Level, Report, Suppressed, Verdict
from langcheck.reporters import OF_THIS_RUN, Style

_WIDTH = 100
_SUGGESTIONS = 3
_FILES = 3
_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.ADVICE: "cyan"}
ALLOWED_NAMES = {
    "quotation": ("quotation", "quotations"),
    "link-title": ("title of another page", "titles of other pages"),
    "scare-quote": ("word in quotation marks", "words in quotation marks"),
    "code": ("address or piece of code", "addresses or pieces of code"),
    "official-name": ("official name", "official names"),
    "person-name": ("name", "names"),
    "offence": ("charge or statute name", "charge or statute names"),
    "mention": ("word that is spoken about", "words that are spoken about"),
}
"""What was left alone, by the context that decided: the names for one and for several."""
_FINGERPRINTS = {
    KeySource.NONE: "Fingerprints: made without a key.",
    KeySource.SETTINGS: "Fingerprints: made with the key of the settings.",
    KeySource.BASELINE: "Fingerprints: made with the key of the baseline.",
    KeySource.RUN: f"Fingerprints: {OF_THIS_RUN}.",
}
_BY_A_CLAUSE = ("by a clause of the entry", "by clauses of the entries")


def render(report: Report, style: Style) -> str:
    """The whole report; reasons and sources of an entry are given in full where it first comes up."""
    lines: list[str] = []
    explained: set[str] = set()
    for shown in report.findings if style.ungrouped else grouped(report.findings):
        group = shown if isinstance(shown, Repeated) else None
        finding = shown.first if isinstance(shown, Repeated) else shown
        lines += _finding(finding, style, full=finding.entry not in explained, group=group)
        explained.add(finding.entry)
    if style.show_allowed:
        for finding in report.allowed:
            lines += _allowed(finding, style)
        for item in report.suppressed:
            lines += _suppressed(item, style)
    for path, note in report.notes:
        lines += [f"note: {printable(path)}: {printable(note)}", ""]
    for failure in report.failures:
        lines += _failure(failure, style)
    lines += _summary(report, style)
    return "\n".join(map(commandless, lines)) + "\n"


def _finding(finding: Finding, style: Style, *, full: bool, group: Repeated | None = None) -> Iterator[str]:
    colour = _COLOURS[finding.level]
    head = _paint(f"{finding.level}[{finding.entry}]", style, fg=colour, bold=True)
    yield f"{head}: {printable(finding.message)}"
    yield from _places(group, style) if group else [_place(finding, style)]
    if finding.found != LEFT_OUT:
        yield from _excerpt(finding.excerpt, style, colour)
    for index, suggestion in enumerate(finding.suggestions[:_SUGGESTIONS]):
        label = "write" if index == 0 else "or"
        when = f"   ({printable(suggestion.when)})" if suggestion.when else ""
        text = _paint(printable(suggestion.text), style, fg="green")
        yield f"   = {label + ':':<9}{text}{when}"
    if finding.instead:
        yield from _wrapped("instead", finding.instead)
    if finding.context != "own-words":
        yield from _wrapped("because", finding.because)
    if full:
        yield from _wrapped("why", finding.why)
        for source in finding.sources[:2]:
            year = f", {source.year}" if source.year not in ("", "unknown") else ""
            yield from _wrapped("source", f"{source.publisher}: {source.title}{year}")
        if finding.block != NO_BLOCK:
            yield f"   = more:    langcheck explain {finding.entry}"
    if style.show_fingerprints and finding.block != NO_BLOCK:
        # a keyed fingerprint allows nothing in a side-car file, and a redacted finding has no other
        yield from [f"   = keyed:   {finding.fingerprint}"] if finding.found == LEFT_OUT else _stanza(finding)
    yield ""


def _stanza(finding: Finding) -> Iterator[str]:
    """What a person copies to the side-car file of a document, and writes the reason into."""
    yield "   = allow:   [[allow]]"
    for key, value in (("entry", finding.entry), ("fingerprint", finding.fingerprint), ("because", "")):
        yield f'              {key} = "{value}"'


def _place(finding: Finding, style: Style) -> str:
    return f"  {_paint('-->', style, fg='blue')} {printable(finding.path)}: {printable(str(finding.place))}"


def _places(group: Repeated, style: Style) -> Iterator[str]:
    """The files of a sentence that stands in many, the first few by name."""
    files = group.in_files
    yield f"  {_paint('-->', style, fg='blue')} in {len(files)} files: fix the template once"
    for finding in files[:_FILES]:
        yield f"      {printable(finding.path)}: {printable(str(finding.place))}"
    yield f"      and {len(files) - _FILES} more; --ungrouped shows them all"


def _excerpt(excerpt: Excerpt, style: Style, colour: str) -> Iterator[str]:
    before, found = printable(excerpt.text[: excerpt.start]), printable(excerpt.text[excerpt.start : excerpt.end])
    after = printable(excerpt.text[excerpt.end :])
    bar = _paint("|", style, fg="blue")
    yield f"   {bar}"
    yield f"   {bar} {before}{found}{after}"
    yield f"   {bar} {' ' * _columns(before)}{_paint('^' * max(1, _columns(found)), style, fg=colour, bold=True)}"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _wrapped(label: str, text: str) -> list[str]:
    first = f"   = {label + ':':<9}"
    return textwrap.wrap(printable(text), _WIDTH, initial_indent=first, subsequent_indent=" " * len(first))


def _allowed(finding: Finding, style: Style) -> Iterator[str]:
    if finding.verdict is Verdict.OTHER_SENSE:
        return
    head = _paint(f"left alone[{finding.entry}]", style, fg="green")
    yield f"{head}: {printable(finding.because)}"
    yield _place(finding, style)
    if finding.found != LEFT_OUT:
        yield from _excerpt(finding.excerpt, style, "green")
    yield ""


def _suppressed(item: Suppressed, style: Style) -> Iterator[str]:
    finding, by = item.finding, item.suppression
    head = _paint(f"suppressed[{finding.entry}]", style, fg="green")
    until = f" (until {by.until})" if by.until else ""
    yield f"{head}: {printable(by.reason)}{until}"
    yield f"  {_paint('-->', style, fg='blue')} {printable(finding.path)}: {printable(str(finding.place))}"
    if finding.found != LEFT_OUT:
        yield from _excerpt(finding.excerpt, style, "green")
    yield f"   = by:      {printable(by.path)}: {printable(by.place)}"
    yield ""


def _failure(failure: Failure, style: Style) -> list[str]:
    head = _paint(failure.extent, style, fg="red", bold=True)
    return [f"{head}: {printable(failure.path)}: {printable(failure.problem)}", f"   = {printable(failure.hint)}", ""]


def _summary(report: Report, style: Style) -> list[str]:
    parts = [checked(report)]
    left = Counter(
        ALLOWED_NAMES.get(finding.context, _BY_A_CLAUSE)
        for finding in report.allowed
        if finding.verdict is Verdict.ALLOW
    )
    if left:
        named = [f"{count} {names[count != 1]}" for names, count in left.most_common()]
        parts.append(f"Left alone: {', '.join(named)}.")
    if report.suppressed:
        parts.append(f"{len(report.suppressed)} suppressed.")
    parts += _baseline(report)
    parts += [_paint(line, style, fg="red") for line in unchecked(report)]
    if report.skipped:
        parts.append(f"{plural(report.skipped, 'file')} of other kinds passed over.")
    if report.redacted and style.show_fingerprints:
        parts.append(_FINGERPRINTS[report.fingerprint_key])
    if report.redacted:
        parts.append("Redacted: the words of the documents were left out of this report.")
    return [f"{parts[0]}.", *parts[1:]]


def checked(report: Report) -> str:
    """How many documents were checked and what was found; where none was, there is no telling what to change."""
    if not report.documents:
        return "Nothing was checked"
    found = ", ".join(plural(count, str(level)) for level, count in report.levels() if count) or "nothing to change"
    return f"{plural(report.documents, 'document')} checked: {found}"


def unchecked(report: Report) -> Iterator[str]:
    """How many files were not checked, and how many only in part."""
    partly = sum(failure.partly for failure in report.failures)
    if partly < len(report.failures):
        yield f"{plural(len(report.failures) - partly, 'file')} could not be checked."
    if partly:
        yield f"{plural(partly, 'file')} only partly checked."


def _baseline(report: Report) -> Iterator[str]:
    """What a baseline did for the report, and that it can shrink."""
    use = report.baseline
    if use is None:
        return
    yield f"{len(report.known)} known from the baseline."
    if use.gone:
        are = "is" if use.gone == 1 else "are"
        yield f"{use.gone} of {use.total} in the baseline {are} gone: run `langcheck baseline prune`."
    if report.findings and use.lexicon != report.lexicon:
        yield (
            f"The baseline was made with lexicon {printable(use.lexicon)}, this report with {printable(report.lexicon)}:"
            " what is new may be a new entry."
        )


def plural(count: int, noun: str) -> str:
    if noun == "advice":
        return f"{count} {noun}"
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _paint(text: str, style: Style, *, fg: str, bold: bool = False) -> str:
    return click_style(text, fg=fg, bold=bold) if style.colour else text
