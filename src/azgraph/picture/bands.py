"""Into which band each node falls by its tie to the hub, on which side, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from azgraph.picture.days import FIRST, over, surely, turns, within
from azgraph.picture.reading import Reading
from azgraph.picture.standing import counts, open_gates, reaches, waiting
from azgraph.picture.ties import Tie, Web
from azgraph.picture.wording import lowered

STRAINED, UNSETTLED, ENDED, APART, CLOSER = "Strained", "Unsettled", "Ended", "No direct tie", "Closer"
BODIES, COOPERATIVE = "Closer, bodies and groups", "Cooperative"
FEW = 3
"""Nodes that may stand all on one side."""
LEFT = (STRAINED, UNSETTLED, ENDED, APART)
WARM = (CLOSER, BODIES, COOPERATIVE)
NARROW = {name: n for n, name in enumerate((STRAINED, UNSETTLED, *WARM, ENDED, APART))}
"""The order of the bands where all stand in one column."""


@dataclass(frozen=True, slots=True)
class Group:
    """A band with its nodes in order; without a hub it has no name."""

    name: str
    nodes: tuple[str, ...]


def band(node: str, web: Web, reading: Reading, day: str) -> str:
    """The band of a node on a day.

    Closer says that a cooperative relation surely stands: of events, or of what one is or owes,
    it would be more than the records say. Ended is a body, or a tie of which all is over.
    """
    if within(web.ended.get(node), day):
        return ENDED
    tie = web.spoke(node)
    if tie is None or not tie.direct:
        return APART
    found = counts(tie, day)
    warm, cold = found.get(1, 0), found.get(-1, 0)
    if stands(tie, -1, day) and cold > warm:
        return STRAINED
    if any(open_gates(event, reading, day) for event in waiting(tie.direct, reading)):
        return UNSETTLED
    if _is_over(tie, day):
        return ENDED
    if cold > warm or not warm or 4 * cold >= warm + cold:
        return UNSETTLED
    if not stands(tie, 1, day):
        return COOPERATIVE
    return CLOSER if reading.things[node].sort == "state" else BODIES


def stands(tie: Tie, sign: int, day: str) -> bool:
    """Whether a relation of a sign surely stands between two on a day."""
    return any(e.sign == sign and e.stands and surely(e, day) for e in tie.drawn())


def _is_over(tie: Tie, day: str) -> bool:
    """Whether all that ever joined two had ended before a day."""
    ends = [e.shown[1] for e in tie.drawn() if e.shown]
    return bool(ends) and all(end is not None and end < day for end in ends)


def headings(name: str, nodes: tuple[str, ...], web: Web, reading: Reading) -> list[tuple[str, str]]:
    """What a band is called, from which day on: on the newest day its word is true of all its nodes.

    >>> from azgraph import load
    >>> from azgraph.picture.drawing import compute
    >>> drawn = compute(load())
    >>> [text for _, text in headings("Ended", drawn.web.ended, drawn.web, drawn.reading)]
    ['Later ended', 'Ended']
    """
    if name == APART:
        return [(FIRST, name)]
    spokes = [spoke for node in nodes if (spoke := web.spoke(node))]
    spans = [web.ended.get(node) for node in nodes] + [r for tie in spokes for r in reaches(tie, reading)]
    days = {day for day in turns(spans) if day < reading.newest} | {reading.newest}
    return over(sorted(days), lambda day: _heading(name, nodes, web, reading, day))


def _heading(name: str, nodes: tuple[str, ...], web: Web, reading: Reading, day: str) -> str:
    there = [_belongs(node, name, web, reading, day) for node in nodes]
    if day == reading.newest or all(there):
        return name
    return f"{'Some' if any(there) else 'Later'} {lowered(name)}"


def _belongs(node: str, name: str, web: Web, reading: Reading, day: str) -> bool:
    """Whether the word of its band holds for a node on a day; not where nothing is told of it yet."""
    spoke = web.spoke(node)
    if spoke and spoke.drawn() and not any(e.shown and (e.shown[0] or FIRST) <= day for e in spoke.drawn()):
        return False
    if name == STRAINED and spoke and stands(spoke, -1, day):  # though as much may ease it
        return True
    return band(node, web, reading, day) in (WARM if name == COOPERATIVE else (name,))


def sides(web: Web, reading: Reading, day: str) -> tuple[list[Group], list[Group]]:
    """The bands of the left and of the right column, from top to bottom."""
    others = [node for node in web.nodes if node != web.hub]
    groups = []
    for name in (*LEFT, *WARM):
        members = [node for node in others if band(node, web, reading, day) == name]
        rank = partial(_rank, web=web, reading=reading, day=day, warm=name in WARM)
        if members:
            groups.append(Group(name, tuple(sorted(members, key=rank))))
    left = [group for group in groups if group.name in LEFT]
    right = [group for group in groups if group.name not in LEFT]
    if len(others) > FEW and 3 * max(_size(left), _size(right)) > 2 * len(others):
        left, right = _cut(groups, (len(others) + 1) // 2)
    return left, right


def _rank(node: str, web: Web, reading: Reading, day: str, *, warm: bool) -> tuple[bool, float, float, str]:
    """More records first, then tone (its end of the scale first), then IRI; of the warm, states first."""
    tie = web.spoke(node)
    ties: list[Tie] = [tie] if tie is not None and tie.direct else web.of(node)
    many = sum(sum(counts(t, day).values()) for t in ties)
    below = warm and reading.things[node].sort != "state"
    return below, -many, -tone(ties) if warm else tone(ties), node


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
