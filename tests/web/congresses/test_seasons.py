"""Seasons: opened with the deadlines of their pack, stricter days, other rules."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from factories import make_season, make_tree, make_unit, make_user
from vankien_web.common import history
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Plan
from vankien_web.congresses.models import Congress, Rollup, Season, Stage
from vankien_web.units.actions import change_unit
from vankien_web.units.actions.tree import Description
from vankien_web.units.models import Role, Unit
from web.congresses.scene import TODAY, row

pytestmark = pytest.mark.django_db


def test_a_season_opens_with_the_packs_deadlines(tree, season, commune):
    assert (commune.deadline, commune.kind, commune.stage) == (date(2020, 6, 30), "xa-phuong", "preparing")
    assert "Chỉ thị 35-CT/TW" in commune.deadline_source
    assert commune.steps_total > 10 and commune.dossier_missing > 3
    assert row(tree.province).congresses == 5
    assert row(tree.city).stages == {"preparing": 4}
    assert row(tree.city).next_deadline == date(2020, 6, 30)
    assert [e.verb for e in history.stream(season)] == ["season_opened", "congresses_opened"]
    assert [e.verb for e in history.stream(commune)] == ["congress_opened"]


def test_opening_twice_adds_nothing(tree, season, office):
    assert actions.open_congresses(season, Unit.objects.below(tree.province), by=office) == []
    assert row(tree.province).congresses == 5


def test_only_units_of_the_seasons_tree(tree, season):
    stranger = make_user(tree.other_province, Role.OFFICE)
    with pytest.raises(ValidationError):
        actions.open_congresses(season, [tree.other_commune], by=stranger)


def test_the_next_congress_follows_the_last(tree, office, commune, season):
    actions.plan_congress(commune, Plan(ordinal=26), by=office)
    later = actions.open_season(tree.province, "dang-2025", "2025–2030", (2025, 2030), by=office)
    (made,) = actions.open_congresses(later, [tree.commune], by=office)
    assert made.ordinal == 27


def test_one_open_season_of_a_term(tree, season, office):
    with pytest.raises(ValidationError):
        actions.open_season(tree.province, "dang-2019", "lại", (2020, 2025), by=office)
    with pytest.raises(ValidationError):
        actions.open_season(tree.city, "khong-co", "lại", (2020, 2025), by=office)


# Deadlines


def test_an_override_is_only_ever_stricter(tree, season, city_office):
    def set_to(day, **more):
        return actions.override_deadline(
            season, tree.city, "xa-phuong", until=day, source="Kế hoạch 01-KH/TU", by=city_office, **more
        )

    with pytest.raises(ValidationError, match=r"30/06/2020.*Chỉ thị 35-CT/TW"):
        set_to(date(2020, 7, 1))
    with pytest.raises(ValidationError):
        set_to(date(2020, 6, 30))
    with pytest.raises(ValidationError):
        set_to(date(2020, 6, 1), max_days=Decimal(3))
    set_to(date(2020, 5, 31))
    commune = Congress.objects.get(unit=tree.commune)
    assert (commune.deadline, commune.deadline_source) == (date(2020, 5, 31), "Kế hoạch 01-KH/TU")
    assert Congress.objects.get(unit=tree.office).deadline == date(2020, 6, 30)
    assert row(tree.province).next_deadline == date(2020, 5, 31)
    set_to(date(2020, 6, 15))  # its own earlier word does not bind it, the directive does
    assert Congress.objects.get(unit=tree.commune).deadline == date(2020, 6, 15)


def test_what_stands_above_binds_what_is_below(tree, season, office, city_office):
    actions.override_deadline(
        season, tree.province, "xa-phuong", until=date(2020, 6, 1), source="KH của tỉnh", by=office
    )
    with pytest.raises(ValidationError, match=r"01/06/2020.*KH của tỉnh"):
        actions.override_deadline(
            season, tree.city, "xa-phuong", until=date(2020, 6, 10), source="KH", by=city_office
        )


def test_lifting_an_override_brings_the_rule_back(tree, season, city_office):
    made = actions.override_deadline(
        season, tree.city, "xa-phuong", until=date(2020, 5, 31), source="KH", by=city_office
    )
    actions.lift_override(made, by=city_office)
    assert Congress.objects.get(unit=tree.commune).deadline == date(2020, 6, 30)


def test_no_source_no_deadline(tree, season, city_office):
    with pytest.raises(ValidationError):
        actions.override_deadline(
            season, tree.city, "xa-phuong", until=date(2020, 5, 31), source=" ", by=city_office
        )


def test_switching_the_pack_changes_what_is_not_held(tree, season, office, commune, settings):
    held = Congress.objects.get(unit=tree.office)
    Congress.objects.filter(pk=held.pk).update(stage=Stage.REPORTED)
    actions.rebuild(season)
    settings.VANKIEN_DEMO_DAY = date(2025, 5, 1)
    changed = actions.switch_pack(season, "dang-2025", date(2025, 4, 14), "Chỉ thị 45-CT/TW", by=office)
    assert changed >= 3
    assert Congress.objects.get(pk=commune.pk).deadline == date(2025, 8, 31)
    assert Congress.objects.get(pk=held.pk).deadline == date(2020, 6, 30)
    season = Season.objects.get(pk=season.pk)
    assert (season.pack, season.packs.count(), season.revision) == ("dang-2025", 2, 1)
    with pytest.raises(ValidationError):
        actions.switch_pack(season, "dang-2019", date(2025, 4, 14), "lại", by=office)


def test_a_unit_that_ends_leaves_the_counts(tree, season, commune):
    assert make_unit("Chi bộ mới", tree.commune, kind="chi-bo").kind == "chi-bo"
    Unit.objects.filter(pk=tree.commune.pk).update(ended=TODAY)
    actions.follow_unit(Unit.objects.get(pk=tree.commune.pk), None)
    assert Congress.objects.get(pk=commune.pk).dropped
    assert row(tree.province).congresses == 4
    assert not Rollup.objects.filter(unit=tree.commune).exists()


def test_a_season_of_another_tree_is_not_seen(tree, season):
    assert not Season.objects.visible_to(make_user(tree.other_commune, Role.UNIT_SECRETARY)).exists()
    assert Season.objects.visible_to(make_user(tree.commune, Role.UNIT_SECRETARY)).exists()
    assert make_season(tree.other_province).pk


def test_a_congress_is_called_by_what_its_unit_was_on_its_day():
    tree = make_tree()
    office = make_user(tree.city, Role.OFFICE)
    [congress] = actions.open_congresses(make_season(tree.city), [tree.commune], by=office)
    ward = Description("Đảng bộ phường Ba", "xa-phuong", "co-so", tree.city)
    change_unit(tree.commune, ward, on=date(2020, 2, 10), revision=0, by=office)
    congress.refresh_from_db()
    assert congress.title.startswith("Đại hội đại biểu Đảng bộ phường Ba")
    actions.plan_congress(congress, Plan(opens_on=date(2020, 2, 1)), by=office)
    congress.refresh_from_db()
    assert congress.title.startswith("Đại hội đại biểu Đảng bộ xã Ba")
