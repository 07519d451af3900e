"""Plain rdflib: the events as triples in memory, and the months by its SPARQL."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pyarrow.parquet as pq
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import XSD
from work import Task, rows, run

E = Namespace("https://example.org/")
MONTHS = """PREFIX e: <https://example.org/>
SELECT ?subject ?object ?month (COUNT(?event) AS ?volume) (SUM(?weight) / COUNT(?event) AS ?tone) WHERE {
  ?event e:subject ?subject ; e:object ?object ; e:day ?day ; e:code ?code . ?code e:weight ?weight .
  FILTER (?subject != ?object)
  BIND (SUBSTR(STR(?day), 1, 7) AS ?month)
} GROUP BY ?subject ?object ?month"""


def main(_path: str, folder: str) -> Iterator[Task]:
    """The tasks in turn, on the events that azgraph wrote."""
    graph = Graph()

    def load() -> int:
        names = ["id", "subject", "object", "day", "code", "weight"]
        for batch in pq.ParquetFile(f"{folder}/events.parquet").iter_batches(columns=names):
            for row in batch.to_pylist():
                event, code = E[f"event/{row['id']}"], E[f"code/{row['code']}"]
                for end in ("subject", "object"):
                    if row[end] is not None:
                        graph.add((event, E[end], Literal(row[end])))
                graph.add((event, E.day, Literal(row["day"].isoformat(), datatype=XSD.date)))
                graph.add((event, E.code, code))
                graph.add((code, E.weight, Literal(str(row["weight"]), datatype=XSD.decimal)))
        return len(graph)

    yield "load", load, int
    found = lambda: [(*row[:4], f"{float(row[4]):.4f}") for row in graph.query(MONTHS)]  # noqa: E731
    yield "months", found, rows


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
