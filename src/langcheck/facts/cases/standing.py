"""How whoever a place is about stands with regard to human trafficking, by all charges of the document.

A noun for a person is about the one it names; "the pimp" about the only one whom the document accuses, as long as nobody
else is named in between; an act about the only one accused. Otherwise nothing is told.
"""

from __future__ import annotations

from langcheck.facts.cases.meant import Meant, Who, agent_meant, person_meant
from langcheck.facts.cases.naming import Kind, Mention, Sentence
from langcheck.facts.charges import Charge, Charges, Offence, Standing
from langcheck.model import Region

UNTOLD = Standing()
_SENTENCES_BETWEEN = 60
"""How many sentences may stand between a noun and the last word of whom it means."""


def standing_of_noun(block: int, region: Region, charges: Charges, *, plural: bool) -> Standing:
    """How the person stands whom a noun is about."""
    sentence = _sentence(block, region, charges)
    if sentence is None:
        return UNTOLD
    told = [charge for charge in charges.of_mention(block, region) if charge.offence is Offence.TRAFFICKING]
    if told:
        return _of_told(told, charges)
    meant = person_meant(sentence, region, charges.known.naming, charges.accused_keys, plural=plural)
    if meant.who is Who.DEFINITE:
        return _of_definite(block, region, sentence, charges)
    return _of_meant(meant, charges)


def standing_of_agent(block: int, region: Region, charges: Charges) -> Standing:
    """How the one stands who does what a verb tells; of the passive without "by", nobody is known."""
    sentence = _sentence(block, region, charges)
    if sentence is None:
        return UNTOLD
    return _of_meant(agent_meant(sentence, region, charges.known.naming, charges.accused_keys), charges)


def standing_by_document(block: int, region: Region, charges: Charges) -> Standing:
    """How the only one stands whom the document accuses, unless the sentence of a place names somebody else."""
    sentence = _sentence(block, region, charges)
    if sentence is None:
        return UNTOLD
    if len(charges.accused) == 1 and not charges.unnamed:
        key = charges.accused[0]
        others = [mention for mention in sentence.mentions if _is_rival(mention, sentence, charges, key)]
        return UNTOLD if others else charges.standing(key)
    if not charges.accused and len(charges.unnamed) == 1:
        named = [mention for mention in sentence.mentions if _is_rival(mention, sentence, charges, "")]
        return UNTOLD if named else charges.standing_of_unnamed()
    return UNTOLD


def _sentence(block: int, region: Region, charges: Charges) -> Sentence | None:
    number = charges.sentence_at(block, region) if charges.all else None
    return None if number is None else charges.sentences[number]


def _of_told(told: list[Charge], charges: Charges) -> Standing:
    """Of somebody of whom the sentence itself tells a charge: "the pimp was convicted of human trafficking"."""
    keys = {charge.of for charge in told if charge.of is not None}
    if len(keys) == 1:
        return charges.standing(keys.pop())
    last = told[-1]
    return UNTOLD if keys else Standing(last.stage, last.holds, last.because)


def _of_meant(meant: Meant, charges: Charges) -> Standing:
    return charges.standing(meant.key) if meant.who is Who.NAMED else UNTOLD


def _of_definite(block: int, region: Region, sentence: Sentence, charges: Charges) -> Standing:
    if len(charges.accused) != 1 or charges.unnamed:
        return UNTOLD
    key = charges.accused[0]
    own = [mention for mention in sentence.mentions if not sentence.place(mention.first, mention.last).overlaps(region)]
    if any(key in mention.keys for mention in own) or _is_anybody_between(block, region, key, charges):
        return UNTOLD
    if _is_not_found(sentence, charges):
        return UNTOLD
    return charges.standing(key)


def _is_anybody_between(block: int, region: Region, key: str, charges: Charges) -> bool:
    """Whether somebody else is named from the last word of a person up to a noun, its sentence included.

    A noun that stands before every word of the person does not point back to anybody, and may be somebody else.
    """
    number = charges.sentence_at(block, region)
    assert number is not None
    for back in range(number, max(-1, number - _SENTENCES_BETWEEN), -1):
        sentence = charges.sentences[back]
        if any(_is_rival(mention, sentence, charges, key) for mention in sentence.mentions):
            return True
        if any(key in mention.keys for mention in sentence.mentions):
            return False
    return True


def _is_not_found(sentence: Sentence, charges: Charges) -> bool:
    """ "The pimp remains at large": nobody whom a court has dealt with."""
    sought = charges.known.naming.sought
    return any(sought.at(sentence.words, index) for index in range(len(sentence.words)))


def _is_rival(mention: Mention, sentence: Sentence, charges: Charges, key: str) -> bool:
    """Whether a mention names somebody else who may be meant: no official, nobody who was harmed, no place."""
    if key in mention.keys or not mention.is_person or mention.official or mention.victim:
        return False
    if mention.kind is Kind.PRONOUN or mention.kind is Kind.NOUN:
        return mention.kind is Kind.PRONOUN and any(_is_name(other) for other in mention.keys)
    if any(name in charges.places for name in mention.names):
        return False
    following = sentence.word(mention.last)
    return (
        not (sentence.joins(mention.last) and charges.known.naming.has("official-nouns", following))
        if following
        else True
    )


def _is_name(key: str) -> bool:
    return "-" not in key and not key.startswith("the ")
