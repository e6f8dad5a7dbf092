"""The charges that a document has told so far, kept as it is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice

from langcheck.facts.cases.account import Account, has_any
from langcheck.facts.cases.clauses import Group, Subject
from langcheck.facts.cases.naming import Kind, Mention, keys_of
from langcheck.facts.cases.offences import Link
from langcheck.facts.cases.procedure import MOST_STEPS, Step
from langcheck.facts.cases.types import Charge, Offence, Place, Stage, Truth, Turn
from langcheck.model import Region


@dataclass(eq=False, slots=True)
class Told:
    """All charges in reading order, and what each person is accused of; ``account`` is the sentence that is read now."""

    account: Account
    headings: frozenset[int] = frozenset()
    charges: list[Charge] = field(default_factory=list)
    trafficking: dict[str, Charge] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    accused: set[str] = field(default_factory=set)

    def end_openly(self, index: int, subject: Subject) -> None:
        """A sentence for nothing that is named ends a charge in a way that is not told."""
        for mention in subject.people:
            for key in self.keys(mention):
                known = self.trafficking.get(key)
                if known is not None and known.stage < Stage.CONVICTED:
                    self.add(replace(self.charge(index, known.because), of=key, offence=Offence.OTHER))

    def tell(self, step: Step, index: int, group: Group, subject: Subject, link: Link | None, truth: Truth) -> None:
        """Keep a charge for each person."""
        people = subject.people or (None,)
        for mention in people:
            keys: tuple[str | None, ...] = self.keys(mention) if mention is not None else ()
            for key in keys or (None,):
                offence, because, sure = self._offence(step, key, link)
                holds = _combined(truth, step.holds)
                if link is not None and link.excepted:
                    holds = Truth.NO if holds is Truth.YES and step.holds is Truth.YES else Truth.OPEN
                if (not sure or subject.either) and holds is Truth.YES:
                    holds = Truth.OPEN
                charge = replace(
                    self.charge(index, because),
                    offence=offence,
                    stage=step.stage,
                    holds=holds,
                    of=key,
                    somebody="" if key else self._somebody(mention, subject, offence),
                    who=self.account.sentence.place(mention.first, mention.last) if mention else None,
                    turn=step.turn if holds is Truth.NO or truth is Truth.OPEN else Turn.NONE,
                    earlier=group.perfect,
                )
                self.add(charge)
                if key and step.stage is Stage.CONVICTED and holds is Truth.YES and self._is_only(mention):
                    self._exclude_others(index, key, because)
                if key and link is not None and link.mixed:
                    self.others.add(key)

    def _is_only(self, mention: Mention | None) -> bool:
        return mention is not None and self.account.names.has(
            "naming-only", self.account.sentence.word(mention.first - 1)
        )

    def _exclude_others(self, index: int, key: str, because: tuple[Place, ...]) -> None:
        """ "Only Lund was convicted": nobody else was."""
        for other in [other for other in islice(self.trafficking, MOST_STEPS) if other != key]:
            self.add(replace(self.charge(index, because), of=other, holds=Truth.NO))

    def charge(self, index: int, because: tuple[Place, ...]) -> Charge:
        word = self.account.sentence.words[index]
        return Charge(
            self.account.sentence.block,
            Region(word.start, word.end),
            because,
            Offence.TRAFFICKING,
            Stage.CONVICTED,
            Truth.YES,
            afterwards=self.account.afterwards,
            sentence=self.account.number,
        )

    def add(self, charge: Charge) -> None:
        self.charges.append(charge)
        if charge.of is None:
            return
        self.accused.add(charge.of)
        if charge.offence is Offence.OTHER:
            self.others.add(charge.of)
        elif charge.holds is Truth.YES or charge.of not in self.trafficking or charge.holds is Truth.NO:
            self.trafficking[charge.of] = charge

    def keys(self, mention: Mention) -> tuple[str, ...]:
        return keys_of(mention, self.accused)

    def _somebody(self, mention: Mention | None, subject: Subject, offence: Offence) -> str:
        """The noun for somebody unnamed; empty for nobody, for people in general and for numbers of cases."""
        if mention is None:
            counted = subject.nobody or has_any(self.account, "charge-statistics")
            return "somebody" if offence is Offence.TRAFFICKING and not counted else ""
        if subject.nobody or mention.kind in (Kind.NOBODY, Kind.ANYBODY):
            return ""
        if (self.account.sentence.headline or self.account.sentence.block in self.headings) and not mention.plural:
            return ""
        counted = mention.plural and self._is_statistic(mention)
        return "" if counted else (mention.noun or "somebody")

    def _is_statistic(self, mention: Mention) -> bool:
        """Whether several people are counted over a time or a place rather than told of."""
        first = self.account.sentence.words[mention.first].text
        small = self.account.names.has("clause-numbers", first) or self.account.names.has("clause-determiners", first)
        return has_any(self.account, "charge-statistics") or not small

    def _offence(self, step: Step, key: str | None, link: Link | None) -> tuple[Offence, tuple[Place, ...], bool]:
        """The offence of a step, the words for it, and whether it is sure; without any, it is that of the case told before."""
        if link is not None and not link.every:
            because = ((self.account.sentence.block, link.region),) if link.region else ()
            return link.offence, because, True
        told = self.trafficking.get(key) if key else None
        here = self._told_here(key)
        if here is not None:
            return Offence.TRAFFICKING, here.because, here.holds is Truth.YES or step.holds is Truth.NO
        if told is not None:
            every = key not in self.others or (link is not None and link.every)
            sure = every and told.holds is Truth.YES
            if step.holds is Truth.NO or step.stage < Stage.CONVICTED or sure:
                return Offence.TRAFFICKING, told.because, True
            return Offence.OTHER, told.because, True
        before = next((charge for charge in reversed(self.charges[-8:]) if charge.offence is Offence.TRAFFICKING), None)
        if before is not None and step.holds is Truth.NO and (key is None or key not in self.others):
            return Offence.TRAFFICKING, before.because, True
        if step.holds is Truth.NO and key is not None and key not in self.others:
            return Offence.TRAFFICKING, (), True
        return Offence.OTHER, (), True

    def _told_here(self, key: str | None) -> Charge | None:
        """The last charge of this sentence, if it is of trafficking and this step can share its offence."""
        last = self.charges[-1] if self.charges else None
        if last is None or last.sentence != self.account.number or last.offence is not Offence.TRAFFICKING:
            return None
        return last

    def unsettle(self, index: int, stage: Stage) -> None:
        """Keep that a case was undone, or may be, where nobody says whose: everybody's is open."""
        self.add(replace(self.charge(index, ()), stage=stage, holds=Truth.OPEN, turn=Turn.UNDOES))

    def decides(self, key: str) -> bool:
        """Whether this sentence tells what came of an appeal, or of a new trial."""
        return any(
            charge.of == key
            and charge.sentence == self.account.number
            and (charge.turn is not Turn.NONE or (charge.afterwards and charge.stage is Stage.CONVICTED))
            for charge in self.charges[-8:]
        )


def _combined(told: Truth, step: Truth) -> Truth:
    """A step that says NO ("acquitted") holds as NO where it is told as done; where it is denied, nothing is sure."""
    if step is Truth.YES:
        return told
    if step is Truth.OPEN:
        return Truth.OPEN
    return Truth.NO if told is Truth.YES else Truth.OPEN
