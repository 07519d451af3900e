"""The relation map: one HTML page from a graph, or the same network for pyvis."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from rdflib import Graph

from azgraph.errors import InputError
from azgraph.files import write_text
from azgraph.picture import classic, page
from azgraph.picture.asking import asking
from azgraph.picture.classic import to_pyvis
from azgraph.picture.drawing import compute
from azgraph.picture.legible import legible_graph

__all__ = ["Picture", "draw", "to_pyvis"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished map: `html` is the whole file, `summary` says in plain text what it shows."""

    html: str
    summary: str
    table: str = ""

    def save(self, path: str | Path) -> Path:
        """Write the map, whole or not at all, and return its path.

        Errors: InputError where the folder does not exist or may not be written.
        """
        target = Path(path)
        write_text(target, self.html)
        return target

    def _repr_html_(self) -> str:
        """The map for a notebook, in a sandbox; where frames are stripped, its table is left."""
        return (
            f'<iframe sandbox="allow-scripts allow-downloads allow-modals" width="100%" height="900" '
            f'title="Relation map" srcdoc="{html.escape(self.html)}"></iframe>'
            f"<details><summary>{html.escape(self.summary)}</summary>{self.table}</details>"
        )


def draw(
    graph: Graph,
    *,
    day: date | None = None,
    about: str | None = None,
    title: str | None = None,
    view: Literal["network", "lanes", "table"] = "network",
    theme: Literal["auto", "light", "dark"] = "auto",
    renderer: Literal["page", "pyvis"] = "page",
    sparql: bool = False,
) -> Picture:
    """Draw the relation map of a graph.

    `day` is the day it opens on, by default that of the newest source; `about` is the IRI
    of the actor to put in the middle; `title` replaces the headline. The page opens in
    `view` and in `theme`, by default that of the reader's system. With `sparql` it answers
    SPARQL itself, offline, from the same graph, and is 2 MB larger.

    >>> from azgraph import load
    >>> picture = draw(load())
    >>> picture.html.startswith("<!doctype html>"), "Azerbaijan and" in picture.summary
    (True, True)

    Errors: UnknownName for an actor that the graph does not have, InputError for a classic page that is to
    answer SPARQL, or to open in a view or theme.
    """
    if sparql and renderer == "pyvis":
        raise InputError("the classic page answers no SPARQL; choose the other renderer, or leave it out")
    if renderer == "pyvis" and (view, theme) != ("network", "auto"):
        raise InputError("the classic page has one view and one theme; leave these out, or the renderer")
    drawn = compute(graph, day=day, about=None if about is None else str(about), title=title)
    summary = f"{page.headline(drawn)}. {page.standfirst(drawn)}"
    if renderer == "pyvis":
        text = classic.document(drawn, legible_graph(graph))
    else:
        text = page.document(drawn, asking(graph) if sparql else None, view=view, theme=theme)
    return Picture(text, summary, _table(page.rows(drawn.reading)))


def _table(listed: list[dict[str, str]], most: int = 12) -> str:
    cells = "".join(
        "<tr>"
        + "".join(f"<td>{html.escape(row[name])}</td>" for name in ("when", "record", "sign", "says", "at"))
        + "</tr>"
        for row in listed[:most]
    )
    more = f"<p>{len(listed) - most} more records in the map.</p>" if len(listed) > most else ""
    return f"<table>{cells}</table>{more}"
