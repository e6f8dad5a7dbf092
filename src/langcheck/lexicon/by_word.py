"""Forms with what is told of each, looked up by the words of a text: a small text needs a few of very many.

Each stands in the line of the word that the fewest others have. Nothing is taken apart that no text asks for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Self

from langcheck.lazily import pattern

_WORD = pattern(r"[^\W_]+")
_FIGURE_BEHIND = pattern(r"(?<=[^\W\d_])[1-9]\d{0,2}\Z")


class ByWord:
    """Forms, folded, with what is told of each, which holds neither tabs nor ends of lines; ``lines`` are sorted."""

    def __init__(self, lines: list[bytes]) -> None:
        self.lines = lines

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Self:
        """All that is told, by form."""
        words = {form: set(_WORD.findall(form)) for form in told}
        often = Counter(word for found in words.values() for word in found)
        by_key: dict[str, list[str]] = {}
        for form in sorted(told):
            of_form = words[form]
            key = min(of_form, key=lambda word: (often[word], word)) if len(of_form) > 1 else next(iter(of_form))
            by_key.setdefault(key, []).append(f"{form}\t{told[form]}")
        return cls(sorted("\t".join((key, *forms)).encode() for key, forms in by_key.items()))

    def everything(self) -> Iterator[tuple[str, str]]:
        """All forms."""
        for line in self.lines:
            yield from _taken_apart(line)

    def possible(self, text: str) -> Iterator[tuple[str, str]]:
        """The forms that may stand in a folded text: one whose key is no word of it does not.

        A figure behind a word may be the mark of a note, so that the word is looked up without it, too.
        """
        words = set(_WORD.findall(text))
        words |= {_FIGURE_BEHIND.sub("", word) for word in words if word[-1].isdigit()}
        for word in words:
            key = f"{word}\t".encode()
            at = bisect_left(self.lines, key)
            if at < len(self.lines) and self.lines[at].startswith(key):
                yield from _told(self.lines[at])


def _taken_apart(line: bytes) -> Iterator[tuple[str, str]]:
    _, *told = line.decode().split("\t")
    return zip(told[::2], told[1::2], strict=True)


@lru_cache(maxsize=1 << 13)
def _told(line: bytes) -> tuple[tuple[str, str], ...]:
    """What a line tells; texts ask for a few lines over and over."""
    return tuple(_taken_apart(line))
