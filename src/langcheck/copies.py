"""Which copies with comments ``review`` writes of a document, told by the ending of its name."""

from __future__ import annotations

from pathlib import Path

REVIEWED = ".reviewed"
"""What stands in the name of a copy beside its draft, before the ending."""

WORD = ".docx"
"""The ending of a copy that holds the words of a document of another kind."""

AS_THEY_ARE = frozenset({".docx", ".docm", ".dotx", ".dotm", ".pdf", ".odt", ".ott", ".fodt"})
"""Endings of drafts that are copied whole, with comments in them."""

AS_WORD = frozenset({".txt", ".text", ".rtf", ".odt", ".ott", ".fodt"})
"""Endings of drafts whose words are copied into a Word file: all there can be, or for tracked changes."""


def endings_of(draft: Path, *, track: bool = False) -> tuple[str, ...]:
    """The endings that a copy of a draft can have, the usual one first; none where there can be no copy."""
    own = draft.suffix.lower()
    whole = (draft.suffix,) if own in AS_THEY_ARE and not (track and own in AS_WORD) else ()
    return (*whole, WORD) if own in AS_WORD else whole


def is_reviewed_copy(path: Path) -> bool:
    """Whether a file is the copy with comments of a draft that lies beside it; a Word copy is made of other drafts, too."""
    stem, _, mark = path.stem.rpartition(".")
    if f".{mark}" != REVIEWED or not stem:
        return False
    endings = {path.suffix, *(AS_WORD if path.suffix.lower() == WORD else ())}
    return any(path.with_name(stem + ending).is_file() for ending in endings)
