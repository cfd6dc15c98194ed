"""A meeting from the first note of it to its closing: who may, what is missing, who is told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import (
    HANOI,
    make_attendance,
    make_item,
    make_meeting,
    make_person,
    make_season,
    make_user,
)
from vankien_web.common import history
from vankien_web.common.conflict import Conflict, Moved
from vankien_web.common.delivery import Notice
from vankien_web.reviews.actions import meetings as actions
from vankien_web.reviews.actions.meetings import Plan
from vankien_web.reviews.guards import guards
from vankien_web.reviews.models import Meeting
from vankien_web.units.models import Body, Post, Role

pytestmark = pytest.mark.django_db
MORNING = datetime(2020, 2, 14, 8, 0, tzinfo=HANOI)


@pytest.fixture
def chair(tree):
    return make_person(tree.city, Role.CHAIR, title="Bí thư Thành ủy")


@pytest.fixture
def ready(tree, chair):
    """A meeting with everything it needs."""
    meeting = make_meeting(tree.city, starts_at=MORNING, chair=chair.posts.get())
    make_item(meeting)
    make_attendance(meeting, chair)
    return meeting


def stored(meeting):
    return Meeting.objects.select_related("unit").get(pk=meeting.pk)


def test_the_office_plans_a_meeting_and_it_is_in_its_history(tree, office, chair):
    plan = Plan("Hội nghị Ban Thường vụ", MORNING, place="Phòng họp số 1", chair=chair.posts.get())
    made = actions.plan_meeting(tree.city, plan, by=office)
    assert (made.unit, made.body, made.state) == (tree.city, Body.STANDING, "planned")
    (event,) = history.stream(made)
    assert history.sentence(event, "vi").endswith("“Hội nghị Ban Thường vụ”, 08:00 14/02/2020")


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE_MEMBER, Role.OBSERVER, Role.ADMINISTRATOR])
def test_nobody_else_plans_one(tree, role):
    with pytest.raises(PermissionDenied):
        actions.plan_meeting(tree.city, Plan("Họp", MORNING), by=make_user(tree.city, role))


def test_an_office_below_plans_none_above(tree):
    with pytest.raises(PermissionDenied):
        actions.plan_meeting(tree.city, Plan("Họp", MORNING), by=make_user(tree.commune, Role.OFFICE))


def test_what_makes_no_sense_is_refused_field_by_field(tree, office):
    stranger = make_person(tree.commune, Role.UNIT_SECRETARY).posts.get()
    elsewhere = make_meeting(tree.commune)
    season = make_season(tree.other_province)
    plan = Plan(
        " ", MORNING, ends_at=MORNING, chair=stranger, secretary=stranger, season=season, earlier=elsewhere
    )
    with pytest.raises(ValidationError) as wrong:
        actions.plan_meeting(tree.city, plan, by=office)
    assert set(wrong.value.message_dict) == {"title", "ends_at", "chair", "secretary", "season", "earlier"}
    assert not Meeting.objects.filter(unit=tree.city).exists()


def test_two_who_change_at_once_are_told(office, ready):
    plan = Plan.of(ready)
    actions.change_meeting(ready, replace(plan, place="Phòng 2"), by=office, revision=0)
    with pytest.raises(Conflict) as second:
        actions.change_meeting(ready, replace(plan, place="Phòng 3"), by=office, revision=0)
    assert second.value.fields == ("place",)
    assert stored(ready).place == "Phòng 2"


def test_saving_nothing_new_writes_nothing(office, ready):
    actions.change_meeting(ready, Plan.of(ready), by=office, revision=0)
    assert stored(ready).revision == 0 and not history.stream(ready).exists()


def test_a_meeting_without_agenda_and_people_is_not_called(tree, office):
    meeting = make_meeting(tree.city, starts_at=MORNING)
    with pytest.raises(ValidationError) as stopped:
        actions.call_meeting(meeting, by=office)
    assert len(stopped.value.messages) == 2
    assert stored(meeting).state == "planned" and not history.stream(meeting).exists()


def test_what_only_ought_to_be_there_stops_nothing(tree, office):
    yesterday = datetime(2020, 2, 12, 8, 0, tzinfo=HANOI)
    meeting = make_meeting(tree.city, place="", starts_at=yesterday)
    make_item(meeting)
    make_attendance(meeting)
    found = guards(meeting, "call")
    assert [(g.at, g.stops) for g in found] == [("plan", False)] * 3
    assert actions.call_meeting(meeting, by=office).state == "called"


def test_everyone_called_is_told_and_sees_it_from_then_on(tree, office, chair, ready):
    guest = make_person(tree.commune, Role.UNIT_SECRETARY)
    make_attendance(ready, guest, member=False)
    assert not Meeting.objects.visible_to(guest.account).exists()
    actions.call_meeting(ready, by=office)
    del guest.account._who
    assert Meeting.objects.visible_to(guest.account).get() == ready
    assert {n.recipient for n in Notice.objects.filter(reason="")} == {guest.account, chair.account}


def test_a_new_time_is_told_and_a_new_name_is_not(office, ready):
    actions.call_meeting(ready, by=office)
    before = Notice.objects.count()
    actions.change_meeting(ready, replace(Plan.of(ready), title="Hội nghị lần 1"), by=office)
    assert Notice.objects.count() == before
    later = replace(Plan.of(stored(ready)), starts_at=MORNING + timedelta(hours=6))
    actions.change_meeting(ready, later, by=office)
    assert Notice.objects.count() == before + 1
    assert "14:00 14/02/2020" in history.sentence(history.stream(ready).last(), "vi")


def test_opened_and_closed_by_the_chair_not_by_a_member(tree, chair, ready):
    member = make_user(tree.city, Role.COMMITTEE_MEMBER)
    for verb in (actions.open_meeting, actions.close_meeting):
        with pytest.raises(PermissionDenied):
            verb(ready, by=member)
        verb(ready, by=chair.account)
    assert stored(ready).state == "closed"
    assert [e.verb for e in history.stream(ready)] == ["meeting_opened", "meeting_closed"]


def test_a_step_that_somebody_else_has_taken_is_said_not_taken_twice(office, chair, ready):
    actions.open_meeting(ready, by=chair.account)
    with pytest.raises(Moved) as moved:
        actions.open_meeting(ready, by=chair.account)
    assert moved.value.current.state == "open"
    with pytest.raises(Moved):
        actions.cancel_meeting(ready, "Hoãn", by=office)
    assert history.stream(ready).count() == 1


def test_closing_speaks_of_what_is_left_and_stops_nothing(chair, ready):
    actions.open_meeting(ready, by=chair.account)
    found = guards(stored(ready), "close")
    assert [(g.at, g.stops) for g in found] == [("attendance", False), ("agenda", False)]


def test_a_cancelled_meeting_says_why_and_is_told_to_who_was_called(office, ready):
    actions.call_meeting(ready, by=office)
    with pytest.raises(ValidationError):
        actions.cancel_meeting(ready, "  ", by=office)
    actions.cancel_meeting(ready, "Chủ trì đi công tác", by=office)
    assert stored(ready).state == "cancelled"
    last = history.stream(ready).last()
    assert last.details["reason"] == "Chủ trì đi công tác"
    assert Notice.objects.filter(event=last).count() == 1
    for verb in (actions.open_meeting, actions.call_meeting):
        with pytest.raises((PermissionDenied, Moved)):
            verb(stored(ready), by=office)


def test_who_was_never_told_of_a_meeting_is_not_told_of_its_end(tree, office, ready):
    guest = make_person(tree.commune, Role.UNIT_SECRETARY)
    make_attendance(ready, guest, member=False)
    actions.cancel_meeting(ready, "Chưa chuẩn bị xong", by=office)
    assert not Notice.objects.exists() and not Meeting.objects.visible_to(guest.account).exists()


def test_a_concluded_meeting_is_changed_no_more(tree, office):
    over = make_meeting(tree.city, state="concluded")
    with pytest.raises(PermissionDenied):
        actions.change_meeting(over, replace(Plan.of(over), place="Khác"), by=office)


def test_everyones_page_hears_of_every_step(office, chair, ready):
    beats = [stored(ready).beat]
    for verb, by in ((actions.call_meeting, office), (actions.open_meeting, chair.account)):
        verb(ready, by=by)
        beats.append(stored(ready).beat)
    assert beats == [0, 1, 2]


def test_a_post_that_ended_may_still_chair_what_it_chaired(tree, office, chair, ready):
    from vankien_web.reviews.planning import choices

    Post.objects.filter(person=chair).update(until=datetime(2020, 1, 31).date())
    assert chair.posts.get() in choices(tree.city, office, stored(ready))["posts"]
    assert chair.posts.get() not in choices(tree.city, office)["posts"]
