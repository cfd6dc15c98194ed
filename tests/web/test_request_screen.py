"""Requests beside old and new text: what is proposed, who sees it when, and what a person said above it."""

import re

import pytest
from django.test import Client

from asking import COOPERATIVE, POVERTY, Case
from vankien_web.reviews.actions import answers

pytestmark = pytest.mark.django_db
INDICATOR = {"kind": "add_indicator", "target": {"indicator": "ho_ngheo"}}
SECTION = {"kind": "rewrite_section", "target": {"section": "Quốc phòng - an ninh"}}
SWAP = {"Lực lượng dân quân được xây dựng": "Lực lượng dân quân có 120 người, được xây dựng"}


@pytest.fixture
def case(commune):
    return Case(commune)


def page(user, case, query=""):
    client = Client()
    client.force_login(user)
    answer = client.get(f"/van-ban/{case.draft.pk}/yeu-cau/{query}")
    assert answer.status_code == 200
    return answer


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def standings(answer):
    return {row.request.pk: (row.standing.value, row.standing.confirmed) for row in answer.context["rows"]}


def test_the_unit_sees_it_before_it_sends_and_those_above_only_then(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    for reader in (case.secretary, case.member):
        shown = page(reader, case)
        assert standings(shown) == {request.pk: ("met", False)}
        assert "Máy đối chiếu dự thảo lần 2 với lần 1: Bản mới đã nêu" in text(shown)
        assert "máy đề xuất" in text(shown)
    before = page(case.office, case)
    assert standings(before) == {request.pk: ("waits", False)}
    assert POVERTY not in before.content.decode()
    assert "1,25%" not in before.content.decode()
    case.send()
    after = page(case.office, case)
    assert standings(after) == {request.pk: ("met", False)}
    assert "1,25%" in after.content.decode()


def test_old_and_new_words_are_marked_and_so_is_the_evidence(case):
    case.asks(**SECTION)
    case.bring(swap=SWAP)
    said = page(case.secretary, case).content.decode()
    assert "<ins>có 120 người,</ins>" in said
    assert re.search(r"<mark>[^<]*Lực lượng dân quân <", said) or "<mark>" in said
    assert "Dự thảo lần 1 (hội nghị đã xem)" in said
    assert "đoạn không thay đổi" in said or said.count("<tr") > 3


def test_words_that_went_are_marked_on_the_old_side(case):
    case.asks(**SECTION)
    case.bring(cut=("An ninh chính trị, trật tự an toàn xã hội",))
    said = page(case.secretary, case).content.decode()
    assert "<del>An ninh chính trị, trật tự an toàn xã hội" in said


def test_what_people_write_is_no_markup(case):
    case.asks(kind="free")
    evil = "Thu ngân sách <script>alert(1)</script> tăng & vượt."
    case.bring(evil)
    request = case.asks(kind="free")
    case.answer(request, quote=evil)
    said = page(case.secretary, case, f"?yc={request.pk}").content.decode()
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)" in said


def test_coverage_counts_and_the_list_is_filtered(case):
    met, lacks, free = case.asks(**INDICATOR), case.asks(kind="set_theme"), case.asks(kind="free")
    task = case.asks(kind="task")
    case.bring(POVERTY)
    whole = page(case.secretary, case)
    assert {pk: value for pk, (value, _by) in standings(whole).items()} == {
        met.pk: "met",
        lacks.pk: "not_met",
        free.pk: "needs_person",
        task.pk: "waits",
    }
    assert re.search(r"Đạt theo đối chiếu với dự thảo lần 2: .{0,80}1/4", text(whole))
    assert re.search(r"Đã xác nhận đạt: .{0,80}0/4", text(whole))
    left = page(case.secretary, case, "?kq=not_met")
    assert [row.request for row in left.context["rows"]] == [lacks]
    assert left.context["shown"].request == lacks
    assert len(page(case.secretary, case, "?kq=strange").context["rows"]) == 4


def test_what_a_person_said_stands_above_the_machine(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    case.answer(request, quote=POVERTY)
    answers.check(request, "partly", "Chưa có mục tiêu đến 2025.", by=case.member)
    shown = page(case.secretary, case)
    assert standings(shown) == {request.pk: ("partly", True)}
    assert "đã có người xác nhận" in text(shown)
    case.send()
    answers.close(request, "Đủ.", by=case.office)
    assert standings(page(case.office, case)) == {request.pk: ("met", True)}


def test_a_word_on_an_older_version_does_not_stand_for_the_new_one(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    case.answer(request, quote=POVERTY)
    answers.check(request, "met", "Đã có.", by=case.member)
    case.bring(COOPERATIVE)
    assert standings(page(case.secretary, case)) == {request.pk: ("not_met", False)}


def test_the_page_of_one_request_shows_the_same(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    client = Client()
    client.force_login(case.member)
    said = text(client.get(f"/yeu-cau/{request.pk}/"))
    assert "Máy đối chiếu dự thảo lần 2 với lần 1" in said
    assert "Đây là đề xuất" in said
    assert "Nội dung cũ và mới" in said


def test_whoever_answers_has_the_proof_and_its_passage_before_them(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    client = Client()
    client.force_login(case.secretary)
    shown = client.get(f"/yeu-cau/{request.pk}/tra-loi/")
    assert "Máy đối chiếu dự thảo lần 2 với lần 1" in text(shown)
    assert shown.context["form"].initial["quote"] == POVERTY
    assert not request.answers.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_the_same_few_queries(case, number, django_assert_max_num_queries):
    for _n in range(number):
        request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    case.answer(request, quote=POVERTY)
    client = Client()
    client.force_login(case.secretary)
    here = f"/van-ban/{case.draft.pk}/yeu-cau/?yc={request.pk}"
    client.get(here)
    with django_assert_max_num_queries(12):
        client.get(here)
