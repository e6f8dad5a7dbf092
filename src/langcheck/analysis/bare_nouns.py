"""Nouns that stand without an article in prose that keeps its articles, where the text is about language.

"My students flinched at hooker." A noun for one person needs an article or what stands for one; without it the word is meant.
Headlines and notes leave articles out of all nouns, so that it tells nothing there. What a text about language speaks of,
and what notes leave out, is data (lexicon/contexts.yaml, lexicon/constructions/dropped-articles.yaml).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from langcheck.analysis.finder import Candidate, ParseNeeded, Reading, Reads, Surroundings
from langcheck.facts.words_as_words import holds_article
from langcheck.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_OPENERS = ("det", "poss", "nummod", "predet", "amod", "nmod", "compound", "quantmod", "case")
"""How words before a noun hang on it that open its phrase or belong to it."""
_ADDED = ("appos", "vocative", "npadvmod")
"""How a noun is added to what stands before it; behind a colon stands what is listed."""
_MODIFIERS = ("compound", "amod", "nmod", *_ADDED)
"""How a noun hangs on another one that it belongs to."""


def is_bare(candidate: Candidate, reading: Reading) -> bool:
    """Whether a noun for one stands without an article although its text keeps them, and the text is about language.

    Raises ParseNeeded where only the parse can tell whether the article stands further ahead.
    """
    if candidate.feature != "singular" or candidate.number not in reading.known.person_entries:
        return False
    around = reading.around(candidate.block)
    if around.block.role not in (Role.PROSE, Role.LIST_ITEM) or not _keeps_articles(candidate, around, reading):
        return False
    if candidate.span is None:
        raise ParseNeeded(Reads.PARSE)
    return _stands_bare(candidate.span, reading)


def _keeps_articles(candidate: Candidate, around: Surroundings, reading: Reading) -> bool:
    """Whether a noun without an article is a sign here: a full sentence of prose about language."""
    known = reading.known.mentions
    if not around.keeps_articles:
        return False
    if holds_article(around.text, candidate.region, known):
        return False
    before = around.words.before(candidate.region.start, 1)
    touching = before and not around.text[before[-1].end : candidate.region.start].strip(" ")
    if touching and (before[-1].text in known.determiners or before[-1].text.endswith(("'s", "s'"))):
        return False
    sentence = around.sentence(candidate.region)
    if not around.text[sentence.start : sentence.end].rstrip(" \n\"'”’)").endswith((".", "?", "!", ":", ";")):
        return False
    return not around.is_in_headline(candidate.region)


def _stands_bare(span: Span, reading: Reading) -> bool:
    """Whether no word before a noun is its article or shares one with it, and the noun is part of no other."""
    root = span.root
    if root.pos_ not in ("NOUN", "PROPN") or _belongs_to_another(root, span):
        return False
    if any(child.dep_ in _OPENERS and child.i < span.start for child in root.children):
        return False
    if any(child.pos_ == "PROPN" and child.i == span.end for child in root.children):
        return False
    if root.dep_ == "pobj" and root.head.lower_ in reading.known.mentions.role_prepositions:
        return False
    return root.dep_ != "conj" or not _shares_an_article(root)


def _belongs_to_another(root: Token, span: Span) -> bool:
    if root.dep_ not in _MODIFIERS:
        return False
    if root.head.i >= span.end:
        return True
    return root.dep_ in _ADDED and not any(token.text == ":" for token in root.doc[root.head.i : root.i])


def _shares_an_article(root: Token) -> bool:
    """Whether a noun follows another one that has an article: "the driver and pimp"."""
    head = root.head
    while head.dep_ == "conj":
        if head.pos_ not in ("NOUN", "PROPN"):
            return True
        head = head.head
    return head.pos_ not in ("NOUN", "PROPN") or any(child.dep_ in _OPENERS for child in head.lefts)
