"""Whether new words read right between the words that stay: the last look at a suggestion before anybody sees it.

Rather no suggestion than one that breaks its sentence: doubled auxiliaries, two owners of one noun, a word twice, a
preposition that has lost its verb. The word lists are data (lexicon/contexts.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from langcheck.facts.words import Word, Words
from langcheck.lexicon.forms import Slot, slots_of
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region


@dataclass(frozen=True, slots=True)
class FittingWords:
    """The closed classes that tell what can stand beside what."""

    be_forms: frozenset[str]
    finite_be: frozenset[str]
    have_forms: frozenset[str]
    bare_after: frozenset[str]
    do_forms: frozenset[str]
    adverbs: frozenset[str]
    owners: frozenset[str]
    objects: frozenset[str]
    owned_by_nobody: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    settled: frozenset[str]
    modified: frozenset[str]
    never_objects: frozenset[str]
    uncountable: frozenset[str]
    counting: frozenset[str]
    one_sided: frozenset[str]
    shared_by: frozenset[str]
    ends: frozenset[str]
    question_openers: frozenset[str]
    joining: frozenset[str]
    making_do: frozenset[str]
    making_bare: frozenset[str]
    told_of_subjects: frozenset[str]
    be_gerunds: frozenset[str]
    be_participles: frozenset[str]
    be_bases: frozenset[str]
    infinitive_signs: frozenset[str]
    settled_with: frozenset[str]
    relatives: frozenset[str]
    so_called: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> FittingWords:
        names = (
            "be-forms",
            "finite-be",
            "have-forms",
            "bare-after",
            "do-forms",
            "between-auxiliaries",
            "possessives",
            "object-pronouns",
            "owned-by-nobody",
            "articles",
            "linking-prepositions",
            "settled-verbs",
            "modified-nouns",
            "never-objects",
            "uncountable",
            "counting-words",
            "one-sided",
            "shared-by",
            "phrase-ends",
            "question-openers",
            "joining-words",
            "making-do",
            "making-bare",
            "told-of-subjects",
            "be-gerunds",
            "be-participles",
            "be-to-write",
            "infinitive-signs",
            "settled-with",
            "relative-persons",
            "so-called",
        )
        return cls(*(frozenset(lexicon.word_list(name)) for name in names))


class Circular:
    """Words that go round in a circle: "exploiters who exploit", "tattooed with tattoos" (contexts.yaml: circular)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rules = [
            (_singles(slots[0]), _singles(slots[1]), reach)
            for name, reach in (("circular", _WHOLE_SENTENCE), ("circular-near", _NEAR))
            for slots in map(slots_of, lexicon.word_list(name))
        ]

    def goes_round(self, text: str, sentence: Sequence[Word], region: Region) -> bool:
        """Whether a text that is put into a region repeats by its root what the sentence around it says."""
        new = {word.text for word in Words(text).all}
        before = [word.text for word in sentence if word.end <= region.start]
        after = [word.text for word in sentence if word.start >= region.end]
        return any(
            not new.isdisjoint(put) and not stands.isdisjoint((*before[-reach:], *after[:reach]))
            for put, stands, reach in self._rules
        )


def _singles(slot: Slot) -> frozenset[str]:
    return frozenset(" ".join(parts) for parts in slot)


_NEAR = 8
_WHOLE_SENTENCE = 60
"""How many words on either side of a place are looked at for a word of the same root."""


def misfit(
    before: Sequence[str], new: Sequence[str], after: Sequence[str], known: FittingWords, *, noun: bool = False
) -> str:
    """What reads wrong where ``new`` words stand between words that stay, nearest last and first; empty if nothing does.

    ``noun`` says that they stand for a noun. All words are folded. Only what can be told from a few words is told.
    """
    if not new:
        return "nothing is left"
    checks = (_auxiliaries, _owner, _twice, _preposition, _modifier, _shared, *((_counted,) if noun else ()))
    return next((found for check in checks if (found := check(before, new, after, known))), "")


def _auxiliaries(before: Sequence[str], new: Sequence[str], _: Sequence[str], known: FittingWords) -> str:
    """ "been being sold", "is been", "has was", "did not be", "can was"."""
    first = new[0]
    if first not in known.be_forms:
        return ""
    kept = [word for word in before[-3:] if word not in known.adverbs]
    last = kept[-1] if kept else ""
    if last in known.be_forms and not (first in known.be_gerunds and last in known.finite_be):
        return f"{last} {first}"
    if last in known.have_forms and first not in known.be_participles:
        return f"{last} {first}"
    if last in known.bare_after and first not in known.be_bases:
        return f"{last} {first}"
    return f"{last} {first}" if last in known.do_forms else ""


def is_made_to(before: Sequence[str], new: Sequence[str], known: FittingWords) -> bool:
    """Whether one would be made to do what is done to them: "forced her to be sold for sex", "had her be exploited"."""
    if new[0] not in known.be_bases or not any(
        " ".join(new[-count:]) in known.one_sided for count in range(1, len(new) + 1)
    ):
        return False
    kept = [word for word in before if word not in known.adverbs]
    if not kept:
        return False
    if kept[-1] in known.infinitive_signs:
        return not known.making_do.isdisjoint(kept)
    return kept[-1] not in known.bare_after and not known.making_bare.isdisjoint(kept)


def _owner(before: Sequence[str], new: Sequence[str], _: Sequence[str], known: FittingWords) -> str:
    """ "her person", "their a victim", "Garcia's people"."""
    last = before[-1] if before else ""
    is_object = last in known.objects
    owns = last in known.owners or (last.endswith(("'s", "s'")) and new[0] in known.owned_by_nobody)
    if owns and (new[0] in known.owned_by_nobody or (new[0] in known.articles and not is_object)):
        return f"{last} {new[0]}"
    return ""


def _twice(before: Sequence[str], new: Sequence[str], after: Sequence[str], known: FittingWords) -> str:
    """ "the the", and a long word again behind a small one: "sex trafficking and trafficking", "forced to forced labor"."""
    if before and before[-1] == new[0]:
        return f"{new[0]} {new[0]}"
    if after and after[0] == new[-1]:
        return f"{new[-1]} {new[-1]}"
    sides = ((_next(before[::-1], known), new[:2]), (_next(after, known), new[-2:]))
    return next((f"{word} {word}" for word, own in sides if len(word) >= _LONG_WORD and word in own), "")


def _next(words: Sequence[str], known: FittingWords) -> str:
    """The nearest word, or the one behind it where that is small: "and trafficking", "to labor"."""
    joins = known.prepositions | known.joining
    return next((word for word in words[:2] if word not in joins), "")


_LONG_WORD = 6
"""How many letters a word has at least that nobody wants to read again at once."""


def _preposition(before: Sequence[str], new: Sequence[str], after: Sequence[str], known: FittingWords) -> str:
    """ "declined to participate with": the verb at the end takes none; "of of", "for to"."""
    following = after[0] if after else ""
    if new[-1] in known.settled and following in known.prepositions - known.settled_with:
        return f"{new[-1]} {following}"
    if new[-1] in known.prepositions and following in known.prepositions:
        return f"{new[-1]} {following}"
    if new[-1] in known.prepositions and following in known.never_objects:
        return f"{new[-1]} {following}"
    last = before[-1] if before else ""
    if last in known.prepositions - known.infinitive_signs and new[0] in known.prepositions:
        return f"{last} {new[0]}"
    return ""


def _modifier(before: Sequence[str], new: Sequence[str], after: Sequence[str], known: FittingWords) -> str:
    """ "the person in the trade population", "a so-called person in the trade": a noun with words behind it is no modifier."""
    hangs = not known.prepositions.isdisjoint(new[1:-1]) or not known.relatives.isdisjoint(new)
    if hangs and after and after[0] in known.modified:
        return f"{new[-1]} {after[0]}"
    called = " ".join(before[-2:])
    return called if hangs and called in known.so_called else ""


def _counted(before: Sequence[str], new: Sequence[str], after: Sequence[str], known: FittingWords) -> str:
    """ "a modern-day forced labor", "several sexual abuse": there is no one of it; before another noun it counts that one."""
    tails = known.prepositions | known.never_objects
    head = next((word for word, then in zip(new, [*new[1:], ""], strict=True) if not then or then in tails), "")
    if head not in known.uncountable or (after and after[0] not in known.ends | known.never_objects):
        return ""
    counts = [word for word in before[-2:] if word in known.counting]
    if not counts or (before[-1] not in counts and before[-1] in known.ends):
        return ""
    return f"{counts[-1]} {head}"


def _shared(_: Sequence[str], new: Sequence[str], after: Sequence[str], known: FittingWords) -> str:
    """ "sexual abuse between himself and the victim": what one does to the other."""
    following = after[0] if after else ""
    ends = any(" ".join(new[-count:]) in known.one_sided for count in range(1, len(new) + 1))
    return f"{new[-1]} {following}" if ends and following in known.shared_by else ""
