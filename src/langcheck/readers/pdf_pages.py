"""What pdfium tells of the pages of a file: their texts, what is the matter with them, and the blocks that their lines make.

This is the work that is done in a process apart, see ``pdf``.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from langcheck.errors import UnreadableDocument
from langcheck.limits import Limits, beyond
from langcheck.model import Block, Role
from langcheck.readers import letters
from langcheck.readers.pdf_beside import Beside, look, plain_block
from langcheck.readers.pdf_layout import blocks
from langcheck.readers.pdf_lines import Line
from langcheck.readers.pdf_open import SAVE_ANEW, open_pdf
from langcheck.readers.pdf_page import SPACED, Page, Picture, page_starts
from langcheck.readers.reading import Choice

_FEW = 30
"""A page with no more characters than these and a picture over half of it is a picture."""

_LITTLE = 200
"""A page with no more characters than these and a picture over nearly all of it is a scan with a stamp or a header."""

_WHOLE = 0.8
"""The share of a page that a scan covers at least."""

_MOST_COMPARED = 200
"""How many pages of text are looked at for the background that a page with few words may share with them."""

_FEWEST_NUMBERS = 3
"""How many lines in a row begin or end with numbers that count on where they may be those of lines."""

_NUMBERS = (re.compile(r"\s*(\d{1,4})(?!\S)"), re.compile(r"(?<!\S)(\d{1,4})\s*\Z"))
"""The number that a line begins with, and the one that it ends with."""

_OCR = "Have its text recognised (OCR) in a PDF program, or check the document that was scanned."
_SOURCE_FILE = "Check the document that the PDF was made from."

PICTURE = "holds a picture of text and was not checked"
MOSTLY_PICTURE = "is mostly a picture, and what the picture shows was not checked"
SHAPES = "holds drawn shapes and no text, so it was not checked"
UNTOLD = "its fonts do not say which letters they show, so it was not checked"
UNTOLD_BESIDE = "some of its words are in a font that does not say which letters it shows, and were not checked"

KINDS = {PICTURE: "scans", MOSTLY_PICTURE: "scans", SHAPES: "scans", UNTOLD: "fonts", UNTOLD_BESIDE: "fonts"}
"""What may be the matter with a page that holds words, by the name that the setting ``unread`` has for it."""


@dataclass
class Found:
    """What was gathered page by page; ``hides_words`` says that a look at the texts may not see all words."""

    texts: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    others: list[Block] = field(default_factory=list)
    problems: list[tuple[int, int, str, str]] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)
    hides_words: bool = False
    hidden: int = 0
    pictures: int = 0
    pictured: dict[int, tuple[int, list[Picture]]] = field(default_factory=dict)

    def problem(self, first: int, last: int, problem: str, hint: str) -> None:
        """Note what is the matter with pages; neighbours with the same problem are told of together."""
        if self.problems and self.problems[-1][1:] == (first - 1, problem, hint):
            first = self.problems.pop()[0]
        self.problems.append((first, last, problem, hint))


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of the first ``pages`` pages, and which pages hold text ``beyond`` what is seen of them.

    Of the blocks in ``unsure`` it is not known whether their first letter is a word or belongs to the next one.
    """

    blocks: list[Block]
    unsure: list[int]
    pages: int
    beyond: list[int]


def look_beside(raw: bytes, limits: Limits, seconds: float) -> Beside:
    """What the file holds beside the text of its pages."""
    return look(raw, limits, seconds)


def gather(raw: bytes, limits: Limits, skims: bool, is_marked: bool, seconds: float) -> Found:
    """The texts of all pages and what is the matter with them; for a skim, whether they may hide words.

    ``is_marked`` says that layers of the file are marked as being off.
    """
    deadline = time.monotonic() + seconds
    found = Found()
    characters = 0
    pdf = open_pdf(raw)
    for number in range(1, len(pdf) + 1):
        reached = _limit_reached(number, characters, limits, is_late=time.monotonic() > deadline)
        if reached is not None:
            found.problem(number, len(pdf), f"not checked, because {reached.problem}", reached.hint)
            break
        with Page(pdf, number, is_marked=is_marked) as page:
            _gather_page(page, found, skims=skims)
        characters += len(found.texts[-1])
    _name_scans(pdf, found)
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
    found.lengths.append(page.length())
    found.texts.append(text)
    found.hidden += page.hidden
    found.hides_words = found.hides_words or (skims and bool(text) and _hides_words(page, text))


def _hides_words(page: Page, text: str) -> bool:
    """Whether words may stand on the page in another way than its text as stored has them."""
    return (
        SPACED.search(text) is not None
        or (not text.isascii() and letters.UNUSUAL.search(text) is not None)
        or _counts_lines(text)
        or page.has_initial(text)
        or page.has_columns_in_turn(text)
    )


def _counts_lines(text: str) -> bool:
    """Whether lines begin or end with numbers that count on."""
    lines = text.splitlines()
    for pattern in _NUMBERS:
        in_turn, last = 1, -1
        for line in lines:
            found = pattern.match(line[:80]) if pattern is _NUMBERS[0] else pattern.search(line[-40:])
            if found is None:
                continue
            in_turn = in_turn + 1 if 0 < int(found[1]) - last <= 10 and last >= 0 else 1
            last = int(found[1])
            if in_turn >= _FEWEST_NUMBERS:
                return True
    return False


def _name_scans(pdf: Any, found: Found) -> None:
    """Name the pages whose few words stand on a picture of their own; one that other pages have is their background."""
    times = Counter(seen for _, pictures in found.pictured.values() for seen in {one for one, _ in pictures})
    if found.pictured:
        rich = [
            number for number, text in enumerate(found.texts, 1) if number not in found.pictured and len(text) > _LITTLE
        ]
        for number in rich[:_MOST_COMPARED]:
            with Page(pdf, number) as page:
                times.update({seen for seen, _ in page.pictured()[0]} if page.opened else ())
    for number, (count, pictures) in found.pictured.items():
        own = sum(share for seen, share in pictures if times[seen] == 1)
        if own > (_WHOLE if count > _FEW else 0.5):
            problem = MOSTLY_PICTURE if count > _FEW else PICTURE
            found.problem(number, number, problem, _OCR)
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
    laid_out, unsure = blocks(lines, page_starts(lengths))
    return Layout(laid_out, unsure, pages, beyond)


def _outside(line: Line, bounds: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = line.box
    left, bottom, right, top = bounds
    return x1 < left or x0 > right or y1 < bottom or y0 > top


def _text_and_problem(page: Page, found: Found) -> tuple[str, str, str]:
    if not page.opened:
        return "", "could not be opened and was not checked", SAVE_ANEW
    text = page.text()
    count = len(text) - len(re.findall(r"\s", text)) if len(text) < 500 else len(text)
    if count and page.is_unmapped(text):
        return "", UNTOLD, _SOURCE_FILE
    if count and page.untold(text):
        return text, UNTOLD_BESIDE, _SOURCE_FILE
    if count > _LITTLE:
        return text, "", ""
    pictures, shapes = page.pictured()
    covered = sum(share for _, share in pictures)
    if count:
        if covered > (_WHOLE if count > _FEW else 0.5) and not (count > _FEW and page.is_recognised(text)):
            found.pictured[page.number] = (count, pictures)
        return text, "", ""
    if covered > 0.25:
        return text, PICTURE, _OCR
    if shapes > 300:
        return text, SHAPES, _SOURCE_FILE
    found.pictures += len(pictures)
    return text, "", ""


def _titles(pdf: Any) -> Iterator[Block]:
    for name in ("Title", "Subject", "Keywords"):
        block = plain_block(str(pdf.get_metadata_value(name) or "")[:2000], Role.METADATA, {"part": name.lower()})
        if block is not None:
            yield block
