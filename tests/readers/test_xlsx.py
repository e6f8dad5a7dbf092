"""Excel files: the words in cells and around them, with the names of sheets and cells."""

from __future__ import annotations

from langcheck.model import Role
from langcheck.readers.reading import Choice
from tests.office_files import SHEET_NAMES, cell, relations, sheet, workbook
from tests.readers.reading_files import opened, problem_of, seen

TABLE = sheet(cell("A1", "Name") + cell("B1", "Notes"), cell("A2", "left") + cell("B2", "right"))


def test_cells_are_read_by_sheet_and_name() -> None:
    assert seen(workbook({"Interviews": TABLE}), "xlsx") == [
        (Role.METADATA, 'sheet "Interviews"', "Interviews"),
        (Role.CELL, 'sheet "Interviews", cell A1', "Name"),
        (Role.CELL, 'sheet "Interviews", cell B1', "Notes"),
        (Role.CELL, 'sheet "Interviews", cell A2', "left"),
        (Role.CELL, 'sheet "Interviews", cell B2', "right"),
    ]
    groups = [block.group for block in opened(workbook({"Interviews": TABLE}), "xlsx").blocks]
    assert groups == [0, 1, 1, 2, 2]


def test_strings_of_all_kinds_are_read_and_numbers_and_formulas_are_not() -> None:
    row = (
        cell("A1", "1", kind="s")
        + cell("C1", "12", kind="n")
        + '<c r="D1" t="str"><f>A1&amp;"x"</f><v>made</v></c>'
        + cell("E1", "99", kind="s")
        + '<c t="inlineStr"><is><t>placed</t></is></c>'
    )
    strings = ["<t>zero</t>", "<r><t>pros</t></r><r><t>titute</t></r><rPh><t>no</t></rPh>"]
    assert seen(workbook({"S": sheet(row)}, strings=strings), "xlsx")[1:] == [
        (Role.CELL, 'sheet "S", cell A1', "prostitute"),
        (Role.CELL, 'sheet "S", cell D1', "made"),
        (Role.CELL, 'sheet "S", cell F1', "placed"),
    ]


def test_comments_of_both_kinds_are_read_once() -> None:
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("c", "comments", "../comments1.xml"), ("t", "threadedComment", "../threads.xml")
        ),
        "xl/comments1.xml": (
            f'<comments {SHEET_NAMES}><commentList><comment ref="A1"><text><t>old</t></text></comment>'
            '<comment ref="B2"><text><r><t>[Threaded comment]</t></r></text></comment></commentList></comments>'
        ),
        "xl/threads.xml": f'<ThreadedComments xmlns="{threads}"><threadedComment ref="B2"><text>new</text></threadedComment></ThreadedComments>',
    }
    found = seen(workbook({"S": TABLE}, parts=parts), "xlsx")
    assert [item for item in found if item[0] is Role.COMMENT] == [
        (Role.COMMENT, 'sheet "S", cell B2, comment', "new"),
        (Role.COMMENT, 'sheet "S", cell A1, comment', "old"),
    ]


def test_text_boxes_and_alt_text_are_read() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("d", "drawing", "../drawing.xml")),
        "xl/drawing.xml": (
            f'<d:wsDr xmlns:d="{drawing}" xmlns:a="{main}"><d:sp><d:nvSpPr><d:cNvPr id="1" name="Box 1" descr="seen"/>'
            "</d:nvSpPr><d:txBody><a:p><a:r><a:t>boxed</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>"
        ),
    }
    assert seen(workbook({"S": TABLE}, parts=parts), "xlsx")[-2:] == [
        (Role.ALT_TEXT, 'sheet "S", shape "Box 1", alt text', "seen"),
        (Role.PROSE, 'sheet "S", shape "Box 1", paragraph 1', "boxed"),
    ]


def test_hidden_sheets_are_read_with_a_note() -> None:
    document = opened(workbook({"S": TABLE, "Old": TABLE}, hidden="Old"), "xlsx")
    assert document.notes == ("hidden sheets were read too: Old",)
    assert len(document.blocks) == 10


def test_columns_are_chosen_by_the_first_row() -> None:
    raw = workbook({"S": TABLE, "T": sheet(cell("A1", "Other"))})
    assert [text for role, _, text in seen(raw, "xlsx", choice=Choice(columns=("notes",))) if role is Role.CELL] == [
        "Notes",
        "right",
    ]
    assert opened(raw, "xlsx", choice=Choice(columns=("Notes", "Gone"))).notes == ('there is no column called "Gone"',)
    assert problem_of(raw, "xlsx", choice=Choice(columns=("Gone",))) == 'there is no column called "Gone"'


def test_a_book_of_numbers_holds_no_words() -> None:
    assert problem_of(workbook({"S": sheet(cell("A1", "1", kind="n"))}), "xlsx") == "the Excel file holds no words"
