"""Limits: a file just within one is read, a file beyond it is refused in words that name it, and the setting moves it."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.limits import DEFAULTS, NAMES, NONE, Limits, beyond, beyond_fixed
from langcheck.readers import READERS, markdown, read_bytes, read_document
from langcheck.readers.reading import Choice, character_places
from tests.books import BOOK, epub
from tests.office_files import cell, open_document, shape, sheet, slide, slides_file, workbook
from tests.readers.reading_files import problem_of
from tests.word_files import paragraph, word_file

MEGABYTE = 1024 * 1024
PROSE = "The unit spoke with the family. "
FIELDS = ("a",)
TEXTS = frozenset("text markdown html csv rst asciidoc latex subtitles notebook json yaml xml".split())


def limited(raw: bytes, format: str, **limits: int) -> str:
    """Why a file is refused under these limits; empty when it is read."""
    return problem_of(raw, format, choice=Choice(fields=FIELDS, limits=Limits(**limits)))


def test_all_limits_are_told_alike() -> None:
    error = beyond(Limits(pages=12_000), "pages", "the file has more than", "pages")
    assert error.problem == "the file has more than 12,000 pages (limits.pages)"
    assert error.hint == "Split it and check the parts, or raise limits.pages in langcheck.toml."
    fixed = beyond_fixed(200, "the message has more than", "parts", hint="Save its text.")
    assert (fixed.problem, fixed.hint) == ("the message has more than 200 parts (a fixed limit)", "Save its text.")


def test_no_limit_is_below_the_usual_one() -> None:
    assert all(getattr(NONE, name) > getattr(DEFAULTS, name) for name in NAMES.values())


def test_the_size_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    choice = Choice(limits=Limits(file_megabytes=1))
    path.write_bytes(b"word\n\n".ljust(MEGABYTE))
    assert [block.text for block in read_document(path, choice=choice).blocks] == ["word"]
    path.write_bytes(b"word\n\n".ljust(MEGABYTE + 1))
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path, choice=choice)
    assert caught.value.problem == "the file is larger than 1 MB (limits.file-megabytes)"
    assert caught.value.hint == "Split it and check the parts, or raise limits.file-megabytes in langcheck.toml."
    assert read_document(path, choice=Choice(limits=Limits(file_megabytes=2))).blocks


def test_the_size_of_a_text() -> None:
    raw = PROSE.encode().ljust(MEGABYTE + 1)
    assert limited(raw, "text", text_megabytes=1) == "the text is larger than 1 MB (limits.text-megabytes)"
    assert limited(raw[:-1], "text", text_megabytes=1) == ""
    assert limited(raw, "text", text_megabytes=2) == ""


def test_the_size_of_a_text_in_a_message() -> None:
    raw = b"Subject: s\n\n" + PROSE.encode().ljust(MEGABYTE + 1)
    (failure,) = read_bytes(raw, name="x", format="email", choice=Choice(limits=Limits(text_megabytes=1))).unread
    assert failure.problem == "the text is larger than 1 MB (limits.text-megabytes)"


@pytest.mark.parametrize("format", ["rtf", *(kind for kind in READERS if kind in TEXTS)])
def test_every_text_format_asks_how_large_the_text_is(format: str) -> None:
    raw = PARAGRAPHS[format].ljust(MEGABYTE + 1)
    assert limited(raw, format, text_megabytes=1) == "the text is larger than 1 MB (limits.text-megabytes)"


def test_many_marks_in_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MAX_MARKS", 4)
    assert limited(b"*a* **b**", "markdown") == "the text holds more than 4 marks and lines (a fixed limit)"
    assert limited(b"*a* *b*", "markdown") == ""


def word_of(size: int) -> bytes:
    """A Word file whose body is about so large, unpacked."""
    return word_file(paragraph(PROSE) + " " * (size - 1000))


def test_the_size_of_a_part() -> None:
    assert limited(word_of(MEGABYTE), "docx", part_megabytes=1) == ""
    told = '"word/document.xml" unpacks to more than 1 MB (limits.part-megabytes)'
    assert limited(word_of(2 * MEGABYTE), "docx", part_megabytes=1) == told
    assert limited(word_of(2 * MEGABYTE), "docx", part_megabytes=2) == ""


def test_the_size_of_a_single_xml_file() -> None:
    flat = open_document("<text:p>words</text:p>" + " " * MEGABYTE, flat=True)
    assert limited(flat, "opendocument", part_megabytes=1) == "the file is larger than 1 MB (limits.part-megabytes)"
    assert limited(flat, "opendocument", part_megabytes=2) == ""


def test_what_is_unpacked_in_all() -> None:
    raw = slides_file(*[slide(shape("A", "words"), more=" " * 600_000)] * 2)
    told = "its parts unpack to more than 1 MB (limits.unpacked-megabytes)"
    assert limited(raw, "pptx", unpacked_megabytes=1) == told
    assert limited(raw, "pptx", unpacked_megabytes=2) == ""


def test_what_is_attached_in_all() -> None:
    part = "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename={}.txt\n\n{}\n"
    parts = "".join(part.format(name, (PROSE + "\n\n").ljust(600_000)) for name in "ab")
    raw = f"Subject: s\nContent-Type: multipart/mixed; boundary=x\n\n{parts}--x--\n".encode()
    choice = Choice(limits=Limits(unpacked_megabytes=1))
    (failure,) = read_bytes(raw, name="x", format="email", choice=choice).unread
    assert failure.problem == "the attachments are larger than 1 MB (limits.unpacked-megabytes)"
    assert failure.hint == "Save them as files and check these, or raise limits.unpacked-megabytes in langcheck.toml."
    assert read_bytes(raw, name="x", format="email", choice=Choice(limits=Limits(unpacked_megabytes=2))).unread == ()


def test_how_far_a_part_unpacks() -> None:
    """Parts up to 4 MB are unpacked whatever their ratio."""
    raw = word_of(5 * MEGABYTE)
    told = '"word/document.xml" unpacks to more than 300 times its size (limits.compression-ratio)'
    assert limited(raw, "docx") == told
    assert limited(raw, "docx", compression_ratio=2_000) == ""
    assert limited(word_of(4 * MEGABYTE), "docx", compression_ratio=1) == ""


def nested_json(depth: int) -> bytes:
    return b'{"a":' * depth + b'"words"' + b"}" * depth


NESTED = {
    "json": (nested_json, "line 1 is nested deeper than {} levels (limits.nesting)"),
    "yaml": (nested_json, "line 1 is nested deeper than {} levels (limits.nesting)"),
    "xml": (
        lambda depth: b"<a>" * depth + b"words" + b"</a>" * depth,
        "line 1 is nested deeper than {} levels (limits.nesting)",
    ),
    "rtf": (
        lambda depth: rb"{\rtf1 " + b"{" * (depth - 1) + b"words" + b"}" * depth,
        "the RTF file is nested deeper than {} groups (limits.nesting)",
    ),
    "notebook": (
        lambda depth: b'{"cells": [{"cell_type": "markdown", "source": "words"}], "m": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}",
        "the notebook is nested deeper than {} levels (limits.nesting)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("format", NESTED)
def test_how_deep_a_file_is_nested(format: str) -> None:
    make, told = NESTED[format]
    assert limited(make(200), format) == ""
    assert limited(make(201), format) == told.format(200)
    assert limited(make(201), format, nesting=201) == ""
    assert limited(make(6), format, nesting=5) == told.format(5)


PARAGRAPHS = {
    "text": (PROSE + "\n\n").encode() * 4,
    "markdown": (PROSE + "\n\n").encode() * 4,
    "html": f"<p>{PROSE}</p>".encode() * 4,
    "docx": word_file(paragraph(PROSE) * 4),
    "pptx": slides_file(*[slide(shape("A", "words"))] * 4),
    "xlsx": workbook({"S": sheet(*(cell(f"A{number}", "words") for number in range(1, 4)))}),
    "opendocument": open_document("<text:p>words</text:p>" * 4),
    "rtf": rb"{\rtf1 " + rb"words\par " * 4 + b"}",
    "csv": b"words\n" * 4,
    "rst": (PROSE + "\n\n").encode() * 4,
    "asciidoc": (PROSE + "\n\n").encode() * 4,
    "latex": (PROSE + "\n\n").encode() * 4,
    "epub": epub({"b.opf": BOOK.replace("<manifest>", "<title>T</title><description>D</description><manifest>"), "a.xhtml": "<p>words</p>" * 2}),
    "subtitles": b"".join(b"1\n00:00:0%d,000 --> 00:00:0%d,000\nThe end.\n\n" % (n, n + 1) for n in range(4)),
    "email": b"Subject: words\n\n" + (PROSE + "\n\n").encode() * 3,
    "notebook": json.dumps({"cells": [{"cell_type": "markdown", "source": "words"}] * 4}).encode(),
    "json": json.dumps([{"a": "words"}] * 4).encode(),
    "yaml": b"- a: words\n" * 4,
    "xml": b"<r>" + b"<a>words</a>" * 4 + b"</r>",
}  # fmt: skip
"""A file of every format with four paragraphs or cells."""


@pytest.mark.parametrize("format", PARAGRAPHS)
def test_how_many_paragraphs_a_file_holds(format: str) -> None:
    raw = PARAGRAPHS[format]
    assert limited(raw, format, blocks=3) == "the file holds more than 3 paragraphs or cells (limits.blocks)"
    assert limited(raw, format, blocks=4) == ""


@pytest.mark.parametrize("format", PARAGRAPHS)
def test_how_long_the_reading_takes(format: str) -> None:
    """A reader that asks the clock stops when the time is over before it begins."""
    module = __import__(READERS[format], fromlist=["read"])
    with pytest.raises(UnreadableDocument) as caught:
        module.read(PARAGRAPHS[format], choice=Choice(fields=FIELDS, limits=Limits(seconds=1), deadline=-math.inf))
    assert caught.value.problem == "reading the file takes longer than 1 second (limits.seconds)"
    assert caught.value.hint == "Split it and check the parts, or raise limits.seconds in langcheck.toml."


def test_every_format_has_its_sample() -> None:
    assert PARAGRAPHS.keys() == READERS.keys() - {"pdf"}


def test_what_cells_hold() -> None:
    row = "".join(cell(f"{letter}1", "0", kind="s") for letter in "ABCD")
    raw = workbook({"S": sheet(row)}, strings=["<t>" + "word " * 50 + "</t>"])
    assert limited(raw, "xlsx", characters=999) == "the cells hold more than 999 characters (limits.characters)"
    assert limited(raw, "xlsx", characters=1_000) == ""


def test_packed_names_stand_in_the_message_as_they_are() -> None:
    """A name with braces is no place for a number."""
    raw = epub({"b.opf": BOOK.replace("a.xhtml", "{0}.xhtml"), "{0}.xhtml": "x" * 5 * MEGABYTE})
    assert limited(raw, "epub") == '"{0}.xhtml" unpacks to more than 300 times its size (limits.compression-ratio)'


@pytest.mark.parametrize("unit", ["a", "aé", "é", "a\u20ac", "\U0001f600b", "\U0001f600"])
def test_byte_places_become_character_places(unit: str) -> None:
    text = unit * 700
    place = character_places(text)
    assert [place(len(text[:at].encode())) for at in range(len(text) + 1)] == list(range(len(text) + 1))
