"""What stands behind what a Word file stores: values that controls are bound to, and text for other programs."""

from __future__ import annotations

import io
import zipfile

import pytest

from langcheck.model import Role
from tests.readers.reading_files import opened, seen
from tests.word_files import paragraph, word_file

IDENTITY = "{11111111-2222-3333-4444-555555555555}"
PROPERTIES = f'<ds:datastoreItem ds:itemID="{IDENTITY}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>'
)


def with_data(raw: bytes, data: str) -> bytes:
    """A Word file with a part of data."""
    stream = io.BytesIO(raw)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("customXml/item1.xml", data)
        package.writestr("customXml/itemProps1.xml", PROPERTIES)
        package.writestr("customXml/_rels/item1.xml.rels", LINK)
    return stream.getvalue()


def control(path: str, stored: str = "old", *, identity: str = IDENTITY) -> str:
    binding = f'<w:dataBinding w:prefixMappings="xmlns:n=\'urn:x\'" w:xpath="{path}" w:storeItemID="{identity}"/>'
    return f"<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent><w:r><w:t>{stored}</w:t></w:r></w:sdtContent></w:sdt>"


DATA = '<r xmlns="urn:x"><t>first</t><t who="named">second</t></r>'


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/n:r[1]/n:t[1]", ["first"]),
        ("/n:r/n:t[2]", ["second"]),
        ("/n:r/n:t[2]/@who", ["named"]),
        ("/n:r/n:t[3]", []),
        ("/n:r/n:u", []),
        ("/r/t", []),
        ("//n:t", []),
        ("count(/n:r)", []),
        ("/n:r[position() = 1]/n:t", []),
    ],
)
def test_a_bound_value_that_differs_from_what_is_stored_is_read(path: str, value: list[str]) -> None:
    """Only by names and numbers: the rest of what XPath can do is not worked out."""
    raw = with_data(word_file(paragraph(control(path))), DATA)
    assert seen(raw, "docx") == [
        (Role.PROSE, "paragraph 1", "old"),
        *((Role.PROSE, "value of a content control, in paragraph 1", text) for text in value),
    ]


def test_a_bound_value_that_is_stored_too_is_read_once() -> None:
    raw = with_data(word_file(paragraph(control("/n:r/n:t", "first"))), DATA)
    assert seen(raw, "docx") == [(Role.PROSE, "paragraph 1", "first")]


def test_data_that_is_damaged_is_named() -> None:
    raw = with_data(word_file(paragraph(control("/n:r/n:t"))), "<r>")
    document = opened(raw, "docx")
    assert [failure.problem for failure in document.unread] == [
        'the Word file is damaged: "customXml/item1.xml" is not well-formed'
    ]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def alternatives(now: str, then: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{BOX.format(paragraph(now))}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"{BOX.format(paragraph(then))}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ("the words", []),
        ("the  words ", []),
        ("", []),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>others</w:t></w:r>", []),
        ("other words", ["other words"]),
    ],
)
def test_text_for_other_programs_is_read_where_it_differs(then: str, found: list[str]) -> None:
    raw = word_file(paragraph("Boxes.", alternatives("the words", then)))
    texts = [(place, text) for _, place, text in seen(raw, "docx") if place.startswith("text for")]
    assert texts == [("text for other programs", text) for text in found]
