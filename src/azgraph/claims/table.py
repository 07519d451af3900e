"""An analyst's filled form as records that rest on claims."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from azgraph import when
from azgraph.claims import columns
from azgraph.claims.columns import Sort
from azgraph.claims.sheets import Line
from azgraph.claims.things import Things, UnknownThing
from azgraph.errors import InputError
from azgraph.names import AZ, ID, STATUS, did_you_mean

NAMES = {
    "who": AZ.subject,
    "whom": AZ.object,
    "agreement": AZ.moves,
    "participant": AZ.participant,
    "about": AZ.about,
    "place": AZ.place,
}
"""Columns that name things, several between semicolons."""
ROWS = {
    "starts": AZ.starts,
    "ends": AZ.ends,
    "meets": AZ.meets,
    "breaches": AZ.breaches,
    "depends on": AZ.dependsOn,
}
"""Columns that name other rows by their ids."""
_TEXTS = {
    "office": AZ.office,
    "unit": AZ.unit,
    "description": DCTERMS.description,
    "short": DCTERMS.alternative,
}
"""Columns that hold words."""
_CHANGES = ("starts", "ends", "meets", "breaches", "agreement")


@dataclass(slots=True)
class Record:
    """One record: its kind, what its cells say, the rows that speak of it."""

    iri: URIRef
    sort: Sort
    cells: dict[str, str]
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    """What rows say: the graph of their records, claims and sources, and what is to be told of them."""

    lines: list[Line]
    graph: Graph = field(default_factory=lambda: Graph(bind_namespaces="none"))
    records: dict[URIRef, Record] = field(default_factory=dict)
    things: Things = field(default_factory=Things)
    again: list[str] = field(default_factory=list)
    own_weights: int = 0


def read(lines: list[Line]) -> Form:
    """What rows say; a row with a fault has it among its `faults`, and the form is then to be read anew.

    >>> row = {"who": "AZE", "whom": "Georgia", "kind": "visit", "source": "A", "date": "2025-11-21"}
    >>> form = read([Line("a.csv:2", row), Line("a.csv:3", row | {"kind": "vist"})])
    >>> len(form.records), form.lines[1].faults[0][1][:35]
    (1, "'vist' is no kind. Did you mean vis")
    """
    form = Form(lines)
    _declare(form)
    form.records = _records(lines)
    by_id = {r.cells["id"].casefold(): r.iri for r in form.records.values() if "id" in r.cells}
    for record in form.records.values():
        _write_record(form, record, by_id)
        if record.lines[0].faults:
            for line in record.lines[1:]:
                fault(line, "id", f"speaks of the record of {record.lines[0].place}, which has a fault")
    for record in form.records.values():
        for line in record.lines:
            _write_claim(form, record, line, by_id)
    form.things.describe(form.graph)
    return form


def fault(line: Line, column: str, message: str) -> None:
    """Say what is wrong with a cell."""
    line.faults.append((column, message))


def _declare(form: Form) -> None:
    """Let names that say what they are be used alone in any row."""
    for line in form.lines:
        for column in (*NAMES, "voice", "via", "author"):
            for text in _parts(line.cells.get(column, "")):
                try:
                    form.things.declare(text)
                except UnknownThing as error:
                    fault(line, column, str(error))


def _records(lines: list[Line]) -> dict[URIRef, Record]:
    """The records that the rows speak of; rows of one id, or that say the same, are one record."""
    by_id: dict[str, dict[str, str]] = {}
    for line in lines:
        if name := line.cells.get("id", "").casefold():
            _agree(by_id.setdefault(name, {}), line)
    records: dict[URIRef, Record] = {}
    for line in lines:
        sort = _sort(line, by_id.get(line.cells.get("id", "").casefold(), line.cells))
        if sort is None:
            continue
        name = line.cells.get("id", "")
        cells = by_id.get(name.casefold(), line.cells)
        said = {column: cells[column] for column in _alike() if column in cells}
        key = _digest(name, sort.id, *(f"{k}={v}" for k, v in sorted(said.items())))
        iri = ID[f"table/{_slug(name)}-{key[:6]}" if name else f"table/{key[:10]}"]
        record = records.setdefault(iri, Record(iri, sort, said | ({"id": name} if name else {})))
        record.lines.append(line)
    return records


def _alike() -> Iterator[str]:
    """The columns in which the rows of one id agree."""
    return (name for name in columns.by_name() if name not in columns.OF_CLAIM and name != "id")


def _agree(cells: dict[str, str], line: Line) -> None:
    """Join what the rows of one id say of their record; where two differ, the later is wrong."""
    for column in _alike():
        text = line.cells.get(column)
        if text and cells.setdefault(column, text) != text:
            fault(
                line,
                column,
                f"says {text!r}, an earlier row of this id {cells[column]!r}; rows of one id agree",
            )


def _sort(line: Line, cells: dict[str, str]) -> Sort | None:
    """The kind that a row names, or that takes a thing to the stage it names."""
    kinds, stages = columns.kinds(), columns.stages()
    by_word = {word.casefold(): s for s in kinds.values() for word in (s.id, s.label)}
    by_stage = {name.casefold(): s for name, s in stages.items()}
    kind, stage = cells.get("kind"), cells.get("stage")
    if kind and kind.casefold() not in by_word:
        fault(line, "kind", f"{kind!r} is no kind.{did_you_mean(kind, by_word)} {_CHOOSE}")
        return None
    if stage and stage.casefold() not in by_stage:
        hint = did_you_mean(stage, by_stage)
        fault(line, "stage", f"{stage!r} is no stage; choose from {', '.join(stages)}.{hint}")
        return None
    chosen = by_word[kind.casefold()] if kind else None
    reached = by_stage[stage.casefold()] if stage else None
    if chosen is None and reached is None:
        fault(line, "kind", f"is empty. {_CHOOSE}")
    elif chosen and reached and chosen != reached:
        fault(line, "stage", f"is not what the kind {chosen.label!r} reaches; leave one of the two empty")
        return None
    return chosen or reached


_CHOOSE = "The form's sheet Kinds, and the handbook, list them"


def _write_record(form: Form, record: Record, by_id: dict[str, URIRef]) -> None:
    """Write what a record says; what is wrong is told at its first row."""
    graph, iri, cells, line = form.graph, record.iri, record.cells, record.lines[0]
    graph.add((iri, RDF.type, AZ[record.sort.record]))
    graph.add((iri, AZ.kind, record.sort.iri))
    for column, predicate in NAMES.items():
        for text in _parts(cells.get(column, "")):
            if column == "about" and text.casefold() in by_id:
                graph.add((iri, predicate, by_id[text.casefold()]))
            elif (thing := _named(form, line, column, text)) is not None:
                graph.add((iri, predicate, thing))
    for column, predicate in ROWS.items():
        for text in _parts(cells.get(column, "")):
            if (row := _row(line, column, text, by_id)) is not None:
                graph.add((iri, predicate, row))
    for column, predicate in _TEXTS.items():
        if column in cells:
            graph.add((iri, predicate, Literal(cells[column])))
    _write_times(form, record, line)
    _write_numbers(form, record, line)
    _judge(form, record, line)


def _named(form: Form, line: Line, column: str, text: str) -> URIRef | None:
    try:
        return form.things.find(text, column)
    except UnknownThing as error:
        fault(line, column, str(error))
        return None


def _row(line: Line, column: str, text: str, by_id: dict[str, URIRef]) -> URIRef | None:
    """The record that a cell names by the id of its row, or by its name in another file."""
    if text.startswith(":"):
        return ID[text[1:]]
    if text.casefold() not in by_id:
        fault(line, column, f"no row has the id {text!r}.{did_you_mean(text, by_id)} Give that row an id")
        return None
    return by_id[text.casefold()]


def _write_times(form: Form, record: Record, line: Line) -> None:
    cells, shape = record.cells, when.shape_of(record.sort.record)
    on, since, until = (cells.get(c, "") for c in ("on", "since", "until"))
    if on and (since or until):
        fault(line, "on", "is filled, and since or until too; keep the one or the other")
        return
    text = on
    if since or until:
        end = until or (".." if shape == "relation" else "")
        text = "/".join("" if side == "unknown" else side for side in (since, end))
    column = "on" if on else "since" if since else "until"
    if text and _read(line, column, lambda: when.bounds(text, shape)):
        form.graph.add((record.iri, AZ.when, Literal(text)))
    if (due := cells.get("due", "")) and _read(line, "due", lambda: when.parse(due)):
        form.graph.add((record.iri, AZ.due, Literal(due)))


def _read(line: Line, column: str, reading: Callable[[], object]) -> bool:
    """Whether a time can be read; if not, the cell is at fault."""
    try:
        reading()
    except InputError as error:
        fault(line, column, str(error))
        return False
    return True


def _write_numbers(form: Form, record: Record, line: Line) -> None:
    cells = record.cells
    if value := cells.get("value"):
        number = _number(value)
        if number is None:
            fault(
                line,
                "value",
                f"{value!r} is no number; write digits alone, as 4200000 or 4.2, and its unit under unit",
            )
        else:
            whole = number == number.to_integral_value()
            literal = Literal(
                f"{number:f}".split(".")[0] if whole else f"{number:f}",
                datatype=XSD.integer if whole else XSD.decimal,
            )
            form.graph.add((record.iri, AZ.value, literal))
    if bound := cells.get("bound"):
        if bound not in columns.BOUNDS:
            fault(
                line,
                "bound",
                f"{bound!r} is none of {', '.join(columns.BOUNDS)}.{did_you_mean(bound, columns.BOUNDS)}",
            )
        form.graph.add((record.iri, AZ.bound, STATUS[bound]))
    if weight := cells.get("weight"):
        own = _number(weight)
        if own is None or not -10 <= own <= 10:
            fault(line, "weight", f"{weight!r} is no number from -10 to 10")
        elif float(own) != record.sort.weight:
            form.own_weights += 1
            told = f"The analyst weighs it {own:f}; the kind's {record.sort.weight:g} counts."
            form.graph.add((record.iri, SKOS.editorialNote, Literal(told)))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace("\u2212", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _judge(form: Form, record: Record, line: Line) -> None:
    """What the model asks of a record of its class."""
    graph, iri, cells, class_ = form.graph, record.iri, record.cells, record.sort.record
    subjects, objects = (set(graph.objects(iri, p)) for p in (AZ.subject, AZ.object))
    if "who" not in cells and not cells.keys() & {"agreement", "ends"}:
        fault(line, "who", f"is empty; say who the {record.sort.label!r} is of")
    if class_ == "Role" and "whom" not in cells:
        fault(line, "whom", "is empty; say in which body or state")
    if subjects and subjects == objects and len(subjects) == 1:
        fault(line, "whom", f"is the same as who, {cells['whom']!r}; a record joins two")
    if record.sort.id == "officeHolder" and "office" not in cells:
        fault(line, "office", "is empty; give the title that the person holds")
    for column in ("value", "unit"):
        if (class_ == "Figure") != (column in cells):
            need = "needs it" if class_ == "Figure" else "has none; choose a kind whose record is a Figure"
            fault(line, column, f"the kind {record.sort.label!r} {need}")
    for column in _CHANGES:
        if column in cells and class_ != "Event":
            fault(line, column, f"only an event changes something, and {record.sort.label!r} is none")
    if "agreement" in cells and record.sort.stage is None and class_ == "Event":
        fault(
            line,
            "agreement",
            f"the kind {record.sort.label!r} reaches no stage; give a stage, or write it under about",
        )
    if "agreement" not in cells and "stage" in cells:
        fault(line, "agreement", "is empty; say what reached the stage")


def _write_claim(form: Form, record: Record, line: Line, by_id: dict[str, URIRef]) -> None:
    graph, cells = form.graph, line.cells
    source = _source(form, line)
    stance = cells.get("stance", "reported").casefold()
    if stance not in columns.STANCES:
        hint = did_you_mean(stance, columns.STANCES)
        fault(line, "stance", f"{stance!r} is none of {', '.join(columns.STANCES)}.{hint}")
    if source is None:
        return
    place = ", ".join(filter(None, (cells.get("passage"), line.row)))
    voice: Node | None = graph.value(source, DCTERMS.creator)
    if "voice" in cells:
        voice = _named(form, line, "voice", cells["voice"])
    if voice is None or line.faults:
        return  # the row is told of, and goes
    said = [cells.get(c, "") for c in ("via", "said", "given", "passage")]
    claim = URIRef(f"{source}/claim/{_digest(str(record.iri), str(voice), stance, *said)[:10]}")
    if (record.iri, AZ.claim, claim) in graph:
        form.again.append(f"{line.place}: says what an earlier row says, from the same source")
        return
    passage = URIRef(f"{source}/{_digest(place, line.place)[:8]}")
    for triple in (
        (record.iri, AZ.claim, claim),
        (claim, RDF.type, AZ.Claim),
        (claim, AZ.by, voice),
        (claim, AZ.stance, columns.stance(stance)),
        (claim, AZ.passage, passage),
        (passage, RDF.type, AZ.Passage),
        (passage, AZ.source, source),
        (passage, AZ.sid, Literal(place)),
        (passage, SKOS.editorialNote, Literal(line.place)),
    ):
        graph.add(triple)
    for text in _parts(cells.get("via", "")):
        if (via := _named(form, line, "via", text)) is not None:
            graph.add((claim, AZ.via, via))
    if (said_on := cells.get("said")) and _read(line, "said", lambda: when.parse(said_on)):
        graph.add((claim, AZ.said, Literal(said_on)))
    if "given" in cells and (given := _row(line, "given", cells["given"], by_id)) is not None:
        graph.add((claim, AZ.given, given))
    if "note" in cells:
        graph.add((record.iri, SKOS.editorialNote, Literal(cells["note"])))


def _source(form: Form, line: Line) -> URIRef | None:
    """The source that a row names, written once for all rows that name it alike."""
    cells, graph = line.cells, form.graph
    for column in ("source", "date"):
        if column not in cells:
            fault(line, column, "is empty; every row says where it was read and when that was published")
            return None
    period = cells.get("period", "")
    good = _read(line, "date", lambda: when.parse_day(cells["date"]))
    if (period and not _read(line, "period", lambda: when.bounds(period, "figure"))) or not good:
        return None
    title = cells["source"]
    author = cells.get("author", f"organisation: The author of {title}")
    form.things.declare(author)
    creator = _named(form, line, "author", author)
    key = _digest(title, str(creator), cells["date"], period, cells.get("url", ""))[:6]
    source = ID[f"table/source/{_slug(title)[:40]}-{key}"]
    if creator is not None:
        graph.add((source, RDF.type, AZ.Source))
        graph.add((source, RDFS.label, Literal(title)))
        graph.add((source, DCTERMS.creator, creator))
        graph.add((source, DCTERMS.issued, Literal(cells["date"], datatype=XSD.date)))
        if period:
            graph.add((source, DCTERMS.temporal, Literal(period)))
        if "url" in cells:
            graph.add((source, DCTERMS.source, Literal(cells["url"])))
    return source


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.casefold()).strip("-") or "row"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
