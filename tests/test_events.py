"""Events of machines, completed in bulk, become what they become one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDFS

import azgraph
from azgraph import events, passages, records, store, turtle
from azgraph.names import AZ, ID

HEAD = """@prefix : <https://w3id.org/azgraph/id/> .
@prefix az: <https://w3id.org/azgraph/ns#> .
@prefix c: <https://w3id.org/azgraph/id/wire/claim/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix k: <https://w3id.org/azgraph/kind/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <https://w3id.org/azgraph/status/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:wire a az:Source ; rdfs:label "A wire" ; dcterms:creator :Wire ;
  dcterms:issued "2026-01-01"^^xsd:date ; dcterms:temporal "2025-01-01/2025-12-31" .
:Wire a az:Organisation ; rdfs:label "Wire" . :AAA a az:State ; rdfs:label "A \\"land\\"" .
c:all a az:Claim ; az:source :wire . c:hoped az:stance s:opinion ; az:source :wire .
c:denied az:stance s:denied ; az:source :wire .
"""
KINDS = ("meet", "visit", "support", "attack")
CLAIMS = ("all", "all", "hoped", "denied")
ODD = {
    "nothing odd": "",
    "an edge of another day": ":AAA az:metWith :ZZZ .",
    "an event with a text": ':e3 az:when "2025-06" .',
    "an event that ends another": ":e4 az:ends :e5 .",
    "an event of two actors": ":e6 az:subject :CCC .",
    "an event on two days": ':e6 az:start "2025-05-05"^^xsd:date .',
    "an event that is also denied": ":e8 az:claim c:denied .",
    "an event named by a thing": ':Deal a az:Agreement ; rdfs:label "Deal" ; az:party :e7 .',
    "a day that is a text": ':e90 az:kind k:meet ; az:subject :AAA ; az:object :BBB ; az:start "2025-02-02" ; az:claim c:all .',
    "an unnamed claim": ":e90 a az:Event ; az:kind k:meet ; az:subject :AAA ; az:object :BBB ; az:claim [ az:source :wire ] .",
    "a relation with a day alone": """:r a az:Relation ; az:kind k:cooperation ; az:subject :AAA ; az:object :BBB ;
      az:start "2025-01-01"^^xsd:date ; az:claim c:all .""",
}


def written(folder: Path, odd: str) -> Path:
    """A file of forty events that machines wrote, and something odd."""
    lines = [
        f":e{n} a az:Event ; az:kind k:{KINDS[n % 4]} ; az:subject :{'AB'[n % 2] * 3} ; az:object :{'BCA'[n % 3] * 3} ; "
        f'az:start "202{4 + n % 3}-03-{1 + n % 28:02}"^^xsd:date ; az:claim c:{CLAIMS[n // 4 % 4]} .\n'
        for n in range(40)
    ]
    path = folder / "wire.ttl"
    path.write_text(HEAD + "".join(lines) + odd, encoding="utf-8")
    return path


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_events_completed_in_bulk_are_those_completed_one_by_one(tmp_path: Path, odd: str) -> None:
    path = written(tmp_path, odd)
    in_bulk = store.load_files([path])
    assert events.complete(in_bulk, passages.graph_for([path]), turtle.ontology())
    one_by_one, problems = records.complete(turtle.read(path), passages.graph_for([path]))
    assert not problems
    expected = store.load_graph(one_by_one, turtle.ontology())
    assert {quad.triple for quad in store.bulk(in_bulk)} == {quad.triple for quad in store.bulk(expected)}


def test_what_is_wrong_among_many_events_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, ':e3 az:when "2025-13" .\n')
    with pytest.raises(azgraph.AzgraphError, match=r"wire\.ttl:\d+: :e3 has an az:when that does not fit"):
        azgraph.load(path)


def test_a_file_taken_as_it_stands_gains_the_ontology_alone(tmp_path: Path) -> None:
    graph = azgraph.load(written(tmp_path, ""), complete=False)
    assert (AZ.kind, RDFS.label, None) in graph
    assert (ID.e0, AZ.kind, None) in graph
    assert (ID.e0, RDFS.label, None) not in graph
    assert (ID.AAA, AZ.metWith, None) not in graph


def test_an_event_has_its_label_and_its_edge_when_loaded(tmp_path: Path) -> None:
    graph = azgraph.load(written(tmp_path, ""))
    assert (ID.e2, RDFS.label, None) in graph
    assert (ID.AAA, AZ.metWith, ID.BBB) in graph
