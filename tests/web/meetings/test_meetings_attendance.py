"""Whom a meeting calls, who was there, and two people who mark one list at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import (
    make_attendance,
    make_congress,
    make_draft,
    make_group,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_season,
    make_tree,
    make_user,
    make_version,
)
from vankien_web.common import history
from vankien_web.common.delivery import Notice
from vankien_web.reviews.actions import attendance as actions
from vankien_web.reviews.actions.attendance import Mark
from vankien_web.reviews.actions.meetings import Moved
from vankien_web.reviews.models import Attendance, Meeting
from vankien_web.units.models import Body, PersonnelStatement, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """A city's committee, and a commune below it that a group follows."""
    tree = make_tree()
    tree.head = make_group(tree.city, tree.commune).head_user.person
    tree.secretary = make_person(tree.commune, Role.UNIT_SECRETARY)
    tree.chair = make_person(tree.city, Role.CHAIR, rank=1)
    tree.second = make_person(tree.city, Role.COMMITTEE_MEMBER, body=Body.STANDING, rank=3)
    tree.first = make_person(tree.city, Role.COMMITTEE_MEMBER, body=Body.STANDING, rank=2)
    tree.committee = make_person(tree.city, Role.COMMITTEE_MEMBER, body=Body.COMMITTEE)
    tree.keeper = make_user(tree.city, Role.OFFICE, body=Body.PARTY_OFFICE)
    return tree


@pytest.fixture
def meeting(city):
    return make_meeting(city.city, secretary=city.keeper.person.posts.get())


def drafted(city, unit, **fields):
    return make_version(make_draft(make_congress(make_season(city.city), unit), **fields)).draft


def called(meeting):
    return [(row.person, row.member) for row in meeting.attendance.select_related("person")]


def mark(row, presence, **said):
    return Mark(row.pk, presence, **{"number": row.number, "revision": row.revision} | said)


def test_one_click_calls_the_body_in_order_and_the_guests_of_the_agenda(city, meeting):
    make_item(meeting, drafted(city, city.commune))
    actions.fill_attendance(meeting, by=city.keeper)
    assert called(meeting) == [
        (city.chair, True),
        (city.first, True),
        (city.second, True),
        (city.head, False),
        (city.secretary, False),
        (city.keeper.person, False),
    ]


def test_the_whole_committee_is_called_with_its_standing_members(city):
    meeting = make_meeting(city.city, body=Body.COMMITTEE)
    actions.fill_attendance(meeting, by=city.keeper)
    assert {person for person, _m in called(meeting)} == {
        city.chair,
        city.first,
        city.second,
        city.committee,
    }


def test_who_gave_a_post_back_is_not_called(city, meeting):
    city.first.posts.update(until="2020-02-12")
    actions.fill_attendance(meeting, by=city.keeper)
    assert city.first not in dict(called(meeting))


def test_a_second_click_adds_only_who_came_since(city, meeting):
    actions.fill_attendance(meeting, by=city.keeper)
    before = called(meeting)
    make_item(meeting, drafted(city, city.commune))
    made = actions.fill_attendance(meeting, by=city.keeper)
    assert {row.person for row in made} == {city.head, city.secretary}
    assert [one for one in called(meeting) if one in before] == before
    assert actions.fill_attendance(meeting, by=city.keeper) == []
    assert history.stream(meeting).count() == 2


def test_a_personnel_plan_calls_nobody(city, meeting):
    PersonnelStatement.objects.create(statement="…", signed_by=city.keeper)
    make_item(meeting, drafted(city, city.commune, kind="personnel_plan"))
    actions.fill_attendance(meeting, by=city.keeper)
    assert city.secretary not in dict(called(meeting)) and city.head not in dict(called(meeting))


def test_somebody_else_is_called_by_hand_once(city, meeting):
    guest = make_person(city.city, Role.VERIFIER)
    actions.call_person(meeting, guest, by=city.keeper)
    with pytest.raises(ValidationError):
        actions.call_person(meeting, guest, by=city.keeper)
    assert called(meeting) == [(guest, False)]


def test_who_is_called_after_the_call_is_told_and_so_is_who_is_dropped(city):
    meeting = make_meeting(city.city, state="called")
    row = actions.call_person(meeting, city.secretary, by=city.keeper)
    assert Notice.objects.get().recipient == city.secretary.account
    actions.uncall(row, by=city.keeper)
    assert Notice.objects.count() == 2 and not meeting.attendance.exists()


def test_nobody_hears_of_a_meeting_that_is_only_planned(city, meeting):
    actions.fill_attendance(meeting, by=city.keeper)
    assert not Notice.objects.exists()


def test_who_has_spoken_stays_on_the_list(city):
    meeting = make_meeting(city.city, state="open")
    spoke, silent, writes = (make_attendance(meeting, p) for p in (city.first, city.second, city.chair))
    make_opinion(city.first, meeting=meeting)
    make_opinion(city.chair, meeting=meeting, sent=False)
    with pytest.raises(ValidationError):
        actions.uncall(spoke, by=city.keeper)
    actions.uncall(silent, by=city.keeper)
    actions.uncall(writes, by=city.keeper)
    assert called(meeting) == [(city.first, True)]


def test_only_the_office_calls_and_marks(city, meeting):
    row = make_attendance(meeting, city.first)
    for role in (Role.CHAIR, Role.COMMITTEE_MEMBER, Role.ADMINISTRATOR):
        other = make_user(city.city, role)
        for verb in (
            lambda by: actions.fill_attendance(meeting, by=by),
            lambda by: actions.call_person(meeting, city.second, by=by),
            lambda by: actions.uncall(row, by=by),
            lambda by: actions.mark_attendance(meeting, [mark(row, "present")], by=by),
        ):
            with pytest.raises(PermissionDenied):
                verb(other)


def test_a_list_marked_at_once_is_one_event_for_each_answer(city):
    meeting = make_meeting(city.city, state="open")
    rows = [make_attendance(meeting, p) for p in (city.chair, city.first, city.second)]
    marks = [mark(rows[0], "present"), mark(rows[1], "present"), mark(rows[2], "excused", reason="Đi họp")]
    assert actions.mark_attendance(meeting, marks, by=city.keeper) == []
    assert [row.presence for row in meeting.attendance.all()] == ["present", "present", "excused"]
    present, excused = history.stream(meeting)
    assert present.details == {"people": [city.chair.name, city.first.name], "presence": "present"}
    assert history.sentence(excused, "vi").endswith(f"điểm danh – vắng có lý do: {city.second.name}")
    assert Meeting.objects.get(pk=meeting.pk).beat == 1


def test_two_who_mark_different_people_lose_nothing(city):
    meeting = make_meeting(city.city, state="open")
    one, two = make_attendance(meeting, city.first), make_attendance(meeting, city.second)
    assert actions.mark_attendance(meeting, [mark(one, "present")], by=city.keeper) == []
    assert actions.mark_attendance(meeting, [mark(two, "absent")], by=city.keeper) == []
    assert [row.presence for row in meeting.attendance.all()] == ["present", "absent"]


def test_two_who_mark_one_person_otherwise_are_told_and_the_rest_is_saved(city):
    meeting = make_meeting(city.city, state="open")
    one, two = make_attendance(meeting, city.first), make_attendance(meeting, city.second)
    actions.mark_attendance(meeting, [mark(one, "excused")], by=city.keeper)
    (clash,) = actions.mark_attendance(meeting, [mark(one, "present"), mark(two, "present")], by=city.keeper)
    assert (clash.row.presence, clash.mark.presence) == ("excused", "present")
    assert [row.presence for row in meeting.attendance.all()] == ["excused", "present"]


def test_two_who_say_the_same_do_not_clash(city):
    meeting = make_meeting(city.city, state="open")
    row = make_attendance(meeting, city.first)
    for _again in range(2):
        assert actions.mark_attendance(meeting, [mark(row, "present")], by=city.keeper) == []
    assert history.stream(meeting).count() == 1


def test_marks_of_another_meeting_and_answers_that_do_not_exist_change_nothing(city, meeting):
    elsewhere = make_attendance(make_meeting(city.city), city.first)
    actions.mark_attendance(meeting, [mark(elsewhere, "absent")], by=city.keeper)
    with pytest.raises(ValidationError):
        actions.mark_attendance(meeting, [mark(elsewhere, "asleep")], by=city.keeper)
    assert Attendance.objects.get().presence == "called"


def test_after_the_conclusion_the_list_is_closed(city):
    meeting = make_meeting(city.city, state="closed")
    row = make_attendance(meeting, city.first)
    Meeting.objects.filter(pk=meeting.pk).update(state="concluded")
    with pytest.raises(Moved):
        actions.mark_attendance(meeting, [mark(row, "present")], by=city.keeper)
