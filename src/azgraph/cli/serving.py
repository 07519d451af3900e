"""The command that serves strangers: serve."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import click

from azgraph.cli.options import EPILOG, Selection, data_option, day_option, graph_of, limits_option


@click.command("serve", epilog=EPILOG)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="Address to listen at; any but that of this machine lets everyone who reaches it read and ask.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8420, show_default=True,
    help="Port to listen at; 0 for one that is free.",
)  # fmt: skip
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that answer; by default two a core.",
)
@click.option(
    "--rate", type=click.FloatRange(min=0), default=20, show_default=True, metavar="N",
    help="Requests a second and client address; 0 for no limit.",
)  # fmt: skip
@click.option(
    "--proxy", default="", metavar="ADDRESS",
    help="Address of a proxy whose X-Forwarded-For tells the client's address.",
)  # fmt: skip
@click.option("--log-queries", is_flag=True, help="Let the log tell what was asked.")
@day_option
@data_option
@limits_option
def serve_command(
    *,
    host: str,
    port: int,
    processes: int | None,
    rate: float,
    proxy: str,
    log_queries: bool,
    day: date | None,
    data: Selection,
    limits: dict[str, Any],
) -> None:
    """Serve the map, the questions, briefs, changes, linked data and a SPARQL endpoint; read-only.

    Only this machine reaches it unless --host says otherwise. Here the limits of one answer are
    10 seconds, 1000 MB of memory and 10 MB of text. The log is JSON on stderr. Ctrl-C or SIGTERM
    stops it when what was begun is answered. Needs Starlette and uvicorn (pip install 'azgraph[serve]').
    """
    from dataclasses import replace

    from azgraph.server import Settings, serve

    settings = Settings(host=host, port=port, rate=rate, proxy=proxy, log_queries=log_queries)
    settings = replace(settings, limits=replace(settings.limits, **limits), quick=processes or settings.quick)
    if not settings.is_local:
        click.echo(
            f"note: whoever reaches {host} may read all of this graph and ask it; "
            "for the internet put a proxy with TLS before it",
            err=True,
        )
    serve(partial(graph_of, data, day), settings, ready=_tell)


def _tell(address: str) -> None:
    click.echo(address)
