"""Whether a sentence tells a step of a case as done, as not done, or leaves it open."""

from __future__ import annotations

from collections.abc import Iterator

from langcheck.facts.cases.account import Account, is_asked, is_quoted
from langcheck.facts.cases.clauses import Group, Subject, is_boundary
from langcheck.facts.cases.naming import Kind
from langcheck.facts.cases.types import Stage, Truth

_TO_GOVERNOR = 6
"""How many words before "to" the verb is looked for that governs it."""
_TO_HEDGE = 40
"""How many words before a word of procedure a doubt about it is looked for."""
_TO_SPEAKER = 5
"""How many words may stand between a verb of speech and whose speech it is."""


def truth_of(account: Account, group: Group, subject: Subject, index: int, end: int, stage: Stage) -> Truth:
    """Whether the sentence tells a step as done, as not done, or leaves it open."""
    if is_asked(account) or is_quoted(account, index) or group.modal:
        return Truth.OPEN
    start = subject.first if 0 <= subject.first < group.first else group.first
    refused = False
    if group.infinitive:
        governed = governor_of(account, group.first)
        if governed is Truth.OPEN:
            return Truth.OPEN
        refused = governed is Truth.NO
    if _is_bare_gerund(account, group, index):
        return Truth.OPEN
    if group.being and not _is_passive_finite(account, group) and not _is_done_gerund(account, group):
        return Truth.OPEN
    if _is_conditional(account, group, start) or is_hedged(account, start, index, end, stage, refused=refused):
        return Truth.OPEN
    return Truth.NO if refused or group.negated or subject.nobody else Truth.YES


def governor_of(account: Account, infinitive: int) -> Truth:
    """What the verb before "to" makes of the verb behind it: refused, achieved, or only wanted."""
    for index in range(infinitive - 1, max(-1, infinitive - 1 - _TO_GOVERNOR), -1):
        for place in (index - 1, index):
            if place >= 0 and account.known.at("charge-refusals", account.sentence.words, place):
                return Truth.NO
            if place >= 0 and account.known.at("charge-achievements", account.sentence.words, place):
                near = account.sentence.words[max(0, place - 4) : place]
                denied = any(account.names.has("clause-negations", word.text) for word in near)
                return Truth.NO if denied else Truth.YES
        doubted = index >= 0 and account.known.at("charge-hedges", account.sentence.words, index)
        if doubted or (index >= 0 and (index in account.cues or is_boundary(account.sentence, index, account.names))):
            break
    return Truth.OPEN


def _is_bare_gerund(account: Account, group: Group, index: int) -> bool:
    """ "stopped short of convicting Diaz"; "after convicting Diaz" is done."""
    if not account.sentence.word(index).endswith("ing") or group.auxiliary:
        return False
    return not (group.first and account.known.has("charge-gerunds-done", account.sentence.words[group.first - 1].text))


def _is_passive_finite(account: Account, group: Group) -> bool:
    words = [word.text for word in account.sentence.words[group.first : group.first + 3]]
    return any(account.names.has("clause-be", word) and not account.names.has("clause-gerunds", word) for word in words)


def _is_done_gerund(account: Account, group: Group) -> bool:
    """ "after being convicted": not "fears being convicted"; a clause set first, "having been convicted", is done."""
    if group.first == 0:
        return True
    before = account.sentence.words[group.first - 1].text
    return account.known.has("charge-gerunds-done", before) or not account.sentence.joins(group.first)


def _is_conditional(account: Account, group: Group, start: int) -> bool:
    """Whether "if", "until", or "when" without a past tense, begins the clause."""
    begin = _clause_begin(account, start)
    last = _clause_begin(account, group.first)
    open_time = not group.auxiliary or group.present
    for index in (*range(begin, start), *range(max(last, start), group.first)):
        if index in account.sentence.at:
            continue
        if account.names.has("clause-conditions", account.sentence.words[index].text):
            return True
        if account.names.has("clause-until", account.sentence.words[index].text) and index + 1 in (start, group.first):
            return True
        time = account.sentence.words[index].text
        if open_time and (
            account.names.has("clause-when", time)
            or (
                group.present
                and account.names.has("clause-subordinators", time)
                and not account.known.has("charge-gerunds-cause", time)
            )
        ):
            return True
    return False


def _clause_begin(account: Account, index: int) -> int:
    begin = index
    while begin > 0 and index - begin < _TO_HEDGE:
        if "," in account.sentence.gap(begin) or account.sentence.breaks(begin):
            break
        begin -= 1
    return begin


def is_hedged(account: Account, start: int, index: int, end: int, stage: Stage, *, refused: bool) -> bool:
    """Whether somebody's words, wishes or doubts stand between the author and the step."""
    hard = _hard_begin(account, start)
    for place in (*_outside_fronted(account, hard, start), *_outside_asides(account, start, index)):
        if place in account.sentence.at and account.sentence.at[place].kind is not Kind.PRONOUN:
            continue
        if account.known.at("charge-hedges", account.sentence.words, place) and not (
            refused and _refuses(account, place)
        ):
            return True
        length = account.known.at("charge-speech", account.sentence.words, place)
        if length and _opens_speech(account, place + length) and not _has_authority(account, place, stage):
            return True
    return _is_hedged_behind(account, end, stage)


def _outside_fronted(account: Account, hard: int, start: int) -> Iterator[int]:
    """The words before a subject, without what is set before it by a preposition and a comma: "despite his claims, ..."."""
    place = hard
    while place < start:
        end = next((step for step in range(place + 1, start + 1) if "," in account.sentence.gap(step)), start)
        fronted = end <= start and "," in account.sentence.gap(end)
        if not (fronted and account.names.has("clause-prepositions", account.sentence.words[place].text)):
            yield from range(place, end)
        place = end


def _outside_asides(account: Account, start: int, index: int) -> Iterator[int]:
    """The words between a subject and its verb, without what is set off by commas and tells more of the subject."""
    aside = False
    for place in range(start, index):
        if "," in account.sentence.gap(place) and place > start:
            word = account.sentence.words[place].text
            aside = account.names.has("clause-relatives", word) or account.names.has("naming-articles", word)
        if not aside:
            yield place


def _opens_speech(account: Account, index: int) -> bool:
    """Whether a verb of speech leads to what is said: not "testified against"."""
    word = account.sentence.word(index)
    return account.known.has("charge-speech", word) or not account.names.has("clause-prepositions", word)


def _refuses(account: Account, place: int) -> bool:
    return bool(account.known.at("charge-refusals", account.sentence.words, place))


def _hard_begin(account: Account, index: int) -> int:
    """Where the part of a sentence begins that a doubt reaches from: behind a semicolon, or a comma and "but"."""
    begin = index
    while begin > 0 and index - begin < _TO_HEDGE:
        gap = account.sentence.gap(begin)
        if ";" in gap or "—" in gap or ("." in gap and account.sentence.breaks(begin)):
            break
        if "," in gap and account.names.has("clause-but", account.sentence.word(begin)):
            break
        begin -= 1
    return begin


def _has_authority(account: Account, place: int, stage: Stage) -> bool:
    """Whether those whose word stands for such a step say it: prosecutors of a verdict, also police of a charge."""
    name = "charge-authorities" if stage is Stage.CONVICTED else "charge-officials"
    near = range(max(0, place - _TO_SPEAKER), min(len(account.sentence.words), place + _TO_SPEAKER + 1))
    return any(account.known.at(name, account.sentence.words, index) for index in near)


def _is_hedged_behind(account: Account, end: int, stage: Stage) -> bool:
    """ "..., a neighbor said", "..., according to a friend"."""
    words = account.sentence.words
    for index in range(end, min(len(words), end + _TO_HEDGE)):
        if ";" in account.sentence.gap(index):
            return False
        if "," not in account.sentence.gap(index):
            continue
        if account.known.at("charge-afterthoughts", words, index):
            return True
        if _is_function_start(account, index):
            continue
        for place in range(index, min(len(words), index + _TO_SPEAKER + 1)):
            spoken = account.known.at("charge-speech", words, place) or account.known.at("charge-doubts", words, place)
            if spoken and not _has_authority(account, place, stage):
                return True
            if place > index and "," in account.sentence.gap(place):
                break
    return False


def _is_function_start(account: Account, index: int) -> bool:
    word = account.sentence.words[index].text
    if account.known.at("charge-speech", account.sentence.words, index):
        return False
    return (
        account.names.has("clause-coordinators", word)
        or account.names.has("clause-relatives", word)
        or account.names.has("clause-subordinators", word)
    )


def is_passive(account: Account, group: Group) -> bool:
    words = [word.text for word in account.sentence.words[group.first : group.first + 14]]
    return group.auxiliary and any(account.names.has("clause-be", word) for word in words)


def by_nobody(account: Account, group: Group) -> bool:
    """ "No jury convicted Diaz"."""
    before = range(max(0, group.first - 4), group.first)
    actor = account.sentence.at.get(group.first - 1)
    return (actor is not None and actor.kind is Kind.NOBODY) or any(
        account.names.has("naming-none", account.sentence.words[index].text) for index in before
    )
