"""A report as JSON: the dataclasses as they are, records and things by their short names."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from rdflib import URIRef

from azgraph.briefs import Brief
from azgraph.changes import Changes
from azgraph.citations import Citation
from azgraph.names import short
from azgraph.statements import Statement

_LEFT_OUT = ("held", "links", "bounds", "category", "volume")


def as_json(told: Brief | Changes) -> str:
    """What is told as JSON that a person can read too; days as ISO text."""
    return json.dumps(plain(told), ensure_ascii=False, indent=2) + "\n"


def plain(value: Any) -> Any:
    """A value as JSON has it.

    >>> plain((date(2025, 8, 8), URIRef("https://w3id.org/azgraph/id/AZE")))
    ['2025-08-08', ':AZE']
    """
    if isinstance(value, URIRef):
        return short(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if not is_dataclass(value):
        return value
    if isinstance(value, Citation):
        return plain(value.plain())
    found = {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in _LEFT_OUT}
    if isinstance(value, Statement):
        found |= {"stance": value.stance, "counts": value.counts}
    return found
