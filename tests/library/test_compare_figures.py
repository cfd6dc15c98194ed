"""Changed figures: one statement with another value, in sentences and in the cells of tables."""

import pytest

from library.edits_factory import document
from vankien.compare import compare, figure_changes
from vankien.model import Block, Cell, Document
from vankien.packs import load

INDICATORS = load("dang-2019").indicators
HEAD = ["BÁO CÁO CHÍNH TRỊ", "I. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT"]
ROADS = "Bê tông hóa 12,5 km đường liên thôn, kinh phí 8,4 tỷ đồng."
LEADING = "Cấp ủy thường xuyên đổi mới phương thức lãnh đạo, bám sát cơ sở."
POOR = "Tỷ lệ hộ nghèo còn 3,2%, hộ cận nghèo còn 4,5%."


def told(old, new):
    changes = figure_changes(compare(old, new), old, new, INDICATORS)
    return [(c.op, *(figure and figure.surface for figure in (c.old, c.new))) for c in changes]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([f"{LEADING} {ROADS}", POOR], [LEADING, f"{POOR} {ROADS}"], []),
        ([f"- {ROADS} {POOR}"], [f"- {POOR} {ROADS}"], []),
        (["Trồng 1250 ha rừng, che phủ 45%."], ["Trồng 1.250 ha rừng, che phủ 45,0%."], []),
        (
            [POOR],
            ["Tỷ lệ hộ nghèo còn 4,5%, hộ cận nghèo còn 3,2%."],
            [("changed", "3,2%", "4,5%"), ("changed", "4,5%", "3,2%")],
        ),
        (
            ["Năm 2024, thu ngân sách trên địa bàn đạt 12,5 tỷ đồng."],
            ["Năm 2025, thu ngân sách trên địa bàn đạt 12,5 tỷ đồng."],
            [("changed", "12,5 tỷ đồng", "12,5 tỷ đồng")],
        ),
        (
            ["Thu nhập bình quân đầu người đạt 52 triệu đồng/người/năm."],
            ["Phấn đấu thu nhập bình quân đầu người đạt 52 triệu đồng/người/năm."],
            [("changed", "52 triệu đồng/người/năm", "52 triệu đồng/người/năm")],
        ),
        (
            [LEADING, ROADS],
            [LEADING, "Bê tông hóa 12,5 km đường nội đồng, kinh phí 8,9 tỷ đồng."],
            [("changed", "8,4 tỷ đồng", "8,9 tỷ đồng")],
        ),
    ],
    ids=["went", "turned round", "written otherwise", "exchanged", "year", "target", "value"],
)
def test_a_statement_is_known_again(old, new, expected):
    assert told(document(HEAD + old), document(HEAD + new)) == expected


def table(*rows):
    blocks = [
        (row, column, text) for row, cells in enumerate(rows) for column, text in enumerate(cells) if text
    ]
    return Document(
        "docx",
        tuple(
            Block(i, text, part="table", cell=Cell(0, row, column, header=row == 0))
            for i, (row, column, text) in enumerate(blocks)
        ),
    )


YEARS = (
    ("Chỉ tiêu", "Đơn vị", "Năm 2021", "Năm 2022", "Năm 2023"),
    ("Sản lượng lương thực", "tấn", "12.450", "12.900", "13.100"),
    ("Diện tích cây ăn quả", "ha", "310", "325", "348"),
)


def test_cells_are_paired_by_their_columns():
    """Also where one was put in, and where the years moved on."""
    longer = [(*row, cell) for row, cell in zip(YEARS, ("Năm 2024", "13.800", "360"), strict=True)]
    longer[1] = (*longer[1][:4], "13.700", "13.800")
    assert told(table(*YEARS), table(*longer)) == [
        ("changed", "13.100", "13.700"),
        ("added", None, "13.800"),
        ("added", None, "360"),
    ]
    later = [row[:2] + row[3:] for row in longer]
    assert sorted(told(table(*YEARS), table(*later)), key=str) == [
        ("added", None, "13.800"),
        ("added", None, "360"),
        ("changed", "13.100", "13.700"),
        ("removed", "12.450", None),
        ("removed", "310", None),
    ]


def test_columns_are_known_by_their_heads():
    """Also where one column's new values are the other's old ones."""
    old = (("Nội dung", "Kế hoạch", "Thực hiện"), ("Lúa", "310 ha", "325 ha"), ("Ngô", "120 ha", "138 ha"))
    new = (old[0], ("Lúa", "325 ha", "340 ha"), ("Ngô", "138 ha", "144 ha"))
    assert told(table(*old), table(*new)) == [
        ("changed", "310 ha", "325 ha"),
        ("changed", "325 ha", "340 ha"),
        ("changed", "120 ha", "138 ha"),
        ("changed", "138 ha", "144 ha"),
    ]


def test_a_row_of_another_thing_is_another_row():
    old = (*YEARS, ("Tỷ lệ tham gia bảo hiểm y tế", "%", "82,1", "88,4", "93,2"))
    new = (*YEARS, ("Tỷ lệ hộ dùng nước sạch", "%", "71,5", "79,3", "85,9"))
    assert sorted(op for op, _old, _new in told(table(*old), table(*new))) == ["added"] * 3 + ["removed"] * 3
