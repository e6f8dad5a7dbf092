"""The benchmark of accuracy counts what it says it counts; broken documents reach the readers and are counted."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.model import Anchor, Block, Document, Mark, MarkKind, Region, Role
from tests.conftest import ROOT

TEXT = "The pimp ran. He was convicted of pimping. The clerk saw it all. The victim lifted the load.\n"
LABELS = [
    {"start": 4, "end": 8, "verdict": "flag", "why": "trafficker-label", "level": "warning"},
    {"start": 34, "end": 41, "verdict": "decoy", "why": "statute", "level": None},
    {"start": 47, "end": 52, "verdict": "flag", "why": "other", "level": "error"},
]


@pytest.mark.model
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


def test_broken_documents_are_read_or_refused_and_counted(tmp_path: Path) -> None:
    """Every input is in one of the columns, and a package is broken inside its parts, so that some are still read."""
    fuzz = str(ROOT / "bench" / "fuzz.py")
    options = [
        "--seconds",
        "2",
        "--random",
        "--format",
        "subtitles",
        "--format",
        "opendocument",
        "--keep",
        str(tmp_path),
    ]
    done = subprocess.run([sys.executable, fuzz, *options], capture_output=True, text=True, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["seed", "20261122,", "at", "random"]
    for name, figures in zip(("subtitles", "opendocument"), lines[2:], strict=True):
        inputs, read, refused, failed = map(int, figures[1:5])
        assert figures[0] == name
        assert read > 0
        assert inputs == read + refused
        assert failed == 0
        again = [sys.executable, fuzz, "--again", str(tmp_path / f"{name}-slowest.bin")]
        subprocess.run(again, capture_output=True, check=True)


def test_a_reader_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind of fault has a name of its own; what is refused with a hint is none."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    fuzz = import_module("fuzz")
    assert fuzz.read(b"One.", "text") == "read"
    assert fuzz.read(b"", "text") == "refused"
    monkeypatch.setattr(fuzz, "read_bytes", lambda *_, **__: 1 // 0)
    assert fuzz.read(b"One.", "text").startswith("ZeroDivisionError in ")
    faults = {
        "a block is empty": Block(" ", Role.PROSE),
        "an anchor leads out of the source": Block("One.", Role.PROSE, (Anchor(0, 2),)),
        "an anchor leads to other words": Block("Two.", Role.PROSE),
        "a text or a place cannot be printed": Block("One\ud800", Role.PROSE),
        "the offsets of the anchors are not in order": Block("One.", Role.PROSE, (Anchor(0, 0), Anchor(4, 4))),
        "a mark reaches beyond the text": Block("One.", Role.PROSE, marks=(Mark(Region(0, 5), MarkKind.CODE),)),
    }
    for fault, block in faults.items():
        assert next(fuzz.problems(Document("x", "text", (block,), source="One."))) == fault


def test_the_benchmark_of_many_documents_measures_what_it_names(tmp_path: Path) -> None:
    """A small run: every line is there, killed and simultaneous runs say nothing wrong, and what is clean is clean."""
    scale = str(ROOT / "bench" / "scale.py")
    options = ["--files", "4", "--starts", "1", "--kills", "1", "--together", "2", "--some", "6"]
    done = subprocess.run([sys.executable, scale, *options], capture_output=True, text=True, check=True)
    told = done.stdout
    assert "1 runs killed" in told
    assert told.count(": 0 wrong results") == 3
    clean = next(line for line in told.splitlines() if line.split()[0:1] == ["langcheck"] and "exit" in line)
    assert clean.endswith("exit 0")
    for name in ("langcheck, one process, no cache", "langcheck, 2 processes, cold", "langcheck, warm"):
        (line,) = [line for line in told.splitlines() if line.strip().startswith(name)]
        assert line.endswith("exit 1")


def test_documents_for_benchmarks_are_as_dense_as_they_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, checker: Checker
) -> None:
    """Per 1,000 words about 2.5 findings and 6 words that are left alone; none at all in clean ones."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    documents = import_module("documents")
    documents.write_documents(tmp_path / "dense", count=20, size=5000)
    documents.write_documents(tmp_path / "clean", count=5, size=5000, clean=True)
    report = checker.check_paths([tmp_path / "dense"])
    words = sum(len(path.read_text().split()) for path in (tmp_path / "dense").rglob("*.txt"))
    assert 1.5 < len(report.findings) / words * 1000 < 3.5
    assert 4 < len(report.allowed) / words * 1000 < 9
    clean = checker.check_paths([tmp_path / "clean"])
    assert (clean.documents, clean.findings, clean.allowed) == (5, (), ())
    assert all(checker.skim(path.read_bytes(), path) for path in (tmp_path / "clean").rglob("*.txt"))
