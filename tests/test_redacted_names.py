"""A redacted report holds no name that somebody gave inside a file: of a sheet, a column, a shape, an attachment, a part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.model import Failure, Place, Report
from langcheck.redaction import redacted
from langcheck.reporters import REPORTERS, Style, render
from langcheck.settings import Settings
from tests.books import BOOK, epub
from tests.office_files import cell, frame, open_document, relations, shape, sheet, slide, slides_file, workbook
from tests.test_redaction import finding
from tests.word_files import paragraph, word_file

NAME = "Qzxv Okapi"
"""What is given as a name wherever a file may hold one; it stands in nothing that langcheck says."""

WORDS = "The pimp left."


def mail(*attachments: tuple[str, str, str]) -> bytes:
    """A message with attachments: the kind, the name and the text of each."""
    parts = "".join(
        f'--p\nContent-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n\n{text}\n'
        for kind, name, text in attachments
    )
    return f"Subject: s\nContent-Type: multipart/mixed; boundary=p\n\n--p\n\nSee below.\n{parts}--p--\n".encode()


def ole(name: str) -> str:
    return f'<w:r><w:object xmlns:o="urn:schemas-microsoft-com:office:office"><o:OLEObject ProgID="{name}"/></w:object></w:r>'


CHART = '<c:chart r:id="c"/>'
TABLE_OF = (
    "<table:table table:name='{name}'{more}><table:table-column/><table:table-row>"
    "<table:table-cell><text:p>{words}</text:p></table:table-cell></table:table-row></table:table>"
)
RST = f"{WORDS}\n\n.. include:: {NAME}.rst\n\n.. raw:: {NAME}\n\n   words here\n\n.. csv-table:: {NAME}\n   :file: {NAME}.csv\n"
FILES: dict[str, bytes] = {
    "sheet.xlsx": workbook({NAME: sheet(cell("A1", WORDS))}),
    "damaged.xlsx": workbook(
        {"S": ""},
        parts={
            "xl/_rels/workbook.xml.rels": relations(("r1", "worksheet", f"{NAME}'s.bin")),
            f"xl/{NAME}'s.bin": "<broken",
        },
    ),
    "sheet.ods": open_document(TABLE_OF.format(name=NAME, words=WORDS, more=""), kind="spreadsheet"),
    "shape.pptx": slides_file(slide(shape(NAME, WORDS))),
    "chart.pptx": slides_file(
        slide(shape("S", WORDS), frame(NAME, CHART)),
        parts={
            "ppt/slides/_rels/slide1.xml.rels": relations(("c", "chart", f"../{NAME}.bin")),
            f"ppt/{NAME}.bin": "<broken",
        },
    ),
    "object.docx": word_file(paragraph(WORDS, ole(NAME))),
    "column.csv": f"{NAME},Number\n{WORDS},1\n".encode(),
    "chapter.epub": epub({"b.opf": BOOK.replace("a.xhtml", f"{NAME}.xhtml".replace(" ", "%20"))}),
    "language.epub": epub(
        {
            "b.opf": BOOK.replace("a.xhtml", "Qzxv.xhtml"),
            "Qzxv.xhtml": f"<html><body><p>{WORDS}</p><p lang='fr'>Mots.</p></body></html>",
        }
    ),
    "attached.eml": mail(
        ("text/plain", f"{NAME}.txt", WORDS),
        ("text/html", f"{NAME}.html", f"<p>{WORDS}</p><p lang='fr'>Mots.</p>"),
        ("image/png", f"{NAME}.png", "x"),
        ("application/x-other", f"a.{NAME}", "x"),
        ("application/x-other", f"it's {NAME}\u2019s: x, y.docx", "PK"),
        ("application/rtf", f"{NAME}.rtf", "no such thing"),
    ),
    "included.rst": RST.encode(),
    "included.tex": f"\\input{{{NAME}}}\n\n{WORDS}\n".encode(),
    "included.adoc": f"{WORDS}\n\ninclude::Qzxv.adoc[]\n".encode(),
    "language.html": f"<p>{WORDS}</p><p lang='{NAME}'>Words.</p>".encode(),
    "field.json": json.dumps({NAME: WORDS}).encode(),
}


def report_of(name: str, folder: Path) -> Report:
    path = folder / name
    path.write_bytes(FILES[name])
    chosen = Settings(fields=(NAME,)) if name.endswith(".json") else Settings()
    return Checker(chosen, keep_documents=True).check_paths([path])


def holds_name(text: str) -> bool:
    return "qzxv" in text.casefold() or "okapi" in text.casefold()


@pytest.mark.model
@pytest.mark.parametrize("name", FILES)
def test_no_name_inside_a_file_reaches_a_redacted_report(name: str, tmp_path: Path) -> None:
    """Each file shows its name in a report that is not redacted, so that none of them passes for nothing."""
    report = report_of(name, tmp_path)
    style = Style(show_allowed=True, show_fingerprints=True)
    assert holds_name(render(report, "json", style))
    assert [format_ for format_ in REPORTERS if holds_name(render(redacted(report), format_, style))] == []


@pytest.mark.parametrize(
    ("location", "label"),
    [
        ({"sheet": "notes", "cell": "B2"}, "cell B2"),
        ({"row": 2, "column": "caption"}, "row 2"),
        ({"sheet": "12:30:00", "cell": "B2"}, "cell B2"),
        ({"shape": "1, 2", "slide": 1}, "slide 1"),
        ({"cue": 1, "time": "12:30:00"}, "cue 1, time 12:30:00"),
        ({"part": "notes", "in_cell": "B2"}, "notes, in cell B2"),
    ],
)
def test_a_name_that_looks_like_a_word_or_a_time_of_ours_goes_too(location: dict[str, int | str], label: str) -> None:
    (kept,) = redacted(Report(findings=(finding(place=Place("x", location=location)),))).findings
    assert kept.place.label == label


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ("pages 1 to 4, 7", "pages 1 to 4, 7"),
        ('attachment "Ana\'s notes.pdf": page 3', "attachment [redacted]: page 3"),
        ('slide 2, shape "Ana", chart', "slide 2, shape [redacted], chart"),
        ("forwarded message, body", "forwarded message, body"),
        ("field ana.doe", "[redacted]"),
        ("Ana Doe", "[redacted]"),
        ("ana 3", "[redacted]"),
        ("3 other places", "3 other places"),
    ],
)
def test_a_part_that_was_not_checked_keeps_words_of_ours_and_numbers(part: str, kept: str) -> None:
    from langcheck.model import Checked

    report = Report(failures=(Failure(f"a: b.eml: {part}", "p", "h"),), checked=(Checked("a: b.eml"),))
    assert [item.path for item in redacted(report).failures] == [f"a: b.eml: {kept}"]


def test_the_name_of_a_file_stays_whatever_it_looks_like() -> None:
    report = Report(failures=(Failure('it\'s "x": y.eml', "p", "h"),))
    assert [item.path for item in redacted(report).failures] == ['it\'s "x": y.eml']
