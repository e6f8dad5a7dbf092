"""The report for people: what was found, where, what to write; why, where that first comes up, and on demand who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from click import style as click_style

from langcheck.boilerplate import Repeated, grouped
from langcheck.harmless import commandless, printable
from langcheck.model import (
    LEFT_OUT,
    NO_BLOCK,
    Excerpt,
    Failure,
    Finding,
    KeySource,
    Level,
    Report,
    Suggestion,
    Suppressed,
    Verdict,
    file_and_part,
)
from langcheck.reporters import OF_THIS_RUN, Style

_WIDTH = 100
_SUGGESTIONS = 3
_SOURCES = 2
_FILES = 3
_TABLE_FROM = 2
_ROWS = 20
Shown = TypeVar("Shown", Finding, Finding | Repeated)
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
    """The whole report; what an entry has against the words is told where it first comes up, or as the style has it."""
    lines: list[str] = []
    told = _Told()
    groups = list(report.findings) if style.ungrouped else grouped(report.findings)
    shown = gravest(groups, style.most)
    for item in shown:
        lines += _finding(item, style, told)
    if style.show_allowed:
        for finding in report.allowed:
            lines += _allowed(finding, style)
        for suppressed in report.suppressed:
            lines += _suppressed(suppressed, style)
    for path, note in report.notes:
        lines += [f"note: {printable(path)}: {printable(note)}", ""]
    for failure in report.failures:
        lines += _failure(failure, style)
    lines += _by_file(report)
    if told.entries and style.why != "always":
        lines.append("Why, and who says so: langcheck explain ENTRY")
    lines += not_shown(shown, report)
    lines += summary(report, style)
    return "\n".join(map(commandless, lines)) + "\n"


class _Told:
    """What the report has told already: reasons by entry and context, sources by entry."""

    def __init__(self) -> None:
        self.reasons: set[tuple[str, str]] = set()
        self.entries: set[str] = set()


def gravest(found: Sequence[Shown], most: int | None) -> list[Shown]:
    """The gravest of the findings or groups, as many as a report is to show, in the order of the report."""
    if most is None or len(found) <= most:
        return list(found)
    numbers = sorted(range(len(found)), key=lambda number: -_first(found[number]).level)
    return [found[number] for number in sorted(numbers[:most])]


def _first(shown: Shown) -> Finding:
    return shown.first if isinstance(shown, Repeated) else shown


def not_shown(shown: Sequence[Finding | Repeated], report: Report) -> Iterator[str]:
    """How many findings a report leaves out because it was to be short, by level."""
    told = Counter[Level]()
    for item in shown:
        told[_first(item).level] += len(item.findings) if isinstance(item, Repeated) else 1
    left = [(level, count - told[level]) for level, count in report.levels() if count > told[level]]
    if left:
        named = ", ".join(plural(count, str(level)) for level, count in left)
        count = sum(count for _, count in left)
        more, are = plural(count, "more finding"), "is" if count == 1 else "are"
        yield f"{more} {are} not shown: {named}. `langcheck check FILE` shows all of a file."


def _finding(shown: Finding | Repeated, style: Style, told: _Told) -> Iterator[str]:
    finding = _first(shown)
    colour = _COLOURS[finding.level]
    is_new_entry = finding.entry not in told.entries
    is_new = is_new_entry or (finding.entry, finding.context) not in told.reasons
    told.entries.add(finding.entry)
    told.reasons.add((finding.entry, finding.context))
    says_why = style.why == "always" or (style.why == "first" and is_new)
    about_file = finding.block == NO_BLOCK
    head = _paint(f"{finding.level}[{finding.entry}]", style, fg=colour, bold=True)
    message = finding.message if says_why or about_file else f'"{finding.found}"'
    yield f"{head}: {printable(message)}"
    yield from _places(shown, style) if isinstance(shown, Repeated) else [_place(finding, style)]
    if finding.found != LEFT_OUT:
        yield _excerpt(finding.excerpt, style, colour)
    if finding.suggestions:
        yield from _wrapped("write", "; or: ".join(map(_offer, finding.suggestions[:_SUGGESTIONS])), style, fg="green")
    if finding.instead:
        yield from _wrapped("instead", finding.instead)
    if says_why and finding.context != "own-words":
        yield from _wrapped("because", finding.because)
    if style.why == "always" or about_file:
        yield from _wrapped("why", finding.why)
    if style.sources and is_new_entry:
        for source in finding.sources[:_SOURCES]:
            yield from _wrapped("source", source.named)
    if style.show_fingerprints and not about_file:
        # a keyed fingerprint allows nothing in a side-car file, and a redacted finding has no other
        yield from [f"   = keyed:   {finding.fingerprint}"] if finding.found == LEFT_OUT else _stanza(finding)
    yield ""


def _offer(suggestion: Suggestion) -> str:
    return f"{suggestion.text} ({suggestion.when})" if suggestion.when else suggestion.text


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


def _excerpt(excerpt: Excerpt, style: Style, colour: str) -> str:
    """The line of the document with the words in brackets, as ``fix --interactive`` shows them."""
    before, found = printable(excerpt.text[: excerpt.start]), printable(excerpt.text[excerpt.start : excerpt.end])
    after = printable(excerpt.text[excerpt.end :])
    return f"   {_paint('|', style, fg='blue')} {before}{_paint(f'[{found}]', style, fg=colour, bold=True)}{after}"


def _wrapped(label: str, text: str, style: Style | None = None, *, fg: str = "") -> list[str]:
    import textwrap

    first = f"   = {label + ':':<9}"
    wrapped = textwrap.wrap(printable(text), _WIDTH - len(first))
    indents = [first, *[" " * len(first)] * len(wrapped)]
    return [
        indent + (_paint(line, style, fg=fg) if style else line) for indent, line in zip(indents, wrapped, strict=False)
    ]


def _allowed(finding: Finding, style: Style) -> Iterator[str]:
    if finding.verdict is Verdict.OTHER_SENSE:
        return
    head = _paint(f"left alone[{finding.entry}]", style, fg="green")
    yield f"{head}: {printable(finding.because)}"
    yield _place(finding, style)
    if finding.found != LEFT_OUT:
        yield _excerpt(finding.excerpt, style, "green")
    yield ""


def _suppressed(item: Suppressed, style: Style) -> Iterator[str]:
    finding, by = item.finding, item.suppression
    head = _paint(f"suppressed[{finding.entry}]", style, fg="green")
    until = f" (until {by.until})" if by.until else ""
    yield f"{head}: {printable(by.reason)}{until}"
    yield f"  {_paint('-->', style, fg='blue')} {printable(finding.path)}: {printable(str(finding.place))}"
    if finding.found != LEFT_OUT:
        yield _excerpt(finding.excerpt, style, "green")
    yield f"   = by:      {printable(by.path)}: {printable(by.place)}"
    yield ""


def _failure(failure: Failure, style: Style) -> list[str]:
    head = _paint(failure.extent, style, fg="red", bold=True)
    return [f"{head}: {printable(failure.path)}: {printable(failure.problem)}", f"   = {printable(failure.hint)}", ""]


def _by_file(report: Report) -> Iterator[str]:
    """A table of the files with findings, the worst first, where there are several."""
    counts: dict[str, Counter[Level]] = {}
    for finding in report.findings:
        counts.setdefault(finding.path, Counter())[finding.level] += 1
    if len(counts) < _TABLE_FROM:
        return
    levels = sorted(Level, reverse=True)
    names = ["errors", "warnings", "advice"]
    yield "  ".join([*names, "file"])
    worst = sorted(counts, key=lambda path: ([-counts[path][level] for level in levels], path))
    for path in worst[:_ROWS]:
        row = [str(counts[path][level] or "-").rjust(len(name)) for level, name in zip(levels, names, strict=True)]
        yield "  ".join([*row, printable(path)])
    if len(worst) > _ROWS:
        yield f"and {plural(len(worst) - _ROWS, 'more file')}"
    yield ""


def summary(report: Report, style: Style) -> list[str]:
    """What was checked and found, what was left alone, and what was not checked."""
    parts = [checked(report)]
    left = Counter(ALLOWED_NAMES.get(context, _BY_A_CLAUSE) for context in report.left_alone)
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
    found = ", ".join(plural(count, str(level)) for level, count in report.levels() if count)
    documents = plural(report.documents, "document")
    partly = sum(item.is_read and not item.is_whole for item in report.checked)
    if not partly:
        return f"{documents} checked: {found or 'nothing to change'}"
    extent = "partly checked" if partly == report.documents else f"checked, {partly} of them in part"
    return f"{documents} {extent}: {found or 'no finding in what was read'}"


def extents(report: Report) -> tuple[int, int, int]:
    """How many files were not checked, how many folders, and how many files only in part."""
    known = {item.path: item for item in report.checked}
    files: dict[str, None] = {}
    folders: dict[str, None] = {}
    partly: dict[str, None] = {}
    for failure in report.failures:
        file, _ = file_and_part(failure.path, known)
        is_read = file in known and known[file].is_read
        (folders if failure.is_folder else partly if failure.partly or is_read else files)[file] = None
    return len(files), len(folders), len(partly)


def unchecked(report: Report) -> Iterator[str]:
    """How many files and folders were not checked, and how many files only in part."""
    files, folders, partly = extents(report)
    named = [plural(count, noun) for count, noun in ((files, "file"), (folders, "folder")) if count]
    if named:
        yield f"{' and '.join(named)} could not be checked."
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
        return f"{count:,} {noun}"
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"


def _paint(text: str, style: Style, *, fg: str, bold: bool = False) -> str:
    return click_style(text, fg=fg, bold=bold) if style.colour else text
