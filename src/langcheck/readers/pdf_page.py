"""A page of a PDF as pdfium gives it: its characters with their places, the lines they make, its pictures and its fonts."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Self

from langcheck.readers.left_out import count_words
from langcheck.readers.looks import is_note_figure
from langcheck.readers.pdf_layers import OFF
from langcheck.readers.pdf_layout import FARTHEST_IN_TURN, SHORTEST_IN_TURN
from langcheck.readers.pdf_lines import BETWEEN_LETTERS, HYPHEN, Cut, Line, turned, unturn

MAX_OBJECTS = 5_000
"""How many objects of a page without text are looked at for a picture."""

MOST_DRAWN = 200_000
"""How many objects of a page with layers are looked at for those that are off."""

_DEEPEST_DRAWING = 20
_WIDE_GAP = 1.5
"""From this many letter sizes on, a gap between words on a line is a gap between columns."""

_WIDE_LETTER_GAP = 2.5
"""Up to this many letter sizes, letters that are set apart may stand from each other."""

_LEAST_SPACED = 4
"""How many letters that are set apart make a word."""

_USUAL_BLANK = 0.45
"""Up to this many letter sizes, a blank is as wide as those between words usually are."""

_LARGE = 1.5
"""How many times larger than its word an initial is at least."""

_LEAST_UNTOLD = 8
"""How many letters that their font does not tell are worth naming."""

_LEAST_MEAN = 1.8
"""How long words are at least in the mean; signs and notes stand alone."""

_USUAL_SHIFT = 29
"""By how much the number of a letter in most fonts is smaller than its code."""

_LARGEST_HASHED = 2_000_000
"""How many bytes of a picture tell it from others."""

_IMAGE, _PATH, _FORM = 3, 2, 5
_INVISIBLE = 3
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
_CODES_SHOWN = frozenset(chr(letter) for letter in _TEX_LIGATURES.values())
_BOLD = re.compile(rb"bold|black|heavy|demi|[-,]bd|cmbx|sfbx|bx\d", re.IGNORECASE)
_SIGNS = re.compile(
    rb"ding|symbol|icon|awesome|emoji|wing|bullet|ornament|logo|cmsy|cmex|cmmi|msam|msbm|math|mtextra|euclid|barcode|code39|code128"
    rb"|ean13|music|emmentaler|feta|opus|maestro|bravura|petrucci|chess|arrow|glyph",
    re.IGNORECASE,
)
"""How fonts are named that hold signs and no letters."""
_RAISED = re.compile(
    r"[0-9(\[a-e](?:(?<=[a-e])(?<=[a-z]{4})|(?:(?<=[^\W\d_]{2}[0-9(\[])|(?<=[^\W\d_][.,;:!?\"”’)\]][0-9(\[]))"
    r"(?:(?<=[0-9])\d{0,2}(?: ?[,–-] ?\d{1,3}){0,9}|(?<=\()\d{1,3}\)|(?<=\[)\d{1,3}\]))(?![^\W_])"
)
"""What may be the mark of a note behind a word, as the text alone shows it."""
SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,2} ){3}[^\W\d_]{1,2}(?![^\W_])")
"""Letters that may be set apart."""
_INITIAL = re.compile(r"(?:^|(?<=[\r\n]))[\"'“‘«(]{0,2}[^\W\d_a-z](?:\s*$|\s*(?=[\r\n])| (?=[^\W\d_]))")
"""A capital letter alone on its line, or before another word."""

Picture = tuple[bytes, float]
"""What tells a picture from others, and the share of its page that it covers."""


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


def _is_untold(written: str, words: int) -> bool:
    """Whether words that pdfium doubts show nothing that anyone writes: codes, or letters by their numbers in a font."""
    if len(written) < max(_LEAST_UNTOLD, _LEAST_MEAN * words):
        return False
    odd = sum(unicodedata.category(letter) in _NOT_WRITTEN or letter in _CODES_SHOWN for letter in written)
    if odd > 0.25 * len(written):
        return True
    if looks_like_words(written) or sum(map(str.isdigit, written)) > 0.5 * len(written):
        return False
    return looks_like_words("".join(chr(ord(letter) + _USUAL_SHIFT) for letter in written))


def looks_like_words(text: str) -> bool:
    """Whether a text is mostly letters, and if they are Latin ones, with vowels among them."""
    sample = [character for character in text[:4000] if not character.isspace()]
    letters = [character for character in sample if character.isalpha()]
    latin = [character for character in letters if character.isascii()]
    vowels = sum(character in "aeiouyAEIOUY" for character in latin)
    return len(letters) > 0.6 * len(sample) and vowels >= 0.2 * len(latin)


class Page:
    """A page of a pdfium document and its text, open as long as the with statement lasts."""

    def __init__(self, pdf: Any, number: int, *, is_marked: bool = False) -> None:
        """``is_marked`` says that layers of the file are marked as being off."""
        import pypdfium2.raw

        self._pdf = pdf
        self._raw = pypdfium2.raw
        self._is_marked = is_marked
        self.number = number
        self.hidden = 0
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
        """The page's text, with blanks for letters of layers that are off and for the marks of notes."""
        if self._text is None:
            text = page_text(self._textpage.raw)
            if self._is_marked:
                text = self._without_layers(text)
            if "\u00ad" in text:
                text = "".join("-" if self._is_drawn_hyphen(text, at) else text[at] for at in range(len(text)))
            self._text = self._without_note_marks(text)
        return self._text

    def _is_drawn_hyphen(self, text: str, at: int) -> bool:
        """Whether a soft hyphen stands there that is drawn, as some programs write every hyphen."""
        if text[at] != "\u00ad":
            return False
        left, bottom, right, top = self._character_box(at)
        return right - left > 0.3 and top - bottom > 0.05

    def _without_note_marks(self, text: str) -> str:
        """The text with blanks in place of small figures, or a letter, that stand raised behind a word."""
        pieces, last = [], 0
        for found in _RAISED.finditer(text):
            at, end = found.span()
            if self._is_raised(at) and is_note_figure(found.group(), text[max(at - 4, 0) : at]):
                pieces += [text[last:at], " " * (end - at)]
                last = end
        return "".join([*pieces, text[last:]]) if last else text

    def _is_raised(self, at: int) -> bool:
        """Whether a character is smaller than the one before it and stands above its line."""
        if self._is_level(at):
            return False
        turn, before = self._letters(at - 1)
        other_turn, size = self._letters(at)
        if turn != other_turn or size > 0.87 * before:
            return False
        line, here = (self._baseline(index, index + 1, turn, (0.0, 0.0, 0.0, 0.0)) for index in (at - 1, at))
        return 0.12 * before < here - line < 1.2 * before

    def _is_level(self, at: int) -> bool:
        """Whether a character stands on one line with the one before it, upright or turned; quick, as most do."""
        x, y = self._origin(at)
        before_x, before_y = self._origin(at - 1)
        return x == before_x or y == before_y

    # --- layers ---

    def _without_layers(self, text: str) -> str:
        """The text with blanks for what is on layers that are off; ``hidden`` counts the words of these."""
        off = self._drawn_off()
        if not off:
            return text
        shown = list(text)
        hidden = []
        for at in range(len(text)):
            drawn = self._raw.FPDFText_GetTextObject(self._textpage.raw, at)
            if drawn and ctypes.addressof(drawn.contents) in off:
                hidden.append(text[at])
                shown[at] = " "
            elif not drawn:
                hidden.append(" ")
        self.hidden = count_words("".join(hidden))
        return "".join(shown)

    def _drawn_off(self) -> set[int]:
        """What tells the objects that are drawn on layers that are off from others."""
        off: set[int] = set()
        raw = self._raw
        count = max(raw.FPDFPage_CountObjects(self._page.raw), 0)
        stack = [(raw.FPDFPage_GetObject(self._page.raw, at), False, 0) for at in range(min(count, MOST_DRAWN))]
        for _ in range(MOST_DRAWN):
            if not stack:
                break
            drawn, is_off, depth = stack.pop()
            if not drawn:
                continue
            is_off = is_off or self._is_marked_off(drawn)
            if raw.FPDFPageObj_GetType(drawn) == _FORM and depth < _DEEPEST_DRAWING:
                inside = min(max(raw.FPDFFormObj_CountObjects(drawn), 0), MOST_DRAWN - len(stack))
                stack += [(raw.FPDFFormObj_GetObject(drawn, at), is_off, depth + 1) for at in range(inside)]
            elif is_off:
                off.add(ctypes.addressof(drawn.contents))
        return off

    def _is_marked_off(self, drawn: Any) -> bool:
        raw = self._raw
        marks = (raw.FPDFPageObj_GetMark(drawn, at) for at in range(min(raw.FPDFPageObj_CountMarks(drawn), 100)))
        return any(mark and raw.FPDFPageObjMark_GetParamValueType(mark, OFF.encode()) for mark in marks)

    # --- what the page is ---

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
        return doubted > 0.5 * len(shown) and not looks_like_words(text)

    def untold(self, text: str) -> int:
        """How many letters stand on the page in fonts that do not tell which they are, signs left aside."""
        words: dict[bytes, list[str]] = {}
        doubts, page = self._raw.FPDFText_HasUnicodeMapError, self._textpage.raw
        for word in _WORD.finditer(text):
            if doubts(page, word.start()) == 1:
                words.setdefault(self._font(word.start()), []).append(word.group())
        return sum(
            len("".join(found))
            for font, found in words.items()
            if not _SIGNS.search(font) and _is_untold("".join(found), len(found))
        )

    def is_recognised(self, text: str) -> bool:
        """Whether the text is invisible, as it is where a program recognised it on a scan."""
        middle = next((index for index in range(len(text) // 2, len(text)) if not text[index].isspace()), None)
        if middle is None:
            return False
        shown = self._raw.FPDFText_GetTextObject(self._textpage.raw, middle)
        return bool(shown) and self._raw.FPDFTextObj_GetTextRenderMode(shown) == _INVISIBLE

    def pictured(self) -> tuple[list[Picture], int]:
        """The pictures of the page, and how many drawn shapes it holds."""
        left, bottom, right, top = self.bounds()
        whole = max((right - left) * (top - bottom), 1.0)
        shapes = 0
        pictures: list[Picture] = []
        for number in range(min(self._raw.FPDFPage_CountObjects(self._page.raw), MAX_OBJECTS)):
            shown = self._raw.FPDFPage_GetObject(self._page.raw, number)
            kind = self._raw.FPDFPageObj_GetType(shown)
            shapes += kind == _PATH
            picture = self._picture(shown, kind, 3)
            edges = [ctypes.c_float() for _ in range(4)]
            if picture is None or not self._raw.FPDFPageObj_GetBounds(shown, *edges):
                continue
            x0, y0, x1, y1 = (edge.value for edge in edges)
            covered = max(min(x1, right) - max(x0, left), 0) * max(min(y1, top) - max(y0, bottom), 0)
            pictures.append((picture, covered / whole))
        return pictures, shapes

    def _picture(self, shown: Any, kind: int, depth: int) -> bytes | None:
        """What tells a picture, or the pictures of a drawing, from others: dots, and bytes as they are stored."""
        raw = self._raw
        if kind == _IMAGE:
            width, height = ctypes.c_uint(), ctypes.c_uint()
            raw.FPDFImageObj_GetImagePixelSize(shown, width, height)
            length = max(raw.FPDFImageObj_GetImageDataRaw(shown, None, 0), 0)
            data = ctypes.create_string_buffer(length) if length <= _LARGEST_HASHED else None
            if data is not None:
                raw.FPDFImageObj_GetImageDataRaw(shown, data, length)
            seen = blake2b(data.raw if data is not None else b"", digest_size=16)
            seen.update(b"%d %d %d" % (width.value, height.value, length))
            return seen.digest()
        if kind != _FORM or not depth:
            return None
        inside = []
        for number in range(min(max(raw.FPDFFormObj_CountObjects(shown), 0), 200)):
            within = raw.FPDFFormObj_GetObject(shown, number)
            inside.append(self._picture(within, raw.FPDFPageObj_GetType(within), depth - 1))
        found = [picture for picture in inside if picture is not None]
        return blake2b(b"".join(found), digest_size=16).digest() if found else None

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
        number = 0
        for run in _RUN.finditer(_CONTROL.sub(" ", text)):
            words = [(run.start() + word.start(), run.start() + word.end()) for word in _WORD.finditer(run.group())]
            if words:
                number += 1
                yield from self._run(text, words, number, bounds)

    def _run(
        self, text: str, words: list[tuple[int, int]], number: int, bounds: tuple[float, float, float, float]
    ) -> Iterator[Line]:
        if len(words) > 1 and self._is_initial(text, words[0], words[1]):
            yield from self._run(text, words[:1], number, bounds)
            words = words[1:]
        turn, size = self._usual_letters(words)
        boxes = [turned(self._box(start, end), turn) for start, end in words]
        size = self._size_of(size, boxes)
        spaced = _spaced(text, words, boxes, size) if SPACED.search(text, words[0][0], words[-1][1]) else {}
        written = text[words[0][0] : words[-1][1]]
        if spaced:
            signs = list(written)
            for index, is_letter in spaced.items():
                signs[words[index - 1][1] - words[0][0]] = BETWEEN_LETTERS if is_letter else " "
            written = "".join(signs)
        first = 0
        for index in range(1, len(words) + 1):
            gap = boxes[index][0] - boxes[index - 1][2] if index < len(words) else math.inf
            if -2 * size < gap < _WIDE_GAP * size or index in spaced:
                continue
            start, end = words[first][0], words[index - 1][1]
            shown = _CONTROL.sub(" ", written[start - words[0][0] : end - words[0][0]])
            piece = words[first:index], boxes[first:index]
            yield self._line(shown, *piece, number, turned(bounds, turn), turn)
            first = index

    def _usual_letters(self, words: Sequence[tuple[int, int]]) -> tuple[int, float]:
        """How the longest of some words is turned and the size of its letters."""
        longest = max(words, key=lambda word: word[1] - word[0])
        return self._letters((longest[0] + longest[1] - 1) // 2)

    @staticmethod
    def _size_of(size: float, boxes: Sequence[tuple[float, float, float, float]]) -> float:
        """The size of letters as it is told, unless the height of most words says otherwise."""
        heights = sorted(box[3] - box[1] for box in boxes)
        middle, tallest = heights[len(heights) // 2], heights[-1]
        if middle > 2 * size:
            return middle / 0.75
        return tallest / 0.75 if 0 < tallest < 0.3 * size else size

    def _line(
        self,
        text: str,
        words: Sequence[tuple[int, int]],
        boxes: Sequence[tuple[float, float, float, float]],
        number: int,
        bounds: tuple[float, float, float, float],
        turn: int,
    ) -> Line:
        start, end = words[0][0], words[-1][1]
        cuts = []
        for at in sorted({1, len(words) - 1}) if len(words) > 1 else ():
            before, behind = words[at - 1], words[at]
            if (at == 1 and text[: before[1] - start].isdecimal()) or text[behind[0] - start :].isdecimal():
                cuts.append(Cut(before[1], boxes[at - 1][2], behind[0], boxes[at][0]))
        return Line(
            page=self.number,
            start=start,
            end=end,
            text=text,
            x0=boxes[0][0],
            x1=boxes[-1][2],
            y=self._baseline(start, end, turn, boxes[0]),
            size=self._size_of(self._usual_letters(words)[1], boxes),
            turn=turn,
            bold=self._is_bold(start) and self._is_bold(end - 1),
            low=bounds[1],
            high=bounds[3],
            number=number,
            cuts=tuple(cuts),
        )

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
        x, y = self._origin((start + end - 1) // 2)
        found = turned((x, y, x, y), turn)[1]
        return found if abs(found) < 1e6 else box[1]

    def _origin(self, index: int) -> tuple[float, float]:
        """Where a character begins on its line; nowhere on the page where pdfium cannot tell."""
        x, y = self._edges[0], self._edges[1]
        if not self._raw.FPDFText_GetCharOrigin(self._textpage.raw, index, x, y):
            return math.inf, math.inf
        return x.value, y.value

    def _is_bold(self, index: int) -> bool:
        return _BOLD.search(self._font(index)) is not None

    def _font(self, index: int) -> bytes:
        """The name of the font that a character is set in."""
        buffer = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        size = self._raw.FPDFText_GetFontInfo(self._textpage.raw, index, buffer, 128, flags)
        return buffer.value if size else b""

    # --- initials ---

    def has_initial(self, text: str) -> bool:
        """Whether a capital letter may be the large first one of a word that stands elsewhere in the text."""
        for found in _INITIAL.finditer(text):
            letter = found.start() + len(found.group().rstrip()) - 1
            if found.group().endswith(" ") and not self._is_larger(letter, found.end()):
                continue
            return True
        return False

    def _is_initial(self, text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Whether a word is but the large first letter of the next one."""
        return first[1] - first[0] <= 3 and text[first[1] - 1].isupper() and self._is_larger(first[1] - 1, second[0])

    def _is_larger(self, letter: int, other: int) -> bool:
        return self._letters(letter)[1] >= _LARGE * self._letters(other)[1]


def _spaced(
    text: str, words: Sequence[tuple[int, int]], boxes: Sequence[tuple[float, float, float, float]], size: float
) -> dict[int, bool]:
    """The words that stand behind a gap in a stretch of letters set apart, and whether it is one between letters.

    Letters that happen to stand near each other come as one word of two.
    """
    found: dict[int, bool] = {}
    first = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and _are_apart(text, words, boxes, index, size):
            continue
        alone = [at for at in range(first, index) if words[at][1] - words[at][0] == 1]
        if len(alone) >= _LEAST_SPACED and len(alone) >= 0.6 * (alone[-1] + 1 - alone[0]):
            gaps = [boxes[at][0] - boxes[at - 1][2] for at in range(alone[0] + 1, alone[-1] + 1)]
            usual = sorted(gaps)[(len(gaps) - 1) // 2]
            if usual > _USUAL_BLANK * size or max(gaps) > 1.5 * usual + 0.06 * size:
                for at, gap in enumerate(gaps, alone[0] + 1):
                    found[at] = gap <= 1.5 * usual + 0.06 * size
        first = index
    return found


def _are_apart(
    text: str,
    words: Sequence[tuple[int, int]],
    boxes: Sequence[tuple[float, float, float, float]],
    index: int,
    size: float,
) -> bool:
    """Whether a word and the one before it may be letters of a stretch that is set apart."""
    pair = words[index - 1 : index + 1]
    gap = boxes[index][0] - boxes[index - 1][2]
    return 0 < gap < _WIDE_LETTER_GAP * size and all(
        end - start <= 2 and text[start:end].isalpha() for start, end in pair
    )
