"""The plain types that every part of langcheck shares: documents, lexicon entries, judgements and reports.

Nothing here reads a file, parses text or prints. All offsets are in characters and half-open; lines and columns
become 1-based only in a :class:`Place`, which is what a person is shown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum, IntEnum
from functools import cached_property
from typing import NamedTuple

from langcheck.lazily import dataclass


class Level(IntEnum):
    """How strongly an entry speaks; ordered, so levels can be compared."""

    ADVICE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Verdict(Enum):
    """What the judge decided about a candidate."""

    FLAG = "flag"
    ALLOW = "allow"
    OTHER_SENSE = "other-sense"


class Kept(Enum):
    """Why words are left to a person, although a check may report them: they may not be the author's prose."""

    SUBTITLES = "subtitles"
    CONVERSATION = "conversation"
    SPEECH = "speech"
    CODE = "code"
    NAME = "name"
    LAW = "law"


class KeySource(Enum):
    """With which key the fingerprints of a report were made; the values stand in reports."""

    NONE = "none"
    SETTINGS = "settings"
    BASELINE = "baseline"
    RUN = "run"
    """A key of this run alone: the same sentence has another fingerprint in the next one."""


class Role(Enum):
    """What a block is in its document; contexts read it, reports name it."""

    PROSE = "prose"
    HEADING = "heading"
    LIST_ITEM = "list item"
    CELL = "table cell"
    QUOTE = "quote"
    CODE = "code"
    CAPTION = "caption"
    FILE_NAME = "file name"
    ALT_TEXT = "alt text"
    NOTE = "note"
    COMMENT = "comment"
    METADATA = "metadata"


CATEGORIES = {
    "person-label": "Labels for people",
    "child-label": "Labels for children",
    "csam": "Abuse material",
    "buyer-label": "Labels for people who buy",
    "trafficker-label": "Labels for people who exploit",
    "slang": "Slang",
    "conflation": "Crimes taken for one another",
    "consent-implying": "Words that imply consent",
    "agency-implying": "Words that imply a free choice",
    "victim-blaming": "Words that blame the victim",
    "credibility": "Words that decide on credibility",
    "rescue": "Rescue",
    "sensational": "Sensational words and claims",
    "dehumanizing": "Words that take away humanity",
    "immigration": "Immigration",
    "trauma": "Trauma and health",
    "substance": "Substance use",
    "status": "Status and circumstances",
    "offender-hiding": "Words that hide the offender",
    "other": "Other words",
    "suppression": "Suppressions",
}
"""Category to the heading that readers see."""

UNREAD_KINDS = {
    "embedded": "documents and objects of other programs that stand in a document",
    "inserted": "files that a document inserts or links to, where they cannot be read",
    "charts": "charts and diagrams whose part is missing or damaged",
    "controls": "buttons and fields of a form that hold their words in a way of their own",
    "fonts": "words in a font that does not tell its letters",
    "scans": "pages of a PDF that are pictures of text, or drawn shapes",
}
"""What may hold words that a person sees and that are not read, by the name that the setting ``unread`` has for it."""


# --- documents ---------------------------------------------------------------------------------------------------


class Region(NamedTuple):  # a frozen data class takes nearly twice as long to make, and a document has very many
    """A half-open range of characters in ``Block.text``."""

    start: int
    end: int

    def covers(self, other: Region) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Region) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Anchor:
    """From ``offset`` in a block's text on, the source stands at ``source``.

    ``width`` 0 means character for character from here on. Any other width means that the characters up to the
    next anchor stand together for that many source characters (an entity, a ligature).
    """

    offset: int
    source: int
    width: int = 0


class MarkKind(Enum):
    """What markup says about a stretch of text."""

    CODE = "code"
    EMPHASIS = "emphasis"
    QUOTE = "quote"
    TYPE = "type"
    """Bold or italics at the beginning of a paragraph of a word processor, where they may tell who speaks, or nothing at all."""
    TERM = "term"
    """A word that the text defines: the head of a list of definitions."""
    LINK = "link"
    NOTE = "note"
    """The letter or stop right before the mark of a note, which is no part of the text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block's text that markup sets apart."""

    region: Region
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, cell or other run of text that is read in one piece.

    ``anchors`` lead back to the decoded source (text formats) or to the characters of the paragraph that
    ``location`` names (Word). ``location`` is empty for text formats, whose places are lines and columns.
    ``locations`` add to ``location`` from an offset in the text on, where a block runs through several places (the
    lines of a page with their boxes, the cues of a subtitle file); sorted by offset.
    ``group`` joins blocks that stand together (the cells of a row, the items of a list); 0 means none.
    """

    text: str
    role: Role
    anchors: tuple[Anchor, ...] = (Anchor(0, 0),)
    location: Mapping[str, int | str] = field(default_factory=dict)
    group: int = 0
    marks: tuple[Mark, ...] = ()
    locations: tuple[tuple[int, Mapping[str, int | str]], ...] = ()

    def location_at(self, offset: int) -> Mapping[str, int | str]:
        """The location of a character of the text."""
        index = bisect_right(self.locations, offset, key=lambda found: found[0]) - 1
        return {**self.location, **self.locations[index][1]} if index >= 0 else self.location

    def source_region(self, region: Region) -> Region:
        """Where a region of the text stands in the source, wide enough to hold whole entities and ligatures."""
        start, _ = self._source(region.start)
        _, end = self._source(region.end - 1 if region.end > region.start else region.start)
        return Region(start, end)

    def _source(self, offset: int) -> tuple[int, int]:
        anchors = self.anchors
        index = bisect_right(anchors, offset, key=lambda anchor: anchor.offset) - 1 if len(anchors) > 1 else 0
        anchor = anchors[max(index, 0)]
        if anchor.width:
            return anchor.source, anchor.source + anchor.width
        here = anchor.source + offset - anchor.offset
        return here, here + 1


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a text that is addressed to langcheck, without its marks; ``region`` is where it stands in the source."""

    text: str
    region: Region


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person looks: a line and column, or a readable place in a Word file."""

    label: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    offset: int | None = None
    end_offset: int | None = None
    location: Mapping[str, int | str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Document:
    """A file as its reader saw it.

    ``source`` is the decoded text for text formats and None for packages such as Word files. ``notes`` are facts
    about the reading that a person should know ("read as Windows-1252"). ``unread`` are its parts that could not be
    read, such as attachments of a message. ``comments`` are those that speak to langcheck; no block holds them.
    """

    path: str
    format: str
    blocks: tuple[Block, ...]
    source: str | None = None
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[Failure, ...] = ()
    comments: tuple[Comment, ...] = ()

    def place(self, block: Block, region: Region) -> Place:
        """The place of a region of one of this document's blocks."""
        there = block.source_region(region)
        location = block.location_at(region.start)
        if self.source is None:
            return Place(describe_location(location), location=location)
        line, column = self.line_and_column(there.start)
        end_line, end_column = self.line_and_column(there.end)
        label = place_label(location, line, column)
        return Place(label, line, column, end_line, end_column, there.start, there.end, location)

    def lines_of(self, region: Region) -> Region:
        """The whole lines of the source that a region stands in, the end of the last one included."""
        starts = self._line_starts
        first = bisect_right(starts, region.start) - 1
        after = bisect_right(starts, max(region.end - 1, region.start))
        return Region(starts[first], starts[after] if after < len(starts) else len(self.source or ""))

    def line_starts_between(self, first: int, last: int) -> Sequence[int]:
        """Where lines of the source begin behind one place of it and before another."""
        starts = self._line_starts
        begin = bisect_right(starts, first)
        return starts[begin : bisect_left(starts, last, lo=begin)]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line and column of a character of the source, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """A line of the source, counted from 1, with its end."""
        starts = [*self._line_starts[number - 1 : number + 1], None]
        return (self.source or "")[starts[0] : starts[1]]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        text = self.source or ""
        at = 0
        while at < len(text):
            newline, carriage = text.find("\n", at), text.find("\r", at)
            if newline < 0 and carriage < 0:
                break
            if newline < 0 or 0 <= carriage < newline:
                at = carriage + 2 if text[carriage + 1 : carriage + 2] == "\n" else carriage + 1
            else:
                at = newline + 1
            starts.append(at)
        return starts


def place_label(location: Mapping[str, int | str], line: int | None = None, column: int | None = None) -> str:
    """A place in words: its location, and its line and column where it has them."""
    at = f"line {line}, column {column}" if line is not None else ""
    return ", ".join(filter(None, (describe_location(location), at)))


OWN_PARTS = frozenset(
    "alt text|body|caption|chart|comment|cover|document properties|endnote|footer|footnote|front matter|header|layout"
    "|master|metadata|notes|page|properties|slide|speaker notes|subject|table|text box|title".split("|")
)
"""The parts of documents that readers name in words of their own; any other name may be the document's."""

_NAMED = frozenset({"shape", "sheet", "column"})


def describe_location(location: Mapping[str, int | str]) -> str:
    """ "footnote 2, paragraph 1" from its parts, in the order the reader gave them; a box is for programs.

    Names that people gave (of shapes, sheets, columns) stand in quotation marks.
    """
    parts = []
    for name, value in location.items():
        if name == "part":
            parts.append(str(value))
        elif name in _NAMED and isinstance(value, str):
            parts.append(f'{name} "{value}"')
        elif name != "box":
            parts.append(f"{name.replace('_', ' ')} {value}")
    return ", ".join(parts)


# --- reports -----------------------------------------------------------------------------------------------------

NO_BLOCK = -1
"""The block of a finding that speaks of a comment or a side-car file, which no block holds."""

MASKS = "*•●·#@"
"""What people write over letters of a word to hide it."""
LEFT_OUT = "[redacted]"
"""What stands where words of a document were left out."""


@dataclass(frozen=True, slots=True)
class Source:
    """A published document that entries cite.

    ``seen_on`` is the day, month or year on which somebody saw it, ``undated`` where they noted no day, and empty for
    what nobody has seen; ``seen`` says how much. ``is_copy`` marks a repost on somebody else's site.
    """

    id: str
    title: str
    publisher: str
    url: str = ""
    year: str = ""
    seen: str = ""
    seen_on: str = ""
    is_copy: bool = False

    @property
    def named(self) -> str:
        """The publisher, the title, the year where it is known, and that this is a copy where it is one."""
        year = f", {self.year}" if self.year not in ("", "unknown") else ""
        return f"{self.publisher}: {self.title}{year}{', a copy' if self.is_copy else ''}"


@dataclass(frozen=True, slots=True)
class Change:
    """What to write in a source in place of what stands there; lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    written: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Wording that fits the sentence.

    ``region`` is what it replaces; it may reach further than the finding (an article before it). ``safe`` means
    that the words can be replaced with no change of fact; ``when`` says what a person must know first. ``change`` is
    how the source would be changed, where the check was asked for it and the source is text that may be edited there.
    """

    text: str
    region: Region
    when: str = ""
    safe: bool = False
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A little of the text around a finding, on one line; ``start`` and ``end`` mark the found words in it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A judged place in a document, ready to be shown: flagged, or left alone with the reason.

    ``general_message`` and ``general_because`` say what ``message`` and ``because`` say without any word of the
    document; they are what a redacted report shows. ``instead`` says what to do where nothing can be suggested; it holds
    no word of the document either. ``fingerprint`` stays the same while the entry and the words of the
    sentence do, wherever the sentence moves; ``sentence`` is where that stands in the block. ``kept`` says why no program may
    change the words, where that is so.
    """

    path: str
    entry: str
    category: str
    level: Level
    verdict: Verdict
    place: Place
    block: int
    region: Region
    found: str
    message: str
    why: str
    because: str
    context: str
    excerpt: Excerpt
    suggestions: tuple[Suggestion, ...] = ()
    sources: tuple[Source, ...] = ()
    general_message: str = ""
    general_because: str = ""
    fingerprint: str = ""
    instead: str = ""
    kept: Kept | None = None
    sentence: Region | None = None

    @property
    def ready(self) -> Suggestion | None:
        """The suggestion that is true of the text as it stands: the first that leaves no question open, if there is one.

        Whatever edits without asking a person, or proposes an edit, takes this one and no other.
        """
        return next((suggestion for suggestion in self.suggestions if not suggestion.when), None)


@dataclass(frozen=True, slots=True)
class Suppression:
    """Words of a person that leave a finding out of the count: which entry, why, and perhaps until when.

    ``place`` is where it stands: a line of the document, or a side-car file. ``until`` is a date (2026-11-30) or empty.
    """

    entry: str
    reason: str
    path: str
    place: str
    until: str = ""
    is_side_car: bool = False


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that was left out of the count, and by what."""

    finding: Finding
    suppression: Suppression


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that was checked: whether all of it could be read, and its words, where the check was to count them.

    ``is_read`` is off where not one word of it could be read; it does not count among the documents then.
    """

    path: str
    is_whole: bool = True
    words: int | None = None
    is_read: bool = True


@dataclass(frozen=True, slots=True)
class BaselineUse:
    """What a baseline did for a report: of its ``total`` findings ``gone`` are no more; ``lexicon`` is the one it knows."""

    path: str
    total: int
    gone: int
    lexicon: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry for reports that list what was asked; ``help`` is Markdown, ``url`` its first source on the web."""

    id: str
    category: str
    level: Level
    message: str
    why: str
    help: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked: what is the matter, and what to do about it.

    ``path`` may name a part of the file behind a colon. What it, ``problem`` and ``hint`` take from the file stands in
    quotation marks, so that it can be left out. ``partly`` says
    that words of it were judged and their findings are told, ``is_folder`` that it is no file.
    """

    path: str
    problem: str
    hint: str
    partly: bool = False
    is_folder: bool = False

    @property
    def extent(self) -> str:
        """How much of the file was checked, as reports call it."""
        return "partly checked" if self.partly else "not checked"

    @property
    def code(self) -> str:
        """The same as a name for programs."""
        return self.extent.replace(" ", "-")


def file_and_part(path: str, known: Collection[str]) -> tuple[str, str]:
    """The file and the part of it that a failure names; a file that holds a colon itself is ``known`` as a whole."""
    at = path.find(": ")
    while at >= 0:
        if path[:at] in known:
            return path[:at], path[at + 2 :]
        at = path.find(": ", at + 1)
    return path, ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check has to say.

    ``skipped`` files were of other kinds than documents; ``unreached`` ones were left when a person stopped the check.
    ``blank`` are files with nothing in them to check; they are told among the failures or, beside documents that were
    checked, among the notes. ``known`` are findings that a baseline knows, ``suppressed`` those that somebody left out with a reason; neither is
    among ``findings``. ``checked`` are the documents by name. ``rules`` are the entries that were asked about, where the check was asked to list them.
    ``let_be`` are the contexts because of which words were left alone that nobody asked to see, so that they are not among ``allowed``.
    ``read`` holds the documents as their readers saw them, where the check was asked to keep them; ``redacted`` says
    that the report was stripped of the words of the documents, and ``fingerprint_key`` with which key its fingerprints were
    made then. As in a failure, what a note takes from a file stands in quotation marks.
    """

    findings: tuple[Finding, ...] = ()
    allowed: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    blank: tuple[Failure, ...] = ()
    documents: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    skipped: int = 0
    unreached: int = 0
    lexicon: str = ""
    model: str = ""
    checked: tuple[Checked, ...] = ()
    let_be: tuple[str, ...] = ()
    known: tuple[Finding, ...] = ()
    baseline: BaselineUse | None = None
    suppressed: tuple[Suppressed, ...] = ()
    rules: tuple[Rule, ...] = ()
    read: tuple[Document, ...] = ()
    redacted: bool = False
    fingerprint_key: KeySource = KeySource.NONE

    @property
    def blank_beside(self) -> tuple[Failure, ...]:
        """The blank files that are no failures."""
        return tuple(item for item in self.blank if item not in self.failures)

    @property
    def left_alone(self) -> tuple[str, ...]:
        """The context because of which each word was left alone; words in another sense are none."""
        return (*(item.context for item in self.allowed if item.verdict is Verdict.ALLOW), *self.let_be)

    def count(self, level: Level) -> int:
        """How many findings stand at this level."""
        return sum(finding.level is level for finding in self.findings)

    def levels(self) -> Iterator[tuple[Level, int]]:
        """The levels from the gravest down, each with its count."""
        for level in sorted(Level, reverse=True):
            yield level, self.count(level)

    def _repr_html_(self) -> str:
        """What a notebook shows of the report: the text with the findings marked in it, all of it escaped.

        The text is there where the check kept it; elsewhere each finding brings its excerpt.
        """
        from importlib import import_module

        shown: str = import_module(_CELL).render(self)
        return shown


_CELL = "langcheck.reporters.cell"
"""The module that shows a report in a notebook; imported when one asks, because nothing of ours is known here."""
