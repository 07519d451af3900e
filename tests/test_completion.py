"""The shell completes what it is told to in the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands import azgraph

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
SHELLS = ["bash", "zsh", "fish"]


def _completed(shell: str, words: str) -> str:
    number = len(words.split(" ")) - 1
    last = words.rsplit(" ", maxsplit=1)[-1] if shell == "fish" else str(number)
    return azgraph(_AZGRAPH_COMPLETE=f"{shell}_complete", COMP_WORDS=words, COMP_CWORD=last).stdout


def test_the_readme_names_each_shell() -> None:
    assert re.findall(r"_AZGRAPH_COMPLETE=(\w+)_source azgraph", README) == SHELLS


@pytest.mark.parametrize("shell", SHELLS)
def test_the_line_of_the_readme_prints_a_script_for_the_shell(shell: str) -> None:
    assert "_AZGRAPH_COMPLETE" in azgraph(_AZGRAPH_COMPLETE=f"{shell}_source").stdout


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("azgraph ex", "export"),
        ("azgraph ask strategic-p", "strategic-partners"),
        ("azgraph export --format tr", "trig"),
    ],
)
def test_a_shell_is_offered_what_can_follow(shell: str, words: str, offered: str) -> None:
    assert offered in _completed(shell, words)
