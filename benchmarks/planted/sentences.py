"""VK402–406: one sentence, whole or with the fault that its rule looks for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from benchmarks.planted.frames import Frame
from benchmarks.planted.numbers import between, bounds, drawn, foreign, rounded, written

Values = dict[str, str]
Constants = dict[str, int]


def fill(code: str, frame: Frame, constants: Constants, rng: Random, *, faulty: bool) -> Values:
    """The slots of `frame`."""
    return _MAKERS[code](frame, constants, rng, faulty)


def _range(spec: str, constants: Constants) -> tuple[Decimal, Decimal, int]:
    if spec.startswith("@"):
        return Decimal(constants[spec[1:]]), Decimal(constants[spec[1:]]), 0
    return bounds(spec)


def _ratio(frame: Frame, constants: Constants, rng: Random, faulty: bool) -> Values:
    low, high, _ = _range(frame.spec[0], constants)
    m = drawn(rng, low, high, 0)
    n = drawn(rng, (m * 35 / 100).to_integral_value(), m - 1, 0)
    share = n * 100 / m
    p = rounded(share, rng.choice((1, 1, 1, 2)))
    if faulty:
        p = _wrong_share(share, p, rng)
    return {"n": written(n), "m": written(m), "p": written(p)}


def _wrong_share(share: Decimal, right: Decimal, rng: Random) -> Decimal:
    swapped = Decimal(f"{int(right) % 10}{int(right) // 10}") + right % 1
    ways = [
        swapped,
        right + between(rng, 0.6, 1.6),
        right - between(rng, 1.5, 14),
        right + between(rng, 2, 14),
    ]
    rng.shuffle(ways)
    wrong = (rounded(w, 1) for w in [*ways, share / 2])
    # A whole number may be rounded or cut off.
    return next(w for w in wrong if 1 < w <= 100 and abs(w - share) > (1 if w % 1 == 0 else Decimal("0.5")))


def _shares(frame: Frame, constants: Constants, rng: Random, faulty: bool) -> Values:
    count, decimals = int(frame.spec[0]), rng.choice((0, 1, 1))
    weights = sorted((rng.randint(10, 60) for _ in range(count)), reverse=count == 4)
    if count != 4:
        rng.shuffle(weights)
    parts = [rounded(Decimal(100 * w) / sum(weights), decimals) for w in weights]
    parts[0] += 100 - sum(parts)
    if faulty:
        at = rng.randrange(count)
        least = 1.2 + (0 if decimals else count / 2)  # more than rounded shares may be off by
        off = rounded(between(rng, least, 9), decimals)
        parts[at] += off if rng.random() < 0.5 or parts[at] <= off + 1 else -off
    elif decimals and rng.random() < 0.15:
        parts[0] += Decimal("0.1") * rng.choice((1, -1))
    return dict(zip("abcd", map(written, parts), strict=False))


def _over_goal(frame: Frame, constants: Constants, rng: Random, faulty: bool) -> Values:
    low, high = (100, 190) if faulty else (2, 38)
    return {"N": written(drawn(rng, Decimal(low), Decimal(high), rng.choice((0, 1))))}


def _number(frame: Frame, constants: Constants, rng: Random, faulty: bool) -> Values:
    value = drawn(rng, *_range(frame.spec[0], constants))
    return {"q": foreign(rng, value, rng.choice(frame.spec[1:])) if faulty else written(value)}


def _change(frame: Frame, constants: Constants, rng: Random, faulty: bool) -> Values:
    kind, direction, spec = frame.spec
    low, high, decimals = _range(spec, constants)
    large = drawn(rng, low, high, decimals)
    if kind == "pt":
        span = min(Decimal(18), large - 1, large * 3 / 4)
        small = large - drawn(rng, min(Decimal("0.8"), span), span, decimals)
    else:
        small = rounded(large / between(rng, 1.5 if kind == "times" else 1.08, 2.6), decimals)
    if small == large:
        small -= Decimal(1).scaleb(-decimals)
    if spec.startswith("@") and direction == "down":
        small, large = large, large + (large - small)
    a, b = (small, large) if direction == "up" else (large, small)
    change = {
        "rel": abs(b - a) * 100 / a,
        "pt": abs(b - a),
        "abs": abs(b - a),
        "times": b / a,
    }[kind]
    c = rounded(change, {"rel": rng.choice((1, 1, 2)), "times": rng.choice((1, 2))}.get(kind, decimals))
    if faulty:
        c = _wrong_change(kind, a, b, change, decimals, rng)
    return {"a": written(a), "b": written(b), "c": written(c)}


def _wrong_change(kind: str, a: Decimal, b: Decimal, right: Decimal, decimals: int, rng: Random) -> Decimal:
    """A change that no honest reading gives: not the difference, nor its share of a, nor b/a or b/a - 1."""
    honest = {abs(b - a), abs(b - a) * 100 / a, b / a, b / a - 1}
    digits = {"rel": 1, "times": 1}.get(kind, decimals)
    least = {"rel": Decimal(2), "times": Decimal("0.4"), "pt": Decimal("0.4")}.get(kind, right / 8)
    while True:
        if kind == "rel" and rng.random() < 0.3:
            wrong = rounded(abs(b - a) * 100 / b, digits)
        elif kind == "times":
            wrong = rounded(right + between(rng, 0.4, 1.8) * rng.choice((1, -1)), digits)
        elif kind == "pt":
            wrong = rounded(right + between(rng, 0.4, 5) * rng.choice((1, -1)), max(digits, 1))
        else:
            wrong = rounded(right * between(rng, 0.3, 1.9), digits)
        floor = Decimal("1.1") if kind == "times" else Decimal("0.2")
        if wrong > floor and all(abs(wrong - h) >= least * (h == right) + Decimal("0.15") for h in honest):
            return wrong


_MAKERS: dict[str, Callable[[Frame, Constants, Random, bool], Values]] = {
    "VK402": _ratio,
    "VK403": _shares,
    "VK404": _over_goal,
    "VK405": _number,
    "VK406": _change,
}
