"""Networks straight from Parquet have the numbers of those over RDF."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from azgraph import load, network
from azgraph.cli import cli
from azgraph.errors import InputError
from azgraph.names import AZ, KIND
from azgraph.networks import collapse, network_of_months, pairs_of_events
from imports import GDELT2, ICEWS, import_into

FORMS = pytest.mark.parametrize(("form", "file"), [("gdelt", GDELT2), ("icews", ICEWS)])


@FORMS
def test_the_months_of_parquet_are_the_figures_of_the_graph(tmp_path: Path, form: str, file: Path) -> None:
    import_into(tmp_path / "d", form, file)
    graph = load(tmp_path / "d")
    told = {
        tuple(str(graph.value(figure, term)) for term in (AZ.subject, AZ.object, AZ.when)): (
            int(str(graph.value(figure, AZ.value))),
            float(str(graph.value(figure, AZ.tone))),
            int(str(graph.value(figure, AZ.sources))),
        )
        for figure in graph.subjects(AZ.kind, KIND.monthOfEvents)
    }
    net = network_of_months(tmp_path / "d")
    assert told
    assert {
        (one, other, month): (data["volume"], round(data["tone"], 4), data["sources"])
        for one, other, month, data in net.edges(keys=True, data=True)
    } == told


@FORMS
def test_pairs_of_parquet_stand_as_those_of_the_graph_do(tmp_path: Path, form: str, file: Path) -> None:
    import_into(tmp_path / "d", form, file)
    day = date(2020, 1, 31)
    over_rdf = collapse(network(load(tmp_path / "d"), nodes="actors"), day)
    straight = pairs_of_events(tmp_path / "d", day)
    assert {frozenset(pair) for pair in straight.edges} == {frozenset(pair) for pair in over_rdf.edges}
    for one, other, tie in over_rdf.edges(data=True):
        found = straight.edges[one, other]
        assert (found["tone"], found["volume"]) == pytest.approx((tie["tone"], tie["volume"]))
        assert found["sign"] == tie["sign"]


def test_a_folder_that_is_no_dataset_has_no_network(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no dataset"):
        network_of_months(tmp_path)


def test_a_dataset_too_large_for_memory_tells_its_pairs_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_into(tmp_path / "d", "icews", ICEWS)

    def told(*more: str) -> Result:
        return CliRunner().invoke(cli, ["network", "--data", str(tmp_path / "d"), "--json", *more])

    in_memory = {row["pair"]: (row["tone"], row["volume"]) for row in json.loads(told().stdout)["rows"]}
    monkeypatch.setattr("azgraph.analyses.imported.MOST", 10)
    straight = {row["pair"]: (row["tone"], row["volume"]) for row in json.loads(told().stdout)["rows"]}
    assert straight
    assert straight == in_memory
    refused = told("--measure", "balance")
    assert refused.exit_code == 2
    assert "only --measure pairs" in refused.stderr
