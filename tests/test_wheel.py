"""The package as others get it: built, installed into an empty environment, used elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.wheel
Run = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive and not from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--outdir", folder, _ROOT, cwd=folder)
    (built,) = folder.glob("azgraph-*.whl")
    return built


@pytest.fixture(scope="module")
def azgraph(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the installed command in a folder far from the checkout."""
    home = tmp_path_factory.mktemp("venv")
    _run(sys.executable, "-m", "venv", home, cwd=home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    _run(scripts / "python", "-m", "pip", "install", "--disable-pip-version-check", "-qq", wheel, cwd=home)

    def run(*arguments: str, cwd: Path) -> str:
        return _run(scripts / "azgraph", *arguments, cwd=cwd)

    return run


def test_the_wheel_holds_the_ontology_the_data_and_all_of_the_package(wheel: Path) -> None:
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    homes = {"src/azgraph": "azgraph", "ontology": "azgraph/ontology", "data": "azgraph/data"}
    there = {
        f"{home}/{path.relative_to(_ROOT / folder).as_posix()}"
        for folder, home in homes.items()
        for path in (_ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert "azgraph/data/triples.ttl" in there
    assert shipped == there


def test_the_installed_command_lists_the_questions(azgraph: Run, tmp_path: Path) -> None:
    assert "strategic-partners" in azgraph("ask", cwd=tmp_path)


def test_the_installed_command_answers_a_query(azgraph: Run, tmp_path: Path) -> None:
    answer = azgraph("query", "SELECT ?who { ?who az:strategicPartnerOf :AZE }", cwd=tmp_path)
    assert ":CHN" in answer


def test_the_installed_command_reports_what_the_checkout_reports(azgraph: Run, tmp_path: Path) -> None:
    for words in (
        ["brief", "AZE", "RUS"],
        ["changes", "2024-12-01", "2025-12-31", "--about", "AZE"],
        ["ask", "timeline"],
    ):
        here = _run(sys.executable, "-m", "azgraph", *words, cwd=tmp_path)
        assert azgraph(*words, cwd=tmp_path) == here != ""


def test_the_installed_command_draws_the_map_where_it_is_told(azgraph: Run, tmp_path: Path) -> None:
    azgraph("map", "-o", "x.html", cwd=tmp_path)
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Azerbaijan" in page


def _run(*command: str | Path, cwd: Path) -> str:
    # Without PYTHON… variables, which could lead the new environment back to the checkout.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout
