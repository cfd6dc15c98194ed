"""Numbers, units, ranges and comparators, and what is no figure."""

from decimal import Decimal

import pytest

from library.figures_factory import figures
from vankien.figures.numerals import readings

D = Decimal


@pytest.mark.parametrize(
    ("token", "whole", "english", "expected"),
    [
        ("2.838", False, False, [D(2838)]),
        ("99.3", False, False, [D("99.3")]),
        ("45.00", False, False, [D("45.00")]),
        ("1,234.5", False, False, [D("1234.5")]),
        ("1.234,5", False, False, [D("1234.5")]),
        ("1.234.567", False, False, [D(1234567)]),
        ("49,368", False, False, [D("49.368"), D(49368)]),
        ("49,368", False, True, [D(49368), D("49.368")]),
        ("5,000", False, False, [D(5000), D(5)]),
        ("1,250", True, False, [D(1250)]),
        ("0,125", False, False, [D("0.125")]),
        ("1 250 000", False, False, [D(1250000)]),
    ],
)
def test_a_number_is_read_by_its_context(
    token: str, whole: bool, english: bool, expected: list[Decimal]
) -> None:
    assert list(readings(token, whole=whole, english=english)) == expected


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("Tổng thu 16 tỷ 434 triệu đồng.", "16 tỷ 434 triệu đồng", D("16.434"), "tỷ đồng"),
        ("Thu 1 tỷ 250 triệu 500 nghìn đồng.", "1 tỷ 250 triệu 500 nghìn đồng", D("1.2505"), "tỷ đồng"),
        (
            "Thu nhập đạt 72 triệu đồng/ người/ năm.",
            "72 triệu đồng/ người/ năm",
            D(72),
            "triệu đồng/người/năm",
        ),
        ("Hiến 5.200 m² đất.", "5.200 m²", D(5200), "m2"),
        ("Thu đạt 4,6 nghìn tỷ đồng.", "4,6 nghìn tỷ đồng", D(4600), "tỷ đồng"),
        ("Nguồn vốn 12 tỉ đồng.", "12 tỉ đồng", D(12), "tỷ đồng"),
        ("Có 02 (hai) đồng chí.", "02 (hai) đồng chí", D(2), "đồng chí"),
        ("Có 15 đ/c tham gia.", "15 đ/c", D(15), "đồng chí"),
        ("Đón 3 nghìn lượt khách.", "3 nghìn lượt khách", D(3000), "lượt khách"),
        ("Nạo vét 12 kênh rạch.", "12 kênh rạch", D(12), "kênh rạch"),
        ("Trao 7 xe lăn.", "7 xe", D(7), "xe"),
        ("Trồng 45 thảm cói xanh tốt.", "45 thảm cói", D(45), "thảm cói"),
        ("Đạt 8 bác sĩ/1 vạn dân.", "8 bác sĩ/1 vạn dân", D(8), "bác sĩ/vạn dân"),
        ("Trồng 3 triệu 40 nghìn cây quế.", "3 triệu 40 nghìn cây", D(3040000), "cây"),
        ("Bán lẻ tăng 12,5% năm.", "12,5% năm", D("12.5"), "%/năm"),
        ("Bán lẻ tăng 12,5% năm 2018.", "12,5%", D("12.5"), "%"),
        ("Có 8/11 phường, xã, thị trấn.", "8/11 phường, xã, thị trấn", D(8), "phường, xã, thị trấn"),
        ("Giúp đỡ 6 HTX.", "6 HTX", D(6), "hợp tác xã"),
        ("Giảm 0,7 điểm %.", "0,7 điểm %", D("0.7"), "điểm phần trăm"),
        ("Tháng 8.2017 đón 60 đoàn khách.", "60 đoàn", D(60), "đoàn"),
    ],
)
def test_value_and_unit(text: str, surface: str, value: Decimal, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.surface, figure.value, figure.unit) == (surface, value, unit)


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("Có từ 86 đến 88% chi bộ.", "từ 86 đến 88%", 86, 88),
        ("Có 5-6% hộ.", "5-6%", 5, 6),
        ("Khoảng 3,1 đến 3,2 triệu tỷ đồng.", "3,1 đến 3,2 triệu tỷ đồng", 3100000, 3200000),
        ("Xây 2 – 3 mô hình.", "2 – 3 mô hình", 2, 3),
        ("Đạt 10% - 12%.", "10% - 12%", 10, 12),
        ("Tăng 8% - 9%/năm.", "8% - 9%/năm", 8, 9),
    ],
)
def test_a_range_is_one_figure(text: str, surface: str, low: int, high: int) -> None:
    (figure,) = figures(text)
    assert (figure.surface, figure.value, figure.comparator) == (surface, (D(low), D(high)), "range")


@pytest.mark.parametrize(
    ("text", "value", "total", "unit"),
    [
        ("Có 11/11 Chi bộ đại hội xong.", D(11), D(11), "chi bộ"),
        ("Trồng 53,5/52ha.", D("53.5"), D(52), "ha"),
        ("Kết nạp 36/35 đảng viên.", D(36), D(35), "đảng viên"),
        ("Đạt 17 trong tổng số 19 mục tiêu.", D(17), D(19), "mục tiêu"),
        ("Tỷ lệ xã đạt chuẩn 83,2%/50%.", D("83.2"), D(50), "%"),
    ],
)
def test_n_of_m(text: str, value: Decimal, total: Decimal, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.total, figure.unit) == (value, total, unit)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("Đạt trên 80%.", ">="),
        ("Đạt 80% trở lên.", ">="),
        ("Có từ 80% chi bộ hoàn thành tốt nhiệm vụ trở lên.", ">="),
        ("Có 80% chi bộ hoàn thành tốt nhiệm vụ trở lên.", "="),
        ("Đạt ít nhất 80%.", ">="),
        ("Không quá 5%.", "<="),
        ("Còn dưới 1%.", "<="),
        ("Gần 700 đảng viên.", "~"),
        ("Khoảng 20%.", "~"),
        ("Ước đạt 20%.", "="),
        ("Đạt > 95%.", ">"),
        ("Đạt ≥ 95%.", ">="),
        ("Cao hơn 3,1% so với nghị quyết.", "="),
        ("Đại hội cấp trên 29 đồng chí.", "="),
    ],
)
def test_comparator(text: str, comparator: str) -> None:
    assert [f.comparator for f in figures(text)] == [comparator]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị 35-CT/TW ngày 30/5/2019, Hướng dẫn số 26-HD/BTCTW và Quyết định 8394/QĐ-UBND.",
        "Đại hội lần thứ 25, khóa 26, nhiệm kỳ 2015-2020, trong năm 2019 và 2020.",
        "Tổ số 1, tổ dân phố 7, thôn 3, thôn 4 và 5, đô thị loại 4, tuyến QL14B, đường tỉnh 506.",
        'Phong trào "5 không, 3 sạch", "3 an toàn" theo giá so sánh 2010.',
        "Ra quân trong 2 ngày; là 1 trong 2 đơn vị; một trong 10 xã dẫn đầu.",
        "Cán bộ dưới 40 tuổi, từ 18 đến 25 tuổi.",
        "Lúc 8h30 ngày 13/02/2020 tại phòng số 5, điện thoại 0237 385 2101.",
        "Điều 5, khoản 2, mục 3, phụ lục 1, trang 12, biểu số 04.",
        "Covid-19, cách mạng công nghiệp 4.0, mạng 5G, ISO 9001:2015.",
        "Chương trình 135, Nghị quyết Trung ương 4, Nghị định 67/2014/NĐ-CP.",
        "Giáo viên lớp 5, bằng B2, biển số 36A-123.45, bản đồ tỷ lệ 1/2000.",
        "Tháng 6/2018, quý 1, vụ Xuân 2020, 6 tháng đầu năm, 5 năm qua, cơ chế 1 cửa.",
        "Chi bộ Tổ số 2 hoạt động, Tổ dân phố số 1 tổ chức họp.",
        "1. Tình hình chung",
        "2.1. Về kinh tế",
        "(3) Công tác dân vận [4]",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Có 168 thôn, bản.", "thôn, bản"),
        ("Có 23/25 xã, thị trấn đạt chuẩn.", "xã, thị trấn"),
        ("Có 12 xã, 2 thị trấn.", "xã"),
        ("Còn 49 hộ nghèo.", "hộ"),
        ("Xóa 12 nhà tạm, trao 30 suất học bổng.", "nhà"),
        ("Doanh thu đạt 1,4 tỷ đồng/trang trại/năm.", "tỷ đồng/trang trại/năm"),
        ("Tuổi bình quân của cấp ủy là 44,5 tuổi.", "tuổi"),
        ("Giúp 42 hộ nghèo, cận nghèo vươn lên.", "hộ"),
        ("Kết nạp 46 quần chúng ưu tú.", "quần chúng ưu tú"),
        ("Kết nạp 46 đảng viên mới.", "đảng viên"),
        ("Có 12 đoàn viên công đoàn.", "đoàn viên"),
        ("Có 15 cơ sở Hội.", "cơ sở Hội"),
        ("Có 3 CHI BỘ.", "chi bộ"),
    ],
)
def test_what_belongs_to_the_unit(text: str, unit: str) -> None:
    assert figures(text)[0].unit == unit


def test_a_ratio_said_with_both_units_and_one_before_its_noun() -> None:
    (ratio,) = figures("Thu được 17,1 tỷ đồng/13,5 tỷ đồng.")
    assert (ratio.value, ratio.total, ratio.unit) == (D("17.1"), D("13.5"), "tỷ đồng")
    share, part = figures("Có 75% (7/8) thôn đạt chuẩn văn hóa.")
    assert (share.value, part.value, part.total, part.unit) == (D(75), D(7), D(8), "thôn")


def test_three_shares_with_dashes_are_no_range() -> None:
    assert [f.value for f in figures("Lần lượt là 43,5% - 27% - 29,5%.")] == [D("43.5"), D(27), D("29.5")]


def test_the_habit_of_the_text_decides_an_english_thousand() -> None:
    found = figures("Tỷ lệ đạt 99.3%, tổng thu 49,368 triệu đồng.")
    assert [f.value for f in found] == [D("99.3"), D(49368)]
    found = figures("Tỷ lệ đạt 99,3%, tổng thu 49,368 tỷ đồng.")
    assert [f.value for f in found] == [D("99.3"), D("49.368")]
