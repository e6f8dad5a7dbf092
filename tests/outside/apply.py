"""What a report offers: its JSON and the source texts go in, the first and every safe suggestion come out as changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.outside.sentences import Change

_MARKUP = {".html": "html", ".htm": "html", ".md": "md"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion of a finding as a change of its text."""

    path: str
    entry: str
    found: str
    safe: bool
    first: bool
    change: Change


def source(path: str | Path) -> str:
    """A text file as the offsets of a report count it."""
    return Path(path).read_bytes().decode("utf-8-sig")


def offers(findings: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> Iterator[Offer]:
    """The first suggestion of each finding and every safe one; findings without offsets have none."""
    for finding in findings:
        if finding["offset"] is None:
            continue
        text = texts[finding["path"]]
        for number, suggestion in enumerate(finding["suggestions"]):
            if number and not suggestion["safe"]:
                continue
            start = finding["offset"] - suggestion["replaces"]["before"]
            end = finding["end_offset"] + suggestion["replaces"]["after"]
            markup = _MARKUP.get(Path(finding["path"]).suffix, "")
            change = Change(text, start, end, suggestion["text"], suggestion["when"], markup)
            yield Offer(finding["path"], finding["entry"], finding["found"], suggestion["safe"], not number, change)
