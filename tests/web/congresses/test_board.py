"""The board: counted steps of a part of the tree, the most urgent first."""

from datetime import date

import pytest
from django.urls import reverse

from factories import make_group, make_season, make_tree, make_unit, make_user
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Tick
from vankien_web.congresses.models import Congress
from vankien_web.units.models import Role, Unit
from web.congresses.scene import text

pytestmark = pytest.mark.django_db


def test_the_board_of_a_city(get, tree, season, office, commune):
    actions.set_step(commune, "cells", Tick(count=11, total=11), by=office)
    page = text(get(office, "unit_board", season.pk, tree.city.pk))
    assert "11/11" in page and "Đảng bộ xã Ba" in page
    assert "Chỉ thị 35-CT/TW ngày 30/5/2019" in page
    assert f'id="u{tree.commune.pk}"' in page


def test_my_board_is_the_highest_unit_that_i_see(get, tree, season, office):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    assert get(office, "board", code=302).url == reverse("season_board", args=[season.pk])
    assert get(office, "season_board", season.pk, code=302).url.endswith(f"/{tree.province.pk}/")
    assert get(secretary, "season_board", season.pk, code=302).url.endswith(f"/{tree.commune.pk}/")


def test_who_follows_several_units_sees_these(get, tree, season):
    group = make_group(tree.city, tree.commune, tree.office)
    page = text(get(group.head_user, "season_board", season.pk))
    assert "Đảng bộ xã Ba" in page and "Đảng bộ cơ quan Bốn" in page
    assert "Đảng bộ cơ quan Năm" not in page and "Đảng bộ thành phố Hai" not in page


def test_what_one_does_not_see_does_not_exist(get, tree, season, commune):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    stranger = make_user(tree.other_province, Role.OFFICE)
    for user in (secretary, stranger):
        get(user, "unit_board", season.pk, tree.city.pk, code=404)
        get(user, "board_sheet", season.pk, tree.city.pk, code=404)
    other = Congress.objects.get(unit=tree.office)
    for name in ("congress", "reports", "congress_history", "plan_congress", "new_report"):
        get(secretary, name, other.pk, code=404)
        get(stranger, name, commune.pk, code=404)
    get(stranger, "season", season.pk, code=404)
    get(stranger, "unit_board", season.pk, tree.other_commune.pk, code=404)


def test_nobody_without_a_season(get, tree):
    assert "Mở đợt" in text(get(make_user(tree.city, Role.OFFICE), "board"))
    assert "Mở đợt đại hội<" not in text(get(make_user(tree.city, Role.OBSERVER), "board"))


def test_late_ones_first_then_by_deadline(get, tree, season, office, settings):
    late = Unit.objects.get(pk=tree.party_office.pk)
    actions.override_deadline(
        season, late, "co-quan-dang", until=date(2020, 4, 10), source="KH 01", by=office
    )
    settings.VANKIEN_DEMO_DAY = date(2020, 4, 12)
    page = text(get(office, "unit_board", season.pk, tree.city.pk))
    names = [tree.party_office.name, tree.office.name, tree.commune.name]
    assert sorted(names, key=page.index)[0] == tree.party_office.name
    assert "quá hạn 2 ngày" in page
    only = text(get(office, "unit_board", season.pk, tree.city.pk, cham="on"))
    assert tree.party_office.name in only and tree.commune.name not in only


def test_filters(get, tree, season, office, commune):
    actions.review(commune, by=make_user(tree.city, Role.CHAIR))
    for query, there, absent in (
        ({"giai_doan": "reviewed"}, tree.commune, tree.office),
        ({"loai": "co-quan"}, tree.office, tree.commune),
        ({"ten": "xa ba"}, tree.commune, tree.office),
    ):
        page = text(get(office, "unit_board", season.pk, tree.city.pk, **query))
        assert there.name in page and absent.name not in page
    from_above = text(get(office, "unit_board", season.pk, tree.province.pk, ten="xã Ba"))
    assert tree.commune.name in from_above
    assert "Không tìm thấy" in text(get(office, "unit_board", season.pk, tree.city.pk, ten="không có"))
    get(office, "unit_board", season.pk, tree.city.pk, giai_doan="bậy")


def test_drilling_down_keeps_the_place(get, client, tree, season, office):
    page = text(get(office, "unit_board", season.pk, tree.province.pk, loai="xa-phuong"))
    down = page.split(f'href="{reverse("unit_board", args=[season.pk, tree.city.pk])}?')[1].split('"')[0]
    below = text(client.get(reverse("unit_board", args=[season.pk, tree.city.pk]) + "?" + down))
    back = f"{reverse('unit_board', args=[season.pk, tree.province.pk])}?loai=xa-phuong#u{tree.city.pk}"
    assert back in below


@pytest.mark.parametrize("ve", ["x", "1?ve=1%3Fve%3D", "9" * 500, "?", "1?" + "ve=1?" * 50])
def test_a_forged_way_back(get, tree, season, office, ve):
    get(office, "unit_board", season.pk, tree.city.pk, ve=ve)


def test_the_summary_in_one_line_a_kind(get, tree, season, office, commune):
    page = text(get(office, "unit_board", season.pk, tree.province.pk))
    assert "<b>Xã, phường, thị trấn:</b> 0/1 đã duyệt, 0/1 đã đại hội" in page


def test_the_sheet(get, tree, season, office, tmp_path):
    from python_calamine import CalamineWorkbook

    answer = get(office, "board_sheet", season.pk, tree.city.pk)
    path = tmp_path / "x.xlsx"
    path.write_bytes(answer.content)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    cells = [cell for row in rows for cell in row]
    assert tree.commune.name in cells and date(2020, 6, 30) in cells
    assert "35-CT/TW" in str(rows[0][0])


def test_a_union_speaks_of_unions(get, office, tree):
    union = make_unit("Công đoàn cơ sở Xã Ba", kind="cong-doan-co-so")
    leader = make_user(union, Role.OFFICE)
    season = actions.open_season(union, "cong-doan-2023", "Đại hội công đoàn", (2023, 2028), by=leader)
    (made,) = actions.open_congresses(season, [union], by=leader)
    page = text(get(leader, "congress", made.pk))
    assert "Đại hội đại biểu Công đoàn cơ sở Xã Ba" in page
    assert "Đảng bộ" not in page.split("<main")[1]


def busy(tree, season, office, units):
    for n in range(units):
        make_unit(f"Đảng bộ xã thứ {n:03}", tree.city)
    actions.open_congresses(season, Unit.objects.below(tree.city), by=office)
    make_group(tree.province, tree.city)


@pytest.mark.parametrize("units", [1, 97])
def test_queries_of_the_board(client, django_assert_max_num_queries, tree, season, office, units):
    busy(tree, season, office, units)
    client.force_login(office)
    with django_assert_max_num_queries(12) as asked:
        assert client.get(reverse("unit_board", args=[season.pk, tree.city.pk])).status_code == 200
    assert len(asked) == BOARD


BOARD = 10


def test_a_closed_season_is_late_nowhere(get, season, office, tree, settings):
    settings.VANKIEN_DEMO_DAY = date(2021, 1, 1)
    assert "quá hạn" in text(get(office, "unit_board", season.pk, tree.city.pk))
    get(office, "close_season", season.pk, data={}, code=302)
    assert "quá hạn" not in text(get(office, "unit_board", season.pk, tree.city.pk)).split("<tbody>")[1]


def test_a_unit_leads_to_its_board_in_the_season_that_is_open(client):
    tree = make_tree()
    season = make_season(tree.city)
    client.force_login(make_user(tree.province, Role.OFFICE))
    there = client.get(f"/tien-do/don-vi/{tree.commune.pk}/")
    assert there.headers["Location"] == f"/tien-do/{season.pk}/{tree.commune.pk}/"
    nowhere = client.get(f"/tien-do/don-vi/{tree.province.pk}/", follow=True)
    assert "chưa có đợt đại hội" in nowhere.content.decode()
    assert client.get(f"/tien-do/don-vi/{tree.other_commune.pk}/").status_code == 404
