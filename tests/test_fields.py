"""Places of many actors without a hub: near by ties, never on one another, the same on every run."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from worlds import world, write

from azgraph.cli import cli, pictures
from azgraph.graph import load
from azgraph.picture import drawing, stress
from azgraph.picture.drawing import compute
from azgraph.picture.places import FIELD
from azgraph.picture.reading import isolated

pytestmark = pytest.mark.apart

BOX = (10.0, 80.0, 11.0)


def circles(many: int, each: int = 40) -> tuple[list[str], dict[str, list[str]]]:
    """Circles of nodes, each tied to the next within its own circle."""
    order = [f"{c}.{n:02}" for c in range(many) for n in range(each)]
    near = {
        f"{c}.{n:02}": [f"{c}.{(n + d) % each:02}" for d in (-1, 1)] for c in range(many) for n in range(each)
    }
    return order, near


def placed(many: int = 1) -> tuple[dict[str, tuple[float, float]], dict[str, list[str]]]:
    order, near = circles(many)
    return stress.spread(order, near, dict.fromkeys(order, BOX)), near


def test_no_two_names_overlap() -> None:
    at = list(placed(3)[0].values())
    for i, (x, y) in enumerate(at):
        assert not any(
            abs(u - x) < BOX[0] + BOX[1] - 0.1 and abs(v - y) < 2 * BOX[2] - 0.1 for u, v in at[i + 1 :]
        )


def test_neighbours_stand_nearer_than_others() -> None:
    at, near = placed()
    ties = [math.dist(at[a], at[b]) for a, others in near.items() for b in others]
    pairs = [math.dist(at[a], at[b]) for a in at for b in at if a != b]
    assert sum(ties) / len(ties) < 0.4 * sum(pairs) / len(pairs)


def test_what_does_not_hang_together_stands_apart() -> None:
    at, _ = placed(2)
    boxes = [[p for node, p in at.items() if node.startswith(f"{c}.")] for c in (0, 1)]
    (x1, y1), (x2, y2) = ([(min(p[i] for p in box), max(p[i] for p in box)) for i in (0, 1)] for box in boxes)
    assert x1[1] < x2[0] or x2[1] < x1[0] or y1[1] < y2[0] or y2[1] < y1[0]


def test_places_are_the_same_on_every_run_and_rounded_to_a_tenth() -> None:
    assert placed()[0] == placed()[0]
    assert all(round(n, 1) == n for p in placed()[0].values() for n in p)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(60, tmp_path_factory.mktemp("crowd") / "world.ttl")


def test_a_made_up_world_is_the_same_bytes_on_every_run() -> None:
    assert world(50) == world(50) != world(50, seed=8)


def test_many_actors_without_a_hub_stand_in_a_field_and_all_of_them_do(crowd: Path) -> None:
    drawn = compute(load(crowd))
    assert drawn.data["frame"]["field"] and len(drawn.data["nodes"]) == 60 > FIELD
    frame = drawn.data["frame"]
    assert all(0 < n["x"] < frame["width"] and 0 < n["y"] < frame["height"] for n in drawn.data["nodes"])


def test_about_one_of_them_there_are_columns_again(crowd: Path) -> None:
    drawn = compute(load(crowd), about="https://w3id.org/azgraph/id/N1")
    assert "field" not in drawn.data["frame"] and drawn.data["hub"] == "N1"


def test_more_actors_than_a_map_can_show_leave_the_strongest_pairs_and_say_so(
    crowd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MOST", 59)
    monkeypatch.setattr(drawing, "KEPT", 50)
    drawn = compute(load(crowd))
    kept = {n["id"] for n in drawn.data["nodes"]}
    assert len(kept) == 50 and drawn.data["left"] == 10
    most = max(drawn.reading.entries.values(), key=lambda e: e.iri)
    assert drawn.data["records"][most.iri.rsplit("/", 1)[1]], "the table still has every record"
    result = CliRunner().invoke(cli, ["map", "--data", str(crowd), "-o", str(tmp_path / "map.html")])
    assert result.exit_code == 0
    assert "60 actors are more than a map can show" in result.stderr and "--about ACTOR" in result.stderr
    assert "50 actors of 60, those of the strongest pairs," in result.stdout


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Iran", "Iran"),
        ("ישראל 2", "\u2068ישראל 2\u2069"),
        ("دولة (الجنوب)", "\u2068دولة (الجنوب)\u2069"),
        ("A\u202etxt", "Atxt"),
        ("\u2069\u202eישראל", "\u2068ישראל\u2069"),
    ],
)
def test_a_name_cannot_turn_its_neighbours_round(text: str, shown: str) -> None:
    assert isolated(text) == shown


def test_long_work_says_at_a_terminal_what_it_does_and_that_it_is_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    said = ""
    with pictures._doing("drawing the map", after=0):
        while "drawing the map ... " not in said:
            said += capsys.readouterr().err
    assert capsys.readouterr().err == "done\n"
    with pictures._doing("drawing the map", after=3600):
        pass
    assert capsys.readouterr().err == "", "short work says nothing"
