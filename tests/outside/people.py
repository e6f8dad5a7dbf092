"""What a text tells of the persons in it: ages, who is a child, who is convicted, whether an act happened."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from tests.outside import words as w
from tests.outside.sentences import Pair

_SPELT = "|".join(word for word in w.NUMBERS)
_AGE = re.compile(
    rf"\b(?P<old>\d{{1,2}}|{_SPELT})[\s-]*(?:years?|yrs?)[\s-]*(?:of[\s-]age|olds?)\b"
    rf"|\b(?P<yo>\d{{1,2}})[\s-]*y/?o\b"
    rf"|\b(?:aged?s?|age of|turned|turning|is now|was only|was just|is only)[:\s]+"
    rf"(?P<aged>(?:\d{{1,2}}|{_SPELT})(?:\s*(?:to|and|or|through|-|–)\s*\d{{1,2}})?)\b(?!\s*%|[:/])"
    rf"|\bunder(?: the age of)? (?P<under>\d{{1,2}})\b"
    r"|(?<=[A-Za-z.'’])\s*,\s(?:only |now |then |just )?(?P<comma>\d{1,2})(?=,|\.(?:\s|$)|;|\)|$)"
    r"|\b[FM]\s?/\s?(?P<sex>\d{1,2})\b|\|\s*(?P<cell>[1-9]\d)\s*(?=\||$)|\bapprox(?:imately|\.)? (?P<approx>\d{2})(?=[,.;)|]|$)"
    r"|\b[Aa]t (?P<at>\d{1,2})(?=,? (?:she|he|they)\b)"
    r"|\((?P<list>\d{1,2}(?:(?:,| and| to|-|,? or)\s*\d{1,2})*)\)"
    r"|\b(?:is|was|were|are|youngest|oldest|eldest)[\s,]+(?P<is>\d{1,2})(?=[,.;]|\s(?:and|when|at|years)\b|$)",
    re.IGNORECASE,
)

_MODIFIES = frozenset("amod compound nummod npadvmod appos det quantmod nmod punct advmod attr acomp".split())
_OF_THE_SAME = frozenset("nsubj nsubjpass dobj".split())


@functools.lru_cache(maxsize=64)
def ages(text: str) -> tuple[tuple[int, int, int], ...]:
    """Each age in a text with the characters that tell it; ages of vans and houses are none."""
    return tuple(_ages(text))


def _ages(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _AGE.finditer(text):
        thing = re.match(r"[\s,-]*(?:[A-Z]\w+\s+)?(\w+)", text[match.end() :])
        if match["old"] and thing and w.PERSON_THINGS.fullmatch(thing[1]):
            continue
        told = next(group for group in match.groups() if group)
        for number in re.findall(r"\d+|[a-z]+", told.lower()):
            if number in w.NUMBERS or number.isdigit():
                years = w.NUMBERS.get(number, int(number) if number.isdigit() else 0)
                yield years - 1 if match["under"] else years, match.start(), match.end()


@functools.lru_cache(maxsize=64)
def child_mentions(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text speaks of somebody under 18, in characters."""
    told = [(start, end) for years, start, end in ages(text) if years < 18]
    return (*told, *(match.span() for match in w.CHILD.finditer(text)))


def is_told_child(pair: Pair) -> bool | None:
    """Whether the text says that the person of the replaced words is under 18; None if that cannot be told."""
    own = list(_own_ages(pair, pair.found.root))
    if own and any(years >= 18 for years in own):
        return bool(min(own) < 18 and w.ADULT.search(pair.put.text))
    if own or child_mentions(pair.found.text):
        return True
    if w.YOUNG.search(pair.found.text):
        return None
    document = pair.change.text
    if not child_mentions(document) and not w.YOUNG.search(document):
        return False
    head = pair.found.root
    mentioned = [pair.before.doc.char_span(*where, alignment_mode="expand") for where in _inside(pair)]
    others = [mention for mention in mentioned if mention is not None]
    if any(_is_of(mention.root, head, pair) for mention in others):
        return True
    if not others:
        return None if _is_near(pair) or _refers_back(head) else False
    if all(_is_somebody_elses(mention, head) for mention in others):
        return False
    return None


def _inside(pair: Pair) -> list[tuple[int, int]]:
    """The mentions of children in the sentence."""
    span = pair.before
    return [where for where in child_mentions(span.doc.text) if span.start_char <= where[0] < span.end_char]


def _own_ages(pair: Pair, head: Token) -> Iterator[int]:
    """The ages that stand right at the person's words: "15-year-old ...", "..., 24,"."""
    text = pair.before.doc.text
    start, end = pair.found.start_char, pair.found.end_char
    for years, first, last in ages(text):
        gap_left, gap_right = text[last:start], text[end:first]
        near_left = last <= start and re.fullmatch(r"[\s-]*(?:[A-Za-z]+[\s-]+){0,2}", gap_left) is not None
        no_noun = not any(
            t.pos_ in {"NOUN", "PROPN", "VERB", "ADP", "AUX", "CCONJ"} for t in _tokens(pair, last, start)
        )
        if near_left and no_noun and re.search(r"old|y/?o", text[first:last], re.IGNORECASE):
            yield years
        if first >= end and re.fullmatch(r"\s*,?\s*(?:(?:only|now|then|just|who was|who is)\s*)?", gap_right):
            yield years


def _tokens(pair: Pair, start: int, end: int) -> list[Token]:
    return [token for token in pair.before if start <= token.idx < end]


def _is_of(mention: Token, head: Token, pair: Pair) -> bool:
    """Whether the child is the person of the head: its modifier, its subject, or what it is called."""
    token = mention
    for _ in range(6):
        if token == head:
            return True
        if token.dep_ not in _MODIFIES or token.head == token:
            break
        token = token.head
    if token == head:
        return True
    verb = _predicate(head, pair)
    return verb is not None and token.dep_ in _OF_THE_SAME and token.head == verb


def _predicate(head: Token, pair: Pair) -> Token | None:
    """The verb by which the words are said of its subject or object, if any."""
    if head.pos_ in {"VERB", "AUX"}:
        return head
    token = head
    for _ in range(4):
        if token.dep_ in {"attr", "oprd"} and token.head.pos_ in {"VERB", "AUX"}:
            return token.head
        if token.dep_ == "pobj" and token.head.lower_ in {"as", "into", "in"}:
            token = token.head
            if token.dep_ in {"prep", "prt"} and token.head.pos_ in {"VERB", "AUX"}:
                return token.head
        elif token.dep_ == "conj":
            token = token.head
        else:
            return None
    return None


def _is_somebody_elses(mention: Span, head: Token) -> bool:
    """Whether a child is told as another than the head: with an owner or a name of its own, or owned by the head."""
    noun = mention.root
    for _ in range(4):
        if noun.dep_ in _MODIFIES - {"appos", "attr"} and noun.head != noun:
            noun = noun.head
    if any(child.dep_ == "poss" for child in noun.children) and noun != head:
        return True
    return noun.head == head and noun.dep_ == "prep" and head.pos_ in {"NOUN", "PROPN"}


def _is_near(pair: Pair) -> bool:
    """Whether the sentence before or after speaks of a child."""
    text = pair.change.text
    return bool(child_mentions(text[max(0, pair.change.start - 400) : pair.change.end + 250]))


def _refers_back(head: Token) -> bool:
    """Whether a pronoun or a definite word can be somebody who was named before."""
    if head.pos_ in {"VERB", "AUX"}:
        return True
    return any(child.lower_ in {"the", "this", "that", "these", "those"} for child in head.children)


def subject(token: Token) -> Token | None:
    """Who does what the verb says, through infinitives and joined verbs; None if nobody is told."""
    for _ in range(8):
        own = [child for child in token.children if child.dep_ in {"nsubj", "nsubjpass", "csubj"}]
        if own:
            return _antecedent(own[0])
        if token.dep_ == "xcomp" and token.head.pos_ in {"VERB", "AUX"}:
            objects = [child for child in token.head.children if child.dep_ == "dobj"]
            if objects:
                return _antecedent(objects[0])
            token = token.head
        elif (token.dep_ == "acl" and token.tag_ != "VBN") or token.dep_ == "relcl":
            return token.head
        elif token.dep_ in {"conj", "advcl", "aux", "auxpass"} and token.head.pos_ in {"VERB", "AUX"}:
            token = token.head
        else:
            return None
    return None


def _antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if token.lower_ in {"who", "that", "which"}:
        for above in token.ancestors:
            if above.dep_ == "relcl":
                return above.head
    return token


def is_harmed(token: Token) -> bool:
    """Whether a noun names somebody who is harmed in such texts: a child, a victim, a person who is sold."""
    if token.lemma_.lower() in w.HARMED:
        return True
    phrase = token.doc[token.left_edge.i : token.i + 1].text
    if any(years < 18 for years, _, _ in ages(phrase)):
        return True
    behind = token.doc[token.i : min(token.i + 4, len(token.doc))].text
    stated = re.match(r"\S+,\s(\d{1,2})(?:,|\s*$)", behind)
    return bool(stated) and int(stated[1]) < 18 if stated else False


def happened(pair: Pair) -> bool:
    """Whether the sentence reports the act as having happened: not denied, asked, alleged, planned or general."""
    return not w.FACT_VOICE.search(pair.rest) and not pair.before.text.rstrip().endswith("?")


def sentences(text: str) -> list[str]:
    """A rough cut of a text into sentences."""
    return re.split(r"(?<=[.!?;])\s+|\n\s*\n", text)
