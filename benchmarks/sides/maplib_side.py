"""maplib: SPARQL over columns in memory (polars, in Rust); answers are data frames."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from maplib import Model
from work import AS_OF, DYADS, RECORDS, THINGS, Task, network_of, rows, run, told


def main(path: str, *ontology: str) -> Iterator[Task]:
    """The tasks in turn, on the graph of the first."""
    graph = Model()

    def load() -> Model:
        for file in (path, *ontology):
            graph.read(file)
        return graph

    yield "load", load, lambda _: int(graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")["n"][0])
    yield "as-of query", lambda: graph.query(AS_OF), lambda found: rows(found.iter_rows())
    yield "dyads", lambda: graph.query(DYADS), lambda found: rows(found.iter_rows())
    yield "projection", lambda: network_of(texts(graph.query(RECORDS)), texts(graph.query(THINGS))), told


def texts(found: Any) -> Iterator[Any]:
    """Rows of a data frame as rows of plain text, as rdflib writes it."""
    for row in found.iter_rows():
        yield tuple(
            value.strip("<>")
            if isinstance(value, str)
            else str(value).lower()
            if isinstance(value, bool)
            else str(value)
            for value in row
        )


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
