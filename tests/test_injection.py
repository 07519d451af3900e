"""A stranger's graph: nothing it carries runs or asks for anything, and its text shows as text, in its place."""

from __future__ import annotations

import csv
import io
import itertools
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect
from rdflib import RDFS, Literal

from azgraph.graph import load
from azgraph.names import ID
from azgraph.picture import draw
from azgraph.picture.legible import legible, legible_graph
from browser import Pages
from nasty import IDS, NASTY, TURNS, nasty_graph

WIDE, PHONE = (1440, 900), (390, 844)
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e]")


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strange")
    return draw(nasty_graph(folder), title=NASTY[0]).save(folder / "map.html")


def ran(opened: Page) -> object:
    return opened.evaluate("window.ran ?? null")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_whatever_a_graph_carries_is_shown_as_text_and_never_run(
    page: Pages, strange: Path, size: tuple[int, int]
) -> None:
    opened = page(strange, "actor=X0", size=size)
    for name in [f"X{number}" for number in range(len(NASTY))]:
        opened.locator(f'.node[data-id="{name}"]').dispatch_event("click")
        expect(opened.locator("#panel .said").first).to_be_visible()
    for view in opened.locator("[role=tab]").all():
        view.dispatch_event("click")
    opened.keyboard.press("/")
    opened.keyboard.type("script")
    expect(opened.locator("#found")).to_contain_text("window.ran")
    assert ran(opened) is None
    assert opened.locator("img, #panel script, #table script").count() == 0
    assert opened.locator('a:not([href^="https://example.org/"])').count() == 0
    expect(opened.locator("h1")).to_have_text(NASTY[0])
    assert opened.title() == NASTY[0]


def test_no_address_that_runs_comes_with_the_page(strange: Path) -> None:
    addresses = re.findall(r'"url":"([^"]*)"', strange.read_text(encoding="utf-8"))
    assert addresses and all(address.startswith("https://example.org/") for address in addresses)


def test_lists_links_and_filters_of_a_strange_graph_run_nothing_either(page: Pages, strange: Path) -> None:
    opened = page(strange, size=WIDE)
    opened.locator("#key").get_by_role("button", name="filters", exact=True).click()
    while opened.locator("#panel details:not([open])").count():
        opened.locator("#panel details:not([open]) summary").first.click()
    opened.locator("#panel input").first.check()
    opened.locator("#panel input").last.check()
    again = page(strange, opened.url.partition("#")[2], size=WIDE)
    expect(again.locator("#key")).to_contain_text("hidden by 2 filters")
    assert ran(opened) is None and ran(again) is None


def test_ids_that_are_code_or_names_of_every_object_are_only_ids(page: Pages, strange: Path) -> None:
    opened = page(strange, size=WIDE)
    ids = opened.locator(".node").evaluate_all("(nodes) => nodes.map((node) => node.dataset.id)")
    for number, end in enumerate(IDS):
        assert end in ids
        opened.locator(".node").nth(ids.index(end)).dispatch_event("click")
        expect(opened.locator("#panel h2")).to_contain_text(f"Odd {number}")
        linked = page(strange, opened.url.partition("#")[2], size=WIDE)
        expect(linked.locator("#panel h2")).to_contain_text(f"Odd {number}")
        assert ran(linked) is None


def test_what_is_exported_of_a_strange_graph_is_well_formed_and_runs_nothing(
    page: Pages, strange: Path, tmp_path: Path
) -> None:
    opened = page(strange, "actor=X0", size=WIDE)
    for words in ("Picture, SVG", "Picture, PNG", "Table, CSV"):
        opened.locator("#export").click()
        with opened.expect_download() as download:
            opened.locator("#exports").get_by_role("button", name=words).click()
        assert re.fullmatch(r"[\w-]+\.(svg|png|csv)", download.value.suggested_filename)
        download.value.save_as(tmp_path / f"out{Path(download.value.suggested_filename).suffix}")
    picture = ET.parse(tmp_path / "out.svg").getroot()
    assert {e.tag.partition("}")[2] for e in picture.iter()} <= {
        *["svg", "title", "g", "rect", "circle", "path", "text", "tspan"]
    }
    assert "</script><script>window.ran = 1</script>" in "".join(picture.itertext())
    assert not TURNING.search("".join(picture.itertext()))
    assert ran(page(tmp_path / "out.svg", size=WIDE)) is None
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {7} and not TURNING.search(str(rows))


def test_no_text_on_the_page_can_turn_what_stands_beside_it(page: Pages, strange: Path) -> None:
    opened = page(strange, size=WIDE)
    for number in range(len(NASTY) - len(TURNS), len(NASTY)):
        opened.locator(f'.node[data-id="X{number}"]').dispatch_event("click")
        said = opened.locator("body").evaluate(
            """(body) => [...body.querySelectorAll("*:not(script)")].flatMap((e) =>
              [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data)
                .concat([...e.attributes].map((a) => a.value)))"""
        )
        assert len(said) > 300
        assert not [text for text in said if TURNING.search(text)]


@pytest.mark.parametrize("number", range(len(TURNS)))
def test_counts_and_neighbours_stay_where_they_are_beside_any_name(
    page: Pages, strange: Path, number: int
) -> None:
    opened = page(strange, f"actor=X{len(NASTY) - len(TURNS) + number}", size=WIDE)
    places = opened.locator(f'.node[data-id="X{len(NASTY) - len(TURNS) + number}"]').evaluate(
        """(node) => { const name = node.querySelector(".name"), parts = [];
          let at = 0;
          const walk = (e) => { for (const n of e.childNodes) n.nodeType === 3 ? parts.push(n.data) : walk(n); };
          walk(name);
          for (const part of parts) {
            const x = [...part].map((c, i) => (/[\\u2066-\\u2069]/.test(c) ? [] : [name.getExtentOfChar(at + i)])).flat();
            parts[parts.indexOf(part)] = [part, Math.min(...x.map((b) => b.x)), Math.max(...x.map((b) => b.x + b.width))];
            at += part.length;
          }
          return parts; }"""
    )
    assert len(places) > 1  # the name, and at least one count
    for (_, _, right), (_, left, _) in itertools.pairwise(places):
        assert right <= left + 0.5, places
    order = opened.locator("#panel h2").evaluate(
        """(h2) => { const text = h2.firstChild, range = document.createRange(), at = text.data.indexOf(" and ");
          range.setStart(text, 0); range.setEnd(text, 3);
          const first = range.getBoundingClientRect();
          range.setStart(text, at + 1); range.setEnd(text, at + 4);
          const and = range.getBoundingClientRect();
          range.setStart(text, at + 5); range.setEnd(text, text.length);
          const rest = range.getClientRects(), last = rest[rest.length - 1];
          return first.top < and.top || first.right <= and.left ? last.top > and.top || last.left >= and.right : false; }"""
    )
    assert order


def test_a_name_from_right_to_left_is_isolated_from_its_sentence() -> None:
    hebrew, persian = TURNS[2:]
    assert legible(hebrew) == f"\u2068{hebrew}\u2069"
    assert legible(persian) == "\u2068" + persian.removesuffix("\u200f") + "\u2069"


def test_a_text_made_legible_stays_as_it_is() -> None:
    for text in NASTY:
        assert legible(legible(text)) == legible(text)
    graph = load()
    assert legible_graph(graph) is graph
    graph.add((ID.AZE, RDFS.label, Literal("\u202eturned", lang="en")))
    mended = legible_graph(graph)
    assert (ID.AZE, RDFS.label, Literal("turned", lang="en")) in mended
    assert len(mended) == len(graph) and legible_graph(mended) is mended
