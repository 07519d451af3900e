"""The page: one HTML file that works offline, asks nobody for anything and runs only its own script."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from azgraph.files import resource
from azgraph.picture.asking import Asking
from azgraph.picture.drawing import Drawing
from azgraph.picture.entries import Entry
from azgraph.picture.opening import opening
from azgraph.picture.reading import Reading
from azgraph.picture.wording import STANCE_WORDS, called, capital, dated, joined, spoken
from azgraph.when import words

if TYPE_CHECKING:
    from jinja2 import Template


def document(
    drawn: Drawing,
    asking: Asking | None = None,
    *,
    view: str | None = None,
    theme: str = "auto",
    links: Sequence[tuple[str, str]] = (),
) -> str:
    """Write a drawing as one HTML document, to open in a view and a theme; `asking` lets it answer.

    It is plain ASCII, which a browser reads in half the time: what is beyond is escaped, by the scripts
    and styles themselves, where HTML knows no escapes.
    """
    stripped = any("months" in row for row in drawn.data["lanes"]["rows"])
    more = {"ask.css": asking, "links.css": links, "months.css": stripped}
    styles = _built("styles.css") + "".join(_built(name) for name, wanted in more.items() if wanted)
    script = _built("asking.js" if asking else "months.js" if stripped else "main.js")
    early = _built("early.js")
    html = template("page", "template.html").render(
        policy=policy(early, script, styles=styles, asks=asking is not None),
        styles=styles,
        early=early,
        script=script,
        theme=theme,
        links=links,
        data=embedded(packed(drawn.data | ({"view": view} if view else {}))),
        asking=asking and {**asdict(asking), "data": embedded(asking.data)},
        headline=headline(drawn),
        standfirst=standfirst(drawn),
        opening=opening(drawn) if view in {None, "network"} else "",
        day=words(drawn.day, "event").removeprefix("on "),
        rows=rows(drawn.reading),
        relayed=", as the source relays it" if len(drawn.reading.sources) == 1 else "",
    )
    return html.encode("ascii", "xmlcharrefreplace").decode()


def policy(*scripts: str, styles: str, asks: bool = False) -> str:
    """A content security policy that lets exactly these scripts and styles run.

    The one image is the picture that the page itself writes out to make a PNG of it. A page
    that asks may also start the worker that it carries, and run its program there.
    """
    program, worker = (" 'wasm-unsafe-eval'", "worker-src blob:; ") if asks else ("", "")
    allowed = " ".join(map(digest, scripts))
    return (
        f"default-src 'none'; script-src {allowed}{program}; style-src {digest(styles)}; "
        f"img-src data:; {worker}base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """The hash of an inline script or style as a policy names it.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def embedded(data: Any) -> str:
    r"""Data as JSON that cannot end the script element it stands in.

    >>> embedded({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


FIELDS = (
    "label",
    "kind",
    "stance",
    "dates",
    "who",
    "claims",
    "things",
    "note",
    "to",
    "short",
    "shown",
    "sure",
    "when",
    "from",
    "waits",
    "needs",
    "rivals",
    "endFrom",
    "lead",
    "due",
    "sign",
)
"""The fields of a record in the order in which the page has them, the rarer ones last."""
NAMES = ("name", "full", "sort")
"""What the page takes of a node from its thing."""
LISTS = {"first": ("expected", "newest", "counted"), "news": ("happened", "undated")}
"""Lists of records, which have them by their places among all."""
ROWS = ("standing", "said")
"""Lists of the news whose rows name records among other words."""
ALIKE = ("kind", "stance", "dates", "shown", "sure", "from", "to")
"""Fields that many records have alike."""


def packed(data: dict[str, Any]) -> dict[str, Any]:
    """The data with each record as a bare list of its fields, and what many records or claims say, said once.

    A third of the page would else be the names of fields, and much of the rest the names of records; the
    script gives them back. Lists and dashes name a record by its place among all, a strand by that in its
    tie's list, a record a thing by that among all things.
    """
    order = {iri: number for number, iri in enumerate(data["records"])}
    things = {iri: number for number, iri in enumerate(data["things"])}
    texts: dict[tuple[Any, ...], int] = {}
    voices: dict[str, int] = {}
    alike: dict[Any, int] = {}

    def said(text: str, chain: list[str], day: str) -> int:
        numbers = (voices.setdefault(name, len(voices)) for name in (day, *chain))
        return texts.setdefault((text, *numbers), len(texts))

    def once(value: Any) -> int:
        return alike.setdefault(tuple(value) if isinstance(value, list) else value, len(alike))

    def record(fields: dict[str, Any]) -> list[Any]:
        spoken_ = [
            [stance, said(text, chain, day), *[s if not n else [s, n] for s, n in at]]
            for stance, text, at, chain, day in fields["claims"]
        ]
        own = fields | {name: once(fields[name]) for name in ALIKE if name in fields}
        own["who"] = [[things.get(iri, iri) for iri in side] for side in fields["who"]]
        own["things"] = [things.get(iri, iri) for iri in fields.get("things") or ()] or None
        values = [spoken_ if name == "claims" else own.get(name) for name in FIELDS]
        while values[-1] is None:
            values.pop()
        return values

    months = {iri: record(fields) for iri, fields in data.get("months", {}).items()}
    lists: dict[str, Any] = {
        "ids": list(order),
        "names": list(things),
        "things": list(data["things"].values()),
        "records": [record(fields) for fields in data["records"].values()],
    }
    lists |= {"months": months} if months else {}
    for home, names in LISTS.items():
        lists[home] = data[home] | {
            name: [order.get(iri, iri) for iri in data[home][name]]  # a month is none of them
            for name in names
        }
    lists["news"] |= {
        name: [
            [order.get(one, one) if isinstance(one, str) else one for one in row]
            for row in data["news"][name]
        ]
        for name in ROWS
    }
    ties = [
        tie
        | {"strands": [_placed(strand, tie["records"]) for strand in tie["strands"]]}
        | {name: [order[iri] for iri in tie[name]] for name in ("records", "others")}
        | {"lead": [[day, order.get(iri)] for day, iri in tie["lead"]]}
        for tie in data["ties"]
    ]
    nodes = [{n: v for n, v in node.items() if n not in NAMES} for node in data["nodes"]]
    said_once = {"texts": list(texts), "voices": list(voices), "alike": list(alike)}
    dashes = [dash | {"id": order.get(dash["id"], dash["id"])} for dash in data["strip"]["dashes"]]
    strip = data["strip"] | {
        "dashes": list(map(_bare, dashes)),
        "marks": list(map(_bare, data["strip"]["marks"])),
    }
    packed_ = {"fields": FIELDS, "shared": ALIKE, "strip": strip, "ties": ties, "nodes": nodes}
    return data | packed_ | lists | said_once


def _bare(one: dict[str, Any]) -> list[Any]:
    """The values of what many have alike, whose names the script knows; a truth as 1 or 0."""
    return [value + 0 if isinstance(value, bool) else value for value in one.values()]


def _placed(strand: dict[str, Any], records: list[str]) -> list[Any]:
    return [strand["sign"], *([records.index(iri), way] for iri, way in strand["records"])]


def headline(drawn: Drawing) -> str:
    """The title that was asked for, else the finding of the day."""
    if drawn.data["title"]:
        return str(drawn.data["title"])
    return str([text for start, text in drawn.data["headlines"] if start <= drawn.day][-1])


def standfirst(drawn: Drawing, when: str | None = None) -> str:
    """Who, when (by default on the day of the drawing), by which sources, in one sentence."""
    hub = capital(called(drawn.web.hub, drawn.reading)) if drawn.web.hub else ""
    others = len(drawn.web.nodes) - bool(hub)
    who = (
        f"{hub} and {others} other{'' if others == 1 else 's'}"
        if others and hub
        else hub or f"{others} actors"
    )
    if drawn.web.left_out:
        who += f" of {others + drawn.web.left_out}, those of the strongest pairs,"
    named = joined(
        s.name + (f", published {words(s.issued, 'event')}" if s.issued else "")
        for s in drawn.reading.sources
    )
    many = len(drawn.reading.sources)
    told = (
        f"as {'one source tells' if many == 1 else f'{many} sources tell'} it: {named}"
        if many
        else "from no named source"
    )
    licences = dict.fromkeys(s.licence.rstrip(".") for s in drawn.reading.sources if s.licence)
    told += "".join(f"; licence: {text}" for text in licences)
    return f"{who} {when or words(drawn.day, 'event')}, {told}."


def rows(reading: Reading) -> list[dict[str, str]]:
    """The table of all records for readers without scripts, newest first, undated last."""
    ordered = sorted(
        reading.entries.values(), key=lambda e: (e.start_by or e.start or "", e.iri), reverse=True
    )
    return [_row(entry, reading) for entry in sorted(ordered, key=lambda e: e.when is None)]


def _row(entry: Entry, reading: Reading) -> dict[str, str]:
    sign = {1: "+", -1: "\u2212", 0: "\u00b1", None: ""}[entry.sign]
    many = len(reading.sources) > 1
    said = dict.fromkeys(
        f"{STANCE_WORDS[c.warrant][0]} {spoken(c, reading, alone=not many)}" for c in entry.claims
    )
    at = dict.fromkeys(c.sid or c.source for c in entry.claims)
    when = dated(entry)
    return {
        "when": "" if when == words(None, "event") else when,  # as the head of the column says
        "record": f"Denied: {entry.label}" if entry.stance == "denied" else entry.label,
        "sign": sign,
        "says": ". ".join(said),
        "at": ", ".join(at),
    }


@lru_cache
def _built(name: str) -> str:
    """A file that `make page` has made of the modules beside it."""
    return resource("picture", "page", "built", name).read_text(encoding="utf-8")


def template(*parts: str) -> Template:
    """A template of ours, in which everything is escaped that is not said to be safe."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resource("picture", parts[0])), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template(parts[-1])
