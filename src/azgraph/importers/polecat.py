"""POLECAT events, coded by PLOVER: tab-separated, a header, None or nothing where nothing is known."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from azgraph.datasets import countries, plover
from azgraph.datasets.rows import BadRow, Format, Party, Row, day_of, number_of
from azgraph.names import did_you_mean

_HEADER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
    "Story Locations", "Language", "Version",
)  # fmt: skip
_MISSING = frozenset(("", "None", "NA"))
_STATE = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))
"""Primary sectors that act for their state."""
_NOT_STATE = frozenset(("OPP", "REB", "PRE", "UAF"))
"""Sectors that do not, whatever the primary one; PRE is a region that broke away from the state named."""
_BODIES = {"UNO": ("UN", "United Nations"), "EUR": ("EU", "European Union")}
"""What PLOVER writes as countries; its other groups name nobody."""
_SECTORS = {
    "AGR": "farmers", "BUS": "business", "COP": "police", "CRM": "criminals", "CVL": "civilians",
    "EDU": "education",
    "ELI": "former officials", "GOV": "government", "JRN": "journalists", "JUD": "courts", "LAB": "labour",
    "LEG": "parliament", "MED": "health", "MIL": "military", "OPP": "opposition", "PRE": "breakaway region",
    "PRM": "paramilitaries", "PTY": "party", "REB": "rebels", "REF": "refugees", "REL": "religion",
    "SOC": "civil society", "SPY": "intelligence service", "UAF": "unidentified armed forces",
    "UNK": "unidentified",
}  # fmt: skip


def parse(fields: list[str]) -> Row:
    """Read one line's fields.

    Errors: BadRow, saying what is wrong.
    """
    while len(fields) > len(_HEADER) and not fields[-1].strip():
        fields = fields[:-1]  # some of its files have tabs to spare
    if len(fields) != len(_HEADER):
        raise BadRow("wrong number of columns", f"has {len(fields)} columns, not {len(_HEADER)}")
    if fields[0] in _MISSING:
        raise BadRow("no event id", "has no Event ID, by which it would be cited")
    contexts = tuple(word.casefold() for word in _parts(fields[6]))
    untrue = plover.UNTRUE.intersection(contexts)
    if untrue:
        raise BadRow("has not happened", f"has the context {min(untrue)!r}: it is not said to have happened")
    subject, object_ = _party(*_who(fields, 7)), _party(*_who(fields, 15))
    if subject is not None and object_ is None and (pair := _pair(fields)):
        subject, object_ = pair
    return Row(
        id=quote(fields[0], safe=""),
        day=day_of(fields[1], "Event Date"),
        code=_code(fields[2], fields[3], contexts),
        subject=subject,
        object=object_,
        subject_text=_given(fields[7]),
        object_text=_given(fields[15]),
        sources=1,
        articles=None,
        mentions=None,
        own_weight=number_of(fields[4], "Intensity"),
        added=None if fields[34] in _MISSING else day_of(fields[34][:10], "Publication Date"),
        origin=_given(fields[33]),
    )


def _code(event: str, mode: str, contexts: tuple[str, ...]) -> str:
    event, modes = event.strip().upper(), [m.casefold() for m in _parts(mode)]
    # Several modes say how in several ways; which of them weighs is not said, so the event counts alone.
    code = plover.code_of(event, modes[0] if len(modes) == 1 else "", contexts)
    for one in modes:
        if event in plover.codes() and one not in plover.modes(event):
            hint = did_you_mean(one, plover.modes(event))
            raise BadRow("unknown code", f"Event Mode {one!r} is none that PLOVER has for {event}.{hint}")
    if code is None:
        hint = did_you_mean(event, {c.group for c in plover.codes().values()})
        raise BadRow("unknown code", f"Event Type {event!r} is none of PLOVER.{hint}")
    return code


def _pair(fields: list[str]) -> tuple[Party, Party] | None:
    """The two who consult: PLOVER names both as actors, and nobody as recipient."""
    names, places = _parts(fields[7]), _parts(fields[8])
    if fields[2].strip().upper() != "CONSULT" or len(places) != 2 or len(names) not in (0, 2):
        return None
    both = [_party(names[n] if names else "", places[n], *_who(fields, 7)[2:]) for n in (0, 1)]
    return (both[0], both[1]) if both[0] and both[1] else None


def _who(fields: list[str], first: int) -> tuple[str, str, str, str]:
    """Name, country, primary sector and sectors of the actor whose columns begin there."""
    return (
        _given(fields[first]),
        _given(fields[first + 1]),
        _given(fields[first + 3]),
        _given(fields[first + 4]),
    )


@lru_cache(maxsize=1 << 16)
def _party(name: str, place: str, primary: str, sectors: str) -> Party | None:
    """Who a name, a country and sectors stand for; None where the columns are empty."""
    if not name and not place:
        return None
    if place in _BODIES:
        return Party(_BODIES[place][0], "Organisation", _BODIES[place][1])
    country = countries.by_code(place) or countries.by_name(place)
    listed = {primary, *_parts(sectors)} - {""}
    acts = not listed or (primary in _STATE and not _NOT_STATE & listed)
    own = not name or countries.by_name(name) == country
    if country is not None and acts and (own or listed):
        return Party(country.code, "State", country.name, standing="former" if country.until else "")
    where = country.name if country else place or "no state named"
    what = ", ".join(_SECTORS.get(sort, sort) for sort in sorted(listed))
    label = f"{name} ({where})" if name and name != where else f"{where}: {what}" if what else where
    return Party(
        f"polecat/actor/{quote(label.replace(' ', '_'), safe='(),')}",
        "Actor",
        label,
        of=country.code if country else "",
        standing="" if country else "unresolved",
    )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip() not in _MISSING]


def _given(text: str) -> str:
    return "" if text in _MISSING else text.strip()


POLECAT = Format(
    name="polecat",
    title="POLECAT events",
    creator="POLECAT",
    licence="Terms of the Harvard Dataverse; cite Scarborough et al. (2023), POLECAT Weekly Data.",
    cite="https://doi.org/10.7910/DVN/AJGVIT",
    parse=parse,
    header=_HEADER,
)
