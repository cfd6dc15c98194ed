"""Whether two figures can be compared, and whether they agree within their rounding and comparators."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from vankien.model import Figure

_SIZES = {
    "đồng": ("đồng", 1), "nghìn đồng": ("đồng", 10**3),
    "triệu đồng": ("đồng", 10**6), "tỷ đồng": ("đồng", 10**9),
    "kg": ("kg", 1), "yến": ("kg", 10), "tạ": ("kg", 100), "tấn": ("kg", 1000), "nghìn tấn": ("kg", 10**6),
    "m2": ("m2", 1), "ha": ("m2", 10**4), "km2": ("m2", 10**6),
    "m": ("m", 1), "km": ("m", 1000), "điểm %": ("%", 1), "điểm phần trăm": ("%", 1),
}  # fmt: skip
_PERSONS = {"đảng viên", "đồng chí", "quần chúng", "đ/c", "đv", "lao động", "người lao động"}
_TIMES = {"tháng": 12, "quý": 4}
_SILENT = {"người", "đầu người", "năm", "khẩu"}
_INFINITY = Decimal("Infinity")


class Measure(NamedTuple):
    """A value between two bounds in a base unit, with half of its last shown digit."""

    low: Decimal
    high: Decimal
    half: Decimal


def base(unit: str | None) -> tuple[str | None, Decimal]:
    """The unit that all of its kind turn into, and the factor: "triệu đồng/tháng" → ("đồng", 12000000)."""
    if unit is None:
        return None, Decimal(1)
    first, *per = unit.split("/")
    name, size = _SIZES.get(first, ("người" if first in _PERSONS else first, 1))
    factor = Decimal(size)
    for step in per:
        factor *= _TIMES.get(step, 1)
    return "/".join([name, *(p for p in per if p not in _SILENT and p not in _TIMES)]), factor


def measured_alike(one: str | None, other: str | None) -> bool:
    """Whether figures in these units can be compared."""
    return base(one)[0] == base(other)[0]


def step(value: Decimal) -> Decimal:
    """One unit of the last digit shown: 58.9 → 0.1, 52 → 1."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def measure(figure: Figure) -> Measure:
    """The values that a figure allows, in its base unit."""
    factor = base(figure.unit)[1]
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    half = max(step(low), step(high)) / 2
    if figure.comparator in (">=", ">"):
        high = _INFINITY
    elif figure.comparator in ("<=", "<"):
        low = -_INFINITY
    elif figure.comparator == "~":
        low, high = low * Decimal("0.95"), high * Decimal("1.05")
    return Measure(low * factor, high * factor, half * factor)


def agree(one: Figure, other: Figure) -> bool:
    """Whether some value fits both figures; a value shown more coarsely is taken as rounded."""
    a, b = measure(one), measure(other)
    slack = Decimal(0) if a.half == b.half else max(a.half, b.half)
    return a.low <= b.high + slack and b.low <= a.high + slack


def shown(figure: Figure) -> object:
    """The value of a figure as JSON holds it: a number, or two of a range."""
    if isinstance(figure.value, tuple):
        return [plain(v) for v in figure.value]
    return plain(figure.value)


def plain(value: Decimal) -> int | float:
    """A decimal as a JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)
