"""A Chromium for the browser tests: found, or fetched, and watched while it is used.

Run as a script before the tests, this fetches a browser where none is found, so that
the tests themselves never wait for one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

_ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
)
# A browser under test has no business on the network, not even to update itself.
_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
_LOCAL = ("file:", "data:", "blob:", "about:")
_AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class NoBrowser(Exception):
    """No Chromium starts; the message tells what was tried."""


def is_required() -> bool:
    """Whether to fail without a browser: on CI, and where one was named. Elsewhere its tests are skipped."""
    return bool(os.environ.get("CI") or os.environ.get("AZGRAPH_CHROMIUM"))


def launch(playwright: Playwright, *, fonts: Path | None = None, scrollbars: bool = False) -> Browser:
    """Start the first Chromium that can be started, without a window; `fonts` is a file of fontconfig.

    Its scrollbars take no room unless they are asked for.

    Errors: NoBrowser.
    """
    environment = dict(os.environ) | ({"FONTCONFIG_FILE": str(fonts)} if fonts else {})
    tried = []
    for path in _candidates():
        try:
            # Chromium's sandbox does not work for root, and only for root is it given up.
            return playwright.chromium.launch(
                executable_path=path,
                args=list(_FLAGS),
                ignore_default_args=["--hide-scrollbars"] if scrollbars else None,
                chromium_sandbox=not _AS_ROOT,
                env=environment,
            )
        except Error as error:
            tried.append(f"{path or 'the one of Playwright'}: {error.message.strip().splitlines()[0]}")
    raise NoBrowser(
        "no Chromium or Chrome starts; name one in AZGRAPH_CHROMIUM. Tried:\n  " + "\n  ".join(tried)
    )


class Pages:
    """Opens pages offline, and keeps what a whole page that is offline never does.

    That is: requests that leave the file, errors on the console, uncaught exceptions, and
    whatever the page's content security policy had to stop.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._complaints: dict[Page, list[str]] = {}
        self._tolerant: set[Page] = set()

    def __call__(
        self,
        path: Path,
        fragment: str = "",
        *,
        size: tuple[int, int] = (1280, 800),
        tolerant: bool = False,
        **context: Any,
    ) -> Page:
        """Open a file in a context of its own, offline; `context` is passed to Playwright.

        Nobody asserts at the end that a tolerant page had no complaints; ask `complaints`.
        A strict policy also stops Playwright's add_style_tag and add_script_tag: use
        locators and evaluate.
        """
        page = self._opened("", size, offline=True, **context)
        if tolerant:
            self._tolerant.add(page)
        page.goto(path.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
        _settle(page)
        return page

    def visit(
        self,
        server: str,
        path: str,
        *,
        size: tuple[int, int] = (1280, 800),
        tolerant: bool = False,
        **context: Any,
    ) -> Page:
        """Open a page of a server on this machine; to ask anybody else is a complaint."""
        page = self._opened(server, size, **context)
        if tolerant:
            self._tolerant.add(page)
        page.goto(server.rstrip("/") + path)
        _settle(page)
        return page

    def _opened(self, server: str, size: tuple[int, int], **context: Any) -> Page:
        own = self._browser.new_context(viewport={"width": size[0], "height": size[1]}, **context)
        page = own.new_page()
        self._complaints[page] = _watch(own, server)
        return page

    def complaints(self, page: Page) -> list[str]:
        """What went wrong in a page so far."""
        if not page.is_closed():
            page.evaluate("new Promise(done => setTimeout(done))")  # what has happened is now reported
        return self._complaints[page]

    def close(self) -> None:
        """Close all pages; AssertionError where one had complaints."""
        found = [c for page in self._complaints if page not in self._tolerant for c in self.complaints(page)]
        for page in self._complaints:
            page.context.close()
        assert not found, "the page is not whole:\n  " + "\n  ".join(found)


def _settle(page: Page) -> None:
    """Wait until a map is all there: its script begins after its first picture is seen, its panel comes last."""
    page.wait_for_selector(
        ":root:not(.scripted), :root:not(.waiting):not(:has(#panel:empty))", state="attached"
    )


def _watch(context: BrowserContext, server: str = "") -> list[str]:
    seen: list[str] = []
    own = (*_LOCAL, server) if server else _LOCAL
    context.on(
        "request", lambda request: request.url.startswith(own) or seen.append(f"request: {request.url}")
    )
    context.on("console", lambda line: line.type == "error" and seen.append(f"console: {line.text}"))
    context.on("weberror", lambda error: seen.append(f"exception: {error.error}"))
    context.expose_function("reportViolation", lambda text: seen.append(f"policy: {text}"))
    context.add_init_script(
        "addEventListener('securitypolicyviolation', e =>"
        " reportViolation(`${e.violatedDirective} stopped ${e.blockedURI}`))"
    )
    return seen


def main() -> int:
    """Print which browser the tests will use, and fetch one if there is none."""
    with sync_playwright() as playwright:
        for fetch in (None, _fetch_playwrights, _fetch_debians):
            if fetch is not None and (os.environ.get("AZGRAPH_CHROMIUM") or not fetch()):
                continue
            try:
                browser = launch(playwright)
            except NoBrowser as error:
                reason = error
                continue
            print(f"Browser for the tests: {browser.browser_type.name} {browser.version}")
            browser.close()
            return 0
    print(f"The browser tests cannot run: {reason}", file=sys.stderr)
    return int(is_required())


def _candidates() -> Iterator[str | None]:
    """Paths of browsers to try, in order; None stands for Playwright's own."""
    if named := os.environ.get("AZGRAPH_CHROMIUM"):
        yield named  # and no other: who names one wants that one
        return
    yield from filter(None, map(shutil.which, _ON_PATH))
    for place in _USUAL_PLACES:
        path = Path(os.path.expandvars(place)).expanduser()
        if path.is_file():
            yield str(path)
    yield None


def _fetch_playwrights() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    return _run("No Chromium here; fetching the one of Playwright", command)


def _fetch_debians() -> bool:
    if not (_AS_ROOT and shutil.which("apt-get")):
        return False
    return _run("No Chromium here; updating the system's list of packages", ["apt-get", "update"]) and _run(
        "Installing the system's package chromium", ["apt-get", "install", "--yes", "chromium"]
    )


def _run(announcement: str, command: list[str]) -> bool:
    print(f"{announcement}: {' '.join(command)}", file=sys.stderr, flush=True)
    try:
        subprocess.run(
            command,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
            timeout=900,
        )
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines()
        reason = next((line for line in lines if line.startswith(("E: ", "Error: "))), "no reason given")
        print(f"That failed. {reason}", file=sys.stderr)
        return False
    except subprocess.TimeoutExpired:
        print("That took too long", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
