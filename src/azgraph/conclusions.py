"""What the network leads one to say, as findings that can be told apart and carry their records.

A conclusion has a sort and names whom it is about, so that one can ask whether it is still
there when something is left out. What it rests on are records, and those have claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from rdflib import RDF, Graph

from azgraph.measures import balance, between, brokerage, dependence, fall, find_pairs
from azgraph.names import AZ
from azgraph.networks import HALF_LIFE, collapse, leave_out, network

if TYPE_CHECKING:
    import networkx as nx

Sort = Literal["close", "strained", "even", "frustrated", "balanced", "between", "depends"]
_STANDS: dict[int, Sort] = {1: "close", -1: "strained", 0: "even"}
CARRIERS = ("Person", "Project", "Agreement", "Organisation")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A finding: its sort, whom it is about, the records under it, and whether it survives any one of them.

    `nodes` are a pair, a triad, a broker with two that it alone joins, or a thing with the pair
    that is gone without it. Not `firm` means that one record less would undo it.
    """

    sort: Sort
    nodes: tuple[str, ...]
    records: tuple[str, ...]
    firm: bool

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What makes it the same finding on other records."""
        return self.sort, self.nodes


def conclude(
    graph: Graph,
    day: date,
    *,
    half_life: float | None = HALF_LIFE,
    sure: bool = True,
    without: Iterable[str] = (),
) -> tuple[Conclusion, ...]:
    """What the network of states leads one to say on a day; `without` leaves some records out.

    >>> from azgraph import load
    >>> found = conclude(load(), date(2025, 12, 31))
    >>> [c.sort for c in found if len(c.nodes) == 3 and c.sort in ("frustrated", "balanced")]
    ['frustrated', 'balanced']
    """
    signed = leave_out(
        collapse(network(graph, nodes="states"), day, half_life=half_life, sure=sure), set(without)
    )
    return (*_pairs(signed), *_triads(signed), *_between(signed), *_depends(graph, signed))


def _pairs(signed: nx.Graph[str]) -> Iterable[Conclusion]:
    for pair in find_pairs(signed):
        yield Conclusion(_STANDS[pair.sign], pair.nodes, pair.records, pair.firm)


def _triads(signed: nx.Graph[str]) -> Iterable[Conclusion]:
    told = balance(signed)
    for triad in (*told.frustrated, *told.balanced):
        records = dict.fromkeys(record for pair in triad.pairs for record in pair.records)
        sort: Sort = "balanced" if triad.balanced else "frustrated"
        yield Conclusion(sort, triad.nodes, tuple(records), triad.firm)


def _between(signed: nx.Graph[str]) -> Iterable[Conclusion]:
    """Who alone joins two of its own partners; longer chains say too little to be a finding."""
    for broker in brokerage(signed):
        for pair in between(signed, broker.node) if broker.alone else ():
            if pair.alone and pair.steps == 2:
                ties = [signed.edges[broker.node, end] for end in (pair.one, pair.other)]
                records = dict.fromkeys(record for tie in ties for record in tie["records"])
                firm = all(tie["firm"] for tie in ties)
                yield Conclusion("between", (broker.node, pair.one, pair.other), tuple(records), firm)


def _depends(graph: Graph, signed: nx.Graph[str]) -> Iterable[Conclusion]:
    for carrier in dependence(graph, signed, carriers(graph)):
        if carrier.lost:
            lost = fall(graph, signed, carrier.thing)
            for pair in lost.lost:
                yield Conclusion("depends", (carrier.thing, *pair.nodes), pair.records, firm=True)


def carriers(graph: Graph) -> list[str]:
    """The persons, projects, agreements and bodies that ties may hang on."""
    return sorted(str(thing) for name in CARRIERS for thing in graph.subjects(RDF.type, AZ[name]))
