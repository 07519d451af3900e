"""Pictures: the same bytes every time, nothing overlapping, signs told by more than colour."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import date
from itertools import combinations

import pytest
from matplotlib.text import Text
from rdflib import RDFS, Graph

from azgraph import collapse, network
from azgraph.errors import AzgraphError
from azgraph.graph import load
from azgraph.measures.history import triad_histories
from azgraph.names import ID
from azgraph.plots import Plot, draw_ego, draw_matrix, draw_tones, draw_triads
from azgraph.plots.style import DASHES, LINES
from azgraph.robustness import undated
from azgraph.store import Links

pytestmark = pytest.mark.apart

FIRST, LAST = date(2024, 12, 31), date(2025, 12, 31)
SOURCE = "One source: a note, 1 January 2026. As of 31 December 2025."
MINUS = "\N{MINUS SIGN}"
Draw = Callable[[Graph], Plot]


def ego(graph: Graph) -> Plot:
    signed = collapse(network(graph, nodes="states"), LAST)
    return draw_ego(signed, str(ID.AZE), title="Russia alone is strained", source=SOURCE)


def matrix(graph: Graph) -> Plot:
    return draw_matrix(collapse(network(graph, nodes="states"), LAST), title="A hub", source=SOURCE)


def tones(graph: Graph) -> Plot:
    net = network(graph, nodes="states")
    return draw_tones(net, FIRST, LAST, title="Four turned", source=SOURCE, undated=undated(graph))


def triads(graph: Graph) -> Plot:
    names = Links(graph).one(RDFS.label)
    found = triad_histories(network(graph, nodes="states"), FIRST, LAST)
    return draw_triads(found, names, title="It ends frustrated", source=SOURCE)


EVERY = pytest.mark.parametrize("draw", [ego, matrix, tones, triads], ids=lambda draw: draw.__name__)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load()


def shown(plot: Plot) -> list[Text]:
    return [text for text in plot.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


@EVERY
def test_a_picture_drawn_twice_is_the_same_bytes(graph: Graph, draw: Draw) -> None:
    first, second = draw(graph), draw(graph)
    assert first.svg() == second.svg()
    assert first.png() == second.png()


@EVERY
def test_a_picture_does_not_say_when_or_by_what_it_was_drawn(graph: Graph, draw: Draw) -> None:
    plot = draw(graph)
    assert b"dc:date" not in plot.svg()
    assert b"Matplotlib" not in plot.svg() + plot.png()


@EVERY
def test_no_words_of_a_picture_touch_one_another_or_leave_the_sheet(graph: Graph, draw: Draw) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    plot = draw(graph)
    renderer = FigureCanvasAgg(plot.figure).get_renderer()
    plot.figure.draw(renderer)
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in shown(plot)]
    sheet = plot.figure.bbox
    assert not [
        word for word, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > sheet.x1 or box.y1 > sheet.y1
    ]
    touching = [
        (a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.padded(-1).overlaps(other.padded(-1))
    ]
    assert not touching


@EVERY
def test_a_picture_has_its_finding_its_source_and_its_day(graph: Graph, draw: Draw) -> None:
    plot = draw(graph)
    words = " ".join(text.get_text() for text in shown(plot))
    assert plot.title in words
    assert SOURCE in words


@EVERY
def test_a_strained_pair_is_told_by_a_written_sign_and_in_words(graph: Graph, draw: Draw) -> None:
    plot = draw(graph)
    assert any(text.get_text().startswith(MINUS) for text in shown(plot))
    assert MINUS in plot.alt or "strained" in plot.alt or "frustrated" in plot.alt


def test_each_sign_has_a_dash_of_its_own_so_that_grey_tells_them_apart(graph: Graph) -> None:
    from matplotlib.colors import to_hex
    from matplotlib.patches import FancyArrowPatch

    assert len({str(dash) for dash in DASHES.values()}) == 3
    drawn = ego(graph).figure.findobj(FancyArrowPatch)
    by_colour = {to_hex(tie.get_edgecolor()).upper(): str(tie.get_linestyle()) for tie in drawn}
    assert by_colour == {LINES[sign]: str(DASHES[sign]) for sign in (1, -1, 0)}


def test_a_picture_of_single_records_says_why_it_has_no_line(graph: Graph) -> None:
    net = network(graph, nodes="states")
    one, other, record = next(iter(net.edges(keys=True)))
    plot = draw_tones(net.edge_subgraph([(one, other, record)]), FIRST, LAST, title="None", source=SOURCE)
    assert plot.alt == "No line is drawn: no pair rests on more than one record."


def test_the_matrix_shows_the_minority_that_a_mean_hides(graph: Graph) -> None:
    cells = [text.get_text() for text in shown(matrix(graph))]
    assert {"+7", f"{MINUS}1"} <= set(cells)


def test_without_matplotlib_it_is_said_how_to_get_it(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(AzgraphError, match=r"pip install 'azgraph\[plots\]'"):
        ego(graph)
