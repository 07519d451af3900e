"""Made-up graphs of any size in the project's own ontology: the same seed makes the same bytes.

Blocs of unequal size, a few actors that everybody deals with, many that few do; most ties
warm, some strained, both at times; dates over one year, some of them vague. Run
`python benchmarks/worlds.py 500 world.ttl` and draw it with `azgraph map --data world.ttl`.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

HEAD = """@prefix : <https://w3id.org/azgraph/id/> .
@prefix az: <https://w3id.org/azgraph/ns#> .
@prefix c: <https://w3id.org/azgraph/id/world/claim/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix k: <https://w3id.org/azgraph/kind/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <https://w3id.org/azgraph/status/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:world a az:Source ; rdfs:label "A made-up world" ; dcterms:creator :Author ;
  dcterms:issued "2026-01-01"^^xsd:date ; dcterms:temporal "2025-01-01/2025-12-31" .
:Author a az:Organisation ; rdfs:label "Author" .
"""
KINDS = (
    ("meet", "Event", 22), ("visit", "Event", 12), ("consult", "Event", 10), ("sign", "Event", 8),
    ("support", "Event", 5), ("delivery", "Event", 4), ("replaceAmbassador", "Event", 3),
    ("refuse", "Event", 4), ("worsenTension", "Event", 4), ("arrest", "Event", 2), ("attack", "Event", 1),
    ("cooperation", "Relation", 8), ("strategicPartnership", "Relation", 4), ("tension", "Relation", 6),
    ("tradePartnership", "Relation", 4), ("embargo", "Measure", 1), ("restriction", "Measure", 2),
)  # fmt: skip
SYLLABLES = (
    "ba",
    "ko",
    "ri",
    "ten",
    "mar",
    "lu",
    "shi",
    "vo",
    "na",
    "del",
    "qa",
    "zer",
    "ost",
    "fen",
    "al",
    "im",
    "ur",
)
SECTION = 900
"""Sentences of a section of the made-up source."""


def world(actors: int, *, events: int | None = None, seed: int = 7) -> tuple[str, str]:
    """Records and passages of a world, as people write them: Turtle and tab-separated values."""
    chance = random.Random(seed)
    names = _names(actors, chance)
    pairs = _pairs(actors, events or 3 * actors, chance)
    lines = [HEAD]
    for n, name in enumerate(names):
        lines.append(f':N{n} a az:{"Organisation" if n % 6 == 5 else "State"} ; rdfs:label "{name}" .\n')
    weights = [weight for _, _, weight in KINDS]
    for n, (a, b) in enumerate(pairs):
        kind, class_, _ = chance.choices(KINDS, weights)[0]
        when = _when(class_, chance)
        lines.append(
            f":r{n} a az:{class_} ; az:kind k:{kind} ; az:subject :N{a} ; az:object :N{b} ; "
            f"{when}az:claim c:{_sid(n)} .\n"
        )
    rows = ["id\tsection\tparagraph\tsentence\tkind\tstart\tend\tsha256\n"]
    for n in range(len(pairs)):
        place = f"{1 + n // SECTION}\t1\t{1 + n % SECTION}"
        rows.append(f"{_sid(n)}\t{place}\tsentence\t{10 * n}\t{10 * n + 9}\t{n:064x}\n")
    return "".join(lines), "".join(rows)


def write(actors: int, path: Path, *, events: int | None = None) -> Path:
    """Write a world as a records file with its passages beside it."""
    records, passages = world(actors, events=events)
    path.write_text(records, encoding="utf-8")
    (path.parent / "world.tsv").write_text(passages, encoding="utf-8")
    return path


def write_events(number: int, path: Path, *, actors: int = 2000, seed: int = 7) -> Path:
    """Write events as those of a data file: six triples each, one claim for all, days over ten years."""
    chance = random.Random(seed)
    lines = [HEAD, "c:all a az:Claim ; az:by :Author ; az:stance s:reported ; az:source :world .\n"]
    lines += [f':N{n} a az:State ; rdfs:label "{name}" .\n' for n, name in enumerate(_names(actors, chance))]
    kinds = [kind for kind, class_, _ in KINDS if class_ == "Event"]
    weights = [weight for _, class_, weight in KINDS if class_ == "Event"]
    for n, (a, b) in enumerate(_pairs(actors, number, chance)):
        day = date(2016, 1, 1) + timedelta(chance.randrange(3653))
        lines.append(
            f":e{n} a az:Event ; az:kind k:{chance.choices(kinds, weights)[0]} ; az:subject :N{a} ; "
            f'az:object :N{b} ; az:start "{day}"^^xsd:date ; az:claim c:all .\n'
        )
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _sid(number: int) -> str:
    return f"s{1 + number // SECTION}.p1.{1 + number % SECTION}"


def _names(many: int, chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < many:
        name = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).title()
        found[
            name if chance.random() < 0.8 else f"{name} {chance.choice(('Union', 'Republic', 'Council'))}"
        ] = None
    return list(found)


def _pairs(actors: int, events: int, chance: random.Random) -> list[tuple[int, int]]:
    """Who deals with whom: four times in five inside a bloc, and with those who already deal with many."""
    blocs = max(3, round(actors**0.5 / 1.5))
    bloc = [int(blocs * chance.random() ** 1.6) for _ in range(actors)]
    members: list[list[int]] = [[n for n in range(actors) if bloc[n] == b] for b in range(blocs)]
    met = [[n] for n in range(actors)]
    urns = [list(group) for group in members]
    everyone = list(range(actors))
    pairs: list[tuple[int, int]] = []
    for n in range(events):
        a = n if n < actors else chance.choice(everyone)
        again = met[a][1:] if chance.random() < 0.35 else []
        urn = again or (urns[bloc[a]] if chance.random() < 0.8 else everyone)
        b = chance.choice(urn)
        while b == a:
            b = chance.choice(everyone)
        pairs.append((a, b))
        met[a].append(b)
        met[b].append(a)
        urns[bloc[b]].append(b)
        everyone.append(b)
    return pairs


def _when(class_: str, chance: random.Random) -> str:
    month = chance.randint(1, 12)
    if chance.random() < 0.15:
        return ""
    day = f"2025-{month:02}-{chance.randint(1, 28):02}" if chance.random() < 0.6 else f"2025-{month:02}"
    if class_ == "Event":
        return f'az:when "{day}" ; '
    end = f"2025-{chance.randint(month, 12):02}" if chance.random() < 0.3 else ".."
    return f'az:when "2025-{month:02}/{end}" ; '


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
