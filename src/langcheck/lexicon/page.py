"""Entries as pages of plain text: found by a word or an id, and what profiles change of them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from langcheck.errors import LangcheckError
from langcheck.lexicon.article import LEFT_ALONE, Offer, article
from langcheck.lexicon.compact import is_compact
from langcheck.lexicon.entry import Entry
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.overlay import in_words
from langcheck.model import Level, Source

_WIDTH = 96
"""How many characters a line of a page has at most."""
_LEAST_HELD = 4
_LETTERS = re.compile(r"[\w'-]+")
_MOST = 6
"""How many entries are named to choose from."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entry of the lexicon in words: ``why`` it is there, what to ``write`` instead, and who says so.

    ``terms`` are its words, not inflected. Each wording of ``write`` says behind it, in parentheses, when it fits. ``text``
    is the page that ``langcheck explain`` prints.
    """

    entry: str
    category: str
    level: Level
    terms: tuple[str, ...]
    why: str
    write: tuple[str, ...]
    sources: tuple[Source, ...]
    text: str

    def __str__(self) -> str:
        return self.text


def explanation(entry: Entry, base: Lexicon, profiles: Sequence[str]) -> Explanation:
    """An entry of a lexicon as it is with profiles, and what these change of it."""
    lexicon = base.with_profiles(profiles)
    told = article(entry, lexicon)
    lines = [*page(entry, lexicon), *effect(entry.id, base, profiles)]
    return Explanation(
        entry.id,
        entry.category,
        entry.level,
        told.terms,
        entry.why,
        tuple(map(str, told.offers)),
        tuple(lexicon.sources[item.ref] for item in entry.sources),
        "\n".join(lines) + "\n",
    )


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
    if asked in lexicon.retired:
        raise LangcheckError(
            f"{asked} is retired: {lexicon.retired[asked]}", "An id that was retired is never used again."
        )
    numbers = lexicon.entry_numbers(asked)
    if numbers:
        return sorted((lexicon.entries[number] for number in numbers), key=lambda entry: entry.id)
    phrase = f" {fold(asked)} "
    holding = sorted(
        {lexicon.entries[number].id for form, number in lexicon.forms_with(asked) if phrase in f" {form} "}
    )
    if len(holding) == 1:
        return [lexicon.by_id[holding[0]]]
    if holding:
        shown = ", ".join(holding[:_MOST]) + (" ..." if len(holding) > _MOST else "")
        raise LangcheckError(f"{asked!r} alone is no entry; it is part of {len(holding)}", f"Ask for one: {shown}")
    held = held_form(asked, lexicon)
    if held:
        return [lexicon.entries[number] for number in lexicon.entry_numbers(held)]
    from difflib import get_close_matches

    forms = sorted({form for form, _, _ in lexicon.forms.terms if not is_compact(form)})
    close = get_close_matches(fold(asked), forms, n=3) + get_close_matches(asked, list(lexicon.by_id), n=2)
    hint = f"Did you mean {', '.join(map(repr, close))}?" if close else "langcheck lexicon list shows all entries."
    raise LangcheckError(f"the lexicon has no entry for {asked!r}", hint)


def entries_in(text: str, asked: str, lexicon: Lexicon) -> list[Entry]:
    """As ``find_entries``; of a word that is a part of several entries' words, those whose words stand in a text."""
    phrase, words = f" {fold(asked)} ", f" {' '.join(_LETTERS.findall(fold(text)))} "
    there = {
        lexicon.entries[number].id
        for form, number in lexicon.forms_with(asked)
        if phrase in f" {form} " and f" {form} " in words
    }
    if asked in lexicon.by_id or lexicon.entry_numbers(asked) or not there:
        return find_entries(asked, lexicon)
    return [lexicon.by_id[name] for name in sorted(there)]


def held_form(asked: str, lexicon: Lexicon) -> str:
    """The longest form of the lexicon that a phrase holds, where nothing else is to be said of it; empty where there is none."""
    phrase = f" {fold(asked)} "
    if " " not in phrase.strip():
        return ""
    held = {form for form, _ in lexicon.forms_in(asked) if len(form) >= _LEAST_HELD}
    return max(held, key=lambda form: (len(form), form), default="")


def page(entry: Entry, lexicon: Lexicon, *, rules: bool = False) -> Iterator[str]:
    """One entry as a readable page; with ``rules`` as curators read it, down to words and forms."""
    told = article(entry, lexicon, rules=rules)
    yield told.title
    yield f"  {entry.id} · {entry.category} · {entry.level} · {entry.status.value}"
    retired = (f"Retired: {lexicon.retired.get(entry.id, 'no reason is given')}",) if entry.is_retired else ()
    policy = (f"Your own lexicon changes this entry: {entry.policy}",) if entry.policy else ()
    for text in (*retired, *policy, entry.why, *told.notes):
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
