"""``langcheck lexicon``: the entries for readers, curators and policy boards."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from langcheck.cli import EXIT_FAILURE
from langcheck.errors import LangcheckError, Problem
from langcheck.exporters import EXPORTERS, files, left_out, limits
from langcheck.lexicon.compiled import lexicon_folder
from langcheck.lexicon.entry import Entry, Status
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.page import entries_in, find_entries, page, wrap
from langcheck.lexicon.yaml import Record
from langcheck.model import CATEGORIES

_FOLDER = click.option(
    "--folder", type=click.Path(file_okay=False, exists=True, path_type=Path), help="A lexicon folder; ours by default."
)
_WRITABLE = click.option(
    "--folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    callback=lambda _ctx, _param, folder: _folder(folder),
    is_eager=True,
    help="The lexicon folder to write to; that of a clone by default.",
)
_EVIDENCE = {"sources": 2, "flag examples": 3, "allow examples": 3}
"""What an entry takes to be stable (lexicon/PRINCIPLES.md)."""


_SHOWN = 5
"""How many words are named that nobody finds any more."""


@click.group()
def lexicon() -> None:
    """List, show, check, compare and write the entries of the lexicon.

    \b
    langcheck lexicon list --category csam
    langcheck lexicon show en.person.prostitute
    langcheck lexicon check
    langcheck lexicon new "a word"
    langcheck lexicon retire en.slang.stable --because "..." --folder policy/lexicon
    langcheck lexicon diff old/lexicon new/lexicon
    langcheck lexicon export --format csv
    """


# --- reading -----------------------------------------------------------------------------------------------------


@lexicon.command("list")
@click.option("--category", help="Only this category.")
@click.option("--level", type=click.Choice(["error", "warning", "advice"]), help="Only this level.")
@click.option("--status", type=click.Choice(["draft", "candidate", "stable"]), help="Only this status.")
@click.option("--kind", type=click.Choice(["word", "usage-check", "claim", "image"]), help="Only this kind.")
@_FOLDER
def list_entries(
    category: str | None, level: str | None, status: str | None, kind: str | None, folder: Path | None
) -> None:
    """List the entries, one a line: id, level, status, terms."""
    shown = 0
    entries = sorted(_load(folder).entries, key=lambda entry: entry.id)
    for entry in entries:
        asked = (category, entry.category), (level, str(entry.level)), (status, entry.status.value), (kind, entry.kind)
        if any(wanted not in (None, value) for wanted, value in asked):
            continue
        terms = ", ".join(term.text for term in entry.terms)
        click.echo(f"{entry.id:<44} {entry.level!s:<8} {entry.status.value:<10} {terms[:80]}")
        shown += 1
    click.echo(f"{shown} of {_count(len(entries), 'entry', 'entries')}.", err=True)


@lexicon.command()
@click.argument("entry", nargs=-1, required=True)
@_FOLDER
def show(entry: tuple[str, ...], folder: Path | None) -> None:
    """Show one entry as a page; with --folder as an agency's lexicon has it."""
    loaded = _load(folder)
    for number, found in enumerate(find_entries(" ".join(entry), loaded)):
        if number:
            click.echo()
        for line in page(found, loaded, rules=True):
            click.echo(line)


@lexicon.command("profiles")
def list_profiles() -> None:
    """List the profiles: what each is about, what it changes, who uses it."""
    for name, profile in sorted(load_lexicon().profiles.items(), key=lambda item: (item[1].dimension, item[0])):
        click.echo(f"{name}  ({profile.dimension})")
        for line in wrap(f"{profile.about} Used by: {profile.used_by}"):
            click.echo(line)
        for entry, change in profile.change.items():
            what = "off" if change.off else "quiet" if change.quiet else str(change.level or "suggestions")
            click.echo(f"    {entry:<44} {what}")


@lexicon.command()
@_FOLDER
def stats(folder: Path | None) -> None:
    """Count the entries by status, level, kind, category and basis, and the forms, names and sources."""
    loaded = _load(folder)
    click.echo(
        f"{_count(len(loaded.entries), 'entry', 'entries')}, {_count(len(loaded.forms.terms), 'form')}, "
        f"{_count(len(loaded.names), 'official name')}, {_count(len(loaded.sources), 'source')}"
    )
    columns = {
        "status": [entry.status.value for entry in loaded.entries],
        "level": [str(entry.level) for entry in loaded.entries],
        "kind": [entry.kind for entry in loaded.entries],
        "basis": [entry.basis for entry in loaded.entries],
        "contested": ["yes" if entry.contested else "no" for entry in loaded.entries],
        "category": [entry.category for entry in loaded.entries],
    }
    for name, values in columns.items():
        click.echo(f"\n{name}")
        for value, count in Counter(values).most_common():
            click.echo(f"  {value:<20}{count:5}")


# --- checking ----------------------------------------------------------------------------------------------------


@lexicon.command("why-not")
@click.argument("word", metavar="WORD | ID")
@click.option("--text", required=True, metavar="TEXT", help="The sentence or passage in which it should speak.")
@_FOLDER
def why_not(word: str, text: str, folder: Path | None) -> None:
    """Say which condition keeps an entry silent in a text.

    Without --folder the lexicons and profiles that langcheck.toml names are on top, as for `langcheck explain`.

    \b
    langcheck lexicon why-not track --text "She walked the track."
    """
    from langcheck.cli import why_not as told
    from langcheck.harmless import printable

    loaded, folders = _as_set(folder)
    for number, entry in enumerate(entries_in(text, word, loaded)):
        if number:
            click.echo()
        lines = told.retired(entry, loaded, folders) if entry.is_retired else told.lines(entry, text, loaded)
        for line in lines:
            click.echo(printable(line))


def _as_set(folder: Path | None) -> tuple[Lexicon, tuple[Path, ...]]:
    """The lexicon of a folder, or as langcheck.toml has it where none is named, and the folders on top of ours."""
    if folder is not None:
        return _load(folder), (folder,) if _is_overlay(folder) else ()
    from langcheck.lexicon.compiled import overlay_folders
    from langcheck.settings.finder import SettingsFinder

    settings = SettingsFinder().resolve(Path.cwd()).settings
    folders = overlay_folders(settings.lexicons, settings.folder)
    return load_lexicon(folders).with_profiles(settings.profiles), folders


@lexicon.command()
@_FOLDER
@click.option("--examples/--no-examples", default=True, help="Also run every example of every entry (needs the model).")
@click.pass_context
def check(ctx: click.Context, folder: Path | None, examples: bool) -> None:
    """Check the lexicon's data against its laws and report every problem at once, with file and line.

    A folder with an overlay.yaml is checked as an agency's lexicon on top of ours. With --no-examples it is quicker, and
    does not show that each word is found.
    """
    from langcheck.lexicon.audit import audit, audit_records, unreadable

    loaded, records, problems = _read_or_ours(folder)
    reads = not problems
    folder = folder or lexicon_folder()
    is_overlay = folder is not None and _is_overlay(folder)
    if folder is not None and reads:
        problems += _wrong_sources(folder, agency=is_overlay)
    if not is_overlay:
        problems += audit(loaded, records)
    elif reads and folder is not None:
        problems += [*audit_records(loaded, records), *_wrong_overlay(loaded, folder)]
    run = examples and not unreadable(loaded, records)
    if run:
        from langcheck.examples import check_examples

        problems += check_examples(loaded, records)
    _report(ctx, problems, loaded, also="" if run else "; examples were not run")


def _wrong_overlay(loaded: Lexicon, folder: Path) -> list[Problem]:
    """What is wrong with the suggestions of a folder's overlay.yaml, which can be used all the same."""
    from langcheck.lexicon.audit import audit_overlay
    from langcheck.lexicon.extend import overlay_of

    overlay, record = overlay_of(loaded, folder)
    return audit_overlay(loaded, overlay, record) if record is not None else []


def _wrong_sources(folder: Path, *, agency: bool) -> list[Problem]:
    """What a folder's sources.yaml does not tell of its sources."""
    from langcheck.lexicon.audit import audit_sources
    from langcheck.lexicon.yaml import read_yaml

    path = folder / "sources.yaml"
    cited = read_yaml(path, name=str(path) if agency else path.name) if path.exists() else None
    return audit_sources(cited, agency=agency) if isinstance(cited, Record) else []


@lexicon.command()
@click.argument("words", metavar="[WORD | ID]...", nargs=-1)
@_FOLDER
@click.option("--coverage", is_flag=True, help="Also list the entries that lack evidence for being stable.")
@click.pass_context
def test(ctx: click.Context, words: tuple[str, ...], folder: Path | None, coverage: bool) -> None:
    """Run every example of every entry of a folder, or of the entries that words or ids name.

    \b
    langcheck lexicon test
    langcheck lexicon test "child prostitute" en.slang.track
    """
    from langcheck.examples import check_examples, numbered_examples
    from langcheck.lexicon.audit import unreadable

    loaded, records, problems = _read_or_ours(folder)
    wrong = unreadable(loaded, records)
    if wrong:
        _report(ctx, problems + wrong, loaded)
    if words and not problems:
        asked = {entry.id for word in words for entry in find_entries(word, loaded)}
        records = {name: record for name, record in records.items() if name in asked}
    problems += check_examples(loaded, records)
    entries = [entry for entry in loaded.entries if entry.id in records]
    count = sum(1 for entry in entries for _ in numbered_examples(entry))
    click.echo(f"{_count(count, 'example')} of {_count(len(entries), 'entry', 'entries')}.")
    if coverage:
        for entry in entries:
            lacking = lacks(entry)
            if lacking:
                click.echo(f"{entry.id:<44} {entry.status.value:<10} lacks {', '.join(lacking)}")
        stable = [entry for entry in entries if entry.status is Status.STABLE]
        click.echo(
            f"{sum(not lacks(entry) for entry in stable)} of {len(stable)} stable entries have all their evidence."
        )
    _report(ctx, problems, loaded)


def lacks(entry: Entry) -> list[str]:
    """What an entry lacks of the evidence that stable takes, in words."""
    has = {
        "sources": len(entry.sources),
        "flag examples": sum(not example.todo for example in entry.flag_examples),
        "allow examples": sum(not example.todo for example in entry.allow_examples),
    }
    return [f"{least - has[what]} {what}" for what, least in _EVIDENCE.items() if has[what] < least]


OURS = "ours"
"""What the lexicon that langcheck comes with is called where lexicons are named."""


@lexicon.command()
@click.argument("before")
@click.argument("after")
@click.option("--full", is_flag=True, help="Also list the entries that name a class whose words changed.")
@click.pass_context
def diff(ctx: click.Context, /, before: str, after: str, full: bool) -> None:
    """Print what is new, changed and retired between two lexicons, entry by entry.

    Each is a folder, or `ours` for the lexicon that langcheck comes with. A folder with an overlay.yaml stands for ours with
    that overlay on top. Words that a class has gained or lost are told once, not for each entry that names it. An id
    that is gone and was not retired is an error (exit code 2).

    \b
    langcheck lexicon diff ours policy/lexicon
    """
    from langcheck.lexicon.diff import VANISHED, compare, compare_classes

    lexicons = _load(_named(before)), _load(_named(after))
    classes = compare_classes(*lexicons)
    for changed in classes:
        words = ", ".join((*(f"+ {word}" for word in changed.added), *(f"- {word}" for word in changed.removed)))
        names = "entry names it" if len(changed.entries) == 1 else "entries name it"
        others = f", and {', '.join(changed.others)}" if changed.others else ""
        click.echo(f"@{changed.name}: {words}; {len(changed.entries)} {names}{others}")
        for name in changed.entries if full else ():
            click.echo(f"    {name}")
    changes = compare(*lexicons)
    for change in changes:
        click.echo(f"{change.kind}: {change.id}")
        for line in change.lines:
            click.echo(f"    {line}")
    kinds = Counter(change.kind for change in changes)
    also = f"; {_count(len(classes), 'class', 'classes')} changed" if classes else ""
    click.echo(f"{kinds['new']} new, {kinds['changed']} changed, {kinds['retired']} retired{also}.")
    if kinds[VANISHED]:
        gone = _count(kinds[VANISHED], "id is", "ids are")
        click.echo(
            f"{gone} gone and not retired: `langcheck lexicon retire ID --because ...` keeps the reason.", err=True
        )
        ctx.exit(EXIT_FAILURE)


def _named(lexicon: str) -> Path | None:
    """The folder of a lexicon that was named, None for ours."""
    if lexicon == OURS:
        return None
    if not Path(lexicon).is_dir():
        raise click.UsageError(f"there is no folder {lexicon!r}; `{OURS}` is the lexicon that langcheck comes with")
    return Path(lexicon)


# --- writing -----------------------------------------------------------------------------------------------------


def _known_source(ctx: click.Context, _param: click.Parameter, source: str) -> str:
    """The source that was named; asked first and checked at once, so that no answer is lost."""
    from datetime import date

    folder: Path = ctx.params["folder"]
    if source not in _load(folder).sources:
        raise click.UsageError(
            f"{folder / 'sources.yaml'} has no {source!r}; add the source first, such as\n"
            f"  {source}: {{title: ..., publisher: ..., year: ..., seen-on: {date.today()}}}"  # noqa: DTZ011  a curator's own day
        )
    return source


def _new_place(ctx: click.Context, _param: click.Parameter, topic: str) -> str:
    """The topic of a new record, which is not there yet."""
    path = _new_path(ctx.params["folder"], ctx.params["word"], topic)
    if path.exists():
        raise click.UsageError(f"{path} is there already")
    return topic


def _new_path(folder: Path, word: str, topic: str) -> Path:
    from langcheck.lexicon.draft import entry_id

    return folder / f"{entry_id(word, topic).replace('.', '/')}.yaml"


def _holds_word(ctx: click.Context, _param: click.Parameter, sentence: str) -> str:
    word: str = ctx.params["word"]
    if fold(word) not in fold(sentence):
        raise click.UsageError(f"the sentence does not hold {word!r}: {sentence}")
    return sentence


@lexicon.command()
@click.argument("word", is_eager=True)
@click.option(
    "--source",
    prompt="The id of a source in sources.yaml that uses or discusses it",
    callback=_known_source,
    help="A source in sources.yaml.",
)
@click.option(
    "--topic",
    prompt="Topic folder (person, child, slang, status ...)",
    callback=_new_place,
    help="The folder below lexicon/en.",
)
@click.option(
    "--pos",
    type=click.Choice(["noun", "verb", "phrase"]),
    default="phrase",
    prompt="noun, verb, or phrase (does not inflect)",
)
@click.option("--category", type=click.Choice(list(CATEGORIES)), prompt="Category", default="other")
@click.option(
    "--level",
    type=click.Choice(["advice", "warning", "error"]),
    prompt="Level (above advice only where the source itself discourages this wording)",
    default="advice",
    help="Above advice only where the source itself discourages this wording.",
)
@click.option("--harm", prompt="What is wrong with the word, in a sentence")
@click.option(
    "--message",
    prompt="What its reader is told, in a sentence, with {found} for the word (empty: later)",
    default="",
    help="What its reader is told; {found} stands for the word.",
)
@click.option("--instead", prompt="What to write instead (may stay empty)", default="")
@click.option("--flagged", prompt="A made-up sentence that must be flagged", callback=_holds_word)
@click.option("--near-miss", prompt="A made-up sentence with the word that must stay silent", callback=_holds_word)
@_WRITABLE
def new(folder: Path, **answers: str) -> None:
    """Write a draft record for WORD, asking a few questions, each checked before the next."""
    from datetime import date
    from functools import partial

    from langcheck.analysis.wording import WordingWords, article_for
    from langcheck.facts.listed import Lists
    from langcheck.lexicon.draft import Answers, record

    given = Answers(**answers)
    loaded = _load(folder)
    path = _new_path(folder, given.word, given.topic)
    path.parent.mkdir(parents=True, exist_ok=True)
    fitting = partial(article_for, written=WordingWords(Lists(loaded)))
    path.write_text(record(given, date.today(), fitting), encoding="utf-8")  # noqa: DTZ011  a curator's own day
    click.echo(str(path))
    named = _as_named(folder)
    if not given.message:
        click.echo("Its message is still to be written; `langcheck lexicon check` tells of it until it is.", err=True)
    click.echo(
        f"Next: langcheck lexicon inflect{named} (for a noun or a verb), then langcheck lexicon check{named}.", err=True
    )


@lexicon.command()
@click.argument("entry", metavar="ID")
@click.option("--because", required=True, help="Why, in a sentence that stays in the lexicon.")
@click.option("--instead", default="", metavar="ID", help="The entry that has its place, if there is one.")
@_WRITABLE
@click.pass_context
def retire(ctx: click.Context, /, entry: str, because: str, instead: str, folder: Path) -> None:
    """Take entry ID out of the lexicon for good, with the reason; in an agency's folder, out of the lexicon below it.

    \b
    langcheck lexicon retire en.slang.stable --because "No report uses it" --folder policy/lexicon
    """
    from langcheck.lexicon.retiring import not_in, reason_of, retire_in_ours, retire_in_overlay

    loaded, records, problems = _read(folder)
    if problems:
        _report(ctx, problems, loaded)
    for name in filter(None, (entry, instead)):
        if name not in loaded.by_id:
            raise click.UsageError(f"there is no entry {name!r}; `langcheck lexicon list` shows all")
    if loaded.by_id[entry].is_retired:
        raise click.UsageError(f"{entry} is retired already: {loaded.retired.get(entry, '')}")
    if not because.strip() or instead == entry:
        raise click.UsageError(
            "--because needs a reason" if not because.strip() else "--instead names the entry itself"
        )
    reason = reason_of(because, instead)
    if _is_overlay(folder):
        path = folder / "overlay.yaml"
        path.write_text(retire_in_overlay(path, entry, reason), encoding="utf-8")
    else:
        path = folder / "retired.yaml"
        text = retire_in_ours(loaded, entry, reason)
        (folder / records[entry].path).unlink()
        path.write_text(text, encoding="utf-8")
    click.echo(f"{path}: {entry} is retired: {reason}")
    lost = not_in(loaded.by_id[entry], loaded.by_id[instead], loaded.inflections) if instead else []
    if lost:
        more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        shown = ", ".join(f'"{word}"' for word in lost[:_SHOWN])
        click.echo(f"{instead} does not have these words, which are not found any more: {shown}{more}.", err=True)
    compared = f"ours {folder}" if _is_overlay(folder) else "BEFORE AFTER"
    click.echo(
        f"Next: langcheck lexicon check{_as_named(folder)}, and langcheck lexicon diff {compared} for the policy board.",
        err=True,
    )


@lexicon.command()
@_WRITABLE
def inflect(folder: Path) -> None:
    """Add the inflections that records need to inflections.yaml, for a person to read."""
    from langcheck.lexicon.forms import Inflections, TermError
    from langcheck.lexicon.inflect import generate, missing, write
    from langcheck.lexicon.load import read_data

    loaded, _, _ = _read(folder)
    try:
        needed = missing(loaded)
    except TermError as error:
        raise LangcheckError(f"a term cannot be read: {error}", "`langcheck lexicon check` says where") from error
    added = generate(*needed)
    known = read_data(folder, optional=_is_overlay(folder))[0].inflections
    write(folder / "inflections.yaml", Inflections({**added.nouns, **known.nouns}, {**added.verbs, **known.verbs}))
    for word, plural in sorted(added.nouns.items()):
        click.echo(f"noun {word}: {plural}")
    for word, forms in sorted(added.verbs.items()):
        click.echo(f"verb {word}: {', '.join(forms)}")
    click.echo(f"{len(added.nouns) + len(added.verbs)} words added; read them before you commit.", err=True)


@lexicon.command()
@click.option("--format", "format_", required=True, type=click.Choice(list(EXPORTERS)), help="What to write.")
@click.option("--output", type=click.Path(path_type=Path), help="The file to write; for vale, the folder.")
@_FOLDER
def export(format_: str, output: Path | None, folder: Path | None) -> None:
    """Write the lexicon for other tools and for readers; each form says what it cannot carry.

    \b
    langcheck lexicon export --format html --output glossary.html
    langcheck lexicon export --format skos > lexicon.ttl
    langcheck lexicon export --format vale --output styles
    """
    loaded = _load(folder)
    written = files(loaded, format_)
    if output is None and len(written) > 1:
        raise click.UsageError(f"{format_} is {len(written)} files: name a folder with --output")
    if output is None:
        click.echo(next(iter(written.values())), nl=False)
    else:
        for name, text in written.items():
            path = output / name if len(written) > 1 else output
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        click.echo(f"{len(written)} file{'s' if len(written) != 1 else ''} written to {output}.", err=True)
    click.echo(limits(format_), err=True)
    drafts = left_out(loaded, format_)
    if drafts:
        click.echo(drafts, err=True)


# --- folders -----------------------------------------------------------------------------------------------------


def _folder(folder: Path | None) -> Path:
    """The folder to write to: the one that was named, or that of a clone."""
    found = folder or lexicon_folder()
    if found is None:
        raise click.UsageError(
            "langcheck is installed here with its lexicon compiled, which nobody changes; name the folder of a lexicon of your own"
            " with --folder: it holds an overlay.yaml, and what you add lies on top of ours (docs/for-agencies.md)"
        )
    return found


def _read_or_ours(folder: Path | None) -> tuple[Lexicon, dict[str, Record], list[Problem]]:
    """As ``_read``, and where there is no folder the compiled lexicon, whose records have no lines."""
    found = folder or lexicon_folder()
    if found is not None:
        return _read(found)
    loaded = load_lexicon()
    return loaded, {entry.id: Record(entry.id, None) for entry in loaded.entries}, []


def _as_named(folder: Path) -> str:
    """The option that a command needs to mean an agency's folder; ours is meant without one."""
    return f" --folder {folder}" if _is_overlay(folder) else ""


def _is_overlay(folder: Path) -> bool:
    return (folder / "overlay.yaml").exists()


def _refuse_other(folder: Path) -> None:
    """Raises UsageError for a folder that is no lexicon."""
    if not _is_overlay(folder) and not (folder / "schema.json").exists():
        raise click.UsageError(
            f"{folder} is no lexicon folder: an agency's holds an overlay.yaml, ours a schema.json; name that folder"
        )


def _read(folder: Path) -> tuple[Lexicon, dict[str, Record], list[Problem]]:
    """The lexicon of a folder as far as it can be read, the records of the folder by id, and the problems."""
    _refuse_other(folder)
    if _is_overlay(folder):
        from langcheck.lexicon.extend import read_extension

        return read_extension(load_lexicon(), folder)
    from langcheck.lexicon.load import read_source

    return read_source(folder)


def _load(folder: Path | None) -> Lexicon:
    """The lexicon of a folder: ours when it is not named, with an overlay on top when the folder holds one."""
    if folder is None:
        return load_lexicon()
    _refuse_other(folder)
    if _is_overlay(folder):
        return load_lexicon((folder,))
    from langcheck.lexicon.load import load_source

    return load_source(folder)


def _report(ctx: click.Context, problems: list[Problem], loaded: Lexicon, *, also: str = "") -> None:
    for problem in problems:
        click.echo(str(problem))
    count = len(problems)
    click.echo(f"{_count(len(loaded.entries), 'entry', 'entries')}, {_count(count, 'problem')}{also}.", err=True)
    if problems:
        ctx.exit(EXIT_FAILURE)


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
