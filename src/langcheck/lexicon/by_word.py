"""Forms with what is told of each, looked up by the words of a text: a small text needs a few of very many.

Each stands in the line of the word that the fewest others have. Nothing is taken apart that no text asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Self

from langcheck.lazily import pattern

_WORD = pattern(r"[^\W_]+")
_FIGURE_BEHIND = pattern(r"(?<=[^\W\d_])[1-9]\d{0,2}\Z")


class ByWord:
    """Forms, folded, with what is told of each, which holds neither tabs nor ends of lines.

    In ``written`` stand, from ``start`` on, a line of words, a line that tells where the line of each begins, and all these
    lines.
    """

    def __init__(self, written: bytes, start: int = 0) -> None:
        behind_words = written.index(b"\n", start)
        behind_starts = written.index(b"\n", behind_words + 1)
        words = written[start:behind_words].decode().split()
        starts = map(int, written[behind_words:behind_starts].split())
        self._starts = dict(zip(words, starts, strict=False))
        self._written, self._first = written, behind_starts + 1
        self._told: dict[str, tuple[tuple[str, str], ...]] = {}
        """The lines that texts have asked for; they ask for a few over and over."""

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
        lines = ["\t".join(by_key[key]).encode() for key in sorted(by_key)]
        starts = accumulate((len(line) + 1 for line in lines), initial=0)
        return cls(b"\n".join((" ".join(sorted(by_key)).encode(), " ".join(map(str, starts)).encode(), *lines, b"")))

    def to_bytes(self) -> bytes:
        """What an index is made of again."""
        starts = self._starts
        head = f"{' '.join(starts)}\n{' '.join(map(str, starts.values()))}\n"
        return head.encode() + self._written[self._first :]

    def everything(self) -> Iterator[tuple[str, str]]:
        """All forms."""
        for word in self._starts:
            yield from self._taken_apart(word)

    def possible(self, text: str) -> Iterator[tuple[str, str]]:
        """The forms that stand in a folded text, in words of their own or not: those whose key is a word of it are looked for.

        A figure behind a word may be the mark of a note, so that the word is looked up without it, too.
        """
        words = set(_WORD.findall(text))
        words |= {_FIGURE_BEHIND.sub("", word) for word in words if word[-1].isdigit()}
        for word in self._starts.keys() & words:
            told = self._told.get(word)
            if told is None:
                told = self._told[word] = tuple(self._taken_apart(word))
            yield from [form for form in told if form[0] in text]

    def _taken_apart(self, word: str) -> Iterator[tuple[str, str]]:
        start = self._first + self._starts[word]
        told = self._written[start : self._written.index(b"\n", start)].decode().split("\t")
        return zip(told[::2], told[1::2], strict=True)
