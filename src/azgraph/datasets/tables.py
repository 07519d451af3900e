"""The events of a dataset as Parquet, and what is counted from them, as Ibis expressions.

Each expression is written once and names no engine; DuckDB, embedded, runs it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from azgraph.datasets import cameo
from azgraph.datasets.countries import MISSING
from azgraph.datasets.rows import Row
from azgraph.errors import AzgraphError

_BATCH = 20_000
_MEMORY = "800MB"

try:
    import duckdb
    import ibis
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise AzgraphError(MISSING) from None

SCHEMA = pa.schema([
    ("id", pa.string()), ("file", pa.string()), ("line", pa.int64()), ("day", pa.date32()),
    ("code", pa.string()), ("weight", pa.float64()),
    ("subject", pa.string()), ("object", pa.string()),
    ("subject_text", pa.string()), ("object_text", pa.string()),
    ("sources", pa.int32()), ("articles", pa.int32()), ("mentions", pa.int32()),
    ("own_weight", pa.float64()), ("added", pa.date32()), ("origin", pa.string()),
])  # fmt: skip


class Writer:
    """Writes rows to a Parquet file, a batch at a time."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, SCHEMA, compression="zstd")
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, row: Row, file: str, line: int) -> None:
        """Add a row and the place it comes from."""
        self._waiting.append((
            row.id, file, line, row.day, row.code, cameo.codes()[row.code].weight,
            row.subject and row.subject.iri, row.object and row.object.iri, row.subject_text, row.object_text,
            row.sources, row.articles, row.mentions, row.own_weight, row.added, row.origin,
        ))  # fmt: skip
        if len(self._waiting) == _BATCH:
            self._flush()

    def close(self) -> None:
        """Write what waits, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            columns = [
                pa.array(c, f.type) for c, f in zip(zip(*self._waiting, strict=True), SCHEMA, strict=True)
            ]
            self._writer.write_batch(pa.record_batch(columns, schema=SCHEMA))
            self._waiting.clear()


def connect(spill: Path) -> Any:
    """An embedded engine that spills to a folder what does not fit."""
    return ibis.duckdb.connect(memory_limit=_MEMORY, temp_directory=str(spill))


def read(engine: Any, path: Path) -> Any:
    """The table in a Parquet file."""
    return engine.read_parquet(path)


def batches(path: Path) -> Iterator[list[dict[str, Any]]]:
    """The rows of a Parquet file in their order, some at a time."""
    for batch in pq.ParquetFile(path).iter_batches(_BATCH):
        yield batch.to_pylist()


def repeats(rows: Any) -> Any:
    """The lines that hold an event which an earlier file, by name, or line has already."""
    ids = rows.select("id", "file", "line")
    first = ibis.window(group_by=ids.id, order_by=[ids.file, ids.line])
    numbered = ids.mutate(again=ibis.row_number().over(first))
    return numbered.filter(numbered.again > 0).drop("again").order_by(["file", "line"])


def without(rows: Any, repeated: Any) -> Any:
    """Each event once, where it first stands."""
    return rows.anti_join(repeated, ["file", "line"]).order_by(["file", "line"])


def in_pairs(table: Any) -> Any:
    """The events that join two actors; one that stays within an actor joins nobody."""
    return table.filter(table.subject.notnull() & table.object.notnull() & (table.subject != table.object))


def months(table: Any) -> Any:
    """One row a pair and month: how many events, their mean weight, their sources added up, their files."""
    joined = in_pairs(table)
    joined = joined.mutate(month=joined.day.strftime("%Y-%m"))
    return (
        joined.group_by(["subject", "object", "month"])
        .agg(
            volume=joined.count(),
            tone=joined.weight.mean(),
            # DuckDB adds integers up to 128 bits wide, which Parquet does not have.
            sources=joined.sources.cast("float64").sum().cast("int64"),
            files=joined.file.collect(distinct=True),
        )
        .order_by(["subject", "object", "month"])
    )


def tallies(table: Any) -> Any:
    """How many events join a pair, stay within one actor or lack an actor; and the first and last day."""
    subject, object_ = table.subject.notnull(), table.object.notnull()
    return table.aggregate(
        events=table.count(),
        in_pairs=(subject & object_ & (table.subject != table.object)).sum(),
        within_one=(subject & object_ & (table.subject == table.object)).sum(),
        one_actor_missing=(subject != object_).sum(),
        both_actors_missing=(~subject & ~object_).sum(),
        weight_differs=(table.own_weight != table.weight).sum(),
        first=table.day.min(),
        last=table.day.max(),
        newest=ibis.coalesce(table.added.max(), table.day.max()),
    )


FAULTS = (duckdb.Error, pa.ArrowException, OSError)
"""What a full disk or a file that went away raises."""
