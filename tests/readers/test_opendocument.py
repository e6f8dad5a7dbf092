"""OpenDocument files: texts, slides and sheets, in packages and as single XML files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from langcheck.model import Role
from langcheck.readers.reading import Choice
from tests.office_files import open_document
from tests.readers.reading_files import opened, problem_of, seen

HIDDEN = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'


def texts(body: str, **options: str) -> list[tuple[Role, str, str]]:
    return seen(open_document(body, **options), "opendocument")


@pytest.mark.parametrize("flat", [False, True])
def test_headings_paragraphs_and_lists(flat: bool) -> None:
    body = (
        "<text:h>Report</text:h><text:p>One<text:line-break/>two<text:tab/>three<text:s text:c='4'/>four pros"
        "<text:span>ti</text:span>tute soft\u00adly.</text:p>"
        "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
    )
    assert seen(open_document(body, flat=flat), "opendocument") == [
        (Role.HEADING, "paragraph 1", "Report"),
        (Role.PROSE, "paragraph 2", "One two three four prostitute softly."),
        (Role.LIST_ITEM, "paragraph 3", "item"),
    ]


def test_deleted_and_hidden_text_and_counting_fields_are_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>kept <text:change-start/>new<text:change-end/><text:span text:style-name='H'> secret</text:span> "
        "<text:page-number>3</text:page-number>end</text:p><text:section text:display='none'><text:p>no</text:p></text:section>"
    )
    assert texts(body, styles=HIDDEN) == [(Role.PROSE, "paragraph 1", "kept new end")]


def test_styles_make_quotations_and_headings_by_what_they_build_on() -> None:
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    loop = '<style:style style:name="L" style:family="paragraph" style:parent-style-name="L"/>'
    body = "".join(f"<text:p text:style-name='{name}'>x</text:p>" for name in ("P1", "Title", "L", "Heading_20_2"))
    assert [role for role, _, _ in texts(body, styles=styles + loop)] == [
        Role.QUOTE,
        Role.HEADING,
        Role.PROSE,
        Role.HEADING,
    ]


def test_tables_notes_comments_boxes_and_alt_text() -> None:
    body = (
        "<table:table><table:table-row><table:table-cell table:number-columns-repeated='2'/><table:table-cell>"
        "<text:p>cell</text:p></table:table-cell><table:covered-table-cell><text:p>no</text:p></table:covered-table-cell>"
        "</table:table-row></table:table>"
        "<text:p>a<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>foot</text:p></text:note-body></text:note>b<office:annotation><text:p>remark</text:p></office:annotation>"
        "<draw:frame><draw:image/><svg:title>a motel</svg:title></draw:frame>"
        "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert texts(body) == [
        (Role.CELL, "table 1, row 1, column 3, paragraph 1", "cell"),
        (Role.PROSE, "paragraph 1", "ab"),
        (Role.NOTE, "footnote 1, paragraph 1", "foot"),
        (Role.COMMENT, "comment 1, paragraph 1", "remark"),
        (Role.ALT_TEXT, "alt text, in paragraph 1", "a motel"),
        (Role.PROSE, "text box, in paragraph 1, paragraph 1", "boxed"),
    ]


def test_headers_and_footers_stand_in_the_styles() -> None:
    master = (
        "<style:master-page><style:header><text:p>head</text:p></style:header>"
        "<style:footer-left><text:p>foot</text:p></style:footer-left></style:master-page>"
    )
    assert texts("<text:p>body</text:p>", master=master)[1:] == [
        (Role.PROSE, "header 1, paragraph 1", "head"),
        (Role.PROSE, "footer 1, paragraph 1", "foot"),
    ]


def test_slides_with_titles_groups_notes_and_hidden_ones() -> None:
    styles = (
        '<style:style style:name="dp" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    body = (
        "<draw:page><draw:frame presentation:class='title' draw:name='T'><draw:text-box><text:p>Title</text:p></draw:text-box>"
        "</draw:frame><draw:g><draw:custom-shape draw:name='S'><svg:desc>drawn</svg:desc><text:p>shaped</text:p>"
        "</draw:custom-shape></draw:g><presentation:notes><draw:frame><draw:text-box><text:p>say</text:p></draw:text-box>"
        "</draw:frame></presentation:notes></draw:page>"
        "<draw:page draw:style-name='dp'><draw:frame draw:name='L'><draw:text-box><text:list><text:list-item>"
        "<text:p>item</text:p></text:list-item></text:list></draw:text-box></draw:frame></draw:page>"
    )
    document = opened(open_document(body, kind="presentation", styles=styles), "opendocument")
    assert document.notes == ("hidden slides or sheets were read too: 2",)
    assert texts(body, kind="presentation", styles=styles) == [
        (Role.HEADING, 'slide 1, shape "T", paragraph 1', "Title"),
        (Role.ALT_TEXT, 'slide 1, shape "S", alt text', "drawn"),
        (Role.PROSE, 'slide 1, shape "S", paragraph 1', "shaped"),
        (Role.NOTE, "slide 1, notes, paragraph 1", "say"),
        (Role.LIST_ITEM, 'slide 2, shape "L", paragraph 1', "item"),
    ]


SHEET = (
    "<table:table table:name='S'><table:table-row table:number-rows-repeated='4'><table:table-cell/></table:table-row>"
    "<table:table-row><table:table-cell/><table:table-cell office:value-type='string'><text:p>Notes</text:p>"
    "<office:annotation><text:p>remark</text:p></office:annotation></table:table-cell>"
    "<table:table-cell office:value-type='float'><text:p>12</text:p></table:table-cell>"
    "<table:table-cell office:value-type='string'><text:p>Name</text:p></table:table-cell></table:table-row></table:table>"
)


def test_sheets_give_cells_by_name_and_columns_by_the_first_row() -> None:
    assert texts(SHEET, kind="spreadsheet") == [
        (Role.METADATA, 'sheet "S"', "S"),
        (Role.CELL, 'sheet "S", cell B5', "Notes"),
        (Role.COMMENT, 'sheet "S", cell B5, comment, paragraph 1', "remark"),
        (Role.CELL, 'sheet "S", cell D5', "Name"),
    ]
    raw = open_document(SHEET, kind="spreadsheet")
    assert [text for _, _, text in seen(raw, "opendocument", choice=Choice(columns=("Name",)))] == ["S", "Name"]
    assert problem_of(raw, "opendocument", choice=Choice(columns=("x",))) == 'there is no column called "x"'


def test_a_protected_file_is_told() -> None:
    raw = open_document("<text:p>x</text:p>", manifest="<m><manifest:encryption-data/></m>")
    assert problem_of(raw, "opendocument") == "the file is protected with a password"


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
SAME = (
    "<text:h>Report</text:h><text:p>One pros<text:span>ti</text:span>tute “here” é.</text:p>"
    "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
    "<table:table table:name='T'><table:table-column table:number-columns-repeated='2'/><table:table-row><table:table-cell>"
    "<text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    "<text:p>after</text:p>"
)


@needs_office
@pytest.mark.parametrize(("ending", "format"), [("odt", "opendocument"), ("rtf", "rtf"), ("docx", "docx")])
def test_what_libreoffice_writes_is_read_alike(ending: str, format: str, tmp_path: Path) -> None:
    mime_type = 'office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3"'
    flat = open_document(SAME, flat=True).decode().replace("<office:document ", f"<office:document {mime_type} ", 1)
    (tmp_path / "same.fodt").write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{flat}', encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "same.fodt"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    assert seen((tmp_path / f"same.{ending}").read_bytes(), format) == [
        (Role.HEADING, "paragraph 1", "Report"),
        (Role.PROSE, "paragraph 2", "One prostitute “here” é."),
        (Role.LIST_ITEM, "paragraph 3", "item"),
        (Role.CELL, "table 1, row 1, column 1, paragraph 1", "a"),
        (Role.CELL, "table 1, row 1, column 2, paragraph 1", "b"),
        (Role.PROSE, "paragraph 4", "after"),
    ]
