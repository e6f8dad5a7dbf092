"""The words by which texts speak of people, prepared from the lexicon's lists (lexicon/contexts.yaml)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from langcheck.facts.ages import ADULT_YEARS, MINOR_YEARS, AgeWords, Strength
from langcheck.facts.births import BirthWords
from langcheck.facts.listed import Lists, Sets
from langcheck.facts.words import Phrases, Word
from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region


class Gender(Enum):
    """Which pronoun a person is spoken of by."""

    FEMALE = "she"
    MALE = "he"


class PersonRole(Enum):
    """What a person is in the case that a text tells of."""

    VICTIM = "victim"
    DEFENDANT = "defendant"
    OFFICIAL = "official"
    BUYER = "buyer"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for a person or several, and what the word alone tells of them."""

    text: str
    plural: bool
    gender: Gender | None
    years: tuple[int | None, int | None] | None
    strength: Strength
    kin: bool
    grown: bool
    """Work or standing that only adults have: teacher, officer, stepfather."""
    standing: PersonRole | None


@dataclass(frozen=True, slots=True)
class Label:
    """How a report calls somebody whom it does not name; ``key`` are its parts in one way of writing."""

    start: int
    end: int
    key: frozenset[str]
    noun: str


_KEEPINGS = (
    ("keepers-school", "kept-school", True),
    ("keepers-prison", "kept-prison", False),
    ("keepers-care", "kept-care", False),
    ("keepers-home", "kept-home", True),
)
"""Lists of who has people in custody or care, of whom, and whether that ends when they come of age."""


class PersonWords(Sets):
    """Nouns, labels and the small words around them; by its name each word list as a set, as ``Lists`` has it."""

    def __init__(self, lexicon: Lexicon, lists: Lists | None = None) -> None:
        super().__init__()
        words = lexicon.word_list
        self.lists = Lists(lexicon) if lists is None else lists
        self.nouns = _nouns(words, lexicon.inflections.is_plural)
        self.minor_modifiers = Phrases(words("minor-modifiers"))
        self.adult_modifiers = Phrases(words("adult-modifiers"))
        self.not_people = Phrases(words("not-people"))
        self.pronouns: dict[str, Gender | None] = {
            **dict.fromkeys(words("female-pronouns"), Gender.FEMALE),
            **dict.fromkeys(words("male-pronouns"), Gender.MALE),
            **dict.fromkeys((*words("plural-pronouns"), *words("first-person-pronouns"))),
        }
        """Pronouns that mean one person or several; those of the third person without a gender are plural."""
        self.ages = AgeWords(self.lists)
        self.births = BirthWords(self.lists, self.ages)
        self.keepings = tuple(
            (frozenset(map(fold, words(keepers))), frozenset(map(fold, words(kept))), ends)
            for keepers, kept, ends in _KEEPINGS
        )
        self.kept_never = frozenset(map(fold, words("kept-never")))
        self._not_initials = frozenset(words("not-initials"))
        self._labels = _label_pattern(words("label-nouns"), words("label-codes"), words("bare-codes"), self.lists)
        self._label_standings = {
            **dict.fromkeys(map(fold, words("victim-labels")), PersonRole.VICTIM),
            **dict.fromkeys(map(fold, words("defendant-labels")), PersonRole.DEFENDANT),
            _INITIALS: PersonRole.VICTIM,
        }
        self._fields = pattern(
            rf"(?:^|(?<=[|;,.\s]))(?:(?P<name>(?i:{self.lists.expression('@name-fields')}))|(?i:{self.lists.expression('@role-fields')}))\s*[:=]\s*(?P<value>{_SURNAME_FIRST}|(?(name){_WRITTEN_NAME}|(?!)))",
        )
        codes = "|".join(re.escape(code.upper()) for code in words("label-codes"))
        role = rf"(?:(?i:{self.lists.expression('@role-fields')})|(?:{codes})(?=[\s-]?#?\d))(?:[\s-]?#?\d{{1,2}})?"
        self._columns = pattern(
            rf"(?:^\W{{0,4}}|\|\s?){role}(?:\s?[/&]\s?{role})?(?:\s?\|\s?|\s(?={_CAPITAL_SURNAME})|(?<=\d)\s)(?P<value>{_SURNAME_FIRST})",
            re.MULTILINE,
        )
        self._stand_ins = {
            **dict.fromkeys(words("female-stand-ins"), Gender.FEMALE),
            **dict.fromkeys(words("male-stand-ins"), Gender.MALE),
        }
        self._minor_labels = frozenset(map(fold, words("minor-labels")))

    def __missing__(self, name: str) -> frozenset[str]:
        found = self[name] = self.lists[name]
        return found

    def title_gender(self, title: str) -> Gender | None:
        """The gender that a title tells."""
        if title in self["female-titles"]:
            return Gender.FEMALE
        return Gender.MALE if title in self["male-titles"] else None

    def noun_at(self, words: Sequence[Word], index: int) -> tuple[int, Noun] | None:
        """The longest noun for people that begins at a word, with its number of words."""
        text = words[index].text
        known = self.nouns.get(text) or self.nouns.get(bare(text))
        for parts, noun in known or ():
            last = index + len(parts) - 1
            if last < len(words) and all(
                bare(words[index + step].text) == part or words[index + step].text == part
                for step, part in enumerate(parts)
            ):
                return len(parts), noun
        return None

    @cached_property
    def mention_starts(self) -> frozenset[str]:
        """The words at which a mention may begin that is written without a capital and without an apostrophe."""
        return self.pronoun_starts.union(self.nouns)

    @cached_property
    def pronoun_starts(self) -> frozenset[str]:
        """The words at which a pronoun, or what stands for one ("all three were"), may begin."""
        return frozenset((*self.pronouns, *self["group-words"]))

    @cached_property
    def labels(self) -> Callable[[str], list[Label]]:
        """The labels of a text, left to right: "Jane Doe 2", "Minor Victim #1", "CW-1", "A.B."; of the last texts they are known."""
        return lru_cache(maxsize=_LAST_TEXTS)(self._find_labels)

    def _find_labels(self, text: str) -> list[Label]:
        found = []
        for match in self._labels.finditer(text):
            if match["initials"] and match["initials"].lower() in self._not_initials:
                continue
            if match["bare"]:
                if _AFTER_NAME.search(text, max(0, match.start() - _LONGEST_NAME), match.start()):
                    continue
                noun = fold(match["bare"])
                key = frozenset((noun,))
            elif match["letter"]:
                if not self._is_letter_of_somebody(text, match):
                    continue
                key, noun = frozenset((match["letter"],)), ""
            elif match["initials"]:
                key = frozenset((match["initials"],))
                noun = "" if _SURNAME.match(text, match.end()) else _INITIALS
            elif match["code"]:
                noun = fold(match["code"])
                key = frozenset((noun + match["digits"],))
            else:
                noun = fold(match["noun"] or match["doe"])
                key = frozenset((*noun.split(), *((match["number"].lower(),) if match["number"] else ())))
            found.append(Label(match.start(), match.end(), key, noun))
        return found

    def _is_letter_of_somebody(self, text: str, match: re.Match[str]) -> bool:
        """Whether a letter with an age begins a sentence or a note, or stands behind a preposition: no "bus line M (15)", no "T (17) visa"."""
        behind = _BEHIND_AGE.match(text, match.end())
        if behind and fold(behind["word"]) in self["after-letters"]:
            return False
        led = text[max(0, match.start() - _LONGEST_NAME) : match.start()].rstrip(" ")
        if not led or not led[-1].isalnum():
            return True
        last = re.split(r"[^\w]+", led)[-1]
        return fold(last) in self["prepositions"] or fold(last) in self["joining-words"]

    def field_names(self, text: str) -> list[Region]:
        """The names in the fields of a form, as whole values: "NAME: Rivas, Dulce", "Client: Rivas, Dulce (15)".

        So are those in the rows of people in a report, which no colon parts: "VICTIM    RIVAS, DULCE   W/F".
        """
        found: list[Region] = []
        fields = self._fields.finditer(text) if ":" in text or "=" in text else ()
        columns = self._columns.finditer(text) if "," in text else ()
        for match in itertools.chain(fields, columns):
            start, end = match.span("value")
            for word in _WORD_OF_NAME.finditer(text, start, end):
                if fold(word.group()) in self["unnamed-values"]:
                    end = word.start()
                    break
            if text[start:end].strip(" ,"):
                found.append(Region(start, start + len(text[start:end].rstrip(" ,"))))
        return found

    def label_noun(self, label: Label) -> Noun:
        """What a label tells of its person."""
        minor = label.noun in self._minor_labels
        gender = self._stand_ins.get(label.noun.partition(" ")[0])
        known = self.nouns.get(label.noun.rpartition(" ")[2])
        gender = gender or (known[-1][1].gender if known else None)
        years = MINOR_YEARS if minor else None
        standing = self._label_standings.get(label.noun)
        return Noun(label.noun, False, gender, years, Strength.WORD, False, False, standing)


def bare(word: str) -> str:
    """A word without a possessive ending."""
    return word.removesuffix("'s").removesuffix("'")


def _nouns(
    words: Callable[[str], tuple[str, ...]], is_plural: Callable[[str], bool]
) -> dict[str, list[tuple[tuple[str, ...], Noun]]]:
    """Nouns by their first word, the longest first."""
    lists = {
        name: frozenset(map(fold, words(name)))
        for name in (
            "female-nouns",
            "male-nouns",
            "kin-nouns",
            "adult-roles",
            "minor-words",
            "adult-words",
            "weak-age-words",
            "plural-nouns",
            "buyer-nouns",
            "strong-victim-nouns",
            "defendant-people",
            "official-people",
            "person-nouns",
        )
    }
    everyone: set[str] = set()
    for name in ("female-nouns", "male-nouns", "kin-nouns", "person-nouns", "adult-roles"):
        everyone |= lists[name]
    found: dict[str, list[tuple[tuple[str, ...], Noun]]] = {}
    for text in everyone:
        parts = tuple(text.split())
        found.setdefault(parts[0], []).append(
            (parts, _noun(text, lists, text in lists["plural-nouns"] or is_plural(parts[-1])))
        )
    for known in found.values():
        known.sort(key=lambda pair: -len(pair[0]))
    return found


def _noun(text: str, lists: Mapping[str, frozenset[str]], plural: bool) -> Noun:
    gender = None
    if text in lists["female-nouns"]:
        gender = Gender.FEMALE
    elif text in lists["male-nouns"]:
        gender = Gender.MALE
    years: tuple[int | None, int | None] | None = None
    if text in lists["minor-words"]:
        years = MINOR_YEARS
    elif text in lists["adult-words"]:
        years = ADULT_YEARS
    return Noun(
        text,
        plural,
        gender,
        years,
        Strength.WEAK if text in lists["weak-age-words"] else Strength.WORD,
        text in lists["kin-nouns"],
        text in lists["adult-roles"],
        _standing(text, lists),
    )


def _standing(text: str, lists: Mapping[str, frozenset[str]]) -> PersonRole | None:
    for name, standing in (
        ("strong-victim-nouns", PersonRole.VICTIM),
        ("buyer-nouns", PersonRole.BUYER),
        ("official-people", PersonRole.OFFICIAL),
        ("defendant-people", PersonRole.DEFENDANT),
    ):
        if text in lists[name]:
            return standing
    return None


_WRITTEN_NAME = r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]*\.?){0,3}"
_SURNAME_FIRST = r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,\s[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*+\.?(?!/)){0,2}"
_CAPITAL_SURNAME = r"[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’-]+)?(?=,)"
""" "RIVAS, Dulce": in capitals, so that no colon or bar need part it from the role before it."""
_WORD_OF_NAME = pattern(r"[\w'’-]+")
_LAST_TEXTS = 512
"""Of how many texts labels are known: those of a document are asked for twice."""
_INITIALS = "initials"
"""What initials without a surname are kept as: courts write those of victims and children only."""
_SURNAME = pattern(r"\s[A-Z][a-z]")
_LONGEST_NAME = 24
"""How many characters of a word are looked at that stands before a label without a number."""
_BEHIND_AGE = pattern(r"\s?\([^()]*\)\s+(?P<word>[\w-]+)")
"""The word behind an age in brackets."""
_AFTER_NAME = pattern(r"\b[A-Z][\w'’-]* \Z")
"""A name or title before it: "Henry V", "Article V"."""


def _label_pattern(nouns: Iterable[str], codes: Iterable[str], bare: Iterable[str], lists: Lists) -> re.Pattern[str]:
    """Labels with a number or a letter ("Minor Victim #2", "Child A", "CW-1"), Does without one, initials, "V said", and "K (14)"."""
    spelled = "|".join(re.escape(noun).replace(r"\ ", "[ -]") for noun in sorted(nouns, key=len, reverse=True))
    alone = "|".join(re.escape(code) for code in sorted(bare, key=len, reverse=True))
    short = "|".join(re.escape(code.upper()) for code in sorted(codes, key=len, reverse=True))
    short_age = lists.expression(
        r"(?:[MF]/?)?\d{1,2}(?:[MF]|\s?(?:@years-beside-letters|@years-abbreviated|@year-nouns))?"
    )
    """The age behind a letter that stands for somebody in case notes: "K (14)", "T (F15)"."""
    numbering, counted = lists.expression("(?i:@label-numberings)"), lists.expression("@counted-behind-labels")
    years = lists.expression("@year-nouns")
    stand_in, surname = (
        lists.expression("(?i:@female-stand-ins|@male-stand-ins)"),
        lists.expression("(?i:@naming-numbered)"),
    )
    return re.compile(
        rf"\b(?=\w)(?P<noun>(?i:{spelled}))(?:\s?[-/]?#?\s?|\s?{numbering}\s?)(?P<number>\d{{1,2}}|[A-H])(?![\w/%]|[.,:]\d|-{years}|\s{counted}\b)"
        rf"|\b(?P<doe>(?=[A-Z]){stand_in}\s(?=[A-Z]){surname})\b(?!\s?#?\d)"
        rf"|\b(?<!\b\w/)(?P<code>{short})(?:\s?[-/]?#?)(?P<digits>\d{{1,2}})(?![\w/%]|[.,:]\d)"
        rf"|(?<![\w.'’/-])(?P<bare>{alone})(?=\s\(?\w{{2}}|['’]s\b)"
        r"|(?<![\w.])(?P<initials>(?:[A-Z]\.){2,3})(?=[\s,;)'’]|$)"
        rf"|(?<![\w.'’/-])(?P<letter>[A-Z])(?=\s?\({short_age}\)|,\s{short_age},)"
    )
