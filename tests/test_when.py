"""EDTF text to day bounds and words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azgraph.errors import InputError
from azgraph.when import Bounds, Span, bounds, fill, parse, words

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))


def days(*texts: str | None) -> Bounds:
    return Bounds(*(None if text is None else date.fromisoformat(text) for text in texts))


@pytest.mark.parametrize(
    ("text", "shape", "expected"),
    [
        ("2025-11", "event", days("2025-11-01", "2025-11-30", None, None)),
        ("2025-08-21~/2025-09-10~", "event", days("2025-08-21", "2025-09-10", None, None)),
        ("2025-22", "event", days("2025-06-01", "2025-08-31", None, None)),
        ("/2025-08-08", "event", days(None, "2025-08-08", None, None)),
        (None, "event", days(None, "2025-12-31", None, None)),
        ("2025-07/..", "relation", days("2025-07-01", "2025-07-31", None, None)),
        ("2023-01/2025", "relation", days("2023-01-01", "2023-01-31", "2025-01-01", "2025-12-31")),
        ("../2025-10", "relation", days(None, "2025-01-01", "2025-10-01", "2025-10-31")),
        ("../..", "relation", days(None, "2025-01-01", None, None)),
        ("/2025-10", "relation", days(None, "2025-10-31", "2025-10-01", "2025-10-31")),
        (None, "relation", days(None, "2025-12-31", None, None)),
        ("2025-05/", "relation", days("2025-05-01", "2025-05-31", "2025-05-01", None)),
        ("2025-01/2025-11", "figure", days("2025-01-01", None, None, "2025-11-30")),
        ("2025-24", "event", days("2025-12-01", "2026-02-28", None, None)),
        ("2025-34", "event", days("2025-04-01", "2025-06-30", None, None)),
        ("2025", "relation", days("2025-01-01", "2025-12-31", "2025-01-01", "2025-12-31")),
    ],
)
def test_a_text_gives_the_days_that_the_model_names(text: str | None, shape: str, expected: Bounds) -> None:
    assert fill(bounds(text, shape), text, shape, YEAR) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", "/", "..", "../", "/..", "2025-02-29", "2025-13", "2025-1X", "2025-10-1X", "yesterday", "2025-6", "2025/11/03",
     "2026/2025", "{2025,2026}", "2025-11-03T10:00:00Z", "0000", "-0100", "2025-11\n", "٢٠٢٥"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_clear_line(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError) as caught:
        parse(text)
    assert repr(text) in str(caught.value)
    assert "\n" not in str(caught.value).replace(repr(text), "")
    assert capsys.readouterr().out == ""


def test_what_stood_before_its_source_speaks_cannot_be_taken_for_granted_in_it() -> None:
    with pytest.raises(InputError, match="leave the start blank"):
        fill(bounds("../2024-06", "relation"), "../2024-06", "relation", YEAR)


def test_an_event_reported_for_later_than_its_source_is_not_made_to_have_happened() -> None:
    assert fill(bounds("2026-03/..", "event"), "2026-03/..", "event", YEAR).start_by is None


@pytest.mark.parametrize(
    ("text", "shape", "expected"),
    [
        ("2025-08-08", "event", "on 8 August 2025"),
        ("2025-10-01~/2025-10-10~", "event", "in early October 2025"),
        ("2025-22", "event", "in the summer of 2025"),
        ("2025", "event", "on some day of 2025"),
        ("/2025-12-26", "event", "by 26 December 2025"),
        ("2026-07/2026-12", "event", "in the second half of 2026"),
        ("2025-07/..", "relation", "since July 2025"),
        ("2023-01/2025", "relation", "from January 2023 to some day of 2025"),
        ("2025-05/", "relation", "from May 2025, how long not stated"),
        ("2025-01/2025-11", "figure", "January to November 2025"),
        ("2025-01/..", "figure", "since January 2025"),
        ("2025-06/2025-08", "event", "between June and August 2025"),
        ("2025", "relation", "at some time in 2025"),
        ("2025/..", "relation", "since some day of 2025"),
        ("../..", "relation", "ongoing, beginning not stated"),
    ],
)
def test_words_are_no_finer_than_the_text(text: str, shape: str, expected: str) -> None:
    assert words(text, shape) == expected  # type: ignore[arg-type]


dates = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(dates, st.integers(0, 4000), st.sampled_from(["event", "relation", "figure"]))
def test_bounds_of_any_interval_are_in_order(first: date, length: int, shape: str) -> None:
    text = f"{first}/{first + timedelta(length)}"
    found = bounds(text, shape)  # type: ignore[arg-type]
    known = [day for day in (found.start, found.start_by, found.end_from, found.end) if day is not None]
    assert known == sorted(known)


@given(st.text(max_size=12))
def test_no_text_brings_a_traceback(text: str) -> None:
    try:
        found = parse(text)
    except InputError:
        return
    assert words(found.text, "event") and words(found.text, "relation")


@given(dates)
def test_a_coarser_text_never_narrows_the_window(day: date) -> None:
    exact, month, year = (bounds(text, "event") for text in (f"{day}", f"{day:%Y-%m}", f"{day.year}"))
    assert year.start <= month.start <= exact.start  # type: ignore[operator]
    assert exact.start_by <= month.start_by <= year.start_by  # type: ignore[operator]


def held(text: str) -> tuple[set[date], set[date]]:
    """The days of 2025 on which a relation surely and possibly holds, by its own dates."""
    found = bounds(text, "relation")
    year = [date(2025, 1, 1) + timedelta(n) for n in range(365)]
    sure = {d for d in year if found.start_by and d >= found.start_by and (found.end_from or d) >= d}
    possible = {d for d in year if (found.start or d) <= d <= (found.end or d)}
    return sure, possible


@given(st.dates(date(2025, 1, 1), date(2025, 12, 31)), st.integers(0, 300), st.booleans(), st.booleans())
def test_widening_a_date_never_turns_possibly_into_not_nor_makes_anything_surer(
    first: date, length: int, first_wide: bool, last_wide: bool
) -> None:
    last = min(first + timedelta(length), date(2025, 12, 31))
    exact = f"{first}/{last}"
    wide = f"{first:%Y-%m}" if first_wide else str(first)
    wide += "/" + (f"{last:%Y-%m}" if last_wide else str(last))
    sure, possible = held(exact)
    wide_sure, wide_possible = held(wide)
    assert wide_sure <= sure <= possible <= wide_possible
