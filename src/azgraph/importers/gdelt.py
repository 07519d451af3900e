"""GDELT events, versions 1.0 and 2.0: tab-separated, no header, empty where nothing is known."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache, partial
from urllib.parse import quote

from azgraph.datasets import countries
from azgraph.datasets.rows import (
    BadRow,
    Format,
    Layout,
    Part,
    Party,
    Row,
    code_of,
    count_of,
    day_of,
    number_of,
)

_WIDTHS = (57, 58, 61)  # 1.0 before April 2013, 1.0, 2.0
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{what}" for n in (1, 2) for what in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{what}" for of in ("Actor1", "Actor2", "Action") for what in _PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""The names of 2.0, as in the tables of its makers; the months need none that 1.0 lacks."""
_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""Types of actors that act for their state; its parties, media, rebels and others do not."""
_GROUPS = {"EUREEC": ("EU", "European Union"), "IGOEUREEC": ("EU", "European Union")}
_TYPES = {
    "AGR": "farmers", "BUS": "business", "COP": "police", "CRM": "criminals", "CVL": "civilians",
    "EDU": "education", "ELI": "elites", "ENV": "environment", "GOV": "government", "HLH": "health",
    "HRI": "human rights", "IGO": "international organisation", "INS": "insurgents", "JUD": "courts",
    "LAB": "labour", "LEG": "parliament", "MED": "media", "MIL": "military", "MNC": "multinational company",
    "MOD": "moderates", "NGO": "non-governmental organisation", "OPP": "opposition", "PTY": "party",
    "RAD": "radicals", "REB": "rebels", "REF": "refugees", "SEP": "separatists", "SET": "settlers",
    "SPY": "intelligence service", "UAF": "unaligned armed forces",
}  # fmt: skip


def parse(fields: list[str]) -> Row:
    """Read one line's fields.

    Errors: BadRow, saying what is wrong.
    """
    if fields[0].casefold() == "globaleventid":
        raise BadRow("header where none belongs", "is a header; GDELT's event files have none")
    found = layout(len(fields))
    if found is None:
        raise BadRow("wrong number of columns", f"has {len(fields)} columns; 1.0 has 57 or 58, 2.0 has 61")
    return found.row(fields)


@cache
def layout(width: int) -> Layout | None:
    """The columns of version 1.0, with and without an address at the end, and of 2.0."""
    if width not in _WIDTHS:
        return None
    return Layout(
        {
            "day": Part((1,), partial(day_of, name="SQLDATE")),
            "code": Part((26, 27, 28), _code),
            "subject": Part((5, 7, 8, 12, 13, 14), _party),
            "object": Part((15, 17, 18, 22, 23, 24), _party),
            "subject_text": Part((6, 5), _first),
            "object_text": Part((16, 15), _first),
            "sources": Part((32,), partial(count_of, name="NumSources")),
            "articles": Part((33,), partial(count_of, name="NumArticles")),
            "mentions": Part((31,), partial(count_of, name="NumMentions")),
            "own_weight": Part((30,), partial(number_of, name="GoldsteinScale")),
            "added": Part((59,), _added) if width == 61 else Part((56,), partial(day_of, name="DATEADDED")),
        },
        id_name="GLOBALEVENTID",
        origin=width - 1 if width > 57 else None,
    )


def _code(code: str, base: str, root: str) -> str:
    # A root has two digits, and the code begins with it: where not, a zero was lost.
    lost = len(root) < 2 or not (code.startswith(root) and code.startswith(base))
    return code_of(code, lost_zero=lost)


def _added(text: str) -> date:
    return day_of(text[:8], "DATEADDED")


def _first(name: str, code: str) -> str:
    return name or code


@lru_cache(maxsize=1 << 16)
def _party(code: str, place: str, group: str, *sorts: str) -> Party | None:
    """Who the columns of an actor stand for; None where they are empty."""
    if not code:
        return None
    if code in _GROUPS:
        return Party(_GROUPS[code][0], "Organisation", _GROUPS[code][1])
    types = [sort for sort in sorts if sort]
    country = countries.by_code(place) if place else None
    acts = code == place or (bool(types) and not group and _STATE.issuperset(types))
    if country is not None and acts:
        return Party(country.code, "State", country.name, standing="former" if country.until else "")
    where = country.name if country else countries.region(place) or place or group or "no state named"
    what = ", ".join(_TYPES.get(sort, sort) for sort in dict.fromkeys(types))
    label = f"{where}: {what} ({code})" if what else where if code in (where, place) else f"{where} ({code})"
    return Party(
        f"gdelt/actor/{quote(code)}",
        "Actor",
        label,
        of=country.code if country else "",
        standing="" if country or group else "unresolved",
    )


GDELT = Format(
    name="gdelt",
    title="GDELT events",
    creator="The GDELT Project",
    licence="Free for any use, with a citation of the GDELT Project.",
    cite="https://www.gdeltproject.org/",
    parse=parse,
    layout=layout,
    columns=_COLUMNS,
)
