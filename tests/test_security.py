"""SECURITY.md promises nothing that no test holds, and each test there was seen to fail without its guard."""

from __future__ import annotations

import re

from guards import PAGE, ROOT, guards

TEXT = ROOT.joinpath("SECURITY.md").read_text(encoding="utf-8")


def promises() -> dict[str, set[str]]:
    """Each promise of the table, with the tests that it names."""
    table = TEXT.split("## What is promised")[1].split("\n## ")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ")][1:]
    return {row[0].removeprefix("| "): set(re.findall(r"`(test_\w+)`", row[-1])) for row in rows}


def test_every_promise_names_the_tests_that_fail_without_its_guards() -> None:
    named: dict[str, set[str]] = {}
    for guard in guards():
        named.setdefault(guard.promise, set()).add(guard.function)
    assert named == promises() and len(named) > 20


def test_every_guard_stands_once_where_it_is_said_to() -> None:
    lost = [f"{g.file}: {g.text!r} occurs {g.places} times" for g in guards() if g.places != 1]
    assert not lost, "tests/guards.toml names what is no longer there: " + "; ".join(lost)


def test_every_test_that_a_guard_names_exists() -> None:
    texts = {
        name: ROOT.joinpath(name).read_text(encoding="utf-8") for name in {g.test_file for g in guards()}
    }
    lost = [g.test for g in guards() if f"\ndef {g.function}(" not in texts[g.test_file]]
    assert not lost


def test_the_page_tells_how_each_test_ended_without_its_guard() -> None:
    lines = ROOT.joinpath(PAGE).read_text(encoding="utf-8").splitlines()
    told = dict(line.removesuffix(" |").rsplit(" | ", 1) for line in lines if line.startswith("| "))
    ends = [told.get(guard.row("").removesuffix(" |  |"), "") for guard in guards()]
    assert all(re.fullmatch(r"fails|never ends|dies of \w+", end) for end in ends), "run 'make guards'"
    assert len(told) == len(ends) + 1  # and its head
