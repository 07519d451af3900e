"""Connections that bring no request or take no answer: left in time, so that others find a place."""

from __future__ import annotations

import asyncio
import select
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from azgraph.server import Settings, config_of, protocol, site
from azgraph.server.bounds import Bounds
from azgraph.server.faults import Fault

pytestmark = pytest.mark.apart

LARGE = 6_000_000
"""Bytes of an answer that no buffer of the system's holds."""


@asynccontextmanager
async def serving(**settings: Any) -> AsyncIterator[int]:
    """The port of a server that reads a body or sends a large one."""
    chosen = Settings(**({"rate": 0, "slowest": 0.3} | settings))

    async def take(request: Request) -> Response:
        return Response(await protocol.body(request, chosen))

    async def bring(_: Request) -> Response:
        return Response(b"x" * LARGE)

    routes = [Route("/take", take, methods=["POST"]), Route("/large", bring)]
    app = Starlette(routes=routes, exception_handlers={Fault: site._faulted})
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(config_of(Bounds(app, chosen), chosen))
    running = asyncio.ensure_future(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await running


def served(use: Callable[[int], Awaitable[Any]], **settings: Any) -> Any:
    async def run() -> Any:
        async with asyncio.timeout(60), serving(**settings) as port:
            return await use(port)

    return asyncio.run(run())


@asynccontextmanager
async def opened(
    port: int, words: bytes = b""
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(words)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def answered(port: int, words: bytes = b"") -> bytes:
    async with opened(port, words) as (reader, _):
        return await reader.read()


HOST = b"Host: localhost\r\n"
POST = b"POST /take HTTP/1.1\r\n" + HOST


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (b"", [b"408 Request Timeout"]),
        (b"GET /take HTTP/1.1\r\nHost: local", [b"408 Request Timeout"]),
        (POST + b"Content-Length: 9\r\n\r\nhalf", [b"408 Request Timeout"]),
        (POST + b"Content-Length: 1\r\n\r\nxGET /large", [b"200 OK"]),
        (b"GET /nothing HTTP/1.1\r\n" + HOST + b"Content-Length: 9\r\n\r\nhalf", [b"404 Not Found"]),
    ],
    ids=["nothing", "half a header", "half a body", "half of a second", "half a body that nobody reads"],
)
def test_a_request_that_does_not_arrive_is_left(words: bytes, told: list[bytes]) -> None:
    answer = served(lambda port: answered(port, words))
    statuses = [line[9:] for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    assert statuses == told


def test_a_header_that_comes_letter_by_letter_is_left_too() -> None:
    async def use(port: int) -> None:
        async with opened(port, b"GET /take HTTP/1.1\r\nX: ") as (reader, writer):
            answer = asyncio.ensure_future(reader.read())
            while not answer.done():
                writer.write(b"x")
                await asyncio.wait({answer}, timeout=0.05)
            answer.exception()

    served(use)  # or it would never end


def test_a_reader_that_takes_nothing_is_left_and_an_answer_that_is_taken_is_whole() -> None:
    async def use(port: int) -> tuple[int, bytes]:
        with socket.socket() as idle:
            idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            idle.connect(("127.0.0.1", port))
            idle.sendall(b"GET /large HTTP/1.1\r\n" + HOST + b"\r\n")
            whole = await answered(port, b"GET /large HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n")
            watch = select.poll()
            watch.register(idle, 0)
            ((_, ended),) = await asyncio.to_thread(watch.poll, 30_000)
            return ended, whole

    ended, whole = served(use)
    assert ended & select.POLLHUP and len(whole.partition(b"\r\n\r\n")[2]) == LARGE


def test_more_connections_than_there_may_be_are_refused_until_one_ends() -> None:
    async def use(port: int) -> tuple[bytes, bytes]:
        async with opened(port), opened(port):
            async with opened(port):
                refused = await answered(port)
            answer = b""
            while b" 200 " not in answer:
                answer = await answered(port, POST + b"Connection: close\r\nContent-Length: 1\r\n\r\nx")
            return refused, answer

    refused, answer = served(use, connections=3, slowest=30)
    assert refused.startswith(b"HTTP/1.1 503 ") and b"retry-after: 5\r\n" in refused
    assert answer.endswith(b"\r\n\r\nx")
