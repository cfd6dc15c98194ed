"""What is done before a congress: steps, papers of the dossier, progress reports."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from factories import make_group, make_user
from vankien_web.common import history
from vankien_web.common.conflict import Conflict
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Tick
from vankien_web.congresses.guards import guards
from vankien_web.congresses.models import Congress
from vankien_web.units.models import PersonnelStatement, Role
from web.congresses.scene import PICTURE, row

pytestmark = pytest.mark.django_db


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
