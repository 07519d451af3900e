"""Passages: the frozen segmentation of a source, how it is made and how it is verified.

A segmentation is a TSV file named after its source: one line a passage, with its id,
its place in the text, and the SHA-256 of its words. The text itself is never stored.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, Graph, Literal, URIRef

from azgraph.errors import InputError
from azgraph.files import read_text, resource
from azgraph.names import AZ, ID

COLUMNS = ("id", "section", "paragraph", "sentence", "kind", "start", "end", "sha256")
_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: its id, where it stands in code points, what sort it is, its digest."""

    sid: str
    section: int
    paragraph: int | None
    sentence: int | None
    kind: str
    start: int
    end: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Drift:
    """A passage whose words no longer stand where the segmentation has them.

    `found` is where the same words stand now, or None.
    """

    passage: Passage
    found: tuple[int, int] | None

    def __str__(self) -> str:
        was = f"{self.passage.sid} no longer stands at {self.passage.start} to {self.passage.end}"
        now = (
            f"the same words stand at {self.found[0]} to {self.found[1]}"
            if self.found
            else "its words are gone or changed"
        )
        return f"{was}: {now}"


def name_for(text: Path) -> str:
    """The id that a source has by default: the name of its text's file, letters and digits alone.

    >>> name_for(Path("texts/my-article.txt"))
    'myarticle'
    """
    return re.sub(r"\W+", "", text.stem)


def read(path: Path) -> list[Passage]:
    """Read a segmentation.

    Errors: InputError with file and line for a row that does not fit.
    """
    reader = csv.reader(read_text(path).splitlines(), delimiter="\t")
    try:
        rows = iter(list(reader))
    except csv.Error as error:
        raise InputError(f"is no table that can be read: {error}", path=path, line=reader.line_num) from None
    if tuple(next(rows)) != COLUMNS:
        raise InputError(f"the first line must name the columns {', '.join(COLUMNS)}", path=path, line=1)
    passages = []
    for number, row in enumerate(rows, start=2):
        try:
            sid, section, paragraph, sentence, kind, start, end, digest = row
            numbers = [int(n) if n else None for n in (paragraph, sentence)]
            passages.append(
                Passage(sid, int(section), numbers[0], numbers[1], kind, int(start), int(end), digest)
            )
        except ValueError:
            expected = f"expected {len(COLUMNS)} columns with whole-number offsets, separated by tabs"
            raise InputError(expected, path=path, line=number) from None
    return passages


def write(passages: Iterable[Passage]) -> str:
    """The text of a segmentation file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for p in passages:
        writer.writerow((p.sid, p.section, p.paragraph, p.sentence, p.kind, p.start, p.end, p.sha256))
    return out.getvalue()


def as_graph(path: Path) -> Graph:
    """The passages of a segmentation as RDF; the source is named after the file."""
    graph = Graph(bind_namespaces="none")
    source = ID[path.stem]
    for p in read(path):
        passage = URIRef(f"{source}/{p.sid}")
        for predicate, term in [
            (RDF.type, AZ.Passage),
            (AZ.source, source),
            (AZ.sid, Literal(p.sid)),
            (AZ.charStart, Literal(p.start)),
            (AZ.charEnd, Literal(p.end)),
            (AZ.sha256, Literal(p.sha256)),
        ]:
            graph.add((passage, predicate, term))
    return graph


def files_for(paths: Iterable[Path]) -> list[Path]:
    """The segmentations that belong to record files: beside them, or in `sources` beside their folder.

    A source that has none there is taken from those that azgraph ships.
    """
    folders: list[Path] = []
    for path in paths:
        home = path.resolve().parent
        folders += [home, home / "sources", home.parent / "sources"]
    found: dict[str, Path] = {}
    for folder in [*dict.fromkeys(folders), resource("data", "sources")]:
        for path in sorted(folder.glob("*.tsv")):
            found.setdefault(path.stem, path)
    return sorted(found.values())


def graph_for(paths: Iterable[Path]) -> Graph:
    """The passages of every segmentation that belongs to record files, as RDF."""
    graph = Graph(bind_namespaces="none")
    for path in files_for(paths):
        graph += as_graph(path)
    return graph


def segment(text: str, language: str = "en") -> list[Passage]:
    r"""Split a text into passages: the first line is its title, short lines without a full stop are headings.

    Sections count from the first heading, paragraphs (lines) within a section, sentences
    within a paragraph. Offsets are in code points.

    >>> [p.sid for p in segment("A title\nOne sentence. Another one.\nA heading\nAnd a third.")]
    ['s0.p1.1', 's0.p2.1', 's0.p2.2', 's1.h', 's1.p1.1']
    """
    passages: list[Passage] = []
    section = paragraph = position = 0
    for line in text.split("\n"):
        bare = line.strip()
        if passages and bare and _is_heading(bare):
            section, paragraph = section + 1, 0
            start = position + line.index(bare)
            end = start + len(bare)
            passages.append(
                Passage(f"s{section}.h", section, None, None, "heading", start, end, _digest(text[start:end]))
            )
        elif bare:
            paragraph += 1
            for number, (start, end) in enumerate(_sentences(text, line, position, language), start=1):
                sid = f"s{section}.p{paragraph}.{number}"
                kind = "sentence" if passages else "title"
                digest = _digest(text[start:end])
                passages.append(Passage(sid, section, paragraph, number, kind, start, end, digest))
        position += len(line) + 1
    return passages


def verify(text: str, passages: Iterable[Passage]) -> list[Drift]:
    """The passages whose digest does not fit the text at their place.

    >>> [drift.passage.sid for drift in verify("Two. One.", segment("One. Two."))]
    ['s0.p1.1', 's0.p1.2']
    """
    drifted = [p for p in passages if _digest(text[p.start : p.end]) != p.sha256]
    return [Drift(p, _elsewhere(text, p)) for p in drifted]


def _sentences(text: str, line: str, position: int, language: str) -> Iterator[tuple[int, int]]:
    from sentencex import segment as split

    at = position
    for sentence in split(language, line):
        if bare := sentence.strip():
            start = text.index(bare, at)
            at = start + len(bare)
            yield start, at


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1].isalnum() and not line.startswith("-")


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _elsewhere(text: str, passage: Passage) -> tuple[int, int] | None:
    length = passage.end - passage.start
    for start in range(len(text) - length + 1):
        if _digest(text[start : start + length]) == passage.sha256:
            return start, start + length
    return None
