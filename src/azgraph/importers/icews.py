"""ICEWS events as published: tab-separated, a header, NA where nothing is known."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from urllib.parse import quote

from azgraph.datasets import cameo, countries
from azgraph.datasets.rows import (
    BadRow,
    Format,
    Layout,
    Part,
    Party,
    Row,
    code_of,
    day_of,
    number_of,
)

_HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number",
    "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_BODIES = {"European Union": "EU"}
_NOT_STATE = ("Dissident", "Opposition", "Rebel", "Insurgents", "Separatist", "State Media", "State-Owned")
"""Sectors of those who do not act for their state, whatever else is listed: its media too."""


def parse(fields: list[str]) -> Row:
    """Read one line's fields.

    Errors: BadRow, saying what is wrong.
    """
    found = layout(len(fields))
    if found is None:
        raise BadRow("wrong number of columns", f"has {len(fields)} columns, not {len(_HEADER)}")
    return found.row(fields)


@cache
def layout(width: int) -> Layout | None:
    """The columns as published."""
    if width != len(_HEADER):
        return None
    return Layout(
        {
            "day": Part((1,), partial(day_of, name="Event Date")),
            "own_weight": Part((7,), partial(number_of, name="Intensity")),
            "code": Part((6, 7), _code),
            "subject": Part((2, 3, 4), _party),
            "object": Part((8, 9, 10), _party),
            "subject_text": Part((2,), _given),
            "object_text": Part((8,), _given),
            "origin": Part((13,), _given),
            "sources": Part((), lambda: 1),
        },
        id_name="Event ID",
        daily=True,
    )


def _code(code: str, weight: str) -> str:
    # A code of two digits may be a root, or one of three that lost its zero: the intensity tells which.
    known = cameo.codes()
    lost = len(code) == 2 and code in known and known[code].weight != number_of(weight, "Intensity")
    return code_of(code, lost_zero=lost)


def _given(text: str) -> str:
    return "" if text == "NA" else text


@lru_cache(maxsize=1 << 16)
def _party(name: str, sectors: str, place: str) -> Party | None:
    """Who a name, its sectors and its country stand for; None where nobody is specified."""
    if name in ("", "NA", "Unspecified Actor"):
        return None
    if name in _BODIES:
        return Party(_BODIES[name], "Organisation", name)
    country = countries.by_name(place)
    own = countries.by_name(name)
    if country is not None and (own == country or _acts_for_state(sectors)):
        return Party(country.code, "State", country.name, standing="former" if country.until else "")
    body = "International Government Organization" in sectors
    label = name if country is None or f"({place})" in name else f"{name} ({country.name})"
    return Party(
        f"icews/actor/{quote(label.replace(' ', '_'), safe='(),')}",
        "Organisation" if body else "Actor",
        label,
        of=country.code if country else "",
        standing="" if country or body else "unresolved",
    )


def _acts_for_state(sectors: str) -> bool:
    listed = sectors.split(",")
    return "Government" in listed and not any(s.startswith(_NOT_STATE) for s in listed)


ICEWS = Format(
    name="icews",
    title="ICEWS coded events",
    creator="ICEWS",
    licence="Terms of the Harvard Dataverse; cite Boschee et al., ICEWS Coded Event Data.",
    cite="https://dataverse.harvard.edu/dataverse/icews",
    parse=parse,
    layout=layout,
    header=_HEADER,
    columns=_HEADER,
)
