"""The relation map: one HTML page from a graph, a picture of several days, or the network for pyvis."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from rdflib import Graph

from azgraph.errors import AzgraphError, InputError
from azgraph.files import write_bytes, write_text
from azgraph.picture import classic, headlines, multiples, page, raster
from azgraph.picture.asking import asking
from azgraph.picture.classic import to_pyvis
from azgraph.picture.drawing import compute
from azgraph.picture.legible import legible_graph
from azgraph.picture.wording import number

__all__ = ["Multiples", "Picture", "draw", "draw_days", "to_pyvis"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished map: `html` is the whole file, `summary` says in plain text what it shows.

    `svg` is a still picture of its day, and `note` says what is not drawn where there are too many actors.
    """

    html: str
    summary: str
    table: str = ""
    svg: str = ""
    note: str = ""

    def save(self, path: str | Path) -> Path:
        """Write the map, whole or not at all, and return its path.

        Errors: InputError where the folder does not exist or may not be written.
        """
        target = Path(path)
        write_text(target, self.html)
        return target

    def _repr_html_(self) -> str:
        """The map for a notebook, in a sandbox that lies over a picture and a table.

        JupyterLab strips every frame from a notebook that is not trusted, and keeps these two.
        """
        return (
            '<div style="position:relative;min-height:900px">'
            f"{_image(self.svg, self.summary)}"
            f"<details><summary>{html.escape(self.summary)}</summary>{self.table}</details>"
            '<iframe sandbox="allow-scripts allow-downloads allow-modals" title="Relation map" '
            'style="position:absolute;top:0;left:0;width:100%;height:900px;border:0" '
            f'srcdoc="{html.escape(self.html)}"></iframe></div>'
        )


@dataclass(frozen=True, slots=True)
class Multiples:
    """The same network on several days side by side: `svg` is the whole file.

    `note` says what is not drawn where there are too many actors.
    """

    svg: str
    summary: str
    note: str = ""

    def save(self, path: str | Path) -> Path:
        """Write the picture as SVG or PNG, as the path ends, whole or not at all, and return its path.

        Errors: InputError for another ending, or where it cannot be written; AzgraphError where
        a PNG cannot be drawn here.
        """
        target = Path(path)
        ending = target.suffix.lower()
        if ending not in {".svg", ".png"}:
            raise InputError(f"ends in {ending or 'nothing'}; a picture is an .svg or a .png", path=target)
        write_bytes(target, self.svg.encode() if ending == ".svg" else raster.png(self.svg))
        return target

    def _repr_html_(self) -> str:
        """The picture for a notebook, trusted or not."""
        return _image(self.svg, self.summary)


def draw(
    graph: Graph,
    *,
    day: date | None = None,
    about: str | None = None,
    title: str | None = None,
    view: Literal["network", "lanes", "table"] | None = None,
    theme: Literal["auto", "light", "dark"] = "auto",
    renderer: Literal["page", "pyvis"] = "page",
    before: date | None = None,
    sparql: bool = False,
    links: Sequence[tuple[str, str]] = (),
) -> Picture:
    """Draw the relation map of a graph.

    `day` is the day it opens on, by default that of the newest source; `about` is the IRI
    of the actor to put in the middle; `title` replaces the headline; with `before` it opens
    on what changed since that day, else in `view`, and in `theme`, by default that of the
    reader's system. With `sparql` the page answers SPARQL itself, offline, from the same
    graph, and is 2 MB larger. `links` are names and addresses of other pages that it leads to.

    >>> from azgraph import load
    >>> picture = draw(load())
    >>> picture.html.startswith("<!doctype html>"), "Azerbaijan and" in picture.summary
    (True, True)

    Errors: UnknownName for an actor that the graph does not have; InputError where `before`
    comes after the day, or for a classic page that is to answer SPARQL or to open in a view.
    """
    if sparql and renderer == "pyvis":
        raise InputError("the classic page answers no SPARQL; choose the other renderer, or leave it out")
    if renderer == "pyvis" and (view, theme) != (None, "auto"):
        raise InputError("the classic page has one view and one theme; leave these out, or the renderer")
    actor = None if about is None else str(about)
    drawn = compute(graph, day=day, about=actor, title=title, before=before)
    named = page.headline(drawn), page.standfirst(drawn)
    if renderer == "pyvis":
        text = classic.document(drawn, legible_graph(graph))
    else:
        text = page.document(drawn, asking(graph) if sparql else None, view=view, theme=theme, links=links)
    still = multiples.multiples(drawn, [drawn.day], *named)
    return Picture(text, ". ".join(named), _table(page.rows(drawn.reading)), still, drawn.note)


def draw_days(
    graph: Graph, days: Sequence[date], *, about: str | None = None, title: str | None = None
) -> Multiples:
    """Draw the same network on one to six days side by side, the earliest first, for a report.

    `about` is the IRI of the actor to put in the middle; `title` replaces the headline, which
    else says what went and came between the first day and the last, or what stands on the last.

    >>> from azgraph import load
    >>> "on two days" in draw_days(load(), [date(2024, 12, 1), date(2025, 12, 31)]).summary
    True

    Errors: InputError for no day, more than six, or one twice; UnknownName for an actor that
    the graph does not have.
    """
    if not 1 <= len(days) <= multiples.MOST:
        raise InputError(f"{len(days)} days are too {'many' if days else 'few'}; give one to six")
    if twice := next((day for day in days if days.count(day) > 1), None):
        raise InputError(f"{twice} is given twice; give each day once")
    drawn = compute(graph, day=max(days), about=None if about is None else str(about), title=title)
    when = None if len(days) == 1 else f"on {number(len(days))} days"
    in_order = [day.isoformat() for day in sorted(days)]
    told = "" if title else headlines.changed(drawn.web, drawn.reading, in_order[0], in_order[-1])
    named = told or page.headline(drawn), page.standfirst(drawn, when)
    return Multiples(multiples.multiples(drawn, in_order, *named), ". ".join(named), drawn.note)


def _image(svg: str, alternative: str) -> str:
    """A picture inside a page: a PNG, which every viewer shows, else where none can be drawn the SVG."""
    try:
        kind, content = "png", raster.png(svg)
    except AzgraphError:
        kind, content = "svg+xml", svg.encode()
    data = base64.b64encode(content).decode()
    return (
        f'<img src="data:image/{kind};base64,{data}" alt="{html.escape(alternative)}" '
        f'style="max-width:100%;max-height:840px">'
    )


def _table(listed: list[dict[str, str]], most: int = 12) -> str:
    cells = "".join(
        "<tr>"
        + "".join(f"<td>{html.escape(row[name])}</td>" for name in ("when", "record", "sign", "says", "at"))
        + "</tr>"
        for row in listed[:most]
    )
    more = f"<p>{len(listed) - most} more records in the map.</p>" if len(listed) > most else ""
    return f"<table>{cells}</table>{more}"
