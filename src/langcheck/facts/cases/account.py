"""A sentence with its words of procedure and its offences, and what surrounds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from langcheck.facts.cases.naming import REACH, NamingWords, Sentence
from langcheck.facts.cases.procedure import ChargeWords
from langcheck.facts.remembered import Remembered
from langcheck.model import Region


@dataclass(eq=False, slots=True)
class Account:
    """What a sentence may tell of a case: words of procedure (``cues``: the list and the length) and offences, by place.

    ``inside`` are the words of offences, ``ends`` their last ones, ``taken`` the words that a step before has read.
    """

    sentence: Sentence
    number: int
    known: ChargeWords
    quoted: Sequence[Region] = ()
    bare_counts: bool = False
    cues: dict[int, tuple[str, int]] = field(default_factory=dict)
    offences: dict[int, int] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    _afterwards: bool | None = None

    @property
    def names(self) -> NamingWords:
        return self.known.naming

    @property
    def afterwards(self) -> bool:
        """Whether the sentence says that something came after what was told before."""
        if self._afterwards is None:
            self._afterwards = has_any(self, "charge-afterwards")
        return self._afterwards


_Found = tuple[dict[int, tuple[str, int]], dict[int, int]]
"""Words of procedure and offences by place, as an account has them."""


def read_account(
    sentence: Sentence,
    number: int,
    known: ChargeWords,
    quoted: Sequence[Region],
    remembered: Remembered,
    *,
    bare_counts: bool,
) -> Account:
    """Find the offences and the words of procedure of a sentence; ``bare_counts`` where "trafficking" alone is human."""
    account = Account(sentence, number, known, quoted, bare_counts)
    cues, offences = remembered.of((read_account, sentence.key, bare_counts), lambda: _found(account))
    account.cues.update(cues)
    for first, last in offences.items():
        account.offences[first] = last
        account.inside.update(range(first, last))
        account.ends.add(last - 1)
    return account


def _found(account: Account) -> _Found:
    sentence, known = account.sentence, account.known
    cues: dict[int, tuple[str, int]] = {}
    for index, word in enumerate(sentence.words):
        names = known.steps.get(word.text.removesuffix("'s"), ())
        found = ((name, length) for name in names if (length := known.at(name, sentence.words, index)))
        first = next(found, None)
        if first is not None:
            cues[index] = first
    return cues, _offences(account)


def _offences(account: Account) -> dict[int, int]:
    found: dict[int, int] = {}
    index, words = 0, account.sentence.words
    firsts = account.known.phrases["charge-trafficking"].firsts
    while index < len(words):
        word = words[index].text
        may_begin = word in firsts or word.removesuffix("'s") in firsts
        length = account.known.at("charge-trafficking", words, index) if may_begin else 0
        if not length and account.known.has("charge-bare-trafficking", words[index].text):
            length = 1 if _is_bare_offence(account, index) else 0
        if length:
            found[index] = index + length
        index += length or 1
    return found


def is_function(account: Account, word: str) -> bool:
    """Whether a word is no part of a noun phrase, adverbs included."""
    names = account.names
    return word in names.function_words or names.has("clause-when", word) or names.has("clause-adverbs", word)


def is_asked(account: Account) -> bool:
    return account.sentence.text[: account.sentence.region.end].rstrip(" \"'”’)").endswith("?")


def is_quoted(account: Account, index: int) -> bool:
    word = account.sentence.words[index]
    place = Region(word.start, word.end)
    return any(region.covers(place) for region in account.quoted)


def has_any(account: Account, name: str) -> bool:
    return any(
        account.known.at(name, account.sentence.words, place)
        for place in range(min(REACH, len(account.sentence.words)))
    )


def _is_bare_offence(account: Account, index: int) -> bool:
    """Whether "trafficking" without a word for whom stands for the offence: nothing before it or behind says of what."""
    if not account.bare_counts:
        return False
    before, after = account.sentence.word(index - 1), account.sentence.word(index + 1)
    if (
        before
        and account.sentence.joins(index)
        and not (is_function(account, before) or account.known.has("charge-leads", before))
    ):
        return False
    if account.known.has("charge-in", after):
        following = account.sentence.word(index + 2)
        written = account.sentence.written(index + 2) if following else ""
        return following.isdigit() or written[:1].isupper() or account.names.has("clause-times", following)
    return True
