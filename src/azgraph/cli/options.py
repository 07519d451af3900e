"""Options and helpers that commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from azgraph.errors import InputError

if TYPE_CHECKING:
    from rdflib import Graph

F = TypeVar("F", bound=Callable[..., Any])

_VOICES = "Only this actor's word counts; may be given several times."
_WITHOUT = "Leave this source out; may be given several times."
_STANCES = "Stance whose records make edges and statuses, by default reported; may be given several times."
_KNOWN_BY = "Only what could be known on that day: published by then, or said."
EPILOG = (
    "Exit codes: 0 fine, 1 findings, 2 wrong usage or input, 3 out of time, 4 out of memory, "
    "5 nested too deeply, 6 answer too large, 7 the server failed, 130 interrupted."
)
_DATA = (
    "Turtle, or other RDF by its ending, to use in place of the bundled graph; may be given several times, "
    "and 'bundled' joins the bundled graph. Or the address of a SPARQL server, as https://host/sparql."
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


class Days(click.ParamType[tuple[date, ...]]):
    """Several days as YYYY-MM-DD, between commas."""

    name = "DAY,DAY"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, ...]:
        """Read the days; click reports which of them does not fit."""
        if isinstance(value, tuple):
            return value
        return tuple(Day().convert(part.strip(), param, ctx) for part in value.split(","))


def day_option(function: F) -> F:
    """Add --day."""
    text = "The day to speak of; by default the day of the newest source."
    return click.option("--day", type=Day(), help=text)(function)


@dataclass(frozen=True, slots=True)
class Selection:
    """What to speak of: files in place of the bundled graph, and whose word counts among them."""

    files: tuple[str, ...] = ()
    choices: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.files or self.choices)

    @property
    def far(self) -> bool:
        """Whether it lies on a server."""
        from azgraph.servers import is_address

        return any(map(is_address, self.files))


def data_option(function: F) -> F:
    """Add --data, --voices, --without-source, --stances and --known-by, passed on together as `data`."""

    @functools.wraps(function)
    def packed(*args: Any, **given: Any) -> Any:
        named = {name: given.pop(name) for name in ("voices", "without_sources", "stances", "known_by")}
        choices = {name: value for name, value in named.items() if value}
        return function(*args, data=Selection(given.pop("data"), choices), **given)

    for option in (
        click.option("--data", multiple=True, type=click.Path(), metavar="FILE", help=_DATA),
        click.option("--voices", multiple=True, metavar="ACTOR", help=_VOICES),
        click.option("--without-source", "without_sources", multiple=True, metavar="SOURCE", help=_WITHOUT),
        click.option("--stances", multiple=True, metavar="STANCE", help=_STANCES),
        click.option("--known-by", type=Day(), help=_KNOWN_BY),
    ):
        packed = option(packed)
    return cast("F", packed)


def json_option(function: F) -> F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def limits_option(function: F) -> F:
    """Add --timeout, --memory, --rows and --size, passed on together as `limits`, those that are given."""

    @functools.wraps(function)
    def packed(*args: Any, **given: Any) -> Any:
        named = {name: given.pop(name) for name in ("seconds", "memory", "rows", "size")}
        return function(*args, limits={n: v for n, v in named.items() if v is not None}, **given)

    whole = click.IntRange(min=1)
    for option in (
        click.option("--size", type=whole, metavar="MB", help="Largest answer; by default 100."),
        click.option("--rows", type=whole, metavar="N", help="Most rows; by default 100000."),
        click.option("--memory", type=whole, metavar="MB", help="Most memory; by default 2000."),
        click.option(
            "--timeout", "seconds", type=click.FloatRange(min=0, min_open=True, max=1e6), metavar="SECONDS",
            help="Longest time, reading the data included; by default 60.",
        ),
    ):  # fmt: skip
        packed = option(packed)
    return cast("F", packed)


def graph_of(
    data: Selection, day: date | None, *, swap: bool = True, place: bool = False, events: int | None = None
) -> Graph:
    """The graph to speak of; with a day its computed facts are swapped for that day's.

    With `place` a server is asked where it is as long as nothing is computed anew; else what
    it holds is copied. Of datasets with more than so many `events` the months are taken alone.
    """
    from azgraph.graph import copied, load
    from azgraph.snapshots import as_of, newest_day

    graph = load(*data.files, events=events)
    if not place or data.choices or (swap and day is not None):
        graph = copied(graph)
    if day is not None and day > (newest := newest_day(graph)):
        note(f"the newest source is of {newest}; nothing later is known to the graph")
    if data.choices:
        graph = _chosen(graph, data.choices)
    if swap and (day := day or data.choices.get("known_by")):
        as_of(graph, day)
    return graph


def expect_kinds(graph: Graph, data: Selection) -> None:
    """Refuse a server without the ontology, which would answer everything with nothing."""
    from azgraph.names import AZ

    if data.far and (None, AZ.recordClass, None) not in graph:
        raise InputError(
            f"{data.files[0]} holds no kinds of azgraph; load the ontology beside the data, "
            "as the guide to SPARQL servers tells"
        )


def day_of(graph: Graph, data: Selection, day: date | None) -> date:
    """The day that an answer speaks of: the one given, else what was known by, else the newest source's."""
    from azgraph.snapshots import newest_day

    return day or data.choices.get("known_by") or newest_day(graph)


def _chosen(graph: Graph, choices: dict[str, Any]) -> Graph:
    """What the choices leave of a graph; says so where they leave nothing."""
    from rdflib import DCTERMS

    from azgraph.names import AZ
    from azgraph.policies import apply, policy

    left = apply(graph, policy(graph, **choices))
    if (None, AZ.kind, None) not in left:
        known = choices.get("known_by")
        issued = sorted(str(day) for day in graph.objects(None, DCTERMS.issued))
        reason = f"its sources were published on {', '.join(issued)}" if known else "no claim is left"
        note(f"nothing in the graph {f'was known by {known}' if known else 'counts'}: {reason}")
    return left


def note(text: str) -> None:
    """Say something beside the answer."""
    click.echo(f"note: {text}", err=True)
