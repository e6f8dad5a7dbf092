"""Reviewed copies of Word files: every word as it was, every untouched part byte for byte, every finding marked."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from lxml import etree

from langcheck.editors import Reviewed, review
from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Document, Excerpt, Finding, Level, Region, Suggestion, Verdict
from langcheck.readers import read_bytes
from tests.editors.word_cases import BOX, CASES, SIGNATURE, Case, W, ins, p, package, r, text_box

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
WML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
INSTEAD = "a person with an addiction"
BODY = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"}
soffice = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed here")


def document(raw: bytes) -> Document:
    return read_bytes(raw, name="draft.docx", format="docx")


def findings(read: Document, *, verdict: Verdict = Verdict.FLAG, when: str = "") -> list[Finding]:
    """A finding at "addict" wherever "an addict" stands, as the checker would make it."""
    return [
        _finding(read, number, Region(match.start(), match.end()), verdict, when)
        for number, block in enumerate(read.blocks)
        for match in re.finditer("an addict", block.text)
    ]


def _finding(read: Document, number: int, words: Region, verdict: Verdict, when: str) -> Finding:
    region = Region(words.start + 3, words.end)
    return Finding(
        path=read.path,
        entry="en.substance.addict",
        category="person-label",
        level=Level.WARNING,
        verdict=verdict,
        place=read.place(read.blocks[number], region),
        block=number,
        region=region,
        found="addict",
        message='"addict" names a person by a condition.',
        why="Person first.",
        because="The author's own words.",
        context="own-words",
        excerpt=Excerpt("an addict", 3, 9),
        suggestions=(Suggestion("a patient", region, when="if treated"), Suggestion(INSTEAD, words, when=when)),
    )


def reviewed(raw: bytes, *, track: bool = False, force: bool = False) -> Reviewed:
    read = document(raw)
    return review(raw, read, findings(read), track=track, force=force, now=NOW)


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(raw: bytes) -> dict[str, tuple[object, ...]]:
    """All that a package says of its parts, and their packed bytes with their headers."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
        ends = sorted([*(entry.header_offset for entry in entries), archive.start_dir])
        return {
            entry.filename: (
                raw[entry.header_offset : ends[ends.index(entry.header_offset) + 1]],
                entry.date_time,
                entry.compress_type,
                entry.external_attr,
                entry.comment,
                entry.CRC,
            )
            for entry in entries
        }


def body(raw: bytes) -> etree._Element:
    return etree.fromstring(parts(raw)["word/document.xml"].replace(STRICT[1:-1].encode(), WML[1:-1].encode()))


def xml(raw: bytes, part: str = "word/document.xml") -> str:
    return parts(raw)[part].decode()


@pytest.fixture(params=list(CASES), ids=lambda name: name.replace(" ", "-"))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


# --- every file --------------------------------------------------------------------------------------------------


def test_comments_leave_every_block_as_it_was(case: Case) -> None:
    """Text, role, location and the way back to the source: the reader sees no difference."""
    raw = case.make()
    result = reviewed(raw)
    assert (result.comments, result.changes, result.unplaced) == (case.findings, 0, ())
    assert document(result.data).blocks == document(raw).blocks


@pytest.mark.parametrize("track", [False, True], ids=["comments", "track"])
def test_parts_without_findings_are_the_same_byte_for_byte(case: Case, track: bool) -> None:
    """With their headers, dates, order, permissions and comments; new parts come last."""
    raw = case.make()
    before, after = packed(raw), packed(reviewed(raw, track=track).data)
    touched = BODY | (case.touched if track else set())
    assert [name for name in after if name in before] == list(before)
    assert set(after) - set(before) <= {"word/comments.xml"}
    same = [name for name in before if name not in touched]
    assert same
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert [after[name][1:5] for name in before] == [before[name][1:5] for name in before]


@pytest.mark.parametrize("track", [False, True], ids=["comments", "track"])
def test_every_comment_has_one_beginning_one_end_and_one_reference_in_this_order(case: Case, track: bool) -> None:
    raw = case.make()
    result = reviewed(raw, track=track)
    comments = etree.fromstring(parts(result.data)["word/comments.xml"])
    ours = [comment.get(_id(comment)) for comment in comments if comment.get(_id(comment, "author")) == "langcheck"]
    assert len(ours) == len(set(ours)) == case.findings
    order = [
        (element.tag.rpartition("}")[2], element.get(WML + "id"))
        for element in body(result.data).iter(
            WML + "commentRangeStart", WML + "commentRangeEnd", WML + "commentReference"
        )
    ]
    for number in ours:
        steps = [step for step, found in order if found == number]
        assert steps == ["commentRangeStart", "commentRangeEnd", "commentReference"]


def _id(element: etree._Element, name: str = "id") -> str:
    return f"{{{etree.QName(element).namespace}}}{name}"


def test_accepting_gives_the_suggestion_and_rejecting_the_original(case: Case) -> None:
    raw = case.make()
    read = document(raw)
    result = review(raw, read, findings(read), track=True, now=NOW)
    assert (result.changes, result.comments) == (case.expected_changes, case.findings)
    texts = [block.text for block in read.blocks]
    assert [block.text for block in document(rejected(result.data)).blocks] == texts
    if result.changes == case.findings:
        texts = [text.replace("an addict", INSTEAD) for text in texts]
    elif result.changes:
        texts = [text if block.role.value == "comment" else text.replace("an addict", INSTEAD)
                 for text, block in zip(texts, read.blocks, strict=True)]  # fmt: skip
    assert [block.text for block in document(result.data).blocks] == texts


def rejected(raw: bytes) -> bytes:
    """The copy as it is when all of langcheck's changes are rejected."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name, data in parts(raw).items():
            new.writestr(name, _rejected(data) if b"langcheck" in data else data)
    return stream.getvalue()


def _rejected(data: bytes) -> bytes:
    root = etree.fromstring(data)
    space = WML if WML[1:-1] in root.nsmap.values() else STRICT
    for insertion in list(root.iter(space + "ins")):
        if insertion.get(space + "author") == "langcheck":
            insertion.getparent().remove(insertion)
    for deletion in list(root.iter(space + "del")):
        if deletion.get(space + "author") == "langcheck":
            for text in deletion.iter(space + "delText"):
                text.tag = space + "t"
            for run in reversed(deletion):
                deletion.addnext(run)
            deletion.getparent().remove(deletion)
    return etree.tostring(root)


def test_numbers_of_annotations_are_unique(case: Case) -> None:
    """Word asks it of insertions, deletions and bookmarks; a comment's number stands with its range and reference."""
    raw = case.make()
    root = body(reviewed(raw, track=True).data)
    kinds = ("ins", "del", "moveTo", "moveFrom", "bookmarkStart", "rPrChange")
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    numbers = Counter(
        element.get(WML + "id")
        for element in root.iter(*(WML + kind for kind in kinds))
        if next(element.iterancestors(fallback), None) is None
    )
    assert [number for number, count in numbers.items() if count > 1] == []


def test_python_docx_opens_and_saves_the_copy(case: Case) -> None:
    if case.suffix == ".docm" or case is CASES["strict"]:
        pytest.skip("python-docx opens neither files with macros nor strict ones")
    raw = case.make()
    result = reviewed(raw, track=True)
    again = docx.Document(io.BytesIO(result.data))
    stream = io.BytesIO()
    again.save(stream)
    assert document(stream.getvalue()).blocks == document(result.data).blocks
    assert [comment.author for comment in again.comments].count("langcheck") == case.findings


@needs_libreoffice
def test_libreoffice_opens_every_copy_and_shows_every_comment(tmp_path: Path) -> None:
    names = [name for name in CASES if name != "ruby"]
    for name in names:
        (tmp_path / f"{name}{CASES[name].suffix}").write_bytes(reviewed(CASES[name].make(), track=True).data)
    converted = libreoffice(tmp_path, "fodt", *sorted(tmp_path.glob("*.doc?")))
    shown = {
        path.stem: len(re.findall("<office:annotation [^>]*>\\s*<dc:creator>langcheck", path.read_text("utf-8")))
        for path in converted
    }
    assert shown == {name: CASES[name].findings for name in names}


def libreoffice(folder: Path, kind: str, *files: Path) -> Iterator[Path]:
    """The files as LibreOffice converts them."""
    command = [str(soffice), f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder / "out"), *map(str, files)], check=True, capture_output=True)
    return (folder / "out").glob(f"*.{kind.partition(':')[0]}")


@needs_libreoffice
@pytest.mark.parametrize("filter_", ["docx:MS Word 2007 XML", "docx:Office Open XML Text"])
def test_files_made_by_libreoffice(tmp_path: Path, filter_: str) -> None:
    page = (
        "<html><body><h1>Report on an addict</h1><p>He met <b>an ad</b>dict.</p><ul><li>an addict</li></ul>"
        "<table><tr><td>an addict</td></tr></table></body></html>"
    )
    (tmp_path / "page.html").write_text(page)
    (made,) = libreoffice(tmp_path, "odt", tmp_path / "page.html")
    (made,) = libreoffice(tmp_path, filter_, made)
    raw = made.read_bytes()
    result = reviewed(raw, track=True)
    assert (result.comments, result.changes) == (4, 4)
    texts = [block.text.replace("an addict", INSTEAD) for block in document(raw).blocks]
    assert [block.text for block in document(result.data).blocks] == texts
    assert document(rejected(result.data)).blocks == document(raw).blocks
