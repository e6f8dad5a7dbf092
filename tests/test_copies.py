"""Which copies there are of a document, by its name alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.copies import AS_THEY_ARE, AS_WORD, endings_of, is_reviewed_copy
from langcheck.editors import EDITORS
from langcheck.readers import SUFFIXES


def test_whatever_is_copied_whole_has_an_editor_and_every_editor_a_document() -> None:
    assert {SUFFIXES[ending] for ending in AS_THEY_ARE} == EDITORS.keys()


def test_only_what_is_read_is_copied_into_word() -> None:
    assert SUFFIXES.keys() >= AS_WORD


@pytest.mark.parametrize(
    ("draft", "plain", "tracked"),
    [
        ("a.docx", (".docx",), (".docx",)),
        ("a.DOCX", (".DOCX",), (".DOCX",)),
        ("a.odt", (".odt", ".docx"), (".docx",)),
        ("a.pdf", (".pdf",), (".pdf",)),
        ("a.txt", (".docx",), (".docx",)),
        ("a.odp", (), ()),
        ("a.md", (), ()),
    ],
)
def test_what_the_copy_of_a_draft_is_called(draft: str, plain: tuple[str, ...], tracked: tuple[str, ...]) -> None:
    assert (endings_of(Path(draft)), endings_of(Path(draft), track=True)) == (plain, tracked)


@pytest.mark.parametrize(
    ("draft", "copy", "is_copy"),
    [
        ("a.odt", "a.reviewed.odt", True),
        ("a.odt", "a.reviewed.docx", True),
        ("a.txt", "a.reviewed.docx", True),
        ("a.txt", "a.reviewed.odt", False),
        ("b.odt", "a.reviewed.odt", False),
        ("a.odp", "a.reviewed.docx", False),
        ("a.odt", ".reviewed.odt", False),
    ],
)
def test_a_copy_is_told_by_the_draft_that_lies_beside_it(draft: str, copy: str, is_copy: bool, tmp_path: Path) -> None:
    (tmp_path / draft).touch()
    assert is_reviewed_copy(tmp_path / copy) is is_copy
