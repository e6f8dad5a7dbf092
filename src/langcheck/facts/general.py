"""Whether a noun for people speaks of nobody in particular: "pimps often set rules", "victims hand the money to their pimp".

A sentence is general where it tells in the present tense, or by a study, what people of a kind do, and of no person, no
case and no day. In it a plural without an article stands for the kind; so does the possessor's one ("their pimp"), and "the
pimp" behind such a plural. The text decides alone; whatever speaks for a particular person makes it particular.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from langcheck.facts.patterns import Patterns
from langcheck.facts.words import Word
from langcheck.lexicon.lexicon import Lexicon

_TO_DETERMINER = 2
"""How many words before a noun what determines it may stand: "the violent pimps"."""
_TO_AUXILIARY = 3
"""How many words before a participle its auxiliary may stand: "are often required"."""


@dataclass(frozen=True, slots=True)
class GeneralWords:
    """The word lists that tell (lexicon/contexts.yaml)."""

    cues: Patterns
    studies: Patterns
    present: frozenset[str]
    past: frozenset[str]
    participles: frozenset[str]
    adjectives: frozenset[str]
    auxiliaries: frozenset[str]
    behind_participles: frozenset[str]
    particular: Patterns
    determiners: frozenset[str]
    possessors: frozenset[str]
    anybodys: frozenset[str]
    places: frozenset[str]
    ends: frozenset[str]
    kinds: Patterns

    @classmethod
    def of(cls, lexicon: Lexicon) -> GeneralWords:
        """The lists of a lexicon."""

        def patterns(name: str) -> Patterns:
            return Patterns(lexicon.word_list(name))

        def words(*names: str) -> frozenset[str]:
            return frozenset(word for name in names for word in lexicon.word_list(name))

        return cls(
            cues=patterns("general-cues"),
            studies=patterns("general-studies"),
            present=words("general-present"),
            past=words("general-past"),
            participles=words("general-participles"),
            adjectives=words("adjectives-in-ed"),
            auxiliaries=words("be-forms", "have-forms"),
            behind_participles=words("prepositions"),
            particular=patterns("general-particular"),
            determiners=words("general-determiners"),
            possessors=words("general-possessors"),
            anybodys=words("general-determiners") - words("pointing-determiners"),
            places=words("general-places"),
            ends=words("phrase-ends"),
            kinds=patterns("general-kinds"),
        )


def is_general(words: Sequence[Word], text: str, known: GeneralWords) -> bool:
    """Whether the words of a sentence that names nobody tell what people of a kind do."""
    if _holds(known.particular, words, text):
        return False
    if _holds(known.studies, words, text):
        return True
    if any(_is_past(words, index, known) for index in range(len(words))):
        return False
    return _holds(known.cues, words, text) or any(word.text in known.present for word in words)


def _is_past(words: Sequence[Word], index: int, known: GeneralWords) -> bool:
    """Whether a word is a verb in the past tense, and not what "are" and "have" make of one, nor "women trafficked by"."""
    word = words[index].text
    if word in known.past:
        return True
    is_participle = word in known.participles
    if not is_participle and (not word.endswith("ed") or len(word) < _SHORTEST or word in known.adjectives):
        return False
    before = [other.text for other in words[max(0, index - _TO_AUXILIARY) : index]]
    if any(other in known.auxiliaries for other in before):
        return False
    following = words[index + 1].text if index + 1 < len(words) else ""
    if following in known.behind_participles or not following:
        return False
    return not before or before[-1] not in known.determiners


_SHORTEST = 5
"""With how many letters a word in -ed may be a verb: "need" and "used" tell nothing."""


def is_kind(words: Sequence[Word], index: int, text: str, known: GeneralWords) -> bool:
    """Whether a plural at an index of its sentence's words stands for the kind: nothing tells some of it apart, no place by name."""
    if index + 2 < len(words) and words[index + 1].text in known.places and text[words[index + 2].start].isupper():
        return False
    for step, word in enumerate(reversed(words[max(0, index - _TO_DETERMINER) : index])):
        if word.text in known.determiners or word.text.isdigit() or word.text.endswith(("'s", "s'")):
            return False
        if step == 0 and word.text in known.ends:
            return True
        if any(mark in text[word.end : words[index - step].start] for mark in ",;:(/"):
            return True
    return True


def is_of_kind(words: Sequence[Word], index: int, text: str, known: GeneralWords) -> bool:
    """Whether "their" before a noun stands for a kind of people told of in the sentence: "victims ... to their pimp"."""
    if index == 0 or words[index - 1].text not in known.possessors:
        return False
    return _holds(known.kinds, words[: index - 1], text)


def is_of_study(words: Sequence[Word], index: int, text: str, known: GeneralWords) -> bool:
    """Whether a noun behind an article or a possessive stands for anybody of whom a study tells: "a girl earned her pimp"."""
    if index == 0 or words[index - 1].text not in known.anybodys:
        return False
    return _holds(known.studies, words, text)


def _holds(patterns: Patterns, words: Sequence[Word], text: str) -> bool:
    return next(patterns.find(list(words), text), None) is not None
