"""Nothing is approved while a request that must be met first is open: by no meeting, stage or program."""

import pytest
from django.core.exceptions import ValidationError

from factories import (
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_request,
    make_season,
    make_sentence,
    make_tree,
    make_user,
    make_version,
)
from vankien_web.common import clock
from vankien_web.congresses.actions import approve
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft, DraftState
from vankien_web.reviews.actions import answers, asked
from vankien_web.reviews.actions.issue import issue_conclusion
from vankien_web.reviews.models import MeetingState, Outcome
from vankien_web.reviews.trace import missing, trace
from vankien_web.units.models import PersonnelStatement, Role
from web.programs import Program

pytestmark = pytest.mark.django_db
HELD = "còn yêu cầu từ kỳ họp trước phải xong"


@pytest.fixture
def scene():
    class Scene:
        tree = make_tree()
        office = make_user(tree.city, Role.OFFICE)
        chair = make_user(tree.city, Role.CHAIR)
        congress = make_congress(make_season(tree.city), tree.commune)
        first = make_meeting(tree.city, state="concluded")
        second = make_meeting(tree.city, state="closed")

    return Scene()


def agreed(scene, kind="political_report"):
    """The second meeting agrees to a draft of which the first asked something that is not met yet."""
    draft = make_draft(scene.congress, kind=kind, shared_at=clock.now())
    make_version(draft)
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.READY)
    draft = Draft.objects.get(pk=draft.pk)
    make_item(scene.first, draft, outcome=Outcome.REVISE)
    item = make_item(scene.second, draft, outcome=Outcome.AGREED)
    make_sentence(scene.second, item, kind="assessment", by=scene.office)
    request = make_request(scene.first, draft, blocking=True, state="answered")
    asked.count_again([scene.congress])
    return draft, request


def state(draft):
    return Draft.objects.get(pk=draft.pk).state


def test_an_agreed_draft_waits_for_what_earlier_meetings_asked(client, scene):
    draft, request = agreed(scene)
    (gap,) = missing(scene.second, scene.office)
    assert HELD in gap.sentence
    assert f"{request.label} ngày {scene.first.starts_at:%d/%m/%Y}" in gap.sentence
    assert gap.url == f"/van-ban/{draft.pk}/yeu-cau/"
    with pytest.raises(ValidationError, match=HELD):
        issue_conclusion(scene.second, by=scene.office)
    client.force_login(scene.office)
    shown = client.post(f"/hop/{scene.second.pk}/ket-luan/ban-hanh/", follow=True).content.decode()
    assert HELD in shown
    told = Program(scene.office).post(f"/meetings/{scene.second.pk}/conclusion/issue", 422)
    assert HELD in str(told)
    assert state(draft) == DraftState.READY
    answers.close(request, "Đã đáp ứng.", by=scene.office)
    assert missing(scene.second, scene.office) == []
    issue_conclusion(scene.second, by=scene.office)
    assert state(draft) == DraftState.APPROVED
    answers.reopen(request, "Bản in thiếu.", by=scene.office)
    scene.second.refresh_from_db()
    assert trace(scene.second, scene.office).gaps == []  # what was decided then is no gap of today


def test_what_need_not_be_met_first_holds_nothing_back(scene):
    draft, request = agreed(scene)
    type(request).objects.update(blocking=False)
    issue_conclusion(scene.second, by=scene.office)
    assert state(draft) == DraftState.APPROVED


def test_a_request_of_the_same_conclusion_under_no_item_holds_it_back_too(scene):
    draft, request = agreed(scene)
    type(request).objects.all().delete()
    make_request(
        scene.second, draft, blocking=True, issued=False, due=clock.today(),
        sentence=make_sentence(scene.second, None, by=scene.office),
    )  # fmt: skip
    assert any("yêu cầu phải xong" in gap.sentence for gap in missing(scene.second, scene.office))


def test_a_personnel_plan_that_the_issuer_does_not_see_is_not_approved_either(scene):
    cleared = make_user(scene.tree.city, Role.OFFICE, sees_personnel=True)
    PersonnelStatement.objects.create(statement="Bật", signed_by=cleared)
    plan, request = agreed(scene, "personnel_plan")
    make_sentence(scene.second, None, kind="assessment", by=scene.office)
    assert missing(scene.second, scene.office) == []
    assert HELD in missing(scene.second, cleared)[0].sentence
    issue_conclusion(scene.second, by=scene.office)
    scene.second.refresh_from_db()
    assert scene.second.state == MeetingState.CONCLUDED
    assert state(plan) == DraftState.READY
    assert request.state == "answered"


def test_a_congress_is_not_approved_with_an_open_request(scene):
    agreed(scene)
    Congress.objects.filter(pk=scene.congress.pk).update(stage="reviewed")
    with pytest.raises(ValidationError, match="1 yêu cầu bắt buộc"):
        approve(Congress.objects.get(pk=scene.congress.pk), by=scene.chair)
