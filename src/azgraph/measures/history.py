"""How the balance of triads went from one day to another: when one turned, and by which records.

Two days compared hide what lay between: a triad may be frustrated on both and have been
balanced for half a year. So balance is taken on every day on which a record comes to count
or ceases to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from azgraph.measures.pairs import Pair, PairChange, compare_pairs
from azgraph.measures.triads import Triad, balance
from azgraph.networks import HALF_LIFE, collapse

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Turned:
    """A pair with another sign than before, and the records that drew it there, the weightiest first.

    Without records the old ones alone, grown older, have turned it. `went` are those that no longer hold.
    """

    one: str
    other: str
    before: Pair | None
    after: Pair | None
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A triad from a day on: None where a pair has no sign, and the pairs whose turn brought that about."""

    day: date
    triad: Triad | None
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class TriadHistory:
    """What three nodes were on the first day, every turn since, and what they are on the last day.

    A triad that is none on the first day begins with the turn that made it one.
    """

    nodes: tuple[str, str, str]
    steps: tuple[Step, ...]


def triad_histories(
    network: nx.MultiDiGraph[str], first: date, last: date, *, half_life: float | None = HALF_LIFE
) -> list[TriadHistory]:
    """The triads that were some on any day between two, those that turned most first.

    Takes a network made without a day.

    >>> from azgraph import load, network
    >>> found = triad_histories(network(load(), nodes="states"), date(2024, 12, 31), date(2025, 12, 31))
    >>> [str(step.day) for step in found[0].steps]
    ['2024-12-31', '2025-01-01', '2025-08-08', '2025-10-31', '2025-12-26', '2025-12-31']
    """
    steps: dict[tuple[str, str, str], list[Step]] = {}
    before: nx.Graph[str] | None = None
    known: dict[tuple[str, str, str], Triad] = {}
    for day in days_of_change(network, first, last):
        signed = collapse(network, day, half_life=half_life)
        told = balance(signed)
        now = {triad.nodes: triad for triad in (*told.balanced, *told.frustrated)}
        changes = () if before is None else compare_pairs(before, signed)
        turned = {(c.one, c.other): c for c in changes if c.turned}
        for nodes in sorted(known.keys() | now.keys()):
            old, new = known.get(nodes), now.get(nodes)
            if before is None or (old and old.balanced) != (new and new.balanced):
                by = tuple(_turned(turned[p], signed) for p in combinations(nodes, 2) if p in turned)
                steps.setdefault(nodes, []).append(Step(day, new, by))
            elif day == last and steps[nodes][-1].triad:
                steps[nodes].append(Step(day, new, ()))
        known, before = now, signed
    found = [TriadHistory(nodes, tuple(told)) for nodes, told in steps.items()]
    return sorted(found, key=lambda history: (-len(history.steps), history.nodes))


def _turned(change: PairChange, signed: nx.Graph[str]) -> Turned:
    """What of that came drew the pair to its new sign."""
    told, weights = signed.graph["network"], signed.graph["weights"]
    way = change.after.sign if change.after else 0
    pulls = {}
    for record in change.came:
        data = told.get_edge_data(change.one, change.other, record) or told.get_edge_data(
            change.other, change.one, record
        )
        pulls[record] = weights[data["kind"]] * way
    drew = [record for record in change.came if pulls[record] > 0 or not way]
    came = sorted(drew, key=lambda record: (-pulls[record], record))
    return Turned(change.one, change.other, change.before, change.after, tuple(came), change.went)


def days_of_change(network: nx.MultiDiGraph[str], first: date, last: date) -> list[date]:
    """The first and the last day, and those between on which a record surely comes to count or ceases to."""
    found = {first, last}
    for _, _, data in network.edges(data=True):
        if data["edge"] is None or data["sure"] is None:
            continue
        begun, ended = data["sure"]
        if begun is not None:
            found.add(date.fromisoformat(begun))
        if ended is not None:
            found.add(date.fromisoformat(ended) + timedelta(1))
    return sorted(day for day in found if first <= day <= last)
