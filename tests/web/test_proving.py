"""Every request is put to `vankien.prove` when a version is read: once, as a proposal that closes nothing."""

from decimal import Decimal

import pytest

from asking import COOPERATIVE, POVERTY, Case
from vankien_web.common import history
from vankien_web.common.delivery import Notice
from vankien_web.drafts import actions, tasks
from vankien_web.reviews.actions import answers
from vankien_web.reviews.models import ChangeRequest, Proof, RequestState
from vankien_web.reviews.proving import as_asked, measure
from vankien_web.reviews.tasks import proving

pytestmark = pytest.mark.django_db
INDICATOR = {"kind": "add_indicator", "target": {"indicator": "ho_ngheo"}}
FIGURE = {"kind": "correct_figure", "target": {"indicator": "ho_ngheo", "value": "1,25", "unit": "%"}}
MOTTO = "Phương châm đại hội: “Đoàn kết - Dân chủ - Kỷ cương - Đổi mới - Phát triển”."


@pytest.fixture
def case(commune):
    return Case(commune)


def proof(request):
    return Proof.objects.filter(request=request).last()


def again(request):
    return ChangeRequest.objects.get(pk=request.pk)


def confirmed(case, request, **given):
    case.answer(request, **given)
    case.send()
    answers.close(request, "Đã xem.", by=case.office)
    actions.send_back(case.draft, "Hoàn thiện tiếp", by=case.office)


@pytest.mark.parametrize(
    ("lines", "value", "words"),
    [
        ((POVERTY,), "met", "1,25%"),
        (("Xã tiếp tục giảm tỷ lệ hộ nghèo.",), "not_met", "không nêu số liệu"),
        ((COOPERATIVE,), "not_met", "Bản mới không nêu"),
    ],
)
def test_a_version_is_proved_when_it_is_read_and_nothing_closes(case, lines, value, words):
    request = case.asks(**INDICATOR)
    case.bring(*lines)
    said = proof(request)
    assert (said.version, said.value) == (case.draft.latest, value)
    assert words in said.why()
    assert again(request).state == RequestState.OPEN
    assert not request.verdicts.exists()


def test_the_evidence_is_where_it_stands(case):
    request = case.asks(**INDICATOR)
    version = case.bring(POVERTY)
    (place, *_more) = proof(request).evidence
    assert version.reading.document.blocks[place["block"]].text[place["start"] : place["end"]] == "1,25%"


def test_a_pair_is_proved_once(case):
    request = case.asks(**INDICATOR)
    version = case.bring(POVERTY)
    first = proof(request).at
    tasks.examine.call(version.pk)
    proving.prove.call(version.pk)
    assert [said.at for said in Proof.objects.filter(request=request)] == [first]


def test_what_asks_for_no_change_of_text_and_what_was_not_issued_is_not_proved(case):
    case.asks(kind="task")
    case.asks(kind="verify")
    case.asks(issued_at=None, **INDICATOR)
    free = case.asks(kind="free")
    case.bring(POVERTY)
    assert [said.request_id for said in Proof.objects.all()] == [free.pk]
    assert proof(free).value == "needs_person"


def test_what_was_asked_after_the_version_was_read_is_caught_up_with(case):
    version = case.bring(POVERTY)
    request = case.asks(**INDICATOR)
    assert proof(request) is None
    assert proving.recover() == 1
    proving.prove.call(version.pk)
    assert proof(request).value == "met"
    assert proving.recover() == 0


def test_a_request_that_cannot_be_proved_stops_no_draft(case, monkeypatch):
    case.asks(**INDICATOR)
    monkeypatch.setattr(proving, "prove_version", lambda *_: 1 / 0)
    version = case.bring(POVERTY)
    assert version.state == "done"
    assert not Proof.objects.exists()


def test_met_by_proof_and_lost_later_opens_again(case):
    request = case.asks(**FIGURE)
    case.bring(POVERTY)
    confirmed(case, request)
    case.bring(POVERTY.replace("1,25%", "2,5%"))
    lost = again(request)
    assert lost.state == RequestState.OPEN
    assert "Dự thảo lần 2 đã có, dự thảo lần 3 không còn" in lost.reopened
    assert "2,5%" in lost.reopened
    assert history.of(lost).last().verb == "request_lost"
    assert Notice.objects.filter(recipient=case.office.pk, event__verb="request_lost").exists()


def test_where_a_finding_says_it_too_it_is_said_once_in_its_words(case):
    request = case.asks(kind="set_motto", text="Phải có phương châm Đại hội.")
    case.bring(MOTTO)
    assert proof(request).value == "met"
    confirmed(case, request)
    case.bring()
    lost = again(request)
    assert lost.state == RequestState.OPEN
    assert (
        "Dự thảo lần 2 đã có, dự thảo lần 3 không còn: Dự thảo chưa có phương châm đại hội" in lost.reopened
    )
    assert request.verdicts.filter(by=None).get().evidence[-1]["code"] == "VK203"


def test_what_is_met_less_than_before_a_person_looks_at(case):
    request = case.asks(kind="add_indicator", target={"indicator": "ho_ngheo"}, text="Kết quả về hộ nghèo")
    case.bring("Tỷ lệ hộ nghèo năm 2019 còn 1,25%.")
    confirmed(case, request)
    case.bring("Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn dưới 0,5%.")
    assert again(request).state == RequestState.CLOSED
    verdict = request.verdicts.filter(by=None).get()
    assert verdict.value == "needs_person"
    assert "có thể không còn đạt" in verdict.why


def test_said_otherwise_is_not_lost(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    confirmed(case, request, quote=POVERTY)
    case.bring("Toàn xã còn 1,25% hộ nghèo (tỷ lệ hộ nghèo năm 2019 là 1,25%), thấp nhất từ trước đến nay.")
    assert again(request).state == RequestState.CLOSED
    assert request.verdicts.filter(by=None).get().value == "needs_person"


def test_what_a_person_confirmed_against_the_machine_is_not_said_again(case):
    request = case.asks(**FIGURE)
    case.bring(POVERTY.replace("1,25%", "2,5%"))
    confirmed(case, request)
    said = request.verdicts.count()
    case.bring(POVERTY.replace("1,25%", "3,5%"))
    assert again(request).state == RequestState.CLOSED
    assert request.verdicts.count() == said


@pytest.mark.parametrize(("kind", "doubted"), [("adopted", True), ("partly_adopted", False)])
def test_an_answer_that_claims_more_than_is_there_is_doubted(case, kind, doubted):
    request = case.asks(kind="add_indicator", target={"indicator": "ho_ngheo"}, text="Kết quả về hộ nghèo")
    case.bring("Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn dưới 0,5%.")
    assert proof(request).value == "partly"
    case.answer(request, kind=kind)
    assert request.verdicts.filter(by=None, value="partly").exists() == doubted


@pytest.mark.parametrize(
    ("said", "value"), [("3,2", "3.2"), ("3,2%", "3.2"), ("1.250", "1250"), (3.2, "3.2"), ("khoảng 3", None)]
)
def test_values_as_people_write_them(case, said, value):
    request = case.asks(kind="correct_figure", target={"indicator": "ho_ngheo", "value": said})
    assert as_asked(request).value == (value and Decimal(value))


def test_the_share_that_may_stay(case):
    assert as_asked(case.asks(kind="shorten", target={"section": "II", "to": 0.5})).to == 0.5
    assert as_asked(case.asks(kind="shorten", target={"section": "II"})).to == 0.7


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"indicator": "ho_ngheo"}, ""),
        ({"value": "3,2", "unit": "%", "period": "2019"}, "3,2% (2019)"),
        ({"value": "3,2%", "unit": "%"}, "3,2%"),
        ({"value": "45", "unit": "triệu đồng/người"}, "45 triệu đồng/người"),
        ({"section": "II", "to": 0.7}, "≤ 70%"),
    ],
)
def test_what_a_request_measures_by_is_read(target, words):
    assert measure(target) == words
