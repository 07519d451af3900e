"""Into which band each node falls by its tie to the hub, on which side, in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from azgraph.picture.days import surely, within
from azgraph.picture.reading import Reading
from azgraph.picture.standing import counts, open_gates, waiting
from azgraph.picture.ties import Tie, Web

STRAINED, UNSETTLED, ENDED, APART, CLOSER = "Strained", "Unsettled", "Ended", "No direct tie", "Closer"
BODIES = "Closer, bodies and groups"
FEW = 3
"""Nodes that may stand all on one side."""
LEFT = (STRAINED, UNSETTLED, ENDED, APART)


@dataclass(frozen=True, slots=True)
class Group:
    """A band with its nodes in order; without a hub it has no name."""

    name: str
    nodes: tuple[str, ...]


def band(node: str, web: Web, reading: Reading, day: str) -> str:
    """The band of a node on a day."""
    if within(web.ended.get(node), day):
        return ENDED
    tie = web.spoke(node)
    if tie is None or not tie.direct:
        return APART
    found = counts(tie, day)
    warm, cold = found.get(1, 0), found.get(-1, 0)
    strained = any(e.sign == -1 and e.stands and surely(e, day) for e in tie.drawn())
    if strained and cold > warm:
        return STRAINED
    waits = any(open_gates(event, reading, day) for event in waiting(tie.direct, reading))
    if not (warm or cold) or 4 * min(warm, cold) >= warm + cold or waits:
        return UNSETTLED
    if cold > warm:
        return UNSETTLED
    return CLOSER if reading.things[node].sort == "state" else BODIES


def sides(web: Web, reading: Reading, day: str) -> tuple[list[Group], list[Group]]:
    """The bands of the left and of the right column, from top to bottom."""
    others = [node for node in web.nodes if node != web.hub]
    order = _order(web, day)
    groups = []
    for name in (*LEFT, CLOSER, BODIES):
        members = [node for node in others if band(node, web, reading, day) == name]
        if members:
            groups.append(Group(name, tuple(sorted(members, key=order(warm_first=name in (CLOSER, BODIES))))))
    left = [group for group in groups if group.name in LEFT]
    right = [group for group in groups if group.name not in LEFT]
    if len(others) > FEW and 3 * max(_size(left), _size(right)) > 2 * len(others):
        left, right = _cut(groups, (len(others) + 1) // 2)
    return left, right


def _order(web: Web, day: str) -> Callable[..., Callable[[str], tuple[float, float, str]]]:
    """More records first, then tone (the band's own end of the scale first), then IRI."""

    def order(*, warm_first: bool) -> Callable[[str], tuple[float, float, str]]:
        def place(node: str) -> tuple[float, float, str]:
            tie = web.spoke(node)
            ties: list[Tie] = [tie] if tie is not None and tie.direct else web.of(node)
            many = sum(sum(counts(t, day).values()) for t in ties)
            return -many, -tone(ties) if warm_first else tone(ties), node

        return place

    return order


def tone(ties: list[Tie]) -> float:
    """The mean weight of the records that count."""
    weights = [entry.weight for tie in ties for entry in tie.drawn() if not entry.commitment]
    return sum(weights) / len(weights) if weights else 0.0


def _size(groups: list[Group]) -> int:
    return sum(len(group.nodes) for group in groups)


def _cut(groups: list[Group], at: int) -> tuple[list[Group], list[Group]]:
    """Cut a list of groups after a number of nodes; a cut group goes on under its name."""
    left, right = [], []
    for group in groups:
        head, tail = group.nodes[: max(at, 0)], group.nodes[max(at, 0) :]
        at -= len(group.nodes)
        left += [Group(group.name, head)] if head else []
        right += [Group(group.name, tail)] if tail else []
    return left, right
