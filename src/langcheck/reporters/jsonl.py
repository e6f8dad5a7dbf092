"""The report for programs, line by line: ``langcheck.report/1`` with one JSON object for each thing it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langcheck.model import Report
from langcheck.reporters import Style
from langcheck.reporters.as_json import dumps
from langcheck.reporters.json import as_data

_LISTS = {
    "failures": "failure",
    "notes": "note",
    "findings": "finding",
    "known": "known",
    "suppressed": "suppressed",
    "allowed": "allowed",
}
"""Lists of the JSON report to the ``type`` of their lines."""


def render(report: Report, style: Style) -> str:
    """A line for each item, then one with the type summary that holds the rest; what was left alone only when shown."""
    return "".join(dumps(line) + "\n" for line in _lines(as_data(report), show_allowed=style.show_allowed))


def _lines(data: dict[str, Any], *, show_allowed: bool) -> Iterator[dict[str, Any]]:
    for name, kind in _LISTS.items():
        if name != "allowed" or show_allowed:
            for item in data[name]:
                yield {"type": kind, **item}
    yield {"type": "summary", **{name: value for name, value in data.items() if name not in _LISTS}}
