"""Forms with what is told of each, looked up by the words of a text: a small text needs a few of very many.

Each stands in the line of the word that the fewest others have, with those that have another of its words in common. Nothing is
taken apart that no text asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Self

from langcheck.lazily import pattern

_WORD = pattern(r"[^\W_]+")
_PART = "\x1f"
"""What parts the forms of a line that have another word in common from the next ones."""
_FIGURE_BEHIND = pattern(r"(?<=[^\W\d_])[1-9]\d{0,2}\Z")


class ByWord:
    """Forms, folded, with what is told of each, which holds no tabs, ends of lines or other signs of control.

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
        self._told: dict[str, dict[str, str | list[tuple[str, str]]]] = {}
        """The lines that texts have asked for, by the other word; they ask for a few over and over."""

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Self:
        """All that is told, by form."""
        words = {form: set(_WORD.findall(form)) for form in told}
        often = Counter(word for found in words.values() for word in found)
        by_key: dict[str, dict[str, list[str]]] = {}
        for form in sorted(told):
            key, other = [*sorted(words[form], key=lambda word: (often[word], word)), ""][:2]
            by_key.setdefault(key, {}).setdefault(other, [other]).append(f"{form}\t{told[form]}")
        lines = [_PART.join(map("\t".join, by_key[key].values())).encode() for key in sorted(by_key)]
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
            for told in self._by_other(word).values():
                yield from _taken_apart(told)

    def possible(self, text: str) -> Iterator[tuple[str, str]]:
        """The forms that stand in a folded text, in words of their own or not: those of which two words do are looked for.

        A figure behind a word may be the mark of a note, so that the word is looked up without it, too.
        """
        words = set(_WORD.findall(text))
        words |= {_FIGURE_BEHIND.sub("", word) for word in words if word[-1].isdigit()}
        words.add("")
        for word in self._starts.keys() & words:
            by_other = self._told.get(word)
            if by_other is None:
                by_other = self._told[word] = {**self._by_other(word)}
            for other in by_other.keys() & words:
                told = by_other[other]
                if isinstance(told, str):
                    told = by_other[other] = list(_taken_apart(told))
                yield from [form for form in told if form[0] in text]

    def _by_other(self, word: str) -> dict[str, str]:
        """What the line of a word tells, by the other word; forms of one word stand under none."""
        start = self._first + self._starts[word]
        parts = self._written[start : self._written.index(b"\n", start)].decode().split(_PART)
        return {other: told for other, _, told in (part.partition("\t") for part in parts)}


def _taken_apart(told: str) -> Iterator[tuple[str, str]]:
    parts = told.split("\t")
    return zip(parts[::2], parts[1::2], strict=True)
