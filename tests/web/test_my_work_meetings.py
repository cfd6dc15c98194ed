"""Việc của tôi: what a meeting that is being prepared, or is not concluded, leaves to its office."""

from datetime import timedelta

import pytest

from factories import (
    make_attendance,
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_person,
    make_request,
    make_season,
    make_tree,
    make_user,
)
from vankien_web.common import clock
from vankien_web.congresses.models import Season
from vankien_web.desk.work import work
from vankien_web.drafts.models import Draft
from vankien_web.reviews.models import Meeting
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db
WAITS = "Văn bản trong chương trình chưa đủ điều kiện trình: 1"


@pytest.fixture
def scene():
    class Scene:
        tree = make_tree()
        season = make_season(tree.city)
        congress = make_congress(season, tree.commune)
        office = make_user(tree.city, Role.OFFICE)
        meeting = make_meeting(tree.city, state="planned", starts_at=clock.now() + timedelta(days=5))

    return Scene()


def stand(scene, **fields):
    Meeting.objects.filter(pk=scene.meeting.pk).update(**fields)


def tasks(user, title):
    return [(t.verb, t.deadline) for t in work(user) if t.what == title]


def mine(scene):
    return tasks(scene.office, scene.meeting.title)


def test_each_step_of_the_preparation_waits_for_the_office_by_the_meetings_day(scene):
    meeting, day = scene.meeting, (clock.now() + timedelta(days=5)).date()
    assert mine(scene) == [("Lập chương trình", day)]
    draft = make_draft(scene.congress, state="returned", shared_at=clock.now())
    item = make_item(meeting, draft)
    assert mine(scene) == [("Xác định thành phần mời họp", day), (WAITS, day)]
    make_attendance(meeting, make_person(scene.tree.city, Role.COMMITTEE_MEMBER))
    assert ("Triệu tập hội nghị", day) in mine(scene)
    stand(scene, state="called")
    assert mine(scene) == [(WAITS, day)]
    type(item).objects.update(over_gate="Thường trực đồng ý")
    assert mine(scene) == []


def test_a_document_that_is_ready_waits_for_nobody(scene):
    draft = make_draft(scene.congress, state="ready", shared_at=clock.now())
    make_item(scene.meeting, draft)
    stand(scene, state="called")
    assert mine(scene) == []
    Draft.objects.update(state="returned", kind="personnel_plan")
    assert mine(scene) == []  # of a personnel plan nothing is counted


def test_a_conclusion_that_is_not_out_waits_until_what_it_asks_is_due(scene):
    stand(scene, state="closed")
    assert mine(scene) == [("Ban hành kết luận", None)]
    due = clock.today() + timedelta(days=9)
    make_request(scene.meeting, congress=scene.congress, issued=False, due=due, owner_unit=scene.tree.commune)
    assert mine(scene) == [("Ban hành kết luận", due)]
    stand(scene, state="concluded")
    assert mine(scene) == []


def test_what_was_forgotten_is_said(scene):
    stand(scene, state="called", starts_at=clock.now() - timedelta(days=2))
    assert [verb for verb, _day in mine(scene)] == ["Khai mạc hội nghị hoặc hủy"]
    stand(scene, state="open")
    assert [verb for verb, _day in mine(scene)] == ["Bế mạc phiên họp"]


def test_it_waits_for_its_own_office_alone_and_not_in_a_closed_season(scene):
    others = [
        (scene.tree.province, Role.OFFICE),
        (scene.tree.city, Role.CHAIR),
        (scene.tree.commune, Role.OFFICE),
    ]
    for unit, role in others:
        assert tasks(make_user(unit, role), scene.meeting.title) == []
    stand(scene, season=scene.season)
    assert mine(scene)
    Season.objects.update(closed_on=clock.today())
    assert mine(scene) == []
