"""``langcheck explain``: why a word is flagged, what to write instead, when it is right, and who says so."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from langcheck.errors import LangcheckError
from langcheck.harmless import printable
from langcheck.lexicon.article import LEFT_ALONE, Offer, article, gloss
from langcheck.lexicon.compiled import overlay_folders
from langcheck.lexicon.entry import Entry
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.overlay import in_words
from langcheck.model import Verdict
from langcheck.settings import Settings
from langcheck.settings.finder import SettingsFinder

_WIDTH = 96
_MOST = 6
"""How many entries are named to choose from."""


@click.command()
@click.argument("word", nargs=-1, metavar="WORD | ENTRY")
@click.option("--text", metavar="SENTENCE", help="Walk through how this sentence is judged, question by question.")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="As this profile has it; may be repeated.")
def explain(word: tuple[str, ...], text: str | None, profiles: tuple[str, ...]) -> None:
    """Say why a word is flagged, what to write instead and when it is right.

    \b
    langcheck explain prostitute
    langcheck explain "sex slave"
    langcheck explain en.person.prostitute
    langcheck explain "modern slavery" --profile uk
    langcheck explain --text "He was convicted of pimping."
    """
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
    for number, entry in enumerate(entries):
        if number:
            click.echo()
        for line in page(entry, lexicon):
            click.echo(line)
        for line in effect(entry.id, base, profiles or settings.profiles):
            click.echo(line)


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


def effect(entry_id: str, base: Lexicon, profiles: Sequence[str]) -> Iterator[str]:
    """What profiles change of an entry, each with its reason."""
    for name in profiles:
        profile = base.profiles[name]
        change = profile.change.get(entry_id)
        yield ""
        if change is None:
            yield f"  Profile {name}: " + ("spelling only." if profile.spelling else "no change.")
            continue
        yield from wrap(f"Profile {name}: {in_words(change, base.by_id[entry_id])}. {change.because}")


def find_entries(asked: str, lexicon: Lexicon) -> list[Entry]:
    """The entries that a word, phrase or id names; raises LangcheckError with the nearest ones when there are none."""
    if asked in lexicon.by_id:
        return [lexicon.by_id[asked]]
    numbers = lexicon.entry_numbers(asked)
    if numbers:
        return sorted((lexicon.entries[number] for number in numbers), key=lambda entry: entry.id)
    holding = sorted({entry for entry, form in _forms(lexicon) if f" {fold(asked)} " in f" {form} "})
    if len(holding) == 1:
        return [lexicon.by_id[holding[0]]]
    if holding:
        shown = ", ".join(holding[:_MOST]) + (" ..." if len(holding) > _MOST else "")
        raise LangcheckError(f"{asked!r} alone is no entry; it is part of {len(holding)}", f"Ask for one: {shown}")
    from difflib import get_close_matches

    forms = sorted({form for form, _, _ in lexicon.forms.terms})
    close = get_close_matches(fold(asked), forms, n=3) + get_close_matches(asked, list(lexicon.by_id), n=2)
    hint = f"Did you mean {', '.join(map(repr, close))}?" if close else "langcheck lexicon list shows all entries."
    raise LangcheckError(f"the lexicon has no entry for {asked!r}", hint)


def _forms(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    return ((lexicon.entries[number].id, form) for form, number, _ in lexicon.forms.terms)


def page(entry: Entry, lexicon: Lexicon, *, rules: bool = False) -> Iterator[str]:
    """One entry as a readable page; with ``rules`` as curators read it, down to words and forms."""
    told = article(entry, lexicon, rules=rules)
    yield told.title
    yield f"  {entry.id} · {entry.category} · {entry.level} · {entry.status.value}"
    for text in (entry.why, *told.notes):
        yield ""
        yield from wrap(text)
    if told.offers:
        yield ""
        yield "  Write instead:"
        yield from _bullets(told.offers)
    for case in told.cases:
        yield ""
        yield from wrap(case.text)
        yield from _bullets(case.offers)
    yield ""
    yield from wrap(LEFT_ALONE)
    if told.counts_if:
        yield from wrap(f"Counts only if {told.counts_if}.")
    yield ""
    yield "  For example:"
    for example in told.flagged[:2]:
        yield from wrap(f"flagged:    {example.text}", indent=4)
        if example.becomes:
            yield from wrap(f"better:     {example.becomes}", indent=4)
    for example in told.allowed[:2]:
        yield from wrap(f"left alone: {example.text}", indent=4)
    yield ""
    yield "  Sources:"
    for line, url in told.sources:
        yield from wrap(f"- {line}", indent=4)
        if url:
            yield f"      {url}"


def _bullets(offers: Iterable[Offer]) -> Iterator[str]:
    for offer in offers:
        yield from wrap(f"- {offer}", indent=4)


def wrap(text: str, *, indent: int = 2) -> list[str]:
    deeper = " " * (indent + 2 if text.startswith("- ") else indent)
    return textwrap.wrap(text, _WIDTH, initial_indent=" " * indent, subsequent_indent=deeper)
