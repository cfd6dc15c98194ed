"""Draws and writes numbers: exact decimals, in the Vietnamese way or in a foreign one."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def drawn(rng: Random, low: Decimal, high: Decimal, decimals: int) -> Decimal:
    """A number between the two, both included."""
    scale = int(10**decimals)
    return Decimal(rng.randint(int(low * scale), int(high * scale))) / scale


def bounds(spec: str) -> tuple[Decimal, Decimal, int]:
    """`low-high.decimals`; the low may have decimals of its own: `0.6-1.6.2`."""
    low, rest = spec.split("-", 1)
    high, _, decimals = rest.rpartition(".")
    return (Decimal(low), Decimal(high), int(decimals)) if high else (Decimal(low), Decimal(rest), 0)


def between(rng: Random, low: float, high: float) -> Decimal:
    """A factor or a difference, to three decimals."""
    return Decimal(rng.randint(round(low * 1000), round(high * 1000))) / 1000


def written(value: Decimal) -> str:
    """12.345,6: no zeros at the end."""
    text = f"{value:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",") if "," in text else text


def foreign(rng: Random, value: Decimal, way: str) -> str:
    """The value in a writing of vk405.toml."""
    if way == "comma3":
        whole = value if value >= 1000 else value * 1000 + rng.randint(1, 9)
        return f"{whole:,.0f}"
    if way == "point1":
        return f"{_uneven(rng, rounded(value, 1), 1):.1f}"
    if way == "point2":
        return f"{_uneven(rng, rounded(value, 2), 2):.2f}"
    return f"{_uneven(rng, value, 1):,.1f}"


def _uneven(rng: Random, value: Decimal, decimals: int) -> Decimal:
    """`45.00` stays now and then; else the last digit is no zero."""
    if value % 1 == 0 and rng.random() < 0.7:
        return value + Decimal(rng.randint(1, 9)).scaleb(-decimals)
    return value
