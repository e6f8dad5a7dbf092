"""Accusations: who, by the words of a document, is suspected of, charged with or convicted of human trafficking.

Each place where a text tells of a step of a case gives a charge: the offence, the stage, whether it holds, and of whom it
is told. What somebody said, hopes, fears or asks holds openly at most; what was denied, dropped or undone does not hold.
Nothing is parsed. :class:`Charges` answers how somebody stands by the end of the document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial

from langcheck.facts.cases.account import Account, read_account
from langcheck.facts.cases.naming import Kind, Sentence, Text, find_people
from langcheck.facts.cases.outcome import standing_by
from langcheck.facts.cases.procedure import MOST_STEPS, STEPS, ChargeWords, Cue, Step
from langcheck.facts.cases.told import Told
from langcheck.facts.cases.turns import read_acquittal, read_appeal, read_noun, read_undoing
from langcheck.facts.cases.types import Charge, Offence, Stage, Standing, Truth, Turn
from langcheck.facts.cases.verbs import (
    read_agent,
    read_faces,
    read_guilt,
    read_plea,
    read_serves,
    read_title,
    read_verb,
)
from langcheck.facts.remembered import Remembered
from langcheck.model import Region


class Charges:
    """The charges of a document, and how people stand by them."""

    def __init__(self, charges: Iterable[Charge], sentences: Sequence[Sentence], known: ChargeWords) -> None:
        self.all = tuple(charges)
        self.known = known
        self.sentences = sentences
        self._standings: dict[str, Standing] = {}
        self._by_block: dict[int, list[int]] = {}
        for number, sentence in enumerate(sentences):
            self._by_block.setdefault(sentence.block, []).append(number)

    def sentence_at(self, block: int, region: Region) -> int | None:
        """The number of the sentence that a region begins in."""
        numbers = self._by_block.get(block, [])
        place = bisect_right(numbers, region.start, key=lambda number: self.sentences[number].region.end)
        return numbers[place] if place < len(numbers) else None

    def of_mention(self, block: int, region: Region) -> list[Charge]:
        """The charges told of somebody who stands in a region."""
        return [charge for charge in self._of_block.get(block, ()) if charge.who and charge.who.overlaps(region)]

    @cached_property
    def _of_block(self) -> dict[int, list[Charge]]:
        found: dict[int, list[Charge]] = {}
        for charge in self.all:
            found.setdefault(charge.block, []).append(charge)
        return found

    def standing(self, key: str) -> Standing:
        """How somebody stands with regard to human trafficking."""
        if key not in self._standings:
            parts = {key, *key.split()}
            numbers = sorted({number for part in parts for number in self._by_key.get(part, ())} | {*self._unowned})
            told = [self.all[number] for number in numbers]
            self._standings[key] = standing_by([c for c in told if c.of == key or _may_be(c)])
        return self._standings[key]

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, charge in enumerate(self.all):
            if charge.of is not None:
                found.setdefault(charge.of, []).append(number)
        return found

    @cached_property
    def _unowned(self) -> list[int]:
        """The numbers of what was undone of nobody whom the words tell; only the last ones count for everybody."""
        found = [n for n, charge in enumerate(self.all) if charge.of is None and charge.turn is Turn.UNDOES]
        return found[:MOST_STEPS] + found[MOST_STEPS:][-MOST_STEPS:]

    def standing_of_unnamed(self) -> Standing:
        """How the one person or group stands who is accused in a document and not named."""
        return standing_by([charge for charge in self.all if charge.of is None])

    @cached_property
    def accused(self) -> list[str]:
        """The keys of the people accused of anything, in reading order."""
        return list(dict.fromkeys(charge.of for charge in self.all if charge.of is not None))

    @cached_property
    def accused_keys(self) -> frozenset[str]:
        return frozenset(self.accused)

    @cached_property
    def unnamed(self) -> list[str]:
        """The nouns for people who are accused and not named."""
        found = (charge.somebody for charge in self.all if charge.of is None and charge.holds is not Truth.OPEN)
        return list(dict.fromkeys(noun for noun in found if noun))

    @cached_property
    def places(self) -> frozenset[str]:
        """Words that are told as the name of a place somewhere in the document."""
        return frozenset(
            name
            for sentence in self.sentences
            for mention in sentence.mentions
            if mention.place and mention.kind is Kind.NAME
            for name in mention.names
        )


def _may_be(charge: Charge) -> bool:
    """Whether what was told of nobody named, or of a part of somebody's name, counts for somebody: only what does not hold."""
    if charge.holds is Truth.YES:
        return False
    return charge.of is not None or (charge.turn is Turn.UNDOES and not charge.somebody)


# --- reading a document ------------------------------------------------------------------------------------------

_READERS: dict[Cue, Callable[[Account, Told, Step, int, int], None]] = {
    Cue.PATIENT: read_verb,
    Cue.SUBJECT: read_verb,
    Cue.AGENT: read_agent,
    Cue.PLEA: read_plea,
    Cue.GUILT: read_guilt,
    Cue.FACE: read_faces,
    Cue.SERVE: read_serves,
    Cue.CONVICTION: read_noun,
    Cue.COUNTS: read_noun,
    Cue.ACQUITTAL: read_acquittal,
    Cue.APPEAL: read_appeal,
    Cue.UNDONE: read_undoing,
    Cue.TITLE: read_title,
}


def find_charges(texts: Sequence[Text], known: ChargeWords, remembered: Remembered | None = None) -> Charges:
    """The charges of a document, whose texts are given in reading order; none where it speaks of no trafficking.

    ``remembered`` is what sentences told by themselves in versions of the document or in others.
    """
    remembered = Remembered() if remembered is None else remembered
    if not any(
        remembered.of((_speaks_of_trafficking, text.text), partial(_speaks_of_trafficking, text, known))
        for text in texts
    ):
        return Charges((), (), known)
    sentences = find_people(texts, known.naming, remembered)
    return Charges(_read(sentences, texts, known, remembered), sentences, known)


def _speaks_of_trafficking(text: Text, known: ChargeWords) -> bool:
    return any(
        known.has("charge-bare-trafficking", word.text) or known.at("charge-traffickers", text.words.all, index)
        for index, word in enumerate(text.words.all)
    )


def _read(
    sentences: Sequence[Sentence], texts: Sequence[Text], known: ChargeWords, remembered: Remembered
) -> Iterator[Charge]:
    """All charges, sentence by sentence; an appeal is read last, when the sentence has told of what."""
    quoted = {text.block: text.quoted for text in texts}
    headings = frozenset(text.block for text in texts if text.heading)
    bare_counts = _is_human_throughout(sentences, known, remembered)
    told: Told | None = None
    for number, sentence in enumerate(sentences):
        account = read_account(sentence, number, known, quoted[sentence.block], remembered, bare_counts=bare_counts)
        if not account.cues or len(account.cues) > MOST_STEPS:
            continue
        told = told or Told(account, headings)
        told.account = account
        before = len(told.charges)
        for index in sorted(account.cues, key=lambda place: (_cue(account, place) is Cue.APPEAL, place)):
            if index not in account.taken:
                name, length = account.cues[index]
                _READERS[STEPS[name].cue](account, told, STEPS[name], index, index + length)
        yield from told.charges[before:]


def _cue(account: Account, index: int) -> Cue:
    return STEPS[account.cues[index][0]].cue


def _is_human_throughout(sentences: Sequence[Sentence], known: ChargeWords, remembered: Remembered) -> bool:
    """Whether trafficking without a word for whom or what is human trafficking throughout a document."""
    told = [remembered.of((_trafficked, sentence.key), partial(_trafficked, sentence, known)) for sentence in sentences]
    return any(human for human, _ in told) and not any(other for _, other in told)


def _trafficked(sentence: Sentence, known: ChargeWords) -> tuple[bool, bool]:
    """Whether trafficking in a sentence is that of people, and whether it is that of something else."""
    human = other = False
    for index, word in enumerate(sentence.words):
        if known.has("charge-bare-trafficking", word.text):
            other = other or known.has("charge-other-trafficking", sentence.word(index - 1))
            human = human or any(known.at("charge-trafficking", sentence.words, at) for at in (index - 1, index))
    return human, other


__all__ = ["Charge", "ChargeWords", "Charges", "Offence", "Stage", "Standing", "Truth", "Turn", "find_charges"]
