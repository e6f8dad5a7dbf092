"""A review of a PDF: highlights exactly over the found words, notes in them, and the draft's own parts kept."""

from __future__ import annotations

import io
from datetime import datetime

import pytest

from langcheck.editors import Reviewed
from langcheck.errors import UnreadableDocument
from langcheck.model import Document, Excerpt, Finding, Level, Region, Verdict
from langcheck.readers import read_bytes
from tests.pdf_files import PICTURE, SCAN, page, paragraph, pdf_file

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
pypdf = pytest.importorskip("pypdf", reason="the extra pdf is not installed")

from langcheck.editors import pdf as editor  # noqa: E402

NOW = datetime(2026, 3, 1, 12, 0)  # noqa: DTZ001
LINES = paragraph(72, 700, "The report says that an underage", "prostitute was found there.")


def finding(document: Document, words: str) -> Finding:
    number = next(number for number, block in enumerate(document.blocks) if words in block.text)
    start = document.blocks[number].text.index(words)
    region = Region(start, start + len(words))
    return Finding(
        path=document.path, entry="en.test", category="test", level=Level.ERROR, verdict=Verdict.FLAG,
        place=document.place(document.blocks[number], region), block=number, region=region, found=words,
        message="What it says.", why="Why it matters.", because="The author's own words.", context="own-words",
        excerpt=Excerpt(words, 0, len(words)),
    )  # fmt: skip


def reviewed(raw: bytes, *words: str, force: bool = False, track: bool = False) -> Reviewed:
    document = read_bytes(raw, name="report.pdf", format="pdf")
    findings = [finding(document, found) for found in words]
    return editor.review(raw, document, findings, track=track, force=force, now=NOW)


def annotations(data: bytes) -> list[dict[str, object]]:
    first = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    return [note.get_object() for note in first.get("/Annots", [])]


def test_words_over_a_line_end_have_a_corner_quartet_on_each_line() -> None:
    highlight, popup = annotations(reviewed(pdf_file(page(*LINES)), "underage prostitute").data)
    points = [round(float(edge)) for edge in highlight["/QuadPoints"]]
    assert points == [189, 709, 234, 709, 189, 697, 234, 697, 73, 696, 117, 696, 73, 684, 117, 684]
    assert (popup["/Subtype"], popup["/Parent"]) == ("/Popup", highlight)


def test_the_note_says_what_and_why_and_where_to_read_more() -> None:
    highlight = annotations(reviewed(pdf_file(page(*LINES)), "underage prostitute").data)[0]
    assert highlight["/Contents"] == "What it says. Why it matters.\nMore: langcheck explain en.test"
    assert (highlight["/T"], highlight["/Subj"], highlight["/M"]) == ("langcheck", "error", "D:20260301120000")


def test_the_draft_stays_whole_at_the_head_of_the_copy() -> None:
    note = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Ask her again.) /T (Editor) >>"
    raw = pdf_file(page(*LINES), page_keys="/Annots [5 0 R]", extra=[note])
    copy = reviewed(raw, "underage prostitute").data
    assert copy.startswith(raw)
    assert [found["/Subtype"] for found in annotations(copy)] == ["/Text", "/Highlight", "/Popup"]


def test_a_reviewed_copy_is_read_as_the_draft_was() -> None:
    raw = pdf_file(page(*LINES))
    copy = reviewed(raw, "underage prostitute").data
    assert read_bytes(copy, name="report.pdf", format="pdf") == read_bytes(raw, name="report.pdf", format="pdf")


def test_a_second_review_replaces_what_the_first_wrote_and_nothing_else() -> None:
    note = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Ask her again.) /T (Editor) >>"
    raw = pdf_file(page(*LINES), page_keys="/Annots [5 0 R]", extra=[note])
    first = reviewed(raw, "underage prostitute")
    second = reviewed(first.data, "prostitute")
    assert second.data.startswith(first.data)
    assert [found["/Subtype"] for found in annotations(second.data)] == ["/Text", "/Highlight", "/Popup"]
    assert second.notes == ("1 older comment of langcheck replaced",)
    assert reviewed(second.data, "prostitute").notes == second.notes


def test_a_note_that_somebody_answered_stays() -> None:
    notes = [
        "<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [0 9 9 9 0 0 9 0] /Contents (Old.) /T (langcheck) >>",
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Why?) /T (Editor) /IRT 5 0 R >>",
    ]
    raw = pdf_file(page(*LINES), page_keys="/Annots [5 0 R 6 0 R]", extra=notes)
    result = reviewed(raw, "prostitute")
    assert [found.get("/Contents") for found in annotations(result.data)][:2] == ["Old.", "Why?"]
    assert result.notes == ()


def test_words_over_a_page_end_are_marked_on_both() -> None:
    first = page(*paragraph(72, 100, "They went to the house by the harbour and saw an underage"))
    raw = pdf_file(first, page(*paragraph(72, 700, "prostitute in the hall.")))
    pages = pypdf.PdfReader(io.BytesIO(reviewed(raw, "underage prostitute").data)).pages
    assert [len(found["/Annots"]) for found in pages] == [2, 2]


def test_what_stands_in_a_comment_is_not_marked_but_told() -> None:
    note = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Ask the pimp.) /T (Editor) >>"
    result = reviewed(pdf_file(page(*LINES), page_keys="/Annots [5 0 R]", extra=[note]), "pimp")
    assert [found.reason for found in result.unplaced] == ["it does not stand in the text of a page"]
    assert result.comments == 0


def test_pages_that_were_not_checked_are_told() -> None:
    result = reviewed(pdf_file(page(*LINES), SCAN, extra=[PICTURE]), "prostitute")
    assert result.notes == ("page 2: holds a picture of text and was not checked",)


def test_who_asks_for_suggested_changes_is_told_that_a_pdf_holds_none() -> None:
    raw = pdf_file(page(*paragraph(72, 720, "A pimp ran.")))
    assert reviewed(raw, "pimp", track=True).notes == (
        "a PDF cannot hold suggested changes; the copy has comments only",
    )


SIGNED = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V << /Type /Sig /Contents <00> /ByteRange [0 0 0 0] >> /Rect [0 0 0 0] >>"


def test_a_signed_file_is_refused_and_marked_only_when_forced() -> None:
    raw = pdf_file(
        page(*LINES), page_keys="/Annots [5 0 R]", catalog="/AcroForm << /Fields [5 0 R] /SigFlags 3 >>", extra=[SIGNED]
    )
    with pytest.raises(UnreadableDocument) as caught:
        reviewed(raw, "prostitute")
    assert caught.value.problem == "the PDF is signed, and a review would break the signature"
    assert reviewed(raw, "prostitute", force=True).comments == 1


def test_a_file_protected_against_changes_is_refused() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf_file(page(*LINES))))
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnreadableDocument) as caught:
        reviewed(out.getvalue(), "prostitute")
    assert caught.value.problem == "the PDF is protected against changes"
