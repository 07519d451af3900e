"""Which things stand on the map, which ties join them, and which records belong to a tie."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from azgraph.picture.entries import Entry, Reach
from azgraph.picture.reading import ENDED, Reading

NODES = ("state", "body", "group")
"""The sorts of things that are nodes; the others appear on demand."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A pair of nodes; `direct` are the records that join them, `others` those that concern them."""

    a: str
    b: str
    direct: tuple[Entry, ...]
    others: tuple[Entry, ...] = ()

    def drawn(self) -> list[Entry]:
        """The records that add to the tie's strands on some day."""
        return [entry for entry in self.direct if entry.drawn]

    @property
    def volume(self) -> int:
        """How many records and events these are."""
        return sum(entry.volume for entry in self.drawn())

    def other(self, end: str) -> str:
        """The tie's far end."""
        return self.b if end == self.a else self.a


@dataclass(frozen=True)
class Web:
    """The nodes, the hub or None, and the ties by their ends; a spoke has the hub as its `a`.

    A thing is a node if a strand joins it to another on some day, or if it is a body that
    has ended; `spoken` are the others that records speak of without joining them, and
    `left_out` is how many nodes are not drawn because there are too many, and `pairs_left_out`
    how many pairs with them; with `lost_months` not even the table has their records. It is
    `narrowed` where it is about another actor than the one that the graph is about.
    """

    hub: str | None
    nodes: tuple[str, ...]
    ties: dict[tuple[str, str], Tie]
    ended: dict[str, Reach] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    left_out: int = 0
    pairs_left_out: int = 0
    lost_months: bool = False
    narrowed: bool = False

    def spoke(self, node: str) -> Tie | None:
        """The tie of a node with the hub."""
        return None if self.hub is None else self.ties.get((self.hub, node))

    def of(self, node: str) -> list[Tie]:
        """All ties of a node."""
        return self._by_node.get(node, [])

    @cached_property
    def _by_node(self) -> dict[str, list[Tie]]:
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties.values():
            found[tie.a].append(tie)
            found[tie.b].append(tie)
        return found

    def near(self) -> dict[str, list[str]]:
        """Whom a strand joins each node to."""
        return {n: [tie.other(n) for tie in self.of(n) if tie.drawn()] for n in self.nodes}


def weave(reading: Reading, about: str | None = None) -> Web:
    """Find nodes, hub and ties.

    With `about`, unless that is the hub anyway, only what is tied to it is drawn: the ties
    of others to a third would hide its own.
    """
    pairs = _pairs(reading, about)
    central = _hub(pairs)
    hub = about or central
    joined = [pair for pair, entries in pairs.items() if any(entry.drawn for entry in entries)] or list(pairs)
    if hub != central:
        joined = [pair for pair in joined if hub in pair]
    nodes = {end for pair in joined for end in pair} | ({hub} if hub else set())
    ended = {thing: days for thing, days in _ended(reading).items() if reading.things[thing].sort in NODES}
    nodes |= set(ended) if hub == central else set()
    paired = {entry.iri for entries in pairs.values() for entry in entries}
    others = _others(reading, nodes, hub, paired)
    ties = {}
    for pair in sorted({*pairs, *others}, key=sorted):
        a, b = sorted(pair, key=lambda end: (end != hub, end))
        ties[a, b] = Tie(a, b, tuple(pairs.get(pair, ())), tuple(others.get(pair, ())))
    spoken = tuple(sorted({end for pair in pairs for end in pair} - nodes))
    over = {n: reach for n, reach in ended.items() if n in nodes}
    return Web(hub, tuple(sorted(nodes)), ties, over, spoken, narrowed=hub != central)


def strongest(web: Web, most: int) -> Web:
    """At most so many nodes of a web: those of the pairs with the most records and events."""
    kept: set[str] = set()
    for tie in sorted(web.ties.values(), key=lambda tie: (-tie.volume, tie.a, tie.b)):
        if len(kept | {tie.a, tie.b}) <= most:
            kept |= {tie.a, tie.b}
    ties = {ends: tie for ends, tie in web.ties.items() if kept.issuperset(ends)}
    gone = sum(1 for ends, tie in web.ties.items() if ends not in ties and tie.drawn())
    return replace(
        web, nodes=tuple(sorted(kept)), ties=ties, left_out=len(web.nodes) - len(kept), pairs_left_out=gone,
        ended={node: reach for node, reach in web.ended.items() if node in kept},
    )  # fmt: skip


def lacking(web: Web, lost: set[frozenset[str]]) -> Web:
    """A web that says which pairs were left out before it was woven, and how many nodes with them."""
    if not lost:
        return web
    gone = {end for pair in lost for end in pair} - set(web.nodes)
    pairs = lost - {frozenset(ends) for ends, tie in web.ties.items() if tie.drawn()}
    return replace(
        web,
        left_out=web.left_out + len(gone),
        pairs_left_out=web.pairs_left_out + len(pairs),
        lost_months=True,
    )


def _pairs(reading: Reading, about: str | None) -> dict[frozenset[str], list[Entry]]:
    """The records of every pair of nodes; a ministry meeting its own state is no pair."""
    found: dict[frozenset[str], dict[str, Entry]] = defaultdict(dict)
    for entry in reading.entries.values():
        for a, b in () if entry.figure else entry.couples:
            if _node(reading, a, about) and _node(reading, b, about) and not _home(reading, a, b):
                found[frozenset((a, b))][entry.iri] = entry
    return {pair: list(entries.values()) for pair, entries in found.items()}


def _node(reading: Reading, iri: str, about: str | None) -> bool:
    if iri == about:
        return True
    thing = reading.things.get(iri)
    if thing is None:
        return False
    return thing.sort in NODES or (about is not None and reading.things[about].sort not in NODES)


def _home(reading: Reading, a: str, b: str) -> bool:
    return any(
        b in reading.things[x].part_of for x, b in ((a, b), (b, a)) if reading.things[x].sort == "body"
    )


def _hub(pairs: dict[frozenset[str], list[Entry]]) -> str | None:
    tied = {pair: len(entries) for pair, entries in pairs.items() if any(e.drawn for e in entries)}
    return most_central(tied or {pair: len(entries) for pair, entries in pairs.items()})


def most_central(pairs: Mapping[frozenset[str], int]) -> str | None:
    """The actor in at least half of all tied pairs; equal: more records, then IRI.

    >>> most_central({frozenset("ab"): 1, frozenset("ac"): 1, frozenset("bc"): 4})
    'b'
    >>> most_central({frozenset("ab"): 1, frozenset("cd"): 1, frozenset("ef"): 1}) is None
    True
    """
    share, records = Counter[str](), Counter[str]()
    for pair, many in pairs.items():
        for end in pair:
            share[end] += 1
            records[end] += many
    central = [end for end, n in share.items() if 2 * n >= len(pairs)]
    return min(central, key=lambda end: (-share[end], -records[end], end), default=None)


def _ended(reading: Reading) -> dict[str, Reach]:
    """Things that are over, with the days on which they surely are."""
    return {
        thing: stage.sure
        for thing, stages in reading.stages.items()
        for stage in stages
        if stage.iri == ENDED and stage.sure is not None and thing in reading.things
    }


def _others(
    reading: Reading, nodes: set[str], hub: str | None, paired: set[str]
) -> dict[frozenset[str], list[Entry]]:
    """The records that concern a pair of nodes without joining it."""
    found: dict[frozenset[str], list[Entry]] = defaultdict(list)
    for entry in reading.entries.values():
        pair = None if entry.iri in paired else _pair_of(entry, reading, nodes, hub)
        if pair:
            found[pair].append(entry)
    return dict(found)


def _pair_of(entry: Entry, reading: Reading, nodes: set[str], hub: str | None) -> frozenset[str] | None:
    """The pair under which a record that joins none is listed: who it is of, and whom else it concerns."""
    own = {home for end in (*entry.subjects, *entry.objects) for home in _homes(end, reading)} & nodes
    concerned = (concerns(entry, reading) & nodes) | own
    for candidate in (
        own,
        concerned,
        own | ({hub} if hub and (hub in concerned or len(own) == 1) else set()),
    ):
        if len(candidate) == 2:
            return frozenset(i for i in candidate if i is not None)
    return None


def _homes(iri: str, reading: Reading) -> set[str]:
    """A thing itself, what it is part of, and where it holds office."""
    thing = reading.things.get(iri)
    return set() if thing is None else {iri, *thing.part_of, *reading.offices.get(iri, ())}


def concerns(entry: Entry, reading: Reading, depth: int = 2) -> set[str]:
    """The states, bodies and groups that a record is about, directly or through what it names.

    A person stands for where they hold office, a part for its whole, a text for its
    parties, a record for the things that it concerns itself.
    """
    found: set[str] = set()
    direct = [*entry.subjects, *entry.objects]
    named = direct or [i for name in ("participant", "about", "moves", "ends") for i in entry.linked(name)]
    if len(direct) == 1:
        named = [*direct, *entry.linked("about")]
    for iri in named:
        thing = reading.things.get(iri)
        if thing is None:
            if iri in reading.entries and depth:
                found |= concerns(reading.entries[iri], reading, depth - 1)
            continue
        found |= {*_homes(iri, reading), *thing.parties}
    return {i for i in found if i in reading.things and reading.things[i].sort in NODES}
