"""What the name of a paragraph style says about the paragraphs that wear it."""

from __future__ import annotations

import re

from langcheck.model import Role

_HEADING = re.compile(r"(?:heading|title|subtitle)\s{0,9}\d{0,9}\Z", re.IGNORECASE)
_QUOTE = re.compile(r"(?:intense\s{0,9})?quot(?:e|ation)|block\s{0,9}text", re.IGNORECASE)
_CAPTION = re.compile(r"caption\Z", re.IGNORECASE)


def role_of_style(name: str) -> Role | None:
    """The role of a style called so, or None when its name tells nothing."""
    stripped = name.strip()
    if _HEADING.match(stripped):
        return Role.HEADING
    if _QUOTE.match(stripped):
        return Role.QUOTE
    return Role.CAPTION if _CAPTION.match(stripped) else None
