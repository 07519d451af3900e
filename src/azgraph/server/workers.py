"""A child process that answers one request after another until it is told, or made, to end.

Parent and child speak over one socket: a line of JSON says what is to be done, or how that
ended, and how many bytes of content follow it. Nothing is unpickled that a child has written.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import Graph

from azgraph import guards
from azgraph.errors import OutOfMemory
from azgraph.guards import Limits

HEAD = struct.Struct("!II")
"""Before every message: the lengths of its JSON and of its content."""
GROWTH = 200_000_000
"""Bytes that a child may have grown by before it is replaced: what a large answer took is given back."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a child has made: the content whole, of a media type, and the status that goes with it."""

    content: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200


Task = Callable[..., Reply]


def work(
    channel: socket.socket, parent: int, limits: Limits, make: Callable[[], Graph], tasks: dict[str, Task]
) -> None:
    """What the child does: confine itself, then answer what comes over the channel until that ends."""
    gc.freeze()  # what was the parent's is neither looked through nor copied
    signal.set_wakeup_fd(-1)  # it is the parent's loop that it wakes
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)  # the parent hears it, and ends us
    _let_go(channel.fileno())
    graph = make()
    guards.confine(parent, limits)
    sys.stderr = io.StringIO()
    channel.settimeout(None)
    at_first = _used()
    with contextlib.suppress(ConnectionError, EOFError):
        while True:
            head, _ = receive(channel)
            guards.allow(limits)
            told, content = _done(graph, tasks, head)
            told["spent"] = told["outcome"] == OutOfMemory.__name__ or _used() - at_first > GROWTH
            send(channel, told, content)


def send(channel: socket.socket, told: dict[str, Any], content: bytes = b"") -> None:
    """Send a message over a socket that waits."""
    channel.sendall(packed(told, content))


def receive(channel: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Receive a message over a socket that waits.

    Errors: EOFError where the other side has gone.
    """
    lengths = HEAD.unpack(_exactly(channel, HEAD.size))
    told, content = (_exactly(channel, length) for length in lengths)
    return json.loads(told), content


def packed(told: dict[str, Any], content: bytes = b"") -> bytes:
    """A message as it goes over the socket."""
    text = json.dumps(told).encode()
    return HEAD.pack(len(text), len(content)) + text + content


def _exactly(channel: socket.socket, length: int) -> bytes:
    chunks = []
    while length:
        chunk = channel.recv(min(length, 1 << 20))
        if not chunk:
            raise EOFError
        chunks.append(chunk)
        length -= len(chunk)
    return b"".join(chunks)


def _done(graph: Graph, tasks: dict[str, Task], head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        reply = tasks[head["task"]](graph, **head["values"])
    except Exception as error:
        outcome, text = guards.told_error(error)
        return {"outcome": outcome, "text": text}, b""
    return {"outcome": "", "type": reply.type, "status": reply.status}, reply.content


def _let_go(own: int) -> None:
    """Give up the files of the parent: a client's connection is closed when the parent closes it.

    The numbers stay taken, as objects that a fork copied may still close them.
    """
    with contextlib.suppress(OSError):  # not on every system; only Linux forks
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
            if number > 2 and number not in (own, nothing):
                with contextlib.suppress(OSError):
                    os.fstat(number)
                    os.dup2(nothing, number)


def _used() -> int:
    """The memory that this process has for itself, in bytes."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
