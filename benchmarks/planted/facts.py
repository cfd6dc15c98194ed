"""VK401 and VK408: the yearly facts of a unit, in several places of its draft and in the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.planted.frames import Indicator
from benchmarks.planted.numbers import between, drawn, rounded, written

Years = dict[str, int]


@dataclass
class Fact:
    """One indicator of the unit. `value` is of the last full year; `others` by the letters of the years."""

    indicator: Indicator
    value: Decimal
    others: dict[str, Decimal]

    @property
    def decimals(self) -> int:
        return int(self.indicator.range[2])


def fact(indicator: Indicator, rng: Random) -> Fact:
    """A fact with a believable past and goal."""
    low, high, decimals = indicator.range
    value = drawn(rng, Decimal(str(low)), Decimal(str(high)), decimals)
    falls = indicator.verb == "còn"
    share = indicator.unit in ("%", "điểm")
    top = Decimal("99.5") if share else Decimal(10**9)

    def moved(least: float, most: float) -> Decimal:
        factor = between(rng, least, most)
        other = rounded(value * factor, decimals)
        return min(other, top) if other != value else other + 1

    back, on = ((1.15, 2.2), (0.3, 0.85)) if falls else ((0.45, 0.9), (1.04, 1.3))
    others = {"b": moved(*back), "c": moved(*back), "e": moved(*on), "t": moved(*on), "h": moved(0.5, 1.6)}
    return Fact(indicator, value, others)


def differing(f: Fact, rng: Random) -> Decimal:
    """Another value that nobody would call a rounding of the fact's."""
    while True:
        digits = list(str(f.value).replace(".", ""))
        ways = [f.value * between(rng, 1.06, 1.5), f.value * between(rng, 0.6, 0.94)]
        if len(digits) > 1 and digits[0] != digits[1]:
            digits[:2] = digits[1], digits[0]
            ways.append(Decimal("".join(digits)).scaleb(f.value.as_tuple().exponent))  # type: ignore[arg-type]
        other = rounded(rng.choice(ways), f.decimals)
        top = 100 if f.indicator.unit in ("%", "điểm") else 10**9
        # "0,7" is as coarse as it is written.
        coarse = max(Decimal(1).scaleb(int(v.normalize().as_tuple().exponent)) for v in (other, f.value))
        shown_apart = abs(other - f.value) > min(coarse, Decimal(1))
        if shown_apart and abs(other - f.value) >= f.value / 20 and 0 < other <= top:
            return other


def shown(f: Fact, value: Decimal, rng: Random, *, plain: bool = False) -> str:
    """The value with its unit, now and then in another unit of the same quantity."""
    unit, factor = f.indicator.unit, 1
    if f.indicator.also and not plain and rng.random() < 0.4:
        unit, factor = rng.choice(f.indicator.also)
    return written(value * factor) + ("%" if unit == "%" else f" {unit}")


def named(f: Fact, unit: str, rng: Random) -> str:
    return rng.choice(f.indicator.names).format(dv=unit)


def sentence(text: str, f: Fact, value: Decimal, years: Years, unit: str, hamlet: str, rng: Random) -> str:
    """A frame of statements.toml with the fact in it, `value` standing for the last full year."""
    name = named(f, unit, rng)
    slots = {f"v{letter}": shown(f, other, rng) for letter, other in f.others.items()}
    return text.format(
        name=name,
        common=next(n for n in f.indicator.names if "{" not in n),  # of another body than the unit itself
        Name=name[0].upper() + name[1:],
        verb=f.indicator.verb,
        v=shown(f, value, rng),
        about=_about(value, f, rng),
        dv=unit,
        hamlet=hamlet,
        **slots,
        **years,
    )


def clause(f: Fact, value: Decimal, unit: str, rng: Random) -> str:
    return f"{named(f, unit, rng)} {f.indicator.verb} {shown(f, value, rng)}"


def _about(value: Decimal, f: Fact, rng: Random) -> str:
    """An honest approximation: "trên 90%" where 92,3% is exact."""
    step = Decimal(10 if value >= 40 else 1)
    while value >= 40 * step:
        step *= 10
    below = value // step * step if value % step else value - step
    words, near = ("trên", below)
    if below <= 0:
        words, near = ("khoảng", rounded(value, 1))
    elif rng.random() < 0.3:
        words, near = ("dưới", below + step if value % step else value + step)
    unit = f.indicator.unit
    return f"{'đạt' if f.indicator.verb == 'là' else f.indicator.verb} {words} " + (
        written(near) + ("%" if unit == "%" else f" {unit}")
    )
