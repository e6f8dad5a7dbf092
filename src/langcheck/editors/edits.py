"""Findings and the wording chosen for them to edits of a document's source, and the source with the edits made.

Nothing is read or written here. What must not or cannot be edited comes back as a refusal that says why.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from langcheck.editors.pieces import Piece, pieces_of
from langcheck.model import Block, Document, Finding, Kept, MarkKind, Region, Role, Verdict
from langcheck.readers.letters import DIVIDERS, INVISIBLE


@dataclass(frozen=True, slots=True)
class Choice:
    """The words that shall stand in place of ``region`` in the block of a finding."""

    finding: Finding
    text: str
    region: Region


@dataclass(frozen=True, slots=True)
class Edit:
    """A choice as a change of the source: ``written`` takes the place of the region ``source``."""

    choice: Choice
    source: Region
    written: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A choice that was not carried out, and why."""

    choice: Choice
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to change, in reading order and without overlaps; what is refused; and what has to wait for another round."""

    edits: tuple[Edit, ...]
    refusals: tuple[Refusal, ...]
    waiting: tuple[Choice, ...]


MARKUP = "there is markup among the words; change them by hand"
CUT = "the words begin or end inside a character of the source; change them by hand"
FILE_NAME = "they are part of a file's name; rename the file and change the name together"
EVIDENCE = "they are quoted or code, and such words are never changed"
BESIDE = "the change would reach into words that are left alone ({found!r})"
SPECIAL = "the new wording holds characters that mean something else in this place"
NOT_ENCODED = "the file's encoding has no way to write {character!r}"

_NEVER = {
    Role.FILE_NAME: FILE_NAME,
    Role.QUOTE: EVIDENCE,
    Role.CODE: EVIDENCE,
}
"""Roles of blocks that are not edited, each with the reason."""
KEPT = {
    Kept.SUBTITLES: "subtitles hold what was said, so that the whole file is left to a person",
    Kept.CONVERSATION: "the document is laid out as a conversation, and whose words are whose cannot be told safely, so that all of it is left to a person",
    Kept.SPEECH: "they may be somebody else's words; change them by hand if they are your own",
    Kept.CODE: "they may be code, a placeholder, a path or a value; change them by hand if they are prose",
    Kept.NAME: "they may be a name that somebody gave; change them by hand if they are your own words",
    Kept.LAW: "they may be the words of a law or a charge; change them by hand if they are your own",
}
"""Why words are left to a person, in words for a person."""
_WHOLE = frozenset((Kept.SUBTITLES, Kept.CONVERSATION))
"""What keeps a document from being edited as a whole."""
_SPEECH = frozenset({"official-speech"})
"""Contexts in which words are flagged although they are quoted."""


def plan(
    document: Document,
    choices: Iterable[Choice],
    allowed: Sequence[Finding],
    *,
    unwritable: Callable[[str], str],
) -> Plan:
    """The edits that carry out choices in a document with a source.

    ``allowed`` are the findings that were left alone or suppressed: no edit reaches into them. ``unwritable`` answers with the first
    character of a text that the file's encoding has no way to write, or with nothing.
    """
    kept_out = _regions_left_alone(document, allowed)
    edits: list[Edit] = []
    refusals: list[Refusal] = []
    for choice in choices:
        made = _edit(document, choice, kept_out, unwritable)
        if isinstance(made, Edit):
            edits.append(made)
        else:
            refusals.append(Refusal(choice, made))
    taken: list[Edit] = []
    waiting: list[Choice] = []
    for edit in sorted(edits, key=lambda edit: (edit.source.start, edit.source.end)):
        if taken and edit.source.start < taken[-1].source.end:
            waiting.append(edit.choice)
        else:
            taken.append(edit)
    return Plan(tuple(taken), tuple(refusals), tuple(waiting))


def apply(source: str, edits: Sequence[Edit]) -> str:
    """The source with all edits made; they are in order and do not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += [source[at : edit.source.start], edit.written]
        at = edit.source.end
    return "".join([*pieces, source[at:]])


# --- what is never edited ----------------------------------------------------------------------------------------


def hindrance(document: Document, finding: Finding, region: Region) -> str:
    """Why no program may change the words at a region of a finding's block; empty where one may.

    The rule, for every program that edits (fix in all its modes, tracked changes, editors, whatever comes later): only
    what is surely the author's own prose is changed. Names of files, block quotations and code are not, nor what markup
    sets apart as one of these, nor words that were not flagged or that somebody else is quoted with. Nor are words that a
    check reports because they are only possibly speech, code, a name or a law's (``Finding.kept``): a person changes those
    who knows whose they are. Where speech cannot be told from prose at all, in a transcript, a chat or subtitles, that holds
    for every word of the document. Whoever writes an edit asks here first, and nowhere else.
    """
    block = document.blocks[finding.block]
    if block.role in _NEVER:
        return _NEVER[block.role]
    if finding.verdict is not Verdict.FLAG or finding.context in _SPEECH or _is_set_apart(block, region):
        return EVIDENCE
    return KEPT[finding.kept] if finding.kept else ""


def _regions_left_alone(document: Document, allowed: Sequence[Finding]) -> list[tuple[int, int, str]]:
    regions: list[tuple[int, int, str]] = []
    for finding in allowed:
        if finding.verdict is not Verdict.OTHER_SENSE:
            region = document.blocks[finding.block].source_region(finding.region)
            regions.append((region.start, region.end, finding.found))
    return sorted(regions)


def _edit(
    document: Document, choice: Choice, kept_out: list[tuple[int, int, str]], unwritable: Callable[[str], str]
) -> Edit | str:
    """The edit for a choice, or the reason why there is none."""
    finding = choice.finding
    hindered = hindrance(document, finding, choice.region)
    if hindered:
        return hindered
    block = document.blocks[finding.block]
    stretch = _stretch(document, block, choice.region)
    if isinstance(stretch, str):
        return stretch
    at = bisect_left(kept_out, (stretch.end, -1, ""))
    for start, end, found in kept_out[max(at - 2, 0) : at]:
        if start < stretch.end and stretch.start < end:
            return BESIDE.format(found=found)
    escaped = _escaped(choice.text, document.format, block.role)
    if escaped is None:
        return SPECIAL
    character = unwritable(escaped)
    if character:
        return NOT_ENCODED.format(character=character)
    return _with_breaks(document.source or "", stretch, escaped, choice)


def left_whole(findings: Iterable[Finding]) -> str:
    """Why a document with these findings is left to a person as a whole; empty where it is not."""
    kept = next((finding.kept for finding in findings if finding.kept in _WHOLE), None)
    return KEPT[kept] if kept is not None else ""


def _is_set_apart(block: Block, region: Region) -> bool:
    return any(mark.kind in (MarkKind.CODE, MarkKind.QUOTE) and mark.region.overlaps(region) for mark in block.marks)


# --- the words in the source -------------------------------------------------------------------------------------

_BETWEEN_WORDS = re.compile(rf"(?:[{DIVIDERS}\u00ad](?=[\r\n \t]))?[\s{INVISIBLE}]*")
"""What may stand between two pieces of one stretch of words: blanks, invisible characters, a dividing hyphen."""
_ONE_CHARACTER = re.compile(r"&#?\w{1,32};?|[^\s<>]{1,12}")
"""What may stand for characters as a whole: an entity, a ligature, an escape."""
_MOST_CHARACTERS = 4
"""How many characters such a thing stands for at most; what stands for more is a name for a text, which is no text itself."""


def _stretch(document: Document, block: Block, region: Region) -> Region | str:
    """The one stretch of source that holds a region of a block and nothing else, or the reason why there is none."""
    source = document.source or ""
    pieces = pieces_of(block, region)
    if not pieces:
        return CUT
    if pieces[0].text.start < region.start or pieces[-1].text.end > region.end:
        return CUT
    end = pieces[0].source.start
    for piece in pieces:
        if piece.source.start < end or not _BETWEEN_WORDS.fullmatch(source, end, piece.source.start):
            return MARKUP
        if not _says(block.text[piece.text.start : piece.text.end], source, piece):
            return MARKUP
        end = piece.source.end
    return Region(pieces[0].source.start, end)


def _says(text: str, source: str, piece: Piece) -> bool:
    """Whether a piece of source says what the text has: the same letters, any blank for a blank, no markup."""
    written = source[piece.source.start : piece.source.end]
    if not piece.together:
        return len(written) == len(text) and all(
            there == here or (here == " " and there.isspace()) for here, there in zip(text, written, strict=True)
        )
    if text == " " and _BETWEEN_WORDS.fullmatch(written):
        return True
    return len(text) <= _MOST_CHARACTERS and _ONE_CHARACTER.fullmatch(written) is not None


# --- what is written ---------------------------------------------------------------------------------------------

_BLANKS = re.compile(r"\s+")
_LINE_ENDS = frozenset("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_BLANK = frozenset(" \t\u00a0")


def _with_breaks(source: str, stretch: Region, escaped: str, choice: Choice) -> Edit:
    """The edit; the ends of lines that stand among the replaced words are kept, at blanks nearest to where they were.

    Where the new wording has no blank for them, they move in front of the words or behind them.
    """
    blank_runs = _BLANKS.finditer(source, stretch.start, stretch.end)
    breaks = [found for found in blank_runs if not _LINE_ENDS.isdisjoint(found.group())]
    blanks = [found.start() for found in re.finditer(" ", escaped)]
    written = escaped
    start, end = stretch.start, stretch.end
    added = 0
    for found in breaks:
        wanted = found.start() - stretch.start
        if blanks:
            at = min(blanks, key=lambda blank: (abs(blank - wanted), blank))
            blanks = [blank for blank in blanks if blank > at]
            written = written[: at + added] + found.group() + written[at + added + 1 :]
            added += len(found.group()) - 1
        elif source[end : end + 1] and source[end] in _BLANK:
            written, end = written + found.group(), end + 1
        elif start and source[start - 1] in _BLANK and start == stretch.start:
            written, start = found.group() + written, start - 1
    return Edit(choice, Region(start, end), written)


_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>&|#~"})
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_ATTRIBUTE_ROLES = frozenset({Role.ALT_TEXT, Role.METADATA})
_PLAIN_WORDS = re.compile(r"[\w \u2010-\u2015'’().,/-]*")
_PLAIN_FIELD = re.compile(r"[\w \u2010-\u2015’()./-]*")


def _as_it_is(text: str, role: Role) -> str | None:
    return text


def _in_markdown(text: str, role: Role) -> str | None:
    """Escaped with backslashes; a field of the front matter takes plain words only."""
    if role is Role.METADATA:
        return _in_other(text, role)
    return text.translate(_MARKDOWN)


def _in_html(text: str, role: Role) -> str | None:
    return text.translate(_ATTRIBUTE if role in _ATTRIBUTE_ROLES else _HTML)


def _in_other(text: str, role: Role) -> str | None:
    """Plain words as they are; nothing that could be a mark of a format whose escapes are not known here."""
    return text if (_PLAIN_FIELD if role is Role.METADATA else _PLAIN_WORDS).fullmatch(text) else None


_ESCAPES: dict[str, Callable[[str, Role], str | None]] = {
    "text": _as_it_is,
    "markdown": _in_markdown,
    "html": _in_html,
}
"""Format to how new words are written in it; a format that is not named here takes plain words only."""


def _escaped(text: str, format: str, role: Role) -> str | None:
    return _ESCAPES.get(format, _in_other)(text, role)
