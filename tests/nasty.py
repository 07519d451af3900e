"""A graph as a stranger might send it: whatever may be text carries what would run or turn if it were not."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph, Literal

from writing import graph_of

RUNS = [
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 2'>",
    "javascript:window.ran=3",
    "<!-- <script> <![CDATA[ ]]> --> \"'`",
    "{{ 7*7 }} ${7*7} \\u003c/script> \u2028 \u2029 &lt;b&gt; \x01\x1b",
]
TURNS = [
    "\u202egnp.exe",
    "\u2069\u202eevil\u2066",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0627\u06cc\u0631\u0627\u0646 3\u200f",
]
"""An override, one that first ends the isolation it is put into, a Hebrew and a Persian name."""
NASTY = [*RUNS, *TURNS]
_CONTROLS = {ord(c): 0xE000 + ord(c) for c in "\x01\x1b"}
"""A file with control characters is refused, so these come into the graph as a program would put them."""
IDS = [
    "__proto__",
    "constructor",
    "x'onload=window.ran(4)&lt;b&gt;",
    "%22%3E%3Cscript%3Ewindow.ran=5%3C/script%3E",
]
"""What an IRI may end in."""


def nasty_graph(folder: Path) -> Graph:
    """Every name, title, id, office, note and address of the graph is nasty."""

    def text(value: str) -> str:
        return Literal(value.translate(_CONTROLS)).n3()

    names = "".join(f":X{i} a az:State ; rdfs:label {text(value)} .\n" for i, value in enumerate(NASTY))
    odd = [f"<https://w3id.org/azgraph/id/{end}>" for end in IDS]
    names += "".join(f"{iri} a az:State ; rdfs:label {text(f'Odd {n}')} .\n" for n, iri in enumerate(odd))
    things = f"""
      :note a az:Source ; rdfs:label {text(NASTY[0] + " note")} ; dcterms:title {text(NASTY[1])} ;
        skos:altLabel {text("the " + NASTY[0])} ; dcterms:creator :Author ; dcterms:source {text(NASTY[2])} ;
        dcterms:issued "2026-01-01"^^xsd:date ; dcterms:temporal "2025-01-01/2025-12-31" .
      :paper a az:Source ; rdfs:label {text(TURNS[1])} ; dcterms:creator :Author ;
        dcterms:source <https://example.org/\u202e'onclick=window.ran(6)> ; dcterms:issued "2026-01-01"^^xsd:date .
      :Author a az:Organisation ; rdfs:label {text(NASTY[1] + " author")} .
      :Speaker a az:Person ; rdfs:label {text(NASTY[0] + TURNS[0] + " speaker")} .
      :Text a az:Agreement ; rdfs:label {text(NASTY[3] + " text")} ; az:party :X0, :X1 .
      :HUB a az:State ; rdfs:label {text("Hub " + NASTY[1])} .
    {names}"""
    ends = [f":X{i}" for i in range(len(NASTY))] + odd
    records = "".join(
        f"""<https://w3id.org/azgraph/id/{"" if i < len(NASTY) else "__proto__/"}r{i}> a az:Event ; az:kind k:sign ;
          az:subject :HUB ; az:object {end} ; az:when "2025-0{i % 9 + 1}-01" ;
          az:moves :Text ; dcterms:description {text(NASTY[i % len(NASTY)] + " record")} ;
          skos:editorialNote {text(NASTY[i % len(NASTY)])} ;
          az:claim [ az:by :Speaker ; az:passage p:s1.p1.{i % 8 + 1} ], [ az:by :Author ; az:source :paper ] .\n"""
        for i, end in enumerate(ends)
    )
    role = f""":role a az:Role ; az:kind k:officeHolder ; az:subject :Speaker ; az:object :HUB ;
      az:office {text(NASTY[1] + TURNS[0])} ; az:claim c:s1.p1.9 .\n"""
    graph = graph_of(folder, records + role, things=things)
    restored = {sign: chr(control) for control, sign in _CONTROLS.items()}
    for subject, predicate, value in list(graph):
        if isinstance(value, Literal) and (own := value.translate(restored)) != str(value):
            graph.remove((subject, predicate, value))
            graph.add((subject, predicate, Literal(own, value.language, value.datatype)))
    return graph
