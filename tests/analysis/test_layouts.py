"""Whose words a paragraph holds by its layout: set in below a label, in a glossary, in rows of labels."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from langcheck.model import Report
from tests.conftest import found

pytestmark = pytest.mark.model

STORY = "The clerk told me that a hooker had used the room."


@pytest.mark.parametrize(
    "text",
    [
        f"NARRATIVE:\n\n    On arrival I saw nobody.\n\n    {STORY}\n",
        f"Details:\n    On arrival I saw nobody. {STORY}\n",
        f"DALE, Circuit Judge:\n\n     A jury convicted Orr. {STORY}\n",
        f"PER CURIAM:\n\n     A jury convicted Orr.\n\n              II.\n\n     {STORY}\n",
        f"He wrote to the court:\n\n     I am sorry.\n\n          IV. ANALYSIS\n\n     {STORY}\n",
    ],
)
def test_what_is_set_in_below_a_label_or_a_judge_is_the_authors_own(text: str, check: Callable[[str], Report]) -> None:
    """So is what follows the numbered heading of a section."""
    assert found(check(text)) == ["hooker"]


@pytest.mark.parametrize(
    "text",
    [
        f"The owner wrote:\n\n    On arrival I saw nobody.\n\n    {STORY}\n\nHe signed it.\n",
        f"DALE, Circuit Judge:\n\n     A jury convicted Orr. The owner wrote:\n\n              {STORY}\n\n     We affirm.\n",
        f"Statement of the owner:\n\n    {STORY}\n",
        f"Nadia Orr told this officer what follows:\n\n{STORY}\n",
        f"Statement of the owner:\n\nI let the room by the week.\n\n{STORY} I called nobody.\n\nThat is all I know.\n",
        f"The affiant read her message aloud:\n\n{STORY}\n",
        f"Observations given by Nadia Orr:\n\n{STORY}\n",
        f"In May she told the judge:\n\n    {STORY}\n",
        f"Nadia has not forgotten:\n\n{STORY}\n",
        f"Comments from neighbors:\n\n{STORY}\n",
        f"Nadia kept a diary:\n\n    B. Dock street\n\n    {STORY}\n",
        f"Nadia said: “I slept there.\n\n{STORY} I was 19”\n",
        "Q: Is he the pimp of that hooker?\nA: He is her pimp, so they say.\nQ: Does she see him?\nA: That hooker meets him on the track.\n",
        "[21:05] Kim: hooker at the gate\n[21:07] Jo: pimp by the van\n[21:08] Kim: cash in the box\n[21:09] Jo: hooker coming\n",
    ],
)
def test_what_is_set_in_below_a_speaker_is_quoted(text: str, check: Callable[[str], Report]) -> None:
    """Further in than a judge's own paragraphs, too; below a line that does not surely leave the word to the author; asked in the present."""
    assert found(check(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"I met the owner.\n\nStatement of the owner:\n\nI let the room by the week.\n\n{STORY}\n",
        "Statement of the owner:\n\nI let the room by the week.\n\nThe room was shut. A hooker had used the room.\n",
    ],
)
def test_a_statement_ends_where_the_author_may_speak(text: str, check: Callable[[str], Report]) -> None:
    """In the first person where the author had spoken so before; and in a paragraph without it."""
    assert found(check(text)) == ["hooker"]


@pytest.mark.parametrize(
    "text",
    [
        'The ring sold sex.\n\n- "Stable": those held by one pimp\n- "Track" / "stroll": a street for it\n- "Out of pocket": disobeying a pimp\n',
        "The ring sold sex.\n\n- Romeo pimp: gifts, promises\n- Gorilla pimp: blows\n- Hooker: an old word of theirs\n",
        'A sixth lesson is about "Romeo pimps" (a pimp who seems to be in love at first).\n',
    ],
)
def test_glossaries_without_a_heading_are_about_words(text: str, check: Callable[[str], Report]) -> None:
    """Three terms in quotation marks, or of the lexicon, in a row; a term with its gloss in brackets."""
    assert found(check(text)) == []


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ('The ring sold sex.\n\n- "Yes": said her pimp\n- The van was blue.\n', ["pimp"]),
        ("The ring sold sex.\n\nPimp: unknown male\nPimp: older male, grey hair\nPimp: white male\n", ["Pimp"] * 3),
        ("The ring sold sex.\n\nPimp: unknown male\nVictim: not at the scene\n", ["Pimp"]),
        ('The ring sold sex in "the annex" (a house the pimp had rented).\n', ["pimp"]),
    ],
)
def test_fields_and_asides_are_no_glossary(text: str, flagged: list[str], check: Callable[[str], Report]) -> None:
    """One quoted line, a form that names a role, and what a name is said of."""
    assert found(check(text)) == flagged


def test_a_line_of_capitals_is_compared_with_a_reference_at_once(tmp_path: Path) -> None:
    """A pattern that took a word apart in every way would never come to an end here: ages pass before this run is given up."""
    (tmp_path / "a.txt").write_text(
        "ORRIN, DALE, " + "IDENTIFICATION CONFIRMATION RECOMMENDATION " * 40 + "BY HER PIMP."
    )
    line = [sys.executable, "-m", "langcheck", "check", "--no-cache", "--format", "concise", "a.txt"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout.count("en.trafficker.pimp")) == (1, 1)
