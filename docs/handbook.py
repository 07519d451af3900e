"""The coders' handbook: each kind, when to choose it, and a record of it that `azgraph check` passes.

The record is one of the article where the article has one, as it stands in `data/records`. Where it has
none, an invented source tells it, and says so.
"""

from __future__ import annotations

import re
from functools import cache

from rdflib import RDFS, SKOS, Graph, URIRef
from reference import advice, sections

from azgraph import turtle
from azgraph.files import resource
from azgraph.names import AZ, local, short

HEADER = """\
@prefix : <https://w3id.org/azgraph/id/> .
@prefix az: <https://w3id.org/azgraph/ns#> .
@prefix c: <https://w3id.org/azgraph/id/report2025/claim/> .  # a plain claim: the author reports it
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix k: <https://w3id.org/azgraph/kind/> .
@prefix p: <https://w3id.org/azgraph/id/report2025/> .        # a passage
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <https://w3id.org/azgraph/status/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
INVENTED = """\
:invented a az:Source ; rdfs:label "An invented article" ;
    dcterms:creator :inventedAuthor ; dcterms:issued "2026-02-01"^^xsd:date .
:inventedAuthor a az:Organisation ; rdfs:label "Nobody" .
"""
_INTRODUCTION = f"""\
# Coder's handbook

Read a sentence, choose a kind, write the record, read both again. This page is written from the ontology. How
records, claims and times are written stands in [Add a source](guides/add-a-source.md).

Each record below passes `azgraph check`. Before it stand these lines:

```turtle
{HEADER.strip()}
```

Where the article has no record of a kind, an invented source tells one:

```turtle
{INVENTED.strip()}
```
"""
_RECORD = re.compile(r"^:\w+ a az:\w+ ; az:kind k:(\w+) ;.*?[ \n]\.$", re.MULTILINE | re.DOTALL)


def handbook() -> str:
    """The page: every kind under its heading, with its advice and its record."""
    graph = turtle.ontology()
    page = [_INTRODUCTION]
    for title, kinds in sections():
        page += [f"## {title}", ""]
        for kind in kinds:
            page += [f"### {graph.value(kind, RDFS.label)}", ""]
            page += [f"`{short(kind)}`. {graph.value(kind, SKOS.definition)}", *advice(graph, kind)]
            page += ["", "```turtle", snippet(graph, kind), "```", ""]
    return "\n".join(page)


def snippet(graph: Graph, kind: URIRef) -> str:
    """A record of a kind: the shortest dated one of the article, else an invented one."""
    known = _coded().get(local(kind), [])
    return min(known, key=lambda r: ("az:when" not in r, len(r))) if known else _invent(graph, kind)


@cache
def _coded() -> dict[str, list[str]]:
    """The records of the article as people wrote them, by the name of their kind."""
    found: dict[str, list[str]] = {}
    for path in sorted(resource("data", "records").glob("*.ttl")):
        for match in _RECORD.finditer(path.read_text(encoding="utf-8")):
            found.setdefault(match[1], []).append(match[0])
    return found


def _invent(graph: Graph, kind: URIRef) -> str:
    """A record of a kind that the article does not have, told by the invented source."""
    name, label, sort = (
        local(kind),
        graph.value(kind, RDFS.label),
        local(graph.value(kind, AZ.recordClass) or ""),
    )
    return f"""\
:invented{name[0].upper()}{name[1:]} a az:{sort} ; az:kind k:{name} ;
    az:subject :AZE ; az:object :GBR ; az:when "2026-01" ;
    dcterms:description "An invented example of the kind '{label}'" ;
    az:claim [ az:by :inventedAuthor ; az:source :invented ; az:stance s:reported ] ."""
