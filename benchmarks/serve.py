"""`azgraph serve` beside the Oxigraph server: 32 clients, ten questions, and a runaway query every second.

Run `python benchmarks/serve.py`, or `python benchmarks/serve.py 10` for fewer seconds than 60, which
prints and writes nothing. Each server runs alone, first quietly, then with the runaways, on the same data and
questions. Every answer is compared with that of the store within this process. All
traffic stays on 127.0.0.1.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sections
from tabulate import tabulate

from azgraph.files import ontology_files, resource
from azgraph.graph import load
from azgraph.picture.asking import QUESTIONS
from azgraph.questions import question

CLIENTS, SECONDS, LIMIT = 32, 60, 10
RUNAWAY = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BENCH = Path(__file__).resolve().parents[1] / "build" / "bench"
SCRIPTS = {"azgraph": Path(sys.executable).parent, "oxigraph": BENCH / "oxigraph" / "bin"}
PORT = {"azgraph": 8431, "oxigraph": 8432}
PATHS = {8431: b"sparql", 8432: b"query"}
Answers = dict[bytes, Any]


@dataclass
class Seen:
    """What the clients saw of one server in one phase."""

    spent: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    errors: int = 0
    runaways: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    seconds: float = 0
    verified: set[tuple[bytes, bytes]] = field(default_factory=set)

    def centile(self, part: int) -> float:
        """Milliseconds within which so many of a hundred answers came."""
        return statistics.quantiles(self.spent, n=100)[part - 1] if len(self.spent) > 1 else float("nan")


def main() -> None:
    """Measure both servers, print the tables, and write them where the time was not cut short."""
    seconds = int(sys.argv[1]) if sys.argv[1:] else SECONDS
    fetch()
    answers = expected()
    found: dict[tuple[str, str], Seen] = {}
    for name in PORT:
        with served(name) as process:
            for phase in ("quiet", "runaways"):
                print(f"{name}, {phase}: {seconds} seconds", file=sys.stderr)
                loud = phase == "runaways"
                found[name, phase] = asyncio.run(measured(name, answers, process.pid, seconds, loud=loud))
    text = told(found, seconds)
    print(text)
    if not sys.argv[1:]:
        sections.write("Many clients", text)


def fetch() -> None:
    """Make an environment for the Oxigraph server, once, where nothing else sees it."""
    if not SCRIPTS["oxigraph"].exists():
        print("Installing oxigraph into build/bench", file=sys.stderr)
        venv.create(BENCH / "oxigraph", with_pip=True)
        command = [SCRIPTS["oxigraph"] / "python", "-m", "pip", "install", "-q", "oxigraph"]
        subprocess.run(command, check=True)


def expected() -> Answers:
    """Ten questions of the catalogue, each with what the store answers within this process."""
    import pyoxigraph as ox

    bulk: Any = load().store
    texts = [question(name).text.encode() for name in QUESTIONS]
    return {
        text: json.loads(bulk.bulk.query(text.decode()).serialize(format=ox.QueryResultsFormat.JSON))
        for text in texts
    }


@contextlib.contextmanager
def served(name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server on loopback with the bundled graph, stopped at the end."""
    with tempfile.TemporaryDirectory() as folder, Path(folder, "log").open("wb") as log:
        port = PORT[name]
        command = ["azgraph", "serve", "--port", str(port), "--rate", "0", "--timeout", str(LIMIT)]
        if name == "oxigraph":
            command = ["oxigraph", "serve", "-b", f"127.0.0.1:{port}", "--timeout-s", str(LIMIT)]
        process = subprocess.Popen([SCRIPTS[name] / name, *command[1:]], stdout=log, stderr=log)
        try:
            wait_for(port)
            if name == "oxigraph":
                fill(port)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(LIMIT + 5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def fill(port: int) -> None:
    """Give the Oxigraph server the files that azgraph serves."""
    for path in (resource("data", "triples.ttl"), *ontology_files()):
        headers = {"Content-Type": "text/turtle"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/store?default", path.read_bytes(), headers, method="POST"
        )
        urllib.request.urlopen(request, timeout=60).close()  # noqa: S310


def wait_for(port: int) -> None:
    """Wait until a server answers, at most half a minute."""
    for _ in range(150):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        time.sleep(0.2)
    sys.exit(f"nothing answers on port {port}")


async def measured(name: str, answers: Answers, pid: int, seconds: int, *, loud: bool) -> Seen:
    """What the clients see in so many seconds."""
    seen, port = Seen(), PORT[name]
    begun = time.perf_counter()
    ends = begun + seconds
    beside = [asyncio.ensure_future(watch(pid, seen))]
    beside += [asyncio.ensure_future(run_away(port, seen))] if loud else []
    await asyncio.gather(*(client(number, port, answers, seen, ends) for number in range(CLIENTS)))
    seen.seconds = time.perf_counter() - begun
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    return seen


async def client(number: int, port: int, answers: Answers, seen: Seen, ends: float) -> None:
    """One client: asks question after question over one connection, each as soon as the last is answered."""
    texts = list(answers)
    connection: Connection | None = None
    while time.perf_counter() < ends:
        number += 1
        text = texts[number % len(texts)]
        begun = time.perf_counter()
        try:
            connection = connection or await Connection.to(port)
            status, content = await connection.ask(text)
        except (OSError, EOFError, ValueError):  # refused, cut, or no HTTP
            seen.errors += 1
            connection = None
            await asyncio.sleep(0.01)
            continue
        if status != 200:
            seen.refused[str(status)] += 1
            continue
        seen.spent.append(1000 * (time.perf_counter() - begun))
        if (text, content) not in seen.verified:
            if same(content, answers[text]):
                seen.verified.add((text, content))
            else:
                seen.wrong += 1


def same(content: bytes, expected: Any) -> bool:
    """Whether an answer is whole and that of the store; rows that a query does not order may come in any order."""
    try:
        told = json.loads(content)
    except ValueError:
        return False
    rows = [
        sorted(json.dumps(row, sort_keys=True) for row in a["results"]["bindings"]) for a in (told, expected)
    ]
    return bool(told["head"]["vars"] == expected["head"]["vars"] and rows[0] == rows[1])


async def run_away(port: int, seen: Seen) -> None:
    """Send a query that never ends, one a second, each over a connection of its own."""

    async def one() -> None:
        try:
            connection = await Connection.to(port)
            status, _ = await asyncio.wait_for(connection.ask(RUNAWAY), 3 * LIMIT)
            seen.runaways[str(status)] += 1
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            seen.runaways[type(error).__name__] += 1

    async with asyncio.TaskGroup() as group:
        while True:
            group.create_task(one())
            await asyncio.sleep(1)


async def watch(pid: int, seen: Seen) -> None:
    """The memory of a server and its children, in MB, each second; what they share is counted once."""
    while True:
        seen.memory.append(sum(map(proportional, [pid, *children(pid)])))
        await asyncio.sleep(1)


def children(pid: int) -> list[int]:
    """The children of a process."""
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def proportional(pid: int) -> float:
    """The memory of one process, with its part of what it shares, in MB."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) / 1000 for line in text.splitlines() if line.startswith("Pss:"))


@dataclass
class Connection:
    """A connection that is kept, and as little HTTP as the two servers need."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    path: bytes

    @classmethod
    async def to(cls, port: int) -> Connection:
        """A connection to a port of this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port), PATHS[port])

    async def ask(self, text: bytes) -> tuple[int, bytes]:
        """The status and the whole content of the answer to a query; ValueError or EOFError where it is cut."""
        self.writer.write(
            b"POST /%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
            b"Accept: application/sparql-results+json\r\nContent-Length: %d\r\n\r\n%s"
            % (self.path, len(text), text)
        )
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head.split(b" ", 2)[1])
        if b"transfer-encoding: chunked" not in head:
            length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            return status, await self.reader.readexactly(length)
        content = b""
        while size := int(await self.reader.readline(), 16):
            content += (await self.reader.readexactly(size + 2))[:-2]
        await self.reader.readexactly(2)
        return status, content


def told(found: dict[tuple[str, str], Seen], seconds: int) -> str:
    """The tables and what they rest on."""
    headers = [
        "server",
        "phase",
        "requests/s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "refused",
        "errors",
        "wrong or cut",
    ]
    rows = [
        [
            name,
            phase,
            len(s.spent) / s.seconds,
            *map(s.centile, (50, 95, 99)),
            counted(s.refused),
            s.errors,
            s.wrong,
        ]
        for (name, phase), s in found.items()
    ]
    memory_headers = [
        "server",
        "phase",
        "MB at first",
        "MB in the middle",
        "MB at last",
        "most MB",
        "runaways ended with",
    ]
    memory = [[name, phase, *course(s.memory), counted(s.runaways)] for (name, phase), s in found.items()]
    rates = {key: len(s.spent) / s.seconds for key, s in found.items()}
    lines = []
    for phase in ("quiet", "runaways"):
        ratio = rates["azgraph", phase] / rates["oxigraph", phase]
        lines.append(
            f"{phase}: azgraph answers {ratio:.2f} times as many requests a second as the Oxigraph server"
        )
    for name in PORT:
        grown = found[name, "runaways"].centile(95) / found[name, "quiet"].centile(95)
        lines.append(f"{name}: with the runaways p95 of the good queries is {grown:.2f} times what it was")
    tables = (
        tabulate(rows, headers=headers, tablefmt="github", floatfmt=".1f"),
        tabulate(memory, headers=memory_headers, tablefmt="github", floatfmt=".0f"),
    )
    return (
        f"{tables[0]}\n\n{tables[1]}\n\n" + "".join(f"- {line}\n" for line in lines) + "\n"
        f"Measured {sections.conditions()}. {CLIENTS} clients, each on one\n"
        f"connection, for {seconds} seconds a phase, on loopback: ten questions of the catalogue in turn, as JSON. A runaway is\n"
        f"`{RUNAWAY.decode()}`,\n"
        f"sent each second; both servers stop a query after {LIMIT} seconds. Every answer was compared with that of the store within\n"
        "the measuring process. Clients and server shared the cores. Memory is proportional: what processes share is counted once.\n"
        "The Oxigraph server has its store in memory, as azgraph has, and is threads in one process of compiled code; azgraph is a\n"
        "server in Python before processes that can be killed."
    )


def course(memory: list[float]) -> list[float]:
    """Memory at first, in the middle and at last, each the median of a fifth, and the most."""
    part = max(1, len(memory) // 5)
    middle = len(memory) // 2
    parts = (memory[:part], memory[middle : middle + part], memory[-part:])
    return [*(statistics.median(p) for p in parts), max(memory)]


def counted(found: Counter[str]) -> str:
    """How often each thing happened."""
    return ", ".join(f"{n} x {what}" for what, n in sorted(found.items())) or "none"


if __name__ == "__main__":
    main()
