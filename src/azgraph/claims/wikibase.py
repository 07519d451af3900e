"""What a statement of Wikidata says, whichever form it comes in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

PROPERTIES = ("P530", "P463", "P39", "P1891")
"""Diplomatic relation, member of, position held, signatory."""
START, END, AT = "P580", "P582", "P585"
OF = ("P1001", "P642")
"""Qualifiers that say of what a position is: applies to jurisdiction, of."""
ISO3, INSTANCE, COUNTRY = "P298", "P31", "P17"
REASON = "P2241"
"""Why a statement is deprecated."""
REFERENCE = {"P248": "stated in", "P854": "", "P813": "retrieved", "P143": "imported from", "P1476": "title"}
"""What of a reference is told."""
_TIME = re.compile(r"([+-]?)(\d{4,})-(\d\d)-(\d\d)T")
_JULIAN = "Q1985786"
_YEAR, _MONTH, _DAY, _DECADE = 9, 10, 11, 8


class BadStatement(Exception):
    """A statement that makes no record: the reason by which such are counted, and what it is here."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


@dataclass(frozen=True, slots=True)
class Entity:
    """What is known of an item: its English name, its ISO code, what it is one of, and of what it is."""

    id: str
    label: str = ""
    iso: str = ""
    classes: frozenset[str] = frozenset()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: item, property, value, rank, times as EDTF, references in words.

    A time is "some" where Wikidata says that there is one and not which, "none" where it says that
    there is none. `names` are items that the texts in braces, as {Q1}, stand for.
    """

    id: str
    item: str
    property: str
    value: str
    rank: str
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    of: str = ""
    reason: str = ""
    references: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    place: str = ""


def is_item(name: object) -> bool:
    """Whether a name is that of an item.

    >>> is_item("Q227"), is_item("Q227> <x"), is_item(None)
    (True, False, False)
    """
    return isinstance(name, str) and bool(re.fullmatch(r"Q[1-9]\d{0,15}", name, re.ASCII))


def is_statement(name: object) -> bool:
    """Whether a name is that of a statement."""
    return isinstance(name, str) and bool(re.fullmatch(r"[Qq][1-9]\d{0,15}[$-][\w-]{1,80}", name, re.ASCII))


def day(text: str) -> str:
    """The day of a time stamp; nothing where it has none.

    >>> day("2026-01-31T00:00:00Z"), day("yesterday")
    ('2026-01-31', '')
    """
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def edtf(text: str, precision: int, calendar: str = "") -> str:
    """A time of Wikidata as EDTF, no finer than its precision; "some" where that is less than a decade.

    >>> edtf("+1991-12-21T00:00:00Z", 11), edtf("+1992-00-00T00:00:00Z", 9), edtf("+1990-01-01T00:00:00Z", 8)
    ('1991-12-21', '1992', '199X')
    >>> edtf("+1918-05-15T00:00:00Z", 11, "http://www.wikidata.org/entity/Q1985786")
    '1918-05-28'

    Errors: BadStatement for what is no time of our calendar.
    """
    match = _TIME.match(text)
    if match is None or match[1] == "-" or len(match[2]) > 4 or int(match[2]) == 0:
        raise BadStatement("time", f"{text!r} is no time of our era that can be read")
    year, month, day = match[2], int(match[3]), int(match[4])
    if precision >= _DAY and day:
        try:
            if calendar.endswith(_JULIAN):
                return _gregorian(int(year), month, day).isoformat()
            return date(int(year), month, day).isoformat()
        except ValueError:
            raise BadStatement("time", f"{text!r} is no day that the calendar has") from None
    if precision >= _MONTH and month:
        return f"{year}-{month:02}"
    return year if precision >= _YEAR else f"{year[:3]}X" if precision == _DECADE else "some"


def _gregorian(year: int, month: int, day: int) -> date:
    """A day of the Julian calendar as one of the Gregorian, by its Julian day number."""
    shift = (14 - month) // 12
    y, m = year + 4800 - shift, month + 12 * shift - 3
    number = day + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083
    return date.fromordinal(number - 1721425)
