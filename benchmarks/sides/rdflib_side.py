"""Plain rdflib: a graph in memory, rdflib's own parser and SPARQL, and NetworkX built row by row."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from rdflib import OWL, RDF, Graph, Namespace
from work import AS_OF, BASE, DYADS, RECORDS, THINGS, Task, network_of, rows, run, told

AZ = Namespace(BASE + "ns#")


def main(path: str, *ontology: str) -> Iterator[Task]:
    """The tasks in turn, on the graph of the first."""
    graph = Graph()

    def load() -> Graph:
        for file in (path, *ontology):
            graph.parse(file, format="turtle")
        return graph

    yield "load", load, len
    yield "as-of query", lambda: list(graph.query(AS_OF)), rows
    yield "dyads", lambda: list(graph.query(DYADS)), rows
    yield "projection", lambda: network_of(texts(graph.query(RECORDS)), texts(graph.query(THINGS))), told
    yield "projection, loops", lambda: network_of(looped(graph), texts(graph.query(THINGS))), told


def texts(found: Any) -> Iterator[Any]:
    """Rows of terms as rows of plain text."""
    return (tuple(map(str, row)) for row in found)


def looped(graph: Graph) -> Iterator[tuple[str, ...]]:
    """The same rows without SPARQL: each predicate read once into a dict, and these looked up."""

    def read(predicate: Any) -> dict[str, str]:
        return {str(s): str(o) for s, o in graph.subject_objects(predicate)}

    kinds, subjects, objects, starts, claims = (
        read(AZ[name]) for name in ("kind", "subject", "object", "start", "claim")
    )
    stances = read(AZ.stance)
    classes, categories, weights, edges = (
        read(AZ[name]) for name in ("recordClass", "category", "weight", "edge")
    )
    symmetric = {str(edge) for edge in graph.subjects(RDF.type, OWL.SymmetricProperty)}
    for record, kind in kinds.items():
        if subjects[record] != objects[record]:
            yield (
                record, subjects[record], objects[record], kind, classes[kind], categories[kind], weights[kind],
                edges[kind], str(edges[kind] in symmetric).lower(), starts[record], stances[claims[record]],
            )  # fmt: skip


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
