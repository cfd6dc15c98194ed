"""Seasons and congresses: what is counted, what may be done when, and who may do it."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from factories import make_group, make_season, make_tree, make_unit, make_user
from vankien_web.common import history
from vankien_web.common.conflict import Conflict
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Plan, Tick
from vankien_web.congresses.guards import guards
from vankien_web.congresses.models import Congress, Rollup, Season, Stage
from vankien_web.units.actions import change_unit
from vankien_web.units.actions.tree import Description
from vankien_web.units.models import PersonnelStatement, Role, Unit

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)  # a scan: nothing to read in it
pytestmark = pytest.mark.django_db
TODAY = date(2020, 2, 13)


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
def city_office(tree):
    return make_user(tree.city, Role.OFFICE)


@pytest.fixture
def season(tree, office):
    made = actions.open_season(tree.province, "dang-2019", "Đại hội 2020–2025", (2020, 2025), by=office)
    actions.open_congresses(made, Unit.objects.below(tree.province), by=office)
    return made


@pytest.fixture
def commune(tree, season):
    return Congress.objects.get(unit=tree.commune)


def complete(congress, by):
    from vankien.packs import season as campaign

    for rule in campaign.dossier(congress.season.rules, congress.kind):
        if rule.required and not rule.personnel:
            actions.set_paper(congress, rule.id, Paper(present=True), by=by)
    actions.plan_congress(congress, Plan(ordinal=27, opens_on=date(2020, 3, 12), days=Decimal(2)), by=by)
    return Congress.objects.get(pk=congress.pk)


def row(unit):
    return Rollup.objects.get(unit=unit)


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


# Steps and papers


def test_counted_steps(commune, season, tree):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    step = actions.set_step(commune, "cells", Tick(count=10, total=11), by=secretary)
    assert not step.done
    step = actions.set_step(commune, "cells", Tick(count=11, total=11), by=secretary, revision=1)
    assert step.done and step.said_by == secretary.name
    commune = Congress.objects.get(pk=commune.pk)
    assert (commune.counted_done, commune.counted_total, commune.steps_done) == (11, 11, 1)
    assert row(tree.city).counted_done == 11
    last = history.stream(commune).last()
    assert (last.verb, last.details["count"]) == ("step_counted", 11)
    assert "11/11 chi bộ" in history.sentence(last, "vi")
    with pytest.raises(ValidationError):
        actions.set_step(commune, "cells", Tick(count=12, total=11), by=secretary, revision=2)


def test_a_stale_step_is_a_conflict(commune, tree):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    actions.set_step(commune, "plan", Tick(done=True), by=secretary)
    with pytest.raises(Conflict):
        actions.set_step(commune, "plan", Tick(done=False), by=secretary, revision=0)
    assert Congress.objects.get(pk=commune.pk).steps_done == 1


def test_an_unknown_step(commune, office):
    with pytest.raises(ValidationError):
        actions.set_step(commune, "khong-co", Tick(done=True), by=office)


def test_a_step_keeps_its_file(commune, office, settings):
    from vankien_web.common import storage

    file = SimpleUploadedFile("bien-ban.png", PICTURE)
    step = actions.set_step(commune, "plan", Tick(done=True), by=office, file=file)
    assert storage.path(step.sha256).read_bytes() == PICTURE
    assert (step.file_name, step.size) == ("bien-ban.png", len(PICTURE))


def stamped():
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.add_paragraph("TỐI MẬT")
    document.add_paragraph("Biên bản đại hội chi bộ")
    document.save(out)
    return SimpleUploadedFile("bien-ban.docx", out.getvalue())


def test_a_stamped_file_is_refused(commune, office, settings, tmp_path):
    settings.VANKIEN_PROFILE = "networked"
    with pytest.raises(ValidationError):
        actions.set_step(commune, "plan", Tick(done=True), by=office, file=stamped())
    assert not commune.steps.exists()
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    refused = history.stream(commune).last()
    assert (refused.verb, refused.details["reason"]) == ("attachment_refused", "secret")
    settings.VANKIEN_PROFILE = "isolated"
    assert actions.set_step(commune, "plan", Tick(done=True), by=office, file=stamped()).sha256


def test_a_program_proves_nothing(commune, office):
    file = SimpleUploadedFile("bien-ban.docx", b"MZ" + bytes(200))
    with pytest.raises(ValidationError, match=r"bien-ban.docx"):
        actions.set_step(commune, "plan", Tick(done=True), by=office, file=file)


def test_a_paper_not_needed_says_why(commune, office):
    with pytest.raises(ValidationError):
        actions.set_paper(commune, "scenario", Paper(not_needed=True), by=office)
    before = commune.dossier_missing
    actions.set_paper(commune, "scenario", Paper(not_needed=True, note="Đại hội chi bộ"), by=office)
    assert Congress.objects.get(pk=commune.pk).dossier_missing == before - 1


def test_a_draft_fills_its_paper(commune, office):
    actions.fill_paper(commune, "political_report", commune, by=office)
    paper = commune.dossier.get(item="political_report")
    assert (paper.present, paper.subject) == (True, f"congress:{commune.pk}")
    actions.fill_paper(commune, "political_report", commune, by=office, present=False)
    paper.refresh_from_db()
    assert (paper.present, paper.subject) == (False, "")


def test_personnel_papers_do_not_exist(commune, tree, office):
    before = Congress.objects.get(pk=commune.pk).dossier_missing
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    with pytest.raises(ValidationError) as unknown:
        actions.set_paper(commune, "khong-co", Paper(present=True), by=secretary)
    with pytest.raises(ValidationError) as personnel:
        actions.set_paper(commune, "personnel_plan", Paper(present=True), by=secretary)
    assert str(unknown.value).replace("khong-co", "personnel_plan") == str(personnel.value)
    seer = make_user(tree.commune, Role.UNIT_SECRETARY, sees_personnel=True)
    PersonnelStatement.objects.create(statement="Tôi cam đoan", signed_by=office)
    events = history.stream(commune).count()
    actions.set_paper(commune, "personnel_plan", Paper(present=True), by=seer)
    assert history.stream(commune).count() == events
    assert Congress.objects.get(pk=commune.pk).dossier_missing == before
    assert not any("nhân sự" in g.sentence for g in guards(commune, "approve"))


# Reports


def test_a_group_reports_over_the_workstreams(commune, tree, office):
    group = make_group(tree.city, tree.commune)
    said = {"documents": {"percent": 80, "note": "Đã lấy ý kiến"}, "khong-co": {"percent": 1}}
    for number in (1, 2):
        made = actions.add_report(
            commune, group, summary="Đã xong 11/11 chi bộ", workstreams=said, by=group.head_user
        )
        assert made.number == number
    assert made.workstreams == {"documents": {"percent": 80, "note": "Đã lấy ý kiến"}}
    with pytest.raises(PermissionDenied):
        actions.add_report(commune, group, summary="x", workstreams={}, by=office)
    with pytest.raises(ValidationError):
        wrong = {"documents": {"percent": 101}}
        actions.add_report(commune, group, summary="x", workstreams=wrong, by=group.head_user)


# Stages


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
