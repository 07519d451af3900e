"""What the children do: SPARQL as W3C's formats have it, and every page that reads the graph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import pyoxigraph as ox
from rdflib import Graph

from azgraph import questions, refusals, snapshots, sparql, when
from azgraph.briefs import brief
from azgraph.changes import changes
from azgraph.errors import AzgraphError, InputError, TooMuch
from azgraph.escapes import in_xml, visible
from azgraph.graph_variables import spelt_out
from azgraph.names import PREFIXES, short
from azgraph.picture import draw
from azgraph.printing import row_parts
from azgraph.reports import document
from azgraph.reports.document import day_words
from azgraph.reports.page import as_fragment
from azgraph.server import accepting, describing, pages
from azgraph.server.workers import Reply, Task
from azgraph.store import Store, load_graph
from azgraph.things import find_actor

_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
Values = dict[str, str]


class _Bounded:
    """A file in memory that refuses to grow past a size."""

    def __init__(self, most: int) -> None:
        self.chunks: list[bytes] = []
        self._left = self._most = most

    def write(self, chunk: bytes) -> int:
        self._left -= len(chunk)
        if self._left < 0:
            raise TooMuch(f"the answer is larger than {self._most // 1_000_000:,} MB; ask for less")
        self.chunks.append(bytes(chunk))
        return len(chunk)

    def flush(self) -> None: ...


def query(
    graph: Graph,
    *,
    text: str,
    accept: str,
    most: int,
    base: str | None = None,
    default: Sequence[str] = (),
    named: Sequence[str] = (),
) -> Reply:
    """The answer to a query, whole, in the form that is wanted; a refusal with 406 where it has no such form.

    Addresses that are not whole are taken from `base`. With `default` or `named` the query is put
    to these graphs of the data alone, whatever its FROM says.

    Errors: InputError for what is no query, asks elsewhere, or for a graph that is not there, or
    changes something; TooMuch.
    """
    held = cast("Store", graph.store)
    refusals.check(text, held.holds)
    chosen = _chosen(held, default, named)
    try:
        answer = held.bulk.query(spelt_out(text, held.names), base_iri=base, prefixes=PREFIXES, **chosen)
        graph_told = isinstance(answer, ox.QueryTriples)
        offered = accepting.GRAPHS if graph_told else accepting.ROWS
        type_ = accepting.choose(accept, offered)
        if type_ is None:
            told = "a graph" if graph_told else "rows, or yes or no,"
            message = f"this query answers with {told} in one of: {', '.join(offered)}"
            return Reply(message.encode(), "text/plain", 406)
        out = _Bounded(most)
        if isinstance(answer, ox.QueryTriples):
            describing.serialise(answer, offered[type_], out)
        else:
            answer.serialize(cast("Any", out), format=_ROWS[offered[type_]])
    except AzgraphError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # the engine raises types of its own for bad text
        raise InputError(f"not a SPARQL query that can be run: {sparql.first_line(error)}") from None
    content = b"".join(out.chunks)
    return Reply(in_xml(content.decode()).encode() if "xml" in type_ else content, type_)


def _chosen(held: Store, default: Sequence[str], named: Sequence[str]) -> dict[str, Any]:
    """The graphs that a query is put to, as the engine wants them; nothing where all are."""
    if missing := next((name for name in (*default, *named) if not held.holds(name)), None):
        raise InputError(f"the data hold no graph <{visible(missing)}>, and nothing is fetched")
    if not (default or named):
        return {}
    return {
        "default_graph": [ox.NamedNode(name) for name in default],
        "named_graphs": [ox.NamedNode(name) for name in named],
    }


def draw_map(graph: Graph) -> Reply:
    """The relation map, with the way to the other pages."""
    links = tuple((name, address) for name, address in pages.PLACES if address != "/")
    return Reply(draw(graph, links=links).html.encode())


def question(graph: Graph, *, name: str, values: Values, day: str, most: int) -> Reply:
    """A question of the catalogue as a form, with its answer."""
    asked = questions.question(name)
    chosen = when.parse_day(day) if day else None
    if chosen:
        graph = snapshots.as_of(load_graph(graph), chosen)  # a copy: the child answers others after this
    told = {p.name: values.get(p.name) or p.default for p in asked.parameters}
    rows = questions.ask(graph, name, most=most, **{key: value for key, value in values.items() if value})
    answers = []
    for row in rows:
        title, stated, cited = row_parts(row)
        record = row.terms.get("record")
        where = (short(record), describing.address(record)) if record is not None else ()
        stated = [text for text in stated if not (where and text == f"record: {where[0]}")]
        answers.append((title, stated, cited, where))
    text = "\n".join(line for line in asked.text.splitlines() if not line.startswith("#+")).strip()
    on = chosen or _newest(graph)
    known = {sort: describing.names(graph, sort) for sort in ("actor", "thing")}
    content = pages.render(
        "question.html",
        asked=asked,
        told=told,
        answers=answers,
        day=day,
        on=on and day_words(on),
        query=text,
        known=known,
    )
    return Reply(content)


def tell_brief(graph: Graph, *, actor: str, partner: str, day: str) -> Reply:
    """A page on an actor, or the story of two."""
    other = find_actor(graph, partner) if partner else None
    on = when.parse_day(day) if day else snapshots.newest_day(graph)
    told = brief(graph, find_actor(graph, actor), day=on, partner=other)
    return _report(graph, "brief.html", as_fragment(document(told), level=1), actor, partner, day)


def tell_changes(graph: Graph, *, first: str, last: str, about: str) -> Reply:
    """What changed between two days."""
    actor = find_actor(graph, about) if about else None
    told = changes(graph, when.parse_day(first), when.parse_day(last), about=actor)
    return _report(graph, "changes.html", as_fragment(document(told), level=1), about, first, last)


def choose_brief(graph: Graph) -> Reply:
    """The form of the briefs, and everyone there is one of."""
    return _report(graph, "brief.html", "", "", "", "")


def choose_changes(graph: Graph) -> Reply:
    """The form of the changes, filled in with the last year."""
    last = snapshots.newest_day(graph)
    first = last.replace(year=last.year - 1, day=min(last.day, 28))
    return _report(graph, "changes.html", "", "", str(first), str(last))


def thing(graph: Graph, *, iri: str, type: str) -> Reply:  # noqa: A002
    """What the graph says of a thing or record, for people or for programs."""
    form = accepting.THINGS[type]
    if form == "html":
        return Reply(pages.render("thing.html", thing=describing.page(graph, iri)))
    return Reply(describing.text(graph, iri, form), type if form == "nt" else f"{type}; charset=utf-8")


def count(graph: Graph) -> Reply:
    """How many triples there are, as a text."""
    return Reply(str(len(graph)).encode(), "text/plain")


def names(graph: Graph) -> Reply:
    """The names of the graphs that have one, a line each."""
    return Reply("\n".join(cast("Store", graph.store).names()).encode(), "text/plain")


def _report(graph: Graph, template: str, body: str, *chosen: str) -> Reply:
    known = describing.names(graph, "actor")
    return Reply(pages.render(template, body=body, chosen=chosen, known=known))


def _newest(graph: Graph) -> date | None:
    try:
        return snapshots.newest_day(graph)
    except AzgraphError:
        return None


TASKS: dict[str, Task] = {
    "query": query,
    "map": draw_map,
    "question": question,
    "brief": tell_brief,
    "changes": tell_changes,
    "choose brief": choose_brief,
    "choose changes": choose_changes,
    "thing": thing,
    "count": count,
    "names": names,
}
"""What can be asked of a child, by name."""
