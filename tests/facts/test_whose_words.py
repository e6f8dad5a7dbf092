"""Whose words the layout of a document shows: its author's, or somebody's whom a paragraph hands over to."""

from __future__ import annotations

import pytest

from langcheck.facts.lines import lines_of
from langcheck.facts.quotations import find_quotations
from langcheck.facts.turns import TurnWords
from langcheck.facts.words import Phrases
from langcheck.lexicon.lexicon import Lexicon
from tests.conftest import document


def quoted(text: str, lexicon: Lexicon) -> list[str]:
    """What of a text is somebody else's, in reading order."""
    read = document(text)
    found = find_quotations(
        read.blocks, Phrases(lexicon.word_list("speech-verbs")), TurnWords.of(lexicon), lines_of(read)
    )
    return [
        block.text[quote.region.start : quote.region.end]
        for block, quotes in zip(read.blocks, found, strict=True)
        for quote in quotes
    ]


OWN = {
    "a heading with a colon": "What we saw:\n\nThe lamp was lit. I took it.\n",
    "paragraphs set in below a heading": "Facts of the case:\n\n    The lamp was lit. It stood by\n    the door.\n\n    It fell.\n",
    "a salutation": "Dear Members of the Board:\n\nI write about the lamp. My lamp is out.\n",
    "an open letter": "To the Editor:\n\nI have a lamp. My lamp is out.\n",
    "an oath": "I declare under penalty of perjury that the following is true:\n\n    I lit the lamp. It was\n    dark.\n",
    "the author's own statement": "The affiant states as follows:\n\n    I lit the lamp. It was\n    dark.\n",
    "the first line set in behind a quotation": (
        "     The lamp is old. As one court put it:\n\n          Lamps fall. They always have\n          fallen.\n\n"
        "     That view is gone.\n"
    ),
    "a dateline": "Elmton, Ariz., has more lamps than other towns (2024 count). They are lit.\n",
    "a list with dashes": "— Six lamps were lit at the inn\n— Two lamps were sold\n— Nobody came\n",
    "who took a picture": "Photo: the lamp by the door. — Elmton Post\n",
    "a page of questions": (
        "Frequently asked questions\n\nQ: My son has met a man. What should I do?\nA: Talk with him about the lamp, and call.\n"
        "Q: Was there a law on lamps?\nA: Yes. Until 2011 every lamp had to be lit.\n"
    ),
    "a doubt in a field": "Victim: a woman of 30 with a lamp\nSuspect: unknown, maybe the owner of the other lamp?\n",
    "a log of call signs": "23:10:05 DISP7: LAMP OUT AT STOP\n23:14:40 12A: ON SCENE\n23:19:02 12A: LAMP LIT\n",
    "whose report it is": "Supplemental narrative by Det. R. Hale #22:\n\nI lit the lamp. My lamp is out.\n",
    "an inch": "The lamp stood there.\n\nIt was 62” tall.\n",
}
OTHERS = {
    "a name and the first person": ("Dana H.:\n\nI lit my lamp.\n", ["I lit my lamp."]),
    "somebody without a name": ("A survivor from Elm City:\n\nI lit my lamp.\n", ["I lit my lamp."]),
    "a long sentence": (
        "A lamplighter of Elmton has spent most of her life among those whom towns hide from sight and from any account:\n\n"
        "From lighting it myself, I know my lamp.\n",
        ["From lighting it myself, I know my lamp."],
    ),
    "a court": ("The dissent reasoned:\n\n    The lamp was lit.\n", ["The lamp was lit."]),
    "a statute": ("The statute provides:\n\n    No lamp shall burn.\n", ["No lamp shall burn."]),
    "a letter in a report": ("She wrote:\n\nDear Ann:\n\nI lit my lamp.\n", ["I lit my lamp."]),
    "an epigraph": ("The lamp was lit. — Dot Lane\n", ["The lamp was lit. "]),
    "a reference": ("Lane, D., & Orr, P. (2019). The lamp.\n", ["Lane, D., & Orr, P. (2019). The lamp."]),
    "an interview of roles": (
        "Interviewer: Welcome. Today we light lamps.\nGuest: Thanks. I light one.\nInterviewer: And when did you begin?\nGuest: I was nine.\n",
        ["Welcome. Today we light lamps.", "Thanks. I light one.", "And when did you begin?", "I was nine."],
    ),
    "somebody asked in the present": (
        "Q: Does he have to light the lamp?\nA: No. Nobody has to light one.\nQ: Is she told of it?\nA: Yes, and so is her aunt.\n",
        [
            "Does he have to light the lamp?",
            "No. Nobody has to light one.",
            "Is she told of it?",
            "Yes, and so is her aunt.",
        ],
    ),
    "a chat of names in capitals": (
        "[21:05] KIM: lamp at the gate\n[21:07] JO: by the van\n[21:08] KIM: cash in the box\n",
        ["lamp at the gate", "by the van", "cash in the box"],
    ),
    "a chat": (
        "[22:10] Ray: where u at\n[22:11] Lo: by the lamp\n[22:15] Ray: ok\n",
        ["where u at", "by the lamp", "ok"],
    ),
}


@pytest.mark.parametrize("layout", OWN)
def test_the_authors_own_words(layout: str, lexicon: Lexicon) -> None:
    own = [part for part in quoted(OWN[layout], lexicon) if not part.startswith("Lamps fall")]
    assert own == []


@pytest.mark.parametrize("layout", OTHERS)
def test_somebody_elses_words(layout: str, lexicon: Lexicon) -> None:
    text, expected = OTHERS[layout]
    assert [part.strip() for part in quoted(text, lexicon)] == [part.strip() for part in expected]
