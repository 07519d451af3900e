"""The same network for pyvis: a `pyvis.network.Network` to edit, and a page to drag it about on.

The page never goes through pyvis's own templates, which load from the net and put
headings and titles into the page as code.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from azgraph.files import resource
from azgraph.names import local
from azgraph.networks import network as network_of
from azgraph.picture import page
from azgraph.picture.drawing import Drawing
from azgraph.picture.entries import ASKED, UNSIGNED
from azgraph.picture.reading import SORTS, key
from azgraph.picture.ties import NODES, most_central
from azgraph.picture.wording import spoken

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network
    from rdflib import Graph

VIS_SHA256 = "b427322ad953d70ab75d1b798ebb8349863502f244e02de3e12a4ab7dfeddf2c"
"""The digest of the vendored vis-network; a test holds it."""
VIS_STYLES = (
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",  # an empty style element, before its text is put in
    "OutIf5hnp68ctx4ThtV5J02g5HTJ5bbu/hkNfqVXWWo=",
    "4cgFR0//m8/eHo2G/esYsuZetUHlzCUWYM59sfgE9zY=",
    "uepMTym1NwItBa/XV6ef6fQobLL0A0CNVDM5km5L+nQ=",
    "gGUn/VMBXCeWm86qX/pOf+4ZDSbe0JcaXXb4rJjw1mA=",
    "QuPewnJYr+SnQiTnCNHFBw99ExTsz9f8w5320PimEPw=",
    "IY7YKNHjbzQ1NfAKrBZvBZohgXMtxrqB9PaqhAaT3vg=",
    "QE7TOEDW7YIlMzvUUnm8boDWeNBN7PBbaaYJjnp34WI=",
)
"""The SHA-256 of every style that vis-network puts into the page."""

COLOURS = {1: "#0072B2", -1: "#D55E00", 0: "#6B6B6B"}
DASHES: dict[int, bool | list[int]] = {1: False, -1: [9, 5], 0: [2, 6]}
SHAPES = {
    "state": "dot",
    "body": "square",
    "group": "square",
    "person": "dot",
    "text": "square",
    "project": "hexagon",
    "place": "diamond",
}
SPREAD = (1.7, 1.25)
"""How much further apart nodes stand than on the page, where nothing has to fit beside a panel."""


def to_pyvis(
    network: nx.MultiDiGraph[str],
    *,
    places: Mapping[str, tuple[float, float]] | None = None,
    height: str = "800px",
    width: str = "100%",
    **options: Any,
) -> Network:
    """Turn a network into a `pyvis.network.Network`, which can be edited further.

    Directed, with physics off and every node in its place; `places` are x and y by IRI,
    else those of the two columns about the hub. An edge keeps all attributes of its
    record that JSON can hold; pyvis needs `source` and `to` for itself, so attributes of
    these names become `source_` and `to_`. A head points at the object, of a demand or condition
    at the subject, who is asked. Sign is colour and dashes, `value` is width: 3
    for a relation that surely stands, else 1. Parallel edges curve apart. `options` go to
    `pyvis.network.Network`.

    Save it with `azgraph.picture.draw(graph, renderer="pyvis")`: what pyvis writes itself
    loads from the net and runs what labels contain.

    >>> from azgraph import load, network
    >>> net = to_pyvis(network(load()))
    >>> net.directed, {"x", "y", "label"} <= set(net.nodes[0])
    (True, True)
    """
    from pyvis.network import Network

    net = Network(height=height, width=width, directed=True, cdn_resources="local", **options)
    where = _columns(network) | dict(places or {})
    for node, data in network.nodes(data=True):
        x, y = where[node]
        sort = SORTS.get(str(data.get("type")), "place")
        net.add_node(node, label=str(data.get("label", local(node))), x=x, y=y, **_look(sort), **_plain(data))
    for (a, b, record, data), bend in zip(
        network.edges(keys=True, data=True), _bends(network, where), strict=True
    ):
        net.add_edge(a, b, record=record, title=_title(data), **_line(data, bend), **_plain(data))
    net.toggle_physics(status=False)
    return net


def document(drawn: Drawing, graph: Graph) -> str:
    """The classic page of a drawing: its network as of the day, under vis-network, in one file."""
    from datetime import date

    net = network_of(graph, date.fromisoformat(drawn.day))
    built = to_pyvis(net, places=_places(drawn, net))
    for edge in built.edges:
        entry = drawn.reading.entries[edge["record"]]
        says = dict.fromkeys(
            f"{c.stance}, {spoken(c, drawn.reading)}, {c.sid or c.source}" for c in entry.claims
        )
        edge["title"] = "\n".join([edge["title"], *says])
    data = {"nodes": built.nodes, "edges": built.edges, "options": _options(built)}
    library, script, styles = _library(), _asset("script.js"), _asset("styles.css")
    allowed = " ".join(page.digest(text) for text in (library, script))
    known = " ".join(f"'sha256-{style}'" for style in VIS_STYLES)
    return page.template("classic", "template.html").render(
        policy=(
            f"default-src 'none'; script-src {allowed}; style-src {page.digest(styles)} {known}; "
            "base-uri 'none'; form-action 'none'"
        ),
        library=library,
        script=script,
        styles=styles,
        data=page.embedded(data),
        headline=page.headline(drawn),
        standfirst=page.standfirst(drawn),
        rows=page.rows(drawn.reading),
    )


def _options(net: Network) -> dict[str, Any]:
    options = net.options if isinstance(net.options, dict) else json.loads(net.options.to_json())
    options["interaction"] = {"hover": True, "keyboard": False, "tooltipDelay": 150}
    head = {"scaleFactor": 0.5}
    options["edges"] = {"scaling": {"min": 1.2, "max": 5}, "selectionWidth": 1.5, "arrows": {"to": head}}
    options["nodes"] = {
        "font": {"face": "Open Sans, Liberation Sans, Arial, sans-serif", "size": 15, "strokeWidth": 4}
    }
    return options


def _look(sort: str) -> dict[str, Any]:
    hollow = sort in ("group", "person", "text", "project")
    colour = {"background": "#FBFAF6" if hollow else "#1D1B18", "border": "#1D1B18"}
    return {"shape": SHAPES.get(sort, "dot"), "size": 8, "borderWidth": 2, "color": colour}


def _line(data: Mapping[str, Any], bend: float) -> dict[str, Any]:
    sign, kind = _sign(data), local(str(data.get("kind")))
    stands = data.get("record_class") in ("Relation", "Measure") and bool(
        data.get("surely", data.get("sure"))
    )
    smooth = {"enabled": bool(bend), "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
    return {
        "color": COLOURS[sign],
        "dashes": DASHES[sign],
        "value": 3 if stands else 1,
        # of whom something is asked stands as the subject, and who asks points there, as on the page
        "arrows": "" if data.get("symmetric") else "from" if kind in ASKED else "to",
        "smooth": smooth,
    }


def _sign(data: Mapping[str, Any]) -> int:
    """The sign of a record as on the page, where what is owed is neither warm nor cold."""
    return 0 if local(str(data.get("kind"))) in UNSIGNED else int(data.get("sign", 0))


def _title(data: Mapping[str, Any]) -> str:
    return f"{data.get('label', '')}, {data.get('dates', 'no date stated')}"


TAKEN = {
    "label",
    "title",
    "color",
    "dashes",
    "value",
    "arrows",
    "smooth",
    "x",
    "y",
    "shape",
    "size",
    "record",
}
"""Names that the drawing itself gives to nodes and edges."""


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes as JSON can hold them; dates as ISO text, and no name that pyvis or vis-network needs."""
    reserved = {
        "source": "source_",
        "to": "to_",
        "from": "from_",
        "id": "id_",
        "type": "sort",
        "edge": "property",
    }
    found = {}
    for name, value in data.items():
        if name not in TAKEN:
            found[reserved.get(name, name)] = value if isinstance(value, bool | int | float) else _text(value)
    return found


def _text(value: Any) -> Any:
    if isinstance(value, tuple | list | set | frozenset):
        return [_text(v) for v in value]
    return value if value is None or isinstance(value, str) else str(value)


def _bends(network: nx.MultiDiGraph[str], places: Mapping[str, tuple[float, float]]) -> list[float]:
    """How far each edge curves, so that no two of a pair lie on each other; 0 is straight.

    Inside a column all curve towards the middle, clear of the names between.
    """
    many = Counter(frozenset((a, b)) for a, b in network.edges())
    seen: dict[frozenset[str], int] = defaultdict(int)
    found = []
    for a, b in network.edges():
        pair = frozenset((a, b))
        place = seen[pair] - (many[pair] - 1) / 2
        seen[pair] += 1
        (ax, ay), (bx, by) = places[a], places[b]
        if ax == bx:
            inward = -1 if (by > ay) == (ax > 0) else 1
            found.append(round(inward * (0.2 + 0.06 * seen[pair]), 3))
        else:
            # Which side an edge curves to depends on its direction: turned edges curve the other way.
            found.append(round(0.09 * place * (1 if a <= b else -1), 3))
    return found


def _columns(network: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """Two columns about the hub, colder ties left; what is no actor stands in a row below."""
    actors = [n for n, data in network.nodes(data=True) if SORTS.get(str(data.get("type"))) in NODES]
    tone: Counter[str] = Counter()
    pairs: dict[frozenset[str], int] = Counter()
    for a, b, data in network.edges(data=True):
        if a in actors and b in actors and a != b:
            pairs[frozenset((a, b))] += 1
            for end in (a, b):
                tone[end] += _sign(data)
    hub = most_central(pairs)
    order = sorted((n for n in actors if n != hub), key=lambda n: (tone[n], n))
    half = (len(order) + 1) // 2
    places = {} if hub is None else {hub: (0.0, 0.0)}
    for x, column in ((-420.0, order[:half]), (420.0, order[half:][::-1])):
        for row, node in enumerate(column):
            places[node] = (x, 95.0 * (row - (len(column) - 1) / 2))
    return places | _rows(sorted(set(network.nodes) - set(places)), 95.0 * (half / 2 + 1))


def _places(drawn: Drawing, network: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """The drawing's places about the hub, and a row below for what has none."""
    frame = drawn.data["frame"]
    by_key = {node["id"]: node for node in drawn.data["nodes"]}
    found = {}
    for iri in drawn.web.nodes:
        node = by_key.get(key(iri))
        if node is not None:
            x, y = node["x"] - frame["width"] / 2, node["y"] - frame["height"] / 2
            found[iri] = (round(SPREAD[0] * x, 1), round(SPREAD[1] * y, 1))
    return found | _rows(sorted(set(network.nodes) - set(found)), SPREAD[1] * frame["height"] / 2 + 30)


def _rows(nodes: list[str], top: float) -> dict[str, tuple[float, float]]:
    """Rows of four, each a little to the side of the one above, so that long names do not touch."""
    return {
        n: (-480.0 + 290.0 * (i % 4) + 70.0 * (i // 4 % 2), top + 55.0 * (i // 4))
        for i, n in enumerate(nodes)
    }


@lru_cache
def _library() -> str:
    text = resource("picture", "vendor", "vis-network", "vis-network.min.js").read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest != VIS_SHA256:
        raise ValueError(
            f"the vendored vis-network has been changed: SHA-256 {digest} instead of {VIS_SHA256}"
        )
    return text


@lru_cache
def _asset(name: str) -> str:
    return "\n" + resource("picture", "classic", name).read_text(encoding="utf-8")
