"""An archive with Polars: a lazy frame of documents to a lazy frame of rows, in one process, a part at a time.

python polars_archive.py "releases/*.parquet" checked.parquet
"""

from __future__ import annotations

import sys

import polars as pl
import pyarrow as pa

from langcheck.arrow import SCHEMA, check_batches


def checked(documents: pl.DataFrame) -> pl.DataFrame:
    """The rows of documents."""
    rows = pl.from_arrow(pa.Table.from_batches(check_batches([documents.to_arrow()]), SCHEMA))
    assert isinstance(rows, pl.DataFrame)
    return rows


source, target = sys.argv[1:]
schema = checked(pl.DataFrame(schema={"id": pl.String, "text": pl.String})).schema
documents = pl.scan_parquet(source).select("id", "text")
documents.map_batches(checked, schema=schema, streamable=True).sink_parquet(target)
[count, found] = pl.scan_parquet(target).select(pl.len(), pl.col("findings").list.len().sum()).collect().row(0)
print(f"{count:,} documents, {found:,} findings in {target}")
