"""DuckDB by hand: the same columns of the same events to Parquet, and their months.

It keeps actors as the file writes them: it resolves, checks and accounts for nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import reduce

import duckdb
from work import Task, run

NAMES = {f"c{number}": "VARCHAR" for number in range(61)}
EVENTS = """
COPY (SELECT c0 id, strptime(c1, '%Y%m%d')::DATE AS day, c26 code, c30::DOUBLE weight,
  nullif(c5, '') subject, nullif(c15, '') "object", c6 subject_text, c16 object_text,
  c32::INT sources, c33::INT articles, c31::INT mentions,
  strptime(c59[:8], '%Y%m%d')::DATE added, c60 origin
FROM read_csv('$FILE', delim = '\t', header = false, quote = '', escape = '', columns = $COLUMNS))
TO '$EVENTS' (COMPRESSION zstd)"""
MONTHS = """
COPY (SELECT subject, "object", date_trunc('month', day) AS month, count(*) volume,
  avg(weight) tone, sum(sources)::BIGINT sources
FROM '$EVENTS' WHERE subject <> "object" GROUP BY ALL ORDER BY ALL) TO '$MONTHS'"""


def main(path: str, folder: str) -> Iterator[Task]:
    """The tasks in turn."""
    engine = duckdb.connect()
    events = f"{folder}.events.parquet"
    values = {"$FILE": path, "$EVENTS": events, "$MONTHS": f"{folder}.months.parquet", "$COLUMNS": str(NAMES)}

    def work() -> int:
        for text in (EVENTS, MONTHS):
            engine.execute(reduce(lambda told, name: told.replace(name, values[name]), values, text))
        return int(engine.read_parquet(events).shape[0])

    yield "import", work, int


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
