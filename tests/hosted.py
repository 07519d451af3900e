"""Events as tables of an engine, with a format's own columns, as others hold them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from azgraph.importers import FORMATS

_WHOLE = ("GLOBALEVENTID", "SQLDATE", "NumMentions", "NumSources", "NumArticles", "DATEADDED")
_REAL = ("GoldsteinScale", "AvgTone", "Intensity")


def table(form: str, *rows: str) -> pa.Table:
    """Rows of a file as a table: numbers as such, and nothing where the file has nothing."""
    fields = [row.split("\t") for row in rows]
    columns = {}
    for name, texts in zip(FORMATS[form].columns, zip(*fields, strict=True), strict=False):
        read, type_ = (
            (int, pa.int64())
            if name in _WHOLE
            else (float, pa.float64())
            if name in _REAL
            else (str, pa.string())
        )
        columns[name] = pa.array([None if text == "" else read(text) for text in texts], type_)
    return pa.table(columns)


def sample(form: str, path: Path) -> pa.Table:
    """A file of events as a table."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return table(form, *rows[FORMATS[form].header is not None :])


def in_parquet(folder: Path, events: pa.Table) -> str:
    """A Parquet file of a table, as it is named to azgraph."""
    path = folder / "events.parquet"
    pq.write_table(events, path)
    return str(path)


def in_duckdb(folder: Path, events: pa.Table) -> str:
    """The URL of a file of DuckDB that holds a table, `events`."""
    path = folder / "events.db"
    with duckdb.connect(str(path)) as base:
        base.register("given", events)
        base.execute("CREATE TABLE events AS FROM given")
    return f"duckdb://{path}"


def in_sqlite(folder: Path, events: pa.Table) -> str:
    """The URL of a file of SQLite that holds a table, `events`."""
    path = folder / "events.sqlite"
    names = [f'"{name}"' for name in events.column_names]
    base = sqlite3.connect(path)
    base.execute(f"CREATE TABLE events ({', '.join(names)})")
    rows = zip(*(column.to_pylist() for column in events.columns), strict=True)
    base.executemany(f"INSERT INTO events VALUES ({', '.join('?' * len(names))})", rows)
    base.commit()
    base.close()
    return f"sqlite://{path}"
