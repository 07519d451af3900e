"""What an importer makes of one line of somebody else's data, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from azgraph.datasets import cameo


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """Who acts or is acted on: its id, its class, its name, and what is to be known of it.

    `of` is the state that it is of without acting for it, as a country's media; `standing`
    is "former" for a state that is no more and "unresolved" for what is no state we know.
    """

    iri: str
    sort: str
    label: str
    of: str = ""
    standing: str = ""


def describe(party: Party, found: dict[str, Party]) -> None:
    """Put an actor among those found; of several descriptions the least stands, whichever comes first."""
    found[party.iri] = min(party, found.get(party.iri, party))


@dataclass(frozen=True, slots=True)
class Row:
    """One coded event as a dataset states it: a cluster of reports, not a fact seen by anybody.

    `mentions` and `articles` say how loud the reports were; they are never counted as events.
    """

    id: str
    day: date
    code: str
    subject: Party | None
    object: Party | None
    subject_text: str
    object_text: str
    sources: int
    own_weight: float
    articles: int | None = None
    mentions: int | None = None
    added: date | None = None
    origin: str = ""


class BadRow(Exception):
    """A line that cannot be read: the reason, by which such lines are counted, and what it is here."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Part:
    """What makes one field of a row: some columns, and what reads their texts or raises BadRow.

    Few distinct texts decide it, so that of many rows each text is read once.
    """

    columns: tuple[int, ...]
    read: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns make which field of a row, for lines of one width, in the order in which to read them.

    The id is a number in the first column, and with `daily` unique with its day only. `origin`
    is a column whose text is taken as it stands, unless a part reads it.
    """

    parts: Mapping[str, Part]
    id_name: str
    daily: bool = False
    origin: int | None = None

    def row(self, fields: list[str]) -> Row:
        """Read one line's fields.

        Errors: BadRow, saying what is wrong.
        """
        found: dict[str, Any] = {"id": digits_of(fields[0], self.id_name)}
        found |= {
            name: part.read(*[fields[column] for column in part.columns]) for name, part in self.parts.items()
        }
        if self.daily:
            found["id"] = f"{found['day']:%Y%m%d}-{found['id']}"
        if self.origin is not None:
            found["origin"] = fields[self.origin]
        return Row(**found)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of event data: how to read a line of it, and whose it is.

    `header` is the first line that belongs to every file; None where none does. `columns` are the
    names that its columns have in a table, where `layout` can read one of that width. `layout` gives
    the layout of lines of a width, where there is one: those are read many at a time, and
    `parse` is asked about what is odd in them, and about all others.
    """

    name: str
    title: str
    creator: str
    licence: str
    cite: str
    parse: Callable[[list[str]], Row]
    header: tuple[str, ...] | None = None
    layout: Callable[[int], Layout | None] = lambda _: None
    columns: tuple[str, ...] = ()


def day_of(text: str, name: str) -> date:
    """A day written as 20191024 or 2019-10-24.

    >>> day_of("20191024", "SQLDATE").isoformat()
    '2019-10-24'
    """
    digits = text.replace("-", "")
    try:
        if len(digits) != 8 or not digits.isascii() or not digits.isdigit():
            raise ValueError
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise BadRow("no such day", f"{name} {text!r} is no day that the calendar has") from None


def digits_of(text: str, name: str) -> str:
    """A whole number that is never negative, as its text."""
    if not (text.isascii() and text.isdigit()):
        raise BadRow("not a number", f"{name} {text!r} is no whole number")
    return text


def count_of(text: str, name: str) -> int:
    """A count of what one row can report.

    >>> count_of("12", "NumSources")
    12
    """
    if len(digits_of(text, name)) > 9:
        raise BadRow("not a number", f"{name} {text!r} is more than any count")
    return int(text)


def number_of(text: str, name: str) -> float:
    """A number on the scale from -10 to 10."""
    try:
        value = float(text)
    except ValueError:
        value = 99.0
    if not -10 <= value <= 10:
        raise BadRow("not a number", f"{name} {text!r} is no number from -10 to 10")
    return value


def code_of(text: str, *, lost_zero: bool = False) -> str:
    """A CAMEO code as the text it is; `lost_zero` tells that another column shows a zero was lost."""
    if text in cameo.codes() and not lost_zero:
        return text
    if "0" + text in cameo.codes():
        raise BadRow(
            "code without its leading zero",
            f"CAMEO code {text!r} has lost its leading zero (0{text}); keep the column as text when saving",
        )
    raise BadRow("unknown code", f"CAMEO code {text!r} is in no code book")
