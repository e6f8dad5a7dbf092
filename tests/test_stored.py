"""What the cache keeps of a report: all of it, and no word of the document."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from langcheck.checker import Checker
from langcheck.errors import UnreadableDocument
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Document, Report
from langcheck.readers import read_bytes
from langcheck.settings import Settings
from langcheck.stored import fold, restore, store, unfold
from tests.conftest import ROOT
from tests.test_redacted_names import FILES, NAME, holds_name

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


DIVIDED = {
    "text": "Mara Quin-\ntanar, 15, was called an underage prostitute by Deputy Oye-\nlaran near Zebulon Street.\n",
    "markdown": "Mara Quin**tanar**, 15, was called an underage prostitute by Deputy Oye&shy;laran near Zeb*ul*on Street.\n",
    "html": "<p>Mara Quin<b>ta</b>nar, 15, was called an underage prostitute by Deputy Oye&shy;la&shy;ran near Zebu<i>lon</i>.</p>",
    "rst": "Mara Quin\\ *tanar*, 15, was called an underage prostitute by Deputy Oye\\ laran near Zebulon.\n",
}
"""Names whose letters the source sets apart, so that they do not stand in it as they are read."""


@pytest.mark.model
@pytest.mark.parametrize("format", DIVIDED)
def test_a_name_that_the_source_divides_is_not_kept_either(format: str, checker: Checker) -> None:
    document = read_bytes(DIVIDED[format].encode(), name="a", format=format)
    report = checker.check_document(document)
    data = store(report, document, source=document.source)
    assert data is not None
    told = data.decode("latin-1").casefold()
    pieces = ("mara", "quin", "tanar", "oye", "laran", "zeb", "ulon", "street")
    assert [piece for piece in pieces if piece in told] == []
    found = restore(
        data,
        path=document.path,
        lexicon=checker.lexicon_in_use,
        source=lambda: document.source or "",
        read=lambda: document,
    )
    assert found == report


@pytest.mark.model
@pytest.mark.parametrize("name", FILES)
def test_no_name_inside_a_file_is_kept(name: str, tmp_path: Path, lexicon: Lexicon) -> None:
    """Of a sheet, a column, a shape, an attachment, a part: in places as in notes."""
    path = tmp_path / name
    path.write_bytes(FILES[name])
    settings = Settings(fields=(NAME,)) if name.endswith(".json") else Settings()
    checker = Checker(settings, lexicon=lexicon)
    try:
        document = checker.read_file(FILES[name], path)
    except UnreadableDocument:
        return
    report = checker.check_document(document)
    data = store(report, document, source=document.source)
    assert data is not None
    assert not holds_name(data.decode("latin-1"))
    found = restore(
        data,
        path=document.path,
        lexicon=checker.lexicon_in_use,
        source=lambda: document.source or "",
        read=lambda: document,
    )
    told = replace(found, failures=report.failures, checked=report.checked, documents=report.documents)
    assert told == report  # a report with failures is never kept by a check


@pytest.mark.model
def test_fingerprints_are_not_kept_but_made_anew(checker: Checker) -> None:
    report, document = report_of(checker, "Marisol Quintanar was called a child prostitute.\n")
    data = store(report, document, source=document.source)
    assert data is not None
    fingerprints = [finding.fingerprint for finding in report.findings]
    assert fingerprints
    assert [one for one in fingerprints if one.encode() in data or bytes.fromhex(one) in data] == []
    assert [finding.fingerprint for finding in restored(data, checker, document).findings] == fingerprints


@given(
    st.lists(st.sampled_from(["okapi", "Okapi", "OKAPI", "lane"]), max_size=4), st.sampled_from([" ", ". ", ", “", "-"])
)
def test_a_word_in_other_letters_is_kept_as_a_place_too(words: list[str], between: str) -> None:
    text = "An okapi on Lane 9."
    string = between.join(words)
    pieces = fold(string, text, words=frozenset({"okapi", "lane"}))
    assert unfold(pieces, text) == string
    left = " ".join(piece for piece in pieces if isinstance(piece, str))
    assert re.findall(r"\w+", left) == []


@pytest.mark.model
def test_what_cannot_be_kept_without_a_word_of_the_document_is_not_kept(checker: Checker) -> None:
    """Such as a reason that writes a name as nobody else does."""
    report, document = report_of(checker, "Marisol Quintanar was called a child prostitute.\n")
    odd = replace(report, findings=(replace(report.findings[0], because="It says qUINTAnar."),))
    assert store(odd, document, source=document.source) is None
    assert store(replace(odd, findings=report.findings), document, source=document.source) is not None
