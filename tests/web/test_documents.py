"""A congress's document from its beginning to the meeting: who does what when, and what is kept of it."""

import threading
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from factories import make_congress, make_draft, make_group, make_season, make_unit, make_user
from vankien.model import UnreadableFile
from vankien_web.common import history, intake, storage
from vankien_web.common.entries import Entry
from vankien_web.common.models import Event
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.gate import gate
from vankien_web.drafts.models import Draft, DraftState, Reading, Version
from vankien_web.drafts.naming import full_title, waiting
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db
DATED = "2020-02-10T02:00:00+00:00"


@pytest.fixture
def scene(db):
    """A commune's congress, and everybody who has to do with its documents."""

    class Scene:
        city = make_unit("Đảng bộ thành phố Thanh Hóa", kind="huyen-tp", level="tren-co-so")
        unit = make_unit("Đảng bộ xã Quảng Tâm", city)
        season = make_season(city)
        congress = make_congress(season, unit, ordinal=27)
        secretary = make_user(unit, Role.UNIT_SECRETARY)
        drafter = make_user(unit, Role.UNIT_DRAFTER)
        office = make_user(city, Role.OFFICE)
        member = make_user(city, Role.COMMITTEE_MEMBER)
        administrator = make_user(city, Role.ADMINISTRATOR)
        group = make_group(city, unit).head_user

        def begin(self, kind="political_report"):
            return actions.create_draft(self.congress, kind, by=self.drafter)

        def bring(self, draft, data, name="bao-cao.docx", **more):
            version = tasks.submit_version(draft, [data], name, by=self.drafter, **more)
            tasks.examine.call(version.pk)
            draft.refresh_from_db()
            return draft.latest

        def sent(self, data):
            draft = self.begin()
            self.bring(draft, data)
            actions.share(draft, by=self.secretary)
            draft.refresh_from_db()
            return draft

        def dossier(self):
            """Everything that must lie beside the political report."""
            for item in ("self_review", "resolution", "programme"):
                self.congress.dossier.update_or_create(item=item, defaults={"present": True})

    return Scene()


def at(user):
    client = Client()
    client.force_login(user)
    return client


def verbs(draft):
    return [e.verb for e in history.stream(draft)]


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


def test_versions_are_numbered_and_kept_byte_for_byte(scene, commune, commented):
    draft = scene.begin()
    scene.bring(draft, commune)
    scene.bring(draft, commented, "lan-2.docx")
    client = at(scene.drafter)
    for number, data in ((1, commune), (2, commented)):
        answer = client.get(f"/van-ban/{draft.pk}/lan/{number}/ban-goc/")
        assert b"".join(answer.streaming_content) == data
    assert client.get(f"/van-ban/{draft.pk}/lan/3/").status_code == 404
    old = client.get(f"/van-ban/{draft.pk}/lan/1/").content.decode()
    assert "không phải bản mới nhất" in old
    assert 'class="sheet' in old


def test_a_file_is_read_once(scene, commune, monkeypatch):
    times = []
    read = intake.word.read_apart
    monkeypatch.setattr(intake.word, "read_apart", lambda *a, **k: times.append(1) or read(*a, **k))
    version = scene.bring(scene.begin(), commune)
    assert times == [1]
    assert version.reading.document.blocks


@pytest.mark.parametrize("profile", ["networked", "isolated"])
def test_a_refused_file_never_becomes_a_version(scene, commune, site, profile):
    site.VANKIEN_PROFILE = profile
    draft = scene.begin()
    with pytest.raises(UnreadableFile):
        tasks.submit_version(draft, [commune[:3000]], "hong.docx", by=scene.drafter)
    assert not Version.objects.exists()
    assert not Reading.objects.exists()
    assert verbs(draft) == ["draft_created", "version_refused"]
    assert list((site.DATA / "incoming").iterdir()) == []


def test_the_form_keeps_what_was_typed_when_a_file_is_refused(scene, commune):
    draft = scene.begin()
    sent = {
        "phase": "outline",
        "note": "Đã gộp phần II",
        "file": SimpleUploadedFile("x.docx", commune[:3000]),
    }
    answer = at(scene.drafter).post(f"/van-ban/{draft.pk}/nop/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tệp x.docx bị hỏng" in page
    assert "Đã gộp phần II" in page
    assert '<option value="outline" selected>' in page


def test_those_above_see_no_version_that_was_not_sent(scene, commune, commented):
    draft = scene.sent(commune)
    actions.send_back(draft, "Sửa", by=scene.office)
    scene.bring(draft, commented, "mat-chua-gui.docx")
    assert at(scene.drafter).get(f"/van-ban/{draft.pk}/lan/2/").status_code == 200
    assert at(scene.group).get(f"/van-ban/{draft.pk}/lan/2/").status_code == 200
    for user in (scene.office, scene.member):
        client = at(user)
        for page in ("lan/2/", "lan/2/ban-goc/", "lan/2/ra-soat/", "lan/2/ket-qua/", "lan/2/tien-do/"):
            assert client.get(f"/van-ban/{draft.pk}/{page}").status_code == 404
        assert "Dự thảo lần 2" not in client.get(f"/van-ban/{draft.pk}/").content.decode()
        assert "Dự thảo lần 2" not in client.get("/van-ban/").content.decode()
        told = client.get(f"/van-ban/{draft.pk}/lich-su/").content.decode()
        assert "mat-chua-gui" not in told
        assert "nộp dự thảo lần 1" in told
        assert "trả lại đơn vị" in told
        assert b"".join(client.get(f"/van-ban/{draft.pk}/ban-goc/").streaming_content) == commune
    draft.refresh_from_db()
    actions.share(draft, by=scene.secretary)
    assert at(scene.office).get(f"/van-ban/{draft.pk}/lan/2/").status_code == 200


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
    with pytest.raises(actions.Moved):
        actions.share(stale, by=scene.secretary)
    with pytest.raises(actions.Moved):
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


def test_search_finds_what_was_sent_and_no_later_text(scene, commune, commented):
    def texts(draft):
        return list(Entry.objects.filter(subject=f"draft:{draft.pk}", kind="passage"))

    draft = scene.begin()
    scene.bring(draft, commune)
    (title,) = Entry.objects.filter(kind="draft")
    assert "XXVII" in title.text
    first = texts(draft)
    assert len(first) > 50
    assert first[0].part == f"b{first[0].place['block']}"
    actions.share(draft, by=scene.secretary)
    actions.send_back(draft, "Sửa", by=scene.office)
    scene.bring(draft, stamped_text("Câu chưa gửi cho ai."), "moi.txt")
    assert not [e for e in texts(draft) if "chưa gửi" in e.text]
    actions.share(draft, by=scene.secretary)
    assert [e for e in texts(draft) if "chưa gửi" in e.text]


def stamped_text(line):
    return f"BÁO CÁO CHÍNH TRỊ\nI. KẾT QUẢ\n{line}\n".encode()


def test_the_history_holds_no_text_of_a_draft(scene, commune):
    scene.sent(commune)
    told = " ".join(str(e.details) for e in Event.objects.all())
    assert "Quảng Tâm lần thứ" not in told
    assert len(told) < 4000


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_get_two_numbers(scene, commune, commented):
    draft = scene.begin()
    failures = []

    def submit(data, user):
        try:
            tasks.submit_version(Draft.objects.get(pk=draft.pk), [data], "x.docx", by=user)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    pairs = [(commune, scene.drafter), (commented, scene.secretary), (commune, scene.secretary)]
    threads = [threading.Thread(target=submit, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [v.number for v in draft.versions.all()] == [1, 2, 3]
    assert sorted(v.sha256 for v in draft.versions.all())[0] in storage.stored()
    draft.refresh_from_db()
    assert draft.latest.number == 3
    assert [e.details["number"] for e in history.stream(draft) if e.verb == "version_submitted"] == [1, 2, 3]


def test_the_unit_is_told_why_it_brings_no_version_now(client, scene):
    draft = make_draft(scene.congress, state="shared", shared_at=DATED)
    told = "đơn vị nộp bản tiếp theo khi văn bản được trả lại"
    for person in (scene.drafter, scene.secretary):
        client.force_login(person)
        assert told in client.get(f"/van-ban/{draft.pk}/").content.decode()
    client.force_login(scene.office)
    assert told not in client.get(f"/van-ban/{draft.pk}/").content.decode()


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
