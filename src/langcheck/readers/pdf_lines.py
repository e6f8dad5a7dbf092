"""A line of a PDF page with its place, as a page gives it and as paragraphs are made of it."""

from __future__ import annotations

from dataclasses import dataclass

HYPHEN = "\ufffe"
"""What stands in a page's text for a hyphen at the end of a line."""

BETWEEN_LETTERS = "\u200b"
"""What stands in a line for a blank between letters that are set apart; nobody sees it, and it is no part of a word."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A gap in a line beside a figure at its beginning or its end: which character ends before it and where, which begins behind it."""

    end: int
    x1: float
    start: int
    x0: float


@dataclass(frozen=True, slots=True)
class Line:
    """A run of characters side by side on a page, measured as it is read: x along the words, y up.

    ``start`` and ``end`` count characters of the page; ``turn`` counts quarter turns to the left from the page's
    own upright; ``low`` and ``high`` are the page's edges below and above, measured as y is.
    ``number`` counts the lines of the page from 1. ``cuts`` are where a figure at either end can be taken off, and
    ``initial`` is the large first letter of the line's first word, which stands elsewhere.
    """

    page: int
    start: int
    end: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    turn: int = 0
    bold: bool = False
    low: float = 0.0
    high: float = 0.0
    number: int = 0
    cuts: tuple[Cut, ...] = ()
    initial: Line | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top on the page, however the words are turned."""
        low, high = self.y - 0.24 * self.size, self.y + 0.8 * self.size
        return unturn((self.x0, low, self.x1, high), self.turn)


def unturn(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """A box measured as it is read, as the page measures it."""
    if turn % 4 == 0:
        return box
    x0, y0, x1, y1 = box
    return ((x0, y0, x1, y1), (-y1, x0, -y0, x1), (-x1, -y1, -x0, -y0), (y0, -x1, y1, -x0))[turn % 4]


def turned(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """A box of the page, measured as words turned this often are read."""
    return unturn(box, -turn)
