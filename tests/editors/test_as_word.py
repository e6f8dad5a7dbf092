"""A text and an OpenDocument text to a Word file: its words are those of the draft, character by character."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from lxml import etree

from langcheck.checker import Checker
from langcheck.editors import review
from langcheck.readers import read_bytes
from langcheck.readers.word_styles import W
from tests.office_files import open_document

NOW = datetime(2026, 3, 4, tzinfo=UTC)
BREAKS: dict[str, str] = {W + "tab": "\t", W + "br": "\n"}


def rejected(data: bytes) -> list[str]:
    """The paragraphs of a Word file as they are where every tracked change is rejected."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    paragraphs = []
    for paragraph in root.iter(W + "p"):
        for inserted in list(paragraph.iter(W + "ins")):
            inserted.getparent().remove(inserted)
        paragraphs.append(
            "".join(BREAKS.get(each.tag, each.text or "") for each in paragraph.iter(W + "t", W + "delText", *BREAKS))
        )
    return paragraphs


def copied(raw: bytes, name: str, format: str, checker: Checker) -> list[str]:
    document = read_bytes(raw, name=name, format=format)
    findings = checker.check_document(document).findings
    made = review(raw, document, findings, track=True, as_word=True, now=NOW)
    assert made.comments, "nothing was found"
    return rejected(made.data)


def test_a_copy_of_a_text_has_every_character_of_it(checker: Checker) -> None:
    lines = "\u200e[04/05] Rosa: \uff02one\uff02\tand \u2033two\u2033, a\u00a0b, \ufb01ne\nwhere child pornography was seen."
    assert copied(lines.encode(), "a.txt", "text", checker) == [lines]


def test_a_word_that_was_divided_at_the_end_of_a_line_is_whole_in_the_copy(checker: Checker) -> None:
    text = "The unit found child pornog-\nraphy in the town,\tand \uff02no\uff02 other."
    assert copied(text.encode(), "a.txt", "text", checker) == [
        "The unit found child pornography in the town,\tand \uff02no\uff02 other."
    ]


def test_a_copy_of_an_opendocument_text_has_every_character_of_it(checker: Checker) -> None:
    body = "<text:p>\u200fWe saw \uff02one\uff02<text:tab/>and child pornography.</text:p>"
    assert copied(open_document(body), "a.odt", "opendocument", checker) == [
        "\u200fWe saw \uff02one\uff02\tand child pornography."
    ]
