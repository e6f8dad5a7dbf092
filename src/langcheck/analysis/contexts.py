"""The contexts that clauses name: each a predicate that declares what it reads, and one line in CONTEXTS.

A predicate answers yes, no or unknown, with the words that decided. Contexts that read the text alone are answered
before anything is parsed; the judge asks for a parse only when a predicate that reads one is reached.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from langcheck.analysis.bare_nouns import is_bare
from langcheck.analysis.finder import Candidate, ParseNeeded, Reading, Reads, Surroundings, tag
from langcheck.analysis.names_by_capitals import is_name_by_capitals
from langcheck.analysis.offences import opens_offence, tells_whom
from langcheck.analysis.participants import participants
from langcheck.analysis.speakers import Speaker
from langcheck.facts.ages import MAJORITY
from langcheck.facts.cases.standing import standing_by_document, standing_of_agent, standing_of_noun
from langcheck.facts.charges import Stage, Standing, Truth
from langcheck.facts.listed import Lists
from langcheck.facts.mentions import Kind, Mention
from langcheck.facts.patterns import Patterns, patterns_of
from langcheck.facts.person_words import Gender, PersonRole
from langcheck.facts.persons import Person, Side, years_apart
from langcheck.facts.quotations import QuoteKind
from langcheck.facts.words import Word, Words
from langcheck.lazily import PerObject, pattern
from langcheck.lexicon.compiled import HINTS
from langcheck.lexicon.entry import Condition, Name
from langcheck.lexicon.forms import FIXED, fold
from langcheck.model import MarkKind, Region, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR_WORDS = 12
"""How many words on either side ``near`` looks at, within the sentence."""


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
    if operator == "document":
        return _is_matter(_patterns_of(value), candidate, reading)
    return _by_words(operator, _patterns_of(value), candidate, reading)


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
    """The answer of a named context, which is asked once: a parse changes no answer that was there without one."""
    answer = candidate.answers.get(name)
    if answer is not None:
        return answer
    context = CONTEXTS[name]
    if context.reads >= Reads.PARSE and candidate.span is None:
        raise ParseNeeded(context.reads)
    if context.reads is Reads.ENTITIES and not candidate.entities:
        raise ParseNeeded(context.reads)
    answer = candidate.answers[name] = context.predicate(candidate, reading)
    return answer


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


class _ByCost(NamedTuple):
    """Conditions in the order of what they read: those of the text alone, then the others."""

    of_text: Sequence[Condition]
    others: Sequence[Condition]


@PerObject
def by_cost(conditions: Sequence[Condition]) -> _ByCost:
    """Conditions, those that read the least first; a lexicon's are put into order once."""
    in_order = sorted(conditions, key=reads)
    first = sum(reads(condition) is Reads.TEXT for condition in in_order)
    return _ByCost(in_order[:first], in_order[first:])


def _any(conditions: list[Condition], candidate: Candidate, reading: Reading) -> Answer:
    unknown = False
    parted = by_cost(conditions)
    for condition in chain(parted.of_text, parted.others):
        answer = evaluate(condition, candidate, reading)
        if answer:
            return answer
        unknown = unknown or answer.holds is Holds.UNKNOWN
    return UNKNOWN if unknown else NO


def _negated(answer: Answer) -> Answer:
    if answer.holds is Holds.UNKNOWN:
        return answer
    return Answer(Holds.NO if answer.holds is Holds.YES else Holds.YES, answer.evidence)


# --- words around the candidate ----------------------------------------------------------------------------------


@PerObject
def _patterns_of(listed: Sequence[str]) -> Patterns:
    """The patterns of a condition's list; of equal lists the same."""
    return patterns_of(tuple(listed))


def _by_words(operator: str, patterns: Patterns, candidate: Candidate, reading: Reading) -> Answer:
    around = reading.around(candidate.block)
    if candidate.meant and operator in ("words", "near"):
        meant = Words(candidate.meant)
        found = _first_found(patterns, meant.all, candidate.meant)
        if found or operator == "words":
            return found or NO
    if not patterns.may_be_in(around.words):
        return NO
    region = candidate.region
    sentence = around.sentence(region)
    before = [word for word in around.words.before(region.start, NEAR_WORDS) if word.start >= sentence.start]
    after = [word for word in around.words.after(region.end, NEAR_WORDS) if word.end <= sentence.end]
    text = around.text
    if operator == "words":
        return _first_found(patterns, around.words.within(region), text) or NO
    if operator == "near":
        own = around.words.within(region)
        return next((found for words in (before, own, after) if (found := _first_found(patterns, words, text))), NO)
    if operator == "beside":
        return _first_found(patterns, around.words.within(_with_neighbours(sentence, around)), text) or NO
    if operator == "after":
        ends = patterns.ends(after, 0, text) if after and _touches(text, region.end, after[0].start) else ()
        return Answer(Holds.YES, text[after[0].start : after[max(ends) - 1].end]) if ends else NO
    if before and _touches(text, before[-1].end, region.start):
        for index, word in enumerate(before):
            if len(before) in patterns.ends(before, index, text):
                return Answer(Holds.YES, text[word.start : before[-1].end])
    return NO


def _is_matter(patterns: Patterns, candidate: Candidate, reading: Reading) -> Answer:
    """Whether the document speaks of a matter: two words of its list stand there, and not only forms of one word."""
    first = ""
    for index, region in reading.places(patterns):
        found = reading.blocks[index].text[region.start : region.end].lower()
        if _is_own(candidate, index, region):
            continue
        if first and not (found.startswith(first[:_STEM]) or first.startswith(found[:_STEM])):
            return Answer(Holds.YES, first)
        first = first or found
    return NO


_STEM = 4
"""By how many letters at their beginning two words are told apart."""


def _with_neighbours(sentence: Region, around: Surroundings) -> Region:
    """A sentence with the one before and the one after it in its block."""
    start, end = sentence.start, sentence.end
    if start > 1:
        start = around.sentence(Region(start - 2, start - 1)).start
    if end + 1 < len(around.text):
        end = around.sentence(Region(end + 1, end + 2)).end
    return Region(start, end)


def _first_found(patterns: Patterns, words: list[Word], text: str) -> Answer | None:
    for index, end in patterns.find(words, text):
        return Answer(Holds.YES, text[words[index].start : words[end - 1].end])
    return None


def _touches(text: str, end: int, start: int) -> bool:
    """Whether nothing but blanks, quotation marks, a hyphen, a slash or a percent sign stands between two words."""
    return not text[end:start].removeprefix("'s").removeprefix("’s").strip(" \"'“”‘’-/%")


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
    if (
        before
        and before[0].text == "operation"
        and around.text[before[0].start].isupper()
        and around.text[candidate.region.start].isupper()
        and not (candidate.feature == "third" and (around.is_capitals or around.is_in_headline(candidate.region)))
    ):
        return Answer(Holds.YES, around.text[before[0].start : candidate.region.end])
    if _CASE_NAME.match(around.text, candidate.region.end) or _VERSUS.search(
        around.text, max(0, candidate.region.start - _LONGEST_PARTY), candidate.region.start
    ):
        return Answer(Holds.YES, around.text[candidate.region.start : candidate.region.end])
    if (organization := _led_by_officer(candidate, reading)) is not None:
        return organization
    if around.is_capitals or around.is_in_headline(candidate.region) or _written_with_capital(candidate):
        return NO
    words = around.words.within(candidate.region)
    if not words:
        return NO
    first, last = words[0], words[-1]
    if not all(around.text[word.start].isupper() for word in words if len(word.text) > 3 or word is last):
        return NO
    region = Region(first.start, last.end)
    if not is_name_by_capitals(around.text, region, around.words, reading.known.lists["person-titles"]):
        return NO
    return NO if _is_label_of_a_name(candidate, reading) else Answer(Holds.YES, around.text[region.start : region.end])


def _is_label_of_a_name(candidate: Candidate, reading: Reading) -> bool:
    """ "Runaway Keisha Rowe, 15": a noun for the person whose name stands behind it, of whom the text tells more than a name."""
    people = reading.persons.people(candidate.block)
    noun, name = people.at(candidate.region), people.after(candidate.region.end)
    if noun is None or name is None or noun.kind is not Kind.NOUN or name.kind is not Kind.NAME:
        return False
    if noun.number not in people.component(name.number):
        return False
    if people.ages.get(name.number):
        return True
    meant = reading.persons.person(name)
    return any(mention.kind is Kind.PRONOUN or (mention.is_named and mention != name) for mention in meant.mentions)


def _led_by_officer(candidate: Candidate, reading: Reading) -> Answer | None:
    """ "Executive Director, Harbor Against Slavery": words with capitals from an officer's title and a comma on are a name."""
    around = reading.around(candidate.block)
    text, start = around.text, candidate.region.start
    offices = reading.known.lexicon.word_list("office-titles")
    before = around.words.before(start, _TO_OFFICE)
    for index in range(len(before) - 1, 0, -1):
        if not text[before[index].start].isupper():
            return None
        if "," in text[before[index - 1].end : before[index].start]:
            is_office = before[index - 1].text in offices and text[start].isupper()
            return Answer(Holds.YES, text[before[index].start : candidate.region.end]) if is_office else None
    return None


_TO_OFFICE = 6
"""How many words before a place the title of an officer is looked for, behind which an organization is named."""
_LONGEST_PARTY = 48
"""How many characters before a name are searched for the other side of a case."""
_CASE_NAME = pattern(r" v\.? (?=[A-Z])")
_VERSUS = pattern(r"[A-Z][\w.'’-]* v\.? \Z")
"""The two sides of a case name: "Hooker v. Dell County"."""


def _has_capitals(written: str, name: Name) -> bool:
    """Whether a name that is made of ordinary words is written with its capitals, or all in capitals."""
    return written.isupper() or written in (name.name, *name.also)


def _written_with_capital(candidate: Candidate) -> bool:
    """Whether the entry itself writes its term with a capital (Stockholm syndrome)."""
    return any(term.text[:1].isupper() for term in candidate.entry.terms)


def is_person_name(candidate: Candidate, reading: Reading) -> Answer:
    """Part of a person's, place's or organisation's name by its entity; what is counted is none: "Arrest of 14 Johns"."""
    span = candidate.span
    assert span is not None
    if candidate.feature == "plural" and span.start and span.doc[span.start - 1].pos_ == "NUM":
        return NO
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
    if candidate.entry.category in reading.known.lexicon.word_list("offence-categories"):
        sentence = around.sentence(candidate.region)
        if _is_under_section(candidate, reading):
            return Answer(Holds.YES, "text of a law")
        law = patterns_of(reading.known.lexicon.word_list("law-paraphrases"))
        before = around.words.within(Region(sentence.start, candidate.region.start))
        if (told := _first_found(law, before, around.text)) is not None:
            return told
        procedure = ""
        if candidate.feature in ("gerund", "base"):
            words = _before_gerund(candidate, around.words.before(candidate.region.start, _TO_PROCEDURE), reading)
            procedure = opens_offence(words, sentence, reading.known.offences)
            onwards = around.words.within(Region(candidate.region.start, sentence.end))
            if procedure and onwards and tells_whom(around.text, onwards, 0, reading.known.offences):
                return NO
        if procedure:
            return Answer(Holds.YES, procedure)
    return NO


_TO_PROCEDURE = 30
"""How many words before an act are searched for a verb of procedure."""
_TO_CAUSE = 7
"""How many words before an act the gerund may stand by which somebody is made to do it."""


def _before_gerund(candidate: Candidate, words: Sequence[Word], reading: Reading) -> list[Word]:
    """The words before a gerund; of "to perform" those before the gerund that leads to it: "forcing a girl to perform"."""
    if candidate.feature == "gerund":
        return list(words)
    if not words or words[-1].text not in reading.known.lists["infinitive-signs"]:
        return []
    causes = [
        place for place, word in enumerate(words) if word.text.endswith("ing") and len(words) - place <= _TO_CAUSE
    ]
    return list(words[: causes[-1]]) if causes else []


def _is_under_section(candidate: Candidate, reading: Reading) -> bool:
    """Whether the nearest heading that is no part of one names the section of a law: "§ 2252A. Certain activities ..."."""
    blocks = reading.document.blocks
    for index in range(candidate.block, max(-1, candidate.block - _LONGEST_SECTION), -1):
        if blocks[index].role is Role.HEADING and not blocks[index].text.startswith("("):
            return blocks[index].text.lstrip().startswith("§")
    return False


_LONGEST_SECTION = 60
"""How many blocks the section of a law has at most."""


def is_mention(candidate: Candidate, reading: Reading) -> Answer:
    """A word that is spoken about, or that stands in a list of words."""
    around = reading.around(candidate.block)
    for region in around.mentions:
        if region.overlaps(candidate.region):
            return Answer(Holds.YES, around.text[region.start : region.end])
    if candidate.entry.kind == "claim" and around.under_myths:
        return Answer(Holds.YES, "list of myths")
    if around.in_word_list:
        return Answer(Holds.YES, "list of words")
    return YES if is_bare(candidate, reading) else NO


def is_before_name(candidate: Candidate, reading: Reading) -> Answer:
    """A name stands right behind the words ("pimp Ortega"); in capitals and headlines one that is known for a person's."""
    around = reading.around(candidate.block)
    after = around.words.after(candidate.region.end, 1)
    if not after or around.text[candidate.region.end : after[0].start].strip(" "):
        return NO
    if around.is_capitals or around.is_in_headline(candidate.region):
        names = (Kind.NAME, Kind.LABEL)
        mentions = reading.persons.people(candidate.block).mentions
        return YES if any(other.kind in names and other.region.start == after[0].start for other in mentions) else NO
    return YES if around.text[after[0].start].isupper() else NO


def is_in_general(candidate: Candidate, reading: Reading) -> Answer:
    """The sentence speaks of such people in general: "pimps often set rules", and "the pimp" behind such a plural."""
    around = reading.around(candidate.block)
    if around.is_of_people_in_general(candidate.region, plural=candidate.feature == "plural"):
        return YES
    if candidate.feature != "singular" or not around.is_general(candidate.region):
        return NO
    kinds = (
        hit.region
        for hit in around.scan.terms
        if hit.entry == candidate.number and hit.feature == "plural" and hit.region.end <= candidate.region.start
    )
    return YES if any(around.is_of_people_in_general(region, plural=True) for region in kinds) else NO


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


_NOUN_OR_VERB = ("NN", "VB")
"""How the tags of nouns and verbs begin, which tell enough. Behind any other the parse may make the word either of them."""


def _is_joined(before: Sequence[Word], lists: Lists) -> bool:
    """Whether a noun behind an article is joined to what follows: "is a drug addict and"."""
    words = [word.text for word in before]
    return (
        len(words) > 2 and words[-1] in lists["list-signs"] and not lists["indefinite-articles"].isdisjoint(words[:-2])
    )


def _use(candidate: Candidate, reading: Reading, *, nouns: bool) -> Answer:
    """The form and the neighbours decide where they leave no doubt; else the tagger does."""
    if candidate.feature in ("gerund", "past", "participle"):
        return NO if nouns else YES
    around, lists = reading.around(candidate.block), reading.known.lists
    before = around.words.before(candidate.region.start, 1)
    after = around.words.after(candidate.region.end, 1)
    touching = bool(before) and not around.text[before[-1].end : candidate.region.start].strip(" ")
    follows = bool(after) and not around.text[candidate.region.end : after[0].start].strip(" ")
    takes_object = follows and after[0].text in lists["objects-behind-verbs"]
    ends_in_s = candidate.feature in ("plural", "third")
    if (
        touching
        and (before[-1].text in lists["before-nouns"] or (before[-1].text in lists["before-base-verbs"] and ends_in_s))
        and not takes_object
    ):
        return YES if nouns else NO
    if (touching and before[-1].text in lists["before-verbs"]) or takes_object:
        return NO if nouns else YES
    if (
        touching
        and not follows
        and candidate.feature == "singular"
        and _is_joined(around.words.before(candidate.region.start, 5), lists)
    ):
        return YES if nouns else NO
    stands_first = not before or " " in around.text[before[-1].end : candidate.region.start]
    if candidate.feature in ("base", "singular") and not touching and stands_first:
        return YES if nouns else NO
    if candidate.feature in ("third", "plural") and _is_told_in_short(candidate, reading):
        return NO if nouns else YES
    span = candidate.span
    if span is None:
        tagged = tag(candidate, reading)
        if not tagged.startswith(_NOUN_OR_VERB):
            raise ParseNeeded(Reads.PARSE)
        return YES if tagged.startswith("NN") is nouns else NO
    root = span.root
    if nouns:
        return YES if root.pos_ in ("NOUN", "PROPN") or (root.pos_ == "ADJ" and root.dep_ != "amod") else NO
    return YES if root.pos_ in ("VERB", "AUX") else NO


def _is_told_in_short(candidate: Candidate, reading: Reading) -> bool:
    """Whether a form in -s follows one person in a headline, or the label of one: "Girl, 13, Admits", "V-1 CLAIMS"."""
    around = reading.around(candidate.block)
    is_headline = around.is_capitals or around.is_in_headline(candidate.region)
    if not is_headline and not reading.persons.known.labels(around.text):
        return False
    told = participants(candidate, reading).beside
    if told is None or told.others or any(mention.plural for mention in told.mentions):
        return False
    return is_headline or all(mention.kind is Kind.LABEL for mention in told.mentions)


def is_image_text(candidate: Candidate, reading: Reading) -> Answer:
    """A picture's description, caption or file name."""
    role = reading.around(candidate.block).block.role
    return Answer(Holds.YES, role.value) if role in (Role.ALT_TEXT, Role.CAPTION, Role.FILE_NAME) else NO


_SOURCE_REACH = 240
"""How many characters of the sentences before and after a claim are searched for its source at most."""


def is_sourced(candidate: Candidate, reading: Reading) -> Answer:
    """The sentence, or the one before or after it, names where a claim comes from, or a note stands behind the claim."""
    around = reading.around(candidate.block)
    sentence = around.sentence(candidate.region)
    beside = _with_neighbours(sentence, around)
    start = max(beside.start, sentence.start - _SOURCE_REACH)
    end = min(beside.end, sentence.end + _SOURCE_REACH)
    found = reading.known.source_named.search(around.text, start, end)
    if found:
        return Answer(Holds.YES, found.group())
    notes = (mark for mark in around.block.marks if mark.kind is MarkKind.NOTE)
    return Answer(Holds.YES) if any(sentence.start <= note.region.start < end for note in notes) else NO


# --- who it is about ---------------------------------------------------------------------------------------------


def is_minor(candidate: Candidate, reading: Reading) -> Answer:
    """The person meant is under 18."""
    return _on_side(participants(candidate, reading).meant, Side.MINOR)


def is_adult(candidate: Candidate, reading: Reading) -> Answer:
    """The person meant is 18 or older."""
    return _on_side(participants(candidate, reading).meant, Side.ADULT)


def is_minor_object(candidate: Candidate, reading: Reading) -> Answer:
    """It was done to a person under 18."""
    return _on_side(participants(candidate, reading).patient, Side.MINOR)


def is_minor_subject(candidate: Candidate, reading: Reading) -> Answer:
    """Who does it, or whose verb it is, is under 18."""
    return _on_side(participants(candidate, reading).subject, Side.MINOR)


def is_adult_subject(candidate: Candidate, reading: Reading) -> Answer:
    """Who does it is an adult: by an age, by a word, or by work and standing that only adults have."""
    return _grown(participants(candidate, reading).agent)


def is_adult_object(candidate: Candidate, reading: Reading) -> Answer:
    """It was done with, or to, an adult, told in the same ways."""
    return _grown(participants(candidate, reading).patient)


def _grown(person: Person | None) -> Answer:
    if person is not None and person.age() is Side.UNKNOWN and person.is_grown:
        return Answer(Holds.YES, min(person.nouns))
    return _on_side(person, Side.ADULT)


def is_victim_or_minor_subject(candidate: Candidate, reading: Reading) -> Answer:
    """The verb's subject is a victim or under 18."""
    minor = is_minor_subject(candidate, reading)
    if minor:
        return minor
    victim = ask("victim-subject", candidate, reading)
    return victim if victim or minor.holds is Holds.NO else UNKNOWN


def is_object_under_16(candidate: Candidate, reading: Reading) -> Answer:
    """It was done to a person under 16."""
    return _between(participants(candidate, reading).patient, 0, CONSENT - 1)


def is_subject_under_16(candidate: Candidate, reading: Reading) -> Answer:
    """Who does it, or whose verb it is, is under 16."""
    return _between(participants(candidate, reading).subject, 0, CONSENT - 1)


def is_object_16_or_17(candidate: Candidate, reading: Reading) -> Answer:
    """It was done to a person of 16 or 17."""
    return _between(participants(candidate, reading).patient, CONSENT, MAJORITY - 1)


def _between(person: Person | None, least: int, most: int) -> Answer:
    if person is None:
        return UNKNOWN
    low, high = person.bounds()
    if low >= least and high is not None and high <= most:
        return Answer(Holds.YES, person.evidence)
    apart = low > most or (high is not None and high < least)
    return Answer(Holds.NO, person.evidence) if apart else UNKNOWN


def is_object_in_custody(candidate: Candidate, reading: Reading) -> Answer:
    """It was done to somebody in the custody or care of who did it: an inmate by a guard, a student by a teacher."""
    people = participants(candidate, reading)
    agent, patient = people.agent, people.patient
    if agent is None or patient is None:
        return UNKNOWN
    known = reading.persons.known
    for keepers, kept, ends in known.keepings:
        told = patient.nouns & kept
        if ends and patient.age() is Side.ADULT:
            continue
        if told and (agent.nouns & keepers or people.owns(patient, told)):
            return Answer(Holds.NO if agent.nouns & kept else Holds.YES, min(told))
    equal = patient.nouns & known.kept_never
    return Answer(Holds.NO, min(equal)) if equal else UNKNOWN


def is_close_in_age(candidate: Candidate, reading: Reading) -> Answer:
    """Both are under 18, or at most three years apart."""
    people = participants(candidate, reading)
    agent, patient = people.agent, people.patient
    if agent is None or patient is None:
        return UNKNOWN
    if agent.age() is patient.age() is Side.MINOR:
        return Answer(Holds.YES, agent.evidence)
    apart = years_apart(agent, patient)
    if apart is None:
        return UNKNOWN
    least, most = apart
    if least > CLOSE:
        return Answer(Holds.NO, patient.evidence)
    return Answer(Holds.YES, patient.evidence) if most is not None and most <= CLOSE else UNKNOWN


CONSENT = 16
"""The age in years that most codes of sexual conduct with minors divide at (Cal. Penal Code 261.5, 18 U.S.C. 2243)."""
CLOSE = 3
"""How many years apart people may be to be close in age (Cal. Penal Code 261.5)."""


def _on_side(person: Person | None, side: Side) -> Answer:
    """Whether a person is on a side of majority; unknown where nothing, or both sides, are told."""
    told = person.age() if person is not None else Side.UNKNOWN
    if person is None or told not in (Side.MINOR, Side.ADULT):
        return UNKNOWN
    return Answer(Holds.YES if told is side else Holds.NO, person.evidence)


def is_victim_subject(candidate: Candidate, reading: Reading) -> Answer:
    """The verb's subject is a victim: by a label or noun right before it, as in notes, else by the parse."""
    return _told_beside(candidate, reading, PersonRole.VICTIM) or _subject_in(candidate, reading, PersonRole.VICTIM)


def is_harmed_subject(candidate: Candidate, reading: Reading) -> Answer:
    """The verb's subject is a victim, under 18, or a woman or girl of whom the text tells nothing else."""
    told = _told_beside(candidate, reading, PersonRole.VICTIM)
    if told is not None:
        return told
    subject = participants(candidate, reading).told_subject
    if subject is not None and _is_victim_also(subject):
        return Answer(Holds.YES, subject.mentions[0].text)
    if subject is not None and PersonRole.DEFENDANT in subject.standings:
        return Answer(Holds.NO, subject.mentions[0].text)
    if subject is not None:
        if subject.age() is Side.MINOR:
            return Answer(Holds.YES, subject.evidence)
        if _is_untold_woman(subject, candidate, reading):
            return Answer(Holds.YES, subject.mentions[0].text)
        if not subject.standings:
            told = _is_told_harmed(candidate, reading)
            if told:
                return told
    return _subject_in(candidate, reading, PersonRole.VICTIM)


def is_said_of_harmed(candidate: Candidate, reading: Reading) -> Answer:
    """It is said of a victim, of somebody under 18, or in a report on a child of nobody else.

    Of whom notes without a subject speak, the nearest one tells who stands before them in the sentence.
    """
    minor = is_minor(candidate, reading)
    if minor:
        return minor
    around, people = reading.around(candidate.block), reading.persons.people(candidate.block)
    before = people.within(Region(around.sentence(candidate.region).start, candidate.region.start))
    roles = [reading.persons.person(mention).standings for mention in before]
    if before and roles[-1] == {PersonRole.VICTIM} and all(role <= {PersonRole.VICTIM} for role in roles):
        return Answer(Holds.YES, before[-1].text)
    subject = participants(candidate, reading).beside
    if subject is not None and subject.ambiguous and _is_harmed_or_official(subject):
        return Answer(Holds.YES, subject.mentions[0].text)
    if reading.child_report and not any(roles) and _is_of_the_child(candidate, before, reading):
        return Answer(Holds.YES, reading.child_report)
    return is_harmed_subject(candidate, reading)


def _is_of_the_child(candidate: Candidate, before: Sequence[Mention], reading: Reading) -> bool:
    """Whether words of a report on a child are said of it: "she" alone stands before them, or they begin a note or a field."""
    before = [mention for mention in before if reading.persons.is_somebody(mention)]
    if before:
        return all(mention.kind is Kind.PRONOUN and not mention.plural for mention in before)
    around = reading.around(candidate.block)
    start = around.sentence(candidate.region).start
    led = around.text[start : candidate.region.start]
    return _NOTE.fullmatch(led[max(map(led.rfind, ",;:/])"), default=-1) + 1 :]) is not None


_NOTE = pattern(r"\W*(?:[\w-]+\W+)?")
"""What may stand before the words of a note without a subject: nothing, or one word ("very", "is")."""


def _is_harmed_or_official(subject: Person) -> bool:
    """Whether a pronoun means somebody harmed or an official, and so who is harmed, of whom alone such words are said."""
    may_be = (replace(subject, others=()), *subject.others)
    harmed = [person for person in may_be if PersonRole.OFFICIAL not in person.standings]
    return bool(harmed) and all(
        person.standings == {PersonRole.VICTIM} or person.age() is Side.MINOR for person in harmed
    )


def _is_untold_woman(subject: Person, candidate: Candidate, reading: Reading) -> bool:
    """Whether somebody is a "she" of whom nothing in the text, and no charge or plea in the sentence, says more."""
    if subject.others or subject.standings or subject.nouns or subject.is_grown:
        return False
    if not all(mention.kind is Kind.PRONOUN and mention.gender is Gender.FEMALE for mention in subject.mentions):
        return False
    around, lists = reading.around(candidate.block), reading.known.lists
    words = around.words.within(around.sentence(candidate.region))
    for mention in subject.mentions:
        if mention.block == candidate.block:
            words += around.words.after(mention.region.end, _TO_CHARGE)
    return not any(word.text in lists["charged-verbs"] or word.text in lists["plea-verbs"] for word in words)


_TO_CHARGE = 3
"""Within how many words behind "she" her charge or plea is told: "she was later convicted"."""


def _is_told_harmed(candidate: Candidate, reading: Reading) -> Answer:
    """Whether the text tells that the one before the words is harmed, by name or pronoun: "he sold her", "she gives him the money"."""
    around = reading.around(candidate.block)
    mention = reading.persons.people(candidate.block).before(candidate.region.start)
    sentence = around.sentence(candidate.region)
    if mention is None or mention.region.start < sentence.start or mention.plural:
        return NO
    is_she = mention.kind is Kind.PRONOUN and mention.gender is Gender.FEMALE
    if not is_she and not mention.is_named:
        return NO
    is_she = is_she or _has_only_she(around.words.within(Region(candidate.region.end, sentence.end)), reading)
    told = reading.harms.told_of(mention, is_she=is_she)
    return Answer(Holds.YES, told) if told else NO


def _has_only_she(words: Sequence[Word], reading: Reading) -> bool:
    """Whether words speak of "she" and of no man."""
    told, lists = {word.text for word in words}, reading.known.lists
    return not told.isdisjoint(lists["female-pronouns"]) and told.isdisjoint(lists["male-pronouns"])


def _verb_of(candidate: Candidate) -> Token:
    span = candidate.span
    if span is None:
        raise ParseNeeded(Reads.PARSE)
    return next((token for token in span if token.pos_ in ("VERB", "AUX")), span.root)


def _told_beside(candidate: Candidate, reading: Reading, standing: PersonRole) -> Answer | None:
    """Whether the one whom the words follow ("V2 uncooperative", "the suspect claimed") has this standing; None untold."""
    told = participants(candidate, reading).beside
    if told is None:
        return None
    if not _is_victim_also(told) and len(told.standings) != 1:
        return None
    if any(mention.kind is Kind.PRONOUN or mention.before.endswith("ing") for mention in told.mentions):
        return None
    return Answer(Holds.YES if standing in told.standings else Holds.NO, told.mentions[0].text)


def _is_victim_also(person: Person) -> bool:
    """Whether somebody is a victim by a label and was arrested or charged as well: "V1 was arrested for prostitution"."""
    is_labelled = any(map(_is_label_of_a_victim, person.mentions))
    return is_labelled and person.standings == {PersonRole.VICTIM, PersonRole.DEFENDANT} and not person.others


def is_defendant_subject(candidate: Candidate, reading: Reading) -> Answer:
    """The verb's subject is a defendant or suspect, and no victim who was arrested."""
    subject = participants(candidate, reading).beside
    if subject is not None and _is_victim_also(subject):
        return Answer(Holds.NO, subject.mentions[0].text)
    return _known_or_not(_subject_in(candidate, reading, PersonRole.DEFENDANT), candidate, reading)


def _known_or_not(answer: Answer, candidate: Candidate, reading: Reading) -> Answer:
    """No, where the parse has no subject and the text has somebody right before the words of whom this is not told."""
    beside = answer.holds is Holds.UNKNOWN and participants(candidate, reading).beside is not None
    return NO if beside else answer


def is_official_subject(candidate: Candidate, reading: Reading) -> Answer:
    """The verb's subject is an officer or an official."""
    return _known_or_not(_subject_in(candidate, reading, PersonRole.OFFICIAL), candidate, reading)


def _subject_in(candidate: Candidate, reading: Reading, standing: PersonRole) -> Answer:
    verb = _verb_of(candidate)
    from langcheck.analysis.pipeline import GROUPS, subject_of  # it loads spaCy, once there is a parse

    subject = subject_of(verb)
    if subject is None:
        return UNKNOWN
    spans = subject.doc.spans
    members = {found.start for found in spans[GROUPS[standing]]}
    named = [subject, *subject.conjuncts]
    named += [child for child in subject.subtree if child.dep_ in ("compound", "nummod", "appos")]
    if subject.text.lower() in reading.known.lists["subjects-of-parts"]:
        named += [child for child in subject.subtree if child.dep_ == "pobj"]
    for token in named:
        if token.i in members:
            return Answer(Holds.YES, token.text)
    others = {found.start for group in GROUPS.values() for found in spans[group]}
    if not others.isdisjoint(token.i for token in named):
        return NO
    return Answer(Holds.YES, subject.text) if _stands(subject, standing, candidate, reading) else NO


def _stands(subject: Token, standing: PersonRole, candidate: Candidate, reading: Reading) -> bool:
    """Whether the document tells of somebody's standing elsewhere: of a name, or of a pronoun's person paragraphs before."""
    start = candidate.offset_of(subject)
    mention = reading.persons.people(candidate.block).at(Region(start, start + len(subject)))
    if mention is None or mention.kind is Kind.NOUN:
        return False
    person = reading.persons.person(mention)
    return not person.others and person.standings == {standing}


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
    force = reading.known.force
    for index, length in force.find(words):
        region = Region(words[index].start, words[index + length - 1].end)
        found = around.text[region.start : region.end]
        if fold(found) in reading.known.lists["made-verbs"] and not _made_to(words, index, reading):
            continue
        if not region.overlaps(candidate.region):
            return Answer(Holds.YES, found)
    return UNKNOWN


def _made_to(words: list[Word], index: int, reading: Reading) -> bool:
    """ "made her work", "was made to": not "made an arrest"."""
    following = words[index + 1].text if index + 1 < len(words) else ""
    return following in reading.known.lists["behind-made"]


# --- what the document is about ----------------------------------------------------------------------------------

NEAR_BLOCKS = 3
"""How many blocks on either side of words of the topic are about it."""
ENOUGH = 2
"""In how many places words of the topic make a whole document about it."""


def is_exploitation_topic(candidate: Candidate, reading: Reading) -> Answer:
    """Trafficking or sexual violence is spoken of close by, or repeatedly in the document; its own words do not count.

    Words that tell of it only together count where they stand together: somebody who may be harmed, and what is done;
    or two slang words.
    """
    first = bisect_left(reading.topics, candidate.block - NEAR_BLOCKS, key=lambda topic: topic[0])
    for index, region in islice(reading.topics, first, None):
        if index > candidate.block + NEAR_BLOCKS:
            break
        if not _is_own(candidate, index, region):
            return Answer(Holds.YES, reading.document.blocks[index].text[region.start : region.end].lower())
    others = [topic for topic in reading.topics[: ENOUGH * 4] if not _is_own(candidate, *topic)]
    if len(others) >= ENOUGH:
        index, region = others[0]
        return Answer(Holds.YES, reading.document.blocks[index].text[region.start : region.end].lower())
    hinted = _hinted(candidate, reading)
    return hinted if hinted.holds is Holds.YES else is_slang_told(candidate, reading)


_HINTS_REACH = 200
"""How many characters on either side of a candidate hints of the topic are looked for."""


def _hinted(candidate: Candidate, reading: Reading) -> Answer:
    """Whether who and what meet beside a candidate, in its block, and nothing there tells of another matter."""
    around = reading.around(candidate.block)
    start, end = candidate.region.start - _HINTS_REACH, candidate.region.end + _HINTS_REACH
    near = {
        which: region
        for region, which in around.scan.hints
        if start <= region.start and region.end <= end and (which in _ANYBODY or not region.overlaps(candidate.region))
    }
    done = near.get(_HELD, near.get(_WHAT))
    if done is None or not near.keys().isdisjoint(_OTHER):
        return NO
    is_somebody = _WHO in near or (_HELD in near and _PEOPLE in near) or _has_victim_by_label(candidate, reading)
    return Answer(Holds.YES, around.text[done.start : done.end].lower()) if is_somebody else NO


_WHO, _WHAT, _ELSE, _SLANG_ELSE, _PEOPLE, _HELD, _HOME = range(len(HINTS))
_OTHER = (_ELSE, _HOME)
"""The hints of other matters."""
_ANYBODY = (_WHO, _PEOPLE)
"""The hints that may stand in the candidate's own words."""


def is_slang_told(candidate: Candidate, reading: Reading) -> Answer:
    """Slang of the trade stands close by, another word than the candidate or two of them, and nothing of another matter.

    Each of the words has other senses; two of them beside each other have one.
    """
    own, told = set[int](), dict[int, str]()
    for index, near in _close_by(candidate, reading, _SLANG_REACH):
        around = reading.around(index)
        for region, which in around.scan.hints:
            if which in _NO_SLANG or region.start < near.start or region.end > near.end:
                continue
            if which == _SLANG_ELSE:
                return NO
            if _is_own(candidate, index, region):
                own.add(which)
            else:
                told.setdefault(which, around.text[region.start : region.end].lower())
    words = [found for which, found in told.items() if which not in own]
    return Answer(Holds.YES, words[0]) if words and len(own.union(told)) > 1 else NO


def is_people_told(candidate: Candidate, reading: Reading) -> Answer:
    """Somebody who may be harmed is spoken of close by, and nothing there tells of another matter; its own words do not count."""
    told: Answer = NO
    for index, near in _close_by(candidate, reading, _SLANG_REACH):
        around = reading.around(index)
        for region, which in around.scan.hints:
            if region.start < near.start or region.end > near.end:
                continue
            if which in _OTHER:
                return NO
            if which in (_WHO, _PEOPLE) and told is NO and not _is_own(candidate, index, region):
                told = Answer(Holds.YES, around.text[region.start : region.end].lower())
    return told


_NO_SLANG = (_WHO, _WHAT, _ELSE, _PEOPLE, _HELD, _HOME)
_SLANG_REACH = 300
"""How many characters on either side of a word, in its block and the ones beside it, are read for slang."""


def _close_by(candidate: Candidate, reading: Reading, reach: int) -> Iterator[tuple[int, Region]]:
    """The stretches of a candidate's block and the ones beside it that stand this close to it, the block's own first."""
    for index in (candidate.block, candidate.block - 1, candidate.block + 1):
        if not 0 <= index < len(reading.document.blocks):
            continue
        length = len(reading.around(index).text)
        place = candidate.region if index == candidate.block else Region(0, 0)
        if index < candidate.block:
            place = Region(length, length)
        yield index, Region(max(0, place.start - reach), min(length, place.end + reach))


def _has_victim_by_label(candidate: Candidate, reading: Reading) -> bool:
    """Whether the block calls a victim by a label or initials."""
    return any(map(_is_label_of_a_victim, reading.persons.people(candidate.block).mentions))


def _is_label_of_a_victim(mention: Mention) -> bool:
    return mention.kind is Kind.LABEL and mention.noun is not None and mention.noun.standing is PersonRole.VICTIM


def is_control_told(candidate: Candidate, reading: Reading) -> Answer:
    """Close by the text tells of force, of control, of victims or of somebody under 18."""
    told = _told_close_by("control-signs", candidate, reading)
    return told or UNKNOWN


def is_sale_told(candidate: Candidate, reading: Reading) -> Answer:
    """Close by the text tells of people who are sold for sex; the candidate's own words do not count."""
    return _told_close_by("sale-words", candidate, reading, without_own=True)


def is_sex_work_told(candidate: Candidate, reading: Reading) -> Answer:
    """Close by the text speaks of adults who sell sex as of work, by those words."""
    return _told_close_by("sex-work-words", candidate, reading, without_own=True)


def is_held_told(candidate: Candidate, reading: Reading) -> Answer:
    """Close by the text tells that somebody is held, struck or not paid by another, and of no other matter."""
    told = _told_close_by("held-signs", candidate, reading, reach=_HINTS_REACH)
    return told if told and not _has_other_matter(candidate, reading) else NO


def _has_other_matter(candidate: Candidate, reading: Reading) -> bool:
    """Whether another matter than a household's is spoken of close by."""
    return any(
        which == _ELSE and near.start <= region.start and region.end <= near.end
        for index, near in _close_by(candidate, reading, _HINTS_REACH)
        for region, which in reading.around(index).scan.hints
    )


def _told_close_by(
    listed: str, candidate: Candidate, reading: Reading, *, without_own: bool = False, reach: int | None = None
) -> Answer:
    """Whether a pattern of a word list stands close by, in the candidate's block or the ones beside it."""
    signs = patterns_of(reading.known.lexicon.word_list(listed))
    for index, near in _close_by(candidate, reading, reach or _SIGNS_REACH):
        around = reading.around(index)
        words = around.words.within(near)
        for first, end in signs.find(words, around.text):
            region = Region(words[first].start, words[end - 1].end)
            if not (without_own and _is_own(candidate, index, region)):
                return Answer(Holds.YES, around.text[region.start : region.end])
    return NO


_SIGNS_REACH = 500
"""How many characters on either side of a word, in its block and the ones beside it, are read for signs of control or of sale."""


def is_harm_told(candidate: Candidate, reading: Reading) -> Answer:
    """The topic is spoken of, or somebody who may be harmed, with force, control, a victim or a child, and no other matter.

    That somebody is held, struck or not paid by another is enough, whoever it is; so are all words close by, each weighed.
    """
    topic = is_exploitation_topic(candidate, reading)
    if topic:
        return topic
    told = is_held_told(candidate, reading) or (
        is_people_told(candidate, reading) and is_control_told(candidate, reading)
    )
    return told or _weighed(candidate, reading)


def _weighed(candidate: Candidate, reading: Reading) -> Answer:
    """Whether the words close by tell of the topic together, each by its weight; the candidate's own do not count."""
    own = candidate.region
    words = {
        word.text
        for index, near in _close_by(candidate, reading, _SLANG_REACH)
        for word in reading.around(index).words.within(near)
        if index != candidate.block or word.end <= own.start or word.start >= own.end
    }
    sign = reading.known.lexicon.topic.sign_in(words)
    return Answer(Holds.YES, sign) if sign else NO


def is_child_report(candidate: Candidate, reading: Reading) -> Answer:
    """The document is a report on one child."""
    return Answer(Holds.YES, reading.child_report) if reading.child_report else NO


def is_harm_or_people_told(candidate: Candidate, reading: Reading) -> Answer:
    """Harm is told, or people who may be harmed and no other matter, or a victim by a label, or the document is about a child."""
    told = is_child_report(candidate, reading) or is_harm_told(candidate, reading) or is_people_told(candidate, reading)
    return told or (YES if _has_victim_by_label(candidate, reading) else NO)


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
    """The person meant was convicted of trafficking, and the conviction stands; not while charged with it."""
    standing = standing_of(candidate, reading)
    if standing.holds is Truth.YES and standing.stage is not Stage.CONVICTED:
        return Answer(Holds.NO, _because(standing, reading))
    return _convicted(standing, reading)


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
    listed = reading.known.lexicon.words["accusing-nouns"]
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
    "mention": Context(Reads.TEXT_FIRST, is_mention),
    "person-name": Context(Reads.ENTITIES, is_person_name),
    "person-is-minor": Context(Reads.TEXT, is_minor),
    "person-is-adult": Context(Reads.TEXT, is_adult),
    "minor-object": Context(Reads.TEXT, is_minor_object),
    "minor-subject": Context(Reads.TEXT_FIRST, is_minor_subject),
    "adult-subject": Context(Reads.TEXT_FIRST, is_adult_subject),
    "adult-object": Context(Reads.TEXT_FIRST, is_adult_object),
    "subject-under-16": Context(Reads.TEXT_FIRST, is_subject_under_16),
    "victim-or-minor-subject": Context(Reads.TEXT_FIRST, is_victim_or_minor_subject),
    "object-under-16": Context(Reads.TEXT_FIRST, is_object_under_16),
    "object-is-16-or-17": Context(Reads.TEXT_FIRST, is_object_16_or_17),
    "object-in-custody": Context(Reads.TEXT_FIRST, is_object_in_custody),
    "close-in-age": Context(Reads.TEXT_FIRST, is_close_in_age),
    "victim-subject": Context(Reads.TEXT_FIRST, is_victim_subject),
    "harmed-subject": Context(Reads.TEXT_FIRST, is_harmed_subject),
    "said-of-harmed": Context(Reads.TEXT_FIRST, is_said_of_harmed),
    "victim-object": Context(Reads.PARSE, is_victim_object),
    "defendant-subject": Context(Reads.PARSE, is_defendant_subject),
    "official-subject": Context(Reads.PARSE, is_official_subject),
    "forced": Context(Reads.TEXT, is_forced),
    "exploitation-topic": Context(Reads.TEXT, is_exploitation_topic),
    "slang-told": Context(Reads.TEXT, is_slang_told),
    "people-told": Context(Reads.TEXT, is_people_told),
    "control-told": Context(Reads.TEXT, is_control_told),
    "sale-told": Context(Reads.TEXT, is_sale_told),
    "held-told": Context(Reads.TEXT, is_held_told),
    "sex-work-told": Context(Reads.TEXT, is_sex_work_told),
    "harm-told": Context(Reads.TEXT, is_harm_told),
    "harm-or-people-told": Context(Reads.TEXT, is_harm_or_people_told),
    "child-report": Context(Reads.TEXT, is_child_report),
    "trafficking-charged": Context(Reads.TEXT, is_trafficking_charged),
    "trafficking-convicted": Context(Reads.TEXT, is_trafficking_convicted),
    "trafficking-established": Context(Reads.TEXT, is_trafficking_established),
    "image-text": Context(Reads.TEXT, is_image_text),
    "sourced": Context(Reads.TEXT, is_sourced),
    "person-was-trafficked": Context(Reads.TEXT, was_trafficked),
    "name-follows": Context(Reads.TEXT, is_before_name),
    "people-in-general": Context(Reads.TEXT, is_in_general),
    "noun-use": Context(Reads.TEXT, is_noun_use),
    "modifier-use": Context(Reads.PARSE, is_modifier_use),
    "verb-use": Context(Reads.TEXT, is_verb_use),
}
"""Every context by the name that the lexicon uses; lexicon/contexts.yaml holds what people are told about each."""

ALWAYS = ("code", "link-title")
"""The contexts that no clause of an entry comes before."""

STANDARD = (*ALWAYS, "quotation", "official-name", "offence", "mention", "scare-quote")
"""The contexts in which every entry leaves words alone, in this order, unless a clause of its own comes first."""
