"""Networks of a graph: who is a node, what bulk reading gives, what files keep, who shares what."""

from __future__ import annotations

import gc
import re
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from rdflib import Graph, URIRef

from azgraph import load, network
from azgraph.errors import InputError
from azgraph.names import AZ, ID
from azgraph.networks import Nodes, affiliations, carried, collapse, read, shared, write
from azgraph.snapshots import record_spans, spans
from azgraph.store import Links
from writing import PREFIXES, THINGS, graph_of, in_memory

AAA, BBB, CCC = (str(ID[name]) for name in ("AAA", "BBB", "CCC"))
MORE = (
    THINGS
    + """
:Ministry a az:Organisation ; rdfs:label "Ministry" ; az:partOf :AAA .
:Office a az:Organisation ; rdfs:label "Office" ; az:partOf :Ministry .
:Ann a az:Person ; rdfs:label "Ann" . :Union a az:Organisation ; rdfs:label "Union" .
:Road a az:Project ; rdfs:label "Road" .
:annMinister a az:Role ; az:kind k:officeHolder ; az:subject :Ann ; az:object :AAA ; az:office "minister" ; az:when "2025-03/2025-06" ; az:claim c:s1.p1.1 .
"""
)
EVENT = ":{0} a az:Event ; az:kind k:{1} ; az:subject :{2} ; az:object :{3} ; az:when '{4}' ; az:claim c:s1.p1.1 .\n"


@pytest.fixture(scope="module")
def article() -> Graph:
    return load()


def ends(net: nx.MultiDiGraph[str]) -> set[tuple[str, str, str]]:
    return {(a.rsplit("/")[-1], b.rsplit("/")[-1], r.rsplit("/")[-1]) for a, b, r in net.edges(keys=True)}


# --- Who is a node -----------------------------------------------------------


def test_what_a_ministry_does_counts_for_its_state(tmp_path: Path) -> None:
    net = network(
        graph_of(tmp_path, EVENT.format("e", "visit", "Office", "BBB", "2025-05"), things=MORE),
        nodes="states",
    )
    assert ends(net) == {("AAA", "BBB", "e")}
    assert net.edges[AAA, BBB, str(ID.e)]["acting"] == (str(ID.Office),)


@pytest.mark.parametrize(("when", "counts"), [("2025-02", False), ("2025-05", True), ("2025-08", False)])
def test_what_a_person_does_counts_for_the_state_while_in_office(
    tmp_path: Path, when: str, counts: bool
) -> None:
    net = network(
        graph_of(tmp_path, EVENT.format("e", "visit", "Ann", "BBB", when), things=MORE), nodes="states"
    )
    assert (("AAA", "BBB", "e") in ends(net)) is counts


def test_what_stands_for_no_state_is_left_out_and_counted(tmp_path: Path) -> None:
    net = network(
        graph_of(tmp_path, EVENT.format("e", "meet", "AAA", "Union", "2025-05"), things=MORE), nodes="states"
    )
    assert not net.edges and net.graph["left_out"] == Counter({str(ID.Union): 1})


def test_what_a_state_does_with_its_own_ministry_is_no_tie(tmp_path: Path) -> None:
    net = network(
        graph_of(tmp_path, EVENT.format("e", "meet", "AAA", "Ministry", "2025-05"), things=MORE),
        nodes="states",
    )
    assert not net.edges


def test_two_actors_of_a_state_do_not_make_one_record_two(tmp_path: Path) -> None:
    records = EVENT.format("e", "meet", "AAA, :Ministry", "BBB", "2025-05")
    net = network(graph_of(tmp_path, records, things=MORE), nodes="states")
    assert ends(net) == {("AAA", "BBB", "e")}
    assert collapse(net).edges[AAA, BBB]["volume"] == pytest.approx(0.5 ** (215 / 365), abs=0.01)


def test_actors_are_no_agreements_and_no_places(article: Graph) -> None:
    types = {data["type"] for _, data in network(article, nodes="actors").nodes(data=True)}
    assert types == {"State", "Organisation", "Person", "Actor"}
    assert "Project" in {data["type"] for _, data in network(article).nodes(data=True)}


def test_only_states_are_states(article: Graph) -> None:
    assert {data["type"] for _, data in network(article, nodes="states").nodes(data=True)} == {"State"}


def test_an_unknown_choice_of_nodes_is_refused(article: Graph) -> None:
    with pytest.raises(InputError, match="Did you mean states"):
        network(article, nodes="state")  # type: ignore[arg-type]


# --- Reading in bulk ---------------------------------------------------------


@pytest.mark.parametrize("nodes", ["states", "actors", "all"])
def test_bulk_reading_and_rdflib_give_the_same_network(article: Graph, nodes: Nodes) -> None:
    fast, slow = network(article, nodes=nodes), network(in_memory(article), nodes=nodes)
    assert dict(fast.nodes) == dict(slow.nodes)
    assert dict(fast.edges) == dict(slow.edges)


def test_the_days_of_records_alone_are_those_of_the_spans(article: Graph) -> None:
    assert record_spans(Links(article)) == {
        str(record): held for record, held in spans(article).records.items()
    }


def test_events_of_a_data_file_need_but_six_triples(tmp_path: Path) -> None:
    path = tmp_path / "events.ttl"
    path.write_text(
        PREFIXES + THINGS + ":file a az:Claim ; az:by :Author ; az:stance s:reported ; az:source :note .\n"
        ":e1 a az:Event ; az:kind k:meet ; az:subject :AAA ; az:object :BBB ; "
        "az:start '2025-03-05'^^xsd:date ; az:claim :file .\n",
        encoding="utf-8",
    )
    from azgraph.files import ontology_files
    from azgraph.store import load_files

    net = network(load_files([path, *ontology_files()]))
    edge = net.edges[AAA, BBB, str(ID.e1)]
    assert (edge["label"], edge["dates"], edge["stances"]) == ("e1", "on 5 March 2025", ("reported",))
    assert edge["sure"] == edge["possible"] == ("2025-03-05", None)
    assert collapse(net).edges[AAA, BBB]["tone"] == 1


def test_events_of_the_benchmark_are_six_triples_each_and_the_same_on_every_run(tmp_path: Path) -> None:
    from worlds import write_events

    from azgraph.files import ontology_files
    from azgraph.store import load_files

    one, again = (write_events(200, tmp_path / f"{name}.ttl", actors=30) for name in ("one", "again"))
    assert one.read_bytes() == again.read_bytes()
    graph = load_files([one, *ontology_files()])
    events = Links(graph)[AZ.kind]
    assert len(events) == 200
    assert {len(list(graph.predicate_objects(URIRef(event)))) for event, _ in events} == {6}
    assert network(graph).number_of_edges() == 200


@pytest.mark.parametrize("on", [True, False])
def test_garbage_is_collected_after_a_network_as_before_it(article: Graph, on: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        network(article)
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()


# --- Files -------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["graphml", "gexf", "json"])
@pytest.mark.parametrize("nodes", ["states", "all"])
@pytest.mark.parametrize("day", [None, date(2025, 9, 30)])
def test_a_network_comes_back_from_a_file_with_nothing_lost(
    tmp_path: Path, article: Graph, ending: str, nodes: Nodes, day: date | None
) -> None:
    net = network(article, day, nodes=nodes)
    write(net, path := tmp_path / f"net.{ending}")
    same = read(path)
    assert dict(same.nodes) == dict(net.nodes)
    assert dict(same.edges) == dict(net.edges)
    assert same.graph == net.graph


@pytest.mark.parametrize("ending", ["graphml", "gexf", "json"])
def test_a_network_that_came_back_collapses_as_before(tmp_path: Path, article: Graph, ending: str) -> None:
    net = network(article, nodes="states")
    write(net, path := tmp_path / f"net.{ending}")
    assert dict(collapse(read(path)).edges) == dict(collapse(net).edges)


@pytest.mark.parametrize("ending", ["graphml", "gexf", "json"])
def test_the_same_network_makes_the_same_file(tmp_path: Path, article: Graph, ending: str) -> None:
    for name in ("one", "two"):
        write(network(article), tmp_path / f"{name}.{ending}")
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_other_programs_read_parallel_records_labels_and_weights(tmp_path: Path, article: Graph) -> None:
    net = network(article, nodes="states")
    write(net, tmp_path / "net.graphml")
    plain = nx.read_graphml(tmp_path / "net.graphml")
    assert plain.is_multigraph() and plain.number_of_edges() == net.number_of_edges()
    assert plain.nodes[str(ID.AZE)]["label"] == "Azerbaijan"
    # Layouts read `weight` as attraction, and a negative one as nonsense.
    assert all("weight" not in data and "kind_weight" in data for *_, data in plain.edges(data=True))


def test_gephi_finds_the_days_of_each_record(tmp_path: Path, article: Graph) -> None:
    write(network(article, nodes="states"), path := tmp_path / "net.gexf")
    text = path.read_text(encoding="utf-8")
    assert 'mode="dynamic"' in text and 'timeformat="date"' in text
    spells = {
        re.search(r'value="[^"]*/id/(\w+)"', edge)[1]: re.search(r"<spell ([^/]*) />", edge)
        for edge in re.findall("<edge .*?</edge>", text, re.DOTALL)
        if "/id/" in edge
    }
    told = {record: spell and spell[1] for record, spell in spells.items()}
    assert told["ukEmbargo"] == 'end="2025-10-30"'
    assert told["treatyInitialled"] == 'start="2025-08-08"'
    assert told["signing"] is None


def test_the_head_of_a_gexf_file_is_what_its_schema_has_a_place_for(tmp_path: Path, article: Graph) -> None:
    write(network(article, nodes="states"), path := tmp_path / "net.gexf")
    root = ET.parse(path).getroot()
    gexf = "{http://gexf.net/1.3}"
    assert set(root.attrib) == {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"}
    assert set(root.find(f"{gexf}graph").attrib) == {"defaultedgetype", "mode", "timeformat"}


def test_another_ending_is_refused_and_the_known_ones_named(tmp_path: Path, article: Graph) -> None:
    with pytest.raises(InputError, match=r"\.graphml, \.gexf, \.json"):
        write(network(article), tmp_path / "net.dot")


@pytest.mark.parametrize(
    ("ending", "text"), [("json", "{}"), ("graphml", "<x/>"), ("gexf", "no"), ("json", "[")]
)
def test_a_file_that_azgraph_did_not_write_is_refused(tmp_path: Path, ending: str, text: str) -> None:
    path = tmp_path / f"net.{ending}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="is no network that azgraph wrote"):
        read(path)


# --- What a thing carries, who shares what -------------------------------------


def test_what_depends_on_a_thing_falls_with_it(tmp_path: Path) -> None:
    works = EVENT.format("works", "meet", "AAA", "BBB", "2025-05").replace(
        "az:claim", "az:about :Road ; az:claim"
    )
    trade = EVENT.format("trade", "delivery", "BBB", "CCC", "2025-06").replace(
        "az:claim", "az:dependsOn :works ; az:claim"
    )
    graph = graph_of(
        tmp_path, works + trade + EVENT.format("visit", "visit", "AAA", "BBB", "2025-05"), things=MORE
    )
    assert carried(graph, str(ID.Road)) == {str(ID.works), str(ID.trade)}


def test_a_state_carries_what_its_ministry_does_but_not_what_others_do_with_it(tmp_path: Path) -> None:
    records = EVENT.format("own", "visit", "Office", "BBB", "2025-05") + EVENT.format(
        "joint", "meet", "AAA, :CCC", "BBB", "2025-05"
    )
    graph = graph_of(tmp_path, records, things=MORE)
    assert {str(ID.own)} == carried(graph, AAA) - {str(ID.annMinister)}


def test_who_is_told_of_with_a_project_shares_it(tmp_path: Path) -> None:
    events = "".join(
        EVENT.format(f"e{a}", "meet", a, "BBB", "2025-05").replace("az:claim", "az:about :Road ; az:claim")
        for a in ("AAA", "CCC")
    )
    joined = affiliations(graph_of(tmp_path, events, things=MORE))
    assert set(joined[str(ID.Road)]) == {AAA, BBB, CCC}
    assert nx.is_bipartite(joined)
    one_mode = shared(joined)
    assert one_mode.edges[AAA, CCC]["things"] == (str(ID.Road),)
    assert one_mode.edges[AAA, CCC]["records"] == (str(ID.eAAA), str(ID.eCCC))


def test_a_project_that_is_only_hoped_for_joins_nobody(tmp_path: Path) -> None:
    hope = EVENT.format("e", "meet", "AAA", "BBB", "2025-05").replace(
        "az:claim c:s1.p1.1", "az:about :Road ; az:claim [ az:passage p:s1.p1.1 ; az:stance s:forecast ]"
    )
    assert str(ID.Road) not in affiliations(graph_of(tmp_path, hope, things=MORE))


@pytest.mark.parametrize("nodes", ["states", "actors"])
def test_the_affiliations_of_the_article_are_bipartite(article: Graph, nodes: Nodes) -> None:
    joined = affiliations(article, nodes=nodes)
    assert all(joined.nodes[a]["bipartite"] != joined.nodes[b]["bipartite"] for a, b in joined.edges)
