"""Which of the media types that can be given a client wants, by its Accept header."""

from __future__ import annotations

import re
from collections.abc import Iterable

ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""The types in which rows, or yes and no, are given, the best first."""

GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
}
"""The types in which a graph is given, the best first."""

THINGS = {"text/html": "html", **GRAPHS}
"""The types in which a thing is described."""


def choose(accept: str, offered: Iterable[str]) -> str | None:
    """The offered type that an Accept header wants most, the first of several; None where it wants none.

    >>> choose("text/csv;q=0.5, application/*;q=0.8", ROWS)
    'application/sparql-results+json'
    >>> choose("image/png, */*;q=0", ROWS) is None
    True
    >>> choose("", THINGS)
    'text/html'
    """
    wanted = _ranges(accept)
    if not wanted:
        return next(iter(offered), None)
    best, most = None, 0.0
    for name in offered:
        quality = _quality(name, wanted)
        if quality > most:
            best, most = name, quality
    return best


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Every range with its quality; what cannot be read is left out."""
    found = []
    for part in accept.lower().split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        told = next((p for p in parameters if p.startswith("q=")), "q=1")
        if re.fullmatch(r"[\w.+*-]+/[\w.+*-]+", name) and re.fullmatch(
            r"q=(0(\.\d{0,3})?|1(\.0{0,3})?)", told
        ):
            found.append((name, float(told[2:])))
    return found


def _quality(name: str, wanted: list[tuple[str, float]]) -> float:
    """What the range says that fits a type most closely."""
    for pattern in (name, name.partition("/")[0] + "/*", "*/*"):
        qualities = [quality for range_, quality in wanted if range_ == pattern]
        if qualities:
            return max(qualities)
    return 0.0
