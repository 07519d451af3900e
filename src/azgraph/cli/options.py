"""Options and helpers that commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from azgraph.errors import InputError

if TYPE_CHECKING:
    from rdflib import Graph

F = TypeVar("F", bound=Callable[..., Any])

EPILOG = "Exit codes: 0 fine, 1 findings, 2 wrong usage or input, 130 interrupted."
_DATA = (
    "Turtle file to use in place of the bundled graph; may be given several times, "
    "and 'bundled' joins the bundled graph."
)


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; click reports what does not fit."""
        from azgraph.when import parse_day

        try:
            return value if isinstance(value, date) else parse_day(value)
        except InputError as error:
            self.fail(str(error), param, ctx)


def day_option(function: F) -> F:
    """Add --day."""
    text = "The day to speak of; by default the day of the newest source."
    return click.option("--day", type=Day(), help=text)(function)


def data_option(function: F) -> F:
    """Add --data."""
    path = click.Path(path_type=Path)
    return click.option("--data", multiple=True, type=path, metavar="FILE", help=_DATA)(function)


def json_option(function: F) -> F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def graph_of(data: tuple[Path, ...], day: date | None, *, swap: bool = True) -> Graph:
    """The graph to speak of; with a day its computed facts are swapped for that day's."""
    from azgraph.graph import load
    from azgraph.snapshots import as_of, newest_day

    graph = load(*data)
    if day is not None:
        if day > (newest := newest_day(graph)):
            click.echo(
                f"note: the newest source is of {newest}; nothing later is known to the graph", err=True
            )
        if swap:
            as_of(graph, day)
    return graph
