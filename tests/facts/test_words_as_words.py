"""Constructions of words that are spoken about: each catches the words in brackets of its own sentences, and near-misses stay."""

from __future__ import annotations

import pytest

from langcheck.analysis.screen import Screen
from langcheck.facts.constructions import BY_NUMBER, OTHER, Family, written_over
from langcheck.facts.quotations import find_quotations
from langcheck.facts.turns import TurnWords
from langcheck.facts.words import Phrases
from langcheck.facts.words_as_words import MentionWords, Term, find_mentions
from langcheck.lexicon.compiled import load_payloads
from langcheck.lexicon.entry import Construction
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.load import unmark
from langcheck.model import Block, Region, Role

CONSTRUCTIONS = [
    (family, construction) for family, found in load_lexicon().constructions.items() for construction in found
]

MENTIONED = [
    ("The term “pimp” is slang.", "pimp"),
    ("the phrase child prostitute hides a child", "child prostitute"),
    ("Write trafficker instead of “pimp”.", "pimp"),
    ("A street known as “the track” is near.", "the track"),
    ("“John” is a word for a buyer.", "John"),
    ("Stable: a group of people under one trafficker.", "Stable"),
    ("Pimping is defined as profiting from another.", "Pimping"),
    ("Buyers call it a “date” (a paid meeting).", "date"),
]
USED = [
    "The “pimp” ran.",
    "In the long term pimps pay.",
    "He said “pimps” and left. The word spread.",
    "Pimp: 555-0100",
    "In other words, the pimp ran.",
]

TURNS = TurnWords.of(load_lexicon())


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen(load_payloads())


def mentioned(text: str, known: MentionWords, screen: Screen) -> list[Region]:
    block = Block(text, Role.PROSE)
    (quotes,) = find_quotations([block], Phrases(["said", "says"]), TURNS)
    terms = [Term(hit.region, hit.feature) for hit in screen.scan(text).terms]
    return find_mentions(block, quotes, terms, known)


@pytest.mark.parametrize(("family", "construction"), CONSTRUCTIONS, ids=lambda value: getattr(value, "name", ""))
def test_a_construction_tells_its_sentences_from_its_near_misses(
    family: str, construction: Construction, lexicon: Lexicon, screen: Screen
) -> None:
    """Words in brackets of ``hold`` are caught by this construction, and those of ``flag`` by none of its family."""
    known = MentionWords(lexicon)
    for text, held in ((text, True) for text in construction.hold):
        plain, regions = unmark(text)
        caught = of_construction(family, construction.name, plain, lexicon, screen)
        assert [any(found.overlaps(region) for found in caught) for region in regions] == [held] * len(regions), text
    for text in construction.flag:
        plain, regions = unmark(text)
        caught = (
            mentioned(plain, known, screen)
            if family == "words-as-words"
            else of_construction(family, construction.name, plain, lexicon, screen)
        )
        assert not any(found.overlaps(region) for found in caught for region in regions), text


def of_construction(family: str, name: str, text: str, lexicon: Lexicon, screen: Screen) -> list[Region]:
    """What one construction catches in a text, words set apart included."""
    (quotes,) = find_quotations([Block(text, Role.PROSE)], Phrases(["said", "says"]), TURNS)
    terms = screen.scan(text).terms
    over = [(hit.region, BY_NUMBER.get(hit.feature, OTHER)) for hit in terms]
    apart = [(quote.region, "Q") for quote in quotes]
    patterns = Family(lexicon, family)
    found = [*patterns.find(written_over(text, over)), *patterns.find(written_over(text, apart), apart=True)]
    return [region for caught, region in found if caught == name]


@pytest.mark.parametrize(("text", "word"), MENTIONED, ids=[text for text, _ in MENTIONED])
def test_a_word_that_is_spoken_about(text: str, word: str, lexicon: Lexicon, screen: Screen) -> None:
    regions = mentioned(text, MentionWords(lexicon), screen)
    assert any(word in text[region.start : region.end] for region in regions)


@pytest.mark.parametrize("text", USED)
def test_a_word_that_is_used(text: str, lexicon: Lexicon, screen: Screen) -> None:
    regions = mentioned(text, MentionWords(lexicon), screen)
    assert not any("imp" in text[region.start : region.end].lower() for region in regions)
