"""Whether a pack's tables have the keys and the types of schema.toml. A problem is (key, reason, params)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

Table = dict[str, Any]
Problem = tuple[str, str, dict[str, str]]
ITEMS = ("parts", "topics", "indicators", "rules", "steps", "dossier", "workstreams", "codes")
TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "texts": (str, list),
    "flag": (bool,),
    "number": (int, float),
    "range": (list,),
    "date": (date,),
    "table": (dict,),
    "steps": (list,),
    "any": (object,),
}


@cache
def schema() -> Table:
    return tomllib.loads(Path(__file__).with_name("schema.toml").read_text(encoding="utf-8"))


def own_problems(data: Table) -> Iterator[Problem]:
    """Unknown keys and values of the wrong type in one file."""
    for kind, key, item in items(data):
        if not isinstance(item, dict):
            yield key, "not_a_table", {}
            continue
        keys = _keys(kind, key)
        for name, value in item.items():
            wanted = keys.get(name)
            if wanted is None and kind != "rules":
                yield _join(key, name), "unknown_key", {"known": ", ".join(keys)}
            elif wanted is not None:
                yield from _typed(_join(key, name), value, wanted.rstrip("!"))


def missing_problems(whole: Table) -> Iterator[Problem]:
    """Keys that the pack, with all that it extends, does not have."""
    for kind, key, item in items(whole):
        partial = "like" in item if kind == "outlines" else kind == "pack" and item.get("abstract")
        if not partial:
            for name, wanted in _keys(kind, key).items():
                if wanted.endswith("!") and item.get(name) in (None, "", []):
                    yield _join(key, name), "missing", {}


def items(data: Table) -> Iterator[tuple[str, str, Any]]:
    """(kind of item, dotted key, the item) for all that the schema describes, the pack's head first."""
    yield "pack", "", data
    if "valid" in data:
        yield "valid", "valid", data["valid"]
    for number, basis in enumerate(_list(data.get("basis")), start=1):
        yield "basis", f"basis.{number}", basis
    for kind in ITEMS:
        for id, item in _table(data.get(kind)).items():
            yield kind, f"{kind}.{id}", item
    for unit, kinds in _table(data.get("outlines")).items():
        for kind, item in _table(kinds).items():
            yield "outlines", f"outlines.{unit}.{kind}", item


def _keys(kind: str, key: str) -> dict[str, str]:
    """What an item may say; of a rule that the product reads by name, its values too."""
    keys: dict[str, str] = schema()[kind]
    if kind != "rules":
        return keys
    id = key.removeprefix("rules.")
    return keys | next((own for begin, own in schema()["rule"].items() if id.startswith(begin)), {})


def format_problems(data: Table) -> Iterator[Problem]:
    """Problems of one format file; a rule without source or confidence takes the format's."""
    for name in data.keys() - schema()["format"].keys():
        yield name, "unknown_key", {"known": ", ".join(schema()["format"])}
    for name, wanted in schema()["format"].items():
        if wanted.endswith("!") and not data.get(name):
            yield name, "missing", {}
        elif name in data:
            yield from _typed(name, data[name], wanted.rstrip("!"))
    for id, rule in _table(data.get("rules")).items():
        for name in ("source", "confidence"):
            if isinstance(rule, dict) and name in rule:
                yield from _typed(f"rules.{id}.{name}", rule[name], schema()["rules"][name].rstrip("!"))


def _typed(key: str, value: Any, wanted: str) -> Iterator[Problem]:
    words = schema()["words"].get(wanted)
    if words and value not in words:
        yield key, "unknown_word", {"value": str(value), "known": ", ".join(map(str, words))}
    elif not words and (not isinstance(value, TYPES[wanted]) or (wanted == "number" and value is True)):
        yield key, f"type_{wanted}", {"value": str(value)}
    elif wanted == "texts" and not all(isinstance(text, str) and text for text in _list(value)):
        yield key, "type_texts", {"value": str(value)}
    elif wanted == "range" and not (len(value) == 2 and value[0] <= value[1]):
        yield key, "range_order", {"value": str(value)}


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _table(value: Any) -> Table:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
