"""Reviewed copies of OpenDocument texts: every word as it was, every other part byte for byte, every finding marked."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from lxml import etree

from langcheck.editors import Reviewed, review
from langcheck.errors import UnreadableDocument
from langcheck.model import Document
from langcheck.readers import read_bytes
from tests.editors.test_word import findings, libreoffice, needs_libreoffice
from tests.office_files import open_document, packed

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
NOTE = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>'
AT_THE_WORDS = {
    "plain": "<text:p>He met an addict there.</text:p>",
    "divided": "<text:p>He <text:span>met an ad</text:span>di<text:span>ct</text:span> there.</text:p>",
    "at both ends": "<text:p>an addict</text:p>",
    "twice": "<text:p>She saw an addict, <text:span>an addict</text:span> and others.</text:p>",
    "behind a blank": '<text:p>He met<text:s text:c="3"/>an<text:s/>addict<text:tab/>there.</text:p>',
    "link": "<text:p>See <text:a>the page of an addict</text:a> there.</text:p>",
    "field": "<text:p>Name: <text:text-input>an addict</text:text-input>, his age.</text:p>",
    "heading": '<text:h text:outline-level="1">Report on an addict</text:h>',
    "list": "<text:list><text:list-item><text:p>an addict</text:p></text:list-item></text:list>",
    "cell": "<table:table><table:table-row><table:table-cell><text:p>He met an addict.</text:p>"
    "</table:table-cell></table:table-row></table:table>",
    "behind a note": f"<text:p>He{NOTE.format('<text:p>Once.</text:p>')} met an addict.</text:p>",
    "behind a comment": "<text:p>He<office:annotation><text:p>Who?</text:p></office:annotation> met an addict.</text:p>",
}
ELSEWHERE = {
    "note": f"<text:p>He came.{NOTE.format('<text:p>He met an addict.</text:p>')} He left.</text:p>",
    "comment": "<text:p>He came.<office:annotation><text:p>He met an addict.</text:p></office:annotation></text:p>",
    "text box": "<text:p>He came.<draw:frame><draw:text-box><text:p>He met an addict.</text:p></draw:text-box></draw:frame></text:p>",
    "alt text": "<text:p>He came.<draw:frame><svg:desc>He met an addict.</svg:desc><draw:image/></draw:frame></text:p>",
}
HEADER = '<style:master-page style:name="Standard"><style:header><text:p>On an addict</text:p></style:header></style:master-page>'


def read(raw: bytes) -> Document:
    return read_bytes(raw, name="draft.odt", format="opendocument")


def reviewed(raw: bytes, *, force: bool = False) -> Reviewed:
    document = read(raw)
    return review(raw, document, findings(document), track=False, force=force, now=NOW)


def content(raw: bytes) -> str:
    """The XML of the body, without its namespaces."""
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = archive.read("content.xml")
    return re.sub(r' xmlns:\w+="[^"]*"', "", raw.decode())


def marked(raw: bytes) -> list[str]:
    """The words between the beginning and the end of each of our comments, as the file has them."""
    found = []
    for name in re.findall('<office:annotation office:name="(langcheck-[0-9]+)">', content(raw)):
        between = content(raw).split(f'office:name="{name}">')[1].partition("</office:annotation>")[2]
        inside = between.partition(f'<office:annotation-end office:name="{name}"/>')[0]
        inside = re.sub("<office:annotation .*?</office:annotation>", "", inside)
        found.append(re.sub("<[^>]*>", "", inside))
    return found


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("name", AT_THE_WORDS)
def test_a_comment_stands_at_its_words_and_no_word_changes(name: str, flat: bool) -> None:
    raw = open_document(AT_THE_WORDS[name], flat=flat)
    result = reviewed(raw)
    count = 2 if name == "twice" else 1
    assert (result.comments, result.changes, result.unplaced) == (count, 0, ())
    assert marked(result.data) == ["an addict" if name == "field" else "addict"] * count
    assert read(result.data).blocks == read(raw).blocks


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_comment_that_cannot_stand_at_its_words_says_where_they_are(name: str) -> None:
    raw = open_document(ELSEWHERE[name])
    result = reviewed(raw)
    assert (result.comments, result.unplaced) == (1, ())
    paragraph = content(result.data).partition("<text:p>")[2]
    assert paragraph.startswith('<office:annotation office:name="langcheck-1">')
    assert "This is about" in paragraph.partition("</text:p>")[0]
    assert read(result.data).blocks == read(raw).blocks


@pytest.mark.parametrize("flat", [False, True])
def test_words_in_a_header_have_their_comment_in_the_body(flat: bool) -> None:
    raw = open_document("<text:p>He came.</text:p>", master=HEADER, flat=flat)
    result = reviewed(raw)
    body = content(result.data).partition("<office:body>")[2]
    assert (result.comments, body.count("This is about header 1, paragraph 1: an addict")) == (1, 1)
    assert read(result.data).blocks == read(raw).blocks


def test_the_comment_as_it_is_written() -> None:
    result = reviewed(open_document("<text:p>He met an addict.</text:p>"))
    body = content(result.data).partition("<office:text>")[2].partition("</office:text>")[0]
    assert body == (
        '<text:p>He met an <office:annotation office:name="langcheck-1"><dc:creator>langcheck</dc:creator>'
        "<dc:date>2026-03-04T05:06:07Z</dc:date>"
        '<text:p>"addict" names a person by a condition. Person first.</text:p>'
        "<text:p>Consider: a patient (if treated); or: a person with an addiction</text:p>"
        "<text:p>More: langcheck explain en.substance.addict</text:p></office:annotation>"
        'addict<office:annotation-end office:name="langcheck-1"/>.</text:p>'
    )


def test_every_other_part_stays_byte_for_byte() -> None:
    raw = open_document("<text:p>He met an addict.</text:p>", master=HEADER)
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(io.BytesIO(reviewed(raw).data)) as after:
        assert after.namelist() == before.namelist()
        changed = {name for name in before.namelist() if after.read(name) != before.read(name)}
    assert changed == {"content.xml"}


def test_a_second_review_replaces_the_comments_of_the_first_but_those_that_somebody_answered() -> None:
    raw = open_document("<text:p>He met an addict, and she an addict.</text:p>")
    first = reviewed(raw).data
    second = reviewed(first)
    assert (marked(second.data), second.notes) == (["addict"] * 2, ("2 older comments of langcheck replaced",))
    loext = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    answer = f'<office:annotation {loext} loext:parent-name="langcheck-1"><text:p>No.</text:p></office:annotation>'
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(
        b"</text:p></office:text>", answer.encode() + b"</text:p></office:text>"
    )
    third = reviewed(packed(parts))
    assert third.notes == ("1 older comment of langcheck replaced",)
    assert marked(third.data) == ["addict"] * 3


def test_without_findings_the_copy_is_the_draft() -> None:
    raw = open_document("<text:p>He came.</text:p>")
    assert reviewed(raw) == Reviewed(raw)


def test_a_signed_document_is_copied_only_where_somebody_asks_for_it() -> None:
    with zipfile.ZipFile(io.BytesIO(open_document("<text:p>He met an addict.</text:p>"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    raw = packed({**parts, "META-INF/documentsignatures.xml": "<signatures/>"})
    with pytest.raises(UnreadableDocument, match="digital signature"):
        reviewed(raw)
    assert "no longer valid" in reviewed(raw, force=True).notes[0]


@pytest.mark.parametrize("kind", ["spreadsheet", "presentation", "drawing"])
def test_only_texts_have_a_copy(kind: str) -> None:
    table = "<table:table><table:table-row><table:table-cell><text:p>an addict</text:p></table:table-cell></table:table-row></table:table>"
    page = "<draw:page><draw:custom-shape><text:p>an addict</text:p></draw:custom-shape></draw:page>"
    with pytest.raises(UnreadableDocument, match="cannot write comments"):
        reviewed(open_document(table if kind == "spreadsheet" else page, kind=kind))


_AS_TEXT = b'<office:document office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text" '
"""What LibreOffice wants to be told before it takes XML for a text."""


@needs_libreoffice
def test_libreoffice_shows_every_comment_at_its_words(tmp_path: Path) -> None:
    """Written by its own filter for Word, the comments stand around the words that they are about."""
    for name, body in {**AT_THE_WORDS, **ELSEWHERE}.items():
        raw = open_document(body, flat=True).replace(b"<office:document ", _AS_TEXT, 1)
        (tmp_path / f"{name}.fodt").write_bytes(reviewed(raw).data)
    shown = {}
    for path in libreoffice(tmp_path, "docx", *sorted(tmp_path.glob("*.fodt"))):
        file = docx.Document(str(path))
        ours = [comment for comment in file.comments if comment.author == "langcheck"]
        shown[path.stem] = (len(ours), _enclosed(file.element.body) if path.stem in AT_THE_WORDS else [])
    expected = {name: (1, ["addict"]) for name in AT_THE_WORDS}
    expected |= {"twice": (2, ["addict", "addict"]), "field": (1, ["an addict"])}
    assert shown == {**expected, **dict.fromkeys(ELSEWHERE, (1, []))}


def _enclosed(body: etree._Element) -> list[str]:
    """The words in each range of a comment that holds any."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    texts: dict[str, str] = {}
    is_open: list[str] = []
    for element in body.iter(word + "commentRangeStart", word + "commentRangeEnd", word + "t"):
        number = element.get(word + "id", "")
        if element.tag == word + "commentRangeStart":
            is_open.append(number)
        elif element.tag == word + "commentRangeEnd":
            is_open.remove(number)
        for one in is_open if element.tag == word + "t" else ():
            texts[one] = texts.get(one, "") + (element.text or "")
    return list(texts.values())
