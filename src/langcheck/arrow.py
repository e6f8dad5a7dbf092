"""langcheck for engines and tables: batches of Apache Arrow in, one row a document out; docs/archives.md has examples.

This needs pyarrow: ``pip install 'langcheck-ht[arrow]'``. Spark, DuckDB, Polars, Daft and Ray all hand over such batches.
"""

from __future__ import annotations

try:
    import pyarrow as pa  # noqa: F401  asked for here, so that its absence is told with what to do
except ModuleNotFoundError as error:
    from langcheck.errors import how_to_install

    raise ModuleNotFoundError(f"langcheck.arrow needs pyarrow. {how_to_install('arrow')}", name="pyarrow") from error

from langcheck.archive.tables import SCHEMA, check_batches, schema_of, stamp

__all__ = ["SCHEMA", "check_batches", "schema_of", "stamp"]
