"""The report as the output of a notebook's cell: a piece of HTML with the text, the findings marked in it, and notes below.

It holds no script, no style sheet and no identifier, because a notebook puts many into one page, and everything in it is escaped.
"""

from __future__ import annotations

from langcheck.model import Level, Report
from langcheck.reporters.html import environment, notes_of, sections_of
from langcheck.reporters.text import checked, plural

MOST_NOTES = 200
"""How many findings a cell shows; the rest are counted."""

_COLOURS = {Level.ERROR: "#fde7e5", Level.WARNING: "#fdf0d5", Level.ADVICE: "#e2f1f8"}
"""Level to the colour behind the words, on which black letters are read."""


def render(report: Report) -> str:
    """The piece of a page, ending in a newline."""
    notes = notes_of(report.findings[:MOST_NOTES])
    cell: str = (
        environment("langcheck.reporters")
        .get_template("cell.html")
        .render(
            report=report,
            sections=[
                (section, [note for note in notes if note.finding.path == section.path])
                for section in sections_of(notes, report)
            ],
            colours=_COLOURS,
            not_shown=len(report.findings) - len(notes),
            plural=plural,
            checked=checked,
        )
    )
    return cell
