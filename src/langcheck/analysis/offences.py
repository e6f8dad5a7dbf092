"""The names of offences in a text: in charges, counts, convictions, bare lists of charges, beside citations.

Only the name is left alone. What a person did, told as a story ("accused of pimping her by arranging dates"), is not
a name, and a person is not part of an offence's name unless the offence has it ("patronizing a prostitute").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from langcheck.facts.guarded import Guarded
from langcheck.facts.law import LawWords
from langcheck.facts.listed import Lists, forms_of, spelt_out
from langcheck.facts.patterns import Patterns, patterns_of
from langcheck.facts.words import Abbreviations, Phrases, Word, Words, sentences
from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region, Role

_TO_PREPOSITION = 24
"""How many words may stand between a verb of procedure and the preposition before the offence."""
_NEARER = {"part-prepositions": 2, "charged-with": 7, "charge-plea-links": 5, "charge-in": 0}
"""Within how many words prepositions stand, by the word list of each ("convicted of", "charged today with", "pleaded guilty to")."""
_TO_FIRST = 8
"""How many words, fillers not counted, may stand between the preposition and the first offence."""
_TO_NEXT = 10
"""How many words, fillers not counted, may stand between one offence and the next."""
_TO_NAME = 8
"""How many characters may stand between a code or a citation and the name that belongs to it."""
_CODE_REACH = 48
"""How many characters around a name are searched for a code."""
_CODE_LETTERS = 3
"""How many letters the abbreviation of a code has at most."""
_TO_LAW = 8
"""How many words may stand between a bare gerund and the word of the law that makes it an offence."""
_LONGEST_FIELD = 8
"""How many words the value of a coded field has at most; more are a narrative."""
_LONGEST_LIST_ITEM = 22
"""How many words a bare line of a list of charges has at most."""

_FIELD = pattern(
    r"(?:\A|(?<=[\n|;\t])|(?<=\.\s))[ \t]*([A-Za-z][A-Za-z0-9/# ]{2,28}?)[ \t]*(?::|=|\s[–—-])[ \t]*([^\n|;\t:]{2,80}?)[ \t]*(?=[\n|;\t]|\.\s|\.?\Z)"
)
"""A label and its value, in a line of their own or between separators."""
_BOX = pattern(r"(?:\[[ xX✓✔]?\]|\([xX ]\)|[☐☑☒□■])[^\[\]☐☑☒□■\n.]*\Z")
"""A box to be ticked, and what a form prints between it and a name."""
_BOX_REACH = 32
"""How many characters before a name are searched for a box."""


@dataclass(frozen=True, slots=True)
class OffenceWords:
    """The word lists that tell offences apart (lexicon/contexts.yaml)."""

    verbs: Phrases
    holding: Phrases
    prepositions: Phrases
    nouns: Phrases
    heads: Phrases
    stops: Phrases
    means: Phrases
    starts: Phrases
    acts: Phrases
    fillers: Phrases
    captions: Phrases
    telling: Phrases
    codes: Phrases
    code_cues: Phrases
    code_heads: Phrases
    everyday: Phrases
    pleas: Phrases
    law: Phrases
    times: Phrases
    sellers: Phrases
    enterprises: Phrases
    plain: Phrases
    persons_of_law: Phrases
    wards_of_law: Phrases
    code_labels: frozenset[str]
    charge_labels: frozenset[str]
    people: frozenset[str]
    possessives: frozenset[str]
    conduct: frozenset[str]
    to_whom: frozenset[str]
    indefinites: frozenset[str]
    lists: Lists
    nearer: Mapping[str, int]
    """Prepositions that must stand closer to their verb than others, and within how many words."""
    citation: re.Pattern[str]
    code: re.Pattern[str]
    """The code or section that a name follows; without regard to what the code is."""
    degree: Guarded
    count: re.Pattern[str]
    price: re.Pattern[str]
    law_words: LawWords
    abbreviations: Abbreviations
    definitions: Phrases
    rules: Patterns
    elements: Patterns
    parties: Patterns
    ends_of_elements: Patterns
    statutory: Patterns

    @classmethod
    def of(cls, lexicon: Lexicon) -> OffenceWords:
        """The lists of a lexicon, alternatives spelt out."""
        words = lexicon.word_list
        lists = Lists(lexicon)
        acts = forms_of(lexicon, "offence-acts")
        names = [name for name in lexicon.names if name.match == "offence"]
        return cls(
            acts=Phrases(acts),
            telling=Phrases(lexicon.word_list("telling-words")),
            codes=Phrases([fold(written).replace("/", " ") for name in names for written in (name.name, *name.also)]),
            code_cues=Phrases(words("code-cues")),
            code_heads=Phrases(words("code-heads")),
            everyday=Phrases(words("no-codes")),
            pleas=Phrases(words("offence-pleas")),
            law=Phrases(words("offence-law")),
            times=Phrases(words("offence-times")),
            sellers=Phrases(words("charging-sellers")),
            enterprises=Phrases(words("offence-enterprises")),
            plain=spelt_out(lexicon, "offence-plain"),
            persons_of_law=spelt_out(lexicon, "offence-persons-of-law"),
            wards_of_law=spelt_out(lexicon, "offence-wards-of-law"),
            code_labels=frozenset(words("code-labels")),
            charge_labels=frozenset(words("charge-labels")),
            people=frozenset(words("offence-people")),
            possessives=frozenset(words("possessives")),
            conduct=frozenset(words("offence-conduct")),
            to_whom=frozenset(words("offence-to-whom")),
            indefinites=frozenset(words("indefinites")),
            lists=lists,
            nearer={word: reach for name, reach in _NEARER.items() for word in words(name)},
            citation=lists.pattern(
                rf"§|\b{lists.pointed('statutes-abbreviated')}\b\.?|\b{lists.pointed('codes-abbreviated')}\b\.?\s*(?:§+\s*)?\d|\b@code-adjectives\s+@code-nouns\b"
                r"|\b@sections\s+\d|\b\d{2,4}\.\d{2,4}\(\w{1,3}\)"
            ),
            code=lists.pattern(
                r"\b@statistics-codes\b(?:\W+(?:@statistics-labels|\d{1,4}[A-Z]?)\b)*|\b@classes-of-offences \d+\b"
                rf"|\b{lists.pointed('codes-before-numbers')}\.?\s*§*\s*(?:\d|[\w.:-]+\d)[\w.:()-]*"
                rf"|\b\d[\w.]*(?:\(\w+\))*\s+{lists.pointed('codes-behind-numbers')}\b\.?|§+\s*[\w.:-]+(?:\(\w+\))*"
            ),
            degree=lists.guarded(r"\b@degrees-of-offences\b"),
            count=lists.pattern(r"\A\W*(?:\(?\d+\)?|@count-words\b|@beginnings-of-charges)"),
            price=lists.pattern(r"[$€£¥]\s?\d|\b\d[\d,.]*\s@currencies\b|\b@prices\b"),
            law_words=LawWords(lists),
            abbreviations=Abbreviations.of(lexicon),
            definitions=spelt_out(lexicon, "definitions-of-offences"),
            rules=patterns_of(words("rules-of-offences")),
            elements=patterns_of(words("elements-of-offences")),
            parties=patterns_of(words("parties-of-elements")),
            ends_of_elements=patterns_of(words("ends-of-elements")),
            statutory=patterns_of(words("statutory-elements")),
            verbs=Phrases(words("offence-verbs")),
            holding=Phrases(words("offence-holding-verbs")),
            prepositions=Phrases(words("offence-prepositions")),
            nouns=Phrases(words("offence-nouns")),
            heads=Phrases(words("offence-heads")),
            stops=Phrases(words("offence-stops")),
            means=Phrases(words("offence-means")),
            starts=Phrases(words("offence-starts")),
            fillers=Phrases(words("offence-fillers")),
            captions=spelt_out(lexicon, "captions-by"),
        )


def find_offences(text: str, role: Role, known: OffenceWords, words: Words | None = None) -> list[Region]:
    """The regions of a text that name offences."""
    words = words or Words(text)
    found: list[Region] = list(_coded_fields(text, known, words))
    if _is_bare_charge(text, role, known, words):
        return [Region(0, len(text))]
    charge = ""
    for sentence in sentences(text, known.abbreviations):
        inside = _without_label(text, words.within(sentence), known)
        if inside:
            here = list(_in_sentence(text, inside, known)) or list(_left_over(inside, charge, known))
            found += here
            charge = _preposition_of(here, inside, known)
    found = _with_neighbours(text, found, words, known)
    return _without(found, list(_everyday_in_fields(text, known, words))) if found else found


def _without(found: list[Region], told: list[Region]) -> list[Region]:
    """Regions without the stretches that are told in everyday words."""
    for place in told:
        found = [part for region in found for part in _cut(region, place)]
    return found


def _cut(region: Region, place: Region) -> Iterator[Region]:
    if not region.overlaps(place):
        yield region
        return
    if region.start < place.start:
        yield Region(region.start, place.start)
    if place.end < region.end:
        yield Region(place.end, region.end)


def _coded_fields(text: str, known: OffenceWords, words: Words) -> Iterator[Region]:
    """What a form, a statistic or a dispatcher calls an event: "Call type: RUNAWAY", "NIBRS 90I Runaway"."""
    for field in _FIELD.finditer(text):
        label = " ".join(word for word in field.group(1).lower().split() if not any(map(str.isdigit, word)))
        value = Region(*field.span(2))
        inside = words.within(value)
        if label in known.charge_labels:
            yield from _leading_acts(text, inside, known)
        elif label in known.code_labels and len(inside) <= _LONGEST_FIELD and not _tells(text, inside, known):
            yield value
    cues = {index + length for index, length in known.code_cues.find(words.all)}
    for index, length in known.codes.find(words.all):
        region = Region(words.all[index].start, words.all[index + length - 1].end)
        if (
            index in cues
            or _is_boxed(text, region)
            or _is_coded(text, region, words.all[index + length : index + length + 1], known)
        ):
            yield region


def _everyday_in_fields(text: str, known: OffenceWords, words: Words) -> Iterator[Region]:
    """Words in coded fields that no code says: "Sextortion / Child porn" names one offence and tells of another."""
    for field in _FIELD.finditer(text):
        if field.group(1).lower() in known.code_labels:
            inside = words.within(Region(*field.span(2)))
            for index, length in known.everyday.find(inside):
                yield Region(inside[index].start, inside[index + length - 1].end)


def _without_label(text: str, words: list[Word], known: OffenceWords) -> list[Word]:
    """The words of a sentence without the label of a coded field before a narrative: "Offense" names none there."""
    field = _FIELD.match(text, words[0].start) if words else None
    if field is None or field.group(1).lower() not in known.code_labels:
        return words
    value = [word for word in words if word.start >= field.start(2)]
    return value if _tells(text, value, known) else words


def _tells(text: str, words: list[Word], known: OffenceWords) -> bool:
    """Whether the value of a field tells what somebody did: it holds a finite verb, by its form or with its object behind it."""
    if any(word.text in known.telling for word in words):
        return True
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        is_joined = not text[before.end : word.start].strip() and not text[word.end : after.start].strip()
        linked = before.text in known.prepositions or after.text in known.prepositions
        if (
            is_joined
            and word.text.endswith("ed")
            and not linked
            and after.text not in known.lists["after-offence-names"]
        ):
            return True
    return False


def _leading_acts(text: str, words: list[Word], known: OffenceWords) -> Iterator[Region]:
    """The offences that a field begins with; the first word that belongs to no charge ends the list."""
    index = 0
    while index < len(words):
        length = known.acts.at(words, index)
        word = words[index]
        if length:
            yield Region(word.start, words[index + length - 1].end)
        elif word.text not in known.fillers and not _is_code(text[word.start : word.end]):
            return
        index += length or 1


def _is_code(written: str) -> bool:
    return any(map(str.isdigit, written)) or (written.isupper() and len(written) <= _CODE_LETTERS)


def _is_boxed(text: str, region: Region) -> bool:
    """Whether the name of an event is what a form prints beside a box to be ticked: "[X] Juvenile - runaway"."""
    return _BOX.search(text, max(0, region.start - _BOX_REACH), region.start) is not None


def _is_coded(text: str, region: Region, following: list[Word], known: OffenceWords) -> bool:
    """Whether the name of an event stands beside a code or a section, or right before "call"."""
    if following and following[0].text in known.code_heads and text[region.end : following[0].start] == " ":
        return True
    before = known.code.finditer(text, max(0, region.start - _CODE_REACH), region.start)
    after = known.code.finditer(text, region.end, min(len(text), region.end + _CODE_REACH))
    return any(region.start - place.end() <= _TO_NAME for place in before) or any(
        place.start() - region.end <= _TO_NAME for place in after
    )


def _in_sentence(text: str, words: list[Word], known: OffenceWords) -> Iterator[Region]:
    acts = list(known.acts.find(words))
    if not acts:
        return
    if _is_definition(words, known):
        yield Region(words[0].start, words[-1].end)
        return
    yield from _after_procedure(text, words, known)
    yield from _fronted(words, known)
    yield from _pairs(text, words, acts, known)
    yield from _bare_beside_law(text, words, acts, known)
    yield from _under_rule(text, words, known)
    yield from _behind_elements(text, words, acts, known)
    yield from _before_heads(words, acts, known)
    yield from _near_citation(text, words, acts, known)
    yield from _abbreviated(text, words, acts, known)


_Acts = list[tuple[int, int]]
"""The names of acts in a sentence, as index and number of words."""


def _after_procedure(text: str, words: list[Word], known: OffenceWords) -> Iterator[Region]:
    """Offences after "convicted of", "two counts of", "sentenced to ten years for" and the like."""
    armed: int | None = None
    budget: int | None = None
    leads = names = False
    index = 0
    while index < len(words):
        word = words[index]
        is_listed = armed is not None and armed == index - 1 and text[words[armed].end : word.start].strip() == ":"
        if is_listed and known.acts.at(words, index):
            budget, leads = _TO_FIRST, True  # "S1 ARRESTED: PROMOTING PROSTITUTION"
        length = known.acts.at(words, index) if budget is not None else 0
        if length and (
            _is_somebody(words, index, known)
            or _tells_of_things(text, words, index, length, known)
            or _names_enterprise(text, words, index, length, known)
            or tells_whom(text, words, index, known)
        ):
            index += length
            continue
        if length:
            yield Region(word.start, words[index + length - 1].end)
            budget, names = _TO_NEXT, True
            index += length
            continue
        if names and _tells_conduct(words, index, known):
            armed, budget = None, None
        if word.text in known.verbs:
            armed, budget = None if _asks_money(text, words, index, known) else index, None
            leads = names = False
        elif (
            word.text in known.nouns
            and not _is_of_morals(words, index, known)
            and not _is_verb(text, words, index, known)
        ):
            armed, budget = index, _TO_FIRST
        elif armed is not None and word.text in known.prepositions:
            pleads = word.text not in known.lists["charge-plea-links"] or words[armed].text in known.pleas
            pleads = pleads and (word.text not in known.lists["charged-with"] or words[armed].text not in known.holding)
            if pleads and _distance(text, words, armed, index, known) <= known.nearer.get(word.text, _TO_PREPOSITION):
                budget, leads = _TO_FIRST, True
        elif (word.text in known.stops and not _goes_on(words, index, known)) or _goes_back(text, words, index, known):
            armed = budget = None
            leads = False
        elif leads and word.text in known.lists["list-signs"] and _is_gerund(words, index + 1):
            budget = _TO_FIRST
        elif word.text in known.lists["agent-prepositions"] and not _names_means(words, index, known):
            budget = None
        elif budget is not None and word.text not in known.fillers and not word.text.isdigit():
            budget = budget - 1 or None
        index += 1


_TO_PREDICATE = 3
"""How many words before a noun it may be told that somebody is one: "is a career pimp"."""


def _is_somebody(words: list[Word], index: int, known: OffenceWords) -> bool:
    """ "The pimp", "her pimp", "is a career pimp": somebody, and no name of an offence, also beside the number of a section."""
    if not index or words[index].text not in known.people:
        return False
    before = words[index - 1].text
    if before in known.possessives or before in known.lists["determiners-of-the-named"]:
        return True
    told = itertools.pairwise(word.text for word in words[max(0, index - _TO_PREDICATE) : index])
    return any(verb in known.lists["finite-be"] and word in known.lists["articles"] for verb, word in told)


def _tells_conduct(words: list[Word], index: int, known: OffenceWords) -> bool:
    """ "charged with rape for having ...": the offence has its name, and what was done follows."""
    joined = (
        index > 0
        and words[index].start - words[index - 1].end == 1
        and words[index - 1].text not in known.lists["list-signs"]
    )
    following = words[index + 1].text if index + 1 < len(words) else ""
    return words[index].text in known.lists["purpose-prepositions"] and joined and following in known.conduct


def _tells_of_things(text: str, words: list[Word], index: int, length: int, known: OffenceWords) -> bool:
    """ "guilty of keeping 212 child porn videos", "the girl's pimp": things that are counted and people are no charge's name."""
    before, after = words[index - 1] if index else None, words[index + length] if index + length < len(words) else None
    if before is None:
        return False
    gap = text[before.end : words[index].start]
    if words[index].text in known.people:
        return gap in ("' ", "’ ") or (gap == " " and (before.text in known.possessives or before.text.endswith("'s")))
    if (
        gap != " "
        or not before.text[0].isdigit()
        or _is_of_the_law(words, index - 1, known)
        or after is None
        or text[words[index + length - 1].end : after.start] != " "
    ):
        return False
    return after.text.endswith("s") and after.text not in known.heads and after.text not in known.fillers


def _names_enterprise(text: str, words: list[Word], index: int, length: int, known: OffenceWords) -> bool:
    """ "guilty of fraud in a child prostitution ring": the act tells what kind of ring it was.

    "Operating a prostitution ring" is the name of a charge.
    """
    end = index + length
    if end >= len(words) or text[words[end - 1].end : words[end].start] != " " or not known.enterprises.at(words, end):
        return False
    return length > 1 or not any(word.text.endswith("ing") for word in words[max(0, index - _TO_ACT) : index])


def tells_whom(text: str, words: Sequence[Word], index: int, known: OffenceWords) -> bool:
    """ "guilty of having sex with his niece": everyday words and a person whom no statute names tell what was done.

    An age and no more ("a 14-year-old", "a 16-year-old girl") is still what a charge says.
    """
    length = known.plain.at(words, index)
    end = index + length
    if not length or end >= len(words):
        return False
    if words[end - 1].text not in known.to_whom:
        if words[end].text not in known.to_whom:
            return False
        end += 1
    has_article = end < len(words) and words[end].text in known.indefinites
    end += has_article
    has_age = end < len(words) and words[end].text[0].isdigit()
    end += has_age
    while has_age and end < len(words) and text[words[end - 1].end] == "-":
        end += 1
    is_all = (
        end == len(words) or words[end].text in known.lists["after-offence-names"] or text[words[end - 1].end] != " "
    )
    if (has_article or has_age) and is_all:
        return False
    if has_article and not has_age and known.wards_of_law.at(words, end):
        return False
    return end < len(words) and not known.persons_of_law.at(words, end)


def _is_of_the_law(words: list[Word], number: int, known: OffenceWords) -> bool:
    """Whether the act in front of a number is a charge's own: "possessing over 1,000 child pornography images"."""
    before = [word.text for word in words[max(0, number - _TO_ACT) : number]]
    return any(word.endswith("ing") and word in known.fillers for word in before)


_TO_ACT = 3
"""How many words before a number the act stands that it belongs to."""


def _goes_back(text: str, words: list[Word], index: int, known: OffenceWords) -> bool:
    """ "Fitch, convicted of pandering, was ...": behind the comma the sentence goes on to tell."""
    return index > 0 and words[index].text in known.telling and text[words[index - 1].end : words[index].start] == ", "


def _is_gerund(words: list[Word], index: int) -> bool:
    return index < len(words) and words[index].text.endswith("ing")


def _is_of_morals(words: list[Word], index: int, known: OffenceWords) -> bool:
    """ "an offense against human dignity": not a charge."""
    before, after = words[max(0, index - 1)].text, words[index + 1].text if index + 1 < len(words) else ""
    return before in known.lists["before-moral-offences"] and after in known.lists["after-moral-offences"]


def _is_verb(text: str, words: list[Word], index: int, known: OffenceWords) -> bool:
    """ "The unit counts the files", "he attempted to ...", "the section on ...": what looks like a noun of a charge is none."""
    following = words[index + 1].text if index + 1 < len(words) else ""
    if words[index].text not in known.lists["count-words"]:
        return f"{words[index].text} {following}" in known.lists["no-offence-nouns"]
    before = words[index - 1].text if index else ""
    if following in known.lists["capacity-prepositions"] or before in known.lists["before-verbs-of-counting"]:
        return True
    if not following or text[words[index].end : words[index + 1].start].strip():
        return False
    if (
        before in known.verbs
        or before in known.heads
        or (before in known.fillers and before not in known.lists["list-signs"])
    ):
        return False
    if before.isdigit() or before in known.lists["before-charges"]:
        return False
    return following in known.lists["before-counted-things"] or (index > 0 and known.acts.at(words, index + 1) > 0)


def _asks_money(text: str, words: list[Word], index: int, known: OffenceWords) -> bool:
    """ "The site charges for it", "charged $40 for it": a price, and no charge of an offence."""
    if words[index].text not in known.lists["charging-words"]:
        return False
    rest = words[index + 1 : index + 1 + _TO_PRICE]
    if (
        index
        and words[index - 1].text in known.sellers
        and rest
        and rest[0].text in known.lists["purpose-prepositions"]
    ):
        return True
    first = next((word.start for word in rest if word.text in known.prepositions), None)
    return first is not None and known.price.search(text, words[index].end, first) is not None


_TO_PRICE = 8
"""How many words behind "charged" are looked through for a price."""


def _goes_on(words: list[Word], index: int, known: OffenceWords) -> bool:
    """ "charged twice before with": a preposition right after an adverb of time."""
    following = words[index + 1].text if index + 1 < len(words) else ""
    return words[index].text in known.lists["before-and-after"] and following in known.prepositions


def _fronted(words: list[Word], known: OffenceWords) -> Iterator[Region]:
    """ "For pimping two foster children he was sentenced to fourteen years"."""
    if (
        not words
        or words[0].text not in known.lists["purpose-prepositions"]
        or not any(word.text in known.verbs for word in words[1:_TO_PREPOSITION])
    ):
        return
    length = known.acts.at(words, 1) if len(words) > 1 else 0
    if length:
        yield Region(words[1].start, words[length].end)


def _distance(text: str, words: list[Word], first: int, last: int, known: OffenceWords) -> int:
    """The words from one to another; a place or a time in between ("convicted in Elm County of ...") does not count."""
    between = [
        word
        for word in words[first + 1 : last]
        if not (text[word.start].isupper() or text[word.start].isdigit() or word.text in known.times)
    ]
    return len(between) + 1


def _bare_beside_law(text: str, words: list[Word], acts: _Acts, known: OffenceWords) -> Iterator[Region]:
    """A gerund with nobody it is done to, near a word of the law: "Pimping carries a maximum sentence of six years"."""
    for index, length in acts:
        last = words[index + length - 1]
        following = words[index + length] if index + length < len(words) else None
        if not last.text.endswith("ing") or not (following is None or _is_alone(text, last, following, known)):
            continue
        after = itertools.takewhile(lambda word: word.text not in known.stops, words[index + length :][:_TO_LAW])
        before = itertools.takewhile(
            lambda word: word.text not in known.stops, reversed(words[max(0, index - _TO_LAW) : index])
        )
        if any(word.text in known.law for word in (*after, *before)):
            yield Region(words[index].start, last.end)


def _under_rule(text: str, words: list[Word], known: OffenceWords) -> Iterator[Region]:
    """An offence that a sentence tells a rule of, whoever it is done to: "Pimping a minor under 16 carries a longer term"."""
    length = known.acts.at(words, 0)
    if not length:
        return
    behind = words[length : length + _TO_RULE]
    rule = next(known.rules.find(behind, text), None) if behind else None
    if rule is None or any(word.text in known.stops for word in behind[: rule[0]]):
        return
    if not text[words[length - 1].end : behind[rule[0]].start].count(","):
        yield Region(words[0].start, words[length - 1].end)


_TO_RULE = 12
"""How many words behind an offence a sentence may have told the rule of it."""


def _behind_elements(text: str, words: list[Word], acts: _Acts, known: OffenceWords) -> Iterator[Region]:
    """The acts behind what a court tells a jury, in the same clause: "The accused must have acted to induce her ... to be a ..."."""
    begin = next((end for _, end in known.statutory.find(words, text)), None)
    if begin is None:
        found = known.elements.find(words, text)
        begin = next((end for start, end in found if _is_of_law(text, words[:start], known)), None)
    if begin is None:
        return
    stops = (place for place, _ in known.ends_of_elements.find(words, text) if place >= begin)
    end = next((place for place in stops if "," in text[words[place - 1].end : words[place].start]), len(words))
    for index, length in acts:
        if begin - 1 <= index < end:
            yield Region(words[index].start, words[index + length - 1].end)


def _is_of_law(text: str, before: list[Word], known: OffenceWords) -> bool:
    """Whether a party to a case is what a sentence is of, or a law is cited: "the jury must", "under § 3 he must"."""
    if before and known.citation.search(text, before[0].start, before[-1].end):
        return True
    prepositions = known.lists["prepositions-of-charges"]
    return any(
        not any(word.text in prepositions for word in before[max(0, index - 2) : index])
        for index, _ in known.parties.find(before, text)
    )


def _preposition_of(found: list[Region], words: list[Word], known: OffenceWords) -> str:
    """The preposition that stands last before the first offence of a sentence: "with" in "charged with pimping"."""
    first = min((region.start for region in found), default=-1)
    before = [word.text for word in words if word.start < first and word.text in known.lists["prepositions-of-charges"]]
    return before[-1] if before else ""


def _left_over(words: list[Word], charge: str, known: OffenceWords) -> Iterator[Region]:
    """The offence of a question or a piece that goes on from the charge before it, by its preposition: "Charged with that? With harboring ...?"."""
    if words[0].text != charge or any(word.text in known.telling for word in words):
        return
    length = known.acts.at(words, 1) if len(words) > 1 else 0
    if length:
        yield Region(words[1].start, words[length].end)


def _is_alone(text: str, last: Word, following: Word, known: OffenceWords) -> bool:
    """Whether a gerund has no object: punctuation, a head or a preposition follows, or a verb."""
    return (
        text[last.end : following.start].strip() != ""
        or following.text in known.heads
        or following.text in known.lists["after-offence-names"]
        or following.text in known.law
    )


def _is_definition(words: list[Word], known: OffenceWords) -> bool:
    """A sentence that tells what the law means by an offence: "Pandering is the act of persuading ..."."""
    for start in range(min(5, len(words))):
        length = known.acts.at(words, start)
        if length and start + length < len(words) and known.definitions.at(words, start + length):
            return True
    return False


def _pairs(text: str, words: list[Word], acts: _Acts, known: OffenceWords) -> Iterator[Region]:
    """ "pimping and pandering" with nobody it is done to: two names of offences, not an act that is told."""
    for (first, length), (second, other) in itertools.pairwise(acts):
        between = words[first + length : second]
        last = words[second + other - 1]
        following = words[second + other] if second + other < len(words) else None
        gerunds = words[first + length - 1].text.endswith("ing") and last.text.endswith("ing")
        alone = following is None or _is_alone(text, last, following, known)
        if gerunds and alone and len(between) == 1 and between[0].text in known.lists["list-signs"]:
            yield Region(words[first].start, last.end)


def _names_means(words: list[Word], index: int, known: OffenceWords) -> bool:
    following = words[index + 1].text if index + 1 < len(words) else ""
    return following in known.means


def opens_offence(before: list[Word], sentence: Region, known: OffenceWords) -> str:
    """The verb of procedure when the next word, a gerund, names the offence: "sentenced to six years for ...".

    Such a gerund is the name of the offence whatever its verb, unless something else was told in between.
    """
    words = [word for word in before if word.start >= sentence.start]
    if not words or words[-1].text not in known.prepositions:
        return ""
    reach = known.nearer.get(words[-1].text, _TO_PREPOSITION)
    for distance, word in enumerate(reversed(words[:-1]), 1):
        if word.text in known.stops or distance > reach:
            return ""
        if word.text in known.verbs or word.text in known.nouns:
            return "" if _is_named_before(words[len(words) - distance :], known) else word.text
    return ""


def _is_named_before(words: list[Word], known: OffenceWords) -> bool:
    """ "with first-degree rape for": the offence has its name, and "for" goes on with what was done."""
    if len(words) < 2 or words[-1].start - words[-2].end != 1:
        return False
    if words[-1].text not in known.lists["purpose-prepositions"] or words[-2].text in known.lists["list-signs"]:
        return False
    return any(word.text in known.prepositions for word in words[:-1]) and any(known.acts.find(words))


def _before_heads(words: list[Word], acts: _Acts, known: OffenceWords) -> Iterator[Region]:
    """ "pimping charges", "prostitution arrests"; what is somebody's names nothing: "her pimp's conviction"."""
    for index, length in acts:
        last = words[index + length - 1].text
        if last.endswith("'s") and last.removesuffix("'s") in known.people:
            continue
        following = words[index + length : index + length + 2]
        if following and (
            (following[0].text in known.heads and not _is_verb_behind(following, known))
            or (
                len(following) > 1
                and following[0].text in known.lists["relation-participles"]
                and following[1].text in known.heads
            )
        ):
            yield Region(words[index].start, words[index + length - 1].end)


def _is_verb_behind(following: list[Word], known: OffenceWords) -> bool:
    """ "... counts as abuse", "... counts among the worst"."""
    rest = {word.text for word in following[1:]}
    return following[0].text in known.lists["count-words"] and not rest.isdisjoint(known.lists["behind-counting"])


def _near_citation(text: str, words: list[Word], acts: _Acts, known: OffenceWords) -> Iterator[Region]:
    """An offence a few words from a citation, or before a degree; "the pimp" and "her pimp" are people beside a section's number."""
    begin, end = words[0].start, words[-1].end
    places = [found.start() for found in known.citation.finditer(text, begin, end)]
    degrees = [found.start() for found in known.degree.finditer(text, begin, end)]
    if not places and not degrees:
        return
    for index, length in acts:
        region = Region(words[index].start, words[index + length - 1].end)
        if _is_somebody(words, index, known):
            continue
        if any(abs(place - region.end) < 60 or abs(region.start - place) < 60 for place in places) or any(
            0 <= degree - region.end < 60 for degree in degrees
        ):
            yield region


def _abbreviated(text: str, words: list[Word], acts: _Acts, known: OffenceWords) -> Iterator[Region]:
    """Offences in a list of charges: "1 ct ...", "poss. of ...", "... (F2)"."""
    begin, end = max(0, words[0].start - _TO_NAME), words[-1].end
    heads = [
        found.end()
        for pattern in (known.law_words.counted, known.law_words.abbreviated)
        for found in pattern.finditer(text, begin, end)
    ]
    grades = [found.start() for found in known.law_words.grade.finditer(text, begin, min(len(text), end + _TO_NAME))]
    if not heads and not grades:
        return
    for index, length in acts:
        region = Region(words[index].start, words[index + length - 1].end)
        if any(0 <= region.start - place <= _TO_NAME for place in heads) or any(
            0 <= place - region.end <= _TO_NAME for place in grades
        ):
            yield region


def _with_neighbours(text: str, found: list[Region], words: Words, known: OffenceWords) -> list[Region]:
    """Offences that are joined to a found one by "and", "or" or a comma are named with it."""
    if not found:
        return found
    named = set(found)
    acts = {
        Region(words.all[index].start, words.all[index + length - 1].end)
        for index, length in known.acts.find(words.all)
        if not _names_enterprise(text, words.all, index, length, known)
    }
    places = sorted(named | acts, key=lambda region: (region.start, region.end))
    for pairs in (itertools.pairwise(places), itertools.pairwise(reversed(places))):
        for one, other in pairs:
            first, second = sorted((one, other), key=lambda region: region.start)
            gap = text[first.end : second.start]
            joined = (
                first.end <= second.start
                and len(gap) < _JOINED
                and (not gap.strip(" ,/&") or gap.strip(" ,/&").lower() in known.lists["joins-of-offences"])
            )
            if one in named and joined:
                named.add(other)
    return sorted(named, key=lambda region: region.start)


_JOINED = 9
"""How many characters, less one, may stand between two offences that are named together."""


_LISTED = pattern(r"\s*(?:[-•*–—·▪‣]|\d+[.)])")
"""What an item of a list begins with in a text without markup."""


def _is_caption(words: list[Word], known: OffenceWords) -> bool:
    """Whether a line ends in that by which a chart or a table counts: "Child pornography by year"."""
    return any(index + length == len(words) for index, length in known.captions.find(words))


def _is_bare_charge(text: str, role: Role, known: OffenceWords, words: Words) -> bool:
    """A line of a list of charges: an offence and words that belong to charges, no sentence."""
    if not words.all or len(words.all) > _LONGEST_LIST_ITEM or text.rstrip().endswith((".", "?", "!")):
        return False
    if role not in (Role.HEADING, Role.CELL, Role.LIST_ITEM, Role.PROSE):
        return False
    told = [word.text for word in words.all if not word.text.isdigit()]
    if not told[1:] and not known.people.isdisjoint(told) and (role is Role.LIST_ITEM or _LISTED.match(text)):
        return False
    first = next((index for index, word in enumerate(words.all) if not word.text.isdigit()), 0)
    starts = words.all[first].text in known.starts
    if not starts and (not known.acts.at(words.all, first) or _is_caption(words.all, known)):
        return False
    named = 0
    other = 0
    index = 0
    while index < len(words.all):
        length = known.acts.at(words.all, index)
        if length:
            named += length
        elif words.all[index].text not in known.fillers and not words.all[index].text.isdigit():
            other += 1
        index += length or 1
    if not named:
        return False
    if known.count.match(text):
        return other <= max(2, len(words.all) // 4)
    return other == 0
