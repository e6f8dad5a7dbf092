"""The same text in every format gives the same findings, each at a place checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.checker import Checker
from tests.conftest import ROOT
from tests.pdf_files import page, pdf_file
from tests.pdf_files import paragraph as pdf_paragraph
from tests.word_files import paragraph, word_file

DOCUMENTS = ROOT / "tests" / "documents"
FOUND = [
    ("en.child.child-prostitute", "underage prostitute"),
    ("en.trafficker.pimp", "pimp"),
    ("en.csam.child-pornography", "child pornography"),
    ("en.immigration.illegal-alien", "illegal aliens"),
]
PLACES = {
    "same.txt": ["line 3, column 4", "line 4, column 9", "line 5, column 27", "line 9, column 32"],
    "same.md": ["line 7, column 4", "line 7, column 58", "line 8, column 12", "line 14, column 36"],
    "same.html": ["line 7, column 10", "line 7, column 74", "line 8, column 9", "line 10, column 29"],
    "same.docx": ["paragraph 2", "paragraph 2", "paragraph 2", "table 1, row 1, column 2, paragraph 1"],
    "same.pdf": ["page 1, line 2", "page 1, line 2", "page 1, line 2", "page 1, line 5"],
}


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of tests/documents, and the Word file made of the same text."""
    split = "<w:r><w:t>An under</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>age prost</w:t></w:r><w:r><w:t>itute was found. A pimp ran. He kept child pornography there.</w:t></w:r>"
    quoted = paragraph("“My pimp left,” she said. He was convicted of pimping.")
    table = (
        f"<w:tbl><w:tr><w:tc>{paragraph('Persons')}</w:tc><w:tc>{paragraph('two illegal aliens')}</w:tc></w:tr></w:tbl>"
    )
    word = tmp_path_factory.mktemp("word") / "same.docx"
    word.write_bytes(word_file(paragraph("Report", style="Heading1") + f"<w:p>{split}</w:p>" + quoted + table))
    drawn = page(
        (72, 740, "Report", 18),
        *pdf_paragraph(72, 700, "An underage prostitute was found. A pimp ran. He kept child por-", "nography there."),
        *pdf_paragraph(72, 640, "\u201cMy pimp left,\u201d she said. He was convicted of pimping."),
        (72, 600, "Persons"),
        (300, 600, "two illegal aliens"),
    )
    printed = tmp_path_factory.mktemp("pdf") / "same.pdf"
    printed.write_bytes(pdf_file(drawn))
    return {**{path.name: path for path in DOCUMENTS.iterdir()}, "same.docx": word, "same.pdf": printed}


@pytest.mark.model
@pytest.mark.parametrize("name", PLACES)
def test_the_findings_are_the_same_and_stand_where_a_person_finds_them(
    name: str, documents: dict[str, Path], checker: Checker
) -> None:
    if name.endswith(".pdf"):
        pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    report = checker.check_paths([documents[name]])
    assert [(finding.entry, finding.found) for finding in report.findings] == FOUND
    assert [str(finding.place) for finding in report.findings] == PLACES[name]
    assert sorted(finding.context for finding in report.allowed if finding.verdict.value == "allow") == [
        "offence",
        "quotation",
    ]


@pytest.mark.model
@pytest.mark.parametrize("name", ["same.txt", "same.md", "same.html"])
def test_offsets_lead_to_the_words_as_the_file_has_them(
    name: str, documents: dict[str, Path], checker: Checker
) -> None:
    report = checker.check_paths([documents[name]])
    source = documents[name].read_bytes().decode()
    written = [source[finding.place.offset : finding.place.end_offset] for finding in report.findings]
    assert [
        " ".join(
            words.replace("<b>", "")
            .replace("</b>", "")
            .replace("**", "")
            .replace("\u00ad", "")
            .replace("&nbsp;", " ")
            .split()
        )
        for words in written
    ] == [words for _, words in FOUND]
