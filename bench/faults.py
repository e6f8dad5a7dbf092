"""Kill langcheck while it writes and look at what is left: the old file or the new one, never a part of one.

usage: python bench/faults.py [--kills N] [--seed N]

Four rows: kills at any moment of `langcheck review`, kills near its end, where it writes, kills of `langcheck fix`, and
kills of a process that does nothing but save. Prints figures; exits with 1 where a file was neither old nor new. Needs an installed
langcheck and a system with SIGKILL.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAFT = ROOT / "samples" / "report.docx"
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="how many kills in all")
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    took, fixing = _duration(_start_review), _duration(_start_fix)
    quarter = options.kills // 4
    rows: list[tuple[str, Callable[[Path], str], int]] = [
        ("review, at any moment", lambda folder: _review(folder, chance.uniform(0, took)), quarter),
        ("review, near its end", lambda folder: _review(folder, took * chance.uniform(0.85, 1.05)), quarter),
        ("fix, near its end", lambda folder: _fix(folder, fixing * chance.uniform(0.7, 1.05)), quarter),
        ("saving, at any moment", lambda folder: _saving(folder, chance.uniform(0, 0.05)), options.kills - 3 * quarter),
    ]
    print(
        f"langcheck review takes {took:.2f} s, langcheck fix {fixing:.2f} s; kills: {options.kills}; seed {options.seed}"
    )
    wrong = 0
    for name, attempt, kills in rows:
        seen: Counter[str] = Counter()
        for _ in range(kills):
            with tempfile.TemporaryDirectory() as folder:
                seen[attempt(Path(folder))] += 1
                seen["left beside it"] += any(path.name.startswith(".langcheck-") for path in Path(folder).iterdir())
        wrong += seen["neither"]
        print(
            f"  {name:<24}" + "  ".join(f"{what}: {seen[what]}" for what in ("old", "new", "neither", "left beside it"))
        )
    return 1 if wrong else 0


def _duration(start_process: Callable[[Path], subprocess.Popen[bytes]]) -> float:
    """The wall time of one whole run, the second of two."""
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            start_process(Path(folder)).wait()
            took = time.perf_counter() - start
    return took


def _start_review(folder: Path) -> subprocess.Popen[bytes]:
    shutil.copy(DRAFT, folder / "draft.docx")
    (folder / "out.docx").write_bytes(b"an older copy")
    command = [sys.executable, "-m", "langcheck", "review", "draft.docx", "-o", "out.docx", "--track", "--force"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


OLD = "He kept child pornography at home.\n" * 400
NEW = "He kept child sexual abuse material at home.\n" * 400


def _start_fix(folder: Path) -> subprocess.Popen[bytes]:
    (folder / "draft.txt").write_text(OLD, encoding="utf-8")
    command = [sys.executable, "-m", "langcheck", "fix", "draft.txt"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _fix(folder: Path, after: float) -> str:
    process = _start_fix(folder)
    time.sleep(after)
    _kill(process)
    return {OLD: "old", NEW: "new"}.get((folder / "draft.txt").read_text(encoding="utf-8"), "neither")


def _review(folder: Path, after: float) -> str:
    process = _start_review(folder)
    time.sleep(after)
    _kill(process)
    if (folder / "draft.docx").read_bytes() != DRAFT.read_bytes():
        return "neither"
    raw = (folder / "out.docx").read_bytes()
    if raw == b"an older copy":
        return "old"
    return "new" if _is_whole(raw) else "neither"


def _is_whole(raw: bytes) -> bool:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return archive.testzip() is None and "word/comments.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _saving(folder: Path, after: float) -> str:
    path = folder / "text.txt"
    path.write_bytes(b"old " * 500_000)
    process = subprocess.Popen([sys.executable, "-c", SAVING, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(after)
    _kill(process)
    process.stdout.close()
    raw = path.read_bytes()
    return {b"old " * 500_000: "old", b"new " * 1_000_000: "new"}.get(raw, "neither")


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main())
