"""Text of a graph as it may stand beside other text: no name turns round what surrounds it."""

from __future__ import annotations

import re

from rdflib import Graph, Literal

from azgraph import sparql
from azgraph.store import load_graph

_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"


def stripped(text: str) -> str:
    r"""A text without the invisible characters that set its direction, and with it that of its neighbours.

    >>> stripped("\u202egnp.exe")
    'gnp.exe'
    """
    return re.sub(f"[{_CONTROLS}]", "", text)


def legible(text: str) -> str:
    r"""A text that can be put into any sentence: one with right-to-left letters is isolated from the rest.

    >>> legible("Aland"), legible("\u05d0\u05d1 3") == "\u2068\u05d0\u05d1 3\u2069"
    ('Aland', True)
    """
    bare = stripped(text)
    return f"\u2068{bare}\u2069" if re.search(f"[{_RIGHT_TO_LEFT}]", bare) else bare


def legible_graph(graph: Graph) -> Graph:
    """The graph with every text legible: itself where it is so already, else a copy.

    It is done here, once, because names end up in sentences, links, tables and pictures alike.
    """
    text = f"""SELECT ?s ?p ?o {{ ?s ?p ?o FILTER (isLiteral(?o) &&
      REGEX(STR(?o), "[{_CONTROLS}{_RIGHT_TO_LEFT}]")) }} ORDER BY ?s ?p ?o"""
    found = [row for row in sparql.run(graph, text) if str(row[2]) != legible(str(row[2]))]
    if not found:
        return graph
    copy = load_graph(graph)
    for subject, property_, value in found:
        copy.remove((subject, property_, value))
        copy.add((subject, property_, Literal(legible(str(value)), lang=value.language)))
    return copy
