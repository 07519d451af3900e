"""The children that answer: warm, few, killed where they overrun, and replaced at once.

To start a process for every query would cost more than most queries do, and an engine
cannot be stopped from inside. So children wait with the graph read; what one
does wrong ends with it. Whatever takes long is set aside at the lowest priority
with the system, so that what is quick stays quick.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import multiprocessing
import os
import socket
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from rdflib import Graph

from azgraph import guards
from azgraph.errors import AzgraphError, OutOfTime, TooMuch
from azgraph.server import workers
from azgraph.server.settings import Settings
from azgraph.server.workers import HEAD, Reply, Task

_START = "fork" if sys.platform == "linux" else "spawn"


class Busy(AzgraphError):
    """More is asked than can be answered now."""


class Left(AzgraphError):
    """Whoever asked has gone, and the work was stopped."""


@dataclass(slots=True, eq=False)
class Worker:
    """A child, and our end of what it is spoken to through."""

    process: Any
    channel: socket.socket


@dataclass(slots=True)
class Counts:
    """What a pool is doing, and what it has stopped."""

    waiting: int = 0
    aside: int = 0
    started: int = 0
    stopped: int = 0


class Pool:
    """Children that hold one graph, for one event loop to put tasks to.

    Where processes can be forked the graph is read once and shared; elsewhere every child makes its own.
    """

    def __init__(self, make: Callable[[], Graph], tasks: dict[str, Task], settings: Settings) -> None:
        self._make: Callable[[], Graph] = make
        if _START == "fork":
            graph = make()
            self._make = lambda: graph
        self._tasks = tasks
        self._settings = settings
        self._limits = settings.limits
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._all: set[Worker] = set()
        self._closed = False
        self.counts = Counts()

    def start(self) -> None:
        """Start the children; to be called in the loop that is to use them."""
        for _ in range(self._settings.quick):
            self._add()

    def close(self) -> None:
        """End all children."""
        self._closed = True
        for worker in list(self._all):
            self._end(worker)
            worker.process.join(5)

    @property
    def alive(self) -> int:
        """How many children there are."""
        return len(self._all)

    async def run(
        self,
        task: str,
        *,
        patience: float | None = None,
        gone: Callable[[], Any] | None = None,
        **values: Any,
    ) -> Reply:
        """What a task answers; `gone` is awaited while it takes long, and ends it when it returns.

        Errors: what the task raises of azgraph's own; OutOfTime, OutOfMemory, TooDeep, TooMuch, Busy.
        """
        deadline = time.monotonic() + self._limits.seconds
        worker = await self._free(deadline)
        begun = _worked(worker.process.pid)
        running = _Running(worker, asyncio.ensure_future(self._spoken(worker, task, values)), begun)
        try:
            await self._wait(running, deadline, self._settings.patience if patience is None else patience)
            if not running.reading.done():
                await self._set_aside(running, deadline, gone)
            told, content = running.reading.result()
        except (EOFError, ConnectionError):
            worker.process.join(1)
            raise guards.ending(worker.process.exitcode, self._limits) from None
        else:
            running.whole = not told["spent"]
        finally:
            await self._take_back(running)
        if told["outcome"]:
            raise guards.error_of(told["outcome"], told["text"], self._limits)
        return Reply(content, told["type"], told["status"])

    async def _free(self, deadline: float) -> Worker:
        """A child that has nothing to do."""
        if self._closed:
            raise Busy("the server is stopping")
        while not self._idle.empty():
            worker = self._idle.get_nowait()
            if worker.process.is_alive():
                return worker
            self._end(worker)
            self._add()
        if self.counts.waiting >= self._settings.waiting:
            raise Busy("too many requests wait already; try again in a moment")
        self.counts.waiting += 1
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                return await self._idle.get()
        except TimeoutError:
            raise Busy("no process came free in time; try again in a moment") from None
        finally:
            self.counts.waiting -= 1

    async def _spoken(
        self, worker: Worker, task: str, values: dict[str, Any]
    ) -> tuple[dict[str, Any], bytes]:
        loop = asyncio.get_running_loop()
        message = workers.packed({"task": task, "values": values})
        await loop.sock_sendall(worker.channel, message)
        lengths = HEAD.unpack(await _exactly(worker.channel, HEAD.size))
        if sum(lengths) > self._limits.size * 1_000_000 + 100_000:
            raise TooMuch(f"the answer is larger than {self._limits.size:,} MB")
        whole = await _exactly(worker.channel, sum(lengths))
        return json.loads(whole[: lengths[0]]), whole[lengths[0] :]

    async def _wait(self, running: _Running, deadline: float, patience: float) -> None:
        """Wait until a task is done, or has worked longer than patience lasts, however long that takes."""
        left = patience
        while left > 0.001 and time.monotonic() < deadline:
            await asyncio.wait({running.reading}, timeout=min(left, deadline - time.monotonic()))
            if running.reading.done():
                return
            left = patience - (_worked(running.worker.process.pid) - running.begun)

    async def _set_aside(self, running: _Running, deadline: float, gone: Callable[[], Any] | None) -> None:
        """Let others go before what takes long, until it is done, out of time, or nobody waits for it."""
        if self.counts.aside >= self._settings.aside:
            raise Busy(f"{self.counts.aside} long queries run already; ask for less, or try again later")
        running.aside = True
        self.counts.aside += 1
        _lower(running.worker.process.pid)
        self._add()
        leaving = asyncio.ensure_future(gone()) if gone else None
        try:
            waited = {running.reading, *([leaving] if leaving else [])}
            await asyncio.wait(
                waited, timeout=max(0, deadline - time.monotonic()), return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            if leaving:
                leaving.cancel()
        if not running.reading.done():
            if leaving and leaving.done():
                raise Left("whoever asked has gone")
            raise OutOfTime(f"stopped after {self._limits.seconds:g} seconds without an answer; ask for less")

    async def _take_back(self, running: _Running) -> None:
        """Use a child again where it is whole and still has its place; else end it."""
        if not running.reading.done():
            running.reading.cancel()
            await asyncio.wait({running.reading})  # before the channel is closed and its number used again
            self.counts.stopped += 1
        if running.aside:
            self.counts.aside -= 1
            self._end(running.worker)
        elif running.whole and not self._closed:
            self._idle.put_nowait(running.worker)
        else:
            self._end(running.worker)
            self._add()

    def _add(self) -> None:
        if self._closed:
            return
        context = cast("Any", multiprocessing.get_context(_START))
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        arguments = (theirs, os.getpid(), self._limits, self._make, self._tasks)
        process = context.Process(target=workers.work, args=arguments, daemon=True)
        with warnings.catch_warnings():
            # A thread of a library's may hold a lock that the child then waits for; its time limit ends that.
            warnings.filterwarnings("ignore", ".*multi-threaded.*fork", DeprecationWarning)
            process.start()
        theirs.close()
        worker = Worker(process, ours)
        self._all.add(worker)
        self.counts.started += 1
        self._idle.put_nowait(worker)

    def _end(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.channel.close()
        worker.process.kill()  # the next one that is started sees to what is left of it


@dataclass(slots=True)
class _Running:
    """A task that a child is at; whether it was set aside, and whether the child is as before."""

    worker: Worker
    reading: asyncio.Future[tuple[dict[str, Any], bytes]]
    begun: float
    aside: bool = False
    whole: bool = False


async def _exactly(channel: socket.socket, length: int) -> bytes:
    loop = asyncio.get_running_loop()
    chunks = []
    while length:
        chunk = await loop.sock_recv(channel, min(length, 1 << 20))
        if not chunk:
            raise EOFError
        chunks.append(chunk)
        length -= len(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _worked(pid: int) -> float:
    """Seconds that a process has worked; where the system does not tell, those that have gone by."""
    try:
        return time.clock_gettime((~pid << 3) | 2)  # the clock of a process, as Linux numbers it
    except (AttributeError, OSError):
        return time.monotonic()


def _lower(pid: int) -> None:
    """Let the system give a process only the time that no other wants."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "linux":
            os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))
        else:
            os.setpriority(os.PRIO_PROCESS, pid, 19)
