"""Who is mentioned in a block: labels ("Jane Doe 2"), names by their capitals, nouns, and pronouns; and the ages before them.

An age that stands for a person ("the 15-year-old") is a mention as a noun is. What stands behind a mention, and who is the
same person as whom, ``ties`` tells. The text decides alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from langcheck.facts.ages import ADULT_YEARS, MINOR_YEARS, Age, Strength, find_ages
from langcheck.facts.person_words import Gender, Noun, PersonRole, PersonWords
from langcheck.facts.words import Phrases, Word, Words, is_capitals, is_title_case
from langcheck.lazily import pattern
from langcheck.model import Region

_CODE_GENDER = pattern(r"(?:[A-Z] ?/ ?|[A-Z])?(?P<before>[MF])(?=[ ,/-]|\d)|\d{1,2} ?/? ?(?P<behind>[MF])")
"""The letter for a gender in an age that reports write with letters for a person: "F/17", "W/F/17", "HF17", "15F"."""
_SHORT_CODE = pattern(r"\d{1,2}[MF]")
"""A code that may be a seat, a room or a sum too: "15F", "15M"."""


class Kind(Enum):
    """By what kind of word a person is mentioned."""

    LABEL = "label"
    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text speaks of a person or several.

    ``region`` are the words that name it, ``phrase`` reaches back to its article or to the age before it. ``key`` are
    the parts of a name or label. ``owner`` is the word that says whose it is ("her", "Lopes's"). ``before`` is the word
    in front of the phrase, empty behind a mark. An unsure name may be no person's; an ``other`` one is another of a kind.
    """

    block: int
    number: int
    region: Region
    phrase: Region
    kind: Kind
    text: str
    noun: Noun | None = None
    plural: bool = False
    gender: Gender | None = None
    key: frozenset[str] = frozenset()
    determiner: str = ""
    owner: Region | None = None
    before: str = ""
    other: bool = False
    sure: bool = True

    @property
    def is_named(self) -> bool:
        return self.kind in (Kind.LABEL, Kind.NAME)


@dataclass(slots=True)
class People:
    """The mentions of a block in reading order, and by their numbers the ages and standings told of them.

    ``same`` joins mentions of one person; ``joined`` names the mention that another shares its verb with ("women and girls").
    ``loose`` are ages that stand before no noun.
    """

    mentions: list[Mention] = field(default_factory=list)
    ages: dict[int, list[Age]] = field(default_factory=dict)
    standings: dict[int, set[PersonRole]] = field(default_factory=dict)
    same: dict[int, set[int]] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    loose: list[Age] = field(default_factory=list)

    def at(self, region: Region) -> Mention | None:
        """The mention whose words touch a region, the last of them."""
        index = bisect_left(self.mentions, region.end, key=lambda mention: mention.region.start)
        if index and self.mentions[index - 1].region.end > region.start:
            return self.mentions[index - 1]
        return None

    def before(self, offset: int) -> Mention | None:
        """The last mention that ends at or before an offset."""
        index = bisect_right(self.mentions, offset, key=lambda mention: mention.region.end) - 1
        return self.mentions[index] if index >= 0 else None

    def after(self, offset: int) -> Mention | None:
        """The first mention that starts at or after an offset."""
        index = bisect_left(self.mentions, offset, key=lambda mention: mention.region.start)
        return self.mentions[index] if index < len(self.mentions) else None

    def within(self, region: Region) -> list[Mention]:
        """The mentions that begin in a region."""
        first = bisect_left(self.mentions, region.start, key=lambda mention: mention.region.start)
        return self.mentions[first : bisect_left(self.mentions, region.end, key=lambda m: m.region.start)]

    def end_of(self, mention: Mention) -> int:
        """Where a mention ends with the ages that stand right behind it."""
        return max([mention.region.end, *(age.region.end for age in self.ages.get(mention.number, ()))])

    def component(self, number: int) -> list[int]:
        """The numbers of the mentions that the block says are one person, in reading order."""
        found, waiting = {number}, [number]
        while waiting:
            for other in self.same.get(waiting.pop(), ()):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return sorted(found)

    def moved(self, block: int) -> People:
        """The same people in a block of this number, whose text is the same."""
        if not self.mentions or self.mentions[0].block == block:
            return self
        return replace(self, mentions=[replace(mention, block=block) for mention in self.mentions])

    def tie(self, mention: Mention, age: Age) -> None:
        """Tell an age of a mention."""
        self.ages.setdefault(mention.number, []).append(age)

    def join(self, one: Mention, other: Mention) -> None:
        """Say that two mentions are one person."""
        self.same.setdefault(one.number, set()).add(other.number)
        self.same.setdefault(other.number, set()).add(one.number)


@dataclass(slots=True)
class _Draft:
    """A mention whose phrase is not known yet; ``first`` is the number of its first word, modifiers included."""

    region: Region
    kind: Kind
    text: str
    first: int
    last: int
    noun: Noun | None = None
    plural: bool = False
    gender: Gender | None = None
    key: frozenset[str] = frozenset()
    ages: list[Age] = field(default_factory=list)
    sure: bool = True

    @property
    def is_named(self) -> bool:
        return self.kind in (Kind.LABEL, Kind.NAME)


CODE, YEAR_OLD = "code", "year old"
"""What letters for a person, and an age alone, that are a mention are kept as."""
NO_WORDS = (CODE, YEAR_OLD)
"""What mentions are kept as that need not stand so in their text."""
_LONGEST_PHRASE = 6
"""How many words in front of a noun may belong to its phrase."""
_TO_HEAD = 5
"""How many words may stand between an age and the noun it goes with."""
_LONGEST_NAME = 4
_SHORTEST_ACRONYM = 4
"""How many letters a name written in capitals has at least; shorter ones are taken for acronyms."""
_POSSESSIVE = ("'s", "’s", "s'", "s’")


def find_mentions(
    block: int, text: str, words: Words, known: PersonWords, named: Iterable[tuple[Region, bool]] = ()
) -> People:
    """The people whom a block mentions, with the ages and words for ages in front of them.

    ``named`` are nouns for people besides those of the lists, and whether each is plural.
    """
    return _Finder(block, text, words, known, named).find()


class _Finder:
    """Reads one block; holds what its steps share."""

    def __init__(
        self, block: int, text: str, words: Words, known: PersonWords, named: Iterable[tuple[Region, bool]]
    ) -> None:
        self.block, self.text, self.known = block, text, known
        self.named = sorted(named, key=lambda found: (found[0].start, -found[0].end))
        self.words = words.all
        self.starts = {word.start: word.index for word in self.words}
        self.caps = is_capitals(text) or is_title_case(text)
        masked = known.not_people.find(self.words)
        self.masked = {step for index, length in masked for step in range(index, index + length)}
        self.drafts: dict[int, _Draft] = {}
        """By the number of their first word."""
        self.covered: set[int] = set()
        self.loose: list[Age] = []

    def find(self) -> People:
        self._find_fields()
        self._find_labels()
        self._find_named()
        self._find_words()
        self._place_ages()
        drafts = self.drafts.values()
        self.covered = {index for draft in drafts for index in range(draft.first, draft.last + 1)}
        people = People(loose=self.loose)
        for draft in sorted(self.drafts.values(), key=lambda draft: draft.region.start):
            mention = self._mention(draft, len(people.mentions))
            if people.mentions and mention.region.start < people.mentions[-1].region.end:
                continue
            people.mentions.append(mention)
            for age in (*draft.ages, *self._told_by_words(mention)):
                people.tie(mention, age)
        return people

    # --- what mentions ---

    def _find_fields(self) -> None:
        """The names that fields of a form hold, whatever their letters: "NAME: RIVAS, DULCE"."""
        for region in self.known.field_names(self.text):
            first = self.starts.get(region.start)
            if first is not None:
                last = bisect_left(self.words, region.end, key=lambda word: word.start) - 1
                key = frozenset(word.text for word in self.words[first : last + 1] if len(word.text) > 1)
                written = self.text[region.start : region.end]
                self._add(_Draft(region, Kind.NAME, written, first, last, key=key))

    def _find_labels(self) -> None:
        taken = {index for draft in self.drafts.values() for index in range(draft.first, draft.last + 1)}
        for label in self.known.labels(self.text):
            first = self.starts.get(label.start)
            if first is not None and first not in taken:
                last = bisect_left(self.words, label.end, key=lambda word: word.start) - 1
                noun = self.known.label_noun(label)
                region = Region(label.start, label.end)
                text = self.text[label.start : label.end].lower()
                self._add(_Draft(region, Kind.LABEL, text, first, last, noun, gender=noun.gender, key=label.key))

    def _find_named(self) -> None:
        """The nouns that entries know, the longest where they overlap; "girls involved in it" are found by their first word."""
        end = 0
        for region, plural in self.named:
            first = self.starts.get(region.start)
            if first is None or region.start < end:
                continue
            draft = self.drafts.get(first)
            if draft is not None and draft.kind is Kind.LABEL and draft.region.end > region.end:
                continue
            last = bisect_left(self.words, region.end, key=lambda word: word.start) - 1
            end = region.end
            inside = self.known.noun_at(self.words, first)
            if inside is not None and first + inside[0] <= last and self.known.noun_at(self.words, last) is None:
                continue
            noun = self._entry_noun(first, last, plural)
            self._add(_Draft(region, Kind.NOUN, noun.text, first, last, noun, plural, noun.gender))

    def _entry_noun(self, first: int, last: int, plural: bool) -> Noun:
        """What the words of an entry tell: a known noun, or its last word, but "call girl" says nothing of an age."""
        whole = self.known.noun_at(self.words, first)
        head = self.known.noun_at(self.words, last)
        if whole is not None and whole[0] == last - first + 1:
            return whole[1]
        text = " ".join(word.text for word in self.words[first : last + 1])
        if head is None:
            return Noun(text, plural, None, None, Strength.WORD, False, False, None)
        weak = head[1].strength is Strength.WEAK and head[1].years == MINOR_YEARS and last > first
        return replace(head[1], text=text, years=None if weak else head[1].years)

    def _add(self, draft: _Draft) -> None:
        self.drafts[draft.first] = draft

    def _find_words(self) -> None:
        index, words, starts = 0, self.words, self.known.mention_starts
        while index < len(words):
            word = words[index]
            may_begin = word.text in starts or index in self.drafts or "'" in word.text
            if not may_begin and not self.text[word.start].isupper():
                index += 1
                continue
            draft = (
                self.drafts.get(index)
                or self._pronoun(index)
                or self._everybody(index)
                or self._noun(index)
                or self._name(index)
            )
            if draft is None:
                index += 1
                continue
            self._add(draft)
            index = draft.last + 1

    def _pronoun(self, index: int) -> _Draft | None:
        word = self.words[index]
        if word.text not in self.known.pronouns:
            return None
        gender = self.known.pronouns[word.text]
        plural = gender is None and word.text not in self.known["first-person-pronouns"]
        region = Region(word.start, word.end)
        return _Draft(region, Kind.PRONOUN, word.text, index, index, plural=plural, gender=gender)

    def _everybody(self, index: int) -> _Draft | None:
        """ "Each worked at the inn", "all three were girls": a group told of before, where the words are a subject."""
        word, last = self.words[index], index
        if word.text not in self.known["group-words"] or not self._opens_clause(index):
            return None
        if self._is_beside(last) and self.words[last + 1].text in self.known["part-words"]:
            last += 1
        if not self._is_beside(last):
            return None
        verb = self.words[last + 1].text
        known = self.known
        if verb.endswith("ed") or any(verb in known[name] for name in ("be-forms", "past-verbs", "speech-verbs")):
            region = Region(word.start, self.words[last].end)
            return _Draft(region, Kind.PRONOUN, word.text, index, last, plural=True)
        return None

    def _opens_clause(self, index: int) -> bool:
        """Whether a word begins a sentence or a clause behind a mark or "and"."""
        if not index or self._gap(index - 1).strip(" \"'“‘(")[-1:] in (".", "!", "?", ":", ";", ","):
            return True
        return self.words[index - 1].text in self.known["clause-words"]

    def _noun(self, index: int) -> _Draft | None:
        """A noun; of nouns in a row the last is the head, and the others modify it ("teen girl")."""
        found = None if index in self.masked else self.known.noun_at(self.words, index)
        if found is None or self._is_given_name(index):
            return None
        first, (length, noun) = index, found
        while True:
            last = first + length - 1
            following = None
            if self._is_beside(last) and last + 1 not in self.masked and not self._owns(last) and not noun.plural:
                following = self.known.noun_at(self.words, last + 1)
            entry = self.drafts.get(last + 1) if following is None or last + 1 in self.drafts else None
            if entry is not None and entry.kind is Kind.NOUN and not self._owns(last) and self._is_beside(last):
                self.drafts.pop(last + 1)
                entry.first = index
                return entry
            if following is None or last + 1 in self.drafts:
                break
            first, (length, noun) = last + 1, following
        end = self.words[last].end - (2 if self.words[last].text.endswith("'s") else 0)
        region = Region(self.words[first].start, end)
        return _Draft(region, Kind.NOUN, noun.text, index, last, noun, noun.plural, noun.gender)

    def _is_given_name(self, index: int) -> bool:
        """ "John" with a capital is a name."""
        word = self.words[index]
        return (
            word.text.removesuffix("'s") in self.known["names-too"]
            and self.text[word.start].isupper()
            and not self.caps
        )

    def _is_beside(self, index: int) -> bool:
        """Whether nothing but a blank or a hyphen parts a word from the next."""
        return index + 1 < len(self.words) and self._gap(index) in (" ", "-")

    def _gap(self, index: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.words[index].end : self.words[index + 1].start]

    def _owns(self, index: int) -> bool:
        """Whether a word is a possessive."""
        word = self.words[index]
        return word.text.endswith("'s") or self.text[word.end - 1 : word.end + 1] in _POSSESSIVE

    def _name(self, index: int) -> _Draft | None:
        """A run of capitalised words that is no known word."""
        if self.caps or not self._may_be_name(index):
            return None
        last = index
        while last - index + 1 < _LONGEST_NAME and last + 1 < len(self.words) and last + 1 not in self.drafts:
            if self._owns(last) or self._gap(last) not in (" ", "-", ". ") or not self._may_be_name(last + 1):
                break
            if self._gap(last) == ". " and self.words[last].end - self.words[last].start > 1:
                break
            last += 1
        behind = self.words[last + 1].text if self._is_beside(last) else ""
        if behind in self.known["places-after-names"] or (
            behind and not self._owns(last) and self.known.noun_at(self.words, last + 1)
        ):
            return None
        end = self.words[last].end - (2 if self.words[last].text.endswith("'s") else 0)
        key = frozenset(word.text.removesuffix("'s") for word in self.words[index : last + 1])
        if self._is_initial_behind(last):
            last += 1
            end = self.words[last].end + 1
        titled, gender = self._title(index)
        sure = titled or self._is_surely_named(index, last, behind)
        region = Region(self.words[index].start, end)
        return _Draft(region, Kind.NAME, self.text[region.start : end], index, last, gender=gender, key=key, sure=sure)

    def _is_initial_behind(self, last: int) -> bool:
        """Whether a name goes on with the initial of a surname: "Keisha L."."""
        if not self._is_beside(last) or self._owns(last) or last + 1 in self.drafts:
            return False
        word = self.words[last + 1]
        written = self.text[word.start : word.end + 1]
        return len(written) == 2 and written[0].isupper() and written[1] == "."

    def _may_be_name(self, index: int) -> bool:
        word = self.words[index]
        written = self.text[word.start : word.end]
        if not written[0].isupper() or index in self.masked or word.text.removesuffix("'s") in self.known["not-names"]:
            return False
        if len(written) == 1 or (written.isupper() and (len(written) < _SHORTEST_ACRONYM or self._is_shouted(index))):
            return False
        small = ("person-titles", "phrase-ends", "part-words", "determiners", "other-words", "told-adverbs")
        if any(word.text in self.known[name] for name in small):
            return False
        return self._is_given_name(index) or self.known.noun_at(self.words, index) is None

    def _is_shouted(self, index: int) -> bool:
        """Whether a word stands in a run of words in capitals, as in headlines."""
        near = self.words[max(0, index - 2) : index + 3]
        return sum(self.text[word.start : word.end].isupper() for word in near) > 2

    def _title(self, index: int) -> tuple[bool, Gender | None]:
        """Whether a title stands in front of a name, and the gender it tells."""
        if not index or self._gap(index - 1) not in (" ", ". "):
            return False, None
        title = self.words[index - 1].text
        return title in self.known["person-titles"], self.known.title_gender(title)

    def _is_surely_named(self, index: int, last: int, behind: str) -> bool:
        """Whether capitals are a person's: not behind "in" or "near"; first in a sentence only before a verb."""
        written = self.text[self.words[index].start : self.words[last].end]
        if written.isupper():
            return False
        if not index or self._gap(index - 1).strip(" \"'“‘(")[-1:] in (".", "!", "?", ":", ";", "|", "•"):
            verb = behind in self.known["auxiliaries"] or behind in self.known["past-verbs"]
            return verb or behind in self.known["speech-verbs"] or behind.endswith("ed")
        before = self.words[index - 1].text if self._gap(index - 1) == " " else ""
        return before not in self.known["place-prepositions"] and before not in self.known["articles"]

    # --- ages in front of nouns ---

    def _place_ages(self) -> None:
        """Give every age that may stand before a noun to the noun, or let it be a mention itself."""
        for age in find_ages(self.text, self.known.ages):
            if self._is_of_grader(age):
                continue
            last = bisect_left(self.words, age.region.end, key=lambda word: word.start) - 1
            first = bisect_left(self.words, age.region.start, key=lambda word: word.start)
            head = self._head(age, last) if age.attributive else None
            if age.coded and _SHORT_CODE.fullmatch(age.words) and not self._is_of_somebody(head, first, last):
                continue
            if head is not None and head.noun is not None and head.noun.grown and age.school:
                continue
            if head is not None:
                head.ages.append(age)
                self.drafts.pop(head.first, None)
                head.first = min(head.first, first)
                self._add(head)
            elif age.attributive and self._is_of_thing(last):
                continue
            elif age.coded and self._is_code_of_somebody(first, last):
                draft = _Draft(age.region, Kind.NOUN, CODE, first, last, gender=_code_gender(age), ages=[age])
                self._add(draft)
            elif age.coded:
                self.loose.append(age)
            elif age.plural or (age.attributive and not age.school and self._stands_alone(first)):
                self._add(_Draft(age.region, Kind.NOUN, YEAR_OLD, first, last, plural=age.plural, ages=[age]))
            else:
                self.loose.append(age)

    def _is_of_grader(self, age: Age) -> bool:
        """ "eighth grader": the noun is a mention by itself, and the age is told of it."""
        if not age.school or age.attributive:
            return False
        first = bisect_left(self.words, age.region.start, key=lambda word: word.start)
        draft = self.drafts.get(first) or self.drafts.get(first + 1)
        if draft is not None and draft.kind is Kind.NOUN:
            draft.ages.append(age)
        return True

    def _head(self, age: Age, last: int) -> _Draft | None:
        """The noun that an age stands before, across its modifiers; a name only right behind the age."""
        for step in range(_TO_HEAD):
            index = last + step
            if index + 1 >= len(self.words) or self._owns(index):
                return None
            gap = self._gap(index) if step or not self._is_cut_short(age, index + 1) else " "
            if gap not in (" ", "-", "/"):
                return None
            draft = self.drafts.get(index + 1)
            if draft is not None and (draft.kind is Kind.NOUN or step == 0):
                named_later = draft.is_named and not self._is_bare(age)
                return None if draft.kind is Kind.PRONOUN or named_later else draft
            if not self._modifies(index + 1):
                return None
        return None

    def _is_cut_short(self, age: Age, behind: int) -> bool:
        """ "a 16 y.o. girl": the full stop belongs to the age, and the sentence goes on."""
        start = self.words[behind].start
        return age.words.endswith(".") and self.text[age.region.end : start] == " " and self.text[start].islower()

    def _is_bare(self, age: Age) -> bool:
        """Whether no article stands before an age: "15-year-old Mara Lopes", not "the 15-year-old Dell met"."""
        before = self.text[max(0, age.region.start - 5) : age.region.start].split()
        return not before or before[-1].lower() not in self.known["determiners"]

    def _modifies(self, index: int) -> bool:
        """Whether a word may stand between an age and its noun: no verb, no small word."""
        text = self.words[index].text
        known = self.known
        if text in known["phrase-ends"] or text in known["past-verbs"] or text in known["speech-verbs"]:
            return False
        if text in known["aged-things"] or text in known["determiners"] or text in known["possessives"]:
            return False
        if text.endswith("ed"):
            return text in known["adjectives-in-ed"]
        return not text.endswith("s") or text.endswith(("ss", "us"))

    def _is_of_thing(self, last: int) -> bool:
        """ "a 15-year-old car", "a 20-year-old red brick house": the age of a thing."""
        for index in range(last, min(last + _TO_HEAD, len(self.words) - 1)):
            if self._gap(index) not in (" ", "-"):
                return False
            if self.words[index + 1].text in self.known["aged-things"]:
                return True
            if not self._modifies(index + 1):
                return False
        return False

    def _stands_alone(self, first: int) -> bool:
        """Whether an age stands where a noun does: behind an article, another modifier or a verb, not behind a person."""
        if not first:
            return True
        gap, before = self._gap(first - 1), self.words[first - 1].text
        if gap not in (" ", "-", " “", ' "'):
            return not gap.strip().endswith((",", "(", "–", "—", "-"))
        if before in self.known["be-forms"] or before in self.known["told-adverbs"]:
            return False
        return not any(
            draft.last == first - 1 and not self._owns(first - 1) and draft.text not in self.known["possessives"]
            for draft in self.drafts.values()
        )

    def _is_of_somebody(self, head: _Draft | None, first: int, last: int) -> bool:
        """Whether a short code is an age, no seat: in a note, or between an article and a person ("a 16F runaway")."""
        follows = first > 0 and self._gap(first - 1) == " " and self.words[first - 1].text in self.known["determiners"]
        return self._is_of_note(first, last) or (head is not None and head.noun is not None and follows)

    def _is_of_note(self, first: int, last: int) -> bool:
        """Whether a short code stands as reports write it: it opens a note or follows an article, and the note goes on."""
        opens = not first or any(mark in self._gap(first - 1) for mark in ".:")
        if not opens and self.words[first - 1].text not in self.known["determiners"]:
            return False
        if last + 1 >= len(self.words) or self._gap(last) not in (" ", ", "):
            return False
        return self.words[last + 1].text in self.known["code-followers"]

    def _is_code_of_somebody(self, first: int, last: int) -> bool:
        """Whether letters for a person are a mention: where they open a note, or stand where a noun does."""
        if not first or self._opens_a_note(first, last):
            return True
        if self._gap(first - 1) != " " or self.words[first - 1].text.isdigit():
            return False
        return self._stands_alone(first)

    def _opens_a_note(self, first: int, last: int) -> bool:
        """Whether letters for a person begin a sentence that goes on about it: "F/17 in cab of semi"."""
        if last + 1 >= len(self.words) or self._gap(last) != " " or not self.text[self.words[last + 1].start].islower():
            return False
        return not first or any(mark in self._gap(first - 1) for mark in ".:")

    # --- phrases ---

    def _mention(self, draft: _Draft, number: int) -> Mention:
        first, determiner, owner, other = draft.first, "", None, False
        if draft.kind is not Kind.PRONOUN:
            first, determiner, owner, other = self._phrase(draft)
        start = min(self.words[first].start, draft.region.start)
        before = self.words[first - 1].text if first and self._gap(first - 1) == " " else ""
        if draft.text in self.known["possessives"] or draft.text in self.known["naming-objects"]:
            determiner = "possessive" if self._is_possessive(draft) else ""
        return Mention(
            self.block,
            number,
            draft.region,
            Region(start, draft.region.end),
            draft.kind,
            draft.text,
            draft.noun,
            draft.plural,
            draft.gender,
            draft.key,
            determiner,
            owner,
            before,
            other,
            draft.sure and not self._is_anybody(draft, determiner, before),
        )

    def _is_anybody(self, draft: _Draft, determiner: str, before: str) -> bool:
        """ "trafficking of a minor": anybody of the kind, as the names of offences have it."""
        if (
            draft.kind is not Kind.NOUN
            or draft.ages
            or (determiner and determiner not in self.known["indefinite-articles"])
        ):
            return False
        return draft.text in self.known["anybody-nouns"] and before in self.known["anybody-prepositions"]

    def _is_possessive(self, draft: _Draft) -> bool:
        """Whether "her" goes with a noun behind it."""
        if draft.text in self.known["possessives"] and draft.text not in self.known["naming-objects"]:
            return True
        if not self._is_beside(draft.last):
            return False
        behind = self.words[draft.last + 1].text
        return behind not in self.known["phrase-ends"] and behind not in self.known["determiners"]

    def _phrase(self, draft: _Draft) -> tuple[int, str, Region | None, bool]:
        """Where a noun's phrase begins, its article, whose it is, and whether it is another one of its kind."""
        at, other, start = draft.first, False, draft.first
        known = self.known
        for _ in range(_LONGEST_PHRASE):
            if not at:
                break
            gap, word = self._gap(at - 1), self.words[at - 1]
            if self._owns(at - 1) and gap.strip("'’") == " ":
                return at - 1, "'s", Region(word.start, word.end - 2 * word.text.endswith("'s")), other
            if gap not in (" ", "-", " “", ' "') and not (gap == ". " and word.text in known["person-titles"]):
                break
            other = other or word.text in known["other-words"]
            if draft.is_named and word.text not in known["person-titles"]:
                break
            if word.text in known["possessives"]:
                return at - 1, word.text, Region(word.start, word.end), other
            if word.text in known["determiners"]:
                return at - 1, word.text, None, other
            if word.text in known["phrase-ends"] or word.text in known["past-verbs"] or at - 1 in self.covered:
                break
            if word.text in known["speech-verbs"]:
                break
            at -= 1
            if word.text in known["person-titles"] or self._counts_or_qualifies(at):
                start = at
        return start, "", None, other

    def _counts_or_qualifies(self, index: int) -> bool:
        """ "two women", "trafficked girls": part of the phrase also where no article opens it."""
        word = self.words[index]
        return word.text in self.known["part-words"] or (self._modifies(index) and not word.text.endswith("ing"))

    def _told_by_words(self, mention: Mention) -> Iterator[Age]:
        """What the noun itself and its modifiers tell: "girl", "minor victim", "adult female", not "young woman"."""
        if mention.kind is Kind.PRONOUN:
            return
        first = bisect_left(self.words, mention.phrase.start, key=lambda word: word.start)
        last = bisect_left(self.words, mention.region.end, key=lambda word: word.start)
        modifiers = self.words[first : last - 1]
        noun = mention.noun
        young = any(word.text in self.known["young-modifiers"] for word in modifiers)
        if noun is not None and noun.years is not None and not (young and noun.years == ADULT_YEARS):
            yield Age(mention.region, self._written(mention.region), *noun.years, noun.strength)
        if noun is not None and (noun.grown or noun.standing is PersonRole.OFFICIAL):
            return
        owned = mention.owner.start if mention.owner is not None else -1
        for phrases, years in ((self.known.minor_modifiers, MINOR_YEARS), (self.known.adult_modifiers, ADULT_YEARS)):
            for region in _found(phrases, modifiers):
                if region.start != owned:
                    yield Age(region, self._written(region), *years, Strength.WORD)

    def _written(self, region: Region) -> str:
        return self.text[region.start : region.end]


def _code_gender(age: Age) -> Gender | None:
    found = _CODE_GENDER.match(age.words)
    if found is None:
        return None
    return Gender.FEMALE if (found["before"] or found["behind"]) == "F" else Gender.MALE


def _found(phrases: Phrases, words: list[Word]) -> Iterable[Region]:
    if not words:
        return ()
    return [Region(words[index].start, words[index + length - 1].end) for index, length in phrases.find(words)]
