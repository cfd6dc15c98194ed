"""Whether what a pack says makes sense: ids that exist, aliases that differ, dates in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from vankien.packs.build import outline_table, positions
from vankien.packs.shape import Problem, Table, items
from vankien.text import fold

LISTS_OF_PARTS = ("required", "figures", "short", "items")
TABLES_OF_PARTS = ("limits", "titles", "names")


def meaning_problems(whole: Table, sources: dict[str, str]) -> Iterator[Problem]:
    """Problems of the whole pack, what it extends counted in. Its shape must be right."""
    yield from _outlines(whole)
    yield from _aliases(whole.get("indicators", {}))
    yield from _parts(whole.get("parts", {}))
    yield from _codes(whole.get("codes", {}))
    yield from _season(whole)
    yield from dates("valid", whole.get("valid", {}))
    for id, rule in whole.get("rules", {}).items():
        yield from dates(f"rules.{id}", rule)
    for _kind, key, item in items(whole):
        yield from marks(key, item, sources)


def dates(key: str, item: Table) -> Iterator[Problem]:
    """`from` after `until`."""
    start, end = item.get("from"), item.get("until")
    if isinstance(start, date) and isinstance(end, date) and start > end:
        yield f"{key}.until", "dates", {"start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"}


def marks(key: str, item: Table, sources: dict[str, str]) -> Iterator[Problem]:
    """Source marks ("S38") that sources.toml does not have."""
    for mark in item.get("source", []) if isinstance(item.get("source"), list) else []:
        if re.fullmatch(r"S\d+", mark) and mark not in sources:
            yield f"{key}.source".lstrip("."), "unknown_source", {"id": mark}


def patterns(rules: dict[str, Any]) -> Iterator[Problem]:
    """Patterns of a format that are no regular expressions."""
    for id, rule in rules.items():
        try:
            re.compile(rule.get("pattern", ""))
        except re.error as error:
            yield f"rules.{id}.pattern", "pattern", {"error": str(error)}


def _outlines(whole: Table) -> Iterator[Problem]:
    tables, lost = whole["outlines"], []
    for unit, kinds in tables.items():
        if unit not in whole.get("units", {}) and unit != "all":
            yield f"outlines.{unit}", "unknown_unit", {"id": unit, "known": ", ".join(whole["units"])}
        for kind, own in kinds.items():
            key = f"outlines.{unit}.{kind}"
            if kind not in whole["kinds"]:
                yield key, "unknown_kind", {"id": kind, "known": ", ".join(whole["kinds"])}
            outline = _outline_or_none(tables, unit, kind)
            if outline is None:
                lost.append((f"{key}.like", own["like"]))
            else:
                yield from _said(key, own, outline, whole)
    yield from _unlike(lost, tables)


def _outline_or_none(tables: Table, unit: str, kind: str) -> Table | None:
    """The whole table of an outline; None where what it is `like` is missing or points back."""
    try:
        return outline_table(tables, unit, kind)
    except (KeyError, ValueError, RecursionError):
        return None


def _unlike(lost: list[tuple[str, str]], tables: Table) -> list[Problem]:
    """The outlines that point nowhere; where all point somewhere, the first of those that go round."""
    known = {f"{unit}/{kind}" for unit, kinds in tables.items() for kind in kinds}
    wrong = [item for item in lost if item[1] not in known] or lost[:1]
    return [(key, "unknown_outline", {"id": target}) for key, target in wrong]


def _said(key: str, own: Table, outline: Table, whole: Table) -> Iterator[Problem]:
    """Only what the table itself says: what it is like has been looked at in its own place."""
    said = outline | {"order": own.get("order", [])} if "parts" in own else own
    yield from _listed(key, said, outline["parts"], whole)
    for name, table in (("indicators", "indicators"), ("foreign", "topics")):
        unknown = [id for id in own.get(name, []) if id not in whole.get(table, {})]
        yield from ((f"{key}.{name}", f"unknown_{name}", {"id": id}) for id in unknown)


def _listed(key: str, said: Table, listed: list[str], whole: Table) -> Iterator[Problem]:
    unknown = [id for id in said.get("parts", []) if id not in whole.get("parts", {})]
    yield from ((f"{key}.parts", "unknown_part", {"id": id}) for id in unknown)
    named = {name: said.get(name, []) for name in (*LISTS_OF_PARTS, *TABLES_OF_PARTS)}
    named["order"] = positions(said.get("order", []))
    for name, ids in named.items():
        yield from ((f"{key}.{name}", "part_not_listed", {"id": id}) for id in ids if id not in listed)


def _aliases(indicators: dict[str, Any]) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for id, indicator in indicators.items():
        for alias in indicator["aliases"]:
            other = owner.setdefault(fold(alias), id)
            if other != id:
                yield f"indicators.{id}.aliases", "shared_alias", {"alias": alias, "other": other}


def _parts(parts: dict[str, Any]) -> Iterator[Problem]:
    for id, part in parts.items():
        if "within" in part and part["within"] not in parts:
            yield f"parts.{id}.within", "unknown_part", {"id": part["within"]}


def _season(whole: Table) -> Iterator[Problem]:
    """Kinds of unit and of document that steps, papers and rules name, and what comes after what."""
    known = whole.get("units", {}) | whole.get("cells", {})
    for table in ("steps", "dossier", "workstreams", "rules"):
        for id, item in whole.get(table, {}).items():
            key, units = f"{table}.{id}", item.get("units", [])
            lost = [unit for unit in units if unit not in known] if isinstance(units, list) else []
            yield from (
                (f"{key}.units", "unknown_unit", {"id": unit, "known": ", ".join(known)}) for unit in lost
            )
            if table == "dossier" and item.get("kind", "") not in ("", *whole["kinds"]):
                yield f"{key}.kind", "unknown_kind", {"id": item["kind"], "known": ", ".join(whole["kinds"])}
    yield from _after(whole)
    yield from _deadlines(whole.get("rules", {}))


def _deadlines(rules: Table) -> Iterator[Problem]:
    """A kind of unit that two deadlines name."""
    owner: dict[str, str] = {}
    for id in (id for id in rules if id.startswith("deadline_")):
        for unit in rules[id].get("units", []):
            if owner.setdefault(unit, id) != id:
                yield f"rules.{id}.units", "two_deadlines", {"id": unit, "other": f"rules.{owner[unit]}"}


def _after(whole: Table) -> Iterator[Problem]:
    """`after` names an item of the same table: one without `after`, or one that is said earlier."""
    for table in ("steps", "dossier", "workstreams"):
        placed = [id for id, item in whole.get(table, {}).items() if "after" not in item]
        for id, item in whole.get(table, {}).items():
            if "after" in item and item["after"] not in placed:
                yield f"{table}.{id}.after", "not_before", {"id": item["after"]}
            placed.append(id)


def _codes(codes: dict[str, Any]) -> Iterator[Problem]:
    for code in codes:
        if not re.fullmatch(r"VK\d{3}", code):
            yield f"codes.{code}", "not_a_code", {}
