"""The pages of a server as readers see them: whole, legible in either theme, and asking nobody else."""

from __future__ import annotations

import hashlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from azgraph.files import resource
from browser import Pages
from serving import Server

PAGES = {
    "the map": "/",
    "questions": "/questions",
    "an answer": "/questions/waiting-for",
    "a brief": "/brief?actor=AZE&partner=RUS",
    "changes": "/changes",
    "a record": "/id/ukEmbargo",
    "the query page": "/query",
    "the endpoint": "/sparql",
    "nothing": "/id/nothing",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_to_mend_and_nothing_runs_off_a_phone(
    page: Pages, server: Server, path: str
) -> None:
    for scheme, size in (("light", (1440, 900)), ("dark", (390, 844))):
        opened = page.visit(
            server.address,
            path,
            size=size,
            color_scheme=scheme,
            reduced_motion="reduce",
            tolerant="nothing" in path,
        )
        if path == "/query":
            opened.locator(".yasqe_queryButton").click()
            opened.locator("#results td").first.wait_for()
        result = Axe().run(opened)
        assert result.violations_count == 0, result.generate_report()
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_query_page_asks_this_server_and_nobody_else(page: Pages, server: Server) -> None:
    opened = page.visit(server.address, "/query")
    asked: list[str] = []
    opened.context.on("request", lambda request: asked.append(request.url))
    editor = opened.locator(".CodeMirror").first
    editor.click()
    opened.keyboard.press("Control+End")
    opened.keyboard.type("\nPREFIX foaf: ")  # where Yasgui would else ask prefix.cc
    opened.keyboard.press("Control+Space")
    opened.keyboard.press("Escape")
    opened.evaluate(
        "query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)",
        "SELECT * { :ARM a ?sort BIND (:ARM AS ?who) }",
    )
    opened.locator(".yasqe_queryButton").click()
    opened.locator("#results td a").first.wait_for()
    assert opened.locator("#results a[href='/id/ARM']").count() == 1
    assert asked == [f"{server.address}sparql"]
    assert page.complaints(opened) == []


def test_a_form_asks_its_question_without_a_script(page: Pages, server: Server) -> None:
    opened = page.visit(
        server.address, "/questions/strategic-partners", java_script_enabled=False, tolerant=True
    )
    opened.get_by_label("Actor").fill("Armenia")
    opened.get_by_role("button", name="Ask").click()
    assert "actor=Armenia" in opened.url
    assert opened.get_by_role("heading", level=2).inner_text().endswith("as of 1 January 2026")


def test_yasgui_is_the_one_that_its_note_tells_of() -> None:
    folder = resource("server", "vendor", "yasgui")
    note = (folder / "README.md").read_text(encoding="utf-8")
    for name in ("yasgui.min.js", "yasgui.min.css"):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert re.search(rf"`{re.escape(name)}` \| `{digest}`", note)
