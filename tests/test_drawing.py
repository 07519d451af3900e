"""The drawing's rules: who stands where, how thick, over which days, and in which words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rdflib import Graph

from azgraph.errors import UnknownName
from azgraph.graph import load
from azgraph.names import ID
from azgraph.picture import draw, page
from azgraph.picture.bands import Group
from azgraph.picture.days import surely
from azgraph.picture.drawing import Drawing, compute
from azgraph.picture.places import BARE, HEIGHT, MOST, arrange
from writing import THINGS, graph_of

SAID = "az:claim c:s1.p1.1 ."


def states(*names: str) -> str:
    return THINGS + "".join(f':{name} a az:State ; rdfs:label "{name.title()}" .\n' for name in names)


def record(name: str, kind: str, a: str, b: str, when: str = "", *, more: str = SAID) -> str:
    class_ = {"meet": "Event", "apologise": "Event", "embargo": "Measure", "condition": "Commitment"}.get(
        kind, "Relation"
    )
    time = f'az:when "{when}" ; ' if when else ""
    return f":{name} a az:{class_} ; az:kind k:{kind} ; az:subject :{a} ; az:object :{b} ; {time}{more}\n"


def view(records: str, folder: Path, **options: str) -> Drawing:
    named = sorted({word[1:] for word in records.split() if word.startswith(":") and word[1:].isupper()})
    return compute(graph_of(folder, records, things=states(*named)), **options)


def node(drawn: Drawing, name: str) -> dict:
    return next(n for n in drawn.data["nodes"] if n["id"] == name)


def band(drawn: Drawing, name: str) -> str:
    place = node(drawn, name)
    above = [b for b in drawn.data["bands"] if b["side"] == place["side"] and b["y"] < place["y"]]
    return str(max(above, key=lambda b: b["y"])["name"][-1][1])


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return compute(load())


# --- Who is in the middle, and who stands where ---------------------------------


def test_the_actor_in_at_least_half_of_the_tied_pairs_is_the_hub(tmp_path: Path) -> None:
    records = "".join(record(f"r{n}", "meet", "HUB", n, "2025-03-01") for n in ("XA", "XB", "XC"))
    drawn = view(records + record("other", "meet", "XA", "XB", "2025-03-01"), tmp_path)
    assert drawn.data["hub"] == "HUB"


def test_no_hub_where_the_ties_have_no_middle(tmp_path: Path) -> None:
    pairs = [("XA", "XB"), ("XC", "XD"), ("XE", "XF")]
    drawn = view("".join(record(f"r{a}", "meet", a, b, "2025-03-01") for a, b in pairs), tmp_path)
    assert drawn.data["hub"] is None and drawn.data["bands"] == []
    sides = [node(drawn, name)["side"] for pair in pairs for name in pair]
    assert sides.count(-1) == sides.count(1) == 3


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (record("t", "tension", "HUB", "XA", "2025-01/..") + record("m", "meet", "HUB", "XB", "2025-03-01"), "Strained"),
        (record("t", "tension", "HUB", "XA", "2025-01/2025-03"), "Ended"),
        (record("t", "tension", "HUB", "XA", "2025-01/..") + record("m", "meet", "HUB", "XA", "2025-03-01"), "Unsettled"),
        (record("c", "condition", "HUB", "XA", "2025-03/.."), "Unsettled"),
        (record("m", "meet", "HUB", "XA", "2025-03-01"), "Cooperative"),
        (record("c", "cooperation", "HUB", "XA", "2025-03/.."), "Closer"),
        (record("c", "cooperation", "HUB", "XA", "2025-03/..") + record("a", "attack", "HUB", "XA", "2025-04-01"), "Unsettled"),
    ],
)  # fmt: skip
def test_the_band_follows_the_tie_to_the_hub(tmp_path: Path, records: str, expected: str) -> None:
    others = "".join(record(f"o{n}", "meet", "HUB", n, "2025-02-01") for n in ("XX", "XY"))
    assert band(view(records + others, tmp_path), "XA") == expected


def test_more_records_stand_higher_within_a_band(tmp_path: Path) -> None:
    records = record("a", "meet", "HUB", "XA", "2025-03-01") + "".join(
        record(f"b{day}", "meet", "HUB", "XB", f"2025-03-0{day}") for day in (1, 2)
    )
    drawn = view(records, tmp_path)
    assert node(drawn, "XB")["y"] < node(drawn, "XA")["y"]


def test_one_side_with_over_two_thirds_gives_half_to_the_other(tmp_path: Path) -> None:
    names = [f"X{letter}" for letter in "ABCDEF"]
    drawn = view("".join(record(n.lower(), "meet", "HUB", n, "2025-03-01") for n in names), tmp_path)
    assert [node(drawn, n)["side"] for n in names] == [-1, -1, -1, 1, 1, 1]


def test_places_are_the_same_on_every_day_and_in_every_run(whole: Drawing) -> None:
    places = [(n["id"], n.get("x"), n.get("y")) for n in whole.data["nodes"]]
    from datetime import date

    again = compute(load(), day=date(2025, 3, 15))
    assert [(n["id"], n.get("x"), n.get("y")) for n in again.data["nodes"]] == places
    assert page.embedded(compute(load()).data) == page.embedded(whole.data)


def test_the_article_strains_russia_and_leaves_armenia_unsettled(whole: Drawing) -> None:
    assert whole.data["hub"] == "AZE"
    assert band(whole, "RUS") == "Strained" and band(whole, "ARM") == "Unsettled"
    assert band(whole, "MinskGroup") == "Ended" and band(whole, "CHN") == "Closer"
    assert node(whole, "RUS")["side"] == -1 and node(whole, "CHN")["side"] == 1


def test_no_band_has_a_name_that_is_false_of_a_node_on_an_earlier_day(whole: Drawing) -> None:
    names = {b["name"][-1][1]: dict(b["name"]) for b in whole.data["bands"]}
    assert set(names) == {
        "Strained", "Unsettled", "Ended", "No direct tie", "Closer", "Closer, bodies and groups", "Cooperative",
    }  # fmt: skip
    assert names["Ended"] == {"0001-01-01": "Later ended", "2025-01-01": "Some ended", "2025-12-01": "Ended"}
    assert names["Strained"] == {"0001-01-01": "Later strained", "2024-12-31": "Strained"}
    assert names["Unsettled"]["0001-01-01"] == "Later unsettled"


def test_every_second_line_of_a_record_bears_its_sign(whole: Drawing) -> None:
    second = {n["id"]: n["second"][-1][1] for n in whole.data["nodes"] if n.get("second")}
    assert second["AzerbaijaniDiaspora"] == "Russia: \u2212\u00a0arrests, summer of 2025"
    assert second["KAZ"] == "Armenia: +\u00a0wheat, November 2025"
    assert second["USA"] == "Charter under negotiation, not signed"  # it has room on a phone too
    assert second["RUS"] == "\u2212\u00a0Tension since December 2024"
    unsigned = [name for name, text in second.items() if not re.search("[+\u2212\u00b1]\u00a0", text)]
    assert unsigned == ["ARM", "MinskGroup", "USA"]  # a text that waits and a body that has ended have none
    assert second["CountriesNormalised"] == "\u2212\u00a0Tension until some day of 2024"


def test_the_word_along_a_tie_has_the_sign_of_its_own_record(tmp_path: Path) -> None:
    others = "".join(record(f"o{n}", "meet", "HUB", n, "2025-02-01") for n in ("XA", "XB", "XC", "XD"))
    pair = record("m", "meet", "XA", "XB", "2025-03-01") + record("a", "attack", "XA", "XB", "2025-04-01")
    drawn = view(others + pair, tmp_path)
    tie = next(t for t in drawn.data["ties"] if t["id"] == "XA~XB")
    assert [text[0] for _, text in tie["label"] if text] == ["+", "\u2212"]


def test_rows_keep_their_order_and_never_touch() -> None:
    left = [Group("Strained", ("a", "b")), Group("Unsettled", ("c",))]
    placed = arrange(left, [Group("Closer", ("d",))], {"a": 1, "b": 3, "c": 1, "d": 1})
    ys = [placed.nodes[n].y for n in "abc"]
    assert ys == sorted(ys) and ys[2] - ys[1] >= 50 + 2 * 16.5
    assert placed.height == HEIGHT and placed.hub == (472.0, HEIGHT / 2)


def test_many_rows_lose_their_second_lines_and_then_go_to_the_table() -> None:
    many = tuple(f"n{i:02}" for i in range(BARE + 1))
    assert {p.lines for p in arrange([Group("Closer", many)], [], dict.fromkeys(many, 2)).nodes.values()} == {
        0
    }
    too_many = tuple(f"n{i:02}" for i in range(MOST + 10))
    placed = arrange([Group("Closer", too_many)], [], dict.fromkeys(too_many, 1))
    assert len(placed.nodes) == MOST - 1
    assert [m.count for m in placed.more] == [11]


# --- Strands and days -------------------------------------------------------------


def strand(drawn: Drawing, tie: str, sign: int) -> list[str]:
    found = next(t for t in drawn.data["ties"] if t["id"] == tie)
    return [iri for s in found["strands"] if s["sign"] == sign for iri, _ in s["records"]]


def test_opinions_allegations_and_forecasts_draw_no_strand(whole: Drawing) -> None:
    drawn = {iri for t in whole.data["ties"] for s in t["strands"] for iri, _ in s["records"]}
    assert {whole.data["records"][iri]["stance"] for iri in drawn} == {"reported"}
    assert "usaPartnershipReached" not in drawn and "signing" not in drawn


def test_the_three_signs_are_kept_apart(whole: Drawing) -> None:
    assert "section907" in strand(whole, "AZE~USA", -1)
    assert "whiteHouseMeeting" in strand(whole, "AZE~USA", 1)
    assert "constitutionCondition" in strand(whole, "AZE~ARM", 0)


def test_a_strand_knows_which_way_each_record_runs(whole: Drawing) -> None:
    ways = {
        iri: way
        for t in whole.data["ties"]
        if t["id"] == "AZE~GBR"
        for s in t["strands"]
        for iri, way in s["records"]
    }
    assert ways["ukEmbargo"] == -1 and ways["ukProgrammeSigned"] == 0


def test_the_british_embargo_is_sure_in_september_and_over_in_december(whole: Drawing) -> None:
    embargo = whole.data["records"]["ukEmbargo"]
    assert embargo["sure"] == ["2025-01-01", "2025-09-30"]
    assert embargo["shown"] == [whole.data["strip"]["first"], "2025-10-30"]


def test_what_has_no_date_is_drawn_from_the_day_on_which_it_is_sure(tmp_path: Path) -> None:
    records = record("m", "meet", "HUB", "XA") + record("t", "tension", "HUB", "XB", "../2025-10")
    shown = view(records, tmp_path).data["records"]
    assert shown["m"]["shown"] == ["2025-12-31", None]
    assert shown["t"]["shown"] == ["2025-01-01", "2025-10-31"]


def test_what_only_holds_by_an_office_or_a_promise_is_never_thick(whole: Drawing) -> None:
    kinds = whole.data["kinds"]
    assert "stands" not in kinds["k:member"] and "stands" not in kinds["k:promise"]
    assert kinds["k:tension"]["stands"] and kinds["k:embargo"]["stands"]
    assert kinds["k:condition"]["sign"] == 0 and kinds["k:demand"]["sign"] == -1


def test_only_what_a_strand_joins_is_a_node_and_the_rest_is_listed(whole: Drawing) -> None:
    nodes = {n["id"] for n in whole.data["nodes"]}
    assert "ForcesWithinIran" in whole.data["spoken"] and "ForcesWithinIran" not in nodes
    assert "JeyhunBayramov" not in nodes and "PeaceTreaty" not in nodes


def test_what_is_asked_goes_from_who_asks_to_who_is_asked(whole: Drawing) -> None:
    strands = next(tie for tie in whole.data["ties"] if tie["id"] == "AZE~ARM")["strands"]
    ways = {name: way for strand in strands for name, way in strand["records"]}
    assert ways["constitutionCondition"] == ways["trippDemand"] == 1  # towards Armenia, their subject
    asked = {kind["name"] for kind in whole.data["kinds"].values() if kind.get("asked")}
    assert asked == {"condition", "demand"}


def test_a_second_line_tells_of_both_signs_where_an_event_leads(whole: Drawing) -> None:
    lines = {n["id"]: n["second"][-1][1].replace("\u00a0", " ") for n in whole.data["nodes"] if n["second"]}
    assert lines["EU"] == "+ Overtures, 2025; \u2212 demand"
    assert ";" not in lines["RUS"] + lines["CHN"]  # a relation that stands says enough


# --- Words --------------------------------------------------------------------------


def test_the_headline_is_short_and_names_who_is_strained_and_what_is_open(whole: Drawing) -> None:
    assert page.headline(whole) == "Closer to most, strained with Russia, and the peace treaty not signed"
    assert all(len(text) <= 70 for _, text in whole.data["headlines"])


def test_events_alone_bring_nobody_closer(whole: Drawing) -> None:
    texts = dict(whole.data["headlines"])
    assert texts["2020-11-01"] == "Possible signs of cooperation with Armenia and Russia"
    assert texts["2020-11-30"] == "Signs of cooperation with Armenia and Russia"
    relations = [e for e in whole.reading.entries.values() if e.drawn and e.stands and e.sign == 1]
    told = [day for day, text in texts.items() if "loser to" in text]
    assert told and all(any(surely(e, day) for e in relations) for day in told)


def test_the_headline_changes_with_the_day(whole: Drawing) -> None:
    texts = dict(whole.data["headlines"])
    assert texts["0001-01-01"] == "No record ties Azerbaijan to another on this day"
    assert len(texts) > 5


def test_one_source_is_always_said(whole: Drawing) -> None:
    assert "one source" in page.standfirst(whole)


def test_a_claim_is_worded_as_the_look_asks(whole: Drawing) -> None:
    claims = whole.data["records"]["constitutionCondition"]["claims"]
    own = "by the article of 1 January 2026"
    assert ["reported", own, [["s1.p3.1", 0], ["s1.p4.1", 0]], ["the article"], ""] in claims
    spoken = "by Jeyhun Bayramov, foreign minister, on 26 December 2025 (day stated); relayed by the article"
    day = "on 26 December 2025"
    assert ["reported", spoken, [["s1.p4.2", 0]], ["Jeyhun Bayramov", "the article"], day] in claims


def test_dates_are_no_finer_than_the_source(whole: Drawing) -> None:
    records = whole.data["records"]
    assert records["signing"]["dates"] == "expected in 2026"
    assert records["usaMomentum"]["dates"] == "expected from 2026"
    assert records["diasporaArrests"]["dates"] == "in the summer of 2025"
    assert records["putinApologises"]["dates"] == "in early October 2025"
    assert not any(" circa " in r["dates"] or "today" in r["dates"] for r in records.values())


def test_the_life_of_the_treaty_has_its_conditions_as_gates_before_the_signing(whole: Drawing) -> None:
    life = next(life for life in whole.data["lives"] if life["thing"] == "PeaceTreaty")
    steps = [(step["sort"], step["label"]) for step in life["steps"]]
    assert steps[:3] == [("stage", "under negotiation"), ("stage", "text agreed"), ("stage", "initialled")]
    assert [sort for sort, _ in steps[3:]] == ["gate", "gate", "expected", "silent"]
    met, open_ = life["steps"][3:5]
    assert met["dates"] == "met on 1 December 2025" and met["done"] == ["2025-12-01", None]
    assert open_["dates"] == "open" and "done" not in open_
    assert life["steps"][-1]["dates"] == "the source does not say"


def test_a_broken_promise_is_only_said_to_be_broken(whole: Drawing) -> None:
    life = next(life for life in whole.data["lives"] if life["thing"] == "compensationPromise")
    assert [(s["sort"], s["label"]) for s in life["steps"]] == [
        ("stage", "promised by Russia"),
        ("alleged", "said to be broken, by the article"),
        ("silent", "met"),
    ]


def test_what_to_look_at_first_begins_with_the_text_that_waits(whole: Drawing) -> None:
    first = whole.data["first"]
    assert first["open"][0]["what"] == "Peace treaty" and "constitutionCondition" in first["open"][0]["gates"]
    assert ["minskProtects", "minskWithoutPurpose"] in [item["ids"] for item in first["disagree"]]
    labels = [whole.data["records"][iri]["label"] for iri in first["counted"]]
    assert any("191 documents" in label for label in labels)


def test_about_another_actor_what_concerns_it_comes_first(whole: Drawing) -> None:
    first = compute(load(), about=str(ID.USA)).data["first"]
    assert first["open"][0]["what"] == "Strategic Partnership Charter"
    assert first["expected"][0] == "charterSigning"
    assert any("USA" in side for side in whole.data["records"][first["newest"][0]]["who"])
    assert first["newest"][0] != whole.data["first"]["newest"][0]
    assert not first["counted"]  # what Azerbaijan signed with others is no count of the United States
    whole_first = whole.data["first"]
    assert {i["id"] for i in first["open"]} == {i["id"] for i in whole_first["open"]}
    assert set(first["expected"]) == set(whole_first["expected"])


def test_persons_ties_belong_to_the_states_in_which_they_hold_office(whole: Drawing) -> None:
    tie = next(t for t in whole.data["ties"] if t["id"] == "AZE~CHN")
    assert "xiPresident" in tie["others"]


def test_the_strip_has_every_dated_event_once_and_nothing_undated(whole: Drawing) -> None:
    strip = whole.data["strip"]
    ids = [dash["id"] for dash in strip["dashes"]]
    assert len(ids) == len(set(ids)) and "washingtonSummit" in ids and "chinaInvitation" not in ids
    assert all(
        d["expected"] == (whole.data["records"][d["id"]]["stance"] != "reported") for d in strip["dashes"]
    )
    assert strip["changes"] == sorted(set(strip["changes"])) and "2025-08-08" in strip["changes"]
    assert strip["first"] <= strip["turn"] <= strip["last"]


# --- Edges of the possible -------------------------------------------------------------


def test_an_actor_that_the_graph_does_not_have_is_refused_with_a_hint() -> None:
    with pytest.raises(UnknownName, match=r"no thing IRM.*Did you mean IRN"):
        compute(load(), about=str(ID.IRM))


def test_an_actor_may_be_put_in_the_middle_and_then_only_its_own_ties_are_drawn() -> None:
    drawn = compute(load(), about=str(ID.ARM))
    nodes = {n["id"] for n in drawn.data["nodes"]}
    assert drawn.data["hub"] == "ARM" and "AZE" in nodes and "CHN" not in nodes


def test_a_graph_without_records_still_draws() -> None:
    picture = draw(Graph())
    assert "No record here ties two actors" in picture.summary


@pytest.mark.parametrize("stance", ["reported", "opinion"])
def test_a_single_record_draws_both_its_ends(tmp_path: Path, stance: str) -> None:
    claim = f"az:claim [ az:passage p:s1.p1.1 ; az:stance s:{stance} ] ."
    drawn = view(record("m", "meet", "XA", "XB", "2025-03-01", more=claim), tmp_path)
    assert {n["id"] for n in drawn.data["nodes"]} == {"XA", "XB"}


def test_an_actor_without_ties_is_drawn_alone(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, record("m", "meet", "AAA", "BBB", "2025-03-01"))
    drawn = compute(graph, about=str(ID.CCC))
    assert [n["id"] for n in drawn.data["nodes"]] == ["CCC"] and drawn.data["open"] == "CCC"
    assert page.headline(drawn) == "No record here ties Celand to another"


def test_the_data_are_plain_json_and_cannot_end_their_element(whole: Drawing) -> None:
    text = page.embedded(whole.data)
    assert json.loads(text) == json.loads(json.dumps(whole.data))
    assert not set("<>&\u2028\u2029") & set(text)


def test_talks_that_may_still_go_on_are_not_said_to_wait_for_a_beginning(whole: Drawing) -> None:
    item = next(one for one in whole.data["first"]["open"] if one["id"] == "euNegotiationsRestart")
    assert item["on"] == ["2026-01-01", None]  # the earlier ones lasted until some day of 2025
    assert item["rest"] == "with the EU is not under negotiation again"


def test_the_state_of_a_tie_counts_all_that_is_owed(whole: Drawing) -> None:
    told = next(tie["state"] for tie in whole.data["ties"] if tie["id"] == "AZE~ARM")[-1][1]
    assert told.endswith("; one condition, one demand and four other commitments are open")
