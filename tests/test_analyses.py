"""What the network of the article says, and what `azgraph network` prints of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from azgraph import load, policies
from azgraph.analyses import MEASURES, View, analyse
from azgraph.analyses.tables import Row, Table
from azgraph.errors import InputError, UnknownName
from azgraph.measures import balance, between, compare_balance, fall, frustration
from azgraph.names import AZ, ID
from azgraph.networks import collapse, network, read
from commands import azgraph, fault
from writing import graph_of

EVE, NEW_YEAR, END = date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31)
ARM, AZE, RUS, USA, KAZ, GBR = (str(ID[name]) for name in ("ARM", "AZE", "RUS", "USA", "KAZ", "GBR"))


@pytest.fixture(scope="module")
def article() -> Graph:
    return load()


@pytest.fixture(scope="module")
def view(article: Graph) -> Callable[..., View]:
    start = View(article, END)
    return lambda day=END, **more: View(article, day, **more) if more else start.on(day)


# --- Findings of the article ---------------------------------------------------


def test_at_the_end_of_2025_armenia_azerbaijan_and_russia_are_the_frustrated_triad(
    view: Callable[..., View],
) -> None:
    (triad,) = balance(view().signed).frustrated
    assert triad.nodes == (ARM, AZE, RUS)
    assert [pair.sign for pair in triad.pairs] == [1, 1, -1]
    assert triad.firm


def test_as_2025_begins_the_same_triad_is_balanced_with_azerbaijan_against_two(
    view: Callable[..., View],
) -> None:
    told = balance(view(NEW_YEAR).signed)
    assert not told.frustrated
    assert [(t.nodes, [pair.sign for pair in t.pairs]) for t in told.balanced] == [
        ((ARM, AZE, RUS), [-1, 1, -1])
    ]


def test_on_the_last_day_of_2024_the_verdict_rests_on_the_statement_of_2020_alone(
    view: Callable[..., View],
) -> None:
    (triad,) = balance(view(EVE).signed).frustrated
    assert not triad.firm
    assert [pair.records for pair in triad.pairs if pair.sign > 0] == [(str(ID.trilateralSigned),)] * 2


def test_what_changed_the_triad_is_the_peace_process_and_the_lifted_restrictions(
    view: Callable[..., View],
) -> None:
    changes = {c.nodes: c for c in compare_balance(view(NEW_YEAR).signed, view().signed)}
    (peace,) = (pair for pair in changes[ARM, AZE, RUS].pairs if pair.turned)
    assert (peace.one, peace.other) == (ARM, AZE)
    assert {str(ID.treatyInitialled), str(ID.declarationSigned)} <= set(peace.came)
    assert set(peace.went) == {str(ID.transitRestriction), str(ID.minskCondition)}


def test_balance_would_need_russia_to_turn_to_one_of_the_two(view: Callable[..., View]) -> None:
    found = frustration(view().signed)
    assert (found.index, found.exact) == (1, True)
    assert [[pair.nodes for pair in pairs] for pairs in found.sets] in (
        [[(AZE, RUS)], [(ARM, RUS)]], [[(ARM, RUS)], [(AZE, RUS)]],
    )  # fmt: skip


def test_armenia_alone_joins_kazakhstan_with_the_rest(view: Callable[..., View]) -> None:
    alone = {(pair.one, pair.other) for pair in between(view().signed, ARM) if pair.alone}
    assert {(AZE, KAZ), (AZE, RUS), (KAZ, USA)} <= alone
    assert (AZE, USA) not in alone


def test_kazakhstan_hangs_on_one_announcement_of_one_president(
    article: Graph, view: Callable[..., View]
) -> None:
    found = fall(article, view().whole, str(ID.IlhamAliyev))
    assert found.cut_off == (KAZ,)
    assert [pair.nodes for pair in found.lost] == [(ARM, KAZ)]
    assert {str(ID.transitLift), str(ID.wheatFromKazakhstan), str(ID.wheatFromRussia)} <= set(found.records)


def test_the_corridor_carries_one_reported_tie_and_four_records_that_make_none(
    view: Callable[..., View],
) -> None:
    table = analyse(view(without=str(ID.TRIPP)))
    assert [row.cells[:2] for row in table.rows] == [("Armenia and Azerbaijan", "same sign")]
    assert any(line.startswith("4 records more of it, which make no tie here") for line in table.details)
    assert any("begin to build" in line or "begins to build" in line for line in table.details)


def test_the_british_embargo_and_its_end_turn_the_pair(view: Callable[..., View]) -> None:
    table = analyse(view(), "turning", pair=(AZE, GBR))
    assert table.rows[0].cells[1] == "2025-10-31"
    assert {str(ID.ukLift), str(ID.ukEmbargo)} <= set(table.rows[0].records)


def test_opinions_alone_would_make_the_united_states_a_strategic_partner(
    article: Graph, view: Callable[..., View]
) -> None:
    with_opinions = policies.apply(article, policies.policy(article, stances=["reported", "opinion"]))
    pair = (AZE, USA)
    more = collapse(network(with_opinions, nodes="states"), END).edges[pair]
    less = view().signed.edges[pair]
    assert str(ID.usaPartnershipReached) in more["records"]
    assert str(ID.usaPartnershipReached) not in less["records"]
    assert more["tone"] > less["tone"]


# --- Tables ----------------------------------------------------------------------


@pytest.mark.parametrize("measure", sorted(MEASURES))
@pytest.mark.parametrize("nodes", ["states", "actors", "all"])
def test_every_measure_has_a_title_rows_and_notes(
    view: Callable[..., View], measure: str, nodes: str
) -> None:
    table = analyse(view(nodes=nodes), measure)
    assert table.title and table.rows and table.notes
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert table.title in table.text()


@pytest.mark.parametrize("measure", sorted(set(MEASURES) - {"dependence"}))
def test_every_row_of_a_measure_rests_on_records_of_the_graph(
    article: Graph, view: Callable[..., View], measure: str
) -> None:
    records = {str(record) for record in article.subjects(AZ.kind)}
    for row in analyse(view(), measure).rows:
        assert set(row.records) <= records


@pytest.mark.parametrize("measure", sorted(set(MEASURES) - {"turning"}))
def test_every_measure_can_be_compared(view: Callable[..., View], measure: str) -> None:
    table = analyse(view(), measure, compare=NEW_YEAR)
    assert "2025-01-01" in table.title
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_no_measure_fails_on_a_graph_that_says_nothing(tmp_path: Path, measure: str) -> None:
    graph = graph_of(tmp_path, "")
    table = analyse(View(graph, END), measure)
    assert "Nothing to tell." in table.text()


def test_every_measure_of_a_hub_says_that_it_is_one(view: Callable[..., View]) -> None:
    for measure in ("pairs", "strength", "brokerage", "balance", "communities", "dependence", "similarity"):
        assert any("hub with spokes" in note for note in analyse(view(), measure).notes), measure


def test_what_stood_open_as_the_period_began_is_told_the_day_before(view: Callable[..., View]) -> None:
    assert any("--day 2025-01-01 counts these" in note for note in analyse(view(EVE), "balance").notes)


def test_a_verdict_that_possible_records_would_turn_is_told(view: Callable[..., View]) -> None:
    notes = analyse(view(date(2025, 3, 1)), "balance").notes
    assert any("would be frustrated if all counted that possibly held" in note for note in notes)


def test_a_triad_with_the_same_verdict_on_both_days_is_told_too(view: Callable[..., View]) -> None:
    notes = analyse(view(), "balance", compare=EVE).notes
    assert notes[0].startswith("Armenia, Azerbaijan, Russia: frustrated on both days, where not every sign")


def test_an_explanation_cites_every_record(view: Callable[..., View]) -> None:
    table = analyse(view(), pair=(AZE, GBR))
    for number in range(1, len(table.rows) + 1):
        assert any(line.startswith(f"{number}. ") for line in table.details)


def test_an_unknown_measure_names_the_nearest(view: Callable[..., View]) -> None:
    with pytest.raises(UnknownName, match="Did you mean balance"):
        analyse(view(), "ballance")


def test_a_pair_is_not_explained_by_a_rank_list(view: Callable[..., View]) -> None:
    with pytest.raises(InputError, match="explained by itself"):
        analyse(view(), "strength", pair=(AZE, GBR))


# --- The command -----------------------------------------------------------------


def test_the_command_prints_a_table_with_its_notes() -> None:
    told = azgraph("network", "--measure", "balance", "--day", "2025-12-31")
    assert told.returncode == 0, told.stderr
    assert "Armenia, Azerbaijan, Russia" in told.stdout and "frustration index 1 of 9" in told.stdout


def test_the_command_prints_csv_and_json_with_records() -> None:
    rows = list(csv.DictReader(io.StringIO(azgraph("network", "--format", "csv").stdout)))
    assert (
        rows[0]["pair"] == "Armenia and Azerbaijan" and str(ID.treatyInitialled) in rows[0]["records"].split()
    )
    told = json.loads(azgraph("network", "--json").stdout)
    assert [row["tone"] for row in told["rows"]] == [float(row["tone"]) for row in rows]
    assert told["notes"]


def test_the_command_explains_a_pair_by_any_of_its_names() -> None:
    told = azgraph("network", "--explain", "Baku", "United Kingdom")
    assert "liftEmbargo" in told.stdout and "s7.p1.3" in told.stdout


def test_the_command_counts_the_stances_it_is_told_to() -> None:
    plain, more = (
        json.loads(azgraph("network", "--explain", "USA", "AZE", "--json", *options).stdout)["rows"]
        for options in ([], ["--stances", "reported", "--stances", "opinion"])
    )
    assert len(more) > len(plain)


def test_the_command_takes_weights_and_half_life() -> None:
    told = json.loads(azgraph("network", "--weight", "embargo=-1", "--day", "2025-02-01", "--json").stdout)
    assert {row["pair"]: row["tone"] for row in told["rows"]}["Azerbaijan and United Kingdom"] == -1


@pytest.mark.parametrize("ending", ["graphml", "gexf", "json"])
def test_the_command_writes_the_network_of_all_days(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"net.{ending}"
    told = azgraph("network", "-o", path)
    assert told.returncode == 0 and "10 nodes" in told.stdout
    assert read(path).edges[AZE, ARM, str(ID.treatyInitialled)]["sure"] == ("2025-08-08", None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--measure", "brokrage"], "Did you mean brokerage?"),
        (["-o", "net.dot"], "use .graphml, .gexf, .json"),
        (["-o", "net.json", "--measure", "balance"], "--output writes the network itself"),
        (["--explain", "EU", "ARM"], "--nodes actors may have it"),
        (["--explain", "GBR", "ARM"], "no record that counts joins GBR and ARM"),
        (["--explain", "AZE", "Baku"], "are the same"),
        (["--without", "TRIP"], "Did you mean TRIPP"),
        (["--weight", "meat=3"], "Did you mean meet?"),
        (["--weight", "meet"], "as in meet=2"),
        (["--half-life", "0"], "above 0"),
        (["--measure", "turning", "--compare", "2025-01-01"], "compare days by themselves"),
    ],
)
def test_a_fault_of_the_command_is_one_clear_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    assert message in fault("network", *arguments, cwd=tmp_path)


def test_an_ambiguous_name_names_the_candidates(tmp_path: Path) -> None:
    from writing import THINGS, write

    things = THINGS + ':DDD a az:State ; rdfs:label "Aland" .\n'
    path = write(
        tmp_path,
        ":e a az:Event ; az:kind k:meet ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1 .",
        things=things,
    )
    assert "AAA or DDD" in fault("network", "--data", path, "--explain", "Aland", "BBB")


def test_no_name_in_a_table_is_a_formula_or_steers_a_terminal() -> None:
    table = Table("t", END, ("who", "tone"), (Row(("=1+1\x1b[2J", -4.0)),))
    assert next(csv.DictReader(io.StringIO(table.csv()))) == {
        "who": "'=1+1\x1b[2J",
        "tone": "-4.0",
        "records": "",
    }
    assert "=1+1\\x1b[2J" in table.text() and "\x1b" not in table.text()
