"""An archive on Spark 4: the documents that are not in it yet, checked on all cores of a cluster and appended.

    spark-submit spark_archive.py releases/ checked/ --keep office --keep published

It may be stopped and started again: what is in the archive with the digest of the text and the stamp of this langcheck is
not checked again. docs/archives.md says how langcheck comes to the machines, and what each core needs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else a worker is the first `python3` of its machine

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812  as all of Spark's own pages call it
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from langcheck.arrow import SCHEMA, stamp


def main() -> None:
    parser = argparse.ArgumentParser(description="Check the documents of a table that are not in the archive yet.")
    parser.add_argument("documents", help="a folder of Parquet with the columns id and text")
    parser.add_argument("archive", help="a folder of Parquet, which need not be there")
    parser.add_argument("--keep", action="append", default=[], help="a column that goes with each row")
    parser.add_argument("--slices", type=int, default=1, help="how many jobs to make of it: a stop loses one at most")
    parser.add_argument("--partitions", type=int, default=0, help="how many tasks a job has: some for each core")
    told = parser.parse_args()
    spark = SparkSession.builder.appName("langcheck").getOrCreate()
    documents = with_digest(spark.read.parquet(told.documents))
    todo = documents.join(done(spark, told.archive), ["id", "digest"], "left_anti")
    for number in range(told.slices):
        part = todo.where(F.pmod(F.xxhash64("id"), F.lit(told.slices)) == number)
        # without this, a task is a file of the input, and four files are four tasks on however many cores
        part = part.repartition(told.partitions) if told.partitions else part
        checked(part, told.keep).write.mode("append").parquet(told.archive)
    print(f"{spark.read.parquet(told.archive).count():,} documents in {told.archive}")


def with_digest(documents: DataFrame) -> DataFrame:
    """The documents with ids as strings, and with the digest that the archive has of each; a null has an empty one.

    In a join, two nulls are not the same: without this, each run would add those documents again.
    """
    digest = F.coalesce(F.sha2("text", 256), F.lit(""))
    return documents.withColumn("id", F.col("id").cast("string")).withColumn("digest", digest)


def done(spark: SparkSession, archive: str) -> DataFrame:
    """What the archive holds that was made by this langcheck, this lexicon and these settings."""
    try:
        rows = spark.read.parquet(archive).where(F.col("stamp") == stamp())
        current = rows.select("id", F.coalesce("digest", F.lit("")).alias("digest"))
        assert current.columns == ["id", "digest"]  # Spark Connect looks for the folder only when something is asked
        return current
    except AnalysisException:  # there is no archive yet
        return spark.createDataFrame([], "id string, digest string")


def checked(documents: DataFrame, keep: list[str]) -> DataFrame:
    """The rows of documents."""

    def check(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from langcheck.arrow import check_batches  # on the worker, which has to have langcheck

        yield from check_batches(batches, keep=keep)

    schema: Any = StructType([*from_arrow_schema(SCHEMA), *(documents.schema[name] for name in keep)])
    return documents.select("id", "text", *keep).mapInArrow(check, schema)


if __name__ == "__main__":
    main()
