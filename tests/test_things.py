"""Finding a thing by what a reader calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from azgraph.errors import UnknownName
from azgraph.graph import load
from azgraph.names import ID
from azgraph.things import find_actor, find_thing
from writing import THINGS, graph_of


@pytest.mark.parametrize(
    "word", ["CHN", ":CHN", "chn", "China", "beijing", "https://w3id.org/azgraph/id/CHN"]
)
def test_an_actor_goes_by_id_label_and_alias(word: str) -> None:
    assert find_actor(load(), word) == ID.CHN


def test_a_text_is_found_as_a_thing_and_is_no_actor() -> None:
    graph = load()
    assert find_thing(graph, "peace treaty") == ID.PeaceTreaty
    with pytest.raises(UnknownName, match="no actor 'peace treaty'"):
        find_actor(graph, "peace treaty")


def test_an_ambiguous_name_lists_its_candidates(tmp_path: Path) -> None:
    things = THINGS + ':AAA skos:altLabel "Capital" . :BBB skos:altLabel "capital" .'
    graph = graph_of(tmp_path, "", things=things)
    with pytest.raises(UnknownName, match="'Capital' is ambiguous; name it by its id: AAA or BBB"):
        find_actor(graph, "Capital")


@pytest.mark.parametrize("word", ["", " ", "}", 'x" } ; DROP', "Ilham\nAliyev"])
def test_a_word_that_names_nobody_is_one_clear_line(word: str) -> None:
    with pytest.raises(UnknownName, match="in this graph"):
        find_actor(load(), word)
