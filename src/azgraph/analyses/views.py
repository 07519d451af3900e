"""What a network is looked at with: the day, who is a node, how fast events grow old, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import RDFS, Graph

from azgraph.measures import Pair, fall
from azgraph.names import local
from azgraph.networks import HALF_LIFE, Nodes, collapse, explain, network
from azgraph.phrases import counted
from azgraph.store import Links

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class View:
    """A network of a graph, and its pairs on a day; tables are made of it.

    `without` is a thing whose records are left out, `weights` replaces weights of kinds, and
    with `sure=False` what possibly stands counts too.
    """

    graph: Graph
    day: date
    nodes: Nodes = "states"
    half_life: float | None = HALF_LIFE
    weights: Mapping[str, float] | None = None
    sure: bool = True
    without: str | None = None

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """All records of all days."""
        return network(self.graph, nodes=self.nodes)

    @cached_property
    def whole(self) -> nx.Graph[str]:
        """The pairs of the day, with all that counts."""
        return self.collapsed(sure=self.sure)

    @cached_property
    def signed(self) -> nx.Graph[str]:
        """The pairs of the day, without what is left out."""
        return self.whole if self.without is None else fall(self.graph, self.whole, self.without).rest

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of everything that has one."""
        return Links(self.graph).one(RDFS.label)

    def collapsed(self, *, sure: bool) -> nx.Graph[str]:
        """The pairs of the day, by what surely or also by what possibly stands."""
        return collapse(self.network, self.day, half_life=self.half_life, weights=self.weights, sure=sure)

    def on(self, day: date) -> View:
        """The same view of another day; the network is read once."""
        other = replace(self, day=day)
        for name in ("network", "labels"):
            other.__dict__[name] = getattr(self, name)
        return other

    def label(self, iri: str) -> str:
        """What a thing or a record is called."""
        return self.labels.get(iri) or local(iri)

    def pair(self, nodes: Iterable[str]) -> str:
        """Two or three nodes by their names."""
        names = sorted(self.label(node) for node in nodes)
        return (" and " if len(names) == 2 else ", ").join(names)

    def told(self, pair: Pair, most: int = 3) -> list[str]:
        """A pair and the records that say most of it, as lines."""
        lines = [f"  {self.pair(pair.nodes)}: tone {pair.tone:+.0f}, {count(len(pair.records))}"]
        shares = sorted(explain(self.signed, *pair.nodes), key=lambda share: -(pair.sign or 1) * share.pull)
        lines += [f"    {share.weight:+g} {share.label}" for share in shares[:most]]
        rest = len(shares) - most
        return lines + ([f"    and {rest} more; --explain lists all"] if rest > 0 else [])

    def left_out(self) -> list[str]:
        """What the choice of nodes and of the day leaves out, as notes."""
        notes = []
        if self.without is not None:
            notes.append(f"computed without {self.label(self.without)} and what needs it")
        names: Counter[str] = self.network.graph["left_out"]
        if self.nodes == "states" and names:
            listed = ", ".join(f"{self.label(thing)} ({n})" for thing, n in names.most_common(5))
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            notes.append(
                f"records left out because they join no two states, of all days: {listed}{more}; "
                "--nodes actors has them"
            )
        return notes + self.open_records()

    def open_records(self, *pair: str) -> list[str]:
        """What possibly holds on the day, of all or of a pair, but is sure only later, as notes."""
        if not self.sure:
            return []
        day = self.day.isoformat()
        later = {}
        for one, other, record, data in self.network.edges(keys=True, data=True):
            if pair and {one, other} != set(pair):
                continue
            sure, possible = data["sure"], data["possible"]
            held = possible and (possible[0] or "") <= day and (possible[1] or "9") >= day
            if data["edge"] is not None and held and sure and sure[0] is not None and sure[0] > day:
                later[record] = sure[0]
        if not later:
            return []
        first = min(later.values())
        n = sum(begin == first for begin in later.values())
        held = (
            f"{count(len(later))} more possibly held by {day}: the sources make {n} of them sure from {first}"
        )
        return [f"{held} (--day {first} counts these, --possible all of them)"]


def count(number: int) -> str:
    """How many records, in words.

    >>> count(1), count(0)
    ('1 record', '0 records')
    """
    return counted(number, "record")
