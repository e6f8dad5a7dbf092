"""``langcheck explain``: why a word is flagged, what to write instead, when it is right, and who says so."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from langcheck.errors import LangcheckError
from langcheck.lexicon.entry import Clause, Condition, Entry, Wording
from langcheck.lexicon.forms import fold, marked_word, put_word
from langcheck.lexicon.lexicon import Lexicon, load_lexicon

_WIDTH = 96


@click.command()
@click.argument("word", nargs=-1, required=True, metavar="WORD | ENTRY")
def explain(word: tuple[str, ...]) -> None:
    """Say why a word is flagged, what to write instead and when it is right.

    \b
    langcheck explain prostitute
    langcheck explain "sex slave"
    langcheck explain en.person.prostitute
    """
    lexicon = load_lexicon()
    entries = find_entries(" ".join(word), lexicon)
    for number, entry in enumerate(entries):
        if number:
            click.echo()
        for line in page(entry, lexicon):
            click.echo(line)


def find_entries(asked: str, lexicon: Lexicon) -> list[Entry]:
    """The entries that a word, phrase or id names; raises LangcheckError with the nearest ones when there are none."""
    if asked in lexicon.by_id:
        return [lexicon.by_id[asked]]
    numbers = lexicon.entry_numbers(asked)
    if numbers:
        return sorted((lexicon.entries[number] for number in numbers), key=lambda entry: entry.id)
    from difflib import get_close_matches

    forms = sorted({form for form, _, _ in lexicon.forms.terms})
    close = get_close_matches(fold(asked), forms, n=3) + get_close_matches(asked, list(lexicon.by_id), n=2)
    hint = f"Did you mean {', '.join(map(repr, close))}?" if close else "langcheck lexicon list shows all entries."
    raise LangcheckError(f"the lexicon has no entry for {asked!r}", hint)


def page(entry: Entry, lexicon: Lexicon) -> Iterator[str]:
    """One entry as a readable page."""
    yield f"{', '.join(term.text.translate(str.maketrans('', '', '{}')) for term in entry.terms)}"
    yield f"  {entry.id} · {entry.category} · {entry.level} · {entry.status.value}"
    yield ""
    yield from _wrap(entry.why)
    if entry.basis != "guidance":
        yield ""
        yield from _wrap(_BASIS[entry.basis])
    if entry.contested:
        yield ""
        yield from _wrap(f"Guides differ: {entry.contested}")
    if entry.suggest:
        yield ""
        yield "  Write instead:"
        for wording in entry.suggest:
            yield from _wrap(f"- {plain(wording)}{_when(wording.given, lexicon)}", indent=4)
    for clause in entry.clauses:
        yield ""
        yield from _clause(clause, lexicon)
    yield ""
    yield from _wrap(
        "Left alone: in quotations, names of charges and statutes, official names, code, and where the word itself is the topic."
    )
    if entry.needs:
        yield from _wrap(f"Counts only if {' and '.join(_gloss(need, lexicon) for need in entry.needs)}.")
    yield ""
    yield "  For example:"
    for example in entry.flag_examples[:2]:
        yield from _wrap(f"flagged:    {example.text}", indent=4)
        if example.becomes:
            yield from _wrap(f"better:     {example.becomes}", indent=4)
    for example in entry.allow_examples[:2]:
        yield from _wrap(f"left alone: {example.text}", indent=4)
    yield ""
    yield "  Sources:"
    for item in entry.sources:
        source = lexicon.sources[item.ref]
        year = f", {source.year}" if source.year not in ("", "unknown") else ""
        yield from _wrap(f"- {source.publisher}: {source.title}{year} ({item.says})", indent=4)
        if source.url:
            yield f"      {source.url}"


_BASIS = {
    "inference": "No source we know names this wording; it follows from a rule that the sources below give, so it is advice.",
    "usage": "The sources below define or use this word; none that we know says what to write, so it is advice.",
}


def plain(wording: Wording) -> str:
    """A wording without its marks."""
    word = marked_word(wording.use)
    return wording.use if word is None else put_word(wording.use, word)


def _clause(clause: Clause, lexicon: Lexicon) -> Iterator[str]:
    when = " and ".join(_gloss(condition, lexicon) for condition in clause.when)
    what = "Left alone" if clause.then.value == "allow" else str(clause.level or "Flagged").capitalize()
    yield from _wrap(f"{what} if {when}: {clause.because}")
    for wording in clause.suggest:
        yield from _wrap(f"- {plain(wording)}{_when(wording.given, lexicon)}", indent=4)


def _when(given: tuple[Condition, ...], lexicon: Lexicon) -> str:
    return f"  (if {' and '.join(_gloss(condition, lexicon) for condition in given)})" if given else ""


def _gloss(condition: Condition, lexicon: Lexicon) -> str:
    if isinstance(condition, str):
        return lexicon.contexts[condition].gloss
    ((operator, value),) = condition.items()
    if operator == "not":
        return f"it is not so that {_gloss(value, lexicon)}"
    if operator in ("any", "all"):
        return (" or " if operator == "any" else " and ").join(_gloss(part, lexicon) for part in value)
    words = ", ".join(value)
    return {
        "words": f"the words hold {words}",
        "near": f"one of these stands near: {words}",
        "before": f"one of these stands right before: {words}",
        "after": f"one of these stands right after: {words}",
        "spelled": f"it is written {words}",
        "form": f"the word is {' or '.join(value)}",
    }[operator]


def _wrap(text: str, *, indent: int = 2) -> list[str]:
    deeper = " " * (indent + 2 if text.startswith("- ") else indent)
    return textwrap.wrap(text, _WIDTH, initial_indent=" " * indent, subsequent_indent=deeper)
