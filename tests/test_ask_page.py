"""The page that answers SPARQL itself: the same answers as the library, offline, for the chosen day.

The `page` fixture fails a test whose page sent a request, logged an error or broke its policy.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page, expect
from rdflib import Literal, URIRef

from azgraph import policies, questions
from azgraph.cli import cli
from azgraph.errors import InputError
from azgraph.files import resource
from azgraph.graph import load
from azgraph.names import short
from azgraph.picture import draw
from azgraph.picture.asking import LIBRARY_SHA256, QUESTIONS, WASM_SHA256
from azgraph.snapshots import as_of, newest_day
from azgraph.when import parse_day
from browser import Pages
from refused import REFUSED, TAKEN
from writing import THINGS, graph_of

WIDE, PHONE = (1440, 900), (390, 844)
CONTRAST = (Path(__file__).parent / "js" / "contrast.js").read_text(encoding="utf-8")
PARTNERS = "SELECT ?who { ?who az:strategicPartnerOf :AZE }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def shared(chromium: Browser, answering: Path) -> Iterator[Page]:
    """The page, opened once for the tests that only ask; no test may have made it send, log or break anything."""
    pages = Pages(chromium)
    yield pages(answering, "view=ask", size=WIDE)
    pages.close()


@pytest.fixture
def asking(shared: Page) -> Page:
    """The shared page as it opens: on its newest day, with nothing chosen and no answer yet."""
    shared.evaluate("location.hash = 'view=ask'; document.querySelector('#answer').replaceChildren()")
    return shared


def ask(opened: Page, query: str) -> Locator:
    """Type a query, run it by keyboard, and return the place of its answer once it is there."""
    opened.locator("#query").fill(query)
    opened.locator("#query").press("Control+Enter")
    expect(opened.locator("#ask")).to_have_attribute("aria-busy", "false", timeout=60_000)
    return opened.locator("#answer")


def choose(opened: Page, question: str) -> Locator:
    opened.locator(f'[data-question="{question}"]').click()
    expect(opened.locator("#ask")).to_have_attribute("aria-busy", "false", timeout=60_000)
    return opened.locator("#answer")


# --- What is carried -----------------------------------------------------------------


def test_oxigraph_is_the_very_package_that_its_notes_name() -> None:
    folder = resource("picture", "vendor", "oxigraph")
    program = gzip.decompress((folder / "node_bg.wasm.gz").read_bytes())
    assert hashlib.sha256(program).hexdigest() == WASM_SHA256
    assert hashlib.sha256((folder / "node.js").read_bytes()).hexdigest() == LIBRARY_SHA256
    notes = (folder / "README.md").read_text(encoding="utf-8")
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    assert WASM_SHA256 in notes and LIBRARY_SHA256 in notes and f"| {package['version']} |" in notes
    assert f"Oxigraph {package['version']}," in draw(load(), sparql=True).html
    assert package["license"] == "MIT OR Apache-2.0" and (folder / "LICENSE-APACHE-2.0").exists()


def test_only_a_page_that_asks_carries_the_engine_and_may_run_it() -> None:
    plain, asking = draw(load()).html, draw(load(), sparql=True).html
    assert not re.search(
        r"wasm|worker|oxigraph|ask", plain.split("<body>")[0] + plain[-60_000:], re.IGNORECASE
    )
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', asking)
    assert policy is not None
    assert "&#39;wasm-unsafe-eval&#39;" in policy[1] and "worker-src blob:" in policy[1]
    assert "unsafe" not in policy[1].replace("wasm-unsafe-eval", "") and "connect" not in policy[1]
    assert len(asking.encode()) < 2_500_000


def test_the_command_says_that_the_file_answers_and_how_large_it_is(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    told = CliRunner().invoke(cli, ["map", "--with-sparql", "-o", str(path)]).output
    assert re.search(r"map\.html \(2\d{3} kB, answers SPARQL\)$", told.strip())
    assert 'data-view="ask"' in path.read_text(encoding="utf-8")


def test_the_classic_page_answers_no_sparql_and_says_so() -> None:
    with pytest.raises(InputError, match="classic page answers no SPARQL"):
        draw(load(), renderer="pyvis", sparql=True)


# --- Answers -------------------------------------------------------------------------


def test_who_the_strategic_partners_are_is_answered_from_a_file_without_a_network(
    page: Pages, answering: Path
) -> None:
    opened = page(answering, size=WIDE)
    opened.locator("#tab-ask").click()
    answer = ask(opened, PARTNERS)
    expect(answer.locator("tbody")).to_have_text("China")
    expect(answer.locator("h3")).to_contain_text("Answer for 1 January 2026")
    answer.get_by_role("button", name="China").click()
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and China")
    expect(answer.locator("tbody")).to_have_text("China")


@pytest.mark.parametrize("day", ["2025-03-15", "2026-01-01"])
def test_each_question_has_the_rows_that_the_library_has(page: Pages, answering: Path, day: str) -> None:
    graph = as_of(load(), parse_day(day))
    opened = page(answering, f"view=ask&day={day}", size=WIDE)
    assert opened.locator("[data-question]").count() == len(QUESTIONS) == 10
    for name in QUESTIONS:
        rows = questions.ask(graph, name)
        answer = choose(opened, name)
        if not rows:
            expect(answer).to_contain_text("The source does not say.")
            continue
        expect(answer.locator("h3")).to_contain_text(f"{len(rows)} row")
        shown = [text.lower() for text in answer.locator("th").all_inner_texts()]
        columns = {re.sub(r"(?<=[a-z])(?=[A-Z])", " ", c).lower(): c for c in rows[0].terms}
        # What is missing is linked from the cell with its name.
        assert set(columns.values()) - {columns.get(c) for c in shown} <= {"record", "partner", "agreement"}
        expected = [
            [raw(row.terms[columns[c]]) for c in shown if c in columns]
            + [sorted({cited.sid or "" for cited in row.evidence})]
            for row in rows
        ]
        found = answer.locator("tbody tr").evaluate_all(
            """(rows) => rows.map((row) => [...row.cells].map((cell) => cell.dataset.column === "Who says so"
              ? [...new Set([...cell.querySelectorAll(".sid")].map((sid) => sid.textContent))].sort()
              : cell.title || cell.textContent))"""
        )
        assert found == expected, name


def raw(term: object) -> str:
    return "" if term is None else short(term) if isinstance(term, URIRef) else str(term)


def test_an_answer_follows_the_day(page: Pages, answering: Path) -> None:
    opened = page(answering, "view=ask&day=2025-09-30", size=WIDE)
    answer = ask(opened, "ASK { :GBR az:embargoes :AZE }")
    expect(answer).to_contain_text("Answer for 30 September 2025")
    expect(answer.locator(".hush")).to_have_text("Yes.")
    opened.locator("#day").fill("2025-12-31")
    opened.locator("#day").press("Enter")
    expect(answer).to_contain_text("Answer for 31 December 2025")
    expect(answer.locator(".hush")).to_have_text("No.")
    expect(answer).to_contain_text("silence, not a denial")


def test_computed_facts_of_a_day_are_those_of_the_rules(page: Pages, answering: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { VALUES ?p { az:status az:embargoes az:met } ?s ?p ?o }"
    opened = page(answering, "view=ask", size=WIDE)
    for day in ("2024-12-01", "2025-08-08", "2026-01-01", "2024-12-01"):
        opened.evaluate("(day) => { location.hash = `view=ask&day=${day}`; }", day)
        expect(opened.locator("#day")).to_have_value(day)
        expected = as_of(load(), parse_day(day)).query(count)
        expect(ask(opened, count).locator("tbody")).to_have_text(str(next(iter(expected))[0]))


def test_a_parameter_is_chosen_by_name_and_stands_in_the_query(asking: Page) -> None:
    choose(asking, "pair")
    asking.get_by_label("The other").select_option(label="Iran")
    expect(asking.locator("#query")).to_have_value(re.compile(r"VALUES \?partner \{ :IRN \}"))
    rows = questions.ask(load(), "pair", partner="IRN")
    expect(asking.locator("#answer h3")).to_contain_text(f"{len(rows)} row")
    asking.locator("#answer tbody button").first.click()
    expect(asking.locator("#panel h2")).to_have_text("Azerbaijan and Iran")


def test_claims_stand_with_stance_voice_and_sentence(asking: Page) -> None:
    answer = choose(asking, "waiting-for")
    expect(answer.locator("tbody tr").first).to_contain_text(
        "Reported by Jeyhun Bayramov on 26 December 2025 s1.p4.2"
    )
    expect(answer.locator("tbody tr").first).to_contain_text("on some day of 2026")


def test_no_rows_mean_that_the_source_does_not_say(asking: Page) -> None:
    answer = ask(asking, "SELECT ?x { :AZE az:embargoes ?x }")
    expect(answer).to_contain_text("The source does not say.")


def test_a_graph_is_answered_as_turtle(asking: Page) -> None:
    answer = ask(asking, "CONSTRUCT WHERE { :CHN rdfs:label ?l }")
    text = answer.locator("pre").inner_text()
    assert ':CHN rdfs:label "China"' in text
    assert "@prefix : <https://w3id.org/azgraph/id/> ." in text


def test_more_rows_than_can_be_read_are_cut_and_it_says_so(asking: Page) -> None:
    answer = ask(asking, "SELECT ?s ?p ?o ?x { ?s ?p ?o . ?x a az:Event } # all")
    expect(answer.locator("h3")).to_contain_text("1000 rows; there are more")
    few = ask(answer.page, "SELECT ?s { ?s ?p ?o } LIMIT 3")
    expect(few.locator("tbody tr")).to_have_count(3)
    expect(few.locator("h3")).to_have_text(re.compile("3 rows$"))


def test_a_mistake_is_told_in_one_line_with_its_place(asking: Page) -> None:
    answer = ask(asking, "SELECT ?s {\n  ?s ?p ?o .\n  nonsense\n}")
    expect(answer.get_by_role("alert")).to_have_text("Line 3, column 3: this is not SPARQL: nonsense")
    expect(ask(asking, "SELEKT ?s { ?s ?p ?o }")).to_contain_text(
        "Line 1, column 1: this is not SPARQL: SELEKT"
    )
    expect(ask(asking, "ASK { ?s foo:bar ?o }")).to_contain_text("Line 1: the prefix foo: is not known")
    expect(ask(asking, " ")).to_contain_text("There is no query yet")
    expect(ask(asking, "PREFIX foo: <http://example.org/> ASK { ?s foo:bar ?o }")).to_contain_text("No.")
    expect(ask(asking, PARTNERS).locator("tbody")).to_have_text("China")


# --- What is not run -----------------------------------------------------------------


def test_a_query_without_end_can_be_stopped_and_the_page_stays_alive(page: Pages, answering: Path) -> None:
    opened = page(answering, "view=ask", size=WIDE)
    ask(opened, PARTNERS)
    opened.locator("#query").fill(ENDLESS)
    opened.locator("#run").click()
    expect(opened.locator("#stop")).to_be_focused()
    opened.locator("#day").fill("2025-09-30")
    opened.locator("#day").press("Enter")
    expect(opened.locator("#day-words")).to_have_text("30 September 2025")
    opened.locator("#stop").click()
    expect(opened.locator("#answer")).to_have_text("Stopped.")
    expect(ask(opened, PARTNERS)).to_contain_text("Answer for 30 September 2025")


def test_a_query_that_breaks_the_engine_takes_nothing_with_it(page: Pages, answering: Path) -> None:
    opened = page(answering, "view=ask", size=WIDE)
    expect(ask(opened, "ASK " + "{" * 5000 + "}" * 5000)).to_contain_text("more than the page can work on")
    expect(ask(opened, PARTNERS).locator("tbody")).to_have_text("China")


def test_a_query_gives_way_to_the_next(asking: Page) -> None:
    ask(asking, PARTNERS)
    asking.locator("#query").fill(ENDLESS)
    asking.locator("#query").press("Control+Enter")
    expect(choose(asking, "strategic-partners").locator("tbody")).to_contain_text("China")


@pytest.mark.parametrize("query", REFUSED)
def test_what_asks_elsewhere_or_changes_is_refused_before_it_runs(asking: Page, query: str) -> None:
    answer = ask(asking, query)
    expect(answer.get_by_role("alert")).to_have_text(
        re.compile(r"^Line [12]: (SERVICE|FROM|LOAD|INSERT|WITH|DELETE|DROP|COPY) is not run")
    )


def test_words_that_are_only_names_or_texts_are_no_orders(asking: Page) -> None:
    expect(ask(asking, TAKEN).locator("tbody")).to_have_text('SERVICE <x> fromload "FROM"')


def test_the_page_and_its_worker_can_reach_nobody(page: Pages, answering: Path) -> None:
    opened = page(answering, "view=ask", size=WIDE, tolerant=True)
    code = "fetch('https://example.org/').then(() => postMessage('out'), () => postMessage('held'))"
    told = opened.evaluate(
        """(code) => new Promise((done) => {
          const worker = new Worker(URL.createObjectURL(new Blob([code])));
          worker.onmessage = ({ data }) => done(data); })""",
        code,
    )
    assert told == "held"
    broken = """() => new Promise((done) => {
      document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
      fetch("https://example.org/").catch(() => setTimeout(() => done("only the network held it"), 1000)); })"""
    assert opened.evaluate(broken) == "connect-src"


def test_whatever_a_graph_or_a_query_carries_is_shown_as_text(page: Pages, tmp_path: Path) -> None:
    nasty = "</script><img src=x onerror='window.ran = 1'> \u202e<!--"
    label = Literal(nasty).n3()
    graph = graph_of(
        tmp_path,
        """:r a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :XXX ; az:when "2025-03" ;
          az:claim c:s1.p1.1 .""",
        things=f"{THINGS}\n:XXX a az:State ; rdfs:label {label} .",
    )
    opened = page(draw(graph, sparql=True).save(tmp_path / "map.html"), "view=ask", size=WIDE)
    answer = ask(
        opened, "SELECT ?who ?name ?claim { ?r az:object ?who ; az:claim ?claim . ?who rdfs:label ?name }"
    )
    expect(answer.locator("tbody")).to_contain_text("</script><img src=x")
    ask(opened, f"SELECT ?x {{ BIND ({label} AS ?x) }}")
    expect(answer.locator("tbody")).to_contain_text("onerror")
    ask(opened, f"CONSTRUCT {{ :a :b {label} }} {{}}")
    expect(answer.locator("pre")).to_contain_text("onerror")
    assert opened.evaluate("window.ran") is None and opened.locator("#ask img").count() == 0


# --- For everybody -------------------------------------------------------------------


def test_a_policy_holds_in_the_page_too(page: Pages, tmp_path: Path) -> None:
    whole = load()
    left = policies.apply(whole, policies.policy(whole, voices=["JeyhunBayramov"]))
    opened = page(draw(left, sparql=True).save(tmp_path / "map.html"), "view=ask", size=WIDE)
    voices = "SELECT DISTINCT ?voice { ?r az:claim/az:by ?voice }"
    expect(ask(opened, voices).locator("tbody")).to_have_text("Jeyhun Bayramov")


def test_another_graph_is_asked_about_its_own_actors(page: Pages, tmp_path: Path) -> None:
    record = """:r a az:Relation ; az:kind k:strategicPartnership ; az:subject :AAA ; az:object :BBB ;
      az:when "2025-03/.." ; az:claim c:s1.p1.1 ."""
    opened = page(
        draw(graph_of(tmp_path, record), sparql=True).save(tmp_path / "map.html"), "view=ask", size=WIDE
    )
    answer = choose(opened, "strategic-partners")
    expect(opened.locator("#query")).to_have_value(re.compile(r"VALUES \?actor \{ :(AAA|BBB) \}"))
    expect(answer.locator("tbody tr")).to_have_count(1)


def test_all_of_it_works_by_keyboard(page: Pages, answering: Path) -> None:
    opened = page(answering, size=WIDE)
    opened.locator("#tab-network").focus()
    for _ in range(opened.locator("[role=tab]").count() - 1):
        opened.keyboard.press("ArrowRight")
    expect(opened.locator("#ask")).to_be_visible()
    opened.locator('[data-question="strategic-partners"]').focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#answer tbody")).to_contain_text("China", timeout=60_000)
    for _ in range(20):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.matches('#answer button')"):
            break
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and China")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_answer_is_legible_and_fits(
    page: Pages, answering: Path, size: tuple[int, int], scheme: str
) -> None:
    opened = page(answering, "view=ask", size=size, color_scheme=scheme)
    choose(opened, "measures")
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.evaluate(CONTRAST) == []
    in_sight = "document.querySelector('#answer h3').getBoundingClientRect().top < innerHeight - 142"
    assert opened.evaluate(in_sight)


def test_the_newest_day_is_asked_about_unless_another_is_chosen(asking: Page) -> None:
    newest = newest_day(load())
    answer = choose(asking, "pair")
    expect(answer.locator("h3")).to_contain_text(f"{newest.day} January {newest.year}")
