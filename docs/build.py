"""Build the site: lay out its pages in build/docs, draw its maps, and let Sphinx make build/site.

What people wrote (docs/, notebooks/ and the pages beside README.md) is copied; what the code, the ontology
and the questions say is written afresh. A warning of Sphinx is an error.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import handbook
import reference
from sphinx.cmd.build import main as sphinx

import azgraph

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
GENERATED = {
    "handbook.md": handbook.handbook,
    "reference/commands.md": reference.commands,
    "reference/kinds.md": reference.kinds,
    "reference/python.md": reference.python,
    "reference/questions.md": reference.questions,
    "reference/terms.md": reference.terms,
}


def lay_out(pages: Path) -> None:
    """Write all pages of the site below a folder that is made anew."""
    shutil.rmtree(pages, ignore_errors=True)
    ours = shutil.ignore_patterns("*.py", "style", "__pycache__")
    shutil.copytree(ROOT / "docs", pages, ignore=ours)
    shutil.copytree(ROOT / "notebooks", pages / "notebooks", ignore=shutil.ignore_patterns(".*"))
    (pages / "changelog.md").write_text((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("CONTRIBUTING.md", "SECURITY.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        # Its links are those of a reader of the repository.
        text = re.sub(r"\]\(docs/", "](", text).replace("](SECURITY.md)", "](security.md)")
        (pages / name.lower()).write_text(text, encoding="utf-8")
    if not (measured := pages / "benchmarks.md").exists():
        measured.write_text(
            "# Benchmarks\n\nNot run here yet: `make bench` writes this page.\n", encoding="utf-8"
        )
    for name, write in GENERATED.items():
        path = pages / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(write() + "\n", encoding="utf-8")


def draw_maps(folder: Path) -> None:
    """Draw the article's map and its classic page as the files that the site embeds."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    graph = azgraph.load()
    azgraph.draw(graph).save(folder / "article-map.html")
    azgraph.draw(graph, renderer="pyvis").save(folder / "article-pyvis.html")


def main() -> int:
    """Build build/site from nothing."""
    lay_out(BUILD / "docs")
    draw_maps(BUILD / "extra")
    site = BUILD / "site"
    shutil.rmtree(site, ignore_errors=True)
    strict = ["--fail-on-warning", "--keep-going", "--quiet", "-d", str(BUILD / "doctrees")]
    return sphinx([*strict, "--fresh-env", "-c", str(ROOT / "docs"), str(BUILD / "docs"), str(site)])


if __name__ == "__main__":
    sys.exit(main())
