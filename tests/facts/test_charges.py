"""Who is accused of human trafficking, at which stage, and whether it holds, by the words of short texts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from langcheck.facts.cases.naming import Text
from langcheck.facts.charges import Charges, ChargeWords, Offence, Stage, Standing, Truth, find_charges
from langcheck.facts.words import Abbreviations, Words, sentences
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.yaml import Record, read_yaml
from langcheck.model import Region

FOLDER = Path(__file__).parent
ABBREVIATIONS = Abbreviations.of(load_lexicon())


@dataclass(frozen=True)
class Case:
    """A text, and how people stand by it, by their keys."""

    kind: str
    text: str
    stands: dict[str, str]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


def cases() -> list[Case]:
    record = read_yaml(FOLDER / "charges.yaml", name="charges.yaml")
    assert isinstance(record, Record), record
    return [Case(group["kind"], **case) for group in record.data for case in group["cases"]]


CASES = cases()


@pytest.fixture(scope="module")
def known(lexicon: Lexicon) -> ChargeWords:
    return ChargeWords.of(lexicon)


def charges(text: str, known: ChargeWords, *, quoted: tuple[Region, ...] = ()) -> Charges:
    """The charges of a text, each paragraph of which is a block."""
    blocks = text.split("\n\n")
    return find_charges(
        [
            Text(index, block, Words(block), sentences(block, ABBREVIATIONS), quoted)
            for index, block in enumerate(blocks)
        ],
        known,
    )


def in_words(standing: Standing) -> str:
    if standing.stage is None:
        return "untold"
    named = {Truth.YES: standing.stage.name.lower(), Truth.NO: "cleared", Truth.OPEN: "open"}
    return named[standing.holds]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_how_people_stand(case: Case, known: ChargeWords) -> None:
    found = charges(case.text, known)
    assert {key: in_words(found.standing(key)) for key in case.stands} == case.stands


@pytest.mark.parametrize("case", CASES, ids=str)
def test_nobody_else_is_convicted(case: Case, known: ChargeWords) -> None:
    """Of everybody whom a text names and the case does not, no charge holds."""
    found = charges(case.text, known)
    others = {key for key in found.accused if key not in case.stands and not key.startswith("the ")}
    assert {key: in_words(found.standing(key)) for key in others if in_words(found.standing(key)) == "convicted"} == {}


def test_every_kind_has_several_outcomes() -> None:
    """No kind of texts passes because everything in it comes out alike."""
    outcomes: dict[str, set[str]] = {}
    for case in CASES:
        outcomes.setdefault(case.kind, set()).update(case.stands.values() or {"nobody"})
    alike = {kind for kind, found in outcomes.items() if len(found) < 2}
    assert alike == set()
    assert len(CASES) >= 60


def test_a_charge_says_where_it_stands(known: ChargeWords) -> None:
    """The word of procedure, the words of the offence and the person are places of the text."""
    text = "In May the jury convicted Marta Voss of sex trafficking."
    (charge,) = charges(text, known).all
    (block, because), who = charge.because[0], charge.who
    assert who is not None
    assert text[charge.region.start : charge.region.end] == "convicted"
    assert (block, text[because.start : because.end]) == (0, "sex trafficking")
    assert text[who.start : who.end] == "Marta Voss"
    assert (charge.offence, charge.stage, charge.holds, charge.of) == (
        Offence.TRAFFICKING,
        Stage.CONVICTED,
        Truth.YES,
        "marta voss",
    )


def test_a_later_sentence_shares_the_words_of_the_offence(known: ChargeWords) -> None:
    """ "He was acquitted" points back to the offence that he was charged with, in the block before."""
    found = charges("Voss was charged with labor trafficking.\n\nHe was acquitted in June.", known)
    assert [(charge.block, charge.because[0][0], charge.holds) for charge in found.all] == [
        (0, 0, Truth.YES),
        (1, 0, Truth.NO),
    ]


def test_quoted_words_are_hearsay(known: ChargeWords) -> None:
    text = "Voss was convicted of human trafficking, it went."
    assert in_words(charges(text, known, quoted=(Region(0, 39),)).standing("voss")) == "open"
    assert in_words(charges(text, known).standing("voss")) == "convicted"


def test_people_who_are_not_named_are_known_by_their_noun(known: ChargeWords) -> None:
    """A man is somebody; numbers of cases, nobody and people in general are nobody in particular."""
    texts = {
        "A man was convicted of human trafficking.": ["man"],
        "Two women were charged with human trafficking.": ["women"],
        "Two women a year are charged with human trafficking.": [],
        "Ninety men were convicted of human trafficking.": [],
        "Nobody was convicted of human trafficking.": [],
        "Those convicted of human trafficking lose the license.": [],
    }
    assert {text: charges(text, known).unnamed for text in texts} == texts


def test_a_document_without_trafficking_has_no_charges(known: ChargeWords) -> None:
    assert charges("Voss was convicted of robbery. Brandt was acquitted of pandering.", known).all == ()


def test_a_list_of_procedure_without_end_tells_of_nobody(known: ChargeWords) -> None:
    """A sentence that repeats words of procedure without end is no account of a case."""
    once = "Voss was convicted of human trafficking and "
    assert len(charges(once * 3, known).all) == 3
    assert charges(once * 3000, known).all == ()


@pytest.mark.parametrize("count", [200, 400])
def test_every_sentence_of_a_long_document_is_read_once(count: int, known: ChargeWords) -> None:
    """The number of charges grows with the sentences, also where each of them may be about everybody before it."""
    text = " ".join(
        f"Voss{chr(97 + number % 26)} was convicted of human trafficking. The conviction was overturned."
        for number in range(count)
    )
    assert len(charges(text, known).all) == 2 * count
