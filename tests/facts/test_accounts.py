"""What somebody named tells or writes, by layout and notation, is left; the author's prose beside it is not."""

from __future__ import annotations

import pytest

from langcheck.facts.accounts import account_lines
from langcheck.facts.layout import Layout
from langcheck.facts.lines import lines_of
from langcheck.facts.prose import Prose, ProseWords
from langcheck.facts.statements import Manner, Statement, StatementWords, find_statement
from langcheck.facts.words import Words
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Kept, Region
from langcheck.readers import read_bytes
from tests.conftest import document
from tests.facts.test_prose import TOLD, WORDS, assert_kept, kept
from tests.word_files import paragraph, text, word_file

AUTHORS = "Our staff wrote down what they saw. It was a long day for all of them."


@pytest.fixture(scope="module")
def words(lexicon: Lexicon) -> ProseWords:
    return ProseWords.of(lexicon)


def around(text: str) -> str:
    return f"{AUTHORS}\n\n{text}\n\n{AUTHORS}\n"


# --- notations ---------------------------------------------------------------------------------------------------

IN_NOTATIONS = [
    ("markdown", f"<blockquote>\n\n{TOLD}\n\n</blockquote>"),
    ("markdown", f'<div class="pull-quote">\n\n{TOLD}\n\n</div>'),
    ("markdown", f"::: quote\n{TOLD}\n:::"),
    ("markdown", f"::: {{.testimonial #one}}\n{TOLD}\n:::"),
    ("markdown", f'!!! quote "Guest"\n    {TOLD}'),
    ("html", f'<div class="quote">{TOLD}</div>'),
    ("html", f'<div class="chat-message sent"><p>{TOLD}</p></div>'),
    ("html", f'<p class="speechBubble">{TOLD}'),
    ("html", f'<div role="log"><p>{TOLD}</p></div>'),
    ("html", f'<p itemprop="reviewBody">{TOLD}</p>'),
    ("rst", f".. container:: quote\n\n   {TOLD}"),
    ("rst", f".. compound::\n   :class: testimonial\n\n   {TOLD}"),
    ("rst", f".. class:: quote\n\n{TOLD}"),
    ("rst", f"| {TOLD}\n| It was old."),
    ("asciidoc", f'""\n{TOLD}\n""'),
    ("asciidoc", f"[.testimonial]\n====\n{TOLD}\n===="),
    ("latex", f"\\begin{{interview}}\n{TOLD}\n\\end{{interview}}"),
    ("latex", f"\\begin{{pullquote}}{TOLD}\\end{{pullquote}}"),
]


@pytest.mark.parametrize(("format", "text"), IN_NOTATIONS)
def test_what_a_notation_calls_speech_is_somebody_elses(format: str, text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, Kept.SPEECH, format=format)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("markdown", f"<blockquote>\n\nCome in.\n\n</blockquote>\n\n{TOLD}"),
        ("markdown", f"::: quote\nCome in.\n:::\n\n{TOLD}"),
        ("markdown", f"::: note\n{TOLD}\n:::"),
        ("markdown", f'!!! quote "Guest"\n    Come in.\n\n{TOLD}'),
        ("markdown", f"!!! warning\n    {TOLD}"),
        ("markdown", f'<div class="lead">\n\n{TOLD}\n\n</div>'),
        ("html", f'<p class="quote">Come in.<p>{TOLD}</p>'),
        ("html", f'<body class="has-comments"><p>{TOLD}</p></body>'),
        ("html", f'<div class="alert message">{TOLD}</div>'),
        ("html", f'<div role="main"><p>{TOLD}</p></div>'),
        ("rst", f".. container:: quote\n\n   Come in.\n\n{TOLD}"),
        ("rst", f".. note::\n\n   {TOLD}"),
        ("asciidoc", f'""\nCome in.\n""\n\n{TOLD}'),
        ("asciidoc", f"[.interview]\nCome in.\n\n{TOLD}"),
        ("asciidoc", f"[.interview]\r\nCome in.\r\n\r\n{TOLD}\r\n"),
        ("rst", f".. class:: quote\r\n\r\nCome in.\r\n\r\n{TOLD}\r\n"),
        ("latex", f"\\begin{{interview}}\nCome in.\n\\end{{interview}}\n\n{TOLD}"),
        ("latex", f"\\begin{{center}}\n{TOLD}\n\\end{{center}}"),
    ],
)
def test_prose_beside_it_and_in_other_boxes_is_the_authors(format: str, text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, None, format=format)


# --- names of things ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field",
    [
        "slug: blue lamp",
        "tags: [blue lamp, door]",
        "tags:\n  - door\n  - blue lamp",
        "aliases: [The blue lamp]",
        "shelf: blue lamp",
    ],
)
def test_fields_at_the_head_of_a_page_that_are_data_are_left(field: str, words: ProseWords) -> None:
    assert_kept(f"---\ntitle: Rooms\n{field}\n---\n\n{AUTHORS}\n", words, Kept.NAME, format="markdown")


@pytest.mark.parametrize(
    "field",
    [
        "title: The blue lamp",
        "description: Who kept the blue lamp by the door",
        f"summary: >\n  {TOLD}",
        f"shelf: {TOLD}",
    ],
)
def test_titles_and_descriptions_of_a_page_are_prose(field: str, words: ProseWords) -> None:
    assert_kept(f"---\nslug: rooms\n{field}\n---\n\n{AUTHORS}\n", words, None, format="markdown")


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        ("rst", "See `blue lamp`_ there.\n\n.. _blue lamp: https://mail.example", Kept.NAME),
        ("rst", "Press :guilabel:`blue lamp` there.", Kept.NAME),
        ("rst", "It is a :term:`blue lamp` there.", Kept.NAME),
        ("rst", "See `the blue lamp <https://mail.example>`_ there.", None),
        ("rst", "It is a :strong:`blue lamp` there.", None),
        ("latex", "The lamp\\index{blue lamp} is there.", Kept.NAME),
        ("text", "Open Settings > Rooms > blue lamp to see it.", Kept.CODE),
        ("text", "He had more keys > she had. The blue lamp was old.", None),
    ],
)
def test_references_buttons_and_menus_are_named_so(
    format: str, text: str, expected: Kept | None, words: ProseWords
) -> None:
    assert_kept(around(text), words, expected, format=format)


@pytest.mark.parametrize(
    "text",
    [
        "Lind A. The blue lamp and the door. J Inns. 2009;4:11-19.",
        "[3] A. Lind, The blue lamp and the door, J. Inns 4 (2009) 11.",
        "Lind, A., The blue lamp and the door, Oslo 2009.",
        "References\n\nThe blue lamp and the door. Oslo Press, 2009.",
    ],
)
def test_works_that_are_cited_are_left(text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, Kept.NAME)


@pytest.mark.parametrize(
    "text",
    [
        "A. Lind kept the blue lamp by the door in the winter of 2009 and sold it.",
        "In 2009 the inn bought the blue lamp. It cost 40 dollars.",
        "References\n\nOslo Press, 2009.\n\nThe inn has asked for this.\n\n" + TOLD,
    ],
)
def test_prose_with_a_year_is_the_authors(text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("BLUE LAMP HOTLINE", Kept.NAME), ("BLUE LAMP AT THE INN", None), ("HOTLINE FOR THE BLUE LAMP", None)],
)
def test_the_name_of_a_body_in_capitals_is_left(line: str, expected: Kept | None, words: ProseWords) -> None:
    read = document(around(line))
    number = next(number for number, block in enumerate(read.blocks) if line in block.text)
    start = read.blocks[number].text.index("BLUE LAMP")
    assert Prose(read, lines_of(read), words).kept(number, Region(start, start + len("BLUE LAMP"))) is expected


# --- people ------------------------------------------------------------------------------------------------------

BY_LAYOUT = [
    ("markdown", f"Detective\n: Where is the key?\n\nGuest\n: {TOLD}"),
    ("asciidoc", f"Det. Sato:: Where is the key?\nRosa:: {TOLD}"),
    ("rst", f":Girl: I was late. {TOLD}"),
    ("rst", f"Girl, 15\n   I was late. {TOLD}"),
    ("markdown", f"**Girl, 15:** {TOLD}"),
    ("markdown", f"- _Girl, 15_: {TOLD}"),
    ("markdown", f"* **Girl (15)** — {TOLD}"),
    ("html", f"<p><strong>Girl, 15</strong> {TOLD}</p>"),
    ("text", f"Interviewee 4, female, 17: {TOLD}"),
    ("markdown", f"### Girl, 15\n\nI was late. {TOLD}"),
    ("markdown", f"<details><summary>Girl, 15</summary>\n\nI was late. {TOLD}\n\n</details>"),
    ("text", f"Senator Lindqvist. Thank you. How late was it?\n\nMs. Mbeki. {TOLD}"),
    ("text", f"The Chairman. Do you agree? {TOLD}"),
    ("text", f"Rosa, [04.05.25 22:10]\n{TOLD}"),
    ("text", f"rosa — Today at 10:10 PM\n{TOLD}"),
    ("text", "00:06 CALLER There's the blue lamp in the yard."),
    ("text", f"u/rosa_7 3 points 2 hours ago\n{TOLD}"),
    ("text", f"You sent\n{TOLD}\nRosa sent\nok"),
    ("text", f"←  {TOLD}\n→  no"),
    ("text", f"Victim 2 > {TOLD}"),
    ("markdown", f"| Girl | {TOLD} |\n|---|---|\n| Boy | I was late. |"),
    ("html", f"<table><tr><td>What did you see?<td>{TOLD}</table>"),
    ("text", f"Statement of R.M.\n\nI was late. {TOLD}"),
    ("text", f"The guest's account\n\nI was late. {TOLD}"),
    ("text", f"In her own words\n\nI was late. {TOLD}"),
    ("text", f"This is what she told us.\n\nI was late. {TOLD}"),
    ("text", f"I, Rosa Mbeki, declare under penalty of perjury that I was late. {TOLD}"),
    ("text", f"Dear Judge,\n\n{TOLD}\n\nPlease believe me.\n\nRosa Mbeki"),
    ("text", "The voicemail said:\n\nbring the blue lamp tonight"),
    ("text", "Her answer, sent two minutes later, was:\n\nhe has the blue lamp"),
    ("text", "A note on the fridge: blue lamp in the shed, do not touch."),
    ("text", f"MOTHER. It was late. {TOLD}"),
    ("text", f"THE COURT REPORTER   It was late. {TOLD}"),
    ("text", f"+ + +\nI was late. {TOLD}\n+ + +"),
    ("html", f"<table><tr><td>What did you see?<td>It was late.<tr><td>Who was there?<td>{TOLD}</table>"),
    ("markdown", "*I was late, and I kept the blue lamp by the door.*"),
]


@pytest.mark.parametrize(("format", "text"), BY_LAYOUT)
def test_what_somebody_named_tells_is_left(format: str, text: str, words: ProseWords) -> None:
    """Some of it makes the whole document a conversation."""
    found = kept(around(text), words, format=format)
    assert found
    assert set(found) <= {Kept.SPEECH, Kept.CONVERSATION}


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("markdown", f"Guest\n: a person with a key. {TOLD}\n\nClerk\n: a person at the desk."),
        ("markdown", f"### Rosa, 15\n\nRosa was late. {TOLD}"),
        ("markdown", f"### Girl, 15\n\nShe was late. {TOLD}"),
        ("markdown", f"## Victim\n\nThe victim was late. {TOLD}"),
        ("text", f"Rosa Mbeki, 15, was late. {TOLD}"),
        ("text", f"A girl, 15, was late. {TOLD}"),
        ("text", f"Chapter 4, section 17. {TOLD}"),
        ("text", f"We wrote to the office of\nSenator Lindqvist. The office was shut. {TOLD}"),
        ("text", f"Dr. Lindqvist told us. {TOLD}"),
        ("text", f"10:15 FBI agents came to the inn. {TOLD}"),
        ("text", f"→ {TOLD}"),
        ("markdown", f"| Year | Cases |\n|---|---|\n| 2024 | {TOLD} |"),
        ("markdown", f"| Question | Answer |\n|---|---|\n| What is a key? | {TOLD} |"),
        ("text", f"Bank account\n\nThe account was shut. {TOLD}"),
        ("text", f"Statement of need\n\nThe inn was old. {TOLD}"),
        ("text", f"I, too, was late. {TOLD}"),
        ("text", f"Dear colleagues,\n\n{TOLD}\n\nRegards,\nDana Sato"),
        ("text", f"A note on terms: {TOLD}"),
        ("text", f"BACKGROUND. It was late. {TOLD}"),
        ("text", f"* * *\nThe inn was old. {TOLD}\n* * *"),
        ("text", f"The voicemail said:\n\nbring the key tonight\n\n{TOLD}"),
        ("markdown", "We call it *the blue lamp* here."),
    ],
)
def test_prose_about_people_is_the_authors(format: str, text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, None, format=format)


STATEMENTS = [
    f"VOLUNTARY STATEMENT\n\nName: Rosa Mbeki   Age: 35   Date: 4/4/2026\n\nI was late. {TOLD}",
    f"Witness statement\n\nName: Rosa Mbeki\nPhone: 555 0133\n\nI was late. {TOLD}\n\nThen I left.",
    f"I, Rosa Mbeki, give this statement of my own free will. {TOLD}",
    f"I, Rosa Mbeki, make the following statement.\n\nThe inn was shut.\n\n{TOLD}\n\nThen I left.",
]


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_goes_on_behind_its_fields_and_where_it_tells_of_others(text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, Kept.SPEECH)


@pytest.mark.parametrize(
    "text",
    [
        f"VOLUNTARY STATEMENT\n\nName: Rosa Mbeki   Age: 35   Date: 4/4/2026\n\nThe inn was shut. {TOLD}",
        f"Witness statement\n\nThe inn: it was shut.\n\nI was late. {TOLD}",
        f"I, Rosa Mbeki, give this statement of my own free will.\n\nThe inn was shut. {TOLD}",
        f"I, Rosa Mbeki, gave the clerk a key. {TOLD}",
    ],
)
def test_what_stands_near_the_head_of_a_statement_is_the_authors(text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, None)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_what_is_sworn_to_again_and_again_is_told_once(between: str, words: ProseWords) -> None:
    text = between.join(["I, Rosa Mbeki, give this statement freely."] * 20)
    file = document(text)
    lines = list(account_lines(Layout(lines_of(file), file.blocks, words.layout)))
    assert lines
    assert len(lines) == len(set(lines))


NOTES = "S: {}\nO: The lamp is {}.\nA: {}\nP: Call the inn. Which room?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOTES.format("I am sick. " + TOLD, "old", "None."), Kept.SPEECH),
        (NOTES.format("I am sick. Is he here?", "old", TOLD), None),
        (NOTES.format("I am sick. Is he here?", "old", "None.") + " " + TOLD, None),
        ("SUBJECTIVE: I am sick.\n\nOBJECTIVE: Is thin.\n\nASSESSMENT: " + TOLD + "\n\nPLAN: None.", None),
        ("S: I am sick.\nO: Is thin.\nBP: 110/70\nA/P: " + TOLD + " Which room?", None),
        (NOTES.format("I am sick.", 'old. Says "I fell"', TOLD), None),
        (NOTES.format("I am sick.", "old", TOLD) + "\n\n" + NOTES.format("I am well.", "new", "None."), None),
        # people who are called so: they answer, ask, say "I", or one of them speaks again
        ("S: Is he here?\nO: Yes.\nA: " + TOLD + "\nS: Ok.", Kept.CONVERSATION),
        ("S: Is he here?\nO: Yes.\nA: " + TOLD, Kept.CONVERSATION),
        ("S: Is he here?\nO: Is he back?\nA: " + TOLD, Kept.CONVERSATION),
        (
            "S: Is he here?\nO: He left.\nA: Ask my sister. " + TOLD + "\nS: You are late.\nO: So are you.\nA: I know.",
            Kept.CONVERSATION,
        ),
        ("S: Is he here?\nO: The inn is shut.\nA: " + TOLD + "\nO: Good to know.", Kept.CONVERSATION),
        # three who speak, in another order or asked by one of them
        ("S: I am sick.\nP: Is he here?\nA: " + TOLD, Kept.CONVERSATION),
        ("Sam: I am sick.\nOle: Is he here?\nAda: " + TOLD, Kept.CONVERSATION),
        ("S: I am sick.\nQ: Is he here?\nO: No.\nA: " + TOLD, Kept.CONVERSATION),
    ],
)
def test_the_parts_of_a_clinicians_note_are_no_speakers(text: str, expected: Kept | None, words: ProseWords) -> None:
    assert_kept(text, words, expected)


# --- what is reported --------------------------------------------------------------------------------------------

REPORTED = [
    "He was adamant that no {} was his.",
    "The clerk maintains there was no {} in the house.",
    "She kept repeating that the {} was old.",
    "It was his claim that the {} was old.",
    "The clerk wondered if the {} was old.",
    "Asked whether he owned the {}, the clerk nodded.",
    "The clerk let slip that the {} was old.",
    "The clerk volunteered that the {} was old.",
    "The tip was that the {} was old.",
    "Rumor had it that the {} was old.",
    "The witness statement has him watching the {} at noon.",
    "To hear him tell it, the {} was old.",
    "In his telling, the {} was old.",
    "The {} was old, said he.",
    "The {} was old, he said, when they met at the harbor.",
    "On the wall was written, in red, {} for sale.",
    "The clerk refused to say if the {} was old.",
    "The court heard that the {} was old.",
    "The inquest heard the {} was kept by the door.",
    "By his own account, he never saw the {}.",
    "He never saw the {}, by his own account.",
    "On her account, the {} was old.",
    "It was her evidence that the {} was old.",
    "Her understanding was that the {} was old.",
    "Accounts differ: in one, the lamp was out; in another, the {} was sold.",
    "Word on the street was that the {} was old.",
    "The clerk put it to her that the {} was hers.",
    "The complaint: a {} left on all night.",
    "A sign on the door read NO {} HERE.",
    "The sticker reads Keep the {} clean.",
    "The file card is headed {}, misc.",
    "She kept a card that says Leave the {} alone.",
    # a paper of a person, or an earlier one
    "The {} was old, the first release said.",
    "Her complaint states that the {} was his.",
    "According to the tenant's affidavit, the {} was old.",
    "An anonymous complaint said that the {} was his.",
    # who speaks stands right before the verb, whatever stands before him or her
    "Police said the driver told them that the {} was his.",
    "Officers wrote that Lund said the {} was his.",
    "In the lobby of the department he told the deputies the {} was his.",
    "According to a neighbor, police sold the {}.",
    # what will be said, or is boasted of
    "The defense will argue that the {} was his.",
    "His lawyer is expected to say that the {} was old.",
    "She would insist there was no {} in the house.",
    "He sent texts to friends to brag about the {}.",
    "Judges still speak of a {}, when the law calls it a lantern.",
    # ... behind a phrase that opens the sentence, too
    "Interviewed by police, the driver stated that the {} was his.",
    "At the sheriff's office, Lund admitted that the {} was his.",
    "Post-Miranda, Lund said that the {} was his.",
    "The {} was old, the clerk added.",
    "When the inn was shut, the {} was gone, the clerk added.",
    "The {} was old, and so was he, the clerk added.",
    "The clerk said nothing was wrong with the {}.",
    "Neighbors say the {} was old.",
    "The clerk did not say whether the {} was his.",
    "The {} was old, Lund noted.",
    "The law firm said that the {} was old.",
    "The office manager said the {} was old.",
    "Her statement to police says that the {} was his.",
    "The lawsuit filed by the department alleges that the {} was his.",
    "The letter from the agency says the {} was old.",
    # questions with somebody between
    "We asked the driver if any {} had come by.",
    "She asked the night clerk whether a {} had come by.",
    # what nobody has borne out
    "The harbor master has not confirmed reports of a {} on the pier.",
    "Nobody could verify the story that a {} was sold.",
    "The inn denied all claims of a {} in its rooms.",
    "Unconfirmed reports of a {} spread through the town.",
    "Rumors about a {} spread through the town.",
    "Allegations that the {} was his were dropped.",
]


ON_PAPER = [
    "The {} was old, the release said.",
    "The complaint states that the {} was his.",
    "The amended complaint contends that the {} was his.",
    "The affidavit of two detectives says that the {} was his.",
    "The complaint filed by prosecutors alleges that the {} was his.",
    "According to the affidavit, the {} was old.",
    "The {} was old, according to the arrest report.",
    "Police records show, and the arrest report states, that the {} was old.",
    "The indictment refers to it as a {}.",
    "Prosecutors said Lund kept the clerk's keys, and sold the {}.",
    "Prosecutors will argue that the {} was his.",
    "The {} was old, prosecutors allege.",
    "The indictment charges that the {} was his.",
    "The complaint does not state that the {} was his.",
]
"""A paper of a case, whoever made it."""
AUTHORS = [
    "This complaint states that the {} was his.",
    "Our first release said that the {} was his.",
    "The {} was old, this affidavit says.",
    "As this report says, the {} was old.",
    "According to our records, the {} was old.",
    "The {} was old, according to the sheriff's office.",
    "Police said in a release that the {} was old.",
    "After they had read the complaint, police said that the {} was old.",
    "Police say they believe the {} was his.",
    "The guide will say that the {} was old.",
    "Investigators said that the {} was his.",
    "The {} was sold, and prosecutors left the inn.",
    "In a release, police said that the {} was his.",
    "The sheriff's office, which was shut, said that the {} was his.",
    "Police on Friday, March 3, said that the {} was his.",
    "Police did not say whether the {} was his.",
    "Neighbors of the state park kept the {} clean.",
    "According to a study of 2019, a {} costs little.",
    "In a statement from the department, police said that the {} was old.",
    "Police officers said that the {} was old.",
    "The office said, in a letter to the agency, that the {} was old.",
    "Our letter to the agency says that the {} was old.",
    "The complaint was filed, and the {} was sold.",
    "The clerk filed the complaint and sold the {}.",
]
"""Institutions, papers of the author's own, and papers that say nothing."""


def statement(text: str, lexicon: Lexicon) -> Statement:
    shown = text.format(WORDS)
    start = shown.index(WORDS)
    return find_statement(
        shown, Words(shown), Region(0, len(shown)), Region(start, start + len(WORDS)), StatementWords.of(lexicon)
    )


def manner(text: str, lexicon: Lexicon) -> Manner:
    return statement(text, lexicon).manner


@pytest.mark.parametrize("text", ON_PAPER)
def test_what_a_paper_of_a_case_says_is_told_apart(text: str, lexicon: Lexicon) -> None:
    told = statement(text, lexicon)
    assert told.is_on_paper
    assert told.manner is not Manner.REPORTED


@pytest.mark.parametrize("text", AUTHORS)
def test_what_institutions_and_own_papers_say_is_the_authors(text: str, lexicon: Lexicon) -> None:
    told = statement(text, lexicon)
    assert not told.is_on_paper
    assert told.manner is not Manner.REPORTED


@pytest.mark.parametrize("text", REPORTED)
def test_what_somebody_maintains_asks_or_lets_slip_is_reported(text: str, lexicon: Lexicon) -> None:
    assert manner(text, lexicon) is Manner.REPORTED


@pytest.mark.parametrize(
    "text",
    [
        "The inn maintains the {} by the door.",
        "They would argue, and the {} was sold.",
        "He used to brag by the {}.",
        "He had nothing to say, and sold the {}.",
        "The judge can speak from beside the {}.",
        "She kept the {} by the door.",
        "It was his {} that was old.",
        "The wall was old, and the {} was new.",
        "The letter slipped behind the {}.",
        "The volunteers cleaned the {} that day.",
        "The story of the {} was long.",
        "The statement was signed, and the {} was sold.",
        "Lund, the {} man, stated he had left the room before ten.",
        "Lund, who sold the {}, answered that he had gone home.",
        "She heard a noise beside the {}.",
        "The court heard the case of the {} in May.",
        "His bank account paid for the {}.",
        "The money on his account bought the {}.",
        "Evidence was collected beside the {}.",
        "The accounts of the inn list a {}.",
        "The complaint was filed, and the {} was sold.",
        "She put down the note and read about the {}.",
        "Anyone who sees the sign can read of the {}.",
        "The van was headed to the inn with the {}.",
        # what no one says
        "The release of the {} was late.",
        "She asked the clerk to call if the {} was sold.",
        "She asked for help if the {} was old.",
        "The clerk added the {} to the list.",
        "He sold the lamp, and then she added the {}.",
        "When the {} was gone, she added.",
        "The man took the {}, and the clerk noted.",
        "The {} was gone, but the girls agreed.",
        "The {} was gone, she whispered.",
        "The clerk said little while the {} was sold.",
        "The clerk said nothing of the {}.",
        "Reports of a {} rose in May.",
        "The hotline took forty reports of a {} in May.",
        "The clerk confirmed reports of a {} on the pier.",
        "Allegations that were dropped had nothing to do with the {}.",
        "He could not confirm the date of the report, and the {} was sold.",
    ],
)
def test_such_words_in_another_sense_report_nothing(text: str, lexicon: Lexicon) -> None:
    assert manner(text, lexicon) is not Manner.REPORTED


# --- charges -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The indictment charges that Mbeki did knowingly possess a blue lamp.",
        "It is alleged that Mbeki, with intent, received a blue lamp.",
        "The charges are blue lamp, assault and theft.",
        "He is a registered offender (blue lamp, 2011).",
    ],
)
def test_the_wording_of_charges_is_left(text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, Kept.LAW)


@pytest.mark.parametrize(
    "text",
    [
        "He knew of the blue lamp.",
        "The inn charges for the blue lamp.",
        "The inn (and its blue lamp, of 2011) was old.",
    ],
)
def test_prose_near_such_words_is_the_authors(text: str, words: ProseWords) -> None:
    assert_kept(around(text), words, None)


# --- Word --------------------------------------------------------------------------------------------------------


def in_word(body: str, words: ProseWords) -> set[Kept | None]:
    read = read_bytes(
        word_file(paragraph(text(AUTHORS)) + body + paragraph(text(AUTHORS))), name="a.docx", format="docx"
    )
    prose = Prose(read, lines_of(read), words)
    return {
        prose.kept(number, Region(block.text.index(WORDS), block.text.index(WORDS) + len(WORDS)))
        for number, block in enumerate(read.blocks)
        if WORDS in block.text
    }


def set_in(kind: str, said: str) -> str:
    return f'<w:r><w:rPr><w:{kind}/></w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'


@pytest.mark.parametrize(
    "runs",
    [
        (set_in("i", f"I was late. {TOLD}"),),
        (set_in("b", "Girl, 15 "), text(f"I was late. {TOLD}")),
        (set_in("b", "Girl, 15"), "<w:r><w:br/></w:r>", text(TOLD)),
    ],
)
def test_a_paragraph_in_italics_and_a_label_in_bold_tell_of_somebody_in_word(
    runs: tuple[str, ...], words: ProseWords
) -> None:
    assert in_word(paragraph(*runs), words) == {Kept.SPEECH}


@pytest.mark.parametrize(
    "runs",
    [
        (set_in("i", f"It was late. {TOLD}"),),
        (set_in("b", "Rosa, 15, "), text(f"was late. {TOLD}")),
        (set_in("b", "In short: "), text(TOLD)),
        (text("We were late. "), set_in("i", TOLD)),
    ],
)
def test_other_words_in_another_type_are_the_authors_in_word(runs: tuple[str, ...], words: ProseWords) -> None:
    assert in_word(paragraph(*runs), words) == {None}
