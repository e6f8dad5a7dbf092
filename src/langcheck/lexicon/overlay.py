"""Overlays: an agency's changes to the lexicon, and the profiles that come with it, as data on top of data.

An overlay changes levels and suggestions, retires entries, and may add entries of its own. It never edits a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from langcheck.errors import Problem
from langcheck.lexicon.entry import Clause, Entry, Status, Wording
from langcheck.lexicon.forms import Inflections
from langcheck.model import Level, Verdict

if TYPE_CHECKING:
    from langcheck.lexicon.lexicon import Lexicon
    from langcheck.lexicon.yaml import Record

DIMENSIONS = ("jurisdiction", "audience", "house-style", "immigration")
"""What a profile may be about; at most one of each is used at a time."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an overlay changes of one entry; ``because`` is what people are told.

    An entry that is ``off`` is not asked about; one that is ``quiet`` speaks only by its clauses (a child, for example).
    """

    because: str
    level: Level | None = None
    off: bool = False
    quiet: bool = False
    asked: bool | None = None
    first: tuple[Wording, ...] = ()
    suggest: tuple[Wording, ...] | None = None
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """Changes by entry id, ids that are retired with the reason, and a spelling for suggestions and reasons."""

    name: str
    about: str = ""
    used_by: str = ""
    dimension: str = ""
    spelling: str = ""
    change: Mapping[str, Change] = field(default_factory=dict)
    retire: Mapping[str, str] = field(default_factory=dict)


def apply(lexicon: Lexicon, overlay: Overlay) -> Lexicon:
    """A lexicon with an overlay on top; entries keep their number, so that compiled forms still fit.

    Raises KeyError for an id that the lexicon does not have (``problems_of`` tells which, with its line).
    """
    known = {entry.id for entry in lexicon.entries}
    for name in (*overlay.change, *overlay.retire):
        if name not in known:
            raise KeyError(name)
    entries = tuple(_changed(entry, overlay) for entry in lexicon.entries)
    spelling = lexicon.spellings.get(overlay.spelling, {})
    if spelling:
        entries = tuple(_spelled(entry, spelling) for entry in entries)
    return replace(
        lexicon,
        entries=entries,
        retired={**lexicon.retired, **overlay.retire},
        inflections=_spelled_forms(lexicon.inflections, spelling),
    )


def _changed(entry: Entry, overlay: Overlay) -> Entry:
    if entry.id in overlay.retire:
        return replace(entry, status=Status.RETIRED, asked=False)
    change = overlay.change.get(entry.id)
    if change is None:
        return entry
    suggest = entry.suggest if change.suggest is None else change.suggest
    kept = tuple(wording for wording in suggest if wording.use not in change.drop)
    level = entry.level if change.level is None else change.level
    clauses = entry.clauses
    if change.level is not None:
        clauses = tuple(_at_least(clause, entry.level, change.level) for clause in entry.clauses)
    if change.quiet:
        clauses = (*clauses, Clause((), Verdict.ALLOW, change.because))
    asked = False if change.off else entry.asked if change.asked is None else change.asked
    policy = entry.policy if overlay.dimension else change.because
    return replace(entry, level=level, clauses=clauses, suggest=(*change.first, *kept), asked=asked, policy=policy)


def _at_least(clause: Clause, before: Level, now: Level) -> Clause:
    """A clause at the entry's own level or below follows the entry; one that raises a case keeps what it raises, but is not left below."""
    if clause.level is None:
        return clause
    return replace(clause, level=max(clause.level, now) if clause.level > before else now)


def _spelled_forms(inflections: Inflections, spelling: Mapping[str, str]) -> Inflections:
    """Inflections with those of the words that are spelled another way, so that suggestions still inflect."""
    nouns = {spelling[word]: _spell(plural, spelling) for word, plural in inflections.nouns.items() if word in spelling}
    return Inflections({**inflections.nouns, **nouns}, inflections.verbs)


def _spell(text: str, spelling: Mapping[str, str]) -> str:
    return _WORD.sub(lambda found: _in_case(found.group(), spelling), text)


def _spelled(entry: Entry, spelling: Mapping[str, str]) -> Entry:
    def spell(text: str) -> str:
        return _spell(text, spelling)

    def wordings(given: tuple[Wording, ...]) -> tuple[Wording, ...]:
        return tuple(replace(wording, use=spell(wording.use), ask=spell(wording.ask)) for wording in given)

    clauses = tuple(
        replace(
            clause,
            because=spell(clause.because),
            suggest=None if clause.suggest is None else wordings(clause.suggest),
            instead=spell(clause.instead),
        )
        for clause in entry.clauses
    )
    return replace(
        entry,
        message=spell(entry.message),
        why=spell(entry.why),
        contested=spell(entry.contested),
        suggest=wordings(entry.suggest),
        instead=spell(entry.instead),
        clauses=clauses,
    )


_WORD = re.compile(r"[A-Za-z]+")


def _in_case(word: str, spelling: Mapping[str, str]) -> str:
    other = spelling.get(word.lower())
    if other is None:
        return word
    return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other


def in_words(change: Change, entry: Entry) -> str:
    """What a change does to an entry, for people."""
    what = []
    if change.off:
        what.append("not asked about")
    elif change.quiet:
        what.append("left alone but for the cases above")
    elif change.level is not None:
        what.append(f"{entry.level} becomes {change.level}")
    if change.first or change.suggest is not None or change.drop:
        what.append("other suggestions")
    if change.asked:
        what.append("asked about")
    return ", ".join(what)


def problems_of(overlay: Overlay, record: Record, lexicon: Lexicon) -> Iterator[Problem]:
    """What an overlay says that the lexicon cannot follow: unknown ids, suggestions that are not there."""
    from difflib import get_close_matches

    ids = lexicon.by_id
    for part, names in (("change", overlay.change), ("retire", overlay.retire)):
        for name in names:
            if name not in ids:
                close = get_close_matches(name, ids, n=1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                yield record.problem((part, name), f"the lexicon has no entry {name!r}{hint}")
    for name in overlay.change.keys() & overlay.retire.keys():
        yield record.problem(("retire", name), f"{name} is changed and retired at once")
    for name, change in overlay.change.items():
        known = {wording.use for wording in ids[name].suggest} if name in ids else set(change.drop)
        for use in change.drop:
            if use not in known:
                yield record.problem(("change", name, "drop"), f"{name} has no suggestion {use!r}")
    if overlay.spelling and overlay.spelling not in lexicon.spellings:
        yield record.problem(("spelling",), f"there is no spelling {overlay.spelling!r}")
