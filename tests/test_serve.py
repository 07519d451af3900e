"""A server for strangers: what it is asked by the protocol, in which form it answers, what it refuses."""

from __future__ import annotations

import json
import socket
import threading
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from azgraph.graph import load
from azgraph.names import AZ, ID, PREFIXES
from azgraph.questions import ask, catalogue
from azgraph.server import Settings
from azgraph.server.bounds import Bounds
from listening import Listener
from refused import PLACE, REFUSED
from serving import SECONDS, Server

pytestmark = pytest.mark.apart

PARTNERS = "SELECT ?who { ?who az:strategicPartnerOf :AZE }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ALL = "CONSTRUCT { :AZE ?p ?o } { :AZE ?p ?o }"
FORM = "application/x-www-form-urlencoded"


def embedded(query: str) -> Any:
    return load().store.bulk.query(query, prefixes=PREFIXES)


def post(query: str | bytes, **more: Any) -> dict[str, Any]:
    content = query.encode() if isinstance(query, str) else query
    return {"method": "POST", "body": content, "headers": {"Content-Type": "application/sparql-query"} | more}


def form(**fields: str) -> dict[str, Any]:
    return {"method": "POST", "body": urlencode(fields).encode(), "headers": {"Content-Type": FORM}}


@pytest.mark.parametrize(
    ("accept", "told", "form"),
    [
        ("", "application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/json", "application/json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", "text/tab-separated-values", ox.QueryResultsFormat.TSV),
        ("image/png, application/xml;q=0.1", "application/xml", ox.QueryResultsFormat.XML),
    ],
)  # fmt: skip
def test_rows_come_in_the_form_that_is_wanted_most_and_are_those_of_the_store(
    server: Server, accept: str, told: str, form: ox.QueryResultsFormat
) -> None:
    query = "SELECT ?record ?when ?label { ?record az:when ?when ; rdfs:label ?label } ORDER BY ?record ?when"
    answered = server.post(query, accept)
    assert (answered.status, answered.type) == (200, told)
    read = [tuple(row) for row in ox.parse_query_results(answered.content, format=form)]
    assert read == [tuple(row) for row in embedded(query)]
    assert len(read) > 50


def test_rows_as_csv_are_what_the_store_writes(server: Server) -> None:
    answered = server.post("SELECT ?o { :AZE ?p ?o } ORDER BY ?o", "text/csv")
    written = embedded("SELECT ?o { :AZE ?p ?o } ORDER BY ?o").serialize(format=ox.QueryResultsFormat.CSV)
    assert (answered.type, answered.content) == ("text/csv", written)


@pytest.mark.parametrize(
    ("type_", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
def test_a_graph_comes_in_the_form_that_is_wanted_and_is_that_of_the_store(
    server: Server, type_: str, form: ox.RdfFormat
) -> None:
    answered = server.post(ALL, type_)
    assert (answered.status, answered.type) == (200, type_)
    assert {q.triple for q in ox.parse(answered.content, format=form)} == set(embedded(ALL))


def test_a_query_may_be_sent_in_three_ways(server: Server) -> None:
    ways = (
        server.ask(query=PARTNERS),
        server.ask(**form(query=PARTNERS)),
        server.ask(**post(PARTNERS)),
    )
    assert {(way.status, way.content) for way in ways} == {(200, ways[0].content)}
    assert json.loads(ways[0].content)["results"]["bindings"][0]["who"]["value"] == str(ID.CHN)


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (post("SELECT nonsense"), 400, "line 1: expected"),
        (post("SELECT ?x {\n SERVICE <http://x/> {} }"), 400, "line 2: SERVICE is not run"),
        (post(b"ASK { ?s ?p '\xff' }"), 400, "must be UTF-8"),
        ({"query": "ASK {}", "default-graph-uri": "http://x/"}, 400, "the data hold no graph <http://x/>"),
        ({"query": "ASK {}", "named-graph-uri": "\x1b[2J"}, 400, "the data hold no graph <\\x1b[2J>"),
        ({"query": "ASK FROM <http://x/> {}", "default-graph-uri": "urn:g:a"}, 400, "hold no graph <http://x/>"),
        ({"query": "ASK {}", "using-graph-uri": "urn:g:a"}, 400, "goes with updates"),
        ({"path": "/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D"}, 400, "there are 2"),
        ({"path": "/sparql?query=%ff"}, 400, "UTF-8"),
        (form(other="1"), 400, "there is none"),
        (post("ASK " + "{" * 5000 + "}" * 5000), 400, "nested too deeply"),
        (form(update="CLEAR ALL"), 403, "changes nothing"),
        (post("CLEAR ALL", **{"Content-Type": "application/sparql-update"}), 403, "changes nothing"),
        ({"path": "/nothing"}, 404, "nothing is at this address"),
        ({"path": "/questions/waiting"}, 404, "Did you mean waiting-for?"),
        ({"path": "/id/AZEE"}, 404, "says nothing of :AZEE"),
        ({"method": "PUT", "body": b"x"}, 405, "read with GET"),
        (post("ASK {}", Accept="image/png"), 406, "application/sparql-results+json"),
        (post("ASK {}", Accept="text/turtle"), 406, "rows, or yes or no"),
        (post(ALL, Accept="text/csv"), 406, "a graph in one of: text/turtle"),
        ({"path": "/id/AZE", "headers": {"Accept": "image/png"}}, 406, "text/turtle"),
        (post("ASK {} #" + "x" * 100_000), 413, "100,000 bytes"),
        ({"path": "/sparql?query=" + "x" * 9000}, 414, "by POST"),
        (post("ASK {}", **{"Content-Type": "text/plain"}), 415, "application/sparql-query"),
        ({"path": "/", "headers": {"Host": "evil.example"}}, 421, "localhost"),
        (post("SELECT * { ?a ?b ?c . ?d a ?e }"), 503, "larger than 1 MB"),
        ({"path": "/changes?from=2025-12-31&to=2025-01-01"}, 400, "give the earlier day first"),
        ({"path": "/changes?from=yesterday&to=2025-01-01"}, 400, "yesterday"),
        ({"path": "/brief?actor=Nobody"}, 404, "no actor 'Nobody'"),
        ({"path": "/questions/pair?colour=1"}, 400, "no field 'colour' here"),
    ],
)  # fmt: skip
def test_what_is_not_answered_says_so_in_one_line(
    server: Server, request_: dict[str, Any], status: int, words: str
) -> None:
    answered = server.ask(**request_)
    assert (answered.status, answered.type, answered.text.count("\n")) == (status, "text/plain", 1)
    assert words in answered.text
    assert "retry-after" in answered.headers or status != 503
    if status == 405:
        assert {"GET", "POST", "HEAD"} == set(answered.headers["allow"].split(", "))


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"query": "SELECT ?s { ?s <urn:in> ?g }"}, []),
        ({"query": "SELECT ?s { GRAPH ?g { ?s <urn:in> ?g } }"}, ["urn:a", "urn:b"]),
        ({"query": "SELECT ?s FROM <urn:g:a> { ?s ?p ?o }"}, ["urn:a"]),
        ({"query": "SELECT ?s { ?s ?p ?o }", "default-graph-uri": "urn:g:b"}, ["urn:b"]),
        ({"query": "SELECT ?s FROM <urn:g:a> { ?s ?p ?o }", "default-graph-uri": "urn:g:b"}, ["urn:b"]),
        ({"query": "SELECT ?s { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": "urn:g:b"}, ["urn:b"]),
        ({"query": "SELECT ?s { ?s ?p ?o }", "named-graph-uri": "urn:g:b"}, []),
    ],
)
def test_a_query_may_choose_its_graphs_among_those_there_are(
    server: Server, fields: dict[str, str], found: list[str]
) -> None:
    listener = Listener()
    for answered in (server.ask(**fields), server.ask(**form(**fields))):
        rows = json.loads(answered.content)["results"]["bindings"]
        assert sorted(row["s"]["value"] for row in rows) == found
    elsewhere = server.ask(**{"query": "ASK {}", "default-graph-uri": listener.place})
    assert (elsewhere.status, listener.knocks) == (400, 0)
    listener.close()


def test_a_body_that_tells_no_length_is_not_read_beyond_the_limit(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            b"Content-Type: application/sparql-query\r\n\r\n"
        )
        chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
        line.sendall(chunk * 4)
        assert b" 413 " in line.recv(100)


def test_a_runaway_is_stopped_while_others_are_answered(server: Server) -> None:
    stopped = server.health()["stopped"]
    ends: list[Any] = []
    runaways = [threading.Thread(target=lambda: ends.append(server.post(ENDLESS))) for _ in range(3)]
    for runaway in runaways:
        runaway.start()
    answers = [server.post(PARTNERS) for _ in range(20)]
    for runaway in runaways:
        runaway.join()
    assert {(a.status, a.content) for a in answers} == {(200, answers[0].content)}
    assert {(a.status, a.text) for a in ends} == {
        (503, f"stopped after {SECONDS} seconds without an answer; ask for less\n")
    }
    assert all(a.headers["retry-after"].isdigit() for a in ends)
    health = server.health()
    assert (health["status"], health["aside"], health["stopped"]) == ("ok", 0, stopped + 3)


def test_nobody_is_asked_and_nothing_is_changed_however_it_is_spelt(server: Server) -> None:
    listener = Listener()
    size = server.post("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").content
    for query in REFUSED:
        answered = server.post(query.replace(PLACE, listener.place))
        assert answered.status == 400 and "is not run" in answered.text, query
    assert server.post("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").content == size
    assert listener.knocks == 0
    listener.close()


@pytest.mark.parametrize(
    "name", ["AZE", "ukEmbargo", "signing", "russiaCrisisResolved", "report2025/s1.p2.1"]
)
def test_a_thing_read_again_from_its_address_is_what_the_store_has(server: Server, name: str) -> None:
    bulk = load().store.bulk
    node = ox.NamedNode(ID[name])
    claims = [q.object for q in bulk.quads_for_pattern(node, ox.NamedNode(AZ.claim), None)]
    stored = {q.triple for s in (node, *claims) for q in bulk.quads_for_pattern(s, None, None)}
    for type_, form in (
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ):
        answered = server.ask(f"/id/{name}", headers={"Accept": type_})
        assert (answered.type, answered.headers["vary"]) == (type_, "accept, accept-encoding")
        assert {q.triple for q in ox.parse(answered.content, format=form)} == stored
        assert (
            server.ask("/about", iri=str(ID[name]), form={"text/turtle": "ttl"}.get(type_, "nt")).status
            == 200
        )


@pytest.mark.parametrize(
    ("accept", "told"),
    [
        ("", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html;q=0.5, text/turtle", "text/turtle"),
        ("text/*;q=0.2, application/ld+json;q=0.3", "application/ld+json"),
        ("text/html;q=0, */*;q=0.1", "text/turtle"),
    ],
)
def test_a_thing_comes_in_the_form_that_is_wanted_most(server: Server, accept: str, told: str) -> None:
    answered = server.ask("/id/ukEmbargo", headers={"Accept": accept} if accept else {})
    assert (answered.status, answered.type) == (200, told)


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/static/../../pyproject.toml", "/static/%2e%2e%2fpages.py", "/id/%00", "/id/",
        "/id/%E2%80%AEEZA", "/id/" + "a" * 7000, "/id/%3Cscript%3Ealert(1)%3C/script%3E", "/id/%", "//evil.example/",
        "/about?iri=javascript:alert(1)", "/about?iri=%E2%80%AEx", "/about?iri=", "/about?iri=%00", "/questions/..%2f..", "/questions/%00",
        "/id/AZE?form=exe", "/brief?actor=%27%22%3E%3Cscript%3E", "/brief?actor=" + "a" * 500, "/query?query=%00%FF",
        "/sparql?" + "&" * 3000, "/questions/pair?actor=%E2%80%AE",
    ],
)  # fmt: skip
def test_a_hostile_address_is_refused_and_echoes_nothing_that_acts(server: Server, path: str) -> None:
    for accept in ("text/html", "text/plain"):
        answered = server.ask(path, headers={"Accept": accept})
        assert answered.status in (400, 404, 406), answered.text
        assert "\u202e" not in answered.text and "root:" not in answered.text
        assert "<script" not in answered.text or answered.type == "text/plain"


def test_what_is_no_http_ends_the_connection_and_no_more(server: Server) -> None:
    for words in (
        b"\x16\x03\x01\x02\x00",
        b"GET / HTTP/9\r\n\r\n",
        b"A" * 100_000,
        b"GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
            line.sendall(words)
            assert b" 400 " in line.recv(1000)
    assert server.health()["status"] == "ok"


def test_head_tells_what_get_would_bring(server: Server) -> None:
    for path in ("/", "/id/AZE", "/sparql?query=ASK+%7B%7D", "/health", "/static/style.css"):
        got, told = (server.ask(path, method) for method in ("GET", "HEAD"))
        assert (told.status, told.content) == (200, b"")
        same = ("content-type", "content-length", "content-security-policy")
        assert [told.headers.get(name) for name in same] == [got.headers.get(name) for name in same]


def test_everything_that_is_sent_is_safe_to_show(server: Server) -> None:
    for path in (
        "/",
        "/questions",
        "/query",
        "/sparql",
        "/id/AZE",
        "/nothing",
        "/health",
        "/static/yasgui.min.js",
    ):
        headers = server.ask(path, headers={"Accept": "text/html"}).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
        assert not {"set-cookie", "server", "access-control-allow-origin"} & set(headers)


def test_what_a_reader_has_is_not_sent_again_and_what_is_sent_may_be_packed(server: Server) -> None:
    first = server.ask("/")
    again = server.ask("/", headers={"If-None-Match": first.headers["etag"]})
    packed = server.ask("/", headers={"Accept-Encoding": "gzip"})
    assert (again.status, again.content) == (304, b"")
    assert packed.headers["content-encoding"] == "gzip" and len(packed.content) < len(first.content) / 3


def test_the_map_is_at_the_root_and_leads_to_the_other_pages(server: Server) -> None:
    page = server.ask("/").text
    assert "Azerbaijan" in page and 'href="/questions"' in page


@pytest.mark.parametrize("name", ["waiting-for", "denied", "measures-by-date"])
def test_a_question_has_a_page_with_the_answers_and_all_their_sentences(server: Server, name: str) -> None:
    page = server.ask(f"/questions/{name}").text.replace("&#39;", "'")
    rows = ask(load(), name)
    assert f"{len(rows)} answer{'' if len(rows) == 1 else 's'} as of 1 January 2026" in page
    assert all(str(citation) in page for row in rows for citation in row.evidence)
    assert all(f'name="{p.name}"' in page for p in catalogue()[name].parameters)


def test_a_question_of_another_day_leaves_the_graph_as_it_was(server: Server) -> None:
    before = server.ask("/questions/measures", actor="GBR", day="2025-09-30").text
    assert "arms embargo" in before and "as of 30 September 2025" in before
    for _ in range(8):  # every child
        assert json.loads(server.post("ASK { :GBR az:embargoes :AZE }").content)["boolean"] is False


def test_briefs_and_changes_have_pages(server: Server) -> None:
    assert (
        "Azerbaijan and Russia on 1 January 2026" in server.ask("/brief", actor="AZE", partner="Russia").text
    )
    told = server.ask("/changes", **{"from": "2025-10-01", "to": "2025-10-31"}).text
    assert "What changed from 1 October 2025 to 31 October 2025" in told and "arms embargo" in told


def test_the_endpoint_describes_itself_without_a_query(server: Server) -> None:
    turtle = server.ask(headers={"Accept": "text/turtle"})
    triples = {
        q.triple
        for q in ox.parse(turtle.content, format=ox.RdfFormat.TURTLE, base_iri=f"{server.address}sparql")
    }
    counted = [t.object.value for t in triples if t.predicate.value.endswith("void#triples")]
    assert counted == [str(len(load()))]
    assert any(t.object.value.endswith("#SPARQL11Query") for t in triples)
    named = {t.object.value for t in triples if t.predicate.value.endswith("#name")}
    assert named == {"urn:g:a", "urn:g:b"}
    assert (
        "10 MB" not in server.ask(headers={"Accept": "text/html"}).text
    )  # the limits are those of this server


def test_the_log_tells_what_happened_and_not_what_was_asked(server: Server) -> None:
    server.ask(query="ASK { :secretive ?p ?o }")
    server.post("ASK { :secretive ?p ?o ")
    server.ask("/brief", actor="secretive")
    events = list(server.events(last="/brief"))
    text = server.log.read_text(encoding="utf-8")
    assert "secretive" not in text and "Traceback" not in text
    assert {event["event"] for event in events} <= {"start", "request", "server"}
    told = [
        (event.get("method"), event.get("path"), event.get("status"), event.get("client")) for event in events
    ]
    assert ("GET", "/brief", 404, "127.0.0.1") in told


def test_whoever_asks_too_often_is_told_when_to_come_again() -> None:
    import asyncio

    async def nothing(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b""})

    app, sent = Bounds(nothing, Settings(rate=0.001)), []

    async def collect(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"", "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"localhost")],
    }  # fmt: skip
    for _ in range(2):
        asyncio.run(app(scope, lambda: None, collect))
    starts = [message for message in sent if message["type"] == "http.response.start"]
    assert [start["status"] for start in starts] == [200, 429]
    assert (b"retry-after", b"1") in starts[1]["headers"]
