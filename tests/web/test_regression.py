"""What was met and is lost in a later version: it opens again by itself, and nothing else does."""

import pytest
from django.core.exceptions import PermissionDenied

from asking import COOPERATIVE, POVERTY, Case
from vankien_web.common import history
from vankien_web.common.delivery import Notice
from vankien_web.congresses.models import Congress
from vankien_web.desk.work import work
from vankien_web.drafts import tasks
from vankien_web.drafts.models import PERSONNEL, Draft, StoredFinding
from vankien_web.reviews.actions import answers
from vankien_web.reviews.actions.regression import look_again
from vankien_web.reviews.models import ChangeRequest, RequestState

pytestmark = pytest.mark.django_db
EDITED = COOPERATIVE.replace("120 hộ thành viên", "hơn 150 hộ thành viên trên địa bàn xã")
INDICATOR = {"kind": "add_indicator", "target": {"indicator": "ho_ngheo"}, "blocking": True}


@pytest.fixture
def case(commune):
    return Case(commune)


def again(request):
    return ChangeRequest.objects.get(pk=request.pk)


def met(case, request, quote="", **given):
    """Answered, checked and confirmed on the newest version."""
    case.answer(request, quote=quote, **given)
    answers.check(request, "met", "Đã có trong dự thảo.", by=case.member)
    case.send()
    answers.close(request, by=case.office)
    from vankien_web.drafts import actions

    actions.send_back(case.draft, "Hoàn thiện tiếp", by=case.office)
    return again(request)


def blocking(case):
    return Congress.objects.get(pk=case.congress.pk).blocking


def test_met_in_one_version_lost_in_the_next(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    closed = met(case, request)
    assert closed.state == RequestState.CLOSED
    assert blocking(case) == 0
    case.bring()
    lost = again(request)
    assert lost.state == RequestState.OPEN
    assert "Dự thảo lần 2 đã có, dự thảo lần 3 không còn" in lost.reopened
    assert blocking(case) == 1
    event = history.of(lost).last()
    assert (event.verb, event.actor, event.details["number"]) == ("request_lost", "machine", 3)
    told = set(Notice.objects.filter(event=event).values_list("recipient", flat=True))
    assert told == {u.pk for u in (case.secretary, case.drafter, case.member, case.office)}


def test_it_stays_met_while_the_figure_is_there(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    met(case, request, quote=POVERTY)
    case.bring(COOPERATIVE, POVERTY)
    assert again(request).state == RequestState.CLOSED
    assert not request.verdicts.filter(by=None).exists()


def test_the_machine_reads_a_version_twice_and_says_it_once(case):
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    met(case, request)
    version = case.bring()
    look_again(version)
    tasks.examine.call(version.pk)
    assert request.verdicts.filter(by=None).count() == 1
    assert history.of(request).filter(verb="request_lost").count() == 1


def test_a_passage_that_is_gone_opens_the_request_again(case):
    request = case.asks(kind="free")
    case.bring(COOPERATIVE)
    met(case, request, quote=COOPERATIVE)
    case.bring(POVERTY)
    lost = again(request)
    assert lost.state == RequestState.OPEN
    verdict = request.verdicts.filter(by=None).get()
    assert verdict.value == "not_met"
    before, after = verdict.evidence
    assert (before["version"], before["place"]["quote"]) == (2, COOPERATIVE)
    assert after == {"version": 3, "place": None}


def test_a_passage_that_only_moved_is_still_there(case):
    request = case.asks(kind="free")
    case.bring(COOPERATIVE)
    met(case, request, quote=COOPERATIVE)
    case.bring(POVERTY, "Một đoạn khác được thêm vào trước.", COOPERATIVE)
    assert again(request).state == RequestState.CLOSED
    assert not request.verdicts.filter(by=None).exists()


def test_an_edited_passage_needs_a_person_and_opens_nothing(case):
    request = case.asks(kind="free")
    case.bring(COOPERATIVE)
    met(case, request, quote=COOPERATIVE)
    edited = COOPERATIVE.replace("120 hộ thành viên", "hơn 150 hộ thành viên trên địa bàn xã")
    case.bring(edited)
    assert again(request).state == RequestState.CLOSED
    verdict = request.verdicts.filter(by=None).get()
    assert verdict.value == "needs_person"
    assert [piece["place"]["quote"] for piece in verdict.evidence] == [COOPERATIVE, edited]


def test_spelling_in_another_form_is_the_same_passage(case):
    import unicodedata

    request = case.asks(kind="free")
    case.bring("Cấp ủy chú trọng củng cố hòa giải cơ sở ở 11 thôn.")
    met(case, request, quote="Cấp ủy chú trọng củng cố hòa giải cơ sở ở 11 thôn.")
    case.bring(unicodedata.normalize("NFD", "Cấp uỷ chú trọng củng cố hoà giải cơ sở ở 11 thôn."))
    assert again(request).state == RequestState.CLOSED


def test_an_answer_on_what_is_still_missing_is_doubted_at_once(case):
    request = case.asks(**INDICATOR)
    case.bring(COOPERATIVE)
    case.answer(request)
    assert again(request).state == RequestState.ANSWERED
    verdict = request.verdicts.get()
    assert (verdict.by, verdict.value) == (None, "not_met")
    assert "Dự thảo lần 2" in verdict.why


def test_the_doubt_comes_when_the_version_has_been_read(case):
    request = case.asks(**INDICATOR)
    version = case.bring(COOPERATIVE, read=False)
    case.answer(request)
    assert not request.verdicts.exists()
    tasks.examine.call(version.pk)
    assert request.verdicts.get().value == "not_met"
    assert again(request).state == RequestState.ANSWERED


def test_an_explanation_claims_nothing(case):
    request = case.asks(**INDICATOR)
    case.answer(request, kind="explained")
    case.send()
    answers.close(request, "Chấp nhận: xã không còn hộ nghèo.", by=case.office)
    from vankien_web.drafts import actions

    actions.send_back(case.draft, "Hoàn thiện tiếp", by=case.office)
    case.bring()
    assert again(request).state == RequestState.CLOSED
    assert not request.verdicts.filter(by=None).exists()


def test_a_finding_set_aside_is_no_loss(case):
    from vankien_web.drafts import actions

    finding = case.draft.latest.findings.get(code="VK302", params__indicator="ho_ngheo")
    actions.waive(finding, "Xã không còn hộ nghèo", by=case.secretary)
    request = case.asks(**INDICATOR)
    case.bring(POVERTY)
    met(case, request)
    version = case.bring()
    assert StoredFinding.objects.filter(version=version, fingerprint=finding.fingerprint).exists()
    assert again(request).state == RequestState.CLOSED


def test_other_rules_are_not_the_units_doing(case):
    """A finding that only new rules make says nothing of the text."""
    request = case.asks(**INDICATOR)
    before = case.bring(POVERTY)
    met(case, request)
    before.pack = "dang-2025"
    before.save()
    case.bring()
    assert again(request).state == RequestState.CLOSED
    assert request.verdicts.filter(by=None).get().value == "not_met"


def test_what_waits_for_an_answer_is_left_alone(case):
    request = case.asks(**INDICATOR)
    case.bring()
    assert again(request).state == RequestState.OPEN
    assert not request.verdicts.exists()


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        ("set_theme", {}, "VK201"),
        ("set_motto", {}, "VK203"),
        ("add_part", {"part": "theme"}, "VK201"),
    ],
)
def test_parts_with_a_code_of_their_own(case, kind, target, code):
    assert case.draft.latest.findings.filter(code=code).exists()
    request = case.asks(kind=kind, target=target)
    case.bring(POVERTY)
    case.answer(request)
    assert request.verdicts.get().evidence[0]["code"] == code


def test_a_section_without_figures_is_found_by_its_title(case):
    finding = case.draft.latest.findings.filter(code="VK301").first()
    sections = case.draft.latest.reading.sections
    section = next(s for s in sections if s.block <= finding.place["block"] < s.end and s.level == 2)
    request = case.asks(kind="rewrite_section", target={"section": section.title})
    case.bring(POVERTY)
    case.answer(request)
    assert request.verdicts.get().evidence[0]["code"] == "VK301"


def test_a_personnel_plan_is_told_of_to_nobody_without_the_right(case):
    request = case.asks(kind="free")
    case.bring(COOPERATIVE)
    met(case, request, quote=COOPERATIVE)
    version = case.bring(read=False)
    Draft.objects.filter(pk=case.draft.pk).update(kind=PERSONNEL)
    Notice.objects.all().delete()
    tasks.examine.call(version.pk)
    assert again(request).state == RequestState.OPEN
    assert not Notice.objects.exists()


def edited_after_it_was_met(case):
    request = case.asks(blocking=True)
    case.bring(COOPERATIVE)
    met(case, request, quote=COOPERATIVE)
    case.bring(EDITED)
    return again(request)


def to_look(user):
    return [task.what for task in work(user) if task.verb.startswith("Xem lại: đoạn")]


def told_of(request):
    events = history.of(request).filter(verb="request_edited")
    return set(Notice.objects.filter(event__in=events).values_list("recipient", flat=True))


def test_what_was_met_and_is_edited_waits_for_the_working_group_and_stays_met(case):
    request = edited_after_it_was_met(case)
    assert request.state == RequestState.CLOSED
    assert to_look(case.member) == [str(request)]
    assert told_of(request) == {case.member.pk}
    assert to_look(case.office) == to_look(case.secretary) == []
    look_again(case.draft.latest)
    case.bring(EDITED, "Một câu khác.")  # the same wording once more is no new question
    assert history.of(request).filter(verb="request_edited").count() == 1
    with pytest.raises(PermissionDenied):  # the version was not sent up
        answers.check(request, "met", "Vẫn đủ.", by=case.office)
    answers.check(request, "met", "Vẫn đủ.", by=case.member)
    assert again(request).state == RequestState.CLOSED
    assert to_look(case.member) == []
    with pytest.raises(PermissionDenied):
        answers.check(again(request), "not_met", "Nghĩ lại.", by=case.member)
    case.bring(EDITED.replace("150", "90"))
    assert to_look(case.member) == [str(request)]


def test_what_is_no_longer_met_after_an_edit_is_the_offices_to_decide(client, case):
    request = edited_after_it_was_met(case)
    client.force_login(case.member)
    here = f"/yeu-cau/{request.pk}/"
    assert "kiem-tra/" in client.get(here).content.decode()
    sent = {"value": "not_met", "why": "Nay không còn số hộ.", "seen": 1}
    assert client.post(f"{here}kiem-tra/", sent).status_code == 302
    assert again(request).state == RequestState.CHECKED
    assert blocking(case) == 1
    assert "Xác nhận trả lời, hoặc mở lại yêu cầu" in [task.verb for task in work(case.office)]
    answers.reopen(request, "Bổ sung lại.", by=case.office)
    assert again(request).state == RequestState.OPEN


def test_where_no_group_follows_the_office_looks_once_it_has_the_text(case):
    request = edited_after_it_was_met(case)
    case.group.assignments.all().delete()
    assert to_look(case.office) == []
    case.send()
    assert to_look(case.office) == [str(request)]
    answers.check(request, "met", "Vẫn đủ.", by=case.office)
    assert to_look(case.office) == []
