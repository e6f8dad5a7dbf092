"""What the language model tells of a text, and no more of it than was asked: the tag of one word, a parse, names.

The shortest way to each answer that the whole pipeline would give. A tag hangs on four tokens to either side alone, so that
it is told from a window of the text. Coarse tags are told from a table instead of by 179 rules a token. Names are looked for
in what is already parsed. What was asked before is remembered: texts of one office say the same again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from langcheck.analysis import language_model
from langcheck.model import Region

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, TrainablePipe
    from spacy.tokens import Doc

_REACH = 4
"""How many tokens on either side a tag hangs on: the model has four layers, each of which sees one token further."""
_REMEMBERED = 128
"""How many parsed texts are remembered at most."""

_TOGETHER = 32
"""How many texts go through the model at a time."""

_parsed: dict[str, Doc] = {}
"""Texts that were parsed, and what came of them."""
_with_names: set[str] = set()
"""Those in which names were looked for."""


def tag_of(text: str, region: Region) -> str:
    """The fine tag of a word of a text; empty where the word is not one token.

    Raises ModelError when the model is missing or altered.
    """
    window = window_of(text, region)
    return _tag(text[window.start : window.end], region.start - window.start, region.end - window.start)


def window_of(text: str, region: Region) -> Region:
    """The stretch of a text on which the tag of a word hangs: four more pieces between blanks on either side.

    The tokenizer cuts at blanks first, so that a piece is one token at least; a blank behind a token is a feature of it.
    """
    is_first = not text[: region.start][-1:].strip()
    before = text[: region.start].rsplit(None, _REACH + (not is_first))
    is_last = not text[region.end : region.end + 1].strip()
    behind = text[region.end :].split(None, _REACH + (not is_last))
    start = len(before[0]) if len(before) > _REACH + (not is_first) else 0
    while text[start].isspace():
        start += 1
    end = len(text) - len(behind[-1]) if len(behind) > _REACH + (not is_last) else len(text)
    return Region(start, end)


@lru_cache(maxsize=4096)
def _tag(window: str, start: int, end: int) -> str:
    nlp = language_model.load_model()
    doc = nlp.make_doc(window)
    span = doc.char_span(start, end)
    if span is None or len(span) != 1:
        return ""
    _annotate(nlp, [doc], "tok2vec", "tagger")
    tag: str = span[0].tag_
    return tag


def parse_texts(texts: Sequence[str], *, names: bool) -> list[Doc]:
    """Texts parsed, with coarse tags and who is a victim, a defendant or an official; with ``names`` also with entities.

    Raises ModelError when the model is missing or altered.
    """
    nlp = language_model.load_model()
    from langcheck.analysis.pipeline import mark_roles  # once the model is there: spaCy is imported without a socket

    new = [text for text in dict.fromkeys(texts) if text not in _parsed]
    if len(_parsed) + len(new) > _REMEMBERED:
        _parsed.clear()
        _with_names.clear()
        new = list(dict.fromkeys(texts))
    for some in _batches(new):
        docs = list(map(nlp.make_doc, some))
        _annotate(nlp, docs, "tok2vec", "tagger", "parser")
        for text, doc in zip(some, docs, strict=True):
            set_coarse_tags(doc, nlp)
            _parsed[text] = mark_roles(doc)
    unnamed = [text for text in dict.fromkeys(texts) if text not in _with_names] if names else []
    for some in _batches(unnamed):
        recognizer = language_model.load_recognizer()
        docs = [_parsed[text] for text in some]
        recognizer.set_annotations(docs, recognizer.predict(docs))
        _with_names.update(some)
    return [_parsed[text] for text in texts]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Texts in portions whose numbers fit into little memory."""
    return (texts[start : start + _TOGETHER] for start in range(0, len(texts), _TOGETHER))


def _annotate(nlp: Language, docs: list[Doc], *names: str) -> None:
    for name in names:
        component = cast("TrainablePipe", nlp.get_pipe(name))
        component.set_annotations(docs, component.predict(docs))


# --- coarse tags --------------------------------------------------------------------------------------------------


def set_coarse_tags(doc: Doc, nlp: Language) -> None:
    """Give the tokens of a parsed Doc the coarse tags that the model's rules give them, each kind of token asked once."""
    named = _words_of_rules()
    expletive = nlp.vocab.strings["expl"]
    is_behind = False
    for token in doc:
        tag, dep, word = token.tag, token.dep, token.lower
        word = word if word in named or token.is_space else 0
        token.pos, ruled_tag, ruled_dep = _ruled(tag, word, dep, is_behind)
        if ruled_tag != tag or ruled_dep != dep:
            token.tag, token.dep = ruled_tag, ruled_dep
        is_behind = dep == expletive


@lru_cache(maxsize=1)
def _words_of_rules() -> frozenset[int]:
    """The words in small letters that rules for coarse tags, tags and dependencies name."""
    nlp = language_model.load_model()
    named: set[str] = set()
    rules: Any = cast("AttributeRuler", nlp.get_pipe("attribute_ruler")).patterns
    for rule in rules:
        if not _GIVEN.isdisjoint(rule["attrs"]):
            for lower in (token["LOWER"] for pattern in rule["patterns"] for token in pattern if "LOWER" in token):
                named.update([lower] if isinstance(lower, str) else lower["IN"])
    return frozenset(map(nlp.vocab.strings.add, named))


_GIVEN = frozenset({"POS", "TAG", "DEP"})
"""What is read of what rules give."""
_OTHER = "word"
"""A word that no rule names."""


@lru_cache(maxsize=4096)
def _ruled(tag: int, lower: int, dep: int, is_behind_expletive: bool) -> tuple[int, int, int]:
    """The coarse tag, the tag and the dependency that the rules give to a token of this kind, 0 a word that none names.

    They read nothing else: one rule of two tokens gives a coarse tag, to a form of "be" behind an expletive.
    """
    from spacy.tokens import Doc

    nlp = language_model.load_model()
    names = nlp.vocab.strings
    doc = Doc(
        nlp.vocab,
        words=["there", names[lower] if lower else _OTHER],
        tags=["EX", names[tag]],
        deps=["expl" if is_behind_expletive else "dep", names[dep]],
        heads=[1, 1],
    )
    token = nlp.get_pipe("attribute_ruler")(doc)[1]
    return token.pos, token.tag, token.dep
