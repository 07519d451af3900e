"""What is not run, however it is spelt: a query asks nobody else, brings no graph, changes nothing.

The engines send the requests that SERVICE asks for, and rdflib also loads what FROM names, so
a query is refused by its words before an engine sees it. FROM may choose among the graphs that
the data hold. `picture/page/refusals.js` reads alike in the page, which has one graph; both are
tested with the same queries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from azgraph.errors import InputError
from azgraph.names import PREFIXES

# A text is one only with escapes that the engine takes: where one is wrong, the engine reads
# the first two of three quotes as an empty text, and what follows them as words.
_CODE = r"u(?![dD][89a-fA-F])[\da-fA-F]{4}|U00(?!00[dD][89a-fA-F])(?:0[\da-fA-F]|10)[\da-fA-F]{4}"
_ESCAPE = rf"\\(?:[tbnrf\"'\\]|{_CODE})"
TOKENS = re.compile(
    "|".join(
        (
            r"#[^\r\n]*",  # a comment
            r"<[^\s<>\"{}|^`\\]*>",  # an IRI
            rf'"""(?:"{{0,2}}(?:[^"\\]|{_ESCAPE}))*"""',
            rf"'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''",
            rf'"(?:[^"\\\r\n]|{_ESCAPE})*"',
            rf"'(?:[^'\\\r\n]|{_ESCAPE})*'",
            r"[?$]\w+|@[a-zA-Z]+(?:-[a-zA-Z\d]+)*(?:--(?:ltr|rtl))?",  # a variable; the language of a text
            r"([\w.-]*):(?:[\w:.-]|%|\\.)*",  # a name, with its prefix
            r"(\w+)",
        )
    ),
    re.DOTALL,
)
# The engine reads these two even where no space parts them from other words.
_ELSEWHERE = re.compile("SERVICE|FROM")
_CHANGES = {
    "ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "USING", "WITH",
}  # fmt: skip
_IRI = r"<[^\s<>\"{}|^`\\]*>"
_NAME = r"[\w.-]*:(?:[\w:.-]|%[\da-fA-F]{2}|\\.)*"
_BETWEEN = r"(?:\s|#[^\r\n]*[\r\n])*"
_GRAPH = re.compile(rf"{_BETWEEN}(?:NAMED\b{_BETWEEN})?({_IRI}|{_NAME})", re.IGNORECASE)
_DECLARED = re.compile(rf"(\b(?i:PREFIX{_BETWEEN}[\w.-]*:|BASE){_BETWEEN}{_IRI})|{TOKENS.pattern}", re.DOTALL)
_ANY = re.compile("|".join(("SERVICE", "FROM", *sorted(_CHANGES), r"\\U")))
# As SPARQL has them, and as rdflib reads them.
_SPELLINGS = (
    re.compile(r"\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})"),
    re.compile(r"\\[uU]([\da-fA-F]{8})|\\[uU]([\da-fA-F]{4})"),
)


def nowhere(_: str) -> bool:
    """The graphs of data that have only one: none has a name."""
    return False


def check(text: str, holds: Callable[[str], bool] = nowhere) -> None:
    """Refuse a query that asks elsewhere or changes something; `holds` tells which graphs there are by name.

    >>> check("SELECT ?from { ?from rdfs:label 'SERVICE' }")
    >>> check("SELECT * { service <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    azgraph.errors.InputError: line 1: SERVICE is not run: a query asks nobody but the graph it is put to
    >>> check("ASK FROM <urn:a> { ?s ?p ?o }", {"urn:a"}.__contains__)
    >>> check("ASK FROM <urn:b> { ?s ?p ?o }", {"urn:a"}.__contains__)
    Traceback (most recent call last):
    azgraph.errors.InputError: line 1: FROM is not run: the data hold no graph <urn:b>, and nothing is fetched

    Errors: InputError with the line and the word.
    """
    if not _ANY.search(text.upper()):  # most queries; a word cannot be spelt without these letters
        return
    for read in (text, *(spelling.sub(_letter, text) for spelling in _SPELLINGS)):
        for word, prefix, at in _bare_words(read):
            reason = _reason(word.upper(), (word or prefix).upper())
            if word.upper() == "FROM":
                reason = _missing(read, at, holds)
            if reason:
                raise InputError(f"line {read.count(chr(10), 0, at) + 1}: {reason}")


def without_comments(text: str) -> str:
    """A query with a space for each comment; a hash within a text or an IRI begins none.

    >>> without_comments("ASK { ?s a <a#b> } # all")
    'ASK { ?s a <a#b> }  '
    """
    return TOKENS.sub(lambda found: " " if found[0].startswith("#") else found[0], text)


def tokens(text: str, pattern: str) -> Iterator[re.Match[str]]:
    """The places of a pattern outside of names, texts, IRIs and comments."""
    for found in re.finditer(f"(?:{TOKENS.pattern})|(?P<wanted>{pattern})", text, re.DOTALL):
        if found["wanted"]:
            yield found


def _bare_words(text: str) -> Iterator[tuple[str, str, int]]:
    """The words of a query that are no names, texts or comments; those that may be part of a name too."""
    for found in TOKENS.finditer(text):
        prefix, word = found.groups(default="")
        if word or prefix:
            yield word, prefix, found.start()


def _reason(word: str, part: str) -> str:
    if found := _ELSEWHERE.search(part):
        if found[0] == "SERVICE":
            return "SERVICE is not run: a query asks nobody but the graph it is put to"
        return "FROM is not run unless it stands apart from other words"
    return f"{word} is not run: a query answers and changes nothing" if word in _CHANGES else ""


def _missing(text: str, at: int, holds: Callable[[str], bool]) -> str:
    """Why the FROM that stands there is not run; nothing where it names a graph of the data."""
    found = _GRAPH.match(text, at + len("FROM"))
    name = _whole(found[1], text[:at]) if found else None
    if name is None:
        return "FROM is not run: it names no graph of the data by an address, as FROM <https://…>"
    return "" if holds(name) else f"FROM is not run: the data hold no graph <{name}>, and nothing is fetched"


def _whole(name: str, before: str) -> str | None:
    """An address in full: what Turtle makes of it behind the same declarations."""
    ours = (f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in PREFIXES.items())
    declared = (found[1] for found in _DECLARED.finditer(before) if found[1])
    text = "\n".join((*ours, *declared, f"<urn:x> <urn:x> {name} ."))
    try:
        (statement,) = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    except SyntaxError:
        return None
    return statement.object.value if isinstance(statement.object, ox.NamedNode) else None


def _letter(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code < 0x110000 else found[0]
