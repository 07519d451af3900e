"""What a notebook shows as HTML when it is a cell's last value."""

from __future__ import annotations

import importlib


class Displayable:
    """A base of what azgraph answers; `azgraph.notebook_html` tells how each sort is shown.

    That module knows every sort, so it lies above them all and is found by name, when something
    is shown.
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        html: str = importlib.import_module("azgraph.notebook_html").html(self)
        return html
