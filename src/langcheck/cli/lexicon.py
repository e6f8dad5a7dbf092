"""``langcheck lexicon``: the entries for readers and curators."""

from __future__ import annotations

from pathlib import Path

import click

from langcheck.cli import EXIT_FAILURE
from langcheck.cli.explain import find_entries, page
from langcheck.lexicon.compiled import lexicon_folder
from langcheck.lexicon.lexicon import load_lexicon

_FOLDER = click.option(
    "--folder", type=click.Path(file_okay=False, exists=True, path_type=Path), help="A lexicon folder; ours by default."
)


@click.group()
def lexicon() -> None:
    """List, show and check the entries of the lexicon.

    \b
    langcheck lexicon list --category csam
    langcheck lexicon show en.person.prostitute
    langcheck lexicon check
    """


@lexicon.command("list")
@click.option("--category", help="Only this category.")
@click.option("--level", type=click.Choice(["error", "warning", "advice"]), help="Only this level.")
@click.option("--status", type=click.Choice(["draft", "candidate", "stable"]), help="Only this status.")
def list_entries(category: str | None, level: str | None, status: str | None) -> None:
    """List the entries, one a line: id, level, status, terms."""
    shown = 0
    entries = load_lexicon().entries
    for entry in entries:
        if (
            category not in (None, entry.category)
            or level not in (None, str(entry.level))
            or status not in (None, entry.status.value)
        ):
            continue
        terms = ", ".join(term.text for term in entry.terms)
        click.echo(f"{entry.id:<44} {entry.level!s:<8} {entry.status.value:<10} {terms[:80]}")
        shown += 1
    click.echo(f"{shown} of {len(entries)} entries.", err=True)


@lexicon.command()
@click.argument("entry", nargs=-1, required=True)
def show(entry: tuple[str, ...]) -> None:
    """Show one entry as a page."""
    loaded = load_lexicon()
    for number, found in enumerate(find_entries(" ".join(entry), loaded)):
        if number:
            click.echo()
        for line in page(found, loaded):
            click.echo(line)


@lexicon.command()
@_FOLDER
@click.option("--examples/--no-examples", default=True, help="Also run every example of every entry (needs the model).")
@click.pass_context
def check(ctx: click.Context, folder: Path | None, examples: bool) -> None:
    """Check the lexicon's data against its laws and report every problem at once, with file and line."""
    from langcheck.lexicon.audit import audit
    from langcheck.lexicon.load import read_source

    folder = folder or lexicon_folder()
    if folder is None:
        raise click.UsageError("this installation has no lexicon folder; name one with --folder")
    loaded, records, problems = read_source(folder)
    problems += audit(loaded, records)
    if examples:
        from langcheck.examples import check_examples

        problems += check_examples(loaded, records)
    for problem in problems:
        click.echo(str(problem))
    count = len(problems)
    click.echo(f"{len(loaded.entries)} entries, {count} problem{'s' if count != 1 else ''}.", err=True)
    if problems:
        ctx.exit(EXIT_FAILURE)


@lexicon.command()
@_FOLDER
def inflect(folder: Path | None) -> None:
    """Add the inflections that records need to inflections.yaml, for a person to read."""
    from langcheck.lexicon.forms import Inflections
    from langcheck.lexicon.inflect import generate, missing, write
    from langcheck.lexicon.load import read_source

    folder = folder or lexicon_folder()
    if folder is None:
        raise click.UsageError("this installation has no lexicon folder; name one with --folder")
    loaded, _, _ = read_source(folder)
    added = generate(*missing(loaded))
    known = loaded.inflections
    write(folder / "inflections.yaml", Inflections({**added.nouns, **known.nouns}, {**added.verbs, **known.verbs}))
    for word, plural in sorted(added.nouns.items()):
        click.echo(f"noun {word}: {plural}")
    for word, forms in sorted(added.verbs.items()):
        click.echo(f"verb {word}: {', '.join(forms)}")
    click.echo(f"{len(added.nouns) + len(added.verbs)} words added; read them before you commit.", err=True)
