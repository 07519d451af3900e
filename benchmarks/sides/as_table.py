"""The rows of a file as the table that GDELT's makers hold: named columns, numbers as such.

A process of its own: a side would begin with the memory of the one that starts it.
"""

from __future__ import annotations

import sys

import duckdb

from azgraph.importers import FORMATS

NUMBERS = {"GLOBALEVENTID", "SQLDATE", "NumMentions", "NumSources", "NumArticles", "DATEADDED"}


def main(path: str, table: str) -> None:
    """Write the table as Parquet."""
    types = {name: "BIGINT" if name in NUMBERS else "VARCHAR" for name in FORMATS["gdelt"].columns}
    given = f"delim = '\t', header = false, quote = '', escape = '', columns = {types}"
    duckdb.execute(f"COPY (FROM read_csv('{path}', {given})) TO '{table}' (COMPRESSION zstd)")


if __name__ == "__main__":
    main(*sys.argv[1:])
