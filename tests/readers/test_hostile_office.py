"""Office files made to do harm: each is refused with its reason or read as usual, and none takes the memory away."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.limits import Limits
from langcheck.readers import csv, package, xlsx
from langcheck.readers.reading import Choice
from langcheck.readers.word_styles import LONGEST_CHAIN
from tests.office_files import (
    SHEET_NAMES,
    cell,
    frame,
    open_document,
    packed,
    relations,
    shape,
    sheet,
    slide,
    slides_file,
    workbook,
)
from tests.readers.reading_files import opened, problem_of
from tests.word_files import paragraph, text, word_file

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
ONE = slides_file(slide(shape("A", "words")))
BOOK = workbook({"S": sheet(cell("A1", "words"))})
TEXT = open_document("<text:p>words</text:p>")


def changed(raw: bytes, name: str, change: Callable[[bytes], bytes] | None) -> bytes:
    """A package with one part changed, or left out."""
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    data = parts.pop(name)
    return packed({**parts, **({name: change(data)} if change else {})})


def entity(start: str) -> Callable[[bytes], bytes]:
    return lambda data: start.encode() + data.replace(b"words", b"&c;")


def bomb(raw: bytes, name: str) -> bytes:
    return changed(raw, name, lambda data: data + b" " * (8 * 1024 * 1024))


def many_entries() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(package.MAX_ENTRIES + 1):
            archive.writestr(str(number), b"")
    return stream.getvalue()


SLIDES, SHEETS, ODF = "ppt/slides/slide1.xml", "xl/worksheets/sheet1.xml", "content.xml"
NEVER = "holds a document type, which {}s never do"
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "laughs.pptx": ("pptx", changed(ONE, SLIDES, entity(LAUGHS)), NEVER),
    "laughs.xlsx": ("xlsx", changed(BOOK, SHEETS, entity(LAUGHS)), NEVER),
    "laughs.odt": ("opendocument", changed(TEXT, ODF, entity(LAUGHS)), NEVER),
    "laughs.fodt": ("opendocument", LAUGHS.encode() + open_document("<text:p>&c;</text:p>", flat=True), NEVER),
    "outside.pptx": ("pptx", changed(ONE, SLIDES, entity(OUTSIDE)), NEVER),
    "outside.xlsx": ("xlsx", changed(BOOK, SHEETS, entity(OUTSIDE)), NEVER),
    "outside.odt": ("opendocument", changed(TEXT, ODF, entity(OUTSIDE)), NEVER),
    "bomb.pptx": ("pptx", bomb(ONE, SLIDES), "unpacks to more than 300 times its size (limits.compression-ratio)"),
    "bomb.xlsx": ("xlsx", bomb(BOOK, SHEETS), "unpacks to more than 300 times its size (limits.compression-ratio)"),
    "bomb.odt": ("opendocument", bomb(TEXT, ODF), "unpacks to more than 300 times its size (limits.compression-ratio)"),
    "many.odt": ("opendocument", many_entries(), "the file holds more than 20,000 parts (a fixed limit)"),
    "no-slide.pptx": ("pptx", changed(ONE, SLIDES, None), "a slide is missing"),
    "no-sheet.xlsx": ("xlsx", changed(BOOK, SHEETS, None), "a sheet is missing"),
    "no-content.odt": ("opendocument", changed(TEXT, ODF, None), "not an OpenDocument text"),
    "no-main.pptx": ("pptx", changed(ONE, "ppt/presentation.xml", None), "not a PowerPoint presentation"),
    "cut.pptx": ("pptx", ONE[:-60], "it is not a whole .pptx package"),
    "cut.xlsx": ("xlsx", BOOK[:-60], "it is not a whole .xlsx package"),
    "cut.odt": ("opendocument", TEXT[:-60], "it is not a whole OpenDocument package"),
    "cut-part.xlsx": ("xlsx", changed(BOOK, SHEETS, lambda data: data[:-20]), 'sheet1.xml" is not well-formed'),
    "empty-part.xlsx": ("xlsx", changed(BOOK, SHEETS, lambda data: b""), 'sheet1.xml" is not well-formed'),
    "wrong-main.xlsx": ("xlsx", changed(BOOK, "xl/workbook.xml", lambda data: b"<a/>"), "not an Excel workbook"),
    "wrong-root.fodt": ("opendocument", b"<a/>", "the file is XML, but not an OpenDocument file"),
    "deep.odt": (
        "opendocument",
        open_document("<text:p>" + "<text:span>" * 400 + "</text:span>" * 400 + "</text:p>"),
        '"content.xml" is nested deeper than 256 elements (a fixed limit)',
    ),
    "deep.xlsx": ("xlsx", changed(BOOK, SHEETS, lambda data: b"<a>" * 400), "nested deeper than 256 elements"),
    "braces.rtf": ("rtf", rb"{\rtf1 " + b"{" * 1_000_000, "nested deeper than 200 groups (limits.nesting)"),
    "closing.rtf": ("rtf", rb"{\rtf1 " + b"}" * 1_000_000, "holds no text"),
    "bin.rtf": ("rtf", rb"{\rtf1\bin2147483647 words}", "holds no text"),
    "lone.rtf": ("rtf", b"{\\rtf1 \\", "holds no text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_harmful_files_are_refused_with_their_reason(name: str) -> None:
    kind, raw, problem = REFUSED[name]
    kinds = {"pptx": "PowerPoint file", "xlsx": "Excel file", "opendocument": "OpenDocument file", "rtf": "RTF file"}
    assert problem.format(kinds[kind]) in problem_of(raw, kind)


def nested(start: str, end: str, depth: int) -> str:
    return start * depth + "<text:p>words</text:p>" + end * depth


READ: dict[str, tuple[str, bytes]] = {
    "deep-groups.pptx": (
        "pptx",
        slides_file(
            slide(
                '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="1" name="G"/></p:nvGrpSpPr>' * 240
                + shape("A", "words")
                + "</p:grpSp>" * 240
            )
        ),
    ),
    "deep-tables.odt": (
        "opendocument",
        open_document(
            nested(
                "<table:table><table:table-row><table:table-cell>",
                "</table:table-cell></table:table-row></table:table>",
                80,
            )
        ),
    ),
    "deep-boxes.odt": (
        "opendocument",
        open_document(nested("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>", 80)),
    ),
    "deep-notes.odt": (
        "opendocument",
        open_document(nested("<text:p><office:annotation>", "</office:annotation></text:p>", 120)),
    ),
    "deep-lists.odt": (
        "opendocument",
        open_document(nested("<text:list><text:list-item>", "</text:list-item></text:list>", 120)),
    ),
    "repeats.ods": (
        "opendocument",
        open_document(
            "<table:table table:name='S'><table:table-row table:number-rows-repeated='99999999999999'>"
            "<table:table-cell table:number-columns-repeated='4000000000'/><table:table-cell><text:p>words</text:p>"
            "</table:table-cell></table:table-row></table:table>",
            kind="spreadsheet",
        ),
    ),
    "odd-numbers.xlsx": (
        "xlsx",
        workbook(
            {
                "S": f'<worksheet {SHEET_NAMES}><sheetData><row r="-9²"><c r="ZZZZ9" t="s"><v>-1</v></c><c r="?" t="s"><v>9e9</v></c>'
                f"{cell('AAA99999999', 'words')}</row></sheetData></worksheet>"
            },
            strings=["<t>x</t>"],
        ),
    ),
    "cycle.pptx": (
        "pptx",
        slides_file(
            slide(frame("C", '<c:chart r:id="c"/>'), shape("A", "words")),
            parts={
                "ppt/slides/_rels/slide1.xml.rels": relations(
                    ("c", "chart", "slide1.xml"), ("n", "notesSlide", "slide1.xml"), ("l", "slideLayout", "slide1.xml")
                ),
            },
        ),
    ),
    "climbing.pptx": (
        "pptx",
        slides_file(
            slide(shape("A", "words")),
            parts={
                "../../etc/evil": "x",
                "ppt/slides/_rels/slide1.xml.rels": relations(("n", "notesSlide", "../../../../etc/passwd")),
            },
        ),
    ),
    "numbers.rtf": ("rtf", rb"{\rtf1\uc-5\u99999999\u-99999 \ansicpg99999\f-1\s-1\outlinelevel-4 words}"),
    "hex.rtf": ("rtf", rb"{\rtf1 \'zz\' words}"),
    "nulls.rtf": ("rtf", b"{\\rtf1 \x00words}"),
    "open.csv": ("csv", b'a,b\n"words' + b" x" * 100_000),
    "quotes.csv": ("csv", b"words,b\n" + b'"' * 99_999),
    "delimiters.csv": ("csv", b"words\n" + b"," * 90_000),
}


@pytest.mark.parametrize("name", READ)
def test_odd_files_are_read_all_the_same(name: str) -> None:
    kind, raw = READ[name]
    assert any("words" in block.text for block in opened(raw, kind).blocks)


def test_the_number_of_cells_and_paragraphs_is_limited() -> None:
    few = Choice(limits=Limits(blocks=3))
    beyond = "the file holds more than 3 paragraphs or cells (limits.blocks)"
    rows = sheet(*(cell(f"A{number}", "word") for number in range(1, 9)))
    assert problem_of(workbook({"S": rows}), "xlsx", choice=few) == beyond
    assert problem_of(b"a\nb\nc\nd\ne\n", "csv", choice=few) == beyond
    assert problem_of(b"a,b,c,d,e", "csv", choice=few) == beyond
    assert problem_of(open_document("<text:p>x</text:p>" * 5), "opendocument", choice=few) == beyond
    assert problem_of(rb"{\rtf1 " + rb"x\par " * 9 + b"}", "rtf", choice=few) == beyond
    assert problem_of(rb"{\rtf1 {\footnote " + rb"x\par " * 9 + b"}}", "rtf", choice=few) == beyond


def test_what_cells_hold_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    row = "".join(cell(f"{letter}1", "0", kind="s") for letter in "ABCDEFGH")
    raw = workbook({"S": sheet(row)}, strings=["<t>" + "word " * 60_000 + "</t>"])
    assert problem_of(raw, "xlsx", choice=Choice(limits=Limits(characters=1_000_000))) == (
        "the cells hold more than 1,000,000 characters (limits.characters)"
    )
    monkeypatch.setattr(xlsx, "MAX_STRINGS", 0)
    assert problem_of(raw, "xlsx") == "the workbook holds more than 0 different strings (a fixed limit)"


def test_markup_between_cells_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_MARKUP", 2_000)
    raw = workbook({"S": sheet(cell("A1", "words"), more="<x/>" * 40_000)})
    assert (
        problem_of(raw, "xlsx") == '"xl/worksheets/sheet1.xml" holds more than 2,000 pieces of markup (a fixed limit)'
    )


def test_a_paragraph_in_endless_pieces_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from langcheck.readers import rtf

    monkeypatch.setattr(rtf, "MAX_PIECES", 5)
    assert (
        problem_of(rb"{\rtf1 " + rb"\u97?" * 9, "rtf")
        == "a paragraph of the RTF file is written in more than 5 pieces (a fixed limit)"
    )


def test_a_long_sheet_is_let_go_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds far more markup than may be kept at once."""
    monkeypatch.setattr(package, "MAX_MARKUP", 20_000)
    rows = (cell("A1", "words"), *(cell(f"A{number}", "1", kind="n") * 8 for number in range(2, 5_000)))
    assert len(opened(workbook({"S": sheet(*rows)}), "xlsx").blocks) == 2


def test_a_great_quoted_field_is_taken_apart_at_its_lines() -> None:
    raw = b'a,b\n"' + b"word,word\n" * (csv.LONGEST_FIELD // 10 + 10)
    assert len(opened(raw, "csv").blocks) > 100_000


def test_protected_office_files_are_told() -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    for kind in ("docx", "pptx", "xlsx", "opendocument"):
        assert problem_of(raw, kind) == "the file is protected with a password"


@pytest.mark.parametrize("format", ["pptx", "xlsx", "opendocument", "rtf"])
def test_every_cut_and_every_wrong_byte_is_refused_or_read(format: str) -> None:
    whole = {"pptx": ONE, "xlsx": BOOK, "opendocument": TEXT, "rtf": rb"{\rtf1\ansi {\b words}\par\u8220?\'93}"}[format]
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        for raw in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            with contextlib.suppress(UnreadableDocument):
                opened(raw, format)


def test_many_fields_in_one_another_take_no_longer_than_many_beside_each_other() -> None:
    """Each text belongs to all fields around it; they are not asked one by one."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    raw = word_file(f"<w:p>{begin * 30_000}{text('shown') * 30_000}{end * 30_000}</w:p>")
    assert sum(len(block.text) for block in opened(raw, "docx").blocks) == 5 * 30_000


def test_styles_that_build_on_each_other_without_end_say_nothing_beyond_the_nearest() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{number}"><w:basedOn w:val="S{number + 1}"/></w:style>'
        for number in range(4_000)
    )
    hidden = '<w:style w:type="paragraph" w:styleId="S4000"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = "".join(paragraph("x", style=f"S{number}") for number in range(4_000))
    assert len(opened(word_file(body, styles=styles + hidden), "docx").blocks) == 4_000 - LONGEST_CHAIN + 1


def test_alternatives_in_one_another_are_followed_to_the_end_once() -> None:
    deep, words = 60, "<w:r>" + "<w:t/>" * 20_000 + "<w:t>words</w:t></w:r>"
    for _ in range(deep):
        words = (
            f"<mc:AlternateContent><mc:Choice Requires='wps'>{words}</mc:Choice><mc:Fallback/></mc:AlternateContent>"
        )
    assert [block.text for block in opened(word_file(f"<w:p>{words}</w:p>"), "docx").blocks] == ["words"]


def test_prompts_count_as_blocks_while_they_are_gathered() -> None:
    more = "".join(f'<dataValidation sqref="A1" prompt="p {number}"/>' for number in range(600))
    raw = workbook({"S": sheet(cell("A1", "words"), more=f"<dataValidations>{more}</dataValidations>")})
    problem = problem_of(raw, "xlsx", choice=Choice(limits=Limits(blocks=500)))
    assert problem == "the file holds more than 500 paragraphs or cells (limits.blocks)"
