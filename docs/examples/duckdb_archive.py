"""An archive with DuckDB: whatever DuckDB can read, streamed through langcheck into Parquet, in one process.

python duckdb_archive.py "releases/*.parquet" checked.parquet
"""

from __future__ import annotations

import sys

import duckdb
import pyarrow as pa

from langcheck.arrow import SCHEMA, check_batches

source, target = sys.argv[1:]
reading, writing = duckdb.connect(), duckdb.connect()  # a connection with an open result refuses everything else
documents = reading.sql("SELECT id, text FROM read_parquet($source)", params={"source": source})
rows = pa.RecordBatchReader.from_batches(SCHEMA, check_batches(documents.to_arrow_reader(500)))
writing.from_arrow(rows).write_parquet(target)
[(count, found)] = writing.sql(
    "SELECT count(*), sum(len(findings)) FROM read_parquet($t)", params={"t": target}
).fetchall()
print(f"{count:,} documents, {found:,} findings in {target}")
