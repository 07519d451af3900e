"""What `check` finds: every finding names file, line, fault and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from azgraph.errors import InputError
from azgraph.findings import check, style
from azgraph.graph import load
from writing import PREFIXES, write

VISIT = ":visit a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1"


def only(folder: Path, records: str) -> str:
    """The one finding of a file with one fault."""
    findings = check(write(folder, records), bundled=False)
    assert len(findings) == 1, findings
    assert findings[0].line is not None
    return str(findings[0])


def line_of(folder: Path, text: str) -> int:
    lines = (folder / "note.ttl").read_text(encoding="utf-8").split("\n")
    return next(n for n, line in enumerate(lines, start=1) if text in line)


def test_a_sound_file_has_no_finding(tmp_path: Path) -> None:
    assert check(write(tmp_path, VISIT + ' ; az:when "2025-04" .'), bundled=False) == []


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (VISIT.replace("k:visit", "k:vizit") + " .", "unknown kind k:vizit; choose one from ontology/kinds.ttl. Did you mean visit?"),
        (VISIT + ' ; az:when "2025-02-29" .', "'2025-02-29' is no date of the calendar"),
        (VISIT + ' ; az:when "last week" .', "not a time that can be read: 'last week'"),
        (VISIT + ' ; az:when "2025", "2026" .', "more than one az:when"),
        (VISIT + f' ; dcterms:alternative "{"x" * 31}" .', "a dcterms:alternative of more than 30"),
        (VISIT + " ; az:when 2025 .", "write it in quotes"),
        (VISIT.replace(" ; az:claim c:s1.p1.1", "") + " .", "no az:claim; name the sentence"),
        (VISIT.replace("s1.p1.1", "s1.p1.77") + " .", "s1.p1.77, which note.tsv does not have. Did you mean s1.p1.7"),
        (VISIT.replace(":BBB", ":AAA") + " .", "has :AAA as its only subject and its only object"),
        (VISIT.replace(":BBB", ":BBBB") + " .", "names :BBBB, which nothing describes"),
        (VISIT.replace("az:object", "az:objct") + " .", "az:objct, which does not exist. Did you mean object"),
        (VISIT.replace("az:Event", "az:Relation") + " .", "not of the class of its kind, az:Event"),
        (VISIT + ", [ az:passage p:s1.p1.2 ; az:stance s:rumoured ] .", "claim at s1.p1.2 has an unknown az:stance"),
        (VISIT + ", [ az:by :Nobody ; az:passage p:s1.p1.2 ] .", "by or via :Nobody, whom nothing describes"),
        (VISIT + ", [ az:by :AAA ] .", "has a claim without az:passage"),
        (VISIT + ", [ az:by :AAA ; az:passage p:s1.p1.2 ], [ az:by :BBB ; az:passage p:s1.p1.2 ] .", "two claims with stance reported at s1.p1.2"),
        (VISIT + " . p:s1.p1.1 az:omitted \"transition\" .", "is az:omitted and yet backs :visit"),
        (VISIT + " ; az:moves :Text .", "its kind names no stage to move to"),
        (":office a az:Role ; az:kind k:officeHolder ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1 .", "without az:office"),
        (":n a az:Figure ; az:kind k:count ; az:subject :AAA ; az:unit \"texts\" ; az:claim c:s1.p1.1 .", "needs exactly one az:value"),
        (":n a az:Figure ; az:kind k:count ; az:subject :AAA ; az:value 3 ; az:claim c:s1.p1.1 .", "needs exactly one az:unit"),
        (":p a az:Event ; az:claim c:s1.p1.1 .", "has no az:kind"),
        (VISIT + " . :DDD a az:State .", "needs exactly one rdfs:label"),
        (VISIT + f' . :DDD a az:State ; rdfs:label "{"x" * 91}" .', "more than 90 characters"),
    ],
)  # fmt: skip
def test_each_fault_is_found_with_its_remedy(tmp_path: Path, records: str, expected: str) -> None:
    assert expected in only(tmp_path, records)


def test_a_finding_names_the_line_where_the_record_stands(tmp_path: Path) -> None:
    finding = only(
        tmp_path, "\n# az:visit :visit is described below\n\n" + VISIT + ' ;\n  az:when "2025-02-30" .\n'
    )
    assert finding.startswith(f"{tmp_path}/note.ttl:{line_of(tmp_path, ':visit a az:Event')}: error: :visit")


def test_two_things_of_one_name_are_both_named(tmp_path: Path) -> None:
    findings = check(write(tmp_path, VISIT + ' . :DDD a az:State ; rdfs:label "Aland" .'))
    assert {f.subject for f in findings} == {":AAA", ":DDD"}


def test_an_undated_end_is_a_warning_and_no_error(tmp_path: Path) -> None:
    records = """:ban a az:Measure ; az:kind k:embargo ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1 .
    :lift a az:Event ; az:kind k:liftEmbargo ; az:subject :AAA ; az:object :BBB ; az:ends :ban ; az:claim c:s1.p1.2 ."""
    findings = check(write(tmp_path, records), bundled=False)
    assert [f.severity for f in findings] == ["warning"]
    assert "ends :ban on no stated day" in findings[0].message


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            """:ban a az:Measure ; az:kind k:embargo ; az:subject :AAA ; az:object :BBB ; az:when "2025-06/.." ; az:claim c:s1.p1.1 .
            :lift a az:Event ; az:kind k:liftEmbargo ; az:subject :AAA ; az:object :BBB ; az:when "2025-03" ; az:ends :ban ; az:claim c:s1.p1.2 .""",
            ":lift ends :ban before it can have begun",
        ),
        (
            """:word a az:Commitment ; az:kind k:promise ; az:subject :AAA ; az:object :BBB ; az:when "2025-06/.." ; az:claim c:s1.p1.1 .
            :deed a az:Event ; az:kind k:agreeStep ; az:subject :AAA ; az:object :BBB ; az:when "2025-03" ; az:meets :word ; az:claim c:s1.p1.2 .""",
            ":deed meets or breaches :word before it can have been asked",
        ),
        (
            """:force a az:Event ; az:kind k:enterIntoForce ; az:moves :Text ; az:when "2025-03" ; az:claim c:s1.p1.1 .
            :signed a az:Event ; az:kind k:sign ; az:moves :Text ; az:when "2025-06" ; az:claim c:s1.p1.2 .""",
            ":signed moves a thing back behind the stage to which :force had surely taken it",
        ),
    ],
    ids=["ended before begun", "met before asked", "signed after in force"],
)
def test_a_move_that_no_life_can_have_is_found(tmp_path: Path, records: str, expected: str) -> None:
    findings = check(write(tmp_path, records), bundled=False)
    assert [f.severity for f in findings] == ["warning"]
    assert expected in str(findings[0])


def test_a_text_that_is_suspended_may_come_into_force_again(tmp_path: Path) -> None:
    records = """:rest a az:Event ; az:kind k:suspendAgreement ; az:moves :Text ; az:when "2025-03" ; az:claim c:s1.p1.1 .
    :again a az:Event ; az:kind k:enterIntoForce ; az:moves :Text ; az:when "2025-06" ; az:claim c:s1.p1.2 ."""
    assert check(write(tmp_path, records), bundled=False) == []


def test_a_dossier_alone_is_checked_beside_its_neighbours(tmp_path: Path) -> None:
    home = tmp_path / "records"
    home.mkdir()
    write(home, "")
    alone = home / "visits.ttl"
    alone.write_text(PREFIXES + VISIT + " .", encoding="utf-8")
    assert check(alone) == []


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_files_with_a_byte_order_mark_and_other_line_ends_read_like_any_other(
    tmp_path: Path, ends: str
) -> None:
    path = write(tmp_path, VISIT + ' ; az:when "2025-02-30" .')
    text = path.read_text(encoding="utf-8")
    plain = [f.line for f in check(path)]
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", ends).encode())
    assert [f.line for f in check(path)] == plain
    assert plain[0] is not None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b":a :b :c .", ":1: not valid Turtle: The prefix : has not been declared"),
        (b"@prefix : <https://w3id.org/azgraph/id/> .\n:a :b\n", ":3: not valid Turtle"),
        (b"", "is empty"),
        (b" \n \n", "is empty"),
        (b"# only a comment\n", "holds no statement"),
        (b"\xff\xfe\x00", "is not UTF-8"),
    ],
)
def test_what_cannot_be_read_names_the_file_and_the_line(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "bad.ttl"
    path.write_bytes(content)
    for read in (check, load):
        with pytest.raises(InputError) as caught:
            read(path)
        assert str(caught.value).startswith(str(path))
        assert expected in str(caught.value)


def test_a_missing_file_and_a_folder_are_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "none.ttl")
    with pytest.raises(InputError, match="is a folder"):
        check(tmp_path)


def test_loading_a_faulty_record_names_its_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, VISIT + ' ; az:when "2025-02-30" .')
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}:{line_of(tmp_path, ':visit a')}: :visit has an az:when")


def test_the_ontology_keeps_its_own_style() -> None:
    assert style() == []
