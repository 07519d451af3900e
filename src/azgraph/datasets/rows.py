"""What an importer makes of one line of somebody else's data, whatever the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from azgraph.datasets import cameo


@dataclass(frozen=True, slots=True)
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
    articles: int | None
    mentions: int | None
    own_weight: float
    added: date | None
    origin: str


class BadRow(Exception):
    """A line that cannot be read: the reason, by which such lines are counted, and what it is here."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Format:
    """A format of event data: how to read a line of it, and whose it is.

    `header` is the first line that belongs to every file; None where none does.
    """

    name: str
    title: str
    creator: str
    licence: str
    cite: str
    parse: Callable[[list[str]], Row]
    header: tuple[str, ...] | None = None


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


def count_of(text: str, name: str) -> int:
    """A count that is never negative."""
    if not (text.isascii() and text.isdigit()):
        raise BadRow("not a number", f"{name} {text!r} is no whole number")
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
