"""Print the core dependencies at their lower bounds, for `pip install -r`; install them into a named folder.

The bounds in pyproject.toml are promises; this turns each into the version to hold it to.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

_PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def pinned(requirement: str) -> str:
    """A requirement at its lower bound.

    >>> pinned("rdflib>=7.2.1,<8")
    'rdflib==7.2.1'
    >>> pinned("rdflib")
    Traceback (most recent call last):
    SystemExit: 'rdflib' has no lower bound; write one as >=
    """
    match = re.match(r"([\w.-]+)(?:\[[^]]*\])?.*?>=\s*([\w.]+)", requirement)
    if match is None:
        raise SystemExit(f"{requirement!r} has no lower bound; write one as >=")
    return f"{match[1]}=={match[2]}"


def requirements() -> list[str]:
    """Every core dependency at its lower bound."""
    project = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))["project"]
    return [pinned(requirement) for requirement in project["dependencies"]]


def install(home: Path) -> None:
    """Make an environment that has these versions, and behind them all else that this one has."""
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    place = "import sysconfig; print(sysconfig.get_path('purelib'))"
    (own,) = _output(python, "-c", place).split("\n")
    # A folder that is added so has its .pth files read as well: azgraph itself is one.
    behind = f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n"
    (Path(own) / "behind.pth").write_text(behind, encoding="utf-8")
    _output(python, "-m", "pip", "install", "--disable-pip-version-check", "-qq", *requirements())
    print(_output(python, "-m", "pip", "check"))


def _output(*command: str | Path) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


if __name__ == "__main__":
    print("\n".join(requirements()))
    if sys.argv[1:]:
        install(Path(sys.argv[1]))
