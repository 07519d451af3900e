"""From what people write in `data/` to what is published, `data/triples.ttl` with its description."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rdflib import DCTERMS, RDF, Graph

from azgraph import findings, metadata, passages, records, turtle
from azgraph.errors import AzgraphError, InputError
from azgraph.files import write_text
from azgraph.names import AZ, local
from azgraph.phrases import counted
from azgraph.when import parse_day

_RECORDS = ("Event", "Relation", "Measure", "Commitment", "Role", "Figure")
_THINGS = ("State", "Organisation", "Person", "Actor", "Agreement", "Project", "Place")


class FindingsError(AzgraphError):
    """Records that do not pass the check; the message lists every error."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """What a graph holds: how many of each class, and how much of its sources it covers."""

    triples: int
    records: dict[str, int]
    things: dict[str, int]
    claims: int
    passages: int
    cited: int
    omitted: int
    sources: int
    day: date | None

    def __str__(self) -> str:
        sort = {"Actor": "unnamed group"}
        things = ", ".join(counted(n, sort.get(c, c.lower())) for c, n in self.things.items())
        kinds = ", ".join(counted(n, c.lower()) for c, n in self.records.items())
        warrant = f"{counted(self.claims, 'claim')} from {counted(self.sources, 'source')}"
        cover = f"{self.cited} of {self.passages} passages cited, {self.omitted} omitted"
        return "\n".join((
            f"{counted(sum(self.records.values()), 'record')}{f' ({kinds})' if kinds else ''}",
            f"about {counted(sum(self.things.values()), 'thing')}{f' ({things})' if things else ''},",
            f"resting on {warrant}: {cover} with a reason;",
            f"{self.triples} triples, edges and statuses as of {self.day or 'no day'}.",
        ))  # fmt: skip


def build(folder: Path = Path("data")) -> Summary:
    """Read `records/*.ttl` and `sources/*.tsv` of a data folder and write its `triples.ttl`.

    Where a `dataset.ttl` says what the data set is, `void.ttl` describes what was written.
    Nothing is written where anything is wrong.

    Errors: InputError for what cannot be read, FindingsError for what does not pass.
    """
    files = sorted((folder / "records").glob("*.ttl"))
    if not files:
        raise InputError(
            "no records to build from; run this where data/records/*.ttl lies", path=folder / "records"
        )
    wrong = [f for f in findings.check(*files, bundled=False) if f.severity == "error"]
    if wrong:
        raise FindingsError("\n".join(str(f) for f in wrong))
    graph, _ = records.complete(records.read(files).graph, passages.graph_for(files))
    text = turtle.canonical(graph)
    head = folder / "dataset.ttl"
    description = metadata.describe(head, graph, text) if head.exists() else None
    write_text(folder / "triples.ttl", text)
    if description is not None:
        write_text(folder / "void.ttl", description)
    return summarise(graph)


def summarise(graph: Graph) -> Summary:
    """Count what a complete graph holds."""
    classes = Counter(local(c) for s, c in graph.subject_objects(RDF.type) if str(c).startswith(str(AZ)))
    passages = set(graph.subjects(RDF.type, AZ.Passage))
    issued = [
        parse_day(str(day))
        for s in graph.subjects(RDF.type, AZ.Source)
        for day in graph.objects(s, DCTERMS.issued)
    ]
    return Summary(
        triples=len(graph),
        records={c: classes[c] for c in _RECORDS if classes[c]},
        things={c: classes[c] for c in _THINGS if classes[c]},
        claims=classes["Claim"],
        passages=len(passages),
        cited=len(passages & set(graph.objects(None, AZ.passage))),
        omitted=len(set(graph.subjects(AZ.omitted))),
        sources=classes["Source"],
        day=max(issued, default=None),
    )
