"""A server as others run it: a process of its own, asked over loopback."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SECONDS = 8
"""How long the server of the tests lets a query run."""
GRAPHS = "".join(f"<urn:{name}> <urn:in> <urn:g:{name}> <urn:g:{name}> .\n" for name in "ab")
"""What it holds beside the bundled graph: a statement in each of two graphs."""


@dataclass(frozen=True)
class Answered:
    """What came back: the status, the headers in small letters, the content."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def type(self) -> str:
        return self.headers["content-type"].partition(";")[0]


class Server:
    """`azgraph serve` on a free port of this machine."""

    def __init__(self, log: Path, *options: str) -> None:
        self.log = log
        command = [sys.executable, "-m", "azgraph", "serve", "--port", "0", "--rate", "0", *options]
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=file, env=os.environ | {"PYTHONUNBUFFERED": "1"}
            )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().decode().strip()
        assert self.address.startswith("http://127.0.0.1:"), log.read_text(encoding="utf-8")
        self.port = int(self.address.rstrip("/").rpartition(":")[2])

    def ask(
        self,
        path: str = "/sparql",
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        **fields: str,
    ) -> Answered:
        """Ask once, the path as it stands; `fields` become those of the address."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            where = f"{path}?{urlencode(fields)}" if fields else path
            connection.request(method, where, body, headers or {})
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answered(answer.status, told, answer.read())
        finally:
            connection.close()

    def post(self, query: str | bytes, accept: str = "", type_: str = "application/sparql-query") -> Answered:
        """Post a query as it is."""
        content = query.encode() if isinstance(query, str) else query
        headers = {"Content-Type": type_} | ({"Accept": accept} if accept else {})
        return self.ask("/sparql", "POST", content, headers)

    def health(self) -> dict[str, Any]:
        """What the server says it is doing."""
        told: dict[str, Any] = json.loads(self.ask("/health").content)
        return told

    def events(self, last: str | None = None) -> Iterable[dict[str, Any]]:
        """What it has logged, once a path is told of: an answer is sent before it is logged."""
        end = time.monotonic() + 20
        while True:
            told = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
            if last is None or any(one.get("path") == last for one in told) or time.monotonic() > end:
                return told
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, gracefully or not."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
