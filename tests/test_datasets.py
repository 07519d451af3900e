"""What imported rows mean, and what the graph says of them."""

from __future__ import annotations

import hashlib
import json
import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, URIRef

import azgraph
from azgraph.citations import evidence
from azgraph.datasets import countries
from azgraph.errors import InputError
from azgraph.names import AZ, CAMEO, ID, KIND
from azgraph.reviews import review
from azgraph.snapshots import spans
from imports import GDELT1, GDELT2, ICEWS, WHOLE, gdelt_row, icews_header, icews_row, import_into, written

EVENT = ID["gdelt/7"]


def _graph(folder: Path, *rows: str, also: tuple[str, ...] = ()) -> Graph:
    import_into(folder / "out", "gdelt", written(folder, "x.csv", *rows))
    return azgraph.load(folder / "out", *also)


def _source(folder: Path) -> str:
    """The id of the file `x.csv` in a folder."""
    return f"gdelt/file/x.csv~{hashlib.sha256((folder / 'x.csv').read_bytes()).hexdigest()[:8]}"


def _icews(folder: Path, *rows: str) -> Graph:
    import_into(folder / "out", "icews", written(folder, "x.tab", icews_header(), *rows))
    return azgraph.load(folder / "out")


def test_a_report_cites_a_dataset_by_its_manifest(tmp_path: Path) -> None:
    graph = _graph(tmp_path, gdelt_row())
    told = review(graph, files=[tmp_path / "out"]).version.files
    manifest = (tmp_path / "out" / "manifest.json").read_bytes()
    assert told == (("out", hashlib.sha256(manifest).hexdigest()),)


def test_an_event_is_six_triples_and_the_two_that_make_it_readable(tmp_path: Path) -> None:
    graph = _graph(tmp_path, gdelt_row())
    told = dict(graph.predicate_objects(EVENT))
    assert (told[RDF.type], told[AZ.kind], told[AZ.subject], told[AZ.object]) == (
        AZ.Event,
        CAMEO["040"],
        ID.USA,
        ID.IRN,
    )
    assert (str(told[AZ.start]), told[AZ.claim]) == ("2019-10-24", ID[f"{_source(tmp_path)}/claim"])
    assert (str(told[AZ.when]), str(told[RDFS.label])) == (
        "2019-10-24",
        "The United States consults with Iran in no stated form",
    )
    assert len(list(graph.predicate_objects(EVENT))) == 8


def test_every_imported_statement_says_which_dataset_and_row_it_comes_from(tmp_path: Path) -> None:
    (citation,) = evidence(_graph(tmp_path, gdelt_row()), EVENT)
    assert str(citation) == "Reported by The GDELT Project; GDELT events, x.csv, row 7"
    assert citation.url == "https://www.gdeltproject.org/"


def test_the_source_of_a_file_has_its_licence_its_digest_and_its_days(tmp_path: Path) -> None:
    graph = _graph(tmp_path, gdelt_row(), gdelt_row(id="8", day="20181024"))
    source = dict(graph.predicate_objects(ID[_source(tmp_path)]))
    assert "Free for any use" in str(source[DCTERMS.license])
    assert str(source[DCTERMS.temporal]) == "2018-10-24/2019-10-24"
    assert str(source[DCTERMS.issued]) == "2019-10-24"
    assert len(str(source[AZ.sha256])) == 64


def test_a_row_without_an_actor_is_kept_but_joins_nobody(tmp_path: Path) -> None:
    graph = _graph(tmp_path, gdelt_row(), gdelt_row(id="8", a="", a_name="", a_country=""))
    assert graph.value(ID["gdelt/8"], AZ.object) == ID.IRN
    assert graph.value(ID["gdelt/8"], AZ.subject) is None
    assert (
        str(graph.value(ID["gdelt/8"], RDFS.label))
        == "Somebody not named consults with Iran in no stated form"
    )
    net = azgraph.network(graph)
    assert [key for *_, key in net.edges(keys=True) if "/month/" not in key] == [str(EVENT)]
    (month,) = graph.subjects(AZ.kind, KIND.monthOfEvents)
    assert graph.value(month, AZ.value).toPython() == 1


def test_mentions_are_no_events_and_sources_are_added_up(tmp_path: Path) -> None:
    graph = _graph(
        tmp_path,
        gdelt_row(mentions="500", sources="3"),
        gdelt_row(id="8", code="112", base="112", root="11", sources="4"),
    )
    (month,) = graph.subjects(AZ.kind, KIND.monthOfEvents)
    told = {predicate: str(value) for predicate, value in graph.predicate_objects(month)}
    assert (told[AZ.value], told[AZ.sources], told[AZ.when]) == ("2", "7", "2019-10")
    assert float(told[AZ.tone]) == (1.0 - 2.0) / 2
    assert (told[AZ.start], told[AZ.end]) == ("2019-10-01", "2019-10-31")


def test_two_files_of_one_name_in_two_datasets_are_two_sources(tmp_path: Path) -> None:
    for n in "12":
        (tmp_path / n).mkdir()
        import_into(tmp_path / n / "out", "gdelt", written(tmp_path / n, "x.csv", gdelt_row(id=n)))
    graph = azgraph.load(tmp_path / "1" / "out", tmp_path / "2" / "out")
    assert len(set(graph.subjects(RDF.type, AZ.Source))) == 2
    assert [len(evidence(graph, ID[f"gdelt/{n}"])) for n in "12"] == [1, 1]


def test_the_months_of_two_datasets_stand_side_by_side(tmp_path: Path) -> None:
    for n in "12":
        import_into(tmp_path / n, "gdelt", written(tmp_path, f"{n}.csv", gdelt_row(id=n)))
    graph = azgraph.load(tmp_path / "1", tmp_path / "2")
    assert len(set(graph.subjects(AZ.kind, KIND.monthOfEvents))) == 2
    assert len(set(graph.subjects(AZ.kind, CAMEO["040"]))) == 2


def test_an_icews_id_may_come_again_on_another_day(tmp_path: Path) -> None:
    graph = _icews(tmp_path, icews_row(), icews_row(day="2018-06-02"))
    assert set(graph.subjects(AZ.kind, CAMEO["040"])) == {ID["icews/20180601-1"], ID["icews/20180602-1"]}


def test_a_government_acts_for_its_state_and_a_countrys_media_do_not(tmp_path: Path) -> None:
    media = gdelt_row(a="USAMED", a_type="MED")
    graph = _graph(tmp_path, gdelt_row(id="8", a="USAGOV", a_type="GOV"), media)
    assert graph.value(ID["gdelt/8"], AZ.subject) == ID.USA
    actor = graph.value(EVENT, AZ.subject)
    assert (graph.value(actor, RDF.type), str(graph.value(actor, RDFS.label))) == (
        AZ.Actor,
        "United States: media (USAMED)",
    )
    assert graph.value(actor, DCTERMS.spatial) == ID.USA
    assert (
        azgraph.network(graph, nodes="states").number_of_edges(str(ID.USA), str(ID.IRN)) == 2
    )  # event and month


def test_an_opposition_in_parliament_does_not_act_for_the_state(tmp_path: Path) -> None:
    acts = "Government,Legislative / Parliamentary"
    graph = _icews(
        tmp_path,
        icews_row(source="A", source_sectors=acts),
        icews_row(id="2", source="B", source_sectors=f"{acts},Opposition Major Party (Out Of Government)"),
    )
    assert graph.value(ID["icews/20180601-1"], AZ.subject) == ID.IND
    assert graph.value(ID["icews/20180601-2"], AZ.subject) == ID["icews/actor/B_(India)"]


def test_a_former_state_stays_visible_as_one(tmp_path: Path) -> None:
    graph = _graph(tmp_path, gdelt_row(a="SUN", a_country="SUN"))
    assert (ID.SUN, RDF.type, AZ.State) in graph
    assert str(graph.value(ID.SUN, SKOS.editorialNote)) == "Former state of ISO 3166-3."
    assert graph.value(EVENT, AZ.subject) == ID.SUN != ID.RUS


def test_what_is_no_state_stays_visible_as_unresolved(tmp_path: Path) -> None:
    graph = _graph(tmp_path, gdelt_row(a="AFR", a_name="AFRICA", a_country="AFR"))
    actor = graph.value(EVENT, AZ.subject)
    assert graph.value(actor, RDF.type) == AZ.Actor
    assert str(graph.value(actor, SKOS.editorialNote)).startswith("Unresolved: gdelt gives no state")
    assert azgraph.network(graph, nodes="states").number_of_edges() == 0


def test_every_country_of_the_icews_sample_resolves_to_iso_3166() -> None:
    if not WHOLE.exists():
        pytest.skip("the whole sample is not at hand")
    rows = [
        line.split("\t")
        for line in (WHOLE / "icews-events-2018-sample.tab").read_text(encoding="utf-8").splitlines()[1:]
    ]
    named = {row[column] for row in rows for column in (4, 10)} - {"NA"}
    assert {name for name in named if countries.by_name(name) is None} == set()
    assert len(named) > 100


def test_imported_rows_change_no_curated_state(tmp_path: Path) -> None:
    alone = azgraph.load()
    row = gdelt_row(
        a="GBR",
        a_country="GBR",
        b="AZE",
        b_country="AZE",
        code="163",
        base="163",
        root="16",
        weight="-8",
        day="20251215",
    )
    joined = _graph(tmp_path, row, also=("bundled",))
    day = date(2025, 12, 31)
    before, after = spans(alone), spans(joined)
    assert {record: after.records[record] for record in before.records} == before.records
    assert after.stages == before.stages
    added = set(azgraph.snapshot(joined, day).facts) - set(azgraph.snapshot(alone, day).facts)
    assert added == {(ID.GBR, CAMEO["163"], ID.AZE)}
    assert not joined.query("ASK { :GBR az:embargoes :AZE }").askAnswer


def test_a_state_keeps_the_one_name_it_has_in_the_bundled_graph(tmp_path: Path) -> None:
    graph = _graph(tmp_path, gdelt_row(a="RUS", a_country="RUS"), also=("bundled",))
    assert [str(label) for label in graph.objects(ID.RUS, RDFS.label)] == ["Russia"]


def test_a_dataset_that_was_changed_is_refused(tmp_path: Path) -> None:
    import_into(tmp_path / "out", "gdelt", GDELT2)
    actors = tmp_path / "out" / "actors.ttl"
    actors.write_text(actors.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"actors\.ttl: was changed since; run azgraph import again"):
        azgraph.load(tmp_path / "out")
    actors.unlink()
    with pytest.raises(InputError, match=r"actors\.ttl: is missing"):
        azgraph.load(tmp_path / "out")


@pytest.mark.parametrize("files", [{"../x.ttl": "0"}, {"x.ttl": 0}, ["x.ttl"], None])
def test_a_manifest_that_names_a_file_elsewhere_or_none_is_refused(tmp_path: Path, files: object) -> None:
    import_into(tmp_path / "out", "gdelt", GDELT2)
    manifest = tmp_path / "out" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"files": files}), encoding="utf-8")
    with pytest.raises(InputError, match=r"manifest\.json: is (not what azgraph import writes|no manifest)"):
        azgraph.load(tmp_path / "out")


def test_a_dataset_with_other_columns_is_refused(tmp_path: Path) -> None:
    import_into(tmp_path / "out", "gdelt", GDELT2)
    months, manifest = tmp_path / "out" / "months.parquet", tmp_path / "out" / "manifest.json"
    pq.write_table(pa.table({"month": ["2019"]}), months)
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["files"]["months.parquet"] = hashlib.sha256(months.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InputError, match=r"out: holds what azgraph import does not write"):
        azgraph.load(tmp_path / "out")


def test_a_dataset_of_another_layout_is_refused(tmp_path: Path) -> None:
    import_into(tmp_path / "out", "gdelt", GDELT2)
    manifest = tmp_path / "out" / "manifest.json"
    manifest.write_text(json.dumps({"azgraph_dataset": 2}), encoding="utf-8")
    with pytest.raises(InputError, match="version 2 of the layout, not 1"):
        azgraph.load(tmp_path / "out")


def test_a_dataset_too_large_for_memory_gives_its_months_alone_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("azgraph.datasets.reading.MOST", 1)
    graph = _graph(tmp_path, gdelt_row(), gdelt_row(id="8"))
    assert (
        "holds 2 events, more than the 1 that are taken one by one; only its months are loaded" in caplog.text
    )
    assert (EVENT, None, None) not in graph
    assert (None, AZ.kind, KIND.monthOfEvents) in graph


@pytest.mark.parametrize(("form", "files"), [("gdelt", (GDELT1, GDELT2)), ("icews", (ICEWS,))])
def test_ten_rows_chosen_at_random_are_in_the_graph_as_the_file_has_them(
    tmp_path: Path, form: str, files: tuple[Path, ...]
) -> None:
    import_into(tmp_path / "out", form, *files)
    graph = azgraph.load(tmp_path / "out")
    rows = [line.split("\t") for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row[0] != "Event ID"]
    for row in random.Random(7).sample(rows, 10):
        day = row[1] if "-" in row[1] else f"{row[1][:4]}-{row[1][4:6]}-{row[1][6:]}"
        name, code = (row[0], row[26]) if form == "gdelt" else (f"{day.replace('-', '')}-{row[0]}", row[6])
        event = ID[f"{form}/{name}"]
        assert graph.value(event, AZ.kind) == CAMEO[code], row
        assert str(graph.value(event, AZ.start)) == day, row
        for end, column in ((AZ.subject, 5), (AZ.object, 15)) if form == "gdelt" else ():
            assert (graph.value(event, end) is not None) == bool(row[column]) or row[5] == row[15], row


def test_months_add_up_to_the_events_that_join_a_pair(tmp_path: Path) -> None:
    report = import_into(tmp_path / "out", "gdelt", GDELT1, GDELT2)
    months = pq.read_table(tmp_path / "out" / "months.parquet").to_pylist()
    events = pq.read_table(tmp_path / "out" / "events.parquet").to_pylist()
    assert sum(month["volume"] for month in months) == report.of_kept["joining two actors"] > 0
    for month in months:
        own = [
            e
            for e in events
            if (e["subject"], e["object"], f"{e['day']:%Y-%m}")
            == (month["subject"], month["object"], month["month"])
        ]
        assert len(own) == month["volume"]
        assert sum(e["weight"] for e in own) / len(own) == pytest.approx(month["tone"])
        assert sum(e["sources"] for e in own) == month["sources"]


def test_every_kind_and_actor_of_an_event_is_described(tmp_path: Path) -> None:
    import_into(tmp_path / "g", "gdelt", GDELT1, GDELT2)
    import_into(tmp_path / "i", "icews", ICEWS)
    graph = azgraph.load(tmp_path / "g", tmp_path / "i")
    for predicate in (AZ.kind, AZ.subject, AZ.object, AZ.claim):
        for term in set(graph.objects(None, predicate)):
            assert isinstance(term, URIRef)
            assert (term, RDF.type, None) in graph, term
    labels = [
        str(label)
        for thing in set(graph.subjects(RDF.type, AZ.Actor))
        for label in graph.objects(thing, RDFS.label)
    ]
    assert len(labels) == len(set(labels))
