"""Kill langcheck while it writes and look at what is left: the old file or the new one, never a part of one.

usage: python bench/faults.py [--kills N] [--seed N] [PART OF A ROW'S NAME...]

Rows: kills at any moment of `langcheck review`, and near the end, where it writes; kills near the end of `langcheck fix`, of
`langcheck baseline update` and of `langcheck check --output`; and kills of a process that does nothing but save. Prints
figures; exits with 1 where a file was neither old nor new. Needs an installed langcheck and a system with SIGKILL.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DRAFT = ROOT / "samples" / "report.docx"
OLD = "He kept child pornography at home.\n" * 400
NEW = "He kept child sexual abuse material at home.\n" * 400
ONE, TWO = b"old " * 500_000, b"new " * 1_000_000
SAVING = """
import sys
from pathlib import Path
from langcheck.editors.saving import save
path, data = Path(sys.argv[1]), [b"old " * 500_000, b"new " * 1_000_000]
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    save(path, data[turn % 2])
"""
"""A process that saves two texts in turn; whatever it is killed at, one of them stands there."""


class Row(NamedTuple):
    """What is killed: the files it starts from, its arguments, the part of its time it is killed in, what it left."""

    name: str
    prepare: Callable[[Path], object]
    arguments: list[str]
    part: tuple[float, float]
    state: Callable[[Path], str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=40, help="how many kills in each row")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("names", nargs="*", metavar="PART OF A ROW'S NAME")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    print(f"kills in each row: {options.kills}; seed {options.seed}")
    wrong = 0
    for row in ROWS:
        if any(name in row.name for name in options.names or [""]):
            wrong += _row(row, options.kills, chance)
    if not options.names:
        wrong += _told("saving", options.kills, lambda folder: _saving(folder, chance.uniform(0, 0.05)), 0.05)
    return 1 if wrong else 0


def _row(row: Row, kills: int, chance: random.Random) -> int:
    took = _duration(row)
    return _told(row.name, kills, lambda folder: _killed(row, folder, took * chance.uniform(*row.part)), took)


def _told(name: str, kills: int, attempt: Callable[[Path], str], took: float) -> int:
    """Print a row; how often a file was neither old nor new."""
    seen: Counter[str] = Counter()
    for _ in range(kills):
        with tempfile.TemporaryDirectory() as folder:
            seen[attempt(Path(folder))] += 1
            seen["left beside it"] += any(path.name.startswith(".langcheck-") for path in Path(folder).iterdir())
    counts = "  ".join(f"{what}: {seen[what]}" for what in ("old", "new", "neither", "left beside it"))
    print(f"  {name:<24}{took:5.2f} s  {counts}", flush=True)
    return seen["neither"]


def _start(row: Row, folder: Path) -> subprocess.Popen[bytes]:
    row.prepare(folder)
    command = [sys.executable, "-m", "langcheck", *row.arguments]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _duration(row: Row) -> float:
    """The wall time of one whole run, the second of two."""
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            _start(row, Path(folder)).wait()
            took = time.perf_counter() - start
            if row.state(Path(folder)) != "new":
                sys.exit(f"{row.name}: a whole run does not end in the new file")
    return took


def _killed(row: Row, folder: Path, after: float) -> str:
    process = _start(row, folder)
    time.sleep(after)
    _kill(process)
    return row.state(folder)


def _draft_to_review(folder: Path) -> None:
    shutil.copy(DRAFT, folder / "draft.docx")
    (folder / "out.docx").write_bytes(b"an older copy")


def _state_of_review(folder: Path) -> str:
    if (folder / "draft.docx").read_bytes() != DRAFT.read_bytes():
        return "neither"
    raw = (folder / "out.docx").read_bytes()
    if raw == b"an older copy":
        return "old"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            whole = archive.testzip() is None and "word/comments.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return "neither"
    return "new" if whole else "neither"


def _text(folder: Path) -> None:
    (folder / "draft.txt").write_text(OLD, encoding="utf-8")


def _state_of_text(folder: Path) -> str:
    return {OLD: "old", NEW: "new"}.get((folder / "draft.txt").read_text(encoding="utf-8"), "neither")


def _texts_and_report(folder: Path) -> None:
    for number in range(20):
        (folder / f"{number}.txt").write_text(OLD[:700], encoding="utf-8")
    (folder / "report.json").write_text(json.dumps({"findings": []}), encoding="utf-8")


def _state_of_report(folder: Path) -> str:
    """Old without a finding, new with all of them."""
    try:
        count = len(json.loads((folder / "report.json").read_text(encoding="utf-8"))["findings"])
    except ValueError:
        return "neither"
    return {0: "old", 20 * 20: "new"}.get(count, "neither")


_BASELINES: dict[str, str] = {}
"""The baseline of no text and of all of them, made once."""


def _texts_and_baseline(folder: Path) -> None:
    _texts_and_report(folder)
    if not _BASELINES:
        for name, paths in (("old", ["0.txt"]), ("new", [f"{number}.txt" for number in range(20)])):
            command = [sys.executable, "-m", "langcheck", "baseline", "create", *paths]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            _BASELINES[name] = (folder / "langcheck-baseline.json").read_text(encoding="utf-8")
            (folder / "langcheck-baseline.json").unlink()
    (folder / "langcheck-baseline.json").write_text(_BASELINES["old"], encoding="utf-8")


def _state_of_baseline(folder: Path) -> str:
    text = (folder / "langcheck-baseline.json").read_text(encoding="utf-8")
    if text == _BASELINES["old"]:
        return "old"
    try:
        known = json.loads(text)
    except ValueError:
        return "neither"
    return "new" if set(known) == set(json.loads(_BASELINES["new"])) and "19.txt" in text else "neither"


ROWS = [
    Row(
        "review, at any moment", _draft_to_review, ["review", "draft.docx", "-o", "out.docx", "--track", "--force"],
        (0, 1), _state_of_review,
    ),
    Row(
        "review, near its end", _draft_to_review, ["review", "draft.docx", "-o", "out.docx", "--track", "--force"],
        (0.85, 1.05), _state_of_review,
    ),
    Row("fix, near its end", _text, ["fix", "draft.txt"], (0.7, 1.05), _state_of_text),
    Row("baseline update", _texts_and_baseline, ["baseline", "update", "."], (0.7, 1.05), _state_of_baseline),
    Row(
        "check --output", _texts_and_report, ["check", "--jobs", "1", "--output", "json=report.json", "."],
        (0.7, 1.05), _state_of_report,
    ),
]  # fmt: skip


def _saving(folder: Path, after: float) -> str:
    path = folder / "text.txt"
    path.write_bytes(ONE)
    process = subprocess.Popen([sys.executable, "-c", SAVING, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(after)
    _kill(process)
    process.stdout.close()
    return {ONE: "old", TWO: "new"}.get(path.read_bytes(), "neither")


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main())
