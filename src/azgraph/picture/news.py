"""What changed, over all days: which of it lies between two days is read from the spans of its records."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import chain
from typing import Any

from rdflib import Graph, URIRef

from azgraph.changes import Change, Changes, changes, voiced


def news(graph: Graph, about: str | None = None) -> dict[str, Any]:
    """All changes of a graph, the weightiest first; with `about`, those that concern an actor.

    `standing` are what began, ended or moved, each with its sort, thing and event;
    `happened` the events, then meetings and words; `undated` the records without a date;
    `said` what voices expect, deny, allege or dispute, on the `spoken` days if none are given.

    >>> from azgraph import load
    >>> [row[1][-9:] for row in news(load())["standing"] if row[0] == "ended"][0]
    'ukEmbargo'
    """
    told = changes(graph, date.min, date.max, about=None if about is None else URIRef(about))
    return {
        "standing": [_row(change) for change in told.standing],
        "happened": [str(change.thing) for change in (*told.happened, *told.talks)],
        "undated": list(dict.fromkeys(_record(change) for change in told.undated)),
        **_said(told),
    }


def _row(change: Change) -> list[str]:
    return [change.sort, str(change.thing), *([str(change.event)] if change.event else [])]


def _said(told: Changes) -> dict[str, Any]:
    """What is only said: record, rival in a dispute, and its days if they are not those of most."""
    found = [
        (c, [voiced(claim, told.terms) for claim in c.citations if claim.record == c.thing])
        for c in told.said
    ]
    spans = [[(d.first.isoformat(), d.last.isoformat()) for d in days if d] for _, days in found]
    usual = Counter(chain(*spans)).most_common(1)
    common = usual[0][0] if usual else None
    rows = [
        [str(c.thing), *([str(c.event)] if c.sort == "disputed" else [])] if common in own
        else [str(c.thing), str(c.event or ""), *dict.fromkeys(own)]
        for (c, _), own in zip(found, spans, strict=True)
    ]  # fmt: skip
    return {"said": rows, "spoken": common}


def _record(change: Change) -> str:
    """The record that tells of a change: what moved a text, else the thing itself."""
    return str(change.event if change.event and change.sort in ("moved", "met", "breached") else change.thing)
