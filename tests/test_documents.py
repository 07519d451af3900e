"""What README and docs show is what happens: each block is run, and what it shows is compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks import ROOT, Page, blocks

pytestmark = pytest.mark.docs
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
RUNNABLE = [p for p in PAGES if blocks(p.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", RUNNABLE, ids=[p.relative_to(ROOT).as_posix() for p in RUNNABLE])
def test_the_blocks_of_a_page_do_what_they_show(page: Path, tmp_path: Path) -> None:
    running = Page(tmp_path)
    wrong = [
        f"{page.relative_to(ROOT)}:{block.line}: {complaint}"
        for block in blocks(page.read_text(encoding="utf-8"))
        if (complaint := running.complaint(block))
    ]
    assert not wrong, "\n\n".join(wrong)


def test_the_readme_shows_every_command() -> None:
    from azgraph.cli import cli

    assert all(f"`azgraph {name}" in README for name in cli.commands)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("console", "$ azgraph query 'ASK { :GBR az:embargoes :AZE }' --day 2025-09-30\nno\n"),
        ("console", "$ azgraph query 'ASK {'\n"),
        ("pycon", ">>> 1 + 1\n3\n"),
        ("sparql", "SELECT ?a { ?a az:embargoes ?a }"),
        ("turtle", ":x a az:Event ; az:kind k:visit ; az:subject :Nowhere .\n"),
        ("turtle", "k:x a az:Kind ; az:weight 11 .\n"),
        ("sh", "make nothing\n"),
        ("cobol", "STOP RUN.\n"),
    ],
)
def test_a_block_that_shows_what_is_not_so_is_found(language: str, text: str, tmp_path: Path) -> None:
    (block,) = blocks(f"```{language}\n{text.rstrip()}\n```\n")
    assert Page(tmp_path).complaint(block)
