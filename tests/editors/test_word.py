"""Reviewed copies of Word files: every word as it was, every untouched part byte for byte, every finding marked."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from lxml import etree

from langcheck.editors import Reviewed, review
from langcheck.errors import UnreadableDocument
from langcheck.model import Document, Excerpt, Finding, Kept, Level, Region, Role, Suggestion, Verdict
from langcheck.readers import read_bytes
from tests.editors.word_cases import CASES, SIGNATURE, Case, W, ins, p, package, r, text_box

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
        roles = [block.role for block in read.blocks]
        texts = [
            text if role is Role.COMMENT else text.replace("an addict", INSTEAD)
            for text, role in zip(texts, roles, strict=True)
        ]
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
    names = list(CASES)
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


# --- tracked changes ---------------------------------------------------------------------------------------------

MARK = 'w:author="langcheck" w:date="2026-03-04T05:06:07Z"'


def inside(raw: bytes, part: str = "word/document.xml") -> str:
    """The first paragraph's XML, without its namespaces and without comments."""
    text = re.sub(r' xmlns:\w+="[^"]*"', "", xml(raw, part))
    text = text[text.index("<w:p>") + 5 : text.rindex("</w:p>")]
    text = re.sub(
        r'<w:commentRange(Start|End) w:id="\d+"/>|<w:r>(<w:rPr>.{1,60}</w:rPr>)?<w:commentReference [^>]*/></w:r>',
        "",
        text,
    )
    return re.sub(r' xml:space="preserve"', "", text)


def test_new_words_look_like_the_first_of_those_they_replace() -> None:
    result = reviewed(package(p(r("an ad", "<w:b/>"), r("dict.", "<w:i/>"))), track=True)
    assert inside(result.data) == (
        f'<w:del w:id="1" {MARK}><w:r><w:rPr><w:b/></w:rPr><w:delText>an ad</w:delText></w:r>'
        "<w:r><w:rPr><w:i/></w:rPr><w:delText>dict</w:delText></w:r></w:del>"
        f'<w:ins w:id="2" {MARK}><w:r><w:rPr><w:b/></w:rPr><w:t>{INSTEAD}</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:i/></w:rPr><w:t>.</w:t></w:r>"
    )


def test_inside_somebodys_insertion_the_deletion_is_nested_and_the_new_words_stand_between_its_halves() -> None:
    result = reviewed(package(p(ins(r("was an addict then")))), track=True)
    ruth = 'w:author="Ruth" w:date="2026-01-02T03:04:05Z"'
    assert inside(result.data) == (
        f'<w:ins w:id="90" {ruth}><w:r><w:t>was </w:t></w:r>'
        f'<w:del w:id="1" {MARK}><w:r><w:delText>an addict</w:delText></w:r></w:del></w:ins>'
        f'<w:ins w:id="2" {MARK}><w:r><w:t>{INSTEAD}</w:t></w:r></w:ins>'
        f'<w:ins w:id="3" {ruth}><w:r><w:t> then</w:t></w:r></w:ins>'
    )


def test_a_comment_covers_the_old_words_and_the_new_ones() -> None:
    text = xml(reviewed(package(p("She was an addict.")), track=True).data)
    steps = re.findall("<w:(commentRangeStart|del|ins|commentRangeEnd|commentReference) ", text)
    assert steps == ["commentRangeStart", "del", "ins", "commentRangeEnd", "commentReference"]


def test_blanks_that_word_does_not_show_stay_hidden() -> None:
    """Without xml:space, Word drops blanks at the ends of a text; those at a cut it must keep."""
    raw = package(p("<w:r><w:t>He met an addict </w:t></w:r>"))
    texts = re.findall("<w:t[^>]*>[^<]*", xml(reviewed(raw).data))
    assert texts == ['<w:t xml:space="preserve">He met an ', '<w:t xml:space="preserve">addict', "<w:t> "]


def test_the_copy_of_a_text_box_for_older_programs_changes_with_it() -> None:
    raw = package(p("A box: ", text_box(p("Boxed: an addict."))))
    boxes = re.findall("<w:txbxContent>(.*?)</w:txbxContent>", xml(reviewed(raw, track=True).data))
    assert len(boxes) == 2
    assert boxes[0] == boxes[1]
    assert INSTEAD in boxes[0]


def test_a_fallback_that_says_something_else_is_left_alone() -> None:
    raw = package(p(text_box(p("Boxed: an addict."), fallback=p("old"))))
    boxes = re.findall("<w:txbxContent>(.*?)</w:txbxContent>", xml(reviewed(raw, track=True).data))
    assert boxes[1] == p("old")


def test_a_suggestion_with_an_open_condition_changes_nothing() -> None:
    raw = package(p("an addict"))
    read = document(raw)
    result = review(raw, read, findings(read, when="if an adult"), track=True, now=NOW)
    assert (result.comments, result.changes) == (1, 0)
    assert document(result.data).blocks == read.blocks


@pytest.mark.parametrize("verdict", [Verdict.ALLOW, Verdict.OTHER_SENSE])
def test_what_was_left_alone_is_not_marked(verdict: Verdict) -> None:
    raw = package(p("“an addict”"))
    read = document(raw)
    assert review(raw, read, findings(read, verdict=verdict), track=True, now=NOW) == Reviewed(raw)


def test_a_change_that_would_reach_into_another_finding_is_only_commented() -> None:
    raw = package(p("an addict"))
    read = document(raw)
    (second,) = findings(read)
    first = _finding(read, 0, Region(-3, 2), Verdict.FLAG, "")
    result = review(raw, read, [first, second], track=True, now=NOW)
    assert (result.comments, result.changes) == (2, 0)
    assert [block.text for block in document(result.data).blocks] == ["an addict"]


# --- comments ----------------------------------------------------------------------------------------------------


def comments(raw: bytes) -> list[tuple[str | None, list[str]]]:
    """The comments of langcheck: the words between their marks, and their paragraphs."""
    root = body(raw)
    found = []
    for comment in etree.fromstring(parts(raw)["word/comments.xml"]):
        if comment.get(WML + "author") == "langcheck":
            lines = ["".join(line.itertext()) for line in comment]
            found.append((_between(root, comment.get(WML + "id")), lines))
    return found


def _between(root: etree._Element, number: str | None) -> str | None:
    text, is_open = "", False
    for element in root.iter(etree.Element):
        if element.tag == WML + "commentRangeStart" and element.get(WML + "id") == number:
            is_open = True
        elif element.tag == WML + "commentRangeEnd" and element.get(WML + "id") == number:
            return text
        elif is_open and element.tag == WML + "t" and next(element.iterancestors(WML + "txbxContent"), None) is None:
            text += element.text or ""
    return None


def test_a_comment_says_what_why_what_to_consider_and_where_to_read_more() -> None:
    found = comments(reviewed(package(p("an addict") + p("an addict"))).data)
    what = '"addict" names a person by a condition.'
    rest = [f"Consider: a patient (if treated); or: {INSTEAD}", "More: langcheck explain en.substance.addict"]
    assert found == [("addict", [f"{what} Person first.", *rest]), ("addict", [what, *rest])]


@pytest.mark.parametrize(
    ("name", "words", "place"),
    [
        ("footnote", "", "footnote 1, paragraph 1"),
        ("endnote", "", "endnote 1, paragraph 1"),
        ("text box", "", "text box, in paragraph 1, paragraph 1"),
        ("picture", "", "alt text, in paragraph 2"),
        ("computed field", "addict", None),
        ("simple field", "an addict", None),
        ("text control", "an addict", None),
        ("ruby", "x an addict", None),
        ("joined paragraphs", "addict", None),
        ("chosen entry of a form", "", None),
        ("other entry of a form", "", "choice, in paragraph 1"),
        ("description of a table", "Cell.", "alt text, in table 1"),
        ("tooltip", "See this.", "tooltip, in paragraph 1"),
        ("equation", "", "paragraph 1"),
        ("inserted file", "Before.", "inserted file 1, line 1"),
        ("title of the file", "Body.", "title"),
        ("label of a list", "Item.", "list label"),
    ],
)
def test_a_comment_that_cannot_stand_at_its_words_hangs_nearby_and_says_where_they_are(
    name: str, words: str, place: str | None
) -> None:
    ((covered, lines),) = comments(reviewed(CASES[name].make()).data)
    assert covered == words
    first = f"This is about {place}: an addict" if place else '"addict" names a person by a condition. Person first.'
    assert lines[0] == first


def test_comments_on_headers_and_footers_hang_at_the_first_paragraph() -> None:
    found = comments(reviewed(CASES["headers by hand"].make()).data)
    assert [(words, lines[0]) for words, lines in found] == [
        ("Body.", "This is about text box, in header 1, in paragraph 1, paragraph 1: an addict"),
        ("Body.", "This is about footer 1, paragraph 1: an addict"),
    ]


def test_a_comment_on_somebodys_comment_hangs_where_that_comment_does() -> None:
    found = comments(reviewed(CASES["comments by others"].make()).data)
    assert [lines[0] for _, lines in found] == [
        '"addict" names a person by a condition. Person first.',
        "This is about comment 2, paragraph 1: an addict",
    ]


def test_a_second_review_replaces_what_the_first_wrote_and_nothing_else() -> None:
    raw = CASES["comments by others"].make()
    first = reviewed(raw)
    second = reviewed(first.data)
    assert comments(second.data) == comments(first.data)
    others = [comment.get(WML + "author") for comment in etree.fromstring(parts(second.data)["word/comments.xml"])]
    assert others.count("Ruth") == 2
    assert second.notes == (f"{first.comments} older comments of langcheck replaced",)
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert len(list(body(second.data).iter(WML + mark))) == len(list(body(first.data).iter(WML + mark)))


def test_a_comment_stays_beside_a_change_that_nobody_has_decided_on() -> None:
    """The text with the change has nothing to find any more, and only the comment says why it is offered."""
    first = reviewed(package(p("an addict")), track=True)
    second = review(first.data, document(first.data), [], track=True, now=NOW)
    assert (len(comments(first.data)), comments(second.data)) == (1, comments(first.data))
    assert second.notes == ()


def test_where_all_is_mended_the_older_comments_go() -> None:
    first = reviewed(package(p("an addict")))
    mended = review(first.data, document(first.data), [], track=False, now=NOW)
    assert comments(mended.data) == []
    assert list(body(mended.data).iter(WML + "commentReference", WML + "commentRangeStart")) == []
    assert (mended.comments, mended.notes) == (0, ("1 older comment of langcheck replaced",))


ANSWERED = (
    f'<w:comments {W} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w:comment w:id="0" w:author="langcheck"><w:p w14:paraId="00000001"><w:r><w:t>Old.</w:t></w:r></w:p></w:comment>'
    '<w:comment w:id="1" w:author="Ruth"><w:p w14:paraId="00000002"><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>'
    '<w:comment w:id="2" w:author="langcheck"><w:p w14:paraId="00000003"><w:r><w:t>Gone.</w:t></w:r></w:p></w:comment>'
    "</w:comments>"
)
ANSWERS = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="00000001"/>'
    '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/><w15:commentEx w15:paraId="00000003"/></w15:commentsEx>'
)


def test_a_comment_that_somebody_answered_stays() -> None:
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    raw = package(
        p("Nothing."),
        {"comments": ANSWERED},
        links=f'<Relationship Id="rId8" Type="{kind}" Target="commentsExtended.xml"/>',
        extra={"word/commentsExtended.xml": ANSWERS.encode()},
    )
    result = review(raw, document(raw), [], track=False, now=NOW)
    left = etree.fromstring(parts(result.data)["word/comments.xml"])
    assert ["".join(comment.itertext()) for comment in left] == ["Old.", "Why?"]
    beside = etree.fromstring(parts(result.data)["word/commentsExtended.xml"])
    assert [item.values()[0] for item in beside] == ["00000001", "00000002"]


def test_styles_of_comments_are_used_where_the_file_has_them() -> None:
    result = reviewed(CASES["heading and styles"].make())
    assert xml(result.data, "word/comments.xml").count('<w:pStyle w:val="CT"/>') == 3
    assert '<w:rPr><w:rStyle w:val="CR"/></w:rPr><w:commentReference ' in xml(result.data)


def test_a_second_review_reads_none_of_the_comments_of_the_first() -> None:
    raw = package(p("an addict"))
    once = reviewed(raw).data
    assert document(once).blocks == document(raw).blocks
    assert [words for words, _ in comments(reviewed(once).data)] == ["addict"]


def test_without_a_paragraph_in_the_body_a_finding_is_reported_as_not_placed() -> None:
    raw = package("", {"footer1": f"<w:ftr {W}>{p('an addict')}</w:ftr>"})
    result = reviewed(raw)
    assert (result.data, result.comments) == (raw, 0)
    assert [found.reason for found in result.unplaced] == ["the document has no paragraph that a comment could hang at"]


def test_more_comments_than_word_opens_are_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("langcheck.editors.word.MOST_COMMENTS", 3)
    result = reviewed(package(p("an addict, " * 5)))
    assert (result.comments, len(result.unplaced)) == (3, 2)


def test_control_characters_of_the_lexicon_do_not_break_the_file() -> None:
    raw = package(p("an addict"))
    read = document(raw)
    odd = [replace(finding, message="a\x00b\ud800\u202ec") for finding in findings(read)]
    assert comments(review(raw, read, odd, track=False, now=NOW).data)[0][1][0] == "a b c Person first."


# --- files that should not be changed ----------------------------------------------------------------------------


def test_a_signed_document_is_refused_with_a_way_out() -> None:
    raw = package(p("an addict"), extra=SIGNATURE)
    with pytest.raises(UnreadableDocument) as error:
        reviewed(raw)
    assert str(error.value) == (
        "the document carries a digital signature, which any change would break\n"
        "  Review the draft it was made from, or use --force to write a copy whose signature is no longer valid."
    )


def test_a_signed_document_is_copied_when_that_is_asked_for() -> None:
    result = reviewed(package(p("an addict"), extra=SIGNATURE), force=True)
    assert result.comments == 1
    assert result.notes == (
        "the digital signature in the copy is no longer valid; the signed document itself was not touched",
    )


def test_a_protected_document_gets_comments_and_no_changes() -> None:
    result = reviewed(CASES["protected"].make(), track=True)
    assert (result.comments, result.changes) == (1, 0)
    assert result.notes == ("the document is protected against editing; the copy has comments, but no tracked changes",)


@pytest.mark.parametrize(
    ("kept", "when", "reason"),
    [
        (
            Kept.SPEECH,
            "",
            "the words are left to a person: they may be somebody else's words; change them by hand if they are your own",
        ),
        (None, "the person is ill", "no finding has a wording that fits as it stands"),
    ],
)
def test_a_copy_without_changes_says_why(kept: Kept | None, when: str, reason: str) -> None:
    raw = package(p("They met an addict."))
    read = document(raw)
    told = [replace(finding, kept=kept) for finding in findings(read, when=when)]
    for track, notes in ((True, (f"{reason}; the copy has comments, but no tracked changes",)), (False, ())):
        result = review(raw, read, told, track=track, force=False, now=NOW)
        assert (result.comments, result.changes, result.notes) == (1, 0, notes)


@pytest.mark.parametrize(
    "settings",
    [
        '<w:documentProtection w:edit="readOnly" w:enforcement="0"/>',
        '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>',
    ],
)
def test_protection_that_is_off_or_asks_for_tracked_changes_is_none(settings: str) -> None:
    raw = package(p("an addict"), {"settings": f"<w:settings {W}>{settings}</w:settings>"})
    result = reviewed(raw, track=True)
    assert (result.changes, result.notes) == (1, ())


def test_macros_stay_as_they_are() -> None:
    raw = CASES["macros"].make()
    assert parts(reviewed(raw, track=True).data)["word/vbaProject.bin"] == parts(raw)["word/vbaProject.bin"]


def test_a_strict_file_stays_strict() -> None:
    raw = CASES["strict"].make()
    result = parts(reviewed(raw, track=True).data)
    for name in BODY - {"[Content_Types].xml"}:
        assert b"http://purl.oclc.org/ooxml/" in result[name]
        assert b"http://schemas.openxmlformats.org/wordprocessingml" not in result[name]
        assert b"http://schemas.openxmlformats.org/officeDocument" not in result[name]


def test_a_document_read_from_other_bytes_is_a_bug() -> None:
    raw = package(p("an addict"))
    with pytest.raises(ValueError):
        review(package(p("other words")), document(raw), findings(document(raw)), track=False, now=NOW)


def test_a_format_without_an_editor_is_refused() -> None:
    raw = b"an addict"
    read = read_bytes(raw, name="a.md", format="markdown")
    with pytest.raises(UnreadableDocument, match="cannot write comments into this kind of file"):
        review(raw, read, findings(read), track=False, now=NOW)
