"""The same text in every format gives the same findings, each at a place checked by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.errors import UnreadableDocument
from langcheck.fixing import choose_by_itself, fix_file
from langcheck.readers import format_of
from langcheck.readers.described import IN_PLACE
from langcheck.settings import Settings
from tests.books import epub
from tests.conftest import ROOT
from tests.office_files import cell, frame, open_document, shape, sheet, slide, slides_file, workbook
from tests.pdf_files import page as pdf_page
from tests.pdf_files import paragraph as pdf_paragraph
from tests.pdf_files import pdf_file
from tests.word_files import paragraph, word_file

DOCUMENTS = ROOT / "tests" / "documents"
FIELDS = Settings(fields=("narrative", "persons"))
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
    "same.odt": [*["paragraph 2"] * 3, "table 1, row 1, column 2, paragraph 1"],
    "same.fodt": [*["paragraph 2"] * 3, "table 1, row 1, column 2, paragraph 1"],
    "same.rtf": [*["paragraph 2"] * 3, "table 1, row 1, column 2, paragraph 1"],
    "same.odp": [
        *['slide 1, shape "Text 2", paragraph 1'] * 3,
        'slide 1, shape "Table 3", row 1, column 2, paragraph 1',
    ],
    "same.pptx": [
        *['slide 1, shape "Text 2", paragraph 1'] * 3,
        'slide 1, shape "Table 3", row 1, column 2, paragraph 1',
    ],
    "same.xlsx": [*['sheet "Notes", cell A2'] * 3, 'sheet "Notes", cell B4'],
    "same.csv": [
        "row 2, column 1, line 2, column 5",
        "row 2, column 1, line 2, column 38",
        "row 2, column 1, line 2, column 56",
        "row 4, column 2, line 4, column 13",
    ],
    "same.rst": ["line 6, column 4", "line 6, column 60", "line 7, column 12", "line 15, column 13"],
    "same.adoc": ["line 4, column 4", "line 4, column 58", "line 5, column 12", "line 14, column 36"],
    "same.tex": ["line 4, column 4", "line 4, column 68", "line 5, column 12", "line 10, column 34"],
    "same.srt": [
        "cue 1, time 00:00:01, line 3, column 4",
        "cue 2, time 00:00:03, line 7, column 7",
        "cue 2, time 00:00:03, line 7, column 36",
        "cue 5, time 01:02:03, line 20, column 34",
    ],
    "same.eml": ["body, line 1", "body, line 1", "body, line 2", "attachment persons.txt, line 1"],
    "same.ipynb": ["cell 1, line 3", "cell 1, line 3", "cell 1, line 4", "cell 3, line 5"],
    "same.json": [
        "field report.narrative, line 3, column 20",
        "field report.narrative, line 3, column 74",
        "field report.narrative, line 3, column 104",
        "field report.persons, line 4, column 39",
    ],
    "same.yaml": [
        "field narrative, line 3, column 6",
        "field narrative, line 3, column 55",
        "field narrative, line 4, column 22",
        "field persons, line 7, column 34",
    ],
    "same.xml": [
        "field report.narrative, line 3, column 16",
        "field report.narrative, line 3, column 74",
        "field report.narrative, line 4, column 20",
        "field report.persons, line 7, column 34",
    ],
    "same.epub": ["chapter 1, a.xhtml, paragraph 3"] * 3 + ["chapter 1, a.xhtml, paragraph 5"],
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
    for name, raw in office_files().items():
        word.with_name(name).write_bytes(raw)
    word.with_suffix(".epub").write_bytes(epub({"a.xhtml": (DOCUMENTS / "same.html").read_bytes()}))
    drawn = pdf_page(
        (72, 740, "Report", 18),
        *pdf_paragraph(72, 700, "An underage prostitute was found. A pimp ran. He kept child por-", "nography there."),
        *pdf_paragraph(72, 640, "\u201cMy pimp left,\u201d she said. He was convicted of pimping."),
        (72, 600, "Persons"),
        (300, 600, "two illegal aliens"),
    )
    word.with_suffix(".pdf").write_bytes(pdf_file(drawn))
    return {path.name: path for folder in (DOCUMENTS, word.parent) for path in folder.iterdir()}


SENTENCES = "An underage prostitute was found. A pimp ran. He kept child pornography there."
QUOTED = "“My pimp left,” she said. He was convicted of pimping."
CELLS = ("Persons", "two illegal aliens")


def office_files() -> dict[str, bytes]:
    """The same text as slides, sheets, OpenDocument files, RTF and CSV."""
    split = SENTENCES.replace("prostitute", "prost<text:span>itute</text:span>").replace("A pimp", "A<text:s/>pimp")
    row = "".join(f"<table:table-cell><text:p>{words}</text:p></table:table-cell>" for words in CELLS)
    table = f"<table:table><table:table-row>{row}</table:table-row></table:table>"
    text = f"<text:h>Report</text:h><text:p>{split}</text:p><text:p>{QUOTED}</text:p>{table}"
    page = (
        "<draw:page><draw:frame draw:name='Title 1' presentation:class='title'><draw:text-box><text:p>Report</text:p>"
        f"</draw:text-box></draw:frame><draw:frame draw:name='Text 2'><draw:text-box><text:p>{split}</text:p>"
        f"<text:p>{QUOTED}</text:p></draw:text-box></draw:frame><draw:frame draw:name='Table 3'>{table}</draw:frame></draw:page>"
    )
    cells = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></a:txBody></a:tc>" for words in CELLS)
    slides = slide(
        shape("Title 1", "Report", kind="title"),
        shape("Text 2", "</a:t></a:r><a:r><a:t>prost".join(SENTENCES.split("prost")), QUOTED),
        frame("Table 3", f"<a:tbl><a:tr>{cells}</a:tr></a:tbl>"),
    )
    rows = ["Report", SENTENCES, QUOTED]
    book = sheet(
        *(cell(f"A{number}", words) for number, words in enumerate(rows, 1)),
        cell("A4", CELLS[0]) + cell("B4", CELLS[1]),
    )
    escaped = QUOTED.replace("“", r"\u8220?").replace("”", r"\rdblquote ")
    rtf = (
        r"{\rtf1\ansi{\stylesheet{\s1 heading 1;}}\pard\s1 Report\par\pard "
        + SENTENCES.replace("prost", "{pro}st")
        + rf"\par {escaped}\par\trowd\pard\intbl {CELLS[0]}\cell {CELLS[1]}\cell\row}}"
    )
    return {
        "same.odt": open_document(text),
        "same.fodt": open_document(text, flat=True),
        "same.odp": open_document(page, kind="presentation"),
        "same.pptx": slides_file(slides),
        "same.xlsx": workbook({"Notes": book}),
        "same.rtf": rtf.encode("ascii"),
        "same.csv": f"""Report,\n"{SENTENCES}",\n"{QUOTED}",\n{CELLS[0]},{CELLS[1]}\n""".encode(),
    }


@pytest.mark.model
@pytest.mark.parametrize("name", PLACES)
def test_the_findings_are_the_same_and_stand_where_a_person_finds_them(
    name: str, documents: dict[str, Path], checker: Checker
) -> None:
    if name.endswith(".pdf"):
        pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    report = replace(checker, settings=FIELDS).check_paths([documents[name]])
    assert [(finding.entry, finding.found) for finding in report.findings] == FOUND
    assert [str(finding.place) for finding in report.findings] == PLACES[name]
    assert sorted(
        finding.context for finding in report.allowed if finding.verdict.value == "allow" and finding.context != "code"
    ) == [
        "offence",
        "quotation",
    ]


TEXTS = {
    "same.txt": "underage prostitute",
    "same.md": "underage pros**titu**te",
    "same.html": "underage pros<b>titu</b>te",
    "same.rst": "underage **pros**\\ titute",
    "same.adoc": "underage pros**titu**te",
    "same.tex": r"underage pros\textbf{titu}te",
    "same.srt": "underage <i>pros</i>titute",
    "same.json": r"underage prosti\u0074ute",
    "same.yaml": "underage prostitute",
    "same.xml": "underage pros<b>titu</b>te",
}
"""The first words that are found, as each text file has them."""


@pytest.mark.model
@pytest.mark.parametrize("name", TEXTS)
def test_offsets_lead_to_the_words_as_the_file_has_them(
    name: str, documents: dict[str, Path], checker: Checker
) -> None:
    report = replace(checker, settings=FIELDS).check_paths([documents[name]])
    source = documents[name].read_bytes().decode()
    written = [source[finding.place.offset : finding.place.end_offset] for finding in report.findings]
    assert written[0] == TEXTS[name]
    assert [words.replace("\u00ad", "") for words in written[1:2]] == ["pimp"]
    assert written[2].split()[0] == "child"
    assert written[2].split()[-1] == "pornography"
    assert written[3].startswith("illegal")
    assert written[3].endswith("aliens")


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(PLACES))
def test_fix_changes_the_formats_that_the_page_says_and_refuses_the_others(
    name: str, documents: dict[str, Path], checker: Checker
) -> None:
    kind = format_of(documents[name])
    assert kind is not None
    fixer, choose = replace(checker, settings=FIELDS), choose_by_itself(unsafe=True)
    if kind == "subtitles":
        assert fix_file(documents[name], checker=fixer, choose=choose, write=False).changes == ()
    elif kind in IN_PLACE:
        fixed = fix_file(documents[name], checker=fixer, choose=choose, write=False)
        assert "person" in [change.new for change in fixed.changes]
    else:
        with pytest.raises(UnreadableDocument, match="not changed in place"):
            fix_file(documents[name], checker=fixer, choose=choose, write=False)
