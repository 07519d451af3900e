"""Fixtures of all tests; what needs a browser is told apart and comes last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Playwright

    from azgraph.picture import Picture
    from browser import Pages
    from serving import Server

settings.register_profile("patient", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use a browser, and run them last; share the files out among processes.

    While Playwright runs, its event loop does, and other tests could start none. So where tests run in
    several processes, a file's tests stay together, but those with a browser still come last in each,
    and of these the files with most of them first, so that none is left to a single process at the end.
    """
    browsing: Counter[Path] = Counter()
    for item in items:
        browses = "driver" in getattr(item, "fixturenames", ())
        if browses:
            item.add_marker("browser")
            browsing[item.path] += 1
        item.add_marker(pytest.mark.xdist_group(f"{item.path.stem}{'-browser' * browses}"))
    items.sort(key=lambda item: (1, -browsing[item.path]) if item.get_closest_marker("browser") else (0, 0))


@pytest.fixture(scope="session")
def article() -> Picture:
    """The map of the article, drawn once."""
    from azgraph import draw, load

    return draw(load())


@pytest.fixture(scope="session")
def written(article: Picture, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the article's map, for all tests that only look at it."""
    return article.save(tmp_path_factory.mktemp("article") / "map.html")


@pytest.fixture(scope="session")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same map as a file that answers SPARQL."""
    from azgraph import draw, load

    return draw(load(), sparql=True).save(tmp_path_factory.mktemp("answering") / "map.html")


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers: only one can run at a time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """A Chromium without a window, one for all tests; `make test` sees to it that there is one."""
    browser = launched(driver)
    yield browser
    browser.close()


def launched(driver: Playwright, fonts: Path | None = None, *, scrollbars: bool = False) -> Browser:
    """A browser; without one the test fails where one is required, and is else skipped."""
    from browser import NoBrowser, is_required, launch

    try:
        return launch(driver, fonts=fonts, scrollbars=scrollbars)
    except NoBrowser as error:
        if is_required():
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Pages]:
    """Open files as offline pages: `page(path, "day=2025-09-30", size=(390, 844))`.

    At the end no page may have sent a request, logged an error or broken its policy.
    """
    from browser import Pages

    pages = Pages(chromium)
    yield pages
    pages.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the bundled graph and two graphs of others', one for all tests."""
    from serving import GRAPHS, SECONDS, Server

    log = tmp_path_factory.mktemp("serve") / "log"
    others = log.with_name("others.nq")
    others.write_text(GRAPHS, encoding="utf-8")
    data = ("--data", "bundled", "--data", str(others))
    running = Server(log, "--timeout", str(SECONDS), "--size", "1", *data)
    yield running
    running.stop()
