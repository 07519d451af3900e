"""Turning points of a pair: the days on which its tone changed most, and by which records.

The method is plain: on every day on which a record of the pair comes to count or ceases
to, the tone is compared with that of the day before, and the greatest jumps are told. Its
limits: it sees only what the sources date; a first record makes a tone out of nothing, which is
no turn; where there are few records, each is a jump; and slow change by many small steps has no
turning point. Change-point tests such as that of E. S. Page, Continuous inspection schemes (1954), ask for far more
data than a pair in a handful of articles has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from azgraph.measures.pairs import pair_of
from azgraph.networks import collapse

if TYPE_CHECKING:
    import networkx as nx


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
    half_life: float | None = 365.0,
) -> list[Turn]:
    """The jumps of a pair's tone between two days, the greatest first.

    Takes a network made without a day. Records without a date come to count on the last day
    of what their source covers, and open ones on its first: such days are none of the pair's, so they are
    left out; `undated` names their records.

    >>> from azgraph import load, network
    >>> from azgraph.names import ID
    >>> turn = turning_points(network(load(), nodes="states"), str(ID.GBR), str(ID.AZE))[0]
    >>> str(turn.day), turn.crossed
    ('2025-10-01', True)
    """
