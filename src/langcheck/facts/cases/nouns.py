"""Nouns of procedure: whose they are, of which offence, and what was done to them ("Diaz's conviction was overturned")."""

from __future__ import annotations

from dataclasses import dataclass, replace

from langcheck.facts.cases.account import Account, is_function
from langcheck.facts.cases.certainty import by_nobody, is_hedged, is_passive, truth_of
from langcheck.facts.cases.clauses import NOBODY_FOUND, Group, Subject, group_before, is_boundary, object_of, subject_of
from langcheck.facts.cases.naming import REACH, Kind, Mention
from langcheck.facts.cases.offences import Link, link_behind
from langcheck.facts.cases.procedure import ACTS
from langcheck.facts.cases.types import Offence, Stage, Truth

_TO_PREDICATE = 14
"""How many words may stand between a noun of procedure and what was done to it."""
_TO_OWNER = 7
"""How many words may stand between an owner and a noun of procedure ("Diaz's 2019 human trafficking conviction")."""
_TO_TERM = 10
"""How many words behind "serves" a number of years is looked for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun of procedure at ``index``, its phrase from ``first`` up to ``last``; its own words end at ``end``."""

    index: int
    first: int
    end: int
    last: int
    owner: Subject = NOBODY_FOUND
    link: Link | None = None


def phrase_at(account: Account, index: int, end: int) -> Phrase:
    """The phrase of a noun of procedure, with whose it is and of which offence."""
    first = phrase_begin(account, index)
    owner = owner_of(account, first, index) or owner_behind(account, end) or NOBODY_FOUND
    return Phrase(index, first, end, noun_end(account, end), owner, noun_link(account, first, index, end))


def fate_of(account: Account, phrase: Phrase) -> Truth | None:
    """What became of a conviction or a charge: NO undone, YES upheld, OPEN where that is asked for; None where nothing is told."""
    undone = undone_before(account, phrase.first) or undone_behind(account, phrase.last)
    undone = undone or _undone_in_relative(account, phrase.last)
    if undone is not None:
        return undone
    if is_split(account, phrase.first, phrase.last):
        return Truth.NO
    if acts_on(account, phrase.first, "charge-contests") is not None:
        return Truth.OPEN
    if upheld_before(account, phrase.first):
        return Truth.YES
    stands = told_behind(account, phrase.last, "charge-upheld")
    return _OPPOSITE[stands] if stands is not None else None


_OPPOSITE = {Truth.NO: Truth.YES, Truth.YES: Truth.NO, Truth.OPEN: Truth.OPEN}
"""What is told of "stands" by what is told of a verb that undoes."""


def phrase_begin(account: Account, index: int) -> int:
    """Where the phrase of a noun of procedure begins: at its article, number or owner."""
    first = index
    while first > 0 and index - first < _TO_OWNER and account.sentence.joins(first):
        word = account.sentence.words[first - 1].text
        mention = account.sentence.at.get(first - 1)
        if mention is not None:
            if mention.possessive or _is_attributive(account, first - 1, mention):
                return mention.first
            break
        if word.endswith("'s") or account.names.has("clause-determiners", word):
            return first - 1
        inside = first - 1 in account.inside
        if account.known.has("charge-guilty", account.sentence.word(first)) and account.names.has(
            "clause-negations", word
        ):
            first -= 1
            continue
        cue = first - 1 in account.cues and not account.known.has("charge-guilty", word)
        if not inside and (cue or is_function(account, word) or _acts(account, first - 1)):
            break
        first -= 1
    return first


def _acts(account: Account, index: int) -> bool:
    """Whether a word does something to a noun of procedure: "dismissed", "upheld", "secured"."""
    words = account.sentence.words
    return any(account.known.at(name, words, index) for name in ACTS)


def _is_attributive(account: Account, index: int, mention: Mention) -> bool:
    """ "the Diaz conviction"."""
    return mention.kind is Kind.NAME and mention.last == index + 1


def is_of_other(account: Account, phrase: Phrase) -> bool:
    """Whether a noun of procedure says that it is of something else: "a gun charge", "the other counts"."""
    owned = account.sentence.at.get(phrase.first)
    begin = owned.last if owned is not None else phrase.first
    for place in range(begin, phrase.index):
        word = account.sentence.words[place].text
        if place in account.inside or word.isdigit() or account.names.has("clause-times", word):
            continue
        if not account.known.has("charge-generic", word) or account.known.has("charge-other", word):
            return True
    following, end = account.sentence.word(phrase.end), phrase.end
    if not account.known.has("charge-links", following):
        return False
    if account.names.has("clause-times", account.sentence.word(end + 1)):
        return False
    return owner_behind(account, end) is None and not _reaches_offence(account, end)


def _reaches_offence(account: Account, end: int) -> bool:
    return (
        link_behind(account, end) is not None and (link_behind(account, end) or Link(Offence.OTHER)).region is not None
    )


def noun_link(account: Account, first: int, index: int, end: int) -> Link | None:
    """The offence of a noun of procedure: before it ("human trafficking charges") or behind it ("charges of")."""
    for place in range(first, index):
        if place in account.offences and account.offences[place] <= index:
            return Link(Offence.TRAFFICKING, account.sentence.place(place, account.offences[place]), last=end)
    starts = [end]
    behind = owner_behind(account, end)
    if behind is not None:
        starts.append(max(mention.last for mention in behind.people))
    for start in starts:
        link = link_behind(account, start, plea=True, noun=True)
        if link is not None and link.region is not None and not link.excepted:
            return link
    return None


def noun_end(account: Account, end: int) -> int:
    """Where the phrase behind a noun of procedure ends: after its offences and its people."""
    last = end
    words = account.sentence.words
    while last < len(words) and last - end < _TO_PREDICATE and not account.sentence.breaks(last):
        if last in account.offences:
            last = account.offences[last]
            continue
        mention = account.sentence.at.get(last)
        if mention is not None:
            last = mention.last
            continue
        word = words[last].text
        inside = (
            account.known.has("charge-against", word)
            or account.known.has("charge-leads", word)
            or account.known.has("charge-heads", word)
            or account.names.has("clause-prepositions", word)
            or account.names.has("clause-times", word)
            or word.isdigit()
            or account.names.has("clause-list-coordinators", word)
        )
        if not inside:
            break
        last += 1
    return last


def owner_of(account: Account, first: int, index: int) -> Subject | None:
    """Whose a noun of procedure is: "Diaz's", "his", "the Diaz"."""
    mention = account.sentence.at.get(first)
    if mention is None and index - first > 1:
        mention = account.sentence.at.get(first + 1)
    if mention is None or mention.last > index:
        return None
    if mention.possessive or mention.kind is Kind.NAME:
        return Subject((mention,))
    return None


def owner_behind(account: Account, end: int) -> Subject | None:
    """Of whom: "the conviction of Diaz for", "charges against Diaz and Cole", past the offence as well."""
    for place in range(end, min(len(account.sentence.words), end + _TO_PREDICATE)):
        if account.sentence.breaks(place):
            return None
        word = account.sentence.words[place].text
        goes_on = account.names.has("clause-list-coordinators", word) or account.known.has("charge-heads", word)
        ends = place in account.cues or is_boundary(account.sentence, place, account.names)
        if place > end and ends and not goes_on:
            return None
        if account.known.has("charge-against", word):
            found = _party(account, place + 1) or object_of(account.sentence, place + 1, account.names)
            if found.people and all(mention.is_person for mention in found.people) and _is_owner(account, found, place):
                return found
    return None


def _party(account: Account, index: int) -> Subject | None:
    """Whose case or trial follows: "in Diaz's human trafficking trial"."""
    mention = account.sentence.at.get(index)
    if mention is None or not mention.possessive:
        return None
    for place in range(mention.last, min(len(account.sentence.words), mention.last + _TO_OWNER)):
        if account.known.has("charge-proceedings", account.sentence.words[place].text):
            return Subject((mention,))
        if place not in account.inside and not account.known.has("charge-generic", account.sentence.words[place].text):
            break
    return None


def _is_owner(account: Account, found: Subject, place: int) -> bool:
    """Whether the people behind a preposition are the accused; those whom trafficking was done to are not."""
    return place not in account.ends and not (
        place - 1 in account.ends and account.known.has("charge-of-victims", account.sentence.words[place].text)
    )


def holder_of(account: Account, first: int) -> Subject:
    """Who has a conviction: the subject of "has", or whoever stands before "with"."""
    for place in range(first - 1, max(-1, first - 4), -1):
        if account.known.has("charge-has", account.sentence.words[place].text):
            group = group_before(account.sentence, place, account.names)
            return subject_of(account.sentence, group, place + 1, account.names)
    return NOBODY_FOUND


def subject_before(account: Account, first: int) -> Subject:
    """The subject of the verb right before a phrase: "Diaz entered a plea"."""
    group = group_before(account.sentence, max(0, first - 1), account.names)
    return subject_of(account.sentence, replace(group, auxiliary=True), first, account.names)


def only_person(account: Account) -> tuple[Mention, ...]:
    """The one person that the sentence speaks of who may be accused."""
    people = [
        mention
        for mention in account.sentence.mentions[:REACH]
        if mention.is_person and mention.keys and not (mention.official or mention.victim)
    ]
    keys = {mention.keys for mention in people}
    return (people[0],) if len(keys) == 1 else ()


def undone_before(account: Account, first: int) -> Truth | None:
    """What a verb before a noun of procedure does to it: "overturned Diaz's conviction", "asked to dismiss"."""
    return acts_on(account, first, "charge-undoes")


def acts_on(account: Account, first: int, name: str) -> Truth | None:
    """Of a verb before a noun: NO where it did its work, YES where that was refused, OPEN where it was only asked for."""
    for place in range(first - 1, max(-1, first - 4), -1):
        length = account.known.at(name, account.sentence.words, place)
        if not length or place + length > first:
            continue
        if any(not account.sentence.joins(step) for step in range(place + 1, first + 1)):
            return None
        between = [word.text for word in account.sentence.words[place + length : first]]
        if not all(
            account.names.has("clause-adverbs", word) or account.names.has("clause-times", word) for word in between
        ):
            return None
        group = group_before(account.sentence, place, account.names)
        if is_passive(account, group) and not account.sentence.word(place).endswith("ing"):
            return None
        truth = truth_of(account, group, Subject(), place, place + length, Stage.CHARGED)
        if truth is Truth.NO or by_nobody(account, group) or (group.infinitive and _is_denied(account, group.first)):
            return Truth.YES
        requested = _is_requested(account, group.first)
        return Truth.OPEN if truth is Truth.OPEN or requested else Truth.NO
    return None


def is_split(account: Account, first: int, last: int) -> bool:
    """ "threw the conviction out"."""
    return account.known.has("charge-split-verbs", account.sentence.word(first - 1)) and account.known.has(
        "charge-split-particles", account.sentence.word(last)
    )


def _is_denied(account: Account, index: int) -> bool:
    """ "rejected a bid to overturn": a request that was turned down."""
    words = account.sentence.words
    near = range(max(0, index - _TO_TERM), index)
    asked = any(account.known.has("charge-requests", account.sentence.word(place)) for place in near)
    return asked and any(account.known.at("charge-appeals-lost", words, place) for place in near)


def _is_requested(account: Account, index: int) -> bool:
    return any(
        account.known.has("charge-requests", account.sentence.word(place)) for place in range(max(0, index - 6), index)
    )


def undone_behind(account: Account, last: int) -> Truth | None:
    """What is told of a noun of procedure behind it: "was overturned", "were not dropped", "dropped" in headlines."""
    return told_behind(account, last, "charge-undone")


def told_behind(account: Account, last: int, name: str) -> Truth | None:
    words = account.sentence.words
    for place in range(last, min(len(words), last + _TO_TERM)):
        if place > last and account.sentence.breaks(place):
            return None
        length = account.known.at(name, words, place)
        if length:
            group = group_before(account.sentence, place, account.names)
            if group.first > last and not _is_joined(account, group.first, last):
                return None
            return _settled(account, group, place, place + length)
        word = words[place].text
        passed = any(account.names.has(name, word) for name in ("clause-relatives", "clause-that", "clause-adverbs"))
        if is_boundary(account.sentence, place, account.names) and not passed:
            return None
    return None


def _undone_in_relative(account: Account, last: int) -> Truth | None:
    """ "a conviction that the court later vacated": the noun is the object of a clause behind it."""
    sentence = account.sentence
    word = sentence.word(last)
    if not (account.names.has("clause-that", word) or account.names.has("clause-relatives", word)):
        return None
    for place in range(last + 1, min(len(sentence.words), last + _TO_TERM)):
        length = account.known.at("charge-undoes", sentence.words, place)
        if length:
            group = group_before(sentence, place, account.names)
            return _settled(account, group, place, place + length)
        if sentence.breaks(place) or is_boundary(sentence, place, account.names):
            return None
    return None


def _is_joined(account: Account, first: int, last: int) -> bool:
    """Whether only a relative or adverbs stand between a noun and what is told of it."""
    return all(
        account.names.has("clause-relatives", account.sentence.words[place].text)
        or account.names.has("clause-that", account.sentence.words[place].text)
        or account.names.has("clause-adverbs", account.sentence.words[place].text)
        for place in range(last, first)
    )


def _settled(account: Account, group: Group, index: int, end: int) -> Truth:
    """NO where it was done, YES where it was not, OPEN where it may be."""
    truth = truth_of(account, group, Subject(), index, end, Stage.CHARGED)
    if truth is Truth.OPEN:
        return Truth.OPEN
    return Truth.YES if truth is Truth.NO else Truth.NO


def upheld_before(account: Account, first: int) -> bool:
    return acts_on(account, first, "charge-upholds") is Truth.NO


def is_doubted(account: Account, first: int) -> bool:
    return is_hedged(account, first, first, first, Stage.CHARGED, refused=False) or any(
        account.known.has("charge-requests", account.sentence.word(place)) for place in range(max(0, first - 6), first)
    )


def group_behind(account: Account, last: int) -> Group:
    """What the words behind a phrase say of it: "would", "was not"."""
    words = [word.text for word in account.sentence.words[last : last + 3]]
    return Group(
        last,
        negated=any(account.names.has("clause-negations", word) for word in words),
        modal=any(account.names.has("clause-modals", word) for word in words),
    )


def is_none(account: Account, first: int) -> bool:
    """ "no conviction", "without charges"."""
    return any(
        account.names.has("naming-none", account.sentence.word(place))
        or account.names.has("clause-negations", account.sentence.word(place))
        for place in (first - 1, first)
    )
