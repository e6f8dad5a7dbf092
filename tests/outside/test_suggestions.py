"""What langcheck offers, put in, spoils no sentence beyond what is known; a fault that is mended leaves the list."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.outside.apply import offers
from tests.outside.run import Verdict, judge_texts, lexicon
from tests.outside.samples import SAFE, samples

pytestmark = pytest.mark.model

HERE = Path(__file__).parent
KNOWN = HERE / "known.txt"


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    """The judge's words on a tenth of the samples, the same every time."""
    return judge_texts(sample.text for sample in samples(lexicon(), tenth=True))


def test_suggestions_spoil_no_sentence(verdicts: list[Verdict]) -> None:
    """Each complaint of the judge is on the list of known ones, and each known one still occurs: the list only shrinks."""
    told = Counter((verdict.offer.entry, one.kind) for verdict in verdicts for one in verdict.complaints)
    assert len(verdicts) > 500
    known = {tuple(line.split()) for line in KNOWN.read_text(encoding="utf-8").splitlines() if line[:1] != "#"}
    for verdict in verdicts:
        for one in verdict.complaints:
            if (verdict.offer.entry, one.kind) not in known:
                print(verdict.offer.entry, one.kind, one.about, one.before, one.after, sep="\n    ")
    assert set(told) - known == set(), "new faults; the sentences stand above"
    assert known - set(told) == set(), "these are mended: strike them from known.txt"


def test_safe_wordings_stand_in_many_frames(verdicts: list[Verdict]) -> None:
    """Every entry with a wording that is put in unasked is among those that get all frames, and each is reached."""
    safe = {verdict.offer.entry for verdict in verdicts if verdict.offer.safe}
    assert safe == set(SAFE)


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


def test_the_benchmark_prints_each_complaint(tmp_path: Path) -> None:
    """On documents: what is wrong, the sentence before and after, and how often; nothing where nothing is wrong."""
    text = "The clerk said that child pornography was in the desk. A deputy took the child pornography.\n"
    (tmp_path / "one.txt").write_text(text)
    command = [sys.executable, str(HERE.parents[1] / "bench" / "outside.py"), "--documents", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (
        done.stdout
        == """\
en.csam.child-pornography, safe: reported: reported by "clerk" (said)
  before: The clerk said that child pornography was in the desk.
  after:  The clerk said that child sexual abuse material was in the desk.
  in:     one.txt

2 suggestions
       1  reported
       1  en.csam.child-pornography
"""
    )
