"""What the cache keeps of a report: all of it, and no word of the document."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from langcheck.checker import Checker
from langcheck.model import Document, Report
from langcheck.readers import read_bytes
from langcheck.stored import fold, restore, store, unfold
from tests.conftest import ROOT

TEXT = st.text("ab cd-.,’é\n", max_size=60)


@given(TEXT, TEXT, st.integers(0, 80))
def test_what_was_folded_is_unfolded(string: str, text: str, near: int) -> None:
    assert unfold(fold(string, text, near), text) == string


@given(TEXT, TEXT)
def test_no_word_of_the_text_is_kept(string: str, text: str) -> None:
    """Between the places stand only marks, blanks, and words that the text does not hold."""
    for piece in fold(string, text):
        if isinstance(piece, str):
            assert [word for word in re.findall(r"\w+", piece) if word in text] == []


def report_of(checker: Checker, text: str) -> tuple[Report, Document]:
    document = read_bytes(text.encode(), name="a.md", format="markdown")
    return checker.check_document(document), document


def restored(data: bytes, checker: Checker, document: Document) -> Report:
    def never() -> Document:
        raise AssertionError("the document was read again")

    return restore(
        data, path=document.path, lexicon=checker.lexicon_in_use, source=lambda: document.source or "", read=never
    )


@pytest.mark.model
@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*.md")), ids=lambda path: path.name)
def test_a_report_comes_back_whole(path: object, checker: Checker) -> None:
    report, document = report_of(checker, path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert report.findings
    assert restored(store(report, document, source=document.source), checker, document) == report


@pytest.mark.model
def test_the_bytes_hold_no_word_that_only_the_document_says(checker: Checker) -> None:
    """Neither the found words, nor those around them, nor those that a suggestion or a reason takes over."""
    text = "Marisol Quintanar, 15, was called an underage prostitute by Deputy Oyelaran near Zebulon Street.\n"
    report, document = report_of(checker, text)
    data = store(report, document, source=document.source)
    assert report.findings[0].excerpt.text.startswith("Marisol")
    words = {word for word in re.findall(r"\w+", text) if len(word) > 3}
    told = {finding.entry for finding in (*report.findings, *report.allowed)}
    kept = data
    for finding in (*report.findings, *report.allowed):
        kept = kept.replace(finding.general_because.encode(), b"").replace(finding.context.encode(), b"")
    for entry in told:
        kept = kept.replace(entry.encode(), b"")
    assert [word for word in sorted(words) if word.encode() in kept] == []


def test_bytes_that_were_not_stored_are_refused(checker: Checker) -> None:
    document = Document("a.txt", "text", ())
    for data in (b"", b"words", msgspec.msgpack.encode([1, 2, 3])):
        with pytest.raises(ValueError, match="no stored report"):
            restored(data, checker, document)
