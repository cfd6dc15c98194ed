"""How large the tree is and how it branches: one root, provinces, districts, the rest below them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from benchmarks.scale.size import Shape
from vankien.text import bare, collation_key
from vankien_web.common.fields import segment
from vankien_web.units.models import Kind, Level, Unit

BASE_KINDS = (Kind.COMMUNE, Kind.COMMUNE, Kind.COMMUNE, Kind.OFFICE, Kind.PARTY_OFFICE)
_NAMES = {
    Kind.PROVINCE: "Đảng bộ tỉnh số",
    Kind.DISTRICT: "Đảng bộ huyện số",
    Kind.COMMUNE: "Đảng bộ xã số",
    Kind.OFFICE: "Đảng bộ cơ quan số",
    Kind.PARTY_OFFICE: "Đảng bộ cơ quan Đảng số",
}


class Numbers:
    """Keys given beforehand, so that rows may name one another before they are stored."""

    def __init__(self, last: int) -> None:
        self.last = last

    def next(self) -> int:
        self.last += 1
        return self.last


def root(numbers: Numbers) -> Unit:
    return _unit(numbers, None, "Đảng bộ toàn quốc (dữ liệu thử tải)", Kind.OTHER, Level.CENTRE)


def branches(shape: Shape, numbers: Numbers, top: Unit) -> Iterator[list[Unit]]:
    """One list a province: itself, its districts, the base units; every parent before its children."""
    sizes = iter(shape.per_district())
    for p in range(1, shape.provinces + 1):
        province = _unit(numbers, top, f"{_NAMES[Kind.PROVINCE]} {p:02}", Kind.PROVINCE, Level.PROVINCE)
        made = [province]
        if p == 2:
            made += _base(numbers, province, f"{p:02}", shape.wide)
        for d in range(1, shape.districts + 1):
            number = f"{p:02}.{d:02}"
            name = f"{_NAMES[Kind.DISTRICT]} {number}"
            district = _unit(numbers, province, name, Kind.DISTRICT, Level.UPPER)
            made += [district, *_base(numbers, district, number, next(sizes))]
        yield made


def _base(numbers: Numbers, parent: Unit, number: str, count: int) -> list[Unit]:
    kinds = islice(cycle(BASE_KINDS), count)
    return [
        _unit(numbers, parent, f"{_NAMES[kind]} {number}.{n:03}", kind, Level.BASE)
        for n, kind in enumerate(kinds, start=1)
    ]


def _unit(numbers: Numbers, parent: Unit | None, name: str, kind: Kind, level: Level) -> Unit:
    """As `units.actions.found_unit` leaves it."""
    key = numbers.next()
    path = ((parent.path or "") if parent else "") + segment(key)
    derived = {"sort_key": collation_key(name), "folded": bare(name)}
    return Unit(
        pk=key, code=f"tt-{key}", name=name, kind=kind, level=level, parent=parent, path=path, **derived
    )
