"""SPARQL results as pandas frames, with parameters that can only be values."""

from __future__ import annotations

import importlib
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from azgraph import sparql, things
from azgraph.errors import AzgraphError, InputError
from azgraph.names import short

if TYPE_CHECKING:
    import pandas as pd

    from azgraph.sparql import Answer


def frame(graph: Graph, query: str, **values: Any) -> pd.DataFrame:
    """The answer of a SPARQL query as a pandas frame; parameters by name.

    A parameter takes the place of the term in the query's own line `VALUES ?name { … }`. A
    text is an actor or other thing, by id, label or other name, where that line holds a name,
    and a plain text where it holds one. Days become datetime64, numbers numbers, names of the graph short.
    A graph comes as subject, predicate and object, yes or no as `holds`.

    >>> from azgraph import load
    >>> text = "SELECT ?who { VALUES ?actor { :ARM } ?actor az:metWith ?who } ORDER BY ?who"
    >>> frame(load(), text, actor="Azerbaijan").who.tolist()
    [':ARM', ':GBR', ':RUS', ':USA']

    Errors: AzgraphError without pandas, or for a parameter that the query does not have;
    InputError for a value that cannot be a parameter; UnknownName for a thing not in the graph.
    """
    return as_frame(answer(graph, query, **values))


def answer(graph: Graph, query: str, **values: Any) -> Answer:
    """The answer of a query with parameters, as `frame` takes them."""
    terms = {name: _term(graph, query, name, value) for name, value in values.items()}
    return sparql.run(graph, sparql.bind(query, **terms))


def as_frame(answer: Answer) -> pd.DataFrame:
    """An answer as a pandas frame."""
    pandas = _pandas()
    columns, rows = answer.columns, answer.rows
    if answer.holds is not None:
        return cast("pd.DataFrame", pandas.DataFrame({"holds": [answer.holds]}))
    if answer.graph is not None:
        columns, rows = ["subject", "predicate", "object"], sorted(answer.graph, key=str)
    cells = [[_value(term) for term in row] for row in rows]
    found: pd.DataFrame = pandas.DataFrame(cells, columns=columns)
    for number, name in enumerate(columns):
        told = {type(row[number]) for row in cells if row[number] is not None}
        if told == {date}:
            found[name] = pandas.to_datetime(found[name])
    return found


def _pandas() -> Any:
    try:
        return importlib.import_module("pandas")
    except ImportError:
        raise AzgraphError("frames need pandas; install it with: pip install 'azgraph[notebook]'") from None


def _value(term: Node | None) -> Any:
    if not isinstance(term, Literal):
        return None if term is None else short(term)
    plain = term.toPython()
    if isinstance(plain, Decimal):
        return float(plain)
    return plain if isinstance(plain, bool | int | float) or type(plain) is date else str(term)


def _term(graph: Graph, query: str, name: str, value: Any) -> Node:
    """A Python value as a term: nothing but a name, a text, a number, a day, true or false."""
    if isinstance(value, URIRef | Literal):
        return value
    if isinstance(value, str):
        named = re.search(rf"VALUES\s+\?{re.escape(name)}\s*\{{\s*(<|[\w.-]*:)", query)
        return things.find_thing(graph, value) if named else Literal(value)
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()  # a day taken from a frame
    if isinstance(value, date):
        return Literal(date(value.year, value.month, value.day))
    if isinstance(value, bool | int | float | Decimal):
        return Literal(value)
    raise InputError(
        f"parameter {name} cannot be {type(value).__name__}; give a text, a day, a number or an IRI"
    )
