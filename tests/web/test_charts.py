"""Charts as shapes: where bars begin, what stands beside them, what a missing value looks like."""

from decimal import Decimal
from itertools import pairwise

import pytest

from vankien_web.figures.charts import LABEL, LINE, SAID, WIDTH, Chart, Point, Row, draw, symbol, ticks

PLOT = WIDTH - LABEL - SAID


def points(*values):
    return [Point(Decimal(v), v) for v in values]


def chart(*rows, kinds=("result", "target")):
    return draw(Chart("Thu nhập", "triệu đồng", kinds, rows, "chưa có số liệu"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("47.5", "75"), ("0", "20", "40", "60", "80")),
        (("3",), ("0", "1", "2", "3")),
        (("0.4", "1.25"), ("0", "0.5", "1.0", "1.5")),
        (("-4", "11"), ("-5", "0", "5", "10", "15")),
        (("0",), ("0", "1")),
        (("3100000",), ("0", "1000000", "2000000", "3000000", "4000000")),
        (("0.000001",), ("0", "0.0000002", "0.0000004", "0.0000006", "0.0000008", "0.000001")),
        ((), ("0", "1")),
    ],
)
def test_an_axis_has_few_round_numbers_and_begins_at_zero(values, expected):
    assert ticks(points(*values)) == tuple(Decimal(e) for e in expected)


def test_a_bar_is_as_long_as_its_value_and_a_mark_stands_at_its_own():
    drawn = chart(Row("Quảng Tâm", (Point(Decimal(40), "40"), Point(Decimal(50), "50"))))
    (bar,) = drawn.boxes
    assert (bar.x, bar.width, bar.css) == (LABEL, PLOT * 4 // 5, "bar")
    (stem,) = [s for s in drawn.strokes if s.css == "stem"]
    assert (stem.x1, stem.x2, stem.y1) == (LABEL, LABEL + PLOT, stem.y2)
    assert symbol("target", LABEL + PLOT, stem.y1) in [m.points for m in drawn.marks]
    assert [w.text for w in drawn.words if w.css == "said"] == ["40", "50"]
    assert [w.text for w in drawn.words if w.css == "unit"] == ["triệu đồng"]


def test_what_is_missing_is_said_and_never_drawn_as_zero():
    drawn = chart(Row("Quảng Tâm", (None, Point(Decimal(50), "50"))))
    assert drawn.boxes == []
    assert [w.text for w in drawn.words if w.css == "absent"] == ["chưa có số liệu"]
    assert len(drawn.marks) == 3  # both signs beside their words, and the one mark


def test_zero_is_no_missing_value():
    drawn = chart(Row("Quảng Tâm", (Point(Decimal(0), "0"),)), kinds=("result",))
    assert [(b.x, b.width) for b in drawn.boxes] == [(LABEL, 0)]
    assert not [w for w in drawn.words if w.css == "absent"]


def test_below_zero_a_bar_goes_the_other_way():
    drawn = chart(
        Row("Tăng", (Point(Decimal(-5), "-5"),)), Row("Giảm", (Point(Decimal(5), "5"),)), kinds=("result",)
    )
    first, second = drawn.boxes
    assert first.x + first.width == second.x == LABEL + PLOT // 2


def test_a_range_shows_both_its_ends():
    drawn = chart(
        Row(
            "Lao động",
            (Point(Decimal(80), "80–100", Decimal(100)), Point(Decimal(60), "60–100", Decimal(100))),
        )
    )
    bar, reach = drawn.boxes
    assert (bar.width, reach.x, reach.width, reach.css) == (
        PLOT * 4 // 5,
        bar.x + bar.width,
        PLOT // 5,
        "reach",
    )
    assert sum(m.css == "target" for m in drawn.marks) == 3


def test_every_value_has_a_line_of_its_own_and_long_names_take_several():
    name = "Đảng bộ các cơ quan chính quyền thành phố Thanh Hóa"
    drawn = chart(Row(name, (Point(Decimal(1), "1"), None)), Row("B", (Point(Decimal(2), "2"), None)))
    lines = [w for w in drawn.words if w.css == "label"]
    assert [w.text for w in lines][-1] == "B" and len(lines) == 4
    said = sorted(w.y for w in drawn.words if w.css in ("said", "absent"))
    assert all(b - a >= LINE for a, b in pairwise(said))
    assert drawn.height > said[-1]


def test_the_shapes_are_whole_pixels_inside_the_picture():
    drawn = chart(Row("A", (Point(Decimal("33.333333"), "33,3"), Point(Decimal("66.6"), "66,6"))))
    for box in drawn.boxes:
        assert isinstance(box.x, int) and box.x >= 0 and box.x + box.width <= WIDTH
    for mark in drawn.marks:
        xs = [int(pair.split(",")[0]) for pair in mark.points.split()]
        assert min(xs) >= 0 and max(xs) <= WIDTH


def test_the_signs_differ_in_shape():
    assert len({symbol(kind, 8, 8) for kind in ("target", "next", "reference")}) == 3
