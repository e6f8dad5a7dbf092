"""Files under the wrong ending: read by what they are, or told what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.readers import read_document
from tests.office_files import cell, open_document, shape, sheet, slide, slides_file, workbook
from tests.word_files import paragraph, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


READ = {
    "rtf.doc": (rb"{\rtf1 words}", "rtf", "an RTF file"),
    "rtf.txt": (rb"{\rtf1 words}", "rtf", "an RTF file"),
    "word.doc": (word_file(paragraph("words")), "docx", "a Word file (.docx)"),
    "word.rtf": (word_file(paragraph("words")), "docx", "a Word file (.docx)"),
    "word.txt": (word_file(paragraph("words")), "docx", "a Word file (.docx)"),
    "page.doc": (b"<html><body><p>words</p></body></html>", "html", "a web page (HTML)"),
    "page.xls": (b"<!DOCTYPE html><p>words</p>", "html", "a web page (HTML)"),
    "text.docx": (
        open_document("<text:p>words</text:p>"),
        "opendocument",
        "an OpenDocument file (.odt, .odp or .ods)",
    ),
    "slides.docx": (slides_file(slide(shape("A", "words"))), "pptx", "a PowerPoint file (.pptx)"),
    "table.csv": (workbook({"words": sheet(cell("A1", "words"))}), "xlsx", "an Excel file (.xlsx)"),
}


@pytest.mark.parametrize("name", READ)
def test_a_file_that_is_another_known_format_is_read_as_that_with_a_note(name: str, tmp_path: Path) -> None:
    raw, read_as, kind = READ[name]
    path = tmp_path / name
    path.write_bytes(raw)
    document = read_document(path)
    assert (document.format, document.blocks[-1].text) == (read_as, "words")
    assert document.notes == (f"the file is really {kind}, and was read as such",)


TOLD = {
    "old.docx": (stream("WordDocument"), "the file is really an old Word file (.doc), which langcheck cannot read yet"),
    "old.xlsx": (stream("Workbook"), "the file is really an old Excel file (.xls), which langcheck cannot read yet"),
    "old.txt": (
        stream("PowerPoint Document"),
        "the file is really an old PowerPoint file (.ppt), which langcheck cannot read yet",
    ),
    "locked.pptx": (
        stream("EncryptedPackage"),
        "the file is protected with a password",
    ),
    "odd.xlsx": (OLE, "the file is protected with a password, or is an old Office file under the name of a .xlsx file"),
    "true.doc": (stream("WordDocument"), "langcheck cannot read .doc files yet"),
    "plain.doc": (b"words", "langcheck cannot read .doc files yet"),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_file_that_cannot_be_read_is_told_by_what_it_is(name: str, tmp_path: Path) -> None:
    raw, problem = TOLD[name]
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert caught.value.problem == problem
    assert caught.value.hint


def test_text_that_begins_like_a_web_page_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("<html>\n\nwords\n")
    assert read_document(path).format == "markdown"
