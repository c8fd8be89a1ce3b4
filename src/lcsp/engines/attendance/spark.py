"""The leaf step on Apache Spark: the same kernel over the same rows, wherever LCSP_SPARK_MASTER says.

Every worker needs this package with its extra `spark`, and must reach the pupil store by the same path.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lcsp.children.pupils.year import places_of
from lcsp.engines.attendance.kernel import columns, count_leaves
from lcsp.engines.attendance.parts import part_numbers
from lcsp.engines.attendance.rules import RULES
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import ATTENDANCE

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class NoSpark(RuntimeError):
    """Spark was asked for and cannot be had; the message says what is missing."""


def wanted() -> bool:
    """Say whether the environment asks for Spark; raise NoSpark for an engine that there is not."""
    engine = os.environ.get("LCSP_ENGINE", "").strip().lower()
    if engine not in ("", "embedded", "spark"):
        raise NoSpark(f"LCSP_ENGINE is {engine!r}: write embedded (or leave it out), or spark.")
    return engine == "spark"


def open_session(master: str | None = None) -> "SparkSession":
    """Return a session on `master`: local[2], spark://…, yarn, or sc://… for Spark Connect (LCSP_SPARK_MASTER).

    Raise NoSpark where the library is not installed or the master does not answer.
    """
    address = master or os.environ.get("LCSP_SPARK_MASTER") or "local[*]"
    if not find_spec("pyspark"):
        raise NoSpark('Spark is not installed: python -m pip install "lcsp[engines,spark]"')
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("lcsp").config("spark.sql.execution.arrow.maxRecordsPerBatch", "65536")
    if address.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # its workers are processes of this environment
        builder = builder.config("spark.driver.memory", "1g").config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.sql.shuffle.partitions", "4")
    if address.startswith("sc://"):  # a server of Spark Connect, whose own settings it alone may change
        builder = builder.remote(address)
    else:
        builder = builder.config("spark.ui.enabled", "false").master(address)
    try:
        return builder.getOrCreate()
    except Exception as problem:
        raise NoSpark(f"Spark does not start on {address}: {problem}. A local one needs Java 17.") from problem


def read_tallies_on_spark(store: PupilStore, year: int, session: "SparkSession") -> pa.Table:
    """Return what `parts.read_tallies` returns, counted by Spark from the rows of bits."""
    held = []
    for part in part_numbers(store, year):
        leaves = pq.read_table(store.path(year, f"leaves-{part}"), partitioning=None)
        counts = count_on_spark(
            [str(store.path(year, f"attendance-{part}").absolute())], leaves.num_rows, year, session
        )
        for number, name in enumerate(columns(RULES)):
            leaves = leaves.append_column(name, pa.array(counts[:, number]))
        held.append(leaves)
    return pa.concat_tables(held) if held else pa.table({})


def count_on_spark(paths: list[str], leaves: int, year: int, session: "SparkSession") -> "np.ndarray[Any, Any]":
    """Return the counts of every leaf, as `kernel.count_leaves` does, of the rows in the Parquet files at `paths`."""
    from pyspark.sql import functions
    from pyspark.sql.types import IntegerType, LongType, StructField, StructType

    names = [f"c{number}" for number in range(len(columns(RULES)))]
    schema = StructType(
        [StructField("leaf", IntegerType(), False), *(StructField(name, LongType(), False) for name in names)]
    )
    rows = session.read.parquet(*paths).select(*ATTENDANCE.names)
    partial = rows.mapInArrow(_leaf_step(leaves, year, names), schema)
    summed = partial.groupBy("leaf").agg(*(functions.sum(name).alias(name) for name in names)).collect()
    counts = np.zeros((leaves, len(names)), np.int64)
    for row in summed:
        counts[row[0]] = row[1:]
    return counts


def _leaf_step(
    leaves: int, year: int, names: list[str]
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return what each worker does with its batches: the counts of the leaves that are in them."""

    def count(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        fixed = (batch.cast(ATTENDANCE) for batch in batches)
        counts = count_leaves(fixed, leaves, places_of(year), RULES)
        here = np.flatnonzero(counts.any(axis=1))
        yield pa.record_batch(
            [pa.array(here.astype(np.int32)), *(pa.array(counts[here, number]) for number in range(len(names)))],
            names=["leaf", *names],
        )

    return count
