"""A query in other words, to put beside it what tells whether its answer is whole.

Only the outermost parts are moved: its prologue, its form, what it constructs and how it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from azgraph import refusals
from azgraph.errors import InputError

_PROLOGUE = re.compile(r"(?:\s+|PREFIX\s+[^\s:]*:\s*<[^<>]*>|BASE\s*<[^<>]*>)*", re.IGNORECASE)
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_SLICE = re.compile(r"\b(LIMIT|OFFSET)\b", re.IGNORECASE)


def form_of(text: str) -> str:
    r"""The word that a query begins with, behind its prologue.

    >>> form_of("PREFIX a: <b:>  # no comment\nselect * { ?s ?p ?o }")
    'SELECT'
    """
    found = re.match(r"[A-Za-z]+", _split(text)[1])
    return found[0].upper() if found else ""


def counted(text: str) -> str:
    """How many rows a SELECT has.

    >>> counted("SELECT ?s { ?s ?p ?o }").split()
    ['SELECT', '(COUNT(*)', 'AS', '?n)', '{', '{', 'SELECT', '?s', '{', '?s', '?p', '?o', '}', '}', '}']
    """
    prologue, body = _split(text)
    return f"{prologue}SELECT (COUNT(*) AS ?n) {{ {{ {body} }} }}"


def distinct(text: str, columns: Iterable[str]) -> str:
    """The different rows of a SELECT."""
    prologue, body = _split(text)
    return f"{prologue}SELECT DISTINCT {_names(columns)} {{ {{ {body} }} }}"


def can_be_paged(text: str) -> bool:
    """Whether a SELECT is without a LIMIT or OFFSET of its own.

    >>> can_be_paged("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 3")
    False
    """
    return not _SLICE.search(_end(_split(text)[1]))


def page(text: str, columns: list[str], size: int, start: int) -> str:
    """Some rows of a SELECT, in an order that is the same each time: its own, then that of all columns.

    The order stands inside, as Virtuoso sorts no more than it would give where it stands beside a LIMIT.
    """
    prologue, body = _split(text)
    order = " ".join(f"STR(?{name})" for name in columns)
    if _ORDER.search(_end(body)):
        inner = f"{body} {order}"
    else:
        inner = f"SELECT {_names(columns)} {{ {{ {body} }} }} ORDER BY {order}"
    return f"{prologue}SELECT {_names(columns)} {{ {{ {inner} }} }} LIMIT {size} OFFSET {start}"


def template(text: str) -> tuple[str, str]:
    """A CONSTRUCT in two: the prologue and what it constructs, and from where it does.

    >>> template("CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o }")
    ('CONSTRUCT { ?s a ?o }', ' WHERE { ?s ?p ?o }')
    >>> template("CONSTRUCT WHERE { ?s ?p ?o }")
    ('CONSTRUCT { ?s ?p ?o }', ' WHERE { ?s ?p ?o }')
    """
    prologue, body = _split(text)
    start, depth = 0, 0
    for token in refusals.tokens(body, "[{}]"):
        if token[0] == "{":
            start, depth = (start if depth else token.start()), depth + 1
        else:
            depth -= 1
        if not depth:
            between, made, rest = body[9:start].strip(), body[start : token.end()], body[token.end() :]
            if between.upper() == "WHERE":
                rest = f" WHERE {made}{rest}"
            return f"{prologue}CONSTRUCT {made}", rest
    raise InputError("not a SPARQL query that can be run: CONSTRUCT without its brackets")


def as_select(text: str, rest: str, names: Iterable[str]) -> str:
    """A SELECT of the variables that a CONSTRUCT puts into its triples."""
    return f"{_split(text)[0]}SELECT {_names(names)} {rest}"


def as_ask(text: str, rest: str) -> str:
    """Whether a CONSTRUCT without variables finds anything."""
    return f"{_split(text)[0]}ASK {{ {{ SELECT * {rest} }} }}"


def _split(text: str) -> tuple[str, str]:
    plain = refusals.without_comments(text)
    found = _PROLOGUE.match(plain)
    end = found.end() if found else 0
    return plain[:end], plain[end:].rstrip()


def _end(body: str) -> str:
    """What stands behind the last bracket."""
    last = 0
    for token in refusals.tokens(body, "}"):
        last = token.end()
    return body[last:]


def _names(columns: Iterable[str]) -> str:
    return " ".join(f"?{name}" for name in columns)
