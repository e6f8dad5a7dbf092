"""Profiles and agency lexicons: data on top of data, and every conflict told with file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.errors import LexiconError, SettingsError
from langcheck.lexicon import extend
from langcheck.lexicon.audit import audit_overlay
from langcheck.lexicon.compiled import compiled_folder, overlay_folders
from langcheck.lexicon.diff import compare
from langcheck.lexicon.entry import Clause, Status
from langcheck.lexicon.extend import extended, overlay_of, read_extension
from langcheck.lexicon.forms import Inflections
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.overlay import Change, Overlay, apply
from langcheck.lexicon.page import explanation
from langcheck.model import Level, Verdict
from langcheck.settings import Settings
from tests.conftest import ROOT, document

RECORD = """\
id: en.local.car-date
terms: ["car {date}"]
pos: noun
category: slang
level: advice
status: draft
basis: usage
message: "\\"{found}\\" is slang that readers elsewhere do not know."
why: Our unit's glossary has it.
suggest: [{use: "{meeting} in a car"}]
sources: [{ref: unit-glossary, says: defines}]
examples:
  flag: [{text: "It was a [car date].", becomes: "It was a meeting in a car."}]
  allow: ["“It was a car date,” she said."]
added: 2026-01-02
reviewed: 2026-01-03
"""


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    """An agency's folder: an overlay, a record with its source and inflections."""
    folder = tmp_path / "agency"
    (folder / "en" / "local").mkdir(parents=True)
    (folder / "en" / "local" / "car-date.yaml").write_text(RECORD)
    (folder / "sources.yaml").write_text("unit-glossary: {title: Glossary, publisher: The unit}\n")
    (folder / "inflections.yaml").write_text("nouns: {date: dates, meeting: meetings}\n")
    (folder / "overlay.yaml").write_text("name: agency\n")
    return folder


def overlay(folder: Path, text: str) -> Path:
    (folder / "overlay.yaml").write_text(f"name: agency\n{text}")
    return folder


def problems(lexicon: Lexicon, folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in read_extension(lexicon, folder)[2]]


# --- what an agency may change -----------------------------------------------------------------------------------


def test_an_agency_adds_entries_and_is_named_in_the_version(lexicon: Lexicon, agency: Path) -> None:
    grown = extended(lexicon, [agency])
    assert grown.version == f"{lexicon.version}+agency"
    assert "en.local.car-date" in grown.by_id
    assert len(grown.entries) == len(lexicon.entries) + 1


def test_a_level_changes(lexicon: Lexicon, agency: Path) -> None:
    changed = overlay(agency, "change: {en.trafficker.pimp: {level: error, because: Policy 4.}}\n")
    assert extended(lexicon, [changed]).by_id["en.trafficker.pimp"].level is Level.ERROR


@pytest.mark.parametrize(
    ("use", "count"),
    [("{person} who was sold", 1), ("{person} who (was|were) sold", 0), ("{person} who escaped", 0)],
)
def test_a_wording_of_an_agency_whose_verb_fits_one_number_is_told(
    lexicon: Lexicon, agency: Path, use: str, count: int
) -> None:
    """It can be used all the same: `lexicon check` tells of it by file and line."""
    change = f'change:\n  en.person.prostitute:\n    because: Policy 4.\n    suggest_first: [{{use: "{use}"}}]\n'
    grown = extended(lexicon, [overlay(agency, change)])
    read, record = overlay_of(lexicon, agency)
    assert record is not None
    found = [(problem.line, problem.message) for problem in audit_overlay(grown, read, record)]
    wrong = f'the suggestion {use!r} becomes "people who was"; write (was|were), or say under `if` for which form it is'
    assert found == [(5, wrong)] * count


def test_explain_gives_the_reason_of_a_change(lexicon: Lexicon, agency: Path) -> None:
    grown = extended(lexicon, [overlay(agency, "change: {en.trafficker.pimp: {level: error, because: Policy 4.}}\n")])
    told = "  Your own lexicon changes this entry: Policy 4.\n"
    assert told in explanation(grown.by_id["en.trafficker.pimp"], grown, ()).text
    assert told not in explanation(grown.by_id["en.buyer.john"], grown, ()).text
    profiled = explanation(grown.by_id["en.credibility.alleged-victim"], grown, ("report",)).text
    assert "Your own lexicon" not in profiled  # a profile says so itself, at the end
    assert "  Profile report:" in profiled


CASES = {
    "The deputy played the part of a pimp.": (Level.ADVICE, Level.ERROR),
    "A pimp ran.": (Level.WARNING, Level.ERROR),
    "The deputy said: “A pimp ran.”": (None, None),
}
"""Sentences of docs/for-agencies.md, each with the level of ours and that of an agency that raises "pimp" to an error."""


@pytest.mark.model
def test_cases_of_an_entry_follow_a_level_that_is_raised(lexicon: Lexicon, agency: Path) -> None:
    """A case at the entry's own level or below takes the new one; what is left alone stays so. The page says so."""
    grown = extended(lexicon, [overlay(agency, "change: {en.trafficker.pimp: {level: error, because: Policy 4.}}\n")])
    page = (ROOT / "docs" / "for-agencies.md").read_text(encoding="utf-8")
    for text, levels in CASES.items():
        assert text in page
        for known, level in zip((lexicon, grown), levels, strict=True):
            findings = Checker(Settings(), lexicon=known).check_document(document(text)).findings
            assert [finding.level for finding in findings] == ([] if level is None else [level]), text


@pytest.mark.parametrize(
    ("entry", "case", "now", "then"),
    [
        (Level.WARNING, Level.ADVICE, Level.ERROR, Level.ERROR),
        (Level.WARNING, Level.WARNING, Level.ADVICE, Level.ADVICE),
        (Level.WARNING, Level.ERROR, Level.ADVICE, Level.ERROR),
        (Level.ADVICE, Level.WARNING, Level.ERROR, Level.ERROR),
        (Level.ADVICE, Level.ERROR, Level.WARNING, Level.ERROR),
        (Level.WARNING, None, Level.ERROR, None),
    ],
)
def test_no_case_is_left_below_a_level_that_is_raised(
    lexicon: Lexicon, entry: Level, case: Level | None, now: Level, then: Level | None
) -> None:
    """A case that is graver than its entry keeps its level, or has the new one where that is graver still."""
    first = replace(lexicon.entries[0], level=entry, clauses=(Clause((), Verdict.FLAG, "A case.", case),))
    changed = apply(replace(lexicon, entries=(first,)), Overlay("unit", change={first.id: Change("Policy 4.", now)}))
    assert [clause.level for clause in changed.entries[0].clauses] == [then]


def test_suggestions_are_put_first_replaced_and_dropped(lexicon: Lexicon, agency: Path) -> None:
    before = [wording.use for wording in lexicon.by_id["en.person.prostitute"].suggest]

    def suggested(change: str) -> list[str]:
        folder = overlay(agency, f"change: {{en.person.prostitute: {{because: Policy 4., {change}}}}}\n")
        return [wording.use for wording in extended(lexicon, [folder]).by_id["en.person.prostitute"].suggest]

    assert suggested('suggest_first: [{use: "{person} we met"}]') == ["{person} we met", *before]
    assert suggested('suggest: [{use: "{person} we met"}]') == ["{person} we met"]
    assert suggested(f'drop: ["{before[0]}"]') == before[1:]


@pytest.mark.model
def test_a_retired_entry_is_silent_even_when_it_is_selected(lexicon: Lexicon, agency: Path) -> None:
    retired = extended(lexicon, [overlay(agency, "retire: {en.trafficker.pimp: Our board left it.}\n")])
    assert retired.by_id["en.trafficker.pimp"].status is Status.RETIRED
    text = document("A pimp ran.")
    for settings in (Settings(), Settings(select=("en.trafficker.pimp",))):
        assert Checker(settings, lexicon=retired).check_document(text).findings == ()
        assert len(Checker(settings, lexicon=lexicon).check_document(text).findings) == 1


def test_a_term_of_a_retired_entry_is_free_again(lexicon: Lexicon, agency: Path) -> None:
    record = agency / "en" / "local" / "car-date.yaml"
    record.write_text(RECORD.replace("car {date}", "pimp"))
    (agency / "inflections.yaml").write_text("nouns: {pimp: pimps, meeting: meetings}\n")
    taken = "'pimp' belongs to en.trafficker.pimp already; name it under overlaps"
    assert f"en/local/car-date.yaml:2: {taken}" in problems(lexicon, agency)
    assert problems(lexicon, overlay(agency, "retire: {en.trafficker.pimp: We have our own.}\n")) == []


# --- what is told when it does not fit ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "change:\n  en.trafficker.pimpp: {level: error, because: Policy.}\n",
            "overlay.yaml:3: the lexicon has no entry 'en.trafficker.pimpp'; did you mean 'en.trafficker.pimp'?",
        ),
        ("retire:\n  en.nothing.here: Gone.\n", "overlay.yaml:3: the lexicon has no entry 'en.nothing.here'"),
        ("change:\n  en.trafficker.pimp:\n    level: error\n", "overlay.yaml:4: en.trafficker.pimp: say why with `because`"),
        (
            "change:\n  en.trafficker.pimp:\n    because: Policy.\n    level: loud\n",
            "overlay.yaml:5: 'loud' is none of off, quiet, advice, warning, error",
        ),
        (
            "change:\n  en.trafficker.pimp:\n    because: Policy.\n    color: red\n",
            "overlay.yaml:5: there is no such field: 'color'",
        ),
        (
            "change:\n  en.trafficker.pimp:\n    because: Policy.\n    drop: [nothing]\n",
            "overlay.yaml:5: en.trafficker.pimp has no suggestion 'nothing'",
        ),
        (
            "change: {en.trafficker.pimp: {because: Policy.}}\nretire:\n  en.trafficker.pimp: Gone.\n",
            "overlay.yaml:4: en.trafficker.pimp is changed and retired at once",
        ),
        ("spelling: klingon\n", "overlay.yaml:2: there is no spelling 'klingon'"),
        ("colour: red\n", "overlay.yaml:2: there is no such field: 'colour'"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_overlay_is_told_with_its_line(lexicon: Lexicon, agency: Path, text: str, told: str) -> None:
    assert problems(lexicon, overlay(agency, text)) == [told]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("car {date}", "pimp"), "en/local/car-date.yaml:2: 'pimps' belongs to en.trafficker.pimp already; name it under overlaps"),
        (("ref: unit-glossary", "ref: nobody"), "en/local/car-date.yaml:11: sources.yaml has no 'nobody'"),
        (("car {date}", "car {gate}"), "en/local/car-date.yaml:2: no noun forms of 'gate' are stored in inflections.yaml"),
        (("level: advice", "level: loud"), "en/local/car-date.yaml:5: level: 'loud' is none of error, warning, advice"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_agencys_record_is_told(
    lexicon: Lexicon, agency: Path, change: tuple[str, str], told: str
) -> None:
    (agency / "en" / "local" / "car-date.yaml").write_text(RECORD.replace(*change))
    assert told in problems(lexicon, agency)


def test_an_id_of_ours_cannot_be_taken(lexicon: Lexicon, agency: Path) -> None:
    path = agency / "en" / "trafficker" / "pimp.yaml"
    path.parent.mkdir()
    path.write_text(RECORD.replace("en.local.car-date", "en.trafficker.pimp"))
    assert problems(lexicon, agency) == [
        "en/trafficker/pimp.yaml:1: en.trafficker.pimp stands in the lexicon; use `change` in overlay.yaml"
    ]


def test_all_is_told_at_once(lexicon: Lexicon, agency: Path) -> None:
    overlay(agency, "colour: red\nretire: {en.nothing.here: Gone.}\n")
    with pytest.raises(LexiconError) as caught:
        extended(lexicon, [agency])
    assert len(caught.value.problems) == 2


# --- where lexicons are found ------------------------------------------------------------------------------------


def test_a_lexicon_is_a_folder_beside_the_settings(agency: Path) -> None:
    assert overlay_folders(("agency",), agency.parent) == (agency,)
    assert overlay_folders((), agency.parent) == ()


def test_a_lexicon_may_be_an_installed_package(agency: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name = "unit"

        @staticmethod
        def load() -> Callable[[], str]:
            return lambda: str(agency)

    monkeypatch.setattr(extend, "entry_points", lambda group: [Point] if group == "langcheck.lexicons" else [])
    assert overlay_folders(("unit",), Path("nowhere")) == (agency,)
    with pytest.raises(SettingsError, match="there is no lexicon 'units'") as caught:
        overlay_folders(("units",), Path("nowhere"))
    assert caught.value.hint == "Name a folder that holds overlay.yaml. Installed ones are unit."


# --- profiles ----------------------------------------------------------------------------------------------------


def test_two_profiles_of_one_dimension_are_refused(lexicon: Lexicon) -> None:
    with pytest.raises(SettingsError, match="'uk' and 'us' are both a jurisdiction"):
        lexicon.with_profiles(["uk", "us"])
    with pytest.raises(SettingsError, match="there is no profile 'ukk'") as caught:
        lexicon.with_profiles(["ukk"])
    assert caught.value.hint == "Did you mean 'uk'?"


def test_profiles_of_different_dimensions_keep_what_each_asks_for(lexicon: Lexicon) -> None:
    """The second profile's changes stand, and so do those of the first that the second does not speak of."""
    for first in lexicon.profiles.values():
        for second in lexicon.profiles.values():
            if first.dimension != second.dimension:
                both = lexicon.with_profiles([first.name, second.name]).by_id
                for name, change in {**first.change, **second.change}.items():
                    assert change.level in (None, both[name].level), (first.name, second.name, name)
                    assert not change.off or not both[name].asked, (first.name, second.name, name)


def test_every_profile_says_whom_it_is_for(lexicon: Lexicon) -> None:
    for profile in lexicon.profiles.values():
        assert profile.about.endswith(".")
        assert profile.used_by.endswith(".")


def test_spelling_reaches_suggestions_and_their_plurals(lexicon: Lexicon) -> None:
    forms = Inflections({**lexicon.inflections.nouns, "offense": "offenses"}, lexicon.inflections.verbs)
    british = replace(lexicon, inflections=forms).with_profiles(["uk"])
    words = " ".join(wording.use for entry in british.entries for wording in entry.suggest)
    assert "labor" not in words
    assert british.inflections.nouns["offence"] == "offences"


def test_a_profile_changes_levels_and_suggestions_and_nothing_else(lexicon: Lexicon) -> None:
    """What is found, by which contexts, and on what evidence, is the lexicon's; a profile cannot touch it."""
    for name, profile in lexicon.profiles.items():
        after = apply(lexicon, replace(profile, spelling=""))
        for entry, changed in zip(lexicon.entries, after.entries, strict=True):
            kept = ("id", "terms", "category", "status", "message", "why", "needs", "other_senses", "sources", "kind")
            assert [getattr(entry, field) for field in kept] == [getattr(changed, field) for field in kept], name


# --- differences -------------------------------------------------------------------------------------------------


def told(before: Lexicon, after: Lexicon) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(change.kind, change.id, change.lines) for change in compare(before, after)]


def test_no_difference_is_no_change(lexicon: Lexicon) -> None:
    assert told(lexicon, lexicon) == []


def test_a_board_sees_what_is_new_changed_and_retired(lexicon: Lexicon, agency: Path) -> None:
    overlay(
        agency,
        'change: {en.trafficker.pimp: {level: error, because: Policy 4., suggest_first: [{use: "{person} we met"}]}}\n'
        "retire: {en.substance.junkie: Our board left it.}\n",
    )
    assert told(lexicon, extended(lexicon, [agency])) == [
        (
            "new",
            "en.local.car-date",
            (
                "terms: car {date}",
                "level: advice, status: draft, basis: usage",
                "why: Our unit's glossary has it.",
                "suggests: meeting in a car",
                "source: The unit: Glossary (defines; not seen by us)",
            ),
        ),
        ("retired", "en.substance.junkie", ("reason: Our board left it.",)),
        (
            "changed",
            "en.trafficker.pimp",
            ("level: warning -> error", "suggestions: + {person} we met", "because: Policy 4."),
        ),
    ]


# --- compiling ---------------------------------------------------------------------------------------------------


def test_an_overlay_is_compiled_once_for_its_content(agency: Path, tmp_path: Path) -> None:
    """The same data gives the same cache folder wherever it lies; other data gives another."""
    copy = tmp_path / "copy"
    shutil.copytree(agency, copy)
    compiled_folder.cache_clear()
    first, second = compiled_folder((agency,)), compiled_folder((copy,))
    assert first == second
    overlay(copy, "change: {en.trafficker.pimp: {level: error, because: Policy 4.}}\n")
    compiled_folder.cache_clear()
    assert compiled_folder((copy,)) != first
    assert load_lexicon((copy,)).by_id["en.trafficker.pimp"].level is Level.ERROR
