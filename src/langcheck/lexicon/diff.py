"""What changed between two lexicons, entry by entry: what a policy board has to sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from langcheck.lexicon.article import article, gloss
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


def compare(before: Lexicon, after: Lexicon) -> list[EntryChange]:
    """The changes from one lexicon to the other, by entry id."""
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
            lines = tuple(_differences(old, new, after))
            if lines:
                changes.append(EntryChange(name, "changed", lines))
    return changes


def _in_use(lexicon: Lexicon, name: str) -> Entry | None:
    entry = lexicon.by_id.get(name)
    return None if entry is None or entry.is_retired else entry


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
