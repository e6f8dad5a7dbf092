"""What langcheck offers, put in, spoils no sentence beyond what is known; a fault that is mended leaves the list."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.outside.apply import Offer, offers
from tests.outside.judge import Complaint
from tests.outside.run import Verdict, judge_texts, lexicon
from tests.outside.samples import SAFE, TESTED, samples
from tests.outside.sentences import Change

pytestmark = pytest.mark.model

HERE = Path(__file__).parent
KNOWN = HERE / "known.txt"


def test_suggestions_spoil_no_sentence() -> None:
    """Each complaint on the samples that are tested is on the list of known ones, and each known one still occurs.

    No entry but those that get all frames has a wording that is put in unasked.
    """
    verdicts = judge_texts(sample.text for sample in samples(lexicon(), one_of=TESTED))
    safe = {verdict.offer.entry for verdict in verdicts if verdict.offer.safe}
    assert safe
    assert safe <= set(SAFE)
    known = {tuple(line.split()) for line in KNOWN.read_text(encoding="utf-8").splitlines() if line[:1] != "#"}
    told = {(verdict.offer.entry, one.kind) for verdict in verdicts for one in verdict.complaints}
    for verdict in sorted(verdicts, key=lambda verdict: verdict.offer.entry):
        for one in verdict.complaints:
            if (verdict.offer.entry, one.kind) not in known:
                print(
                    f"{verdict.offer.entry} {one.kind}: {one.about}\n    {one.before.strip()}\n    {one.after.strip()}"
                )
    assert told - known == set(), "new faults; their sentences are printed"
    assert known - told == set(), "these are mended: strike them from known.txt"


def test_the_first_and_each_safe_suggestion_are_read() -> None:
    """Of a finding, the first suggestion and every safe one; their ranges reach over article and possessive."""
    text = "He met a pimp's friend."
    rows = [("no", False, 0, 0), ("a guide's", True, 2, 2), ("never", False, 0, 0)]
    suggestions = [
        {"text": put, "when": "", "safe": safe, "replaces": {"before": before, "after": after}}
        for put, safe, before, after in rows
    ]
    finding = {
        "path": "x.txt",
        "entry": "x",
        "found": "pimp",
        "offset": 9,
        "end_offset": 13,
        "suggestions": suggestions,
    }
    lost = {**finding, "offset": None, "end_offset": None}
    told = [(offer.first, offer.safe, offer.change.after) for offer in offers([finding, lost], {"x.txt": text})]
    assert told == [(True, False, "He met a no's friend."), (False, True, "He met a guide's friend.")]


def test_the_benchmark_prints_each_complaint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On documents: what is wrong, the sentence before and after, and how often; the same sentence once."""
    monkeypatch.syspath_prepend(str(HERE.parents[1] / "bench"))
    outside = import_module("outside")
    offer = Offer("folder/one.txt", "x.cat", "cat", safe=True, first=True, change=Change("A cat ran.", 2, 5, "dog"))
    wrong = Verdict(offer, (Complaint("kinds", '"dog" is new', "A cat ran.\n", "A dog ran.\n"),))
    outside.print_complaints([wrong, Verdict(offer, ()), wrong])
    assert (
        capsys.readouterr().out
        == """\
x.cat, safe: kinds: "dog" is new (2 times)
  before: A cat ran.
  after:  A dog ran.
  in:     one.txt

3 suggestions
       1  kinds
       1  x.cat
"""
    )


def test_texts_are_judged_by_what_langcheck_offers_for_them() -> None:
    """Each text is a document of its own, and what nothing is offered for has no verdict."""
    verdicts = judge_texts(["A deputy took the child pornography.\n", "A deputy took the keys.\n"])
    told = [(verdict.offer.entry, verdict.offer.change.after, verdict.complaints) for verdict in verdicts]
    assert told == [("en.csam.child-pornography", "A deputy took the child sexual abuse material.\n", ())]
