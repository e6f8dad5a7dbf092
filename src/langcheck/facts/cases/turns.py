"""Convictions, charges and acquittals as nouns, appeals, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from langcheck.facts.cases.account import Account, is_asked, is_quoted
from langcheck.facts.cases.certainty import is_hedged, truth_of
from langcheck.facts.cases.clauses import Group, Subject, group_before, subject_of
from langcheck.facts.cases.naming import REACH
from langcheck.facts.cases.nouns import (
    Phrase,
    acts_on,
    fate_of,
    group_behind,
    holder_of,
    is_doubted,
    is_none,
    is_of_other,
    noun_end,
    only_person,
    owner_behind,
    owner_of,
    phrase_at,
    phrase_begin,
    undone_before,
)
from langcheck.facts.cases.offences import link_behind
from langcheck.facts.cases.procedure import Cue, Step
from langcheck.facts.cases.told import Told
from langcheck.facts.cases.types import Offence, Place, Stage, Truth, Turn


def read_noun(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """A conviction or a charge as a noun, with what was done to it: "Diaz's conviction was overturned"."""
    phrase = phrase_at(account, index, end)
    if phrase.link is None and is_of_other(account, phrase):
        return
    fate = fate_of(account, phrase)
    if fate is None:
        _plain_noun(account, told, step, phrase)
        return
    if fate is Truth.YES and (step.cue is Cue.COUNTS or _is_doubtful(account, phrase)):
        return
    _turn(account, told, step, phrase, fate)


def _is_doubtful(account: Account, phrase: Phrase) -> bool:
    """Whether it is only asked or said that a conviction stands."""
    hedged = is_hedged(account, phrase.first, phrase.first, phrase.end, Stage.CONVICTED, refused=True)
    return hedged or is_asked(account) or is_quoted(account, phrase.index)


def _turn(account: Account, told: Told, step: Step, phrase: Phrase, fate: Truth) -> None:
    """Keep that a conviction or a charge was undone or upheld, of its owner or of whoever stands so accused."""
    link = phrase.link
    if link is not None:
        account.taken.update(range(phrase.end, link.last))
    people = phrase.owner.people or only_person(account)
    keys = [key for mention in people for key in told.keys(mention)]
    if not keys and not people:
        keys = list(islice(told.trafficking, 2))
        if len(keys) > 1:
            told.unsettle(phrase.index, step.stage)
            return
    because = ((account.sentence.block, link.region),) if link and link.region else ()
    turn = Turn.UPHOLDS if fate is Truth.YES else Turn.UNDOES
    found: list[str | None] = [*keys] or [None]
    for key in found:
        case = told.trafficking.get(key) if key else None
        if case is None and not because and (key is None or fate is Truth.YES):
            continue
        charge = told.charge(phrase.index, because or (case.because if case else ()))
        told.add(replace(charge, stage=step.stage, holds=fate, of=key, turn=turn))


def _plain_noun(account: Account, told: Told, step: Step, phrase: Phrase) -> None:
    """A conviction or charges that are only named: "the conviction of Diaz for", "charges against Diaz"."""
    link, first = phrase.link, phrase.first
    if link is None or link.region is None:
        return
    if step.cue is Cue.COUNTS and not account.known.has("charge-faced", account.sentence.words[phrase.index].text):
        return
    owner = phrase.owner if phrase.owner.people else holder_of(account, first)
    if not owner.people:
        return
    group = group_before(account.sentence, first, account.names)
    truth = truth_of(
        account, replace(group, first=first, auxiliary=True), Subject(), phrase.index, phrase.end, step.stage
    )
    if group.negated or is_none(account, first):
        truth = Truth.NO
    elif group_behind(account, phrase.last).modal or (
        step.cue is Cue.CONVICTION and _is_indefinite(account, phrase) and not _is_won(account, first)
    ):
        truth = Truth.OPEN
    account.taken.update(range(phrase.end, link.last))
    told.tell(step, phrase.index, Group(first, perfect=group.perfect), owner, link, truth)


def _is_indefinite(account: Account, phrase: Phrase) -> bool:
    return phrase.first == phrase.index or account.names.has("naming-articles", account.sentence.word(phrase.first))


def _is_won(account: Account, first: int) -> bool:
    """Whether "a conviction" is one that was reached: "secured a conviction", "has a conviction"."""
    words = [account.sentence.word(place) for place in range(max(0, first - 3), first)]
    return any(account.known.has("charge-won", word) or account.known.has("charge-has", word) for word in words)


def read_acquittal(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "Diaz's acquittal", "a mistrial": the accused was not convicted, unless it was only asked for."""
    first = phrase_begin(account, index)
    group = group_before(account.sentence, first, account.names)
    behind = group_behind(account, noun_end(account, end))
    if (
        behind.modal
        or behind.negated
        or group.negated
        or is_doubted(account, first)
        or undone_before(account, first) is not None
    ):
        return
    owner = owner_of(account, first, index) or owner_behind(account, end) or Subject(only_person(account))
    link = link_behind(account, end)
    if link is not None and link.offence is Offence.OTHER and not link.every and _names_other(account, told, end):
        return
    keys = [key for mention in owner.people for key in told.keys(mention)]
    if not keys:
        keys = list(islice(told.trafficking, 2))
        if len(keys) > 1:
            told.unsettle(index, step.stage)
            return
    for key in keys:
        case = told.trafficking.get(key)
        region = link.region if link else None
        because = (
            ((account.sentence.block, region),) if region else case.because if case else _any_offence(account, told)
        )
        if because:
            told.add(replace(told.charge(index, because), of=key, holds=Truth.NO, turn=Turn.UNDOES))


def _names_other(account: Account, told: Told, end: int) -> bool:
    return not account.known.has("charge-heads", account.sentence.word(end + 1)) and bool(account.sentence.word(end))


def _any_offence(account: Account, told: Told) -> tuple[Place, ...]:
    return tuple(
        (account.sentence.block, account.sentence.place(first, last))
        for first, last in list(account.offences.items())[:1]
    )


def read_appeal(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """An appeal or a new trial that is not lost leaves a conviction open."""
    words = account.sentence.words
    following = account.sentence.word(end)
    if account.known.has("charge-appeal-courts", following) or account.known.has("charge-appeals-for", following):
        return
    if any(account.known.at("charge-appeals-lost", words, place) for place in range(min(len(words), REACH))):
        return
    group = group_before(account.sentence, index, account.names)
    if group.negated:
        return
    first = phrase_begin(account, index)
    owner = owner_of(account, first, index) or subject_of(account.sentence, group, end, account.names)
    people = owner.people or only_person(account)
    keys = [key for mention in people for key in told.keys(mention)]
    if not keys:
        keys = list(islice(told.trafficking, 2))
        if len(keys) > 1:
            told.unsettle(index, Stage.CONVICTED)
            return
    for key in keys:
        case = told.trafficking.get(key)
        convicted = case is not None and case.stage is Stage.CONVICTED and case.holds is Truth.YES
        if (convicted or people) and not told.decides(key):
            because = case.because if case else ()
            told.add(replace(told.charge(index, because), of=key, holds=Truth.OPEN, turn=Turn.UNDOES))


def read_undoing(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "A judge vacated it": the case told before, if there is but one."""
    if not account.known.at("charge-undone-objects", account.sentence.words, end):
        return
    fate = acts_on(account, end, "charge-undoes")
    if fate in (Truth.NO, Truth.OPEN):
        _turn(account, told, Step(Cue.CONVICTION), Phrase(index, index, end, end), fate or Truth.OPEN)
