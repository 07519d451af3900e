"""POLECAT's rows, and our table of PLOVER's events, modes and contexts."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDFS

import azgraph
from azgraph.datasets import plover
from azgraph.names import AZ, ID, PLOVER
from imports import SAMPLES, import_into, written
from test_cameo import PLOVER as GROUPS

ROWS = (SAMPLES / "polecat.txt").read_text(encoding="utf-8").splitlines()
HEADER = ROWS[0].split("\t")


def _row(**changed: str) -> str:
    """The first made-up row, a visit of Azerbaijan to Georgia, with some columns changed."""
    fields = dict(zip(HEADER, ROWS[1].split("\t"), strict=True))
    return "\t".join((fields | {key.replace("_", " "): value for key, value in changed.items()}).values())


def _told(folder: Path, row: str) -> tuple[str, str]:
    """What is said of a row that is skipped: the reason, and the words."""
    good = _row(Event_ID="good")
    report = import_into(folder / "out", "polecat", written(folder, "x.txt", ROWS[0], good, row))
    ((reason, skipped),) = report.skipped.items()
    return reason, skipped.examples[0]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> azgraph.Graph:
    folder = tmp_path_factory.mktemp("polecat")
    import_into(folder / "out", "polecat", SAMPLES / "polecat.txt")
    return azgraph.load(folder / "out")


def test_every_event_of_plover_has_a_code_and_every_group_is_one_of_its_words() -> None:
    codes = plover.codes()
    assert {code.group for code in codes.values()} == GROUPS
    assert set(codes) >= GROUPS
    assert len(codes) == 16 + 67 + 2  # events, their modes, and two contexts that are kinds of ours


@pytest.mark.parametrize(
    ("event", "modes"),
    [
        ("CONSULT", {"visit", "third-party", "multilateral", "phone"}),
        ("RETREAT", {"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
        ("REQUEST", {"assist", "change", "yield", "meet"}),
        ("REJECT", {"assist", "change", "yield", "meet"}),
        ("ACCUSE", {"disapprove", "investigate", "allege"}),
        ("THREATEN", {"restrict", "arrest", "relations", "expel", "territory", "violence"}),
        ("PROTEST", {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
        ("SANCTION", {"convict", "expel", "withdraw", "discontinue"}),
        ("MOBILIZE", {"troops", "weapons", "police", "militia"}),
        ("AGREE", set()), ("SUPPORT", set()), ("CONCEDE", set()), ("COOPERATE", set()), ("AID", set()),
    ],
)  # fmt: skip
def test_an_event_has_the_modes_of_the_manual(event: str, modes: set[str]) -> None:
    assert plover.modes(event) == modes


def test_weights_have_the_sign_of_their_quad_and_what_is_asked_or_threatened_says_so() -> None:
    kind = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
    for code in plover.codes().values():
        assert -10 <= code.weight <= 10
        if code.group != "REQUEST":
            assert (code.weight > 0) == (code.group in kind), code
        assert ("threatens" in code.phrase) == (code.group == "THREATEN"), code
        assert code.phrase.startswith("{subject} ") and code.phrase.count("{object}") == 1
    phrases = [code.phrase for code in plover.codes().values()]
    assert len(set(phrases)) == len(phrases)


def test_every_nearest_kind_is_one_of_ours() -> None:
    from azgraph.claims import columns

    ours = {sort.id for sort in columns.kinds().values()}
    assert {code.kind for code in plover.codes().values()} - {""} <= ours


@pytest.mark.parametrize(
    ("number", "subject", "code", "object_"),
    [
        ("0001", "AZE", "CONSULT-visit", "GEO"),
        ("0003", "USA", "SANCTION-discontinue", "IRN"),
        ("0004", "AZE", "COOPERATE-military", "TUR"),
        ("0005", "EU", "ACCUSE-disapprove", "BLR"),
        ("0012", "ARM", "RETREAT-ceasefire", "AZE"),
    ],
)
def test_a_row_joins_its_two_by_event_and_mode(
    graph: azgraph.Graph, number: str, subject: str, code: str, object_: str
) -> None:
    event = ID[f"polecat/SYNTH-{number}"]
    ends = graph.value(event, AZ.subject), graph.value(event, AZ.kind), graph.value(event, AZ.object)
    assert ends == (ID[subject], PLOVER[code], ID[object_])


def test_two_who_consult_and_are_both_named_as_actors_are_a_pair(graph: azgraph.Graph) -> None:
    event = ID["polecat/SYNTH-0002"]
    assert (graph.value(event, AZ.subject), graph.value(event, AZ.object)) == (ID.AZE, ID.TUR)


def test_a_breakaway_region_a_party_and_several_at_once_do_not_act_for_a_state(graph: azgraph.Graph) -> None:
    names = {n: str(graph.value(graph.value(ID[f"polecat/SYNTH-{n}"], AZ.subject), RDFS.label)) for n in ("0006", "0007", "0009", "0011")}  # fmt: skip
    assert names == {
        "0006": "Example Party (Georgia)", "0007": "Example region (Moldova)", "0009": "Kosovo (KOS)",
        "0011": "France; Germany (FRA; DEU)",
    }  # fmt: skip


@pytest.mark.parametrize("context", ["future", "hypothetical", "negation"])
def test_what_is_not_said_to_have_happened_is_no_event(tmp_path: Path, context: str) -> None:
    reason, said = _told(tmp_path, _row(Contexts=f"economic; {context}"))
    assert (reason, f"has the context {context!r}" in said) == ("has not happened", True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"Event_Type": "CONSLT"}, "Event Type 'CONSLT' is none of PLOVER. Did you mean CONSULT?"),
        (
            {"Event_Mode": "vist"},
            "Event Mode 'vist' is none that PLOVER has for CONSULT. Did you mean visit?",
        ),
        ({"Event_Date": "2023-02-30"}, "Event Date '2023-02-30' is no day"),
        ({"Intensity": "None"}, "Intensity 'None' is no number"),
        ({"Event_ID": "None"}, "has no Event ID"),
    ],
)
def test_a_bad_row_is_skipped_and_explained(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    assert said in _told(tmp_path, _row(**changed))[1]


def test_tabs_to_spare_are_no_columns_and_several_modes_leave_the_event_alone(tmp_path: Path) -> None:
    rows = [_row() + "\t\t", _row(Event_ID="two", Event_Mode="visit; phone", Intensity="2.5")]
    report = import_into(tmp_path / "out", "polecat", written(tmp_path, "x.txt", ROWS[0], *rows))
    assert report.kept == 2
    graph = azgraph.load(tmp_path / "out")
    assert graph.value(ID["polecat/two"], AZ.kind) == PLOVER.CONSULT
