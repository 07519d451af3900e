"""All that a report tells: briefing, changes, network findings, their trials, the version of the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDFS, Graph, URIRef

from azgraph.briefs import Brief, brief
from azgraph.changes import Changes, changes
from azgraph.conclusions import Conclusion, carriers, conclude
from azgraph.datasets import reading
from azgraph.datasets.building import MANIFEST
from azgraph.errors import InputError
from azgraph.files import resource
from azgraph.graph import BUNDLED
from azgraph.measures import Carrier, Frustration, Pair, dependence, find_pairs, frustration, hub
from azgraph.measures.history import TriadHistory, triad_histories
from azgraph.networks import all_carried, collapse, network
from azgraph.robustness import Progress, Trial, trials, undated
from azgraph.snapshots import newest_day
from azgraph.statements import Account, Statement, Terms, importance, read
from azgraph.store import Links

if TYPE_CHECKING:
    import networkx as nx

_WARRANTLESS = {"opinion", "alleged"}


@dataclass(frozen=True, slots=True)
class Held:
    """A thing that ties hang on: its sort, how many, and the records that name it or need one that does."""

    carrier: Carrier
    sort: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """Which data was read: the package's version, and each file with the checksum of its bytes."""

    package: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a report tells, before it is in words.

    `network` is the one of states, `before` and `after` it on the two days; `bodies` are pairs
    on the last day in which an organisation or group stands. `judged` are the records that would
    make a tie and rest on opinions or allegations alone. `choices` says in words whose word
    counts, where that was chosen.
    """

    about: URIRef | None
    first: date
    last: date
    account: Account
    terms: Terms
    brief: Brief | None
    changes: Changes
    network: nx.MultiDiGraph[str]
    before: nx.Graph[str]
    after: nx.Graph[str]
    bodies: tuple[Pair, ...]
    frustration: Frustration
    histories: tuple[TriadHistory, ...]
    conclusions: tuple[Conclusion, ...]
    held: tuple[Held, ...]
    judged: tuple[Statement, ...]
    trials: tuple[Trial, ...]
    undated: frozenset[str]
    names: dict[str, str]
    version: Version
    choices: tuple[str, ...]


def review(
    graph: Graph,
    *,
    first: date | None = None,
    last: date | None = None,
    about: URIRef | None = None,
    files: Iterable[Path] = (),
    stances: frozenset[str] | None = None,
    choices: tuple[str, ...] = (),
    progress: Progress = lambda _: None,
) -> Review:
    """What is to be told of a graph from one day to another, about an actor or all.

    By default the days are those of the newest source: the eve of the period that it covers,
    and the last day of that. Without an actor it is told about the one in most pairs, where one stands out.

    >>> from azgraph import load
    >>> told = review(load())
    >>> str(told.first), str(told.last), told.brief.name
    ('2024-12-31', '2025-12-31', 'Azerbaijan')

    Errors: InputError where the first day does not come before the last.
    """
    account = read(graph)
    first, last = _days(graph, account.terms, first, last)
    progress("network")
    net = network(graph, nodes="states")
    before, after = collapse(net, first), collapse(net, last)
    found = hub(after)
    about = about or (URIRef(found[0]) if found else None)
    told = conclude(graph, last)
    return Review(
        about, first, last, account, account.terms,
        brief=None if about is None else brief(graph, about, day=last),
        changes=changes(graph, first, last, about=about),
        network=net, before=before, after=after,
        bodies=_bodies(graph, last),
        frustration=frustration(after),
        histories=tuple(triad_histories(net, first, last)),
        conclusions=told,
        held=_held(graph, account, after),
        judged=_judged(graph, account),
        trials=trials(graph, last, told, stances=stances, progress=progress),
        undated=undated(graph),
        names=Links(graph).one(RDFS.label),
        version=data_version(files),
        choices=choices,
    )  # fmt: skip


def data_version(files: Iterable[Path] = ()) -> Version:
    """The package's version and the SHA-256 of each file read; without files, of the bundled graph.

    A dataset directory is known by its manifest, which has the digests of all that is in it.

    >>> data_version().files[0][0]
    'triples.ttl'
    """
    bundled = resource("data", "triples.ttl")
    paths = [bundled if str(path) == BUNDLED else path for path in files] or [bundled]
    whole = ((path.name, path / MANIFEST if reading.is_dataset(path) else path) for path in paths)
    return Version(version("azgraph"), tuple((name, reading.digest(path)) for name, path in whole))


def _days(graph: Graph, terms: Terms, first: date | None, last: date | None) -> tuple[date, date]:
    """The days to speak of: those given, else the newest source's."""
    newest = max((s for s in terms.sources if s.issued), key=lambda s: s.issued or date.min, default=None)
    last = last or (newest.until if newest else None) or newest_day(graph)
    if first is None:
        # The eve of the year that ends on that day, as sources of a year in review speak of it.
        first = date(last.year, 1, 1) - timedelta(1)
    if first >= last:
        raise InputError(f"{first} does not come before {last}; give an earlier day with --from")
    return first, last


def _bodies(graph: Graph, last: date) -> tuple[Pair, ...]:
    """Pairs of which one is an organisation or a group, and none a person."""
    signed = collapse(network(graph, nodes="actors"), last)
    kinds = {node: signed.nodes[node]["type"] for node in signed}
    return tuple(
        pair
        for pair in find_pairs(signed)
        if {kinds[node] for node in pair.nodes} & {"Organisation", "Actor"}
        and "Person" not in {kinds[node] for node in pair.nodes}
    )


def _held(graph: Graph, account: Account, after: nx.Graph[str]) -> tuple[Held, ...]:
    things = carriers(graph)
    records = all_carried(graph, things)
    found = dependence(graph, after, things)
    of = len({record for _, _, data in after.edges(data=True) for record in data["records"]})
    tied = {carrier.thing for carrier in found}
    # That a corridor carries no tie is an answer too.
    idle = [t for t in things if t not in tied and account.sort(URIRef(t)) == "project" and records[t]]
    found += [Carrier("", thing, 0, of, pairs=0, lost=0, turned=0) for thing in idle]
    return tuple(
        Held(carrier, account.sort(URIRef(carrier.thing)), tuple(sorted(records[carrier.thing])))
        for carrier in found
    )


def _judged(graph: Graph, account: Account) -> tuple[Statement, ...]:
    net = network(graph, nodes="actors")
    found = {
        record
        for _, _, record, data in net.edges(keys=True, data=True)
        if data["edge"] and data["weight"] and set(data["stances"]) <= _WARRANTLESS
    }
    return tuple(sorted((account.statements[URIRef(record)] for record in found), key=importance))
