"""A SPARQL 1.1 server as a graph: it is asked, never written to, and checked not to have cut an answer.

What a server sends is whole or an error. Virtuoso, for one, stops at a number of rows and may not
say so; thus what is longer than a few rows is counted by the server too, and where it was cut
it is asked for again by pages. A CONSTRUCT is asked as the SELECT of its variables for the same reason.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rdflib import Graph, Literal
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.results.jsonresults import parseJsonTerm
from rdflib.query import Result
from rdflib.store import Store
from rdflib.term import BNode, Identifier, Variable

from azgraph import wordings
from azgraph.errors import InputError, OutOfTime, ServerError

FEW = 100
"""Rows that no server cuts an answer to; what is longer is counted."""
_SECONDS = 600.0
_JSON = "application/sparql-results+json"
_Row = tuple[Identifier | None, ...]
_Answer = tuple[list[str], list[_Row], bool]


def is_address(word: str) -> bool:
    """Whether a word names a server and no file.

    >>> is_address("https://example.org/sparql"), is_address("data.ttl")
    (True, False)
    """
    return word.startswith(("http://", "https://"))


def graph_at(address: str, *, seconds: float = _SECONDS) -> Graph:
    """The data of a server as a plain rdflib graph that can be asked, not changed.

    What follows a `?` in the address goes with every question: `default-graph-uri` names the
    graph on a server that holds others too. Each question must be answered within the seconds.
    """
    server = Server(address, seconds=seconds)
    return Graph(store=server, identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nobody: a form that is sent on would lose what it holds."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse."""


class Server(Store):
    """What rdflib reads of a server; every question is a form that is posted."""

    def __init__(self, address: str, *, seconds: float = _SECONDS) -> None:
        super().__init__()
        parts = urlsplit(address)
        if not parts.hostname:
            raise InputError(f"{address!r} names no server; an address is like https://example.org/sparql")
        if parts.username is not None:
            raise InputError("a password in an address is not sent; ask a server that needs none")
        self.address = urlunsplit(parts._replace(query="", fragment=""))
        self._given = parse_qsl(parts.query)
        self._seconds = seconds
        self._opener = urllib.request.build_opener(_Stay)

    def query(self, query: Any, *_: Any, **__: Any) -> Result:
        """Answer a query; see the module for what is checked."""
        text = str(query)
        form = wordings.form_of(text)
        if form == "ASK":
            result = Result("ASK")
            result.askAnswer = self._asked(text)
        elif form == "SELECT":
            result = Result("SELECT")
            columns, rows = self.rows(text)
            result.vars = [Variable(name) for name in columns]
            result.bindings = (
                {v: term for v, term in zip(result.vars, row, strict=True) if term is not None}
                for row in rows
            )
        elif form == "CONSTRUCT":
            result = Result("CONSTRUCT")
            result.graph = self._constructed(text)
        else:
            raise InputError(
                f"{form or 'this'} is not asked of a server, which may cut it unseen; use CONSTRUCT"
            )
        return result

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """The triples of a pattern; the server has one graph, whatever the context."""
        del context
        pattern = triple_pattern
        names = ("?s", "?p", "?o")
        if any(isinstance(term, BNode) for term in pattern):
            raise InputError("a server cannot be asked for a blank node; its name is another each time")
        parts = [name if term is None else term.n3() for name, term in zip(names, pattern, strict=True)]
        free = [name for name, term in zip(names, pattern, strict=True) if term is None]
        if not free:
            if self._asked(f"ASK {{ {' '.join(parts)} }}"):
                yield pattern, iter(())
            return
        for row in self.rows(f"SELECT {' '.join(free)} {{ {' '.join(parts)} }}")[1]:
            found = iter(row)
            yield tuple(next(found) if term is None else term for term in pattern), iter(())

    def __len__(self, *_: Any, **__: Any) -> int:
        return self._count("SELECT ?s ?p ?o { ?s ?p ?o }")

    def rows(self, text: str) -> tuple[list[str], Iterator[_Row]]:
        """The columns and the rows of a SELECT, all of them."""
        columns, rows, cut = self._select(text)
        if not cut and len(rows) < FEW:
            return columns, iter(rows)
        total = self._count(text)
        if total == len(rows):
            return columns, iter(rows)
        if total < len(rows) or not rows:
            raise ServerError(f"{self.address} gave {len(rows):,} rows and counts {total:,}; ask again")
        if not wordings.can_be_paged(text):
            raise ServerError(
                f"{self.address} gives at most {len(rows):,} rows of {total:,}; "
                "leave LIMIT and OFFSET out, to have it asked page by page"
            )
        return columns, self._pages(text, columns, len(rows), total)

    def _pages(self, text: str, columns: list[str], size: int, total: int) -> Iterator[_Row]:
        seen: set[_Row] = set()
        number = 0
        while number < total:
            _, rows, _ = self._select(wordings.page(text, columns, size, number))
            if not rows:
                break
            number += len(rows)
            seen.update(rows)
            yield from rows
        if number != total or len(seen) != self._count(wordings.distinct(text, columns)):
            raise ServerError(
                f"{self.address} gave {number:,} rows by pages and counts {total:,}, or some twice: "
                "its data changed meanwhile, or it keeps no order; ask again, or for less"
            )

    def _count(self, text: str) -> int:
        _, rows, _ = self._select(wordings.counted(text))
        try:
            return int(str(rows[0][0]))
        except (IndexError, ValueError):
            raise ServerError(f"{self.address} does not count its own answer, so it may be cut") from None

    def _constructed(self, text: str) -> Graph:
        head, rest = wordings.template(text)
        template = prepareQuery(f"{head} WHERE {{}}").algebra.template
        names = sorted({str(term) for triple in template for term in triple if isinstance(term, Variable)})
        graph = Graph(bind_namespaces="none")
        if not names:
            asked = self._asked(wordings.as_ask(text, rest))
            found: list[_Row] = [()] if asked else []
        else:
            found = list(self.rows(wordings.as_select(text, rest, names))[1])
        for row in found:
            values: dict[Any, Any] = dict(zip(map(Variable, names), row, strict=True))
            for triple in template:
                for term in triple:  # a blank node is another one in each row
                    if isinstance(term, BNode):
                        values.setdefault(term, BNode())
                s, p, o = (values.get(term, term) for term in triple)
                if s is not None and p is not None and o is not None and not isinstance(s, Literal):
                    graph.add((s, p, o))
        return graph

    def _asked(self, text: str) -> bool:
        told, _ = self._posted(text)
        # Virtuoso answers with rows: one for yes, none for no.
        return bool(told.get("boolean", told.get("results", {}).get("bindings")))

    def _select(self, text: str) -> _Answer:
        """Columns, rows, and whether the server says that it cut them."""
        told, headers = self._posted(text)
        try:
            columns = [str(name) for name in told["head"]["vars"]]
            rows = [
                tuple(parseJsonTerm(binding[name]) if name in binding else None for name in columns)
                for binding in told["results"]["bindings"]
            ]
        except (KeyError, TypeError, AttributeError, NotImplementedError):
            raise ServerError(f"{self.address} answers, but with no table of SPARQL; {_IS_IT}") from None
        most = headers.get("X-SPARQL-MaxRows", "")
        if headers.get("X-SQL-State"):  # what Virtuoso had found when its own time was over
            raise ServerError(f"{self.address} gave part of an answer: {headers.get('X-SQL-Message', '')}")
        return columns, rows, bool(most.isdigit() and len(rows) >= int(most))

    def _posted(self, text: str) -> tuple[dict[str, Any], Any]:
        body = urlencode([("query", text), *self._given]).encode()
        headers = {
            "Accept": _JSON,
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "azgraph",
        }
        request = urllib.request.Request(self.address, body, headers)  # noqa: S310 - is_address looks
        deadline = time.monotonic() + self._seconds
        try:
            with self._opener.open(request, timeout=self._seconds) as answer:
                read, told = bytearray(), answer.headers
                while chunk := answer.read1(1 << 16):
                    read += chunk
                    if time.monotonic() > deadline:
                        raise TimeoutError
        except urllib.error.HTTPError as error:
            raise self._refusal(error) from None
        except TimeoutError:
            raise self._late() from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._late() from None
            raise ServerError(f"{self.address} cannot be reached: {reason}") from None
        try:
            found = json.loads(read)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            kind = told.get_content_type()
            raise ServerError(f"{self.address} answers with {kind}, not with SPARQL results; {_IS_IT}")
        return found, told

    def _late(self) -> OutOfTime:
        return OutOfTime(f"{self.address} did not answer within {self._seconds:g} seconds; ask for less")

    def _refusal(self, error: urllib.error.HTTPError) -> Exception:
        with error:
            lines = error.read(10_000).decode(errors="replace").strip().splitlines()
        if 300 <= error.code < 400:
            return ServerError(
                f"{self.address} has moved to {error.headers.get('Location')}; name that address"
            )
        said = "".join(lines[:1]) if error.headers.get_content_type() == "text/plain" else ""
        told = f"{error.code} {error.reason}{said and f': {said[:300]}'}"
        if error.code == 400:
            return InputError(f"{self.address} cannot run this query: {told}")
        hint = f"; {_IS_IT}" if error.code in (404, 405, 415) else ""
        return ServerError(f"{self.address} failed: {told}{hint}")


_IS_IT = "is it the address of its SPARQL queries?"
