"""The events and modes of PLOVER: our own table of their weight, nearest kind and phrase."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from azgraph.datasets.cameo import Code
from azgraph.files import read_text, resource

UNTRUE = frozenset(("future", "hypothetical", "negation"))
"""Contexts of what has not happened: PLOVER's auxiliary modes but the historical one."""


@cache
def codes() -> Mapping[str, Code]:
    """Every event of PLOVER, with its mode or context behind a hyphen.

    Weights are the published PLOVER scores.

    >>> codes()["CONSULT-visit"].weight, codes()["SANCTION"].group
    (4.0, 'SANCTION')
    """
    rows = csv.DictReader(read_text(resource("ontology", "plover.csv")).splitlines())
    return {code.code: code for code in map(_code, rows)}


@cache
def modes(event: str) -> frozenset[str]:
    """The modes that an event may have.

    >>> sorted(modes("CONSULT"))
    ['multilateral', 'phone', 'third-party', 'visit']
    """
    rows = csv.DictReader(read_text(resource("ontology", "plover.csv")).splitlines())
    return frozenset(row["mode"] for row in rows if row["event"] == event and row["mode"])


def code_of(event: str, mode: str, contexts: tuple[str, ...]) -> str | None:
    """The code of an event: by its mode, else by a context that the table tells apart, else alone.

    >>> code_of("CONSULT", "visit", ("economic",)), code_of("COOPERATE", "", ("legal", "economic"))
    ('CONSULT-visit', 'COOPERATE-economic')
    >>> code_of("AGREE", "", ()), code_of("CONSULT", "dance", ()), code_of("DANCE", "", ())
    ('AGREE', None, None)
    """
    if mode:
        return f"{event}-{mode}" if mode in modes(event) else None
    own = (f"{event}-{context}" for context in contexts)
    return next((code for code in own if code in codes()), event if event in codes() else None)


def _code(row: Mapping[str, str]) -> Code:
    name = "-".join(filter(None, (row["event"], row["mode"], row["context"])))
    return Code(name, row["event"], float(row["weight"]), row["kind"], row["phrase"])
