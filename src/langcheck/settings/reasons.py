"""Why an entry is asked about in a document or not, and at which level: every word that lexicon and settings say on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from langcheck.lexicon.entry import Entry
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.overlay import in_words
from langcheck.model import Level
from langcheck.settings import Layer, closest
from langcheck.settings.finder import Resolved


@dataclass(frozen=True, slots=True)
class Reason:
    """What one origin says of an entry."""

    origin: str
    says: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an entry is asked about, its level, and the reasons in the order in which they count.

    A finding that is asked about is still not reported where its level is below ``min-level``.
    """

    entry: str
    category: str
    is_on: bool
    level: Level
    reasons: tuple[Reason, ...]


def rule(name: str, resolved: Resolved, lexicon: Lexicon, *, beside: Path) -> Ruling:
    """The ruling on an entry of the lexicon, which has no profiles on it yet; ``beside`` is where files are seen from."""
    settings = resolved.settings
    entry = lexicon.with_profiles(settings.profiles).by_id[name]
    level = settings.level_of(entry.id, entry.category, entry.level, usual=entry.level)
    is_on = not entry.is_retired and settings.is_on(entry.id, entry.category, asked=entry.asked)
    reasons = [_from_lexicon(lexicon.by_id[name]), *_from_profiles(name, resolved, lexicon, beside)]
    before: tuple[str, ...] = ()
    for layer in resolved.layers:
        reasons += [Reason(layer.described(beside=beside), says) for says in _from_layer(layer, entry, before)]
        before = (*layer.values.get("ignore", before), *layer.values.get("extend-ignore", ()))
    if level < settings.min_level:
        says = f"min-level is {settings.min_level}, so it is not reported"
        reasons.append(Reason(resolved.origins["min-level"][-1].described(beside=beside), says))
    return Ruling(entry.id, entry.category, is_on, level, tuple(reasons))


def _from_lexicon(entry: Entry) -> Reason:
    if entry.is_retired:
        return Reason("the lexicon", "it is retired")
    asked = f"asked about, {entry.level}" if entry.asked else f"not asked about unless it is selected, {entry.level}"
    return Reason("the lexicon", asked)


def _from_profiles(name: str, resolved: Resolved, lexicon: Lexicon, beside: Path) -> Iterator[Reason]:
    for key in ("jurisdiction", "audience", "house-style", "immigration"):
        profile = lexicon.profiles.get(getattr(resolved.settings, key.replace("-", "_")))
        if profile is None:
            continue
        origin = f"{resolved.origins[key][-1].described(beside=beside)}: {key} {profile.name}"
        if name in profile.retire:
            yield Reason(origin, f"retires it: {profile.retire[name]}")
        elif name in profile.change:
            change = profile.change[name]
            yield Reason(origin, f"{in_words(change, lexicon.by_id[name])}: {change.because}")


def _from_layer(layer: Layer, entry: Entry, ignored: tuple[str, ...]) -> Iterator[str]:
    """What the keys of a layer say of an entry, in the order in which they count; ``ignored`` is what was before it."""
    values = layer.values
    if "select" in values:
        item = closest(entry.id, entry.category, values["select"])
        if item is not None:
            yield f"select names {item!r}"
        elif values["select"]:
            yield "select does not name it"
        else:
            yield "select is empty: whatever is asked about by itself"
    if item := closest(entry.id, entry.category, values.get("extend-select", ())):
        yield f"extend-select names {item!r}"
    if "ignore" in values:
        item = closest(entry.id, entry.category, values["ignore"])
        if item is not None:
            yield f"ignore names {item!r}"
        elif closest(entry.id, entry.category, ignored):
            yield "ignore is set anew and does not name it"
    if item := closest(entry.id, entry.category, values.get("extend-ignore", ())):
        yield f"{'ignore' if layer.is_option else 'extend-ignore'} names {item!r}"
    levels = values.get("levels", {})
    if item := closest(entry.id, entry.category, list(levels)):
        yield f"levels makes {item!r} {levels[item]}"
