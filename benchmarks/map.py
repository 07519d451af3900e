"""The map beside others: stock pyvis, the classic page, gravis and cytoscape.js, in one run, in turns.

Run `make bench`, or `python benchmarks/map.py 100 500` for other sizes. gravis and
cytoscape.js are fetched into build/bench, for this alone. Absolute times mean little on a
shared machine, so every round takes each renderer in turn and the ratios are the result; they
are printed, and written into docs/benchmarks.md.
"""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Late
from tabulate import tabulate

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))

import sections  # noqa: E402
from worlds import write  # noqa: E402

from azgraph.graph import load  # noqa: E402
from azgraph.networks import network  # noqa: E402
from azgraph.picture import draw  # noqa: E402
from azgraph.picture.drawing import compute  # noqa: E402
from browser import launch  # noqa: E402

BENCH = ROOT / "build" / "bench"
OURS, STOCK = "azgraph", "stock pyvis"
ROUNDS, BUNDLED, PATIENCE = 3, 25, 240
"""Rounds, those of the bundled graph, whose frames take a few ticks, and seconds until a page counts as not usable."""
WATCH = (ROOT / "benchmarks" / "watch.js").read_text(encoding="utf-8")


def main() -> None:
    """Measure the bundled graph and made-up worlds of the sizes that were asked for."""
    sizes = [int(size) for size in sys.argv[1:]] or [0, 100, 500, 2000]
    fetch()
    rows: list[list[Any]] = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for size in sizes:
            rows += measured(browser, size)
            print(table(rows), flush=True)
        version = browser.version
    if not sys.argv[1:]:
        publish(rows, version)


def fetch() -> None:
    """Install what is compared with, once, where nothing else sees it."""
    BENCH.mkdir(parents=True, exist_ok=True)
    sys.path.append(str(BENCH / "python"))
    if not (BENCH / "python").is_dir():
        print("Installing gravis and cytoscape.js into build/bench", file=sys.stderr)
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--target",
            BENCH / "python",
            "gravis",
        ]
        subprocess.run(pip, check=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", BENCH, "cytoscape"], check=True)


# --- The same network, drawn by each --------------------------------------------------------


def pages(size: int) -> dict[str, Path]:
    """Write the page of every renderer for a world of a size, or for the bundled graph."""
    folder = BENCH / str(size or "bundled")
    folder.mkdir(exist_ok=True)
    graph = load(write(size, folder / "world.ttl")) if size else load()
    drawn = compute(graph)
    made: dict[str, Callable[[], str]] = {
        OURS: lambda: draw(graph).html,
        "classic page": lambda: draw(graph, renderer="pyvis").html,
        STOCK: lambda: stock(pairs(drawn, graph)),
        "gravis": lambda: gravis(pairs(drawn, graph)),
        "cytoscape.js": lambda: cytoscape(pairs(drawn, graph), drawn.data["nodes"]),
    }
    written = {}
    for name, make in made.items():
        written[name] = folder / f"{name.replace(' ', '-')}.html"
        written[name].write_text(make(), encoding="utf-8")
    return written


def pairs(drawn: Any, graph: Any) -> Any:
    """The actors of the drawing and the records that join them, as a network of plain labels."""
    import networkx as nx

    whole = network(graph, date.fromisoformat(drawn.day))
    plain = nx.MultiDiGraph()
    for node in drawn.web.nodes:
        plain.add_node(node.rsplit("/", 1)[1], label=drawn.reading.name(node))
    for a, b, data in whole.edges(data=True):
        if a in drawn.web.nodes and b in drawn.web.nodes:
            colour = {1: "#0072B2", -1: "#D55E00"}.get(int(data.get("sign", 0)), "#6B6B6B")
            plain.add_edge(a.rsplit("/", 1)[1], b.rsplit("/", 1)[1], color=colour)
    return plain


def stock(plain: Any) -> str:
    """What pyvis writes by itself: its own template, everything in line, physics on."""
    from pyvis.network import Network

    net = Network(height="700px", width="100%", directed=True, cdn_resources="in_line")
    net.from_nx(plain)
    return str(net.generate_html())


def gravis(plain: Any) -> str:
    """What gravis writes by itself with d3."""
    import gravis

    return str(gravis.d3(plain, graph_height=700, node_label_data_source="label").to_html_standalone())


def cytoscape(plain: Any, nodes: list[dict[str, Any]]) -> str:
    """cytoscape.js at its best: no layout to compute, the places are those of our drawing."""
    at = {n["id"]: {"x": n.get("x", 0), "y": n.get("y", 0)} for n in nodes}
    elements: list[dict[str, Any]] = [
        {"data": {"id": n, "label": d["label"]}, "position": at[n]} for n, d in plain.nodes(data=True)
    ]
    elements += [
        {"data": {"source": a, "target": b, "color": d["color"]}} for a, b, d in plain.edges(data=True)
    ]
    style = [
        {"selector": "node", "style": {"label": "data(label)", "width": 10, "height": 10, "font-size": 14}},
        {
            "selector": "edge",
            "style": {
                "width": 2,
                "line-color": "data(color)",
                "target-arrow-shape": "triangle",
                "curve-style": "bezier",
            },
        },
    ]
    library = (BENCH / "node_modules" / "cytoscape" / "dist" / "cytoscape.min.js").read_text(encoding="utf-8")
    options = json.dumps({"elements": elements, "style": style, "layout": {"name": "preset", "fit": True}})
    return (
        '<!doctype html><meta charset="utf-8"><title>cytoscape</title><div id="cy" style="height:700px"></div>'
        f"<script>{library}</script><script>"
        f"window.cy = cytoscape(Object.assign({{container: document.getElementById('cy')}}, {options}));</script>"
    )


# --- Measuring --------------------------------------------------------------------------------


def measured(browser: Browser, size: int) -> list[list[Any]]:
    """A row a renderer for one graph: medians of the rounds, each round taking all in turn."""
    written = pages(size)
    found: dict[str, list[dict[str, float]]] = {name: [] for name in written}
    for number in range(ROUNDS if size else BUNDLED):
        for name, path in written.items():
            slow = found[name] and found[name][-1]["first"] > 20_000  # once is enough to know
            if not slow:
                print(f"{size or 'bundled'}: round {number + 1}, {name}", file=sys.stderr)
                found[name].append(opened(browser, path, name))
    median = {
        name: {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}
        for name, rounds in found.items()
    }
    first = median[OURS]["first"]
    return [
        [
            f"{size} actors" if size else "bundled", name, m["first"], m["first"] / first,
            m["answers"], m["pan"], m["zoom"], m["slide"], m["frames"], written[name].stat().st_size / 1000,
        ]
        for name, m in median.items()
    ]  # fmt: skip


def opened(browser: Browser, path: Path, name: str) -> dict[str, float]:
    """Open a page once and measure everything on it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    none = float("nan")
    try:
        with page.expect_console_message(lambda said: said.text == "answers", timeout=1000 * PATIENCE):
            page.goto(path.as_uri(), wait_until="commit")
        first, answers = page.evaluate("[window.usable, window.answers]")
    except Late:
        context.close()
        return {
            "first": 1000.0 * PATIENCE,
            "answers": none,
            "pan": none,
            "zoom": none,
            "slide": none,
            "frames": none,
        }
    still = name == OURS and "field" not in str(page.locator("#picture svg").get_attribute("class"))
    slide = page.evaluate("slides()") if name == OURS else [none, none]
    result = {
        "first": first,
        "answers": answers,
        "pan": none if still else moved(page, lambda n: page.mouse.move(500 + n % 40 * 5, 450 + n % 30 * 4)),
        "zoom": none
        if still
        else moved(page, lambda n: page.mouse.wheel(0, 60 if n // 12 % 2 else -60), drag=False),
        "slide": slide[0],
        "frames": slide[1],
    }
    context.close()
    return result


def moved(page: Page, move: Callable[[int], None], *, drag: bool = True) -> float:
    """Frames a second while a real pointer drags the picture, or a wheel turns over it."""
    page.mouse.move(500, 450)
    if drag:
        page.mouse.down()
    page.evaluate("countFrames()")
    for number in range(90):
        move(number)
    rate = page.evaluate("framesCounted()")
    if drag:
        page.mouse.up()
    return float(rate)


# --- Telling ----------------------------------------------------------------------------------

HEADERS = [
    "graph", "drawn by", "first frame ms", "ratio", "answers ms", "pan fps", "zoom fps", "slider ms", "slider frames", "kB",
]  # fmt: skip


def table(rows: list[list[Any]]) -> str:
    """The rows for reading; what a renderer has not is left blank."""

    def shown(value: Any, digits: int) -> str:
        if isinstance(value, str):
            return value
        return "" if math.isnan(value) else f"{value:,.{digits}f}"

    digits = (0, 0, 0, 1, 0, 0, 0, 0, 1, 0)
    cells = [[shown(v, d) for v, d in zip(row, digits, strict=True)] for row in rows]
    return str(tabulate(cells, headers=HEADERS, tablefmt="github", colalign=("left", "left", *["right"] * 8)))


def publish(rows: list[list[Any]], chromium: str) -> None:
    """Write the table with what it was measured on."""
    text = f"""{table(rows)}

Measured {sections.conditions()} and headless Chromium {chromium} without a GPU, so
absolute times mean little: medians of {ROUNDS} rounds, of the bundled graph {BUNDLED}, each of which took all renderers in turn. The ratio is that of
first frames to the one of azgraph in the same run, and it is the result.

- *First frame*: from the start of navigation until names, dots and ties are first painted; stock pyvis shows nothing
  before its physics has come to rest. gravis goes on moving after its first frame; cytoscape.js is given our places and
  computes no layout. A page that is not there after {PATIENCE} seconds is counted as {PATIENCE} seconds.
- *Answers*: until what is pressed is answered too. The first picture of azgraph stands in its file, and its script begins
  after that is painted; of the others the first frame answers already.
- *Frames a second* while a pointer drags, or a wheel turns. The two columns of the bundled graph need neither pan nor zoom.
- *Slider*: from the key to the painted picture of another day, in milliseconds and in frames; only azgraph has days.
"""
    sections.write("The map beside others", text)


if __name__ == "__main__":
    main()
