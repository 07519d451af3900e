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
"""Events that are written together: fewer are larger on disk and slower to read, more fill the memory."""

try:
    import pyarrow as pa
    import pyarrow.compute as pc
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
    """Writes events to a Parquet file, many at a time.

    `rising` tells whether each id so far, as a text, stood after the one before: then none came twice.
    """

    def __init__(self, path: Path) -> None:
        self.rising, self._last = True, ""
        self._waiting: list[Any] = []
        # Without the schema of Arrow itself, names are read back as plain text.
        few = [column.name for column in SCHEMA if column.name not in ("id", "line", "origin")]
        self._writer = pq.ParquetWriter(
            path,
            SCHEMA,
            compression="zstd",
            use_dictionary=few,
            column_encoding={"line": "DELTA_BINARY_PACKED"},
            store_schema=False,
        )

    def add(self, events: Any) -> None:
        """Add a table of events."""
        if self.rising:
            ids = events.column("id").combine_chunks()
            later = pc.all(pc.less(ids[:-1], ids[1:])).as_py()
            self.rising = later and self._last < ids[0].as_py()
            self._last = ids[-1].as_py()
        self._waiting.append(events)
        if sum(map(len, self._waiting)) >= _BATCH:
            self._write()

    def close(self) -> None:
        """Write what waits and the end of the file."""
        try:
            self._write()
        finally:
            self._writer.close()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            group = pa.concat_tables(waiting).unify_dictionaries()
            self._writer.write_table(group, row_group_size=len(group))


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
