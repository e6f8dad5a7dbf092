"""Settings to the entries that they ask about, as rules for reports that list what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from langcheck.directives import RULES
from langcheck.lexicon.article import LEFT_ALONE, Article, article
from langcheck.lexicon.compiled import overlay_folders
from langcheck.lexicon.entry import Entry
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.model import Rule
from langcheck.settings import Settings

_WEB = ("https://", "http://")


def rules_for(settings: Iterable[Settings]) -> tuple[Rule, ...]:
    """The entries that any of the settings asks about, and what is said of suppressions, by id.

    Where settings differ in an entry, the first has it.
    """
    rules: dict[str, Rule] = {}
    for asking in dict.fromkeys(settings):
        lexicon = load_lexicon(overlay_folders(asking.lexicons, asking.folder)).with_profiles(asking.profiles)
        for entry in lexicon.entries:
            is_on = not entry.is_retired and asking.is_on(entry.id, entry.category, asked=entry.asked)
            if is_on and entry.id not in rules:
                rules[entry.id] = _rule(entry, lexicon)
        rules |= {rule.id: rule for rule in RULES if asking.is_on(rule.id, rule.category)}
    return tuple(rules[name] for name in sorted(rules))


def _rule(entry: Entry, lexicon: Lexicon) -> Rule:
    told = article(entry, lexicon)
    return Rule(
        id=entry.id,
        category=entry.category,
        level=entry.level,
        message=entry.message.replace("{found}", told.terms[0]),
        why=entry.why,
        help="\n".join(_help(told)) + "\n",
        url=next((url for _, url in told.sources if url.startswith(_WEB)), ""),
    )


def _help(told: Article) -> Iterator[str]:
    """What to write, when, and who says so, in Markdown."""
    entry = told.entry
    yield f"**{told.title}**"
    yield f"\n{entry.why}"
    if told.offers:
        yield "\n**Write**\n"
        yield from (f"- {offer}" for offer in told.offers)
    yield "\n**When**\n"
    if told.counts_if:
        yield f"- Counts only if {told.counts_if}."
    for case in told.cases:
        offers = "; or ".join(map(str, case.offers))
        yield f"- {case.text}{f' Write: {offers}.' if offers else ''}"
    yield f"- {LEFT_ALONE}"
    for note in told.notes:
        yield f"\n{note}"
    if told.sources:
        yield "\n**Sources**\n"
        yield from (f"- {_linked(line, url)}" for line, url in told.sources)
    yield f"\nMore: `langcheck explain {entry.id}`"


def _linked(line: str, url: str) -> str:
    if not url.startswith(_WEB):
        return line
    text = line.replace("[", "\\[").replace("]", "\\]")
    return f"[{text}](<{url}>)"
