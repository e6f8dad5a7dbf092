"""``langcheck explain``: why a word is flagged, what to write instead, when it is right, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from langcheck.cli.printing import show
from langcheck.harmless import printable
from langcheck.lexicon.article import gloss
from langcheck.lexicon.compiled import overlay_folders
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.page import explanation, find_entries, held_form, wrap
from langcheck.model import Verdict
from langcheck.settings import Settings
from langcheck.settings.finder import SettingsFinder


@click.command()
@click.argument("word", nargs=-1, metavar="WORD | ENTRY")
@click.option("--text", metavar="SENTENCE", help="Walk through how this sentence is judged, question by question.")
@click.option(
    "--facts",
    "facts_of",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Show what is known of a document (- is text on standard input): persons with ages and roles, charges, whose words, the topic.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), help="How to show facts.  [default: text]")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="As this profile has it; may be repeated.")
def explain(
    word: tuple[str, ...], text: str | None, facts_of: Path | None, format_: str | None, profiles: tuple[str, ...]
) -> None:
    """Say why a word is flagged, what to write instead and when it is right.

    \b
    langcheck explain prostitute
    langcheck explain "sex slave"
    langcheck explain en.person.prostitute
    langcheck explain "modern slavery" --profile uk
    langcheck explain --text "He was convicted of pimping."
    langcheck explain --facts report.docx
    langcheck explain --facts report.docx --format json
    """
    if facts_of is not None:
        if word or text is not None:
            raise click.UsageError("--facts shows what is known of a file; ask for a word or a sentence by itself")
        show_facts(facts_of, format_ or "text")
        return
    if format_ is not None:
        raise click.UsageError("--format is for --facts FILE")
    settings = SettingsFinder().resolve(Path.cwd()).settings
    if text is None and not word:
        raise click.UsageError('name a word or an entry, or a sentence with --text "..."')
    base = load_lexicon(overlay_folders(settings.lexicons, settings.folder))
    lexicon = base.with_profiles(profiles or settings.profiles)
    if text is not None:
        for line in walk_through(text, settings, lexicon):
            click.echo(printable(line))
        return
    entries = find_entries(" ".join(word), lexicon)
    asked = " ".join(word)
    held = "" if asked in lexicon.by_id or lexicon.entry_numbers(asked) else held_form(asked, lexicon)
    if held:
        click.echo(printable(f'No entry has "{asked}" as it stands; it holds "{held}".'), err=True)
    for number, entry in enumerate(entries):
        if number:
            click.echo()
        click.echo(explanation(entry, base, profiles or settings.profiles).text, nl=False)


def show_facts(path: Path, format: str) -> None:
    """What the layers tell of a file, with the settings that hold for it."""
    from langcheck.analysis.told import as_data
    from langcheck.cli import facts
    from langcheck.reporters.as_json import dumps

    document, told = facts.read(path, SettingsFinder().of(path))
    show(
        dumps(as_data(document, told), indent=1) + "\n"
        if format == "json"
        else "\n".join(facts.lines(document, told)) + "\n"
    )


def walk_through(text: str, settings: Settings, lexicon: Lexicon) -> Iterator[str]:
    """A sentence as the screen, the contexts and the judge see it."""
    from langcheck.checker import Checker
    from langcheck.readers import read_bytes

    document = read_bytes(text.encode(), name="text", format="text")
    plain = replace(settings, jurisdiction="", audience="", house_style="", immigration="")
    traces = Checker(plain, lexicon=lexicon).trace(document)
    if not traces:
        yield "The screen finds no words of the lexicon here, so nothing is parsed and nothing is asked."
        return
    words = ", ".join(dict.fromkeys(f'"{trace.finding.found}"' for trace in traces))
    yield from wrap(f"The screen finds {words}.", indent=0)
    for trace in traces:
        finding = trace.finding
        yield ""
        yield f'"{finding.found}" · {finding.entry} · {finding.place}'
        for step in trace.steps:
            asked = " and ".join(gloss(condition, lexicon.contexts) for condition in step.asked) or "anything else"
            evidence = f' ("{" ".join(step.answer.evidence.split())}")' if step.answer.evidence else ""
            yield from wrap(f"- {step.part}: {asked}? {step.answer.holds.value}{evidence}")
        if not trace.kept:
            yield "  -> gives its place to longer words"
        elif finding.verdict is Verdict.FLAG:
            yield from wrap(f"-> {finding.level}: {finding.because}")
            for suggestion in finding.suggestions:
                yield from wrap(f"write: {suggestion.text} {suggestion.when}".rstrip(), indent=5)
        else:
            yield from wrap(f"-> left alone: {finding.because}")
