"""SPARQL servers give the answers of the embedded store, whole, or say why not."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rdflib import Graph

import azgraph
from azgraph import servers, sparql
from azgraph.cli import cli
from azgraph.errors import AzgraphError, InputError, OutOfTime, ServerError, TooMuch
from azgraph.graph import copied
from azgraph.printing import answer_json
from azgraph.questions import ask, catalogue
from servers import ROWS, SERVERS, is_there

pytestmark = pytest.mark.apart

GOLDEN = Path(__file__).parent / "golden"
Serve = Callable[..., str]


@pytest.fixture(scope="module")
def here() -> Graph:
    return azgraph.load()


@pytest.fixture(scope="module", params=list(SERVERS))
def address(
    request: pytest.FixtureRequest, here: Graph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    if not is_there(request.param):
        if os.environ.get("CI"):
            pytest.fail(f"{request.param} is not installed")
        pytest.skip(f"{request.param} is not installed; run python tests/servers.py")
    with SERVERS[request.param](here, tmp_path_factory.mktemp(request.param)) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A server that answers each question as told: `serve(body, status=, headers=)`."""
    running = []

    def start(answer: Any, status: int = 200, **headers: str) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
                body = answer(asked) if callable(answer) else answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                with contextlib.suppress(ConnectionError):  # who asked has gone
                    self.end_headers()
                    self.wfile.write((body if isinstance(body, str) else json.dumps(body)).encode())

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def _table(numbers: range | list[int], name: str = "n") -> dict[str, Any]:
    rows = [{name: {"type": "literal", "value": str(n)}} for n in numbers]
    return {"head": {"vars": [name]}, "results": {"bindings": rows}}


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(words))
    code = result.exception.exit_code if isinstance(result.exception, AzgraphError) else result.exit_code
    return code, result.output + str(result.exception or "")


def test_a_server_answers_every_question_of_the_catalogue_as_the_embedded_store_does(address: str) -> None:
    there = azgraph.load(address)
    for name in catalogue():
        golden = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
        assert answer_json(ask(there, name)) + "\n" == golden, name


def test_a_server_answers_for_other_actors_too(address: str, here: Graph) -> None:
    there = azgraph.load(address)
    for actor, partner in (("USA", "TurkicWorld"), ("AZE", "RUS"), ("FRA", "AZE")):
        for name in ("common-partners", "pair", "before-freeze", "warrant"):
            asked = {"actor": actor, "partner": partner}
            assert ask(there, name, **asked) == ask(here, name, **asked), (name, asked)


def test_a_network_is_the_same_from_a_server(address: str, here: Graph) -> None:
    one, other = azgraph.network(azgraph.load(address)), azgraph.network(here)
    assert sorted(map(str, one.edges(keys=True, data=True))) == sorted(
        map(str, other.edges(keys=True, data=True))
    )
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))


def test_an_answer_that_the_server_cuts_is_fetched_by_pages(address: str, here: Graph) -> None:
    text = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY DESC(STR(?s)) STR(?p) STR(?o)"
    there = sparql.run(azgraph.load(address), text)
    assert len(there) == len(here) > 2 * ROWS
    assert [str(row[0]) for row in there] == [str(row[0]) for row in sparql.run(here, text)]


def test_what_is_constructed_is_whole(address: str, here: Graph) -> None:
    text = "CONSTRUCT { ?x ?p ?s } WHERE { ?s ?p ?o ; a ?x }"
    one, other = (sparql.run(graph, text).graph for graph in (azgraph.load(address), here))
    assert one is not None and other is not None
    assert set(one) == set(other) and len(one) > ROWS


def test_commands_ask_a_server(address: str) -> None:
    assert _run("ask", "strategic-partners", "--data", address) == _run("ask", "strategic-partners")
    assert _run("network", "--data", address) == _run("network")
    embargo = "ASK { :GBR az:embargoes :AZE }"
    assert _run("query", embargo, "--data", address)[1].strip() == "no"
    assert _run("query", embargo, "--data", address, "--day", "2025-09-30")[1].strip() == "yes"


def test_a_query_is_refused_before_it_goes_out(serve: Serve) -> None:
    asked: list[str] = []
    graph = azgraph.load(serve(asked.append))
    for text in (
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * FROM <x:y> { ?s ?p ?o }",
        "DROP ALL",
    ):
        with pytest.raises(InputError, match="is not run"):
            sparql.run(graph, text)
    assert not asked


def test_a_cut_that_the_server_does_not_tell_is_found(serve: Serve) -> None:
    def cut(asked: str) -> Any:
        return _table([250]) if "COUNT" in asked else _table(range(100))  # the same page again and again

    with pytest.raises(ServerError, match="by pages and counts"):
        sparql.run(azgraph.load(serve(cut)), "SELECT ?n { ?s ?p ?n }")
    with pytest.raises(ServerError, match="at most 100 rows of 250; leave LIMIT"):
        sparql.run(azgraph.load(serve(cut)), "SELECT ?n { ?s ?p ?n } LIMIT 1000")


def test_more_rows_than_are_allowed_are_not_all_fetched(serve: Serve) -> None:
    sent: list[str] = []

    def endless(asked: str) -> Any:
        sent.append(asked)
        return _table([10**9]) if "COUNT" in asked else _table(range(100))

    with pytest.raises(TooMuch):
        sparql.run(azgraph.load(serve(endless)), "SELECT ?n { ?s ?p ?n }", most=250)
    assert len(sent) < 8


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [
        (("<html>", 200, {"Content_Type": "text/html"}), 7, "answers with text/html"),
        (("[]", 200, {}), 7, "not with SPARQL results"),
        (({"head": {}, "results": {}}, 200, {}), 7, "no table of SPARQL"),
        (
            ("Virtuoso 37000 Error SP030: syntax\nmore", 400, {"Content_Type": "text/plain"}),
            2,
            "SP030: syntax",
        ),
        (("", 404, {}), 7, "is it the address"),
        (("", 503, {}), 7, "failed: 503 Service Unavailable"),
        (("", 302, {"Location": "https://example.org/new"}), 7, "has moved to https://example.org/new"),
        (
            (_table([1]), 200, {"X_SQL_State": "S1TAT", "X_SQL_Message": "timeout"}),
            7,
            "part of an answer: timeout",
        ),
    ],
)
def test_what_is_wrong_with_a_server_is_told(
    serve: Serve, answer: tuple[Any, int, dict[str, str]], code: int, told: str
) -> None:
    body, status, headers = answer
    found, text = _run("query", "SELECT ?n { ?s ?p ?n }", "--data", serve(body, status, **headers))
    assert (found, told in text) == (code, True), text


def test_a_server_that_nobody_runs_is_told() -> None:
    code, text = _run("query", "ASK { ?s ?p ?o }", "--data", "http://127.0.0.1:9/sparql")
    assert code == 7 and "cannot be reached" in text


def test_a_server_that_does_not_answer_is_left_in_time(serve: Serve) -> None:
    over = threading.Event()
    address = serve(lambda _: over.wait(60) and "")
    with pytest.raises(OutOfTime, match=r"within 0.1 seconds"):
        sparql.run(servers.graph_at(address, seconds=0.1), "ASK { ?s ?p ?o }")
    assert _run("query", "ASK { ?s ?p ?o }", "--data", address, "--timeout", "0.2")[0] == 3
    over.set()


def test_a_server_without_the_ontology_is_told(serve: Serve) -> None:
    code, text = _run("ask", "pair", "--data", serve({"boolean": False} | _table([])))
    assert code == 2 and "load the ontology" in text


def test_a_server_is_asked_alone() -> None:
    with pytest.raises(InputError, match="is asked alone"):
        azgraph.load("https://example.org/sparql", "bundled")


def test_a_text_that_would_steer_a_terminal_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Graph().parse(data=r'<urn:a> <urn:says> "\u001B[2J" .')
    monkeypatch.setattr(servers.Server, "__len__", lambda *_, **__: len(told))
    monkeypatch.setattr(servers.Server, "triples", lambda *_, **__: ((t, None) for t in told))
    with pytest.raises(InputError, match=r"holds the text '\\x1b\[2J', with a control character"):
        copied(servers.graph_at("http://127.0.0.1/sparql"))
