"""``langcheck check``: files, folders or standard input to a report."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from langcheck.batch import Batch
from langcheck.cache import usual_cache
from langcheck.checker import fails
from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS, EXIT_INTERRUPTED
from langcheck.cli.options import (
    LEVELS,
    finder_from,
    force_exclude_option,
    format_of_stdin,
    jobs_option,
    known_baseline,
    redact_option,
    settings_options,
    stdin_name_option,
)
from langcheck.cli.outputs import OUTPUT_HELP, Output, append_step_summary, outputs_from, write
from langcheck.cli.printing import show
from langcheck.cli.progress import Progress
from langcheck.cli.streams import is_screen, read_input
from langcheck.cores import usual_jobs
from langcheck.errors import UnreadableDocument
from langcheck.files import SettingsOf
from langcheck.lexicon.compiled import cache_folder
from langcheck.model import Failure, KeySource, Level, Report
from langcheck.reporters import (
    CANNOT_SAY_THE_KEY,
    FROM_THE_ROOT,
    IN_FULL_BELOW_IT,
    NEEDS_ALLOWED,
    NEEDS_CHANGES,
    NEEDS_DOCUMENTS,
    NEEDS_RULES,
    OF_THIS_RUN,
    REPORTERS,
    Style,
    render_in_pieces,
)
from langcheck.reporters.text import plural
from langcheck.repository import located, root_of
from langcheck.settings import Settings

if TYPE_CHECKING:
    from langcheck.baseline import Baseline
    from langcheck.fingerprints import FingerprintKey
    from langcheck.since import Since


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH... | -")
@click.option("--format", "format_", type=click.Choice(list(REPORTERS)), help="How to report.  [default: text]")
@click.option("--output", "outputs", multiple=True, metavar="[FORMAT=]FILE", help=OUTPUT_HELP)
@click.option("--min-level", type=click.Choice(LEVELS), help="Report only this level and above.  [default: advice]")
@click.option("--show-allowed", is_flag=True, help="Also list what was left alone or suppressed, and why.")
@click.option("--show-fingerprints", is_flag=True, help="Show with each finding how to allow it in a side-car file.")
@click.option("--ungrouped", is_flag=True, help="Show a sentence that stands in many files once for each of them.")
@click.option(
    "--why",
    type=click.Choice(["first", "never", "always"]),
    default="first",
    help="When --format text says why: where an entry first comes up, never, or always and in full.  [default: first]",
)
@click.option("--sources", is_flag=True, help="With --format text, also say who advises so, once an entry.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help="In --format text and concise show the N gravest findings, and count the rest.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Let only findings count that this file does not know.",
)
@click.option(
    "--since",
    metavar="REF",
    help="Report only findings in lines that changed since this commit of git; of Word files and the like, in changed files.",
)
@redact_option
@jobs_option
@click.option("--no-cache", is_flag=True, help="Check everything anew; keep nothing for the next check.")
@click.option(
    "--max-warnings",
    type=click.IntRange(min=0),
    metavar="N",
    help="Let up to N warnings pass and exit with 1 if there are more, whatever --fail-on says of warnings.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; what cannot be checked still gives 2.")
@force_exclude_option
@settings_options
@stdin_name_option
@click.pass_context
def check(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    format_: str | None,
    outputs: tuple[str, ...],
    min_level: str | None,
    show_allowed: bool,
    show_fingerprints: bool,
    ungrouped: bool,
    why: str,
    sources: bool,
    most: int | None,
    baseline: Path | None,
    since: str | None,
    redact: bool,
    jobs: int | None,
    no_cache: bool,
    max_warnings: int | None,
    exit_zero: bool,
    force_exclude: bool,
    stdin_name: str,
    **told: Any,
) -> int:
    """Check files, folders, or standard input (-).

    \b
    langcheck check report.docx
    langcheck check drafts/ --format concise
    langcheck check drafts/ --min-level warning
    langcheck check --output report.html drafts/
    langcheck check --format text --output sarif=report.sarif --output html=report.html drafts/
    langcheck check --format github --fail-on error --max-warnings 20 docs/
    langcheck check --baseline langcheck-baseline.json drafts/
    langcheck check --since main
    pbpaste | langcheck check -

    Findings go to the screen (standard output), all else to standard error. docs/outputs.md has every format.

    Exit code: 0 nothing at or above --fail-on, 1 findings, 2 something could not be checked (docs/exit-codes.md).
    """
    if not paths and since is None:
        raise click.UsageError("name files or folders to check, or - for standard input")
    paths = paths or (".",)
    wanted = outputs_from(format_, outputs, checked=paths)
    formats = {output.format for output in wanted}
    finder = finder_from(min_level=min_level, **told)
    batch = Batch(
        finder.of(Path.cwd()),
        finder.of,
        keep_documents=bool(formats & NEEDS_DOCUMENTS),
        force_exclude=force_exclude,
        keep_allowed=show_allowed or bool(formats & NEEDS_ALLOWED),
    )
    batch.jobs = jobs or usual_jobs()
    batch.cache = None if no_cache else usual_cache(cache_folder())
    is_narrowed = bool(min_level or told["select"] or told["ignore"])
    known = known_baseline(baseline, batch.settings)
    changed = _since(since, batch, paths)
    report = _check(batch, paths, stdin_name)
    if known is not None:
        from langcheck.baseline import set_apart

        report = set_apart(report, known, named=[Path(name) for name in paths], is_narrowed=is_narrowed)
    if changed is not None:
        report = changed.narrowed(report)
        if changed.unchanged:
            note = (
                f"{plural(changed.unchanged, 'document')} did not change since then, and so nothing was checked there"
            )
            report = replace(report, notes=(*report.notes, (f"--since {changed.ref}", note)))
    report = _completed(report, batch, formats)
    if redact:
        from langcheck.redaction import redacted

        report = redacted(report, _fingerprint_key(batch.settings, known))
        if report.fingerprint_key is KeySource.RUN and formats & CANNOT_SAY_THE_KEY:
            click.echo(f"langcheck: {OF_THIS_RUN}", err=True)
    style = Style(
        show_allowed=show_allowed,
        show_fingerprints=show_fingerprints,
        ungrouped=ungrouped,
        why=why,
        sources=sources,
        most=most,
    )
    _report(report, wanted, style)
    if report.unreached:
        click.echo(f"Stopped: {plural(report.unreached, 'file')} not checked.", err=True)
    warnings = report.count(Level.WARNING)
    if max_warnings is not None and warnings > max_warnings:
        click.echo(
            f"{plural(warnings, 'warning')}: more than the {max_warnings} that --max-warnings lets pass.", err=True
        )
    ctx.exit(exit_code(report, finder.of, max_warnings=max_warnings, exit_zero=exit_zero))


def exit_code(
    report: Report, settings_of: SettingsOf, *, max_warnings: int | None = None, exit_zero: bool = False
) -> int:
    """What the shell is told of a report; docs/exit-codes.md has the table."""
    if report.unreached:
        return EXIT_INTERRUPTED
    if report.failures:
        return EXIT_FAILURE
    warnings = report.count(Level.WARNING)
    counted = report.findings
    if max_warnings is not None:
        counted = tuple(finding for finding in counted if finding.level is not Level.WARNING)
    found = fails(replace(report, findings=counted), settings_of) or (
        max_warnings is not None and warnings > max_warnings
    )
    return EXIT_FINDINGS if found and not exit_zero else EXIT_CLEAN


def _completed(report: Report, batch: Batch, formats: set[str]) -> Report:
    """The report with all that the formats need and the check itself does not find out."""
    if formats & NEEDS_RULES:
        from langcheck.rules import rules_for

        asking = [batch.settings, *(batch.settings_of(Path(document.path)) for document in report.read)]
        report = replace(report, rules=rules_for(asking))
    if formats & NEEDS_CHANGES:
        from langcheck.changes import with_changes

        report = with_changes(report)
    return report


def _report(report: Report, outputs: tuple[Output, ...], style: Style) -> None:
    """Render everything, and only then write and print; only the screen has colours."""
    colour = is_screen(sys.stdout) and not os.environ.get("NO_COLOR")
    named = {output.format: _named_for(output.format, report) for output in outputs}
    texts = [
        render_in_pieces(named[output.format], output.format, replace(style, colour=colour and output.path is None))
        for output in outputs
    ]
    for output, text in zip(outputs, texts, strict=True):
        if output.path is None:
            show(text)
        else:
            write(output, text)
    if "github" in named:
        append_step_summary(named["github"])


def _named_for(format: str, report: Report) -> Report:
    """The report with its files named as readers of a format look for them."""
    if format not in FROM_THE_ROOT | IN_FULL_BELOW_IT:
        return report
    names = [*(item.path for item in report.checked), *(failure.path for failure in report.failures)]
    folders = dict.fromkeys((Path.cwd(), *(Path(name).parent for name in names)))
    root = next((found for folder in folders if (found := root_of(folder, os.environ)) is not None), None)
    if root is None:
        return report
    return located(report, root, in_full=format in IN_FULL_BELOW_IT and root != Path.cwd().resolve())


def _check(batch: Batch, paths: tuple[str, ...], stdin_name: str) -> Report:
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("standard input (-) cannot be checked together with files")
        kind = format_of_stdin(stdin_name)
        checker = batch.checker_of(Path(stdin_name))
        try:
            raw = read_input(checker.settings.limits)
        except UnreadableDocument as error:
            return Report(failures=(Failure(stdin_name, error.problem, error.hint),), lexicon=checker.lexicon_version)
        return checker.check_text(raw, name=stdin_name, format=kind)
    with Progress() as progress:
        return batch.check([Path(path) for path in paths], progress=progress.told)


def _since(ref: str | None, batch: Batch, paths: tuple[str, ...]) -> Since | None:
    """What changed since a commit, with the batch kept to it; raises SinceError before anything is checked."""
    if ref is None:
        return None
    if "-" in paths:
        raise click.UsageError("--since asks git about files, so standard input (-) does not go with it")
    from langcheck.since import Since

    changed = Since.of(ref, Path.cwd())
    batch.only = changed.is_changed
    return changed


def _fingerprint_key(settings: Settings, known: Baseline | None) -> FingerprintKey | None:
    """The key of the fingerprints of a redacted report that somebody chose: that of the settings before that of the baseline."""
    from langcheck.fingerprints import key_from

    if settings.fingerprint_key:
        return key_from(settings.fingerprint_key, KeySource.SETTINGS)
    return key_from(known.key, KeySource.BASELINE) if known is not None and known.key else None
