"""Graphs with names: kept where a file names them, asked by GRAPH and FROM, never fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph

import azgraph
from azgraph import quads, sparql
from azgraph.cli import cli
from azgraph.errors import InputError
from azgraph.graph_variables import spelt_out
from azgraph.interchange import export
from azgraph.interchange.graphs import FACTS, RECORDS
from azgraph.names import ID
from azgraph.store import bulk, load_files
from listening import Listener
from refused import PLACE, REFUSED
from writing import write

OTHERS = """PREFIX : <https://example.org/>
:d :p "default" . GRAPH :one { :a :p _:x } GRAPH :two { :b :p _:x }"""
ONE, TWO = "https://example.org/one", "https://example.org/two"


def asked(graph: Graph, query: str) -> set[str]:
    return {str(row[0]).removeprefix("https://example.org/") for row in sparql.run(graph, query)}


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Data of others in three graphs, and the ontology."""
    path = tmp_path_factory.mktemp("others") / "others.trig"
    path.write_text(OTHERS, encoding="utf-8")
    return azgraph.load(path)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The bundled graph, exported as nanopublications and read again."""
    path = tmp_path_factory.mktemp("published") / "azgraph.trig"
    export(azgraph.load(), "trig", path)
    return azgraph.load(path)


def test_data_of_others_keep_their_graphs_apart(others: Graph) -> None:
    assert asked(others, "SELECT ?s { ?s <https://example.org/p> ?o }") == {"d"}
    assert asked(others, "SELECT ?s { GRAPH ?g { ?s ?p ?o } }") == {"a", "b"}
    assert asked(others, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }") == {"one", "two"}


def test_a_blank_node_is_the_same_in_all_graphs_of_a_file(others: Graph) -> None:
    query = f"ASK {{ GRAPH <{ONE}> {{ ?a ?p ?x }} GRAPH <{TWO}> {{ ?b ?q ?x }} }}"
    assert sparql.run(others, query).holds


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.nq" for name in "ab"]
    for path in paths:
        path.write_text(f"<urn:{path.stem}> <urn:p> _:x <{ONE}> .\n", encoding="utf-8")
    assert len(asked(azgraph.load(*paths), "SELECT DISTINCT ?x { GRAPH ?g { ?s ?p ?x } }")) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"SELECT ?s FROM <{ONE}> {{ ?s ?p ?o }}", {"a"}),
        (f"SELECT ?s FROM <{ONE}> from<{TWO}>{{ ?s ?p ?o }}", {"a", "b"}),
        (f"SELECT ?s FROM NAMED <{TWO}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", {"b"}),
        (f"SELECT ?s FROM <{ONE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", set()),
        ("BASE <https://example.org/> SELECT ?s FROM # a remark\n <one> { ?s ?p ?o }", {"a"}),
        ("PREFIX e: <https://example.org/> SELECT ?s FROM NAMED e:two { GRAPH ?g { ?s ?p ?o } }", {"b"}),
    ],
)
def test_from_chooses_among_the_graphs_there_are(others: Graph, query: str, found: set[str]) -> None:
    assert asked(others, query) == found


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    assert listening.knocks == 0, "somebody was asked"
    listening.close()


@pytest.mark.parametrize("query", [query for query in REFUSED if "FROM" in query.upper() or "\\u" in query])
def test_from_elsewhere_is_refused_whatever_graphs_there_are(
    others: Graph, listener: Listener, query: str
) -> None:
    with pytest.raises(InputError, match=r"^line [12]: \w+ is not run"):
        sparql.run(others, query.replace(PLACE, listener.place))


@pytest.mark.parametrize(
    "clause",
    [
        f"FROM <{ONE}> FROM <PLACE>",
        f"FROM NAMED <{ONE}> FROM NAMED <PLACE>",
        f"FROM <{ONE}x>",
        f"FROMNAMED<{ONE}>",
        f"FROM <{ONE}> FR\\u004fM <PLACE>",
        "FROM <one>",
        "FROM e:one",
        "FROM ?g",
        "FROM",
    ],
)
def test_one_graph_that_is_there_opens_the_way_to_no_other(
    others: Graph, listener: Listener, clause: str
) -> None:
    with pytest.raises(InputError, match=r"^line 1: FROM is not run"):
        sparql.run(others, f"ASK {clause} {{ ?s ?p ?o }}".replace("PLACE", listener.place))


def test_a_graph_in_memory_has_no_graphs_to_choose_from() -> None:
    graph = Graph(identifier=ONE)
    with pytest.raises(InputError, match=f"hold no graph <{ONE}>, and nothing is fetched"):
        sparql.run(graph, f"ASK FROM <{ONE}> {{ ?s ?p ?o }}")


def test_nanopublications_are_asked_as_one_graph_and_each_by_its_name(published: Graph) -> None:
    assert sparql.run(published, "ASK { :AZE az:strategicPartnerOf :CHN }").holds
    assert not sparql.run(
        published, "ASK { ?publication a <http://www.nanopub.org/nschema#Nanopublication> }"
    ).holds
    rows = sparql.run(
        published,
        """PREFIX np: <http://www.nanopub.org/nschema#> SELECT ?voice {
        GRAPH ?head { ?publication np:hasAssertion ?assertion }
        GRAPH ?assertion { :ukLift az:ends :ukEmbargo }
        GRAPH ?provenance { ?assertion <http://www.w3.org/ns/prov#wasAttributedTo> ?voice } }""",
    )
    assert {str(voice) for (voice,) in rows} == {str(ID.ReportAnalyticalService)}
    day = f"{FACTS}2026-01-01"
    assert sparql.run(published, f"ASK FROM <{day}> {{ :AZE az:strategicPartnerOf :CHN }}").holds
    assert not sparql.run(published, f"ASK FROM <{RECORDS}> {{ :AZE az:strategicPartnerOf :CHN }}").holds


def test_completing_what_people_write_keeps_its_graphs(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ":visit a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when '2025' ; az:claim c:s1.p1.1 .",
    )
    named = path.with_suffix(".nq")
    turtle = bulk(load_files([path]))
    named.write_text("".join(f"{q.triple} <{ONE}> .\n" for q in turtle), encoding="utf-8")
    graph = azgraph.load(named)
    assert sparql.run(graph, "ASK { :AAA az:visited :BBB }").holds
    assert sparql.run(graph, f"ASK {{ GRAPH <{ONE}> {{ :visit az:when '2025' }} }}").holds
    assert not sparql.run(graph, f"ASK {{ GRAPH <{ONE}> {{ :AAA az:visited :BBB }} }}").holds


def test_whose_word_counts_leaves_no_graph_that_says_more(tmp_path: Path) -> None:
    export(azgraph.load(), "trig", tmp_path / "a.trig")
    options = ["--data", str(tmp_path / "a.trig"), "--known-by", "2025-06-01"]
    done = CliRunner().invoke(cli, ["query", "ASK { GRAPH ?g { ?s ?p ?o } }", *options])
    assert done.stdout == "no\n"
    assert "GRAPH finds no other" in done.stderr


def test_a_file_that_states_nothing_is_read_and_no_data(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_bytes(b"")
    assert not quads.load(path, bulk(load_files([]))).states
    with pytest.raises(InputError, match="holds no statement: it is empty"):
        azgraph.load(path)


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb"])
def test_the_line_ends_of_a_text_are_its_own(tmp_path: Path, text: str) -> None:
    path = tmp_path / "text.ttl"
    path.write_bytes(f'<urn:a> <urn:b> """{text}""" .\r\n'.encode())
    ((found,),) = sparql.run(azgraph.load(path), "SELECT ?text { <urn:a> <urn:b> ?text }")
    assert str(found) == text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT ?s { GRAPH ?g { ?s ?p ?o MINUS { ?x ?y ?z } } }", {"a", "b"}),
        ("SELECT ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }", {"1"}),
        (f"SELECT ?g {{ GRAPH ?g {{ ?s ?p ?o FILTER NOT EXISTS {{ BIND (<{ONE}> AS ?g) }} }} }}", set()),
        (f"SELECT ?g {{ graph ?g {{ ?s ?p ?o VALUES ?g {{ <{ONE}> }} }} }} # GRAPH ?g {{", {"one"}),
        ("SELECT ?s { GRAPH ?g { _:x ?p ?o . ?s ?p ?o FILTER (BOUND(?g) || true) } }", {"a", "b"}),
        (f"SELECT ?s FROM NAMED <{TWO}> {{ GRAPH ?g {{ SELECT ?s {{ ?s ?p ?o }} }} }}", {"b"}),
    ],
)
def test_a_variable_for_a_graph_is_bound_once_the_graph_has_answered(
    others: Graph, query: str, found: set[str]
) -> None:
    assert asked(others, query) == found


def test_a_block_that_would_grow_beyond_measure_stays_as_it_is() -> None:
    query = "ASK { " + "GRAPH ?g { ?g ?p ?o " * 40 + "} " * 41
    names = [f"urn:{number}" for number in range(2000)]
    assert len(spelt_out(query, lambda: names)) < 10_000_000
    assert spelt_out("GRAPH ?g {" * 10_000, lambda: names) == "GRAPH ?g {" * 10_000
