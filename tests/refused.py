"""Queries that ask elsewhere or change something, however they are spelt, and others that only look it.

One list for the library and for the page: both must refuse and take the same.
"""

from __future__ import annotations

PLACE = "http://example.org/"
"""Stands in the queries for whoever they would ask; a test may put a listener in its place."""

REFUSED = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { S\\U00000045RVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { \\U0053ERVICE <http://example.org/> { ?s ?p ?o } }",  # as rdflib reads it
    "SELECT * { \\u00000053ERVICE <http://example.org/> { ?s ?p ?o } }",  # so too
    "SELECT * { \u017ferv\u0131ce <http://example.org/> { ?s ?p ?o } }",  # letters whose capitals are S and I
    "SELECT * { # a remark\n SeRvIcE # another\n <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { # a remark\r SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { # a remark \\u000A SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a # b' . SERVICE <http://example.org/> { } }",
    'SELECT * { ?s ?p "a\\"b" . SERVICESILENT<http://example.org/>{ ?s ?p ?o } }',
    # Texts that are none: a wrong escape behind it makes the first of these quotes an empty text.
    'SELECT * { VALUES ?x {"""x"} SERVICE SILENT <http://example.org/> { ?s ?p ?o } } # \\q """',
    "SELECT * { VALUES ?x {'''x'} SERVICE SILENT <http://example.org/> { ?s ?p ?o } } # \\uD800 '''",
    'SELECT * { VALUES ?x {"""x"} SERVICE SILENT <http://example.org/> { ?s ?p ?o } } # \\U00110000 """',
    'SELECT * { ?s ?p "a"@en--ltrSERVICE SILENT <http://example.org/> { ?s ?p ?o } }',
    "SELECT * { FILTER (1<2)SERVICE <http://example.org/> { ?s ?p ?o } FILTER (2>1) }",
    "ASK { { SELECT * { FILTER NOT EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } } } }",
    "PREFIX x: <http://example.org/> SELECT * { SERVICE x:y { ?s ?p ?o } }",
    "PREFIX x: <http://example.org/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "SELECT * FROM <http://example.org/> { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://example.org/> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * F\\u0052OM <http://example.org/> { ?s ?p ?o }",
    "DESCRIBE <http://example.org/> from <http://example.org/>",
    "ASK from:x { ?s ?p ?o }",
    "LOAD <http://example.org/>",
    "load silent <http://example.org/> INTO GRAPH :x",
    "INSERT DATA { :a :b :c }",
    "WITH <http://example.org/> DELETE { ?s ?p ?o } USING <http://example.org/> WHERE { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "drop all",
    "COPY <http://example.org/> TO DEFAULT",
]

TAKEN = """SELECT ?from ?service { # FROM SERVICE
  VALUES (?from ?service ?name) { ("SERVICE <x> from" 'load "FROM"' :from) } FILTER (1 < 2) FILTER (3 > 2) }"""
"""Words that are only names, texts or comments."""
