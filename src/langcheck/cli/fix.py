"""``langcheck fix``: safe replacements in text files, in place, as a diff, or one by one."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from langcheck.batch import Batch
from langcheck.checker import fails, merge
from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS
from langcheck.cli.asking import Asking, is_terminal
from langcheck.cli.options import (
    LEVELS,
    finder_from,
    force_exclude_option,
    format_of_stdin,
    known_baseline,
    progress,
    settings_options,
    stdin_name_option,
)
from langcheck.cli.streams import is_screen, output, read_at_most, too_large
from langcheck.editors.difference import difference
from langcheck.editors.edits import left_whole
from langcheck.errors import LangcheckError, NothingToCheck
from langcheck.fixing import ROUNDS, Choose, Fixed, choose_by_itself, fix_bytes, fix_file
from langcheck.harmless import commandless, line_of_diff, printable
from langcheck.limits import MEGABYTE
from langcheck.model import Failure, Finding, Level
from langcheck.repository import root_of

if TYPE_CHECKING:
    from langcheck.baseline import Baseline

_DIFF_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH... | -")
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--interactive", is_flag=True, help="Ask about one finding after the other.")
@click.option("--unsafe", is_flag=True, help="Also take first suggestions that a person should read again.")
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    help="Change findings at this level and above.  [default: advice; warning for what only --unsafe takes]",
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Leave alone what this file knows, and do not count it.  [default: that of the settings]",
)
@click.option("--verbose", is_flag=True, help="List every replacement, and what remains.")
@force_exclude_option
@settings_options
@stdin_name_option
@click.pass_context
def fix(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    diff: bool,
    interactive: bool,
    unsafe: bool,
    level: str | None,
    baseline: Path | None,
    verbose: bool,
    force_exclude: bool,
    stdin_name: str,
    **told: Any,
) -> None:
    """Replace words in text files where no fact changes with them, in place.

    Quoted words, code, charges and names are never touched, nor is a transcript, a chat or subtitles. A replacement stays
    only if the file, checked again, has no new finding; all other bytes of the file stay as they are. Links that lead out
    of a folder are not followed. Standard input (-) is written to standard output.

    \b
    langcheck fix --diff drafts/          show what would change
    langcheck fix drafts/                 replace what is safe to replace
    langcheck fix --interactive page.md   choose for each finding
    langcheck fix --unsafe --diff page.md what the first suggestions would make of it

    What a baseline knows (--baseline, or `baseline` in the settings) is left alone, as `check` does.

    Suggestions with an open condition ("if the person is under 18") are taken only by a person, with --interactive.

    Exit code: 0 done and nothing at or above --fail-on remains, 1 findings remain (with --diff: something would
    change), 2 something could not be read or written.
    """
    if interactive and unsafe:
        raise click.UsageError("--interactive asks about every finding, so --unsafe does not go with it")
    if interactive and ("-" in paths or not is_terminal()):
        raise click.UsageError("--interactive needs a terminal to ask on; use --diff to see what would change")
    finder = finder_from(**told)
    batch = Batch(finder.of(Path.cwd()), finder.of, force_exclude=force_exclude)
    least = {str(known): known for known in Level}.get(level or "")
    asking = Asking(level=least, colour=_colour(sys.stderr)) if interactive else None
    choose = asking.choose if asking else choose_by_itself(unsafe=unsafe, level=least)
    known = known_baseline(baseline, batch.settings)
    if known is not None:
        choose = _leaving(choose, known)
    outcomes: list[Fixed | Failure]
    is_told = False
    if "-" in paths:
        outcome, is_told = _fix_stdin(paths, stdin_name, batch, choose, diff=diff)
        outcomes = [outcome]
    else:
        outcomes = _fix_files(paths, batch, choose, asking=asking, diff=diff)
    if known is not None:
        outcomes = [_without(outcome, known) if isinstance(outcome, Fixed) else outcome for outcome in outcomes]
    for outcome in outcomes:
        if diff and isinstance(outcome, Fixed):
            _print_diff(outcome)
    for line in _told([] if is_told else outcomes, diff=diff, verbose=verbose):
        click.echo(commandless(line), err=True)
    fixed = [outcome for outcome in outcomes if isinstance(outcome, Fixed)]
    if len(fixed) < len(outcomes):
        ctx.exit(EXIT_FAILURE)
    if diff:
        ctx.exit(EXIT_FINDINGS if any(outcome.changes for outcome in fixed) else EXIT_CLEAN)
    remaining = merge([outcome.report for outcome in fixed], lexicon="")
    ctx.exit(EXIT_FINDINGS if fails(remaining, finder.of) else EXIT_CLEAN)


# --- what a baseline knows ---------------------------------------------------------------------------------------


def _leaving(choose: Choose, known: Baseline) -> Choose:
    """Choices among the findings alone that a baseline does not know."""
    from langcheck.baseline import compare_file

    return lambda document, findings: choose(document, compare_file(findings, known).new)


def _without(outcome: Fixed, known: Baseline) -> Fixed:
    """What came of a file, with the findings that a baseline knows among the known ones."""
    from langcheck.baseline import compare_file

    told = compare_file(outcome.report.findings, known)
    return replace(outcome, report=replace(outcome.report, findings=told.new, known=told.known))


# --- doing it ----------------------------------------------------------------------------------------------------


HANDED_ON = 10
"""How many times as large as a file may be standard input is handed on unchanged; then it is taken to go on for ever."""


def _fix_stdin(
    paths: tuple[str, ...], name: str, batch: Batch, choose: Choose, *, diff: bool
) -> tuple[Fixed | Failure, bool]:
    """Standard input to standard output, and whether it was told what came of it; what cannot be fixed is passed on as it came.

    What is larger than a file may be is passed on while it comes, after a sentence that says so, up to a bound.
    """
    if len(paths) > 1:
        raise click.UsageError("standard input (-) cannot be fixed together with files")
    kind = format_of_stdin(name)
    checker = batch.checker_of(Path(name))
    limits = checker.settings.limits
    outcome: Fixed | Failure
    raw, is_whole = b"", True
    try:
        raw, is_whole = read_at_most(limits)
        if not is_whole:
            raise too_large(limits)
        outcome = fix_bytes(raw, name=name, format=kind, checker=checker, choose=choose)
    except LangcheckError as error:
        outcome = Failure(name, error.problem, error.hint)
    if not is_whole and isinstance(outcome, Failure):
        if not diff:
            most = f"{limits.file_megabytes * HANDED_ON:,} MB"
            outcome = replace(outcome, problem=f"{outcome.problem}; it is handed on unchanged, up to {most}")
        for line in _not_fixed(outcome):
            click.echo(commandless(line), err=True)
    if not diff:
        stream = output()
        stream.write(outcome.data if isinstance(outcome, Fixed) else raw)
        if not is_whole:
            _hand_on(stream, limits.file_megabytes * MEGABYTE * HANDED_ON - len(raw))
        stream.flush()
    return outcome, not is_whole


def _hand_on(stream: BinaryIO, most: int) -> None:
    """Copy the rest of standard input, but no more than so many bytes; what is left behind is told."""
    while most > 0 and (piece := sys.stdin.buffer.read(min(MEGABYTE, most))):
        stream.write(piece)
        most -= len(piece)
    if most <= 0 and sys.stdin.buffer.read(1):
        click.echo("not handed on: what comes after that", err=True)


def _fix_files(
    paths: tuple[str, ...], batch: Batch, choose: Choose, *, asking: Asking | None, diff: bool
) -> list[Fixed | Failure]:
    named = [Path(path) for path in paths]
    leading_out = [path for path in named if batch.force_exclude and _leads_out(path)]
    files, failures, _, notes = batch.files([path for path in named if path not in leading_out], stay_inside=True)
    notes += [(str(path), _LEADS_OUT) for path in leading_out]
    outcomes: list[Fixed | Failure] = [*failures]
    blank: list[Failure] = []
    rounds = 1 if asking else ROUNDS
    for path in files if asking else progress(files):
        if asking and asking.is_stopped:
            break
        try:
            outcomes.append(
                fix_file(path, checker=batch.checker_of(path), choose=choose, rounds=rounds, write=not diff)
            )
        except NothingToCheck as error:
            blank.append(Failure(str(path), error.problem, error.hint))
        except LangcheckError as error:
            outcomes.append(Failure(str(path), error.problem, error.hint))
    if batch.force_exclude or any(isinstance(outcome, Fixed) for outcome in outcomes):
        notes += [(item.path, item.problem) for item in blank]
    else:
        outcomes += blank
    for path_, note in notes:
        click.echo(f"note: {printable(path_)}: {printable(note)}", err=True)
    return outcomes


_LEADS_OUT = (
    "it was not changed: it is a link that leads out of the repository, or out of this folder where there is none"
)


def _leads_out(path: Path) -> bool:
    """Whether the name of a file lies in the repository, or in the current folder where there is none, and the file does not.

    Hooks name every file, so that nobody chose this one.
    """
    lies = os.path.join(os.path.realpath(os.path.dirname(path.absolute())), path.name)
    inside = root_of(Path.cwd(), os.environ) or Path(os.path.realpath(Path.cwd()))
    written = os.path.abspath(path)
    is_named_inside = Path(lies).is_relative_to(inside) or Path(written).is_relative_to(os.path.abspath(Path.cwd()))
    return is_named_inside and not Path(os.path.realpath(path)).is_relative_to(inside)


# --- telling about it --------------------------------------------------------------------------------------------


def _told(outcomes: list[Fixed | Failure], *, diff: bool, verbose: bool) -> Iterator[str]:
    """One line a file in which something was or could be changed, and what a person has to know about it."""
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield from _not_fixed(outcome)
        elif outcome.changes or outcome.report.findings:
            yield from _told_file(outcome, diff=diff, verbose=verbose)
        elif said := _said(outcome):
            yield said
    looked_at = [outcome for outcome in outcomes if isinstance(outcome, Fixed) and outcome.report.documents]
    if not looked_at:
        yield "Nothing was checked."
        return
    changes = sum(len(outcome.changes) for outcome in looked_at)
    left = sum(len(outcome.report.findings) for outcome in looked_at)
    would = "would be replaced" if diff else "replaced"
    known = sum(len(outcome.report.known) for outcome in looked_at)
    more = f", {known} known from the baseline" if known else ""
    files = _count(len({os.path.realpath(outcome.path) for outcome in looked_at}), "file")
    yield f"{files}: {_count(changes, 'place')} {would}, {_count(left, 'finding')} left for a person{more}."


def _not_fixed(failure: Failure) -> Iterator[str]:
    yield f"not fixed: {printable(failure.path)}: {printable(failure.problem)}"
    yield f"  {printable(failure.hint)}"


def _said(fixed: Fixed) -> str:
    """Why a file in which nothing is left for a person was not changed: all that it holds is what somebody said."""
    quoted = sum(finding.context == "quotation" for finding in fixed.report.allowed)
    if not quoted or quoted < len(fixed.report.allowed):
        return ""
    told = _count(quoted, "quotation")
    return f"{printable(fixed.path)}: 0 places replaced; what somebody said or wrote was left as it stands ({told})"


def _told_file(fixed: Fixed, *, diff: bool, verbose: bool) -> Iterator[str]:
    would = "would be replaced" if diff else "replaced"
    parts = [f"{_count(len(fixed.changes), 'place')} {would}"]
    whole = left_whole(fixed.report.findings)
    refusals = [refusal for refusal in fixed.refusals if refusal.reason != whole]
    if refusals:
        parts.append(f"{len(refusals)} skipped")
    levels = Counter(finding.level for finding in fixed.report.findings)
    if levels:
        named = ", ".join(_count(levels[level], str(level)) for level in sorted(levels, reverse=True))
        parts.append(f"{len(fixed.report.findings)} left for a person ({named})")
    yield f"{printable(fixed.path)}: {', '.join(parts)}"
    for note in dict(fixed.report.notes).values():
        yield f"  note: {printable(note)}"
    if whole:
        yield f"  note: {whole}"
    if verbose:
        for change in fixed.changes:
            yield f"  line {change.place.line}: {printable(change.old)} -> {printable(change.new)}"
    for refusal in refusals:
        finding = refusal.choice.finding
        yield f'  line {finding.place.line}: "{printable(finding.found)}" was left: {printable(refusal.reason)}'
    if verbose:
        told = {id(refusal.choice.finding) for refusal in refusals}
        for finding in fixed.report.findings:
            if id(finding) not in told:
                at = f"line {finding.place.line}" if finding.place.line else printable(finding.place.label)
                yield f'  {at}: "{printable(finding.found)}" remains{_offer(finding)}'


def _offer(finding: Finding) -> str:
    if not finding.suggestions:
        return ""
    first = finding.suggestions[0]
    return f"; perhaps: {printable(first.text)}{f' ({printable(first.when)})' if first.when else ''}"


def _count(number: int, noun: str) -> str:
    """ "2 warnings"; advice has no plural."""
    return f"{number} {noun}{'s' if number != 1 and noun != 'advice' else ''}"


def _colour(stream: Any) -> bool:
    return is_screen(stream) and not os.environ.get("NO_COLOR")


def _print_diff(fixed: Fixed) -> None:
    """A diff for eyes on a terminal; elsewhere in the bytes of the file's own encoding, so that ``patch`` can use it.

    What would command a terminal or a CI server is shown as codes; ``patch`` refuses the lines that hold such codes.
    """
    lines = list(difference(printable(fixed.path), fixed.before, fixed.after))
    if is_screen(sys.stdout):
        for line in lines:
            text = printable(line.rstrip("\r\n"))
            click.echo(click.style(text, fg=_DIFF_COLOURS.get(text[:1])) if _colour(sys.stdout) else text)
        return
    encoding = "utf-8" if fixed.encoding.startswith(("utf-16", "utf-32", "utf-8")) else fixed.encoding
    stream = output()
    shown = [line_of_diff(line) for line in lines]
    for line in shown:
        stream.write(line.encode(encoding, "backslashreplace"))
    stream.flush()
    if shown != lines:
        told = "control characters and commands to CI servers are shown as codes, so patch will refuse this diff"
        click.echo(f"note: {printable(fixed.path)}: {told}", err=True)
