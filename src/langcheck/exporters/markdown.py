"""The glossary as one Markdown file."""

from __future__ import annotations

from langcheck.exporters.glossary import LIMITS, render
from langcheck.lexicon.lexicon import Lexicon

__all__ = ["LIMITS", "export"]


def export(lexicon: Lexicon) -> dict[str, str]:
    """The file."""
    return {"langcheck.md": render(lexicon, "glossary.md")}
