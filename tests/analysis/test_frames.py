"""Every suggestion of every entry in twelve sentence frames: what comes out is grammatical by an outside judge.

The judge is spaCy's parse of the new sentence, asked what it can tell reliably of short sentences: the number of the
noun against its determiner and its verb, the sound behind a or an, words that stand twice, blanks and marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from spacy.tokens import Doc, Token

from langcheck.analysis.finder import ParseNeeded, Reading, parse
from langcheck.analysis.judge import OWN_WORDS, Judgement
from langcheck.analysis.language_model import load_model
from langcheck.analysis.offering import offering
from langcheck.analysis.wording import word_suggestions
from langcheck.checker import Checker
from langcheck.lexicon.entry import Entry
from langcheck.lexicon.forms import GAP, spell_out
from langcheck.model import Verdict
from tests.conftest import document

pytestmark = pytest.mark.model

FRAMES = {
    "singular": (
        "Deputies spoke to {a} {} near the motel.",
        "The {} was known to the clinic.",
        "The {}'s phone was kept.",
        "A news story about an alleged {} was withdrawn.",
    ),
    "plural": (
        "Deputies spoke to two {} near the motel.",
        "{Cap} were seen at the truck stop.",
        "The {}' phones were kept.",
        "OFFICERS MEET {UP} AT MOTEL",
    ),
    "base": ("The report says that he wanted to {}{object} in May.",),
    "third": ("The report says that he {}{object} in May.",),
    "past": ("The report says that he {}{object} in May.",),
    "gerund": ("The report says that he was {}{object} in May.",),
}
"""Feature of the words to sentences with them; a verb that brings no words of its own gets an object."""


_FORMS = 20
"""How many forms of a feature an entry is tried with at most, spread over all: what is put in seldom depends on them."""


@dataclass(frozen=True)
class Fitted:
    """A sentence with a suggestion in it."""

    entry: str
    before: str
    after: str
    put_in: str


def written(frame: str, form: str) -> str:
    article = "an" if form[0] in "aeiou" else "a"
    form_at_start = form[:1].upper() + form[1:]
    given_object = " her" if " " not in form or form.endswith((" on", " upon", " with")) else ""
    return (
        frame.replace("{a}", article)
        .replace("{object}", given_object)
        .replace("{Cap}", form_at_start)
        .replace("{UP}", form.upper())
        .replace("{}", form)
    )


def fitted(checker: Checker, entry: Entry) -> Iterator[Fitted]:
    """Forms of an entry in the frames of their feature, with each suggestion that the sentence does not rule out."""
    of_feature: dict[str, list[str]] = {}
    for term in entry.terms:
        if term.pos in ("noun", "verb"):
            for form, feature in spell_out(term.text, term.pos, checker._known.lexicon.inflections).items():
                if GAP not in form:
                    of_feature.setdefault(feature, []).append(form)
    for feature, forms in of_feature.items():
        for form in forms[:: len(forms) // _FORMS + 1]:
            for frame in FRAMES.get(feature, ()):
                yield from _with_suggestions(checker, entry, written(frame, form), form)


def _with_suggestions(checker: Checker, entry: Entry, sentence: str, form: str) -> Iterator[Fitted]:
    reading = Reading(document(sentence), checker._screen, checker._known)
    for candidate in reading.candidates():
        words = sentence[candidate.region.start : candidate.region.end]
        if candidate.entry.id != entry.id or words.lower() != form.lower():
            continue
        try:
            offered = offering(entry.suggest, entry.instead, candidate, reading)
        except ParseNeeded:
            parse([candidate], reading, entities=True)
            offered = offering(entry.suggest, entry.instead, candidate, reading)
        judgement = Judgement(candidate, Verdict.FLAG, entry.level, "own-words", OWN_WORDS, offered)
        for suggestion in word_suggestions(judgement, reading):
            region = suggestion.region
            after = sentence[: region.start] + suggestion.text + sentence[region.end :]
            yield Fitted(entry.id, sentence, after, suggestion.text)


_MISREAD = "others was"
"""The parser takes "others" for the subject in "the victim made to supervise others was known"."""
_TWICE = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
_MARKS = re.compile(r"  | [,.;:]|[{}|]|''|'s's")
_VOWEL = re.compile(r"\b(a) (?=[aeio]|un(?!i)|u(?!n|s))|\b(an) (?=[^aeiouhAEIOUHx\W])")


def wrong(doc: Doc) -> str:
    """What is ungrammatical in a sentence, or nothing."""
    for pattern, what in ((_TWICE, "a word twice"), (_MARKS, "marks"), (_VOWEL, "a or an")):
        found = pattern.search(doc.text)
        if found and found.group().lower() != "had had":
            return f"{what}: {found.group()!r}"
    for token in doc:
        found_wrong = _wrong_number(token)
        if found_wrong:
            return found_wrong
    return ""


def _wrong_number(token: Token) -> str:
    if token.lower_ in ("a", "an") and token.dep_ == "det" and token.head.tag_ == "NNS" and token.head.i == token.i + 1:
        return f"{token.text} {token.head.text}"
    if token.lower_ == "two" and token.head.tag_ == "NN" and token.head.i == token.i + 1:
        return f"{token.text} {token.head.text}"
    if token.dep_ in ("nsubj", "nsubjpass"):
        verb = token.head if token.head.pos_ in ("VERB", "AUX") else None
        auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")] if verb else []
        finite = auxiliaries[0] if auxiliaries else verb
        if finite is not None and finite.lower_ == "was" and token.tag_ == "NNS" and not list(token.conjuncts):
            told = f"{token.text} was"
            return "" if told == _MISREAD else told
        if finite is not None and finite.lower_ == "were" and token.tag_ == "NN" and not list(token.conjuncts):
            return f"{token.text} were"
    return ""


def test_every_suggestion_in_every_frame_is_grammatical(checker: Checker) -> None:
    sentences = {item.after: item for entry in checker._known.lexicon.entries for item in fitted(checker, entry)}
    assert len(sentences) > 1_200
    docs = load_model().pipe(sentences)
    bad = [
        f"{item.entry}: {item.before} -> {item.after} ({told})"
        for item, doc in zip(sentences.values(), docs, strict=True)
        if (told := wrong(doc))
    ]
    assert bad == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Deputies spoke to a victims near the motel.",
        "The images of abuse was known to the clinic.",
        "Deputies spoke to an trafficker near the motel.",
        "The the person was known.",
        "Deputies spoke to two trafficker near the motel.",
    ],
)
def test_the_judge_bites(sentence: str) -> None:
    assert wrong(load_model()(sentence)) != ""
