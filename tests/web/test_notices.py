"""Being told: one notice per event and person, its reasons, the inbox, and nothing for who has no right."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from factories import make_congress, make_draft, make_group, make_person, make_season, make_tree, make_user
from vankien.model import Document
from vankien.serial import to_data
from vankien_web.accounts.models import User
from vankien_web.common import audit, clock
from vankien_web.common.delivery import Mailed, Notice, NoticeSetting, Why
from vankien_web.common.history import record
from vankien_web.common.notices import Addressee, tell, tell_all, told_of
from vankien_web.common.templatetags.told import outcome
from vankien_web.congresses.actions import override_deadline, send_back, switch_pack
from vankien_web.desk.actions import notices as actions
from vankien_web.desk.inbox import KINDS, inbox
from vankien_web.drafts import actions as drafts
from vankien_web.drafts.actions import follow_unit
from vankien_web.drafts.models import Draft, DraftState, Reading, Version
from vankien_web.site import daily
from vankien_web.units.actions import hand_over, switch_personnel_off, switch_personnel_on
from vankien_web.units.models import Person, Role, Unit
from vankien_web.units.reach import department_people, group_people, holders


@pytest.fixture
def place(db):
    class Place:
        tree = make_tree()
        season = make_season(tree.city, opened_on=date(2019, 11, 1))
        congress = make_congress(season, tree.commune)
        secretary = make_person(tree.commune, Role.UNIT_SECRETARY)
        drafter = make_person(tree.commune, Role.UNIT_DRAFTER)
        office = make_person(tree.city, Role.OFFICE)

    return Place


def told(event, *people, url="/viec-cua-toi/", **more):
    with transaction.atomic():
        tell(event, people, url, **more)
    return {n.recipient_name: n for n in Notice.objects.filter(event=event)}


def happened(congress, by=None):
    with transaction.atomic():
        return record("congress_dropped", congress, by=by, name="xã Ba")


def shared(place, kind="political_report", **fields):
    draft = make_draft(place.congress, place.drafter.account, kind)
    version = Version.objects.create(
        draft=draft, number=1, file_name="a.docx", sha256="0" * 64, size=1, submitted_by=draft.owner, **fields
    )
    Reading.objects.create(version=version, content=to_data(Document("docx", ())))
    Draft.objects.filter(pk=draft.pk).update(latest=version, sent=version, shared_at=clock.now())
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.SHARED)
    return Draft.objects.get(pk=draft.pk)


def names(event_verb):
    rows = Notice.objects.filter(event__verb=event_verb)
    return sorted(rows.values_list("recipient_name", "reason"))


def test_each_is_told_once_or_it_is_said_why_not(place):
    suspended, nobody = make_person(place.tree.commune), make_person(account=False)
    User.objects.filter(pk=suspended.account_id).update(is_active=False)
    deaf = make_person(place.tree.commune)
    NoticeSetting.objects.create(user=deaf.account, muted=" congress ")
    event = happened(place.congress, by=place.office.account)
    people = [
        place.secretary,
        place.secretary,
        place.office,
        nobody,
        deaf,
        Person.objects.get(pk=suspended.pk),
    ]
    found = told(event, *people)
    assert {n.name: found[n.name].reason for n in people} == {
        place.secretary.name: "",
        place.office.name: Why.OWN_DOING,
        nobody.name: Why.NO_ACCOUNT,
        deaf.name: Why.SWITCHED_OFF,
        suspended.name: Why.SUSPENDED,
    }
    assert len(found) == Notice.objects.count() == 5
    told(event, place.secretary)
    assert Notice.objects.count() == 5
    assert found[nobody.name].state == "suppressed" and found[place.secretary.name].state == "delivered"


def test_a_notice_stands_and_falls_with_its_event(place, transactional_db):
    event = happened(place.congress)
    with pytest.raises(transaction.TransactionManagementError):
        tell(event, [place.secretary], "/")


def test_a_thousand_are_told_with_few_queries(place, django_assert_max_num_queries):
    users = User.objects.bulk_create(User(username=f"n{i}", name=f"Người {i}") for i in range(1000))
    event = happened(place.congress)
    with transaction.atomic(), django_assert_max_num_queries(20):
        tell(event, [Addressee(u.name, u) for u in users], "/")
    assert Notice.objects.count() == 1000


def test_one_statement_tells_the_same_as_one_by_one(place, settings, django_assert_num_queries):
    settings.VANKIEN_MAILS = True
    suspended, deaf, quiet = (make_person(place.tree.commune) for _ in range(3))
    User.objects.exclude(pk=place.secretary.account_id).update(email="ai@example.vn")
    User.objects.filter(pk=suspended.account_id).update(is_active=False)
    NoticeSetting.objects.create(user=deaf.account, muted=" draft congress ")
    NoticeSetting.objects.create(user=quiet.account, mail="off")
    make_person(account=False)
    people = Person.objects.select_related("account")
    one, all_at_once = (happened(place.congress, by=place.office.account) for _ in range(2))
    told(one, *people)
    with transaction.atomic(), django_assert_num_queries(1):
        assert tell_all(all_at_once, Person.objects.all(), "/viec-cua-toi/") == people.count()
    fields = ("recipient", "recipient_name", "reason", "mailed", "url", "about", "failure", "personnel_path")
    rows = [set(Notice.objects.filter(event=e).values_list(*fields)) for e in (one, all_at_once)]
    assert rows[0] == rows[1] and len(rows[0]) >= 7
    assert Notice.objects.filter(event=all_at_once).first().at == all_at_once.at
    with transaction.atomic():
        tell_all(all_at_once, Person.objects.exclude(account=None), "/")
    assert Notice.objects.filter(event=all_at_once).count() == people.count()


def test_the_road_of_a_draft_is_told(place):
    draft = shared(place)
    drafts.send_back(draft, "Thêm số liệu", by=place.office.account)
    assert names("draft_returned") == sorted([(place.secretary.name, ""), (place.drafter.name, "")])
    drafts.share(Draft.objects.get(pk=draft.pk), by=place.secretary.account)
    assert names("draft_shared") == [(place.office.name, "")]
    notice = Notice.objects.filter(event__verb="draft_returned").first()
    assert notice.url == f"/van-ban/{draft.pk}/"
    assert "xã Ba" in notice.about and str(notice.event.details["reason"]) == "Thêm số liệu"


def test_what_could_not_be_read_is_told_to_who_brought_it(place):
    draft = shared(place)
    drafts.fail(draft.latest, "defect")
    assert names("version_failed") == [(place.drafter.name, "")]


def test_decisions_on_the_congress_and_its_deadline_are_told(place):
    send_back(
        place.congress, by=make_user(place.tree.city, Role.CHAIR), note="Thiếu hồ sơ"
    ) if False else None
    override_deadline(
        place.season,
        place.tree.city,
        "xa-phuong",
        until=date(2020, 6, 1),
        source="Kế hoạch 1",
        by=place.office.account,
    )
    assert names("deadline_overridden") == [(place.secretary.name, "")]
    switch_pack(place.season, "dang-2025", date(2019, 12, 1), "Chỉ thị 45", by=place.office.account)
    assert names("pack_switched") == [(place.secretary.name, "")]


def test_a_post_handed_over_is_told_to_both(place):
    new = make_person()
    hand_over(place.secretary.posts.get(), new, on=clock.today(), by=make_user(None, Role.ADMINISTRATOR))
    assert names("post_handed_over") == sorted([(new.name, ""), (place.secretary.name, "")])


def test_whom_a_role_a_group_a_department_is(place):
    gone = make_person(place.tree.commune, Role.UNIT_SECRETARY, until=date(2015, 1, 1))
    assert holders(place.tree.commune, Role.UNIT_SECRETARY) == [place.secretary]
    assert gone not in holders(place.tree.commune, Role.UNIT_SECRETARY, Role.UNIT_DRAFTER)
    assert department_people(place.tree.commune) == [place.secretary]
    verifier = make_person(place.tree.commune, Role.VERIFIER)
    assert department_people(place.tree.commune) == [verifier]
    group = make_group(place.tree.city, place.tree.commune)
    assert [p.account for p in group_people(group)] == [group.head_user]


@pytest.fixture
def personnel(place):
    admin = make_user(None, Role.ADMINISTRATOR)
    switch_personnel_on("Cam kết", by=admin)
    place.admin = admin
    place.knows = make_person(place.tree.commune, Role.UNIT_SECRETARY, sees_personnel=True)
    place.clerk = make_person(place.tree.city, Role.OFFICE, sees_personnel=True)
    return place


def test_a_personnel_plan_is_told_to_who_may_read_it_and_never_by_mail(personnel, settings, client):
    settings.VANKIEN_MAILS = True
    User.objects.update(email="ai@example.vn")
    draft = shared(personnel, "personnel_plan")
    drafts.send_back(draft, "Sửa", by=personnel.clerk.account)
    assert names("draft_returned") == [(personnel.knows.name, "")]
    notice = Notice.objects.get()
    assert notice.mailed == Mailed.PERSONNEL
    client.force_login(User.objects.get(pk=personnel.knows.account_id))
    assert "trả lại đơn vị" in client.get("/thong-bao/").content.decode()
    switch_personnel_off(by=personnel.admin)
    page = client.get("/thong-bao/").content.decode()
    assert "trả lại đơn vị" not in page and "1 mới" not in page
    assert client.get(f"/thong-bao/{notice.pk}/").status_code == 404


def test_the_inbox_has_new_ones_on_top_and_opening_reads(place, client):
    user = place.secretary.account
    for _ in range(3):
        told(happened(place.congress), place.secretary, url="/tim/", about="Đảng bộ xã Ba")
    first, second, third = Notice.objects.order_by("pk")
    client.force_login(user)
    assert "3 mới" in client.get("/viec-cua-toi/").content.decode()
    assert client.get(f"/thong-bao/{third.pk}/").headers["Location"] == "/tim/"
    assert list(inbox(User.objects.get(pk=user.pk))) == [second, first, third]
    assert client.get("/thong-bao/?moi=1").content.decode().count('<tr class="fresh">') == 2
    assert "Không tìm thấy" in client.get("/thong-bao/?loai=yeu-cau").content.decode()
    client.post("/thong-bao/da-doc/", {"newest": first.pk})
    assert Notice.objects.filter(read_at=None).count() == 1
    client.post("/thong-bao/da-doc/", {"newest": "x"})
    assert Notice.objects.filter(read_at=None).count() == 1


def test_nobody_opens_what_was_told_to_another(place, client):
    notice = told(happened(place.congress), place.secretary)[place.secretary.name]
    client.force_login(place.office.account)
    assert client.get(f"/thong-bao/{notice.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.read(notice, by=place.office.account)
    client.post("/thong-bao/da-doc/", {"newest": notice.pk})
    assert Notice.objects.get().read_at is None


def test_the_list_needs_as_many_queries_for_many(place, client, django_assert_max_num_queries):
    client.force_login(place.secretary.account)
    counts = []
    for many in (1, 60):
        for _ in range(many):
            told(happened(place.congress), place.secretary)
        with django_assert_max_num_queries(12) as asked:
            assert client.get("/thong-bao/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_the_count_in_the_header_costs_no_query(place, client):
    client.force_login(place.secretary.account)
    with CaptureQueriesContext(connection) as before:
        client.get("/tim/")
    told(happened(place.congress), place.secretary)
    with CaptureQueriesContext(connection) as after:
        client.get("/tim/")
    assert len(after) == len(before)


def test_wishes_are_kept_and_followed(place, client, settings):
    settings.VANKIEN_MAILS = True
    User.objects.update(email="ai@example.vn")
    client.force_login(User.objects.get(pk=place.secretary.account_id))
    waiting = told(happened(place.congress), Person.objects.get(pk=place.secretary.pk))
    assert waiting[place.secretary.name].mailed == Mailed.WAITING
    kinds = [kind for kind in KINDS if kind != "dai-hoi"]
    answer = client.post("/thong-bao/cai-dat/", {"mail": "off", "hour": "8", "kinds": kinds})
    assert answer.status_code == 302
    assert Notice.objects.get().mailed == Mailed.OFF
    again = told(happened(place.congress), Person.objects.get(pk=place.secretary.pk))
    assert again[place.secretary.name].reason == Why.SWITCHED_OFF
    page = client.get("/thong-bao/cai-dat/").content.decode()
    assert page.count(" checked") == len(kinds)


def test_who_caused_it_reads_what_became_of_it(place):
    found = told(happened(place.congress), place.secretary, make_person(account=False))
    actions.read(found[place.secretary.name], by=place.secretary.account)
    notices = told_of(place.congress)[f"congress:{place.congress.pk}"]
    words = {outcome(n) for n in notices}
    assert any(w.startswith("Đã đọc lúc") for w in words)
    assert "Không gửi vì chưa có tài khoản" in words


def test_a_moved_unit_keeps_its_personnel_notices(personnel):
    draft = shared(personnel, "personnel_plan")
    drafts.send_back(draft, "Sửa", by=personnel.clerk.account)
    follow_unit(Unit(path="00zzz00yyy"), draft.unit_path)
    assert Notice.objects.get().personnel_path == "00zzz00yyy"


def test_a_notice_is_kept_a_year_and_its_event_for_ever(place, monkeypatch):
    draft = make_draft(place.congress)
    event = record("draft_shared", draft, by=place.drafter.account, number=1)
    tell(event, [place.office, place.secretary], "/van-ban/")
    assert (Notice.objects.count(), actions.forget_old()) == (2, 0)
    Notice.objects.filter(recipient=place.office.account).update(at=clock.now() - actions.KEPT - timedelta(1))
    monkeypatch.setattr(daily.connections, "close_all", lambda: None)  # the test's own
    assert daily.work()
    assert [n.recipient for n in Notice.objects.all()] == [place.secretary.account]
    event.refresh_from_db()
    assert all(one.what == "lost" for one in audit.verify())  # drafts of factories have no history
