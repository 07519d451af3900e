"""Nothing reaches out: a listener on this machine counts who knocks while all of this runs, and nobody does."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Dataset, Graph

from azgraph import findings, guards, questions, refusals, sparql, store
from azgraph.cli import cli
from azgraph.errors import AzgraphError, InputError
from azgraph.graph import load
from listening import Listener
from refused import PLACE, REFUSED, TAKEN
from writing import write

VISIT = ":visit a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1"


@pytest.fixture(scope="module")
def listening() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def listener(listening: Listener) -> Iterator[Listener]:
    """The listener, which nobody may have reached by the end of any test."""
    before = listening.knocks
    yield listening
    assert listening.knocks == before, "somebody was asked"


def test_the_listener_counts_whoever_knocks(listening: Listener) -> None:
    before = listening.knocks
    graph = store.load_graph(Graph())
    list(graph.query(f"SELECT * {{ SERVICE SILENT <{listening.place}> {{ ?s ?p ?o }} }}"))
    assert listening.knocks > before


@pytest.mark.parametrize("query", REFUSED)
def test_what_asks_elsewhere_or_changes_is_refused_by_every_graph(listener: Listener, query: str) -> None:
    for graph in (store.load_graph(Graph()), Graph(), Dataset(default_union=True)):
        with pytest.raises(InputError, match=r"^line [12]: \w+ is not run"):
            sparql.run(graph, query.replace(PLACE, listener.place))


@pytest.mark.parametrize("query", [query for query in REFUSED if "SILENT" in query or "SERVICE <" in query])
def test_the_command_line_refuses_it_too(listener: Listener, query: str) -> None:
    done = CliRunner().invoke(cli, ["query", query.replace(PLACE, listener.place)])
    assert "is not run" in str(done.exception)
    assert (done.stdout, getattr(done.exception, "exit_code", 0)) == ("", 2)


def test_words_that_are_only_names_or_texts_are_no_orders() -> None:
    ((_, service, _),) = sparql.run(Graph(), TAKEN.replace("?from ?service {", "?from ?service ?name {"))
    assert str(service) == 'load "FROM"'


def test_every_question_of_the_catalogue_is_taken() -> None:
    for asked in questions.catalogue().values():
        refusals.check(asked.text)


def test_a_parameter_that_reads_like_an_order_is_a_value(listener: Listener) -> None:
    graph = load()
    order = f'" }} SERVICE <{listener.place}> {{ ?s ?p ?o }} #'
    told = []
    for asked in questions.catalogue().values():
        for parameter in asked.parameters:
            try:
                told.append(str(questions.ask(graph, asked.name, **{parameter.name: order})))
            except AzgraphError as error:
                told.append(str(error))
    assert len(told) > 10
    assert not [text for text in told if "is not run" in text], "refused as a value, not as an order"


def test_data_that_names_other_places_is_read_without_them(listener: Listener, tmp_path: Path) -> None:
    order = f"SELECT $this {{ SERVICE <{listener.place}> {{ $this ?p ?o }} }}"
    path = write(
        tmp_path,
        f"""{VISIT} ; az:when "2025-04" .
        <{listener.place}> a <http://www.w3.org/2002/07/owl#Ontology> ;
          <http://www.w3.org/2002/07/owl#imports> <{listener.place}ontology> .
        :AAA <http://www.w3.org/ns/shacl#sparql> [ <http://www.w3.org/ns/shacl#select> "{order}" ] .""",
    )
    findings.check(path)
    assert sparql.run(load(path), "ASK { :AAA az:visited :BBB }").holds


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("remote.jsonld", '{"@context": "PLACE", "@id": "urn:a", "name": "b"}'),
        ("nested.jsonld", '{"@context": ["PLACE", {"@import": "PLACE"}], "@id": "urn:a", "name": "b"}'),
        (
            "entity.rdf",
            (
                '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "PLACE">]><rdf:RDF '
                'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:a">'
                '<b xmlns="urn:">&e;</b></rdf:Description></rdf:RDF>'
            ),
        ),
        ("own.ttl", "<urn:a> <urn:b> <PLACE"),
    ],
)
def test_a_file_that_must_be_completed_from_elsewhere_is_an_error(
    listener: Listener, tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text.replace("PLACE", listener.place), encoding="utf-8")
    with pytest.raises(InputError, match=r"not valid|lies elsewhere"):
        load(path)


def test_the_child_has_no_network_where_the_system_allows_it(listening: Listener) -> None:
    commands = (["unshare", "--net", "true"], ["unshare", "--user", "--net", "true"])
    allowed = any(subprocess.run(command, capture_output=True).returncode == 0 for command in commands)
    told, _ = guards.run(_knock, listening.port, limits=guards.Limits())
    assert told == ("held" if allowed else "out")


def _knock(port: int) -> str:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return "held"
    return "out"
