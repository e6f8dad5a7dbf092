"""Precision and recall on a folder of labels, by category, level and context, with 95% intervals, and a word list's.

usage: python bench/accuracy.py LABELS [--documents FOLDER] [--min-level LEVEL]

LABELS holds NAME.docs (a document's path a line) and NAME.jsonl (a label a line: doc, start, end in characters, verdict
flag or decoy, why, level). A flag's `why` is its category, a decoy's the context that should keep it silent. A finding
that overlaps a flag is right, any other is wrong; a flag at or above LEVEL that no finding of any level overlaps is missed;
repeats of the same words in the same surroundings of a document count once. The word list is the same forms without any context, the longest first.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langcheck.checker import Checker
from langcheck.model import Level
from langcheck.readers import read_document

_AROUND = 25
"""How many characters on either side make two places the same."""
_LEVELS = {str(level): level for level in Level}


@dataclass(frozen=True)
class Hit:
    """What a checker reports: characters of the source, level and category."""

    start: int
    end: int
    level: Level
    category: str


@dataclass(frozen=True)
class Outcome:
    """A hit that is right or wrong, or a flag that was found or missed, with what it belongs to."""

    good: bool
    category: str
    level: str
    context: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument(
        "--documents", type=Path, help="where the documents' paths start; the labels' parent by default"
    )
    parser.add_argument("--min-level", choices=_LEVELS, default="warning")
    options = parser.parse_args()
    floor = _LEVELS[options.min_level]
    labels, documents = read_labels(options.labels)
    root = options.documents or options.labels.parent
    checker = Checker()
    for name, hits_of in (("langcheck", langcheck_hits), ("the same forms without context", word_list_hits)):
        reported: list[Outcome] = []
        wanted: list[Outcome] = []
        silent: list[Outcome] = []
        for document in documents:
            text = (root / document).read_bytes().decode("utf-8", "replace")
            hits = hits_of(checker, root / document)
            shown = [hit for hit in hits if hit.level >= floor]
            reported += judged(shown, labels[document], text)
            wanted += found(hits, labels[document], text, floor)
            silent += kept_silent(shown, labels[document], text)
        print(f"{name}, {options.min_level} and above, {len(documents)} documents")
        show("precision", reported)
        show("recall", wanted)
        show("left alone, of decoys", silent, by=("context",))
        print()


def read_labels(folder: Path) -> tuple[Mapping[str, list[dict[str, Any]]], list[str]]:
    labels: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    documents: list[str] = []
    for listing in sorted(folder.glob("*.docs")):
        documents += [line for line in listing.read_text(encoding="utf-8").splitlines() if line]
        for line in listing.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            labels[label["doc"]].append(label)
    return labels, documents


def langcheck_hits(checker: Checker, path: Path) -> list[Hit]:
    report = checker.check_document(read_document(path))
    return [
        Hit(finding.place.offset or 0, finding.place.end_offset or 0, finding.level, finding.category)
        for finding in report.findings
    ]


def word_list_hits(checker: Checker, path: Path) -> list[Hit]:
    """Every form of an entry that is always asked, longest first, wherever it stands."""
    hits = [
        Hit(
            trace.finding.place.offset or 0,
            trace.finding.place.end_offset or 0,
            trace.finding.level,
            trace.finding.category,
        )
        for trace in checker.trace(read_document(path))
    ]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if not any(other.start < hit.end and hit.start < other.end for other in kept):
            kept.append(hit)
    return kept


# --- counting ----------------------------------------------------------------------------------------------------


def once(items: Iterable[Any], text: str) -> Iterator[Any]:
    """Items with ``start`` and ``end``, the same words in the same surroundings only once."""
    seen = set()
    for item in items:
        start, end = (item["start"], item["end"]) if isinstance(item, dict) else (item.start, item.end)
        place = (text[max(0, start - _AROUND) : start].lower().strip(), text[start:end].lower())
        place += (text[end : end + _AROUND].lower().strip(),)
        if place not in seen:
            seen.add(place)
            yield item


def judged(hits: list[Hit], labels: list[dict[str, Any]], text: str) -> list[Outcome]:
    outcomes = []
    for hit in once(hits, text):
        under = [label for label in labels if label["start"] < hit.end and hit.start < label["end"]]
        right = any(label["verdict"] == "flag" for label in under)
        context = "" if right else under[0]["why"] if under else "unlabelled"
        outcomes.append(Outcome(right, hit.category, str(hit.level), context))
    return outcomes


def found(hits: list[Hit], labels: list[dict[str, Any]], text: str, floor: Level) -> list[Outcome]:
    flags = [label for label in labels if label["verdict"] == "flag" and _LEVELS[label["level"]] >= floor]
    return [
        Outcome(any(hit.start < flag["end"] and flag["start"] < hit.end for hit in hits), flag["why"], flag["level"])
        for flag in once(flags, text)
    ]


def kept_silent(hits: list[Hit], labels: list[dict[str, Any]], text: str) -> list[Outcome]:
    decoys = [label for label in labels if label["verdict"] == "decoy"]
    return [
        Outcome(not any(hit.start < decoy["end"] and decoy["start"] < hit.end for hit in hits), "", "", decoy["why"])
        for decoy in once(decoys, text)
    ]


def show(what: str, outcomes: list[Outcome], *, by: tuple[str, ...] = ("category", "level")) -> None:
    print(f"  {what:<38}{figures(outcomes)}")
    for field in by:
        groups: defaultdict[str, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            groups[getattr(outcome, field)].append(outcome)
        for name, group in sorted(groups.items()):
            print(f"    {field:<10}{name:<26}{figures(group)}")
    wrong = Counter(outcome.context for outcome in outcomes if not outcome.good and outcome.context)
    if wrong and what == "precision":
        print(f"    wrong where: {', '.join(f'{context} {count}' for context, count in wrong.most_common())}")


def figures(outcomes: list[Outcome]) -> str:
    """A share with its 95% interval (Wilson) and the counts."""
    total, good = len(outcomes), sum(outcome.good for outcome in outcomes)
    if not total:
        return "  -"
    low, high = wilson(good, total)
    return f"{good / total:6.3f}  [{low:.3f}, {high:.3f}]  {good} of {total}"


def wilson(good: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a share."""
    share = good / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - spread) / (1 + z * z / total), (middle + spread) / (1 + z * z / total)


if __name__ == "__main__":
    main()
