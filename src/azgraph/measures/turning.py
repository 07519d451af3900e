"""Turning points of a pair: the days on which its tone changed most, and by which records.

The method is plain: on every day on which a record of the pair comes to count or ceases
to, the tone is compared with that of the day before, and the greatest jumps are told. Its
limits: it sees only what the sources date; a first record makes a tone out of nothing, which is
no turn; where there are few records, each is a jump; and slow change by many small steps has no
turning point. Change-point tests such as that of E. Page, Continuous inspection schemes (1954),
ask for far more data than a pair in a handful of articles has.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from azgraph.measures.pairs import Pair, pair_of
from azgraph.networks import HALF_LIFE, collapse, leave_out

if TYPE_CHECKING:
    import networkx as nx

    _Days = dict[date, set[str]]

SEASON = timedelta(92)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which the tone of a pair jumped, from what to what, and the records that did it.

    `records` counts what the pair stood on before and after. `crossed` says that the sign changed.
    """

    one: str
    other: str
    day: date
    before: float
    after: float
    came: tuple[str, ...]
    went: tuple[str, ...]
    records: tuple[int, int]
    crossed: bool

    @property
    def jump(self) -> float:
        """How far the tone went, without its direction."""
        return abs(self.after - self.before)


def turning_points(
    network: nx.MultiDiGraph[str],
    one: str,
    other: str,
    *,
    first: date = date.min,
    last: date = date.max,
    half_life: float | None = HALF_LIFE,
) -> list[Turn]:
    """The jumps of a pair's tone between two days, the greatest first; takes a network made without a day.

    A day is that by which a record surely began or had happened, or from which it surely no
    longer holds. Only days that the sources know to within a season are told: a record without
    a date comes to count on the last day that its source covers, which is no turn of the pair.

    >>> from azgraph import load, network
    >>> from azgraph.names import ID
    >>> turn = turning_points(network(load(), nodes="states"), str(ID.GBR), str(ID.AZE))[0]
    >>> str(turn.day), turn.crossed
    ('2025-10-31', True)
    """
    pair = _alone(network, one, other)
    came, went, undated = _days(pair)
    found: list[Turn] = []
    old: Pair | None = None
    for day in sorted(came.keys() | went.keys() | undated.keys()):
        before = collapse(pair, day - timedelta(1), half_life=half_life)
        after = leave_out(collapse(pair, day, half_life=half_life), undated.get(day, set()))
        # Where nothing joined the two on the day before, the last that did is compared.
        old = pair_of(before, one, other) if before.edges else old
        if old is not None and after.edges and first <= day <= last:
            found.append(_turn(day, old, pair_of(after, one, other)))
        old = pair_of(after, one, other) if after.edges else old
    told = [turn for turn in found if turn.came or turn.went]
    return sorted(told, key=lambda turn: (-round(turn.jump, 6), turn.day))


def _turn(day: date, old: Pair, new: Pair) -> Turn:
    had, has = set(old.records), set(new.records)
    return Turn(
        old.one, old.other, day, old.tone, new.tone,
        tuple(sorted(has - had)), tuple(sorted(had - has)), (len(had), len(has)), old.sign != new.sign,
    )  # fmt: skip


def _alone(network: nx.MultiDiGraph[str], one: str, other: str) -> nx.MultiDiGraph[str]:
    """The pair alone, by the records that make a tie and surely hold on some day."""
    import networkx as nx

    pair: nx.MultiDiGraph[str] = nx.MultiDiGraph(**network.graph)
    for a, b in ((one, other), (other, one)):
        for record, data in (network.get_edge_data(a, b) or {}).items():
            if data["edge"] is not None and data["sure"] is not None:
                pair.add_edge(a, b, record, **data)
    return pair


def _days(pair: nx.MultiDiGraph[str]) -> tuple[_Days, _Days, _Days]:
    """On which day which records begin, cease, and begin without that the day is known."""
    came, went, undated = (defaultdict[date, set[str]](set) for _ in range(3))
    for _, _, record, data in pair.edges(keys=True, data=True):
        (begun, ended), (earliest, latest) = data["sure"], data["possible"]
        if begun is not None:
            (came if _near(earliest, begun) else undated)[date.fromisoformat(begun)].add(record)
        if ended is not None and _near(ended, latest):
            went[date.fromisoformat(ended) + timedelta(1)].add(record)
    return came, went, undated


def _near(earliest: str | None, latest: str | None) -> bool:
    if earliest is None or latest is None:
        return False
    return date.fromisoformat(latest) - date.fromisoformat(earliest) <= SEASON
