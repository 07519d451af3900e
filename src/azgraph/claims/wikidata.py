"""Statements of Wikidata as records that rest on its word, each with its rank and references."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from azgraph import turtle, when
from azgraph.claims import wikibase_json
from azgraph.claims.saving import Say, save
from azgraph.claims.wikibase import BadStatement, Entity, Statement
from azgraph.claims.wikibase_rdf import Dump
from azgraph.datasets import countries, terms
from azgraph.datasets.reports import Report
from azgraph.errors import InputError
from azgraph.files import resource
from azgraph.names import AZ, ID, STATUS, WIKIDATA
from azgraph.records import complete

MAKER = ID["wikidata/maker"]
LICENCE = "CC0 1.0; cite Wikidata, and what its references cite."
_STATES = frozenset(("Q6256", "Q3624078", "Q3024240"))
"""Country, sovereign state, historical country."""
_HUMAN = "Q5"
_SORTS = {
    "P530": ("State", "State"), "P463": ("State", "Organisation"), "P39": ("Person", "Actor"),
    "P1891": ("Agreement", "State"),
}  # fmt: skip
"""What item and value of a property usually are, where nothing else is known of them."""


@dataclass(slots=True)
class _Run:
    """One import: what was read, what is known of the items, and what became of the statements."""

    report: Report
    strict: bool
    statements: dict[str, tuple[Statement, URIRef]] = field(default_factory=dict)
    known: dict[str, Entity] = field(default_factory=dict)
    graph: Graph = field(default_factory=lambda: Graph(bind_namespaces="none"))
    sorts: dict[str, str] = field(default_factory=dict)

    def bad(self, error: BadStatement, place: str) -> None:
        """Count a statement that makes no record."""
        text = f"{place}: {error.message}"
        if self.strict:
            raise InputError(text)
        self.report.read += 1
        self.report.skip(error.reason, text)


def import_statements(
    files: Iterable[Path], folder: Path, *, strict: bool = False, say: Say = lambda _: None
) -> Report:
    """Import statements into a dataset directory, and return what became of each.

    What is read at a time grows with the statements that are kept, and for RDF with the file.

    Errors: InputError for what cannot be read or written, for files without a statement that can be
    kept, and, with `strict`, for the first that cannot.
    """
    paths = list(files)
    run = _Run(Report(), strict)
    readers = [_read(run, path) for path in paths]
    say(f"{len(run.statements):,} statements; looking up what they name")
    _look_up(run, readers)
    for statement, source in run.statements.values():
        try:
            _write(run, statement, source)
        except BadStatement as error:
            run.report.read -= 1  # counted when it was found
            run.bad(error, statement.place)
    run.report.kept = len(set(run.graph.subjects(AZ.kind)))
    if not run.report.kept:
        first = next(
            (e.examples[0] for e in run.report.skipped.values()), "no statement of the four properties"
        )
        raise InputError(f"nothing to keep: {first}")
    _describe(run)
    kinds = turtle.read(resource("ontology", "wikidata.ttl"))
    graph, problems = complete(run.graph, Graph(), turtle.ontology() + kinds)
    if problems:
        raise InputError(problems[0].message)
    head = {"title": "Statements of Wikidata", "licence": LICENCE, "cite": "https://www.wikidata.org/"}
    texts = {"records.ttl": turtle.canonical(graph), "kinds.ttl": turtle.canonical(kinds)}
    save(folder, "wikidata", head=head, files=texts, inputs=paths, report=run.report)
    return run.report


def _read(run: _Run, path: Path) -> Callable[[set[str]], dict[str, Entity]]:
    """Read the statements of a file, describe it as a source, and return who tells more of its items."""
    try:
        with path.open("rb") as file:
            first = file.read(200).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        first = b""  # the reader says it better
    rdf = any(s in (".ttl", ".nt") for s in path.suffixes) or first[:1] in (b"@", b"<", b"P", b"#")
    dump = Dump(path) if rdf else None
    found = list(dump.statements(run.bad) if dump else wikibase_json.statements(path, run.bad))
    day = dump.newest() if dump else wikibase_json.newest(path)
    if not day:
        raise InputError(
            "does not tell when it was last changed; give items with 'modified', or schema:dateModified",
            path=path,
        )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    source = terms.source_of("wikidata", path.name, digest)
    for predicate, value in (
        (RDF.type, AZ.Source), (RDFS.label, Literal(f"Wikidata, {path.name}")), (DCTERMS.creator, MAKER),
        (DCTERMS.issued, Literal(day, datatype=XSD.date)), (DCTERMS.license, Literal(LICENCE)),
        (DCTERMS.source, Literal("https://www.wikidata.org/")), (AZ.sha256, Literal(digest)),
    ):  # fmt: skip
        run.graph.add((source, predicate, value))
    for statement in found:
        run.report.read += 1
        if statement.id in run.statements:
            run.report.read -= 1
            run.bad(BadStatement("the same statement again", "stands further up already"), statement.place)
        else:
            run.statements[statement.id] = statement, source
    return dump.described if dump else lambda wanted: wikibase_json.described(path, wanted)


def _look_up(run: _Run, readers: list[Callable[[set[str]], dict[str, Entity]]]) -> None:
    """What the files say of every item that a statement names, and of what those are part of."""
    wanted = {i for s, _ in run.statements.values() for i in (s.item, s.value, s.of, s.reason) if i}
    wanted |= {
        i for s, _ in run.statements.values() for r in s.references for i in re.findall(r"\{(Q\d+)\}", r)
    }
    asked: set[str] = set()
    while wanted - asked:
        fresh = wanted - asked
        asked |= fresh
        for described in readers:
            run.known |= {i: e for i, e in described(fresh).items() if i not in run.known}
        wanted |= {run.known[i].of for i in fresh if i in run.known and run.known[i].of}


def _write(run: _Run, statement: Statement, source: URIRef) -> None:
    """Write a statement as a record with its one claim."""
    told = _time(run, statement)
    record = ID[f"wikidata/{statement.id.replace('$', '-')}"]
    sort = {"P530": AZ.Relation, "P1891": AZ.Event}.get(statement.property, AZ.Role)
    graph = run.graph
    graph.add((record, RDF.type, sort))
    graph.add((record, AZ.kind, WIKIDATA[statement.property]))
    for predicate, value in _ends(run, statement):
        graph.add((record, predicate, value))
    if told is not None:
        graph.add((record, AZ.when, Literal(told)))
    graph.add((record, DCTERMS.identifier, Literal(statement.id)))
    claim, passage = (
        URIRef(f"{source}/claim/{record.split('/')[-1]}"),
        URIRef(f"{source}/{record.split('/')[-1]}"),
    )
    count = len(statement.references)
    warrant = "without reference" if not count else f"{count} reference{'s' if count > 1 else ''}"
    graph.add((record, AZ.claim, claim))
    graph.add((claim, RDF.type, AZ.Claim))
    graph.add((claim, AZ.by, MAKER))
    graph.add((claim, AZ.stance, STATUS.denied if statement.rank == "deprecated" else STATUS.reported))
    graph.add((claim, AZ.passage, passage))
    graph.add((passage, RDF.type, AZ.Passage))
    graph.add((passage, AZ.source, source))
    graph.add((passage, AZ.sid, Literal(f"{statement.id}, {statement.rank} rank, {warrant}")))
    for text in statement.references or ("without reference",):
        graph.add((passage, SKOS.editorialNote, Literal(f"Reference: {_named(run, text)}.")))
    for url in statement.urls:
        graph.add((passage, DCTERMS.references, Literal(url)))
    if statement.rank == "deprecated":
        why = f": {_label(run, statement.reason)}" if statement.reason else ", without a reason"
        graph.add((record, SKOS.editorialNote, Literal(f"Wikidata has deprecated this{why}.")))


def _ends(run: _Run, statement: Statement) -> list[tuple[URIRef, URIRef | Literal]]:
    """Subject, object and office of a statement."""
    item, value = statement.item, statement.value
    of_item, of_value = _SORTS[statement.property]
    if statement.property == "P1891":  # the treaty is the item, the signatory the value
        return [(AZ.subject, _thing(run, value, of_value)), (AZ.object, _thing(run, item, of_item))]
    if statement.property != "P39":
        return [(AZ.subject, _thing(run, item, of_item)), (AZ.object, _thing(run, value, of_value))]
    where = statement.of or run.known.get(value, Entity(value)).of
    ends: list[tuple[URIRef, URIRef | Literal]] = [
        (AZ.subject, _thing(run, item, of_item)),
        (AZ.office, Literal(_label(run, value))),
    ]
    return [*ends, (AZ.object, _thing(run, where, of_value))] if where else ends


def _time(run: _Run, statement: Statement) -> str | None:
    """When a statement holds, as EDTF.

    One of the best rank of its item and property that began and did not end still holds. One that a
    preferred statement outranks may have ended: how long it held is then not known.
    """
    for times, name in ((statement.starts, "beginnings"), (statement.ends, "ends"), (statement.at, "times")):
        if len(times) > 1:
            raise BadStatement(
                "several times", f"has {len(times)} {name}, and does not say which end belongs to which"
            )
    start, end, at = ("".join(t) for t in (statement.starts, statement.ends, statement.at))
    shape: when.Shape = "event" if statement.property == "P1891" else "relation"
    best = statement.rank != "normal" or not any(
        s.rank == "preferred" and (s.item, s.property) == (statement.item, statement.property)
        for s, _ in run.statements.values()
    )
    if shape == "event" or (at not in ("", "some", "none") and not start and not end):
        text = at if at not in ("", "some", "none") else ""
    elif not start and not end:
        if not best:
            raise BadStatement(
                "outranked and undated", "a preferred statement outranks it, and it has no time"
            )
        text = ""
    else:
        left = "" if start in ("some", "none") else start
        right = {"": ".." if best else "", "none": "..", "some": ""}.get(end, end)
        text = _interval(left, right)
    try:
        when.bounds(text or None, shape)
    except InputError as error:
        raise BadStatement("time", str(error)) from None
    return text or None


def _interval(left: str, right: str) -> str:
    """Two ends as EDTF, which has decades alone: one beside another end is an end not known.

    >>> _interval("1991", ".."), _interval("199X", ""), _interval("199X", "2001-05")
    ('1991/..', '199X', '/2001-05')
    """
    if left.endswith("X") and not right:
        return left  # it held at some time of that decade
    left, right = ("" if end.endswith("X") else end for end in (left, right))
    return f"{left}/{right}" if left or right else ""


def _thing(run: _Run, item: str, usual: str) -> URIRef:
    """The id of an item here: a state's by ISO 3166, another's by its number; its sort is kept."""
    entity = run.known.get(item, Entity(item))
    state = countries.by_code(entity.iso) if entity.iso else None
    if state is None and (usual == "State" or entity.classes & _STATES):
        state = countries.by_name(entity.label) if entity.label else None
    if state is not None:
        run.sorts[item] = "State"
        return ID[state.code]
    if _HUMAN in entity.classes:
        usual = "Person"
    elif entity.classes & _STATES:
        usual = "State"
    elif usual == "State":
        usual = "Actor"
    run.sorts.setdefault(item, usual)
    return ID[f"wikidata/{item}"]


def _describe(run: _Run) -> None:
    """The things that statements name, and who states it all."""
    run.graph.add((MAKER, RDF.type, AZ.Organisation))
    run.graph.add((MAKER, RDFS.label, Literal("Wikidata")))
    own = terms.bundled_names()
    counted = Counter(_label(run, item) for item in run.sorts)
    for item, sort in run.sorts.items():
        iri = _thing(run, item, sort)
        label = _label(run, item)
        if sort == "State" and (state := countries.by_code(iri.rsplit("/", 1)[-1])):
            label = own.get(str(iri), state.name)
        elif counted[label] > 1 or label == "Wikidata":
            label = f"{label} ({item})"
        run.graph.add((iri, RDF.type, AZ[sort]))
        run.graph.add((iri, RDFS.label, Literal(label[:90])))
        run.graph.add((iri, SKOS.exactMatch, URIRef(f"http://www.wikidata.org/entity/{item}")))


def _label(run: _Run, item: str) -> str:
    return run.known.get(item, Entity(item)).label or item


def _named(run: _Run, text: str) -> str:
    """A text with the names of the items that stand in braces."""
    return re.sub(r"\{(Q\d+)\}", lambda m: _label(run, m[1]), text)
