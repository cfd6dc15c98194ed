"""The fields that a template may use: read off the dataclasses, so that the two never disagree."""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from vankien.sentences import sentence
from vankien.text import to_roman


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a template. `many`: a list, for `{%tr for x in name %}`; `fields`: what an item of it has.

    `path` tells where it stands: "cac_phan.cau.noi_dung".
    """

    name: str
    path: str
    many: bool
    fields: tuple[Field, ...] = ()

    def explanation(self, language: str = "vi") -> str:
        return sentence("paper_field", self.name, language)


_ROMANS_END = 4000
_ITEM = ("stt", "la_ma")  # of every item of a list: 1, 2, … and I, II, …


def fields_of(kind: type, path: str = "") -> tuple[Field, ...]:
    """The fields of a dataclass, in its order."""
    return tuple(_field(name, hint, path) for name, hint in _named(kind).values())


def context(value: Any) -> dict[str, Any]:
    """A dataclass as the names and plain values that a template sees; every item of a list also numbered."""
    kind: type = type(value)
    return {name: _plain(getattr(value, key)) for key, (name, _) in _named(kind).items()}


@cache
def _named(kind: type) -> dict[str, tuple[str, Any]]:
    """Attribute → name in templates and type, of those that have a name."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        key: (hint.__metadata__[0], hint.__origin__)
        for key, hint in hints.items()
        if get_origin(hint) is Annotated
    }


def _field(name: str, hint: Any, above: str) -> Field:
    path = f"{above}.{name}" if above else name
    many = get_origin(hint) is tuple
    inner = next(t for t in (get_args(hint) or (hint,)) if t not in (..., type(None)))
    if not isinstance(inner, type) or not is_dataclass(inner):
        return Field(name, path, many)
    numbers = tuple(Field(key, f"{path}.{key}", many=False) for key in _ITEM) if many else ()
    return Field(name, path, many, numbers + fields_of(inner, path))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_item(item, number) for number, item in enumerate(value, start=1)]
    return context(value) if is_dataclass(value) else spoken(value)


def _item(item: Any, number: int) -> Any:
    if not is_dataclass(item):
        return spoken(item)
    roman = to_roman(number) if number < _ROMANS_END else str(number)
    return {"stt": str(number), "la_ma": roman} | context(item)


def spoken(value: Any) -> Any:
    """As an office writes it: 13/02/2020, 08 giờ 00; nothing at all for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{spoken(value.time())}, ngày {value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H} giờ {value:%M}"
    return value if isinstance(value, str | bytes | bool) else str(value)
