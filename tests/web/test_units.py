"""Units over time, people and posts, working groups: actions and pages."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import LONG_AGO, make_group, make_person, make_tree, make_unit, make_user
from vankien_web.common import clock, history, sentences
from vankien_web.common.conflict import Conflict
from vankien_web.units import actions
from vankien_web.units.actions.people import PostData
from vankien_web.units.actions.tree import Description
from vankien_web.units.models import Person, Post, Role, Unit, UnitState, who
from vankien_web.units.titles import titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def office(tree):
    return make_user(tree.city, Role.OFFICE)


def as_ward(unit):
    return Description("Đảng bộ phường Ba", "xa-phuong", "co-so", unit.parent)


def test_a_commune_becomes_a_ward_and_any_day_shows_what_it_was(tree, office, client):
    day = clock.today()
    actions.change_unit(tree.commune, as_ward(tree.commune), on=day, revision=0, by=office, reason="NQ 01")
    tree.commune.refresh_from_db()
    assert tree.commune.name == "Đảng bộ phường Ba"
    assert [s.name for s in tree.commune.states.all()] == ["Đảng bộ xã Ba", "Đảng bộ phường Ba"]
    client.force_login(office)
    assert "Đảng bộ phường Ba" in client.get(f"/don-vi/{tree.city.pk}/").content.decode()
    before = client.get(f"/don-vi/{tree.city.pk}/?ngay=01/01/2019").content.decode()
    assert "Đảng bộ xã Ba" in before
    assert "Đảng bộ phường Ba" not in before


def test_a_change_for_a_later_day_waits_for_it(tree, office, monkeypatch):
    later = date(clock.today().year + 1, 5, 1)
    actions.change_unit(tree.commune, as_ward(tree.commune), on=later, revision=0, by=office)
    assert Unit.objects.get(pk=tree.commune.pk).name == "Đảng bộ xã Ba"
    assert actions.apply_due() == 0
    monkeypatch.setattr(clock, "today", lambda: later)
    assert actions.apply_due() == 1
    assert Unit.objects.get(pk=tree.commune.pk).name == "Đảng bộ phường Ba"
    assert actions.apply_due() == 0


def test_a_move_takes_everything_below_along(tree, office):
    cell = make_unit("Chi bộ 1", tree.commune, kind="chi-bo", level="chi-bo")
    place = Description(tree.commune.name, "xa-phuong", "co-so", tree.office)
    actions.change_unit(tree.commune, place, on=clock.today(), revision=0, by=office)
    tree.commune.refresh_from_db()
    cell.refresh_from_db()
    assert tree.commune.path == tree.office.path + tree.commune.path[-5:]
    assert cell.path == tree.commune.path + cell.path[-5:]
    with pytest.raises(ValidationError):
        below = Description("x", "xa-phuong", "co-so", cell)
        actions.change_unit(tree.commune, below, on=clock.today(), revision=1, by=office)


def test_nobody_moves_a_unit_out_of_or_into_what_is_not_theirs(tree, office):
    away = Description("x", "xa-phuong", "co-so", tree.other_province)
    with pytest.raises(PermissionDenied):
        actions.change_unit(tree.commune, away, on=clock.today(), revision=0, by=office)
    taken = Description("x", "xa-phuong", "co-so", tree.city)
    with pytest.raises(PermissionDenied):
        actions.change_unit(tree.other_commune, taken, on=clock.today(), revision=0, by=office)


def test_a_unit_ends_in_another_only_when_nothing_is_left_below(tree, office):
    with pytest.raises(ValidationError):
        admin = make_user(None, Role.ADMINISTRATOR)
        actions.end_unit(tree.city, on=clock.today(), into=None, revision=0, by=admin)
    actions.end_unit(tree.office, on=clock.today(), into=tree.party_office, revision=0, by=office)
    tree.office.refresh_from_db()
    assert tree.office.successor == tree.party_office
    assert "nhập vào: Đảng bộ cơ quan Năm" in sentences.sentence(history.of(tree.office).last(), "vi")


def test_the_second_to_save_is_told(tree, office):
    actions.change_unit(tree.commune, as_ward(tree.commune), on=clock.today(), revision=0, by=office)
    with pytest.raises(Conflict) as conflict:
        other = Description("Đảng bộ xã Khác", "xa-phuong", "co-so", tree.city)
        actions.change_unit(tree.commune, other, on=clock.today(), revision=0, by=office)
    assert conflict.value.fields == ("name",)


def test_titles_in_the_official_order(tree):
    chair = make_person(tree.city, Role.CHAIR, "Chủ tịch UBND thành phố", body="ubnd")
    Post.objects.create(
        person=chair, unit=tree.city, body="cap-uy", title="Bí thư Thành ủy", rank=1, since=LONG_AGO
    )
    Post.objects.create(person=chair, unit=tree.province, body="cap-uy", title="Tỉnh ủy viên", since=LONG_AGO)
    assert titles(chair) == "Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố"


def test_what_waited_for_the_old_holder_waits_for_the_new_one(tree, office):
    old = make_person(tree.city, Role.OFFICE)
    new = make_person(tree.commune)
    made = actions.hand_over(old.posts.get(), new, on=clock.today(), by=office)
    assert made.taken_over_from == old.posts.get()
    assert who(new.account).has(tree.commune, Role.OFFICE)
    assert not who(Person.objects.get(pk=old.pk).account).has(tree.commune, Role.OFFICE)


def test_an_office_makes_no_administrator_and_opens_no_personnel(tree, office):
    person = make_person(tree.commune)
    for wrong in ({"role": Role.ADMINISTRATOR}, {"sees_personnel": True}, {"unit": tree.other_commune}):
        post = {"unit": tree.city, "body": "cap-uy", "title": "x", "since": LONG_AGO} | wrong
        with pytest.raises(PermissionDenied):
            actions.give_post(person, PostData(**post), by=office)


def test_nobody_takes_over_a_higher_account(tree, client):
    small = make_user(tree.commune, Role.ADMINISTRATOR)
    chair = make_person(tree.commune, Role.UNIT_SECRETARY)
    Post.objects.create(person=chair, unit=tree.city, body="cap-uy", title="Bí thư", since=LONG_AGO)
    with pytest.raises(PermissionDenied):
        actions.new_link(chair, by=small)
    client.force_login(small)
    assert client.post(f"/nguoi/{chair.pk}/tai-khoan/duong-dan/").status_code == 404


def test_a_group_tells_a_unit_nothing_of_its_neighbours(tree, client):
    group = make_group(tree.city, tree.commune, tree.office)
    client.force_login(make_user(tree.commune, Role.UNIT_SECRETARY))
    page = client.get(f"/to-cong-tac/{group.pk}/").content.decode()
    assert tree.commune.name in page
    assert tree.office.name not in page


def test_every_page_of_the_room_opens_for_its_keeper(tree, client):
    admin = make_user(None, Role.ADMINISTRATOR)
    group = make_group(tree.city, tree.commune)
    person = make_person(tree.commune, Role.UNIT_DRAFTER)
    post, seat = person.posts.get(), group.members.get()
    client.force_login(admin)
    units = ("", "lich-su/", "moi/", "sua/", "to-cong-tac/")
    followed = group.assignments.get().pk
    groups = ("", "sua/", "thanh-vien/", f"thanh-vien/{seat.pk}/thoi/", "don-vi/", f"don-vi/{followed}/thoi/")
    addresses = [
        *(f"/don-vi/{tree.city.pk}/{part}" for part in units),
        *(f"/to-cong-tac/{group.pk}/{part}" for part in groups),
        *(f"/nguoi/{person.pk}/{part}" for part in ("", "sua/", "chuc-vu/", "tai-khoan/")),
        *(f"/chuc-vu/{post.pk}/{part}" for part in ("thoi/", "ban-giao/")),
        *("/don-vi/", "/don-vi/moi/", "/nguoi/", "/nguoi/moi/", "/de-an-nhan-su/"),
        *(f"/don-vi/{tree.commune.pk}/ket-thuc/", "/don-vi/tim/?unit=xa", "/nguoi/tim/?to=can"),
    ]
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_a_finder_takes_a_name_a_code_or_asks_which(tree, client, office):
    client.force_login(office)
    group = make_group(tree.city)
    address = f"/to-cong-tac/{group.pk}/don-vi/"
    answer = client.post(address, {"unit": "dang bo co quan", "since": "2020-01-02"})
    assert answer.status_code == 422
    assert tree.office.code in answer.content.decode()
    assert client.post(address, {"unit": "dang bo xa ba", "since": "2020-01-02"}).status_code == 302
    assert group.assignments.get().unit == tree.commune
    assert client.post(address, {"unit": tree.other_commune.code, "since": "2020-01-02"}).status_code == 422


def test_the_pages_need_as_many_queries_for_many_rows(tree, client, django_assert_max_num_queries):
    client.force_login(make_user(None, Role.ADMINISTRATOR))
    for address in (f"/don-vi/{tree.city.pk}/", "/don-vi/", "/nguoi/"):
        counts = []
        for many in (0, 60):
            for _n in range(many):
                make_unit(None, tree.city)
                make_person(tree.city, Role.COMMITTEE_MEMBER, account=False)
            with django_assert_max_num_queries(12) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1], address


def test_states_have_no_gap_and_no_overlap(tree, office):
    days = (date(2015, 3, 1), date(2012, 1, 1), date(2018, 7, 1))
    for revision, day in enumerate(days):
        what = Description(f"Đảng bộ xã {day.year}", "xa-phuong", "co-so", tree.city)
        actions.change_unit(tree.commune, what, on=day, revision=revision, by=office)
    states = list(UnitState.objects.filter(unit=tree.commune))
    for earlier, later in pairwise(states):
        assert (later.since - earlier.until).days == 1
    assert states[-1].until is None


def test_a_link_is_mailed_where_a_letter_can_go_and_only_then_said_to_be(tree, client, settings, mailoutbox):
    person = make_person(tree.commune, Role.UNIT_DRAFTER)
    type(person.account).objects.filter(pk=person.account.pk).update(email="can.bo@example.vn")
    client.force_login(make_user(None, Role.ADMINISTRATOR))
    address = f"/nguoi/{person.pk}/tai-khoan/duong-dan/"
    assert "can.bo@example.vn" not in client.post(address).content.decode()
    settings.VANKIEN_MAILS = True
    assert "can.bo@example.vn" in client.post(address).content.decode()
    assert "/loi-moi/" in mailoutbox[0].body


def test_a_locked_account_is_told_and_unlocked(tree, client):
    person = make_person(tree.commune, Role.UNIT_DRAFTER)
    for _try in range(5):
        Client().post("/vao/", {"login": person.account.username, "password": "sai"})
    client.force_login(make_user(None, Role.ADMINISTRATOR))
    assert "Mở khóa do nhập sai mật khẩu" in client.get(f"/nguoi/{person.pk}/").content.decode()
    client.post(f"/nguoi/{person.pk}/tai-khoan/mo-khoa/")
    assert "Mở khóa do nhập sai mật khẩu" not in client.get(f"/nguoi/{person.pk}/").content.decode()
