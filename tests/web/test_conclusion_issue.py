"""The conclusion goes out: what it waits for, what it sets going, what it never betrays."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import (
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_season,
    make_sentence,
    make_tree,
    make_user,
    make_version,
)
from vankien_web.common import clock, history
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft, DraftState
from vankien_web.reviews.actions import conclusion as writing
from vankien_web.reviews.actions.issue import Issued, issue_conclusion
from vankien_web.reviews.actions.requests import add_request
from vankien_web.reviews.models import AgendaItem, ChangeRequest, Meeting, MeetingState, Outcome
from vankien_web.reviews.trace import missing
from vankien_web.units.models import PersonnelStatement, Role

pytestmark = pytest.mark.django_db
DUE = date(2020, 2, 28)


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def office(tree):
    return make_user(tree.city, Role.OFFICE)


@pytest.fixture
def congress(tree):
    return make_congress(make_season(tree.city), tree.commune)


@pytest.fixture
def meeting(tree):
    return make_meeting(tree.city, state="closed")


def on_table(meeting, congress, *, outcome=Outcome.REVISE, state=DraftState.READY, **fields):
    draft = make_draft(congress, shared_at=clock.now(), **fields)
    make_version(draft)
    Draft.objects.filter(pk=draft.pk).update(state=state)
    draft = Draft.objects.get(pk=draft.pk)
    return make_item(meeting, draft, outcome=outcome)


def asked(sentence, by, **fields):
    return add_request(sentence, {"due": DUE} | fields, by=by)


@pytest.fixture
def item(meeting, congress):
    return on_table(meeting, congress)


def state_of(item):
    return Draft.objects.get(pk=item.draft_id).state


def test_each_thing_that_is_missing_is_said_in_a_sentence(meeting, item, office, tree):
    AgendaItem.objects.filter(pk=item.pk).update(outcome="")
    Meeting.objects.filter(pk=meeting.pk).update(state="open")
    bare = make_sentence(meeting, item, by=office)
    add_request(make_sentence(meeting, item, by=office), {"owner_unit": None}, by=office)
    make_opinion(
        make_person(tree.city, Role.COMMITTEE_MEMBER), item.draft, meeting, kind="request", item=item
    )
    meeting.refresh_from_db()
    said = " ".join(gap.sentence for gap in missing(meeting, office))
    for words in (
        "bế mạc",
        "chưa ghi kết quả",
        "Câu 1.1",
        "chưa giao cho ai",
        "chưa có hạn",
        "chưa được đưa vào",
    ):
        assert words in said
    with pytest.raises(ValidationError):
        issue_conclusion(meeting, by=office)
    bare.refresh_from_db()
    assert ChangeRequest.objects.get().issued_at is None
    assert any(str(bare.key) in gap.url for gap in missing(meeting, office))


def test_an_empty_conclusion_is_not_issued(meeting, office):
    with pytest.raises(ValidationError, match="chưa có câu nào"):
        issue_conclusion(meeting, by=office)


def test_requests_are_numbered_counted_and_the_draft_goes_back(meeting, item, office, congress):
    first = make_sentence(meeting, item, by=office)
    asked(first, office, blocking=True)
    asked(first, office)
    make_sentence(meeting, item, "Cơ bản thống nhất cao.", kind="assessment", by=office)
    beat = meeting.beat
    conclusion = issue_conclusion(meeting, by=office)
    assert conclusion.issued_by == office
    assert [r.label for r in ChangeRequest.objects.all()] == ["YC-01", "YC-02"]
    assert all(r.issued_at for r in ChangeRequest.objects.all())
    assert Congress.objects.get(pk=congress.pk).blocking == 1
    assert state_of(item) == DraftState.RETURNED
    assert meeting.title in Draft.objects.get(pk=item.draft_id).return_reason
    meeting.refresh_from_db()
    assert (meeting.state, meeting.beat > beat) == (MeetingState.CONCLUDED, True)
    event = history.stream(meeting).get(verb="conclusion_issued")
    assert (event.details["sentences"], event.details["requests"]) == (2, 2)


def test_it_is_issued_once_and_not_changed_afterwards(meeting, item, office):
    sentence = make_sentence(meeting, item, kind="assessment", by=office)
    issue_conclusion(meeting, by=office)
    with pytest.raises(Issued, match="đã được ban hành"):
        issue_conclusion(meeting, by=office)
    with pytest.raises(PermissionDenied):
        issue_conclusion(meeting, by=make_user(meeting.unit, Role.COMMITTEE_MEMBER))
    with pytest.raises(PermissionDenied):
        writing.save_sentence(meeting, sentence.key, text="Sửa sau.", by=office)
    with pytest.raises(PermissionDenied):
        asked(sentence, office)


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.OBSERVER, Role.UNIT_SECRETARY])
def test_others_do_not_issue(client, meeting, item, tree, role):
    make_sentence(meeting, item, kind="assessment")
    user = make_user(tree.city, role)
    with pytest.raises(PermissionDenied):
        issue_conclusion(meeting, by=user)


def test_what_is_agreed_to_is_marked_and_stays(client, meeting, congress, office, tree):
    item = on_table(meeting, congress, outcome=Outcome.AGREED)
    asked(make_sentence(meeting, item, by=office), office)
    client.force_login(office)
    assert client.post(f"/hop/{meeting.pk}/ket-luan/ban-hanh/").status_code == 302
    assert state_of(item) == DraftState.APPROVED
    page = client.get(f"/van-ban/{item.draft_id}/lich-su/").content.decode()
    assert "Hội nghị đã nhất trí" in page
    assert "Đã đủ điều kiện" not in page


def test_what_is_agreed_to_waits_for_nothing_that_must_be_met(meeting, congress, office):
    item = on_table(meeting, congress, outcome=Outcome.AGREED)
    asked(make_sentence(meeting, item, by=office), office, blocking=True)
    assert any("nhất trí nhưng còn" in gap.sentence for gap in missing(meeting, office))
    Draft.objects.filter(pk=item.draft_id).update(state=DraftState.RETURNED)
    assert any("đang ở đơn vị" in gap.sentence for gap in missing(meeting, office))


@pytest.mark.parametrize("outcome", [Outcome.NOTED, Outcome.POSTPONED])
def test_what_was_only_heard_stays_where_it_is(meeting, congress, office, outcome):
    item = on_table(meeting, congress, outcome=outcome)
    make_sentence(meeting, item, kind="assessment", by=office)
    issue_conclusion(meeting, by=office)
    assert state_of(item) == DraftState.READY


def test_a_failure_on_the_way_leaves_nothing_issued(meeting, item, office, monkeypatch):
    asked(make_sentence(meeting, item, by=office), office)
    monkeypatch.setattr(Meeting, "conclude", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        issue_conclusion(meeting, by=office)
    assert ChangeRequest.objects.get().issued_at is None
    assert state_of(item) == DraftState.READY
    meeting.conclusion.refresh_from_db()
    assert meeting.conclusion.issued_at is None


def test_the_issue_betrays_no_personnel_plan(client, meeting, item, congress, office, tree):
    cleared = make_user(tree.city, Role.OFFICE, sees_personnel=True)
    PersonnelStatement.objects.create(statement="Bật", signed_by=cleared)
    plan = on_table(meeting, congress, kind="personnel_plan", title="Đề án nhân sự")
    secret = writing.save_sentence(meeting, uuid4(), text="Xem lại Ứng viên 01", item=plan, by=cleared)
    asked(secret, cleared)
    asked(make_sentence(meeting, item, by=office), office)
    client.force_login(office)
    pages = [client.get(f"/hop/{meeting.pk}/ket-luan/").content.decode()]
    assert client.post(f"/hop/{meeting.pk}/ket-luan/ban-hanh/").status_code == 302
    pages += [client.get(f"/hop/{meeting.pk}/{part}/").content.decode() for part in ("ket-luan", "doi-chieu")]
    for page in pages:
        assert "Ứng viên" not in page
        assert "nhân sự" not in page.lower().replace("đề án nhân sự (minh họa)", "")
    assert [r.number for r in ChangeRequest.objects.filter(draft=plan.draft)] == [2]
    event = history.stream(meeting).get(verb="conclusion_issued")
    assert (event.details["sentences"], event.details["requests"]) == (1, 1)
    assert state_of(plan) == DraftState.RETURNED
    client.force_login(cleared)
    assert "Ứng viên 01" in client.get(f"/hop/{meeting.pk}/ket-luan/").content.decode()


def test_what_is_missing_is_said_calmly_until_somebody_tries_to_issue(client, meeting, item, office):
    make_sentence(meeting, item, by=office)
    client.force_login(office)
    here = f"/hop/{meeting.pk}/ket-luan/"
    page = client.get(here).content.decode()
    assert "Việc còn lại đến khi ban hành: 1" in page
    assert "còn thiếu" not in page
    assert '<details class="gate calm">' in page
    tried = client.post(f"{here}ban-hanh/", follow=True)
    assert tried.redirect_chain[-1][0] == f"{here}?thieu=1#missing"
    page = tried.content.decode()
    assert "Trước khi ban hành còn thiếu: 1" in page
    assert '<details class="gate" open>' in page
    assert "Chưa ban hành được kết luận: còn 1 việc" in page
