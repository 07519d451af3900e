"""Records collapsed to pairs: how two stand (tone), and how much there is between them (volume)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import fsum
from typing import TYPE_CHECKING, Any

from azgraph.errors import InputError, UnknownName
from azgraph.names import KIND, did_you_mean, local, short

if TYPE_CHECKING:
    import networkx as nx

HALF_LIFE = 365.0


@dataclass(frozen=True, slots=True)
class Share:
    """What one record adds to a pair.

    `count` is what is left of it after decay, at most 1; `share` is its part of the pair's
    volume, and `pull` what it adds to the pair's tone, so that pulls sum up to the tone.
    `alone` says that without this record the tone would have another sign, or none.
    """

    record: str
    label: str
    kind: str
    dates: str
    weight: float
    count: float
    share: float
    pull: float
    alone: bool


def collapse(
    network: nx.MultiDiGraph[str],
    day: date | None = None,
    *,
    half_life: float | None = HALF_LIFE,
    weights: Mapping[str, float] | None = None,
    sure: bool = True,
) -> nx.Graph[str]:
    """One edge a pair, with `tone` and `volume` apart, because many meetings do not outweigh a war.

    A record counts for a pair if it makes an edge and surely stands on the day, or has
    surely happened by it; with `sure=False`, possibly. A relation counts 1 while it stands;
    an event counts half after every `half_life` days (None: for ever), from the last day on
    which it can have happened. A whole whose parts join the same pair is not counted beside them.

    Edges carry `volume`, the sum of counts; `tone` (-10 to 10), the mean weight of the
    kinds, weighted by count; `sign` (-1, 0, 1) of the tone; `records`, the count of each
    record; and `firm`, whether every single record could be left out without the sign
    changing. `weights` replaces the weights of kinds, by name or IRI.

    The day is by default the network's, else that of the newest source. A network made
    without a day can be collapsed for any.

    >>> from azgraph import load, network
    >>> from azgraph.names import ID
    >>> net = network(load(), nodes="states")
    >>> tie = collapse(net, date(2025, 9, 30)).edges[str(ID.GBR), str(ID.AZE)]
    >>> round(tie["tone"]), round(tie["volume"]), tie["firm"]
    (-8, 1, False)

    Errors: InputError for a day the network cannot speak of or a half-life that is none,
    UnknownName for a kind in `weights` that the ontology has not.
    """
    import networkx as nx

    day = _day(network, day)
    if half_life is not None and not half_life > 0:
        raise InputError(f"a half-life is a number of days above 0, not {half_life:g}")
    weight_of = network.graph["weights"] | _named(weights or {}, network.graph["weights"])
    signed: nx.Graph[str] = nx.Graph(
        day=day,
        nodes=network.graph["nodes"],
        half_life=half_life,
        sure=sure,
        weights=weight_of,
        network=network,
    )
    edges = network.edges(keys=True, data=True)
    for pair, records in _counted(edges, day.isoformat(), half_life, sure=sure).items():
        signed.add_edge(*pair, **_edge(records, weight_of))
    for node, data in signed.nodes(data=True):
        data.update(network.nodes[node])
    return signed


def explain(signed: nx.Graph[str], one: str, other: str) -> list[Share]:
    """The records behind a pair of a collapsed network, those that weigh most first.

    >>> from azgraph import load, network
    >>> from azgraph.names import ID
    >>> signed = collapse(network(load(), date(2025, 12, 31), nodes="states"))
    >>> [share.label for share in explain(signed, str(ID.KAZ), str(ID.ARM))]
    ['Wheat from Kazakhstan reaches Armenia through Azerbaijan']

    Errors: UnknownName for a pair that no record joins on that day.
    """
    if not signed.has_edge(one, other):
        names = " and ".join(short(node).removeprefix(":") for node in (one, other))
        raise UnknownName(f"no record that counts joins {names} on {signed.graph['day']}")
    network, weights = signed.graph["network"], signed.graph["weights"]
    tie = signed.edges[one, other]
    pulled = tie["tone"] * tie["volume"]
    shares = []
    for record, count in tie["records"].items():
        data = network.get_edge_data(one, other, record) or network.get_edge_data(other, one, record)
        weight = weights[data["kind"]]
        shares.append(
            Share(
                record=record,
                label=data["label"],
                kind=local(data["kind"]),
                dates=data["dates"],
                weight=weight,
                count=count,
                share=count / tie["volume"],
                pull=count * weight / tie["volume"],
                alone=sign(pulled - count * weight) != tie["sign"],
            )
        )
    return sorted(shares, key=lambda share: (-abs(share.pull), -share.share, share.record))


def leave_out(signed: nx.Graph[str], records: Collection[str]) -> nx.Graph[str]:
    """The same collapsed network as if some records were not there.

    Pairs that nothing else joins go, and so do nodes that are left without a pair.

    >>> from azgraph import load, network
    >>> from azgraph.names import ID
    >>> signed = collapse(network(load(), date(2025, 12, 31), nodes="states"))
    >>> leave_out(signed, {str(ID.wheatFromKazakhstan)}).has_node(str(ID.KAZ))
    False
    """
    rest = signed.copy()
    for (one, other), tie in retold(signed, records).items():
        rest.remove_edge(one, other)
        if tie is not None:
            rest.add_edge(one, other, **tie)
    rest.remove_nodes_from([node for node in rest if not rest[node]])
    return rest


def retold(signed: nx.Graph[str], records: Collection[str]) -> dict[tuple[str, str], dict[str, Any] | None]:
    """The pairs that some records join, as they would be without them; None where nothing is left."""
    told = signed.graph
    without: dict[tuple[str, str], dict[str, Any] | None] = {}
    for one, other in _joined(signed, records):
        edges = [
            (a, b, record, data)
            for a, b in ((one, other), (other, one))
            for record, data in (told["network"].get_edge_data(a, b) or {}).items()
            if record not in records
        ]
        left = _counted(edges, told["day"].isoformat(), told["half_life"], sure=told["sure"])
        without[one, other] = next((_edge(counted, told["weights"]) for counted in left.values()), None)
    return without


def _joined(signed: nx.Graph[str], records: Collection[str]) -> list[tuple[str, str]]:
    """The pairs that any of the records counts for."""
    index: dict[str, list[tuple[str, str]]] | None = signed.graph.get("pairs")
    if index is None:
        index = signed.graph["pairs"] = {}
        for one, other, tie in signed.edges(data=True):
            for record in tie["records"]:
                index.setdefault(record, []).append((one, other))
    found = (pair for record in records for pair in index.get(record, ()))
    return [pair for pair in dict.fromkeys(found) if signed.has_edge(*pair)]


def sign(number: float) -> int:
    """-1, 0 or 1; what only rounding keeps from 0 is 0.

    >>> sign(-2.5), sign(0.1 + 0.2 - 0.3)
    (-1, 0)
    """
    return 0 if abs(number) < 1e-9 else 1 if number > 0 else -1


def _day(network: nx.MultiDiGraph[str], day: date | None) -> date:
    own: date | None = network.graph["day"]
    if own is not None and day not in (None, own):
        raise InputError(f"this network is that of {own}; for {day} make one without a day, or of that day")
    chosen = day or own or network.graph["newest"]
    if chosen is None:
        raise InputError("the graph names no source and so no day to speak of; give a day")
    return chosen


def _named(weights: Mapping[str, float], known: Mapping[str, float]) -> dict[str, float]:
    """Weights by the IRI of the kind, which may be given as `meet` or `k:meet` too."""
    found = {}
    for name, weight in weights.items():
        kind = name if name in known else str(KIND[name.removeprefix("k:")])
        if kind not in known:
            hint = did_you_mean(name.removeprefix("k:"), [local(iri) for iri in known])
            raise UnknownName(f"no kind {name!r} to give a weight to.{hint}")
        if not -10 <= weight <= 10:
            raise InputError(f"the weight of {name} is {weight:g}, which is not between -10 and 10")
        found[kind] = float(weight)
    return found


def _counted(
    edges: Iterable[tuple[str, str, str, dict[str, Any]]], day: str, half_life: float | None, *, sure: bool
) -> dict[tuple[str, str], dict[str, tuple[float, str]]]:
    """For each pair, the records that count, with what is left of each and its kind."""
    left = cache(lambda first: _left(first, day, half_life))
    which = "sure" if sure else "possible"
    found: dict[tuple[str, str], dict[str, tuple[float, str]]] = {}
    wholes: dict[tuple[str, str], set[str]] = {}
    for a, b, record, data in edges:
        span = data[which]
        if data["edge"] is None or span is None or not _holds(span, day):
            continue
        pair = (a, b) if a <= b else (b, a)
        # A relation that stands is as fresh as on its first day; only what is over grows old.
        over = data["record_class"] == "Event" and data["sure"] is not None
        found.setdefault(pair, {})[record] = (left(data["sure"][0]) if over else 1.0, data["kind"])
        if data["part_of"]:
            wholes.setdefault(pair, set()).update(data["part_of"])
    for pair, told in wholes.items():
        for record in told:
            found[pair].pop(record, None)
    return found


def _holds(span: tuple[str | None, str | None], day: str) -> bool:
    first, last = span
    return (first is None or first <= day) and (last is None or day <= last)


def _left(first: str | None, day: str, half_life: float | None) -> float:
    if half_life is None or first is None:
        return 1.0
    age = (date.fromisoformat(day) - date.fromisoformat(first)).days
    return 1.0 if age <= 0 else 0.5 ** (age / half_life)


def _edge(records: Mapping[str, tuple[float, str]], weights: Mapping[str, float]) -> dict[str, Any]:
    # Exact sums, so that the order in which records are read leaves no trace.
    volume = fsum(count for count, _ in records.values())
    pulls = [count * weights[kind] for count, kind in records.values()]
    tone = fsum(pulls)
    way = sign(tone)
    return {
        "tone": max(-10.0, min(10.0, tone / volume)),  # rounding may lead past the ends
        "volume": volume,
        "sign": way,
        "firm": way != 0 and all(sign(tone - pull) == way for pull in pulls),
        "records": {record: count for record, (count, _) in sorted(records.items())},
    }
