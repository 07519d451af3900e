"""The codes of every code book, and the kinds that they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rdflib import Namespace, URIRef

from azgraph.datasets import cameo, plover
from azgraph.datasets.cameo import Code
from azgraph.names import CAMEO, PLOVER


@cache
def codes() -> Mapping[str, Code]:
    """Every code by its text; CAMEO's are digits, PLOVER's words.

    >>> codes()["042"].group == codes()["CONSULT-visit"].group
    True
    """
    return {**cameo.codes(), **plover.codes()}


def kind(code: str) -> URIRef:
    """The kind that a code is, which is its edge too.

    >>> str(kind("CONSULT-visit"))
    'https://w3id.org/azgraph/plover/CONSULT-visit'
    """
    return scheme(code)[code]


def scheme(code: str) -> Namespace:
    """The namespace of the code book that a code is in."""
    return CAMEO if code.isdigit() else PLOVER


def book(code: str) -> str:
    """The name of the code book that a code is in."""
    return "CAMEO" if code.isdigit() else "PLOVER"
