"""The examples for engines, each run on a few documents: the same findings as ``langcheck archive`` makes of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")

import pyarrow.dataset as ds  # noqa: E402  after what may skip the module
import pyarrow.parquet as pq  # noqa: E402

from langcheck.arrow import check_batches, stamp  # noqa: E402
from tests.conftest import ROOT  # noqa: E402
from tests.test_no_network import watched  # noqa: E402

pytestmark = pytest.mark.model

TEXTS = ["The prostitute, 15, left. The pimp ran.", "All is well.", None, "", "\U0001f600 A pimp.", "caf\0e"]
LOCAL = {
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1"
    " --conf spark.ui.enabled=false pyspark-shell",
}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    write(tmp_path / "documents" / "0.parquet", range(6), TEXTS)
    return tmp_path / "documents"


def write(path: Path, ids: Any, texts: list[str | None]) -> None:
    table = pa.table({"id": [str(id_) for id_ in ids], "text": texts, "office": ["north"] * len(texts)})
    pq.write_table(table, path)


def found(path: Path) -> list[tuple[Any, ...]]:
    rows = ds.dataset(path, format="parquet").to_table(columns=["id", "status", "findings"]).to_pylist()
    return sorted(
        (row["id"], row["status"], *((item["entry"], item["start"], item["level"]) for item in row["findings"]))
        for row in rows
    )


def expected(documents: Path) -> list[tuple[Any, ...]]:
    rows = [row for batch in check_batches(ds.dataset(documents).to_batches()) for row in batch.to_pylist()]
    return sorted(
        (row["id"], row["status"], *((item["entry"], item["start"], item["level"]) for item in row["findings"]))
        for row in rows
    )


def run(name: str, *arguments: str | Path) -> str:
    command = [sys.executable, str(ROOT / "docs" / "examples" / name), *map(str, arguments)]
    environment = {**os.environ, **LOCAL}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("engine", "pattern", "output"),
    [("duckdb", "*.parquet", "out.parquet"), ("polars", "*.parquet", "out.parquet"), ("daft", "*.parquet", "out")],
)
def test_an_example_finds_the_same(engine: str, pattern: str, output: str, documents: Path, tmp_path: Path) -> None:
    pytest.importorskip(engine, reason=f"{engine} is not installed")
    assert run(f"{engine}_archive.py", documents / pattern, tmp_path / output).startswith("6 documents")
    assert found(tmp_path / output) == expected(documents)


def test_spark_finds_the_same_and_goes_on(documents: Path, tmp_path: Path) -> None:
    """What was added later is checked, and nothing else; the log holds no word of a document."""
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    out = tmp_path / "out"
    assert run("spark_archive.py", documents, out, "--keep", "office", "--slices", "2").endswith(
        f"6 documents in {out}\n"
    )
    assert found(out) == expected(documents)
    written = set(out.glob("*.parquet"))
    write(documents / "1.parquet", [6], ["Another pimp."])
    assert run("spark_archive.py", documents, out, "--keep", "office").endswith(f"7 documents in {out}\n")
    assert found(out) == expected(documents)
    [new] = [path for path in set(out.glob("*.parquet")) - written if pq.read_metadata(path).num_rows]
    assert pq.read_table(new, columns=["id", "stamp", "office"]).to_pylist() == [
        {"id": "6", "stamp": stamp(), "office": "north"}
    ]


def test_every_query_of_the_page_runs_on_an_archive(documents: Path, tmp_path: Path) -> None:
    """The first of them lists the findings."""
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    table = pa.table({"id": ["a", "b"], "text": TEXTS[:2], "published": ["2024-03-05", "2023-01-01"]})
    rows = pa.Table.from_batches(check_batches([table], keep=["published"]))
    (tmp_path / "checked").mkdir()
    pq.write_table(rows, tmp_path / "checked" / "0.parquet")
    page = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
    queries = [part.split("```")[0] for part in page.split("```sql\n")[1:]]
    answers = [duckdb.sql(query.replace("'checked/", f"'{tmp_path}/checked/")).fetchall() for query in queries]
    assert answers == [
        [
            ("a", "error", "en.person.prostitute", "prostitute", "child sex trafficking victim"),
            ("a", "warning", "en.trafficker.pimp", "pimp", "trafficker"),
        ],
        [("en.person.prostitute", "2024", 142.86), ("en.trafficker.pimp", "2024", 142.86)],
        [],
        [],
    ]


def test_a_check_of_batches_opens_no_socket(documents: Path) -> None:
    code = f"""
from langcheck.arrow import check_batches
import pyarrow.dataset as ds
rows = [row for batch in check_batches(ds.dataset({str(documents)!r}).to_batches()) for row in batch.to_pylist()]
print(json.dumps({{"rows": len(rows), "seen": seen}}), file=sys.stderr)
"""
    assert watched(code, folder=documents) == {"rows": 6, "seen": []}
