"""The model as plain data (JSON) and back: how a parsed draft crosses a process or is stored."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from vankien.model import Block, Cell, Comment, Document, Note, PageSetup, Place, Revision, Section, Span


def to_data(value: Any) -> Any:
    """Dataclasses as dictionaries without fields at their default, tuples as lists, decimals as strings."""
    if hasattr(value, "__dataclass_fields__"):
        items = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: to_data(item) for f, item in items if item != f.default}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if isinstance(value, dict):
        return {key: to_data(item) for key, item in value.items()}
    return value


def number(value: Decimal) -> int | float | str:
    """As JSON writes it where that says the same."""
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def sections_from_data(data: list[dict[str, Any]]) -> tuple[Section, ...]:
    """The inverse of `to_data` for an outline."""
    return tuple(Section(**section) for section in data)


def document_from_data(data: dict[str, Any]) -> Document:
    """The inverse of `to_data` for a Document."""
    return Document(
        format=data["format"],
        blocks=tuple(_block(b) for b in data.get("blocks", ())),
        comments=tuple(_comment(c) for c in data.get("comments", ())),
        revisions=tuple(_revision(r) for r in data.get("revisions", ())),
        pages=tuple(PageSetup(**p) for p in data.get("pages", ())),
        notes=tuple(Note(**n) for n in data.get("notes", ())),
        properties=data.get("properties", {}),
    )


def _block(data: dict[str, Any]) -> Block:
    spans = tuple(Span(**s) for s in data.get("spans", ()))
    cell = Cell(**data["cell"]) if "cell" in data else None
    return Block(**(data | {"spans": spans, "cell": cell}))


def _revision(data: dict[str, Any]) -> Revision:
    cell = Cell(**data["cell"]) if "cell" in data else None
    put_in = tuple(data["put_in"]) if "put_in" in data else None
    return Revision(**(data | {"cell": cell, "put_in": put_in}))


def _comment(data: dict[str, Any]) -> Comment:
    place = Place(**data["place"]) if data["place"] else None
    return Comment(**(data | {"place": place}))
