"""The road back of a request: answered, checked, confirmed or opened again, by whom and when."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.test import Client

from asking import COOPERATIVE, POVERTY, Case
from factories import make_group, make_meeting, make_request, make_sentence, make_user
from vankien_web.common import clock, history
from vankien_web.common.delivery import Notice
from vankien_web.congresses.models import Congress
from vankien_web.drafts import actions as drafts
from vankien_web.drafts.gate import gate
from vankien_web.drafts.pages import events_of
from vankien_web.reviews.actions import answers
from vankien_web.reviews.actions.asked import count_again
from vankien_web.reviews.models import ChangeRequest, RequestState
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(commune):
    return Case(commune)


def again(request):
    return ChangeRequest.objects.get(pk=request.pk)


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_whole_road_on_the_pages(case):
    request = case.asks(blocking=True)
    count_again([case.congress])
    case.bring(COOPERATIVE)
    unit, group, office = as_(case.secretary), as_(case.member), as_(case.office)
    here = f"/yeu-cau/{request.pk}/"
    said = {
        "kind": "adopted",
        "text": "Đã bổ sung hợp tác xã.",
        "quote": COOPERATIVE,
        "seen": 0,
        "section": "",
    }
    assert unit.post(f"{here}tra-loi/", said).headers["Location"] == f"/van-ban/{case.draft.pk}/yeu-cau/"
    answer = request.answers.get()
    assert (answer.version, answer.place["quote"]) == (case.draft.latest, COOPERATIVE)
    page = group.get(here).content.decode()
    assert "Đã bổ sung hợp tác xã." in page
    assert page.count("btn btn-primary") == 1
    found = {"value": "met", "why": "Có ở mục I.", "seen": 1}
    assert group.post(f"{here}kiem-tra/", found).status_code == 302
    case.send()
    assert office.post(f"{here}xac-nhan/", {"note": "", "seen": 1}).status_code == 302
    assert again(request).state == RequestState.CLOSED
    assert Congress.objects.get(pk=case.congress.pk).blocking == 0
    verbs = [event.verb for event in history.of(request)]
    assert verbs == ["request_answered", "request_checked", "request_closed"]
    page = unit.get(here).content.decode()
    assert "Đã đạt" in page
    assert "Có ở mục I." in page


def test_a_quote_that_is_not_in_the_new_version_is_refused(case):
    request = case.asks()
    case.bring()
    said = {"kind": "adopted", "text": "Đã sửa.", "quote": "Câu không có ở đâu cả", "seen": 0}
    refused = as_(case.secretary).post(f"/yeu-cau/{request.pk}/tra-loi/", said)
    assert refused.status_code == 422
    assert "chép đúng nguyên văn" in refused.content.decode()
    assert "Đã sửa." in refused.content.decode()
    assert not request.answers.exists()


def test_a_section_alone_is_a_place(case):
    request = case.asks()
    version = case.bring()
    section = version.reading.sections[1]
    said = {"kind": "partly_adopted", "text": "Đã sửa.", "section": str(section.block), "seen": 0}
    as_(case.secretary).post(f"/yeu-cau/{request.pk}/tra-loi/", said)
    assert request.answers.get().place["quote"] == section.title


def test_adopting_needs_a_new_version_and_explaining_does_not(case):
    request = case.asks()
    with pytest.raises(ValidationError, match="nộp bản mới"):
        case.answer(request)
    case.answer(request, kind="explained")
    assert again(request).state == RequestState.ANSWERED


def test_it_may_be_answered_again_until_it_is_closed(case):
    request = case.asks()
    case.bring()
    case.answer(request)
    answers.check(request, "partly", "Mới có một phần.", by=case.member)
    case.answer(request)
    assert again(request).state == RequestState.ANSWERED
    assert [a.number for a in request.answers.all()] == [1, 2]
    answers.check(request, "met", "Đủ.", by=case.member)
    case.send()
    answers.close(request, by=case.office)
    with pytest.raises(PermissionDenied):
        case.answer(request)


def test_who_has_not_seen_the_last_answer_says_nothing_on_it(case):
    request = case.asks()
    case.bring()
    case.answer(request, seen=0)
    with pytest.raises(ValidationError, match="đã có người trả lời"):
        case.answer(request, seen=0)
    with pytest.raises(ValidationError, match="đã có người trả lời"):
        answers.check(request, "met", "Đủ.", seen=0, by=case.member)


def test_each_verb_is_its_own_peoples(case):
    tree, request = case.tree, case.asks()
    case.bring()
    others = [
        make_user(tree.office, Role.UNIT_SECRETARY),
        make_group(tree.city, tree.office, name="Tổ số 2").head_user,
        make_user(tree.other_province, Role.OFFICE),
        make_user(tree.city, Role.OBSERVER),
        make_user(tree.commune, Role.VERIFIER),
    ]
    for user in (*others[:4], case.member, case.office):
        with pytest.raises(PermissionDenied):
            answers.answer(request, "explained", "Vì…", by=user)
    case.answer(request)
    for user in (*others, case.secretary, case.office):
        with pytest.raises(PermissionDenied):
            answers.check(request, "met", "Đủ.", by=user)
    case.send()
    for user in (*others, case.secretary, case.member, make_user(tree.city, Role.COMMITTEE_MEMBER)):
        with pytest.raises(PermissionDenied):
            answers.close(request, "Được", by=user)
        with pytest.raises(PermissionDenied):
            answers.reopen(request, "Chưa", by=user)
    answers.close(request, "Được", by=make_user(tree.city, Role.CHAIR))


@pytest.mark.parametrize(
    ("kind", "checked", "sentence"),
    [
        ("explained", "met", "chấp nhận giải trình"),
        ("adopted", None, "Tổ công tác chưa kiểm tra"),
        ("adopted", "not_met", "chưa đạt"),
        ("adopted", "met", ""),
    ],
)
def test_the_office_says_why_where_it_goes_its_own_way(case, kind, checked, sentence):
    request = case.asks()
    case.bring()
    case.answer(request, kind=kind)
    if checked:
        answers.check(request, checked, "Đã xem.", by=case.member)
    case.send()
    if sentence:
        with pytest.raises(ValidationError, match=sentence):
            answers.close(again(request), by=case.office)
    answers.close(again(request), "Đồng ý theo kết luận của Thường trực." if sentence else "", by=case.office)
    assert again(request).state == RequestState.CLOSED


def test_opened_again_with_a_reason_and_the_owner_is_told(case):
    request = case.asks(blocking=True)
    case.bring()
    case.answer(request)
    with pytest.raises(ValidationError):
        answers.reopen(request, " ", by=case.office)
    answers.reopen(request, "Chưa có số liệu năm 2019", by=case.office)
    lost = again(request)
    assert (lost.state, lost.reopened) == (RequestState.OPEN, "Chưa có số liệu năm 2019")
    assert Congress.objects.get(pk=case.congress.pk).blocking == 1
    told = Notice.objects.filter(event__verb="request_reopened").values_list("recipient", flat=True)
    assert set(told) == {case.secretary.pk, case.drafter.pk, case.member.pk}
    assert "Chưa có số liệu năm 2019" in as_(case.secretary).get(f"/yeu-cau/{request.pk}/").content.decode()


def test_what_was_not_sent_up_is_not_read_above(case):
    request = case.asks()
    case.bring(POVERTY)
    case.answer(request, quote=POVERTY)
    office = as_(case.office)
    page = office.get(f"/yeu-cau/{request.pk}/").content.decode()
    assert "Đã tiếp thu." not in page
    assert POVERTY not in page
    assert POVERTY in as_(case.member).get(f"/yeu-cau/{request.pk}/").content.decode()
    assert "request_answered" not in [e.verb for e in events_of(case.office, case.draft)]
    with pytest.raises(ValidationError, match="chưa được gửi lên"):
        answers.close(request, "Được", by=case.office)
    case.send()
    assert POVERTY in office.get(f"/yeu-cau/{request.pk}/").content.decode()


def test_what_must_be_met_and_is_not_answered_shuts_the_gate(case):
    request, _other = case.asks(blocking=True), case.asks()
    count_again([case.congress])  # as issuing the conclusion does
    case.bring()
    assert f"Yêu cầu bắt buộc chưa trả lời: {request.label}." in gate(case.draft)
    page = as_(case.secretary).get(f"/van-ban/{case.draft.pk}/yeu-cau/").content.decode()
    assert f"Yêu cầu bắt buộc chưa trả lời: {request.label}." in page
    case.send()
    with pytest.raises(drafts.NotReady) as shut:
        drafts.make_ready(case.draft, by=case.office)
    assert any(request.label in sentence for sentence in shut.value.sentences)


def test_departments_and_groups_answer_tasks(case):
    tree = case.tree
    statistics = make_user(tree.office, Role.VERIFIER)
    task = make_request(
        case.meeting,
        sentence=make_sentence(case.meeting, by=case.office),
        kind="verify",
        owner_unit=tree.office,
        text="Thẩm định số liệu",
    )
    own = make_request(
        case.meeting,
        sentence=make_sentence(case.meeting, by=case.office),
        kind="task",
        owner_group=case.group,
        congress=case.congress,
        text="Theo sát đơn vị",
    )
    for request, user in ((task, statistics), (own, case.member)):
        assert (
            as_(user)
            .post(f"/yeu-cau/{request.pk}/tra-loi/", {"kind": "adopted", "text": "Đã làm xong.", "seen": 0})
            .headers["Location"]
            == f"/yeu-cau/{request.pk}/"
        )
        assert Notice.objects.filter(recipient=case.office, event__subject=history.name_of(request)).exists()
    with pytest.raises(PermissionDenied):
        answers.check(own, "met", "Tự thấy đạt.", by=case.member)
    answers.close(own, by=case.office)
    answers.close(task, by=case.office)
    assert as_(case.secretary).get(f"/yeu-cau/{task.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_leave_the_right_count(commune):
    case = Case(commune)
    both = [case.asks(blocking=True) for _ in range(2)]
    count_again([case.congress])
    case.bring()
    for request in both:
        case.answer(request)
        answers.check(request, "met", "Đủ.", by=case.member)
    case.send()
    assert Congress.objects.get(pk=case.congress.pk).blocking == 2
    start, failed = threading.Barrier(2), []

    def close(request):
        try:
            start.wait(10)
            answers.close(request, by=type(case.office).objects.get(pk=case.office.pk))
        except Exception as error:
            failed.append(error)
        finally:
            connections[connection.alias].close()

    threads = [threading.Thread(target=close, args=(request,)) for request in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    assert Congress.objects.get(pk=case.congress.pk).blocking == 0


def test_of_a_closed_season_nothing_is_said_any_more(case):
    request = case.asks()
    case.answer(request, kind="explained")
    season = case.congress.season
    season.closed_on = clock.today()
    season.save()
    for verb in (
        lambda: case.answer(request, kind="explained"),
        lambda: answers.check(request, "met", "Đủ.", by=case.member),
        lambda: answers.close(request, "Được", by=case.office),
        lambda: answers.reopen(request, "Chưa", by=case.office),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert as_(case.secretary).get(f"/yeu-cau/{request.pk}/").status_code == 200


def test_the_second_meetings_requests_are_another_round(case):
    first = case.asks()
    second = make_meeting(case.tree.city, "Lần hai", state="concluded", earlier=case.meeting)
    later = make_request(second, case.draft, sentence=make_sentence(second, by=case.office))
    assert first.label == later.label == "YC-01"
    page = as_(case.secretary).get(f"/van-ban/{case.draft.pk}/yeu-cau/").content.decode()
    assert all(f"?yc={r.pk}" in page for r in (first, later))
