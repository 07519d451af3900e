"""How a notebook shows what azgraph answers: plain HTML that is left whole where nothing is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from html import escape

from rdflib import Graph

from azgraph import when
from azgraph.briefs import Brief
from azgraph.build import summarise
from azgraph.changes import Changes
from azgraph.citations import Evidence
from azgraph.findings import Findings
from azgraph.names import AZ, local, short
from azgraph.reports import document
from azgraph.reports.document import day_words
from azgraph.reports.page import as_fragment
from azgraph.snapshots import Snapshot

_LEFT = 'style="text-align:left"'  # notebooks set cells to the right, as if they were numbers
_MOST = 20  # rows that are shown at once; the rest unfolds


@singledispatch
def html(thing: object) -> str:
    """Something azgraph answers, as HTML without script or style.

    >>> html(Findings())
    '<p>No findings.</p>'

    Errors: TypeError for anything else.
    """
    raise TypeError(f"nothing that azgraph shows: {type(thing).__name__}")


@html.register
def _(told: Brief | Changes) -> str:
    return as_fragment(document(told))


@html.register
def _(day: Snapshot) -> str:
    statuses = sorted((short(s), short(o)) for s, o in day.facts.subject_objects(AZ.status))
    ties = [
        (
            short(t.subject),
            local(t.kind),
            short(t.object),
            "surely" if t.surely else "possibly",
            short(t.record),
        )
        for t in sorted(day.ties, key=lambda t: (not t.surely, t.subject, t.object, t.record))
    ]
    edges = len(day.facts) - len(statuses)
    head = f"<p><b>On {day_words(day.day)}</b>: {edges} edges, "
    head += (
        f"{len(statuses)} statuses, {len(ties)} ties, {sum(t.surely for t in day.ties)} of them surely.</p>"
    )
    return (
        head
        + _table(("subject", "kind", "object", "certainty", "record"), ties)
        + f"<details><summary>Statuses</summary>{_table(('thing', 'status'), statuses)}</details>"
    )


@html.register
def _(citations: Evidence) -> str:
    rows = [
        (
            c.stance,
            c.voice + (f", {c.office}" if c.office else ""),
            when.words(c.said, "event") if c.said else "",
            ", ".join(c.via),
            c.source,
            c.sid or "whole source",
        )
        for c in citations
    ]
    return (
        _table(("stance", "voice", "said", "relayed by", "source", "sentence"), rows) or "<p>No claims.</p>"
    )


@html.register
def _(findings: Findings) -> str:
    rows = [
        (f.severity, f.subject, f.message, f"{f.path or ''}{f':{f.line}' if f.line else ''}")
        for f in findings
    ]
    return _table(("severity", "subject", "message", "place"), rows) or "<p>No findings.</p>"


@html.register
def _(graph: Graph) -> str:
    summary = summarise(graph)
    if summary.records:
        return f"<p>{'<br>'.join(map(escape, str(summary).splitlines()))}</p>"
    rows = [tuple(short(term) for term in triple) for triple in sorted(graph, key=str)]
    return f"<p>{len(rows)} triples.</p>" + _table(("subject", "predicate", "object"), rows)


def _table(heads: Sequence[str], rows: Sequence[Iterable[str]]) -> str:
    """A table of which the first rows are seen at once; nothing where there are no rows."""
    if not rows:
        return ""
    more = rows[_MOST:]
    rest = f"<details><summary>{len(more)} more</summary>{_rows(heads, more)}</details>" if more else ""
    return _rows(heads, rows[:_MOST]) + rest


def _rows(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th {_LEFT}>{escape(text)}</th>" for text in heads)
    body = "".join(
        "<tr>" + "".join(f"<td {_LEFT}>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
