"""Bars and marks beside each other, worked out as plain shapes; a template writes them as SVG.

Every value stands on a line of its own, with its words at the end, so that nothing hides another and a
black-and-white copy says the same. Lengths are whole pixels; values are exact until they become one.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from vankien_web.common.written import vi_number

WIDTH, LABEL, SAID = 780, 220, 170
LINE, GAP, TOP, AXIS = 22, 12, 4, 44
_PLOT = WIDTH - LABEL - SAID
_BAR, _HALF = 14, 6
_LETTERS = 23  # of a label, in one line
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_TICKS = 6


@dataclass(frozen=True)
class Point:
    """A value in the chart's unit, or from one to another; `words` as it is stated."""

    value: Decimal
    words: str
    high: Decimal | None = None


@dataclass(frozen=True)
class Row:
    """`points`: one for each kind of the chart, None where there is none."""

    label: str
    points: tuple[Point | None, ...]


@dataclass(frozen=True)
class Chart:
    """`kinds`: "result" is a bar, "target", "next", "reference" are marks. `absent`: what stands for None."""

    title: str
    unit: str
    kinds: tuple[str, ...]
    rows: tuple[Row, ...]
    absent: str = "–"


@dataclass(frozen=True)
class Box:
    """A bar; `css` "bar", or "reach" from the lower to the upper end of a range."""

    x: int
    y: int
    width: int
    height: int
    css: str


@dataclass(frozen=True)
class Stroke:
    x1: int
    y1: int
    x2: int
    y2: int
    css: str


@dataclass(frozen=True)
class Mark:
    """A symbol: `points` as SVG's polygon has them."""

    points: str
    css: str


@dataclass(frozen=True)
class Words:
    x: int
    y: int
    text: str
    css: str


@dataclass
class Drawn:
    """What a chart looks like, in pixels."""

    width: int
    height: int
    boxes: list[Box]
    strokes: list[Stroke]
    marks: list[Mark]
    words: list[Words]


@dataclass(frozen=True)
class _Scale:
    ticks: tuple[Decimal, ...]

    def x(self, value: Decimal) -> int:
        low, high = self.ticks[0], self.ticks[-1]
        return LABEL + int(((value - low) * _PLOT / (high - low)).to_integral_value())


def draw(chart: Chart) -> Drawn:
    """The shapes of a chart with at least one row."""
    scale = _Scale(ticks([p for row in chart.rows for p in row.points if p is not None]))
    drawn, y = Drawn(WIDTH, 0, [], [], [], []), TOP
    for row in chart.rows:
        y = _row(drawn, scale, chart, row, y)
    drawn.height = y + AXIS
    _axis(drawn, scale, chart.unit, y)
    return drawn


def ticks(points: Iterable[Point]) -> tuple[Decimal, ...]:
    """Round values around all ends and zero: 0, 20, 40, 60. A bar begins at zero or it lies."""
    ends = [end for p in points for end in (p.value, p.high) if end is not None]
    low, high = min(ends, default=Decimal(0)), max(ends, default=Decimal(0))
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    step = _step(high - low)
    first, last = (
        (low / step).to_integral_value(ROUND_FLOOR),
        -((-high / step).to_integral_value(ROUND_FLOOR)),
    )
    last = max(last, first + 1)
    return tuple(step * n for n in range(int(first), int(last) + 1))


def _step(span: Decimal) -> Decimal:
    if not span:
        return Decimal(1)
    size = Decimal(1).scaleb((span / _MOST_TICKS).adjusted())
    return next(size * s for s in (*_STEPS, Decimal(20)) if size * s * (_MOST_TICKS - 1) >= span)


def _row(drawn: Drawn, scale: _Scale, chart: Chart, row: Row, y: int) -> int:
    """Draw one row from `y` on; returns where the next begins."""
    label = textwrap.wrap(row.label, _LETTERS) or [""]
    for n, line in enumerate(label):
        drawn.words.append(Words(LABEL - 12, y + n * LINE + 16, line, "label"))
    for n, (kind, point) in enumerate(zip(chart.kinds, row.points, strict=True)):
        _point(drawn, scale, kind, point, y + n * LINE, chart.absent)
    return y + max(len(label), len(chart.kinds)) * LINE + GAP


def _point(drawn: Drawn, scale: _Scale, kind: str, point: Point | None, y: int, absent: str) -> None:
    zero, middle, said = scale.x(Decimal(0)), y + LINE // 2, LABEL + _PLOT + 40
    drawn.marks.append(Mark(symbol(kind, said - 14, middle), kind))
    if point is None:
        drawn.words.append(Words(said, y + 16, absent, "absent"))
        return
    drawn.words.append(Words(said, y + 16, point.words, "said"))
    start, end = scale.x(point.value), scale.x(point.value if point.high is None else point.high)
    if kind == "result":
        top = middle - _BAR // 2
        drawn.boxes.append(Box(min(zero, start), top, abs(start - zero), _BAR, "bar"))
        if end != start:
            drawn.boxes.append(Box(min(start, end), top, abs(end - start), _BAR, "reach"))
        return
    drawn.strokes.append(Stroke(zero, middle, end, middle, "stem"))
    drawn.marks += [Mark(symbol(kind, x, middle), kind) for x in dict.fromkeys((start, end))]


def symbol(kind: str, x: int, y: int) -> str:
    """A diamond for the target of the last term, a triangle for the new one, squares for the rest."""
    r = _HALF
    corners: dict[str, Sequence[tuple[int, int]]] = {
        "target": ((x, y - r), (x + r, y), (x, y + r), (x - r, y)),
        "next": ((x, y - r), (x + r, y + r - 1), (x - r, y + r - 1)),
    }
    square = ((x - r + 1, y - r + 1), (x + r - 1, y - r + 1), (x + r - 1, y + r - 1), (x - r + 1, y + r - 1))
    return " ".join(f"{a},{b}" for a, b in corners.get(kind, square))


def _axis(drawn: Drawn, scale: _Scale, unit: str, y: int) -> None:
    """Ticks with their numbers, and the unit below them."""
    for tick in scale.ticks:
        x = scale.x(tick)
        drawn.strokes.append(Stroke(x, TOP, x, y, "zero" if not tick else "grid"))
        drawn.words.append(Words(x, y + 16, vi_number(tick + 0), "tick"))
    drawn.words.append(Words(LABEL + _PLOT, y + 36, unit, "unit"))
