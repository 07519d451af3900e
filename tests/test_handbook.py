"""The coders' handbook: every kind, each with a record that may be copied."""

from __future__ import annotations

from pathlib import Path

from handbook import HEADER, INVENTED, handbook, snippet
from rdflib import RDF
from reference import sections

from azgraph import turtle
from azgraph.names import AZ, local
from blocks import errors

KINDS = [kind for _, found in sections() for kind in found]


def test_the_record_of_each_kind_passes_the_check(tmp_path: Path) -> None:
    graph = turtle.ontology()
    records = [snippet(graph, kind) for kind in KINDS]
    path = tmp_path / "records.ttl"
    path.write_text("\n".join([HEADER, INVENTED, *records]), encoding="utf-8")
    assert errors(path) == []


def test_the_record_of_a_kind_is_of_that_kind() -> None:
    graph = turtle.ontology()
    assert [kind for kind in KINDS if f"az:kind k:{local(kind)} " not in snippet(graph, kind)] == []


def test_the_handbook_has_every_kind_of_the_ontology() -> None:
    assert set(KINDS) == set(turtle.ontology().subjects(RDF.type, AZ.Kind))
    assert handbook().count("```turtle") == len(KINDS) + 2


def test_a_record_that_is_invented_says_so() -> None:
    graph = turtle.ontology()
    invented = [text for kind in KINDS if "az:by :inventedAuthor" in (text := snippet(graph, kind))]
    assert invented
    assert all("An invented example" in text for text in invented)
