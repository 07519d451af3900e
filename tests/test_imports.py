"""Bad input of every sort: a clear message, every row accounted for, a dataset that is whole or absent."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rdflib import RDFS

import azgraph
from azgraph.citations import evidence
from azgraph.errors import InputError
from azgraph.integrity import verify
from azgraph.names import ID
from imports import GDELT1, GDELT2, ICEWS, WHOLE, gdelt_row, icews_header, icews_row, import_into, written


def _skipped(folder: Path, row: str | bytes) -> tuple[str, str]:
    """The reason why a row after a good one is skipped, and what is said of it."""
    report = import_into(folder / "out", "gdelt", written(folder, "x.csv", gdelt_row(id="1"), row))
    assert (report.read, report.kept) == (2, 1)
    (reason,) = report.skipped
    assert report.skipped[reason].count == 1
    return reason, report.skipped[reason].examples[0]


@pytest.mark.parametrize(
    ("row", "reason", "said"),
    [
        (gdelt_row(id="2").rsplit("\t", 20)[0], "wrong number of columns", "x.csv:2: has 41 columns; 1.0 has 57 or 58"),
        (gdelt_row(id="2") + "\tmore", "wrong number of columns", "has 62 columns"),
        (gdelt_row(id="2", day="20150230"), "no such day", "SQLDATE '20150230' is no day"),
        (gdelt_row(id="2", day="2015023"), "no such day", "SQLDATE '2015023'"),
        (gdelt_row(id="2", code="40", base="40", root="4"), "code without its leading zero", "'40' has lost its leading zero (040)"),
        (gdelt_row(id="2", code="10", base="10", root="1"), "code without its leading zero", "'10' has lost its leading zero (010)"),
        (gdelt_row(id="2", code="999", base="999", root="99"), "unknown code", "'999' is in no code book"),
        (gdelt_row(id="2", sources="many"), "not a number", "NumSources 'many'"),
        (gdelt_row(id="2", weight="nan"), "not a number", "GoldsteinScale 'nan'"),
        (gdelt_row(id="GLOBALEVENTID"), "header where none belongs", "x.csv:2: is a header; GDELT's event files have none"),
        (gdelt_row(id="2", a_name="C\xf4te").encode("latin-1"), "not UTF-8", "is not UTF-8 text (byte"),
        (gdelt_row(id="2", a_name="\0"), "NUL byte", "holds a NUL byte at"),
        ("", "empty line", "x.csv:2: is empty"),
        ("x" * (1 << 20), "line without end", "is longer than 1,048,576 bytes"),
        (gdelt_row(id="1"), "the same event again", "x.csv:2: event 1 stands further up already"),
    ],
    ids=["truncated", "column too many", "30 February", "short day", "code 40", "code 10 for 010", "code 999", "count",
         "weight", "header", "Latin-1", "NUL", "empty", "endless", "twice"],
)  # fmt: skip
def test_a_bad_row_is_skipped_counted_and_explained_with_its_line(
    tmp_path: Path, row: str | bytes, reason: str, said: str
) -> None:
    told, example = _skipped(tmp_path, row)
    assert told == reason
    assert said in example


def test_strict_stops_at_the_first_bad_row_and_leaves_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", gdelt_row(id="1"), gdelt_row(id="2", day="20150230"))
    with pytest.raises(InputError, match=r"x\.csv:2: SQLDATE '20150230' is no day that the calendar has"):
        import_into(tmp_path / "out", "gdelt", path, strict=True)
    assert [left.name for left in tmp_path.iterdir()] == ["x.csv"]


def test_a_root_code_of_two_digits_is_no_code_that_lost_its_zero(tmp_path: Path) -> None:
    rows = [
        gdelt_row(id="1", code="10", base="10", root="10", weight="-5"),
        gdelt_row(id="2", code="010", base="010", root="01"),
    ]
    report = import_into(tmp_path / "g", "gdelt", written(tmp_path, "x.csv", *rows))
    assert report.kept == 2
    told = import_into(
        tmp_path / "i", "icews",
        written(tmp_path, "x.tab", icews_header(), icews_row(code="10", weight="-5"), icews_row(id="2", code="10", weight="0")),
    )  # fmt: skip
    assert told.kept == 1
    assert (
        "x.tab:3: CAMEO code '10' has lost its leading zero (010)"
        in told.skipped["code without its leading zero"].examples[0]
    )


def test_an_actor_whose_code_holds_a_blank_has_an_address_all_the_same(tmp_path: Path) -> None:
    import_into(tmp_path / "out", "gdelt", written(tmp_path, "x.csv", gdelt_row(a="XYZ A", a_country="")))
    graph = azgraph.load(tmp_path / "out")
    assert (ID["gdelt/actor/XYZ%20A"], None, None) in graph


def test_a_name_that_would_steer_a_terminal_is_kept_without_that(tmp_path: Path) -> None:
    rows = [icews_header(), icews_row(source="X\x1b[2Jy", source_country="NA")]
    import_into(tmp_path / "out", "icews", written(tmp_path, "x.tab", *rows))
    graph = azgraph.load(tmp_path / "out")
    assert any("X\ufffd[2Jy" in str(label) for label in graph.objects(None, RDFS.label))


def test_an_icews_file_without_its_header_is_refused_with_the_first_column_that_is_missing(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "x.tab", icews_row())
    with pytest.raises(
        InputError, match=r"x\.tab:1: does not begin with the header .* column 1 is '1', not 'Event ID'"
    ):
        import_into(tmp_path / "out", "icews", path)
    assert not (tmp_path / "out").exists()


def test_a_file_none_of_whose_rows_can_be_read_makes_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"nothing to keep: no row can be read as gdelt; icews\.tab:1: has 20 columns"
    ):
        import_into(tmp_path / "out", "gdelt", ICEWS)
    assert list(tmp_path.iterdir()) == []


def test_plain_gz_and_zip_give_the_same_events(tmp_path: Path) -> None:
    packed = tmp_path / "packed" / GDELT2.name
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(GDELT2.read_bytes()))
    boxed = tmp_path / "boxed" / GDELT2.name
    boxed.parent.mkdir()
    with zipfile.ZipFile(boxed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(GDELT2, "inner.csv")
    found = []
    for n, path in enumerate((GDELT2, packed, boxed)):
        report = import_into(tmp_path / str(n), "gdelt", path)
        assert report.kept == report.read == 22
        found.append(pq.read_table(tmp_path / str(n) / "events.parquet"))
    assert found[0].equals(found[1])
    assert found[0].equals(found[2])


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "x.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", b"\n".join([b"x" * 1000] * 100_000))
    with pytest.raises(InputError, match=r"x\.zip: unpacks to more than 100 times its size"):
        import_into(tmp_path / "out", "gdelt", bomb)
    assert not (tmp_path / "out").exists()


def test_a_gzip_bomb_is_refused_too(tmp_path: Path) -> None:
    bomb = tmp_path / "x.csv.gz"
    bomb.write_bytes(gzip.compress((b"\0" * 100_000 + b"\n") * 700))
    with pytest.raises(InputError, match=r"x\.csv\.gz: unpacks to more than 100 times its size"):
        import_into(tmp_path / "out", "gdelt", bomb)


def test_an_archive_unpacks_to_no_more_than_so_much_however_large_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("azgraph.datasets.lines._MOST", 2_000)
    rows = "\n".join(gdelt_row(id=str(n)) for n in range(30))
    with pytest.raises(InputError, match=r"x\.zip: unpacks to more than 2,000 bytes; unpack it yourself"):
        import_into(tmp_path / "out", "gdelt", _boxed(tmp_path / "x.zip", a=rows))


@pytest.mark.parametrize("name", ["../x.csv", "/x.csv", "a/../../x.csv", "..\\x.csv"])
def test_a_zip_that_names_a_path_outside_itself_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), gdelt_row())
    with pytest.raises(InputError, match="names a path outside itself"):
        import_into(tmp_path / "out", "gdelt", path)


def _boxed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return path


def test_each_line_of_a_zip_of_several_files_is_accounted_for_under_its_file(tmp_path: Path) -> None:
    bad = gdelt_row(id="8", day="20150230")
    path = _boxed(tmp_path / "x.zip", a=gdelt_row() + "\n", b=f"{gdelt_row(id='9')}\n{bad}\n", empty="")
    report = import_into(tmp_path / "out", "gdelt", path)
    assert (report.read, report.kept) == (3, 2)
    (told,) = report.skipped.values()
    assert told.examples == ["x.zip!b.csv:2: SQLDATE '20150230' is no day that the calendar has"]
    graph = azgraph.load(tmp_path / "out")
    rows = {event: str(evidence(graph, ID[f"gdelt/{event}"])[0]) for event in "79"}
    assert rows == {
        "7": "Reported by The GDELT Project; GDELT events, x.zip!a.csv, row 7",
        "9": "Reported by The GDELT Project; GDELT events, x.zip!b.csv, row 9",
    }
    inputs = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert inputs == dict.fromkeys(
        ("x.zip!a.csv", "x.zip!b.csv", "x.zip!empty.csv"), hashlib.sha256(path.read_bytes()).hexdigest()
    )


def test_each_file_of_a_zip_has_its_own_header(tmp_path: Path) -> None:
    whole = f"{icews_header()}\n{icews_row()}\n"
    assert import_into(tmp_path / "out", "icews", _boxed(tmp_path / "x.zip", a=whole, b=whole)).kept == 1
    with pytest.raises(InputError, match=r"x\.zip!b\.csv:1: does not begin with the header"):
        import_into(tmp_path / "out", "icews", _boxed(tmp_path / "x.zip", a=whole, b=icews_row() + "\n"))


def test_a_zip_bomb_of_many_files_is_refused_though_each_is_within_bounds(tmp_path: Path) -> None:
    line = "\0" * 100_000 + "\n"  # few lines: each that is read takes its time
    many = {f"f{n}": line * 200 for n in range(5)}
    with pytest.raises(InputError, match=r"x\.zip: unpacks to more than 100 times its size"):
        import_into(tmp_path / "out", "gdelt", _boxed(tmp_path / "x.zip", **many))
    assert not (tmp_path / "out").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_files_of_one_name_or_none_is_refused(tmp_path: Path) -> None:
    path = _boxed(tmp_path / "x.zip", a=gdelt_row())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a.csv", gdelt_row(id="8"))
    with pytest.raises(InputError, match=r"holds two files of the name 'a\.csv'; rename one"):
        import_into(tmp_path / "out", "gdelt", path)
    with pytest.raises(InputError, match="holds no file"):
        import_into(tmp_path / "out", "gdelt", _folder_alone(tmp_path / "y.zip"))


def _folder_alone(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("a")
    return path


@pytest.mark.parametrize("keep", [20, 200])
def test_a_damaged_archive_is_refused(tmp_path: Path, keep: int) -> None:
    for name, whole in (("x.gz", gzip.compress(GDELT2.read_bytes())), ("x.zip", _zipped())):
        path = tmp_path / name
        path.write_bytes(whole[:keep])
        with pytest.raises(InputError, match="is a damaged archive"):
            import_into(tmp_path / "out", "gdelt", path)


def _zipped() -> bytes:
    import io

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(GDELT2, "x.csv")
    return held.getvalue()


def test_a_missing_file_a_folder_and_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.csv", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=said):
            import_into(tmp_path / "out", "gdelt", path)
    with pytest.raises(InputError, match="rows are cited by file name"):
        import_into(tmp_path / "out", "gdelt", GDELT2, GDELT2)


def test_a_folder_that_is_no_dataset_is_left_alone(tmp_path: Path) -> None:
    mine = written(tmp_path, "notes.txt", "mine")
    with pytest.raises(InputError, match="is there already and is no dataset"):
        import_into(tmp_path, "gdelt", GDELT2)
    assert mine.read_text(encoding="utf-8") == "mine\n"


def test_running_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    import_into(tmp_path / "out", "gdelt", GDELT2, GDELT1)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    import_into(tmp_path / "out", "gdelt", GDELT2, GDELT1)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [left.name for left in tmp_path.iterdir()] == ["out"]


_RUN = "from imports import *; import sys; from pathlib import Path; import_into(Path(sys.argv[1]), 'gdelt', Path(sys.argv[2]))"


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}


@pytest.mark.apart
def test_a_full_disk_is_one_clear_message_and_leaves_nothing(tmp_path: Path) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    command = [sys.executable, "-m", "azgraph", "import", "gdelt", str(GDELT2), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=no_room)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.apart
def test_killed_at_any_moment_it_leaves_no_half_dataset_and_the_next_run_clears_up(tmp_path: Path) -> None:
    big = written(tmp_path, "big.csv", *(gdelt_row(id=str(n)) for n in range(60_000)))
    out = tmp_path / "out"
    process = subprocess.Popen([sys.executable, "-c", _RUN, str(out), str(big)], env=_environment())
    while process.poll() is None and not list(tmp_path.glob(".out.part/rows.parquet")):
        pass  # until it has begun to write
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert not out.exists()
    assert list(tmp_path.glob(".out.part"))
    import_into(out, "gdelt", GDELT2)
    assert sorted(left.name for left in tmp_path.iterdir()) == ["big.csv", "out"]


@pytest.mark.apart
def test_of_two_imports_at_once_one_is_refused_and_the_other_is_whole(tmp_path: Path) -> None:
    big = written(tmp_path, "big.csv", *(gdelt_row(id=str(n)) for n in range(60_000)))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "azgraph", "import", "gdelt", "-o", str(out)]
    first = subprocess.Popen([*command, str(big)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while first.poll() is None and not list(tmp_path.glob(".out.part/rows.parquet")):
        pass  # until it has begun to write
    first.send_signal(signal.SIGSTOP)
    second = subprocess.run([*command, str(GDELT2)], capture_output=True, text=True)
    first.send_signal(signal.SIGCONT)
    assert (second.returncode, first.wait()) == (2, 0)
    assert "is being written by another import; wait for it" in second.stderr
    assert verify(out) == []
    assert sorted(left.name for left in tmp_path.iterdir()) == ["big.csv", "out"]


def test_the_manifest_says_what_came_of_every_row_and_what_each_file_must_be(tmp_path: Path) -> None:
    bad = written(tmp_path, "x.csv", gdelt_row(id="1"), "")
    import_into(tmp_path / "out", "gdelt", bad, GDELT2)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["report"]["read"], manifest["report"]["kept"]) == (24, 23)
    assert manifest["report"]["skipped"] == {"empty line": {"count": 1, "examples": ["x.csv:2: is empty"]}}
    assert set(manifest["files"]) | {"manifest.json"} == {path.name for path in (tmp_path / "out").iterdir()}
    assert "GDELT" in manifest["licence"]


@pytest.mark.parametrize(
    ("form", "name", "rows"),
    [("gdelt", "gdelt-20191024143000-first600.export.CSV", 600), ("gdelt", "gdelt1-20160728-first200.csv", 200),
     ("icews", "icews-events-2018-sample.tab", 1200)],
)  # fmt: skip
def test_every_row_of_the_real_samples_is_accounted_for(
    tmp_path: Path, form: str, name: str, rows: int
) -> None:
    if not (WHOLE / name).exists():
        pytest.skip("the whole sample is not at hand")
    report = import_into(tmp_path / "out", form, WHOLE / name)
    assert report.read == report.kept == rows
    assert report.skipped == {}
    placed = {what: count for what, count in report.of_kept.items() if "weight" not in what}
    assert sum(placed.values()) == rows
