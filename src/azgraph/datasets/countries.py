"""Country codes and names of other people's data, as the states of ISO 3166."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from azgraph.errors import AzgraphError

# CAMEO keeps codes that ISO 3166 has changed, and splits what ISO has as one.
_CODES = {"ROM": "ROU", "TMP": "TLS", "WSB": "PSE", "GZS": "PSE"}
# Names that ISO 3166 writes otherwise, as ICEWS has them.
_NAMES = {
    "Burma": "MMR",
    "Cape Verde": "CPV",
    "Czech Republic": "CZE",
    "Democratic Republic of Congo": "COD",
    "East Timor": "TLS",
    "Ivory Coast": "CIV",
    "Macedonia": "MKD",
    "Occupied Palestinian Territory": "PSE",
    "Palestinian Territory, Occupied": "PSE",
    "Russia": "RUS",
    "Swaziland": "SWZ",
    "Turkey": "TUR",
    "the former Yugoslav Republic of Macedonia": "MKD",
}
_FORMER_NAMES = {
    "Czechoslovakia": "CSK",
    "East Germany": "DDR",
    "German Democratic Republic": "DDR",
    "Serbia and Montenegro": "SCG",
    "South Yemen": "YMD",
    "Soviet Union": "SUN",
    "Yugoslavia": "YUG",
    "Zaire": "ZAR",
}


@dataclass(frozen=True, slots=True)
class Country:
    """A state by its ISO 3166 code and name; `until` is when a former one left the standard."""

    code: str
    name: str
    until: str = ""


@cache
def by_code(code: str) -> Country | None:
    """The state that a three-letter code stands for, former ones too; None for regions and the unknown.

    >>> by_code("ROM").name, by_code("SUN").until, by_code("AFR")
    ('Romania', '1992-08-30', None)
    """
    known = _iso()
    found = known.countries.get(alpha_3=_CODES.get(code, code))
    if found is not None:
        return Country(found.alpha_3, getattr(found, "common_name", None) or _straight(found.name))
    former = known.historic_countries.get(alpha_3=code)
    if former is None:
        return None
    return Country(former.alpha_3, _straight(former.name), getattr(former, "withdrawal_date", "unknown"))


@cache
def by_name(name: str) -> Country | None:
    """The state that a name stands for, former ones too; None for what is no state.

    >>> by_name("Democratic Republic of Congo").code, by_name("Soviet Union").code, by_name("Europe")
    ('COD', 'SUN', None)
    """
    own = _NAMES.get(name) or _FORMER_NAMES.get(name)
    if own:
        return by_code(own)
    if len(name) < 4:
        return None  # the library would take a code for a name
    try:
        return by_code(_iso().countries.lookup(name).alpha_3)
    except LookupError:
        return None


def _straight(name: str) -> str:
    """A name that the standard inverts for its alphabet, in reading order."""
    first, _, rest = name.partition(", ")
    return f"{rest} {first}" if rest else name


def _iso() -> Any:
    try:
        import pycountry
    except ImportError:
        raise AzgraphError(MISSING) from None
    return pycountry


MISSING = "data of others needs libraries that are not installed; pip install 'azgraph[data]'"
