"""The months of imported events between two, which a lane shows as a strip of volume and tone.

There may be more of them than can be read and drawn in a minute, so those of the weaker pairs go
first, before anything is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pyoxigraph
from rdflib import Graph

from azgraph.names import AZ, KIND
from azgraph.picture.entries import Entry
from azgraph.picture.reading import Reading
from azgraph.picture.scale import Scale
from azgraph.picture.tracks import since
from azgraph.store import Links, bulk, load_graph

Pair = frozenset[str]


def thinned(graph: Graph, most: int, about: str | None = None) -> tuple[Graph, set[Pair]]:
    """The graph with at most so many months, or itself, and the pairs that have lost theirs.

    Kept are whole pairs: those of `about` first, then those with the most events, equal ones by IRI.

    >>> from azgraph import load
    >>> thinned(load(), 100)[1]
    set()
    """
    links = Links(graph)
    months = [record for record, kind in links[AZ.kind] if kind == str(KIND.monthOfEvents)]
    if len(months) <= most:
        return graph, set()
    subject, object_, value = (links.one(name) for name in (AZ.subject, AZ.object, AZ.value))
    of_pair: dict[Pair, list[str]] = defaultdict(list)
    volume = Counter[Pair]()
    for month in months:
        pair = frozenset((subject.get(month, ""), object_.get(month, "")))
        of_pair[pair].append(month)
        counted = value.get(month, "")
        volume[pair] += int(counted) if counted.isdecimal() else 0
    left, lost = most, set[Pair]()
    whole = load_graph(graph)
    for pair in sorted(of_pair, key=lambda pair: (about not in pair, -volume[pair], sorted(pair))):
        if len(of_pair[pair]) <= left:
            left -= len(of_pair[pair])
            continue
        lost.add(pair)
        for month in of_pair[pair]:
            for quad in bulk(whole).quads_for_pattern(pyoxigraph.NamedNode(month), None, None):
                bulk(whole).remove(quad)
    return whole, lost


def months_of(reading: Reading) -> dict[Pair, list[Entry]]:
    """The months of every pair, whoever acts, in order of time."""
    found: dict[Pair, list[Entry]] = defaultdict(list)
    for entry in (*reading.months.values(), *(e for e in reading.entries.values() if e.month)):
        for couple in entry.couples if entry.counts and entry.start and entry.start_by else ():
            found[frozenset(couple)].append(entry)
    return {pair: sorted(some, key=lambda e: (e.start or "", e.iri)) for pair, some in found.items()}


def besides(entries: list[Entry], months: list[Entry]) -> list[Entry]:
    """The records of a pair that are neither its months nor events which these count."""
    told = {claim.source for month in months for claim in month.claims}
    return [
        e for e in entries if not e.month and not (told and e.event and {c.source for c in e.claims} <= told)
    ]


def strip_data(months: list[Entry], listed: Mapping[str, int], days: Scale) -> list[list[Any]]:
    """Each month as its first and last day, from the scale's first on, and the figures of both directions.

    A figure is its record (by its place in the tie's list where it has one), its volume and its tone.
    """
    found: dict[tuple[int, int], list[list[Any]]] = defaultdict(list)
    for entry in months:
        span = since(entry.start or days.first, days), since(entry.start_by or days.last, days)
        found[span].append([listed.get(entry.iri, entry.iri), entry.volume, round(entry.weight, 2)])
    return [[*span, *figures] for span, figures in sorted(found.items())]
