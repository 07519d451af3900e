"""Which records a thing carries: those that name it, and those that could not be without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rdflib import Graph

from azgraph.names import AZ
from azgraph.store import Links

_NAMING = (AZ.participant, AZ.about, AZ.place, AZ.starts, AZ.ends, AZ.moves)


def carried(graph: Graph, thing: str) -> frozenset[str]:
    """The records that would fall with a thing: what names it or a part of it, and what needs that.

    A record needs another one if it depends on it, is a part of it or is started by it. What
    merely speaks about another record stays, and so does what several do together without
    one of them. That something is told with a thing does not prove that it would not have come
    about without it.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> str(ID.wheatFromKazakhstan) in carried(load(), str(ID.IlhamAliyev))
    True
    """
    return all_carried(graph, [thing])[thing]


def all_carried(graph: Graph, things: Iterable[str]) -> dict[str, frozenset[str]]:
    """The same for several things, in one reading of the graph."""
    links = Links(graph)
    named: dict[str, set[str]] = defaultdict(set)
    records = {record for record, _ in links[AZ.kind]}
    for predicate in _NAMING:
        for record, thing in links[predicate]:
            if record in records:
                named[thing].add(record)
    for predicate in (AZ.subject, AZ.object):
        for record, things_ in links.many(predicate).items():
            if len(things_) == 1:
                named[things_[0]].add(record)
    needed: dict[str, set[str]] = defaultdict(set)
    for predicate in (AZ.dependsOn, AZ.partOf):
        for record, other in links[predicate]:
            needed[other].add(record)
    for event, relation in links[AZ.starts]:
        needed[event].add(relation)
    return {thing: _with_needing(thing, named, needed, records) for thing in things}


def _with_needing(
    thing: str, named: dict[str, set[str]], needed: dict[str, set[str]], records: set[str]
) -> frozenset[str]:
    found: set[str] = set()
    waiting = [thing]
    while waiting:
        current = waiting.pop()
        # A part of a thing is named by records too; a record falls with what it needs.
        new = needed.get(current, set()) | (set() if current in records else named.get(current, set()))
        waiting += new - found
        found |= new
    return frozenset(found & records)
