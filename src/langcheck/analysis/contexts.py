"""The contexts that clauses name: each a predicate that declares what it reads, and one line in CONTEXTS.

A predicate answers yes, no or unknown, with the words that decided. Contexts that read the text alone are answered
before anything is parsed; the judge asks for a parse only when a predicate that reads one is reached.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache
from itertools import islice

from langcheck.analysis.finder import Candidate, Reading
from langcheck.analysis.offences import opens_offence
from langcheck.analysis.people import Age, first_label, is_name_by_capitals
from langcheck.analysis.speakers import Speaker
from langcheck.facts.charges import Stage, Standing, Truth
from langcheck.facts.quotations import QuoteKind
from langcheck.facts.standing import standing_by_document, standing_of_agent, standing_of_noun
from langcheck.facts.words import Phrases, Word, Words
from langcheck.lexicon.entry import Condition, Name
from langcheck.lexicon.forms import FIXED, fold
from langcheck.model import MarkKind, Region, Role

NEAR_WORDS = 12
"""How many words on either side ``near`` looks at, within the sentence."""
OBJECT_WORDS = 9
"""How many words after a verb its object may stand, for the contexts that read the text alone."""

_CLAUSE_END = re.compile(r"[.;:!?]|,\s+(?:who|which|and then|but|while|when)\b")


class Reads(IntEnum):
    """What a context needs to see, from the cheapest up."""

    TEXT = 0
    PARSE = 1
    ENTITIES = 2


class Holds(Enum):
    """A predicate's answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a context holds, and the words of the document that decided."""

    holds: Holds
    evidence: str = ""

    def __bool__(self) -> bool:
        return self.holds is Holds.YES


YES, NO, UNKNOWN = Answer(Holds.YES), Answer(Holds.NO), Answer(Holds.UNKNOWN)


class ParseNeeded(Exception):
    """A predicate was reached that reads more than is there yet."""

    def __init__(self, reads: Reads) -> None:
        super().__init__(reads)
        self.reads = reads


Predicate = Callable[[Candidate, Reading], Answer]


@dataclass(frozen=True, slots=True)
class Context:
    """A named predicate and what it reads."""

    reads: Reads
    predicate: Predicate


def evaluate(condition: Condition, candidate: Candidate, reading: Reading) -> Answer:
    """Whether a condition holds of a candidate; raises ParseNeeded when that takes a parse that is not there."""
    if isinstance(condition, str):
        return ask(condition, candidate, reading)
    ((operator, value),) = condition.items()
    if operator == "not":
        return _negated(evaluate(value, candidate, reading))
    if operator == "any":
        return _any(value, candidate, reading)
    if operator == "all":
        return evaluate_all(tuple(value), candidate, reading)
    if operator == "form":
        return YES if candidate.feature in value else NO
    if operator == "spelled":
        return (
            YES if reading.around(candidate.block).text[candidate.region.start : candidate.region.end] in value else NO
        )
    return _by_words(operator, tuple(value), candidate, reading)


def evaluate_all(conditions: tuple[Condition, ...], candidate: Candidate, reading: Reading) -> Answer:
    """Whether all conditions hold: no if one does not, else unknown if one is."""
    evidence = ""
    unknown = False
    for condition in conditions:
        answer = evaluate(condition, candidate, reading)
        if answer.holds is Holds.NO:
            return answer
        unknown = unknown or answer.holds is Holds.UNKNOWN
        evidence = evidence or answer.evidence
    return Answer(Holds.UNKNOWN if unknown else Holds.YES, evidence)


def ask(name: str, candidate: Candidate, reading: Reading) -> Answer:
    """The answer of a named context."""
    context = CONTEXTS[name]
    if context.reads >= Reads.PARSE and candidate.span is None:
        raise ParseNeeded(context.reads)
    if context.reads is Reads.ENTITIES and not candidate.entities:
        raise ParseNeeded(context.reads)
    return context.predicate(candidate, reading)


def reads(condition: Condition) -> Reads:
    """The most that a condition may read."""
    if isinstance(condition, str):
        return CONTEXTS[condition].reads
    ((operator, value),) = condition.items()
    if operator == "not":
        return reads(value)
    if operator in ("any", "all"):
        return max(reads(part) for part in value)
    return Reads.TEXT


def _any(conditions: list[Condition], candidate: Candidate, reading: Reading) -> Answer:
    unknown = False
    for condition in sorted(conditions, key=reads):
        answer = evaluate(condition, candidate, reading)
        if answer:
            return answer
        unknown = unknown or answer.holds is Holds.UNKNOWN
    return UNKNOWN if unknown else NO


def _negated(answer: Answer) -> Answer:
    opposite = {Holds.YES: Holds.NO, Holds.NO: Holds.YES, Holds.UNKNOWN: Holds.UNKNOWN}
    return Answer(opposite[answer.holds], answer.evidence)


# --- words around the candidate ----------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _phrases(words: tuple[str, ...]) -> Phrases:
    return Phrases(words)


def _by_words(operator: str, listed: tuple[str, ...], candidate: Candidate, reading: Reading) -> Answer:
    around = reading.around(candidate.block)
    region = candidate.region
    sentence = around.sentence(region)
    before = [word for word in around.words.before(region.start, NEAR_WORDS) if word.start >= sentence.start]
    after = [word for word in around.words.after(region.end, NEAR_WORDS) if word.end <= sentence.end]
    phrases = _phrases(listed)
    if operator == "words":
        return _first_found(phrases, around.words.within(region), around.text) or NO
    if operator == "near":
        own = around.words.within(region)
        return next(
            (found for words in (before, own, after) if (found := _first_found(phrases, words, around.text))), NO
        )
    if operator == "after":
        if after and _touches(around.text, region.end, after[0].start) and phrases.at(after, 0):
            length = phrases.at(after, 0)
            return Answer(Holds.YES, around.text[after[0].start : after[length - 1].end])
        return NO
    for index in range(len(before)):
        length = phrases.at(before, index)
        if length and index + length == len(before) and _touches(around.text, before[-1].end, region.start):
            return Answer(Holds.YES, around.text[before[index].start : before[-1].end])
    return NO


def _first_found(phrases: Phrases, words: list[Word], text: str) -> Answer | None:
    for index, length in phrases.find(words):
        return Answer(Holds.YES, text[words[index].start : words[index + length - 1].end])
    return None


def _touches(text: str, end: int, start: int) -> bool:
    """Whether nothing but blanks, quotation marks, a hyphen or a slash stands between two words."""
    return not text[end:start].removeprefix("'s").removeprefix("’s").strip(" \"'“”‘’-/")


# --- what the words are ------------------------------------------------------------------------------------------


def is_quotation(candidate: Candidate, reading: Reading) -> Answer:
    """Speech, or a quoted block; the words are not the author's."""
    around = reading.around(candidate.block)
    for quote in around.quotes:
        if quote.kind is not QuoteKind.SCARE and quote.region.covers(candidate.region):
            inserted = quote.kind is QuoteKind.SPEECH and _is_inserted(around.text, candidate.region, quote.region)
            return NO if inserted else Answer(Holds.YES, "quotation")
    return NO


def _is_inserted(text: str, region: Region, quote: Region) -> bool:
    """Whether the author put the words into a quotation, in square brackets: "They [the johns] came on weekends"."""
    opened = text.rfind("[", max(quote.start, region.start - _LONGEST_INSERTION), region.start)
    closed = text.find("]", region.end, min(quote.end, region.end + _LONGEST_INSERTION))
    return (
        opened >= 0 and closed >= 0 and "]" not in text[opened : region.start] and "[" not in text[region.end : closed]
    )


_LONGEST_INSERTION = 80
"""How many characters an author puts into a quotation in square brackets at most."""


def is_official_speech(candidate: Candidate, reading: Reading) -> Answer:
    """Speech of an official; asked only where the settings want an agency's own statements advised on."""
    for quote in reading.around(candidate.block).quotes:
        if quote.kind is QuoteKind.SPEECH and quote.region.covers(candidate.region):
            if reading.speakers.get((candidate.block, quote.region)) is not Speaker.OFFICIAL:
                return NO
            return Answer(Holds.YES, "official")
    return NO


def is_scare_quote(candidate: Candidate, reading: Reading) -> Answer:
    """A few words in quotation marks by which the author keeps a distance."""
    around = reading.around(candidate.block)
    for quote in around.quotes:
        if quote.kind is QuoteKind.SCARE and quote.region.covers(candidate.region):
            return Answer(Holds.YES, around.text[quote.region.start : quote.region.end])
    return NO


def is_code(candidate: Candidate, reading: Reading) -> Answer:
    """Code, an address, a file name, a hashtag."""
    around = reading.around(candidate.block)
    if around.block.role is Role.CODE:
        return Answer(Holds.YES, "code")
    if around.block.role is Role.FILE_NAME:
        return NO if candidate.entry.kind == "image" else Answer(Holds.YES, "file name")
    for mark in around.block.marks:
        if mark.kind is MarkKind.CODE and mark.region.covers(candidate.region):
            return Answer(Holds.YES, "code")
    for region in around.addresses:
        if region.covers(candidate.region):
            return Answer(Holds.YES, around.text[region.start : region.end])
    return NO


def is_link_title(candidate: Candidate, reading: Reading) -> Answer:
    """A list item, or a tooltip, that is a link from end to end: the title of another page, as in menus."""
    block = reading.around(candidate.block).block
    if block.role not in (Role.LIST_ITEM, Role.ALT_TEXT):
        return NO
    for mark in block.marks:
        if mark.kind is MarkKind.LINK and mark.region.end - mark.region.start >= _MOST_OF_TITLE * len(block.text):
            return Answer(Holds.YES, block.text)
    return NO


_MOST_OF_TITLE = 0.9
"""Which part of a list item a link must take to be its title; the rest may be a date or a mark."""


def listed_name(candidate: Candidate, reading: Reading) -> str:
    """The name of names.yaml that a candidate is part of, as it is written; empty when there is none."""
    around = reading.around(candidate.block)
    for region, number in around.scan.names:
        name = reading.known.lexicon.names[number]
        written = around.text[region.start : region.end]
        if region.covers(candidate.region) and (name.match != "exact" or _has_capitals(written, name)):
            return written
    return ""


def is_official_name(candidate: Candidate, reading: Reading) -> Answer:
    """Part of a name of names.yaml, or capitalised like a name inside ordinary prose."""
    listed = listed_name(candidate, reading)
    if listed:
        return Answer(Holds.YES, listed)
    around = reading.around(candidate.block)
    before = around.words.before(candidate.region.start, 1)
    if before and before[0].text == "operation" and around.text[before[0].start].isupper():
        return Answer(Holds.YES, around.text[before[0].start : candidate.region.end])
    if _CASE_NAME.match(around.text, candidate.region.end) or _VERSUS.search(
        around.text, max(0, candidate.region.start - _LONGEST_PARTY), candidate.region.start
    ):
        return Answer(Holds.YES, around.text[candidate.region.start : candidate.region.end])
    if around.is_capitals or around.is_in_headline(candidate.region) or _written_with_capital(candidate):
        return NO
    words = around.words.within(candidate.region)
    if not words or not all(around.text[word.start].isupper() for word in words if len(word.text) > 3):
        return NO
    first, last = words[0], words[-1]
    region = Region(first.start, last.end)
    if is_name_by_capitals(around.text, region, around.words, reading.known.people):
        return Answer(Holds.YES, around.text[region.start : region.end])
    return NO


_LONGEST_PARTY = 48
"""How many characters before a name are searched for the other side of a case."""
_CASE_NAME = re.compile(r" v\.? (?=[A-Z])")
_VERSUS = re.compile(r"[A-Z][\w.'’-]* v\.? \Z")
"""The two sides of a case name: "Hooker v. Dell County"."""


def _has_capitals(written: str, name: Name) -> bool:
    """Whether a name that is made of ordinary words is written with its capitals, or all in capitals."""
    return written.isupper() or written in (name.name, *name.also)


def _written_with_capital(candidate: Candidate) -> bool:
    """Whether the entry itself writes its term with a capital (Stockholm syndrome)."""
    return any(term.text[:1].isupper() for term in candidate.entry.terms)


def is_person_name(candidate: Candidate, reading: Reading) -> Answer:
    """Part of a person's, place's or organisation's name by its entity."""
    span = candidate.span
    assert span is not None
    for entity in span.doc.ents:
        if (
            entity.label_ in ("PERSON", "GPE", "LOC", "ORG", "FAC")
            and entity.start < span.end
            and span.start < entity.end
        ):
            return Answer(Holds.YES, entity.text)
    return NO


def is_offence(candidate: Candidate, reading: Reading) -> Answer:
    """The name of a charge or a statute."""
    around = reading.around(candidate.block)
    for region in around.offences:
        if region.overlaps(candidate.region):
            return Answer(Holds.YES, around.text[region.start : region.end])
    if candidate.feature == "gerund" and candidate.entry.category in reading.known.lexicon.word_list(
        "offence-categories"
    ):
        procedure = opens_offence(
            around.words.before(candidate.region.start, 26), around.sentence(candidate.region), reading.known.offences
        )
        if procedure:
            return Answer(Holds.YES, procedure)
    return NO


def is_mention(candidate: Candidate, reading: Reading) -> Answer:
    """A word that is spoken about, or that stands in a list of words."""
    around = reading.around(candidate.block)
    for region in around.mentions:
        if region.overlaps(candidate.region):
            return Answer(Holds.YES, around.text[region.start : region.end])
    if candidate.entry.kind == "claim" and around.under_myths:
        return Answer(Holds.YES, "list of myths")
    return Answer(Holds.YES, "list of words") if around.in_word_list else NO


def is_before_name(candidate: Candidate, reading: Reading) -> Answer:
    """A name stands right behind the words ("pimp Ortega"); in capitals and headlines any word may be one."""
    around = reading.around(candidate.block)
    after = around.words.after(candidate.region.end, 1)
    if not after or around.text[candidate.region.end : after[0].start].strip(" "):
        return NO
    return YES if around.text[after[0].start].isupper() else NO


def is_noun_use(candidate: Candidate, reading: Reading) -> Answer:
    """The head is a noun in this sentence."""
    return _use(candidate, reading, nouns=True)


def is_verb_use(candidate: Candidate, reading: Reading) -> Answer:
    """The head is a verb in this sentence."""
    return _use(candidate, reading, nouns=False)


def is_modifier_use(candidate: Candidate, reading: Reading) -> Answer:
    """The candidate modifies a noun that follows it ("a runaway balloon")."""
    span = candidate.span
    assert span is not None
    head = span.root.head
    if span.root.dep_ in ("compound", "amod", "nmod") and head.i >= span.end and head.pos_ in ("NOUN", "PROPN"):
        return Answer(Holds.YES, head.text)
    return NO


_BEFORE_NOUN = frozenset(
    "a an the his her their its our my your this that these those some any many most several one two three four five six "
    "no other another each every alleged suspected known accused former convicted of by from against between among".split()
)
_BEFORE_VERB = frozenset(
    "to would will can could may might must should did does do he she they we who i not then".split()
)
_AFTER_VERB = frozenset("her him them herself himself themselves us me it".split())


def _use(candidate: Candidate, reading: Reading, *, nouns: bool) -> Answer:
    """The form and the neighbours decide where they leave no doubt; else the tagger does."""
    if candidate.feature in ("gerund", "past", "participle"):
        return NO if nouns else YES
    around = reading.around(candidate.block)
    before = around.words.before(candidate.region.start, 1)
    after = around.words.after(candidate.region.end, 1)
    touching = bool(before) and not around.text[before[-1].end : candidate.region.start].strip(" ")
    follows = bool(after) and not around.text[candidate.region.end : after[0].start].strip(" ")
    takes_object = follows and after[0].text in _AFTER_VERB
    ends_in_s = candidate.feature in ("plural", "third")
    if touching and (before[-1].text in _BEFORE_NOUN or (before[-1].text == "to" and ends_in_s)) and not takes_object:
        return YES if nouns else NO
    if (touching and before[-1].text in _BEFORE_VERB) or takes_object:
        return NO if nouns else YES
    if candidate.feature in ("base", "singular") and not touching:
        return YES if nouns else NO
    span = candidate.span
    if span is None:
        raise ParseNeeded(Reads.PARSE)
    root = span.root
    if nouns:
        return YES if root.pos_ in ("NOUN", "PROPN") or (root.pos_ == "ADJ" and root.dep_ != "amod") else NO
    return YES if root.pos_ in ("VERB", "AUX") else NO


def is_image_text(candidate: Candidate, reading: Reading) -> Answer:
    """A picture's description, caption or file name."""
    role = reading.around(candidate.block).block.role
    return Answer(Holds.YES, role.value) if role in (Role.ALT_TEXT, Role.CAPTION, Role.FILE_NAME) else NO


_SOURCE_NAMED = re.compile(
    r"\baccording to\b|\bestimate[sd]?\b|\b(?:study|studies|survey|report|research|researchers|data|figures)\b|\((?:[A-Z][^()]*,? )?(?:19|20)\d\d\)"
    r"|\[\d+\]|https?://|\bsource:|(?<=[a-z.,”\"])\d{1,2}(?=\s|$)|\bcit(?:es|ed|ing)\b",
    re.IGNORECASE,
)


def is_sourced(candidate: Candidate, reading: Reading) -> Answer:
    """The sentence, or the one after it, names where a claim comes from."""
    around = reading.around(candidate.block)
    sentence = around.sentence(candidate.region)
    found = _SOURCE_NAMED.search(around.text, sentence.start, min(len(around.text), sentence.end + 120))
    return Answer(Holds.YES, found.group()) if found else NO


# --- who it is about ---------------------------------------------------------------------------------------------


def is_minor(candidate: Candidate, reading: Reading) -> Answer:
    """The person meant is under 18: by the words beside the candidate, else by its sentence, else by its document."""
    decided = _age_of(candidate, reading)
    if decided is None:
        return UNKNOWN
    return Answer(Holds.YES if decided.minor else Holds.NO, decided.words)


def is_adult(candidate: Candidate, reading: Reading) -> Answer:
    """The person meant is 18 or older."""
    decided = _age_of(candidate, reading)
    if decided is None:
        return UNKNOWN
    return Answer(Holds.NO if decided.minor else Holds.YES, decided.words)


def is_minor_object(candidate: Candidate, reading: Reading) -> Answer:
    """It was done to a person under 18: an age or a word for minors follows within the clause."""
    around = reading.around(candidate.block)
    stretch = _after(candidate, reading)
    for age in around.ages:
        if stretch.start <= age.region.start < stretch.end and not _owns(age, around.text):
            return Answer(Holds.YES if age.minor else Holds.NO, age.words)
    told = _age_told_before(stretch, candidate, reading)
    if told is None:
        return UNKNOWN
    return Answer(Holds.YES if told.minor else Holds.NO, told.words)


def _owns(age: Age, text: str) -> bool:
    """ "the 14-year-old's father": the age of somebody else."""
    return text.startswith(("'s", "’s"), age.region.end)


_PRONOUNS = frozenset("her him them".split())
_SENTENCES_BACK = 2
"""How many sentences back a pronoun's person is looked for."""


def _age_told_before(stretch: Region, candidate: Candidate, reading: Reading) -> Age | None:
    """The age of the person in a stretch that names no age: told elsewhere of the same label, or before of a pronoun."""
    around = reading.around(candidate.block)
    label = first_label(around.text, stretch)
    if label:
        return reading.ages_of_labels.get(label)
    first = around.words.within(stretch)[:1]
    if not first or first[0].text not in _PRONOUNS:
        return None
    return _age_before(candidate, reading)


def _age_before(candidate: Candidate, reading: Reading) -> Age | None:
    """The last age or word for a minor before a candidate, when nobody older comes between them."""
    around = reading.around(candidate.block)
    sentence = around.sentence(candidate.region)
    index = bisect_left(around.sentences, sentence.start, key=lambda found: found.start)
    start = around.sentences[max(0, index - _SENTENCES_BACK)].start if around.sentences else 0
    ages = [age for age in around.ages if start <= age.region.start and age.region.end <= candidate.region.start]
    here = [age for age in ages if age.region.start >= sentence.start]
    earlier = [age for age in ages if age.region.start < sentence.start]
    for part in (here, earlier):
        told = [age for age in part if age.minor]
        if told:
            return told[-1] if all(age.minor for age in part) else None
    return None


def _after(candidate: Candidate, reading: Reading) -> Region:
    """The rest of the clause after a candidate, up to OBJECT_WORDS words."""
    around = reading.around(candidate.block)
    start = candidate.region.end
    words = around.words.after(start, OBJECT_WORDS)
    end = words[-1].end if words else start
    stop = _CLAUSE_END.search(around.text, start, end)
    return Region(start, stop.start() if stop else end)


def _age_of(candidate: Candidate, reading: Reading) -> Age | None:
    around = reading.around(candidate.block)
    inside = [age for age in around.ages if age.region.overlaps(candidate.region) and not age.weak]
    if inside:
        return inside[0]
    beside = [age for age in around.ages if 0 <= candidate.region.start - age.region.end <= 2 and "," not in age.words]
    if beside:
        return beside[-1]
    after = _after(candidate, reading)
    following = [
        age for age in around.ages if after.start <= age.region.start < after.end and not _owns(age, around.text)
    ]
    if following and candidate.feature in ("base", "past", "gerund", "third", "participle"):
        return following[0]
    sentence = around.sentence(candidate.region)
    here = [
        age
        for age in around.ages
        if sentence.start <= age.region.start < sentence.end
        and not (age.loose or age.region.overlaps(candidate.region))
        and not (age.region.start >= candidate.region.end and _owns(age, around.text))
        and not (_takes_object(candidate, reading) and _is_of_somebody_else(age, around.text, around.words))
    ]
    buyers = reading.known.people.buyers
    persons = [age for age in here if age.minor or (fold(age.words) not in buyers and age.years is None)]
    minors = [age for age in persons if age.minor]
    adults = [age for age in persons if not age.minor]
    if minors and not adults:
        return minors[0]
    if adults and not minors:
        return adults[0]
    return None


_OWNERS = frozenset("his her their my your our whose has have had".split())


def _takes_object(candidate: Candidate, reading: Reading) -> bool:
    """Whether the candidate ends in the preposition that its object follows ("had sex with")."""
    last = reading.around(candidate.block).words.within(candidate.region)[-1:]
    return bool(last) and last[0].text in ("with", "on", "to")


def _is_of_somebody_else(age: Age, text: str, words: Words) -> bool:
    """ "her 14-year-old sister", "has two children", "the girl's mother": a minor who is only related to a person."""
    before = words.before(age.region.start, 2)
    return _owns(age, text) or any(word.text in _OWNERS for word in before)


def is_victim_subject(candidate: Candidate, reading: Reading) -> Answer:
    """The verb's subject is a victim."""
    from langcheck.analysis.pipeline import VICTIMS

    return _subject_in(candidate, VICTIMS)


def is_defendant_subject(candidate: Candidate, reading: Reading) -> Answer:
    """The verb's subject is a defendant or suspect."""
    from langcheck.analysis.pipeline import DEFENDANTS

    return _subject_in(candidate, DEFENDANTS)


def is_official_subject(candidate: Candidate, reading: Reading) -> Answer:
    """The verb's subject is an officer or an official."""
    from langcheck.analysis.pipeline import OFFICIALS

    return _subject_in(candidate, OFFICIALS)


def _subject_in(candidate: Candidate, group: str) -> Answer:
    from langcheck.analysis.pipeline import subject_of

    span = candidate.span
    assert span is not None
    verb = next((token for token in span if token.pos_ in ("VERB", "AUX")), span.root)
    subject = subject_of(verb)
    if subject is None:
        return UNKNOWN
    members = {found.start for found in span.doc.spans[group]}
    named = [subject, *subject.conjuncts]
    named += [child for child in subject.subtree if child.dep_ in ("compound", "nummod", "appos")]
    if subject.text.lower() in _PARTS:
        named += [child for child in subject.subtree if child.dep_ == "pobj"]
    for token in named:
        if token.i in members:
            return Answer(Holds.YES, token.text)
    return NO


_PARTS = frozenset("one two three some many most all several both each none few any half number majority".split())
"""Subjects that stand for a part of what follows: "one of the victims"."""


def is_victim_object(candidate: Candidate, reading: Reading) -> Answer:
    """It was done to a victim: the verb's object, or its subject in the passive, or the noun it goes with."""
    from langcheck.analysis.pipeline import VICTIMS, objects_of

    span = candidate.span
    assert span is not None
    members = {found.start for found in span.doc.spans[VICTIMS]}
    tokens = [noun for token in span if token.pos_ in ("VERB", "AUX", "ADJ") for noun in objects_of(token)]
    if span.root.pos_ in ("NOUN", "PROPN"):
        tokens += [child for child in span.root.subtree if child.dep_ in ("pobj", "poss", "compound", "amod", "dobj")]
    if not tokens:
        tokens = [child for child in span.root.subtree if child.dep_ == "pobj"]
    for token in tokens:
        if token.i in members:
            return Answer(Holds.YES, token.text)
    return NO if tokens else UNKNOWN


def is_forced(candidate: Candidate, reading: Reading) -> Answer:
    """The sentence says that force, threats or coercion were used."""
    around = reading.around(candidate.block)
    words = around.words.within(around.sentence(candidate.region))
    force = reading.known.people.force
    for index, length in force.find(words):
        region = Region(words[index].start, words[index + length - 1].end)
        found = around.text[region.start : region.end]
        if fold(found) == "made" and not _made_to(words, index):
            continue
        if not region.overlaps(candidate.region):
            return Answer(Holds.YES, found)
    return UNKNOWN


def _made_to(words: list[Word], index: int) -> bool:
    """ "made her work", "was made to": not "made an arrest"."""
    following = words[index + 1].text if index + 1 < len(words) else ""
    return following in ("to", "her", "him", "them", "women", "girls", "victims", "children")


# --- what the document is about ----------------------------------------------------------------------------------

_NEAR_BLOCKS = 3
_ENOUGH = 3


def is_exploitation_topic(candidate: Candidate, reading: Reading) -> Answer:
    """Trafficking or sexual violence is spoken of close by, or repeatedly in the document; its own words do not count."""
    first = bisect_left(reading.topics, candidate.block - _NEAR_BLOCKS, key=lambda topic: topic[0])
    for index, region in islice(reading.topics, first, None):
        if index > candidate.block + _NEAR_BLOCKS:
            break
        if not _is_own(candidate, index, region):
            return Answer(Holds.YES, reading.document.blocks[index].text[region.start : region.end].lower())
    others = [topic for topic in reading.topics[: _ENOUGH * 4] if not _is_own(candidate, *topic)]
    if len(others) >= _ENOUGH:
        index, region = others[0]
        return Answer(Holds.YES, reading.document.blocks[index].text[region.start : region.end].lower())
    return NO


def _is_own(candidate: Candidate, block: int, region: Region) -> bool:
    return block == candidate.block and region.overlaps(candidate.region)


def was_trafficked(candidate: Candidate, reading: Reading) -> Answer:
    """The person meant was trafficked: never decided here, because a text can only say that somebody thinks so."""
    return UNKNOWN


def is_trafficking_charged(candidate: Candidate, reading: Reading) -> Answer:
    """The person meant is charged with trafficking or accused of it; not once convicted or cleared."""
    standing = standing_of(candidate, reading)
    if standing.holds is Truth.NO or (standing.stage is Stage.CONVICTED and standing.holds is Truth.YES):
        return Answer(Holds.NO, _because(standing, reading))
    if standing.stage is Stage.CHARGED and standing.holds is Truth.YES:
        return Answer(Holds.YES, _because(standing, reading))
    return UNKNOWN


def is_trafficking_convicted(candidate: Candidate, reading: Reading) -> Answer:
    """The person meant was convicted of trafficking, and the conviction stands."""
    return _convicted(standing_of(candidate, reading), reading)


def is_trafficking_established(candidate: Candidate, reading: Reading) -> Answer:
    """A conviction for trafficking stands: of the person meant or, for an act, of the only one whom the document accuses."""
    if is_about_a_person(candidate, reading):
        return _convicted(standing_of(candidate, reading), reading)
    return _convicted(standing_by_document(candidate.block, candidate.region, reading.charges), reading)


def _convicted(standing: Standing, reading: Reading) -> Answer:
    if standing.holds is Truth.NO:
        return Answer(Holds.NO, _because(standing, reading))
    if standing.stage is Stage.CONVICTED and standing.holds is Truth.YES:
        return Answer(Holds.YES, _because(standing, reading))
    return UNKNOWN


def _because(standing: Standing, reading: Reading) -> str:
    """The words of the offence."""
    return next((reading.document.blocks[block].text[place.start : place.end] for block, place in standing.because), "")


def is_about_a_person(candidate: Candidate, reading: Reading) -> bool:
    """Whether a candidate is a noun for somebody who may be accused."""
    words = reading.around(candidate.block).words.within(candidate.region)
    listed = _phrases(reading.known.lexicon.words["accusing-nouns"])
    return candidate.feature in _NUMBERS and bool(words) and words[-1].text.removesuffix("'s") in listed


_NUMBERS = ("singular", "plural")


def standing_of(candidate: Candidate, reading: Reading) -> Standing:
    """How the person stands whom a candidate is about; of an act, who did it or the only one accused."""
    charges = reading.charges
    if is_about_a_person(candidate, reading):
        return standing_of_noun(candidate.block, candidate.region, charges, plural=candidate.feature == "plural")
    if candidate.feature in _NUMBERS or candidate.feature == FIXED:
        return standing_by_document(candidate.block, candidate.region, charges)
    return standing_of_agent(candidate.block, candidate.region, charges)


CONTEXTS = {
    "quotation": Context(Reads.TEXT, is_quotation),
    "scare-quote": Context(Reads.TEXT, is_scare_quote),
    "code": Context(Reads.TEXT, is_code),
    "official-name": Context(Reads.TEXT, is_official_name),
    "link-title": Context(Reads.TEXT, is_link_title),
    "offence": Context(Reads.TEXT, is_offence),
    "mention": Context(Reads.TEXT, is_mention),
    "person-name": Context(Reads.ENTITIES, is_person_name),
    "person-is-minor": Context(Reads.TEXT, is_minor),
    "person-is-adult": Context(Reads.TEXT, is_adult),
    "minor-object": Context(Reads.TEXT, is_minor_object),
    "victim-subject": Context(Reads.PARSE, is_victim_subject),
    "victim-object": Context(Reads.PARSE, is_victim_object),
    "defendant-subject": Context(Reads.PARSE, is_defendant_subject),
    "official-subject": Context(Reads.PARSE, is_official_subject),
    "forced": Context(Reads.TEXT, is_forced),
    "exploitation-topic": Context(Reads.TEXT, is_exploitation_topic),
    "trafficking-charged": Context(Reads.TEXT, is_trafficking_charged),
    "trafficking-convicted": Context(Reads.TEXT, is_trafficking_convicted),
    "trafficking-established": Context(Reads.TEXT, is_trafficking_established),
    "image-text": Context(Reads.TEXT, is_image_text),
    "sourced": Context(Reads.TEXT, is_sourced),
    "person-was-trafficked": Context(Reads.TEXT, was_trafficked),
    "name-follows": Context(Reads.TEXT, is_before_name),
    "noun-use": Context(Reads.TEXT, is_noun_use),
    "modifier-use": Context(Reads.PARSE, is_modifier_use),
    "verb-use": Context(Reads.TEXT, is_verb_use),
}
"""Every context by the name that the lexicon uses; lexicon/contexts.yaml holds what people are told about each."""

ALWAYS = ("code", "link-title")
"""The contexts that no clause of an entry comes before."""

STANDARD = (*ALWAYS, "quotation", "official-name", "offence", "mention", "scare-quote")
"""The contexts in which every entry leaves words alone, in this order, unless a clause of its own comes first."""
