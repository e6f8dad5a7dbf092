"""Zip packages: what is in them, within limits."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Mapping

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.limits import DEFAULTS, Limits
from langcheck.readers import package
from langcheck.readers.package import Relationship, open_package
from langcheck.readers.reading import Choice


def packed(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def problem(raw: bytes, name: str = "a.xml", *, document_type: bool = False, limits: Limits = DEFAULTS) -> str:
    """The problem with opening a package and parsing a part of it; empty when there is none."""
    try:
        open_package(raw, choice=Choice(limits=limits)).parse(name, document_type=document_type)
    except UnreadableDocument as error:
        return error.problem
    return ""


def test_parts_are_read_by_name_without_regard_to_case() -> None:
    opened = open_package(packed({"xl/SharedStrings.xml": "<a/>"}))
    assert opened.names == {"xl/SharedStrings.xml"}
    assert "xl/sharedStrings.xml" in opened
    assert opened.read("xl/sharedStrings.xml") == b"<a/>"


def test_relationships_are_resolved_and_external_ones_left_out() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}/slide" Target="slides/one.xml"/>'
        f'<Relationship Id="r2" Type="{kind}/theme" Target="/theme.xml"/>'
        f'<Relationship Id="r3" Type="{kind}/slide" Target="../other/two.xml"/>'
        f'<Relationship Id="r4" Type="{kind}/hyperlink" Target="https://x.example" TargetMode="External"/>'
        "</Relationships>"
    )
    opened = open_package(packed({"ppt/main.xml": "<a/>", "ppt/_rels/main.xml.rels": relations}))
    assert opened.relationships("ppt/main.xml") == [
        Relationship("r1", "slide", "ppt/slides/one.xml"),
        Relationship("r2", "theme", "theme.xml"),
        Relationship("r3", "slide", "other/two.xml"),
    ]
    assert opened.relationships("ppt/slides/one.xml") == []


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "x/../../a.xml", "C:a.xml", "..\\a.xml"])
def test_names_that_climb_out_are_not_there(name: str) -> None:
    assert open_package(packed({name: "<a/>", "b.xml": "<a/>"})).names == {"b.xml"}


def test_backslashes_in_names_are_slashes() -> None:
    assert open_package(packed({"word\\document.xml": "<a/>"})).names == {"word/document.xml"}


def twice(first: str, second: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("a.xml", first)
        archive.writestr("a.xml", second)
    return stream.getvalue()


def test_two_different_parts_of_one_name_are_refused() -> None:
    assert problem(twice("<a/>", "<b/>")) == 'the document is damaged: it holds two different parts called "a.xml"'


def test_the_same_part_twice_is_read_once() -> None:
    assert problem(twice("<a/>", "<a/>")) == ""


def test_parts_on_top_of_each_other_are_refused() -> None:
    """As in bombs that let many names share one packed part."""
    raw = bytearray(packed({"a.xml": "<a/>" * 50, "b.xml": "<b/>" * 50}))
    second = raw.rindex(b"PK\x01\x02")
    struct.pack_into("<I", raw, second + 42, 5)
    assert problem(bytes(raw)) == "the document is damaged: its parts lie on top of each other"


def test_a_part_beyond_the_end_is_refused() -> None:
    raw = bytearray(packed({"a.xml": "<a/>"}))
    struct.pack_into("<I", raw, raw.rindex(b"PK\x01\x02") + 20, 10_000)
    assert problem(bytes(raw)) == "the document is damaged: a part reaches beyond its end"


def test_a_protected_part_is_told() -> None:
    raw = bytearray(packed({"a.xml": "<a/>"}))
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    assert problem(bytes(raw)) == "the file is protected with a password"


def test_odd_packing_is_refused() -> None:
    assert problem(packed({"a.xml": "<a/>"}, method=zipfile.ZIP_LZMA)) == (
        'the document is damaged: "a.xml" is packed in a way that documents do not use'
    )


def test_a_bomb_by_size_ratio_total_or_count_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = packed({"a.xml": b" " * (package.FREE_BYTES + 1), "b.xml": "<b/>", "c.xml": "<c/>"})
    assert problem(blank) == '"a.xml" unpacks to more than 300 times its size (limits.compression-ratio)'
    small = Limits(part_megabytes=1)
    assert problem(blank, limits=small) == '"a.xml" unpacks to more than 1 MB (limits.part-megabytes)'
    opened = open_package(
        packed({"a.xml": b" " * 700_000}, method=zipfile.ZIP_STORED), choice=Choice(limits=Limits(unpacked_megabytes=1))
    )
    opened.read("a.xml")
    with pytest.raises(UnreadableDocument) as caught:
        opened.read("a.xml")
    assert caught.value.problem == "its parts unpack to more than 1 MB (limits.unpacked-megabytes)"
    monkeypatch.setattr(package, "MAX_ENTRIES", 2)
    assert problem(blank) == "the file holds more than 2 parts (a fixed limit)"


def test_too_much_markup_for_a_tree_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_MARKUP", 9)
    assert (
        problem(packed({"a.xml": "<a>" + "<b/>" * 8 + "</a>"}))
        == '"a.xml" holds more than 9 pieces of markup (a fixed limit)'
    )


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
TYPE_TOLD = 'the document is damaged: "a.xml" holds a document type, which documents never do'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, "<!DOCTYPE a><a/>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(text: str, encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    assert problem(packed({"a.xml": (head + text).encode(encoding)})) == TYPE_TOLD


def test_a_document_type_without_entities_may_be_let_through() -> None:
    plain = '<!DOCTYPE a PUBLIC "-//X//DTD A//EN" "a.dtd"><a>&nbsp;</a>'
    assert problem(packed({"a.xml": plain}), document_type=True) == ""
    assert problem(packed({"a.xml": LAUGHS}), document_type=True) == TYPE_TOLD


def test_deep_xml_is_not_read() -> None:
    deep = packed({"a.xml": "<a>" * 300 + "</a>" * 300})
    assert problem(deep) == '"a.xml" is nested deeper than 256 elements (a fixed limit)'


def test_a_text_beyond_what_the_parser_keeps_is_not_read() -> None:
    long = packed({"a.xml": "<a>" + "x" * 10_100_000 + "</a>"}, method=zipfile.ZIP_STORED)
    assert problem(long) == '"a.xml" holds a text or name of more than 10,000,000 characters (a fixed limit)'


def test_a_missing_part_a_cut_off_part_and_a_file_that_is_no_package() -> None:
    whole = packed({"a.xml": "<a/>" * 99})
    assert problem(whole, "b.xml") == 'the document is damaged: "b.xml" is missing'
    broken = bytearray(whole)
    broken[40] ^= 0xFF
    assert problem(bytes(broken)) == 'the document is damaged: "a.xml" cannot be unpacked'
    with pytest.raises(UnreadableDocument, match=r"not a whole \.odt package"):
        open_package(whole[:-30], what="OpenDocument file", ending=".odt")
