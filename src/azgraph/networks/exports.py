"""Networks as files for other programs: GraphML, GEXF with days for Gephi, node-link JSON.

None of these formats knows tuples, missing values or days of a certain sort, so attributes
are written as plain text and numbers, and `read` makes of them what they were.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from azgraph.errors import InputError
from azgraph.files import read_text, write_text

if TYPE_CHECKING:
    import networkx as nx

_LISTS = ("stances", "part_of", "acting")
_SPANS = ("sure", "possible")
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
# Names that these formats keep for themselves, or that layouts read as attraction.
_RENAMED = {"weight": "kind_weight", "label": "record_label", "kind": "record_kind"}


def write(network: nx.MultiDiGraph[str], path: Path) -> None:
    """Write a network as its file's ending says: .graphml, .gexf or .json.

    In GEXF every record has the days on which it possibly stands as its spell, so that Gephi
    can move through time; an event stays once it has happened.

    >>> from tempfile import TemporaryDirectory
    >>> from azgraph import load, network
    >>> net = network(load(), date(2025, 9, 30))
    >>> with TemporaryDirectory() as folder:
    ...     write(net, Path(folder, "net.gexf"))
    ...     same = read(Path(folder, "net.gexf"))
    >>> dict(same.edges) == dict(net.edges) and dict(same.nodes) == dict(net.nodes)
    True

    Errors: InputError for another ending, or a place that cannot be written.
    """
    write_text(path, _form(path)[0](_plain(network)))


def read(path: Path) -> nx.MultiDiGraph[str]:
    """A network that `write` has written, with all it had.

    Errors: InputError for a file of another ending, or that azgraph did not write.
    """
    import networkx as nx

    text = read_text(path)
    try:
        return _restored(_form(path)[1](text))
    except (KeyError, ValueError, SyntaxError, TypeError, nx.NetworkXError) as error:
        raise InputError(f"is no network that azgraph wrote: {error}", path=path) from None


def _form(path: Path) -> tuple[Callable[[Any], str], Callable[[str], Any]]:
    forms = {
        ".graphml": (_write_graphml, _read_graphml),
        ".gexf": (_write_gexf, _read_gexf),
        ".json": (_write_json, _read_json),
    }
    if path.suffix.lower() not in forms:
        raise InputError(
            f"no such form of network: {path.suffix or 'no ending'}; use {', '.join(forms)}", path=path
        )
    return forms[path.suffix.lower()]


def _plain(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The same network with attributes that are text, numbers, true or false."""
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        azgraph=json.dumps(network.graph, default=str, sort_keys=True)
    )
    plain.add_nodes_from(network.nodes(data=True))
    for number, (one, other, record, data) in enumerate(network.edges(keys=True, data=True)):
        texts = dict(data)
        texts |= {name: " ".join(data[name]) for name in _LISTS if name in data}
        texts |= {name: "/".join(day or ".." for day in data[name]) for name in _SPANS if data[name]}
        told = {_RENAMED.get(name, name): value for name, value in texts.items() if value is not None}
        plain.add_edge(one, other, f"e{number}", record=record, **told)
    return plain


def _restored(plain: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    import networkx as nx

    told = json.loads(plain.graph["azgraph"])
    for name in ("day", "newest"):
        told[name] = told[name] and date.fromisoformat(told[name])
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(**told | {"left_out": Counter(told["left_out"])})
    network.add_nodes_from(plain.nodes(data=True))
    names = {plain_name: name for name, plain_name in _RENAMED.items()}
    for one, other, data in plain.edges(data=True):
        texts = {names.get(name, name): value for name, value in data.items()}
        texts |= {name: tuple(texts[name].split()) for name in _LISTS if name in texts}
        texts |= {name: _span(texts.get(name)) for name in _SPANS}
        texts |= {name: texts.get(name) for name in ("when", "edge")}
        network.add_edge(one, other, texts.pop("record"), **texts)
    return network


def _span(text: str | None) -> tuple[str | None, str | None] | None:
    if text is None:
        return None
    first, last = (None if day == ".." else day for day in text.split("/"))
    return first, last


def _write_graphml(plain: nx.MultiDiGraph[str]) -> str:
    import networkx as nx

    return "\n".join(nx.generate_graphml(plain)) + "\n"


def _read_graphml(text: str) -> nx.MultiDiGraph[str]:
    import networkx as nx

    found: Any = nx.parse_graphml(text, edge_key_type=str, force_multigraph=True)
    return cast("nx.MultiDiGraph[str]", found)


def _write_json(plain: nx.MultiDiGraph[str]) -> str:
    import networkx as nx

    return json.dumps(nx.node_link_data(plain, edges="edges"), ensure_ascii=False, indent=1) + "\n"


def _read_json(text: str) -> nx.MultiDiGraph[str]:
    import networkx as nx

    found: Any = nx.node_link_graph(json.loads(text), edges="edges")
    return cast("nx.MultiDiGraph[str]", found)


def _write_gexf(plain: nx.MultiDiGraph[str]) -> str:
    import networkx as nx

    for number, (*_, data) in enumerate(plain.edges(data=True)):
        data["id"] = f"e{number}"
        spell = _span(data.get("possible"))
        if spell is not None and spell != (None, None):
            data["spells"] = [spell]
    text = "\n".join(nx.generate_gexf(plain, version="1.3"))
    # The date of writing would make other bytes every day; what azgraph knows of the whole
    # goes where GEXF has room for words. NetworkX gives the graph a name, which the schema of
    # GEXF has no place for, and misspells the namespace of the schema's address.
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
    text = re.sub(r'(<graph [^>]*?) name="[^"]*"', r"\1", text, count=1)
    text = text.replace('"http://w3.org/2001/XMLSchema-instance"', f'"{_INSTANCE}"', 1)
    told = f"<description>{html.escape(plain.graph['azgraph'], quote=False)}</description>\n  </meta>"
    return text.replace("</meta>", told, 1) + "\n"


def _read_gexf(text: str) -> nx.MultiDiGraph[str]:
    import networkx as nx

    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_gexf(io.BytesIO(text.encode()), version="1.3"))
    told = re.search("<description>(.*?)</description>", text)
    found.graph["azgraph"] = html.unescape(told[1]) if told else ""
    for *_, data in found.edges(data=True):
        for name in ("id", "spells", "networkx_key"):
            data.pop(name, None)
    return found
