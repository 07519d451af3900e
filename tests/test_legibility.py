"""Legibility is measured: no label touches another or is crossed, no strand lies hidden under another.

On the article at three sizes, on five days, with the fonts of a bare Debian and with those
of the design; and on graphs of any shape.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from worlds import write

import fonts
from azgraph.graph import load
from azgraph.picture import draw
from browser import Pages
from conftest import launched
from writing import THINGS, graph_of

SIZES = {"wide": (1440, 900), "laptop": (1280, 800), "tablet": (1024, 768), "phone": (390, 844)}
DAYS = ("2024-12-01", "2025-03-15", "2025-09-30", "2025-12-01", "2026-01-01")
OVERLAPS = (Path(__file__).parent / "js" / "overlaps.js").read_text(encoding="utf-8")
CLEAN = {"touching": [], "crossed": [], "hidden": [], "outside": [], "small": [], "sideways": False}


@pytest.fixture(scope="module", params=fonts.SETS)
def lettered(
    request: pytest.FixtureRequest, driver: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A Chromium that knows the fonts of one set alone."""
    if lacking := fonts.missing(request.param):
        reason = f"fonts {', '.join(lacking)} are not installed"
        pytest.fail(reason) if "CI" in os.environ else pytest.skip(reason)
    browser = launched(driver, fonts.configuration(request.param, tmp_path_factory.mktemp("fonts")))
    browser.set_name = request.param  # type: ignore[attr-defined]
    yield browser
    browser.close()


def found(opened: Page, picture: str = "#picture") -> dict:
    measured = opened.evaluate(OVERLAPS, picture)
    del measured["labels"]
    return measured


@pytest.mark.parametrize("size", SIZES)
def test_every_label_and_every_strand_of_the_article_is_seen(
    lettered: Browser, written: Path, size: str
) -> None:
    pages = Pages(lettered)
    opened = pages(written, size=SIZES[size])
    # On a phone the sheet lies over the picture once something is chosen.
    for chosen in [""] if size == "phone" else ["", "actor=ARM&", "actor=USA&"]:
        for day in DAYS:
            opened.evaluate("(hash) => { location.hash = hash; }", f"{chosen}day={day}")
            expect(opened.locator("#day")).to_have_value(day)
            assert found(opened) == CLEAN, (chosen, day)
    pages.close()


@pytest.mark.parametrize("size", SIZES)
def test_every_label_of_the_lanes_is_seen(lettered: Browser, written: Path, size: str) -> None:
    pages = Pages(lettered)
    opened = pages(written, "view=lanes", size=SIZES[size])
    assert found(opened, "#lane-rows") == CLEAN
    if size != "phone":
        opened.evaluate("location.hash = 'actor=ARM&view=lanes'")
        expect(opened.locator(".rowname[aria-pressed=true]")).to_have_count(1)
        assert found(opened, "#lane-rows") == CLEAN
    pages.close()


def test_ties_between_others_have_on_a_tablet_the_labels_that_they_have_on_a_wide_screen(
    lettered: Browser, written: Path
) -> None:
    pages = Pages(lettered)
    labels = "#picture .tielabel:not(.halo):not(.gone)"
    wide, tablet = (
        set(pages(written, size=SIZES[size]).locator(labels).all_text_contents())
        for size in ("wide", "tablet")
    )
    assert tablet == wide and len(wide) >= 3
    pages.close()


SIGNED = """() => [...document.querySelectorAll("#picture .tielabel:not(.halo):not(.gone)")].map((label) =>
  [label.textContent[0], label.className.baseVal.match(/(pos|neg|neu)-text/)[1]])"""


@pytest.mark.parametrize("size", SIZES)
def test_each_tie_between_others_has_its_sign_written(lettered: Browser, written: Path, size: str) -> None:
    pages = Pages(lettered)
    opened = pages(written, size=SIZES[size])
    for day in DAYS:
        opened.evaluate("(hash) => { location.hash = hash; }", f"day={day}")
        expect(opened.locator("#day")).to_have_value(day)
        strands = opened.locator("#picture .others .strand:not(.gone)").evaluate_all(
            "(all) => all.map((one) => one.classList[1])"
        )
        signed = opened.evaluate(SIGNED)
        assert sorted(name for _, name in signed) == sorted(strands), day
        assert all({"+": "pos", "\u2212": "neg", "\u00b1": "neu"}[sign] == name for sign, name in signed)
    pages.close()


@pytest.mark.parametrize("size", SIZES)
def test_a_band_keeps_its_whole_name_in_two_lines(lettered: Browser, written: Path, size: str) -> None:
    pages = Pages(lettered)
    bands = pages(written, size=SIZES[size]).locator("#picture .band")
    names = [" ".join(band.locator("tspan").all_text_contents()) for band in bands.all()]
    assert "Closer, bodies and groups" in names
    pages.close()


HIDDEN = """() => [...document.querySelectorAll("#picture .others .strand:not(.gone)")].map((curve) => {
  const casings = [...document.querySelectorAll("#picture .casing:not(.gone)")];
  let [longest, now] = [0, 0];
  for (let at = 0; at < curve.getTotalLength(); at += 1) {
    const point = curve.getPointAtLength(at);
    now = casings.some((casing) => casing.isPointInStroke(point)) ? now + 1 : 0;
    longest = Math.max(longest, now);
  }
  return [curve.dataset.tie, longest]; })"""


@pytest.mark.parametrize("size", ["wide", "laptop", "tablet"])
def test_a_tie_between_others_is_followed_from_end_to_end(page: Pages, written: Path, size: str) -> None:
    hidden = dict(page(written, size=SIZES[size]).evaluate(HIDDEN))
    assert len(hidden) == 8 and max(hidden.values()) <= 48, hidden


ENDS = """() => {
  const spokes = [...document.querySelectorAll("#picture .spokes .strand:not(.gone)")].map((line) => ({
    tie: line.dataset.tie, half: parseFloat(line.getAttribute("stroke-width")) / 2,
    ends: [0, line.getTotalLength()].map((at) => line.getPointAtLength(at)) }));
  const apart = ({ ends: [a, b] }, p) => Math.abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / Math.hypot(b.x - a.x, b.y - a.y);
  return spokes.flatMap((one) => spokes.filter((two) => one.tie !== two.tie && (two.ends[0].x < two.ends[1].x) === (one.ends[0].x < one.ends[1].x)
    && apart(two, one.ends[1]) < one.half + two.half && Math.hypot(one.ends[1].x - two.ends[1].x, one.ends[1].y - two.ends[1].y) < 40).map((two) => [one.tie, two.tie])); }"""


@pytest.mark.parametrize("size", ["wide", "tablet"])
def test_no_spoke_ends_upon_another(page: Pages, written: Path, size: str) -> None:
    assert page(written, size=SIZES[size]).evaluate(ENDS) == []


def test_each_set_of_fonts_is_really_the_one_in_use(lettered: Browser, written: Path) -> None:
    pages = Pages(lettered)
    opened = pages(written)
    widths = opened.evaluate(
        """() => ["Charis SIL", "Liberation Serif"].map((name) => {
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = `20px "${name}", monospace`; const own = pen.measureText("map").width;
          pen.font = "20px monospace"; return own !== pen.measureText("map").width; })"""
    )
    assert widths == [lettered.set_name == "designed", True]  # type: ignore[attr-defined]
    pages.close()


# --- Graphs of any shape ---------------------------------------------------------------

KINDS = ("meet", "tension", "cooperation", "sign", "refuse", "embargo")
CLASSES = {"tension": "Relation", "cooperation": "Relation", "embargo": "Measure"}
LONG = "Interparliamentary Consultative Assembly of the Northern and Southern Littoral Countries, {}"
LEFTWARD = ("ממלכת הצפון", "הרפובליקה של הים", "مملكة البحر الشمالي", "دولة (الجنوب)", "ישראל 2", "الجمهورية")


def record(number: int, a: str, b: str) -> str:
    kind = KINDS[number % 6]
    when = f"2025-{1 + number % 12:02}{'/..' if kind in CLASSES else ''}"
    return (
        f":r{number} a az:{CLASSES.get(kind, 'Event')} ; az:kind k:{kind} ; az:subject :{a} ; az:object :{b} ; "
        f'az:when "{when}" ; az:claim c:s1.p1.1 .\n'
    )


def states(names: list[str]) -> str:
    return THINGS + "".join(f':P{n:02} a az:State ; rdfs:label "{name}" .\n' for n, name in enumerate(names))


def star(
    many: int, name: Callable[[int], str] = "Partner {}".format, hub: str = "Hubland"
) -> tuple[str, str]:
    """Partners of one hub, with one to three records each, and some ties between them."""
    pairs = [("P00", f"P{n:02}") for n in range(1, many + 1) for _ in range(1 + n % 3)]
    pairs += [(f"P{n:02}", f"P{1 + (2 * n) % many:02}") for n in range(1, many, 4) if n != 1 + (2 * n) % many]
    records = "".join(record(n, *pair) for n, pair in enumerate(pairs))
    return records, states([hub, *(name(n) for n in range(1, many + 1))])


def ring(many: int, name: Callable[[int], str] = "Actor {}".format) -> tuple[str, str]:
    """Actors none of whom is in the middle."""
    pairs = [(f"P{n % many:02}", f"P{(7 * n + 3) % many:02}") for n in range(2 * many)]
    records = "".join(record(n, a, b) for n, (a, b) in enumerate(pairs) if a != b)
    return records, states([name(n) for n in range(many)])


def second_source() -> tuple[str, str]:
    more = (
        ':second a az:Source ; rdfs:label "Another note" ; dcterms:creator :Author ; '
        'dcterms:issued "2026-03-01"^^xsd:date .\n'
        ":late a az:Relation ; az:kind k:tension ; az:subject :AAA ; az:object :CCC ; "
        'az:when "2026-01/.." ; az:claim [ az:source :second ] .\n'
    )
    return record(0, "AAA", "BBB") + more, THINGS


GRAPHS: dict[str, Callable[[], tuple[str, str]]] = {
    "a second source": second_source,
    "24 partners": lambda: star(24),
    "80 partners": lambda: star(80),
    "without a hub": lambda: ring(20),
    "48 without a hub": lambda: ring(48),
    "90 letters": lambda: star(8, LONG.format, LONG.format("all")),
    "right to left": lambda: star(6, lambda n: LEFTWARD[n % 6] + " " * (n // 6), "جمهورية أذربيجان"),
    "a hundred records": lambda: ("".join(record(n, "AAA", "BBB") for n in range(100)), THINGS),
    "no record": lambda: ("", THINGS),
}


def opened_map(
    name: str, folder: Path, pages: Pages, size: tuple[int, int], about: str | None = None
) -> Page:
    records, things = GRAPHS[name]()
    return pages(
        draw(graph_of(folder, records, things=things), about=about).save(folder / "map.html"), size=size
    )


@pytest.mark.parametrize("size", ["wide", "tablet", "phone"])
@pytest.mark.parametrize("name", GRAPHS)
def test_any_graph_is_drawn_legibly(page: Pages, tmp_path: Path, name: str, size: str) -> None:
    opened = opened_map(name, tmp_path, page, SIZES[size])
    assert found(opened) == CLEAN


def test_an_actor_alone_stands_in_the_middle(page: Pages, tmp_path: Path) -> None:
    graph = graph_of(tmp_path, record(0, "AAA", "BBB"))
    opened = page(draw(graph, about="https://w3id.org/azgraph/id/CCC").save(tmp_path / "map.html"))
    assert opened.locator(".hub text").text_content() == "Celand" and opened.locator(".node").count() == 0
    assert found(opened) == CLEAN


def test_of_eighty_partners_the_last_row_of_a_side_opens_the_table(page: Pages, tmp_path: Path) -> None:
    opened = opened_map("80 partners", tmp_path, page, SIZES["wide"])
    rows = opened.locator("#picture .thing", has_text="more, in the table")
    assert (
        opened.locator(".node").count() + sum(int(text.split()[1]) for text in rows.all_text_contents()) == 80
    )
    rows.first.click()
    expect(opened.locator("#table tbody tr").first).to_be_visible()


def test_ninety_letters_are_told_apart_by_their_ends(page: Pages, tmp_path: Path) -> None:
    opened = opened_map("90 letters", tmp_path, page, SIZES["wide"])
    names = opened.locator(".node .name").all_text_contents()
    assert len(set(names)) == 8 and all("Countries," in name for name in names)


def test_counts_stand_beside_a_name_that_is_written_from_right_to_left(page: Pages, tmp_path: Path) -> None:
    opened = opened_map("right to left", tmp_path, page, SIZES["wide"])
    boxes = opened.evaluate(
        """() => [...document.querySelectorAll(".node .name")].map((name) => ({
          whole: name.getBoundingClientRect().toJSON(), middle: name.closest("svg").getBoundingClientRect().width / 2,
          counts: [...name.querySelectorAll(".count")].map((count) => count.getBoundingClientRect().toJSON()) }))"""
    )
    for box in boxes:
        outer = [box["whole"]["right"] - c["right"] for c in box["counts"][-1:]]
        if box["whole"]["x"] < box["middle"]:
            outer = [c["x"] - box["whole"]["x"] for c in box["counts"][:1]]
        assert outer and outer[0] < 1, "the count is not at the outer end of its line"


# --- The field of many actors ----------------------------------------------------------


def many(folder: Path, actors: int) -> Path:

    return draw(load(write(actors, folder / "world.ttl"))).save(folder / "map.html")


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many(tmp_path_factory.mktemp("field"), 120)


@pytest.mark.parametrize("size", ["wide", "tablet", "phone"])
def test_in_a_field_the_names_that_show_never_touch(page: Pages, field: Path, size: str) -> None:
    opened = page(field, size=SIZES[size])
    shown = []
    for _ in range(4):
        measured = found(opened)
        assert measured["touching"] == [] and measured["outside"] == [] and not measured["sideways"]
        shown.append(opened.locator(".node").count())
        opened.get_by_role("button", name="Come closer").click()
        expect(opened.locator("#picture svg")).not_to_have_class(re.compile("moving"))
    assert min(shown) > 10


def test_close_enough_every_actor_in_sight_has_its_name(page: Pages, field: Path) -> None:
    opened = page(field, size=SIZES["wide"])
    sights = """() => { const place = (text) => text.match(/[\\d.-]+/g).slice(0, 2).map(Number);
      const size = document.querySelector("#picture svg").viewBox.baseVal;
      const inside = ([x, y]) => x > 150 && x < size.width - 150 && y > 20 && y < size.height - 44;
      const dots = [...document.querySelectorAll("#picture .dots path")].slice(0, 2)
        .flatMap((path) => (path.getAttribute("d").match(/M[^M]+/g) || [])).map(place).filter(inside);
      const names = [...document.querySelectorAll("#picture .node")].map((one) => place(one.getAttribute("transform"))).filter(inside);
      return [dots.length, names.length]; }"""
    dots, names = opened.evaluate(sights)
    assert 30 < names < dots
    opened.keyboard.press("+")
    opened.keyboard.press("+")
    expect(opened.locator("#picture svg")).not_to_have_class(re.compile("moving"))
    dots, names = opened.evaluate(sights)
    assert 10 < dots == names


def test_the_field_is_dragged_and_what_is_pressed_without_moving_is_chosen(page: Pages, field: Path) -> None:
    opened = page(field, size=SIZES["wide"])
    name = opened.locator(".node").nth(3)
    before, id_ = name.bounding_box(), name.get_attribute("data-id")
    opened.mouse.move(before["x"] + 20, before["y"] + 8)
    opened.mouse.down()
    opened.mouse.move(before["x"] + 60, before["y"] + 38, steps=4)
    opened.mouse.up()
    expect(opened.locator("#panel h2")).to_have_text("What to look at first")
    moved = opened.locator(f'.node[data-id="{id_}"]')
    after = moved.bounding_box()
    assert abs(after["x"] - before["x"] - 40) < 1 and abs(after["y"] - before["y"] - 30) < 1
    moved.click()
    expect(opened.locator("#panel h2")).to_have_text(moved.get_attribute("aria-label"))
    expect(moved).to_have_attribute("aria-pressed", "true")


def test_arrows_go_from_actor_to_actor_over_the_field(page: Pages, field: Path) -> None:
    opened = page(field, size=SIZES["wide"])
    opened.locator(".node[tabindex='0']").focus()
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home"):
        opened.keyboard.press(key)
        seen.add(opened.evaluate("document.activeElement.dataset.id"))
    assert len(seen) >= 3 and None not in seen
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).not_to_have_text("What to look at first")


def test_a_strand_of_the_field_is_found_under_the_pointer(page: Pages, field: Path) -> None:
    opened = page(field, size=SIZES["wide"])
    middle = opened.evaluate(
        """() => { const path = document.querySelector("#picture .ties .strand"), box = path.closest("svg").getBoundingClientRect();
          const lines = path.getAttribute("d").match(/[^M]+/g).map((line) => line.match(/[\\d.-]+/g).map(Number));
          const middles = lines.filter(([x, y, u, v]) => Math.hypot(u - x, v - y) > 60)
            .map(([x, y, u, v]) => [box.x + (x + u) / 2, box.y + (y + v) / 2]);
          return middles.find(([x, y]) => !document.elementFromPoint(x, y).closest(".node")); }"""
    )
    opened.mouse.move(*middle)
    expect(opened.locator(".tip")).to_be_visible()
    opened.mouse.click(*middle)
    expect(opened.locator("#panel h2")).to_contain_text(" and ")
