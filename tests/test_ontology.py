"""The ontology as the coders' handbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from azgraph import turtle
from azgraph.files import ontology_files, resource
from azgraph.names import AZ, KIND, short

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in ontology_files():
        turtle.read(path, into=graph)
    return graph


def test_every_class_and_property_of_the_model_is_there(ontology: Graph) -> None:
    classes = "Actor State Organisation Person Agreement Project Place Record Event Relation Measure Commitment Role Figure Claim Passage Source Kind"
    properties = (
        "kind subject object participant about place office partOf number dependsOn conflictsWith when start startBy endFrom end due "
        "changes starts ends meets breaches moves status value unit bound claim by via stance given said passage source sid charStart "
        "charEnd sha256 omitted party edge weight category toStage order recordClass"
    )
    for name in classes.split():
        assert (AZ[name], RDF.type, OWL.Class) in ontology, name
    for name in properties.split():
        assert (AZ[name], RDFS.label, None) in ontology, name


def test_every_edge_property_belongs_to_exactly_one_kind(ontology: Graph) -> None:
    edges = list(ontology.objects(None, AZ.edge))
    assert len(edges) == len(set(edges)) > 40


def test_every_kind_has_a_record_or_a_question_or_moves_something_to_a_stage(ontology: Graph) -> None:
    places = [
        *ROOT.glob("data/records/*.ttl"),
        *ROOT.glob("src/azgraph/queries/*.rq"),
        *ROOT.glob("ontology/*.rq"),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in places)
    used = set(re.findall(r"\bk:\w+", text))
    staged = {short(kind) for kind in ontology.subjects(AZ.toStage)}
    # What is lifted was once imposed: a coder of the next source looks for the counterpart.
    counterparts = {"k:imposeEmbargo", "k:imposeRestriction"}
    kinds = {short(kind) for kind in ontology.subjects(AZ.phrase)}
    assert kinds - used - staged == counterparts


def test_every_phrase_names_only_what_a_record_can_fill(ontology: Graph) -> None:
    slots = {"subject", "object", "about", "moves", "ends", "office", "value", "unit"}
    for kind, phrase in ontology.subject_objects(AZ.phrase):
        assert set(re.findall(r"{(\w+)}", str(phrase))) <= slots, kind


def test_cameo_codes_are_those_of_the_code_book(ontology: Graph) -> None:
    book = ROOT.parent / "shared" / "data" / "cameo-codes.csv"
    if not book.exists():
        pytest.skip("the CAMEO code book is not at hand")
    known = {line.split(",")[0] for line in book.read_text(encoding="utf-8").splitlines()[1:]}
    assert {str(code) for code in ontology.objects(None, SKOS.notation)} <= known


def test_every_term_is_used_by_a_record_a_question_a_shape_or_a_rule(ontology: Graph) -> None:
    places = [*ROOT.glob("data/records/*.ttl"), resource("ontology", "shapes.ttl"), *ROOT.glob("ontology/rules/*.rq"),
              *ROOT.glob("src/azgraph/queries/*.rq"), resource("data", "triples.ttl")]  # fmt: skip
    text = "\n".join(path.read_text(encoding="utf-8") for path in places)
    used = set(re.findall(r"\baz:\w+", text)) | {
        short(str(o))
        for _, p, o in ontology
        if p in (AZ.recordClass, RDF.type, RDFS.subClassOf, RDFS.subPropertyOf)
    }
    used |= {short(str(p)) for p in ontology.predicates()}
    by_kinds = {short(str(edge)) for edge in ontology.objects(None, AZ.edge)}
    terms = {short(str(s)) for s in ontology.subjects(SKOS.definition) if isinstance(s, URIRef) and s in AZ}
    assert terms - used - by_kinds == set()
    assert all(str(kind).startswith(str(KIND)) for kind in ontology.subjects(AZ.phrase))
