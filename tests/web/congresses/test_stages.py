"""The road of a congress: reviewed, approved, held, reported; planned by whom."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import make_user
from vankien_web.common import history
from vankien_web.common.conflict import Conflict
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Plan, Tick
from vankien_web.congresses.guards import guards
from vankien_web.congresses.models import Congress, Stage
from vankien_web.units.models import Role
from web.congresses.scene import complete, row

pytestmark = pytest.mark.django_db


def test_nothing_is_approved_with_an_incomplete_dossier(commune, city_office):
    actions.review(commune, by=city_office)
    with pytest.raises(ValidationError) as refused:
        actions.approve(commune, by=city_office)
    assert len(refused.value.messages) == 2  # the dossier, the opening day
    commune = complete(commune, city_office)
    assert guards(commune, "approve") == []
    approved = actions.approve(commune, by=city_office)
    assert approved.stage == Stage.APPROVED


def test_nothing_is_approved_with_an_open_request(commune, city_office):
    commune = complete(commune, city_office)
    actions.review(commune, by=city_office)
    actions.count_blocking(commune, lambda: 1)
    with pytest.raises(ValidationError):
        actions.approve(commune, by=city_office)
    actions.count_blocking(commune, lambda: 0)
    assert actions.approve(commune, by=city_office).stage == Stage.APPROVED


def test_the_whole_road(commune, city_office, tree, settings):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    commune = complete(commune, city_office)
    actions.review(commune, by=city_office)
    actions.approve(commune, by=city_office)
    settings.VANKIEN_DEMO_DAY = date(2020, 3, 20)
    with pytest.raises(ValidationError):
        actions.hold_preparatory(commune, by=secretary, on=date(2020, 3, 21))
    actions.hold_preparatory(commune, by=secretary, on=date(2020, 3, 11))
    actions.hold_official(commune, by=secretary, on=date(2020, 3, 12))
    assert row(tree.city).stages == {"official": 1, "preparing": 3}
    assert actions.report(commune, by=secretary).stage == Stage.REPORTED
    with pytest.raises(ValidationError):
        actions.review(commune, by=city_office)
    verbs = [e.verb for e in history.stream(commune)]
    assert verbs[-5:] == [
        "congress_reviewed",
        "congress_approved",
        "preparatory_held",
        "congress_held",
        "congress_reported",
    ]


def test_papers_go_back_with_a_reason(commune, city_office):
    actions.review(commune, by=city_office)
    with pytest.raises(ValidationError):
        actions.send_back(commune, by=city_office)
    assert actions.send_back(commune, by=city_office, note="Thiếu chủ đề").stage == Stage.PREPARING


def test_a_stale_stage_is_a_conflict(commune, city_office):
    actions.review(commune, by=city_office, revision=0)
    with pytest.raises(Conflict):
        actions.send_back(commune, by=city_office, note="x", revision=0)


def test_who_decides(commune, tree, city_office):
    own_office = make_user(tree.commune, Role.OFFICE)
    own_secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    for stranger in (own_office, own_secretary, make_user(tree.office, Role.OFFICE)):
        with pytest.raises(PermissionDenied):
            actions.review(commune, by=stranger)
    assert actions.review(commune, by=make_user(tree.city, Role.CHAIR)).stage == Stage.REVIEWED


def test_at_the_root_its_own_committee_decides(tree, season, office):
    top = Congress.objects.get(unit=tree.province)
    assert actions.review(top, by=office).stage == Stage.REVIEWED


def test_the_pilot_is_chosen_above(commune, tree, city_office):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    with pytest.raises(PermissionDenied):
        actions.plan_congress(commune, Plan(pilot=True), by=secretary)
    actions.plan_congress(commune, Plan(pilot=True), by=city_office)
    assert row(tree.province).pilots == 1


def test_a_plan_must_make_sense(commune, city_office):
    for wrong in (
        Plan(opens_on=date(2020, 3, 1), preparatory_on=date(2020, 3, 2)),
        Plan(days=Decimal("2.5")),
        Plan(days=Decimal(0)),
        Plan(ordinal=0),
    ):
        with pytest.raises(ValidationError):
            actions.plan_congress(commune, wrong, by=city_office)


def test_two_who_plan(commune, city_office):
    actions.plan_congress(commune, Plan(ordinal=27), by=city_office, revision=0)
    with pytest.raises(Conflict):
        actions.plan_congress(commune, Plan(ordinal=28), by=city_office, revision=0)
    assert Congress.objects.get(pk=commune.pk).ordinal == 27


def test_who_only_watches_changes_nothing(commune, tree, season):
    for role in (Role.OBSERVER, Role.COMMITTEE_MEMBER, Role.VERIFIER, Role.ADMINISTRATOR):
        user = make_user(tree.province, role)
        for forbidden in (
            lambda u: actions.plan_congress(commune, Plan(), by=u),
            lambda u: actions.set_step(commune, "plan", Tick(done=True), by=u),
            lambda u: actions.set_paper(commune, "scenario", Paper(present=True), by=u),
            lambda u: actions.approve(commune, by=u),
            lambda u: actions.hold_official(commune, by=u),
            lambda u: actions.open_congresses(season, [tree.commune], by=u),
            lambda u: actions.open_season(tree.province, "dang-2019", "x", (2030, 2035), by=u),
        ):
            with pytest.raises(PermissionDenied):
                forbidden(user)
