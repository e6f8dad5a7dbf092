"""``langcheck review`` as a person meets it: where the copy goes, what is said, and what is never written over."""

from __future__ import annotations

import io
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from langcheck.cli import cli as command
from langcheck.model import Role
from langcheck.readers import read_document
from tests.conftest import ROOT
from tests.editors.word_cases import SIGNATURE, p, package
from tests.office_files import open_document
from tests.pdf_files import PICTURE, SCAN, page, paragraph, pdf_file

pytestmark = pytest.mark.model


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with drafts, in which commands run."""
    shutil.copy(ROOT / "samples" / "report.docx", tmp_path / "draft.docx")
    (tmp_path / "clean.docx").write_bytes(package(p("Nothing here.")))
    (tmp_path / "advice.docx").write_bytes(package(p("A runaway youth was found.")))
    (tmp_path / "signed.docx").write_bytes(package(p("A pimp ran."), extra=SIGNATURE))
    (tmp_path / "macros.docm").write_bytes(
        package(p("A pimp ran."), main_type="application/vnd.ms-word.document.macroEnabled.main+xml")
    )
    (tmp_path / "broken.docx").write_bytes(b"PK no package")
    (tmp_path / "notes.md").write_text("A pimp ran.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["review", *arguments])


def test_the_copy_goes_beside_the_draft_which_stays_as_it_is(folder: Path) -> None:
    before = (folder / "draft.docx").read_bytes()
    result = run("draft.docx")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "draft.docx -> draft.reviewed.docx: 6 comments\n",
        "",
    )
    assert (folder / "draft.docx").read_bytes() == before
    copy = read_document(folder / "draft.reviewed.docx")
    assert copy.blocks == read_document(folder / "draft.docx").blocks


def test_a_page_that_was_not_checked_ends_with_2_and_the_rest_is_reviewed(folder: Path) -> None:
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    drawn = page(*paragraph(72, 720, "A pimp ran down the road, and nobody saw where to."))
    (folder / "scan.pdf").write_bytes(pdf_file(drawn, SCAN, extra=[PICTURE]))
    result = run("scan.pdf")
    assert (result.exit_code, result.stdout) == (
        2,
        "scan.pdf -> scan.reviewed.pdf: 1 comment\n   = note: page 2: holds a picture of text and was not checked\n",
    )


def test_tracked_changes_are_made_only_where_they_are_asked_for(folder: Path) -> None:
    result = run("draft.docx", "--track", "-o", "out.docx")
    assert (result.exit_code, result.stdout) == (1, "draft.docx -> out.docx: 6 comments, 3 tracked changes\n")
    with zipfile.ZipFile("out.docx") as archive:
        text = archive.read("word/document.xml").decode()
    assert (text.count("<w:ins "), text.count("<w:del ")) == (3, 3)
    assert "had sex with</w:t>" in text, "its only suggestion has a condition"
    assert "He is my pimp and I can’t leave" in text, "a victim's own words"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["clean.docx"], 0, "clean.docx -> clean.reviewed.docx: no comments\n"),
        (["advice.docx"], 0, "advice.docx -> advice.reviewed.docx: 1 comment\n"),
        (["advice.docx", "--fail-on", "advice"], 1, "advice.docx -> advice.reviewed.docx: 1 comment\n"),
        (["advice.docx", "--min-level", "error"], 0, "advice.docx -> advice.reviewed.docx: no comments\n"),
        (["macros.docm"], 1, "macros.docm -> macros.reviewed.docm: 1 comment\n"),
    ],
)
def test_exit_codes_are_those_of_check(folder: Path, arguments: list[str], code: int, said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, said)


def test_a_clean_draft_is_copied_byte_for_byte(folder: Path) -> None:
    run("clean.docx")
    assert (folder / "clean.reviewed.docx").read_bytes() == (folder / "clean.docx").read_bytes()


def test_what_cannot_be_read_does_not_keep_the_others_from_their_review(folder: Path) -> None:
    result = run("broken.docx", "clean.docx", "gone.docx", "notes.md")
    assert result.exit_code == 2
    assert result.stdout == "clean.docx -> clean.reviewed.docx: no comments\n"
    assert [line for line in result.stderr.splitlines() if not line.startswith("   = ")] == [
        "not reviewed: broken.docx: the Word file is damaged: it is not a whole .docx package",
        "not reviewed: gone.docx: there is no such file",
        "not reviewed: notes.md: langcheck cannot write comments into this kind of file",
    ]
    assert sorted(path.name for path in folder.glob("*reviewed*")) == ["clean.reviewed.docx"]


def test_an_older_copy_is_replaced_only_by_force(folder: Path) -> None:
    (folder / "clean.reviewed.docx").write_text("mine")
    result = run("clean.docx")
    assert (result.exit_code, result.stderr) == (
        2,
        "not reviewed: clean.docx: there is a file called clean.reviewed.docx already\n"
        "   = Choose another name with -o, or replace it with --force.\n",
    )
    assert (folder / "clean.reviewed.docx").read_text() == "mine"
    assert run("clean.docx", "--force").exit_code == 0
    assert (folder / "clean.reviewed.docx").read_bytes() == (folder / "clean.docx").read_bytes()


@pytest.mark.parametrize("name", ["draft.docx", "./draft.docx", "link.docx", "hard.docx"])
def test_the_draft_is_never_replaced_not_even_by_force(folder: Path, name: str) -> None:
    (folder / "link.docx").symlink_to("draft.docx")
    os.link(folder / "draft.docx", folder / "hard.docx")
    before = (folder / "draft.docx").read_bytes()
    result = run("draft.docx", "-o", name, "--force")
    assert (result.exit_code, result.stderr) == (
        2,
        "not reviewed: draft.docx: the copy would replace the draft\n   = Choose another name with -o.\n",
    )
    assert (folder / "draft.docx").read_bytes() == before


def test_a_file_with_macros_keeps_its_ending(folder: Path) -> None:
    result = run("macros.docm", "-o", "out.docx")
    assert result.exit_code == 2
    assert "the copy of a .docm file must be called .docm too" in result.stderr
    assert not (folder / "out.docx").exists()


def test_one_name_for_several_copies_is_refused(folder: Path) -> None:
    result = run("draft.docx", "clean.docx", "-o", "out.docx")
    assert result.exit_code == 2
    assert "-o names one copy" in result.stderr


def test_a_signed_document_is_refused_and_by_force_copied_with_a_note(folder: Path) -> None:
    refused, forced = run("signed.docx"), run("signed.docx", "--force")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "the document carries a digital signature, which any change would break" in refused.stderr
    assert forced.stdout == (
        "signed.docx -> signed.reviewed.docx: 1 comment\n"
        "   = note: the digital signature in the copy is no longer valid; the signed document itself was not touched\n"
    )


def test_what_could_not_be_placed_is_said(folder: Path) -> None:
    from tests.editors.word_cases import W

    (folder / "a.docx").write_bytes(package("", {"footer1": f"<w:ftr {W}>{p('A pimp ran.')}</w:ftr>"}))
    assert run("a.docx").stdout == (
        "a.docx -> a.reviewed.docx: no comments, 1 could not be placed\n"
        '   = not placed: "pimp" (footer 1, paragraph 1): the document has no paragraph that a comment could hang at\n'
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_the_copy_is_as_private_as_the_draft(folder: Path) -> None:
    (folder / "draft.docx").chmod(0o400)
    run("draft.docx")
    assert stat.S_IMODE((folder / "draft.reviewed.docx").stat().st_mode) == 0o600


def test_a_full_disk_leaves_no_copy_and_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("langcheck.editors.saving.os.fsync", full)
    before = sorted(os.listdir(folder))
    result = run("clean.docx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("not reviewed: clean.docx: the disk is full")
    assert sorted(os.listdir(folder)) == before


def test_the_copy_opens_in_python_docx(folder: Path) -> None:
    import docx

    run("draft.docx")
    copy = docx.Document(io.BytesIO((folder / "draft.reviewed.docx").read_bytes()))
    assert {comment.author for comment in copy.comments} == {"langcheck"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("draft", ["draft.docx", "advice.docx"], ids=["a file", "no file yet"])
def test_a_copy_is_not_written_through_a_link_that_leads_elsewhere(
    draft: str, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept.docx").write_bytes(b"kept")
    (folder / "draft.reviewed.docx").symlink_to(elsewhere / "kept.docx")
    (folder / "advice.reviewed.docx").symlink_to(elsewhere / "new.docx")
    result = run("--force", draft)
    assert result.exit_code == 2
    assert "a link to a file in another folder" in result.output
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == {"kept.docx": b"kept"}


# --- other kinds than Word and PDF -------------------------------------------------------------------------------


def test_the_words_of_a_text_go_into_a_word_file_with_comments(folder: Path) -> None:
    """What may not be edited in the text is not edited in the copy either."""
    (folder / "narrative.txt").write_text("REPORT 1\n\nA pimp sold her.\nHe kept child pornography.\n\n> A pimp ran.\n")
    result = run("--track", "narrative.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "narrative.txt -> narrative.reviewed.docx: 2 comments, 2 tracked changes\n"
        "   = note: the copy is a Word file that holds the words of the document, not its layout\n",
        "",
    )
    copy = read_document(folder / "narrative.reviewed.docx")
    assert [(block.role, block.text) for block in copy.blocks if block.role is not Role.COMMENT] == [
        (Role.HEADING, "REPORT 1"),
        (Role.PROSE, "A person sold her."),
        (Role.PROSE, "He kept child sexual abuse material."),
        (Role.PROSE, "A pimp ran."),
    ]
    assert "passed over" in run(".", "--force").stderr, "the copy of a text is no draft"


def test_the_lines_of_a_text_stay_lines_in_its_word_copy(folder: Path) -> None:
    """Blanks at the end of a line and a word that is divided there are as the text is read."""
    import docx

    (folder / "log.txt").write_text("02:14 unit sent\n02:20  pimp seen \nwith a traf-\nficker.\n")
    assert run("log.txt").exit_code == 1
    copy = docx.Document(io.BytesIO((folder / "log.reviewed.docx").read_bytes()))
    assert [paragraph.text for paragraph in copy.paragraphs] == ["02:14 unit sent\n02:20 pimp seen\nwith a trafficker."]


def test_an_open_document_text_has_a_copy_of_its_own_kind_and_one_in_word_for_tracked_changes(folder: Path) -> None:
    (folder / "draft.odt").write_bytes(open_document("<text:p>A pimp sold her.</text:p>"))
    bare = run("draft.odt")
    assert (bare.exit_code, bare.stdout) == (1, "draft.odt -> draft.reviewed.odt: 1 comment\n")
    assert "office:annotation" in zipfile.ZipFile(folder / "draft.reviewed.odt").read("content.xml").decode()
    note = "   = note: the copy is a Word file that holds the words of the document, not its layout\n"
    tracked = run("draft.odt", "--track")
    assert (tracked.exit_code, tracked.stdout) == (
        1,
        f"draft.odt -> draft.reviewed.docx: 1 comment, 1 tracked change\n{note}",
    )
    named = run("draft.odt", "-o", "named.docx")
    assert (named.exit_code, named.stdout) == (1, f"draft.odt -> named.docx: 1 comment\n{note}")
    assert "passed over" in run(".", "--force").stderr, "both copies are no drafts"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft.odt", "-o", "copy.pdf"], "the copy of a .odt file must be called .odt or .docx\n"),
        (
            ["draft.odt", "--track", "-o", "copy.odt"],
            "the copy of a .odt file with tracked changes must be called .docx\n",
        ),
        (["slides.odp", "-o", "copy.odp"], "langcheck cannot write comments into this kind of file\n"),
    ],
)
def test_a_copy_of_an_open_document_is_called_what_it_is(arguments: list[str], said: str, folder: Path) -> None:
    for name in ("draft.odt", "slides.odp"):
        (folder / name).write_bytes(open_document("<text:p>A pimp sold her.</text:p>"))
    result = run(*arguments)
    assert (result.exit_code, result.stdout, said in result.stderr) == (2, "", True)
    assert list(folder.glob("copy.*")) == []


def test_comments_and_the_title_of_a_draft_stay_out_of_a_copy_that_is_passed_on(folder: Path) -> None:
    """They are no text of the document; what was found in them is told and has no place in the copy."""
    (folder / "draft.rtf").write_text(
        r"{\rtf1{\info{\title The pimp report}}A pimp sold her.{\*\annotation Ask the pimp.}\par}"
    )
    result = run("--track", "draft.rtf")
    assert (result.exit_code, result.stdout) == (
        1,
        "draft.rtf -> draft.reviewed.docx: 1 comment, 1 tracked change, 2 could not be placed\n"
        "   = note: the copy is a Word file that holds the words of the document, not its layout\n"
        '   = not placed: "pimp" (comment 1, paragraph 1): it stands in a comment of the draft, which is left out of the copy\n'
        '   = not placed: "pimp" (title): it stands in what the draft says about itself, such as its title, which is '
        "left out of the copy\n",
    )
    copy = read_document(folder / "draft.reviewed.docx")
    assert [block.text for block in copy.blocks if block.role is not Role.COMMENT] == ["A person sold her."]
    (folder / "remark.rtf").write_text(r"{\rtf1{\*\annotation Ask the pimp.}\par}")
    bare = run("remark.rtf")
    assert (bare.exit_code, "has no text for a Word copy" in bare.stderr) == (2, True)
    assert not (folder / "remark.reviewed.docx").exists()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_two_drafts_with_the_same_copy_are_refused_before_anything_is_written(folder: Path, force: list[str]) -> None:
    (folder / "draft.txt").write_text("A pimp ran.\n")
    result = run("clean.docx", "draft.txt", "draft.docx", *force)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == (
        "Error: the copies of draft.txt and draft.docx would both be called draft.reviewed.docx; "
        "review them one at a time, and name each copy with -o"
    )
    assert list(folder.glob("*.reviewed.*")) == []


def test_a_draft_that_is_named_in_two_ways_is_reviewed_once(folder: Path) -> None:
    result = run("clean.docx", str(folder / "clean.docx"))
    assert (result.exit_code, result.stdout) == (0, "clean.docx -> clean.reviewed.docx: no comments\n")


def test_standard_input_goes_into_the_copy_that_is_named(folder: Path) -> None:
    for name, said in (("copy.docx", "1 comment"), ("copy.html", "1 note")):
        result = CliRunner().invoke(command, ["review", "-", "-o", name], input="A pimp sold the girl.\n")
        assert (result.exit_code, result.stdout.splitlines()[0]) == (1, f"stdin.txt -> {name}: {said}")
        assert (folder / name).exists()
    unnamed = run("-")
    assert (unnamed.exit_code, "-o names the copy" in unnamed.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["notes.md", "-o", "notes.docx"], "langcheck cannot write comments into this kind of file"),
        (
            ["-", "--stdin-name", "notes.md", "-o", "notes.docx"],
            "langcheck cannot write comments into this kind of file",
        ),
        (["gone", "-o", "notes.docx"], "there is no such file"),
        (["-", "--stdin-name", "narrative", "-o", "notes.docx"], "--stdin-name must end in one of"),
        (["-", "-o", "notes.pdf"], "the copy of a .txt file must be called .docx\n"),
    ],
)
def test_whether_there_can_be_a_copy_is_told_before_what_it_would_be_called(
    folder: Path, arguments: list[str], said: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, said in result.stderr) == (2, "", True)
    assert "must be called .md" not in result.stderr
    assert not (folder / "notes.docx").exists()


def test_only_a_page_that_is_named_is_written(folder: Path) -> None:
    """A page that is reviewed has no copy, as other kinds have none; a page knows no tracked changes."""
    (folder / "page.html").write_text("<p>A pimp ran.</p>\n")
    bare = run("page.html")
    assert (bare.exit_code, bare.stdout) == (2, "")
    assert bare.stderr.startswith("not reviewed: page.html: langcheck cannot write comments into this kind of file\n")
    tracked = run("--track", "page.html", "-o", "notes.html")
    assert (tracked.exit_code, "a page has no tracked changes" in tracked.stderr) == (2, True)
    assert list(folder.glob("*.html")) == [folder / "page.html"]
    named = run("page.html", "-o", "notes.html")
    assert (named.exit_code, named.stdout) == (1, "page.html -> notes.html: 1 note\n")
    assert "<!doctype html>" in (folder / "notes.html").read_text()[:40].lower()


# --- folders -----------------------------------------------------------------------------------------------------


def test_of_a_folder_the_word_documents_are_reviewed(folder: Path) -> None:
    (folder / "drafts" / "more").mkdir(parents=True)
    for name in ("drafts/clean.docx", "drafts/more/advice.docx"):
        shutil.copy(folder / Path(name).name, folder / name)
    (folder / "drafts" / "notes.txt").write_text("A pimp ran.\n")
    result = run("drafts")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "drafts/clean.docx -> drafts/clean.reviewed.docx: no comments\n"
        "drafts/more/advice.docx -> drafts/more/advice.reviewed.docx: 1 comment\n",
        "note: drafts: 1 document of another kind was not reviewed; `langcheck check` reads them\n",
    )
    again = run("drafts", "--force")
    assert again.stdout == result.stdout, "copies are no drafts"
    assert (
        "note: drafts: 2 copies of `langcheck review` were passed over; the drafts beside them are checked\n"
        in again.stderr
    )


def test_a_folder_without_word_documents_says_what_is_wanted(folder: Path) -> None:
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text("A pimp ran.\n")
    result = run("texts")
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "not reviewed: texts: there is no Word document, OpenDocument text or PDF in this folder\n"
        "   = Name a folder with .docx, .odt or .pdf files; `langcheck check` reads the other kinds.\n",
    )


def test_one_name_does_not_go_with_a_folder(folder: Path) -> None:
    result = run(".", "-o", "out.docx")
    assert (result.exit_code, "-o names one copy" in result.stderr) == (2, True)
