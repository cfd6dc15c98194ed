"""A plan as plain JSON data and back: how the site stores and encrypts it. No float ever enters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, get_args

from vankien.personnel.model import (
    BODIES,
    BodyPlan,
    Candidate,
    Doubt,
    Plan,
    Sex,
    Stated,
    StepVotes,
    Total,
    Track,
)
from vankien.personnel.months import When

_Made = TypeVar("_Made")


def to_data(value: Any) -> Any:
    """Dataclasses as objects without fields at their default, days as "1980-06-15", tuples as lists."""
    if isinstance(value, When | Decimal):
        return str(value)
    if hasattr(value, "__dataclass_fields__"):
        items = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: to_data(item) for f, item in items if item != f.default}
    if isinstance(value, tuple):
        return [to_data(item) for item in value]
    return value


def plan_from_data(data: Mapping[str, Any]) -> Plan:
    """The inverse of `to_data`. Raises ValueError, naming the field, for anything that is not a plan."""
    return _make(Plan, data)


def candidate_from_data(data: Mapping[str, Any]) -> Candidate:
    """The inverse of `to_data` for one row. Raises ValueError."""
    return _make(Candidate, data)


def _make(kind: type[_Made], data: Any) -> _Made:
    if not isinstance(data, Mapping):
        raise ValueError(f"{kind.__name__}: an object is needed")
    names = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    if unknown := data.keys() - names:
        raise ValueError(f"{kind.__name__}: unknown fields {', '.join(sorted(map(str, unknown)))}")
    values = {}
    for name, value in data.items():
        try:
            values[name] = _READ.get((kind, name), _plain(kind, name))(value)
        except (ValueError, TypeError) as error:
            raise ValueError(f"{kind.__name__}.{name}: {error}") from None
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from None


def _plain(kind: type, name: str) -> Callable[[Any], Any]:
    """What a field without a reading of its own holds, by its annotation: a text, or a whole number."""
    said = {f.name: str(f.type) for f in fields(kind)}[name]
    return _text if said.startswith("str") else _whole_or_none if "None" in said else _whole


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is needed")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("a whole number is needed")
    return value


def _whole_or_none(value: Any) -> int | None:
    return None if value is None else _whole(value)


def _when(value: Any) -> When | None:
    return None if value is None else When.parse(_text(value))


def _percent(value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(_text(value))
    except InvalidOperation:
        raise ValueError("a decimal number is needed") from None


def _one_of(*allowed: str) -> Callable[[Any], str | None]:
    def read(value: Any) -> str | None:
        if value is not None and value not in allowed:
            raise ValueError(f"one of {', '.join(allowed)} is needed")
        return value  # type: ignore[no-any-return]

    return read


def _many(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def every(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError("a list is needed")
        return tuple(read(item) for item in value)

    return every


def _texts_or_none(value: Any) -> tuple[str, ...] | None:
    return None if value is None else _many(_text)(value)


def _rows(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    return _many(lambda item: _make(kind, item))


_BODY = _one_of(*BODIES)
_READ: dict[tuple[type, str], Callable[[Any], Any]] = {
    (Candidate, "birth"): _when,
    (Candidate, "party_probationary"): _when,
    (Candidate, "party_official"): _when,
    (Candidate, "sex"): _one_of(*get_args(Sex)),
    (Candidate, "track"): _one_of(*get_args(Track)),
    (Candidate, "bodies_now"): _many(_BODY),
    (Candidate, "bodies_proposed"): _many(_BODY),
    (Candidate, "votes"): _rows(StepVotes),
    (StepVotes, "percent"): _percent,
    (BodyPlan, "body"): _BODY,
    (Stated, "total"): _one_of(*get_args(Total)),
    (Stated, "body"): _BODY,
    (Stated, "where"): _one_of("plan", "report"),
    (Doubt, "reason"): _text,
    (Plan, "candidates"): _rows(Candidate),
    (Plan, "bodies"): _rows(BodyPlan),
    (Plan, "month"): _when,
    (Plan, "steps"): _rows(StepVotes),
    (Plan, "stated"): _rows(Stated),
    (Plan, "doubts"): _rows(Doubt),
    (Plan, "columns"): _texts_or_none,
}

__all__ = ["candidate_from_data", "plan_from_data", "to_data"]
