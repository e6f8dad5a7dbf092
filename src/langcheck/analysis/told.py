"""All that the layers of facts tell of a document, side by side: for people who look into a decision, and for other programs.

Nothing is derived here. The layers are asked for every place instead of for the places of candidates alone, and mentions
that they take for one person are put into one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from langcheck.analysis.contexts import ENOUGH
from langcheck.analysis.finder import Reading
from langcheck.analysis.speakers import Speaker
from langcheck.facts.charges import Charge, Offence, Stage, Standing, Truth, Turn
from langcheck.facts.mentions import Kind, Mention
from langcheck.facts.person_words import PersonRole
from langcheck.facts.persons import Person, Side
from langcheck.facts.quotations import Quote, QuoteKind
from langcheck.model import Document, Kept, Region


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a document: the number of their block, where they stand in its text, and what they are, if that is said."""

    block: int
    region: Region
    what: str = ""


@dataclass(frozen=True, slots=True)
class AgeTold:
    """Words that tell an age, and whether it is under 18; None where it may be on either side. A row or a form has no ``place``."""

    words: str
    is_minor: bool | None
    place: Stretch | None


@dataclass(frozen=True, slots=True)
class MentionTold:
    """A place where somebody is spoken of. ``here`` is what the layers answer there; it may be less than all that is told."""

    place: Stretch
    kind: Kind
    here: Side


@dataclass(frozen=True, slots=True)
class PersonTold:
    """Somebody in the order of the text, from 1. ``means`` are the numbers of others whom the words mean: all of them, or,
    where they are ``doubtful``, one or some that the text does not tell apart.
    """

    number: int
    name: str
    mentions: tuple[MentionTold, ...]
    side: Side
    ages: tuple[AgeTold, ...] = ()
    roles: tuple[PersonRole, ...] = ()
    means: tuple[int, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ChargeTold:
    """A step of a case at the word that tells it; ``person`` is a number, None where nobody of the table stands there.

    ``key`` is what the layer of charges calls the person, or the noun for somebody unnamed.
    """

    place: Stretch
    person: int | None
    key: str
    offence: Offence
    stage: Stage
    holds: Truth
    turn: Turn
    named: tuple[Stretch, ...]


class About(Enum):
    """How far a document is about exploitation."""

    WHOLE = "whole"
    """Words of the topic stand in enough places for every paragraph to count."""
    NEAR = "near"
    """They stand once, so that paragraphs near by count."""
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells. ``standings`` say how those who are accused of trafficking stand at its end, by their keys."""

    persons: tuple[PersonTold, ...]
    charges: tuple[ChargeTold, ...]
    standings: tuple[tuple[str, Standing], ...]
    speech: tuple[Stretch, ...]
    kept: tuple[tuple[Stretch, Kept], ...]
    words_as_words: tuple[Stretch, ...]
    about: About
    topic: tuple[Stretch, ...]


def told_by(reading: Reading) -> Told:
    """Ask every layer about the whole document."""
    persons = tuple(_persons(reading))
    topic = tuple(Stretch(block, region) for block, region in reading.topics)
    return Told(
        persons,
        tuple(_charges(reading, persons)),
        tuple((key, reading.charges.standing(key)) for key in reading.charges.accused),
        tuple(_speech(reading)),
        tuple(_kept(reading)),
        tuple(_words_as_words(reading)),
        About.WHOLE if len(topic) >= ENOUGH else About.NEAR if topic else About.NOWHERE,
        topic,
    )


# --- persons ------------------------------------------------------------------------------------------------------


def _persons(reading: Reading) -> Iterator[PersonTold]:
    """The people of a document in the order in which they are first mentioned."""
    known = reading.persons
    mentions = [mention for index in range(len(reading.blocks)) for mention in known.people(index).mentions]
    meant = {mention: known.person(mention) for mention in mentions}
    rows = _rows(mentions, meant)
    numbers = {mention: number for number, row in enumerate(rows, 1) for mention in row}
    for number, row in enumerate(rows, 1):
        means = {numbers[other] for mention in row for other in _meant_besides(meant[mention]) if other in numbers}
        person = _together([meant[mention] for mention in row if not _is_several(meant[mention])])
        first = meant[row[0]]
        yield PersonTold(
            number,
            _name(row, reading),
            tuple(MentionTold(_stretch(mention), mention.kind, meant[mention].age()) for mention in row),
            person.age() if person.mentions else first.age(),
            tuple(_ages(row, person, reading)),
            tuple(role for role in PersonRole if role in (person.standings or first.standings)),
            tuple(sorted(means - {number})),
            doubtful=_is_several(first) and (first.ambiguous or not first.others),
        )


def _rows(mentions: Sequence[Mention], meant: dict[Mention, Person]) -> list[list[Mention]]:
    """The mentions that mean one person, together; one that may mean several stands in a row of its own."""
    rows: dict[Mention, list[Mention]] = {}
    for mention in mentions:
        row = rows.setdefault(mention, [mention])
        if _is_several(meant[mention]):
            continue
        for other in meant[mention].mentions:
            joined = rows.get(other)
            if joined is not None and joined is not row and not _is_several(meant[other]):
                joined += row
                rows.update(dict.fromkeys(row, joined))
                row = joined
    unique = {id(row): row for row in rows.values()}
    return [sorted(row, key=lambda mention: (mention.block, mention.number)) for row in unique.values()]


def _is_several(person: Person) -> bool:
    """Whether words are taken for several people: a group, or people of names that no one person has."""
    names = {mention.key for mention in person.mentions if mention.is_named}
    return bool(person.others) or any(not (one <= other or other <= one) for one in names for other in names)


def _meant_besides(person: Person) -> Iterator[Mention]:
    """Somebody of each row that words for several people mean."""
    if not _is_several(person):
        return
    for one in (replace(person, others=()), *person.others):
        if one.mentions:
            yield one.mentions[0]
        yield from (mention for mention in one.mentions if mention.is_named)


def _together(people: Sequence[Person]) -> Person:
    """What the layer tells of one person at several places."""
    return Person(
        tuple(dict.fromkeys(mention for person in people for mention in person.mentions)),
        tuple(dict.fromkeys(age for person in people for age in person.ages)),
        frozenset(standing for person in people for standing in person.standings),
    )


def _name(row: Sequence[Mention], reading: Reading) -> str:
    """The longest name or label of a person as it is written, else the first noun, else a pronoun."""
    named = [mention for mention in row if mention.is_named]
    best = max(named, key=lambda mention: len(mention.key), default=None)
    noun = next((mention for mention in row if mention.kind is Kind.NOUN), row[0])
    return _words(_stretch(best or noun), reading)


def _ages(row: Sequence[Mention], person: Person, reading: Reading) -> Iterator[AgeTold]:
    """The ages of a person, each at its places."""
    people = {mention.block: reading.persons.people(mention.block) for mention in row}
    for age in person.ages:
        blocks = dict.fromkeys(
            mention.block for mention in row if age in people[mention.block].ages.get(mention.number, ())
        )
        yield from (AgeTold(age.words, age.minor, Stretch(block, age.region)) for block in blocks)
        if not blocks:
            yield AgeTold(age.words, age.minor, None)


def _stretch(mention: Mention) -> Stretch:
    return Stretch(mention.block, mention.region)


def _words(place: Stretch, reading: Reading) -> str:
    return reading.blocks[place.block].text[place.region.start : place.region.end]


# --- charges ------------------------------------------------------------------------------------------------------


def _charges(reading: Reading, persons: Sequence[PersonTold]) -> Iterator[ChargeTold]:
    by_block: dict[int, list[tuple[Region, int]]] = {}
    for person in persons:
        for mention in person.mentions:
            by_block.setdefault(mention.place.block, []).append((mention.place.region, person.number))
    for charge in reading.charges.all:
        yield ChargeTold(
            Stretch(charge.block, charge.region),
            _of_whom(charge, by_block.get(charge.block, []), persons),
            charge.of or charge.somebody,
            charge.offence,
            charge.stage,
            charge.holds,
            charge.turn,
            tuple(Stretch(block, region) for block, region in charge.because),
        )


def _of_whom(charge: Charge, mentioned: Sequence[tuple[Region, int]], persons: Sequence[PersonTold]) -> int | None:
    """The number of the person whose words stand where the charge says whose it is, or else whose name it tells."""
    if charge.who is not None:
        return next((number for region, number in mentioned if region.overlaps(charge.who)), None)
    if charge.of is None:
        return None
    parts = set(charge.of.split())
    named = [person.number for person in persons if parts <= set(person.name.lower().split())]
    return named[0] if len(named) == 1 else None


# --- whose words, and words as words ------------------------------------------------------------------------------

_QUOTES = {
    QuoteKind.SPEECH: "speech",
    QuoteKind.SCARE: "a few words at a distance",
    QuoteKind.BLOCK: "a quotation as a block",
}
_SPEAKERS = {Speaker.OFFICIAL: " of an official", Speaker.OTHER: " of somebody who is no official", Speaker.UNKNOWN: ""}


def _speech(reading: Reading) -> Iterator[Stretch]:
    for index, quotes in enumerate(reading.quotations):
        for quote in quotes:
            yield Stretch(index, quote.region, f"{_QUOTES[quote.kind]}{_SPEAKERS[_speaker(index, quote, reading)]}")


def _speaker(index: int, quote: Quote, reading: Reading) -> Speaker:
    return reading.speakers.get((index, quote.region), Speaker.UNKNOWN)


def _kept(reading: Reading) -> Iterator[tuple[Stretch, Kept]]:
    """What no program may change, sentence by sentence; sentences beside each other that have one reason are one stretch."""
    for index in range(len(reading.blocks)):
        last: tuple[Region, Kept] | None = None
        for sentence in reading.sentences(index):
            kept = reading.prose.kept(index, sentence)
            if last is not None and kept is last[1]:
                last = (Region(last[0].start, sentence.end), kept)
                continue
            if last is not None:
                yield Stretch(index, last[0]), last[1]
            last = None if kept is None else (sentence, kept)
        if last is not None:
            yield Stretch(index, last[0]), last[1]


def _words_as_words(reading: Reading) -> Iterator[Stretch]:
    for index, block in enumerate(reading.blocks):
        around = reading.around(index)
        if around.in_word_list:
            yield Stretch(index, Region(0, len(block.text)), "in a list of words")
        elif around.under_myths:
            yield Stretch(index, Region(0, len(block.text)), "a claim below a heading on myths")
        outermost: list[Region] = []
        for region in sorted(around.mentions, key=lambda found: (found.start, -found.end)):
            if not outermost or not outermost[-1].covers(region):
                outermost.append(region)
        yield from (Stretch(index, region, "spoken about") for region in outermost)


# --- for programs -------------------------------------------------------------------------------------------------


def as_data(document: Document, told: Told) -> dict[str, Any]:
    """The same as data for programs, of strings, numbers and lists; docs/json-output.md says what each field is."""

    def at(place: Stretch) -> dict[str, Any]:
        block = document.blocks[place.block]
        found = document.place(block, place.region)
        return {
            "words": block.text[place.region.start : place.region.end],
            "place": found.label,
            "line": found.line,
            "column": found.column,
            "offset": found.offset,
            "end_offset": found.end_offset,
        }

    return {
        "schema": "langcheck.facts/1",
        "path": document.path,
        "persons": [
            {
                "number": person.number,
                "name": person.name,
                "age": person.side.value,
                "ages": [
                    {"words": age.words, "minor": age.is_minor, "at": at(age.place) if age.place else None}
                    for age in person.ages
                ],
                "roles": [role.value for role in person.roles],
                "means": list(person.means),
                "doubtful": person.doubtful,
                "mentions": [
                    {**at(mention.place), "kind": mention.kind.value, "age": mention.here.value}
                    for mention in person.mentions
                ],
            }
            for person in told.persons
        ],
        "charges": [
            {
                **at(charge.place),
                "person": charge.person,
                "key": charge.key,
                "offence": charge.offence.value,
                "stage": charge.stage.name.lower(),
                "holds": charge.holds.value,
                "turn": charge.turn.value,
                "named": [at(place) for place in charge.named],
            }
            for charge in told.charges
        ],
        "standings": [
            {
                "key": key,
                "stage": standing.stage.name.lower() if standing.stage is not None else None,
                "holds": standing.holds.value,
            }
            for key, standing in told.standings
        ],
        "speech": [{**at(place), "what": place.what} for place in told.speech],
        "kept": [{**at(place), "why": why.value} for place, why in told.kept],
        "words_as_words": [{**at(place), "how": place.what} for place in told.words_as_words],
        "topic": {"about": told.about.value, "because": [at(place) for place in told.topic]},
    }
