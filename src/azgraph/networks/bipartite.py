"""Who takes part in what: actors on one side, agreements, projects and formats on the other.

R. Breiger, The duality of persons and groups (1974): whoever shares an agreement, a format
or a corridor is joined by it, whether or not a record joins the two directly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from rdflib import RDFS, Graph

from azgraph.names import AZ, KIND, local
from azgraph.networks.projection import ACTORS, types_of
from azgraph.networks.states import states_for
from azgraph.snapshots import newest_day, record_spans
from azgraph.store import Links

if TYPE_CHECKING:
    import networkx as nx

    Together = dict[tuple[str, str], set[str]]

_TAKING_PART = {str(KIND[name]) for name in ("member", "attend", "initiative")}


def affiliations(
    graph: Graph, day: date | None = None, *, nodes: Literal["states", "actors"] = "states"
) -> nx.Graph[str]:
    """A bipartite network of actors (`bipartite` 0) and of what they take part in (1).

    An actor takes part in an agreement or a project where a record with it as subject or
    object is about that or moves it, or where it is a party of what is told of by then; in a
    format through membership, attendance or an initiative, or where a record with the actor
    is about it. A format is an organisation that somebody takes part in so, or that was founded
    or ended, and that takes part in nothing itself. Records count as for ties, by default on the day of
    the newest source; edges have them as `records`, empty for a mere party.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> sorted(local(state) for state in affiliations(load())[str(ID.TrilateralStatement)])
    ['ARM', 'AZE', 'RUS']
    """
    import networkx as nx

    links, types = Links(graph), types_of(graph)
    labels, standing = links.one(RDFS.label), states_for(links, types)
    joined: nx.Graph[str] = nx.Graph(day=day or newest_day(graph), nodes=nodes)
    together = _together(links, types, joined.graph["day"])
    # Among actors a body that takes part itself, such as a union of states, is an actor.
    acting = {actor for actor, _ in together} if nodes == "actors" else set()
    for (actor, thing), records in sorted(together.items()):
        if thing in acting:
            continue
        for who in standing(actor, None) if nodes == "states" else (actor,):
            if who == thing:
                continue
            for node, side in ((who, 0), (thing, 1)):
                joined.add_node(node, label=labels.get(node) or local(node), type=types[node], bipartite=side)
            before = joined.edges[who, thing]["records"] if joined.has_edge(who, thing) else ()
            joined.add_edge(who, thing, records=tuple(sorted({*before, *records})))
    return joined


def shared(joined: nx.Graph[str]) -> nx.Graph[str]:
    """The one-mode projection: actors, joined by the `things` that both take part in.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> pair = shared(affiliations(load())).edges[str(ID.ARM), str(ID.RUS)]
    >>> [local(thing) for thing in pair["things"]]
    ['TrilateralStatement']
    """
    import networkx as nx

    found: nx.Graph[str] = nx.Graph(**joined.graph)
    found.add_nodes_from((node, data) for node, data in joined.nodes(data=True) if data["bipartite"] == 0)
    for thing in sorted(set(joined) - set(found)):
        for one, other in combinations(sorted(joined[thing]), 2):
            data = found.get_edge_data(one, other, {"things": (), "records": ()})
            records = {record for who in (one, other) for record in joined.edges[who, thing]["records"]}
            found.add_edge(
                one,
                other,
                things=(*data["things"], thing),
                records=tuple(sorted({*data["records"], *records})),
            )
    return found


def _together(links: Links, types: Mapping[str, str], day: date) -> Together:
    """Actors with what they take part in, and the records that say so."""
    kinds, held = links.one(AZ.kind), record_spans(links)
    ends, named = links.many(AZ.subject, AZ.object), links.many(AZ.about, AZ.moves)
    formats = _formats(links, types, kinds)
    found: Together = defaultdict(set)
    told = set()
    for record, actors in ends.items():
        sure = held[record].sure if record in held else None
        if sure is None or day not in sure:
            continue
        things = [t for t in named.get(record, ()) if types.get(t) in ("Agreement", "Project")]
        things += [t for t in named.get(record, ()) if t in formats]
        if kinds[record] in _TAKING_PART:
            things += [t for t in actors if t in formats]
        told.update(things)
        for actor in actors:
            if types.get(actor) in ACTORS:
                for thing in things:
                    found[actor, thing].add(record)
    for thing, party in links[AZ.party]:
        if thing in told and party in types:
            found[party, thing] |= set()
    return found


def _formats(links: Links, types: Mapping[str, str], kinds: Mapping[str, str]) -> set[str]:
    joined = {
        thing
        for record, things in links.many(AZ.subject, AZ.object).items()
        if kinds.get(record) in _TAKING_PART
        for thing in things
    }
    changed = {thing for things in links.many(AZ.moves, AZ.ends).values() for thing in things}
    return {thing for thing in joined | changed if types.get(thing) == "Organisation"}
