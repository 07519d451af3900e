"""The notebooks are committed clean; that they run from top to bottom is what the site shows (test_site.py)."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_what_make_notebook_installs_draws_the_pictures_of_the_notebooks() -> None:
    pyproject = NOTEBOOKS[0].parents[1] / "pyproject.toml"
    extras = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert any("import measures, plots" in path.read_text(encoding="utf-8") for path in NOTEBOOKS)
    assert "plots" in " ".join(extras["notebook"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_written_so_that_a_change_of_it_can_be_read(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert text == nbformat.writes(notebook).rstrip("\n") + "\n"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert [cell.id for cell in notebook.cells] == [f"cell-{n}" for n in range(len(notebook.cells))]
    assert not any(cell.metadata for cell in notebook.cells)
