"""The pages and addresses of a server."""

from __future__ import annotations

import asyncio
import html
import importlib.metadata
import re
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from azgraph import questions
from azgraph.errors import AzgraphError
from azgraph.names import BASE, PREFIXES
from azgraph.server import accepting, bounds, logs, pages, protocol
from azgraph.server.faults import Fault, fault_of, plain
from azgraph.server.settings import Settings
from azgraph.server.workers import Reply

if TYPE_CHECKING:
    from starlette.requests import Request

    from azgraph.server.pool import Pool

_KEPT = 20_000_000  # bytes of pages that are kept: the graph does not change, so neither do they
_PATIENCE = 5.0  # seconds that a page of ours may take before it is set aside
_FIRST = (
    "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("", "az", "rdfs"))
    + "SELECT ?who ?name {\n  :AZE az:metWith ?who .\n  ?who rdfs:label ?name\n}\nORDER BY ?name"
)
_FORMS = {form: type_ for type_, form in accepting.THINGS.items()}


class Site:
    """Every page, made in the pool and kept while there is room."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool = pool
        self._settings = settings
        self._kept: OrderedDict[tuple[str, str], pages.File] = OrderedDict()
        self._endpoint = protocol.Endpoint(pool, settings)

    def app(self) -> bounds.App:
        """The application, within its bounds."""
        reading = ["GET"]
        app = Starlette(
            routes=[
                Route("/sparql", self._endpoint_of, methods=["GET", "POST"]),
                Route("/", self.map, methods=reading),
                Route("/questions", self.questions, methods=reading),
                Route("/questions/{name}", self.question, methods=reading),
                Route("/brief", self.brief, methods=reading),
                Route("/changes", self.changes, methods=reading),
                Route("/query", self.query, methods=reading),
                Route("/about", self.about, methods=reading),
                Route("/health", self.health, methods=reading),
                Route("/robots.txt", self.robots, methods=reading),
                Route("/static/{name}", self.static, methods=reading),
                *(
                    Route(f"/{sort}/{{name:path}}", self.named, methods=reading)
                    for sort in ("id", "kind", "status", "cameo")
                ),
            ],
            exception_handlers={
                HTTPException: _refused,
                Fault: _faulted,
                AzgraphError: _faulted,
                Exception: _faulted,
            },
            lifespan=self._life,
        )
        app.router.redirect_slashes = False
        return bounds.Bounds(app, self._settings)

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        self._pool.start()
        pages.files()  # packed once, before anybody waits for them
        drawing = asyncio.ensure_future(self._draw_ahead())
        try:
            yield
        finally:
            drawing.cancel()
            self._pool.close()

    async def _draw_ahead(self) -> None:
        """Draw the map before the first reader comes; why it cannot be drawn is told when one does."""
        try:
            await self._made("map")
        except AzgraphError as error:
            logs.write("no map", message=str(error))

    async def _endpoint_of(self, request: Request) -> Response:
        return await self._endpoint(request)

    async def map(self, request: Request) -> Response:
        """The relation map; its policy lets its own script and styles run, as in its file."""
        drawn = await self._made("map")
        told = re.search(rb'http-equiv="Content-Security-Policy" content="([^"]+)"', drawn.content)
        policy = html.unescape(told[1].decode()) if told else pages.POLICY
        return _sent(request, drawn, {"content-security-policy": f"{policy}; frame-ancestors 'none'"})

    async def questions(self, request: Request) -> Response:
        """The catalogue of questions."""
        content = pages.render("questions.html", catalogue=questions.catalogue().values())
        return _sent(request, pages.file(content, "text/html"))

    async def question(self, request: Request) -> Response:
        """A question, with its form and its answer."""
        asked = questions.question(plain(request.path_params["name"]))
        given = _given(request, *(p.name for p in asked.parameters), "day")
        day = given.pop("day")
        made = await self._made(
            "question", name=asked.name, values=given, day=day, most=self._settings.limits.rows
        )
        return _sent(request, made)

    async def brief(self, request: Request) -> Response:
        """A brief, or the form to ask for one."""
        given = _given(request, "actor", "partner", "day")
        return _sent(
            request, await (self._made("brief", **given) if given["actor"] else self._made("choose brief"))
        )

    async def changes(self, request: Request) -> Response:
        """What changed between two days, or the form to ask for it."""
        given = _given(request, "from", "to", "about")
        if not (given["from"] and given["to"]):
            return _sent(request, await self._made("choose changes"))
        return _sent(
            request, await self._made("changes", first=given["from"], last=given["to"], about=given["about"])
        )

    async def named(self, request: Request) -> Response:
        """A thing or record of the project's namespace, at its own address."""
        path = request.scope["raw_path"].decode("ascii").partition("?")[0].lstrip("/")
        return await self._thing(request, BASE + path, _given(request, "form", "iri")["form"])

    async def about(self, request: Request) -> Response:
        """A thing by its whole name, whatever that is."""
        given = _given(request, "iri", "form")
        if not given["iri"]:
            raise Fault(400, "give the name of something: /about?iri=…")
        return await self._thing(request, given["iri"], given["form"])

    async def _thing(self, request: Request, iri: str, form: str) -> Response:
        accept = ",".join(request.headers.getlist("accept"))
        type_ = _FORMS.get(form) if form else accepting.choose(accept, accepting.THINGS)
        if type_ is None:
            raise Fault(406, f"a thing is described as one of: {', '.join(accepting.THINGS)}")
        if re.search(r'[\x00-\x20<>"{}|^`\\]', iri) or ":" not in iri:
            raise Fault(404, f"this graph says nothing of {plain(iri)}")
        made = await self._made("thing", iri=iri, type=type_)
        return _sent(request, made, {"vary": "accept"})

    async def query(self, request: Request) -> Response:
        """The page on which queries are written."""
        text = _given(request, "query")["query"] or _FIRST
        content = pages.render("query.html", query=text, base=BASE)
        headers = {"content-security-policy": pages.QUERY_POLICY}
        return _sent(request, pages.file(content, "text/html"), headers)

    async def static(self, request: Request) -> Response:
        """A style sheet or a script."""
        found = pages.files().get(request.path_params["name"])
        if found is None:
            raise Fault(404, "no such file")
        return _sent(request, found)

    async def health(self, _: Request) -> Response:
        """Whether the server can answer, and what it is doing."""
        counts = self._pool.counts
        state = {
            "status": "ok" if self._pool.alive else "failing",
            "version": importlib.metadata.version("azgraph"),
            "processes": self._pool.alive,
            "waiting": counts.waiting,
            "aside": counts.aside,
            "stopped": counts.stopped,
        }
        return JSONResponse(state, 200 if self._pool.alive else 503, headers={"cache-control": "no-store"})

    async def robots(self, _: Request) -> Response:
        """What programs that read along are asked not to read: what costs work."""
        return Response("User-agent: *\nDisallow: /sparql\nDisallow: /query\n", media_type="text/plain")

    async def _made(self, task: str, **values: Any) -> pages.File:
        """A page from the pool, or as it was made before."""
        key = (task, repr(sorted(values.items())))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        reply: Reply = await self._pool.run(task, patience=_PATIENCE, **values)
        made = pages.file(reply.content, reply.type.partition(";")[0])
        self._kept[key] = made
        while sum(len(f.content) + len(f.packed) for f in self._kept.values()) > _KEPT:
            self._kept.popitem(last=False)
        return made


def _given(request: Request, *names: str) -> dict[str, str]:
    """The fields of an address, each once and at most 300 characters; those that are missing are empty.

    Errors: Fault for a field that is not known here, given twice or too long.
    """
    found = dict.fromkeys(names, "")
    seen = set()
    for name, value in protocol.fields(request.scope["query_string"]):
        if name not in found:
            raise Fault(400, f"no field {plain(name)!r} here; there are: {', '.join(names) or 'none'}")
        if name in seen or (len(value) > 300 and name != "query"):
            raise Fault(400, f"the field {name} is given twice, or too long")
        seen.add(name)
        found[name] = value
    return found


def _sent(request: Request, found: pages.File, headers: dict[str, str] | None = None) -> Response:
    """A file as an answer: packed for who takes it so, and not at all for who has it."""
    vary = ", ".join(filter(None, ((headers or {}).get("vary"), "accept-encoding")))
    told = (
        {"content-type": found.type, "etag": found.tag, "cache-control": "no-cache"}
        | (headers or {})
        | {"vary": vary}
    )
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=told)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, headers=told | {"content-encoding": "gzip"})
    return Response(found.content, headers=told)


_REFUSED = {404: "nothing is at this address", 405: "this address is read with GET; /sparql takes POST too"}


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return await _faulted(request, error)
    message = _REFUSED.get(error.status_code, "the request cannot be answered")
    return await _faulted(request, Fault(error.status_code, message, dict(error.headers or {})))


async def _faulted(request: Request, error: Exception) -> Response:
    fault = fault_of(error)
    content, headers = bounds.told(fault, request.scope)
    return Response(content, fault.status, headers)
