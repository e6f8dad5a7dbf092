"""Words of a pattern that do not stand in a text in its order are told without an expression; whatever could match is never lost."""

from __future__ import annotations

import pytest

from langcheck.facts.constructions import _Pattern, _Places
from langcheck.facts.in_order import Alternatives, Runs, could_stand
from langcheck.lexicon.lexicon import load_lexicon

WRITTEN = (
    ("^ [bare] (means|refers to)", "XXXX refers to a trade", True),
    ("^ [bare] (means|refers to)", "refers to XXXX and no more", False),
    ("^ [bare] (means|refers to)", "XXXX refers her to us", False),
    ("^ [bare] (means|refers to)", "madam, pander and XXXX means", True),
    ("^ (use|write) [bare] $", "1. use XXXX", True),
    ("^ (use|write) [bare] $", "a) use XXXX", True),
    ("^ (use|write) [bare] $", "2024 use XXXX", False),
    ("^ (use|write) [bare] $", "they use XXXX", False),
    ("^ (use|write) [bare] $", "so it is. use XXXX", True),
    ("^ (use|write) [bare] $", "use WWWW", False),
    ("(a|the|) word (old|) [term]", "a word old YYYY", True),
    ("(a|the|) word (old|) [term]", "word WWWW", True),
    ("(a|the|) word (old|) [term]", "word", False),
    ("(do not|don't) use [nouns]", "we don't use WWWW", True),
    ("(do not|don't) use [nouns]", "we do use WWWW", False),
    ("^ * _ means # [apart]", "what it means 7 QQQQ", True),
    ("^ * _ means # [apart]", "QQQQ is what it means", False),
    ("(drug-use|t/f) [bare]", "drug use XXXX", True),
    ("(drug-use|t/f) [bare]", "t / f XXXX", True),
    ("(drug-use|t/f) [bare]", "drug XXXX use", False),
    ("not !(a|an) [bare] ,? (but|→) $", "not XXXX, but", True),
    ("not !(a|an) [bare] ,? (but|→) $", "not XXXX →", True),
    ("not !(a|an) [bare] ,? (but|→) $", "but not at all", False),
)


@pytest.mark.parametrize(("written", "text", "stands"), WRITTEN)
def test_words_stand_in_order_or_not(written: str, text: str, stands: bool) -> None:
    pattern = _Pattern("example", written, load_lexicon())
    places = _Places(text)
    starts = places.beginnings if written.startswith("^") else [place for place, _ in enumerate(text)]
    assert any(pattern._could_match(place, places.runs) for place in starts) is stands
    if not stands:
        assert pattern.compiled.search(text) is None


def test_a_run_that_stands_beside_another_sign_may_be_either() -> None:
    runs = Runs("use WX now").all
    assert runs == ["use", "WX", "now"]
    for sign in ("W", "X"):
        assert could_stand([Alternatives(["use"]), frozenset({sign})], runs, 0, begins=False)
    assert not could_stand([frozenset("W"), Alternatives(["use"])], runs, 0, begins=False)


def test_nothing_stands_behind_the_end() -> None:
    assert not could_stand([Alternatives(["use"])], [], 0, begins=True)
    assert could_stand([Alternatives(["use", "→"])], [], 0, begins=True), "a mark is no run"
    assert could_stand([None, None], [], 0, begins=True)
    assert not could_stand([None, frozenset("X")], ["use"], 1, begins=False)
