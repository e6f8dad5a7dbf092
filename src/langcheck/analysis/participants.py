"""Whom a candidate is about: the person it names, who does it and to whom it is done.

Answered from the text where the words beside the candidate leave no doubt ("she worked as", "the girl who", "had sex with
the 14-year-old's father"), else from the parse, and only where an age is told in the sentence that could decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from langcheck.analysis.finder import Candidate, ParseNeeded, Reading, Reads
from langcheck.facts.ages import MAJORITY, SURE_AGE, Age, numbers
from langcheck.facts.mentions import Kind, Mention, People
from langcheck.facts.person_words import PersonRole, PersonWords
from langcheck.facts.persons import Person, Side
from langcheck.facts.ties import Subjects
from langcheck.facts.words import Word
from langcheck.model import Region

if TYPE_CHECKING:
    from spacy.tokens import Token

VERB_FORMS = ("base", "past", "gerund", "third", "participle")
NOUN_FORMS = ("singular", "plural")
BUYERS = "buyer-label"
_LONGEST_GAP = 60
"""How many characters may stand between a candidate and the person it is about."""
_LONGEST_AGE = 28
"""How many characters behind a noun for somebody an age may stand that is told of it: "was a prostitute at the age of 15"."""
_MOST_NOTES = 3
"""How many sentences back the person of clipped notes may be named."""
_SHORTEST_CLAUSE = 3
"""With how many words a sentence may be a note without a verb, whose capitals name nobody ("Rape report.")."""
_MOST_VERBS = 4
_MOST_OBJECTS = 8
"""How many mentions behind a verb are looked at for its objects."""
_TO_AUXILIARY = 3
"""How many words before a participle a form of "be" may stand."""


def participants(candidate: Candidate, reading: Reading) -> Participants:
    """Who takes part in what a candidate says, worked out once for all contexts."""
    if candidate.participants is None:
        candidate.participants = Participants(candidate, reading)
    return candidate.participants


class Participants:
    """Who takes part in what a candidate says. An answer that needs a parse which is not there is asked for again."""

    def __init__(self, candidate: Candidate, reading: Reading) -> None:
        self.candidate, self.reading = candidate, reading
        self.around = reading.around(candidate.block)
        self.text = self.around.text
        self.persons = reading.persons
        self.known: PersonWords = self.persons.known
        self.patterns = reading.known.participant_patterns
        self.people: People = self.persons.people(candidate.block)

    @cached_property
    def names_a_person(self) -> bool:
        """Whether the candidate is a noun for the person meant."""
        candidate = self.candidate
        return (
            candidate.feature in NOUN_FORMS
            and candidate.entry.category != BUYERS
            and candidate.number in self.reading.known.person_entries
        )

    @cached_property
    def meant(self) -> Person | None:
        """The person, or the group, whom the candidate is about; None where the text does not tell.

        A noun for a person is about that person, a word for buyers about whom they buy; a verb about who does it, or, where it
        tells of harm, about whom of the two is under 18; other words about the people of their sentence. Raises ParseNeeded.
        """
        person = self.named() if self.names_a_person else self._taking_part()
        if person is None or person.age() in (Side.UNKNOWN, Side.ADULT):
            age = self.age_behind()
            if age is not None and not (self.names_a_person and person is None):
                return Person(person.mentions if person is not None else (), (age,))
        if person is not None and person.age() is Side.ADULT and self.was_young(person):
            return Person(person.mentions, (), person.standings, person.gender)
        return person

    def _taking_part(self) -> Person | None:
        if self.candidate.feature not in VERB_FORMS:
            return self.concerned
        if self.candidate.entry.category in self.reading.known.lexicon.word_list("acting-categories"):
            return self.subject
        return self.weaker

    def named(self) -> Person | None:
        """The person whom a noun names; nobody for a noun that modifies another ("prostitute ring")."""
        mention = self.people.at(self.candidate.region)
        if mention is None:
            return None
        person = self.persons.person(mention)
        if person.age() is Side.UNKNOWN and self._could_be_told_elsewhere(mention):
            person = self._group(self._described_by_parse()) or person
        if person.age() is Side.UNKNOWN:
            age = self.persons.row_age(self.candidate.block)
            others = {found.kind for found in self.people.mentions if found is not mention}
            if age is not None and not others - {Kind.PRONOUN}:
                return Person((mention,), (age,))
        return person

    def _could_be_told_elsewhere(self, mention: Mention) -> bool:
        """Whether a noun is said of somebody: "worked as a prostitute", "is a sex worker", "called her a hooker"."""
        return (
            mention.before in self.known["capacity-prepositions"]
            or not mention.determiner
            or mention.determiner in self.known["indefinite-articles"]
        ) and self._could_tell

    def _described_by_parse(self) -> list[Mention]:
        """Of whom a noun of a parsed sentence is said: the object or the subject of its verb; nobody who only poses so."""
        span = self.candidate.span
        if span is None:
            raise ParseNeeded(Reads.PARSE)
        noun = span.root
        verb = noun.head
        if noun.dep_ == "pobj" and verb.lower_ in self.known["capacity-prepositions"]:
            verb = verb.head
        elif noun.dep_ not in ("attr", "oprd"):
            return []
        if verb.pos_ not in ("VERB", "AUX") or verb.lower_ in self.known["posing-verbs"]:
            return []
        objects = [child for child in verb.children if child.dep_ in ("dobj", "obj", "dative")]
        if objects and noun.dep_ != "attr":
            return self._mentions([objects[0], *objects[0].conjuncts])
        return self._subjects_of(verb)

    # --- who does it ---

    @cached_property
    def subject(self) -> Person | None:
        """Who does what a verb says, or whose state it is."""
        beside = self._beside
        if beside:
            return self.persons.group(beside)
        if not self._could_tell:
            return None
        return self._group(self._in_row()) or self._group(self._subjects_of(self._verb())) or self._only_person()

    @cached_property
    def agent(self) -> Person | None:
        """Who does it, in the passive by "by"."""
        return self._by_phrase() if self.is_passive else self.subject

    @cached_property
    def beside(self) -> Person | None:
        """Whom the candidate follows with nothing but auxiliaries or "who" between, whose second verb or note it is."""
        return self._group(self._beside or self._in_row() or self._in_notes())

    @cached_property
    def told_subject(self) -> Person | None:
        """Whose verb it is by the words before it or by the parse, never by being the only person around."""
        beside = [] if (found := self._beside) and found[0].before.endswith("ing") else found
        return self._group(beside or self._in_row() or self._in_notes()) or self._group(self._subjects_of(self._verb()))

    @cached_property
    def _beside(self) -> list[Mention]:
        """The mention that the candidate follows with nothing but auxiliaries, "to" or "who" between, and those joined to it."""
        start = self.candidate.region.start
        mention = self.people.before(start)
        if mention is None or mention.determiner == "possessive" or not self.persons.is_somebody(mention):
            return []
        end = self.people.end_of(mention)
        if end > start or start - end > _LONGEST_GAP:
            return []
        found = self.patterns.before_verb.fullmatch(self.text, end, start)
        if found is None:
            return []
        led = not self.known["infinitive-signs"].isdisjoint(found.group().lower().split())
        is_apposed = end > mention.region.end or mention.number in self.people.same
        if "," in found.group() and not (found["who"] or led or is_apposed):
            return []
        if mention.before in self.known["list-signs"] and mention.number not in self.people.joined:
            return []
        subjects = Subjects(self.people, self.text, self.around.words, self.reading.known.ties)
        told = subjects.subject(mention, relative=found["who"] is not None, led=led)
        if told is None:
            return []
        return self.persons.members(told) if found["who"] is None else [told]

    def _in_row(self) -> list[Mention]:
        """The subject of a row of verbs: "the girl ran away, met a man and worked for him"."""
        start = self.candidate.region.start
        sentence = self.around.sentence(self.candidate.region)
        mentions = [mention for mention in self._in_sentence() if mention.region.end <= start]
        if not mentions or self.candidate.feature not in ("past", "third"):
            return []
        first, *others = mentions
        if not self.patterns.row.search(self.text, first.region.end, start) or first.determiner == "possessive":
            return []
        between = self.text[first.region.end : start]
        opening = self.text[sentence.start : first.phrase.start]
        if self.patterns.clause.search(between) or self.patterns.clause.search(opening):
            return []
        if first.before in self.known["prepositions"] or not self.persons.is_somebody(first):
            return []
        if any(self.persons.is_subject(mention) for mention in others):
            return []
        return self.persons.members(first)

    def _in_notes(self) -> list[Mention]:
        """Of whom clipped notes go on: "V1 uncoop. Refused exam, no ID." has its person in the sentence before."""
        if self.candidate.feature not in ("past", "fixed"):
            return []
        sentence = self.around.sentence(self.candidate.region)
        opening = self.text[sentence.start : self.candidate.region.start].rstrip()
        if opening and not opening.endswith((",", ";", "/")):
            return []
        start = self.candidate.region.start
        if any(mention.region.start < start and self._is_told_of(mention) for mention in self.people.within(sentence)):
            return []
        earlier = [each for each in self.around.sentences if each.end <= sentence.start]
        for before in reversed(earlier[-_MOST_NOTES:]):
            mentions = self.people.within(before)
            first = next(filter(self._is_told_of, mentions), None)
            if first is not None:
                far = first.phrase.start - before.start > _LONGEST_GAP
                return [] if far or first.determiner == "possessive" else self.persons.members(first)
            if mentions and len(self.around.words.within(before)) > _SHORTEST_CLAUSE:
                return []
        return []

    def _is_told_of(self, mention: Mention) -> bool:
        """Whether a mention is surely a person of the notes: more than a word with a capital of whom nothing is told."""
        if mention.kind is not Kind.NAME:
            return self.persons.is_somebody(mention)
        numbers = self.people.component(mention.number)
        return any(self.people.ages.get(number) or self.people.standings.get(number) for number in numbers)

    @cached_property
    def _could_tell(self) -> bool:
        """Whether anybody in the sentence is known to be of an age, so that a parse is worth its while."""
        sides = (Side.MINOR, Side.ADULT, Side.CONTESTED)
        return any(self.persons.person(mention).age() in sides for mention in self._in_sentence())

    def _in_sentence(self) -> list[Mention]:
        return self.people.within(self.around.sentence(self.candidate.region))

    def _verb(self) -> Token:
        """The verb of a parsed candidate; raises ParseNeeded where it is not parsed."""
        span = self.candidate.span
        if span is None:
            raise ParseNeeded(Reads.PARSE)
        return next((token for token in span if token.pos_ in ("VERB", "AUX")), span.root)

    def _subjects_of(self, verb: Token) -> list[Mention]:
        """The subject of a parsed verb and those joined to it; of "to" behind an object the object ("put her in a room to")."""
        from langcheck.analysis.pipeline import subject_of

        subject = self._controller(verb) or subject_of(verb)
        return self._mentions([subject, *subject.conjuncts]) if subject is not None else []

    def _controller(self, verb: Token) -> Token | None:
        """Who is made to do what "to" follows with."""
        for _ in range(_MOST_VERBS):
            if verb.dep_ != "conj" or verb.head.pos_ != "VERB":
                break
            if any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
                return None
            verb = verb.head
        infinitive = any(child.tag_ == "TO" for child in verb.children)
        if not infinitive or verb.dep_ not in ("advcl", "xcomp", "ccomp", "acl", "relcl"):
            return None
        head = verb.head
        if head.lower_ not in self.known["moving-verbs"]:
            return self._moved_before(verb) if verb.dep_ == "advcl" else None
        objects = _objects(head)
        if objects and objects[0].tag_ in ("WP", "WDT") and head.dep_ == "relcl":
            return head.head
        return objects[0] if objects else None

    def _moved_before(self, verb: Token) -> Token | None:
        """Who is moved by the last verb before "to" where the parse hangs it to an earlier one ("held for luring a girl to ...")."""
        between = verb.doc[verb.head.i + 1 : verb.left_edge.i]
        moving = [token for token in between if token.pos_ in ("VERB", "AUX") and verb.head in token.ancestors]
        if not moving or moving[-1].lower_ not in self.known["moving-verbs"]:
            return None
        objects = _objects(moving[-1])
        return objects[0] if objects else None

    def _mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        """The mentions that tokens stand in, all of them or none; "one" of the girls is a girl."""
        found = []
        for token in tokens:
            if token.lower_ in self.known["part-words"]:
                token = next((child for child in token.subtree if child.dep_ == "pobj"), token)
            start = self.candidate.offset_of(token)
            mention = self.people.at(Region(start, start + len(token)))
            if mention is None:
                return []
            found.append(mention)
        return found

    def _group(self, mentions: Sequence[Mention]) -> Person | None:
        return self.persons.group(mentions) if mentions else None

    def _only_person(self) -> Person | None:
        """The one person of the sentence, where it speaks of nobody else, and who is not told to be the object."""
        mentions = [mention for mention in self._in_sentence() if mention.determiner != "possessive"]
        if not mentions or any(mention.owner is not None for mention in mentions):
            return None
        if not self.is_passive and any(mention in mentions for mention in self._following()):
            return None
        meant = {self.persons.identity(mention): mention for mention in mentions}
        return self.persons.person(mentions[0]) if len(meant) == 1 else None

    # --- to whom it is done ---

    @cached_property
    def is_passive(self) -> bool:
        return is_passive(self.candidate, self.reading)

    @cached_property
    def patient(self) -> Person | None:
        """To whom it is done; of several the one under 18."""
        patient = self._patient()
        return patient and (patient.minor_member or patient)

    def _patient(self) -> Person | None:
        """Whom the words name, who follows them, or in the passive the subject."""
        inside = self._inside() or self._owning()
        if inside:
            return self.persons.group(inside)
        if self.is_passive:
            return self.subject
        following = self._following()
        if following:
            return self.persons.group(following)
        if self.candidate.feature not in VERB_FORMS or not self._is_relative() or not self._could_tell:
            return None
        return self._group(self._objects_by_parse())

    def _inside(self) -> list[Mention]:
        """Whom the words of the candidate name themselves: "forced the 13-year-old to have sex"."""
        return [
            mention
            for mention in self.people.within(self.candidate.region)
            if mention.determiner != "possessive" and self.persons.is_somebody(mention)
        ]

    def _owning(self) -> list[Mention]:
        """Whose the thing is that a verb's words name: "took her virginity"; not where that may be who does it."""
        if self.candidate.feature not in VERB_FORMS or self.known["taken-from-the-harmed"].isdisjoint(
            word.text for word in self.around.words.within(self.candidate.region)
        ):
            return []
        return [mention for mention in self.people.within(self.candidate.region) if mention.determiner == "possessive"]

    def _following(self) -> list[Mention]:
        """Who follows with nothing but a preposition between, the owned one of two ("the girl's father"), and those joined."""
        mention = self.people.after(self.candidate.region.end)
        if mention is None or mention.phrase.start - self.candidate.region.end > _LONGEST_GAP:
            return []
        if not self.patterns.before_object.fullmatch(self.text, self.candidate.region.end, mention.phrase.start):
            return []
        later = self.people.mentions[mention.number + 1 :][:_MOST_OBJECTS]
        while later and self._is_owner(mention, later[0]):
            mention = later.pop(0)
        if self.text.startswith(("'s", "’s"), mention.region.end) or mention.determiner == "possessive":
            return []
        found = [mention]
        for other in later:
            if other.determiner == "possessive":
                continue
            joined = self.people.joined.get(other.number) == found[-1].number
            if not joined or self.patterns.goes_on.match(self.text, self.people.end_of(other)):
                break
            found.append(other)
        return found

    def _is_owner(self, mention: Mention, other: Mention) -> bool:
        return other.owner is not None and other.owner.overlaps(mention.region)

    def owns(self, patient: Person, nouns: frozenset[str]) -> bool:
        """Whether one of these nouns says that the person is the agent's: "his stepdaughter", "her patient"."""
        possessives = self.known["possessives"]
        return any(
            mention.owner is not None
            and mention.noun is not None
            and mention.noun.text in nouns
            and self.text[mention.owner.start : mention.owner.end].lower() in possessives
            for mention in patient.mentions
            if mention.block == self.candidate.block
        )

    def _is_relative(self) -> bool:
        """ "the girl he had sex with": nothing follows, and somebody stands in front of the subject."""
        end = self.candidate.region.end
        return self.patterns.clause_end.match(self.text, end) is not None

    def _objects_by_parse(self) -> list[Mention]:
        """Whom the clause of a parsed verb describes: "the girl whom he seduced", "the boy she had sex with"."""
        verb = self._verb()
        for _ in range(4):
            if verb.dep_ == "relcl":
                from langcheck.analysis.pipeline import subject_of

                subject = subject_of(verb)
                return self._mentions([verb.head]) if subject is not None and subject is not verb.head else []
            if verb.dep_ not in ("conj", "xcomp", "prep", "dobj", "pobj"):
                return []
            verb = verb.head
        return []

    def _by_phrase(self) -> Person | None:
        """Who did it, in the passive: "seduced by the coach"."""
        mention = self.people.after(self.candidate.region.end)
        if mention is None:
            return None
        gap = self.text[self.candidate.region.end : mention.phrase.start]
        return self.persons.person(mention) if gap.strip().lower() in self.known["agent-prepositions"] else None

    # --- either ---

    @cached_property
    def weaker(self) -> Person | None:
        """Of the two the one under 18; else to whom it is done, else who does it."""
        patient = self.patient
        if patient is not None and patient.age() is Side.MINOR:
            return patient
        agent = self.agent
        if agent is not None and (minor := agent.minor_member) is not None:
            return minor
        return patient or self._one_of_both() or agent

    def _one_of_both(self) -> Person | None:
        """Of "they", who stands for two people of the sentence, the one under 18: "he met the girl, 14, and they had sex"."""
        pronoun = self.people.before(self.candidate.region.start)
        if (
            pronoun is None
            or not pronoun.plural
            or (pronoun.kind is not Kind.PRONOUN and pronoun.text not in self.known["groups-of-two"])
        ):
            return None
        end = self.candidate.region.start
        if self.patterns.before_verb.fullmatch(self.text, pronoun.region.end, end) is None:
            return None
        for mention in self._in_sentence():
            if not mention.plural and (mention.region.end <= pronoun.region.start or self._is_told_when(mention)):
                person = self.persons.person(mention)
                if person.age() is Side.MINOR:
                    return person
        return None

    def _is_told_when(self, mention: Mention) -> bool:
        """ "when she was 14", "before the girl's mother found out": somebody behind a verb who is one of "they"."""
        if mention.before in ("", *self.known["clause-words"]) and self.people.ages.get(mention.number):
            return True
        return self.text.startswith(("'s", "’s"), mention.region.end) and mention.number + 1 < len(self.people.mentions)

    def age_behind(self) -> Age | None:
        """The age of a child that ends the candidate's own clause: "sold her for sex at 14", "from the age of 13"."""
        end = self.candidate.region.end
        found = self.patterns.age_behind.match(self.text, end)
        if found is None:
            return None
        if self.names_a_person and found["n"] not in self.text[end : end + _LONGEST_AGE]:
            return None
        low = numbers(found["n"], self.known.ages)[0]
        region = Region(*found.span("n"))
        return Age(region, found["n"], low, low) if low < MAJORITY and (found["age"] or low >= SURE_AGE) else None

    def was_young(self, person: Person) -> bool:
        """Whether the sentence tells of a time at which somebody who is grown may have been a child: "as a teenager"."""
        sentence = self.around.sentence(self.candidate.region)
        text = self.text[sentence.start : sentence.end]
        if self.patterns.young.search(text):
            return True
        low, _ = person.bounds()
        return any(
            low - max(numbers(found["n"], self.known.ages), default=0) < MAJORITY <= low
            for found in self.patterns.ago.finditer(text)
        )

    @cached_property
    def concerned(self) -> Person | None:
        """Whom words that are no verb are about: their subject or object where there is one, else the people of the sentence."""
        told = [
            person
            for mentions in (self._inside(), self._beside, self._following(), self._led_into())
            if (person := self._group(mentions)) is not None and person.age() is not Side.UNKNOWN
        ]
        minor = next((person for person in told if person.age() is Side.MINOR), None)
        return minor or next(iter(told), None) or self._people_of_sentence()

    def _led_into(self) -> list[Mention]:
        """ "drew a 15-year-old into prostitution": who stands before "into"."""
        mention = self.people.before(self.candidate.region.start)
        if mention is None or mention.determiner == "possessive":
            return []
        end = self.people.end_of(mention)
        if end > self.candidate.region.start or not self.patterns.into.fullmatch(
            self.text, end, self.candidate.region.start
        ):
            return []
        return self.persons.members(mention)

    def _people_of_sentence(self) -> Person | None:
        """The people of a sentence who are on one side of majority; relatives, officials and buyers count for nobody else."""
        minors, adults = [], []
        for mention in self._in_sentence():
            if not self._is_concerned(mention):
                continue
            person = self.persons.person(mention)
            if person.age() is Side.MINOR:
                minors.append(person)
            elif person.age() is not Side.UNKNOWN and not self._only_buys(person):
                adults.append(person)
        if bool(minors) == bool(adults):
            return None
        return (minors or adults)[0]

    def _is_concerned(self, mention: Mention) -> bool:
        """Nobody's relative, and not the buyer himself."""
        if mention.kind is Kind.PRONOUN and not self.people.ages.get(mention.number):
            return False
        if mention.region.overlaps(self.candidate.region):
            return False
        noun = mention.noun
        owned = mention.owner is not None and (noun is None or noun.kin or self._is_owned_by_candidate(mention))
        return not owned

    def _is_owned_by_candidate(self, mention: Mention) -> bool:
        return mention.owner is not None and mention.owner.overlaps(self.candidate.region)

    def _only_buys(self, person: Person) -> bool:
        """Whether somebody grown says nothing of the person meant: a buyer, an official, a defendant, a man."""
        if person.standings & {PersonRole.OFFICIAL, PersonRole.BUYER, PersonRole.DEFENDANT}:
            return True
        return not person.nouns or any(noun in self.known["adult-buyer-words"] for noun in person.nouns)


def _objects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("dobj", "obj", "dative")]


def is_passive(candidate: Candidate, reading: Reading) -> bool:
    """Whether a participle is done to its subject: a form of "be" before it, or "by" behind it."""
    if candidate.feature not in ("past", "participle"):
        return False
    around, known = reading.around(candidate.block), reading.persons.known
    behind = around.words.after(candidate.region.end, 1)
    if behind and behind[0].text in known["agent-prepositions"]:
        return True
    start = candidate.region.start
    for word in reversed(around.words.before(start, _TO_AUXILIARY)):
        if around.text[word.end : start].strip(" \n-") or not _may_be_between(word, known):
            return False
        if word.text in known["be-forms"]:
            return True
        start = word.start
    return False


def _may_be_between(word: Word, known: PersonWords) -> bool:
    """Whether a word may stand in the group of a verb: a form of "be", an auxiliary, an adverb."""
    return (
        word.text in known["be-forms"]
        or word.text in known["auxiliaries"]
        or word.text in known["told-adverbs"]
        or word.text.endswith("ly")
    )


class ParticipantPatterns:
    """What may stand between a candidate and a person, made once of the lexicon's lists."""

    def __init__(self, known: PersonWords) -> None:

        made = known.lists.pattern
        adverb = r"(?:@auxiliaries|@told-adverbs|\w{2,14}ly|@negation-endings)"
        self.before_verb = made(
            rf"(?:['’]@contractions)?,?(?P<who>\s+@relative-persons-and-objects)?(?:\s+{adverb},?){{0,6}}\s+"
        )
        self.before_object = made(
            rf"(?:\s+{adverb}){{0,3}}(?:\s+@object-prepositions(?:\s+@verb-joins\s+@object-prepositions)?)?\s+(?:@count-estimates\s+)?(?:@part-words\s+@part-prepositions\s+)?(?:@definite-articles\s+)?[“\"]?"
        )
        self.row = made(rf"(?:,|\b@verb-joins|,?\s+(?:@verb-joins\s+)?@sequence-adverbs)(?:\s+{adverb}){{0,3}}\s+\Z")
        self.clause = made(r"\b@row-breaks\b|[;:—“”\"]")
        self.goes_on = made(r"\s+(?:\w{2,14}ed|@auxiliaries|@past-verbs|@speech-verbs)\b")
        self.clause_end = made(r"\s*(?:[.,;:!?)]|\Z|\s@behind-objects\b)", 0)
        numbers = "|".join(known.ages.spelled)
        self.age_behind = made(
            rf"(?:(?!\s(?:@row-breaks|@clause-words)\b)[^.,;:!?()“”\"]){{0,60}}?\s@since-prepositions\s(?:@age-hedges\s)?(?P<age>@age-phrases\s)?(?P<n>\d{{1,2}}|{numbers})(?=[.,;:!?)]|\s+@age-behind-followers\b|\s*\Z)(?!\s+@range-signs\s+\d)"
        )
        self.young = made(r"\b@times-of-youth(?=[.,;:!?)]|\s*\Z|\s+@time-followers\b)")
        self.ago = made(r"\b(?P<n>\d{1,2}|[a-z]{3,9}(?:-[a-z]{3,5})?)\s+@years-ago\b")
        self.into = made(r"\s+@into-openings\s+")
