"""What every reader shares: decoding, and building a block's text with a way back to the source."""

from __future__ import annotations

import codecs
import math
import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import accumulate

from langcheck.encoding import HINT, why_not
from langcheck.errors import UnreadableDocument
from langcheck.lazily import dataclass, pattern
from langcheck.limits import DEFAULTS, MEGABYTE, Limits, beyond
from langcheck.model import MASKS, Anchor, Block, Comment, Mark, MarkKind, Region, Role
from langcheck.readers import letters
from langcheck.readers.left_out import LeftOut


@dataclass(frozen=True, slots=True)
class Choice:
    """Which parts of a file are read (columns of tables, fields of data; empty means all), and at what cost at most."""

    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    limits: Limits = DEFAULTS
    noted: tuple[str, ...] = ()
    """Kinds of what cannot be read (``model.UNREAD_KINDS``) that are told in a note and not as a failure."""
    is_word: Callable[[str], bool] | None = None
    """Whether letters in lower case are a word that is looked for; told by who looks."""
    deadline: float = math.inf
    """When the reading has to be over, on the clock ``time.monotonic``."""
    given: str | None = None
    """The source itself where a program has it as a string: nothing is decoded, and nothing guessed."""

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


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that is known to hold words and is not read: its place, the problem and a hint; ``kind`` as in ``UNREAD_KINDS``."""

    kind: str
    part: str
    problem: str
    hint: str


@dataclass
class Reading:
    """What a reader hands back: blocks, and for text formats the decoded source they point into."""

    blocks: list[Block]
    source: str | None = None
    encoding: str | None = None
    notes: list[str] = field(default_factory=list)
    unchecked: list[tuple[str, str, str]] = field(default_factory=list)
    """Parts that could not be read, each with its name, the problem and a hint."""
    unread: list[Unread] = field(default_factory=list)
    """What is of a kind that is never read, or could not be read this time, and holds words."""
    comments: list[Comment] = field(default_factory=list)
    """Comments that are addressed to langcheck, in reading order."""
    left_out: LeftOut = field(default_factory=LeftOut)
    """What the finished document does not show."""
    included: list[str] = field(default_factory=list)
    """Files whose text is put in here, as the file names them; they are not read with it."""


_ADDRESS = pattern(r"\s*[Ll]angcheck:")


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


OUR_AUTHOR = "langcheck"
"""Whose the comments are that ``review`` writes into a copy; readers pass them over, so that a copy can be reviewed again."""

LONGEST_LABEL = 60
"""How many characters of a name that stands in a file are shown in a place."""


def label(name: str) -> str:
    """A name from a file (of a sheet, a shape, a column) as a place may show it: one line, printable and short."""
    folded = " ".join("".join(letter if letter.isprintable() else " " for letter in name[:1000]).split())
    return folded if len(folded) <= LONGEST_LABEL else f"{folded[: LONGEST_LABEL - 1]}…"


def quoted(name: str) -> str:
    """A name from a file in quotation marks, as a report tells of it: what stands in them is left out of redacted ones."""
    return f'"{label(name)}"'


_RUNS_ON = frozenset({Role.PROSE, Role.QUOTE})
_UNENDED = pattern(r"(?:\S+ ){2}\S*[^\W_][,\u2010-]?\Z")
"""The end of a line of three words or more that no mark ends."""


LONGEST_LINE = 200
"""The length in characters up to which a text may be a line of a longer one."""


def run_on(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks of which one goes on in the next are put together, as where every line was pasted as a paragraph."""
    waiting: Block | None = None
    is_line = False
    for block in blocks:
        was_line, is_line = is_line, len(block.text) <= LONGEST_LINE
        if waiting is not None and was_line and is_line and _goes_on(waiting, block):
            waiting = _put_together(waiting, block)
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def _goes_on(block: Block, following: Block) -> bool:
    return (
        block.role is following.role
        and block.role in _RUNS_ON
        and following.text[0].islower()
        and block.location == following.location
        and block.group == following.group
        and len(block.text) < LONGEST_BLOCK
        and _UNENDED.search(block.text[-200:]) is not None
    )


def _put_together(block: Block, following: Block) -> Block:
    end = len(block.text)
    source = block.source_region(Region(end - 1, end)).end
    start = following.source_region(Region(0, 1)).start
    gap = Anchor(end, source, max(start - source, 1))
    moved = [replace(anchor, offset=anchor.offset + end + 1) for anchor in following.anchors]
    marks = [
        Mark(Region(mark.region.start + end + 1, mark.region.end + end + 1), mark.kind) for mark in following.marks
    ]
    return replace(
        block,
        text=f"{block.text} {following.text}",
        anchors=(*block.anchors, gap, *moved),
        marks=(*block.marks, *marks),
        locations=(*block.locations, *((offset + end + 1, place) for offset, place in following.locations)),
    )


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


def region_before(passage: Passage, region: Region) -> Region:
    """Where a region of a passage stands in the passage's own source."""
    start, _ = _back(passage, region.start)
    _, end = _back(passage, max(region.end - 1, region.start))
    return Region(start, end)


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
_CONTROLS = pattern(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(
    raw: bytes, encoding: str | None = None, *, choice: Choice = EVERYTHING
) -> tuple[str, str | None, list[str]]:
    """Decode a text file: byte order mark, then UTF-16 by its NUL bytes, strict UTF-8, and at last Windows-1252.

    Guessing from letter statistics was measured to be wrong on most Windows-1252 files; this ladder was not.
    Returns the text, the encoding's name, and notes for the report. Newlines stay as they are. A text that was given
    as a string has no encoding.
    """
    if choice.given is not None:
        return choice.given, None, []
    check_text(raw, choice)
    if encoding:
        return _decode_as(raw, encoding), encoding, []
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _decode_as(raw, name), name, []
    head = raw[:8192]
    if b"\x00" in head:
        guessed = _utf16_without_mark(head)
        if guessed is not None:
            return _decode_as(raw, guessed), guessed, []
        if not _is_text_between_nuls(head):
            raise _binary()
    if len(_CONTROLS.findall(head.replace(b"\x00", b""))) * 20 > len(head):
        raise _binary()
    notes = [_NULS] if b"\x00" in raw else []
    try:
        return raw.decode("utf-8"), "utf-8", notes
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        return text, "cp1252", ["not UTF-8, read as Windows-1252; use --encoding if letters look wrong", *notes]


_NULS = "the file holds NUL characters, as where text in UTF-16 was put behind other text; they were passed over"
_WIDE = pattern(rb"(?:[\t\n\r\x20-\x7e]\x00){4,}|(?:\x00[\t\n\r\x20-\x7e]){4,}")
"""Text of two bytes a letter."""


def _is_text_between_nuls(head: bytes) -> bool:
    """Whether the NUL bytes of a text are those of a part in UTF-16, or single ones that strayed into it."""
    return _WIDE.sub(b"", head).count(b"\x00") * 100 <= max(len(head), 100)


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
    if b"\x00" not in head[:8] and head[:8].isascii():
        return None
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

_LINE_END = pattern(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = rf"(?P<blank>(?:\s[{letters.INVISIBLE}]*){{2,}}|[^\S ])"
_UNSEEN = rf"(?P<unseen>{letters.ESCAPE}|[{letters.INVISIBLE}]+)"
_PLAIN_SPECIAL = pattern(f"{_BLANKS}|{_UNSEEN}")
"""What is folded in a text without letters that may be others for the eye."""
_SPECIAL = pattern(
    f"(?P<struck>{letters.OVERSTRUCK})|{_BLANKS}|{_UNSEEN}|(?P<note>{letters.NOTE})|(?P<odd>{letters.ODD})"
)
"""All that is folded."""
_NOTE = pattern(letters.NOTE)

_DIVISION = pattern(r"-(?:[^\S\r\n]*[\r\n]|[ ](?<=[a-z]-[ ])[a-z])")
_MASK = pattern(rf"(?<![^\W_])(?<![./:])[^\W\d_]{{1,30}}[{MASKS}]{{1,3}}[^\W\d_]+(?![^\W_]|\.[^\W_])")
"""A sign over a letter of a word; addresses of mail end otherwise, and of pages begin so."""
_MAY_MASK = pattern(rf"[{MASKS}](?<=[^\W\d_].)[{MASKS}]{{0,2}}[^\W\d_]")
"""What no such word is without, which is looked for faster."""
_ODD_DIVISION = pattern(rf"[{letters.DIVIDERS}](?:[^\S\r\n]*[\r\n]|[ ][a-z])")
_FIGURE_MARK = pattern(r"\[(?<=[^\W\d_]\[|[.,;:!?\"”’)\]]\[)\d{1,3}(?: ?[,–-] ?\d{1,3}){0,6}\](?![^\W_]|\()")
"""A figure in brackets right behind a word or a sentence, which is the mark of a note."""
_SPACED = pattern(r" (?<=[^\W\d_] )[^\W\d_] [^\W\d_](?: |\Z)")
"""Where letters stand apart."""
_SPACED_LETTERS = pattern(r"(?<![^\W_])(?<!['’])[^\W\d_](?: [^\W\d_]){3,200}(?![^\W_]|['’])")
_CONTROLS_OF_TEXT = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\v\f\r")


def may_hide_words(source: str) -> bool:
    """Whether a text may hold words that a look at its source as it stands does not see.

    They are divided at a line's end, hold invisible characters or a note's mark, or are written with unusual letters.
    """
    if _DIVISION.search(source) is not None or ("[" in source and _FIGURE_MARK.search(source) is not None):
        return True
    if _MAY_MASK.search(source) is not None and _MASK.search(source) is not None:
        return True
    if not source.isascii():
        return letters.UNUSUAL.search(source) is not None or _ODD_DIVISION.search(source) is not None
    raw = source.encode("ascii")
    return len(raw.translate(None, _CONTROLS_OF_TEXT)) < len(raw)


_SEEN = pattern(rf"[^\s{letters.INVISIBLE}]")


_LETTER = pattern(r"[^\W\d_]")


def has_letters(text: str) -> bool:
    """Whether there is a letter in a text; figures and signs alone are no words."""
    return _LETTER.search(text) is not None


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: blanks of any width, line ends and invisible characters alone, or not even these."""
    return _SEEN.search(text) is None


_LONGEST_WORD = 100
"""How many characters are looked back for the beginning of a divided word."""
_LAST_WORD = pattern(r"[^\W_]+(?:-[^\W_]+)*\Z")
_NOTE_TEXT = pattern(r"\s*[\[(]?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,6}|[*†‡§¶#]{1,3}|[a-z])[\])]?[,;]?\s*")


def is_note_mark(text: str) -> bool:
    """Whether a text that stands raised, or as a link, behind a word is the mark of a note: a figure, a star, a letter."""
    return _NOTE_TEXT.fullmatch(text) is not None


_NOTED = pattern(r"[^\W\d_]{3}\Z|[^\W\d_][.,;:!?\"”’)\]]{1,3}\Z")
"""What a note's figure stands behind: a word that is no unit, or the end of a sentence or quotation."""

COMPOUND_PARTS = frozenset(
    "modern self ex non sex child anti pre post mid multi cross third first second co street pimp human drug high low "
    "long short well ill half full part free hard home in on off out over so two three four five six seven eight nine "
    "ten drop well mail lot house live world police law at follow check run twenty thirty forty fifty same all non "
    "sub inter intra pro semi mother father step great grand near far left right victim offender survivor trauma evidence community".split()
)
"""Words that are followed by a real hyphen more often than they are the first half of a divided word."""


def _is_plain(text: str) -> bool:
    """Whether nothing in a text is folded; quick, because most text is so: only a plain blank counts as printable."""
    return text.isprintable() and "  " not in text and (text.isascii() or not letters.UNUSUAL.search(text))


class TextBuilder:
    """Builds one block's text from pieces of the source, folding what people do not see.

    Runs of blanks become one space, invisible characters and the figures of notes vanish, letters that are only drawn
    in another way become plain ones, and a word divided at a line end, or set with blanks between its letters, is put
    together again. Anchors record every place where counting changes.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._anchors: list[Anchor] = []
        self._marks: list[Mark] = []
        self._locations: list[tuple[int, Mapping[str, int | str]]] = []
        self._length = 0
        self._expected = -1
        self._blank_at: tuple[int, int] | None = None
        self._line_ended = False
        self._soft = -1
        self._gaps: list[int] = []

    def __len__(self) -> int:
        return self._length

    def add(self, text: str, source: int) -> None:
        """Add source text that stands at ``source``, character for character but for what is folded."""
        if _is_plain(text):
            self._plain(text, source)
            return
        odd = "\b" in text or (not text.isascii() and letters.UNUSUAL.search(text) is not None)
        seen = letters.Seen(text) if odd else None
        at = 0
        for special in (_SPECIAL if odd else _PLAIN_SPECIAL).finditer(text):
            self._plain(text[at : special.start()], source + at)
            at = special.end()
            self._fold(special, source, seen)
        self._plain(text[at:], source + at)

    def _fold(self, special: re.Match[str], source: int, seen: letters.Seen | None) -> None:
        kind, found = special.lastgroup, special.group()
        start, end = special.span()
        if kind == "blank":
            line_end = "\n" in found or _LINE_END.search(found) is not None
            self.blank(source + start, len(found), line_end=line_end)
        elif kind == "unseen":
            self._soft = self._length if found[-1] == "\u00ad" else self._soft
        elif kind == "note":
            self._note(special, source, seen)
        elif kind == "odd" and seen is not None:
            self._seen(seen.at(start, end), found, source + start)

    def _seen(self, shown: str, written: str, source: int) -> None:
        """Add what is seen of a letter."""
        if shown == written:
            self._plain(shown, source)
        else:
            self._whole(shown, source, len(written))

    def _note(self, special: re.Match[str], source: int, seen: letters.Seen | None) -> None:
        """Raised figures behind a word are no part of it; those before a word stand apart, others as they are."""
        start, end = special.span()
        if self.is_noted():
            self.noted()
            return
        apart = " " if special.string[end : end + 1].isalpha() else ""
        for at in range(start, end):
            letter = special.string[at]
            shown = letter if seen is None else seen.at(at, at + 1)
            self._seen(shown + apart if at == end - 1 else shown, letter, source + at)

    def divide(self, following: str, source: int) -> None:
        """A hyphen at the end of a line, before ``following``: kept where it belongs to the word."""
        if self._keeps_hyphen(self._end(_LONGEST_WORD), following):
            self._plain("-", source)

    def together(self, text: str, source: int, width: int) -> None:
        """Add characters that stand for ``width`` characters of the source as a whole."""
        if text.isspace():
            self.blank(source, width, line_end=_LINE_END.search(text) is not None)
        elif _is_plain(text):
            self._whole(text, source, width)
        else:
            self._folded(text, source, width)

    def _folded(self, text: str, source: int, width: int) -> None:
        """Characters that stand for others, folded as if the source had them."""
        if _NOTE.fullmatch(text) and self.is_noted():
            self.noted()
            return
        inner = TextBuilder()
        inner.add(text, 0)
        block = inner.build(Role.CODE)
        if block is not None:
            if text[0].isspace():
                self.blank(source, width)
            self._whole(block.text, source, width)
            if text[-1].isspace():
                self.blank(source, width)
        elif text[-1:] == "\u00ad":
            self._soft = self._length

    def _whole(self, text: str, source: int, width: int) -> None:
        if not text:
            return
        self._settle_blank(text[0])
        self._anchors.append(Anchor(self._length, source, width))
        self._append(text)
        self._expected = -1

    def blank(self, source: int, width: int, *, line_end: bool = False) -> None:
        """A gap between words: one space, if a word comes before and after it; at a line's end a word may be divided."""
        self._line_ended = self._line_ended or line_end
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

    def is_noted(self) -> bool:
        """Whether a figure that comes now, without a blank, would be the mark of a note."""
        return self._blank_at is None and _NOTED.search(self._end(4)) is not None

    def since(self, start: int) -> str:
        """The text from a position on."""
        return "".join(self._pieces)[start:]

    def take_back_note(self, start: int) -> None:
        """Take back the mark of a note, of which nothing is left but that a note stands there."""
        self.take_back(start)
        self.noted()

    def noted(self) -> None:
        """Note that the mark of a note stands behind the last character."""
        self.mark(MarkKind.NOTE, self._length - 1)

    def take_back(self, start: int) -> None:
        """Take back the text from a position on, which turned out not to belong to it."""
        while self._pieces and self._length > start:
            last = self._pieces.pop()
            self._length -= len(last)
            if self._length < start:
                self._append(last[: start - self._length])
        while self._anchors and self._anchors[-1].offset >= self._length:
            self._anchors.pop()
        kept = [Mark(Region(one.region.start, min(one.region.end, self._length)), one.kind) for one in self._marks]
        self._marks = [one for one in kept if one.region.start < one.region.end]
        self._gaps = [gap for gap in self._gaps if gap < self._length]
        self._expected = -1
        self._blank_at = None

    def build(self, role: Role, location: Mapping[str, int | str] | None = None, *, group: int = 0) -> Block | None:
        """The block, or None when nothing but blanks was added."""
        text = "".join(self._pieces)
        if not text:
            return None
        anchors, marks, locations = tuple(self._anchors), tuple(self._marks), tuple(self._locations)
        block = Block(text, role, anchors, location or {}, group, marks, locations)
        if role is Role.CODE:
            return block
        if "[" in text:
            block = _without_figures(block)
        return _without(block, _between_letters(block, self._gaps)) if _SPACED.search(block.text) else block

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
        self._settle_blank(inside[0])
        if source != self._expected:
            self._anchors.append(Anchor(self._length, source))
        self._append(inside)
        self._expected = source + len(inside)
        if text[-1] == " ":
            self.blank(self._expected, 1)

    def _settle_blank(self, following: str) -> None:
        if self._blank_at is None:
            self._line_ended = False
            return
        source, width = self._blank_at
        self._blank_at = None
        if self._line_ended:
            self._line_ended = False
            if following.isalnum() and self._divided(following):
                self._locations = [(min(offset, self._length), place) for offset, place in self._locations]
                return
            self._gaps.append(self._length)
        if width == 1 and source == self._expected:
            self._expected = source + 1
        else:
            self._anchors.append(Anchor(self._length, source, width))
            self._expected = -1
        self._append(" ")

    def _divided(self, following: str) -> bool:
        """Whether the text ends in a hyphen that divides a word, which is taken away where it belongs to none."""
        if self._soft == self._length:
            return self._end(1).isalnum()
        if self._pieces[-1][-1] not in letters.DIVIDERS:
            return False
        end = self._end(_LONGEST_WORD)
        if not end[-2:-1].isalnum():
            return False
        if end[-1] == letters.LEFT_OF_SOFT_HYPHEN or not self._keeps_hyphen(end[:-1], following):
            self.take_back(self._length - 1)
        elif end[-1] != "-":
            start, _ = self._source_of_last()
            self.take_back(self._length - 1)
            self._whole("-", start, 1)
        return True

    def _source_of_last(self) -> tuple[int, int]:
        anchor = self._anchors[-1]
        here = anchor.source if anchor.width else anchor.source + self._length - 1 - anchor.offset
        return here, here + 1

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _end(self, count: int) -> str:
        """The last characters of the text."""
        found = ""
        for piece in reversed(self._pieces):
            found = piece[-count:] + found if len(piece) + len(found) <= count else (piece + found)[-count:]
            if len(found) >= count:
                break
        return found

    @staticmethod
    def _keeps_hyphen(before: str, following: str) -> bool:
        found = _LAST_WORD.search(before)
        word = found.group() if found else ""
        if not following.islower() and not (following.isupper() and len(word) > 1 and word.isupper()):
            return True
        word = word.lower()
        return word in COMPOUND_PARTS or "-" in word or word.isdigit()


def _without_figures(block: Block) -> Block:
    """A block without the marks of notes in its text, "[3]"; where they stood, it says so."""
    dropped = _figure_marks(block)
    if not dropped:
        return block
    gone = set(dropped)
    before = [offset - 1 for offset in dropped if offset - 1 not in gone]
    notes = [Mark(Region(offset, offset + 1), MarkKind.NOTE) for offset in before]
    return _without(replace(block, marks=(*block.marks, *notes)), dropped)


def _figure_marks(block: Block) -> list[int]:
    """The characters of the marks of notes in a text, "[3]"."""
    code = sorted((mark.region.start, mark.region.end) for mark in block.marks if mark.kind is MarkKind.CODE)
    reach = list(accumulate((end for _, end in code), max))
    found: list[int] = []
    for figure in _FIGURE_MARK.finditer(block.text):
        before = bisect_left(code, (figure.end(), 0))
        if not before or reach[before - 1] <= figure.start():
            found += range(*figure.span())
    return found


def _between_letters(block: Block, gaps: Sequence[int]) -> list[int]:
    """The blanks between letters that are set apart; the wider ones, and line ends, stand between words."""
    wide = {anchor.offset: anchor.width for anchor in block.anchors if anchor.width > 1}
    ends = set(gaps)
    found: list[int] = []
    for word in _SPACED_LETTERS.finditer(block.text):
        blanks = range(word.start() + 1, word.end(), 2)
        usual = min(wide.get(at, 1) for at in blanks)
        found += [at for at in blanks if wide.get(at, 1) == usual and at not in ends]
    return found


def _without(block: Block, dropped: Sequence[int]) -> Block:
    """A block without some of its characters, which are in order; all that points into its text moves with them."""
    if not dropped:
        return block
    gone = set(dropped)
    pieces, at = [], 0
    for offset in dropped:
        pieces.append(block.text[at:offset])
        at = offset + 1
    text = "".join([*pieces, block.text[at:]])

    def moved(offset: int) -> int:
        return offset - bisect_left(dropped, offset)

    anchors: dict[int, Anchor] = {}
    ends = [anchor.offset for anchor in block.anchors[1:]] + [len(block.text)]
    for anchor, end in zip(block.anchors, ends, strict=True):
        starts = [anchor.offset]
        if not anchor.width:
            first, last = bisect_left(dropped, anchor.offset), bisect_left(dropped, end)
            starts += [offset + 1 for offset in dropped[first:last]]
        for start in starts:
            if start < end and (anchor.width or start not in gone):
                source = anchor.source if anchor.width else anchor.source + start - anchor.offset
                anchors[moved(start)] = Anchor(moved(start), source, anchor.width)
    marks = [Mark(Region(moved(mark.region.start), moved(mark.region.end)), mark.kind) for mark in block.marks]
    locations = tuple((moved(offset), location) for offset, location in block.locations)
    marks = [mark for mark in marks if mark.region.start < mark.region.end]
    return replace(block, text=text, anchors=tuple(anchors.values()), marks=tuple(marks), locations=locations)
