"""The drawing, computed once: places, strands, words and spans of days, for every outlet to show.

What the page gets is data alone: its script compares the chosen day with the spans given
here and counts, and repeats no rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rdflib import Graph

from azgraph.errors import InputError, UnknownName
from azgraph.names import did_you_mean
from azgraph.picture import bands, communities, headlines, lanes, lives, minis, parts, places
from azgraph.picture.first import first_looks
from azgraph.picture.headlines import moves
from azgraph.picture.legible import legible, legible_graph
from azgraph.picture.months import thinned
from azgraph.picture.news import news
from azgraph.picture.reading import Reading, key, read
from azgraph.picture.strands import THIN, WIDTHS
from azgraph.picture.strip import strip
from azgraph.picture.ties import Web, lacking, strongest, weave
from azgraph.picture.wording import between
from azgraph.when import words

MOST, KEPT = 2000, 500
"""Nodes without a hub beyond which only those of the strongest pairs are drawn, and how many these are."""
MONTHS = 3_000
"""Months of events beyond which those of the strongest pairs alone are read."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a page shows, as plain data, and what it was made from; `day` is ISO text."""

    data: dict[str, Any]
    reading: Reading
    web: Web
    day: str
    mini: minis.Mini

    @property
    def note(self) -> str:
        """What somebody who asked for the drawing should know of it."""
        kept, all_ = len(self.web.nodes), len(self.web.nodes) + self.web.left_out
        if self.web.lost_months:
            pairs = sum(1 for tie in self.web.ties.values() if tie.drawn())
            all_pairs = pairs + self.web.pairs_left_out
            return (
                f"{all_pairs:,} pairs are more than a map can show; it has the {pairs:,} strongest. "
                "--about ACTOR draws the map about one actor, azgraph network lists all pairs"
            )
        if not self.web.left_out:
            return ""
        return (
            f"{all_:,} actors are more than a map can show; drawn are the {kept} of the strongest pairs, "
            "and the table has every record. --about ACTOR draws the map about one of them"
        )


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
    graph, lost = thinned(graph, MONTHS, about)
    reading = read(legible_graph(graph))
    if about is not None and about not in reading.things:
        hint = did_you_mean(key(about), [key(iri) for iri in reading.things])
        raise UnknownName(f"the graph has no thing {key(about)} to put in the middle.{hint}")
    web = weave(reading, about)
    if web.hub is None and len(web.nodes) > MOST:
        web = strongest(web, KEPT)
    web = lacking(web, lost)
    second, placed, groups = _placed(web, reading)
    shown = day.isoformat() if day else reading.newest
    small = minis.mini(web, reading, placed)
    data = _about(reading, web) | {
        "title": legible(title or ""),
        "day": {"chosen": shown, "newest": reading.newest, "before": _before(before, shown, reading)},
        "view": "compare" if before else "network",
        "frame": _frame(placed),
        "bands": [parts.heading(h, web, reading) for h in placed.headings],
        "nodes": [parts.node(n, web, reading, placed, second.get(n, [])) for n in _in_order(web, groups)],
        "lanes": lanes.lanes(reading, web, groups),
        "more": [{"side": m.side, "y": m.y, "narrow": m.narrow, "count": m.count} for m in placed.more],
        "mini": minis.data(small, web.hub) | {"untold": minis.untold(web, small)},
        "news": _named(news(graph, about), reading, web),
        "open": about if about and web.hub not in {end for pair in web.ties for end in pair} else None,
    }
    iris = {*reading.entries, *reading.months, *reading.things}
    return Drawing(_keyed(data, iris), reading, web, shown, small)


def _named(told: dict[str, Any], reading: Reading, web: Web) -> dict[str, Any]:
    """The news, with what began or ended by its kind and partner, and how texts moved on, for a headline."""
    ended = (row[1] for row in told["standing"] if row[0] in ("began", "ended") and row[1] in reading.entries)
    entries = (reading.entries[iri] for iri in ended)
    named = {key(e.iri): between(e, reading, web.hub) for e in entries if e.stands}
    return told | {"named": named, "texts": {key(i): clause for i, clause in moves(web, reading).items()}}


def _before(before: date | None, shown: str, reading: Reading) -> str:
    """The earlier day to compare with: the one given, else the first of the strip."""
    if before is not None and before.isoformat() > shown:
        raise InputError(f"{before} comes after {shown}; give an earlier day to compare with")
    return before.isoformat() if before else min(reading.scale.first, shown)


def _placed(
    web: Web, reading: Reading
) -> tuple[dict[str, list[tuple[str, str]]], places.Places, Sequence[bands.Group]]:
    """The second lines of the nodes, their places, and the groups in which they stand."""
    if web.hub is None and len(web.nodes) > places.FIELD:
        order = communities.ordered(web)
        named = {node: reading.name(node) for node in order}
        return {}, places.scatter(order, web.near(), named), [bands.Group("", order)]
    left, right = bands.sides(web, reading, reading.newest) if web.hub else communities.halves(web)
    second = {node: parts.second(node, web, reading) for node in web.nodes if node != web.hub}
    placed = places.arrange(left, right, _lines(second, reading, newest=True), _lines(second, reading))
    return second, placed, [*left, *right]


def _in_order(web: Web, groups: Sequence[bands.Group]) -> list[str]:
    listed = [node for group in groups for node in group.nodes]
    return [*([web.hub] if web.hub else []), *listed]


def _about(reading: Reading, web: Web) -> dict[str, Any]:
    """All of the data that no place depends on."""
    return {
        "headlines": headlines.headlines(web, reading),
        "sources": [parts.source(source) for source in reading.sources],
        "unstated": words(None, "event"),
        "hub": web.hub,
        "spoken": web.spoken,
        "left": web.left_out,
        "widths": WIDTHS,
        "thin": THIN,
        "ties": [parts.tie(tie, reading, web.hub) for tie in web.ties.values()],
        "kinds": parts.kinds(reading),
        "records": parts.records(reading),
        **parts.months(reading),
        "things": {key(t.iri): parts.thing(t, reading) for t in reading.things.values()},
        "lives": [parts.life(life) for life in lives.lives(reading, web)],
        "strip": strip(reading),
        "first": first_looks(reading, web),
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
    if placed.field:
        return {"field": True, "width": placed.width, "height": placed.height}
    wide = {"width": places.WIDTH, "height": placed.height, "column": places.COLUMN}
    return wide | {"narrow": placed.narrow_height}


def _keyed(value: Any, iris: set[str]) -> Any:
    """The same data with every IRI of a thing or record as its short key, tuples as lists."""
    if isinstance(value, str):
        return key(value) if value in iris else value
    if isinstance(value, dict):
        return {name: _keyed(v, iris) for name, v in value.items()}
    if isinstance(value, list | tuple):
        return [_keyed(v, iris) for v in value]
    return value
