"""What every measure says of a pair: how it stands, and on which records that rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of a collapsed network; nodes and records by IRI, the first node comes first by it."""

    one: str
    other: str
    tone: float
    volume: float
    sign: int
    firm: bool
    records: tuple[str, ...]

    @property
    def nodes(self) -> tuple[str, str]:
        """The two nodes."""
        return self.one, self.other


@dataclass(frozen=True, slots=True)
class PairChange:
    """A pair on two days; None where nothing joined it, and the records that came and went."""

    one: str
    other: str
    before: Pair | None
    after: Pair | None
    came: tuple[str, ...]
    went: tuple[str, ...]

    @property
    def turned(self) -> bool:
        """Whether the pair has another sign than before, or is new or gone."""
        return (self.before and self.before.sign) != (self.after and self.after.sign)


def pair_of(signed: nx.Graph[str], one: str, other: str) -> Pair:
    """One pair of a collapsed network."""
    data = signed.edges[one, other]
    first, second = sorted((one, other))
    return Pair(
        first, second, data["tone"], data["volume"], data["sign"], data["firm"], tuple(data["records"])
    )


def find_pairs(signed: nx.Graph[str]) -> list[Pair]:
    """All pairs, those with the most between them first.

    >>> from azgraph import collapse, load, network
    >>> pairs = find_pairs(collapse(network(load(), nodes="states")))
    >>> [node.rsplit("/")[-1] for node in pairs[0].nodes]
    ['ARM', 'AZE']
    """
    pairs = [pair_of(signed, one, other) for one, other in signed.edges]
    return sorted(pairs, key=lambda pair: (-round(pair.volume, 6), pair.nodes))


def compare_pairs(before: nx.Graph[str], after: nx.Graph[str]) -> list[PairChange]:
    """What became of each pair from one collapsed network to another, the greatest turn first.

    The tone of a pair also drifts as its events grow old; that is no change by itself, so
    only pairs that a record joined or left are told.
    """
    found = []
    for one, other in sorted({pair.nodes for signed in (before, after) for pair in find_pairs(signed)}):
        old, new = (
            pair_of(signed, one, other) if signed.has_edge(one, other) else None for signed in (before, after)
        )
        had, has = (frozenset(pair.records if pair else ()) for pair in (old, new))
        if had != has:
            change = PairChange(one, other, old, new, tuple(sorted(has - had)), tuple(sorted(had - has)))
            found.append(change)
    return sorted(found, key=lambda c: (not c.turned, -_turn(c), c.one, c.other))


def _turn(change: PairChange) -> float:
    old, new = (pair.tone if pair else 0.0 for pair in (change.before, change.after))
    return round(abs(new - old), 6)
