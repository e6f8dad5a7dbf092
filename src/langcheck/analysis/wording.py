"""Suggestions that fit their sentence: number, tense, possessive, article and case come from the words they replace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from langcheck.analysis.finder import Known, Reading, Surroundings
from langcheck.analysis.fitting import FittingWords, is_made_to, misfit
from langcheck.analysis.judge import Judgement
from langcheck.analysis.offering import Offer
from langcheck.facts.listed import Lists
from langcheck.facts.words import Word, Words
from langcheck.lazily import pattern
from langcheck.lexicon.forms import FIXED, Inflections, fit, marked_word, put_word
from langcheck.model import Region, Suggestion

_POSSESSIVE = pattern(r"['’]s?(?!\w)")
_BLANK_BEHIND = pattern(r"\b(?P<word>[^\W\d_]{1,3})[ \u00a0]\Z")
_LONGEST_OPENING = 24
"""How many characters of blanks and marks stand between a sentence and the next at most."""


class WordingWords:
    """What is asked of the words of a wording and of those around it (lexicon/contexts.yaml)."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self.owns_nothing = lists.pattern(r"\}.* (?:@wording-clauses|[a-z]+ed|[a-z]+ing) |'s ", 0)
        """A wording with a clause in it cannot take a possessive ending: "the person who reported it's phone"."""
        self.opens_with_article = lists.pattern(r"@articles ")
        self.postmodifier = lists.pattern(r",? (?:@postmodifiers|[a-z]+ed|[a-z]+ing) ", 0)
        singular, plural = lists.in_order("singular-verbs"), lists.in_order("plural-verbs")
        self.plurals = dict(zip(singular, plural, strict=True))
        """The plural of each verb that has one of its own."""
        self.singulars = dict(zip(plural, singular, strict=True))
        self.plural_be = dict(zip(("third", "past"), lists.in_order("plural-be"), strict=True))
        """The plural of "be" by the form of a verb."""
        self.articles = lists.in_order("indefinite-articles")
        """Before a consonant, and before a vowel."""
        self.consonants = lists.in_order("consonant-beginnings")
        self.vowels = (*lists.in_order("vowels"), *lists.in_order("vowel-beginnings"))

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._lists[name]

    def first(self, name: str) -> str:
        """The word of a list that is written."""
        return self._lists.in_order(name)[0]


class Case(Enum):
    """How words are capitalised."""

    UPPER = "upper"
    TITLE = "title"
    SENTENCE = "sentence"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Shape:
    """How the words to be replaced stand in their sentence."""

    region: Region
    article: str
    article_start: int
    possessive: bool
    case: Case


def word_suggestions(judgement: Judgement, reading: Reading) -> tuple[Suggestion, ...]:
    """The offers of a judgement as text that can stand in the sentence, each once, in the entry's order."""
    around = reading.around(judgement.candidate.block)
    known, lexicon, written = reading.known, reading.known.lexicon, reading.known.wording
    shape = shape_of(around, judgement.region, written)
    feature = _feature(judgement, around, written)
    offers: Sequence[Offer] = judgement.offering.offers
    if shape.possessive:
        owners = [offer for offer in offers if not written.owns_nothing.search(offer.wording.use)]
        offers = [offer for offer in owners if _ends_with_head(offer.wording.use)] or owners
    found: dict[str, Suggestion] = {}
    number = _plural_subject(around, judgement.region, known)
    for offer in offers:
        if number is None and marked_word(offer.wording.use) in written["be-to-write"] and feature in written.plural_be:
            continue
        text = inflect(offer.wording.use, feature, lexicon.inflections, written if number else None)
        region = shape.region
        if shape.possessive:
            text += "'" if text.endswith("s") and feature == "plural" else "'s"
        text = set_case(text, shape.case, written)
        plural = is_plural(offer.wording.use, feature, known)
        if plural is not None and plural != _is_plural_noun(around, judgement.region, feature, known):
            text, region = _with_verb(text, region, around, written, plural=plural)
        if written.opens_with_article.match(text) and _follows_modifier(around, region.start, written):
            text = text.split(" ", 1)[1]
        text, region = _by_seller(text, region, around, known)
        if shape.article and _takes_no_article(text, offer.wording.use, known.fitting):
            region = Region(shape.article_start, region.end)
        elif shape.article and plural and feature != "plural":
            region = Region(shape.article_start, region.end)
            text = text[:1].upper() + text[1:] if shape.article[0].isupper() else text
        elif shape.article and feature in ("singular", FIXED, "base"):
            article = article_for(text, written)
            if article != shape.article.lower():
                region = Region(shape.article_start, region.end)
                if shape.case is Case.UPPER:
                    article = article.upper()
                elif shape.article[0].isupper():
                    article = article.capitalize()
                text = f"{article} {text}"
        if _stands_beside(text, around, region, written) or _misfits(
            text, around, region, known.fitting, noun=feature in _NOUNS and marked_word(offer.wording.use) is None
        ):
            continue
        if known.circular.goes_round(text, around.words.within(around.sentence(judgement.region)), region):
            continue
        if _reads_wrong(text, around, region, known):
            continue
        safe = offer.wording.safe and not offer.question
        found.setdefault(text, Suggestion(text, region, offer.question, safe))
    return tuple(found.values())


def _takes_no_article(text: str, use: str, known: FittingWords) -> bool:
    """Whether a text begins with a preposition or ends in a noun without number: "in the trade", "commercial sex"."""
    words = text.lower().split()
    return words[0] in known.prepositions or (marked_word(use) is None and words[-1] in known.uncountable)


def _by_seller(text: str, region: Region, around: Surroundings, known: Known) -> tuple[str, Region]:
    """For whom it was done is kept, among the words found or behind them: "sold sex for him", "was sold for sex by him"."""
    written = known.wording
    own = around.words.within(region)
    for index, word in enumerate(own[:-1]):
        is_before = word.text in written["purpose-prepositions"]
        ends = known.sellers.ends(own, index + 1, around.text) if is_before else ()
        if ends:
            whom = " ".join(part.text for part in own[index + 1 : max(ends)])
            is_passive = text.lower().endswith(_endings(written, "wordings-done-by", "wordings-done"))
            tail = f" {written.first('agent-prepositions' if is_passive else 'purpose-prepositions')} {whom}"
            return text if f" {whom} " in f" {text.lower()} " else text + (
                tail.upper() if text.isupper() else tail
            ), region
    following = around.words.after(region.end, _TO_SELLER)
    if not text.lower().endswith(_endings(written, "wordings-done-by")) or len(following) < _FEWEST_FOR_SELLER:
        return text, region
    if following[0].text not in written["purpose-prepositions"]:
        return text, region
    if around.text[region.end : following[0].start].strip(" ") or not known.sellers.ends(following, 1, around.text):
        return text, region
    by = written.first("agent-prepositions")
    return f"{text} {by.upper() if text.isupper() else by}", Region(region.start, following[0].end)


def _endings(written: WordingWords, *names: str) -> tuple[str, ...]:
    return tuple(ending for name in names for ending in written[name])


_FEWEST_FOR_SELLER = 2
_TO_SELLER = 3
"""How many words behind a place tell for whom it was done: "for the defendant"."""


def _follows_modifier(around: Surroundings, start: int, written: WordingWords) -> bool:
    """Whether a determiner or a common adjective stands right before a place, so that no article fits there."""
    before = around.words.before(start, 1)
    return bool(before) and before[0].text in written["noun-openers"] and around.text[before[0].end : start].isspace()


def is_plural(use: str, feature: str, known: Known) -> bool | None:
    """Whether a wording for a noun is a plural; None for a verb's wording, and where its words do not tell."""
    if marked_word(use) is not None:
        return {"plural": True, "singular": False}.get(feature)
    if feature not in ("plural", "singular", FIXED):
        return None
    head = known.wording.postmodifier.split(f"{use} ", maxsplit=1)[0].split()
    return known.lexicon.inflections.is_plural(head[-1]) if head else None


def _is_plural_noun(around: Surroundings, region: Region, feature: str, known: Known) -> bool:
    """Whether the words to be replaced are a plural."""
    if feature in ("plural", "singular"):
        return feature == "plural"
    return is_plural(around.text[region.start : region.end], FIXED, known) or False


def _begins_clause(around: Surroundings, start: int, written: WordingWords) -> bool:
    """Whether a noun phrase is the subject of its clause: nothing but a determiner comes before it there."""
    sentence = around.sentence(Region(start, start + 1))
    before = [word for word in around.words.before(start, 2) if word.start >= sentence.start]
    if before and before[-1].text in written["noun-openers"]:
        before.pop()
    return (
        not before
        or before[-1].text in written["openers-of-clauses"]
        or around.text[before[-1].end : start].strip() == ","
    )


def _with_verb(
    text: str, region: Region, around: Surroundings, written: WordingWords, *, plural: bool
) -> tuple[str, Region]:
    """A suggestion together with the verb right behind it, where a change of number changes the verb."""
    following = around.words.after(region.end, 1)
    if (
        not following
        or not _begins_clause(around, region.start, written)
        or not around.text[region.end : following[0].start].isspace()
    ):
        return text, region
    agreed = (written.plurals if plural else written.singulars).get(following[0].text)
    if agreed is None:
        return text, region
    agreed = agreed.upper() if text.isupper() else agreed
    return f"{text} {agreed}", Region(region.start, following[0].end)


_NOUNS = ("singular", "plural", FIXED)
_BESIDE = 4
"""How many words on either side of a place are searched for the words of a suggestion."""


def _misfits(text: str, around: Surroundings, region: Region, known: FittingWords, *, noun: bool) -> bool:
    """Whether a text would read wrong where it stands, by the words beside it in its sentence."""
    sentence = around.sentence(Region(region.start, region.start + 1))
    before = [word.text for word in around.words.before(region.start, _BESIDE) if word.start >= sentence.start]
    after = [word.text for word in around.words.after(region.end, _BESIDE) if word.end <= sentence.end]
    if not _runs_on(around.text, region.start - 1):
        before = []
    if not _runs_on(around.text, region.end):
        after = []
    new = [word.text for word in Words(text).all]
    if new and new[0] in known.do_forms and _is_asked(around, region, sentence, known):
        return True
    governing = [word.text for word in around.words.before(region.start, _TO_GOVERNOR) if word.start >= sentence.start]
    if new and is_made_to(governing, new, known):
        return True
    return misfit(before, new, after, known, noun=noun) != ""


def _reads_wrong(text: str, around: Surroundings, region: Region, known: Known) -> bool:
    """Whether a text makes with the words around it what the lexicon lists as reading wrong (contexts.yaml: misfits)."""
    sentence = around.sentence(Region(region.start, region.start + 1))
    before = around.words.before(region.start, _TO_MISFIT)
    after = around.words.after(region.end, _TO_MISFIT)
    start = max(sentence.start, before[0].start if before else 0)
    end = max(region.end, min(sentence.end, after[-1].end if after else len(around.text)))
    own = Region(region.start - start, region.start - start + len(text))
    near = f"{around.text[start : region.start]}{text}{around.text[region.end : end]}"
    words = Words(near)
    return known.misfits.may_be_in(words) and any(
        Region(words.all[first].start, words.all[last - 1].end).overlaps(own)
        for first, last in known.misfits.find(words.all, near)
    )


_TO_MISFIT = 12
"""How many words on either side of a text are searched for what it makes with them: more than any of the patterns has."""


_TO_GOVERNOR = 9
"""How many words before a verb the one that governs it may stand: "convinced the girl from Reno to"."""


def _is_asked(around: Surroundings, region: Region, sentence: Region, known: FittingWords) -> bool:
    """Whether the verb of a question stands before its subject: "Why had the victim ...?"."""
    before = around.words.within(Region(sentence.start, region.start))
    return around.text[sentence.start : sentence.end].rstrip(" \"'”’)").endswith("?") and any(
        word.text in known.question_openers for word in before[:_TO_OPENER]
    )


_TO_OPENER = 2
"""Within how many words a question begins with its verb: "Why had ..."."""


def _runs_on(text: str, at: int) -> bool:
    """Whether no mark parts a place from the words beside it."""
    return 0 <= at < len(text) and text[at] in " \u00a0-"


def _stands_beside(text: str, around: Surroundings, region: Region, written: WordingWords) -> bool:
    """Whether the words of a suggestion already stand beside the place: "traffickers and traffickers"."""
    small = written["small-words"]
    words = [word.text for word in Words(text).all if word.text not in small]
    if len(words) > 1 and _holds(around, region, words, small):
        return True
    before = [word.text for word in around.words.before(region.start, _BESIDE)]
    after = [word.text for word in around.words.after(region.end, _BESIDE)]
    count = len(words)
    return count > 0 and any(
        side[at : at + count] == words for side in (before, after) for at in range(len(side) - count + 1)
    )


def _holds(around: Surroundings, region: Region, words: list[str], small: frozenset[str]) -> bool:
    """Whether the sentence says these words already: "trafficking in persons is a form of trafficking in persons"."""
    sentence = around.sentence(region)
    sides = (Region(sentence.start, region.start), Region(region.end, max(region.end, sentence.end)))
    for side in sides:
        told = [word.text for word in around.words.within(side) if word.text not in small]
        if any(told[at : at + len(words)] == words for at in range(len(told) - len(words) + 1)):
            return True
    return False


def shape_of(around: Surroundings, region: Region, written: WordingWords) -> Shape:
    """How a region stands in its block; a possessive ending belongs to the words it follows."""
    text = around.text
    possessive = _POSSESSIVE.match(text, region.end)
    ends_in_s = text[region.end - 1 : region.end].lower() == "s"
    is_possessive = possessive is not None and (
        possessive.group().endswith(("s", "S")) or (ends_in_s and _owns(text, possessive.end()))
    )
    whole = Region(region.start, possessive.end()) if is_possessive and possessive else region
    before = _BLANK_BEHIND.search(text, max(0, region.start - 4), region.start)
    article = before if before and before["word"].lower() in written["indefinite-articles"] else None
    return Shape(
        whole,
        article["word"] if article else "",
        article.start() if article else region.start,
        is_possessive,
        case_of(around, region, written),
    )


def _owns(text: str, after: int) -> bool:
    """Whether an apostrophe after an s is a possessive and not a closing quotation mark."""
    return text[after : after + 1] == " " and text[after + 1 : after + 2].isalpha()


def case_of(around: Surroundings, region: Region, written: WordingWords) -> Case:
    """How the words are capitalised, and with them the sentence."""
    found = around.text[region.start : region.end]
    letters = [character for character in found if character.isalpha()]
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return Case.UPPER
    words = [word for word in re.findall(r"[^\W\d_]+", found) if word not in written["small-words"]]
    if words and all(word[0].isupper() for word in words) and (len(words) > 1 or around.is_title_case):
        return Case.TITLE
    begins = found[:1].isupper() and _begins_sentence(around.text, region.start)
    return Case.SENTENCE if begins else Case.LOWER


def _begins_sentence(text: str, start: int) -> bool:
    opening = text[max(0, start - _LONGEST_OPENING) : start]
    before = _MARKER.sub("", opening).rstrip(" \"'“‘([•*–—-")
    return not before or before[-1] in ".!?:;|\n"


_MARKER = pattern(r"(?:(?<=[.!?:;|\n])[ \u00a0]*|\A[ \u00a0]*)[(\[]\w{1,5}[)\]][ \u00a0]+\Z")
"""What marks an item or how secret a paragraph is, before its first word: "(a)", "(2)", "(U)"."""


def set_case(text: str, case: Case, written: WordingWords) -> str:
    """A text in a case; words that are written with capitals of their own keep them."""
    if case is Case.UPPER:
        return text.upper()
    if case is Case.TITLE:
        parts = re.split(r"([ -])", text)
        return "".join(
            part if index and part in written["small-words"] else part[:1].upper() + part[1:]
            for index, part in enumerate(parts)
        )
    if case is Case.SENTENCE:
        return text[:1].upper() + text[1:]
    return text


def inflect(use: str, feature: str, inflections: Inflections, plural: WordingWords | None) -> str:
    """A wording with its marked word in the form of the words it replaces; ``plural`` has the verbs of a plural subject."""
    if plural is not None and feature in plural.plural_be and marked_word(use) in plural["be-to-write"]:
        return put_word(use, plural.plural_be[feature])
    return fit(use, feature, inflections)


def _plural_subject(around: Surroundings, region: Region, known: Known) -> bool | None:
    """Whether the nearest word before a verb looks like a plural subject; behind "and", the subject of the verb before.

    None where that cannot be told: of a name that ends in s, which in capitals any word may be.
    """
    plural, singular = known.wording["plural-subjects"], known.wording["singular-subjects"]
    words = _without_ages(around.words.before(region.start, _TO_SUBJECT), known.fitting)
    for number, word in enumerate(reversed(words)):
        if word.text in known.wording["verb-joins"] and number == 0:
            numbered = (other.text for other in reversed(words[:-1]) if other.text in plural or other.text in singular)
            return next(numbered, "") in plural
        if number < 4 and not (
            word.text.isdigit() or word.text.endswith("ly") or word.text in known.wording["between-subject-and-verb"]
        ):
            if word.text in plural:
                return True
            ends_in_s = word.text.endswith("s") and not word.text.endswith(("ss", "us", "is")) and len(word.text) > 3
            is_name = around.text[word.start].isupper() and not _begins_sentence(around.text, word.start)
            return None if ends_in_s and (is_name or around.is_capitals) else ends_in_s
    return False


def _without_ages(words: list[Word], known: FittingWords) -> list[Word]:
    """Words without the ages behind the last noun: "girls as young as twelve"."""
    kept = len(words)
    while kept and (words[kept - 1].text.isdigit() or words[kept - 1].text in known.told_of_subjects):
        kept -= 1
    return words[:kept] or words


_TO_SUBJECT = 12
"""How many words before a verb its subject is looked for."""


def article_for(text: str, written: WordingWords) -> str:
    """ "a" or "an", by the sound that a text begins with."""
    before_consonants, before_vowels = written.articles
    first = re.match(r"[\"'“‘(]*([^\W_]+)", text)
    if first is None:
        return before_consonants
    word = first.group(1)
    if word.isdigit():
        is_vowel = word.startswith("8") or word in ("11", "18")
    elif word.isupper() and 1 < len(word) <= _LONGEST_ABBREVIATION and not text.isupper():
        is_vowel = word[0].lower() in written["letters-said-with-a-vowel"]
    else:
        word = word.lower()
        is_vowel = (
            word.startswith(written.vowels)
            and not word.startswith(written.consonants)
            and word not in written["consonant-words"]
        )
    return before_vowels if is_vowel else before_consonants


_LONGEST_ABBREVIATION = 4
"""How many letters an abbreviation has at most that is said letter by letter."""


def _ends_with_head(use: str) -> bool:
    return use.rstrip().endswith("}")


def _feature(judgement: Judgement, around: Surroundings, written: WordingWords) -> str:
    """The form of the head: a past form after "was" or "had" is a participle, one after "to" or "can" a base form."""
    feature = judgement.candidate.feature
    if feature != "past":
        return feature
    before: list[Word] = around.words.before(judgement.region.start, 2)
    if before and before[-1].text in written["before-base-verbs"]:
        return "base"
    is_participle = any(
        word.text in written["before-participles"] and _is_auxiliary(around.text[word.end : judgement.region.start])
        for word in before
    )
    return "participle" if is_participle else "past"


def _is_auxiliary(between: str) -> bool:
    """Whether a form of "be" or "have" belongs to a verb behind it: no mark and no figure parts them, as in "who was 14,"."""
    return not any(letter.isdigit() or letter in ",;:()" for letter in between)
