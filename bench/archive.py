"""The same documents through every way to make an archive: the same findings, and what each way costs.

python bench/archive.py --documents 3000                      every way that is installed; generated documents
python bench/archive.py --documents 3000 --corpus FOLDER      the documents of FOLDER first (text, Markdown, HTML)
python bench/archive.py --hostile                             what is no text, or too much of it: a row in every way
python bench/archive.py --documents 600 --pairs 5             `langcheck archive` with one process and with two, in turn
python bench/archive.py --memory 3000 30000 --size 300        its memory, and that of a plain loop, for so many documents

Processor time is that of all processes. On a busy machine wall time says little; "idle s" leaves out how long the processes
waited for a core. Needs pyarrow, and Spark with Java for its line. archive_kills.py kills runs and goes on with them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from measuring import Cost, adopt_orphans
from measuring import run as measured

from documents import document
from langcheck.errors import UnreadableDocument
from langcheck.readers import read_named

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
LANGCHECK = [sys.executable, "-m", "langcheck"]
LOCAL_SPARK = (
    "--master local[2] --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1"
    " --conf spark.ui.enabled=false pyspark-shell"
)
PLAIN = """\
import sys
import pyarrow.dataset as ds, pyarrow.parquet as pq
from langcheck.arrow import SCHEMA, check_batches
source, target = sys.argv[1:]
batches = ds.dataset(source, format="parquet").to_batches(columns=["id", "text"], batch_size=500)
with pq.ParquetWriter(target, SCHEMA) as writer:
    for batch in check_batches(batches):
        writer.write_batch(batch)
"""
SPARK = """\
import sys
import spark_archive
source, target, spent = sys.argv[1:]
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
PLAIN_LOOP = "plain loop"
ENGINES = {"duckdb": "duckdb.parquet", "polars": "polars.parquet", "daft": "daft"}
"""The example of which engine writes what."""


@dataclass(frozen=True, slots=True)
class Way:
    """A command that makes an archive, and what it writes."""

    command: list[str | Path]
    target: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--corpus", type=Path, help="a folder of documents to take first")
    parser.add_argument("--size", type=int, default=2500, help="characters in a generated document")
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--pairs", type=int, default=0, help="how often one process and two take turns")
    parser.add_argument("--memory", type=int, nargs="*", default=[])
    parser.add_argument("--only", nargs="*", help="only these ways, and the plain loop")
    told = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="langcheck-archive-") as name:
        folder = Path(name)
        if told.memory:
            show_memory(folder, told.memory, told.size)
            return
        if told.hostile:
            write_hostile(folder)
            compare_rows(folder, told.only)
            return
        write_documents(folder, told.documents, size=told.size, corpus=told.corpus)
        if told.pairs:
            show_pairs(folder, told.documents, told.pairs)
        else:
            compare(folder, told.documents, told.only)


# --- documents -----------------------------------------------------------------------------------------------------


def write_documents(
    folder: Path, count: int, *, size: int = 2500, corpus: Path | None = None, tables: int = 4, files: bool = True
) -> None:
    """Write the documents as Parquet in a few files, and each as a file of its own."""
    random_ = random.Random(1)
    (folder / "tables").mkdir(parents=True)
    (folder / "files").mkdir()
    texts = texts_of(corpus)[:count] if corpus else []
    generated = count - len(texts)
    texts += [document(random_, size=size, clean=random_.random() < 0.25) for _ in range(generated)]
    random_.shuffle(texts)
    ids = [f"{number:06}" for number in range(count)]
    together = -(-count // tables)
    for number in range(tables):
        part = slice(number * together, (number + 1) * together)
        pq.write_table(pa.table({"id": ids[part], "text": texts[part]}), folder / "tables" / f"{number:03}.parquet")
    for id_, text in zip(ids, texts, strict=True) if files else ():
        (folder / "files" / f"{id_}.txt").write_bytes(text.encode())
    print(f"{count:,} documents, {count - generated:,} of them real, {sum(map(len, texts)) / 1e6:.1f} M characters")


def texts_of(corpus: Path) -> list[str]:
    """The texts of the documents in a folder: as they stand and, of web pages, as a reader sees them."""
    texts = []
    for path in sorted(corpus.rglob("*")):
        if path.suffix in (".txt", ".md"):
            texts.append(path.read_text(encoding="utf-8", errors="replace"))
        elif path.suffix == ".html":
            try:
                texts.append("\n\n".join(block.text for block in read_named(path.read_bytes(), path).blocks))
            except UnreadableDocument:
                continue
    return [text for text in texts if text.strip()]


HOSTILE: dict[str, bytes | None] = {
    "null": None,
    "empty": b"",
    "blanks": b" \n\t",
    "NUL alone": b"\0",
    "NUL": b"A \0 pimp ran. The pi\0mp ran.",
    "30 MB": b"A pimp ran. " * (30 * 1024 * 1024 // 12),
    "4 MB in one line": b"The clerk saw it all. " * (4 * 1024 * 1024 // 22) + b"A pimp ran.",
    "6,000 findings": b"A pimp ran.\n\n" * 6_000,
    "lone surrogate": "\ud83d A pimp ran. \ude00".encode("utf-8", "surrogatepass"),
    "not UTF-8": b"caf\xe9: a pimp ran.",
    "random bytes": random.Random(2).randbytes(20_000),
    "byte order mark": "\ufeffA pimp ran.".encode(),
    "every control character": bytes(range(32)) + b" A pimp ran.",
    "deep markup": b"<div>" * 50_000 + b"A pimp ran.",
    "beyond the BMP": "\U0001f600\U0001f9d1\u200d\U0001f9b0 A pimp ran.".encode(),
    "well": b"A pimp ran.",
}
"""Texts that are none, too much, or broken, by id."""


def write_hostile(folder: Path) -> None:
    (folder / "tables").mkdir()
    table = pa.table({"id": list(HOSTILE), "text": pa.array(HOSTILE.values(), pa.binary())})
    pq.write_table(table, folder / "tables" / "0.parquet")


# --- every way -----------------------------------------------------------------------------------------------------


def ways(folder: Path, only: list[str] | None, *, of_files: bool) -> dict[str, Way]:
    """The ways that are installed, by name."""
    tables, files = folder / "tables", folder / "files"
    archive = [*LANGCHECK, "archive", tables, "--output"]
    found = {
        PLAIN_LOOP: Way([sys.executable, "-c", PLAIN, tables, folder / "plain.parquet"], "plain.parquet"),
        "archive --jobs 1": Way([*archive, folder / "one", "--jobs", "1"], "one"),
        "archive --jobs 2": Way([*archive, folder / "two", "--jobs", "2"], "two"),
    }
    if of_files:
        check = [*LANGCHECK, "check", "--no-cache", "--jobs", "1", "--format", "json", files]
        found["check --jobs 1"] = Way(check, "check")
        of_folder = [*LANGCHECK, "archive", files, "--output", folder / "of-files", "--jobs", "2"]
        found["archive of files, --jobs 2"] = Way(of_folder, "of-files")
    for engine, target in ENGINES.items():
        if importlib.util.find_spec(engine):
            command = [sys.executable, EXAMPLES / f"{engine}_archive.py", tables / "*.parquet", folder / target]
            found[engine] = Way(command, target)
    if importlib.util.find_spec("pyspark") and shutil.which("java"):
        (folder / "spent").mkdir()
        found["Spark local[2]"] = Way(
            [sys.executable, "-c", SPARK, tables, folder / "spark", folder / "spent"], "spark"
        )
    return {name: way for name, way in found.items() if not only or name in (*only, PLAIN_LOOP)}


def compare(folder: Path, count: int, only: list[str] | None) -> None:
    """What each way finds and costs."""
    first: set[tuple[str, str, int, str]] | None = None
    print(f"load {os.getloadavg()[0]:.1f}")
    print(
        f"{'way':<28}{'findings':>9}{'same':>6}{'wall s':>8}{'idle s':>8}{'CPU s':>8}{'to plain':>9}{'docs/CPU s':>11}{'MB':>6}"
    )
    plain = 0.0
    for name, way in ways(folder, only, of_files=True).items():
        cost = run(way.command, folder)
        found = findings(folder, way.target)
        first, plain = first or found, plain or cost.processor
        row = f"{name:<28}{len(found):>9,}{'yes' if found == first else 'NO':>6}{cost.wall:>8.1f}{cost.wall - cost.waited:>8.1f}"
        print(f"{row}{_processor(cost.processor, plain, count)}{cost.memory:>6.0f}", flush=True)
        for item in sorted(found ^ first)[:3]:
            print(f"  {'here alone' if item in found else 'missing'}: {item}")
        if way.target == "spark":
            python = sum(float(line) for path in (folder / "spent").iterdir() for line in path.read_text().split())
            print(f"{'  its Python side':<59}{_processor(python, plain, count)}", flush=True)
    million = plain / count * 1e7 / 3600
    hours = ", ".join(f"{million / cores:,.1f} h on {cores}" for cores in (1, 8, 100))
    print(f"10 million such documents: {million:,.0f} core hours ({hours} cores)")


def _processor(spent: float, plain: float, count: int) -> str:
    return f"{spent:>8.1f}{spent / plain:>9.2f}{count / spent:>11.1f}"


def run(command: list[str | Path], folder: Path) -> Cost:
    """Run a command and wait for it and all that it started."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(EXAMPLES), os.environ.get("PYTHONPATH", "")]),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_SUBMIT_ARGS": LOCAL_SPARK,
    }
    cost = measured(list(map(str, command)), environment, out=folder / "said")
    if cost.code not in (0, 1, 2):
        print((folder / "said.errors").read_text()[-2000:])
        raise SystemExit(f"ended with {cost.code}")
    return cost


def findings(folder: Path, target: str) -> set[tuple[str, str, int, str]]:
    """What was found: document, entry, start, level."""
    if target == "check":
        told = json.loads((folder / "said").read_bytes())["findings"]
        return {(Path(item["path"]).stem, item["entry"], item["offset"], item["level"]) for item in told}
    return {
        (row["id"].removesuffix(".txt"), item["entry"], item["start"], item["level"])
        for row in rows_in(folder / target)
        for item in row["findings"]
    }


def rows_in(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of an archive, whoever wrote it."""
    for batch in ds.dataset(path, format="parquet").to_batches():
        yield from batch.to_pylist()


def compare_rows(folder: Path, only: list[str] | None) -> None:
    """What becomes of hostile texts: the same row of each, in every way."""
    first: dict[str, dict[str, Any]] = {}
    for name, way in ways(folder, only, of_files=False).items():
        cost = run(way.command, folder)
        rows = {row["id"]: row for row in rows_in(folder / way.target)}
        if not first:
            first = rows
            for id_, row in rows.items():
                print(f"  {id_:<26}{row['status']:<9}{len(row['findings']):>6}  {row['problem'] or ''}")
        same = (
            "the same rows"
            if rows == first
            else f"OTHER: {sorted(id_ for id_ in first if rows.get(id_) != first[id_])}"
        )
        print(f"{name:<28}{len(rows)} of {len(HOSTILE)} rows, exit code {cost.code}: {same}", flush=True)


# --- one process and two -------------------------------------------------------------------------------------------


def show_pairs(folder: Path, count: int, pairs: int) -> None:
    """`archive` with one process and with two, in turn: how much faster two are, and what they cost together."""
    told: list[tuple[float, float, float]] = []
    for _ in range(pairs):
        one, two = (_archived(folder, jobs) for jobs in (1, 2))
        told.append(
            (one.wall / two.wall, (one.wall - one.waited) / (two.wall - two.waited), two.processor / one.processor)
        )
        print(
            "{:.2f} times the speed, {:.2f} without waiting, {:.2f} times the processor".format(*told[-1]), flush=True
        )
    wall, idle, processor = (statistics.median(column) for column in zip(*told, strict=True))
    print(f"{count:,} documents, median of {pairs}: two processes {wall:.2f} times the speed of one,", end=" ")
    print(f"{idle:.2f} without waiting for a core, {processor:.2f} times the processor")


def _archived(folder: Path, jobs: int) -> Cost:
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    return run([*LANGCHECK, "archive", folder / "tables", "--output", out, "--jobs", str(jobs)], folder)


# --- memory --------------------------------------------------------------------------------------------------------


def show_memory(folder: Path, counts: list[int], size: int) -> None:
    """The memory of all processes together, what they share counted once."""
    for count in counts:
        place = folder / str(count)
        write_documents(place, count, size=size, files=False)
        plain = run([sys.executable, "-c", PLAIN, place / "tables", place / "plain.parquet"], place)
        print(f"{count:>7,} documents, plain loop: {plain.memory:.0f} MB, {plain.processor:.0f} s CPU", flush=True)
        cost = _archived(place, 2)
        print(f"{count:>7,} documents, archive --jobs 2: {cost.memory:.0f} MB, {cost.processor:.0f} s CPU", flush=True)


if __name__ == "__main__":
    main()
