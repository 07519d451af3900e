"""The W3C's suite of the SPARQL Protocol on `azgraph serve`, as it runs for others."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node
from suites import MF

from azgraph.server import accepting

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
from serving import Server

PLACE = "http://kasei.us/2009/09/sparql/data/"
"""Where the suite takes its graphs to lie."""
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")


def wrongs(manifest: Path) -> Iterator[tuple[str, str]]:
    """Every test with what the endpoint gets wrong; nothing where it passes."""
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data.nq")
        data.write_text("".join(_graphs(manifest.parent)), encoding="utf-8")
        server = Server(Path(folder, "log"), "--data", str(data))
        try:
            for entry in sorted(graph.subjects(RDF.type, MF.ProtocolTest)):
                listed = graph.value(graph.value(entry, MF.action), HT.requests)
                found = (_wrong(graph, request, server) for request in _items(graph, listed))
                yield str(entry).rpartition("#")[2], next(filter(None, found), "")
        finally:
            server.stop()


def _graphs(folder: Path) -> Iterator[str]:
    """The graphs that the suite names, as N-Quads; of the one that it only names, a statement."""
    yield f"<{PLACE}data0.rdf> <{RDF.type}> <{RDF.Statement}> <{PLACE}data0.rdf> .\n"
    for path in sorted(folder.glob("data*.nt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield f"{line.strip().removesuffix('.')} <{PLACE}{path.stem}.rdf> .\n"


def _wrong(graph: Graph, request: Node, server: Server) -> str:
    path = str(graph.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    headers = {
        str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue))
        for h in _items(graph, graph.value(request, HT.headers))
    }
    content, body = None, graph.value(request, HT.body)
    if body is not None:
        coding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(graph.value(body, CNT.chars)).encode(coding)
    answer = server.ask(path, str(graph.value(request, HT.methodName)), content, headers)
    wanted = graph.value(request, HT.resp)
    # hts:StatusCode2xx
    if str(answer.status)[0] not in {str(s)[-3] for s in graph.objects(wanted, MF.expectedStatus)}:
        return f"{answer.status}: {answer.text.strip()[:160]}"
    form = graph.value(wanted, MF.expectedFormat)
    if form is not None and answer.type not in (accepting.GRAPHS if str(form) == "RDF" else accepting.ROWS):
        return f"comes as {answer.type}"
    holds = graph.value(wanted, MF.expectedBoolean)
    if holds is not None and json.loads(answer.content)["boolean"] is not holds.toPython():
        return "answers otherwise"
    return ""


def _items(graph: Graph, listed: Node | None) -> list[Node]:
    return [] if listed is None else list(Collection(graph, listed))
