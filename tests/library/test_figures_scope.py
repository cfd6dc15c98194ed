"""Scope: what a period, a topic, a role and an indicator hold for."""

import time

import pytest

from library.figures_factory import figures
from vankien.figures import extract
from vankien.model import Block, Document, Section
from vankien.packs import load


def facts(text: str) -> list[tuple[str, str | None, str, str]]:
    return [(f.surface, f.period, f.topic, f.role) for f in figures(text)]


def test_from_a_to_b_each_with_its_own_year() -> None:
    assert facts("Thu nhập bình quân từ 25 triệu đồng năm 2015 lên 49,7 triệu đồng năm 2019.") == [
        ("25 triệu đồng", "2015", "thu_nhap_bq", "baseline"),
        ("49,7 triệu đồng", "2019", "thu_nhap_bq", "actual"),
    ]


def test_a_comparison_takes_the_period_it_is_compared_with() -> None:
    assert facts("Thu ngân sách năm 2020 đạt 12 tỷ đồng, tăng 10% so với năm 2019, đạt 103% chỉ tiêu.") == [
        ("12 tỷ đồng", "2020", "thu_ngan_sach", "actual"),
        ("10%", "2019", "thu_ngan_sach", "change"),
        ("103%", "2020", "thu_ngan_sach", "completion_ratio"),
    ]


def test_a_fronted_period_holds_for_the_whole_enumeration() -> None:
    found = figures("Đến năm 2025: thu nhập đạt 72 triệu đồng; hộ nghèo còn 1%; 95% dân số tham gia BHYT.")
    assert [f.period for f in found] == ["2025"] * 3
    assert [f.topic for f in found] == ["thu_nhap_bq", "ho_ngheo", "bhyt"]
    assert {f.role for f in found} == {"target"}


def test_the_line_above_a_list_holds_for_its_items_and_no_further() -> None:
    found = figures(
        "Mục tiêu đến năm 2025:",
        "- Thu nhập bình quân đầu người: 72 triệu đồng.",
        "+ Tỷ lệ hộ nghèo: 1%.",
        "Thu ngân sách đạt 5 tỷ đồng.",
    )
    assert [(f.period, f.role) for f in found] == [("2025", "target"), ("2025", "target"), (None, "actual")]


def test_a_heading_gives_topic_and_role_where_the_line_does_not() -> None:
    document = Document(
        "txt", (Block(0, "II. MỤC TIÊU, CHỈ TIÊU"), Block(1, "1. Tỷ lệ hộ nghèo"), Block(2, "Còn 1,5%."))
    )
    sections = (
        Section(1, "II", "MỤC TIÊU, CHỈ TIÊU", 0, 3, "II"),
        Section(2, "1", "Tỷ lệ hộ nghèo", 1, 3, "II/1", parent=0),
    )
    (figure,) = extract(document, sections, {})
    assert (figure.topic, figure.role, figure.section) == ("ho_ngheo", "target", "II/1")


def test_the_indicator_is_finer_than_the_topic() -> None:
    document = Document(
        "txt", (Block(0, "Thu ngân sách đạt 12 tỷ đồng; tỷ lệ hộ nghèo còn 1,2%; BHXH tự nguyện 312 người."),)
    )
    found = extract(document, (), load("dang-2019").indicators)
    assert [f.indicator for f in found] == ["thu_ns", "ho_ngheo", "bhxh_tn"]


def test_what_alone_has_a_topic_needs_no_name() -> None:
    text = "Tỷ trọng nông nghiệp chiếm 28,6%, công nghiệp và xây dựng 41,2%, dịch vụ 30,2%."
    found = extract(Document("txt", (Block(0, text),)), (), load("dang-2019").indicators)
    assert [f.indicator for f in found] == ["co_cau_kt"] * 3


def test_a_summary_of_indicators_states_results() -> None:
    document = Document(
        "txt", (Block(0, "BIỂU TỔNG HỢP MỘT SỐ CHỈ TIÊU CỦA CÁC XÃ"), Block(1, "Tỷ lệ hộ nghèo là 1,5%."))
    )
    sections = (Section(1, None, "BIỂU TỔNG HỢP MỘT SỐ CHỈ TIÊU CỦA CÁC XÃ", 0, 2, ""),)
    (figure,) = extract(document, sections, {})
    assert figure.role == "actual"


def test_numbered_aims_of_one_paragraph_stay_aims() -> None:
    found = figures(
        "Các chỉ tiêu chủ yếu: (1) Thu nhập đạt 75 triệu đồng. (2) Hộ nghèo còn 1%. (3) Kết nạp 40 đảng viên."
    )
    assert [(f.topic, f.role) for f in found] == [
        ("thu_nhap_bq", "target"),
        ("ho_ngheo", "target"),
        ("ket_nap_dang_vien", "target"),
    ]


def test_the_base_year_of_prices_is_no_period() -> None:
    (figure,) = figures("Giá trị sản xuất năm 2020 đạt 523 tỷ đồng (giá so sánh 2010).")
    assert figure.period == "2020"


def test_a_time_said_once_holds_for_the_items_that_follow() -> None:
    found = figures("Sản lượng lúa năm 2019 đạt 128 nghìn tấn; sản lượng tôm 3,9 nghìn tấn, tăng 8%/năm.")
    assert [f.period for f in found] == ["2019", "2019", None]
    found = figures("Trong 5 năm, kết nạp 72 đảng viên; 95% chi bộ hoàn thành tốt nhiệm vụ.")
    assert [f.period for f in found] == ["5 năm", None]


def test_a_change_between_two_years_is_of_neither() -> None:
    found = figures("Thu nhập từ 32 triệu đồng năm 2015 lên 58 triệu đồng năm 2019, tăng 1,8 lần.")
    assert [f.period for f in found] == ["2015", "2019", None]


def test_a_comparison_after_a_bracket_holds_inside_too() -> None:
    found = figures("Năng suất đạt 61 tạ/ha, giảm 2 tạ/ha (tương đương 3,2%) so với vụ trước.")
    assert [f.period for f in found] == [None, "vụ trước", "vụ trước"]


def test_the_year_of_the_aims_in_a_heading_is_that_of_its_lines() -> None:
    section = Section(1, "II", "CÁC CHỈ TIÊU ĐẾN NĂM 2030", 0, 2, "II")
    lines = (Block(0, "II. CÁC CHỈ TIÊU ĐẾN NĂM 2030"), Block(1, "- Kết nạp 12 đảng viên; hằng năm 5 lớp."))
    found = extract(Document("txt", lines), (section,), {})
    assert [(f.period, f.role) for f in found] == [("2030", "target"), ("hằng năm", "target")]


def test_the_past_term_is_the_reports_own_term() -> None:
    line = Block(3, "Nhiệm kỳ qua kết nạp 21 đảng viên.")
    sections = tuple(Section(1, "I", "KẾT QUẢ", i, 4, "I") for i in range(3))
    assert extract(Document("txt", (line,)), sections, {})[0].period == "nhiệm kỳ"
    assert figures(line.text)[0].period == "nhiệm kỳ trước"


def test_the_words_of_the_own_clause_go_before_those_of_the_last() -> None:
    found = figures(
        "Trồng mới 1.150 ha rừng; đến nay có 5/15 xã (33,3%) và 58 thôn, bản đạt chuẩn nông thôn mới; "
        "30/34 tổ dân phố và 119/128 doanh nghiệp an toàn về an ninh, trật tự."
    )
    assert [f.topic for f in found] == ["dien_tich", *["ntm_dat_chuan"] * 3, "an_ninh", "an_ninh"]


def test_plain_counts_are_of_their_own_kind() -> None:
    found = figures("Xã có diện tích 112 km2, dân số 8.312 người, 9 thôn, 39 tổ chức đảng, 697 đảng viên.")
    assert [f.topic for f in found] == ["dien_tich", "dan_so", "khac", "chat_luong_to_chuc", "dang_vien"]


def test_documents_and_meetings_are_no_administrative_reform() -> None:
    found = figures("Đã tham mưu ban hành 312 văn bản, trong đó 14 nghị quyết; tổ chức 24 hội nghị.")
    assert {f.topic for f in found} == {"khac"}
    assert figures("Hồ sơ giải quyết trước và đúng hạn đạt 99%.")[0].topic == "cchc"


def test_members_of_a_union_are_no_youth_members() -> None:
    found = figures(
        "Báo cáo của công đoàn cơ sở", "Công đoàn và công đoàn cấp trên 1", "Có 95% đoàn viên đạt danh hiệu."
    )
    assert [f.topic for f in found] == ["doan_vien_cong_doan"]


def test_what_is_said_once_at_the_end_holds_for_what_stands_before_it() -> None:
    found = figures("Đã trao 40 suất quà cho 38 hộ và sửa 5 căn nhà trong năm 2022, vượt 10% kế hoạch.")
    assert [f.period for f in found] == ["2022"] * 4
    found = figures("Cháy nổ: 9 vụ (giảm 3 vụ), bị thương 2 người (giảm 1 người) so với cùng kỳ.")
    assert [f.period for f in found] == [None, "cùng kỳ", None, "cùng kỳ"]
    found = figures("Toàn huyện tăng 14 hợp tác xã và 260 thành viên so với năm 2020.")
    assert [f.period for f in found] == ["2020", "2020"]


def test_from_a_year_to_a_year_each_end_has_its_own() -> None:
    found = figures(
        "Từ năm 2016 đến năm 2021, độ che phủ rừng tăng từ 41% lên 44,5%; nước sạch tăng từ 60% lên 82%."
    )
    assert [f.period for f in found] == ["2016", "2021", "2016", "2021"]


def test_a_list_goes_on_past_numbers_with_dots() -> None:
    found = figures("Hằng năm gieo trồng 3.400 ha, trong đó lúa 2.100 ha, lạc 700 ha, rau 600 ha.")
    assert {f.period for f in found} == {"hằng năm"}


def test_a_part_is_of_what_it_is_part_of() -> None:
    found = figures("Có 30 mô hình dân vận khéo, trong đó kinh tế 12 mô hình, văn hóa 18 mô hình.")
    assert {f.topic for f in found} == {"khac"}
    found = figures("Năm 2023 có 31 thanh niên nhập ngũ; 80% trong số đó có trình độ trung học phổ thông.")
    assert {f.topic for f in found} == {"quan_su"}


def test_what_a_thing_costs_is_of_the_thing() -> None:
    found = figures("Sửa chữa 12 nhà tình nghĩa với tổng kinh phí 960 triệu đồng.")
    assert {f.topic for f in found} == {"an_sinh"}
    (figure,) = figures("Tổng kinh phí thực hiện 3,2 tỷ đồng.")
    assert figure.topic == "von_dau_tu"


def test_of_phrases_that_overlap_the_longer_holds() -> None:
    assert facts("Tổng thu nhập của toàn xã đạt 310 tỷ đồng.")[0][2] == "thu_nhap_bq"
    assert facts("Doanh thu thương mại điện tử đạt 45 tỷ đồng.")[0][2] == "kinh_te_so"
    assert facts("Tốc độ tăng thu ngân sách đạt 11%/năm.")[0][2] == "thu_ngan_sach"


@pytest.mark.parametrize(
    "unit", ["1,2.3", "12/", "từ 5 đến ", "1 000 ", "((", "năm 2019, ", "5% và ", "tăng 5% so với "]
)
def test_long_lines_are_read_in_linear_time(unit: str) -> None:
    """Four times the text takes about four times as long: sixteen times would be quadratic."""
    figures(unit)
    assert _best_of_two(unit * (40_000 // len(unit))) < 8 * _best_of_two(unit * (10_000 // len(unit)))


def _best_of_two(text: str) -> float:
    taken = []
    for _ in range(2):
        started = time.process_time()
        figures(text)
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Đón 90 nghìn lượt khách lưu trú; tổng doanh thu đạt 75 tỷ đồng.", ["du_lich", "du_lich"]),
        ("Giá trị sản xuất đạt 300 tỷ đồng; đến nay có 9 công ty.", ["gia_tri_san_xuat", "doanh_nghiep"]),
        ("Trồng mới 2,5 km hoa hai bên đường.", ["khac"]),
        ("Thu hút đầu tư được 12 dự án.", ["von_dau_tu"]),
        ("Xây dựng 14 ngôi nhà tình nghĩa.", ["an_sinh"]),
        ("Hiện hội có 210 hộ khá giàu.", ["khac"]),
    ],
)
def test_counts_revenue_and_lengths_have_their_topic(text: str, topics: list[str]) -> None:
    assert [f.topic for f in figures(text)] == topics


def test_a_time_of_its_own_comes_before_one_carried_on() -> None:
    found = figures("Tỷ lệ hộ nghèo hiện còn 1,4%; trong nhiệm kỳ, đã kết nạp 31 đảng viên.")
    assert [f.period for f in found] == ["hiện nay", "nhiệm kỳ"]


def test_a_month_may_be_written_with_a_dot() -> None:
    assert [f.period for f in figures("Trong tháng 8.2017 đón 60 đoàn khách.")] == ["8/2017"]


def test_organisations_that_hold_their_congress() -> None:
    found = figures("Có 40 chi bộ, chiếm 95%, tổ chức thành công đại hội.")
    assert [f.topic for f in found] == ["tien_do_dai_hoi", "tien_do_dai_hoi"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Nghị quyết Đại hội đề ra kết nạp đảng viên là 45 đảng viên, kết quả đạt 52 đảng viên.", "ta"),
        (
            "Nghị quyết Đại hội lần thứ XXVI, nhiệm kỳ 2015-2020 đề ra hộ nghèo là 2%, đến nay còn 1,5%.",
            "ta",
        ),
        ("Nghị quyết Đại hội đề ra tỷ lệ hộ nghèo cuối nhiệm kỳ là 2%; thực tế còn 1,5%.", "ta"),
        ("Theo Nghị quyết đại hội, phấn đấu thu ngân sách đạt 12 tỷ đồng, đến nay đạt 14 tỷ đồng.", "ta"),
        ("Theo kế hoạch, kết nạp 45 đảng viên; đã kết nạp được 52 đảng viên.", "ta"),
        ("Mục tiêu thu nhập bình quân đầu người là 45 triệu đồng, kết quả đạt 52 triệu đồng.", "ta"),
        ("Chỉ tiêu giao kết nạp 45 đảng viên, thực hiện 52 đảng viên.", "ta"),
        ("Chỉ tiêu thành phố giao 45 đảng viên, thực hiện 52 đảng viên, đạt 115,6%.", "tar"),
        ("HĐND thị trấn giao thu ngân sách 12 tỷ đồng, thực hiện 14 tỷ đồng.", "ta"),
        ("Thu ngân sách đạt 14 tỷ đồng, so với Nghị quyết đề ra 12 tỷ đồng.", "at"),
        ("Thu nhập bình quân đầu người đạt 52 triệu đồng, vượt mục tiêu đề ra là 45 triệu đồng.", "at"),
        # What carries a resolution out is no aim, and what goes beyond one is a change.
        ("Thực hiện Nghị quyết Đại hội đề ra, thu ngân sách là 14 tỷ đồng.", "a"),
        ("Cao hơn chỉ tiêu Nghị quyết đề ra, thu ngân sách là 14 tỷ đồng.", "a"),
        ("Tỷ lệ điều tra, khám phá án đạt 87%, cao hơn chỉ tiêu thành phố giao 7%.", "ac"),
        ("So với Nghị quyết đề ra là 45 đảng viên, vượt 7 đảng viên.", "tc"),
        ("UBND huyện giao 2 ha đất cho xã.", "a"),
    ],
)
def test_what_a_resolution_sets_is_a_target_and_what_came_of_it_is_not(text, roles) -> None:
    names = {"t": "target", "a": "actual", "c": "change", "r": "completion_ratio"}
    assert [f.role for f in figures(text)] == [names[role] for role in roles]
