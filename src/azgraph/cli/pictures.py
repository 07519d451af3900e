"""Commands that draw: map."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Literal

import click

from azgraph.cli.options import EPILOG, Selection, data_option, day_option, graph_of, json_option


@click.command("map", epilog=EPILOG)
@click.option(
    "--output", "-o", default=Path("azgraph.html"), show_default=True, type=click.Path(path_type=Path),
    help="File to write.",
)  # fmt: skip
@click.option("--about", metavar="ACTOR", help="Draw the map about this actor: id, label or other name.")
@click.option("--title", help="Headline in place of the one found by rule.")
@click.option(
    "--view",
    type=click.Choice(["network", "lanes", "table"]),
    default="network",
    show_default=True,
    help="View in which the page opens.",
)
@click.option(
    "--theme",
    type=click.Choice(["auto", "light", "dark"]),
    default="auto",
    show_default=True,
    help="Theme in which the page opens; auto follows the reader's system.",
)
@click.option(
    "--renderer", type=click.Choice(["page", "pyvis"]), default="page", show_default=True,
    help="The page, or the classic page to drag about.",
)  # fmt: skip
@click.option(
    "--with-sparql", "sparql", is_flag=True,
    help="Let the page answer SPARQL itself, offline; it is then 2 MB larger.",
)  # fmt: skip
@click.option("--open", "open_", is_flag=True, help="Open the file in the browser.")
@json_option
@day_option
@data_option
def draw_map(
    *,
    output: Path,
    about: str | None,
    title: str | None,
    view: Literal["network", "lanes", "table"],
    theme: Literal["auto", "light", "dark"],
    renderer: Literal["page", "pyvis"],
    sparql: bool,
    open_: bool,
    as_json: bool,
    day: date | None,
    data: Selection,
) -> None:
    """Write the relation map as one HTML file that opens offline."""
    from azgraph.picture import draw
    from azgraph.printing import dumps
    from azgraph.things import find_actor

    graph = graph_of(data, day, swap=False)
    actor = None if about is None else find_actor(graph, about)
    picture = draw(
        graph, day=day, about=actor, title=title, view=view, theme=theme, renderer=renderer, sparql=sparql
    )
    picture.save(output)
    size = output.stat().st_size
    if as_json:
        click.echo(dumps({"path": str(output.resolve()), "bytes": size, "summary": picture.summary}))
    else:
        asks = ", answers SPARQL" if sparql else ""
        click.echo(f"{picture.summary}\n{output.resolve()} ({size / 1000:.0f} kB{asks})")
    if open_ and _has_display():
        click.launch(str(output.resolve()))
    elif open_:
        click.echo("no display here; open the file in any browser", err=True)


def _has_display() -> bool:
    # Without one, Linux would start a text browser or complain about each that is missing.
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
