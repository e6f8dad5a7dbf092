"""Which wordings of an entry may stand for a candidate, and what to do where none may: one place for every report and edit.

Nothing is offered for what a person said, and nothing that asserts more than the sentence does: where an act is denied,
asked about or only possible, no wording may tell it as done; in what a paper of a case says no wording may stand that
needs them borne out; and no wording makes the person who was harmed the one who did it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from langcheck.analysis.contexts import CONSENT, Holds, ask, evaluate
from langcheck.analysis.finder import Candidate, ParseNeeded, Reading, Reads, Surroundings
from langcheck.analysis.participants import is_passive
from langcheck.facts.ages import MAJORITY, Age, Strength
from langcheck.facts.listed import Lists
from langcheck.facts.patterns import Patterns, patterns_of
from langcheck.facts.statements import Manner, Statement, asks_of_nobody
from langcheck.facts.words import Phrases, Word, Words
from langcheck.lazily import pattern
from langcheck.lexicon.article import facts, gloss, plain
from langcheck.lexicon.entry import Condition, ContextNote, Wording
from langcheck.lexicon.forms import FIXED, marked_word
from langcheck.model import MarkKind, Region

QUOTE_THEM = "If these are the person's words, quote them."
OTHER_TITLE = "This is the title of another document, which stays as it is."
KEEP_OPEN = "The sentence asks, denies, plans or only allows for this: write it in the words that were used."
KEEP_CHARGE = "Of an accusation this is the name of the charge, which stays as it is."
PUT_OTHERWISE = "No wording fits as the sentence stands: put it another way."
AGE_IN_DOUBT = "The text leaves the age open: say what is known of it, and from whom."
_ACT = "act"
ASSERTIONS = {
    _ACT: "asserting-act",
    "offender": "asserting-offender",
    "victim": "asserting-victim",
    "age": "asserting-age",
    "health": "asserting-health",
    "mind": "asserting-mind",
}
"""What a wording may assert of somebody whom a sentence only asks about, or denies it of, to its list in contexts.yaml."""


class OfferingWords:
    """What is asked of the words around an offer (lexicon/contexts.yaml), prepared once for all documents."""

    def __init__(self, lists: Lists) -> None:
        self.linking = lists["linking-prepositions"] | lists["relative-persons"]
        """Words that hang something on the noun before them: "in", "of", "who"."""
        self.parting_roles = self.linking | lists["role-degrees"] | (lists["telling-words"] - lists["possessives"])
        """What no role has between "as" and its label."""
        self.role_joins = lists["role-joins"]
        self.roles = Patterns(lists.in_order("role-phrases"))
        self.comparisons = Patterns(lists.in_order("role-comparisons"))
        """Where "as" joins or compares, and says no role: "as well as"."""
        self.verb_of_label = lists.pattern(
            r"\s+(?:@finite-be|@have-forms|@general-past|(?:@general-participles|[a-z]+ed)"
            r"(?=\s+(?:@articles|@possessives)\s(?!@role-times\b)|\s*[.,;!?]|\s*\Z))(?![\w'’])"
        )
        """A finite verb right behind a label, which then is its subject: "as the pimp ran", "as a prostitute watched."."""
        self.people = lists["owned-by-nobody"] | lists["asserting-victim"] | lists["asserting-age"]
        """Words of wordings that name a person."""
        self.no_noun = lists["phrase-ends"] | lists["past-verbs"]
        """What goes on behind a noun and is no noun itself."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A wording that may fit; ``question`` is what a person must answer first, empty where nothing is open."""

    wording: Wording
    question: str = ""
    is_about_paper: bool = False
    """Whether a paper's own words would have to be borne out to answer it; whether somebody is an adult is known beside them."""


@dataclass(frozen=True, slots=True)
class Offering:
    """What is offered for a candidate, what is true as it stands first; ``instead`` is said where nothing of it fits."""

    offers: tuple[Offer, ...] = ()
    instead: str = ""


def offering(wordings: Sequence[Wording], instead: str, candidate: Candidate, reading: Reading) -> Offering:
    """The wordings that the document does not rule out, each with the question it leaves open.

    Raises ParseNeeded when a condition reads a parse that is not there yet.
    """
    statement = reading.around(candidate.block).statement(candidate.region)
    if statement.manner is Manner.REPORTED or reading.is_talk:
        return Offering(instead=QUOTE_THEM)
    if reading.is_other_title(candidate.block, candidate.region):
        return Offering(instead=OTHER_TITLE)
    if statement.manner is Manner.OPEN and _is_charge(statement, candidate, reading):
        return Offering(instead=KEEP_CHARGE)
    fitting = [
        offer
        for wording in wordings
        if (offer := _offer(_of_man(wording, candidate, reading), candidate, reading)) is not None
    ]
    if "age" in candidate.entry.tells and _is_age_in_doubt(candidate, reading):
        known = [offer for offer in fitting if not _says(offer.wording, "age", reading)]
        if fitting and not known:
            return Offering(instead=AGE_IN_DOUBT)
        fitting = known
    told = [offer for offer in fitting if _may_say(offer.wording, statement, candidate, reading)]
    kept = tuple(
        offer
        for offer in told
        if not _turns_round(offer.wording, candidate, reading)
        and not _hangs(offer, candidate, reading)
        and not _is_role(candidate, reading)
        and not _is_called(candidate, reading)
        and not _is_way_of_life(candidate, reading)
    )
    if fitting and not told:
        return Offering(instead=KEEP_OPEN)
    if told:
        instead = instead or PUT_OTHERWISE
    if statement.is_on_paper:
        tells = candidate.entry.tells
        true = tuple(
            offer
            for offer in kept
            if not offer.is_about_paper and not _asserts(offer.wording, candidate, reading, tells=tells, kinds=(_ACT,))
        )
        return Offering(true, QUOTE_THEM if kept and not true else instead)
    return Offering(tuple(sorted(kept, key=lambda offer: bool(offer.question))), instead)


def _of_man(wording: Wording, candidate: Candidate, reading: Reading) -> Wording:
    """A wording that keeps what the words found tell: of "a male prostitute" no person is written, but a man."""
    if candidate.feature not in _NOUN_FORMS or marked_word(wording.use) not in reading.known.lists["anybody"]:
        return wording
    first = reading.around(candidate.block).words.within(candidate.region)[0].text
    lists = reading.known.lists
    man = dict(zip(lists.in_order("sexes"), lists.in_order("sexes-grown"), strict=True)).get(first)
    if man is None or (wording.ask and not _asks_of_adults(wording.ask, reading)):
        return wording
    use = wording.use.replace(f"{{{marked_word(wording.use)}}}", f"{{{man}}}")
    return replace(wording, use=use, given=wording.given if wording.ask else (*wording.given, _ADULT))


def _asks_of_adults(asked: str, reading: Reading) -> bool:
    return next(_phrases(reading.known.lexicon.word_list("asking-adults")).find(_split(asked)), None) is not None


def _offer(wording: Wording, candidate: Candidate, reading: Reading) -> Offer | None:
    """A wording with its question; None where the document rules it out."""
    is_open: list[Condition] = []
    for condition in wording.given:
        answer = evaluate(condition, candidate, reading)
        if answer.holds is Holds.NO:
            return None
        if answer.holds is Holds.UNKNOWN and (
            _tells_the_age(condition, candidate, reading) or _is_of_no_case(condition, candidate, reading)
        ):
            return None
        if answer.holds is Holds.UNKNOWN:
            is_open += _unknown(condition, candidate, reading)
    asked = ""
    if is_open:
        asked = wording.ask or question(is_open, reading.known.lexicon.contexts)
    elif wording.ask and not any(True for given in wording.given for _ in facts(given)):
        asked = wording.ask
    if asked and _is_answered(asked, candidate, reading):
        return None
    is_about_paper = bool(asked) and (bool(wording.ask) or is_open != [_ADULT])
    return Offer(wording, in_plural(asked) if candidate.feature == "plural" else asked, is_about_paper)


_ADULT = "person-is-adult"


def question(conditions: Sequence[Condition], notes: Mapping[str, ContextNote]) -> str:
    """Open contexts as one question: "if the person is under 18"."""
    glosses = dict.fromkeys(gloss(condition, notes) for condition in conditions)
    return f"if {' and '.join(glosses)}"


_SENTENCES_BEFORE = 2
"""How many sentences before a candidate's own may tell of people whose ages answer a question about it."""


def _tells_the_age(condition: Condition, candidate: Candidate, reading: Reading) -> bool:
    """Whether ages that are told close by answer no to a question about an age.

    No one asks for adults where all of them are those of minors or, of several people, one is; nor for minors where several
    people are of both kinds. Ages of adults alone answer nothing: they may be those of a buyer.
    """
    if condition not in (_ADULT, "person-is-minor"):
        return False
    told = _told_sides(candidate, reading)
    if condition == "person-is-minor":
        return candidate.feature == "plural" and len(told) > 1
    return True in told if candidate.feature == "plural" else told == {True}


def _is_of_no_case(condition: Condition, candidate: Candidate, reading: Reading) -> bool:
    """Whether a question about a court is asked of a definition, a general statement or a link, of which no court has said anything."""
    if condition != "trafficking-established":
        return False
    links = (mark.region for mark in reading.document.blocks[candidate.block].marks if mark.kind is MarkKind.LINK)
    if any(link.covers(candidate.region) for link in links):
        return True
    around = reading.around(candidate.block)
    after = around.words.after(candidate.region.end, 1)
    is_defined = candidate.region.start == around.sentence(candidate.region).start and bool(after)
    return (is_defined and after[0].text in reading.known.lists["defining-verbs"]) or around.is_general(
        candidate.region, without=candidate.region
    )


def _is_answered(asked: str, candidate: Candidate, reading: Reading) -> bool:
    """Whether ages that are told close by answer no to a question that a wording asks in words of its own."""
    if _asks_of_adults(asked, reading):
        return _tells_the_age(_ADULT, candidate, reading)
    if next(_phrases(reading.known.lexicon.word_list("asking-under-16")).find(_split(asked)), None) is None:
        return False
    minors = [age for age in _told_ages(candidate, reading) if _is_of_minor(age)]
    return bool(minors) and all(age.low is not None and age.low >= CONSENT for age in minors)


def _told_sides(candidate: Candidate, reading: Reading) -> set[bool]:
    """Whether those are minors of whom ages are told close by: nobody asks what is told."""
    return {_is_of_minor(age) for age in _told_ages(candidate, reading)}


def _is_of_minor(age: Age) -> bool:
    return age.high is not None and age.high < MAJORITY


def _told_ages(candidate: Candidate, reading: Reading) -> list[Age]:
    """The ages of people in a candidate's sentence, or else in the ones before it; that "a man" is one answers nothing.

    "Women, one of them 16" are of both ages.
    """
    around = reading.around(candidate.block)
    people = reading.persons.people(candidate.block)
    sentence = around.sentence(candidate.region)
    for _ in range(_SENTENCES_BEFORE + 1):
        told = [
            age
            for mention in people.within(sentence)
            for ages in (people.ages.get(mention.number, ()),)
            for age in ages
            if not mention.region.overlaps(candidate.region)
            and (age.strength is not Strength.WEAK or any(map(_is_of_minor, ages)))
        ]
        if told or sentence.start < _TO_BEFORE:
            return told
        sentence = around.sentence(Region(sentence.start - _TO_BEFORE, sentence.start - 1))
    return []


_TO_BEFORE = 2
"""By how many characters before a sentence the one before it is reached."""


def in_plural(asked: str) -> str:
    """A question about one person as one about several: "if these people are 18 or older"."""
    return _ONE_PERSON.sub(lambda found: f"these people{_AGREED.get(found[1], found[1])}", asked)


_ONE_PERSON = pattern(r"\b(?:this|the) person((?: is| was| has)?)\b(?!['’])")
_AGREED = {" is": " are", " was": " were", " has": " have"}


def _unknown(condition: Condition, candidate: Candidate, reading: Reading) -> list[Condition]:
    """The contexts in a condition that the document leaves open; of alternatives the first of them."""
    if isinstance(condition, str):
        return [condition] if ask(condition, candidate, reading).holds is Holds.UNKNOWN else []
    ((operator, value),) = condition.items()
    if operator == "not":
        return [condition]
    if operator not in ("any", "all"):
        return []
    parts = [found for part in value for found in _unknown(part, candidate, reading)]
    return parts[:1] if operator == "any" else parts


# --- what a wording would assert ---------------------------------------------------------------------------------


def _may_say(wording: Wording, statement: Statement, candidate: Candidate, reading: Reading) -> bool:
    """Whether a sentence that puts a thing so can hold a wording: all of them can where it tells it as what happened.

    A label that the sentence gives or denies to somebody stays as it is; elsewhere labels and things keep their names.
    """
    manner = statement.manner
    if manner is Manner.TOLD or (manner is Manner.ASKED and _asks_of_nobody(candidate, reading)):
        return True
    is_label = candidate.feature in _NOUN_FORMS
    is_name = is_label or candidate.feature == FIXED
    if is_name and manner is Manner.OPEN:
        return not (is_label and _is_given(candidate, reading))
    if is_label and _is_predicate(candidate, reading):
        return False
    tells = candidate.entry.tells if is_name or manner is Manner.OPEN else ()
    if manner is Manner.OPEN and _is_accusation(statement, candidate, reading):
        tells = (*tells, _ACT)
    return not _asserts(wording, candidate, reading, tells=tells)


def _asks_of_nobody(candidate: Candidate, reading: Reading) -> bool:
    """Whether a question names people of a kind and nobody in particular: "Can an illegal alien get a visa?"."""
    around = reading.around(candidate.block)
    sentence = around.sentence(candidate.region)
    if candidate.feature not in _NOUN_FORMS or not around.text[sentence.start : sentence.end].rstrip(
        " \"'”’)"
    ).endswith("?"):
        return False
    before = around.words.before(candidate.region.start, 1)
    is_kind = candidate.feature == "plural" or (
        bool(before) and before[0].text in reading.known.lexicon.word_list("indefinites")
    )
    return is_kind and asks_of_nobody(around.text, around.words, sentence, reading.known.statements)


def _is_accusation(statement: Statement, candidate: Candidate, reading: Reading) -> bool:
    """Whether the sentence accuses somebody of the act, or tells what it was for, so that its name asserts no more."""
    around = reading.around(candidate.block)
    words = around.words.within(statement.cue) if statement.cue is not None else []
    return bool(words) and _phrases(reading.known.lexicon.word_list("accusing-frames")).at(words, 0) > 0


def _is_charge(statement: Statement, candidate: Candidate, reading: Reading) -> bool:
    """Whether a sentence accuses somebody of an offence by its name: "accused of pimping ..."; everyday words tell what was done."""
    known = reading.known.offences
    around = reading.around(candidate.block)
    words = around.words.within(statement.cue) if statement.cue is not None else []
    if not words or not _phrases(reading.known.lexicon.word_list("charging-frames")).at(words, 0):
        return False
    behind = around.words.within(Region(words[-1].end, around.sentence(candidate.region).end))
    between = [word for word in behind if word.end <= candidate.region.start]
    if any(word.text not in known.fillers for word in between):
        return False
    return known.acts.at(behind, len(between)) > 0 and not known.plain.at(behind, len(between))


def _is_predicate(candidate: Candidate, reading: Reading) -> bool:
    """Whether a noun is said of somebody: "is not a ...", "She's no ...", "Was she a ...?"."""
    around = reading.around(candidate.block)
    lists = reading.known.lexicon.word_list
    before = [
        word
        for word in around.words.before(candidate.region.start, _TO_PREDICATE)
        if word.start >= around.sentence(candidate.region).start
    ]
    has_article = bool(before) and before[-1].text in lists("predicate-determiners")
    while before and before[-1].text in (*lists("predicate-determiners"), *lists("between-auxiliaries")):
        before.pop()
    last = before[-1].text if before else ""
    is_owned = last.endswith("'s") and not has_article
    is_question = bool(before) and before[0].text in lists("be-forms") and not is_owned
    return is_question or last in lists("be-forms") or (last.endswith(("'s", "'re", "'m")) and not is_owned)


def _is_given(candidate: Candidate, reading: Reading) -> bool:
    """Whether a label is given to somebody: "will be treated as a ..."."""
    lists = reading.known.lexicon.word_list
    before = reading.around(candidate.block).words.before(candidate.region.start, 2)
    if before and before[-1].text in lists("articles"):
        before.pop()
    return bool(before) and before[-1].text in lists("predicatives")


_MARK = pattern(r"[,;:()–—!?]|[.](?=\s)")
"""What parts a label from the verb that gives it to somebody: a mark, or the end of a sentence."""
_TO_ROLE = 12
"""How many words before a label the verb may stand that says as what somebody is listed or treated."""
_OF_LABEL = 4
"""Among how many words before a label "as" is looked for: "as Jane Doe's ...", "as a common ..."."""
_TO_PREDICATE = 6
"""How many words before a noun the verb that gives it to somebody may stand."""


def _asserts(
    wording: Wording, candidate: Candidate, reading: Reading, *, tells: Sequence[str], kinds: Sequence[str] = ()
) -> bool:
    """Whether a wording asserts of somebody what the words found do not tell."""
    found = reading.around(candidate.block).words.within(candidate.region)
    for kind, name in ASSERTIONS.items():
        held = kind in tells or next(_phrases(reading.known.lexicon.word_list(name)).find(found), None) is not None
        if not held and (not kinds or kind in kinds) and _says(wording, kind, reading):
            return True
    return False


def _says(wording: Wording, kind: str, reading: Reading) -> bool:
    """Whether a wording asserts something of a kind ("age")."""
    return next(_phrases(reading.known.lexicon.word_list(ASSERTIONS[kind])).find(_words(wording)), None) is not None


def _is_age_in_doubt(candidate: Candidate, reading: Reading) -> bool:
    """Whether a candidate's sentence, or the one behind it, leaves open how old those are whom its words call minors."""
    if ask("person-is-adult", candidate, reading):
        return True
    around = reading.around(candidate.block)
    sentence = around.sentence(candidate.region)
    following = around.sentence(
        Region(min(sentence.end + 1, len(around.text)), min(sentence.end + 2, len(around.text)))
    )
    words = around.words.within(Region(sentence.start, max(sentence.end, following.end)))
    doubts = patterns_of(reading.known.lexicon.word_list("age-doubts"))
    return next(doubts.find(words, around.text), None) is not None


def _turns_round(wording: Wording, candidate: Candidate, reading: Reading) -> bool:
    """Whether a verb of harm in the active voice would make the harmed person its subject."""
    words = reading.known.lexicon.word_list
    if candidate.feature in (*_NOUN_FORMS, FIXED) or marked_word(wording.use) is None:
        return False
    if next(_phrases(words("harming-verbs")).find(_words(wording)), None) is None or is_passive(candidate, reading):
        return False
    return bool(ask("victim-subject", candidate, reading))


def _is_role(candidate: Candidate, reading: Reading) -> bool:
    """Whether a label says as what somebody was sold, used, listed or seen: no other name for the person is the role."""
    if candidate.feature not in _NOUN_FORMS:
        return False
    around, known = reading.around(candidate.block), reading.known.offering
    before = around.words.before(candidate.region.start, _TO_ROLE)
    near = range(len(before), max(len(before) - _OF_LABEL, 1), -1)
    ends = next((step for step in near if before[step - 1].text in known.role_joins), 0)
    if not ends or any(word.text in known.parting_roles for word in before[ends:]):
        return False
    if _MARK.search(around.text, before[ends - 2].end, candidate.region.start):
        return False
    if known.verb_of_label.match(around.text, candidate.region.end):
        return False
    return any(ends in known.roles.ends(before, index, around.text) for index in range(ends)) and not any(
        end == ends for _, end in known.comparisons.find(before, around.text)
    )


def _is_called(candidate: Candidate, reading: Reading) -> bool:
    """Whether a sentence tells what others call somebody: "The newspaper called her a ...", "were labelled ...", not "this report calls them"."""
    if candidate.feature not in _NOUN_FORMS:
        return False
    around, lists = reading.around(candidate.block), reading.known.lexicon.word_list
    sentence = around.sentence(candidate.region)
    before = [word for word in around.words.before(candidate.region.start, _TO_ROLE) if word.start >= sentence.start]
    if before and before[-1].text in lists("articles"):
        before.pop()
    naming = patterns_of(lists("naming-phrases"))
    for index in range(len(before)):
        if len(before) in naming.ends(before, index, around.text):
            is_joined = _MARK.search(around.text, before[index].end, candidate.region.start) is None
            return is_joined and not any(word.text in lists("own-papers") for word in before[:index])
    return False


def _is_way_of_life(candidate: Candidate, reading: Reading) -> bool:
    """Whether a label without an article is where somebody came from: "From Hooker to Homeowner", "Hooker Turned Baker"."""
    if candidate.feature != "singular":
        return False
    around, lists = reading.around(candidate.block), reading.known.lists
    before, after = around.words.before(candidate.region.start, 1), around.words.after(candidate.region.end, 1)
    return any(
        bool(beside) and beside[0].text in lists[name]
        for beside, name in ((before, "way-openers"), (after, "way-turns"))
    )


def _hangs(offer: Offer, candidate: Candidate, reading: Reading) -> bool:
    """Whether a noun with words behind it would stand where only a noun can, or would take what belongs to another."""
    words, known = plain(offer.wording).split(), reading.known.offering
    if candidate.feature not in _NOUN_FORMS and reading.known.lists["relative-persons"].isdisjoint(words):
        return False
    around, region = reading.around(candidate.block), candidate.region
    has_words_behind = not known.linking.isdisjoint(words)
    if has_words_behind and _is_slashed(around.text, region):
        return True
    if known.people.isdisjoint(words):
        return False
    after = _touching(around.text, around.words.after(region.end, 1), region)
    if has_words_behind and after in reading.known.lists["tells-of-noun-before"]:
        return True
    if (has_words_behind or offer.question) and after and after not in known.no_noun:
        return bool(ask("modifier-use", candidate, reading)) or (has_words_behind and _is_told_of(candidate))
    return has_words_behind and _is_joined(candidate, around, after, reading.known.lists["joining-words"])


def _is_slashed(text: str, region: Region) -> bool:
    """Whether a slash joins a place to another word, and nothing longer than a word may stand there."""
    return "/" in (text[region.start - 1 : region.start], text[region.end : region.end + 1])


def _is_joined(candidate: Candidate, around: Surroundings, after: str, joining: frozenset[str]) -> bool:
    """Whether a noun shares its article or its verb with one that it is joined to: words behind it would tell of both."""
    before = [word.text for word in around.words.before(candidate.region.start, _TO_JOINING)]
    if joining.isdisjoint((*before, after)):
        return False
    shares_article = candidate.feature == "singular" and bool(before) and before[-1] in joining
    return shares_article or _is_paired(candidate)


_TO_JOINING = 2
"""How many words before a noun another is joined to it: "and a"."""


def _is_told_of(candidate: Candidate) -> bool:
    """Whether a participle right behind a noun tells of it: "the addicts arrested at the scene"."""
    span = candidate.span
    if span is None or span.root.head == span.root:
        return False
    return any(word.i == span.end and word.dep_ == "acl" for word in span.root.children)


def _touching(text: str, words: Sequence[Word], region: Region) -> str:
    """The word right beside a region; empty where none is, or a mark parts them."""
    if not words:
        return ""
    between = Region(min(words[0].end, region.end), max(words[0].start, region.start))
    return "" if text[between.start : between.end].strip() else words[0].text


def _is_paired(candidate: Candidate) -> bool:
    """Whether a noun is joined to another without an article of its own, or two are said of one: "a thief and addict"."""
    if candidate.span is None:
        raise ParseNeeded(Reads.PARSE)
    root = candidate.span.root
    first = root.head if root.dep_ == "conj" else root
    later = root if first is not root else next((word for word in root.conjuncts if word.i > root.i), None)
    if later is None or later.pos_ not in ("NOUN", "PROPN"):
        return False
    return first.dep_ == "attr" or not any(word.dep_ in ("det", "nummod", "poss") for word in later.children)


_NOUN_FORMS = ("singular", "plural")


def _words(wording: Wording) -> list[Word]:
    return _split(plain(wording))


@lru_cache(maxsize=2048)
def _split(text: str) -> list[Word]:
    return Words(text).all


@lru_cache(maxsize=16)
def _phrases(words: tuple[str, ...]) -> Phrases:
    return Phrases(words)
