"""Accusations: who, by the words of a document, is suspected of, charged with or convicted of human trafficking.

Each place where a text tells of a step of a case gives a charge: the offence, the stage, whether it holds, and of whom it
is told. What somebody said, hopes, fears or asks holds openly at most; what was denied, dropped or undone does not hold.
Nothing is parsed. :class:`Charges` answers how somebody stands by the end of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from functools import cached_property

from langcheck.facts.clauses import NOBODY_FOUND, Group, Subject, group_before, is_boundary, object_of, subject_of
from langcheck.facts.naming import REACH, Kind, Mention, NamingWords, Sentence, Text, find_people, keys_of
from langcheck.facts.words import Phrases, Word
from langcheck.lexicon.forms import Inflections, expand
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region

_TO_OFFENCE = 40
"""How many words behind a word of procedure its offence is looked for."""
_TO_GOVERNOR = 6
"""How many words before "to" the verb is looked for that governs it."""
_TO_HEDGE = 40
"""How many words before a word of procedure a doubt about it is looked for."""
_TO_SPEAKER = 5
"""How many words may stand between a verb of speech and whose speech it is."""
_TO_PREDICATE = 14
"""How many words may stand between a noun of procedure and what was done to it."""
_TO_OWNER = 7
"""How many words may stand between an owner and a noun of procedure ("Diaz's 2019 human trafficking conviction")."""
_TO_TERM = 10
"""How many words behind "serves" a number of years is looked for."""
_TO_PLEA = 8
"""How many words before "guilty" the verb is looked for that makes it a plea or a verdict."""


class Stage(IntEnum):
    """How far a case against somebody has come."""

    NAMED = 1
    SUSPECTED = 2
    CHARGED = 3
    CONVICTED = 4


class Truth(Enum):
    """Whether what is told holds, by the words it is told in."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


class Offence(Enum):
    """What somebody is accused of: human trafficking, or anything else."""

    TRAFFICKING = "trafficking"
    OTHER = "other"


class Turn(Enum):
    """What a step does to the steps before it."""

    NONE = "none"
    UNDOES = "undoes"
    UPHOLDS = "upholds"


@dataclass(frozen=True, slots=True)
class Charge:
    """A step of a case, at the word of procedure; ``because`` are the words of the offence, by block and place.

    ``of`` is the key of the person, None for nobody or somebody unnamed; ``somebody`` is the noun for somebody unnamed,
    empty where nobody in particular is meant. ``who`` is the place where the person stands in the same block.
    """

    block: int
    region: Region
    because: tuple[tuple[int, Region], ...]
    offence: Offence
    stage: Stage
    holds: Truth
    of: str | None = None
    somebody: str = ""
    who: Region | None = None
    turn: Turn = Turn.NONE
    earlier: bool = False
    afterwards: bool = False
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands at the end of a document; ``because`` are the words of the offence."""

    stage: Stage | None = None
    holds: Truth = Truth.OPEN
    because: tuple[tuple[int, Region], ...] = ()


class _Cue(Enum):
    """What kind of word of procedure stands at a place."""

    PATIENT = "done to the accused"
    AGENT = "with the accused for its object"
    SUBJECT = "what the accused does"
    PLEA = "pleads"
    GUILT = "guilty"
    FACE = "faces"
    SERVE = "serves"
    CONVICTION = "conviction"
    COUNTS = "charges"
    ACQUITTAL = "acquittal"
    APPEAL = "appeal"
    UNDONE = "vacated"


@dataclass(frozen=True, slots=True)
class _Step:
    """What a list of words of procedure stands for."""

    cue: _Cue
    stage: Stage = Stage.CONVICTED
    holds: Truth = Truth.YES
    turn: Turn = Turn.NONE
    needs_offence: bool = False


_STEPS = {
    "charge-convicted": _Step(_Cue.PATIENT),
    "charge-sentenced": _Step(_Cue.PATIENT, needs_offence=True),
    "charge-charged": _Step(_Cue.PATIENT, Stage.CHARGED),
    "charge-suspected": _Step(_Cue.PATIENT, Stage.SUSPECTED, needs_offence=True),
    "charge-named": _Step(_Cue.PATIENT, Stage.NAMED, needs_offence=True),
    "charge-acquitted": _Step(_Cue.PATIENT, holds=Truth.NO),
    "charge-freed": _Step(_Cue.PATIENT, holds=Truth.NO, turn=Turn.UNDOES),
    "charge-trials": _Step(_Cue.SUBJECT, Stage.CHARGED),
    "charge-pleads": _Step(_Cue.PLEA),
    "charge-guilty": _Step(_Cue.GUILT),
    "charge-innocent": _Step(_Cue.GUILT, holds=Truth.NO),
    "charge-faces": _Step(_Cue.FACE, Stage.CHARGED),
    "charge-serves": _Step(_Cue.SERVE, needs_offence=True),
    "charge-acquittals": _Step(_Cue.ACQUITTAL, holds=Truth.NO),
    "charge-appeals": _Step(_Cue.APPEAL),
    "charge-convicts": _Step(_Cue.AGENT),
    "charge-sentences": _Step(_Cue.AGENT, needs_offence=True),
    "charge-charges": _Step(_Cue.AGENT, Stage.CHARGED, needs_offence=True),
    "charge-suspects": _Step(_Cue.AGENT, Stage.SUSPECTED, needs_offence=True),
    "charge-acquits": _Step(_Cue.AGENT, holds=Truth.NO),
    "charge-frees": _Step(_Cue.AGENT, holds=Truth.NO, turn=Turn.UNDOES),
    "charge-convictions": _Step(_Cue.CONVICTION),
    "charge-judgments": _Step(_Cue.CONVICTION),
    "charge-counts": _Step(_Cue.COUNTS, Stage.CHARGED),
    "charge-undoes": _Step(_Cue.UNDONE),
}
"""The lists of words of procedure (lexicon/contexts.yaml), in the order in which they are tried."""


@dataclass(frozen=True)
class ChargeWords:
    """The word lists that tell charges (lexicon/contexts.yaml)."""

    naming: NamingWords
    phrases: Mapping[str, Phrases]
    steps: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, lexicon: Lexicon) -> ChargeWords:
        """The lists of a lexicon, alternatives spelt out."""
        none = Inflections({}, {})
        phrases: dict[str, Phrases] = {}
        steps: dict[str, list[str]] = {}
        for name, words in lexicon.words.items():
            if name.startswith("charge-"):
                spelt = [form for word in words for form in expand(_spelt(word), "phrase", none)]
                phrases[name] = Phrases(spelt)
        for name in _STEPS:
            for word in lexicon.word_list(name):
                first = _spelt(word).split()[0]
                if name not in steps.setdefault(first, []):
                    steps[first].append(name)
        return cls(NamingWords.of(lexicon), phrases, {first: tuple(names) for first, names in steps.items()})

    def at(self, name: str, words: Sequence[Word], index: int) -> int:
        """How many words from an index on are in a list; 0 for none."""
        if not 0 <= index < len(words):
            return 0
        return self.phrases[name].at(words, index)  # type: ignore[arg-type]

    def has(self, name: str, word: str) -> bool:
        """Whether a single word stands in a list."""
        return word in self.phrases[name]


_ACTS = (
    "charge-undoes",
    "charge-undone",
    "charge-upholds",
    "charge-won",
    "charge-requests",
    "charge-hedges",
    "charge-contests",
    "charge-split-verbs",
)
"""Lists of what is done to a conviction or a charge."""


def _spelt(word: str) -> str:
    """A word as texts are cut into words: without hyphens and full stops."""
    return word.replace("-", " ").replace(".", " ")


# --- how somebody stands -----------------------------------------------------------------------------------------


class Charges:
    """The charges of a document, and how people stand by them."""

    def __init__(self, charges: Iterable[Charge], sentences: Sequence[Sentence], known: ChargeWords) -> None:
        self.all = tuple(charges)
        self.known = known
        self.sentences = sentences
        self._standings: dict[str, Standing] = {}
        self._by_block: dict[int, list[int]] = {}
        for number, sentence in enumerate(sentences):
            self._by_block.setdefault(sentence.block, []).append(number)

    def sentence_at(self, block: int, region: Region) -> int | None:
        """The number of the sentence that a region begins in."""
        numbers = self._by_block.get(block, [])
        low, high = 0, len(numbers)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[numbers[middle]].region.end <= region.start:
                low = middle + 1
            else:
                high = middle
        return numbers[low] if low < len(numbers) else None

    def of_mention(self, block: int, region: Region) -> list[Charge]:
        """The charges told of somebody who stands in a region."""
        return [charge for charge in self._of_block.get(block, ()) if charge.who and charge.who.overlaps(region)]

    @cached_property
    def _of_block(self) -> dict[int, list[Charge]]:
        found: dict[int, list[Charge]] = {}
        for charge in self.all:
            found.setdefault(charge.block, []).append(charge)
        return found

    def standing(self, key: str) -> Standing:
        """How somebody stands with regard to human trafficking."""
        if key not in self._standings:
            self._standings[key] = _standing([c for c in self.all if c.of == key or _may_be(c, key)])
        return self._standings[key]

    def standing_of_unnamed(self) -> Standing:
        """How the one person or group stands who is accused in a document and not named."""
        return _standing([charge for charge in self.all if charge.of is None])

    @cached_property
    def accused(self) -> list[str]:
        """The keys of the people accused of anything, in reading order."""
        return list(dict.fromkeys(charge.of for charge in self.all if charge.of is not None))

    @cached_property
    def accused_keys(self) -> frozenset[str]:
        return frozenset(self.accused)

    @cached_property
    def unnamed(self) -> list[str]:
        """The nouns for people who are accused and not named."""
        found = (charge.somebody for charge in self.all if charge.of is None and charge.holds is not Truth.OPEN)
        return list(dict.fromkeys(noun for noun in found if noun))

    @cached_property
    def places(self) -> frozenset[str]:
        """Words that are told as the name of a place somewhere in the document."""
        return frozenset(
            name
            for sentence in self.sentences
            for mention in sentence.mentions
            if mention.place and mention.kind is Kind.NAME
            for name in mention.names
        )


def _may_be(charge: Charge, key: str) -> bool:
    """Whether what was not upheld or undone may be this person's: of nobody named, or of a name that shares a part."""
    if charge.holds is Truth.YES:
        return False
    if charge.of is None:
        return charge.turn is Turn.UNDOES and not charge.somebody
    return charge.of != key and charge.of in key.split()


def _standing(charges: Sequence[Charge]) -> Standing:
    """The steps of one person's case, taken together in reading order."""
    now: Charge | None = None
    undone: Charge | None = None
    for charge in charges:
        if charge.offence is Offence.OTHER:
            if now and charge.stage is Stage.CONVICTED and charge.holds is Truth.YES and now.stage < Stage.CONVICTED:
                now = replace(now, holds=Truth.OPEN) if now.holds is Truth.YES else now
        elif charge.turn is Turn.UNDOES:
            undone = charge if undone is None or charge.holds is Truth.NO else undone
        elif charge.turn is Turn.UPHOLDS:
            now, undone = charge, None
        else:
            now = _next(now, charge)
    if undone is not None and (now is None or now.holds is not Truth.NO):
        after = (
            now is not None and now.holds is Truth.YES and charges.index(now) > charges.index(undone)
            if now in charges
            else False
        )
        held = Truth.OPEN if after else undone.holds
        return Standing(undone.stage, held, undone.because)
    return Standing(now.stage, now.holds, now.because) if now else Standing()


def _next(now: Charge | None, charge: Charge) -> Charge:
    """How somebody stands after one more step."""
    if now is None:
        return charge
    if charge.holds is Truth.OPEN:
        return now
    if charge.holds is Truth.NO:
        if charge.earlier:
            return now if now.holds is not Truth.YES else replace(now, holds=Truth.OPEN)
        if now.stage is Stage.CONVICTED and now.holds is Truth.YES and charge.stage < Stage.CONVICTED:
            return replace(now, holds=Truth.OPEN)
        return charge
    if now.holds is Truth.NO:
        later = charge.afterwards or charge.sentence == now.sentence
        return charge if later and charge.stage is Stage.CONVICTED else replace(now, holds=Truth.OPEN)
    if now.holds is Truth.OPEN or charge.stage >= now.stage:
        return charge
    return now


# --- finding charges ---------------------------------------------------------------------------------------------


def find_charges(texts: Sequence[Text], known: ChargeWords) -> Charges:
    """The charges of a document, whose texts are given in reading order; none where it speaks of no trafficking."""
    if not any(_speaks_of_trafficking(text, known) for text in texts):
        return Charges((), (), known)
    sentences = find_people(texts, known.naming)
    quoted = {text.block: text.quoted for text in texts}
    headings = frozenset(text.block for text in texts if text.heading)
    finder = _Finder(sentences, known, quoted, headings)
    return Charges(finder.find(), sentences, known)


def _speaks_of_trafficking(text: Text, known: ChargeWords) -> bool:
    return any(
        known.has("charge-bare-trafficking", word.text) or known.at("charge-traffickers", text.words.all, index)
        for index, word in enumerate(text.words.all)
    )


@dataclass(frozen=True, slots=True)
class _Link:
    """The offence that a word of procedure leads to; ``every`` stands for all counts, ``excepted`` for what was not proven.

    ``mixed`` tells that other offences are listed beside it, ``charges`` that it is said to be a charge.
    """

    offence: Offence
    region: Region | None = None
    excepted: bool = False
    every: bool = False
    charges: bool = False
    mixed: bool = False
    last: int = 0


@dataclass(slots=True)
class _Told:
    """What is known so far while a document is read: what each person is accused of."""

    trafficking: dict[str, Charge]
    others: set[str]
    accused: set[str]


class _Finder:
    """Reads the sentences of a document one after the other."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        known: ChargeWords,
        quoted: Mapping[int, Sequence[Region]],
        headings: frozenset[int],
    ) -> None:
        self.sentences = sentences
        self.known = known
        self.names = known.naming
        self.quoted = quoted
        self.headings = headings
        self.charges: list[Charge] = []
        self.told = _Told({}, set(), set())
        self.number = 0
        self.sentence: Sentence = sentences[0]
        self.cues: dict[int, tuple[str, int]] = {}
        self.offences: dict[int, int] = {}
        self.taken: set[int] = set()
        self.bare_counts = self._bare_counts()

    def find(self) -> Iterator[Charge]:
        """All charges in reading order."""
        for number, sentence in enumerate(self.sentences):
            self._enter(number, sentence)
            if not (self.cues or self.offences):
                continue
            start = len(self.charges)
            for index in sorted(self.cues, key=lambda place: (self.cues[place][0] == "charge-appeals", place)):
                if index not in self.taken:
                    self._read(index, *self.cues[index])
            yield from self.charges[start:]

    def _bare_counts(self) -> bool:
        """Whether trafficking without a word for whom or what is human trafficking throughout this document."""
        human = other = False
        for sentence in self.sentences:
            for index, word in enumerate(sentence.words):
                if self.known.has("charge-bare-trafficking", word.text):
                    before = sentence.word(index - 1)
                    other = other or self.known.has("charge-other-trafficking", before)
                    human = human or bool(
                        self.known.at("charge-trafficking", sentence.words, index)
                        or (index and self.known.at("charge-trafficking", sentence.words, index - 1))
                    )
        return human and not other

    def _enter(self, number: int, sentence: Sentence) -> None:
        self.number, self.sentence = number, sentence
        self.taken = set()
        self.cues = {}
        self.offences = {}
        index = 0
        words = sentence.words
        while index < len(words):
            length = self.known.at("charge-trafficking", words, index)
            if length:
                self.offences[index] = index + length
                index += length
                continue
            if self.known.has("charge-bare-trafficking", words[index].text) and self._is_bare_offence(index):
                self.offences[index] = index + 1
            index += 1
        for index, word in enumerate(words):
            for name in self.known.steps.get(word.text.removesuffix("'s"), ()):
                length = self.known.at(name, words, index)
                if length and index not in self.cues:
                    self.cues[index] = (name, length)
            length = self.known.at("charge-traffickers", words, index)
            if length and index not in self.cues:
                self.cues[index] = ("charge-traffickers", length)

    def _is_bare_offence(self, index: int) -> bool:
        """Whether "trafficking" without a word for whom stands for the offence: nothing before it or behind says of what."""
        if not self.bare_counts:
            return False
        before, after = self.sentence.word(index - 1), self.sentence.word(index + 1)
        if (
            before
            and self.sentence.joins(index)
            and not (self._is_function(before) or self.known.has("charge-leads", before))
        ):
            return False
        if self.known.has("charge-in", after):
            following = self.sentence.word(index + 2)
            written = self.sentence.written(index + 2) if following else ""
            return following.isdigit() or written[:1].isupper() or self.names.has("clause-times", following)
        return True

    def _is_function(self, word: str) -> bool:
        return any(
            self.names.has(name, word)
            for name in (
                "clause-auxiliaries",
                "clause-modals",
                "clause-negations",
                "clause-prepositions",
                "clause-conditions",
                "clause-subordinators",
                "clause-complements",
                "clause-relatives",
                "clause-coordinators",
                "clause-when",
                "clause-adverbs",
            )
        )

    # --- one word of procedure -----------------------------------------------------------------------------------

    def _read(self, index: int, name: str, length: int) -> None:
        """Read one word of procedure and keep the charges it tells."""
        if name == "charge-traffickers":
            self._title(index, length)
            return
        step = _STEPS[name]
        end = index + length
        if step.cue in (_Cue.PATIENT, _Cue.SUBJECT):
            self._verb(step, index, end)
        elif step.cue is _Cue.AGENT:
            self._agent(step, index, end)
        elif step.cue is _Cue.GUILT:
            self._guilt(step, index, end)
        elif step.cue is _Cue.FACE:
            self._faces(step, index, end)
        elif step.cue is _Cue.SERVE:
            self._serves(step, index, end)
        elif step.cue in (_Cue.CONVICTION, _Cue.COUNTS):
            self._noun(step, index, end)
        elif step.cue is _Cue.ACQUITTAL:
            self._acquittal(step, index, end)
        elif step.cue is _Cue.APPEAL:
            self._appeal(index, end)
        elif step.cue is _Cue.UNDONE:
            self._undoes_it(index, end)

    def _verb(self, step: _Step, index: int, end: int) -> None:
        """ "was convicted of", "convicted Diaz of", "Diaz, who was charged with"."""
        sentence = self.sentence
        group = group_before(sentence, index, self.names)
        if self._is_adjective(index, end) or self.known.at("charge-traffickers", sentence.words, end):
            return
        acted = NOBODY_FOUND
        if step.cue is _Cue.PATIENT and not self._is_passive(group):
            acted = object_of(sentence, end, self.names)
        if acted.people:
            end = max(mention.last for mention in acted.people)
            subject = replace(acted, nobody=acted.nobody or self._by_nobody(group))
        else:
            subject = subject_of(sentence, group, end, self.names)
        self._keep(step, index, end, group, subject)

    def _is_adjective(self, index: int, end: int) -> bool:
        """ "the accused", "a convicted trafficker", "the wanted man": part of a phrase for somebody."""
        mention = self.sentence.at.get(index)
        return mention is not None and mention.last > index and mention.kind is not Kind.PRONOUN

    def _is_passive(self, group: Group) -> bool:
        words = [word.text for word in self.sentence.words[group.first : group.first + 14]]
        return group.auxiliary and any(self.names.has("clause-be", word) for word in words)

    def _by_nobody(self, group: Group) -> bool:
        """ "No jury convicted Diaz"."""
        before = range(max(0, group.first - 4), group.first)
        actor = self.sentence.at.get(group.first - 1)
        return (actor is not None and actor.kind is Kind.NOBODY) or any(
            self.names.has("naming-none", self.sentence.words[index].text) for index in before
        )

    def _agent(self, step: _Step, index: int, end: int) -> None:
        """ "convicts Diaz of", "to charge him with"; the same words before no person are nouns."""
        before = self.sentence.word(index - 1)
        noun = (
            index - 1 in self._offence_ends()
            or self.names.has("clause-determiners", before)
            or self.names.has("naming-possessives", before)
        )
        acted = NOBODY_FOUND if noun and self.sentence.joins(index) else object_of(self.sentence, end, self.names)
        if not acted.people:
            other = self._as_noun(index)
            if other:
                self._noun(_STEPS[other], index, end)
            return
        group = group_before(self.sentence, index, self.names)
        subject = replace(acted, nobody=acted.nobody or self._by_nobody(group))
        self._keep(step, index, max(mention.last for mention in acted.people), group, subject)

    def _offence_ends(self) -> set[int]:
        return {last - 1 for last in self.offences.values()}

    def _as_noun(self, index: int) -> str:
        return next((name for name in ("charge-counts",) if self.known.at(name, self.sentence.words, index)), "")

    def _keep(self, step: _Step, index: int, end: int, group: Group, subject: Subject) -> None:
        """Keep what a verb tells of its people, by the offence it leads to."""
        if self._leads_on(end):
            return
        link = self._link(end, plea=step.cue is _Cue.PLEA)
        truth = self._truth(group, subject, index, end, step.stage)
        if link is None and step.needs_offence:
            if step.stage is Stage.CONVICTED and truth is Truth.YES:
                self._sentenced(index, subject)
            return
        if link is not None and link.charges and step.stage is Stage.SUSPECTED:
            step = replace(step, stage=Stage.CHARGED)
        if link is not None:
            self.taken.update(range(end, link.last))
        self._tell(step, index, group, subject, link, truth)

    def _leads_on(self, end: int) -> bool:
        """Whether what follows is a relation, not an offence: "charged in connection with"."""
        return bool(self.known.at("charge-relations", self.sentence.words, end))

    def _sentenced(self, index: int, subject: Subject) -> None:
        """A sentence for nothing that is named ends a charge in a way that is not told."""
        for mention in subject.people:
            for key in self._keys(mention):
                known = self.told.trafficking.get(key)
                if known is not None and known.stage < Stage.CONVICTED:
                    self._add(replace(self._charge(index, known.because), of=key, offence=Offence.OTHER))

    def _tell(self, step: _Step, index: int, group: Group, subject: Subject, link: _Link | None, truth: Truth) -> None:
        """Keep a charge for each person."""
        people = subject.people or (None,)
        for mention in people:
            keys: tuple[str | None, ...] = self._keys(mention) if mention is not None else ()
            for key in keys or (None,):
                offence, because, sure = self._offence(step, key, link)
                holds = _combined(truth, step.holds)
                if link is not None and link.excepted:
                    holds = Truth.NO if holds is Truth.YES and step.holds is Truth.YES else Truth.OPEN
                if (not sure or subject.either) and holds is Truth.YES:
                    holds = Truth.OPEN
                charge = replace(
                    self._charge(index, because),
                    offence=offence,
                    stage=step.stage,
                    holds=holds,
                    of=key,
                    somebody="" if key else self._somebody(mention, subject),
                    who=self.sentence.place(mention.first, mention.last) if mention else None,
                    turn=step.turn if holds is Truth.NO else Turn.NONE,
                    earlier=group.perfect,
                )
                self._add(charge)
                if key and step.stage is Stage.CONVICTED and holds is Truth.YES and self._is_only(mention):
                    self._exclude_others(index, key, because)
                if key and link is not None and link.mixed:
                    self.told.others.add(key)

    def _is_only(self, mention: Mention | None) -> bool:
        return mention is not None and self.names.has("naming-only", self.sentence.word(mention.first - 1))

    def _exclude_others(self, index: int, key: str, because: tuple[tuple[int, Region], ...]) -> None:
        """ "Only Lund was convicted": nobody else was."""
        for other in [other for other in self.told.trafficking if other != key]:
            self._add(replace(self._charge(index, because), of=other, holds=Truth.NO))

    def _charge(self, index: int, because: tuple[tuple[int, Region], ...]) -> Charge:
        word = self.sentence.words[index]
        return Charge(
            self.sentence.block,
            Region(word.start, word.end),
            because,
            Offence.TRAFFICKING,
            Stage.CONVICTED,
            Truth.YES,
            afterwards=any(
                self.known.at("charge-afterwards", self.sentence.words, place)
                for place in range(len(self.sentence.words[:REACH]))
            ),
            sentence=self.number,
        )

    def _add(self, charge: Charge) -> None:
        self.charges.append(charge)
        if charge.of is None:
            return
        self.told.accused.add(charge.of)
        if charge.offence is Offence.OTHER:
            self.told.others.add(charge.of)
        elif charge.holds is Truth.YES or charge.of not in self.told.trafficking or charge.holds is Truth.NO:
            self.told.trafficking[charge.of] = charge

    def _keys(self, mention: Mention) -> tuple[str, ...]:
        return keys_of(mention, self.told.accused)

    def _somebody(self, mention: Mention | None, subject: Subject) -> str:
        """The noun for somebody unnamed; empty for nobody, for people in general and for numbers of cases."""
        if mention is None:
            return "somebody"
        if subject.nobody or mention.kind in (Kind.NOBODY, Kind.ANYBODY):
            return ""
        if self.sentence.block in self.headings and not mention.plural:
            return ""
        counted = mention.plural and self._is_statistic(mention)
        return "" if counted else (mention.noun or "somebody")

    def _is_statistic(self, mention: Mention) -> bool:
        """Whether several people are counted over a time or a place rather than told of."""
        first = self.sentence.words[mention.first].text
        small = self.names.has("clause-numbers", first) or self.names.has("clause-determiners", first)
        counted = any(
            self.known.at("charge-statistics", self.sentence.words, i)
            for i in range(min(REACH, len(self.sentence.words)))
        )
        return counted or not small

    # --- the offence ---------------------------------------------------------------------------------------------

    def _offence(
        self, step: _Step, key: str | None, link: _Link | None
    ) -> tuple[Offence, tuple[tuple[int, Region], ...], bool]:
        """The offence of a step, the words for it, and whether it is sure; without any, it is that of the case told before."""
        if link is not None and not link.every:
            because = ((self.sentence.block, link.region),) if link.region else ()
            return link.offence, because, True
        told = self.told.trafficking.get(key) if key else None
        here = self._told_here(key)
        if here is not None:
            return Offence.TRAFFICKING, here.because, here.holds is Truth.YES or step.holds is Truth.NO
        if told is not None:
            every = key not in self.told.others or (link is not None and link.every)
            sure = every and told.holds is Truth.YES
            if step.holds is Truth.NO or step.stage < Stage.CONVICTED or sure:
                return Offence.TRAFFICKING, told.because, True
            return Offence.OTHER, told.because, True
        before = next((charge for charge in reversed(self.charges[-8:]) if charge.offence is Offence.TRAFFICKING), None)
        if before is not None and step.holds is Truth.NO and (key is None or key not in self.told.others):
            return Offence.TRAFFICKING, before.because, True
        if step.holds is Truth.NO and key is not None and key not in self.told.others:
            return Offence.TRAFFICKING, (), True
        return Offence.OTHER, (), True

    def _told_here(self, key: str | None) -> Charge | None:
        """The last charge of this sentence, if it is of trafficking and this step can share its offence."""
        here = [charge for charge in self.charges if charge.sentence == self.number]
        if not here or here[-1].offence is not Offence.TRAFFICKING:
            return None
        return here[-1]

    def _link(self, start: int, *, plea: bool = False, bare: bool = False, noun: bool = False) -> _Link | None:
        """The offence behind a word of procedure: the first trafficking that its list of offences names."""
        sentence, words = self.sentence, self.sentence.words
        anchor = start - 1 if bare else -1
        excepted = False
        skip = 0
        for index in range(start, min(len(words), start + _TO_OFFENCE)):
            if index < skip:
                continue
            if index > start and sentence.breaks(index) and ":" not in sentence.gap(index):
                break
            length = self.known.at("charge-excepts", words, index)
            if length or (self.names.has("clause-quantity-but", words[index].text) and index + 1 in self.offences):
                excepted, skip = True, index + max(length, 1)
                continue
            if index in self.offences and index not in sentence.at:
                led, attempted = self._is_led(index, anchor)
                last = self._followed(self.offences[index], bare=bare, noun=noun)
                if (anchor >= 0 or bare) and led and last and not attempted:
                    region = sentence.place(index, self.offences[index])
                    charges = last > self.offences[index] or any(
                        self.known.has("charge-heads", words[place].text) for place in range(max(start, 0), index)
                    )
                    mixed = self._lists_others(index, last, anchor)
                    return _Link(Offence.TRAFFICKING, region, excepted, charges=charges, mixed=mixed, last=last)
                continue
            if self._ends_link(index, start, anchor):
                break
            if anchor < 0 and self._is_anchor(index, plea=plea):
                anchor = index
                length = self.known.at("charge-all", words, index + 1)
                if length:
                    listed = self._link(index + 1 + length, bare=True) if self._includes(index + 1 + length) else None
                    return listed or _Link(Offence.OTHER, every=True, last=index + 1 + length)
        if anchor >= 0 and not bare and anchor + 1 < len(words):
            return _Link(Offence.OTHER, last=anchor + 1)
        return None

    def _lists_others(self, index: int, last: int, anchor: int) -> bool:
        """Whether the list of offences holds others, before trafficking or behind it."""
        words = self.sentence.words
        before = any(
            "," in self.sentence.gap(place + 1) or self.names.has("clause-coordinators", words[place].text)
            for place in range(max(anchor, 0) + 1, index)
        )
        behind = last
        if last < len(words) and self.names.has("clause-list-coordinators", words[last].text):
            behind = last + 1
        elif not (last < len(words) and "," in self.sentence.gap(last)):
            return before
        listed = behind < len(words) and not (
            behind in self.cues
            or behind in self.sentence.at
            or self._is_function(words[behind].text)
            or behind in self.offences
        )
        return before or listed

    def _includes(self, index: int) -> bool:
        """Whether a list of offences follows "all counts": behind "including", a colon, or "except"."""
        listed = any(self.known.at(name, self.sentence.words, index) for name in ("charge-including", "charge-excepts"))
        return listed or (index < len(self.sentence.words) and ":" in self.sentence.gap(index))

    def _is_anchor(self, index: int, *, plea: bool) -> bool:
        """Whether a preposition leads to an offence: not to a time, a term of years, a place or a person."""
        word = self.sentence.words[index].text
        if not (self.known.has("charge-links", word) or (plea and self.known.has("charge-plea-links", word))):
            return False
        following = self.sentence.word(index + 1)
        if not following or following.isdigit() or self.names.has("naming-not-names", following):
            return False
        if any(self.known.has("charge-terms", self.sentence.word(index + step)) for step in (1, 2, 3)):
            return False
        mention = self.sentence.at.get(index + 1)
        return mention is None or mention.kind in (Kind.PRONOUN, Kind.NOUN, Kind.ANYBODY)

    def _ends_link(self, index: int, start: int, anchor: int) -> bool:
        """Whether the words of a step end here: at another step, another clause, another person."""
        sentence = self.sentence
        word = sentence.words[index].text
        if index in self.cues and not self.known.has("charge-heads", word) and index > start:
            return True
        if self.names.has("clause-coordinators", word):
            if self.names.has("clause-but", word):
                return True
            following = sentence.at.get(index + 1) or sentence.at.get(index + 2)
            return following is not None and following.is_person and not following.possessive
        if is_boundary(sentence, index, self.names):
            return True
        if anchor >= 0 and self.known.has("charge-blocks", word):
            return True
        mention = sentence.at.get(index)
        return (
            mention is not None
            and mention.first == index
            and index > start
            and anchor >= 0
            and "," in sentence.gap(index)
            and mention.is_person
        )

    def _is_led(self, index: int, anchor: int) -> tuple[bool, bool]:
        """Whether only counts, articles and the like stand between the preposition and the offence; whether as an attempt."""
        attempted = False
        place = index - 1
        while place > anchor:
            word = self.sentence.words[place].text
            if (
                self.known.at("charge-excepts", self.sentence.words, place)
                or self.known.at("charge-excepts", self.sentence.words, place - 1) > 1
            ):
                return True, attempted
            if "," in self.sentence.gap(place + 1):
                return True, attempted
            if not self.sentence.joins(place + 1) and ":" not in self.sentence.gap(place + 1):
                return False, attempted
            if self.known.has("charge-attempts", word):
                attempted = True
            elif self.names.has("clause-coordinators", word) or self.known.has("charge-including", word):
                return True, attempted
            elif not (self.known.has("charge-leads", word) or word.isdigit() or self.names.has("clause-numbers", word)):
                return False, attempted
            place -= 1
        return True, attempted

    def _followed(self, last: int, *, bare: bool, noun: bool) -> int:
        """Where the name of an offence ends, "charges" included; 0 where other words make something else of it."""
        sentence = self.sentence
        if last >= len(sentence.words) or not sentence.joins(last):
            return last
        word = sentence.words[last].text
        heads = self.known.has("charge-heads", word)
        if heads:
            last += 1
            if last >= len(sentence.words) or not sentence.joins(last):
                return last
            word = sentence.words[last].text
        finite = self.names.has("clause-auxiliaries", word) or self.names.has("clause-modals", word)
        if finite and not (bare or noun):
            return 0
        if heads or self._is_function(word) or self.names.has("clause-times", word) or word.isdigit():
            return last
        if self.names.has("clause-verbs", word) or (
            word.endswith("ed") and not self.known.has("charge-attempts", word)
        ):
            return last
        if word.endswith("ly") or last in sentence.at or last in self.cues:
            mention = sentence.at.get(last)
            return 0 if mention is not None and mention.kind is Kind.NOUN and mention.first == last else last
        return 0

    # --- whether it holds ----------------------------------------------------------------------------------------

    def _truth(self, group: Group, subject: Subject, index: int, end: int, stage: Stage) -> Truth:
        """Whether the sentence tells a step as done, as not done, or leaves it open."""
        if self._is_asked() or self._is_quoted(index) or group.modal:
            return Truth.OPEN
        start = subject.first if 0 <= subject.first < group.first else group.first
        refused = False
        if group.infinitive:
            governed = self._governor(group.first)
            if governed is Truth.OPEN:
                return Truth.OPEN
            refused = governed is Truth.NO
        if self._is_bare_gerund(group, index):
            return Truth.OPEN
        if group.being and not self._is_passive_finite(group) and not self._is_done_gerund(group):
            return Truth.OPEN
        if self._is_conditional(group, start) or self._is_hedged(start, index, end, stage, refused=refused):
            return Truth.OPEN
        return Truth.NO if refused or group.negated or subject.nobody else Truth.YES

    def _is_asked(self) -> bool:
        return self.sentence.text[: self.sentence.region.end].rstrip(" \"'”’)").endswith("?")

    def _is_quoted(self, index: int) -> bool:
        word = self.sentence.words[index]
        place = Region(word.start, word.end)
        return any(region.covers(place) for region in self.quoted.get(self.sentence.block, ()))

    def _governor(self, infinitive: int) -> Truth:
        """What the verb before "to" makes of the verb behind it: refused, achieved, or only wanted."""
        for index in range(infinitive - 1, max(-1, infinitive - 1 - _TO_GOVERNOR), -1):
            for place in (index - 1, index):
                if place >= 0 and self.known.at("charge-refusals", self.sentence.words, place):
                    return Truth.NO
                if place >= 0 and self.known.at("charge-achievements", self.sentence.words, place):
                    near = self.sentence.words[max(0, place - 4) : place]
                    denied = any(self.names.has("clause-negations", word.text) for word in near)
                    return Truth.NO if denied else Truth.YES
            doubted = index >= 0 and self.known.at("charge-hedges", self.sentence.words, index)
            if doubted or (index >= 0 and (index in self.cues or is_boundary(self.sentence, index, self.names))):
                break
        return Truth.OPEN

    def _is_bare_gerund(self, group: Group, index: int) -> bool:
        """ "stopped short of convicting Diaz"; "after convicting Diaz" is done."""
        if not self.sentence.word(index).endswith("ing") or group.auxiliary:
            return False
        return not (group.first and self.known.has("charge-gerunds-done", self.sentence.words[group.first - 1].text))

    def _is_passive_finite(self, group: Group) -> bool:
        words = [word.text for word in self.sentence.words[group.first : group.first + 3]]
        return any(self.names.has("clause-be", word) and not self.names.has("clause-gerunds", word) for word in words)

    def _is_done_gerund(self, group: Group) -> bool:
        """ "after being convicted": not "fears being convicted"; a clause set first, "having been convicted", is done."""
        if group.first == 0:
            return True
        before = self.sentence.words[group.first - 1].text
        return self.known.has("charge-gerunds-done", before) or not self.sentence.joins(group.first)

    def _is_conditional(self, group: Group, start: int) -> bool:
        """Whether "if", "until", or "when" without a past tense, begins the clause."""
        begin = self._clause_begin(start)
        last = self._clause_begin(group.first)
        open_time = not group.auxiliary or group.present
        for index in (*range(begin, start), *range(max(last, start), group.first)):
            if index in self.sentence.at:
                continue
            if self.names.has("clause-conditions", self.sentence.words[index].text):
                return True
            time = self.sentence.words[index].text
            if open_time and (
                self.names.has("clause-when", time)
                or (
                    group.present
                    and self.names.has("clause-subordinators", time)
                    and not self.known.has("charge-gerunds-cause", time)
                )
            ):
                return True
        return False

    def _clause_begin(self, index: int) -> int:
        begin = index
        while begin > 0 and index - begin < _TO_HEDGE:
            if "," in self.sentence.gap(begin) or self.sentence.breaks(begin):
                break
            begin -= 1
        return begin

    def _is_hedged(self, start: int, index: int, end: int, stage: Stage, *, refused: bool) -> bool:
        """Whether somebody's words, wishes or doubts stand between the author and the step."""
        hard = self._hard_begin(start)
        for place in (*self._outside_fronted(hard, start), *self._outside_asides(start, index)):
            if place in self.sentence.at and self.sentence.at[place].kind is not Kind.PRONOUN:
                continue
            if self.known.at("charge-hedges", self.sentence.words, place) and not (refused and self._refuses(place)):
                return True
            length = self.known.at("charge-speech", self.sentence.words, place)
            if length and self._opens_speech(place + length) and not self._has_authority(place, stage):
                return True
        return self._is_hedged_behind(end, stage)

    def _outside_fronted(self, hard: int, start: int) -> Iterator[int]:
        """The words before a subject, without what is set before it by a preposition and a comma: "despite his claims, ..."."""
        place = hard
        while place < start:
            end = next((step for step in range(place + 1, start + 1) if "," in self.sentence.gap(step)), start)
            fronted = end <= start and "," in self.sentence.gap(end)
            if not (fronted and self.names.has("clause-prepositions", self.sentence.words[place].text)):
                yield from range(place, end)
            place = end

    def _outside_asides(self, start: int, index: int) -> Iterator[int]:
        """The words between a subject and its verb, without what is set off by commas and tells more of the subject."""
        aside = False
        for place in range(start, index):
            if "," in self.sentence.gap(place) and place > start:
                word = self.sentence.words[place].text
                aside = self.names.has("clause-relatives", word) or self.names.has("naming-articles", word)
            if not aside:
                yield place

    def _opens_speech(self, index: int) -> bool:
        """Whether a verb of speech leads to what is said: not "testified against"."""
        word = self.sentence.word(index)
        return self.known.has("charge-speech", word) or not self.names.has("clause-prepositions", word)

    def _refuses(self, place: int) -> bool:
        return bool(self.known.at("charge-refusals", self.sentence.words, place))

    def _hard_begin(self, index: int) -> int:
        """Where the part of a sentence begins that a doubt reaches from: behind a semicolon, or a comma and "but"."""
        begin = index
        while begin > 0 and index - begin < _TO_HEDGE:
            gap = self.sentence.gap(begin)
            if ";" in gap or "—" in gap or ("." in gap and self.sentence.breaks(begin)):
                break
            if "," in gap and self.names.has("clause-but", self.sentence.word(begin)):
                break
            begin -= 1
        return begin

    def _has_authority(self, place: int, stage: Stage) -> bool:
        """Whether those whose word stands for such a step say it: prosecutors of a verdict, also police of a charge."""
        name = "charge-authorities" if stage is Stage.CONVICTED else "charge-officials"
        near = range(max(0, place - _TO_SPEAKER), min(len(self.sentence.words), place + _TO_SPEAKER + 1))
        return any(self.known.at(name, self.sentence.words, index) for index in near)

    def _is_hedged_behind(self, end: int, stage: Stage) -> bool:
        """ "..., a neighbor said", "..., according to a friend"."""
        words = self.sentence.words
        for index in range(end, min(len(words), end + _TO_OFFENCE)):
            if ";" in self.sentence.gap(index):
                return False
            if "," not in self.sentence.gap(index) or self._is_function_start(index):
                continue
            for place in range(index, min(len(words), index + _TO_SPEAKER + 1)):
                spoken = self.known.at("charge-speech", words, place) or self.known.at("charge-doubts", words, place)
                if spoken and not self._has_authority(place, stage):
                    return True
                if place > index and "," in self.sentence.gap(place):
                    break
        return False

    def _is_function_start(self, index: int) -> bool:
        word = self.sentence.words[index].text
        if self.known.at("charge-speech", self.sentence.words, index):
            return False
        return (
            self.names.has("clause-coordinators", word)
            or self.names.has("clause-relatives", word)
            or self.names.has("clause-subordinators", word)
        )

    # --- pleas and verdicts --------------------------------------------------------------------------------------

    def _guilt(self, step: _Step, index: int, end: int) -> None:
        """ "pleaded guilty", "found Diaz guilty", "a guilty plea", "a plea of not guilty"."""
        sentence, words = self.sentence, self.sentence.words
        denied = step.holds is Truth.NO or self.names.has("clause-negations", sentence.word(index - 1))
        if self._guilty_noun(index, end, denied=denied):
            return
        for place in range(index - 1, max(-1, index - 1 - _TO_PLEA), -1):
            if self.known.at("charge-pleads", words, place):
                self._plea(place, index, end, denied=denied)
                return
            if self.known.at("charge-pleas", words, place):
                self._plea_noun(place, end, denied=denied)
                return
            if self.known.at("charge-finds", words, place):
                self._found(place, index, end, denied=denied)
                return
            joined = self.names.has("clause-coordinators", words[place].text)
            if sentence.breaks(place + 1) or (is_boundary(sentence, place, self.names) and not joined):
                break
        group = group_before(sentence, index, self.names)
        if not group.auxiliary and not denied and index > 0:
            subject = subject_of(sentence, group, end, self.names)
            if subject.people and not self._is_asked():
                self._keep(_STEPS["charge-convicted"], index, end, group, subject)

    def _guilty_noun(self, index: int, end: int, *, denied: bool) -> bool:
        """ "a guilty plea", "guilty verdicts": read as nouns."""
        words = self.sentence.words
        if self.known.at("charge-pleas", words, end):
            self._plea_noun(end, end + 1, denied=denied)
            return True
        if self.known.at("charge-verdicts", words, end):
            if not denied:
                self._noun(_STEPS["charge-convictions"], index, end + 1)
            self.taken.add(end)
            return True
        return False

    def _plea(self, verb: int, index: int, end: int, *, denied: bool) -> None:
        group = group_before(self.sentence, verb, self.names)
        subject = subject_of(self.sentence, group, end, self.names)
        step = _Step(_Cue.PLEA)
        refused = group.infinitive and self._governor(group.first) is not Truth.YES
        if denied or refused or group.negated:
            step = _Step(_Cue.PLEA, Stage.CHARGED, Truth.OPEN)
        self._keep(step, index, end, group, subject)

    def _plea_noun(self, noun: int, end: int, *, denied: bool) -> None:
        """ "entered a plea of guilty to", "Diaz's guilty plea to", "withdrew his guilty plea"."""
        first = self._phrase_begin(noun)
        self.taken.add(noun)
        owner = self._owner(first, noun) or self._subject_before(first)
        group = group_before(self.sentence, first, self.names)
        undone = self._undone_before(first) or self._undone_behind(end)
        if denied:
            step = _Step(_Cue.PLEA, Stage.CHARGED, Truth.OPEN)
        elif undone is not None:
            step = _Step(_Cue.PLEA, holds=Truth.NO, turn=Turn.UNDOES)
        else:
            step = _Step(_Cue.PLEA)
        self._keep(step, noun, end, Group(first, negated=group.negated, modal=group.modal), owner)

    def _found(self, verb: int, index: int, end: int, *, denied: bool) -> None:
        group = group_before(self.sentence, verb, self.names)
        acted = object_of(self.sentence, verb + 1, self.names) if not self._is_passive(group) else NOBODY_FOUND
        acted = replace(acted, people=tuple(mention for mention in acted.people if mention.last <= index))
        if acted.people:
            subject = replace(acted, nobody=acted.nobody or self._by_nobody(group))
        elif group.auxiliary or self._is_passive(group) or verb + 1 >= index - 1:
            subject = subject_of(self.sentence, group, end, self.names)
        else:
            subject = NOBODY_FOUND
        step = _STEPS["charge-acquitted"] if denied else _STEPS["charge-convicted"]
        self._keep(step, index, end, group, subject)

    def _faces(self, step: _Step, index: int, end: int) -> None:
        """ "faces two counts of human trafficking"; years in prison are not a charge yet."""
        group = group_before(self.sentence, index, self.names)
        subject = subject_of(self.sentence, group, end, self.names)
        link = self._link(end, bare=True) or self._link(end)
        near = range(end, min(len(self.sentence.words), end + _TO_TERM))
        charged = link is not None and (
            link.charges or any(self.known.has("charge-faced", self.sentence.words[place].text) for place in near)
        )
        if link is None:
            return
        truth = self._truth(group, subject, index, end, step.stage)
        self.taken.update(range(end, link.last))
        self._tell(step, index, group, subject, link, truth if charged else Truth.OPEN)

    def _serves(self, step: _Step, index: int, end: int) -> None:
        """ "is serving 12 years for", "got life in prison for", "was handed a 20-year sentence for"."""
        words = self.sentence.words
        near = range(end, min(len(words), end + _TO_TERM))
        terms = [place for place in near if self.known.has("charge-terms", words[place].text)]
        if not terms:
            return
        link = self._link(terms[0] + 1)
        if link is None or link.region is None:
            return
        group = group_before(self.sentence, index, self.names)
        acted = object_of(self.sentence, end, self.names) if not self._is_passive(group) else NOBODY_FOUND
        subject = acted if acted.people else subject_of(self.sentence, group, end, self.names)
        truth = self._truth(group, subject, index, link.last, step.stage)
        self.taken.update(range(end, link.last))
        self._tell(step, index, group, subject, link, truth)

    # --- nouns of procedure --------------------------------------------------------------------------------------

    def _noun(self, step: _Step, index: int, end: int) -> None:
        """A conviction or a charge as a noun, with what was done to it: "Diaz's conviction was overturned"."""
        first = self._phrase_begin(index)
        other = self._is_of_other(first, index, end)
        link = self._noun_link(first, index, end)
        if other and link is None:
            return
        last = self._noun_end(end)
        undone = self._undone_before(first)
        if undone is None:
            undone = self._undone_behind(last)
        if undone is None and self._is_split(first, last):
            undone = Truth.NO
        if undone is None and self._acts_on(first, "charge-contests") is not None:
            undone = Truth.OPEN
        owner = self._owner(first, index) or self._owner_behind(end) or Subject()
        conviction = step.cue is _Cue.CONVICTION
        upheld = undone is Truth.YES or (undone is None and self._upheld_before(first))
        undone = None if undone is Truth.YES else undone
        stands = self._told_behind(last, "charge-upheld") if undone is None and not upheld else None
        upheld = upheld or stands is Truth.NO
        if stands in (Truth.YES, Truth.OPEN):
            undone = Truth.NO if stands is Truth.YES else Truth.OPEN
        if undone is None and not upheld:
            self._plain_noun(step, index, end, first, last, owner, link)
            return
        if upheld and not conviction:
            return
        if link is not None:
            self.taken.update(range(end, link.last))
        holds = Truth.YES if upheld else undone or Truth.OPEN
        doubted = self._is_hedged(first, first, end, Stage.CONVICTED, refused=True)
        if upheld and (self._is_asked() or self._is_quoted(index) or doubted):
            return
        self._turn(step, index, owner, link, holds, upheld=upheld)

    def _turn(self, step: _Step, index: int, owner: Subject, link: _Link | None, holds: Truth, *, upheld: bool) -> None:
        """Keep that a conviction or a charge was undone or upheld, of its owner or of whoever stands so accused."""
        people = owner.people or self._only_person()
        keys = [key for mention in people for key in self._keys(mention)]
        if not keys and not people:
            keys = [key for key, told in self.told.trafficking.items() if told.holds is not Truth.NO]
            if len(keys) > 1:
                holds = Truth.OPEN
        because = ((self.sentence.block, link.region),) if link and link.region else ()
        for key in keys or [None]:
            told = self.told.trafficking.get(key) if key else None
            if told is None and not because and (key is None or upheld):
                continue
            self._add(
                replace(
                    self._charge(index, because or (told.because if told else ())),
                    stage=step.stage,
                    holds=holds,
                    of=key,
                    turn=Turn.UPHOLDS if upheld else Turn.UNDOES,
                )
            )

    def _plain_noun(
        self, step: _Step, index: int, end: int, first: int, last: int, owner: Subject, link: _Link | None
    ) -> None:
        """A conviction or charges that are only named: "the conviction of Diaz for", "charges against Diaz"."""
        if link is None or link.region is None:
            return
        if step.cue is _Cue.COUNTS and not self.known.has("charge-faced", self.sentence.words[index].text):
            return
        if not owner.people:
            owner = self._holder(first)
        if not owner.people:
            return
        group = group_before(self.sentence, first, self.names)
        behind = self._behind(last)
        truth = self._truth(replace(group, first=first, auxiliary=True), Subject(), index, end, step.stage)
        indefinite = self.names.has("naming-articles", self.sentence.word(first)) or first == index
        won = any(
            self.known.has("charge-won", self.sentence.word(place))
            or self.known.has("charge-has", self.sentence.word(place))
            for place in range(max(0, first - 3), first)
        )
        if behind.modal or group.negated or self._is_none(first):
            truth = Truth.NO if self._is_none(first) or group.negated else Truth.OPEN
        elif indefinite and not won and step.cue is _Cue.CONVICTION:
            truth = Truth.OPEN
        self.taken.update(range(end, link.last))
        self._tell(step, index, Group(first, perfect=group.perfect), owner, link, truth)

    def _is_none(self, first: int) -> bool:
        """ "no conviction", "without charges"."""
        return any(
            self.names.has("naming-none", self.sentence.word(place))
            or self.names.has("clause-negations", self.sentence.word(place))
            for place in (first - 1, first)
        )

    def _acquittal(self, step: _Step, index: int, end: int) -> None:
        """ "Diaz's acquittal", "a mistrial": the accused was not convicted, unless it was only asked for."""
        first = self._phrase_begin(index)
        group = group_before(self.sentence, first, self.names)
        behind = self._behind(self._noun_end(end))
        if (
            behind.modal
            or behind.negated
            or group.negated
            or self._is_doubted(first)
            or self._undone_before(first) is not None
        ):
            return
        owner = self._owner(first, index) or self._owner_behind(end) or Subject(self._only_person())
        link = self._link(end)
        if link is not None and link.offence is Offence.OTHER and not link.every and self._names_other(end):
            return
        keys = [key for mention in owner.people for key in self._keys(mention)]
        if not keys:
            keys = [key for key, told in self.told.trafficking.items()]
        for key in keys:
            told = self.told.trafficking.get(key)
            region = link.region if link else None
            because = ((self.sentence.block, region),) if region else told.because if told else self._any_offence()
            if because:
                holds = Truth.NO if len(keys) == 1 else Truth.OPEN
                self._add(replace(self._charge(index, because), of=key, holds=holds, turn=Turn.UNDOES))

    def _names_other(self, end: int) -> bool:
        return not self.known.has("charge-heads", self.sentence.word(end + 1)) and bool(self.sentence.word(end))

    def _any_offence(self) -> tuple[tuple[int, Region], ...]:
        return tuple(
            (self.sentence.block, self.sentence.place(first, last)) for first, last in list(self.offences.items())[:1]
        )

    def _appeal(self, index: int, end: int) -> None:
        """An appeal or a new trial that is not lost leaves a conviction open."""
        words = self.sentence.words
        following = self.sentence.word(end)
        if self.known.has("charge-appeal-courts", following) or self.known.has("charge-appeals-for", following):
            return
        if any(self.known.at("charge-appeals-lost", words, place) for place in range(min(len(words), REACH))):
            return
        group = group_before(self.sentence, index, self.names)
        if group.negated:
            return
        first = self._phrase_begin(index)
        owner = self._owner(first, index) or subject_of(self.sentence, group, end, self.names)
        people = owner.people or self._only_person()
        keys = [key for mention in people for key in self._keys(mention)]
        if not keys:
            keys = list(self.told.trafficking)
        for key in keys:
            told = self.told.trafficking.get(key)
            convicted = told is not None and told.stage is Stage.CONVICTED and told.holds is Truth.YES
            if (convicted or people) and not self._decided_here(key):
                because = told.because if told else ()
                self._add(replace(self._charge(index, because), of=key, holds=Truth.OPEN, turn=Turn.UNDOES))

    def _undoes_it(self, index: int, end: int) -> None:
        """ "A judge vacated it": the case told before, if there is but one."""
        if not self.known.at("charge-undone-objects", self.sentence.words, end):
            return
        holds = self._acts_on(end, "charge-undoes")
        if holds in (Truth.NO, Truth.OPEN):
            self._turn(_Step(_Cue.CONVICTION), index, NOBODY_FOUND, None, holds or Truth.OPEN, upheld=False)

    def _decided_here(self, key: str) -> bool:
        """Whether this sentence tells what came of an appeal, or of a new trial."""
        return any(
            charge.of == key
            and charge.sentence == self.number
            and (charge.turn is not Turn.NONE or (charge.afterwards and charge.stage is Stage.CONVICTED))
            for charge in self.charges[-8:]
        )

    def _title(self, index: int, length: int) -> None:
        """ "the convicted sex trafficker Diaz", "Diaz, a convicted human trafficker": a stage told by the noun."""
        mention = self.sentence.at.get(index + length - 1)
        if mention is None and self.sentence.joins(index + length):
            mention = self.sentence.at.get(index + length)
        if mention is None or not mention.keys or mention.guessed:
            return
        if length == 1 and not self.bare_counts:
            return
        before = [self.sentence.words[place].text for place in range(max(0, index - 2), index)]
        for name in ("charge-convicted", "charge-charged", "charge-suspected"):
            if any(self.known.has(name, word) for word in before):
                group = group_before(self.sentence, mention.first, self.names)
                truth = self._truth(
                    replace(group, auxiliary=True), Subject(), index, index + length, _STEPS[name].stage
                )
                region = self.sentence.place(index, index + length)
                link = _Link(Offence.TRAFFICKING, region)
                self._tell(_STEPS[name], index, Group(mention.first), Subject((mention,)), link, truth)
                return

    # --- parts of noun phrases -----------------------------------------------------------------------------------

    def _phrase_begin(self, index: int) -> int:
        """Where the phrase of a noun of procedure begins: at its article, number or owner."""
        first = index
        while first > 0 and index - first < _TO_OWNER and self.sentence.joins(first):
            word = self.sentence.words[first - 1].text
            mention = self.sentence.at.get(first - 1)
            if mention is not None:
                if mention.possessive or self._is_attributive(first - 1, mention):
                    return mention.first
                break
            if word.endswith("'s") or self.names.has("clause-determiners", word):
                return first - 1
            inside = first - 1 in self._offence_words()
            if self.known.has("charge-guilty", self.sentence.word(first)) and self.names.has("clause-negations", word):
                first -= 1
                continue
            cue = first - 1 in self.cues and not self.known.has("charge-guilty", word)
            if not inside and (cue or self._is_function(word) or self._acts(first - 1)):
                break
            first -= 1
        return first

    def _acts(self, index: int) -> bool:
        """Whether a word does something to a noun of procedure: "dismissed", "upheld", "secured"."""
        words = self.sentence.words
        return any(self.known.at(name, words, index) for name in _ACTS)

    def _is_attributive(self, index: int, mention: Mention) -> bool:
        """ "the Diaz conviction"."""
        return mention.kind is Kind.NAME and mention.last == index + 1

    def _offence_words(self) -> set[int]:
        return {index for first, last in self.offences.items() for index in range(first, last)}

    def _is_of_other(self, first: int, index: int, end: int) -> bool:
        """Whether a noun of procedure says that it is of something else: "a gun charge", "the other counts"."""
        owned = self.sentence.at.get(first)
        begin = owned.last if owned is not None else first
        for place in range(begin, index):
            word = self.sentence.words[place].text
            if place in self._offence_words() or word.isdigit() or self.names.has("clause-times", word):
                continue
            if not self.known.has("charge-generic", word) or self.known.has("charge-other", word):
                return True
        following = self.sentence.word(end)
        if not self.known.has("charge-links", following) or self.names.has("clause-times", self.sentence.word(end + 1)):
            return False
        return self._owner_behind(end) is None and not self._reaches_offence(end)

    def _reaches_offence(self, end: int) -> bool:
        return self._link(end) is not None and (self._link(end) or _Link(Offence.OTHER)).region is not None

    def _noun_link(self, first: int, index: int, end: int) -> _Link | None:
        """The offence of a noun of procedure: before it ("human trafficking charges") or behind it ("charges of")."""
        for place in range(first, index):
            if place in self.offences and self.offences[place] <= index:
                return _Link(Offence.TRAFFICKING, self.sentence.place(place, self.offences[place]), last=end)
        starts = [end]
        behind = self._owner_behind(end)
        if behind is not None:
            starts.append(max(mention.last for mention in behind.people))
        for start in starts:
            link = self._link(start, plea=True, noun=True)
            if link is not None and link.region is not None and not link.excepted:
                return link
        return None

    def _noun_end(self, end: int) -> int:
        """Where the phrase behind a noun of procedure ends: after its offences and its people."""
        last = end
        words = self.sentence.words
        while last < len(words) and last - end < _TO_PREDICATE and not self.sentence.breaks(last):
            if last in self.offences:
                last = self.offences[last]
                continue
            mention = self.sentence.at.get(last)
            if mention is not None:
                last = mention.last
                continue
            word = words[last].text
            inside = (
                self.known.has("charge-against", word)
                or self.known.has("charge-leads", word)
                or self.known.has("charge-heads", word)
                or self.names.has("clause-prepositions", word)
                or self.names.has("clause-times", word)
                or word.isdigit()
                or self.names.has("clause-list-coordinators", word)
            )
            if not inside:
                break
            last += 1
        return last

    def _owner(self, first: int, index: int) -> Subject | None:
        """Whose a noun of procedure is: "Diaz's", "his", "the Diaz"."""
        mention = self.sentence.at.get(first)
        if mention is None and index - first > 1:
            mention = self.sentence.at.get(first + 1)
        if mention is None or mention.last > index:
            return None
        if mention.possessive or mention.kind is Kind.NAME:
            return Subject((mention,))
        return None

    def _owner_behind(self, end: int) -> Subject | None:
        """Of whom: "the conviction of Diaz for", "charges against Diaz and Cole", past the offence as well."""
        for place in range(end, min(len(self.sentence.words), end + _TO_PREDICATE)):
            if self.sentence.breaks(place):
                return None
            word = self.sentence.words[place].text
            if place > end and (place in self.cues or is_boundary(self.sentence, place, self.names)):
                if not self.names.has("clause-list-coordinators", word) and not self.known.has("charge-heads", word):
                    return None
            if self.known.has("charge-against", word):
                found = self._party(place + 1) or object_of(self.sentence, place + 1, self.names)
                if found.people and all(mention.is_person for mention in found.people) and self._is_owner(found, place):
                    return found
        return None

    def _party(self, index: int) -> Subject | None:
        """Whose case or trial follows: "in Diaz's human trafficking trial"."""
        mention = self.sentence.at.get(index)
        if mention is None or not mention.possessive:
            return None
        for place in range(mention.last, min(len(self.sentence.words), mention.last + _TO_OWNER)):
            if self.known.has("charge-proceedings", self.sentence.words[place].text):
                return Subject((mention,))
            if place not in self._offence_words() and not self.known.has(
                "charge-generic", self.sentence.words[place].text
            ):
                break
        return None

    def _is_owner(self, found: Subject, place: int) -> bool:
        """Whether the people behind a preposition are the accused; those whom trafficking was done to are not."""
        return place not in self._offence_ends() and not (
            place - 1 in self._offence_ends() and self.known.has("charge-of-victims", self.sentence.words[place].text)
        )

    def _holder(self, first: int) -> Subject:
        """Who has a conviction: the subject of "has", or whoever stands before "with"."""
        for place in range(first - 1, max(-1, first - 4), -1):
            if self.known.has("charge-has", self.sentence.words[place].text):
                group = group_before(self.sentence, place, self.names)
                return subject_of(self.sentence, group, place + 1, self.names)
        return NOBODY_FOUND

    def _subject_before(self, first: int) -> Subject:
        """The subject of the verb right before a phrase: "Diaz entered a plea"."""
        group = group_before(self.sentence, max(0, first - 1), self.names)
        return subject_of(self.sentence, replace(group, auxiliary=True), first, self.names)

    def _only_person(self) -> tuple[Mention, ...]:
        """The one person that the sentence speaks of who may be accused."""
        people = [
            mention
            for mention in self.sentence.mentions[:REACH]
            if mention.is_person and mention.keys and not (mention.official or mention.victim)
        ]
        keys = {mention.keys for mention in people}
        return (people[0],) if len(keys) == 1 else ()

    # --- what was done to a conviction or a charge ---------------------------------------------------------------

    def _undone_before(self, first: int) -> Truth | None:
        """What a verb before a noun of procedure does to it: "overturned Diaz's conviction", "asked to dismiss"."""
        return self._acts_on(first, "charge-undoes")

    def _acts_on(self, first: int, name: str) -> Truth | None:
        """Of a verb before a noun: NO where it did its work, YES where that was refused, OPEN where it was only asked for."""
        for place in range(first - 1, max(-1, first - 4), -1):
            length = self.known.at(name, self.sentence.words, place)
            if not length or place + length > first:
                continue
            if any(not self.sentence.joins(step) for step in range(place + 1, first + 1)):
                return None
            between = [word.text for word in self.sentence.words[place + length : first]]
            if not all(
                self.names.has("clause-adverbs", word) or self.names.has("clause-times", word) for word in between
            ):
                return None
            group = group_before(self.sentence, place, self.names)
            if self._is_passive(group) and not self.sentence.word(place).endswith("ing"):
                return None
            truth = self._truth(group, Subject(), place, place + length, Stage.CHARGED)
            if truth is Truth.NO or self._by_nobody(group) or (group.infinitive and self._is_denied(group.first)):
                return Truth.YES
            requested = self._is_requested(group.first)
            return Truth.OPEN if truth is Truth.OPEN or requested else Truth.NO
        return None

    def _is_split(self, first: int, last: int) -> bool:
        """ "threw the conviction out"."""
        return self.known.has("charge-split-verbs", self.sentence.word(first - 1)) and self.known.has(
            "charge-split-particles", self.sentence.word(last)
        )

    def _is_denied(self, index: int) -> bool:
        """ "rejected a bid to overturn": a request that was turned down."""
        words = self.sentence.words
        near = range(max(0, index - _TO_TERM), index)
        asked = any(self.known.has("charge-requests", self.sentence.word(place)) for place in near)
        return asked and any(self.known.at("charge-appeals-lost", words, place) for place in near)

    def _is_requested(self, index: int) -> bool:
        return any(
            self.known.has("charge-requests", self.sentence.word(place)) for place in range(max(0, index - 6), index)
        )

    def _undone_behind(self, last: int) -> Truth | None:
        """What is told of a noun of procedure behind it: "was overturned", "were not dropped", "dropped" in headlines."""
        return self._told_behind(last, "charge-undone")

    def _told_behind(self, last: int, name: str) -> Truth | None:
        words = self.sentence.words
        for place in range(last, min(len(words), last + _TO_TERM)):
            if place > last and self.sentence.breaks(place):
                return None
            length = self.known.at(name, words, place)
            if length:
                group = group_before(self.sentence, place, self.names)
                if group.first > last and not self._is_joined(group.first, last):
                    return None
                return self._settled(group, place, place + length)
            word = words[place].text
            passed = any(self.names.has(name, word) for name in ("clause-relatives", "clause-that", "clause-adverbs"))
            if is_boundary(self.sentence, place, self.names) and not passed:
                return None
        return None

    def _is_joined(self, first: int, last: int) -> bool:
        """Whether only a relative or adverbs stand between a noun and what is told of it."""
        return all(
            self.names.has("clause-relatives", self.sentence.words[place].text)
            or self.names.has("clause-that", self.sentence.words[place].text)
            or self.names.has("clause-adverbs", self.sentence.words[place].text)
            for place in range(last, first)
        )

    def _settled(self, group: Group, index: int, end: int) -> Truth:
        """NO where it was done, YES where it was not, OPEN where it may be."""
        truth = self._truth(group, Subject(), index, end, Stage.CHARGED)
        if truth is Truth.OPEN:
            return Truth.OPEN
        return Truth.YES if truth is Truth.NO else Truth.NO

    def _upheld_before(self, first: int) -> bool:
        return self._acts_on(first, "charge-upholds") is Truth.NO

    def _is_doubted(self, first: int) -> bool:
        return self._is_hedged(first, first, first, Stage.CHARGED, refused=False) or any(
            self.known.has("charge-requests", self.sentence.word(place)) for place in range(max(0, first - 6), first)
        )

    def _behind(self, last: int) -> Group:
        """What the words behind a phrase say of it: "would", "was not"."""
        words = [word.text for word in self.sentence.words[last : last + 3]]
        return Group(
            last,
            negated=any(self.names.has("clause-negations", word) for word in words),
            modal=any(self.names.has("clause-modals", word) for word in words),
        )


def _combined(told: Truth, step: Truth) -> Truth:
    """A step that says NO ("acquitted") holds as NO where it is told as done; where it is denied, nothing is sure."""
    if step is Truth.YES:
        return told
    if step is Truth.OPEN:
        return Truth.OPEN
    return Truth.NO if told is Truth.YES else Truth.OPEN
