"""Runs that make an archive, killed at random moments and gone on with: what is there in the end is what an undisturbed run makes.

python bench/archive_kills.py --kills 60          `langcheck archive` of tables and, every third time, of a folder of documents
python bench/archive_kills.py --spark-kills 6     the example for Spark

Exits with 1 where a row was lost, doubled or different, or something was left behind.
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
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive import EXAMPLES, LANGCHECK, LOCAL_SPARK, rows_in, write_documents

TABLES = 40
"""In how many files the tables are, so that a run writes one every moment."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--size", type=int, default=1000, help="characters in a document")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--spark-kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    random_ = random.Random(told.seed)
    with tempfile.TemporaryDirectory(prefix="langcheck-archive-") as name:
        folder = Path(name)
        write_documents(folder, told.documents, size=told.size, tables=TABLES)
        wrong: list[str] = []
        if told.kills:
            of_files = told.kills // 3
            wrong += killed(folder, "tables", told.kills - of_files, random_)
            wrong += killed(folder, "files", of_files, random_)
        if told.spark_kills:
            wrong += spark_killed(folder, told.spark_kills, random_)
    sys.exit(1 if wrong else 0)


def killed(folder: Path, source: str, kills: int, random_: random.Random) -> list[str]:
    """Kill `archive` again and again, with all its processes or the first alone; what is wrong with what comes of it."""
    out, right = folder / f"{source}-killed", folder / f"{source}-right"
    command = [*LANGCHECK, "archive", str(folder / source), "--resume", "--jobs", "2", "--output"]
    longest = timed([*command, str(right)])
    ends = [0, 0]
    wrong: list[str] = []
    at: list[int] = []

    def come_to_its_end() -> None:
        wrong.extend(differences(out, right))
        shutil.rmtree(out)

    while sum(ends[:1]) < kills:
        is_dead = kill_after([*command, str(out)], random_.uniform(0, longest), random_)
        ends[0 if is_dead else 1] += 1
        ids = [row["id"] for row in rows_in(out)] if list(out.glob("*.parquet")) else []
        wrong += ["an id twice"] * (len(ids) != len(set(ids)))
        at.append(len(ids))
        if not is_dead:
            come_to_its_end()
    subprocess.run([*command, str(out)], stdout=subprocess.DEVNULL, check=True)
    ends[1] += 1
    come_to_its_end()
    told = "; ".join(wrong) or "nothing lost, doubled, different or left behind"
    print(
        f"archive of {source}: {ends[0]} kills, {ends[1]} runs to the end, killed with {min(at)} to {max(at)} rows: {told}"
    )
    return wrong


def spark_killed(folder: Path, kills: int, random_: random.Random) -> list[str]:
    """Kill the example for Spark with all its processes, and go on to the end."""
    out, right = folder / "spark-killed", folder / "spark-right"
    environment = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": LOCAL_SPARK}
    os.environ.update(environment)
    command = [sys.executable, str(EXAMPLES / "spark_archive.py"), str(folder / "tables")]
    longest = timed([*command, str(right), "--partitions", "8"])
    ends, at = [0, 0], []
    wrong: list[str] = []
    while ends[0] < kills:
        is_dead = kill_after([*command, str(out), "--slices", "8"], random_.uniform(longest / 3, longest), random_)
        ends[0 if is_dead else 1] += 1
        time.sleep(1)  # the workers of a Java that is gone notice it
        ids = [row["id"] for row in rows_in(out)] if list(out.glob("*.parquet")) else []
        wrong += ["an id twice"] * (len(ids) != len(set(ids)))
        at.append(len(ids))
        if not is_dead:
            wrong += differing_rows(out, right)
            shutil.rmtree(out)
    last = [*command, str(out), "--slices", "8"]
    subprocess.run(last, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    wrong += differing_rows(out, right)
    told = "; ".join(wrong) or "nothing lost, doubled or different"
    print(f"Spark: {ends[0]} kills, {ends[1] + 1} runs to the end, with {at} rows: {told}")
    return wrong


def timed(command: list[str]) -> float:
    """Run a command to its end; how many seconds it took."""
    begun = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.monotonic() - begun


def kill_after(command: list[str], seconds: float, random_: random.Random) -> bool:
    """Start a command and kill it after so many seconds, alone or with all processes of its group; whether it was still there."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        end: Callable[[int, int], None] = os.killpg if "spark" in command[1] or random_.random() < 0.5 else os.kill
        end(process.pid, random_.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
        process.wait()
        return True
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return False


def differences(out: Path, right: Path) -> list[str]:
    """How an archive differs from the undisturbed one, to the byte, and what was left beside it."""
    files, others = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (out, right))
    if files == others:
        return []
    beside = sorted(files.keys() ^ others.keys())
    return [
        f"files differ: {beside or sorted(name for name in files if files[name] != others[name])}",
        *differing_rows(out, right),
    ]


def differing_rows(out: Path, right: Path) -> list[str]:
    """How the rows of an archive differ from those of the undisturbed one."""
    rows, others = sorted_rows(out), sorted_rows(right)
    if rows == others:
        return []
    return [f"{one} instead of {two}" for one, two in zip(rows, others, strict=False) if one != two][:1] or [
        "rows lost"
    ]


def sorted_rows(out: Path) -> list[dict[str, Any]]:
    return sorted(rows_in(out), key=lambda row: str(row["id"]))


if __name__ == "__main__":
    main()
