"""Documents that a person works through on a page: what is found, what the person decided, and what comes of it.

All of it is kept in memory and nowhere else, and ends with the page. A decision is a wording that is accepted, or a reason to leave
the words. Nothing here knows how a page looks or what a browser sends. One may be made while the result of others is written, so that
no loop runs over the decisions themselves.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import PurePath
from threading import Lock

from langcheck.checker import Progress
from langcheck.clients.offers import offers_of
from langcheck.clients.page_checks import MOST_AT_A_TIME, Check, Checks
from langcheck.editors import Reviewed, review
from langcheck.editors.edits import hindrance
from langcheck.errors import UnreadableDocument
from langcheck.model import NO_BLOCK, Block, Document, Finding, Kept, Level, Region, Report, Suggestion, Verdict
from langcheck.readers import format_of, unknown_format
from langcheck.settings import Settings
from langcheck.tasks import checker_of

MOST_PAPERS = 50
"""How many documents fit on the desk."""

PASTED = "Pasted text"
"""What a text is called that has no name."""


_TRACKED = "docx"
"""The format of which a copy with tracked changes can be handed back."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a finding: the wording to write, or None to leave the words, and why."""

    suggestion: Suggestion | None
    reason: str = ""


class State(Enum):
    """Which findings a person wants to see."""

    ALL = "all"
    OPEN = "open"
    DECIDED = "decided"


@dataclass
class Paper:
    """A document on the desk; findings and decisions go by the number of the finding.

    ``level`` and ``state`` are what the person wants to see of them.
    """

    name: str
    document: Document
    report: Report
    findings: tuple[Finding, ...]
    ways: tuple[tuple[Suggestion, ...], ...]
    number: int = 0
    raw: bytes = b""
    decisions: dict[int, Decision] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    level: Level | None = None
    state: State = State.ALL

    @property
    def open(self) -> list[int]:
        """The findings about which nothing was decided."""
        return [number for number in range(len(self.findings)) if number not in self.decisions]

    @property
    def shown(self) -> list[int]:
        """The findings of the level and state that the person wants to see."""
        return [number for number in self.of_level if self.state is State.ALL or self.is_in(number, self.state)]

    @property
    def of_level(self) -> list[int]:
        """The findings of the level that the person wants to see."""
        return [number for number, found in enumerate(self.findings) if self.level is None or found.level is self.level]

    def is_in(self, number: int, state: State) -> bool:
        """Whether a finding is open, or decided."""
        return (state is State.DECIDED) is (number in self.decisions)

    @property
    def left_alone(self) -> list[Finding]:
        """What was looked at and stays; words in another sense are not among it."""
        return [found for found in self.report.allowed if found.verdict is Verdict.ALLOW]

    @property
    def has_copy(self) -> bool:
        """Whether the original can be handed back with tracked changes."""
        return self.document.format == _TRACKED

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
        """The next finding to decide about of those that are shown, from the top again behind the last."""
        if self.state is State.DECIDED:
            return after
        found = [number for number in self.of_level if number not in self.decisions]
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
    """The documents of a visit, by number: those that are read through, and the checks that are not over or failed.

    ``keys`` says whether the person works with single keys.
    """

    settings: Settings
    papers: dict[int, Paper] = field(default_factory=dict)
    checks: dict[int, Check[Paper]] = field(default_factory=dict)
    keys: bool = True

    def __post_init__(self) -> None:
        self._count = self._pasted = 0
        self._raw: dict[int, bytes] = {}
        self._lock = Lock()
        self._at_work = Checks[Paper](self._over)

    @property
    def numbers(self) -> list[int]:
        """The documents of the visit, the last one first."""
        with self._lock:
            return sorted({*self.papers, *self.checks}, reverse=True)

    @property
    def running(self) -> list[int]:
        """The documents whose check is not over."""
        with self._lock:
            return [number for number, check in self.checks.items() if not check.is_over]

    def warm(self) -> None:
        """Get ready before there is a document."""
        self._at_work.warm()

    def lay(self, name: str, raw: bytes) -> Check[Paper]:
        """Begin to check a document, which is on the desk when that is over."""
        name = PurePath(name.replace("\\", "/")).name or "text"
        check = self._begun(name, partial(read_through, self.settings, name, raw))
        kind = format_of(PurePath(name))
        if kind is None:
            check.error = unknown_format(PurePath(name))
            check.end()
        else:
            self._raw[check.number] = raw if kind == _TRACKED else b""
            self._at_work.begin(check)
        return check

    def paste(self, text: str) -> Check[Paper]:
        """Begin to check a text, which is on the desk when that is over."""
        self._pasted += 1
        name = PASTED if self._pasted == 1 else f"{PASTED} {self._pasted}"
        check = self._begun(name, partial(read_through_text, self.settings, text))
        self._at_work.begin(check)
        return check

    def comes_later(self, check: Check[Paper]) -> bool:
        """Whether others have to be checked before this one is begun."""
        return check.is_waiting and sum(number < check.number for number in self.running) >= MOST_AT_A_TIME

    def put_away(self, number: int) -> None:
        """Forget a document with what was decided in it, or stop its check."""
        with self._lock:
            self.papers.pop(number, None)
            check = self.checks.pop(number, None)
            self._raw.pop(number, None)
        _give_back()
        if check is not None and not check.is_over:
            self._at_work.stop(check)

    def clear(self) -> None:
        """Forget all documents, and end the processes that read them."""
        for number in self.numbers:
            self.put_away(number)
        self._at_work.forget()

    def close(self) -> None:
        """End the checks that are not over."""
        self._at_work.close()

    def _begun(self, name: str, make: Callable[[Progress], Paper]) -> Check[Paper]:
        with self._lock:
            self._count += 1
            check = Check(self._count, name, make)
            self.checks[check.number] = check
        return check

    def _over(self, check: Check[Paper]) -> None:
        """Put a document on the desk; it stays among the checks where there is none."""
        with self._lock:
            raw = self._raw.pop(check.number, b"")
            paper = check.made
            if paper is not None and self.checks.pop(check.number, None) is not None:
                paper.number, paper.name, paper.raw = check.number, check.name, raw
                self.papers[check.number] = paper


def _give_back() -> None:
    """Give the system the memory of documents that are gone; the C library of Linux would keep much of it."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # other C libraries have no such function
            ctypes.CDLL(None).malloc_trim(0)


# --- in a process of its own --------------------------------------------------------------------------------------


def read_through(settings: Settings, name: str, raw: bytes, progress: Progress | None = None) -> Paper:
    """Check a document; raises UnreadableDocument, and ModelError."""
    checker = checker_of(settings, keep_documents=True)
    document = checker.read(raw, name=name, format=format_of(PurePath(name)) or "text", whole=True)
    return _read_through(name, checker.check_document(document, progress=progress))


def read_through_text(settings: Settings, text: str, progress: Progress | None = None) -> Paper:
    """Check a text; raises ModelError."""
    checker = checker_of(settings, keep_documents=True)
    return _read_through(PASTED, checker.check_string(text, name=PASTED, format="text", progress=progress))


def _read_through(name: str, report: Report) -> Paper:
    if not report.read:
        (failure,) = report.failures
        raise UnreadableDocument(failure.problem, failure.hint)
    (document,) = report.read
    ordered = sorted(report.findings, key=lambda found: (found.block, found.region.start, found.region.end))
    ways = tuple(tuple(_ways(document, report, finding)) for finding in ordered)
    return Paper(name, document, report, tuple(ordered), ways)


def _ways(document: Document, report: Report, finding: Finding) -> Iterator[Suggestion]:
    """The suggestions that may be accepted with a click: those that the rule of the editors lets a program write."""
    if document.source is not None:
        one = replace(report, findings=(finding,))
        yield from (way.suggestion for offer in offers_of(one) for way in offer.ways)
    elif finding.block != NO_BLOCK:
        yield from (item for item in finding.suggestions if not hindrance(document, finding, item.region))
