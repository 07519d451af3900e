"""azgraph: how states stand with one another, dated, attributed, anchored to the sentence.

Everything a notebook needs is importable from here; heavy modules load when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from azgraph.analyses import View, analyse
    from azgraph.briefs import Brief, brief
    from azgraph.changes import Changes
    from azgraph.citations import Citation, evidence
    from azgraph.errors import AzgraphError
    from azgraph.findings import Finding, check
    from azgraph.frames import frame
    from azgraph.graph import load
    from azgraph.interchange import export
    from azgraph.networks import affiliations, collapse, explain, network, shared
    from azgraph.notebook import load_ipython_extension
    from azgraph.picture import Multiples, Picture, draw, draw_days, to_pyvis
    from azgraph.questions import ask
    from azgraph.snapshots import Snapshot, snapshot

_HOMES = {
    "AzgraphError": "errors",
    "Brief": "briefs",
    "Changes": "changes",
    "Citation": "citations",
    "Finding": "findings",
    "Multiples": "picture",
    "Picture": "picture",
    "Snapshot": "snapshots",
    "View": "analyses",
    "affiliations": "networks",
    "analyse": "analyses",
    "ask": "questions",
    "brief": "briefs",
    "check": "findings",
    "collapse": "networks",
    "draw": "picture",
    "draw_days": "picture",
    "evidence": "citations",
    "explain": "networks",
    "export": "interchange",
    "frame": "frames",
    "load": "graph",
    "load_ipython_extension": "notebook",
    "network": "networks",
    "shared": "networks",
    "snapshot": "snapshots",
    "to_pyvis": "picture",
}

__all__ = [
    "AzgraphError",
    "Brief",
    "Changes",
    "Citation",
    "Finding",
    "Multiples",
    "Picture",
    "Snapshot",
    "View",
    "affiliations",
    "analyse",
    "ask",
    "brief",
    "check",
    "collapse",
    "draw",
    "draw_days",
    "evidence",
    "explain",
    "export",
    "frame",
    "load",
    "load_ipython_extension",
    "network",
    "shared",
    "snapshot",
    "to_pyvis",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"azgraph.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'azgraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
