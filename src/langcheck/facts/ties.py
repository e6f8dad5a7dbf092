"""What stands between two mentions, or a mention and an age, and ties them: "Doe, 15,", "the girl, who was 15", "Lopes, the victim,".

Nothing is tied across other words, and nothing where two readings are as good ("the mother of the girl, 15,").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from langcheck.facts.ages import MAJORITY, MINOR_YEARS, SURE_AGE, Age, Strength, bare_numbers, school_ages
from langcheck.facts.births import find_births
from langcheck.facts.mentions import Kind, Mention, People
from langcheck.facts.parts import Parts, tie_parts
from langcheck.facts.person_words import PersonRole, PersonWords
from langcheck.facts.words import Spans, Words
from langcheck.lazily import pattern
from langcheck.model import Region

_LONGEST_GAP = 60
"""How many characters may stand between a mention and what belongs to it."""
OLDEST_FEIGNED = 25
"""The greatest age that somebody under 18 may be thought to have, or to give out."""
_LONGEST_OPENING = 40
"""How many characters an opening has in front of its age at most."""
_LONGEST_VERB = 24
"""How many characters a verb right before a mention has at most, its blank included."""
_SMALLEST_IN_BRACKETS = 4
"""The least number in brackets that is an age; smaller ones count things or notes."""
_QUOTES = "[\"'“”‘’]?"
_IN_ROW = pattern(r"\s?\|\s?|\s")
_STROKE = pattern(r"\s?[/&]\s?")
_ENDS_FIELD = pattern(r"\s?[:|]|\s[A-Z]")


class Ties:
    """The patterns between mentions, made once of the lexicon's lists."""

    def __init__(self, known: PersonWords) -> None:
        self.known = known
        self.parts = Parts(known)

        made = known.lists.pattern
        adverb = r"(?:(?:@told-adverbs|\w{2,12}ly)\s+)"
        be = r"(?:@be-forms|(?:@turning-auxiliaries\s+)*@turning-verbs|@becoming-verbs)"
        who = r"(?:\s*,?\s*\(?@relative-pronouns|,\s+@subject-pronouns)?"
        place = r"(?:\s+@place-openings\s+[^,.;:()\d]{2,40})?"
        ranging = r"@range-verbs\s+@range-openings\s+"
        self.behind = made(
            rf"{place}\s*[,(\[–—-]{{1,2}}\s*(?:{adverb}){{0,3}}(?:@indefinite-articles\s+)?(?:@age-mentions\s*:?\s*)?(?:@school-openings\s+)?(?:{ranging})?"
        )
        self.told = made(
            rf"{who}\s+{ranging}|{who}(?:\s+@birth-clauses\s+[^.;]{{4,20}}?\s+@verb-joins)?\s+{be}\s+(?:{adverb}){{0,3}}(?:@age-leads\s+)?(?:@school-openings\s+(?:@school-owners\s+)?)?"
        )
        self.not_reached = made(
            rf"{who}\s+(?:@auxiliaries\s+)?(?:@plain-negations|(?:@auxiliaries|\w{{2,5}})@negation-endings)\s+(?:@negation-adverbs\s+)?@reach-verbs\s+(?:@school-owners\s+)?"
        )
        """ "had not attained the" before "age of 18", "did not turn" before "eighteen"."""
        self.too_young = known.lists.guarded(
            r"(?:(?:\b@plain-negations\s+|(?<=@negation-endings\s))(?:@negation-adverbs\s+)?@old-enough|\b@too-young)\s+@grown-acts(?=\s*(?:[.,;:!?)–—]|\Z)|\s+@act-ends\b)"
        )
        self.claims = made(
            r"\b(?P<verb>@speech-verbs|@claim-verbs)(?:\s+(?!@and-and-but\b)[\w'’.]+){0,5}?\s+(?:@clause-that\s+)?\Z"
        )
        self.now_behind = made(r"\s*,?\s*@present-words\b")
        self.now_before = made(
            r"\b@present-words\b[\s-]+(?:(?:@told-adverbs|@age-mentions|@indefinite-articles)\s+){0,2}\Z"
        )
        going = r"(?:@be-forms|@school-verbs|@told-adverbs|@school-auxiliaries|\w{2,12}ly)"
        self.at_school = made(
            rf"{who}(?:\s+{going}){{1,4}}\s+(?:@school-prepositions\s+)?(?:@school-determiners\s+)?(?:@school-adjectives\s+)?"
        )
        self.left_school = made(r"\b@school-endings")
        self.opening = made(
            r"\b(?:(?:@age-times|(?P<apart>@age-concessions))\s+(?:@definite-articles\s+)?(?P<age>@age-phrases\s+)?(?:@age-hedges\s+)?"
            r"|(?P<hedge>(?:@age-hedges\s+){1,2}))\Z"
        )
        self.of = made(r"\s+@age-prepositions\s+")
        self.field = made(
            rf"(?:['’]s)?\s*[,;(|]?\s*(?P<age>@age-columns)\s*(?:@age-records)?\s*[:=]?\s*|\s*:\s*{_QUOTES}"
        )
        self.beside = pattern(r"(?:['’]s)?\s+|\s*[,(\[]?\s*")
        self.follows = pattern(r"\s*(?:[,;.)\]:!?–—|-]|['’]?$|\Z)")
        self.following_words = (
            known["auxiliaries"] | known["past-verbs"] | known["speech-verbs"] | known["age-followers"]
        )
        self.apposed = pattern(rf"\s*[,(\[–—-]{{1,2}}\s*{_QUOTES}\s*")
        self.birth_behind = made(r"\s*[,(]?\s*@birth-abbreviations\b")
        self.called = made(
            rf"\s*,?\s*\(?(?P<is>@called-links\s+)?(?:@identified-adverbs\s+){{0,2}}(?:(?P<bare>@called-participles)|@called-phrases)\s+(?:@definite-articles\s+)?{_QUOTES}\s*"
        )
        self.is_a = made(rf"{who}\s+{be}\s+(?:{adverb}|@being-adverbs\s+){{0,3}}")
        self.works_as = made(rf"{who}(?:\s+@auxiliaries){{0,3}}\s+@working-as\s+")
        self.and_ = made(r"(?:,\s\d{1,2},|\s\(\d{1,2}\))?\s+(?:@list-signs|&)\s+(?:@list-adverbs\s+)?")
        self.comma_and = made(r",\s+(?:@list-signs|&)\s+")
        self.list_goes_on = made(r"\s*,?\s*(?:@list-signs|&)\b")
        self.ends = made(rf"{_QUOTES}\s*(?:[,.;:)\]!?–—]|\Z)|\s+@apposition-ends\b", 0)
        self.passive = made(
            rf"(?:,[^,.;]{{1,50}},)?\s+(?P<who>@relative-persons\s+)?@passive-auxiliaries\s+(?:{adverb}){{0,2}}(?P<verb>@charged-verbs|@harmed-verbs)\b"
        )
        self.harming = made(r"\b@harmed-by-verbs\s+\Z")
        """ "trafficked Dell", "accused of raping Dell": the verb right before whom it was done to."""
        self.clause = made(r"[;:—.!?]|,?\s+@breaks-of-clauses(?=\s)|,")
        self.charged = made(r",?\s+@charged-verbs\s+@prepositions-of-charges\b")
        """ "the woman charged with": the verb without its "was"."""
        self.plea = made(r"\s+(?:@plea-openings\s+)?@plea-verbs\b")
        self.relative = made(r"\s*,?\s+@relative-pronouns(?=\s)", 0)
        self.in_relative = made(r"\s*,?\s*@relative-openings\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
        self.breaks = made(r"[.;:!?]|,\s*@and-and-but\b", 0)
        self.counted = made(r"\b@group-ages\b", 0)


Dates = Callable[[], tuple[date, date] | None]
"""The earliest and the latest day that the document names; asked only where a birth is told."""


def tie(people: People, text: str, words: Words, ties: Ties, dates: Dates) -> People:
    """Tie the ages and mentions of a block; returns the same people."""
    births = find_births(text, ties.known.births)
    born: set[Region] = set()
    if births:
        told = dates()
        found = [age for birth in births if (age := birth.age(told)) is not None]
        kept = [age for age in people.loose if not any(age.region.overlaps(born.region) for born in found)]
        people.loose = sorted([*kept, *found], key=lambda age: age.region.start)
        born = {age.region for age in found}
    _Tier(people, text, words, ties, born).tie()
    return people


class Subjects:
    """Of whom a verb behind a mention tells, read off the words between."""

    def __init__(self, people: People, text: str, words: Words, ties: Ties) -> None:
        self.people, self.text, self.words, self.ties = people, text, words, ties
        self.known = ties.known

    def is_of_kin(self, mention: Mention) -> bool:
        """ "the mother of the girl, 15,": either may be meant."""
        if mention.before not in self.known["part-prepositions"] or mention.is_named:
            return False
        outer = self._outer(mention)
        return outer is not None and outer.noun is not None and outer.noun.kin

    def _outer(self, mention: Mention) -> Mention | None:
        """The mention that a mention goes with by "of": "the mother of the girl"."""
        outer = self.people.before(mention.phrase.start)
        if (
            outer is None
            or self.text[outer.region.end : mention.phrase.start].strip().lower() not in self.known["part-prepositions"]
        ):
            return None
        return outer

    def subject(self, mention: Mention, *, relative: bool = False, led: bool = False) -> Mention | None:
        """The mention of whom a verb behind a mention tells; None where that takes a parse.

        ``relative`` verbs follow "who", ``led`` ones "to": they may tell of an object too.
        """
        if relative:
            return None if self.is_of_kin(mention) else mention
        if mention.before in self.known["part-prepositions"]:
            outer = self._outer(mention)
            return outer if outer is not None else (mention if self._is_part(mention) else None)
        if led:
            return mention
        if mention.before in self.known["prepositions"] and mention.before not in self.known["clause-words"]:
            return None
        return None if self._is_in_relative(mention) else mention

    def _is_part(self, mention: Mention) -> bool:
        """ "one of the girls": a part of them."""
        before = self.words.before(mention.phrase.start, 2)
        return len(before) == 2 and before[0].text in self.known["part-words"]

    def _is_in_relative(self, mention: Mention) -> bool:
        """ "the man who sold the girl was 45": the verb is another's."""
        earlier = self.people.before(mention.phrase.start)
        if earlier is None:
            return False
        between = self.text[earlier.region.end : mention.phrase.start]
        if len(between) > _LONGEST_GAP or self.ties.breaks.search(between):
            return False
        opened = self.ties.in_relative.match(between)
        return opened is not None and bool(opened["rest"].strip()) and "," not in opened["rest"]


class _Tier(Subjects):
    """Ties what a block holds."""

    def __init__(self, people: People, text: str, words: Words, ties: Ties, born: Collection[Region]) -> None:
        super().__init__(people, text, words, ties)
        self.born = born

    def tie(self) -> None:
        self.explicit = {age.region for age in self.people.loose}
        mentions = [mention for mention in self.people.mentions if mention.determiner != "possessive"]
        pairs = list(itertools.pairwise(mentions))
        self._join_lists(pairs)
        ages = self._ages()
        for age in ages:
            self._tie_age(age)
        for one, other in pairs:
            self._tie_mentions(one, other)
        tie_parts(self.people, self.text, ages, self._may_end, self.ties.parts)
        for number, told in self.people.ages.items():
            self.people.ages[number] = [self._as_told(self.people.mentions[number], age) for age in told]
        for mention in self.people.mentions:
            self._stand(mention)

    def _join_lists(self, pairs: Sequence[tuple[Mention, Mention]]) -> None:
        """ "women and girls", "King, Moore, and Jane Doe"."""
        listed: list[tuple[Mention, Mention]] = []
        for one, other in pairs:
            gap = self.text[one.region.end : other.phrase.start]
            if self.ties.and_.fullmatch(gap) or (listed and self.ties.comma_and.fullmatch(gap)):
                for earlier, later in (*listed, (one, other)):
                    self.people.joined[later.number] = earlier.number
            listed = [*listed, (one, other)] if gap == ", " else []

    # --- ages ---

    def _ages(self) -> Sequence[Age]:
        """The ages that stand before no noun, and the numbers that may be ages."""
        told = [age.region for ages in self.people.ages.values() for age in ages]
        told += [age.region for age in self.people.loose] + [mention.region for mention in self.people.mentions]
        taken = Spans(told)
        bare = list(
            bare_numbers(
                self.text,
                self.known.ages,
                lambda place: next((region for region in taken.near(place) if place.overlaps(region)), None),
            )
        )
        schools = [
            age
            for age in school_ages(self.text, self.known.ages)
            if not any(age.region.overlaps(region) for region in taken.near(age.region))
        ]
        self.explicit |= {age.region for age in schools}
        return sorted([*self.people.loose, *bare, *schools, *self._adjectives()], key=lambda age: age.region.start)

    def _as_told(self, mention: Mention, age: Age) -> Age:
        """An age with whether it is one of today, and whether somebody only claims it."""
        if age.strength is not Strength.NUMBER or age.some or age.region in self.born or not age.region.end:
            return age
        text = self.text
        before = text[max(0, age.region.start - _LONGEST_OPENING) : age.region.start]
        now = self.ties.now_behind.match(text, age.region.end) or self.ties.now_before.search(before)
        return replace(age, now=now is not None, claimed=self._is_claimed(mention, age))

    def _is_claimed(self, mention: Mention, age: Age) -> bool:
        """ "told officers she was 18", "believed she was 19": not of ages that no child gives out, and not what officials say."""
        if not MAJORITY <= (age.low or 0) <= OLDEST_FEIGNED:
            return False
        if mention.before in self.known["capacity-prepositions"]:
            verb = self.words.before(mention.phrase.start, 2)[0].text
            return verb in self.known["posing-verbs"] or verb in self.known["claim-verbs"]
        if mention.region.end > age.region.start:
            return False
        text = self.text
        between = text[mention.region.end : age.region.start]
        if not self.ties.told.fullmatch(between):
            return False
        if any(word in self.known["claim-verbs"] for word in between.lower().split()):
            return True
        start = max(text.rfind(mark, 0, mention.phrase.start) for mark in ".;!?") + 1
        found = self.ties.claims.search(text, max(start, mention.phrase.start - _LONGEST_GAP), mention.phrase.start)
        if found is None:
            return False
        speaker = self.people.before(found.start())
        noun = speaker.noun if speaker is not None and speaker.region.start >= start else None
        return (
            noun is None
            or noun.standing is not PersonRole.OFFICIAL
            or found["verb"].lower() in self.known["claim-verbs"]
        )

    def _adjectives(self) -> list[Age]:
        """ "she was underage", "she was too young to drive": words that tell an age without a noun."""
        known, words = self.known, self.words.all
        young = [
            Age(Region(*found.span()), found.group(), *MINOR_YEARS, Strength.WORD)
            for found in self.ties.too_young.finditer(self.text)
        ]
        self.explicit |= {age.region for age in young}
        return young + [
            Age(Region(word.start, word.end), self.text[word.start : word.end], *MINOR_YEARS, Strength.WORD)
            for before, word in itertools.pairwise(words)
            if word.text in known["age-adjectives"]
            and word.text in known.minor_modifiers
            and (before.text in known["be-forms"] or before.text in known["told-adverbs"])
        ]

    def _tie_age(self, age: Age) -> None:
        opened = self._opened_by(age)
        if opened is not None:
            self.people.tie(opened, age)
            return
        mention = self.people.before(age.region.start)
        if mention is None or age.region.start - mention.region.end > _LONGEST_GAP:
            return
        bare = age.region not in self.explicit
        end = self.people.end_of(mention)
        gap = self.text[mention.region.end : age.region.start]
        if mention.region.end < end <= age.region.start:
            gap = self.text[end : age.region.start].lstrip(",)")
        if self.ties.not_reached.fullmatch(gap) and age.region not in self.born:
            age = replace(age, low=None, high=(age.low or MAJORITY) - 1)
        person = self._person_told(mention, gap, age, bare=bare)
        if person is not None:
            told = mention is person and self._is_told_of_part(mention, gap)
            self.people.tie(person, replace(age, some=True) if told else age)

    def _is_told_of_part(self, mention: Mention, gap: str) -> bool:
        """ "one of the girls was 15": of one of them, and not of "one of the girls, who is 15,"."""
        relative = self.known["relative-pronouns"].isdisjoint(gap.lower().split())
        return (
            mention.plural and mention.before in self.known["part-prepositions"] and relative and self._is_part(mention)
        )

    def _opened_by(self, age: Age) -> Mention | None:
        """ "At 14, she worked", "From age 15 to 17 V1": of whom an age tells that opens a clause."""
        text = self.text
        found = self.ties.opening.search(text, max(0, age.region.start - _LONGEST_OPENING), age.region.start)
        if found is None or age.school:
            return None
        written = text[age.region.start : age.region.end]
        if written[:1].isdigit() and not found["age"] and (age.low or 0) < SURE_AGE:
            return None
        before = text[: found.start()].rstrip(" \"'“‘(")
        opens = not before or before[-1] in ".!?;:—–,•|" or before.split()[-1].lower() in self.known["clause-words"]
        mention = self.people.after(age.region.end)
        if not opens or mention is None or mention.text in self.known["object-only-pronouns"]:
            return None
        gap = text[age.region.end : mention.phrase.start]
        is_apart = found["apart"] or found["hedge"]
        return mention if re.fullmatch(r"\s*,\s+" if is_apart else r"\s*,?\s+", gap) else None

    def _person_told(self, mention: Mention, gap: str, age: Age, *, bare: bool) -> Mention | None:
        ties = self.ties
        between = not self.known["range-prepositions"].isdisjoint(gap.split()[-1:])
        if bare and ((not between and not self._may_end(age.region.end)) or self._is_index(mention, age)):
            return None
        if (
            ties.told.fullmatch(gap)
            or ties.not_reached.fullmatch(gap)
            or (age.school and ties.at_school.fullmatch(gap))
        ):
            return (
                None
                if age.school and ties.left_school.search(gap) and not age.attributive
                else self._told_of(mention, gap)
            )
        if age.school and not age.attributive:
            return None
        if mention.kind is Kind.PRONOUN or mention.determiner == "possessive":
            return None
        field = ties.field.fullmatch(gap)
        if field is not None and (not bare or field["age"] is not None or mention.is_named):
            return mention
        if ties.of.fullmatch(gap):
            return mention if mention.kind is Kind.NOUN else None
        if not bare and ties.beside.fullmatch(gap):
            return mention
        if ties.behind.fullmatch(gap) and not self._counts(mention, gap, age, bare=bare):
            return None if self.is_of_kin(mention) else mention
        return None

    def _told_of(self, mention: Mention, gap: str) -> Mention | None:
        """The one of whom "was" or "were" tells; nobody where it tells of two."""
        words = gap.lower().split()
        if mention.number in self.people.joined and self.known["singular-age-verbs"].isdisjoint(words):
            return None
        return self.subject(mention, relative=not self.known["relative-pronouns"].isdisjoint(words))

    def _may_end(self, end: int) -> bool:
        """Whether no noun follows a number: "Doe, 15, said", "was 15 when", not "15 girls"."""
        if self.ties.follows.match(self.text, end):
            return True
        following = self.words.after(end, 1)
        return bool(following) and following[0].text in self.ties.following_words

    def _is_index(self, mention: Mention, age: Age) -> bool:
        """ "prostitute, 31": a word and its page."""
        alone = mention.phrase.start == 0 and age.region.end == len(self.text.rstrip())
        return alone and mention.kind is Kind.NOUN and not mention.determiner and "," in self.text

    def _counts(self, mention: Mention, gap: str, age: Age, *, bare: bool) -> bool:
        """Whether a number behind a mention counts: "victims (15)", "Tampa (2)"."""
        if not bare:
            return False
        if "(" in gap or "[" in gap:
            return (mention.plural and age.years is not None) or (age.low or 0) < _SMALLEST_IN_BRACKETS
        return mention.plural and age.years is not None and not self.ties.counted.search(gap)

    # --- one person, two mentions ---

    def _tie_mentions(self, one: Mention, other: Mention) -> None:
        end = self.people.end_of(one)
        if other.phrase.start < end or other.phrase.start - end > _LONGEST_GAP or other.owner == one.region:
            return
        gap = self.text[end : other.phrase.start]
        if other.number in self.people.joined:
            return
        is_self = other.text in self.known["reflexives"] and gap == " "
        if is_self or self._is_named_so(one, other, gap) or self._is_apposed(one, other, gap):
            self.people.join(one, other)
        elif (self.ties.is_a.fullmatch(gap) or self.ties.works_as.fullmatch(gap)) and self._may_be(other):
            subject = self._told_of(one, gap)
            if subject is not None and self._is_told_of_part(subject, gap):
                for age in self.people.ages.get(other.number, ()):
                    self.people.tie(subject, replace(age, some=True))
            elif subject is not None:
                self.people.join(subject, other)

    def _may_be(self, other: Mention) -> bool:
        """Whether a mention behind "was" may say what somebody is: "was a runaway", "were prostitutes"."""
        if other.kind is not Kind.NOUN or other.owner is not None:
            return False
        return other.plural or other.determiner in self.known["articles"] or other.noun is None

    def _is_named_so(self, one: Mention, other: Mention, gap: str) -> bool:
        """A noun and the name or label of the same person: "the student, Lopes,", "a girl named Mara", "victim Jane Doe 2"."""
        if not other.is_named or one.plural or one.kind is Kind.PRONOUN or one.determiner == "possessive":
            return False
        if self._has_two_roles(one):
            return False
        if one.kind is Kind.NAME and other.kind is Kind.NAME:
            if gap == ", " and one.phrase.start == 0 and self.ties.birth_behind.match(self.text, other.region.end):
                return True
            return gap == ", " and self.text[: one.phrase.start].rstrip()[-1:] in (":", "-", "–")
        called = self.ties.called.fullmatch(gap)
        if called is not None:
            active = called["is"] is None and called["bare"] is not None
            return not active or one.determiner not in self.known["pointing-determiners"]
        if re.fullmatch(r"\s*:\s*", gap) or (not gap.strip() and self._is_title(one, other)):
            return True
        is_row = ", " in other.text and _IN_ROW.fullmatch(gap) is not None
        if (is_row and self._opens_line(one)) or self._shares_field(one, other, gap):
            return True
        if self.ties.apposed.fullmatch(gap) and not self._opens_clause(one):
            behind = self.people.end_of(other)
            return "(" in gap or self._closes(behind, marks_only=True)
        return False

    def _opens_line(self, mention: Mention) -> bool:
        """Whether a mention, or one that a stroke joins to it, stands first in its line or cell: "VICTIM/V-1   RIVAS, DULCE"."""
        start = mention.phrase.start
        earlier = self.people.before(start)
        if earlier is not None and _STROKE.fullmatch(self.text[earlier.region.end : start]):
            start = earlier.phrase.start
        before = self.text[:start].rpartition("\n")[2].rstrip()
        return not before or before.endswith("|")

    def _has_two_roles(self, mention: Mention) -> bool:
        """ "SUSPECT/VICTIM   RIVAS, DULCE": which of the two somebody is, is not told."""
        earlier = self.people.before(mention.phrase.start)
        if earlier is None or _STROKE.fullmatch(self.text[earlier.region.end : mention.phrase.start]) is None:
            return False
        roles = {noun.standing for noun in (earlier.noun, mention.noun) if noun is not None} - {None}
        return len(roles) > 1

    def _shares_field(self, one: Mention, other: Mention, gap: str) -> bool:
        """A role and a label of one person before the name in a row: "VICTIM/V-1   RIVAS, DULCE", "Victim / V-1: Rivas"."""
        is_two = one.kind is Kind.NOUN and other.kind is Kind.LABEL and _STROKE.fullmatch(gap) is not None
        return is_two and self._opens_line(one) and _ENDS_FIELD.match(self.text, other.region.end) is not None

    def _is_title(self, one: Mention, other: Mention) -> bool:
        """A noun right before a name: "victim Jane Doe 2", "Detective Mora"; with an article only before a label."""
        return one.kind is Kind.NOUN and (other.kind is Kind.LABEL or not one.determiner)

    def _is_apposed(self, one: Mention, other: Mention, gap: str) -> bool:
        """ "Lopes, a 17-year-old student,", "the girl, a runaway,"."""
        if other.kind is not Kind.NOUN or one.kind is Kind.PRONOUN or one.plural != other.plural or other.owner:
            return False
        if not self.ties.apposed.fullmatch(gap) or one.determiner == "possessive":
            return False
        if other.plural:
            return False
        if other.determiner in self.known["definite-articles"]:
            return one.is_named and self._closes(other.region.end, marks_only=True)
        article = other.determiner in self.known["indefinite-articles"] or (not other.determiner and one.is_named)
        known = one.is_named or one.determiner in self.known["determiners-of-the-named"] or one.owner is not None
        last = known or self._closes(other.region.end, marks_only=False)
        return article and last and self._goes_no_further(other.region.end)

    def _goes_no_further(self, end: int) -> bool:
        """Whether no list goes on: "Dell, a boy and a girl"."""
        return self.ties.list_goes_on.match(self.text, end) is None

    def _closes(self, end: int, *, marks_only: bool) -> bool:
        """Whether an apposition ends here, and no list goes on."""
        found = self.ties.ends.match(self.text, end)
        if found is None or (marks_only and found.group()[-1:].isalpha()):
            return False
        return self._goes_no_further(end)

    def _opens_clause(self, mention: Mention) -> bool:
        """ "In front of the girl, Dell ...": the mark behind a mention may end a phrase that opens the sentence."""
        if mention.before not in self.known["prepositions"] and mention.before not in self.known["clause-words"]:
            return False
        before = self.words.before(mention.phrase.start, 5)
        for index, word in enumerate(before):
            opens = word.start == 0 or self.text[: word.start].rstrip(" \"'“‘(")[-1:] in (".", "!", "?", ";", ",")
            if opens and (word.text in self.known["prepositions"] or word.text in self.known["clause-words"]):
                return index < len(before)
        return False

    # --- standing ---

    def _stand(self, mention: Mention) -> None:
        """What a mention's noun says of its person in the case, and the verb behind it: "Dell was charged"."""
        told = self.people.standings.setdefault(mention.number, set())
        if mention.noun is not None and mention.noun.standing is not None:
            told.add(mention.noun.standing)
        if mention.kind is Kind.PRONOUN:
            return
        end = self.people.end_of(mention)
        if self.ties.plea.match(self.text, end) or self.ties.charged.match(self.text, end):
            told.add(PersonRole.DEFENDANT)
        if mention.is_named and self._is_harmed(mention):
            told.add(PersonRole.VICTIM)
        passive = self.ties.passive.match(self.text, end)
        if passive is not None and self.subject(mention, relative=passive["who"] is not None) is mention:
            charged = passive["verb"].lower() in self.known["charged-verbs"]
            told.add(PersonRole.DEFENDANT if charged else PersonRole.VICTIM)

    def _is_harmed(self, mention: Mention) -> bool:
        """Whether a verb of trafficking or sexual violence stands right before a name, which is no drug's."""
        start = mention.phrase.start
        if mention.text.split()[0] in self.known["trafficked-things"]:
            return False
        return self.ties.harming.search(self.text, max(0, start - _LONGEST_VERB), start) is not None
