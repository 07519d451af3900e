"""EDTF text (ISO 8601-2) to day bounds and to words.

The text is parsed by the edtf library; which days it bounds follows azgraph's own
rules, because the library pads unknown ends and lets impossible days pass.
"""

from __future__ import annotations

import calendar
import contextlib
import io
import re
import warnings
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from azgraph.errors import InputError

Shape = Literal["event", "relation", "figure"]
"""How a record reads its time: one window, an interval with fuzzy ends, or a period."""

FORMS = (
    "2025, 2025-11, 2025-11-03, a season as 2025-22 (21 spring to 24 winter), 2025-XX, 202X, "
    "each with ~ or ? behind; two of them with a slash between, where a side may be .. (open) or blank "
    "(unknown), as in 2025-07/.. or /2025-08-08; or alone a quarter or half as 2025-33 (33 to 36, 40, 41)"
)
_ATOM = re.compile(r"(\d{3}[\dX])(?:-(\d\d|XX)(?:-(\d\d|XX))?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_QUARTER = re.compile(r"^(\d{4}-(?:3[3-6]|4[01]))[~?]$")  # of the library only the seasons may be about so
_SEASONS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 40: (1, 6), 41: (7, 6)} | {
    33 + quarter: (1 + 3 * quarter, 3) for quarter in range(4)
}  # code: first month, number of months; winter runs into the next year


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day that a date may mean."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Time:
    """A parsed EDTF text: its two sides, and whether a slash stood between them.

    A side is a Span, or "open" for `..`, or "unknown" for a blank one.
    """

    text: str
    left: Span | Literal["open", "unknown"]
    right: Span | Literal["open", "unknown"]
    interval: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """Earliest and latest begin, earliest and latest end; None where nothing bounds it."""

    start: date | None = None
    start_by: date | None = None
    end_from: date | None = None
    end: date | None = None


def parse_day(text: str) -> date:
    """Read a day as YYYY-MM-DD.

    >>> parse_day("2025-09-30")
    datetime.date(2025, 9, 30)
    >>> parse_day("2025-02-29")
    Traceback (most recent call last):
    azgraph.errors.InputError: not a day: '2025-02-29'; write an existing day as YYYY-MM-DD
    """
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"not a day: {text!r}; write an existing day as YYYY-MM-DD") from None


def shape_of(record_class: str) -> Shape:
    """How records of a class read their time.

    >>> shape_of("Event"), shape_of("Measure")
    ('event', 'relation')
    """
    return "event" if record_class == "Event" else "figure" if record_class == "Figure" else "relation"


@lru_cache(maxsize=4096)
def parse(text: str) -> Time:
    """Read an EDTF text.

    >>> parse("2025-22").left
    Span(first=datetime.date(2025, 6, 1), last=datetime.date(2025, 8, 31))
    >>> parse("2025-02-29")
    Traceback (most recent call last):
    azgraph.errors.InputError: '2025-02-29' is no date of the calendar
    """
    left_text, slash, right_text = text.partition("/")
    left = _side(left_text, text)
    right = _side(right_text, text) if slash else left
    # A plain day was read above by the calendar alone; the library takes ten milliseconds a text.
    if not _DAY.fullmatch(text) and not _library_reads(_QUARTER.sub(r"\1", text)):
        raise InputError(f"not a time that can be read: {text!r}; write {FORMS}")
    if isinstance(left, Span) and isinstance(right, Span) and left.first > right.last:
        raise InputError(f"{text!r} ends before it begins; write the earlier date first")
    return Time(text, left, right, bool(slash))


def bounds(text: str | None, shape: Shape) -> Bounds:
    """The day bounds that a text gives by itself.

    >>> bounds("2025-07/..", "relation").start_by
    datetime.date(2025, 7, 31)
    >>> bounds("/2025-08-08", "event")
    Bounds(start=None, start_by=datetime.date(2025, 8, 8), end_from=None, end=None)
    >>> bounds(None, "event")
    Bounds(start=None, start_by=None, end_from=None, end=None)
    """
    if text is None:
        return Bounds()
    time = parse(text)
    first, last = _ends(time.left)
    end_first, end_last = _ends(time.right)
    if shape == "event":
        return Bounds(first, end_last)
    if shape == "figure":
        return Bounds(start=first, end=end_last)
    return Bounds(first, last, end_first, end_last)


def fill(given: Bounds, text: str | None, shape: Shape, period: Span) -> Bounds:
    """Add the bounds that follow from the period a reporting source speaks of.

    An open start held by the period's first day; an unknown one by its last day, or by
    the record's own end if that is earlier; an unknown end is no earlier than the start.

    >>> year = Span(date(2025, 1, 1), date(2025, 12, 31))
    >>> fill(bounds("../2025-10", "relation"), "../2025-10", "relation", year).start_by
    datetime.date(2025, 1, 1)
    >>> fill(Bounds(), None, "event", year).start_by
    datetime.date(2025, 12, 31)
    """
    if shape == "figure":
        return given
    if shape == "event":
        if given.start_by is None and (given.start is None or given.start <= period.last):
            return replace(given, start_by=period.last)
        return given
    time = parse(text) if text is not None else None
    left = time.left if time else "unknown"
    if left == "open":
        if given.end is not None and given.end < period.first:
            raise InputError(
                f"{text!r} is over before {period.first}, when the period of its source begins; "
                f"leave the start blank, as in '/{given.end:%Y}', where it is not stated"
            )
        given = replace(given, start_by=period.first)
    elif left == "unknown":
        given = replace(given, start_by=min(period.last, given.end or period.last))
    if time is not None and time.interval and time.right == "unknown":
        given = replace(given, end_from=given.start)
    return given


def words(text: str | None, shape: Shape) -> str:
    """A time in words that are no finer than the text.

    >>> words("2025-11", "event"), words("2025-08-21~/2025-09-10~", "event")
    ('in November 2025', 'in late August to early September 2025')
    >>> words("2024-36~", "event"), words("2024-36", "event")
    ('in late 2024', 'in the fourth quarter of 2024')
    >>> words("../2025-10", "relation"), words(None, "event")
    ('until October 2025, beginning not stated', 'no date stated')
    """
    if text is None:
        return "no date stated"
    time = parse(text)
    if not time.interval:
        return _within(text, shape)
    left, right = text.split("/")
    if left in ("", "..") and right in ("", ".."):
        return "ongoing, beginning not stated"
    if shape == "event":
        if left in ("", ".."):
            return f"by {_name(right)}"
        if right in ("", ".."):
            return f"in or after {_name(left)}"
        return _window(left, right)
    if shape == "figure" and not {left, right} & {"", ".."}:
        return f"{_name(left, with_year=left[:4] != right[:4])} to {_name(right)}"
    if left in ("", ".."):
        return f"until {_end_name(right)}, beginning not stated"
    if right == "..":
        return f"since {_end_name(left)}"
    if right == "":
        return f"from {_end_name(left)}, how long not stated"
    return f"from {_end_name(left)} to {_end_name(right)}"


def _library_reads(text: str) -> bool:
    # The library warns on import, prints while it fails and raises errors of many types.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        from edtf import parse_edtf

        try:
            parse_edtf(text)
        except Exception:
            return False
    return True


def _ends(side: Span | Literal["open", "unknown"]) -> tuple[date | None, date | None]:
    return (side.first, side.last) if isinstance(side, Span) else (None, None)


def _side(side: str, text: str) -> Span | Literal["open", "unknown"]:
    if side == "":
        return "unknown"
    if side == "..":
        return "open"
    match = _ATOM.fullmatch(side.rstrip("~?%"))
    if match is None:
        raise InputError(f"not a time that can be read: {text!r}; write {FORMS}")
    year, month, day = match.groups()
    try:
        return _span(year, month, day)
    except ValueError:
        raise InputError(f"{text!r} is no date of the calendar") from None


def _span(year: str, month: str | None, day: str | None) -> Span:
    if "X" in year:
        if month is not None:
            raise ValueError
        return Span(date(int(year[:3] + "0"), 1, 1), date(int(year[:3] + "9"), 12, 31))
    if month is None or month == "XX":
        return Span(date(int(year), 1, 1), date(int(year), 12, 31))
    if int(month) > 12:
        first_month, count = _SEASONS.get(int(month), (0, 0))
        return _months(int(year), first_month, count)
    if day is None or day == "XX":
        return _months(int(year), int(month), 1)
    exact = date(int(year), int(month), int(day))
    return Span(exact, exact)


def _months(year: int, first: int, count: int) -> Span:
    start = date(year, first, 1)
    carry, last = divmod(first + count - 2, 12)
    end_year, end_month = year + carry, last + 1
    return Span(start, date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]))


_SEASON_NAMES = {
    21: "the spring of", 22: "the summer of", 23: "the autumn of", 24: "the winter of",
    33: "the first quarter of", 34: "the second quarter of", 35: "the third quarter of",
    36: "the fourth quarter of", 40: "the first half of", 41: "the second half of",
}  # fmt: skip
_ROUGH_QUARTERS = {33: "early", 36: "late"}  # the beginning and the end of a year


def _name(atom: str, *, with_year: bool = True) -> str:
    """A date in words without preposition."""
    bare = atom.rstrip("~?%")
    year, month, day = _ATOM.fullmatch(bare).groups()  # type: ignore[union-attr]
    tail = f" {year}" if with_year else ""
    if "X" in year:
        return f"the {year[:3]}0s"
    if month is None or month == "XX":
        return year
    if int(month) > 12:
        rough = _ROUGH_QUARTERS.get(int(month)) if bare != atom else None
        return f"{rough or _SEASON_NAMES[int(month)]} {year}"
    name = calendar.month_name[int(month)]
    if day is None or day == "XX":
        return name + tail
    if bare != atom:
        part = "early" if int(day) <= 10 else "mid" if int(day) <= 20 else "late"
        return f"{part} {name}{tail}"
    return f"{int(day)} {name}{tail}"


def _end_name(atom: str) -> str:
    return f"some day of {atom}" if re.fullmatch(r"\d{4}", atom) else _name(atom)


def _within(atom: str, shape: Shape) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", atom):
        return f"on {_name(atom)}"
    if shape == "relation":
        return f"at some time in {_name(atom)}"
    whole_year = re.fullmatch(r"\d{4}", atom) and shape == "event"
    return f"on some day of {atom}" if whole_year else f"in {_name(atom)}"


def _window(left: str, right: str) -> str:
    halves = {("01", "06"): "first", ("07", "12"): "second"}
    both = re.fullmatch(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)", f"{left}/{right}")
    if both and both[1] == both[3] and (both[2], both[4]) in halves:
        return f"in the {halves[both[2], both[4]]} half of {both[1]}"
    first, last = _name(left), _name(right)
    if first == last:
        return f"in {first}"
    if left[:4] == right[:4]:
        first = _name(left, with_year=False)
    rough = left[-1] in "~?%" and right[-1] in "~?%"
    return f"in {first} to {last}" if rough else f"between {first} and {last}"
