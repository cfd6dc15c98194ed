"""The pages of seasons, board and congresses: what they show, to whom, at which cost."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories import make_group, make_season, make_tree, make_unit, make_user
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Plan, Tick
from vankien_web.congresses.models import Congress, ProgressReport, Season
from vankien_web.units.models import PersonnelStatement, Role, Unit

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)  # a scan: nothing to read in it
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day(settings):
    settings.VANKIEN_DEMO = True


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def office(tree):
    return make_user(tree.province, Role.OFFICE)


@pytest.fixture
def season(tree, office):
    made = actions.open_season(tree.province, "dang-2019", "Đại hội 2020–2025", (2020, 2025), by=office)
    actions.open_congresses(made, Unit.objects.below(tree.province), by=office)
    return made


@pytest.fixture
def commune(tree, season):
    return Congress.objects.get(unit=tree.commune)


@pytest.fixture
def get(client):
    def ask(user, name, *args, data=None, code=200, **query):
        client.force_login(user)
        path = reverse(name, args=args)
        answer = client.get(path, query) if data is None else client.post(path, data)
        assert answer.status_code == code, answer.content.decode()[:3000]
        return answer

    return ask


def text(answer):
    """The page in one line, without the tokens that differ every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", " ".join(answer.content.decode().split()))


# The board


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


# What pages cost


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


@pytest.mark.parametrize("many", [False, True])
def test_queries_of_a_congress(client, django_assert_max_num_queries, tree, commune, office, many):
    from vankien.packs import season as campaign

    group = make_group(tree.city, tree.commune)
    if many:
        for rule in campaign.steps(commune.season.rules, commune.kind):
            tick = Tick(done=True, count=1, total=1)
            actions.set_step(commune, rule.id, tick, by=office)
        for rule in campaign.dossier(commune.season.rules, commune.kind):
            if not rule.personnel:
                actions.set_paper(commune, rule.id, Paper(present=True), by=office)
        for n in range(20):
            make_group(tree.city, tree.commune, name=f"Tổ {n}")
    client.force_login(group.head_user)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("congress", args=[commune.pk])).status_code == 200


# A congress


def test_the_page_of_a_congress(get, tree, commune, office):
    actions.plan_congress(
        commune,
        Plan(ordinal=27, opens_on=date(2020, 3, 12), preparatory_on=date(2020, 3, 11), pilot=True),
        by=office,
    )
    page = text(get(office, "congress", commune.pk))
    assert "Đại hội đại biểu Đảng bộ xã Ba lần thứ XXVII, nhiệm kỳ 2020–2025" in page
    assert "12/03/2020" in page and "còn 28 ngày" in page
    assert "Hồ sơ còn thiếu" not in page  # nothing to approve yet: it is not reviewed


def test_open_guards_are_said_with_links(get, commune, office):
    actions.review(commune, by=office)
    page = text(get(office, "congress", commune.pk))
    assert "Hồ sơ còn thiếu" in page and 'href="#ho-so"' in page and 'href="#ke-hoach"' in page
    answer = get(
        office, "congress_stage", commune.pk, "approve", data={"on": "13/02/2020", "revision": 1}, code=422
    )
    assert "Hồ sơ còn thiếu" in text(answer)


def test_planning_on_the_page(get, commune, office):
    data = {"ordinal": 27, "form": "delegates", "opens_on": "12/03/2020", "revision": 0}
    get(office, "plan_congress", commune.pk, data=data, code=302)
    assert Congress.objects.get(pk=commune.pk).opens_on == date(2020, 3, 12)
    stale = get(office, "plan_congress", commune.pk, data=data | {"opens_on": "15/03/2020"}, code=409)
    assert "12/03/2020" in text(stale) and "15/03/2020" in text(stale)
    wrong = get(office, "plan_congress", commune.pk, data=data | {"days": "3", "revision": 1}, code=422)
    assert "Phụ lục Chỉ thị 35-CT/TW" in text(wrong)


def test_a_secretary_cannot_make_a_pilot(get, tree, commune):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    data = {"form": "delegates", "pilot": "on", "revision": 0}
    get(secretary, "plan_congress", commune.pk, data=data, code=302)
    assert not Congress.objects.get(pk=commune.pk).pilot


def test_a_step_in_place_and_on_a_page(get, client, tree, commune):
    drafter = make_user(tree.commune, Role.UNIT_DRAFTER)
    assert "<h1>" in text(get(drafter, "congress_step", commune.pk, "cells"))
    path = reverse("congress_step", args=[commune.pk, "cells"])
    assert "<h1>" not in text(client.get(path, headers={"HX-Request": "true"}))
    data = {"count": 11, "total": 11, "on": "12/02/2020", "said_by": "Bí thư", "revision": 0}
    file = SimpleUploadedFile("bien-ban.png", PICTURE)
    answer = client.post(path, data | {"file": file})
    assert answer.url == reverse("congress", args=[commune.pk]) + "#buoc-cells"
    page = text(client.get(reverse("congress", args=[commune.pk])))
    assert "11/11" in page and "Bí thư, 12/02/2020" in page and "bien-ban.png" in page
    kept = client.get(reverse("congress_file", args=[commune.pk, "buoc", "cells"]))
    assert b"".join(kept.streaming_content) == PICTURE and "attachment" in kept["Content-Disposition"]
    assert client.post(path, data | {"count": 10}).status_code == 409


def test_a_file_is_seen_by_who_sees_the_congress(get, tree, commune, office):
    file = SimpleUploadedFile("x.png", PICTURE)
    actions.set_step(commune, "plan", Tick(done=True), by=office, file=file)
    get(make_user(tree.office, Role.UNIT_SECRETARY), "congress_file", commune.pk, "buoc", "plan", code=404)
    get(office, "congress_file", commune.pk, "buoc", "cells", code=404)
    get(office, "congress_file", commune.pk, "la", "plan", code=404)


def test_a_paper_not_needed(get, commune, office):
    data = {"state": "not_needed", "revision": 0}
    get(office, "congress_paper", commune.pk, "scenario", data=data, code=422)
    get(office, "congress_paper", commune.pk, "scenario", data=data | {"note": "Chi bộ"}, code=302)
    assert "Không cần" in text(get(office, "congress", commune.pk))


def test_personnel_papers_are_nowhere(get, tree, commune, office):
    seer = make_user(tree.city, Role.OFFICE, sees_personnel=True)
    word = "trích ngang nhân sự"
    for user in (office, seer):
        assert word not in text(get(user, "congress", commune.pk))
        get(user, "congress_paper", commune.pk, "candidates", code=404)
    PersonnelStatement.objects.create(statement="Tôi cam đoan", signed_by=office)
    assert word not in text(get(office, "congress", commune.pk))
    assert word in text(get(seer, "congress", commune.pk))
    before = text(get(office, "congress", commune.pk))
    file = SimpleUploadedFile("nhan-su.png", PICTURE)
    actions.set_paper(commune, "candidates", Paper(present=True), by=seer, file=file)
    assert text(get(office, "congress", commune.pk)) == before
    assert word not in text(get(office, "congress_history", commune.pk))
    get(office, "congress_file", commune.pk, "ho-so", "candidates", code=404)
    get(seer, "congress_file", commune.pk, "ho-so", "candidates")


def test_who_sees_but_may_not(get, tree, commune, season):
    observer = make_user(tree.city, Role.OBSERVER)
    page = text(get(observer, "congress", commune.pk))
    assert "Ghi lại" not in page
    for name, args in (
        ("plan_congress", ()),
        ("congress_step", ("plan",)),
        ("congress_paper", ("scenario",)),
        ("congress_stage", ("review",)),
        ("new_report", ()),
    ):
        get(observer, name, commune.pk, *args, code=403)
    get(observer, "new_season", code=403)
    get(observer, "switch_pack", season.pk, "dang-2025", code=403)
    get(observer, "override_deadline", season.pk, code=403)
    get(observer, "open_congresses", season.pk, code=403)
    get(observer, "close_season", season.pk, data={}, code=403)


def test_the_road_on_the_pages(get, tree, commune, office):
    get(office, "congress_stage", commune.pk, "review", data={"on": "12/02/2020", "revision": 0}, code=302)
    page = text(get(office, "congress", commune.pk))
    assert "12/02/2020" in page and f"{office.name} ghi" in page
    get(office, "congress_stage", commune.pk, "bay", code=404)
    back = {"on": "13/02/2020", "revision": 1, "note": "Thiếu chủ đề"}
    get(office, "congress_stage", commune.pk, "send_back", data=back, code=302)
    assert "Thiếu chủ đề" in text(get(office, "congress_history", commune.pk))


def test_a_progress_report(get, tree, commune, client):
    group = make_group(tree.city, tree.commune)
    data = {
        "group": group.pk,
        "on": "13/02/2020",
        "summary": "Đến nay xã đã có 11/11 chi bộ đại hội xong.",
        "percent-documents": "80",
        "note-documents": "Đã có dự thảo",
    }
    answer = get(group.head_user, "new_report", commune.pk, data=data, code=302)
    page = text(client.get(answer.url))
    assert "80%" in page and "Văn kiện đại hội" in page and "13/02/2020" in page
    assert "Báo cáo lần 1" in text(get(group.head_user, "reports", commune.pk))
    wrong = get(group.head_user, "new_report", commune.pk, data=data | {"percent-documents": "120"}, code=422)
    assert "11/11 chi bộ" in text(wrong)
    assert ProgressReport.objects.count() == 1


def test_the_review_lead_is_a_warning_with_its_source(get, commune, office):
    actions.plan_congress(commune, Plan(opens_on=date(2020, 3, 12)), by=office)
    page = text(get(office, "congress", commune.pk))
    assert "không phải quy định chung của Trung ương" in page and "Chưa thẩm định" in page


# Seasons


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
