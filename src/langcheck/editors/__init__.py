"""Documents and what is to change in them to changed copies; nothing outside the changes is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from langcheck.errors import UnreadableDocument
from langcheck.model import Document, Finding

if TYPE_CHECKING:
    from datetime import datetime

EDITORS = {
    "docx": "langcheck.editors.word",
    "opendocument": "langcheck.editors.opendocument",
    "pdf": "langcheck.editors.pdf",
}
"""Format to the module whose ``review`` writes remarks into a copy of a document of that format."""

_AS_WORD = "langcheck.editors.as_word"
"""The module that does so in a Word file of a document's words, whatever its format is."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A finding that could not be marked in the copy, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reviewed copy: its bytes, how many comments and suggested changes it holds, and what a person should know."""

    data: bytes
    comments: int = 0
    changes: int = 0
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[str, ...] = ()


def no_copy() -> UnreadableDocument:
    """The error for a document of which there can be no copy with comments."""
    return UnreadableDocument(
        "langcheck cannot write comments into this kind of file",
        "Use langcheck check to see what it finds, or `-o NAME.html` for a page with the document and notes.",
    )


def signed(*, force: bool) -> tuple[str, ...]:
    """The note on a copy of a signed document, which is written where it is forced; raises UnreadableDocument where it is not."""
    if not force:
        raise UnreadableDocument(
            "the document carries a digital signature, which any change would break",
            "Review the draft it was made from, or use --force to write a copy whose signature is no longer valid.",
        )
    return ("the digital signature in the copy is no longer valid; the signed document itself was not touched",)


class Editor(Protocol):
    """What a module in EDITORS offers."""

    def review(
        self,
        raw: bytes,
        document: Document,
        findings: Sequence[Finding],
        *,
        track: bool,
        force: bool,
        now: datetime,
        sources: bool = False,
    ) -> Reviewed: ...


def review(
    raw: bytes,
    document: Document,
    findings: Sequence[Finding],
    *,
    track: bool,
    as_word: bool = False,
    force: bool = False,
    now: datetime,
    sources: bool = False,
) -> Reviewed:
    """A copy of a document with a comment at each flagged finding; ``raw`` is what ``document`` was read from.

    ``as_word`` makes it a Word file of the document's words. ``track`` adds suggested changes that a person can take or leave, where the format knows them. ``force`` writes a
    copy even where that breaks the document's digital signature. ``now`` is the date of the comments, which name
    published sources with ``sources``. Raises UnreadableDocument when no copy can be made.
    """
    module = _AS_WORD if as_word else EDITORS.get(document.format)
    if module is None:
        raise no_copy()
    editor = cast("Editor", import_module(module))
    return editor.review(raw, document, findings, track=track, force=force, now=now, sources=sources)
