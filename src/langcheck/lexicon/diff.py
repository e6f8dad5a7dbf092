"""What changed between two lexicons, entry by entry: what a policy board has to sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from langcheck.lexicon.article import article, gloss
from langcheck.lexicon.classes import grow_entry, grown_words, settled
from langcheck.lexicon.entry import Entry, Wording
from langcheck.lexicon.lexicon import Lexicon

_NOT_POLICY = frozenset({"flag_examples", "allow_examples", "added", "reviewed", "id"})
"""Fields that do not change what a reader is told."""

VANISHED = "vanished"
"""The kind of a change that is an error: an id that is gone and was not retired."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that is new, changed, retired or vanished; ``lines`` say in words what changed."""

    id: str
    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A class of words (``@name``) that both lexicons have: what was added to it and taken from it, and who names it."""

    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    entries: tuple[str, ...]
    others: tuple[str, ...]


def compare_classes(before: Lexicon, after: Lexicon) -> list[ClassChange]:
    """The classes whose own words changed, not those that only hold such a class, each with all that it reaches."""
    changes = []
    for name in sorted(before.classes.keys() & after.classes.keys()):
        old, new = before.classes[name], after.classes[name]
        if set(old.words) == set(new.words):
            continue
        holds = [held for held in {*old.holds, *new.holds} if held in before.classes and held in after.classes]
        added = _own(new.words, old.words, [(before.classes[held].words, after.classes[held].words) for held in holds])
        removed = _own(
            old.words, new.words, [(after.classes[held].words, before.classes[held].words) for held in holds]
        )
        if added or removed:
            users = sorted({*old.used_by, *new.used_by})
            entries = tuple(user for user in users if _in_use(after, user))
            others = tuple(user for user in users if user not in before.by_id and user not in after.by_id)
            changes.append(ClassChange(name, added, removed, entries, others))
    return changes


def _own(
    words: tuple[str, ...], without: tuple[str, ...], held: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> tuple[str, ...]:
    """The words of a class that it did not have and that do not come from a class that it holds."""
    known = {*without, *grown_words(without, held), *(word for _, more in held for word in more)}
    return tuple(word for word in words if word not in known)


def compare(before: Lexicon, after: Lexicon) -> list[EntryChange]:
    """The changes from one lexicon to the other, by entry id.

    What an entry has from a class that both lexicons have is no change of the entry (``compare_classes`` tells it).
    """
    changes = []
    for name in sorted(before.by_id.keys() | after.by_id.keys()):
        old, new = _in_use(before, name), _in_use(after, name)
        if old is None and new is not None:
            changes.append(EntryChange(name, "new", tuple(_as_new(new, after))))
        elif new is None and old is not None:
            reason = after.retired.get(name, "")
            kind = "retired" if name in after.retired else VANISHED
            changes.append(EntryChange(name, kind, (f"reason: {reason}",) if reason else ()))
        elif old is not None and new is not None:
            lines = () if old == new else tuple(_differences(*_as_grown(old, new, before, after), after))
            if lines:
                changes.append(EntryChange(name, "changed", lines))
    return changes


def _in_use(lexicon: Lexicon, name: str) -> Entry | None:
    entry = lexicon.by_id.get(name)
    return None if entry is None or entry.is_retired else entry


def _as_grown(old: Entry, new: Entry, before: Lexicon, after: Lexicon) -> tuple[Entry, Entry]:
    """Both entries with the words of either lexicon in the classes that they name; what is then alike is the same."""
    classes = {
        name: replace(found, words=tuple(dict.fromkeys((*found.words, *after.classes[name].words))))
        for name, found in before.classes.items()
        if name in after.classes
    }
    first = grow_entry(old, {name: before.classes[name] for name in classes}, classes)
    second = grow_entry(new, {name: after.classes[name] for name in classes}, classes)
    one, other = settled(first), settled(second)
    alike = {
        field.name: getattr(new, field.name)
        for field in fields(Entry)
        if getattr(one, field.name) == getattr(other, field.name)
    }
    return replace(first, **alike), new


def _as_new(entry: Entry, lexicon: Lexicon) -> Iterator[str]:
    told = article(entry, lexicon, rules=True)
    yield f"terms: {', '.join(term.text for term in entry.terms)}"
    yield f"level: {entry.level}, status: {entry.status.value}, basis: {entry.basis}"
    yield f"why: {entry.why}"
    if told.counts_if:
        yield f"counts only if: {told.counts_if}"
    yield from (f"case: {case.text}" for case in told.cases)
    yield from (f"suggests: {offer}" for offer in told.offers)
    if entry.instead:
        yield f"instead: {entry.instead}"
    yield from (f"source: {line}" for line, _ in told.sources)


def _differences(old: Entry, new: Entry, lexicon: Lexicon) -> Iterator[str]:
    for field in fields(Entry):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after or field.name in _NOT_POLICY:
            continue
        if field.name == "policy":
            yield f"because: {after or 'no reason any more'}"
        elif field.name == "suggest":
            yield from _suggestions(before, after)
        elif field.name == "terms":
            yield from _added_and_removed("terms", [term.text for term in before], [term.text for term in after])
        elif field.name == "sources":
            yield from _added_and_removed("sources", [item.ref for item in before], [item.ref for item in after])
        elif field.name == "clauses":
            yield from _added_and_removed("clauses", [c.because for c in before], [c.because for c in after])
        elif field.name == "needs":
            told = [[gloss(need, lexicon.contexts) for need in needs] for needs in (before, after)]
            yield from _added_and_removed("counts only if", *told)
        else:
            yield f"{field.name}: {_plain(before)} -> {_plain(after)}"


def _suggestions(before: tuple[Wording, ...], after: tuple[Wording, ...]) -> Iterator[str]:
    old, new = [wording.use for wording in before], [wording.use for wording in after]
    yield from _added_and_removed("suggestions", old, new)
    if sorted(old) == sorted(new):
        yield f"suggestions: order or conditions: {', '.join(new)}"


def _added_and_removed(what: str, before: list[str], after: list[str]) -> Iterator[str]:
    for item in after:
        if item not in before:
            yield f"{what}: + {item}"
    for item in before:
        if item not in after:
            yield f"{what}: - {item}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_plain, value)) or "none"
    return str(getattr(value, "value", value)) if not hasattr(value, "name") else str(value)
