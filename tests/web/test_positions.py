"""Positions: of members who are here, the last word counting, a revision asked for standing in the way."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import make_attendance, make_opinion, make_person, make_position
from tests.web.speaking_scene import Scene, fresh
from vankien_web.common import history
from vankien_web.reviews.actions.meetings import open_meeting
from vankien_web.reviews.actions.positions import take_position
from vankien_web.reviews.models import Meeting, Position, Presence
from vankien_web.reviews.tally import stands_in_the_way, tally


@pytest.fixture
def scene(db, commune):
    return Scene(commune)


@pytest.fixture
def item(scene):
    scene.call()
    return scene.item


def page(person, address):
    client = Client()
    client.force_login(person.account)
    return client.get(address)


def test_a_member_takes_a_position_and_changes_it(scene, item):
    take_position(item, "agree", by=scene.member.account)
    take_position(item, "with_comments", reason="Bổ sung số liệu.", by=scene.member.account)
    found = tally(item)
    assert [(p.person, p.stance) for p in found.positions] == [(scene.member, "with_comments")]
    assert (found.agreed, found.members) == (1, 3)
    assert set(found.silent) == {scene.chair, scene.other}
    assert Meeting.objects.get(pk=item.meeting_id).beat == 2


def test_a_revision_needs_its_reason_and_stands_in_the_way(scene, item):
    with pytest.raises(ValidationError):
        take_position(item, "revise", reason="  ", by=scene.member.account)
    held = take_position(item, "revise", reason="Chưa có chủ đề.", by=scene.member.account)
    assert stands_in_the_way(item) == [held]
    assert "Chưa có chủ đề." in scene.page(scene.office).content.decode()
    take_position(item, "agree", by=scene.member.account)
    assert stands_in_the_way(item) == []


def test_nothing_is_counted_for_who_is_absent(scene, item):
    take_position(item, "revise", reason="Xem lại.", by=scene.member.account)
    item.meeting.attendance.filter(person=scene.member).update(presence=Presence.EXCUSED)
    found = tally(item)
    assert found.positions == ()
    assert found.absent == (scene.member,)
    assert found.members == 2
    assert stands_in_the_way(item) == []
    with pytest.raises(PermissionDenied):
        take_position(item, "agree", by=scene.member.account)


def test_who_may_and_who_may_not(scene, item):
    guest = make_attendance(item.meeting, make_person(), member=False).person
    outside = make_person(scene.tree.city, "committee_member")
    for person in (guest, outside, scene.office, scene.secretary, scene.leader):
        with pytest.raises(PermissionDenied):
            take_position(item, "agree", by=person.account)
    with pytest.raises(PermissionDenied):
        take_position(item, "agree", person=scene.other, by=scene.member.account)
    assert not Position.objects.exists()


def test_the_office_writes_down_what_a_member_said_and_it_is_shown_so(scene, item):
    position = take_position(item, "agree", person=scene.other, by=scene.office.account)
    assert position.entered_by == scene.office.account
    with pytest.raises(PermissionDenied):
        take_position(item, "agree", person=make_person(), by=scene.office.account)
    shown = page(scene.chair, f"/hop/{item.meeting_id}/chinh-kien/").content.decode()
    assert f"{scene.other} (do {scene.office.account} ghi)" in shown
    assert "Nhất trí 1/3" in shown


def test_after_the_conclusion_it_stays_as_it_is(scene, item):
    Meeting.objects.filter(pk=item.meeting_id).update(state="concluded")
    item.meeting.refresh_from_db(fields=["title"])
    stored = type(item).objects.select_related("meeting").get(pk=item.pk)
    with pytest.raises(PermissionDenied):
        take_position(stored, "agree", by=scene.member.account)


def test_guests_read_of_no_position(scene, item):
    guest = make_attendance(item.meeting, make_person(), member=False).person
    take_position(item, "revise", reason="Chưa có chủ đề.", by=scene.member.account)
    assert page(guest, f"/hop/{item.meeting_id}/chinh-kien/").status_code == 404
    event = history.stream(item.meeting).get(verb="position_taken")
    assert "revise" not in str(event.details)
    assert "chủ đề" not in str(event.details)


def test_the_page_takes_it_and_says_what_is_missing(scene, item):
    client = Client()
    client.force_login(fresh(scene.member))
    address = f"/hop/{item.meeting_id}/muc/{item.pk}/chinh-kien/"
    answer = client.post(address, {"stance": "revise", "reason": ""})
    assert answer.status_code == 422
    assert "Hãy nêu rõ cần sửa gì trước khi trình." in answer.content.decode()
    assert client.post(address, {"stance": "agree", "reason": ""}).status_code == 302
    assert Position.objects.get().person == scene.member
    stranger = Client()
    stranger.force_login(scene.leader.account)
    assert stranger.post(address, {"stance": "agree"}).status_code == 404


@pytest.mark.parametrize("part", ["chinh-kien/", "y-kien/"])
def test_few_queries_with_one_member_or_two_hundred(scene, item, part, django_assert_max_num_queries):
    for number in range(40):
        member = make_attendance(item.meeting).person
        make_position(item, member, "agree" if number % 2 else "none")
        for _ in range(5):
            make_opinion(member, scene.draft, item.meeting, item=item)
    client = Client()
    client.force_login(scene.chair.account)
    with django_assert_max_num_queries(12):
        assert client.get(f"/hop/{item.meeting_id}/{part}").status_code == 200


def test_the_chair_agrees_over_a_position_only_with_a_reason(scene, item):
    take_position(item, "revise", reason="Chưa có chủ đề.", by=scene.member.account)
    open_meeting(item.meeting, by=scene.office.account)
    office = Client()
    office.force_login(scene.office.account)
    one = f"/hop/{item.meeting_id}/muc/{item.pk}/"
    asked = office.post(f"{one}ket-qua/", {"outcome": "agreed"})
    assert asked.headers["Location"] == f"{one}van-nhat-tri/"
    item.refresh_from_db()
    assert item.outcome == ""
    assert scene.member.name in office.get(f"{one}van-nhat-tri/").content.decode()
    assert office.post(f"{one}van-nhat-tri/", {"over": " "}).status_code == 422
    assert office.post(f"{one}van-nhat-tri/", {"over": "Sửa ngay tại hội nghị."}).status_code == 302
    item.refresh_from_db()
    assert (item.outcome, item.over_positions) == ("agreed", "Sửa ngay tại hội nghị.")
    office.post(f"{one}ket-qua/", {"outcome": "revise"})
    item.refresh_from_db()
    assert (item.outcome, item.over_positions) == ("revise", "")
