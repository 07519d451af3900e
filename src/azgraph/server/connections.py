"""Connections within bounds: left where a request does not arrive or an answer is not taken, and few.

uvicorn waits for a request's header as long as it takes, and keeps what is not taken of
an answer until the other side goes; so each connection is looked at from time to time.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from azgraph.server.settings import Settings

_AT_ONCE = struct.pack("ii", 1, 0)
"""With this a closed connection ends there and then, and what was not taken is given up."""


class Connection(asyncio.Protocol):
    """A connection of uvicorn's that is left where nothing has moved between two looks at it."""

    def __init__(self, settings: Settings, **given: Any) -> None:
        self._inner: Any = H11Protocol(**given)
        self._settings = settings
        self._seen: object = None
        self._next: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection, unless there are too many."""
        self._transport = cast("asyncio.Transport", transport)
        self._inner.connection_made(transport)
        if len(self._inner.connections) > self._settings.connections:
            self._refuse(b"503 Service Unavailable\r\nretry-after: 5")
        self._look()

    def data_received(self, data: bytes) -> None:
        """Hand on what arrives, but to a connection that is being closed."""
        if not self._transport.is_closing():
            self._inner.data_received(data)

    def eof_received(self) -> None:
        """Close when the other side does."""
        self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._next:
            self._next.cancel()
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """Let the answer wait for who takes it."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Go on with the answer."""
        self._inner.resume_writing()

    def _look(self) -> None:
        """Leave a connection that is as it was at the last look, and look again later.

        It may be as it was while an answer is worked on, which has limits of its own.
        """
        cycle, left = self._inner.cycle, self._transport.get_write_buffer_size()
        working = cycle is not None and not cycle.response_complete
        closing = self._transport.is_closing()
        now = (cycle, working, left, closing)
        if now == self._seen and (left or not working):
            if left or closing:
                self._leave()
            elif cycle is None:
                self._refuse(b"408 Request Timeout")
            else:
                self._transport.close()
        self._seen = now
        loop = asyncio.get_running_loop()
        self._next = loop.call_later(self._settings.slowest, self._look)

    def _refuse(self, status: bytes) -> None:
        self._transport.write(b"HTTP/1.1 " + status + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        self._transport.close()

    def _leave(self) -> None:
        line: socket.socket | None = self._transport.get_extra_info("socket")
        if line is not None:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self._transport.abort()
