"""An analyst's form: what a filled row becomes, and what is said of a cell that cannot be read."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from rdflib import RDF, RDFS, SKOS, Graph

import azgraph
from azgraph.citations import evidence
from azgraph.claims import columns
from azgraph.claims.saving import import_table
from azgraph.claims.template import write_template
from azgraph.cli import cli
from azgraph.datasets.reports import Report
from azgraph.errors import AzgraphError, InputError
from azgraph.names import AZ, ID, KIND, STATUS

USUAL = {"who": "Azerbaijan", "whom": "Georgia", "kind": "visit", "source": "A report", "date": "2026-03-03"}


def _csv(
    folder: Path, *rows: dict[str, str], mark: str = ",", code: str = "utf-8", name: str = "a.csv"
) -> Path:
    """A CSV file of rows, each the usual one with some cells changed."""
    heads = list(dict.fromkeys([*USUAL, *(key for row in rows for key in row)]))
    lines = [mark.join(heads)] + [mark.join((USUAL | row).get(head, "") for head in heads) for row in rows]
    path = folder / name
    path.write_bytes("\n".join(lines).encode(code))
    return path


def _taken(folder: Path, *rows: dict[str, str], strict: bool = False) -> tuple[Graph, Report]:
    report = import_table([_csv(folder, *rows)], folder / "out", strict=strict)
    return azgraph.load(folder / "out"), report


def _faults(folder: Path, *rows: dict[str, str]) -> list[str]:
    """What is said of the rows that are skipped, where a good one stands first."""
    report = import_table([_csv(folder, {}, *rows)], folder / "out")
    assert report.kept + sum(s.count for s in report.skipped.values()) == report.read == len(rows) + 1
    return [example for skipped in report.skipped.values() for example in skipped.examples]


def _book(folder: Path, *rows: dict[str, Any]) -> Path:
    """The form as a workbook, filled in from its third row on."""
    path = folder / "form.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book["Claims"][1]}
    for number, row in enumerate(rows, start=3):
        for name, value in (USUAL | row).items():
            book["Claims"].cell(number, heads[name]).value = value
    book.save(path)
    return path


def test_a_row_becomes_a_record_with_voice_stance_and_place_in_its_source(tmp_path: Path) -> None:
    row = {
        "id": "v",
        "on": "2026-02",
        "voice": "person: Jane Doe",
        "passage": "p. 3",
        "url": "https://example.org/1",
    }
    graph, report = _taken(tmp_path, row)
    (record,) = graph.subjects(AZ.kind, KIND.visit)
    assert (graph.value(record, AZ.subject), graph.value(record, AZ.object)) == (ID.AZE, ID.GEO)
    assert str(graph.value(record, AZ.startBy)) == "2026-02-28"
    (citation,) = evidence(graph, record)
    assert str(citation) == "Reported by Jane Doe; relayed by A report; p. 3, row 2"
    assert (citation.url, report.kept) == ("https://example.org/1", 1)
    assert (ID.JaneDoe, RDF.type, AZ.Person) in graph
    passage = graph.value(citation.claim, AZ.passage)
    assert str(graph.value(passage, SKOS.editorialNote)) == "a.csv:2"


def test_only_what_is_reported_becomes_a_fact(tmp_path: Path) -> None:
    rows = [{"stance": stance, "note": stance} for stance in columns.STANCES if stance != "reported"]
    graph, _ = _taken(tmp_path, *rows)
    assert not graph.query("ASK { :AZE az:visited :GEO }").askAnswer
    graph, _ = _taken(tmp_path, {})
    assert graph.query("ASK { :AZE az:visited :GEO }").askAnswer


def test_rows_that_say_the_same_are_one_record_of_several_sources_and_a_claim_counts_once(
    tmp_path: Path,
) -> None:
    graph, report = _taken(tmp_path, {}, {"source": "Another report"}, {})
    (record,) = graph.subjects(AZ.kind, KIND.visit)
    assert len(evidence(graph, record)) == 2
    assert report.skipped["the same claim again"].examples == [
        "a.csv:4: says what an earlier row says, from the same source"
    ]


def test_an_id_lets_a_row_end_what_another_began(tmp_path: Path) -> None:
    rows = [
        {"id": "rule", "kind": "restriction", "since": "2025-01"},
        {"id": "lift", "kind": "restriction lifted", "on": "2026-02-10", "ends": "rule"},
    ]
    graph, _ = _taken(tmp_path, *rows)
    ask = "ASK { :AZE az:restricts :GEO }"
    edge = graph.value(KIND.restriction, AZ.edge)
    before = azgraph.snapshot(graph, dt.date(2026, 2, 1)).facts
    after = azgraph.snapshot(graph, dt.date(2026, 3, 1)).facts
    assert (ID.AZE, edge, ID.GEO) in set(before), ask
    assert (ID.AZE, edge, ID.GEO) not in set(after)


def test_a_stage_stands_for_the_kind_that_reaches_it(tmp_path: Path) -> None:
    row = {"kind": "", "stage": "signed", "agreement": "Convention on bridges", "on": "2026-02"}
    graph, _ = _taken(tmp_path, row)
    assert graph.value(ID.ConventionOnBridges, AZ.status) == STATUS.signed


def test_a_table_joins_the_bundled_graph_and_another_table(tmp_path: Path) -> None:
    import_table([_csv(tmp_path, {}, name="a.csv")], tmp_path / "one")
    import_table([_csv(tmp_path, {"source": "Another"}, name="a.csv")], tmp_path / "two")
    graph = azgraph.load("bundled", tmp_path / "one", tmp_path / "two")
    record = next(r for r in graph.subjects(AZ.kind, KIND.visit) if "/table/" in r)
    assert {c.source for c in evidence(graph, record)} == {"A report", "Another"}
    assert [str(label) for label in graph.objects(ID.GEO, RDFS.label)] == ["Georgia"]
    assert (ID.ukEmbargo, AZ.kind, KIND.embargo) in graph


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"kind": "vist"}, "a.csv:3, column kind: 'vist' is no kind. Did you mean visit or invite?"),
        ({"kind": ""}, "column kind: is empty."),
        ({"who": "Azerbajan"}, "column who: 'Azerbajan' is nobody known. Did you mean Azerbaijan"),
        ({"whom": "Somebody New"}, "A new one says what it is: 'organisation: Somebody New'"),
        ({"whom": "Azerbaijan"}, "column whom: is the same as who"),
        ({"on": "2025-02-30"}, "column on: '2025-02-30' is no date of the calendar"),
        ({"on": "next spring"}, "column on: not a time that can be read: 'next spring'; write 2025, 2025-11"),
        ({"on": "2025", "since": "2024"}, "column on: is filled, and since or until too"),
        ({"kind": "restriction", "since": "2025", "until": "2024"}, "ends before it begins"),
        ({"on": "45954"}, "column on: 45954 is a day number of Excel, perhaps 2025-10-24"),
        ({"date": "03.03.2026"}, "column date: not a day: '03.03.2026'; write an existing day as YYYY-MM-DD"),
        ({"source": ""}, "column source: is empty"),
        ({"stance": "reportd"}, "column stance: 'reportd' is none of reported,"),
        ({"kind": "office", "whom": "Georgia", "who": "person: Jane Doe"}, "column office: is empty"),
        ({"kind": "trade volume", "value": "4.2 billion", "unit": "USD"}, "column value: '4.2 billion' is no number"),
        ({"ends": "nothing"}, "column ends: no row has the id 'nothing'"),
        ({"kind": "alignment", "agreement": "A treaty"}, "only an event changes something"),
        ({"stage": "signed", "kind": ""}, "column agreement: is empty; say what reached the stage"),
        ({"weight": "99"}, "column weight: '99' is no number from -10 to 10"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named_with_what_was_expected(
    tmp_path: Path, row: dict[str, str], said: str
) -> None:
    assert any(said in fault for fault in _faults(tmp_path, row))


def test_strict_stops_at_the_first_fault_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(AzgraphError, match=r"a\.csv:3, column kind: 'vist' is no kind"):
        _taken(tmp_path, {}, {"kind": "vist"}, strict=True)
    assert not (tmp_path / "out").exists()


def test_a_row_that_names_a_faulty_row_goes_with_it(tmp_path: Path) -> None:
    faults = _faults(
        tmp_path, {"id": "rule", "kind": "restriction", "since": "2025-13"},
        {"kind": "restriction lifted", "ends": "rule"},
    )  # fmt: skip
    assert any("no row has the id 'rule'" in fault for fault in faults)


@pytest.mark.parametrize(
    ("mark", "code"), [(";", "utf-8-sig"), ("\t", "utf-8"), (";", "cp1252"), (",", "utf-16")]
)
def test_csv_is_read_as_any_spreadsheet_writes_it(tmp_path: Path, mark: str, code: str) -> None:
    path = _csv(tmp_path, {"whom": "Türkiye"}, mark=mark, code=code)
    remarks: list[str] = []
    assert import_table([path], tmp_path / "out", say=remarks.append).kept == 1
    assert any("was read as Latin-1" in remark for remark in remarks) == (code == "cp1252")


def test_a_heading_that_is_missing_stands_twice_or_is_unknown_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("who,whom,knid,source,date\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.csv:1: lacks the heading 'kind'\. Did you mean knid\?"):
        import_table([path], tmp_path / "out")
    path.write_text("who,who,kind,source,date\n", encoding="utf-8")
    with pytest.raises(InputError, match="has the heading 'who' twice"):
        import_table([path], tmp_path / "out")
    remarks: list[str] = []
    import_table([_csv(tmp_path, {"statnce": "denied"})], tmp_path / "out", say=remarks.append)
    assert any("'statnce' is none of the form's and was not read. Did you mean" in r for r in remarks)


def test_the_form_offers_kinds_stages_and_stances_explains_columns_and_its_example_is_no_record(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(_book(tmp_path, {}))
    rules = book["Claims"].data_validations.dataValidation
    offered = {rule.promptTitle: rule.formula1 for rule in rules if rule.type == "list"}
    assert {"kind", "stage", "stance", "on", "bound"} <= set(offered)
    assert offered["kind"].startswith("Lists!")
    assert [row[0].value for row in book["Columns"].iter_rows(min_row=2)] == list(columns.by_name())
    assert import_table([tmp_path / "form.xlsx"], tmp_path / "out").read == 1
    example = columns.EXAMPLE
    assert book["Claims"]["A2"].value == example
    book["Claims"]["A2"].value = "mine"
    book.save(tmp_path / "mine.xlsx")
    report = import_table([tmp_path / "mine.xlsx"], tmp_path / "mine", strict=True)
    assert report.kept == 2


def test_a_workbook_gives_days_months_and_day_numbers_as_they_are_shown(tmp_path: Path) -> None:
    path = _book(
        tmp_path, {"on": dt.date(2025, 10, 24)}, {"on": dt.date(2025, 11, 1)}, {"on": 45954, "note": "n"}
    )
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book["Claims"][1]}
    book["Claims"].cell(3, heads["on"]).number_format = "dd.mm.yyyy"
    book["Claims"].cell(4, heads["on"]).number_format = "mmm yy"
    book.save(path)
    import_table([path], tmp_path / "out")
    graph = azgraph.load(tmp_path / "out")
    assert {str(when) for when in graph.objects(None, AZ.when)} == {"2025-10-24", "2025-11"}


def test_formulas_errors_and_cells_merged_sideways_are_faults_and_merged_down_is_filled_down(
    tmp_path: Path,
) -> None:
    path = _book(
        tmp_path,
        {},
        {"whom": "Iran", "source": None},
        {"on": "=TODAY()"},
        {"whom": "#REF!"},
        {"whom": "Iran"},
    )
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    heads = {cell.value: cell for cell in sheet[1]}
    letter = heads["source"].column_letter
    sheet.merge_cells(f"{letter}3:{letter}4")
    sheet.merge_cells("B7:C7")
    book.save(path)
    report = import_table([path], tmp_path / "out")
    told = "\n".join(e for s in report.skipped.values() for e in s.examples)
    assert report.kept == 2
    assert "form.xlsx, sheet Claims, G5 (on): holds a formula; copy the column and paste it as values" in told
    assert "C6 (whom): holds the error #REF!" in told
    assert "B7 (who): is merged with cells beside it; unmerge them" in told


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PK\x03\x04 broken", "is no workbook that can be read"), (b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
     (b"who,\0", "holds a NUL byte"), (b"", "lacks the heading 'kind'")],
)  # fmt: skip
def test_what_is_no_form_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(AzgraphError, match=said):
        import_table([path], tmp_path / "out")


def test_a_sheet_whose_cells_nobody_could_go_through_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path, {"who": "here"})
    book = openpyxl.load_workbook(path)
    book["Claims"].cell(1_000_000, 10_000).value = "far"
    book.save(path)
    with pytest.raises(InputError, match=r"reaches to row 1,000,000 and column 10,000; delete what lies"):
        import_table([path], tmp_path / "out")


def test_merges_that_nobody_could_go_through_are_refused(tmp_path: Path) -> None:
    path, spoilt = _book(tmp_path, {}), tmp_path / "spoilt.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(spoilt, "w") as archive:
        for part in whole.infolist():
            text = whole.read(part).replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A5:XFD900000"/></mergeCells>'
            )
            archive.writestr(part, text)
    with pytest.raises(InputError, match="merges more cells than any form has"):
        import_table([spoilt], tmp_path / "out")


def test_a_workbook_that_unpacks_to_more_than_any_form_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path, {})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.bin", b" " * 50_000_000)
    with pytest.raises(InputError, match="unpacks to more than 50,000,000 bytes, as no form does"):
        import_table([path], tmp_path / "out")


def test_a_folder_of_somebodys_records_is_never_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "records" / "mine.ttl"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is there already and is no dataset"):
        import_table([_csv(tmp_path, {})], mine.parent)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_the_command_writes_the_form_imports_it_and_says_what_became_of_each_row(tmp_path: Path) -> None:
    form, out = tmp_path / "form.csv", tmp_path / "out"
    run = CliRunner()
    assert run.invoke(cli, ["import", "table", "--template", str(form)]).exit_code == 0
    text = form.read_text(encoding="utf-8-sig").replace("example,", "mine,")
    form.write_text(text, encoding="utf-8")
    done = run.invoke(cli, ["import", "table", str(form), "-o", str(out), "--json"])
    assert json.loads(done.stdout)["kept"] == 1
    brief = run.invoke(cli, ["brief", "AZE", "GEO", "--data", str(out)])
    assert "A minister of Azerbaijan visits Georgia" in brief.output
    assert "p. 3, row 2" in brief.output
    wrong = run.invoke(cli, ["import", "table", str(form)])
    assert wrong.exit_code == 2 and "name the FILES to import" in wrong.output
    again = run.invoke(cli, ["import", "table", "--template", str(form)])
    assert isinstance(again.exception, InputError)


def test_running_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    _taken(tmp_path, {}, {"whom": "Iran"})
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    _taken(tmp_path, {}, {"whom": "Iran"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
