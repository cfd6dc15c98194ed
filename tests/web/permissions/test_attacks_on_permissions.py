"""Attempts to get further than a post reaches: mixed numbers, posts for oneself, days before and after."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import LONG_AGO, make_congress, make_group, make_person, make_season, make_tree, make_user
from vankien_web.accounts import actions as accounts
from vankien_web.common import clock
from vankien_web.congresses.models import Congress, DeadlineOverride
from vankien_web.units import actions
from vankien_web.units.actions.people import PostData
from vankien_web.units.models import Person, Post, Role, Unit, who
from vankien_web.units.permissions import can_change_person, can_manage_account
from vankien_web.units.titles import titles
from web.permissions.world import Actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def tree(db):
    return make_tree()


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def post(unit, role="", **fields):
    return PostData(unit, "khac", "x", **{"since": LONG_AGO, "role": role} | fields)


# Numbers of two objects in one address (the matrix has asked who may open each alone).


def test_numbers_of_two_objects_do_not_mix(world):
    secretary, office = world.actors["unit_secretary"]["own"], world.actors["office"]["ancestor"]
    mine, other = world.drafts["unshared"], world.drafts["shared"]
    group = make_group(world.city, world.sibling, name="Tổ khác")
    seat, row = group.members.get(), group.assignments.get()
    season = make_season(world.province, term_from=2025, term_until=2030)
    override = DeadlineOverride.objects.create(
        season=season, unit=world.unit, kind="xa-phuong", until=clock.today(), source="x"
    )
    here, forms = world.group.pk, {"until": f"{clock.today():%d/%m/%Y}", "reason": "x"}
    for actor, url in (
        (secretary, f"/van-ban/{mine.pk}/bo-qua/{other.finding}/"),
        (secretary, f"/van-ban/{mine.pk}/bo-qua/{other.waiver}/go/"),
        (office, f"/van-ban/{other.pk}/bo-qua/{mine.finding}/"),
        (office, f"/to-cong-tac/{here}/thanh-vien/{seat.pk}/thoi/"),
        (office, f"/to-cong-tac/{here}/don-vi/{row.pk}/thoi/"),
        (office, f"/dot-dai-hoi/{world.season.pk}/han-rieng/{override.pk}/bo/"),
    ):
        assert actor.ask("POST", url, forms).status_code == 404, url
    for actor, path in (
        (office, f"groups/{here}/members/{seat.pk}/end"),
        (office, f"groups/{here}/units/{row.pk}/end"),
        (office, f"seasons/{world.season.pk}/overrides/{override.pk}/lift"),
        (secretary, f"drafts/{mine.pk}/waivers/{other.waiver}/lift"),
    ):
        body = b'{"until": "%s"}' % clock.today().isoformat().encode(), "application/json"
        assert actor.ask("POST", f"/api/v1/{path}", body, program=True).status_code in (404, 422), path


# Posts for oneself, and over the whole site.


def test_nobody_gives_oneself_a_post(tree):
    office = make_person(tree.city, Role.OFFICE)
    held = make_person(tree.commune, Role.UNIT_SECRETARY).posts.get()
    with pytest.raises(ValidationError):
        actions.give_post(office, post(tree.commune, Role.UNIT_SECRETARY), by=office.account)
    with pytest.raises(ValidationError):
        actions.hand_over(held, office, on=clock.today(), by=office.account)
    small = make_person(tree.city, Role.ADMINISTRATOR)
    with pytest.raises(ValidationError):
        actions.give_post(small, post(tree.city, Role.OFFICE, sees_personnel=True), by=small.account)


def test_only_an_administrators_post_is_over_the_whole_site(tree):
    root, person = make_user(None, Role.ADMINISTRATOR), make_person(tree.city)
    for role in (*set(Role.values) - {Role.ADMINISTRATOR, Role.WORKING_GROUP_MEMBER}, ""):
        with pytest.raises(ValidationError):
            actions.give_post(person, post(None, role), by=root)
    actions.give_post(person, post(None, Role.ADMINISTRATOR), by=root)
    for role in set(Role.values) - {Role.ADMINISTRATOR}:
        assert who(make_user(None, role)).seats == ()


def test_an_account_is_not_taken_over_before_a_higher_post_begins(tree):
    small, rising = make_user(tree.commune, Role.ADMINISTRATOR), make_person(tree.commune)
    assert can_manage_account(small, rising)
    rising.posts.create(unit=tree.city, body="cap-uy", title="Chánh Văn phòng", since=clock.today() + DAY)
    assert not can_manage_account(small, rising)


def test_a_unit_is_changed_in_its_place_and_moved_by_who_keeps_both_places(tree):
    office = make_user(tree.city, Role.OFFICE)
    form = {"name": "Thành phố Hai mới", "kind": "huyen-tp", "level": "tren-co-so", "revision": 0}
    form |= {"on": f"{clock.today():%d/%m/%Y}", "parent": f"x [{tree.other_province.code}]"}
    assert browser(office).post(f"/don-vi/{tree.city.pk}/sua/", form).status_code == 302
    tree.city.refresh_from_db()
    assert (tree.city.name, tree.city.parent) == ("Thành phố Hai mới", tree.province)
    secretary = browser(make_user(tree.commune, Role.UNIT_SECRETARY))
    assert secretary.post(f"/don-vi/{tree.commune.pk}/sua/", form).status_code == 404


# People of others.


def test_who_holds_no_post_is_no_business_of_another_tree(tree):
    here, there = make_user(tree.city, Role.OFFICE), make_user(tree.other_province, Role.OFFICE)
    added = actions.add_person("Người Mới", by=here)
    retired = make_person(tree.commune, until=clock.today() - DAY)
    for person in (added, retired):
        assert can_change_person(here, person)
        assert not can_change_person(there, person)
        assert browser(there).get(f"/nguoi/{person.pk}/chuc-vu/").status_code == 404
        with pytest.raises(PermissionDenied):
            actions.give_post(person, post(tree.other_commune), by=there)
    assert browser(here).get(f"/nguoi/{added.pk}/chuc-vu/").status_code == 200


def test_what_a_person_holds_elsewhere_is_not_told(tree):
    both = make_person(tree.commune, title="Thủ quỹ")
    for unit, title in ((tree.office, "Kế toán bên cạnh"), (tree.province, "Tỉnh ủy viên")):
        root = make_user(None, Role.ADMINISTRATOR)
        actions.give_post(both, PostData(unit, "cap-uy", title, LONG_AGO), by=root)
    reader = make_user(tree.commune, Role.UNIT_SECRETARY)
    assert titles(both, to=reader) == "Tỉnh ủy viên, Thủ quỹ"  # what stands above is part of a title
    for url in (f"/nguoi/{both.pk}/", "/nguoi/", f"/don-vi/{tree.commune.pk}/"):
        page = browser(reader).get(url).content.decode()
        assert "bên cạnh" not in page
        assert tree.office.name not in page
    assert "Kế toán bên cạnh" in titles(both)


# Days before and after, two posts, what has ended.


@pytest.mark.parametrize("role", [r for r in Role.values if r != Role.WORKING_GROUP_MEMBER])
def test_a_post_reaches_nothing_before_its_first_day_and_after_its_last(tree, role):
    today = clock.today()
    early, late = make_user(tree.city, role, since=today + DAY), make_user(tree.city, role, until=today - DAY)
    last = make_user(tree.city, role, until=today)
    assert who(early).seats == who(late).seats == ()
    assert len(who(last).seats) == 1
    assert not Unit.objects.visible_to(early).exists()


def test_two_posts_reach_what_each_reaches_and_no_more(tree):
    both = make_user(tree.commune, Role.UNIT_SECRETARY)
    Post.objects.create(
        person=both.person, unit=tree.office, body="khac", title="x", role=Role.OBSERVER, since=LONG_AGO
    )
    mine = who(both)
    assert mine.has(tree.commune, Role.UNIT_SECRETARY)
    assert not mine.has(tree.office, Role.UNIT_SECRETARY)
    assert not mine.has(tree.commune, Role.OBSERVER)


def test_a_group_that_ended_reaches_nothing(tree):
    group = make_group(tree.city, tree.commune)
    assert Unit.objects.visible_to(group.head_user).exists()
    type(group).objects.filter(pk=group.pk).update(until=clock.today() - DAY)
    head = Person.objects.get(account=group.head_user).account
    assert who(head).seats == ()
    assert browser(head).get(f"/to-cong-tac/{group.pk}/").status_code == 404


def test_a_suspended_persons_key_and_session_open_nothing(tree):
    office = Actor(make_user(tree.city, Role.OFFICE))
    assert office.ask("GET", "/api/v1/units", program=True).status_code == 200
    accounts.suspend(office.user, by=make_user(None, Role.ADMINISTRATOR))
    assert office.ask("GET", "/api/v1/units", program=True).status_code == 401
    assert office.ask("GET", f"/don-vi/{tree.city.pk}/").status_code == 302
    accounts.restore(office.user, by=make_user(None, Role.ADMINISTRATOR))
    assert office.ask("GET", "/api/v1/units", program=True).status_code == 401


def test_a_verifier_sees_units_and_no_congress(tree):
    season = make_season(tree.city)
    make_congress(season, tree.commune)
    verifier = make_user(tree.city, Role.VERIFIER)
    assert Unit.objects.visible_to(verifier).count() == 4
    assert not Congress.objects.visible_to(verifier).exists()
    assert browser(verifier).get(f"/dot-dai-hoi/{season.pk}/").status_code == 404
