"""Columns and conditions that more than one room needs."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH = 5  # 60 million records
_AFTER = "~"  # sorts after every digit


class BytewiseField(models.CharField):  # type: ignore[type-arg]
    """Text compared byte by byte on both databases, so that a range finds a prefix by the index."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def segment(number: int) -> str:
    """A record's number as one fixed-width step of a path: 37 → "00011"."""
    out = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        out = _DIGITS[digit] + out
    return out.rjust(_WIDTH, "0")


def ancestors(path: str) -> list[str]:
    """The paths of every ancestor, the root first, the path itself last."""
    return [path[:end] for end in range(_WIDTH, len(path) + 1, _WIDTH)]


def numbers(path: str) -> list[int]:
    """The record numbers along a path, the root's first: the inverse of `segment`."""
    return [int(path[i : i + _WIDTH], 36) for i in range(0, len(path), _WIDTH)]


def under(path: str, field: str = "path") -> Q:
    """The record at `path` and everything below it; the empty path is everything."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + _AFTER}) if path else Q()


def under_any(paths: tuple[str, ...], field: str = "path") -> Q:
    """Below any of these; below none when there are none."""
    found = Q(pk__in=())
    for path in paths:
        found |= under(path, field) if path else Q(pk__isnull=False)
    return found


def outermost(paths: Iterable[str]) -> list[str]:
    """Those of the paths that stand below none of the others, in order."""
    found: list[str] = []
    for path in sorted(set(paths)):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def holds_on(day: date, since: str = "since", until: str = "until") -> Q:
    """Valid on `day`: both ends count, an open end is for ever."""
    return Q(**{f"{since}__lte": day}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": day}))


_PLACES = 6
_MOST = Decimal(2**63 - 1).scaleb(-_PLACES)


def fits(value: Decimal) -> bool:
    """Whether an ExactField holds this value: at most six decimal places, and below nine million million."""
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_PLACES and abs(value) <= _MOST


class ExactField(models.BigIntegerField):  # type: ignore[type-arg]
    """An exact decimal, stored as a whole number of millionths: SQLite would turn a decimal into a float.

    Takes Decimal and int; refuses float (TypeError) and what `fits` refuses (ValueError). Sums in the
    database are in the same millionths and come back exact.
    """

    def from_db_value(self, value: int | Decimal | None, *_: object) -> Decimal | None:
        return None if value is None else plain(Decimal(value).scaleb(-_PLACES))

    def to_python(self, value: Any) -> Any:
        if isinstance(value, float):
            raise TypeError("a float never enters the ledger")
        return value if value is None or isinstance(value, Decimal) else Decimal(value)

    def get_prep_value(self, value: Any) -> int | None:
        exact = self.to_python(value)
        if exact is None:
            return None
        if not fits(exact):
            raise ValueError(f"not held exactly: {exact}")
        return int(exact.scaleb(_PLACES))


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 45.000000 → 45."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short
