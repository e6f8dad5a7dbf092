"""Loading: records to entries, and every problem at once with file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from langcheck.errors import LexiconError
from langcheck.lexicon.load import load_source, read_source, unmark
from langcheck.model import Level, Region, Verdict
from tests.conftest import ROOT

RECORD = """\
id: en.test.ghost
terms: [ghost]
pos: noun
category: other
level: warning
status: draft
basis: guidance
message: "\\"{found}\\" is a test."
why: It tests.
needs: [{any: [exploitation-topic, {near: [no, on, "false"]}]}]
clauses:
  - {when: [person-is-minor], then: flag, level: error, because: A test., first: true}
suggest:
  - {use: "{person}", if: person-is-adult, safe: true}
sources: [{ref: a-source, says: discourages}]
examples:
  flag: [{text: "A [ghost] is [ghost].", becomes: "A person is person."}]
  allow: ["No ghost here."]
added: 2026-01-02
reviewed: 2026-01-03
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A lexicon folder with one record."""
    (tmp_path / "en" / "test").mkdir(parents=True)
    (tmp_path / "en" / "test" / "ghost.yaml").write_text(RECORD)
    for name in ("schema.json", "contexts.yaml"):
        shutil.copy(ROOT / "lexicon" / name, tmp_path / name)
    shutil.copytree(ROOT / "lexicon" / "classes", tmp_path / "classes")
    (tmp_path / "sources.yaml").write_text("a-source: {title: A title, publisher: A publisher}\n")
    (tmp_path / "names.yaml").write_text(
        "- {name: The Ghost Act, kind: statute, jurisdiction: Nowhere, citation: 1 N. 1}\n"
    )
    (tmp_path / "inflections.yaml").write_text("nouns: {ghost: ghosts, person: people}\n")
    (tmp_path / "retired.yaml").write_text("{}\n")
    (tmp_path / "spellings.yaml").write_text("{}\n")
    (tmp_path / "topic.yaml").write_text("{}\n")
    (tmp_path / "VERSION").write_text("2026.1\n")
    return tmp_path


def test_a_record_becomes_an_entry(folder: Path) -> None:
    lexicon = load_source(folder)
    (entry,) = lexicon.entries
    assert (lexicon.version, entry.id, entry.level) == ("2026.1", "en.test.ghost", Level.WARNING)
    assert entry.needs == ({"any": ["exploitation-topic", {"near": ["no", "on", "false"]}]},)
    (clause,) = entry.clauses
    assert (clause.then, clause.level, clause.first) == (Verdict.FLAG, Level.ERROR, True)
    (wording,) = entry.suggest
    assert (wording.use, wording.given, wording.safe) == ("{person}", ("person-is-adult",), True)
    assert entry.flag_examples[0].marked == (Region(2, 7), Region(11, 16))
    assert entry.flag_examples[0].text == "A ghost is ghost."


@pytest.mark.parametrize("written", ["2026.1\n\n", "\ufeff2026.1", "  2026.1\r\n"])
def test_blanks_around_the_version_do_not_count(folder: Path, written: str) -> None:
    (folder / "VERSION").write_text(written, encoding="utf-8", newline="")
    assert load_source(folder).version == "2026.1"


@pytest.mark.parametrize("written", ["2026.1\nof the agency\n", "2026.1 b", "", "2026\t1"])
def test_the_version_is_one_word(folder: Path, written: str) -> None:
    """What is compiled writes it into a line of its own with tabs."""
    (folder / "VERSION").write_text(written)
    assert [str(found) for found in read_source(folder)[2]] == [
        'VERSION:1: one word is expected here, the year and month of the edition: "2026.11"'
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda text: text.replace("level: warning", "level: shout"),
            "en/test/ghost.yaml:5: level: 'shout' is none of error, warning, advice",
        ),
        (lambda text: text.replace("why: It tests.\n", ""), "en/test/ghost.yaml:1: record: 'why' is missing"),
        (
            lambda text: text.replace("status:", "colour: red\nstatus:"),
            "en/test/ghost.yaml:1: record: there is no such field ('colour' was unexpected)",
        ),
        (
            lambda text: text.replace("en.test.ghost", "en.test.spirit"),
            "en/test/ghost.yaml:1: the id is 'en.test.spirit', the file's path says 'en.test.ghost'",
        ),
        (lambda text: text + "added: 2026-01-02\n", "en/test/ghost.yaml:21: the key 'added' stands twice"),
        (
            lambda text: text.replace("terms: [ghost]", "terms: [ghost"),
            "en/test/ghost.yaml:3: is not valid YAML: did not find expected ',' or ']'",
        ),
    ],
)
def test_a_problem_names_file_and_line(folder: Path, change: Callable[[str], str], problem: str) -> None:
    (folder / "en" / "test" / "ghost.yaml").write_text(change(RECORD))
    assert [str(found) for found in read_source(folder)[2]] == [problem]


def test_all_problems_are_reported_at_once(folder: Path) -> None:
    broken = RECORD.replace("level: warning", "level: shout").replace("pos: noun", "pos: thing")
    (folder / "en" / "test" / "ghost.yaml").write_text(broken)
    (folder / "en" / "test" / "other.yaml").write_text("id: x\n")
    with pytest.raises(LexiconError) as caught:
        load_source(folder)
    paths = {problem.path for problem in caught.value.problems}
    assert paths == {"en/test/ghost.yaml", "en/test/other.yaml"}
    assert len([problem for problem in caught.value.problems if problem.path == "en/test/ghost.yaml"]) == 2


def test_words_stay_words(folder: Path) -> None:
    """YAML 1.1 would turn no, on and false into switches; here they are words."""
    (entry,) = load_source(folder).entries
    assert entry.needs[0]["any"][1] == {"near": ["no", "on", "false"]}


@pytest.mark.parametrize(
    ("text", "plain", "marked"),
    [
        ("no marks", "no marks", ()),
        ("[a] and [bc].", "a and bc.", (Region(0, 1), Region(6, 8))),
    ],
)
def test_brackets_mark_what_must_be_found(text: str, plain: str, marked: tuple[Region, ...]) -> None:
    assert unmark(text) == (plain, marked)
