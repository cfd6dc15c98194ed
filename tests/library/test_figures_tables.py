"""Tables read as tables: row, column, unit and caption."""

from decimal import Decimal

from library.figures_factory import table
from vankien.figures import extract
from vankien.model import Figure, Section
from vankien.packs import load

D = Decimal


def by_surface(found: tuple[Figure, ...]) -> dict[str, Figure]:
    return {f.surface: f for f in found}


def test_columns_give_period_and_role_rows_the_indicator() -> None:
    document = table(
        [
            ["STT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu Đại hội", "Ước TH 2020", "Đạt % so với NQ"],
            ["I", "VỀ KINH TẾ", "", "", "", ""],
            ["1", "Thu nhập bình quân đầu người", "Triệu đồng", "45", "49,7", "110,4"],
            ["2", "Tỷ lệ hộ nghèo", "%", "< 3", "1,68", ""],
        ],
        caption="Biểu 1. Kết quả thực hiện các chỉ tiêu nhiệm kỳ 2015-2020",
    )
    found = by_surface(extract(document, (), load("dang-2019").indicators))
    assert set(found) == {"45", "49,7", "110,4", "3", "1,68"}
    target, actual, ratio = found["45"], found["49,7"], found["110,4"]
    assert (target.role, target.period, target.unit) == ("target", "2015-2020", "triệu đồng")
    assert (actual.role, actual.period, actual.indicator) == ("actual", "2020", "thu_nhap_bq")
    assert (ratio.role, ratio.unit, ratio.topic) == ("completion_ratio", "%", "thu_nhap_bq")
    assert (found["3"].comparator, found["3"].indicator) == ("<", "ho_ngheo")


def test_two_levels_of_head_a_row_of_column_numbers_and_units_in_brackets() -> None:
    document = table(
        [
            ["TT", "Nội dung", "Năm 2018", None, "Năm 2019", None],
            ["", "", "KH", "TH", "KH", "TH"],
            ["1", "2", "3", "4", "5", "6"],
            ["1", "Sản lượng lương thực (tấn)", "1.200", "1.250", "1.300", "1.345,5"],
            ["2", "Tổng số đảng viên", "", "350", "", "362"],
        ],
        spans={(0, 2): 2, (0, 4): 2},
    )
    found = extract(document, (), {})
    assert [(f.value, f.unit, f.period, f.role) for f in found] == [
        (D(1200), "tấn", "2018", "target"),
        (D(1250), "tấn", "2018", "actual"),
        (D(1300), "tấn", "2019", "target"),
        (D("1345.5"), "tấn", "2019", "actual"),
        (D(350), "đảng viên", "2018", "actual"),
        (D(362), "đảng viên", "2019", "actual"),
    ]


def test_years_down_the_side_and_subjects_in_the_head() -> None:
    document = table(
        [
            ["Năm", "Thu ngân sách (triệu đồng)", "Tỷ lệ hộ nghèo"],
            ["2016", "5.400", "8,5"],
            ["2017", "6.100", "6,2"],
        ]
    )
    found = extract(document, (), {})
    assert [(f.value, f.unit, f.period, f.topic) for f in found] == [
        (D(5400), "triệu đồng", "2016", "thu_ngan_sach"),
        (D("8.5"), "%", "2016", "ho_ngheo"),
        (D(6100), "triệu đồng", "2017", "thu_ngan_sach"),
        (D("6.2"), "%", "2017", "ho_ngheo"),
    ]


def test_prose_in_a_cell_is_read_as_prose() -> None:
    document = table(
        [["Nội dung", "Kết quả"], ["Kết nạp đảng viên", "Năm 2019 kết nạp 12 đảng viên, đạt 120% kế hoạch"]]
    )
    found = extract(document, (), {})
    assert [(f.surface, f.period, f.role) for f in found] == [
        ("12 đảng viên", "2019", "actual"),
        ("120%", "2019", "completion_ratio"),
    ]


def test_a_ratio_beside_a_plan_units_from_the_head_and_two_numbers_in_a_cell() -> None:
    document = table(
        [
            ["TT", "Nội dung", "Chỉ tiêu NQ", "Kết quả thực hiện", "So sánh (%)"],
            ["1", "Số đảng viên kết nạp (đồng chí)", "35", "36", "102,9"],
            ["2", "Hộ nghèo", "30 hộ", "28 hộ (1,07%)", ""],
        ]
    )
    found = extract(document, (), {})
    assert [(f.surface, f.unit, f.role, f.topic) for f in found] == [
        ("35", "đồng chí", "target", "ket_nap_dang_vien"),
        ("36", "đồng chí", "actual", "ket_nap_dang_vien"),
        ("102,9", "%", "completion_ratio", "ket_nap_dang_vien"),
        ("30 hộ", "hộ", "target", "ho_ngheo"),
        ("28 hộ", "hộ", "actual", "ho_ngheo"),
        ("1,07%", "%", "actual", "ho_ngheo"),
    ]
    heads = table([["Chi bộ", "Đảng viên"], ["Thôn 1", "32"], ["Thôn 2", "28"]])
    assert [(f.value, f.unit) for f in extract(heads, (), {})] == [(D(32), "đảng viên"), (D(28), "đảng viên")]


def test_a_column_that_counts_says_the_topic_of_its_cells() -> None:
    document = table([["TT", "Chi bộ", "Số đảng viên"], ["1", "Chi bộ cơ quan, trạm y tế", "18"]])
    (figure,) = extract(document, (), {})
    assert (figure.unit, figure.topic) == ("đảng viên", "dang_vien")


def test_a_year_beside_the_plan_is_what_was_reached() -> None:
    section = Section(1, "II", "CÁC CHỈ TIÊU", 0, 20, "II")
    document = table(
        [["Chỉ tiêu", "Năm 2024", "Mục tiêu năm 2030"], ["Thu nhập bình quân (triệu đồng)", "61", "105"]]
    )
    assert [f.role for f in extract(document, (section,), {})] == ["actual", "target"]


def test_rows_of_owners_have_their_subjects_in_the_head() -> None:
    document = table(
        [
            ["Đơn vị", "Số hộ", "Hộ nghèo (hộ)", "Chi bộ đạt vững mạnh", "Tỷ lệ (%)"],
            ["Thôn Đoài", "120", "4", "2/3", "66,7"],
        ]
    )
    assert [(f.value, f.unit, f.topic) for f in extract(document, (), {})] == [
        (D(120), "hộ", "dan_so"),
        (D(4), "hộ", "ho_ngheo"),
        (D(2), "chi bộ", "chat_luong_to_chuc"),
        (D("66.7"), "%", "chat_luong_to_chuc"),
    ]


def test_a_cell_says_its_unit_and_a_head_may_be_a_time() -> None:
    document = table(
        [
            ["Nội dung", "ĐVT", "6 tháng đầu năm 2022", "Giảm so với cùng kỳ"],
            ["Tai nạn giao thông", "vụ", "5", "2"],
        ]
    )
    assert [(f.value, f.unit, f.period, f.role) for f in extract(document, (), {})] == [
        (D(5), "vụ", "6 tháng đầu năm 2022", "actual"),
        (D(2), "vụ", "cùng kỳ", "change"),
    ]
    document = table([["Nội dung", "Mục tiêu"], ["Xây dựng thôn kiểu mẫu", "4 thôn"]])
    assert [(f.unit, f.role) for f in extract(document, (), {})] == [("thôn", "target")]


def test_two_levels_of_head_speak_each_for_itself() -> None:
    document = table(
        [
            ["Lĩnh vực", "Cơ cấu kinh tế (%)", None],
            ["", "Năm 2023", "Mục tiêu năm 2030"],
            ["Nông nghiệp", "31,5", "22"],
        ],
        spans={(0, 1): 2},
    )
    assert [(f.role, f.period, f.unit) for f in extract(document, (), {})] == [
        ("actual", "2023", "%"),
        ("target", "2030", "%"),
    ]
