"""Office files without words: blank ones hold nothing to check, others show something whose words nobody read."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.errors import NothingToCheck, UnreadableDocument
from langcheck.readers import read_bytes
from tests.office_files import cell, open_document, shape, sheet, slide, slides_file, workbook
from tests.word_files import paragraph, word_file

TITLE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Report</dc:title></cp:coreProperties>'
)
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>words</w:t></w:r>"
PICTURE = "<w:r><w:drawing/></w:r>"
PLACEHOLDER = (
    '<draw:page draw:name="1"><draw:frame presentation:class="title" presentation:placeholder="true"><draw:text-box/>'
    "</draw:frame></draw:page>"
).replace("presentation:", "draw:")

BLANK = {
    "none.docx": word_file(""),
    "paragraphs.docx": word_file(paragraph("") + paragraph(" ") + "<w:sectPr/>"),
    "table.docx": word_file("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"),
    "header.docx": word_file("<w:p/>", parts={"header": f"<w:hdr {'xmlns:w=' + chr(34)}http://schemas.openxmlformats.org/wordprocessingml/2006/main{chr(34)}><w:p/></w:hdr>"}),
    "slide.pptx": slides_file(slide()),
    "placeholder.pptx": slides_file(slide(shape("Title 1", kind="title")), slide()),
    "none.pptx": slides_file(),
    "titled.pptx": slides_file(slide(), parts={"docProps/core.xml": TITLE, "docProps/thumbnail.jpeg": "x"}),
    "none.xlsx": workbook({"Sheet1": sheet()}),
    "numbers.xlsx": workbook({"S": sheet(cell("A1", "1", kind="n"), cell("A2", "2.5", kind="n"))}),
    "none.odt": open_document(""),
    "paragraph.odt": open_document("<text:p/><text:p> </text:p>"),
    "none.fodt": open_document("<text:p/>", flat=True),
    "none.ods": open_document('<table:table table:name="S"><table:table-row><table:table-cell/></table:table-row></table:table>', kind="spreadsheet"),
    "slide.odp": open_document(PLACEHOLDER, kind="presentation"),
    "none.rtf": rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard\par }",
}  # fmt: skip
"""Files that no word, picture or object is in."""

NOT_BLANK = {
    "picture.docx": word_file(paragraph(PICTURE)),
    "drawing.docx": word_file(paragraph("<w:r><w:pict/></w:r>")),
    "hidden.docx": word_file(paragraph(HIDDEN)),
    "media.docx": word_file("<w:p/>", parts={"image": "x"}),
    "picture.pptx": slides_file(slide("<p:pic/>")),
    "drawn.pptx": slides_file(slide("<p:sp><p:spPr><a:custGeom/></p:spPr></p:sp>")),
    "drawing.xlsx": workbook({"S": sheet(more='<drawing r:id="r1"/>')}),
    "media.xlsx": workbook({"S": sheet()}, parts={"xl/media/image1.png": "x"}),
    "unused.xlsx": workbook({"S": sheet()}, strings=["<t>words</t>"]),
    "picture.odt": open_document("<text:p><draw:frame><draw:image/></draw:frame></text:p>"),
    "drawn.odt": open_document("<text:p><draw:path/></text:p>"),
    "picture.rtf": rb"{\rtf1 {\pict\pngblip 00}}",
    "open.rtf": rb"{\rtf1 {\par }",
}
"""Near-misses: nothing was read of them, and something is there."""


def written(raw: bytes, name: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(raw)
    (folder / "good.txt").write_text("It rained.\n")
    return path


def error_of(raw: bytes, name: str) -> UnreadableDocument:
    kind = {"pptx": "pptx", "xlsx": "xlsx", "docx": "docx", "rtf": "rtf"}.get(name.rsplit(".", 1)[1], "opendocument")
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(raw, name=name, format=kind)
    return caught.value


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_file_is_a_note_beside_others_and_a_failure_alone(name: str, tmp_path: Path, checker: Checker) -> None:
    path = written(BLANK[name], name, tmp_path)
    problem = error_of(BLANK[name], name).problem
    alone = checker.check_paths([path])
    assert ([(item.path, item.problem) for item in alone.failures], alone.notes) == ([(str(path), problem)], ())
    beside = checker.check_paths([path, tmp_path / "good.txt"])
    assert (beside.failures, beside.notes, beside.documents) == ((), ((str(path), problem),), 1)


@pytest.mark.parametrize("name", NOT_BLANK)
def test_a_file_that_shows_something_without_words_is_a_failure_always(
    name: str, tmp_path: Path, checker: Checker
) -> None:
    path = written(NOT_BLANK[name], name, tmp_path)
    report = checker.check_paths([path, tmp_path / "good.txt"])
    assert [item.path for item in report.failures] == [str(path)]


def test_what_was_left_out_of_a_file_without_other_words_is_told() -> None:
    """Somebody may think otherwise that there is nothing in it, or that it is a scan."""
    with pytest.raises(UnreadableDocument) as told:
        read_bytes(NOT_BLANK["hidden.docx"], name="hidden.docx", format="docx")
    assert told.value.problem == "the Word file holds no text; 1 hidden stretch was not read"


def test_a_damaged_part_of_a_file_without_words_is_told_as_damaged() -> None:
    error = error_of(slides_file(slide(), parts={"ppt/comments/comment1.xml": "<p:"}), "a.pptx")
    assert not isinstance(error, NothingToCheck)
    assert error.problem == 'the PowerPoint file is damaged: "ppt/comments/comment1.xml" is not well-formed'
