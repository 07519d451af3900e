"""JSON-LD with the published context, which stands in the file itself: nothing is fetched to read it."""

from __future__ import annotations

import json
from typing import Any

from rdflib import Graph

from azgraph.files import resource


def context() -> dict[str, Any]:
    """The published JSON-LD context, `ontology/context.jsonld`.

    >>> context()["id"]
    '@id'
    """
    text = resource("ontology", "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def jsonld(graph: Graph) -> str:
    """A graph as JSON-LD, one object a subject, in the order of their names."""
    text = graph.serialize(format="json-ld", context=context())
    told = json.loads(text)
    nodes = [_sorted(node) for node in told.get("@graph", [told])]
    nodes = sorted((node for node in nodes if "id" in node), key=lambda node: str(node["id"]))
    document = {"@context": context(), "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _sorted(node: dict[str, Any]) -> dict[str, Any]:
    """A node whose keys and lists have one order, its name and sort first."""
    order = sorted(node, key=lambda key: (key != "id", key != "type", key))
    return {key: _listed(node[key]) for key in order if key != "@context"}


def _listed(value: Any) -> Any:
    return sorted(value, key=json.dumps) if isinstance(value, list) else value
