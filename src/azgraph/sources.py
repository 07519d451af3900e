"""Adding a source: its frozen segmentation, and a records file to fill in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from azgraph import passages
from azgraph.errors import InputError
from azgraph.files import read_text, write_text

_TEMPLATE = """\
# Records of the source {name}. Read a sentence, write what it states, read both again.
# The kinds are in ontology/kinds.ttl; 'azgraph check {records}' says what is wrong and how
# to mend it; 'azgraph coverage' says which sentences still wait.

@prefix : <https://w3id.org/azgraph/id/> .
@prefix az: <https://w3id.org/azgraph/ns#> .
@prefix c: <https://w3id.org/azgraph/id/{name}/claim/> .  # a sentence's plain claim: its author reports it
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix k: <https://w3id.org/azgraph/kind/> .
@prefix p: <https://w3id.org/azgraph/id/{name}/> .        # a passage
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <https://w3id.org/azgraph/status/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# --- The source: mend what stands in angle brackets ---------------------------

:{name} a az:Source ;
    rdfs:label "<a short name, as in Year-end analysis by Report>" ;
    dcterms:creator :{name}Author ;                # whose words the plain claims are
    dcterms:issued "<YYYY-MM-DD>"^^xsd:date ;      # the day of publication
    dcterms:temporal "<YYYY-MM-DD/YYYY-MM-DD>" .   # the period it speaks of, if any

:{name}Author a az:Organisation ; rdfs:label "<who wrote it>" .

# --- Examples: take the comment signs away and mend them ----------------------

# A thing that no other file describes yet.
# :NOR a az:State ; rdfs:label "Norway" ; skos:altLabel "Oslo" .

# What happened: an event, inside the window that the sentence gives. No date, no az:when.
# :norwayVisit a az:Event ; az:kind k:visit ; az:subject :NOR ; az:object :AZE ;
#     az:when "2025-11" ;
#     dcterms:description "The president of Norway visits Azerbaijan" ;
#     az:claim c:{first} .

# What holds for a while: since July 2025, still standing.
# :norwayPartnership a az:Relation ; az:kind k:strategicPartnership ; az:subject :NOR ; az:object :AZE ;
#     az:when "2025-07/.." ; az:claim c:{first} .

# Somebody else's word, relayed: by is who says it, via who passes it on; opinion, alleged,
# forecast, conditional or denied where it is not reported as a fact.
# :norwayExpected a az:Event ; az:kind k:sign ; az:subject :NOR ; az:object :AZE ; az:when "2026" ;
#     az:claim [ az:by :JeyhunBayramov ; az:passage p:{first} ; az:stance s:forecast ; az:said "2025-12" ] .

# --- Every sentence backs a record or says why not ----------------------------

{sentences}
"""


@dataclass(frozen=True, slots=True)
class Added:
    """What was written for a new source."""

    segmentation: Path
    records: Path
    passages: int

    def __str__(self) -> str:
        return (
            f"{self.segmentation}: {self.passages} passages\n"
            f"{self.records}: fill in the source at its top, then its records; "
            f"'azgraph check {self.records}' says what is missing"
        )


def add(text: Path, folder: Path, *, name: str | None = None, language: str = "en") -> Added:
    """Segment a text and write its segmentation and a records file with commented examples.

    The text itself is not kept: a passage is its position and digest.

    Errors: InputError for a text that cannot be read, a name that is no id, or files that
    exist already; then nothing is written.
    """
    name = name or passages.name_for(text)
    if not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII):
        raise InputError(
            f"{name!r} is no id for a source; give one of letters and digits with --id, as in --id report2025"
        )
    found = passages.segment(read_text(text), language)
    segmentation, records = folder / "sources" / f"{name}.tsv", folder / "records" / f"{name}.ttl"
    for path in (segmentation, records):
        if path.exists():
            raise InputError("exists already; choose another --id, or move it away", path=path)
    omitted = {"heading": "heading", "title": "title"}
    lines = [
        f'p:{p.sid} az:omitted "{omitted[p.kind]}" .' if p.kind in omitted else f"# {p.sid}" for p in found
    ]
    first = next((p.sid for p in found if p.kind == "sentence"), found[0].sid)
    for path in (segmentation, records):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_text(segmentation, passages.write(found))
    template = _TEMPLATE.format(name=name, records=records, first=first, sentences="\n".join(lines))
    write_text(records, template)
    return Added(segmentation, records, len(found))
