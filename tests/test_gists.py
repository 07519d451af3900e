"""The few words by a mark: a record's own, without the names of its row, and never turned into another claim."""

from __future__ import annotations

import re

import pytest

from azgraph.picture.gists import shortened

NAMES = ["Azerbaijan", "AZE", "Russia", "United States", "EU", "European Union"]


def test_the_names_of_the_row_go_without_saying() -> None:
    told = "The United States lifts its restrictions on defence cooperation with Azerbaijan"
    assert shortened(told, NAMES) == ["lifts its restrictions on defence cooperation"]
    assert shortened("Relations of Azerbaijan and the EU stagnate at times", NAMES) == [
        "Relations stagnate at times"
    ]
    assert shortened("Russia has an arms embargo on Azerbaijan", NAMES) == ["arms embargo"]


def test_what_only_explains_goes_where_it_is_long() -> None:
    told = "Russia conducts a criminal case over the crash of the airliner"
    assert shortened(told, NAMES)[-1] == "conducts a criminal case"


@pytest.mark.parametrize(
    "label",
    [
        "Russia is judged to be to blame",
        "Azerbaijan depends on Russia",
        "What comes is up to the EU",
        "Russia apologises to Azerbaijan",
        "The president of Russia visits Baku",
        "Azerbaijan and Georgia send new ambassadors",
        "Russia may leave",
    ],
)
def test_what_would_lack_a_part_or_blame_another_has_no_short_form(label: str) -> None:
    assert shortened(label, NAMES) == []


@pytest.mark.parametrize("more", ["not", "no", "never", "unless asked"])
def test_a_label_is_not_cut_where_its_end_turns_it(more: str) -> None:
    told = f"Russia gives {more} weapons to those friends for the long war in the north"
    assert all(re.search("the north$", words) for words in shortened(told, NAMES))
