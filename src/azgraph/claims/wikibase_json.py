"""Statements of Wikidata as JSON: a dump with an item a line, or what wbgetentities and EntityData answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from azgraph.claims import wikibase
from azgraph.claims.wikibase import BadStatement, Entity, Statement
from azgraph.datasets.lines import blocks
from azgraph.errors import InputError

LONGEST = 1 << 26
"""Bytes of the longest line; the largest items have a few million."""
Bad = Callable[[BadStatement, str], None]
_FAULTS = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What going into a value raises that is not of the documented form."""


def statements(path: Path, bad: Bad) -> Iterator[Statement]:
    """The statements of a file that are imported; `bad` is told of those that cannot be read.

    Errors: InputError for what is no JSON of Wikidata.
    """
    found = False
    for item, line in entities(path, bad):
        found = True
        for prop in wikibase.PROPERTIES:
            for claim in _listed(_mapping(item.get("claims")).get(prop)):
                place = f"{path.name}:{line}: {_mapping(claim).get('id', item['id'])}"
                try:
                    yield _statement(item["id"], prop, claim, place)
                except BadStatement as error:
                    bad(error, place)
                except _FAULTS as error:
                    bad(BadStatement("not of the documented form", f"lacks or mistakes {error}"), place)
    if not found:
        raise InputError("holds no item of Wikidata; give what its dumps, or wbgetentities, hold", path=path)


def described(path: Path, wanted: set[str]) -> dict[str, Entity]:
    """What a file says of some items."""
    found = {}
    for item, _ in entities(path, lambda *_: None):
        if item["id"] in wanted:
            try:
                found[item["id"]] = _entity(item)
            except (BadStatement, *_FAULTS):  # what is told of it otherwise will do
                continue
    return found


def newest(path: Path) -> str:
    """The day on which an item of a file was last changed, or nothing."""
    days = (wikibase.day(str(e.get("modified", ""))) for e, _ in entities(path, lambda *_: None))
    return max(days, default="")


def entities(path: Path, bad: Bad) -> Iterator[tuple[dict[str, Any], int]]:
    """The items of a file, and the line on which each stands."""
    whole: list[bytes] = []
    for number, raw in _lines(path):
        text = raw.strip().rstrip(b",").removeprefix(b"\xef\xbb\xbf")
        if whole:
            whole.append(raw)
            continue
        if text in (b"", b"[", b"]"):
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            if number <= 2 and text[:1] == b"{":  # one value over many lines
                whole.append(raw)
            else:
                bad(BadStatement("not JSON", f"is no JSON: {error}"), f"{path.name}:{number}")
            continue
        yield from ((e, number) for e in _items(value))
    if whole:
        try:
            value = json.loads(b"".join(whole))
        except (ValueError, RecursionError) as error:
            raise InputError(f"is no JSON: {error}", path=path) from None
        yield from ((e, 1) for e in _items(value))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    for first, block in blocks(path, longest=LONGEST):
        yield from enumerate(block.splitlines(keepends=True), start=first)


def _items(value: Any) -> Iterator[dict[str, Any]]:
    values = (
        _mapping(value.get("entities")).values()
        if isinstance(value, dict) and "entities" in value
        else [value]
    )
    for one in values:
        if isinstance(one, dict) and wikibase.is_item(one.get("id")) and "missing" not in one:
            yield one


def _statement(item: str, prop: str, claim: dict[str, Any], place: str) -> Statement:
    if not wikibase.is_statement(claim["id"]):
        raise BadStatement("not of the documented form", f"is no id of a statement: {claim['id']!r}")
    main = claim["mainsnak"]
    if main["snaktype"] != "value":
        raise BadStatement("no value given", f"says {main['snaktype']}, not which")
    value = main["datavalue"]["value"]["id"]
    if not wikibase.is_item(value):
        raise BadStatement("not of the documented form", f"says {value!r}, which is no item")
    qualifiers = _mapping(claim.get("qualifiers"))
    references = [_mapping(r.get("snaks")) for r in claim.get("references", ())]
    return Statement(
        id=claim["id"],
        item=item,
        property=prop,
        value=value,
        rank=claim["rank"],
        starts=_times(qualifiers, wikibase.START),
        ends=_times(qualifiers, wikibase.END),
        at=_times(qualifiers, wikibase.AT),
        of=next((_value(s) for p in wikibase.OF for s in qualifiers.get(p, ()) if _value(s)), ""),
        reason=next((_value(s) for s in qualifiers.get(wikibase.REASON, ())), ""),
        references=tuple(_reference(r) for r in references),
        urls=tuple(_value(s) for r in references for s in r.get("P854", ()) if _value(s)),
        place=place,
    )


def _times(qualifiers: dict[str, Any], prop: str) -> tuple[str, ...]:
    return tuple(_time(snak) for snak in qualifiers.get(prop, ()))


def _time(snak: dict[str, Any]) -> str:
    if snak["snaktype"] != "value":
        return "none" if snak["snaktype"] == "novalue" else "some"
    value = snak["datavalue"]["value"]
    return wikibase.edtf(value["time"], int(value["precision"]), value["calendarmodel"])


def _reference(snaks: dict[str, Any]) -> str:
    told = []
    for prop, words in wikibase.REFERENCE.items():
        for snak in snaks.get(prop, ()):
            if value := _value(snak):
                name = f"{{{value}}}" if prop in ("P248", "P143") else value
                told.append(f"{words} {name}".strip())
    return ", ".join(told) or "of a form that is not read"


def _value(snak: dict[str, Any]) -> str:
    """A value in short: an item's id, a text, a time as EDTF; nothing where none is given."""
    if snak.get("snaktype") != "value":
        return ""
    kind, value = snak["datavalue"]["type"], snak["datavalue"]["value"]
    if kind == "wikibase-entityid":
        return str(value["id"])
    if kind == "monolingualtext":
        return str(value["text"])
    return _time(snak) if kind == "time" else str(value)


def _entity(item: dict[str, Any]) -> Entity:
    claims = _mapping(item.get("claims"))

    def values(prop: str) -> list[str]:
        kept = [c for c in claims.get(prop, ()) if c.get("rank") != "deprecated"]
        kept.sort(key=lambda c: c.get("rank") != "preferred")
        return [v for c in kept if (v := _value(c["mainsnak"]))]

    labels = _mapping(item.get("labels"))
    named = labels.get("en") or labels.get("mul") or next(iter(labels.values()), {"value": ""})
    of = [v for p in (*wikibase.OF, wikibase.COUNTRY) for v in values(p)]
    iso = next(iter(values(wikibase.ISO3)), "")
    classes = frozenset(values(wikibase.INSTANCE))
    return Entity(item["id"], named["value"], iso, classes, of[0] if of else "")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    """A map, which comes as an empty list where it is empty."""
    return value if isinstance(value, dict) else {}
