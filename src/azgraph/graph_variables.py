"""GRAPH with a variable, spelt out graph by graph where the engine would bind the variable too early.

By SPARQL's definition `GRAPH ?g { … }` is answered in each graph alone, and only then joined with the
graph's name; the engine binds `?g` within the braces already. That tells only where the variable
stands there, too, or where something is counted or taken away there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from azgraph.refusals import TOKENS

_DEEPEST, _LONGEST = 8, 1_000_000
"""Blocks within one another, and letters of what one becomes, beyond which it stays as it is."""
_MARKS = re.compile(rf"(?:{TOKENS.pattern})|[{{}}]", re.DOTALL)


def spelt_out(text: str, names: Callable[[], Iterable[str]], *, depth: int = 0) -> str:
    """The query with each such block once a graph; `names` tells the graphs that the data name.

    A block stays as it is where it has labels of blank nodes, which no two blocks may share, or would grow
    beyond all measure.

    >>> spelt_out("ASK { GRAPH ?g { ?g a ?c } }", lambda: ["urn:a"])
    'ASK { { { GRAPH <urn:a> { ?g a ?c } VALUES ?g { <urn:a> } } } }'
    >>> spelt_out("ASK { GRAPH ?g { ?s a ?c } }", lambda: ["urn:a"])
    'ASK { GRAPH ?g { ?s a ?c } }'
    """
    if "GRAPH" not in text.upper() or depth > _DEEPEST:
        return text
    marks = [mark for mark in _MARKS.finditer(text) if not mark[0].startswith("#")]
    written, done, at = list[str](), 0, 0
    while at + 2 < len(marks):
        word, variable, brace = marks[at : at + 3]
        at += 1
        if word[0].upper() == "GRAPH" and variable[0][0] in "?$" and brace[0] == "{":
            end = _end(marks, at + 1)
            if end is None:
                break  # no query; the engine says so
            inner = spelt_out(text[brace.end() : marks[end].start()], names, depth=depth + 1)
            written += (
                text[done : word.start()],
                _block(text[word.start() : brace.end()], variable[0], inner, names),
            )
            done, at = marks[end].end(), end + 1
    return "".join(written) + text[done:]


def _block(head: str, variable: str, inner: str, names: Callable[[], Iterable[str]]) -> str:
    whole = f"{head}{inner}}}"
    if not _matters(inner, variable[1:]):
        return whole
    named = list(names())
    if not named or len(named) * len(inner) > _LONGEST:
        return whole
    each = (f"{{ GRAPH <{name}> {{{inner}}} VALUES {variable} {{ <{name}> }} }}" for name in named)
    return f"{{ {' UNION '.join(each)} }}"


def _end(marks: list[re.Match[str]], opened: int) -> int | None:
    """Where the brace closes that opens there."""
    depth = 0
    for at in range(opened, len(marks)):
        depth += {"{": 1, "}": -1}.get(marks[at][0], 0)
        if depth == 0:
            return at
    return None


def _matters(inner: str, name: str) -> bool:
    words = {mark[0] for mark in _MARKS.finditer(inner)}
    if any(word.startswith("_:") for word in words):
        return False
    return bool(words & {f"?{name}", f"${name}"}) or not {"SELECT", "MINUS"}.isdisjoint(map(str.upper, words))
