"""In a notebook: results as frames, the magic, and how each answer looks."""

from __future__ import annotations

import builtins
import subprocess
import sys
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from rdflib import Graph, Literal

import azgraph
from azgraph import changes, citations, findings, names, notebook_html
from azgraph.errors import AzgraphError, InputError, UnknownName
from azgraph.names import ID

_ALLOWED = {
    "p",
    "b",
    "br",
    "h3",
    "h4",
    "ul",
    "li",
    "span",
    "cite",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_ALLOWED |= {"details", "summary", "main", "header", "section"}
BY_DAY = """SELECT ?record ?label { VALUES ?day { "2025-01-01"^^xsd:date }
  ?record az:kind k:visit ; rdfs:label ?label ; az:startBy ?by FILTER (?by <= ?day) } ORDER BY ?record"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return azgraph.load()


@pytest.fixture
def shell() -> InteractiveShell:
    """A shell of IPython that has loaded azgraph."""
    shell = InteractiveShell()
    shell.run_line_magic("load_ext", "azgraph")
    return shell


def _cell(shell: InteractiveShell, line: str, query: str) -> Any:
    return shell.run_cell_magic("sparql", line, query)


def test_a_select_comes_as_a_frame_with_a_column_a_variable(graph: Graph) -> None:
    found = azgraph.frame(graph, "SELECT ?who ?name { ?who az:strategicPartnerOf :AZE ; rdfs:label ?name }")
    assert found.to_dict("records") == [{"who": ":CHN", "name": "China"}]


def test_days_and_numbers_of_a_frame_can_be_reckoned_with(graph: Graph) -> None:
    found = azgraph.frame(
        graph, "SELECT ?r ?start ?value { ?r az:start ?start OPTIONAL { ?r az:value ?value } }"
    )
    assert (found.start.dt.year >= 2023).any()
    assert found.value.sum() > 4_000_000_000


def test_what_a_query_leaves_unbound_is_missing(graph: Graph) -> None:
    found = azgraph.frame(graph, "SELECT ?a ?b { :AZE rdfs:label ?a OPTIONAL { :AZE az:due ?b } }")
    assert found.b.isna().all()


def test_no_rows_are_an_empty_frame_with_its_columns(graph: Graph) -> None:
    found = azgraph.frame(graph, "SELECT ?a ?b { ?a az:embargoes ?b }")
    assert list(found.columns) == ["a", "b"] and found.empty


def test_a_text_names_a_thing_where_the_query_has_a_name(graph: Graph) -> None:
    text = "SELECT ?with { VALUES ?actor { :ARM } ?actor az:strategicPartnerOf ?with }"
    assert azgraph.frame(graph, text).empty
    assert azgraph.frame(graph, text, actor="Azerbaijan")["with"].tolist() == [":CHN"]
    assert azgraph.frame(graph, text, actor=ID.AZE)["with"].tolist() == [":CHN"]


@pytest.mark.parametrize(
    "day",
    [date(2025, 12, 31), pd.Timestamp("2025-12-31")],
    ids=lambda d: type(d).__name__,
)
def test_a_day_of_any_sort_is_a_parameter(graph: Graph, day: date) -> None:
    assert len(azgraph.frame(graph, BY_DAY, day=day)) > len(azgraph.frame(graph, BY_DAY))


def test_a_value_is_never_read_as_a_query(graph: Graph) -> None:
    text = 'SELECT ?word { VALUES ?word { "x" } }'
    attack = '" } ?s ?p ?o . VALUES ?word { "'
    assert azgraph.frame(graph, text, word=attack).word.tolist() == [attack]


def test_a_parameter_that_the_query_does_not_have_is_named(graph: Graph) -> None:
    with pytest.raises(AzgraphError, match=r"no line VALUES \?dya"):
        azgraph.frame(graph, BY_DAY, dya=date(2025, 1, 1))


def test_a_value_that_is_no_term_is_refused(graph: Graph) -> None:
    with pytest.raises(InputError, match="parameter day cannot be list"):
        azgraph.frame(graph, BY_DAY, day=[1])


def test_numbers_and_truth_are_parameters(graph: Graph) -> None:
    for value in (1, 2.5, True, Decimal("0.1"), Literal("x")):
        assert len(azgraph.frame(graph, 'SELECT ?v { VALUES ?v { "x" } }', v=value)) == 1


def test_without_pandas_a_frame_says_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(AzgraphError, match=r"pip install 'azgraph\[notebook\]'"):
        azgraph.frame(graph, "ASK { }")


def test_importing_azgraph_loads_neither_pandas_nor_ipython() -> None:
    code = "import azgraph, sys; azgraph.load; print({'pandas', 'IPython', 'azgraph.notebook'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_magic_asks_the_bundled_graph_and_knows_the_prefixes(shell: InteractiveShell) -> None:
    found = _cell(shell, "", "SELECT ?who { ?who az:strategicPartnerOf :AZE }")
    assert isinstance(found, pd.DataFrame) and found.who.tolist() == [":CHN"]


def test_the_magic_binds_variables_by_name(shell: InteractiveShell) -> None:
    shell.user_ns |= {"day": date(2025, 12, 31), "later": date(2024, 1, 1)}
    assert len(_cell(shell, "-p day", BY_DAY)) > 0
    assert len(_cell(shell, "-p day=later", BY_DAY)) == 0


def test_the_magic_shows_labels_whole(shell: InteractiveShell) -> None:
    label = "Azerbaijan and the United Kingdom sign a defence cooperation programme for 2026"
    found = _cell(shell, "", "SELECT ?label { :ukProgrammeSigned rdfs:label ?label }")
    assert label in shell.display_formatter.format(found)[0]["text/html"]


def test_the_magic_keeps_its_answer_under_a_name(shell: InteractiveShell) -> None:
    assert _cell(shell, "-o partners", "SELECT ?who { ?who az:strategicPartnerOf :AZE }") is None
    assert shell.user_ns["partners"].who.tolist() == [":CHN"]


def test_the_magic_asks_the_graph_of_a_variable(shell: InteractiveShell) -> None:
    shell.user_ns["mine"] = names.bind_prefixes(Graph())
    assert _cell(shell, "mine", "SELECT ?s { ?s ?p ?o }").empty


def test_the_magic_answers_a_construct_with_a_graph(shell: InteractiveShell) -> None:
    found = _cell(shell, "", "CONSTRUCT { ?a az:metWith ?b } WHERE { ?a az:metWith ?b }")
    assert isinstance(found, Graph) and len(found) == 10


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nothere", "no variable 'nothere'"),
        ("-p dya", "no variable 'dya'"),
        ("-x", "no such option: -x"),
        ("-o 1a", "not a name: '1a'"),
        ("word", "an rdflib Graph, not str"),
        ("-p word", "no line VALUES"),
    ],
)
def test_the_magic_says_in_one_line_what_is_wrong(shell: InteractiveShell, line: str, said: str) -> None:
    from IPython.core.error import UsageError

    shell.user_ns["word"] = "x"
    with pytest.raises(UsageError, match=said):
        _cell(shell, line, "SELECT ?s { ?s ?p ?o }")


def test_the_magic_says_which_line_of_a_query_is_wrong(shell: InteractiveShell) -> None:
    from IPython.core.error import UsageError

    with pytest.raises(UsageError, match="line 2"):
        _cell(shell, "", "SELECT ?s {\n ?s ?p }")


def test_loading_the_extension_shows_a_graph_as_what_it_holds(shell: InteractiveShell, graph: Graph) -> None:
    html = shell.display_formatter.format(graph)[0]["text/html"]
    assert "295 records" in html


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.fixture(scope="module")
def shown(graph: Graph) -> dict[str, str]:
    """How each sort of answer looks."""
    bad = findings.Findings([findings.Finding("error", ":x", "says <b>no</b>")])
    answers: dict[str, Any] = {
        "snapshot": azgraph.snapshot(graph, date(2025, 9, 30)),
        "evidence": azgraph.evidence(graph, ID.ukEmbargo),
        "brief": azgraph.brief(graph, ID.AZE),
        "changes": changes.changes(graph, date(2025, 10, 1), date(2025, 10, 31)),
        "findings": bad,
    }
    return {name: answer._repr_html_() for name, answer in answers.items()} | {
        "graph": notebook_html.html(graph)
    }


@pytest.mark.parametrize(
    ("sort", "words"),
    [
        ("snapshot", "On 30 September 2025"),
        ("evidence", "s7.p1.3"),
        ("brief", "<h3>Azerbaijan on 1 January 2026</h3>"),
        ("changes", "The United Kingdom has an arms embargo on Azerbaijan"),
        ("findings", "says &lt;b&gt;no&lt;/b&gt;"),
        ("graph", "266 claims from 1 source"),
    ],
)
def test_an_answer_is_shown_as_html(shown: dict[str, str], sort: str, words: str) -> None:
    assert words in shown[sort]


def test_what_is_shown_survives_where_a_notebook_is_not_trusted(shown: dict[str, str]) -> None:
    for html in shown.values():
        found = _Tags()
        found.feed(html)
        assert found.tags <= _ALLOWED and found.attributes <= {"class", "style"}


def test_evidence_and_findings_are_lists(graph: Graph) -> None:
    assert azgraph.evidence(graph, ID.ukEmbargo) == citations.citations(graph)[ID.ukEmbargo]
    assert azgraph.check() == []
    assert builtins.isinstance(azgraph.check(), list)


def test_a_thing_that_is_not_in_the_graph_is_named(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="Atlantis"):
        azgraph.frame(graph, "SELECT ?a { VALUES ?a { :AZE } }", a="Atlantis")
