"""No wording accuses anybody of trafficking whom the text does not accuse: what is offered without a condition, by short texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from langcheck.analysis.contexts import ask
from langcheck.analysis.finder import Reading
from langcheck.checker import Checker
from langcheck.lexicon.yaml import Record, read_yaml
from langcheck.model import Finding, Report
from tests.conftest import document

pytestmark = pytest.mark.model

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A text, and what is offered in it without a condition for a word for a person."""

    kind: str
    text: str
    offers: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


def cases() -> list[Case]:
    record = read_yaml(FOLDER / "accusations.yaml", name="accusations.yaml")
    assert isinstance(record, Record), record
    return [Case(group["kind"], **case) for group in record.data for case in group["cases"]]


CASES = cases()


def accusing(finding: Finding, *, open_too: bool = False) -> set[str]:
    """The wordings with the word trafficker, in the singular and without an article."""
    return {
        re.sub(r"^an? ", "", suggestion.text.lower()).replace("traffickers", "trafficker")
        for suggestion in finding.suggestions
        if "trafficker" in suggestion.text.lower() and (open_too or not suggestion.when)
    }


def last_pimp(report: Report) -> Finding:
    return [finding for finding in report.findings if "pimp" in finding.found.lower()][-1]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_offered_without_a_condition(case: Case, check: Callable[..., Report]) -> None:
    assert accusing(last_pimp(check(case.text))) == ({case.offers} if case.offers else set())


def test_the_cases_are_many_and_of_each_kind() -> None:
    assert {case.offers for case in CASES} == {"", "trafficker", "accused trafficker"}
    assert len(CASES) >= 60


@pytest.mark.parametrize(
    ("case", "offered"),
    [
        ("Kerr was convicted of sex trafficking.", {"trafficker"}),
        ("Kerr was charged with sex trafficking.", {"accused trafficker"}),
        ("Kerr was acquitted of sex trafficking.", set()),
        ("The sex trafficking charge against Kerr was dismissed.", set()),
        (
            "Kerr was convicted of robbery, and a talk on sex trafficking followed.",
            {"accused trafficker", "trafficker"},
        ),
    ],
)
def test_what_is_open_is_offered_with_its_condition(case: str, offered: set[str], check: Callable[..., Report]) -> None:
    """Who was cleared is called neither, who is charged is called no more than accused, and of others both are asked."""
    finding = last_pimp(check(f"{case} The pimp Kerr rented the rooms."))
    assert accusing(finding, open_too=True) == offered


@pytest.mark.parametrize(
    ("text", "is_convicted"),
    [
        ("Kerr was convicted of human trafficking. Kerr pimped three women.", True),
        ("Kerr was convicted of human trafficking. He pimped three women.", True),
        ("Kerr was convicted of human trafficking. Three women were pimped by Kerr.", True),
        ("Kerr was charged with human trafficking. Kerr pimped three women.", False),
        ("Kerr was convicted of human trafficking. Ames pimped three women.", False),
        ("Kerr was convicted of human trafficking. Three women were pimped by Ames.", False),
        ("Kerr was convicted of human trafficking. Three women were pimped in Dunmore.", False),
    ],
)
def test_a_verb_is_about_who_does_it(text: str, is_convicted: bool, checker: Checker) -> None:
    """A conviction is of who does it; that it was of these women is told by nothing, so nobody is offered "trafficked"."""
    reading = Reading(document(text), checker._screen, checker._known)
    candidate = next(found for found in reading.candidates() if found.entry.id == "en.trafficker.pimp-verb")
    assert bool(ask("trafficking-convicted", candidate, reading)) is is_convicted
    report = checker.check_document(document(text))
    assert not [one for finding in report.findings for one in finding.suggestions if "traffick" in one.text]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Kerr was convicted of sex trafficking. The women escaped forced prostitution.", True),
        ("Two men were convicted of sex trafficking. The women escaped forced prostitution.", True),
        ("Kerr was charged with sex trafficking. The women escaped forced prostitution.", False),
        ("Kerr was acquitted of sex trafficking. The women escaped forced prostitution.", False),
        ("Kerr was convicted of sex trafficking. Ames knew of the forced prostitution.", False),
        ("Kerr and Ames were convicted of sex trafficking. The women escaped forced prostitution.", False),
        ("Sixty men were convicted of sex trafficking last year. The women escaped forced prostitution.", False),
    ],
)
def test_an_act_is_trafficking_where_only_one_case_is_told_and_proven(
    text: str, offered: bool, check: Callable[..., Report]
) -> None:
    (finding,) = (finding for finding in check(text).findings if finding.found == "forced prostitution")
    assert any("sex trafficking" in s.text and not s.when for s in finding.suggestions) is offered


def test_a_conviction_in_the_last_block_counts_in_all(check: Callable[..., Report]) -> None:
    text = "\n\n".join(["The pimp Kerr rented the rooms."] * 40 + ["Kerr was convicted of human trafficking."])
    assert [accusing(finding) for finding in check(text).findings] == [{"trafficker"}] * 40
