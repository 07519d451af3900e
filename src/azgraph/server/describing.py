"""What the graph says of one thing or record: its statements, those of its claims, and what names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from azgraph import sparql, when
from azgraph.citations import evidence
from azgraph.errors import UnknownName
from azgraph.interchange.jsonld import jsonld
from azgraph.names import AZ, BASE, PREFIXES, local, short

_FORMS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
PLACES = ("id/", "kind/", "status/", "cameo/")
"""The parts of the project's namespace whose names have an address of their own."""
MOST = 200
"""How many of the records that name a thing are listed."""
_FIRST = ("kind", "status", "subject", "object", "participant", "about", "place", "when")
_TIMES = {AZ.when, AZ.said, AZ.due}


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its words, and where it leads."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of a thing."""

    iri: str
    title: str
    sort: str
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    cited: tuple[str, ...]
    named: tuple[Value, ...]
    more: int
    actor: str


def address(iri: Node | str) -> str:
    """Where on this server something is described.

    >>> address("https://w3id.org/azgraph/id/AZE"), address("urn:x:1")
    ('/id/AZE', '/about?iri=urn%3Ax%3A1')
    """
    text = str(iri)
    rest = text.removeprefix(BASE)
    if rest != text and rest.startswith(PLACES):
        return "/" + quote(rest, safe="/:@!$&'()*+,;=-._~%")
    return f"/about?iri={quote(text, safe='')}"


def statements(graph: Graph, iri: str) -> Graph:
    """The statements on something, and those on its claims.

    Errors: UnknownName where there are none.
    """
    found = Graph(bind_namespaces="none")
    for node in (URIRef(iri), *graph.objects(URIRef(iri), AZ.claim)):
        for s, p, o in graph.triples((node, None, None)):
            found.add((s, p, sparql.plain(o) or o))
    if not len(found):
        raise UnknownName(f"this graph says nothing of {short(iri)}")
    return found


def text(graph: Graph, iri: str, form: str) -> bytes:
    """The statements on something as Turtle, N-Triples, RDF/XML or JSON-LD with the published context."""
    found = statements(graph, iri)
    if form == "jsonld":
        return jsonld(found).encode()
    plain = found.serialize(format="nt", encoding="utf-8")
    quads = sorted(ox.parse(plain, format=ox.RdfFormat.N_TRIPLES), key=str)
    return serialise((quad.triple for quad in quads), form) or b""


def serialise(triples: Any, form: str, out: Any = None) -> bytes | None:
    """Triples in a form, with the prefixes of the project; written to a file, or returned."""
    return ox.serialize(triples, out, _FORMS[form], prefixes=PREFIXES)


def page(graph: Graph, iri: str) -> Page:
    """What a page says of something; a record is told with its citations, anything with what names it."""
    node = URIRef(iri)
    found = statements(graph, iri)
    sorts = sorted(label(graph, sort) for sort in found.objects(node, RDF.type))
    is_record = (node, AZ.kind, None) in found
    shape = _shape(graph, node) if is_record else "event"
    rows = []
    for predicate in sorted(set(found.predicates(node)), key=_order):
        if predicate not in (RDF.type, RDFS.label, AZ.claim):
            values = sorted(found.objects(node, predicate), key=str)
            told = tuple(
                _value(graph, v, shape if predicate == AZ.when else "event", predicate) for v in values
            )
            rows.append((_headed(graph, predicate), told))
    named = sorted(
        {s for s in graph.subjects(None, node) if isinstance(s, URIRef)}, key=lambda s: label(graph, s)
    )
    return Page(
        iri=iri,
        title=label(graph, node),
        sort=", ".join(sorts).capitalize(),
        rows=tuple(rows),
        cited=tuple(map(str, evidence(graph, node))) if is_record else (),
        named=tuple(Value(label(graph, s), address(s)) for s in named[:MOST]),
        more=max(0, len(named) - MOST),
        actor=local(iri) if iri in {name for name, _ in names(graph, "actor", most=None)} else "",
    )


def label(graph: Graph, node: Node) -> str:
    """The name that something goes by."""
    return str(graph.value(node, RDFS.label) or short(node))


def _order(predicate: Node) -> tuple[int, str]:
    name = local(predicate)
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST)), name


def _headed(graph: Graph, predicate: Node) -> str:
    """A property as a heading: its label, else the words of its name."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local(predicate)).lower()
    return str(graph.value(predicate, RDFS.label) or words).capitalize()


_SORTS = {
    "actor": "az:Actor az:State az:Organisation az:Person",
    "thing": "az:Actor az:State az:Organisation az:Person az:Agreement az:Project az:Place",
}


def names(graph: Graph, sort: str, *, most: int | None = 500) -> list[tuple[str, str]]:
    """The actors, or the things, of a graph: each with its name, in the order of these."""
    limit = f"LIMIT {most}" if most else ""
    query = f"""SELECT DISTINCT ?thing ?name {{ VALUES ?class {{ {_SORTS[sort]} }}
      ?thing a ?class ; rdfs:label ?name }} ORDER BY ?name ?thing {limit}"""
    return [(str(thing), str(name)) for thing, name in sparql.run(graph, query)]


def _value(graph: Graph, value: Node, shape: when.Shape, predicate: Node) -> Value:
    if isinstance(value, Literal):
        return Value(when.words(str(value), shape) if predicate in _TIMES else str(value))
    known = (value, None, None) in graph
    return Value(label(graph, value), address(value) if known and isinstance(value, URIRef) else "")


def _shape(graph: Graph, record: Node) -> when.Shape:
    kind = graph.value(record, AZ.kind)
    return when.shape_of(local(graph.value(kind, AZ.recordClass)))
