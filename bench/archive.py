"""The same documents through every way to make an archive: the same findings, what it costs, and what a kill leaves.

python bench/archive.py --documents 600              every way that is installed: findings, seconds, processor, memory
python bench/archive.py --documents 600 --kills 20   and `langcheck archive`, killed at random moments and resumed
python bench/archive.py --memory 3000 30000          the memory of `langcheck archive` for so many documents
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from documents import document

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
LANGCHECK = [sys.executable, "-m", "langcheck"]
FILES = 4
LOCAL_SPARK = (
    "--master local[2] --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1"
    " --conf spark.ui.enabled=false pyspark-shell"
)
PLAIN = """\
import sys, time
import pyarrow as pa, pyarrow.dataset as ds, pyarrow.parquet as pq
from langcheck.arrow import SCHEMA, check_batches
source, target = sys.argv[1:]
batches = ds.dataset(source, format="parquet").to_batches(columns=["id", "text"], batch_size=500)
with pq.ParquetWriter(target, SCHEMA) as writer:
    for batch in check_batches(batches):
        writer.write_batch(batch)
"""
SPARK = """\
import sys, time
import spark_archive
source, target, spent = sys.argv[1:]
real = spark_archive.checked
def checked(documents, keep):
    def check(batches):
        import os, time
        from langcheck.arrow import check_batches
        begun = time.process_time()
        try:
            yield from check_batches(batches)
        finally:
            with open(os.path.join(spent, "of-%d" % os.getpid()), "a") as file:
                file.write("%f\\n" % (time.process_time() - begun))
    schema = spark_archive.StructType(list(spark_archive.from_arrow_schema(spark_archive.SCHEMA)))
    return documents.select("id", "text").mapInArrow(check, schema)
spark_archive.checked = checked
sys.argv = ["spark_archive.py", source, target, "--partitions", "8"]
spark_archive.main()
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a way costs: seconds of the clock and of processors, and the memory of its largest process in MB."""

    wall: float
    processor: float
    memory: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--memory", type=int, nargs="*", default=[])
    parser.add_argument("--only", nargs="*", help="only these ways")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="langcheck-archive-") as name:
        folder = Path(name)
        if told.memory:
            show_memory(folder, told.memory)
            return
        write_documents(folder, told.documents)
        compare(folder, told.documents, told.only)
        if told.kills:
            kill(folder, told.kills, random.Random(told.seed))


def write_documents(folder: Path, count: int, *, texts: bool = True) -> None:
    """Write the documents as Parquet in a few files, and each as a file of its own."""
    random_ = random.Random(1)
    (folder / "tables").mkdir()
    (folder / "files").mkdir()
    size = -(-count // FILES)
    for number in range(FILES):
        ids = [f"{index:06}" for index in range(number * size, min(count, (number + 1) * size))]
        written = [document(random_, size=2500, clean=random_.random() < 0.25) for _ in ids]
        pq.write_table(pa.table({"id": ids, "text": written}), folder / "tables" / f"{number}.parquet")
        for id_, text in zip(ids, written, strict=True) if texts else ():
            (folder / "files" / f"{id_}.txt").write_text(text, encoding="utf-8")


# --- every way -----------------------------------------------------------------------------------------------------


def compare(folder: Path, count: int, only: list[str] | None) -> None:
    tables, files = folder / "tables", folder / "files"
    spent = folder / "spent"
    spent.mkdir()
    ways: dict[str, tuple[list[str | Path], str]] = {
        "plain loop": ([sys.executable, "-c", PLAIN, tables, folder / "plain.parquet"], "plain.parquet"),
        "check --jobs 1": ([*LANGCHECK, "check", "--no-cache", "--jobs", "1", "--format", "json", files], "check"),
        "archive --jobs 1": ([*LANGCHECK, "archive", tables, "--output", folder / "one", "--jobs", "1"], "one"),
        "archive --jobs 2": ([*LANGCHECK, "archive", tables, "--output", folder / "two", "--jobs", "2"], "two"),
        "archive of files, --jobs 2": (
            [*LANGCHECK, "archive", files, "--output", folder / "of-files", "--jobs", "2"],
            "of-files",
        ),
    }
    for engine, target in (("duckdb", "duckdb.parquet"), ("polars", "polars.parquet"), ("daft", "daft")):
        if importlib.util.find_spec(engine):
            example = EXAMPLES / f"{engine}_archive.py"
            ways[engine] = ([sys.executable, example, tables / "*.parquet", folder / target], target)
    if importlib.util.find_spec("pyspark") and shutil.which("java"):
        ways["Spark local[2]"] = ([sys.executable, "-c", SPARK, tables, folder / "spark", spent], "spark")
    first: set[tuple[str, str, int, str]] | None = None
    print(f"{count:,} documents, load {os.getloadavg()[0]:.1f}")
    print(f"{'way':<28}{'findings':>9}{'same':>6}{'wall s':>8}{'CPU s':>8}{'docs/CPU s':>11}{'MB':>6}")
    for way, (command, target) in ways.items():
        if only and way not in only and way != "plain loop":
            continue
        cost = run(command, folder)
        found = findings(folder, target)
        first = first or found
        row = f"{way:<28}{len(found):>9,}{'yes' if found == first else 'NO':>6}{cost.wall:>8.1f}{cost.processor:>8.1f}"
        print(f"{row}{count / cost.processor:>11.1f}{cost.memory:>6}", flush=True)
        if target == "spark":
            python = sum(float(line) for path in spent.iterdir() for line in path.read_text().split())
            print(f"{'  its Python side':<28}{'':>9}{'':>6}{'':>8}{python:>8.1f}{count / python:>11.1f}", flush=True)


def run(command: list[str | Path], folder: Path) -> Cost:
    """Run a command and wait for it and all that it started."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(EXAMPLES), os.environ.get("PYTHONPATH", "")]),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_SUBMIT_ARGS": LOCAL_SPARK,
    }
    begun = time.monotonic()
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(list(map(str, command)), stdout=out, stderr=err, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        print((folder / "stderr").read_text()[-2000:])
        raise SystemExit(f"ended with {process.returncode}")
    return Cost(time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def findings(folder: Path, target: str) -> set[tuple[str, str, int, str]]:
    """What was found: document, entry, start, level."""
    if target == "check":
        import json

        told = json.loads((folder / "stdout").read_bytes())["findings"]
        return {(Path(item["path"]).stem, item["entry"], item["offset"], item["level"]) for item in told}
    return {
        (row["id"].removesuffix(".txt"), item["entry"], item["start"], item["level"])
        for row in rows_in(folder / target)
        for item in row["findings"]
    }


def rows_in(path: Path) -> Iterator[dict[str, object]]:
    for batch in ds.dataset(path, format="parquet").to_batches():
        yield from batch.to_pylist()


# --- killed --------------------------------------------------------------------------------------------------------


def kill(folder: Path, kills: int, random_: random.Random) -> None:
    """Kill `archive` again and again, with all its processes or the first alone, and resume it to its end."""
    out = folder / "killed"
    command = [*LANGCHECK, "archive", str(folder / "tables"), "--output", str(out), "--resume", "--jobs", "2"]
    whole = len(list((folder / "two").glob("*.parquet")))
    done = runs = 0
    wrong: list[str] = []
    while done < kills:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(random_.uniform(0.3, 9.0))
        if process.poll() is not None:
            runs += 1
            wrong += verdict(folder, out)
            shutil.rmtree(out)
            continue
        to = (os.killpg, os.kill)[random_.random() < 0.5]
        to(process.pid, random_.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
        process.wait()
        done += 1
        ids = [row["id"] for row in rows_in(out)] if list(out.glob("*.parquet")) else []
        wrong += ["an id twice"] * (len(ids) != len(set(ids)))
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    runs += 1
    wrong += verdict(folder, out)
    told = ", ".join(wrong) or "nothing lost, doubled, different or left behind"
    print(f"{done} kills, {runs} runs to the end, {whole} files each: {told}")


def verdict(folder: Path, out: Path) -> list[str]:
    """How an archive differs from the undisturbed one, and what was left beside it."""
    wrong = [f"{path.name} left" for path in out.iterdir() if path.suffix == ".tmp"]
    if sorted_rows(out) != sorted_rows(folder / "two"):
        pairs = zip(sorted_rows(out), sorted_rows(folder / "two"), strict=False)
        wrong += [f"different: {one} instead of {two}" for one, two in pairs if one != two][:1] or ["rows lost"]
    return wrong


def sorted_rows(out: Path) -> list[dict[str, object]]:
    return sorted(rows_in(out), key=lambda row: str(row["id"]))


# --- memory --------------------------------------------------------------------------------------------------------


def show_memory(folder: Path, counts: list[int]) -> None:
    """The largest memory of the process that hands out, and of those that check, while they do so."""
    for count in counts:
        place = folder / str(count)
        place.mkdir()
        write_documents(place, count, texts=False)
        command = [*LANGCHECK, "archive", str(place / "tables"), "--output", str(place / "out"), "--jobs", "2"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        parent = workers = 0
        begun = time.monotonic()
        while process.poll() is None:
            parent = max(parent, resident(process.pid))
            workers = max([workers, *map(resident, children(process.pid))])
            time.sleep(0.2)
        took = time.monotonic() - begun
        print(f"{count:>7,} documents: hands out {parent} MB, checks {workers} MB, {took:.0f} s", flush=True)


def resident(pid: int) -> int:
    """The memory of a process in MB; 0 where it has ended."""
    return read(f"/proc/{pid}/statm", lambda text: int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20)


def children(pid: int) -> list[int]:
    told: list[int] = []
    read(f"/proc/{pid}/task/{pid}/children", lambda text: told.extend(map(int, text.split())) or 0)
    return told


def read(path: str, of: Callable[[str], int]) -> int:
    try:
        return of(Path(path).read_text())
    except OSError:
        return 0


if __name__ == "__main__":
    main()
