"""The report on answers is filled from what was answered and what a person confirmed, not from proposals."""

import pytest

from asking import COOPERATIVE, POVERTY, Case
from vankien import word
from vankien_web.common import storage
from vankien_web.reviews.actions import answers, papers

pytestmark = pytest.mark.django_db
INDICATOR = {"kind": "add_indicator", "target": {"indicator": "ho_ngheo"}, "text": "Bổ sung tỷ lệ hộ nghèo"}
CHANGED = "Lực lượng dân quân có 120 người, được xây dựng"


@pytest.fixture
def case(commune):
    return Case(commune)


def report(case):
    made = papers.make_paper(case.meeting, "tiep-thu-giai-trinh", subject=case.draft, by=case.office)
    return "\n".join(block.text for block in word.read(storage.path(made.sha256)).blocks)


def test_what_the_machine_proposes_is_not_in_the_paper(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    case.answer(request)
    words = report(case)
    assert "Đã tiếp thu." in words
    assert "Kết quả kiểm tra" not in words
    assert POVERTY not in words
    assert "Đã được xác nhận đạt: 0/1 yêu cầu." in words


def test_what_a_person_confirmed_is_there_with_its_place_in_the_new_version(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    case.answer(request)
    answers.check(request, "met", "Đã có.", by=case.member)
    assert "Kết quả kiểm tra: đạt, tổ công tác kiểm tra ngày" in report(case)
    case.send()
    answers.close(request, by=case.office)
    words = report(case)
    assert "Kết quả kiểm tra: đạt, văn phòng cấp ủy xác nhận ngày" in words
    assert "1,25%" in words
    assert "Đã được xác nhận đạt: 1/1 yêu cầu." in words


def test_what_was_opened_again_is_not_called_met(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    case.answer(request)
    case.send()
    answers.close(request, "Đã có.", by=case.office)
    answers.reopen(request, "Thiếu mục tiêu.", by=case.office)
    words = report(case)
    assert "yêu cầu đã được mở lại, chờ trả lời" in words
    assert "Kết quả kiểm tra: đạt" not in words


def test_the_old_passage_is_the_one_that_the_new_was_made_of(case):
    request = case.asks(kind="free", text="Bổ sung số liệu dân quân")
    case.bring(COOPERATIVE, swap={"Lực lượng dân quân được xây dựng": CHANGED})
    case.answer(request, quote=CHANGED)
    words = report(case)
    assert CHANGED in words
    assert "Lực lượng dân quân được xây dựng" in words
