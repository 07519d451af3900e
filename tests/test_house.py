"""The rules that keep the code small, in order, and speaking of itself alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_LONGEST = 400
# The brackets keep each pattern from finding itself.
_HOSTS = r"pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|(?:deb|security|ftp)[.]debian[.]org"
_PLACES = r"(?<![\w.~])/(?:wor[k]|roo[t]|hom[e]|User[s])/\w"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text files of the repository, tracked or about to be."""
    if not (_ROOT / ".git").exists():
        pytest.skip("the list of files is the repository's, and this is none")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout
    found = {}
    for name in filter(None, listing.split("\0")):
        try:
            found[name] = (_ROOT / name).read_text(encoding="utf-8")
        except (
            UnicodeDecodeError,
            FileNotFoundError,
        ):  # a picture; a file removed but not yet from the index
            continue
    assert "pyproject.toml" in found
    return found


def test_every_module_imports_only_what_lies_below_it() -> None:
    # The lowest versions are tested in an environment that has the program only on its path.
    scripts = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    command = shutil.which("lint-imports", path=scripts)
    assert command, "make .venv/lint installs it"
    done = subprocess.run([command, "--no-logo", "--no-cache"], cwd=_ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_python_file_is_longer_than_400_lines(texts: dict[str, str]) -> None:
    lengths = {name: text.count("\n") for name, text in texts.items() if name.endswith(".py")}
    too_long = [f"{name} has {lines}" for name, lines in lengths.items() if lines > _LONGEST]
    assert not too_long, f"split what is longer than {_LONGEST} lines: {', '.join(too_long)}"


@pytest.mark.parametrize("pattern", [_HOSTS, _PLACES], ids=["package index", "machine"])
def test_no_file_names_a_package_index_or_a_place_on_one_machine(texts: dict[str, str], pattern: str) -> None:
    found = [
        f"{name}:{number}: {match[0]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for match in re.finditer(pattern, line)
    ]
    assert not found, "say it without the address: " + ", ".join(found)


def test_every_command_is_documented(texts: dict[str, str]) -> None:
    from azgraph.cli import cli

    pages = "\n".join(text for name, text in texts.items() if name.endswith(".md"))
    missing = [name for name in cli.commands if f"azgraph {name}" not in pages]
    assert not missing, f"README.md or docs/ must show: {', '.join(f'azgraph {name}' for name in missing)}"
