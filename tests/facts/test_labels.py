"""How reports call people whom they do not name: "V2", "V", "S/M", "J.D."."""

from __future__ import annotations

import pytest

from langcheck.facts.person_words import PersonRole, PersonWords
from langcheck.lexicon.lexicon import Lexicon


def standings(text: str, lexicon: Lexicon) -> list[tuple[str, PersonRole | None]]:
    words = PersonWords(lexicon)
    return [(text[label.start : label.end], words.label_noun(label).standing) for label in words.labels(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("V (15) stated that S1 left.", [("V", PersonRole.VICTIM), ("S1", PersonRole.DEFENDANT)]),
        ("Per R/O, V went w/ S/M to the motel.", [("V", PersonRole.VICTIM), ("S/M", PersonRole.DEFENDANT)]),
        ("V/1 and V-2 stayed.", [("V/1", PersonRole.VICTIM), ("V-2", PersonRole.VICTIM)]),
        ("IP states that two men waited.", [("IP", PersonRole.VICTIM)]),
        ("J.D. said so.", [("J.D.", PersonRole.VICTIM)]),
        ("K (14) left, and T, 15, stayed.", [("K", None), ("T", None)]),
        ("Worker 1 and Applicant A met Patient 3.", [("Worker 1", None), ("Applicant A", None), ("Patient 3", None)]),
    ],
)
def test_a_label_without_a_number_names_somebody(
    text: str, told: list[tuple[str, PersonRole | None]], lexicon: Lexicon
) -> None:
    assert standings(text, lexicon) == told


@pytest.mark.parametrize(
    "text",
    [
        "Henry V claims the throne.",
        "Roe v. Wade was cited.",
        "Article V says so.",
        "Vitamin K (14) is sold.",
        "T (17) visa holders came.",
        "The bus line M (15) was late.",
    ],
)
def test_a_letter_of_a_name_or_a_case_is_no_label(text: str, lexicon: Lexicon) -> None:
    assert standings(text, lexicon) == []


def test_initials_of_a_surname_tell_no_standing(lexicon: Lexicon) -> None:
    assert standings("J.D. Lopes said so.", lexicon) == [("J.D.", None)]
