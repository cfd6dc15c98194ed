"""Requests proved over two versions: what was done is met, what only looks like it is not."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from vankien import checks
from vankien.cli import main
from vankien.model import Block, Document
from vankien.prove import Request, prove
from vankien.prove.requests import number_of

OLD = """
ĐẢNG BỘ XÃ QUẢNG LỘC
BÁO CÁO CHÍNH TRỊ
của Ban Chấp hành Đảng bộ xã khóa XXII trình Đại hội lần thứ XXIII, nhiệm kỳ 2020 - 2025
Chủ đề Đại hội: (sẽ bổ sung sau khi xin ý kiến cấp trên)
PHẦN THỨ NHẤT
KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT NHIỆM KỲ 2015 - 2020
I. Kinh tế
Thu nhập bình quân đầu người năm 2019 đạt 46,5 triệu đồng.
Sản lượng lương thực đạt 5.200 tấn.
Công tác giảm nghèo được quan tâm chỉ đạo, hộ nghèo giảm qua từng năm.
II. Quốc phòng - an ninh
Công tác quốc phòng, quân sự địa phương được quan tâm lãnh đạo.
Tình hình an ninh chính trị được giữ vững, trật tự
an toàn xã hội ổn định.
Lực lượng dân quân được củng cố, phong trào toàn dân bảo vệ an ninh Tổ quốc được duy trì.
III. Công tác tham mưu
Đảng ủy đã lãnh đạo bộ phận văn phòng tham mưu ban hành nhiều văn bản.
Công tác văn thư, lưu trữ được thực hiện nền nếp.
Công tác tiếp dân được duy trì hằng tuần.
Cơ sở vật chất được quan tâm đầu tư.
Chế độ báo cáo được thực hiện đúng hạn.
Việc phối hợp giữa các bộ phận ngày càng chặt chẽ.
Tinh thần trách nhiệm của cán bộ được nâng lên rõ rệt qua các năm.
PHẦN THỨ HAI
PHƯƠNG HƯỚNG, NHIỆM VỤ NHIỆM KỲ 2020 - 2025
I. Mục tiêu tổng quát
Xây dựng Đảng bộ trong sạch, vững mạnh; phát huy sức mạnh đoàn kết toàn dân.
II. Chỉ tiêu chủ yếu
Thu nhập bình quân đầu người đến năm 2025 đạt 70 triệu đồng.
Sản lượng lương thực đạt 5.500 tấn.
"""
THEME = (
    "Chủ đề Đại hội: “Nâng cao năng lực lãnh đạo, xây dựng Đảng bộ trong sạch, vững mạnh; "
    "phát huy sức mạnh đại đoàn kết toàn dân; đổi mới, sáng tạo; "
    "phấn đấu đến năm 2025 xã đạt chuẩn nông thôn mới nâng cao”."
)
POVERTY = "hộ nghèo giảm qua từng năm."
DEFENCE = OLD[OLD.index("Công tác quốc phòng") : OLD.index("III. Công tác tham mưu")]
ADVICE = OLD[OLD.index("Đảng ủy đã lãnh đạo") : OLD.index("PHẦN THỨ HAI")]
WRITTEN_ANEW = """Hằng năm xã hoàn thành 100% chỉ tiêu giao quân, với 58 thanh niên nhập ngũ trong nhiệm kỳ.
Dân quân đạt 1,6% dân số, đảng viên trong dân quân chiếm 24%.
Đã mở 12 lớp bồi dưỡng kiến thức cho 640 lượt người.
Phạm pháp hình sự giảm từ 19 vụ xuống 7 vụ, tỷ lệ điều tra, khám phá đạt 92%; 9/9 thôn đạt tiêu chuẩn an toàn.
"""
FINE_WORDS = (
    "Nền quốc phòng toàn dân ngày càng vững chắc; nhân dân tin tưởng, đồng lòng; không để xảy ra điểm nóng."
)


def document(text):
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return Document("txt", tuple(Block(i, line) for i, line in enumerate(lines)))


def ready(text):
    return checks.prepare(document(text), pack="dang-2019", unit="xa-phuong", kind="political_report")


def verdict(request, new, old=OLD):
    [(_, said)] = prove([Request("YC", **request)], ready(old), ready(new))
    return said.value


def said(text, before, after):
    assert before in text
    return text.replace(before, after)


POOR = {"kind": "add_indicator", "text": "Bổ sung tỷ lệ hộ nghèo", "indicator": "ho_ngheo"}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tỷ lệ hộ nghèo giảm còn 2,4% vào cuối năm 2019.", "met"),
        ("tỷ lệ hộ nghèo năm 2019 là 2,4%, vượt mục tiêu đề ra.", "met"),
        ("tỷ lệ hộ nghèo giảm mạnh, đạt mục tiêu đề ra.", "not_met"),
        ("tỷ lệ hộ nghèo …%.", "not_met"),
        ("tỷ lệ hộ nghèo giảm bình quân 1,2%/năm.", "partly"),
        ("tỷ lệ hộ nghèo của toàn tỉnh là 3,2%.", "not_met"),
        ("công tác giảm nghèo tiếp tục được chú trọng.", "not_met"),
    ],
)
def test_an_indicator_needs_a_figure(words, value):
    assert verdict(POOR, said(OLD, POVERTY, words)) == value


def test_a_target_alone_is_no_result():
    new = said(OLD, "Sản lượng lương thực đạt 5.500 tấn.", "Tỷ lệ hộ nghèo đến năm 2025 còn dưới 1%.")
    assert verdict(POOR, new) == "partly"
    assert verdict(POOR | {"text": "Bổ sung chỉ tiêu giảm tỷ lệ hộ nghèo đến năm 2025"}, new) == "met"


LONG = "Các cấp ủy đã lãnh đạo, chỉ đạo thực hiện nhiều giải pháp hỗ trợ người dân vươn lên trong cuộc sống."


@pytest.mark.parametrize(
    ("below", "value"),
    [(LONG, "not_met"), ("2.2. Thu ngân sách tăng 12%", "met")],
)
def test_a_heading_that_looks_like_text_states_nothing(below, value):
    """A list of numbered results does."""
    new = said(OLD, POVERTY, f"hộ nghèo được quan tâm.\n2.1. Tỷ lệ hộ nghèo còn 1%\n{below}")
    assert (verdict(POOR, new) == "met") == (value == "met")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (THEME, "met"),
        ("Chủ đề Đại hội: “Đoàn kết, phát huy sức mạnh toàn dân”.", "partly"),
        ("Chủ đề Đại hội: sẽ được xác định sau.", "not_met"),
        ("", "not_met"),
    ],
)
def test_a_theme_is_stated_and_whole(line, value):
    new = said(OLD, "Chủ đề Đại hội: (sẽ bổ sung sau khi xin ý kiến cấp trên)", line)
    assert verdict({"kind": "set_theme", "text": "Phải có chủ đề"}, new) == value


DEFENCE_ASKED = {"kind": "rewrite_section", "text": "Viết lại", "section": "Quốc phòng - an ninh"}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (WRITTEN_ANEW, "met"),
        (DEFENCE, "not_met"),
        (
            DEFENCE.replace("được quan tâm", "luôn được quan tâm").replace("ổn định", "được ổn định"),
            "not_met",
        ),
        (DEFENCE + "Dân quân đạt 1,6% dân số.", "partly"),
        (FINE_WORDS + "\n", "partly"),
    ],
)
def test_a_section_is_written_anew_with_figures(words, value):
    assert verdict(DEFENCE_ASKED, said(OLD, DEFENCE, words)) == value


def test_a_section_that_is_gone_needs_a_person():
    new = OLD.replace("II. Quốc phòng - an ninh\n" + DEFENCE, "")
    assert verdict(DEFENCE_ASKED, new) == "needs_person"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (DEFENCE + "Hằng năm hoàn thành 100% chỉ tiêu giao quân.\n", "met"),
        (DEFENCE, "not_met"),
        (DEFENCE + "Thực hiện tốt Nghị quyết số 28 ngày 25/10/2013.\n", "not_met"),
    ],
)
def test_figures_are_added(words, value):
    asked = {"kind": "add_figures", "section": "Quốc phòng - an ninh"}
    assert verdict(asked, said(OLD, DEFENCE, words)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (" ".join(ADVICE.split()[: len(ADVICE.split()) // 2]) + ".\n", "met"),
        (" ".join(ADVICE.split()[: int(len(ADVICE.split()) * 0.85)]) + ".\n", "partly"),
        (ADVICE, "not_met"),
        (ADVICE + "Ngoài ra còn nhiều kết quả khác rất đáng ghi nhận.\n", "not_met"),
        ("", "needs_person"),
    ],
)
def test_a_section_gets_shorter(words, value):
    asked = {"kind": "shorten", "text": "Viết gọn lại", "section": "Công tác tham mưu"}
    assert verdict(asked, said(OLD, ADVICE, words)) == value


def test_what_is_only_moved_elsewhere_is_not_shortened():
    lines = ADVICE.strip().splitlines()
    new = said(OLD, ADVICE, lines[0] + "\n")
    new = said(new, "II. Quốc phòng - an ninh", "\n".join([*lines[1:], "II. Quốc phòng - an ninh"]))
    assert verdict({"kind": "shorten", "section": "Công tác tham mưu"}, new) == "partly"


INCOME = {
    "kind": "correct_figure",
    "indicator": "thu_nhap_bq",
    "value": Decimal("47.2"),
    "unit": "triệu đồng",
}


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ("đạt 46,5 triệu đồng", "đạt 47,2 triệu đồng", "met"),
        ("đạt 46,5 triệu đồng", "đạt 46,5 triệu đồng", "not_met"),
        ("đạt 46,5 triệu đồng", "đạt 48 triệu đồng", "not_met"),
        ("đạt 70 triệu đồng", "đạt 47,2 triệu đồng", "not_met"),
    ],
)
def test_a_figure_has_the_asked_value_where_it_was_wrong(before, after, value):
    assert verdict(INCOME, said(OLD, before, after)) == value


def test_a_figure_put_right_in_one_place_only_is_partly_right():
    old = said(OLD, POVERTY, "hộ nghèo giảm. Thu nhập bình quân đầu người năm 2019 đạt 46,5 triệu đồng.")
    new = old.replace("đạt 46,5 triệu đồng", "đạt 47,2 triệu đồng", 1)
    assert verdict(INCOME, new, old) == "partly"


def test_a_topic_is_gone():
    asked = {"kind": "remove_topic", "topic": "luong_thuc"}
    assert verdict(asked, OLD) in ("not_met", "needs_person")
    gone = OLD.replace(" Sản lượng lương thực đạt 5.200 tấn.", "").replace(
        " Sản lượng lương thực đạt 5.500 tấn.", ""
    )
    poor = {"kind": "remove_topic", "topic": "ho_ngheo"}
    assert verdict(poor, OLD) == "not_met"
    assert verdict(poor, OLD.replace("Công tác giảm nghèo được quan tâm chỉ đạo, " + POVERTY, "")) == "met"
    assert verdict(poor, gone) == "not_met"


def test_what_a_machine_cannot_see_needs_a_person():
    assert verdict({"kind": "free", "text": "Văn phong cần trang trọng hơn"}, OLD) == "needs_person"
    assert verdict(POOR | {"indicator": "khong_co"}, OLD) == "needs_person"


REQUESTS = """
[[request]]
id = "YC-01"
kind = "set_theme"
text = "Phải có chủ đề"

[[request]]
id = "YC-02"
kind = "correct_figure"
indicator = "thu_nhap_bq"
value = "47,2"
unit = "triệu đồng"

[[request]]
id = "YC-03"
kind = "free"
text = "Văn phong"
"""


@pytest.fixture
def files(tmp_path):
    paths = {"requests.toml": REQUESTS, "old.txt": OLD, "new.txt": said(OLD, "46,5 triệu", "47,2 triệu")}
    for name, text in paths.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in paths]


def run(capsys, *args):
    with pytest.raises(SystemExit) as end:
        main(["prove", *args])
    out, err = capsys.readouterr()
    return end.value.code or 0, out, err


def test_the_command_keeps_its_contract(files, capsys):
    status, out, err = run(capsys, *files, "--json")
    told = json.loads(out)
    assert [(t["id"], t["verdict"]) for t in told] == [
        ("YC-01", "not_met"),
        ("YC-02", "met"),
        ("YC-03", "needs_person"),
    ]
    assert (status, err) == (1, "")
    assert all(t.keys() == {"id", "verdict", "why", "evidence"} and t["why"].endswith(".") for t in told)
    assert told[1]["evidence"][0].keys() == {"block", "start", "end", "section", "quote"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[request]]\nkind = 'dance'", "loại “dance” không hợp lệ"),
        ("[[request]]\nkind = 'add_indicator'", "thiếu khóa “indicator”"),
        ("x = [", "không đúng dạng TOML"),
        ("", "không có yêu cầu nào"),
        ("[[request]]\nkind='correct_figure'\nindicator='bhyt'\nvalue='nhiều'", "không phải là số"),
        ("[[request]]\nkind='shorten'\nto=7", "lớn hơn 0 và nhỏ hơn 1"),
        ("[[request]]\nkind='correct_figure'\nindicator='bhyt'\nvalue=nan", "không phải là số"),
        ("# đầu tệp\n\n[[request]]\nkind='free'", "dòng 3 trong"),
        ("[[request]]\nid='YC-01'\n", "thiếu khóa “kind”"),
        ("[[request]]\nid='A'\nkind='free'\n[[request]]\nid='A'\nkind='free'", "cùng mã A (dòng 1, 4)"),
        ("[[request]]\nid='A'\nkind='free'\nsection=['I']", "khóa “section” không phải là chữ"),
        ("[[request]]\nid='A\nkind='free'", "TOML ở dòng 2"),
        ("[request]\nid='A'\nkind='free'", "bắt đầu bằng một dòng [[request]]"),
    ],
)
def test_a_bad_request_is_one_sentence(files, capsys, text, told):
    Path(files[0]).write_text(text, encoding="utf-8")
    status, out, err = run(capsys, *files)
    assert (status, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("coding", ["utf-16", "cp1252"])
def test_a_file_in_another_encoding_is_told(files, capsys, coding):
    Path(files[0]).write_bytes("[[request]]\nid='A'\nkind='free'\ntext='à'".encode(coding))
    status, out, err = run(capsys, *files)
    assert (status, out) == (2, "")
    assert "hãy lưu lại tệp theo mã UTF-8" in err


@pytest.mark.parametrize("before", ["\ufeff", "\r\n", "# ghi chú\r\n"])
def test_a_mark_or_line_ends_of_windows_do_not_matter(files, capsys, before):
    Path(files[0]).write_bytes((before + "[[request]]\r\nid='A'\r\nkind='free'\r\n").encode())
    assert run(capsys, *files)[0] == 0


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("3,2", "3.2"),
        ("2.5", "2.5"),
        ("2,50", "2.50"),
        ("1.250", "1250"),
        ("1.250,5", "1250.5"),
        ("0.125", "0.125"),
        ("-3", "-3"),
        ("1 250", "1250"),
        ("nhiều", None),
        ("inf", None),
        ("", None),
    ],
)
def test_a_number_as_people_write_it(said, number):
    assert number_of(said) == (Decimal(number) if number else None)
