"""Documents that a person works through on a page: what is found, what the person decided, and what comes of it.

All of it is kept in memory and nowhere else, and ends with the page. A decision is a wording that is accepted, or a reason to leave
the words. Nothing here knows how a page looks or what a browser sends. One may be made while the result of others is written, so that
no loop runs over the decisions themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

from langcheck.clients.offers import offers_of
from langcheck.editors import EDITORS, Reviewed, review
from langcheck.editors.edits import hindrance
from langcheck.errors import UnreadableDocument
from langcheck.model import NO_BLOCK, Block, Document, Finding, Kept, Region, Report, Suggestion
from langcheck.readers import format_of, unknown_format
from langcheck.settings import Settings
from langcheck.tasks import checker_of

MOST_PAPERS = 50
"""How many documents are kept at a time."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a finding: the wording to write, or None to leave the words, and why."""

    suggestion: Suggestion | None
    reason: str = ""


@dataclass
class Paper:
    """A document on the desk; findings and decisions go by the number of the finding."""

    number: int
    name: str
    raw: bytes
    document: Document
    report: Report
    findings: tuple[Finding, ...]
    ways: tuple[tuple[Suggestion, ...], ...]
    decisions: dict[int, Decision] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)

    @property
    def open(self) -> list[int]:
        """The findings about which nothing was decided."""
        return [number for number in range(len(self.findings)) if number not in self.decisions]

    @property
    def has_copy(self) -> bool:
        """Whether the original can be handed back with tracked changes."""
        return self.document.format == "docx" and self.document.format in EDITORS

    def decide(self, number: int, decision: Decision) -> None:
        """Decide about a finding, perhaps anew."""
        if number in self.order:
            self.order.remove(number)
        self.decisions[number] = decision
        self.order.append(number)

    def undo(self) -> int | None:
        """Take the last decision back; the finding that is open again."""
        if not self.order:
            return None
        number = self.order.pop()
        del self.decisions[number]
        return number

    def next_open(self, after: int) -> int | None:
        """The next finding to decide about, from the top again behind the last."""
        found = self.open
        return next((number for number in found if number > after), found[0] if found else None)

    # --- what comes of it ---

    @property
    def text(self) -> str:
        """The text with what was accepted."""
        if self.document.source is not None:
            return "".join(self._source_pieces())
        return "\n\n".join(self._block(number, block) for number, block in enumerate(self.document.blocks))

    def _source_pieces(self) -> Iterator[str]:
        source, at = self.document.source or "", 0
        chosen = {id(found.suggestion) for found in list(self.decisions.values()) if found.suggestion is not None}
        for offer in offers_of(replace(self.report, findings=self.findings)):
            for way in offer.ways:
                if id(way.suggestion) in chosen and way.region.start >= at:
                    yield source[at : way.region.start]
                    yield way.written
                    at = way.region.end
        yield source[at:]

    def _block(self, number: int, block: Block) -> str:
        pieces, at = [], 0
        for region, new in self.changes(number):
            if region.start >= at:
                pieces += [block.text[at : region.start], new]
                at = region.end
        return "".join([*pieces, block.text[at:]])

    def changes(self, block: int) -> list[tuple[Region, str]]:
        """What was accepted in a block, from left to right."""
        made = [
            (decision.suggestion.region, decision.suggestion.text)
            for number, decision in list(self.decisions.items())
            if decision.suggestion is not None and self.findings[number].block == block
        ]
        return sorted(made, key=lambda change: change[0].start)

    def copy(self, now: datetime) -> Reviewed:
        """The original with what was accepted as tracked changes, what is open as comments, and nothing for what was left.

        Raises UnreadableDocument where no copy can be made of it.
        """
        shown = []
        for number, finding in enumerate(self.findings):
            decision = self.decisions.get(number)
            if finding.block == NO_BLOCK or (decision is not None and decision.suggestion is None):
                continue
            if decision is None or decision.suggestion is None:
                shown.append(replace(finding, kept=finding.kept or Kept.SPEECH))  # whatever is open stays as it is
            else:
                shown.append(replace(finding, suggestions=(replace(decision.suggestion, when=""),)))
        return review(self.raw, self.document, shown, track=True, force=False, now=now)


@dataclass
class Desk:
    """The documents of a visit."""

    settings: Settings
    papers: dict[int, Paper] = field(default_factory=dict)
    _count: int = 0

    def lay(self, name: str, raw: bytes) -> Paper:
        """Check a document and put it on the desk; raises UnreadableDocument, and ModelError."""
        name = PurePath(name.replace("\\", "/")).name or "text"
        kind = format_of(PurePath(name))
        if kind is None:
            raise unknown_format(PurePath(name))
        checker = checker_of(self.settings, keep_documents=True)
        return self._laid(name, raw, checker.check_document(checker.read(raw, name=name, format=kind, whole=True)))

    def paste(self, text: str) -> Paper:
        """Check a text and put it on the desk; raises ModelError."""
        checker = checker_of(self.settings, keep_documents=True)
        return self._laid("pasted text", b"", checker.check_string(text, name="pasted text", format="text"))

    def _laid(self, name: str, raw: bytes, report: Report) -> Paper:
        if not report.read:
            (failure,) = report.failures
            raise UnreadableDocument(failure.problem, failure.hint)
        (document,) = report.read
        self._count += 1
        ordered = sorted(report.findings, key=lambda found: (found.block, found.region.start, found.region.end))
        ways = tuple(tuple(_ways(document, report, finding)) for finding in ordered)
        paper = Paper(self._count, name, raw, document, report, tuple(ordered), ways)
        self.papers[paper.number] = paper
        while len(self.papers) > MOST_PAPERS:
            del self.papers[min(self.papers)]
        return paper


def _ways(document: Document, report: Report, finding: Finding) -> Iterator[Suggestion]:
    """The suggestions that may be accepted with a click: those that the rule of the editors lets a program write."""
    if document.source is not None:
        one = replace(report, findings=(finding,))
        yield from (way.suggestion for offer in offers_of(one) for way in offer.ways)
    elif finding.block != NO_BLOCK:
        yield from (item for item in finding.suggestions if not hindrance(document, finding, item.region))
