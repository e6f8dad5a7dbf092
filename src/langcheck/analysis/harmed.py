"""Who is harmed by what a document tells: sold, advertised, made to sell sex or struck.

The word list "harmed-told" has the ways to tell it. There "she" stands for one woman, by a pronoun or a noun, and "someone" for
one person by name or label; the first of them in a pattern is the one who is harmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from langcheck.facts.mentions import Kind, Mention
from langcheck.facts.patterns import patterns_of
from langcheck.facts.person_words import Gender, PersonRole
from langcheck.facts.words import Word
from langcheck.lazily import pattern
from langcheck.model import Region

if TYPE_CHECKING:
    from langcheck.analysis.finder import Reading

REACH = 12
"""How many blocks back it may be told that somebody is harmed."""
_TWO = 2
_NO_HARM = frozenset({PersonRole.OFFICIAL, PersonRole.VICTIM})
"""Whose blows and seizures do not make a victim: officers at an arrest, and victims who defend themselves."""
_WOMAN, _NAMED = "she", "someone"
_POSSESSIVE = pattern(r"['’]s\b")
_ENDS = pattern(r"\s*(?:[^\w\s]|\Z)")


@dataclass(frozen=True, slots=True)
class Harm:
    """That somebody is harmed: whom the text may mean, by whom, as what ("an escort"), and the words that tell it."""

    mention: Mention
    whom: frozenset[object]
    by: frozenset[object]
    roles: frozenset[object]
    words: str


class Harms:
    """Whom the blocks of a document tell to be harmed, each read when it is asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._persons = reading.persons
        lexicon = reading.known.lexicon
        self._told = patterns_of(lexicon.word_list("harmed-told"))
        self._follow = lexicon.words["harmed-object-followers"]
        self._of_blocks: dict[int, list[Harm]] = {}

    def told_of(self, mention: Mention, *, is_she: bool) -> str:
        """The words that tell it of the one whom a mention means, which stand elsewhere; empty where none do.

        ``is_she`` where the text speaks of this one as a woman: then "he" who harms "her" is another.
        """
        meant = self.identities(mention)
        for index in range(max(0, mention.block - REACH), mention.block + 1):
            for harm in self._in_block(index):
                if harm.mention.number == mention.number and index == mention.block:
                    continue
                if meant and self._is_meant(meant, harm, is_she=is_she, blocks=(index, mention.block)):
                    return harm.words
        return ""

    def identities(self, mention: Mention) -> frozenset[object]:
        """Whom a mention may mean."""
        persons = self._persons
        meant = persons.antecedents(mention) if mention.kind is Kind.PRONOUN else (mention,)
        return frozenset(map(persons.identity, meant))

    def _is_meant(self, meant: frozenset[object], harm: Harm, *, is_she: bool, blocks: tuple[int, int]) -> bool:
        """Whether the harmed one is meant: nobody else is, or of two the other is the one who harms, and is no "she"."""
        everybody = harm.whom | harm.by
        meant = frozenset(_same_in(everybody, one) for one in meant - harm.roles)
        if not meant:
            return False
        if len(harm.whom) == 1:
            either = is_she and meant == harm.whom | harm.by and any(map(self._speaks_of_him, blocks))
            return meant <= harm.whom or either
        return is_she and len(harm.whom) == _TWO and meant <= harm.whom == harm.by

    def _speaks_of_him(self, index: int) -> bool:
        return any(
            mention.kind is Kind.PRONOUN and mention.gender is Gender.MALE
            for mention in self._persons.people(index).mentions
        )

    def _in_block(self, index: int) -> list[Harm]:
        if index not in self._of_blocks:
            self._of_blocks[index] = list(self._find(index))
        return self._of_blocks[index]

    def _find(self, index: int) -> list[Harm]:
        """The harms that a block tells."""
        text, people = self._reading.around(index).text, self._persons.people(index)
        if not people.mentions:
            return []
        words, standing = self._with_standins(index)
        found = []
        for first, end in self._told.find(words, text):
            inside = [standing[n] for n in range(first, end) if n in standing]
            if not inside or self._is_of_hers(inside[0], words[end - 1], text, index):
                continue
            harmed, *others = inside
            agent = others[-1] if others else people.before(words[first].start)
            if agent is not None and not _NO_HARM.isdisjoint(self._persons.person(agent).standings):
                continue
            whom, by = self.identities(harmed), frozenset[object]()
            if agent is not None and agent.number != harmed.number:
                by = self.identities(agent)
                if len(by) == 1 and len(whom) > 1:
                    whom -= by
            region = Region(words[first].start, words[end - 1].end)
            roles = frozenset(
                self._persons.identity(mention)
                for mention in people.within(region)
                if mention.kind is Kind.NOUN
                and mention.determiner in self._reading.known.lists["indefinite-articles"]
                and mention not in inside
            )
            found.append(Harm(harmed, whom, by, roles, text[region.start : region.end]))
        return found

    def _with_standins(self, index: int) -> tuple[list[Word], dict[int, Mention]]:
        """The words of a block, with one word for each mention of one woman or by name, and which mention it is."""
        words: list[Word] = []
        standing: dict[int, Mention] = {}
        mentions = {mention.region.start: mention for mention in self._persons.people(index).mentions}
        skipped = 0
        for word in self._reading.around(index).words.all:
            if word.start < skipped:
                continue
            mention = mentions.get(word.start)
            standin = _standin(mention) if mention is not None else ""
            if mention is None or not standin:
                words.append(word)
                continue
            skipped = mention.region.end
            standing[len(words)] = mention
            words.append(word._replace(text=standin, end=max(word.end, mention.region.end)))
        return words, standing

    def _is_of_hers(self, mention: Mention, last: Word, text: str, index: int) -> bool:
        """ "hit her brother", "hit Adler's car": something of hers is what the words are about."""
        if last.start > mention.region.start:
            return False
        if _POSSESSIVE.match(text, mention.region.end):
            return True
        if mention.text.lower() not in self._reading.known.lists["naming-objects"] or _ENDS.match(
            text, mention.region.end
        ):
            return False
        behind = self._reading.around(index).words.after(mention.region.end, 1)
        return bool(behind) and behind[0].text not in self._follow


def _same_in(known: frozenset[object], one: object) -> object:
    """The same person among some: by a name, the one whose name holds it or is held by it ("Rowe", "Mia Rowe")."""
    if one in known or not isinstance(one, frozenset):
        return one
    return next((other for other in known if isinstance(other, frozenset) and (one <= other or other <= one)), one)


def _standin(mention: Mention) -> str:
    """What a mention is called in the patterns; empty for several people, men, and whoever is no woman and has no name."""
    if mention.plural:
        return ""
    if mention.is_named:
        return _NAMED
    return _WOMAN if mention.gender is Gender.FEMALE else ""
