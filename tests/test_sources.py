"""A source of one's own, from its text to the sentences that still wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import azgraph, fault

TEXT = "A note on Norway\n\nThe foreign minister of Norway visited Baku. Spring came late that year.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a text that has just been added."""
    (tmp_path / "my-note.txt").write_text(TEXT, encoding="utf-8")
    assert "mynote.tsv: 3 passages" in azgraph("source", "add", "my-note.txt", cwd=tmp_path).stdout
    return tmp_path


def test_a_copy_of_a_text_is_known_by_the_name_that_its_source_got(folder: Path) -> None:
    done = azgraph("check", "--source", "my-note.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "my-note.txt verified: 0 errors, 0 warnings, 0 notes\n")


def test_before_its_first_record_every_sentence_of_a_source_waits(folder: Path) -> None:
    assert "has dcterms:issued '<YYYY-MM-DD>', which is no date" in fault("coverage", cwd=folder)
    records = folder / "data" / "records" / "mynote.ttl"
    lines = records.read_text(encoding="utf-8").replace('"<YYYY-MM-DD>"', '"2025-06-30"').splitlines()
    text = "\n".join(line for line in lines if "dcterms:temporal" not in line)
    records.write_text(text.replace("# the day of publication", "."), encoding="utf-8")
    done = azgraph("coverage", "--missing", cwd=folder)
    assert done.stdout.splitlines()[:2] == ["s0.p2.1  UNACCOUNTED", "s0.p2.2  UNACCOUNTED"]
    assert done.returncode == 1


def test_a_source_is_added_once(folder: Path) -> None:
    assert "mynote.tsv: exists already" in fault("source", "add", "my-note.txt", cwd=folder)
