"""Reading CSV tables back, as `azgraph export --format csv` writes them."""

from __future__ import annotations

import csv
from pathlib import Path

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from azgraph.names import AZ, PREFIXES

_DAYS = {"start", "startBy", "endFrom", "end", "issued"}
_TEXTS = {"when", "due", "office", "unit", "said", "sid", "sha256", "omitted"}
_NUMBERS = {"value", "number", "charStart", "charEnd"}
_NAMED = {
    "class": RDF.type, "label": RDFS.label, "aliases": SKOS.altLabel, "note": SKOS.editorialNote,
    "url": DCTERMS.source,
    **{name: DCTERMS[name] for name in ("description", "alternative", "title", "creator", "issued", "temporal")},
}  # fmt: skip


def read(folder: Path) -> Graph:
    """The data of a folder of tables, without the facts of its day."""
    graph = Graph()
    for name in ("things", "records", "claims", "passages", "sources"):
        for row in rows(folder / f"{name}.csv"):
            node = _iri(row.pop("id"))
            if name in ("claims", "passages", "sources"):
                graph.add((node, RDF.type, AZ[name[:-1].capitalize()]))
            if record := row.pop("record", ""):
                graph.add((_iri(record), AZ.claim, node))
            for column, text in row.items():
                for part in text.split(" | ") if text else ():
                    graph.add((node, _NAMED.get(column, AZ[column]), _term(column, part)))
    return graph


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of one table, without the apostrophe that keeps a cell from being a formula."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: text.removeprefix("'") for name, text in row.items()} for row in csv.DictReader(file)]


def _term(column: str, text: str) -> URIRef | Literal:
    if column in _DAYS:
        return Literal(text, datatype=XSD.date)
    if column in _NUMBERS:
        return Literal(int(text))
    if column == "makesFacts":
        return Literal(text == "true")
    plain = column in _TEXTS or (column in _NAMED and column not in ("class", "creator", "url"))
    return Literal(text) if plain else _iri(text)


def _iri(short: str) -> URIRef:
    prefix, _, rest = short.partition(":")
    return URIRef(PREFIXES[prefix] + rest if prefix in PREFIXES else short)
