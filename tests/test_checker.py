"""Checking: one bad file is a failure and the rest is still checked; nothing is loaded that is not needed."""

from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from langcheck.checker import Checker, excerpt, fingerprint
from langcheck.errors import ModelError
from langcheck.files import list_files
from langcheck.lexicon.compiled import compiled_folder
from langcheck.lexicon.lexicon import Lexicon
from langcheck.limits import Limits
from langcheck.model import Excerpt, Failure, Level, Region
from langcheck.settings import PathPattern, Settings
from tests.conftest import ROOT, found
from tests.word_files import paragraph, word_file


def test_a_clean_document_imports_neither_spacy_nor_the_entries(tmp_path: Path) -> None:
    """A clean text file is checked in the time that Python and click need to start."""
    (tmp_path / "clean.txt").write_text("The deputy asked the client about a date for the claim.\n")
    code = (
        "import sys; from pathlib import Path; from langcheck.checker import Checker;"
        f"report = Checker().check_paths([Path({str(tmp_path)!r})]);"
        "print(report.documents, len(report.findings), sorted(set(sys.modules) & {'spacy', 'numpy', 'msgspec', 'yaml', 'lxml', "
        "'pyromark', 'langcheck.analysis.finder', 'langcheck.lexicon.lexicon', 'langcheck.readers.docx', 'langcheck.reporters.text'}))"
    )
    compiled_folder()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == "1 0 []\n"


@pytest.mark.model
def test_a_paragraph_without_candidates_is_not_parsed(
    monkeypatch: pytest.MonkeyPatch, check: Callable[..., object]
) -> None:
    from langcheck.analysis import grammar

    texts: list[str] = []
    parse = grammar.parse_texts

    def watched(given: list[str], *, names: bool) -> object:
        texts.extend(given)
        return parse(given, names=names)

    monkeypatch.setattr(grammar, "parse_texts", watched)
    check(f"Nothing is here.\n\n{PARSED}\n\nNothing is there either.")
    assert texts == [PARSED]


PARSED = "The girl, 15, had been working as a prostitute in Marlow."
"""A sentence in which only a parse tells whom a word is about."""


@pytest.mark.model
def test_a_noun_or_a_verb_is_told_without_a_parse(monkeypatch: pytest.MonkeyPatch, check: Callable[..., Any]) -> None:
    from langcheck.analysis import finder

    monkeypatch.setattr(finder, "parse", None)
    assert found(check("Detectives say local pimps used it.\n\nHe and Ray pimps.")) == ["pimps", "pimps"]


@pytest.mark.model
def test_entities_are_recognised_only_for_a_clause_that_reads_them(
    monkeypatch: pytest.MonkeyPatch, check: Callable[..., object]
) -> None:
    from langcheck.analysis import finder

    asked: list[bool] = []
    parse = finder.parse

    def watched(candidates: object, reading: object, *, entities: bool) -> None:
        asked.append(entities)
        parse(candidates, reading, entities=entities)  # type: ignore[arg-type]

    monkeypatch.setattr(finder, "parse", watched)
    check(PARSED)
    assert asked == [False]
    check("Johns was held for prostitution on Friday.")
    assert asked[-1] is True


def test_a_missing_model_is_an_error_and_not_a_clean_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from langcheck.analysis import language_model

    language_model.load_model.cache_clear()
    monkeypatch.setattr(language_model, "_PACKAGES", ("no_such_model",))
    path = tmp_path / "a.txt"
    path.write_text("The rape victim claims that nobody loaded a model.\n")
    with pytest.raises(ModelError):
        Checker().check_paths([path])
    language_model.load_model.cache_clear()


@pytest.mark.model
def test_nothing_opens_a_network_connection(monkeypatch: pytest.MonkeyPatch, checker: Checker) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert checker.check_paths([ROOT / "samples"]).documents == 4


# --- what cannot be checked ---

BROKEN: dict[str, tuple[bytes, str]] = {
    "image.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "the file holds binary data, not text"),
    "nul.md": (b"text\x00\x01\x02\x00more" * 20, "the file holds binary data, not text"),
    "controls.html": (bytes(range(1, 9)) * 99, "the file holds binary data, not text"),
    "odd-utf16.txt": (b"\xff\xfea", "the file is not valid utf-16, from byte 2 on"),
    "spanish.html": (b"<html lang='es'><p>Hola</p></html>", "the page says that it is written in 'es'"),
    "not-a-package.docx": (b"PK\x03\x04 and no more", "the Word file is damaged: it is not a whole .docx package"),
    "text.docx": (b"just text", "the Word file is damaged: it is not a whole .docx package"),
    "password.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
        "the file is protected with a password, or is an old .doc file under a new name",
    ),
    "truncated.docx": (
        word_file(paragraph("A pimp."))[:-40],
        "the Word file is damaged: it is not a whole .docx package",
    ),
    "no-text.docx": (word_file(paragraph("<w:r><w:drawing/></w:r>")), "the Word file holds no text"),
    "bad-xml.docx": (word_file("<w:p><w:r>"), 'the Word file is damaged: "word/document.xml" is not well-formed'),
    "report.doc": (b"\xd0\xcf\x11\xe0" * 99, "langcheck cannot read .doc files yet"),
    "scan.pdf": (b"%PDF-1.7", "the PDF is damaged"),
    "slides.pptx": (b"PK", "the PowerPoint file is damaged: it is not a whole .pptx package"),
    "picture.xyz": (b"x", 'langcheck does not know ".xyz" files'),
    "README": (b"x", "the file's name has no ending that says what it is"),
}


@pytest.fixture(params=sorted(BROKEN))
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    raw, problem = BROKEN[request.param]
    path = tmp_path / request.param
    path.write_bytes(raw)
    return path, problem


@pytest.mark.model
def test_a_file_that_cannot_be_read_is_a_failure_and_the_rest_is_checked(
    broken: tuple[Path, str], checker: Checker
) -> None:
    path, problem = broken
    good = path.with_name("zz-good.txt")
    good.write_text("A pimp.\n")
    report = checker.check_paths([path, good])
    assert [(failure.path, failure.problem) for failure in report.failures] == [(str(path), problem)]
    assert report.failures[0].hint
    assert (report.documents, found(report)) == (1, ["pimp"])


def docx_with_entity() -> bytes:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("x")))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + data.replace(b">x<", b">&e;<")
            new.writestr(name, data)
    return stream.getvalue()


def test_an_entity_in_a_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "entity.docx"
    path.write_bytes(docx_with_entity())
    (failure,) = Checker().check_paths([path]).failures
    assert (
        failure.problem
        == 'the Word file is damaged: "word/document.xml" holds a document type, which Word files never do'
    )


def test_a_zip_bomb_is_refused_while_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(word_file(paragraph("x" * 3_000_000)))
    (failure,) = Checker(Settings(limits=Limits(part_megabytes=1))).check_paths([path]).failures
    assert failure.problem == '"word/document.xml" unpacks to more than 1 MB (limits.part-megabytes)'


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * (1024 * 1024 + 1))
    (failure,) = Checker(Settings(limits=Limits(file_megabytes=1))).check_paths([path]).failures
    assert failure.problem == "the file is larger than 1 MB (limits.file-megabytes)"
    assert failure.hint == "Split it and check the parts, or raise limits.file-megabytes in langcheck.toml."


def test_a_missing_path_is_a_failure(tmp_path: Path) -> None:
    (failure,) = Checker().check_paths([tmp_path / "gone.txt"]).failures
    assert (failure.problem, failure.hint) == ("there is no such file", "Check the name and the folder.")


def test_a_missing_path_without_an_ending_is_a_failure(tmp_path: Path) -> None:
    (failure,) = Checker().check_paths([tmp_path / "gone"]).failures
    assert failure.problem == "there is no such file"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind the superuser or Windows")
def test_a_file_without_permission_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("A pimp.")
    path.chmod(0)
    (failure,) = Checker().check_paths([path]).failures
    assert failure.problem == "you have no permission to read the file"


def test_an_unreadable_file_is_a_failure_whatever_the_system_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("A pimp.")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (failure,) = Checker().check_paths([path]).failures
    assert failure.problem == "you have no permission to read the file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_a_failure_and_not_a_wait(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    (failure,) = Checker().check_paths([path]).failures
    assert failure.problem == "this is not a regular file"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_folder_that_links_back_to_itself_is_a_failure(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "note.txt").write_text("Nothing.")
    (inner / "up").symlink_to(tmp_path / "a")
    report = Checker().check_paths([tmp_path])
    assert [failure.problem for failure in report.failures] == ["the folder links back to a folder above it"]
    assert report.documents == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_that_lead_to_each_other_are_failures_and_the_rest_is_checked(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Nothing.")
    (tmp_path / "one.md").symlink_to("two.md")
    (tmp_path / "two.md").symlink_to("one.md")
    report = Checker().check_paths([tmp_path])
    assert [Path(failure.path).name for failure in report.failures] == ["one.md", "two.md"]
    assert report.documents == 1


# --- folders ---


BLANK = {
    "empty.txt": b"",
    "blank.md": b" \n\t\n",
    "bom.txt": b"\xef\xbb\xbf",
    "wide.txt": "\u3000\n".encode(),
    "unseen.txt": "\ufeff \u00a0\n\u200b\u200b\n".encode(),
    "unseen.md": "\u2060\n".encode(),
}


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_file_is_a_failure_alone_and_a_note_beside_others(name: str, tmp_path: Path, checker: Checker) -> None:
    blank, good = tmp_path / name, tmp_path / "good.txt"
    blank.write_bytes(BLANK[name])
    good.write_text("It rained.\n")
    alone, beside = checker.check_paths([blank]), checker.check_paths([blank, good])
    assert [(failure.path, failure.problem) for failure in alone.failures] == [(str(blank), "the file is empty")]
    assert (beside.failures, beside.documents) == ((), 1)
    assert beside.notes == ((str(blank), "the file is empty"),)


def test_blank_files_among_themselves_are_failures(tmp_path: Path, checker: Checker) -> None:
    for name, raw in BLANK.items():
        (tmp_path / name).write_bytes(raw)
    report = checker.check_paths([tmp_path])
    assert (len(report.failures), report.notes, report.documents) == (len(BLANK), (), 0)


CODE = {
    "code.ipynb": '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "print(1)", "outputs": []}]}',
    "code.md": "```sh\nrun the pimp\n```\n",
    "code.adoc": "----\nrun the pimp\n----\n",
}


@pytest.mark.parametrize("name", CODE)
def test_a_file_of_code_alone_is_a_failure_alone_and_a_note_beside_others(
    name: str, tmp_path: Path, checker: Checker
) -> None:
    """No word of it was looked for; a repository of notebooks is not stopped by it."""
    code, good = tmp_path / name, tmp_path / "good.txt"
    code.write_text(CODE[name])
    good.write_text("It rained.\n")
    alone, beside = checker.check_paths([code]), checker.check_paths([code, good])
    problem = "there is nothing but code in the file"
    assert [(failure.path, failure.problem) for failure in alone.failures] == [(str(code), problem)]
    assert (beside.failures, beside.documents, beside.notes) == ((), 1, ((str(code), problem),))


def test_a_string_of_code_alone_holds_nothing_to_find_and_is_no_failure(checker: Checker) -> None:
    report = checker.check_string(CODE["code.md"], name="a", format="markdown")
    assert (report.failures, report.findings) == ((), ())


@pytest.mark.parametrize(
    ("name", "text", "part", "problem"),
    [
        (
            "raw.ipynb",
            '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "raw", "source": "The pimp left."}]}',
            ": cell 1",
            "it is passed on as it is (a raw cell), and nothing says what it is written in",
        ),
        (
            "script.html",
            "<html><body><div id=a></div><script>show('The pimp left.')</script></body></html>",
            ": page",
            "its words are put in by a script, so that none could be read",
        ),
        (
            "only-math.tex",
            "\\begin{document}\n$x$\n\\end{document}\n",
            "",
            "the file holds no text that langcheck reads",
        ),
        ("note.vtt", "WEBVTT\n\nNOTE The pimp left.\n", ": cues", "no words were found in it"),
        (
            "picture.html",
            "<html><body><img src=scan.png></body></html>",
            ": page",
            "it shows pictures only, whose words cannot be read",
        ),
    ],
)
def test_a_file_of_which_no_word_was_read_is_not_clean(
    name: str, text: str, part: str, problem: str, tmp_path: Path, checker: Checker
) -> None:
    """Also beside documents that were checked; a page of pictures alone is named, and the names of its pictures are read."""
    (tmp_path / name).write_text(text)
    (tmp_path / "good.txt").write_text("It rained.\n")
    (failure,) = checker.check_paths([tmp_path]).failures
    assert failure.path == f"{tmp_path / name}{part}"
    assert failure.problem == problem
    assert failure.hint


def test_a_text_that_the_screen_lets_go_was_looked_at(tmp_path: Path, checker: Checker) -> None:
    (tmp_path / "rules.txt").write_text("----- a\n")
    report = checker.check_paths([tmp_path / "rules.txt"])
    assert (report.failures, report.documents) == ((), 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", ",,\n,,\n"),
        ("a.csv", '"",""\n'),
        ("a.csv", " , ,\n"),
        ("a.csv", "1,2\n3,4.5\n"),
        ("a.tsv", "1\t2\n-3\t(4)\n"),
        ("a.txt", "-----\n"),
        ("a.txt", "12 34\n\n56\n"),
        ("a.md", "# 1\n\n* 2\n"),
        ("a.md", "| 1 | 2 |\n|---|---|\n| 3 | 4 |\n"),
        ("a.html", "<p>12 <b>34</b></p>"),
        ("a.rst", "1\n=\n\n2\n"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n♪ ♪\n"),
    ],
)
def test_figures_and_signs_alone_are_nothing_to_check(name: str, text: str, tmp_path: Path, checker: Checker) -> None:
    """The same in every format: a failure where it is all that was named, a note beside documents with words."""
    (tmp_path / name).write_text(text)
    (tmp_path / "good.txt").write_text("It rained.\n")
    alone = checker.check_paths([tmp_path / name])
    assert ([failure.problem for failure in alone.failures], alone.documents) == ([FIGURES_ALONE], 0)
    beside = checker.check_paths([tmp_path])
    assert (beside.failures, beside.notes, beside.documents) == ((), ((str(tmp_path / name), FIGURES_ALONE),), 1)


FIGURES_ALONE = "the file holds no words, only figures and signs"


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", ",x,\n"), ("a.csv", "1,2\n,жертва\n"), ("a.txt", "12 a\n"), ("a.html", "<p>1</p><img alt='A door'>")],
)
def test_one_word_is_enough_to_be_checked(name: str, text: str, tmp_path: Path, checker: Checker) -> None:
    (tmp_path / name).write_text(text)
    report = checker.check_paths([tmp_path / name])
    assert (report.failures, report.documents) == ((), 1)


def test_a_page_with_a_figure_and_a_script_still_is_filled_by_the_script(tmp_path: Path, checker: Checker) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>© 2024</p><div id=app></div><script>fill()</script></body></html>")
    report = checker.check_paths([tmp_path])
    assert [failure.problem for failure in report.failures] == [
        "its words are put in by a script, so that none could be read"
    ]
    assert report.documents == 0


def test_fields_that_no_record_has_are_nothing_to_check(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "a.json").write_text('{"title": "x"}')
    (tmp_path / "b.json").write_text('{"narrative": "The pimp left."}')
    telling = Checker(Settings(fields=("narrative",)), lexicon=lexicon)
    problem = "none of the chosen fields stands in this file: narrative"
    assert [failure.problem for failure in telling.check_paths([tmp_path / "a.json"]).failures] == [problem]
    assert telling.check_paths([tmp_path]).notes == ((str(tmp_path / "a.json"), problem),)


def test_a_folder_is_walked_in_order_without_hidden_and_generated_folders(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a.txt",
        "sub/c.html",
        ".git/d.txt",
        "node_modules/e.js",
        "~$f.docx",
        "code.py",
        "photo.jpg",
        "old.doc",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    files, failures, skipped, notes = list_files([tmp_path], lambda _: Settings())
    assert [path.relative_to(tmp_path).as_posix() for path in files] == ["a.txt", "b.md", "old.doc", "sub/c.html"]
    assert (failures, notes) == ([], [])
    assert skipped == 2


def test_a_folder_without_a_document_is_a_failure_and_not_clean(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("x")
    (failure,) = Checker().check_paths([tmp_path]).failures
    assert failure.problem == "there is no document in this folder to check"


def test_a_named_folder_is_checked_though_a_pattern_leaves_it_out_of_others(tmp_path: Path) -> None:
    (tmp_path / "drafts" / "old").mkdir(parents=True)
    for name in ("drafts/a.txt", "drafts/old/b.txt"):
        (tmp_path / name).write_text("x")
    settings = Settings(exclude=(PathPattern("drafts/*", tmp_path), PathPattern("drafts/old/", tmp_path)))
    assert [path.name for path in list_files([tmp_path / "drafts"], lambda _: settings)[0]] == ["a.txt"]
    assert [failure.problem for failure in list_files([tmp_path], lambda _: settings)[1]] == [
        "there is no document in this folder to check"
    ]


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    assert list_files([path, tmp_path, path], lambda _: Settings())[0] == [path]


def test_excluded_files_are_left_out_of_folders_and_not_of_names(tmp_path: Path) -> None:
    for name in ("drafts/a.txt", "final/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    settings = Settings(exclude=(PathPattern("drafts/", tmp_path),))
    assert [path.name for path in list_files([tmp_path], lambda _: settings)[0]] == ["b.txt"]
    assert [path.name for path in list_files([tmp_path / "drafts" / "a.txt"], lambda _: settings)[0]] == ["a.txt"]


# --- settings at work ---


@pytest.mark.model
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(), ["pimp", "runaway youth"]),
        (Settings(min_level=Level.WARNING), ["pimp"]),
        (Settings(select=("trafficker-label",)), ["pimp"]),
        (Settings(select=("en.status",)), ["runaway youth"]),
        (Settings(ignore=("en.trafficker.pimp",)), ["runaway youth"]),
    ],
)
def test_levels_and_entries_are_chosen_by_settings(settings: Settings, words: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A pimp met a runaway youth.\n")
    assert found(Checker(settings).check_paths([path])) == words


def test_text_from_elsewhere_can_fail_too() -> None:
    assert Checker().check_text(b"", name="stdin.txt").failures == (
        Failure("stdin.txt", "the file is empty", "There is nothing in it to check; was it saved?"),
    )


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("A pimp.", Region(2, 6), Excerpt("A pimp.", 2, 6)),
        ("x " * 40 + "pimp" + " y" * 40, Region(80, 84), Excerpt("… " + "x " * 21 + "pimp" + " y" * 21 + " …", 44, 48)),
        ("z" * 100 + "pimp" + "z" * 100, Region(100, 104), Excerpt("… pimp …", 2, 6)),
    ],
)
def test_an_excerpt_is_cut_at_blanks(text: str, region: Region, expected: Excerpt) -> None:
    assert excerpt(text, region) == expected


@pytest.mark.model
def test_a_hundred_thousand_words_without_a_full_stop_are_checked(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("word " * 100_000 + "a pimp left; he pimps " + "word " * 1000)
    assert found(checker.check_paths([path])) == ["pimp", "pimps"]


def test_a_fingerprint_is_of_the_words_and_the_entry() -> None:
    """Case, marks and blanks may change; another word or another entry makes another fingerprint."""
    one = fingerprint("en.trafficker.pimp", "The pimp left.")
    assert fingerprint("en.trafficker.pimp", "the  pimp,\nleft") == one
    assert fingerprint("en.trafficker.pimp", "The pimp stayed.") != one
    assert fingerprint("en.trafficker.pimp-verb", "The pimp left.") != one


@pytest.mark.model
def test_what_was_worked_out_of_a_document_goes_with_it() -> None:
    """And does not wait for somebody to look for garbage, as pieces do that know one another."""
    from langcheck.analysis.finder import Candidate, Reading, Surroundings
    from langcheck.analysis.participants import Participants

    text = (
        "Mara Lopes, 15, was sold by her pimp. She admitted that she worked as a prostitute for him.\n\n"
        "Deputies rescued the child prostitute, who had engaged in prostitution at the motel, from a brothel owner.\n"
    )
    checker = Checker()
    assert checker.check_text(text.encode(), name="a.txt").findings
    gc.collect()
    gc.disable()
    try:
        assert checker.check_text(text.encode(), name="a.txt").findings
        kinds = (Reading, Surroundings, Candidate, Participants)
        assert [found for found in gc.get_objects() if isinstance(found, kinds)] == []
    finally:
        gc.enable()
