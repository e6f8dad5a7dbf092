"""Names told from other words by their capitals."""

from __future__ import annotations

from collections.abc import Collection

from langcheck.facts.words import Word, Words
from langcheck.lazily import pattern
from langcheck.model import Region

_LONGEST_OPENING = 24
"""How many characters of marks and numbers a list item opens with at most."""
_LIST_MARK = pattern(
    r"\W*(?:\d{1,4}(?:[.:/-]\d{1,4}){0,4}|[A-Za-z]|[ivxlc]{1,7}|[IVXLC]{1,7})(?:\s?\([A-Za-z\d]{1,4}\)){0,3}\W*"
)
"""The number or letter of an item, a section or a part of one, or a date: "5.6", "B.", "(iii)", "4.1(b)", "05/03/25"."""


def is_name_by_capitals(text: str, region: Region, words: Words, titles: Collection[str]) -> bool:
    """Whether a capitalised word inside ordinary prose is part of a name.

    A sentence's first word is part of a name only when another capitalised word follows it, or one of the titles precedes it.
    """
    found = text[region.start : region.end]
    if not found[:1].isupper() or (found.isupper() and len(found) > 1):
        return False
    before, after = words.before(region.start, 1), words.after(region.end, 1)
    touching_before = bool(before) and text[before[0].end : region.start].strip() in ("", ".", "-", "&", "'s")
    touching_after = bool(after) and text[region.end : after[0].start].strip() in ("", ".", "-", "&")
    title = touching_before and before[0].text in titles
    capital_after = touching_after and text[after[0].start].isupper()
    capital_before = touching_before and text[before[0].start].isupper() and not _starts_sentence(text, before[0])
    if title or capital_before:
        return True
    if _starts_sentence(text, Word("", region.start, region.end, 0)):
        return capital_after and not text[after[0].start : after[0].end].isupper()
    return True


def _starts_sentence(text: str, word: Word) -> bool:
    before = text[max(0, word.start - _LONGEST_OPENING) : word.start].rstrip(" \"'“‘([•*–—-")
    if not before or before[-1] in ".!?:;|":
        return True
    return word.start < _LONGEST_OPENING and _LIST_MARK.fullmatch(before) is not None
