"""Word files: every place that a person can write in, and none that was deleted."""

from __future__ import annotations

from langcheck.model import Role
from langcheck.readers import docx
from tests.word_files import NAMESPACES, W, paragraph, text, word_file


def read(raw: bytes) -> list[tuple[Role, str, str]]:
    from langcheck.model import describe_location

    return [(block.role, describe_location(block.location), block.text) for block in docx.read(raw).blocks]


def test_paragraphs_are_counted_from_one_and_split_runs_are_joined() -> None:
    body = paragraph("First.") + paragraph("") + paragraph("pros", "titu", "te")
    assert read(word_file(body)) == [
        (Role.PROSE, "paragraph 1", "First."),
        (Role.PROSE, "paragraph 3", "prostitute"),
    ]


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    inserted = f'<w:ins w:id="1" w:author="x">{text("new ")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="x">{text("gone")}</w:moveFrom>'
    assert read(word_file(paragraph(inserted, deleted, moved, "end"))) == [(Role.PROSE, "paragraph 1", "new end")]


def test_tabs_breaks_and_hyphens_are_characters_and_field_codes_are_not() -> None:
    runs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>",
        "<w:r><w:t>sex</w:t><w:noBreakHyphen/><w:t>buyer soft</w:t><w:softHyphen/><w:t>ly</w:t></w:r>",
        '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
    )
    assert read(word_file(paragraph(*runs))) == [(Role.PROSE, "paragraph 1", "a b csex-buyer softly")]


def test_tables_nested_tables_and_content_controls() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('inner')}</w:tc></w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}{inner}</w:tc></w:tr></w:tbl>"
        f"<w:sdt><w:sdtContent>{paragraph('control')}</w:sdtContent></w:sdt>"
    )
    assert read(word_file(body)) == [
        (Role.CELL, "table 1, row 1, column 1, paragraph 1", "a"),
        (Role.CELL, "table 1, row 1, column 2, paragraph 1", "b"),
        (Role.CELL, "table 1, row 1, column 1, paragraph 1", "inner"),
        (Role.PROSE, "paragraph 1", "control"),
    ]


def test_headers_footers_notes_and_comments() -> None:
    separator = f'<w:footnote w:type="separator" w:id="-1">{paragraph("---")}</w:footnote>'
    parts = {
        "header1": f"<w:hdr {W}>{paragraph('head')}</w:hdr>",
        "footer1": f"<w:ftr {W}>{paragraph('foot')}</w:ftr>",
        "footnotes": f'<w:footnotes {W}>{separator}<w:footnote w:id="2">{paragraph("note")}</w:footnote></w:footnotes>',
        "endnotes": f'<w:endnotes {W}><w:endnote w:id="2">{paragraph("end")}</w:endnote></w:endnotes>',
        "comments": f'<w:comments {W}><w:comment w:id="0">{paragraph("remark")}</w:comment></w:comments>',
    }
    assert read(word_file(paragraph("body"), parts=parts)) == [
        (Role.PROSE, "paragraph 1", "body"),
        (Role.PROSE, "header 1, paragraph 1", "head"),
        (Role.PROSE, "footer 1, paragraph 1", "foot"),
        (Role.NOTE, "footnote 1, paragraph 1", "note"),
        (Role.NOTE, "endnote 1, paragraph 1", "end"),
        (Role.COMMENT, "comment 1, paragraph 1", "remark"),
    ]


def test_a_text_box_is_read_once_and_a_picture_by_its_description() -> None:
    """Word writes a text box twice, for itself and as a fallback for older programs."""
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    run = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="a motel at night"/></wp:inline></w:drawing></w:r>'
    )
    assert read(word_file(paragraph("before ", run, "after"))) == [
        (Role.PROSE, "paragraph 1", "before after"),
        (Role.PROSE, "text box, in paragraph 1, paragraph 1", "boxed"),
        (Role.ALT_TEXT, "alt text, in paragraph 1", "a motel at night"),
    ]


def test_styles_say_what_is_a_heading_or_a_quotation() -> None:
    styles = (
        '<w:style w:styleId="T1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Z"><w:name w:val="Intense Quote"/></w:style>'
    )
    body = paragraph("Title", style="T1") + paragraph("They said so.", style="Z") + paragraph("Plain", style="None")
    assert [role for role, _, _ in read(word_file(body, styles=styles))] == [Role.HEADING, Role.QUOTE, Role.PROSE]


def test_strict_files_are_read_like_usual_ones() -> None:
    usual = word_file(paragraph("Strict."))
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
            new.writestr(name, data)
    assert read(stream.getvalue()) == [(Role.PROSE, "paragraph 1", "Strict.")]


def test_namespaces_are_complete() -> None:
    """The files of these tests declare what they use, or lxml would refuse them."""
    assert NAMESPACES.count("xmlns:") == 5
