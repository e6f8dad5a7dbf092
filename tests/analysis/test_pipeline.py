"""The components work in anybody's pipeline, and roles are read from the parse."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from langcheck.analysis.pipeline import DEFENDANTS, OFFICIALS, VICTIMS, mark_roles, objects_of, subject_of


def parsed(words: str, heads: list[int], deps: str, tags: str) -> Doc:
    """A Doc with a parse made by hand."""
    pos = {
        "NN": "NOUN",
        "NNS": "NOUN",
        "NNP": "PROPN",
        "PRP": "PRON",
        "VBD": "VERB",
        "VB": "VERB",
        "DT": "DET",
        "TO": "PART",
        "CC": "CCONJ",
    }
    tag_list = tags.split()
    return Doc(
        Vocab(), words=words.split(), heads=heads, deps=deps.split(), tags=tag_list, pos=[pos[tag] for tag in tag_list]
    )


def roles(doc: Doc) -> dict[str, list[str]]:
    mark_roles(doc)
    return {group: [span.text for span in doc.spans[group]] for group in (VICTIMS, DEFENDANTS, OFFICIALS)}


def test_nouns_have_their_role_and_pronouns_that_of_the_last_subject() -> None:
    doc = parsed(
        "Victims met deputies and they left",
        [1, 1, 1, 1, 5, 1],
        "nsubj ROOT dobj cc nsubj conj",
        "NNS VBD NNS CC PRP VBD",
    )
    assert roles(doc) == {VICTIMS: ["Victims", "they"], DEFENDANTS: [], OFFICIALS: ["deputies"]}


def test_she_is_a_victim_only_after_one() -> None:
    after = parsed("The victim met she", [1, 2, 2, 2], "det nsubj ROOT dobj", "DT NN VBD PRP")
    before = parsed("She met the victim", [1, 1, 3, 1], "nsubj ROOT det dobj", "PRP VBD DT NN")
    assert roles(after)[VICTIMS] == ["victim", "she"]
    assert roles(before)[VICTIMS] == ["victim"]


def test_a_verb_that_is_joined_to_another_shares_its_subject() -> None:
    doc = parsed("Victims cried and refused", [1, 1, 1, 1], "nsubj ROOT cc conj", "NNS VBD CC VBD")
    subject = subject_of(doc[3])
    assert subject is not None
    assert subject.text == "Victims"


def test_an_infinitive_has_the_object_above_it_as_its_subject() -> None:
    """In "fear led victims to refuse" it is the victims who refuse."""
    doc = parsed("Fear led victims to refuse", [1, 1, 1, 4, 1], "nsubj ROOT dobj aux xcomp", "NN VBD NNS TO VB")
    subject = subject_of(doc[4])
    assert subject is not None
    assert subject.text == "victims"


def test_the_subject_of_a_passive_is_what_it_was_done_to() -> None:
    doc = parsed("Victims met", [1, 1], "nsubjpass ROOT", "NNS VBD")
    assert [token.text for token in objects_of(doc[1])] == ["Victims"]
