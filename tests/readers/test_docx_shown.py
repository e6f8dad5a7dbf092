"""Word files: what Word shows of fields, styles, tracked changes, alternatives, symbols and forms, and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest

from langcheck.model import Role, describe_location
from langcheck.readers import docx
from tests.office_files import relations
from tests.readers.reading_files import opened, problem_of
from tests.word_files import NAMESPACES, W, paragraph, text, word_file

LOOSE = (
    f'{NAMESPACES} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
)


def made(body: str, *, styles: str = "", parts: dict[str, str | bytes] | None = None, rels: str = "") -> bytes:
    """A Word file with all namespaces; ``parts`` are added by name, ``rels`` are those of the body."""
    raw = word_file(body, styles=styles)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode().replace(NAMESPACES, LOOSE)
            new.writestr(name, rels if rels and name.endswith("document.xml.rels") else data)
        for name, content in (parts or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def texts(body: str, **options: str) -> list[str]:
    return [block.text for block in docx.read(made(body, **options)).blocks]  # type: ignore[arg-type]


def run(words: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def mark(step: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'


def code(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


BEGIN, RESULT, END = mark("begin"), mark("separate"), mark("end")


# --- fields ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ((BEGIN, code("REF x"), RESULT, "result", END, " after"), ["result after"]),
        ((BEGIN, code("IF "), BEGIN, code("REF"), RESULT, "inner", END, RESULT, "outer", END), ["outer"]),
        ((BEGIN, code("IF"), RESULT, "outer ", BEGIN, code("REF"), RESULT, "inner", END, END), ["outer inner"]),
        ((BEGIN, "text in a code", RESULT, "result", END), ["result"]),
        ((BEGIN, code("XE x"), END, "after"), ["after"]),
        ((BEGIN, code(" MACROBUTTON Nothing [Your name here] "), END), ["[Your name here]"]),
        ((BEGIN, code(r"SYMBOL 228 \f Arial"), END, "hnlich"), ["ähnlich"]),
        ((BEGIN, code("IF"), "never ended"), ["never ended"]),
        ((RESULT, "stray", END), ["stray"]),
    ],
    ids=["result", "in-code", "in-result", "text-in-code", "none", "button", "symbol", "open", "stray"],
)
def test_a_field_is_its_result(runs: tuple[str, ...], shown: list[str]) -> None:
    """What stands in its code is not shown; a field that never ends is none, or its words would be lost."""
    assert texts(paragraph(*runs)) == shown


def test_a_field_may_go_over_paragraphs() -> None:
    body = paragraph(BEGIN, code("TOC"), RESULT, "one") + paragraph("two") + paragraph("three", END)
    assert texts(body) == ["one", "two", "three"]
    hidden = paragraph(BEGIN, code("IF "), "not") + paragraph("shown", RESULT, "but this", END)
    assert texts(hidden) == ["but this"]


def test_the_tooltip_of_a_link_is_read_whichever_way_it_is_written() -> None:
    body = (
        paragraph(f'<w:hyperlink w:tooltip="first tip">{text("link")}</w:hyperlink>')
        + paragraph(BEGIN, code(r'HYPERLINK "x" \o "second tip"'), RESULT, "link", END)
        + paragraph(rf'<w:fldSimple w:instr="HYPERLINK x \o &quot;third tip&quot;">{text("link")}</w:fldSimple>')
    )
    assert texts(body) == ["link", "first tip", "link", "second tip", "link", "third tip"]


# --- looks -------------------------------------------------------------------------------------------------------

HIDING = (
    '<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Q"/><w:basedOn w:val="P"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="L"/><w:basedOn w:val="M"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="M"/><w:basedOn w:val="L"/></w:style>'
)


@pytest.mark.parametrize(
    ("inside", "style", "is_shown"),
    [
        (run("words", '<w:rStyle w:val="C"/>'), "", False),
        (run("words", ""), "P", False),
        (run("words", ""), "Q", False),
        (run("words", ""), "L", True),
        (run("words", '<w:vanish w:val="0"/>'), "Q", True),
        (run("words", '<w:rStyle w:val="C"/>'), "P", True),
        (run("words", "<w:webHidden/>"), "", True),
        (run("words", "<w:strike/>"), "", False),
        (run("words", '<w:strike w:val="off"/>'), "", True),
        (run("words", '<w:dstrike w:val="true"/>'), "", False),
    ],
)
def test_hidden_and_struck_out_text_is_not_read(inside: str, style: str, is_shown: bool) -> None:
    """Whether by itself or by a style; two toggles cancel each other out, and what a run says itself counts."""
    body = paragraph("Before.") + paragraph(inside, style=style)
    assert texts(body, styles=HIDING) == (["Before.", "words"] if is_shown else ["Before."])


def test_stretches_are_counted_once_however_many_runs_they_have() -> None:
    hidden = run("one", "<w:vanish/>") + run("two", "<w:vanish/>")
    body = paragraph("a", hidden, " b ", run("three", "<w:vanish/>"), run(" ", "<w:strike/>"), run("x", "<w:strike/>"))
    assert docx.read(made(body)).notes == ["2 hidden stretches were not read", "1 struck-out stretch was not read"]


@pytest.mark.parametrize(
    ("raised", "shown"),
    [
        ("1", "the mayor."),
        ("2, 3", "the mayor."),
        ("[4]", "the mayor."),
        ("*", "the mayor."),
        ("a", "the mayor."),
        ("th", "the mayorth."),
        ("(R)", "the mayor(R)."),
    ],
)
def test_the_raised_figure_of_a_note_is_dropped_from_its_word(raised: str, shown: str) -> None:
    body = paragraph("the mayor", run(raised, '<w:vertAlign w:val="superscript"/>'), ".")
    assert texts(body) == [shown]


def test_powers_and_figures_apart_stay() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    assert texts(
        paragraph("10", run("6", up), " cells, note ", run("7", up), ", H", run("2", up.replace("super", "sub")))
    ) == ["106 cells, note 7, H2"]


def test_the_mark_that_an_author_gave_a_note_is_dropped() -> None:
    note = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>xi</w:t></w:r>'
    assert texts(paragraph("the mayor", note, " left")) == ["the mayor left"]


def test_letters_of_symbol_fonts() -> None:
    signs = "".join(
        f'<w:r><w:sym w:font="{font}" w:char="{number}"/></w:r>'
        for font, number in (
            ("Symbol", "F061"),
            ("Symbol", "F02D"),
            ("Wingdings", "F0E0"),
            ("Arial", "2019"),
            ("x", "zz"),
        )
    )
    assert texts(paragraph(signs)) == ["a-□’"]
    assert texts(paragraph(run("\uf061b", '<w:rFonts w:ascii="Symbol"/>'))) == ["ab"]
    assert texts(paragraph(run("ü", '<w:rFonts w:ascii="Wingdings"/>'), "done")) == ["□done"]
    assert texts(paragraph(run("Usual words", '<w:rFonts w:ascii="Wingdings"/>'))) == ["Usual words"]


# --- tracked changes, joined paragraphs --------------------------------------------------------------------------

GONE = '<w:rPr><w:del w:id="1" w:author="Ann"/></w:rPr>'
UNSEEN = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"


def of(properties: str, *runs: str) -> str:
    return paragraph(*runs).replace("<w:p>", f"<w:p><w:pPr>{properties}</w:pPr>")


@pytest.mark.parametrize("properties", [GONE, UNSEEN, GONE.replace("del", "moveFrom")])
def test_a_mark_that_is_gone_or_hidden_joins_paragraphs(properties: str) -> None:
    """A place says the paragraph in which its words stand."""
    body = (
        paragraph("First.") + of(properties, "Half ") + of(properties) + paragraph("a sentence.") + paragraph("Last.")
    )
    blocks = docx.read(made(body)).blocks
    assert [block.text for block in blocks] == ["First.", "Half a sentence.", "Last."]
    assert [describe_location(blocks[1].location_at(offset)) for offset in (0, 5)] == ["paragraph 2", "paragraph 4"]
    assert blocks[2].location == {"paragraph": 5}


def test_paragraphs_are_not_joined_over_tables_and_the_ends_of_cells() -> None:
    cells = f"<w:tbl><w:tr><w:tc>{of(GONE, 'a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    assert texts(of(GONE, "before") + cells + of(GONE, "after")) == ["before", "a", "b", "after"]


def test_a_large_initial_belongs_to_its_word() -> None:
    body = of('<w:framePr w:dropCap="drop" w:lines="3"/>', "O") + paragraph("nce upon a time.")
    framed = of('<w:framePr w:w="300"/>', "Framed.") + paragraph("Beside.")
    assert texts(body + framed) == ["Once upon a time.", "Framed.", "Beside."]


def test_deleted_equations_fields_and_rows_are_not_read() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r><m:r><m:t>x</m:t></m:r></w:del>'
    row = f'<w:tr><w:trPr><w:del w:id="2"/></w:trPr><w:tc>{paragraph("gone")}</w:tc></w:tr>'
    rows = f"<w:tbl>{row}<w:tr><w:trPr><w:ins w:id='3'/></w:trPr><w:tc>{paragraph('kept')}</w:tc></w:tr></w:tbl>"
    reading = docx.read(made(paragraph("new", deleted) + rows))
    assert [block.text for block in reading.blocks] == ["new", "kept"]
    assert reading.notes == ["2 deleted stretches were not read"]


def test_rows_are_counted_as_they_stand_whatever_is_in_their_cells() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc></w:tr><w:tr><w:tc>{paragraph('y')}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr><w:tr><w:tc>{paragraph('z')}</w:tc></w:tr></w:tbl>"
    places = [describe_location(block.location) for block in docx.read(made(body)).blocks]
    assert places[2] == "table 1, row 2, column 1, paragraph 1"


# --- alternatives and shapes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "fallback", "shown"),
    [
        ("Requires='wps'><w:t>new</w:t>", "<w:t>old</w:t>", ["new", "old"]),
        ("Requires='wps'><w:t>new</w:t>", "<w:t>new</w:t>", ["new"]),
        ("Requires='z' xmlns:z='urn:z'><w:t>new</w:t>", "<w:t>old</w:t>", ["old", "new"]),
        ("Requires='wps'><w:drawing/>", "<w:t>old</w:t>", ["old"]),
        ("Requires='wps'><w:t>new</w:t>", "", ["new"]),
    ],
    ids=["understood", "the-same", "not-understood", "without-words", "without-fallback"],
)
def test_of_alternatives_one_is_read_and_what_differs(choice: str, fallback: str, shown: list[str]) -> None:
    either = f"<mc:AlternateContent><mc:Choice {choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    assert texts(paragraph(f"<w:r>{either}</w:r>")) == shown


def test_alternatives_may_hold_paragraphs() -> None:
    either = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{paragraph('new')}</mc:Choice>"
        f"<mc:Fallback>{paragraph('old')}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(either) == ["new", "old"]


def test_of_a_group_every_picture_has_its_description_and_alone_only_the_drawing_has() -> None:
    picture = '<pic:pic><pic:nvPicPr><pic:cNvPr id="2" name="p" descr="{}"/></pic:nvPicPr></pic:pic>'
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{}"/><a:graphic>{}</a:graphic></wp:inline></w:drawing></w:r>'
    group = f"<wpg:wgp>{picture.format('left')}{picture.format('right')}</wpg:wgp>"
    assert texts(paragraph(drawing.format("both", group))) == ["both", "left", "right"]
    assert texts(paragraph(drawing.format("a street", picture.format("street.png")))) == ["a street"]


def test_shapes_of_the_older_kind_are_read_unless_they_are_hidden() -> None:
    box = "<v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>"
    shapes = (
        f'<v:shape alt="described" title="tip"><v:textpath string="arched"/>{box.format(paragraph("boxed"))}</v:shape>'
        f'<v:shape style="position:absolute; visibility: hidden">{box.format(paragraph("unseen"))}</v:shape>'
    )
    reading = docx.read(made(paragraph(f"<w:r><w:pict>{shapes}</w:pict></w:r>", "text")))
    assert [(block.role, block.text) for block in reading.blocks] == [
        (Role.PROSE, "text"),
        (Role.ALT_TEXT, "described"),
        (Role.ALT_TEXT, "tip"),
        (Role.PROSE, "arched"),
        (Role.PROSE, "boxed"),
    ]
    assert reading.notes == ["1 hidden stretch was not read"]


def test_the_parts_of_an_equation_stand_apart() -> None:
    fraction = "<m:f><m:num><m:r><m:t>one</m:t></m:r></m:num><m:den><m:r><m:t>two</m:t></m:r></m:den></m:f>"
    assert texts(paragraph("Sum: ", f"<m:oMath>{fraction}</m:oMath>")) == ["Sum: one two"]
    assert texts(f"<m:oMathPara><m:oMath><m:r><m:t>alone</m:t></m:r></m:oMath></m:oMathPara>{paragraph('x')}") == [
        "alone",
        "x",
    ]


# --- forms -------------------------------------------------------------------------------------------------------


def test_a_list_of_a_form_shows_the_entry_that_was_chosen_or_the_usual_one() -> None:
    def form(chosen: str, result: str = "") -> str:
        entries = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("red", "blue"))
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{chosen}{entries}</w:ddList></w:ffData></w:fldChar></w:r>'
        return paragraph("It is ", begin, code("FORMDROPDOWN"), RESULT, result, END, ".")

    assert texts(form('<w:result w:val="1"/>')) == ["It is blue.", "red"]
    assert texts(form('<w:default w:val="1"/>')) == ["It is blue.", "red"]
    assert texts(form('<w:result w:val="7"/>')) == ["It is red.", "blue"]
    assert texts(form('<w:result w:val="1"/>', text("green"))) == ["It is green.", "red"]


def test_a_content_control_shows_its_content_and_offers_its_items() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="Colour of the car"/><w:comboBox><w:listItem w:displayText="red" w:value="1"/>'
        '<w:listItem w:value="blue"/></w:comboBox></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    )
    assert texts(control.format(paragraph("red"))) == ["Colour of the car", "blue", "red"]
    assert texts(paragraph("It is ", control.format(text("red")), ".")) == ["It is red.", "Colour of the car", "blue"]
    cell = f"<w:tbl><w:tr>{control.format('<w:tc>' + paragraph('red') + '</w:tc>')}</w:tr></w:tbl>"
    assert texts(cell) == ["red", "Colour of the car", "blue"]


# --- inserted files ----------------------------------------------------------------------------------------------

CHUNK = '<w:altChunk r:id="c"/>'


def inserted(name: str, content: str | bytes, *, depth: int = 0) -> bytes:
    rels = relations(("c", "aFChunk", name))
    return made(paragraph("Body.") + CHUNK, parts={f"word/{name}": content}, rels=rels)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<html><p>Inside.</p></html>"),
        ("a.txt", "Inside."),
        ("a.rtf", r"{\rtf1 Inside.}"),
        ("a.docx", word_file(paragraph("Inside."))),
        ("a.mht", "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Inside.</p>"),
    ],
)
def test_an_inserted_file_is_read_as_what_it_is(name: str, content: str | bytes) -> None:
    document = opened(inserted(name, content), "docx")
    assert [block.text for block in document.blocks] == ["Body.", "Inside."]
    assert document.blocks[1].location["part"] == "inserted file 1"


def test_an_inserted_file_that_cannot_be_read_is_named() -> None:
    for raw in (inserted("a.xyz", b"\0\1"), made(paragraph("Body.") + CHUNK), inserted("a.rtf", "none")):
        document = opened(raw, "docx")
        assert [block.text for block in document.blocks] == ["Body."]
        assert [failure.path for failure in document.unread] == ["test.docx: inserted file"]


def test_files_that_are_inserted_into_one_another_end_somewhere() -> None:
    raw: bytes = word_file(paragraph("Deep."))
    for _ in range(6):
        raw = inserted("a.docx", raw)
    document = opened(raw, "docx")
    assert [block.text for block in document.blocks] == ["Body."] * 4
    assert [failure.problem for failure in document.unread] == [
        "a file is inserted that cannot be read: Word files are inserted into one another too deep"
    ]


# --- the package -------------------------------------------------------------------------------------------------


def test_properties_are_read_without_a_part_that_leads_to_them() -> None:
    core = (
        '<c:p xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>T</d:title><d:creator>N</d:creator><c:keywords>K</c:keywords></c:p>'
    )
    blocks = docx.read(made(paragraph("x"), parts={"docProps/core.xml": core})).blocks
    assert [(block.role, block.text, block.location) for block in blocks[1:]] == [
        (Role.METADATA, "T", {"part": "title"}),
        (Role.METADATA, "K", {"part": "keywords"}),
    ]
    assert problem_of(made("", parts={"docProps/core.xml": core}), "docx") == "the Word file holds no text"


def test_a_file_with_nothing_but_an_embedded_object_is_named_and_not_refused() -> None:
    body = paragraph(
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Package"/></w:object></w:r>'
    )
    document = opened(made(body), "docx")
    assert (document.blocks, len(document.unread)) == ((), 1)


def test_formulas_of_other_programs_count_as_pictures() -> None:
    body = paragraph(
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Equation.3"/></w:object></w:r>'
    )
    document = opened(made(paragraph("x") + body), "docx")
    assert document.unread == ()
    assert document.notes == ("1 picture that nothing is said about was not read; words in it are not checked",)


def test_parts_of_unknown_kinds_are_told() -> None:
    rels = relations(("u", "novelties", "n.xml"))
    document = opened(made(paragraph("x"), parts={"word/n.xml": "<n/>"}, rels=rels), "docx")
    assert document.notes == ('parts of kinds that langcheck does not know were not read: "novelties"',)


def test_the_building_blocks_of_a_template_are_read_and_those_of_a_document_are_not() -> None:
    parts: dict[str, str | bytes] = {
        "word/g.xml": f"<w:glossaryDocument {W}><w:docParts>{paragraph('Standing words.')}</w:docParts></w:glossaryDocument>"
    }
    rels = relations(("g", "glossaryDocument", "g.xml"))
    plain = made(paragraph("x"), parts=parts, rels=rels)
    assert [block.text for block in docx.read(plain).blocks] == ["x"]
    template = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(template, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"<Default", b'<Override ContentType="x.template.main+xml"/><Default', 1)
            )
    assert [block.text for block in docx.read(template.getvalue()).blocks] == ["x", "Standing words."]


def test_many_things_that_are_not_read_are_counted() -> None:
    body = (
        paragraph('<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r>')
        * 30
    )
    document = opened(made(paragraph("x") + body), "docx")
    assert len(document.unread) == 21
    assert document.unread[-1].path == "test.docx: 10 other places"
