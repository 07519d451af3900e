"""The project's namespaces, prefixes and the short form of IRIs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from rdflib import XSD, Graph, Literal, Namespace
from rdflib.term import Node

TRUE = Literal("true", datatype=XSD.boolean)
BASE = "https://w3id.org/azgraph/"
AZ = Namespace(BASE + "ns#")
KIND = Namespace(BASE + "kind/")
STATUS = Namespace(BASE + "status/")
ID = Namespace(BASE + "id/")
CAMEO = Namespace(BASE + "cameo/")
PLOVER = Namespace(BASE + "plover/")
WIKIDATA = Namespace(BASE + "wikidata/")
NANOPUB = Namespace("http://www.nanopub.org/nschema#")

PREFIXES: dict[str, str] = {
    "": str(ID),
    "az": str(AZ),
    "k": str(KIND),
    "s": str(STATUS),
    "cameo": str(CAMEO),
    "plover": str(PLOVER),
    "wikidata": str(WIKIDATA),
    "dcterms": "http://purl.org/dc/terms/",
    "np": str(NANOPUB),
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Every prefix that a query may use without declaring it."""

_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def bind_prefixes(graph: Graph) -> Graph:
    """Bind the project's prefixes to a graph and return it.

    >>> sorted(p for p, _ in bind_prefixes(Graph(bind_namespaces="none")).namespaces())[:3]
    ['', 'az', 'cameo']
    """
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    return graph


def short(iri: Node | str | None) -> str:
    """Shorten an IRI by the project's prefixes; one that no prefix fits stays whole.

    >>> short("https://w3id.org/azgraph/id/AZE")
    ':AZE'
    >>> short("https://w3id.org/azgraph/status/inForce")
    's:inForce'
    """
    text = str(iri or "")
    for prefix, namespace in _LONGEST_FIRST:
        if text.startswith(namespace) and text != namespace:
            return f"{prefix}:{text[len(namespace) :]}"
    return text


def local(iri: Node | str | None) -> str:
    """The last part of an IRI, after its last slash or hash.

    >>> local("https://w3id.org/azgraph/kind/visit")
    'visit'
    """
    return str(iri or "").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """A closing remark that names the nearest of some names, or nothing.

    >>> did_you_mean("CHNA", ["CHN", "RUS"])
    ' Did you mean CHN?'
    >>> did_you_mean("x", ["CHN"])
    ''
    """
    by_lower = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(word.casefold(), by_lower, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(by_lower[name] for name in near)}?" if near else ""
