"""Opinions: private until sent, immutable afterwards, heard by the committee and never by the unit."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import (
    make_attendance,
    make_draft,
    make_item,
    make_opinion,
    make_person,
)
from tests.web.speaking_scene import Scene, fresh
from vankien_web.common import history
from vankien_web.common.conflict import Conflict
from vankien_web.reviews.actions import opinions as actions
from vankien_web.reviews.actions.opinions import About
from vankien_web.reviews.models import Opinion, Presence
from vankien_web.units.models import PersonnelStatement, Role


@pytest.fixture
def scene(db, commune):
    return Scene(commune)


def seen(person):
    return set(Opinion.objects.visible_to(fresh(person)))


def test_nobody_else_sees_or_counts_what_is_not_sent(scene):
    scene.call()
    opinion = scene.write()
    assert seen(scene.member) == {opinion}
    for person in (scene.office, scene.chair, scene.other, scene.secretary, scene.leader):
        assert seen(person) == set()
        assert "hộ nghèo.</p>" not in scene.page(person).content.decode()
    for person in (scene.office, scene.other):
        assert ">0</b>" in scene.page(person).content.decode()
        answer = scene.post(person, f"/y-kien/{opinion.pk}/gui/")
        assert answer.status_code == 404
    assert history.of(opinion).count() == 0


def test_sent_it_is_heard_by_the_committee_and_the_group_and_never_by_the_unit(scene):
    scene.call()
    opinion = scene.write()
    actions.send_opinion(opinion, by=scene.member.account)
    head = scene.group.head_user.person
    for person in (scene.member, scene.other, scene.office, scene.chair, head):
        assert seen(person) == {opinion}, person
    stranger = make_person(scene.tree.other_province, Role.COMMITTEE_MEMBER)
    for person in (scene.secretary, scene.leader, stranger):
        assert seen(person) == set(), person
    assert scene.page(scene.secretary).status_code == 404
    assert "Ý kiến" not in scene.page(scene.secretary, "").content.decode().split("<main")[1]


def test_before_any_meeting_it_is_for_those_above_and_the_meeting_takes_it_over(scene):
    opinion = scene.write()
    actions.send_opinion(opinion, by=scene.member.account)
    assert seen(scene.office) == {opinion}
    assert seen(scene.leader) == set()
    meeting = scene.call()
    assert actions.adopt_opinions(meeting) == 1
    opinion.refresh_from_db()
    assert (opinion.meeting, opinion.item) == (meeting, scene.item)


def test_once_sent_it_can_neither_be_changed_nor_deleted(scene):
    opinion = scene.write()
    actions.send_opinion(opinion, by=scene.member.account)
    by = scene.member.account
    for verb in (
        lambda: actions.change_opinion(opinion, revision=0, text="khác", kind="agree", by=by),
        lambda: actions.delete_opinion(opinion, by=by),
        lambda: actions.send_opinion(opinion, by=by),
        lambda: scene.write(text="khác", key=opinion.key),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    opinion.refresh_from_db()
    assert opinion.text == "Bổ sung tỷ lệ hộ nghèo."
    assert scene.post(scene.member, f"/y-kien/{opinion.pk}/xoa/").status_code == 403


def test_what_is_saved_twice_over_a_bad_line_is_one_opinion(scene):
    key = uuid4()
    first = scene.write(key=key)
    again = scene.write(key=key, text="Bổ sung tỷ lệ hộ nghèo và BHYT.")
    assert first.pk == again.pk
    assert Opinion.objects.get().text.endswith("BHYT.")
    with pytest.raises(Conflict):
        scene.write(key=key, text="từ một thẻ khác")
    with pytest.raises(PermissionDenied):
        scene.write(scene.other, key=key)


def test_an_empty_one_is_kept_but_not_sent(scene):
    opinion = scene.write(text="  ")
    with pytest.raises(ValidationError):
        actions.send_opinion(opinion, by=scene.member.account)
    kept = scene.write(text="có chữ")
    with pytest.raises(ValidationError):
        actions.send_opinions([kept, opinion], by=scene.member.account)
    assert not Opinion.objects.exclude(sent_at=None).exists()


def test_the_office_writes_down_what_somebody_said_and_it_is_shown_so(scene):
    scene.call()
    opinion = scene.write(scene.office, person=scene.member)
    actions.send_opinion(opinion, by=scene.office.account)
    assert opinion.person == scene.member
    assert opinion.entered_by == scene.office.account
    page = scene.page(scene.chair).content.decode()
    assert f"Do {scene.office.account} ghi lại" in page
    event = history.of(opinion).get()
    assert event.verb == "opinion_written_down"
    assert "hộ nghèo" not in str(event.details)


def test_nobody_but_the_office_speaks_for_another_and_only_for_who_was_called(scene):
    scene.call()
    with pytest.raises(PermissionDenied):
        scene.write(scene.other, person=scene.member)
    with pytest.raises(ValidationError):
        scene.write(scene.office, person=scene.group.head_user.person)


def test_a_guest_speaks_and_hears_only_the_own_words(scene):
    scene.call()
    guest = make_attendance(scene.meeting, make_person(), member=False).person
    other = make_opinion(scene.member, scene.draft, scene.meeting, item=scene.item)
    client = Client()
    client.force_login(guest.account)
    fields = {
        "key": str(uuid4()),
        "revision": 0,
        "kind": "question",
        "text": "Vì sao?",
        "item": scene.item.pk,
    }
    assert client.post(f"/hop/{scene.meeting.pk}/y-kien/viet/gui/", fields).status_code == 302
    own = Opinion.objects.get(person=guest)
    assert own.sent_at
    assert seen(guest) == {own}
    page = client.get(f"/hop/{scene.meeting.pk}/y-kien/").content.decode()
    assert f'id="y{own.pk}"' in page
    assert f'id="y{other.pk}"' not in page


def test_who_was_not_called_and_serves_no_committee_cannot_speak(scene):
    scene.call()
    with pytest.raises(PermissionDenied):
        scene.write(scene.secretary)
    with pytest.raises(PermissionDenied):
        scene.write(scene.leader)
    assert scene.post(scene.leader, f"/van-ban/{scene.draft.pk}/y-kien/viet/").status_code == 404


def test_after_the_conclusion_nobody_sends_to_the_meeting(scene):
    meeting = scene.call()
    guest = make_attendance(meeting, make_person(), member=False).person
    opinion = make_opinion(guest, None, meeting, sent=False)
    type(meeting).objects.filter(pk=meeting.pk).update(state="concluded")
    with pytest.raises(PermissionDenied):
        actions.send_opinion(opinion, by=guest.account)


def test_sending_is_told_to_the_room_and_the_history_holds_no_text(scene):
    meeting = scene.call()
    actions.send_opinion(scene.write(), by=scene.member.account)
    meeting.refresh_from_db()
    assert meeting.beat == 1
    event = history.stream(meeting).get(verb="opinion_sent")
    assert "hộ nghèo" not in str(event.details)
    assert not history.stream(scene.draft).filter(verb__startswith="opinion").exists()


def test_opinions_on_a_personnel_plan_are_for_those_who_may_see_it(scene):
    plan = make_draft(
        scene.congress, scene.secretary.account, "personnel_plan", shared_at=scene.draft.shared_at
    )
    cleared = make_person(scene.tree.city, Role.OFFICE, sees_personnel=True)
    PersonnelStatement.objects.create(statement="Được phép.", signed_by=cleared.account)
    meeting = scene.call()
    item = make_item(meeting, plan)
    opinion = actions.write_opinion(About(plan, item=item), "Xem lại cơ cấu.", by=fresh(cleared))
    actions.send_opinion(opinion, by=fresh(cleared))
    assert seen(cleared) == {opinion}
    assert seen(scene.office) == seen(scene.member) == set()
    assert not history.stream(meeting).exists()
    with pytest.raises(PermissionDenied):
        actions.write_opinion(About(plan, item=item), "Tôi cũng xem.", by=fresh(scene.member))


def test_an_absent_members_seat_does_not_take_their_voice(scene):
    """Who is excused may still have written before: an opinion is not a vote."""
    scene.call()
    scene.meeting.attendance.filter(person=scene.member).update(presence=Presence.EXCUSED)
    actions.send_opinion(scene.write(), by=scene.member.account)
    assert Opinion.objects.get().meeting == scene.meeting
