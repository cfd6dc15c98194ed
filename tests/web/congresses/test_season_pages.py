"""The page of a season: opened, its rules switched, stricter days set."""

from datetime import date

import pytest
from django.urls import reverse

from factories import make_user
from vankien_web.congresses import actions
from vankien_web.congresses.models import Congress, Season
from vankien_web.units.models import Role
from web.congresses.scene import text

pytestmark = pytest.mark.django_db


def test_opening_a_season_on_the_page(get, tree, office, client):
    page = text(get(office, "new_season", pack="dang-2019"))
    assert "30/06/2020" in page and "Chưa thẩm định" in page and "Đại hội các chi bộ trực thuộc" in page
    assert "nhân sự ban chấp hành" not in page
    data = {
        "root": f"{tree.province.name} [{tree.province.code}]",
        "pack": "dang-2019",
        "name": "Đại hội",
        "term_from": 2020,
        "term_until": 2025,
    }
    answer = get(office, "new_season", data=data, code=302)
    season = Season.objects.get()
    assert answer.url == reverse("open_congresses", args=[season.pk])
    chosen = {"unit": data["root"], "kinds": ["xa-phuong", "co-quan"]}
    get(office, "open_congresses", season.pk, data=chosen, code=302)
    assert Congress.objects.filter(season=season).count() == 2
    assert "Đại hội" in text(get(office, "seasons"))
    get(office, "new_season", data=data | {"term_until": 2019}, code=422)


def test_switching_on_the_page(get, season, office, settings, commune):
    settings.VANKIEN_DEMO_DAY = date(2025, 5, 1)
    page = text(get(office, "switch_pack", season.pk, "dang-2025"))
    assert "30/06/2020" in page and "31/08/2025" in page
    data = {"since": "14/04/2025", "reason": "Chỉ thị 45-CT/TW ngày 14/4/2025", "revision": 0}
    get(office, "switch_pack", season.pk, "dang-2025", data=data, code=302)
    page = text(get(office, "season", season.pk))
    assert "14/04/2025" in page and "Chỉ thị 45-CT/TW" in page
    get(office, "switch_pack", season.pk, "dang-2025", code=404)
    get(office, "switch_pack", season.pk, "khong-co", code=404)


def test_overriding_on_the_page(get, season, tree, office, commune):
    data = {
        "unit": f"{tree.city.name} [{tree.city.code}]",
        "kind": "xa-phuong",
        "until": "15/07/2020",
        "source": "Kế hoạch 01-KH/TU",
        "revision": 0,
    }
    refused = text(get(office, "override_deadline", season.pk, data=data, code=422))
    assert "30/06/2020" in refused and "Phụ lục Chỉ thị 35-CT/TW" in refused
    get(office, "override_deadline", season.pk, data=data | {"until": "31/05/2020"}, code=302)
    assert "31/05/2020" in text(get(office, "season", season.pk))
    assert "Kế hoạch 01-KH/TU" in text(get(office, "congress", commune.pk))
    one = season.overrides.get()
    get(make_user(tree.city, Role.OBSERVER), "lift_override", season.pk, one.pk, data={}, code=403)
    get(make_user(tree.commune, Role.OFFICE), "lift_override", season.pk, one.pk, data={}, code=404)
    get(office, "lift_override", season.pk, one.pk, data={}, code=302)


def test_a_seasons_history_is_not_for_a_part_of_it(get, season, tree, office):
    actions.override_deadline(
        season, tree.office, "co-quan", until=date(2020, 5, 1), source="KH mật danh", by=office
    )
    assert "KH mật danh" in text(get(office, "season", season.pk))
    assert "KH mật danh" not in text(get(make_user(tree.commune, Role.OFFICE), "season", season.pk))
