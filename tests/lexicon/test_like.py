"""Conditions that name terms of their own record: they hold of all words of these terms and of no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.lexicon.extend import read_extension
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.load import read_source
from tests.lexicon.test_load import RECORD, folder
from tests.lexicon.test_overlay import RECORD as LOCAL
from tests.lexicon.test_overlay import agency, overlay, problems

__all__ = ["agency", "folder"]

TERMS = """\
terms:
  - ghost
  - {term: "(a|) (pale|thin|grey|white|lonely|old|sad|shy|kind) (wraith|shade) (too|)", pos: phrase}
  - {term: "(spook|haunt) * (house|hall)", pos: phrase}
"""


def written(folder: Path, condition: str) -> Path:
    record = RECORD.replace("terms: [ghost]\n", TERMS).replace('{near: [no, on, "false"]}', condition)
    (folder / "en" / "test" / "ghost.yaml").write_text(record)
    return folder


@pytest.mark.parametrize(
    ("names", "patterns"),
    [
        ("[ghost]", ["ghost", "ghosts"]),
        ("[Ghosts]", ["ghost", "ghosts"]),
        ("[shy shade]", ["(pale|thin|grey|white|lonely|old|sad|shy|kind) (wraith|shade)"]),
        (
            "[a pale wraith too, ghost]",
            ["(pale|thin|grey|white|lonely|old|sad|shy|kind) (wraith|shade)", "ghost", "ghosts"],
        ),
        ("[spook * hall]", ["(spook|haunt) * (house|hall)"]),
    ],
)
def test_a_form_names_its_whole_term(folder: Path, names: str, patterns: list[str]) -> None:
    lexicon, _, found = read_source(written(folder, f"{{like: {names}}}"))
    assert found == []
    assert lexicon.entries[0].needs == ({"any": ["exploitation-topic", {"words": patterns}]},)


def test_cases_and_suggestions_name_terms_too(folder: Path) -> None:
    record = RECORD.replace("when: [person-is-minor]", "when: [{not: {like: [ghost]}}]")
    record = record.replace("if: person-is-adult", "if: [{like: [ghosts]}]")
    (folder / "en" / "test" / "ghost.yaml").write_text(record)
    (entry,) = read_source(folder)[0].entries
    assert entry.clauses[0].when == ({"not": {"words": ["ghost", "ghosts"]}},)
    assert entry.suggest[0].given == ({"words": ["ghost", "ghosts"]},)


def test_a_name_that_is_no_form_of_one_term_is_told(folder: Path) -> None:
    """A word of a longer form is none; nor is a form that two terms have."""
    record = RECORD.replace("terms: [ghost]", "terms: [ghost, {term: (ghost|shade), pos: phrase}]")
    record = record.replace('{near: [no, on, "false"]}', "{like: [shade, ghost, wraith]}")
    (folder / "en" / "test" / "ghost.yaml").write_text(record)
    assert [str(problem) for problem in read_source(folder)[2]] == [
        "en/test/ghost.yaml:10: 'ghost': more than one term has this form",
        "en/test/ghost.yaml:10: 'wraith': no term has this form",
    ]


def test_an_agency_s_record_names_its_terms(lexicon: Lexicon, agency: Path) -> None:
    """With the inflections that the agency brings."""
    (agency / "en" / "local" / "car-date.yaml").write_text(
        LOCAL.replace("suggest:", "needs: [{not: {like: [car dates]}}]\nsuggest:")
    )
    grown, _, found = read_extension(lexicon, agency)
    assert found == []
    assert grown.by_id["en.local.car-date"].needs == ({"not": {"words": ["car date", "car dates"]}},)


def test_a_change_of_an_entry_has_no_terms_to_name(lexicon: Lexicon, agency: Path) -> None:
    change = (
        'change:\n  en.person.hooker:\n    because: Ours.\n    suggest: [{use: "{person}", if: {like: [hooker]}}]\n'
    )
    assert problems(lexicon, overlay(agency, change)) == [
        "overlay.yaml:5: `like` names terms of the record it stands in: write `words` here"
    ]
