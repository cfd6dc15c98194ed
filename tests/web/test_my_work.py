"""Việc của tôi: each person sees what waits for the posts held today, and nothing else."""

from datetime import date

import pytest

from factories import make_congress, make_draft, make_group, make_person, make_season, make_tree, make_user
from vankien_web.common import clock
from vankien_web.desk.work import work
from vankien_web.units import actions
from vankien_web.units.models import Person, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    class Season:
        tree = make_tree()
        season = make_season(tree.city)
        congress = make_congress(season, tree.commune, deadline=date(2020, 6, 30), steps_total=3)
        later = make_congress(season, tree.office, deadline=date(2020, 8, 31))

    return Season


def verbs(user):
    return [(t.verb, t.unit) for t in work(user)]


def shared(congress, **fields):
    return make_draft(congress, state="shared", shared_at=clock.now(), **fields)


def test_each_post_has_its_own_work(season):
    make_draft(season.congress)
    shared(season.later)
    drafter = make_user(season.tree.commune, Role.UNIT_DRAFTER)
    assert verbs(drafter) == [("Soạn và gửi cấp trên", "Đảng bộ xã Ba")]
    assert verbs(make_user(season.tree.city, Role.OFFICE)) == [
        ("Xem xét trình hội nghị hoặc trả lại", "Đảng bộ cơ quan Bốn")
    ]
    secretary = verbs(make_user(season.tree.commune, Role.UNIT_SECRETARY))
    assert ("Chuẩn bị đại hội: còn 3 bước, thiếu 0 giấy tờ", "Đảng bộ xã Ba") in secretary
    for role in (Role.OBSERVER, Role.COMMITTEE_MEMBER, Role.VERIFIER, Role.ADMINISTRATOR):
        assert verbs(make_user(season.tree.city, role)) == []


def test_only_the_committee_directly_above_is_asked(season):
    shared(season.congress)
    assert verbs(make_user(season.tree.province, Role.OFFICE)) == []
    assert verbs(make_user(season.tree.other_province, Role.OFFICE)) == []


def test_a_chair_is_asked_when_nothing_is_missing(season):
    chair = make_user(season.tree.city, Role.CHAIR)
    ready = make_congress(season.season, season.tree.party_office, stage="reviewed")
    assert verbs(chair) == [("Duyệt đại hội", "Đảng bộ cơ quan Năm")]
    type(ready).objects.filter(pk=ready.pk).update(dossier_missing=1)
    assert verbs(chair) == []


def test_a_group_is_asked_until_it_reports(season):
    group = make_group(season.tree.city, season.tree.commune)
    assert verbs(group.head_user) == [("Báo cáo tiến độ", "Đảng bộ xã Ba")]
    season.congress.reports.create(group=group, number=1, on=clock.today(), summary="x", said_by="x")
    assert verbs(group.head_user) == []


def test_the_nearest_deadline_comes_first(season):
    shared(season.later)
    shared(season.congress)
    office = make_user(season.tree.city, Role.OFFICE)
    assert [t.deadline for t in work(office)] == [date(2020, 6, 30), date(2020, 8, 31)]


def test_what_waited_for_the_old_holder_waits_for_the_new_one(season, client):
    shared(season.congress)
    office = make_person(season.tree.city, Role.OFFICE)
    successor = make_person(None)
    admin = make_user(None, Role.ADMINISTRATOR)
    actions.hand_over(office.posts.get(), successor, on=clock.today(), by=admin)
    assert len(verbs(successor.account)) == 1
    assert verbs(Person.objects.get(pk=office.pk).account) == []


def test_the_page_needs_as_many_queries_for_many_rows(season, client, django_assert_max_num_queries):
    client.force_login(make_user(season.tree.city, Role.OFFICE))
    shared(season.congress)
    counts = []
    for kinds in ((), ("resolution", "self_review", "outline", "congress_programme")):
        for kind in kinds:
            shared(season.congress, kind=kind)
            shared(season.later, kind=kind)
        with django_assert_max_num_queries(12) as asked:
            assert client.get("/viec-cua-toi/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_holds_no_post_is_told_what_to_do(client, db):
    client.force_login(make_user())
    assert "chưa giữ chức vụ nào" in client.get("/viec-cua-toi/").content.decode()
