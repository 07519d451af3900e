"""The shell completes what it is told to in the README."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
SHELLS = ["bash", "zsh", "fish"]


def _azgraph(**variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "azgraph"], env=os.environ | variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _completed(shell: str, words: str) -> str:
    number = len(words.split(" ")) - 1
    last = words.rsplit(" ", maxsplit=1)[-1] if shell == "fish" else str(number)
    return _azgraph(_AZGRAPH_COMPLETE=f"{shell}_complete", COMP_WORDS=words, COMP_CWORD=last)


def test_the_readme_names_each_shell() -> None:
    assert re.findall(r"_AZGRAPH_COMPLETE=(\w+)_source azgraph", README) == SHELLS


@pytest.mark.parametrize("shell", SHELLS)
def test_the_line_of_the_readme_prints_a_script_for_the_shell(shell: str) -> None:
    assert "_AZGRAPH_COMPLETE" in _azgraph(_AZGRAPH_COMPLETE=f"{shell}_source")


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
