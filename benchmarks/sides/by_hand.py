"""DuckDB by hand: the same columns of the same events to Parquet, and their months; a script of its own.

It keeps actors as the file writes them: it resolves, checks and accounts for nothing but that each line has as
many columns, and that days and numbers are such. It gives no digest of a file.
"""

from __future__ import annotations

import sys
from functools import reduce

import duckdb

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


def work(path: str, folder: str) -> int:
    """Write events and months, and return how many events there are."""
    engine = duckdb.connect()
    events = f"{folder}.events.parquet"
    values = {"$FILE": path, "$EVENTS": events, "$MONTHS": f"{folder}.months.parquet", "$COLUMNS": str(NAMES)}
    for text in (EVENTS, MONTHS):
        engine.execute(reduce(lambda told, name: told.replace(name, values[name]), values, text))
    return int(engine.read_parquet(events).shape[0])


if __name__ == "__main__":
    print(work(*sys.argv[1:]))
