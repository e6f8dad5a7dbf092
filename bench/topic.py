"""The weights of lexicon/topic.yaml, learnt from fictional passages and from the lexicon's own examples (needs scikit-learn).

bench/topic/passages.jsonl holds the passages: whether each is about people who are sold, abused or held, and who wrote it.
Words that tell the topic by themselves, and words that the lexicon judges, get no weight. A logistic regression over the
different words of a passage gives the others theirs, in tenths.

    python bench/topic.py            # what it tells of passages by authors whom it has not read
    python bench/topic.py --write    # and the file anew, from all passages
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from langcheck.facts.words import Words
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.load import load_source
from langcheck.lexicon.topic import TopicWeights

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "lexicon" / "topic.yaml"
PASSAGES = ROOT / "bench" / "topic" / "passages.jsonl"

SEEN_BY = 6
"""In how many passages a word stands at least that gets a weight."""
LEAST_WEIGHT = 2
STRENGTH = 0.5
"""How little the regression is held back (its C)."""
MARGIN = 12
"""How much more than even the words must weigh, in tenths, to tell of the topic."""
AGES = range(8, 18)
_AGES_IN_LETTERS = frozenset({"eight", "nine", "ten", "eleven", "twelve", "fifteen"})
_OFF_TOPIC = ("harm-told", "exploitation-topic", "other-sense", "people-told")
_EXAMPLE = "examples"


@dataclass(frozen=True)
class Passage:
    words: frozenset[str]
    is_topic: bool
    author: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write lexicon/topic.yaml")
    options = parser.parse_args()
    lexicon = load_source(ROOT / "lexicon")
    head = FILE.read_text(encoding="utf-8").partition("weights:")[0]
    unweighed = _unweighed(head)
    judged = {form for form, _, _ in lexicon.forms.terms if " " not in form}
    passages = [*_passages(), *_examples(lexicon)]
    for author in sorted({passage.author for passage in passages} - {_EXAMPLE}):
        learnt = _learnt([p for p in passages if p.author != author], unweighed, judged)
        print(author, _told([p for p in passages if p.author == author], learnt))
    learnt = _learnt(passages, unweighed, judged)
    print(f"{len(learnt.weights)} words, {len(learnt.telling)} of them signs: {' '.join(learnt.telling)}")
    if options.write:
        FILE.write_text(_written(head, learnt), encoding="utf-8")


def _passages() -> Iterator[Passage]:
    for line in PASSAGES.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        yield Passage(_words(told["text"]), told["topic"], str(told["author"]))


def _examples(lexicon: Lexicon) -> Iterator[Passage]:
    """What entries flag, and what they leave alone because it is about something else."""
    for entry in lexicon.entries:
        for flagged in entry.flag_examples:
            yield Passage(_words(flagged.text), True, _EXAMPLE)
        for left in entry.allow_examples:
            if left.because in _OFF_TOPIC:
                yield Passage(_words(left.text), False, _EXAMPLE)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.text for word in Words(text).all)


def _unweighed(head: str) -> re.Pattern[str]:
    """The beginnings of the words that get no weight, as the file lists them."""
    listed = re.search(r"^unweighed: \[([^\]]*)\]", head, re.MULTILINE)
    if listed is None:
        sys.exit(f"{FILE} lists no unweighed words")
    return re.compile("|".join(rf"{word.strip()}" for word in listed[1].split(",")))


def _learnt(passages: Sequence[Passage], unweighed: re.Pattern[str], judged: Collection[str]) -> TopicWeights:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from spacy.lang.en.stop_words import STOP_WORDS

    seen = Counter(word for passage in passages for word in passage.words)
    known = sorted(
        word
        for word, count in seen.items()
        if count >= SEEN_BY
        and len(word) > 1
        and word not in judged
        and (word not in STOP_WORDS or word in _AGES_IN_LETTERS)
        and not unweighed.match(word)
        and (word.isalpha() or "'" in word or (word.isdigit() and int(word) in AGES))
    )
    number = {word: index for index, word in enumerate(known)}
    told = np.zeros((len(passages), len(known)), dtype=np.float32)
    for row, passage in enumerate(passages):
        told[row, [number[word] for word in passage.words if word in number]] = 1
    answers = np.array([passage.is_topic for passage in passages])
    share = answers.mean()
    weights = np.where(answers, 0.5 / share, 0.5 / (1 - share))
    regression = LogisticRegression(C=STRENGTH, max_iter=3000).fit(told, answers, sample_weight=weights)
    tenths = {word: round(10 * float(weight)) for word, weight in zip(known, regression.coef_[0], strict=True)}
    return TopicWeights(
        round(-10 * float(regression.intercept_[0])) + MARGIN,
        {word: weight for word, weight in tenths.items() if abs(weight) >= LEAST_WEIGHT},
    )


def _told(passages: Sequence[Passage], weights: TopicWeights) -> str:
    about = [bool(weights.sign_in(passage.words)) for passage in passages if passage.is_topic]
    other = [bool(weights.sign_in(passage.words)) for passage in passages if not passage.is_topic]
    return f"{sum(about)} of {len(about)} on the topic are told, {sum(other)} of {len(other)} others are taken for it"


def _written(head: str, learnt: TopicWeights) -> str:
    by_weight: dict[int, list[str]] = {}
    for word, weight in sorted(learnt.weights.items()):
        by_weight.setdefault(weight, []).append(word)
    lines = [
        f'  "{weight}": [{", ".join(json.dumps(word) if word in _NO_TEXT or not word.isalpha() else word for word in words)}]'
        for weight, words in sorted(by_weight.items(), reverse=True)
    ]
    head = re.sub(r"^least: .*$", f"least: {learnt.least}", head, flags=re.MULTILINE)
    return "\n".join([f"{head}weights:", *lines]) + "\n"


_NO_TEXT = {"on", "off", "yes", "no", "true", "false", "null", "y", "n"}
"""Words that YAML takes for something else."""


if __name__ == "__main__":
    main()
