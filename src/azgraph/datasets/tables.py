"""The events of a dataset as Parquet: their columns, and what writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from azgraph.datasets.codes import codes
from azgraph.datasets.countries import MISSING
from azgraph.datasets.rows import Row
from azgraph.errors import AzgraphError

_BATCH = 1 << 17

try:
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
