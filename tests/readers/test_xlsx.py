"""Excel files: the words in cells and around them, with the names of sheets and cells."""

from __future__ import annotations

import pytest

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


PROMPT = '<dataValidations><dataValidation sqref="A1" prompt="Say"/></dataValidations>'


def test_hidden_sheets_are_not_read_and_counted() -> None:
    """Nobody sees them in the final document."""
    old = sheet(cell("A1", "old") + cell("B1", "unseen") + cell("C1", "7", kind="n"), more=PROMPT)
    document = opened(workbook({"S": TABLE, "Old": old}, hidden="Old"), "xlsx")
    assert document.notes == ('hidden sheets were not read: "Old"', "2 hidden stretches were not read")
    assert len(document.blocks) == 5


@pytest.mark.parametrize(
    "reference",
    [
        "Old!$A$1:$A$2",
        "=Old!A1:B2",
        "'Old'!$A$1",
        "$Old.$A$1:.$A$2",
        "[$Old.$A$1:.$A$2]",
        "Choices",
        "'Old'!$A$1:'Old'!$A$2",
    ],
)
def test_hidden_cells_that_a_list_to_choose_from_shows_are_read(reference: str) -> None:
    """By a range or by its name; the cells beside the range are not shown."""
    listed = f'<dataValidations><dataValidation type="list" sqref="A1"><formula1>{reference}</formula1></dataValidation></dataValidations>'
    book = (
        f'<workbook {SHEET_NAMES}><sheets><sheet name="S" sheetId="1" r:id="r1"/><sheet name="Old" sheetId="2" r:id="r2" '
        'state="hidden"/></sheets><definedNames><definedName name="choices">Old!$A$1:$A$9</definedName></definedNames></workbook>'
    )
    sheets = {"S": sheet(cell("A1", "seen"), more=listed), "Old": sheet(cell("A1", "choice") + cell("Z1", "no"))}
    made = workbook(sheets, parts={"xl/workbook.xml": book})
    assert words(made) == ["seen", "choice"]
    assert opened(made, "xlsx").notes == ('hidden sheets were not read: "Old"', "1 hidden stretch was not read")


@pytest.mark.parametrize(
    "reference", ["Other!$A$1:$A$2", "Old!$B$1", "A1:A2", "Nothing", "OFFSET(Old!$A$1,0,0)", "Old!$A$2:$A$9"]
)
def test_hidden_cells_beside_what_a_list_shows_are_not_read(reference: str) -> None:
    listed = f'<dataValidations><dataValidation type="list" sqref="A1"><formula1>{reference}</formula1></dataValidation></dataValidations>'
    made = workbook({"S": sheet(cell("A1", "seen"), more=listed), "Old": sheet(cell("A1", "choice"))}, hidden="Old")
    assert words(made) == ["seen"]


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


def words(raw: bytes) -> list[str]:
    return [text for role, _, text in seen(raw, "xlsx") if role is not Role.METADATA]


def styles(xml: str) -> dict[str, str]:
    """Parts that give a workbook of one sheet these styles."""
    spaces = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    main = relations(("r1", "worksheet", "worksheets/sheet1.xml"), ("s", "styles", "styles.xml"))
    return {"xl/styles.xml": f"<styleSheet {spaces}>{xml}</styleSheet>", "xl/_rels/workbook.xml.rels": main}


def test_heads_and_feet_of_pages_without_their_commands() -> None:
    heads = (
        '<headerFooter><oddHeader>&amp;LLeft &amp;P of &amp;N&amp;C&amp;"Arial,Bold"&amp;12&amp;KFF0000Middle &amp;&amp; more&amp;R&amp;SGone&amp;S kept</oddHeader>'
        "<firstFooter>&amp;CFoot</firstFooter><evenFooter>&amp;CFoot</evenFooter></headerFooter>"
    )
    raw = workbook({"S": sheet(cell("A1", "words"), more=heads)})
    document = opened(raw, "xlsx")
    assert [text for _, place, text in seen(raw, "xlsx")[2:]] == ["Left of Middle & more kept", "Foot"]
    assert document.notes == ("1 struck-out stretch was not read",)


def test_prompts_messages_and_choices_of_cells() -> None:
    x14 = (
        '<extLst><ext><x14:dataValidations xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" error="Wrong">'
        '<x14:formula1><xm:f>"red,blue"</xm:f></x14:formula1><xm:sqref>C3:C9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>'
    )
    old = (
        '<dataValidations><dataValidation type="list" sqref="B2 B5" promptTitle="Title" prompt="Prompt_x000a_more" errorTitle="Oh">'
        "<formula1>$A$1:$A$9</formula1></dataValidation></dataValidations>"
    )
    raw = workbook({"S": sheet(cell("A1", "words"), more=old + x14)})
    assert [(place, text) for _, place, text in seen(raw, "xlsx")[2:]] == [
        ('sheet "S", cell B2, input prompt', "Title"),
        ('sheet "S", cell B2, input prompt', "Prompt more"),
        ('sheet "S", cell B2, error message', "Oh"),
        ('sheet "S", cell C3, error message', "Wrong"),
        ('sheet "S", cell C3, choice', "red"),
        ('sheet "S", cell C3, choice', "blue"),
    ]


def test_what_belongs_to_a_column_that_was_not_chosen_is_not_read() -> None:
    more = '<dataValidations><dataValidation sqref="B2" prompt="no"/><dataValidation sqref="A2" prompt="yes"/></dataValidations>'
    raw = workbook({"S": sheet(cell("A1", "Notes") + cell("B1", "Other"), more=more)})
    assert [text for _, _, text in seen(raw, "xlsx", choice=Choice(columns=("Notes",)))] == ["S", "Notes", "yes"]


def test_struck_out_and_hidden_cells_and_runs_are_not_read() -> None:
    def rich(name: str, *runs: tuple[str, str]) -> str:
        inside = "".join(f"<r><rPr>{look}</rPr><t xml:space='preserve'>{text}</t></r>" for look, text in runs)
        return f'<c r="{name}" t="inlineStr" s="1"><is>{inside}</is></c>'

    table = (
        '<numFmts><numFmt numFmtId="170" formatCode=" ; ; ; "/></numFmts><fonts><font/><font><strike/></font>'
        '<font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf numFmtId="170" fontId="0"/><xf fontId="2"/></cellXfs>'
    )
    cells = "".join(
        f'<c r="{"ABCD"[number]}1" s="{number}" t="inlineStr"><is><t>style {number}</t></is></c>' for number in range(4)
    ) + rich("E1", ("", "kept "), ("<strike/>", "gone"), ("<strike/>", " too"), ('<vertAlign val="superscript"/>', ""))
    raw = workbook({"S": sheet(cells)}, parts=styles(table))
    assert words(raw) == ["style 0", "style 3", "kept"]
    assert opened(raw, "xlsx").notes == ("1 hidden stretch was not read", "2 struck-out stretches were not read")


def test_number_formats_are_read_where_a_cell_uses_them() -> None:
    formats = (
        '<numFmts><numFmt numFmtId="170" formatCode="0 &quot;cars&quot;"/><numFmt numFmtId="171" formatCode="0 &quot;trees&quot;"/>'
        '</numFmts><cellXfs><xf/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    )
    raw = workbook(
        {"S": sheet(cell("A1", "words") + '<c r="A2" s="1"><v>3</v></c><c r="A3" s="2"/>')}, parts=styles(formats)
    )
    assert words(raw) == ["words", "cars"]


def test_a_formula_without_a_result_is_read_by_its_words() -> None:
    cells = '<c r="A1"><f>IF(B1,"It is ""red""","It is blue")</f></c><c r="B1" t="str"><f>"no"</f><v>yes</v></c><c r="C1"><f>SUM(B1)</f></c>'
    raw = workbook({"S": sheet(cells)})
    assert words(raw) == ['It is "red"', "It is blue", "yes"]
    assert opened(raw, "xlsx").notes == (
        "1 formula without a saved result: only the words in it were read; save the file in Excel to check all",
    )


def test_escapes_are_characters() -> None:
    raw = workbook({"S": sheet(cell("A1", "one_x000D_\ntwo _x005F_x000D_ three_x0041_"))})
    assert words(raw) == ["one two _x000D_ threeA"]


def test_hidden_rows_and_columns_are_not_read_and_counted() -> None:
    def of(row: str, more: str = "") -> str:
        made = workbook(
            {
                "S": sheet(cell("A1", "a") + cell("C1", "c"), cell("A2", "b"))
                .replace('<row r="1">', row)
                .replace("<sheetData>", f"{more}<sheetData>")
            }
        )
        return " / ".join([*words(made), *opened(made, "xlsx").notes])

    assert of('<row r="1" hidden="1">') == "b / 2 hidden stretches were not read"
    columns = '<cols><col min="3" max="16384" hidden="1"/></cols>'
    assert of('<row r="1">', columns) == "a / b / 1 hidden stretch was not read"
    assert of('<row r="1">', '<cols><col min="2" max="2" hidden="1"/><col min="3" max="3"/></cols>') == "a / c / b"
    assert of('<row r="1" hidden="0">') == "a / c / b"


def test_drawings_hold_shapes_charts_diagrams_and_hidden_ones() -> None:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    spaces = f'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="{a}"'

    def shape(name: str, text: str, more: str = "") -> str:
        body = f"<xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody>"
        return f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="{name}" {more}/></xdr:nvSpPr>{body}</xdr:sp>'

    group = f'<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9" name="G" descr="grouped"/></xdr:nvGrpSpPr>{shape("In", "inside")}</xdr:grpSp>'
    drawing = f"<xdr:wsDr {spaces}>{shape('A', 'first')}{shape('H', 'unseen', 'hidden=' + chr(34) + '1' + chr(34))}{group}{shape('B', 'last')}</xdr:wsDr>"
    raw = workbook(
        {"S": sheet(cell("A1", "words"))},
        parts={"xl/worksheets/_rels/sheet1.xml.rels": relations(("d", "drawing", "../d.xml")), "xl/d.xml": drawing},
    )
    assert [(place, text) for _, place, text in seen(raw, "xlsx")[2:]] == [
        ('sheet "S", shape "A", paragraph 1', "first"),
        ('sheet "S", shape "G", alt text', "grouped"),
        ('sheet "S", shape "In", paragraph 1', "inside"),
        ('sheet "S", shape "B", paragraph 1', "last"),
    ]
    assert opened(raw, "xlsx").notes == ("1 hidden stretch was not read",)


def test_buttons_of_the_older_kind_are_read_and_the_boxes_of_comments_are_not() -> None:
    box = '<v:shape><v:textbox><div>{}</div></v:textbox><x:ClientData ObjectType="{}"/></v:shape>'
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"{box.format('Press here', 'Button')}{box.format('copy', 'Note')}</xml>"
    )
    rels = {"xl/worksheets/_rels/sheet1.xml.rels": relations(("v", "vmlDrawing", "../v.vml"))}
    raw = workbook({"S": sheet(cell("A1", "words"))}, parts={**rels, "xl/v.vml": vml})
    assert words(raw) == ["words", "Press here"]
    for broken, told in ((vml.replace("</div>", "<br></div>"), 1), (box.format("copy<br>", "Note"), 0)):
        damaged = workbook({"S": sheet(cell("A1", "words"))}, parts={**rels, "xl/v.vml": broken})
        assert len(opened(damaged, "xlsx").unread) == told


def test_an_object_that_is_written_twice_is_told_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    one = '<oleObject progId="Package" shapeId="7"/>'
    twice = f"<oleObjects><mc:AlternateContent {mc}><mc:Choice Requires='x14'>{one}</mc:Choice><mc:Fallback>{one}</mc:Fallback></mc:AlternateContent></oleObjects>"
    document = opened(workbook({"S": sheet(cell("A1", "words"), more=twice)}), "xlsx")
    assert [failure.path for failure in document.unread] == ['test.xlsx: sheet "S", embedded object']
