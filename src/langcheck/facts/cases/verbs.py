"""Verbs of procedure: charged, convicted, acquitted, pleaded, found guilty, sentenced for."""

from __future__ import annotations

from dataclasses import replace

from langcheck.facts.cases.account import Account, is_asked
from langcheck.facts.cases.certainty import by_nobody, governor_of, is_passive, truth_of
from langcheck.facts.cases.clauses import NOBODY_FOUND, Group, Subject, group_before, is_boundary, object_of, subject_of
from langcheck.facts.cases.naming import Kind
from langcheck.facts.cases.nouns import (
    noun_end,
    owner_of,
    phrase_begin,
    subject_before,
    undone_before,
    undone_behind,
)
from langcheck.facts.cases.offences import Link, link_behind
from langcheck.facts.cases.procedure import STEPS, Cue, Step
from langcheck.facts.cases.told import Told
from langcheck.facts.cases.turns import read_noun
from langcheck.facts.cases.types import Offence, Stage, Truth, Turn

_TO_PLEA = 8
"""How many words before "guilty" the verb is looked for that makes it a plea or a verdict."""
_TO_TERM = 10
"""How many words behind "serves" a number of years is looked for."""


def read_verb(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "was convicted of", "convicted Diaz of", "Diaz, who was charged with"."""
    sentence = account.sentence
    group = group_before(sentence, index, account.names)
    if _is_adjective(account, told, index, end) or account.known.at("charge-traffickers", sentence.words, end):
        return
    acted = NOBODY_FOUND
    if step.cue is Cue.PATIENT and not is_passive(account, group):
        acted = object_of(sentence, end, account.names)
    if acted.people:
        end = max(mention.last for mention in acted.people)
        subject = replace(acted, nobody=acted.nobody or by_nobody(account, group))
    else:
        subject = subject_of(sentence, group, end, account.names)
    _keep(account, told, step, index, end, group, subject)


def _is_adjective(account: Account, told: Told, index: int, end: int) -> bool:
    """ "the accused", "a convicted trafficker", "the wanted man": part of a phrase for somebody."""
    mention = account.sentence.at.get(index)
    return mention is not None and mention.last > index and mention.kind is not Kind.PRONOUN


def read_agent(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "convicts Diaz of", "to charge him with"; the same words before no person are nouns."""
    before = account.sentence.word(index - 1)
    noun = (
        index - 1 in account.ends
        or account.names.has("clause-determiners", before)
        or account.names.has("possessives", before)
    )
    acted = NOBODY_FOUND if noun and account.sentence.joins(index) else object_of(account.sentence, end, account.names)
    if not acted.people:
        other = _as_noun(account, told, index)
        if other:
            read_noun(account, told, STEPS[other], index, end)
        return
    group = group_before(account.sentence, index, account.names)
    subject = replace(acted, nobody=acted.nobody or by_nobody(account, group))
    _keep(account, told, step, index, max(mention.last for mention in acted.people), group, subject)


def _as_noun(account: Account, told: Told, index: int) -> str:
    return next((name for name in ("charge-counts",) if account.known.at(name, account.sentence.words, index)), "")


def _keep(
    account: Account,
    told: Told,
    step: Step,
    index: int,
    end: int,
    group: Group,
    subject: Subject,
    *,
    noun: bool = False,
) -> None:
    """Keep what a verb tells of its people, by the offence it leads to."""
    if _leads_on(account, told, end):
        return
    link = link_behind(account, end, plea=step.cue is Cue.PLEA, noun=noun)
    truth = truth_of(account, group, subject, index, end, step.stage)
    if link is None and step.needs_offence:
        if step.stage is Stage.CONVICTED and truth is Truth.YES:
            told.end_openly(index, subject)
        return
    if link is not None and link.charges and step.stage is Stage.SUSPECTED:
        step = replace(step, stage=Stage.CHARGED)
    if link is not None:
        account.taken.update(range(end, link.last))
    told.tell(step, index, group, subject, link, truth)


def _leads_on(account: Account, told: Told, end: int) -> bool:
    """Whether what follows is a relation, not an offence: "charged in connection with"."""
    return bool(account.known.at("charge-relations", account.sentence.words, end))


def read_guilt(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "pleaded guilty", "found Diaz guilty", "a guilty plea", "a plea of not guilty"."""
    sentence, words = account.sentence, account.sentence.words
    denied = step.holds is Truth.NO or account.names.has("clause-negations", sentence.word(index - 1))
    if _guilty_noun(account, told, index, end, denied=denied):
        return
    for place in range(index - 1, max(-1, index - 1 - _TO_PLEA), -1):
        if account.known.at("charge-pleads", words, place):
            _plea(account, told, place, index, end, denied=denied)
            return
        if account.known.at("charge-pleas", words, place):
            _plea_noun(account, told, place, end, denied=denied)
            return
        if account.known.at("charge-finds", words, place):
            _found(account, told, place, index, end, denied=denied)
            return
        joined = account.names.has("clause-coordinators", words[place].text)
        if sentence.breaks(place + 1) or (is_boundary(sentence, place, account.names) and not joined):
            break
    group = group_before(sentence, index, account.names)
    if not group.auxiliary and not denied and index > 0:
        subject = subject_of(sentence, group, end, account.names)
        if subject.people and not is_asked(account):
            _keep(account, told, STEPS["charge-convicted"], index, end, group, subject)


def _guilty_noun(account: Account, told: Told, index: int, end: int, *, denied: bool) -> bool:
    """ "a guilty plea", "guilty verdicts": read as nouns."""
    words = account.sentence.words
    if account.known.at("charge-pleas", words, end):
        _plea_noun(account, told, end, end + 1, denied=denied)
        return True
    if account.known.at("charge-verdicts", words, end):
        if not denied:
            read_noun(account, told, STEPS["charge-convictions"], index, end + 1)
        account.taken.add(end)
        return True
    return False


def read_plea(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "pleaded no contest": neither guilty nor not; what leads to "guilty" is read there."""
    length = account.known.at("charge-no-contest", account.sentence.words, end)
    if length:
        group = group_before(account.sentence, index, account.names)
        subject = subject_of(account.sentence, group, end, account.names)
        _keep(account, told, Step(Cue.PLEA, Stage.CHARGED, Truth.OPEN), index, end + length, group, subject)


def _plea(account: Account, told: Told, verb: int, index: int, end: int, *, denied: bool) -> None:
    group = group_before(account.sentence, verb, account.names)
    subject = subject_of(account.sentence, group, end, account.names)
    step = Step(Cue.PLEA)
    refused = group.infinitive and governor_of(account, group.first) is not Truth.YES
    if denied or refused or group.negated:
        step = Step(Cue.PLEA, Stage.CHARGED, Truth.OPEN)
    _keep(account, told, step, index, end, group, subject)


def _plea_noun(account: Account, told: Told, noun: int, end: int, *, denied: bool) -> None:
    """ "entered a plea of guilty to", "Diaz's guilty plea to", "withdrew his guilty plea"."""
    first = phrase_begin(account, noun)
    account.taken.add(noun)
    owner = owner_of(account, first, noun) or subject_before(account, first)
    group = group_before(account.sentence, first, account.names)
    undone = undone_before(account, first) or undone_behind(account, noun_end(account, end))
    if denied:
        step = Step(Cue.PLEA, Stage.CHARGED, Truth.OPEN)
    elif undone in (Truth.NO, Truth.OPEN):
        step = Step(Cue.PLEA, holds=Truth.NO, turn=Turn.UNDOES)
    else:
        step = Step(Cue.PLEA)
    group = Group(first, negated=group.negated, modal=group.modal)
    _keep(account, told, step, noun, end, group, owner, noun=True)


def _found(account: Account, told: Told, verb: int, index: int, end: int, *, denied: bool) -> None:
    group = group_before(account.sentence, verb, account.names)
    acted = object_of(account.sentence, verb + 1, account.names) if not is_passive(account, group) else NOBODY_FOUND
    acted = replace(acted, people=tuple(mention for mention in acted.people if mention.last <= index))
    if acted.people:
        subject = replace(acted, nobody=acted.nobody or by_nobody(account, group))
    elif group.auxiliary or is_passive(account, group) or verb + 1 >= index - 1:
        subject = subject_of(account.sentence, group, end, account.names)
    else:
        subject = NOBODY_FOUND
    step = STEPS["charge-acquitted"] if denied else STEPS["charge-convicted"]
    _keep(account, told, step, index, end, group, subject)


def read_faces(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "faces two counts of human trafficking"; years in prison are not a charge yet."""
    group = group_before(account.sentence, index, account.names)
    subject = subject_of(account.sentence, group, end, account.names)
    link = link_behind(account, end, bare=True) or link_behind(account, end)
    near = range(end, min(len(account.sentence.words), end + _TO_TERM))
    charged = link is not None and (
        link.charges or any(account.known.has("charge-faced", account.sentence.words[place].text) for place in near)
    )
    if link is None:
        return
    truth = truth_of(account, group, subject, index, end, step.stage)
    account.taken.update(range(end, link.last))
    told.tell(step, index, group, subject, link, truth if charged else Truth.OPEN)


def read_serves(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "is serving 12 years for", "got life in prison for", "was handed a 20-year sentence for"."""
    words = account.sentence.words
    near = range(end, min(len(words), end + _TO_TERM))
    terms = [place for place in near if account.known.has("charge-terms", words[place].text)]
    if not terms:
        return
    link = link_behind(account, terms[0] + 1)
    if link is None or link.region is None:
        return
    group = group_before(account.sentence, index, account.names)
    acted = object_of(account.sentence, end, account.names) if not is_passive(account, group) else NOBODY_FOUND
    subject = acted if acted.people else subject_of(account.sentence, group, end, account.names)
    truth = truth_of(account, group, subject, index, link.last, step.stage)
    account.taken.update(range(end, link.last))
    told.tell(step, index, group, subject, link, truth)


def read_title(account: Account, told: Told, step: Step, index: int, end: int) -> None:
    """ "the convicted sex trafficker Diaz", "Diaz, a convicted human trafficker": a stage told by the noun."""
    mention = account.sentence.at.get(end - 1)
    if mention is None and account.sentence.joins(end):
        mention = account.sentence.at.get(end)
    if mention is None or not mention.keys or mention.guessed:
        return
    if end - index == 1 and not account.bare_counts:
        return
    before = [account.sentence.words[place].text for place in range(max(0, index - 2), index)]
    for name in ("charge-convicted", "charge-charged", "charge-suspected"):
        if any(account.known.has(name, word) for word in before):
            group = group_before(account.sentence, mention.first, account.names)
            truth = truth_of(account, replace(group, auxiliary=True), Subject(), index, end, STEPS[name].stage)
            region = account.sentence.place(index, end)
            link = Link(Offence.TRAFFICKING, region)
            told.tell(STEPS[name], index, Group(mention.first), Subject((mention,)), link, truth)
            return
