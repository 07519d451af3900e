"""Running SPARQL: what is bound stays a value, what is typed needs no prefixes."""

from __future__ import annotations

from datetime import date

import pytest
from rdflib import Graph, Literal, URIRef

from azgraph import sparql, store, turtle
from azgraph.errors import AzgraphError, InputError
from azgraph.names import ID

TEXT = "SELECT ?day ?word { VALUES ?day { 1 } VALUES ?word { 'a' } }"


def test_each_line_of_a_parameter_is_replaced() -> None:
    bound = sparql.bind("{ VALUES ?day { 1 } } UNION { VALUES ?day { 1 } }", day=date(2025, 9, 30))
    assert bound.count('"2025-09-30"^^<http://www.w3.org/2001/XMLSchema#date>') == 2


@pytest.mark.parametrize("word", ['x" } VALUES ?day { 2 } #', "VALUES ?day { 2 }", "\\", "line\nbreak", "}"])
def test_a_value_that_reads_like_a_query_stays_a_value(word: str) -> None:
    for values in ({"word": Literal(word), "day": Literal(7)}, {"day": Literal(7), "word": Literal(word)}):
        graph = store.load_graph(turtle.parse("<urn:a> <urn:b> <urn:c> ."))
        ((day, found),) = sparql.run(graph, sparql.bind(TEXT, **values))
        assert (str(day), str(found)) == ("7", word)


def test_an_iri_that_would_close_its_brackets_is_refused() -> None:
    with pytest.raises(InputError, match="not an IRI"):
        sparql.bind(TEXT, word=URIRef("urn:a> } #"))


def test_a_parameter_without_a_line_is_named() -> None:
    with pytest.raises(AzgraphError, match=r"no line VALUES \?actor"):
        sparql.bind(TEXT, actor=ID.AZE)


def test_an_error_keeps_the_line_of_the_text() -> None:
    with pytest.raises(InputError, match="line 2"):
        sparql.run(store.load_graph(Graph()), "SELECT ?x {\n ?x az:kind }")


def test_prefixes_that_a_text_declares_itself_are_its_own() -> None:
    graph = turtle.parse("<urn:own#a> <urn:b> <urn:c> .")
    assert sparql.run(graph, "PREFIX az: <urn:own#> ASK { az:a ?p ?o }").holds is True


def test_a_row_without_columns_is_still_a_row() -> None:
    graph = store.load_graph(turtle.parse("<urn:a> <urn:b> <urn:c> ."))
    assert len(sparql.run(graph, "SELECT * { <urn:a> <urn:b> <urn:c> }")) == 1
    assert len(sparql.run(graph, "SELECT * { <urn:a> <urn:b> <urn:d> }")) == 0
