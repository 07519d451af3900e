"""GDELT events, versions 1.0 and 2.0: tab-separated, no header, empty where nothing is known."""

from __future__ import annotations

from functools import lru_cache

from azgraph.datasets import countries
from azgraph.datasets.rows import BadRow, Format, Party, Row, code_of, count_of, day_of, number_of

_WIDTHS = (57, 58, 61)  # 1.0 before April 2013, 1.0, 2.0
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
    if len(fields) not in _WIDTHS:
        raise BadRow("wrong number of columns", f"has {len(fields)} columns; 1.0 has 57 or 58, 2.0 has 61")
    count_of(fields[0], "GLOBALEVENTID")
    code, base, root = fields[26:29]
    row_added = fields[59][:8] if len(fields) == 61 else fields[56]
    return Row(
        id=fields[0],
        day=day_of(fields[1], "SQLDATE"),
        # A root has two digits, and the code begins with it: where not, a zero was lost.
        code=code_of(code, lost_zero=len(root) < 2 or not (code.startswith(root) and code.startswith(base))),
        subject=_party(*fields[5:9], *fields[12:15]),
        object=_party(*fields[15:19], *fields[22:25]),
        subject_text=fields[6] or fields[5],
        object_text=fields[16] or fields[15],
        sources=count_of(fields[32], "NumSources"),
        articles=count_of(fields[33], "NumArticles"),
        mentions=count_of(fields[31], "NumMentions"),
        own_weight=number_of(fields[30], "GoldsteinScale"),
        added=day_of(row_added, "DATEADDED"),
        origin=fields[-1] if len(fields) > 57 else "",
    )


@lru_cache(maxsize=1 << 16)
def _party(code: str, _name: str, place: str, group: str, *sorts: str) -> Party | None:
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
    where = country.name if country else place or group or "no state named"
    what = ", ".join(_TYPES.get(sort, sort) for sort in types)
    label = f"{where}: {what} ({code})" if what else f"{where} ({code})" if where != code else code
    return Party(
        f"gdelt/actor/{code}",
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
)
