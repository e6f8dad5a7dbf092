"""Statistics for programs: ``langcheck.statistics/1``, described in docs/statistics.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from langcheck import __version__
from langcheck.reporters.as_json import dumps
from langcheck.stats.tally import FOLDER, Count, Share, Statistics

SCHEMA = "langcheck.statistics/1"


def render(statistics: Statistics) -> str:
    """The statistics as one JSON object; letters outside ASCII are escaped, so that any pipe can carry it."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "tool": {"version": __version__, "lexicon": statistics.lexicon},
        "all": _share(statistics.whole),
        "levels": _counts(statistics.levels),
        "categories": _counts(statistics.categories),
        "entries": _counts(statistics.entries),
        "folders": _shares(statistics.folders),
        "months": _shares(statistics.months),
        "left_alone": _counts(statistics.left_alone),
        "repeated": [
            {"entry": item.entry, "level": str(item.level), "files": item.files, "findings": item.findings}
            for item in statistics.repeated
        ],
        "suppressed": statistics.suppressed,
        "failures": statistics.failures,
        "partly": statistics.partly,
        "skipped": statistics.skipped,
    }
    if statistics.dated_by or statistics.grouped_by != FOLDER:
        data |= {"grouped_by": statistics.grouped_by, "dated_by": statistics.dated_by}
    if statistics.before is not None:
        data["before"] = {
            "lexicon": statistics.before.lexicon,
            "all": _share(statistics.before.whole),
            "changes": {item.entry: {"before": item.before, "after": item.after} for item in statistics.before.changes},
        }
    return dumps(data, indent=1) + "\n"


def _counts(counts: Iterable[Count]) -> dict[str, int]:
    return {count.name: count.findings for count in counts}


def _shares(shares: Iterable[Share]) -> dict[str, Any]:
    return {share.name: _share(share) for share in shares}


def _share(share: Share) -> dict[str, Any]:
    return {
        "documents": share.documents,
        "with_findings": share.with_findings,
        "findings": share.findings,
        "words": share.words,
        "findings_per_1000_words": None if share.rate is None else round(share.rate, 3),
    }
