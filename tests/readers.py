"""Whatever reads a stranger's bytes, and texts to begin with: what is fuzzed.

A reader returns, or says what is wrong as an error of azgraph's own; anything else is a fault.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from rdflib import Graph

from azgraph import findings, passages, refusals, sparql, turtle, when
from azgraph.errors import AzgraphError
from azgraph.importers import FORMATS
from imports import gdelt_row, icews_header, icews_row
from writing import PREFIXES, SEGMENTATION, THINGS


def _edtf(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for shape in ("event", "relation", "figure"):
        when.bounds(text, shape)
        when.words(text, shape)


def _query(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    refusals.check(text)
    # The engine itself is not fuzzed: what it does to a process is why queries run in a child.
    sparql.run(Graph(), "ASK {}" + "".join(f"\n# {line}" for line in text.splitlines()))


def _rows(name: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        from azgraph.datasets.writing import write

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "rows.csv")
            path.write_bytes(data)
            write(FORMATS[name], [path], Path(folder, "set"))

    return read


def _file(name: str, reader: Callable[[Path], object]) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            reader(path)

    return read


VISIT = ":v a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when '2025-03~/2025-05' ; az:claim c:s1.p1.1 ."
ENTITY = '<!DOCTYPE r [<!ENTITY e "https://e.org/">]>'
NAMESPACES = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='https://e.org/'"
READERS: dict[str, Callable[[bytes], None]] = {
    "edtf": _edtf,
    "gdelt": _rows("gdelt"),
    "icews": _rows("icews"),
    "jsonld": _file("a.jsonld", turtle.read),
    "query": _query,
    "rdfxml": _file("a.rdf", turtle.read),
    "records": _file("a.ttl", lambda path: findings.check(path, bundled=False)),
    "segmentation": _file("a.tsv", passages.read),
    "trig": _file("a.trig", turtle.read),
}
SEEDS: dict[str, list[str]] = {
    "edtf": ["2025", "2025-10~", "2025-08/..", "/2025-12-26", "2025-21"],
    "gdelt": [gdelt_row() + "\n" + gdelt_row(id="8", code="43", day="20150230") + "\n"],
    "icews": [icews_header() + "\n" + icews_row() + "\n" + icews_row(id="x", day="NA") + "\n"],
    "jsonld": [
        '{"@context": {"a": "https://e.org/"}, "@id": "a:b", "a:c": ["x", {"@value": "1", "@type": "a:d"}]}'
    ],
    "query": ["SELECT * { ?s az:kind 'FROM' } # SERVICE", 'ASK { <a:b> ?p "\\u0053" }'],
    "rdfxml": [
        ENTITY
        + f"<rdf:RDF {NAMESPACES}><rdf:Description rdf:about='&e;a'><e:b>x</e:b></rdf:Description></rdf:RDF>"
    ],
    "records": [PREFIXES + THINGS + VISIT],
    "segmentation": [SEGMENTATION],
    "trig": ["@prefix a: <https://e.org/> . a:g { a:b a:c [ a:d ( 1 'x'@en 2.5 ) ] . }"],
}


def read(name: str, data: bytes) -> bool:
    """Whether a reader takes the bytes; it raises nothing but what it may."""
    with contextlib.suppress(AzgraphError):
        READERS[name](data)
        return True
    return False


if __name__ == "__main__":
    print(*READERS)
