"""Words that are weighed together tell of the topic only where two of them are signs, and all together weigh enough."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.load import load_source
from langcheck.lexicon.topic import TELLING, TopicWeights

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = TopicWeights(10, {"lantern": 8, "harbor": 6, "quiet": 5, "tide": 4, "ebb": 2, "reed": 1, "meadow": -6})


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ({"lantern", "harbor"}, "lantern"),
        ({"harbor", "quiet", "unknown"}, "harbor"),
        ({"quiet", "tide", "ebb"}, "quiet"),
        ({"lantern", "ebb", "reed"}, ""),
        ({"lantern"}, ""),
        ({"quiet", "tide"}, ""),
        ({"lantern", "harbor", "meadow"}, ""),
        ({"lantern", "harbor", "quiet", "meadow"}, "lantern"),
        (set(), ""),
    ],
)
def test_words_tell_together_where_two_of_them_are_signs(words: set[str], sign: str) -> None:
    assert WEIGHTS.sign_in(words) == sign


def test_many_small_words_without_a_sign_tell_nothing() -> None:
    many = TopicWeights(10, {f"word{number}": TELLING - 1 for number in range(20)})
    assert many.sign_in(many.weights) == ""


def test_signs_stand_with_the_heaviest_first() -> None:
    assert WEIGHTS.telling == ["lantern", "harbor", "quiet", "tide"]


def test_the_weights_of_the_lexicon_are_whole_and_folded(lexicon: Lexicon) -> None:
    weights = lexicon.topic.weights
    assert [word for word in weights if word != fold(word) or " " in word] == []
    assert 0 not in weights.values()
    assert lexicon.topic.telling


def test_no_word_that_tells_the_topic_by_itself_is_weighed(lexicon: Lexicon) -> None:
    head = (ROOT / "lexicon" / "topic.yaml").read_text(encoding="utf-8")
    listed = re.search(r"^unweighed: \[([^\]]*)\]", head, re.MULTILINE)
    assert listed is not None
    beginnings = tuple(word.strip() for word in listed[1].split(","))
    assert [word for word in lexicon.topic.weights if word.startswith(beginnings)] == []


def test_no_word_that_the_lexicon_judges_is_weighed(lexicon: Lexicon) -> None:
    judged = {form for form, _, _ in lexicon.forms.terms}
    assert sorted(judged & set(lexicon.topic.weights)) == []


def test_passages_are_whole(lexicon: Lexicon) -> None:
    told = [json.loads(line) for line in (ROOT / "bench" / "topic" / "passages.jsonl").read_text("utf-8").splitlines()]
    assert {tuple(passage) for passage in told} == {("author", "topic", "text")}
    assert len({passage["text"] for passage in told}) == len(told)


@pytest.mark.parametrize(
    "wrong", ["least: much\n", "weights: {heavy: [lantern]}\n", "weights: {'3': []}\n", "more: 1\n"]
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, wrong: str) -> None:
    from shutil import copytree

    from langcheck.errors import LexiconError

    folder = copytree(ROOT / "lexicon", tmp_path / "lexicon")
    (folder / "topic.yaml").write_text(wrong)
    with pytest.raises(LexiconError) as caught:
        load_source(folder)
    assert {problem.path for problem in caught.value.problems} == {"topic.yaml"}
