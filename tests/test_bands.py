"""Bands say no more than their records do, about whichever actor a map is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from azgraph.graph import load
from azgraph.picture import bands, page
from azgraph.picture.days import maybe, surely
from azgraph.picture.drawing import compute
from azgraph.picture.legible import legible_graph
from azgraph.picture.reading import read
from azgraph.picture.ties import weave
from writing import THINGS, graph_of


def test_no_band_about_any_actor_claims_more_than_its_records() -> None:
    reading = read(legible_graph(load()))
    day, seen = reading.newest, Counter[str]()
    for hub in weave(reading).nodes:
        web = weave(reading, hub)
        for group in (group for side in bands.sides(web, reading, day) for group in side):
            for spoke in filter(None, map(web.spoke, group.nodes)):
                there = [e for e in spoke.drawn() if maybe(e, day)]
                sure = {e.sign for e in there if e.stands and surely(e, day)}
                seen[group.name] += 1
                if group.name.startswith(("Closer", "Strained")):
                    assert (1 if group.name.startswith("Closer") else -1) in sure, (hub, spoke.b)
                elif group.name == "Cooperative":
                    assert 1 not in sure and 1 in {e.sign for e in there}, (hub, spoke.b)
                elif group.name == "Ended":
                    assert not there or spoke.b in web.ended, (hub, spoke.b)
    assert {*seen} >= {"Closer", "Closer, bodies and groups", "Cooperative", "Strained", "Unsettled", "Ended"}


def test_a_long_name_does_not_push_what_matters_most_out_of_the_headline(tmp_path: Path) -> None:
    named = "".join(f':{name} a az:State ; rdfs:label "{name}" .\n' for name in ("HUB", "XA", "XB", "XC"))
    long = f':XL a az:State ; rdfs:label "{"Citizens of no state " * 2}"'
    events = (("meet", "XA"), ("meet", "XB"), ("meet", "XC"), ("attack", "XL"))
    records = "".join(
        f":e{n} a az:Event ; az:kind k:{kind} ; az:subject :HUB ; az:object :{other} ; "
        'az:when "2025-03-01" ; az:claim c:s1.p1.1 .\n'
        for n, (kind, other) in enumerate(events)
    )
    drawn = compute(graph_of(tmp_path, records, things=f"{THINGS}{named}{long} ."))
    assert page.headline(drawn) == "Signs of cooperation with most, and unsettled with another"
