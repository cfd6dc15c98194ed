"""A congress's document from its beginning to the meeting: who does what when, and what is kept of it."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from factories import make_congress, make_draft, make_unit, make_user
from vankien_web.common.conflict import Moved
from vankien_web.common.models import Event
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.gate import gate
from vankien_web.drafts.models import Draft, DraftState
from vankien_web.drafts.naming import full_title, waiting
from vankien_web.units.models import Role
from web.document_scene import Scene, at, verbs

pytestmark = pytest.mark.django_db
DATED = "2020-02-10T02:00:00+00:00"


@pytest.fixture
def scene(db):
    return Scene()


def test_the_whole_road_by_the_pages(scene, commune, work):
    drafter, secretary, office = at(scene.drafter), at(scene.secretary), at(scene.office)
    begun = drafter.post(f"/dai-hoi/{scene.congress.pk}/van-ban/", {"kind": "political_report"})
    address = begun.headers["Location"]
    assert "Chưa có bản dự thảo nào được nộp" in drafter.get(address).content.decode()
    assert office.get(address).status_code == 404
    answer = drafter.post(
        f"{address}nop/",
        {"phase": "draft", "note": "Bản đầu", "file": SimpleUploadedFile("báo cáo.docx", commune)},
    )
    assert answer.headers["Location"] == address
    assert "Đang rà soát" in drafter.get(address).content.decode()
    work()
    page = drafter.get(address).content.decode()
    assert "Gửi cấp trên" not in page
    assert "Dự thảo lần 1" in page
    assert "Bản đầu" in page
    assert drafter.post(f"{address}gui/").status_code == 403
    assert office.get(address).status_code == 404
    assert "Gửi cấp trên" in secretary.get(address).content.decode()
    secretary.post(f"{address}gui/")
    page = office.get(address).content.decode()
    assert "Chờ Văn phòng Thành ủy xử lý từ" in page
    assert drafter.get(f"{address}nop/").status_code == 302
    office.post(f"{address}tra-lai/", {"reason": "Bổ sung chủ đề đại hội"})
    assert "Bổ sung chủ đề đại hội" in drafter.get(address).content.decode()
    draft = Draft.objects.get()
    assert draft.state == DraftState.RETURNED
    assert verbs(draft) == [
        "draft_created",
        "version_submitted",
        "version_checked",
        "draft_shared",
        "draft_returned",
    ]
    told = drafter.get(f"{address}lich-su/").content.decode()
    assert "trả lại đơn vị: Bổ sung chủ đề đại hội" in told
    assert "nộp dự thảo lần 1 (báo cáo.docx)" in told


def test_the_title_is_official(scene):
    draft = scene.begin()
    assert full_title(draft) == (
        "Báo cáo chính trị của Ban Chấp hành Đảng bộ xã Quảng Tâm khóa XXVI, nhiệm kỳ 2015–2020, "
        "trình Đại hội đại biểu Đảng bộ xã Quảng Tâm lần thứ XXVII, nhiệm kỳ 2020–2025"
    )
    assert full_title(scene.begin("resolution")).startswith(
        "Nghị quyết Đại hội đại biểu Đảng bộ xã Quảng Tâm"
    )
    assert full_title(scene.begin("self_review")).startswith("Báo cáo kiểm điểm của Ban Chấp hành Đảng bộ xã")


def test_who_must_act_and_since_when(scene, commune, site):
    draft = scene.sent(commune)
    site.VANKIEN_DEMO = True
    Draft.objects.filter(pk=draft.pk).update(since=datetime.fromisoformat(DATED))
    draft = Draft.objects.select_related("congress__unit__parent").get(pk=draft.pk)
    assert waiting(draft) == "Chờ Văn phòng Thành ủy xử lý từ 10/02/2020 (3 ngày)"
    draft = make_draft(scene.congress, kind="resolution", since=datetime.fromisoformat(DATED))
    assert waiting(draft) == "Chờ Đảng bộ xã Quảng Tâm xử lý từ 10/02/2020 (3 ngày)"


def test_what_is_not_ones_business_is_refused(scene, commune):
    draft = scene.begin()
    for user in (scene.office, scene.member, scene.administrator, scene.group):
        with pytest.raises(PermissionDenied):
            tasks.submit_version(draft, [commune], "x.docx", by=user)
        with pytest.raises(PermissionDenied):
            actions.create_draft(scene.congress, "resolution", by=user)
    scene.bring(draft, commune)
    for user in (scene.office, scene.drafter, scene.member, scene.group):
        with pytest.raises(PermissionDenied):
            actions.share(draft, by=user)
    actions.share(draft, by=scene.secretary)
    draft.refresh_from_db()
    for user in (scene.secretary, scene.drafter, scene.member, scene.administrator, scene.group):
        with pytest.raises(PermissionDenied):
            actions.send_back(draft, "Không", by=user)
        with pytest.raises(PermissionDenied):
            actions.make_ready(draft, by=user)
    for user in (scene.secretary, scene.office, scene.drafter):
        with pytest.raises(PermissionDenied):
            actions.delete_draft(draft, by=user)


def test_a_step_that_somebody_else_has_taken_is_said(scene, commune, site):
    draft = scene.begin()
    scene.bring(draft, commune)
    stale = Draft.objects.select_related("congress__unit").get(pk=draft.pk)
    actions.share(draft, by=scene.secretary)
    with pytest.raises(Moved):
        actions.share(stale, by=scene.secretary)
    with pytest.raises(Moved):
        tasks.submit_version(stale, [commune], "x.docx", by=scene.drafter)
    answer = at(scene.secretary).post(f"/van-ban/{draft.pk}/gui/", follow=True)
    assert "chưa thực hiện được bước này" in answer.content.decode()
    assert verbs(draft).count("draft_shared") == 1
    assert draft.versions.count() == 1
    assert len([p for p in (site.DATA / "incoming").iterdir() if p.is_file()]) == 1


def test_a_kind_is_begun_once(scene):
    scene.begin()
    with pytest.raises(ValidationError):
        scene.begin()
    with pytest.raises(ValidationError):
        scene.begin("hoc_ba")
    assert Draft.objects.count() == 1


def test_returning_needs_a_reason(scene, commune):
    draft = scene.sent(commune)
    at(scene.office).post(f"/van-ban/{draft.pk}/tra-lai/", {"reason": "  "})
    draft.refresh_from_db()
    assert draft.state == DraftState.SHARED


def test_the_gate_says_what_is_missing(scene, commune):
    draft = scene.begin()
    assert gate(draft) == ["Chưa có bản dự thảo nào được nộp."]
    tasks.submit_version(draft, [commune], "x.docx", by=scene.drafter)
    draft.refresh_from_db()
    assert "Bản mới nhất đang được rà soát." in gate(draft)
    tasks.examine.call(draft.latest_id)
    actions.share(draft, by=scene.secretary)
    draft = Draft.objects.get()
    missing = gate(draft)
    assert missing[0].startswith("Còn 9 điểm phải sửa")
    assert len(missing) == 4  # and the review, the resolution, the programme
    with pytest.raises(actions.NotReady) as shut:
        actions.make_ready(draft, by=scene.office)
    assert shut.value.sentences == missing
    page = at(scene.office).post(f"/van-ban/{draft.pk}/san-sang/", follow=True).content.decode()
    assert "Còn 9 điểm phải sửa" in page
    assert "Dự thảo báo cáo kiểm điểm của ban chấp hành" in page
    for finding in draft.latest.findings.filter(severity="error"):
        actions.waive(finding, "Đã có trong phụ lục", by=scene.office)
    scene.dossier()
    draft = Draft.objects.get()
    assert gate(draft) == []
    actions.make_ready(draft, by=scene.office)
    draft.refresh_from_db()
    assert draft.state == DraftState.READY
    assert "Chờ đưa ra hội nghị từ" in at(scene.member).get(f"/van-ban/{draft.pk}/").content.decode()


def test_the_dossier_learns_of_a_document(scene, commune):
    draft = scene.begin()
    scene.bring(draft, commune)
    assert not scene.congress.dossier.exists()  # those above would know that it is being written
    actions.share(draft, by=scene.secretary)
    paper = scene.congress.dossier.get(item="political_report")
    assert (paper.present, paper.subject) == (True, f"draft:{Draft.objects.get().pk}")


def test_a_unit_without_an_outline_is_read_all_the_same(scene, commune, work):
    cell = make_unit("Chi bộ thôn Đình Cường", scene.unit, kind="chi-bo", level="chi-bo")
    secretary = make_user(cell, Role.UNIT_SECRETARY)
    draft = actions.create_draft(make_congress(scene.season, cell), "political_report", by=secretary)
    tasks.submit_version(draft, [commune], "x.docx", by=secretary)
    work()
    page = at(secretary).get(f"/van-ban/{draft.pk}/").content.decode()
    assert "không có đề cương cho loại đơn vị này" in page
    assert 'class="sheet' in page
    assert "Không phát hiện điểm nào" not in page


def test_findings_of_every_phase_are_there(scene, commune):
    draft = scene.begin()
    scene.bring(draft, commune, phase="outline")
    client = at(scene.drafter)
    own = client.get(f"/van-ban/{draft.pk}/ra-soat/").content.decode()
    strict = client.get(f"/van-ban/{draft.pk}/ra-soat/", {"phase": "draft"}).content.decode()
    assert '<option value="outline" selected>' in own
    assert strict.count('class="remark error"') == 9 > own.count('class="remark error"')


def test_the_history_holds_no_text_of_a_draft(scene, commune):
    scene.sent(commune)
    told = " ".join(str(e.details) for e in Event.objects.all())
    assert "Quảng Tâm lần thứ" not in told
    assert len(told) < 4000


def test_another_document_under_this_kind_is_held_at_the_gate(scene, commune):
    draft = scene.begin("self_review")
    scene.bring(draft, commune)
    actions.share(draft, by=scene.secretary)
    draft.refresh_from_db()
    assert any("VK107" in sentence for sentence in gate(draft))
    finding = draft.sent.findings.get(code="VK107")
    actions.waive(finding, "Đơn vị dùng tên khác", by=scene.office)
    draft.refresh_from_db()
    assert not any("VK107" in sentence for sentence in gate(draft))
