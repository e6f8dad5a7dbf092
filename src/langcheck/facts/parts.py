"""Ages of a part of a group: "six women, the youngest 16", "one of whom was a minor", "including a 15-year-old".

Such an age is nobody's but the part's: it is tied to the group as one of ``some``, so that a group with people of both
sides is taken for neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from langcheck.facts.ages import ADULT_YEARS, MINOR_YEARS, Age
from langcheck.facts.mentions import Kind, Mention, People
from langcheck.facts.person_words import PersonWords
from langcheck.model import Region

_FARTHEST = 160
"""How many characters may stand between a group and what is told of a part of it."""


class Parts:
    """The patterns for parts of groups, made once of the lexicon's lists."""

    def __init__(self, known: PersonWords) -> None:
        self.known = known

        made = known.lists.pattern
        told = r"(?:(?:@told-adverbs|@part-leads)\s+)*"
        of = r"\s+(?:@parts-of|@parts-of-the\s+\w+)"
        self.part = known.lists.guarded(
            rf"(?<![\w-])(?:(?:@definite-articles\s+)?(?:@part-superlatives|@part-others)(?:{of})?"
            rf"|(?:@part-counts\s+)?@part-words(?:{of})?"
            r"|(?P<among>@part-openers)(?:\s+@part-words)?)"
            rf"(?:\s+(?:@relative-persons\s+)?@be-forms)?\s+{told}"
        )
        self.whole = made(r"(?!@all-but\b)@whole-groups\b")
        self.opens = made(r"(?:[,;:(–—.!?]|[-–—]{1,2})\s*(?:@part-joins\s+)?(?:@part-minimums\s+)?\Z|\A\s*\Z")
        self.among = made(r"\s+(?:@be-forms\s+)?(?:@list-adverbs\s+)?@among-words\s+")
        self.of_them = made(r"\b@part-pronouns\b")
        self.and_ = made(r"\s*,?\s*(?:@list-signs)?\s*")
        self.number = made(r"\d{1,2}(?=\s*(?:[,;.)]|@list-signs\b|\Z))")
        self.all_but = made(r"@all-but")


def tie_parts(people: People, text: str, ages: Sequence[Age], may_end: Callable[[int], bool], parts: Parts) -> None:
    """Tie the ages of parts to their groups."""
    if not any(mention.plural for mention in people.mentions):
        return
    for one, other in zip(people.mentions, people.mentions[1:], strict=False):
        if other.plural and parts.among.fullmatch(text[people.end_of(one) : other.phrase.start]):
            _tie(people, other, people.ages.get(one.number, ()))
    listed = 0
    for match in parts.part.finditer(text):
        if parts.whole.match(match.group()):
            continue
        whose = parts.of_them.search(match.group()) is not None or match["among"] is not None
        goes_on = listed and parts.and_.fullmatch(text, listed, match.start())
        if not (whose or goes_on or parts.opens.search(text[: match.start()])):
            continue
        found = list(_told_at(people, ages, match.end(), may_end)) or list(_number_at(text, match.end(), parts))
        listed = max((age.region.end for age in found), default=0)
        if parts.all_but.match(match.group()):
            found += [_other_side(age) for age in found]
        for group in _groups_before(people, match.start(), parts):
            _tie(people, group, found)


def _told_at(people: People, ages: Sequence[Age], place: int, may_end: Callable[[int], bool]) -> Iterator[Age]:
    """The ages told at a place: a number, or those of the people who are named there."""
    for age in ages:
        if age.region.start == place and may_end(age.region.end):
            yield age
    for mention in people.mentions:
        if mention.phrase.start <= place < mention.region.end:
            yield from people.ages.get(mention.number, ())


def _number_at(text: str, place: int, parts: Parts) -> Iterator[Age]:
    """A number alone between others of its kind: "one 16 and one 22"."""
    found = parts.number.match(text, place)
    if found is not None:
        yield Age(Region(*found.span()), found.group(), int(found.group()), int(found.group()))


def _other_side(age: Age) -> Age:
    """An age on the other side of majority, for those whom "all but one" leaves out."""
    low, high = ADULT_YEARS if age.part_is_minor else MINOR_YEARS
    return replace(age, low=low, high=high)


def _groups_before(people: People, place: int, parts: Parts) -> Iterator[Mention]:
    """The group spoken of before, and whom it is told of: "the women worked as prostitutes; the youngest was 14"."""
    for mention in reversed(people.mentions):
        if mention.region.end > place or not mention.plural or mention.kind is not Kind.NOUN:
            continue
        if place - mention.region.end > _FARTHEST or mention.determiner == "possessive":
            return
        yield mention
        if mention.before not in parts.known["capacity-prepositions"]:
            return


def _tie(people: People, group: Mention, ages: Sequence[Age]) -> None:
    for age in tuple(ages):
        people.tie(group, replace(age, some=True))
