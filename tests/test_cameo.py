"""The table of CAMEO codes: our own, reviewed, complete."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from azgraph import turtle
from azgraph.datasets import cameo
from azgraph.files import ontology_files
from azgraph.names import AZ, KIND
from imports import WHOLE

PLOVER = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}


def test_every_code_of_the_code_book_has_a_group_and_no_other_code_has_one() -> None:
    book = WHOLE / "cameo-codes.csv"
    if not book.exists():
        pytest.skip("the CAMEO code book is not at hand")
    lines = book.read_text(encoding="utf-8").splitlines()[1:]
    assert set(cameo.codes()) == {line.split(",")[0] for line in lines}
    assert all(
        code.weight == float(lines[n].rsplit(",", 1)[1]) for n, code in enumerate(cameo.codes().values())
    )


def test_every_group_is_a_word_of_plover_and_only_words_alone_are_ours() -> None:
    groups = Counter(code.group for code in cameo.codes().values())
    assert set(groups) == PLOVER | {"STATEMENT"}
    assert {code.code[:2] for code in cameo.codes().values() if code.group == "STATEMENT"} == {"01"}


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("057", "SUPPORT"), ("085", "RETREAT"), ("0841", "RETREAT"), ("0871", "RETREAT"), ("0831", "CONCEDE"),
        ("042", "CONSULT"), ("0254", "REQUEST"), ("1054", "REQUEST"), ("036", "AGREE"), ("061", "COOPERATE"),
        ("072", "AID"), ("091", "ACCUSE"), ("1244", "REJECT"), ("1312", "THREATEN"), ("1431", "PROTEST"),
        ("154", "MOBILIZE"), ("163", "SANCTION"), ("173", "COERCE"), ("196", "ASSAULT"), ("204", "ASSAULT"),
    ],
)  # fmt: skip
def test_a_code_stands_in_the_group_that_its_own_meaning_asks_for(code: str, group: str) -> None:
    assert cameo.codes()[code].group == group


def test_codes_keep_their_leading_zeros() -> None:
    assert {"01", "010", "0211", "20", "200", "2042"} <= set(cameo.codes())
    assert cameo.codes()["10"].label != cameo.codes()["010"].label


def test_what_is_only_announced_threatened_or_asked_for_says_so() -> None:
    for code in cameo.codes().values():
        words = {"02": "appeals to", "03": "states an intent to", "10": "demands", "13": "threatens"}
        if (word := words.get(code.code[:2])) and code.code != "139":
            assert word in code.phrase, code


def test_every_phrase_names_both_sides_and_no_two_are_the_same() -> None:
    phrases = [code.phrase for code in cameo.codes().values()]
    assert len(phrases) == len(set(phrases))
    for phrase in phrases:
        assert phrase.startswith("{subject} ")
        assert re.findall(r"{\w+}", phrase) == ["{subject}", "{object}"]


def test_every_nearest_kind_is_a_kind_of_ours() -> None:
    known = set()
    for path in ontology_files():
        known |= set(turtle.read(path).subjects(AZ.recordClass))
    nearest = {KIND[code.kind] for code in cameo.codes().values() if code.kind}
    assert nearest <= known
    assert len(nearest) > 10
