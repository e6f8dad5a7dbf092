"""An entry in words, for pages and glossaries: what to write, why, when it counts, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from langcheck.lexicon.compact import samples
from langcheck.lexicon.entry import Clause, Condition, ContextNote, Entry, Example, Term, Wording
from langcheck.lexicon.forms import GAP, Inflections, marked_word, put_word, spell_out
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Source

LEFT_ALONE = "Left alone: in quotations, names of charges and statutes, official names, code, and where the word itself is the topic."
_IN_A_TITLE = 6
_IN_A_SENTENCE = 8
_READABLE = 60
"""How many characters of alternatives ("(sell|sold) (her|him)") are read at a glance."""
_HEAD_MARKS = re.compile(r"[{}]")
_BASIS = {
    "inference": "No source we know names this wording; it follows from a rule that the sources below give, so it is advice.",
    "usage": "The sources below define or use this word; none that we know says what to write, so it is advice.",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A wording and, in words, when it fits; ``when`` is empty for one that always does."""

    use: str
    when: str = ""

    def __str__(self) -> str:
        return f"{self.use} (if {self.when})" if self.when else self.use


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided in a context, why, and what to write there."""

    text: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An entry as a reader sees it; ``notes`` say what it rests on and where guides differ."""

    entry: Entry
    terms: tuple[str, ...]
    notes: tuple[str, ...]
    offers: tuple[Offer, ...]
    cases: tuple[Case, ...]
    counts_if: str
    flagged: tuple[Example, ...]
    allowed: tuple[Example, ...]
    sources: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """The first terms, as many as a heading can hold."""
        return ", ".join(self.terms[:_IN_A_TITLE]) + (" …" if len(self.terms) > _IN_A_TITLE else "")


def article(entry: Entry, lexicon: Lexicon, *, rules: bool = False) -> Article:
    """An entry in words; ``sources`` are pairs of a line and a URL that may be empty.

    Conditions are told as facts about a case. Those that only name words or forms are for curators: ``rules`` tells them.
    """
    notes_of = lexicon.contexts
    notes = [_BASIS[entry.basis]] if entry.basis in _BASIS else []
    if entry.contested:
        notes.append(f"Guides differ: {entry.contested}")
    return Article(
        entry,
        tuple(dict.fromkeys(form for term in entry.terms for form in term_forms(term))),
        tuple(notes),
        _offers(entry.suggest, notes_of, rules=rules),
        tuple(_case(clause, notes_of, rules=rules) for clause in entry.clauses),
        " and ".join(gloss(need, notes_of) for need in entry.needs if rules or isinstance(need, str)),
        tuple(example for example in entry.flag_examples if not example.todo),
        tuple(example for example in entry.allow_examples if not example.todo),
        tuple(
            (source_line(lexicon.sources[item.ref], item.says), lexicon.sources[item.ref].url) for item in entry.sources
        ),
    )


def term_forms(term: Term) -> list[str]:
    """What a term stands for, not inflected, the shortest first; an ellipsis is a gap. Of very much, some are shown."""
    return sorted((_HEAD_MARKS.sub("", form).replace(GAP, "…") for form in samples(term.text)), key=len)


def words_of(entry: Entry, inflections: Inflections) -> list[str]:
    """The surface forms of an entry as they are written, in the order of its terms, each once.

    Of a term that stands for very many, those are given that hold each of its alternatives.
    """
    forms: dict[str, None] = {}
    for term in entry.terms:
        for sample in samples(term.text):
            forms.update(dict.fromkeys(spell_out(sample, term.pos, inflections)))
    return list(forms)


def plain(wording: Wording) -> str:
    """A wording without its marks."""
    word = marked_word(wording.use)
    return put_word(wording.use, word or "")


def source_line(source: Source, says: str) -> str:
    """A source with its year where it is known, what it says of the word, and that nobody has seen it where that is so."""
    return f"{source.named} ({says}{'' if source.seen_on else '; not seen by us'})"


def gloss(condition: Condition, contexts: Mapping[str, ContextNote]) -> str:
    """A condition in words that complete "if ..."."""
    if isinstance(condition, str):
        return contexts[condition].gloss
    ((operator, value),) = condition.items()
    if operator == "not":
        return f"it is not so that {gloss(value, contexts)}"
    if operator in ("any", "all"):
        return (" or " if operator == "any" else " and ").join(gloss(part, contexts) for part in value)
    words = _some(value)
    return {
        "words": f"the words hold {words}",
        "near": f"one of these stands near: {words}",
        "beside": f"one of these stands in the sentence or in one beside it: {words}",
        "document": f"two of these stand in the document: {words}",
        "before": f"one of these stands right before: {words}",
        "after": f"one of these stands right after: {words}",
        "spelled": f"it is written {words}",
        "form": f"the word is {' or '.join(value)}",
    }[operator]


def _some(words: Sequence[str]) -> str:
    """As many words of a list as a reader takes in, and how many there are besides; long alternatives are among these."""
    short = [word for word in words if len(word) <= _READABLE] or [f"{words[0][:_READABLE]}…"]
    rest = len(words) - min(len(short), _IN_A_SENTENCE)
    if rest == 1 and len(short) == len(words):
        return ", ".join(words)
    others = "" if not rest else f" and {rest} other {'word' if rest == 1 else 'words'}"
    return f"{', '.join(short[:_IN_A_SENTENCE])}{others}"


DECIDED = frozenset(
    "noun-use modifier-use verb-use image-text exploitation-topic quotation scare-quote code link-title official-name "
    "offence mention person-name sourced name-follows people-in-general".split()
)
"""Contexts that a text always answers, so that no person is asked."""


def facts(condition: Condition) -> Iterator[Condition]:
    """The contexts in a condition that may stay open, each alone, and what is negated as a whole; no words and forms."""
    if isinstance(condition, str):
        if condition not in DECIDED:
            yield condition
        return
    ((operator, value),) = condition.items()
    if operator == "not" and any(facts(value)):
        yield condition
    elif operator in ("any", "all"):
        for part in value:
            yield from facts(part)


def _offers(wordings: Sequence[Wording], contexts: Mapping[str, ContextNote], *, rules: bool) -> tuple[Offer, ...]:
    return tuple(dict.fromkeys(Offer(plain(wording), _when(wording, contexts, rules=rules)) for wording in wordings))


def _when(wording: Wording, contexts: Mapping[str, ContextNote], *, rules: bool) -> str:
    if rules:
        return " and ".join(gloss(given, contexts) for given in wording.given)
    if wording.ask:
        return wording.ask.removeprefix("if ")
    return " and ".join(dict.fromkeys(gloss(fact, contexts) for given in wording.given for fact in facts(given)))


def _case(clause: Clause, contexts: Mapping[str, ContextNote], *, rules: bool) -> Case:
    offers = _offers(clause.suggest or (), contexts, rules=rules)
    if not clause.when:
        return Case(f"Left alone otherwise: {clause.because}")
    what = "Left alone" if clause.then.value == "allow" else str(clause.level or "Flagged").capitalize()
    if rules or all(isinstance(condition, str) for condition in clause.when):
        when = " and ".join(gloss(condition, contexts) for condition in clause.when)
        return Case(f"{what} if {when}: {clause.because}", offers)
    return Case(f"{what}: {clause.because}", offers)
