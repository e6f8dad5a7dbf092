"""Why an entry does not speak in a text: the single condition that failed, or what left the words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from langcheck.checker import Checker, Trace
from langcheck.lexicon.article import gloss
from langcheck.lexicon.entry import Entry
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.page import wrap
from langcheck.model import Level, Verdict
from langcheck.readers import read_bytes
from langcheck.settings import Settings

if TYPE_CHECKING:
    from langcheck.analysis.judge import Lack

_MOST = 5


def lines(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """What there is to say of an entry in a text."""
    document = read_bytes(text.encode(), name="text", format="text")
    settings = Settings(min_level=Level.ADVICE, select=(entry.id,))
    traces = [trace for trace in Checker(settings, lexicon=lexicon).trace(document) if trace.finding.entry == entry.id]
    if not traces:
        yield from wrap(f"{entry.id} does not find its words in this text.", indent=0)
        terms = [term.text for term in entry.terms[:_MOST]]
        more = len(entry.terms) - len(terms)
        yield from wrap(
            f"Its words: {', '.join(terms)}{f' and {more} more' if more else ''}. `langcheck lexicon show {entry.id}` has all."
        )
    for trace in traces:
        yield from _of(trace, lexicon)


def retired(entry: Entry, lexicon: Lexicon, folders: Sequence[Path]) -> Iterator[str]:
    """By whom an entry is retired and why: the first of the folders on top of ours without which it is not, or ours."""
    by = next((str(folder) for number, folder in enumerate(folders, 1) if _is_retired(entry, folders[:number])), "ours")
    yield from wrap(f"{entry.id} is retired by {by}, and nothing looks for its words.", indent=0)
    yield from wrap(f"Reason: {lexicon.retired.get(entry.id, 'none is given')}")


def _is_retired(entry: Entry, folders: Sequence[Path]) -> bool:
    found = load_lexicon(tuple(folders)).by_id.get(entry.id)
    return found is not None and found.is_retired


def _of(trace: Trace, lexicon: Lexicon) -> Iterator[str]:
    finding = trace.finding
    yield from wrap(f'"{finding.found}" · {finding.entry} · {finding.place}', indent=0)
    if not trace.kept:
        yield from wrap("It gives its place to longer words of another entry.")
    elif finding.verdict is Verdict.FLAG:
        because = "" if finding.context == "own-words" else f": {finding.because}"
        yield from wrap(f"It speaks: {finding.level}{because}")
    elif trace.lacking is not None:
        yield from _lacking(trace.lacking, finding.entry, lexicon)
    else:
        yield from wrap(f"It leaves the words alone: {finding.because}")


def _lacking(lack: Lack, entry: str, lexicon: Lexicon) -> Iterator[str]:
    """The condition that failed, or the few that all failed, on the way on which the fewest did."""
    these = "this does" if len(lack.unmet) == 1 else "these do"
    yield from wrap(f"It stays silent, because {these} not hold:")
    for condition, answer in lack.unmet:
        why = f' (here: "{" ".join(answer.evidence.split())}")' if answer.evidence else ""
        yield from wrap(f"- {gloss(condition, lexicon.contexts)}{why}", indent=4)
    if lack.others:
        ways = "1 other way lacks" if lack.others == 1 else f"{lack.others} other ways lack"
        yield from wrap(f"That comes closest: {ways} as much or more. `langcheck lexicon show {entry}` has all.")
