"""The classic page and the pyvis network: the same ties, to drag about and to edit."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pyvis.network import Network

from azgraph import network
from azgraph.files import resource
from azgraph.graph import load
from azgraph.picture import draw, to_pyvis
from azgraph.picture.classic import COLOURS, VIS_SHA256
from azgraph.picture.drawing import compute
from azgraph.picture.strands import members
from browser import Pages
from nasty import NASTY, nasty_graph


@pytest.fixture(scope="module")
def whole() -> Network:
    return to_pyvis(network(load(), date(2025, 9, 30)))


def test_vis_network_is_the_very_file_that_its_notes_name() -> None:
    folder = resource("picture", "vendor", "vis-network")
    data = (folder / "vis-network.min.js").read_bytes()
    assert hashlib.sha256(data).hexdigest() == VIS_SHA256
    notes = (folder / "README.md").read_text(encoding="utf-8")
    assert VIS_SHA256 in notes and "10.1.5" in notes and b"@version 10.1.5" in data
    assert (folder / "LICENSE-MIT").exists() and (folder / "LICENSE-APACHE-2.0").exists()


def test_every_record_is_an_edge_of_its_own_with_its_sign_and_direction(whole: Network) -> None:
    net = network(load(), date(2025, 9, 30))
    assert len(whole.edges) == net.number_of_edges() and whole.directed
    embargo = next(e for e in whole.edges if e["record"].endswith("/ukEmbargo"))
    assert (embargo["color"], embargo["arrows"], embargo["value"]) == ("#D55E00", "to", 3)
    assert embargo["dashes"] and embargo["when"] == "../2025-10"
    summit = next(e for e in whole.edges if e["record"].endswith("/washingtonSummit"))
    assert (summit["color"], summit["arrows"], summit["value"]) == ("#0072B2", "", 1)


def test_parallel_edges_curve_apart(whole: Network) -> None:
    bends: dict[frozenset, list] = {}
    for edge in whole.edges:
        bend = edge["smooth"]["roundness"] * (1 if edge["smooth"]["type"] == "curvedCW" else -1)
        turned = -1 if edge["from"] > edge["to"] else 1
        bends.setdefault(frozenset((edge["from"], edge["to"])), []).append(round(bend * turned, 3))
    assert max(map(len, bends.values())) > 5
    assert all(len(set(found)) == len(found) for found in bends.values())


def test_nodes_have_places_and_physics_is_off(whole: Network) -> None:
    assert all({"x", "y", "label"} <= set(node) for node in whole.nodes)
    assert len({(node["x"], node["y"]) for node in whole.nodes}) == len(whole.nodes)
    assert json.loads(whole.options.to_json())["physics"]["enabled"] is False


def test_attributes_that_pyvis_needs_for_itself_are_renamed() -> None:
    net = network(load(), date(2025, 9, 30))
    a, b, key = next(iter(net.edges(keys=True)))
    net.edges[a, b, key].update(source="a newspaper", to="somebody", seen=date(2025, 1, 2))
    edge = next(e for e in to_pyvis(net).edges if e["record"] == key)
    assert (edge["source_"], edge["to_"], edge["seen"]) == ("a newspaper", "somebody", "2025-01-02")
    json.dumps(edge)


def test_the_network_can_be_edited_further(whole: Network) -> None:
    before = len(whole.nodes)
    whole.add_node("mine", label="Mine")
    whole.add_edge("mine", whole.nodes[0]["id"], value=1)
    assert len(whole.nodes) == before + 1


def test_the_classic_page_runs_offline_under_its_policy(page: Pages, tmp_path: Path) -> None:
    picture = draw(load(), renderer="pyvis")
    assert "unsafe" not in re.search(r'Content-Security-Policy" content="([^"]*)"', picture.html)[1]  # type: ignore[index]
    opened = page(picture.save(tmp_path / "classic.html"), size=(1440, 900))
    expect(opened.locator("#net canvas")).to_be_visible()
    expect(opened.locator("h1")).to_contain_text("strained with Russia")
    opened.mouse.wheel(0, -200)
    found = opened.evaluate(
        "(() => { const c = document.querySelector('#net canvas').getContext('2d'); "
        "return c.getImageData(0, 0, 1200, 600).data.some((v) => v !== 0); })()"
    )
    assert found


def test_the_classic_page_runs_nothing_that_a_graph_carries(page: Pages, tmp_path: Path) -> None:
    picture = draw(nasty_graph(tmp_path), title=NASTY[0], renderer="pyvis")
    opened = page(picture.save(tmp_path / "classic.html"), size=(1440, 900))
    expect(opened.locator("h1")).to_have_text(NASTY[0])
    box = opened.locator("#net").bounding_box()
    for x in range(20, int(box["width"]), 60):
        for y in range(20, int(box["height"]), 60):
            opened.mouse.move(box["x"] + x, box["y"] + y)
    opened.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert opened.evaluate("window.ran") is None
    assert opened.locator("img").count() == 0


def test_every_edge_has_the_sign_and_points_the_way_of_its_strand_on_the_page(whole: Network) -> None:
    edges = {(e["record"], frozenset((e["from"], e["to"]))): e for e in whole.edges if "record" in e}
    asked = set()
    for tie in compute(load()).web.ties.values():
        for sign in (-1, 0, 1):
            for entry, way in members(tie, sign):
                edge = edges.get((entry.iri, frozenset((tie.a, tie.b))))
                if edge is None:  # not on this day
                    continue
                heads = {"": None, "to": edge["to"], "from": edge["from"]}
                assert heads[edge["arrows"]] == {0: None, 1: tie.b, -1: tie.a}[way], entry.label
                assert edge["color"] == COLOURS[sign], entry.label
                asked |= {entry.kind.label} if entry.kind.asked else set()
    assert {"condition"} <= asked
