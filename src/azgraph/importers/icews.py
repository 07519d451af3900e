"""ICEWS events as published: tab-separated, a header, NA where nothing is known."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from azgraph.datasets import cameo, countries
from azgraph.datasets.rows import BadRow, Format, Party, Row, code_of, count_of, day_of, number_of

_HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number",
    "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_BODIES = {"European Union": "EU"}
_AGAINST = ("Dissident", "Opposition", "Rebel", "Insurgents", "Separatist")


def parse(fields: list[str]) -> Row:
    """Read one line's fields.

    Errors: BadRow, saying what is wrong.
    """
    if len(fields) != len(_HEADER):
        raise BadRow("wrong number of columns", f"has {len(fields)} columns, not {len(_HEADER)}")
    count_of(fields[0], "Event ID")
    day = day_of(fields[1], "Event Date")
    weight = number_of(fields[7], "Intensity")
    code, known = fields[6], cameo.codes()
    # A code of two digits may be a root, or one of three that lost its zero: the intensity tells which.
    lost = len(code) == 2 and code in known and known[code].weight != weight
    return Row(
        id=f"{day:%Y%m%d}-{fields[0]}",  # an event id comes again on other days
        day=day,
        code=code_of(code, lost_zero=lost),
        subject=_party(*fields[2:5]),
        object=_party(*fields[8:11]),
        subject_text=_given(fields[2]),
        object_text=_given(fields[8]),
        sources=1,
        articles=None,
        mentions=None,
        own_weight=weight,
        added=None,
        origin=_given(fields[13]),
    )


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
    return "Government" in listed and not any(s.startswith(_AGAINST) for s in listed)


ICEWS = Format(
    name="icews",
    title="ICEWS coded events",
    creator="ICEWS",
    licence="Terms of the Harvard Dataverse; cite Boschee et al., ICEWS Coded Event Data.",
    cite="https://dataverse.harvard.edu/dataverse/icews",
    parse=parse,
    header=_HEADER,
)
