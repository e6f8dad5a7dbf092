"""What is told the short way is what the whole pipeline tells: tags from windows, coarse tags from a table, names afterwards."""

from __future__ import annotations

import random
import re
import sys
from functools import lru_cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import load_model_from_path

from langcheck.analysis import grammar
from langcheck.analysis.grammar import parse_texts, tag_of, window_of
from langcheck.analysis.language_model import find_model, load_model
from langcheck.model import Region
from tests.conftest import ROOT

pytestmark = pytest.mark.model

sys.path.insert(0, str(ROOT / "bench"))
from documents import document  # noqa: E402  a script beside the package

ODD = (
    "There is a man who does, and there are those who don't; it 's \t what they ca n't  say.\n\nIt was he whom I saw.",
    "VICTIM REFUSED 2 COOPERATE!! see http://a.example/b?c=d (pimp's, pimp-like, pimps’) e.g. U.S. v. Doe…  “No.”",
    "She got paid, he gets it; had been had. y'all gon na   cause trouble, 'cause nobody ai n't goin' nowhere — ever",
    "pimp",
    " pimp\u00a0and\u2003john ",
    "Deputy Ann Doe drove to Springfield. Johns was held for the FBI on Friday.",
)
"""Texts of which tokens, blanks and the rules of the model make the most."""


@lru_cache(maxsize=1)
def whole() -> Language:
    """The whole pipeline, as it is published."""
    return load_model_from_path(find_model(), exclude=["senter", "lemmatizer"])


@lru_cache(maxsize=1)
def texts() -> tuple[str, ...]:
    """Paragraphs of generated documents and of our own clean ones, and odd texts."""
    random_ = random.Random(17)
    paragraphs = document(random_, size=9000, clean=False).split("\n\n")
    own = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "clean").glob("*.txt"))]
    paragraphs += random_.sample([part for text in own for part in text.split("\n\n") if part.strip()], 25)
    return (*(part.strip("\n")[:1200] for part in paragraphs), *ODD)


@lru_cache(maxsize=1)
def parsed() -> tuple[Doc, ...]:
    return tuple(whole().pipe(texts()))


def test_the_tokenizer_has_the_rules_of_the_model() -> None:
    ours, published = load_model().tokenizer, whole().tokenizer
    assert ours.rules == published.rules
    for name in ("prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"):
        assert _pattern(getattr(ours, name)) == _pattern(getattr(published, name))
    for text in texts():
        tokens = [[(token.text, token.whitespace_, token.norm_) for token in make(text)] for make in (ours, published)]
        assert tokens[0] == tokens[1]


def _pattern(matcher: object) -> object:
    """The expression whose method a tokenizer calls."""
    expression = getattr(matcher, "__self__", None)
    return (expression.pattern, expression.flags) if isinstance(expression, re.Pattern) else expression


def test_the_tag_of_a_word_is_told_from_a_window() -> None:
    random_ = random.Random(3)
    tokens = [token for doc in parsed() for token in doc if not token.is_space]
    chosen = [
        *random_.sample(tokens, 150),
        *(token for doc in parsed()[-len(ODD) :] for token in doc if token.is_alpha),
    ]
    assert [of_window(token) for token in chosen] == [token.tag_ for token in chosen]


def of_window(token: Token) -> str:
    return tag_of(token.doc.text, Region(token.idx, token.idx + len(token)))


def test_a_window_is_shorter_than_the_text_and_ends_between_pieces() -> None:
    text = "one two  three four five ex-pimp's seven eight nine ten eleven"
    start = text.index("pimp")
    window = window_of(text, Region(start, start + len("pimp")))
    assert text[window.start : window.end] == "two  three four five ex-pimp's seven eight nine ten "


def test_a_word_that_is_no_token_has_no_tag() -> None:
    text = "The sex workers left."
    assert [tag_of(text, Region(4, 15)), tag_of(text, Region(8, 12)), tag_of(text, Region(8, 15))] == ["", "", "NNS"]


def test_a_parse_is_that_of_the_whole_pipeline() -> None:
    docs = parse_texts(texts(), names=True)
    assert list(map(told, docs)) == list(map(told, parsed()))


def told(doc: Doc) -> tuple[list[tuple[object, ...]], list[tuple[int, int, str]]]:
    """All that is read of a Doc."""
    return (
        [(token.text, token.tag_, token.pos_, token.dep_, token.head.i, token.is_sent_start) for token in doc],
        [(entity.start, entity.end, entity.label_) for entity in doc.ents],
    )


@pytest.fixture
def nothing_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "_parsed", {})
    monkeypatch.setattr(grammar, "_with_names", set())


@pytest.mark.usefixtures("nothing_parsed")
def test_a_text_is_parsed_once_and_names_are_added_to_it() -> None:
    first, second = parse_texts(["Ann Doe left.", "Ann Doe left."], names=False)
    assert first is second
    assert not first.ents
    (third,) = parse_texts(["Ann Doe left."], names=True)
    assert third is first
    assert [entity.text for entity in third.ents] == ["Ann Doe"]


@pytest.mark.usefixtures("nothing_parsed")
def test_only_so_many_texts_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "_REMEMBERED", 2)
    parse_texts(["One.", "Two."], names=True)
    docs = parse_texts(["Two.", "Three."], names=False)
    assert [doc.text for doc in docs] == ["Two.", "Three."]
    assert list(grammar._parsed) == ["Two.", "Three."]
    assert not grammar._with_names


def test_a_model_that_was_loaded_recognises_no_entities_by_itself() -> None:
    assert "ner" not in load_model().pipe_names
