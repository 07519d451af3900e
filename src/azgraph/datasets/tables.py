"""The events of a dataset as Parquet, and what is counted from them, as Ibis expressions.

Each expression is written once and names no engine; DuckDB, embedded, runs it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from azgraph.datasets.codes import codes
from azgraph.datasets.countries import MISSING
from azgraph.datasets.rows import Row
from azgraph.errors import AzgraphError

_BATCH = 1 << 17
_MEMORY = "200MB"

try:
    import duckdb
    import ibis
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise AzgraphError(MISSING) from None

_NAMES = pa.dictionary(pa.int32(), pa.string())  # of which there are few
SCHEMA = pa.schema([
    ("id", pa.string()), ("file", _NAMES), ("line", pa.int64()), ("day", pa.date32()),
    ("code", _NAMES), ("weight", pa.float64()),
    ("subject", _NAMES), ("object", _NAMES), ("subject_text", _NAMES), ("object_text", _NAMES),
    ("sources", pa.int32()), ("articles", pa.int32()), ("mentions", pa.int32()),
    ("own_weight", pa.float64()), ("added", pa.date32()), ("origin", pa.string()),
])  # fmt: skip


class Writer:
    """Writes events to a Parquet file, many at a time."""

    def __init__(self, path: Path) -> None:
        # Without the schema of Arrow itself, names are read back as plain text.
        few = [column.name for column in SCHEMA if column.name not in ("id", "line", "origin")]
        self._writer = pq.ParquetWriter(
            path, SCHEMA, compression="zstd", use_dictionary=few, store_schema=False
        )

    def add(self, events: Any) -> None:
        """Add a table of events."""
        self._writer.write_table(events, row_group_size=_BATCH)

    def close(self) -> None:
        """Write the end of the file."""
        self._writer.close()


def together(events: list[Any]) -> Any:
    """Some tables of events as one, in the order of lines."""
    return events[0] if len(events) == 1 else pa.concat_tables(events).unify_dictionaries().sort_by("line")


def of_rows(rows: Sequence[tuple[Row, int]], file: str) -> Any:
    """Some rows of a file and their lines as a table."""
    columns = zip(*(_values(row, file, line) for row, line in rows), strict=True)
    arrays = [pa.array(values, column.type) for values, column in zip(columns, SCHEMA, strict=True)]
    return pa.table(arrays, schema=SCHEMA)


def _values(row: Row, file: str, line: int) -> tuple[Any, ...]:
    return (
        row.id, file, line, row.day, row.code, codes()[row.code].weight,
        row.subject and row.subject.iri, row.object and row.object.iri, row.subject_text, row.object_text,
        row.sources, row.articles, row.mentions, row.own_weight, row.added, row.origin,
    )  # fmt: skip


def connect(spill: Path | None) -> Any:
    """An embedded engine that spills to a folder what does not fit, or with None to nowhere."""
    return ibis.duckdb.connect(memory_limit=_MEMORY, temp_directory="" if spill is None else str(spill))


def read(engine: Any, path: Path) -> Any:
    """The table in a Parquet file."""
    return engine.read_parquet(path)


def repeats(rows: Any) -> Any:
    """The lines that hold an event which an earlier file, by name, or line has already."""
    ids = rows.select("id", "file", "line")
    # To order all lines within their ids takes far longer than to see which ids come again.
    again = ids.group_by("id").agg(times=ids.count()).filter(ibis._.times > 1)
    ids = ids.semi_join(again, "id")
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
    joined = joined.mutate(month=joined.day.truncate("M"), exact=joined.weight.cast("decimal(9, 4)"))
    counted = joined.group_by(["subject", "object", "month"]).agg(
        volume=joined.count(),
        # A sum of decimals is the same in whatever order an engine adds.
        tone=joined.exact.sum().cast("float64") / joined.count(),
        # DuckDB adds integers up to 128 bits wide, which Parquet does not have.
        sources=joined.sources.cast("float64").sum().cast("int64"),
        files=joined.file.collect(distinct=True).sort(),
    )
    told = counted.mutate(month=counted.month.strftime("%Y-%m"))
    return told.order_by(["subject", "object", "month"])


def decayed(table: Any, day: date, half_life: float | None) -> Any:
    """One row a pair, whoever acts: the volume of its events until a day, and what they pull."""
    joined = in_pairs(table).filter(ibis._.day <= ibis.literal(day))
    ends = {
        "one": ibis.least(joined.subject, joined.object),
        "other": ibis.greatest(joined.subject, joined.object),
    }
    # Few rows are left a pair and day, and only these are decayed.
    daily = joined.group_by(day=joined.day, **ends).agg(
        n=joined.count(), weight=joined.weight.cast("decimal(9, 4)").sum().cast("float64")
    )
    age = ibis.literal(day).delta(daily.day, unit="day")
    left = ibis.literal(1.0) if half_life is None else ibis.literal(0.5) ** (age / half_life)
    return (
        daily.mutate(left=left)
        .group_by(["one", "other"])
        .agg(volume=(ibis._.n * ibis._.left).sum(), pull=(ibis._.weight * ibis._.left).sum())
        .order_by(["one", "other"])
    )


def tallies(table: Any) -> Any:
    """How many events join a pair, stay within one actor or lack an actor."""
    subject, object_ = table.subject.notnull(), table.object.notnull()
    return table.aggregate(
        events=table.count(),
        in_pairs=(subject & object_ & (table.subject != table.object)).sum(),
        within_one=(subject & object_ & (table.subject == table.object)).sum(),
        one_actor_missing=(subject != object_).sum(),
        both_actors_missing=(~subject & ~object_).sum(),
        weight_differs=(table.own_weight != table.weight).sum(),
    )


def days(table: Any) -> Any:
    """The first and last day of the events of each file, and the newest day that it knows."""
    return table.group_by("file").agg(
        first=table.day.min(),
        last=table.day.max(),
        newest=ibis.coalesce(table.added.max(), table.day.max()),
    )


FAULTS = (duckdb.Error, pa.ArrowException, OSError)
"""What a full disk or a file that went away raises."""
