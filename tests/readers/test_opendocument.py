"""OpenDocument files: texts, slides and sheets, in packages and as single XML files."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from langcheck.model import Role
from langcheck.readers.reading import Choice
from tests.office_files import ODF_NAMES, open_document, packed
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
    assert document.notes == ("hidden slides were read too: 2",)
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


def words(body: str, **options: str) -> list[str]:
    return [text for role, _, text in texts(body, **options) if role is not Role.METADATA]


def notes_of(body: str, **options: str) -> tuple[str, ...]:
    return opened(open_document(body, **options), "opendocument").notes


STYLED = "".join(
    f'<style:style style:name="{name}" style:family="{family}" {parent}><style:text-properties {properties}/></style:style>'
    for name, family, parent, properties in (
        ("Hid", "text", "", 'text:display="none"'),
        ("Inner", "text", 'style:parent-style-name="Hid"', 'style:font-name="X"'),
        ("Shown", "text", "", 'text:display="true"'),
        ("Line", "text", "", 'style:text-line-through-style="solid"'),
        ("Double", "text", "", 'style:text-line-through-style="solid" style:text-line-through-type="double"'),
        ("None", "text", "", 'style:text-line-through-style="none"'),
        ("Up", "text", "", 'style:text-position="super 58%"'),
        ("High", "text", "", 'style:text-position="33% 58%"'),
        ("Low", "text", "", 'style:text-position="sub 58%"'),
        ("Para", "paragraph", "", 'text:display="none"'),
        ("Cell", "table-cell", "", 'style:text-line-through-type="single"'),
    )
)


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("a<text:span text:style-name='Hid'>b</text:span>c", ["ac"]),
        ("a<text:span text:style-name='Inner'>b</text:span>c", ["ac"]),
        ("a<text:span text:style-name='Hid'>b<text:span text:style-name='Shown'>c</text:span></text:span>", ["ac"]),
        ("a<text:span text:style-name='Line'>b</text:span>c", ["ac"]),
        ("a<text:span text:style-name='Double'>b</text:span>c", ["ac"]),
        ("a<text:span text:style-name='None'>b</text:span>c", ["abc"]),
        ("mayor<text:span text:style-name='Up'>1</text:span>.", ["mayor."]),
        ("mayor<text:span text:style-name='High'>2, 3</text:span>.", ["mayor."]),
        ("mayor<text:span text:style-name='Low'>2</text:span>.", ["mayor2."]),
        ("a<text:hidden-text text:is-hidden='true'>b</text:hidden-text>c", ["ac"]),
        ("a<text:hidden-text text:is-hidden='false'>b</text:hidden-text>c", ["abc"]),
        ("a<text:variable-set text:display='none'>b</text:variable-set>c", ["ac"]),
        ("a<text:hidden-paragraph text:is-hidden='true'/>b", []),
        ("a<text:hidden-paragraph text:is-hidden='false'/>b", ["ab"]),
        ("a<text:script>b</text:script>c", ["ac"]),
        ("a<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>c", ["abc"]),
    ],
)
def test_what_looks_hidden_or_struck_out_is_not_read(inside: str, shown: list[str]) -> None:
    assert words(f"<text:p>Before.</text:p><text:p>{inside}</text:p>", styles=STYLED) == ["Before.", *shown]


def test_what_hangs_at_hidden_text_is_not_read_either() -> None:
    box = "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
    body = f"<text:p>Before.</text:p><text:p text:style-name='Para'>hidden{box}</text:p>"
    assert words(body, styles=STYLED) == ["Before."]
    assert notes_of(body, styles=STYLED) == ("1 hidden stretch was not read",)


def test_hidden_sections_rows_shapes_and_headers_are_counted() -> None:
    body = (
        "<text:p>Before.</text:p><text:section text:is-hidden='true'><text:p>a</text:p></text:section>"
        "<table:table><table:table-row table:visibility='collapse'><table:table-cell><text:p>b</text:p></table:table-cell>"
        "</table:table-row></table:table><text:p><draw:custom-shape draw:display='none'><text:p>c</text:p></draw:custom-shape></text:p>"
    )
    master = (
        "<style:master-page><style:header style:display='false'><text:p>d</text:p></style:header></style:master-page>"
    )
    assert words(body, master=master) == ["Before."]
    assert notes_of(body, master=master) == ("4 hidden stretches were not read",)


def test_a_form_says_its_labels_help_values_and_choices() -> None:
    form = (
        '<office:forms xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"><form:form form:name="no">'
        '<form:checkbox form:label="Tick" form:title="Help" form:value="no"/><form:hidden form:value="no"/>'
        '<form:listbox><form:option form:label="red" form:value="no"/></form:listbox>'
        '<form:combobox form:current-value="green"><form:item form:label="blue"/></form:combobox>'
        '<form:textarea form:current-value="typed"><text:p>typed</text:p><text:p>more</text:p></form:textarea></form:form></office:forms>'
    )
    assert words(f"{form}<text:p>x</text:p>") == ["Tick", "Help", "red", "green", "blue", "typed", "more", "x"]


def test_fields_and_links_say_tooltips_prompts_and_choices_besides() -> None:
    loext = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    body = (
        "<text:p><text:a office:title='tip'>link</text:a>, <text:placeholder text:description='prompt'>&lt;name&gt;</text:placeholder>, "
        "<text:drop-down><text:label text:value='red'/><text:label text:value='blue'/>blue</text:drop-down>, "
        f"<loext:content-control {loext} loext:alias='title'><loext:list-item loext:display-text='old'/>new</loext:content-control></text:p>"
    )
    assert words(body) == ["link, <name>, blue, new", "tip", "prompt", "red", "old", "title"]


def test_the_words_before_the_numbers_of_lists_in_use() -> None:
    styles = "".join(
        f'<text:list-style style:name="{name}"><text:list-level-style-number style:num-prefix="{prefix}" style:num-suffix="."/></text:list-style>'
        for name, prefix in (("L", "Exhibit "), ("M", "Annex "), ("N", "("))
    )
    items = "".join(
        f"<text:list text:style-name='{name}'><text:list-item><text:p>x</text:p></text:list-item></text:list>"
        for name in "LN"
    )
    assert words(items, styles=styles) == ["x", "x", "Exhibit ."]


def test_properties_of_packages_and_of_single_files() -> None:
    meta = (
        '<office:meta xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">'
        "<dc:title>Title</dc:title><dc:creator>no</dc:creator><meta:keyword>Key</meta:keyword></office:meta>"
    )
    flat = open_document("<text:p>x</text:p>", flat=True).replace(
        b"<office:automatic", meta.encode() + b"<office:automatic", 1
    )
    packed_meta = f"<office:document-meta {ODF_NAMES}>{meta}</office:document-meta>"
    for raw in (flat, with_parts(open_document("<text:p>x</text:p>"), {"meta.xml": packed_meta})):
        assert seen(raw, "opendocument")[1:] == [(Role.METADATA, "title", "Title"), (Role.METADATA, "keywords", "Key")]


def with_parts(raw: bytes, parts: dict[str, str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        return packed({**{name: old.read(name) for name in old.namelist()}, **parts})


def test_objects_are_charts_formulas_or_named() -> None:
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    frames = "".join(
        f'<draw:frame><draw:object {xlink} xlink:href="./{name}"/><draw:image/></draw:frame>'
        for name in ("C", "F", "T", "gone", "bad")
    )
    names = f'{ODF_NAMES} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"'
    chart = (
        f"<office:document-content {names}><office:body><office:chart><chart:chart><chart:title><text:p>Title</text:p></chart:title>"
        "<table:table><table:table-row><table:table-cell office:value-type='string'><text:p>Row</text:p></table:table-cell>"
        "<table:table-cell office:value-type='float'><text:p>12</text:p></table:table-cell></table:table-row></table:table>"
        "</chart:chart></office:chart></office:body></office:document-content>"
    )
    formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>speed</mi><mo>=</mo><mtext>way</mtext><annotation>no</annotation></math>'
    raw = with_parts(
        open_document(f"<text:p>x{frames}</text:p>"),
        {
            "C/content.xml": chart,
            "F/content.xml": formula,
            "T/content.xml": f"<office:document-content {ODF_NAMES}/>",
            "bad/content.xml": "<broken",
        },
    )
    assert [(place, text) for _, place, text in seen(raw, "opendocument")] == [
        ("paragraph 1", "x"),
        ("in paragraph 1, chart text", "Title"),
        ("in paragraph 1, chart category", "Row"),
        ("in paragraph 1, equation", "speed = way"),
    ]
    assert [failure.problem for failure in opened(raw, "opendocument").unread] == [
        "an embedded object is not read",
        "an embedded object is not read",
        'the OpenDocument file is damaged: "bad/content.xml" is not well-formed',
    ]


def test_objects_may_stand_in_the_file_itself() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>way</mtext></math>'
    body = f"<text:p>x<draw:frame><draw:object>{math}</draw:object></draw:frame></text:p>"
    assert [text for _, _, text in seen(open_document(body, flat=True), "opendocument")] == ["x", "way"]


def test_cells_of_sheets_may_hold_shapes_links_and_comments_alone() -> None:
    body = (
        "<table:content-validations><table:content-validation table:base-cell-address='$S.$B$2' "
        "table:condition='of:cell-content-is-in-list(&quot;red&quot;;&quot;blue&quot;)'><table:help-message table:title='Help'>"
        "<text:p>Prompt</text:p></table:help-message><table:error-message table:display='false'><text:p>no</text:p></table:error-message>"
        "</table:content-validation></table:content-validations>"
        "<table:table table:name='S'><table:table-column/><table:table-column table:default-cell-style-name='Cell'/><table:table-row>"
        "<table:table-cell><office:annotation><text:p>alone</text:p></office:annotation></table:table-cell>"
        "<table:table-cell><text:p>struck</text:p></table:table-cell>"
        "<table:table-cell><text:p>one<text:line-break/>two</text:p><text:p><text:a office:title='tip'>three</text:a></text:p>"
        "<draw:custom-shape draw:name='Z'><text:p>drawn</text:p></draw:custom-shape></table:table-cell>"
        "<table:table-cell office:value-type='float'><text:p>3 cars</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert [(place, text) for _, place, text in texts(body, kind="spreadsheet", styles=STYLED)[1:]] == [
        ('sheet "S", cell A1, comment, paragraph 1', "alone"),
        ('sheet "S", cell C1', "one two three"),
        ('sheet "S", cell C1, shape "Z", paragraph 1', "drawn"),
        ('tooltip, sheet "S", cell C1', "tip"),
        ('sheet "S", cell D1', "3 cars"),
        ('sheet "S", cell B2, input prompt', "Help"),
        ('sheet "S", cell B2, input prompt', "Prompt"),
        ('sheet "S", cell B2, choice', "red"),
        ('sheet "S", cell B2, choice', "blue"),
    ]
    assert notes_of(body, kind="spreadsheet", styles=STYLED) == ("1 struck-out stretch was not read",)


def test_hidden_rows_columns_and_sheets_are_not_read_and_counted() -> None:
    table = (
        "<table:table table:name='S'{2}><table:table-column{0}/><table:table-row{1}><table:table-cell><text:p>words</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    hidden = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    note = ("1 hidden stretch was not read",)
    assert notes_of(table.format("", "", ""), kind="spreadsheet") == ()
    beside = "<table:table table:name='T'><table:table-row><table:table-cell><text:p>seen</text:p></table:table-cell></table:table-row></table:table>"
    for told in ((" table:visibility='collapse'", "", ""), ("", " table:visibility='filter'", "")):
        body = table.format(*told) + beside
        assert notes_of(body, kind="spreadsheet") == note
        assert [text for role, _, text in texts(body, kind="spreadsheet") if role is Role.CELL] == ["seen"]
    body = table.format("", "", " table:style-name='h'") + beside
    assert notes_of(body, kind="spreadsheet", styles=hidden) == ('hidden sheets were not read: "S"', *note)
    chosen = (
        "<table:content-validations><table:content-validation table:condition='of:cell-content-is-in-list([$S.$A$1:.$A$9])'/>"
        "</table:content-validations>"
    )
    read = texts(chosen + body, kind="spreadsheet", styles=hidden)
    assert [text for role, _, text in read if role is Role.CELL] == ["words", "seen"]


def test_drawings_are_read_as_slides_are() -> None:
    body = "<draw:page><draw:custom-shape draw:name='S'><text:p>drawn</text:p></draw:custom-shape></draw:page>"
    assert texts(body, kind="drawing") == [(Role.PROSE, 'slide 1, shape "S", paragraph 1', "drawn")]


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
