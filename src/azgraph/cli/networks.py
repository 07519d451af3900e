"""The command that analyses: network."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from azgraph.cli.options import (
    EPILOG,
    Day,
    Selection,
    data_option,
    day_of,
    day_option,
    expect_kinds,
    graph_of,
    json_option,
)

if TYPE_CHECKING:
    from rdflib import Graph

    from azgraph.analyses import Table, View
    from azgraph.networks import Nodes


@click.command("network", epilog=EPILOG)
@click.option(
    "--measure", "-m", metavar="NAME",
    help="pairs, tone, strength, brokerage, balance, communities, dependence, similarity, sharing, turning.",
)  # fmt: skip
@click.option(
    "--nodes", type=click.Choice(["states", "actors", "all"]), default="states", show_default=True,
    help="Who is a node; what a ministry or an office-holder does counts for the state.",
)  # fmt: skip
@click.option("--explain", nargs=2, metavar="A B", help="The records behind this pair, and each one's share.")
@click.option("--without", metavar="THING", help="Leave out what this thing carries; alone, tell what falls.")
@click.option("--compare", type=Day(), help="Tell what changed from that day to the day.")
@click.option(
    "--half-life", type=float, default=365.0, show_default=True, help="Days that halve an event's count."
)
@click.option(
    "--weight", "weights", multiple=True, metavar="KIND=NUMBER", help="Another weight of a kind, -10 to 10."
)
@click.option("--possible", is_flag=True, help="Count what possibly stands too, not only what surely does.")
@click.option(
    "--format", "-f", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How to print it.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE",
    help="Write the network itself as .graphml, .gexf or .json instead; without --day, of all days.",
)  # fmt: skip
@json_option
@day_option
@data_option
def network_command(
    *,
    measure: str | None,
    nodes: Nodes,
    explain: tuple[str, str] | None,
    without: str | None,
    compare: date | None,
    half_life: float,
    weights: tuple[str, ...],
    possible: bool,
    form: str,
    output: Path | None,
    as_json: bool,
    day: date | None,
    data: Selection,
) -> None:
    """How states or actors stand with one another as a network, every number explained by records.

    Only what somebody reports and nobody denies makes a tie, unless --stances says otherwise.
    """
    from azgraph.analyses import View, analyse
    from azgraph.analyses.imported import imported_pairs, is_large
    from azgraph.things import find_thing

    form = "json" if as_json else form
    if len(data.files) == 1 and is_large(Path(data.files[0])):
        if measure not in (None, "pairs") or any((explain, without, compare, weights, output, data.choices)):
            raise click.UsageError(
                f"{data.files[0]} has more events than a graph in memory holds, or their months alone; "
                "of them only --measure pairs is told, with --day, --nodes and --half-life. "
                "Import fewer files for the rest."
            )
        _print(imported_pairs(Path(data.files[0]), day, nodes=nodes, half_life=half_life), form)
        return
    graph = graph_of(data, day, swap=False, place=True)
    expect_kinds(graph, data)
    if output is not None:
        if measure or explain or compare or without:
            raise click.UsageError("--output writes the network itself; --format prints a measure")
        _export(graph, day, nodes, output)
        return
    view = View(
        graph,
        day_of(graph, data, day),
        nodes,
        half_life,
        _weights(weights),
        sure=not possible,
        without=None if without is None else str(find_thing(graph, without)),
    )
    pair = None if explain is None else _pair(view, *explain)
    table = analyse(view, measure, pair=pair, compare=compare)
    _print(table, form)


def _print(table: Table, form: str) -> None:
    click.echo({"table": table.text, "csv": table.csv, "json": table.json}[form]().rstrip("\n"))


def _pair(view: View, one: str, other: str) -> tuple[str, str]:
    from azgraph.errors import UnknownName
    from azgraph.things import find_thing

    found = [str(find_thing(view.graph, word)) for word in (one, other)]
    for thing in found:
        if view.nodes != "all" and thing not in view.network:
            hint = " --nodes actors may have it." if view.nodes == "states" else ""
            raise UnknownName(
                f"{view.label(thing)} is in no pair of the {view.nodes} that records join.{hint}"
            )
    if found[0] == found[1]:
        raise UnknownName(f"{one!r} and {other!r} are the same")
    return found[0], found[1]


def _weights(given: tuple[str, ...]) -> dict[str, float]:
    weights = {}
    for text in given:
        kind, _, number = text.partition("=")
        try:
            weights[kind.strip()] = float(number)
        except ValueError:
            raise click.UsageError(f"a weight is a kind and a number, as in meet=2, not {text!r}") from None
    return weights


def _export(graph: Graph, day: date | None, nodes: Nodes, output: Path) -> None:
    from azgraph.networks import network, write

    net = network(graph, day, nodes=nodes)
    ties = [edge for *edge, data in net.edges(keys=True, data=True) if data["edge"] and data["possible"]]
    net = net.edge_subgraph(map(tuple, ties)).copy()
    write(net, output)
    size = output.stat().st_size
    click.echo(f"{output.resolve()}: {len(net)} nodes, {len(ties)} ties ({size / 1000:.0f} kB)")
