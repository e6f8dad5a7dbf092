"""PDF files: the text of their pages as blocks, then comments, form fields and titles; scans and the like are named.

The text comes from pdfium, which is quick and hardened against hostile files. What it gives is characters in the order
in which the page stores them, each with a place; ``pdf_layout`` makes paragraphs of them. ``Anchor.source`` is the
index of a character counted through all pages, see ``page_starts``.
"""

from __future__ import annotations

import ctypes
import math
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from threading import Lock
from typing import Any, Self

from langcheck.errors import UnreadableDocument
from langcheck.limits import beyond
from langcheck.model import Block, Role
from langcheck.readers.pdf_layout import HYPHEN, Line, blocks, turned, unturn
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder

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

_WIDE_GAP = 1.5
"""From this many letter sizes on, a gap between words on a line is a gap between columns."""

_TRIAL = """
import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
for number in range(min(len(pdf), int(sys.argv[1]))):
    try:
        page = pdf[number]
        page.get_textpage().close()
        page.close()
    except pypdfium2.PdfiumError:
        pass
"""
_DRAWING = re.compile(rb"/Subtype\s{0,8}/(?:Form\b|\w{0,4}#)|/\w{0,7}#\w{1,9}\s{0,8}/Form\b")
_PASSWORD = 4
_IMAGE, _PATH, _FORM = 3, 2, 5
_INVISIBLE = 3
_LINK, _POPUP, _WIDGET = 2, 16, 20
_STRING = 3
_RUN = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
_WORD = re.compile(r"\S+")
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
_SOURCE_FILE = "Check the document that the PDF was made from."


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
    with ONE_AT_A_TIME:
        pdf = open_pdf(raw)
        try:
            _try_out(raw, choice)
            return _read(pdf, skim, choice)
        finally:
            pdf.close()


def open_pdf(raw: bytes) -> Any:
    """A pdfium document; close it, and hold ONE_AT_A_TIME as long as it is open. Raises UnreadableDocument."""
    try:
        pdfium = import_module("pypdfium2")
    except ImportError as error:
        raise UnreadableDocument(
            "reading PDF files needs a part of langcheck that is not installed",
            "Install it: pip install 'langcheck-ht[pdf]'",
        ) from error
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


def _try_out(raw: bytes, choice: Choice) -> None:
    """Raise UnreadableDocument when drawings within drawings keep pdfium busy without end, or bring it down.

    Only a process of its own can be stopped in the middle of a page. A drawing that is used within pages is a stream,
    and the keys of streams are never packed, so a file without such drawings is known by its bytes.
    """
    if not _DRAWING.search(raw):
        return
    try:
        command = [sys.executable, "-c", _TRIAL, str(choice.limits.pages)]
        tried = subprocess.run(command, input=raw, capture_output=True, timeout=choice.seconds_left(), check=False)
    except subprocess.TimeoutExpired as error:
        raise choice.too_slow() from error
    if tried.returncode < 0:
        raise UnreadableDocument("the PDF is damaged", _SAVE_ANEW)


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


# --- a file ------------------------------------------------------------------------------------------------------


@dataclass
class _Found:
    """What was gathered page by page."""

    texts: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    others: list[Block] = field(default_factory=list)
    problems: list[tuple[int, int, str, str]] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    beyond: set[int] = field(default_factory=set)

    def problem(self, first: int, last: int, problem: str, hint: str) -> None:
        """Note what is the matter with pages; neighbours with the same problem are told of together."""
        if self.problems and self.problems[-1][1:] == (first - 1, problem, hint):
            first = self.problems.pop()[0]
        self.problems.append((first, last, problem, hint))


def _read(pdf: Any, skim: Callable[[str], bool] | None, choice: Choice) -> Reading:
    if pdf.get_formtype():
        pdf.init_forms()
    found = _gather(pdf, choice)
    found.others += _titles(pdf)
    if not any(text.strip() for text in found.texts) and not any(block.role is Role.COMMENT for block in found.others):
        raise _no_text(found)
    reading = Reading([])
    if skim is None or _could_matter(found, skim):
        lines = list(_all_lines(pdf, found))
        starts = page_starts(found.lengths)
        reading.blocks = blocks(lines, starts) + found.others
    reading.notes = _notes(found)
    reading.unchecked = [
        (f"page {first}" if first == last else f"pages {first} to {last}", problem, hint)
        for first, last, problem, hint in found.problems
    ]
    return reading


def _gather(pdf: Any, choice: Choice) -> _Found:
    """The texts of all pages, what is the matter with them, and their comments."""
    found = _Found()
    count = len(pdf)
    characters = 0
    for number in range(1, count + 1):
        reached = _limit_reached(number, characters, choice)
        if reached is not None:
            found.problem(number, count, f"not checked, because {reached.problem}", reached.hint)
            break
        with Page(pdf, number) as page:
            text, problem, hint = _text_and_problem(page)
            if problem:
                found.problem(number, number, problem, hint)
            if text and page.is_recognised(text):
                found.recognised.append(number)
            found.others += page.comments()
            found.lengths.append(page.length())
        found.texts.append(text)
        characters += len(text)
    return found


def _limit_reached(page: int, characters: int, choice: Choice) -> UnreadableDocument | None:
    limits = choice.limits
    if page > limits.pages:
        return beyond(limits, "pages", "the file has more than", "pages")
    if characters > limits.characters:
        return beyond(limits, "characters", "the pages hold more than", "characters")
    return choice.too_slow() if choice.seconds_left() < 0 else None


def _text_and_problem(page: Page) -> tuple[str, str, str]:
    if not page.opened:
        return "", "could not be opened and was not checked", _SAVE_ANEW
    text = page.text()
    letters = len(text) - len(re.findall(r"\s", text)) if len(text) < 500 else len(text)
    if letters and page.is_unmapped(text):
        return "", "its fonts do not say which letters they show, so it was not checked", _SOURCE_FILE
    if letters > _FEW:
        return text, "", ""
    picture, shapes = page.pictured()
    if picture > (0.5 if letters else 0.25):
        return text, "holds a picture of text and was not checked", _OCR
    if not letters and shapes > 300:
        return text, "holds drawn shapes and no text, so it was not checked", _SOURCE_FILE
    return text, "", ""


def _no_text(found: _Found) -> UnreadableDocument:
    if not found.problems:
        return UnreadableDocument("the PDF holds no text", _SOURCE_FILE)
    _, _, problem, hint = found.problems[0]
    if problem.startswith("holds a picture"):
        return UnreadableDocument("the PDF holds pictures of text, and no text", hint)
    return UnreadableDocument(f"the PDF holds no text that can be read: page {found.problems[0][0]} {problem}", hint)


def _notes(found: _Found) -> list[str]:
    notes = []
    if found.recognised:
        pages = _ranges(found.recognised)
        notes.append(f"{pages} scanned: the text was recognised by a program and may be misread")
    if found.beyond:
        notes.append(f"{_ranges(sorted(found.beyond))} with text outside the visible page, which was left out")
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


def _could_matter(found: _Found, skim: Callable[[str], bool]) -> bool:
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

    def pictured(self) -> tuple[float, int]:
        """The share of the page that pictures cover, at most 1, and how many drawn shapes it holds."""
        left, bottom, right, top = self.bounds()
        whole = max((right - left) * (top - bottom), 1.0)
        covered, shapes = 0.0, 0
        for number in range(min(self._raw.FPDFPage_CountObjects(self._page.raw), MAX_OBJECTS)):
            shown = self._raw.FPDFPage_GetObject(self._page.raw, number)
            kind = self._raw.FPDFPageObj_GetType(shown)
            if kind == _IMAGE or (kind == _FORM and self._holds_picture(shown, 3)):
                edges = [ctypes.c_float() for _ in range(4)]
                if self._raw.FPDFPageObj_GetBounds(shown, *edges):
                    x0, y0, x1, y1 = (edge.value for edge in edges)
                    covered += max(min(x1, right) - max(x0, left), 0) * max(min(y1, top) - max(y0, bottom), 0)
            shapes += kind == _PATH
        return min(covered / whole, 1.0), shapes

    def _holds_picture(self, form: Any, depth: int) -> bool:
        for number in range(min(max(self._raw.FPDFFormObj_CountObjects(form), 0), 200)):
            shown = self._raw.FPDFFormObj_GetObject(form, number)
            kind = self._raw.FPDFPageObj_GetType(shown)
            if kind == _IMAGE or (kind == _FORM and depth and self._holds_picture(shown, depth - 1)):
                return True
        return False

    def comments(self) -> Iterator[Block]:
        """What people wrote upon the page: notes, marked text with notes, typed text, and filled form fields."""
        if self._page is None:
            return
        counts = {"comment": 0, "form_field": 0}
        for number in range(min(self._raw.FPDFPage_GetAnnotCount(self._page.raw), MAX_COMMENTS)):
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
        left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharBox(self._textpage.raw, index, left, right, bottom, top)
        edges = left.value, bottom.value, right.value, top.value
        return edges if all(abs(edge) < 1e6 for edge in edges) else (0.0, 0.0, 0.0, 0.0)

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


def _all_lines(pdf: Any, found: _Found) -> Iterator[Line]:
    """The lines of all pages, without those that stand wholly outside their page."""
    for number, text in enumerate(found.texts, 1):
        if not text.strip():
            continue
        with Page(pdf, number) as page:
            bounds = page.bounds()
            for line in page.lines(text):
                if _outside(line, bounds):
                    found.beyond.add(number)
                else:
                    yield line


def _outside(line: Line, bounds: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = line.box
    left, bottom, right, top = bounds
    return x1 < left or x0 > right or y1 < bottom or y0 > top
