"""The package as others get it: built, installed into an empty environment, used elsewhere."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.wheel
Run = Callable[..., str]


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the source archive and of the wheel, which is built from it and not from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--outdir", folder, _ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (built,) = dist.glob("azgraph-*.whl")
    return built


@pytest.fixture(scope="module")
def archive(dist: Path) -> Path:
    (built,) = dist.glob("azgraph-*.tar.gz")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel installs into an empty environment, with the newest libraries."""
    return _installed(tmp_path_factory.mktemp("newest"), wheel)


@pytest.fixture(scope="module")
def azgraph(scripts: Path) -> Run:
    """Run the installed command in a folder far from the checkout."""

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
    # The page's modules stay behind: what `make page` makes of them is shipped.
    modules = {name for name in there if re.fullmatch(r"azgraph/picture/page/(?!worker)\w+\.js", name)}
    assert {"azgraph/data/triples.ttl", "azgraph/picture/page/built/main.js"} <= there
    assert len(modules) > 30
    assert shipped == there - modules


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


def test_the_source_archive_installs_with_the_lowest_libraries(archive: Path, tmp_path: Path) -> None:
    lowest = tmp_path / "lowest.txt"
    lowest.write_text(_run(sys.executable, _ROOT / "tests" / "lowest.py", cwd=tmp_path), encoding="utf-8")
    scripts = _installed(tmp_path / "venv", archive, "-r", lowest)
    answer = _run(scripts / "azgraph", "query", "ASK { :AZE az:strategicPartnerOf :CHN }", cwd=tmp_path)
    assert answer.strip() == "yes"
    _run(scripts / "azgraph", "map", "-o", "x.html", cwd=tmp_path)


def test_the_installed_package_is_a_module_to_run_and_tells_its_version(
    scripts: Path, tmp_path: Path
) -> None:
    version = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    for command in ([scripts / "azgraph"], [scripts / "python", "-m", "azgraph"]):
        assert _run(*command, "--version", cwd=tmp_path).strip() == f"azgraph, version {version}"


def test_a_frame_without_the_notebook_extra_says_what_to_install(scripts: Path, tmp_path: Path) -> None:
    code = """import azgraph
try: azgraph.frame(azgraph.load(), 'ASK { }')
except azgraph.AzgraphError as error: print(error)"""
    assert "pip install 'azgraph[notebook]'" in _run(scripts / "python", "-c", code, cwd=tmp_path)


def test_the_package_tells_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = email.message_from_bytes(archive.read(name))
        (licences,) = ({n.rpartition("/")[2] for n in archive.namelist() if "/licenses/" in n},)
    assert told["License-Expression"] == "MIT AND CC-BY-4.0"
    assert licences == {"LICENSE", "LICENSE-DATA.md"}
    assert told["Description-Content-Type"] == "text/markdown"
    assert told["Summary"] and told["Requires-Python"] == ">=3.11"


def test_the_source_archive_holds_what_its_readme_points_to(archive: Path) -> None:
    with tarfile.open(archive) as held:
        names = {name.partition("/")[2] for name in held.getnames()}
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    links = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", readme))
    assert "CONTRIBUTING.md" in links
    assert {
        link for link in links if not any(name == link or name.startswith(f"{link}/") for name in names)
    } == set()


def _installed(home: Path, *what: str | Path) -> Path:
    """Install something into an empty environment; return the folder of its commands."""
    home.mkdir(exist_ok=True)
    _run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--no-compile"]
    _run(*pip, "--disable-pip-version-check", "-qq", *what, cwd=home)
    return scripts


def _run(*command: str | Path, cwd: Path) -> str:
    # Without PYTHON… variables, which could lead the new environment back to the checkout.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout
