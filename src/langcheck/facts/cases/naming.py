"""Who is spoken of in a text: names, labels, nouns and pronouns, and whom each of them means, as far as the words tell.

Whom a mention means is a key: a name ("diaz"), a label ("jane doe 2"), a definite noun nobody else owns ("the defendant")
or an unresolved pronoun ("he"). A mention that may mean several people, or somebody unnamed, has no key.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import Enum
from functools import cached_property, partial
from operator import attrgetter

from langcheck.facts.listed import spelt_out
from langcheck.facts.remembered import Remembered
from langcheck.facts.words import Phrases, Word, Words, is_capitals, is_title_case
from langcheck.lazily import pattern
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region

REACH = 60
"""How many words of a sentence are looked at on either side of a word, whatever its length."""
_SENTENCES_BACK = 3
"""How many sentences back somebody a pronoun or a noun means is looked for."""
_LATEST = 12
"""How many mentions of a sentence are looked at for it."""
_TO_NOUN = 5
"""How many words may stand between an article and its noun."""
_SHORTEST_CAPITALS = 4
"""How many letters a word in capitals has at least to be a name among words that are not."""
_HARD = frozenset(";:—–.!?()[]•|")
_QUOTES = " \"'“”‘’"
_CODE = pattern(r"[A-Z]{1,3}\d{1,2}")
_LETTER = pattern(r"\d{1,3}|[A-Z]")


class Kind(Enum):
    """What somebody is spoken of by."""

    NAME = "name"
    LABEL = "label"
    NOUN = "noun"
    PRONOUN = "pronoun"
    NOBODY = "nobody"
    ANYBODY = "anybody"


@dataclass(slots=True)
class Mention:
    """Somebody spoken of in a sentence, from word ``first`` up to word ``last``; ``core`` is where the name or noun begins.

    ``keys`` are whom it means: one, several for a group, none where that is not told; a noun's are ``guessed`` from the
    sentences before.
    """

    kind: Kind
    first: int
    core: int
    last: int
    noun: str = ""
    keys: tuple[str, ...] = ()
    plural: bool = False
    possessive: bool = False
    definite: bool = False
    relative: bool = False
    gender: str = ""
    official: bool = False
    victim: bool = False
    place: bool = False
    names: tuple[str, ...] = ()
    guessed: bool = False

    @property
    def is_person(self) -> bool:
        """Whether somebody in particular is meant."""
        return self.kind in (Kind.NAME, Kind.LABEL, Kind.NOUN, Kind.PRONOUN) and not self.place


_fields_of = attrgetter(*(one.name for one in fields(Mention)))


def _again(mention: Mention) -> Mention:
    """A mention as it was found, to be given the keys that it has in another document."""
    return Mention(*_fields_of(mention))


def keys_of(mention: Mention, accused: Collection[str]) -> tuple[str, ...]:
    """Whom a mention means; a noun means somebody told of before only when that person stands accused."""
    if mention.kind in (Kind.NOBODY, Kind.ANYBODY):
        return ()
    if mention.guessed and not (mention.keys and mention.keys[0] in accused):
        return (f"the {mention.noun}",)
    return mention.keys


@dataclass(eq=False, slots=True)
class Sentence:
    """A sentence of a block as its words, with who is spoken of in it; ``at`` has the mention that a word belongs to."""

    block: int
    text: str
    region: Region
    words: Sequence[Word]
    headline: bool = False
    mentions: list[Mention] = field(default_factory=list)
    at: dict[int, Mention] = field(default_factory=dict)
    _named: frozenset[str] | None = None

    @property
    def key(self) -> str:
        """All that is read of the sentence by itself: its text, and the two characters behind it."""
        return self.text[self.region.start : self.region.end + 2]

    def word(self, index: int) -> str:
        """A word by its number in the sentence, without a possessive ending; empty beyond the ends."""
        return self.words[index].text.removesuffix("'s") if 0 <= index < len(self.words) else ""

    def written(self, index: int) -> str:
        """A word as it is written."""
        return self.text[self.words[index].start : self.words[index].end]

    def gap(self, index: int) -> str:
        """What stands between the word before and this one, or behind the last word."""
        start = self.words[index - 1].end if index > 0 else self.region.start
        end = self.words[index].start if index < len(self.words) else self.region.end
        return self.text[start:end]

    def joins(self, index: int) -> bool:
        """Whether nothing but blanks, hyphens and quotation marks stands before a word."""
        gap = self.gap(index)
        return not gap.strip(_QUOTES + "-/’'") or gap.strip() == "."

    def breaks(self, index: int) -> bool:
        """Whether more than a comma stands before a word."""
        gap = self.gap(index)
        return not _HARD.isdisjoint(gap) and gap.strip() != "."

    def place(self, first: int, last: int) -> Region:
        """The region of the words from one up to another."""
        return Region(self.words[first].start, self.words[last - 1].end)

    def between(self, first: int, last: int) -> Sequence[Mention]:
        """The mentions that stand between two words, whole."""
        begin = bisect_left(self.mentions, first, key=lambda mention: mention.first)
        end = bisect_left(self.mentions, last, lo=begin, key=lambda mention: mention.last)
        while end < len(self.mentions) and self.mentions[end].last <= last:
            end += 1
        return self.mentions[begin:end]

    @property
    def named(self) -> frozenset[str]:
        """The keys of all who are named in the sentence."""
        if self._named is None:
            self._named = frozenset(
                key for mention in self.mentions if mention.kind in (Kind.NAME, Kind.LABEL) for key in mention.keys
            )
        return self._named

    def index_at(self, offset: int) -> int:
        """The number of the first word that ends behind an offset of the block's text."""
        return bisect_right(self.words, offset, key=lambda word: word.end)


@dataclass(frozen=True)
class NamingWords:
    """The word lists that tell who is spoken of (lexicon/contexts.yaml)."""

    lists: Mapping[str, frozenset[str]]
    labels: Phrases
    nobody: Phrases
    groups: Phrases
    sought: Phrases
    vocabulary: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> NamingWords:
        """The lists of a lexicon; a word of any list is no name where a sentence or a headline capitalises it."""
        lists = {
            name: frozenset(words)
            for name, words in lexicon.words.items()
            if name.startswith(
                ("naming-", "clause-", "possessives", "official-nouns", "person-titles", "speaking-officials")
            )
        }
        known = (
            "naming-",
            "clause-",
            "charge-",
            "offence-",
            "topic",
            "official-nouns",
            "possessives",
            "person-titles",
            "speech-verbs",
        )
        common = [lexicon.word_list("naming-openers")]
        common += [words for name, words in lexicon.words.items() if name.startswith(known)]
        vocabulary = {
            part.removesuffix("'s")
            for words in common
            for word in words
            for part in re.findall(r"[\w']+", word.lower())
        }
        vocabulary -= lists["naming-particles"]
        return cls(
            lists,
            _phrases(lexicon.words["naming-labels"]),
            _phrases(lexicon.words["naming-nobody"]),
            _phrases(lexicon.words["naming-plural-pronouns"]),
            spelt_out(lexicon, "naming-sought"),
            frozenset(vocabulary),
        )

    def has(self, name: str, word: str) -> bool:
        """Whether a word stands in a list."""
        return word in self.lists[name]

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Words that are no part of a noun phrase."""
        return frozenset[str]().union(*(self.lists[name] for name in _LISTS_OF_FUNCTION_WORDS))

    @cached_property
    def boundaries(self) -> frozenset[str]:
        """Words that end the clause before them."""
        return frozenset[str]().union(*(self.lists[name] for name in _LISTS_OF_BOUNDARIES))

    @cached_property
    def lower_starts(self) -> frozenset[str]:
        """The words, without a possessive ending, at which a mention may begin that is written without a capital."""
        listed = (self.lists[name] for name in _LISTS_OF_LOWER)
        words = {*self.nobody.firsts, *self.groups.firsts}.union(*listed)
        return frozenset(words | {word.removesuffix("'s") for word in words})


_LISTS_OF_FUNCTION_WORDS = (
    "clause-auxiliaries",
    "clause-modals",
    "clause-prepositions",
    "clause-conditions",
    "clause-until",
    "clause-subordinators",
    "clause-complements",
    "clause-relatives",
    "clause-coordinators",
    "clause-negations",
)
_LISTS_OF_BOUNDARIES = (
    "clause-conditions",
    "clause-until",
    "clause-when",
    "clause-subordinators",
    "clause-complements",
    "clause-relatives",
    "clause-coordinators",
    "clause-saying",
)
_LISTS_OF_LOWER = (
    "naming-plurals",
    "naming-relatives",
    "naming-nouns",
    "naming-victims",
    "naming-pronouns",
    "naming-anybody",
)
"""Besides names and labels, which begin with a capital, a mention is a word of one of these lists, or a phrase."""


def _phrases(words: Sequence[str]) -> Phrases:
    return Phrases([word.replace("-", " ") for word in words])


@dataclass(frozen=True, slots=True)
class Text:
    """A block's text with its words and sentences, as they were found before; ``quoted`` are stretches of speech."""

    block: int
    text: str
    words: Words
    sentences: Sequence[Region]
    quoted: Sequence[Region] = ()
    heading: bool = False


def find_people(texts: Sequence[Text], known: NamingWords, remembered: Remembered) -> list[Sentence]:
    """All sentences of a document in reading order, with who is spoken of in each.

    What a sentence tells by itself is ``remembered``; whom its mentions mean hangs on the document.
    """
    sentences = [
        Sentence(text.block, text.text, region, words)
        for text in texts
        for region in text.sentences
        if (words := text.words.within(region))
    ]
    for sentence in sentences:
        sentence.headline = remembered.of((_is_headline, sentence.key), partial(_is_headline, sentence))
    certain = frozenset[str]().union(
        *(
            remembered.of((_certain_names, sentence.key), partial(_certain_names, sentence, known))
            for sentence in sentences
        )
    )
    for sentence in sentences:
        written = remembered.of((_words_of, sentence.key), partial(_words_of, sentence))
        key = _find_mentions, sentence.key, certain & written
        found = remembered.of(key, partial(_find_mentions, sentence, known, certain))
        sentence.mentions = [_again(mention) for mention in found]
        sentence.at = {index: mention for mention in sentence.mentions for index in range(mention.first, mention.last)}
    _resolve(sentences, known)
    return sentences


def _is_headline(sentence: Sentence) -> bool:
    written = sentence.text[sentence.region.start : sentence.region.end]
    return is_capitals(written) or is_title_case(written)


# --- which words are mentions ------------------------------------------------------------------------------------


def _words_of(sentence: Sentence) -> frozenset[str]:
    return frozenset(word.text.removesuffix("'s") for word in sentence.words)


def _certain_names(sentence: Sentence, known: NamingWords) -> frozenset[str]:
    """Words that are written with a capital inside prose, and are no words of the law, the calendar or the map."""
    if sentence.headline:
        return frozenset()
    return frozenset(
        sentence.word(index)
        for index in range(1, len(sentence.words))
        if sentence.written(index)[0].isupper() and not _is_no_name(sentence, index, known)
    )


def _is_no_name(sentence: Sentence, index: int, known: NamingWords) -> bool:
    word = sentence.word(index)
    return (
        known.has("naming-not-names", word)
        or known.has("clause-numbers", word)
        or known.has("person-titles", word)
        or known.has("official-nouns", word)
        or (sentence.written(index).isupper() and len(word) < _SHORTEST_CAPITALS)
    )


def _find_mentions(sentence: Sentence, known: NamingWords, certain: frozenset[str]) -> list[Mention]:
    """The mentions of a sentence, left to right, none inside another."""
    index = 0
    found: list[Mention] = []
    text, words = sentence.text, sentence.words
    while index < len(words):
        if not text[words[index].start].isupper() and words[index].text.removesuffix("'s") not in known.lower_starts:
            index += 1
            continue
        mention = (
            _label(sentence, index, known)
            or _nobody(sentence, index, known)
            or _name(sentence, index, known, certain)
            or _noun(sentence, index, known, found)
            or _pronoun(sentence, index, known)
        )
        if mention is None:
            index += 1
            continue
        if found and mention.kind is Kind.NAME and _is_title_noun(sentence, found[-1], mention):
            mention = _joined(found.pop(), mention)
        while found and found[-1].last > mention.first:
            found.pop()
        found.append(mention)
        index = mention.last
    return found


def _label(sentence: Sentence, index: int, known: NamingWords) -> Mention | None:
    """ "Jane Doe 2", "Defendant A", "V1"."""
    if _CODE.fullmatch(sentence.written(index).removesuffix("'s").removesuffix("’s")):
        key = sentence.word(index)
        return Mention(
            Kind.LABEL, index, index, index + 1, keys=(key,), victim=key[0] in "vm", possessive=_owns(sentence, index)
        )
    length = known.labels.at(sentence.words[index : index + 3], 0)
    if not length or not sentence.written(index)[0].isupper():
        return None
    last = index + length
    numbered = (
        last < len(sentence.words)
        and not sentence.gap(last).strip(" #")
        and _LETTER.fullmatch(sentence.written(last).removesuffix("'s").removesuffix("’s")) is not None
    )
    words = [sentence.word(step) for step in range(index, last + numbered)]
    if not numbered and not known.has("naming-numbered", words[-1]):
        return None
    victim = any(known.has("naming-victims", word) for word in words)
    end = last + numbered
    return Mention(
        Kind.LABEL, index, index, end, keys=(" ".join(words),), victim=victim, possessive=_owns(sentence, end - 1)
    )


def _owns(sentence: Sentence, index: int) -> bool:
    """Whether a word has a possessive ending, also the bare one behind an s ("Jones' trial")."""
    word = sentence.words[index]
    following = sentence.text[word.end : word.end + 2]
    return word.text.endswith("'s") or (word.text.endswith("s") and following in ("' ", "’ "))


def _nobody(sentence: Sentence, index: int, known: NamingWords) -> Mention | None:
    length = known.nobody.at(sentence.words[index : index + 3], 0)
    if length:
        return Mention(Kind.NOBODY, index, index, index + length)
    return None


def _name(sentence: Sentence, index: int, known: NamingWords, certain: frozenset[str]) -> Mention | None:
    """A run of capitalised words that is a person's name, without titles before it and suffixes behind."""
    if not _is_capital(sentence, index, known, certain):
        return None
    last = index + 1
    while last < len(sentence.words) and last - index < 8 and not _owns(sentence, last - 1):
        step = 1 if _is_capital(sentence, last, known, certain) else 0
        if not step and known.has("naming-particles", sentence.word(last)):
            step = 2 if last + 1 < len(sentence.words) and sentence.written(last + 1)[0].isupper() else 0
        if not step or not _runs_on(sentence, last):
            break
        last += step
    first = index
    official = civil = ""
    while first < last - 1 and _is_lead(sentence, first, known):
        word = sentence.word(first)
        if known.has("naming-civil-titles", word):
            civil = word
        elif known.has("person-titles", word) or known.has("official-nouns", word):
            official = word
        first += 1
    end = last
    while end > first and (
        known.has("naming-suffixes", sentence.word(end - 1)) or known.has("naming-not-names", sentence.word(end - 1))
    ):
        end -= 1
    names = _compounds(sentence, first, end)
    if not names or any(known.has("naming-not-people", name) for name in names) or _is_no_name(sentence, first, known):
        return None
    if sentence.headline and not all(name in certain for name in names):
        names = names[-1:]
        first = end - 1
    before = sentence.word(index - 1) if index and sentence.joins(index) else ""
    begin = first
    while (
        begin == index and index and known.has("naming-particles", sentence.word(begin - 1)) and sentence.joins(begin)
    ):
        begin = index = begin - 1
    return Mention(
        Kind.NAME,
        begin,
        first,
        max(end, last if known.has("naming-suffixes", sentence.word(last - 1)) else end),
        names=names,
        gender=_gender(civil, known) or _gender(before, known),
        possessive=_owns(sentence, last - 1),
        official=bool(official)
        or known.has("person-titles", before)
        or known.has("official-nouns", before)
        or known.has("speaking-officials", before),
        victim=known.has("naming-victims", before),
        place=not _owns(sentence, last - 1) and _is_place(sentence, first, before, known),
    )


def _compounds(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """The names of a run, those joined by hyphens as one."""
    names: list[str] = []
    for index in range(first, last):
        if names and sentence.gap(index) == "-":
            names[-1] += f"-{sentence.word(index)}"
        else:
            names.append(sentence.word(index))
    return tuple(names)


def _is_capital(sentence: Sentence, index: int, known: NamingWords, certain: frozenset[str]) -> bool:
    """Whether a word may be part of a name: by its capital in prose; in headlines it must be no common word."""
    written, word = sentence.written(index), sentence.word(index)
    if not written[0].isupper():
        return False
    if sentence.headline:
        return word in certain or (word not in known.vocabulary and not known.has("naming-not-people", word))
    if written.isupper() and len(word) > 1 and len(word) < _SHORTEST_CAPITALS:
        return word in certain
    if index == 0 or sentence.breaks(index):
        return word in certain or word not in known.vocabulary or known.has("person-titles", word)
    return True


def _runs_on(sentence: Sentence, index: int) -> bool:
    """Whether a word may carry on a name: after a blank, a hyphen, an initial's or a title's full stop, a quotation mark."""
    gap = sentence.gap(index)
    return not gap.strip(_QUOTES + "-.") and len(gap) <= 3


def _is_lead(sentence: Sentence, index: int, known: NamingWords) -> bool:
    word = sentence.word(index)
    if known.has("person-titles", word) or known.has("official-nouns", word) or known.has("naming-not-names", word):
        return True
    return known.has("naming-nouns", word) or (index == 0 and word in known.vocabulary)


def _is_place(sentence: Sentence, first: int, before: str, known: NamingWords) -> bool:
    """ "in Reno", "of Reno, Nevada": told by the preposition."""
    if known.has("naming-locatives", before):
        return True
    return known.has("naming-origins", before) and first > 1 and sentence.gap(first - 1).strip().startswith(",")


def _noun(sentence: Sentence, index: int, known: NamingWords, found: Sequence[Mention]) -> Mention | None:
    """ "the defendant", "a Reno man", "two men", "his brother", and nouns without an article."""
    word = sentence.word(index)
    plural = known.has("naming-plurals", word)
    relative = known.has("naming-relatives", word)
    if not (plural or relative or known.has("naming-nouns", word) or known.has("naming-victims", word)):
        return None
    if index + 1 < len(sentence.words) and sentence.joins(index + 1):
        following = sentence.word(index + 1)
        if (
            known.has("naming-nouns", following)
            or known.has("naming-plurals", following)
            or known.has("naming-relatives", following)
        ):
            return None
    first, article = _article(sentence, index, known, found)
    if not (article or plural or _stands_bare(sentence, index, known)):
        return None
    kind = Kind.NOUN
    definite = known.has("naming-definites", article)
    number = known.has("clause-numbers", article) or article.isdigit()
    if known.has("naming-none", article):
        kind = Kind.NOBODY
    elif known.has("naming-anybody", article) or (plural and not article):
        kind = Kind.ANYBODY
    owned = article.endswith("'s") or known.has("possessives", article)
    return Mention(
        kind,
        first,
        index,
        index + 1,
        noun=word,
        plural=plural or number,
        possessive=_owns(sentence, index),
        definite=(definite or (not article and known.has("naming-bare", word))) and not owned,
        relative=owned or (relative and not definite),
        gender=_gender(word, known),
        official=known.has("official-nouns", word),
        victim=known.has("naming-victims", word),
    )


def _stands_bare(sentence: Sentence, index: int, known: NamingWords) -> bool:
    """Whether a noun without an article is somebody: "Defendant fled", "Alder Falls man convicted"; not "child abuse"."""
    if known.has("naming-victims", sentence.word(index)) or known.has("naming-needs-article", sentence.word(index)):
        return False
    return index == 0 or (sentence.joins(index) and sentence.written(index - 1)[0].isupper())


def _article(sentence: Sentence, index: int, known: NamingWords, found: Sequence[Mention]) -> tuple[int, str]:
    """Where a noun phrase begins and the article, number or owner it begins with; no article is an empty one."""
    step = index
    while step > 0 and index - step < _TO_NOUN and sentence.joins(step):
        word = sentence.words[step - 1].text
        if known.has("clause-determiners", word) or known.has("possessives", word) or known.has("naming-anybody", word):
            return step - 1, word
        if word.isdigit() or known.has("naming-quantities", word):
            return step - 1, word
        if _owns(sentence, step - 1):
            return step, "'s"
        if found and found[-1].last == step and found[-1].kind is not Kind.NAME:
            break
        if found and found[-1].last == step - 1 and (word.endswith("ed") or known.has("clause-verbs", word)):
            break
        if word in known.function_words:
            break
        step -= 1
    return index, ""


def _pronoun(sentence: Sentence, index: int, known: NamingWords) -> Mention | None:
    word = sentence.words[index].text
    length = known.groups.at(sentence.words[index : index + 3], 0)
    if length and not (index and known.has("clause-be", sentence.word(index - 1))):
        return Mention(
            Kind.PRONOUN,
            index,
            index,
            index + length,
            noun=word,
            plural=True,
            possessive=known.has("naming-group-owners", word),
        )
    if known.has("naming-pronouns", word):
        following = sentence.word(index + 1)
        alone = not following or not sentence.joins(index + 1) or following in known.function_words
        alone = alone or known.has("naming-not-owned", following) or known.has("clause-times", following)
        alone = alone and not known.has("naming-owned", sentence.word(index + 2))
        possessive = known.has("possessives", word) and not (known.has("naming-objects", word) and alone)
        return Mention(
            Kind.PRONOUN, index, index, index + 1, noun=word, gender=_gender(word, known), possessive=possessive
        )
    following = sentence.word(index + 1)
    floats = index > 1 and known.has("clause-auxiliaries", sentence.word(index - 1)) and sentence.joins(index)
    if floats and known.has("clause-adverbs", word):
        return None
    if known.has("naming-anybody", word) and (
        not following
        or not sentence.joins(index + 1)
        or following in known.function_words
        or known.has("naming-participles", following)
    ):
        return Mention(Kind.ANYBODY, index, index, index + 1, plural=True)
    return None


def _gender(word: str, known: NamingWords) -> str:
    if known.has("naming-female", word):
        return "f"
    return "m" if known.has("naming-male", word) else ""


def _is_title_noun(sentence: Sentence, noun: Mention, name: Mention) -> bool:
    """ "the motel owner John Diaz": a noun right before a name is the same person; "Diaz's brother Luis" is Luis."""
    return (
        noun.kind in (Kind.NOUN, Kind.ANYBODY)
        and noun.last == name.first
        and sentence.joins(name.first)
        and not noun.possessive
    )


def _joined(noun: Mention, name: Mention) -> Mention:
    name.first = noun.first
    name.noun = noun.noun
    name.gender = name.gender or noun.gender
    name.official = name.official or noun.official
    name.victim = name.victim or noun.victim
    name.relative = noun.relative
    name.place = False
    return name


# --- whom a mention means ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Names:
    """The full names of a document: which names are theirs, and in which sentence each is told first."""

    by_surname: dict[str, dict[str, int]] = field(default_factory=dict)
    relatives: set[str] = field(default_factory=set)

    def add(self, mention: Mention, number: int) -> None:
        names = mention.names
        key = self._key(names)
        if mention.relative:
            self.relatives.add(key)
        for name in names[1:]:
            self.by_surname.setdefault(name, {}).setdefault(key, number)

    def _key(self, names: tuple[str, ...]) -> str:
        """The first and the last name; an initial stands for the one name that begins with it."""
        given, surname = names[0], names[-1]
        others = [key for key in self.by_surname.get(surname, {}) if key.endswith(f" {surname}")]
        fitting = [key for key in others if len(given) == 1 or len(key.split()[0]) == 1]
        same = [key for key in fitting if key[0] == given[0]]
        return same[0] if len(same) == 1 and len(others) == 1 else f"{given} {surname}"

    def keys(self, names: tuple[str, ...], number: int) -> tuple[str, ...]:
        """Whom a name means; a surname alone means the one full name that has it, or that was told before."""
        if len(names) > 1:
            return (self._key(names),)
        name = names[0]
        people = self.by_surname.get(name, {})
        own = [key for key in people if key not in self.relatives]
        if len(own) > 1:
            own = [key for key in own if people[key] < number]
            return tuple(own) if len(own) == 1 else ()
        return tuple(own) or (name,)


def _resolve(sentences: Sequence[Sentence], known: NamingWords) -> None:
    """Give every mention the keys of whom it means, in reading order."""
    for sentence in sentences:
        _link_relatives(sentence)
    names = _Names()
    for number, sentence in enumerate(sentences):
        for mention in sentence.mentions:
            if mention.kind is Kind.NAME and len(mention.names) > 1 and not mention.place:
                names.add(mention, number)
    for number, sentence in enumerate(sentences):
        for mention in sentence.mentions:
            if mention.kind is Kind.NAME:
                mention.keys = names.keys(mention.names, number)
        _link(sentence, known)
        earlier = sentences[max(0, number - _SENTENCES_BACK) : number]
        for position, mention in enumerate(sentence.mentions):
            if mention.keys:
                continue
            if mention.kind is Kind.PRONOUN and mention.plural:
                _mean_group(mention, sentence, position, earlier)
            elif mention.kind is Kind.PRONOUN:
                mention.keys = _pronoun_means(mention, sentence, position, earlier, known) or ()
                if not mention.keys and not _anybody_before(sentence, position, earlier, mention):
                    mention.keys = (f"{mention.gender or 'x'}-{number}",)
            elif mention.kind is Kind.NOUN and mention.definite and not (mention.plural or mention.relative):
                _mean_by_noun(mention, sentence, earlier)


def _link_relatives(sentence: Sentence) -> None:
    """ "His wife, Ana Diaz, ...": a name told as somebody's relative."""
    for noun, name in _neighbours(sentence):
        if noun.kind is Kind.NOUN and name.kind is Kind.NAME and noun.last == name.first and noun.relative:
            name.relative = "," in sentence.gap(name.first) or name.relative


def _neighbours(sentence: Sentence) -> Iterator[tuple[Mention, Mention]]:
    return zip(sentence.mentions, sentence.mentions[1:], strict=False)


def _link(sentence: Sentence, known: NamingWords) -> None:
    """Nouns that stand beside a name are that person: "the defendant, John Diaz, ...", "Diaz, 34, a motel owner, ..."."""
    for before, after in _neighbours(sentence):
        if before.kind is Kind.NOUN and after.kind is Kind.NAME and not before.keys and not before.plural:
            if before.last == after.first and "," in sentence.gap(after.first) and _closes(sentence, after.last):
                before.keys = after.keys
        elif _is_same(sentence, before, after, known):
            after.keys = before.keys
            before.gender = before.gender or after.gender
            before.official = before.official or after.official


def _is_same(sentence: Sentence, name: Mention, noun: Mention, known: NamingWords) -> bool:
    """Whether a noun behind a name is set off beside it, or told of it."""
    if noun.kind is not Kind.NOUN or noun.plural or len(name.keys) != 1:
        return False
    return _is_aside(sentence, name, noun, known) or _is_predicate(sentence, name, noun, known)


def _closes(sentence: Sentence, index: int) -> bool:
    """Whether punctuation, an age or the end follows a name."""
    return index >= len(sentence.words) or bool(sentence.gap(index).strip(" '’"))


def _is_aside(sentence: Sentence, name: Mention, noun: Mention, known: NamingWords) -> bool:
    """A noun set off by a comma, a dash or a bracket right behind a name, or behind the age that follows it."""
    between = noun.first - name.last
    if between > 1 or (between == 1 and not sentence.word(name.last).isdigit()) or name.possessive:
        return False
    if not sentence.gap(noun.first).strip(" '’"):
        return False
    following = sentence.word(noun.last)
    if _closes(sentence, noun.last):
        return True
    return not known.has("clause-auxiliaries", following) and (
        known.has("clause-relatives", following)
        or known.has("clause-prepositions", following)
        or known.has("naming-participles", following)
    )


def _is_predicate(sentence: Sentence, name: Mention, noun: Mention, known: NamingWords) -> bool:
    """ "Diaz is a man who ...": a noun behind a form of "be"."""
    if name.possessive or noun.definite or noun.relative or noun.first - name.last not in (1, 2):
        return False
    words = [sentence.word(index) for index in range(name.last, noun.first)]
    joined = all(sentence.joins(index) for index in range(name.last, noun.first + 1))
    return (
        joined
        and known.has("naming-copulas", words[0])
        and not any(known.has("clause-negations", word) for word in words)
    )


def _fits(mention: Mention, gender: str) -> bool:
    if not mention.is_person or mention.plural:
        return False
    return not (gender and mention.gender and mention.gender != gender)


def _pronoun_means(
    pronoun: Mention, sentence: Sentence, position: int, earlier: Sequence[Sentence], known: NamingWords
) -> tuple[str, ...]:
    """The one fitting person of the words before, nearest sentence first; behind a fronted clause its subject."""
    if (
        known.has("clause-subordinators", sentence.word(0))
        or known.has("clause-conditions", sentence.word(0))
        or known.has("clause-until", sentence.word(0))
    ):
        for mention in sentence.mentions[position + 1 : position + _LATEST]:
            if "," in sentence.gap(mention.first) and _fits(mention, pronoun.gender) and mention.keys:
                return mention.keys
    for mentions in _looked_at(sentence, position, earlier):
        fitting = _preferred([mention for mention in mentions if _fits(mention, pronoun.gender)])
        if fitting:
            keys = {mention.keys for mention in fitting}
            return keys.pop() if len(keys) == 1 else ()
    return ()


def _looked_at(sentence: Sentence, position: int, earlier: Sequence[Sentence]) -> Iterator[list[Mention]]:
    """The mentions of a sentence up to a position, then those of the sentences before it, nearest first."""
    yield sentence.mentions[max(0, position - _LATEST) : position]
    for other in reversed(earlier):
        yield other.mentions[-_LATEST:]


def _preferred(mentions: list[Mention]) -> list[Mention]:
    """Without officials and people who were harmed, where anybody else is there."""
    others = [mention for mention in mentions if not (mention.official or mention.victim)]
    named = [mention for mention in mentions if mention.kind is not Kind.NOUN]
    return others or named


def _anybody_before(sentence: Sentence, position: int, earlier: Sequence[Sentence], pronoun: Mention) -> bool:
    return any(
        _preferred([mention for mention in mentions if _fits(mention, pronoun.gender)])
        for mentions in _looked_at(sentence, position, earlier)
    )


def _mean_group(pronoun: Mention, sentence: Sentence, position: int, earlier: Sequence[Sentence]) -> None:
    """ "they": the people joined by "and" in the nearest sentence that has several, or the noun for several there."""
    for mentions in _looked_at(sentence, position, earlier):
        people = [m for m in mentions if m.is_person and m.keys and not (m.official or m.victim or m.plural)]
        groups = [
            m for m in mentions if m.is_person and m.plural and not m.victim and not m.official and m is not pronoun
        ]
        keys = tuple(dict.fromkeys(key for mention in people for key in mention.keys))
        if groups:
            pronoun.keys, pronoun.noun = groups[-1].keys, groups[-1].noun
            return
        if len(keys) > 1:
            first, last = people[0], people[-1]
            if last.first - first.last <= 2 * len(people):
                pronoun.keys = keys
            return


def _mean_by_noun(noun: Mention, sentence: Sentence, earlier: Sequence[Sentence]) -> None:
    """ "the defendant": the one person of the nearest sentence that has any, if it is none that this sentence names."""
    noun.guessed = True
    for other in reversed(earlier):
        fitting = [
            mention
            for mention in other.mentions[-_LATEST:]
            if _fits(mention, noun.gender) and not (mention.official or mention.victim) and not mention.relative
        ]
        if fitting:
            keys = {mention.keys for mention in fitting}
            (only,) = keys if len(keys) == 1 else ((),)
            noun.keys = only if only and only[0] not in sentence.named else ()
            return
    noun.keys = (f"the {noun.noun}",)
