"""No bytes make a reader fail without a word: `make fuzz` goes on where these few examples end."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readers import READERS, read, seeds

pytestmark = pytest.mark.apart

PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [
            b"\xff",
            b"\0",
            b"\t",
            b"\n",
            b'"',
            b"'",
            b"\\u0000",
            b"..",
            b"/",
            b"<",
            b"&a;",
            b"9" * 30,
            b"-",
            b"{",
            b"]",
        ]
    ),
)
"""What replaces a stretch of a good text."""
SLOW = {"archive", "form", "gdelt", "icews", "polecat", "records", "statements", "statements-rdf"}
CHANGES = st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 30), PIECES), max_size=4)


@pytest.mark.parametrize("name", READERS)
def test_what_people_write_is_taken(name: str) -> None:
    assert all(read(name, seed) for seed in seeds(name))


@pytest.mark.parametrize("name", READERS)
def test_no_change_of_a_good_text_makes_a_reader_fail_without_a_word(name: str) -> None:
    examples = 5 if name in SLOW else 40

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.sampled_from(seeds(name)), CHANGES)
    def change(data: bytes, changes: list[tuple[int, int, bytes]]) -> None:
        for at, length, piece in changes:
            start = at % (len(data) + 1)
            data = data[:start] + piece + data[start + length :]
        read(name, data)

    change()
