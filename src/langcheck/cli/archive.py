"""``langcheck archive``: very many documents to tables, one row a document, in several processes; goes on where it was stopped."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from langcheck.cli import EXIT_CLEAN, EXIT_FAILURE
from langcheck.cli.options import finder_from, jobs_option, redact_option, settings_options
from langcheck.cli.progress import Progress
from langcheck.cores import usual_jobs
from langcheck.errors import LangcheckError, how_to_install
from langcheck.harmless import printable
from langcheck.readers import TEXT_FORMATS
from langcheck.reporters.text import plural

if TYPE_CHECKING:
    from langcheck.archive.making import Made


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="INPUT")
@click.option(
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="FOLDER",
    help="The folder of the archive; it need not exist.",
)
@click.option("--id", "id_", default="id", show_default=True, metavar="COLUMN", help="The column with the ids.")
@click.option("--text", default="text", show_default=True, metavar="COLUMN", help="The column with the texts.")
@click.option("--keep", multiple=True, metavar="COLUMN", help="Hand this column on, such as an office or a date.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(TEXT_FORMATS),
    default="text",
    show_default=True,
    help="What the texts of a table are written in; files are told by their names.",
)
@click.option("--resume", is_flag=True, help="Go on with the archive in FOLDER: check what is new or changed.")
@click.option(
    "--entries",
    multiple=True,
    metavar="ENTRY",
    help="Ask only about these entries or categories, into an archive of its own: what a new entry would flag.",
)
@jobs_option
@redact_option
@settings_options
@click.pass_context
def archive(
    ctx: click.Context,
    /,
    path: Path,
    folder: Path,
    id_: str,
    text: str,
    keep: tuple[str, ...],
    format_: str,
    resume: bool,
    entries: tuple[str, ...],
    jobs: int | None,
    redact: bool,
    **told: Any,
) -> None:
    """Check all documents of INPUT into Parquet files in FOLDER, one row a document.

    INPUT is a Parquet file or a folder of them, a CSV file or one of JSON lines with a row for each document, or a folder of
    documents of any format that langcheck reads.

    \b
    langcheck archive releases.parquet --output checked/
    langcheck archive releases.parquet --output checked/ --resume
    langcheck archive opinions.csv --id case --text opinion --keep court --output checked/
    langcheck archive reports/ --output checked/ --jobs 4
    langcheck archive releases.parquet --entries en.trafficker.pimp --output trial/
    langcheck stats checked/

    What was written stays when the run is stopped at any moment; --resume does the rest, and later only what is new or
    changed: documents, settings, the lexicon. docs/archives.md has the columns, and engines for more than one machine.

    Exit code: 0 all documents were checked, 2 some were not, or only partly; their rows say why.
    """
    if find_spec("pyarrow") is None:
        raise LangcheckError("an archive is written with pyarrow, which is not installed", how_to_install("arrow"))
    from langcheck.archive.fragments import Work
    from langcheck.archive.making import Order, make_archive
    from langcheck.archive.sources import UTF_8, Columns, kind_of

    if entries and told["select"]:
        raise click.UsageError("--entries and --select both say what is asked about; use one of them")
    if told["fail_on"]:
        raise click.UsageError("--fail-on decides nothing here: whatever is found, an archive is made")
    finder = finder_from(**told, entries=entries)
    settings = finder.of(path)
    columns = Columns(id_, text, keep, settings.encoding or UTF_8)
    work = Work(folder, format_, redact, resume)
    order = Order(path, kind_of(path, settings), work, finder.of, columns, tuple(sorted({*entries, *told["select"]})))
    with Progress() as progress:
        made = make_archive(order, jobs=jobs or usual_jobs(), progress=progress.told_of_share)
    _tell(made, folder)
    ctx.exit(EXIT_FAILURE if made.counts.failed or made.counts.partly else EXIT_CLEAN)


def _tell(made: Made, folder: Path) -> None:
    """Say what is in the archive and, on standard error, what was not checked."""
    counts = made.counts
    for id_, problem, hint in counts.told:
        click.echo(printable(f"not checked as a whole: {id_ or 'a document without an id'}: {problem}"), err=True)
        if hint:
            click.echo(printable(f"   = {hint}"), err=True)
    more = counts.failed + counts.partly - len(counts.told)
    if more > 0:
        click.echo(f"and {plural(more, 'more document')}; the columns status and problem tell of each.", err=True)
    for path, note in made.notes:
        click.echo(printable(f"note: {path}: {note}"), err=True)
    if made.skipped:
        click.echo(f"{plural(made.skipped, 'file')} of other kinds passed over.", err=True)
    parts = [f"{counts.checked:,} checked"]
    parts += [f"{number:,} {what}" for number, what in _others(made) if number]
    click.echo(
        printable(
            f"{folder}: {plural(counts.documents, 'document')} ({', '.join(parts)}), {plural(counts.findings, 'finding')}"
        )
    )
    if made.new < counts.documents:
        click.echo(f"{plural(made.new, 'document')} checked anew; the others were there already.")


def _others(made: Made) -> tuple[tuple[int, str], ...]:
    counts = made.counts
    return (counts.partly, "only partly"), (counts.failed, "not checked"), (counts.empty, "empty")
