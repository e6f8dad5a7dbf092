"""What every reader shares: decoding, and building a block's text with a way back to the source."""

from __future__ import annotations

import codecs
import math
import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from langcheck.encoding import HINT, why_not
from langcheck.errors import UnreadableDocument
from langcheck.limits import DEFAULTS, MEGABYTE, Limits, beyond
from langcheck.model import Anchor, Block, Comment, Mark, MarkKind, Region, Role


@dataclass(frozen=True, slots=True)
class Choice:
    """Which parts of a file are read (columns of tables, fields of data; empty means all), and at what cost at most."""

    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    limits: Limits = DEFAULTS
    deadline: float = math.inf
    """When the reading has to be over, on the clock ``time.monotonic``."""

    def started(self) -> Choice:
        """The same choice with the clock running."""
        return replace(self, deadline=time.monotonic() + self.limits.seconds)

    def seconds_left(self) -> float:
        """How long the reading may still take."""
        return min(self.deadline - time.monotonic(), self.limits.seconds)

    def check_clock(self) -> None:
        """Raise UnreadableDocument when the time is up; readers ask wherever they can stop."""
        if time.monotonic() > self.deadline:
            raise self.too_slow()

    def too_slow(self) -> UnreadableDocument:
        """The error for a file that takes longer to read than it may."""
        return beyond(self.limits, "seconds", "reading the file takes longer than", "seconds")


EVERYTHING = Choice()
"""No choice: all columns, the fields that a reader takes by itself, the usual limits."""


@dataclass
class Reading:
    """What a reader hands back: blocks, and for text formats the decoded source they point into."""

    blocks: list[Block]
    source: str | None = None
    encoding: str | None = None
    notes: list[str] = field(default_factory=list)
    unchecked: list[tuple[str, str, str]] = field(default_factory=list)
    """Parts that could not be read, each with its name, the problem and a hint."""
    comments: list[Comment] = field(default_factory=list)
    """Comments that are addressed to langcheck, in reading order."""


_ADDRESS = re.compile(r"\s*[Ll]angcheck:")


def may_address_us(source: str) -> bool:
    """Whether a source may hold a comment for langcheck; one quick search, whether or not it begins with a capital."""
    return "angcheck:" in source


def addresses_us(comment: str) -> bool:
    """Whether a comment, without its marks, is addressed to langcheck."""
    return _ADDRESS.match(comment) is not None


def gathered(blocks: Iterable[Block], choice: Choice) -> list[Block]:
    """The blocks as a list; raises UnreadableDocument when they are too many, or take too long to come."""
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        check_cost(len(found), choice)
    return found


def check_cost(blocks: int, choice: Choice) -> None:
    """Raise UnreadableDocument when a file gave too many blocks, or its time is up."""
    if blocks > choice.limits.blocks:
        raise beyond(choice.limits, "blocks", "the file holds more than", "paragraphs or cells")
    choice.check_clock()


LONGEST_LABEL = 60
"""How many characters of a name that stands in a file are shown in a place."""


def label(name: str) -> str:
    """A name from a file (of a sheet, a shape, a column) as a place may show it: one line, printable and short."""
    folded = " ".join("".join(letter if letter.isprintable() else " " for letter in name[:1000]).split())
    return folded if len(folded) <= LONGEST_LABEL else f"{folded[: LONGEST_LABEL - 1]}…"


LONGEST_BLOCK = 20_000
"""The length in characters beyond which a block is cut, so that a file without line ends is not read in one piece."""


def cut_long(block: Block) -> Iterator[Block]:
    """A block in pieces of at most LONGEST_BLOCK characters, cut behind a sentence or at least at a blank."""
    text = block.text
    start = 0
    while len(text) - start > LONGEST_BLOCK:
        end = start + LONGEST_BLOCK
        cut = max(text.rfind(". ", start, end) + 1, 0) or text.rfind(" ", start + 1, end)
        cut = cut if cut > start else end
        yield _piece(block, start, cut)
        start = cut + (text[cut : cut + 1] == " ")
    yield block if not start else _piece(block, start, len(text))


def _piece(block: Block, start: int, end: int) -> Block:
    first = max(bisect_right(block.anchors, start, key=lambda anchor: anchor.offset) - 1, 0)
    last = bisect_left(block.anchors, end, key=lambda anchor: anchor.offset)
    anchors = [replace(anchor, offset=anchor.offset - start) for anchor in block.anchors[first:last]]
    head = anchors[0]
    if head.offset < 0:
        anchors[0] = replace(head, offset=0, source=head.source if head.width else head.source - head.offset)
    marks = [
        Mark(Region(max(mark.region.start, start) - start, min(mark.region.end, end) - start), mark.kind)
        for mark in block.marks
        if mark.region.overlaps(Region(start, end))
    ]
    places = bisect_right(block.locations, start, key=lambda found: found[0]) - 1
    locations = tuple(
        (max(offset - start, 0), location) for offset, location in block.locations[max(places, 0) :] if offset < end
    )
    return replace(block, text=block.text[start:end], anchors=tuple(anchors), marks=tuple(marks), locations=locations)


# --- ways back through two texts ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that was put together from pieces of a source, with anchors that lead back to it."""

    text: str
    anchors: tuple[Anchor, ...]


class PassageBuilder:
    """Puts a passage together: characters as they stand, and characters that stand for others; nothing is folded."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._anchors: list[Anchor] = []
        self._length = 0
        self._expected = -1

    def add(self, text: str, source: int) -> None:
        """Add source text that stands at ``source``, character for character."""
        if not text:
            return
        if source != self._expected:
            self._anchors.append(Anchor(self._length, source))
        self._pieces.append(text)
        self._length += len(text)
        self._expected = source + len(text)

    def together(self, text: str, source: int, width: int) -> None:
        """Add characters that stand for ``width`` characters of the source as a whole."""
        if not text:
            return
        self._anchors.append(Anchor(self._length, source, max(width, 1)))
        self._pieces.append(text)
        self._length += len(text)
        self._expected = -1

    def build(self) -> Passage:
        """The passage as it stands."""
        return Passage("".join(self._pieces), tuple(self._anchors))


def relocate(block: Block, passage: Passage) -> Block:
    """A block that was read from a passage, with anchors into the passage's own source."""
    anchors: list[Anchor] = []
    ends = [anchor.offset for anchor in block.anchors[1:]] + [len(block.text)]
    for anchor, end in zip(block.anchors, ends, strict=True):
        if anchor.width:
            anchors.append(_whole(anchor, passage))
        else:
            anchors += _steps(anchor, end, passage)
    return replace(block, anchors=tuple(anchors))


def _whole(anchor: Anchor, passage: Passage) -> Anchor:
    start, _ = _back(passage, anchor.source)
    _, end = _back(passage, anchor.source + anchor.width - 1)
    return Anchor(anchor.offset, start, max(end - start, 1))


def _steps(anchor: Anchor, end: int, passage: Passage) -> Iterator[Anchor]:
    """The anchors of a stretch that follows the passage character for character."""
    first = max(bisect_right(passage.anchors, anchor.source, key=lambda found: found.offset) - 1, 0)
    last = anchor.source + end - anchor.offset
    for index in range(first, len(passage.anchors)):
        inner = passage.anchors[index]
        if inner.offset >= last:
            return
        into = max(anchor.source - inner.offset, 0)
        offset = anchor.offset + max(inner.offset - anchor.source, 0)
        yield Anchor(offset, inner.source if inner.width else inner.source + into, inner.width)


def _back(passage: Passage, at: int) -> tuple[int, int]:
    index = max(bisect_right(passage.anchors, at, key=lambda found: found.offset) - 1, 0)
    anchor = passage.anchors[index]
    if anchor.width:
        return anchor.source, anchor.source + anchor.width
    return anchor.source + at - anchor.offset, anchor.source + at - anchor.offset + 1


def with_lines(block: Block, line_starts: Sequence[int], location: Mapping[str, int | str]) -> Block:
    """A block of a part, with its location and the part's line in ``locations``; ``line_starts`` begin with 0."""
    found: list[tuple[int, Mapping[str, int | str]]] = []
    ends = [anchor.offset for anchor in block.anchors[1:]] + [len(block.text)]
    known = -1
    for anchor, end in zip(block.anchors, ends, strict=True):
        line = bisect_right(line_starts, anchor.source)
        offset = anchor.offset
        while offset < end:
            if line != known:
                found.append((offset, {"line": line}))
                known = line
            if anchor.width or line >= len(line_starts):
                break
            offset = anchor.offset + line_starts[line] - anchor.source
            line += 1
    return replace(block, location={**location, **block.location}, locations=tuple(found))


_STEP = 512


def character_places(text: str) -> Callable[[int], int]:
    """Byte places in the UTF-8 of a text to character places; for ASCII they are the same."""
    if text.isascii():
        return lambda place: place
    starts = [0]
    for at in range(0, len(text) - _STEP, _STEP):
        starts.append(starts[-1] + len(text[at : at + _STEP].encode("utf-8", "replace")))

    def place(at: int) -> int:
        step = bisect_right(starts, at) - 1
        before = text[step * _STEP : (step + 1) * _STEP].encode("utf-8", "replace")[: at - starts[step]]
        return step * _STEP + len(before.decode("utf-8", "ignore"))

    return place


def starts_of_lines(text: str) -> list[int]:
    """Where the lines of a text begin, the first at 0."""
    return [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]


# --- decoding ----------------------------------------------------------------------------------------------------

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(raw: bytes, encoding: str | None = None, *, choice: Choice = EVERYTHING) -> tuple[str, str, list[str]]:
    """Decode a text file: byte order mark, then UTF-16 by its NUL bytes, strict UTF-8, and at last Windows-1252.

    Guessing from letter statistics was measured to be wrong on most Windows-1252 files; this ladder was not.
    Returns the text, the encoding's name, and notes for the report. Newlines stay as they are.
    """
    check_text(raw, choice)
    if encoding:
        return _decode_as(raw, encoding), encoding, []
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _decode_as(raw, name), name, []
    head = raw[:8192]
    if b"\x00" in head:
        guessed = _utf16_without_mark(head)
        if guessed is None:
            raise _binary()
        return _decode_as(raw, guessed), guessed, []
    if len(_CONTROLS.findall(head)) * 20 > len(head):
        raise _binary()
    try:
        return raw.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        return text, "cp1252", ["not UTF-8, read as Windows-1252; use --encoding if letters look wrong"]


def check_text(raw: bytes, choice: Choice) -> None:
    """Raise UnreadableDocument when a text is larger than it may be; in memory it takes up to four times as much."""
    if len(raw) > choice.limits.text_megabytes * MEGABYTE:
        raise beyond(choice.limits, "text_megabytes", "the text is larger than", "MB")


def _decode_as(raw: bytes, encoding: str) -> str:
    problem = why_not(encoding)
    if problem:
        raise UnreadableDocument(problem, HINT)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"the file is not valid {encoding}, from byte {error.start} on", "Name its encoding with --encoding."
        ) from error


def _utf16_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even <= half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd <= half * 0.05:
        return "utf-16-be"
    return None


def _binary() -> UnreadableDocument:
    return UnreadableDocument(
        "the file holds binary data, not text", "Its name may be wrong; open it in the program that made it."
    )


# --- text with a way back ----------------------------------------------------------------------------------------

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_SPECIAL = re.compile(
    rf"(?P<hyphen>(?<=[^\W_])[-\u2010\u00ad][^\S\r\n]*[\r\n]\s*(?=[^\W_]))|(?P<blank>(?:\s[{INVISIBLE}]*){{2,}}|[^\S ])"
    rf"|(?P<invisible>[{INVISIBLE}]+)|(?P<ligature>[\ufb00-\ufb06])"
)
_UNSEEN = re.compile(rf"[{INVISIBLE}\ufb00-\ufb06]")
_DIVISION = re.compile(r"[-\u2010]\s*[\r\n]")


def may_divide_words(source: str) -> bool:
    """Whether words of a text may be divided at a line's end, or hold invisible characters or ligatures."""
    return _DIVISION.search(source) is not None or (not source.isascii() and _UNSEEN.search(source) is not None)


_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LONGEST_WORD = 100
"""How many characters are looked back for the beginning of a divided word."""
_LAST_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")

COMPOUND_PARTS = frozenset(
    "modern self ex non sex child anti pre post mid multi cross third first second co street pimp human drug high low "
    "long short well ill half full part free hard home in on off out over so two three four five six seven eight nine "
    "ten drop well mail lot house live world police law at follow check run twenty thirty forty fifty same all non "
    "sub inter intra pro semi mother father step great grand near far left right victim offender survivor trauma evidence community".split()
)
"""Words that are followed by a real hyphen more often than they are the first half of a divided word."""


def _is_plain(text: str) -> bool:
    """Whether nothing in a text is folded; quick, because most text is so: only a plain blank counts as printable."""
    return text.isprintable() and "  " not in text and (text.isascii() or not _LIGATURE.search(text))


class TextBuilder:
    """Builds one block's text from pieces of the source, folding what people do not see.

    Runs of blanks become one space, soft hyphens and zero-width characters vanish, ligatures become letters, and a
    word divided at a line end is put together again. Anchors record every place where counting changes.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._anchors: list[Anchor] = []
        self._marks: list[Mark] = []
        self._locations: list[tuple[int, Mapping[str, int | str]]] = []
        self._length = 0
        self._expected = -1
        self._blank_at: tuple[int, int] | None = None

    def __len__(self) -> int:
        return self._length

    def add(self, text: str, source: int) -> None:
        """Add source text that stands at ``source``, character for character but for what is folded."""
        if _is_plain(text):
            self._plain(text, source)
            return
        at = 0
        for special in _SPECIAL.finditer(text):
            self._plain(text[at : special.start()], source + at)
            at = special.end()
            self._fold(special, source)
        self._plain(text[at:], source + at)

    def _fold(self, special: re.Match[str], source: int) -> None:
        kind, found = special.lastgroup, special.group()
        if kind == "blank":
            self.blank(source + special.start(), len(found))
        elif kind == "hyphen" and found[0] != "\u00ad" and self._keeps_hyphen(special.string[special.end()]):
            self._plain("-", source + special.start())
        elif kind == "ligature":
            self.together(_LIGATURES[found], source + special.start(), 1)

    def divide(self, following: str, source: int) -> None:
        """A hyphen at the end of a line, before ``following``: kept where it belongs to the word."""
        if self._keeps_hyphen(following):
            self._plain("-", source)

    def together(self, text: str, source: int, width: int) -> None:
        """Add characters that stand for ``width`` characters of the source as a whole."""
        if not text:
            return
        if text.isspace():
            self.blank(source, width)
            return
        self._settle_blank()
        self._anchors.append(Anchor(self._length, source, width))
        self._append(text)
        self._expected = -1

    def blank(self, source: int, width: int) -> None:
        """A gap between words: one space, if a word comes before and after it."""
        if self._length and self._blank_at is None:
            self._blank_at = (source, max(width, 1))

    def mark(self, kind: MarkKind, start: int) -> None:
        """Note that the text from ``start`` on is code, emphasised, or quoted by markup."""
        if start < self._length:
            self._marks.append(Mark(Region(start, self._length), kind))

    def here(self, location: Mapping[str, int | str]) -> None:
        """Note that what is added from now on stands in another place: a line with its box, a cue."""
        self._locations.append((self.position(), location))

    def position(self) -> int:
        """Where the next character will stand, counting a blank that is waiting."""
        return self._length + (self._blank_at is not None)

    def build(self, role: Role, location: Mapping[str, int | str] | None = None, *, group: int = 0) -> Block | None:
        """The block, or None when nothing but blanks was added."""
        text = "".join(self._pieces)
        if not text:
            return None
        anchors, marks, locations = tuple(self._anchors), tuple(self._marks), tuple(self._locations)
        return Block(text, role, anchors, location or {}, group, marks, locations)

    def _plain(self, text: str, source: int) -> None:
        """Add characters as they are; a blank at either end waits until a word follows."""
        inside = text.strip(" ")
        if not inside:
            if text:
                self.blank(source, len(text))
            return
        if text[0] == " ":
            self.blank(source, 1)
            source += 1
        self._settle_blank()
        if source != self._expected:
            self._anchors.append(Anchor(self._length, source))
        self._append(inside)
        self._expected = source + len(inside)
        if text[-1] == " ":
            self.blank(self._expected, 1)

    def _settle_blank(self) -> None:
        if self._blank_at is None:
            return
        source, width = self._blank_at
        self._blank_at = None
        if width == 1 and source == self._expected:
            self._expected = source + 1
        else:
            self._anchors.append(Anchor(self._length, source, width))
            self._expected = -1
        self._append(" ")

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _keeps_hyphen(self, following: str) -> bool:
        if not following.islower():
            return True
        found = _LAST_WORD.search(self._pieces[-1][-_LONGEST_WORD:]) if self._pieces else None
        word = found.group().lower() if found else ""
        return word in COMPOUND_PARTS or "-" in word or word.isdigit()
