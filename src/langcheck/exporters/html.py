"""The glossary as one HTML page that needs nothing else: no script, no style sheet, no network."""

from __future__ import annotations

from langcheck.exporters.glossary import LIMITS, render
from langcheck.lexicon.lexicon import Lexicon

__all__ = ["LIMITS", "export"]


def export(lexicon: Lexicon) -> dict[str, str]:
    """The page."""
    return {"langcheck.html": render(lexicon, "glossary.html")}
