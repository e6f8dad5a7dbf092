"""Reports to counts for those who plan: by entry, category, level, folder and month; no text of any document."""

from __future__ import annotations

from importlib import import_module

from langcheck.stats.tally import Statistics

FORMATS = {
    "table": "langcheck.stats.table",
    "json": "langcheck.stats.data",
    "html": "langcheck.stats.page",
}
"""Format to the module that renders it; a module is imported when its format is asked for."""


def render(statistics: Statistics, format: str) -> str:
    """Statistics in one of the formats of FORMATS, ending in a newline."""
    text: str = import_module(FORMATS[format]).render(statistics)
    return text
