"""A table of the lexicon for spreadsheets (RFC 4180): one row an entry, lists joined by " | "."""

from __future__ import annotations

import csv
import io

from langcheck.lexicon.article import article
from langcheck.lexicon.lexicon import Lexicon

COLUMNS = (
    "id", "terms", "category", "kind", "level", "status", "basis", "asked", "message", "why", "contested",
    "write_instead", "counts_if", "cases", "sources", "flagged", "left_alone", "added", "reviewed", "lexicon_version",
)  # fmt: skip
LIMITS = "Contexts are words to read here, not rules to run; inflected forms and word lists are left out."
_JOIN = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(lexicon: Lexicon) -> dict[str, str]:
    """The table, by id; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in sorted(lexicon.entries, key=lambda entry: entry.id):
        told = article(entry, lexicon)
        cells = (
            entry.id, _JOIN.join(told.terms), entry.category, entry.kind, str(entry.level), entry.status.value,
            entry.basis, "always" if entry.asked else "when selected", entry.message.replace("{found}", told.terms[0]),
            entry.why, entry.contested, _JOIN.join(map(str, told.offers)), told.counts_if,
            _JOIN.join(case.text for case in told.cases),
            _JOIN.join(f"{line} {url}".rstrip() for line, url in told.sources),
            _JOIN.join(example.text for example in told.flagged),
            _JOIN.join(example.text for example in told.allowed),
            entry.added, entry.reviewed, lexicon.version,
        )  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return {"langcheck.csv": out.getvalue()}
