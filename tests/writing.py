"""Small graphs for tests, written as people write them."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph

from azgraph import turtle
from azgraph.graph import load

PREFIXES = """
@prefix : <https://w3id.org/azgraph/id/> .
@prefix az: <https://w3id.org/azgraph/ns#> .
@prefix c: <https://w3id.org/azgraph/id/note/claim/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix k: <https://w3id.org/azgraph/kind/> .
@prefix p: <https://w3id.org/azgraph/id/note/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <https://w3id.org/azgraph/status/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

THINGS = """
:note a az:Source ; rdfs:label "A note" ; dcterms:creator :Author ; dcterms:issued "2026-01-01"^^xsd:date ;
  dcterms:temporal "2025-01-01/2025-12-31" .
:Author a az:Organisation ; rdfs:label "Author" .
:AAA a az:State ; rdfs:label "Aland" . :BBB a az:State ; rdfs:label "Beland" . :CCC a az:State ; rdfs:label "Celand" .
:Text a az:Agreement ; rdfs:label "Text" ; az:party :AAA, :BBB .
"""

SEGMENTATION = "id\tsection\tparagraph\tsentence\tkind\tstart\tend\tsha256\n" + "".join(
    f"s1.p1.{n}\t1\t1\t{n}\tsentence\t{n * 10}\t{n * 10 + 9}\t{'0' * 64}\n" for n in range(1, 10)
)


def write(folder: Path, records: str, *, things: str = THINGS) -> Path:
    """Write a records file with its prefixes, and the segmentation of its source beside it."""
    path = folder / "note.ttl"
    path.write_text(PREFIXES + things + records, encoding="utf-8")
    (folder / "note.tsv").write_text(SEGMENTATION, encoding="utf-8")
    return path


def graph_of(folder: Path, records: str, *, things: str = THINGS) -> Graph:
    """The loaded graph of some records."""
    return load(write(folder, records, things=things))


def in_memory(graph: Graph) -> Graph:
    """The same graph on rdflib's own store, which answers with rdflib's own evaluator."""
    return turtle.parse(turtle.canonical(graph))
