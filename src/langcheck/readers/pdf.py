"""PDF files: the text of their pages as blocks, and what stands beside it; scans and the like are named.

The text comes from pdfium, which is quick and hardened against hostile files, but which nothing can stop in the middle
of a page: it works in a process of its own, see ``apart`` and ``pdf_pages``. What it gives is characters in the order in
which the page stores them, each with a place; ``pdf_layout`` makes paragraphs of them. ``Anchor.source`` is the index of a
character counted through all pages, see ``page_starts``. What stands beside the text is read by pypdf, see ``pdf_beside``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from threading import Lock
from typing import Any

from langcheck.errors import UnreadableDocument
from langcheck.limits import beyond
from langcheck.model import Block, Region, Role
from langcheck.readers.apart import MEGABYTE, Apart, End, Ended
from langcheck.readers.pdf_beside import XFA, Beside, holds_more
from langcheck.readers.pdf_lines import HYPHEN
from langcheck.readers.pdf_open import SAVE_ANEW, not_installed
from langcheck.readers.pdf_pages import KINDS, Found, Layout
from langcheck.readers.reading import EVERYTHING, Choice, Reading, Unread

_LEAST_MEGABYTES = 100
"""How much of it is left for what large files unpack to."""

ONE_AT_A_TIME = Lock()
"""Held while pdfium works: it knows no threads."""

_SHARE = 0.8
"""After this share of the time no new page is begun, so that what was read comes back in time."""

_SHARE_BESIDE = 0.4
"""The share of the time that what stands beside the pages may take."""

_LONGEST_COMPARED = 300_000_000
"""How many characters of the pages are looked through at most for words that also stand beside them."""

_SIGNS = re.compile(r"[\W_]+")
_FIRST_WORD = re.compile(r"[\"'“‘«(]{0,2}([AI]) ([^\W\d_]+)")
_SOURCE_FILE = "Check the document that the PDF was made from."
_READABLE = frozenset({Role.COMMENT, Role.PROSE, Role.LIST_ITEM, Role.ALT_TEXT})

_APART = Apart("langcheck.readers.pdf_pages")


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
    if find_spec("pypdfium2") is None or find_spec("pypdf") is None:
        raise not_installed()
    choice = choice if choice.deadline < math.inf else choice.started()
    beside, problems = _look_beside(raw, choice)
    found = _gathered(raw, beside, choice, skims=skim is not None)
    found.problems = sorted([*found.problems, *beside.problems])
    others = [*beside.blocks, *_not_said(beside.once, found.texts), *found.others]
    reading = Reading([])
    _name(reading, found, beside, problems)
    if not any(text.strip() for text in found.texts) and not any(block.role in _READABLE for block in others):
        if not reading.unread or all(item.kind in KINDS.values() for item in reading.unread):
            raise _no_text(found)
        return reading
    if skim is None or found.hides_words or _could_matter(found.texts, others, skim):
        layout: Layout = _ask(choice, Layout, "lay_out", raw, found.texts, found.lengths)
        reading.blocks = [*_with_initials(layout, choice), *others]
        if layout.pages < len(found.texts):
            error = choice.too_slow()
            part = _pages(layout.pages + 1, len(found.texts))
            reading.unchecked.append((part, f"not checked, because {error.problem}", error.hint))
        if layout.beyond:
            reading.notes.append(f"{_ranges(layout.beyond)} with text outside the visible page, which was left out")
    return reading


def _look_beside(raw: bytes, choice: Choice) -> tuple[Beside, list[tuple[str, str, str]]]:
    """What stands beside the text of the pages; where it cannot be told, that is named."""
    if not holds_more(raw):
        return Beside(), []
    try:
        return _ask(choice, Beside, "look_beside", raw, choice.limits, share=_SHARE_BESIDE), []
    except UnreadableDocument as error:
        part = "comments, form fields, bookmarks, descriptions and attachments"
        return Beside(), [(part, f"could not be read, because {error.problem}", error.hint)]


def _gathered(raw: bytes, beside: Beside, choice: Choice, *, skims: bool) -> Found:
    """What was gathered of the pages; where layers are off, of the copy in which they are marked."""
    if beside.marked is not None:
        try:
            found: Found = _ask(choice, Found, "gather", beside.marked, choice.limits, skims, True)
        except UnreadableDocument:
            beside.notes.append(_LAYERS)
        else:
            return found
    answer: Found = _ask(choice, Found, "gather", raw, choice.limits, skims, False)
    return answer


def _name(reading: Reading, found: Found, beside: Beside, problems: Iterable[tuple[str, str, str]]) -> None:
    """Say what was not read, and what was read with care."""
    from langcheck.readers.noticed import Noticed

    for first, last, problem, hint in found.problems:
        part = _pages(first, last)
        if problem in KINDS:
            reading.unread.append(Unread(KINDS[problem], part, problem, hint))
        else:
            reading.unchecked.append((part, problem, hint))
    reading.unchecked += [*problems, *beside.beyond]
    reading.unread += beside.unread
    if XFA not in beside.unread and not _is_said(beside.filled, found, beside):
        reading.unread.append(XFA)
    reading.left_out.hidden += found.hidden + beside.hidden
    if found.recognised:
        pages = _ranges(found.recognised)
        reading.notes.append(f"{pages} scanned: the text was recognised by a program and may be misread")
    noticed = Noticed("a PDF program")
    noticed.pictures, noticed.recordings = found.pictures, beside.recordings
    reading.notes += [*beside.notes, *noticed.notes()]


_LAYERS = "layers that are switched off could not be told from the others, so their words were checked, too"


def _ask(choice: Choice, answer: type, function: str, raw: bytes, *arguments: object, share: float = 1.0) -> Any:
    """What a function of ``pdf_pages`` answers in the process apart, or UnreadableDocument with the limit it broke."""
    left = max(choice.seconds_left(), 1.0) * share
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
            return UnreadableDocument("the PDF is damaged", SAVE_ANEW)


# --- words that stand in two places ------------------------------------------------------------------------------


def _not_said(blocks: Sequence[Block], texts: Sequence[str]) -> list[Block]:
    """The blocks whose words do not stand on the pages as well, as those of most bookmarks do."""
    if not blocks:
        return []
    lines = {_bare(line) for text in texts for line in text.splitlines()}
    pages = [_bare(text) for text in texts]
    length = max(sum(map(len, pages)), 1)
    kept = []
    looked = 0
    for block in blocks:
        words = _bare(block.text)
        if not words or words in lines:
            continue
        looked += length
        if looked > _LONGEST_COMPARED or not any(words in page for page in pages):
            kept.append(block)
    return kept


def _is_said(filled: Sequence[str], found: Found, beside: Beside) -> bool:
    """Whether the sentences that an XFA form was filled in with stand on the pages or in fields."""
    said = _bare("".join(found.texts)) + _bare("".join(block.text for block in beside.blocks))
    return all(len(value.split()) < 3 or _bare(value) in said for value in filled[:_MOST_FILLED])


_MOST_FILLED = 1_000


def _bare(text: str) -> str:
    """The letters and figures of a text alone."""
    return _SIGNS.sub("", text).lower()


def _with_initials(layout: Layout, choice: Choice) -> list[Block]:
    """The blocks; where a large first letter makes a word that is looked for with the next one, they are put together."""
    from langcheck.readers.divided import without

    blocks = list(layout.blocks)
    for number in layout.unsure if choice.is_word is not None else ():
        found = _FIRST_WORD.match(blocks[number].text)
        if found is not None and choice.is_word is not None and choice.is_word("".join(found.groups()).lower()):
            blocks[number] = without(blocks[number], [Region(found.end(1), found.start(2))])
    return blocks


# --- notes and the quick look ------------------------------------------------------------------------------------


def _no_text(found: Found) -> UnreadableDocument:
    if not found.problems:
        return UnreadableDocument("the PDF holds no text", _SOURCE_FILE)
    _, _, problem, hint = found.problems[0]
    if problem.startswith("holds a picture"):
        return UnreadableDocument("the PDF holds pictures of text, and no text", hint)
    return UnreadableDocument(f"the PDF holds no text that can be read: page {found.problems[0][0]} {problem}", hint)


def _pages(first: int, last: int) -> str:
    return f"page {first}" if first == last else f"pages {first} to {last}"


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


def _could_matter(texts: Sequence[str], others: Iterable[Block], skim: Callable[[str], bool]) -> bool:
    """Whether anything could be found: asked of the text as stored, with divided words both ways.

    Lines are also read every second one, because lines of two columns can come in turn, and over page ends without
    the lines that may be running heads.
    """
    if any(skim(block.text) for block in others):
        return True
    lines = [line for text in texts for line in text.replace(HYPHEN, "-\n").splitlines() if line.strip()]
    if skim(" ".join(lines)):
        return True
    if any(line.endswith(("-", "\u2010", "\u00ad")) for line in lines) and skim(_undivided(lines)):
        return True
    if skim(_undivided(lines[::2])) or skim(_undivided(lines[1::2])):
        return True
    edges = pairwise(texts)
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
