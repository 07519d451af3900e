"""What is exported says the same when it is read again, and opens in other programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from rdflib import OWL, RDF, SKOS, Graph, Literal

import azgraph
import tables
from azgraph import policies, snapshots, turtle
from azgraph.cli import cli
from azgraph.errors import InputError
from azgraph.files import resource
from azgraph.interchange import FORMS, Form, export
from azgraph.interchange.graphs import FACTS, RECORDS
from azgraph.interchange.jsonld import context
from azgraph.interchange.tables import cell
from azgraph.names import AZ, ID, NANOPUB, STATUS, local
from azgraph.store import load_graph

ENDINGS = {"turtle": ".ttl", "nquads": ".nq", "jsonld": ".jsonld", "trig": ".trig"}
DAYS = [date(2024, 12, 1), date(2025, 3, 15), date(2025, 9, 30), date(2025, 12, 31), date(2026, 1, 1)]
Answers = list[set[tuple[str, ...]]]


def _answers(graph: Graph, days: list[date] = DAYS) -> Answers:
    """The edges and statuses of some days, sure and possible."""
    found = [snapshots.facts(graph, day, sure=sure) for day in days for sure in (True, False)]
    return [{tuple(map(str, triple)) for triple in facts} for facts in found]


def _again(graph: Graph, form: Form, folder: Path) -> Graph:
    path = folder / f"export{ENDINGS.get(form, '')}"
    export(graph, form, path)
    if form != "csv":
        return azgraph.load(path)
    copy = folder / "read-back.ttl"
    copy.write_text(turtle.canonical(tables.read(path)), encoding="utf-8")
    return azgraph.load(copy)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return azgraph.load()


@pytest.fixture(scope="module")
def before(graph: Graph) -> Answers:
    return _answers(graph)


@pytest.fixture(scope="module")
def opinions(graph: Graph) -> tuple[Graph, Answers]:
    """A graph in which opinions make facts and reports do not, and its answers."""
    chosen = policies.apply(graph, policies.policy(graph, stances=["opinion"]))
    return chosen, _answers(chosen, DAYS[-1:])


@pytest.fixture(scope="module")
def publications(graph: Graph) -> dict[str, set[ox.Triple]]:
    """The triples of each graph of the TriG export."""
    named: dict[str, set[ox.Triple]] = {}
    for quad in ox.parse(export(graph, "trig").encode(), format=ox.RdfFormat.TRIG):
        named.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return named


@pytest.mark.parametrize("form", FORMS)
def test_an_export_answers_as_before_on_five_days(
    graph: Graph, before: Answers, form: Form, tmp_path: Path
) -> None:
    assert all(before)
    assert _answers(_again(graph, form, tmp_path)) == before


@pytest.mark.parametrize("form", FORMS)
def test_an_export_of_chosen_stances_keeps_their_choice(
    opinions: tuple[Graph, Answers], form: Form, tmp_path: Path
) -> None:
    chosen, before = opinions
    assert any(before)
    assert _answers(_again(chosen, form, tmp_path), DAYS[-1:]) == before


@pytest.mark.parametrize("form", ENDINGS)
def test_an_export_holds_every_statement_of_the_published_data(
    graph: Graph, form: Form, tmp_path: Path
) -> None:
    again = _again(graph, form, tmp_path)
    assert export(again, "turtle") == resource("data", "triples.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ENDINGS)
def test_an_export_is_the_same_text_every_time(graph: Graph, form: Form) -> None:
    assert export(azgraph.load(), form) == export(graph, form)


def test_facts_of_another_day_stand_in_a_graph_named_after_it(graph: Graph) -> None:
    embargo = f"<{ID.GBR}> <{AZ.embargoes}> <{ID.AZE}> <{FACTS}%s> ."
    assert embargo % "2025-09-30" in export(graph, "nquads", day=date(2025, 9, 30))
    assert str(AZ.embargoes) + "> <" + ID.AZE not in export(graph, "nquads")


def test_an_export_of_another_day_is_read_as_of_the_newest_source(graph: Graph, tmp_path: Path) -> None:
    export(graph, "turtle", tmp_path / "then.ttl", day=date(2025, 9, 30))
    assert (ID.GBR, AZ.embargoes, ID.AZE) in turtle.read(tmp_path / "then.ttl")
    assert (ID.GBR, AZ.embargoes, ID.AZE) not in azgraph.load(tmp_path / "then.ttl")


def test_each_claim_is_a_nanopublication_of_four_graphs(
    graph: Graph, publications: dict[str, set[ox.Triple]]
) -> None:
    for claim in graph.subjects(RDF.type, AZ.Claim):
        publication = ox.NamedNode(f"{claim}/np")
        head = {t.predicate.value: t.object for t in publications[f"{claim}/np/head"]}
        parts = {
            part: head[str(NANOPUB[f"has{part}"])] for part in ("Assertion", "Provenance", "PublicationInfo")
        }
        assert len(set(parts.values())) == 3 and all(part.value in publications for part in parts.values())
        assert any(t.subject == parts["Assertion"] for t in publications[parts["Provenance"].value])
        assert any(t.subject == publication for t in publications[parts["PublicationInfo"].value])


def test_a_nanopublication_asserts_records_and_never_an_edge(
    graph: Graph, publications: dict[str, set[ox.Triple]]
) -> None:
    edges = {str(edge) for edge in snapshots.computed_predicates(graph)}
    elsewhere = {name for name, told in publications.items() if edges & {t.predicate.value for t in told}}
    assert elsewhere == {f"{FACTS}2026-01-01"}


def test_the_stance_of_a_nanopublication_stands_in_its_provenance(
    graph: Graph, publications: dict[str, set[ox.Triple]]
) -> None:
    for claim, stance in graph.subject_objects(AZ.stance):
        told = {
            t.object.value
            for t in publications[f"{claim}/np/provenance"]
            if t.predicate.value == str(AZ.stance)
        }
        assert told == {str(stance)}


def test_things_and_passages_stand_apart_from_the_nanopublications(
    publications: dict[str, set[ox.Triple]],
) -> None:
    subjects = {t.subject.value for t in publications[str(RECORDS)]}
    assert str(ID.AZE) in subjects and str(ID.ukEmbargo) not in subjects


def test_the_json_ld_carries_its_context_and_names_no_other(graph: Graph) -> None:
    text = export(graph, "jsonld")
    assert json.loads(text)["@context"] == context()
    assert text.count('"@context"') == 1


def test_a_remote_context_is_an_error_and_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "remote.jsonld"
    path.write_text(
        '{"@context": "http://127.0.0.1:9/context", "@id": "urn:a", "name": "b"}', encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"remote\.jsonld.*not valid JSON-LD"):
        azgraph.load(path)


def test_the_context_tells_of_every_property_whether_it_names_a_thing() -> None:
    ontology = turtle.ontology()
    edges = set(
        ontology.objects(None, AZ.edge)
    )  # a new kind needs no entry here: its edge is written in full
    links = {local(p) for p in set(ontology.subjects(RDF.type, OWL.ObjectProperty)) - edges}
    told = {
        name for name, entry in context().items() if isinstance(entry, dict) and entry.get("@type") == "@id"
    }
    assert told == {*links, "creator"}, "ontology/context.jsonld must name each object property"


def test_a_cell_is_no_formula() -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "'quoted"):
        assert cell(Literal(text)) == f"'{text}"


def test_no_cell_of_an_export_begins_a_formula(graph: Graph, tmp_path: Path) -> None:
    hostile = load_graph(graph)
    hostile.add((ID.AZE, SKOS.altLabel, Literal("=HYPERLINK(1)")))
    export(hostile, "csv", tmp_path / "tables")
    text = "".join(path.read_text(encoding="utf-8-sig") for path in (tmp_path / "tables").iterdir())
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert len(cells) > 5000 and not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_tables_join_on_their_ids(graph: Graph, tmp_path: Path) -> None:
    export(graph, "csv", tmp_path)
    found = {path.stem: tables.rows(path) for path in tmp_path.iterdir()}
    ids = {name: {row["id"] for row in listed} for name, listed in found.items() if name != "facts"}
    assert {row["record"] for row in found["claims"]} == ids["records"]
    assert {row["passage"] for row in found["claims"]} <= ids["passages"]
    assert {row["source"] for row in found["passages"]} == ids["sources"]
    assert {row["subject"] for row in found["facts"]} <= ids["things"] | ids["records"]


def test_the_tables_are_replaced_whole_and_leave_nothing_beside_them(graph: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    for day in (date(2025, 9, 30), date(2026, 1, 1)):
        export(graph, "csv", folder, day=day)
        assert {row["day"] for row in tables.rows(folder / "facts.csv")} == {str(day)}
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_with_other_files_is_left_as_it_is(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds other files \(thesis\.odt\)"):
        export(graph, "csv", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_tables_need_a_folder() -> None:
    done = CliRunner().invoke(cli, ["export", "--format", "csv"])
    assert isinstance(done.exception, InputError) and "-o" in str(done.exception)


def test_the_command_prints_what_it_would_write(tmp_path: Path) -> None:
    path = tmp_path / "x.trig"
    printed = CliRunner().invoke(cli, ["export", "--format", "trig", "--day", "2025-09-30"])
    CliRunner().invoke(cli, ["export", "--format", "trig", "--day", "2025-09-30", "-o", str(path)])
    assert printed.stdout == path.read_text(encoding="utf-8") != ""


def test_what_was_not_known_by_a_day_is_not_exported() -> None:
    done = CliRunner().invoke(cli, ["export", "--format", "turtle", "--known-by", "2025-09-01"])
    assert "ukEmbargo" not in done.stdout and "az:State" in done.stdout


def test_a_graph_of_ones_own_is_exported_without_the_ontology(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix az: <https://w3id.org/azgraph/ns#> . @prefix : <https://w3id.org/azgraph/id/> ."
        ' @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . :XYZ a az:State ; rdfs:label "Xyz" .',
        encoding="utf-8",
    )
    done = CliRunner().invoke(cli, ["export", "--format", "nquads", "--data", str(path)])
    assert done.stdout.count("\n") == 2 and str(STATUS) not in done.stdout
