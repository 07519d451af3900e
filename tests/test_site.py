"""The documentation site: whole, its links lead somewhere, and it asks nobody for anything."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest
from axe_playwright_python.sync_playwright import Axe

from blocks import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from browser import Pages

pytestmark = pytest.mark.docs
_OUTSIDE = ("http:", "https:", "//", "mailto:")
_INSIDE = ("#", "data:", "blob:", "about:")


class _Reader(HTMLParser):
    """What a page links to, what it loads, and the names that can be linked to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value for name, value in attrs if value}
        self.names |= {told[name] for name in ("id", "name") if name in told}
        if "src" in told:
            self.loaded.add(told["src"])
        if "href" in told:
            (self.links if tag in ("a", "use") else self.loaded).add(told["href"])


@pytest.fixture(scope="session")
def site() -> Path:
    """The site as `make docs` builds it; AZGRAPH_SITE names one that is built already."""
    if named := os.environ.get("AZGRAPH_SITE"):
        return Path(named)
    done = subprocess.run([sys.executable, ROOT / "docs" / "build.py"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return ROOT / "build" / "site"


@pytest.fixture(scope="session")
def read(site: Path) -> dict[Path, _Reader]:
    return {path: _Reader(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site as a server on this machine shows it."""
    handler = functools.partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: tests tell what matters."""


def test_the_site_has_all_its_parts(site: Path) -> None:
    parts = ["start", "handbook", "method", "map", "article-map", "reference/kinds", "notebooks/4-balance"]
    assert [part for part in parts if not (site / f"{part}.html").exists()] == []


def test_every_link_of_the_site_leads_somewhere(read: dict[Path, _Reader]) -> None:
    lost = []
    for path, page in read.items():
        for link in page.links | page.loaded:
            if link.startswith((*_OUTSIDE, "data:")):
                continue
            file, name = urldefrag(link)
            target = (path.parent / unquote(file.partition("?")[0])).resolve() if file else path
            if not target.exists() or (
                name
                and target in read
                and "article-" not in target.name
                and unquote(name) not in read[target].names
            ):
                lost.append(f"{path.name}: {link}")
    assert lost == []


def test_no_page_loads_anything_from_outside(read: dict[Path, _Reader]) -> None:
    assert [
        (p.name, link) for p, page in read.items() for link in page.loaded if link.startswith(_OUTSIDE)
    ] == []


def test_every_kind_and_question_has_its_place_in_the_reference(site: Path) -> None:
    from reference import sections

    from azgraph.questions import catalogue

    kinds = (site / "reference" / "kinds.html").read_text(encoding="utf-8")
    questions = (site / "reference" / "questions.html").read_text(encoding="utf-8")
    missing = [str(k) for _, found in sections() for k in found if f">k:{k.rpartition('/')[2]}<" not in kinds]
    assert missing + [name for name in catalogue() if f'id="{name}"' not in questions] == []


def test_the_site_shows_every_notebook_as_it_has_run(site: Path) -> None:
    """Each cell ran, from top to bottom: one that fails ends the making of the site."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        shown = (site / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
        assert 'class="cell_output' in shown, path.name
        assert "Traceback" not in shown, path.name


def test_the_site_opened_from_disk_is_whole_and_fits_a_phone(site: Path, page: Pages) -> None:
    wide = []
    opened = page(
        site / "index.html", size=(390, 844)
    )  # the fixture tells of requests, errors and broken policies
    for path in sorted(site.rglob("*.html")):
        opened.goto(path.as_uri())
        if opened.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path.name)
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_site_is_legible_in_either_theme(site: Path, page: Pages, scheme: str) -> None:
    opened = page(site / "start.html", size=(390, 844), color_scheme=scheme)
    for name in ("start", "guides/add-a-source", "reference/kinds", "notebooks/3-who-says-so"):
        opened.goto((site / f"{name}.html").as_uri())
        found = Axe().run(opened, options={"runOnly": ["color-contrast"]})
        assert found.violations_count == 0, found.generate_report()
        assert found.response["passes"], "nothing was looked at"


def test_the_site_served_from_this_machine_asks_nobody_else(
    site: Path, address: str, chromium: Browser
) -> None:
    asked: set[str] = set()
    context = chromium.new_context()
    context.on("request", lambda request: asked.add(request.url))
    opened = context.new_page()
    for path in sorted(site.rglob("*.html")):
        opened.goto(f"{address}/{path.relative_to(site).as_posix()}")
    context.close()
    assert f"{address}/index.html" in asked
    assert [url for url in asked if not url.startswith((address, *_INSIDE))] == []


@pytest.fixture
def start(request: pytest.FixtureRequest, site: Path) -> str:
    """The first page, from disk or as a server shows it."""
    served = request.param == "server"
    return f"{request.getfixturevalue('address')}/index.html" if served else (site / "index.html").as_uri()


@pytest.mark.parametrize(("words", "title"), [("PeaceTreaty", "Ask with SPARQL"), ("embargo", "handbook")])
@pytest.mark.parametrize("start", ["disk", "server"], indirect=True)
def test_the_search_finds(start: str, words: str, title: str, chromium: Browser) -> None:
    opened = chromium.new_page()
    opened.goto(start)
    box = opened.locator("input[name=q]").first
    box.fill(words)
    box.press("Enter")
    opened.locator("#search-results .search-summary", has_text="found").wait_for()
    found = opened.locator("#search-results li a").all_inner_texts()
    opened.close()
    assert any(title in text for text in found)
