"""The road of a personnel plan on the site, who is let in, and what is written down of it."""

import io
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from factories import make_congress, make_user
from vankien.personnel import Candidate, Plan, When
from vankien_web.common import audit, clock, history
from vankien_web.common.delivery import Notice
from vankien_web.common.entries import Entry
from vankien_web.personnel.actions import candidates, plans
from vankien_web.personnel.models import PersonnelPlan, Row
from vankien_web.units.models import PersonnelStatement, Role

LISTED = (
    ["TT", "Họ và tên", "Ngày sinh", "Nam/nữ", "Dân tộc", "Chức vụ", "Lý luận chính trị", "Tái cử/lần đầu"],
    ["1", "Ứng viên 11", "15/6/1980", "Nam", "Kinh", "Chủ tịch UBND", "Cao cấp", "Tái cử"],
    ["2", "Ứng viên 12", "khoảng 1990", "Nữ", "Kinh", "Công chức", "Trung cấp", "Lần đầu"],
)


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def verbs(plan):
    return list(history.stream(plan).values_list("verb", flat=True))


def test_a_plan_is_begun_filled_and_read(scene, go):
    congress = make_congress(scene.congress.season, scene.tree.office)
    secretary = make_user(scene.tree.office, Role.UNIT_SECRETARY, sees_personnel=True)
    at = f"/nhan-su/dai-hoi/{congress.pk}/"
    assert "chưa lập đề án" in text(go(secretary, at))
    there = go(secretary, at, {}).headers["Location"]
    typed = {"name": "Ứng viên 21", "birth": "15.6.1980", "sex": "female", "agreed_4": 12, "revision": 0}
    typed["bodies_proposed"] = ["committee", "standing"]
    assert go(secretary, there + "ung-vien/moi/", typed).status_code == 302
    (candidate,) = PersonnelPlan.objects.get(congress=congress).whole.candidates
    assert (candidate.birth, candidate.sex) == (When(1980, 6, 15), "female")
    assert candidate.bodies_proposed == ("committee", "standing")
    assert candidate.votes[0].agreed == 12
    shown = text(go(secretary, there))
    assert "Ứng viên 21" in shown
    assert "15/6/1980" in shown
    assert go(secretary, at).headers["Location"] == there
    assert "Đề án nhân sự" in text(go(secretary, f"/dai-hoi/{congress.pk}/"))


@pytest.mark.parametrize("born", ["31/2/1980", "1/1/1700", "mùa xuân"])
def test_a_day_that_does_not_exist_is_refused_and_nothing_typed_is_lost(scene, go, born):
    typed = {"name": "Ứng viên 04", "birth": born, "posts": "Phó Chánh Văn phòng", "revision": 0}
    answer = go(scene.secretary, scene.at + "ung-vien/moi/", typed)
    assert answer.status_code == 422
    assert born in answer.content.decode()
    assert "Phó Chánh Văn phòng" in answer.content.decode()
    assert "có thật" in text(answer)


def test_two_people_change_one_candidate(scene, go):
    """The second is shown both; what neither touched stays as it was."""
    there = f"{scene.at}ung-vien/{scene.first.key}/"
    typed = {"name": "Ứng viên 01", "birth": "3/1970", "sex": "female", "track": "reelect"}
    typed["ethnicity"] = "Kinh"
    assert go(scene.office, there, typed | {"revision": 0, "posts": "Chủ tịch"}).status_code == 302
    answer = go(scene.secretary, there, typed | {"revision": 0, "posts": "Bí thư", "sex": "male"})
    assert answer.status_code == 409
    shown = text(answer)
    assert "Chủ tịch" in shown
    assert "Bí thư" in answer.content.decode()
    assert "nữ" in shown
    assert Row.objects.get(pk=scene.first.pk).opened().posts == "Chủ tịch"
    again = go(scene.secretary, there, typed | {"revision": 1, "posts": "Bí thư"})
    assert again.status_code == 302
    assert Row.objects.get(pk=scene.first.pk).opened().posts == "Bí thư"


def test_what_a_form_does_not_ask_for_stays(scene, go):
    """A form sent back as it was shown changes nothing of the candidate."""
    for row in scene.plan.rows.all():
        before = row.opened()
        page = go(scene.secretary, f"{scene.at}ung-vien/{row.key}/").context["form"]
        sent = {name: page[name].value() for name in page.fields}
        sent = {name: value for name, value in sent.items() if value is not None}
        assert go(scene.secretary, f"{scene.at}ung-vien/{row.key}/", sent).status_code == 302
        assert Row.objects.get(pk=row.pk).opened() == before


def test_sizes_month_and_steps(scene, go):
    sent = {"month": "5/2020", "size_committee": 15, "summoned_4": 60, "present_4": 57, "revision": 0}
    assert go(scene.secretary, scene.at + "so-luong/", sent).status_code == 302
    whole = PersonnelPlan.objects.get().whole
    assert (whole.month, whole.body("committee").size) == (When(2020, 5), 15)
    assert whole.votes(whole.candidates[2])[0].present == 57
    answer = go(scene.office, scene.at + "so-luong/", sent | {"size_committee": 17})
    assert answer.status_code == 409
    assert "15" in text(answer)


def test_votes_of_a_step_are_entered_on_one_page(scene, go):
    first, _second, third = scene.plan.rows.all()
    page = go(scene.secretary, scene.at + "buoc/4/").context["form"]
    sent = {name: page[name].value() for name in page.fields if page[name].value() is not None}
    assert sent[f"votes_{third.key}"] == 41
    sent[f"votes_{first.key}"] = 55
    assert go(scene.secretary, scene.at + "buoc/4/", sent).status_code == 302
    assert [[v.agreed for v in row.opened().votes] for row in scene.plan.rows.all()] == [[55], [], [41]]
    assert [row.revision for row in scene.plan.rows.all()] == [1, 0, 0]
    late = go(scene.office, scene.at + "buoc/4/", sent | {f"votes_{first.key}": 56})
    assert late.status_code == 422
    assert "Ứng viên 01" in text(late)
    assert go(scene.secretary, scene.at + "buoc/6/").status_code == 404


def test_every_look_is_written_down_before_it_is_shown(scene, go):
    go(scene.observer, scene.at)
    go(scene.observer, f"{scene.at}ung-vien/{scene.first.key}/")
    go(scene.office, scene.at + "in/")
    go(scene.office, scene.at + "excel/")
    assert verbs(scene.plan)[1:] == [
        "personnel_read",
        "candidate_read",
        "personnel_printed",
        "personnel_exported",
    ]
    log = text(go(scene.observer, scene.at + "nhat-ky/?chi=doc"))
    for word in (scene.observer.name, scene.office.name, "nhân sự số 1", "tải đề án nhân sự về máy"):
        assert word in log
    assert "Ứng viên" not in log
    counted = text(go(scene.administrator, "/nhan-su/luot-xem/"))
    assert "1 1 1 1" in counted
    assert scene.observer.name not in counted
    assert "xã Ba" not in counted.replace(scene.administrator.name, "")
    assert [p for p in audit.verify() if p.stream.startswith("personnelplan")] == []


def test_a_look_that_cannot_be_written_down_is_not_given(scene, go, monkeypatch):
    def full(*_args, **_details):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(plans, "record", full)
    for end in ("", f"ung-vien/{scene.first.key}/", "in/", "excel/", "so-luong/", "buoc/4/"):
        assert b"\xe1\xbb\xa8ng vi" not in _tried(go, scene, scene.at + end)


def _tried(go, scene, address):
    try:
        return go(scene.secretary, address).content
    except OSError:
        return b""


def test_who_may_not_is_answered_as_if_there_were_none(scene, go):
    none = "/nhan-su/00000000-0000-4000-8000-000000000000/"
    row = f"ung-vien/{scene.first.key}/"
    ends = ("", "so-luong/", "ung-vien/moi/", row, "buoc/1/", "nhap/", "in/", "excel/")
    for user in [*scene.others, scene.administrator, make_user()]:
        for end in (*ends, "nhat-ky/", "xoa-ten/"):
            for data in (None, {"name": "x", "revision": 0, "reason": "x"}):
                answers = [go(user, at + end, data) for at in (scene.at, none)]
                assert {a.status_code for a in answers} in ({404}, {405})
        assert go(user, f"/nhan-su/dai-hoi/{scene.congress.pk}/").status_code == 404
        assert go(user, "/nhan-su/luot-xem/").status_code == (200 if user == scene.administrator else 404)
    assert scene.plan.rows.count() == 3


def test_who_may_look_but_not_change_or_take_away_is_told_nothing_of_it(scene, go):
    assert go(scene.observer, scene.at).status_code == 200
    assert b"moi/" not in go(scene.observer, scene.at).content
    ends = ("so-luong/", "ung-vien/moi/", "buoc/1/", "nhap/", "in/", "excel/", "xoa-ten/")
    assert {go(scene.observer, scene.at + end).status_code for end in ends} == {404}
    row = f"{scene.at}ung-vien/{scene.first.key}/"
    assert go(scene.observer, row, {"name": "x", "revision": 0}).status_code == 404
    assert go(scene.observer, row + "dua-ra/", {}).status_code == 404
    with pytest.raises(PermissionDenied):
        candidates.add(scene.plan, Candidate("x"), by=scene.observer)


def test_switched_off_nobody_sees_a_plan_and_nothing_is_erased(scene, go):
    PersonnelStatement.objects.update(withdrawn_at=clock.now())
    assert go(scene.secretary, scene.at).status_code == 404
    assert go(scene.secretary, f"/nhan-su/dai-hoi/{scene.congress.pk}/").status_code == 404
    assert scene.plan.rows.count() == 3


def test_names_are_erased_with_a_reason_and_numbers_stay(scene, go):
    assert go(scene.secretary, scene.at + "xoa-ten/", {"reason": " ", "revision": 0}).status_code == 422
    sent = {"reason": "Hết nhiệm kỳ", "revision": 0}
    assert go(scene.secretary, scene.at + "xoa-ten/", sent).status_code == 302
    plan = PersonnelPlan.objects.get()
    assert (plan.rows.count(), bytes(plan.sealed)) == (0, b"")
    assert plan.kept == {
        "candidates": 3,
        "women": 1,
        "first": 2,
        "reelect": 1,
        "minorities": 1,
        "bodies": {"committee": 3, "standing": 1},
    }
    shown = text(go(scene.observer, scene.at))
    assert "Ứng viên" not in shown
    assert "Chỉ còn các số liệu" in shown
    assert "Hết nhiệm kỳ" in text(go(scene.office, scene.at + "nhat-ky/"))
    for end in ("ung-vien/moi/", "so-luong/", "nhap/", "in/", "xoa-ten/"):
        assert go(scene.secretary, scene.at + end).status_code == 404


def sheet(kind):
    if kind == "xlsx":
        from vankien.outputs.workbook import write_table

        return write_table("Danh sách", LISTED[0], LISTED[1:])
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.add_paragraph("Danh sách trích ngang nhân sự giới thiệu bầu vào Ban Chấp hành")
    table = document.add_table(len(LISTED), len(LISTED[0]))
    for row, cells in zip(table.rows, LISTED, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_list_comes_from_the_usual_table_and_every_doubt_is_shown(scene, go, kind, settings):
    file = SimpleUploadedFile(f"trich-ngang.{kind}", sheet(kind))
    preview = go(scene.secretary, scene.at + "nhap/", {"file": file})
    assert preview.status_code == 200, text(preview)
    assert scene.plan.rows.count() == 3
    shown = text(preview)
    assert "khoảng 1990" in shown
    assert "Ngày sinh không rõ" in shown
    sealed = preview.context["sealed"]
    assert "Ứng viên" not in sealed
    assert go(scene.secretary, scene.at + "nhap/", {"rows": sealed}).status_code == 302
    whole = PersonnelPlan.objects.get().whole
    assert [c.name for c in whole.candidates] == ["Ứng viên 11", "Ứng viên 12"]
    assert (whole.candidates[0].birth, whole.candidates[1].birth) == (When(1980, 6, 15), None)
    assert not [f for f in settings.DATA.rglob("*") if f.is_file() and f.name != "personnel-keys"]


def test_a_preview_is_good_for_its_own_plan_only(scene, go):
    file = SimpleUploadedFile("trich-ngang.xlsx", sheet("xlsx"))
    sealed = go(scene.secretary, scene.at + "nhap/", {"file": file}).context["sealed"]
    for rows in (sealed[:-8] + "AAAAAAA=", "nonsense", ""):
        answer = go(scene.secretary, scene.at + "nhap/", {"rows": rows})
        assert answer.headers["Location"].endswith("/nhap/")
    assert scene.plan.rows.count() == 3


def test_a_file_without_a_list_is_refused_in_words(scene, go):
    from docx import Document

    out = io.BytesIO()
    Document().save(out)
    for name, data in (("a.docx", out.getvalue()), ("a.xlsx", b"no workbook"), ("a.pdf", b"%PDF-1.4")):
        answer = go(scene.secretary, scene.at + "nhap/", {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422
        assert "Traceback" not in text(answer)


def test_nothing_of_a_plan_is_told_or_found(scene, go):
    typed = {"name": "Ứng viên 44", "revision": 0}
    go(scene.secretary, scene.at + "ung-vien/moi/", typed)
    go(scene.secretary, scene.at + "xoa-ten/", {"reason": "Hết nhiệm kỳ", "revision": 0})
    assert not Notice.objects.exists()
    assert not Entry.objects.filter(text__contains="Ứng viên").exists()
    streams = set(history.Event.objects.filter(verb__contains="candidate").values_list("stream", flat=True))
    assert streams == {f"personnelplan:{scene.plan.pk}"}


def test_one_list_replaces_another_while_somebody_adds(scene):
    """Two lists are never mixed: each verb holds the plan."""
    with transaction.atomic():
        candidates.take_in(scene.plan, Plan("xa-phuong", (Candidate("Ứng viên 31"),)), by=scene.secretary)
        candidates.add(scene.plan, Candidate("Ứng viên 32"), by=scene.office)
    assert [r.position for r in scene.plan.rows.all()] == [1, 2]


def test_the_plan_as_an_official_paper(scene, go):
    from docx import Document

    answer = go(scene.office, scene.at + "de-an/")
    document = Document(io.BytesIO(answer.content))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"Ứng viên 01", "Ứng viên 02", "3/1970"} <= cells
    assert verbs(scene.plan)[-1] == "personnel_exported"
    assert "đề án (Word)" in text(go(scene.office, scene.at + "nhat-ky/"))
