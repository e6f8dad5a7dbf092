"""The words of a comment: exactly, and never more than a person reads in a margin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from langcheck.checker import Checker
from langcheck.editors.remarks import MOST, remark
from langcheck.model import Excerpt, Finding, Level, Place, Region, Source, Suggestion, Verdict
from langcheck.readers import read_bytes
from tests.conftest import ROOT

AT = Region(2, 6)
ONE = Finding(
    path="a.docx", entry="en.trafficker.pimp", category="label", level=Level.WARNING, verdict=Verdict.FLAG,
    place=Place("paragraph 1"), block=0, region=AT, found="pimp", message='"pimp" is stylish.',
    why="It plays down violence by U.S. men. It carries stereotypes.", because="These are the author's own words.",
    context="own-words", excerpt=Excerpt("A pimp ran.", 2, 6),
    suggestions=(Suggestion("trafficker", AT), Suggestion("exploiter", AT, when="if it is known")),
    sources=(Source("guide", "A guide", "An office", "https://example.org/", "2021"),),
)  # fmt: skip
MORE = "More: langcheck explain en.trafficker.pimp"
OFFER = "Consider: trafficker; or: exploiter (if it is known)"


def test_the_reason_of_an_entry_is_one_sentence_and_told_once() -> None:
    assert remark(ONE, full=True) == ('"pimp" is stylish. It plays down violence by U.S. men.', OFFER, MORE)
    assert remark(ONE, full=False) == ('"pimp" is stylish.', OFFER, MORE)


def test_what_the_context_says_is_told_each_time() -> None:
    told = replace(ONE, context="victim", because="She was sold.")
    assert remark(told, full=False)[0] == '"pimp" is stylish. She was sold.'


def test_a_change_is_told_with_its_condition_and_not_offered_again() -> None:
    assert remark(ONE, full=False, change="trafficker")[1:] == (
        "Suggested as a change: trafficker. Accept it only if it fits what happened.",
        "Or consider: exploiter (if it is known)",
        MORE,
    )


def test_sources_stand_below_where_somebody_asks() -> None:
    assert remark(ONE, full=False, sources=True)[-2:] == (
        MORE,
        "Source: An office: A guide, 2021. https://example.org/",
    )


def test_reasons_make_room_for_suggestions_before_any_of_these_goes() -> None:
    """The reason of an entry is a command away; a suggestion that is not shown is not weighed."""
    long = replace(ONE, why=f"It {'really ' * 20}matters.")
    assert len("\n".join(remark(long, full=True))) <= MOST
    three = replace(long, suggestions=(*ONE.suggestions, Suggestion("person", AT, when=f"if {'truly ' * 6}so")))
    assert remark(three, full=True) == (
        '"pimp" is stylish.',
        f"{OFFER}; or: person (if {'truly ' * 6}so)",
        MORE,
    )


@pytest.mark.parametrize(
    ("conditions", "kept"),
    [(("a" * 80, "b" * 80, ""), ["one", "three"]), (("a" * 70, "b" * 60, "c" * 20), ["one", "two"])],
)
def test_of_many_suggestions_those_without_a_condition_and_the_first_stay(
    conditions: tuple[str, ...], kept: list[str]
) -> None:
    """A wording without a condition stays however late it stands, then those that the record puts first; what is left out is counted."""
    names = ("one", "two", "three")
    offers = tuple(
        Suggestion(name, AT, when=f"if {asked}" if asked else "") for name, asked in zip(names, conditions, strict=True)
    )
    offered = remark(replace(ONE, message="x" * 60, suggestions=offers), full=False)[1]
    assert [name for name in names if name in offered] == kept
    assert offered.endswith("; and 1 more")


@pytest.mark.parametrize("change", ["", "trafficker"])
def test_what_does_not_fit_is_left_out_from_the_end(change: str) -> None:
    long = replace(
        ONE,
        place=Place("text box, in header 1, in paragraph 1, paragraph 1"),
        excerpt=Excerpt(f"{'word ' * 30}A pimp ran.{' word' * 30}", 152, 156),
        why=f"It {'really ' * 30}matters.",
        suggestions=(*ONE.suggestions, Suggestion("x" * 90, AT), Suggestion("y", AT)),
    )
    lines = remark(long, full=True, elsewhere=True, change=change)
    assert len("\n".join(lines)) <= MOST
    assert lines[0].endswith("paragraph 1: … word word word word word A pimp ran. word word word word wo…")
    assert any("trafficker" in line for line in lines)


def test_a_change_that_leaves_no_room_for_other_wordings_counts_them() -> None:
    change = "a person who sells others"
    offers = tuple(Suggestion(text, AT, when="if it is known") for text in (change, "x" * 120, "y" * 120))
    lines = remark(replace(ONE, suggestions=offers), full=False, elsewhere=True, change=change)
    assert lines == (
        "This is about paragraph 1: A pimp ran.",
        f"Suggested as a change: {change}. Accept it only if it fits what happened.",
        "More wordings (2): langcheck explain en.trafficker.pimp",
    )


@pytest.mark.model
@pytest.mark.parametrize("name", ["report.docx", "press-release.md", "lesson.html"])
def test_no_comment_on_the_samples_is_longer_than_a_person_reads(checker: Checker, name: str) -> None:
    path = ROOT / "samples" / name
    document = read_bytes(
        path.read_bytes(), name=name, format={"docx": "docx", "md": "markdown", "html": "html"}[name.split(".")[1]]
    )
    for finding in checker.check_document(document).findings:
        for change in ("", *(item.text for item in finding.suggestions[:1])):
            lines = remark(finding, full=True, elsewhere=True, change=change)
            assert len("\n".join(lines)) <= MOST, lines
            assert "http" not in "".join(lines)
            assert "own words, not" not in "".join(lines)
