"""The benchmark of accuracy counts what it says it counts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.model

TEXT = "The pimp ran. He was convicted of pimping. The clerk saw it all. The victim lifted the load.\n"
LABELS = [
    {"start": 4, "end": 8, "verdict": "flag", "why": "trafficker-label", "level": "warning"},
    {"start": 34, "end": 41, "verdict": "decoy", "why": "statute", "level": None},
    {"start": 47, "end": 52, "verdict": "flag", "why": "other", "level": "error"},
]


def test_precision_recall_and_silence_are_counted(tmp_path: Path) -> None:
    """One right, none wrong, one missed; the word list flags the charge as well."""
    (tmp_path / "labels").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "labels" / "x.docs").write_text("a.txt\n")
    lines = [json.dumps({"doc": "a.txt", **label}) for label in LABELS]
    (tmp_path / "labels" / "x.jsonl").write_text("\n".join(lines) + "\n")
    command = [sys.executable, str(ROOT / "bench" / "accuracy.py"), str(tmp_path / "labels")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (
        done.stdout
        == """\
langcheck, warning and above, 1 documents
  precision                              1.000  [0.207, 1.000]  1 of 1
    category  trafficker-label           1.000  [0.207, 1.000]  1 of 1
    level     warning                    1.000  [0.207, 1.000]  1 of 1
  recall                                 0.500  [0.095, 0.905]  1 of 2
    category  other                      0.000  [0.000, 0.793]  0 of 1
    category  trafficker-label           1.000  [0.207, 1.000]  1 of 1
    level     error                      0.000  [0.000, 0.793]  0 of 1
    level     warning                    1.000  [0.207, 1.000]  1 of 1
  left alone, of decoys                  1.000  [0.207, 1.000]  1 of 1
    context   statute                    1.000  [0.207, 1.000]  1 of 1

the same forms without context, warning and above, 1 documents
  precision                              0.500  [0.095, 0.905]  1 of 2
    category  trafficker-label           0.500  [0.095, 0.905]  1 of 2
    level     warning                    0.500  [0.095, 0.905]  1 of 2
    wrong where: statute 1
  recall                                 0.500  [0.095, 0.905]  1 of 2
    category  other                      0.000  [0.000, 0.793]  0 of 1
    category  trafficker-label           1.000  [0.207, 1.000]  1 of 1
    level     error                      0.000  [0.000, 0.793]  0 of 1
    level     warning                    1.000  [0.207, 1.000]  1 of 1
  left alone, of decoys                  0.000  [0.000, 0.793]  0 of 1
    context   statute                    0.000  [0.000, 0.793]  0 of 1

"""
    )
