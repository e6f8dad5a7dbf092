"""Minimal pairs by context, in this folder's YAML files: what must flag flags to the character, its near-miss is silent.

A pair that is marked ``todo: flag`` or ``todo: allow`` is a known mistake on that side; when it is mended, the mark has
to go. ``python -m tests.challenge.test_challenge`` prints the figures by context.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.lexicon.load import unmark
from langcheck.lexicon.yaml import Record, read_yaml
from langcheck.model import Report
from tests.conftest import ROOT, document

FOLDER = Path(__file__).parent
pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Pair:
    """Two sentences that differ in the context; ``tests`` says in what."""

    context: str
    number: int
    tests: str
    flag: str
    allow: str
    todo: str = ""
    format: str = "text"

    def __str__(self) -> str:
        return f"{self.context}-{self.number}"


def pairs() -> list[Pair]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        record = read_yaml(path, name=path.name)
        assert isinstance(record, Record), record
        found += [Pair(path.stem, number, **data) for number, data in enumerate(record.data, 1)]
    return found


PAIRS = pairs()


def mistakes(pair: Pair, check: Callable[[str], Report]) -> dict[str, str]:
    """What is wrong, by side."""
    text, marked = unmark(pair.flag)
    wanted = [text[region.start : region.end] for region in marked]
    flagged = [finding.found for finding in check(text).findings]
    silent = [finding.found for finding in check(pair.allow).findings]
    wrong = {}
    if flagged != wanted:
        wrong["flag"] = f"flagged {flagged}, wanted {wanted}: {text}"
    if silent:
        wrong["allow"] = f"flagged {silent}, wanted nothing: {pair.allow}"
    return wrong


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_pair_is_told_apart(pair: Pair, check: Callable[..., Report]) -> None:
    wrong = mistakes(pair, lambda text: check(text, format=pair.format))
    assert sorted(wrong) == sorted(pair.todo.split()), wrong or "mended: take the todo out"


def test_no_sentence_stands_twice() -> None:
    sentences = [sentence for pair in PAIRS for sentence in (pair.flag, pair.allow)]
    assert sorted({sentence for sentence in sentences if sentences.count(sentence) > 1}) == []


def test_the_page_on_accuracy_says_so() -> None:
    """docs/accuracy.md has the number of pairs of every context, and of those without a known mistake."""
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+)[^|]* \| (\d+) \| (\d+) \|$", page, re.MULTILINE)
    told = {name: (int(all_), int(right)) for name, all_, right in rows}
    counted = {context: [pair for pair in PAIRS if pair.context == context] for context in {p.context for p in PAIRS}}
    expected = {name: (len(here), sum(not pair.todo for pair in here)) for name, here in counted.items()}
    expected["all"] = (len(PAIRS), sum(not pair.todo for pair in PAIRS))
    assert told == expected


def main() -> None:
    """Print the pairs that are told apart, by context, and every mistake."""
    checker = Checker()
    contexts = sorted({pair.context for pair in PAIRS})
    for context in contexts:
        here = [pair for pair in PAIRS if pair.context == context]
        wrong = [
            (pair, side, told)
            for pair in here
            for side, told in mistakes(
                pair, lambda text, pair=pair: checker.check_document(document(text, format=pair.format))
            ).items()
        ]
        bad = {pair.number for pair, _, _ in wrong}
        print(f"{context:<14}{len(here):4} pairs, {len(here) - len(bad):4} told apart")
        for pair, side, told in wrong:
            print(f"    {pair} {side}{' (todo)' if side in pair.todo else ''}: {told}")


if __name__ == "__main__":
    main()
