"""A unit is renamed, moved or merged between the meeting and the answers: what was asked is answered."""

from datetime import timedelta

import pytest
from django.test import Client

from factories import (
    make_congress,
    make_item,
    make_meeting,
    make_person,
    make_request,
    make_season,
    make_sentence,
    make_tree,
    make_unit,
)
from vankien_web.common import clock
from vankien_web.common.delivery import Notice
from vankien_web.reviews.actions import answers
from vankien_web.reviews.models import ChangeRequest, Paper
from vankien_web.units import actions
from vankien_web.units.actions.tree import Description
from vankien_web.units.models import Role, Unit, who

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    class Scene:
        tree = make_tree()
        office = make_person(tree.city, Role.OFFICE)
        above = make_person(tree.province, Role.OFFICE)
        secretary = make_person(tree.commune, Role.UNIT_SECRETARY)
        bigger = make_unit("Đảng bộ phường Tám", tree.city)
        successor = make_person(bigger, Role.UNIT_SECRETARY)
        congress = make_congress(make_season(tree.city), tree.commune)
        meeting = make_meeting(tree.city, state="concluded", season=congress.season)
        sentence = make_sentence(meeting, make_item(meeting), by=office.account)
        asked = make_request(
            meeting, None, sentence=sentence, congress=congress, owner_unit=tree.commune, kind="task"
        )

    return Scene()


def merge(scene, on):
    unit = Unit.objects.get(pk=scene.tree.commune.pk)
    actions.end_unit(unit, on=on, into=scene.bigger, revision=unit.revision, by=scene.above.account)


def account(person):
    return type(person.account).objects.get(pk=person.account_id)


def sees(person):
    return set(ChangeRequest.objects.visible_to(account(person)))


def test_a_renamed_and_moved_unit_answers_what_it_was_asked(scene):
    unit = Unit.objects.get(pk=scene.tree.commune.pk)
    new = Description("Đảng bộ phường Ba", "xa-phuong", "co-so", scene.tree.province)
    actions.change_unit(unit, new, on=clock.today(), revision=unit.revision, by=scene.above.account)
    assert sees(scene.secretary) == sees(scene.office) == {scene.asked}
    answers.answer(scene.asked, "explained", "Đã làm.", by=account(scene.secretary))
    client = Client()
    client.force_login(scene.office.account)
    assert "phường Ba" in client.get(f"/yeu-cau/{scene.asked.pk}/").content.decode()


def test_what_was_asked_of_a_merged_unit_passes_to_where_it_went(scene):
    merge(scene, on=clock.today())
    assert sees(scene.successor) == set(), "the old unit still stands on its last day"
    Unit.objects.filter(pk=scene.tree.commune.pk).update(ended=clock.today() - timedelta(days=1))
    assert sees(scene.successor) == {scene.asked}
    given = answers.answer(scene.asked, "explained", "Đã làm.", by=account(scene.successor))
    assert given.request == scene.asked
    asked = ChangeRequest.objects.get(pk=scene.asked.pk)
    answers.reopen(asked, "Chưa đủ.", by=account(scene.office))
    told = set(Notice.objects.filter(event__verb="request_reopened").values_list("recipient", flat=True))
    assert scene.successor.account_id in told
    client = Client()
    client.force_login(scene.successor.account)
    assert f"/yeu-cau/{scene.asked.pk}/" in client.get("/viec-cua-toi/").content.decode()


def test_papers_sent_to_a_merged_unit_are_there_for_who_goes_on(scene):
    sent = Paper.objects.create(
        unit=scene.tree.city,
        meeting=scene.meeting,
        form="thong-bao-ket-luan",
        title="Thông báo kết luận",
        subject=f"meeting:{scene.meeting.pk}",
        record=f"meeting:{scene.meeting.pk}",
        state_hash="0" * 64,
        sha256="0" * 64,
        size=1,
        made_by=scene.office.account,
        issued_at=clock.now(),
    )
    sent.recipients.add(scene.tree.commune)
    assert not Paper.objects.visible_to(account(scene.successor)).exists()
    merge(scene, on=clock.today() - timedelta(days=1))
    assert list(Paper.objects.visible_to(account(scene.successor))) == [sent]


def test_nobody_inherits_personnel_nor_what_was_not_theirs(scene):
    scene.successor.posts.update(sees_personnel=True)
    merge(scene, on=clock.today() - timedelta(days=1))
    seats = who(account(scene.successor)).seats
    assert {(s.unit_id, s.sees_personnel) for s in seats} == {
        (scene.bigger.pk, True),
        (scene.tree.commune.pk, False),
    }
    assert sees(make_person(scene.tree.office, Role.UNIT_SECRETARY)) == set()
