"""PDF files: the text of their pages as blocks, then comments, form fields and titles; scans and the like are named.

The text comes from pdfium, which is quick and hardened against hostile files, but which nothing can stop in the middle
of a page: it works in a process of its own, see ``apart``. What it gives is characters in the order in which the page
stores them, each with a place; ``pdf_layout`` makes paragraphs of them. ``Anchor.source`` is the index of a character
counted through all pages, see ``page_starts``.
"""

from __future__ import annotations

import ctypes
import math
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from threading import Lock
from typing import Any, Self

from langcheck.errors import UnreadableDocument
from langcheck.limits import Limits, beyond, beyond_fixed
from langcheck.model import Block, Role
from langcheck.readers.apart import MEGABYTE, Apart, End, Ended
from langcheck.readers.pdf_layout import FARTHEST_IN_TURN, HYPHEN, SHORTEST_IN_TURN, Line, blocks, turned, unturn
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder

_LEAST_MEGABYTES = 100
"""How much of it is left for what large files unpack to."""

MAX_OBJECTS = 5_000
"""How many objects of a page without text are looked at for a picture."""

MAX_COMMENTS = 2_000
"""How many comments and form fields of a page are read."""

ONE_AT_A_TIME = Lock()
"""Held while pdfium works: it knows no threads."""

REVIEW_AUTHOR = "langcheck"
"""Who signs the comments of a review; they are not read again."""

_FEW = 30
"""A page with no more characters than these and a picture over half of it is a picture."""

_LITTLE = 200
"""A page with no more characters than these and a picture over nearly all of it is a scan with a stamp or a header."""

_WHOLE = 0.8
"""The share of a page that a scan covers at least."""

_WIDE_GAP = 1.5
"""From this many letter sizes on, a gap between words on a line is a gap between columns."""

_SHARE = 0.8
"""After this share of the time no new page is begun, so that what was read comes back in time."""

_PASSWORD = 4
_IMAGE, _PATH, _FORM = 3, 2, 5
_INVISIBLE = 3
_LINK, _POPUP, _WIDGET = 2, 16, 20
_STRING = 3
_RUN = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
_WORD = re.compile(r"\S+")
_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_WRITTEN = frozenset({"So", "Co", "Cc", "Cn", "Cs"})
_TEX_LIGATURES = {
    0x0B: 0xFB00, 0x0C: 0xFB01, 0x0E: 0xFB03, 0x0F: 0xFB04,
    0x1B: 0xFB00, 0x1C: 0xFB01, 0x1D: 0xFB02, 0x1E: 0xFB03, 0x1F: 0xFB04,
}  # fmt: skip
"""Codes that older TeX fonts keep ligatures at, and that files without a table of letters show."""
_BOLD = re.compile(rb"bold|black|heavy|demi|[-,]bd|cmbx|sfbx|bx\d", re.IGNORECASE)

_OCR = "Have its text recognised (OCR) in a PDF program, or check the document that was scanned."
_SAVE_ANEW = "Open the file in a PDF program, save it anew and check that file."
_SPLIT = "Split the file and check the parts."
_SOURCE_FILE = "Check the document that the PDF was made from."

_APART = Apart(__name__)


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a PDF file.

    ``skim`` is asked about the whole text; when it answers False the layout is not worked out and no blocks come back.
    Raises UnreadableDocument when the file is damaged, protected, or holds no text at all.
    """
    if find_spec("pypdfium2") is None:
        raise _not_installed()
    choice = choice if choice.deadline < math.inf else choice.started()
    found: Found = _ask(choice, Found, "gather", raw, choice.limits, skim is not None)
    if not any(text.strip() for text in found.texts) and not any(block.role is Role.COMMENT for block in found.others):
        raise _no_text(found)
    reading = Reading([])
    if skim is None or found.in_turn or _could_matter(found, skim):
        layout: Layout = _ask(choice, Layout, "lay_out", raw, found.texts, found.lengths)
        reading.blocks = layout.blocks + found.others
        found.beyond = layout.beyond
        if layout.pages < len(found.texts):
            error = choice.too_slow()
            found.problem(layout.pages + 1, len(found.texts), f"not checked, because {error.problem}", error.hint)
    reading.notes = _notes(found)
    reading.unchecked = [
        (f"page {first}" if first == last else f"pages {first} to {last}", problem, hint)
        for first, last, problem, hint in found.problems
    ]
    return reading


def _ask(choice: Choice, answer: type, function: str, raw: bytes, *arguments: object) -> Any:
    """What a function of this module answers in the process apart, or UnreadableDocument with the limit it broke."""
    left = max(choice.seconds_left(), 1.0)
    megabytes = max(choice.limits.memory_megabytes - len(raw) // MEGABYTE, _LEAST_MEGABYTES)
    try:
        with ONE_AT_A_TIME:
            return _APART.ask(
                function, raw, *arguments, left * _SHARE, answer=answer, megabytes=megabytes, seconds=left
            )
    except Ended as error:
        raise _unread(error.end, choice) from error


def _unread(end: End, choice: Choice) -> UnreadableDocument:
    match end:
        case End.MEMORY:
            return beyond(choice.limits, "memory_megabytes", "the PDF needs more memory than", "MB")
        case End.TIME:
            return choice.too_slow()
        case End.CRASH:
            return UnreadableDocument("the PDF is damaged", _SAVE_ANEW)


def open_pdf(raw: bytes) -> Any:
    """A pdfium document; close it, and hold ONE_AT_A_TIME as long as it is open. Raises UnreadableDocument."""
    try:
        pdfium = import_module("pypdfium2")
    except ImportError as error:
        raise _not_installed() from error
    start = raw[:1024].find(b"%PDF-")
    if start < 0:
        raise UnreadableDocument("the file is not a PDF", "Its name may be wrong; open it in the program that made it.")
    try:
        pdf = pdfium.PdfDocument(raw)
        count = len(pdf)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", 0) == _PASSWORD:
            raise UnreadableDocument(
                "the file is protected with a password", "Save a copy without the password and check that copy."
            ) from error
        raise UnreadableDocument("the PDF is damaged", _SAVE_ANEW) from error
    if not count:
        pdf.close()
        raise UnreadableDocument("the PDF has no pages", _SAVE_ANEW)
    return pdf


def _not_installed() -> UnreadableDocument:
    return UnreadableDocument(
        "reading PDF files needs a part of langcheck that is not installed",
        "Install it: pip install 'langcheck-ht[pdf]'",
    )


def page_starts(lengths: Sequence[int]) -> list[int]:
    """Where each page's characters begin in ``Anchor.source``, from how many characters each page holds."""
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length + 1)
    return starts


def page_text(textpage: Any) -> str:
    """A page's text, one character for each of pdfium's, with HYPHEN where a line ends in a hyphen."""
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")
    if len(text) != count:
        codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
        text = "".join("\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code) for code in codes)
        text = text.replace("\x02", HYPHEN)
    return text.translate(_TEX_LIGATURES)


# --- a file, in the process apart --------------------------------------------------------------------------------


Picture = tuple[tuple[int, int, int], ...]
"""What tells the pictures of one page from those of others: width, height and length in bytes of each."""


@dataclass
class Found:
    """What was gathered page by page; ``in_turn`` says that lines of columns came in turn on one of them."""

    texts: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    others: list[Block] = field(default_factory=list)
    problems: list[tuple[int, int, str, str]] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)
    in_turn: bool = False
    mostly_pictures: dict[int, Picture] = field(default_factory=dict)

    def problem(self, first: int, last: int, problem: str, hint: str) -> None:
        """Note what is the matter with pages; neighbours with the same problem are told of together."""
        if self.problems and self.problems[-1][1:] == (first - 1, problem, hint):
            first = self.problems.pop()[0]
        self.problems.append((first, last, problem, hint))


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of the first ``pages`` pages, and which pages hold text ``beyond`` what is seen of them."""

    blocks: list[Block]
    pages: int
    beyond: list[int]


def gather(raw: bytes, limits: Limits, skims: bool, seconds: float) -> Found:
    """The texts of all pages, what is the matter with them, and what stands besides; of columns only for a skim."""
    deadline = time.monotonic() + seconds
    found = Found()
    characters = 0
    pdf = open_pdf(raw)
    if pdf.get_formtype():
        pdf.init_forms()
    for number in range(1, len(pdf) + 1):
        reached = _limit_reached(number, characters, limits, is_late=time.monotonic() > deadline)
        if reached is not None:
            found.problem(number, len(pdf), f"not checked, because {reached.problem}", reached.hint)
            break
        with Page(pdf, number) as page:
            _gather_page(page, found, skims=skims)
        characters += len(found.texts[-1])
    _name_scans(found)
    found.others += _titles(pdf)
    pdf.close()
    return found


def _limit_reached(page: int, characters: int, limits: Limits, *, is_late: bool) -> UnreadableDocument | None:
    if page > limits.pages:
        return beyond(limits, "pages", "the file has more than", "pages")
    if characters > limits.characters:
        return beyond(limits, "characters", "the pages hold more than", "characters")
    return Choice(limits=limits).too_slow() if is_late else None


def _gather_page(page: Page, found: Found, *, skims: bool) -> None:
    text, problem, hint = _text_and_problem(page, found)
    if problem:
        found.problem(page.number, page.number, problem, hint)
    if text and page.is_recognised(text):
        found.recognised.append(page.number)
    found.others += page.comments()
    if page.annotations() > MAX_COMMENTS:
        reached = beyond_fixed(
            MAX_COMMENTS, "holds more than", "comments and form fields; those beyond were not checked", hint=_SPLIT
        )
        found.problem(page.number, page.number, reached.problem, reached.hint)
    found.lengths.append(page.length())
    found.texts.append(text)
    found.in_turn = found.in_turn or (skims and page.has_columns_in_turn(text))


def _name_scans(found: Found) -> None:
    """Name the pages whose text stands on a picture of their own; one that is on many pages is their background."""
    times = Counter(found.mostly_pictures.values())
    for number, picture in found.mostly_pictures.items():
        if times[picture] == 1:
            found.problem(number, number, "is mostly a picture, and what the picture shows was not checked", _OCR)
    found.problems.sort()


def lay_out(raw: bytes, texts: Sequence[str], lengths: Sequence[int], seconds: float) -> Layout:
    """The blocks of pages whose texts were gathered, as far as there is time."""
    deadline = time.monotonic() + seconds
    lines: list[Line] = []
    beyond: list[int] = []
    pages = 0
    pdf = open_pdf(raw)
    for number, text in enumerate(texts, 1):
        if time.monotonic() > deadline:
            break
        pages = number
        if not text.strip():
            continue
        with Page(pdf, number) as page:
            bounds = page.bounds()
            all_lines = list(page.lines(text))
        shown = [line for line in all_lines if not _outside(line, bounds)]
        if len(shown) < len(all_lines):
            beyond.append(number)
        lines += shown
    pdf.close()
    return Layout(blocks(lines, page_starts(lengths)), pages, beyond)


def _outside(line: Line, bounds: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = line.box
    left, bottom, right, top = bounds
    return x1 < left or x0 > right or y1 < bottom or y0 > top


def _text_and_problem(page: Page, found: Found) -> tuple[str, str, str]:
    if not page.opened:
        return "", "could not be opened and was not checked", _SAVE_ANEW
    text = page.text()
    letters = len(text) - len(re.findall(r"\s", text)) if len(text) < 500 else len(text)
    if letters and page.is_unmapped(text):
        return "", "its fonts do not say which letters they show, so it was not checked", _SOURCE_FILE
    if letters > _LITTLE:
        return text, "", ""
    picture, shapes, kinds = page.pictured()
    if letters > _FEW:
        if picture > _WHOLE and not page.is_recognised(text):
            found.mostly_pictures[page.number] = kinds
        return text, "", ""
    if picture > (0.5 if letters else 0.25):
        return text, "holds a picture of text and was not checked", _OCR
    if not letters and shapes > 300:
        return text, "holds drawn shapes and no text, so it was not checked", _SOURCE_FILE
    return text, "", ""


def _no_text(found: Found) -> UnreadableDocument:
    if not found.problems:
        return UnreadableDocument("the PDF holds no text", _SOURCE_FILE)
    _, _, problem, hint = found.problems[0]
    if problem.startswith("holds a picture"):
        return UnreadableDocument("the PDF holds pictures of text, and no text", hint)
    return UnreadableDocument(f"the PDF holds no text that can be read: page {found.problems[0][0]} {problem}", hint)


def _notes(found: Found) -> list[str]:
    notes = []
    if found.recognised:
        pages = _ranges(found.recognised)
        notes.append(f"{pages} scanned: the text was recognised by a program and may be misread")
    if found.beyond:
        notes.append(f"{_ranges(found.beyond)} with text outside the visible page, which was left out")
    return notes


def _ranges(numbers: Sequence[int]) -> str:
    """ "page 3" or "pages 1 to 4, 7", at most five of them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [f"{first} to {last}" if last > first else str(first) for first, last in runs]
    more = " and others" if len(named) > 5 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(named[:5])}{more}"


def _could_matter(found: Found, skim: Callable[[str], bool]) -> bool:
    """Whether anything could be found: asked of the text as stored, with divided words both ways.

    Lines are also read every second one, because lines of two columns can come in turn, and over page ends without
    the lines that may be running heads.
    """
    if any(skim(block.text) for block in found.others):
        return True
    lines = [line for text in found.texts for line in text.replace(HYPHEN, "-\n").splitlines() if line.strip()]
    if skim(" ".join(lines)):
        return True
    if any(line.endswith(("-", "\u2010", "\u00ad")) for line in lines) and skim(_undivided(lines)):
        return True
    if skim(_undivided(lines[::2])) or skim(_undivided(lines[1::2])):
        return True
    edges = pairwise(found.texts)
    return any(skim(joined) for one, other in edges for joined in _over_the_edge(one, other))


def _undivided(lines: Sequence[str]) -> str:
    return "".join(line[:-1] if line.endswith(("-", "\u2010", "\u00ad")) else line + " " for line in lines)


def _over_the_edge(one: str, other: str) -> Iterator[str]:
    """What may be read over a page end, with up to three running lines and notes left out on either side."""
    before = [line for line in one[-1500:].replace(HYPHEN, "-\n").splitlines() if line.strip()][-6:]
    after = [line for line in other[:600].replace(HYPHEN, "-\n").splitlines() if line.strip()][:4]
    for last in before:
        for first in after:
            yield f"{_undivided([last])}{first}"


def _titles(pdf: Any) -> Iterator[Block]:
    for name in ("Title", "Subject", "Keywords"):
        block = _plain_block(str(pdf.get_metadata_value(name) or "")[:2000], Role.METADATA, {"part": name.lower()})
        if block is not None:
            yield block


def _plain_block(text: str, role: Role, location: dict[str, int | str]) -> Block | None:
    builder = TextBuilder()
    builder.add(_CONTROL.sub(" ", text), 0)
    return builder.build(role, location)


def _looks_like_words(text: str) -> bool:
    """Whether a text is mostly letters, and if they are Latin ones, with vowels among them."""
    sample = [character for character in text[:4000] if not character.isspace()]
    letters = [character for character in sample if character.isalpha()]
    latin = [character for character in letters if character.isascii()]
    vowels = sum(character in "aeiouyAEIOUY" for character in latin)
    return len(letters) > 0.6 * len(sample) and vowels >= 0.2 * len(latin)


# --- a page ------------------------------------------------------------------------------------------------------


class Page:
    """A page of a pdfium document and its text, open as long as the with statement lasts."""

    def __init__(self, pdf: Any, number: int) -> None:
        import pypdfium2.raw

        self._pdf = pdf
        self._raw = pypdfium2.raw
        self.number = number
        self._page: Any = None
        self._textpage: Any = None
        self._text: str | None = None
        self._edges = [ctypes.c_double() for _ in range(4)]

    def __enter__(self) -> Self:
        from pypdfium2 import PdfiumError

        try:
            self._page = self._pdf[self.number - 1]
            self._textpage = self._page.get_textpage()
        except PdfiumError:
            self._textpage = None
        return self

    def __exit__(self, *_: object) -> None:
        for opened in (self._textpage, self._page):
            if opened is not None:
                opened.close()

    @property
    def opened(self) -> bool:
        return self._textpage is not None

    def length(self) -> int:
        """How many characters pdfium counts on the page; those of pages that are not read count, too."""
        return max(self._raw.FPDFText_CountChars(self._textpage.raw), 0) if self.opened else 0

    def text(self) -> str:
        """The page's text."""
        if self._text is None:
            self._text = page_text(self._textpage.raw)
        return self._text

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what is shown of the page, as the page measures it."""
        left, bottom, right, top = self._page.get_bbox()
        return left, bottom, right, top

    def is_unmapped(self, text: str) -> bool:
        """Whether the letters cannot be told: most are signs that no one writes with, or pdfium doubts them.

        pdfium also doubts fonts whose letters it names rightly, so what it doubts must look unlike words, too.
        """
        sample = range(0, len(text), max(len(text) // 200, 1))
        shown = [index for index in sample if not text[index].isspace() and text[index] != HYPHEN]
        if not shown:
            return False
        if sum(unicodedata.category(text[index]) in _NOT_WRITTEN for index in shown) > 0.25 * len(shown):
            return True
        doubted = sum(self._raw.FPDFText_HasUnicodeMapError(self._textpage.raw, index) == 1 for index in shown)
        return doubted > 0.5 * len(shown) and not _looks_like_words(text)

    def is_recognised(self, text: str) -> bool:
        """Whether the text is invisible, as it is where a program recognised it on a scan."""
        middle = next((index for index in range(len(text) // 2, len(text)) if not text[index].isspace()), None)
        if middle is None:
            return False
        shown = self._raw.FPDFText_GetTextObject(self._textpage.raw, middle)
        return bool(shown) and self._raw.FPDFTextObj_GetTextRenderMode(shown) == _INVISIBLE

    def pictured(self) -> tuple[float, int, Picture]:
        """The share of the page that pictures cover, at most 1, how many drawn shapes it holds, and its pictures."""
        left, bottom, right, top = self.bounds()
        whole = max((right - left) * (top - bottom), 1.0)
        covered, shapes = 0.0, 0
        pictures: list[tuple[int, int, int]] = []
        for number in range(min(self._raw.FPDFPage_CountObjects(self._page.raw), MAX_OBJECTS)):
            shown = self._raw.FPDFPage_GetObject(self._page.raw, number)
            kind = self._raw.FPDFPageObj_GetType(shown)
            if kind == _IMAGE:
                pictures.append(self._picture(shown))
            if kind == _IMAGE or (kind == _FORM and self._holds_picture(shown, 3)):
                edges = [ctypes.c_float() for _ in range(4)]
                if self._raw.FPDFPageObj_GetBounds(shown, *edges):
                    x0, y0, x1, y1 = (edge.value for edge in edges)
                    covered += max(min(x1, right) - max(x0, left), 0) * max(min(y1, top) - max(y0, bottom), 0)
            shapes += kind == _PATH
        return min(covered / whole, 1.0), shapes, tuple(pictures)

    def _picture(self, shown: Any) -> tuple[int, int, int]:
        """A picture's width and height in dots and its length in bytes as it is stored."""
        width, height = ctypes.c_uint(), ctypes.c_uint()
        self._raw.FPDFImageObj_GetImagePixelSize(shown, width, height)
        return width.value, height.value, self._raw.FPDFImageObj_GetImageDataRaw(shown, None, 0)

    def _holds_picture(self, form: Any, depth: int) -> bool:
        for number in range(min(max(self._raw.FPDFFormObj_CountObjects(form), 0), 200)):
            shown = self._raw.FPDFFormObj_GetObject(form, number)
            kind = self._raw.FPDFPageObj_GetType(shown)
            if kind == _IMAGE or (kind == _FORM and depth and self._holds_picture(shown, depth - 1)):
                return True
        return False

    def annotations(self) -> int:
        """How many comments, links, form fields and the like the page holds."""
        return 0 if self._page is None else int(self._raw.FPDFPage_GetAnnotCount(self._page.raw))

    def comments(self) -> Iterator[Block]:
        """What people wrote upon the page: notes, marked text with notes, typed text, and filled form fields."""
        if self._page is None:
            return
        counts = {"comment": 0, "form_field": 0}
        for number in range(min(self.annotations(), MAX_COMMENTS)):
            annotation = self._raw.FPDFPage_GetAnnot(self._page.raw, number)
            if not annotation:
                continue
            kind, text = self._comment(annotation)
            self._raw.FPDFPage_CloseAnnot(annotation)
            if not text.strip():
                continue
            counts[kind] += 1
            block = _plain_block(text, Role.COMMENT, {"page": self.number, kind: counts[kind]})
            if block is not None:
                yield block

    def _comment(self, annotation: Any) -> tuple[str, str]:
        kind = self._raw.FPDFAnnot_GetSubtype(annotation)
        if kind == _WIDGET:
            if self._raw.FPDFAnnot_GetValueType(annotation, b"V") == _STRING:
                return "form_field", self._string(annotation, b"V")
            return "form_field", self._field_value(annotation)
        if kind in (_LINK, _POPUP) or self._string(annotation, b"T") == REVIEW_AUTHOR:
            return "comment", ""
        return "comment", self._string(annotation, b"Contents")

    def _field_value(self, annotation: Any) -> str:
        """The value of a form field that is kept with its parent; those of buttons are not text."""
        form = self._pdf.formenv
        if form is None or self._raw.FPDFAnnot_GetFormFieldType(form.raw, annotation) not in (4, 5, 6):
            return ""
        size = self._raw.FPDFAnnot_GetFormFieldValue(form.raw, annotation, None, 0)
        buffer = (ctypes.c_ushort * (size // 2 + 1))()
        self._raw.FPDFAnnot_GetFormFieldValue(form.raw, annotation, buffer, size)
        return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", errors="replace")

    def _string(self, annotation: Any, key: bytes) -> str:
        size = self._raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
        buffer = (ctypes.c_ushort * (size // 2 + 1))()
        self._raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
        return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", errors="replace")

    # --- lines ---

    def has_columns_in_turn(self, text: str) -> bool:
        """Whether a line holds pieces of two columns, so that one goes on in the next line behind words of the other.

        Pieces are as long, and the next line is as near, as ``pdf_layout`` asks of columns that come in turn.
        """
        runs = [
            (run.start() + len(run.group()) - len(run.group().lstrip()), run.start() + len(run.group().rstrip()))
            for run in _RUN.finditer(text)
            if run.group().strip()
        ]
        return any(
            below[1] - below[0] >= SHORTEST_IN_TURN and self._is_cut(text, run) and self._is_near(run, below)
            for run, below in pairwise(runs)
        )

    def _is_cut(self, text: str, run: tuple[int, int]) -> bool:
        """Whether a line has a gap between columns with a long piece on either side of it."""
        first, last = run[0] + SHORTEST_IN_TURN, run[1] - SHORTEST_IN_TURN
        if first >= last:
            return False
        turn, size = self._letters_of(run)
        for blank in _BLANKS.finditer(text, first, last):
            left = turned(self._character_box(blank.start() - 1), turn)
            right = turned(self._character_box(blank.end()), turn)
            if not -2 * size < right[0] - left[2] < _WIDE_GAP * size:
                return True
        return False

    def _is_near(self, run: tuple[int, int], below: tuple[int, int]) -> bool:
        turn, size = self._letters_of(run)
        here, there = (turned(self._character_box(first), turn)[1] for first, _ in (run, below))
        return abs(here - there) < (FARTHEST_IN_TURN + 1) * size

    def _letters_of(self, run: tuple[int, int]) -> tuple[int, float]:
        """How a line is turned and the size of its letters: at its ends, as blanks within have none."""
        return max((self._letters(index) for index in (run[0], run[1] - 1)), key=lambda found: found[1])

    def lines(self, text: str) -> Iterator[Line]:
        """The page's lines as it stores them, cut at wide gaps, wherever they stand."""
        bounds = self.bounds()
        for number, run in enumerate(_RUN.finditer(_CONTROL.sub(" ", text)), 1):
            words = [(run.start() + word.start(), run.start() + word.end()) for word in _WORD.finditer(run.group())]
            if words:
                yield from self._run(text, words, number, bounds)

    def _run(
        self, text: str, words: list[tuple[int, int]], number: int, bounds: tuple[float, float, float, float]
    ) -> Iterator[Line]:
        longest = max(words, key=lambda word: word[1] - word[0])
        turn, size = self._letters((longest[0] + longest[1] - 1) // 2)
        boxes = [turned(self._box(start, end), turn) for start, end in words]
        height = max(box[3] - box[1] for box in boxes)
        if height > 0 and not 0.3 < height / size < 2:
            size = height / 0.75
        _, low, _, high = turned(bounds, turn)
        first = 0
        for index in range(1, len(words) + 1):
            if index < len(words) and -2 * size < boxes[index][0] - boxes[index - 1][2] < _WIDE_GAP * size:
                continue
            start, end = words[first][0], words[index - 1][1]
            yield Line(
                page=self.number,
                start=start,
                end=end,
                text=_CONTROL.sub(" ", text[start:end]),
                x0=boxes[first][0],
                x1=boxes[index - 1][2],
                y=self._baseline(start, end, turn, boxes[first]),
                size=size,
                turn=turn,
                bold=self._is_bold(start) and self._is_bold(end - 1),
                low=low,
                high=high,
                number=number,
            )
            first = index

    def run_corners(self, indexes: Sequence[int]) -> tuple[float, ...]:
        """The corners of characters on one line: left and right above, then left and right below, as words are read."""
        turn, size = self._letters(indexes[len(indexes) // 2])
        boxes = [box for box in (turned(self._character_box(index), turn) for index in indexes) if box[2] > box[0]]
        if not boxes:
            return ()
        height = max(box[3] - box[1] for box in boxes)
        if height > 0 and not 0.3 < height / size < 2:
            size = height / 0.75
        y = self._baseline(indexes[0], indexes[-1] + 1, turn, boxes[0])
        x0, x1 = min(box[0] for box in boxes), max(box[2] for box in boxes)
        low, high = y - 0.24 * size, y + 0.8 * size
        corners = ((x0, high), (x1, high), (x0, low), (x1, low))
        return tuple(edge for x, y in corners for edge in unturn((x, y, x, y), turn)[:2])

    def _letters(self, index: int) -> tuple[int, float]:
        """How a character is turned, in quarters, and the size of its letters in points."""
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFText_GetMatrix(self._textpage.raw, index, matrix)
        turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4 if matrix.a or matrix.b else 0
        size = self._raw.FPDFText_GetFontSize(self._textpage.raw, index) * math.hypot(matrix.c, matrix.d)
        return turn, size if 0.5 < size < 5000 else 10.0

    def _box(self, start: int, end: int) -> tuple[float, float, float, float]:
        """The box of a word, from its first and its last letter, which is quicker than asking for all."""
        l0, b0, r0, t0 = self._character_box(start)
        if end - start == 1:
            return l0, b0, r0, t0
        l1, b1, r1, t1 = self._character_box(end - 1)
        return min(l0, l1), min(b0, b1), max(r0, r1), max(t0, t1)

    def _character_box(self, index: int) -> tuple[float, float, float, float]:
        self._raw.FPDFText_GetCharBox(self._textpage.raw, index, *self._edges)
        left, right, bottom, top = (edge.value for edge in self._edges)
        placed = abs(left) < 1e6 and abs(right) < 1e6 and abs(bottom) < 1e6 and abs(top) < 1e6
        return (left, bottom, right, top) if placed else (0.0, 0.0, 0.0, 0.0)

    def _baseline(self, start: int, end: int, turn: int, box: tuple[float, float, float, float]) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        if not self._raw.FPDFText_GetCharOrigin(self._textpage.raw, (start + end - 1) // 2, x, y):
            return box[1]
        found = turned((x.value, y.value, x.value, y.value), turn)[1]
        return found if abs(found) < 1e6 else box[1]

    def _is_bold(self, index: int) -> bool:
        buffer = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        size = self._raw.FPDFText_GetFontInfo(self._textpage.raw, index, buffer, 128, flags)
        return bool(size) and _BOLD.search(buffer.value) is not None
