"""Around every request: what is too much is refused, what is sent is safe to show, what happened is noted."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from azgraph.server import logs, pages
from azgraph.server.faults import LATER, NAMES, Fault, fault_of, plain
from azgraph.server.settings import LOOPBACK, Settings

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SAFE = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_MOST = 10_000  # addresses that are remembered
_PIECE = 1 << 16  # bytes that are sent at once, so that it is seen how fast they are taken


class Rates:
    """How many requests each address may still make: a bucket that fills up again."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Whether an address may make a request now; one that may has made it.

        >>> rates = Rates(1, clock=lambda: 0.0)
        >>> [rates.allows("a") for _ in range(3)], rates.allows("b")
        ([True, True, False], True)
        """
        if not self._rate:
            return True
        now, most = self._clock(), max(1.0, 2 * self._rate)
        left, then = self._left.pop(address, (most, now))
        left = min(most, left + (now - then) * self._rate)
        self._left[address] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _MOST:
            self._left.popitem(last=False)
        return left >= 1


class Bounds:
    """An application within bounds."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._rates = Rates(settings.rate)
        self._held: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; the beginning and the end of the server pass through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = _Sent(send, self._settings, self._held)
        begun = time.perf_counter()
        try:
            self._check(scope)
            await self._app(scope, receive, sent)
        except Exception as error:
            fault = fault_of(error)
            if fault.status == 500:
                logs.write("failure", path=plain(scope["path"]), error=logs.place(error))
            if not sent.status:
                await _answer(fault, scope, sent)
        finally:
            self._note(scope, sent, begun)

    def _check(self, scope: Scope) -> None:
        settings = self._settings
        headers = dict(scope["headers"])
        if len(scope["raw_path"]) + len(scope["query_string"]) > settings.address:
            raise Fault(414, f"an address may have {settings.address:,} bytes; send a long query by POST")
        host = headers.get(b"host", b"").decode("latin-1")
        if settings.is_local and _name(host) not in LOOPBACK:
            # A page elsewhere may give this machine a name of its own, and read what it is told.
            raise Fault(421, "this server answers to localhost and 127.0.0.1")
        if not self._rates.allows(client(scope)):
            message = f"more than {settings.rate:g} requests a second from one address; ask more slowly"
            raise Fault(429, message, {"Retry-After": "1"})
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > settings.body:
            raise too_large(settings)

    def _note(self, scope: Scope, sent: _Sent, begun: float) -> None:
        fields: dict[str, Any] = {
            "client": client(scope),
            "method": plain(scope["method"], 10),
            "path": plain(scope["path"]),
            "status": sent.status,
            "bytes": sent.size,
            "ms": round(1000 * (time.perf_counter() - begun), 1),
        }
        if self._settings.log_queries:
            fields["query"] = scope.get("state", {}).get("query") or scope["query_string"].decode("latin-1")
        logs.write("request", **fields)


class _Sent:
    """What is sent: counted, with the headers that everything has, in pieces; who is too slow is left.

    Nothing is sent before the content is there, so that too much at once can still be refused.
    """

    def __init__(self, send: Send, settings: Settings, held: list[int]) -> None:
        self._send = send
        self._settings = settings
        self._held = held
        self._start: MutableMapping[str, Any] | None = None
        self.status = 0
        self.size = 0

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        content: bytes = message.get("body", b"")
        if self._start and len(content) > _PIECE and sum(self._held) + len(content) > self._settings.sending:
            raise Fault(503, "too many large answers are being sent; try again in a moment", LATER)
        self._held.append(len(content))
        try:
            async with asyncio.timeout(self._settings.slowest + len(content) / 20_000):
                await self._sent(content, more=message.get("more_body", False))
        except TimeoutError:
            raise Fault(408, "the answer was not taken in time") from None
        finally:
            self._held.remove(len(content))

    async def _sent(self, content: bytes, *, more: bool) -> None:
        if self._start:
            start, self._start = self._start, None
            self.status = start["status"]
            headers = list(start.get("headers", ()))
            given = {name.lower() for name, _ in headers}
            policy = (b"content-security-policy", pages.POLICY.encode())
            headers += [pair for pair in (*SAFE, policy) if pair[0] not in given]
            await self._send({**start, "headers": headers})
        for at in range(0, max(1, len(content)), _PIECE):
            piece = content[at : at + _PIECE]
            await self._send({
                "type": "http.response.body",
                "body": piece,
                "more_body": more or at + _PIECE < len(content),
            })  # fmt: skip
            self.size += len(piece)


def too_large(settings: Settings) -> Fault:
    """That a request has too large a body."""
    return Fault(413, f"a request may have {settings.body:,} bytes")


def told(fault: Fault, scope: Scope) -> tuple[bytes, dict[str, str]]:
    """What to send for a fault, and with which headers: a page to who reads pages, else a line of text."""
    accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
    if "text/html" in accept:
        content, type_ = pages.render("fault.html", head=NAMES[fault.status], message=fault.message), "html"
    else:
        content, type_ = f"{fault.message}\n".encode(), "plain"
    headers = {"content-type": f"text/{type_}; charset=utf-8", "cache-control": "no-store", "vary": "accept"}
    if fault.status in (408, 413):
        headers["connection"] = "close"  # what is left of the body is not read
    return content, headers | fault.headers


async def _answer(fault: Fault, scope: Scope, send: Send) -> None:
    content, told_ = told(fault, scope)
    told_ |= {"content-length": str(len(content))}
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in told_.items()]
    await send({"type": "http.response.start", "status": fault.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def client(scope: Scope) -> str:
    """The address of whoever asks."""
    return str(scope["client"][0]) if scope.get("client") else ""


def _name(host: str) -> str:
    """The name in a Host header, without its port.

    >>> _name("localhost:8420"), _name("[::1]:80"), _name("[::1]")
    ('localhost', '::1', '::1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
