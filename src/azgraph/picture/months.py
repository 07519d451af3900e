"""The months of imported events between two, which a lane shows as a strip of volume and tone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from azgraph.picture.entries import Entry
from azgraph.picture.reading import Reading
from azgraph.picture.scale import Scale
from azgraph.picture.tracks import since

Pair = frozenset[str]


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
