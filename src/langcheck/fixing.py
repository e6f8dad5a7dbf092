"""Documents to fixed documents: check, choose, edit, check again.

An edit stays only if the document, read and checked again in memory, says what it should and holds no finding that was
not there before. Whatever is left untouched comes back with the reason.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from langcheck.checker import Checker
from langcheck.editors.edits import Choice, Edit, Refusal, apply, plan
from langcheck.editors.encoded import Codec, codec_of, splice
from langcheck.editors.saving import FileStamp, save
from langcheck.errors import UnreadableDocument
from langcheck.model import NO_BLOCK, Document, Finding, Level, Place, Region, Report
from langcheck.readers import format_of, read_raw, unknown_format
from langcheck.side_car import SideCar

ROUNDS = 5
"""How many times a document is checked and edited at most."""
ATTEMPTS = 8
"""How many times in a round edits are taken back before the round is given up."""

NOT_FIXED = {
    "docx": "Use `langcheck review`: it writes a copy with comments and tracked changes.",
    "opendocument": "For a text, use `langcheck review --track`: it writes a Word file with comments and tracked changes.",
    "pdf": "Use `langcheck review`, or change the document it was made from.",
}
"""Formats that are never edited in place, each with what to do instead."""
_OTHER_NOT_FIXED = "Change it in the program that made it, at the places that `langcheck check` names."

BROUGHT = "the new wording would bring a new finding here ({found!r}, {entry})"
READS_OTHERWISE = "with the new wording the document would read differently beyond these words"
WAITS = "a change beside them took a part of their place; run fix again"
GIVEN_UP = "the changes could not be made without new findings"

Choose = Callable[[Document, Sequence[Finding]], Sequence[Choice]]
"""Which findings to change, and how."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words that were replaced, and where."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document before and after: what was changed, what was to be changed and was not, and what remains."""

    path: str
    before: str
    after: str
    data: bytes
    encoding: str
    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]
    report: Report


# --- what to choose ----------------------------------------------------------------------------------------------


def safe_choice(finding: Finding) -> Choice | None:
    """The first suggestion that changes no fact and leaves no condition open."""
    for suggestion in finding.suggestions:
        if suggestion.safe and not suggestion.when:
            return Choice(finding, suggestion.text, suggestion.region)
    return None


def bold_choice(finding: Finding) -> Choice | None:
    """The safe choice, or else the first suggestion, unless it leaves a condition open."""
    first = finding.suggestions[0] if finding.suggestions else None
    if first is None or first is not finding.ready:
        return safe_choice(finding)
    return safe_choice(finding) or Choice(finding, first.text, first.region)


def choose_by_itself(*, unsafe: bool = False, level: Level | None = None) -> Choose:
    """Choices without asking anybody.

    Safe suggestions are taken at ``level`` and above, which is advice unless told otherwise; suggestions that are not
    safe only with ``unsafe``, and unless told otherwise only for warnings and errors.
    """
    least_safe, least_unsafe = level or Level.ADVICE, level or Level.WARNING

    def choose(document: Document, findings: Sequence[Finding]) -> list[Choice]:
        choices: list[Choice] = []
        for finding in findings:
            if finding.level < least_safe:
                continue
            bold = unsafe and finding.level >= least_unsafe
            choice = bold_choice(finding) if bold else safe_choice(finding)
            if choice is not None and words_at(document, finding, choice.region) != choice.text:
                choices.append(choice)
        return choices

    return choose


def words_at(document: Document, finding: Finding, region: Region) -> str:
    """The words at a region of the block of a finding."""
    return document.blocks[finding.block].text[region.start : region.end]


# --- one document ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _State:
    """A document between two rounds."""

    raw: bytes
    document: Document
    report: Report


@dataclass(frozen=True, slots=True)
class _Round:
    """What a round led to; what was refused comes with the reason, what waits had its place taken."""

    state: _State
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    waiting: tuple[Choice, ...] = ()


def fix_bytes(
    raw: bytes,
    *,
    name: str,
    format: str,
    checker: Checker,
    choose: Choose,
    rounds: int = ROUNDS,
    side_car: SideCar | None = None,
) -> Fixed:
    """Fix a document that is in memory; raises UnreadableDocument where it cannot be read or not be edited."""
    _refuse_format(format)
    document = checker.read(raw, name=name, format=format)
    if document.source is None:
        raise UnreadableDocument(f"{format} files are not changed in place", _OTHER_NOT_FIXED)
    state = _State(raw, document, checker.check_document(document, side_car=side_car))
    for failure in state.report.failures:
        if failure.partly:  # what was not judged would look new after the first change
            raise UnreadableDocument(failure.problem, failure.hint)
        if not state.report.documents:  # not one word of it was read
            raise UnreadableDocument(failure.problem, failure.hint)
    if not state.report.findings:
        return _fixed(name, document.source, _Round(state), ())
    codec = codec_of(raw, document.source, document.encoding or "utf-8")
    if codec is None:
        raise UnreadableDocument(
            f"read as {document.encoding}, the file holds bytes that could not be written back as they are",
            "Name its encoding with --encoding, or save it as UTF-8 and try again. It was not changed.",
        )
    changes: list[Change] = []
    done = _Round(state)
    for _ in range(rounds):
        done = _round(done.state, checker, choose, codec, side_car)
        changes += done.changes
        if not done.changes:
            break
    return _fixed(name, document.source, done, tuple(changes))


def _fixed(name: str, before: str, done: _Round, changes: tuple[Change, ...]) -> Fixed:
    refusals = (*done.refusals, *(Refusal(choice, WAITS) for choice in done.waiting))
    document = done.state.document
    after, encoding = document.source or "", document.encoding or "utf-8"
    return Fixed(name, before, after, done.state.raw, encoding, changes, refusals, done.state.report)


def fix_file(path: Path, *, checker: Checker, choose: Choose, rounds: int = ROUNDS, write: bool = True) -> Fixed:
    """Fix a file in place; with ``write`` off it is left as it is.

    Raises UnreadableDocument or UnsavedDocument; then the file is as it was.
    """
    kind = format_of(path)
    if kind is not None:
        _refuse_format(kind)
    stamp = FileStamp.of(path) if path.exists() else None
    raw = read_raw(path, limits=checker.settings.limits)
    if kind is None:
        raise unknown_format(path)
    side_car = checker.side_car(path)
    fixed = fix_bytes(
        raw, name=str(path), format=kind, checker=checker, choose=choose, rounds=rounds, side_car=side_car
    )
    if write and fixed.changes:
        save(path, fixed.data, unchanged_since=stamp)
    return fixed


def _refuse_format(format: str) -> None:
    if format in NOT_FIXED:
        raise UnreadableDocument(f"{format} files are not changed in place", NOT_FIXED[format])


# --- one round ---------------------------------------------------------------------------------------------------


def _round(state: _State, checker: Checker, choose: Choose, codec: Codec, side_car: SideCar | None) -> _Round:
    """Edit what was chosen; an edit that fails the check afterwards is taken back, and the rest is tried again.

    Nothing is remembered from round to round, so that a run over a fixed document decides as the last round did.
    """
    choices = choose(state.document, [finding for finding in state.report.findings if finding.block != NO_BLOCK])
    kept = [*state.report.allowed, *(item.finding for item in state.report.suppressed)]
    taken_back: dict[int, Refusal] = {}
    for _ in range(ATTEMPTS):
        left = [choice for choice in choices if id(choice) not in taken_back]
        planned = plan(state.document, left, kept, unwritable=codec.unwritable)
        refusals = (*planned.refusals, *taken_back.values())
        if not planned.edits:
            return _Round(state, refusals=refusals)
        edited = _with_edits(state, planned.edits, checker, codec, side_car)
        blamed = _blame(state, edited, planned.edits)
        if not blamed:
            changes = tuple(_change(state.document, edit.choice) for edit in planned.edits)
            return _Round(edited, changes, refusals, planned.waiting)
        taken_back |= {id(refusal.choice): refusal for refusal in blamed}
    given_up = (Refusal(edit.choice, GIVEN_UP) for edit in planned.edits if id(edit.choice) not in taken_back)
    return _Round(state, refusals=(*planned.refusals, *taken_back.values(), *given_up))


def _change(document: Document, choice: Choice) -> Change:
    return Change(choice.finding.place, words_at(document, choice.finding, choice.region), choice.text)


def _with_edits(
    state: _State, edits: Sequence[Edit], checker: Checker, codec: Codec, side_car: SideCar | None
) -> _State:
    """The document with edits made, read anew from its bytes and checked."""
    document = state.document
    raw = splice(state.raw, document.source or "", edits, codec)
    edited = checker.read(raw, name=document.path, format=document.format, whole=True)
    return _State(raw, edited, checker.check_document(edited, side_car=side_car))


# --- what an edit did --------------------------------------------------------------------------------------------


def _blame(before: _State, after: _State, edits: Sequence[Edit]) -> list[Refusal]:
    """The edits after which the document does not say what it should, or says something that is found anew."""
    if after.document.source != apply(before.document.source or "", edits):
        return [Refusal(edit.choice, READS_OTHERWISE) for edit in edits]
    stray = _first_stray(before.document, after.document, edits)
    if stray is not None:
        return [Refusal(stray.choice, READS_OTHERWISE)]
    shifts = _Shifts(edits)
    made = {id(edit.choice.finding) for edit in edits}
    known: set[tuple[str, bool, int]] = set()
    for finding in before.report.findings:
        if id(finding) not in made:
            region = _source_region(before.document, finding)
            known |= {
                (finding.entry, False, shifts.after(region.start)),
                (finding.entry, True, shifts.after(region.end)),
            }
    blamed: dict[int, Refusal] = {}
    for finding in after.report.findings:
        region = _source_region(after.document, finding)
        if not known & {(finding.entry, False, region.start), (finding.entry, True, region.end)}:
            edit = shifts.nearest(region)
            reason = BROUGHT.format(found=finding.found, entry=finding.entry)
            blamed.setdefault(id(edit), Refusal(edit.choice, reason))
    return list(blamed.values())


def _source_region(document: Document, finding: Finding) -> Region:
    if finding.block == NO_BLOCK:
        return Region(finding.place.offset or 0, finding.place.end_offset or 0)
    return document.blocks[finding.block].source_region(finding.region)


class _Shifts:
    """Where places of the source stand after edits, and which edit is nearest to a place."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._ends = [edit.source.end for edit in edits]
        self._totals = [0]
        self._regions: list[Region] = []
        for edit in edits:
            start = edit.source.start + self._totals[-1]
            self._regions.append(Region(start, start + len(edit.written)))
            self._totals.append(self._totals[-1] + len(edit.written) - (edit.source.end - edit.source.start))

    def after(self, offset: int) -> int:
        """Where an offset of the old source is in the new one; inside an edit, at the edit's beginning."""
        index = bisect_right(self._ends, offset)
        if index < len(self._edits) and self._edits[index].source.start < offset:
            return self._regions[index].start
        return offset + self._totals[index]

    def nearest(self, region: Region) -> Edit:
        """The edit nearest to a region of the new source."""
        index = bisect_right(self._regions, region.start, key=lambda found: found.start)
        around = range(max(index - 1, 0), min(index + 1, len(self._edits)))
        return self._edits[min(around, key=lambda number: _distance(self._regions[number], region))]


def _distance(one: Region, other: Region) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _first_stray(before: Document, after: Document, edits: Sequence[Edit]) -> Edit | None:
    """The edit after which the document first reads otherwise than it should; blanks and paragraphs do not count."""
    by_block: dict[int, list[Edit]] = {}
    for edit in edits:
        by_block.setdefault(edit.choice.finding.block, []).append(edit)
    pieces: list[str] = []
    starts: list[tuple[int, Edit]] = []
    length = 0
    for number, block in enumerate(before.blocks):
        at = 0
        for edit in sorted(by_block.get(number, ()), key=lambda edit: edit.choice.region.start):
            pieces += [_letters(block.text[at : edit.choice.region.start]), _letters(edit.choice.text)]
            starts.append((length + len(pieces[-2]), edit))
            length += len(pieces[-2]) + len(pieces[-1])
            at = edit.choice.region.end
        pieces.append(_letters(block.text[at:]))
        length += len(pieces[-1])
    wanted = "".join(pieces)
    read = "".join(_letters(block.text) for block in after.blocks)
    if wanted == read:
        return None
    differs = next((at for at, (one, other) in enumerate(zip(wanted, read, strict=False)) if one != other), len(wanted))
    return starts[max(bisect_right(starts, differs, key=lambda found: found[0]) - 1, 0)][1]


def _letters(text: str) -> str:
    return "".join(text.split())
