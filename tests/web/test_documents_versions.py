"""Versions of a document: numbered, kept as they were brought, seen above only once sent."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from factories import make_draft
from vankien.model import UnreadableFile
from vankien_web.common import history, intake, storage
from vankien_web.common.entries import Entry
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.models import Draft, Reading, Version
from web.document_scene import Scene, at, verbs

pytestmark = pytest.mark.django_db
DATED = "2020-02-10T02:00:00+00:00"


@pytest.fixture
def scene(db):
    return Scene()


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


def stamped_text(line):
    return f"BÁO CÁO CHÍNH TRỊ\nI. KẾT QUẢ\n{line}\n".encode()


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
