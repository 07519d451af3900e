"""Whatever reads a stranger's bytes, and texts to begin with: what is fuzzed.

A reader returns, or says what is wrong as an error of azgraph's own; anything else is a fault.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Store
from rdflib import Graph

from azgraph import findings, integrity, passages, quads, refusals, sparql, turtle, when
from azgraph.errors import AzgraphError, InputError
from azgraph.graph import load
from azgraph.importers import FORMATS
from imports import SAMPLES, gdelt_row, icews_header, icews_row
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
            loaded(Path(folder, "set"))

    return read


def _rdf(ending: str) -> Callable[[bytes], None]:
    """Read RDF as what people write, and then as data of others."""

    def read(path: Path) -> None:
        with contextlib.suppress(AzgraphError):
            turtle.read(path)
        quads.load(path, Store())

    return _file(f"a.{ending}", read)


def _claims(name: str) -> Callable[[bytes], None]:
    """Import claims of others, and load what that has written: what is taken must be there to be asked."""

    def read(path: Path) -> None:
        from azgraph.claims.saving import import_table
        from azgraph.claims.wikidata import import_statements

        out = path.parent / "out"
        (import_table if name.startswith("form") else import_statements)([path], out)
        loaded(out)

    return _file(name, read)


def loaded(folder: Path) -> None:
    """Load a dataset that we have written ourselves, so that there is no excuse."""
    try:
        load(folder)
    except InputError as error:
        raise AssertionError("a dataset that was just written cannot be read") from error


def _dataset(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "manifest.json").write_bytes(data)
        Path(folder, "records.ttl").write_text(PREFIXES + THINGS, encoding="utf-8")
        with contextlib.suppress(AzgraphError):
            integrity.verify(Path(folder))
        load(Path(folder))


def _packed(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", data)
    return held.getvalue()


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
    "archive": _rows("gdelt"),
    "dataset": _dataset,
    "edtf": _edtf,
    "form": _claims("form.csv"),
    "gdelt": _rows("gdelt"),
    "icews": _rows("icews"),
    "jsonld": _rdf("jsonld"),
    "nquads": _rdf("nq"),
    "ntriples": _rdf("nt"),
    "polecat": _rows("polecat"),
    "query": _query,
    "rdfxml": _rdf("rdf"),
    "records": _file("a.ttl", lambda path: findings.check(path, bundled=False)),
    "segmentation": _file("a.tsv", passages.read),
    "statements": _claims("a.json"),
    "statements-rdf": _claims("a.ttl"),
    "trig": _rdf("trig"),
    "turtle": _rdf("ttl"),
}
ROW = (gdelt_row() + "\n").encode()
SEEDS: dict[str, list[str | bytes]] = {
    "archive": [_packed(ROW), gzip.compress(ROW, mtime=0)],
    "dataset": [
        json.dumps(
            {
                "azgraph_dataset": 1,
                "format": "gdelt",
                "title": "T",
                "licence": "L",
                "cite": "",
                "files": {"records.ttl": hashlib.sha256((PREFIXES + THINGS).encode()).hexdigest()},
                "inputs": {"a.csv": "0" * 64},
                "report": {"read": 1, "kept": 1, "skipped": {}, "of_kept": {}},
            }
        )
    ],
    "edtf": ["2025", "2025-10~", "2025-08/..", "/2025-12-26", "2025-21"],
    "gdelt": [gdelt_row() + "\n" + gdelt_row(id="8", code="43", day="20150230") + "\n"],
    "icews": [icews_header() + "\n" + icews_row() + "\n" + icews_row(id="x", day="NA") + "\n"],
    "jsonld": [
        '{"@context": {"a": "https://e.org/"}, "@id": "a:b", "a:c": ["x", {"@value": "1", "@type": "a:d"}]}'
    ],
    "form": ["who,whom,kind,source,date,id\nAzerbaijan,Georgia,visit,A report,2026-03-03,v\n"],
    "nquads": ['<https://e.org/a> <https://e.org/b> "x\\u0041"@en <https://e.org/g> .\n'],
    "ntriples": ['_:a <https://e.org/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'],
    "polecat": [(SAMPLES / "polecat.txt").read_text(encoding="utf-8")[:9000]],
    "query": ["SELECT * { ?s az:kind 'FROM' } # SERVICE", 'ASK { <a:b> ?p "\\u0053" }'],
    "rdfxml": [
        ENTITY
        + f"<rdf:RDF {NAMESPACES}><rdf:Description rdf:about='&e;a'><e:b>x</e:b></rdf:Description></rdf:RDF>"
    ],
    "records": [PREFIXES + THINGS + VISIT],
    "segmentation": [SEGMENTATION],
    "statements": [(SAMPLES / "wikidata.json").read_text(encoding="utf-8")],
    "statements-rdf": [(SAMPLES / "wikidata.ttl").read_text(encoding="utf-8")],
    "trig": ["@prefix a: <https://e.org/> . a:g { a:b a:c [ a:d ( 1 'x'@en 2.5 ) ] . }"],
    "turtle": ['@prefix a: <https://e.org/> . a:b a:c [ a:d ( 1 \'x\'@en 2.5 ) ], """y""" .'],
}


def seeds(name: str) -> list[bytes]:
    """Bytes that a reader takes."""
    return [seed.encode() if isinstance(seed, str) else seed for seed in SEEDS[name]]


def read(name: str, data: bytes) -> bool:
    """Whether a reader takes the bytes; it raises nothing but what it may."""
    with contextlib.suppress(AzgraphError):
        READERS[name](data)
        return True
    return False


if __name__ == "__main__":
    print(*READERS)
