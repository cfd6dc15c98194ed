"""A season that was closed stays as it is; rules are replaced only by rules for the same kinds of units."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import make_congress, make_draft, make_group, make_season, make_unit, make_user
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Plan, Tick
from vankien_web.drafts import actions as drafts
from vankien_web.drafts.permissions import can_create_draft, can_share, can_submit_version
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings):
    settings.VANKIEN_DEMO = True

    class Scene:
        city = make_unit("Đảng bộ thành phố", kind="huyen-tp", level="tren-co-so")
        unit = make_unit("Đảng bộ xã Một", city)
        season = make_season(city)
        congress = make_congress(season, unit)
        office = make_user(city, Role.OFFICE)
        secretary = make_user(unit, Role.UNIT_SECRETARY)
        group = make_group(city, unit)
        draft = make_draft(congress)

    return Scene()


def writes(scene):
    congress, office = scene.congress, scene.office
    head = scene.group.head_user
    yield lambda: actions.set_step(congress, "plan", Tick(done=True), by=scene.secretary)
    yield lambda: actions.set_paper(congress, "resolution", Paper(present=True), by=scene.secretary)
    yield lambda: actions.plan_congress(congress, Plan(ordinal=3), by=scene.secretary)
    yield lambda: actions.review(congress, by=office)
    yield lambda: actions.add_report(congress, scene.group, summary="Đã xong", workstreams={}, by=head)
    yield lambda: drafts.create_draft(congress, "resolution", by=scene.secretary)


def test_nothing_is_written_of_a_closed_season(scene):
    actions.close_season(scene.season, by=scene.office)
    for thing in (scene.congress, scene.draft):
        thing.refresh_from_db()
    for write in writes(scene):
        with pytest.raises(PermissionDenied):
            write()
    assert not can_create_draft(scene.secretary, scene.congress, "resolution")
    assert not can_submit_version(scene.secretary, scene.draft)
    assert not can_share(scene.secretary, scene.draft)
    assert not scene.congress.steps.exists()
    page = Client()
    page.force_login(scene.secretary)
    shown = page.get(f"/dai-hoi/{scene.congress.pk}/")
    assert shown.status_code == 200  # it is read as before
    assert f"/dai-hoi/{scene.congress.pk}/ke-hoach/" not in shown.content.decode()


def test_the_same_writes_are_taken_while_it_is_open(scene):
    for write in writes(scene):
        write()


def test_a_season_of_party_units_is_not_offered_the_rules_of_a_union(scene):
    page = Client()
    page.force_login(scene.office)
    season = page.get(f"/dot-dai-hoi/{scene.season.pk}/").content.decode()
    assert f"/dot-dai-hoi/{scene.season.pk}/bo-quy-tac/dang-2025/" in season
    assert "bo-quy-tac/cong-doan-2023/" not in season
    assert page.get(f"/dot-dai-hoi/{scene.season.pk}/bo-quy-tac/cong-doan-2023/").status_code == 404
    day = scene.season.opened_on.replace(day=12)
    with pytest.raises(ValidationError):
        actions.switch_pack(scene.season, "cong-doan-2023", day, "lý do", by=scene.office)
