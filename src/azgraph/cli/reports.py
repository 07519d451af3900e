"""Commands that report: brief and changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from azgraph.cli.options import EPILOG, Day, Selection, data_option, day_of, day_option, graph_of, json_option

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

    from azgraph.briefs import Brief
    from azgraph.changes import Changes
    from azgraph.reports import Form

F = TypeVar("F", bound=Callable[..., Any])


def written_option(function: F) -> F:
    """Add --format and --output."""
    form = click.option(
        "--format", "-f", "form", type=click.Choice(["markdown", "json", "html"]), default="markdown",
        show_default=True, help="How to write it.",
    )  # fmt: skip
    path = click.Path(path_type=Path)
    output = click.option(
        "--output", "-o", type=path, metavar="FILE", help="File to write; else it is printed."
    )
    return form(output(function))


@click.command("brief", epilog=EPILOG)
@click.argument("actor")
@click.argument("partner", required=False)
@written_option
@json_option
@day_option
@data_option
def brief_command(
    actor: str,
    partner: str | None,
    *,
    form: Form,
    output: Path | None,
    as_json: bool,
    day: date | None,
    data: Selection,
) -> None:
    """One page on ACTOR: who it stands how with, what is agreed, owed, expected, disputed, unknown.

    With PARTNER the story of the two in order of time, then the same for them. Actors by
    id, label or other name.
    """
    from azgraph.briefs import brief

    graph = graph_of(data, day, swap=False)
    one, other = _pair(graph, actor, partner)
    told = brief(graph, one, day=day_of(graph, data, day), partner=other)
    _write(told, "json" if as_json else form, output)


def _pair(graph: Graph, actor: str, partner: str | None) -> tuple[URIRef, URIRef | None]:
    """The actors meant; where one of a pair is not there, whom the other is joined with is said."""
    from azgraph.errors import UnknownName
    from azgraph.neighbours import in_words, neighbours
    from azgraph.statements import read
    from azgraph.things import find_actor

    if partner is None:
        return find_actor(graph, actor), None
    found: list[URIRef] = []
    missing: UnknownName | None = None
    for word in (actor, partner):
        try:
            found.append(find_actor(graph, word))
        except UnknownName as error:
            missing = missing or error
    if missing is None:
        return found[0], found[1]
    hint = f" Records here join {in_words(neighbours(read(graph), found[0]))}." if found else ""
    raise UnknownName(f"{missing}{hint}")


@click.command("changes", epilog=EPILOG)
@click.argument("first", type=Day(), metavar="FROM")
@click.argument("last", type=Day(), metavar="TO")
@click.option("--about", metavar="ACTOR", help="Only what concerns this actor: id, label or other name.")
@written_option
@json_option
@data_option
def changes_command(
    first: date,
    last: date,
    *,
    about: str | None,
    form: Form,
    output: Path | None,
    as_json: bool,
    data: Selection,
) -> None:
    """What changed from one day to another, both counted in, the weightiest first.

    What the source gives no date, and what voices only expect, deny or dispute, stands apart.
    """
    from azgraph.changes import changes
    from azgraph.things import find_actor

    graph = graph_of(data, last, swap=False)
    actor = None if about is None else find_actor(graph, about)
    _write(changes(graph, first, last, about=actor), "json" if as_json else form, output)


def _write(told: Brief | Changes, form: Form, output: Path | None) -> None:
    from azgraph.files import write_text
    from azgraph.reports import render

    text = render(told, form)
    if output is None:
        click.echo(text.rstrip("\n"))
        return
    write_text(output, text)
    click.echo(f"{output.resolve()} ({len(text.encode()) / 1000:.0f} kB)")
