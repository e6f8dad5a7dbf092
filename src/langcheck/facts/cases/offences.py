"""The offence that a word of procedure leads to: "convicted of assault and two counts of human trafficking"."""

from __future__ import annotations

from dataclasses import dataclass

from langcheck.facts.cases.account import Account, is_function
from langcheck.facts.cases.clauses import is_boundary
from langcheck.facts.cases.naming import Kind
from langcheck.facts.cases.types import Offence
from langcheck.model import Region

_TO_VERB = 6
"""How many words behind an offence a verb may stand that tells of it: "trafficking of a minor is"."""
_TO_OFFENCE = 40
"""How many words behind a word of procedure its offence is looked for."""


@dataclass(frozen=True, slots=True)
class Link:
    """The offence that a word of procedure leads to; ``every`` stands for all counts, ``excepted`` for what was not proven.

    ``mixed`` tells that other offences are listed beside it, ``charges`` that it is said to be a charge.
    """

    offence: Offence
    region: Region | None = None
    excepted: bool = False
    every: bool = False
    charges: bool = False
    mixed: bool = False
    last: int = 0


def link_behind(
    account: Account, start: int, *, plea: bool = False, bare: bool = False, noun: bool = False
) -> Link | None:
    """The offence behind a word of procedure: the first trafficking that its list of offences names."""
    sentence, words = account.sentence, account.sentence.words
    anchor = start - 1 if bare else -1
    excepted = False
    skip = 0
    for index in range(start, min(len(words), start + _TO_OFFENCE)):
        if index < skip:
            continue
        if index > start and sentence.breaks(index) and ":" not in sentence.gap(index):
            break
        length = account.known.at("charge-excepts", words, index)
        if length or (account.names.has("clause-quantity-but", words[index].text) and index + 1 in account.offences):
            excepted, skip = True, index + max(length, 1)
            continue
        if index in account.offences and index not in sentence.at:
            led, attempted = _is_led(account, index, anchor)
            last = _followed(account, account.offences[index], bare=bare, noun=noun)
            if (anchor >= 0 or bare) and led and last and not attempted and not _opens_clause(account, index, anchor):
                region = sentence.place(index, account.offences[index])
                charges = last > account.offences[index] or any(
                    account.known.has("charge-heads", words[place].text) for place in range(max(start, 0), index)
                )
                mixed = _lists_others(account, index, last, anchor)
                return Link(Offence.TRAFFICKING, region, excepted, charges=charges, mixed=mixed, last=last)
            continue
        if _ends_link(account, index, start, anchor):
            break
        if anchor < 0 and _is_anchor(account, index, plea=plea):
            anchor = index
            length = account.known.at("charge-all", words, index + 1)
            if length:
                listed = (
                    link_behind(account, index + 1 + length, bare=True)
                    if _includes(account, index + 1 + length)
                    else None
                )
                return listed or Link(Offence.OTHER, every=True, last=index + 1 + length)
    if anchor >= 0 and not bare and anchor + 1 < len(words):
        return Link(Offence.OTHER, last=anchor + 1)
    return None


def _opens_clause(account: Account, index: int, anchor: int) -> bool:
    """ "guilty of fraud, and trafficking of a minor is still open": an offence behind a comma with a verb of its own."""
    sentence = account.sentence
    if not any("," in sentence.gap(place) for place in range(max(anchor, 0) + 1, index + 1)):
        return False
    for place in range(account.offences[index], min(len(sentence.words), account.offences[index] + _TO_VERB)):
        word = sentence.words[place].text
        if not sentence.joins(place) or is_boundary(sentence, place, account.names):
            return False
        if account.names.has("clause-auxiliaries", word) or account.names.has("clause-modals", word):
            return True
    return False


def _lists_others(account: Account, index: int, last: int, anchor: int) -> bool:
    """Whether the list of offences holds others, before trafficking or behind it."""
    words = account.sentence.words
    before = any(
        "," in account.sentence.gap(place + 1) or account.names.has("clause-coordinators", words[place].text)
        for place in range(max(anchor, 0) + 1, index)
    )
    behind = last
    if last < len(words) and account.names.has("clause-list-coordinators", words[last].text):
        behind = last + 1
    elif not (last < len(words) and "," in account.sentence.gap(last)):
        return before
    listed = behind < len(words) and not (
        behind in account.cues
        or behind in account.sentence.at
        or is_function(account, words[behind].text)
        or behind in account.offences
    )
    return before or listed


def _includes(account: Account, index: int) -> bool:
    """Whether a list of offences follows "all counts": behind "of", "including", a colon, or "except"."""
    listed = any(
        account.known.at(name, account.sentence.words, index)
        for name in ("charge-links", "charge-including", "charge-excepts")
    )
    return listed or (index < len(account.sentence.words) and ":" in account.sentence.gap(index))


def _is_anchor(account: Account, index: int, *, plea: bool) -> bool:
    """Whether a preposition leads to an offence: not to a time, a term of years, a place or a person."""
    word = account.sentence.words[index].text
    if not (account.known.has("charge-links", word) or (plea and account.known.has("charge-plea-links", word))):
        return False
    following = account.sentence.word(index + 1)
    if account.known.has("charge-heads", following):
        return True
    if not following or following.isdigit() or account.names.has("naming-not-names", following):
        return False
    if any(account.known.has("charge-terms", account.sentence.word(index + step)) for step in (1, 2, 3)):
        return False
    mention = account.sentence.at.get(index + 1)
    return mention is None or mention.kind in (Kind.PRONOUN, Kind.NOUN, Kind.ANYBODY)


def _ends_link(account: Account, index: int, start: int, anchor: int) -> bool:
    """Whether the words of a step end here: at another step, another clause, another person."""
    sentence = account.sentence
    word = sentence.words[index].text
    if index in account.cues and not account.known.has("charge-heads", word) and index > start:
        return True
    if account.names.has("clause-coordinators", word):
        if account.names.has("clause-but", word):
            return True
        following = sentence.at.get(index + 1) or sentence.at.get(index + 2)
        return following is not None and following.is_person and not following.possessive
    if is_boundary(sentence, index, account.names):
        return True
    if anchor >= 0 and account.known.has("charge-blocks", word):
        return True
    mention = sentence.at.get(index)
    return (
        mention is not None
        and mention.first == index
        and index > start
        and anchor >= 0
        and "," in sentence.gap(index)
        and mention.is_person
    )


def _is_led(account: Account, index: int, anchor: int) -> tuple[bool, bool]:
    """Whether only counts, articles and the like stand between the preposition and the offence; whether as an attempt."""
    attempted = False
    place = index - 1
    while place > anchor:
        word = account.sentence.words[place].text
        if (
            account.known.at("charge-excepts", account.sentence.words, place)
            or account.known.at("charge-excepts", account.sentence.words, place - 1) > 1
        ):
            return True, attempted
        if "," in account.sentence.gap(place + 1):
            return True, attempted
        if not account.sentence.joins(place + 1) and ":" not in account.sentence.gap(place + 1):
            return False, attempted
        if account.known.has("charge-attempts", word):
            attempted = True
        elif account.names.has("clause-coordinators", word) or account.known.has("charge-including", word):
            return True, attempted
        elif not (
            account.known.has("charge-leads", word) or word.isdigit() or account.names.has("clause-numbers", word)
        ):
            return False, attempted
        place -= 1
    return True, attempted


def _followed(account: Account, last: int, *, bare: bool, noun: bool) -> int:
    """Where the name of an offence ends, "charges" included; 0 where other words make something else of it."""
    sentence = account.sentence
    if last >= len(sentence.words) or not sentence.joins(last):
        return last
    word = sentence.words[last].text
    heads = account.known.has("charge-heads", word)
    if heads:
        last += 1
        if last >= len(sentence.words) or not sentence.joins(last):
            return last
        word = sentence.words[last].text
    finite = account.names.has("clause-auxiliaries", word) or account.names.has("clause-modals", word)
    if finite and not (bare or noun):
        return 0
    if heads or is_function(account, word) or account.names.has("clause-times", word) or word.isdigit():
        return last
    if account.names.has("clause-verbs", word) or (
        word.endswith("ed") and not account.known.has("charge-attempts", word)
    ):
        return last
    if account.names.has("clause-determiners", word):
        return last
    if word.endswith("ly") or last in sentence.at or last in account.cues:
        mention = sentence.at.get(last)
        return 0 if mention is not None and mention.kind is Kind.NOUN and mention.first == last else last
    return 0
