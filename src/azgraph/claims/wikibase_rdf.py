"""Statements of Wikidata as RDF, in the form of its dumps and of EntityData."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode

from azgraph.claims import wikibase
from azgraph.claims.wikibase import BadStatement, Entity, Statement
from azgraph.claims.wikibase_json import LONGEST, Bad
from azgraph.datasets.lines import blocks
from azgraph.errors import InputError

_WD = "http://www.wikidata.org/entity/"
_STATEMENT = f"{_WD}statement/"
_PROP = "http://www.wikidata.org/prop/"
_ONTOLOGY = "http://wikiba.se/ontology#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
_MODIFIED = "http://schema.org/dateModified"
_KEPT = (_PROP, _ONTOLOGY, _TYPE, _LABEL, _FROM, _MODIFIED)
Term = NamedNode | BlankNode | Literal


class Dump:
    """What an RDF file of Wikidata says, as far as statements need it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        text = b"".join(block for _, block in blocks(path, longest=LONGEST))
        form = pyoxigraph.RdfFormat.N_TRIPLES if ".nt" in path.suffixes else pyoxigraph.RdfFormat.TURTLE
        try:
            for quad in pyoxigraph.parse(text.removeprefix(b"\xef\xbb\xbf"), format=form):
                if quad.predicate.value.startswith(_KEPT) and not isinstance(quad.subject, pyoxigraph.Triple):
                    self._of[quad.subject.value][quad.predicate.value].append(quad.object)
        except SyntaxError as error:
            raise InputError(f"not valid Turtle: {error}", path=path) from None

    def statements(self, bad: Bad) -> Iterator[Statement]:
        """The statements that are imported; `bad` is told of those that cannot be read.

        Errors: InputError for a file without any statement node.
        """
        if not any(node.startswith(_STATEMENT) for node in self._of):
            raise InputError(
                "holds no statement in full (p:, ps:); truthy exports have neither rank nor reference",
                path=self._path,
            )
        for item in sorted(node for node in self._of if node.startswith(f"{_WD}Q")):
            for prop in wikibase.PROPERTIES:
                for node in sorted(self._of[item].get(_PROP + prop, ()), key=str):
                    name = node.value.removeprefix(_STATEMENT).replace("-", "$", 1)
                    place = f"{self._path.name}: {name}"
                    try:
                        yield self._statement(item.removeprefix(_WD), prop, node.value, name, place)
                    except BadStatement as error:
                        bad(error, place)

    def described(self, wanted: set[str]) -> dict[str, Entity]:
        """What the file says of some items."""
        return {item: self._entity(item) for item in wanted if _WD + item in self._of}

    def newest(self) -> str:
        """The day on which an item was last changed, or nothing."""
        return max(
            (wikibase.day(t.value) for about in self._of.values() for t in about.get(_MODIFIED, ())),
            default="",
        )

    def _statement(self, item: str, prop: str, node: str, name: str, place: str) -> Statement:
        about = self._of[node]
        value = next((t for t in about.get(f"{_PROP}statement/{prop}", ())), None)
        ranks = [t.value.removeprefix(_ONTOLOGY) for t in about.get(f"{_ONTOLOGY}rank", ())]
        rank = {"NormalRank": "normal", "PreferredRank": "preferred", "DeprecatedRank": "deprecated"}
        if len(ranks) != 1 or ranks[0] not in rank:
            raise BadStatement("not of the documented form", "has no wikibase:rank, or several")
        if not isinstance(value, NamedNode) or not value.value.startswith(f"{_WD}Q"):
            raise BadStatement("no value given", "says somevalue or novalue, not which")
        sources = [self._of[t.value] for t in about.get(_FROM, ())]
        return Statement(
            id=name,
            item=item,
            property=prop,
            value=value.value.removeprefix(_WD),
            rank=rank[ranks[0]],
            starts=self._times(about, wikibase.START),
            ends=self._times(about, wikibase.END),
            at=self._times(about, wikibase.AT),
            of=next((_short(t) for p in wikibase.OF for t in about.get(f"{_PROP}qualifier/{p}", ())), ""),
            reason=next((_short(t) for t in about.get(f"{_PROP}qualifier/{wikibase.REASON}", ())), ""),
            references=tuple(self._reference(source) for source in sources),
            urls=tuple(t.value for source in sources for t in source.get(f"{_PROP}reference/P854", ())),
            place=place,
        )

    def _times(self, about: dict[str, list[Term]], prop: str, part: str = "qualifier") -> tuple[str, ...]:
        if NamedNode(f"{_PROP}novalue/{prop}") in about.get(_TYPE, ()):
            return ("none",)
        full = about.get(f"{_PROP}{part}/value/{prop}", ())
        if full:
            return tuple(self._time(self._of[node.value]) for node in full)
        return tuple(
            wikibase.edtf(t.value, _precision(t.value)) if isinstance(t, Literal) else "some"
            for t in about.get(f"{_PROP}{part}/{prop}", ())
        )

    def _time(self, value: dict[str, list[Term]]) -> str:
        text, precision = (
            next(iter(value.get(f"{_ONTOLOGY}time{w}", ())), None) for w in ("Value", "Precision")
        )
        if text is None or precision is None:
            raise BadStatement("not of the documented form", "has a time without value or precision")
        return wikibase.edtf(
            text.value, int(precision.value)
        )  # days of the old calendar are converted in RDF

    def _reference(self, source: dict[str, list[Term]]) -> str:
        told = []
        for prop, words in wikibase.REFERENCE.items():
            if prop == "P813":
                values = list(self._times(source, prop, "reference"))
            else:
                values = [_short(t) for t in source.get(f"{_PROP}reference/{prop}", ())]
            for value in values:
                name = f"{{{value}}}" if prop in ("P248", "P143") else value
                told.append(f"{words} {name}".strip())
        return ", ".join(told) or "of a form that is not read"

    def _entity(self, item: str) -> Entity:
        about = self._of[_WD + item]
        labels = {t.language: t.value for t in about.get(_LABEL, ()) if isinstance(t, Literal)}
        label = labels.get("en") or labels.get("mul") or next(iter(labels.values()), "")

        def values(prop: str) -> list[str]:
            return [_short(t) for t in about.get(f"{_PROP}direct/{prop}", ())]

        of = [v for p in (*wikibase.OF, wikibase.COUNTRY) for v in values(p)]
        iso = next(iter(values(wikibase.ISO3)), "")
        return Entity(item, label, iso, frozenset(values(wikibase.INSTANCE)), of[0] if of else "")


def _short(term: Term) -> str:
    return term.value.removeprefix(_WD)


def _precision(text: str) -> int:
    """The precision of a time without its node: the first of January may stand for the year alone."""
    return 9 if text[4:10] in ("-01-01", "-00-00") else 11
