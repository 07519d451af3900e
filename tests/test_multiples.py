"""The small picture of the network, several days of it side by side, and what they may not show."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import resvg_py
from rdflib import Graph

from azgraph.errors import AzgraphError, InputError
from azgraph.graph import load
from azgraph.names import AZ, ID
from azgraph.picture import Multiples, draw, draw_days
from azgraph.picture.drawing import Drawing, compute
from azgraph.picture.minis import WIDTH
from azgraph.picture.panes import R, draw_pane
from azgraph.picture.states import standing, state
from azgraph.picture.strands import APART, look, members, offsets, widest
from azgraph.picture.svg import INK2, INK3, PAPER, harmless
from azgraph.snapshots import snapshot
from writing import graph_of

pytestmark = pytest.mark.apart

DAYS = tuple(map(date.fromisoformat, ("2024-12-01", "2025-08-31", "2025-12-31")))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load()


@pytest.fixture(scope="module")
def whole(graph: Graph) -> Drawing:
    return compute(graph)


@pytest.fixture(scope="module")
def three(graph: Graph) -> Multiples:
    return draw_days(graph, DAYS)


def panes(svg: str) -> list[ET.Element]:
    return [g for g in ET.fromstring(svg).findall(f"{SVG}g") if g.get("transform")]


def texts(part: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in part.iter(f"{SVG}text")]


# --- Places and paths ------------------------------------------------------------------


def test_every_day_has_the_same_names_in_the_same_places(three: Multiples) -> None:
    def places(pane: ET.Element) -> list[tuple[str, ...]]:
        network = next(g for g in pane.findall(f"{SVG}g") if "scale" in g.get("transform", ""))
        names = [(t.get("x", ""), t.get("y", ""), "".join(t.itertext())) for t in network.iter(f"{SVG}text")]
        return [(network.get("transform", ""),), *names]

    first, *others = map(places, panes(three.svg))
    assert len(first) > 15 and all(other == first for other in others) and len(others) == 2


def test_rows_have_the_order_of_the_large_picture(whole: Drawing) -> None:
    large = {n["id"]: n for n in whole.data["nodes"] if "side" in n}
    for side in (-1, 1):
        small = [n for n, _, _, s, _ in whole.data["mini"]["nodes"] if s == side]
        assert small == sorted((n for n in large if large[n]["side"] == side), key=lambda n: large[n]["y"])
        heights = [y for _, _, y, s, _ in whole.data["mini"]["nodes"] if s == side]
        assert all(b - a >= 20 for a, b in pairwise(heights))


def test_strands_of_a_tie_run_side_by_side_and_none_covers_another(whole: Drawing) -> None:
    paths = [thread.path for threads in whole.mini.threads.values() for thread in threads]
    assert len(paths) == len(set(paths)) > 20
    several = [(ends, t) for ends, t in whole.mini.threads.items() if len(t) > 1 and ends[0] == whole.web.hub]
    assert several
    for _, threads in several:
        lines = [[tuple(map(float, p.split())) for p in t.path[1:].split("L")] for t in threads]
        wide = [widest(list(t.records)) for t in threads]
        for (one, other), (a, b) in zip(pairwise(lines), pairwise(wide), strict=True):
            (x1, y1), (x2, y2) = one
            far = [abs((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / math.dist(*one) for x, y in other]
            beside = (a + b) / 2 + APART
            assert far[1] == pytest.approx(beside, abs=0.6)  # at the hub; at the dot they are closer
            assert (a + b) / 2 + 0.5 < far[0] < beside


def test_no_spoke_passes_under_the_dot_of_another(whole: Drawing) -> None:
    hub, spots = whole.web.hub, whole.mini.spots
    spokes = {ends: threads for ends, threads in whole.mini.threads.items() if ends[0] == hub}
    assert any(len(threads) == 3 for threads in spokes.values())
    for (_, own), threads in spokes.items():
        for thread in threads:
            (x1, y1), (x2, y2) = line = [tuple(map(float, p.split())) for p in thread.path[1:].split("L")]
            for node, spot in spots.items():
                if node == own or not min(y1, y2) < spot.y < max(y1, y2):
                    continue
                far = abs((x2 - x1) * (spot.y - y1) - (y2 - y1) * (spot.x - x1)) / math.dist(*line)
                assert far - widest(list(thread.records)) / 2 > R + 1.5, (own, node)


def test_neighbours_are_joined_by_a_straight_line_beside_their_spokes(whole: Drawing) -> None:
    (near,) = whole.mini.threads[str(ID.ARM), str(ID.RUS)]
    (far,) = whole.mini.threads[str(ID.ARM), str(ID.KAZ)]
    assert "L" in near.path and "C" in far.path


def test_offsets_lie_about_the_middle() -> None:
    assert sum(offsets([1.4, 1.4, 1.4])) == pytest.approx(0) and offsets([5.0]) == [0.0]


def test_strands_stay_inside_the_picture(whole: Drawing) -> None:
    for threads in whole.mini.threads.values():
        for thread in threads:
            numbers = [float(n) for n in re.findall(r"-?[\d.]+", thread.path)]
            assert all(100 < x < WIDTH - 100 for x in numbers[::2])
            assert all(0 < y < whole.mini.height for y in numbers[1::2])


def test_an_event_without_a_date_is_in_no_small_picture_and_what_holds_is(whole: Drawing) -> None:
    drawn = {e.iri for threads in whole.mini.threads.values() for t in threads for e, _ in t.records}
    undated = [e for tie in whole.web.ties.values() for e in tie.drawn() if e.when is None]
    assert {e.event for e in undated} == {True, False}
    assert drawn & {e.iri for e in undated} == {e.iri for e in undated if not e.event}


def test_on_the_newest_day_a_small_tie_is_as_thick_as_in_the_network(whole: Drawing) -> None:
    day = whole.reading.newest
    for ends, tie in whole.web.ties.items():
        large = {sign: now for sign in (-1, 0, 1) if (now := look(members(tie, sign), day))}
        small = {t.sign: look(t.records, day) for t in whole.mini.threads.get(ends, ())}
        assert {sign for sign, now in large.items() if now.thick} == {
            sign for sign, now in small.items() if now and now.thick
        }, ends


def test_a_long_name_gives_way_to_its_initials_or_breaks_into_lines(whole: Drawing) -> None:
    names = {node: name for node, _, _, _, name in whole.data["mini"]["nodes"]}
    assert names["EU"] == ["EU"] and names["MinskGroup"] == ["Minsk Group"]
    assert names["NeighboursOfRussia"] == ["Neighbours", "of Russia"]
    assert names["CountriesNormalised"] == ["Countries", "with past", "tension"]
    assert all(len(lines) <= 3 and not lines[-1].endswith("...") for lines in names.values())


def test_without_a_hub_the_ties_are_curves(tmp_path: Path) -> None:
    things = "".join(f':X{n} a az:State ; rdfs:label "State {n}" .\n' for n in "ABCDEF")
    records = "".join(
        f':m{a}{b} a az:Event ; az:kind k:meet ; az:subject :X{a} ; az:object :X{b} ; az:when "2025-03-01" ; az:claim c:s1.p1.1 .\n'
        for a, b in ("AB", "CD", "EF")
    )
    drawn = compute(graph_of(tmp_path, records, things=_SOURCE + things))
    assert drawn.mini.hub is None
    assert len(drawn.mini.threads) == 3
    assert all("C" in thread.path for threads in drawn.mini.threads.values() for thread in threads)


# --- What a day says -----------------------------------------------------------------------


@pytest.mark.parametrize("day", [*DAYS, date(2025, 6, 15)], ids=str)
def test_the_count_is_of_the_relations_that_surely_stand(graph: Graph, whole: Drawing, day: date) -> None:
    drawn = {str(e.iri) for threads in whole.mini.threads.values() for t in threads for e, _ in t.records}
    relations = {
        kind for kind, cls in graph.subject_objects(AZ.recordClass) if cls in {AZ.Relation, AZ.Measure}
    }
    sure = {
        tie.record
        for tie in snapshot(graph, day).ties
        if tie.surely and tie.kind in relations and str(tie.record) in drawn
    }
    weights = [float(graph.value(graph.value(record, AZ.kind), AZ.weight)) for record in sure]
    found = [entry.sign for entry in standing(whole, day.isoformat())]
    assert (found.count(1), found.count(-1)) == (sum(w > 0 for w in weights), sum(w < 0 for w in weights))


def test_each_day_has_its_count_and_its_sentence(three: Multiples) -> None:
    first, second, third = (" ".join(texts(pane)) for pane in panes(three.svg))
    assert "1 December 2024" in first and "surely standing:\u00a0\u00a0+0\u00a0\u00a0\u22121" in first
    assert "Tension (Iran) stands; eight more may; peace treaty under negotiation" in first
    assert "Embargo (United Kingdom)" in second and "initialled" in second
    assert "two restrictions (by the United States and towards Armenia)" in second
    assert "Embargo" not in third and "one condition open" in third


def test_a_day_after_the_sources_says_that_none_speaks_of_it(whole: Drawing) -> None:
    assert state(whole, "2026-06-01") == "No source here speaks of a day after 1 January 2026 as past."


def test_headline_source_and_the_undated_are_named(three: Multiples) -> None:
    told = " ".join(texts(ET.fromstring(three.svg)))
    assert "Embargo by the UK went, strategic partnership with China came" in told
    assert (
        "Azerbaijan and 18 others on three days, as one source tells it: Year-end analysis by Report, "
        in told
    )
    assert "published on 1 January 2026." in told
    assert "Same places on three days. azgraph, 1 source." in told
    whose = "Neighbours of Russia"  # which stand idle in every small picture
    note = rf"Not drawn: [1-9]\d* reported events without a date, among them all ties of {whose}\."  # above the pictures, not in small print below them
    assert re.search(note + " 1 December 2024 ", told)
    alone = draw_days(load(), DAYS[:1], title="A title of mine").svg
    assert "A title of mine" in alone and re.search(note, alone)


def test_a_body_without_a_tie_is_grey_but_full_until_it_has_ended(whole: Drawing) -> None:
    spot = next(s for node, s in whole.mini.spots.items() if node.endswith("MinskGroup"))

    def body(day: str) -> tuple[str | None, str | None]:
        drawn = ET.Element("g")
        draw_pane(drawn, whole, day)
        [square] = [one for one in drawn.iter("rect") if float(one.get("y", 0)) == pytest.approx(spot.y - R)]
        return square.get("fill"), square.get("stroke")

    assert body("2025-08-08") == (INK3, None) and body("2026-01-01") == (PAPER, INK2)


def test_days_go_from_left_to_right(graph: Graph, three: Multiples) -> None:
    assert draw_days(graph, DAYS[::-1]).svg == three.svg


@pytest.mark.parametrize("days", [(), (DAYS[0],) * 2, [date(2025, n, 1) for n in range(1, 8)]], ids=len)
def test_no_day_too_many_or_one_twice_is_refused(graph: Graph, days: tuple[date, ...]) -> None:
    with pytest.raises(InputError, match="give"):
        draw_days(graph, days)


# --- The file --------------------------------------------------------------------------------


def test_the_same_graph_gives_the_same_bytes() -> None:
    code = (
        "from azgraph import load, draw_days; from datetime import date; "
        f"print(draw_days(load(), [date.fromisoformat(d) for d in {[str(d) for d in DAYS]}]).svg)"
    )
    made = {
        subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "4242")
    }  # fmt: skip
    assert len(made) == 1 and next(iter(made)).startswith(b"<?xml")


def test_the_file_stands_alone(three: Multiples) -> None:
    names = {part.tag.removeprefix(SVG) for part in ET.fromstring(three.svg).iter()}
    assert names == {"svg", "title", "desc", "rect", "g", "path", "circle", "text", "tspan"}
    assert "var(" not in three.svg and "href" not in three.svg and "url(" not in three.svg


def test_signs_are_told_apart_without_colour(three: Multiples) -> None:
    dashes: dict[str, set[str]] = {}
    for path in ET.fromstring(three.svg).iter(f"{SVG}path"):
        if path.get("stroke-width") and path.get("stroke", "").upper() in {"#0072B2", "#D55E00", "#6B6B6B"}:
            dashes.setdefault(path.get("stroke", ""), set()).add(
                path.get("stroke-dasharray", "").partition(" ")[0]
            )
    assert dashes["#0072B2"] == {""} and "" not in dashes["#D55E00"] and dashes["#6B6B6B"] == {"0.1"}


_SOURCE = ':note a az:Source ; rdfs:label "A note" ; dcterms:issued "2026-01-01"^^xsd:date ; dcterms:creator :W . :W a az:Organisation ; rdfs:label "W" .\n'


def test_hostile_names_show_as_harmless_text(tmp_path: Path) -> None:
    name = r"<script>alert(1)</script>&\u202Eevil"
    things = f':AAA a az:State ; rdfs:label "{name}" . :BBB a az:State ; rdfs:label "Be" .\n'
    record = ':m a az:Event ; az:kind k:meet ; az:subject :AAA ; az:object :BBB ; az:when "2025-03-01" ; az:claim c:s1.p1.1 .'
    made = draw_days(graph_of(tmp_path, record, things=_SOURCE + things), DAYS, title="]]><b>\u2067&\x00\x07")
    read = ET.fromstring(made.svg)
    assert not any(part.tag.endswith("script") for part in read.iter())
    assert "\u202e" not in made.svg and "\u2067" not in made.svg and "\x07" not in made.svg
    assert any("]]><b>&" in text for text in texts(read))


def test_words_of_other_scripts_stay_whole() -> None:
    assert (
        harmless("Azərbaycan \u0627\u06cc\u0631\u0627\u0646 \u65e5\u672c")
        == "Azərbaycan \u0627\u06cc\u0631\u0627\u0646 \u65e5\u672c"
    )


def test_a_png_is_twice_as_sharp_and_the_same_each_time(three: Multiples, tmp_path: Path) -> None:
    path = three.save(tmp_path / "m.PNG")
    content = path.read_bytes()
    wide = float(ET.fromstring(three.svg).get("width", 0))
    assert content.startswith(b"\x89PNG") and int.from_bytes(content[16:20], "big") == round(2 * wide)
    assert three.save(tmp_path / "n.png").read_bytes() == content


def test_without_the_library_or_a_font_a_png_is_refused_and_an_svg_is_not(
    three: Multiples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **given: drawn(**given, skip_system_fonts=True))
    with pytest.raises(AzgraphError, match="no font is installed"):
        three.save(tmp_path / "m.png")
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(AzgraphError, match=r"azgraph\[picture\]"):
        three.save(tmp_path / "m.png")
    assert list(tmp_path.iterdir()) == []
    assert three.save(tmp_path / "m.svg").read_text(encoding="utf-8") == three.svg
    assert "data:image/svg+xml;base64," in draw(load())._repr_html_()


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "azgraph", "map", "--days", "2024-12-01,2025-12-31", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert Path(told["path"]).name == "azgraph.svg" and Path(told["path"]).stat().st_size == told["bytes"]
    assert "on two days" in told["summary"]


def test_names_that_would_be_cut_to_the_same_keep_their_ends(tmp_path: Path) -> None:
    many = range(40)
    things = ':HUB a az:State ; rdfs:label "Hub" .\n' + "".join(
        f':X{n} a az:State ; rdfs:label "Principality number {n}" .\n' for n in many
    )
    records = "".join(
        f':m{n} a az:Event ; az:kind k:meet ; az:subject :X{n} ; az:object :HUB ; az:when "2025-03-01" ; az:claim c:s1.p1.1 .\n'
        for n in many
    )
    graph = graph_of(tmp_path, records, things=_SOURCE + things)
    names = [name for _, _, _, _, name in compute(graph).data["mini"]["nodes"]]
    assert len({tuple(name) for name in names}) == len(names) == 40
    assert state(compute(graph), "2025-06-01") == "Nothing surely stands."


def test_a_sentence_names_three_of_many(tmp_path: Path) -> None:
    things = ':HUB a az:State ; rdfs:label "Hub" .\n' + "".join(
        f':X{n} a az:State ; rdfs:label "State {n}" .\n' for n in range(5)
    )
    records = "".join(
        f':e{n} a az:Measure ; az:kind k:embargo ; az:subject :X{n} ; az:object :HUB ; az:when "2025-03-01/.." ; az:claim c:s1.p1.1 .\n'
        for n in range(5)
    )
    drawn = compute(graph_of(tmp_path, records, things=_SOURCE + things))
    assert state(drawn, "2025-06-01") == "Five embargoes (State 0, State 1, State 2 and 2 more) stand."


def test_a_picture_about_another_actor_tells_of_its_own_changes_alone(graph: Graph) -> None:
    told = draw_days(graph, DAYS, about=str(ID.RUS)).svg
    assert (
        "Strained with Azerbaijan, and signs of cooperation with Armenia" in told
        and "Embargo" not in told
        and "treaty" not in told
    )


def test_where_nothing_at_all_surely_stands_the_sentence_says_so(graph: Graph) -> None:
    drawn = compute(graph, about=str(ID.RUS))
    assert state(drawn, "2024-12-01") == "Nothing surely stands; two may."
    assert state(drawn, "2026-01-01") == "Tension (Azerbaijan) stands."
