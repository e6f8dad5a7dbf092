"""The lexicon itself: every example of every entry holds to the character, and ordinary prose stays quiet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.examples import checkers, judge_example, numbered_examples
from langcheck.lexicon.compiled import is_whole
from langcheck.lexicon.entry import Entry, Status
from langcheck.lexicon.lexicon import Lexicon, compile_lexicon
from tests.conftest import ROOT, found


@pytest.fixture(scope="module")
def checker_for(lexicon: Lexicon) -> Callable[[Entry], Checker]:
    return checkers(lexicon)


ENTRIES = sorted(
    path.relative_to(ROOT / "lexicon").with_suffix("").as_posix().replace("/", ".")
    for path in (ROOT / "lexicon" / "en").rglob("*.yaml")
)


@pytest.mark.model
@pytest.mark.parametrize("name", ENTRIES)
def test_the_examples_of_an_entry_hold_and_exercise_its_clauses(
    name: str, lexicon: Lexicon, checker_for: Callable[[Entry], Checker]
) -> None:
    """A known mistake (todo) that is mended fails too, so that it is moved where it belongs."""
    entry = lexicon.by_id[name]
    used: set[str] = set()
    wrong = [
        f"{kind} {number}: {problem}"
        for kind, number, example in numbered_examples(entry)
        for problem in judge_example(entry, example, checker_for(entry), flagged=kind.endswith("flag"), used=used)
    ]
    assert wrong == []
    assert [clause.because for clause in entry.clauses if clause.because not in used] == []


CLEAN = sorted((ROOT / "tests" / "clean").glob("*.txt"))


@pytest.mark.model
@pytest.mark.parametrize("path", CLEAN, ids=[path.stem for path in CLEAN])
def test_ordinary_prose_is_quiet(path: Path, checker: Checker) -> None:
    """Police, court, medical, sports and office prose full of near-misses."""
    report = checker.check_paths([path])
    assert (report.documents, found(report)) == (1, [])


def test_the_lexicon_covers_every_category_of_the_schema(lexicon: Lexicon) -> None:
    import json

    schema = json.loads((ROOT / "lexicon" / "schema.json").read_text())
    assert {entry.category for entry in lexicon.entries} == set(schema["properties"]["category"]["enum"])


def test_at_least_seventy_entries_are_finished(lexicon: Lexicon) -> None:
    assert sum(entry.status is not Status.DRAFT for entry in lexicon.entries) >= 70


def test_a_compiled_lexicon_is_the_lexicon(lexicon: Lexicon, tmp_path: Path) -> None:
    """What is written for programs holds every entry, name, source and word list unchanged."""
    import msgspec

    compile_lexicon(lexicon, tmp_path)
    read = msgspec.json.decode((tmp_path / "lexicon.json").read_bytes(), type=Lexicon)
    assert read == lexicon
    words = frozenset((tmp_path / "words.txt").read_text(encoding="utf-8").split())
    assert words == {word for form, _, _ in lexicon.spelt_forms for word in form.split() if word != "*"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "index.json",
        "lexicon.json",
        "screen.txt",
        "sizes.txt",
        "skim.txt",
        "words.txt",
    ]
    assert is_whole(tmp_path)
    sizes = (tmp_path / "sizes.txt").read_text().split()
    (tmp_path / "sizes.txt").write_text(" ".join(sizes[:-2]))
    assert not is_whole(tmp_path), "a list that was cut between two files names fewer of them"
    (tmp_path / "sizes.txt").write_text(" ".join(sizes))
    for name in ("skim.txt", "sizes.txt"):
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-1])
        assert not is_whole(tmp_path), "what a disk cut is made anew, and never read"
