#!/usr/bin/env bash
# One byte in one text ends the reading of a whole archive, and the error quotes the text.
#
# Expected: Parquet that one program writes and reads again, with a text column, is read by all; a byte that is no UTF-8 costs its
#   row at most. Messages tell the file and the column.
# Happens: pyarrow writes and reads a text that was exported as Windows-1252. DuckDB and Polars stop at it and give no row of the
#   file, and DuckDB's error holds the text, which then stands in a log.
# Matters: archives of forty years hold such texts. A job that ran for a night ends, and what a victim said is told to everyone who
#   may read the log. Store the column as bytes, or read it with something that takes them as they are.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq

print("pyarrow", pa.__version__, "duckdb", duckdb.__version__, "polars", polars.__version__)
TEXTS = ["He was seen.", "She said: they took my café wages.", "All is well."]
encoded = pa.array([text.encode("windows-1252") for text in TEXTS])
column = pa.Array.from_buffers(pa.string(), len(encoded), encoded.buffers())  # as a program does that trusts its input
pq.write_table(pa.table({"id": [1, 2, 3], "text": column}), "archive.parquet")
assert pq.read_table("archive.parquet").num_rows == len(TEXTS)


def said(read):
    try:
        read()
    except Exception as error:
        return str(error)
    return ""


duck = said(lambda: duckdb.sql("SELECT id, text FROM 'archive.parquet'").fetchall())
bear = said(lambda: polars.read_parquet("archive.parquet"))
print("duckdb:", duck)
print("polars:", bear)
assert "not valid UTF8" in duck and "they took my caf" in duck, duck
assert "invalid UTF-8" in bear and "took my" not in bear, bear
PYTHON
