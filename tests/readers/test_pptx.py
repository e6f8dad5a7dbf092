"""PowerPoint files: every place on a slide that a person can write in."""

from __future__ import annotations

from langcheck.model import Role
from tests.office_files import SLIDE_NAMES, frame, relations, shape, slide, slides_file
from tests.readers.reading_files import opened, problem_of, seen


def test_slides_come_in_the_order_of_the_presentation() -> None:
    assert seen(
        slides_file(slide(shape("A", "one")), slide(shape("B", "two")), slide(shape("C", "three"))), "pptx"
    ) == [
        (Role.PROSE, 'slide 1, shape "A", paragraph 1', "one"),
        (Role.PROSE, 'slide 2, shape "B", paragraph 1', "two"),
        (Role.PROSE, 'slide 3, shape "C", paragraph 1', "three"),
    ]


def test_titles_bullets_breaks_and_fields() -> None:
    bulleted = '<a:p><a:pPr><a:buChar char="•"/></a:pPr><a:r><a:t>item</a:t></a:r></a:p>'
    broken = "<a:p><a:r><a:t>pros</a:t></a:r><a:r><a:t>titute</a:t></a:r><a:br/><a:r><a:t>end</a:t></a:r></a:p>"
    number = '<a:p><a:fld type="slidenum"><a:t>7</a:t></a:fld><a:r><a:t> pages</a:t></a:r></a:p>'
    page = slide(
        shape("Title 1", "Report", kind="ctrTitle"),
        shape("Text 2", "plain", bulleted, broken, number),
        shape("Date", "22 May", kind="dt"),
        shape("Secret", "unseen", more='hidden="1"'),
    )
    assert seen(slides_file(page), "pptx") == [
        (Role.HEADING, 'slide 1, shape "Title 1", paragraph 1', "Report"),
        (Role.PROSE, 'slide 1, shape "Text 2", paragraph 1', "plain"),
        (Role.LIST_ITEM, 'slide 1, shape "Text 2", paragraph 2', "item"),
        (Role.PROSE, 'slide 1, shape "Text 2", paragraph 3', "prostitute end"),
        (Role.PROSE, 'slide 1, shape "Text 2", paragraph 4', "pages"),
        (Role.PROSE, 'slide 1, shape "Date", paragraph 1', "22 May"),
    ]


def test_groups_alternatives_and_alt_text() -> None:
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="3" name="Group 3" descr="a motel"/></p:nvGrpSpPr>'
        f"{shape('Inner', 'inside')}</p:grpSp>"
    )
    either = (
        f"<mc:AlternateContent><mc:Choice>{shape('New', 'chosen')}</mc:Choice>"
        f"<mc:Fallback>{shape('Old', 'left')}</mc:Fallback></mc:AlternateContent>"
    )
    picture = '<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 4" descr="a street"/></p:nvPicPr></p:pic>'
    assert seen(slides_file(slide(group, either, picture)), "pptx") == [
        (Role.ALT_TEXT, 'slide 1, shape "Group 3", alt text', "a motel"),
        (Role.PROSE, 'slide 1, shape "Inner", paragraph 1', "inside"),
        (Role.PROSE, 'slide 1, shape "New", paragraph 1', "chosen"),
        (Role.ALT_TEXT, 'slide 1, shape "Picture 4", alt text', "a street"),
    ]


def test_tables_give_cells_by_row_and_leave_out_covered_ones() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<a:tc {more}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    rows = (
        f"<a:tr>{cell('a')}{cell('b')}</a:tr><a:tr>{cell('c')}{cell('x', 'hMerge=' + chr(34) + '1' + chr(34))}</a:tr>"
    )
    raw = slides_file(slide(frame("Table 3", f"<a:tbl>{rows}</a:tbl>")))
    assert seen(raw, "pptx") == [
        (Role.CELL, 'slide 1, shape "Table 3", row 1, column 1, paragraph 1', "a"),
        (Role.CELL, 'slide 1, shape "Table 3", row 1, column 2, paragraph 1', "b"),
        (Role.CELL, 'slide 1, shape "Table 3", row 2, column 1, paragraph 1', "c"),
    ]
    groups = [block.group for block in opened(raw, "pptx").blocks]
    assert groups[0] == groups[1] != groups[2]


def test_notes_comments_charts_and_diagrams() -> None:
    modern = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
    body = "<{0}:txBody xmlns:{0}='{1}'><a:p><a:r><a:t>{2}</a:t></a:r></a:p></{0}:txBody>"
    parts = {
        "ppt/slides/_rels/slide1.xml.rels": relations(
            ("n", "notesSlide", "../notes.xml"),
            ("c", "comments", "../comments.xml"),
            ("m", "comments", "../modern.xml"),
            ("g", "chart", "../chart.xml"),
            ("d", "diagramData", "../data.xml"),
        ),
        "ppt/notes.xml": slide(shape("N", "say this", kind="body"), shape("#", "1", kind="sldNum"), kind="notes"),
        "ppt/comments.xml": f"<p:cmLst {SLIDE_NAMES}><p:cm><p:text>old remark</p:text></p:cm></p:cmLst>",
        "ppt/modern.xml": (
            f"<q:cmLst xmlns:q='{modern}' {SLIDE_NAMES}><q:cm><q:replyLst><q:reply>{body.format('q', modern, 'answer')}"
            f"</q:reply></q:replyLst>{body.format('q', modern, 'new remark')}</q:cm></q:cmLst>"
        ),
        "ppt/chart.xml": (
            f"<c:chartSpace {SLIDE_NAMES}><c:title><c:tx><c:rich><a:p><a:r><a:t>Cases</a:t></a:r></a:p></c:rich></c:tx>"
            "</c:title><c:ser><c:tx><c:v>2024</c:v></c:tx><c:cat><c:strRef><c:strCache><c:pt><c:v>Minors</c:v></c:pt>"
            "</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>3</c:v></c:pt></c:numCache></c:numRef>"
            "</c:val></c:ser></c:chartSpace>"
        ),
        "ppt/data.xml": (
            f"<dgm:dataModel {SLIDE_NAMES}><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>Step</a:t></a:r></a:p></dgm:t></dgm:pt>"
            '<dgm:pt type="pres"><dgm:t><a:p><a:r><a:t>no</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'
        ),
    }
    page = slide(frame("Chart 1", '<c:chart r:id="g"/>'), frame("Diagram 2", '<dgm:relIds r:dm="d"/>'))
    assert seen(slides_file(page, parts=parts), "pptx") == [
        (Role.CAPTION, 'slide 1, shape "Chart 1", chart text', "Cases"),
        (Role.CELL, 'slide 1, shape "Chart 1", chart series', "2024"),
        (Role.CELL, 'slide 1, shape "Chart 1", chart category', "Minors"),
        (Role.LIST_ITEM, 'slide 1, shape "Diagram 2", paragraph 1', "Step"),
        (Role.NOTE, "slide 1, notes, paragraph 1", "say this"),
        (Role.COMMENT, "slide 1, comment 1", "old remark"),
        (Role.COMMENT, "slide 1, comment 1, paragraph 1", "new remark"),
        (Role.COMMENT, "slide 1, comment 1, reply 1, paragraph 1", "answer"),
    ]


def test_placeholders_take_their_bullets_from_the_master_and_layouts_are_read_once() -> None:
    bullets = '<p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr></p:bodyStyle></p:txStyles>'
    parts = {
        f"ppt/slides/_rels/slide{number}.xml.rels": relations(("l", "slideLayout", "../layout.xml"))
        for number in (1, 2)
    }
    parts |= {
        "ppt/layout.xml": slide(shape("Prompt", "Click to edit", kind="body"), shape("L", "motto"), kind="sldLayout"),
        "ppt/_rels/layout.xml.rels": relations(("m", "slideMaster", "master.xml")),
        "ppt/master.xml": slide(shape("M", "agency"), kind="sldMaster", more=bullets),
    }
    unbulleted = "<a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>plain</a:t></a:r></a:p>"
    raw = slides_file(slide(shape("Body", "item", unbulleted, kind="")), slide(shape("Box", "free")), parts=parts)
    assert seen(raw, "pptx") == [
        (Role.LIST_ITEM, 'slide 1, shape "Body", paragraph 1', "item"),
        (Role.PROSE, 'slide 1, shape "Body", paragraph 2', "plain"),
        (Role.PROSE, 'slide 2, shape "Box", paragraph 1', "free"),
        (Role.PROSE, 'slide layout 1, shape "L", paragraph 1', "motto"),
        (Role.PROSE, 'slide master 2, shape "M", paragraph 1', "agency"),
    ]


def test_hidden_slides_are_read_with_a_note() -> None:
    document = opened(slides_file(slide(shape("A", "x")), slide(shape("B", "y"), show='show="0"')), "pptx")
    assert [block.text for block in document.blocks] == ["x", "y"]
    assert document.notes == ("hidden slides were read too: 2",)


def test_what_is_missing_is_told() -> None:
    relation = {"ppt/_rels/presentation.xml.rels": relations()}
    assert problem_of(slides_file(slide()), "pptx") == "the PowerPoint file holds no text"
    assert problem_of(slides_file(slide(shape("A", "x")), parts=relation), "pptx") == (
        "the PowerPoint file is damaged: a slide is missing"
    )


def _p(*runs: str) -> str:
    return f"<a:p>{''.join(runs)}</a:p>"


def _r(text: str, properties: str = "") -> str:
    return f"<a:r><a:rPr {properties}/><a:t>{text}</a:t></a:r>"


def words(raw: bytes) -> list[str]:
    return [text for _, _, text in seen(raw, "pptx")]


def test_placeholders_for_numbers_and_dates_are_read_where_somebody_wrote_words() -> None:
    page = slide(
        shape("N", "12", kind="sldNum"),
        shape("M", "Page of the board", kind="sldNum"),
        shape("D", _p('<a:fld type="datetime1"><a:t>May</a:t></a:fld>'), kind="dt"),
        shape("E", "Winter term", kind="dt"),
        shape("F", "A foot", kind="ftr"),
    )
    assert words(slides_file(page)) == ["Page of the board", "Winter term", "A foot"]


def test_struck_out_text_and_figures_of_notes_also_by_the_style_of_the_list() -> None:
    listed = '<a:bodyPr/><a:lstStyle><a:lvl1pPr><a:defRPr strike="sngStrike"/></a:lvl1pPr></a:lstStyle>'
    page = slide(
        shape("A", _p(_r("kept "), _r("gone", 'strike="sngStrike"'), _r(" again", 'strike="noStrike"'))),
        shape("B", _p(_r("gone")), _p(_r("kept", 'strike="noStrike"'))).replace("<a:bodyPr/>", listed),
        shape("C", _p(_r("the mayor"), _r("2", 'baseline="30000"'), _r(" and H"), _r("2", 'baseline="-25000"'))),
    )
    document = opened(slides_file(page), "pptx")
    assert [block.text for block in document.blocks] == ["kept again", "kept", "the mayor and H2"]
    assert document.notes == ("2 struck-out stretches were not read",)


def test_letters_of_symbol_fonts() -> None:
    def run(text: str, fonts: str) -> str:
        return f"<a:r><a:rPr>{fonts}</a:rPr><a:t>{text}</a:t></a:r>"

    page = slide(
        shape("A", _p(run("\uf0e0", '<a:sym typeface="Wingdings"/>'), run("done", ""))),
        shape("B", _p(run("usual words – \uf061", '<a:latin typeface="Arial"/><a:sym typeface="Symbol"/>'))),
    )
    assert words(slides_file(page)) == ["□done", "usual words – a"]


def test_escaped_characters_and_equations() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    equation = (
        '<mc:AlternateContent><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14">'
        f"<a14:m><m:oMath {math}><m:r><m:t>speed</m:t></m:r></m:oMath></a14:m></mc:Choice>"
        f"<mc:Fallback>{_r('picture')}</mc:Fallback></mc:AlternateContent>"
    )
    assert words(slides_file(slide(shape("A", _p(_r("one_x000B_two ")), _p(equation))))) == ["one two", "speed"]


def test_charts_are_read_with_their_labels_and_what_is_put_on_them() -> None:
    chart = (
        f"<c:chartSpace {SLIDE_NAMES}><c:chart><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Series</c:v>"
        "</c:pt></c:strCache></c:strRef></c:tx><c:dLbls><c:dLbl><c:tx><c:rich><a:p><a:r><a:t>Label</a:t></a:r></a:p></c:rich></c:tx>"
        "</c:dLbl></c:dLbls><c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:lvl><c:pt><c:v>Inner</c:v></c:pt></c:lvl><c:lvl><c:pt>"
        "<c:v>Outer</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>"
        '0 "cars"</c:formatCode><c:pt><c:v>3</c:v></c:pt></c:numCache></c:numRef></c:val><c:trendline><c:name>Trend</c:name>'
        "</c:trendline></c:ser></c:barChart><c:valAx><c:title><c:tx><c:rich><a:p><a:r><a:t>Axis</a:t></a:r></a:p></c:rich></c:tx>"
        '</c:title></c:valAx></c:plotArea></c:chart><c:userShapes r:id="u"/></c:chartSpace>'
    )
    drawn = (
        f"<c:userShapes {SLIDE_NAMES}><c:cNvPr descr='A star'/><a:p><a:r><a:t>Boxed</a:t></a:r></a:p></c:userShapes>"
    )
    raw = slides_file(
        slide(frame("C", '<c:chart r:id="c"/>')),
        parts={
            "ppt/slides/_rels/slide1.xml.rels": relations(("c", "chart", "../c.xml")),
            "ppt/c.xml": chart,
            "ppt/_rels/c.xml.rels": relations(("u", "chartUserShapes", "u.xml")),
            "ppt/u.xml": drawn,
        },
    )
    assert sorted(words(raw)) == ["A star", "Axis", "Boxed", "Inner", "Label", "Outer", "Series", "Trend", "cars"]


def test_a_chart_that_is_damaged_is_named_and_the_rest_is_read() -> None:
    raw = slides_file(
        slide(shape("S", "words"), frame("C", '<c:chart r:id="c"/>'), frame("D", '<dgm:relIds r:dm="d"/>')),
        parts={"ppt/slides/_rels/slide1.xml.rels": relations(("c", "chart", "../c.xml")), "ppt/c.xml": "<c:broken"},
    )
    document = opened(raw, "pptx")
    assert [block.text for block in document.blocks] == ["words"]
    assert [(failure.path, failure.problem) for failure in document.unread] == [
        ('test.pptx: slide 1, shape "C", chart', 'the PowerPoint file is damaged: "ppt/c.xml" is not well-formed'),
        ('test.pptx: slide 1, shape "D", diagram', "the diagram is missing"),
    ]


def test_prompts_that_somebody_wrote_on_a_layout_are_read_and_usual_ones_are_not() -> None:
    own = shape("P", "Name of the street", kind="body").replace('type="body"', 'type="body" hasCustomPrompt="1"')
    layout = slide(own, shape("Q", "Click to add text", kind="body"), kind="sldLayout")
    raw = slides_file(
        slide(shape("S", "words")),
        parts={"ppt/slides/_rels/slide1.xml.rels": relations(("l", "slideLayout", "../l.xml")), "ppt/l.xml": layout},
    )
    assert words(raw) == ["words", "Name of the street"]


def test_a_template_without_slides_is_read_by_its_layouts() -> None:
    layout = slide(shape("L", "Standing words"), kind="sldLayout")
    raw = slides_file(
        parts={
            "ppt/_rels/presentation.xml.rels": relations(("m", "slideMaster", "m.xml")),
            "ppt/m.xml": slide(kind="sldMaster"),
            "ppt/_rels/m.xml.rels": relations(("l", "slideLayout", "l.xml")),
            "ppt/l.xml": layout,
        }
    )
    assert words(raw) == ["Standing words"]


def test_heads_of_handouts_and_names_of_sections_are_read() -> None:
    section = (
        '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="Part one"/>'
        "</p14:sectionLst></p:presentation>"
    )
    raw = slides_file(
        slide(shape("S", "words")),
        parts={
            "ppt/_rels/presentation.xml.rels": relations(
                ("s0", "slide", "slides/slide1.xml"), ("h", "handoutMaster", "h.xml")
            ),
            "ppt/h.xml": slide(shape("H", "Head", kind="hdr"), shape("B", "prompt", kind="body"), kind="handoutMaster"),
            "ppt/presentation.xml": (
                f'<p:presentation {SLIDE_NAMES}><p:sldIdLst><p:sldId id="256" r:id="s0"/></p:sldIdLst>{section}'
            ),
        },
    )
    assert words(raw) == ["words", "Head", "Part one"]


def test_objects_controls_and_recordings_are_told() -> None:
    twice = (
        '<mc:AlternateContent><mc:Choice Requires="v"><p:oleObj progId="Excel.Sheet.12"/></mc:Choice>'
        '<mc:Fallback><p:oleObj progId="Excel.Sheet.12"/></mc:Fallback></mc:AlternateContent>'
    )
    film = '<p:pic><p:nvPicPr><p:cNvPr id="4" name="P" descr="x"/><p:nvPr><a:videoFile/></p:nvPr></p:nvPicPr></p:pic>'
    document = opened(slides_file(slide(shape("S", "words"), frame("O", twice), film)), "pptx")
    assert [failure.problem for failure in document.unread] == ['an embedded object ("Excel.Sheet.12") is not read']
    assert document.notes == ("1 recording was not listened to",)


def test_a_slide_that_is_a_picture_is_told_and_one_with_words_is_not() -> None:
    picture = '<p:pic><p:nvPicPr><p:cNvPr id="4" name="P"/></p:nvPicPr></p:pic>'
    document = opened(slides_file(slide(shape("S", "words"), picture), slide(picture)), "pptx")
    assert document.notes == ("1 picture that nothing is said about was not read; words in it are not checked",)
