"""The page of a congress: its steps, papers, reports, stages."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories import make_group, make_user
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Plan, Tick
from vankien_web.congresses.models import Congress, ProgressReport
from vankien_web.units.models import PersonnelStatement, Role
from web.congresses.scene import PICTURE, text

pytestmark = pytest.mark.django_db


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
