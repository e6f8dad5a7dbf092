"""Edits of text in the bytes of its encoding."""

from __future__ import annotations

import codecs

import pytest

from langcheck.editors.edits import Choice, Edit, plan
from langcheck.editors.encoded import Codec, codec_of, splice
from langcheck.model import Region
from tests.conftest import document
from tests.editors.test_edits import finding

TEXT = "Ä old – é\r\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "codec"),
    [
        (TEXT.encode(), "utf-8", Codec(b"", "utf-8")),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", Codec(codecs.BOM_UTF8, "utf-8")),
        (TEXT.encode("cp1252"), "cp1252", Codec(b"", "cp1252")),
        (TEXT.encode("utf-16-le"), "utf-16-le", Codec(b"", "utf-16-le")),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16", Codec(codecs.BOM_UTF16_LE, "utf-16-le")),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16", Codec(codecs.BOM_UTF16_BE, "utf-16-be")),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf_32", Codec(codecs.BOM_UTF32_BE, "utf-32-be")),
        (TEXT.encode("utf-16-le"), "utf-16", Codec(b"", "utf-16-le")),
    ],
)
def test_the_codec_of_a_file(raw: bytes, encoding: str, codec: Codec) -> None:
    assert codec_of(raw, TEXT, encoding) == codec


@pytest.mark.parametrize(("raw", "encoding"), [(b"caf\x81", "cp1252"), (b"+AOk-+AOk-", "utf-7")])
def test_bytes_that_would_not_come_back_have_no_codec(raw: bytes, encoding: str) -> None:
    assert codec_of(raw, raw.decode(encoding, "replace"), encoding) is None


@pytest.mark.parametrize("codec", [Codec(codecs.BOM_UTF8, "utf-8"), Codec(codecs.BOM_UTF16_BE, "utf-16-be")])
def test_only_the_bytes_of_edits_change(codec: Codec) -> None:
    source = "\u00c4 old \u2013 \U0001f600 old \u00e9\r\n"
    read = document("old")
    found = finding(read, "old")
    choice = Choice(found, "", found.region)
    edits = [Edit(choice, Region(2, 5), "n\u00e9w"), Edit(choice, Region(10, 13), "")]
    raw = codec.mark + codec.encode(source)
    wanted = codec.mark + codec.encode("\u00c4 n\u00e9w \u2013 \U0001f600  \u00e9\r\n")
    assert splice(raw, source, edits, codec) == wanted
    assert splice(raw, source, plan(read, [], (), unwritable=codec.unwritable).edits, codec) == raw


def test_the_first_character_that_cannot_be_written() -> None:
    assert Codec(b"", "cp1252").unwritable("a\u2013b\u2192c\u4e00") == "\u2192"
    assert Codec(b"", "cp1252").unwritable("a\u2013b") == ""
