"""A server for strangers: the map, the questions, briefs and changes, linked data, and a SPARQL endpoint.

It needs Starlette and uvicorn: `pip install 'azgraph[serve]'`. It reads only; the graph is held by
children that can be stopped, and nothing is asked of anybody.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from rdflib import Graph

from azgraph.errors import AzgraphError, InputError
from azgraph.server import logs
from azgraph.server.pool import Pool
from azgraph.server.settings import Settings
from azgraph.server.work import TASKS

__all__ = ["Settings", "serve"]


def serve(make: Callable[[], Graph], settings: Settings, *, ready: Callable[[str], None]) -> None:
    """Serve the graph that `make` gives until the process is told to stop; `ready` is told the address.

    On SIGTERM and SIGINT no more is taken, and what was begun is answered first. Where
    processes cannot be forked, `make` must be such that it can be pickled.

    Errors: AzgraphError where the libraries are missing; InputError for an address that cannot be had.
    """
    try:
        import uvicorn

        from azgraph.server.site import Site
    except ImportError:
        raise AzgraphError(
            "a server needs Starlette and uvicorn; install them with: pip install 'azgraph[serve]'"
        ) from None
    listener = _listener(settings)
    host, port = listener.getsockname()[:2]
    settings = replace(settings, port=port)
    pool = Pool(make, TASKS, settings)
    config = config_of(Site(pool, settings).app(), settings)
    logs.listen()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: None)  # uvicorn stops, and then asks for what was there before
    ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    logs.write("start", host=host, port=port, processes=settings.quick)
    uvicorn.Server(config).run(sockets=[listener])
    logs.write("stop", stopped=pool.counts.stopped)


def config_of(app: Any, settings: Settings) -> Any:
    """How uvicorn is to serve an application."""
    import uvicorn

    from azgraph.server.connections import Connection

    return uvicorn.Config(
        app,
        http=partial(Connection, settings),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxy),
        forwarded_allow_ips=settings.proxy or None,
        timeout_graceful_shutdown=int(settings.limits.seconds) + 1,
    )


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = (
            f"cannot listen at {settings.host}, port {settings.port}: {reason}; choose another with --port"
        )
        raise InputError(message) from None
