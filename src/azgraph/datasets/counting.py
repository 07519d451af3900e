"""What is counted from a table of events, as Ibis expressions.

Each is written once and names no engine, so that whatever Ibis reaches can run it. None puts
its rows in order: engines differ in the order of texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from azgraph.datasets.countries import MISSING
from azgraph.errors import AzgraphError

try:
    import ibis
except ImportError:
    raise AzgraphError(MISSING) from None

MONTH = ["subject", "object", "month"]
"""What tells the months apart, and the order in which they stand."""
_WORDS = {
    "in_pairs": "joining two actors",
    "within_one": "within one actor, in no pair",
    "one_actor_missing": "one actor missing, in no pair",
    "both_actors_missing": "both actors missing, in no pair",
    "weight_differs": "whose own weight is not that of our table, which counts",
}


def repeats(rows: Any) -> Any:
    """The lines that hold an event which an earlier file, by name, or line has already."""
    ids = rows.select("id", "file", "line")
    # To order all lines within their ids takes far longer than to see which ids come again.
    again = ids.group_by("id").agg(times=ids.count()).filter(ibis._.times > 1)
    ids = ids.semi_join(again, "id")
    first = ibis.window(group_by=ids.id, order_by=[ids.file, ids.line])
    numbered = ids.mutate(again=ibis.row_number().over(first))
    return numbered.filter(numbered.again > 0).drop("again")


def without(rows: Any, repeated: Any) -> Any:
    """Each event once, where it first stands."""
    return rows.anti_join(repeated, ["file", "line"])


def in_pairs(table: Any) -> Any:
    """The events that join two actors; one that stays within an actor joins nobody."""
    return table.filter(table.subject.notnull() & table.object.notnull() & (table.subject != table.object))


def months(table: Any) -> Any:
    """One row a pair and month: how many events, their mean weight, their sources added up, their files."""
    joined = in_pairs(table)
    # No two engines add integers or decimals alike; sums of whole floats are exact to 2 ** 53 in any order.
    joined = joined.mutate(
        month=joined.day.truncate("M"),
        whole=(joined.weight * 10_000).round().cast("float64"),
        sources=joined.sources.cast("float64"),
    )
    told = {
        "volume": joined.count(),
        "tone": joined.whole.sum() / 10_000 / joined.count(),
        "sources": joined.sources.sum().cast("int64"),
    }
    if "file" in joined.columns:
        told["files"] = joined.file.collect(distinct=True).sort()
    counted = joined.group_by(MONTH).agg(**told)
    return counted.mutate(month=counted.month.strftime("%Y-%m"))


def daily(events: Any) -> Any:
    """One row a pair, whoever acts, and day: how many events, and their weights added up."""
    joined = in_pairs(events)
    return joined.group_by(day=joined.day, **_ends(joined)).agg(
        n=joined.count(), weight=joined.weight.cast("decimal(9, 4)").sum().cast("float64")
    )


def monthly(counted: Any) -> Any:
    """The same of months, where each event is taken to be of the first of its month."""
    day = (counted.month + "-01").cast("date")
    return counted.group_by(day=day, **_ends(counted)).agg(
        n=counted.volume.sum().cast("int64"), weight=(counted.tone * counted.volume).sum()
    )


def _ends(table: Any) -> dict[str, Any]:
    return {
        "one": ibis.least(table.subject, table.object),
        "other": ibis.greatest(table.subject, table.object),
    }


def decayed(counted: Any, day: date, half_life: float | None) -> Any:
    """One row a pair: the volume of its events until a day, and what they pull, from `daily` or `monthly`."""
    until = counted.filter(counted.day <= ibis.literal(day))
    # Few rows are left a pair and day, and only these are decayed.
    age = ibis.literal(day).delta(until.day, unit="day")
    left = ibis.literal(1.0) if half_life is None else ibis.literal(0.5) ** (age / half_life)
    return (
        until.mutate(left=left)
        .group_by(["one", "other"])
        .agg(volume=(ibis._.n * ibis._.left).sum(), pull=(ibis._.weight * ibis._.left).sum())
        .order_by(["one", "other"])
    )


def tallies(table: Any, **more: Any) -> Any:
    """How many events join a pair, stay within one actor or lack an actor, and whatever more is asked."""
    subject, object_ = table.subject.notnull(), table.object.notnull()
    which = {
        "in_pairs": subject & object_ & (table.subject != table.object),
        "within_one": subject & object_ & (table.subject == table.object),
        "one_actor_missing": subject != object_,
        "both_actors_missing": ~subject & ~object_,
    }
    if "own_weight" in table.columns:
        which["weight_differs"] = table.own_weight != table.weight
    # A sum is of 128 bits in DuckDB, whatever Ibis takes it for, and Parquet has no such number.
    counted = {name: these.sum().cast("float64").cast("int64") for name, these in which.items()}
    return table.aggregate(events=table.count(), **counted, **more)


def in_words(told: Mapping[str, int]) -> dict[str, int]:
    """What `tallies` gives but for their sum, in words."""
    return {text: told[name] for name, text in _WORDS.items() if name in told}


def days(table: Any) -> Any:
    """The first and last day of the events of each file, and the newest day that it knows."""
    return table.group_by("file").agg(
        first=table.day.min(),
        last=table.day.max(),
        newest=ibis.coalesce(table.added.max(), table.day.max()),
    )
