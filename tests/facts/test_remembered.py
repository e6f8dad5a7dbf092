"""What is kept of one version of a text for the next changes no finding in it."""

from __future__ import annotations

import importlib
import random
from itertools import count

import pytest

from langcheck.checker import Checker
from langcheck.facts.remembered import OfFiles, Remembered
from langcheck.model import Document, Report
from tests.conftest import ROOT
from tests.conftest import document as read


@pytest.mark.model
def test_after_each_edit_a_text_has_the_findings_of_a_fresh_check(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over 200 edits, one upon the other: of letters, words and paragraphs, and of what tells something of other paragraphs."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    keystroke, documents = (importlib.import_module(name) for name in ("keystroke", "documents"))
    random_ = random.Random(5)
    text = documents.document(random_, size=500, clean=False)
    remembered = Remembered()
    for edited in keystroke.edits(text, 200, random_):
        draft = read(edited)
        assert checker.check_document(draft, remembered=remembered) == checker.check_document(draft), edited


def parted(*paragraphs: str) -> Document:
    return read("\n\n".join(paragraphs) + "\n")


@pytest.mark.model
@pytest.mark.parametrize(
    ("before", "instead", "told"),
    [
        (
            "The report is of June 2, 2019.",
            "The report is of June 2, 2032.",
            "Mara Qzxv, DOB 3/4/2010, worked as a prostitute.",
        ),
        (
            "Mara Qzxv, 15, lives in Belmore.",
            "Mara Qzxv, 35, lives in Belmore.",
            "Mara Qzxv was called a prostitute.",
        ),
        (
            "“We saw Mara.” a deputy said.",
            "“We saw Mara, a deputy said.",
            "The prostitute and the pimp left.” That is all.",
        ),
        ("Words we do not use:", "What we saw there:", "Pimp, prostitute, john"),
    ],
)
def test_a_paragraph_is_judged_anew_where_another_one_tells_something_else(
    before: str, instead: str, told: str, checker: Checker
) -> None:
    remembered = Remembered()
    drafts = [parted(*texts) for texts in ((before, told), (instead, told), ("A line.", instead, told), (before, told))]
    fresh = [checker.check_document(draft) for draft in drafts]
    assert found_in(fresh[0]) != found_in(fresh[1])
    assert [checker.check_document(draft, remembered=remembered) for draft in drafts] == fresh


def found_in(report: Report) -> list[tuple[str, str, str]]:
    """What was decided about each word, and by which context."""
    return [(item.found, item.verdict.value, item.context) for item in (*report.findings, *report.allowed)]


def test_an_answer_is_worked_out_once_and_forgotten_when_a_version_does_not_ask() -> None:
    numbers, remembered = count(), Remembered()
    remembered.next_version(by="ours")
    assert [remembered.of("a", lambda: next(numbers)), remembered.of("a", lambda: next(numbers))] == [0, 0]
    remembered.next_version(by="ours")
    assert (remembered.knows("a"), remembered.of("a", lambda: next(numbers))) == (True, 0)
    remembered.next_version(by="ours")
    remembered.next_version(by="ours")
    assert (remembered.knows("a"), remembered.of("a", lambda: next(numbers))) == (False, 1)


def test_what_another_lexicon_told_is_forgotten() -> None:
    numbers, remembered = count(), Remembered()
    for lexicon in ("ours", "theirs"):
        remembered.next_version(by=lexicon)
        remembered.of("a", lambda: next(numbers))
    assert remembered.of("a", lambda: next(numbers)) == 1


@pytest.mark.model
def test_one_file_after_another_has_the_findings_of_a_fresh_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of documents that have sentences in common, in which these mean other people, and of which little is remembered."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    keystroke = importlib.import_module("keystroke")
    monkeypatch.setattr(OfFiles, "_MOST", 40)
    random_ = random.Random(7)
    common = (
        *keystroke.SENTENCES,
        "Dell was convicted of sex trafficking.",
        "The pimp left town.",
        "She is a prostitute.",
    )
    checker, fresh = Checker(), Checker()
    for _ in range(60):
        paragraphs = [" ".join(random_.sample(common, random_.randrange(1, 4))) for _ in range(random_.randrange(1, 6))]
        draft = parted(*paragraphs)
        assert checker.check_next(draft) == fresh.check_document(draft), paragraphs


def test_what_no_file_asked_for_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OfFiles, "_MOST", 2)
    by, remembered = object(), OfFiles()
    for number in range(9):
        remembered.next_version(by=by)
        remembered.of("common", lambda: 0)
        remembered.of(number, lambda: 0)
    assert remembered.knows("common")
    assert remembered.knows(8)
    assert not remembered.knows(1)


def test_nothing_is_kept_of_a_large_file_and_a_clean_one_loads_nothing() -> None:
    checker = Checker()
    checker.check_next(Document("gate.txt", "text", (), "The gate was open.\n"))
    assert "_known" not in vars(checker)
    assert "_of_files" not in vars(checker)
    checker.check_next(read("The gate was open. " * 12_000))
    assert "_of_files" not in vars(checker)
