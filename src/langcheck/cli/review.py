"""``langcheck review``: documents to copies with a comment at each finding."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from langcheck.batch import Batch
from langcheck.checker import fails
from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS
from langcheck.cli.options import LEVELS, finder_from, format_of_stdin, settings_options, stdin_name_option
from langcheck.cli.printing import say_failures
from langcheck.cli.streams import read_input
from langcheck.copies import AS_THEY_ARE, AS_WORD, REVIEWED, WORD, endings_of
from langcheck.editors import Reviewed, no_copy
from langcheck.editors import review as review_document
from langcheck.editors.saving import save
from langcheck.errors import LangcheckError, SettingsError, UnreadableDocument, UnsavedDocument
from langcheck.harmless import printable
from langcheck.model import NO_BLOCK, Document, Finding, Report
from langcheck.readers import format_of, read_raw, unknown_format


@dataclass(frozen=True, slots=True)
class _Job:
    """A draft, its format, where its reviewed copy goes, and what was asked for.

    ``format`` is None where the draft's name announces none. ``is_input`` where standard input has that name, ``is_page``
    where a page with the document and notes was named.
    """

    draft: Path
    format: str | None
    copy: Path
    is_input: bool
    is_page: bool
    track: bool
    force: bool
    sources: bool


@click.command()
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT | FOLDER | -...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the copy goes; NAME.html is a page with the document and notes.  [default: draft.reviewed.docx beside draft.docx]",
)
@stdin_name_option
@click.option(
    "--track", is_flag=True, help="Also suggest wording as tracked changes in a Word file, for you to accept or reject."
)
@click.option("--force", is_flag=True, help="Replace an older copy; copy a signed document although that breaks it.")
@click.option("--sources", is_flag=True, help="Let comments also say who advises so, with addresses.")
@click.option("--min-level", type=click.Choice(LEVELS), help="Comment only this level and above.  [default: advice]")
@settings_options
@click.pass_context
def review(
    ctx: click.Context,
    /,
    drafts: tuple[Path, ...],
    output: Path | None,
    track: bool,
    force: bool,
    sources: bool,
    min_level: str | None,
    stdin_name: str,
    **told: Any,
) -> int:
    """Write comments into a copy of a Word document, an OpenDocument text (.odt) or a PDF; the draft stays as it is.

    The words of a text or an RTF file go into a Word file with comments, and so do those of standard input (-) and, with --track, of
    an .odt. Of a folder, every Word document, OpenDocument text and PDF is reviewed; what else lies there is for `langcheck check`.

    \b
    langcheck review report.docx
    langcheck review report.docx -o for-the-editor.docx
    langcheck review report.docx --track
    langcheck review report.pdf
    langcheck review report.odt
    langcheck review narrative.txt
    langcheck review - -o narrative.docx < narrative.txt
    langcheck review drafts/

    Exit code: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read or written, or there was
    nothing to review; of several documents, the gravest (docs/exit-codes.md).
    """
    if output is not None and (len(drafts) > 1 or drafts[0].is_dir()):
        raise click.UsageError(
            "-o names one copy; with several drafts leave it out, and each copy goes beside its draft"
        )
    is_input = Path("-") in drafts
    if is_input and (len(drafts) > 1 or output is None):
        raise click.UsageError("standard input (-) is reviewed alone, and -o names the copy")
    is_page = output is not None and output.suffix.lower() in (".html", ".htm")
    if track and is_page:
        raise click.UsageError("--track goes into a Word file, and a page has no tracked changes; leave it out")
    finder = finder_from(min_level=min_level, **told)
    batch = Batch(finder.of(Path.cwd()), finder.of)
    found, code = ([Path(stdin_name)], EXIT_CLEAN) if is_input else _drafts(drafts, batch)
    jobs = [
        _Job(
            draft,
            format_of_stdin(stdin_name) if is_input else format_of(draft),
            output or _beside(draft, track=track),
            is_input,
            is_page,
            track,
            force,
            sources,
        )
        for draft in found
    ]
    codes = [code, *(_review(job, batch) for job in _apart(jobs))]
    ctx.exit(max(codes, default=EXIT_CLEAN))


def _apart(jobs: Sequence[_Job]) -> list[_Job]:
    """The jobs, a draft that was named in two ways once; raises UsageError where two drafts have the same copy."""
    by_copy: dict[str, _Job] = {}
    for job in jobs:
        real = os.path.realpath(job.copy)
        other = by_copy.setdefault(real.casefold() if sys.platform in ("win32", "darwin") else real, job)
        if other is not job and not _is_same(other.draft, job.draft):
            raise click.UsageError(
                f"the copies of {other.draft} and {job.draft} would both be called {job.copy}; "
                "review them one at a time, and name each copy with -o"
            )
    return list(by_copy.values())


def _beside(draft: Path, *, track: bool) -> Path:
    ending = next(iter(endings_of(draft, track=track)), draft.suffix)
    return draft.with_name(f"{draft.stem}{REVIEWED}{ending}")


def _drafts(named: Sequence[Path], batch: Batch) -> tuple[list[Path], int]:
    """The files to review, folders walked as ``check`` does, and the exit code of what cannot be."""
    found: dict[Path, None] = {}
    code = EXIT_CLEAN
    for path in named:
        if not path.is_dir():
            found.setdefault(path)
            continue
        listed = batch.files([path], stay_inside=True)
        drafts = [file for file in listed.files if file.suffix.lower() in AS_THEY_ARE]
        found.update(dict.fromkeys(drafts))
        others = len(listed.files) - len(drafts)
        if not drafts:
            click.echo(printable(f"not reviewed: {path}: there is no {_KINDS} in this folder"), err=True)
            click.echo(
                "   = Name a folder with .docx, .odt or .pdf files; `langcheck check` reads the other kinds.", err=True
            )
        elif others:
            of = "document of another kind was" if others == 1 else "documents of other kinds were"
            click.echo(printable(f"note: {path}: {others} {of} not reviewed; `langcheck check` reads them"), err=True)
        for failure in listed.failures if drafts else ():
            click.echo(printable(f"not reviewed: {failure.path}: {failure.problem}"), err=True)
            click.echo(printable(f"   = {failure.hint}"), err=True)
        for where, note in listed.notes:
            click.echo(printable(f"note: {where}: {note}"), err=True)
        if listed.failures or not drafts:
            code = EXIT_FAILURE
    return list(found), code


_KINDS = "Word document, OpenDocument text or PDF"


def _review(job: _Job, batch: Batch) -> int:
    """Review one draft and say what came of it; the exit code it asks for."""
    try:
        checker = batch.checker_of(job.draft)
        limits = checker.settings.limits
        raw = b"" if job.is_input else read_raw(job.draft, limits=limits)
        if job.format is None:
            raise unknown_format(job.draft)
        if not job.is_page and not endings_of(job.draft):
            raise no_copy()
        _refuse_target(job)
        if job.is_input:
            raw = read_input(limits)
        document = checker.read(raw, name=str(job.draft), format=job.format)
        report = checker.check_document(document, side_car=checker.side_car(job.draft))
        if job.is_page:
            reviewed = _page(report, document)
        else:
            reviewed = review_document(
                raw,
                document,
                _placed(report.findings),
                track=job.track,
                as_word=_goes_into_word(job),
                force=job.force,
                now=datetime.now(UTC),
                sources=job.sources,
            )
        _refuse_target(job)
        save(job.copy, reviewed.data, like=None if job.is_input else job.draft, stays=True)
    except (SettingsError, UnreadableDocument, UnsavedDocument) as error:
        _say_failure(job, error)
        return EXIT_FAILURE
    _say(job, reviewed)
    if report.failures:
        say_failures(report)
        return EXIT_FAILURE
    return EXIT_FINDINGS if fails(report, batch.settings_of) else EXIT_CLEAN


def _goes_into_word(job: _Job) -> bool:
    """Whether the copy is a Word file of the draft's words."""
    return job.copy.suffix.lower() == WORD and job.draft.suffix.lower() in AS_WORD


def _page(report: Report, document: Document) -> Reviewed:
    """The page of a report, which shows the document with a note at each finding."""
    from langcheck.reporters import Style, render

    page = render(replace(report, read=(document,)), "html", Style())
    return Reviewed(page.encode(), comments=len(report.findings))


def _placed(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stand at words of the document; those about its side-car file do not."""
    return [finding for finding in findings if finding.block != NO_BLOCK]


def _refuse_target(job: _Job) -> None:
    """Refuse to write over the draft, over an older copy, or to a name that Word would not open."""
    endings = endings_of(job.draft, track=job.track)
    if not job.is_page and job.copy.suffix.lower() not in map(str.lower, endings):
        too = " too" if endings == (job.draft.suffix,) else ""
        tracked = " with tracked changes" if job.track else ""
        raise UnsavedDocument(
            f"the copy of a {job.draft.suffix} file{tracked} must be called {' or '.join(endings)}{too}",
            "Choose another name with -o.",
        )
    if not os.path.lexists(job.copy):
        return
    if _is_same(job.copy, job.draft):
        raise UnsavedDocument("the copy would replace the draft", "Choose another name with -o.")
    if not job.force:
        raise UnsavedDocument(
            f"there is a file called {job.copy} already", "Choose another name with -o, or replace it with --force."
        )


def _is_same(copy: Path, draft: Path) -> bool:
    try:
        return os.path.samefile(copy, draft)
    except OSError:
        return False


# --- what is said ------------------------------------------------------------------------------------------------


def _say(job: _Job, reviewed: Reviewed) -> None:
    parts = [_plural(reviewed.comments, "note" if job.is_page else "comment")]
    if job.track:
        parts.append(_plural(reviewed.changes, "tracked change"))
    if reviewed.unplaced:
        parts.append(f"{len(reviewed.unplaced)} could not be placed")
    click.echo(printable(f"{job.draft} -> {job.copy}: {', '.join(parts)}"))
    for note in reviewed.notes:
        click.echo(printable(f"   = note: {note}"))
    for unplaced in reviewed.unplaced:
        finding = unplaced.finding
        click.echo(printable(f'   = not placed: "{finding.found}" ({finding.place}): {unplaced.reason}'))


def _say_failure(job: _Job, error: LangcheckError) -> None:
    click.echo(printable(f"not reviewed: {job.draft}: {error.problem}"), err=True)
    click.echo(printable(f"   = {error.hint}"), err=True)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count or 'no'} {noun}s"
