"""What of a document may be edited: the author's prose, and nothing that may be somebody else's, code, a name or a law's."""

from __future__ import annotations

import pytest

from langcheck.facts.lines import lines_of
from langcheck.facts.prose import Prose, ProseWords
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Kept, Region
from tests.conftest import document

WORDS = "blue lamp"
"""The words that are asked about, wherever they stand in a text."""
TOLD = "She kept the blue lamp by the door."


@pytest.fixture(scope="module")
def words(lexicon: Lexicon) -> ProseWords:
    return ProseWords.of(lexicon)


def kept(text: str, words: ProseWords, *, format: str = "text") -> list[Kept | None]:
    """Why the words are left to a person, at each of their places."""
    read = document(text, format=format)
    prose = Prose(read, lines_of(read), words)
    places = [
        (number, Region(start, start + len(WORDS)))
        for number, block in enumerate(read.blocks)
        for start in range(len(block.text))
        if block.text.startswith(WORDS, start)
    ]
    return [prose.kept(number, region) for number, region in places]


def assert_kept(text: str, words: ProseWords, expected: Kept | None, *, format: str = "text") -> None:
    """Every place of the words has the answer, and there is one."""
    found = kept(text, words, format=format)
    assert found, "the text does not hold the words"
    assert set(found) == {expected}


# --- quotation marks ---------------------------------------------------------------------------------------------

MARKS = [
    ("«", "»"), ("»", "«"), ("‹", "›"), ("›", "‹"), ("„", "“"), ("„", "”"), ("”", "”"), ("‚", "‘"), ("‚", "’"), ("‘", "’"), ("'", "'"),
    ("「", "」"), ("『", "』"), ("《", "》"), ("〝", "〞"), ("＂", "＂"), ("″", "″"), ("‶", "″"), ("′", "′"), ("``", "''"), ("`", "'"),
    ("''", "''"), (",,", "''"), ("<<", ">>"), ("❝", "❞"), ("‟", "”"), ("﴾", "﴿"), ("❨", "❩"), ("〖", "〗"), ("´", "´"), ('\\"', '\\"'), ("&quot;", "&quot;"),
    ("&ldquo;", "&rdquo;"), ("â€œ", "â€\u009d"), ("“", '"'), ('"', '"'),
]  # fmt: skip
IN_MARKS = [
    "The clerk said, {0}" + TOLD + "{1}",
    "{0}" + TOLD + " It was old.{1} said the clerk.",
    "We asked. The clerk said {0}" + TOLD,
    "The clerk said, {0} " + TOLD + " {1}",
    "The clerk said,{0}" + TOLD + "{1}and left.",
    "The clerk said, {0}It was late.\n\n" + TOLD + "\n\nThen I slept.{1}",
]


@pytest.mark.parametrize("text", IN_MARKS)
@pytest.mark.parametrize("marks", MARKS, ids="".join)
def test_words_in_quotation_marks_of_any_kind_are_somebody_elses(
    marks: tuple[str, str], text: str, words: ProseWords
) -> None:
    """Closed, unclosed, with blanks inside, without one outside, and over paragraphs that do not open them anew."""
    assert_kept(text.format(*marks), words, Kept.SPEECH)


@pytest.mark.parametrize(
    "text",
    [
        "“We are open,” said the clerk. " + TOLD,
        TOLD + " “We are open,” said the clerk. “Come in.”",
        'The "late shift" was short. ' + TOLD,
        "The guests' keys and the '80s chairs were gone. " + TOLD,
        "It’s the clerk’s desk. " + TOLD,
        'The board is 6\'2" long and 12" wide. ' + TOLD,
        "The clerk said: «Come in.» " + TOLD,
        "Home » Rooms\n\n" + TOLD,
        "“One.\n\n“Two.”\n\n" + TOLD,
        "The sheriff was glad:\n\n“We are open again.”\n\n" + TOLD,
        "At 40° 26′ 46″ north it snowed. " + TOLD,
    ],
)
def test_prose_beside_quotation_marks_is_the_authors(text: str, words: ProseWords) -> None:
    assert_kept(text, words, None)


# --- conversations -----------------------------------------------------------------------------------------------

CONVERSATIONS = [
    # question and answer
    "QUESTION: Where was it?\nANSWER: " + TOLD,
    "Q: Where was it?\nA: " + TOLD,
    "Q. Where was it?\n\nA. " + TOLD,
    "Q1. Where?\nA1. " + TOLD,
    "4 Q Where was it?\n5 A " + TOLD,
    "[Q] Where was it?\n[A] " + TOLD,
    "The tape runs. Q. Where was it? A. " + TOLD,
    # names, roles, initials
    "HALVORSEN: Where was it?\n\nMBEKI: " + TOLD,
    "Halvorsen: " + TOLD + "\nMbeki: ok",
    "R.T.: " + TOLD + "\nDET: And then?",
    "Det. Halvorsen: Go on.\nMs. Mbeki: " + TOLD,
    "Interviewer: Where was it?\nWitness: " + TOLD,
    "[Interviewer] Where was it?\n[Witness] " + TOLD,
    "Speaker 1: " + TOLD + "\nSpeaker 2: Which one?",
    "MR. HALVORSEN. Where was it?\nMS. MBEKI. " + TOLD,
    "HALVORSEN – Where was it?\nMBEKI – " + TOLD,
    "- Rosa: " + TOLD + "\n- Tim: lol",
    # messengers
    "<rosa> " + TOLD + "\n<tim> k",
    "rosa_7> " + TOLD + "\ntim> k",
    "04/05/2025, 22:10 - Rosa: " + TOLD + "\n04/05/2025, 22:11 - Tim: k",
    "[04/05/2025, 22:10:09] Rosa: " + TOLD,
    "2025-05-04T22:10:09Z <rosa> " + TOLD,
    "22:10 Rosa: " + TOLD,
    "(10:10 PM) rosa: " + TOLD,
    "Rosa (22:10): " + TOLD + "\nTim (22:11): k",
    "Rosa [May 4, 2025 10:10 PM]: " + TOLD,
    "22:10 | Rosa | " + TOLD,
    "04/05/2025\t22:10\tRosa\t" + TOLD,
    "+1 (555) 010-0133 10:10 PM: " + TOLD,
    "Rosa — Today at 10:10 PM\n" + TOLD,
    "rosa  10:10 PM\n" + TOLD + "\n\ntim  10:11 PM\nk",
    "rosa · 10:10 PM\n" + TOLD,
    "10:10 PM Rosa\n" + TOLD,
    "Rosa\n10:10 PM\n" + TOLD + "\nTim\n10:11 PM\nWhich one do you mean?",
    "@rosa " + TOLD + "\n@tim Which one?",
    "Rosa\n" + TOLD + "\n10:10 PM\n\nTim\nk\n10:11 PM",
    "10:10 PM\n\nRosa M.\n\n" + TOLD + "\n\n10:11 PM\n\nTim\n\nWhich one do you mean?",
    "Delivered\n" + TOLD + "\nRead 10:10 PM",
    "INTERVIEWER\nWhere was it at that time?\n\nMBEKI\n" + TOLD,
    "Outgoing (22:10): " + TOLD + "\nIncoming (22:11): k",
    "[00:04:10] " + TOLD,
    "00:04:10 --> 00:04:12\n" + TOLD,
    # dialogue and titles
    "— " + TOLD + "\n\n— Which one? asked the clerk.",
    "Transcript of the call\n\n" + TOLD,
]


@pytest.mark.parametrize("text", CONVERSATIONS)
def test_a_document_in_the_layout_of_a_conversation_is_left_as_a_whole(text: str, words: ProseWords) -> None:
    """Also what stands beside the turns: whose words those are cannot be told either."""
    assert_kept(text, words, Kept.CONVERSATION)
    assert_kept(f"We met on Monday. {TOLD}\n\n{text}", words, Kept.CONVERSATION)


@pytest.mark.parametrize(
    "text",
    [
        "Narrative:\nI was on patrol. " + TOLD,
        "Details:\n\nMy partner and I met the clerk. " + TOLD,
        "NARRATIVE: I was sent to the inn. " + TOLD,
        "0140 hrs: " + TOLD + "\n0150 hrs: I left.",
        "01:40 - " + TOLD + "\n01:50 - Units cleared.",
        "01:40: " + TOLD,
        "Victim: R. Mbeki\nWitness: T. Halvorsen\nLocation: 9 Mill Rd\nOfficer: D. Sato\n\n" + TOLD,
        "VICTIM: JUVENILE FEMALE, 15.\nSUSPECT: ADULT MALE, 40.\n\n" + TOLD,
        "Case: 25-7\nReviewed by: Sgt. Sato\nSummary: " + TOLD,
        "Who: Chief Sato\nWhat: Briefing\nWhen: 10:00 a.m. Friday\nWhere: Town hall\n\n" + TOLD,
        "May 4, 2025: " + TOLD,
        "2025-05-04  22:10    14,002,113  room 01.jpg\n2025-05-04  22:11    11,730,004  room 02.jpg\n\n" + TOLD,
        "2025-05-04  the room was shut\n2025-05-05  the key was gone\n\n" + TOLD,
        "Monday: " + TOLD + "\nTuesday: Nobody came.",
        "MILL CITY – " + TOLD + "\n\nOAK CITY – Nobody came.",
        "Control: He keeps the keys.\nIsolation: He keeps the phone.\n\n" + TOLD,
        "Step 1: Call us.\nStep 2: Wait for us.\n\n" + TOLD,
        "By Dana Sato, May 4, 2025, 10:03 AM\n\n" + TOLD,
        "He came back at 10:10 PM\n" + TOLD,
        "open 10:10 PM\n" + TOLD,
        "A. Rooms\n\n" + TOLD + "\n\nB. Keys\n\nThere were two.",
        "- " + TOLD + "\n- The keys were gone.",
        "The officer asked. The clerk answered. " + TOLD,
        "MEMORANDUM\n\nTO: All staff\nFROM: Chief Sato\nDATE: May 4, 2025\nRE: Rooms\n\n" + TOLD,
    ],
)
def test_reports_logs_and_lists_are_no_conversations(text: str, words: ProseWords) -> None:
    """An officer's own voice, the times of a log, and the fields of a report."""
    assert_kept(text, words, None)


@pytest.mark.parametrize(
    ("format", "head"), [("srt", "1\n00:00:01,000 --> 00:00:02,000\n"), ("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n")]
)
def test_subtitles_are_left_as_a_whole(format: str, head: str, words: ProseWords) -> None:
    from langcheck.readers import read_bytes

    read = read_bytes(f"{head}{TOLD}\n".encode(), name=f"a.{format}", format="subtitles")
    assert Prose(read, lines_of(read), words).kept(0, Region(13, 22)) is Kept.SUBTITLES


# --- lines of somebody else --------------------------------------------------------------------------------------

SPOKEN = [
    "| " + TOLD + "\n| It was old.",
    "│ " + TOLD,
    "} " + TOLD,
    "— " + TOLD,
    "- " + TOLD + "\n- Which one?",
    "1 | Rosa | " + TOLD,
    "We wrote it down.\n\n    " + TOLD + "\n    It was old.\n\nWe went home.",
    "She sat down.\n    " + TOLD + "\nWe went home.",
    "BEGIN STATEMENT\n" + TOLD + "\nEND STATEMENT",
    "We met her.\n\n*** START OF LETTER ***\n\nI am well.\n\n" + TOLD + "\n\n*** END OF LETTER ***\n\nWe kept it.",
    "[quote]\n" + TOLD + "\n[/quote]",
    "Written statement\n\n" + TOLD,
    "Statement of the guest:\n" + TOLD,
    "-----Original Message-----\nFrom: r@mail.example\n\n" + TOLD,
    "See below.\n\n---------- Forwarded message ---------\nFrom: Rosa\n\n" + TOLD,
    "See below.\n\nFrom: Rosa\nSent: Monday\nTo: Tim\n\n" + TOLD,
    "See below.\n\nVon: Rosa\nGesendet: Montag\nAn: Tim\nBetreff: Lampe\n\n" + TOLD,
    "See below.\n\nDe : Rosa\nEnvoyé : lundi\nÀ : Tim\nObjet : lampe\n\n" + TOLD,
    "See below.\n\nDe: Rosa\nEnviado el: lunes\nPara: Tim\nAsunto: l\u00e1mpara\n\n" + TOLD,
    "See below.\n\nVan: Rosa\nVerzonden: maandag\nAan: Tim\nOnderwerp: lamp\n\n" + TOLD,
    "See below.\n\nDa: Rosa\nInviato: lunedì\nA: Tim\nOggetto: lampada\n\n" + TOLD,
    "The ad, posted on 4 June in the evening, is reproduced here in full:\n\nNEW LAMPS\nno games\nblue lamp w/ shade only\ncall Rosa",
    "The listing that the guest had posted on 4 June, verbatim:\n\nLAMPS\nblue lamp w/ shade only",
    "It is alleged that the clerk sold the blue lamp.",
    "The clerk is alleged to have sold the blue lamp.",
    "On Sun, May 4, 2025 at 10:10 PM Rosa <r@mail.example> wrote:\n\n" + TOLD,
    "The text message read: " + TOLD,
    "The note on the desk said, " + TOLD,
    "The letter read " + TOLD,
    "The guest wrote:\n\n" + TOLD,
    "We met at noon. She told us: It was late. " + TOLD,
    "Text message from Rosa: " + TOLD,
    "The statement follows.\n\n" + TOLD,
    "The post was as follows:\n\n" + TOLD,
    "She described it like this: " + TOLD,
    "The diary entry for May 4:\n\n" + TOLD,
    "Post by rosa_7 on May 4:\n" + TOLD,
    "I, Rosa Mbeki, state as follows:\n\n" + TOLD,
    "Mbeki: " + TOLD,
    "WITNESS: " + TOLD,
]


@pytest.mark.parametrize("text", SPOKEN)
def test_lines_that_may_be_somebody_elses_are_left(text: str, words: ProseWords) -> None:
    """Behind marks, set in, enclosed, forwarded, handed over to, behind a name."""
    assert_kept(text, words, Kept.SPEECH)


@pytest.mark.parametrize(
    "text",
    [
        "The text message was deleted. " + TOLD,
        "She said that she was tired. " + TOLD,
        "The statement was signed at noon. " + TOLD,
        "The sheriff said the road was closed. " + TOLD,
        "The following items were taken: one key; two cards. " + TOLD,
        "He faces these charges: theft, trespass. " + TOLD,
        "According to the log, the guest left. " + TOLD,
        "It is alleged that the clerk left. " + TOLD,
        "The ad was reproduced in full in the file. " + TOLD,
        "The rooms were painted in full: two doors and a wall.\n\n" + TOLD,
        "Van: white\nOwner: the inn\n\n" + TOLD,
        "Chief Sato said: “We are open.”\n\n" + TOLD,
        "Mill City police said: Roads are closed.\n\nThe roads were wet. " + TOLD,
        "Note: " + TOLD,
        "    " + TOLD + "\n\n    The keys were gone.",
        "\t" + TOLD + "\n\n\tThe keys were gone.",
        "The keys were kept for guests of the inn:\n\n" + TOLD,
        "ELIGIBILITY\nWho may apply for a room here?\n\nCOST\n" + TOLD,
        "Dear team,\n\n" + TOLD + "\n\nRegards,\nDana",
        "From: Chief Sato\nTo: All staff\nSubject: Rooms\n\n" + TOLD,
        "I asked him to stop. " + TOLD + " I wrote it down.",
        "- " + TOLD + "\n- The keys were gone.\n- Nobody came.",
        "> We are open.\n\n" + TOLD,
    ],
)
def test_prose_about_what_was_said_is_the_authors(text: str, words: ProseWords) -> None:
    assert_kept(text, words, None)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("csv", 'time,from,message\n22:10,Rosa,"' + TOLD + '"\n'),
        ("csv", 'Sender Name;Msg\nRosa;"' + TOLD + '"\n'),
        ("csv", '04/05/2025 22:10,Rosa,"' + TOLD + '"\n'),
        ("csv", 'id,participant,notes\n1,Rosa,"' + TOLD + '"\n'),
        ("markdown", "| From | Message |\n|---|---|\n| Rosa | " + TOLD + " |\n"),
        ("html", "<table><tr><th>Speaker</th><th>Text</th></tr><tr><td>Rosa</td><td>" + TOLD + "</td></tr></table>"),
    ],
)
def test_rows_of_a_table_of_messages_are_somebody_elses(format: str, text: str, words: ProseWords) -> None:
    assert_kept(text, words, Kept.SPEECH, format=format)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("csv", 'date,summary\n3/12,"' + TOLD + '"\n'),
        ("csv", 'officer,narrative\nSato,"' + TOLD + '"\n'),
        ("markdown", "| Year | Summary |\n|---|---|\n| 2025 | " + TOLD + " |\n"),
        ("html", "<table><tr><th>Year</th><th>Summary</th></tr><tr><td>2025</td><td>" + TOLD + "</td></tr></table>"),
        ("html", "<p>“Go,” he said.</p><p>" + TOLD + "</p>"),
        ("markdown", "**Summary:** " + TOLD),
    ],
)
def test_rows_of_other_tables_are_prose(format: str, text: str, words: ProseWords) -> None:
    assert_kept(text, words, None, format=format)


BOLD = "**When did you see it?**\n\nI saw it on Monday.\n\n**And the clerk?**\n\n*{}*\n\n"


@pytest.mark.parametrize(
    "text",
    [
        BOLD.format(TOLD),
        "# Interview with Rosa\n\n**What then?**\n\n" + TOLD + "\n",
        "# Q&A\n\n**Where was it?**\n\n_" + TOLD + "_\n\n_The blue lamp was old._\n",
    ],
)
def test_answers_below_questions_in_bold_are_somebody_elses(text: str, words: ProseWords) -> None:
    assert_kept(text, words, Kept.SPEECH, format="markdown")


@pytest.mark.parametrize(
    "text",
    [
        BOLD.format("It was gone.") + TOLD + "\n",
        "**What is a lamp?**\n\n" + TOLD + "\n\n**Who needs one?**\n\nEverybody does.\n",
        "# Frequently asked questions\n\n**What can I do?**\n\n" + TOLD + "\n\n**Who?**\n\nI do.\n",
        "**Rooms?**\n\n" + TOLD + "\n",
        "# Forensic interviews\n\n**What is one?**\n\n" + TOLD + "\n\n**Who asks?**\n\nA nurse.\n",
    ],
)
def test_what_an_author_answers_or_tells_behind_an_interview_is_the_authors(text: str, words: ProseWords) -> None:
    assert_kept(text, words, None, format="markdown")


# --- code and names ----------------------------------------------------------------------------------------------

CODE = [
    "Dear {{blue lamp}}, hello.", "Dear {{ blue lamp }}, hello.", "Use ${blue lamp} here.", "Use {% if blue lamp %} here.",
    "Use <%= blue lamp %> here.", "Use #{blue lamp} here.", "Use {blue lamp} here.", "Use [[blue lamp]] here.", "Use %%blue lamp%% here.",
    "select * from rooms where name = blue lamp;", "var x = blue lamp;", "See C:\\rooms\\blue lamp\\list.docx there.",
    "See \\\\server\\rooms\\blue lamp\\a.txt there.", "See /srv/blue lamp/a.txt there.", "See ~/blue lamp/a.txt there.",
    "See the file blue lamp.docx there.", "Tagged #blue lamp today.", "blue lamp=1", "cd blue lamp", "if (blue lamp) { x }",
]  # fmt: skip


@pytest.mark.parametrize("text", CODE)
def test_code_placeholders_and_paths_are_left(text: str, words: ProseWords) -> None:
    assert_kept(text, words, Kept.CODE)


NAMES = [
    "The folder was named blue lamp.", "A folder called blue lamp was found.", "The file was titled blue lamp and was large.",
    "He joined a group called blue lamp.", "He saved it as blue lamp.", "He renamed the folder to blue lamp.", "Her screen name is blue lamp.",
    "He searched for blue lamp.", "The folder blue lamp was on the desk.", "Folder: blue lamp", "Username: blue lamp", "Category: blue lamp",
    "The contact was saved under blue lamp.", "A video titled blue lamp was on the phone.",
    "A folder was found. It was called blue lamp 2.", "The folder was named x. A second one was called blue lamp 2.",
    "There were two. One was called blue lamp.", "Both are now known as blue lamp.", "The other was also marked blue lamp.",
    "He opened it. It reads blue lamp.", "There was one more. It had been tagged blue lamp.", "She made another called blue lamp.",
    "He kept two folders, and the second was called old blue lamp 2.", "He made a folder. He called it blue lamp.",
    "He had three. He called the second one blue lamp.", "They are listed as blue lamp.", "That one bore the name blue lamp.",
    "I saw something called blue lamp.", "They called them blue lamp.", "The first was dubbed blue lamp by its owner.",
    "It's called blue lamp.", "He watched his show blue lamp.", "This file blue lamp was large.", "Its label is blue lamp.",
    "Bo's folder blue lamp was empty.", "The board has a chat blue lamp.", "Under the heading blue lamp stood a list.", "A folder was found; it was simply called blue lamp.",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_names_that_somebody_gave_are_left(text: str, words: ProseWords) -> None:
    assert_kept(text, words, Kept.NAME)


@pytest.mark.parametrize(
    "text",
    [
        "name,room\nblue lamp,1\n",
        "File name,size\nblue lamp,3\n",
        "Suspect;Room\nblue lamp;1\n",
    ],
)
def test_cells_of_a_column_of_names_are_left(text: str, words: ProseWords) -> None:
    assert_kept(text, words, Kept.NAME, format="csv")


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        ("html", '<p translate="no">A blue lamp.</p>', Kept.CODE),
        ("html", '<div class="a notranslate"><p>x</p><p>A blue lamp.</p></div>', Kept.CODE),
        ("html", '<input type="text" value="blue lamp">', Kept.CODE),
        ("html", "<p>Dear {{ blue lamp }}, hello.</p>", Kept.CODE),
        ("html", '<p translate="no">x</p><p>A blue lamp.</p>', None),
        ("html", '<p><img src="a.png" alt="A blue lamp."></p>', None),
        ("html", '<p title="A blue lamp."></p>', None),
        ("html", '<input value="x"><p>A blue lamp.</p>', None),
    ],
)
def test_what_tags_keep_from_being_changed(format: str, text: str, expected: Kept | None, words: ProseWords) -> None:
    assert_kept(text, words, expected, format=format)


@pytest.mark.parametrize(
    "text",
    [
        "The folder was on the desk. " + TOLD,
        "The folder was named after the case. " + TOLD,
        "Officers searched the house. " + TOLD,
        "The man known as Ace left. " + TOLD,
        "The label is wrong: the blue lamp is red.",
        "- The press must not show blue lamp.",
        "The pictures show blue lamp and a chair.",
        "They often file blue lamp by date.",
        "Nobody may film blue lamp.",
        "It was called. " + TOLD,
        "The unit was called in about the blue lamp.",
        "She was called to fetch the blue lamp.",
        "The court called the blue lamp a trap.",
        "It called the blue lamp a trap.",
        "It was marked with a blue lamp.",
        "One was called when the blue lamp was found.",
        "He called it and took the blue lamp.",
        "They read of the blue lamp.",
        "It cost $500 or 20% of it. " + TOLD,
        "She kept the blue lamp* by the door.",
        "She kept the blue lamp [3] by the door.",
        "She kept the blue lamp (see page 3) by the door.",
        "She kept the blue lamp/desk by the door.",
        "Write to a@mail.example or see https://x.example/a for it. " + TOLD,
        "See report.docx for more. " + TOLD,
        "Rooms 3 & 4 were shut. " + TOLD,
    ],
)
def test_prose_beside_code_and_names_is_the_authors(text: str, words: ProseWords) -> None:
    assert_kept(text, words, None)


# --- the law -----------------------------------------------------------------------------------------------------

LAWS = [
    "poss. of blue lamp today", "theft of a blue lamp (F2)", "theft of a blue lamp x2", "§ 12 bans every blue lamp there is.",
    "18 U.S.C. § 1 bans every blue lamp.", "Directive 2011/93 on every blue lamp says so.", "The Blue Act of 1996 bans a blue lamp.",
    "Regulation (EU) 2024/1 on a blue lamp says so.", "(a) A person commits the offense if the person sells a blue lamp.",
    "Whoever knowingly sells a blue lamp shall be punished.", "It is unlawful for a person to sell a blue lamp.",
    "It was N.J.S.A. 2C:24-4b(5)(b) for a blue lamp that he sold.", "the sale of a blue lamp, 647(b)", "PC 311.11 blue lamp", "A.R.S. 13-3553 (blue lamp)", "ORC 2907.323: blue lamp",
    "s 47 SOA 2003: sale of a blue lamp", "Art. 225-4-1 CP, blue lamp", "§ 232 StGB blue lamp", "S. 163.1(4) Cr. C.   Access to a blue lamp   10 yrs",
    "(b) the sale of a blue lamp; or", "No person shall sell a blue lamp.", "The Protocol on the blue lamp says so.",
]  # fmt: skip


@pytest.mark.parametrize("text", LAWS)
def test_the_words_of_laws_and_charges_are_left(text: str, words: ProseWords) -> None:
    assert_kept(text, words, Kept.LAW)


@pytest.mark.parametrize(
    "text",
    [
        "He was charged under 18 U.S.C. § 1. " + TOLD,
        "He pleaded guilty under the Rooms Act of 2000. " + TOLD,
        "He was charged with two counts of theft. " + TOLD,
        "Under the law he may be fined. " + TOLD,
        "Law enforcement acted fast. " + TOLD,
        "(1) " + TOLD,
        "He was fined under s 47 SOA 2003. " + TOLD,
        "He lives at Art. 9 Main Street. " + TOLD,
        "The pictures hang in room S 47 there, by the blue lamp.",
        "HARTFORD, CT – " + TOLD,
        "The call came at 10:03-10:05 (a) and again. It was 3:2. " + TOLD,
        "Case 25-7 was closed. " + TOLD,
        "She lives at 12 Elm Ct. " + TOLD,
        "The act was cruel. " + TOLD,
        "Chapter one is short. " + TOLD,
    ],
)
def test_prose_beside_laws_is_the_authors(text: str, words: ProseWords) -> None:
    assert_kept(text, words, None)


# --- where somebody's words end ----------------------------------------------------------------------------------

ENDS = [
    ("text", "BEGIN STATEMENT\n\nI saw it.\n\nEND STATEMENT\n\n" + TOLD),
    ("text", "[Begin of statement]\n\nI saw it.\n\n[End of statement]\n\n" + TOLD),
    ("text", "The letter reads:\n\nDear Bo, I saw it.\n\nEnd of letter\n\n" + TOLD),
    (
        "html",
        "<p>She wrote &laquo;&nbsp;x&nbsp;&raquo;.</p><blockquote><p>We saw it.</p></blockquote><p>" + TOLD + "</p>",
    ),
    ("html", "<blockquote><p>We saw it.</p></blockquote><p>" + TOLD + "</p>"),
    ("html", "<p>The letter reads:</p><blockquote><p>We saw it.</p></blockquote><p>" + TOLD + "</p>"),
    ("markdown", "The letter reads:\n\n> We saw it.\n> It was late.\n\n" + TOLD),
    ("markdown", "The letter goes on as follows:\n\n    All of it is with the clerk.\n\n" + TOLD),
    ("markdown", "The letter reads:\n\n| We saw it.\n| It was late.\n\n" + TOLD),
    ("text", 'The clerk typed " lamp " with blanks.\n\n' + TOLD),
    ("text", 'The clerk typed " lamp ", and " desk ".\n\n' + TOLD),
    ("text", "The clerk typed ' lamp ' with blanks.\n\n" + TOLD),
    ("text", "The clerk typed ' lamp ', and \" desk \". " + TOLD),
    ("text", "She noted « lamp », then „ desk “. " + TOLD),
]


@pytest.mark.parametrize(("format", "text"), ENDS)
def test_the_author_goes_on_where_somebodys_words_end(format: str, text: str, words: ProseWords) -> None:
    assert_kept(text, words, None, format=format)


GOES_ON = [
    ("text", "BEGIN STATEMENT\n\nI saw it.\n\n" + TOLD),
    ("text", "BEGIN STATEMENT\n\nI saw it.\n\nStop\n\n" + TOLD + "\n\nEND STATEMENT\n"),
    ("text", "The letter reads:\n\nDear Bo, I saw it.\n\n" + TOLD),
    ("markdown", "The letter goes on as follows:\n\n    Springfield, March 3\n\n" + TOLD),
    ("text", 'The clerk typed " lamp and left.\n\n' + TOLD),
    ("text", 'The clerk typed " lamp " and " desk.\n\n' + TOLD),
    ("text", "The clerk typed ' lamp.\n\n" + TOLD),
    ("text", 'The clerk typed " ' + TOLD + ' " and left.'),
    ("text", "The clerk typed ' " + TOLD + " ' and left."),
    ("text", "She noted «\u00a0" + TOLD + "\u00a0»."),
]


@pytest.mark.parametrize(("format", "text"), GOES_ON)
def test_somebodys_words_go_on_where_no_mark_ends_them(format: str, text: str, words: ProseWords) -> None:
    """Near-misses: half a pair of marks, a date above a letter, a telegram."""
    assert_kept(text, words, Kept.SPEECH, format=format)
