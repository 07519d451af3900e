"""The children that answer: replaced where they end, set aside where they take long, never waited for in vain."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from rdflib import Graph

from azgraph.errors import AzgraphError, InputError, OutOfMemory, OutOfTime, TooDeep, TooMuch
from azgraph.guards import Limits
from azgraph.server.pool import Busy, Left, Pool
from azgraph.server.settings import Settings
from azgraph.server.workers import Reply
from azgraph.store import load_graph

pytestmark = pytest.mark.apart


def echo(_: Graph, *, text: str) -> Reply:
    return Reply(text.encode())


def spin(_: Graph) -> Reply:
    while True:
        pass


def end(_: Graph, *, number: int) -> Reply:
    os.kill(os.getpid(), number)
    return Reply(b"still there")


def fill(_: Graph) -> Reply:
    return Reply(b"x" * 2_000_000)


def fail(_: Graph, *, kind: str) -> Reply:
    raise {"input": InputError("line 3: no"), "memory": MemoryError(), "bug": KeyError("x")}[kind]


def pid(_: Graph) -> Reply:
    return Reply(str(os.getpid()).encode())


TASKS: Any = {f.__name__: f for f in (echo, spin, end, fill, fail, pid)}


def pooled(use: Callable[[Pool], Coroutine[Any, Any, Any]], **settings: Any) -> Any:
    async def run() -> Any:
        chosen = {"quick": 1, "patience": 0.02, "limits": Limits(seconds=20, memory=1000, size=1)} | settings
        pool = Pool(lambda: load_graph(Graph()), TASKS, Settings(**chosen))
        pool.start()
        try:
            return await use(pool)
        finally:
            pool.close()

    return asyncio.run(run())


def wait_for_the_end(number: int) -> None:
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)


async def set_aside(pool: Pool) -> None:
    for _ in range(2000):
        if pool.counts.aside:
            return
        await asyncio.sleep(0.01)


async def answers(pool: Pool) -> bool:
    return (await pool.run("echo", text="ä")).content == "ä".encode()


@pytest.mark.parametrize(
    ("task", "values", "kind"),
    [
        ("end", {"number": signal.SIGSEGV}, TooDeep),
        ("end", {"number": signal.SIGABRT}, OutOfMemory),
        ("end", {"number": signal.SIGKILL}, OutOfMemory),
        ("fill", {}, TooMuch),
        ("fail", {"kind": "input"}, InputError),
        ("fail", {"kind": "memory"}, OutOfMemory),
        ("fail", {"kind": "bug"}, RuntimeError),
    ],
)
def test_however_a_child_ends_the_next_request_is_answered(
    task: str, values: dict[str, Any], kind: type[Exception]
) -> None:
    async def use(pool: Pool) -> None:
        with pytest.raises(kind):
            await pool.run(task, **values)
        assert await answers(pool)
        assert pool.alive == 1

    pooled(use)


def test_a_child_that_died_while_it_waited_is_replaced_before_it_is_asked() -> None:
    async def use(pool: Pool) -> None:
        number = int((await pool.run("pid")).content)
        os.kill(number, signal.SIGKILL)
        wait_for_the_end(number)
        assert await answers(pool)

    pooled(use)


def test_an_answer_that_no_buffer_holds_comes_whole() -> None:
    async def use(pool: Pool) -> None:
        assert (await pool.run("echo", text="x" * 900_000)).content == b"x" * 900_000

    pooled(use)


def test_the_same_child_answers_again() -> None:
    async def use(pool: Pool) -> None:
        assert len({(await pool.run("pid")).content for _ in range(5)}) == 1
        assert pool.counts.started == 1

    pooled(use)


def test_what_takes_long_is_set_aside_and_stopped_in_the_end() -> None:
    async def use(pool: Pool) -> None:
        long = asyncio.ensure_future(pool.run("spin"))
        await set_aside(pool)
        running = [w.process.pid for w in pool._all]
        assert os.SCHED_IDLE in map(os.sched_getscheduler, running)
        assert await answers(pool)  # there is but one place, and it is free
        with pytest.raises(OutOfTime):
            await long
        assert (pool.counts.aside, pool.counts.stopped, pool.alive) == (0, 1, 1)

    pooled(use, limits=Limits(seconds=1))


def test_more_long_ones_than_may_be_set_aside_are_refused() -> None:
    async def use(pool: Pool) -> None:
        first = asyncio.ensure_future(pool.run("spin"))
        await set_aside(pool)
        with pytest.raises(Busy, match="long queries run already"):
            await pool.run("spin")
        assert await answers(pool)
        first.cancel()

    pooled(use, aside=1)


def test_more_than_may_wait_are_refused_at_once() -> None:
    async def use(pool: Pool) -> list[Any]:
        asked = (pool.run("echo", text="x") for _ in range(5))
        return await asyncio.gather(*asked, return_exceptions=True)

    told = pooled(use, waiting=2)
    assert sum(isinstance(one, Busy) for one in told) == 2
    assert sum(isinstance(one, Reply) for one in told) == 3


def test_the_work_ends_when_whoever_asked_has_gone() -> None:
    async def use(pool: Pool) -> None:
        with pytest.raises(Left):
            await pool.run("spin", gone=lambda: asyncio.sleep(0))
        assert (pool.counts.aside, pool.counts.stopped) == (0, 1)
        assert await answers(pool)

    pooled(use)


def test_a_pool_that_is_closed_takes_nothing() -> None:
    async def use(pool: Pool) -> None:
        pool.close()
        with pytest.raises(AzgraphError, match="stopping"):
            await pool.run("echo", text="x")
        assert pool.alive == 0

    pooled(use)


def test_a_system_that_cannot_fork_starts_children_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from azgraph.graph import load
    from azgraph.server import pool as pools
    from azgraph.server.work import TASKS as REAL

    monkeypatch.setattr(pools, "_START", "spawn")

    async def use() -> bytes:
        pool = Pool(load, REAL, Settings(quick=1, limits=Limits(seconds=60)))
        pool.start()
        try:
            return (await pool.run("count")).content
        finally:
            pool.close()

    assert int(asyncio.run(use())) == len(load())
