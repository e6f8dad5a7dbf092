"""An archive with Daft, on this machine or on a Ray cluster (``daft.set_runner_ray()``).

python daft_archive.py "releases/*.parquet" checked/
"""

from __future__ import annotations

import sys

import daft
import pyarrow as pa

from langcheck.arrow import SCHEMA, check_batches


@daft.func.batch(return_dtype=daft.DataType.from_arrow_type(pa.struct(list(SCHEMA))))
def checked(ids: daft.Series, texts: daft.Series) -> pa.Array:
    """The rows of documents."""
    batch = pa.RecordBatch.from_arrays([ids.to_arrow(), texts.to_arrow()], names=["id", "text"])
    return pa.concat_arrays([rows.to_struct_array() for rows in check_batches([batch])])


source, target = sys.argv[1:]
documents = daft.read_parquet(source)
rows = documents.select(checked(documents["id"], documents["text"]).alias("row")).select(daft.col("row").unnest())
rows.write_parquet(target)
print(f"{daft.read_parquet(f'{target}/*.parquet').count_rows():,} documents in {target}")
