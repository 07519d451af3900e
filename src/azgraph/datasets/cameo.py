"""The CAMEO codes: our own table of their group, weight, nearest kind and phrase."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from azgraph.files import read_text, resource


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code: PLOVER group, weight from -10 to 10, nearest kind of ours or "", phrase."""

    code: str
    group: str
    weight: float
    kind: str
    phrase: str

    @property
    def label(self) -> str:
        """The phrase without its slots.

        >>> codes()["057"].label
        'signs an agreement with …'
        """
        return self.phrase.removeprefix("{subject} ").replace("{object}", "…")


@cache
def codes() -> Mapping[str, Code]:
    """Every CAMEO code by its text; leading zeros count.

    >>> codes()["085"].group, codes()["057"].group
    ('RETREAT', 'SUPPORT')
    """
    rows = csv.DictReader(read_text(resource("ontology", "cameo.csv")).splitlines())
    return {
        row["code"]: Code(row["code"], row["group"], float(row["weight"]), row["kind"], row["phrase"])
        for row in rows
    }
