"""The SPARQL 1.1 Protocol: GET, a form, or the query itself; an answer whole, or none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.responses import Response

from azgraph.server import accepting, pages
from azgraph.server.bounds import too_large
from azgraph.server.faults import Fault
from azgraph.server.settings import Settings

if TYPE_CHECKING:
    from starlette.requests import Request

    from azgraph.server.pool import Pool

_ANSWERS = [*accepting.ROWS, *accepting.GRAPHS]
_LISTED = 200  # names of graphs; a file of nanopublications has four a claim
_GRAPHS = ("default-graph-uri", "named-graph-uri")
_DESCRIPTION = """PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>

<> a sd:Service ;
  sd:endpoint <> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
    formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:RDF_XML , formats:JSON-LD ;
  sd:defaultDataset <#dataset> .
<#dataset> a sd:Dataset ; sd:defaultGraph <#graph> {named}.
<#graph> a sd:Graph ; void:triples {triples} .
"""


class Endpoint:
    """The endpoint: what asks it is read, put to the pool, and answered."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool = pool
        self._settings = settings
        self._triples = ""
        self._names: list[str] = []

    async def __call__(self, request: Request) -> Response:
        """Answer a query; without one, say what can be asked here."""
        asked = await self._asked(request)
        accept = ",".join(request.headers.getlist("accept"))
        if asked is None:
            return await self._description(accept)
        text, default, named = asked
        if self._settings.log_queries:
            request.state.query = text
        if accepting.choose(accept, _ANSWERS) is None:
            raise Fault(406, f"answers come as one of: {', '.join(_ANSWERS)}")
        reply = await self._pool.run(
            "query",
            gone=leaving(request),
            text=text,
            base=str(request.url.replace(query="", fragment="")),
            default=default,
            named=named,
            accept=accept,
            most=self._settings.limits.size * 1_000_000,
        )
        if reply.status != 200:
            raise Fault(reply.status, reply.content.decode())
        headers = {"vary": "accept", "cache-control": "no-cache", "content-type": reply.type}
        return Response(reply.content, headers=headers)

    async def _asked(self, request: Request) -> tuple[str, list[str], list[str]] | None:
        """The query and the graphs it is put to; None where a GET brings nothing at all."""
        given = fields(request.scope["query_string"])
        if request.method in ("GET", "HEAD"):
            if not given:
                return None
        else:
            type_ = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            content = await body(request, self._settings)
            if type_ == "application/x-www-form-urlencoded":
                given += fields(content)
            elif type_ == "application/sparql-query":
                given.append(("query", decoded(content)))
            elif type_ == "application/sparql-update":
                raise Fault(403, _READS_ONLY)
            else:
                message = "send a query as application/sparql-query, or a form with a field query"
                raise Fault(
                    415,
                    message,
                    {"Accept-Post": "application/sparql-query, application/x-www-form-urlencoded"},
                )
        return _query(given)

    async def _description(self, accept: str) -> Response:
        type_ = accepting.choose(accept, ("text/turtle", "text/html"))
        if type_ is None:
            raise Fault(406, "the description of this service comes as text/turtle or text/html")
        if not self._triples:
            self._names = (await self._pool.run("names")).content.decode().split()
            self._triples = (await self._pool.run("count")).content.decode()
        if type_ == "text/turtle":
            listed = "".join(f"; sd:namedGraph [ sd:name <{name}> ] " for name in self._names[:_LISTED])
            content = _DESCRIPTION.format(triples=self._triples, named=listed).encode()
        else:
            content = pages.render(
                "service.html", triples=int(self._triples), graphs_named=len(self._names),
                example=next(iter(self._names), ""), limits=self._settings.limits,
                rows=accepting.ROWS, graphs=accepting.GRAPHS,
            )  # fmt: skip
        return Response(content, headers={"vary": "accept", "content-type": f"{type_}; charset=utf-8"})


_READS_ONLY = "this endpoint answers and changes nothing; it takes queries, not updates"


def _query(given: list[tuple[str, str]]) -> tuple[str, list[str], list[str]]:
    """The one query among the fields, and the graphs that it is put to, by default and by name.

    Errors: Fault where there is none, or more, or where something is to be changed.
    """
    names = [name for name, _ in given]
    if "update" in names:
        raise Fault(403, _READS_ONLY)
    if other := next((name for name in names if name.startswith("using-")), None):
        raise Fault(400, f"{other} goes with updates, which are not taken")
    queries = [value for name, value in given if name == "query"]
    if len(queries) != 1:
        raise Fault(400, f"give one query; there {'is none' if not queries else f'are {len(queries)}'}")
    default, named = ([value for name, value in given if name == wanted] for wanted in _GRAPHS)
    return queries[0], default, named


def fields(text: bytes) -> list[tuple[str, str]]:
    """The fields of a form or an address.

    >>> fields(b"query=ASK+%7B%7D&x=")
    [('query', 'ASK {}'), ('x', '')]

    Errors: Fault for what is not UTF-8, or too many.
    """
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        raise Fault(400, "the fields must be UTF-8, escaped as in a form, and few") from None


def decoded(content: bytes) -> str:
    """A query that was sent as it is.

    Errors: Fault for what is not UTF-8.
    """
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Fault(400, "the query must be UTF-8") from None


async def body(request: Request, settings: Settings) -> bytes:
    """The body of a request, whole.

    Errors: Fault for one that is too large, or does not arrive in time.
    """
    whole = bytearray()
    try:
        async with asyncio.timeout(settings.slowest):
            async for chunk in request.stream():
                whole += chunk
                if len(whole) > settings.body:
                    raise too_large(settings)
    except TimeoutError:
        raise Fault(408, f"the request did not arrive within {settings.slowest:g} seconds") from None
    return bytes(whole)


def leaving(request: Request) -> Callable[[], Any]:
    """What waits until whoever asked has gone."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    return gone
