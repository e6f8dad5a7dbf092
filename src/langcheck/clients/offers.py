"""Findings as programs for writing show them: where in the source, what may be written there, and what a person is told.

What may be written unasked is what ``Finding.ready`` says, and what the editors allow (``changes.edits_of``): wording with an open
question stands in the words for a person, with the question, and never among what a click or "accept all" would put in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from langcheck.changes import edits_of
from langcheck.model import NO_BLOCK, Document, Finding, Region, Report, Suggestion


@dataclass(frozen=True, slots=True)
class Way:
    """A suggestion that may be written: ``written`` takes the place of the region of the source."""

    suggestion: Suggestion
    region: Region
    written: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A finding of a text: where it stands in the source, and the ways to write it, those that leave no question open first."""

    finding: Finding
    region: Region
    ways: tuple[Way, ...]

    @property
    def ready(self) -> tuple[Way, ...]:
        """The ways that are true of the text as it stands."""
        return tuple(way for way in self.ways if not way.suggestion.when)


def offers_of(report: Report) -> list[Offer]:
    """The findings of a report that kept its one document, in the order of the text."""
    if not report.read:
        return []
    (document,) = report.read
    kept = [*report.allowed, *(item.finding for item in report.suppressed)]
    edits = edits_of(document, report.findings, kept)
    made = []
    for finding in report.findings:
        ways = [
            Way(suggestion, edits[id(finding), rank].source, edits[id(finding), rank].written)
            for rank, suggestion in enumerate(finding.suggestions)
            if (id(finding), rank) in edits
        ]
        ways.sort(key=lambda way: bool(way.suggestion.when))
        made.append(Offer(finding, _region(document, finding), tuple(ways)))
    return sorted(made, key=lambda offer: (offer.region.start, offer.region.end))


def _region(document: Document, finding: Finding) -> Region:
    if finding.block == NO_BLOCK:
        return Region(finding.place.offset or 0, finding.place.end_offset or 0)
    return document.blocks[finding.block].source_region(finding.region)


def told(offer: Offer) -> str:
    """What a person is told who sees the finding and what may be written: the matter, then what there is to know or to do."""
    return " ".join([_sentence(offer.finding.message), *_advice(offer)])


def _advice(offer: Offer) -> Iterator[str]:
    finding = offer.finding
    asked = [f'"{item.text}" {item.when}' for item in finding.suggestions if item.when]
    written = {id(way.suggestion) for way in offer.ways}
    held = [f'"{item.text}"' for item in finding.suggestions if not item.when and id(item) not in written]
    if held:
        yield f"Only if these are your own words, write {' or '.join(held)}."
    if asked:
        yield _sentence(f"Write {', '.join(asked)}")
    if finding.instead:
        yield _sentence(finding.instead)
    elif not finding.suggestions and finding.block == NO_BLOCK:
        yield _sentence(finding.because)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "”", '."')) else f"{text}."
