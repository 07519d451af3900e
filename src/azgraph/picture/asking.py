"""What a page needs to answer SPARQL itself: the engine, the graph, the rules of a day, ten questions.

All of it is data until the first query is asked; the page then unpacks it into a worker.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from azgraph import sparql
from azgraph.errors import InputError
from azgraph.files import resource
from azgraph.names import PREFIXES
from azgraph.questions import TIMED, Question, question
from azgraph.snapshots import computed_predicates
from azgraph.when import Shape, words

if TYPE_CHECKING:
    from rdflib import Graph

QUESTIONS = (
    "standing-relations",
    "pair",
    "strategic-partners",
    "before-freeze",
    "agreement-stages",
    "waiting-for",
    "commitments",
    "measures",
    "expected",
    "disagreements",
)
"""The questions that stand ready in the page, in the order of a briefing."""

LIBRARY_SHA256 = "490425b059ae76ba95aa9d232ba44048dc78ae68ed18a9051595353caf35f846"
WASM_SHA256 = "be0b89d82fa81b91c23426af04e301f1ff276dce1fded8ca2bd2a13c371cc327"
"""The digests of the vendored library and, unpacked, of its program; they are held when a page is made."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What stands in the page: `data` is plain, `engine` and `wasm` are compressed, as base64."""

    data: dict[str, Any]
    engine: str
    wasm: str


def asking(graph: Graph) -> Asking:
    """Everything for a graph to be asked in its page.

    >>> from azgraph import load
    >>> [asked["name"] for asked in asking(load()).data["questions"]][:2]
    ['standing-relations', 'pair']
    """
    data = {
        "questions": [_asked(question(name)) for name in QUESTIONS],
        "prefixes": list(PREFIXES.items()),
        "timed": TIMED,
        "times": {shape: _times(graph, shape) for shape in sorted(set(TIMED.values()))},
    }
    engine = {
        "code": f"const library = (exports, require, __dirname) => {{\n{_library()}\n}};\n{_worker()}",
        "triples": "".join(sorted(graph.serialize(format="nt").splitlines(keepends=True))),
        "rules": [
            resource("ontology", "rules", f"{rule}.rq").read_text(encoding="utf-8")
            for rule in ("edges", "statuses")
        ],
        "computed": [str(predicate) for predicate in computed_predicates(graph)],
        "prefixes": list(PREFIXES.items()),
    }
    packed = gzip.compress(json.dumps(engine, ensure_ascii=False).encode(), mtime=0)
    return Asking(data, base64.b64encode(packed).decode(), _wasm())


def _asked(asked: Question) -> dict[str, Any]:
    """A question for the page; its text without what needs no typing there."""
    text = re.sub(r"^(#\+|PREFIX ).*\n", "", asked.text, flags=re.MULTILINE).strip()
    return asdict(asked) | {"text": text}


def _times(graph: Graph, shape: Shape) -> dict[str, str]:
    """Every time that the graph states, in words."""
    rows = sparql.run(graph, "SELECT DISTINCT ?t { ?x az:when|az:due|az:said ?t } ORDER BY ?t")
    found = {}
    for (time,) in rows:
        try:
            found[str(time)] = words(str(time), shape)
        except InputError:  # what is no time stays as it is written
            continue
    return found


@lru_cache
def _library() -> str:
    return _whole(resource("picture", "vendor", "oxigraph", "node.js").read_bytes(), LIBRARY_SHA256).decode()


@lru_cache
def _wasm() -> str:
    packed = resource("picture", "vendor", "oxigraph", "node_bg.wasm.gz").read_bytes()
    _whole(gzip.decompress(packed), WASM_SHA256)
    return base64.b64encode(packed).decode()


def _whole(data: bytes, expected: str) -> bytes:
    digest = hashlib.sha256(data).hexdigest()
    if digest != expected:
        raise ValueError(f"the vendored Oxigraph has been changed: SHA-256 {digest} instead of {expected}")
    return data


@lru_cache
def _worker() -> str:
    return resource("picture", "page", "worker.js").read_text(encoding="utf-8")
