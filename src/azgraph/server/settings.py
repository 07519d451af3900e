"""What a server allows: where it listens, what one answer may take, and how much it does at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from azgraph.guards import Limits

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server behaves; whatever is not given suits a machine of one's own.

    `quick` children answer; one that works longer than `patience` seconds is set `aside`, at the
    lowest priority, and another takes its place. `waiting` requests may wait for a child. `rate` is
    requests a second and client address, and twice as many at once; 0 is no limit. `proxy` is the
    address whose word for a client's counts. What has not moved for `slowest` seconds is left: a request
    that does not arrive, an answer that is not taken. Sizes are in bytes.
    """

    host: str = "127.0.0.1"
    port: int = 8420
    limits: Limits = field(default_factory=lambda: Limits(seconds=10, memory=1000, size=10))
    quick: int = field(default_factory=lambda: 2 * (os.cpu_count() or 2))
    patience: float = 0.1
    aside: int = 8
    waiting: int = 128
    rate: float = 20
    connections: int = 256
    address: int = 8_000
    body: int = 100_000
    sending: int = 200_000_000
    slowest: float = 30
    proxy: str = ""
    log_queries: bool = False

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches the server.

        >>> Settings().is_local, Settings(host="0.0.0.0").is_local
        (True, False)
        """
        return self.host in LOOPBACK
