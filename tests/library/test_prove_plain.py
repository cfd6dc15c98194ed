""" "Met" needs a passage of plain words only, and a request that asks for no more than was looked for."""

from decimal import Decimal

import pytest

from library.test_prove import ADVICE, DEFENCE, OLD, POOR, POVERTY, THEME, WRITTEN_ANEW, ready, said, verdict
from vankien import checks
from vankien.model import Block, Document, Span
from vankien.prove import Request, prove

PLAIN = "Tỷ lệ hộ nghèo năm 2019 còn 2,4%."
DEFENCE_FIGURES = {"kind": "add_figures", "section": "Quốc phòng - an ninh"}


@pytest.mark.parametrize(
    "words",
    [
        "tỷ lệ hộ nghèo giảm nhanh qua từng năm, đến cuối năm 2019 chỉ còn 2,4%, vượt mục tiêu đề ra.",
        "đưa tỷ lệ hộ nghèo của xã từ 6,1% (đầu nhiệm kỳ) xuống 2,4% (kế hoạch 3%).",
        "toàn xã hiện còn 2,4% hộ nghèo.",
        "cả xã còn 31 hộ nghèo trên tổng số 1.290 hộ, bằng 2,4%.",
    ],
)
def test_known_words_state_a_figure(words):
    assert verdict(POOR, said(OLD, POVERTY, words)) == "met"


@pytest.mark.parametrize(
    "words",
    [
        "tỷ lệ hộ nghèo trong vùng di dời còn 2,4%.",
        "tỷ lệ hộ nghèo của xã Quảng Thịnh còn 2,4%.",
        "tỷ lệ hộ nghèo do phụ nữ làm chủ còn 2,4%.",
        "tỷ lệ hộ nghèo khó xuống dưới 2,4%.",
        "nếu được hỗ trợ vốn thì tỷ lệ hộ nghèo còn 2,4%.",
        "tỷ lệ hộ nghèo còn 2,4%. Con số này chưa được thẩm định.",
        "hộ nghèo giảm.\nSố liệu của các xã lân cận:\n- Tỷ lệ hộ nghèo còn 2,4%.",
    ],
)
def test_one_unknown_word_leaves_it_to_a_person(words):
    assert verdict(POOR, said(OLD, POVERTY, words)) in ("needs_person", "not_met")


@pytest.mark.parametrize(
    "words",
    [
        "Thu ngân sách trên địa bàn (không kể thu tiền sử dụng đất) tăng bình quân 13,5%/năm.",
        "b) Thu ngân sách xã tăng bình quân 13,5%/năm.",
        "Thu ngân sách năm 2019 gấp đôi năm 2015, tăng bình quân 13,5%/năm.",
    ],
)
def test_what_is_left_out_of_the_budget_as_everywhere_leaves_it_plain(words):
    growth = {"kind": "add_indicator", "indicator": "tang_thu_ns", "text": "Bổ sung tỷ lệ tăng thu ngân sách"}
    assert verdict(growth, said(OLD, "Sản lượng lương thực đạt 5.200 tấn.", words)) == "met"


@pytest.mark.parametrize(
    "words",
    [
        "Ban Thường vụ Đảng ủy còn tiếp tục nghiên cứu, đúc rút các bài học trên cơ sở ý kiến của chi bộ.",
        "Không nêu riêng trong báo cáo; bám sát các bài học mà Đảng bộ huyện đã rút ra trong nhiệm kỳ.",
        "Nguyên nhân: một số cấp ủy thiếu quyết liệt; kiểm tra chưa thường xuyên, xử lý chưa kiên quyết.",
    ],
)
def test_a_part_of_one_short_statement_goes_to_a_person(words):
    lessons = {"kind": "add_part", "part": "lessons", "text": "Bổ sung bài học kinh nghiệm"}
    new = said(OLD, "PHẦN THỨ HAI", f"IV. Bài học kinh nghiệm\n{words}\nPHẦN THỨ HAI")
    assert verdict(lessons, new) != "met"


def test_what_stood_before_is_nothing_added():
    stood = said(OLD, POVERTY, PLAIN)
    assert verdict(POOR, stood, stood) == "needs_person"


def test_words_struck_through_say_nothing():
    new = ready(said(OLD, POVERTY, PLAIN))
    struck = Document("docx", tuple(_struck(block) for block in new.document.blocks))
    draft = checks.prepare(struck, pack="dang-2019", unit="xa-phuong", kind="political_report")
    [(_, told)] = prove([Request("YC", **POOR)], ready(OLD), draft)
    assert told.value == "not_met"


def _struck(block: Block) -> Block:
    at = block.text.find(PLAIN)
    spans = (Span(at, at + len(PLAIN), strike=True),) if at >= 0 else ()
    return Block(block.index, block.text, spans=spans)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Đề nghị xã bổ sung tỷ lệ hộ nghèo năm 2019 vào phần kết quả.", "met"),
        ("Báo cáo còn thiếu tỷ lệ hộ nghèo, cần bổ sung cho đầy đủ vì đây là nội dung trọng tâm", "met"),
        ("Bổ sung tỷ lệ hộ nghèo của từng thôn", "needs_person"),
        ("Bổ sung tỷ lệ hộ nghèo và nêu rõ nguồn", "needs_person"),
        ("Bổ sung tỷ lệ hộ nghèo, so sánh với mặt bằng chung", "needs_person"),
        ("Bổ sung tỷ lệ hộ nghèo năm 2017 và năm 2019", "needs_person"),
        ("Bổ sung tỷ lệ hộ nghèo và tỷ lệ hộ cận nghèo", "partly"),
        ("Bổ sung tỷ lệ hộ nghèo, cả kết quả và mục tiêu", "partly"),
    ],
)
def test_what_a_request_asks_besides_is_not_met_with_it(text, value):
    assert verdict(POOR | {"text": text}, said(OLD, POVERTY, PLAIN)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Trong 5 năm giao 58 thanh niên nhập ngũ.", "met"),
        ("Toàn tỉnh giao 580 thanh niên nhập ngũ.", "not_met"),
        ("Phấn đấu giao 58 thanh niên nhập ngũ.", "not_met"),
        ("Đã ban hành 12 kế hoạch, tổ chức 4 hội nghị.", "not_met"),
        ("Giữ vững XX/9 thôn an toàn về an ninh trật tự.", "not_met"),
        ("Diện tích gieo trồng đạt 480 ha, tạo thế ổn định cho quốc phòng.", "not_met"),
    ],
)
def test_figures_of_a_section_tell_its_own_results(words, value):
    assert verdict(DEFENCE_FIGURES, said(OLD, DEFENCE, f"{DEFENCE}{words}\n")) == value


def test_a_section_written_anew_has_figures_of_its_field():
    asked = {"kind": "rewrite_section", "section": "Quốc phòng - an ninh"}
    assert verdict(asked, said(OLD, DEFENCE, WRITTEN_ANEW)) == "met"
    of_others = (
        "Sản lượng chè đạt 5.300 tấn, diện tích 480 ha là nền tảng giữ vững thế trận lòng dân nơi đây.\n"
    )
    assert verdict(asked, said(OLD, DEFENCE, of_others)) == "needs_person"


def test_the_old_value_is_sought_in_the_annex_too():
    asked = {"kind": "correct_figure", "indicator": "thu_nhap_bq", "value": Decimal("47.2")}
    annex = "\nPHỤ LỤC\nThu nhập bình quân đầu người năm 2019: 46,5 triệu đồng.\n"
    new = said(OLD, "46,5 triệu", "47,2 triệu")
    assert verdict(asked, new) == "met"
    assert verdict(asked, new + annex, OLD + annex) == "partly"


@pytest.mark.parametrize(
    ("text", "value"),
    [("Viết gọn lại", "met"), ("Viết gọn lại còn một nửa", "partly"), ("Cắt bớt 60%", "partly")],
)
def test_a_section_is_as_short_as_the_words_of_the_request_ask(text, value):
    new = said(OLD, ADVICE, " ".join(ADVICE.split()[: int(len(ADVICE.split()) * 0.6)]) + ".\n")
    assert verdict({"kind": "shorten", "section": "Công tác tham mưu", "text": text}, new) == value


def test_a_part_is_not_added_by_another_title():
    new = said(OLD, "III. Công tác tham mưu", "III. Bài học kinh nghiệm")
    assert verdict({"kind": "add_part", "part": "lessons"}, new) == "not_met"


@pytest.mark.parametrize("topic", ["du_lich", "lang_nghe"])
def test_a_topic_without_rules_is_known_by_its_id(topic):
    words = {"du_lich": "Du lịch", "lang_nghe": "Làng nghề"}[topic]
    old = said(OLD, POVERTY, f"hộ nghèo giảm. {words} phát triển khá với nhiều mô hình mới ven biển.")
    asked = {"kind": "remove_topic", "topic": topic}
    assert verdict(asked, OLD, old) == "met"
    renamed = old.replace(words, "Lĩnh vực này")
    assert verdict(asked, renamed, old) == "needs_person"
    assert verdict(asked, old, old) == "not_met"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Chủ đề Đại hội: “{}”.", "met"),
        ("Đại hội đại biểu Đảng bộ xã Quảng Lộc lần thứ XXIII mang chủ đề: “{}”.", "met"),
        ("Chủ đề Đại hội Đảng bộ huyện: “{}”.", "needs_person"),
        ("Chủ đề gợi mở: “{}”.", "needs_person"),
        ("Chủ đề Đại hội: “{}” hoặc “Đoàn kết - Đổi mới”.", "needs_person"),
    ],
)
def test_a_slogan_is_led_by_known_words_only(line, value):
    theme = THEME[THEME.index("“") + 1 : THEME.index("”")]
    new = said(OLD, "Chủ đề Đại hội: (sẽ bổ sung sau khi xin ý kiến cấp trên)", line.format(theme))
    assert verdict({"kind": "set_theme", "text": "Phải có chủ đề"}, new) == value


@pytest.mark.parametrize(
    "words",
    [
        "Xem phụ lục số 2 kèm theo báo cáo về các khâu đột phá của nhiệm kỳ 2020 - 2025.",
        "Đảng bộ không xác định khâu đột phá riêng mà thực hiện theo các khâu đột phá chung của cấp trên.",
        "Nêu từ 2 đến 3 khâu đột phá, mỗi khâu viết không quá 5 dòng, bám sát nghị quyết của cấp trên.",
        "Đổi mới đổi mới đổi mới đổi mới đổi mới đổi mới đổi mới đổi mới đổi mới.",
    ],
)
def test_a_part_that_tells_where_or_how_it_is_written_tells_nothing(words):
    new = said(OLD, "II. Chỉ tiêu chủ yếu", f"II. Khâu đột phá\n{words}\nIII. Chỉ tiêu chủ yếu")
    assert verdict({"kind": "add_part", "part": "breakthroughs"}, new) != "met"
