"""The frustration index: how few pairs would have to change their sign for all to be balanced.

F. Harary, On the measurement of structural balance (1959), as line index of balance. All
is balanced exactly if the nodes can be split into two camps with friends within and foes
across, so the index is the smallest number of pairs that contradict such a split. It is
found exactly by branch and bound, one biconnected part after the other, since no cycle
runs through two of them; S. Aref and M. C. Wilson, Balance and frustration in signed
networks (2019), discuss exact methods for larger networks.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice, product
from typing import TYPE_CHECKING, Any

from azgraph.measures.pairs import Pair, pair_of

if TYPE_CHECKING:
    import networkx as nx

    Signs = dict[str, dict[str, int]]
    Sides = dict[str, int]

_STEPS = 300_000
_LARGEST = 200
_MOST = 10


@dataclass(frozen=True, slots=True)
class Frustration:
    """The index, the smallest sets of pairs that stand against balance, and the camps without the first.

    There are `choices` of these sets, each as good as any other; `sets` has ten of them at
    most. `camps` has two for every connected part. Not `exact` means that the search was given
    up: the index is at most this.
    """

    index: int
    sets: tuple[tuple[Pair, ...], ...]
    camps: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    choices: int
    exact: bool


def frustration(signed: nx.Graph[str], *, steps: int = _STEPS) -> Frustration:
    """The frustration index of a collapsed network; pairs with a tone of 0 are left aside.

    `steps` bounds the search within each biconnected part.

    >>> from datetime import date
    >>> from azgraph import collapse, load, network
    >>> found = frustration(collapse(network(load(), nodes="states"), date(2025, 12, 31)))
    >>> found.index, found.exact
    (1, True)
    """
    import networkx as nx

    told: nx.Graph[str] = nx.Graph()
    told.add_edges_from(
        (one, other, {"sign": signed.edges[one, other]["sign"]})
        for one, other in sorted(map(sorted, signed.edges))
        if signed.edges[one, other]["sign"]
    )
    found: list[list[list[tuple[str, str]]]] = []
    choices, exact = 1, True
    parts: Any = nx.biconnected_components(told)
    for part in sorted(map(sorted, parts)):
        inside = set(part)
        signs = {
            node: {other: told.edges[node, other]["sign"] for other in told[node] if other in inside}
            for node in part
        }
        search = _Search(signs, steps)
        found.append([_contradicted(signs, sides) for sides in search.best])
        choices *= search.choices
        exact &= search.steps > 0
    sets = [sorted(chain(*parted)) for parted in islice(product(*found), _MOST)]
    told.remove_edges_from(sets[0])
    parts = nx.connected_components(told)
    camps = tuple(_camps(told, part) for part in sorted(map(sorted, parts)))
    told_sets = tuple(tuple(pair_of(signed, *pair) for pair in pairs) for pairs in sets)
    return Frustration(len(sets[0]), told_sets, camps, choices, exact)


class _Search:
    """Branch and bound over the ways to split one part into two camps."""

    def __init__(self, signs: Signs, steps: int) -> None:
        self.signs = signs
        self.order = _outwards(signs) if len(signs) <= _LARGEST else sorted(signs)
        self.best = [_improved(signs, self.order)]
        self.cost = len(_contradicted(signs, self.best[0]))
        self.choices = 0
        self.steps = steps if len(signs) <= _LARGEST else 0
        # How many pairs contradict each side, for each node, by the nodes that have one.
        self.against = {node: [0, 0] for node in signs}
        self.sides: Sides = {}
        if self.steps:
            self._place(self.order[0], 0, 0)
        self.choices = max(self.choices, 1)

    def _place(self, node: str, side: int, cost: int) -> None:
        self.steps -= 1
        cost += self.against[node][side]
        self.sides[node] = side
        near = [(other, side if sign < 0 else 1 - side) for other, sign in self.signs[node].items()]
        for other, wrong in near:
            self.against[other][wrong] += 1
        self._go_on(cost)
        for other, wrong in near:
            self.against[other][wrong] -= 1
        del self.sides[node]

    def _go_on(self, cost: int) -> None:
        waiting = self.order[len(self.sides) :]
        # Whatever side the others take, each contradicts at least this many pairs.
        if cost + sum(min(self.against[node]) for node in waiting) > self.cost or self.steps <= 0:
            return
        if not waiting:
            if cost < self.cost or not self.choices:
                self.best, self.cost, self.choices = [], cost, 0
            self.choices += 1
            if len(self.best) < _MOST:
                self.best.append(dict(self.sides))
            return
        likely = int(self.against[waiting[0]][1] < self.against[waiting[0]][0])
        for side in (likely, 1 - likely):
            self._place(waiting[0], side, cost)


def _outwards(signs: Signs) -> list[str]:
    """The nodes so that each has as many partners before it as can be, the best joined first."""
    order = [max(sorted(signs), key=lambda node: len(signs[node]))]
    joined = {node: int(order[0] in signs[node]) for node in signs if node != order[0]}
    while joined:
        node = max(sorted(joined), key=lambda node: (joined[node], len(signs[node])))
        del joined[node]
        order.append(node)
        for other in signs[node]:
            if other in joined:
                joined[other] += 1
    return order


def _improved(signs: Signs, order: list[str]) -> Sides:
    """A good split: each node on the side its partners pull it to, until none would rather change."""
    sides: Sides = {}
    for node in order:
        sides[node] = int(_pull(signs, sides, node) < 0)
    changing = True
    while changing:
        changing = False
        for node in order:
            if _pull(signs, sides, node) * (1 - 2 * sides[node]) < 0:
                sides[node] = 1 - sides[node]
                changing = True
    return sides


def _pull(signs: Signs, sides: Sides, node: str) -> int:
    return sum(sign * (1 - 2 * sides[other]) for other, sign in signs[node].items() if other in sides)


def _contradicted(signs: Signs, sides: Sides) -> list[tuple[str, str]]:
    return [
        (node, other)
        for node in signs
        for other, sign in signs[node].items()
        if node < other and (sides[node] == sides[other]) != (sign > 0)
    ]


def _camps(told: nx.Graph[str], part: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    sides, waiting = {part[0]: 0}, [part[0]]
    while waiting:
        node = waiting.pop()
        for other in told[node]:
            if other not in sides:
                sides[other] = sides[node] if told.edges[node, other]["sign"] > 0 else 1 - sides[node]
                waiting.append(other)
    first, second = (tuple(node for node in part if sides[node] == side) for side in (0, 1))
    return first, second
