"""Quotations: whose words these are."""

from __future__ import annotations

import pytest

from langcheck.facts.quotations import QuoteKind, find_quotations
from langcheck.facts.turns import TurnWords
from langcheck.facts.words import Phrases
from langcheck.lexicon.lexicon import load_lexicon
from langcheck.model import Block, Role

VERBS = Phrases(["said", "told", "wrote"])
TURNS = TurnWords.of(load_lexicon())


def quotes(*texts: str, role: Role = Role.PROSE) -> list[list[tuple[QuoteKind, str]]]:
    blocks = [Block(text, role) for text in texts]
    return [
        [(quote.kind, block.text[quote.region.start : quote.region.end]) for quote in found]
        for block, found in zip(blocks, find_quotations(blocks, VERBS, TURNS), strict=True)
    ]


S, C, B = QuoteKind.SPEECH, QuoteKind.SCARE, QuoteKind.BLOCK


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He was my pimp,” she said.", [(S, "“He was my pimp,”")]),
        ('He said, "No."', [(S, '"No."')]),
        ("“Go,” he told her.", [(S, "“Go,”")]),
        ("a “willing” partner", [(C, "“willing”")]),
        ('the "johns" left', [(C, '"johns"')]),
        ("They said it was “a very long day at the shop” again.", [(S, "“a very long day at the shop”")]),
        ("He called it ‘the track’ then.", [(C, "‘the track’")]),
        ("She wrote: “They told me, ‘Wait here.’ I did.”", [(S, "“They told me, ‘Wait here.’ I did.”")]),
        ("In the '90s the victims' phones were '98 models.", []),
        ("It’s the women’s house and the victims’ car.", []),
        ('A 6" rule and a 12" board.', []),
        ('An open "quote that is a slip.', []),
        ("An open “quote to the end", [(S, "“quote to the end")]),
        ("efforts to “close “the” road” now", [(C, "“close “the” road”")]),
        ("the form has ”johns” there", [(C, "”johns”")]),
        ("Hän sanoi: ”He veivät minut, ja itkin.” Then.", [(S, "”He veivät minut, ja itkin.”")]),
        ("the form has »johns» and »a b« there", [(C, "»johns»"), (C, "»a b«")]),
        ("the form has ›johns› there", [(C, "›johns›")]),
        ("It ends here.” Then the johns left.", []),
        ("Home » Rooms » Desk", []),
        ("one “a” and”b” too", [(C, "“a”")]),
        ("one “a” and “b c”.", [(C, "“a”"), (C, "“b c”")]),
    ],
)
def test_quotations_of_a_paragraph(text: str, expected: list[tuple[QuoteKind, str]]) -> None:
    assert quotes(text) == [expected]


def test_a_quotation_that_is_reopened_in_each_paragraph_runs_on() -> None:
    assert quotes("He said, “One.", "“Two.", "“Three.” He left.", "Four.") == [
        [(S, "“One.")],
        [(S, "“Two.")],
        [(S, "“Three.”")],
        [],
    ]


def test_a_speech_that_is_closed_paragraphs_later_is_quoted_throughout() -> None:
    assert quotes("“Thank you all.", "We work hard.", "Thank you.” Applause.", "The end.") == [
        [(S, "“Thank you all.")],
        [(S, "We work hard.")],
        [(S, "Thank you.”")],
        [],
    ]


def test_a_slip_does_not_swallow_the_rest_of_the_document() -> None:
    """An opening mark that no paragraph closes ends with its own paragraph."""
    assert quotes("The “plan failed.", "Next day.", "Another “one” came.") == [
        [(S, "“plan failed.")],
        [],
        [(C, "“one”")],
    ]


def test_block_quotations_by_markup() -> None:
    assert quotes("I was there.", role=Role.QUOTE) == [[(B, "I was there.")]]


def test_answers_to_questions_that_stand_alone_as_headings_are_quoted() -> None:
    texts = ("How did you meet him?", "I was at a bus stop.", "And how did it end?", "I ran to the road.")
    blocks = [Block(text, Role.PROSE if number % 2 else Role.HEADING) for number, text in enumerate(texts)]
    assert [[quote.kind for quote in found] for found in find_quotations(blocks, VERBS, TURNS)] == [[], [S], [], [S]]


def test_one_question_as_a_heading_begins_no_interview() -> None:
    blocks = [Block("Why did you come?", Role.HEADING), Block("I ask it of every class.", Role.PROSE)]
    assert find_quotations(blocks, VERBS, TURNS) == [[], []]


def test_block_quotations_without_marks_are_in_the_first_person_behind_a_colon() -> None:
    assert quotes("One survivor put it so:", "I know what I saw, and my friends do too.", "The court agreed.")[1] == [
        (B, "I know what I saw, and my friends do too.")
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("The rules are:", "Nobody leaves the room."),
        ("I keep two lists:", "I call the first one mine."),
    ],
)
def test_what_follows_a_colon_is_the_authors_own_unless_the_voice_changes(texts: tuple[str, str]) -> None:
    assert quotes(*texts)[1] == []
