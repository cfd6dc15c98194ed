"""Who sees which drafts, by any road: lists, pages, counts, the history, the dossier."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories import make_congress, make_draft, make_group, make_season, make_tree, make_unit, make_user
from vankien import packs
from vankien_web.common import clock, keyring
from vankien_web.common.entries import Entry
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.gate import gate
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.drafts.pages import events_of
from vankien_web.drafts.permissions import kinds_for, quick_kinds
from vankien_web.units.actions import change_unit
from vankien_web.units.actions.tree import Description
from vankien_web.units.models import GroupMember, PersonnelStatement, Post, Role, Unit, who

pytestmark = pytest.mark.django_db
OWN = {Role.UNIT_SECRETARY, Role.UNIT_DRAFTER}
ABOVE = {Role.OFFICE, Role.CHAIR, Role.COMMITTEE_MEMBER, Role.OBSERVER}


@pytest.fixture
def tree(db):
    tree = make_tree()
    tree.season = make_season(tree.province)
    tree.congress = make_congress(tree.season, tree.commune)
    tree.owner = make_user()
    return tree


def hold(user, unit, role):
    Post.objects.create(
        person=user.person, unit=unit, body="khac", title="x", role=role, since=date(2015, 1, 1)
    )


def sees(user, draft):
    """By the query, by the list and by the page: all three must agree."""
    asked = Draft.objects.visible_to(user).filter(pk=draft.pk).exists()
    client = Client()
    client.force_login(user)
    assert (client.get(f"/van-ban/{draft.pk}/").status_code == 200) == asked
    assert (f'href="/van-ban/{draft.pk}/"' in client.get("/van-ban/").content.decode()) == asked
    return asked


@pytest.mark.parametrize(("role", "shared"), list(product(Role.values, (False, True))))
def test_a_role_at_every_place_of_the_tree(tree, role, shared):
    draft = make_draft(tree.congress, shared_at=clock.now() if shared else None)
    if role == Role.WORKING_GROUP_MEMBER:
        return
    for place in ("province", "city", "commune", "office", "other_province", "other_commune"):
        user = make_user(getattr(tree, place), role)
        over = place in ("province", "city", "commune")
        expected = (role in OWN and place == "commune") or (role in ABOVE and shared and over)
        assert sees(user, draft) == expected, place


def test_a_post_over_the_whole_site_is_an_administrators_alone(tree):
    draft = make_draft(tree.congress, shared_at=clock.now())
    office, administrator = make_user(None, Role.OFFICE), make_user(None, Role.ADMINISTRATOR)
    assert who(office).seats == ()
    assert not sees(office, draft)
    assert not sees(administrator, draft)


@pytest.mark.parametrize("shared", [False, True])
def test_a_working_group_sees_the_drafts_of_its_units_alone(tree, shared):
    draft = make_draft(tree.congress, shared_at=clock.now() if shared else None)
    assert sees(make_group(tree.city, tree.commune).head_user, draft)
    assert sees(make_group(tree.city, tree.city, name="Tổ công tác số 2").head_user, draft)
    assert not sees(make_group(tree.city, tree.office, name="Tổ công tác số 3").head_user, draft)


def test_who_has_left_sees_nothing_more(tree):
    draft = make_draft(tree.congress, shared_at=clock.now())
    yesterday = clock.today() - timedelta(days=1)
    secretary, office = make_user(tree.commune, Role.UNIT_SECRETARY), make_user(tree.city, Role.OFFICE)
    head = make_group(tree.city, tree.commune).head_user
    Post.objects.filter(person__account__in=(secretary, office)).update(until=yesterday)
    GroupMember.objects.update(until=yesterday)
    for user in (secretary, office, head):
        assert not sees(user, draft)
    suspended = make_user(tree.city, Role.OFFICE)
    suspended.is_active = False
    assert not Draft.objects.visible_to(suspended).exists()


def test_a_post_that_has_not_begun_shows_nothing(tree):
    draft = make_draft(tree.congress)
    assert not sees(make_user(tree.commune, Role.UNIT_SECRETARY, since=date(2999, 1, 1)), draft)


def test_two_posts_add_up(tree):
    mine, theirs = make_draft(tree.congress), make_draft(make_congress(tree.season, tree.office))
    user = make_user(tree.commune, Role.UNIT_DRAFTER)
    hold(user, tree.office, Role.UNIT_DRAFTER)
    assert set(Draft.objects.visible_to(user)) == {mine, theirs}


def test_drafts_follow_a_unit_that_moves(tree):
    cell = make_unit("Chi bộ Một", tree.commune, kind="chi-bo", level="chi-bo")
    drafts = [make_draft(tree.congress, shared_at=clock.now())]
    drafts.append(make_draft(make_congress(tree.season, cell), shared_at=clock.now()))
    before, after = make_user(tree.city, Role.OFFICE), make_user(tree.other_province, Role.OFFICE)
    assert all(sees(before, d) and not sees(after, d) for d in drafts)
    what = replace(Description.of(tree.commune), parent=tree.other_province)
    root = make_user(None, Role.ADMINISTRATOR)
    change_unit(tree.commune, what, on=clock.today(), revision=tree.commune.revision, by=root)
    for user in (before, after):
        del user._who
    assert all(sees(after, d) and not sees(before, d) for d in drafts)
    assert Draft.objects.filter(unit_path=Unit.objects.get(pk=cell.pk).path).count() == 1


@pytest.mark.parametrize("many", [3, 60])
def test_lists_ask_the_same_however_long_they_are(tree, many):
    for _ in range(many):
        make_draft(make_congress(tree.season, make_unit(parent=tree.city)), tree.owner, shared_at=clock.now())
    client = Client()
    client.force_login(make_user(tree.city, Role.OFFICE))
    client.get("/van-ban/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/van-ban/").content.decode()
    assert page.count('<th scope="row">') == min(many, 50)
    assert len(asked) <= 9


# Personnel plans


def test_those_above_read_all_that_was_done_but_of_what_was_not_sent(tree, commune):
    secretary, office = make_user(tree.commune, Role.UNIT_SECRETARY), make_user(tree.city, Role.OFFICE)
    draft = actions.create_draft(tree.congress, "political_report", by=secretary)
    tasks.submit_version(draft, [commune], "lan-1.docx", by=secretary)
    actions.share(draft, by=secretary)
    actions.send_back(draft, "Bổ sung chủ đề", by=office)
    tasks.submit_version(draft, [commune + b"\n"], "lan-2.docx", by=secretary)
    draft.refresh_from_db()
    told = [event.verb for event in events_of(office, draft).order_by("number")]
    assert told == ["draft_created", "version_submitted", "draft_shared", "draft_returned"]
    assert events_of(secretary, draft).count() == len(told) + 1


@pytest.fixture
def switched_on(db):
    keyring.make()  # as switching personnel plans on does
    return PersonnelStatement.objects.create(statement="Tôi cam kết", signed_by=make_user())


def keepers(tree):
    """One of every role over the commune, with the right to see personnel and without."""
    for role in (*OWN, *ABOVE, Role.ADMINISTRATOR):
        for right in (True, False):
            place = tree.commune if role in OWN else tree.city
            yield role, right, make_user(place, role, sees_personnel=right)


def test_personnel_plans_are_nowhere_while_switched_off(tree):
    draft = make_draft(tree.congress, kind=PERSONNEL, title="Đề án nhân sự", shared_at=clock.now())
    assert not any(sees(user, draft) for _, _, user in keepers(tree))
    assert not sees(make_group(tree.city, tree.commune).head_user, draft)


def test_personnel_plans_are_for_those_with_the_right(tree, switched_on):
    draft = make_draft(tree.congress, kind=PERSONNEL, title="Đề án nhân sự", shared_at=clock.now())
    for role, right, user in keepers(tree):
        assert sees(user, draft) == (right and role != Role.ADMINISTRATOR), (role, right)
    assert not sees(make_user(tree.other_commune, Role.UNIT_SECRETARY, sees_personnel=True), draft)
    assert not sees(make_group(tree.city, tree.commune).head_user, draft)
    PersonnelStatement.objects.update(withdrawn_at=clock.now())
    assert not any(sees(user, draft) for _, _, user in keepers(tree))


def test_the_right_reaches_only_where_it_was_given(tree, switched_on):
    """Secretary of one unit with the right, drafter of another without."""
    here = make_draft(tree.congress, kind=PERSONNEL)
    there = make_draft(make_congress(tree.season, tree.office), kind=PERSONNEL)
    user = make_user(tree.commune, Role.UNIT_SECRETARY, sees_personnel=True)
    hold(user, tree.office, Role.UNIT_DRAFTER)
    assert sees(user, here)
    assert not sees(user, there)


def test_nothing_tells_of_a_personnel_plan_to_who_may_not_see_it(tree, commune, switched_on, monkeypatch):
    """The same pages with the plan and without it are the same, letter by letter."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # each page says when it is printed
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY, sees_personnel=True)
    report = actions.create_draft(tree.congress, "political_report", by=secretary)
    Draft.objects.update(shared_at=clock.now())
    viewers = [make_user(tree.city, Role.OFFICE), make_user(tree.commune, Role.UNIT_SECRETARY)]

    def everything():
        pages = []
        for viewer in viewers:
            client = Client()
            client.force_login(viewer)
            for address in ("/van-ban/", f"/dai-hoi/{tree.congress.pk}/van-ban/", f"/van-ban/{report.pk}/"):
                page = client.get(address).content.decode()
                assert "nhân sự" not in page.lower()
                pages.append("".join(line for line in page.splitlines() if "csrf" not in line))
            pages.append(client.get("/ra-soat/").content.decode().count("nhân sự"))
        return pages

    before = everything(), gate(report), Entry.objects.count()
    plan = actions.create_draft(tree.congress, PERSONNEL, by=secretary)
    tasks.examine.call(tasks.submit_version(plan, [commune], "nhan-su.docx", by=secretary).pk)
    plan.refresh_from_db()
    actions.share(plan, by=secretary)
    assert (everything(), gate(report), Entry.objects.count()) == before


def test_without_the_right_the_kind_itself_does_not_exist(tree, switched_on):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    assert PERSONNEL not in kinds_for(secretary, tree.congress)
    with pytest.raises(ValidationError) as unknown:
        actions.create_draft(tree.congress, "hoc_ba", by=secretary)
    with pytest.raises(ValidationError) as hidden:
        actions.create_draft(tree.congress, PERSONNEL, by=secretary)
    assert hidden.value.messages == unknown.value.messages
    assert PERSONNEL not in quick_kinds(secretary, packs.load("dang-2019"))


def test_without_the_right_nothing_can_be_done_to_a_plan(tree, switched_on, commune):
    with_right = make_user(tree.commune, Role.UNIT_SECRETARY, sees_personnel=True)
    without = make_user(tree.commune, Role.UNIT_SECRETARY)
    plan = actions.create_draft(tree.congress, PERSONNEL, by=with_right)
    with pytest.raises(PermissionDenied):
        tasks.submit_version(plan, [commune], "x.docx", by=without)
    tasks.submit_version(plan, [commune], "x.docx", by=with_right)
    plan.refresh_from_db()
    for verb in (actions.share, actions.make_ready):
        with pytest.raises(PermissionDenied):
            verb(plan, by=without)
    assert who(without).personnel_paths == ()
