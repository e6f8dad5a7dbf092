"""Persons: the mentions of a document that mean the same one, with the ages and standings told of them.

A label or name means the same person wherever it stands; "the girl" the girl spoken of before; a pronoun the last person
whom it fits. Where that leaves two, nothing is decided: a wrong age is worse than none. Only the blocks near a question,
and those that hold a name that is asked about, are read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cached_property, partial
from typing import Protocol

from langcheck.facts.ages import MAJORITY, Age, Strength
from langcheck.facts.births import Birth, dates_told, find_births
from langcheck.facts.mentions import CODE, NO_WORDS, Kind, Mention, People, find_mentions
from langcheck.facts.person_words import (
    Gender,
    PersonRole,
    PersonWords,
    bare,
)
from langcheck.facts.records import field_age, fields_around, is_field, row_ages, row_births, rows_of_cells
from langcheck.facts.remembered import Remembered
from langcheck.facts.ties import OLDEST_FEIGNED, Ties, tie
from langcheck.facts.words import Words
from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.model import Block, Region, Role


class Side(Enum):
    """On which side of majority a person is."""

    MINOR = "minor"
    ADULT = "adult"
    CONTESTED = "contested"
    """Both are told, or a group has people of both sides."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a group, with all that is told of them."""

    mentions: tuple[Mention, ...]
    ages: tuple[Age, ...] = ()
    standings: frozenset[PersonRole] = frozenset()
    gender: Gender | None = None
    others: tuple[Person, ...] = ()
    """Of a group its other members; of a pronoun that may mean several, the others it may mean."""
    ambiguous: bool = False

    def age(self) -> Side:
        """The side of majority, by the strongest words that tell it; a group's where all its members are on one side."""
        side = _side(self.ages)
        if not self.others:
            return side
        sides = {side, *(other.age() for other in self.others)}
        if len(sides) == 1:
            return side
        return Side.UNKNOWN if self.ambiguous or Side.UNKNOWN in sides else Side.CONTESTED

    @property
    def minor_member(self) -> Person | None:
        """The person, or somebody of the group, who is under 18."""
        if not self.others:
            return self if self.age() is Side.MINOR else None
        if self.ambiguous:
            return self if self.age() is Side.MINOR else None
        alone = replace(self, others=())
        return next((member for member in (alone, *self.others) if member.age() is Side.MINOR), None)

    @property
    def evidence(self) -> str:
        """The words that tell the age."""
        strongest = max((age.strength for age in self.ages), default=None)
        return next((age.words for age in self.ages if age.strength is strongest), "")

    def bounds(self) -> tuple[int, int | None]:
        """The least and the most years the person can have, None where no most is told; (0, None) where nothing is."""
        if self.age() not in (Side.MINOR, Side.ADULT):
            return 0, None
        bounds = [_bounds(self.ages), *(other.bounds() for other in self.others)]
        highest = [high for _, high in bounds]
        return min(low for low, _ in bounds), None if None in highest else max(high or 0 for high in highest)

    @property
    def is_grown(self) -> bool:
        """Whether work or standing tells that the person, or everybody of the group, is an adult."""
        nouns = [mention.noun for mention in self.mentions if mention.noun is not None]
        own = PersonRole.OFFICIAL in self.standings or any(noun.grown for noun in nouns)
        return own and all(other.is_grown or other.age() is Side.ADULT for other in self.others)

    @property
    def nouns(self) -> frozenset[str]:
        """The nouns by which the person is spoken of."""
        own = {mention.noun.text for mention in self.mentions if mention.noun is not None}
        return frozenset(own).union(*(other.nouns for other in self.others))


def years_apart(one: Person, other: Person) -> tuple[int, int | None] | None:
    """How many years two people are apart, at least and at most; None where nothing bounds it."""
    low, high = one.bounds()
    other_low, other_high = other.bounds()
    if one.age() is Side.UNKNOWN and one.is_grown:
        low = MAJORITY
    if other.age() is Side.UNKNOWN and other.is_grown:
        other_low = MAJORITY
    least = 0
    if other_high is not None:
        least = max(least, low - other_high)
    if high is not None:
        least = max(least, other_low - high)
    if high is None or other_high is None:
        return (least, None) if least else None
    return least, max(high - other_low, other_high - low)


def _side(ages: Sequence[Age]) -> Side:
    """What ages tell together: numbers before words, words before those that are said of both sides.

    Where one is open, because it is told of today or claimed, weak words and words for adults say no more.
    """
    some = [age for age in ages if age.some]
    whole = [age for age in ages if not (age.some or age.is_open)]
    if len(some) + len(whole) < len(ages):
        whole = [
            age for age in whole if age.strength is Strength.NUMBER or (age.minor and age.strength is Strength.WORD)
        ]
    for strength in (Strength.NUMBER, Strength.WORD, Strength.WEAK):
        told = {age.minor for age in whole if age.strength is strength}
        if told == {None}:
            return Side.UNKNOWN
        if len(told) > 1 or any(age.part_is_minor not in told for age in some if told):
            return Side.CONTESTED
        if told:
            return Side.MINOR if True in told else Side.ADULT
    return Side.UNKNOWN


def _bounds(ages: Sequence[Age]) -> tuple[int, int | None]:
    strongest = max((age.strength for age in ages), default=Strength.WEAK)
    told = [age for age in ages if age.strength is strongest and not (age.some or age.is_open)]
    highest = [age.high for age in told]
    low = min((age.low or 0 for age in told), default=0)
    return low, None if not told or None in highest else max(high or 0 for high in highest)


class Texts(Protocol):
    """What persons are read from: the blocks of a document, each with its words and sentences."""

    @property
    def blocks(self) -> Sequence[Block]: ...

    def words(self, index: int) -> Words: ...

    def sentences(self, index: int) -> Sequence[Region]: ...

    @property
    def remembered(self) -> Remembered: ...

    def named(self, index: int) -> Sequence[tuple[Region, bool]]:
        """Nouns for people that the lexicon's entries know, and whether each is plural."""
        ...


_SENTENCES_BACK = 3
"""How many sentences back a pronoun's person is looked for; empty ones do not count."""
_BLOCKS_BACK = 8
"""How many blocks back the person is looked for whom "the girl" means, and a pronoun's."""
_BLOCKS_ON = 2
"""How many blocks on an age may be told of somebody by a pronoun."""
_MOST_NAMED = 60
"""How many blocks with a name are read at most."""
_BESIDE_ROLE = pattern(r"[\s\d#:.()]*")
"""What may stand in a cell beside the role that it tells."""
_DEEPEST = 12
"""How many pronouns in a row are followed back."""
_NAME = pattern(r"(?<![\w])[A-Z][\w'’]+")


class Persons:
    """The persons of one document, found when they are asked for."""

    def __init__(self, texts: Texts, known: PersonWords, ties: Ties) -> None:
        self._texts, self.known, self._ties = texts, known, ties
        self._people: dict[int, People] = {}
        self._words: dict[int, frozenset[str]] = {}
        self._antecedents: dict[tuple[int, int], tuple[Mention, ...]] = {}
        self._told_on: dict[int, dict[int, list[Age]]] = {}
        self._persons: dict[tuple[int, int], Person] = {}
        self._mentions_of_names: dict[frozenset[str], list[Mention]] = {}
        self._identities: dict[tuple[int, int], object] = {}
        self._genders_of_names: dict[frozenset[str], Gender | None] = {}
        self._of_one: dict[int, bool] = {}
        self._by_blocks: dict[tuple[int, int], Person] = {}
        self._without_pronouns: dict[tuple[int, int], Person] = {}
        self._heres: dict[tuple[int, int], Person] = {}
        self._reading_pronouns = 0
        """In how many blocks the ages that pronouns tell are being read: what is told by then is not all."""

    def people(self, index: int) -> People:
        """The people of a block."""
        if index not in self._people:
            key = Persons, self._texts.blocks[index].text, tuple(self._texts.named(index))
            people, dates = self._texts.remembered.of(key, lambda: self._find_people(index))
            if dates and dates[0] != self._dates:
                people, _ = self._texts.remembered.of((*key, self._dates), lambda: self._find_people(index))
            self._people[index] = people.moved(index)
        return self._people[index]

    def _find_people(self, index: int) -> tuple[People, list[tuple[date, date] | None]]:
        """The people of a block, and the dates of the document by which their ages were told, if they were asked for."""
        asked: list[tuple[date, date] | None] = []

        def dates() -> tuple[date, date] | None:
            asked.append(self._dates)
            return self._dates

        text, words = self._texts.blocks[index].text, self._texts.words(index)
        found = find_mentions(index, text, words, self.known, self._texts.named(index))
        return tie(found, text, words, self._ties, dates), asked

    def _words_of(self, index: int) -> frozenset[str]:
        """The words of a block, with and without possessive endings: what stands in none of them is no mention there."""
        if index not in self._words:
            written = {word.text for word in self._texts.words(index).all}
            self._words[index] = frozenset(written | {bare(word) for word in written if "'" in word})
        return self._words[index]

    @cached_property
    def _dates(self) -> tuple[date, date] | None:
        births = self._row_births
        texts = [block.text for index, block in enumerate(self._texts.blocks) if index not in births]
        return dates_told(texts, self.known.births)

    @cached_property
    def _row_births(self) -> dict[int, tuple[Birth, list[int]]]:
        return row_births(self._texts.blocks, self.known.births)

    def person(self, mention: Mention) -> Person:
        """The person whom a mention means."""
        place = mention.block, mention.number
        if place not in self._persons:
            pronoun = mention if self._is_pronoun(mention) else self._of_predicate(mention)
            self._persons[place] = self._noun(mention) if pronoun is None else self._pronoun(pronoun)
        return self._persons[place]

    def group(self, mentions: Sequence[Mention], *, ambiguous: bool = False) -> Person:
        """Several mentions taken together: what holds of all of them."""
        first, *others = (self.person(mention) for mention in mentions)
        if not others and not ambiguous:
            return first
        return Person(first.mentions, first.ages, first.standings, first.gender, (*first.others, *others), ambiguous)

    def members(self, mention: Mention) -> list[Mention]:
        """A mention and those joined to it by "and" before it."""
        people, found = self.people(mention.block), [mention]
        while found[-1].number in people.joined and len(found) < _MOST_JOINED:
            found.append(people.mentions[people.joined[found[-1].number]])
        return found

    # --- what is told of one ---

    def _of_predicate(self, mention: Mention) -> Mention | None:
        """The pronoun whom nothing but what it was or worked as is said of: "she worked as a waitress"."""
        people = self.people(mention.block)
        first, *others = (people.mentions[n] for n in sorted(people.component(mention.number)))
        said = all(
            other.kind is Kind.PRONOUN
            or other.determiner in self.known["indefinite-articles"]
            or (other.plural and not other.determiner)
            or (other.owner is not None and other.noun is not None and other.noun.kin)
            for other in others
        )
        is_told = others and said and not any(other.is_named for other in others)
        return first if is_told and first.kind is Kind.PRONOUN else None

    def _is_pronoun(self, mention: Mention) -> bool:
        people = self.people(mention.block)
        return all(people.mentions[n].kind is Kind.PRONOUN for n in people.component(mention.number))

    def _pronoun(self, mention: Mention) -> Person:
        if mention.text in self.known["first-person-pronouns"]:
            return self._first_person(mention)
        own = self._here(mention)
        meant = self.antecedents(mention)
        if not meant or (own.ages and len(meant) > 1):
            return own
        if len(meant) > 1:
            return self.group(meant, ambiguous=True)
        if mention.plural and not meant[0].plural:
            return self.group(self.members(meant[0]))
        return _together([own, self._noun(meant[0]) if meant[0].kind is not Kind.PRONOUN else self._here(meant[0])])

    def _first_person(self, mention: Mention) -> Person:
        """Who says "I" in a block."""
        return _together(
            self._in_block(other)
            for other in self.people(mention.block).mentions
            if other.text in self.known["first-person-pronouns"] and other.kind is Kind.PRONOUN
        )

    def _noun(self, mention: Mention) -> Person:
        """The person of a name, label or noun: what is told here, of the name everywhere, of the noun near by."""
        own = self._here(mention)
        keys = {other.key for other in own.mentions if other.is_named}
        if keys:
            return _together([own, *(part for key in sorted(keys, key=sorted) for part in self._named(key))])
        if any(age.strength is Strength.NUMBER and not age.some for age in own.ages) or mention.other:
            return own
        return _together(
            [
                own,
                *self._same_noun(mention),
                *self._same_standing(mention),
                *self._opening(mention),
                *self._same_note(mention),
            ]
        )

    def _here(self, mention: Mention) -> Person:
        """What the mention's own block tells, its row or form, and pronouns that mean it soon after."""
        place = mention.block, mention.number
        if place in self._heres:
            return self._heres[place]
        here = self._in_block(mention)
        told_on = self._told_by_pronouns(mention.block)
        ages = [age for found in here.mentions for age in told_on.get(found.number, ())]
        ages += self._of_record(mention)
        standings = here.standings | self._of_row(mention) | self._of_form(mention)
        if ages or standings != here.standings:
            here = replace(here, ages=(*here.ages, *ages), standings=standings)
        if not self._reading_pronouns:
            self._heres[place] = here
        return here

    def _in_block(self, mention: Mention) -> Person:
        """What the mention's own block tells of it."""
        place = mention.block, mention.number
        if place not in self._by_blocks:
            self._by_blocks[place] = self._told_in_block(mention)
        return self._by_blocks[place]

    def _told_in_block(self, mention: Mention) -> Person:
        people = self.people(mention.block)
        numbers = people.component(mention.number)
        ages = tuple(age for n in numbers for age in people.ages.get(n, ()))
        standings = frozenset(standing for n in numbers for standing in people.standings.get(n, ()))
        mentions = tuple(people.mentions[n] for n in numbers)
        gender = next((found.gender for found in mentions if found.gender is not None), None)
        return Person(mentions, ages, standings, gender)

    def _told_directly(self, mention: Mention) -> Person:
        """What is told of a mention and its name without the help of pronouns, by which pronouns are told apart."""
        place = mention.block, mention.number
        if place not in self._without_pronouns:
            own = self._in_block(mention)
            keys = {found.key for found in own.mentions if found.is_named}
            others = (self._in_block(other) for key in keys for other in self._with_name(key))
            self._without_pronouns[place] = _together([own, *others])
        return self._without_pronouns[place]

    def _told_by_pronouns(self, index: int) -> dict[int, list[Age]]:
        """The ages that pronouns in a block and the next ones tell of its mentions: "Mara left. She is 15."."""
        if index not in self._told_on:
            found = self._told_on[index] = {}
            self._reading_pronouns += 1
            for block in range(index, min(len(self._texts.blocks), index + 1 + _BLOCKS_ON)):
                if self._words_of(block).isdisjoint(self.known.pronoun_starts):
                    continue
                people = self.people(block)
                for mention in people.mentions:
                    ages = people.ages.get(mention.number)
                    if not ages or not self._is_pronoun(mention):
                        continue
                    meant = self.antecedents(mention)
                    if mention.text in self.known["first-person-pronouns"]:
                        ages = [replace(age, claimed=(age.low or 0) <= OLDEST_FEIGNED) for age in ages]
                    if len(meant) == 1 and meant[0].block == index and self._keeps(meant[0], block):
                        found.setdefault(meant[0].number, []).extend(ages)
            self._reading_pronouns -= 1
        return self._told_on[index]

    def _keeps(self, meant: Mention, block: int) -> bool:
        """Whether an age told later is kept for a mention: of a pronoun only what its own block tells."""
        return meant.kind is not Kind.PRONOUN or meant.block == block

    # --- names ---

    @cached_property
    def _blocks_of_names(self) -> dict[str, list[int]]:
        """The numbers of the blocks that hold a part of a name or label."""
        found: dict[str, list[int]] = {}
        for index, block in enumerate(self._texts.blocks):
            for part in self._texts.remembered.of((_NAME, block.text), partial(self._parts_of_names, block.text)):
                found.setdefault(part, []).append(index)
        return found

    def _parts_of_names(self, text: str) -> set[str]:
        """The words with a capital and the labels of a text, by their parts."""
        parts = {match.group().lower().removesuffix("'s").removesuffix("’s") for match in _NAME.finditer(text)}
        return parts.union(*(label.key for label in self.known.labels(text)))

    def _with_name(self, key: frozenset[str]) -> list[Mention]:
        """The mentions by a name or label; "Doe" may be any Doe, "Jane Doe 2" no Jane Doe 1."""
        if key not in self._mentions_of_names:
            blocks = sorted({index for part in key for index in self._blocks_of_names.get(part, ())})
            self._mentions_of_names[key] = [
                mention
                for index in blocks[:_MOST_NAMED]
                for mention in self.people(index).mentions
                if mention.is_named and (mention.key <= key or key <= mention.key)
            ]
        return self._mentions_of_names[key]

    def _named(self, key: frozenset[str]) -> Iterator[Person]:
        """What is told of a name or label wherever it stands."""
        return (self._here(mention) for mention in self._with_name(key))

    # --- nouns ---

    def _same_noun(self, mention: Mention) -> Iterator[Person]:
        """What is told of the same noun near by: of "the girl" before, of "a girl" behind."""
        here = mention.block
        back = here - _BLOCKS_BACK if self._is_definite(mention) else here
        first = mention.text.partition(" ")[0]
        for index in range(max(0, back), min(len(self._texts.blocks), here + 1 + _BLOCKS_ON)):
            if mention.text not in NO_WORDS and first not in self._words_of(index):
                continue
            for other in self.people(index).mentions:
                if not self._may_be_same(mention, other):
                    continue
                own = self._here(other)
                keys = {found.key for found in own.mentions if found.is_named}
                yield own
                for key in sorted(keys, key=sorted):
                    yield from self._named(key)

    def _same_standing(self, mention: Mention) -> Iterator[Person]:
        """Of "the victim" what is told of the labels and names of victims before: "16-year-old Jane Doe"."""
        standing = mention.noun.standing if mention.noun is not None else None
        if (
            standing not in (PersonRole.VICTIM, PersonRole.DEFENDANT)
            or mention.plural
            or not self._is_definite(mention)
        ):
            return
        keys: dict[frozenset[str], None] = {}
        for index in range(max(0, mention.block - _BLOCKS_BACK), mention.block + 1):
            for other in self.people(index).mentions:
                if index == mention.block and other.number >= mention.number:
                    break
                if other.is_named and standing in self._told_directly(other).standings:
                    keys[other.key] = None
        for key in keys:
            yield from self._named(key)

    def _opening(self, mention: Mention) -> Iterator[Person]:
        """Of "Pt" and "the patient" what opens the record: "17F with pain. Pt reports ..."."""
        noun = mention.noun
        if noun is None or noun.text not in self.known["record-nouns"] or mention.plural or mention.owner is not None:
            return
        if mention.determiner and mention.determiner not in self.known["definite-determiners"]:
            return
        for index in range(max(0, mention.block - _BLOCKS_BACK), mention.block + 1):
            first = next(iter(self.people(index).mentions), None)
            if first is None or (first.block, first.number) >= (mention.block, mention.number):
                continue
            others = {number for number, ages in self.people(index).ages.items() if _side(ages) is not Side.UNKNOWN}
            alone = others <= set(self.people(index).component(first.number))
            is_kin = first.noun is not None and first.noun.kin
            if first.kind is Kind.NOUN and not first.determiner and not is_kin and others and alone:
                yield self._in_block(first)
            return

    def _same_note(self, mention: Mention) -> Iterator[Person]:
        """Of "patient" what is told of the one person whom a note before has as letters and an age: "15F, no PMH."."""
        if (
            mention.text not in self.known["case-nouns"]
            or mention.owner is not None
            or mention.before in self.known["part-prepositions"]
        ):
            return
        if mention.determiner and mention.determiner not in self.known["definite-determiners"]:
            return
        coded: list[Mention] = []
        for index in range(max(0, mention.block - _BLOCKS_BACK), mention.block + 1):
            for other in self.people(index).mentions:
                if index == mention.block and other.number >= mention.number:
                    break
                if other.text == CODE:
                    coded.append(other)
                elif other.text == mention.text and self._in_block(other).ages:
                    return
        if len(coded) == 1 and (mention.gender is None or mention.gender is coded[0].gender):
            yield self._here(coded[0])

    def _may_be_same(self, mention: Mention, other: Mention) -> bool:
        if other.kind is not Kind.NOUN or other.text != mention.text or other.plural != mention.plural:
            return False
        if other == mention or other.other or mention.noun is None or self._owner(mention) != self._owner(other):
            return False
        later = (other.block, other.number) > (mention.block, mention.number)
        return self._is_definite(other if later else mention)

    def _is_definite(self, mention: Mention) -> bool:
        """ "the girl", "her sister", and "Victim" without an article, as reports write."""
        if mention.determiner in self.known["definite-determiners"] or mention.owner is not None:
            return True
        noun = mention.noun
        if mention.determiner or mention.plural or noun is None:
            return False
        return noun.standing is not None or noun.text in self.known["case-nouns"]

    def _owner(self, mention: Mention) -> str:
        """Whose a relation is: "her" son is nobody else's son."""
        if mention.owner is None or mention.noun is None or not mention.noun.kin:
            return ""
        return self._texts.blocks[mention.block].text[mention.owner.start : mention.owner.end].lower()

    # --- pronouns ---

    def antecedents(self, pronoun: Mention, *, depth: int = 0) -> tuple[Mention, ...]:
        """The mentions that a pronoun may mean: one where the text leaves no doubt, none where there is nobody."""
        place = pronoun.block, pronoun.number
        if place not in self._antecedents:
            speaker = self._speaker(pronoun)
            if pronoun.text in self.known["first-person-pronouns"]:
                self._antecedents[place] = () if speaker is None else (speaker,)
                return self._antecedents[place]
            bound = self._bound(pronoun, depth)
            if speaker is not None:
                said = self._meant(speaker, depth)
                same = (other for meant in said if meant.is_named for other in self._with_name(meant.key))
                bound = {*bound, *map(self.identity, (*said, *same))}
            scopes = (self._fitting(pronoun, scope, depth, bound) for scope in self._scopes(pronoun))
            fitting = next(filter(None, scopes), None) or self._announced(pronoun)
            self._antecedents[place] = self._choose(pronoun, fitting) if fitting else ()
        return self._antecedents[place]

    def _announced(self, pronoun: Mention) -> list[Mention]:
        """Whom a pronoun means that opens a sentence and has nobody before it: "When she was 13, Mara was sold"."""
        sentence = self._sentence(pronoun)
        text = self._texts.blocks[pronoun.block].text
        opening = text[sentence.start : pronoun.region.start].split()
        if pronoun.gender is None or len(opening) != 1 or opening[0].lower() not in self.known["clause-words"]:
            return []
        for mention in self.people(pronoun.block).within(Region(pronoun.region.end, sentence.end)):
            if mention.kind is Kind.PRONOUN or not text[: mention.phrase.start].rstrip().endswith(","):
                continue
            fits = not mention.plural and self._gender(mention) in (None, pronoun.gender)
            return [mention] if fits and self.is_somebody(mention) else []
        return []

    def _speaker(self, pronoun: Mention) -> Mention | None:
        """Who says the quoted words that a pronoun stands in: "“He took my phone,” V2 said", "“I am 15,” said Mara"."""
        text = self._texts.blocks[pronoun.block].text
        if not _is_opened(text, pronoun.region.start):
            return None
        people = self.people(pronoun.block)
        closing = _CLOSING.search(text, pronoun.region.end)
        if closing is None:
            return None
        speaker = people.after(closing.end())
        if speaker is None or speaker.phrase.start - closing.end() > _TO_SPEAKER:
            return None
        words = self._texts.words(pronoun.block)
        behind = [word.text for word in words.after(people.end_of(speaker), 1)]
        between = [word.text for word in words.within(Region(closing.end(), speaker.phrase.start))]
        says = self.known["speech-verbs"]
        verb = between[-1:] or behind
        return speaker if verb and verb[0] in says else None

    def _scopes(self, pronoun: Mention) -> Iterator[list[Mention]]:
        """The mentions of the sentence before a pronoun, then of the sentences before it, back into other blocks."""
        index, end, count = pronoun.block, pronoun.region.start, 0
        crosses = self._texts.blocks[index].role is not Role.CELL
        while index >= 0 and pronoun.block - index <= _BLOCKS_BACK:
            people, sentences = self.people(index), self._texts.sentences(index)
            for sentence in reversed(sentences):
                if sentence.start >= end:
                    continue
                inside = people.within(Region(sentence.start, min(end, sentence.end)))
                yield inside
                count += bool(inside)
                if count > _SENTENCES_BACK:
                    return
            if not crosses:
                return
            index, end = index - 1, sys.maxsize

    def _fitting(self, pronoun: Mention, scope: list[Mention], depth: int, but: set[object]) -> list[Mention]:
        """Who of a sentence a pronoun may mean, one mention a person."""
        found: dict[object, Mention] = {}
        if pronoun.text in self.known["first-person-pronouns"]:
            return []
        for mention in scope:
            if mention.text in self.known["first-person-pronouns"]:
                continue
            plural = mention.plural or (pronoun.plural and self._ends_list(mention))
            if (
                plural != pronoun.plural
                or mention.determiner in self.known["nobody-determiners"]
                or self._is_bound(mention, pronoun)
            ):
                continue
            gender = mention.gender if mention.kind is Kind.PRONOUN else self._gender(mention)
            fits = gender is pronoun.gender or pronoun.gender is None
            if not fits and (gender is not None or mention.kind is Kind.PRONOUN):
                continue
            if mention.kind is not Kind.PRONOUN and not self.is_somebody(mention):
                continue
            if self._differs_in_age(mention, pronoun) or self._is_hers(mention, pronoun):
                continue
            for other in self._meant(mention, depth):
                if self.identity(other) not in but:
                    found.setdefault(self.identity(other), other)
        known = [mention for mention in found.values() if mention.kind is not Kind.PRONOUN]
        return known or list(found.values())

    def _is_hers(self, mention: Mention, pronoun: Mention) -> bool:
        """Whether somebody of unknown gender is the offender of one whom such a pronoun means: "I asked who her pimp was, and she"."""
        if mention.owner is None or mention.noun is None or mention.noun.standing is not PersonRole.DEFENDANT:
            return False
        owner = self._texts.blocks[mention.block].text[mention.owner.start : mention.owner.end].lower()
        return self.known.pronouns.get(owner) is pronoun.gender is not None and self._gender(mention) is None

    def _differs_in_age(self, mention: Mention, pronoun: Mention) -> bool:
        """Whether a pronoun's own age rules somebody out: "the coach met the player when she was 15"."""
        told = _side(self.people(pronoun.block).ages.get(pronoun.number, ()))
        if told not in (Side.MINOR, Side.ADULT) or mention.kind is Kind.PRONOUN:
            return False
        other = self._in_block(mention)
        if told is Side.MINOR and other.is_grown:
            return True
        exact = [age for age in other.ages if age.strength is Strength.NUMBER]
        return _side(exact) not in (told, Side.UNKNOWN)

    def _meant(self, mention: Mention, depth: int) -> tuple[Mention, ...]:
        """Whom a mention means: itself, or of a pronoun, and of what is said of one, its persons where there are any."""
        pronoun = mention if mention.kind is Kind.PRONOUN else self._of_predicate(mention)
        if pronoun is None or depth >= _DEEPEST:
            return (mention,)
        return self.antecedents(pronoun, depth=depth + 1) or (mention,)

    def _bound(self, pronoun: Mention, depth: int) -> set[object]:
        """Who an object pronoun cannot mean, because they are the subject of its clause."""
        sentence = self._sentence(pronoun)
        inside = self.people(pronoun.block).within(Region(sentence.start, pronoun.region.start))
        bound = [mention for mention in inside if self._is_bound(mention, pronoun)]
        meant = [self._meant(mention, depth) for mention in bound]
        return {self.identity(mentions[0]) for mentions in meant if len(mentions) == 1}

    def _ends_list(self, mention: Mention) -> bool:
        """Whether a mention is the last of several: "the boy and the girl", whom "they" may mean."""
        people = self.people(mention.block)
        return mention.number in people.joined and mention.number not in people.joined.values()

    def _sentence(self, mention: Mention) -> Region:
        for sentence in self._texts.sentences(mention.block):
            if sentence.start <= mention.region.start < sentence.end:
                return sentence
        return Region(0, mention.region.end)

    def is_somebody(self, mention: Mention) -> bool:
        """Whether a mention is surely a person: a name that may be a place counts only with an age or a standing."""
        if mention.sure:
            return True
        people = self.people(mention.block)
        return any(people.ages.get(n) or people.standings.get(n) for n in people.component(mention.number))

    def _gender(self, mention: Mention) -> Gender | None:
        """What the mention's own block tells, or of a name any other: a row of the people in a report, a title."""
        people = self.people(mention.block)
        same = [people.mentions[n] for n in people.component(mention.number)]
        told = next((found.gender for found in same if found.gender is not None), None)
        keys = {found.key for found in same if found.is_named}
        return told or (self._gender_of_name(min(keys, key=sorted)) if keys else None)

    def _gender_of_name(self, key: frozenset[str]) -> Gender | None:
        """The one gender that the blocks tell of everybody with a name; None where they tell none, or two.

        A part of the name tells nothing: "Mr. Rowe" may be the father of "Mia Rowe".
        """
        if key not in self._genders_of_names:
            told = set[Gender]()
            for mention in self._with_name(key):
                if not key <= mention.key:
                    continue
                people = self.people(mention.block)
                same = (people.mentions[n].gender for n in people.component(mention.number))
                told |= {gender for gender in same if gender is not None}
            self._genders_of_names[key] = told.pop() if len(told) == 1 else None
        return self._genders_of_names[key]

    def identity(self, mention: Mention) -> object:
        """The same for mentions of one person, as far as a block tells."""
        place = mention.block, mention.number
        if place not in self._identities:
            self._identities[place] = self._identity(mention)
        return self._identities[place]

    def _identity(self, mention: Mention) -> object:
        people = self.people(mention.block)
        numbers = people.component(mention.number)
        named = [people.mentions[n].key for n in numbers if people.mentions[n].is_named]
        if named:
            return min(named, key=lambda key: (len(key), sorted(key)))
        if mention.kind is Kind.NOUN and mention.noun is not None and mention.owner is None and not mention.other:
            return mention.text
        return (mention.block, numbers[0])

    def _choose(self, pronoun: Mention, fitting: list[Mention]) -> tuple[Mention, ...]:
        """The one that a pronoun means where several fit: of its gender and a subject; else all of them."""
        if self._is_of_all(pronoun):
            others = [mention for mention in fitting if not self._is_official(mention)]
            fitting = others if len(others) == 1 else fitting
        if len(fitting) == 1:
            return () if self._is_unlikely(fitting[0], pronoun) else tuple(fitting)
        subjects = [mention for mention in fitting if self.is_subject(mention)]
        exact = [mention for mention in fitting if pronoun.gender and self._gender(mention) is pronoun.gender]
        if len(exact) == 1 and (exact == subjects or not subjects or self._is_owned_by_other(exact[0], pronoun)):
            return tuple(exact)
        if not exact and pronoun.gender is not None:
            likely = [mention for mention in fitting if self._is_likely(mention, pronoun)]
            if len(likely) == 1 and (likely[0] in subjects or not subjects or self._speaks_of_both(pronoun)):
                return tuple(likely)
        elif len(exact) == 1 and exact[0] in subjects and all(self._is_official(m) for m in subjects if m not in exact):
            return tuple(exact)
        return tuple(fitting)

    def _is_of_all(self, pronoun: Mention) -> bool:
        """ "Each of them", "all three": said of those whom a report is about, not of the officials who tell of them."""
        if pronoun.text in self.known["group-words"]:
            return True
        before = self._texts.words(pronoun.block).before(pronoun.region.start, 2)
        return (
            pronoun.before in self.known["part-prepositions"]
            and len(before) == 2
            and before[0].text in self.known["part-words"]
        )

    def _is_owned_by_other(self, mention: Mention, pronoun: Mention) -> bool:
        """ "Dell and his daughter": the word that says whose she is tells that the other one is no "she"."""
        if mention.owner is None:
            return False
        owner = self._texts.blocks[mention.block].text[mention.owner.start : mention.owner.end].lower()
        return self.known.pronouns.get(owner) not in (None, pronoun.gender)

    def _is_unlikely(self, mention: Mention, pronoun: Mention) -> bool:
        """Whether a text speaks of "he" and "she", and somebody whose gender it does not tell is sooner the other one."""
        if pronoun.gender is None or mention.kind is Kind.PRONOUN or self._gender(mention) is not None:
            return False
        return self._speaks_of_both(mention, pronoun) and not self._is_likely(mention, pronoun)

    def _speaks_of_both(self, *mentions: Mention) -> bool:
        """Whether the blocks of mentions, the last a pronoun, have pronouns of the other gender too."""
        return any(
            found.kind is Kind.PRONOUN and found.gender not in (None, mentions[-1].gender)
            for index in {mention.block for mention in mentions}
            for found in self.people(index).mentions
        )

    def _is_likely(self, mention: Mention, pronoun: Mention) -> bool:
        """Victims and minors are spoken of as "she" and others as "he" where nothing tells the gender; officials as neither."""
        told = self._told_directly(mention)
        if PersonRole.OFFICIAL in told.standings:
            return False
        harmed = PersonRole.VICTIM in told.standings or told.age() is Side.MINOR
        return harmed == (pronoun.gender is Gender.FEMALE)

    def _is_official(self, mention: Mention) -> bool:
        return PersonRole.OFFICIAL in self._told_directly(mention).standings

    def is_subject(self, mention: Mention) -> bool:
        """Whether a mention stands where subjects do: not behind a preposition or a verb, and nobody's owner."""
        before = mention.before
        known = self.known
        if self._texts.blocks[mention.block].text.startswith(("'s", "’s", "' ", "’ "), mention.region.end):
            return False
        if before in known["prepositions"] and before not in known["clause-words"]:
            return False
        if before in known["past-verbs"] or before in known["auxiliaries"]:
            return False
        return before in known["speech-verbs"] or not before.endswith(("ed", "ing"))

    def _is_bound(self, mention: Mention, pronoun: Mention) -> bool:
        """Whether a mention is the subject of an object pronoun's own clause ("the coach met her"), or holds the pronoun."""
        if mention.block != pronoun.block:
            return False
        if mention.phrase.covers(pronoun.region):
            return True
        if pronoun.text not in self.known["object-pronouns-of-people"] or pronoun.determiner == "possessive":
            return False
        text = self._texts.blocks[mention.block].text[mention.region.end : pronoun.region.start]
        if len(text) > _LONGEST_CLAUSE or not self._governs(mention, text):
            return False
        people = self.people(mention.block)
        between = people.within(Region(mention.region.end, pronoun.region.start))
        if any(found.text in self.known["subject-pronouns-of-people"] for found in between):
            return False
        starts = {found.phrase.start for found in between}
        relative = self._ties.relative.match(text)
        for boundary in self._ties.clause.finditer(text, relative.end() if relative else 0):
            joins = boundary.group().strip(" ,").lower() in {"", *self.known["verb-joining-words"]}
            if not joins or mention.region.end + boundary.end() + 1 in starts:
                return False
        return True

    def _governs(self, mention: Mention, text: str) -> bool:
        """Whether a mention is the subject of what follows: "she", not "her"; also of its own "who"."""
        if mention.kind is Kind.PRONOUN and (
            mention.text in self.known["object-pronouns-of-people"] or mention.determiner == "possessive"
        ):
            return False
        return self.is_subject(mention) or self._ties.relative.match(text) is not None

    # --- tables and forms ---

    @cached_property
    def _row_ages(self) -> dict[int, Age]:
        by_births: dict[int, Age] = {}
        for birth, row in self._row_births.values():
            age = birth.age(self._dates)
            if age is not None:
                by_births |= dict.fromkeys(row, age)
        return by_births | row_ages(self._texts.blocks, self.known.ages)

    def row_age(self, index: int) -> Age | None:
        """The age that the row of a table tells, for a cell of it or for its line."""
        return self._row_ages.get(index)

    def _of_record(self, mention: Mention) -> list[Age]:
        """The age in the row of somebody's cell, or in the form beside the line that names somebody."""
        index = mention.block
        blocks = self._texts.blocks
        if not self._speaks_of_one(index):
            return []
        if blocks[index].role is Role.CELL or self.row_age(index) is not None:
            age = self.row_age(index)
            return [age] if age is not None and mention.is_named else []
        if not is_field(blocks[index].text):
            return []
        before, behind = fields_around(blocks, index)
        for line in behind:
            age = self._field_age(line)
            if age is not None:
                return [age]
            if self._names_somebody(line):
                return []
        if any(self._names_somebody(line) for line in before):
            return []
        return [age for line in before if (age := self._field_age(line)) is not None][:1]

    @cached_property
    def _rows(self) -> dict[int, list[int]]:
        return rows_of_cells(self._texts.blocks)

    def _of_row(self, mention: Mention) -> frozenset[PersonRole]:
        """The role that another cell of the row tells of a cell that names somebody: "Victim | Nora Quill"."""
        row = self._rows.get(mention.block)
        if row is None or not mention.is_named or not self._speaks_of_one(mention.block):
            return frozenset()
        if any(
            found.kind is Kind.NAME for index in row if index != mention.block for found in self.people(index).mentions
        ):
            return frozenset()  # whose role it is, of two who are named, is not told
        told = (self._role_of_cell(index) for index in row if index != mention.block)
        roles = {role for role in told if role is not None}
        return frozenset(roles) if len(roles) == 1 else frozenset()

    def _of_form(self, mention: Mention) -> frozenset[PersonRole]:
        """The role that another line of a form tells of whom a line names: "Role: Victim" above or below "Name: QUILL, Nora".

        Whether roles stand above or below the names, the first line tells that is one of them.
        """
        index, blocks = mention.block, self._texts.blocks
        if not mention.is_named or not is_field(blocks[index].text) or self._role_field(index) is not None:
            return frozenset()
        before, behind = fields_around(blocks, index)
        order = [*reversed(before), index, *behind]
        opens = next((at for at in order if self._is_role_field(at) or self._names_by_name(at)), index)
        for at in before if self._is_role_field(opens) else behind:
            if self._is_role_field(at):
                role = self._role_field(at)
                return frozenset() if role is None else frozenset((role,))
            if self._names_by_name(at):
                break
        return frozenset()

    def _names_by_name(self, index: int) -> bool:
        return not self._is_role_field(index) and any(
            mention.kind is Kind.NAME for mention in self.people(index).mentions
        )

    def _is_role_field(self, index: int) -> bool:
        label, colon, _ = self._texts.blocks[index].text.partition(":")
        return bool(colon) and fold(label.strip()) in self.known["role-labels"]

    def _role_field(self, index: int) -> PersonRole | None:
        """The role that is all that a line says behind its label: "Role: Victim"."""
        if not self._is_role_field(index):
            return None
        text = self._texts.blocks[index].text
        start = text.index(":") + 1
        found = [mention for mention in self.people(index).mentions if mention.phrase.start >= start]
        if len(found) != 1 or found[0].noun is None:
            return None
        rest = text[start : found[0].phrase.start] + text[found[0].phrase.end :]
        return found[0].noun.standing if _BESIDE_ROLE.fullmatch(rest) else None

    def _role_of_cell(self, index: int) -> PersonRole | None:
        """The role that a cell holds and nothing else: "Victim 1", "V-1"; a number or a mark may stand beside it."""
        mentions = self.people(index).mentions
        if len(mentions) != 1 or mentions[0].noun is None:
            return None
        text, phrase = self._texts.blocks[index].text, mentions[0].phrase
        is_alone = _BESIDE_ROLE.fullmatch(text[: phrase.start] + text[phrase.end :]) is not None
        return mentions[0].noun.standing if is_alone else None

    def _speaks_of_one(self, index: int) -> bool:
        """Whether all names, labels and nouns of a block are one person."""
        if index not in self._of_one:
            named = (found for found in self.people(index).mentions if found.kind is not Kind.PRONOUN)
            self._of_one[index] = len({self.identity(found) for found in named}) == 1
        return self._of_one[index]

    def _field_age(self, index: int) -> Age | None:
        """The age that a line of a form tells, by itself or by a date of birth."""
        text = self._texts.blocks[index].text
        age = field_age(text, self.known.ages)
        if age is not None or self._names_somebody(index):
            return age
        births = [
            born for birth in find_births(text, self.known.births) if (born := birth.age(self._dates)) is not None
        ]
        return replace(births[0], region=Region(0, 0)) if len(births) == 1 else None

    def _names_somebody(self, index: int) -> bool:
        return any(mention.kind is not Kind.PRONOUN for mention in self.people(index).mentions)


_CLOSING = pattern(r"[,.!?—–-]?[\"”]\s*")
_TO_SPEAKER = 24
"""How many characters may stand between a quotation and its speaker."""
_MOST_JOINED = 6
_LONGEST_CLAUSE = 200
"""How many characters a clause has at most, between its subject and a pronoun."""


def _together(parts: Iterable[Person]) -> Person:
    """Several descriptions of one person as one, each age once."""
    parts = list(parts)
    mentions = dict.fromkeys(mention for part in parts for mention in part.mentions)
    ages = dict.fromkeys(age for part in parts for age in part.ages)
    standings = frozenset(standing for part in parts for standing in part.standings)
    gender = next((part.gender for part in parts if part.gender is not None), None)
    return Person(tuple(mentions), tuple(ages), standings, gender)


def _is_opened(text: str, at: int) -> bool:
    """Whether a quotation is open at a place: a curly mark that nothing closed, or an odd number of straight ones."""
    straight, curly = text.rfind('"', 0, at), text.rfind("“", 0, at)
    if max(straight, curly) < text.rfind("”", 0, at) or max(straight, curly) < 0:
        return False
    return curly > straight or text.count('"', 0, at) % 2 == 1
