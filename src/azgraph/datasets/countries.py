"""Country codes and names of other people's data, as the states of ISO 3166."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from azgraph.errors import AzgraphError

# Codes that others keep and ISO 3166 has changed, or that it never had: a state under a new name is no
# former state. CAMEO splits what ISO has as one.
_CODES = {
    "BUR": "MMR",
    "BYS": "BLR",
    "DHY": "BEN",
    "GZS": "PSE",
    "HVO": "BFA",
    "IMY": "IMN",
    "MTN": "MNE",
    "NHB": "VUT",
    "RHO": "ZWE",
    "ROM": "ROU",
    "TMP": "TLS",
    "WSB": "PSE",
    "ZAR": "COD",
}
# What is no state, by table 3.3 of the CAMEO codebook 1.1b3; and a city, by CAMEO.country.txt of GDELT.
_REGIONS = {
    "AFR": "Africa",
    "ASA": "Asia",
    "BAG": "Baghdad",
    "BLK": "Balkans",
    "CAS": "Central Asia",
    "CAU": "Caucasus",
    "CEU": "Central Europe",
    "CFR": "Central Africa",
    "CRB": "Caribbean",
    "EAF": "Eastern Africa",
    "EEU": "Eastern Europe",
    "EIN": "East Indies",
    "EUR": "Europe",
    "LAM": "Latin America",
    "MDT": "Mediterranean",
    "MEA": "Middle East",
    "NAF": "North Africa",
    "NMR": "North America",
    "PGS": "Persian Gulf",
    "SAF": "Southern Africa",
    "SAM": "South America",
    "SAS": "South Asia",
    "SCN": "Scandinavia",
    "SEA": "Southeast Asia",
    "WAF": "West Africa",
    "WST": "The West",
}
# Names that ISO 3166 writes otherwise: those of ICEWS and PLOVER, and those that people write.
_NAMES = {
    "Brunei": "BRN",
    "Burma": "MMR",
    "Cape Verde": "CPV",
    "Congo-Brazzaville": "COG",
    "Congo-Kinshasa": "COD",
    "Czech Republic": "CZE",
    "DR Congo": "COD",
    "DRC": "COD",
    "Democratic Republic of Congo": "COD",
    "East Timor": "TLS",
    "Gaza Strip": "PSE",
    "Great Britain": "GBR",
    "Holy See": "VAT",
    "Ivory Coast": "CIV",
    "Macau": "MAC",
    "Macedonia": "MKD",
    "Micronesia": "FSM",
    "Occupied Palestinian Territory": "PSE",
    "Palestine": "PSE",
    "Palestinian Territory, Occupied": "PSE",
    "Republic of Congo": "COG",
    "Russia": "RUS",
    "St. Kitts and Nevis": "KNA",
    "St. Lucia": "LCA",
    "St. Vincent and the Grenadines": "VCT",
    "Swaziland": "SWZ",
    "The Gambia": "GMB",
    "Turkey": "TUR",
    "Turkiye": "TUR",
    "U.K.": "GBR",
    "U.S.": "USA",
    "UAE": "ARE",
    "UK": "GBR",
    "US": "USA",
    "USA": "USA",
    "Vatican": "VAT",
    "Vatican City": "VAT",
    "West Bank": "PSE",
    "West Germany": "DEU",
    "Zaire": "COD",
    "the former Yugoslav Republic of Macedonia": "MKD",
}
_FORMER_NAMES = {
    "Czechoslovakia": "CSK",
    "East Germany": "DDR",
    "German Democratic Republic": "DDR",
    "Netherlands Antilles": "ANT",
    "Serbia and Montenegro": "SCG",
    "South Yemen": "YMD",
    "Soviet Union": "SUN",
    "USSR": "SUN",
    "Yugoslavia": "YUG",
}
# Where the standard's own name, put in reading order, is none that anybody writes.
_SHORT = {
    "COD": "Democratic Republic of the Congo",
    "CSK": "Czechoslovakia",
    "SUN": "Soviet Union",
    "YMD": "South Yemen",
    "YUG": "Yugoslavia",
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
        common = _SHORT.get(found.alpha_3) or getattr(found, "common_name", None)
        return Country(found.alpha_3, common or _straight(found.name))
    former = known.historic_countries.get(alpha_3=code)
    if former is None:
        return None
    name = _SHORT.get(former.alpha_3) or _straight(former.name)
    return Country(former.alpha_3, name, getattr(former, "withdrawal_date", "unknown"))


def region(code: str) -> str:
    """The name of what a code of CAMEO stands for that is no state; empty for all others.

    >>> region("MEA"), region("USA")
    ('Middle East', '')
    """
    return _REGIONS.get(code, "")


@cache
def by_name(name: str) -> Country | None:
    """The state that a name stands for, former ones too; None for what is no state.

    >>> by_name("Democratic Republic of Congo").code, by_name("Soviet Union").code, by_name("Europe")
    ('COD', 'SUN', None)
    """
    own = _by_plain_name().get(_plain(name))
    if own:
        return by_code(own)
    if len(name) < 4:
        return None  # the library would take a code for a name
    try:
        return by_code(_iso().countries.lookup(name).alpha_3)
    except LookupError:
        return None


@cache
def _by_plain_name() -> dict[str, str]:
    """The codes of the standard's own names without accents, and of the names above, which win."""
    found = {
        _plain(name): country.alpha_3
        for country in _iso().countries
        for name in (country.name, getattr(country, "common_name", country.name))
    }
    return found | {_plain(name): code for name, code in (_FORMER_NAMES | _NAMES).items()}


def _plain(name: str) -> str:
    marked = unicodedata.normalize("NFKD", name.strip()).replace("\u2019", "'")
    return "".join(c for c in marked if not unicodedata.combining(c)).casefold()


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
