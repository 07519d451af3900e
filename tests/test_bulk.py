"""Lines read many at a time give what each gives alone, and however a write ends the dataset is whole or absent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import zipfile
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azgraph.datasets import bulk, lines, writing
from azgraph.datasets.building import building
from azgraph.datasets.reading import turtle_files
from azgraph.datasets.rows import Format
from azgraph.errors import InputError
from azgraph.importers import FORMATS
from imports import GDELT1, GDELT2, ICEWS, WHOLE, gdelt_row, import_into, written

pytestmark = pytest.mark.apart

_SAMPLES = {
    "gdelt": [line for path in (GDELT1, GDELT2) for line in path.read_bytes().splitlines()],
    "icews": ICEWS.read_bytes().splitlines()[1:],
}
_NASTY = [
    b"", b" ", b"0", b"7", b"-1", b"1e1", b"nan", b"10.5", b"10", b"010", b"40", b"20150230", b"2015-02-28",
    b"2-0150228", b"99999999999999", b"NA", b"USA", b"European Union", b"Government,Opposition", b"\0", b"\r",
    b"C\xf4te", b"\xef\xbb\xbf1", "٣".encode(), b'"', b"a\tb", b"\n", b"\r\n", b"x" * (1 << 19),
]  # fmt: skip


def _told(form: Format, first: int, data: bytes) -> tuple[Any, ...]:
    """The rows of a block, who acts in them, and what is said of the rest."""
    run = writing._Run(form, [], Path(), strict=False, say=str)
    block: Future[bulk.Block] = Future()
    block.set_result(bulk.Reader(form).block("x", first, data))
    rows = [row for table in writing._judged(run, Path("x"), "x", block) for row in table.to_pylist()]
    return rows, run.parties, run.report


def _alone(form: Format) -> Format:
    """The same format, of which each line is read by itself."""
    return replace(form, layout=lambda _: None)


@st.composite
def _blocks(draw: st.DrawFn) -> tuple[str, bytes]:
    """Rows of the real samples of a format, some damaged in a column or two."""
    name = draw(st.sampled_from(sorted(_SAMPLES)))
    chosen = draw(st.lists(st.sampled_from(_SAMPLES[name]), min_size=1, max_size=12))
    for _ in range(draw(st.integers(0, 6))):
        row = draw(st.integers(0, len(chosen) - 1))
        fields = chosen[row].split(b"\t")
        column = draw(st.integers(0, len(fields) - 1))
        fields[column : column + draw(st.integers(0, 2))] = [draw(st.sampled_from(_NASTY))]
        chosen[row] = b"\t".join(fields)
    return name, draw(st.sampled_from([b"\n", b"\r\n"])).join(chosen) + draw(st.sampled_from([b"", b"\n"]))


@settings(max_examples=150, deadline=None)
@given(block=_blocks(), first=st.sampled_from([1, 2]))
def test_lines_read_many_at_a_time_give_what_each_gives_alone(block: tuple[str, bytes], first: int) -> None:
    form = FORMATS[block[0]]
    assert _told(form, first, block[1]) == _told(_alone(form), first, block[1])


def test_lines_of_two_widths_are_read_together_each_with_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_FEW", 0)
    data = b"\n".join(random.Random(7).sample(_SAMPLES["gdelt"], len(_SAMPLES["gdelt"])))
    assert bulk.Reader(FORMATS["gdelt"]).block("x", 2, data).odd == []
    assert _told(FORMATS["gdelt"], 2, data) == _told(_alone(FORMATS["gdelt"]), 2, data)


@pytest.mark.parametrize(
    ("form", "name"),
    [("gdelt", "gdelt-20191024143000-first600.export.CSV"), ("gdelt", "gdelt1-20160728-first200.csv"),
     ("icews", "icews-events-2018-sample.tab")],
)  # fmt: skip
def test_no_row_of_the_real_samples_is_odd(form: str, name: str) -> None:
    if not (WHOLE / name).exists():
        pytest.skip("the whole sample is not at hand")
    data = (WHOLE / name).read_bytes().partition(b"\n")[2]
    assert bulk.Reader(FORMATS[form]).block("x", 2, data).odd == []
    assert _told(FORMATS[form], 2, data) == _told(_alone(FORMATS[form]), 2, data)


def test_blocks_hold_every_line_once_with_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_BLOCK", 40)
    monkeypatch.setattr(lines, "LONGEST", 30)
    rows = [b"x" * n for n in [*range(28), 29, 30, 31, 95, 0, 7]]
    path = written(tmp_path, "x", *rows)
    found = {}
    for number, block in lines.blocks(path):
        found |= dict(enumerate(block.removesuffix(b"\n").split(b"\n"), start=number))
    assert sorted(found) == list(range(1, len(rows) + 1))
    assert all(row[:29] == found[number][:29] for number, row in enumerate(rows, start=1))


def test_a_bad_row_far_down_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_BLOCK", 1 << 16)
    rows = [gdelt_row(id=str(n)) for n in range(3000)]
    rows[2222] = gdelt_row(id="2222", day="20150230")
    rows[2500] = "cut short"
    report = import_into(tmp_path / "out", "gdelt", written(tmp_path, "x.csv", *rows))
    assert (report.read, report.kept) == (3000, 2998)
    said = [example for entry in report.skipped.values() for example in entry.examples]
    assert [text.split(": ")[0] for text in said] == ["x.csv:2223", "x.csv:2501"]


@pytest.mark.parametrize(
    "ids", ["1 2 2 3", "1 2 3 4 4 5", "1 3 2 3", "2 1 3 1", "4 4", "1 2 3 | 3 4", "2 3 | 1 3", "1 2 | 1"],
)  # fmt: skip
def test_an_event_that_comes_again_counts_once_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ids: str
) -> None:
    row = len(gdelt_row(id="1")) + 1
    monkeypatch.setattr(lines, "_BLOCK", 2 * row)  # two rows a block
    files = [[gdelt_row(id=n) for n in part.split()] for part in ids.split(" | ")]
    paths = [written(tmp_path, f"{n}.csv", *rows) for n, rows in enumerate(files)]
    report = import_into(tmp_path / "out", "gdelt", *paths)
    known = [n for n in ids.split() if n != "|"]
    assert report.kept == len(set(known))
    assert report.skipped["the same event again"].count == len(known) - len(set(known))


def test_a_zip_bomb_is_refused_before_it_fills_the_disk(tmp_path: Path) -> None:
    bomb = tmp_path / "x.zip"
    row = gdelt_row().encode() + b"\n"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", row * (100_000_000 // len(row)))
    with pytest.raises(InputError, match=r"x\.zip: unpacks to more than 100 times its size"):
        import_into(tmp_path / "out", "gdelt", bomb)
    assert [left.name for left in tmp_path.iterdir()] == ["x.zip"]


_RUN = """
import sys
from pathlib import Path
from imports import import_into
print("begun", flush=True)
import_into(Path(sys.argv[1]), "gdelt", Path(sys.argv[2]))
"""


def _writer(out: Path, path: Path) -> subprocess.Popen[str]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, str(out), str(path)], env=env, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_two_writers_of_one_directory_are_told_apart(tmp_path: Path) -> None:
    out = tmp_path / "out"
    import_into(out, "gdelt", GDELT1)
    before = (out / "manifest.json").read_bytes()
    with suppress(OSError), building(out):
        with pytest.raises(InputError, match="is being written by another import; wait for it"):
            import_into(out, "gdelt", GDELT2)
        raise OSError
    assert (out / "manifest.json").read_bytes() == before
    assert [left.name for left in tmp_path.iterdir()] == ["out"]


def test_a_dataset_moved_away_by_a_writer_that_was_killed_comes_back(tmp_path: Path) -> None:
    import_into(tmp_path / "out", "gdelt", GDELT2)
    (tmp_path / "out").rename(tmp_path / ".out.old")
    (tmp_path / ".out.part").mkdir()
    with pytest.raises(InputError, match="nothing to keep"):
        import_into(tmp_path / "out", "gdelt", ICEWS)
    assert turtle_files(tmp_path / "out")
    assert [left.name for left in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_moment_the_older_dataset_stays_or_the_new_one_is_whole(
    tmp_path: Path, seed: int
) -> None:
    out = tmp_path / "out"
    import_into(out, "gdelt", GDELT2)
    with _writer(out, GDELT1) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(random.Random(seed).random() / 2)
        process.send_signal(signal.SIGKILL)
    assert turtle_files(out)
    import_into(out, "gdelt", GDELT2)
    assert [left.name for left in tmp_path.iterdir()] == ["out"]
