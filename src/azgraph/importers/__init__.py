"""Event data of others: one file a format; none imports another."""

from __future__ import annotations

from collections.abc import Mapping

from azgraph.datasets.rows import Format
from azgraph.importers.gdelt import GDELT
from azgraph.importers.icews import ICEWS
from azgraph.importers.polecat import POLECAT

FORMATS: Mapping[str, Format] = {"gdelt": GDELT, "icews": ICEWS, "polecat": POLECAT}
