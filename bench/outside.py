"""What an outside judge says of the suggestions: counts by kind of complaint and by entry, or every complaint on documents.

usage: python bench/outside.py [--tested] [--show N] [--known] | --documents FOLDER [FOLDER ...]

Without ``--documents`` the judge reads what is offered for every form of every entry in the frames of tests/outside, and
``--show`` prints as many complaints of each entry and kind; ``--known`` prints the list that tests/outside/known.txt keeps.
With ``--documents`` it reads the first and the safe suggestions of real documents and prints each complaint with its
sentence before and after.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.outside.judge import Complaint
from tests.outside.run import Verdict, judge_files, judge_texts, lexicon
from tests.outside.samples import TESTED, samples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tested", action="store_true", help="only what the tests read")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--known", action="store_true")
    parser.add_argument("--documents", type=Path, nargs="+", metavar="FOLDER")
    options = parser.parse_args()
    if options.documents:
        print_complaints(judge_files(*options.documents))
        return
    verdicts = judge_texts(sample.text for sample in samples(lexicon(), one_of=TESTED if options.tested else 1))
    if options.known:
        for entry, kind in sorted(
            {(verdict.offer.entry, one.kind) for verdict in verdicts for one in verdict.complaints}
        ):
            print(entry, kind)
        return
    print_counts(verdicts, show=options.show)


def print_counts(verdicts: list[Verdict], *, show: int) -> None:
    """How many suggestions of each entry draw which complaints, and some of them."""
    by_entry: dict[str, dict[str, list[Complaint]]] = defaultdict(lambda: defaultdict(list))
    for verdict in verdicts:
        for one in verdict.complaints:
            by_entry[verdict.offer.entry][one.kind].append(one)
    wrong = sum(bool(verdict.complaints) for verdict in verdicts)
    safe = [verdict for verdict in verdicts if verdict.offer.safe]
    print(
        f"{len(verdicts)} suggestions, {wrong} with complaints; {len(safe)} safe ones, {sum(bool(one.complaints) for one in safe)}"
    )
    print("\nby kind")
    for kind, number in Counter(one.kind for verdict in verdicts for one in verdict.complaints).most_common():
        print(f"  {number:6}  {kind}")
    print("\nby entry")
    offered = Counter(verdict.offer.entry for verdict in verdicts)
    for entry, kinds in sorted(by_entry.items(), key=lambda row: -sum(map(len, row[1].values()))):
        told = ", ".join(f"{kind} {len(some)}" for kind, some in sorted(kinds.items(), key=lambda row: -len(row[1])))
        print(f"  {entry} ({offered[entry]}): {told}")
        for kind, some in kinds.items():
            for one in some[:: max(1, len(some) // max(1, show))][:show]:
                print(
                    f"      {kind}: {one.about}\n        before: {one.before.strip()}\n        after:  {one.after.strip()}"
                )


def print_complaints(verdicts: Iterable[Verdict]) -> None:
    """Every complaint with its sentence before and after, the same sentence once."""
    seen: Counter[tuple[str, str, str]] = Counter()
    places: dict[tuple[str, str, str], tuple[Verdict, Complaint]] = {}
    total = 0
    for verdict in verdicts:
        total += 1
        for one in verdict.complaints:
            key = (one.kind, one.before, one.after)
            seen[key] += 1
            places.setdefault(key, (verdict, one))
    for key, (verdict, one) in sorted(places.items(), key=lambda row: (row[1][0].offer.entry, row[0])):
        safe = ", safe" if verdict.offer.safe else ""
        print(
            f"{verdict.offer.entry}{safe}: {one.kind}: {one.about}" + (f" ({seen[key]} times)" if seen[key] > 1 else "")
        )
        print(
            f"  before: {one.before.strip()}\n  after:  {one.after.strip()}\n  in:     {Path(verdict.offer.path).name}\n"
        )
    print(f"{total} suggestions")
    for kind, number in Counter(kind for kind, _, _ in places).most_common():
        print(f"  {number:6}  {kind}")
    for entry, number in Counter(verdict.offer.entry for verdict, _ in places.values()).most_common():
        print(f"  {number:6}  {entry}")


if __name__ == "__main__":
    main()
