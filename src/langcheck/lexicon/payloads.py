"""What the screen knows of each literal part, the piece of a form that it looks for; all of them by word, for small texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple, Self

import msgspec

from langcheck.lexicon.by_word import ByWord
from langcheck.lexicon.compiled import Forms
from langcheck.lexicon.forms import literal


class Payload(NamedTuple):
    """The forms whose literal part this is: terms, names, other senses, words of topics, hints, and words that are misread so."""

    terms: list[tuple[str, int, str]]
    names: list[tuple[str, int]]
    senses: list[tuple[str, int]]
    topics: list[tuple[str, bool]]
    hints: list[tuple[str, int]]
    misread: list[str]


def payloads_of(forms: Forms) -> dict[str, Payload]:
    """The payload of every literal part."""
    found: tuple[defaultdict[str, list[Any]], ...] = tuple(defaultdict(list) for _ in Payload._fields)
    terms, names, senses, topics, hints, misread = found
    for form, entry, feature in forms.terms:
        terms[literal(form)].append((form, entry, feature))
    for name, number in forms.names:
        names[literal(name)].append((name, number))
    for sense, entry in forms.other_senses:
        senses[literal(sense)].append((sense, entry))
    for phrases, about in ((forms.topics, True), (forms.off_topics, False)):
        for phrase in phrases:
            topics[literal(phrase)].append((phrase, about))
    for phrase, which in forms.hints:
        hints[literal(phrase)].append((phrase, which))
    for variant, word in forms.disguises():
        misread[variant].append(word)
    none: list[Any] = []
    parts = dict.fromkeys(part for kind in found for part in kind)
    return {part: Payload(*(kind.get(part, none) for kind in found)) for part in parts}


_DECODER = msgspec.json.Decoder(Payload)


@lru_cache(maxsize=1 << 13)
def read_payload(written: str) -> Payload:
    """A payload as it is written down; texts ask for a few of them over and over."""
    return _DECODER.decode(written)


class PayloadIndex:
    """The payloads by word.

    ``unmistakable`` are the words that are known where letters of them are masked, ``together`` those that are with others of a phrase.
    """

    def __init__(self, unmistakable: list[str], together: list[str], by_word: ByWord) -> None:
        self.unmistakable = unmistakable
        self.together = together
        self._by_word = by_word

    @classmethod
    def of(cls, forms: Forms) -> Self:
        """The index of forms."""
        told = {part: msgspec.json.encode(payload).decode() for part, payload in payloads_of(forms).items()}
        return cls(forms.unmistakable, forms.together, ByWord.of(told))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The index again that ``to_bytes`` wrote down."""
        behind = data.index(b"\n")
        unmistakable, together = msgspec.json.decode(data[:behind], type=tuple[list[str], list[str]])
        return cls(unmistakable, together, ByWord(data, behind + 1))

    def to_bytes(self) -> bytes:
        """The unmistakable words, alone and together, then the parts by word."""
        return b"\n".join((msgspec.json.encode((self.unmistakable, self.together)), self._by_word.to_bytes()))

    def everything(self) -> Iterator[tuple[str, str]]:
        """All literal parts, and their payloads as ``read_payload`` takes them."""
        return self._by_word.everything()

    def possible(self, text: str) -> Iterator[tuple[str, Payload]]:
        """The literal parts that may stand in a folded text."""
        return ((part, read_payload(told)) for part, told in self._by_word.possible(text))
