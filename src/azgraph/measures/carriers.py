"""Dependence: which actor, text, project or person carries most ties, and what falls without it.

The measure takes the records away that name a thing or need one that does
(`azgraph.networks.carried`) and looks what is left, after the idea of deleting a node in
V. Latora and M. Marchiori, Vulnerability and protection of infrastructure networks (2005).
It is a way of reading the sources, not a forecast: that a visit is told with a person does not
prove that nobody else would have paid it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from azgraph.measures.pairs import Pair, PairChange, compare_pairs
from azgraph.measures.ranking import places
from azgraph.networks import all_carried, carried, leave_out, retold

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Graph


@dataclass(frozen=True, slots=True)
class Carrier:
    """How many of the records that make ties a thing carries, and what becomes of pairs without it.

    Of pairs, only those of others count, since its own go with it: how many it touches, how
    many nothing else joins, and how many have another sign without it.
    """

    place: str
    thing: str
    carried: int
    of: int
    pairs: int
    lost: int
    turned: int


@dataclass(frozen=True, slots=True)
class Fall:
    """What a collapsed network loses without a thing; `rest` is what remains.

    `own` are its own pairs, `lost` those of others that nothing else joins, `changed` those that
    keep something; `cut_off` are nodes left without a pair, and `parts` how many separate
    parts there were and are.
    """

    thing: str
    records: tuple[str, ...]
    of: int
    own: tuple[Pair, ...]
    lost: tuple[Pair, ...]
    changed: tuple[PairChange, ...]
    cut_off: tuple[str, ...]
    parts: tuple[int, int]
    rest: nx.Graph[str]


def dependence(graph: Graph, signed: nx.Graph[str], things: Iterable[str]) -> list[Carrier]:
    """Those of some things that carry a tie of a collapsed network, the one that carries most first.

    >>> from azgraph import collapse, load, network
    >>> from azgraph.names import ID
    >>> graph = load()
    >>> signed = collapse(network(graph, nodes="states"))
    >>> found = dependence(graph, signed, [str(ID.IlhamAliyev), str(ID.PeaceTreaty)])
    >>> [carrier.thing.rsplit("/")[-1] for carrier in found]
    ['IlhamAliyev', 'PeaceTreaty']
    """
    told = _told(signed)
    by_thing = {thing: records & told for thing, records in all_carried(graph, things).items()}
    counts = {thing: float(len(records)) for thing, records in by_thing.items() if records}
    found = []
    for thing, place in places(counts).items():
        left = {pair: tie for pair, tie in retold(signed, by_thing[thing]).items() if thing not in pair}
        signs = [(signed.edges[pair]["sign"], tie and tie["sign"]) for pair, tie in left.items()]
        lost = sum(new is None for _, new in signs)
        turned = sum(new not in (None, old) for old, new in signs)
        found.append(Carrier(place, thing, len(by_thing[thing]), len(told), len(left), lost, turned))
    return found


def fall(graph: Graph, signed: nx.Graph[str], thing: str) -> Fall:
    """What a collapsed network loses without a thing.

    >>> from azgraph import collapse, load, network
    >>> from azgraph.names import ID
    >>> graph = load()
    >>> without = fall(graph, collapse(network(graph, nodes="states")), str(ID.IlhamAliyev))
    >>> [node.rsplit("/")[-1] for node in without.cut_off]
    ['KAZ']
    """
    import networkx as nx

    records = carried(graph, thing) & _told(signed)
    rest = leave_out(signed, records)
    if thing in rest:
        rest.remove_node(thing)
        rest.remove_nodes_from([node for node in rest if not rest[node]])
    changes = compare_pairs(signed, rest)
    gone = tuple(change.before for change in changes if change.before and not change.after)
    return Fall(
        thing,
        tuple(sorted(records)),
        len(_told(signed)),
        tuple(pair for pair in gone if thing in pair.nodes),
        tuple(pair for pair in gone if thing not in pair.nodes),
        tuple(change for change in changes if change.after),
        tuple(sorted(set(signed) - set(rest) - {thing})),
        (nx.number_connected_components(signed), nx.number_connected_components(rest)),
        rest,
    )


def _told(signed: nx.Graph[str]) -> frozenset[str]:
    return frozenset(record for _, _, data in signed.edges(data=True) for record in data["records"])
