"""What a server does not hold, wait for or write: each bound by itself, where another would hide it."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from azgraph.errors import TooMuch
from azgraph.names import ID
from azgraph.server import Settings, bounds, work
from azgraph.server.bounds import Bounds, Rates
from azgraph.store import load_graph
from nasty import nasty_graph
from serving import Server

pytestmark = pytest.mark.apart


def test_a_body_that_says_it_is_too_large_is_not_waited_for(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
            b"Content-Type: application/sparql-query\r\n\r\n"
        )
        assert b" 413 " in line.recv(100)


SCOPE = {
    "type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"", "client": ("127.0.0.1", 1),
    "headers": [(b"host", b"localhost")],
}  # fmt: skip


def test_more_large_answers_than_are_held_at_once_are_refused() -> None:
    async def large(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"x" * 200_000})

    async def use() -> list[int]:
        taken, statuses = asyncio.Event(), []

        async def slow(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            elif statuses == [200]:
                await taken.wait()

        app = Bounds(large, Settings(sending=300_000))
        first = asyncio.ensure_future(app(dict(SCOPE), None, slow))
        await asyncio.sleep(0)
        await asyncio.wait_for(app(dict(SCOPE), None, slow), 20)
        taken.set()
        await first
        return statuses

    assert asyncio.run(use()) == [200, 503]


def test_an_answer_that_is_not_taken_is_given_up() -> None:
    async def plain(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"x"})

    async def never(message: Any) -> None:
        await asyncio.Event().wait()

    async def use() -> None:
        await asyncio.wait_for(Bounds(plain, Settings(slowest=0.01))(dict(SCOPE), None, never), 20)

    asyncio.run(use())


def test_no_more_addresses_are_remembered_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_MOST", 3)
    rates = Rates(1)
    assert all(rates.allows(str(number)) for number in range(9))
    assert len(rates._left) == 3


def test_an_answer_is_not_written_beyond_its_limit() -> None:
    graph = load_graph(Graph())
    text = "SELECT ?x { VALUES ?x { 'a' 'b' 'c' } }"
    assert work.query(graph, text=text, accept="text/csv", most=100).content == b"x\r\na\r\nb\r\nc\r\n"
    with pytest.raises(TooMuch, match="larger than 0 MB"):
        work.query(graph, text=text, accept="text/csv", most=9)


def test_nothing_that_a_graph_holds_becomes_markup_on_a_page(tmp_path: Path) -> None:
    graph = nasty_graph(tmp_path)
    for number in range(4):
        page = work.thing(graph, iri=str(ID[f"X{number}"]), type="text/html").content.decode()
        assert "window.ran" in page or number == 3
        assert "<script" not in page and "<img" not in page and "onerror='" not in page
