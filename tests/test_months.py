"""The months of imported events: strips of volume and tone in the lanes, and maps of months alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from azgraph import load
from azgraph.cli import cli
from azgraph.datasets import reading
from azgraph.names import ID
from azgraph.picture import draw, drawing
from azgraph.picture.drawing import Drawing, compute
from imports import gdelt_row, icews_header, icews_row, import_into, written

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from browser import Pages

LONG = "Committee of the many unneighbourly watersheds and other great enterprises of both banks"
USA = str(ID.USA)
TEXTS = {"190": "-10.0", "057": "8.0", "010": "0.0", "111": "-2.0"}


def rows() -> Iterator[str]:
    """Half a year: the United States and Iran, ever more strained; with China well; Iran and China once."""
    number = 0
    for code, a, b, months in (
        ("190", "USA", "IRN", {1: 1, 2: 2, 3: 3, 6: 6}),
        ("057", "IRN", "USA", {3: 2}),
        ("010", "USA", "IRN", {5: 2}),
        ("057", "USA", "CHN", {2: 1, 4: 4}),
        ("111", "IRN", "CHN", {6: 1}),
        ("057", "AZE", "IRN", {4: 3}),
    ):
        for month, times in months.items():
            for time in range(times):
                number += 1
                yield gdelt_row(
                    id=str(number), day=f"2019{month:02}{10 + time}", a=a, a_country=a, b=b, b_country=b,
                    code=code, base=code, root=code[:2], weight=TEXTS[code], added="20190630120000", sources="3",
                )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of half a year."""
    folder = tmp_path_factory.mktemp("months")
    import_into(folder / "data", "gdelt", written(folder, "half-a-year.csv", *rows()))
    return folder / "data"


@pytest.fixture(scope="module")
def drawn(data: Path) -> Drawing:
    """Its map about the United States."""
    return compute(load(data), about=USA)


@pytest.fixture(scope="module")
def alone(data: Path) -> Drawing:
    """The map of its months alone, as of a dataset that is too large for single events."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "MOST", 3)
        return compute(load(data), about=USA)


def strip(drawn: Drawing, tie: str) -> list[Any]:
    """The months of a row, each with the days from the first of the year on and its figures."""
    found = next(row for row in drawn.data["lanes"]["rows"] if row["tie"] == tie)
    return list(found["months"])


def record(drawn: Drawing, key: str) -> dict[str, Any]:
    """A month as a record."""
    found: dict[str, Any] = drawn.data["months"][key]
    return found


def test_a_month_says_events_tone_sources_dataset_and_row(drawn: Drawing) -> None:
    (june,) = strip(drawn, "USA~IRN")[-1][2:]
    told = record(drawn, june[0])
    assert told["label"] == "United States towards Iran: 6 events, tone \u221210.0, 18 sources"
    assert told["dates"] == "in June 2019"
    assert [at[0] for claim in told["claims"] for at in claim[2]] == ["row 2019-06 USA IRN"]
    assert drawn.reading.sources[0].name == "GDELT events, half-a-year.csv"


def test_the_two_directions_of_a_month_are_never_averaged(drawn: Drawing) -> None:
    march = next(month for month in strip(drawn, "USA~IRN") if month[0] == 59)
    assert march[1] == 89
    assert sorted(figure[1:] for figure in march[2:]) == [[2, 8.0], [3, -10.0]]


def test_a_months_events_are_records_once_and_no_marks_of_their_lane(drawn: Drawing) -> None:
    found = next(row for row in drawn.data["lanes"]["rows"] if row["tie"] == "USA~IRN")
    assert (found["marks"], found["ends"]) == ([], [])
    assert not drawn.data["months"].keys() & drawn.data["records"].keys()
    assert len(drawn.data["records"]) == 25


def test_curated_records_keep_their_marks_beside_the_months(data: Path) -> None:
    both = compute(load(data, "bundled"))
    found = next(row for row in both.data["lanes"]["rows"] if row["tie"] == "AZE~IRN")
    assert found["marks"]
    assert [month[2][1:] for month in found["months"]] == [[3, 8.0]]


def test_the_map_of_the_article_has_no_code_for_months() -> None:
    html = draw(load()).html
    assert "a month`" not in html
    assert len(html) < 350_000


def test_months_alone_join_the_pairs_that_they_count(alone: Drawing) -> None:
    assert "months" not in alone.data
    assert {tie["id"]: [s["sign"] for s in tie["strands"]] for tie in alone.data["ties"]} == {
        "AZE~IRN": [1],
        "CHN~IRN": [-1],
        "USA~CHN": [1],
        "USA~IRN": [-1, 0, 1],
    }
    assert "No record" not in alone.data["headlines"][-1][1]
    assert [figure[1:] for *_, figure in strip(alone, "USA~CHN")] == [[1, 8.0], [4, 8.0]]
    assert alone.data["first"]["newest"]


def test_what_a_pair_comes_to_is_said_from_its_months(alone: Drawing) -> None:
    state = next(tie["state"] for tie in alone.data["ties"] if tie["id"] == "USA~CHN")
    assert state[-1][1] == "4 events, tone +8.0, 12 sources, April 2019"


def test_a_large_map_says_how_many_pairs_it_shows_of_how_many(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MOST", 2)
    monkeypatch.setattr(drawing, "KEPT", 2)
    graph = load(written_world(data.parent))
    assert draw(graph).summary.startswith("The 1 strongest of 3 pairs; 4 actors are left out.")


def test_of_more_months_than_can_be_drawn_those_of_the_strongest_pairs_are_read(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MONTHS", 8)
    monkeypatch.setattr(reading, "MOST", 3)
    graph = load(data)
    size = len(graph)
    ties = {tie["id"] for tie in compute(graph).data["ties"]}
    assert ties == {"USA~CHN", "USA~IRN"}  # the weaker have no room beside the strongest
    about = compute(graph, about=str(ID.AZE))
    assert "AZE~IRN" in {tie["id"] for tie in about.data["ties"]}
    assert about.note.startswith("4 pairs are more than a map can show")
    assert len(graph) == size


def written_world(folder: Path) -> Path:
    """Three pairs of six states that have nothing to do with one another, one of them with two events."""
    pairs = (("AAA", "BBB"), ("CCC", "DDD"), ("EEE", "FFF"), ("CCC", "DDD"))
    import_into(
        folder / "apart",
        "gdelt",
        written(
            folder,
            "apart.csv",
            *(gdelt_row(id=str(n), a=a, a_country=a, b=b, b_country=b) for n, (a, b) in enumerate(pairs, 1)),
        ),
    )
    return folder / "apart"


def test_the_licence_stands_in_the_line_of_sources(data: Path) -> None:
    told = draw(load(data)).summary
    assert told.endswith("; licence: Free for any use, with a citation of the GDELT Project.")


# --- Briefs ----------------------------------------------------------------------------------


def run(*arguments: object) -> str:
    """What a command prints."""
    told = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert told.exit_code == 0, told.output
    return told.stdout


def test_a_brief_of_a_pair_without_a_record_names_those_who_have_some(data: Path) -> None:
    told = run("brief", "AZE", "USA", "--data", data)
    assert "The source does not say how Azerbaijan and the United States stand." in told
    assert (
        "Records here join Azerbaijan with Iran (3); the United States with Iran (16) and China (5)." in told
    )


def test_a_brief_with_one_who_is_not_there_says_whom_the_other_is_joined_with(data: Path) -> None:
    told = CliRunner().invoke(cli, ["brief", "BGD", "CHN", "--data", str(data)])
    assert "no actor 'BGD' in this graph. Records here join China with the United States (5)" in str(
        told.exception
    ) + str(told.output)


def test_a_brief_of_months_alone_has_its_partners_and_their_story(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST", 3)
    told = run("brief", "USA", "--data", data)
    assert "does not say" not in told
    assert "United States towards Iran: 6 events in 2019-06" in told
    assert told.index("**Iran**") < told.index("**China**")


# --- In a browser ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def html(data: Path, drawn: Drawing) -> Path:
    """The map about the United States, as a file."""
    return draw(load(data), about=USA).save(data.parent / "usa.html")


def lane(opened: Page, name: str) -> Locator:
    """The lane of a partner of the United States."""
    return opened.locator(f'#lanes .lane:has(.rowname[aria-label^="Tie with {name}"])')


def months(opened: Page, name: str) -> Locator:
    """The months of a lane."""
    return lane(opened, name).locator(".mark")


def box(found: Locator) -> Any:
    """Where something stands."""
    found = found.bounding_box()
    assert found is not None
    return found


def test_a_strip_is_read_without_colour(page: Pages, html: Path) -> None:
    opened = page(html, "view=lanes", size=(1440, 900))
    strip = months(opened, "Iran")
    axis = box(lane(opened, "Iran").locator(".axis"))["y"]
    january, june = (box(strip.nth(n).locator(".mark-neg")) for n in (0, -1))
    assert june["height"] > 4 * january["height"]
    assert january["y"] >= axis - 1
    warm = box(strip.nth(2).locator(".mark-pos"))
    assert warm["y"] + warm["height"] <= axis + 1
    assert strip.nth(3).locator("rect.empty").count() == 1


def test_each_month_of_a_strip_is_a_button_that_says_its_figures(page: Pages, html: Path) -> None:
    opened = page(html, "view=lanes", size=(1440, 900))
    names = [months(opened, "Iran").nth(n).get_attribute("aria-label") or "" for n in range(5)]
    assert all("events" in name or "1 event," in name for name in names)
    assert "2 events, tone +8.0" in names[2]
    assert "3 events, tone \u221210.0" in names[2]
    assert names[2].endswith("Reported by the source") or "in March 2019" in names[2]


def test_a_chosen_month_shows_its_figures_its_row_and_its_events(page: Pages, html: Path) -> None:
    opened = page(html, "view=lanes", size=(1440, 900))
    months(opened, "Iran").last.click()
    panel = opened.locator("#panel").inner_text()
    assert "United States towards Iran: 6 events, tone \u221210.0, 18 sources." in panel
    assert "row 2019-06 USA IRN" in panel
    assert "Its events" in panel
    assert "6 rows" in panel
    assert "record=" in opened.url


def test_a_link_to_a_month_opens_it(page: Pages, html: Path, drawn: Drawing) -> None:
    (june,) = strip(drawn, "USA~IRN")[-1][2:]
    opened = page(html, f"actor=IRN&record={june[0]}&view=lanes")
    assert "6 events" in opened.locator("#panel .record").first.inner_text()


def test_the_months_after_the_chosen_day_are_ghosts(page: Pages, html: Path) -> None:
    opened = page(html, "view=lanes&day=2019-04-15")
    ghosts = months(opened, "Iran").evaluate_all("all => all.map(one => one.classList.contains('afterday'))")
    assert ghosts == [False, False, False, True, True]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_months_of_a_strip_do_not_overlap_and_stay_on_the_page(
    page: Pages, html: Path, size: tuple[int, int]
) -> None:
    opened = page(html, "view=lanes", size=size)
    boxes = [box(one) for one in months(opened, "Iran").locator("rect.ring").all()]
    assert all(one["x"] + one["width"] <= two["x"] + 1 for one, two in pairwise(boxes))
    assert boxes[-1]["x"] + boxes[-1]["width"] <= size[0]


def test_what_is_of_the_last_day_shows_on_the_strip(page: Pages, tmp_path: Path) -> None:
    crowd = [gdelt_row(id=str(n)) for n in range(1, 41)]
    import_into(tmp_path / "data", "gdelt", written(tmp_path, "a.csv", *crowd))
    path = draw(load(tmp_path / "data")).save(tmp_path / "x.html")
    opened = page(path)
    wide = box(opened.locator("#scale g:not([class]) > path.pos"))["width"]
    assert wide >= 1.5


def test_a_name_that_is_cut_is_told_in_full(page: Pages, tmp_path: Path) -> None:
    row = icews_row(source=LONG, source_country="India", target="Nepal", target_country="Nepal")
    import_into(tmp_path / "data", "icews", written(tmp_path, "a.tab", icews_header(), row))
    path = draw(load(tmp_path / "data"), about=str(ID.NPL)).save(tmp_path / "x.html")
    for view in ("network", "lanes"):
        opened = page(path, f"view={view}", size=(390, 844))
        named = opened.locator(f"#{view} .name").first
        assert "..." in (named.locator("tspan").all_text_contents()[-1] + named.inner_html())
        assert LONG in (named.locator("title").text_content() or "")


def test_a_map_that_is_to_open_in_its_lanes_does(page: Pages, data: Path, tmp_path: Path) -> None:
    path = draw(load(data), about=USA, view="lanes").save(tmp_path / "x.html")
    assert months(page(path), "Iran").count() == 5
