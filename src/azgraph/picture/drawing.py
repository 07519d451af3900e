"""The drawing, computed once: places, strands, words and spans of days, for every outlet to show.

What the page gets is data alone: its script compares the chosen day with the spans given
here and counts, and repeats no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from rdflib import Graph

from azgraph.errors import InputError, UnknownName
from azgraph.names import did_you_mean
from azgraph.picture import bands, communities, headlines, lanes, lives, minis, parts, places
from azgraph.picture.first import first_looks
from azgraph.picture.legible import legible, legible_graph
from azgraph.picture.news import news
from azgraph.picture.reading import Reading, key, read
from azgraph.picture.strands import THIN, WIDTHS
from azgraph.picture.strip import strip
from azgraph.picture.ties import Web, weave


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a page shows, as plain data, and what it was made from; `day` is ISO text."""

    data: dict[str, Any]
    reading: Reading
    web: Web
    day: str
    mini: minis.Mini


def compute(
    graph: Graph,
    *,
    day: date | None = None,
    about: str | None = None,
    title: str | None = None,
    before: date | None = None,
) -> Drawing:
    """Compute a drawing; with `before` it opens on what changed since that day.

    >>> from azgraph import load
    >>> compute(load(), about="https://w3id.org/azgraph/id/GBR").data["hub"]
    'GBR'

    Errors: UnknownName for an actor that the graph does not have; InputError where `before`
    comes after the day.
    """
    reading = read(legible_graph(graph))
    if about is not None and about not in reading.things:
        hint = did_you_mean(key(about), [key(iri) for iri in reading.things])
        raise UnknownName(f"the graph has no thing {key(about)} to put in the middle.{hint}")
    web = weave(reading, about)
    left, right = bands.sides(web, reading, reading.newest) if web.hub else communities.halves(web)
    second = {node: parts.second(node, web, reading) for node in web.nodes if node != web.hub}
    placed = places.arrange(left, right, _lines(second, reading, newest=True), _lines(second, reading))
    shown = day.isoformat() if day else reading.newest
    small = minis.mini(web, reading, placed)
    data = _about(reading, web) | {
        "title": legible(title or ""),
        "day": {"chosen": shown, "newest": reading.newest, "before": _before(before, shown, reading)},
        "view": "compare" if before else "network",
        "frame": _frame(placed),
        "bands": [{"name": h.name, "side": h.side, "y": h.y, "narrow": h.narrow} for h in placed.headings],
        "nodes": [
            parts.node(n, web, reading, placed, second.get(n, [])) for n in _in_order(web, left, right)
        ],
        "lanes": lanes.lanes(reading, web, [*left, *right]),
        "more": [{"side": m.side, "y": m.y, "narrow": m.narrow, "count": m.count} for m in placed.more],
        "mini": minis.data(small, web.hub),
        "news": news(graph, about),
        "open": about if about and web.hub not in {end for pair in web.ties for end in pair} else None,
    }
    return Drawing(_keyed(data, {*reading.entries, *reading.things}), reading, web, shown, small)


def _before(before: date | None, shown: str, reading: Reading) -> str:
    """The earlier day to compare with: the one given, else the first of the strip."""
    if before is not None and before.isoformat() > shown:
        raise InputError(f"{before} comes after {shown}; give an earlier day to compare with")
    return before.isoformat() if before else min(reading.scale.first, shown)


def _about(reading: Reading, web: Web) -> dict[str, Any]:
    """All of the data that no place depends on."""
    return {
        "headlines": headlines.headlines(web, reading),
        "sources": [parts.source(source) for source in reading.sources],
        "hub": web.hub,
        "spoken": web.spoken,
        "widths": WIDTHS,
        "thin": THIN,
        "ties": [parts.tie(tie, reading) for tie in web.ties.values()],
        "kinds": parts.kinds(reading),
        "records": {key(e.iri): parts.record(e, reading) for e in reading.entries.values()},
        "things": {key(t.iri): parts.thing(t) for t in reading.things.values()},
        "lives": [parts.life(life) for life in lives.lives(reading, web)],
        "strip": strip(reading),
        "first": first_looks(reading, web.nodes),
    }


def _lines(
    second: dict[str, list[tuple[str, str]]], reading: Reading, *, newest: bool = False
) -> dict[str, int]:
    """How many lines each node needs below its first, on the newest day or on any."""
    said = {
        n: [text for start, text in texts if not newest or start <= reading.newest]
        for n, texts in second.items()
    }
    return {
        n: places.lines_for(reading.name(n), texts[-1:] if newest else texts) for n, texts in said.items()
    }


def _frame(placed: places.Places) -> dict[str, float]:
    wide = {"width": places.WIDTH, "height": placed.height, "column": places.COLUMN}
    return wide | {"narrow": placed.narrow_height}


def _in_order(web: Web, left: list[bands.Group], right: list[bands.Group]) -> list[str]:
    listed = [node for group in (*left, *right) for node in group.nodes]
    return [*([web.hub] if web.hub else []), *listed]


def _keyed(value: Any, iris: set[str]) -> Any:
    """The same data with every IRI of a thing or record as its short key, tuples as lists."""
    if isinstance(value, str):
        return key(value) if value in iris else value
    if isinstance(value, dict):
        return {name: _keyed(v, iris) for name, v in value.items()}
    if isinstance(value, list | tuple):
        return [_keyed(v, iris) for v in value]
    return value
