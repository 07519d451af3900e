"""Commands that draw: map."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from azgraph.cli.options import EPILOG, Day, Days, Selection, data_option, day_option, graph_of, json_option

if TYPE_CHECKING:
    from azgraph.picture import Multiples, Picture

_EVENTS = 3_000
"""Events of a dataset beyond which a map is drawn from its months."""


@click.command("map", epilog=EPILOG)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path),
    help="File to write; azgraph.html by default, with --days azgraph.svg. A picture ends in .svg or .png.",
)  # fmt: skip
@click.option(
    "--compare",
    "before",
    type=Day(),
    help="Open on what changed from this earlier day to the day of the map.",
)
@click.option(
    "--days", type=Days(), help="Write one picture of the network on these days, side by side, one to six."
)
@click.option("--about", metavar="ACTOR", help="Draw the map about this actor: id, label or other name.")
@click.option("--title", help="Headline in place of the one found by rule.")
@click.option(
    "--view",
    type=click.Choice(["network", "lanes", "table"]),
    help="View in which the page opens, by default the network.",
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
    output: Path | None,
    before: date | None,
    days: tuple[date, ...],
    about: str | None,
    title: str | None,
    view: Literal["network", "lanes", "table"] | None,
    theme: Literal["auto", "light", "dark"],
    renderer: Literal["page", "pyvis"],
    sparql: bool,
    open_: bool,
    as_json: bool,
    day: date | None,
    data: Selection,
) -> None:
    """Write the relation map as one HTML file that opens offline, or with --days as a picture."""
    from azgraph.picture import draw, draw_days
    from azgraph.things import find_actor

    if days and (before or day or sparql or view or theme != "auto" or renderer != "page"):
        raise click.UsageError(
            "--days makes a picture of its own; leave out --day, --compare, --view, --theme, --renderer and "
            "--with-sparql"
        )
    path = output or Path("azgraph.svg" if days else "azgraph.html")
    if not days and path.suffix.lower() in {".svg", ".png"}:
        raise click.UsageError(f"{path} is a picture; name its days with --days, or write an .html file")
    with _doing("reading the graph"):
        graph = graph_of(data, max(days) if days else day, swap=False, events=_EVENTS)
    actor = None if about is None else find_actor(graph, about)
    with _doing("drawing the map"):
        drawn: Picture | Multiples = (
            draw_days(graph, days, about=actor, title=title)
            if days
            else draw(
                graph,
                day=day,
                about=actor,
                title=title,
                view=view,
                theme=theme,
                renderer=renderer,
                before=before,
                sparql=sparql,
            )
        )
    drawn.save(path)
    if drawn.note:
        click.echo(f"{drawn.note}.", err=True)
    _tell(path, drawn.summary, ", answers SPARQL" if sparql else "", as_json=as_json)
    if open_ and _has_display():
        click.launch(str(path.resolve()))
    elif open_:
        click.echo("no display here; open the file in any browser", err=True)


def _tell(path: Path, summary: str, more: str, *, as_json: bool) -> None:
    """Say what was written and what it shows."""
    from azgraph.printing import dumps

    size = path.stat().st_size
    if as_json:
        click.echo(dumps({"path": str(path.resolve()), "bytes": size, "summary": summary}))
    else:
        click.echo(f"{summary}\n{path.resolve()} ({size / 1000:.0f} kB{more})")


@contextmanager
def _doing(what: str, after: float = 1.0) -> Iterator[None]:
    """Say at a terminal what is being done, where it takes longer than a second, and that it is done."""
    said = threading.Event()

    def say() -> None:
        said.set()
        click.echo(f"{what} ... ", err=True, nl=False)

    timer = threading.Timer(after, say)
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if said.is_set():
            click.echo("done" if sys.exc_info()[0] is None else "", err=True)


def _has_display() -> bool:
    # Without one, Linux would start a text browser or complain about each that is missing.
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
